//! Ordinary categories of data: names, addresses, payments and the like; and data that is said to identify nobody.

use super::context::Context;
use super::force;
use super::lists::{continued, duty, handed, hands_data, introductions, purposes, refused, shared};
use super::model::Claim;
use super::source::leads_to_sources;
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// The longest head of a column, in words.
const HEAD: usize = 6;

/// How many words an item that lists data is followed for.
const ITEM: u32 = 60;

/// How many words behind "we collect" data may be named.
const REACH: u32 = 40;

/// Reads the ordinary categories that a notice says are collected, and what it says of whether they identify anybody.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut place: Option<Place> = None;
    let mut last = u32::MAX;
    for hit in context.reading.hits("ordinary-data") {
        if hit.sentence != last {
            last = hit.sentence;
            place = Place::of(context, last);
        }
        let Some(place) = &place else { continue };
        // A special category at the same words says more.
        let special = context.reading.hits_in(last, "category").iter().any(|h| h.span.overlaps(hit.span));
        if special || context.denied(last, hit.span) {
            continue;
        }
        let nobody = place.anonymous && singled_out(context.reading.name(hit));
        if !nobody && !place.admits(hit) {
            continue;
        }
        let mut claim = context.claim("category", format!("ordinary/{}", context.reading.name(hit)), last, hit.span);
        claim.force = force::member(context, last, hit.span);
        if nobody {
            claim.span = place.shown.unwrap_or(claim.span);
            claim.details.insert("identifiable", "no".into());
        } else if place.personal.is_some_and(|at| hit.first > at) {
            claim.details.insert("identifiable", "yes".into());
        }
        let act = if place.shared || shared(context, last, hit) { "shared" } else { "collected" };
        out.push(claim.with("listed-as", "ordinary").with("act", act));
    }
    headed(context, out);
}

/// Kinds of data of which a notice may say that they identify nobody.
fn singled_out(name: &str) -> bool {
    matches!(name, "usage" | "technical" | "survey" | "location")
}

/// What is known of a sentence that names data.
struct Place {
    /// A list item or a cell of a list of data.
    listed: bool,
    start: u32,
    /// The token of the verb by which we collect.
    verb: Option<u32>,
    shared: bool,
    /// The sentence says that the data identifies nobody.
    anonymous: bool,
    shown: Option<crate::notice::Span>,
    /// The token of the words "personal data" that open a list: "your personal data (name, address)".
    personal: Option<u32>,
}

impl Place {
    fn of(context: &Context<'_>, sentence: u32) -> Option<Place> {
        let block = context.block(sentence);
        if !context.force(sentence).asserts() || matches!(block.kind, BlockKind::Contents | BlockKind::Code) {
            return None;
        }
        let topic = context.topic(sentence);
        let elsewhere = matches!(topic, Some("rights" | "definitions" | "complaints" | "retention" | "security"));
        if elsewhere || refused(context, sentence) || asks(context, sentence) || duty(context, sentence) {
            return None;
        }
        let item = matches!(block.kind, BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::FlatRow { .. });
        let cell = matches!(block.kind, BlockKind::Cell { .. } | BlockKind::FlatRow { .. });
        // A cell may have several heads; of the lines before an item the nearest counts, and what it goes on about.
        let nearest = if cell { None } else { context.lead_sentences(sentence).next() };
        if nearest.is_some_and(|lead| leads_to_sources(context, lead)) {
            return None;
        }
        let leads = introductions(context, sentence).take_while(|l| nearest.is_none_or(|n| *l <= n));
        let collects = leads.take(if cell { usize::MAX } else { 2 }).any(|l| {
            // The head of a column ("Personal data") needs no verb.
            let head = cell && context.tokens(l).len() <= HEAD;
            context.reading.has(l, "data-cue", "data")
                && (head || context.reading.has(l, "data-cue", "collect") || hands_data(context, l))
                && !context.reading.has(l, "cue", "right")
        });
        let has = |s: u32, name: &str| context.reading.has(s, "data-cue", name);
        let purpose = purposes(context, sentence);
        let verb = context
            .reading
            .find(sentence, "data-cue", "we-collect")
            .map(|h| h.last)
            .or_else(|| comprises(context, sentence))
            .or_else(|| {
                // "We collect data on you. This includes your name": the list begins with its first word.
                let told = |s: u32| has(s, "data") && has(s, "collect") && context.force(s).asserts();
                continued(context, sentence).filter(|s| told(*s)).map(|_| context.tokens(sentence).start)
            })
            .or_else(|| (topic == Some("collection") && !item).then(|| occasion(context, sentence)).flatten())
            .or_else(|| {
                (topic == Some("collection") && !item && bare(context, sentence))
                    .then(|| context.tokens(sentence).start)
            })
            .filter(|_| !context.reading.has(sentence, "cue", "right"));
        let anonymous = context.reading.has(sentence, "processor-cue", "anonymous");
        let personal = opens(context, sentence);
        // What stands in a list of purposes is no list of data.
        let listed = item && !purpose && (collects || topic == Some("collection"));
        (listed || verb.is_some() || anonymous || personal.is_some()).then(|| Place {
            listed,
            start: context.tokens(sentence).start,
            verb,
            shared: handed(context, sentence),
            anonymous,
            shown: anonymous.then(|| context.sentence_span(sentence)),
            personal,
        })
    }

