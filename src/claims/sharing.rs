//! Sharing, selling and marketing: whether data is handed on or used to market, to whom, on which ground.
//!
//! One claim a sentence says what is done (`act`), who gets the data (`value`), and on which grounds. Where the grounds
//! are said to be the only ones, the claim is denied and carries them as `limit`; a denial without grounds is absolute.

mod ground;
mod marketing;
mod phrase;
mod recipient;

use super::context::Context;
use super::model::{Claim, Detail, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Reads what is said of sharing, of recipients and of marketing.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("sharing") {
        if hit.sentence == last || skipped(context, hit.sentence) {
            continue;
        }
        last = hit.sentence;
        if let Some(act) = act(context, last)
            && let Some(claim) = claim(context, &act)
        {
            out.push(claim);
        }
        marketing::extract(context, last, out);
    }
    recipient::extract(context, out);
}

/// Whether nothing in the sentence is a statement: headings, questions, contents, code.
fn skipped(context: &Context<'_>, sentence: u32) -> bool {
    matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        || context.is_heading(sentence)
        || context.words(context.sentence_span(sentence)).ends_with('?')
}

/// What a sentence says is done with data.
struct Act<'a> {
    sentence: u32,
    verb: Hit,
    /// `share` or `sell`.
    what: &'a str,
}

/// The act of handing on of which the sentence speaks, if data is what is handed on.
fn act<'a>(context: &Context<'_>, sentence: u32) -> Option<Act<'a>> {
    let hits = context.reading.hits_in(sentence, "sharing");
    let of = |name: &str| hits.iter().find(|h| context.reading.name(h) == name && verb(context, sentence, h));
    let strong = of("share");
    let given = || of("give").filter(|h| gives_data(context, sentence, h));
    let sold = || of("sell").filter(|h| sells_data(context, sentence, h));
    let (verb, what) = match (strong.or_else(given), sold()) {
        (Some(shared), _) => (*shared, "share"),
        (None, Some(sold)) => (*sold, "sell"),
        (None, None) => return None,
    };
    let data = has_data(context, sentence) || context.within_topic(sentence, "sharing");
    data.then_some(Act { sentence, verb, what })
}

/// Whether the sentence, or what introduces it, speaks of data.
fn has_data(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "sharing-cue", "object")
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "sharing-cue", "object"))
}

/// Whether the verb is one of what we do: not of what you do, not one of a right or a rule.
fn verb(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.tokens(sentence).start;
    let before = |n: u32| (start.max(hit.first.saturating_sub(n))..hit.first).map(|i| context.token(i));
    // "You share", "asked to disclose", "how we share", "who we share it with".
    let yours = before(3).any(|t| matches!(&*t, "you" | "you've" | "they" | "who" | "how" | "whom" | "when" | "why"));
    let asked = before(4).any(|t| matches!(&*t, "whether" | "right" | "rights" | "must" | "ability"));
    // "We do not allow Acme to use or share it": what others are kept from.
    let kept = (start.max(hit.first.saturating_sub(6))..hit.first)
        .any(|i| matches!(&*context.token(i), "allow" | "allows" | "permit" | "permits" | "allowed" | "permitted"))
        && before(3).any(|t| matches!(&*t, "to" | "use"));
    let told = before(10).collect::<Vec<_>>();
    let told = told.windows(2).any(|w| {
        matches!(&*w[0], "how" | "why" | "when" | "what" | "whenever")
            && matches!(&*w[1], "we" | "and" | "your" | "when" | "why" | "personal" | "the" | "it")
            // "So that you can submit it to the court".
            || matches!((&*w[0], &*w[1]), ("you", "can" | "could"))
    });
    // "Other organisations (with whom we need to share it for one purpose)".
    let aside = (start.max(hit.first.saturating_sub(6))..hit.first).any(|i| {
        &*context.token(i) == "whom"
            && (i.saturating_sub(1)..=i).any(|j| context.between(j.saturating_sub(1), j).contains('('))
    });
    let us = (hit.first..hit.last + 4).any(|i| {
        matches!(&*context.token(i), "with" | "to")
            && matches!(&*context.token(i + 1), "us" | "you" | "me" | "ourselves")
    });
    // Data that goes abroad is transferred, not shared: "transferred to another country".
    let abroad = context.token(hit.first).starts_with("transfer")
        && (hit.last + 1..hit.last + 6)
            .any(|i| matches!(&*context.token(i), "country" | "countries" | "outside" | "eea" | "abroad" | "overseas"));
    // "Information sharing is subject to an agreement" speaks of rules for it.
    let noun = matches!(&*context.token(hit.last), "sharing" | "disclosure" | "disclosures")
        && matches!(
            &*context.token(hit.last + 1),
            "is" | "are" | "must" | "will" | "should" | "takes" | "agreement" | "agreements"
        );
    !yours && !asked && !told && !us && !aside && !abroad && !kept && !noun && subject(context, start, hit)
}

