//! Edits for machines: the contract `candour.fix/1`.

use super::{FileFixes, FixReport, FixSummary, Found, Made, Suggestion, Written};
use crate::notice::Location;
use serde::Serialize;
use std::io::{self, Write};

/// The name of the contract.
const SCHEMA: &str = "candour.fix/1";

/// One JSON object for the whole run.
pub struct FixJson {
    /// The date whose law holds.
    pub as_of: String,
    /// Whether files were to be written.
    pub apply: bool,
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    version: &'static str,
    as_of: &'a str,
    applied: bool,
    files: Vec<FileLine<'a>>,
    summary: &'a FixSummary,
}

#[derive(Serialize)]
struct FileLine<'a> {
    path: &'a str,
    sha256: &'a str,
    written: bool,
    error: Option<&'a str>,
    edits: Vec<EditLine<'a>>,
    suggestions: Vec<SuggestionLine<'a>>,
}

#[derive(Serialize)]
struct PlaceLine {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start_byte: u32,
    end_byte: u32,
}

#[derive(Serialize)]
struct EditLine<'a> {
    #[serde(flatten)]
    place: PlaceLine,
    text: &'a str,
    new_text: &'a str,
    findings: Vec<FoundLine<'a>>,
}

#[derive(Serialize)]
struct FoundLine<'a> {
    rule: &'a str,
    severity: &'static str,
    part: Option<&'a str>,
    subject: Option<&'a str>,
    message: &'a str,
    fix: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct SuggestionLine<'a> {
    #[serde(flatten)]
    place: PlaceLine,
    finding: FoundLine<'a>,
    edit: Option<Doubtful<'a>>,
}

#[derive(Serialize)]
struct Doubtful<'a> {
    text: &'a str,
    new_text: &'a str,
    why_not: &'a str,
}

impl From<Location> for PlaceLine {
    fn from(at: Location) -> PlaceLine {
        let Location { line, column, end_line, end_column, start_byte, end_byte, .. } = at;
        PlaceLine { line, column, end_line, end_column, start_byte, end_byte }
    }
}

fn found(found: &Found) -> FoundLine<'_> {
    FoundLine {
        rule: &found.rule,
        severity: found.severity.name(),
        part: found.part.as_deref(),
        subject: found.subject.as_deref(),
        message: &found.message,
        fix: &found.fix,
        fingerprint: &found.fingerprint,
    }
}

fn file(file: &FileFixes) -> FileLine<'_> {
    FileLine {
        path: &file.path,
        sha256: &file.sha256,
        written: file.written == Written::Yes,
        error: if let Written::Failed(what) = &file.written { Some(what) } else { None },
        edits: file.edits.iter().map(edit).collect(),
        suggestions: file.suggestions.iter().map(suggestion).collect(),
    }
}

fn edit(made: &Made) -> EditLine<'_> {
    EditLine {
        place: made.at.into(),
        text: &made.old_text,
        new_text: &made.new_text,
        findings: made.findings.iter().map(found).collect(),
    }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionLine<'_> {
    let edit = suggestion.edit.as_ref().map(|(text, new_text, why_not)| Doubtful { text, new_text, why_not });
    SuggestionLine { place: suggestion.at.into(), finding: found(&suggestion.finding), edit }
}

impl FixReport for FixJson {
    fn write(&self, files: &[FileFixes], summary: &FixSummary, out: &mut dyn Write) -> io::Result<()> {
        let whole = Whole {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            as_of: &self.as_of,
            applied: self.apply,
            files: files.iter().map(file).collect(),
            summary,
        };
        super::super::plain::line(out, &whole)?;
        writeln!(out)
    }
}

/// The JSON Schema of `candour fix --format json`.
///
/// # Errors
/// When the schema that was compiled in is malformed.
pub fn fix_schema() -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(include_str!("fix.schema.json"))
}
