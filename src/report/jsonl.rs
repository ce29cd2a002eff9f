//! JSON lines: one line a notice as soon as those before it are out, then the portfolio, then the summary.

use super::across::across_line;
use super::json::{FindingLine, NoticeLine, SuppressedLine, finding_line, notice_line, suppressed_lines};
use super::{Report, Summary};
use crate::audit::By;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use serde::Serialize;
use std::io::{self, Write};

/// The report.
#[derive(Default)]
pub struct JsonLines {
    told: bool,
}

#[derive(Serialize)]
struct PortfolioLine<'a> {
    portfolio: Vec<FindingLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<SuppressedLine<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

/// A document, with what was found in it.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    notice: NoticeLine<'a>,
    findings: Vec<FindingLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<SuppressedLine<'a>>,
}

impl Line<'_> {
    pub(super) fn of(checked: &Checked) -> Line<'_> {
        Line {
            notice: notice_line(&checked.about),
            findings: checked.findings.iter().map(|f| finding_line(&checked.notice, f)).collect(),
            suppressed: suppressed_lines(checked).collect(),
        }
    }
}

impl Report for JsonLines {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        super::plain::line(out, &Line::of(checked))?;
        writeln!(out)
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        self.told = true;
        let findings = portfolio.findings.iter().map(across_line).collect();
        let decided = portfolio.held.iter().filter_map(|(across, by)| match by {
            By::Suppression(decision) => Some(SuppressedLine::of(across_line(across), decision)),
            By::Baseline | By::Before => None,
        });
        let line = PortfolioLine { portfolio: findings, suppressed: decided.collect(), notes: &portfolio.cuts };
        super::plain::line(out, &line)?;
        writeln!(out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if !self.told {
            writeln!(out, "{{\"portfolio\":[]}}")?;
        }
        writeln!(out, "{{\"summary\":{}}}", serde_json::to_string(summary)?)
    }
}
