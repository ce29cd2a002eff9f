//! Sharing, selling and marketing: whether data is handed on or used to market, to whom, on which ground.
//!
//! One claim a sentence says what is done (`act`), who gets the data (`value`), and on which grounds. Where the grounds
//! are said to be the only ones, the claim is denied and carries them as `limit`; a denial without grounds is absolute.

mod act;
mod extent;
mod ground;
mod marketing;
mod party;
mod phrase;
mod recipient;
mod subject;

use act::{Act, act};

use super::context::Context;
use super::force;
use super::model::{Claim, Detail, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Reads what is said of sharing, of recipients and of marketing.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    let first = out.len();
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
    let from = out.len();
    recipient::extract(context, out);
    led(context, &mut out[first..]);
    itself(out, from);
}

/// "We share your data with:": who gets it are those of the list or the table beneath.
fn led(context: &Context<'_>, out: &mut [Claim]) {
    let open = |c: &Claim| {
        c.kind == "sharing" && c.value == recipient::UNNAMED && context.words(c.sentence).trim_end().ends_with(':')
    };
    for at in (0..out.len()).filter(|&i| open(&out[i])).collect::<Vec<_>>() {
        let (sentence, block) = (out[at].place.sentence, out[at].place.block);
        let beneath = |c: &&Claim| {
            c.kind == "recipient"
                && (context.leads(c.place.block).any(|b| b == block)
                    || context.table_lead(c.place.sentence) == Some(sentence))
        };
        let mut names: Vec<String> = Vec::new();
        let mut kinds: Vec<String> = Vec::new();
        let mut vague = true;
        for claim in out.iter().filter(beneath) {
            vague &= claim.flag("vague");
            if !names.contains(&claim.value) {
                names.push(claim.value.clone());
            }
            let kind = claim.text("kind-of").unwrap_or_default().to_owned();
            if !kind.is_empty() && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if names.is_empty() {
            continue;
        }
        let claim = &mut out[at];
        claim.value = names.join(", ");
        claim.details.insert("vague", vague.into());
        if !kinds.is_empty() {
            claim.details.insert("recipient", Detail::List(kinds));
        }
    }
}

/// Drops what says that the controller gets data: "passed to the Council" in a notice of the Council. Where the same sentence
/// makes it the controller ("passed to the Council, which is the controller"), others hand it on.
fn itself(out: &mut Vec<Claim>, from: usize) {
    let mut names: Vec<(String, Span)> = Vec::new();
    for claim in out.iter().filter(|c| c.kind == "controller" && c.force.asserts()) {
        names.push((claim.value.to_lowercase(), claim.sentence));
        if let Some(Detail::List(list)) = claim.detail("aliases") {
            names.extend(list.iter().map(|a| (a.to_lowercase(), claim.sentence)));
        }
    }
    if names.is_empty() {
        return;
    }
    let mut at = 0;
    out.retain(|c| {
        at += 1;
        let about = at > from && c.kind == "recipient" || c.kind == "sharing" && c.polarity == Polarity::Affirmed;
        !(about && names.iter().any(|(name, sentence)| *name == c.value && *sentence != c.sentence))
    });
}

/// Whether nothing in the sentence is a statement: headings, questions, contents, code.
fn skipped(context: &Context<'_>, sentence: u32) -> bool {
    matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        || context.is_heading(sentence)
        || context.words(context.sentence_span(sentence)).ends_with('?')
}

/// The claim that the sentence makes of its act.
fn claim(context: &Context<'_>, act: &Act<'_>) -> Option<Claim> {
    let (sentence, verb) = (act.sentence, &act.verb);
    let force = context.force(sentence);
    let topic = context.topic(sentence);
    // What we say that we do counts under a heading on definitions or security as well.
    let elsewhere = topic == Some("rights")
        || matches!(topic, Some("definitions" | "security")) && !context.reading.has(sentence, "cue", "we");
    if !force.asserts() || elsewhere || described(context, act) {
        return None;
    }
    let span = context.token_span(verb.first, verb.last);
    let denied = context.denied(sentence, span) || denied_by_lead(context, sentence) || refused(context, act);
    let object = object(context, act);
    let anonymous = context.reading.has(sentence, "sharing-cue", "anonymous")
        || object == "this" && context.block_has(sentence, "sharing-cue", "anonymous");
    let mut grounds = ground::within(context, sentence, item(context, sentence, verb));
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
    if is_place(context, sentence, &who.value) {
        return None;
    }
    let mut claim = context.claim("sharing", who.value.clone(), sentence, shown(context, sentence, verb));
    claim.details.insert("act", act.what.into());
    if marketing::is_purpose(context, sentence, verb, denied) {
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
    } else if force == Force::States && context.reading.has(sentence, "cue", "need") {
        claim.force = Force::OnlyIf;
    } else {
        claim.force = stance(context, sentence, verb);
    }
    Some(claim)
}

/// Whether what data is sent to is a country: that is a transfer, and tells nobody who gets it.
fn is_place(context: &Context<'_>, sentence: u32, value: &str) -> bool {
    let name = value.strip_prefix("the ").unwrap_or(value);
    context.reading.hits_in(sentence, "place").iter().any(|h| {
        let words = context.words(h.span);
        words.strip_prefix("the ").unwrap_or(words).eq_ignore_ascii_case(name)
    })
}

/// Whether we share, may share, or share on a condition, by what is said of the verb.
fn stance(context: &Context<'_>, sentence: u32, verb: &Hit) -> Force {
    let span = context.token_span(verb.first, verb.last);
    if force::consented(context, sentence, span) || force::referred(context, sentence, span) {
        Force::OnlyIf
    } else if possible(context, sentence, verb) {
        Force::May
    } else if conditional(context, sentence, verb) || force::conditional(context, sentence, span) {
        Force::OnlyIf
    } else {
        Force::States
    }
}

/// Whether a condition is one of the sharing: not one of what it is for ("to ensure that help is there when you need it"), nor
/// words that say whom the sentence speaks to ("if you are a payer").
fn conditional(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    let cues = context.reading.hits_in(sentence, "cue").iter().filter(|h| context.reading.name(h) == "only-if");
    let aims = |from: u32, to: u32| {
        (from..to).any(|i| {
            let next = context.token(i + 1);
            matches!((&*context.token(i), &*next), ("so", "that") | ("in", "order") | ("for", "when"))
                || &*context.token(i) == "to" && matches!(&*next, "ensure" | "make" | "help" | "enable" | "allow")
        })
    };
    let role = |h: &Hit| {
        matches!(&*context.token(h.last), "you" | "you're")
            && matches!(&*context.token(h.last + 1), "are" | "a" | "an")
            && matches!(&*context.token(h.last + 2), "a" | "an" | "the" | "one")
    };
    cues.filter(|h| !role(h)).any(|h| {
        force::conditioned(context, h, context.token_span(verb.first, verb.last))
            && !(h.first > verb.last && aims(verb.last + 1, h.first))
    })
}

/// Whether a possibility is one of the sharing, not of what others may do then: "we share it with firms who may keep it".
fn possible(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    force::possible_at(context, sentence, context.token_span(verb.first, verb.last))
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "cue", "may"))
}

