//! One line a finding, for editors and for grep.

use super::{Report, Summary, one_line};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use std::io::{self, Write};

/// `path:line:column: severity[rule] message`.
pub struct Concise {
    /// Leave out the closing sentence.
    pub quiet: bool,
}

impl Report for Concise {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let path = one_line(&checked.about.path);
        for finding in &checked.findings {
            let at = checked.notice.locate(finding.primary.span);
            let severity = finding.severity.name();
            let (rule, message) = (one_line(&finding.rule), one_line(&finding.message));
            let place = at.place().map(|p| format!(" ({p})")).unwrap_or_default();
            writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}{place}", at.line, at.column)?;
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            let (finding, primary) = (&across.finding, &across.primary);
            let (path, severity) = (one_line(&primary.path), finding.severity.name());
            let (rule, message) = (one_line(&finding.rule), one_line(&finding.message));
            let at = &primary.spot;
            let others: Vec<String> =
                across.related.iter().map(|o| format!("{}:{}", one_line(&o.path), o.spot.line)).collect();
            let others = if others.is_empty() { String::new() } else { format!(" [{}]", others.join(", ")) };
            writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}{others}", at.line, at.column)?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(out, "{}", summary.sentence()) }
    }
}
