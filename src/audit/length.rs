//! The algebra of periods: whether two statements of how long can both hold.
//!
//! First which records: the same, a part of a stated whole, or other ones. Then which lengths:
//! - the same records: two different lengths conflict, though one is a maximum and the other plain, or they run
//!   from different events; equal lengths do not, nor does a minimum conflict with something longer;
//! - a part conflicts only where it breaks the bound of the whole (longer than its maximum or plain period, shorter than
//!   its minimum) and the whole does not except it;
//! - what is only criteria, or stands elsewhere, or is about no personal data is never compared, nor is a period with a
//!   date or an age: nothing says how they lie to each other.

use super::fields::{Field, field, same_word, squeeze};
use super::world::World;
use crate::claims::{Claim, Detail};
use crate::rules::period::{self, Days, Period};
use std::cmp::Ordering;

/// How the records of one statement stand to those of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Records {
    /// They are the same, or some are.
    Same,
    /// The first are part of the second, which is a stated whole.
    PartOf,
    /// The second are part of the first.
    Whole,
    /// They have nothing in common.
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bound {
    UpTo,
    AtLeast,
    Plain,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Length {
    Period(Period),
    Date(Days),
    Age(i64),
    Indefinite,
}

impl Length {
    fn of(claim: &Claim) -> Option<Length> {
        if claim.text("personal") == Some("no") || claim.detail("personal") == Some(&Detail::Flag(false)) {
            return None;
        }
        let value = claim.value.as_str();
        if value == "indefinite" {
            return Some(Length::Indefinite);
        }
        let period = Period::parse(value).map(Length::Period);
        period.or_else(|| period::age(value).map(Length::Age)).or_else(|| Days::parse(value).map(Length::Date))
    }

    fn compare(self, other: Length) -> Option<Ordering> {
        match (self, other) {
            (Length::Period(a), Length::Period(b)) => a.partial_cmp(&b),
            (Length::Age(a), Length::Age(b)) => Some(a.cmp(&b)),
            (Length::Date(a), Length::Date(b)) => Some(match () {
                () if a.last < b.first => Ordering::Less,
                () if a.first > b.last => Ordering::Greater,
                () => Ordering::Equal,
            }),
            (Length::Indefinite, Length::Indefinite) => Some(Ordering::Equal),
            (Length::Indefinite, _) => Some(Ordering::Greater),
            (_, Length::Indefinite) => Some(Ordering::Less),
            _ => None,
        }
    }
}

fn bound(claim: &Claim) -> Bound {
    match claim.text("bound") {
        Some("up-to" | "up to" | "at-most") => Bound::UpTo,
        Some("at-least" | "at least") => Bound::AtLeast,
        _ => Bound::Plain,
    }
}

/// Whether the lengths of two claims cannot both hold.
pub fn conflict(world: &World<'_>, a: &Claim, b: &Claim) -> bool {
    if a.value == b.value {
        return false;
    }
    let (Some(length_a), Some(length_b)) = (Length::of(a), Length::of(b)) else { return false };
    let Some(order) = length_a.compare(length_b) else { return false };
    if order == Ordering::Equal {
        return false;
    }
    match records(world, a, b) {
        Records::Same => {
            let (shorter, _) = if order == Ordering::Less { (a, b) } else { (b, a) };
            bound(shorter) != Bound::AtLeast
        }
        Records::PartOf => breaks(a, order, b) && !excepts(world, b, a),
        Records::Whole => breaks(b, order.reverse(), a) && !excepts(world, a, b),
        Records::Other => false,
    }
}

/// Whether a part whose length stands so to that of the whole breaks the whole's bound.
fn breaks(_part: &Claim, order: Ordering, whole: &Claim) -> bool {
    match bound(whole) {
        Bound::AtLeast => order == Ordering::Less,
        Bound::UpTo | Bound::Plain => order == Ordering::Greater,
    }
}

/// How the records of two claims stand to each other.
pub fn records(world: &World<'_>, a: &Claim, b: &Claim) -> Records {
    // Only retention speaks of records; other claims with lengths are joined by their own fields.
    if a.kind != "retention" && b.kind != "retention" {
        return Records::Same;
    }
    let (keys_a, keys_b) = (field(world, a, "records"), field(world, b, "records"));
    let same_activity = || {
        field(world, a, "activity").shares(&field(world, b, "activity"))
            || (a.scope.activity.is_none() && b.scope.activity.is_none())
    };
    // What holds "if you cancel" is no statement on what is kept in other cases.
    let same_case = same_case(a, b);
    // "Personal data" of two activities, or said in words that have nothing in common, is not the same data.
    let general = || is_general(&keys_a) && is_general(&keys_b);
    if same_case && keys_a.shares(&keys_b) && (!general() || same_activity() && share_words(world, a, b)) {
        return Records::Same;
    }
    let whole = |claim: &Claim| claim.flag("whole") && claim.text("case").is_none();
    match (whole(a), whole(b)) {
        (true, true) if general() => Records::Same,
        (true, false) if is_general(&keys_a) && within(b, a) => Records::Whole,
        (false, true) if is_general(&keys_b) && within(a, b) => Records::PartOf,
        _ if same_case && !keys_a.is_set() && !keys_b.is_set() && same_activity() => Records::Same,
        _ if all_part_of(world, &keys_a, &keys_b) => Records::PartOf,
        _ if all_part_of(world, &keys_b, &keys_a) => Records::Whole,
        _ => Records::Other,
    }
}

/// Whether two statements are said of the same case, or both of every case.
fn same_case(a: &Claim, b: &Claim) -> bool {
    if a.text("case") == b.text("case") {
        return true;
    }
    let words = |claim: &Claim| {
        let case = squeeze(claim.text("case").unwrap_or_default());
        let mut words: Vec<String> = case.split(' ').filter(|w| w.len() > 3).map(str::to_owned).collect();
        words.sort();
        words
    };
    words(a) == words(b)
}

/// Whether the words for two kinds of records have one in common, or neither has any.
fn share_words(world: &World<'_>, a: &Claim, b: &Claim) -> bool {
    let words = |claim: &Claim| squeeze(&field(world, claim, "record-words").line().unwrap_or_default());
    let (a, b) = (words(a), words(b));
    let telling =
        |w: &&str| w.len() > 2 && !matches!(*w, "the" | "your" | "our" | "any" | "all" | "this" | "for" | "and");
    let shared = a.split(' ').filter(telling).any(|x| b.split(' ').any(|y| x == y));
    (a.is_empty() && b.is_empty()) || shared
}

/// Whether keys name no records in particular: what a stated whole ("all records") is about.
fn is_general(keys: &Field<'_>) -> bool {
    let word = |w: &str| {
        matches!(
            w,
            "all" | "all records" | "all data" | "records" | "record" | "data" | "personal data" | "information"
        )
    };
    keys.words().iter().all(|w| word(&squeeze(&w.replace('-', " "))))
}

/// Whether a whole that is limited to an activity is about that of the part.
fn within(part: &Claim, whole: &Claim) -> bool {
    whole.scope.activity.as_ref().is_none_or(|w| part.scope.activity.as_ref().is_some_and(|p| same_word(p, w)))
}

/// Whether all of these records are part of one of those, as the law's data or a slash says (`staff/sickness`).
fn all_part_of(world: &World<'_>, part: &Field<'_>, whole: &Field<'_>) -> bool {
    part.is_set() && part.words().iter().all(|p| whole.words().iter().any(|w| part_of(world, p, w)))
}

/// Whether a record key names a part of another.
fn part_of(world: &World<'_>, part: &str, whole: &str) -> bool {
    part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('/'))
        || world.law.related("part-of", ("record", part), ("record", whole), world.as_of)
}

/// Whether a whole excepts a part: by one of its keys, by its words, or whatever is said elsewhere.
fn excepts(world: &World<'_>, whole: &Claim, part: &Claim) -> bool {
    if whole.flag("except") {
        return true;
    }
    let except = field(world, whole, "except");
    let mut names: Vec<String> =
        field(world, part, "records").words().iter().map(|w| squeeze(&w.replace('-', " "))).collect();
    names.extend(field(world, part, "record-words").words().iter().map(|w| squeeze(w)));
    except
        .words()
        .iter()
        .map(|e| squeeze(&e.replace('-', " ")))
        .any(|e| names.iter().filter(|n| !n.is_empty()).any(|n| e.contains(n.as_str()) || n.contains(&e)))
}
