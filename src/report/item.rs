//! One look at a finding, whether of one notice or across notices: what is reported, and the places in their files.

use crate::audit::portfolio::{Across, Shown};
use crate::audit::{Finding, Mark};
use crate::notice::{Location, Notice};

/// A finding with its places.
pub(super) struct Item<'a> {
    /// What is reported.
    pub finding: &'a Finding,
    /// The place to look at first.
    pub primary: Seen<'a>,
    /// The other places.
    pub related: Vec<Seen<'a>>,
    /// The changes that would put it right, those that are certain: where, and the words to put there.
    pub edits: Vec<(Location, &'a str)>,
}

/// A place in a file, with its words.
pub(super) struct Seen<'a> {
    /// The path as given or met.
    pub path: &'a str,
    /// The part of the file that the notice is.
    pub part: Option<&'a str>,
    /// What the reader should see there; may be empty.
    pub label: &'a str,
    /// Lines and columns.
    pub at: Location,
    /// The words.
    pub words: &'a str,
}

impl<'a> Item<'a> {
    /// A finding of one notice.
    pub fn of(notice: &'a Notice, finding: &'a Finding) -> Item<'a> {
        let seen = |mark: &'a Mark| Seen {
            path: &notice.path,
            part: notice.part.as_deref(),
            label: &mark.label,
            at: notice.locate(mark.span),
            words: notice.words(mark.span),
        };
        Item {
            finding,
            primary: seen(&finding.primary),
            related: finding.related.iter().map(seen).collect(),
            // Where only the bytes of an edit are known it cannot be shown.
            edits: finding
                .certain_edits()
                .map(|e| (notice.locate(e.span), e.new_text.as_str()))
                .filter(|e| e.0.line > 0)
                .collect(),
        }
    }

    /// A finding across notices.
    pub fn across(across: &'a Across) -> Item<'a> {
        let seen = |shown: &'a Shown| Seen {
            path: &shown.path,
            part: shown.part.as_deref(),
            label: &shown.label,
            at: Location {
                line: shown.spot.line,
                column: shown.spot.column,
                end_line: shown.spot.end_line,
                end_column: shown.spot.end_column,
                start_byte: shown.spot.start_byte,
                end_byte: shown.spot.end_byte,
                page: shown.spot.page,
                paragraph: shown.spot.paragraph,
            },
            words: &shown.spot.text,
        };
        Item {
            finding: &across.finding,
            primary: seen(&across.primary),
            related: across.related.iter().map(seen).collect(),
            edits: Vec::new(),
        }
    }
}

impl Seen<'_> {
    /// Where in the file it is, in words: the line, or the page or paragraph of a document that has no lines.
    pub fn place(&self) -> String {
        self.at.place().unwrap_or_else(|| format!("line {}", self.at.line))
    }

    /// The file, and the part of it if the notice is one.
    pub fn name(&self) -> String {
        match self.part {
            Some(part) => format!("{} ({part})", self.path),
            None => self.path.to_owned(),
        }
    }
}
