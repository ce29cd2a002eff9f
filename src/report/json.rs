//! One JSON object for the whole run: the contract `candour.findings/1`.
//!
//! Findings are written while notices finish; what needs the whole run comes last.

use super::across::across_line;
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::audit::{By, Finding, Mark, Suppression};
use crate::check::evidence::Evidence;
use crate::check::{About, Checked, Trouble};
use crate::notice::{Notice, Span};
use serde::Serialize;
use std::io::{self, Read, Write};

/// The name of the contract.
pub(super) const SCHEMA: &str = "candour.findings/1";

/// The report. It keeps a few facts of each notice, never its text.
pub struct Json {
    as_of: String,
    first: bool,
    /// What a suppression holds back, as it is written.
    suppressed: Vec<String>,
    notices: Vec<About>,
    /// What is kept of each notice, packed; nothing where that was not asked for.
    evidence: Option<Vec<Option<Vec<u8>>>>,
    portfolio: Option<Groups>,
}

/// What was looked at together.
#[derive(Serialize)]
struct Groups {
    controllers: Vec<Controller>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Portfolio>,
}

#[derive(Serialize)]
struct Controller {
    name: Option<String>,
    notices: usize,
}

impl Json {
    /// A report of what was found as of a date; with `evidence`, one from which every other report can be made.
    pub fn new(as_of: impl ToString, evidence: bool) -> Json {
        Json {
            as_of: as_of.to_string(),
            first: true,
            suppressed: Vec::new(),
            notices: Vec::new(),
            evidence: evidence.then(Vec::new),
            portfolio: None,
        }
    }
}

impl Report for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (schema, version) = (quoted(SCHEMA)?, quoted(env!("CARGO_PKG_VERSION"))?);
        let as_of = quoted(&self.as_of)?;
        writeln!(out, "{{\"schema\":{schema},\"version\":{version},\"as_of\":{as_of},")?;
        write!(out, "\"findings\":[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for finding in &checked.findings {
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            super::plain::line(out, &finding_line(&checked.notice, finding))?;
        }
        for line in suppressed_lines(checked) {
            self.suppressed.push(serde_json::to_string(&line)?);
        }
        self.notices.push(checked.about.clone());
        if let Some(kept) = &mut self.evidence {
            kept.push(evidence_of(checked)?.map(|json| pack(&json)).transpose()?);
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            super::plain::line(out, &across_line(across))?;
        }
        for (across, by) in &portfolio.held {
            if let By::Suppression(decision) = by {
                self.suppressed.push(serde_json::to_string(&SuppressedLine::of(across_line(across), decision))?);
            }
        }
        let group = |(name, notices): &(Option<String>, usize)| Controller { name: name.clone(), notices: *notices };
        let groups = portfolio.groups.iter().map(group).collect();
        let evidence = self.evidence.as_ref().map(|_| portfolio.clone());
        self.portfolio = Some(Groups { controllers: groups, notes: portfolio.cuts.clone(), evidence });
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n],\n\"suppressed\":[")?;
        for (at, line) in self.suppressed.iter().enumerate() {
            write!(out, "{}{line}", if at == 0 { "\n" } else { ",\n" })?;
        }
        write!(out, "\n],\n\"notices\":[")?;
        for (at, about) in self.notices.iter().enumerate() {
            out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            let kept = self.evidence.as_ref().and_then(|all| all.get(at)?.as_ref());
            with_evidence(out, about, kept.map(|packed| unpack(packed)).transpose()?.as_deref())?;
        }
        if let Some(groups) = &self.portfolio {
            write!(out, "\n],\n\"portfolio\":")?;
            super::plain::line(out, groups)?;
            write!(out, ",\n\"summary\":")?;
        } else {
            write!(out, "\n],\n\"summary\":")?;
        }
        super::plain::line(out, summary)?;
        writeln!(out, "}}")
    }
}

/// The evidence of a document, as JSON.
pub(super) fn evidence_of(checked: &Checked) -> io::Result<Option<String>> {
    Ok(Evidence::of(checked).map(|e| serde_json::to_string(&e)).transpose()?)
}

/// Writes a notice, and behind what the contract has of it the evidence.
pub(super) fn with_evidence(out: &mut dyn Write, about: &About, evidence: Option<&str>) -> io::Result<()> {
    let line = serde_json::to_string(&notice_line(about))?;
    let line = match (evidence, line.strip_suffix('}')) {
        (Some(evidence), Some(open)) => format!("{open},\"evidence\":{evidence}}}"),
        _ => line,
    };
    out.write_all(super::plain::text(line).as_bytes())
}

fn pack(json: &str) -> io::Result<Vec<u8>> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(json.as_bytes())?;
    packer.finish()
}

fn unpack(packed: &[u8]) -> io::Result<String> {
    let mut json = String::new();
    flate2::read::DeflateDecoder::new(packed).read_to_string(&mut json)?;
    Ok(json)
}

fn quoted(text: &str) -> io::Result<String> {
    Ok(super::plain::text(serde_json::to_string(text)?))
}

/// The JSON Schema of `candour check --format json`.
///
/// # Errors
/// When the schema that was compiled in is malformed.
pub fn findings_schema() -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(include_str!("findings.schema.json"))
}

/// A finding as the contract has it.
#[derive(Serialize)]
pub(super) struct FindingLine<'a> {
    rule: &'a str,
    family: &'a str,
    severity: &'static str,
    confidence: &'static str,
    subject: Option<&'a str>,
    message: &'a str,
    notice: &'a str,
    part: Option<&'a str>,
    overtaken: Option<&'a str>,
    spans: Vec<MarkLine<'a>>,
    law: Vec<LawLine<'a>>,
    why: &'a str,
    fix: &'a str,
    edit: Option<EditLine<'a>>,
    edits: Vec<EditLine<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
