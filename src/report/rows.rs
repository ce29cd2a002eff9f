//! The lines of a file cut into rows that fit the terminal, for codespan-reporting.
//!
//! codespan prints whole source lines, and a paragraph of a notice is one line of a thousand columns. Here each line
//! that a label touches is cut into rows, and each row is a line to codespan; `line_number` and `column_number` lead
//! back to the file, so that what is printed stays true.

use super::clean::{clean_char, cleaned};
use crate::notice::{Source, Span};
use codespan_reporting::files::{Error, Files};
use std::ops::Range;

/// How far apart two rows are numbered that are not neighbours: codespan shows a break between them.
const GAP: usize = 4;

/// A row: part of one line of the file.
struct Row {
    /// What codespan takes for its line index.
    index: usize,
    /// Line of the file, from 1.
    line: usize,
    /// Column of its first character, from 1.
    column: usize,
    /// Its bytes in the file's text.
    source: Range<usize>,
    /// Its bytes in the text to show.
    shown: Range<usize>,
}

/// The rows of one file that some labels touch.
pub(super) struct Rows<'a> {
    name: String,
    source: &'a Source,
    shown: String,
    rows: Vec<Row>,
}

impl<'a> Rows<'a> {
    /// The rows that cover these spans of the file's text, none wider than `columns`.
    pub fn new(name: String, source: &'a Source, spans: &[Span], columns: usize) -> Rows<'a> {
        let mut lines: Vec<(usize, usize)> = spans
            .iter()
            .map(|s| {
                let first = source.position(s.start as usize).0;
                let last = source.position((s.end as usize).saturating_sub(1).max(s.start as usize)).0;
                (first as usize, last as usize)
            })
            .collect();
        lines.sort_unstable();
        let mut rows = Rows { name, source, shown: String::new(), rows: Vec::new() };
        let mut next = 0;
        for (first, last) in lines {
            for line in first.max(next)..=last {
                rows.push_line(line, columns.max(8));
            }
            next = next.max(last + 1);
        }
        rows
    }

    fn push_line(&mut self, line: usize, columns: usize) {
        let whole = self.source.line_range(line);
        let text = self.source.text.get(whole.clone()).unwrap_or("");
        let mut index = match self.rows.last() {
            Some(row) if row.line + 1 == line => row.index + 1,
            Some(row) => row.index + GAP,
            None => 0,
        };
        let mut column = 1;
        let mut start = 0;
        loop {
            let end = start + row_end(&text[start..], columns);
            let shown = self.shown.len();
            self.shown.extend(cleaned(&text[start..end]));
            self.rows.push(Row {
                index,
                line,
                column,
                source: whole.start + start..whole.start + end,
                shown: shown..self.shown.len(),
            });
            self.shown.push('\n');
            column += text[start..end].chars().count();
            index += 1;
            start = end;
            if start >= text.len() {
                break;
            }
        }
    }

    /// Where a span of the file's text stands in the text that is shown.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.shown_at(span.start as usize, false);
        let end = self.shown_at(span.end as usize, true);
        start..end.max(start)
    }

    /// The parts of a shown range that stand in different rows, white space at a row's ends left out.
    pub fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let overlap = |r: &Row| r.shown.start.max(range.start)..r.shown.end.min(range.end);
        let trim = |part: Range<usize>| {
            let words = self.shown.get(part.clone()).unwrap_or("");
            let start = part.start + (words.len() - words.trim_start().len());
            start..start + words.trim().len()
        };
        self.rows.iter().map(overlap).filter(|p| p.start < p.end).map(trim).filter(|p| !p.is_empty()).collect()
    }

    fn shown_at(&self, offset: usize, end: bool) -> usize {
        let at = self.rows.partition_point(|r| r.source.start < offset || (!end && r.source.start == offset));
        let Some(row) = self.rows.get(at.saturating_sub(1)) else { return 0 };
        let to = offset.clamp(row.source.start, row.source.end);
        let before = self.source.text.get(row.source.start..to).unwrap_or("");
        row.shown.start + cleaned(before).map(char::len_utf8).sum::<usize>()
    }

    fn row(&self, index: usize) -> Result<&Row, Error> {
        let found = self.rows.binary_search_by_key(&index, |r| r.index);
        found.map(|at| &self.rows[at]).map_err(|_| Error::LineTooLarge { given: index, max: self.rows.len() })
    }
}

/// Where to end a row of at most `columns`: after the last space that fits, else at the last character.
fn row_end(text: &str, columns: usize) -> usize {
    let mut used = 0;
    let mut space = None;
    for (at, c) in text.char_indices() {
        let shown = clean_char(c);
        used += unicode_width::UnicodeWidthChar::width(shown).unwrap_or(0);
        if at > 0 && used > columns && (shown != ' ' || used > columns + 1) {
            return space.unwrap_or(at);
        }
        if shown == ' ' {
            space = Some(at + c.len_utf8());
        }
    }
    text.len()
}

impl<'a> Files<'a> for Rows<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.shown)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        let at = self.rows.partition_point(|r| r.shown.start <= byte).saturating_sub(1);
        self.rows.get(at).map(|r| r.index).ok_or(Error::FileMissing)
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(self.row(index)?.line)
    }

    fn column_number(&'a self, (): (), index: usize, byte: usize) -> Result<usize, Error> {
        let row = self.row(index)?;
        let before = self.shown.get(row.shown.start..byte.min(row.shown.end)).unwrap_or("");
        Ok(row.column + before.chars().count())
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        let row = self.row(index)?;
        // Without the space at which the row was cut: it would trail on the screen.
        let words = self.shown.get(row.shown.clone()).unwrap_or("").trim_end();
        Ok(row.shown.start..row.shown.start + words.len())
    }
}
