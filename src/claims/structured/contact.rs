//! Who is behind a structured notice, and where to write to.

use super::statement::scalar;
use super::words::Words;
use super::{Group, Reader, list};
use crate::claims::authority;
use crate::claims::model::{Claim, Polarity};
use crate::notice::{Node, Span};

/// The keys of a contact, and the type of what stands there.
const TYPES: &[(&str, &str)] =
    &[("name", "name"), ("email", "email"), ("phone", "phone"), ("web", "web"), ("address", "postal")];

impl Reader<'_> {
    /// The date, the controller, its officer, and further contacts.
    pub(super) fn identity(&mut self, tree: &Node, whole: &Group) {
        for (key, kind, own) in [("updated", "updated", "updated"), ("dates", "date", "date")] {
            for entry in list(tree, key) {
                let text = scalar(entry).or_else(|| entry.get(own).and_then(scalar));
                let Some((text, span)) = text else { continue };
                // Another date is read in words as a date of update would be.
                if let Some(claim) = self.words.read("updated", text) {
                    let claim = Claim { kind, ..claim };
                    self.add(entry, whole, span, if kind == "updated" { claim.with("role", kind) } else { claim });
                }
            }
        }
        if let Some(node) = tree.get("controller") {
            self.controller(node, whole);
            self.contacts(node, whole, "contact", Some("general"));
        }
        if let Some(node) = tree.get("dpo") {
            let role = node.get("role").and_then(scalar).map_or("dpo", |r| r.0).to_owned();
            self.contacts(node, whole, "dpo", Some(&role));
        }
        for node in list(tree, "contacts") {
            let role = node.get("role").and_then(scalar).map(|r| r.0.to_owned());
            self.contacts(node, whole, "contact", role.as_deref());
        }
        if let Some(node) = tree.get("regulator") {
            self.contacts(node, whole, "regulator", None);
        }
    }

    fn controller(&mut self, node: &Node, whole: &Group) {
        let Some((name, span)) = node.get("name").and_then(scalar) else { return };
        let said = |key: &str| node.get(key).and_then(scalar).map(|t| t.0);
        let mut claim = Claim { kind: "controller", value: name.to_owned(), ..Claim::default() };
        let public = match said("public-authority") {
            Some("true") => "yes",
            Some("false") => "no",
            other => other.unwrap_or_else(|| authority::of(name)),
        };
        for (detail, value) in [
            ("public-authority", Some(public)),
            ("sector", said("sector").or_else(|| authority::sector(name))),
            ("registration", said("registration")),
        ] {
            if let Some(value) = value {
                claim = claim.with(detail, value);
            }
        }
        self.add(&Node::Scalar(name.to_owned(), span), whole, span, claim);
    }

    /// Where to complain: to the controller, to the regulator. The offer itself is a right, unless `rights` tells of it.
    pub(super) fn complaints(&mut self, tree: &Node, whole: &Group) {
        let Some(complaints) = tree.get("complaints") else { return };
        let Node::Map(entries, _) = complaints else { return };
        for (key, span, node) in entries {
            let (right, kind, role) = match key.as_str() {
                "controller" => ("complain-controller", "contact", Some("complaints")),
                "regulator" => ("complain-regulator", "regulator", None),
                _ => continue,
            };
            let told = |c: &Claim| c.kind == "right" && c.value == right && c.polarity == Polarity::Affirmed;
            if !self.claims.iter().any(told) {
                let claim = Claim { kind: "right", value: right.to_owned(), ..Claim::default() };
                self.add(&Node::Scalar(key.clone(), *span), whole, *span, claim);
            }
            self.contacts(node, whole, kind, role);
        }
    }

    /// The details of one contact.
    fn contacts(&mut self, node: &Node, whole: &Group, kind: &'static str, role: Option<&str>) {
        for (key, sort) in TYPES {
            for entry in list(node, key) {
                let Some((text, span)) = scalar(entry) else { continue };
                let values = match *sort {
                    "name" if kind == "dpo" => vec![text.to_owned()],
                    "name" => Vec::new(),
                    sort => values(&self.words, kind, sort, text),
                };
                for value in values {
                    self.contact(entry, whole, span, (kind, *sort, role), value);
                }
            }
        }
    }

    fn contact(
        &mut self,
        entry: &Node,
        whole: &Group,
        span: Span,
        (kind, sort, role): (&'static str, &str, Option<&str>),
        value: String,
    ) {
        let domain = match sort {
            "email" => value.split_once('@').map(|v| v.1.to_owned()),
            "web" => value.split(['/', '?', '#']).next().map(str::to_owned),
            _ => None,
        };
        let surname = value.split_whitespace().last().filter(|_| sort == "name").map(str::to_lowercase);
        let mut claim = Claim { kind, value, ..Claim::default() }.with("type", sort);
        if let Some(surname) = surname {
            claim = claim.with("name", surname);
        }
        if let Some(role) = role {
            claim = claim.with("role", role);
        }
        // A slip in a short name could not be told from another name.
        let telling = |d: &String| d.split('.').any(|label| label.len() >= 5);
        if let Some(domain) = domain.filter(|d| kind != "regulator" && role != Some("other") && telling(d)) {
            claim = claim.with("domain", domain);
        }
        self.add(entry, whole, span, claim);
    }
}

/// The normalised values of a contact detail: as the extractor reads them, else as written.
fn values(words: &Words<'_>, kind: &str, sort: &str, text: &str) -> Vec<String> {
    let key = if kind == "regulator" { "regulator" } else { "contact" };
    let mut found = words.all(key, text);
    found.retain(|c| c.text("type") == Some(sort) && matches!(c.kind, "contact" | "dpo" | "regulator"));
    if !found.is_empty() {
        return found.into_iter().map(|c| c.value).collect();
    }
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![match sort {
        "email" => tidy.to_lowercase(),
        "phone" => tidy.chars().filter(char::is_ascii_digit).collect(),
        "web" => {
            let bare = tidy.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
            bare.trim_end_matches('/').to_lowercase()
        }
        _ if kind == "regulator" && tidy.contains(',') => return Vec::new(),
        _ => tidy,
    }]
}
