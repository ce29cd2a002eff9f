//! Claims against labels.

use super::pairing::{Verdict, pair};
use super::tally::{Entry, Scores};
use super::values::{same_value, touches};
use super::{ClaimLabel, Said, Seen};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds whose value holds the denial: polarity is not compared.
const DENIED_BY_VALUE: &[&str] = &["transfer", "automation"];

/// Counts the claims of notices and kinds that have labels, ordinary categories left out.
pub fn score(labels: &[ClaimLabel], seen: &Seen) -> Scores {
    let kinds: BTreeSet<&str> = labels.iter().map(|l| l.kind.as_str()).collect();
    let mut groups: BTreeMap<&str, (Vec<&ClaimLabel>, Vec<bool>)> = BTreeMap::new();
    for label in labels {
        let (labels, hits) = groups.entry(&label.notice).or_default();
        labels.push(label);
        hits.push(false);
    }
    let mut scores = Scores::default();
    for (notice, claims) in &seen.claims {
        let Some((labels, hits)) = groups.get_mut(notice.as_str()) else { continue };
        let counts = |c: &&Said| kinds.contains(c.kind) && !c.value.starts_with("ordinary/");
        let claims: Vec<&Said> = claims.iter().filter(counts).collect();
        let verdicts = pair(&claims, labels, hits, &[&|claim, label| says(claim, label)]);
        for (claim, verdict) in claims.iter().zip(verdicts) {
            scores.row(claim.kind).report(verdict);
            if verdict == Verdict::Wrong {
                scores.extras.push(extra(notice, claim));
            }
        }
    }
    for (labels, hits) in groups.values() {
        for (label, hit) in labels.iter().zip(hits) {
            scores.row(&label.kind).label(*hit);
            if !hit {
                scores.misses.push(miss(label));
            }
        }
    }
    scores.sorted()
}

fn says(claim: &Said, label: &ClaimLabel) -> bool {
    claim.kind == label.kind
        && same_value(&claim.value, &label.value)
        && touches([&claim.lines], &label.lines)
        && (DENIED_BY_VALUE.contains(&claim.kind) || claim.polarity == label.polarity)
}

fn miss(label: &ClaimLabel) -> Entry {
    Entry {
        notice: label.notice.clone(),
        line: label.lines.first().map(|l| l.0),
        what: label.kind.clone(),
        about: Some(format!("{}{}", denial(label.polarity), label.value)),
        words: label.quote.clone(),
        remark: String::new(),
    }
}

fn extra(notice: &str, claim: &Said) -> Entry {
    Entry {
        notice: notice.to_owned(),
        line: Some(claim.lines.0),
        what: claim.kind.to_owned(),
        about: Some(format!("{}{}", denial(claim.polarity), claim.value)),
        words: claim.text.clone(),
        remark: String::new(),
    }
}

fn denial(polarity: crate::claims::Polarity) -> &'static str {
    match polarity {
        crate::claims::Polarity::Affirmed => "",
        crate::claims::Polarity::Denied => "not: ",
    }
}
