//! Asking a rule: which claims, beside which others, make a defect.

use super::fields::field;
use super::index::{MOST, Side, sides};
use super::relate::joined;
use super::world::{Bound, World};
use crate::claims::Confidence;
use crate::law::Date;
use crate::rules::pattern::{Clause, Join, Pattern};
use crate::rules::vocabulary::STRUCTURED_KINDS;
use crate::rules::{Case, Query, Rule, Severity, Values};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Across notices, so many claims beside one are enough.
const ACROSS: usize = 16;

/// So many ways in which a query holds are enough.
const ENOUGH: usize = 400_000;

/// One way in which a rule's query holds.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// What is bound.
    pub bound: Bound<'a>,
    /// The query that holds.
    pub query: &'a Query,
    /// The day from which the law says so, where a fact decides.
    pub since: Option<Date>,
    /// For each field of `per`, the values that group it.
    pub keys: Vec<Vec<String>>,
    /// How many claims its group has.
    pub count: usize,
    /// What its group lacks.
    pub lacking: Vec<String>,
    /// The case that applies.
    pub case: Option<&'a Case>,
    /// The severity.
    pub severity: Severity,
    /// The confidence: the lowest of rule, case and claims.
    pub confidence: Confidence,
}

/// All ways in which the queries of a rule hold.
pub fn ask<'a>(world: &World<'a>, rule: &'a Rule) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for query in &rule.queries {
        let mut found = Vec::new();
        query_all(world, rule, query, &mut found);
        if query.odd {
            keep_odd(world, query, &mut found);
        } else {
            drop_mirrored(&mut found);
        }
        super::group::judge(world, query, &mut found);
        all.extend(found);
    }
    for candidate in &mut all {
        weigh(world, candidate);
    }
    all
}

fn query_all<'a>(world: &World<'a>, rule: &'a Rule, query: &'a Query, found: &mut Vec<Candidate<'a>>) {
    let nothing = Bound { rule, subject: None, named: Vec::new(), each: None };
    if !query.when.0.iter().all(|any| any.iter().any(|p| stands(world, p, &nothing, true))) {
        return;
    }
    if query.absent.0.iter().flatten().any(|p| stands(world, p, &nothing, false)) || unheld(world, query) {
        return;
    }
    let subjects = subjects(world, rule, query);
    if subjects.is_empty() {
        return;
    }
    let with = sides(world, &query.with, true);
    if with.iter().any(|any| any.iter().all(Side::is_empty)) {
        return;
    }
    // Few queries come as far as to need this.
    let unless = LazyCell::new(|| {
        let mut unless = sides(world, &query.unless, false);
        unless.iter_mut().flatten().for_each(|side| thin_out(world, side));
        unless
    });
    for (subject, since) in subjects {
        for each in each_values(world, query, subject) {
            if found.len() >= ENOUGH {
                world.cut(&rule.id, format!("{ENOUGH} cases found; no more are looked for"));
                return;
            }
            let bound = Bound { subject, each, ..nothing.clone() };
            let mut solutions = Vec::new();
            bind(world, &with, &bound, since, &mut solutions);
            for (bound, since) in solutions {
                if !excused(world, &unless, &bound) {
                    found.push(Candidate {
                        keys: super::group::keys(world, query, &bound),
                        bound,
                        query,
                        since,
                        count: 1,
                        lacking: Vec::new(),
                        case: None,
                        severity: rule.severity,
                        confidence: rule.confidence,
                    });
                }
            }
        }
    }
}

/// Whether the notice is in the structured form and the query misses only what that form cannot hold.
fn unheld(world: &World<'_>, query: &Query) -> bool {
    let missed: Vec<_> = query.absent.0.iter().chain(&query.unless.0).flatten().collect();
    let held = |kind: &String| STRUCTURED_KINDS.contains(&kind.as_str());
    world.notice.tree.is_some()
        && !missed.is_empty()
        && missed.iter().all(|p| !p.kinds.is_empty() && !p.kinds.iter().any(held))
}

/// Whether a claim of the notice is what the pattern asks for, or the notice itself.
fn stands(world: &World<'_>, pattern: &Pattern, bound: &Bound<'_>, strict: bool) -> bool {
    if pattern.is_about_notice() {
        return world.notice_fits(pattern, Some(bound));
    }
    world.of_kinds(&pattern.kinds).iter().any(|i| world.matches(pattern, *i, Some(bound), strict))
}

