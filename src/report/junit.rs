//! JUnit: a suite for each notice, and in it a failed test for each finding, or one that passed if there is none.

use super::base::Base;
use super::clean::one_line;
use super::item::{Item, Seen};
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// The report. It is written suite by suite.
pub struct JUnit {
    base: Base,
    as_of: String,
    suites: usize,
}

/// One test.
struct Case {
    name: String,
    class: String,
    /// `failure` or `error`, its type, its message and its text; nothing if it passed.
    failed: Option<(&'static str, String, String, String)>,
}

impl JUnit {
    /// A report of what was found as of a date, in files as they are named from a folder.
    pub fn new(base: Base, as_of: impl ToString) -> JUnit {
        JUnit { base, as_of: as_of.to_string(), suites: 0 }
    }

    /// Writes a suite. Time and host are not those of this run, so that the same notices give the same report.
    fn suite(&mut self, name: &str, cases: &[Case], out: &mut dyn Write) -> io::Result<()> {
        let count = |kind| cases.iter().filter(|c| c.failed.as_ref().is_some_and(|f| f.0 == kind)).count().to_string();
        let mut suite = BytesStart::new("testsuite");
        for (key, value) in [
            ("name", name),
            ("package", "candour"),
            ("id", &self.suites.to_string()),
            ("tests", &cases.len().to_string()),
            ("failures", &count("failure")),
            ("errors", &count("error")),
            ("skipped", "0"),
            ("timestamp", &format!("{}T00:00:00", self.as_of)),
            ("hostname", "localhost"),
            ("time", "0"),
        ] {
            suite.push_attribute((key, legal(value).as_str()));
        }
        self.suites += 1;
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Start(suite))?;
        writer.create_element("properties").write_empty()?;
        cases.iter().try_for_each(|case| case.write(&mut writer))?;
        writer.create_element("system-out").write_empty()?;
        writer.create_element("system-err").write_empty()?;
        writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
        out.write_all(&writer.into_inner())?;
        writeln!(out)
    }

    fn case(&self, item: &Item<'_>) -> Case {
        let finding = item.finding;
        let place = |seen: &Seen<'_>| {
            let label = one_line(if seen.label.is_empty() { seen.words } else { seen.label });
            match seen.at.place() {
                None => format!("{}:{}:{}: {label}", self.base.name(seen.path), seen.at.line, seen.at.column),
                Some(place) => format!("{}, {place}: {label}", self.base.name(seen.path)),
            }
        };
        let mut text: Vec<String> = std::iter::once(&item.primary).chain(&item.related).map(place).collect();
        for (name, words) in
            [("law", finding.law.join("; ")), ("why", finding.why.clone()), ("fix", finding.fix.clone())]
        {
            if !words.trim().is_empty() {
                text.push(format!("{name}: {}", one_line(&words)));
            }
        }
        let subject = finding.subject.as_ref().map(|s| format!(" ({})", one_line(s))).unwrap_or_default();
        Case {
            name: format!("{}{subject}, {}", one_line(&finding.rule), item.primary.place()),
            class: one_line(&format!("candour.{}", finding.family)),
            failed: Some(("failure", finding.severity.name().to_owned(), one_line(&finding.message), text.join("\n"))),
        }
    }
}

impl Case {
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let (name, class) = (legal(&self.name), legal(&self.class));
        let case = writer
            .create_element("testcase")
            .with_attribute(("name", name.as_str()))
            .with_attribute(("classname", class.as_str()))
            .with_attribute(("time", "0"));
        let Some((kind, sort, message, text)) = &self.failed else {
            case.write_empty()?;
            return Ok(());
        };
        case.write_inner_content(|writer| {
            let (sort, message, text) = (legal(sort), legal(message), legal(text));
            writer
                .create_element(*kind)
                .with_attribute(("type", sort.as_str()))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&text))?;
            Ok(())
        })?;
        Ok(())
    }
}

/// Text without what XML cannot hold in any form. Control characters are made visible before.
fn legal(text: &str) -> String {
    let kept = |c: char| c == '\n' || (c >= ' ' && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'));
    text.chars().map(|c| if kept(c) { c } else { '\u{fffd}' }).collect()
}

impl Report for JUnit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        out.write_all(&writer.into_inner())?;
        writeln!(out, "\n<testsuites>")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        let case = |name: &str| Case { name: name.to_owned(), class: "candour".to_owned(), failed: None };
        let cases = match &about.error {
            Some(error) => {
                let line = error.line.map(|l| format!("line {l}: ")).unwrap_or_default();
                let what = one_line(&error.what);
                let failed = Some(("error", "not read".to_owned(), what.clone(), format!("{line}{what}")));
                vec![Case { failed, ..case("can be read") }]
            }
            None if !about.checked => return Ok(()),
            None if checked.findings.is_empty() => vec![case("no findings")],
            None => checked.findings.iter().map(|f| self.case(&Item::of(&checked.notice, f))).collect(),
        };
        let part = about.part.as_ref().map(|part| format!(" ({})", one_line(part))).unwrap_or_default();
        self.suite(&(self.base.name(&about.path) + &part), &cases, out)
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        if portfolio.findings.is_empty() {
            return Ok(());
        }
        let cases: Vec<Case> = portfolio.findings.iter().map(|across| self.case(&Item::across(across))).collect();
        self.suite("across notices", &cases, out)
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}
