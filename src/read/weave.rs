//! Writing a reading text whose every piece knows where it came from.

use super::numbered;
use super::text::marker as marker_of;
use crate::notice::{BlockKind, Comment, Draft, Link, Note, SourceMap, Span};
use std::ops::Range;

/// A reading text in the making, with the map back to the text that it is read from.
#[derive(Default)]
pub(super) struct Weave {
    pub text: String,
    pub map: SourceMap,
    pub blocks: Vec<(BlockKind, Span, String)>,
    pub links: Vec<Link>,
    pub comments: Vec<Comment>,
    pub metadata: Vec<(String, Span)>,
    pub notes: Vec<Note>,
}

impl Weave {
    /// Where the next words will stand.
    pub fn at(&self) -> usize {
        self.text.len()
    }

    /// Adds words that were written from `source`.
    pub fn push(&mut self, words: &str, source: Range<usize>) {
        self.map.push(self.text.len(), words.len(), source);
        self.text.push_str(words);
    }

    /// Adds words that stand nowhere in the file: a separator.
    pub fn part(&mut self, separator: &str) {
        self.text.push_str(separator);
    }

    /// Adds a block that covers what was written from `start` on, without the space around it. Nothing if that is empty.
    pub fn block(&mut self, kind: BlockKind, start: usize, marker: &str) {
        if let Some(span) = trimmed(&self.text, start..self.text.len()) {
            self.blocks.push((kind, span, marker.to_owned()));
        }
    }

    /// Tells something once.
    pub fn note(&mut self, what: &str, line: Option<u32>) {
        if !self.notes.iter().any(|n| n.what == what) {
            self.notes.push(Note { what: what.to_owned(), line });
        }
    }

    /// The finished draft.
    pub fn draft(mut self) -> Draft {
        numbered::heads(&self.text, &mut self.blocks);
        inline_items(&self.text, &mut self.blocks);
        unmarked_items(&self.text, &mut self.blocks);
        Draft {
            text: unbroken(self.text, &self.blocks),
            map: self.map,
            blocks: self.blocks,
            links: self.links,
            comments: self.comments,
            metadata: self.metadata,
            notes: self.notes,
            tree: None,
        }
    }
}

/// The span of a range without the white space at its ends; none if nothing is left, or if it ends before it begins: a
/// bold number at the head of an item ("1. **2.** Two years") ends where its marker was taken off.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Span> {
    let words = text.get(range.clone())?;
    let core = words.trim_start();
    let start = range.end - core.len();
    let core = core.trim_end();
    (!core.is_empty()).then(|| Span::new(start, start + core.len()))
}

