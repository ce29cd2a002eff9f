//! The names of the formats, and `FORMAT=FILE`.

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command, ValueEnum};
use std::ffi::OsStr;
use std::path::PathBuf;

/// A format, and the file that it is written to; none is standard output.
#[derive(Clone)]
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// The file.
    pub file: Option<PathBuf>,
}

/// How findings are shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The words of the notice with marks beneath them, then law, reason and remedy
    Pretty,
    /// One line a finding
    Concise,
    /// Notices against families of rules, with totals
    Table,
    /// One JSON object
    Json,
    /// One line of JSON a notice
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub job, the most severe first
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// JUnit: a suite for each notice, a failed test for each finding
    Junit,
    /// A page of Markdown
    Markdown,
    /// One row a finding, for a spreadsheet
    Csv,
    /// One row a notice
    CsvSummary,
    /// One row a claim
    CsvClaims,
    /// One row an activity, as in a register of processing
    CsvRegister,
    /// One row a notice, one column a duty of the law
    CsvCoverage,
    /// A workbook with all of these tables
    Xlsx,
    /// An evidence pack to look at, print and hand over; of many notices, a page with a folder of pages beside it
    Html,
}

impl Format {
    /// Whether the report lists all notices in one place, apart from their findings.
    pub fn lists_notices(self) -> bool {
        use Format::{CsvSummary, Html, Json, Jsonl, Table, Xlsx};
        matches!(self, Json | Jsonl | Table | Html | Xlsx | CsvSummary)
    }

    /// Whether the report shows more of a notice than its findings.
    pub fn shows_all(self) -> bool {
        use Format::{CsvClaims, CsvCoverage, CsvRegister, Html, Xlsx};
        matches!(self, Html | Xlsx | CsvClaims | CsvCoverage | CsvRegister)
    }

    /// The name, as it is asked for.
    pub fn name(self) -> String {
        self.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
    }
}

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Clone)]
pub struct Parser;

impl TypedValueParser for Parser {
    type Value = Wanted;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Wanted, clap::Error> {
        let formats = EnumValueParser::<Format>::new();
        let Some((format, file)) = value.to_str().and_then(|v| v.split_once('=')) else {
            return Ok(Wanted { format: formats.parse_ref(cmd, arg, value)?, file: None });
        };
        let format = formats.parse_ref(cmd, arg, OsStr::new(format))?;
        if file.is_empty() {
            let what = format!("--format {0}=FILE: name a file, or write --format {0}\n", format.name());
            return Err(clap::Error::raw(clap::error::ErrorKind::InvalidValue, what).with_cmd(cmd));
        }
        Ok(Wanted { format, file: (file != "-").then(|| file.into()) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(Format::to_possible_value)))
    }
}
