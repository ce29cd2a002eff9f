//! JSON lines: one line a notice as soon as those before it are out, then the portfolio, then the summary.

use super::json::{FindingLine, NoticeLine, finding_line, notice_line};
use super::{Report, Summary};
use crate::check::Checked;
use serde::Serialize;
use std::io::{self, Write};

/// The report.
#[derive(Default)]
pub struct JsonLines;

#[derive(Serialize)]
struct Line<'a> {
    notice: NoticeLine<'a>,
    findings: Vec<FindingLine<'a>>,
}

impl Report for JsonLines {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let line = Line {
            notice: notice_line(&checked.about),
            findings: checked.findings.iter().map(|f| finding_line(&checked.notice, f)).collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{\"portfolio\":[]}}")?;
        writeln!(out, "{{\"summary\":{}}}", serde_json::to_string(summary)?)
    }
}
