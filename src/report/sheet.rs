//! Findings as CSV, one row each, for a spreadsheet.

use super::clean::{one_line, single};
use super::item::{Item, Seen};
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use csv::QuoteStyle;
use std::io::{self, Write};

const COLUMNS: [&str; 18] = [
    "notice",
    "part",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "confidence",
    "rule",
    "family",
    "subject",
    "message",
    "words",
    "law",
    "why",
    "fix",
    "other_places",
    "fingerprint",
];

/// The rows.
pub struct Sheet;

impl Sheet {
    fn item(&self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (finding, primary) = (item.finding, &item.primary);
        let other = |seen: &Seen<'_>| {
            let label = if seen.label.is_empty() { seen.words } else { seen.label };
            format!("{}:{}: {}", single(seen.path), seen.at.line, one_line(label))
        };
        let others: Vec<String> = item.related.iter().map(other).collect();
        let at = &primary.at;
        let cells: [&str; COLUMNS.len()] = [
            primary.path,
            &primary.part.map(str::to_owned).or_else(|| at.place()).unwrap_or_default(),
            &at.line.to_string(),
            &at.column.to_string(),
            &at.end_line.to_string(),
            &at.end_column.to_string(),
            finding.severity.name(),
            finding.confidence.name(),
            &finding.rule,
            &finding.family,
            &one_line(finding.subject.as_deref().unwrap_or("")),
            &one_line(&finding.message),
            &one_line(primary.words),
            &finding.law.join("; "),
            &one_line(&finding.why),
            &one_line(&finding.fix),
            &others.join("; "),
            &finding.fingerprint,
        ];
        row(out, cells.into_iter(), QuoteStyle::NonNumeric)
    }
}

impl Report for Sheet {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        row(out, COLUMNS.into_iter(), QuoteStyle::NonNumeric)
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if let Some(error) = &about.error {
            let (path, line) = (single(&about.path), error.line.map(|l| l.to_string()).unwrap_or_default());
            let cell = |column: &str| match column {
                "notice" => path.as_str(),
                "line" => line.as_str(),
                "severity" => "not read",
                "message" => error.what.as_str(),
                _ => "",
            };
            row(out, COLUMNS.into_iter().map(cell), QuoteStyle::NonNumeric)?;
        }
        checked.findings.iter().try_for_each(|finding| self.item(&Item::of(&checked.notice, finding), out))
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        portfolio.findings.iter().try_for_each(|across| self.item(&Item::across(across), out))
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// One line of CSV. A cell that a spreadsheet would take for a formula is made text.
pub(super) fn row<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>, quotes: QuoteStyle) -> io::Result<()> {
    let safe = cells.map(|cell| {
        let cell = single(cell);
        if cell.trim_start().starts_with(FORMULA) { format!("'{cell}") } else { cell }
    });
    let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(quotes).from_writer(Vec::new());
    writer.write_record(safe)?;
    out.write_all(&writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?)
}

/// What a formula begins with, the wide forms of East Asian scripts included.
const FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];