    fn admits(&self, hit: &Hit) -> bool {
        self.listed && hit.first < self.start + ITEM
            || self.verb.is_some_and(|v| hit.first > v && hit.first - v <= REACH)
            || self.personal.is_some_and(|at| hit.first > at)
    }
}

/// "When you visit us: your name", and "This may include your name" behind it, where a section tells what is collected: the
/// token before the list.
fn occasion(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let block = &context.block(sentence).sentences;
    let start = context.tokens(sentence).start;
    let when =
        |s: u32| matches!(&*context.token(context.tokens(s).start), "when" | "where" | "if" | "from" | "through");
    let colon = |s: u32| context.tokens(s).take(14).find(|&i| context.between(i, i + 1).contains(':'));
    if when(sentence) {
        return colon(sentence);
    }
    let after = sentence > block.start && when(block.start) && colon(block.start).is_some();
    (after && continued(context, sentence).is_some()).then_some(start)
}

/// "Account data (name, address); meter readings; recordings of calls.": a list that has no verb and no need of one.
fn bare(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let parts = range.clone().skip(1).filter(|&i| context.between(i - 1, i).contains(';')).count();
    let first = context.token(range.start);
    parts > 1
        && !matches!(&*first, "we" | "if" | "when" | "where" | "you" | "in" | "for" | "to" | "as" | "this" | "it")
        && !range
            .take(8)
            .any(|i| matches!(&*context.token(i), "is" | "are" | "will" | "may" | "can" | "we" | "do" | "does"))
}

/// Words that begin a list.
fn begins(context: &Context<'_>, token: u32) -> bool {
    matches!(&*context.token(token), "including" | "includes" | "include" | "such")
}

/// "Your personal data (your name and address)", "personal information such as your name": the token that opens the list.
fn opens(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let range = context.tokens(sentence);
    range.clone().find(|&i| {
        matches!(&*context.token(i), "data" | "information")
            && i > range.start
            && &*context.token(i - 1) == "personal"
            && ((i..range.end.min(i + 3)).any(|j| context.between(j, j + 1).contains('('))
                || (i + 1..range.end.min(i + 6)).any(|j| begins(context, j)))
    })
}

/// "The data stored about you includes your name": the token that opens the list.
fn comprises(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let range = context.tokens(sentence);
    let data = range.clone().find(|&i| matches!(&*context.token(i), "data" | "information"))?;
    let list = (data..range.end.min(data + 25)).find(|&i| begins(context, i))?;
    let held = context
        .reading
        .hits_in(sentence, "data-cue")
        .iter()
        .any(|h| context.reading.name(h) == "collect" && h.last < list);
    held.then_some(list)
}

/// Whether the sentence asks its reader to do something: "Please tell us if your details change".
fn asks(context: &Context<'_>, sentence: u32) -> bool {
    &*context.token(context.tokens(sentence).start) == "please" || context.reading.has(sentence, "data-cue", "inform")
}

/// A section headed by a kind of data ("Usage data") that says that it identifies nobody.
fn headed(context: &Context<'_>, out: &mut Vec<Claim>) {
    for cue in context.reading.hits("processor-cue") {
        if context.reading.name(cue) != "anonymous" || !context.force(cue.sentence).asserts() {
            continue;
        }
        let section = &context.notice.sections[context.block(cue.sentence).section as usize];
        let Some(heading) = section.heading else { continue };
        let sentences = context.notice.blocks[heading as usize].sentences.clone();
        let named = sentences
            .flat_map(|s| context.reading.hits_in(s, "ordinary-data"))
            .find(|h| singled_out(context.reading.name(h)));
        let own = context.reading.hits_in(cue.sentence, "ordinary-data").is_empty();
        if let Some(hit) = named.filter(|_| own) {
            let value = format!("ordinary/{}", context.reading.name(hit));
            let claim = context.claim("category", value, cue.sentence, context.sentence_span(cue.sentence));
            out.push(claim.with("identifiable", "no").with("listed-as", "ordinary").with("act", "collected"));
        }
    }
}

#[cfg(test)]
mod tests;
