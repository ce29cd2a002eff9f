//! What is kept of each notice for the pages about all of them: names, counts and links, never text.

use crate::audit::portfolio::Across;
use crate::check::Checked;
use crate::report::dossier::{Counts, Dossier, FindingView, NoteView, PlaceView, Reference, name};
use serde::Serialize;
use std::collections::BTreeMap;

/// One notice.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeFact {
    /// Its number, from 1.
    pub number: usize,
    /// Its path, with the part.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Who is responsible.
    pub controller: Option<String>,
    /// Its own date.
    pub date: Option<String>,
    /// Why it could not be read.
    pub error: Option<NoteView>,
    /// How many findings.
    pub counts: Counts,
    /// How it stands to each duty.
    pub cells: Vec<CellFact>,
    /// The page that it is on; empty where all is one page.
    pub file: String,
    /// Numbers of the changes of law since its date.
    pub since: Vec<usize>,
}

/// One cell of the matrix.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CellFact {
    /// `told`, `not-found`, `elsewhere`, `not-asked` or `unknown`.
    pub state: &'static str,
    /// The same for people.
    pub words: &'static str,
    /// How many findings are about it.
    pub findings: usize,
    /// The anchor to go to.
    pub target: Option<String>,
}

/// One finding, in short.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The number of its notice.
    pub notice: usize,
    /// Its anchor.
    pub id: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Line, from 1.
    pub line: u32,
    /// One sentence.
    pub message: String,
    /// What its notice is called; empty until it is shown.
    pub title: String,
    /// The page of its notice; empty where all is one page.
    pub file: String,
}

impl Head {
    /// Tells what the notice is called and where it is.
    pub fn name(&mut self, notices: &[NoticeFact]) {
        let Some(notice) = self.notice.checked_sub(1).and_then(|at| notices.get(at)) else { return };
        self.title = notice.title.clone().unwrap_or_else(|| notice.name.clone());
        self.file.clone_from(&notice.file);
    }
}

/// The findings of one rule.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RuleFact {
    /// The rule.
    pub id: String,
    /// Its title; empty where it is not known.
    pub title: String,
    /// The family of the rule.
    pub family: String,
    /// How many findings.
    pub counts: Counts,
    /// In how many notices.
    pub notices: usize,
    /// The findings.
    pub heads: Vec<Head>,
    /// The page on which they stand; empty where that is this one.
    pub file: String,
}

/// The findings of one controller.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ControllerFact {
    /// Its name; none where notices do not tell.
    pub name: Option<String>,
    /// How many notices.
    pub notices: usize,
    /// How many findings.
    pub counts: Counts,
    /// How many findings of each rule, those with most first.
    pub rules: Vec<(String, usize)>,
}

/// How the notices stand to one duty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DutyFact {
    /// What must be told.
    pub name: String,
    /// Where the law says so.
    pub cite: String,
    /// How many tell it.
    pub told: usize,
    /// How many of these with a finding about it.
    pub flawed: usize,
    /// In how many it was looked for and not found.
    pub missing: usize,
    /// How many hand it to another notice.
    pub elsewhere: usize,
    /// In how many nothing switches it on.
    pub unasked: usize,
}

impl NoticeFact {
    /// What is kept of a dossier.
    pub fn of(dossier: &Dossier, changes: &[jiff::civil::Date]) -> NoticeFact {
        let cell = |d: &crate::report::dossier::DutyView| CellFact {
            state: d.state,
            words: d.words,
            findings: d.findings.len(),
            target: d.target.clone(),
        };
        let day = dossier.date.as_deref().and_then(crate::rules::period::Days::parse).map(|d| d.last);
        let later = |day: jiff::civil::Date| changes.iter().zip(1..).filter(move |(c, _)| **c > day).map(|c| c.1);
        NoticeFact {
            number: dossier.number,
            name: dossier.name.clone(),
            title: dossier.title.clone(),
            controller: dossier.controller.clone(),
            date: dossier.date.clone(),
            error: dossier.error.clone(),
            counts: dossier.counts,
            cells: dossier.duties.iter().map(cell).collect(),
            file: String::new(),
            since: day.into_iter().flat_map(later).collect(),
        }
    }
}

/// Counts by severity: what is new, and what was in the baseline.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Trend {
    /// What is not held back.
    pub new: Counts,
    /// What the baseline holds back.
    pub known: Counts,
}

/// What is kept of all notices.
#[derive(Default)]
pub struct Facts {
    pub notices: Vec<NoticeFact>,
    pub rules: BTreeMap<String, RuleFact>,
    pub controllers: BTreeMap<String, ControllerFact>,
    pub counts: Counts,
    pub trend: Trend,
}

