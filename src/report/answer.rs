//! The answer to one document of a stream: one line, with all that was found in the document or why it could not be read.

use super::json::{ErrorLine, trouble};
use super::jsonl::Line;
use crate::audit::portfolio::file::Contribution;
use crate::check::{Checked, Trouble};
use serde::Serialize;
use serde_json::{Number, Value};
use std::fmt;
use std::io::{self, Write};

/// What a document is called by whoever sent it. Answers give it back as it came.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// Words, a path or an address.
    Text(String),
    /// A whole number.
    Number(Number),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Id::Text(text) => f.write_str(text),
            Id::Number(number) => number.fmt(f),
        }
    }
}

/// The answer to one document.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What it is called; nothing if its line does not tell.
    pub id: Option<Id>,
    /// The notices in it, each with what was found; none if its line is malformed.
    pub notices: Vec<Checked>,
    /// What it contributes to a portfolio, if that was asked for.
    pub facts: Option<Contribution>,
    /// What is wrong with its line.
    pub error: Option<Trouble>,
}

#[derive(Serialize)]
struct AnswerLine<'a> {
    id: Option<&'a Id>,
    notices: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<&'a Contribution>,
    error: Option<ErrorLine<'a>>,
}

impl Answer {
    /// What is wrong with the document: with its line, else with the first of its notices that could not be checked.
    pub fn wrong(&self) -> Option<&Trouble> {
        self.error.as_ref().or_else(|| self.notices.iter().find_map(|checked| checked.about.error.as_ref()))
    }

    /// Writes the answer as one line of JSON. Each of `notices` is what [`super::JsonLines`] writes of a notice.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let line = AnswerLine {
            id: self.id.as_ref(),
            notices: self.notices.iter().map(Line::of).collect(),
            facts: self.facts.as_ref(),
            error: self.wrong().map(trouble),
        };
        super::plain::line(out, &line)?;
        writeln!(out)
    }
}

/// The JSON Schema of an answer: that of its notices and findings is the one of `candour check --format json`.
///
/// # Errors
/// When a schema that was compiled in is malformed.
pub fn answers_schema() -> serde_json::Result<Value> {
    let mut schema: Value = serde_json::from_str(include_str!("answers.schema.json"))?;
    let shared = super::findings_schema()?.get_mut("$defs").map(Value::take);
    if let (Some(Value::Object(own)), Some(Value::Object(shared))) = (schema.get_mut("$defs"), shared) {
        own.extend(shared);
    }
    Ok(schema)
}
