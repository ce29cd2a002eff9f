//! Reading one value of the form: in canonical form, by its name in the law, or in words, as the extractors read prose.

use crate::claims::context::Context;
use crate::claims::model::Claim;
use crate::claims::{self, Extractor};
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{BlockKind, Draft, Format, Notice, Source, Span, Work};
use std::sync::Arc;

/// The rights that a notice can tell of.
const RIGHTS: &[&str] = &[
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "marketing-objection",
    "withdraw-consent",
    "automated-decisions",
    "complain-regulator",
    "complain-controller",
];

/// Sentences that say of words (`{}`) what their key says, as an extractor expects it: `#` opens a heading, `-` an item.
fn sentences(kind: &str) -> &'static [&'static str] {
    match kind {
        "category" => &["# Information we collect\nWe collect this personal data about you:\n- {}"],
        "basis" => &["# Lawful basis\nOur lawful basis is:\n- {}"],
        "condition" => {
            &["# Special category data\nWe process special category data under this condition of Article 9:\n- {}"]
        }
        "schedule-1" => {
            &["# Special category data\nOur condition in Schedule 1 to the Data Protection Act 2018 is:\n- {}"]
        }
        "transfer" => &["# Transfers abroad\nWe transfer your personal data to {}.", "# Transfers abroad\n{}."],
        "denied" => &["# Transfers abroad\nWe do not transfer your personal data {}.", "# Transfers abroad\n{}."],
        "mechanism" => &["# Transfers abroad\nWe transfer your personal data to other countries under {}."],
        "right" => &["# Your rights\nYou have the right to:\n- {}", "# Your rights\nYou have these rights:\n- {}"],
        "updated" => &["This notice was last updated on {}."],
        "contact" => &["# Contact us\nContact us: {}"],
        "regulator" => &["# Complaints\nYou may complain to the regulator, the Information Commissioner's Office, {}."],
        _ => &[],
    }
}

/// The extractors that read the words of a key.
fn extractors(key: &str) -> &'static [Extractor] {
    match key {
        "category" => &[claims::category::extract],
        "basis" => &[claims::basis::extract],
        "condition" | "schedule-1" => &[claims::conditions],
        "transfer" | "denied" | "mechanism" => &[claims::transfer::extract],
        "retention" => &[claims::retention::extract],
        "right" => &[claims::right::extract],
        "updated" => &[claims::updated::extract],
        "contact" | "regulator" => &[claims::contact::extract],
        "wording" => &[claims::citation::extract, claims::placeholder::extract],
        _ => &[],
    }
}

/// What the extractors need to read words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub lexicon: &'a Lexicon,
    pub law: &'a Law,
    /// What reading them is charged to.
    pub work: Option<&'a Work>,
}

impl Words<'_> {
    /// The claim of a kind that a value makes: kind, value, polarity, force, confidence and details are set.
    pub fn read(&self, kind: &'static str, value: &str) -> Option<Claim> {
        if let Some(value) = self.canonical(kind, value) {
            return Some(Claim { kind, value, ..Claim::default() });
        }
        self.first(kind, kind, value)
    }

    /// The first claim of a kind that the words make in one of the sentences for a key.
    pub fn first(&self, kind: &str, key: &str, words: &str) -> Option<Claim> {
        self.all(key, words).into_iter().find(|c| c.kind == kind)
    }

    /// The claims that the words make in the first sentence for a key in which they make any.
    pub fn all(&self, key: &str, words: &str) -> Vec<Claim> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut found = Vec::new();
        for sentence in sentences(key) {
            let at = sentence.find("{}").unwrap_or(0);
            let place = Span::new(at, at + words.len());
            found = self.extract(key, &sentence.replacen("{}", words.trim_end_matches('.'), 1));
            found.retain(|c| c.span.overlaps(place));
            let kind = if key == "denied" { "transfer" } else { key };
            if found.iter().any(|c| c.kind == kind) {
                break;
            }
        }
        found
    }

    /// The claims for a key in lines of prose.
    pub fn extract(&self, key: &str, text: &str) -> Vec<Claim> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            let (kind, marker) = match line.as_bytes().first() {
                Some(b'#') => (BlockKind::Heading { level: 2 }, "# "),
                Some(b'-') => (BlockKind::Item { depth: 0 }, "- "),
                _ => (BlockKind::Paragraph, ""),
            };
            blocks.push((kind, Span::new(at + marker.len(), at + line.len()), marker.trim().to_owned()));
            at += line.len() + 1;
        }
        let draft = Draft { text: text.to_owned(), blocks, ..Draft::default() };
        let notice = Notice::assemble("", None, Format::Text, Arc::new(Source::default()), draft);
        claims::gather(&Context::new(&notice, self.lexicon, self.law, self.work), extractors(key))
    }

    /// A value in canonical form, if it is one or the name of one.
    pub fn canonical(&self, kind: &str, value: &str) -> Option<String> {
        let shaped = match kind {
            "basis" => point(value, "6(1)("),
            "condition" => value == "10" || point(value, "9(2)("),
            "schedule-1" => value.split_once('/').is_some_and(|(part, paragraph)| {
                matches!(part, "1" | "2" | "3" | "4") && (paragraph == "?" || number(paragraph))
            }),
            "category" => value == "criminal" || value.starts_with("special/") || value.starts_with("ordinary/"),
            "right" => RIGHTS.contains(&value),
            "updated" => date(value),
            "transfer" | "mechanism" => self.law.known(kind, value),
            _ => false,
        };
        if shaped {
            return Some(value.to_owned());
        }
        let named = |v: &&str| self.law.name(kind, v).is_some_and(|name| name.eq_ignore_ascii_case(value));
        let listed = matches!(kind, "transfer" | "mechanism" | "category" | "schedule-1");
        self.law.values(kind).filter(|_| listed).find(named).map(str::to_owned)
    }
}

fn point(value: &str, article: &str) -> bool {
    let letter = value.strip_prefix(article).and_then(|rest| rest.strip_suffix(')'));
    letter.is_some_and(|l| matches!(l.as_bytes(), [b'a'..=b'j'] | b"ea"))
}

fn number(text: &str) -> bool {
    !text.is_empty() && text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// An ISO date: a day, or a month.
pub(super) fn date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(shape.as_str(), "0000-00-00" | "0000-00")
}

/// A period in canonical form as it is written in prose, behind "we keep it": `P7Y`, a date, `age-75`, `indefinite`.
pub(super) fn period(value: &str) -> Option<String> {
    if date(value) {
        return Some(format!("until {value}"));
    }
    if value == "indefinite" {
        return Some("indefinitely".to_owned());
    }
    if let Some(age) = value.strip_prefix("age-").filter(|a| number(a)) {
        return Some(format!("until the age of {age}"));
    }
    let (mut parts, mut digits) = (Vec::new(), String::new());
    for c in value.strip_prefix('P')?.chars().filter(|c| *c != 'T') {
        let unit = match c {
            'Y' => "years",
            'M' => "months",
            'W' => "weeks",
            'D' => "days",
            'H' => "hours",
            c if c.is_ascii_digit() => {
                digits.push(c);
                continue;
            }
            _ => return None,
        };
        let unit = if digits == "1" { unit.trim_end_matches('s') } else { unit };
        parts.push(format!("{} {unit}", std::mem::take(&mut digits)));
    }
    (!parts.is_empty() && digits.is_empty()).then(|| format!("for {}", parts.join(" and ")))
}