/// The claims of `for`, each with the day from which its facts hold; nothing at all where the rule names no claim.
fn subjects<'a>(world: &World<'a>, rule: &'a Rule, query: &Query) -> Vec<(Option<u32>, Option<Date>)> {
    let Some(clause) = &query.subject else { return vec![(None, None)] };
    let Some(first) = clause.0.first() else { return Vec::new() };
    let mut kinds: Vec<String> = first.iter().flat_map(|p| p.kinds.clone()).collect();
    if first.iter().any(|p| p.kinds.is_empty()) {
        kinds.clear();
    }
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    for i in world.of_kinds(&kinds).iter().copied() {
        let bound = Bound { rule, subject: Some(i), named: Vec::new(), each: None };
        if let Some(patterns) = world.all_match(clause, i, Some(&bound), true) {
            let since = world.claim(i).and_then(|c| patterns.iter().filter_map(|p| world.since(p, c)).max());
            found.push((Some(i), since));
        }
    }
    found
}

fn each_values(world: &World<'_>, query: &Query, subject: Option<u32>) -> Vec<Option<String>> {
    let Some(values) = &query.each else { return vec![None] };
    values_of(world, values, subject).into_iter().map(Some).collect()
}

/// A list of values, of the rule or of the law.
pub fn values_of(world: &World<'_>, values: &Values, subject: Option<u32>) -> Vec<String> {
    match values {
        Values::List(list) => list.clone(),
        Values::Set(name) => world.law.set(name).to_vec(),
        Values::Fact(name) => match subject.and_then(|s| world.claim(s)) {
            Some(claim) => world.fact(claim, name, None, true).words().iter().map(|w| w.to_string()).collect(),
            None => Vec::new(),
        },
    }
}

/// All ways to bind the claims of `with`, one pattern after the other.
fn bind<'a>(
    world: &World<'a>,
    with: &[Vec<Side<'a>>],
    bound: &Bound<'a>,
    since: Option<Date>,
    solutions: &mut Vec<(Bound<'a>, Option<Date>)>,
) {
    let Some((first, rest)) = with.split_first() else {
        solutions.push((bound.clone(), since));
        return;
    };
    // Among many notices some of the others show that a claim is not alone; all of them would be pairs of pairs.
    let most = if world.members.is_empty() { MOST } else { ACROSS };
    for side in first {
        if side.pattern.is_about_notice() {
            if world.notice_fits(side.pattern, Some(bound)) {
                bind(world, rest, bound, since, solutions);
            }
            continue;
        }
        for i in side.candidates(world, bound).iter().copied() {
            if solutions.len() >= most {
                return;
            }
            let taken = bound.subject == Some(i) || bound.named.iter().any(|(_, n)| *n == i);
            let fits = || !side.dynamic || world.matches(side.pattern, i, Some(bound), true);
            if taken || !joined(world, side.pattern, i, bound) || !fits() {
                continue;
            }
            let mut named = Vec::with_capacity(bound.named.len() + 1);
            named.extend_from_slice(&bound.named);
            named.push((side.pattern.name.as_deref().unwrap_or("with"), i));
            let next = Bound { rule: bound.rule, subject: bound.subject, named, each: bound.each.clone() };
            let fact = world.claim(i).and_then(|c| world.since(side.pattern, c));
            bind(world, rest, &next, since.max(fact), solutions);
        }
    }
}

/// Whether claims stand in the notice that excuse what is bound.
fn excused(world: &World<'_>, unless: &[Vec<Side<'_>>], bound: &Bound<'_>) -> bool {
    !unless.is_empty()
        && unless.iter().all(|any| {
            any.iter().any(|side| {
                if side.pattern.is_about_notice() {
                    return world.notice_fits(side.pattern, Some(bound));
                }
                side.candidates(world, bound).iter().copied().any(|i| {
                    let fits = || !side.dynamic || world.matches(side.pattern, i, Some(bound), false);
                    joined(world, side.pattern, i, bound) && fits()
                })
            })
        })
}

/// Where only audience and activity join, one claim of each says as much as all.
fn thin_out(world: &World<'_>, side: &mut Side<'_>) {
    let scope_only =
        side.pattern.joins.iter().all(|j| matches!(j, Join::Overlaps(f) if f == "audience" || f == "activity"));
    let plain = side.pattern.fields.iter().chain(&side.pattern.facts).all(|(_, t)| !t.is_dynamic());
    if scope_only && plain && side.pattern.met_by.is_none() {
        let mut seen = BTreeSet::new();
        let any = side.pattern.joins.is_empty();
        side.all.retain(|i| match world.claim(*i) {
            Some(_) if any => seen.insert((None, None)),
            Some(c) => seen.insert((c.scope.audience.clone(), c.scope.activity.clone())),
            None => false,
        });
    }
}

