//! Recipients: to whom data goes.

use super::phrase::{name, outside, target};
use super::span_of;
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Who gets data by one sentence.
pub(super) struct Who {
    /// The words, in lower case; `unnamed` where there are none.
    pub value: String,
    /// The kinds of recipient, by entry of the lexicon; a supplier counts only where there is nobody else.
    pub kinds: Vec<String>,
    /// Nobody is named.
    pub vague: bool,
}

/// Who gets data by the sentence and by the items that it introduces.
pub(super) fn who(context: &Context<'_>, sentence: u32, verb: &Hit) -> Who {
    let mut kinds: Vec<String> = Vec::new();
    let mut named: Vec<&Hit> = Vec::new();
    let mut vague: Vec<&Hit> = Vec::new();
    for hit in context.reading.hits_in(sentence, "recipient") {
        let before = hit.last < verb.first;
        if before && !passive(context, verb, hit) || !before && outside(context, verb, hit) {
            continue;
        }
        if context.reading.set(hit, "vague").is_some() {
            vague.push(hit);
        } else {
            named.push(hit);
            kinds.push(context.reading.name(hit).to_owned());
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() > 1 {
        kinds.retain(|k| k != "supplier" && k != "internal");
    }
    let phrase = target(context, sentence, verb);
    let words = span_of(context, if named.is_empty() { &vague } else { &named });
    let value = match (words, phrase) {
        (Some(span), _) => plain(context, Span { start: span.start, end: span.end.min(span.start + 80) }),
        (None, Some(span)) => {
            kinds.push("named".to_owned());
            plain(context, span)
        }
        (None, None) => "unnamed".to_owned(),
    };
    let vague = named.is_empty() && (phrase.is_none() || !vague.is_empty());
    Who { value, kinds, vague }
}

/// "The police may be given …": the recipient stands before the verb.
fn passive(context: &Context<'_>, verb: &Hit, hit: &Hit) -> bool {
    (hit.last + 1..verb.first).any(|i| matches!(&*context.token(i), "access" | "receive" | "see" | "whom"))
}

/// The words of a span in one line and in lower case.
fn plain(context: &Context<'_>, span: Span) -> String {
    let words = context.notice.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let words = words.split(';').next().unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads the recipients: behind a verb of sharing, in a list that one introduces, and in the sections on sharing.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "recipient");
        let acts = context.reading.hits_in(sentence, "sharing");
        let item = matches!(
            context.block(sentence).kind,
            BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::FlatRow { .. }
        );
        if hits.is_empty() && acts.is_empty() && !item || super::skipped(context, sentence) {
            continue;
        }
        let Some(source) = source(context, sentence, item) else { continue };
        read(context, sentence, hits, &source, out);
    }
}

/// What makes the words of a sentence recipients.
enum Source {
    /// A verb of sharing in the sentence.
    Verb(Hit),
    /// A line that introduces the item: "We share your data with:".
    Lead,
    /// The section is about sharing.
    Topic,
}

fn source(context: &Context<'_>, sentence: u32, item: bool) -> Option<Source> {
    let force = context.force(sentence);
    if !force.asserts() && force != Force::Attributes || context.within_topic(sentence, "rights") {
        return None;
    }
    if continues(context, sentence) {
        return Some(Source::Lead);
    }
    if let Some(act) = super::act(context, sentence) {
        if super::described(context, &act) {
            return None;
        }
        let span = context.token_span(act.verb.first, act.verb.last);
        let denied =
            context.denied(sentence, span) || super::denied_by_lead(context, sentence) || super::refused(context, &act);
        return (!denied || excepted(context, sentence, &act.verb)).then_some(Source::Verb(act.verb));
    }
    if item {
        let lead = context.lead_sentences(sentence).find_map(|s| introduces(context, s));
        match lead {
            Some(true) => return Some(Source::Lead),
            Some(false) => return None,
            None => {}
        }
    }
    (context.topic(sentence) == Some("sharing") && !negative(context, sentence)).then_some(Source::Topic)
}

/// Whether the sentence goes on to say who those are of whom the sentence before speaks: "These might include …".
fn continues(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let these = matches!(&*context.token(range.start), "these" | "they" | "this" | "examples" | "those" | "such")
        && range
            .clone()
            .take(8)
            .any(|i| matches!(&*context.token(i), "include" | "includes" | "are" | "could" | "may" | "might"));
    these
        && sentence > context.block(sentence).sentences.start
        && super::act(context, sentence - 1)
            .is_some_and(|act| !context.denied(sentence - 1, context.token_span(act.verb.first, act.verb.last)))
}

/// Whether a denial excepts somebody: "with nobody but our accountant".
fn excepted(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    context.reading.hits_in(sentence, "sharing-cue").iter().any(|h| {
        context.reading.name(h) == "except"
            && h.first > verb.last
            && !matches!(&*context.token(h.first), "without" | "until" | "unless")
    })
}

