//! The law: behind the findings of a notice, named by it, and as it changed.

use super::{Places, Reference};
use crate::audit::Finding;
use crate::law::{Date, Law};
use crate::report::clean::one_line;
use crate::rules::Rule;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of law, with its dates.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LawView {
    /// How it is cited, or what it is called.
    pub cite: String,
    /// Since when it holds, or has its status.
    pub since: Option<String>,
    /// Until when it holds: the first day on which it no longer does.
    pub until: Option<String>,
    /// Its status on the day, where that is told.
    pub status: String,
    /// The findings that rest on it: number and anchor.
    pub findings: Vec<(usize, String)>,
    /// Where it is named: line, and the words where the report has them.
    pub places: Vec<(u32, Option<String>)>,
}

/// So many places of one name are told.
const PLACES: usize = 12;

pub(super) fn provisions(rules: &[&Rule]) -> BTreeMap<String, (Option<Date>, Option<Date>)> {
    let mut found: BTreeMap<String, (Option<Date>, Option<Date>)> = BTreeMap::new();
    for (law, from) in rules.iter().flat_map(|r| r.law.iter().map(|l| (l, r.from))) {
        // A provision holds at least since the first rule that rests on it.
        let dates = found.entry(law.cite.clone()).or_insert((law.from.or(from), law.until));
        dates.0 = dates.0.min(law.from.or(from)).or(dates.0);
    }
    found
}

pub(super) fn cited(law: &Law, on: Date) -> BTreeMap<String, (String, String, Option<String>)> {
    let fact = |id: &str, name: &str| law.fact("citation", id, name, on).map(|f| f.value.to_string());
    let all = law.citations().iter().map(|c| {
        let status = fact(&c.id, "status").unwrap_or_default();
        (c.id.clone(), (c.name.clone(), status, fact(&c.id, "since")))
    });
    all.collect()
}

/// What changed in the law that notices are measured by: duties, provisions that rules cite, and mechanisms of transfer.
pub(super) fn changes(rules: &[&Rule], law: &Law) -> Vec<(Date, String)> {
    let mut found: BTreeSet<(Date, String)> = BTreeSet::new();
    for duty in law.duties() {
        found.extend(duty.from.map(|d| (d, format!("to be told: {} ({})", duty.name, duty.cite))));
        found.extend(duty.until.map(|d| (d, format!("no longer to be told: {} ({})", duty.name, duty.cite))));
    }
    for provision in rules.iter().flat_map(|r| &r.law) {
        found.extend(provision.from.map(|d| (d, format!("in force: {}", provision.cite))));
        found.extend(provision.until.map(|d| (d, format!("no longer in force: {}", provision.cite))));
    }
    for (name, day, valid) in law.turns("mechanism", "valid") {
        let words = if valid { "can be relied on" } else { "can no longer be relied on" };
        found.insert((day, format!("{name} {words}")));
    }
    found.into_iter().collect()
}

/// The law behind findings, in the order in which it is cited.
pub(super) fn behind(id: &str, findings: &[Finding], reference: &Reference) -> Vec<LawView> {
    let mut found: Vec<LawView> = Vec::new();
    for (finding, number) in findings.iter().zip(1..) {
        for cite in &finding.law {
            let shown = one_line(cite);
            let at = found.iter().position(|l| l.cite == shown).unwrap_or_else(|| {
                let (since, until) = reference.provisions.get(cite).copied().unwrap_or_default();
                let day = |d: Option<Date>| d.map(|d| d.to_string());
                found.push(LawView { cite: shown, since: day(since), until: day(until), ..LawView::default() });
                found.len() - 1
            });
            found[at].findings.push((number, format!("{id}-f{number}")));
        }
    }
    found
}

/// The law that a notice names, in the order in which it does.
pub(super) fn named(places: &Places<'_>, reference: &Reference) -> Vec<LawView> {
    let mut found: Vec<LawView> = Vec::new();
    for claim in places.checked.claims.claims.iter().filter(|c| c.kind == "citation") {
        let Some((name, status, since)) = reference.cited.get(&claim.value) else { continue };
        let at = found.iter().position(|l| l.cite == *name).unwrap_or_else(|| {
            let (cite, status, since) = (name.clone(), status.clone(), since.clone());
            found.push(LawView { cite, status, since, ..LawView::default() });
            found.len() - 1
        });
        if found[at].places.len() < PLACES {
            found[at].places.push((places.at(claim.span).line, places.href(claim.span)));
        }
    }
    found
}
