//! For jobs on GitHub: a workflow command for each finding, and a summary of the job in Markdown.

use super::base::Base;
use super::clean::{one_line, shorten};
use super::item::{Item, Seen};
use super::markdown::{escaped, mark};
use super::{Report, Summary};
use crate::audit::Severity;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use std::io::{self, Write};

/// Workflow commands, the most severe first: errors as they come, what is less at the end.
pub struct Annotations {
    base: Base,
    quiet: bool,
    warnings: Vec<String>,
    notes: Vec<String>,
}

impl Annotations {
    /// Annotations of files as they are named from a folder.
    pub fn new(base: Base, quiet: bool) -> Annotations {
        Annotations { base, quiet, warnings: Vec::new(), notes: Vec::new() }
    }

    fn take(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        let line = self.command(item);
        match item.finding.severity {
            Severity::Error => writeln!(out, "{line}")?,
            Severity::Warning => self.warnings.push(line),
            Severity::Note => self.notes.push(line),
        }
        Ok(())
    }

    fn command(&self, item: &Item<'_>) -> String {
        let finding = item.finding;
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let at = &item.primary.at;
        let mut place = format!("line={},endLine={},", at.line, at.end_line.max(at.line));
        // Columns are taken only where a place is on one line.
        if at.line == at.end_line {
            place += &format!("col={},endColumn={},", at.column, at.end_column.max(at.column));
        }
        let mut text = vec![one_line(&finding.message)];
        if let Some(words) = at.place() {
            // Lines of text taken out of a document are no lines of the file.
            place.clear();
            text.push(format!("{words}: {}", one_line(item.primary.words)));
        }
        text.extend(item.related.iter().map(|seen| self.also(&item.primary, seen)));
        text.extend(said("law", &finding.law.join("; ")));
        text.extend(said("fix", &finding.fix));
        format!(
            "::{level} file={},{place}title={}::{}",
            property(&self.base.name(item.primary.path)),
            property(&one_line(&finding.rule)),
            data(&text.join("\n"))
        )
    }

    fn also(&self, primary: &Seen<'_>, seen: &Seen<'_>) -> String {
        let label = if seen.label.is_empty() { seen.words } else { seen.label };
        match (seen.path == primary.path, seen.at.place()) {
            (true, _) => format!("{}: {}", seen.place(), one_line(label)),
            (false, None) => format!("{}:{}: {}", self.base.name(seen.path), seen.at.line, one_line(label)),
            (false, Some(place)) => format!("{}, {place}: {}", self.base.name(seen.path), one_line(label)),
        }
    }
}

fn said(name: &str, text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| format!("{name}: {}", one_line(text)))
}

impl Report for Annotations {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if let Some(error) = &about.error {
            let line = error.line.map(|l| format!(",line={l}")).unwrap_or_default();
            let file = property(&self.base.name(&about.path));
            writeln!(out, "::error file={file}{line},title=not read::{}", data(&one_line(&error.what)))?;
        }
        for finding in &checked.findings {
            self.take(&Item::of(&checked.notice, finding), out)?;
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        portfolio.findings.iter().try_for_each(|across| self.take(&Item::across(across), out))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for line in self.warnings.drain(..).chain(self.notes.drain(..)) {
            writeln!(out, "{line}")?;
        }
        if self.quiet { Ok(()) } else { writeln!(out, "{}", summary.sentence()) }
    }
}

/// The text of a command, in which nothing ends it or begins another.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, in which nothing ends it either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// So many findings are told in the summary of a job, the most severe first.
const TOLD: usize = 200;
/// So many bytes a table may have: GitHub takes a mebibyte a step, and other commands of the step write there too.
const BYTES: usize = 400_000;
/// Longer messages and names of files are cut.
const LONGEST: usize = 300;

/// The summary of a job, as Markdown. It keeps at most so many lines of each severity.
pub struct JobSummary {
    base: Base,
    as_of: String,
    /// Lines of the table, by severity, the most severe first.
    rows: [Vec<String>; 3],
    findings: usize,
    unread: Vec<String>,
}

impl JobSummary {
    /// The summary of a run as of a date, in files as they are named from a folder.
    pub fn new(base: Base, as_of: impl ToString) -> JobSummary {
        JobSummary { base, as_of: as_of.to_string(), rows: Default::default(), findings: 0, unread: Vec::new() }
    }

    fn take(&mut self, item: &Item<'_>) {
        let finding = item.finding;
        self.findings += 1;
        let [errors, warnings, notes] = &mut self.rows;
        let rows = match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        };
        if rows.len() < TOLD {
            let place = format!("{}:{}", self.base.name(item.primary.path), item.primary.at.line);
            let [rule, place, message] = [&finding.rule, &place, &finding.message].map(|text| cut(text));
            rows.push(format!("| {} | {rule} | {place} | {message} |", mark(finding.severity)));
        }
    }
}

fn cut(text: &str) -> String {
    escaped(&shorten(&one_line(text), LONGEST))
}

/// Writes as many lines as fit. Answers how many.
fn fitting(lines: &mut dyn Iterator<Item = &String>, out: &mut dyn Write) -> io::Result<usize> {
    let mut bytes = 0;
    let mut count = 0;
    for line in lines.take(TOLD) {
        bytes += line.len();
        if bytes > BYTES {
            break;
        }
        writeln!(out, "{line}")?;
        count += 1;
    }
    Ok(count)
}

impl Report for JobSummary {
    fn document(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if let Some(error) = about.error.as_ref().filter(|_| self.unread.len() < TOLD) {
            self.unread.push(format!("- File {}: {}", cut(&self.base.name(&about.path)), cut(&error.what)));
        }
        for finding in &checked.findings {
            self.take(&Item::of(&checked.notice, finding));
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        portfolio.findings.iter().for_each(|across| self.take(&Item::across(across)));
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## candour: privacy notices\n\n{} Law as of {}.", summary.sentence(), self.as_of)?;
        if self.findings > 0 {
            writeln!(out, "\n| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |")?;
            let told = fitting(&mut self.rows.iter().flatten(), out)?;
            if told < self.findings {
                writeln!(out, "\nAnd {} more, which are left out here.", self.findings - told)?;
            }
        }
        if !self.unread.is_empty() {
            writeln!(out, "\n### Not read\n")?;
            fitting(&mut self.unread.iter(), out)?;
        }
        writeln!(out)
    }
}
