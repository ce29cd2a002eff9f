//! What a run finds, gathered file by file, with the edits that can be made in each.

use crate::cli::complain;
use crate::cli::guard::guarded;
use crate::cli::options::Input;
use candour::Candour;
use candour::audit::{Finding, Options};
use candour::change::mend::{Mended, Part};
use candour::check::Checked;
use candour::notice::{Location, Source};
use candour::read::Limits;
use candour::report::{FileFixes, Found, Made, Report, Suggestion, Summary};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Gathers the edits of all files.
pub struct Keep<'a> {
    candour: &'a Candour,
    options: &'a Options,
    limits: Limits,
    /// What standard input is called.
    stdin: Option<String>,
    open: Option<Open>,
    /// The files of which something can be mended or suggested, in order.
    pub files: Vec<FileFixes>,
    /// In how many files the analysis failed.
    pub failed: usize,
}

/// The file whose notices are coming.
struct Open {
    path: String,
    sha256: String,
    source: Arc<Source>,
    parts: Vec<Part>,
    findings: Vec<Vec<Draft>>,
    /// Whether every notice of it was read and checked; else the file stays as it is.
    whole: bool,
}

/// A finding, with its places in the file.
struct Draft {
    found: Found,
    at: Location,
    edits: Vec<Edit>,
}

/// An edit: where, the words that go, those that come, and why it is doubtful.
struct Edit {
    at: Location,
    old: String,
    new: String,
    doubt: Option<&'static str>,
}

impl<'a> Keep<'a> {
    /// Nothing yet.
    pub fn new(candour: &'a Candour, options: &'a Options, input: &Input, limits: Limits) -> Keep<'a> {
        let dash = input.paths.iter().any(|p| p.as_os_str() == "-");
        let stdin = dash.then(|| input.stdin_filename.clone().unwrap_or_else(|| "-".to_owned()));
        Keep { candour, options, limits, stdin, open: None, files: Vec::new(), failed: 0 }
    }

    /// All notices of a file have come.
    fn close(&mut self) {
        let Some(open) = self.open.take().filter(|open| open.whole) else { return };
        // As it was when the file was checked: what comes through a pipe decides nothing.
        let comments = self.options.comments && self.stdin.as_ref() != Some(&open.path);
        let options = Options { comments, ..self.options.clone() };
        let name = (open.path.as_str(), open.sha256.as_str());
        let offers = open.parts.iter().any(|p| !p.offers.is_empty());
        let mended = || self.candour.mend(name, &open.source, &open.parts, &self.limits, &options);
        let mended = match guarded(|| if offers { mended() } else { Mended::default() }) {
            Ok(mended) => mended,
            Err(panic) => {
                complain(&format!("{}: {panic}", open.path));
                self.failed += 1;
                return;
            }
        };
        let file = open.fixes(mended);
        if !file.edits.is_empty() || !file.suggestions.is_empty() {
            self.files.push(file);
        }
    }
}

impl Report for Keep<'_> {
    fn document(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if self.open.as_ref().is_none_or(|open| open.path != about.path) {
            self.close();
            self.open = Some(Open {
                path: about.path.clone(),
                sha256: about.sha256.clone().unwrap_or_default(),
                source: Arc::clone(&checked.notice.source),
                parts: Vec::new(),
                findings: Vec::new(),
                whole: true,
            });
        }
        if let Some(open) = &mut self.open {
            open.whole &= about.error.is_none();
            open.parts.push(Part::of(&checked.notice, &checked.findings, &checked.held));
            open.findings.push(checked.findings.iter().map(|f| Draft::of(checked, f)).collect());
        }
        Ok(())
    }

    fn end(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        self.close();
        Ok(())
    }
}

impl Draft {
    fn of(checked: &Checked, finding: &Finding) -> Draft {
        let notice = &checked.notice;
        let edit = |edit: &candour::audit::Edit| Edit {
            at: notice.locate(edit.span),
            old: notice.words(edit.span).to_owned(),
            new: edit.new_text.clone(),
            doubt: edit.doubt.map(candour::audit::Doubt::words),
        };
        Draft {
            found: Found {
                part: notice.part.clone(),
                rule: finding.rule.clone(),
                severity: finding.severity,
                subject: finding.subject.clone(),
                message: finding.message.clone(),
                fix: finding.fix.clone(),
                fingerprint: finding.fingerprint.clone(),
            },
            at: notice.locate(finding.primary.span),
            edits: finding.edits.iter().map(edit).collect(),
        }
    }
}

impl Open {
    /// The file as it is reported.
    fn fixes(self, mended: Mended) -> FileFixes {
        let offer = |part: usize, offer: usize| {
            let offer = self.parts.get(part)?.offers.get(offer)?;
            let draft = self.findings.get(part)?.get(offer.finding)?;
            Some((offer, draft, draft.edits.get(offer.edit)?))
        };
        let mut edits: Vec<Made> = Vec::new();
        for &(part, number) in &mended.made {
            let Some((offer, draft, edit)) = offer(part, number) else { continue };
            match edits.last_mut().filter(|last| last.span == offer.source) {
                Some(last) => last.findings.push(draft.found.clone()),
                None => edits.push(Made {
                    at: edit.at,
                    span: offer.source,
                    old_text: edit.old.clone(),
                    new_text: edit.new.clone(),
                    findings: vec![draft.found.clone()],
                }),
            }
        }
        let mut refused: BTreeMap<(usize, usize, usize), String> = BTreeMap::new();
        for (part, number, why) in &mended.refused {
            if let Some((offer, ..)) = offer(*part, *number) {
                refused.insert((*part, offer.finding, offer.edit), why.words());
            }
        }
        let mut suggestions = Vec::new();
        for (part, drafts) in self.findings.iter().enumerate() {
            for (number, draft) in drafts.iter().enumerate() {
                suggestions.extend(draft.suggestions(|edit| refused.remove(&(part, number, edit))));
            }
        }
        suggestions.sort_by_key(|s| (s.at.start_byte, s.at.end_byte));
        let old = if edits.is_empty() { String::new() } else { self.source.text.clone() };
        let new = if edits.is_empty() { String::new() } else { mended.text };
        FileFixes {
            path: self.path,
            sha256: self.sha256,
            old,
            new,
            bytes: mended.bytes,
            edits,
            suggestions,
            ..FileFixes::default()
        }
    }
}

impl Draft {
    /// What is left of the finding to people. `refused` says of one of its edits why it is not made.
    fn suggestions(&self, mut refused: impl FnMut(usize) -> Option<String>) -> Vec<Suggestion> {
        if self.edits.is_empty() {
            return vec![Suggestion { finding: self.found.clone(), at: self.at, edit: None }];
        }
        let mut left = Vec::new();
        for (number, edit) in self.edits.iter().enumerate() {
            let Some(why) = edit.doubt.map(str::to_owned).or_else(|| refused(number)) else { continue };
            let words = (edit.old.clone(), edit.new.clone(), why);
            left.push(Suggestion { finding: self.found.clone(), at: edit.at, edit: Some(words) });
        }
        left
    }
}
