//! The evidence pack as pages of HTML: one that holds everything, or from a certain size on a page for each notice and one
//! that leads to them.
//!
//! What is rendered of a notice is written before the next one comes, once there are too many for one page. Of all of
//! them only names, counts and links are kept ([`facts`]).

mod chart;
mod data;
mod facts;
mod page;

pub use page::{TEMPLATE, Template, TemplateError};

use super::clean::one_line;
use super::dossier::{Dossier, FindingView, Reference};
use super::{Report, Summary};
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use chart::Statement;
use data::{IndexData, NoticeData, PageData};
use facts::{Facts, NoticeFact, RuleFact};
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustc_hash::FxHashMap;
use std::io::{self, Write};

/// So many notices stand on one page.
pub const ON_ONE_PAGE: usize = 50;
/// Nor more bytes of them than this.
const BYTES_ON_ONE_PAGE: usize = 6 << 20;
/// So many notices are listed on one page.
const LISTED: usize = 250;
/// So many findings of a rule are listed on one page.
const HEADS: usize = 1000;
/// So many controllers are told of.
const CONTROLLERS: usize = 200;
/// So many findings across notices are told in full.
const ACROSS: usize = 500;

/// Where pages go that stand beside the first.
pub trait Pages: Send {
    /// Writes a page; its name has no folder.
    ///
    /// # Errors
    /// When it cannot be written.
    fn page(&mut self, name: &str, text: &str) -> io::Result<()>;

    /// Says that all pages are written: they take the place of those of an earlier report, of which none are left.
    ///
    /// # Errors
    /// When they cannot.
    fn finish(&mut self) -> io::Result<()>;
}

/// A place beside the first page: the folder's name, the first page's own name, and how to write there.
pub struct Beside {
    /// The folder's name.
    pub folder: String,
    /// The name of the first page.
    pub index: String,
    /// Writes the pages.
    pub pages: Box<dyn Pages>,
}

/// The report.
pub struct Html {
    reference: Reference,
    template: Template,
    beside: Option<Beside>,
    changes: Vec<(Date, Vec<String>)>,
    facts: Facts,
    statements: Vec<Statement>,
    names: FxHashMap<String, usize>,
    /// By notice: where words stand in the file and in the reading text.
    anchors: Vec<Vec<(u32, u32)>>,
    fragments: Vec<(String, String)>,
    bytes: usize,
    paged: bool,
    across: Vec<FindingView>,
    cut: usize,
    notes: Vec<String>,
}

impl Html {
    /// A report that measures notices by this law. Without a place beside it, all goes on one page.
    pub fn new(reference: Reference, template: Template, beside: Option<Beside>) -> Html {
        Html {
            changes: chart::days(&reference.changes, &reference.as_of),
            reference,
            template,
            beside,
            facts: Facts::default(),
            statements: Vec::new(),
            names: FxHashMap::default(),
            anchors: Vec::new(),
            fragments: Vec::new(),
            bytes: 0,
            paged: false,
            across: Vec::new(),
            cut: 0,
            notes: Vec::new(),
        }
    }

    fn render_notice(&self, dossier: &Dossier, fact: &NoticeFact) -> io::Result<String> {
        let change = |n: &usize| self.changes.get(n - 1).map(|c| (*n, c.0.to_string(), c.1.as_slice()));
        let data = NoticeData {
            kind: "notice",
            notice: dossier,
            as_of: &self.reference.as_of,
            version: env!("CARGO_PKG_VERSION"),
            since: fact.since.iter().filter_map(change).collect(),
        };
        self.template.render(&data, dossier.weight())
    }

    /// Writes a page beside the first.
    fn write(&mut self, name: &str, data: &PageData<'_>, weight: usize) -> io::Result<()> {
        let text = self.template.render(data, weight)?;
        match &mut self.beside {
            Some(beside) => beside.pages.page(name, &text),
            None => Ok(()),
        }
    }

    /// Writes the page of a notice.
    fn write_notice(&mut self, file: &str, title: &str, body: &str) -> io::Result<()> {
        let up = self.up();
        let as_of = self.reference.as_of.clone();
        let data = PageData { title, body, ..PageData::beside("page", &up, &as_of) };
        self.write(file, &data, body.len())
    }

    fn up(&self) -> String {
        self.beside.as_ref().map(|b| format!("../{}", encoded(&b.index))).unwrap_or_default()
    }

