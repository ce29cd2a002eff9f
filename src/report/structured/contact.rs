//! Who is behind the notice, and where to write to.

use super::{put_list, put_some};
use crate::claims::{Claim, Claims, Polarity};
use serde_yaml::{Mapping, Value};

/// The controller, its officer, and further contacts.
pub(super) fn parties(form: &mut Mapping, claims: &Claims) {
    let profile = &claims.profile;
    let mut controller = Mapping::new();
    put_some(&mut controller, "name", profile.controller.as_deref());
    controller.extend(contact(claims, "contact", Some("general")));
    let told = claims.claims.iter().find(|c| c.kind == "controller");
    put_some(&mut controller, "registration", told.and_then(|c| c.text("registration")));
    put_some(&mut controller, "public-authority", Some(&profile.public_authority));
    put_some(&mut controller, "sector", profile.sector.as_deref());
    put_map(form, "controller", controller);
    put_map(form, "dpo", officer(claims));
    let mut roles: Vec<Option<&str>> = Vec::new();
    for claim in claims.claims.iter().filter(|c| c.kind == "contact" && c.force.asserts()) {
        let role = claim.text("role");
        let elsewhere = role == Some("general") || role == Some("complaints") && offered(claims, "complain-controller");
        if !elsewhere && !roles.contains(&role) {
            roles.push(role);
        }
    }
    let mut contacts = Vec::new();
    for role in roles {
        let mut map = Mapping::new();
        put_some(&mut map, "role", role);
        map.extend(contact(claims, "contact", role));
        contacts.push(Value::Mapping(map));
    }
    if !contacts.is_empty() {
        form.insert("contacts".into(), Value::Sequence(contacts));
    }
    if !offered(claims, "complain-regulator") {
        put_map(form, "regulator", contact(claims, "regulator", None));
    }
}

/// The data protection officer, else who leads on data protection without being called so.
fn officer(claims: &Claims) -> Mapping {
    let officer = contact(claims, "dpo", Some("dpo"));
    if !officer.is_empty() {
        return officer;
    }
    let mut lead = contact(claims, "dpo", Some("data-protection"));
    if !lead.is_empty() {
        lead.insert("role".into(), "data-protection".into());
    }
    lead
}

/// Where to complain, where the notice offers it.
pub(super) fn complaints(form: &mut Mapping, claims: &Claims) {
    let mut complaints = Mapping::new();
    for (name, right, kind, role) in [
        ("controller", "complain-controller", "contact", Some("complaints")),
        ("regulator", "complain-regulator", "regulator", None),
    ] {
        if offered(claims, right) {
            put_map(&mut complaints, name, contact(claims, kind, role));
        }
    }
    put_map(form, "complaints", complaints);
}

fn put_map(form: &mut Mapping, key: &str, map: Mapping) {
    if !map.is_empty() {
        form.insert(key.into(), Value::Mapping(map));
    }
}

/// Whether the notice tells of the right.
fn offered(claims: &Claims, right: &str) -> bool {
    let tells =
        |c: &Claim| c.kind == "right" && c.value == right && c.polarity == Polarity::Affirmed && c.force.asserts();
    claims.claims.iter().any(tells)
}

/// The contact details of a kind and role, by type.
fn contact(claims: &Claims, kind: &str, role: Option<&str>) -> Mapping {
    let mut found = Mapping::new();
    for (key, sort) in [("name", "name"), ("address", "postal"), ("email", "email"), ("phone", "phone"), ("web", "web")]
    {
        let fits = |c: &&Claim| {
            let whose = kind == "regulator" || c.text("role") == role;
            c.kind == kind && c.force.asserts() && whose && c.text("type").unwrap_or("name") == sort
        };
        let values = claims.claims.iter().filter(fits).map(|c| c.value.as_str().into());
        put_list(&mut found, key, values.collect());
    }
    found
}
