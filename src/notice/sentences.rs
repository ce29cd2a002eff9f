//! Cutting blocks into sentences.

use super::{Block, BlockKind, Span};

/// A sentence: a span within one block.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its words.
    pub span: Span,
    /// Index of its block.
    pub block: u32,
}

/// Words that end in a full stop without ending a sentence. Lower case, without the stop.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "eg", "i.e", "ie", "etc", "no", "nos", "art", "arts", "para", "paras", "pt", "sch", "s", "ss", "reg",
    "regs", "dr", "mr", "mrs", "ms", "prof", "st", "vs", "v", "cl", "approx", "inc", "co", "dept", "ext", "tel", "fig",
    "vol", "p", "pp", "cf", "ref", "sec", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "u.s", "u.k", "e.u", "a.m",
    "p.m", "viz",
];

/// How many bytes around a full stop are looked at.
const REACH: usize = 400;

/// A sentence of more bytes than this is none, whatever it is; it is cut between words, so that what is asked of all words
/// of a sentence never means all words of a notice.
const LONGEST: usize = 10_000;

/// Cuts every block, sets the blocks' sentence ranges, and returns all sentences in order.
pub(super) fn cut(text: &str, blocks: &mut [Block]) -> Vec<Sentence> {
    let mut all = Vec::with_capacity(blocks.len() * 2);
    for (index, block) in blocks.iter_mut().enumerate() {
        let first = all.len() as u32;
        if !matches!(block.kind, BlockKind::Contents | BlockKind::Code) {
            for span in split(text, block.span) {
                all.push(Sentence { span, block: index as u32 });
            }
        }
        block.sentences = first..all.len() as u32;
    }
    all
}

/// The sentences within a span, trimmed.
fn split(text: &str, block: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let (from, to) = (block.start as usize, block.end as usize);
    let mut out = Vec::new();
    let mut start = from;
    let mut at = from;
    while at < to {
        let byte = bytes[at];
        if matches!(byte, b'.' | b'!' | b'?') && ends_sentence(text, start, at, to) {
            let mut end = at + 1;
            // Closing quotes and brackets belong to the sentence that they close.
            while let Some(c) = text[end..to].chars().next() {
                if !matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']' | '.' | '\u{2026}') {
                    break;
                }
                end += c.len_utf8();
            }
            push(text, start, end, &mut out);
            start = end;
            at = end;
        } else if at - start > LONGEST && byte == b' ' {
            push(text, start, at, &mut out);
            start = at;
        } else {
            at += 1;
        }
    }
    push(text, start, to, &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let words = &text[start..end];
    let trimmed = words.trim();
    if !trimmed.is_empty() {
        let lead = words.len() - words.trim_start().len();
        out.push(Span::new(start + lead, start + lead + trimmed.len()));
    }
}

/// The last character boundary at or before a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the stop at `at` ends a sentence that began at `start`.
fn ends_sentence(text: &str, start: usize, at: usize, to: usize) -> bool {
    // Only what stands near the stop can matter: a line may be megabytes long.
    let start = boundary(text, start.max(at.saturating_sub(REACH)));
    let to = boundary(text, to.min(at + 1 + REACH));
    let after = &text[at + 1..to];
    let rest = after.trim_start_matches(['"', '\'', '\u{201d}', '\u{2019}', ')', ']', '.', '\u{2026}']);
    if rest.is_empty() {
        return true;
    }
    let mut follow = rest.chars();
    let Some(space) = follow.next() else { return true };
    // "K2Care.Your" is a sentence end that lost its space; "6.1", "ico.org.uk" and "e.g." are not.
    if !space.is_whitespace() {
        let before = text[start..at].chars().next_back();
        return text.as_bytes()[at] == b'.'
            && rest.len() == after.len()
            && before.is_some_and(|c| c.is_lowercase())
            && space.is_uppercase()
            && follow.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace())
            && text[start..at].split_whitespace().count() > 3;
    }
    if text.as_bytes()[at] != b'.' {
        return true;
    }
    let word = text[start..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let folded = word.to_lowercase();
    if ABBREVIATIONS.contains(&folded.as_str()) {
        // "etc." and the like may also end a sentence: a capital letter decides, but not before a proper citation.
        let next = rest.trim_start();
        let title = ["Act ", "(Scotland) ", "(Wales) ", "(Northern Ireland) ", "Regulations ", "Order "];
        return folded == "etc" && next.starts_with(char::is_uppercase) && !title.iter().any(|t| next.starts_with(t));
    }
    if word.chars().count() == 1 && word.chars().all(|c| c.is_uppercase()) {
        return false; // an initial
    }
    let next = rest.trim_start().chars().next();
    next.is_none_or(|c| !c.is_lowercase())
}
