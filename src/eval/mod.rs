//! Findings and claims against labels: how much of what candour reports is right, and how much it misses.
//!
//! [`Labels`] are what careful readers wrote down; [`Seen`] is what candour reported of the same notices;
//! [`evaluate`] pairs the two (`pairing`) and counts. A report is *right* when a label is paired with it, *repeated*
//! when it fits a label that another report has, else *wrong*. Nothing here knows a rule by name: which rules are
//! about a notice as a whole, and so match their label anywhere in it, is told by the rules themselves.

mod claims;
mod findings;
mod labels;
mod pairing;
mod seen;
mod tally;
#[cfg(test)]
mod tests;
mod traps;
mod values;

pub use labels::{ClaimLabel, Kind, Label, Labels, Level, Malformed, Other, Shape, Trap};
pub use pairing::{Verdict, pair};
pub use seen::{Place, Reported, Said, Seen};
pub use tally::{Entry, Scores, Tally};
pub use traps::{Fallen, Traps};

use crate::rules::RuleSet;
use std::collections::BTreeSet;

/// First and last line of a place in a file, from 1.
pub type Lines = (u32, u32);

/// The names of rules about several notices begin so; they are counted apart.
const PORTFOLIO: &str = "portfolio-";

/// What to count.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only these rules; all when there is none.
    pub rules: BTreeSet<String>,
    /// Rules about a notice as a whole: their findings match a label of the notice wherever either stands.
    pub whole: BTreeSet<String>,
    /// Count claims as well.
    pub claims: bool,
    /// Count findings across notices as well.
    pub portfolio: bool,
}

impl Options {
    /// Findings of all rules, nothing else.
    pub fn new(rules: &RuleSet) -> Options {
        let whole = rules.rules.iter().filter(|r| r.whole).map(|r| r.id.clone()).collect();
        Options { whole, ..Options::default() }
    }

    fn takes(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.contains(rule)
    }
}

/// What an evaluation came to. A part is none where it was not asked for or has no labels.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Findings in single notices, by rule.
    pub findings: Option<Scores>,
    /// Findings across notices, by rule.
    pub portfolio: Option<Scores>,
    /// Claims, by kind.
    pub claims: Option<Scores>,
    /// Passages that are easily misread.
    pub traps: Option<Traps>,
}

/// Counts what was seen against the labels.
pub fn evaluate(labels: &Labels, seen: &Seen, options: &Options) -> Evaluation {
    let some = |wanted: bool, empty: bool| wanted && !empty;
    Evaluation {
        findings: some(true, labels.findings.is_empty()).then(|| findings::single(labels, seen, options)),
        portfolio: some(options.portfolio, labels.portfolio.is_empty())
            .then(|| findings::portfolio(labels, seen, options)),
        claims: some(options.claims, labels.claims.is_empty()).then(|| claims::score(&labels.claims, seen)),
        traps: some(true, labels.traps.is_empty()).then(|| traps::score(&labels.traps, seen, options)),
    }
}
