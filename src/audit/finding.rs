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

/// A change of text that would put the finding right at one place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Edit {
    /// What to replace, in the notice's reading text.
    pub span: Span,
    /// The words to put there.
    pub new_text: String,
    /// Why it is no more than a suggestion; nothing where it is certain.
    pub doubt: Option<Doubt>,
}

/// Why an edit is not certain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Doubt {
    /// The finding itself is not certain.
    Unsure,
    /// The file has the words in another form.
    Form,
    /// A line break stands within the words.
    Broken,
    /// They are the text of a link.
    Link,
    /// They are quoted.
    Quoted,
    /// They may be a part of a longer name.
    Longer,
    /// The article in front may not fit.
    Article,
    /// The verb, or another word, may not agree.
    Number,
    /// What stands in brackets behind them goes with the old words.
    Bracket,
    /// The new words stand in the same sentence already.
    Named,
    /// Another word of the sentence makes it uncertain.
    Beside,
}

impl Doubt {
    /// The reason, for people.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::Unsure => "the finding is not certain",
            Doubt::Form => "the file has other characters there: markup, entities or escapes",
            Doubt::Broken => "a line break stands within the words",
            Doubt::Link => "the words are a link, whose target may have to change with them",
            Doubt::Quoted => "the words are quoted",
            Doubt::Longer => "the words may be part of a longer name",
            Doubt::Article => "the article in front may not fit",
            Doubt::Number => "the words around may not agree with the new ones",
            Doubt::Bracket => "what follows in brackets goes with the old words",
            Doubt::Named => "the new words stand in this sentence already",
            Doubt::Beside => "other words of the sentence depend on the old ones",
        }
    }
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
    /// Text edits that would do so, by place; those with a doubt are suggestions.
    pub edits: Vec<Edit>,
    /// Since when the law says otherwise, when that is later than the notice's own date (ISO date).
    pub overtaken: Option<String>,
    /// Stable identity: survives edits elsewhere in the file (blake3, 32 hex digits).
    pub fingerprint: String,
}

impl Finding {
    /// The edits that are certain.
    pub fn certain_edits(&self) -> impl Iterator<Item = &Edit> {
        self.edits.iter().filter(|edit| edit.doubt.is_none())
    }
}
