//! Joint controllers: all the names that a sentence joins, each on its own.

use crate::claims::context::Context;
use crate::claims::name::{self, Name};
use crate::lexicon::Hit;
use crate::notice::Span;

/// The forms of organisations behind which a name is complete.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "plc",
    "llp",
    "cic",
    "trust",
    "council",
    "university",
    "college",
    "school",
    "board",
    "office",
    "agency",
    "service",
    "authority",
    "association",
    "charity",
    "department",
    "federation",
    "england",
    "group",
    "commission",
];

/// The names of which the one before the words is the last, and those behind "with".
pub(super) fn names(context: &Context<'_>, hit: &Hit, last: Name) -> Vec<Name> {
    let range = context.tokens(hit.sentence);
    let mut names = split(context, last);
    // "Acme, Bolt and Crane are joint controllers": on to the names before the comma.
    while names.len() > 1 && names.len() < 8 {
        let Some(first) = names.first().map(|n| n.words.0).filter(|f| *f > range.start) else { break };
        let at = if &*context.token(first - 1) == "the" { first - 1 } else { first };
        if at <= range.start || context.between(at - 1, at).trim() != "," {
            break;
        }
        let Some(before) = name::ending(context, at - 1, range.start) else { break };
        names.insert(0, before);
    }
    // "Acme is a joint controller with Bolt".
    if hit.last + 2 < range.end && matches!(&*context.token(hit.last + 1), "with" | "alongside") {
        names.extend(name::from(context, hit.last + 2, range.end));
    }
    names
}

/// "The Registrar General for England and Wales" is one.
fn countries(context: &Context<'_>, and: u32) -> bool {
    matches!(
        (&*context.token(and.saturating_sub(1)), &*context.token(and + 1)),
        ("england", "wales") | ("britain", "northern") | ("scotland", "wales")
    )
}

/// "The Council and the Trust": two names that an "and" joins, where "are" or a form of organisation says that they are two.
fn split(context: &Context<'_>, name: Name) -> Vec<Name> {
    let (first, last) = name.words;
    let verb = context.token(last + 1);
    let ands: Vec<u32> = (first + 1..last).filter(|&i| &*context.token(i) == "and" && !countries(context, i)).collect();
    let the = ands.iter().copied().find(|&i| &*context.token(i + 1) == "the");
    let form = ands.iter().copied().find(|&i| FORMS.contains(&&*context.token(i - 1)));
    let only = (ands.len() == 1 && matches!(&*verb, "are" | "act")).then(|| ands.first().copied()).flatten();
    let Some(at) = the.or(form).or(only) else { return vec![name] };
    let start = if &*context.token(at + 1) == "the" && at + 1 < last { at + 2 } else { at + 1 };
    let part = |from: u32, to: u32, short: Option<String>| {
        let span: Span = context.token_span(from, to);
        Name { span, short, words: (from, to) }
    };
    vec![part(first, at - 1, None), part(start, last, name.short)]
}
