//! SARIF 2.1.0, for code scanning. Results are written while notices finish; what needs the whole run comes last.
//! What a suppression holds back is a result that says so. What is in the baseline is none: it is old, not accepted.

mod model;
mod rule;

use super::base::Base;
use super::clean::{clean, one_line, single};
use super::item::{Item, Seen};
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::audit::{By, Finding, Severity, Suppression as Decision};
use crate::check::{Checked, Trouble};
use crate::notice;
use crate::rules::Rule;
use model::*;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Where the standard keeps its schema.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative URIs are relative to.
const ROOT: &str = "%SRCROOT%";
/// So many other places are named in the text of a result, where GitHub makes links of them.
const NAMED: usize = 3;

/// The report. It keeps what could not be read, never text of a notice.
pub struct Sarif {
    base: Base,
    as_of: String,
    rules: Vec<ReportingDescriptor>,
    numbers: BTreeMap<String, usize>,
    first: bool,
    notifications: Vec<Notification>,
}

impl Sarif {
    /// A report of what these rules found as of a date, in files as they are named from a folder.
    pub fn new<'a>(rules: impl Iterator<Item = &'a Rule>, base: Base, as_of: impl ToString) -> Sarif {
        let mut rules: Vec<ReportingDescriptor> = rules.map(rule::descriptor).collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let numbers = rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        Sarif { base, as_of: as_of.to_string(), rules, numbers, first: true, notifications: Vec::new() }
    }

    /// Writes one result; `suppressions` says why it is held back, if it is.
    fn write(&mut self, item: &Item<'_>, suppressions: Vec<Suppression>, out: &mut dyn Write) -> io::Result<()> {
        let line = super::plain::text(serde_json::to_string(&self.result(item, suppressions))?).into_bytes();
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        out.write_all(&line)
    }

    fn result(&self, item: &Item<'_>, suppressions: Vec<Suppression>) -> SarifResult {
        let finding = item.finding;
        let related = item.related.iter().enumerate();
        SarifResult {
            rule_id: one_line(&finding.rule),
            rule_index: self.numbers.get(&finding.rule).copied(),
            level: level(finding.severity),
            message: Text::plain(sentence(item)),
            locations: [self.location(None, &item.primary)],
            related_locations: related.map(|(at, seen)| self.location(Some(at + 1), seen)).collect(),
            partial_fingerprints: Fingerprints { candour: finding.fingerprint.clone() },
            suppressions,
            fixes: if item.edits.is_empty() { Vec::new() } else { vec![self.fix(item)] },
            properties: properties(finding),
        }
    }

    fn location(&self, id: Option<usize>, seen: &Seen<'_>) -> Location {
        let label = one_line(if seen.label.is_empty() && id.is_some() { seen.words } else { seen.label });
        Location {
            id,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact(seen.path),
                // Lines of text taken out of a document are no lines of the file.
                region: (!seen.at.is_extracted()).then(|| region(&seen.at)),
            },
            logical_locations: seen
                .part
                .map(one_line)
                .into_iter()
                .chain(seen.at.place())
                .map(|fully_qualified_name| LogicalLocation { fully_qualified_name })
                .collect(),
            message: (!label.is_empty()).then(|| Text::plain(escaped(&label))),
        }
    }

    fn artifact(&self, path: &str) -> ArtifactLocation {
        let uri = self.base.uri(path);
        ArtifactLocation { uri: uri.text, uri_base_id: uri.relative.then_some(ROOT) }
    }

    fn fix(&self, item: &Item<'_>) -> Fix {
        let replacement = |(at, text): &(notice::Location, &str)| Replacement {
            deleted_region: region(at),
            inserted_content: Content { text: (*text).to_owned() },
        };
        Fix {
            description: Text::plain(escaped(&one_line(&item.finding.fix))),
            artifact_changes: [ArtifactChange {
                artifact_location: self.artifact(item.primary.path),
                replacements: item.edits.iter().map(replacement).collect(),
            }],
        }
    }

    /// Takes what went wrong with a file, or was bent to read it.
    fn notify(&mut self, path: &str, level: &'static str, trouble: &Trouble) {
        let line = |line| Region { start_line: line, start_column: None, end_line: None, end_column: None };
        let physical_location = PhysicalLocation {
            artifact_location: self.artifact(path),
            region: trouble.line.filter(|l| *l > 0).map(line),
        };
        let location = Location { id: None, physical_location, logical_locations: Vec::new(), message: None };
        let message = Text::plain(escaped(&one_line(&trouble.what)));
        self.notifications.push(Notification { level, message, locations: vec![location] });
    }
}

