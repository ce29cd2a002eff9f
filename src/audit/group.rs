//! Claims that are judged together, and findings that are one.

use super::engine::{Candidate, values_of};
use super::fields::{Field, field, same_word, stands_in};
use super::length::{self, Records};
use super::world::{Bound, World};
use crate::claims::Claim;
use crate::rules::Query;
use crate::rules::pattern::{Join, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// For each field of `per`, the values by which what is bound is grouped.
pub fn keys(world: &World<'_>, query: &Query, bound: &Bound<'_>) -> Vec<Vec<String>> {
    let Some(claim) = bound.subject.and_then(|s| world.claim(s)) else { return vec![Vec::new(); query.per.len()] };
    let other = bound.named.first().and_then(|(_, i)| world.claim(*i));
    let key = |name: &String| {
        if name == "notice" {
            return world.member(claim).map(|m| m.name.clone()).into_iter().collect();
        }
        if name == "sketch" {
            // Notices that are alike, each to some other, are one group.
            let bound = std::iter::once(claim).chain(bound.named.iter().filter_map(|(_, i)| world.claim(*i)));
            return bound.filter_map(|c| world.member(c)).map(|m| m.name.clone()).collect();
        }
        if !claim.details.contains_key(name.as_str())
            && let Some(place) = stands_in(claim, name)
        {
            return vec![place.to_string()];
        }
        match other.filter(|_| joins_on(query, name)) {
            Some(other) => common(world, name, claim, other),
            None => list(&field(world, claim, name)),
        }
    };
    query.per.iter().map(key).collect()
}

fn list(field: &Field<'_>) -> Vec<String> {
    field.words().iter().map(|w| w.to_string()).collect()
}

/// What two claims have in common in a field. Of a stated whole and its part it is the whole: one statement on all
/// records that many others break is one defect. Else, of a part and what holds it, it is the part.
fn common(world: &World<'_>, name: &str, claim: &Claim, other: &Claim) -> Vec<String> {
    let (own, theirs) = (field(world, claim, name), field(world, other, name));
    if name == "records" {
        match length::records(world, claim, other) {
            Records::Whole if claim.flag("whole") => return list(&own),
            Records::PartOf if other.flag("whole") => return list(&theirs),
            Records::Whole => return list(&theirs),
            Records::PartOf => return list(&own),
            Records::Same | Records::Other => {}
        }
    }
    let words = theirs.words();
    let shared: Vec<String> = list(&own).into_iter().filter(|w| words.iter().any(|t| same_word(w, t))).collect();
    match () {
        () if !shared.is_empty() => shared,
        () if own.is_set() => list(&own),
        () => list(&theirs),
    }
}

fn joins_on(query: &Query, name: &str) -> bool {
    let joins = |p: &Pattern| p.joins.iter().any(|j| matches!(j, Join::Overlaps(f) | Join::Same(f) if f == name));
    query.with.0.iter().flatten().any(joins)
}

/// Keeps the candidates whose group is as `count`, `every` and `lacks` ask.
pub fn judge<'a>(world: &World<'a>, query: &'a Query, found: &mut Vec<Candidate<'a>>) {
    if query.count.is_none() && query.every.is_empty() && query.lacks.is_none() {
        return;
    }
    let places: Vec<bool> = query.per.iter().map(|f| matches!(f.as_str(), "list" | "row")).collect();
    // What stands in no list is in no group of a list.
    found.retain(|c| c.keys.iter().zip(&places).all(|(k, place)| !place || !k.is_empty()));
    let groups = groups(found);
    let mut keep = vec![false; found.len()];
    for group in groups {
        let subjects: BTreeSet<u32> = group.iter().filter_map(|i| found.get(*i)?.bound.subject).collect();
        let Some(first) = group.first().and_then(|i| found.get(*i)) else { continue };
        let bound = first.bound.clone();
        let count = i64::try_from(subjects.len()).unwrap_or(i64::MAX);
        if query.count.as_ref().is_some_and(|t| !world.test(t, &Field::Number(count), None, Some(&bound))) {
            continue;
        }
        if !query.every.is_empty()
            && !subjects.iter().all(|s| world.all_match(&query.every, *s, Some(&bound), true).is_some())
        {
            continue;
        }
        let mut lacking = Vec::new();
        if let Some(values) = &query.lacks {
            let has =
                |value: &String| subjects.iter().filter_map(|s| world.claim(*s)).any(|c| same_word(&c.value, value));
            lacking = values_of(world, values, bound.subject);
            lacking.retain(|v| !has(v));
            if lacking.is_empty() {
                continue;
            }
        }
        for i in group {
            if let (Some(candidate), Some(kept)) = (found.get_mut(i), keep.get_mut(i)) {
                candidate.count = subjects.len();
                candidate.lacking.clone_from(&lacking);
                *kept = true;
            }
        }
    }
    let mut kept = keep.into_iter();
    found.retain(|_| kept.next().unwrap_or(false));
}

/// Candidates of one group: those whose keys have something in common in each field of `per`.
pub fn groups(found: &[Candidate<'_>]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..found.len()).collect();
    // Every step to the root is halved on the way, so that no chain grows long.
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while let Some(&up) = parent.get(i).filter(|up| **up != i) {
            let top = parent.get(up).copied().unwrap_or(up);
            if let Some(slot) = parent.get_mut(i) {
                *slot = top;
            }
            i = top;
        }
        i
    }
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (i, candidate) in found.iter().enumerate() {
        for mut key in combinations(&candidate.keys) {
            key.extend(candidate.query.per.iter().cloned());
            let first = *seen.entry(key).or_insert(i);
            let (a, b) = (root(&mut parent, first), root(&mut parent, i));
            if let Some(slot) = parent.get_mut(a.max(b)) {
                *slot = a.min(b);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..found.len() {
        groups.entry(root(&mut parent, i)).or_default().push(i);
    }
    groups.into_values().collect()
}

/// One key of each field, in all ways; no more than a few fields have several.
fn combinations(keys: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for field in keys {
        let options: Vec<String> =
            if field.is_empty() { vec![String::new()] } else { field.iter().map(|k| k.to_lowercase()).collect() };
        all = all
            .iter()
            .flat_map(|start| options.iter().map(|o| start.iter().cloned().chain([o.clone()]).collect()))
            .take(1000)
            .collect();
    }
    all
}