/// Whether the verb can have us as its subject: "we share", "may pass on", "to disclose"; not "that customers share".
fn subject(context: &Context<'_>, start: u32, hit: &Hit) -> bool {
    let verb = context.token(hit.first);
    let base = matches!(
        &*verb,
        "share"
            | "disclose"
            | "pass"
            | "give"
            | "provide"
            | "send"
            | "sell"
            | "rent"
            | "trade"
            | "release"
            | "supply"
            | "transfer"
            | "forward"
            | "report"
            | "distribute"
    );
    if !base || hit.first == start {
        return true;
    }
    let before = context.token(hit.first - 1);
    context.between(hit.first - 1, hit.first).contains([',', '•', '-', ';', '/', '*', '.'])
        || matches!(
            &*before,
            "we" | "will"
                | "may"
                | "to"
                | "not"
                | "never"
                | "can"
                | "could"
                | "must"
                | "also"
                | "only"
                | "might"
                | "or"
                | "and"
                | "ever"
                | "sometimes"
                | "then"
                | "would"
                | "should"
                | "do"
                | "don't"
                | "won't"
                | "shall"
                | "always"
                | "routinely"
                | "regularly"
                | "we'll"
                | "cannot"
                | "can't"
                | "otherwise"
                | "knowingly"
                | "occasionally"
                | "normally"
                | "usually"
                | "typically"
                | "staff"
                | "team"
                | "therefore"
                | "further"
                | "either"
                | "generally"
                | "lawfully"
                | "securely"
                | "voluntarily"
                | "this"
                | "it"
        )
}

/// Whether data is what the verb gives: "passed to the police", not "provide a service to".
fn gives_data(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let recipient =
        |i: u32| context.reading.hits_in(sentence, "recipient").iter().any(|h| h.first >= i && h.first < i + 4);
    let target = context.token(hit.last + 1);
    let us = matches!(&*target, "us" | "you" | "me" | "be" | "do" | "make" | "help" | "ensure" | "enable")
        || matches!(&*target, "your" | "our") && !recipient(hit.last + 1);
    if us && &*context.token(hit.last) != "by" {
        return false;
    }
    let verb = (hit.first..=hit.last).next().map(|i| context.token(i)).unwrap_or_default();
    let data = |i: u32| {
        matches!(
            &*context.token(i),
            "data"
                | "information"
                | "details"
                | "record"
                | "records"
                | "it"
                | "them"
                | "this"
                | "report"
                | "reports"
                | "name"
                | "names"
                | "address"
                | "number"
                | "email"
                | "file"
                | "files"
        )
    };
    let inside = (hit.first + 1..hit.last).any(data);
    // "Your data is sent to": the data stands before a passive verb.
    let receiver = |i: u32| {
        let capital = context.words(context.token_span(i, i)).starts_with(|c: char| c.is_uppercase());
        let article = matches!(
            &*context.token(i),
            "the"
                | "a"
                | "an"
                | "our"
                | "other"
                | "any"
                | "another"
                | "all"
                | "third"
                | "external"
                | "anyone"
                | "them"
                | "those"
                | "others"
                | "these"
        );
        capital || article || recipient(i)
    };
    if !matches!(&*context.token(hit.last), "distribute" | "distributed" | "divulge" | "divulged")
        && !receiver(hit.last + 1)
    {
        return false;
    }
    let passive =
        verb.ends_with("ed") || matches!(&*verb, "given" | "sent" | "made" | "accessible" | "seen" | "visible");
    let start = context.tokens(sentence).start;
    let before = passive && (start.max(hit.first.saturating_sub(6))..hit.first).any(data);
    let by_us = (start.max(hit.first.saturating_sub(4))..hit.first).any(|i| &*context.token(i) == "be")
        || (start.max(hit.first.saturating_sub(3))..hit.first)
            .any(|i| matches!(&*context.token(i), "is" | "are" | "we" | "being"));
    inside && (!passive || by_us) || before && by_us
}

