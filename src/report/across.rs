//! Findings across notices: as the contract has them, and as excerpts to draw.

use super::clean::{one_line, shorten, width};
use super::json::{FindingLine, MarkLine, SpanLine, line_of};
use crate::audit::portfolio::{Across, Shown};
use codespan_reporting::files::{Error, Files};
use std::ops::Range;

/// A label is never given less room than this.
const LABEL: usize = 24;

/// A finding as the contract has it. Its notice is that of its primary place.
pub(super) fn across_line(across: &Across) -> FindingLine<'_> {
    fn mark((at, shown): (usize, &Shown)) -> MarkLine<'_> {
        let spot = &shown.spot;
        MarkLine {
            role: if at == 0 { "primary" } else { "related" },
            label: &shown.label,
            notice: &shown.path,
            part: shown.part.as_deref(),
            place: SpanLine {
                line: spot.line,
                column: spot.column,
                end_line: spot.end_line,
                end_column: spot.end_column,
                start_byte: spot.start_byte,
                end_byte: spot.end_byte,
                page: spot.page,
                paragraph: spot.paragraph,
                text: &spot.text,
            },
        }
    }
    let spans = across.places().enumerate().map(mark).collect();
    line_of(&across.finding, (&across.primary.path, across.primary.part.as_deref()), spans, Vec::new())
}

/// The words of each place, one line each, to draw without the files.
pub(super) struct Excerpts {
    places: Vec<Excerpt>,
}

struct Excerpt {
    name: String,
    words: String,
    line: usize,
    column: usize,
}

impl Excerpts {
    /// The places of a finding, none wider than so many columns.
    pub fn new(across: &Across, columns: usize) -> Excerpts {
        let excerpt = |shown: &Shown| Excerpt {
            name: match &shown.part {
                Some(part) => one_line(&format!("{} ({part})", shown.path)),
                None => one_line(&shown.path),
            },
            words: shorten(&one_line(&shown.spot.text), columns.saturating_sub(LABEL)),
            line: shown.spot.line as usize,
            column: shown.spot.column as usize,
        };
        Excerpts { places: across.places().map(excerpt).collect() }
    }

    /// What to underline of a place, and how many columns are left for its label.
    pub fn room(&self, at: usize, columns: usize) -> (Range<usize>, usize) {
        let words = self.places.get(at).map_or("", |p| p.words.as_str());
        (0..words.len(), columns.saturating_sub(width(words) + 1))
    }

    fn place(&self, at: usize) -> Result<&Excerpt, Error> {
        self.places.get(at).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, at: usize) -> Result<&'a str, Error> {
        Ok(&self.place(at)?.name)
    }

    fn source(&'a self, at: usize) -> Result<&'a str, Error> {
        Ok(&self.place(at)?.words)
    }

    fn line_index(&'a self, _at: usize, _byte: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, at: usize, _index: usize) -> Result<usize, Error> {
        Ok(self.place(at)?.line)
    }

    fn column_number(&'a self, at: usize, _index: usize, byte: usize) -> Result<usize, Error> {
        let place = self.place(at)?;
        Ok(place.column + place.words.get(..byte).unwrap_or("").chars().count())
    }

    fn line_range(&'a self, at: usize, index: usize) -> Result<Range<usize>, Error> {
        match index {
            0 => Ok(0..self.place(at)?.words.len()),
            given => Err(Error::LineTooLarge { given, max: 0 }),
        }
    }
}
