//! Retention in sentences, list items and "key: value" lines.

use super::link::{self, Act, FILL, LEAD, Verb};
use super::period::{self, Period, Sort};
use super::records::{self, Records};
use super::{GROUP, Statement, has, hits, reach};
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force, Polarity};
use crate::lexicon::Hit;

/// The retention claims of one sentence that stands in no table.
pub(super) fn read(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let topical = context.within_topic(sentence, "retention");
    if context.reading.hits_in(sentence, GROUP).is_empty() && !topical && context.block(sentence).lead.is_none() {
        return;
    }
    if has(context, sentence, "under-review") {
        return;
    }
    let verbs = link::verbs(context, sentence);
    let led = led(context, sentence, topical);
    if verbs.is_empty() && !led && !topical && !has(context, sentence, "pointer") {
        return;
    }
    let range = context.tokens(sentence);
    let found = period::all(context, range.start, range.end);
    let mut periods: Vec<Period> =
        found.into_iter().filter(|p| link::storage(context, sentence, p, &verbs, led)).collect();
    settle(context, sentence, &mut periods);
    if !periods.is_empty() {
        lengths(context, sentence, &periods, &verbs, out);
        return;
    }
    let continued =
        out.last().is_some_and(|c| c.place.sentence + 1 == sentence && c.place.block == context.block_index(sentence));
    let pointed = pointer(context, sentence, &verbs, led || topical, out);
    criteria(context, sentence, &verbs, (led, topical, continued || pointed), out);
}

/// A heading or a line like one that states a period ("Invoices kept for six years"): what it says counts.
pub(super) fn heading(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let words = context.words(context.sentence_span(sentence));
    let verbs = link::verbs(context, sentence);
    if words.ends_with('?') || verbs.iter().all(|v| v.act == Act::Term) {
        return;
    }
    let range = context.tokens(sentence);
    let found = period::all(context, range.start, range.end);
    let mut periods: Vec<Period> =
        found.into_iter().filter(|p| link::storage(context, sentence, p, &verbs, false)).collect();
    settle(context, sentence, &mut periods);
    let from = out.len();
    lengths(context, sentence, &periods, &verbs, out);
    for claim in &mut out[from..] {
        if claim.force == Force::Asks {
            claim.force = Force::States;
        }
    }
}

/// Whether what introduces the sentence says that things are kept: "We keep the following for up to:".
fn led(context: &Context<'_>, sentence: u32, topical: bool) -> bool {
    context.lead_sentences(sentence).any(|lead| {
        let opens = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
        let keeps = link::verbs(context, lead).iter().any(|v| v.act != Act::Last);
        opens && (keeps || topical)
    })
}

/// Of the periods in one sentence: the lower end of "a minimum of 1 year and a maximum of 7" goes, so do repetitions.
fn settle(context: &Context<'_>, sentence: u32, periods: &mut Vec<Period>) {
    let lower = |p: &Period| super::bound(context, sentence, p) == "at-least";
    let upper = |p: &Period| super::bound(context, sentence, p) == "up-to";
    let mut at = 0;
    while at + 1 < periods.len() {
        let pair = lower(&periods[at]) && upper(&periods[at + 1]) && periods[at + 1].first - periods[at].last <= 6;
        if pair {
            periods.remove(at);
        }
        at += 1;
    }
    let mut seen: Vec<String> = Vec::new();
    periods.retain(|p| {
        let new = !seen.contains(&p.value);
        seen.push(p.value.clone());
        new
    });
    // "… 6 months after it closes, a maximum of 12 months in total": the total is no second statement.
    let total = |p: &Period| {
        p.last + 2 < context.tokens(sentence).end
            && context.token(p.last + 1) == "in"
            && context.token(p.last + 2) == "total"
    };
    if periods.len() > 1 {
        periods.retain(|p| !total(p));
    }
}

fn lengths(context: &Context<'_>, sentence: u32, periods: &[Period], verbs: &[Verb], out: &mut Vec<Claim>) {
    let mut from = context.tokens(sentence).start;
    for (index, period) in periods.iter().enumerate() {
        let verb = governing(verbs, period);
        let mut statement = Statement::of(context, sentence, period);
        statement.records = about(context, sentence, verb, (from, period.first), Some(period), index > 0);
        statement.reason = reason(context, sentence, period);
        stand(context, sentence, verb, &mut statement);
        // What one is required to keep is a minimum.
        let duty = |w: &str| matches!(w, "required" | "obliged" | "must" | "obligated");
        if statement.bound == Some("exactly")
            && verb.is_some_and(|v| v.act == Act::Keep && before(context, v, 5).any(|w| duty(&w)))
        {
            statement.bound = Some("at-least");
        }
        if cookieless(context, sentence, verb) {
            continue;
        }
        if verb.is_some_and(|v| negated(context, v))
            && (period.sort == Sort::Indefinite || statement.bound == Some("exactly"))
        {
            statement.polarity = Polarity::Denied;
        }
        out.extend(statement.claim(context));
        from = period.last + 1;
    }
}

