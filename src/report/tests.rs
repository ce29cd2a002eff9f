//! Renderers on findings and notices made by hand.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::audit::{Doubt, Edit, Finding, Mark, Severity};
use crate::check::{About, Checked};
use crate::claims::{Claim, Claims, Confidence, Detail, Polarity, Profile, Scope};
use crate::notice::{Encoding, Format, Notice, Source, Span};
use std::sync::Arc;

fn notice(path: &str, text: &str) -> Notice {
    let draft = crate::read::text::read(text);
    Notice::assemble(path, None, Format::Text, Arc::new(Source::new(text.into(), Encoding::Utf8, 0)), draft)
}

fn mark(notice: &Notice, words: &str, label: &str) -> Mark {
    let start = notice.text.find(words).unwrap();
    Mark { span: Span::new(start, start + words.len()), label: label.into() }
}

fn finding(primary: Mark, related: Vec<Mark>) -> Finding {
    Finding {
        rule: "house-two-periods".into(),
        family: "retention".into(),
        severity: Severity::Error,
        confidence: Confidence::Likely,
        subject: Some("case files".into()),
        message: "two different periods are given for case files".into(),
        primary,
        related,
        law: vec!["UK GDPR Art. 13(2)(a)".into()],
        why: "A reader cannot tell which period holds.".into(),
        fix: "Give one period for each kind of record.".into(),
        edits: Vec::new(),
        overtaken: None,
        fingerprint: "0123456789abcdef0123456789abcdef".into(),
    }
}

fn checked(notice: Notice, findings: Vec<Finding>) -> Checked {
    let about = About {
        path: notice.path.clone(),
        kind: Some("privacy-notice".into()),
        language: Some("en".into()),
        format: Some("text"),
        checked: true,
        ..About::default()
    };
    Checked { about, notice, findings, ..Checked::default() }
}

