//! A workbook with the tables of an evidence pack. Every cell holds words or a number, never a formula, and nothing in
//! the file depends on the day on which it is written.

use super::dossier::{Dossier, Reference};
use super::tables::{Cell, Kind, across_row};
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};
use std::path::Path;

/// The sheets, in their order.
const SHEETS: [Kind; 5] = [Kind::Summary, Kind::Findings, Kind::Claims, Kind::Register, Kind::Coverage];
/// Most rows of a sheet, as spreadsheets have it, less the heading.
const ROWS: u32 = 1_048_575;
/// Most characters of a cell, counted as spreadsheets count them.
const CELL: usize = 32_767;
/// Where the table of the first sheet begins: below what is said of the run.
const BELOW: u32 = 6;

/// The workbook.
pub struct Xlsx {
    reference: Reference,
    workbook: Workbook,
    /// By sheet: the next row, and how many rows had no room.
    rows: [(u32, usize); SHEETS.len()],
    /// The rows of the first sheet; they come below what is known at the end.
    summary: Vec<Vec<Cell>>,
    /// What was not looked at across notices.
    notes: Vec<String>,
    number: usize,
}

impl Xlsx {
    /// A workbook of notices that are measured by this law. Rows are kept in unnamed files of a folder until it is written.
    ///
    /// # Errors
    /// When these files cannot be made.
    pub fn new(reference: Reference, folder: &Path) -> io::Result<Xlsx> {
        Xlsx::build(reference, Some(folder))
    }

    /// The same for few notices: all of it is kept in memory, and nothing is written to disk.
    ///
    /// # Errors
    /// When the day of the law is none that a workbook can tell.
    pub fn in_memory(reference: Reference) -> io::Result<Xlsx> {
        Xlsx::build(reference, None)
    }

    fn build(reference: Reference, folder: Option<&Path>) -> io::Result<Xlsx> {
        let mut workbook = Workbook::new();
        if let Some(folder) = folder {
            workbook.set_tempdir(folder).map_err(wrong)?;
        }
        // The file tells no other day than that whose law holds.
        let created = ExcelDateTime::parse_from_str(&reference.as_of).map_err(wrong)?;
        let properties = DocProperties::new()
            .set_title("Evidence pack: privacy notices")
            .set_comment(format!("candour {}, law as of {}", env!("CARGO_PKG_VERSION"), reference.as_of))
            .set_creation_datetime(&created);
        workbook.set_properties(&properties);
        let mut rows = [(0, 0); SHEETS.len()];
        for (kind, next) in SHEETS.iter().zip(&mut rows) {
            let sheet = match folder {
                Some(_) => workbook.add_worksheet_with_constant_memory().map_err(wrong)?,
                None => workbook.add_worksheet(),
            };
            sheet.set_name(kind.name()).map_err(wrong)?;
            for (at, (_, width)) in (0_u16..).zip(kind.columns(&reference)) {
                sheet.set_column_width(at, f64::from(width)).map_err(wrong)?;
            }
            if *kind != Kind::Summary {
                heading(sheet, 0, &kind.columns(&reference)).map_err(wrong)?;
                next.0 = 1;
            }
        }
        Ok(Xlsx { reference, workbook, rows, summary: Vec::new(), notes: Vec::new(), number: 0 })
    }

    fn add(&mut self, sheet: usize, cells: &[Cell]) -> io::Result<()> {
        let next = &mut self.rows[sheet];
        if next.0 > ROWS {
            next.1 += 1;
            return Ok(());
        }
        let worksheet = self.workbook.worksheet_from_index(sheet).map_err(wrong)?;
        write_row(worksheet, next.0, cells).map_err(wrong)?;
        next.0 += 1;
        Ok(())
    }

    /// What is said of the run, above the table of notices.
    fn write_summary(&mut self, summary: &Summary) -> io::Result<()> {
        let left: Vec<String> = SHEETS
            .iter()
            .zip(self.rows)
            .filter(|(_, (_, left))| *left > 0)
            .map(|(kind, (_, left))| format!("{left} rows of {} had no room in a spreadsheet.", kind.name()))
            .collect();
        let facts = [
            ("law as of", self.reference.as_of.clone()),
            ("candour", env!("CARGO_PKG_VERSION").to_owned()),
            ("result", summary.sentence()),
            ("left out", if left.is_empty() { "nothing".to_owned() } else { left.join(" ") }),
            ("notes", self.notes.join(" ")),
        ];
        let columns = Kind::Summary.columns(&self.reference);
        let sheet = self.workbook.worksheet_from_index(0).map_err(wrong)?;
        let bold = Format::new().set_bold();
        for (row, (name, value)) in (0_u32..).zip(&facts) {
            sheet.write_string_with_format(row, 0, *name, &bold).map_err(wrong)?;
            sheet.write_string(row, 1, capped(value)).map_err(wrong)?;
        }
        heading(sheet, BELOW, &columns).map_err(wrong)?;
        self.rows[0].0 = BELOW + 1;
        for row in std::mem::take(&mut self.summary) {
            self.add(0, &row)?;
        }
        Ok(())
    }
}

impl Report for Xlsx {
    fn document(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        if !checked.about.checked && checked.about.error.is_none() {
            return Ok(());
        }
        self.number += 1;
        let dossier = Dossier::of(self.number, checked, &self.reference);
        for (at, kind) in SHEETS.iter().enumerate() {
            let rows = kind.rows(&dossier, &self.reference);
            match kind {
                Kind::Summary => self.summary.extend(rows),
                _ => rows.iter().try_for_each(|row| self.add(at, row))?,
            }
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        self.notes = portfolio.cuts.iter().map(|c| super::clean::one_line(c)).collect();
        let sheet = SHEETS.iter().position(|k| *k == Kind::Findings).unwrap_or(1);
        portfolio.findings.iter().try_for_each(|across| self.add(sheet, &across_row(across)))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.write_summary(summary)?;
        for (at, kind) in SHEETS.iter().enumerate() {
            let columns = u16::try_from(kind.columns(&self.reference).len()).unwrap_or(1);
            let head = if *kind == Kind::Summary { BELOW } else { 0 };
            let last = self.rows[at].0.saturating_sub(1).max(head);
            let sheet = self.workbook.worksheet_from_index(at).map_err(wrong)?;
            sheet.autofilter(head, 0, last, columns.saturating_sub(1)).map_err(wrong)?;
            sheet.set_freeze_panes(head + 1, 1).map_err(wrong)?;
        }
        let bytes = self.workbook.save_to_buffer().map_err(wrong)?;
        out.write_all(&bytes)
    }
}

fn heading(sheet: &mut Worksheet, row: u32, columns: &[(String, u16)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
    for (at, (name, _)) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(row, at, name, &bold)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (at, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => drop(sheet.write_string(row, at, capped(text))?),
            Cell::Number(number) => drop(sheet.write_number(row, at, *number)?),
        }
    }
    Ok(())
}

/// As much of a text as a cell holds.
fn capped(text: &str) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > CELL {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

fn wrong(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("the workbook: {other}")),
    }
}
