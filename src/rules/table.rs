//! The tables of a pack: rows that rules reach as claims of kind `table/<name>`.

use super::csv;
use super::load::{kind_of, scalar};
use super::vocabulary::{self, SCHEDULE, SCHEDULE_COLUMNS, TABLE};
use super::{RuleError, suggest};
use crate::claims::{Cells, Claim, Detail, intern};
use serde_yaml::Value;

/// The most rows of a table.
const MOST_ROWS: usize = 5000;
/// The most columns of a table.
const MOST_COLUMNS: usize = 40;

/// Columns that hold a period.
const PERIODS: &[&str] = &["retention", "period", "keep"];

/// A table as written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// `table/<name>`.
    pub kind: String,
    /// Its columns.
    pub columns: Vec<String>,
    file: String,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    line: Option<u32>,
    /// By column: one value or several.
    cells: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Reads a table. `file` is the path to show, `name` that of the file without its ending.
    ///
    /// # Errors
    /// When nothing of it can be used.
    pub fn read(file: &str, name: &str, csv: bool, text: &str) -> Result<Table, RuleError> {
        let error = |line: Option<u32>, what: String| RuleError { file: file.to_owned(), line, what };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            let what = format!("`{name}` is no name of a table: small letters, digits and hyphens");
            return Err(error(None, what));
        }
        let mut table = Table { kind: format!("{TABLE}{name}"), file: file.to_owned(), ..Table::default() };
        let read = if csv { table.read_csv(text) } else { table.read_yaml(text) };
        read.map_err(|(line, what)| error(line, what))?;
        if table.rows.len() > MOST_ROWS || table.columns.len() > MOST_COLUMNS {
            let what = format!("a table may have {MOST_ROWS} rows and {MOST_COLUMNS} columns at most");
            return Err(error(None, what));
        }
        Ok(table)
    }

    /// A house retention schedule that stands in a file beside other things: records, how long they are kept, and on
    /// which line that is said.
    pub fn schedule(file: &str, rows: &[(String, String, Option<u32>)]) -> Table {
        let row = |(records, period, line): &(String, String, Option<u32>)| Row {
            line: *line,
            cells: [records, period].into_iter().map(|cell| vec![cell.clone()]).enumerate().collect(),
        };
        Table {
            kind: SCHEDULE.to_owned(),
            columns: SCHEDULE_COLUMNS.map(str::to_owned).to_vec(),
            file: file.to_owned(),
            rows: rows.iter().map(row).collect(),
        }
    }

    fn read_csv(&mut self, text: &str) -> Result<(), (Option<u32>, String)> {
        let records = csv::records(text).map_err(|(line, what)| (Some(line), what.to_owned()))?;
        let mut records = records.into_iter();
        let head =
            records.next().ok_or_else(|| (None, "an empty table; the first line names the columns".to_owned()))?;
        for cell in &head.cells {
            let column = column(cell).map_err(|what| (Some(head.line), what))?;
            if self.columns.contains(&column) {
                return Err((Some(head.line), format!("two columns are called `{column}`")));
            }
            self.columns.push(column);
        }
        for record in records {
            if record.cells.len() != self.columns.len() {
                let what = format!("{} cells; the first line names {}", record.cells.len(), self.columns.len());
                return Err((Some(record.line), what));
            }
            let several = |c: &String| c.split(';').map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect();
            let cells = record.cells.iter().map(several).enumerate().collect();
            self.rows.push(Row { line: Some(record.line), cells });
        }
        Ok(())
    }

    fn read_yaml(&mut self, text: &str) -> Result<(), (Option<u32>, String)> {
        crate::yaml::affordable(text).map_err(|what| (None, what))?;
        let read: Result<Value, _> = serde_yaml::from_str(text);
        let value = read.map_err(|e| (e.location().and_then(|l| u32::try_from(l.line()).ok()), e.to_string()))?;
        let Value::Sequence(items) = value else {
            return Err((None, format!("expected a list of rows, found {}", kind_of(&value))));
        };
        let lines = item_lines(text);
        for (i, item) in items.iter().enumerate() {
            let line = lines.get(i).copied();
            let Value::Mapping(entries) = item else {
                return Err((line, format!("a row is a mapping of columns, not {}", kind_of(item))));
            };
            let mut cells = Vec::new();
            for (key, value) in entries {
                let name = scalar(key).ok_or_else(|| (line, format!("a column is called by {}", kind_of(key))))?;
                let name = column(&name).map_err(|what| (line, what))?;
                let at = self.columns.iter().position(|c| *c == name).unwrap_or_else(|| {
                    self.columns.push(name);
                    self.columns.len() - 1
                });
                cells.push((at, values(value).ok_or_else(|| (line, format!("a cell cannot be {}", kind_of(value))))?));
            }
            self.rows.push(Row { line, cells });
        }
        Ok(())
    }

    /// The rows as claims. What cannot be read is told, and its row left out.
    pub fn claims(&self, cells: &Cells<'_>, errors: &mut Vec<RuleError>) -> Vec<Claim> {
        let mut claims = Vec::new();
        for row in &self.rows {
            match self.claim(row, cells) {
                Ok(claim) => claims.push(claim),
                Err(what) => errors.push(RuleError { file: self.file.clone(), line: row.line, what }),
            }
        }
        claims
    }

    fn claim(&self, row: &Row, reader: &Cells<'_>) -> Result<Claim, String> {
        let cell = |names: &[&str]| {
            let at = self.columns.iter().position(|c| names.contains(&c.as_str()))?;
            row.cells.iter().find(|(i, v)| *i == at && !v.is_empty()).map(|(_, v)| v.join(", "))
        };
        let mut claim = Claim { kind: intern(&self.kind), ..Claim::default() };
        let (records, period, activity) = (cell(&["records"]), cell(PERIODS), cell(&["activity"]));
        if records.is_some() || period.is_some() {
            let kept = reader.kept(records.as_deref(), period.as_deref(), activity.as_deref());
            let kept = kept.ok_or_else(|| match (&period, &records) {
                (Some(period), _) => format!("`{period}` is no period that candour can read; write such as `6 years`"),
                (_, records) => format!("`{}` names no records", records.as_deref().unwrap_or_default()),
            })?;
            claim.details = kept.details;
            if period.is_some() {
                claim.value = kept.value;
            }
        }
        claim.scope.activity = activity;
        claim.scope.audience = cell(&["audience"]);
        for (at, values) in &row.cells {
            let Some(column) = self.columns.get(*at).filter(|_| !values.is_empty()) else { continue };
            if matches!(column.as_str(), "records" | "activity" | "audience" | "value") {
                continue;
            }
            claim.details.insert(intern(column), detail(values));
        }
        let first = || row.cells.first().map(|(_, v)| v.join(", "));
        if claim.value.is_empty() {
            claim.value = cell(&["value"]).or_else(|| cell(&["name"])).or_else(first).unwrap_or_default();
        }
        if claim.value.is_empty() {
            return Err("the first cell of the row is empty".to_owned());
        }
        Ok(claim)
    }
}

