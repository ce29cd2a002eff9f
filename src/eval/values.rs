//! When two values, two subjects or two places count as the same.

use super::Lines;

/// Lines apart that still count as touching.
const SLACK: u32 = 1;

/// Subjects from a closed vocabulary: the rights.
const RIGHTS: &[&str] = &[
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "marketing-objection",
    "withdraw-consent",
    "automated-decisions",
    "complain-regulator",
    "complain-controller",
];

/// Whether places of one file touch, with one line of slack.
pub fn touches<'a>(some: impl IntoIterator<Item = &'a Lines>, others: &[Lines]) -> bool {
    some.into_iter()
        .any(|a| others.iter().any(|b| a.0 <= b.1.saturating_add(SLACK) && b.0.saturating_sub(SLACK) <= a.1))
}

/// Whether a place lies within one of the others.
pub fn within(place: Lines, others: &[Lines]) -> bool {
    others.iter().any(|b| b.0 <= place.0 && place.1 <= b.1)
}

/// Whether two values are the same; twelve months are a year.
pub fn same_value(a: &str, b: &str) -> bool {
    match (period(a), period(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b,
        _ => false,
    }
}

/// Months and days of a period of years, months and days.
fn period(value: &str) -> Option<(u64, u64)> {
    let mut rest = value.strip_prefix('P').filter(|r| !r.is_empty())?;
    let mut unit = |unit: char| -> Option<u64> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        match rest[digits..].strip_prefix(unit) {
            Some(after) if digits > 0 => {
                let number = rest[..digits].parse().ok();
                rest = after;
                number
            }
            _ => Some(0),
        }
    };
    let (years, months, days) = (unit('Y')?, unit('M')?, unit('D')?);
    let months = years.checked_mul(12)?.checked_add(months)?;
    rest.is_empty().then_some((months, days))
}

/// Whether two subjects can be the same: those from a closed vocabulary (a right, a basis, a condition) must agree;
/// free text is not compared.
pub fn same_subject(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (plain(a.unwrap_or("")), plain(b.unwrap_or("")));
    !(is_closed(&a) && is_closed(&b)) || a == b
}

/// A subject without case, spaces and what people write in front of it.
fn plain(subject: &str) -> String {
    let lower = subject.trim().to_lowercase();
    let bare = match (lower.strip_prefix("right:"), lower.strip_prefix("art")) {
        (Some(right), _) => right,
        (None, Some(rest)) => {
            let rest = rest.strip_prefix("icle").unwrap_or(rest);
            rest.strip_prefix('.').unwrap_or(rest).trim_start()
        }
        (None, None) => &lower,
    };
    bare.replace(' ', "")
}

fn is_closed(subject: &str) -> bool {
    let provision = |article: &str| {
        let letters = subject.strip_prefix(article).and_then(|rest| rest.strip_suffix(')'));
        letters.is_some_and(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let right = subject.strip_prefix("right:").unwrap_or(subject);
    RIGHTS.contains(&right) || subject == "10" || provision("6(1)(") || provision("9(2)(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_one_spelling() {
        assert!(same_value("P12M", "P1Y") && same_value("P1Y6M", "P18M") && same_value("P2Y60D", "P24M60D"));
        assert!(!same_value("P1Y", "P365D") && !same_value("P", "P0D") && same_value("P", "P"));
        assert!(same_value("age-75", "age-75") && !same_value("criteria", "elsewhere") && !same_value("P7YX", "P7Y"));
    }

    #[test]
    fn closed_subjects_must_agree() {
        let same = |a, b| same_subject(Some(a), Some(b));
        assert!(same("right:access", "Access") && !same("right:access", "erasure"));
        assert!(same("9(2)(g)", "Article 9(2) (g)") && same("art. 9(2)(g)", "9(2)(g)") && !same("9(2)(g)", "9(2)(h)"));
        assert!(!same("10", "9(2)(h)") && !same("6(1)(a)", "access"));
        assert!(same("payroll records", "staff") && same("9(2)(g)", "health") && same_subject(None, Some("10")));
    }

    #[test]
    fn places_touch_with_a_line_between() {
        assert!(touches(&[(4, 4)], &[(5, 9)]) && touches(&[(10, 12)], &[(5, 9)]) && !touches(&[(11, 12)], &[(5, 9)]));
        assert!(!touches(&[(1, 900)], &[]) && within((6, 7), &[(1, 2), (6, 9)]) && !within((5, 7), &[(6, 9)]));
    }
}
