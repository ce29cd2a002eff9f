//! Values in words, for people.

use super::engine::Candidate;
use super::fields::{Field, field};
use super::world::World;
use crate::claims::{Claim, Polarity};
use crate::rules::period::time_words;
use crate::rules::template::{Name, Template};

/// A template filled for people (`7 years`) or, with `plain`, as values are written (`P7Y`).
pub fn fill(world: &World<'_>, template: &Template, candidate: &Candidate<'_>, plain: bool) -> String {
    let text = template.fill(&mut |name| name_of(world, name, candidate, candidate.bound.subject, plain));
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';');
    if plain { text.trim_matches(ends).to_owned() } else { text.trim().to_owned() }
}

/// A name of a template as it is written into a notice: values as they are, and facts only if they are beyond doubt.
pub fn plain_name(world: &World<'_>, name: &Name, candidate: &Candidate<'_>) -> Option<String> {
    let doubtful = |fact: &str, subject: Option<u32>| {
        let claim = subject.and_then(|s| world.claim(s));
        claim.is_some_and(|c| !world.fact(c, fact, None, true).is_set())
    };
    match name {
        Name::Fact(fact) if doubtful(fact, candidate.bound.subject) => None,
        _ => name_of(world, name, candidate, candidate.bound.subject, true),
    }
}

fn name_of(
    world: &World<'_>,
    name: &Name,
    candidate: &Candidate<'_>,
    subject: Option<u32>,
    plain: bool,
) -> Option<String> {
    match name {
        Name::Each => candidate.bound.each.clone(),
        Name::Count => Some(candidate.count.to_string()),
        Name::Differences => {
            let other = candidate.bound.named.iter().rev().find_map(|(_, i)| world.claim(*i))?;
            Some(super::portfolio::differences(world, world.claim(subject?)?, other))
        }
        Name::Lacking => Some(candidate.lacking.join(", ")),
        Name::Param(p) => candidate.bound.rule.params.get(p).cloned(),
        Name::Fact(f) => {
            let claim = world.claim(subject?)?;
            let value = world.fact(claim, f, None, false);
            match value {
                Field::Unset if f == "name" => world.law.name(claim.kind, &claim.value).map(str::to_owned),
                _ => shown(world, claim.kind, &value, plain),
            }
        }
        Name::Field(f) => {
            let at = candidate.query.per.iter().position(|p| p == f);
            let keys = at.and_then(|at| candidate.keys.get(at)).filter(|k| !k.is_empty());
            if let Some(keys) =
                keys.filter(|_| subject == candidate.bound.subject && !matches!(f.as_str(), "list" | "row" | "notice"))
            {
                return Some(keys.join(", "));
            }
            let claim = world.claim(subject?)?;
            let value = field(world, claim, f);
            let kind = if f == "value" { claim.kind } else { f };
            shown(world, kind, &value, plain)
        }
        Name::Of(who, inner) => {
            let (_, index) = candidate.bound.named.iter().find(|(n, _)| n == who)?;
            name_of(world, inner, candidate, Some(*index), plain)
        }
    }
}

fn shown(world: &World<'_>, kind: &str, value: &Field<'_>, plain: bool) -> Option<String> {
    if plain {
        return value.line();
    }
    let words = value.words();
    (!words.is_empty()).then(|| words.iter().map(|w| in_words(world, kind, w)).collect::<Vec<_>>().join(", "))
}

/// A value as people would say it.
pub fn in_words(world: &World<'_>, kind: &str, value: &str) -> String {
    if let Some(words) = time_words(value) {
        return words;
    }
    match kind {
        "transfer" | "storage" | "mechanism" | "category" | "successor" => {
            let name = world.law.name(if kind == "successor" { "mechanism" } else { kind }, value);
            name.map_or_else(|| boundary(value).to_owned(), str::to_owned)
        }
        _ => value.to_owned(),
    }
}

fn boundary(value: &str) -> &str {
    match value {
        "uk-only" => "the UK only",
        "eu-only" => "the EU only",
        "eea-only" => "the EEA only",
        "third-country" => "another country",
        "eu" => "the EU",
        "eea" => "the EEA",
        other => other,
    }
}

/// A claim in a few words, as the label of its place.
pub fn describe(world: &World<'_>, claim: &Claim) -> String {
    let value = in_words(world, claim.kind, &claim.value);
    let what = match claim.kind {
        "basis" | "condition" => format!("Article {value}"),
        "schedule-1" => match claim.value.split_once('/') {
            Some((part, "?")) => format!("Schedule 1, Part {part}"),
            Some((part, paragraph)) => format!("Schedule 1, Part {part}, paragraph {paragraph}"),
            None => format!("Schedule 1, {value}"),
        },
        "retention" => match claim.text("bound") {
            Some("up-to") => format!("kept for up to {value}"),
            Some("at-least") => format!("kept for at least {value}"),
            _ => format!("kept: {value}"),
        },
        "transfer" | "storage" => format!("where data goes: {value}"),
        "notice" => return claim.text("date").map(|d| format!("dated {d}")).unwrap_or_default(),
        "citation" => world.law.name("citation", &claim.value).unwrap_or(&claim.value).to_owned(),
        "text" => return String::new(),
        kind => format!("{}: {value}", kind.replace('-', " ")),
    };
    if claim.polarity == Polarity::Denied { format!("denied: {what}") } else { what }
}
