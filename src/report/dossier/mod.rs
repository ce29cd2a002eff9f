//! What an evidence pack says of one notice: plain data, made once and shared by every format that shows more than
//! findings. All words of strangers in it are cleaned of what a terminal or a page would obey; they are not escaped.

mod finding;
mod law;
mod records;
mod retention;
mod text;

pub(super) use finding::said;
pub use finding::{FindingView, HeldView, PlaceView};
pub use law::LawView;
pub use records::columns;
pub use records::{ClaimView, DutyView, EntryView, RecordView};
pub use retention::RetentionView;
pub use text::{MarginView, RowView, RunView, TableRowView};

use super::clean::{one_line, single};
use crate::audit::{By, Finding, Severity};
use crate::check::{Checked, Trouble};
use crate::law::{Date, Law};
use crate::notice::Location;
use crate::rules::Rule;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Anchors;

/// What evidence packs ask of the law and the rules, for all notices.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// The day whose law holds.
    pub as_of: String,
    /// The duties that hold on that day, in the order of the law.
    pub duties: Vec<DutyHead>,
    /// Of each provision that a rule cites: since when, and until when.
    pub provisions: BTreeMap<String, (Option<Date>, Option<Date>)>,
    /// Title by rule.
    pub titles: BTreeMap<String, String>,
    /// What changed in the law, by day.
    pub changes: Vec<(Date, String)>,
    /// By id of a citation: its name, its status on the day, and since when it has it.
    pub cited: BTreeMap<String, (String, String, Option<String>)>,
}

/// A duty of the law.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DutyHead {
    /// The item, as `rules/law` calls it.
    pub item: String,
    /// What must be told.
    pub name: String,
    /// Where the law says so.
    pub cite: String,
}

impl Reference {
    /// What there is to know of the law on a day, and of these rules.
    pub fn new(rules: &[&Rule], law: &Law, as_of: Date) -> Reference {
        let holds = |d: &&crate::law::Duty| crate::audit::coverage::holds(d, as_of);
        let head = |d: &crate::law::Duty| DutyHead { item: d.item.clone(), name: d.name.clone(), cite: d.cite.clone() };
        Reference {
            as_of: as_of.to_string(),
            duties: law.duties().iter().filter(holds).map(head).collect(),
            provisions: law::provisions(rules),
            titles: rules.iter().map(|r| (r.id.clone(), one_line(&r.title))).collect(),
            changes: law::changes(rules, law),
            cited: law::cited(law, as_of),
        }
    }
}

/// How many findings there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Of severity error.
    pub errors: usize,
    /// Of severity warning.
    pub warnings: usize,
    /// Of severity note.
    pub notes: usize,
    /// Held back by a suppression.
    pub suppressed: usize,
    /// Held back by a baseline: they were there before.
    pub baselined: usize,
    /// There before the change that is looked at.
    pub before: usize,
}

impl Counts {
    /// Counts one finding more.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// Counts one more that is held back.
    pub fn hold(&mut self, by: &By) {
        match by {
            By::Suppression(_) => self.suppressed += 1,
            By::Baseline => self.baselined += 1,
            By::Before => self.before += 1,
        }
    }

    /// Adds the counts of another notice.
    pub fn merge(&mut self, other: &Counts) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.before += other.before;
    }

    /// All findings that are not held back.
    pub fn all(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// What an evidence pack says of one notice.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dossier {
    /// What its anchors begin with: `n` and its number, from 1.
    pub id: String,
    /// Its number among the notices of the run, from 1.
    pub number: usize,
    /// Its path, as given or met.
    pub path: String,
    /// The part of its file that it is.
    pub part: Option<String>,
    /// Path and part.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Who is responsible.
    pub controller: Option<String>,
    /// Its own date, as a day, month or year.
    pub date: Option<String>,
    /// The format that it was read from.
    pub format: Option<&'static str>,
    /// SHA-256 of its file.
    pub sha256: Option<String>,
    /// How many claims were read.
    pub claims: usize,
    /// Why it could not be read.
    pub error: Option<NoteView>,
    /// What reading it had to bend or leave out.
    pub notes: Vec<NoteView>,
    /// How many findings.
    pub counts: Counts,
    /// What was found, by place.
    pub findings: Vec<FindingView>,
    /// What was found and is held back by a decision.
    pub held: Vec<HeldView>,
    /// Its text, with the findings beside it; empty if it is not known.
    pub text: Vec<RowView>,
    /// Its claims by activity.
    pub register: Vec<RecordView>,
    /// Its claims, one by one.
    pub said: Vec<ClaimView>,
    /// How it stands to each duty.
    pub duties: Vec<DutyView>,
    /// How long it says that what is kept.
    pub retention: Vec<RetentionView>,
    /// The law behind its findings.
    pub law: Vec<LawView>,
    /// The law that it names.
    pub cited: Vec<LawView>,
    /// Whether all of this is known; else only the findings are.
    pub whole: bool,
}

