//! The tables behind CSV and the workbook: the same columns and rows, made of a dossier.

use super::dossier::{Dossier, FindingView, HeldView, PlaceView, Reference, columns};
use super::sheet;
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use csv::QuoteStyle;
use std::io::{self, Write};

/// Which table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// One row a notice.
    Summary,
    /// One row a finding.
    Findings,
    /// One row a claim.
    Claims,
    /// One row an activity.
    Register,
    /// One row a notice, one column a duty.
    Coverage,
}

/// A cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Words, never a formula.
    Text(String),
    /// A count, a line or a column.
    Number(u32),
}

impl Cell {
    fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    fn count(count: usize) -> Cell {
        Cell::Number(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// A column: its heading, and how many characters wide it is shown.
pub type Column = (String, u16);

const SUMMARY: &[(&str, u16)] = &[
    ("notice", 40),
    ("part", 12),
    ("title", 40),
    ("controller", 30),
    ("date", 12),
    ("errors", 9),
    ("warnings", 10),
    ("notes", 9),
    ("suppressed", 12),
    ("in the baseline", 14),
    ("claims", 9),
    ("format", 11),
    ("sha256", 66),
    ("not read", 40),
];
const FINDINGS: &[(&str, u16)] = &[
    ("notice", 36),
    ("part", 10),
    ("line", 7),
    ("column", 8),
    ("severity", 10),
    ("confidence", 11),
    ("rule", 28),
    ("family", 12),
    ("subject", 20),
    ("message", 60),
    ("words", 50),
    ("law", 30),
    ("why", 50),
    ("fix", 50),
    ("other places", 40),
    ("held back", 30),
    ("fingerprint", 34),
];
const CLAIMS: &[(&str, u16)] = &[
    ("notice", 36),
    ("part", 10),
    ("line", 7),
    ("column", 8),
    ("kind", 14),
    ("value", 24),
    ("polarity", 10),
    ("force", 11),
    ("confidence", 11),
    ("activity", 30),
    ("audience", 20),
    ("section", 40),
    ("details", 40),
    ("words", 60),
];

fn head(columns: &[(&str, u16)]) -> Vec<Column> {
    columns.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect()
}

impl Kind {
    /// What the table is called.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Summary => "Summary",
            Kind::Findings => "Findings",
            Kind::Claims => "Claims",
            Kind::Register => "Register",
            Kind::Coverage => "Coverage",
        }
    }

    /// Its columns.
    pub fn columns(self, reference: &Reference) -> Vec<Column> {
        match self {
            Kind::Summary => head(SUMMARY),
            Kind::Findings => head(FINDINGS),
            Kind::Claims => head(CLAIMS),
            Kind::Register => {
                let first = [("notice", 36), ("part", 10), ("controller", 28), ("activity", 36), ("audience", 20)];
                let mut all = head(&first);
                all.extend(columns().into_iter().map(|name| (name.to_owned(), 34)));
                all
            }
            Kind::Coverage => {
                let mut all = head(&[("notice", 40), ("part", 10), ("title", 36), ("date", 12)]);
                all.extend(reference.duties.iter().map(|d| (format!("{} ({})", d.name, d.cite), 18)));
                all
            }
        }
    }

    /// The rows of a notice.
    pub fn rows(self, dossier: &Dossier, reference: &Reference) -> Vec<Vec<Cell>> {
        let part = || Cell::text(dossier.part.clone().unwrap_or_default());
        let text = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
        match self {
            Kind::Summary => vec![vec![
                Cell::text(&dossier.path),
                part(),
                text(&dossier.title),
                text(&dossier.controller),
                text(&dossier.date),
                Cell::count(dossier.counts.errors),
                Cell::count(dossier.counts.warnings),
                Cell::count(dossier.counts.notes),
                Cell::count(dossier.counts.suppressed),
                Cell::count(dossier.counts.baselined),
                Cell::count(dossier.claims),
                Cell::text(dossier.format.unwrap_or_default()),
                text(&dossier.sha256),
                Cell::text(dossier.error.as_ref().map(|e| e.what.clone()).unwrap_or_default()),
            ]],
            Kind::Findings => {
                let found = dossier.findings.iter().map(|f| finding(&dossier.path, part(), f, String::new()));
                let held = dossier.held.iter().map(|h| finding(&dossier.path, part(), &h.finding, decision(h)));
                found.chain(held).collect()
            }
            Kind::Claims => dossier
                .said
                .iter()
                .map(|c| {
                    vec![
                        Cell::text(&dossier.path),
                        part(),
                        Cell::Number(c.line),
                        Cell::Number(c.column),
                        Cell::text(c.kind),
                        Cell::text(&c.value),
                        Cell::text(c.polarity),
                        Cell::text(c.force),
                        Cell::text(c.confidence),
                        Cell::text(&c.activity),
                        Cell::text(&c.audience),
                        Cell::text(&c.section),
                        Cell::text(&c.details),
                        Cell::text(&c.words),
                    ]
                })
                .collect(),
            Kind::Register => dossier
                .register
                .iter()
                .map(|record| {
                    let first = [Cell::text(&dossier.path), part(), text(&dossier.controller)];
                    let scope = [text(&record.activity), text(&record.audience)];
                    let joined = |cell: &Vec<super::dossier::EntryView>| {
                        Cell::text(cell.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join("; "))
                    };
                    first.into_iter().chain(scope).chain(record.cells.iter().map(joined)).collect()
                })
                .collect(),
            Kind::Coverage if dossier.error.is_some() => Vec::new(),
            Kind::Coverage => {
                let first = [Cell::text(&dossier.path), part(), text(&dossier.title), text(&dossier.date)];
                let cell = |head: &super::dossier::DutyHead| {
                    let told = dossier.duties.iter().find(|d| d.item == head.item);
                    Cell::text(match told {
                        Some(duty) if duty.findings.is_empty() => duty.words.to_owned(),
                        Some(duty) if duty.findings.len() == 1 => format!("{}, 1 finding", duty.words),
                        Some(duty) => format!("{}, {} findings", duty.words, duty.findings.len()),
                        None => String::new(),
                    })
                };
                vec![first.into_iter().chain(reference.duties.iter().map(cell)).collect()]
            }
        }
    }
}

/// The row of a finding across notices.
pub(super) fn across_row(across: &crate::audit::portfolio::Across) -> Vec<Cell> {
    let place = |shown: &crate::audit::portfolio::Shown| PlaceView {
        notice: Some(super::dossier::name(&shown.path, shown.part.as_deref())),
        line: shown.spot.line,
        column: shown.spot.column,
        words: super::clean::one_line(&shown.spot.text),
        label: super::clean::one_line(&shown.label),
        ..PlaceView::default()
    };
    let view = super::dossier::said(&across.finding, across.places().map(place).collect());
    let part = Cell::text(across.primary.part.as_deref().map(super::clean::single).unwrap_or_default());
    finding(&super::clean::single(&across.primary.path), part, &view, String::new())
}

fn decision(held: &HeldView) -> String {
    let owner = held.owner.as_ref().map(|o| format!("; {o}")).unwrap_or_default();
    let until = held.until.as_ref().map(|u| format!("; until {u}")).unwrap_or_default();
    format!("{}{owner}{until} ({})", held.reason, held.place)
}

fn finding(path: &str, part: Cell, f: &FindingView, held: String) -> Vec<Cell> {
    let first = f.places.first();
    let other = |p: &PlaceView| {
        let notice = p.notice.as_ref().map(|n| format!("{n}:")).unwrap_or_default();
        format!("{notice}{}: {}", p.line, if p.label.is_empty() { &p.words } else { &p.label })
    };
    let others: Vec<String> = f.places.iter().skip(1).map(other).collect();
    vec![
        Cell::text(path),
        part,
        Cell::Number(first.map_or(0, |p| p.line)),
        Cell::Number(first.map_or(0, |p| p.column)),
        Cell::text(f.severity),
        Cell::text(f.confidence),
        Cell::text(&f.rule),
        Cell::text(&f.family),
        Cell::text(&f.subject),
        Cell::text(&f.message),
        Cell::text(first.map(|p| p.words.clone()).unwrap_or_default()),
        Cell::text(f.law.join("; ")),
        Cell::text(&f.why),
        Cell::text(&f.fix),
        Cell::text(others.join("; ")),
        Cell::text(held),
        Cell::text(&f.fingerprint),
    ]
}

/// One of the tables as CSV.
pub struct TableCsv {
    kind: Kind,
    reference: Reference,
    number: usize,
}

impl TableCsv {
    /// The table of notices that are measured by this law.
    pub fn new(kind: Kind, reference: Reference) -> TableCsv {
        TableCsv { kind, reference, number: 0 }
    }
}

impl Report for TableCsv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write_head(self.kind, &self.reference, out)
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if !checked.about.checked && checked.about.error.is_none() {
            return Ok(());
        }
        self.number += 1;
        let dossier = Dossier::of(self.number, checked, &self.reference);
        write_rows(self.kind.rows(&dossier, &self.reference), out)
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        let found = portfolio.findings.iter().filter(|_| self.kind == Kind::Findings);
        write_rows(found.map(across_row), out)
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the headings of a table as CSV.
pub(super) fn write_head(kind: Kind, reference: &Reference, out: &mut dyn Write) -> io::Result<()> {
    let columns = kind.columns(reference);
    sheet::row(out, columns.iter().map(|c| c.0.as_str()), QuoteStyle::NonNumeric)
}

/// Writes rows of a table as CSV.
pub(super) fn write_rows(rows: impl IntoIterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(written).collect();
        sheet::row(out, cells.iter().map(String::as_str), QuoteStyle::NonNumeric)?;
    }
    Ok(())
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
    }
}