/// The word that keeps or deletes for a period: the nearest before it, else the first behind.
fn governing(verbs: &[Verb], period: &Period) -> Option<Verb> {
    let back = verbs.iter().rev().find(|v| v.last < period.first && v.act != Act::Term);
    back.or_else(|| verbs.iter().find(|v| v.first > period.last && v.act != Act::Term)).copied()
}

/// "It expires after one day", of a cookie that was just said to hold no personal data.
fn cookieless(context: &Context<'_>, sentence: u32, verb: Option<Verb>) -> bool {
    let first = context.block(sentence).sentences.start;
    verb.is_some_and(|v| v.act == Act::Last) && sentence > first && has(context, sentence - 1, "impersonal")
}

/// How the statement stands beyond the sentence's own force: over, or somebody else's.
fn stand(context: &Context<'_>, sentence: u32, verb: Option<Verb>, statement: &mut Statement<'_>) {
    let Some(verb) = verb else { return };
    let past = before(context, verb, 3).any(|w| matches!(w.as_str(), "was" | "were" | "had"));
    if past && statement.force.asserts() {
        statement.force = Force::Was;
    }
    if has(context, sentence, "theirs") || others(context, sentence, verb) {
        statement.force = Force::Attributes;
    }
}

/// The words in front of a verb, nearest first, within its clause.
fn before<'c>(context: &'c Context<'_>, verb: Verb, most: u32) -> impl Iterator<Item = String> + 'c {
    let mut at = verb.first;
    let mut left = most;
    std::iter::from_fn(move || {
        if left == 0 || at == 0 || context.between(at - 1, at).contains(['.', ';', ':', ',', '(']) {
            return None;
        }
        (at, left) = (at - 1, left - 1);
        Some(context.token(at).into_owned())
    })
}

fn negated(context: &Context<'_>, verb: Verb) -> bool {
    let denies = |w: &str| matches!(w, "not" | "never" | "don't" | "won't" | "doesn't" | "don’t" | "won’t" | "doesn’t");
    before(context, verb, 5).take_while(|w| denies(w) || auxiliary(w)).any(|w| denies(&w))
}

const AUX: &[&str] = &[
    "be", "is", "are", "was", "were", "been", "being", "will", "may", "must", "should", "can", "shall", "not", "also",
    "only", "to", "has", "have", "had", "then", "never", "always", "already", "would", "could", "need", "needs", "do",
    "does", "both", "get", "might", "continue", "required", "still", "we'll", "we’ll",
];

fn auxiliary(word: &str) -> bool {
    AUX.contains(&word) || word.ends_with("ly")
}

/// Whether the verb's subject is another organisation: "our insurers keep", "kept by your employer", a name not our own.
fn others(context: &Context<'_>, sentence: u32, verb: Verb) -> bool {
    const NOUNS: &[&str] = &[
        "courier",
        "couriers",
        "insurer",
        "insurers",
        "supplier",
        "suppliers",
        "provider",
        "providers",
        "bank",
        "banks",
        "company",
        "companies",
        "agency",
        "agencies",
        "partner",
        "partners",
        "recipient",
        "recipients",
        "parties",
        "party",
        "organisations",
    ];
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
    let opener = (range.start..at)
        .rev()
        .take(5)
        .map(|i| context.token(i))
        .any(|w| matches!(&*w, "our" | "the" | "these" | "those" | "such" | "other" | "third"));
    let with_us = (range.start..at).any(|i| matches!(&*context.token(i), "we" | "nor" | "us"));
    if NOUNS.contains(&&*subject) {
        return opener && !with_us;
    }
    verb.act == Act::Keep && foreign(context, at - 1) && (at - 1 > range.start || !subject.ends_with('s'))
}

