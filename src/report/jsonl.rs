//! JSON lines: one line a notice as soon as those before it are out, then the portfolio, then the summary.

use super::across::across_line;
use super::json::{
    FindingLine, NoticeLine, SuppressedLine, evidence_of, finding_line, notice_line, suppressed_lines, with_evidence,
};
use super::{Report, Summary};
use crate::audit::By;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use serde::Serialize;
use std::io::{self, Write};

/// The report.
#[derive(Default)]
pub struct JsonLines {
    as_of: String,
    evidence: bool,
    told: bool,
}

impl JsonLines {
    /// A report of what was found as of a date; with `evidence`, one from which every other report can be made.
    pub fn new(as_of: impl ToString, evidence: bool) -> JsonLines {
        JsonLines { as_of: as_of.to_string(), evidence, told: false }
    }
}

#[derive(Serialize)]
struct Run<'a> {
    schema: &'static str,
    version: &'static str,
    as_of: &'a str,
}

/// What stands behind the findings across notices in their line.
#[derive(Serialize)]
struct PortfolioRest<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<SuppressedLine<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a Portfolio>,
}

/// A document, with what was found in it.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    notice: NoticeLine<'a>,
    #[serde(flatten)]
    rest: Rest<'a>,
}

/// What stands behind the notice in its line.
#[derive(Serialize)]
struct Rest<'a> {
    findings: Vec<FindingLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<SuppressedLine<'a>>,
}

impl Line<'_> {
    pub(super) fn of(checked: &Checked) -> Line<'_> {
        Line { notice: notice_line(&checked.about), rest: Rest::of(checked) }
    }
}

impl Rest<'_> {
    fn of(checked: &Checked) -> Rest<'_> {
        Rest {
            findings: checked.findings.iter().map(|f| finding_line(&checked.notice, f)).collect(),
            suppressed: suppressed_lines(checked).collect(),
        }
    }
}

impl Report for JsonLines {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.evidence {
            return Ok(());
        }
        let run = Run { schema: super::json::SCHEMA, version: env!("CARGO_PKG_VERSION"), as_of: &self.as_of };
        write!(out, "{{\"run\":")?;
        super::plain::line(out, &run)?;
        writeln!(out, "}}")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let evidence = if self.evidence { evidence_of(checked)? } else { None };
        write!(out, "{{\"notice\":")?;
        with_evidence(out, &checked.about, evidence.as_deref())?;
        let line = super::plain::text(serde_json::to_string(&Rest::of(checked))?);
        writeln!(out, ",{}", line.trim_start_matches('{'))
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        self.told = true;
        let decided = portfolio.held.iter().filter_map(|(across, by)| match by {
            By::Suppression(decision) => Some(SuppressedLine::of(across_line(across), decision)),
            By::Baseline | By::Before => None,
        });
        let evidence = self.evidence.then_some(portfolio);
        let rest = PortfolioRest { suppressed: decided.collect(), notes: &portfolio.cuts, evidence };
        // One by one: a large portfolio has too many to hold them twice.
        write!(out, "{{\"portfolio\":[")?;
        for (at, across) in portfolio.findings.iter().enumerate() {
            write!(out, "{}", if at == 0 { "" } else { "," })?;
            super::plain::line(out, &across_line(across))?;
        }
        let rest = super::plain::text(serde_json::to_string(&rest)?);
        let rest = rest.trim_start_matches('{');
        writeln!(out, "]{}{rest}", if rest == "}" { "" } else { "," })
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if !self.told {
            writeln!(out, "{{\"portfolio\":[]}}")?;
        }
        writeln!(out, "{{\"summary\":{}}}", serde_json::to_string(summary)?)
    }
}