    /// From here on each notice has a page of its own.
    fn turn(&mut self) -> io::Result<()> {
        self.paged = true;
        for (at, (title, body)) in std::mem::take(&mut self.fragments).into_iter().enumerate() {
            let file = file_of(at + 1);
            self.write_notice(&file, &title, &body)?;
            if let Some(fact) = self.facts.notices.get_mut(at) {
                fact.file = file;
            }
        }
        self.bytes = 0;
        Ok(())
    }

    /// Writes the pages that list notices and findings, and answers where each list is, with its first and last notice.
    fn write_lists(&mut self) -> io::Result<Vec<(String, usize, usize)>> {
        let (up, as_of) = (self.up(), self.reference.as_of.clone());
        let duties = self.facts.duties(&self.reference);
        let notices = std::mem::take(&mut self.facts.notices);
        let mut lists = Vec::new();
        for (chunk, number) in notices.chunks(LISTED).zip(1..) {
            let name = format!("notices-{number}.html");
            let (first, last) = (chunk.first().map_or(0, |n| n.number), chunk.last().map_or(0, |n| n.number));
            let title = format!("Notices {first} to {last}");
            let data = PageData {
                title: &title,
                duties: &duties,
                notices: chunk,
                number: first,
                ..PageData::beside("list", &up, &as_of)
            };
            self.write(&name, &data, chunk.len() * (1000 + duties.len() * 200))?;
            lists.push((name, first, last));
        }
        let mut rules = std::mem::take(&mut self.facts.rules);
        for (rule, number) in rules.values_mut().zip(1..) {
            let heads = std::mem::take(&mut rule.heads);
            let chunks = heads.chunks(HEADS).len();
            let files: Vec<String> = (1..=chunks).map(|part| format!("rule-{number}-{part}.html")).collect();
            for (chunk, file) in heads.chunks(HEADS).zip(&files) {
                let mut part = RuleFact { heads: chunk.to_vec(), ..rule.clone() };
                part.heads.iter_mut().for_each(|h| h.name(&notices));
                let title = format!("Findings of {}", rule.id);
                let data = PageData {
                    title: &title,
                    rule: Some(&part),
                    files: files.clone(),
                    ..PageData::beside("rule", &up, &as_of)
                };
                self.write(file, &data, chunk.len() * 800)?;
            }
            rule.file = files.into_iter().next().unwrap_or_default();
        }
        self.facts.rules = rules;
        self.facts.notices = notices;
        Ok(lists)
    }

    /// Marks the statements of how long something is kept that a finding across notices holds against each other.
    fn oppose(&mut self, portfolio: &Portfolio) {
        for across in portfolio.findings.iter().filter(|a| !a.related.is_empty()) {
            let place = |shown: &crate::audit::portfolio::Shown| {
                let number = *self.names.get(&super::dossier::name(&shown.path, shown.part.as_deref()))?;
                let first = self.statements.partition_point(|s| s.notice < number);
                let of = self.statements.iter().enumerate().skip(first).take_while(|(_, s)| s.notice == number);
                let (start, end) = (shown.spot.start_byte, shown.spot.end_byte);
                of.filter(|(_, s)| s.view.start < end && start < s.view.end).map(|(at, _)| at).next()
            };
            let held: Option<Vec<usize>> = across.places().map(place).collect();
            for at in held.into_iter().flatten() {
                if let Some(statement) = self.statements.get_mut(at) {
                    statement.view.conflict = true;
                }
            }
        }
    }
}

