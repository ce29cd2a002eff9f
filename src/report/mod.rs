//! One file per output format. Each takes plain data and a writer; nothing here opens a file or looks at a terminal.
//!
//! A report of a run implements [`Report`]: notices come one at a time, in sorted order, and what was written of one
//! is forgotten before the next, so that memory does not grow with the text.

mod across;
mod answer;
mod base;
mod card;
mod claims;
mod clean;
mod concise;
mod diff;
pub mod dossier;
mod eval;
mod fix;
mod github;
mod gitlab;
mod grid;
pub mod html;
mod item;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod outline;
mod plain;
mod pretty;
mod register;
mod rows;
mod sarif;
mod saved;
mod sheet;
mod structured;
mod table;
mod tables;
mod xlsx;

pub use answer::{Answer, Id, answers_schema};
pub use base::Base;
pub use card::card;
pub use claims::{ClaimsJson, ClaimsTable};
pub use clean::{clean, one_line, page};
pub use concise::Concise;
pub use diff::{Compared, DiffJson, DiffMarkdown, DiffPretty, DiffReport, DiffSummary, Status, diff_schema};
pub use eval::EvalView;
pub use fix::{FileFixes, FixJson, FixPretty, FixReport, FixSummary, Found, Made, Suggestion, Written, fix_schema};
pub use github::{Annotations, JobSummary};
pub use gitlab::GitLab;
pub use grid::grid;
pub use json::{Json, findings_schema};
pub use jsonl::JsonLines;
pub use junit::JUnit;
pub use markdown::Markdown;
pub use outline::Outline;
pub use plain::pretty_json;
pub use pretty::Pretty;
pub use register::{RegisterCsv, RegisterJson, RegisterTable};
pub use sarif::Sarif;
pub use saved::{Saved, SavedError, Step};
pub use sheet::Sheet;
pub use structured::Structured;
pub use table::Table;
pub use tables::{Kind, TableCsv};
pub use xlsx::Xlsx;

use crate::audit::portfolio::Portfolio;
use crate::audit::{By, Severity};
use crate::check::Checked;
use std::io::{self, Write};

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Privacy notices that were checked.
    pub notices: usize,
    /// Documents that are no privacy notice, or are in a language that candour does not read.
    pub not_notices: usize,
    /// Files that could not be read, or in which the analysis failed.
    pub unreadable: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings held back by a suppression.
    pub suppressed: usize,
    /// Findings held back by a baseline.
    pub baselined: usize,
    /// Findings that were there before the change that is looked at.
    pub before: usize,
}

impl Summary {
    /// Counts one more document.
    pub fn add(&mut self, checked: &Checked) {
        match &checked.about {
            about if about.error.is_some() => self.unreadable += 1,
            about if about.checked => self.notices += 1,
            _ => self.not_notices += 1,
        }
        for finding in &checked.findings {
            self.count(finding.severity);
        }
        checked.held.iter().for_each(|held| self.hold(&held.by));
    }

    fn hold(&mut self, by: &By) {
        match by {
            By::Suppression(_) => self.suppressed += 1,
            By::Baseline => self.baselined += 1,
            By::Before => self.before += 1,
        }
    }

    /// Counts what was found across notices.
    pub fn add_portfolio(&mut self, portfolio: &Portfolio) {
        for across in &portfolio.findings {
            self.count(across.finding.severity);
        }
        portfolio.held.iter().for_each(|(_, by)| self.hold(by));
    }

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// The summary as one sentence.
    pub fn sentence(&self) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let findings = if self.errors + self.warnings + self.notes == 0 {
            "No findings".to_owned()
        } else {
            let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
                .into_iter()
                .filter(|p| p.0 > 0)
                .map(|p| count(p.0, p.1))
                .collect();
            parts.join(", ")
        };
        let mut text = format!("{findings} in {}.", count(self.notices, "privacy notice"));
        if self.not_notices > 0 {
            let are = if self.not_notices == 1 { "document is" } else { "documents are" };
            text += &format!(" {} other {are} not a privacy notice in English.", self.not_notices);
        }
        if self.unreadable > 0 {
            text += &format!(" {} could not be read.", count(self.unreadable, "file"));
        }
        if self.suppressed + self.baselined > 0 {
            text += &format!(" Held back: {} suppressed, {} in the baseline.", self.suppressed, self.baselined);
        }
        if self.before > 0 {
            let were = if self.before == 1 { "was" } else { "were" };
            text += &format!(" {} {were} there before the change.", count(self.before, "finding"));
        }
        text
    }
}

/// A report that is written while notices are checked.
pub trait Report: Send {
    /// Writes what comes before the first notice.
    ///
    /// # Errors
    /// When the writer fails.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes one document. Documents come in sorted order, those that are no notice and those that failed included.
    ///
    /// # Errors
    /// When the writer fails.
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what was found across notices. Comes once, after all documents, or not at all.
    ///
    /// # Errors
    /// When the writer fails.
    fn portfolio(&mut self, _portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes what needs the whole run.
    ///
    /// # Errors
    /// When the writer fails.
    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

#[cfg(test)]
mod tests;
