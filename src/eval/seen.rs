//! What candour reported of the notices that have labels.

use super::{Labels, Lines};
use crate::audit::portfolio::{Across, Shown};
use crate::audit::{Mark, Severity};
use crate::check::Checked;
use crate::claims::Polarity;
use crate::notice::{Notice, Span};
use std::collections::BTreeSet;

/// So many characters of the words are kept to be shown.
const SHOWN: usize = 200;

/// A place that a finding shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The notice that it is in.
    pub notice: String,
    /// Its lines.
    pub lines: Lines,
    /// Its words, or their beginning.
    pub text: String,
}

/// A finding, as far as it is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reported {
    /// The rule.
    pub rule: String,
    /// What it is about.
    pub subject: Option<String>,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence for people.
    pub message: String,
    /// The notice that it was reported of.
    pub notice: String,
    /// The places that it shows, the primary one first.
    pub places: Vec<Place>,
}

/// A claim that a notice asserts, as far as it is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The kind.
    pub kind: &'static str,
    /// The value.
    pub value: String,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Its lines.
    pub lines: Lines,
    /// Its words, or their beginning.
    pub text: String,
}

/// What candour reported. Notices without labels leave no trace in it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The notices that have labels.
    pub wanted: BTreeSet<String>,
    /// The notices that could be read, by the name that labels use.
    pub read: BTreeSet<String>,
    /// The findings, in the order of the reports.
    pub findings: Vec<Reported>,
    /// The claims of each document; a file that holds several notices has several entries.
    pub claims: Vec<(String, Vec<Said>)>,
}

impl Seen {
    /// Nothing yet, for these labels.
    pub fn of(labels: &Labels) -> Seen {
        let wanted = labels.notices().into_iter().map(str::to_owned).collect();
        Seen { wanted, ..Seen::default() }
    }

    /// Adds a document. `name` is what labels call it: its path below the folder of notices, with `/`.
    pub fn add(&mut self, name: &str, checked: &Checked) {
        if !self.wanted.contains(name) {
            return;
        }
        if checked.about.error.is_none() {
            self.read.insert(name.to_owned());
        }
        let notice = &checked.notice;
        for finding in &checked.findings {
            let place = |mark: &Mark| Place {
                notice: name.to_owned(),
                lines: lines(notice, mark.span),
                text: beginning(notice.words(mark.span)),
            };
            self.findings.push(Reported {
                rule: finding.rule.clone(),
                subject: finding.subject.clone(),
                severity: finding.severity,
                message: finding.message.clone(),
                notice: name.to_owned(),
                places: std::iter::once(&finding.primary).chain(&finding.related).map(place).collect(),
            });
        }
        let said = checked.claims.claims.iter().filter(|c| c.force.asserts()).map(|claim| Said {
            kind: claim.kind,
            value: claim.value.clone(),
            polarity: claim.polarity,
            lines: lines(notice, claim.span),
            text: beginning(notice.words(claim.span)),
        });
        self.claims.push((name.to_owned(), said.collect()));
    }

    /// Adds a finding across notices. `name` gives what labels call the notice at a path.
    pub fn add_across(&mut self, across: &Across, name: impl Fn(&str) -> String) {
        let finding = &across.finding;
        let place = |shown: &Shown| Place {
            notice: name(&shown.path),
            lines: (shown.spot.line, shown.spot.end_line),
            text: beginning(&shown.spot.text),
        };
        self.findings.push(Reported {
            rule: finding.rule.clone(),
            subject: finding.subject.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            notice: name(&across.primary.path),
            places: across.places().map(place).collect(),
        });
    }

    /// The notices that have labels and were not read.
    pub fn unread(&self) -> Vec<&str> {
        self.wanted.difference(&self.read).map(String::as_str).collect()
    }
}

fn lines(notice: &Notice, span: Span) -> Lines {
    let at = notice.locate(span);
    (at.line, at.end_line)
}

fn beginning(words: &str) -> String {
    words.chars().take(SHOWN).collect()
}