/// Where two claims are each the other's counterpart, the one that stands first is the subject.
fn drop_mirrored(found: &mut Vec<Candidate<'_>>) {
    let pair = |c: &Candidate<'_>| match (c.bound.subject, c.bound.named.as_slice()) {
        (Some(a), [(_, b)]) => Some((a, *b, c.bound.each.clone())),
        _ => None,
    };
    let pairs: BTreeSet<_> = found.iter().filter_map(pair).collect();
    found.retain(|c| match pair(c) {
        Some((a, b, each)) => a < b || !pairs.contains(&(b, a, each)),
        None => true,
    });
}

/// Of two values that differ by a slip, the one that occurs less often is odd; of two as frequent, the later.
fn keep_odd(world: &World<'_>, query: &Query, found: &mut Vec<Candidate<'_>>) {
    if found.is_empty() {
        return;
    }
    let name = query.with.0.iter().flatten().flat_map(|p| &p.joins).find_map(|j| match j {
        Join::Alike(field, _) => Some(field.clone()),
        _ => None,
    });
    let name = name.unwrap_or_else(|| "value".to_owned());
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for claim in world.claims {
        for word in field(world, claim, &name).words() {
            *counts.entry((claim.kind, word.to_lowercase())).or_insert(0) += 1;
        }
    }
    let times = |index: u32| -> usize {
        let Some(claim) = world.claim(index) else { return 0 };
        let words = field(world, claim, &name);
        let count = |w: &std::borrow::Cow<'_, str>| counts.get(&(claim.kind, w.to_lowercase())).copied();
        words.words().iter().filter_map(count).max().unwrap_or(0)
    };
    found.retain(|c| {
        let Some((a, (_, b))) = c.bound.subject.zip(c.bound.named.first().copied()) else { return true };
        (times(a), std::cmp::Reverse(a)) < (times(b), std::cmp::Reverse(b))
    });
}

/// Which case applies, and what follows for severity and confidence.
fn weigh(world: &World<'_>, candidate: &mut Candidate<'_>) {
    let rule = candidate.bound.rule;
    candidate.case = rule.cases.iter().find(|case| fits(world, &case.circumstance, &candidate.bound));
    let claims = candidate.bound.subject.into_iter().chain(candidate.bound.named.iter().map(|(_, i)| *i));
    let claims = claims.filter_map(|i| world.claim(i)).map(|c| c.confidence).min();
    candidate.confidence = rule.confidence.min(claims.unwrap_or(Confidence::Certain));
    if let Some(case) = candidate.case {
        candidate.confidence = candidate.confidence.min(case.confidence.unwrap_or(Confidence::Certain));
        candidate.severity = case.severity.unwrap_or(rule.severity);
    }
}

/// How to put right what was found: as the first case says that fits and says it, else as the rule does.
pub fn fix<'a>(world: &World<'_>, rule: &'a Rule, bound: &Bound<'_>) -> &'a str {
    let cases = rule.cases.iter().filter_map(|case| case.fix.as_deref().map(|fix| (case, fix)));
    let mut fitting = cases.filter(|(case, _)| fits(world, &case.circumstance, bound));
    fitting.next().map_or(&rule.fix, |(_, fix)| fix)
}

/// Whether what is bound is what a case speaks of.
pub fn fits(world: &World<'_>, circumstance: &Clause, bound: &Bound<'_>) -> bool {
    let one = |p: &Pattern| {
        let asks_claim = p.asks_claim();
        let claim = match bound.subject {
            Some(i) if asks_claim => world.matches(p, i, Some(bound), false),
            _ => !asks_claim && world.notice_fits(p, Some(bound)),
        };
        let each = p.each.as_ref().is_none_or(|test| {
            let value = bound.each.as_deref().map_or(super::fields::Field::Unset, super::fields::Field::text);
            world.test(test, &value, None, Some(bound))
        });
        let with = p
            .with
            .as_ref()
            .is_none_or(|with| bound.named.iter().any(|(_, i)| world.matches(with, *i, Some(bound), false)));
        claim && each && with
    };
    circumstance.0.iter().all(|any| any.iter().any(one))
}
