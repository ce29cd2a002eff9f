//! The rule language: queries over claims, written as data.

/// Why a rule cannot be used: names file, place and what was expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}{}: {what}", .line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// Line, from 1, where it can be told.
    pub line: Option<u32>,
    /// What is wrong and what was expected.
    pub what: String,
}

/// One rule, ready to run.
pub struct Rule;

/// The rules of a run. A wrong rule is reported in `errors`; the others still run.
#[derive(Default)]
pub struct RuleSet {
    /// Rules by id.
    pub rules: Vec<Rule>,
    /// What could not be loaded.
    pub errors: Vec<RuleError>,
}

impl RuleSet {
    /// The rules that ship with candour.
    pub fn builtin() -> RuleSet {
        RuleSet::default()
    }
}
