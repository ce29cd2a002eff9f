//! The structured notice form, written from claims: what a notice says, in the YAML that `candour check` reads back.
//!
//! Claims are grouped by audience and activity; those about the whole notice stand at the top.

use super::{Report, Summary};
use crate::check::Checked;
use crate::claims::{Claim, Claims, Confidence, Detail, Force, Polarity};
use crate::notice::Notice;
use serde_yaml::{Mapping, Value};
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
    put_some(&mut form, "title", Some(profile.title.as_str()));
    put_some(&mut form, "language", Some(profile.language.as_str()).filter(|l| *l != "unknown"));
    put_some(&mut form, "updated", profile.date.as_deref());
    let controller = controller(claims);
    if !controller.is_empty() {
        form.insert("controller".into(), Value::Mapping(controller));
    }
    let dpo = contacts(claims, "dpo", None);
    if !dpo.is_empty() {
        form.insert("dpo".into(), Value::Mapping(dpo));
    }
    let groups = groups(claims);
    let mut activities = Vec::new();
    for ((audience, activity), indices) in groups {
        if audience.is_none() && activity.is_none() {
            fill(&mut form, notice, claims, &indices);
            continue;
        }
        let mut group = Mapping::new();
        put_some(&mut group, "name", activity);
        put_some(&mut group, "audience", audience);
        fill(&mut group, notice, claims, &indices);
        activities.push(Value::Mapping(group));
    }
    if !activities.is_empty() {
        form.insert("activities".into(), Value::Sequence(activities));
    }
    let mut complaints = Mapping::new();
    for (name, kind, role) in [("controller", "contact", Some("complaints")), ("regulator", "regulator", None)] {
        let found = contacts(claims, kind, role);
        if !found.is_empty() {
            complaints.insert(name.into(), Value::Mapping(found));
        }
    }
    if !complaints.is_empty() {
        form.insert("complaints".into(), Value::Mapping(complaints));
    }
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

fn controller(claims: &Claims) -> Mapping {
    let mut controller = Mapping::new();
    let profile = &claims.profile;
    put_some(&mut controller, "name", profile.controller.as_deref());
    for (key, value) in contacts(claims, "contact", Some("controller")) {
        controller.insert(key, value);
    }
    if let Some(claim) = claims.claims.iter().find(|c| c.kind == "controller") {
        put_some(&mut controller, "registration", claim.text("registration"));
    }
    put_some(&mut controller, "public-authority", Some(&profile.public_authority));
    put_some(&mut controller, "sector", profile.sector.as_deref());
    controller
}

/// The contacts of a kind and role, by type; those without a role are the controller's own.
fn contacts(claims: &Claims, kind: &str, role: Option<&str>) -> Mapping {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for claim in claims.claims.iter().filter(|c| c.kind == kind && c.force.asserts()) {
        if role.is_some_and(|role| claim.text("role").unwrap_or("controller") != role) {
            continue;
        }
        let key = match claim.text("type") {
            Some("postal") => "address",
            Some(known @ ("email" | "phone" | "web")) => known,
            _ => "name",
        };
        match found.iter_mut().find(|f| f.0 == key) {
            Some((_, values)) if values.contains(&claim.value.as_str()) => {}
            // The form holds one name and one address.
            Some((_, values)) if key != "name" && key != "address" => values.push(&claim.value),
            Some(_) => {}
            None => found.push((key, vec![&claim.value])),
        }
    }
    let one_or_many = |values: Vec<&str>| match values.as_slice() {
        [one] => Value::from(*one),
        many => many.iter().copied().map(Value::from).collect::<Vec<_>>().into(),
    };
    found.into_iter().map(|(key, values)| (Value::from(key), one_or_many(values))).collect()
}

type Group<'a> = ((Option<&'a str>, Option<&'a str>), Vec<usize>);

/// Claims by whom and what they are about, in the order in which each group begins.
fn groups(claims: &Claims) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (at, claim) in claims.claims.iter().enumerate() {
        if KEYS.iter().all(|(kind, _)| *kind != claim.kind) {
            continue;
        }
        let scope = (claim.scope.audience.as_deref(), claim.scope.activity.as_deref());
        match groups.iter_mut().find(|g| g.0 == scope) {
            Some(group) => group.1.push(at),
            None => groups.push((scope, vec![at])),
        }
    }
    groups
}

