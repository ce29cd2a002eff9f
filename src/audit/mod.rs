//! Rules × claims → findings.
//!
//! A rule is asked ([`audit`]) for all ways in which its queries hold (`engine`, over the indexes of `index` and the
//! joins of `relate`); what is about the same subject becomes one finding (`group`, `place`); the more specific rule
//! goes first (`yield_to`).

pub mod baseline;
mod compare;
pub mod coverage;
mod engine;
mod fields;
mod finding;
mod fingerprint;
mod grammar;
mod group;
mod index;
mod length;
mod mend;
mod phrases;
mod place;
pub mod portfolio;
mod relate;
mod selftest;
mod settings;
mod slips;
pub mod suppression;
#[cfg(test)]
mod tests;
mod words;
mod world;
mod yield_to;

pub use crate::rules::Severity;
pub use finding::{Doubt, Edit, Finding, Mark};
pub use selftest::{Outcome, selftest};
pub use settings::{PathSettings, Settings, Whereabouts};
pub use suppression::{By, Held, Listed, Standing, State, Suppression};

use crate::claims::{Claims, Confidence};
use crate::law::{Date, Law};
use crate::notice::{Caps, Notice, Work};
use crate::rules::period::day_words;
use crate::rules::{Overtaken, Rule, RuleSet};
use engine::Candidate;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use world::World;

/// What a run asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date whose law holds.
    pub as_of: Date,
    /// Findings below this are left out.
    pub min_confidence: Confidence,
    /// Rule ids or families to run; empty means all.
    pub select: Vec<String>,
    /// Rule ids or families not to run.
    pub ignore: Vec<String>,
    /// Take any document for a privacy notice.
    pub all_files: bool,
    /// Obey suppressions that stand in comments of the notices.
    pub comments: bool,
    /// Tell of each duty of the law whether the notice tells it.
    pub evidence: bool,
    /// The most that is done on one notice.
    pub caps: Caps,
    /// What a configuration says besides.
    pub settings: Arc<Settings>,
}

/// What rules report about one notice.
#[derive(Clone, Debug, Default)]
pub struct Audited {
    /// The findings, by place, then rule.
    pub findings: Vec<Finding>,
    /// Where a rule did not look at everything, because there was too much of it.
    pub cuts: Vec<String>,
    /// What suppressions hold back, and what became of them.
    pub suppressed: suppression::Outcome,
}

/// What the rules report about one notice, by place, then rule.
pub fn audit(notice: &Notice, claims: &Claims, rules: &RuleSet, law: &Law, options: &Options) -> Vec<Finding> {
    audit_all(notice, claims, rules, law, options).findings
}

/// The same, and what was left out.
pub fn audit_all(notice: &Notice, claims: &Claims, rules: &RuleSet, law: &Law, options: &Options) -> Audited {
    audit_within(notice, claims, rules, law, options, &Work::new(Caps::NONE))
}

/// The same, as far as there is work left. Where there is none ([`Work::exceeded`]), nothing should be made of the answer.
pub fn audit_within(
    notice: &Notice,
    claims: &Claims,
    rules: &RuleSet,
    law: &Law,
    options: &Options,
    work: &Work,
) -> Audited {
    let is_notice = claims.profile.is_notice() || options.all_files;
    let settings = &options.settings;
    let mut ignore = options.ignore.clone();
    ignore.extend(settings.ignored(&notice.path));
    let least = settings.sureness(&notice.path).unwrap_or(options.min_confidence).max(options.min_confidence);
    let asked = rules.chosen(&options.select, &ignore).filter(|r| !r.across && r.applies(options.as_of));
    let asked: Vec<&Rule> = asked.filter(|r| is_notice || !r.is_about_whole_notice()).collect();
    let mut all = phrases::find(notice, &asked);
    if asked.iter().any(|r| r.asks_tables()) {
        all.extend(rules.tables.iter().cloned());
    }
    let all = if all.is_empty() {
        None
    } else {
        let mut together = claims.claims.clone();
        together.append(&mut all);
        Some(together)
    };
    let mut world = World::new(notice, all.as_deref().unwrap_or(&claims.claims), &claims.profile, law, options.as_of);
    world.work = Some(work);
    let mut findings = Vec::new();
    let mut below: Vec<String> = Vec::new();
    for rule in &asked {
        if !world.charge(1) {
            break;
        }
        let (sure, unsure): (Vec<_>, Vec<_>) =
            report(&world, rule).into_iter().partition(|(f, _)| f.confidence >= least);
        findings.extend(sure);
        below.extend(unsure.first().map(|(f, _)| f.rule.clone()));
    }
    let mut findings = yield_to::settle(&asked, findings);
    settings.weigh(&notice.path, rules, findings.iter_mut().map(|(f, _)| f));
    findings
        .sort_by(|(a, _), (b, _)| (a.primary.span, &a.rule, &a.subject).cmp(&(b.primary.span, &b.rule, &b.subject)));
    mend::settle(notice, &mut findings);
    fingerprint::stamp(notice, &mut findings);
    let mut findings = findings.into_iter().map(|(f, _)| f).collect();
    let suppressed = suppression::hold(notice, &mut findings, (rules, &asked), &below, options);
    Audited { findings, cuts: world.cuts.take(), suppressed }
}

