//! Where a finding points.

use super::engine::Candidate;
use super::finding::Mark;
use super::words::describe;
use super::world::{Bound, World};
use crate::notice::Span;
use crate::rules::Place;

/// The most places that a finding shows beside the primary one.
const MOST: usize = 12;

/// Where a finding points, and whether the words there are a claim that the rule is about.
pub struct Pointed {
    /// The primary place.
    pub primary: Mark,
    /// Whether nothing was found and the place is where a reader would look.
    pub absence: bool,
    /// The other places.
    pub related: Vec<Mark>,
}

/// The places of a group of candidates, the clearest of which is `best`.
pub fn point(world: &World<'_>, best: &Candidate<'_>, group: &[&Candidate<'_>]) -> Pointed {
    let (span, label, absence) = primary(world, best, group);
    let primary = Mark { span, label };
    let mut related: Vec<Mark> = Vec::new();
    let mut add = |index: u32, own: bool| {
        let Some(claim) = world.claim(index) else { return };
        let known = claim.span == span || related.iter().any(|m| m.span == claim.span);
        if known || claim.span.is_empty() || related.len() >= MOST {
            return;
        }
        let what = describe(world, claim);
        let label = match (own && !absence, what.is_empty()) {
            (true, true) => "also here".to_owned(),
            (true, false) => format!("also here: {what}"),
            _ => what,
        };
        related.push(Mark { span: claim.span, label });
    };
    let candidates = || std::iter::once(best).chain(group.iter().copied());
    if let Some(subject) = best.bound.subject {
        add(subject, false);
    }
    for (_, index) in &best.bound.named {
        add(*index, false);
    }
    for candidate in candidates() {
        if let Some(subject) = candidate.bound.subject {
            add(subject, true);
        }
    }
    for candidate in candidates() {
        for (_, index) in &candidate.bound.named {
            add(*index, false);
        }
    }
    Pointed { primary, absence, related }
}

fn primary(world: &World<'_>, best: &Candidate<'_>, group: &[&Candidate<'_>]) -> (Span, String, bool) {
    let of_claim = |index: u32| world.claim(index).map(|c| (c.span, describe(world, c)));
    let places = &best.query.place;
    let members = || std::iter::once(best).chain(group.iter().copied());
    // A place that is one of the claims in question is better than any other.
    for place in places {
        match place {
            Place::Bound(name) => {
                if let Some((_, index)) = best.bound.named.iter().find(|(n, _)| n == name)
                    && let Some((span, label)) = of_claim(*index)
                {
                    return (span, label, false);
                }
            }
            Place::Claim(pattern) => {
                let subject = |c: &Candidate<'_>| {
                    let alone = Bound { subject: None, ..c.bound.clone() };
                    c.bound.subject.filter(|s| world.matches(pattern, *s, Some(&alone), false))
                };
                if let Some((span, label)) = members().find_map(subject).and_then(of_claim) {
                    return (span, label, false);
                }
            }
            Place::Heading(_) => {}
        }
    }
    // Where nothing is missing there is nothing to look for: what is wrong is the claim itself.
    let query = best.query;
    let missing = !query.unless.is_empty() || !query.absent.is_empty() || query.each.is_some() || query.lacks.is_some();
    for place in places.iter().filter(|_| missing || best.bound.subject.is_none()) {
        match place {
            Place::Heading(topic) => {
                if let Some(span) = heading(world, topic) {
                    return (span, "looked for here".to_owned(), true);
                }
            }
            Place::Claim(pattern) => {
                let claims = world.of_kinds(&pattern.kinds);
                let found = claims.iter().find(|i| world.matches(pattern, **i, None, false));
                if let Some(span) = found.and_then(|i| world.claim(*i)).map(|c| c.span) {
                    return (span, "looked for here".to_owned(), true);
                }
            }
            Place::Bound(_) => {}
        }
    }
    if let Some((span, label)) = best.bound.subject.and_then(of_claim) {
        return (span, label, false);
    }
    let title = world.profile.title_span;
    let title = if title.is_empty() { world.notice.title() } else { title };
    (title, "not found in this notice".to_owned(), true)
}

/// The heading of a topic, which may go by its plural (`basis`, `bases`).
fn heading(world: &World<'_>, topic: &str) -> Option<Span> {
    let plural = topic.strip_suffix("is").map_or_else(|| format!("{topic}s"), |stem| format!("{stem}es"));
    let headings = &world.profile.headings;
    headings.get(topic).or_else(|| headings.get(&plural)).copied().filter(|s| !s.is_empty())
}
