//! Rules × claims → findings.

mod finding;

pub use crate::rules::Severity;
pub use finding::{Edit, Finding, Mark};

use crate::claims::{Claims, Confidence};
use crate::law::{Date, Law};
use crate::notice::Notice;
use crate::rules::RuleSet;

/// What a run asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date whose law holds.
    pub as_of: Date,
    /// Findings below this are left out.
    pub min_confidence: Confidence,
    /// Rule ids or families to run; empty means all.
    pub select: Vec<String>,
    /// Rule ids or families not to run.
    pub ignore: Vec<String>,
    /// Take any document for a privacy notice.
    pub all_files: bool,
}

/// What the rules report about one notice, by place, then rule.
pub fn audit(_notice: &Notice, _claims: &Claims, _rules: &RuleSet, _law: &Law, _options: &Options) -> Vec<Finding> {
    Vec::new()
}
