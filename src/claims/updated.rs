//! When the notice was last updated, and its other fixed dates.

use super::context::Context;
use super::dates::{self, Found};
use super::model::{Claim, Confidence, Force};
use crate::notice::{BlockKind, Span};

/// Reads `updated` and `date` claims.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    metadata(context, out);
    title(context, out);
    below_title(context, out);
    history(context, out);
    for sentence in 0..context.sentence_count() {
        read(context, sentence, out);
    }
    first_issue(context, out);
}

/// "Date of issue – 1 April 2019. Date of current version – 3 February 2023": the issue is no update where a later date is.
fn first_issue(context: &Context<'_>, out: &mut [Claim]) {
    let latest = out.iter().filter(|c| c.kind == "updated").map(|c| c.value.clone()).max();
    for claim in out.iter_mut().filter(|c| c.kind == "updated") {
        let issued = context.tokens(claim.place.sentence).any(|i| matches!(&*context.token(i), "issue" | "issued"));
        if issued && latest.as_ref().is_some_and(|l| *l > claim.value) {
            claim.kind = "date";
            claim.details.insert("role", "version".into());
        }
    }
}

/// Keys of front matter that date the notice.
fn metadata(context: &Context<'_>, out: &mut Vec<Claim>) {
    for (key, span) in &context.notice.metadata {
        let key: String = key.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let role = match key.as_str() {
            "lastupdated" | "updated" | "updatedat" | "lastmodified" | "modified" | "lastreviewed" | "reviewedon"
            | "lastreviewedon" | "date" | "publicupdatedat" | "dateupdated" | "datemodified" | "revised"
            | "lastmod" => "updated",
            "effective" | "effectivedate" | "validfrom" => "effective",
            "reviewdue" | "nextreview" | "reviewby" | "reviewdate" | "reviewin" => "review-due",
            "published" | "publishedat" | "publisheddate" | "datepublished" | "created" => "version",
            _ => continue,
        };
        let Some(iso) = iso_prefix(context.words(*span)) else { continue };
        let sentence = context.notice.sentence_at(span.start).unwrap_or(0) as u32;
        if sentence >= context.sentence_count() {
            continue;
        }
        push(context, sentence, *span, &iso, role, out);
        states(out);
    }
}

/// "Privacy notice (May 2023)": a date in the title.
fn title(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count().min(4) {
        let words = context.words(context.sentence_span(sentence)).to_lowercase();
        let named = ["notice", "policy", "statement"].iter().any(|w| words.contains(w)) && words.contains("privacy");
        let short = context.tokens(sentence).len() <= 14;
        if !named || !short || !context.reading.hits_in(sentence, "updated").is_empty() {
            continue;
        }
        if let [date] = dates::all(context, sentence).as_slice() {
            push(context, sentence, context.token_span(date.first, date.last), &date.iso, "updated", out);
            states(out);
            if let Some(claim) = out.last_mut() {
                claim.confidence = Confidence::Likely;
            }
        }
    }
}

/// "Corbrook Mills Ltd, 6 January 2026": a line right below the title that ends on its date.
fn below_title(context: &Context<'_>, out: &mut Vec<Claim>) {
    let first = context.notice.blocks.first().is_some_and(|b| matches!(b.kind, BlockKind::Heading { .. }));
    let second = context.notice.blocks.get(1).filter(|b| first && matches!(b.kind, BlockKind::Paragraph));
    let Some(sentence) = second.map(|b| b.sentences.clone()).filter(|s| s.len() == 1).map(|s| s.start) else { return };
    let tokens = context.tokens(sentence);
    if tokens.len() > 9 || !context.reading.hits_in(sentence, "updated").is_empty() {
        return;
    }
    if let [date] = dates::all(context, sentence).as_slice()
        && date.last + 1 == tokens.end
        && date.iso.as_str() >= "2016"
    {
        push(context, sentence, context.token_span(date.first, date.last), &date.iso, "updated", out);
        states(out);
        if let Some(claim) = out.last_mut() {
            claim.confidence = Confidence::Likely;
        }
    }
}

/// Headings above the list of what was changed and when.
const HISTORY: &[&str] = &[
    "change history",
    "change log",
    "changelog",
    "version history",
    "revision history",
    "document history",
    "update history",
    "amendment history",
    "version control",
    "document control",
    "record of changes",
    "previous versions",
    "past versions",
];

/// Whether a section, or one that it stands in, is the list of past changes.
fn historic(context: &Context<'_>, section: u32) -> bool {
    let path = context.notice.section_path(section);
    path.iter().any(|title| {
        let title = title.to_lowercase();
        HISTORY.iter().any(|h| title.contains(h))
    })
}

