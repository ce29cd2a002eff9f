//! Statements without a period: what decides the length, and pointers to the document that says it.

use super::link::{Act, Verb};
use super::naming::about;
use super::records::Records;
use super::standing::{negated, stand};
use super::{Statement, has, hits, reach, trigger};
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::Span;

/// Claims by criteria: "as long as necessary", "until you close your account", "deleted after the event".
pub(super) fn criteria(
    context: &Context<'_>,
    sentence: u32,
    verbs: &[Verb],
    place: (bool, bool, bool),
    out: &mut Vec<Claim>,
) {
    let (led, topical, continued) = place;
    let stated = hits(context, sentence, "criteria-stated");
    let mut none = hits(context, sentence, "criteria-none");
    // "May be kept beyond this period" is a length that is left open; "is not kept beyond it" has none of its own.
    none.extend(
        hits(context, sentence, "criteria-beyond").into_iter().filter(|h| {
            verbs.iter().any(|v| v.act == Act::Keep && v.first <= h.first && !negated(context, sentence, *v))
        }),
    );
    let keeps = verbs.iter().any(|v| v.act == Act::Keep);
    let only_deletes = !verbs.is_empty() && verbs.iter().all(|v| v.act == Act::Delete);
    let asked = has_word(context, sentence, &["right", "request", "ask"]);
    // "To decide how long, we consider …" says by itself what the length depends on.
    let rule = hits(context, sentence, "criteria-rule");
    if rule.is_empty() && context.lead_sentences(sentence).any(|s| has(context, s, "record-of")) {
        return;
    }
    // "… while you are a member. If you leave, it is deleted": another event, hence no repetition.
    let begin = context.tokens(sentence).start;
    let opens = matches!(&*context.token(begin), "if" | "when" | "once")
        && hits(context, sentence, "event").iter().any(|h| h.first == begin);
    if rule.is_empty() && continued && !keeps && !opens || context.within_topic(sentence, "rights") && (!keeps || asked)
    {
        return;
    }
    let short = context.tokens(sentence).len() <= 25;
    let policy = |i: u32| matches!(&*context.token(i + 1), "policy" | "policies" | "notice" | "statement");
    let cookie = |i: u32| matches!(&*context.token(i), "cookie" | "cookies");
    if context.tokens(sentence).any(|i| cookie(i) && !policy(i)) {
        return;
    }
    let governed = |h: &Hit| {
        let back = verbs.iter().rev().find(|v| v.last <= h.first || v.first <= h.first && v.last >= h.first);
        let ahead = verbs.iter().find(|v| v.first > h.last);
        back.is_some_and(|v| h.first.saturating_sub(v.last) <= 40)
            || verbs.iter().any(|v| v.first > h.first && v.last <= h.last)
            || ahead.is_some_and(|v| v.first - h.last <= 20 && h.first - context.tokens(sentence).start <= 8)
            || led && verbs.iter().all(|v| v.first > h.last)
            || topical && (verbs.is_empty() && short || processes(context, sentence))
    };
    let keeping = |h: &Hit| {
        led || !only_deletes || !context.token(h.first).starts_with("until") && context.token(h.first) != "while"
    };
    let hit = rule.first().map(|h| (**h, "stated"));
    let hit = hit.or_else(|| stated.iter().find(|h| governed(h) && keeping(h)).map(|h| (**h, "stated")));
    let hit = hit.or_else(|| none.iter().find(|h| governed(h)).map(|h| (**h, "none")));
    let hit = hit.or_else(|| open(context, sentence, verbs));
    let hit = hit.or_else(|| event(context, sentence, verbs).map(|h| (h, "stated")));
    let Some((hit, kind)) = hit else { return };
    let verb = verbs.iter().rev().find(|v| v.first <= hit.first && v.act != Act::Term);
    let verb = verb.or_else(|| verbs.iter().find(|v| v.act != Act::Term)).or(verbs.first()).copied();
    let mut statement = Statement::new(context, sentence, "criteria", extent(context, sentence, &hit));
    let from = context.tokens(sentence).start;
    statement.trigger = trigger::ends(context, &statement.span, sentence);
    // "Log-in details: until you leave, when they are deleted": the word that deletes comes after what it ends.
    let ahead = verb.is_some_and(|v| v.first > hit.last) && hit.first > from;
    // "To decide how long, we consider the amount of data": no record is named.
    if rule.is_empty() {
        statement.records = about(context, sentence, verb.filter(|_| !ahead), (from, hit.first), None, false);
        if let Some(copies) = verb.and_then(|v| along(context, sentence, v, verbs)) {
            statement.records.keys.splice(0..0, copies.keys);
            let words = statement.records.words.zip(copies.words);
            statement.records.words = words.map(|(own, first)| Span { start: first.start, end: own.end });
        }
    } else {
        statement.records.generic = true;
    }
    stand(context, sentence, verb, &mut statement);
    if !rule.is_empty() && statement.force.asserts() {
        statement.force = Force::States;
    }
    out.extend(statement.claim(context).map(|c| c.with("criteria", kind)));
}

