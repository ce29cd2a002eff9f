//! Automated decisions: whether they are taken.
//!
//! That people may object to automated decisions is a right, and a definition of them says nothing of this controller:
//! only words by which the controller takes such decisions, or does not, make a claim.

use super::context::Context;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads the statements on automated decisions.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "automation");
        if hits.is_empty() && bare_no(context, sentence) {
            out.push(context.claim("automation", "not-used", sentence, context.sentence_span(sentence)));
        }
        if hits.is_empty() || matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        let topic = context.within_topic(sentence, "automated") || about_decisions(context, sentence);
        if context.is_heading(sentence) || context.words(context.sentence_span(sentence)).ends_with('?') {
            continue;
        }
        if let Some(claim) = hits.iter().find_map(|hit| read(context, sentence, hit, topic)) {
            out.push(details(context, claim, sentence));
        }
    }
}

/// Whether the sentence is a bare "None" or "We do not do this" right under a heading on automated decisions.
fn bare_no(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let section = &context.notice.sections[block.section as usize];
    let first = section.heading.is_some_and(|b| b + 1 == context.block_index(sentence));
    let tokens = context.tokens(sentence);
    if !first || sentence != block.sentences.start || tokens.len() > 10 || context.is_heading(sentence) {
        return false;
    }
    let heading = section.heading.map_or(0..0, |b| context.notice.blocks[b as usize].sentences.clone());
    let about = heading.into_iter().any(|s| context.reading.has(s, "automation", "decision"));
    about
        && tokens
            .clone()
            .take(4)
            .any(|i| matches!(&*context.token(i), "none" | "no" | "not" | "never" | "don't" | "n/a"))
}

/// Whether a heading above the sentence speaks of decisions.
fn about_decisions(context: &Context<'_>, sentence: u32) -> bool {
    context.notice.section_path(context.block(sentence).section).iter().any(|title| {
        title.split(|c: char| !c.is_alphanumeric()).any(|w| {
            w.eq_ignore_ascii_case("decisions")
                || w.eq_ignore_ascii_case("decision")
                || w.eq_ignore_ascii_case("profiling")
        })
    })
}

fn read(context: &Context<'_>, sentence: u32, hit: &Hit, topic: bool) -> Option<Claim> {
    let cue = |name: &str| context.reading.has(sentence, "automation-cue", name);
    let name = context.reading.name(hit);
    if name == "human" {
        let person = topic && !context.denied(sentence, hit.span) && !cue("right");
        return person.then(|| context.claim("automation", "not-used", sentence, hit.span));
    }
    let inner = (hit.first..=hit.last).any(|i| matches!(&*context.token(i), "not" | "never" | "aren't" | "isn't"));
    let denied = inner || context.denied(sentence, hit.span) || cue("absent") || none_of(context, sentence, hit);
    if name == "profiling" && !topic && !denied {
        return None;
    }
    let glossed = cue("gloss") && !context.tokens(sentence).any(|i| context.token(i) == "we");
    if rights(context, sentence, hit) || glossed || cue("define") && !ours(context, sentence) {
        return None;
    }
    let force = context.force(sentence);
    if denied {
        let mut claim = context.claim("automation", "not-used", sentence, hit.span);
        if !matches!(force, Force::Defines | Force::QuotesLaw | Force::Discusses | Force::Asks) {
            claim.force = Force::States;
        }
        return Some(claim);
    }
    let supposed = context.reading.has(sentence, "cue", "hypothetical")
        || conditional(context, sentence)
        || context.within_topic(sentence, "rights") && !starts_with_we(context, sentence);
    if supposed
        || !cue("use")
        || matches!(force, Force::Defines | Force::QuotesLaw | Force::Discusses | Force::Asks | Force::Announces)
    {
        return None;
    }
    let mut claim = context.claim("automation", "used", sentence, hit.span);
    // "Our database can carry out" is an ability that is used, "may be used" a possibility.
    if force == Force::May && !possible(context, sentence) {
        claim.force = Force::States;
    }
    if name == "profiling" || !ours(context, sentence) && !topic && !passive(context, sentence, hit) {
        claim.confidence = Confidence::Likely;
    }
    Some(claim)
}

