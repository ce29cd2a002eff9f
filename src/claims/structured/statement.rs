//! The statements that may stand at the top and under an activity.

use super::{Group, Reader, list};
use crate::claims::model::{Claim, Polarity};
use crate::notice::{Node, Span};

impl Reader<'_> {
    /// All statements of the notice or of an activity.
    pub(super) fn statements(&mut self, node: &Node, group: &Group) {
        for (key, kind, own) in [("purpose", "purpose", "purpose"), ("recipients", "recipient", "name")] {
            for entry in list(node, key) {
                self.free(entry, group, kind, own);
            }
        }
        for entry in list(node, "data") {
            self.category(entry, group);
        }
        for entry in list(node, "lawful-basis") {
            self.basis(entry, group);
        }
        let before = self.claims.len();
        for entry in list(node, "condition") {
            self.condition(entry, group);
        }
        let conditions: Vec<String> = self.claims.iter().skip(before).map(|c| c.value.clone()).collect();
        for entry in list(node, "schedule-1") {
            self.schedule(entry, group, &conditions);
        }
        for entry in list(node, "retention") {
            self.retention(entry, group);
        }
        for entry in list(node, "transfers") {
            self.transfer(entry, group);
        }
        for entry in list(node, "rights") {
            self.simple(entry, group, "right", "right");
        }
        for (key, kind) in [("policy-document", "policy-document"), ("automated-decisions", "automation")] {
            for entry in list(node, key) {
                self.free(entry, group, kind, key);
            }
        }
    }

    /// An entry whose value is its text.
    fn free(&mut self, entry: &Node, group: &Group, kind: &'static str, key: &str) {
        if let Some((text, span)) = given(entry, key) {
            let value = text.to_owned();
            self.add(entry, group, span, Claim { kind, value, ..Claim::default() });
        }
    }

    /// An entry whose value is canonical or words, and says no more.
    fn simple(&mut self, entry: &Node, group: &Group, kind: &'static str, key: &str) {
        if let Some((claim, span)) = self.value(entry, kind, key) {
            self.add(entry, group, span, claim);
        }
    }

    /// The claim that the value of an entry makes, and where it stands.
    fn value(&self, entry: &Node, kind: &'static str, key: &str) -> Option<(Claim, Span)> {
        let (text, span) = given(entry, key)?;
        let mut claim = self.words.read(kind, text)?;
        claim.links.clear();
        Some((claim, span))
    }

    fn category(&mut self, entry: &Node, group: &Group) {
        let key = if entry.get("category").is_some() { "category" } else { "name" };
        let Some((text, span)) = given(entry, key) else { return };
        if let Some(claim) = self.words.read("category", text) {
            let act = claim.with("act", "collected");
            self.add(entry, group, span, act);
        }
    }

    fn basis(&mut self, entry: &Node, group: &Group) {
        if entry.get("ground").is_some() {
            return self.free(entry, group, "ground", "ground");
        }
        let Some((claim, span)) = self.value(entry, "basis", "basis") else { return self.ground(entry, group) };
        let claim = self.consent(entry, cited(claim)).with("article", 6).with("declared", true);
        // What is not the notice's own list is no complete one either.
        let listed = entry.get("declared").is_none_or(|n| !matches!(n.text(), Some("no" | "false")));
        self.add(entry, group, span, claim.with("exhaustive", listed));
    }

    /// Words offered as a lawful basis in which none can be read.
    fn ground(&mut self, entry: &Node, group: &Group) {
        let Some((text, span)) = given(entry, "basis") else { return };
        if let Some(claim) = self.words.first("ground", "basis", text) {
            self.add(entry, group, span, claim);
        }
    }

    fn condition(&mut self, entry: &Node, group: &Group) {
        let Some((claim, span)) = self.value(entry, "condition", "condition") else { return };
        let claim = self.consent(entry, cited(claim)).with("article", 9).with("offered-as", "condition");
        self.add(entry, group, span, claim);
    }

    /// How consent is had: what the words say, where there are any; Article 9(2)(a) alone stands for explicit consent.
    fn consent(&self, entry: &Node, claim: Claim) -> Claim {
        if !matches!(claim.value.as_str(), "6(1)(a)" | "9(2)(a)") {
            return claim;
        }
        let Some(words) = entry.get("words").and_then(Node::text).filter(|w| !w.is_empty()) else {
            let canonical = claim.details.len() == 1;
            return if claim.value == "9(2)(a)" && canonical { claim.with("explicit", true) } else { claim };
        };
        let mut claim = claim;
        let found = self.words.first("basis", "basis", words).filter(|c| c.value == "6(1)(a)");
        if let Some(manner) = found.as_ref().and_then(|c| c.detail("manner")) {
            claim.details.insert("manner", manner.clone());
        }
        let explicit = words.to_lowercase().contains("explicit");
        claim.with("explicit", explicit)
    }

    fn schedule(&mut self, entry: &Node, group: &Group, conditions: &[String]) {
        let named_only = entry.get("paragraph").is_none() && entry.get("named").is_some();
        let key = if named_only { "named" } else { "paragraph" };
        let Some((mut claim, span)) = self.value(entry, "schedule-1", key) else { return };
        // A Part alone is no paragraph.
        if !named_only && claim.details.is_empty() && !claim.value.ends_with('?') {
            let value = claim.value.clone();
            claim = claim.with("paragraph", value);
        }
        if let Some(part) = claim.value.split_once('/').and_then(|v| v.0.parse::<i64>().ok()) {
            claim = claim.with("part", part);
        }
        if entry.get("for").is_none() {
            claim.details.remove("stated-for");
            if let Some(condition) = self.served(&claim.value, conditions) {
                claim = claim.with("stated-for", condition);
            }
        }
        self.add(entry, group, span, claim);
    }

    /// The condition of the same activity that a paragraph can serve, else the only one.
    fn served(&self, paragraph: &str, conditions: &[String]) -> Option<String> {
        let said = |condition: &str| if condition == "10" { "criminal".to_owned() } else { condition.to_owned() };
        if paragraph.starts_with("3/") {
            return Some("criminal".to_owned());
        }
        // Which paragraph can serve which condition has not changed since the Act began.
        let on = crate::law::Date::constant(2018, 5, 25);
        let serves = |c: &&String| self.words.law.related("serves", ("schedule-1", paragraph), ("condition", c), on);
        if let Some(condition) = conditions.iter().find(serves) {
            return Some(said(condition));
        }
        match conditions {
            [only] => Some(said(only)),
            _ => None,
        }
    }

    fn transfer(&mut self, entry: &Node, group: &Group) {
        let mechanisms = list(entry, "mechanism");
        if let Some((text, span)) = entry.get("denied").and_then(scalar) {
            let claim = match self.words.canonical("transfer", text) {
                Some(value) => {
                    // "Nowhere beyond the UK" is itself the claim; "not to France" denies one.
                    let polarity = if value.ends_with("-only") { Polarity::Affirmed } else { Polarity::Denied };
                    Some(Claim { kind: "transfer", value, polarity, ..Claim::default() })
                }
                None => self.words.first("transfer", "denied", text).map(|c| Claim { links: Vec::new(), ..c }),
            };
            claim.into_iter().for_each(|c| self.add(entry, group, span, c));
        } else if let Some((claim, span)) =
            (mechanisms.is_empty() || entry.get("to").is_some()).then(|| self.value(entry, "transfer", "to")).flatten()
        {
            self.add(entry, group, span, claim);
        }
        // The words of an entry are those of the transfer, where there is one.
        let alone = entry.get("to").is_none() && entry.get("denied").is_none();
        for mechanism in mechanisms {
            let Some((text, span)) = scalar(mechanism) else { continue };
            let Some(claim) = self.words.read("mechanism", text) else { continue };
            self.add(entry, group, span, claim);
            if let Some(claim) = self.claims.last_mut().filter(|_| !alone) {
                claim.span = span;
                claim.polarity = Polarity::Affirmed;
            }
        }
    }
}

/// The text of a scalar, if it has any, and where it stands.
pub(super) fn scalar(node: &Node) -> Option<(&str, Span)> {
    node.text().filter(|t| !t.is_empty()).map(|t| (t, node.span()))
}

/// The value of an entry: the scalar itself, or what stands under the key, else its words.
pub(super) fn given<'n>(entry: &'n Node, key: &str) -> Option<(&'n str, Span)> {
    scalar(entry).or_else(|| entry.get(key).and_then(scalar)).or_else(|| entry.get("words").and_then(scalar))
}

/// A claim whose value was given in canonical form, not in words, cites it.
fn cited(claim: Claim) -> Claim {
    if !claim.details.is_empty() {
        return claim;
    }
    let value = claim.value.clone();
    claim.with("cited", value)
}
