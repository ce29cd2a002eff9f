//! An evaluation against labels, as tables for people and as `candour.eval/1` for machines.

use super::clean::shorten;
use super::{clean, grid, one_line};
use crate::eval::{Entry, Evaluation, Fallen, Scores, Tally, Traps};
use comfy_table::{Cell, CellAlignment, Table};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// How to show an evaluation.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvalView {
    /// Columns of the terminal.
    pub width: u16,
    /// List the labels that were missed.
    pub misses: bool,
    /// List the reports that fit no label, and the traps fallen into.
    pub extras: bool,
}

impl EvalView {
    /// Writes tables.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn table(self, evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
        let parts = [
            ("Rule", "All findings", "findings", &evaluation.findings),
            ("Rule across notices", "All across notices", "findings across notices", &evaluation.portfolio),
            ("Claim", "All claims", "claims", &evaluation.claims),
        ];
        let mut gap = "";
        for (head, all, what, scores) in parts {
            let Some(scores) = scores else { continue };
            writeln!(out, "{gap}{}", self.scores(head, all, scores).trim_fmt())?;
            if self.misses {
                self.entries(&format!("Missed {what}"), &scores.misses, out)?;
            }
            if self.extras {
                self.entries(&format!("Wrong {what}"), &scores.extras, out)?;
            }
            gap = "\n";
        }
        if let Some(traps) = &evaluation.traps {
            writeln!(out, "{gap}Traps: {} of {} avoided", traps.avoided(), traps.count)?;
            if self.extras {
                self.fallen(traps, out)?;
            }
        }
        Ok(())
    }

    fn scores(self, head: &str, all: &str, scores: &Scores) -> Table {
        let right = |text: &str| Cell::new(text).set_alignment(CellAlignment::Right);
        let mut table = grid(self.width);
        let counts = ["Right", "Wrong", "Repeated", "Precision", "Found", "Of", "Recall", "F1"];
        table.set_header(std::iter::once(Cell::new(head)).chain(counts.map(right)));
        let mut add = |name: &str, tally: &Tally, labels: bool| {
            let count = |n: usize| n.to_string();
            let mut row =
                vec![count(tally.right), count(tally.wrong), count(tally.repeated), percent(tally.precision())];
            if labels {
                row.extend([count(tally.found), count(tally.must), percent(tally.recall()), percent(tally.f1())]);
            }
            row.resize(counts.len(), String::new());
            table.add_row(std::iter::once(Cell::new(clean(name))).chain(row.iter().map(|text| right(text))));
        };
        for (name, tally) in &scores.rows {
            add(name, tally, true);
        }
        for (severity, tally) in scores.severities.iter().rev() {
            add(&format!("All {}s", severity.name()), tally, false);
        }
        add(all, &scores.total(), true);
        // Close columns, so that the longest rule id fits beside them in a hundred columns.
        for column in table.column_iter_mut().skip(1) {
            column.set_padding((0, 1));
        }
        table
    }

    fn entries(self, title: &str, entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{title}: {}", entries.len())?;
        for entry in entries {
            let line = entry.line.map_or("-".to_owned(), |l| l.to_string());
            let about = entry.about.as_deref().map(|a| format!(" ({a})")).unwrap_or_default();
            self.line(2, &format!("{}:{line}: {}{about}", entry.notice, entry.what), out)?;
            self.words(&entry.words, &entry.remark, out)?;
        }
        Ok(())
    }

    fn fallen(self, traps: &Traps, out: &mut dyn Write) -> io::Result<()> {
        for trap in &traps.fallen {
            let into: Vec<&str> = trap.into.iter().map(String::as_str).collect();
            self.line(2, &format!("{}:{}: {} ({})", trap.notice, trap.line, trap.id, into.join(", ")), out)?;
            self.words(&trap.words, &trap.remark, out)?;
        }
        Ok(())
    }

    fn words(self, words: &str, remark: &str, out: &mut dyn Write) -> io::Result<()> {
        if !words.trim().is_empty() {
            self.line(6, &format!("“{}”", shorten(&one_line(words), usize::from(self.width).saturating_sub(8))), out)?;
        }
        if !remark.trim().is_empty() {
            self.line(6, remark, out)?;
        }
        Ok(())
    }

    fn line(self, indent: usize, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let columns = usize::from(self.width).saturating_sub(indent).max(20);
        writeln!(out, "{:indent$}{}", "", shorten(&one_line(text), columns))
    }

    /// Writes one JSON object.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn json(
        self,
        evaluation: &Evaluation,
        as_of: impl ToString,
        min_confidence: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let scores = |scores: &'_ Option<Scores>| scores.as_ref().map(|s| self.scores_line(s)).transpose();
        let line = EvalLine {
            schema: "candour.eval/1",
            version: env!("CARGO_PKG_VERSION"),
            as_of: as_of.to_string(),
            min_confidence,
            findings: scores(&evaluation.findings)?,
            portfolio: scores(&evaluation.portfolio)?,
            claims: scores(&evaluation.claims)?,
            traps: evaluation.traps.as_ref().map(|traps| TrapsLine {
                avoided: traps.avoided(),
                of: traps.count,
                fallen: self.extras.then(|| traps.fallen.iter().map(fallen_line).collect()),
            }),
        };
        super::plain::pretty_json(out, &line)?;
        writeln!(out)
    }

    fn scores_line(self, scores: &Scores) -> io::Result<serde_json::Value> {
        let total = scores.total();
        let severities = scores.severities.iter().rev().map(|(s, t)| TallyLine::new(s.name(), t).without_labels());
        let line = ScoresLine {
            rows: scores.rows.iter().map(|(name, tally)| TallyLine::new(name, tally)).collect(),
            severities: severities.collect(),
            total: TallyLine::new("total", &total),
            misses: self.misses.then(|| scores.misses.iter().map(entry_line).collect()),
            extras: self.extras.then(|| scores.extras.iter().map(entry_line).collect()),
        };
        Ok(serde_json::to_value(line)?)
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |s| format!("{:.1}%", 100.0 * s))
}

