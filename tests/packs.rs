//! Rule packs from outside: rules, tables and phrases of somebody else, and what they must not be able to do.
#![allow(clippy::unwrap_used, clippy::panic)]

mod aid;

use aid::run;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NOTICE: &str = "# Privacy notice\n\nThe Ottery Boat Club Ltd is the controller of your personal data.\n\n## How \
long we keep it\n\nComplaint files are kept for seven years.\nCCTV footage is kept for 31 days.\n\n## Your \
rights\n\nYou have the right to ask for a copy of your personal data.\n";

const MANIFEST: &str = "name: ours\nversion: 1.0.0\ndescription: Ours.\nlanguage: en\n";

const SCHEDULE: &str = "id: schedule-conflict\nfor: {kind: table/schedule}\nwith: {kind: retention, overlaps: \
[records], conflicts: length, as: said}\nsubject: '{records}'\nplace: said\nmessage: '{record-words}: {value}, not \
{said.value}'\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, text) in files.iter().chain(&[("notice.md", NOTICE)]) {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

/// Checks the notice with the pack `pack` and its rules alone: exit code, one line a finding, standard error.
fn check(files: &[(&str, &str)], select: &str) -> (i32, Vec<String>, String) {
    let dir = folder(files);
    let mut args = vec!["check", "notice.md", "--format", "json", "--as-of", "2026-11-22", "--rules", "pack"];
    if !select.is_empty() {
        args.extend(["--select", select]);
    }
    let (code, out, err) = run(dir.path(), &args);
    let Ok(report) = serde_json::from_str::<serde_json::Value>(&out) else { return (code, Vec::new(), err) };
    let line =
        |f: &serde_json::Value| format!("{}: {} @ {}", f["rule"], f["message"], f["spans"][0]["text"]).replace('"', "");
    (code, report["findings"].as_array().unwrap().iter().map(line).collect(), err)
}

#[test]
fn a_phrase_is_banned_in_five_lines() {
    let rule =
        "id: plain-words\nseverity: note\ntext: [personal data, data subject]\nmessage: Say what data you mean\n";
    assert!(rule.lines().count() <= 5);
    let (code, found, err) = check(&[("pack/plain-words.yaml", rule)], "plain-words");
    assert_eq!((code, found.as_slice()), (0, &["plain-words: Say what data you mean @ personal data".to_owned()][..]));
    assert!(err.contains("warning: pack/plain-words.yaml: rule `plain-words` lacks a bad example"), "{err}");
}

#[test]
fn a_rule_of_the_same_id_takes_the_place_of_the_other() {
    let rule = "id: retention-missing\ntext: [boat]\nmessage: A boat\nlaw: [{cite: x}]\nexamples: [{bad: boat, finds: \
        [boat]}, {good: ship}]\n";
    let (_, found, err) = check(&[("pack/pack.yaml", MANIFEST), ("pack/any/where/r.yaml", rule)], "retention");
    assert_eq!(found, ["retention-missing: A boat @ Boat"]);
    let note = "note: rule `retention-missing` in pack/any/where/r.yaml takes the place of that of candour";
    assert!(err.contains(note), "{err}");
}

#[test]
fn a_schedule_is_a_claim_in_each_row() {
    let csv = "Records,Retention,Owner\ncomplaint files,6 years after the case closes,\"Care, and more\"\nCCTV \
        footage,31 days,Estates\nvisitor books,1 year,\n";
    let yaml =
        "# as YAML\n- records: [complaint files]\n  retention: P6Y\n- {records: CCTV footage, retention: 31 days}\n";
    for (name, table) in [("pack/tables/schedule.csv", csv), ("pack/tables/schedule.yaml", yaml)] {
        let files = [("pack/pack.yaml", MANIFEST), ("pack/rules/s.yaml", SCHEDULE), (name, table)];
        let (code, found, err) = check(&files, "ours");
        assert_eq!(found, ["schedule-conflict: complaint files: 6 years, not 7 years @ seven years"], "{err}");
        assert_eq!(code, 0, "{err}");
    }
}

#[test]
fn names_are_compared_with_each_of_several() {
    let table = "name,also\nOttery Boat Club,Ottery Boat Club Ltd; OBC\n";
    let rule = "id: who\nfor: {kind: controller}\nunless: {kind: table/names, scope: any, any-of: [{name: '{value}'}, \
        {also: '{value}'}]}\nmessage: '{value} is not listed'\n";
    let short = "name,also\nOttery Boat Club,OBC; Ottery Boats\n";
    for (table, count) in [(table, 0), (short, 1)] {
        let files = [("pack/pack.yaml", MANIFEST), ("pack/r.yaml", rule), ("pack/tables/names.csv", table)];
        let (_, found, err) = check(&files, "ours");
        assert_eq!(found.len(), count, "{found:?} {err}");
    }
}

