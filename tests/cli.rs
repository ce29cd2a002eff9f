//! The command line from outside: exit codes, formats, order, odd input.
#![allow(clippy::unwrap_used, clippy::panic)]

mod aid;

use aid::{command as at, folder_of as folder, json, outcome as run};
use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const NOTICE: &str = "# Privacy notice\n\nThis privacy notice explains how Brook Lane Bakery Ltd uses your personal \
data.\n\n## Who we are\n\nBrook Lane Bakery Ltd is the controller of your personal data.\n\n## How long we keep it\n\n\
We keep order records for 7 years.\n\n## Your rights\n\nYou have the right to ask for a copy of your personal \
data.\n\nLast updated: 1 March 2026\n";

const OTHER: &str = "Bread\n\nMix flour, water, salt and yeast. Wait. Bake for forty minutes.\n";

fn candour(args: &[&str]) -> Command {
    aid::command(Path::new("."), args)
}

#[test]
fn bad_arguments_are_exit_code_2() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes())]);
    let cases: &[&[&str]] = &[
        &[],
        &["chek"],
        &["check"],
        &["check", "notice.md", "--as-of", "yesterday"],
        &["check", "notice.md", "--format", "xml"],
        &["check", "notice.md", "--fail-on", "everything"],
        &["check", "notice.md", "--max-size", "0"],
        &["check", "notice.md", "--jobs", "many"],
        &["check", "notice.md", "--select", "no-such-rule"],
        &["check", "notice.md", "--ignore", "no-such-rule"],
        &["check", "notice.md", "--rules", "no-such-folder"],
        &["explain", "no-such-rule"],
        &["schema", "everything"],
    ];
    for args in cases {
        let (code, out, err) = run(at(dir.path(), args));
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}\n{err}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_exit_code_0() {
    for args in [&["--help"][..], &["--version"], &["check", "--help"], &["rules", "list", "--help"]] {
        let (code, out, _) = run(candour(args));
        assert_eq!(code, 0, "{args:?}");
        assert!(out.contains("candour"), "{out}");
    }
}

#[test]
fn every_command_has_help_with_plain_words() {
    for command in ["check", "claims", "outline", "explain", "rules", "schema"] {
        let (code, out, _) = run(candour(&[command, "--help"]));
        assert_eq!(code, 0, "{command}");
        assert!(out.lines().next().is_some_and(|l| l.len() > 20), "{out}");
    }
}

#[test]
fn a_missing_file_fails_and_hides_nothing() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes())]);
    let (code, out, err) = run(at(dir.path(), &["check", "gone.md", "notice.md", "--all-files", "--format", "json"]));
    assert_eq!(code, 2);
    assert!(err.contains("gone.md"), "{err}");
    let json = json(&out);
    assert_eq!(json["notices"][0]["path"], "gone.md");
    assert!(json["notices"][0]["error"]["what"].is_string());
    assert_eq!(json["notices"][1]["path"], "notice.md");
    assert!(json["notices"][1]["error"].is_null());
    assert_eq!(json["summary"]["notices"], 1);
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes())]);
    let (code, _, err) = run(at(dir.path(), &["check", "notice.md", "--max-size", "100"]));
    assert_eq!(code, 2);
    assert!(err.contains("100 bytes"), "{err}");
}

#[test]
fn no_notice_is_exit_code_3() {
    let dir = folder(&[("bread.txt", OTHER.as_bytes())]);
    let (code, _, err) = run(at(dir.path(), &["check", "."]));
    assert_eq!(code, 3, "{err}");
    let empty = TempDir::new().unwrap();
    assert_eq!(run(at(empty.path(), &["check", "."])).0, 3);
}

