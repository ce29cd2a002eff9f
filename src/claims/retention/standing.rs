//! How a statement stands beyond the force of its sentence: past, denied, or somebody else's practice.

use super::link::{Act, Verb};
use super::{Statement, has};
use crate::claims::context::Context;
use crate::claims::model::Force;
use crate::notice::Span;

/// How the statement stands beyond the sentence's own force: over, or somebody else's.
pub(super) fn stand(context: &Context<'_>, sentence: u32, verb: Option<Verb>, statement: &mut Statement<'_>) {
    let Some(verb) = verb else { return };
    modality(context, sentence, verb, statement);
    let past = before(context, sentence, verb, 3).any(|w| matches!(w.as_str(), "was" | "were" | "had"));
    if past && statement.force.asserts() {
        statement.force = Force::Was;
    }
    let ours = before(context, sentence, verb, 12).any(|w| w == "we");
    if has(context, sentence, "theirs") && !ours || others(context, sentence, verb) && !for_us(context, sentence, verb)
    {
        statement.force = Force::Attributes;
    }
}

/// "Our suppliers, who will keep it while our contract runs": what those who work for us keep is kept for us.
fn for_us(context: &Context<'_>, sentence: u32, verb: Verb) -> bool {
    let start = context.tokens(sentence).start;
    (start..verb.first).any(|i| {
        let firm = context.token(i);
        let firm = ["supplier", "provider", "processor", "contractor"].iter().any(|w| firm.starts_with(w));
        firm && (start.max(i.saturating_sub(4))..i).any(|j| context.token(j) == "our")
    })
}

/// Whether a statement is part of a worked example ("Example timeline: closed on 1 March …") or of a message that is
/// quoted, or is advice to the reader: it says what would be, not what is kept.
pub(super) fn illustrates(context: &Context<'_>, sentence: u32, date: bool) -> bool {
    let words = context.words(context.sentence_span(sentence)).trim_start().to_lowercase();
    let sample = |line: &str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let worked = line.starts_with("example") && !line.starts_with("examples of") && !line.starts_with("example of");
        (worked || line.starts_with("worked example") || line.starts_with("for example:"))
            && line.split(' ').count() <= 4
    };
    let path = context.notice.section_path(context.block(sentence).section);
    let titled = path.last().is_some_and(|t| sample(t));
    let leads = || context.lead_sentences(sentence).map(|s| context.words(context.sentence_span(s)));
    let own = ["example:", "e.g.", "eg:"].iter().any(|w| words.starts_with(w))
        || date && ["for example", "for instance"].iter().any(|w| words.starts_with(w));
    if own || titled || leads().any(sample) {
        return true;
    }
    let advice = path.iter().any(|title| {
        let title = title.to_lowercase();
        ["best practice", "tips", "advice for", "checklist"].iter().any(|w| title.contains(w))
    });
    advice
        && !context
            .tokens(sentence)
            .any(|i| matches!(&*context.token(i), "we" | "our" | "is" | "are" | "will" | "be" | "must"))
}

/// Whether the line is one of a message that is described: "The message contains:" and its items.
pub(super) fn message(context: &Context<'_>, sentence: u32) -> bool {
    context.lead_sentences(sentence).any(|lead| {
        let range = context.tokens(lead);
        let colon =
            context.words(context.sentence_span(lead)).trim_end().trim_end_matches(['*', '_', ' ']).ends_with(':');
        let Some(last) = range.clone().last().filter(|_| colon) else { return false };
        // A label on its own, be it behind other lines of the message ("Subject: …", "Contains:").
        let alone = range.len() <= 4
            || last > range.start && context.between(last - 1, last).contains(['\n', '"', '\u{201d}', '*']);
        matches!(&*context.token(last), "contains" | "includes" | "says" | "reads")
            && alone
            && context.token(range.start) != "we"
    })
}

/// A "may" or "if required by law" elsewhere in the sentence leaves what is said of keeping as firm as it was.
fn modality(context: &Context<'_>, sentence: u32, verb: Verb, statement: &mut Statement<'_>) {
    let led = || context.lead_sentences(sentence).any(|s| context.force(s) == Force::May);
    match statement.force {
        Force::May => {
            let modal = |w: &str| matches!(w, "may" | "might" | "can" | "could" | "sometimes" | "occasionally");
            let own = before(context, sentence, verb, 6).any(|w| modal(&w));
            // "In some cases we keep": said of the whole sentence.
            let start = context.tokens(sentence).start;
            let fronted = context
                .reading
                .hits_in(sentence, "cue")
                .iter()
                .any(|h| context.reading.name(h) == "may" && h.first <= start + 1 && h.first < verb.first);
            // "this may amount to indefinite retention": right in front of the length.
            let at = statement.span.start;
            let near = context.reading.hits_in(sentence, "cue").iter().any(|h| {
                context.reading.name(h) == "may" && h.span.end <= at && at - h.span.end < 40 && h.first > verb.last
            });
            if !(own || fronted || near || led()) {
                statement.force = Force::States;
            }
        }
        Force::OnlyIf => {
            // "as long as required by law" is the criterion itself.
            // Of another item in a run of items parted by semicolons it is no condition either.
            let parted = |h: &crate::lexicon::Hit| {
                let (end, start) = (h.span.end.min(statement.span.end), h.span.start.max(statement.span.start));
                start > end && context.words(Span { start: end, end: start }).contains(';')
            };
            let outside = context.reading.hits_in(sentence, "cue").iter().any(|h| {
                // "As the tax office requires" is why, not whether.
                let why = context.token(h.first) == "as" || h.first > 0 && context.token(h.first - 1) == "as";
                context.reading.name(h) == "only-if"
                    && !why
                    && (h.span.end <= statement.span.start || h.span.start >= statement.span.end)
                    && !parted(h)
            });
            if !outside {
                statement.force = Force::States;
            }
        }
        _ => {}
    }
}

