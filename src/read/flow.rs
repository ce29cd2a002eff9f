//! Words to blocks, as markup opens and closes around them: what Markdown and HTML have in common.

mod fragment;

use super::roles;
use super::text;
use super::weave::{Weave, trimmed};
use crate::notice::{BlockKind, Link, Span};
use std::ops::Range;

/// Bytes beyond which nothing is a heading.
const LONGEST_HEADING: usize = 250;

/// Builds blocks from words and the markup around them.
pub(super) struct Flow<'a> {
    source: &'a str,
    max_depth: usize,
    pub out: Weave,
    /// Start of the block being written.
    open: Option<usize>,
    /// Whether all words of the open block so far were bold, and where its first line ended if that was.
    bold: bool,
    bold_line: Option<usize>,
    /// Where the bold words that began the open block ended, if others follow.
    bold_run: Option<usize>,
    /// The open list items, outermost first: marker, and whether nothing of the item was written yet.
    items: Vec<(String, bool)>,
    heading: Option<u8>,
    /// The level of the last heading that markup made.
    level: u8,
    cell: Option<Cell>,
    tables: u32,
    strong: u32,
    hidden: u32,
    /// Lines as they stand: of indented text.
    pub lines: bool,
    /// Words beside the notice's text: of the foot of a page.
    pub aside: bool,
    /// Lines of a table of contents.
    pub contents: bool,
    links: Vec<(usize, String)>,
}

#[derive(Clone, Copy)]
struct Cell {
    table: u32,
    row: u32,
    column: u32,
    header: bool,
}

/// The length of a title without the stop that ends it, nor the space before that; nothing where no more is left.
fn unstopped(title: &str) -> Option<u32> {
    let own = title.strip_suffix('.').unwrap_or(title).trim_end().len();
    (own > 0).then_some(own as u32)
}

