//! Retention in sentences, list items and "key: value" lines.

use super::antecedent;
use super::criteria::{criteria, pointer};
use super::link::{self, Act, Verb};
use super::naming::about;
use super::period::{self, Period, Sort};
use super::records::Records;
use super::standing::{before, message, negated, stand};
use super::{GROUP, Statement, has, onward, trigger};
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force, Polarity};
use crate::notice::{BlockKind, Span};

/// The retention claims of one sentence that stands in no table.
pub(super) fn read(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let topical = context.within_topic(sentence, "retention");
    let lone =
        context.reading.hits_in(sentence, GROUP).is_empty() && !topical && context.block(sentence).lead.is_none();
    if lone && !listed(context, sentence, out) {
        return;
    }
    // The lines of a message ("Contains:") state nothing.
    if has(context, sentence, "under-review") || message(context, sentence) {
        return;
    }
    let verbs = link::verbs(context, sentence);
    let led = led(context, sentence, topical);
    let row = link::row(context, sentence, &verbs) && (topical || listed(context, sentence, out));
    let setting = link::Setting { led, row };
    if verbs.is_empty() && !led && !topical && !row && !has(context, sentence, "pointer") {
        return;
    }
    let range = context.tokens(sentence);
    let found = period::all(context, range.start, range.end);
    let mut periods: Vec<Period> =
        found.into_iter().filter(|p| link::storage(context, sentence, p, &verbs, setting)).collect();
    periods.retain(|p| !quoted(context, sentence, p));
    if option(context, sentence) {
        return;
    }
    settle(context, sentence, &mut periods);
    if !periods.is_empty() {
        lengths(context, sentence, &periods, &verbs, out);
        return;
    }
    let continued = out
        .iter()
        .rev()
        .find(|c| c.kind == "retention")
        .is_some_and(|c| c.place.sentence + 1 == sentence && c.place.block == context.block_index(sentence));
    let pointed = pointer(context, sentence, &verbs, led || topical, out);
    criteria(context, sentence, &verbs, (led, topical, continued || pointed), out);
}

/// Whether the period stands in a clause that is quoted: the subject or text of a message that is sent.
fn quoted(context: &Context<'_>, sentence: u32, period: &Period) -> bool {
    let span = context.sentence_span(sentence);
    let at = context.token_span(period.first, period.first).start;
    let before = context.words(Span { start: span.start, end: at });
    let behind = context.words(Span { start: at, end: span.end });
    let opened = before.rfind(['"', '\u{201c}']).filter(|_| {
        before.matches('"').count() % 2 == 1 || before.matches('\u{201c}').count() > before.matches('\u{201d}').count()
    });
    let first = before.split([':', ' ']).next().unwrap_or("").trim_matches(|c: char| !c.is_alphabetic());
    let label = matches!(&*first.to_lowercase(), "subject" | "message" | "reminder" | "heading");
    let clause = opened.is_some_and(|from| before[from..].split_whitespace().count() > 2);
    clause && behind.contains(['"', '\u{201d}']) || label && before.contains(':') && opened.is_some()
}

/// Whether the sentence is one of several things to choose from: "Custom – up to two years" under "… and choose:".
fn option(context: &Context<'_>, sentence: u32) -> bool {
    let chooses = |lead: u32| {
        let tokens = context.tokens(lead);
        tokens.clone().rev().take(5).any(|i| {
            matches!(&*context.token(i), "choose" | "select" | "pick" | "options") && context.token(i - 1) != "we"
        }) && context.words(context.sentence_span(lead)).trim_end().ends_with(':')
            && !tokens.clone().any(|i| matches!(&*context.token(i), "we" | "our"))
    };
    matches!(context.block(sentence).kind, BlockKind::Item { .. }) && context.lead_sentences(sentence).any(chooses)
}