#[test]
fn a_document_named_that_is_no_notice_is_told_of() {
    let dir = folder(&[("bread.txt", OTHER.as_bytes()), ("notices/more.txt", OTHER.as_bytes())]);
    let (code, _, err) = run(at(dir.path(), &["check", "bread.txt", "notices"]));
    assert_eq!(code, 3);
    assert!(err.contains("bread.txt: not a privacy notice"), "{err}");
    assert!(!err.contains("more.txt"), "a document met in a folder is counted only: {err}");
    let (code, out, _) = run(at(dir.path(), &["check", "bread.txt", "notices", "--format", "json"]));
    assert_eq!((code, json(&out)["summary"]["not_notices"].as_u64()), (3, Some(2)));
}

#[test]
fn standard_input_is_read_under_the_name_given() {
    let args = ["check", "-", "--all-files", "--stdin-filename", "draft.md", "--format", "jsonl"];
    let mut command = candour(&args);
    command.write_stdin(NOTICE);
    let (_, out, _) = run(command);
    let first = json(out.lines().next().unwrap());
    assert_eq!(first["notice"]["path"], "draft.md");
    assert_eq!(first["notice"]["format"], "markdown");
    let mut command = candour(&["check", "-", "--all-files", "--format", "json"]);
    command.write_stdin(NOTICE);
    assert_eq!(json(&run(command).1)["notices"][0]["path"], "-");
}

#[test]
fn output_is_the_same_whatever_the_number_of_workers() {
    let files: Vec<(String, String)> =
        (0..300).map(|i| (format!("{:02}/{i}.md", i % 7), NOTICE.replace("7 years", &format!("{i} years")))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let dir = folder(&files);
    for format in ["pretty", "concise", "table", "json", "jsonl"] {
        let with = |jobs: &str| {
            let args = ["check", ".", "--all-files", "--as-of", "2026-11-22", "--format", format, "--jobs", jobs];
            run(at(dir.path(), &args))
        };
        let one = with("1");
        assert_eq!(one, with("2"), "{format}");
        assert_eq!(one, with("0"), "{format}");
        if format == "jsonl" {
            let paths: Vec<String> =
                one.1.lines().filter_map(|l| json(l)["notice"]["path"].as_str().map(str::to_owned)).collect();
            let mut sorted = paths.clone();
            sorted.sort();
            assert_eq!(paths.len(), 300);
            assert_eq!(paths, sorted);
        }
    }
}

#[test]
fn a_report_goes_to_a_file_whole() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes()), ("old.json", b"old")]);
    let args = ["check", "notice.md", "--all-files", "--format", "json", "--output", "old.json"];
    let (_, out, _) = run(at(dir.path(), &args));
    assert_eq!(out, "");
    let text = fs::read_to_string(dir.path().join("old.json")).unwrap();
    assert_eq!(json(&text)["schema"], "candour.findings/1");
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing is left beside it");
    let (code, _, err) = run(at(dir.path(), &["check", "notice.md", "--output", "no/such/folder.json"]));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn hostile_bytes_never_break_a_run() {
    let deep = "- ".repeat(2000);
    let dir = folder(&[
        ("a.md", NOTICE.as_bytes()),
        ("b.txt", b"\xff\xfe\x00\x00\xd8\x00"),
        ("c.txt", b"\x00\x01\x02\xff\xfe\xfd"),
        ("d.md", deep.as_bytes()),
        ("e.yaml", b"a: [1, 2\nb: {"),
        ("f.txt", b""),
        ("g.txt", "Privacy notice \u{202e}\u{1b}[31m\n".as_bytes()),
    ]);
    for format in ["pretty", "concise", "table", "json", "jsonl"] {
        let (code, out, err) = run(at(dir.path(), &["check", ".", "--all-files", "--format", format]));
        assert!(code <= 2, "{format}: {code}\n{err}");
        assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{format}\n{out}\n{err}");
        assert!(!err.contains("defect"), "{err}");
    }
}

#[test]
fn colour_only_when_asked() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes())]);
    let (_, out, _) = run(at(dir.path(), &["check", "notice.md", "--all-files"]));
    assert!(!out.contains('\u{1b}'), "{out}");
}

