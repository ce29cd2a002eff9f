//! Whether words are denied or conceded.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::Span;

/// How many words a negation reaches.
const REACH: u32 = 14;

/// Whether a negation before the span, in the same clause, denies it.
pub(in crate::claims) fn denied(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let cues = context.reading.hits_in(sentence, "cue");
    let tokens = &context.reading.tokens;
    let Some(at) = context.tokens(sentence).find(|&i| tokens[i as usize].end > span.start) else { return false };
    // "Without receiving your name" denies; "we cannot help without using your name" does not.
    let twice = |without: &Hit| cues.iter().any(|c| context.reading.name(c) == "negate" && c.last < without.first);
    cues.iter().any(|cue| {
        let name = context.reading.name(cue);
        (name == "negate" || name == "without" && !twice(cue))
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
pub(in crate::claims) fn conceded(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let opens = matches!(&*context.token(tokens.start), "although" | "though" | "while" | "whilst" | "even");
    opens
        && context
            .words(context.sentence_span(sentence))
            .find(',')
            .is_some_and(|comma| span.end <= context.sentence_span(sentence).start + comma as u32)
}
