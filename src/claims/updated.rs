//! When the notice was last updated, and its other fixed dates.

use super::context::Context;
use super::dates::{self, Found};
use super::model::{Claim, Force};
use crate::notice::Span;

/// Reads `updated` and `date` claims.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    metadata(context, out);
    let _ = Force::States;
    for sentence in 0..context.sentence_count() {
        read(context, sentence, out);
    }
}

/// Keys of front matter that date the notice.
fn metadata(context: &Context<'_>, out: &mut Vec<Claim>) {
    for (key, span) in &context.notice.metadata {
        let key: String = key.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let role = match key.as_str() {
            "lastupdated" | "updated" | "updatedat" | "lastmodified" | "modified" | "lastreviewed" | "reviewedon"
            | "lastreviewedon" | "publicupdatedat" | "dateupdated" | "datemodified" | "revised" | "lastmod" => {
                "updated"
            }
            "effective" | "effectivedate" | "validfrom" => "effective",
            "reviewdue" | "nextreview" | "reviewby" | "reviewdate" | "reviewin" => "review-due",
            "date" | "published" | "publishedat" | "publisheddate" | "datepublished" | "created" => "version",
            _ => continue,
        };
        let Some(iso) = iso_prefix(context.words(*span)) else { continue };
        let sentence = context.notice.sentence_at(span.start).unwrap_or(0) as u32;
        if sentence >= context.sentence_count() {
            continue;
        }
        push(context, sentence, *span, &iso, role, out);
    }
}

/// The date at the beginning of a metadata value (`2026-03-01T00:00:00Z`).
fn iso_prefix(words: &str) -> Option<String> {
    let words = words.trim().trim_matches(['"', '\'']);
    let head = words.get(..10)?;
    head.parse::<jiff::civil::Date>().ok().map(|d| d.to_string())
}

fn push(context: &Context<'_>, sentence: u32, span: Span, iso: &str, role: &'static str, out: &mut Vec<Claim>) {
    let kind = if role == "updated" { "updated" } else { "date" };
    out.push(context.claim(kind, iso, sentence, span).with("role", role));
}

fn read(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let hits = context.reading.hits_in(sentence, "updated");
    if hits.is_empty() {
        return;
    }
    let mut found = dates::all(context, sentence);
    let mut home = sentence;
    if found.is_empty() {
        // "Last updated" on a line of its own, the date on the next.
        let words = context.tokens(sentence).len();
        let next = sentence + 1;
        if words > 8 || next >= context.sentence_count() || context.tokens(next).len() > 8 {
            return;
        }
        found = dates::all(context, next);
        home = next;
    }
    for date in &found {
        let Some(role) = role(context, sentence, home, date) else { continue };
        let span = context.token_span(date.first, date.last);
        push(context, home, span, &date.iso, role, out);
        if let Some(claim) = out.last_mut() {
            // A heading or a bare line states its date as well as a sentence does.
            let bare =
                matches!(claim.force, Force::Asks | Force::Announces | Force::Discusses | Force::May | Force::Was);
            if bare {
                claim.force = Force::States;
            }
        }
    }
}

/// What a date is, by the nearest words in front of it, else right behind.
fn role(context: &Context<'_>, sentence: u32, home: u32, date: &Found) -> Option<&'static str> {
    let hits = context.reading.hits_in(sentence, "updated");
    let before = hits.iter().rev().find(|h| h.last < date.first || home != sentence);
    let hit = match before {
        Some(hit) => {
            let far = home == sentence && date.first - hit.last > 9;
            let parted = home == sentence && (hit.last..date.first).any(|i| context.between(i, i + 1).contains(';'));
            if far || parted {
                return None;
            }
            hit
        }
        // "1 April 2022 (last updated)"
        None => hits.first().filter(|h| h.first > date.last && h.first - date.last <= 3)?,
    };
    match context.reading.name(hit) {
        "updated" => Some("updated"),
        "effective" => Some("effective"),
        "review-due" => Some("review-due"),
        "version" => Some("version"),
        _ => None,
    }
}
