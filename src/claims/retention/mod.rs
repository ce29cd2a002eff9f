//! Retention: how long data is said to be kept, by what it is decided, and where that is written.
//!
//! `period` reads lengths, dates and ages; `link` says which of them are storage periods; `records` names what they are
//! about; `naming` finds their words; `standing` tells whose practice it is; `reach` whether a pointer to a schedule can be
//! followed; `table` reads rows, `prose` sentences and lists, `criteria` what is said without a period.

mod criteria;
mod link;
mod naming;
mod period;
mod prose;
mod reach;
mod records;
mod standing;
mod table;
#[cfg(test)]
mod tests;
mod words;

use super::context::Context;
use super::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use period::{Period, Sort};
use records::Records;
use std::collections::BTreeMap;

/// The group of the lexicon.
const GROUP: &str = "retention";

/// Reads every retention claim.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let from = out.len();
    let mut sentence = 0;
    while sentence < context.sentence_count() {
        let block = context.block(sentence);
        match block.kind {
            BlockKind::FlatRow { header: false, .. } => {
                table::flat(context, context.block_index(sentence), out);
                sentence = block.sentences.end.max(sentence + 1);
                continue;
            }
            BlockKind::Heading { .. } => prose::heading(context, sentence, out),
            _ if context.is_heading(sentence) || block.kind == BlockKind::Code => {}
            BlockKind::Cell { .. } if table::tells(context, sentence) => table::cell(context, sentence, out),
            // In a table without heads a cell speaks for itself.
            BlockKind::Cell { .. } if block.lead.is_some() || context.tokens(sentence).len() < 5 => {}
            _ => prose::read(context, sentence, out),
        }
        sentence += 1;
    }
    expect(context, &mut out[from..]);
    distinguish(context, &mut out[from..]);
}

/// A claim as it is put together.
struct Statement<'p> {
    sentence: u32,
    span: Span,
    period: Option<&'p Period>,
    value: String,
    records: Records,
    force: Force,
    trigger: Option<String>,
    reason: Option<String>,
    bound: Option<&'static str>,
}

impl Statement<'_> {
    fn new<'p>(context: &Context<'_>, sentence: u32, value: &str, span: Span) -> Statement<'p> {
        Statement {
            sentence,
            span,
            period: None,
            value: value.to_owned(),
            records: Records::default(),
            force: context.force(sentence),
            trigger: None,
            reason: None,
            bound: None,
        }
    }

    fn of<'p>(context: &Context<'_>, sentence: u32, period: &'p Period) -> Statement<'p> {
        let span = context.token_span(period.first, period.last);
        let mut statement = Statement::new(context, sentence, &period.value, span);
        statement.period = Some(period);
        statement.trigger = trigger(context, sentence, period, context.tokens(sentence).end)
            .or_else(|| opened(context, sentence, period));
        statement.bound = Some(bound(context, sentence, period));
        statement
    }

    /// The claim, unless it is about no data at all.
    fn claim(mut self, context: &Context<'_>) -> Option<Claim> {
        let mut claim = context.claim("retention", self.value, self.sentence, self.span);
        if self.records.keys == ["policies"] {
            return None;
        }
        claim.force = self.force;
        // "Fully anonymous" is said of everything; "anonymised data" only of the records that it names.
        let named = |s: Span| self.records.words.is_some_and(|w| s.start < w.end && w.start < s.end);
        let sure = |s: Span| {
            ["no", "ca", "fu", "co", "en", "ne", "wi"].iter().any(|p| context.words(s).to_lowercase().starts_with(p))
        };
        let impersonal = hits(context, self.sentence, "impersonal").iter().any(|h| named(h.span) || sure(h.span));
        let personal = match self.records.personal {
            Some(false) => "no",
            _ if impersonal => "no",
            _ if self.records.generic => "yes",
            _ => "unknown",
        };
        if self.records.keys.is_empty() {
            let key = unnamed(context, self.sentence, &claim, self.records.words);
            self.records.keys.push(key);
        }
        claim = claim.with("records", self.records.keys).with("personal", personal);
        if let Some(words) = self.records.words {
            claim = claim.with("record-words", tidy(context.words(words)));
        }
        if let Some(period) = self.period {
            if period.sort == Sort::Length {
                claim = claim.with("days", period.days);
            }
            if period.shorthand {
                claim = claim.with("shorthand", true);
            }
            let said = self.trigger.as_deref().and_then(year_of).or(period.year);
            if let Some(year) = said {
                claim = claim.with("year", year);
            }
        }
        if let Some(bound) = self.bound {
            claim = claim.with("bound", bound);
        }
        if let Some(trigger) = self.trigger {
            claim = claim.with("trigger", trigger);
        }
        if let Some(reason) = self.reason {
            claim = claim.with("reason", reason);
        }
        if has(context, self.sentence, "except") {
            claim = claim.with("except", true);
        }
        if whole(context, self.sentence) {
            claim = claim.with("whole", true);
        }
        if context.within_topic(self.sentence, "retention")
            || matches!(context.block(self.sentence).kind, BlockKind::Cell { .. } | BlockKind::FlatRow { .. })
        {
            claim = claim.with("declared", true);
        }
        Some(claim)
    }
}

