//! Differences for machines: the contract `candour.diff/1`.

use super::{Compared, DiffReport, DiffSummary};
use crate::audit::Finding;
use crate::change::{Change, Hunk};
use crate::check::Checked;
use crate::notice::Span;
use crate::report::json::{FindingLine, NoticeLine, SpanLine, finding_line, notice_line, span_line};
use serde::Serialize;
use std::io::{self, Write};

/// The name of the contract.
const SCHEMA: &str = "candour.diff/1";

/// One JSON object for the whole comparison.
pub struct DiffJson {
    as_of: String,
    started: bool,
}

impl DiffJson {
    /// A report of what was found as of a date.
    pub fn new(as_of: impl ToString) -> DiffJson {
        DiffJson { as_of: as_of.to_string(), started: false }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    part: Option<&'a str>,
    renamed_from: Option<&'a str>,
    status: &'static str,
    old: Option<NoticeLine<'a>>,
    new: Option<NoticeLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
    findings: Findings<'a>,
    text: Vec<HunkLine<'a>>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    what: &'static str,
    weight: &'static str,
    kind: &'static str,
    says: &'a str,
    fields: Vec<Field<'a>>,
    old: Option<SpanLine<'a>>,
    new: Option<SpanLine<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct Findings<'a> {
    introduced: Vec<FindingLine<'a>>,
    fixed: Vec<FindingLine<'a>>,
    moved: Vec<Moved<'a>>,
    kept: usize,
}

#[derive(Serialize)]
struct Moved<'a> {
    rule: &'a str,
    subject: Option<&'a str>,
    old_fingerprint: &'a str,
    old_line: u32,
    fingerprint: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct HunkLine<'a> {
    old_line: Option<u32>,
    new_line: Option<u32>,
    pieces: Vec<PieceLine<'a>>,
}

#[derive(Serialize)]
struct PieceLine<'a> {
    fate: &'static str,
    text: &'a str,
}

fn change_line<'a>(compared: &Compared<'a>, change: &'a Change) -> ChangeLine<'a> {
    let span = |side: Option<&'a Checked>, span: Option<Span>| Some(span_line(&side?.notice, span?));
    let field =
        |f: &'a crate::change::FieldChange| Field { field: f.field, old: f.old.as_deref(), new: f.new.as_deref() };
    ChangeLine {
        what: change.what.name(),
        weight: change.weight.name(),
        kind: change.kind,
        says: &change.says,
        fields: change.fields.iter().map(field).collect(),
        old: span(compared.old, change.old),
        new: span(compared.new, change.new),
    }
}

fn findings<'a>(compared: &Compared<'a>) -> Findings<'a> {
    let told = &compared.difference.findings;
    let list = |side: Option<&'a Checked>, which: &[usize]| -> Vec<FindingLine<'a>> {
        let Some(side) = side else { return Vec::new() };
        which.iter().filter_map(|&i| side.findings.get(i)).map(|f| finding_line(&side.notice, f)).collect()
    };
    let get = |side: Option<&'a Checked>, i: usize| -> Option<(&'a Finding, u32)> {
        let finding = side?.findings.get(i)?;
        Some((finding, side?.notice.locate(finding.primary.span).line))
    };
    let moved = |&(o, n): &(usize, usize)| {
        let ((old, old_line), (new, line)) = (get(compared.old, o)?, get(compared.new, n)?);
        Some(Moved {
            rule: &new.rule,
            subject: new.subject.as_deref(),
            old_fingerprint: &old.fingerprint,
            old_line,
            fingerprint: &new.fingerprint,
            line,
        })
    };
    Findings {
        introduced: list(compared.new, &told.introduced),
        fixed: list(compared.old, &told.fixed),
        moved: told.moved.iter().filter_map(moved).collect(),
        kept: told.kept.len(),
    }
}

fn hunk_line<'a>(compared: &Compared<'a>, hunk: &'a Hunk) -> HunkLine<'a> {
    let line = |side: Option<&'a Checked>, span: Span| side.map(|c| c.notice.locate(span).line);
    HunkLine {
        old_line: line(compared.old, hunk.old),
        new_line: line(compared.new, hunk.new),
        pieces: hunk.pieces.iter().map(|p| PieceLine { fate: p.fate.name(), text: &p.text }).collect(),
    }
}

impl DiffReport for DiffJson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let quoted = |text: &str| serde_json::to_string(text).map(super::super::plain::text);
        let (schema, version) = (quoted(SCHEMA)?, quoted(env!("CARGO_PKG_VERSION"))?);
        writeln!(out, "{{\"schema\":{schema},\"version\":{version},\"as_of\":{},", quoted(&self.as_of)?)?;
        write!(out, "\"notices\":[")
    }

    fn notice(&mut self, compared: &Compared<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.started { b",\n" } else { b"\n" })?;
        self.started = true;
        let line = Line {
            path: compared.path,
            part: compared.part(),
            renamed_from: compared.renamed,
            status: compared.status().name(),
            old: compared.old.map(|c| notice_line(&c.about)),
            new: compared.new.map(|c| notice_line(&c.about)),
            changes: compared.difference.changes.iter().map(|c| change_line(compared, c)).collect(),
            findings: findings(compared),
            text: compared.difference.text.iter().map(|h| hunk_line(compared, h)).collect(),
        };
        super::super::plain::line(out, &line)?;
        Ok(())
    }

    fn end(&mut self, summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n],\n\"summary\":")?;
        super::super::plain::line(out, summary)?;
        writeln!(out, "}}")
    }
}

/// The JSON Schema of `candour diff --format json`.
///
/// # Errors
/// When a schema that was compiled in is malformed.
pub fn diff_schema() -> Result<serde_json::Value, serde_json::Error> {
    let mut schema: serde_json::Value = serde_json::from_str(include_str!("diff.schema.json"))?;
    // Findings, places and notices are those of `candour check`.
    let other = crate::report::findings_schema()?;
    if let (Some(own), Some(defs)) =
        (schema.get_mut("$defs").and_then(|d| d.as_object_mut()), other["$defs"].as_object())
    {
        for (name, value) in defs {
            own.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    Ok(schema)
}