/// Whether the sentence supposes something of the controller: "If we use …"; "If you apply …" only says when.
fn conditional(context: &Context<'_>, sentence: u32) -> bool {
    let start = context.tokens(sentence).start;
    context.token(start) == "if" && context.token(start + 1) != "you"
}

/// Whether the sentence says what may happen, and not only what can.
fn possible(context: &Context<'_>, sentence: u32) -> bool {
    context
        .tokens(sentence)
        .any(|i| matches!(&*context.token(i), "may" | "might" | "could" | "sometimes" | "occasionally"))
}

/// Whether what stands before or around the words makes them a right or a rule of law.
fn rights(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let led = context.lead_sentences(sentence).any(|s| context.reading.has(s, "automation-cue", "right"));
    let own = context.reading.hits_in(sentence, "automation-cue").iter().any(|c| {
        context.reading.name(c) == "right"
            && c.first <= hit.last
            && !(c.first..=c.last).any(|i| context.token(i).starts_with("22"))
            && !(c.last..hit.first).any(|i| context.token(i) == "we")
    });
    let statement = ours(context, sentence) && starts_with_we(context, sentence);
    (own || led && context.within_topic(sentence, "rights")) && !statement
}

/// Whether the sentence begins with what "we" do.
fn starts_with_we(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).take(3).any(|i| matches!(&*context.token(i), "we" | "our"))
}

/// Whether the sentence speaks of what "we" do.
fn ours(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| matches!(&*context.token(i), "we" | "our" | "us" | "your" | "you"))
}

/// Whether the words are the subject of what is done: "Automated decision making is used".
fn passive(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    (hit.last + 1..end.min(hit.last + 5)).any(|i| matches!(&*context.token(i), "used" | "made" | "carried" | "applied"))
}

/// Whether the sentence is no more than "none" or the like behind the words.
fn none_of(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    let after = (hit.last + 1..end.min(hit.last + 9))
        .any(|i| matches!(&*context.token(i), "not" | "never" | "none" | "no" | "isn't" | "n/a"));
    after && !possible(context, sentence)
}

/// What the paragraph, and those behind it in the same section, say of the decisions.
fn details(context: &Context<'_>, mut claim: Claim, sentence: u32) -> Claim {
    for name in ["logic", "significance", "safeguards", "limited"] {
        claim.details.insert(name, false.into());
    }
    // What is told of decisions that are not taken describes none.
    if claim.value == "not-used" {
        // "No automated decisions are made that have a legal effect": others may well be.
        let limited = context.reading.has(sentence, "automation-cue", "limited");
        return decided(claim.with("limited", limited));
    }
    let own = context.block_index(sentence);
    let section = context.block(sentence).section;
    let near = context.notice.blocks.iter().enumerate().skip(own as usize).take(6);
    let near = near.filter(|(i, b)| *i == own as usize || b.section == section).flat_map(|(_, b)| b.sentences.clone());
    for s in near {
        for cue in context.reading.hits_in(s, "automation-cue") {
            match context.reading.name(cue) {
                "logic" => claim.details.insert("logic", true.into()),
                "significance" => claim.details.insert("significance", true.into()),
                "safeguards" => claim.details.insert("safeguards", true.into()),
                _ => None,
            };
        }
    }
    decided(claim)
}

/// The claim with what is decided; without an activity the section stands for it.
fn decided(claim: Claim) -> Claim {
    let decision = claim.scope.activity.clone().or_else(|| claim.scope.section.last().map(|s| s.to_lowercase()));
    match decision {
        Some(activity) => claim.with("decision", activity),
        None => claim,
    }
}

#[cfg(test)]
mod tests;