/// The name of a column: small letters, with hyphens for spaces.
fn column(written: &str) -> Result<String, String> {
    let name = written.trim().to_lowercase().replace([' ', '_'], "-");
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if name.is_empty() || !plain {
        return Err(format!("`{written}` is no name of a column: letters, digits, spaces and hyphens"));
    }
    if vocabulary::CORE.contains(&name.as_str()) && !matches!(name.as_str(), "value" | "activity" | "audience") {
        return Err(format!("a column cannot be called `{name}`: every claim has a field of that name"));
    }
    let near = suggest::nearest(&name, ["records", "retention"]).filter(|n| *n != name);
    match near {
        Some(near) => Err(format!("a column is called `{name}`; did you mean `{near}`?")),
        None => Ok(name),
    }
}

fn values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Sequence(items) => items.iter().map(scalar).collect(),
        _ => Some(vec![scalar(value)?]),
    }
}

fn detail(values: &[String]) -> Detail {
    match values {
        [one] => match one.as_str() {
            "yes" | "true" => Detail::Flag(true),
            "no" | "false" => Detail::Flag(false),
            _ => Detail::Text(one.clone()),
        },
        _ => Detail::List(values.to_vec()),
    }
}

/// The lines, from 1, on which the items of a list begin.
fn item_lines(text: &str) -> Vec<u32> {
    let mut indent = None;
    let mut lines = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let trimmed = line.trim_start();
        let depth = line.len() - trimmed.len();
        let item = trimmed == "-" || trimmed.starts_with("- ");
        if item && *indent.get_or_insert(depth) == depth {
            lines.push(number);
        }
    }
    lines
}
