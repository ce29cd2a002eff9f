//! Counts, and what they come to.

use super::pairing::Verdict;
use crate::audit::Severity;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// The counts of one rule or kind of claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Reports that a label is paired with.
    pub right: usize,
    /// Reports that fit no label.
    pub wrong: usize,
    /// Reports of what another report has found.
    pub repeated: usize,
    /// Labels found, of those that must be.
    pub found: usize,
    /// Labels that must be found.
    pub must: usize,
}

impl Tally {
    /// Counts a report.
    pub(super) fn report(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Repeated => self.repeated += 1,
            Verdict::Wrong => self.wrong += 1,
        }
    }

    /// Counts a label that must be found.
    pub(super) fn label(&mut self, found: bool) {
        self.must += 1;
        self.found += usize::from(found);
    }

    /// The share of reports that are right, repeats left out; none without reports.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// The share of labels that are found; none without labels.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.must)
    }

    /// The harmonic mean of precision and recall; none where either is, or both are nought.
    pub fn f1(&self) -> Option<f64> {
        let (p, r) = (self.precision()?, self.recall()?);
        (p + r > 0.0).then(|| 2.0 * p * r / (p + r))
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.repeated += other.repeated;
        self.found += other.found;
        self.must += other.must;
    }
}

/// A label that was missed, or a report that fits no label.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Entry {
    /// The notice.
    pub notice: String,
    /// The line; none where the label gives no place.
    pub line: Option<u32>,
    /// The rule, or the kind of claim.
    pub what: String,
    /// The subject, or the value of the claim.
    pub about: Option<String>,
    /// The words of the notice.
    pub words: String,
    /// Why it is one, or what candour said.
    pub remark: String,
}

/// Counts by rule or kind of claim, and what did not match.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scores {
    /// The counts, by rule or kind of claim.
    pub rows: BTreeMap<String, Tally>,
    /// The counts of the reports, by severity; empty for claims.
    pub severities: BTreeMap<Severity, Tally>,
    /// Labels that were not found.
    pub misses: Vec<Entry>,
    /// Reports that fit no label.
    pub extras: Vec<Entry>,
}

impl Scores {
    /// The counts of all rows together.
    pub fn total(&self) -> Tally {
        self.rows.values().fold(Tally::default(), |mut total, row| {
            total += *row;
            total
        })
    }

    pub(super) fn row(&mut self, name: &str) -> &mut Tally {
        self.rows.entry(name.to_owned()).or_default()
    }

    pub(super) fn sorted(mut self) -> Scores {
        self.misses.sort();
        self.extras.sort();
        self
    }
}
