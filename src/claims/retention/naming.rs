//! What a statement in prose is about: the subject of "is kept", the object of "we keep", or what a pronoun stands for.

use super::antecedent;
use super::link::{self, Act, FILL, LEAD, Verb};
use super::period::Period;
use super::records::{self, Records};
use super::standing::auxiliary;
use crate::claims::context::Context;
use crate::notice::Span;

/// The records that a statement is about. `stretch` is what may name them in front of the period.
pub(super) fn about(
    context: &Context<'_>,
    sentence: u32,
    verb: Option<Verb>,
    stretch: (u32, u32),
    period: Option<&Period>,
    later: bool,
) -> Records {
    let range = context.tokens(sentence);
    let (from, to) = stretch;
    let records = match verb {
        Some(verb) => match shared(context, sentence, from, verb)
            .or_else(|| subject(context, clause(context, sentence, from, verb), verb, range.start))
        {
            Some((first, end)) => records::of(context, sentence, first, end),
            None => {
                let end = if verb.last < to { trim(context, verb.last + 1, to) } else { range.end };
                // "hold on | to your data"
                let on = context.token(verb.last + 1) == "on" && context.token(verb.last + 2) == "to";
                let behind = verb.last + if on { 3 } else { 1 };
                let first = behind.max(if verb.last < to { from } else { 0 });
                let end = cut(context, first, end);
                records::of(context, sentence, first, end)
            }
        },
        None => {
            // "we process your data for as long as"
            let ours = (from..to).rev().find(|&i| context.token(i) == "we").map_or(from, |i| (i + 2).min(to));
            // "The retention period for personnel files": of the files.
            let term = link::verbs(context, sentence).into_iter().find(|v| {
                v.act == Act::Term
                    && v.first >= ours
                    && v.last + 2 < to
                    && matches!(&*context.token(v.last + 1), "for" | "of")
            });
            let ours = term.map_or(ours, |v| v.last + 2);
            // "You may have it kept for up to 24 months (2 years)": a number of months names nothing.
            let number = (ours + 1..to).find(|&i| {
                let unit = matches!(&*context.token(i), "years" | "year" | "months" | "month" | "weeks" | "days");
                unit && context.token(i - 1).bytes().all(|b| b.is_ascii_digit())
            });
            let to = number.map_or(to, |i| i - 1);
            let end = trim(context, ours, to);
            // "your details | for as long as you are a tenant": the "unless" of a schedule leaves its names whole.
            let stop = cut(context, ours, end);
            let parted = stop < end
                && stop > ours
                && (matches!(&*context.token(stop), "for" | "until" | "while")
                    || context.token(stop) == "as" && context.token(stop + 1) == "long"
                    || context.between(stop - 1, stop).contains(':'));
            let end = if parted { stop } else { end };
            let mut found = records::of(context, sentence, ours, end);
            if records::personal(context, ours, end) {
                found.keys.push(records::GENERIC.to_owned());
            }
            found
        }
    };
    // "Survey: your answers are kept for two years": a label names what the words do not.
    if records.keys.iter().all(|k| k.starts_with(records::GENERIC))
        && let Some(found) = labelled(context, sentence, verb)
    {
        return Records { words: records.words, ..found };
    }
    if !records.keys.is_empty() {
        return records;
    }
    // "We delete your:" over a list; "the following data is kept for a year."
    let owner = |w: Span| {
        let words = context.words(w).trim().to_lowercase();
        matches!(words.as_str(), "your" | "the" | "their" | "any")
            || words.strip_prefix("the following").or(words.strip_prefix("following")).is_some_and(|rest| {
                matches!(rest.trim(), "" | "data" | "information" | "records" | "documents" | "items" | "details")
            })
    };
    if records.words.is_some_and(owner) {
        let keys = records::listed(context, sentence);
        if !keys.is_empty() {
            return Records { keys, ..Records::default() };
        }
    }
    // "earliest destruction date": of what stands in front.
    if let Some(verb) =
        verb.filter(|v| matches!(&*context.token(v.first), "destruction" | "deletion" | "disposal") && v.first > from)
    {
        return Records {
            keys: vec![records::qualified(context.words(context.token_span(from, verb.first - 1)))],
            ..records
        };
    }
    if later {
        return Records {
            keys: vec![records::qualified(context.words(context.token_span(from, to.saturating_sub(1).max(from))))],
            ..records
        };
    }
    // "7 years for payroll records", "3 years (CCTV)"
    if let Some(period) = period.filter(|_| records.words.is_none()) {
        let next = period.last + 1;
        if next < range.end && context.token(next) == "for" {
            let after = records::of(context, sentence, next + 1, cut(context, next + 1, range.end));
            if !after.keys.is_empty() {
                return after;
            }
        }
    }
    // "Your data stays in backups for a month": the length is that of the backups.
    let own = range.start..range.end;
    let held = context.reading.hits_in(sentence, "record").iter().find(|h| {
        matches!(context.reading.name(h), "backups" | "server logs")
            && (own.start + 1..h.first)
                .rev()
                .take(3)
                .any(|i| matches!(&*context.token(i), "in" | "on" | "within" | "from"))
    });
    if let Some(hit) = held.filter(|_| records.generic) {
        return Records { keys: vec![context.reading.name(hit).to_owned()], ..records };
    }
    let records = match records.words.is_none_or(|w| antecedent::pronoun(context.words(w))) {
        true => antecedent::resolve(context, sentence, records),
        false => records,
    };
    antecedent::above(context, sentence, &records).unwrap_or(records)
}

