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

/// The force of words at a place in a sentence, where it matters what of the sentence a cue speaks of: in a line that runs
/// on, "may" of one clause says nothing of the next, and what is announced behind a statement leaves it one.
pub(super) fn at(context: &Context<'_>, sentence: u32, span: Span) -> Force {
    let whole = context.force(sentence);
    let cues = context.reading.hits_in(sentence, "cue");
    let named = |name: &'static str| cues.iter().filter(move |h| context.reading.name(h) == name);
    match whole {
        Force::May if alone(context, sentence) == Force::May => {
            if named("may").any(|h| reaches(context, h.span, h.first, span)) {
                Force::May
            } else if named("only-if").any(|h| conditions(context, h.span, h.first, span)) {
                Force::OnlyIf
            } else {
                Force::States
            }
        }
        Force::OnlyIf if alone(context, sentence) == Force::OnlyIf => {
            let any = named("only-if").any(|h| conditions(context, h.span, h.first, span));
            if any { Force::OnlyIf } else { Force::States }
        }
        Force::Announces if alone(context, sentence) == Force::Announces => {
            let before = named("announce").any(|h| h.span.start < span.start);
            if before { Force::Announces } else { Force::States }
        }
        _ => whole,
    }
}

/// Whether "may" at a cue is said of the words of a span.
fn reaches(context: &Context<'_>, cue: Span, first: u32, span: Span) -> bool {
    let word = first.checked_sub(1).map(|i| context.token(i));
    let other = matches!(
        word.as_deref().unwrap_or(""),
        "which" | "that" | "who" | "this" | "these" | "you" | "they" | "it" | "information" | "data" | "people"
    );
    let text = &context.notice.text;
    if cue.start >= span.end {
        // "Legal obligation: … - this may include checks".
        let between = &text[span.end as usize..cue.start as usize];
        return !other && !broken(between) && !between.contains([':', '"', '”']);
    }
    if cue.end > span.start {
        return true;
    }
    let between = &text[cue.end as usize..span.start as usize];
    let clause = matches!(word.as_deref(), Some("which" | "that" | "who" | "you" | "they" | "people"));
    !(broken(between) || clause && between.contains(','))
}

/// Whether a condition at a cue is one of the words of a span: "as required by the Act" is none, nor is the case that a
/// basis is told for ("when you write to us, our lawful basis is …").
fn conditions(context: &Context<'_>, cue: Span, first: u32, span: Span) -> bool {
    let text = &context.notice.text;
    let word = context.token(first);
    if word == "as" {
        return false;
    }
    if cue.end <= span.start {
        let between = text[cue.end as usize..span.start as usize].to_ascii_lowercase();
        let told = ["basis ", "bases ", "ground "].iter().any(|w| between.contains(w)) && between.contains(',');
        return !(broken(&between) || told && matches!(&*word, "if" | "where" | "when"));
    }
    cue.start < span.end || !broken(&text[span.end as usize..cue.start as usize])
}

/// Whether what stands between two places of a sentence parts them: a bullet, a heading run into the line.
fn broken(between: &str) -> bool {
    between.contains(['•', ';', '#', '*', '|'])
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
