//! Finding the claims that can be joined, without looking at all pairs.

use super::fields::{field, squeeze, stands_in};
use super::slips::Slips;
use super::world::{Bound, World};
use crate::rules::pattern::{Clause, Join, Pattern};
use crate::rules::period::Period;
use crate::rules::vocabulary::TABLE;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A bucket of more claims than this is cut.
pub const MOST: usize = 500;

/// The claims that fit one pattern, apart from its joins, ready to be joined.
pub struct Side<'p> {
    /// The pattern.
    pub pattern: &'p Pattern,
    /// The claims, in document order.
    pub all: Vec<u32>,
    /// Whether what is bound decides which of them fit.
    pub dynamic: bool,
    key: Option<Key>,
    buckets: HashMap<String, Vec<u32>>,
    /// Claims that can be joined with any.
    open: Vec<u32>,
    /// By notice, the claims of notices that are alike, and how many claims may be.
    alike: RefCell<HashMap<u32, Rc<(Vec<u32>, usize)>>>,
    /// Values that differ by a slip.
    slips: Option<(String, Slips)>,
}

/// By what claims are looked up.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    Near(Vec<String>),
    Same(String),
    Sketch,
    Overlaps(String),
}

/// Each pattern of a clause with its claims.
pub fn sides<'p>(world: &World<'_>, clause: &'p Clause, strict: bool) -> Vec<Vec<Side<'p>>> {
    let side = |p: &'p Pattern| Side::new(world, p, strict);
    clause.0.iter().map(|alternatives| alternatives.iter().map(side).collect()).collect()
}

impl<'p> Side<'p> {
    fn new(world: &World<'_>, pattern: &'p Pattern, strict: bool) -> Side<'p> {
        let mut all = world.of_kinds(&pattern.kinds);
        if pattern.is_about_notice() {
            all.clear();
        }
        if pattern.met_by.is_none() {
            all.retain(|i| world.matches(pattern, *i, None, strict));
        }
        let key = key(pattern, !world.members.is_empty());
        let tests = pattern.fields.iter().chain(&pattern.facts).chain(&pattern.notice);
        let dynamic = pattern.met_by.is_some() || tests.into_iter().any(|(_, test)| test.is_dynamic());
        let mut slips = None;
        if let Some(Join::Alike(name, edits)) = pattern.joins.iter().find(|j| matches!(j, Join::Alike(..))) {
            slips = Some((name.clone(), Slips::new(world, &all, name, *edits)));
        }
        let mut side = Side {
            pattern,
            all,
            dynamic,
            key,
            buckets: HashMap::new(),
            open: Vec::new(),
            alike: RefCell::default(),
            slips,
        };
        for i in &side.all {
            let keys = side.key.as_ref().map(|k| keys(world, k, *i)).unwrap_or_default();
            if keys.is_empty() {
                side.open.push(*i);
            }
            for key in keys {
                side.buckets.entry(key).or_default().push(*i);
            }
        }
        side
    }

    /// The claims that can stand beside the bound one, in document order.
    pub fn candidates(&self, world: &World<'_>, bound: &Bound<'_>) -> Vec<u32> {
        let other = match &self.pattern.to {
            Some(name) => bound.named.iter().find(|(n, _)| n == name).map(|(_, i)| *i),
            None => bound.subject,
        };
        // A table is as long as it is: what stands in it is not left out.
        let table = !self.pattern.kinds.is_empty() && self.pattern.kinds.iter().all(|k| k.starts_with(TABLE));
        let most = if table { usize::MAX / 2 } else { MOST };
        let (found, all) = match (&self.key, other) {
            _ if self.slips.is_some() => self.slips_of(world, other, most),
            (Some(Key::Sketch), Some(other)) => {
                let known = self.alike_to(world, other);
                let (found, all) = together(&[&known.0], other, most);
                (found, all.max(known.1))
            }
            (Some(key), Some(other)) => {
                let wanted = keys(world, key, other);
                let open = matches!(key, Key::Overlaps(_));
                let mut lists: Vec<&[u32]> = if wanted.is_empty() && open {
                    vec![&self.all]
                } else {
                    wanted.iter().filter_map(|k| self.buckets.get(k)).map(Vec::as_slice).collect()
                };
                if open && !wanted.is_empty() {
                    lists.push(&self.open);
                }
                together(&lists, other, most)
            }
            (_, other) => together(&[&self.all], other.unwrap_or(0), most),
        };
        if found.len() <= most && all <= found.len() {
            return found;
        }
        let what = format!("rule `{}`: {all} claims to compare with, {MOST} looked at", bound.rule.id);
        let mut cuts = world.cuts.borrow_mut();
        if !cuts.iter().any(|c| c.starts_with(&format!("rule `{}`:", bound.rule.id))) {
            cuts.push(what);
        }
        // Those nearest to the claim in question are looked at.
        let at = other.map_or(0, |o| found.partition_point(|i| *i < o));
        let from = at.saturating_sub(MOST / 2).min(found.len().saturating_sub(MOST));
        found.into_iter().skip(from).take(MOST).collect()
    }
}

