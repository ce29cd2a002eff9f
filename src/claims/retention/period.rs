//! Periods as people write them: lengths, dates, ages, "permanently", and the shorthand of schedules.

use crate::claims::context::Context;
use crate::claims::dates;
use crate::lexicon::number;

/// What sort of end a period has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// So many years, months, weeks, days.
    Length,
    /// A day of the calendar.
    Date,
    /// A birthday.
    Age,
    /// No end.
    Indefinite,
}

/// A period found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Canonical: `P7Y`, `P2Y60D`, `2027-12-31`, `age-75`, `indefinite`.
    pub value: String,
    /// Sort of end.
    pub sort: Sort,
    /// The length in days, years as 365 and months as 30 (twelve months are a year).
    pub days: i64,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// Written in the shorthand of schedules ("6+ current financial year").
    pub shorthand: bool,
    /// The kind of year that is meant, when it is said.
    pub year: Option<&'static str>,
    /// Whether the lower end of a range stands in front ("6 to 12 months").
    pub range: bool,
}

/// Every period of a stretch of tokens, in order.
pub(super) fn all(context: &Context<'_>, first: u32, end: u32) -> Vec<Period> {
    let mut out = Vec::new();
    let mut token = first;
    while token < end {
        match at(context, token, end) {
            Some(period) => {
                token = period.last + 1;
                out.push(period);
            }
            None => token += 1,
        }
    }
    out
}

/// The period that begins at a token, if one does.
fn at(context: &Context<'_>, first: u32, end: u32) -> Option<Period> {
    let words = Words { context, end };
    if let Some(date) = dates::at(context, first, end) {
        return Some(Period::plain(&date.iso, Sort::Date, 0, first, date.last));
    }
    indefinite(&words, first)
        .or_else(|| age(&words, first))
        .or_else(|| daily(&words, first))
        .or_else(|| shorthand(&words, first))
        .or_else(|| event(&words, first))
        .or_else(|| length(&words, first))
}

impl Period {
    fn plain(value: &str, sort: Sort, days: i64, first: u32, last: u32) -> Period {
        Period { value: value.to_owned(), sort, days, first, last, shorthand: false, year: None, range: false }
    }
}

/// The tokens of a stretch, by place.
struct Words<'c, 'a> {
    context: &'c Context<'a>,
    end: u32,
}

impl Words<'_, '_> {
    fn get(&self, at: u32) -> std::borrow::Cow<'_, str> {
        if at < self.end { self.context.token(at) } else { "".into() }
    }

    fn is(&self, at: u32, words: &[&str]) -> bool {
        words.contains(&&*self.get(at))
    }

    /// What stands between a token and the next one.
    fn behind(&self, at: u32) -> &str {
        if at + 1 < self.end { self.context.between(at, at + 1) } else { "" }
    }
}

const KINDS: &[(&str, &str)] = &[
    ("financial", "financial"),
    ("fiscal", "financial"),
    ("accounting", "financial"),
    ("tax", "tax"),
    ("calendar", "calendar"),
    ("academic", "academic"),
    ("school", "academic"),
];

fn kind(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|k| k.0 == word).map(|k| k.1)
}

fn indefinite(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    let last = match &*words.get(first) {
        "indefinitely" | "permanently" | "permanent" | "indefinite" | "forever" => first,
        "for" if words.is(first + 1, &["ever"]) => first + 1,
        "in" if words.is(first + 1, &["perpetuity"]) => first + 1,
        "without" if words.is(first + 1, &["limit", "time"]) => first + 1,
        _ => return None,
    };
    Some(Period::plain("indefinite", Sort::Indefinite, 36_500, first, last))
}

/// "At the end of each day", "by the end of the week": no longer than the day or week itself.
fn daily(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    if !words.is(first, &["end", "close"]) || !words.is(first + 1, &["of"]) {
        return None;
    }
    let each = u32::from(words.is(first + 2, &["each", "every", "the", "that"]));
    let same = u32::from(words.is(first + 2 + each, &["same", "working", "business", "school"]));
    let last = first + 2 + each + same;
    let (value, days) = match &*words.get(last) {
        "day" => ("P1D", 1),
        "week" => ("P7D", 7),
        "month" if words.is(first + 2, &["each", "every"]) => ("P1M", 30),
        _ => return None,
    };
    let mut period = Period::plain(value, Sort::Length, days, first, last);
    period.range = true;
    Some(period)
}

