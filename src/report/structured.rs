//! The structured notice form, written from claims: what a notice says, in the YAML that `candour check` reads back.
//!
//! Claims are grouped by audience and activity; those about the whole notice stand at the top. What the form holds reads
//! back as the same claims: each entry says what differs from what the reader takes for granted.

mod contact;

use super::{Report, Summary};
use crate::check::Checked;
use crate::claims::form::{self, Sort};
use crate::claims::{Claim, Claims, Confidence, Detail, Force, Polarity};
use crate::notice::{Format, Notice};
use serde_yaml::{Mapping, Value};
use std::collections::HashMap;
use std::io::{self, Write};

/// The structured form of each notice, as one YAML document each.
#[derive(Default)]
pub struct Structured {
    started: bool,
}

impl Report for Structured {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.about.error.is_some() {
            return Ok(());
        }
        if self.started {
            writeln!(out, "---")?;
        }
        self.started = true;
        let text = serde_yaml::to_string(&form(checked)).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The keys under which claims of a kind stand in a group, in the order of the form.
const KEYS: &[(&str, &str)] = &[
    ("purpose", "purpose"),
    ("category", "data"),
    ("basis", "lawful-basis"),
    ("ground", "lawful-basis"),
    ("condition", "condition"),
    ("schedule-1", "schedule-1"),
    ("retention", "retention"),
    ("recipient", "recipients"),
    ("transfer", "transfers"),
    ("mechanism", "transfers"),
    ("right", "rights"),
    ("automation", "automated-decisions"),
    ("policy-document", "policy-document"),
];

fn form(checked: &Checked) -> Value {
    let (notice, claims) = (&checked.notice, &checked.claims);
    let profile = &claims.profile;
    let mut form = Mapping::new();
    put(&mut form, "candour", "notice/1");
    put_some(&mut form, "kind", Some(profile.kind.as_str()).filter(|k| *k != "privacy-notice"));
    put_some(&mut form, "title", Some(super::one_line(&profile.title).as_str()));
    put_some(&mut form, "language", Some(profile.language.as_str()).filter(|l| *l != "unknown"));
    for (kind, key) in [("updated", "updated"), ("date", "dates")] {
        let dates = claims.claims.iter().filter(|c| c.kind == kind).map(|c| placed(notice, c));
        put_list(&mut form, key, dates.collect());
    }
    put_list(&mut form, "hands-over", profile.hands_over.iter().map(|item| item.as_str().into()).collect());
    contact::parties(&mut form, claims);
    let mut activities = Vec::new();
    for ((audience, activity), members) in groups(claims) {
        if audience.is_none() && activity.is_none() {
            fill(&mut form, (notice, claims), &members, &[]);
            continue;
        }
        let mut group = Mapping::new();
        put_some(&mut group, "name", activity);
        put_some(&mut group, "audience", audience);
        let section = members.first().map_or(&[][..], |c| &c.scope.section);
        put_list(&mut group, "section", section.iter().map(|s| s.as_str().into()).collect());
        fill(&mut group, (notice, claims), &members, section);
        activities.push(Value::Mapping(group));
    }
    if !activities.is_empty() {
        form.insert("activities".into(), Value::Sequence(activities));
    }
    contact::complaints(&mut form, claims);
    Value::Mapping(form)
}

fn put(map: &mut Mapping, key: &str, value: &str) {
    map.insert(key.into(), value.into());
}

fn put_some(map: &mut Mapping, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|v| !v.is_empty()) {
        put(map, key, value);
    }
}

/// One value stands alone, several in a list.
fn put_list(map: &mut Mapping, key: &str, mut values: Vec<Value>) {
    match values.len() {
        0 => {}
        1 => drop(map.insert(key.into(), values.swap_remove(0))),
        _ => drop(map.insert(key.into(), Value::Sequence(values))),
    }
}

type Group<'a> = ((Option<&'a str>, Option<&'a str>), Vec<&'a Claim>);

