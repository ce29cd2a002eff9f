//! Dates and months as people write them, and their ISO form.

use super::context::Context;
use crate::lexicon::number;
use jiff::civil::Date;

/// A date or month found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// ISO: `2027-12-31`, or `2022-09` when no day is given.
    pub iso: String,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

impl Found {
    /// The day, when one is given.
    pub fn day(&self) -> Option<Date> {
        self.iso.parse().ok()
    }
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names: in full, or its first three letters ("sept" too), or the slip that is made most often.
fn month(word: &str) -> Option<u32> {
    let word = if matches!(word, "feburary" | "febuary") { "february" } else { word };
    let at = MONTHS
        .iter()
        .position(|m| *m == word || word.len() == 3 && m.starts_with(word) || word == "sept" && *m == "september")?;
    Some(at as u32 + 1)
}

/// A day of a month: "7", "07", "1st", "first" is not read.
fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    let fits = matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=2).contains(&digits.len());
    digits.parse().ok().filter(|d| fits && (1..=31).contains(d))
}

fn year(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| number(word)).flatten().filter(|y| (1900..=2199).contains(y))
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    Date::new(year as i16, month as i8, day as i8).ok().map(|d| d.to_string())
}

/// The date that begins at a token, if one does. Month and year alone count.
pub(super) fn at(context: &Context<'_>, first: u32, end: u32) -> Option<Found> {
    let word = |n: u32| if first + n < end { context.token(first + n) } else { "".into() };
    let found = |iso: String, length: u32| Some(Found { iso, first, last: first + length - 1 });
    let (a, b, c) = (word(0), word(1), word(2));
    if let Some(m) = month(&a) {
        // "May 25, 2018", "September 2022"
        if let (Some(d), Some(y)) = (day(&b), year(&c)) {
            return found(iso(y, m, d)?, 3);
        }
        return year(&b).and_then(|y| found(format!("{y:04}-{m:02}"), 2));
    }
    if let Some(d) = day(&a).filter(|_| first + 1 < end && !context.between(first, first + 1).contains(',')) {
        // "1 April 2022", "1st of April, 2022"
        let of = u32::from(b == "of");
        if let (Some(m), Some(y)) = (month(&word(1 + of)), year(&word(2 + of))) {
            return found(iso(y, m, d)?, 3 + of);
        }
    }
    if first + 2 < end && numeric(context, first) {
        let n = |w: &str| w.bytes().all(|b| b.is_ascii_digit()).then(|| number(w)).flatten();
        if let (Some(y), Some(m), Some(d)) = (year(&a), n(&b), n(&c)) {
            return found(iso(y, m, d)?, 3);
        }
        if let (Some(d), Some(m)) = (day(&a), n(&b)) {
            let y = year(&c).or_else(|| n(&c).filter(|_| c.len() == 2).map(|y| 2000 + y))?;
            // The day comes first in Britain; "05/25/2018" can only be the other way.
            let iso = iso(y, m, d).or_else(|| iso(y, d, m))?;
            return found(iso, 3);
        }
    }
    if first + 1 < end && context.between(first, first + 1) == "/" {
        // "09/2022"
        if let (Some(m), Some(y)) = (number(&a).filter(|m| (1..=12).contains(m)), year(&b)) {
            return found(format!("{y:04}-{m:02}"), 2);
        }
    }
    None
}

/// Whether three tokens are parted by the same stroke, dot or hyphen.
fn numeric(context: &Context<'_>, first: u32) -> bool {
    let (left, right) = (context.between(first, first + 1).trim(), context.between(first + 1, first + 2).trim());
    left == right && matches!(left, "/" | "." | "-")
}

/// Every date of a sentence, in order.
pub(super) fn all(context: &Context<'_>, sentence: u32) -> Vec<Found> {
    let range = context.tokens(sentence);
    let mut out = Vec::new();
    let mut token = range.start;
    while token < range.end {
        match at(context, token, range.end) {
            Some(found) => {
                token = found.last + 1;
                out.push(found);
            }
            None => token += 1,
        }
    }
    out
}