/// Whether data is what is sold: "sell or rent your data", "your details will not be sold".
fn sells_data(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let range = context.tokens(sentence);
    let data =
        |i: u32| matches!(&*context.token(i), "data" | "information" | "details" | "it" | "them" | "records" | "lists");
    let behind = (hit.last + 1..range.end.min(hit.last + 9)).any(data);
    let passive = matches!(&*context.token(hit.first), "sold" | "rented" | "traded");
    let before = passive && (range.start.max(hit.first.saturating_sub(8))..hit.first).any(data);
    if passive { before && !behind } else { behind }
}

/// The claim that the sentence makes of its act.
fn claim(context: &Context<'_>, act: &Act<'_>) -> Option<Claim> {
    let (sentence, verb) = (act.sentence, &act.verb);
    let force = context.force(sentence);
    let elsewhere = ["rights", "definitions", "security"].iter().any(|t| context.topic(sentence) == Some(t));
    if !force.asserts() || elsewhere || described(context, act) {
        return None;
    }
    let span = context.token_span(verb.first, verb.last);
    let denied = context.denied(sentence, span) || denied_by_lead(context, sentence) || refused(context, act);
    let object = object(context, act);
    let anonymous = context.reading.has(sentence, "sharing-cue", "anonymous")
        || object == "this" && context.block_has(sentence, "sharing-cue", "anonymous");
    let mut grounds = ground::of(context, sentence);
    let mut limit = ground::limit(context, sentence, verb, denied, &grounds);
    if (denied || limit == ground::Limit::Only)
        && let Some(exception) = ground::exception(context, sentence)
    {
        // What follows takes the promise back in part: on the grounds that it names, or on any.
        let more = ground::of(context, exception);
        limit = if more.is_empty() { ground::Limit::Open } else { ground::Limit::Only };
        for ground in more {
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        if limit == ground::Limit::Open {
            return None;
        }
    }
    if limit == ground::Limit::Open && denied {
        // "We do not share … except as set out in this notice" denies nothing.
        return None;
    }
    let who = recipient::who(context, sentence, verb);
    let mut claim = context.claim("sharing", who.value.clone(), sentence, shown(context, sentence, verb));
    claim.details.insert("act", act.what.into());
    if marketing::is_purpose(context, sentence, denied) {
        claim.details.insert("purpose", "marketing".into());
    }
    if anonymous {
        claim.details.insert("identifiable", "no".into());
    }
    claim.details.insert("vague", who.vague.into());
    if !who.kinds.is_empty() {
        claim.details.insert("recipient", Detail::List(who.kinds));
    }
    claim.details.insert("object", object.into());
    let only = limit == ground::Limit::Only;
    if only {
        claim.details.insert("limit", Detail::List(grounds.clone()));
    }
    claim.details.insert("ground", Detail::List(if grounds.is_empty() { vec!["routine".to_owned()] } else { grounds }));
    if denied || only {
        claim.polarity = Polarity::Denied;
        claim.force = Force::States;
    } else if force == Force::OnlyIf {
        claim.force = Force::May;
    }
    Some(claim)
}

/// Whether the sharing is only described: "agreements we have for sharing", "circumstances where we can pass on".
fn described(context: &Context<'_>, act: &Act<'_>) -> bool {
    let first = context.token(context.tokens(act.sentence).start);
    matches!(&*first, "agreements" | "circumstances" | "when" | "how" | "whether" | "why" | "what" | "arrangements")
        || context.reading.has(act.sentence, "cue", "right")
            && !context.reading.has(act.sentence, "sharing-cue", "asks")
        || context.tokens(act.sentence).any(|i| &*context.token(i) == "responsible")
        || context.lead_sentences(act.sentence).any(|s| {
            context.reading.has(s, "cue", "right")
                || context.tokens(s).any(|i| matches!(&*context.token(i), "details" | "explains" | "find"))
                    && !context.reading.has(s, "sharing", "share")
                    && context.tokens(s).any(|i| matches!(&*context.token(i), "more" | "further" | "out" | "notice"))
        })
}

/// "We will not:" above the item.
fn denied_by_lead(context: &Context<'_>, sentence: u32) -> bool {
    let Some(lead) = context.lead_sentences(sentence).next() else { return false };
    let range = context.tokens(lead);
    let from = range.start.max(range.end.saturating_sub(2));
    (from..range.end).any(|i| matches!(&*context.token(i), "not" | "never" | "won't" | "don't"))
        && context.words(context.sentence_span(lead)).trim_end().ends_with([':', 't', 'r', '…', '-'])
}

/// "Is never shared", "not be passed on", "we do no such sharing": the negation within or right before.
fn refused(context: &Context<'_>, act: &Act<'_>) -> bool {
    let inside = |i: u32| matches!(&*context.token(i), "no" | "nobody" | "not");
    (act.verb.first..=act.verb.last + 2).filter(|i| *i < context.tokens(act.sentence).end).any(|i| {
        inside(i) && matches!(&*context.token(i + 1), "one" | "third" | "other" | "anyone" | "any" | "organisation")
    })
}

/// What is handed on: `all` personal data, `this` (what the passage is about), or a `part` of it.
fn object(context: &Context<'_>, act: &Act<'_>) -> &'static str {
    let range = context.tokens(act.sentence);
    let reading = &context.reading;
    let near = |h: &Hit| h.first + 12 > act.verb.first && h.first < act.verb.last + 9;
    let parts = reading.hits_in(act.sentence, "sharing-cue");
    if parts.iter().any(|h| reading.name(h) == "part" && near(h)) {
        return "part";
    }
    let all = (range.start..range.end).any(|i| {
        let noun = matches!(&*context.token(i), "data" | "information" | "details");
        let owner =
            |n: u32| i >= range.start + n && matches!(&*context.token(i - n), "your" | "personal" | "any" | "customer");
        noun && (owner(1) || owner(2))
    });
    let told = context.reading.has(act.sentence, "sharing-cue", "ours")
        && (range.start..range.end).any(|i| &*context.token(i) == "what" && &*context.token(i + 1) == "you");
    let this = (range.start..range.end).any(|i| {
        matches!(&*context.token(i), "this" | "these" | "it" | "them" | "such")
            && !matches!(&*context.token(i + 1), "is" | "means" | "includes" | "notice" | "policy" | "to" | "may")
    });
    match (all || told, this) {
        (true, _) => "all",
        (false, true) => "this",
        (false, false) => "all",
    }
}

/// The words to show: the sentence, or of a long one what stands around the verb.
fn shown(context: &Context<'_>, sentence: u32, verb: &Hit) -> Span {
    let range = context.tokens(sentence);
    if range.len() <= 45 {
        return context.sentence_span(sentence);
    }
    context.token_span(range.start.max(verb.first.saturating_sub(12)), (range.end - 1).min(verb.last + 24))
}

/// The span of a range of hits.
fn span_of(context: &Context<'_>, hits: &[&Hit]) -> Option<Span> {
    Some(context.token_span(hits.iter().map(|h| h.first).min()?, hits.iter().map(|h| h.last).max()?))
}

#[cfg(test)]
mod tests;