/// In a list of past changes the latest entry dates the notice, and none of those before it does.
fn history(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut latest: Option<(String, u32, Span)> = None;
    let mut known: Option<(u32, bool)> = None;
    for sentence in 0..context.sentence_count() {
        let section = context.block(sentence).section;
        let (_, past) = known.filter(|k| k.0 == section).unwrap_or_else(|| (section, historic(context, section)));
        known = Some((section, past));
        if !past || planned(context, sentence) {
            continue;
        }
        for date in dates::all(context, sentence) {
            let due = role(context, sentence, sentence, &date) == Some("review-due");
            if !due && latest.as_ref().is_none_or(|l| date.iso > l.0) {
                latest = Some((date.iso, sentence, context.token_span(date.first, date.last)));
            }
        }
    }
    if let Some((iso, sentence, span)) = latest {
        push(context, sentence, span, &iso, "updated", out);
        states(out);
        if let Some(claim) = out.last_mut() {
            claim.confidence = Confidence::Likely;
        }
    }
}

/// Whether a cell stands beside or below one that says when the next review is due.
fn planned(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let BlockKind::Cell { column, .. } = block.kind else { return false };
    let head = block.lead.map(|l| context.notice.blocks[l as usize].sentences.clone());
    let beside = context.block_index(sentence).checked_sub(1).filter(|_| column > 0);
    let beside = beside.map(|b| context.notice.blocks[b as usize].sentences.clone());
    let due = |s: u32| context.reading.has(s, "updated", "review-due");
    head.into_iter().chain(beside).flatten().any(due)
}

/// A heading or a bare line states its date as well as a sentence does.
fn states(out: &mut [Claim]) {
    if let Some(claim) = out.last_mut()
        && matches!(
            claim.force,
            Force::Asks | Force::Announces | Force::Discusses | Force::May | Force::Was | Force::Defines
        )
    {
        claim.force = Force::States;
    }
}

/// The date at the beginning of a metadata value (`2026-03-01T00:00:00Z`), or as people write it (`21:15 02-08-2018`).
fn iso_prefix(words: &str) -> Option<String> {
    let words = words.trim().trim_matches(['"', '\'']);
    let iso = words.get(..10).and_then(|head| head.parse::<jiff::civil::Date>().ok()).map(|d| d.to_string());
    iso.or_else(|| dates::written(words))
}

fn push(context: &Context<'_>, sentence: u32, span: Span, iso: &str, role: &'static str, out: &mut Vec<Claim>) {
    let kind = if role == "updated" { "updated" } else { "date" };
    out.push(context.claim(kind, iso, sentence, span).with("role", role));
}

fn read(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let hits = context.reading.hits_in(sentence, "updated");
    // A site's accessibility statement has dates of its own.
    let labelled = !context.reading.hits_in(sentence, "issued").is_empty();
    if hits.is_empty() && !labelled || elsewhere(context, sentence) {
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
        if role != "review-due" && historic(context, context.block(home).section) {
            continue;
        }
        let span = context.token_span(date.first, date.last);
        push(context, home, span, &date.iso, role, out);
        states(out);
    }
}

fn elsewhere(context: &Context<'_>, sentence: u32) -> bool {
    let own = |words: &str| words.to_lowercase().contains("accessibility");
    let section = context.block(sentence).section;
    own(context.words(context.sentence_span(sentence))) || context.notice.section_path(section).iter().any(|t| own(t))
}

/// "Issued: May 2024", "… | Approved 3 March 2025": a label and its date.
fn issued(context: &Context<'_>, sentence: u32, date: &Found) -> bool {
    let start = context.tokens(sentence).start;
    let Some(label) = date.first.checked_sub(1).filter(|&i| i >= start) else { return false };
    // A capital within a line: the line was one of its own.
    let capital = context.words(context.token_span(label, label)).starts_with(char::is_uppercase);
    let opens = label == start
        || capital
        || context.between(label - 1, label).contains(['.', ';', '|', ',', ':', '-', '\u{2013}']);
    opens && context.is(sentence, label, "issued", "issued")
}

