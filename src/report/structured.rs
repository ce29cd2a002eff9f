//! The structured notice form, written from claims: what a notice says, in the YAML that `candour check` reads back.
//!
//! What the form cannot hold (a definition, a quotation of the law, a heading that asks) is left out. Claims are grouped
//! by audience and activity; those about the whole notice stand at the top.

use super::{Report, Summary};
use crate::check::Checked;
use crate::claims::{Claim, Claims, Detail, Force, Polarity};
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

/// The first contact of each type among claims of a kind.
fn contacts(claims: &Claims, kind: &str, role: Option<&str>) -> Mapping {
    let mut found = Mapping::new();
    for claim in claims.claims.iter().filter(|c| c.kind == kind && holds(c)) {
        if role.is_some() && claim.text("role") != role {
            continue;
        }
        let key = match claim.text("type") {
            Some("postal") => "address",
            Some(other) => other,
            None => "name",
        };
        if !found.contains_key(key) {
            put(&mut found, key, &claim.value);
        }
    }
    found
}

/// Whether the form can hold a claim.
fn holds(claim: &Claim) -> bool {
    claim.force.asserts()
}

type Group<'a> = ((Option<&'a str>, Option<&'a str>), Vec<usize>);

/// Claims by whom and what they are about, in the order in which each group begins.
fn groups(claims: &Claims) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (at, claim) in claims.claims.iter().enumerate() {
        let known = claim.kind == "purpose" || KEYS.iter().any(|(kind, _)| *kind == claim.kind);
        if !known || !holds(claim) {
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
    if let Some(purpose) = members.iter().find(|c| c.kind == "purpose") {
        put(group, "purpose", &purpose.value);
    }
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
        if *kind == "policy-document" {
            group.insert((*key).into(), entries.swap_remove(0));
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
            let denied = claim.polarity == Polarity::Denied || claim.value.ends_with("-only");
            put(&mut map, if denied { "denied" } else { "to" }, &claim.value);
            put_some(&mut map, "mechanism", safeguard(claims, claim));
        }
        "mechanism" => {
            if claims.claims.iter().any(|c| c.kind == "transfer" && safeguard(claims, c) == Some(&claim.value)) {
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
    // A polarity that the key says already is not said again.
    if claim.polarity == Polarity::Denied && !map.contains_key("denied") {
        put(&mut map, "polarity", Polarity::Denied.name());
    }
    if claim.force != Force::States {
        put(&mut map, "force", claim.force.name());
    }
    let words = super::one_line(notice.words(claim.span));
    let plain = map.len() == 1 && claim.kind != "retention" && claim.kind != "transfer" && claim.kind != "mechanism";
    if plain && (words.is_empty() || words == claim.value || claim.kind == "policy-document") {
        return claim.value.as_str().into();
    }
    put_some(&mut map, "words", Some(&words));
    Value::Mapping(map)
}

/// The key of an entry's value, for kinds with no more than that.
fn single(kind: &str) -> &str {
    match kind {
        "recipient" => "who",
        "automation" => "automation",
        other => other,
    }
}

fn retention(map: &mut Mapping, claim: &Claim) {
    match (claim.text("record-words"), claim.detail("records")) {
        (Some(words), _) => put(map, "records", words),
        (None, Some(Detail::List(list))) => put(map, "records", &list.join(", ")),
        (None, Some(Detail::Text(text))) => put(map, "records", text),
        _ => {}
    }
    let keep = matches!(claim.value.as_str(), "elsewhere" | "criteria" | "indefinite");
    put(map, if keep { "keep" } else { "period" }, &claim.value);
    put_some(map, "trigger", claim.text("trigger"));
    put_some(map, "bound", claim.text("bound"));
}

/// The mechanism that is tied to a transfer.
fn safeguard<'a>(claims: &'a Claims, transfer: &Claim) -> Option<&'a str> {
    let tied = transfer.links.iter().find(|l| l.0 == "safeguard")?;
    claims.claims.get(tied.1 as usize).filter(|c| c.kind == "mechanism").map(|c| c.value.as_str())
}
