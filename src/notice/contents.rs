//! Contents lists made of links into the page: they name what the notice tells further on, and tell nothing themselves.

use super::{BlockKind, Link, Span};
use std::collections::HashSet;

/// Marks the entries of contents lists among the blocks.
pub(super) fn mark(text: &str, blocks: &mut [(BlockKind, Span, String)], links: &[Link]) {
    if !links.iter().any(|l| l.target.contains('#')) {
        return;
    }
    let words = |span: Span| text.get(span.range()).unwrap_or("");
    let headings: HashSet<String> =
        blocks.iter().filter(|b| matches!(b.0, BlockKind::Heading { .. })).map(|b| plain(words(b.1))).collect();
    let entries: Vec<Option<Entry>> = blocks
        .iter()
        .map(|(kind, span, _)| match kind {
            BlockKind::Item { .. } | BlockKind::Paragraph => entry(text, *span, links, &headings),
            _ => None,
        })
        .collect();
    for at in 0..blocks.len() {
        let Some(entry) = entries[at] else { continue };
        let beside = |other: Option<usize>| other.and_then(|i| entries.get(i)).is_some_and(|e| e.is_some());
        let listed = matches!(blocks[at].0, BlockKind::Item { .. }) || entry.links > 1;
        // "Contact us", alone in a paragraph, is a pointer.
        if entry.titles || entry.into_page && (listed || beside(at.checked_sub(1)) || beside(Some(at + 1))) {
            blocks[at].0 = BlockKind::Contents;
        }
    }
}

/// A block that is nothing but links.
#[derive(Clone, Copy)]
struct Entry {
    links: usize,
    /// All lead into the page.
    into_page: bool,
    /// All lead to a place in a page, by the title of a heading of this one.
    titles: bool,
}

fn entry(text: &str, block: Span, links: &[Link], headings: &HashSet<String>) -> Option<Entry> {
    let first = links.partition_point(|l| l.span.end <= block.start);
    let mut at = block.start;
    let mut found = Entry { links: 0, into_page: true, titles: true };
    for link in links[first..].iter().take_while(|l| l.span.start < block.end) {
        if link.span.start < at || !filler(text.get(at as usize..link.span.start as usize)?) {
            return None;
        }
        if !link.target.contains('#') {
            return None;
        }
        found.links += 1;
        found.into_page &= link.target.starts_with('#');
        found.titles &= headings.contains(&plain(text.get(link.span.range())?));
        at = link.span.end;
    }
    (found.links > 0 && filler(text.get(at.min(block.end) as usize..block.end as usize)?)).then_some(found)
}

/// Whether the characters only part or number the links.
fn filler(between: &str) -> bool {
    between.chars().all(|c| !c.is_alphabetic())
}

/// The words of a title, without its number.
fn plain(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<String> =
        words.skip_while(|w| w.bytes().all(|b| b.is_ascii_digit())).map(str::to_lowercase).collect();
    words.join(" ")
}