/// Whether a word is a name that the opening of the notice, where its own name stands, does not know.
fn foreign(context: &Context<'_>, token: u32) -> bool {
    let span = context.token_span(token, token);
    let written = context.words(span);
    let pronoun = matches!(
        &*context.token(token),
        "they" | "you" | "this" | "these" | "who" | "which" | "that" | "data" | "records"
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

/// The records that a statement is about. `stretch` is what may name them in front of the period.
fn about(
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
        Some(verb) => match subject(context, clause(context, sentence, from, verb), verb, range.start) {
            Some((first, end)) => records::of(context, sentence, first, end),
            None => {
                let end = if verb.last < to { trim(context, verb.last + 1, to) } else { range.end };
                let first = (verb.last + 1).max(if verb.last < to { from } else { 0 });
                let end = cut(context, first, end);
                records::of(context, sentence, first, end)
            }
        },
        None => {
            // "we process your data for as long as"
            let ours = (from..to).rev().find(|&i| context.token(i) == "we").map_or(from, |i| (i + 2).min(to));
            let end = trim(context, ours, to);
            let mut found = records::of(context, sentence, ours, end);
            if records::personal(context, ours, end) {
                found.keys.push(records::GENERIC.to_owned());
            }
            found
        }
    };
    if !records.keys.is_empty() {
        return records;
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
    if let Some(period) = period {
        let next = period.last + 1;
        if next < range.end && context.token(next) == "for" {
            let after = records::of(context, sentence, next + 1, cut(context, next + 1, range.end));
            if !after.keys.is_empty() {
                return after;
            }
        }
    }
    let pronoun = records.words.is_none_or(|w| pronoun(context.words(w)));
    if pronoun {
        let known = previous(context, sentence);
        if !known.is_empty() {
            return Records { keys: known, ..records };
        }
    }
    records
}

/// Where the clause of a verb begins when another verb of keeping stands before it: "X is kept for a year and Y is".
fn clause(context: &Context<'_>, sentence: u32, from: u32, verb: Verb) -> u32 {
    let verbs = link::verbs(context, sentence);
    let Some(other) = verbs.iter().rev().find(|v| v.last + 3 < verb.first && v.first >= from && v.act != Act::Term)
    else {
        return from;
    };
    let joint = (other.last + 1..verb.first).rev().find(|&i| matches!(&*context.token(i), "and" | "but" | "while"));
    joint.map_or(from, |i| i + 1)
}

fn pronoun(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| {
        matches!(
            w.to_ascii_lowercase().as_str(),
            "it" | "this" | "these" | "them" | "they" | "those" | "which" | "that" | "the" | "both"
        )
    })
}

/// The kinds of record that the sentence before names, for "it", "this information".
fn previous(context: &Context<'_>, sentence: u32) -> Vec<String> {
    let Some(before) = sentence.checked_sub(1) else { return Vec::new() };
    if context.block_index(before) != context.block_index(sentence) || context.is_heading(before) {
        return Vec::new();
    }
    let mut keys: Vec<String> = Vec::new();
    for hit in context.reading.hits_in(before, "record") {
        let name = context.reading.name(hit);
        if !keys.iter().any(|k| k == name) {
            keys.push(name.to_owned());
        }
    }
    keys
}

/// The subject of a verb that is passive or says of its subject that it remains; none for "we keep".
fn subject(context: &Context<'_>, from: u32, verb: Verb, start: u32) -> Option<(u32, u32)> {
    let mut end = verb.first;
    let mut passive = verb.act == Act::Last;
    let mut infinitive = false;
    while end > from && auxiliary(&context.token(end - 1)) {
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
    let before = (end > from).then(|| context.token(end - 1).into_owned()).unwrap_or_default();
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
        && end == verb.first
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
    while first < end && matches!(&*context.token(first), "and" | "or" | "but" | "so" | "also" | "however") {
        first += 1;
    }
    if end > first && matches!(&*context.token(end - 1), "it" | "they" | "this" | "these") {
        first = end - 1;
    }
    let first = first.max(end.saturating_sub(40));
    Some((first, end))
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
fn cut(context: &Context<'_>, first: u32, end: u32) -> u32 {
    for at in first..end {
        let word = context.token(at);
        let gap = if at > first { context.between(at - 1, at) } else { "" };
        let stops = matches!(
            &*word,
            "until"
                | "because"
                | "so"
                | "while"
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
                    "as" | "the" | "up" | "at" | "no" | "between" | "minimum" | "maximum" | "around" | "approximately"
                )
            || word == "for"
                && at + 2 < end
                && matches!(
                    &*context.token(at + 2),
                    "minimum" | "maximum" | "period" | "further" | "limited" | "short" | "year" | "month"
                );
        if stops && at > first
            || gap.contains([';', ':', '.', '–', '—'])
            || gap.contains(',') && matches!(&*word, "we" | "which" | "you" | "for" | "this")
        {
            return at;
        }
    }
    end
}

/// A reason given in brackets or behind "because".
fn reason(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let end = context.sentence_span(sentence).end as usize;
    let from = context.token_span(period.last, period.last).end as usize;
    let rest = context.notice.text.get(from..end)?;
    if let Some(inner) = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')')) {
        return Some(super::tidy(inner.0));
    }
    let at = [
        "because ",
        "due to ",
        "as required by ",
        "for audit",
        "for legal",
        "for tax",
        "for commercial",
        "for historical",
        "so that ",
        "in case ",
    ]
    .iter()
    .filter_map(|w| rest.find(w))
    .min()?;
    Some(super::tidy(rest[at..].trim_end_matches(['.', ' '])))
}

/// Claims by criteria: "as long as necessary", "until you close your account", "deleted after the event".
fn criteria(context: &Context<'_>, sentence: u32, verbs: &[Verb], place: (bool, bool, bool), out: &mut Vec<Claim>) {
    let (led, topical, continued) = place;
    let stated = hits(context, sentence, "criteria-stated");
    let none = hits(context, sentence, "criteria-none");
    let keeps = verbs.iter().any(|v| v.act == Act::Keep);
    let only_deletes = !verbs.is_empty() && verbs.iter().all(|v| v.act == Act::Delete);
    if continued && !keeps || context.within_topic(sentence, "rights") && !keeps {
        return;
    }
    let short = context.tokens(sentence).len() <= 25;
    if has_word(context, sentence, &["cookie", "cookies"]) {
        return;
    }
    let governed = |h: &Hit| {
        let back = verbs.iter().rev().find(|v| v.last <= h.first || v.first <= h.first && v.last >= h.first);
        let ahead = verbs.iter().find(|v| v.first > h.last);
        back.is_some_and(|v| h.first.saturating_sub(v.last) <= 40)
            || ahead.is_some_and(|v| v.first - h.last <= 20 && h.first - context.tokens(sentence).start <= 8)
            || led && verbs.is_empty()
            || topical && (verbs.is_empty() && short || processes(context, sentence))
    };
    let keeping =
        |h: &Hit| !only_deletes || !context.token(h.first).starts_with("until") && context.token(h.first) != "while";
    let hit = stated.iter().find(|h| governed(h) && keeping(h)).map(|h| (**h, "stated"));
    let hit = hit.or_else(|| none.iter().find(|h| governed(h)).map(|h| (**h, "none")));
    let hit = hit.or_else(|| event(context, sentence, verbs).map(|h| (h, "stated")));
    let Some((hit, kind)) = hit else { return };
    let verb = verbs.iter().rev().find(|v| v.first <= hit.first && v.act != Act::Term).or(verbs.first()).copied();
    let mut statement = Statement::new(context, sentence, "criteria", hit.span);
    let from = context.tokens(sentence).start;
    statement.records = about(context, sentence, verb, (from, hit.first), None, false);
    stand(context, sentence, verb, &mut statement);
    out.extend(statement.claim(context).map(|c| c.with("criteria", kind)));
}

fn has_word(context: &Context<'_>, sentence: u32, words: &[&str]) -> bool {
    context.tokens(sentence).any(|i| words.contains(&&*context.token(i)))
}

fn processes(context: &Context<'_>, sentence: u32) -> bool {
    has_word(context, sentence, &["process", "use", "processed", "used"])
}

/// An event that ends the keeping, beside a word that deletes: "we delete it after the event".
fn event(context: &Context<'_>, sentence: u32, verbs: &[Verb]) -> Option<Hit> {
    let verb = verbs.iter().find(|v| v.act == Act::Delete)?;
    let refused = context
        .tokens(sentence)
        .any(|i| matches!(&*context.token(i), "request" | "requests" | "ask" | "asked" | "if" | "withdraw"));
    if refused || negated(context, *verb) || context.within_topic(sentence, "rights") {
        return None;
    }
    let hits = hits(context, sentence, "event");
    let hit = hits.into_iter().find(|h| {
        h.first > verb.last && h.first - verb.last <= 16
            || h.last < verb.first && h.first <= context.tokens(sentence).start + 1
    });
    hit.filter(|h| context.token(h.first) != "immediately").copied()
}

/// Claims that only point at a schedule or policy. True when one was made.
fn pointer(context: &Context<'_>, sentence: u32, verbs: &[Verb], place: bool, out: &mut Vec<Claim>) -> bool {
    let Some(hit) = hits(context, sentence, "pointer").first().map(|h| **h) else { return false };
    let words = context.words(hit.span).to_lowercase();
    let own = ["retention", "disposal", "disposition", "destruction", "deletion", "records management", "archiv"]
        .iter()
        .any(|w| words.contains(w));
    let keeps = verbs.iter().any(|v| v.act != Act::Term);
    if !has(context, sentence, "send") && !place || !own && !keeps {
        return false;
    }
    let verb = verbs.iter().rev().find(|v| v.first < hit.first && v.act != Act::Term).copied();
    let mut statement = Statement::new(context, sentence, "elsewhere", hit.span);
    if let Some(verb) = verb {
        let from = context.tokens(sentence).start;
        statement.records = about(context, sentence, Some(verb), (from, hit.first), None, false);
    }
    if statement.force == Force::Announces {
        statement.force = Force::States;
    }
    stand(context, sentence, verb, &mut statement);
    if has(context, sentence, "theirs") {
        statement.force = Force::Attributes;
    }
    let reach = reach::of(context, sentence, &hit);
    out.extend(statement.claim(context).map(|c| c.with("reach", reach)));
    true
}
