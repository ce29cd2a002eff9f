//! The fields of a claim, as rules ask for them.

use super::world::World;
use crate::claims::{Claim, Detail};
use crate::law::FactValue;
use crate::rules::period::Period;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    /// Nothing.
    Unset,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// One word or phrase.
    Text(Cow<'a, str>),
    /// Several.
    List(Vec<Cow<'a, str>>),
    /// Several, as they stand.
    Words(&'a [String]),
}

impl<'a> Field<'a> {
    /// The field that a text makes; an empty one is not set.
    pub fn text(text: &'a str) -> Field<'a> {
        if text.is_empty() { Field::Unset } else { Field::Text(Cow::Borrowed(text)) }
    }

    fn list(items: &'a [String]) -> Field<'a> {
        if items.is_empty() { Field::Unset } else { Field::Words(items) }
    }

    /// What the law says.
    pub fn of_fact(value: &'a FactValue) -> Field<'a> {
        match value {
            FactValue::Bool(b) => Field::Flag(*b),
            FactValue::Text(t) => Field::text(t),
            FactValue::List(l) => Field::list(l),
            FactValue::Number(n) => Field::Number(*n),
            FactValue::Date(d) => Field::Text(Cow::Owned(d.to_string())),
        }
    }

    /// Whether it holds something.
    pub fn is_set(&self) -> bool {
        !matches!(self, Field::Unset)
    }

    /// Its words, one or several.
    pub fn words(&self) -> Vec<Cow<'_, str>> {
        match self {
            Field::Unset => Vec::new(),
            Field::Flag(b) => vec![Cow::Borrowed(if *b { "true" } else { "false" })],
            Field::Number(n) => vec![Cow::Owned(n.to_string())],
            Field::Text(t) => vec![Cow::Borrowed(t)],
            Field::List(l) => l.iter().map(|i| Cow::Borrowed(i.as_ref())).collect(),
            Field::Words(l) => l.iter().map(|i| Cow::Borrowed(i.as_str())).collect(),
        }
    }

    /// Whether any of its words is such.
    pub fn any(&self, mut is: impl FnMut(&str) -> bool) -> bool {
        match self {
            Field::Unset => false,
            Field::Flag(b) => is(if *b { "true" } else { "false" }),
            Field::Number(n) => is(&n.to_string()),
            Field::Text(t) => is(t),
            Field::List(l) => l.iter().any(|i| is(i)),
            Field::Words(l) => l.iter().any(|i| is(i)),
        }
    }

    /// Its words in one line.
    pub fn line(&self) -> Option<String> {
        self.is_set().then(|| self.words().join(", "))
    }

    /// Whether the two share a value.
    pub fn shares(&self, other: &Field<'_>) -> bool {
        self.any(|a| other.any(|b| same_word(a, b)))
    }
}

/// The field of that name.
pub fn field<'a>(world: &World<'a>, claim: &'a Claim, name: &str) -> Field<'a> {
    match name {
        "kind" => return Field::text(claim.kind),
        "value" => return Field::text(&claim.value),
        _ => {}
    }
    if let Some(detail) = claim.details.get(name) {
        return match detail {
            Detail::Flag(b) => Field::Flag(*b),
            Detail::Text(t) => Field::text(t),
            Detail::List(l) => Field::list(l),
            Detail::Number(n) => Field::Number(*n),
            Detail::Span(s) => Field::text(world.notice.words(*s)),
        };
    }
    // Few fields are of the notice; to find it among thousands takes longer than to look at the name.
    if matches!(name, "notice" | "about" | "title" | "date")
        && let Some(member) = world.member(claim)
    {
        match name {
            "notice" => return Field::text(&member.name),
            "about" => return Field::text(&member.about),
            "title" => return Field::text(&member.profile.title),
            "date" => return member.profile.date.as_deref().map_or(Field::Unset, Field::text),
            _ => {}
        }
    }
    match name {
        "polarity" => Field::text(claim.polarity.name()),
        "force" => Field::text(claim.force.name()),
        "confidence" => Field::text(claim.confidence.name()),
        "audience" => claim.scope.audience.as_deref().map_or(Field::Unset, Field::text),
        "activity" => claim.scope.activity.as_deref().map_or(Field::Unset, Field::text),
        "section" => Field::list(&claim.scope.section),
        "list" => claim.place.list.map_or(Field::Unset, |l| Field::Number(i64::from(l))),
        "span" => Field::text(world.notice.words(claim.span)),
        "links" if claim.links.is_empty() => Field::Unset,
        "links" => Field::List(claim.links.iter().map(|(name, _)| Cow::Borrowed(*name)).collect()),
        _ => Field::Unset,
    }
}

/// The identity of the sentence, item, row, paragraph, section or list that a claim stands in.
pub fn stands_in(claim: &Claim, level: &str) -> Option<u32> {
    match level {
        "sentence" => Some(claim.place.sentence),
        "item" | "paragraph" => Some(claim.place.block),
        "row" => Some(claim.place.row),
        "section" => Some(claim.place.section),
        "list" => claim.place.list,
        _ => None,
    }
}

/// Whether two words say the same: case does not matter, and `P12M` is `P1Y`.
pub fn same_word(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    // Most words that are not the same begin otherwise already.
    if let (Some(a), Some(b)) = (a.as_bytes().first(), b.as_bytes().first())
        && a.is_ascii()
        && b.is_ascii()
        && !a.eq_ignore_ascii_case(b)
    {
        return false;
    }
    let periods = || Some((Period::parse(a)?, Period::parse(b)?));
    match periods() {
        Some((a, b)) => a.partial_cmp(&b) == Some(Ordering::Equal),
        _ => !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase(),
    }
}

/// Whether the text is like the pattern, in which `*` stands for any letters; case does not matter.
pub fn like(pattern: &str, text: &str) -> bool {
    if let Some(tail) = pattern.bytes().position(|b| b == b'*')
        && let Some((head, rest)) = pattern.as_bytes().split_at_checked(tail)
        && let Some((_, rest)) = rest.split_first()
        && pattern.is_ascii()
        && text.is_ascii()
        && !rest.contains(&b'*')
    {
        let (text, fixed) = (text.as_bytes(), head.len() + rest.len());
        return text.len() >= fixed
            && text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head))
            && text.get(text.len() - rest.len()..).is_some_and(|t| t.eq_ignore_ascii_case(rest));
    }
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    let Some((head, mut rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    while let Some((middle, after)) = rest.split_once('*') {
        let Some(at) = text.find(middle) else { return false };
        text = text.get(at + middle.len()..).unwrap_or_default();
        rest = after;
    }
    text.len() >= rest.len() && text.ends_with(rest)
}

/// Letters, digits and single spaces of a text, in small letters, quotes and dashes made plain: what two ways of writing
/// the same words have in common.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let mut buffer = [0; 4];
        let folded = crate::notice::fold_char(c).unwrap_or_else(|| c.encode_utf8(&mut buffer));
        for c in folded.chars().flat_map(char::to_lowercase) {
            if c.is_whitespace() {
                gap = true;
                continue;
            }
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        assert!(like("special/*", "special/health"));
        assert!(like("*right*", "Your Rights"));
        assert!(!like("a*a", "a"));
        assert!(like("A*c", "abC") && like("é*", "Éa") && like("*", ""));
        assert!(!like("special/*", "criminal"));
    }

    #[test]
    fn squeezes_to_what_matters() {
        assert_eq!(squeeze("  The\u{a0}“Data”\n Act "), "the \"data\" act");
    }
}