/// What a date is, by the nearest words in front of it, else right behind.
fn role(context: &Context<'_>, sentence: u32, home: u32, date: &Found) -> Option<&'static str> {
    let hits = context.reading.hits_in(sentence, "updated");
    // "Version: 14 October 2024": the day is no number of the version.
    let number = |h: &crate::lexicon::Hit| context.reading.name(h) == "numbered" && h.first < date.first;
    if home == sentence && issued(context, sentence, date) {
        return Some("updated");
    }
    let before = hits.iter().rev().find(|h| h.last < date.first || number(h) || home != sentence);
    let hit = match before {
        Some(hit) => {
            let far = home == sentence && date.first.saturating_sub(hit.last) > 9;
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
        "numbered" if context.tokens(home).len() <= 14 => Some("updated"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::claims::testing::check;

    #[test]
    fn dates_of_update() {
        check(
            "updated",
            &[
                ("Last updated: 1 April 2022", &["2022-04-01"]),
                ("This notice was last reviewed on 13th November, 2024.", &["2024-11-13"]),
                ("Last update: May 25 2018", &["2018-05-25"]),
                ("Issued: May 2024. Review: May 2025", &["2024-05"]),
                ("Approved 3 March 2025", &["2025-03-03"]),
                ("Date last modified: 23/05/2018", &["2018-05-23"]),
                ("Updated September 2022", &["2022-09"]),
                ("This page was last updated on 22nd Feburary 2021.", &["2021-02-22"]),
                ("Last updated\n\nTuesday 3rd March, 2026", &["2026-03-03"]),
                ("This policy was published on 2 May 2017 and last updated on 6 June 2022.", &["2022-06-06"]),
                ("This version was last updated on 2024-04-29.", &["2024-04-29"]),
                ("Our Information Charter was last updated on 4 August 2019.", &["2019-08-04"]),
                ("Version 3.1, May 2023", &["2023-05"]),
                ("Version: 14 October 2024", &["2024-10-14"]),
                ("Privacy notice (June 2021)\n\nWe run a shop.", &["2021-06"]),
                ("This notice is dated 5 June 2024.", &["2024-06-05"]),
                ("Revised on: 03.02.2025", &["2025-02-03"]),
                (
                    "# Notice\n\nWe run a shop.\n\n## Change history\n\n- 04/10/2024: Added a part on post.\n- 05/02/2023: Updated the list of shops.\n",
                    &["2024-10-04"],
                ),
                (
                    "# Notice\n\n## Document control\n\n- Version 2: approved 12 March 2024, next review March 2026\n- Version 1: approved 1 March 2022\n",
                    &["2024-03-12"],
                ),
                (
                    "# Notice\n\n## Version history\n\n- Version 1, published 2 May 2021\n- Version 2, reviewed 3 June 2022\n",
                    &["2022-06-03"],
                ),
            ],
        );
    }

    #[test]
    fn no_dates_of_update() {
        check(
            "updated",
            &[
                ("An updated version will appear here.", &[]),
                ("The 'last updated' date at the top of this page will change.", &[]),
                ("The shop closed its doors in May 2019.", &[]),
                ("This policy was published on 2 May 2017.", &[]),
                ("Next review: September 2026", &[]),
                ("This notice is effective from 24th May 2018.", &[]),
                ("The Data Protection Act came into force on 25 May 2018.", &[]),
                ("The trust was founded on 12 March 1968.", &[]),
                ("We keep records until 31 December 2027.", &[]),
                ("We keep your details updated.", &[]),
                ("The contract ended on 31 October 2025.", &[]),
                ("Accessibility statement: last reviewed on 5 October 2020.", &[]),
            ],
        );
    }

    #[test]
    fn other_dates() {
        check(
            "date",
            &[
                ("This notice is effective from 24th May 2018.", &["2018-05-24"]),
                ("Effective date: 1 May 2020", &["2020-05-01"]),
                ("This notice came into effect on 1 September 2023.", &["2023-09-01"]),
                ("The next review is due in September 2026.", &["2026-09"]),
                ("Review date: 31 March 2025", &["2025-03-31"]),
                ("This policy was first published on 2 May 2017.", &["2017-05-02"]),
                ("Last updated: 1 April 2022", &[]),
                ("A new data protection law replaces the Act with effect from 25 May 2018.", &[]),
            ],
        );
    }

    #[test]
    fn dates_in_keys() {
        for (written, iso) in [
            ("21:15 02-08-2018", Some("2018-08-02")),
            ("2026-03-01T00:00:00Z", Some("2026-03-01")),
            ("'2 August 2018'", Some("2018-08-02")),
            ("August 2, 2018", Some("2018-08-02")),
            ("draft 3", None),
        ] {
            assert_eq!(super::iso_prefix(written).as_deref(), iso, "{written}");
        }
    }
}
