//! GitLab's code quality report: a JSON array with an object for each finding.

use super::base::Base;
use super::clean::one_line;
use super::item::Item;
use super::{Report, Summary};
use crate::audit::Severity;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use serde::Serialize;
use std::io::{self, Write};

/// The report.
pub struct GitLab {
    base: Base,
    first: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl GitLab {
    /// A report of files as they are named from a folder.
    pub fn new(base: Base) -> GitLab {
        GitLab { base, first: true }
    }

    fn write(&mut self, issue: &Issue<'_>, out: &mut dyn Write) -> io::Result<()> {
        let line = super::plain::text(serde_json::to_string(issue)?).into_bytes();
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        out.write_all(&line)
    }

    fn item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (finding, primary) = (item.finding, &item.primary);
        let path = self.base.name(primary.path);
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        };
        let issue = Issue {
            description: &one_line(&finding.message),
            check_name: &one_line(&finding.rule),
            fingerprint: &fingerprint([&path, primary.part.unwrap_or(""), &finding.fingerprint]),
            severity,
            location: Place {
                path: &path,
                lines: match primary.at.is_extracted() {
                    // GitLab wants a line; a document has none.
                    true => Lines { begin: 1, end: 1 },
                    false => Lines { begin: primary.at.line, end: primary.at.end_line.max(primary.at.line) },
                },
            },
        };
        self.write(&issue, out)
    }
}

/// GitLab takes two findings with one fingerprint for one, and the same words may stand in two notices.
fn fingerprint(parts: [&str; 3]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

impl Report for GitLab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if let Some(error) = &about.error {
            let path = self.base.name(&about.path);
            let line = error.line.unwrap_or(1).max(1);
            let issue = Issue {
                description: &format!("not read: {}", one_line(&error.what)),
                check_name: "not read",
                fingerprint: &fingerprint([&path, "", "not read"]),
                severity: "blocker",
                location: Place { path: &path, lines: Lines { begin: line, end: line } },
            };
            self.write(&issue, out)?;
        }
        checked.findings.iter().try_for_each(|finding| self.item(&Item::of(&checked.notice, finding), out))
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        portfolio.findings.iter().try_for_each(|across| self.item(&Item::across(across), out))
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]")
    }
}
