//! Findings as the contract has them, read back: with the words of their places, and of their notices nothing else.

use crate::audit::portfolio::{Across, Portfolio, Shown, Spot};
use crate::audit::{By, Edit, Finding, Held, Mark, Severity, Suppression};
use crate::check::{About, Checked};
use crate::claims::Confidence;
use crate::notice::{Format, Location, Notice, Span};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct SavedFinding {
    pub rule: String,
    family: String,
    severity: String,
    confidence: String,
    subject: Option<String>,
    message: String,
    pub notice: String,
    pub part: Option<String>,
    overtaken: Option<String>,
    spans: Vec<SavedSpan>,
    law: Vec<SavedLaw>,
    why: String,
    fix: String,
    #[serde(default)]
    edits: Vec<SavedEdit>,
    fingerprint: String,
    suppression: Option<SavedDecision>,
}

#[derive(Deserialize)]
struct SavedSpan {
    label: String,
    notice: String,
    part: Option<String>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start_byte: u32,
    end_byte: u32,
    #[serde(default)]
    page: Option<u32>,
    #[serde(default)]
    paragraph: Option<u32>,
    text: String,
}

#[derive(Deserialize)]
struct SavedLaw {
    cite: String,
}

#[derive(Deserialize)]
struct SavedEdit {
    start_byte: u32,
    end_byte: u32,
    new_text: String,
}

#[derive(Deserialize)]
struct SavedDecision {
    place: String,
    reason: String,
    until: Option<String>,
    owner: Option<String>,
}

impl SavedDecision {
    fn suppression(self, rule: String) -> Result<Suppression, String> {
        let until = self.until.map(|d| d.parse().map_err(|_| format!("`{d}` is no date"))).transpose()?;
        Ok(Suppression { rules: vec![rule], place: self.place, reason: self.reason, until, owner: self.owner })
    }
}

/// The words of some places, one after the other, as the text of a notice.
#[derive(Default)]
struct Words {
    notice: Notice,
}

impl Words {
    fn add(&mut self, text: &str, at: Location) -> Span {
        let into = &mut self.notice.text;
        let start = into.len();
        // No two places are the same, even where they have no words.
        into.push_str(if text.is_empty() { " " } else { text });
        let span = Span::new(start, into.len());
        into.push('\n');
        let span = if text.is_empty() { Span { start: span.start, end: span.start } } else { span };
        self.notice.places.insert(span, at);
        span
    }

    fn mark(&mut self, span: &SavedSpan) -> Mark {
        Mark { span: self.add(&span.text, span.at()), label: span.label.clone() }
    }

    fn finding(&mut self, saved: SavedFinding) -> Result<(Finding, Option<SavedDecision>), String> {
        let mut marks = saved.spans.iter().map(|s| self.mark(s)).collect::<Vec<_>>().into_iter();
        let primary = marks.next().ok_or_else(|| format!("a finding of `{}` has no place", saved.rule))?;
        let related = marks.collect();
        let edit = |e: &SavedEdit| {
            let at = Location { start_byte: e.start_byte, end_byte: e.end_byte, ..Location::default() };
            // Where lines and columns of an edit are is not told; those of the same bytes are the same.
            let known = saved.spans.iter().find(|s| (s.start_byte, s.end_byte) == (e.start_byte, e.end_byte));
            (known.map_or(at, SavedSpan::at), e.new_text.clone())
        };
        let edits: Vec<(Location, String)> = saved.edits.iter().map(edit).collect();
        let edits = edits.into_iter().map(|(at, new_text)| Edit { span: self.add("", at), new_text, doubt: None });
        let edits = edits.collect();
        let decision = saved.suppression;
        let finding = Finding {
            severity: Severity::from_name(&saved.severity)
                .ok_or_else(|| format!("`{}` is no severity", saved.severity))?,
            confidence: Confidence::from_name(&saved.confidence)
                .ok_or_else(|| format!("`{}` is no confidence", saved.confidence))?,
            rule: saved.rule,
            family: saved.family,
            subject: saved.subject,
            message: saved.message,
            primary,
            related,
            law: saved.law.into_iter().map(|l| l.cite).collect(),
            why: saved.why,
            fix: saved.fix,
            edits,
            overtaken: saved.overtaken,
            fingerprint: saved.fingerprint,
        };
        Ok((finding, decision))
    }
}

impl SavedSpan {
    fn at(&self) -> Location {
        Location {
            line: self.line,
            column: self.column,
            end_line: self.end_line,
            end_column: self.end_column,
            start_byte: self.start_byte,
            end_byte: self.end_byte,
            page: self.page,
            paragraph: self.paragraph,
        }
    }
}

/// A document of which the findings are known.
pub(super) fn document(
    about: About,
    findings: Vec<SavedFinding>,
    suppressed: Vec<SavedFinding>,
) -> Result<Checked, String> {
    let mut words = Words::default();
    let mut checked = Checked::default();
    for saved in findings {
        checked.findings.push(words.finding(saved)?.0);
    }
    for saved in suppressed {
        let (finding, decision) = words.finding(saved)?;
        let decision = decision.ok_or("a finding that is held back has no decision")?;
        let by = By::Suppression(decision.suppression(finding.rule.clone())?);
        checked.held.push(Held { finding, by });
    }
    checked.notice = words.notice;
    checked.notice.path.clone_from(&about.path);
    checked.notice.part.clone_from(&about.part);
    checked.notice.format = about.format.and_then(Format::from_name).unwrap_or_default();
    Ok(Checked { about, ..checked })
}

/// What was found across notices.
pub(super) fn portfolio(
    findings: Vec<SavedFinding>,
    suppressed: Vec<SavedFinding>,
    groups: Vec<(Option<String>, usize)>,
    cuts: Vec<String>,
) -> Result<Portfolio, String> {
    let across = |saved: SavedFinding| -> Result<(Across, Option<SavedDecision>), String> {
        let mut shown = saved.spans.iter().map(|s| {
            let Location { line, column, end_line, end_column, start_byte, end_byte, page, paragraph } = s.at();
            let text = s.text.clone();
            Shown {
                path: s.notice.clone(),
                part: s.part.clone(),
                spot: Spot { line, column, end_line, end_column, start_byte, end_byte, page, paragraph, text },
                label: s.label.clone(),
            }
        });
        let primary = shown.next().ok_or_else(|| format!("a finding of `{}` has no place", saved.rule))?;
        let related = shown.collect();
        let (finding, decision) = Words::default().finding(saved)?;
        Ok((Across { finding, primary, related }, decision))
    };
    let mut found = Portfolio { groups, cuts, ..Portfolio::default() };
    for saved in findings {
        found.findings.push(across(saved)?.0);
    }
    for saved in suppressed {
        let (across, decision) = across(saved)?;
        let decision = decision.ok_or("a finding that is held back has no decision")?;
        let by = By::Suppression(decision.suppression(across.finding.rule.clone())?);
        found.held.push((across, by));
    }
    Ok(found)
}
