//! Deadlines: time limits that the controller sets itself for a step of a procedure.

use super::context::Context;
use super::model::{Claim, Force};
use crate::notice::BlockKind;

/// A length of time as written.
struct Length {
    /// The length in the canonical form (`P14D`).
    value: String,
    /// About so many days.
    days: i64,
    /// Whether days are working days.
    working: bool,
    /// First and last word.
    words: (u32, u32),
}

/// Reads the deadlines of a notice.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let mut seen = u32::MAX;
    for hit in context.reading.hits("deadline") {
        let sentence = hit.sentence;
        if sentence == seen || !matches!(context.reading.name(hit), "acknowledge" | "respond") {
            continue;
        }
        seen = sentence;
        if context.is_heading(sentence) || matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        {
            continue;
        }
        let has = |name: &str| context.reading.has(sentence, "deadline", name);
        if has("extended") || has("theirs") || has("other") || !context.force(sentence).asserts() {
            continue;
        }
        let Some(procedure) = procedure(context, sentence) else { continue };
        for length in lengths(context, sentence) {
            let Some(step) = step(context, sentence, &length) else { continue };
            let span = context.token_span(length.words.0, length.words.1);
            let mut claim = context
                .claim("deadline", length.value.as_str(), sentence, span)
                .with("step", format!("{step} {procedure}"))
                .with("procedure", procedure)
                .with("days", length.days)
                .with("working-days", if length.working { "yes" } else { "no" });
            claim.force = Force::States;
            if let Some(stage) = stage(context, sentence) {
                claim = claim.with("stage", stage);
            }
            if let Some(from) = from(context, sentence, length.words.1) {
                claim = claim.with("from", from);
            }
            claims.push(claim);
        }
    }
}