/// A heading or a line like one that states a period ("Invoices kept for six years"): what it says counts.
pub(super) fn heading(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let words = context.words(context.sentence_span(sentence));
    let verbs = link::verbs(context, sentence);
    let row = link::row(context, sentence, &verbs) && listed(context, sentence, out);
    if words.ends_with('?') || !row && verbs.iter().all(|v| v.act == Act::Term) {
        return;
    }
    let setting = link::Setting { led: false, row };
    let range = context.tokens(sentence);
    let found = period::all(context, range.start, range.end);
    let mut periods: Vec<Period> =
        found.into_iter().filter(|p| link::storage(context, sentence, p, &verbs, setting)).collect();
    settle(context, sentence, &mut periods);
    periods.retain(|p| !told_below(context, sentence, p));
    let from = out.len();
    lengths(context, sentence, &periods, &verbs, out);
    for claim in &mut out[from..] {
        if claim.force == Force::Asks {
            claim.force = Force::States;
        }
        if claim.value.starts_with('P')
            && claim.detail("trigger").is_none()
            && let Some(event) = onward::under(context, sentence)
        {
            claim.details.insert("trigger", event.into());
        }
    }
}

/// Whether the text under a heading states the length of the heading itself: then that is the statement.
fn told_below(context: &Context<'_>, heading: u32, period: &Period) -> bool {
    let section = context.block(heading).section;
    let under = (heading + 1..context.sentence_count().min(heading + 24)).take_while(|&s| {
        context.block(s).section == section && !matches!(context.block(s).kind, BlockKind::Heading { .. })
    });
    under.into_iter().any(|s| {
        let range = context.tokens(s);
        let verbs = link::verbs(context, s);
        let setting = link::Setting { led: led(context, s, false), row: false };
        let found = period::all(context, range.start, range.end);
        found.iter().any(|p| p.value == period.value && link::storage(context, s, p, &verbs, setting))
    })
}

/// Whether what introduces the sentence says that things are kept: "We keep the following for up to:".
fn led(context: &Context<'_>, sentence: u32, topical: bool) -> bool {
    context.lead_sentences(sentence).any(|lead| {
        let opens = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
        let keeps = link::verbs(context, lead).iter().any(|v| v.act != Act::Last);
        opens && (keeps || topical)
    })
}

/// Whether a "records: period" line goes on a run of such lines, though a line like a heading broke it.
fn listed(context: &Context<'_>, sentence: u32, out: &[Claim]) -> bool {
    let block = context.block_index(sentence);
    let near = out
        .last()
        .is_some_and(|c| c.kind == "retention" && block.saturating_sub(c.place.block) <= 2 && c.place.block != block);
    near && context.words(context.sentence_span(sentence)).contains(": ")
}