/// The key of data that the statement names by "data", "information" or a pronoun only: in the notice's own statement
/// on retention it is personal data at large, elsewhere that of the activity.
fn unnamed(context: &Context<'_>, sentence: u32, claim: &Claim, words: Option<Span>) -> String {
    if let Some(condition) = condition(context, sentence) {
        return records::qualified(condition);
    }
    if let Some(activity) = &claim.scope.activity {
        let key = records::qualified(activity);
        if key != records::GENERIC && !timing(activity) {
            return key;
        }
    }
    if context.within_topic(sentence, "retention") {
        return if whole(context, sentence) { "all records".to_owned() } else { records::GENERIC.to_owned() };
    }
    let title = claim.scope.section.last().map_or(records::GENERIC.to_owned(), |title| records::qualified(title));
    // "Your personal data" by that name needs no other words of the sentence.
    let plain = words.is_some_and(|w| {
        let words = tidy(context.words(w)).to_lowercase();
        ["your personal data", "your personal information", "personal data", "personal information"].contains(&&*words)
    });
    if plain && (title == records::GENERIC || title.contains("privacy")) {
        return records::GENERIC.to_owned();
    }
    if title == records::GENERIC { records::qualified(context.words(context.sentence_span(sentence))) } else { title }
}

/// Whether a label tells a time and no kind of record: "After the visit", "Usual period".
fn timing(label: &str) -> bool {
    let label = label.to_lowercase();
    let mut words = label.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first).trim_end_matches(':');
    matches!(first, "after" | "before" | "upon" | "once" | "when" | "during" | "following")
        || matches!(first, "standard" | "default" | "usual" | "normal" | "minimum" | "maximum" | "retention")
            && matches!(last, "period" | "periods" | "time" | "length" | "term")
}

/// The clause that a sentence opens with, when it says in which case the rest holds: "If you cancel, …".
fn condition<'a>(context: &Context<'a>, sentence: u32) -> Option<&'a str> {
    let words = context.words(context.sentence_span(sentence));
    let first = words.split_whitespace().next()?.to_lowercase();
    let case = matches!(first.as_str(), "if" | "when" | "where" | "once" | "unless" | "while");
    let opens = case || matches!(first.as_str(), "for" | "after" | "in" | "before");
    let end = words.find(',').or_else(|| words.find(" we ").filter(|_| case))?;
    let clause = &words[..end];
    // "In most cases", "for further details": no case at all.
    let empty = clause
        .split_whitespace()
        .any(|w| matches!(w, "most" | "some" | "many" | "general" | "normal" | "further" | "more" | "practice"));
    let told = (opens || first == "under")
        && (case || !empty)
        && clause.split_whitespace().count() > 2
        && !clause.contains(|c: char| c.is_ascii_digit());
    told.then_some(clause)
}

