//! Claims of two versions, paired: what stayed, what changed, what came and what went.

use super::align::{Alignment, Line};
use super::kinds::{self, KINDS, Kind};
use super::words::{alike, plain, stems, telling};
use super::{Change, FieldChange, Side, Weight, What, say};
use crate::claims::Claim;
use crate::law::Law;
use std::cmp::Reverse;

/// No more pairs of one kind than this are weighed; notices that say so much of one kind are no notices.
const MOST: usize = 400_000;

/// Stems of words in which bases and conditions are named.
const LEGAL: &[&str] = &[
    "articl",
    "basi",
    "bas",
    "condition",
    "consent",
    "contract",
    "explicit",
    "gdpr",
    "interest",
    "law",
    "lawful",
    "legal",
    "legitimat",
    "oblig",
    "obligation",
    "perform",
    "performanc",
    "public",
    "rely",
    "schedul",
    "substantial",
    "task",
    "uk",
];

/// A claim with what it is compared by.
struct Entry<'a> {
    claim: &'a Claim,
    key: Option<String>,
    core: String,
}

fn entries<'a>(side: &Side<'a>, kind: &Kind) -> Vec<Entry<'a>> {
    let chosen = side.claims.claims.iter().filter(|c| c.kind == kind.name && kinds::counts(c));
    chosen.map(|claim| Entry { claim, key: kinds::key(claim), core: kinds::core(claim) }).collect()
}

/// What the claims of two versions say differently.
pub fn compare(old: &Side<'_>, new: &Side<'_>, lines: &Alignment, law: &Law) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(controller(old, new));
    for kind in KINDS {
        let all = Pairing { kind, old: entries(old, kind), new: entries(new, kind), sides: (old, new), lines, law };
        all.report(&mut changes);
    }
    settle(&mut changes);
    changes
}

/// Who is responsible, told once.
fn controller(old: &Side<'_>, new: &Side<'_>) -> Option<Change> {
    let name = |side: &Side<'_>| side.claims.profile.controller.clone();
    let same = |a: &str, b: &str| {
        let plain = |text: &str| {
            let words = plain(text).replace("limited", "ltd");
            words.strip_prefix("the ").unwrap_or(&words).to_owned()
        };
        plain(a) == plain(b)
    };
    let (before, after) = (name(old), name(new));
    let differ = match (&before, &after) {
        (Some(a), Some(b)) => !same(a, b),
        (a, b) => a.is_some() != b.is_some(),
    };
    if !differ {
        return None;
    }
    let span = |side: &Side<'_>| side.claims.claims.iter().find(|c| c.kind == "controller").map(|c| c.span);
    let told = |name: &Option<String>| name.clone().unwrap_or_else(|| "not told".to_owned());
    Some(Change {
        what: What::Changed,
        weight: Weight::Material,
        kind: "controller",
        says: format!("Controller: {} → {}", told(&before), told(&after)),
        fields: vec![FieldChange { field: "value", old: before, new: after }],
        old: span(old),
        new: span(new),
    })
}

struct Pairing<'a> {
    kind: &'a Kind,
    old: Vec<Entry<'a>>,
    new: Vec<Entry<'a>>,
    sides: (&'a Side<'a>, &'a Side<'a>),
    lines: &'a Alignment,
    law: &'a Law,
}

/// How far two activities or audiences agree: 2 the same, 1 perhaps, 0 not.
fn scope(a: Option<&str>, b: Option<&str>) -> u32 {
    match (a, b) {
        (None, None) => 2,
        (Some(a), Some(b)) if plain(a) == plain(b) => 2,
        (Some(a), Some(b)) => u32::from(!telling(a).is_disjoint(&telling(b))),
        _ => 1,
    }
}

