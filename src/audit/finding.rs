//! The finding, and the builder that will not make one without a place.

use crate::claims::Confidence;
use crate::notice::Span;
use crate::rules::Severity;
use serde::{Deserialize, Serialize};

/// One place that a finding shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// The words, in the notice's reading text.
    pub span: Span,
    /// What the reader should see there; may be empty.
    pub label: String,
}

/// A change of text that would put the finding right.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Edit {
    /// What to replace, in the notice's reading text.
    pub span: Span,
    /// The words to put there.
    pub new_text: String,
}

/// What a rule reports about one notice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Rule id.
    pub rule: String,
    /// Family of the rule.
    pub family: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure we are.
    pub confidence: Confidence,
    /// What it is about, when there is something to tell apart.
    pub subject: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// The place to look at first.
    pub primary: Mark,
    /// Other places.
    pub related: Vec<Mark>,
    /// The law, as cited.
    pub law: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// How to put it right.
    pub fix: String,
    /// A text edit that would do so.
    pub edit: Option<Edit>,
    /// Since when the law says otherwise, when that is later than the notice's own date (ISO date).
    pub overtaken: Option<String>,
    /// Stable identity: survives edits elsewhere in the file (blake3, 32 hex digits).
    pub fingerprint: String,
}
