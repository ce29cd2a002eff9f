//! Findings against labels, in single notices and across them.

use super::pairing::{Verdict, pair};
use super::tally::{Entry, Scores};
use super::values::{same_subject, touches};
use super::{Label, Labels, Level, Options, PORTFOLIO, Reported, Seen};
use crate::audit::Severity;
use std::collections::{BTreeMap, BTreeSet};

/// Counts the findings of single notices: those of notices that have a label of a finding.
pub fn single(labels: &Labels, seen: &Seen, options: &Options) -> Scores {
    let mut groups: BTreeMap<&str, (Vec<&Label>, Vec<&Reported>)> = BTreeMap::new();
    for label in must_first(&labels.findings) {
        groups.entry(&label.notice).or_default().0.push(label);
    }
    for report in &seen.findings {
        if options.takes(&report.rule)
            && !report.rule.starts_with(PORTFOLIO)
            && let Some((_, reports)) = groups.get_mut(report.notice.as_str())
        {
            reports.push(report);
        }
    }
    let mut scores = empty();
    for (labels, reports) in groups.into_values() {
        count(&mut scores, &labels, &reports, options, |_| true);
    }
    scores.sorted()
}

/// Counts the findings across notices: those that show notices with labels only. A rule that a label names in `also`
/// can find that label, and is itself not counted here.
pub fn portfolio(labels: &Labels, seen: &Seen, options: &Options) -> Scores {
    let also: BTreeSet<&str> = labels.portfolio.iter().flat_map(|l| &l.also).map(String::as_str).collect();
    let mut known: BTreeSet<&str> = labels.findings.iter().map(|l| l.notice.as_str()).collect();
    for label in &labels.portfolio {
        known.insert(&label.notice);
        known.extend(label.other.iter().map(|o| o.notice.as_str()));
    }
    let asked = |report: &&Reported| {
        options.takes(&report.rule)
            && (report.rule.starts_with(PORTFOLIO) || also.contains(report.rule.as_str()))
            && known.contains(report.notice.as_str())
            && report.places.iter().all(|p| known.contains(p.notice.as_str()))
    };
    let reports: Vec<&Reported> = seen.findings.iter().filter(asked).collect();
    let mut scores = empty();
    count(&mut scores, &must_first(&labels.portfolio), &reports, options, |r| r.rule.starts_with(PORTFOLIO));
    scores.sorted()
}

/// Every severity has its row, also where nothing of it was reported.
fn empty() -> Scores {
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s, Default::default()));
    Scores { severities: severities.into(), ..Scores::default() }
}

/// Labels that must be found are served first.
fn must_first(labels: &[Label]) -> Vec<&Label> {
    let mut sorted: Vec<&Label> = labels.iter().collect();
    sorted.sort_by_key(|l| l.level != Level::Must);
    sorted
}

fn count(
    scores: &mut Scores,
    labels: &[&Label],
    reports: &[&Reported],
    options: &Options,
    counts: impl Fn(&Reported) -> bool,
) {
    let mut hits = vec![false; labels.len()];
    let fits = |report: &&Reported, label: &&Label| finds(report, label, &options.whole);
    let own = |report: &&Reported, label: &&Label| report.rule == label.rule && fits(report, label);
    let verdicts = pair(reports, labels, &mut hits, &[&own, &fits]);
    for (report, verdict) in reports.iter().zip(verdicts) {
        if !counts(report) {
            continue;
        }
        scores.row(&report.rule).report(verdict);
        scores.severities.entry(report.severity).or_default().report(verdict);
        if verdict == Verdict::Wrong {
            scores.extras.push(extra(report));
        }
    }
    for (label, hit) in labels.iter().zip(hits) {
        if label.level != Level::Must || !options.takes(&label.rule) {
            continue;
        }
        scores.row(&label.rule).label(hit);
        if !hit {
            scores.misses.push(miss(label));
        }
    }
}

/// Whether a report says what a label holds, by the label's own rule or by one that it names in `also`. The places in
/// other notices belong to the label's own rule.
fn finds(report: &Reported, label: &Label, whole: &BTreeSet<String>) -> bool {
    let own = report.rule == label.rule;
    if !(own || label.also.contains(&report.rule)) || !same_subject(report.subject.as_deref(), label.subject.as_deref())
    {
        return false;
    }
    let touches_in =
        |notice: &str, lines| touches(report.places.iter().filter(|p| p.notice == notice).map(|p| &p.lines), lines);
    (own && whole.contains(&label.rule))
        || touches_in(&label.notice, &label.lines)
        || (own && label.other.iter().any(|other| touches_in(&other.notice, &other.lines)))
}

fn miss(label: &Label) -> Entry {
    Entry {
        notice: label.notice.clone(),
        line: label.lines.first().map(|l| l.0),
        what: label.rule.clone(),
        about: label.subject.clone(),
        words: label.quote.clone(),
        remark: label.why.clone(),
    }
}

fn extra(report: &Reported) -> Entry {
    let primary = report.places.first();
    Entry {
        notice: report.notice.clone(),
        line: primary.map(|p| p.lines.0),
        what: report.rule.clone(),
        about: report.subject.clone(),
        words: primary.map(|p| p.text.clone()).unwrap_or_default(),
        remark: report.message.clone(),
    }
}