/// The claims of some lists, in order, and how many there are; of long lists only those near the claim in question, so
/// that what is asked for each claim does not grow with all of them.
fn together(lists: &[&[u32]], near: u32, most: usize) -> (Vec<u32>, usize) {
    let window = |list: &&[u32]| -> Vec<u32> {
        let at = list.partition_point(|i| *i < near);
        let from = at.saturating_sub(most);
        list.iter().skip(from).take(2 * most).copied().collect()
    };
    let mut found: Vec<u32> = lists.iter().flat_map(window).collect();
    found.sort_unstable();
    found.dedup();
    let cut: usize = lists.iter().map(|l| l.len().saturating_sub(2 * most)).sum();
    let all = found.len() + cut;
    (found, all)
}

impl Side<'_> {
    /// The claims of notices that are alike to that of a claim, looked up once a notice.
    fn alike_to(&self, world: &World<'_>, other: u32) -> Rc<(Vec<u32>, usize)> {
        let Some(member) = world.claim(other).and_then(|c| world.member(c)) else { return Rc::default() };
        if let Some(known) = self.alike.borrow().get(&member.start) {
            return Rc::clone(known);
        }
        let wanted = keys(world, &Key::Sketch, other);
        let lists: Vec<&[u32]> = wanted.iter().filter_map(|k| self.buckets.get(k)).map(Vec::as_slice).collect();
        let (mut found, all) = together(&lists, other, MOST);
        let cut = all > found.len();
        let mut share = 0;
        let mut last = None;
        let least = self.pattern.joins.iter().find_map(|j| if let Join::AlikeNotices(s) = j { Some(*s) } else { None });
        found.retain(|i| {
            let theirs = world.claim(*i).and_then(|c| world.member(c));
            if theirs.map(|m| m.start) != last {
                last = theirs.map(|m| m.start);
                share = theirs.map_or(0, |m| m.sketch.share(&member.sketch));
            }
            share >= least.unwrap_or_default()
        });
        let all = if cut { all } else { found.len() };
        let known = Rc::new((found, all));
        self.alike.borrow_mut().insert(member.start, Rc::clone(&known));
        known
    }

    fn slips_of(&self, world: &World<'_>, other: Option<u32>, most: usize) -> (Vec<u32>, usize) {
        let (Some((name, slips)), Some(claim)) = (&self.slips, other.and_then(|o| world.claim(o))) else {
            return (Vec::new(), 0);
        };
        let known: Vec<_> = field(world, claim, name).words().iter().map(|w| slips.of(w)).collect();
        let lists: Vec<&[u32]> = known.iter().map(|k| k.as_slice()).collect();
        together(&lists, other.unwrap_or(0), most)
    }
}

/// The join that leaves the fewest claims to look at.
fn key(pattern: &Pattern, across: bool) -> Option<Key> {
    let near = pattern.joins.iter().find_map(|j| match j {
        Join::Near(levels) => Some(Key::Near(levels.clone())),
        _ => None,
    });
    let notice = pattern.joins.iter().find(|j| matches!(j, Join::Same(f) if f == "notice"));
    let notice = notice.filter(|_| across).map(|_| Key::Same("notice".to_owned()));
    let sketch = pattern.joins.iter().any(|j| matches!(j, Join::AlikeNotices(_))).then_some(Key::Sketch);
    let same = pattern.joins.iter().find_map(|j| match j {
        Join::Same(f) if f != "notice" => Some(Key::Same(f.clone())),
        _ => None,
    });
    let overlaps = pattern.joins.iter().find_map(|j| match j {
        Join::Overlaps(f) if f != "audience" && f != "activity" => Some(Key::Overlaps(f.clone())),
        _ => None,
    });
    notice.or(near).or(same).or(sketch).or(overlaps)
}

/// The keys that a claim is found by; none where it can be joined with any.
fn keys(world: &World<'_>, key: &Key, index: u32) -> Vec<String> {
    let Some(claim) = world.claim(index) else { return Vec::new() };
    match key {
        Key::Near(levels) => {
            let place =
                |l: &String| Some(format!("{}#{}", if l == "item" { "paragraph" } else { l }, stands_in(claim, l)?));
            levels.iter().filter_map(place).collect()
        }
        Key::Same(name) => {
            if let Some(place) = stands_in(claim, name).filter(|_| !claim.details.contains_key(name.as_str())) {
                return vec![place.to_string()];
            }
            field(world, claim, name).words().iter().map(|w| canonical(w)).collect()
        }
        Key::Sketch => world.member(claim).map(|m| m.sketch.buckets()).unwrap_or_default(),
        Key::Overlaps(name) => {
            // Parts are found by the first of their words' heads, and by what the law says they are part of.
            let mut keys = Vec::new();
            if name == "records" && claim.flag("whole") {
                return keys;
            }
            for word in field(world, claim, name).words() {
                if name == "records" {
                    let wholes = world.law.targets("part-of", ("record", &word), world.as_of);
                    keys.extend(wholes.into_iter().map(|(_, v)| canonical(v)));
                    if let Some((whole, _)) = word.split_once('/') {
                        keys.push(canonical(whole));
                    }
                }
                keys.extend(squeeze(&word).split(' ').filter(|w| w.len() > 2).map(str::to_owned));
                keys.push(canonical(&word));
            }
            keys
        }
    }
}

fn canonical(word: &str) -> String {
    match Period::parse(word) {
        Some(p) => format!("{}m{}d", p.months, p.days),
        None => word.to_lowercase(),
    }
}
