//! Findings as an evidence pack shows them.

use super::Places;
use crate::audit::{By, Finding, Mark};
use crate::report::clean::{one_line, shorten};
use serde::Serialize;

/// Longer quotations are cut.
const QUOTED: usize = 400;

/// A finding.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FindingView {
    /// Its number in its notice, from 1.
    pub number: usize,
    /// Its anchor.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// Family of the rule.
    pub family: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// `certain`, `likely` or `possible`.
    pub confidence: &'static str,
    /// What it is about.
    pub subject: String,
    /// One sentence.
    pub message: String,
    /// Its places, the primary one first.
    pub places: Vec<PlaceView>,
    /// The law, as cited.
    pub law: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// How to put it right.
    pub fix: String,
    /// Since when the law says otherwise, where that is later than the notice.
    pub overtaken: Option<String>,
    /// Its stable identity.
    pub fingerprint: String,
}

/// A place of a finding.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlaceView {
    /// The notice, where it is another than that of the finding.
    pub notice: Option<String>,
    /// The link to the words, where the report has them.
    pub href: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// First byte of the words in the file.
    pub start: u32,
    /// One past their last byte.
    pub end: u32,
    /// The words.
    pub words: String,
    /// What to see there; may be empty.
    pub label: String,
}

/// A finding that is held back by a decision.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeldView {
    /// The finding.
    pub finding: FindingView,
    /// Where the decision stands.
    pub place: String,
    /// Its reason.
    pub reason: String,
    /// Its last day.
    pub until: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
}

pub(super) fn views(id: &str, places: &Places<'_>) -> Vec<FindingView> {
    let numbered = places.checked.findings.iter().zip(1..);
    numbered.map(|(f, number)| view(&format!("{id}-f{number}"), number, f, places)).collect()
}

pub(super) fn held(places: &Places<'_>) -> Vec<HeldView> {
    let decided = places.checked.held.iter().filter_map(|held| match &held.by {
        By::Suppression(decision) => Some((&held.finding, decision)),
        By::Baseline | By::Before => None,
    });
    decided
        .map(|(finding, decision)| HeldView {
            finding: view("", 0, finding, places),
            place: one_line(&decision.place),
            reason: one_line(&decision.reason),
            until: decision.until.map(|d| d.to_string()),
            owner: decision.owner.as_deref().map(one_line),
        })
        .collect()
}

fn view(id: &str, number: usize, finding: &Finding, places: &Places<'_>) -> FindingView {
    let place = |mark: &Mark| {
        let at = places.at(mark.span);
        PlaceView {
            notice: None,
            href: places.href(mark.span),
            line: at.line,
            column: at.column,
            start: at.start_byte,
            end: at.end_byte,
            words: shorten(&places.words(mark.span), QUOTED),
            label: one_line(&mark.label),
        }
    };
    let all = std::iter::once(&finding.primary).chain(&finding.related).map(place).collect();
    FindingView { id: id.to_owned(), number, ..said(finding, all) }
}

/// What a finding says, with its places.
pub(in crate::report) fn said(finding: &Finding, places: Vec<PlaceView>) -> FindingView {
    FindingView {
        number: 0,
        id: String::new(),
        rule: one_line(&finding.rule),
        family: one_line(&finding.family),
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        subject: one_line(finding.subject.as_deref().unwrap_or_default()),
        message: one_line(&finding.message),
        places,
        law: finding.law.iter().map(|l| one_line(l)).collect(),
        why: one_line(&finding.why),
        fix: one_line(&finding.fix),
        overtaken: finding.overtaken.as_deref().map(one_line),
        fingerprint: one_line(&finding.fingerprint),
    }
}
