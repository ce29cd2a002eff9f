//! Lengths and days as rules compare them: `P7Y`, `P2Y60D`, `2027-12-31`, `2022-04`.

use crate::law::Date;
use std::cmp::Ordering;

/// A length of time; months and days are kept apart because a month has no fixed number of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Period {
    /// Months; a year is twelve.
    pub months: i64,
    /// Days; a week is seven.
    pub days: i64,
}

impl Period {
    /// Reads `P7Y`, `P18M`, `P2Y60D`, `P2W`.
    pub fn parse(text: &str) -> Option<Period> {
        let mut rest = text.strip_prefix('P')?;
        let mut period = Period::default();
        let mut parts = 0;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = rest.get(..digits)?.parse().ok().filter(|n| *n <= 100_000)?;
            match rest.as_bytes().get(digits)? {
                b'Y' => period.months += 12 * number,
                b'M' => period.months += number,
                b'W' => period.days += 7 * number,
                b'D' => period.days += number,
                _ => return None,
            }
            rest = rest.get(digits + 1..)?;
            parts += 1;
        }
        (parts > 0).then_some(period)
    }

    /// Reads `24 months`, `2 years`, `30 days` or an ISO period.
    pub fn parse_words(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some(period) = Period::parse(text) {
            return Some(period);
        }
        let (number, unit) = text.split_once(' ')?;
        Period::of(number.parse().ok()?, unit.trim())
    }

    /// So many of a unit (`years`, `months`, `weeks`, `days`, with or without the s).
    pub fn of(number: i64, unit: &str) -> Option<Period> {
        match unit.trim_end_matches('s') {
            "year" => Some(Period { months: number.checked_mul(12)?, days: 0 }),
            "month" => Some(Period { months: number, days: 0 }),
            "week" => Some(Period { months: 0, days: number.checked_mul(7)? }),
            "day" => Some(Period { months: 0, days: number }),
            _ => None,
        }
    }

    /// The fewest and the most days that the period can be taken for.
    fn range(self) -> (i64, i64) {
        if self.months == 0 {
            return (self.days, self.days);
        }
        let days = self.months * 146_097 / 4_800 + self.days;
        (days - 2, days + 2)
    }

    /// The day that lies so long after (or, with a negative sign, before) another.
    pub fn from_day(self, day: Date, sign: i64) -> Option<Date> {
        let span = jiff::Span::new().try_months(sign * self.months).ok()?.try_days(sign * self.days).ok()?;
        day.checked_add(span).ok()
    }

    /// The period in words: `7 years`, `2 years and 60 days`.
    pub fn words(self) -> String {
        let count = |n: i64, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        let mut parts = Vec::new();
        if self.months >= 24 || self.months == 12 {
            parts.push(count(self.months / 12, "year"));
            if self.months % 12 != 0 {
                parts.push(count(self.months % 12, "month"));
            }
        } else if self.months != 0 {
            parts.push(count(self.months, "month"));
        }
        if self.days != 0 || parts.is_empty() {
            parts.push(count(self.days, "day"));
        }
        parts.join(" and ")
    }
}

impl PartialOrd for Period {
    /// Equal where the two can be the same length: `P1M` and `P30D`, `P12M` and `P1Y`.
    fn partial_cmp(&self, other: &Period) -> Option<Ordering> {
        if self.days == other.days {
            return Some(self.months.cmp(&other.months));
        }
        let (mine, theirs) = (self.range(), other.range());
        Some(match () {
            () if mine.1 < theirs.0 => Ordering::Less,
            () if mine.0 > theirs.1 => Ordering::Greater,
            () => Ordering::Equal,
        })
    }
}

/// A day, or the month or year that is all that was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Days {
    /// The first day that it can be.
    pub first: Date,
    /// The last day that it can be.
    pub last: Date,
}

impl Days {
    /// Reads `2027-12-31`, `2022-04` or `2022`.
    pub fn parse(text: &str) -> Option<Days> {
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|y| y.len() == 4 && is_digits(y))?.parse().ok()?;
        let month: Option<i8> = match parts.next() {
            Some(m) if m.len() == 2 && is_digits(m) => Some(m.parse().ok()?),
            Some(_) => return None,
            None => None,
        };
        let day: Option<i8> = match parts.next() {
            Some(d) if d.len() == 2 && is_digits(d) => Some(d.parse().ok()?),
            Some(_) => return None,
            None => None,
        };
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        };
        Some(Days { first, last })
    }

    /// One day.
    pub fn day(day: Date) -> Days {
        Days { first: day, last: day }
    }

    /// The same, moved by a period.
    pub fn moved(self, by: Period, sign: i64) -> Option<Days> {
        Some(Days { first: by.from_day(self.first, sign)?, last: by.from_day(self.last, sign)? })
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// The age of `age-75`.
pub fn age(text: &str) -> Option<i64> {
    text.strip_prefix("age-")?.parse().ok()
}

/// A period, an age, a single day or a month as people would say it; nothing for any other value.
pub fn time_words(value: &str) -> Option<String> {
    if let Some(period) = Period::parse(value) {
        return Some(period.words());
    }
    if let Some(age) = age(value) {
        return Some(format!("age {age}"));
    }
    let days = Days::parse(value)?;
    // "2018-05" is a month.
    let month = value.len() == 7 && value.as_bytes().get(4) == Some(&b'-');
    match days.first == days.last {
        true => Some(day_words(days.first)),
        false => month.then(|| day_words(days.first)).and_then(|d| d.split_once(' ').map(|(_, m)| m.to_owned())),
    }
}

/// A day as people write it: `25 May 2018`.
pub fn day_words(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or("");
    format!("{} {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn equal_lengths_in_other_units() {
        let period = |t| Period::parse(t).unwrap();
        assert_eq!(period("P12M").partial_cmp(&period("P1Y")), Some(Ordering::Equal));
        assert_eq!(period("P90D").partial_cmp(&period("P3M")), Some(Ordering::Equal));
        assert_eq!(period("P2Y60D").partial_cmp(&period("P2Y")), Some(Ordering::Greater));
        assert_eq!(period("P6M").partial_cmp(&period("P1Y")), Some(Ordering::Less));
        assert_eq!(Period::parse("Paper"), None);
        assert_eq!(Period::parse("P"), None);
    }

    #[test]
    fn days_of_a_month() {
        let days = Days::parse("2024-02").unwrap();
        assert_eq!((days.first.day(), days.last.day()), (1, 29));
        assert_eq!(Days::parse("2024-2"), None);
        assert_eq!(Days::parse("2024-13"), None);
    }

    #[test]
    fn words_for_people() {
        assert_eq!(Period::parse("P7Y").unwrap().words(), "7 years");
        assert_eq!(Period::parse("P18M").unwrap().words(), "18 months");
        assert_eq!(Period::parse("P2Y60D").unwrap().words(), "2 years and 60 days");
        assert_eq!(day_words(Days::parse("2018-05-25").unwrap().first), "25 May 2018");
        assert_eq!(time_words("2018-05").as_deref(), Some("May 2018"));
        assert_eq!(time_words("2018"), None);
    }
}
