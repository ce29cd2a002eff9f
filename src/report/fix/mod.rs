//! Edits that mend notices, shown: as a unified diff with the suggestions beneath, or for machines.

mod json;
mod pretty;

pub use json::{FixJson, fix_schema};
pub use pretty::FixPretty;

use crate::audit::Severity;
use crate::notice::{Location, Span};
use serde::Serialize;
use std::io::{self, Write};

/// A file of which something can be mended.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FileFixes {
    /// The path as given or met.
    pub path: String,
    /// SHA-256 of the bytes that were looked at, in hexadecimal.
    pub sha256: String,
    /// The decoded file, where edits are made.
    pub old: String,
    /// The same with the edits.
    pub new: String,
    /// The bytes of the file with the edits.
    pub bytes: Vec<u8>,
    /// The edits, by place.
    pub edits: Vec<Made>,
    /// What is left to people.
    pub suggestions: Vec<Suggestion>,
    /// What became of the file.
    pub written: Written,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Written {
    /// It is only shown what could be done.
    #[default]
    No,
    /// It holds the edits.
    Yes,
    /// It could not be written and is as it was.
    Failed(String),
}

/// A finding, in short.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// The key path of the notice that is part of the file.
    pub part: Option<String>,
    /// Rule id.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub subject: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// How to put it right.
    pub fix: String,
    /// Its identity.
    pub fingerprint: String,
}

/// An edit that can be made.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// Where, in the file.
    pub at: Location,
    /// Where, in the decoded file.
    pub span: Span,
    /// The words that go.
    pub old_text: String,
    /// The words that come.
    pub new_text: String,
    /// The findings that it is for.
    pub findings: Vec<Found>,
}

/// What is left to people: an edit that is not certain, or a finding that no edit mends.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The finding.
    pub finding: Found,
    /// Where to look.
    pub at: Location,
    /// The words there that would go, those that would come, and why it is not done.
    pub edit: Option<(String, String, String)>,
}

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct FixSummary {
    /// Privacy notices that were checked.
    pub notices: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Edits that can be made or were made.
    pub edits: usize,
    /// Files with such edits.
    pub files: usize,
    /// Files that were written.
    pub written: usize,
    /// Files that could not be written.
    pub failed: usize,
    /// What is left to people.
    pub suggestions: usize,
}

impl FixSummary {
    /// Counts one more file.
    pub fn add(&mut self, file: &FileFixes) {
        self.edits += file.edits.len();
        self.files += usize::from(!file.edits.is_empty());
        self.written += usize::from(file.written == Written::Yes);
        self.failed += usize::from(matches!(file.written, Written::Failed(_)));
        self.suggestions += file.suggestions.len();
    }

    /// The summary in words. `apply` says whether files were to be written.
    pub fn sentence(&self, apply: bool) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut text = match (self.edits, apply) {
            (0, _) => format!("No edits in {}", count(self.notices, "privacy notice")),
            (edits, false) => format!("{} in {}, not applied", count(edits, "edit"), count(self.files, "file")),
            (edits, true) => {
                format!("{} in {}, {} written", count(edits, "edit"), count(self.files, "file"), self.written)
            }
        };
        if self.failed > 0 {
            text += &format!(", {} could not be written", self.failed);
        }
        text += &format!("; {}.", count(self.suggestions, "suggestion"));
        if self.edits > 0 && !apply {
            text += " With --apply the edits are written.";
        }
        text
    }
}

/// A way to show what can be mended.
pub trait FixReport {
    /// Writes what can be mended, or was.
    ///
    /// # Errors
    /// When the writer fails.
    fn write(&self, files: &[FileFixes], summary: &FixSummary, out: &mut dyn Write) -> io::Result<()>;
}

#[cfg(test)]
mod tests;
