//! Rights: what the notice says that people may ask for.
//!
//! A phrase that names what can be asked for is an offer only where something offers it: "you have the right to" before
//! it, a lead-in of a list, the heading of a section about rights. Mentions in passing ("once you withdraw consent, …")
//! count for nothing where they stand alone.

mod complaint;
mod handling;
mod offer;

use super::context::Context;
use super::model::{Claim, Confidence, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use offer::{Offered, announced, conforms, excepted, extent, instructs, objects, of_member, passing, stop_contact};

/// The most words of a heading; anything longer was a paragraph once.
const TITLE: usize = 24;

/// A right found in a sentence, before the whole section is looked at.
struct Found {
    value: &'static str,
    sentence: u32,
    span: Span,
    /// Whether the words themselves offer it.
    strong: bool,
    denied: bool,
}

/// So many words into its paragraph the name of a right ends in a colon.
const LABEL: u32 = 14;

/// The rights that can be asked for, with the names of their entries.
const VALUES: &[&str] = &[
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "marketing-objection",
    "withdraw-consent",
    "automated-decisions",
];

/// Reads the rights.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut found: Vec<Found> = Vec::new();
    let mut headings: Vec<Found> = Vec::new();
    for sentence in 0..context.sentence_count() {
        if context.reading.hits_in(sentence, "right").is_empty()
            && context.reading.hits_in(sentence, "right-name").is_empty()
        {
            continue;
        }
        match context.block(sentence).kind {
            BlockKind::Contents | BlockKind::Code => {}
            BlockKind::Heading { .. } if context.tokens(sentence).len() <= TITLE => {
                heading(context, sentence, &mut headings)
            }
            _ => read(context, sentence, &mut found),
        }
    }
    let kept = settle(context, found, headings);
    out.extend(kept.iter().map(|f| claim(context, f)));
    complaint::extract(context, out);
    handling::extract(context, out);
}

/// The value as a constant, of an entry's name.
fn value(name: &str) -> Option<&'static str> {
    VALUES.iter().find(|v| **v == name).copied()
}

/// The rights of one sentence.
fn read(context: &Context<'_>, sentence: u32, found: &mut Vec<Found>) {
    let before = found.len();
    if announced(context, sentence) || conforms(context, sentence) {
        return;
    }
    let hits = context.reading.hits_in(sentence, "right");
    let place = Offered::of(context, sentence);
    let question = context.words(context.sentence_span(sentence)).ends_with('?');
    let mut last: Option<u32> = None;
    for hit in hits {
        let mut name = context.reading.name(hit);
        if name == "stop-contact" {
            let out = (hit.first..=hit.last).any(|i| context.token(i) == "opt");
            let Some(stop) = stop_contact(context, sentence, out) else { continue };
            name = stop;
        }
        let Some(value) = value(name) else { continue };
        if value == "objection" && covered(context, hits, hit) || profiling(context, hits, hit, value) {
            continue;
        }
        // "If you wish us to stop using it, you may withdraw your consent" is withdrawal, and nothing else.
        let ends = value == "objection"
            && (hit.first..=hit.last).any(|i| context.token(i) == "stop")
            && hits.iter().any(|h| context.reading.name(h) == "withdraw-consent" && h.first > hit.last)
            && context.reading.has(sentence, "data-cue", "ends");
        if ends {
            continue;
        }
        let reused = value == "access"
            && matches!(&*context.token(hit.first), "receive" | "obtain")
            && context.reading.has(sentence, "right", "portability");
        if reused {
            continue;
        }
        let purpose =
            value == "marketing-objection" && matches!(&*context.token(hit.first), "processed" | "processing" | "used");
        if purpose && !objects(context, sentence) {
            continue;
        }
        let denied = excepted(context, sentence, hit);
        let request = value == "access" && context.token(hit.first) == "subject" && hit.last - hit.first >= 2;
        let offered = !question && place.offers(context, sentence, hit, value);
        let offered = offered || purpose || last.is_some_and(|l| goes_on(context, l, hit));
        let offered = offered || !question && labels(context, hit) && follows(context, hit, found);
        if offered {
            last = Some(hit.last);
        }
        let strong = offered && !request;
        if !denied && (!offered && !place.rights || passing(context, sentence, hit)) {
            continue;
        }
        let span = if value == "withdraw-consent" { hit.span } else { extent(context, hit) };
        push(found, before, Found { value, sentence, span, strong, denied });
    }
    names(context, sentence, &place, before, found);
}

