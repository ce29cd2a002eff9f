//! What notices claim, activity by activity: the rows of a record of processing, for people, as CSV and as JSON.

use super::dossier::{Dossier, RecordView, Reference, columns};
use super::json::{SpanLine, span_line};
use super::tables::{Kind, write_head, write_rows};
use super::{Report, Summary, grid};
use crate::check::Checked;
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
        let dossier = Dossier::register_alone(checked);
        writeln!(out, "{}", dossier.name)?;
        for record in &dossier.register {
            writeln!(out, "\n  {}", record.heading())?;
            let mut table = grid(self.width.saturating_sub(4));
            for (title, cell) in columns().into_iter().zip(&record.cells).filter(|(_, cell)| !cell.is_empty()) {
                let entries: Vec<&str> = cell.iter().map(|e| e.text.as_str()).collect();
                table.add_row(vec![title.to_owned(), entries.join("\n")]);
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

/// The register as CSV: one row an activity, as the workbook has it.
#[derive(Default)]
pub struct RegisterCsv;

impl Report for RegisterCsv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write_head(Kind::Register, &Reference::default(), out)
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.about.error.is_some() {
            return Ok(());
        }
        write_rows(Kind::Register.rows(&Dossier::register_alone(checked), &Reference::default()), out)
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
    entry: &'a str,
    span: SpanLine<'a>,
}

impl Report for RegisterJson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\":\"candour.register/1\",\"notices\":[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.started { b",\n" } else { b"\n" })?;
        self.started = true;
        let (about, dossier) = (&checked.about, Dossier::register_alone(checked));
        let line = RegisterLine {
            path: &about.path,
            part: about.part.as_deref(),
            controller: about.controller.as_deref(),
            error: about.error.as_ref().map(|e| e.what.as_str()),
            records: dossier.register.iter().map(|r| record_line(checked, r)).collect(),
        };
        super::plain::line(out, &line)
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

/// A record; columns of which nothing is said are left out.
fn record_line<'a>(checked: &'a Checked, record: &'a RecordView) -> RecordLine<'a> {
    let said = columns().into_iter().zip(&record.cells).filter(|(_, cell)| !cell.is_empty());
    let cells = said.map(|(column, cell)| CellLine {
        column,
        entries: cell
            .iter()
            .map(|one| EntryLine { entry: &one.text, span: span_line(&checked.notice, one.span) })
            .collect(),
    });
    RecordLine { activity: record.activity.as_deref(), audience: record.audience.as_deref(), cells: cells.collect() }
}
