//! Tables that reached us as lines: parted by bars or tabs, or flattened.

use super::text::Line;
use crate::notice::{BlockKind, Span};

/// Words that head the columns of a table about records.
const COLUMN_HEADS: &[&str] = &[
    "document",
    "record",
    "records",
    "retention",
    "period",
    "reason",
    "purpose",
    "basis",
    "lawful",
    "legal",
    "category",
    "data",
    "type",
    "description",
    "trigger",
    "action",
    "disposal",
    "condition",
    "recipient",
    "recipients",
    "how",
    "long",
    "of",
    "for",
    "the",
    "we",
    "keep",
    "it",
    "and",
    "what",
    "why",
    "information",
    "kept",
    "held",
    "justification",
    "personal",
    "activity",
    "processing",
    "authority",
    "source",
    "schedule",
    "notes",
    "from",
    "starts",
];

/// Whether a line holds the heads of columns of a flattened table, whose rows follow line by line.
pub(super) fn heads(lines: &[Line<'_>], at: usize) -> bool {
    let line = &lines[at];
    line.marker.is_empty()
        && line.cell.is_none()
        && flat_header(line.words)
        && lines.get(at + 1).is_some_and(|next| {
            (next.gap == 0 || !next.words.ends_with(['.', ':'])) && !(titled(line.words) && prose(next.words))
        })
}

/// Whether a line asks what the text under it tells: "How long we keep data".
fn titled(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    ["how", "what", "why", "for"].iter().any(|w| first.eq_ignore_ascii_case(w))
}

/// Whether a line is text, and no row of a table.
fn prose(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.ends_with(['.', ':'])
        && (words.contains(". ")
            || matches!(first, "We" | "Our" | "Your" | "You" | "The" | "This" | "It" | "In" | "If"))
}

/// Whether a line is no more than the head of one column.
pub(super) fn column_head(words: &str) -> bool {
    let mut all = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let count = all.clone().take(8).count();
    (1..=7).contains(&count)
        && words.starts_with(|c: char| c.is_uppercase())
        && !words.ends_with(['.', ':'])
        && all.all(|w| COLUMN_HEADS.iter().any(|h| h.eq_ignore_ascii_case(w)))
}

fn flat_header(words: &str) -> bool {
    // By number in the list: which are there.
    let mut found = [false; COLUMN_HEADS.len()];
    let mut count = 0;
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        // Most lines are prose, and end here at their first or second word.
        let Some(at) = COLUMN_HEADS.iter().position(|h| h.eq_ignore_ascii_case(word)) else { return false };
        found[at] = true;
        count += 1;
    }
    let heads = |w: &str| COLUMN_HEADS.iter().zip(&found).any(|(h, found)| *found && *h == w);
    (3..=14).contains(&count)
        && (heads("period") || heads("retention") || heads("basis") || heads("long"))
        && (heads("document")
            || heads("record")
            || heads("records")
            || heads("type")
            || heads("purpose")
            || heads("data")
            || heads("category")
            || heads("activity")
            || heads("description")
            || heads("information"))
        && (heads("retention") || heads("basis") || heads("kept") || heads("keep"))
        && !words.ends_with('?')
}

/// A line whose cells are parted by bars or tabs.
pub(super) fn pipe_row(text: &str, line: &Line<'_>, tables: &mut u32, out: &mut Vec<(BlockKind, Span, String)>) {
    let (table, row) = match out.last() {
        Some((BlockKind::Cell { table, row, .. }, ..)) if line.gap == 0 => (*table, row + 1),
        _ => {
            *tables += 1;
            (*tables - 1, 0)
        }
    };
    let mut at = line.span.start as usize;
    for (column, cell) in (0u32..).zip(text[line.span.range()].split(['|', '\t'])) {
        let words = cell.trim();
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        if !words.is_empty() && !words.chars().all(|c| matches!(c, '-' | ':' | ' ' | '=')) {
            out.push((
                BlockKind::Cell { table, row, column, header: row == 0 },
                Span::new(start, start + words.len()),
                String::new(),
            ));
        }
    }
}