#[derive(Serialize)]
struct EvalLine<'a> {
    schema: &'a str,
    version: &'a str,
    as_of: String,
    min_confidence: &'a str,
    findings: Option<serde_json::Value>,
    portfolio: Option<serde_json::Value>,
    claims: Option<serde_json::Value>,
    traps: Option<TrapsLine<'a>>,
}

#[derive(Serialize)]
struct ScoresLine<'a> {
    rows: Vec<TallyLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    severities: Vec<TallyLine<'a>>,
    total: TallyLine<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    misses: Option<Vec<EntryLine<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extras: Option<Vec<EntryLine<'a>>>,
}

#[derive(Serialize)]
struct TallyLine<'a> {
    name: &'a str,
    right: usize,
    wrong: usize,
    repeated: usize,
    precision: Option<f64>,
    #[serde(flatten)]
    labels: Option<LabelsLine>,
}

#[derive(Serialize)]
struct LabelsLine {
    found: usize,
    must: usize,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl TallyLine<'_> {
    fn new<'a>(name: &'a str, tally: &Tally) -> TallyLine<'a> {
        let labels = LabelsLine { found: tally.found, must: tally.must, recall: tally.recall(), f1: tally.f1() };
        TallyLine {
            name,
            right: tally.right,
            wrong: tally.wrong,
            repeated: tally.repeated,
            precision: tally.precision(),
            labels: Some(labels),
        }
    }

    fn without_labels(mut self) -> Self {
        self.labels = None;
        self
    }
}

#[derive(Serialize)]
struct EntryLine<'a> {
    notice: &'a str,
    line: Option<u32>,
    name: &'a str,
    about: Option<&'a str>,
    words: &'a str,
    remark: &'a str,
}

fn entry_line(entry: &Entry) -> EntryLine<'_> {
    EntryLine {
        notice: &entry.notice,
        line: entry.line,
        name: &entry.what,
        about: entry.about.as_deref(),
        words: &entry.words,
        remark: &entry.remark,
    }
}

#[derive(Serialize)]
struct TrapsLine<'a> {
    avoided: usize,
    of: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallen: Option<Vec<FallenLine<'a>>>,
}

#[derive(Serialize)]
struct FallenLine<'a> {
    id: &'a str,
    notice: &'a str,
    line: u32,
    into: &'a BTreeSet<String>,
    words: &'a str,
    remark: &'a str,
}

fn fallen_line(trap: &Fallen) -> FallenLine<'_> {
    FallenLine {
        id: &trap.id,
        notice: &trap.notice,
        line: trap.line,
        into: &trap.into,
        words: &trap.words,
        remark: &trap.remark,
    }
}