/// "75th birthday", "age [of] 25", "25 years old", "25 years of age", "the child is 25".
fn age(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    let age = |n: u32, last: u32| {
        let fits = (5..=120).contains(&n);
        fits.then(|| Period::plain(&format!("age-{n}"), Sort::Age, i64::from(n) * 365, first, last))
    };
    let word = words.get(first);
    if words.is(first + 1, &["birthday", "birthdays"]) {
        let n = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        return n.parse().ok().and_then(|n| age(n, first + 1));
    }
    if word == "age" || word == "aged" {
        let of = u32::from(words.is(first + 1, &["of"]));
        let at = first + 1 + of;
        let unit = u32::from(words.is(at + 1, &["years", "year"]));
        return number(&words.get(at)).and_then(|n| age(n, at + unit));
    }
    let n = number(&word)?;
    if words.is(first + 1, &["years", "year"]) && words.is(first + 2, &["old"]) {
        return age(n, first + 2);
    }
    if words.is(first + 1, &["years"]) && words.is(first + 2, &["of"]) && words.is(first + 3, &["age"]) {
        return age(n, first + 3);
    }
    // "until the child reaches 21 years and 3 months"
    let reaches = first.checked_sub(1).map(|at| words.context.token(at));
    let reaches = reaches.is_some_and(|w| matches!(&*w, "reach" | "reaches" | "turn" | "turns" | "attains"));
    if words.is(first + 1, &["years"]) && n >= 16 {
        let joint = u32::from(words.is(first + 2, &["and"]));
        let months = first + 3 + joint;
        let more = words.is(months, &["months", "month"]) && number(&words.get(months - 1)).is_some();
        // "… is 21 years and 3 months old"
        let old = more && words.is(months + 1, &["old"]);
        if reaches || old {
            return age(
                n,
                if old {
                    months + 1
                } else if more {
                    months
                } else {
                    first + 1
                },
            );
        }
    }
    // "until the child is 25", "until they turn 18"
    let before = first.checked_sub(1).map(|at| words.context.token(at));
    let turns = before.is_some_and(|w| matches!(&*w, "is" | "are" | "turn" | "turns" | "reach" | "reaches"));
    if turns && !unit_at(words, first + 1) && n >= 16 && !words.behind(first).contains(['.', '/', '%']) {
        return age(n, first);
    }
    None
}

fn unit_at(words: &Words<'_, '_>, at: u32) -> bool {
    let skip = u32::from(kind(&words.get(at)).is_some() || words.is(at, &["working", "full", "complete"]));
    unit(&words.get(at + skip)).is_some()
}

/// "6+ current financial year", "current year plus 6", "CY+6", "6 years + current".
fn shorthand(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    let made = |n: u32, last: u32, year: Option<&'static str>| {
        let mut period = Period::plain(&format!("P{n}Y"), Sort::Length, i64::from(n) * 365, first, last);
        (period.shorthand, period.year) = (true, year);
        (n <= 120).then_some(period)
    };
    let plus = |at: u32| words.behind(at).contains('+');
    let word = words.get(first);
    if matches!(&*word, "cy" | "cfy" | "fy") {
        let skip = u32::from(words.is(first + 1, &["plus"]));
        if skip == 1 || plus(first) {
            let at = first + 1 + skip;
            let unit = u32::from(words.is(at + 1, &["years", "year"]));
            return made(number(&words.get(at))?, at + unit, (word != "cy").then_some("financial"));
        }
        return None;
    }
    let current = |at: u32| -> Option<(u32, Option<&'static str>)> {
        if !words.is(at, &["current"]) {
            return None;
        }
        let year = kind(&words.get(at + 1));
        let named = at + 1 + u32::from(year.is_some());
        let last = if words.is(named, &["year", "years"]) { named } else { at };
        (last > at || year.is_none()).then_some((last, year))
    };
    if let Some((last, year)) = current(first).filter(|c| c.0 > first) {
        let skip = u32::from(words.is(last + 1, &["plus", "and"]));
        if skip == 1 || plus(last) {
            let at = last + 1 + skip;
            let n = number(&words.get(at))?;
            let unit = u32::from(words.is(at + 1, &["years", "year"]));
            return made(n, at + unit, year);
        }
        return None;
    }
    let n = number(&word)?;
    let unit = u32::from(words.is(first + 1, &["years", "year"]));
    let skip = u32::from(words.is(first + unit + 1, &["plus"]));
    if skip == 1 || plus(first + unit) {
        let at = first + unit + skip + 1;
        let the = u32::from(words.is(at, &["the"]));
        let mut period = current(at + the).and_then(|(last, year)| made(n, last, year))?;
        // "6 years plus the current financial year" is written out.
        period.shorthand = the + unit + skip < 3;
        return Some(period);
    }
    None
}

/// Words with which schedules begin the event that a period is added to.
const EVENTS: &[&str] = &[
    "dob",
    "birth",
    "date",
    "closure",
    "termination",
    "leaving",
    "end",
    "completion",
    "settlement",
    "expiry",
    "resolution",
    "death",
    "discharge",
    "appointment",
    "departure",
    "close",
];

