//! Provision: whether people have to give their data, and what follows if they do not.

use super::context::Context;
use super::lists::duty;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads whether people must give their data (`must`, `optional`) and what follows if they do not (`consequence`).
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("provision") {
        if hit.sentence == last {
            continue;
        }
        if let Some(claim) = read(context, hit) {
            last = hit.sentence;
            out.push(claim);
        }
    }
}

fn read(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let sentence = hit.sentence;
    let kind = context.reading.name(hit);
    if kind == "consequence" || !stated(context, sentence) || !about_data(context, sentence) {
        return None;
    }
    let has = |name: &str| context.reading.has(sentence, "provision", name);
    let follows = has("refuse") && (has("consequence") || next_says(context, sentence));
    if kind == "refuse" && !follows || consents(context, hit) {
        return None;
    }
    let must = has("must") && !negated(context, sentence, hit);
    let value = match (follows, must, has("optional")) {
        (true, ..) => "consequence",
        // Where some of the data must be given, the notice says so.
        (_, true, _) => "must",
        (_, false, true) => "optional",
        _ => return None,
    };
    let mut claim = context.claim("provision", value, sentence, hit.span);
    if claim.force == Force::OnlyIf {
        claim.force = Force::States;
    }
    if value == "optional" {
        claim.confidence = Confidence::Likely;
    }
    Some(claim.with("must", must).with("consequence", follows))
}

/// Whether the sentence is a statement of the notice, and not about cookies, rights, or a request for one's own data.
fn stated(context: &Context<'_>, sentence: u32) -> bool {
    let topic = context.topic(sentence);
    let force = context.force(sentence);
    (force.asserts() || matches!(force, Force::Attributes | Force::Defines | Force::Discusses))
        && (!matches!(topic, Some("rights" | "complaints" | "cookies" | "security"))
            || topic == Some("rights") && of_own_data(context, sentence))
        && !matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        && !context.words(context.sentence_span(sentence)).ends_with('?')
        && !duty(context, sentence)
        && !context.reading.has(sentence, "provision-cue", "request")
        && !context.reading.has(sentence, "cue", "announce")
}

/// Among the rights, too, a notice may say that people need not share "your personal data"; what they must give with a
/// request is another thing.
fn of_own_data(context: &Context<'_>, sentence: u32) -> bool {
    let words = context.words(context.sentence_span(sentence)).to_lowercase();
    let data = ["your personal data", "your personal information", "your data", "your information", "your details"];
    data.iter().any(|d| words.contains(d)) && !words.contains("request") && !words.contains("identity")
}

/// Whether it is consent that is not given: "We ask for your consent. If you do not give it, the page still works".
fn consents(context: &Context<'_>, hit: &Hit) -> bool {
    // "This information" is data, and no consent.
    let data = matches!(&*context.token(hit.last + 2), "information" | "data" | "details");
    let it = matches!(&*context.token(hit.last + 1), "it" | "this" | "that") && !data;
    it && hit.sentence > context.block(hit.sentence).sentences.start
        && context
            .tokens(hit.sentence - 1)
            .any(|i| matches!(&*context.token(i), "consent" | "permission" | "agreement"))
}

fn about_data(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "provision-cue", "data")
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "provision-cue", "data"))
}

/// Whether the next sentence of the paragraph says what follows.
fn next_says(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let next = sentence + 1;
    next < context.sentence_count()
        && (next < block.sentences.end || context.block(next).lead == Some(context.block_index(sentence)))
        && context.reading.has(next, "provision", "consequence")
}

/// "You do not have to give us": no must.
fn negated(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let within = |h: &Hit| {
        let cues = context.reading.hits_in(sentence, "cue");
        cues.iter().any(|c| context.reading.name(c) == "negate" && c.first >= h.first && c.last <= h.last)
    };
    context.denied(sentence, hit.span)
        || context
            .reading
            .find(sentence, "provision", "must")
            .is_some_and(|h| context.denied(sentence, h.span) || within(h))
}

#[cfg(test)]
mod tests;