impl Facts {
    /// Takes one notice more.
    pub fn add(&mut self, dossier: &Dossier, checked: &Checked, changes: &[jiff::civil::Date], reference: &Reference) {
        let mut met: Vec<&str> = Vec::new();
        let key = dossier.controller.as_deref().unwrap_or_default();
        let controller = self.controllers.entry(key.to_lowercase()).or_default();
        controller.name = controller.name.take().or_else(|| dossier.controller.clone());
        controller.notices += 1;
        controller.counts.merge(&dossier.counts);
        for (finding, view) in checked.findings.iter().zip(&dossier.findings) {
            let rule = self.rules.entry(view.rule.clone()).or_default();
            rule.family.clone_from(&view.family);
            rule.id.clone_from(&view.rule);
            rule.title = reference.titles.get(&finding.rule).cloned().unwrap_or_default();
            rule.counts.add(finding.severity);
            if !met.contains(&view.rule.as_str()) {
                met.push(&view.rule);
                rule.notices += 1;
            }
            rule.heads.push(Head {
                notice: dossier.number,
                id: view.id.clone(),
                severity: view.severity,
                line: view.places.first().map_or(0, |p| p.line),
                message: view.message.clone(),
                ..Head::default()
            });
            match controller.rules.iter_mut().find(|r| r.0 == view.rule) {
                Some(known) => known.1 += 1,
                None => controller.rules.push((view.rule.clone(), 1)),
            }
            self.trend.new.add(finding.severity);
        }
        let held = checked.held.iter().filter(|h| matches!(h.by, crate::audit::By::Baseline));
        held.for_each(|h| self.trend.known.add(h.finding.severity));
        self.counts.merge(&dossier.counts);
        self.notices.push(NoticeFact::of(dossier, changes));
    }

    /// Takes a finding across notices.
    pub fn add_across(&mut self, number: usize, across: &Across, reference: &Reference) {
        let finding = &across.finding;
        let rule = self.rules.entry(finding.rule.clone()).or_default();
        rule.id.clone_from(&finding.rule);
        rule.family.clone_from(&finding.family);
        rule.title = reference.titles.get(&finding.rule).cloned().unwrap_or_default();
        rule.counts.add(finding.severity);
        rule.heads.push(Head {
            notice: 0,
            id: format!("x{number}"),
            severity: finding.severity.name(),
            line: across.primary.spot.line,
            message: crate::report::clean::one_line(&finding.message),
            ..Head::default()
        });
        self.counts.add(finding.severity);
        self.trend.new.add(finding.severity);
    }

    /// The controllers, those with most errors first.
    pub fn controllers(&mut self) -> Vec<ControllerFact> {
        let mut all: Vec<ControllerFact> = std::mem::take(&mut self.controllers).into_values().collect();
        for one in &mut all {
            one.rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        all.sort_by_key(|c| std::cmp::Reverse((c.counts.errors, c.counts.warnings, c.counts.notes)));
        all
    }

    /// How the notices stand to the duties.
    pub fn duties(&self, reference: &Reference) -> Vec<DutyFact> {
        let fact = |(at, head): (usize, &crate::report::dossier::DutyHead)| {
            let mut fact = DutyFact { name: head.name.clone(), cite: head.cite.clone(), ..DutyFact::default() };
            for cell in self.notices.iter().filter_map(|n| n.cells.get(at)) {
                match cell.state {
                    "told" => fact.told += 1,
                    "not-found" => fact.missing += 1,
                    "elsewhere" => fact.elsewhere += 1,
                    _ => fact.unasked += 1,
                }
                fact.flawed += usize::from(cell.state == "told" && cell.findings > 0);
            }
            fact
        };
        reference.duties.iter().enumerate().map(fact).collect()
    }
}

/// A finding across notices, as a page shows it. `link` leads to the words of a place in a notice.
pub fn across_view(number: usize, across: &Across, link: &dyn Fn(&str) -> Option<String>) -> FindingView {
    let place = |shown: &crate::audit::portfolio::Shown| {
        let name = name(&shown.path, shown.part.as_deref());
        PlaceView {
            href: link(&name),
            notice: Some(name),
            line: shown.spot.line,
            column: shown.spot.column,
            start: shown.spot.start_byte,
            end: shown.spot.end_byte,
            words: crate::report::clean::one_line(&shown.spot.text),
            label: crate::report::clean::one_line(&shown.label),
        }
    };
    let view = crate::report::dossier::said(&across.finding, across.places().map(place).collect());
    FindingView { id: format!("x{number}"), number, ..view }
}