impl<'a> Flow<'a> {
    pub fn new(source: &'a str, max_depth: usize) -> Flow<'a> {
        Flow {
            source,
            max_depth: max_depth.clamp(1, 200),
            out: Weave::default(),
            open: None,
            bold: false,
            bold_line: None,
            bold_run: None,
            items: Vec::new(),
            heading: None,
            level: 0,
            cell: None,
            tables: 0,
            strong: 0,
            hidden: 0,
            lines: false,
            aside: false,
            contents: false,
            links: Vec::new(),
        }
    }

    /// Adds words that were written from a stretch of the source.
    pub fn words(&mut self, words: &str, range: Range<usize>) {
        if self.hidden > 0 || words.is_empty() {
            return;
        }
        let blank = words.trim().is_empty();
        if self.open.is_none() {
            if blank && !self.lines {
                return;
            }
            self.begin();
        }
        self.bold &= blank || self.strong > 0;
        self.out.push(words, range);
    }

    /// Adds the number or bullet of an item in front of its words, of which it is no part.
    pub fn bullet(&mut self, marker: &str) {
        self.mark(marker);
        self.open = Some(self.out.at());
    }

    /// Adds the number in front of the words of a block, which says nothing of whether they are bold.
    pub fn mark(&mut self, marker: &str) {
        if self.open.is_none() {
            self.begin();
        }
        let at = self.out.at();
        self.out.push(marker, at..at);
    }

    fn begin(&mut self) {
        if self.out.at() > 0 && !self.out.text.ends_with("\n\n") {
            self.out.part("\n\n");
        }
        self.open = Some(self.out.at());
        self.bold = true;
        self.bold_line = None;
        self.bold_run = None;
    }

    /// A line ends within a block.
    pub fn soft_break(&mut self, range: Range<usize>) {
        if self.open.is_some_and(|start| start < self.out.at()) {
            if self.bold && self.bold_line.is_none() {
                self.bold_line = Some(self.out.at());
            }
            if range.is_empty() { self.out.part("\n") } else { self.out.push("\n", range) }
        }
    }

    /// A line ends for good: another block of the same kind begins.
    pub fn hard_break(&mut self, range: Range<usize>) {
        if self.heading.is_some() { self.soft_break(range) } else { self.flush() }
    }

    /// Ends the open block.
    pub fn flush(&mut self) {
        let Some(start) = self.open.take() else { return };
        let Some(span) = trimmed(&self.out.text, start..self.out.at()) else { return };
        if self.aside {
            self.out.blocks.push((BlockKind::Aside, span, String::new()));
            return;
        }
        if self.contents {
            self.out.blocks.push((BlockKind::Contents, span, String::new()));
            return;
        }
        if self.lines {
            // The space in front of the first line tells its depth.
            return self.push_lines(Span::new(start, self.out.at()));
        }
        if let Some(level) = self.heading {
            self.push_heading(level, span);
        } else if let Some(cell) = self.cell {
            self.push_cell(cell, span);
        } else if self.items.is_empty() {
            self.push_paragraph(span);
        } else {
            self.push_item(span);
        }
    }

    fn push_heading(&mut self, level: u8, span: Span) {
        if span.len() > LONGEST_HEADING {
            // A page copied into one heading, or a paragraph with a rule right under it.
            self.out.blocks.push((BlockKind::Paragraph, span, String::new()));
            return;
        }
        let words = &self.out.text[span.range()];
        // An anchor behind the words: "Our rights {#rights}".
        let end = match words.rfind(" {").filter(|_| words.ends_with('}')) {
            Some(at) if words[at + 2..].starts_with(['#', ':', '.']) => {
                span.start as usize + words[..at].trim_end().len()
            }
            _ => span.end as usize,
        };
        let span = Span::new(span.start as usize, end);
        let (marker, span) = self.marked(span);
        self.out.blocks.push((BlockKind::Heading { level }, span, marker));
    }

    fn push_cell(&mut self, cell: Cell, span: Span) {
        let (marker, span) = self.marked(span);
        let Cell { table, row, column, header } = cell;
        self.out.blocks.push((BlockKind::Cell { table, row, column, header }, span, marker));
    }

    fn push_item(&mut self, span: Span) {
        let depth = self.depth();
        let mut own = String::new();
        if let Some((marker, fresh)) = self.items.last_mut()
            && *fresh
        {
            own.clone_from(marker);
            *fresh = false;
        }
        let (inner, span) = self.marked(span);
        let marker = if inner.is_empty() { own } else { inner };
        // "7. **Keeping.** Two years …": a section, numbered as an item of a list.
        if depth == 0
            && marker.starts_with(|c: char| c.is_ascii_digit())
            && let Some((head, rest)) = self.item_title(span)
        {
            self.out.blocks.push((BlockKind::Heading { level: 6 }, head, marker));
            if let Some(rest) = rest {
                self.push_plain(rest);
            }
            return;
        }
        self.out.blocks.push((BlockKind::Item { depth }, span, marker));
    }

    /// The bold title of a numbered item, and what follows it.
    fn item_title(&self, span: Span) -> Option<(Span, Option<Span>)> {
        let at = if self.bold { span.end as usize } else { self.bold_run? };
        let mut head = trimmed(&self.out.text, span.start as usize..at.min(span.end as usize))?;
        let words = &self.out.text[head.range()];
        if !words.ends_with(['.', '?']) || words.split_whitespace().count() > 8 || self.bold && roles::states(words) {
            return None;
        }
        let rest = if self.bold { None } else { Some(trimmed(&self.out.text, at..span.end as usize)?) };
        head.end = head.start + unstopped(words)?;
        Some((head, rest))
    }

    fn depth(&self) -> u8 {
        self.items.len().saturating_sub(1).min(self.max_depth) as u8
    }

    /// The marker in front of some words, and the words behind it.
    fn marked(&self, span: Span) -> (String, Span) {
        let words = &self.out.text[span.range()];
        let (marker, rest, _) = text::marker(words);
        (marker.to_owned(), Span { start: span.end - rest.len() as u32, end: span.end })
    }

    fn push_paragraph(&mut self, span: Span) {
        let whole = &self.out.text[span.range()];
        if whole.starts_with("{:") && whole.ends_with('}') && !whole.contains('\n') {
            return; // attributes of the block before
        }
        if roles::template(whole) {
            self.out.blocks.push((BlockKind::Code, span, String::new()));
            return;
        }
        if self.bold && self.push_bold(span) {
            return;
        }
        // A bold line over the words of its paragraph.
        if let Some(at) = self.bold_line {
            let head = trimmed(&self.out.text, span.start as usize..at);
            let rest = trimmed(&self.out.text, at..span.end as usize);
            if let (Some(head), Some(rest)) = (head, rest) {
                let next = self.out.text[rest.range()].chars().next();
                if next.is_some_and(|c| !c.is_lowercase()) && self.push_bold(head) {
                    return self.push_plain(rest);
                }
            }
        }
        if let Some((head, rest)) = self.bold_run.and_then(|at| self.run_in(span, at))
            && self.push_bold(head)
        {
            return self.push_plain(rest);
        }
        self.push_plain(span);
    }

    /// A heading that runs into its paragraph: bold words that end as a sentence does and make none, then the text.
    fn run_in(&self, span: Span, at: usize) -> Option<(Span, Span)> {
        let head = trimmed(&self.out.text, span.start as usize..at)?;
        let words = &self.out.text[head.range()];
        let rest = self.out.text.get(head.end as usize..span.end as usize)?;
        let asks = words.ends_with('?') || rest.starts_with('?');
        let ends = words.ends_with(['.', '?']) || rest.starts_with(['.', '?']);
        if !ends {
            return None;
        }
        let mark = usize::from(!words.ends_with(['.', '?']));
        let from = head.end as usize + mark;
        let rest = (from < span.end as usize).then(|| trimmed(&self.out.text, from..span.end as usize))??;

        let follows = self.out.text[rest.range()].starts_with(char::is_uppercase);
        let title = asks || words.split_whitespace().count() > 1 && !roles::states(words);
        let own = unstopped(words).filter(|_| title && follows)?;
        Some((Span { start: head.start, end: head.start + own }, rest))
    }

    /// A short paragraph in bold is a heading.
    fn push_bold(&mut self, span: Span) -> bool {
        let words = &self.out.text[span.range()];
        let heading = text::short(words) && !words.contains('\n') && !roles::postal(words) && !roles::leads_in(words);
        if heading {
            let (marker, span) = self.marked(span);
            self.out.blocks.push((BlockKind::Heading { level: 6 }, span, marker));
        }
        heading
    }

    fn push_plain(&mut self, span: Span) {
        let words = &self.out.text[span.range()];
        let marked = |line: &str| {
            let line = line.trim();
            !text::marker(line).0.is_empty()
        };
        let mut lines = words.lines();
        let first = lines.next().is_some_and(marked);
        let bullet = |line: &str| line.trim_start().starts_with(['•', '·', '▪', '◦', '‣', '●']);
        let pairs = words.lines().filter(|l| text::key_value(l.trim())).count();
        if first
            || words.lines().skip(1).any(bullet)
            || roles::separate(words)
            || pairs >= 2 && pairs * 2 >= words.lines().count()
        {
            self.push_lines(span);
        } else {
            self.out.blocks.push((BlockKind::Paragraph, span, String::new()));
        }
    }

    /// Lines that markup does not tell apart: read as plain text is.
    fn push_lines(&mut self, span: Span) {
        let blocks = text::blocks(&self.out.text, span.range());
        let alone = blocks.len() == 1;
        let base = self.items.len().min(self.max_depth) as u8;
        let mut tables = self.tables;
        for (kind, span, marker) in blocks {
            let kind = match kind {
                BlockKind::Heading { .. } if alone && !marker.is_empty() => BlockKind::Heading { level: 6 },
                BlockKind::Heading { .. } => BlockKind::Paragraph,
                BlockKind::Item { depth } => BlockKind::Item { depth: depth.saturating_add(base).min(200) },
                BlockKind::Cell { table, row, column, header } => {
                    tables = tables.max(self.tables + table + 1);
                    BlockKind::Cell { table: self.tables + table, row, column, header }
                }
                BlockKind::FlatRow { table, row, header } => {
                    tables = tables.max(self.tables + table + 1);
                    BlockKind::FlatRow { table: self.tables + table, row, header }
                }
                other => other,
            };
            self.out.blocks.push((kind, span, marker));
        }
        self.tables = tables;
    }

    /// Words that are no prose.
    pub fn code(&mut self, words: &str, range: Range<usize>) {
        self.flush();
        self.begin();
        let start = self.out.at();
        self.out.push(words, range);
        self.open = None;
        self.out.block(BlockKind::Code, start, "");
    }

    pub fn open_heading(&mut self, level: u8) {
        self.flush();
        self.heading = Some(level.clamp(1, 6));
        self.level = level.clamp(1, 6);
    }

    pub fn close_heading(&mut self) {
        self.flush();
        self.heading = None;
    }

    pub fn open_item(&mut self, marker: &str) {
        self.flush();
        self.items.push((marker.to_owned(), true));
        if self.items.len() > self.max_depth + 1 {
            let what = format!(
                "lists nested deeper than {} levels were flattened; `max-depth` sets another limit",
                self.max_depth
            );
            self.out.note(&what, None);
        }
    }

    pub fn close_item(&mut self) {
        self.flush();
        self.items.pop();
    }

    pub fn open_table(&mut self) {
        self.flush();
        self.cell = Some(Cell { table: self.tables, row: 0, column: 0, header: true });
        self.tables += 1;
    }

    pub fn next_row(&mut self, header: bool) {
        self.flush();
        if let Some(cell) = &mut self.cell {
            cell.row += u32::from(!header);
            cell.column = 0;
            cell.header = header;
        }
    }

    /// Goes to a cell of the open table.
    pub fn place_cell(&mut self, row: u32, column: u32, header: bool) {
        self.flush();
        if let Some(cell) = &mut self.cell {
            *cell = Cell { table: cell.table, row, column, header };
        }
    }

    pub fn in_cell(&self) -> bool {
        self.cell.is_some()
    }

    pub fn in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// The level of the last heading; 0 if there was none.
    pub fn level(&self) -> u8 {
        self.level
    }

    pub fn next_cell(&mut self) {
        self.flush();
        if let Some(cell) = &mut self.cell {
            cell.column += 1;
        }
    }

    pub fn close_table(&mut self) {
        self.flush();
        self.cell = None;
    }

    pub fn strong(&mut self, on: bool) {
        self.strong = if on { self.strong + 1 } else { self.strong.saturating_sub(1) };
        if self.strong == 0 && self.bold && self.open.is_some() {
            self.bold_run = Some(self.out.at());
        }
    }

    pub fn hide(&mut self, on: bool) {
        self.hidden = if on { self.hidden + 1 } else { self.hidden.saturating_sub(1) };
    }

    pub fn open_link(&mut self, target: &str) {
        self.links.push((self.out.at(), target.to_owned()));
    }

    pub fn close_link(&mut self) {
        let Some((start, target)) = self.links.pop() else { return };
        if let Some(span) = trimmed(&self.out.text, start..self.out.at())
            && !target.is_empty()
        {
            self.out.links.push(Link { span, target });
        }
    }
}
