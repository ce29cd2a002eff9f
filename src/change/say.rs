//! Changes in words.

use super::What;
use super::kinds::Kind;
use crate::claims::{Claim, Force, Polarity};
use crate::law::Law;
use crate::rules::period::time_words;

/// What a claim says, in a few words.
pub fn value(claim: &Claim, law: &Law) -> String {
    let words = plain(claim, law);
    let words = match (claim.kind, claim.text("bound")) {
        ("retention", Some("up-to" | "up to")) => format!("up to {words}"),
        ("retention", Some("at-least" | "at least")) => format!("at least {words}"),
        _ => words,
    };
    match (claim.polarity, claim.kind) {
        (Polarity::Denied, "transfer") => format!("not beyond {words}"),
        (Polarity::Denied, _) => format!("not {words}"),
        _ => words,
    }
}

fn plain(claim: &Claim, law: &Law) -> String {
    let value = claim.value.as_str();
    if let Some(words) = time_words(value) {
        return words;
    }
    let name = law.name(claim.kind, value);
    match claim.kind {
        "basis" | "condition" => match name {
            Some(name) => format!("{name} (Article {value})"),
            None => format!("Article {value}"),
        },
        "schedule-1" => match value.split_once('/') {
            Some((part, "?")) => format!("Schedule 1, Part {part}"),
            Some((part, paragraph)) => format!("Schedule 1, Part {part}, paragraph {paragraph}"),
            None => format!("Schedule 1, {value}"),
        },
        "category" => match name {
            Some(name) => name.to_owned(),
            None => value.rsplit('/').next().unwrap_or(value).replace('-', " "),
        },
        "transfer" | "storage" => match value {
            "uk-only" => "the United Kingdom".to_owned(),
            "eu-only" | "eu" => "the European Union".to_owned(),
            "eea-only" | "eea" => "the European Economic Area".to_owned(),
            "third-country" => match claim.text("country").map(|c| law.name("transfer", c).unwrap_or(c)) {
                Some(country) => country.to_owned(),
                None => "another country".to_owned(),
            },
            _ => name.unwrap_or(value).to_owned(),
        },
        "sharing" => match claim.text("act") {
            Some("sell") => "sold".to_owned(),
            Some("market") => "used for marketing".to_owned(),
            _ => match value {
                "unnamed" | "" => "shared with others".to_owned(),
                to => format!("shared with {to}"),
            },
        },
        "right" => match value {
            "access" => "access".to_owned(),
            "withdraw-consent" => "to withdraw consent".to_owned(),
            "complain-regulator" => "to complain to the regulator".to_owned(),
            "complain-controller" => "to complain to the controller".to_owned(),
            "marketing-objection" => "to object to marketing".to_owned(),
            "automated-decisions" => "not to be subject to automated decisions".to_owned(),
            other => other.to_owned(),
        },
        "source" if value == "others" => "from others".to_owned(),
        "retention" => match value {
            "indefinite" => "for ever".to_owned(),
            "criteria" => "by criteria".to_owned(),
            "elsewhere" => "told elsewhere".to_owned(),
            other => other.to_owned(),
        },
        "automation" => value.replace('-', " "),
        "policy-document" => "mentioned".to_owned(),
        _ => name.unwrap_or(value).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// What a claim is about, as the beginning of a line.
pub fn subject(kind: &Kind, claim: &Claim) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let of = match claim.kind {
        "retention" => claim.text("record-words").map(|w| format!(" of {}", line(w))),
        "deadline" => claim.text("step").map(|w| format!(" for the {}", line(w))),
        "contact" | "dpo" | "regulator" => claim.text("type").map(|t| {
            format!(
                " ({})",
                match t {
                    "phone" => "telephone",
                    "web" => "web address",
                    "postal" => "address",
                    other => other,
                }
            )
        }),
        _ if kind.scoped => claim.scope.activity.as_deref().map(|a| format!(" for {}", line(a))),
        _ => None,
    };
    format!("{}{}", kind.label, of.unwrap_or_default())
}

/// How firmly something is said, in words.
pub fn force(force: Force) -> &'static str {
    match force {
        Force::May => "may be",
        Force::OnlyIf => "under a condition",
        _ => "without reserve",
    }
}

/// A statement that came or went, in one line.
pub fn alone(what: What, kind: &Kind, claim: &Claim, law: &Law) -> String {
    let (subject, value) = (subject(kind, claim), value(claim, law));
    match what {
        What::Added => format!("new {subject}: {value}"),
        What::Removed => format!("{subject} no longer told: {value}"),
        What::Changed => format!("{subject}: {value}"),
    }
}

/// With a capital letter.
pub fn begin(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