/// What goes together with the records: "copies that are deleted as part of deleting the file": the copies.
fn along(context: &Context<'_>, sentence: u32, verb: Verb, verbs: &[Verb]) -> Option<Records> {
    let start = context.tokens(sentence).start;
    let part =
        verb.first > start + 3 && context.token(verb.first - 1) == "of" && context.token(verb.first - 2) == "part";
    let other = verbs.iter().find(|v| part && v.act == Act::Delete && v.last + 2 < verb.first)?;
    let mut that = other.first;
    while that > start && super::standing::auxiliary(&context.token(that - 1)) {
        that -= 1;
    }
    let that = that.checked_sub(1).filter(|&i| i > start && matches!(&*context.token(i), "that" | "which"))?;
    let opens =
        |i: u32| matches!(&*context.token(i), "have" | "has" | "keep" | "make" | "hold" | "are" | "is" | "our" | "the");
    let first = (start..that).rev().take(16).find(|&i| opens(i)).map_or(start, |i| i + 1);
    Some(super::records::of(context, sentence, first, that)).filter(|r| !r.keys.is_empty())
}

/// Whether a comma stands between alternatives: "until you leave, ask us to stop, or close your account".
fn alternatives(context: &Context<'_>, sentence: u32, comma: u32) -> bool {
    let end = context.tokens(sentence).end;
    for at in comma..end.min(comma + 16) {
        let next = if at + 1 < end { context.token(at + 1) } else { return false };
        let gap = context.between(at, at + 1);
        if next == "or" && gap.contains(',') {
            return true;
        }
        if gap.contains(['.', ';', ':', '('])
            || matches!(&*next, "we" | "it" | "which" | "unless" | "so" | "then" | "at")
        {
            return false;
        }
    }
    false
}

/// The words of a criterion: no further than its comma, and to the end of its clause where the phrase is only its
/// beginning ("when a | chat is deleted").
fn extent(context: &Context<'_>, sentence: u32, hit: &Hit) -> Span {
    let stops = |at: u32| {
        let gap = context.between(at, at + 1);
        if gap.trim() == "," && context.token(hit.first) == "until" && alternatives(context, sentence, at) {
            return false;
        }
        gap.contains([',', ';', ':', '(', ')', '\n', '\u{2013}', '\u{2014}']) || gap.contains(". ")
    };
    if let Some(cut) = (hit.first + 1..hit.last).find(|&at| stops(at)) {
        return context.token_span(hit.first, cut);
    }
    let opens = |word: &str| {
        matches!(
            word,
            "the"
                | "a"
                | "an"
                | "any"
                | "all"
                | "each"
                | "every"
                | "you"
                | "your"
                | "we"
                | "our"
                | "it"
                | "its"
                | "they"
                | "their"
                | "his"
                | "her"
                | "of"
                | "this"
                | "that"
                | "he"
                | "she"
                | "is"
                | "are"
        )
    };
    let mut last = hit.last;
    // "Until you tell us that you no longer wish | to take part", "once the retention period | has passed": the phrase ends
    // in the middle of its clause.
    let long = context.token(hit.first) == "until" && hit.last - hit.first >= 9;
    let term =
        context.reading.name(hit) == "event-period" && matches!(&*context.token(hit.first), "after" | "once" | "when");
    // "When you close | your account"
    let object = context.reading.name(hit) == "event"
        && matches!(&*context.token(last), "close" | "cancel" | "terminate" | "leave")
        && last + 1 < context.tokens(sentence).end
        && matches!(&*context.token(last + 1), "your" | "the" | "our")
        && !stops(last);
    if !opens(&context.token(last)) && !long && !term && !object {
        return hit.span;
    }
    let end = context.tokens(sentence).end;
    while last + 1 < end && last - hit.first < 20 && !stops(last) {
        let next = context.token(last + 1);
        let new = matches!(
            &*next,
            "we" | "we'll"
                | "we\u{2019}ll"
                | "and"
                | "but"
                | "so"
                | "unless"
                | "because"
                | "this"
                | "it"
                | "which"
                | "by"
        );
        let aim = next == "in" && last + 2 < end && context.token(last + 2) == "order";
        if (new || aim || next == "will") && last > hit.last {
            break;
        }
        last += 1;
    }
    context.token_span(hit.first, last)
}

