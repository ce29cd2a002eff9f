//! What makes two claims the same statement, kind by kind.

use super::words::{plain, telling};
use crate::claims::{Claim, Detail, Polarity};
use crate::rules::period::Period;

/// How a kind of claim is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The kind.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Whether one value may be told to have become another where two sentences correspond.
    pub changes: bool,
    /// Whether the same statement about another activity is another statement.
    pub scoped: bool,
    /// Whether a change of it is material.
    pub material: bool,
    /// Details whose change is a change of the statement: name, and what people call it.
    pub details: &'static [(&'static str, &'static str)],
}

const fn kind(name: &'static str, label: &'static str) -> Kind {
    Kind { name, label, changes: false, scoped: false, material: true, details: &[] }
}

impl Kind {
    const fn changing(mut self) -> Kind {
        self.changes = true;
        self
    }
    const fn scoped(mut self) -> Kind {
        self.scoped = true;
        self
    }
    const fn editorial(mut self) -> Kind {
        self.material = false;
        self
    }
    const fn with(mut self, details: &'static [(&'static str, &'static str)]) -> Kind {
        self.details = details;
        self
    }
}

/// The kinds that are compared, in the order in which people are told of them.
pub const KINDS: &[Kind] = &[
    kind("joint-controller", "joint controller"),
    kind("dpo", "data protection officer").changing(),
    kind("contact", "contact").changing(),
    kind("purpose", "purpose").changing().scoped(),
    kind("category", "personal data"),
    kind("source", "source of the data"),
    kind("basis", "lawful basis").changing().scoped().with(&[
        ("explicit", "explicit consent"),
        ("manner", "how consent is given"),
        ("interest", "the interest"),
        ("hedged", "said with reserve"),
    ]),
    kind("ground", "ground").changing().scoped(),
    kind("condition", "condition").changing().scoped().with(&[("explicit", "explicit consent")]),
    kind("schedule-1", "Schedule 1 condition").changing(),
    kind("policy-document", "appropriate policy document"),
    kind("retention", "retention").changing(),
    kind("recipient", "recipient"),
    kind("sharing", "sharing"),
    kind("processor", "processor").changing(),
    kind("transfer", "transfer").changing(),
    kind("mechanism", "transfer safeguard").changing(),
    kind("storage", "storage").changing(),
    kind("right", "right").with(&[
        ("terms", "the terms"),
        ("refusable", "may be refused"),
        ("fee-case", "a fee"),
        ("limit", "a limit"),
    ]),
    kind("deadline", "time limit").changing().with(&[("working-days", "working days")]),
    kind("automation", "automated decisions").with(&[
        ("logic", "the logic is described"),
        ("significance", "the significance is described"),
        ("safeguards", "safeguards are described"),
    ]),
    kind("provision", "whether the data must be given"),
    kind("cookies", "cookies").with(&[("consent", "consent")]),
    kind("regulator", "contact of the regulator").changing(),
    kind("citation", "law named").changing(),
    kind("updated", "date of the notice").changing().editorial(),
    kind("date", "date").changing().editorial(),
];

/// The claims of a kind that are compared: what the notice asserts, and no more than once the same words.
pub fn counts(claim: &Claim) -> bool {
    if !claim.force.asserts() {
        return false;
    }
    match claim.kind {
        // Who receives data is told by the recipients; what is denied, sold or used for marketing is told here.
        "sharing" => claim.polarity == Polarity::Denied || !matches!(claim.text("act"), None | Some("share")),
        // An address stays the same when the name of its county is left out.
        "regulator" => claim.text("type") != Some("postal") || claim.value.chars().any(|c| c.is_ascii_digit()),
        "citation" => matches!(claim.text("class"), Some("act" | "regulation")) && !claim.flag("data-protection"),
        _ => true,
    }
}

/// What a statement is about, where that can be told apart from what it says.
pub fn key(claim: &Claim) -> Option<String> {
    let text = |name: &str| claim.text(name).unwrap_or("").to_owned();
    match claim.kind {
        // What is said of one case is paired with what is said of the same.
        "retention" => records(claim).map(|r| claim.text("case").map_or(r.clone(), |case| format!("{r}: {case}"))),
        "contact" | "dpo" | "regulator" => None,
        "deadline" => Some(format!("{} {}", text("step"), text("procedure"))),
        "automation" => Some(String::new()),
        "sharing" => Some(text("act")),
        "category" | "recipient" | "right" | "cookies" | "processor" | "provision" | "joint-controller" => {
            Some(value(claim))
        }
        "updated" => Some(String::new()),
        _ => None,
    }
}

/// The records that a period is for.
fn records(claim: &Claim) -> Option<String> {
    match claim.detail("records") {
        Some(Detail::List(list)) if !list.is_empty() => {
            let mut list = list.clone();
            list.sort();
            Some(list.join(", "))
        }
        _ => claim.text("record-words").map(plain),
    }
}

/// The value in a form that is equal where it means the same.
pub fn value(claim: &Claim) -> String {
    if let Some(period) = Period::parse(&claim.value) {
        return format!("P{}M{}D", period.months, period.days);
    }
    match claim.kind {
        "purpose" => telling(&claim.value).into_iter().collect::<Vec<_>>().join(" "),
        "recipient" | "joint-controller" | "processor" => {
            let words = plain(&claim.value).replace("limited", "ltd");
            let words = words.split(' ').filter(|w| !matches!(*w, "the" | "our" | "your" | "other" | "any"));
            words.map(super::words::stem).collect::<Vec<_>>().join(" ")
        }
        "contact" | "dpo" | "regulator" => {
            let value = claim.value.to_lowercase();
            let value = value.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
            value.trim_end_matches('/').replace(' ', "")
        }
        "sharing" => String::new(),
        _ => claim.value.clone(),
    }
}

/// What a statement says: equal for two claims that say the same of the same.
pub fn core(claim: &Claim) -> String {
    let mut core = format!("{}|{}", value(claim), claim.polarity.name());
    if let Some(key) = key(claim) {
        core += "|";
        core += &key;
    }
    match claim.kind {
        "retention" if claim.text("bound") == Some("at-least") => core += "|at-least",
        "dpo" => core += &format!("|{}", claim.text("type").unwrap_or("")),
        "category" => core += &format!("|{}", claim.text("act").unwrap_or("")),
        "source" => core += &format!("|{}", claim.flag("vague")),
        _ => {}
    }
    core
}

/// A detail in words.
pub fn detail(claim: &Claim, name: &str) -> Option<String> {
    match claim.detail(name)? {
        Detail::Flag(true) => Some("yes".to_owned()),
        Detail::Flag(false) | Detail::Span(_) => None,
        Detail::Text(text) => Some(text.clone()),
        Detail::List(list) if list.is_empty() => None,
        Detail::List(list) => Some(list.join(", ")),
        Detail::Number(number) => Some(number.to_string()),
    }
}
