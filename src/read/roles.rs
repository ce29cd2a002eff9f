//! What each line of a plain text is, seen with its neighbours: heading, item, line of a contents list, body.

use super::rows;
use super::text::{Line, Shape, short};
use std::collections::{HashMap, HashSet};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Heading,
    Contents,
    Item,
    Body,
}

/// What each line is, seen with its neighbours.
pub(super) fn roles(lines: &[Line<'_>], counts: &HashMap<String, u32>) -> Vec<Role> {
    let candidate = |l: &Line<'_>| match l.shape {
        // Tabs part the cells of a row.
        _ if l.cell.is_some() || l.words.contains('\t') => false,
        Shape::Short => !statement(l.words),
        Shape::Numbered => short(l.words) || l.words.ends_with(':') && l.words.len() < 110,
        _ => false,
    };
    let mut roles: Vec<Role> = lines
        .iter()
        .map(|l| match l.shape {
            _ if candidate(l) => Role::Heading,
            _ if l.cell.is_some() => Role::Body,
            Shape::Item => Role::Item,
            Shape::Numbered => Role::Item,
            _ => Role::Body,
        })
        .collect();
    for i in 0..lines.len() {
        // "We use it to:" introduces what comes next; it does not head all that follows.
        let short = roles[i] == Role::Heading && lines[i].shape == Shape::Short;
        let listed = lines.get(i + 1).is_some_and(|next| next.shape == Shape::Item);
        let lead = short && (leads_in(lines[i].words) || listed && breaks_off(lines[i].words));
        // "Our legal basis" / "Article 6(1)(e) – public task": what a title is over.
        let value = short && i > 0 && roles[i - 1] == Role::Heading && cites(lines[i].words);
        if lead || value || rows::heads(lines, i) {
            roles[i] = Role::Body;
        }
    }
    let mut at = 0;
    while at < lines.len() {
        if roles[at] != Role::Heading {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < lines.len() && roles[end] == Role::Heading {
            end += 1;
        }
        settle_run(lines, counts, &mut roles, at, end);
        at = end;
    }
    // The short line over a table is its heading.
    for i in 1..lines.len() {
        if rows::heads(lines, i) && lines[i - 1].shape == Shape::Short {
            roles[i - 1] = Role::Heading;
        }
    }
    // An activity spelled out as a sentence, over a heading that comes again and again: "To deliver …" / "Type of data".
    for i in 0..lines.len().saturating_sub(1) {
        let next = &lines[i + 1];
        let repeated = roles[i + 1] == Role::Heading && counts.get(&next.words.to_lowercase()).is_some_and(|&n| n > 2);
        if roles[i] == Role::Body && repeated && lines[i].gap > 0 && next.gap > 0 && lines[i].words.starts_with("To ") {
            roles[i] = Role::Heading;
        }
    }
    roles
}

/// Whether a line begins with an article of the law: "Article 6(1)(e)", "UK GDPR Art. 9".
fn cites(words: &str) -> bool {
    let lower = words.to_lowercase();
    let rest = lower.trim_start_matches("uk ").trim_start_matches("gdpr ");
    let number = ["article ", "art. ", "art "].iter().find_map(|a| rest.strip_prefix(a));
    number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a short line is a range ("1 April 2020 – 31 March 2021") rather than a title.
fn statement(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit()) && words.contains(" – ")
}

/// Whether a line that ends in a colon is the first half of a sentence, not a title. Words that open an audience ("If you
/// are the referrer:") or ask ("How we use it:") are titles; a verb of its own makes a statement.
pub(super) fn leads_in(words: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "will", "may", "can", "must", "have", "has", "include", "includes", "use",
        "collect", "keep", "process", "rely", "we", "please",
    ];
    let lower = words.to_lowercase();
    let title = ["if you are", "how ", "what ", "why ", "where ", "who ", "when ", "which ", "to "];
    let mut all = lower.split(|c: char| !c.is_alphanumeric());
    lower.ends_with(':')
        && !title.iter().any(|s| lower.starts_with(s))
        && (lower.contains("the following")
            || all.clone().any(|w| VERBS.contains(&w))
            || all.any(|w| w == "you") && lower.split_whitespace().count() >= 5)
}

/// Whether a line breaks off where no title ends: "You can ask us, free of charge, to".
fn breaks_off(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    let asks = ["How ", "What ", "Why ", "Where ", "Who ", "When ", "Which "];
    ["to", "that", "the", "and", "or", "if"].contains(&last) && !asks.iter().any(|a| words.starts_with(a))
}

/// Whether the words make a sentence, as far as small words tell: "We do not sell it".
pub(super) fn states(words: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "will", "may", "can", "cannot", "must", "should", "have", "has", "do", "does",
        "not", "never", "we", "you", "it", "they", "please", "no", "all", "any",
    ];
    let asks = ["how ", "what ", "why ", "where ", "who ", "when ", "which ", "whether "];
    let lower = words.to_lowercase();
    !asks.iter().any(|a| lower.starts_with(a))
        && lower.split(|c: char| !c.is_alphanumeric()).any(|w| VERBS.contains(&w))
}

