#![allow(clippy::unwrap_used)]
use super::*;

fn found() -> Found {
    Found {
        part: None,
        rule: "a-rule".into(),
        severity: Severity::Note,
        subject: None,
        message: "A message".into(),
        fix: "Write it\u{1b}[31m well.".into(),
        fingerprint: "0".repeat(32),
    }
}

/// A file in which every "old" becomes "newer".
fn file(path: &str, text: &str) -> FileFixes {
    let mut edits = Vec::new();
    for (at, old) in text.match_indices("old") {
        let at = Span::new(at, at + 3);
        edits.push(Made {
            at: crate::notice::Source::new(text.into(), Default::default(), 0).locate(at),
            span: at,
            old_text: old.into(),
            new_text: "newer".into(),
            findings: vec![found()],
        });
    }
    let new = text.replace("old", "newer");
    let suggestion = Suggestion {
        finding: found(),
        at: Default::default(),
        edit: Some(("this".into(), "that".into(), "the words are quoted".into())),
    };
    let plain = Suggestion { edit: None, ..suggestion.clone() };
    FileFixes {
        path: path.into(),
        old: text.into(),
        bytes: new.clone().into(),
        new,
        edits,
        suggestions: vec![suggestion, plain],
        ..FileFixes::default()
    }
}

fn shown(report: &dyn FixReport, files: &[FileFixes]) -> String {
    let mut summary = FixSummary { notices: files.len(), ..FixSummary::default() };
    files.iter().for_each(|f| summary.add(f));
    let mut out = Vec::new();
    report.write(files, &summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const PRETTY: FixPretty = FixPretty { width: 70, colour: false, quiet: false, apply: false };

#[test]
fn a_diff_with_the_suggestions_beneath() {
    let text = shown(&PRETTY, &[file("a.txt", "one\r\ntwo\r\nthe old way\r\nthree\r\n")]);
    let expected = "--- a.txt\n+++ a.txt\n@@ -1,4 +1,4 @@\n one\n two\n-the old way\n+the newer way\n three\n\
                    a.txt: for you to decide\n  0:0 a-rule: write \"that\" for \"this\"? the words are quoted\n  \
                    0:0 a-rule: Write it␛[31m well.\n\n\
                    1 edit in 1 file, not applied; 2 suggestions. With --apply the edits\nare written.\n";
    assert_eq!(text, expected);
    let quiet = shown(&FixPretty { quiet: true, ..PRETTY }, &[file("a.txt", "old")]);
    let bare = "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-old\n\\ No newline at end of file\n+newer\n\\ No newline at end of file\n\n";
    assert_eq!(quiet, bare);
}

#[test]
fn words_of_strangers_do_nothing_to_a_terminal_or_a_job() {
    let text = "::error::stop\n\u{1b}[2Jold \u{202e}x\n##[error]\n";
    let shown = shown(&PRETTY, &[file("::a\u{1b}.txt", text)]);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    assert!(shown.lines().all(|l| !l.trim_start().starts_with("::")), "{shown}");
    assert!(!shown.contains("##[error]"), "{shown}");
}

#[test]
fn of_a_long_line_what_stands_around_the_change_is_shown() {
    let long = format!("{}an old thing{}\n{}", "word ".repeat(400), " and more".repeat(400), "x".repeat(5000));
    let shown = shown(&FixPretty { quiet: true, ..PRETTY }, &[file("a.html", &long)]);
    assert!(shown.lines().all(|l| l.chars().count() <= 242), "{shown}");
    assert!(shown.contains("-…") && shown.contains("an old thing and more"), "{shown}");
    assert!(shown.contains("an newer thing and more"), "{shown}");
}

#[test]
fn json_is_as_its_schema_says() {
    let mut failed = file("b.txt", "old");
    failed.written = Written::Failed("no room".into());
    let files = [file("a.txt", "an old text"), failed];
    let text = shown(&FixJson { as_of: "2026-11-22".into(), apply: true }, &files);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = fix_schema().unwrap();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), keys(&schema["properties"]));
    for (value, name) in [
        (&json["files"][0], "file"),
        (&json["files"][0]["edits"][0], "edit"),
        (&json["files"][0]["edits"][0]["findings"][0], "finding"),
        (&json["files"][0]["suggestions"][0], "suggestion"),
        (&json["summary"], "summary"),
    ] {
        assert_eq!(keys(value), keys(&schema["$defs"][name]["properties"]), "{name}");
    }
    assert_eq!(json["files"][1]["error"], "no room");
    assert_eq!(json["files"][0]["edits"][0]["start_byte"], 3);
}
