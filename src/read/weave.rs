//! Writing a reading text whose every piece knows where it came from.

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

/// The span of a range without the white space at its ends; none if nothing is left.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Span> {
    let words = &text[range.clone()];
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

/// Makes items of a list that was run into its paragraph: "We use it to: • help you • pay you".
pub(super) fn inline_items(text: &str, blocks: &mut Vec<(BlockKind, Span, String)>) {
    let runs = |b: &(BlockKind, Span, String)| {
        b.0 == BlockKind::Paragraph && text[b.1.range()].match_indices(" \u{2022} ").nth(1).is_some()
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
        let mut from = 0;
        for end in words.match_indices(" \u{2022} ").map(|m| m.0).chain([words.len()]) {
            let begin = if from == 0 { 0 } else { from + " \u{2022} ".len() };
            if let Some(span) = trimmed(text, start + begin.min(end)..start + end) {
                let first = from == 0;
                let kind = if first { BlockKind::Paragraph } else { BlockKind::Item { depth: 0 } };
                out.push((kind, span, if first { block.2.clone() } else { "\u{2022}".to_owned() }));
            }
            from = end;
        }
    }
    *blocks = out;
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
        assert_eq!(shapes("A \u{2022} B"), ["A \u{2022} B"]);
    }
}