/// "DOB + 25 years", "date of resolution + 6 years", "closure + 6".
fn event(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    if !words.is(first, EVENTS) {
        return None;
    }
    let last = (first..first + 6).find(|&at| words.behind(at).contains(['+', '.', ',', ';', ':', '(']))?;
    let (n, unit, ..) = part(words, last + 1).filter(|_| words.behind(last).trim() == "+")?;
    let born = words.is(first, &["dob"]) || words.is(last, &["birth"]);
    let mut period = length(words, last + 1).filter(|_| n <= 120)?;
    (period.first, period.shorthand) = (first, true);
    if born && unit == Unit::Year {
        (period.value, period.sort) = (format!("age-{n}"), Sort::Age);
    }
    Some(period)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Year,
    Month,
    Day(u32),
    Hour,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "year" | "years" | "yr" | "yrs" | "year's" | "years'" => Unit::Year,
        "month" | "months" | "mth" | "mths" => Unit::Month,
        "week" | "weeks" | "wk" | "wks" => Unit::Day(7),
        "fortnight" => Unit::Day(14),
        "day" | "days" => Unit::Day(1),
        "hour" | "hours" | "hrs" => Unit::Hour,
        _ => return None,
    })
}

/// A number at a token: its value and how many tokens it takes ("twenty five", "six (6)").
fn count(words: &Words<'_, '_>, at: u32) -> Option<(u32, u32)> {
    let word = words.get(at);
    let first = match &*word {
        // "a year", "a further year"
        "a" | "an" | "another" => {
            let more = u32::from(words.is(at + 1, &["further", "full", "additional", "whole", "extra", "single"]));
            return unit(&words.get(at + 1 + more)).map(|_| (1, 1));
        }
        w => number(w)?,
    };
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let next = words.get(at + 1);
    if let Some(second) = number(&next) {
        if !digits && first >= 20 && first % 10 == 0 && second < 10 && !next.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((first + second, 2));
        }
        // "six (6) years"
        if second == first && words.behind(at).contains(['(', '[']) {
            return Some((first, 2));
        }
    }
    Some((first, 1))
}

/// One number with its unit: value, unit, kind of year, and the last token.
fn part(words: &Words<'_, '_>, at: u32) -> Option<(u32, Unit, Option<&'static str>, u32)> {
    // "7years" as one word
    let word = words.get(at);
    let split = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    if split > 0 {
        let n = number(&word[..split])?;
        return unit(&word[split..]).map(|u| (n, u, None, at));
    }
    let (n, length) = count(words, at)?;
    let mut at = at + length;
    if words.is(
        at,
        &[
            "full",
            "complete",
            "whole",
            "further",
            "additional",
            "extra",
            "single",
            "more",
            "consecutive",
            "working",
            "business",
        ],
    ) {
        at += 1;
    }
    let year = kind(&words.get(at));
    at += u32::from(year.is_some());
    unit(&words.get(at)).map(|u| (n, u, year, at))
}

fn length(words: &Words<'_, '_>, first: u32) -> Option<Period> {
    let mut start = first;
    let mut range = false;
    // "6 to 12 months", "6-12 months", "between 6 and 12 months"
    if let Some((n, taken)) = count(words, first) {
        let link = first + taken;
        let dash = words.behind(link - 1).trim();
        let joined = matches!(dash, "-" | "–" | "—") || words.is(link, &["to", "or", "and"]);
        let next = link + u32::from(words.is(link, &["to", "or", "and"]));
        if joined && part(words, next).is_some_and(|p| p.0 > n) && unit(&words.get(link)).is_none() {
            start = next;
            range = true;
        }
    }
    let (n, unit, year, mut last) = part(words, start)?;
    let mut amounts = [0u32; 4];
    add(&mut amounts, n, unit);
    // "2 years and 60 days", "1 year 6 months"
    let skip = u32::from(words.is(last + 1, &["and", "plus"]));
    let smaller = |u: Unit| matches!((unit, u), (Unit::Year, Unit::Month | Unit::Day(_)) | (Unit::Month, Unit::Day(_)));
    let parted = skip == 0 && words.behind(last).contains(['.', ';', ':', '(', '/']);
    if let Some((m, next, _, end)) = part(words, last + 1 + skip).filter(|p| !parted && smaller(p.1)) {
        add(&mut amounts, m, next);
        last = end;
    }
    let [years, months, days, hours] = amounts;
    if years > 150 || years + months + days + hours == 0 || days > 4000 {
        return None;
    }
    let mut value = "P".to_owned();
    for (n, letter) in [(years, 'Y'), (months, 'M'), (days, 'D')] {
        if n > 0 {
            value.push_str(&format!("{n}{letter}"));
        }
    }
    if value == "P" {
        value = if hours % 24 == 0 { format!("P{}D", hours / 24) } else { format!("PT{hours}H") };
    }
    let months = i64::from(years * 12 + months);
    let total = months / 12 * 365 + months % 12 * 30 + i64::from(days) + i64::from(hours) / 24;
    let mut period = Period::plain(&value, Sort::Length, total, first, last);
    (period.year, period.range) = (year, range);
    Some(period)
}

fn add(amounts: &mut [u32; 4], n: u32, unit: Unit) {
    match unit {
        Unit::Year => amounts[0] += n,
        Unit::Month => amounts[1] += n,
        Unit::Day(days) => amounts[2] += n.saturating_mul(days),
        Unit::Hour => amounts[3] += n,
    }
}