impl Report for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let version = env!("CARGO_PKG_VERSION");
        let driver = Driver {
            name: "candour",
            version,
            semantic_version: version,
            short_description: Text::plain("A static analyser for UK privacy notices".to_owned()),
            rules: std::mem::take(&mut self.rules),
        };
        let schema = serde_json::to_string(SCHEMA)?;
        writeln!(out, "{{\"$schema\":{schema},\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        super::plain::line(out, &Tool { driver })?;
        let root = "the folder in which candour ran, or that of the repository";
        let bases = serde_json::json!({ROOT: {"description": {"text": root}}});
        write!(out, ",\n\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{bases},\n\"results\":[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if let Some(error) = &about.error {
            self.notify(&about.path, "error", error);
        }
        about.notes.iter().for_each(|note| self.notify(&about.path, "note", note));
        for finding in &checked.findings {
            self.write(&Item::of(&checked.notice, finding), Vec::new(), out)?;
        }
        for held in &checked.held {
            if let By::Suppression(decision) = &held.by {
                let own = checked.suppressions.iter().any(|listed| listed.suppression == *decision);
                let kind = if own { "inSource" } else { "external" };
                self.write(&Item::of(&checked.notice, &held.finding), vec![suppression(kind, decision)], out)?;
            }
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            self.write(&Item::across(across), Vec::new(), out)?;
        }
        for (across, by) in &portfolio.held {
            if let By::Suppression(decision) = by {
                self.write(&Item::across(across), vec![suppression("external", decision)], out)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let invocation = Invocation {
            execution_successful: summary.unreadable == 0,
            tool_execution_notifications: std::mem::take(&mut self.notifications),
        };
        write!(out, "\n],\n\"invocations\":[")?;
        super::plain::line(out, &invocation)?;
        write!(out, "],\n\"properties\":")?;
        super::plain::line(out, &RunProperties { as_of: &self.as_of, summary })?;
        writeln!(out, "}}]}}")
    }
}

/// A suppression with its reason, and until when it holds and who answers for it where that is said.
fn suppression(kind: &'static str, decision: &Decision) -> Suppression {
    let mut justification = one_line(&decision.reason);
    if let Some(until) = decision.until {
        justification += &format!(" (until {until})");
    }
    if let Some(owner) = &decision.owner {
        justification += &format!(" (owner: {})", one_line(owner));
    }
    Suppression { kind, status: "accepted", justification }
}

fn level(severity: Severity) -> &'static str {
    // The words of the standard are those of candour.
    severity.name()
}

fn region(at: &notice::Location) -> Region {
    Region {
        start_line: at.line.max(1),
        start_column: Some(at.column.max(1)),
        end_line: Some(at.end_line.max(at.line).max(1)),
        end_column: Some(at.end_column.max(1)),
    }
}

/// The message, and the first of the other places as links to them.
fn sentence(item: &Item<'_>) -> String {
    let mut text = escaped(&one_line(&item.finding.message));
    let link = |(at, seen): (usize, &Seen<'_>)| {
        let (place, number) = (seen.place(), at + 1);
        match seen.path == item.primary.path {
            true => format!("[{place}]({number})"),
            false => format!("[{}, {place}]({number})", escaped(&single(seen.path))),
        }
    };
    let links: Vec<String> = item.related.iter().enumerate().take(NAMED).map(link).collect();
    if !links.is_empty() {
        text += &format!(" (see also {})", links.join(", "));
    }
    text
}

fn properties(finding: &Finding) -> ResultProperties {
    ResultProperties {
        family: one_line(&finding.family),
        confidence: finding.confidence.name(),
        subject: finding.subject.as_deref().map(one_line),
        law: finding.law.iter().map(|law| one_line(law)).collect(),
        why: clean(&finding.why).into_owned(),
        fix: clean(&finding.fix).into_owned(),
        overtaken: finding.overtaken.clone(),
    }
}

/// Text in which nothing is taken for a link or a placeholder.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '[' | ']' => safe.extend(['\\', c]),
            '{' if chars.peek().is_some_and(char::is_ascii_digit) => safe += "{{",
            '}' if before.is_ascii_digit() => safe += "}}",
            _ => safe.push(c),
        }
        before = c;
    }
    safe
}