fn fill(group: &mut Mapping, notice: &Notice, claims: &Claims, indices: &[usize]) {
    let members: Vec<&Claim> = indices.iter().filter_map(|&i| claims.claims.get(i)).collect();
    for (kind, key) in KEYS {
        let mut entries: Vec<Value> = Vec::new();
        for claim in members.iter().filter(|c| c.kind == *kind) {
            let entry = entry(notice, claims, claim);
            if !entry.is_null() && !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        if entries.is_empty() {
            continue;
        }
        match group.get_mut(*key) {
            Some(Value::Sequence(list)) => list.extend(entries),
            _ => {
                group.insert((*key).into(), Value::Sequence(entries));
            }
        }
    }
}

/// A claim as an entry of the form; null if another entry says it already.
fn entry(notice: &Notice, claims: &Claims, claim: &Claim) -> Value {
    let mut map = Mapping::new();
    match claim.kind {
        "retention" => retention(&mut map, claim),
        "transfer" => {
            put(&mut map, if claim.value.ends_with("-only") { "denied" } else { "to" }, &claim.value);
            let mechanisms: Vec<Value> = safeguards(claims, claim).map(|c| c.value.as_str().into()).collect();
            match mechanisms.len() {
                0 => {}
                1 => map.extend([("mechanism".into(), mechanisms.into_iter().next().unwrap_or_default())]),
                _ => map.extend([("mechanism".into(), mechanisms.into())]),
            }
        }
        "mechanism" => {
            let transfers = claims.claims.iter().filter(|c| c.kind == "transfer");
            if transfers.into_iter().any(|c| safeguards(claims, c).any(|s| std::ptr::eq(s, claim))) {
                return Value::Null;
            }
            put(&mut map, "mechanism", &claim.value);
        }
        "schedule-1" => {
            put(&mut map, "paragraph", &claim.value);
            put_some(&mut map, "for", claim.text("stated-for"));
        }
        kind => put(&mut map, single(kind), &claim.value),
    }
    // The key `denied` says the polarity already.
    let usual = if map.contains_key("denied") { Polarity::Denied } else { Polarity::Affirmed };
    if claim.polarity != usual {
        put(&mut map, "polarity", claim.polarity.name());
    }
    if claim.force != Force::States {
        put(&mut map, "force", claim.force.name());
    }
    if claim.confidence != Confidence::Certain {
        put(&mut map, "confidence", claim.confidence.name());
    }
    let words = super::one_line(notice.words(claim.span));
    if words != claim.value {
        put_some(&mut map, "words", Some(&words));
    }
    if !claim.scope.section.is_empty() {
        let section: Vec<Value> = claim.scope.section.iter().map(|s| s.as_str().into()).collect();
        map.insert("section".into(), section.into());
    }
    if map.len() == 1 && !matches!(claim.kind, "retention" | "transfer" | "mechanism") {
        return claim.value.as_str().into();
    }
    Value::Mapping(map)
}

/// The key of an entry's value, for kinds with no more than that.
fn single(kind: &str) -> &str {
    match kind {
        "recipient" => "name",
        "automation" => "automated-decisions",
        other => other,
    }
}

fn retention(map: &mut Mapping, claim: &Claim) {
    match (claim.text("record-words"), claim.detail("records")) {
        (Some(words), _) => put(map, "records", words),
        (None, Some(Detail::List(list))) => {
            let list: Vec<Value> = list.iter().map(|r| r.as_str().into()).collect();
            map.insert("records".into(), list.into());
        }
        (None, Some(Detail::Text(text))) => put(map, "records", text),
        _ => {}
    }
    let keep = matches!(claim.value.as_str(), "elsewhere" | "criteria" | "indefinite");
    put(map, if keep { "keep" } else { "period" }, &claim.value);
    put_some(map, "trigger", claim.text("trigger"));
    put_some(map, "bound", claim.text("bound"));
}

/// The mechanisms that are tied to a transfer and can be written with it: those about which there is no more to say.
fn safeguards<'a>(claims: &'a Claims, transfer: &'a Claim) -> impl Iterator<Item = &'a Claim> {
    let tied = transfer.links.iter().filter(|l| l.0 == "safeguard").filter_map(|l| claims.claims.get(l.1 as usize));
    tied.filter(|c| {
        let same = (c.polarity, c.force, c.confidence) == (transfer.polarity, transfer.force, transfer.confidence);
        c.kind == "mechanism" && same
    })
}