fn negative(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "negate")
}

/// Whether a line introduces recipients; nothing where it says nothing of them.
fn introduces(context: &Context<'_>, lead: u32) -> Option<bool> {
    let range = context.tokens(lead);
    if context.is_heading(lead) && range.len() <= 8 && context.reading.has(lead, "sharing", "recipients") {
        return Some(true);
    }
    let words = range.clone();
    let colon = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
    // "We may disclose it if we have to:" introduces what for, not whom.
    let purpose = range.len() > 2
        && &*context.token(range.end - 1) == "to"
        && matches!(
            &*context.token(range.end - 2),
            "required" | "order" | "necessary" | "need" | "needed" | "have" | "obliged" | "us" | "wish" | "able" | "is"
        );
    if purpose {
        return None;
    }
    let tail = range.start.max(range.end.saturating_sub(7));
    let ends = (tail..range.end).any(|i| {
        matches!(
            &*context.token(i),
            "with"
                | "to"
                | "include"
                | "includes"
                | "recipients"
                | "parties"
                | "organisations"
                | "are"
                | "following"
                | "including"
                | "by"
                | "as"
                | "example"
                | "these"
                | "from"
                | "body"
                | "need"
        )
    });
    let named = context.reading.has(lead, "sharing", "recipients")
        || super::act(context, lead).is_some()
        || context.within_topic(lead, "sharing") && !context.reading.hits_in(lead, "recipient").is_empty();
    let list = colon && context.reading.has(lead, "sharing", "recipients");
    if !named || !ends && !list {
        return None;
    }
    Some(!words.clone().any(|i| matches!(&*context.token(i), "not" | "never" | "won't" | "don't")))
}

fn read(context: &Context<'_>, sentence: u32, hits: &[Hit], source: &Source, out: &mut Vec<Claim>) {
    let named = hits.iter().any(|h| context.reading.set(h, "vague").is_none());
    let from = match source {
        Source::Verb(verb) => verb.last,
        _ => context.tokens(sentence).start,
    };
    let mut found = false;
    for hit in hits {
        let behind = matches!(source, Source::Verb(_)) && hit.last >= from;
        if hit.last < from && matches!(source, Source::Verb(_)) && !access(context, sentence) {
            continue;
        }
        if behind && matches!(source, Source::Verb(verb) if outside(context, verb, hit)) {
            continue;
        }
        let vague = context.reading.set(hit, "vague").is_some();
        if vague
            && (named || inside_other(context, hits, hit) || explained(context, sentence, hit))
            && !matches!(source, Source::Lead)
        {
            found = true;
            continue;
        }
        found = true;
        if inside_other(context, hits, hit) {
            continue;
        }
        out.push(recipient(context, sentence, hit.span, context.reading.name(hit), vague));
    }
    if found {
        return;
    }
    match source {
        Source::Verb(verb) => {
            if let Some(span) = target(context, sentence, verb) {
                out.push(recipient(context, sentence, span, "named", false));
            }
        }
        Source::Lead => {
            if let Some(span) = name(context, sentence).filter(|_| first_sentence(context, sentence)) {
                out.push(recipient(context, sentence, span, "named", false));
            }
        }
        Source::Topic => {}
    }
}

fn access(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "sharing", "recipients")
}

fn first_sentence(context: &Context<'_>, sentence: u32) -> bool {
    context.block(sentence).sentences.start == sentence
}

fn inside_other(context: &Context<'_>, hits: &[Hit], hit: &Hit) -> bool {
    let vague = |h: &Hit| context.reading.set(h, "vague").is_some();
    hits.iter().any(|h| {
        let same = h.first == hit.first && h.last == hit.last;
        // Of two names for the same words the one that says more counts, else the first.
        let yields = !same || (vague(h), h.entry) < (vague(hit), hit.entry);
        h.entry != hit.entry && h.first <= hit.first && hit.last <= h.last && yields
    })
}

/// Whether the words behind say who they are: "third parties such as our printers", "partners: Acme and Bolt".
fn explained(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    (hit.last + 1..end.min(hit.last + 5)).any(|i| {
        matches!(
            &*context.token(i),
            "such"
                | "including"
                | "like"
                | "eg"
                | "namely"
                | "who"
                | "that"
                | "which"
                | "involved"
                | "providing"
                | "acting"
                | "listed"
                | "below"
                | "named"
                | "working"
        )
    }) || context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
}

fn recipient(context: &Context<'_>, sentence: u32, span: Span, kind: &str, vague: bool) -> Claim {
    let mut claim = context.claim("recipient", plain(context, span), sentence, span);
    if claim.force == Force::Attributes {
        claim.force = Force::States;
    }
    claim.with("vague", vague).with("kind-of", kind).with("act", "share")
}