/// Whether a right goes on with a list of offered ones: "…, ask us to restrict how we use it and to receive it".
fn goes_on(context: &Context<'_>, last: u32, hit: &Hit) -> bool {
    // "Delete or amend any of the information": the second stands among the words of the first.
    if hit.first <= last {
        return hit.first > 0 && matches!(&*context.token(hit.first - 1), "and" | "or");
    }
    hit.first > last
        && hit.first - last <= 12
        && (matches!(&*context.token(hit.first - 1), "to" | "and" | "or" | "also")
            || context.between(hit.first - 1, hit.first).contains(','))
        && !(last + 1..hit.first).any(|i| matches!(&*context.token(i), "we" | "not" | "if" | "unless" | "will"))
}

/// "Object to processing of your data: this is where …": whether a right is the name of what its paragraph explains.
fn labels(context: &Context<'_>, hit: &Hit) -> bool {
    let range = context.tokens(hit.sentence);
    let named = (hit.last..range.end.min(range.start + LABEL)).any(|i| context.between(i, i + 1).contains(':'));
    hit.first <= range.start + 1 && named
}

/// Whether the paragraph right before tells of a right that is offered.
fn follows(context: &Context<'_>, hit: &Hit, found: &[Found]) -> bool {
    let block = context.block_index(hit.sentence);
    found.iter().rev().take(4).any(|f| {
        let at = context.block_index(f.sentence);
        f.strong && !f.denied && at < block && block - at <= 2
    })
}

/// Adds a right; of one block and value the first strong one stays.
fn push(found: &mut Vec<Found>, before: usize, new: Found) {
    if let Some(old) = found[before..].iter_mut().find(|f| f.value == new.value && f.denied == new.denied) {
        if new.strong && !old.strong {
            *old = new;
        }
        return;
    }
    found.push(new);
}

/// Whether an objection is one to marketing or to automated decisions, and to nothing else.
fn covered(context: &Context<'_>, hits: &[Hit], hit: &Hit) -> bool {
    let reading = &context.reading;
    hits.iter().any(|h| match reading.name(h) {
        "marketing-objection" => {
            let starts = h.first <= hit.last + 6 && h.last >= hit.first && h.first <= hit.first + 3;
            !parted(context, hit.first, h.last)
                && starts
                && !broader(context, hit, h)
                && !(h.last + 1..=h.last + 4).any(|i| more(context, h.last, i))
        }
        "automated-decisions" => {
            // "The right to object, and rights related to automated decisions": the second right is another one.
            let anew = (hit.last + 1..h.last).any(|i| matches!(&*context.token(i), "right" | "rights"));
            h.first <= hit.last + 1
                && h.last >= hit.first
                && !anew
                && !parted(context, hit.first, h.last)
                && !profiling(context, hits, h, "automated-decisions")
        }
        _ => false,
    })
}

/// "… object to processing; not be subject to automated decisions": two rights.
fn parted(context: &Context<'_>, first: u32, last: u32) -> bool {
    (first..last).any(|i| context.between(i, i + 1).contains(';'))
}

/// Whether marketing is only one of the things that may be objected to: "to certain uses, including for marketing", "to use
/// in the public interest and to direct marketing".
fn broader(context: &Context<'_>, hit: &Hit, marketing: &Hit) -> bool {
    let between = || hit.first + 1..marketing.last;
    let is = |i: u32, words: &[&str]| words.contains(&&*context.token(i));
    let part = between().any(|i| {
        is(i, &["including", "includes", "include", "especially", "particularly", "notably"])
            || i > 0 && (is(i, &["as"]) && is(i - 1, &["such"]) || is(i, &["particular"]) && is(i - 1, &["in"]))
    });
    let grounds = &["interest", "interests", "task", "tasks", "authority", "research", "situation", "statistics"];
    part || between().any(|i| is(i, grounds)) && between().any(|i| is(i, &["and", "or"]))
}

/// Whether what looks like an objection to automated decisions is "direct marketing (including profiling)".
fn profiling(context: &Context<'_>, hits: &[Hit], hit: &Hit, value: &str) -> bool {
    value == "automated-decisions"
        && hits
            .iter()
            .any(|h| context.reading.name(h) == "marketing-objection" && h.first <= hit.last && hit.first <= h.last)
        && !(hit.first..=hit.last).any(|i| context.token(i).starts_with("automat"))
}

