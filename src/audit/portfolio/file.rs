//! The files in which facts travel from machine to machine: lines of JSON, the first of which says what they are and
//! the last how many there should be; or answers to documents of a stream, each of which says for itself what it is, for
//! other programs cut such files up and put them together.

use super::{NoticeFacts, Packed};
use crate::law::Date;
use crate::rules::Asked;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

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

/// What one document contributes to a portfolio, with all that must be known to put it together with others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    schema: String,
    version: String,
    as_of: String,
    /// A digest of what was asked for.
    asked: String,
    /// The facts of its notices.
    notices: Vec<NoticeFacts>,
}

/// What makes contributions, all as of one day and for the same rules.
#[derive(Clone, Debug)]
pub struct Contributor {
    /// What the rules across notices ask for.
    pub asked: Asked,
    digest: String,
    as_of: String,
}

impl Contributor {
    /// One for rules that ask so much, as of a day.
    pub fn new(asked: Asked, as_of: Date) -> Contributor {
        Contributor { digest: digest(&asked), as_of: as_of.to_string(), asked }
    }

    /// What a document with these facts contributes.
    pub fn of(&self, notices: Vec<NoticeFacts>) -> Contribution {
        let (schema, version) = (SCHEMA.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        Contribution { schema, version, as_of: self.as_of.clone(), asked: self.digest.clone(), notices }
    }
}

/// An answer to a document of a stream, of which only this is looked at.
#[derive(Deserialize)]
struct Answer {
    facts: Option<Contribution>,
}

/// Sixteen letters that stand for what is asked for.
fn digest(asked: &Asked) -> String {
    let mut hasher = blake3::Hasher::new();
    for (kind, details) in &asked.kinds {
        hasher.update(kind.as_bytes()).update(b"\n");
        for detail in details {
            hasher.update(b" ").update(detail.as_bytes()).update(b"\n");
        }
    }
    hasher.finalize().to_hex().chars().take(16).collect()
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
    pub fn add(
        &mut self,
        file: &str,
        lines: impl BufRead,
        asked: &Asked,
        as_of: Option<Date>,
    ) -> Result<(), WrongFacts> {
        let wrong = |line: Option<usize>, what: String| WrongFacts { file: file.to_owned(), line, what };
        let lines = (1..).zip(lines.lines()).map(|(at, line)| match line {
            Ok(line) => Ok((at, line)),
            Err(e) if e.kind() == io::ErrorKind::InvalidData => Err(wrong(None, "is no file of facts".to_owned())),
            Err(e) => Err(wrong(Some(at), e.to_string())),
        });
        let mut lines = lines.filter(|l| l.as_ref().map_or(true, |(_, line)| !line.trim().is_empty()));
        let Some(first) = lines.next().transpose()? else {
            return Err(wrong(None, "is empty; expected facts".to_owned()));
        };
        if serde_json::from_str::<serde_json::Value>(&first.1).is_ok_and(|first| first.get("facts").is_some()) {
            let digest = digest(asked);
            for line in std::iter::once(Ok(first)).chain(lines) {
                let (at, line) = line?;
                self.answer((file, at), &line, &digest, as_of).map_err(|what| wrong(Some(at), what))?;
            }
            return Ok(());
        }
        let (at, first) = first;
        self.header(&first, asked, as_of).map_err(|what| wrong(Some(at), what))?;
        let mut told = 0;
        let mut end: Option<usize> = None;
        for line in lines {
            let (at, line) = line?;
            if end.is_some() {
                return Err(wrong(Some(at), "more follows after the end; were two files put together?".to_owned()));
            }
            if let Ok(last) = serde_json::from_str::<End>(&line) {
                end = Some(last.end);
                continue;
            }
            let facts: NoticeFacts = serde_json::from_str(&line)
                .map_err(|e| wrong(Some(at), format!("is not the facts of a notice: {e}")))?;
            told += 1;
            self.take(file, at, facts).map_err(|what| wrong(Some(at), what))?;
        }
        match end {
            Some(count) if count == told => Ok(()),
            Some(count) => Err(wrong(None, format!("holds {told} notices and should hold {count}"))),
            None => Err(wrong(None, "breaks off: the last line is missing".to_owned())),
        }
    }

    /// Takes what an answer to a document of a stream contributes.
    fn answer(
        &mut self,
        (file, at): (&str, usize),
        line: &str,
        digest: &str,
        wanted: Option<Date>,
    ) -> Result<(), String> {
        let answer: Answer = serde_json::from_str(line).map_err(|e| format!("is not the answer to a document: {e}"))?;
        let Some(facts) = answer.facts else {
            return Err("has no facts; write them with `candour check --stdin-jsonl --facts`".to_owned());
        };
        let (schema, version) = (facts.schema.as_str(), facts.version.as_str());
        self.stamp((schema, version, &facts.as_of), facts.asked == digest, wanted)?;
        facts.notices.into_iter().try_for_each(|facts| self.take(file, at, facts))
    }

    fn header(&mut self, line: &str, asked: &Asked, wanted: Option<Date>) -> Result<(), String> {
        let other = "is no file of facts; write one with `candour check --facts-out FILE`";
        let value: serde_json::Value = serde_json::from_str(line).map_err(|_| other.to_owned())?;
        match value.get("schema").and_then(serde_json::Value::as_str) {
            Some(SCHEMA) => {}
            Some(schema) if schema.starts_with("candour.facts/") => return Err(other_format(schema)),
            Some(schema) if schema.starts_with("candour.") => return Err(format!("is a report ({schema}); {other}")),
            None if value.get("id").is_some() && value.get("notices").is_some() => {
                return Err("has no facts; write them with `candour check --stdin-jsonl --facts`".to_owned());
            }
            _ => return Err(other.to_owned()),
        }
        let header: Header = serde_json::from_value(value).map_err(|e| format!("has a wrong first line: {e}"))?;
        self.stamp((&header.schema, &header.version, &header.as_of), header.asked.covers(asked), wanted)
    }

    /// Makes sure that facts of this format, version and day, for these rules or others, go with those that are there.
    fn stamp(
        &mut self,
        (schema, version, as_of): (&str, &str, &str),
        covers: bool,
        wanted: Option<Date>,
    ) -> Result<(), String> {
        if schema != SCHEMA {
            return Err(other_format(schema));
        }
        let own = env!("CARGO_PKG_VERSION");
        if version != own {
            return Err(format!("was written by candour {version}, this is {own}; check the notices again"));
        }
        if !covers {
            return Err("was written for other rules; check the notices again with the same --rules".to_owned());
        }
        let day: Date = as_of.parse().map_err(|_| format!("`{as_of}` is no date"))?;
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
        if let Some(name) = facts.unknown_name() {
            return Err(format!("`{name}` is nothing that this candour reads"));
        }
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

fn other_format(schema: &str) -> String {
    format!("is of format {schema}; this candour reads {SCHEMA}")
}
