//! The files in which facts travel from machine to machine: lines of JSON, the first of which says what they are and
//! the last how many there should be.

use super::{NoticeFacts, Packed};
use crate::law::Date;
use crate::rules::Asked;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The name of the format.
const SCHEMA: &str = "candour.facts/2";

/// What the first line says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    schema: String,
    version: String,
    as_of: String,
    asked: Asked,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    end: usize,
}

/// Why a file of facts cannot be used.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("{file}{}: {what}", .line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct WrongFacts {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// Facts of some runs, put together.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The facts of all notices.
    pub notices: Vec<Packed>,
    /// The day whose law held in those runs.
    pub as_of: Option<Date>,
    from: BTreeMap<String, (String, usize, usize)>,
}

/// Writes the first line.
///
/// # Errors
/// When the writer fails.
pub fn begin(asked: &Asked, as_of: Date, out: &mut dyn Write) -> io::Result<()> {
    let header = Header {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: as_of.to_string(),
        asked: asked.clone(),
    };
    line(&header, out)
}

/// Writes the facts of one notice.
///
/// # Errors
/// When the writer fails.
pub fn write(facts: &Packed, out: &mut dyn Write) -> io::Result<()> {
    facts.write(out)
}

/// Writes the last line.
///
/// # Errors
/// When the writer fails.
pub fn end(notices: usize, out: &mut dyn Write) -> io::Result<()> {
    line(&End { end: notices }, out)
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

impl Gathered {
    /// Adds the facts of a file, for rules that ask so much.
    ///
    /// # Errors
    /// When it is no file of facts, is not whole, is of another version, or tells of other notices by the same path.
    pub fn add(&mut self, file: &str, text: &str, asked: &Asked, as_of: Option<Date>) -> Result<(), WrongFacts> {
        let wrong = |line: Option<usize>, what: String| WrongFacts { file: file.to_owned(), line, what };
        let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l)).filter(|(_, l)| !l.trim().is_empty());
        let Some((_, first)) = lines.next() else { return Err(wrong(None, "is empty; expected facts".to_owned())) };
        self.header(first, asked, as_of).map_err(|what| wrong(Some(1), what))?;
        let mut told = 0;
        let mut end: Option<usize> = None;
        for (at, line) in lines {
            if end.is_some() {
                return Err(wrong(Some(at), "more follows after the end; were two files put together?".to_owned()));
            }
            if let Ok(last) = serde_json::from_str::<End>(line) {
                end = Some(last.end);
                continue;
            }
            let facts: NoticeFacts = serde_json::from_str(line)
                .map_err(|e| wrong(Some(at), format!("is not the facts of a notice: {e}")))?;
            if let Some(name) = facts.unknown_name() {
                return Err(wrong(Some(at), format!("`{name}` is nothing that this candour reads")));
            }
            told += 1;
            self.take(file, at, facts).map_err(|what| wrong(Some(at), what))?;
        }
        match end {
            Some(count) if count == told => Ok(()),
            Some(count) => Err(wrong(None, format!("holds {told} notices and should hold {count}"))),
            None => Err(wrong(None, "breaks off: the last line is missing".to_owned())),
        }
    }

    fn header(&mut self, line: &str, asked: &Asked, wanted: Option<Date>) -> Result<(), String> {
        let other = "is no file of facts; write one with `candour check --facts-out FILE`";
        let value: serde_json::Value = serde_json::from_str(line).map_err(|_| other.to_owned())?;
        match value.get("schema").and_then(serde_json::Value::as_str) {
            Some(SCHEMA) => {}
            Some(schema) if schema.starts_with("candour.facts/") => {
                return Err(format!("is of format {schema}; this candour reads {SCHEMA}"));
            }
            Some(schema) if schema.starts_with("candour.") => return Err(format!("is a report ({schema}); {other}")),
            _ => return Err(other.to_owned()),
        }
        let header: Header = serde_json::from_value(value).map_err(|e| format!("has a wrong first line: {e}"))?;
        let version = env!("CARGO_PKG_VERSION");
        if header.version != version {
            return Err(format!(
                "was written by candour {}, this is {version}; check the notices again",
                header.version
            ));
        }
        if !header.asked.covers(asked) {
            return Err("was written for other rules; check the notices again with the same --rules".to_owned());
        }
        let day: Date = header.as_of.parse().map_err(|_| format!("`{}` is no date", header.as_of))?;
        match self.as_of {
            Some(known) if known != day && wanted.is_none() => {
                Err(format!("is as of {day}, a file before it as of {known}; say which with --as-of"))
            }
            _ => {
                self.as_of = Some(day);
                Ok(())
            }
        }
    }

    fn take(&mut self, file: &str, line: usize, facts: NoticeFacts) -> Result<(), String> {
        let name = facts.name();
        let facts = Packed::of(facts).map_err(|e| e.to_string())?;
        match self.from.get(&name) {
            Some((other, at, index)) => match self.notices.get(*index) == Some(&facts) {
                true => Ok(()),
                false => Err(format!("`{name}` is another notice in {other}:{at}")),
            },
            None => {
                self.from.insert(name, (file.to_owned(), line, self.notices.len()));
                self.notices.push(facts);
                Ok(())
            }
        }
    }
}
