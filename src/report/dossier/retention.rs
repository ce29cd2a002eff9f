//! How long a notice says that what is kept, and which of it contradicts something else.

use super::Places;
use crate::claims::{Claim, Detail, Polarity};
use crate::notice::Span;
use crate::report::clean::one_line;
use crate::rules::period::time_words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One statement of how long something is kept.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RetentionView {
    /// What is kept, by which statements of several notices are brought together.
    pub records: String,
    /// The same in the notice's words.
    pub words: String,
    /// How long, for people.
    pub period: String,
    /// The shortest and the longest it can be, in days; none where it is no length of time.
    pub days: Option<i64>,
    /// `up-to`, `at-least`, `exactly`.
    pub bound: String,
    /// What it runs from.
    pub trigger: String,
    /// Line of the words.
    pub line: u32,
    /// First byte of the words in the file.
    pub start: u32,
    /// One past their last byte.
    pub end: u32,
    /// The words, where the report has them.
    pub href: Option<String>,
    /// Whether a finding holds it against another statement.
    pub conflict: bool,
}

pub(super) fn of(places: &Places<'_>) -> Vec<RetentionView> {
    let kept = |c: &&Claim| c.kind == "retention" && c.force.asserts() && c.polarity == Polarity::Affirmed;
    let claims: Vec<&Claim> = places.checked.claims.claims.iter().filter(kept).collect();
    let spans: BTreeMap<u32, u32> = claims.iter().map(|c| (c.span.start, c.span.end)).collect();
    let holder = |mark: Span| spans.range(..mark.end).next_back().filter(|s| *s.1 > mark.start).map(|s| *s.0);
    // A contradiction: every place of it is a statement of how long, and there are two of them.
    let mut opposed: BTreeSet<u32> = BTreeSet::new();
    for finding in places.checked.findings.iter().filter(|f| !f.related.is_empty()) {
        let marks = std::iter::once(&finding.primary).chain(&finding.related);
        let held: Option<Vec<u32>> = marks.map(|m| holder(m.span)).collect();
        opposed.extend(held.into_iter().flatten());
    }
    claims.iter().map(|claim| view(claim, places, opposed.contains(&claim.span.start))).collect()
}

fn view(claim: &Claim, places: &Places<'_>, conflict: bool) -> RetentionView {
    let at = places.at(claim.span);
    let words = one_line(claim.text("record-words").unwrap_or_default());
    let key = match claim.detail("records") {
        Some(Detail::List(list)) => list.first().map(|k| one_line(k)),
        _ => None,
    };
    let records = key.filter(|k| !k.is_empty()).unwrap_or_else(|| words.to_lowercase());
    RetentionView {
        words: if words.is_empty() { records.clone() } else { words },
        records,
        period: time_words(&claim.value).unwrap_or_else(|| one_line(&claim.value)),
        days: match claim.detail("days") {
            Some(Detail::Number(days)) => Some(*days),
            _ => None,
        },
        bound: one_line(claim.text("bound").unwrap_or_default()),
        trigger: one_line(claim.text("trigger").unwrap_or_default()),
        line: at.line,
        start: at.start_byte,
        end: at.end_byte,
        href: places.href(claim.span),
        conflict,
    }
}
