//! Notices against families of rules, with totals: where the work is.

use super::clean::{shorten, width};
use super::{Report, Summary, clean, grid, one_line};
use crate::audit::Severity;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, Width};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The table. It keeps counts only, never text.
#[derive(Default)]
pub struct Table {
    /// Columns of the terminal.
    pub width: u16,
    /// Leave out the closing sentence.
    pub quiet: bool,
    families: BTreeMap<String, Count>,
    rows: Vec<(String, Option<BTreeMap<String, Count>>)>,
}

/// Columns of a family's name where there is little room.
const HEAD: usize = 5;
/// Columns of a notice's name where there is little room.
const NAME: usize = 28;
/// Columns of a usual cell.
const WIDEST: usize = 8;

#[derive(Clone, Copy, Default)]
struct Count {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Count {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    fn sum<'a>(counts: impl Iterator<Item = &'a Count>) -> Count {
        counts.fold(Count::default(), |a, b| Count {
            errors: a.errors + b.errors,
            warnings: a.warnings + b.warnings,
            notes: a.notes + b.notes,
        })
    }

    fn show(self) -> String {
        let parts: Vec<String> = [(self.errors, 'E'), (self.warnings, 'W'), (self.notes, 'N')]
            .into_iter()
            .filter(|p| p.0 > 0)
            .map(|(n, letter)| format!("{n}{letter}"))
            .collect();
        if parts.is_empty() { "·".to_owned() } else { parts.join(" ") }
    }
}

impl Table {
    /// A table for a terminal of so many columns.
    pub fn new(width: u16, quiet: bool) -> Table {
        Table { width, quiet, ..Table::default() }
    }

    /// How wide the names of notices and of families may be: both whole if the table then fits, else both cut.
    fn fit(&self) -> (u16, usize) {
        let names = self.rows.iter().map(|r| width(&r.0)).max().unwrap_or(0);
        let heads: usize = self.families.keys().map(|f| width(f).max(WIDEST) + 2).sum();
        let whole = names + heads + WIDEST + 2;
        let (names, short) =
            if whole <= usize::from(self.width) { (names, usize::MAX) } else { (names.min(NAME), HEAD) };
        (u16::try_from(names).unwrap_or(u16::MAX), short)
    }
}

fn row_name(path: &str, part: Option<&str>) -> String {
    let part = part.map(|part| format!(" ({})", one_line(part))).unwrap_or_default();
    one_line(path) + &part
}

impl Report for Table {
    fn document(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if !about.checked && about.error.is_none() {
            return Ok(());
        }
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        for finding in &checked.findings {
            counts.entry(finding.family.clone()).or_default().add(finding.severity);
            self.families.entry(finding.family.clone()).or_default().add(finding.severity);
        }
        let name = row_name(&about.path, about.part.as_deref());
        self.rows.push((name, about.error.is_none().then_some(counts)));
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            let (finding, primary) = (&across.finding, &across.primary);
            let name = row_name(&primary.path, primary.part.as_deref());
            self.families.entry(finding.family.clone()).or_default().add(finding.severity);
            if let Some((_, Some(counts))) = self.rows.iter_mut().find(|(row, _)| *row == name) {
                counts.entry(finding.family.clone()).or_default().add(finding.severity);
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut table = grid(self.width);
        let (names, short) = self.fit();
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let mut header = vec![Cell::new("Notice")];
        header.extend(self.families.keys().map(|family| right(shorten(&clean(family), short))));
        header.push(right("total".to_owned()));
        table.set_header(header);
        for (name, counts) in &self.rows {
            let mut row = vec![Cell::new(name)];
            match counts {
                Some(counts) => {
                    let of = |family: &String| counts.get(family).copied().unwrap_or_default();
                    row.extend(self.families.keys().map(|family| right(of(family).show())));
                    row.push(right(Count::sum(counts.values()).show()));
                }
                None => {
                    row.extend(self.families.keys().map(|_| right(String::new())));
                    row.push(right("not read".to_owned()));
                }
            }
            table.add_row(row);
        }
        let mut total = vec![Cell::new("Total")];
        total.extend(self.families.values().map(|count| right(count.show())));
        total.push(right(Count::sum(self.families.values()).show()));
        table.add_row(total);
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding(if at == 0 { (0, 0) } else { (1, 0) });
        }
        if let Some(column) = table.column_mut(0) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(names)));
        }
        writeln!(out, "{}", table.trim_fmt())?;
        if self.quiet {
            return Ok(());
        }
        writeln!(out, "\nE error, W warning, N note. {}", summary.sentence())
    }
}