/// The records that a label in front of the statement names, when its own words name none.
fn labelled(context: &Context<'_>, sentence: u32, verb: Option<Verb>) -> Option<Records> {
    let start = context.tokens(sentence).start;
    let verb = verb?;
    let end = (start + 1..verb.first.min(start + 6)).find(|&i| context.between(i - 1, i).contains(':'))?;
    let said = (start..end).any(|i| {
        let word = context.token(i);
        matches!(&*word, "we" | "you" | "how" | "note" | "retention" | "after" | "within" | "once" | "when" | "until")
            || word.bytes().all(|b| b.is_ascii_digit())
    });
    let found = records::of(context, sentence, start, end);
    let named = found.keys.iter().all(|k| !k.starts_with(records::GENERIC)) && !found.keys.is_empty();
    (named && !said).then_some(found)
}

/// The subject that a verb shares with the one before it: "the form is stored and used here, and is deleted in May".
fn shared(context: &Context<'_>, sentence: u32, from: u32, verb: Verb) -> Option<(u32, u32)> {
    let verbs = link::verbs(context, sentence);
    let other = verbs.iter().rev().find(|v| v.last + 3 < verb.first && v.first >= from && v.act != Act::Term)?;
    let joint = (other.last + 1..verb.first).rev().find(|&i| matches!(&*context.token(i), "and" | "then"))?;
    let be = matches!(&*context.token(joint + 1), "is" | "are" | "will");
    let bare = be && (joint + 1..verb.first).all(|i| auxiliary(&context.token(i)));
    let relative = (other.last + 1..joint).any(|i| matches!(&*context.token(i), "which" | "that" | "who"));
    let (first, end) =
        subject(context, clause(context, sentence, from, *other), *other, context.tokens(sentence).start)?;
    (bare && !relative && first < end).then_some((first, end))
}

/// Where the clause of a verb begins when another verb of keeping stands before it: "X is kept for a year and Y is".
fn clause(context: &Context<'_>, sentence: u32, from: u32, verb: Verb) -> u32 {
    let verbs = link::verbs(context, sentence);
    let Some(other) = verbs.iter().rev().find(|v| v.last + 3 < verb.first && v.first >= from && v.act != Act::Term)
    else {
        return from;
    };
    // "kept in log files, which are kept for a month": of the files.
    let mut back = verb.first;
    while back > other.last + 1 && auxiliary(&context.token(back - 1)) {
        back -= 1;
    }
    if back > other.last + 1 && matches!(&*context.token(back - 1), "which" | "that") {
        let begin = (other.last + 1..back - 1).find(|&i| {
            !matches!(&*context.token(i), "only" | "in" | "on" | "within" | "as" | "at" | "by" | "to" | "into" | "with")
        });
        return begin.unwrap_or(from);
    }
    let joint = (other.last + 1..verb.first).rev().find(|&i| matches!(&*context.token(i), "and" | "but" | "while"));
    joint.map_or(from, |i| i + 1)
}

/// The subject of a verb that is passive or says of its subject that it remains; none for "we keep".
fn subject(context: &Context<'_>, from: u32, verb: Verb, start: u32) -> Option<(u32, u32)> {
    let mut end = verb.first;
    let mut passive = verb.act == Act::Last;
    let mut infinitive = false;
    // "is anonymised or deleted": both have the same subject.
    if let Some(first) = coordinate(context, from, verb) {
        end = first;
    }
    // "Is hard deleted", "all files soft deleted": the adverb is of the verb.
    let adverb = end > from && matches!(&*context.token(end - 1), "hard" | "soft");
    end -= u32::from(adverb);
    let participle_at = end;
    // "Will be permanently and safely destroyed": two adverbs.
    let both = |end: u32| {
        end > from + 1
            && context.token(end - 1) == "and"
            && end < verb.first
            && context.token(end).ends_with("ly")
            && context.token(end - 2).ends_with("ly")
    };
    while end > from && (auxiliary(&context.token(end - 1)) || both(end)) {
        end -= 1;
        let word = context.token(end);
        // "are required to keep": that "are" is not the verb's own.
        infinitive |= word == "to";
        passive |= !infinitive && matches!(&*word, "be" | "is" | "are" | "been" | "was" | "were" | "being");
    }
    let word = context.token(verb.first);
    passive |= matches!(
        &*word,
        "is" | "are"
            | "be"
            | "been"
            | "automatically"
            | "remain"
            | "remains"
            | "persist"
            | "persists"
            | "stay"
            | "stays"
    );
    let before = if end > from { context.token(end - 1).into_owned() } else { String::new() };
    let participle = matches!(
        &*word,
        "kept"
            | "held"
            | "stored"
            | "retained"
            | "deleted"
            | "destroyed"
            | "erased"
            | "archived"
            | "disposed"
            | "purged"
    );
    passive |= participle
        && (end == verb.first || adverb && end == participle_at)
        && !before.is_empty()
        && !matches!(before.as_str(), "we" | "have" | "has" | "they" | "and");
    if !passive {
        return None;
    }
    let mut first = from;
    // A clause in front ends at its comma.
    let opens = |at: u32| {
        matches!(
            &*context.token(at),
            "if" | "when"
                | "where"
                | "once"
                | "after"
                | "for"
                | "in"
                | "under"
                | "unless"
                | "while"
                | "before"
                | "as"
                | "at"
                | "during"
                | "wherever"
                | "whenever"
                | "whichever"
                | "although"
                | "whilst"
        )
    };
    let mut fronted = from == start && from < end && opens(start);
    for at in from + 1..end {
        let gap = context.between(at - 1, at);
        if gap.contains([';', ':']) {
            (first, fronted) = (at, opens(at));
        } else if fronted && gap.contains(',') {
            (first, fronted) = (at, false);
        }
    }
    // "account data, which is kept": the relative pronoun goes.
    while end > first && matches!(&*context.token(end - 1), "which" | "that" | "who" | "and" | "or" | "but") {
        end -= 1;
    }
    while first < end
        && matches!(&*context.token(first), "and" | "or" | "but" | "so" | "also" | "however" | "where" | "if" | "when")
    {
        first += 1;
    }
    if end > first && matches!(&*context.token(end - 1), "it" | "they" | "this" | "these") {
        first = end - 1;
    }
    let first = first.max(end.saturating_sub(40));
    Some((first, end))
}

