//! Marketing: whether data is used to market.

use super::ground;
use crate::claims::context::Context;
use crate::claims::model::{Claim, Detail, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads whether the sentence says that data is used for marketing: a claim of act `market`.
pub(super) fn extract(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let Some(hit) = context.reading.find(sentence, "sharing", "market") else { return };
    let force = context.force(sentence);
    if !force.asserts() || context.within_topic(sentence, "rights") || right(context, sentence) {
        return;
    }
    let negated = context.denied(sentence, hit.span) || super::denied_by_lead(context, sentence);
    let shares = super::act(context, sentence).is_some();
    if shares && !(negated && used_for(context, sentence, hit)) || !(uses(context, sentence) || led(context, sentence))
    {
        return;
    }
    // "We do not need your consent to send you offers" denies no marketing; what may be of interest is sent, or it is none.
    if negated && needless(context, sentence) || hinted(context, hit) && !sends(context, sentence) {
        return;
    }
    // "We do not use cookies for advertising" says nothing of data; "neither Acme nor its agents will" is theirs.
    let first = context.token(context.tokens(sentence).start);
    let cookies = context.lead_sentences(sentence).chain([sentence]).any(|s| {
        context.tokens(s).any(|i| matches!(&*context.token(i), "cookie" | "cookies"))
            && !context.tokens(s).any(|i| matches!(&*context.token(i), "data" | "information" | "details"))
    });
    if cookies || &*first == "neither" {
        return;
    }
    let mut grounds = ground::of(context, sentence);
    // The row of a table gives the ground in another cell.
    if grounds.is_empty() && matches!(context.block(sentence).kind, BlockKind::Cell { .. }) {
        let row = context.notice.row_of(context.block_index(sentence) as usize);
        let consent = row
            .iter()
            .flat_map(|b| b.sentences.clone())
            .any(|s| context.tokens(s).any(|i| &*context.token(i) == "consent"));
        grounds.extend(consent.then(|| "consent".to_owned()));
    }
    let excepted = context.reading.has(sentence, "sharing-cue", "except");
    let limited = negated && excepted;
    if limited && grounds.is_empty() {
        return;
    }
    let mut claim = context.claim("sharing", "marketing", sentence, hit.span);
    claim.details.insert("act", "market".into());
    claim.details.insert("object", object(context, sentence).into());
    if limited {
        claim.details.insert("limit", Detail::List(grounds.clone()));
    }
    claim.details.insert("ground", Detail::List(if grounds.is_empty() { vec!["routine".to_owned()] } else { grounds }));
    if negated {
        claim.polarity = Polarity::Denied;
        claim.force = Force::States;
    }
    out.push(claim);
}

/// Whether the sentence is about a right or a choice, not about what is done.
fn right(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "right")
        || context.tokens(sentence).any(|i| {
            matches!(
                &*context.token(i),
                "object"
                    | "unsubscribe"
                    | "stop"
                    | "opt"
                    | "objection"
                    | "objecting"
                    | "ask"
                    | "asked"
                    | "receiving"
                    | "preferences"
            )
        })
}

/// Whether the words right before say that data is used.
fn used_for(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.tokens(sentence).start;
    (start.max(hit.first.saturating_sub(10))..hit.first).any(|i| matches!(&*context.token(i), "use" | "used" | "using"))
}

/// Whether the negation is one of need.
fn needless(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| matches!(&*context.token(i), "need" | "require" | "usually" | "always" | "only"))
}

/// Whether the words only hint at marketing: "services that may interest you".
fn hinted(context: &Context<'_>, hit: &Hit) -> bool {
    context.token(hit.last).starts_with("interest")
}

fn sends(context: &Context<'_>, sentence: u32) -> bool {
    context
        .tokens(sentence)
        .any(|i| matches!(&*context.token(i), "send" | "sends" | "inform" | "contact" | "tell" | "email" | "offer"))
}

/// Whether we use, send or contact.
fn uses(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let verb = |i: u32| {
        matches!(
            &*context.token(i),
            "use"
                | "uses"
                | "used"
                | "using"
                | "send"
                | "sends"
                | "sent"
                | "contact"
                | "process"
                | "receive"
                | "offer"
                | "inform"
                | "tell"
        )
    };
    range.clone().any(verb)
        && range.clone().any(|i| matches!(&*context.token(i), "we" | "our" | "us" | "data" | "information" | "be"))
}

/// Whether a line such as "We use your data to:" introduces it.
fn led(context: &Context<'_>, sentence: u32) -> bool {
    context.lead_sentences(sentence).next().is_some_and(|s| {
        context
            .tokens(s)
            .any(|i| matches!(&*context.token(i), "use" | "uses" | "used" | "purpose" | "purposes" | "why"))
    }) && starts(context, sentence)
}

fn starts(context: &Context<'_>, sentence: u32) -> bool {
    let hit: Option<&Hit> = context.reading.find(sentence, "sharing", "market");
    hit.is_some_and(|h| h.first < context.tokens(sentence).start + 6)
}

/// Whether all data is meant, or what one can be reached by, or something else.
fn object(context: &Context<'_>, sentence: u32) -> &'static str {
    let range = context.tokens(sentence);
    let special = range.clone().any(|i| {
        matches!(
            &*context.token(i),
            "health"
                | "medical"
                | "special"
                | "sensitive"
                | "children"
                | "criminal"
                | "photographs"
                | "location"
                | "card"
                | "payment"
        )
    });
    if special { "part" } else { "all" }
}

/// Whether the words say that it is for marketing: "for marketing purposes", not "with marketing agencies", and not "but
/// not for marketing" where something is shared.
pub(super) fn is_purpose(context: &Context<'_>, sentence: u32, verb: &Hit, denied: bool) -> bool {
    let start = context.tokens(sentence).start;
    context.reading.hits_in(sentence, "sharing-cue").iter().filter(|h| context.reading.name(h) == "marketing").any(
        |h| {
            let before = |words: &[&str]| {
                (start.max(h.first.saturating_sub(7))..h.first).any(|i| words.contains(&&*context.token(i)))
            };
            let recipient = context.reading.hits_in(sentence, "recipient").iter().any(|r| r.span.overlaps(h.span));
            // What a clause before says is not about this verb: "Though not for marketing, we share it with …".
            let elsewhere =
                h.last < verb.first && (h.last..verb.first).any(|i| context.between(i, i + 1).contains(','));
            !recipient && !elsewhere && before(&["for", "to", "their"]) && (denied || !before(&["not", "never"]))
        },
    )
}
