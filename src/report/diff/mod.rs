//! What differs between versions of notices: for people, for publishing, and for machines.

mod json;
mod markdown;
mod pretty;

pub use json::{DiffJson, diff_schema};
pub use markdown::DiffMarkdown;
pub use pretty::DiffPretty;

use crate::audit::Severity;
use crate::change::{Difference, Weight};
use crate::check::Checked;
use serde::Serialize;
use std::io::{self, Write};

/// One notice in two versions, of which one may be missing.
pub struct Compared<'a> {
    /// The path of the file, as both versions are called.
    pub path: &'a str,
    /// What the old version was called, if it was given another name.
    pub renamed: Option<&'a str>,
    /// The old version.
    pub old: Option<&'a Checked>,
    /// The new version.
    pub new: Option<&'a Checked>,
    /// What differs; nothing where a version is missing.
    pub difference: &'a Difference,
}

/// What became of a notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// There was none.
    Added,
    /// There is none any more.
    Removed,
    /// People are told something else.
    Material,
    /// People are told the same in other words.
    Editorial,
    /// No word differs.
    Unchanged,
}

impl Status {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Status::Added => "added",
            Status::Removed => "removed",
            Status::Material => "material",
            Status::Editorial => "editorial",
            Status::Unchanged => "unchanged",
        }
    }
}

impl Compared<'_> {
    /// What became of the notice.
    pub fn status(&self) -> Status {
        match (self.old, self.new) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => match self.difference.weight() {
                Some(Weight::Material) => Status::Material,
                Some(Weight::Editorial) => Status::Editorial,
                None => Status::Unchanged,
            },
        }
    }

    /// The part of the file that the notice is.
    fn part(&self) -> Option<&str> {
        self.new.or(self.old).and_then(|c| c.about.part.as_deref())
    }

    /// Path and part in one.
    fn name(&self) -> String {
        let part = self.part().map(|p| format!(" ({p})")).unwrap_or_default();
        format!("{}{part}", self.path)
    }
}

/// What a comparison came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DiffSummary {
    /// Notices of which there are two versions.
    pub compared: usize,
    /// Of these, notices that tell people something else.
    pub material: usize,
    /// Of these, notices that tell the same in other words.
    pub editorial: usize,
    /// Notices that are new.
    pub added: usize,
    /// Notices that are gone.
    pub removed: usize,
    /// Notices of which there are two versions, under different names.
    pub renamed: usize,
    /// Findings that the new versions have and the old had not.
    pub introduced: usize,
    /// Findings that the old versions had.
    pub fixed: usize,
    /// Findings that stand elsewhere, or in other words.
    pub moved: usize,
    /// Findings that are as they were.
    pub kept: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// The worst severity among the findings introduced.
    #[serde(skip)]
    pub worst: Option<Severity>,
}

impl DiffSummary {
    /// Counts one more notice.
    pub fn add(&mut self, compared: &Compared<'_>) {
        match compared.status() {
            Status::Added => self.added += 1,
            Status::Removed => self.removed += 1,
            Status::Material => self.material += 1,
            Status::Editorial => self.editorial += 1,
            Status::Unchanged => {}
        }
        if compared.old.is_some() && compared.new.is_some() {
            self.compared += 1;
        }
        self.renamed += usize::from(compared.renamed.is_some());
        let findings = &compared.difference.findings;
        self.introduced += findings.introduced.len();
        self.fixed += findings.fixed.len();
        self.moved += findings.moved.len();
        self.kept += findings.kept.len();
        let all = compared.new.map(|c| c.findings.as_slice()).unwrap_or_default();
        let worst = findings.introduced.iter().filter_map(|&i| all.get(i)).map(|f| f.severity).max();
        self.worst = self.worst.max(worst);
    }

    /// The summary in one or two sentences.
    pub fn sentence(&self) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut text = format!(
            "{} compared: {} with material changes, {} with editorial ones.",
            count(self.compared, "notice"),
            self.material,
            self.editorial
        );
        if self.added + self.removed > 0 {
            text += &format!(" {} added, {} removed.", count(self.added, "notice"), self.removed);
        }
        if self.renamed > 0 {
            text += &format!(" {} given another name.", count(self.renamed, "notice"));
        }
        text += &format!(" {} introduced, {} fixed", count(self.introduced, "finding"), self.fixed);
        if self.moved > 0 {
            text += &format!(", {} moved", self.moved);
        }
        text + "."
    }
}

/// A report of a comparison. Notices come one at a time, by path.
pub trait DiffReport {
    /// Writes what comes before the first notice.
    ///
    /// # Errors
    /// When the writer fails.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes one notice.
    ///
    /// # Errors
    /// When the writer fails.
    fn notice(&mut self, compared: &Compared<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what needs the whole run.
    ///
    /// # Errors
    /// When the writer fails.
    fn end(&mut self, summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()>;
}