fn render(report: &mut dyn Report, documents: &[Checked]) -> String {
    let mut out = Vec::new();
    let mut summary = Summary::default();
    report.begin(&mut out).unwrap();
    for document in documents {
        summary.add(document);
        report.document(document, &mut out).unwrap();
    }
    report.end(&summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn pretty(width: usize) -> Pretty {
    Pretty { width, colour: false, quiet: true }
}

#[test]
fn both_places_of_a_contradiction_are_shown() {
    let text = "Privacy notice\n\nWe keep case files for 7 years.\n\nLater on.\n\nCase files are kept for 3 years.\n";
    let notice = notice("a/notice.txt", text);
    let primary = mark(&notice, "for 7 years", "seven years here");
    let related = mark(&notice, "kept for 3 years", "but three years here");
    let found = finding(primary, vec![related]);
    let shown = render(&mut pretty(80), &[checked(notice, vec![found])]);
    insta::assert_snapshot!(shown, @"
    error[house-two-periods]: two different periods are given for case files
      ┌─ a/notice.txt:3:20
      │
    3 │ We keep case files for 7 years.
      │                    ^^^^^^^^^^^ seven years here
      ·
    7 │ Case files are kept for 3 years.
      │                ---------------- but three years here
      │
      = law: UK GDPR Art. 13(2)(a)
      = why: A reader cannot tell which period holds.
      = fix: Give one period for each kind of record.
      = confidence: likely
    ");
}

#[test]
fn a_long_paragraph_stays_within_the_terminal_and_its_column_stays_true() {
    let filler = "We collect the details that you give us when you ask for help or send us a form. ".repeat(20);
    let text = format!("Privacy notice\n\n{filler}We keep your form for seven years. {filler}\n");
    let notice = notice("notice.txt", &text);
    let primary = mark(&notice, "seven years", &"a label that goes on and on ".repeat(8));
    let column = filler.len() + "We keep your form for ".len() + 1;
    let found = finding(primary, vec![]);
    let document = checked(notice, vec![found]);
    for width in [60, 80, 120] {
        let shown = render(&mut pretty(width), std::slice::from_ref(&document));
        assert!(shown.contains(&format!("notice.txt:3:{column}")), "{shown}");
        let widest = shown.lines().map(super::clean::width).max().unwrap();
        assert!(widest <= width, "{widest} > {width}\n{shown}");
    }
}

#[test]
fn a_span_over_many_rows_and_lines_is_drawn_short() {
    let line = "Some words of a notice that go on for a while, so that they fill the row.\n";
    let text = format!("Privacy notice\n\n{}", line.repeat(12));
    let notice = notice("notice.txt", &text);
    let whole = Mark { span: Span::new(16, text.len() - 1), label: "all of this".into() };
    let shown = render(&mut pretty(60), &[checked(notice, vec![finding(whole, vec![])])]);
    assert!(shown.lines().count() < 24, "{shown}");
    assert!(shown.contains("all of this"), "{shown}");
}

#[test]
fn escapes_in_a_notice_never_reach_the_terminal() {
    let text = "Privacy notice\n\nWe keep\u{1b}[2J your \u{202e}data for 7 years.\n";
    let notice = notice("no\u{1b}[31mtice.txt", text);
    let primary = mark(&notice, "data for 7 years", "here\u{9b}31m");
    let mut found = finding(primary, vec![]);
    found.message = "bad \u{1b}]0;title\u{7} message".into();
    let document = checked(notice, vec![found]);
    let mut table = Table::new(80, false);
    let date = "2026-11-22";
    let mut reports: [&mut dyn Report; 12] = [
        &mut pretty(80),
        &mut Concise { quiet: false },
        &mut table,
        &mut Outline,
        &mut ClaimsTable { width: 80 },
        &mut Sarif::new(std::iter::empty(), Base::default(), date),
        &mut Annotations::new(Base::default(), false),
        &mut JobSummary::new(Base::default(), date),
        &mut GitLab::new(Base::default()),
        &mut JUnit::new(Base::default(), date),
        &mut Markdown::new(date, false),
        &mut Sheet,
    ];
    for report in &mut reports {
        let shown = render(*report, std::slice::from_ref(&document));
        let bad = shown.chars().find(|c| *c != '\n' && super::clean::clean_char(*c) != *c);
        assert_eq!(bad, None, "{shown:?}");
    }
    let shown = render(&mut pretty(80), &[document]);
    assert!(shown.contains(":3:19"), "the column counts characters of the file\n{shown}");
}

#[test]
fn odd_spans_never_fail() {
    let text = "Privacy notice\r\n\r\nWe keep £ data\tfor é years\u{2028}and more.\r\nThe end\r\n";
    let notice = notice("notice.txt", text);
    let places: Vec<usize> = (0..=text.len()).filter(|i| text.is_char_boundary(*i)).collect();
    for &start in &places {
        for &end in places.iter().filter(|e| **e >= start) {
            let place = Mark { span: Span::new(start, end), label: "x".into() };
            let other = Mark { span: Span::new(end, end), label: "y".into() };
            let document = checked(notice.clone(), vec![finding(place, vec![other])]);
            let shown = render(&mut pretty(40), std::slice::from_ref(&document));
            let (line, column) = document.notice.source.position(start);
            // A place at a line break is shown at the end of the line.
            if text[start..].chars().next().is_some_and(|c| !c.is_whitespace()) {
                assert!(shown.contains(&format!("notice.txt:{line}:{column}\n")), "{start}..{end}\n{shown}");
            }
        }
    }
}

#[test]
fn colour_is_used_only_where_wanted() {
    let notice = notice("n.txt", "We keep case files for 7 years.\n");
    let found = finding(mark(&notice, "7 years", ""), vec![]);
    let document = checked(notice, vec![found]);
    let mut coloured = Pretty { width: 80, colour: true, quiet: true };
    assert!(render(&mut coloured, std::slice::from_ref(&document)).contains('\u{1b}'));
    assert!(!render(&mut pretty(80), &[document]).contains('\u{1b}'));
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_keeps_the_contract() {
    let one = notice("a.txt", "We keep case files for 7 years.\nCase files: 3 years.\n");
    let mut found = finding(mark(&one, "7 years", "here"), vec![mark(&one, "3 years", "and here")]);
    found.edits = vec![
        Edit { span: mark(&one, "We", "").span, new_text: "They".into(), doubt: Some(Doubt::Unsure) },
        Edit { span: mark(&one, "7", "").span, new_text: "3".into(), doubt: None },
    ];
    let documents = [checked(one, vec![found.clone(), found]), Checked::failed("b.txt", "not readable", Some(3))];
    let json: serde_json::Value =
        serde_json::from_str(&render(&mut Json::new("2026-11-22", false), &documents)).unwrap();
    assert_eq!(keys(&json), ["schema", "version", "as_of", "findings", "suppressed", "notices", "summary"]);
    assert_eq!(json["as_of"], "2026-11-22");
    let schema = findings_schema().unwrap();
    for (value, name) in
        [(&json["findings"][1], "finding"), (&json["notices"][1], "notice"), (&json["summary"], "summary")]
    {
        // Evidence comes last, and only where it is asked for.
        let mut known = keys(&schema["$defs"][name]["properties"]);
        known.retain(|key| *key != "evidence");
        assert_eq!(keys(value), known, "{name}");
    }
    let span = &json["findings"][0]["spans"][1];
    assert_eq!((span["line"].as_u64(), span["column"].as_u64()), (Some(2), Some(13)));
    assert_eq!(span["text"], "3 years");
    assert_eq!(span["role"], "related");
    assert_eq!(json["findings"][0]["edit"]["new_text"], "3");
    assert_eq!(json["findings"][0]["edits"].as_array().unwrap().len(), 1, "a doubtful edit is a suggestion");
    assert_eq!(json["notices"][1]["error"]["line"], 3);
    assert_eq!(json["summary"]["errors"], 2);
    assert_eq!(json["summary"]["unreadable"], 1);
}

#[test]
fn json_of_an_empty_run_is_whole() {
    let json: serde_json::Value = serde_json::from_str(&render(&mut Json::new("2026-11-22", false), &[])).unwrap();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!(json["notices"].as_array().map(Vec::len), Some(0));
}

#[test]
fn json_lines_end_with_portfolio_and_summary() {
    let text = render(&mut JsonLines::default(), &[checked(notice("a.txt", "Text.\n"), vec![])]);
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|l| keys(l).join(" ")).collect::<Vec<_>>(),
        ["notice findings", "portfolio", "summary"]
    );
}

#[test]
fn concise_is_one_line_a_finding() {
    let one = notice("a.txt", "We keep case files for 7 years.\n");
    let found = finding(mark(&one, "7 years", ""), vec![]);
    let shown = render(&mut Concise { quiet: true }, &[checked(one, vec![found])]);
    assert_eq!(shown, "a.txt:1:24: error[house-two-periods] two different periods are given for case files\n");
}

#[test]
fn the_table_sets_notices_against_families() {
    let one = notice("a.txt", "We keep case files for 7 years.\n");
    let found = finding(mark(&one, "7 years", ""), vec![]);
    let mut other = found.clone();
    (other.family, other.severity) = ("rights".into(), Severity::Note);
    let documents = [
        checked(one, vec![found.clone(), found, other]),
        checked(notice("b.txt", "Fine.\n"), vec![]),
        Checked::failed("c.txt", "not readable", None),
    ];
    insta::assert_snapshot!(render(&mut Table::new(80, false), &documents), @"
    Notice  retention  rights     total
    ───────────────────────────────────
    a.txt          2E      1N     2E 1N
    b.txt           ·       ·         ·
    c.txt                      not read
    Total          2E      1N     2E 1N

    E error, W warning, N note. 2 errors, 1 note in 2 privacy notices. 1 file could not be read.
    ");
}

fn claim(kind: &'static str, value: &str, notice: &Notice, words: &str) -> Claim {
    Claim { kind, value: value.into(), span: mark(notice, words, "").span, ..Claim::default() }
}

fn claimed() -> Checked {
    let text = "Privacy notice\n\nRecruitment. We rely on contract and keep notes for 1 year. We never send data \
                abroad. You may ask for a copy. Special data means health.\n";
    let notice = notice("a.txt", text);
    let scope = Scope { activity: Some("Recruitment".into()), ..Scope::default() };
    let mut basis = claim("basis", "6(1)(b)", &notice, "contract");
    basis.scope = scope.clone();
    let mut kept = claim("retention", "P1Y", &notice, "keep notes for 1 year").with("record-words", "notes");
    kept.scope = scope;
    kept.details.insert("bound", Detail::Text("up-to".into()));
    let mut transfer = claim("transfer", "third-country", &notice, "never send data abroad");
    transfer.polarity = Polarity::Denied;
    let right = claim("right", "access", &notice, "ask for a copy");
    let mut defined = claim("category", "special/health", &notice, "health");
    defined.force = crate::claims::Force::Defines;
    let mut document = checked(notice, vec![]);
    document.claims = Claims {
        profile: Profile { title: "Privacy notice".into(), language: "en".into(), ..Profile::default() },
        claims: vec![basis, kept, transfer, right, defined],
    };
    document
}

#[test]
fn claims_become_the_structured_form() {
    insta::assert_snapshot!(render(&mut Structured::default(), &[claimed()]), @"
    candour: notice/1
    title: Privacy notice
    language: en
    data:
    - category: special/health
      force: defines
      words: health
    transfers:
    - to: third-country
      polarity: denied
      words: never send data abroad
    rights:
    - right: access
      words: ask for a copy
    activities:
    - name: Recruitment
      lawful-basis:
      - basis: 6(1)(b)
        declared: false
        words: contract
      retention:
      - records: notes
        period: P1Y
        bound: up-to
        words: keep notes for 1 year
    ");
}

#[test]
fn the_structured_form_is_one_that_candour_reads() {
    let text = render(&mut Structured::default(), &[claimed()]);
    let notices = crate::read::read_bytes("a.yaml", text.as_bytes(), None, &crate::read::Limits::default());
    assert_eq!(notices.map(|n| n.iter().map(|n| n.format).collect::<Vec<_>>()), Ok(vec![Format::Structured]), "{text}");
}

#[test]
fn claims_become_json() {
    let json: serde_json::Value = serde_json::from_str(&render(&mut ClaimsJson::default(), &[claimed()])).unwrap();
    assert_eq!(keys(&json), ["schema", "notices"]);
    let claim = &json["notices"][0]["claims"][1];
    assert_eq!(claim["scope"]["activity"], "Recruitment");
    assert_eq!(claim["details"]["record-words"], "notes");
    assert_eq!(claim["span"]["text"], "keep notes for 1 year");
}

#[test]
fn the_summary_reads_as_a_sentence() {
    let summary = Summary { notices: 1, errors: 1, warnings: 2, not_notices: 1, unreadable: 2, ..Summary::default() };
    assert_eq!(
        summary.sentence(),
        "1 error, 2 warnings in 1 privacy notice. 1 other document is not a privacy notice in English. 2 files could \
         not be read."
    );
}