/// What is wrong with a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoteView {
    /// What.
    pub what: String,
    /// The line it is about.
    pub line: Option<u32>,
}

impl NoteView {
    fn of(trouble: &Trouble) -> NoteView {
        NoteView { what: one_line(&trouble.what), line: trouble.line }
    }
}

impl Dossier {
    /// The dossier of a document, the `number`th of its run.
    pub fn of(number: usize, checked: &Checked, reference: &Reference) -> Dossier {
        let about = &checked.about;
        let mut counts = Counts::default();
        checked.findings.iter().for_each(|f| counts.add(f.severity));
        checked.held.iter().for_each(|h| counts.hold(&h.by));
        let id = format!("n{number}");
        let anchors = Anchors::of(&id, &checked.notice);
        let place = Places { checked, anchors: &anchors };
        let whole = !checked.coverage.is_empty();
        let text = |s: &Option<String>| s.as_deref().map(one_line).filter(|s| !s.is_empty());
        Dossier {
            number,
            path: single(&about.path),
            part: about.part.as_deref().map(single),
            name: name(&about.path, about.part.as_deref()),
            title: text(&about.title),
            controller: text(&about.controller),
            date: text(&about.date),
            format: about.format,
            sha256: text(&about.sha256),
            claims: about.claims,
            error: about.error.as_ref().map(NoteView::of),
            notes: about.notes.iter().map(NoteView::of).collect(),
            counts,
            findings: finding::views(&id, &place),
            held: finding::held(&place),
            text: text::rows(&id, checked, &anchors),
            register: records::register_of(&place),
            said: records::claims_of(&place),
            duties: records::duties_of(&id, &place, reference),
            retention: retention::of(&place),
            law: law::behind(&id, &checked.findings, reference),
            cited: law::named(&place, reference),
            whole,
            id,
        }
    }
}

impl Dossier {
    /// No more of a document than who it is of and its claims by activity, without links.
    pub fn register_alone(checked: &Checked) -> Dossier {
        let about = &checked.about;
        let anchors = Anchors::default();
        let controller = about.controller.as_deref().map(one_line);
        Dossier {
            path: single(&about.path),
            part: about.part.as_deref().map(single),
            name: name(&about.path, about.part.as_deref()),
            controller: controller.filter(|s| !s.is_empty()),
            register: records::register_of(&Places { checked, anchors: &anchors }),
            ..Dossier::default()
        }
    }

    /// About how many bytes there are to show.
    pub fn weight(&self) -> usize {
        let runs = self.text.iter().map(|r| 200 + r.runs.len() * 100 + r.table.len() * 400 + r.margin.len() * 400);
        let cells = self.register.iter().flat_map(|r| &r.cells).map(|c| 50 + c.len() * 150);
        let law = (self.law.len() + self.cited.len()) * 500;
        runs.sum::<usize>() + cells.sum::<usize>() + law + (self.findings.len() + self.held.len()) * 4000 + 20_000
    }
}

/// The path of a notice, with its part.
pub fn name(path: &str, part: Option<&str>) -> String {
    match part {
        Some(part) => format!("{} ({})", single(path), single(part)),
        None => single(path),
    }
}

/// Where the words of a notice stand: in its file, and in the report.
struct Places<'a> {
    checked: &'a Checked,
    anchors: &'a Anchors,
}

impl Places<'_> {
    fn at(&self, span: crate::notice::Span) -> Location {
        self.checked.notice.locate(span)
    }

    /// The link to the words, where the report has them.
    fn href(&self, span: crate::notice::Span) -> Option<String> {
        self.anchors.href(span)
    }

    fn words(&self, span: crate::notice::Span) -> String {
        one_line(self.checked.notice.words(span))
    }

    /// Which finding, from 1, has a fingerprint.
    fn finding(&self, fingerprint: &str) -> Option<usize> {
        let at = |f: &Finding| f.fingerprint == fingerprint;
        self.checked.findings.iter().position(at).map(|i| i + 1)
    }
}
