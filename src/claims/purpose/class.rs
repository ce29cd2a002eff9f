//! Classes of purposes: a word counts where it says what is done, not where it is part of a name or of a clause behind.

use super::words::Words;
use crate::claims::context::Context;
use crate::lexicon::Hit;

/// Whom a verb of telling may have as its object, with or without an article.
const PERSONS: &[&str] = &[
    "you",
    "them",
    "him",
    "her",
    "people",
    "users",
    "customers",
    "members",
    "applicants",
    "parents",
    "buyers",
    "public",
    "patients",
    "tenants",
    "residents",
    "students",
    "pupils",
    "staff",
    "donors",
    "clients",
    "families",
    "volunteers",
    "individuals",
    "everyone",
    "subscribers",
    "visitors",
    "candidates",
    "carers",
    "guardians",
    "supporters",
    "attendees",
    "participants",
    "relatives",
    "contacts",
    "employees",
];

/// Words that open a clause in which somebody else, or another time, is spoken of.
const CLAUSES: &[&str] = &[
    "that",
    "whether",
    "when",
    "whenever",
    "while",
    "who",
    "which",
    "where",
    "if",
    "how",
    "because",
    "without",
    "whose",
    "time",
    "raised",
    "submitted",
];

/// The classes of the purposes that the words name, each once.
pub(super) fn all(context: &Context<'_>, sentence: u32, words: Words) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in context.reading.hits_in(sentence, "purpose") {
        let name = context.reading.name(hit);
        let inside = hit.first >= words.first && hit.first <= words.last;
        if inside && !found.iter().any(|f| f == name) && says(context, words, hit, name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether a word says what the purpose is.
fn says(context: &Context<'_>, words: Words, hit: &Hit, name: &str) -> bool {
    let capital = context.words(hit.span).starts_with(char::is_uppercase);
    if hit.first > words.first && capital || clause(context, words, hit, name) {
        return false;
    }
    match name {
        "contact" => told(context, words, hit),
        // "Provide information about our services" gives no service.
        "service" => !(hit.first + 1..hit.last)
            .any(|i| matches!(&*context.token(i), "about" | "for" | "on" | "from" | "to" | "that" | "against")),
        _ => true,
    }
}

/// Whether the word stands in a clause behind the purpose: "check that you may …", "each time you …".
fn clause(context: &Context<'_>, words: Words, hit: &Hit, name: &str) -> bool {
    for at in (words.first + 1..hit.first).rev() {
        let gap = context.between(at, at + 1);
        let word = context.token(at);
        if gap.contains([',', ';', ':']) || word == "and" && context.token(at + 1) == "to" {
            return false;
        }
        let ensured = matches!(&*context.token(at - 1), "ensure" | "sure" | "ensuring");
        // "Ask if you would take part in research": that is what is asked.
        let asked = word == "if"
            && (at.saturating_sub(4)..at).any(|i| matches!(&*context.token(i), "ask" | "asking" | "invite"));
        let pointing = word == "that" && at + 1 == hit.first;
        if CLAUSES.contains(&&*word) && !(pointing || ensured || asked) || word == "about" && name != "marketing" {
            return true;
        }
    }
    false
}

/// Whether a verb of telling is the purpose, and has a person as its object: "inform you", and not "inform our policy".
fn told(context: &Context<'_>, words: Words, hit: &Hit) -> bool {
    let at = hit.first;
    let word = |i: u32| if i <= words.last { context.token(i) } else { "".into() };
    let before = if at > words.first { context.token(at - 1) } else { "".into() };
    let head = at == words.first
        || matches!(&*before, "to" | "and" | "or" | "can" | "we" | "us" | "also" | "then")
        || context.between(at - 1, at).contains([',', ';', '/']);
    let next = word(hit.last + 1);
    let article = matches!(&*next, "the" | "our" | "all" | "any" | "these" | "those" | "other");
    let person = |i: u32| PERSONS.contains(&&*word(i));
    let object = person(hit.last + 1) || article && (person(hit.last + 2) || person(hit.last + 3));
    match &*context.token(at) {
        "respond" | "reply" | "answer" | "keep" => head,
        "correspond" | "communicate" => head && matches!(&*next, "with" | "to" | "by" | ""),
        // "Send you email updates".
        "email" if !object => matches!(&*context.token(words.first), "send" | "sending"),
        "contact" => head && (object || next.is_empty()),
        _ => head && object,
    }
}
