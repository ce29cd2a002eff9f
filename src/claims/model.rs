//! The claim: one thing that a notice says, about what, and how firmly.

use crate::notice::Span;
use std::collections::BTreeMap;

/// Whether the notice says that something is so, or that it is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Polarity {
    /// The notice says that it is so.
    #[default]
    Affirmed,
    /// The notice says that it is not so.
    Denied,
}

/// How the words stand in the notice: as the controller's own statement or as something else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Force {
    /// We do, we will.
    #[default]
    States,
    /// We may.
    May,
    /// Only under a condition: if required by law, with your consent.
    OnlyIf,
    /// A definition of the term.
    Defines,
    /// The law's own words.
    QuotesLaw,
    /// General discussion.
    Discusses,
    /// Somebody else does it.
    Attributes,
    /// A heading or a question.
    Asks,
    /// Something the notice says that it will tell.
    Announces,
    /// Over: no longer done.
    Was,
}

/// How sure an extractor is of a claim, or a rule of a finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum Confidence {
    /// A guess worth a look.
    Possible,
    /// A careful reader would agree.
    Likely,
    /// The words leave no room.
    #[default]
    Certain,
}

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $type {
            /// The word used in output and in rules.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name),* }
            }
            /// The value with this name, if there is one.
            pub fn from_name(name: &str) -> Option<$type> {
                match name { $($name => Some($type::$variant),)* _ => None }
            }
        }
    };
}
names!(Polarity { Affirmed = "affirmed", Denied = "denied" });
names!(Force {
    States = "states", May = "may", OnlyIf = "only-if", Defines = "defines", QuotesLaw = "quotes-law",
    Discusses = "discusses", Attributes = "attributes", Asks = "asks", Announces = "announces", Was = "was",
});
names!(Confidence { Possible = "possible", Likely = "likely", Certain = "certain" });

impl Force {
    /// Whether the notice asserts it: what rules look at unless they say otherwise.
    pub fn asserts(self) -> bool {
        matches!(self, Force::States | Force::May | Force::OnlyIf)
    }
}

/// The value of a detail.
#[derive(Clone, PartialEq, Debug)]
pub enum Detail {
    /// Yes or no.
    Flag(bool),
    /// One word or phrase.
    Text(String),
    /// Several; the order is that of the text.
    List(Vec<String>),
    /// A count, or a length in days.
    Number(i64),
    /// Words of the notice.
    Span(Span),
}

impl From<bool> for Detail {
    fn from(v: bool) -> Detail {
        Detail::Flag(v)
    }
}
impl From<&str> for Detail {
    fn from(v: &str) -> Detail {
        Detail::Text(v.to_owned())
    }
}
impl From<String> for Detail {
    fn from(v: String) -> Detail {
        Detail::Text(v)
    }
}
impl From<Vec<String>> for Detail {
    fn from(v: Vec<String>) -> Detail {
        Detail::List(v)
    }
}
impl From<i64> for Detail {
    fn from(v: i64) -> Detail {
        Detail::Number(v)
    }
}

/// Whom and what a claim is about. Two claims contradict each other only where their scopes can overlap.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// The headings above the claim, outermost first, without their numbers.
    pub section: Vec<String>,
    /// The people addressed ("the person being referred"); none means everybody.
    pub audience: Option<String>,
    /// The activity; none means the whole notice.
    pub activity: Option<String>,
}

/// Where a claim stands, as identities to compare: two claims are in one sentence when their `sentence` is equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// Index of the sentence in the notice.
    pub sentence: u32,
    /// Index of the block (paragraph, list item, cell).
    pub block: u32,
    /// Identity of the table row; for anything outside a table that of the block, with the high bit set.
    pub row: u32,
    /// Index of the innermost section.
    pub section: u32,
    /// Identity of the list that the claim's item belongs to: its lead-in block, if it has one.
    pub list: Option<u32>,
}

/// One thing that a notice says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claim {
    /// The kind, one of the table in the documentation (`basis`, `retention` …).
    pub kind: &'static str,
    /// The value in canonical form (`6(1)(a)`, `P7Y`).
    pub value: String,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How the words stand.
    pub force: Force,
    /// How sure the extractor is.
    pub confidence: Confidence,
    /// Whom and what it is about.
    pub scope: Scope,
    /// What else is known, by name.
    pub details: BTreeMap<&'static str, Detail>,
    /// The words that carry the claim.
    pub span: Span,
    /// The sentence that they stand in.
    pub sentence: Span,
    /// Where that is.
    pub place: Place,
    /// Other claims of the notice that this one is tied to, by name of the tie (`stated-for`, `safeguard`).
    pub links: Vec<(&'static str, u32)>,
}

impl Claim {
    /// The detail of that name, if it is set.
    pub fn detail(&self, name: &str) -> Option<&Detail> {
        self.details.get(name)
    }

    /// Whether the detail is set and true.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.details.get(name), Some(Detail::Flag(true)))
    }

    /// The detail's text, if it is set and a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.details.get(name) {
            Some(Detail::Text(t)) => Some(t),
            _ => None,
        }
    }

    /// The same claim with one detail more.
    pub fn with(mut self, name: &'static str, value: impl Into<Detail>) -> Claim {
        self.details.insert(name, value.into());
        self
    }
}

/// What a notice is: facts of the notice as a whole.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Profile {
    /// `privacy-notice`, `cookie-notice`, `policy-document`, `retention-schedule`, `other`.
    pub kind: String,
    /// `en`, `cy`, … or `unknown`.
    pub language: String,
    /// The notice's own date: ISO, a day or a month.
    pub date: Option<String>,
    /// The title shown to people.
    pub title: String,
    /// Where the title stands.
    pub title_span: Span,
    /// The controller's name, when it can be told.
    pub controller: Option<String>,
    /// `yes`, `likely`, `no`.
    pub public_authority: String,
    /// The sector, when it can be told.
    pub sector: Option<String>,
    /// Article 13 items handed to another named notice (`controller`, `dpo`, `rights`, `complaints`, `transfers` …).
    pub hands_over: Vec<String>,
    /// For each standing topic (`rights`, `retention`, `complaints` …) the span of its first heading.
    pub headings: BTreeMap<String, Span>,
}

impl Profile {
    /// Whether the document is a privacy notice that can be read.
    pub fn is_notice(&self) -> bool {
        self.kind == "privacy-notice" && self.language == "en"
    }
}

/// Everything that one notice claims, in document order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claims {
    /// What the notice is.
    pub profile: Profile,
    /// The claims, by place; links index into this list.
    pub claims: Vec<Claim>,
}
