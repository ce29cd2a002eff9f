//! Whether the law knows what rules ask it for: a fact that is misspelt would make a rule silent without a word.

use super::model::{Place, Rule, Values};
use super::pattern::{Operand, Pattern, Test};
use super::{RuleError, RuleSet, vocabulary};
use crate::law::{Date, Law};

/// Days on which facts are asked for; one that holds on none of them is not found.
const DAYS: [Date; 7] = [
    Date::constant(1990, 1, 1),
    Date::constant(2010, 1, 1),
    Date::constant(2019, 1, 1),
    Date::constant(2021, 6, 1),
    Date::constant(2023, 12, 1),
    Date::constant(2026, 7, 1),
    Date::constant(2035, 1, 1),
];

/// A value that is listed nowhere, to ask for what the law says of all others.
const OTHER: &str = "?";

impl RuleSet {
    /// What the rules ask of the law that it has no answer to: facts, relations, sets and duties without data.
    pub fn check_against(&self, law: &Law) -> Vec<RuleError> {
        self.rules
            .iter()
            .flat_map(|rule| {
                let error = |what| RuleError { file: rule.file.clone(), line: None, what };
                unknown(rule, law).into_iter().map(error)
            })
            .collect()
    }
}

fn unknown(rule: &Rule, law: &Law) -> Vec<String> {
    let mut found = Vec::new();
    let places = rule.queries.iter().flat_map(|q| &q.place);
    let places = places.filter_map(|p| if let Place::Claim(p) = p { Some(p.as_ref()) } else { None });
    let cases = rule.cases.iter().flat_map(|c| c.circumstance.0.iter().flatten());
    let edit = rule.rewrite.iter().flat_map(|r| r.circumstance.0.iter().flatten());
    for pattern in rule.patterns().chain(places).chain(cases).chain(edit) {
        of_pattern(pattern, rule, law, &mut found);
    }
    let kinds = subject_kinds(rule);
    for name in rule.rewrite.iter().flat_map(|r| r.facts()) {
        if !has_fact(law, &kinds, name) {
            found.push(no_fact(name, &kinds));
        }
    }
    for query in &rule.queries {
        let kinds: Vec<String> =
            query.subject.iter().flat_map(|c| c.0.iter().flatten()).flat_map(|p| p.kinds.clone()).collect();
        for values in query.each.iter().chain(&query.lacks) {
            match values {
                Values::Fact(name) if !has_fact(law, &kinds, name) => found.push(no_fact(name, &kinds)),
                Values::Set(name) if law.set(name).is_empty() => found.push(format!("the law has no set `{name}`")),
                _ => {}
            }
        }
    }
    found.dedup();
    found
}

/// The kinds of claims that a rule is about.
fn subject_kinds(rule: &Rule) -> Vec<String> {
    let patterns = rule.queries.iter().flat_map(|q| &q.subject).flat_map(|c| c.0.iter().flatten());
    patterns.flat_map(|p| p.kinds.clone()).collect()
}

fn of_pattern(pattern: &Pattern, rule: &Rule, law: &Law, found: &mut Vec<String>) {
    // A case says nothing of the kind: it is one of those that the rule is about.
    let kinds = if pattern.kinds.is_empty() { subject_kinds(rule) } else { pattern.kinds.clone() };
    let mut names: Vec<&str> = pattern.facts.iter().map(|(name, _)| name.as_str()).collect();
    names.extend(
        pattern.agree.iter().chain(&pattern.disagree).flat_map(|(a, b)| [a, b]).filter_map(|n| n.strip_prefix("fact.")),
    );
    names.extend(pattern.like_fact.as_ref().map(|l| l.fact.as_str()));
    names.extend(pattern.fields.iter().chain(&pattern.facts).filter_map(|(_, test)| fact_of(test)));
    found.extend(names.into_iter().filter(|n| !has_fact(law, &kinds, n)).map(|n| no_fact(n, &kinds)));
    for join in &pattern.joins {
        if let super::pattern::Join::Relation(name) | super::pattern::Join::NoRelation(name) = join
            && !has_relation(law, name)
        {
            found.push(format!("the law has no relation `{name}`"));
        }
    }
    if let Some(item) = &pattern.met_by
        && law.duty(item).is_none()
        && !vocabulary::is_field(item)
    {
        found.push(format!("the law has no duty `{item}`"));
    }
}

fn fact_of(test: &Test) -> Option<&str> {
    match test {
        Test::Compare(_, Operand::Fact(name)) => Some(name),
        Test::Not(test) => fact_of(test),
        Test::OneOf(tests) | Test::AllOf(tests) => tests.iter().find_map(fact_of),
        _ => None,
    }
}

fn no_fact(name: &str, kinds: &[String]) -> String {
    format!("the law has no fact `{name}` of any {}", kinds.join(", "))
}

fn has_fact(law: &Law, kinds: &[String], name: &str) -> bool {
    let mut asked: Vec<&str> = match kinds {
        [] => vocabulary::KINDS.to_vec(),
        _ => kinds.iter().map(String::as_str).collect(),
    };
    if asked.contains(&"retention") {
        asked.push("record");
    }
    asked.iter().any(|kind| {
        let mut values = law.values(kind).chain([OTHER, "ordinary/?"]);
        values.any(|value| DAYS.iter().any(|day| law.fact(kind, value, name, *day).is_some()))
    })
}

fn has_relation(law: &Law, name: &str) -> bool {
    let kinds = vocabulary::KINDS.iter().copied().chain(["record"]);
    let mut values = kinds.flat_map(|kind| law.values(kind).chain([OTHER]).map(move |value| (kind, value)));
    values.any(|from| DAYS.iter().any(|day| !law.targets(name, from, *day).is_empty()))
}
