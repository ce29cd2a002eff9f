//! Force: what separates "we do" from definitions, quotations of law, questions and other people's practice.

use super::context::Context;
use super::model::Force;
use crate::lexicon::Hit;
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
    if named(context, sentence) {
        return Force::Defines;
    }
    if has("attribute") {
        return Force::Attributes;
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

/// Whether the sentence only gives data a name: "we refer to this information as account data". Where we collect it in the
/// same sentence, it says more.
fn named(context: &Context<'_>, sentence: u32) -> bool {
    let collect = context.reading.find(sentence, "data-cue", "we-collect");
    context.reading.find(sentence, "cue", "name").is_some_and(|h| collect.is_none_or(|c| c.first > h.first))
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

/// The force of one of the things that a sentence, an item or a cell lists: what is said of another member of the list, or
/// by a later verb, is not said of this one; and what introduces the list or its table is said of all of them.
pub(super) fn member(context: &Context<'_>, sentence: u32, span: Span) -> Force {
    let own = context.force(sentence);
    if !own.asserts() {
        return own;
    }
    let cues = context.reading.hits_in(sentence, "cue");
    let qualified = |apart: bool| {
        cues.iter().any(|h| {
            matches!(context.reading.name(h), "only-if" | "qualify")
                && apart == aside(context, sentence, h.span)
                && qualifies(context, sentence, h.span, h.first, span)
        })
    };
    if qualified(true) {
        return Force::OnlyIf;
    }
    let verb = context.reading.hits_in(sentence, "data-cue").iter().filter(|h| context.reading.name(h) == "we-collect");
    let verb = verb.map(|h| h.span).filter(|v| v.end <= span.start).last();
    let may = cues.iter().any(|h| {
        let later = h.span.start >= span.end && verb.is_some();
        context.reading.name(h) == "may"
            && !later
            && (reaches(context, h.span, h.first, span) || opens(context, h.span, span))
    });
    let by_itself = matches!(alone(context, sentence), Force::May | Force::OnlyIf);
    match own {
        _ if may => Force::May,
        _ if qualified(false) => Force::OnlyIf,
        Force::May | Force::OnlyIf if by_itself => led(context, sentence).unwrap_or(Force::States),
        Force::States => led(context, sentence).unwrap_or(own),
        _ => own,
    }
}

/// What the line that introduces a table, the head of its column, or the heading right over a list says of all that is
/// listed: "We may share your data with:", "Who we may share it with".
pub(super) fn led(context: &Context<'_>, sentence: u32) -> Option<Force> {
    let block = context.block(sentence);
    if let Some(lead) = context.table_lead(sentence) {
        let force = match context.is_heading(lead) {
            true if context.reading.has(lead, "cue", "may") => Force::May,
            true => Force::States,
            false => alone(context, lead),
        };
        if matches!(force, Force::May | Force::OnlyIf) {
            return Some(force);
        }
    }
    // "Where you agree to it, we collect the following:" is a condition of each item.
    let item = matches!(block.kind, BlockKind::Item { .. });
    if item && context.lead_sentences(sentence).any(|s| alone(context, s) == Force::OnlyIf && willing(context, s)) {
        return Some(Force::OnlyIf);
    }
    let head = match block.kind {
        BlockKind::Item { .. } | BlockKind::Cell { .. } => context.lead_sentences(sentence).next(),
        _ => None,
    };
    let may = |s: u32| {
        context.tokens(s).any(|i| {
            matches!(&*context.token(i), "may" | "might" | "could")
                && (i > 0 && &*context.token(i - 1) == "we" || matches!(&*context.token(i + 1), "we" | "be"))
        })
    };
    head.filter(|&s| context.is_heading(s) && may(s)).map(|_| Force::May)
}

/// Whether the sentence speaks of consent or of a choice.
fn willing(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| {
        matches!(&*context.token(i), "consent" | "consented" | "permission" | "agree" | "agreed" | "choose" | "opt")
    })
}

/// Whether a condition is one of the words of a span: what stands between commas, dashes or brackets is said of the member
/// of the list beside it, and of no other ("your name and, where relevant, your case number").
fn qualifies(context: &Context<'_>, sentence: u32, cue: Span, first: u32, span: Span) -> bool {
    if context.token(first) == "as" || asked(context, first) {
        return false;
    }
    let text = &context.notice.text;
    let aside = aside(context, sentence, cue);
    if cue.end <= span.start {
        let between = &text[cue.end as usize..span.start as usize];
        return !broken(between)
            && (!aside
                || !between.contains(')') && between.matches(MARKS).count() + between.matches(" - ").count() <= 1);
    }
    if cue.start < span.end {
        return true;
    }
    let between = text[span.end as usize..cue.start as usize].trim_end();
    let before = between.trim_end_matches(MARKS).trim();
    // "… and, where relevant, your case number" goes on to the next member.
    let goes_on =
        ["and", "or"].iter().any(|w| before.strip_suffix(w).is_some_and(|b| b.is_empty() || b.ends_with(' ')));
    !broken(between) && (!aside || !before.contains(MARKS) && !goes_on)
}

/// What sets words apart in a sentence.
const MARKS: [char; 5] = [',', '(', ')', '–', '—'];

/// Whether a cue begins behind a comma, a dash or a bracket.
fn aside(context: &Context<'_>, sentence: u32, cue: Span) -> bool {
    let start = context.sentence_span(sentence).start;
    let head = context.notice.text[start as usize..cue.start.max(start) as usize].trim_end();
    head.ends_with(MARKS) || head.ends_with(" -")
}

/// "To decide if you qualify": what is asked is no condition.
fn asked(context: &Context<'_>, first: u32) -> bool {
    let word = first.checked_sub(1).map(|i| context.token(i));
    matches!(
        word.as_deref().unwrap_or(""),
        "determine"
            | "decide"
            | "see"
            | "check"
            | "know"
            | "assess"
            | "establish"
            | "whether"
            | "ask"
            | "say"
            | "confirm"
    )
}

/// Whether a cue stands in words that open a list within the sentence: "what we can collect includes: - your name; - …".
fn opens(context: &Context<'_>, cue: Span, span: Span) -> bool {
    let between = context.notice.text.get(cue.end as usize..span.start as usize).unwrap_or("");
    between.split_once(':').is_some_and(|(head, _)| !broken(head))
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
    let include = between.trim_start().starts_with("include");
    let clause = !include && matches!(word.as_deref(), Some("which" | "that" | "who" | "you" | "they" | "people"));
    !(broken(between) || clause && between.contains(','))
}

/// Whether the condition of a cue is one of the words of a span.
pub(super) fn conditioned(context: &Context<'_>, cue: &Hit, span: Span) -> bool {
    conditions(context, cue.span, cue.first, span)
}

/// Whether a condition at a cue is one of the words of a span: "as required by the Act" is none, nor is the case that a
/// basis is told for ("when you write to us, our lawful basis is …").
fn conditions(context: &Context<'_>, cue: Span, first: u32, span: Span) -> bool {
    let text = &context.notice.text;
    let word = context.token(first);
    if word == "as" || asked(context, first) {
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
pub(super) fn conceded(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let opens = matches!(&*context.token(tokens.start), "although" | "though" | "while" | "whilst" | "even");
    opens
        && context
            .words(context.sentence_span(sentence))
            .find(',')
            .is_some_and(|comma| span.end <= context.sentence_span(sentence).start + comma as u32)
}
