//! The name of the data protection officer, or of who does that work under another title.

use crate::claims::authority;
use crate::claims::context::Context;
use crate::claims::model::{Claim, Detail, Force};
use crate::claims::name::{self, Name};
use crate::lexicon::Hit;

/// "Our data protection officer is Ada Byron", "Ada Byron is our data protection officer": the name of a person beside the
/// words. Where nobody is called officer, a lead's or manager's name is taken.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let title = |n: &str| context.reading.hits("contact").iter().any(|h| context.reading.name(h) == n);
    let wanted = if title("dpo") { "dpo" } else { "lead" };
    for hit in context.reading.hits("contact") {
        if context.reading.name(hit) != wanted || context.denied(hit.sentence, hit.span) {
            continue;
        }
        let range = context.tokens(hit.sentence);
        let Some(name) = behind(context, hit, range.end).or_else(|| before(context, hit, range.start)) else {
            continue;
        };
        let words = name.words.1 - name.words.0 + 1;
        let written = context.words(name.span);
        let person = (2..=3).contains(&words)
            && written.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
            && !written.bytes().any(|b| b.is_ascii_digit())
            && authority::sector(written).is_none()
            && !written.split_whitespace().any(|w| NO_PERSON.contains(&w.to_ascii_lowercase().as_str()));
        if person {
            let role = if wanted == "dpo" { "dpo" } else { "data-protection" };
            let mut claim =
                context.claim("dpo", written, hit.sentence, name.span).with("type", "name").with("role", role);
            if let Some(surname) = written.split_whitespace().last() {
                claim.details.insert("name", Detail::from(surname.to_lowercase()));
            }
            claim.force = Force::States;
            claims.push(claim);
        }
    }
}

fn behind(context: &Context<'_>, hit: &Hit, end: u32) -> Option<Name> {
    let mut at = hit.last + 1;
    if at >= end {
        return None;
    }
    let gap = context.between(hit.last, at).trim();
    let is = matches!(&*context.token(at), "is" | "dpo") && gap.trim_matches(['(', ')']).is_empty();
    if !(is || gap.starts_with([':', ',', '-', '–'])) {
        return None;
    }
    let skipped = ["dpo", "is", "currently", "named", "mr", "mrs", "ms", "miss", "dr", "called"];
    while at < end && skipped.contains(&&*context.token(at)) {
        at += 1;
    }
    let name = name::from(context, at, end).filter(|n| n.words.0 == at)?;
    // "Ada Byron of Schoolguard Ltd".
    let of = (name.words.0..=name.words.1).find(|&i| matches!(&*context.token(i), "of" | "at" | "from" | "and"));
    match of.and_then(|o| o.checked_sub(1)).filter(|&last| last > name.words.0) {
        Some(last) => Some(Name { span: context.token_span(at, last), words: (at, last), ..name }),
        None => Some(name),
    }
}

/// "Ada Byron is our officer", "we have appointed Ada Byron as our officer".
fn before(context: &Context<'_>, hit: &Hit, floor: u32) -> Option<Name> {
    let mut at = hit.first.checked_sub(1)?;
    while at > floor
        && matches!(&*context.token(at), "our" | "the" | "named" | "registered" | "school's" | "designated")
    {
        at -= 1;
    }
    let joins = at > floor && matches!(&*context.token(at), "is" | "as" | "be");
    let name = name::before(context, at, floor).filter(|_| joins)?;
    let title = matches!(&*context.token(name.words.0), "mr" | "mrs" | "ms" | "miss" | "dr");
    if title && name.words.0 < name.words.1 {
        let span = context.token_span(name.words.0 + 1, name.words.1);
        return Some(Name { span, words: (name.words.0 + 1, name.words.1), ..name });
    }
    Some(name)
}

/// Words that are no part of a person's name.
const NO_PERSON: &[&str] = &[
    "data",
    "protection",
    "officer",
    "information",
    "governance",
    "team",
    "office",
    "house",
    "street",
    "road",
    "hall",
    "limited",
    "ltd",
    "council",
    "school",
    "trust",
    "department",
    "email",
    "telephone",
    "tel",
    "address",
    "post",
    "centre",
    "services",
    "group",
    "floor",
    "building",
    "freepost",
    "court",
    "county",
    "legal",
    "the",
    "practice",
    "manager",
    "director",
    "secretary",
    "head",
    "company",
    "clerk",
    "chief",
    "executive",
    "business",
    "bursar",
    "we",
    "who",
    "senior",
];
