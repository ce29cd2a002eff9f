//! A run that was saved as JSON or JSON lines, read back one document at a time.
//!
//! Saved with evidence, a document is what it was: every report of it is the one that could have been made at once. Without,
//! its findings are known with their places and words, and no more of its text.

mod finding;

use crate::audit::portfolio::Portfolio;
use crate::check::evidence::Evidence;
use crate::check::{About, Checked, Trouble};
use crate::notice::Format;
use crate::report::Summary;
use finding::{SavedFinding, document, portfolio};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::VecDeque;
use std::io::BufRead;

/// The contract that is read.
const SCHEMA: &str = "candour.findings/1";

/// Why a saved run cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SavedError(String);

/// The next thing that a saved run tells.
pub enum Step {
    /// A document.
    Document(Box<Checked>),
    /// What was found across notices.
    Portfolio(Box<Portfolio>),
    /// What the run came to: the last thing.
    Summary(Summary),
}

/// A saved run.
pub struct Saved<R> {
    name: String,
    /// The day whose law held, if it is told.
    pub as_of: Option<String>,
    /// How many documents came without evidence.
    pub lacking: usize,
    across: Box<dyn Fn(&str) -> bool>,
    from: From<R>,
    notices: usize,
    done: bool,
}

enum From<R> {
    Lines { reader: R, line: u64, ahead: Option<String> },
    Whole(Box<Whole>),
}

/// One JSON object, whose documents are read when it is their turn.
struct Whole {
    notices: VecDeque<Box<RawValue>>,
    findings: VecDeque<SavedFinding>,
    suppressed: VecDeque<SavedFinding>,
    portfolio: Option<SavedGroups>,
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct Run {
    schema: String,
    as_of: String,
}

#[derive(Deserialize)]
struct Object {
    schema: String,
    as_of: String,
    findings: VecDeque<SavedFinding>,
    #[serde(default)]
    suppressed: VecDeque<SavedFinding>,
    notices: VecDeque<Box<RawValue>>,
    portfolio: Option<SavedGroups>,
    summary: Summary,
}

#[derive(Deserialize, Default)]
struct SavedGroups {
    #[serde(default)]
    controllers: Vec<SavedController>,
    #[serde(default)]
    notes: Vec<String>,
    evidence: Option<Portfolio>,
}

#[derive(Deserialize)]
struct SavedController {
    name: Option<String>,
    notices: usize,
}

/// A line of JSON lines.
#[derive(Deserialize)]
struct Line {
    run: Option<Run>,
    notice: Option<Box<RawValue>>,
    #[serde(default)]
    findings: Vec<SavedFinding>,
    #[serde(default)]
    suppressed: Vec<SavedFinding>,
    portfolio: Option<Vec<SavedFinding>>,
    #[serde(default)]
    notes: Vec<String>,
    evidence: Option<Portfolio>,
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct SavedNotice {
    path: String,
    part: Option<String>,
    kind: Option<String>,
    language: Option<String>,
    date: Option<String>,
    title: Option<String>,
    controller: Option<String>,
    format: Option<String>,
    sha256: Option<String>,
    claims: usize,
    error: Option<SavedTrouble>,
    checked: bool,
    #[serde(default)]
    notes: Vec<SavedTrouble>,
    evidence: Option<Evidence>,
}

#[derive(Deserialize)]
struct SavedTrouble {
    what: String,
    line: Option<u32>,
}

impl<R: BufRead> Saved<R> {
    /// A saved run. `name` is the file, for messages; `across` tells whether a rule looks across notices.
    ///
    /// # Errors
    /// When it is no saved run.
    pub fn open(name: &str, mut reader: R, across: impl Fn(&str) -> bool + 'static) -> Result<Saved<R>, SavedError> {
        let fail = |what: String| SavedError(format!("{name}{what}"));
        let mut first = String::new();
        reader.read_line(&mut first).map_err(|e| fail(format!(": {e}")))?;
        let (as_of, from) = match serde_json::from_str::<Line>(&first) {
            Ok(Line { run: Some(run), .. }) => {
                known(&run.schema).map_err(|what| fail(format!(":1: {what}")))?;
                (Some(run.as_of), From::Lines { reader, line: 1, ahead: None })
            }
            Ok(line) if line.notice.is_some() || line.portfolio.is_some() => {
                (None, From::Lines { reader, line: 0, ahead: Some(first) })
            }
            _ => {
                let mut text = first;
                reader.read_to_string(&mut text).map_err(|e| fail(format!(": {e}")))?;
                let said: Result<Object, _> = serde_json::from_str(&text);
                let object = said.map_err(|e| {
                    fail(format!(":{}: is no run that `candour check` saved as json or jsonl: {e}", e.line()))
                })?;
                known(&object.schema).map_err(|what| fail(format!(": {what}")))?;
                let Object { findings, suppressed, notices, portfolio, summary, as_of, .. } = object;
                let whole = Whole { notices, findings, suppressed, portfolio, summary: Some(summary) };
                (Some(as_of), From::Whole(Box::new(whole)))
            }
        };
        Ok(Saved { name: name.to_owned(), as_of, lacking: 0, across: Box::new(across), from, notices: 0, done: false })
    }