/// A text in which no line breaks within a block: where the writer's line ended says nothing. Places stay as they are.
pub(super) fn unbroken(text: String, blocks: &[(BlockKind, Span, String)]) -> String {
    let mut bytes = text.into_bytes();
    for (_, span, _) in blocks.iter().filter(|b| b.0 != BlockKind::Code) {
        let Some(words) = bytes.get_mut(span.range()) else { continue };
        for byte in words.iter_mut().filter(|b| matches!(**b, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// Makes items of a list that was run into its paragraph: "We use it to: • help you • pay you", "… - 3.1 help you - 3.2 …".
pub(super) fn inline_items(text: &str, blocks: &mut Vec<(BlockKind, Span, String)>) {
    let runs = |b: &(BlockKind, Span, String)| {
        matches!(b.0, BlockKind::Paragraph | BlockKind::Item { .. }) && bullets(&text[b.1.range()]).nth(1).is_some()
    };
    if !blocks.iter().any(runs) {
        return;
    }
    let mut out = Vec::with_capacity(blocks.len() + 8);
    for block in blocks.drain(..) {
        if !runs(&block) {
            out.push(block);
            continue;
        }
        let (start, words) = (block.1.start as usize, &text[block.1.range()]);
        let depth = if let BlockKind::Item { depth } = block.0 { depth.saturating_add(1).min(200) } else { 0 };
        let mut from = None;
        for end in bullets(words).map(Some).chain([None]) {
            let to = start + end.unwrap_or(words.len());
            match from {
                None => out.extend(trimmed(text, start..to).map(|s| (block.0, s, block.2.clone()))),
                Some(from) => out.extend(trimmed(text, start + from..to).map(|s| item(text, s, depth))),
            }
            from = end;
        }
    }
    *blocks = out;
}

/// Where bullets stand within a paragraph, the space in front included: dots, and dashes in front of a number of parts.
fn bullets(words: &str) -> impl Iterator<Item = usize> + '_ {
    let dots = words.match_indices(" \u{2022} ").map(|m| m.0);
    let dashes = words.match_indices(" - ").map(|m| m.0).filter(move |at| {
        let token = words[at + 3..].split(' ').next().unwrap_or("");
        token.len() <= 8 && token.contains('.') && token.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    // A paragraph has the one kind or the other.
    let mut dots = dots.peekable();
    let dotted = dots.peek().is_some();
    dots.chain(dashes.filter(move |_| !dotted))
}

/// An item from its bullet on.
fn item(text: &str, span: Span, depth: u8) -> (BlockKind, Span, String) {
    let (mut span, mut marker) = (span, "");
    for _ in 0..2 {
        let (mark, rest, _) = marker_of(&text[span.range()]);
        let rest = rest.len() as u32;
        if mark.is_empty() {
            break;
        }
        marker = mark;
        span.start = span.end - rest;
    }
    (BlockKind::Item { depth }, span, marker.to_owned())
}

/// Makes items of the paragraphs of a list that lost its bullets: after words that end in a colon, two paragraphs or more
/// that begin in lower case.
pub(super) fn unmarked_items(text: &str, blocks: &mut [(BlockKind, Span, String)]) {
    let small = |b: &(BlockKind, Span, String)| {
        b.0 == BlockKind::Paragraph && text[b.1.range()].starts_with(|c: char| c.is_lowercase())
    };
    let mut at = 0;
    while at < blocks.len() {
        let opens = matches!(blocks[at].0, BlockKind::Paragraph | BlockKind::Heading { .. })
            && text[blocks[at].1.range()].ends_with(':');
        let run = if opens { blocks[at + 1..].iter().take_while(|b| small(b)).count() } else { 0 };
        if run >= 2 {
            for block in &mut blocks[at + 1..at + 1 + run] {
                block.0 = BlockKind::Item { depth: 0 };
            }
        }
        at += run + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_ends_before_it_begins_is_nothing() {
        let back = Range { start: 4, end: 2 };
        assert_eq!(trimmed("some words", back), None);
        assert_eq!(trimmed("some words ", 4..11), Some(Span::new(5, 10)));
    }

    #[test]
    fn a_list_in_its_paragraph_is_a_list() {
        let shapes = |text: &str| {
            let mut blocks = vec![(BlockKind::Paragraph, Span::new(0, text.len()), String::new())];
            inline_items(text, &mut blocks);
            let words = |b: &(BlockKind, Span, String)| {
                format!("{}{}", if b.0 == BlockKind::Paragraph { "" } else { "- " }, &text[b.1.range()])
            };
            blocks.iter().map(words).collect::<Vec<_>>()
        };
        assert_eq!(
            shapes("We use it to: \u{2022} help you \u{2022} pay you"),
            ["We use it to:", "- help you", "- pay you"]
        );
        assert_eq!(
            shapes("The rights are: - 8.1 to see it - 8.2 to have it"),
            ["The rights are:", "- to see it", "- to have it"]
        );
        assert_eq!(shapes("Two - 2 - three - 3"), ["Two - 2 - three - 3"]);
        assert_eq!(shapes("A \u{2022} B"), ["A \u{2022} B"]);
    }
}