/// Claims by whom and what they are about, in the order in which each group begins.
fn groups(claims: &Claims) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
    for claim in claims.claims.iter().filter(|c| KEYS.iter().any(|(kind, _)| *kind == c.kind)) {
        let scope = (claim.scope.audience.as_deref(), claim.scope.activity.as_deref());
        let at = *known.entry(scope).or_insert_with(|| {
            groups.push((scope, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(claim);
    }
    groups
}

/// Writes the claims of a group, which stands in a section.
fn fill(group: &mut Mapping, of: (&Notice, &Claims), members: &[&Claim], section: &[String]) {
    for (kind, key) in KEYS {
        let entries = members.iter().filter(|c| c.kind == *kind).filter_map(|c| entry(of, c, section));
        let entries: Vec<Value> = entries.collect();
        match group.get_mut(*key) {
            Some(Value::Sequence(list)) => list.extend(entries),
            _ if matches!(*key, "policy-document" | "purpose") => put_list(group, key, entries),
            _ if entries.is_empty() => {}
            _ => drop(group.insert((*key).into(), Value::Sequence(entries))),
        }
    }
}

/// A claim as an entry of the form; none if another entry says it already.
fn entry((notice, claims): (&Notice, &Claims), claim: &Claim, section: &[String]) -> Option<Value> {
    let mut map = Mapping::new();
    match claim.kind {
        "retention" => {
            put_some(&mut map, "records", claim.text("record-words"));
            let keep = matches!(claim.value.as_str(), "elsewhere" | "criteria" | "indefinite");
            put(&mut map, if keep { "keep" } else { "period" }, &claim.value);
        }
        "transfer" => {
            // "Nowhere beyond the UK" is itself the claim: its polarity is that of the words.
            put(&mut map, if claim.value.ends_with("-only") { "denied" } else { "to" }, &claim.value);
            put_some(&mut map, "mechanism", safeguard(claims, claim).map(|m| m.value.as_str()));
        }
        "mechanism" => {
            let told = |c: &Claim| safeguard(claims, c).is_some_and(|m| std::ptr::eq(m, claim));
            if claims.claims.iter().any(|c| c.kind == "transfer" && told(c)) {
                return None;
            }
            put(&mut map, "mechanism", &claim.value);
        }
        // A condition that is named without its paragraph.
        "schedule-1" if claim.text("paragraph").is_none() && claim.text("named") == Some(&claim.value) => {}
        kind => put(&mut map, single(kind), &claim.value),
    }
    details(&mut map, claim);
    let words = super::one_line(notice.words(claim.span));
    let own = map.values().any(|v| v.as_str() == Some(&words)) || claim.kind == "policy-document" && words.is_empty();
    // In the form itself the period of a retention is pointed at with its records.
    let told = own || notice.format == Format::Structured && claim.kind == "retention";
    stance(&mut map, claim, section);
    let bare = !matches!(claim.kind, "retention" | "transfer" | "mechanism" | "ground") && !map.contains_key("named");
    put_some(&mut map, "words", Some(words.as_str()).filter(|_| !told));
    Some(match map.len() {
        1 if bare => claim.value.as_str().into(),
        _ => Value::Mapping(map),
    })
}

/// How the words stand, and where, if that differs from what is usual.
fn stance(map: &mut Mapping, claim: &Claim, section: &[String]) {
    if claim.polarity != Polarity::Affirmed {
        put(map, "polarity", claim.polarity.name());
    }
    if claim.force != Force::States {
        put(map, "force", claim.force.name());
    }
    if claim.confidence != Confidence::Certain {
        put(map, "confidence", claim.confidence.name());
    }
    if claim.scope.section != section {
        let own: Vec<Value> = claim.scope.section.iter().map(|s| s.as_str().into()).collect();
        map.insert("section".into(), Value::Sequence(own));
    }
}

/// An entry that stands apart from its group, and so says whom and what it is about.
fn placed(notice: &Notice, claim: &Claim) -> Value {
    let mut map = Mapping::new();
    put(&mut map, single(claim.kind), &claim.value);
    put_some(&mut map, "audience", claim.scope.audience.as_deref());
    put_some(&mut map, "activity", claim.scope.activity.as_deref());
    details(&mut map, claim);
    stance(&mut map, claim, &[]);
    if map.len() == 1 {
        return claim.value.as_str().into();
    }
    let words = super::one_line(notice.words(claim.span));
    put_some(&mut map, "words", Some(words.as_str()).filter(|w| *w != claim.value));
    Value::Mapping(map)
}

/// The details that the form holds, where they differ from what is taken for granted.
fn details(map: &mut Mapping, claim: &Claim) {
    for held in form::details(claim.kind) {
        if held.sort == Sort::Flag {
            let usual = held.usual(claim);
            if claim.flag(held.detail) != usual {
                map.insert(held.key.into(), (!usual).into());
            }
            continue;
        }
        match claim.detail(held.detail) {
            Some(Detail::Text(text)) if held.usual_text(claim) != Some(text.as_str()) => put(map, held.key, text),
            Some(Detail::List(list)) => {
                put_list(map, held.key, list.iter().map(|item| item.as_str().into()).collect());
            }
            _ => {}
        }
    }
}

/// The key of an entry's value, for kinds with no more than that.
fn single(kind: &str) -> &str {
    match kind {
        "recipient" => "name",
        "automation" => "automated-decisions",
        "schedule-1" => "paragraph",
        other => other,
    }
}

/// The mechanism that is tied to a transfer, if all that is said of the one is said of the other.
fn safeguard<'a>(claims: &'a Claims, transfer: &Claim) -> Option<&'a Claim> {
    let tied = transfer.links.iter().find(|l| l.0 == "safeguard")?;
    let found = claims.claims.get(tied.1 as usize).filter(|c| c.kind == "mechanism")?;
    let first = claims.claims.iter().find(|c| c.kind == "transfer" && c.links.contains(tied))?;
    let alike = found.force == transfer.force
        && found.confidence == transfer.confidence
        && found.scope == transfer.scope
        && found.polarity == Polarity::Affirmed
        && found.details.is_empty();
    (alike && std::ptr::eq(first, transfer)).then_some(found)
}
