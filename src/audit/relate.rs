//! How a claim stands to another.

use super::fields::{Field, field, squeeze, stands_in};
use super::length;
use super::world::{Bound, World};
use crate::claims::Claim;
use crate::rules::pattern::{Join, LikeFact, Pattern};
use crate::rules::suggest::distance;

/// Values shorter than this are never slips of each other: `201` and `202` are two extensions.
const SHORTEST: usize = 6;

/// Whether the claim stands to the one that it is joined with as all joins of the pattern ask.
pub fn joined(world: &World<'_>, pattern: &Pattern, index: u32, bound: &Bound<'_>) -> bool {
    if !world.charge(1) {
        return false;
    }
    if pattern.joins.is_empty() {
        return true;
    }
    let other = match &pattern.to {
        Some(name) => bound.named.iter().find(|(n, _)| n == name).map(|(_, i)| *i),
        None => bound.subject,
    };
    let Some((other, a, b)) = other.and_then(|o| Some((o, world.claim(index)?, world.claim(o)?))) else {
        // A rule about an absence has no claim to join with.
        return pattern.joins.iter().all(|j| matches!(j, Join::Overlaps(_)));
    };
    pattern.joins.iter().all(|join| holds(world, join, (index, a), (other, b)))
}

fn holds<'a>(world: &World<'a>, join: &Join, (i, a): (u32, &'a Claim), (j, b): (u32, &'a Claim)) -> bool {
    match join {
        Join::Same(f) => same(world, f, a, b).unwrap_or(false),
        Join::Differs(f) => !same(world, f, a, b).unwrap_or_else(|| !set(world, f, a) && !set(world, f, b)),
        Join::Overlaps(f) => overlap(world, f, a, b),
        Join::Near(levels) => levels.iter().any(|l| stands_in(a, l).is_some() && stands_in(a, l) == stands_in(b, l)),
        Join::Link(name) => linked(world, name, (i, a), (j, b)),
        Join::Relation(name) => related(world, name, a, b),
        Join::NoRelation(name) => !related(world, name, a, b),
        Join::ConflictingLength => length::conflict(world, a, b),
        Join::AlikeNotices(share) => {
            world.member(a).zip(world.member(b)).is_some_and(|(a, b)| a.sketch.share(&b.sketch) >= *share)
        }
        Join::Alike(f, edits) => alike(&field(world, a, f), &field(world, b, f), *edits),
    }
}

fn set(world: &World<'_>, name: &str, claim: &Claim) -> bool {
    name == "notice" || stands_in(claim, name).is_some() || field(world, claim, name).is_set()
}

/// Whether a field says the same in both; nothing where it is not set in one.
fn same(world: &World<'_>, name: &str, a: &Claim, b: &Claim) -> Option<bool> {
    if name == "notice" {
        let start = |c| world.member(c).map(|m| m.start);
        return Some(start(a) == start(b));
    }
    let (x, y) = (field(world, a, name), field(world, b, name));
    let is_place = matches!(name, "sentence" | "item" | "row" | "paragraph" | "section" | "list");
    if is_place && !(a.details.contains_key(name) && b.details.contains_key(name)) {
        return Some(stands_in(a, name)? == stands_in(b, name)?);
    }
    (x.is_set() && y.is_set()).then(|| x.shares(&y))
}

/// Whether a field's values have something in common, are part of each other, or one is none.
fn overlap(world: &World<'_>, name: &str, a: &Claim, b: &Claim) -> bool {
    let (x, y) = (field(world, a, name), field(world, b, name));
    if !x.is_set() || !y.is_set() || x.shares(&y) {
        return true;
    }
    if name == "records" {
        return length::records(world, a, b) != length::Records::Other;
    }
    let (x, y) = (x.words(), y.words());
    x.iter().any(|x| y.iter().any(|y| holds_words(x, y) || holds_words(y, x)))
}

/// Whether all words of one phrase occur in another, in a row.
fn holds_words(part: &str, whole: &str) -> bool {
    let (part, whole) = (squeeze(part), squeeze(whole));
    format!(" {whole} ").contains(&format!(" {part} "))
}

/// Whether the extractor tied two claims together; where it tied nothing, a detail of that name, or place, can tell.
fn linked(world: &World<'_>, name: &str, (i, a): (u32, &Claim), (j, b): (u32, &Claim)) -> bool {
    let tied = |from: &Claim, to: u32| from.links.iter().any(|(n, t)| *n == name && *t == to);
    if tied(a, j) || tied(b, i) {
        return true;
    }
    if stands_in(a, name).is_some() || stands_in(b, name).is_some() {
        return stands_in(a, name) == stands_in(b, name);
    }
    let untied = |claim: &Claim| claim.links.iter().all(|(n, _)| *n != name);
    let says = |from: &Claim, to: &Claim| untied(from) && field(world, from, name).shares(&field(world, to, "value"));
    says(a, b) || says(b, a)
}

/// Whether the law relates two values, in either direction.
fn related(world: &World<'_>, name: &str, a: &Claim, b: &Claim) -> bool {
    let (x, y) = ((a.kind, a.value.as_str()), (b.kind, b.value.as_str()));
    world.law.related(name, x, y, world.as_of) || world.law.related(name, y, x, world.as_of)
}

fn alike(a: &Field<'_>, b: &Field<'_>, edits: usize) -> bool {
    a.words().iter().any(|x| b.words().iter().any(|y| slip(x, y, edits)))
}

/// Whether two values differ, but by no more than so many letters.
pub fn slip(a: &str, b: &str, edits: usize) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let long = |t: &str| t.chars().count() >= SHORTEST;
    a != b && long(&a) && long(&b) && distance(&a, &b, edits).is_some()
}

/// Whether a field is a slip for one of the values that the law accepts, and none of them itself.
pub fn like_fact(world: &World<'_>, claim: &Claim, like: &LikeFact, strict: bool) -> bool {
    let accepted = world.fact(claim, &like.fact, None, strict);
    let (given, accepted) = (field(world, claim, &like.field), accepted.words());
    if given.words().iter().any(|g| accepted.iter().any(|a| a.eq_ignore_ascii_case(g))) {
        return false;
    }
    given.words().iter().any(|g| accepted.iter().any(|a| slip(g, a, like.edits)))
}