/// Whether "and processing …" follows an objection to marketing, so that more than marketing may be objected to.
fn more(context: &Context<'_>, last: u32, index: u32) -> bool {
    let sentence = context.reading.sentences.iter().find(|r| r.contains(&last));
    sentence.is_some_and(|r| r.contains(&(index + 1)))
        && matches!(&*context.token(index), "and" | "or")
        && (matches!(&*context.token(index + 1), "processing" | "to" | "other" | "any")
            || context.token(index + 1) == "in" && matches!(&*context.token(index + 2), "certain" | "some"))
}

/// Rights listed by name: "the right to access, rectification and erasure".
fn names(context: &Context<'_>, sentence: u32, place: &Offered, before: usize, found: &mut Vec<Found>) {
    let names = context.reading.hits_in(sentence, "right-name");
    let Some(first) = names.first() else { return };
    let start = context.tokens(sentence).start;
    let end = context.tokens(sentence).end;
    for hit in names.iter().filter(|h| h.first > start && (place.rights || place.led)) {
        // "Correct it if it is wrong (rectification)".
        let closed = if hit.last + 1 < end {
            context.between(hit.last, hit.last + 1)
        } else {
            let span = context.sentence_span(sentence);
            context.words(Span { start: hit.span.end, end: span.end })
        };
        if context.between(hit.first - 1, hit.first).ends_with('(')
            && closed.starts_with(')')
            && let Some(value) = value(context.reading.name(hit))
        {
            push(found, before, Found { value, sentence, span: hit.span, strong: true, denied: false });
        }
    }
    let labelled = place.rights
        && first.first == start
        && first.last + 1 < end
        && context.between(first.last, first.last + 1).contains([':', '–', '—', '-', '.']);
    if labelled {
        if let Some(value) = value(context.reading.name(first)) {
            push(found, before, Found { value, sentence, span: first.span, strong: true, denied: false });
        }
        return;
    }
    let mut at = if place.item && (place.led || place.rights) && first.first <= start + 2 {
        first.first
    } else {
        let list = context.reading.hits_in(sentence, "right-cue").iter().find(|c| context.reading.name(c) == "list");
        match list {
            Some(cue) if place.rights || (cue.first..=cue.last).any(|i| context.token(i).starts_with("right")) => {
                cue.last
            }
            // Under "Your rights": "Access, rectification, erasure and objection."
            None if place.rights && first.first == start && names.len() >= 3 && !place.item => first.first,
            _ => return,
        }
    };
    let from = at;
    let alone = place.item && names.len() == 1;
    let mut chain: Vec<&Hit> = Vec::new();
    let known = context.reading.hits_in(sentence, "right");
    let taken = |hit: &Hit| {
        let same = |k: &Hit| {
            let name = context.reading.name(k);
            name == context.reading.name(hit) || matches!(name, "marketing-objection" | "automated-decisions")
        };
        known.iter().any(|k| k.first <= hit.first && hit.last <= k.last && same(k))
    };
    for hit in names.iter().filter(|h| h.first >= from) {
        if hit.first > at + 9 {
            // "…, and the rights to erasure, restriction and objection": the list begins anew.
            let anew = context.reading.hits_in(sentence, "right-cue").iter().any(|c| {
                context.reading.name(c) == "list" && c.last > at && c.last < hit.first && hit.first - c.last <= 3
            });
            if !anew {
                break;
            }
        }
        at = hit.last;
        if taken(hit) {
            continue;
        }
        if !excepted(context, sentence, hit) && !passing(context, sentence, hit) {
            chain.push(hit);
        }
    }
    if names.iter().filter(|h| h.first >= from).count() < 2 && !alone {
        return;
    }
    for hit in chain {
        if let Some(value) = value(context.reading.name(hit)) {
            push(
                found,
                before,
                Found { value, sentence, span: hit.span, strong: place.led || place.rights, denied: false },
            );
        }
    }
}

/// The rights that a heading names.
fn heading(context: &Context<'_>, sentence: u32, headings: &mut Vec<Found>) {
    let before = headings.len();
    let section = context.block(sentence).section;
    let parent = context.notice.sections[section as usize].parent;
    let about = context.section_topic(section) == Some("rights")
        || std::iter::successors(Some(parent), |&s| {
            Some(context.notice.sections[s as usize].parent).filter(|_| s != 0)
        })
        .any(|s| context.section_topic(s) == Some("rights"));
    let asked = context.words(context.sentence_span(sentence)).ends_with('?')
        && context.tokens(sentence).any(|i| matches!(&*context.token(i), "i" | "my"));
    for group in ["right", "right-name"] {
        for hit in context.reading.hits_in(sentence, group) {
            let Some(value) = value(context.reading.name(hit)) else { continue };
            if (about || asked && group == "right")
                && (group == "right" || hit.first <= context.tokens(sentence).start + 1)
            {
                push(headings, before, Found { value, sentence, span: hit.span, strong: true, denied: false });
            }
        }
    }
}