/// How often each line's words stand in the text, case aside.
pub(super) fn counts(lines: &[Line<'_>]) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for line in lines.iter().filter(|l| l.cell.is_none() && matches!(l.shape, Shape::Short | Shape::Numbered)) {
        *counts.entry(line.words.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

/// Decides a run of lines that all look like headings: a contents list, an address, or headings one below the other.
fn settle_run(lines: &[Line<'_>], counts: &HashMap<String, u32>, roles: &mut [Role], at: usize, end: usize) {
    let run = end - at;
    let numbered = lines[at..end].iter().filter(|l| l.shape == Shape::Numbered).count();
    if run >= 4 && numbered * 3 >= run * 2 {
        // The heading over the list, and the first headings of the body right behind it, stay headings.
        let again = |line: &Line<'_>| counts.get(&line.words.to_lowercase()).is_some_and(|&n| n > 1);
        let mut seen = HashSet::new();
        let mut taken_up = 0;
        for i in at..end {
            let tail = !seen.insert(lines[i].words.to_lowercase()) && i + 2 >= end;
            if lines[i].shape == Shape::Numbered && !tail || i > at && !tail && again(&lines[i]) {
                roles[i] = Role::Contents;
                taken_up += usize::from(again(&lines[i]));
            }
        }
        // A numbered list that is never taken up again is a list, not a contents list.
        if taken_up * 4 < run {
            for role in &mut roles[at..end] {
                if *role == Role::Contents {
                    *role = Role::Item;
                }
            }
        }
        return;
    }
    let last_heads = end < lines.len();
    let address = lines[at..end].iter().any(|l| postal(l.words));
    for i in at..end {
        let line = &lines[i];
        let closing = i + 1 == end && last_heads && line.gap > 0 || line.words.ends_with('?');
        let opening = i == at && (i == 0 || line.words.ends_with(':'));
        let keep =
            line.shape == Shape::Numbered || closing || opening || run <= if address { 2 } else { 3 } && last_heads;
        // A line that stands closer to what is above than to what is below belongs to the text above.
        let trails =
            line.gap >= 1 && lines.get(i + 1).is_none_or(|next| next.gap > line.gap) && line.shape != Shape::Numbered;
        if !keep || trails || postal(line.words) {
            roles[i] = Role::Body;
        }
    }
}

/// Whether a short line is part of an address.
pub(super) fn postal(words: &str) -> bool {
    let tail: Vec<&str> = words.split_whitespace().rev().take(2).collect();
    let postcode = match tail.as_slice() {
        [inward, outward] => {
            let digit = inward.len() == 3 && inward.starts_with(|c: char| c.is_ascii_digit());
            digit
                && (2..=4).contains(&outward.len())
                && outward.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        }
        _ => false,
    };
    let house = words.starts_with(|c: char| c.is_ascii_digit())
        && ["Street", "Road", "Lane", "Avenue", "Way", "Close", "Square", "Drive", "Place", "Row", "Court"]
            .iter()
            .any(|s| words.contains(s));
    postcode || house
}

/// The level of each heading (0 for other lines): numbers tell; without one, a title is 1, a repeated heading is lowest.
pub(super) fn levels(lines: &[Line<'_>], roles: &[Role], counts: &HashMap<String, u32>) -> Vec<u8> {
    let mut levels = vec![0; lines.len()];
    let mut numbered = false;
    let mut first = true;
    for (index, line) in lines.iter().enumerate().filter(|(i, _)| roles[*i] == Role::Heading) {
        levels[index] = if line.shape == Shape::Numbered {
            numbered = true;
            line.marker.trim_end_matches('.').split('.').count() as u8 + 1
        } else if first && index < 3 {
            1
        } else if counts.get(&line.words.to_lowercase()).is_some_and(|&n| n > 2) {
            7
        } else if numbered {
            6
        } else {
            5
        };
        first = false;
    }
    levels
}

/// Whether the lines of a paragraph are each a statement of its own, not one text broken into lines: all begin with a
/// capital letter, and there are several, or the first is clearly a title.
pub(super) fn separate(words: &str) -> bool {
    let lines: Vec<&str> = words.lines().take(50).map(str::trim).collect();
    let capital = |line: &&str| line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let [first, second, ..] = lines.as_slice() else { return false };
    lines.iter().all(capital) && (lines.len() >= 3 || short(first) && first.len() * 2 < second.len())
}

/// Whether a paragraph is an instruction to the program that builds the page.
pub(super) fn template(words: &str) -> bool {
    words.starts_with("{%") && words.ends_with("%}") && words.lines().all(|l| l.trim().starts_with("{%"))
        || words.lines().all(|l| l.starts_with("import ") && l.contains(" from ") && l.contains(['"', '\'']))
}