/// Of the periods in one sentence: the lower end of "at least a year and at most 7" goes, so do repetitions.
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
    let begin = out.len();
    let mut known = Records::default();
    for (index, period) in periods.iter().enumerate() {
        let verb = governing(verbs, period);
        let mut statement = Statement::of(context, sentence, period);
        // "6 years after you leave and | your accounts for two more": the event names no record.
        if index > 0 && trigger::FROM.contains(&&*context.token(from)) {
            from = (from..period.first).rev().find(|&i| context.token(i) == "and").map_or(from, |and| and + 1);
        }
        // "8 years after it, or until you are 25": of the same records.
        statement.records = match out[begin..].last().filter(|_| index > 0 && alternative(context, from, period.first))
        {
            Some(_) => known.clone(),
            None => antecedent::copies(context, sentence, period)
                .unwrap_or_else(|| about(context, sentence, verb, (from, period.first), Some(period), index > 0)),
        };
        // "It expires after a day", of a cookie that no words name.
        if verb.is_some_and(|v| v.act == Act::Last) && statement.records.keys.is_empty() {
            statement.records.keys.push("cookie".to_owned());
            statement.records.generic = false;
        }
        known = statement.records.clone();
        statement.reason = reason(context, sentence, period);
        if prolonged(context, (from, period.first)) {
            (statement.force, statement.records) = (Force::May, Records { generic: true, ..Records::default() });
        }
        stand(context, sentence, verb, &mut statement);
        // What one is required to keep is a minimum.
        let duty = |w: &str| matches!(w, "required" | "obliged" | "must" | "obligated" | "obligation" | "duty");
        if statement.bound == Some("exactly")
            && verb.is_some_and(|v| v.act == Act::Keep && before(context, sentence, v, 5).any(|w| duty(&w)))
        {
            statement.bound = Some("at-least");
        }
        if cookieless(context, sentence, verb) {
            continue;
        }
        if verb.is_some_and(|v| negated(context, sentence, v))
            && (period.sort == Sort::Indefinite || statement.bound == Some("exactly"))
        {
            // That something is not kept for ever says nothing of how long it is kept.
            if period.sort == Sort::Indefinite {
                let denied = statement.claim(context);
                out.extend(denied.map(|c| Claim { polarity: Polarity::Denied, ..c }));
            }
            from = period.last + 1;
            continue;
        }
        let mut claim = statement.claim(context);
        if otherwise(context, sentence, period) {
            claim = claim.map(|c| c.with("except", true));
        }
        out.extend(claim);
        from = period.last + 1;
    }
}

/// "You can extend retention up to two years": what may be had, of no records by name.
fn prolonged(context: &Context<'_>, stretch: (u32, u32)) -> bool {
    let at = (stretch.0..stretch.1).find(|&i| matches!(&*context.token(i), "extend" | "prolong" | "lengthen"));
    at.is_some_and(|at| {
        (stretch.0.max(at.saturating_sub(3))..at)
            .any(|i| matches!(&*context.token(i), "can" | "may" | "could" | "might"))
    })
}

/// Whether nothing but another end of the same keeping stands between two periods: "…, or until your".
fn alternative(context: &Context<'_>, from: u32, to: u32) -> bool {
    let or = (from..to).rev().take(8).find(|&i| context.token(i) == "or");
    or.is_some_and(|or| {
        or + 1 == to || matches!(&*context.token(or + 1), "until" | "till" | "for" | "after" | "up" | "when" | "if")
    })
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

/// Whether the words of a bracket give a reason: not "(or 26 if …)", "(from the date of birth)", "(about a year)".
fn gives(words: &str) -> bool {
    const WHY: &[&str] = &[
        "because",
        "to",
        "due",
        "required",
        "requirement",
        "requirements",
        "for",
        "law",
        "legal",
        "legally",
        "statutory",
        "statute",
        "obligation",
        "obligations",
        "contractual",
        "contract",
        "limitation",
        "reason",
        "reasons",
        "purposes",
        "case",
        "so",
        "act",
        "regulations",
        "audit",
        "tax",
    ];
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let other = matches!(&*first, "or" | "if" | "unless" | "from" | "up" | "expires" | "except" | "after" | "until");
    !other && std::iter::once(first).chain(words).any(|w| WHY.contains(&w.as_str()))
}

/// Whether a bracket behind the period gives another length for some: "(or 26 if they were 17 then)".
fn otherwise(context: &Context<'_>, sentence: u32, period: &Period) -> bool {
    let next = period.last + 1;
    next + 1 < context.tokens(sentence).end
        && context.between(period.last, next).contains(['(', ','])
        && context.token(next) == "or"
        && (next..context.tokens(sentence).end).take(12).any(|i| matches!(&*context.token(i), "if" | "where" | "when"))
}

/// A reason given in brackets or behind "because".
fn reason(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let end = context.sentence_span(sentence).end as usize;
    let from = context.token_span(period.last, period.last).end as usize;
    let rest = context.notice.text.get(from..end)?;
    if let Some(inner) = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')')) {
        return gives(inner.0).then(|| super::tidy(inner.0));
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