/// Of all that was found: offers, mentions where nothing in the section offers, headings whose section names nothing.
fn settle(context: &Context<'_>, found: Vec<Found>, headings: Vec<Found>) -> Vec<Found> {
    let section = |f: &Found| context.block(f.sentence).section;
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    let mut weak: Vec<Found> = Vec::new();
    for f in found {
        if !f.strong && !f.denied {
            weak.push(f);
            continue;
        }
        let row = context.place(f.sentence).row;
        let same = |k: &&mut Found| k.value == f.value && k.denied == f.denied && context.place(k.sentence).row == row;
        match kept.iter_mut().find(same) {
            // Of a row the words of the later cell say more than the name in the first.
            Some(old) if context.block_index(old.sentence) != context.block_index(f.sentence) => *old = f,
            Some(_) => {}
            None => kept.push(f),
        }
    }
    for f in weak {
        if !kept.iter().any(|k| {
            k.value == f.value && !k.denied && about_rights(context, section(k)) == about_rights(context, section(&f))
        }) {
            kept.push(f);
        }
    }
    // A copy "in a structured, commonly used format" is portability; access as well only where nothing else offers it.
    let copies: Vec<u32> = kept.iter().filter(|f| f.value == "portability").map(|f| f.sentence).collect();
    let offered = |k: &Found| k.value == "access" && !copies.contains(&k.sentence);
    let elsewhere: Vec<u32> = kept.iter().filter(|k| offered(k)).map(|k| about_rights(context, section(k))).collect();
    kept.retain(|f| f.value != "access" || offered(f) || !elsewhere.contains(&about_rights(context, section(f))));
    for f in headings {
        let own = section(&f);
        let body = context
            .notice
            .blocks
            .iter()
            .any(|b| b.section == own && !matches!(b.kind, BlockKind::Heading { .. } | BlockKind::Contents));
        if body
            && !instructs(context, own)
            && !kept.iter().any(|k| k.value == f.value && inside(context, section(k), own))
        {
            kept.push(f);
        }
    }
    kept
}

/// The outermost section about rights that a section stands in; itself if none.
fn about_rights(context: &Context<'_>, section: u32) -> u32 {
    let mut at = section;
    let mut outer = section;
    while at != 0 {
        if context.section_topic(at) == Some("rights") {
            outer = at;
        }
        at = context.notice.sections[at as usize].parent;
    }
    outer
}

fn inside(context: &Context<'_>, section: u32, outer: u32) -> bool {
    let mut at = section;
    while at != outer && at != 0 {
        at = context.notice.sections[at as usize].parent;
    }
    at == outer
}

/// The claim, with what the sentence says of terms, fee and refusal.
fn claim(context: &Context<'_>, found: &Found) -> Claim {
    let sentence = found.sentence;
    let mut claim = context.claim("right", found.value, sentence, found.span);
    let heading = matches!(context.block(sentence).kind, BlockKind::Heading { .. });
    let hedged = context.reading.has(sentence, "right-cue", "hedge")
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "right-cue", "hedge"));
    claim.force = match claim.force {
        Force::Defines if context.topic(sentence) == Some("definitions") => Force::Defines,
        Force::Discusses => Force::Discusses,
        _ if hedged => Force::May,
        _ => Force::States,
    };
    if hedged {
        claim.details.insert("hedged", true.into());
    }
    if heading || !found.strong {
        claim.confidence = Confidence::Likely;
    }
    if found.denied {
        claim.polarity = Polarity::Denied;
    }
    let block = context.block(sentence);
    for s in block.sentences.clone() {
        for cue in context.reading.hits_in(s, "right-cue") {
            let name = match context.reading.name(cue) {
                "terms" if s == sentence && of_member(context, sentence, cue, found.span) => "terms",
                "ground" if s == sentence && of_member(context, sentence, cue, found.span) => "ground",
                "refusable" => "refusable",
                "fee" if found.value == "access" => "fee-case",
                _ => continue,
            };
            if name == "refusable" {
                claim.details.insert(name, true.into());
            } else {
                claim.details.entry(name).or_insert_with(|| context.words(cue.span).to_owned().into());
            }
        }
    }
    if let Some(fault) = handling::fault(context, sentence, found.value) {
        claim.details.insert("terms", fault.into());
    }
    claim
}

#[cfg(test)]
mod tests;
