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
    let mut places: BTreeMap<&str, Places> = BTreeMap::new();
    for (finding, _) in &findings {
        if rules.iter().any(|r| r.yields_to.contains(&finding.rule)) {
            places.entry(&finding.rule).or_default().0.extend(spans(finding).map(|s| (s, 0)));
        }
    }
    places.values_mut().for_each(Places::sort);
    let silent: Vec<bool> = findings
        .iter()
        .map(|(mine, _)| {
            let others = yields.get(mine.rule.as_str()).copied().unwrap_or_default();
            others.iter().filter(|o| !yields_to(o, &mine.rule) || **o < mine.rule).any(|other| {
                places.get(other.as_str()).is_some_and(|places| spans(mine).any(|span| places.overlap(span)))
            })
        })
        .collect();
    drop(places);
    findings.into_iter().zip(silent).filter(|(_, silent)| !silent).map(|(f, _)| f).collect()
}

/// Spans, by where they begin; each with the last end of those up to it.
#[derive(Default)]
struct Places(Vec<(Span, u32)>);

impl Places {
    fn sort(&mut self) {
        self.0.sort_unstable();
        let mut last = 0;
        for (span, end) in &mut self.0 {
            last = last.max(span.end);
            *end = last;
        }
    }

    /// Whether one of them overlaps a span.
    fn overlap(&self, span: Span) -> bool {
        let before = self.0.partition_point(|(s, _)| s.start < span.end);
        before.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|(_, end)| *end > span.start)
    }
}

fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    std::iter::once(finding.primary.span).chain(finding.related.iter().map(|m| m.span))
}
