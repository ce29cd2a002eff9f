//! Suppressions as comments say them: `candour: ignore RULE; reason: WORDS; until: DATE; owner: WORDS`.

use super::Suppression;
use crate::law::Date;

/// What a comment begins with that is meant for candour.
const MARK: &str = "candour:";
/// The only word that may follow.
const WORD: &str = "ignore";
/// The keys of a suppression.
const KEYS: [&str; 3] = ["reason", "until", "owner"];

/// The suppression that a comment says; nothing if it is not meant for candour, else what is wrong with it.
pub fn read(text: &str) -> Option<Result<Suppression, String>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = text.strip_prefix(MARK)?.trim_start();
    Some(match rest.strip_prefix(WORD) {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', ':']) => said(rest.trim_start_matches([' ', ':'])),
        _ => Err(format!("expected `{MARK} {WORD} RULE; reason: …`")),
    })
}

fn said(rest: &str) -> Result<Suppression, String> {
    let mut parts = parts(rest).into_iter();
    let rules = parts.next().unwrap_or_default();
    let rules: Vec<String> = rules.split([',', ' ']).filter(|r| !r.is_empty()).map(str::to_owned).collect();
    if rules.is_empty() {
        return Err("names no rule; each that is meant is named".to_owned());
    }
    let mut suppression = Suppression { rules, ..Suppression::default() };
    for part in parts {
        let Some((key, value)) = pair(part) else {
            return Err(format!("`{part}` is not understood; after the rules come `reason`, `until` and `owner`"));
        };
        match key {
            "reason" => value.clone_into(&mut suppression.reason),
            "until" => suppression.until = Some(day(value)?),
            _ => suppression.owner = Some(value.to_owned()),
        }
    }
    if suppression.reason.is_empty() {
        return Err("gives no reason, and so is not obeyed; write `; reason: …` after the rules".to_owned());
    }
    Ok(suppression)
}

/// A day as year, month and day.
fn day(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10;
    let date = text.parse().ok().filter(|_| shape);
    date.ok_or_else(|| format!("`{text}` is no date; write year, month and day, such as 2027-01-31"))
}

/// The parts between semicolons; one that begins with no key belongs to the reason before it.
fn parts(rest: &str) -> Vec<&str> {
    let mut starts = vec![0];
    for (i, _) in rest.match_indices(';') {
        let after = rest.get(i + 1..).unwrap_or_default();
        if starts.len() == 1 || pair(after.trim()).is_some() {
            starts.push(i + 1);
        }
    }
    let ends = starts.iter().skip(1).map(|s| s - 1).chain([rest.len()]);
    let part = |(start, end): (&usize, usize)| rest.get(*start..end).unwrap_or_default().trim();
    starts.iter().zip(ends).map(part).filter(|p| !p.is_empty()).collect()
}

fn pair(part: &str) -> Option<(&str, &str)> {
    let at = part.find([':', '='])?;
    let key = part.get(..at)?.trim();
    let known = KEYS.iter().find(|k| **k == key)?;
    Some((*known, part.get(at + 1..)?.trim()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_comments_say() {
        assert!(read("a word about candour: ignore x").is_none() && read("TODO").is_none());
        let full = "candour: ignore a-rule, b-rule; reason: the board said so; and wrote it down;\n until: 2027-01-31; owner: DPO";
        let said = read(full).unwrap().unwrap();
        assert_eq!(said.rules, ["a-rule", "b-rule"]);
        assert_eq!(said.reason, "the board said so; and wrote it down");
        assert_eq!((said.until, said.owner.as_deref()), (Some(Date::constant(2027, 1, 31)), Some("DPO")));
        for (wrong, told) in [
            ("candour: ignore a-rule", "gives no reason"),
            ("candour: ignore a-rule; reason:", "gives no reason"),
            ("candour: ignore; reason: x", "`reason: x` is not understood"),
            ("candour: ignore", "names no rule"),
            ("candour: off", "expected `candour: ignore"),
            ("candour: ignore a; because", "`because` is not understood"),
            ("candour: ignore a; reason: b; until: soon", "`soon` is no date"),
        ] {
            let what = read(wrong).unwrap().unwrap_err();
            let rules = wrong == "candour: ignore; reason: x";
            assert!(what.contains(told) || rules, "{wrong}: {what}");
        }
    }
}
