//! What the structured notice form holds of a claim besides its value: one table for who reads it and who writes it.

use super::model::Claim;

/// What stands under a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Yes or no; no unless said.
    Flag,
    /// A word or phrase.
    Text,
    /// Several.
    List,
}

/// A detail that the form holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// The key in the form.
    pub key: &'static str,
    /// The detail of the claim.
    pub detail: &'static str,
    /// What stands there.
    pub sort: Sort,
}

const fn held(key: &'static str, detail: &'static str, sort: Sort) -> Held {
    Held { key, detail, sort }
}

const fn flag(key: &'static str) -> Held {
    held(key, key, Sort::Flag)
}

const fn text(key: &'static str) -> Held {
    held(key, key, Sort::Text)
}

static BASIS: &[Held] = &[
    text("named"),
    text("wording"),
    text("manner"),
    flag("explicit"),
    flag("hedged"),
    flag("declared"),
    flag("exhaustive"),
];
static GROUND: &[Held] = &[text("wording"), text("offered-as"), flag("declared")];
static CONDITION: &[Held] = &[
    text("named"),
    text("wording"),
    text("manner"),
    text("offered-as"),
    flag("explicit"),
    flag("hedged"),
    flag("with-criminal"),
    flag("declared"),
    flag("exhaustive"),
];
static SCHEDULE: &[Held] = &[held("for", "stated-for", Sort::Text), text("named")];
static RETENTION: &[Held] = &[
    held("keys", "records", Sort::List),
    text("trigger"),
    text("case"),
    text("bound"),
    text("year"),
    text("criteria"),
    text("reach"),
    text("personal"),
    flag("whole"),
    flag("except"),
];
static TRANSFER: &[Held] = &[text("flow"), text("boundary"), flag("hypothetical")];
static MECHANISM: &[Held] = &[text("flow")];
static AUTOMATION: &[Held] = &[text("decision")];

static DATE: &[Held] = &[text("role")];
static RIGHT: &[Held] = &[flag("hedged")];

/// The details that the form holds of claims of a kind.
pub fn details(kind: &str) -> &'static [Held] {
    match kind {
        "basis" => BASIS,
        "ground" => GROUND,
        "condition" => CONDITION,
        "schedule-1" => SCHEDULE,
        "retention" => RETENTION,
        "transfer" => TRANSFER,
        "mechanism" => MECHANISM,
        "automation" => AUTOMATION,
        "date" => DATE,
        "right" => RIGHT,
        _ => &[],
    }
}

impl Held {
    /// What a flag is taken to be where the form says nothing: a basis of the form stands in the notice's own, complete
    /// list, and Article 9(2)(a) without words of its own is explicit consent.
    pub fn usual(&self, claim: &Claim) -> bool {
        match (claim.kind, self.detail) {
            ("basis", "declared") => true,
            ("basis", "exhaustive") => claim.flag("declared"),
            _ => false,
        }
    }

    /// What a text is taken to be where the form says nothing.
    pub fn usual_text<'c>(&self, claim: &'c Claim) -> Option<&'c str> {
        match (claim.kind, self.detail) {
            // A name that is the value's own, beside it or instead of it, is no more than the value.
            ("basis" | "condition", "named") => Some(&claim.value),
            ("schedule-1", "named") => claim.text("paragraph"),
            ("condition", "offered-as") => Some("condition"),
            ("retention", "bound") => Some("exactly"),
            ("retention", "personal") => Some("unknown"),
            _ => None,
        }
    }
}