#[test]
fn a_long_table_is_compared_whole() {
    let rows: String = (0..3000).map(|i| format!("Firm {i}\n")).collect();
    let table = format!("name\n{rows}Ottery Boat Club Ltd\n");
    let rule = "id: who\nfor: {kind: controller}\nunless: {kind: table/names, scope: any, name: '{value}'}\nmessage: \
        '{value} is not listed'\n";
    let files = [("pack/pack.yaml", MANIFEST), ("pack/r.yaml", rule), ("pack/tables/names.csv", &table)];
    let (_, found, err) = check(&files, "ours");
    assert!(found.is_empty() && !err.contains("looked at"), "{found:?} {err}");
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_runs() {
    let good = ("pack/good.yaml", "id: good\ntext: [boat]\nmessage: A boat\n");
    let cases: &[(&str, &str, &str)] = &[
        ("pack/rules/bad.yaml", "id: bad\nfor: {kind: basiss}\n", "pack/rules/bad.yaml:2: for › kind: `basiss`"),
        ("pack/rules/two.yaml", "id: a\ntext: [x]\n---\nid: b\nfro: {kind: basis}\n", "pack/rules/two.yaml:5: fro:"),
        ("pack/rules/bad.yaml", "id: bad\nfor: {kind: table/nowhere}\n", "`table/nowhere` is no kind of claim"),
        ("pack/tables/t.csv", "name,job\na,b\nc\n", "pack/tables/t.csv:3: 1 cells; the first line names 2"),
        ("pack/tables/t.csv", "name\n\"open\n", "pack/tables/t.csv:2: a quotation mark that is never closed"),
        ("pack/tables/t.csv", "name,name\na,b\n", "pack/tables/t.csv:1: two columns are called `name`"),
        ("pack/tables/t.csv", "name,kind\na,b\n", "a column cannot be called `kind`"),
        ("pack/tables/t.csv", "record,name\na,b\n", "did you mean `records`?"),
        ("pack/tables/t.csv", "records,retention\nfiles,soonish\n", "pack/tables/t.csv:2: `soonish` is no period"),
        ("pack/tables/t.yaml", "- {name: a}\n- b\n", "pack/tables/t.yaml:2: a row is a mapping of columns"),
        ("pack/tables/t.yaml", "name: a\n", "expected a list of rows, found a mapping"),
        ("pack/tables/T x.csv", "name\na\n", "`T x` is no name of a table"),
        ("pack/lexicon/w.yaml", "group: recordd\nentries: {a: {say: [b]}}\n", "there is no group `recordd`"),
        ("pack/lexicon/w.yaml", "group: record\nentries: {a: {say: ['(b']}}\n", "pack/lexicon/w.yaml: a: \"(b\""),
    ];
    for (name, text, expected) in cases {
        let (code, found, err) = check(&[("pack/pack.yaml", MANIFEST), good, (name, text)], "");
        assert!(err.contains(expected), "{name} {text:?}: expected {expected:?} in\n{err}");
        assert_eq!(code, 2, "{name}: {err}");
        assert!(found.iter().any(|f| f.starts_with("good:")), "{name}: {found:?}");
        assert!(found.iter().any(|f| f.starts_with("basis-missing:")), "{name}: {found:?}");
    }
}

#[test]
fn a_manifest_says_four_things() {
    let rule = ("pack/r.yaml", "id: good\ntext: [boat]\nmessage: A boat\n");
    let cases = [
        ("name: ours\n", "missing field `version`"),
        ("name: Our Pack\nversion: 1\ndescription: x\nlanguage: en\n", "pack/pack.yaml: `Our Pack` is no name"),
        ("name: ours\nversion: 1.0.0\ndescription: x\nlanguage: cy\n", "candour reads notices in English"),
        ("name: ours\nversion: 1.0.0\ndescription: x\nlanguage: en\ntables: ../x\n", "pack/pack.yaml:5:"),
    ];
    for (manifest, expected) in cases {
        let (code, _, err) = check(&[("pack/pack.yaml", manifest), rule], "");
        assert!(code == 2 && err.contains(expected), "{expected:?} in\n{err}");
    }
    let (code, _, err) = check(&[("pack/readme.txt", "nothing")], "");
    assert!(code == 2 && err.contains("pack: no rules here"), "{err}");
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_read() {
    let secret = "id: secret\ntext: [boat]\nmessage: from outside\n";
    let files = [("pack/r.yaml", "id: good\ntext: [boat]\nmessage: A boat\n"), ("out/secret.yaml", secret)];
    let dir = folder(&files);
    std::os::unix::fs::symlink("../out/secret.yaml", dir.path().join("pack/link.yaml")).unwrap();
    std::os::unix::fs::symlink("../out", dir.path().join("pack/folder")).unwrap();
    let args = ["check", "notice.md", "--rules", "pack", "--format", "concise"];
    let (code, out, err) = run(dir.path(), &args);
    assert!(!out.contains("from outside") && out.contains("A boat"), "{out}");
    assert!(err.contains("pack/link.yaml: a symbolic link") && err.contains("pack/folder: a symbolic link"), "{err}");
    assert_eq!(code, 2);
}

#[test]
fn a_pack_is_bounded() {
    let large = format!("id: large\ntext: [boat]\nmessage: x\nwhy: {}\n", "x".repeat(1 << 20));
    let deep = format!("pack/{}r.yaml", "a/".repeat(12));
    let good = ("pack/good.yaml", "id: good\ntext: [boat]\nmessage: A boat\n");
    let rows = format!("name\n{}", "a\n".repeat(6000));
    let cases = [
        ("pack/large.yaml", large.as_str(), "may hold 1048576 bytes at most"),
        (deep.as_str(), "id: deep\ntext: [boat]\n", "folders below each other"),
        ("pack/tables/t.csv", rows.as_str(), "5000 rows"),
    ];
    for (name, text, expected) in cases {
        let (code, found, err) = check(&[("pack/pack.yaml", MANIFEST), good, (name, text)], "");
        assert!(code == 2 && err.contains(expected), "{expected}: {err}");
        assert!(found.iter().any(|f| f.starts_with("good:")), "{found:?}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expected {
    as_of: String,
    select: Vec<String>,
    findings: Vec<ExpectedFinding>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    rule: String,
    severity: String,
    subject: Option<String>,
    quote: Option<String>,
}

fn examples() -> Vec<PathBuf> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/packs");
    let mut all: Vec<PathBuf> = fs::read_dir(packs).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    assert!(all.len() >= 2);
    all
}

#[test]
fn example_packs_find_in_their_notices_what_they_say() {
    for pack in examples() {
        let expected = fs::read_to_string(pack.join("tests/notice.expected.yaml")).unwrap();
        let expected: Expected = serde_yaml::from_str(&expected).unwrap();
        let select = expected.select.join(",");
        let at = pack.parent().unwrap();
        let name = pack.file_name().unwrap().to_string_lossy();
        let notice = format!("{name}/tests/notice.md");
        let args =
            ["check", &notice, "--rules", &name, "--format", "json", "--as-of", &expected.as_of, "--select", &select];
        let (code, out, err) = run(at, &args);
        assert_eq!(code, 1, "{err}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let mut found = report["findings"].as_array().unwrap().clone();
        for wanted in &expected.findings {
            let fits = |f: &serde_json::Value| {
                let words = f["spans"][0]["text"].as_str().unwrap();
                f["rule"] == wanted.rule
                    && f["severity"] == wanted.severity
                    && wanted.subject.as_ref().is_none_or(|s| f["subject"] == *s)
                    && wanted.quote.as_ref().is_none_or(|q| words.eq_ignore_ascii_case(q))
            };
            let at = found.iter().position(fits).unwrap_or_else(|| panic!("{name}: missed {wanted:?} in {found:#?}"));
            found.remove(at);
        }
        assert!(found.is_empty(), "{name}: unexpected {found:#?}");
    }
}

#[test]
fn example_packs_pass_their_own_tests() {
    for pack in examples() {
        let (code, out, err) = run(&pack, &["rules", "test", "."]);
        assert_eq!(code, 0, "{}: {out}{err}", pack.display());
        assert!(!err.contains("warning"), "{err}");
        let (code, out, _) = run(&pack, &["rules", "list", "--rules", ".", "--format", "json"]);
        assert!(code == 0 && out.contains(&format!("\"pack\": {:?}", pack.file_name().unwrap())), "{out}");
    }
}

#[test]
fn a_walk_for_notices_does_not_meet_packs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, out, _) = run(root, &["check", "corpus", "--format", "concise", "--fail-on", "never"]);
    assert!(!out.contains("packs") && out.contains("corpus/"), "{out}");
}
