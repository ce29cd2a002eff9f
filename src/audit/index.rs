//! Finding the claims that can be joined, without looking at all pairs.

use super::fields::{field, squeeze, stands_in};
use super::slips::Slips;
use super::world::{Bound, World};
use crate::claims::Claim;
use crate::rules::pattern::{Clause, Join, Pattern};
use crate::rules::period::Period;
use crate::rules::vocabulary::TABLE;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
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
    /// Made when first asked for.
    buckets: OnceCell<Buckets>,
    /// By notice, the claims of notices that are alike.
    alike: RefCell<FxHashMap<u32, Found>>,
    /// Values that differ by a slip.
    slips: Option<(String, Slips)>,
}

/// Claims in document order, and how many there may be.
type Found = Rc<(Vec<u32>, usize)>;

/// By what claims are looked up.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    Near(Vec<String>),
    Same(String),
    Sketch,
    Overlaps(String),
}

/// Claims by what they are looked up by.
#[derive(Default)]
struct Buckets {
    by_value: FxHashMap<Value, Vec<u32>>,
    /// Claims that can be joined with any.
    open: Vec<u32>,
}

/// What a claim is found by: a place of some level, or a word.
#[derive(PartialEq, Eq, Hash)]
enum Value {
    Place(&'static str, u32),
    Word(String),
}

/// Each pattern of a clause with its claims.
pub fn sides<'p>(world: &World<'_>, clause: &'p Clause, strict: bool) -> Vec<Vec<Side<'p>>> {
    let side = |p: &'p Pattern| Side::new(world, p, strict);
    clause.0.iter().map(|alternatives| alternatives.iter().map(side).collect()).collect()
}

impl<'p> Side<'p> {
    fn new(world: &World<'_>, pattern: &'p Pattern, strict: bool) -> Side<'p> {
        let mut all = if pattern.is_about_notice() { Vec::new() } else { world.of_kinds(&pattern.kinds).into_owned() };
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
        Side { pattern, all, dynamic, key, buckets: OnceCell::new(), alike: RefCell::default(), slips }
    }

    /// Whether nothing can stand here.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && !self.pattern.is_about_notice()
    }

    fn buckets(&self, world: &World<'_>, key: &Key) -> &Buckets {
        self.buckets.get_or_init(|| {
            let mut buckets = Buckets::default();
            for i in &self.all {
                let values = values(world, key, *i);
                if values.is_empty() {
                    buckets.open.push(*i);
                }
                for value in values {
                    buckets.by_value.entry(value).or_default().push(*i);
                }
            }
            buckets
        })
    }

    /// The claims that can stand beside the bound one, in document order.
    pub fn candidates(&self, world: &World<'_>, bound: &Bound<'_>) -> Cow<'_, [u32]> {
        let other = match &self.pattern.to {
            Some(name) => bound.named.iter().find(|(n, _)| n == name).map(|(_, i)| *i),
            None => bound.subject,
        };
        // A table is as long as it is: what stands in it is not left out.
        let table = !self.pattern.kinds.is_empty() && self.pattern.kinds.iter().all(|k| k.starts_with(TABLE));
        let most = if table { usize::MAX / 2 } else { MOST };
        let near = other.unwrap_or(0);
        let (found, count) = match (&self.key, other) {
            _ if self.slips.is_some() => self.slips_of(world, other, most),
            (Some(Key::Sketch), Some(other)) => {
                let known = self.alike_to(world, other);
                let (found, _) = together(&[&known.0], near, most);
                (Cow::Owned(found.into_owned()), known.1)
            }
            (Some(key), Some(other)) => {
                let wanted = values(world, key, other);
                let open = matches!(key, Key::Overlaps(_));
                if wanted.is_empty() && open {
                    together(&[&self.all], near, most)
                } else {
                    let buckets = self.buckets(world, key);
                    let mut lists: Vec<&[u32]> =
                        wanted.iter().filter_map(|v| buckets.by_value.get(v)).map(Vec::as_slice).collect();
                    if open {
                        lists.push(&buckets.open);
                    }
                    together(&lists, near, most)
                }
            }
            _ => together(&[&self.all], near, most),
        };
        if self.slips.as_ref().is_some_and(|(_, slips)| slips.is_spent()) {
            world.cut(&bound.rule.id, "too many values to compare them all".to_owned());
        }
        if found.len() <= most && count <= found.len() {
            return found;
        }
        world.cut(&bound.rule.id, format!("{count} claims to compare with, {MOST} looked at"));
        // Those nearest to the claim in question are looked at.
        let at = other.map_or(0, |o| found.partition_point(|i| *i < o));
        let from = at.saturating_sub(MOST / 2).min(found.len().saturating_sub(MOST));
        found.iter().copied().skip(from).take(MOST).collect()
    }
}