/// The findings of one rule, each with whether it is about an absence.
fn report<'a>(world: &World<'a>, rule: &'a Rule) -> Vec<(Finding, bool)> {
    let candidates = engine::ask(world, rule);
    // Where a rule groups, its groups are its findings; else what has the same subject is one.
    let (grouped, single): (Vec<Candidate<'_>>, Vec<_>) = candidates.into_iter().partition(|c| !c.query.per.is_empty());
    let mut findings = Vec::new();
    for group in group::groups(&grouped) {
        let group: Vec<&Candidate<'_>> = group.iter().filter_map(|i| grouped.get(*i)).collect();
        findings.extend(make(world, rule, &group));
    }
    let mut subjects: BTreeMap<Option<String>, Vec<&Candidate<'_>>> = BTreeMap::new();
    for candidate in &single {
        subjects.entry(subject(world, rule, candidate)).or_default().push(candidate);
    }
    for group in subjects.values() {
        findings.extend(make(world, rule, group));
    }
    findings
}

fn subject(world: &World<'_>, rule: &Rule, candidate: &Candidate<'_>) -> Option<String> {
    let text = words::fill(world, rule.subject.as_ref()?, candidate, true);
    (!text.is_empty()).then_some(text)
}

/// When the GDPR was made and when it applied: Regulation (EU) 2016/679, Article 99.
const GDPR: (Date, Date) = (jiff::civil::date(2016, 4, 27), jiff::civil::date(2018, 5, 25));

/// The day from which whoever wrote a notice could know of a duty that holds from `since`.
fn known_from(since: Date) -> Date {
    if since == GDPR.1 { GDPR.0 } else { since }
}

/// One finding of candidates that are about the same.
fn make(world: &World<'_>, rule: &Rule, group: &[&Candidate<'_>]) -> Option<(Finding, bool)> {
    let start = |c: &Candidate<'_>| c.bound.subject.and_then(|s| world.claim(s)).map(|c| c.span);
    let best = group.iter().copied().min_by_key(|c| (Reverse(c.confidence), Reverse(c.severity), start(c)))?;
    let pointed = place::point(world, best, group);
    let template = best.case.and_then(|c| c.message.as_ref()).unwrap_or(&rule.message);
    let mut message = words::fill(world, template, best, false);
    let mut severity = best.severity;
    let since = best.since.max(rule.from);
    let dated = world.date_at(pointed.primary.span.start);
    // An Act that was in force on the notice's day was cited rightly; a duty that was made and not yet in force was known.
    let known = |since: Date| if best.since == Some(since) { since } else { known_from(since) };
    let overtaken = since.filter(|since| dated.is_some_and(|date| date.last < known(*since)));
    if let (Some(since), Overtaken::Note) = (overtaken, rule.overtaken) {
        severity = Severity::Note;
        let what = if best.since == Some(since) { "since" } else { "the law has asked this since" };
        let day = day_words(since);
        message = format!("{} ({what} {day}, after the notice's own date)", message.trim_end_matches('.'));
    }
    let finding = Finding {
        rule: rule.id.clone(),
        family: rule.family.clone(),
        severity,
        confidence: best.confidence,
        subject: subject(world, rule, best),
        message,
        primary: pointed.primary,
        related: pointed.related,
        law: rule.law.iter().filter(|l| l.holds(world.as_of)).map(|l| l.cite.clone()).collect(),
        why: rule.why.clone(),
        fix: engine::fix(world, rule, &best.bound).to_owned(),
        edits: mend::edits(world, rule, group),
        overtaken: overtaken.map(|d| d.to_string()),
        fingerprint: String::new(),
    };
    Some((finding, pointed.absence))
}