pub(super) struct MarkLine<'a> {
    pub role: &'static str,
    pub label: &'a str,
    pub notice: &'a str,
    /// In a finding across notices, the part of the file that the notice is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'a str>,
    #[serde(flatten)]
    pub place: SpanLine<'a>,
}

/// A place in the stored file, with its words.
#[derive(Serialize)]
pub(super) struct SpanLine<'a> {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub start_byte: u32,
    pub end_byte: u32,
    /// The page of a PDF: line, column and bytes are those of the text taken off its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The paragraph of a document of Word: the same holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    pub text: &'a str,
}

#[derive(Serialize)]
struct LawLine<'a> {
    cite: &'a str,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct EditLine<'a> {
    start_byte: u32,
    end_byte: u32,
    new_text: &'a str,
}

/// A finding that somebody decided to live with, and the decision.
#[derive(Serialize)]
pub(super) struct SuppressedLine<'a> {
    #[serde(flatten)]
    finding: FindingLine<'a>,
    suppression: DecisionLine<'a>,
}

#[derive(Serialize)]
struct DecisionLine<'a> {
    place: &'a str,
    reason: &'a str,
    until: Option<String>,
    owner: Option<&'a str>,
}

impl<'a> SuppressedLine<'a> {
    /// A finding and who holds it back.
    pub fn of(finding: FindingLine<'a>, decision: &'a Suppression) -> SuppressedLine<'a> {
        let suppression = DecisionLine {
            place: &decision.place,
            reason: &decision.reason,
            until: decision.until.map(|d| d.to_string()),
            owner: decision.owner.as_deref(),
        };
        SuppressedLine { finding, suppression }
    }
}

/// What suppressions hold back in a document.
pub(super) fn suppressed_lines(checked: &Checked) -> impl Iterator<Item = SuppressedLine<'_>> {
    checked.held.iter().filter_map(|held| match &held.by {
        By::Suppression(decision) => Some(SuppressedLine::of(finding_line(&checked.notice, &held.finding), decision)),
        By::Baseline | By::Before => None,
    })
}

/// A notice as the contract has it.
#[derive(Serialize)]
pub(super) struct NoticeLine<'a> {
    path: &'a str,
    part: Option<&'a str>,
    kind: Option<&'a str>,
    language: Option<&'a str>,
    date: Option<&'a str>,
    title: Option<&'a str>,
    controller: Option<&'a str>,
    format: Option<&'a str>,
    sha256: Option<&'a str>,
    claims: usize,
    error: Option<ErrorLine<'a>>,
    checked: bool,
    notes: Vec<ErrorLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct ErrorLine<'a> {
    what: &'a str,
    line: Option<u32>,
}

pub(super) fn span_line(notice: &Notice, span: Span) -> SpanLine<'_> {
    let at = notice.locate(span);
    SpanLine {
        line: at.line,
        column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
        start_byte: at.start_byte,
        end_byte: at.end_byte,
        page: at.page,
        paragraph: at.paragraph,
        text: notice.words(span),
    }
}

pub(super) fn finding_line<'a>(notice: &'a Notice, finding: &'a Finding) -> FindingLine<'a> {
    let mark = |role, mark: &'a Mark| MarkLine {
        role,
        label: &mark.label,
        notice: &notice.path,
        part: None,
        place: span_line(notice, mark.span),
    };
    let edits = finding.certain_edits().map(|edit| {
        let at = notice.locate(edit.span);
        EditLine { start_byte: at.start_byte, end_byte: at.end_byte, new_text: &edit.new_text }
    });
    let edits = edits.collect();
    let spans = std::iter::once(mark("primary", &finding.primary))
        .chain(finding.related.iter().map(|m| mark("related", m)))
        .collect();
    line_of(finding, (&notice.path, notice.part.as_deref()), spans, edits)
}

/// A finding whose places are given.
pub(super) fn line_of<'a>(
    finding: &'a Finding,
    (notice, part): (&'a str, Option<&'a str>),
    spans: Vec<MarkLine<'a>>,
    edits: Vec<EditLine<'a>>,
) -> FindingLine<'a> {
    FindingLine {
        rule: &finding.rule,
        family: &finding.family,
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        subject: finding.subject.as_deref(),
        message: &finding.message,
        notice,
        part,
        overtaken: finding.overtaken.as_deref(),
        spans,
        law: finding.law.iter().map(|cite| LawLine { cite }).collect(),
        why: &finding.why,
        fix: &finding.fix,
        edit: edits.first().copied(),
        edits,
        fingerprint: &finding.fingerprint,
    }
}

pub(super) fn notice_line(about: &About) -> NoticeLine<'_> {
    NoticeLine {
        path: &about.path,
        part: about.part.as_deref(),
        kind: about.kind.as_deref(),
        language: about.language.as_deref(),
        date: about.date.as_deref(),
        title: about.title.as_deref(),
        controller: about.controller.as_deref(),
        format: about.format,
        sha256: about.sha256.as_deref(),
        claims: about.claims,
        error: about.error.as_ref().map(trouble),
        checked: about.checked,
        notes: about.notes.iter().map(trouble).collect(),
    }
}

pub(super) fn trouble(trouble: &Trouble) -> ErrorLine<'_> {
    ErrorLine { what: &trouble.what, line: trouble.line }
}
