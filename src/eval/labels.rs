//! Labels: what careful readers wrote down of notices, as lines of JSON.

use super::Lines;
use crate::claims::Polarity;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Whether a label counts when it is missed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// A careful auditor reports it.
    Must,
    /// It is arguable: right to report, no miss if not.
    May,
}

/// A finding that a reader would report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The notice.
    pub notice: String,
    /// The rule.
    pub rule: String,
    /// Other rules that would rightly report the same.
    pub also: Vec<String>,
    /// What tells it from others of the same rule.
    pub subject: Option<String>,
    /// The places that show it.
    pub lines: Vec<Lines>,
    /// Whether missing it counts.
    pub level: Level,
    /// The words.
    pub quote: String,
    /// Why it is a defect.
    pub why: String,
    /// Places in other notices, for rules across notices.
    pub other: Vec<Other>,
}

/// Places in another notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Other {
    /// The notice.
    pub notice: String,
    /// The places.
    pub lines: Vec<Lines>,
}

/// A claim that a reader would read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimLabel {
    /// The notice.
    pub notice: String,
    /// The kind.
    pub kind: String,
    /// The value.
    pub value: String,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Where it stands.
    pub lines: Vec<Lines>,
    /// The words.
    pub quote: String,
}

/// A passage that is easily misread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trap {
    /// Its name.
    pub id: String,
    /// The notice.
    pub notice: String,
    /// Where it is.
    pub lines: Vec<Lines>,
    /// The words.
    pub quote: String,
    /// Why the easy reading is wrong.
    pub why_wrong: String,
    /// Rules that must not report it.
    pub must_not_find: Vec<String>,
    /// Claims that must not be read in it.
    pub must_not_claim: Vec<Shape>,
}

/// The shape of a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shape {
    /// The kind.
    pub kind: String,
    /// The value; none is any.
    pub value: Option<String>,
    /// Affirmed or denied; none is either.
    pub polarity: Option<Polarity>,
}

/// What the lines of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Findings in single notices.
    Findings,
    /// Claims.
    Claims,
    /// Findings across notices.
    Portfolio,
    /// Traps.
    Traps,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Findings, Kind::Claims, Kind::Portfolio, Kind::Traps];

    /// The name of their file in a folder of labels.
    pub fn file_name(self) -> &'static str {
        match self {
            Kind::Findings => "findings.jsonl",
            Kind::Claims => "claims.jsonl",
            Kind::Portfolio => "portfolio.jsonl",
            Kind::Traps => "traps.jsonl",
        }
    }

    /// What a line is by its keys.
    fn of(line: &Map<String, Value>) -> Option<Kind> {
        let telling = [
            ("must_not_find", Kind::Traps),
            ("kind", Kind::Claims),
            ("other", Kind::Portfolio),
            ("rule", Kind::Findings),
        ];
        telling.into_iter().find(|(key, _)| line.contains_key(*key)).map(|(_, kind)| kind)
    }
}

/// A line that is no label.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Malformed {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// All labels, in the order of their files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Labels {
    /// Findings in single notices.
    pub findings: Vec<Label>,
    /// Claims.
    pub claims: Vec<ClaimLabel>,
    /// Findings across notices.
    pub portfolio: Vec<Label>,
    /// Traps.
    pub traps: Vec<Trap>,
}

impl Labels {
    /// Adds the labels of a file: one JSON object a line, empty lines aside. Without a kind, the keys of the first
    /// line tell it. Answers what is malformed.
    pub fn add(&mut self, file: &str, text: &str, kind: Option<Kind>) -> Vec<Malformed> {
        let mut wrong = Vec::new();
        let mut kind = kind;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            if let Err(what) = object(line).and_then(|fields| self.add_line(&fields, &mut kind)) {
                wrong.push(Malformed { file: file.to_owned(), line: at + 1, what });
            }
        }
        wrong
    }

    fn add_line(&mut self, fields: &Map<String, Value>, kind: &mut Option<Kind>) -> Result<(), String> {
        let no_kind = "neither a finding (`rule`), nor a claim (`kind`), nor a trap (`must_not_find`)";
        let kind = match *kind {
            Some(kind) => kind,
            None => *kind.insert(Kind::of(fields).ok_or(no_kind)?),
        };
        match kind {
            Kind::Findings => self.findings.push(label(fields, false)?),
            Kind::Portfolio => self.portfolio.push(label(fields, true)?),
            Kind::Claims => self.claims.push(claim(fields)?),
            Kind::Traps => self.traps.push(trap(fields)?),
        }
        Ok(())
    }

    /// Whether there is no label at all.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.claims.is_empty() && self.portfolio.is_empty() && self.traps.is_empty()
    }

    /// Every notice that a label names.
    pub fn notices(&self) -> BTreeSet<&str> {
        let findings = self.findings.iter().chain(&self.portfolio);
        let others = self.portfolio.iter().flat_map(|l| &l.other).map(|o| &o.notice);
        let all = findings.map(|l| &l.notice).chain(others).chain(self.claims.iter().map(|c| &c.notice));
        all.chain(self.traps.iter().map(|t| &t.notice)).map(String::as_str).collect()
    }

    /// Whether a label names the rule.
    pub fn names_rule(&self, rule: &str) -> bool {
        let mut findings = self.findings.iter().chain(&self.portfolio);
        findings.any(|l| l.rule == rule || l.also.iter().any(|a| a == rule))
            || self.traps.iter().any(|t| t.must_not_find.iter().any(|r| r == rule))
    }
}

