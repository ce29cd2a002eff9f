//! The rule language: queries over claims, written as data.

// A stand-in until the rule language is here.

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
#[derive(Clone, Debug)]
pub struct Rule {
    /// The id.
    pub id: String,
    /// The family.
    pub family: String,
    /// The title.
    pub title: String,
    /// How much it matters.
    pub severity: crate::audit::Severity,
    /// How sure it is.
    pub confidence: crate::claims::Confidence,
}

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

    /// Adds rules from documents: (file, text).
    pub fn load_documents<'a>(&mut self, documents: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (file, _) in documents {
            self.errors.push(RuleError { file: file.to_owned(), line: None, what: "not supported".into() });
        }
    }
}

/// What a rule is about, for people.
pub fn explain(rule: &Rule) -> String {
    rule.title.clone()
}
