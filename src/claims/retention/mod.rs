//! Retention: how long data is said to be kept, by what it is decided, and where that is written.
//!
//! `period` reads lengths, dates and ages; `link` says which of them are storage periods; `records` names what they are
//! about; `naming` finds their words; `standing` tells whose practice it is; `reach` whether a pointer to a schedule can be
//! followed; `table` reads rows, `prose` sentences and lists, `criteria` what is said without a period.

mod antecedent;
mod case;
mod criteria;
#[cfg(test)]
mod detail_tests;
mod link;
mod naming;
mod onward;
#[cfg(test)]
mod onward_tests;
mod period;
mod prose;
mod reach;
mod records;
mod standing;
mod table;
#[cfg(test)]
mod tests;
mod trigger;
mod words;

use super::context::Context;
use super::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use period::{Period, Sort};
use records::Records;

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
    carry(&mut out[from..]);
}

/// "We keep it for 7 years after you leave. After 7 years it is deleted.": the second length runs from the same event.
fn carry(claims: &mut [Claim]) {
    for index in 1..claims.len() {
        let (before, claim) = (&claims[index - 1], &claims[index]);
        let next = claim.place.block == before.place.block && claim.place.sentence == before.place.sentence + 1;
        let same = claim.value == before.value && claim.detail("records") == before.detail("records");
        if next && same && claim.value.starts_with('P') && claim.detail("trigger").is_none() {
            let trigger = before.detail("trigger").cloned();
            if let Some(trigger) = trigger {
                claims[index].details.insert("trigger", trigger);
            }
        }
    }
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
        statement.trigger = trigger::of(context, sentence, period);
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
        let date = self.period.is_some_and(|p| p.sort == Sort::Date);
        if claim.force.asserts() && standing::illustrates(context, self.sentence, date) {
            claim.force = Force::Discusses;
        }
        // "Once the retention period has been reached" tells what comes then, and not how long it is.
        let words = context.words(self.span).to_lowercase();
        let over = ["once the", "when the", "after the", "end of the"].iter().any(|w| words.contains(w));
        if claim.value == "criteria" && over && words.contains("retention period") {
            return None;
        }
        // "Fully anonymous" is said of everything; "anonymised data" only of the records that it names.
        let named = |s: Span| self.records.words.is_some_and(|w| s.start < w.end && w.start < s.end);
        let sure = |s: Span| {
            ["no", "ca", "fu", "co", "en", "ne", "wi"].iter().any(|p| context.words(s).to_lowercase().starts_with(p))
        };
        let impersonal = hits(context, self.sentence, "impersonal").iter().any(|h| named(h.span) || sure(h.span));
        let personal = match self.records.personal {
            Some(false) => "no",
            _ if impersonal => "no",
            _ if self.records.generic || self.records.words.is_some_and(|w| yours(context.words(w))) => "yes",
            _ => "unknown",
        };
        if self.records.keys.is_empty() || self.records.lent {
            // What "it" stands for is what this activity needs: an address here is not the address kept elsewhere.
            let key = case::key(context, self.sentence, &claim);
            if self.records.keys.is_empty() || key != "all records" && key != records::GENERIC {
                self.records.keys = vec![key];
            }
        }
        claim = claim.with("records", self.records.keys).with("personal", personal);
        if let Some(words) = self.records.words.filter(|w| !words::label(context.words(*w))) {
            claim = claim.with("record-words", tidy(context.words(words)));
        }
        if let Some(period) = self.period {
            if period.sort == Sort::Length {
                claim = claim.with("days", period.days);
            }
            if period.shorthand {
                claim = claim.with("shorthand", true);
            }
            let said = self.trigger.as_deref().and_then(trigger::year_of).or(period.year);
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
        match case::of(context, self.sentence, self.span) {
            // "If you are not successful we keep your CV for a year" is of those who are not appointed, whatever it calls it.
            Some(case) if case::unsuccessful(&case) && case::of_a_job(context, self.sentence, &claim) => {
                claim = claim.with("records", vec![case::REJECTED.to_owned()]);
            }
            // "After you leave, it is deleted within two years": when the time begins.
            Some(case) if case::begins(&case).is_some() => {
                let event = case::begins(&case).unwrap_or_default();
                claim.details.entry("trigger").or_insert_with(|| event.into());
            }
            Some(case) => claim = claim.with("case", case),
            None => {}
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

/// Whether the words say that the records are personal data: by that name, or as what the reader gives or owns.
fn yours(words: &str) -> bool {
    let words = tidy(words).to_lowercase();
    let own = words.strip_prefix("your ").is_some_and(|rest| {
        let first = rest.split_whitespace().next().unwrap_or("");
        !matches!(
            first,
            "organisation"
                | "organisation's"
                | "organisation\u{2019}s"
                | "organization"
                | "business"
                | "company"
                | "school"
                | "charity"
                | "browser"
                | "device"
                | "computer"
                | "employer"
        )
    });
    let given =
        ["information you ", "data you ", "details you ", "about you", "information that you ", "data that you "];
    own || words.contains("personal data")
        || words.contains("personal information")
        || words.contains("personal details")
        || given.iter().any(|g| words.contains(g))
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
    // "Respect the two-year limit"
    let limit = period.last + 1 < context.tokens(sentence).end && context.token(period.last + 1) == "limit";
    if near("up-to", 4) || period.range || sooner || limit {
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