/// Whether the sharing is only described: "agreements we have for sharing", "circumstances where we can pass on".
fn described(context: &Context<'_>, act: &Act<'_>) -> bool {
    let first = context.token(context.tokens(act.sentence).start);
    if only_meant(context, act) || abroad(context, act) {
        return true;
    }
    // "Provide privacy notices to parents": what is handed out tells of the use of data, and is none.
    let next = act.verb.first + 1;
    let told = (next..context.tokens(act.sentence).end.min(next + 4))
        .take_while(|&i| !matches!(&*context.token(i), "data" | "details" | "information" | "to" | "with" | "it"))
        .any(|i| {
            context.token(i) == "privacy"
                && matches!(&*context.token(i + 1), "information" | "notice" | "notices" | "policy" | "statement")
        });
    told || matches!(
        &*first,
        "agreements" | "circumstances" | "when" | "how" | "whether" | "why" | "what" | "arrangements"
    ) || context.reading.has(act.sentence, "cue", "right") && !context.reading.has(act.sentence, "sharing-cue", "asks")
        || context.tokens(act.sentence).any(|i| &*context.token(i) == "responsible")
        || context.lead_sentences(act.sentence).any(|s| {
            context.reading.has(s, "cue", "right")
                || context.tokens(s).any(|i| matches!(&*context.token(i), "details" | "explains" | "find"))
                    && !context.reading.has(s, "sharing", "share")
                    && context.tokens(s).any(|i| matches!(&*context.token(i), "more" | "further" | "out" | "notice"))
        })
}

/// "You cannot be identified from the data that is shared": a clause that says which data is meant, behind a denial of
/// something else.
fn only_meant(context: &Context<'_>, act: &Act<'_>) -> bool {
    let (verb, start) = (act.verb.first, context.tokens(act.sentence).start);
    let clause = verb >= start + 4
        && matches!(&*context.token(verb - 1), "is" | "are" | "be" | "been" | "being")
        && matches!(&*context.token(verb - 2), "that" | "which")
        && matches!(&*context.token(verb - 3), "data" | "information" | "details" | "records");
    clause && context.denied(act.sentence, context.token_span(verb, act.verb.last))
}

/// "Your information is not shared anywhere outside the UK": where data does not go, and not to whom.
fn abroad(context: &Context<'_>, act: &Act<'_>) -> bool {
    let end = context.tokens(act.sentence).end;
    let near = act.verb.last + 1..end.min(act.verb.last + 6);
    let place = near.clone().any(|i| match &*context.token(i) {
        "abroad" | "overseas" => true,
        "outside" => (i + 1..end.min(i + 5)).any(|j| {
            matches!(
                &*context.token(j),
                "uk" | "kingdom" | "eu" | "eea" | "europe" | "european" | "britain" | "england" | "country"
            )
        }),
        _ => false,
    });
    let whom = near.into_iter().any(|i| matches!(&*context.token(i), "with" | "to"));
    place && !whom && context.denied(act.sentence, context.token_span(act.verb.first, act.verb.last))
}