impl Pairing<'_> {
    fn aligned(&self, a: &Claim, b: &Claim) -> bool {
        self.lines.together(a.place.sentence, b.place.sentence)
    }

    /// How well two claims fit each other; nothing if they do not.
    fn score(&self, a: &Entry<'_>, b: &Entry<'_>) -> Option<u32> {
        let aligned = self.aligned(a.claim, b.claim);
        let scope = scope(a.claim.scope.activity.as_deref(), b.claim.scope.activity.as_deref());
        if a.core == b.core {
            return Some(80 + u32::from(aligned) * 60 + scope * 15);
        }
        if a.key.is_some() && a.key == b.key {
            return Some(75 + u32::from(aligned) * 20 + scope * 5);
        }
        // One address does not become another of a different sort.
        let sorted = a.claim.text("type") == b.claim.text("type");
        if self.kind.changes && aligned && sorted {
            let shared = if self.kind.name == "purpose" && alike(&a.claim.value, &b.claim.value) { 5 } else { 0 };
            return Some(70 + scope * 10 + shared);
        }
        let role = a.claim.text("role") == b.claim.text("role");
        let channel = matches!(self.kind.name, "contact" | "dpo" | "regulator" | "updated");
        if channel && sorted && role && self.kind.changes {
            return Some(40);
        }
        (self.kind.name == "purpose" && scope > 0 && shares(&a.claim.value, &b.claim.value)).then_some(60)
    }

    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut scored: Vec<(u32, usize, usize)> = Vec::new();
        let most = MOST / self.new.len().max(1);
        for (o, a) in self.old.iter().enumerate().take(most) {
            for (n, b) in self.new.iter().enumerate() {
                scored.extend(self.score(a, b).map(|score| (score, o, n)));
            }
        }
        scored.sort_by_key(|&(score, o, n)| (Reverse(score), o.abs_diff(n), o, n));
        let (mut used_old, mut used_new) = (vec![false; self.old.len()], vec![false; self.new.len()]);
        let mut pairs = Vec::new();
        for (_, o, n) in scored {
            if !used_old[o] && !used_new[n] {
                used_old[o] = true;
                used_new[n] = true;
                pairs.push((o, n));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    fn report(&self, out: &mut Vec<Change>) {
        let pairs = self.pairs();
        for &(o, n) in &pairs {
            out.extend(self.changed(&self.old[o], &self.new[n]));
        }
        let alone =
            |all: &[Entry<'_>], used: &dyn Fn(usize) -> bool| (0..all.len()).filter(|&i| !used(i)).collect::<Vec<_>>();
        for o in alone(&self.old, &|i| pairs.iter().any(|p| p.0 == i)) {
            out.extend(self.alone(What::Removed, &self.old[o], &self.new));
        }
        for n in alone(&self.new, &|i| pairs.iter().any(|p| p.1 == i)) {
            out.extend(self.alone(What::Added, &self.new[n], &self.old));
        }
    }

    /// A claim without fellow; silent where the other version says the same, though not as often.
    fn alone(&self, what: What, entry: &Entry<'_>, others: &[Entry<'_>]) -> Option<Change> {
        let activity = entry.claim.scope.activity.as_deref();
        let said = others.iter().any(|o| {
            let same =
                o.core == entry.core || self.kind.name == "purpose" && shares(&o.claim.value, &entry.claim.value);
            let near = || scope(o.claim.scope.activity.as_deref(), activity) > 0;
            same && (!self.kind.scoped || near() && self.covers(what, entry.claim, o.claim.place.sentence as usize))
        });
        if said || self.told(what, entry.claim) {
            return None;
        }
        let quiet = !self.kind.material || self.kind.name == "citation";
        let (old, new) = match what {
            What::Removed => (Some(entry.claim.span), None),
            _ => (None, Some(entry.claim.span)),
        };
        Some(Change {
            what,
            weight: if quiet { Weight::Editorial } else { Weight::Material },
            kind: self.kind.name,
            says: say::begin(&say::alone(what, self.kind, entry.claim, self.law)),
            fields: Vec::new(),
            old,
            new,
        })
    }

    /// Own lines, partners, and the lines of the other version.
    fn versions(&self, what: What) -> (&Side<'_>, &[Line], &[Option<usize>], &[Line]) {
        match what {
            What::Removed => (self.sides.0, &self.lines.old, &self.lines.forth, &self.lines.new),
            _ => (self.sides.1, &self.lines.new, &self.lines.back, &self.lines.old),
        }
    }

    /// Whether a sentence of the other version tells of what the sentence of a claim is about: it corresponds to it, or
    /// has most of its words but for those of the claim and those of the law.
    fn covers(&self, what: What, claim: &Claim, other: usize) -> bool {
        let (side, own, partners, others) = self.versions(what);
        let at = claim.place.sentence as usize;
        if partners.get(at).copied().flatten() == Some(other) {
            return true;
        }
        let words = stems(side.notice.words(claim.span));
        let mut rest = own.get(at).map(|l| telling(side.notice.words(l.span))).unwrap_or_default();
        rest.retain(|w| !words.contains(w) && !LEGAL.contains(&w.as_str()));
        let shared = others.get(other).map_or(0, |line| rest.intersection(&line.stems).count());
        !rest.is_empty() && shared * 10 >= rest.len() * 7
    }

    /// Whether the other version has the words of a claim, in a sentence that is about the same: then the claim was read
    /// in one version only, and what they say now is a matter of the other words.
    fn told(&self, what: What, claim: &Claim) -> bool {
        let (side, _, _, others) = self.versions(what);
        let words = stems(side.notice.words(claim.span));
        // Of a claim that is a whole sentence a word may be another.
        let spare = words.len() / 4;
        let holds = |line: &Line| !words.is_empty() && words.difference(&line.stems).count() <= spare;
        let anywhere = self.kind.name == "purpose";
        others.iter().enumerate().any(|(at, line)| holds(line) && (anywhere || self.covers(what, claim, at)))
    }

    fn changed(&self, a: &Entry<'_>, b: &Entry<'_>) -> Option<Change> {
        let mut fields: Vec<(&'static str, FieldChange)> = Vec::new();
        let (old, new) = (a.claim, b.claim);
        let mut field = |label: &'static str, field: &'static str, old: Option<String>, new: Option<String>| {
            fields.push((label, FieldChange { field, old, new }));
        };
        let same_value = kinds::value(old) == kinds::value(new)
            || self.kind.name == "purpose" && (alike(&old.value, &new.value) || share_kind(old, new));
        let bounds = |c: &Claim| c.kind == "retention" && c.text("bound") == Some("at-least");
        if !same_value || old.polarity != new.polarity || bounds(old) != bounds(new) {
            field("", "value", Some(say::value(old, self.law)), Some(say::value(new, self.law)));
        }
        if matches!(self.kind.name, "recipient" | "sharing" | "transfer") && old.force != new.force {
            field("", "force", Some(say::force(old.force).to_owned()), Some(say::force(new.force).to_owned()));
        }
        if self.kind.name == "retention" {
            if a.key != b.key && records_differ(old, new) {
                let records = |c: &Claim| c.text("record-words").map(str::to_owned);
                field("the records", "records", records(old), records(new));
            }
            if let Some((before, after)) = self.trigger(old, new) {
                field("counted from", "trigger", before, after);
            }
        }
        // What hangs on a value goes with it.
        let hangs = if same_value { self.kind.details } else { &[] };
        for &(name, label) in hangs {
            let (before, after) = (kinds::detail(old, name), kinds::detail(new, name));
            if before != after {
                field(label, name, before, after);
            }
        }
        if let (Some(before), Some(after)) = (&old.scope.audience, &new.scope.audience)
            && scope(Some(before), Some(after)) == 0
        {
            field("for whom", "audience", Some(before.clone()), Some(after.clone()));
        }
        if fields.is_empty() {
            return None;
        }
        let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "not told".to_owned());
        let parts: Vec<String> = fields
            .iter()
            .map(|(label, f)| {
                let label = if label.is_empty() { String::new() } else { format!("{label} ") };
                format!("{label}{} → {}", told(&f.old), told(&f.new))
            })
            .collect();
        let subject = match self.kind.name {
            // Where the value stayed, it is what the change is about.
            "recipient" | "right" | "category" | "cookies" if fields.iter().all(|f| f.1.field != "value") => {
                format!("{} ({})", self.kind.label, say::value(new, self.law))
            }
            _ => say::subject(self.kind, new),
        };
        Some(Change {
            what: What::Changed,
            weight: if self.kind.material { Weight::Material } else { Weight::Editorial },
            kind: self.kind.name,
            says: say::begin(&format!("{subject}: {}", parts.join("; "))),
            fields: fields.into_iter().map(|f| f.1).collect(),
            old: Some(old.span),
            new: Some(new.span),
        })
    }

    /// From when a period runs, where that is another event; one that stands in the sentence, though it was not read
    /// as such, counts as told.
    fn trigger(&self, old: &Claim, new: &Claim) -> Option<(Option<String>, Option<String>)> {
        let words = |c: &Claim| c.text("trigger").map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        let (before, after) = (words(old), words(new));
        let told = |trigger: &str, side: &Side<'_>, claim: &Claim| {
            let (trigger, sentence) = (telling(trigger), telling(side.notice.words(claim.sentence)));
            trigger.is_empty() || trigger.intersection(&sentence).count() > 0
        };
        let differ = match (&before, &after) {
            (Some(a), Some(b)) => !alike(a, b),
            (Some(a), None) => !told(a, self.sides.1, new),
            (None, Some(b)) => !told(b, self.sides.0, old),
            (None, None) => false,
        };
        differ.then_some((before, after))
    }
}

/// Whether two purposes have a telling word in common.
fn shares(a: &str, b: &str) -> bool {
    !telling(a).is_disjoint(&telling(b))
}

/// Whether two purposes are of one kind.
fn share_kind(a: &Claim, b: &Claim) -> bool {
    use crate::claims::Detail::List;
    match (a.detail("kind-of"), b.detail("kind-of")) {
        (Some(List(a)), Some(List(b))) => a.iter().any(|k| b.contains(k)),
        _ => false,
    }
}

/// Whether two periods are for other records.
fn records_differ(a: &Claim, b: &Claim) -> bool {
    match (a.text("record-words"), b.text("record-words")) {
        (Some(a), Some(b)) => !alike(a, b),
        _ => false,
    }
}

/// Tells once what two kinds tell of the same words: where data is stored abroad, it is sent there.
fn settle(changes: &mut Vec<Change>) {
    let spans: Vec<_> = changes.iter().filter(|c| c.kind == "transfer").map(|c| (c.what, c.old, c.new)).collect();
    changes.retain(|c| c.kind != "storage" || !spans.contains(&(c.what, c.old, c.new)));
}
