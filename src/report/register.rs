//! What notices claim, activity by activity: the rows of a record of processing, for people, as CSV and as JSON.

use super::json::{SpanLine, span_line};
use super::{Report, Summary, grid, one_line, sheet};
use crate::check::Checked;
use crate::claims::Claim;
use crate::claims::register::{COLUMNS, Record, entry, register};
use serde::Serialize;
use std::io::{self, Write};

/// The register as text: one block an activity.
pub struct RegisterTable {
    /// Columns of the terminal.
    pub width: u16,
}

impl Report for RegisterTable {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.about.error.is_some() {
            return Ok(());
        }
        writeln!(out, "{}", one_line(&name(checked)))?;
        for record in register(&checked.claims) {
            writeln!(out, "\n  {}", one_line(&heading(&record)))?;
            let mut table = grid(self.width.saturating_sub(4));
            for ((title, _), cell) in COLUMNS.iter().zip(&record.cells).filter(|(_, cell)| !cell.is_empty()) {
                let entries: Vec<String> = cell.iter().map(|c| one_line(&entry(c))).collect();
                table.add_row(vec![(*title).to_owned(), entries.join("\n")]);
            }
            for line in table.to_string().lines() {
                writeln!(out, "    {}", line.trim_end())?;
            }
        }
        writeln!(out)
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The register as CSV: one row an activity.
#[derive(Default)]
pub struct RegisterCsv;

impl Report for RegisterCsv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let titles = COLUMNS.iter().map(|c| c.0);
        let head = ["notice", "controller", "activity", "audience"].into_iter().chain(titles);
        row(out, head.map(str::to_owned))
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.about.error.is_some() {
            return Ok(());
        }
        for record in register(&checked.claims) {
            let cells = record.cells.iter().map(|cell| cell.iter().map(|c| entry(c)).collect::<Vec<_>>().join("; "));
            let first = [
                name(checked),
                checked.about.controller.clone().unwrap_or_default(),
                record.activity.unwrap_or_default().to_owned(),
                record.audience.unwrap_or_default().to_owned(),
            ];
            row(out, first.into_iter().chain(cells))?;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The register as one JSON object: the contract `candour.register/1`.
#[derive(Default)]
pub struct RegisterJson {
    started: bool,
}

#[derive(Serialize)]
struct RegisterLine<'a> {
    path: &'a str,
    part: Option<&'a str>,
    controller: Option<&'a str>,
    error: Option<&'a str>,
    records: Vec<RecordLine<'a>>,
}

#[derive(Serialize)]
struct RecordLine<'a> {
    activity: Option<&'a str>,
    audience: Option<&'a str>,
    cells: Vec<CellLine<'a>>,
}

#[derive(Serialize)]
struct CellLine<'a> {
    column: &'a str,
    entries: Vec<EntryLine<'a>>,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    entry: String,
    span: SpanLine<'a>,
}

impl Report for RegisterJson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\":\"candour.register/1\",\"notices\":[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.started { b",\n" } else { b"\n" })?;
        self.started = true;
        let about = &checked.about;
        let line = RegisterLine {
            path: &about.path,
            part: about.part.as_deref(),
            controller: about.controller.as_deref(),
            error: about.error.as_ref().map(|e| e.what.as_str()),
            records: register(&checked.claims).iter().map(|r| record_line(checked, r)).collect(),
        };
        super::plain::line(out, &line)
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

/// A record; columns of which nothing is said are left out.
fn record_line<'a>(checked: &'a Checked, record: &Record<'a>) -> RecordLine<'a> {
    let said = COLUMNS.iter().zip(&record.cells).filter(|(_, cell)| !cell.is_empty());
    let cells = said.map(|((column, _), cell)| {
        let one = |claim: &&Claim| EntryLine { entry: entry(claim), span: span_line(&checked.notice, claim.span) };
        CellLine { column, entries: cell.iter().map(one).collect() }
    });
    RecordLine { activity: record.activity, audience: record.audience, cells: cells.collect() }
}

fn name(checked: &Checked) -> String {
    match &checked.about.part {
        Some(part) => format!("{} ({part})", checked.about.path),
        None => checked.about.path.clone(),
    }
}

fn heading(record: &Record<'_>) -> String {
    match (record.activity, record.audience) {
        (Some(activity), Some(audience)) => format!("{activity} ({audience})"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "the notice as a whole".to_owned(),
    }
}

/// One line of CSV, quoted where it must be.
fn row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| one_line(&cell)).collect();
    sheet::row(out, cells.iter().map(String::as_str), csv::QuoteStyle::Necessary)
}