/// "We will not:" above the item.
fn denied_by_lead(context: &Context<'_>, sentence: u32) -> bool {
    let Some(lead) = context.lead_sentences(sentence).next() else { return false };
    let range = context.tokens(lead);
    let from = range.start.max(range.end.saturating_sub(2));
    (from..range.end).any(|i| matches!(&*context.token(i), "not" | "never" | "won't" | "don't"))
        && context.words(context.sentence_span(lead)).trim_end().ends_with([':', 't', 'r', '…', '-'])
}

/// "Is never shared", "not be passed on", "we do no such sharing": the negation within or right before; or far before, in a
/// list of what is not done: "we do not keep your name on our computers (which are old) or share it with Acme".
fn refused(context: &Context<'_>, act: &Act<'_>) -> bool {
    let inside = |i: u32| matches!(&*context.token(i), "no" | "nobody" | "not");
    let within = (act.verb.first..=act.verb.last + 2).filter(|i| *i < context.tokens(act.sentence).end).any(|i| {
        inside(i) && matches!(&*context.token(i + 1), "one" | "third" | "other" | "anyone" | "any" | "organisation")
    });
    let start = context.tokens(act.sentence).start;
    let before = |n: u32| act.verb.first >= start + n && &*context.token(act.verb.first - n) == "or";
    let listed = (before(1) || before(2)) && {
        let cues = context.reading.hits_in(act.sentence, "cue");
        cues.iter().any(|c| {
            context.reading.name(c) == "negate"
                && c.last < act.verb.first
                && !cues
                    .iter()
                    .any(|x| context.reading.name(x) == "contrast" && x.first > c.last && x.first < act.verb.first)
                && !(c.last..act.verb.first).any(|i| context.between(i, i + 1).contains([';', ':']))
                && !(c.last..act.verb.first).any(|i| matches!(&*context.token(i), "may" | "will" | "if"))
        })
    };
    within || listed || of_nobody(context, act)
}

/// Whether what is handed on is nobody's, or none: "we sell nobody's data", "we give no one's details away", "we share none
/// of your information", "none of your data is sold".
fn of_nobody(context: &Context<'_>, act: &Act<'_>) -> bool {
    let range = context.tokens(act.sentence);
    let owner = |i: u32| {
        let (word, next) = (context.token(i), context.token(i + 1));
        let no_one = |w: &str| matches!(w.replace('’', "'").as_str(), "one's" | "body's");
        matches!(word.replace('’', "'").as_str(), "nobody's" | "no-one's")
            || &*word == "no" && no_one(&next)
            || (&*word, &*next) == ("none", "of")
                && matches!(&*context.token(i + 2), "your" | "the" | "this" | "that" | "their" | "our")
    };
    // The object follows the verb at once; in the passive, "none of your data" opens the sentence.
    (act.verb.last + 1..range.end.min(act.verb.last + 3)).any(owner)
        || (act.verb.first..=act.verb.last).any(owner)
        || owner(range.start) && act.verb.first > range.start
}

/// What is handed on: `all` personal data, `this` (what the passage is about), or a `part` of it.
fn object(context: &Context<'_>, act: &Act<'_>) -> &'static str {
    let range = context.tokens(act.sentence);
    let reading = &context.reading;
    let near = |h: &Hit| h.first + 12 > act.verb.first && h.first < act.verb.last + 9;
    let parts = reading.hits_in(act.sentence, "sharing-cue");
    // "Never through the open data page": one way of many.
    let way = (act.verb.last + 1..range.end.min(act.verb.last + 5))
        .any(|i| matches!(&*context.token(i), "through" | "via") && &*context.token(i + 1) == "the");
    if way {
        return "part";
    }
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
    let item = item(context, sentence, verb);
    if range.len() <= 45 || item != context.sentence_span(sentence) {
        return item;
    }
    context.token_span(range.start.max(verb.first.saturating_sub(12)), (range.end - 1).min(verb.last + 24))
}

/// The item in which the verb stands, where a list has run together into one sentence: behind a semicolon the next one
/// begins with a capital. What is shared with a list of people is one statement.
fn item(context: &Context<'_>, sentence: u32, verb: &Hit) -> Span {
    let range = context.tokens(sentence);
    let begins = |i: &u32| {
        context.between(*i - 1, *i).contains(';')
            && context.words(context.token_span(*i, *i)).starts_with(|c: char| c.is_ascii_uppercase())
    };
    let start = (range.start + 1..=verb.first).rev().find(begins);
    let lists = |end: u32| (verb.last + 1..end).any(|i| context.between(i - 1, i).contains(':'));
    let end = (verb.last + 1..range.end).find(begins).filter(|&i| start.is_some() || !lists(i));
    let whole = context.sentence_span(sentence);
    Span {
        start: start.map_or(whole.start, |i| context.token_span(i, i).start),
        end: end.map_or(whole.end, |i| context.token_span(i - 1, i - 1).end),
    }
}

#[cfg(test)]
mod tests;
