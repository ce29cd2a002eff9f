//! Force: what separates "we do" from definitions, quotations of law, questions and other people's practice.

mod clause;
mod denial;
mod place;
#[cfg(test)]
mod tests;

use super::context::Context;
use super::model::Force;
use crate::notice::BlockKind;
pub(super) use clause::{conditional, consented, referred};
pub(super) use denial::{conceded, denied};
pub(super) use place::{at, conditioned, led, member, of_act, possible_at};

/// The force of every sentence.
pub(super) fn sentences(context: &Context<'_>) -> Vec<Force> {
    (0..context.sentence_count()).map(|s| sentence(context, s)).collect()
}

fn sentence(context: &Context<'_>, sentence: u32) -> Force {
    let own = alone(context, sentence);
    if !own.asserts() {
        return own;
    }
    if recited(context, sentence) {
        return Force::Discusses;
    }
    if to_be_told(context, sentence) {
        return Force::Announces;
    }
    // An item inherits what its lead-in is: a list of definitions, of things to be told, of possibilities.
    for lead in context.lead_sentences(sentence) {
        let led = match alone(context, lead) {
            led @ (Force::States | Force::May) if goes_on(context, lead) => {
                // What the sentence before only allows for ("you can download it") is no doubt of what it holds.
                Some(carried(context, lead - 1)).filter(|f| !f.asserts()).unwrap_or(led)
            }
            led => led,
        };
        match led {
            Force::Defines | Force::QuotesLaw | Force::Announces | Force::Attributes | Force::Discusses => return led,
            Force::May if own == Force::States => return Force::May,
            _ => {}
        }
    }
    own
}

/// Whether the item says what we will tell somebody: "If you make a request, we will: – tell you who it was shared with".
fn to_be_told(context: &Context<'_>, sentence: u32) -> bool {
    let first = context.token(context.tokens(sentence).start);
    let tells = matches!(&*first, "tell" | "explain" | "let" | "inform" | "describe");
    let promises = |lead: u32| {
        let tokens = context.tokens(lead);
        let last = context.token(tokens.end.saturating_sub(1));
        we(context, lead) && matches!(&*last, "will" | "we'll" | "shall" | "must")
    };
    let item = matches!(context.block(sentence).kind, BlockKind::Item { .. });
    item && tells && context.lead_sentences(sentence).next().is_some_and(promises)
}

/// Whether what introduces a list only goes on with the sentence before it in its paragraph: "Personal data can be anything
/// that … . For example:", "… . This information consists of:".
fn goes_on(context: &Context<'_>, lead: u32) -> bool {
    let words = context.words(context.sentence_span(lead));
    if !words.trim_end().ends_with(':') || !follows(context, lead) {
        return false;
    }
    let tokens = context.tokens(lead);
    let word = |i: u32| context.token(tokens.start + i);
    let example = tokens.len() <= 3 && matches!(&*word(0), "for" | "examples" | "such");
    let refers = tokens.len() <= 6
        && matches!(&*word(0), "this" | "these" | "it" | "they")
        && tokens.clone().any(|i| {
            matches!(
                &*context.token(i),
                "include" | "includes" | "consist" | "consists" | "comprise" | "comprises" | "covers" | "means"
            )
        });
    (example || refers) && !we(context, lead)
}

/// Whether another sentence stands before this one in its paragraph, or ends the paragraph before it in the section.
fn follows(context: &Context<'_>, sentence: u32) -> bool {
    let Some(before) = sentence.checked_sub(1) else { return false };
    let (own, last) = (context.block(sentence), context.block(before));
    own.sentences.contains(&before) || last.section == own.section && last.kind == BlockKind::Paragraph
}

/// The force of a sentence that others of its paragraph go on from; where it goes on itself ("This can include …"), that of
/// the definition before it.
fn carried(context: &Context<'_>, sentence: u32) -> Force {
    let own = alone(context, sentence);
    let refers = matches!(&*context.token(context.tokens(sentence).start), "this" | "these" | "it" | "they");
    let before = sentence.wrapping_sub(1);
    if own.asserts()
        && refers
        && !we(context, sentence)
        && context.block(sentence).sentences.contains(&before)
        && alone(context, before) == Force::Defines
    {
        return Force::Defines;
    }
    own
}

/// The force of a sentence by its own words.
fn alone(context: &Context<'_>, sentence: u32) -> Force {
    let has = |name: &str| context.reading.has(sentence, "cue", name);
    let words = context.words(context.sentence_span(sentence));
    if context.is_heading(sentence) || words.ends_with('?') {
        return Force::Asks;
    }
    if context.block(sentence).kind == BlockKind::Contents {
        return Force::Asks;
    }
    let definitions = context.topic(sentence) == Some("definitions");
    if has("define") && (definitions || !we(context, sentence)) || has("define-own") {
        return Force::Defines;
    }
    if has("quote-law") {
        return Force::QuotesLaw;
    }
    if has("announce") {
        return Force::Announces;
    }
    if named(context, sentence) {
        return Force::Defines;
    }
    if has("attribute") {
        return Force::Attributes;
    }
    if of_the_class(context, sentence) {
        return Force::Defines;
    }
    if has("discuss") && !we(context, sentence) {
        return Force::Discusses;
    }
    if has("may") {
        return Force::May;
    }
    if has("only-if") {
        return Force::OnlyIf;
    }
    Force::States
}

/// Whether the sentence is one of the grounds that the law knows, before anything is said of ours: "The law asks for a
/// reason. Those reasons may include: …".
fn recited(context: &Context<'_>, sentence: u32) -> bool {
    let recital = |s: u32| {
        let block = &context.block(s).sentences;
        let has = |s: u32, name: &str| context.reading.has(s, "cue", name);
        has(s, "reasons-may")
            && (has(s, "law-asks") || s.checked_sub(1).is_some_and(|b| block.contains(&b) && has(b, "law-asks")))
    };
    if recital(sentence) || context.lead_sentences(sentence).any(recital) {
        return true;
    }
    if !context.block_has(sentence, "cue", "reasons-may") {
        return false;
    }
    // In a list that runs on in one line each sentence begins with a bullet or a number.
    let listed = |s: u32| {
        context.words(context.sentence_span(s)).starts_with(|c: char| c.is_ascii_digit() || "-•·*–(".contains(c))
    };
    let first = context.block(sentence).sentences.start;
    let mut at = sentence;
    while at > first && listed(at) {
        at -= 1;
        if recital(at) {
            return true;
        }
    }
    false
}

/// "The law treats some information as special. This information consists of …": the words go on to say what the law means,
/// and not what we hold.
fn of_the_class(context: &Context<'_>, sentence: u32) -> bool {
    let before = sentence.checked_sub(1).filter(|b| context.block(sentence).sentences.contains(b));
    let start = context.tokens(sentence).start;
    let told = |b: u32| context.reading.has(b, "cue", "class-law") && !we(context, b);
    before.is_some_and(told)
        && !we(context, sentence)
        && context.reading.find(sentence, "cue", "class-is").is_some_and(|h| h.first == start)
}

/// Whether the sentence speaks of what "we" do.
fn we(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "we")
}

/// Whether the sentence only gives data a name: "we refer to this information as account data". Where we collect it in the
/// same sentence, it says more.
fn named(context: &Context<'_>, sentence: u32) -> bool {
    let collect = context.reading.find(sentence, "data-cue", "we-collect");
    context.reading.find(sentence, "cue", "name").is_some_and(|h| collect.is_none_or(|c| c.first > h.first))
}