/// Statements under a condition are about other data than those without it: where two of them share a record and differ
/// in length, the condition becomes part of the key ("if delivery fails, we keep the message for eight weeks").
fn distinguish(context: &Context<'_>, claims: &mut [Claim]) {
    let keys = |c: &Claim| match c.detail("records") {
        Some(super::Detail::List(keys)) => keys.clone(),
        _ => Vec::new(),
    };
    let all: Vec<(Vec<String>, String)> = claims.iter().map(|c| (keys(c), c.value.clone())).collect();
    // For each key a value said of it, and whether another one is said too.
    let mut said: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for (keys, value) in &all {
        for key in keys {
            let entry = said.entry(key).or_insert((value, false));
            entry.1 |= entry.0 != value;
        }
    }
    for (index, claim) in claims.iter_mut().enumerate() {
        let Some(condition) = condition(context, claim.place.sentence) else { continue };
        if !all[index].0.iter().any(|key| said.get(key.as_str()).is_some_and(|s| s.1)) {
            continue;
        }
        let tail = records::qualified(condition);
        let tail = tail.strip_prefix(records::GENERIC).unwrap_or(&tail);
        let keys: Vec<String> =
            all[index].0.iter().map(|k| if k.contains(": ") { k.clone() } else { format!("{k}{tail}") }).collect();
        claim.details.insert("records", keys.into());
    }
}

/// Whether the statement is about all records: "all data is kept", not "all data collected through the form".
fn whole(context: &Context<'_>, sentence: u32) -> bool {
    const GOES_ON: &[&str] = &[
        "is", "are", "will", "shall", "must", "for", "until", "no", "up", "be", "securely", "held", "kept", "only",
        "should",
    ];
    let end = context.tokens(sentence).end;
    hits(context, sentence, "whole").iter().any(|h| h.last + 1 == end || GOES_ON.contains(&&*context.token(h.last + 1)))
}

fn has(context: &Context<'_>, sentence: u32, name: &str) -> bool {
    context.reading.has(sentence, GROUP, name)
}

/// The hits of one entry in a sentence.
fn hits<'c>(context: &'c Context<'_>, sentence: u32, name: &str) -> Vec<&'c Hit> {
    context.reading.hits_in(sentence, GROUP).iter().filter(|h| context.reading.name(h) == name).collect()
}

fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn year_of(trigger: &str) -> Option<&'static str> {
    [
        ("tax year", "tax"),
        ("financial year", "financial"),
        ("accounting", "financial"),
        ("calendar year", "calendar"),
        ("academic year", "academic"),
    ]
    .iter()
    .find(|y| trigger.contains(y.0))
    .map(|y| y.1)
}

/// Words that say from when a length runs.
const FROM: &[&str] = &["after", "from", "following", "since", "of", "beyond", "once", "post", "past"];

