//! Rules that go first: where two see the same words, the more specific reports.

use super::finding::Finding;
use crate::notice::Span;
use crate::rules::Rule;
use std::collections::BTreeMap;

/// Drops the findings whose rule yields to another that reports overlapping words. Two rules that yield to each other
/// would both be silent; there the one whose id comes first speaks.
pub fn settle(rules: &[&Rule], findings: Vec<(Finding, bool)>) -> Vec<(Finding, bool)> {
    let yields: BTreeMap<&str, &[String]> = rules.iter().map(|r| (r.id.as_str(), r.yields_to.as_slice())).collect();
    let yields_to = |a: &str, b: &str| yields.get(a).is_some_and(|l| l.iter().any(|o| o == b));
    let silent: Vec<bool> = findings
        .iter()
        .map(|(mine, _)| {
            findings.iter().any(|(other, _)| {
                yields_to(&mine.rule, &other.rule)
                    && (!yields_to(&other.rule, &mine.rule) || other.rule < mine.rule)
                    && spans(mine).any(|a| spans(other).any(|b| a.overlaps(b)))
            })
        })
        .collect();
    findings.into_iter().zip(silent).filter(|(_, silent)| !silent).map(|(f, _)| f).collect()
}

fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    std::iter::once(finding.primary.span).chain(finding.related.iter().map(|m| m.span))
}