fn has_word(context: &Context<'_>, sentence: u32, words: &[&str]) -> bool {
    context.tokens(sentence).any(|i| words.contains(&&*context.token(i)))
}

fn processes(context: &Context<'_>, sentence: u32) -> bool {
    has_word(context, sentence, &["process", "use", "processed", "used"])
}

/// "We only keep your data for as long as:", and a list of reasons: criteria that tell something when an item does.
fn open(context: &Context<'_>, sentence: u32, verbs: &[Verb]) -> Option<(Hit, &'static str)> {
    let end = context.tokens(sentence).end;
    let hit = hits(context, sentence, "criteria-open").into_iter().find(|h| h.last + 1 == end).copied()?;
    let colon = context.words(context.sentence_span(sentence)).ends_with(':');
    if !colon || !verbs.iter().any(|v| v.act == Act::Keep && v.first < hit.first) {
        return None;
    }
    let block = context.block_index(sentence);
    let items = (sentence + 1..context.sentence_count().min(sentence + 9))
        .filter(|&s| context.leads(context.block_index(s)).any(|l| l == block));
    let bare = |s: u32| {
        has_word(context, s, &["needed", "need", "necessary", "required", "requires", "law", "purpose", "purposes"])
    };
    let told = items.into_iter().any(|s| !bare(s));
    Some((hit, if told { "stated" } else { "none" }))
}

/// An event that ends the keeping, beside a word that deletes: "we delete it after the event".
fn event(context: &Context<'_>, sentence: u32, verbs: &[Verb]) -> Option<Hit> {
    let verb = verbs.iter().find(|v| v.act == Act::Delete)?;
    let start = context.tokens(sentence).start;
    let refused = context.tokens(sentence).any(|i| {
        let word = context.token(i);
        matches!(&*word, "request" | "requests" | "ask" | "asked" | "withdraw") || word == "if" && i > start
    });
    if refused || negated(context, sentence, *verb) || context.within_topic(sentence, "rights") {
        return None;
    }
    let mut all = hits(context, sentence, "event");
    all.extend(hits(context, sentence, "event-period"));
    let hit = all.into_iter().find(|h| {
        h.first > verb.last && h.first - verb.last <= 16
            || h.last < verb.first && h.first <= start + 1 + u32::from(context.reading.name(h) == "event-period")
    });
    // "If you leave, we delete it after the event" is told by its case.
    let case = context.token(start) == "if" && hit.is_none_or(|h| h.first != start);
    hit.filter(|h| !case && context.token(h.first) != "immediately").copied()
}

/// Claims that only point at a schedule or policy. True when one was made.
pub(super) fn pointer(context: &Context<'_>, sentence: u32, verbs: &[Verb], place: bool, out: &mut Vec<Claim>) -> bool {
    let Some(hit) = hits(context, sentence, "pointer").first().map(|h| **h) else { return false };
    let words = context.words(hit.span).to_lowercase();
    let own = [
        "retention",
        "disposal",
        "disposition",
        "destruction",
        "deletion",
        "records management",
        "archiv",
        "how long",
        "periods",
        "toolkit",
        "code of practice",
    ]
    .iter()
    .any(|w| words.contains(w));
    let keeps = verbs.iter().any(|v| v.act != Act::Term);
    let short = context.tokens(sentence).len() <= 8;
    let sent = has(context, sentence, "send") || place && short;
    if !sent || !own && !keeps {
        return false;
    }
    let verb = verbs.iter().rev().find(|v| v.first <= hit.first && v.act != Act::Term).copied();
    let mut statement = Statement::new(context, sentence, "elsewhere", hit.span);
    if let Some(verb) = verb {
        let from = context.tokens(sentence).start;
        statement.records = about(context, sentence, Some(verb), (from, hit.first), None, false);
        // "The lifetime of the cookies is explained in …": of the cookies.
        if verb.act == Act::Last {
            statement.records = Records { keys: vec!["cookie".to_owned()], ..Records::default() };
        }
    }
    if statement.force == Force::Announces {
        statement.force = Force::States;
    }
    stand(context, sentence, verb, &mut statement);
    if verb.is_none() && statement.force == Force::May {
        // "the periods and other information that may help you"
        statement.force = Force::States;
    }
    let reach = reach::of(context, sentence, &hit);
    out.extend(statement.claim(context).map(|c| c.with("reach", reach)));
    true
}