#[test]
fn claims_and_outline_of_a_notice() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes()), ("bread.txt", OTHER.as_bytes())]);
    let (code, out, err) = run(at(dir.path(), &["claims", "notice.md", "bread.txt", "--format", "json"]));
    assert_eq!(code, 0, "{err}");
    let json = json(&out);
    assert_eq!(json["schema"], "candour.claims/1");
    assert_eq!(json["notices"].as_array().map(Vec::len), Some(2));
    let (code, out, _) = run(at(dir.path(), &["claims", "notice.md", "--format", "yaml"]));
    assert_eq!(code, 0);
    assert!(out.starts_with("candour: notice/1\n"), "{out}");
    let (code, out, _) = run(at(dir.path(), &["claims", "notice.md"]));
    assert_eq!(code, 0);
    assert!(out.starts_with("notice.md\n"), "{out}");
    let (code, out, _) = run(at(dir.path(), &["outline", "notice.md"]));
    assert_eq!(code, 0);
    assert!(out.contains("[heading 2] Your rights"), "{out}");
}

#[test]
fn rules_are_listed_and_the_schemas_printed() {
    let (code, out, _) = run(candour(&["rules", "list", "--format", "json"]));
    assert_eq!(code, 0);
    assert!(json(&out).is_array());
    assert_eq!(run(candour(&["rules", "list"])).0, 0);
    for name in ["notice", "findings", "answers"] {
        let (code, out, _) = run(candour(&["schema", name]));
        assert_eq!(code, 0);
        assert!(json(&out).is_object());
    }
}