/// The claims of some lists, in order, and how many there are; of long lists only those near the claim in question, so
/// that what is asked for each claim does not grow with all of them.
fn together<'a>(lists: &[&'a [u32]], near: u32, most: usize) -> (Cow<'a, [u32]>, usize) {
    if let [list] = lists
        && list.len() <= most
    {
        return (Cow::Borrowed(list), list.len());
    }
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
    (Cow::Owned(found), all)
}

impl Side<'_> {
    /// The claims of notices that are alike to that of a claim, looked up once a notice.
    fn alike_to(&self, world: &World<'_>, other: u32) -> Found {
        let Some(member) = world.claim(other).and_then(|c| world.member(c)) else { return Rc::default() };
        if let Some(known) = self.alike.borrow().get(&member.start) {
            return Rc::clone(known);
        }
        let buckets = self.buckets(world, &Key::Sketch);
        let wanted = values(world, &Key::Sketch, other);
        let lists: Vec<&[u32]> = wanted.iter().filter_map(|v| buckets.by_value.get(v)).map(Vec::as_slice).collect();
        let (found, count) = together(&lists, other, MOST);
        let cut = count > found.len();
        let mut found = found.into_owned();
        let least = self.pattern.joins.iter().find_map(|j| if let Join::AlikeNotices(s) = j { Some(*s) } else { None });
        let (mut last, mut share) = (None, 0);
        found.retain(|i| {
            let theirs = world.claim(*i).and_then(|c| world.member(c));
            if theirs.map(|m| m.start) != last {
                last = theirs.map(|m| m.start);
                share = theirs.map_or(0, |m| m.sketch.share(&member.sketch));
            }
            share >= least.unwrap_or_default()
        });
        let count = if cut { count } else { found.len() };
        // Few are left of many, and they are kept for each notice: what the many took is given back.
        found.shrink_to_fit();
        let known = Rc::new((found, count));
        self.alike.borrow_mut().insert(member.start, Rc::clone(&known));
        known
    }

    fn slips_of(&self, world: &World<'_>, other: Option<u32>, most: usize) -> (Cow<'static, [u32]>, usize) {
        let (Some((name, slips)), Some(claim)) = (&self.slips, other.and_then(|o| world.claim(o))) else {
            return (Cow::Borrowed(&[]), 0);
        };
        let known: Vec<_> = field(world, claim, name).words().iter().map(|w| slips.of(w)).collect();
        let lists: Vec<&[u32]> = known.iter().map(|k| k.as_slice()).collect();
        let (found, count) = together(&lists, other.unwrap_or(0), most);
        (Cow::Owned(found.into_owned()), count)
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

/// What a claim is found by; nothing where it can be joined with any.
fn values(world: &World<'_>, key: &Key, index: u32) -> Vec<Value> {
    let Some(claim) = world.claim(index) else { return Vec::new() };
    match key {
        Key::Near(levels) => levels.iter().filter_map(|l| place(claim, l)).collect(),
        Key::Same(name) => {
            if let Some(place) = place(claim, name).filter(|_| !claim.details.contains_key(name.as_str())) {
                return vec![place];
            }
            field(world, claim, name).words().iter().map(|w| Value::Word(canonical(w))).collect()
        }
        Key::Sketch => {
            let bands = world.member(claim).map(|m| m.sketch.buckets());
            bands.unwrap_or_default().into_iter().map(Value::Word).collect()
        }
        Key::Overlaps(name) => {
            // Parts are found by the first of their words' heads, and by what the law says they are part of.
            let mut words = Vec::new();
            if name == "records" && claim.flag("whole") {
                return Vec::new();
            }
            for word in field(world, claim, name).words() {
                if name == "records" {
                    let wholes = world.law.targets("part-of", ("record", &word), world.as_of);
                    words.extend(wholes.into_iter().map(|(_, v)| canonical(v)));
                    if let Some((whole, _)) = word.split_once('/') {
                        words.push(canonical(whole));
                    }
                }
                words.extend(squeeze(&word).split(' ').filter(|w| w.len() > 2).map(str::to_owned));
                words.push(canonical(&word));
            }
            words.into_iter().map(Value::Word).collect()
        }
    }
}

/// The place of a claim on some level.
fn place(claim: &Claim, level: &str) -> Option<Value> {
    const LEVELS: &[&str] = &["sentence", "paragraph", "row", "section", "list"];
    let level = if level == "item" { "paragraph" } else { level };
    let level = LEVELS.iter().find(|l| **l == level)?;
    Some(Value::Place(level, stands_in(claim, level)?))
}

fn canonical(word: &str) -> String {
    match Period::parse(word) {
        Some(p) => format!("{}m{}d", p.months, p.days),
        None => word.to_lowercase(),
    }
}
