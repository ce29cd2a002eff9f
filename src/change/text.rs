//! The text itself: which words went and which came. White space, list marks and numbers of headings do not count.

use crate::notice::{Notice, Span, fold_char};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// So many words are shown before and after a change.
const AROUND: usize = 6;

/// What became of some words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// They stayed.
    Kept,
    /// They went.
    Removed,
    /// They came.
    Added,
}

impl Fate {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Removed => "removed",
            Fate::Added => "added",
        }
    }
}

/// Some words in a row with one fate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What became of them.
    pub fate: Fate,
    /// The words; a line break stands between blocks.
    pub text: String,
}

/// Changes that stand close together, with the words around them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// Where it begins in the old notice.
    pub old: Span,
    /// Where it begins in the new notice.
    pub new: Span,
    /// The words in order.
    pub pieces: Vec<Piece>,
}

struct Token<'a> {
    text: &'a str,
    key: String,
    span: Span,
    block: usize,
}

fn tokens(notice: &Notice) -> Vec<Token<'_>> {
    let mut spans: Vec<Span> = notice.blocks.iter().map(|b| b.span).collect();
    if spans.is_empty() {
        spans.push(Span::new(0, notice.text.len()));
    }
    let mut out = Vec::new();
    for (block, span) in spans.into_iter().enumerate() {
        let words = notice.words(span);
        let mut at = 0;
        for word in words.split_whitespace() {
            let start = at + words[at..].find(word).unwrap_or(0);
            at = start + word.len();
            let place = Span::new(span.start as usize + start, span.start as usize + at);
            out.push(Token { text: word, key: key(word), span: place, block });
        }
    }
    out
}

/// The word as it is compared: without the difference between straight and curly marks.
fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match fold_char(c) {
            // Accents and capital letters are differences that a reader sees.
            Some(folded) if !c.is_alphabetic() => out.push_str(folded),
            _ => out.push(c),
        }
    }
    out
}

/// The changes of the text, in order.
pub fn compare(old: &Notice, new: &Notice) -> Vec<Hunk> {
    let (old, new) = (tokens(old), tokens(new));
    let keys = |tokens: &[Token<'_>]| tokens.iter().map(|t| t.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new));
    let groups = similar::group_diff_ops(ops, AROUND);
    let at = |tokens: &[Token<'_>], i: usize| tokens.get(i).or(tokens.last()).map_or(Span::default(), |t| t.span);
    let hunk = |ops: &Vec<similar::DiffOp>| {
        let mut pieces = Vec::new();
        let mut first = None;
        for op in ops {
            let (tag, o, n) = op.as_tag_tuple();
            if tag != DiffTag::Equal && first.is_none() {
                first = Some((o.start, n.start));
            }
            let mut push = |fate: Fate, tokens: &[Token<'_>]| {
                let text = joined(tokens);
                if !text.is_empty() {
                    pieces.push(Piece { fate, text });
                }
            };
            match tag {
                DiffTag::Equal => push(Fate::Kept, &new[n]),
                _ => {
                    push(Fate::Removed, &old[o]);
                    push(Fate::Added, &new[n]);
                }
            }
        }
        let (o, n) = first.unwrap_or_default();
        Hunk { old: at(&old, o), new: at(&new, n), pieces }
    };
    groups.iter().map(hunk).collect()
}

fn joined(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 {
            out.push(if tokens[at - 1].block == token.block { ' ' } else { '\n' });
        }
        out.push_str(token.text);
    }
    out
}