/// The first of two participles that "and" or "or" joins, if the verb is the second: "are scanned on receipt and kept".
fn coordinate(context: &Context<'_>, from: u32, verb: Verb) -> Option<u32> {
    let mut at = verb.first;
    while at > from && (context.token(at - 1).ends_with("ly") || context.token(at - 1) == "then") {
        at -= 1;
    }
    if at <= from + 2 || !matches!(&*context.token(at - 1), "and" | "or") {
        return None;
    }
    for back in (from + 1..at - 1).rev().take(10) {
        let word = context.token(back);
        if matches!(&*word, "we" | "you" | "they" | "which" | "that" | "if" | "when" | "where" | "because")
            || context.between(back, back + 1).contains([',', ';', ':'])
        {
            return None;
        }
        if !matches!(&*word, "is" | "are" | "be" | "been") {
            continue;
        }
        let mut next = back + 1;
        while next < at - 1 && auxiliary(&context.token(next)) {
            next += 1;
        }
        let participle = context.token(next);
        let participle = next < at - 1
            && (participle.ends_with("ed") || participle.ends_with("en") || matches!(&*participle, "kept" | "held"));
        return participle.then_some(back + 1);
    }
    None
}

/// The end of the words in front of a period, without "for up to a maximum of".
fn trim(context: &Context<'_>, first: u32, end: u32) -> u32 {
    let mut end = end;
    while end > first {
        let word = context.token(end - 1);
        if !(FILL.contains(&&*word) || LEAD.contains(&&*word) || auxiliary(&word)) {
            break;
        }
        end -= 1;
    }
    end
}

/// Cuts an object where something else begins: "your data | securely", "the form | until".
pub(super) fn cut(context: &Context<'_>, first: u32, end: u32) -> u32 {
    for at in first..end {
        let word = context.token(at);
        let gap = if at > first { context.between(at - 1, at) } else { "" };
        let stops = matches!(
            &*word,
            "until"
                | "because"
                | "so"
                | "while"
                | "whilst"
                | "once"
                | "unless"
                | "if"
                | "when"
                | "where"
                | "in"
                | "within"
                | "which"
                | "after"
                | "but"
                | "from"
                | "as"
                | "longer"
                | "beyond"
                | "no"
                | "inline"
        ) || word.ends_with("ly") && word != "only" && word.len() > 4 && word != "family"
            || word == "on"
                && at + 1 < end
                && matches!(&*context.token(at + 1), "our" | "file" | "paper" | "secure" | "a" | "servers")
            || word == "for"
                && at + 1 < end
                && matches!(
                    &*context.token(at + 1),
                    "archiving"
                        | "audit"
                        | "research"
                        | "statistical"
                        | "legal"
                        | "historical"
                        | "as"
                        | "the"
                        | "up"
                        | "at"
                        | "no"
                        | "between"
                        | "minimum"
                        | "maximum"
                        | "around"
                        | "approximately"
                )
            || word == "for"
                && at + 2 < end
                && matches!(
                    &*context.token(at + 2),
                    "minimum" | "maximum" | "period" | "further" | "limited" | "short" | "year" | "month"
                );
        let stops = stops || word == "any" && context.token(at + 1) == "longer";
        if stops && at > first
            || gap.contains([';', ':', '.', '–', '—'])
            || gap.contains(',') && matches!(&*word, "we" | "which" | "you" | "for" | "this")
        {
            return at;
        }
    }
    end
}
