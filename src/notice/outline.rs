//! Sections from headings, and the lead-in that a list item, a cell or a line inherits.

use super::{Block, BlockKind, Span};

/// A section: what stands under one heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading's block; none for the notice as a whole.
    pub heading: Option<u32>,
    /// Depth, from 1; 0 is the notice as a whole.
    pub level: u8,
    /// The section around it.
    pub parent: u32,
    /// The heading's words, without number.
    pub title: String,
    /// The heading's number ("2.1"), as written; empty if none.
    pub number: String,
}

/// How many blocks a lead-in may stand before the list that it opens.
const LEAD_REACH: usize = 1;

/// How many words a line of a list has at most.
const LINE: usize = 30;

/// Puts blocks into sections and gives each its lead-in.
pub(super) fn outline(text: &str, raw: Vec<(BlockKind, Span, String)>) -> (Vec<Block>, Vec<Section>) {
    let mut sections = vec![Section::default()];
    let mut current = 0u32;
    let mut blocks: Vec<Block> = Vec::with_capacity(raw.len());
    let mut leads = Leads::default();
    for (kind, span, marker) in raw {
        let index = blocks.len() as u32;
        if let BlockKind::Heading { level } = kind {
            let mut parent = current;
            while parent != 0 && sections[parent as usize].level >= level {
                parent = sections[parent as usize].parent;
            }
            current = sections.len() as u32;
            sections.push(Section {
                heading: Some(index),
                level,
                parent,
                title: title(&text[span.range()]),
                number: marker.clone(),
            });
        }
        let lead = leads.next(text, &blocks, kind, span, &marker);
        blocks.push(Block { kind, span, marker, section: current, lead, sentences: 0..0 });
    }
    (blocks, sections)
}

/// A heading's words on one line, without a closing colon.
fn title(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_end_matches([':', ' ']).to_owned()
}

/// Remembers what may introduce the next block.
#[derive(Default)]
struct Leads {
    /// The last item at each depth of the running list.
    items: Vec<u32>,
    /// What introduced the running list.
    list: Option<u32>,
    /// An item that ends in a colon: the items after it at the same depth are its own (a list that lost its nesting).
    colon: Option<u32>,
    /// What introduced the running list of lines that have no marks.
    bare: Option<u32>,
    /// Heads of the running table's columns.
    heads: Vec<(u32, u32)>,
    /// The words in the running cell that end in a colon: what stands below them in the cell is their list.
    cell: Option<u32>,
}

impl Leads {
    fn next(&mut self, text: &str, blocks: &[Block], kind: BlockKind, span: Span, marker: &str) -> Option<u32> {
        let index = blocks.len() as u32;
        let previous = blocks.last();
        match kind {
            BlockKind::Item { depth } => {
                let depth = depth as usize;
                if self.items.is_empty() {
                    let reach = blocks.len().saturating_sub(LEAD_REACH);
                    self.list = blocks[reach..].iter().rposition(introduces).map(|i| (reach + i) as u32);
                    self.colon = None;
                }
                self.items.truncate(depth);
                // "2.7" stands beside "2.6 We use it to:", not below it.
                if self.colon.is_some_and(|c| beside(&blocks[c as usize].marker, marker)) {
                    self.colon = None;
                }
                let own = text[span.range()].trim_end().ends_with(':');
                let lead =
                    if own && depth == 0 { self.list } else { self.items.last().copied().or(self.colon).or(self.list) };
                if depth == 0 && own {
                    self.colon = Some(index);
                } else if depth > 0 && self.colon.is_some() && lead == self.colon {
                    // Its list kept its nesting: what follows at its own depth is beside it.
                    self.colon = None;
                }
                while self.items.len() < depth {
                    self.items.push(lead.unwrap_or(index));
                }
                self.items.push(index);
                lead
            }
            BlockKind::Cell { table, row, column, header } => {
                self.items.clear();
                let same = previous.is_some_and(|p| {
                    matches!(p.kind, BlockKind::Cell { table: t, row: r, column: c, .. } if (t, r, c) == (table, row, column))
                });
                let list = self.cell.filter(|_| same && !header);
                let own = text[span.range()].trim_end().ends_with(':');
                self.cell = if own { Some(index) } else { list };
                if list.is_some() && !own {
                    return list;
                }
                if header {
                    if row == 0 && column == 0 {
                        self.heads.clear();
                    }
                    self.heads.push((column, index));
                    return None;
                }
                // Of several heads over a column the lowest is its own.
                self.heads.iter().rev().find(|h| h.0 == column).map(|h| h.1)
            }
            BlockKind::FlatRow { row, header, .. } => {
                self.items.clear();
                if header || row == 0 {
                    self.heads = vec![(0, index)];
                    return None;
                }
                self.heads.first().map(|h| h.1)
            }
            BlockKind::Paragraph => {
                self.items.clear();
                let before = previous.filter(|p| p.kind == BlockKind::Paragraph);
                let line = bare(&text[span.range()]);
                if before.is_some_and(|p| opens(&text[p.span.range()])) {
                    self.bare = line.then(|| index - 1);
                    let colon = before.is_some_and(|p| text[p.span.range()].trim_end().ends_with(':'));
                    return (colon || line).then(|| index - 1);
                }
                // A list that lost its marks: each of its lines has what stood above the first.
                self.bare = self.bare.filter(|lead| line && before.is_some_and(|p| p.lead == Some(*lead)));
                self.bare
            }
            BlockKind::Heading { .. } | BlockKind::Contents | BlockKind::Aside | BlockKind::Code => {
                self.items.clear();
                self.heads.clear();
                None
            }
        }
    }
}

/// Whether a paragraph opens a list: by its colon, or by "… the following personal information" at its end.
fn opens(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with(':') || {
        let end = words.chars().next_back().is_some_and(char::is_alphanumeric);
        end && words.split_whitespace().rev().take(4).any(|w| w.eq_ignore_ascii_case("following"))
    }
}

/// Whether a paragraph is a line of a list that has lost its mark: short, and no sentence.
fn bare(words: &str) -> bool {
    let words = words.trim_end();
    !words.ends_with(['.', '?', '!', ':']) && words.split_whitespace().take(LINE + 1).count() <= LINE
}

/// Whether two numbers count the same things: 2.6 and 2.7, 3. and 4.
fn beside(first: &str, second: &str) -> bool {
    let split = |m: &'_ str| {
        let number = m.trim_end_matches(['.', ')']).to_owned();
        let (stem, last) = number.rsplit_once('.').map_or(("", &*number), |(s, l)| (s, l));
        last.parse::<u32>().ok().map(|n| (stem.to_owned(), n))
    };
    matches!((split(first), split(second)), (Some(a), Some(b)) if a.0 == b.0 && a.1 < b.1)
}

fn introduces(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_what_stands_beside() {
        for (first, second, expected) in [
            ("2.6", "2.7", true),
            ("3.", "4.", true),
            ("2.6", "2.6.1", false),
            ("2.6", "-", false),
            ("3.2", "2.3", false),
        ] {
            assert_eq!(beside(first, second), expected, "{first} {second}");
        }
    }
}