/// What a length runs from: "after the case closes", in lower case.
fn trigger(context: &Context<'_>, sentence: u32, period: &Period, stop: u32) -> Option<String> {
    if period.sort != Sort::Length {
        return None;
    }
    let end = context.tokens(sentence).end.min(stop);
    let first = period.last + 1;
    if first >= end
        || !FROM.contains(&&*context.token(first))
        || context.between(period.last, first).contains(['.', ';'])
    {
        return None;
    }
    let mut words = Vec::new();
    for at in first + 1..end.min(first + 15) {
        let gap = context.between(at - 1, at);
        let word = context.token(at);
        if gap.contains(['.', ',', ';', '(', ')', ':', '|', '\n', '\u{2013}', '\u{2014}'])
            || matches!(&*word, "unless" | "because" | "but" | "before" | "when" | "which")
            || words.is_empty() && word == "that" && pronoun(context, at, end)
        {
            break;
        }
        let next = if at + 1 < end { context.token(at + 1) } else { "".into() };
        let goes_on =
            matches!(&*next, "then" | "deleted" | "destroyed" | "will" | "is" | "are" | "we") || next.ends_with("ly");
        if word == "and" && goes_on || word == "or" && matches!(&*next, "when" | "if" | "until" | "once" | "on") {
            break;
        }
        words.push(word.into_owned());
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// What the lead-in of a list says its lengths run from: "When you close your account:" + "copies go within 90 days".
fn opened(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    if period.sort != Sort::Length || !matches!(context.block(sentence).kind, BlockKind::Item { .. }) {
        return None;
    }
    let lead = context.lead_sentences(sentence).next()?;
    let tokens = context.tokens(lead);
    let words = context.words(context.sentence_span(lead)).trim_end();
    let first = context.token(tokens.start);
    let event = matches!(&*first, "when" | "once" | "after" | "if" | "following");
    // A lead-in with a clause of its own ("When you join, we:") tells when something is done, not what the time runs from.
    let plain = words.strip_suffix(':').is_some_and(|w| !w.contains([',', '.', ';', ':']));
    // "After 90 days" of the item runs from the event, too; "two years after you leave" has an event of its own.
    let own = (period.last + 1..context.tokens(sentence).end).any(|i| FROM.contains(&&*context.token(i)));
    // What somebody is or has is a state, not an event.
    let state = (tokens.start + 1..tokens.end.min(tokens.start + 3))
        .any(|i| matches!(&*context.token(i), "are" | "is" | "have" | "use" | "need" | "visit" | "possible"));
    let fits = event && plain && !own && !state && tokens.len() > 1 && tokens.len() <= 13;
    fits.then(|| (tokens.start + 1..tokens.end).map(|i| context.token(i)).collect::<Vec<_>>().join(" "))
}

/// Whether "that" stands for itself: "after that, …", not "after that petition closes".
fn pronoun(context: &Context<'_>, that: u32, end: u32) -> bool {
    let next = that + 1;
    next >= end
        || context.between(that, next).contains(['.', ',', ';', ':', ')'])
        || matches!(&*context.token(next), "we" | "it" | "they" | "and" | "the" | "your" | "you" | "all" | "time")
}

/// How firm the bound is: by the words that lead to the period.
fn bound(context: &Context<'_>, sentence: u32, period: &Period) -> &'static str {
    let near = |name: &str, reach: u32| {
        hits(context, sentence, name)
            .iter()
            .any(|h| h.first <= period.first && period.first.saturating_sub(h.last) <= reach)
    };
    // "when it is no longer needed or after 7 years, whichever comes first"
    let sooner =
        hits(context, sentence, "up-to").iter().any(|h| h.first > period.last && context.token(h.first) == "whichever");
    if near("up-to", 4) || period.range || sooner {
        return "up-to";
    }
    let behind =
        hits(context, sentence, "at-least").iter().any(|h| h.first > period.last && h.first - period.last <= 2);
    if near("at-least", 5) || behind { "at-least" } else { "exactly" }
}

/// "Contract 1 April 2018 to 31 March 2019, earliest destruction date …": the date that the period before it would give.
fn expect(context: &Context<'_>, claims: &mut [Claim]) {
    for index in 0..claims.len() {
        let date = claims[index].value.parse::<jiff::civil::Date>().is_ok();
        if !date {
            continue;
        }
        let place = claims[index].place;
        let start = claims[index].span.start;
        let stated = super::dates::all(context, place.sentence);
        let ends: Vec<_> = stated
            .iter()
            .filter(|d| context.token_span(d.first, d.last).end <= start)
            .filter_map(super::dates::Found::day)
            .collect();
        let [.., from, end] = ends.as_slice() else { continue };
        if from >= end {
            continue;
        }
        let period = claims[..index]
            .iter()
            .rev()
            .find(|c| c.value.starts_with('P') && place.block.saturating_sub(c.place.block) <= 6);
        let Some(expected) = period.and_then(|p| add(*end, &p.value)) else { continue };
        claims[index].details.insert("expected", expected.into());
    }
}

/// The day after a date, a period later.
fn add(date: jiff::civil::Date, period: &str) -> Option<String> {
    let span: jiff::Span = period.to_lowercase().to_uppercase().parse().ok()?;
    date.tomorrow().ok()?.checked_add(span).ok().map(|d| d.to_string())
}
