//! Rules across the notices of one controller: what they may ask, and what of a notice must be kept for them.

use super::RuleSet;
use super::load::{Read, Wrong};
use super::model::{Place, Rule, Values};
use super::pattern::{Join, Operand, Pattern, Test};
use super::template::{Name, Template};
use super::vocabulary;
use std::collections::{BTreeMap, BTreeSet};

/// What rules across notices ask of one: kinds of claims, and the details of each. It is all that is kept of a notice.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Details by kind of claim.
    pub kinds: BTreeMap<String, BTreeSet<String>>,
}

impl Asked {
    /// Whether all that the other asks is asked here.
    pub fn covers(&self, other: &Asked) -> bool {
        let of = |kind: &String, details: &BTreeSet<String>| self.kinds.get(kind).is_some_and(|d| details.is_subset(d));
        other.kinds.iter().all(|(kind, details)| of(kind, details))
    }

    /// Whether the detail of a kind is asked for.
    pub fn has(&self, kind: &str, detail: &str) -> bool {
        self.kinds.get(kind).is_some_and(|d| d.contains(detail))
    }
}

impl RuleSet {
    /// What the rules across notices ask of each notice.
    pub fn asked_across(&self) -> Asked {
        let mut asked = Asked::default();
        for rule in self.rules.iter().filter(|r| r.across) {
            let mut kinds: BTreeSet<&str> = BTreeSet::new();
            let mut names: BTreeSet<&str> = BTreeSet::new();
            for pattern in all_patterns(rule) {
                kinds.extend(pattern.kinds.iter().map(String::as_str));
                fields(pattern, &mut names);
            }
            names.extend(rule.queries.iter().flat_map(|q| &q.per).map(String::as_str));
            let messages = rule.cases.iter().filter_map(|c| c.message.as_ref());
            for template in rule.subject.iter().chain([&rule.message]).chain(messages) {
                templates(template, &mut names);
            }
            for kind in kinds {
                let details = asked.kinds.entry(kind.to_owned()).or_default();
                let always = vocabulary::always_read(kind).iter();
                let asked = names.iter().filter(|n| vocabulary::DETAILS.contains(n)).chain(always);
                details.extend(asked.map(|n| (*n).to_owned()));
            }
        }
        asked
    }
}

fn templates<'a>(template: &'a Template, names: &mut BTreeSet<&'a str>) {
    fn of(name: &Name) -> Option<&str> {
        match name {
            Name::Field(field) => Some(field),
            Name::Of(_, inner) => of(inner),
            _ => None,
        }
    }
    names.extend(template.names().filter_map(of));
}

fn fields<'a>(pattern: &'a Pattern, names: &mut BTreeSet<&'a str>) {
    for (name, test) in &pattern.fields {
        names.insert(name);
        operands(test, names);
    }
    for (_, test) in &pattern.facts {
        operands(test, names);
    }
    let pairs = pattern.agree.iter().chain(&pattern.disagree);
    names.extend(pairs.flat_map(|(a, b)| [a.as_str(), b.as_str()]));
    names.extend(pattern.like_fact.iter().map(|l| l.field.as_str()));
    names.extend(pattern.joins.iter().filter_map(|join| match join {
        Join::Same(f) | Join::Differs(f) | Join::Overlaps(f) | Join::Alike(f, _) => Some(f.as_str()),
        _ => None,
    }));
}

fn operands<'a>(test: &'a Test, names: &mut BTreeSet<&'a str>) {
    match test {
        Test::Filled(template) => templates(template, names),
        Test::Not(test) => operands(test, names),
        Test::OneOf(tests) | Test::AllOf(tests) => tests.iter().for_each(|t| operands(t, names)),
        Test::Compare(_, Operand::Of(_, field)) => {
            names.insert(field);
        }
        _ => {}
    }
}

/// All patterns of a rule, those of cases and places included.
fn all_patterns(rule: &Rule) -> impl Iterator<Item = &Pattern> {
    let places = rule.queries.iter().flat_map(|q| &q.place);
    let places = places.filter_map(|p| if let Place::Claim(p) = p { Some(p.as_ref()) } else { None });
    let cases = rule.cases.iter().flat_map(|c| c.circumstance.0.iter().flatten());
    let cases = cases.flat_map(|p| std::iter::once(p).chain(p.with.as_deref()));
    rule.patterns().chain(places).chain(cases)
}

/// Fails where a rule across notices asks for what is not kept of a notice.
pub fn check(rule: &Rule) -> Read<()> {
    for query in &rule.queries {
        if query.subject.is_none() {
            return Err(Wrong::new("a rule across notices needs a `for`"));
        }
        if matches!(query.each, Some(Values::Set(_) | Values::List(_))) && query.subject.is_none() {
            return Err(Wrong::new("`each` needs a `for` here").under("each"));
        }
        if let Some(field) = query.per.iter().find(|f| vocabulary::WITHIN.contains(&f.as_str())) {
            return Err(within(field).under("per"));
        }
        if query.place.iter().any(|p| matches!(p, Place::Heading(_))) {
            return Err(Wrong::new("headings are not kept of a notice").under("place"));
        }
    }
    for pattern in all_patterns(rule) {
        if !pattern.text.is_empty() {
            return Err(
                Wrong::new("the text of a notice is not kept, so nothing can be looked for in it").under("text")
            );
        }
        if pattern.kinds.iter().any(|k| k.starts_with(vocabulary::TABLE)) {
            return Err(Wrong::new("a table is compared with one notice at a time, not across notices").under("kind"));
        }
        if pattern.met_by.is_some() {
            return Err(Wrong::new("`met-by` cannot be asked across notices").under("met-by"));
        }
        if pattern.kinds.is_empty() && pattern.asks_claim() && !is_case(rule, pattern) {
            return Err(Wrong::new("say which `kind` of claim: only claims of kinds asked for are kept"));
        }
        for join in &pattern.joins {
            if matches!(join, Join::Near(_) | Join::Link(_)) {
                return Err(Wrong::new("`near` and `link` hold within one notice; places are not kept across notices"));
            }
        }
        let mut names = BTreeSet::new();
        fields(pattern, &mut names);
        if let Some(field) = names.iter().find(|n| vocabulary::WITHIN.contains(n) && **n != "section") {
            return Err(within(field));
        }
    }
    Ok(())
}

/// A case says nothing of the kind.
fn is_case(rule: &Rule, pattern: &Pattern) -> bool {
    let cases = rule.cases.iter().flat_map(|c| c.circumstance.0.iter().flatten());
    cases.flat_map(|p| std::iter::once(p).chain(p.with.as_deref())).any(|p| std::ptr::eq(p, pattern))
}

fn within(field: &str) -> Wrong {
    Wrong::new(format!("`{field}` is a place within one notice, which is not kept across notices"))
}