/// The words in front of a verb, nearest first, within its clause.
pub(super) fn before<'c>(
    context: &'c Context<'_>,
    sentence: u32,
    verb: Verb,
    most: u32,
) -> impl Iterator<Item = String> + 'c {
    let mut at = verb.first;
    let mut left = most;
    let start = context.tokens(sentence).start;
    std::iter::from_fn(move || {
        if left == 0 || at <= start || context.between(at - 1, at).contains(['.', ';', ':', ',', '(']) {
            return None;
        }
        (at, left) = (at - 1, left - 1);
        Some(context.token(at).into_owned())
    })
}

pub(super) fn negated(context: &Context<'_>, sentence: u32, verb: Verb) -> bool {
    // "we keep no file for ever", "nothing is kept indefinitely"
    let none = |i: u32| matches!(&*context.token(i), "no" | "nothing" | "none");
    let next = verb.last + 1;
    if context.token(next) == "no" && !matches!(&*context.token(next + 1), "longer" | "more" | "later")
        || (verb.first.saturating_sub(4)..verb.first).any(|i| none(i) && context.token(i + 1) != "longer")
            && before(context, sentence, verb, 4).any(|w| w == "nothing" || w == "none" || w == "no")
    {
        return true;
    }
    let denies = |w: &str| matches!(w, "not" | "never" | "don't" | "won't" | "doesn't" | "don’t" | "won’t" | "doesn’t");
    before(context, sentence, verb, 5).take_while(|w| denies(w) || auxiliary(w)).any(|w| denies(&w))
}

const AUX: &[&str] = &[
    "be", "is", "are", "was", "were", "been", "being", "will", "may", "must", "should", "can", "shall", "not", "also",
    "only", "to", "has", "have", "had", "then", "never", "always", "already", "would", "could", "need", "needs", "do",
    "does", "both", "get", "might", "continue", "required", "still", "we'll", "we’ll",
];

pub(super) fn auxiliary(word: &str) -> bool {
    AUX.contains(&word) || word.ends_with("ly")
}

/// Whether the verb's subject is another organisation: "our insurers keep", "kept by your employer", a name not our own.
fn others(context: &Context<'_>, sentence: u32, verb: Verb) -> bool {
    let keeps = |i: u32| context.is(sentence, i, "who", "keeps");
    let may_be_us = |i: u32| context.is(sentence, i, "who", "may-be-us");
    let range = context.tokens(sentence);
    let mut at = verb.first;
    let mut passive = false;
    while at > range.start
        && !context.between(at - 1, at).contains([',', ';', ':'])
        && auxiliary(&context.token(at - 1))
    {
        at -= 1;
        passive |= matches!(&*context.token(at), "be" | "is" | "are" | "been" | "was" | "were" | "being");
    }
    let participle = passive
        || matches!(&*context.token(verb.first), "kept" | "held" | "stored" | "retained" | "deleted" | "destroyed");
    if participle {
        // "what Exampleton collects", "collected by Exampleton"
        let by = (range.start..verb.first).rev().find(|&i| context.token(i) == "by" && i + 1 < verb.first);
        if by.is_some_and(|i| foreign(context, i + 1)) {
            return true;
        }
        // "kept by your employer"
        return verb.last + 2 < range.end
            && context.token(verb.last + 1) == "by"
            && context.token(verb.last + 2) == "your";
    }
    if at == range.start || context.between(at - 1, at).contains([',', ';', ':']) {
        return false;
    }
    let subject = context.token(at - 1);
    // "our suppliers, who will keep it"
    if matches!(&*subject, "who" | "which") && at >= range.start + 2 {
        return keeps(at - 2);
    }
    let opener = (range.start..at)
        .rev()
        .take(5)
        .map(|i| context.token(i))
        .any(|w| matches!(&*w, "our" | "the" | "these" | "those" | "such" | "other" | "third"));
    let with_us = (range.start..at).any(|i| matches!(&*context.token(i), "we" | "nor" | "us"));
    if keeps(at - 1) || may_be_us(at - 1) {
        // "The school keeps" may be the notice's own school.
        let yours = (range.start..at)
            .rev()
            .take(5)
            .any(|i| matches!(&*context.token(i), "your" | "that" | "another" | "other" | "our"));
        return (yours || opener && !may_be_us(at - 1)) && !with_us;
    }
    verb.act == Act::Keep && foreign(context, at - 1) && (at - 1 > range.start || !subject.ends_with('s'))
}

/// Whether a word is a name that the opening of the notice, where its own name stands, does not know.
fn foreign(context: &Context<'_>, token: u32) -> bool {
    let span = context.token_span(token, token);
    let written = context.words(span);
    let pronoun = matches!(
        &*context.token(token),
        "they"
            | "you"
            | "this"
            | "these"
            | "who"
            | "which"
            | "that"
            | "data"
            | "records"
            // "We have a LEGAL OBLIGATION to retain": capitals make no name of it.
            | "obligation"
            | "duty"
            | "requirement"
            | "right"
    );
    if written.len() < 3 || !written.starts_with(|c: char| c.is_ascii_uppercase()) || pronoun {
        return false;
    }
    let text = &context.notice.text;
    let mut opening = 1500.min(text.len()).min(span.start as usize);
    while !text.is_char_boundary(opening) {
        opening -= 1;
    }
    !text[..opening].contains(written)
}