#[test]
fn a_rule_that_is_not_valid_fails_the_run_and_hides_nothing() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes()), ("ours/broken.yaml", b"id: broken\nnonsense: yes\n")]);
    let args = ["check", "notice.md", "--all-files", "--rules", "ours", "--format", "json"];
    let (code, out, err) = run(at(dir.path(), &args));
    assert_eq!(code, 2);
    assert!(err.contains("broken.yaml"), "{err}");
    assert_eq!(json(&out)["summary"]["notices"], 1);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    use std::process::{Command, Stdio};
    let files: Vec<(String, String)> = (0..200).map(|i| (format!("{i}.md"), NOTICE.repeat(5))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let dir = folder(&files);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("candour"))
        .args(["claims", ".", "--format", "json"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_never_replaced() {
    let dir = folder(&[("notice.md", NOTICE.as_bytes()), ("real.json", b"")]);
    std::os::unix::fs::symlink("real.json", dir.path().join("link.json")).unwrap();
    for target in ["/dev/null", "link.json"] {
        let (code, out, err) = run(at(dir.path(), &["check", "notice.md", "--all-files", "--output", target]));
        assert!(code <= 1 && out.is_empty(), "{code} {err}");
    }
    assert!(!Path::new("/dev/null").is_file());
    assert!(dir.path().join("link.json").is_symlink());
    assert!(!fs::read_to_string(dir.path().join("real.json")).unwrap().is_empty());
}

/// A rule of severity warning that finds the words "order records".
const RULE: &str = "id: plain-words\ntitle: Words that nobody says\nseverity: warning\nconfidence: likely\n\
text: order records\nmessage: \"say what they are: {value}\"\nwhy: Nobody says so.\nfix: Say orders.\n";

fn with_rule() -> TempDir {
    folder(&[("a.md", NOTICE.as_bytes()), ("b.md", OTHER.as_bytes()), ("house/plain.yaml", RULE.as_bytes())])
}

#[test]
fn the_exit_code_follows_the_level_asked_for() {
    let dir = with_rule();
    for (level, code) in [("error", 0), ("warning", 1), ("note", 1), ("never", 0)] {
        let args = ["check", "a.md", "--all-files", "--rules", "house", "--select", "plain-words", "--fail-on", level];
        assert_eq!(run(at(dir.path(), &args)).0, code, "{level}");
    }
    // A run that failed says so, whatever was found.
    let args = ["check", "a.md", "gone.md", "--all-files", "--rules", "house", "--fail-on", "note"];
    assert_eq!(run(at(dir.path(), &args)).0, 2);
}

#[test]
fn rules_are_chosen_by_id_family_and_confidence() {
    let dir = with_rule();
    let cases: &[(&[&str], usize)] = &[
        (&["--select", "plain-words"], 1),
        (&["--select", "house"], 1),
        (&["--select", "house", "--ignore", "plain-words"], 0),
        (&["--select", "house", "--min-confidence", "certain"], 0),
    ];
    for (extra, count) in cases {
        let mut args = vec!["check", "a.md", "--all-files", "--rules", "house", "--format", "json"];
        args.extend(*extra);
        let (_, out, err) = run(at(dir.path(), &args));
        assert_eq!(json(&out)["findings"].as_array().map(Vec::len), Some(*count), "{extra:?}\n{err}");
    }
}

#[test]
fn a_finding_shows_its_place_in_every_format() {
    let dir = with_rule();
    let show = |format: &str| {
        let args = ["check", ".", "--all-files", "--rules", "house", "--select", "house", "--format", format];
        run(at(dir.path(), &args)).1
    };
    let text = fs::read_to_string(dir.path().join("a.md")).unwrap();
    let byte = text.find("order records").unwrap();
    let line = text[..byte].matches('\n').count() + 1;
    let place = format!("./a.md:{line}:9");
    assert!(show("pretty").contains(&format!("┌─ {place}\n")), "{}", show("pretty"));
    assert!(show("concise").starts_with(&format!("{place}: warning[plain-words] ")), "{}", show("concise"));
    assert!(show("table").contains("1W"), "{}", show("table"));
    let object = json(&show("json"));
    let span = &object["findings"][0]["spans"][0];
    assert_eq!((span["start_byte"].as_u64(), span["line"].as_u64()), (Some(byte as u64), Some(line as u64)));
    let lines = show("jsonl");
    let notices: Vec<_> = lines.lines().map(json).filter(|l| l["notice"].is_object()).collect();
    let findings: Vec<_> = notices.iter().flat_map(|n| n["findings"].as_array().unwrap().clone()).collect();
    assert_eq!(serde_json::Value::from(findings), object["findings"]);
}

#[test]
fn quiet_shows_findings_and_nothing_else() {
    let dir = with_rule();
    let args = ["check", "a.md", "b.md", "--rules", "house", "--format", "concise", "--quiet", "--all-files"];
    let (_, out, _) = run(at(dir.path(), &[&args[..], &["--select", "house"]].concat()));
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn rules_test_runs_the_examples() {
    let good = format!(
        "{RULE}examples:\n  - bad: We keep order records.\n    finds: [order records]\n  - good: We keep orders.\n"
    );
    let wrong = good.replace("good: We keep orders", "good: We keep order records");
    let dir = folder(&[("good/plain.yaml", good.as_bytes()), ("wrong/plain.yaml", wrong.as_bytes())]);
    let (code, out, err) = run(at(dir.path(), &["rules", "test", "good"]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let (code, out, _) = run(at(dir.path(), &["rules", "test", "wrong"]));
    assert_eq!(code, 1);
    assert!(out.contains("Example 2 (good) of plain-words"), "{out}");
}

#[test]
fn a_rule_is_explained_and_a_slip_is_put_right() {
    let dir = with_rule();
    let (code, out, _) = run(at(dir.path(), &["explain", "plain-words", "--rules", "house"]));
    assert_eq!(code, 0);
    assert!(out.contains("Nobody says so."), "{out}");
    let (code, _, err) = run(at(dir.path(), &["explain", "plain-word", "--rules", "house"]));
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `plain-words`"), "{err}");
}
