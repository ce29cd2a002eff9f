//! Findings as an editor shows them.

use super::client::Client;
use super::document::{Document, Seen};
use super::places::bytes;
use candour::audit::{Finding, Listed, Severity, State};
use candour::check::{About, Trouble};
use candour::notice::Notice;
use candour::report::{clean, one_line};
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Range,
};

/// Who says so.
const SOURCE: &str = "candour";

/// Everything that is to be shown of a document. `failures` says whether it is told that the text cannot be read: of
/// what may be no notice at all nobody wants to know.
pub fn of(document: &Document, client: &Client, failures: bool) -> Vec<Diagnostic> {
    let Some(seen) = &document.seen else { return Vec::new() };
    let mut all: Vec<Diagnostic> =
        seen.findings().map(|(_, notice, finding)| diagnostic((document, seen), notice, finding, client)).collect();
    for checked in &seen.checked {
        if checked.about.checked {
            all.extend(checked.suppressions.iter().filter_map(|listed| decision(seen, listed, client)));
        }
        all.extend(troubles(&checked.about, &checked.suppressions, failures).map(|(severity, trouble)| Diagnostic {
            range: seen.lines.line(trouble.line.unwrap_or(1)),
            severity: Some(severity),
            source: Some(SOURCE.to_owned()),
            message: one_line(&trouble.what),
            ..Diagnostic::default()
        }));
    }
    all
}

/// A finding as an editor shows it.
pub fn diagnostic(
    (document, seen): (&Document, &Seen),
    notice: &Notice,
    finding: &Finding,
    client: &Client,
) -> Diagnostic {
    let related = finding.related.iter().map(|mark| DiagnosticRelatedInformation {
        location: Location { uri: document.uri.clone(), range: seen.lines.range(bytes(notice, mark.span)) },
        message: one_line(if mark.label.is_empty() { notice.words(mark.span) } else { &mark.label }),
    });
    let related: Vec<_> = if client.related { related.collect() } else { Vec::new() };
    // What the law overtook was right when it was written.
    let tag = finding.overtaken.is_some().then_some(DiagnosticTag::DEPRECATED);
    Diagnostic {
        range: seen.range(notice, finding),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.clone())),
        source: Some(SOURCE.to_owned()),
        message: clean(&finding.message).into_owned(),
        related_information: (!related.is_empty()).then_some(related),
        tags: tags(tag, client),
        ..Diagnostic::default()
    }
}

fn tags(tag: Option<DiagnosticTag>, client: &Client) -> Option<Vec<DiagnosticTag>> {
    tag.filter(|tag| client.tags.contains(tag)).map(|tag| vec![tag])
}

/// A suppression that is not in order.
fn decision(seen: &Seen, listed: &Listed, client: &Client) -> Option<Diagnostic> {
    let vain = matches!(listed.state, State::Stale | State::Expired).then_some(DiagnosticTag::UNNECESSARY);
    let severity = match listed.state {
        State::Wrong(_) => DiagnosticSeverity::ERROR,
        _ => DiagnosticSeverity::INFORMATION,
    };
    Some(Diagnostic {
        range: seen.lines.line(listed.line),
        severity: Some(severity),
        source: Some(SOURCE.to_owned()),
        message: one_line(&listed.trouble()?),
        tags: tags(vain, client),
        ..Diagnostic::default()
    })
}

/// What else `check` tells of a document and has a line, but for its suppressions.
fn troubles<'a>(
    about: &'a About,
    suppressions: &'a [Listed],
    failures: bool,
) -> impl Iterator<Item = (DiagnosticSeverity, &'a Trouble)> {
    let told = |note: &Trouble| suppressions.iter().any(|l| l.trouble().as_deref() == Some(&note.what));
    let notes = about.notes.iter().filter(move |n| about.checked && n.line.is_some() && !told(n));
    let error = about.error.iter().filter(move |_| failures);
    error.map(|e| (DiagnosticSeverity::ERROR, e)).chain(notes.map(|n| (DiagnosticSeverity::INFORMATION, n)))
}

/// Whether two places share something, be it only that they touch.
pub fn touch(a: Range, b: Range) -> bool {
    a.start <= b.end && b.start <= a.end
}
