//! The force of words at a place in a sentence: which of its possibilities and conditions are said of them.

use super::alone;
use super::clause::{aside, conditional, consented, embedded, exampled, parted, parted_behind, referred, subordinate};
use crate::claims::context::Context;
use crate::claims::model::Force;
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// The force of words at a place in a sentence, where it matters what of the sentence a cue speaks of: in a line that runs
/// on, "may" of one clause says nothing of the next, and what is announced behind a statement leaves it one.
pub(in crate::claims) fn at(context: &Context<'_>, sentence: u32, span: Span) -> Force {
    let whole = context.force(sentence);
    let cues = context.reading.hits_in(sentence, "cue");
    let named = |name: &'static str| cues.iter().filter(move |h| context.reading.name(h) == name);
    match whole {
        Force::May if alone(context, sentence) == Force::May => {
            // "… may include your faith (with your consent)": the bracket is said of what stands before it alone.
            let text = &context.notice.text;
            let bracket = |h: &Hit| text[..h.span.start as usize].ends_with('(');
            // "With your permission, we may …" is asked first.
            let opens = |h: &Hit| {
                h.span.start <= context.sentence_span(sentence).start + 2
                    && text[h.span.end as usize..].starts_with(',')
            };
            if named("only-if").any(|h| h.span.overlaps(span) && (bracket(h) || opens(h))) {
                Force::OnlyIf
            } else if named("may").any(|h| reaches(context, sentence, h.span, h.first, span)) {
                Force::May
            } else if named("only-if").any(|h| conditions(context, sentence, h.span, h.first, span)) {
                Force::OnlyIf
            } else {
                Force::States
            }
        }
        Force::OnlyIf if alone(context, sentence) == Force::OnlyIf => {
            let any = named("only-if").any(|h| conditions(context, sentence, h.span, h.first, span));
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
pub(in crate::claims) fn member(context: &Context<'_>, sentence: u32, span: Span) -> Force {
    let own = context.force(sentence);
    if !own.asserts() {
        return own;
    }
    let cues = context.reading.hits_in(sentence, "cue");
    let qualified = |apart: bool| {
        cues.iter().any(|h| {
            matches!(context.reading.name(h), "only-if" | "qualify")
                && apart == set_apart(context, sentence, h.span)
                && qualifies(context, sentence, h.span, h.first, span)
        })
    };
    if qualified(true) || consented(context, sentence, span) {
        return Force::OnlyIf;
    }
    let verb = context.reading.hits_in(sentence, "data-cue").iter().filter(|h| context.reading.name(h) == "we-collect");
    let verb = verb.map(|h| h.span).filter(|v| v.end <= span.start).last();
    let may = cues.iter().any(|h| {
        let later = h.span.start >= span.end && verb.is_some();
        context.reading.name(h) == "may"
            && !later
            && (reaches(context, sentence, h.span, h.first, span) || opens(context, h.span, span))
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
pub(in crate::claims) fn led(context: &Context<'_>, sentence: u32) -> Option<Force> {
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
    // A line that ends in a colon leads its list as a sentence would, whatever it was read as.
    let colon = |s: u32| context.words(context.sentence_span(s)).trim_end().ends_with(':');
    let said = |s: u32| may(s) || colon(s) && context.reading.has(s, "cue", "may");
    head.filter(|&s| context.is_heading(s) && said(s)).map(|_| Force::May)
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
    let example = exampled(context, sentence, cue, span);
    if context.token(first) == "as" || example || asked(context, first) || freely(context, sentence, first) {
        return false;
    }
    let text = &context.notice.text;
    // "When you close your account we delete your records": what ends is held in any case.
    let ended = (first..)
        .take_while(|&i| context.token_span(i, i).end <= span.start)
        .take(40)
        .any(|i| matches!(&*context.token(i), "delete" | "erase" | "destroy" | "deleted" | "erased" | "destroyed"));
    if ended {
        return false;
    }
    let aside = set_apart(context, sentence, cue);
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
    let when = matches!(&*context.token(first), "if" | "where" | "when");
    if when && embedded(context, sentence, span, first) {
        return false;
    }
    // "… and, where relevant, your case number" goes on to the next member.
    let goes_on =
        ["and", "or"].iter().any(|w| before.strip_suffix(w).is_some_and(|b| b.is_empty() || b.ends_with(' ')));
    !broken(between) && !between.contains(" - ") && (!aside || !before.contains(MARKS) && !goes_on)
}

/// What sets words apart in a sentence.
const MARKS: [char; 5] = [',', '(', ')', '–', '—'];

/// Whether a cue begins behind a comma, a dash or a bracket.
fn set_apart(context: &Context<'_>, sentence: u32, cue: Span) -> bool {
    let start = context.sentence_span(sentence).start;
    let head = context.notice.text[start as usize..cue.start.max(start) as usize].trim_end();
    head.ends_with(MARKS) || head.ends_with(" -")
}

/// "To decide if you qualify": what is asked is no condition.
fn asked(context: &Context<'_>, first: u32) -> bool {
    let word = first.checked_sub(1).map(|i| context.token(i));
    // "We ask you if you have any": the one asked stands between.
    let word = match word.as_deref() {
        Some("you" | "them" | "people" | "us") => first.checked_sub(2).map(|i| context.token(i)),
        _ => word,
    };
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
fn reaches(context: &Context<'_>, sentence: u32, cue: Span, first: u32, span: Span) -> bool {
    if aside(context, sentence, cue, span) {
        return false;
    }
    let word = first.checked_sub(1).map(|i| context.token(i));
    let other = matches!(
        word.as_deref().unwrap_or(""),
        "which" | "that" | "who" | "this" | "these" | "you" | "they" | "it" | "information" | "data" | "people"
    );
    let text = &context.notice.text;
    if cue.start >= span.end {
        // "Legal obligation: … - this may include checks".
        let between = &text[span.end as usize..cue.start as usize];
        return !other
            && !broken(between)
            && !between.contains([':', '"', '”'])
            && !matches!(word.as_deref(), Some("and" | "but"))
            && !subordinate(context, sentence, span, first)
            && !parted_behind(context, sentence, span.end, cue.start);
    }
    if cue.end > span.start {
        return true;
    }
    let between = &text[cue.end as usize..span.start as usize];
    let include = between.trim_start().starts_with("include");
    let clause = !include && matches!(word.as_deref(), Some("which" | "that" | "who" | "you" | "they" | "people"));
    // "In some cases, we …", "Sometimes you …" open a sentence, and are said of all of it.
    let opens = cue.start <= context.sentence_span(sentence).start + 2 || between.starts_with(',');
    !(broken(between) || clause && between.contains(',') || !opens && parted(context, sentence, cue.end, span.start))
}

/// The force of something that is done, with its verb or what it is done with at a span, from possibilities and conditions of
/// that alone.
pub(in crate::claims) fn of_act(context: &Context<'_>, sentence: u32, verb: Span) -> Force {
    let own = context.force(sentence);
    if !own.asserts() {
        return own;
    }
    let conditions = |h: &Hit| context.reading.name(h) == "only-if" && conditioned(context, h, verb);
    if consented(context, sentence, verb) || referred(context, sentence, verb) {
        Force::OnlyIf
    } else if possible_at(context, sentence, verb)
        || own == Force::May && context.lead_sentences(sentence).any(|s| alone(context, s) == Force::May)
    {
        Force::May
    } else if context.reading.hits_in(sentence, "cue").iter().any(conditions) || conditional(context, sentence, verb) {
        Force::OnlyIf
    } else {
        led(context, sentence).unwrap_or(Force::States)
    }
}

/// Whether something that is done, with its verb at a span, is only possible: by a "may" before the verb, in its clause, or by
/// words that say how often or what belongs to it. What others may do then is no possibility of it.
pub(in crate::claims) fn possible_at(context: &Context<'_>, sentence: u32, verb: Span) -> bool {
    let cues = context.reading.hits_in(sentence, "cue").iter().filter(|h| context.reading.name(h) == "may");
    cues.into_iter().any(|h| {
        let wide = h.last > h.first || matches!(&*context.token(h.first), "sometimes" | "occasionally");
        let includes =
            (h.last + 1..h.last + 3).any(|i| matches!(&*context.token(i), "include" | "involve" | "comprise"));
        (h.span.start < verb.end || wide || includes) && reaches(context, sentence, h.span, h.first, verb)
    })
}

/// Whether the condition of a cue is one of the words of a span.
pub(in crate::claims) fn conditioned(context: &Context<'_>, cue: &Hit, span: Span) -> bool {
    conditions(context, cue.sentence, cue.span, cue.first, span)
}

/// Whether a condition at a cue is one of the words of a span: "as required by the Act" is none, nor is the case that a
/// basis is told for ("when you write to us, our lawful basis is …").
fn conditions(context: &Context<'_>, sentence: u32, cue: Span, first: u32, span: Span) -> bool {
    let text = &context.notice.text;
    let word = context.token(first);
    let when = matches!(&*word, "if" | "where" | "when");
    if word == "as" || asked(context, first) || aside(context, sentence, cue, span) || freely(context, sentence, first)
    {
        return false;
    }
    if cue.end <= span.start {
        let between = text[cue.end as usize..span.start as usize].to_ascii_lowercase();
        let told = ["basis ", "bases ", "ground "].iter().any(|w| between.contains(w))
            && [",", " is ", " are "].iter().any(|w| between.contains(w));
        return !(broken(&between) || told && when);
    }
    if cue.start >= span.end && based(context, sentence, span) {
        return false;
    }
    if cue.start >= span.end && when && embedded(context, sentence, span, first) {
        return false;
    }
    cue.start < span.end || !broken(&text[span.end as usize..cue.start as usize])
}

/// "Our lawful basis is Article 6(1)(a), where you have consented", "…, which lets us use it with your consent": behind a basis
/// that is told, a condition is the wording of the law.
fn based(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let start = context.sentence_span(sentence).start as usize;
    let before = context.notice.text.get(start..span.start as usize).unwrap_or("").to_ascii_lowercase();
    let basis = ["basis ", "bases ", "ground "].iter().filter_map(|w| before.rfind(w)).max();
    basis.is_some_and(|at| [" is ", " are ", " under "].iter().any(|w| before[at..].contains(w)))
}

/// "They might pass it on without your permission": what is done without it has no condition, unless it is denied.
fn freely(context: &Context<'_>, sentence: u32, first: u32) -> bool {
    let denied =
        context.reading.hits_in(sentence, "cue").iter().any(|h| context.reading.name(h) == "negate" && h.first < first);
    context.token(first) == "without"
        && !denied
        && !context.lead_sentences(sentence).any(|s| context.reading.has(s, "cue", "negate"))
}

/// Whether what stands between two places of a sentence parts them: a bullet, a heading run into the line.
fn broken(between: &str) -> bool {
    between.contains(['•', ';', '#', '*', '|'])
}
