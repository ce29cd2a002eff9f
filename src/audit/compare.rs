//! Comparing a value with another: days, lengths, ages and numbers.

use super::fields::{Field, same_word};
use crate::rules::pattern::Comparison;
use crate::rules::period::{self, Days, Period};
use std::cmp::Ordering;

/// The other side of a comparison.
pub enum Other {
    /// A day, month or year.
    Days(Days),
    /// Anything else.
    Word(String),
}

impl Other {
    /// What a word stands for.
    pub fn of_word(word: &str) -> Other {
        Days::parse(word).filter(|_| word.contains('-')).map_or_else(|| Other::Word(word.to_owned()), Other::Days)
    }
}

/// Whether a field is what the word says.
pub fn is(word: &str, value: &Field<'_>) -> bool {
    match value {
        Field::Unset => word == "false",
        Field::Flag(b) => matches!((word, b), ("true" | "yes", true) | ("false" | "no", false)),
        _ => value.any(|w| same_word(w, word)),
    }
}

/// Whether a value stands so to another.
pub fn compare(comparison: Comparison, value: &str, other: &Other) -> bool {
    let order = || -> Option<Ordering> {
        let Other::Word(other) = other else { return None };
        if let (Ok(a), Ok(b)) = (value.parse::<i64>(), other.parse::<i64>()) {
            return Some(a.cmp(&b));
        }
        if let (Some(a), Some(b)) = (period::age(value), period::age(other)) {
            return Some(a.cmp(&b));
        }
        Period::parse(value)?.partial_cmp(&Period::parse_words(other)?)
    };
    let days = || -> Option<(Days, Days)> {
        match other {
            Other::Days(days) => Some((Days::parse(value)?, *days)),
            Other::Word(word) => Some((Days::parse(value)?, Days::parse(word)?)),
        }
    };
    match comparison {
        Comparison::Longer => order() == Some(Ordering::Greater),
        Comparison::Shorter => order() == Some(Ordering::Less),
        Comparison::AtLeast => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
        Comparison::AtMost => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        // A month is earlier than a day when all of it is.
        Comparison::Earlier => days().is_some_and(|(a, b)| a.last < b.first),
        Comparison::Later => days().is_some_and(|(a, b)| a.first > b.last),
    }
}
