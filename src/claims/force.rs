//! Force: what separates "we do" from definitions, quotations of law, questions and other people's practice.

use super::context::Context;
use super::model::Force;
use crate::notice::{BlockKind, Span};

/// The force of every sentence.
pub(super) fn sentences(context: &Context<'_>) -> Vec<Force> {
    (0..context.sentence_count()).map(|s| sentence(context, s)).collect()
}

fn sentence(context: &Context<'_>, sentence: u32) -> Force {
    let own = alone(context, sentence);
    if !own.asserts() {
        return own;
    }
    // An item inherits what its lead-in is: a list of definitions, of things to be told, of possibilities.
    for lead in context.lead_sentences(sentence) {
        let led = alone(context, lead);
        match led {
            Force::Defines | Force::QuotesLaw | Force::Announces | Force::Attributes | Force::Discusses => return led,
            Force::May if own == Force::States => return Force::May,
            _ => {}
        }
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
    if has("define") && (definitions || !we(context, sentence)) {
        return Force::Defines;
    }
    if has("quote-law") {
        return Force::QuotesLaw;
    }
    if has("announce") {
        return Force::Announces;
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

/// Whether the sentence speaks of what "we" do.
fn we(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "we")
}

/// How many words a negation reaches.
const REACH: u32 = 14;

/// Whether a negation before the span, in the same clause, denies it.
pub(super) fn denied(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let cues = context.reading.hits_in(sentence, "cue");
    let tokens = &context.reading.tokens;
    let Some(at) = context.tokens(sentence).find(|&i| tokens[i as usize].end > span.start) else { return false };
    cues.iter().any(|cue| {
        context.reading.name(cue) == "negate"
            && cue.last < at
            && at - cue.last <= REACH
            && !cues.iter().any(|c| context.reading.name(c) == "contrast" && c.first > cue.last && c.first < at)
            && !(cue.last..at).any(|i| new_clause(context, i))
    })
}

/// Words that begin a new clause behind a comma.
const OPENERS: &[&str] = &[
    "we", "you", "any", "the", "this", "our", "it", "they", "your", "which", "who", "that", "there", "these", "those",
    "he", "she",
];

/// Whether a new clause begins behind a token.
fn new_clause(context: &Context<'_>, token: u32) -> bool {
    let between = context.between(token, token + 1);
    between.contains([';', ':']) || between.contains(',') && OPENERS.contains(&&*context.token(token + 1))
}

/// Whether the words stand in a concession ("Although we ask for consent, …").
pub(super) fn conceded(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let opens = matches!(&*context.token(tokens.start), "although" | "though" | "while" | "whilst" | "even");
    opens
        && context
            .words(context.sentence_span(sentence))
            .find(',')
            .is_some_and(|comma| span.end <= context.sentence_span(sentence).start + comma as u32)
}