    /// The next thing that the run tells; nothing after its summary.
    ///
    /// # Errors
    /// When the run is broken off or malformed.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Step>, SavedError> {
        if self.done {
            return Ok(None);
        }
        let step = match &mut self.from {
            From::Whole(_) => self.of_whole()?,
            From::Lines { .. } => self.of_lines()?,
        };
        self.done = matches!(step, Step::Summary(_));
        Ok(Some(step))
    }

    fn of_whole(&mut self) -> Result<Step, SavedError> {
        let From::Whole(whole) = &mut self.from else { return Err(SavedError(String::new())) };
        let name = &self.name;
        let Some(raw) = whole.notices.pop_front() else {
            if let Some(groups) = whole.portfolio.take() {
                let rest = std::mem::take(&mut whole.findings).into();
                let held = std::mem::take(&mut whole.suppressed).into();
                let named = groups.controllers.into_iter().map(|c| (c.name, c.notices)).collect();
                let found = groups.evidence.map_or_else(|| portfolio(rest, held, named, groups.notes), Ok);
                let found = found.map_err(|what| SavedError(format!("{name}: {what}")))?;
                return Ok(Step::Portfolio(Box::new(found)));
            }
            if let Some(left) = whole.findings.front() {
                return Err(SavedError(format!("{name}: a finding is about {}, which is not listed", left.notice)));
            }
            let ended = || SavedError(format!("{name}: no summary"));
            return whole.summary.take().map(Step::Summary).ok_or_else(ended);
        };
        self.notices += 1;
        let number = self.notices;
        let saved: SavedNotice =
            serde_json::from_str(raw.get()).map_err(|e| SavedError(format!("{name}: notice {number}: {e}")))?;
        // Findings come in the order of their notices; those across notices come last.
        let mut own = |from: fn(&mut Whole) -> &mut VecDeque<SavedFinding>| {
            let mut own = Vec::new();
            while let Some(next) = from(whole).front() {
                let same = next.notice == saved.path && next.part == saved.part && !(self.across)(&next.rule);
                if !same {
                    break;
                }
                own.extend(from(whole).pop_front());
            }
            own
        };
        let (findings, suppressed) = (own(|w| &mut w.findings), own(|w| &mut w.suppressed));
        let checked = saved.checked(findings, suppressed, &mut self.lacking);
        checked.map(|c| Step::Document(Box::new(c))).map_err(|e| SavedError(format!("{name}: notice {number}: {e}")))
    }

    fn of_lines(&mut self) -> Result<Step, SavedError> {
        let From::Lines { reader, line, ahead } = &mut self.from else { return Err(SavedError(String::new())) };
        let name = &self.name;
        loop {
            let mut text = ahead.take().unwrap_or_default();
            if text.is_empty() {
                reader.read_line(&mut text).map_err(|e| SavedError(format!("{name}: {e}")))?;
            }
            *line += 1;
            let fail = |what: &dyn std::fmt::Display| SavedError(format!("{name}:{line}: {what}"));
            if text.is_empty() {
                return Err(fail(&"the file ends before the run did: its last line, the summary, is missing"));
            }
            let read: Line = serde_json::from_str(&text).map_err(|e| fail(&e))?;
            if let Some(raw) = read.notice {
                let saved: SavedNotice = serde_json::from_str(raw.get()).map_err(|e| fail(&e))?;
                let checked = saved.checked(read.findings, read.suppressed, &mut self.lacking);
                self.notices += 1;
                return checked.map(|c| Step::Document(Box::new(c))).map_err(|e| fail(&e));
            }
            if let Some(found) = read.portfolio {
                let told = read.evidence.is_some() || !found.is_empty() || !read.suppressed.is_empty();
                if !told && self.notices < 2 {
                    continue;
                }
                let of = || portfolio(found, read.suppressed, Vec::new(), read.notes);
                let found = read.evidence.map_or_else(of, Ok).map_err(|e| fail(&e))?;
                return Ok(Step::Portfolio(Box::new(found)));
            }
            if let Some(summary) = read.summary {
                return Ok(Step::Summary(summary));
            }
            return Err(fail(&"is no line of a saved run"));
        }
    }
}

fn known(schema: &str) -> Result<(), String> {
    match schema == SCHEMA {
        true => Ok(()),
        false => Err(format!("is of the form `{schema}`; this candour reads `{SCHEMA}`")),
    }
}

impl SavedNotice {
    fn checked(
        self,
        findings: Vec<SavedFinding>,
        suppressed: Vec<SavedFinding>,
        lacking: &mut usize,
    ) -> Result<Checked, String> {
        let trouble = |t: SavedTrouble| Trouble { what: t.what, line: t.line };
        let about = About {
            path: self.path,
            part: self.part,
            kind: self.kind,
            language: self.language,
            date: self.date,
            title: self.title,
            controller: self.controller,
            format: self.format.as_deref().and_then(Format::from_name).map(Format::name),
            sha256: self.sha256,
            claims: self.claims,
            checked: self.checked,
            notes: self.notes.into_iter().map(trouble).collect(),
            error: self.error.map(trouble),
        };
        match self.evidence {
            Some(evidence) => evidence.checked(about),
            None => {
                *lacking += usize::from(about.checked && about.error.is_none());
                document(about, findings, suppressed)
            }
        }
    }
}