impl Report for Html {
    fn document(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        if !checked.about.checked && checked.about.error.is_none() {
            return Ok(());
        }
        let number = self.facts.notices.len() + 1;
        let mut dossier = Dossier::of(number, checked, &self.reference);
        let days: Vec<Date> = self.changes.iter().map(|c| c.0).collect();
        self.facts.add(&dossier, checked, &days, &self.reference);
        let kept = std::mem::take(&mut dossier.retention);
        self.statements.extend(kept.into_iter().map(|view| Statement { notice: number, view }));
        self.names.insert(dossier.name.clone(), number);
        let notice = &checked.notice;
        let starts = checked.claims.claims.iter().map(|c| (notice.locate(c.span).start_byte, c.span.start));
        self.anchors.push(if dossier.text.is_empty() { Vec::new() } else { starts.collect() });
        let body = match self.facts.notices.last() {
            Some(fact) => self.render_notice(&dossier, fact)?,
            None => String::new(),
        };
        let title = dossier.title.unwrap_or(dossier.name);
        if self.paged {
            let file = file_of(number);
            self.write_notice(&file, &title, &body)?;
            if let Some(fact) = self.facts.notices.last_mut() {
                fact.file = file;
            }
            return Ok(());
        }
        self.bytes += body.len();
        self.fragments.push((title, body));
        let full = self.fragments.len() > ON_ONE_PAGE || self.bytes > BYTES_ON_ONE_PAGE && self.fragments.len() > 1;
        if full && self.beside.is_some() { self.turn() } else { Ok(()) }
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        self.oppose(portfolio);
        self.notes = portfolio.cuts.iter().map(|c| one_line(c)).collect();
        self.cut = portfolio.findings.len().saturating_sub(ACROSS);
        let base = self.beside.as_ref().filter(|_| self.paged).map(|b| format!("{}/", encoded(&b.folder)));
        for (across, number) in portfolio.findings.iter().zip(1..) {
            self.facts.add_across(number, across, &self.reference);
            if number > ACROSS {
                continue;
            }
            let mut view = facts::across_view(number, across, &|_| None);
            for (place, shown) in view.places.iter_mut().zip(across.places()) {
                let name = place.notice.clone().unwrap_or_default();
                let Some(notice) = self.names.get(&name).copied() else { continue };
                let held = self.anchors.get(notice - 1).into_iter().flatten();
                let words = held.into_iter().find(|a| a.0 == shown.spot.start_byte).map(|a| format!("-p{}", a.1));
                let file = base.as_ref().map(|b| format!("{b}{}", file_of(notice))).unwrap_or_default();
                place.href = Some(format!("{file}#n{notice}{}", words.unwrap_or_default()));
            }
            self.across.push(view);
        }
        for (_, by) in &portfolio.held {
            self.facts.counts.hold(by);
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let lists = if self.paged { self.write_lists()? } else { Vec::new() };
        let mut controllers = self.facts.controllers();
        let controllers_left = controllers.len().saturating_sub(CONTROLLERS);
        controllers.truncate(CONTROLLERS);
        let dates: Vec<Option<String>> = self.facts.notices.iter().map(|n| n.date.clone()).collect();
        for head in self.facts.rules.values_mut().flat_map(|r| &mut r.heads) {
            head.name(&self.facts.notices);
        }
        let mut rules: Vec<&RuleFact> = self.facts.rules.values().collect();
        rules.sort_by(|a, b| {
            let weight = |r: &RuleFact| (r.counts.errors, r.counts.warnings, r.counts.notes);
            weight(b).cmp(&weight(a)).then_with(|| a.id.cmp(&b.id))
        });
        let notices: &[NoticeFact] = if lists.is_empty() { &self.facts.notices } else { &[] };
        let title = match self.facts.notices.as_slice() {
            [one] => one.title.clone().unwrap_or_else(|| one.name.clone()),
            all => format!("{} privacy notices", all.len()),
        };
        let fragments: Vec<&str> = self.fragments.iter().map(|f| f.1.as_str()).collect();
        let weight = self.bytes
            + notices.len() * (2000 + self.reference.duties.len() * 200)
            + rules.iter().map(|r| 1000 + r.heads.len() * 500).sum::<usize>()
            + (self.across.len() + controllers.len()) * 5000;
        let data = IndexData {
            kind: if self.paged { "index" } else { "whole" },
            title,
            as_of: &self.reference.as_of,
            version: env!("CARGO_PKG_VERSION"),
            sentence: summary.sentence(),
            summary,
            trend: self.facts.trend,
            notices,
            duties: self.facts.duties(&self.reference),
            retention: chart::retention(&self.statements),
            timeline: chart::timeline(&self.changes, &self.reference.as_of, &dates),
            controllers,
            controllers_left,
            rules,
            across: &self.across,
            across_left: self.cut,
            notes: &self.notes,
            fragments,
            paged: self.paged,
            base: self.beside.as_ref().filter(|_| self.paged).map(|b| encoded(&b.folder) + "/").unwrap_or_default(),
            lists,
        };
        out.write_all(self.template.render(&data, weight + 1_000_000)?.as_bytes())?;
        // What can fail has not: the pages take their place.
        out.flush()?;
        self.beside.as_mut().map_or(Ok(()), |beside| beside.pages.finish())
    }
}

/// The page of a notice.
fn file_of(number: usize) -> String {
    format!("notice-{number:05}.html")
}

/// What of a name means nothing in a link.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name as it stands in a link.
fn encoded(name: &str) -> String {
    utf8_percent_encode(name, PLAIN).to_string()
}
