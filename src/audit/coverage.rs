//! What of the duties of the law a notice tells, and what was looked for and not found.
//!
//! The duties are those of `rules/law`, and so are the patterns that say which claims tell one and which claim switches
//! it on. A finding belongs to a duty where it points at words that tell it; one about an absence, where its rule looks
//! for claims of the same kind.

use super::finding::Finding;
use super::world::World;
use crate::claims::Claims;
use crate::law::{Date, Duty, Law};
use crate::notice::{Notice, Span};
use crate::rules::pattern::{Pattern, Test};
use crate::rules::{Rule, RuleSet, pattern_of};
use serde::{Deserialize, Serialize};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How a notice stands to a duty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// Words that tell it were found.
    Told,
    /// It was looked for and not found. That is not to say that it is not there.
    NotFound,
    /// The notice hands it to another one.
    Elsewhere,
    /// Nothing in the notice switches the duty on.
    NotAsked,
}

impl Told {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Told::Told => "told",
            Told::NotFound => "not found",
            Told::Elsewhere => "in another notice",
            Told::NotAsked => "not asked",
        }
    }
}

/// One duty, and what of it a notice tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Covered {
    /// The item, as `rules/law` calls it.
    pub item: String,
    /// How the notice stands to it.
    pub told: Told,
    /// How many claims tell it.
    pub claims: usize,
    /// The words of the first of them, in the reading text.
    pub at: Option<Span>,
    /// Fingerprints of the findings that are about it.
    pub findings: Vec<String>,
}

/// How a notice stands to each duty that holds on a day, in the order of the law.
pub fn coverage(
    (notice, claims): (&Notice, &Claims),
    findings: &[&Finding],
    rules: &RuleSet,
    law: &Law,
    as_of: Date,
) -> Vec<Covered> {
    let world = World::new(notice, &claims.claims, &claims.profile, law, as_of);
    law.duties().iter().filter(|d| holds(d, as_of)).map(|duty| covered(&world, duty, findings, rules)).collect()
}

/// Whether a duty is the law on a day.
pub fn holds(duty: &Duty, on: Date) -> bool {
    duty.from.is_none_or(|from| from <= on) && duty.until.is_none_or(|until| on < until)
}

fn covered(world: &World<'_>, duty: &Duty, findings: &[&Finding], rules: &RuleSet) -> Covered {
    let met_by: Vec<Pattern> = duty.met_by.iter().filter_map(|v| pattern_of(v).ok()).collect();
    let telling = matching(world, &met_by);
    let asked = duty.applies_when.as_ref().is_none_or(|when| !matching(world, &patterns(when)).is_empty());
    let told = match () {
        () if !telling.is_empty() => Told::Told,
        () if world.profile.hands_over.contains(&duty.item) => Told::Elsewhere,
        () if asked => Told::NotFound,
        () => Told::NotAsked,
    };
    let spans: Vec<Span> = telling.iter().filter_map(|i| world.claim(*i)).map(|c| c.span).collect();
    let about = |finding: &&&Finding| {
        let marks = std::iter::once(&finding.primary).chain(&finding.related);
        let Some(rule) = rules.get(&finding.rule) else { return false };
        let missed = told != Told::NotAsked && looks_for(rule, finding.subject.as_deref(), &met_by);
        missed || marks.into_iter().any(|m| spans.iter().any(|s| s.overlaps(m.span)))
    };
    Covered {
        item: duty.item.clone(),
        told,
        claims: telling.len(),
        at: spans.first().copied(),
        findings: findings.iter().filter(about).map(|f| f.fingerprint.clone()).collect(),
    }
}

/// The patterns of a value that is one, or `any-of` several.
fn patterns(value: &Value) -> Vec<Pattern> {
    match value.get("any-of").and_then(Value::as_sequence) {
        Some(several) => several.iter().filter_map(|v| pattern_of(v).ok()).collect(),
        None => pattern_of(value).ok().into_iter().collect(),
    }
}

/// The claims that any of these patterns fits, in document order.
fn matching(world: &World<'_>, patterns: &[Pattern]) -> Vec<u32> {
    let mut found = BTreeMap::new();
    for pattern in patterns {
        for index in world.of_kinds(&pattern.kinds).iter().copied() {
            if let Some(claim) = world.claim(index).filter(|_| world.matches(pattern, index, None, false)) {
                found.insert((claim.span, index), index);
            }
        }
    }
    found.into_values().collect()
}

/// Whether what a rule found absent is what these patterns ask for: a kind in common, and no values that part them.
fn looks_for(rule: &Rule, subject: Option<&str>, met_by: &[Pattern]) -> bool {
    let absent = rule.queries.iter().flat_map(|q| &q.absent.0).flatten();
    // What excuses a claim is looked for over the whole notice too; the first way to say it is the usual one.
    let excuses = rule.queries.iter().filter(|_| rule.whole).flat_map(|q| &q.unless.0).filter_map(|any| any.first());
    absent.chain(excuses).filter(|p| !p.kinds.is_empty()).any(|looked| {
        met_by.iter().any(|asked| {
            let kind = looked.kinds.iter().any(|k| asked.kinds.contains(k));
            let (a, b) = (values(looked, subject), values(asked, None));
            kind && (a.is_empty() || b.is_empty() || a.intersection(&b).next().is_some())
        })
    })
}

/// The values that a pattern names. A value that is filled in stands at the end of what the finding is about.
fn values(pattern: &Pattern, subject: Option<&str>) -> BTreeSet<String> {
    fn of(test: &Test, subject: Option<&str>, out: &mut BTreeSet<String>) {
        match test {
            Test::Is(word) => {
                out.insert(word.clone());
            }
            Test::Filled(_) => out.extend(subject.and_then(|s| s.rsplit(':').next()).map(str::to_owned)),
            Test::OneOf(tests) => tests.iter().for_each(|t| of(t, subject, out)),
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    pattern.fields.iter().filter(|(name, _)| name == "value").for_each(|(_, test)| of(test, subject, &mut out));
    out
}