/// What the limit is about: the nearest word before it that names a step, else the first behind.
fn step(context: &Context<'_>, sentence: u32, length: &Length) -> Option<&'static str> {
    let hits = context.reading.hits_in(sentence, "deadline");
    let steps = || hits.iter().filter(|h| matches!(context.reading.name(h), "acknowledge" | "respond"));
    let before = steps().rfind(|h| h.last < length.words.0);
    // "within ten days of the acknowledgement" is no limit for acknowledging.
    let behind = |h: &&crate::lexicon::Hit| {
        h.first > length.words.1
            && !(h.first.saturating_sub(3)..h.first)
                .any(|i| matches!(&*context.token(i), "of" | "from" | "after" | "following" | "date"))
    };
    let found = before.or_else(|| steps().find(behind))?;
    let gap = if found.last < length.words.0 { length.words.0 - found.last } else { found.first - length.words.1 };
    let name = if context.reading.name(found) == "acknowledge" { "acknowledgement of" } else { "response to" };
    (gap <= 16).then_some(name)
}

/// Complaint or request: by the sentence, what leads to it, or the heading.
fn procedure(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let has = |s: u32, name: &str| context.reading.has(s, "deadline", name);
    let complaint = has(sentence, "complaint");
    let request = has(sentence, "request");
    match (complaint, request) {
        (true, false) => return Some("a complaint"),
        (false, true) => return Some("a request"),
        (true, true) => return None,
        _ => {}
    }
    for lead in context.lead_sentences(sentence) {
        if has(lead, "complaint") {
            return Some("a complaint");
        }
        if has(lead, "request") {
            return Some("a request");
        }
    }
    // The headings above, the nearest first.
    let mut at = context.block(sentence).section;
    while at != 0 {
        let section = &context.notice.sections[at as usize];
        let own = section.heading.map(|b| context.notice.blocks[b as usize].sentences.clone());
        if own.clone().into_iter().flatten().any(|s| has(s, "complaint")) {
            return Some("a complaint");
        }
        if context.section_topic(at) == Some("rights") {
            return Some("a request");
        }
        at = section.parent;
    }
    None
}

/// The stage of the procedure: "Stage 2" in the sentence or in a heading above.
fn stage(context: &Context<'_>, sentence: u32) -> Option<String> {
    let numbered = |words: &str| {
        let lower = words.to_lowercase();
        let at = lower.find("stage ")?;
        let number = lower.get(at + 6..)?.chars().next()?;
        (number.is_ascii_digit() && !lower.get(at + 6..)?.contains("stage")).then(|| number.to_string())
    };
    if let Some(found) = numbered(context.words(context.sentence_span(sentence))) {
        return Some(found);
    }
    let mut at = context.block(sentence).section;
    while at != 0 {
        let section = &context.notice.sections[at as usize];
        if let Some(found) = numbered(&section.title) {
            return Some(found);
        }
        at = section.parent;
    }
    // A short line that opens the stage, where it was not read as a heading.
    let block = context.block_index(sentence);
    context.notice.blocks[..block as usize].iter().rev().take(12).find_map(|b| {
        let words = context.words(b.span);
        (words.len() < 60 && words.starts_with("Stage ")).then(|| numbered(words)).flatten()
    })
}

/// From when the time runs, where the words behind say it.
fn from(context: &Context<'_>, sentence: u32, last: u32) -> Option<&'static str> {
    let end = context.tokens(sentence).end;
    (last + 1..end.min(last + 7)).find_map(|i| match &*context.token(i) {
        "receipt" | "receiving" | "received" | "receive" => Some("receipt"),
        "acknowledgement" | "acknowledgment" | "acknowledging" => Some("acknowledgement"),
        "meeting" | "consideration" | "hearing" | "review" => Some("later"),
        _ => None,
    })
}

/// The lengths of time in a sentence that are said as limits.
fn lengths(context: &Context<'_>, sentence: u32) -> Vec<Length> {
    let tokens = context.tokens(sentence);
    let mut out = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(number) = number(&context.token(at)) else {
            at += 1;
            continue;
        };
        let mut next = at + 1;
        // "ten (10) working days"
        if next < tokens.end && self::number(&context.token(next)) == Some(number) {
            next += 1;
        }
        let mut working = false;
        while next < tokens.end
            && matches!(&*context.token(next), "working" | "business" | "calendar" | "full" | "school")
        {
            working |= matches!(&*context.token(next), "working" | "business" | "school");
            next += 1;
        }
        let unit = if next < tokens.end { context.token(next).into_owned() } else { String::new() };
        let made = match unit.trim_end_matches('s') {
            "day" => Some((format!("P{number}D"), if number == 28 || number == 31 { 30 } else { number })),
            "week" => Some((format!("P{}D", number * 7), if number == 4 { 30 } else { number * 7 })),
            "month" => Some((format!("P{number}M"), number * 30)),
            _ => None,
        };
        if let Some((value, days)) = made {
            let limits = (tokens.start.max(at.saturating_sub(3))..at).any(|i| {
                matches!(
                    &*context.token(i),
                    "within" | "in" | "have" | "has" | "than" | "takes" | "take" | "to" | "later" | "inside" | "under"
                )
            });
            if limits {
                out.push(Length { value, days, working, words: (at, next) });
            }
            at = next;
        }
        at += 1;
    }
    out
}

fn number(word: &str) -> Option<i64> {
    const WORDS: &[(&str, i64)] = &[
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fourteen", 14),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
    ];
    if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    WORDS.iter().find(|w| w.0 == word).map(|w| w.1)
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    fn read(text: &str) -> Vec<String> {
        let seen = fixture::read(text, super::extract);
        let show = |c: &crate::claims::Claim| {
            let working = if c.text("working-days") == Some("yes") { "w" } else { "" };
            let stage = c.text("stage").map(|s| format!(" stage {s}")).unwrap_or_default();
            format!("{}{working} {}{stage}", c.value, c.text("step").unwrap_or(""))
        };
        seen.iter().map(|(c, _)| show(c)).collect()
    }

    #[test]
    fn limits() {
        let cases: &[(&str, &[&str])] = &[
            ("We will acknowledge your complaint within three working days.", &["P3Dw acknowledgement of a complaint"]),
            ("You will get a reply to your complaint within 14 days of receipt.", &["P14D response to a complaint"]),
            ("We have one month to respond to a subject access request.", &["P1M response to a request"]),
            ("Your request will be answered within 20 (twenty) days.", &["P20D response to a request"]),
            ("We reply to any request in no more than 30 calendar days.", &["P30D response to a request"]),
            (
                "Complaints are acknowledged within 2 days and answered within four weeks.",
                &["P2D acknowledgement of a complaint", "P28D response to a complaint"],
            ),
            (
                "At stage 2 we respond to the complaint within 10 working days.",
                &["P10Dw response to a complaint stage 2"],
            ),
            ("Complaints\n\nWe aim to respond within five working days.\n", &["P5Dw response to a complaint"]),
            ("Your rights\n\nWe will respond within one month.\n", &["P1M response to a request"]),
            ("If you complain, the manager will respond within two weeks.", &["P14D response to a complaint"]),
            ("We will confirm receipt of your complaint within 5 days.", &["P5D acknowledgement of a complaint"]),
            ("A response to the complaint takes up to 15 working days.", &["P15Dw response to a complaint"]),
            // Not the controller's promise, another procedure, or a second limit for hard cases.
            ("You have ten days to respond to our decision on your complaint.", &[]),
            ("We may extend the time to respond to a request by two months.", &[]),
            ("Freedom of information requests are answered within 20 working days.", &[]),
            ("We report a breach to the regulator within 72 hours.", &[]),
            ("We keep complaints and our response for six years.", &[]),
            ("We respond to job applications within two weeks.", &[]),
            ("Complex requests may get a response within three months.", &[]),
            ("If you have not received a response to your complaint within 20 days, write to us.", &[]),
            ("We respond to your request without delay.", &[]),
            ("Do you respond to a complaint within ten days?", &[]),
            ("We deleted the response within five days of the event.", &[]),
            ("Our complaints officer has worked here for ten months.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text}");
        }
    }
}