fn label(fields: &Map<String, Value>, portfolio: bool) -> Result<Label, String> {
    let level = match text(fields, "level")?.as_str() {
        "must" => Level::Must,
        "may" => Level::May,
        other => return Err(format!("`level` is `{other}`; write `must` or `may`")),
    };
    let other = if portfolio { list(fields, "other", other)? } else { Vec::new() };
    Ok(Label {
        notice: text(fields, "notice")?,
        rule: text(fields, "rule")?,
        also: if fields.contains_key("also") { list(fields, "also", word)? } else { Vec::new() },
        subject: optional(fields, "subject")?,
        lines: list(fields, "lines", lines)?,
        level,
        quote: optional(fields, "quote")?.unwrap_or_default(),
        why: optional(fields, "why")?.unwrap_or_default(),
        other,
    })
}

fn other(value: &Value) -> Result<Other, String> {
    let fields = value.as_object().ok_or("not an object with `notice` and `lines`")?;
    Ok(Other { notice: text(fields, "notice")?, lines: list(fields, "lines", lines)? })
}

fn claim(fields: &Map<String, Value>) -> Result<ClaimLabel, String> {
    Ok(ClaimLabel {
        notice: text(fields, "notice")?,
        kind: text(fields, "kind")?,
        value: text(fields, "value")?,
        polarity: polarity(fields)?.unwrap_or_default(),
        lines: list(fields, "lines", lines)?,
        quote: optional(fields, "quote")?.unwrap_or_default(),
    })
}

fn trap(fields: &Map<String, Value>) -> Result<Trap, String> {
    let shape = |value: &Value| {
        let fields = value.as_object().ok_or("not an object with `kind`, `value` and `polarity`")?;
        Ok(Shape { kind: text(fields, "kind")?, value: optional(fields, "value")?, polarity: polarity(fields)? })
    };
    Ok(Trap {
        id: text(fields, "id")?,
        notice: text(fields, "notice")?,
        lines: list(fields, "lines", lines)?,
        quote: optional(fields, "quote")?.unwrap_or_default(),
        why_wrong: optional(fields, "why_wrong")?.unwrap_or_default(),
        must_not_find: list(fields, "must_not_find", word)?,
        must_not_claim: list(fields, "must_not_claim", shape)?,
    })
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => {
            let whole = error.to_string();
            let what = whole.split(" at line ").next().unwrap_or(&whole);
            Err(format!("not JSON: {what} (column {})", error.column()))
        }
    }
}

/// The text under a key, which must be there.
fn text(fields: &Map<String, Value>, key: &str) -> Result<String, String> {
    let value = fields.get(key).ok_or_else(|| format!("no `{key}`"))?;
    word(value).map_err(|what| format!("`{key}` is {what}"))
}

/// The text under a key, which may be null or missing.
fn optional(fields: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match fields.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => word(value).map(Some).map_err(|what| format!("`{key}` is {what}")),
    }
}

fn polarity(fields: &Map<String, Value>) -> Result<Option<Polarity>, String> {
    let Some(name) = optional(fields, "polarity")? else { return Ok(None) };
    let known = Polarity::from_name(&name);
    known.map(Some).ok_or_else(|| format!("`polarity` is `{name}`; write `affirmed` or `denied`"))
}

fn word(value: &Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| "not a text".to_owned())
}

/// The list under a key, which must be there.
fn list<T>(
    fields: &Map<String, Value>,
    key: &str,
    entry: impl Fn(&Value) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let value = fields.get(key).ok_or_else(|| format!("no `{key}`"))?;
    let entries = value.as_array().ok_or_else(|| format!("`{key}` is not a list"))?;
    let numbered = entries.iter().enumerate();
    numbered.map(|(at, e)| entry(e).map_err(|what| format!("`{key}`, entry {}: {what}", at + 1))).collect()
}

/// `[first, last]`.
fn lines(value: &Value) -> Result<Lines, String> {
    let number = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|&n| n > 0);
    let pair = value.as_array().and_then(|pair| match pair.as_slice() {
        [first, last] => Some((number(first)?, number(last)?)),
        _ => None,
    });
    match pair {
        Some((first, last)) if first <= last => Ok((first, last)),
        Some((first, last)) => Err(format!("the first line, {first}, comes after the last, {last}")),
        None => Err("not two line numbers, such as [3, 5]".to_owned()),
    }
}
