//! `candour eval`: labels of our own over notices of the corpus, and counts worked out by hand.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Right, wrong, repeated, found, must.
type Counts = (usize, usize, usize, usize, usize);

const FOODBANK: &str = "notices/foodbank.txt";

/// The label with one key changed.
fn set(mut label: Value, key: &str, value: Value) -> Value {
    label[key] = value;
    label
}

/// A folder with two notices of the corpus, and what else is given.
fn folder(files: &[(&str, String)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    fs::create_dir_all(dir.path().join("notices/more")).unwrap();
    fs::copy(corpus.join("foodbank.txt"), dir.path().join(FOODBANK)).unwrap();
    fs::copy(corpus.join("dental-practice.yaml"), dir.path().join("notices/more/dental.yaml")).unwrap();
    fs::create_dir_all(dir.path().join("labels")).unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn jsonl(lines: &[Value]) -> String {
    lines.iter().map(|l| format!("{l}\n")).collect()
}

/// The line of the food bank's notice that holds some words.
fn at(words: &str) -> usize {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/foodbank.txt")).unwrap();
    1 + text.lines().position(|l| l.contains(words)).unwrap_or_else(|| panic!("{words}"))
}

/// Exit code, standard output, standard error.
fn eval(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    let output = command.env_clear().current_dir(dir).arg("eval").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn of(part: &Value, name: &str) -> Counts {
    let row = match name {
        "total" => &part["total"],
        _ => part["rows"].as_array().unwrap().iter().find(|r| r["name"] == name).unwrap_or(&Value::Null),
    };
    let n = |key: &str| row[key].as_u64().unwrap_or(0) as usize;
    (n("right"), n("wrong"), n("repeated"), n("found"), n("must"))
}

fn foodbank(rule: &str, lines: Value, level: &str) -> Value {
    json!({"notice": "foodbank.txt", "rule": rule, "subject": null, "lines": lines, "level": level,
        "quote": "some words", "why": "a reason"})
}

fn all_labels() -> Vec<(&'static str, String)> {
    let abroad = at("United States");
    let slip = at("brackenfolfood");
    let findings = [
        // Of the six findings that the corpus expects, one is a label's own at its very line,
        foodbank("transfer-unsafeguarded", json!([[abroad, abroad]]), "must"),
        // two are about the whole notice and labelled elsewhere or nowhere,
        foodbank("basis-missing", json!([]), "must"),
        foodbank("complaint-regulator-missing", json!([[1, 1]]), "may"),
        // one is labelled under another rule,
        set(foodbank("regulator-contact-wrong", json!([[slip, slip]]), "must"), "also", json!(["contact-mismatch"])),
        // and two, condition-missing and retention-missing, are not labelled. This one is missed:
        foodbank("automation-conflict", json!([[abroad, abroad]]), "must"),
        // The dental practice has no findings: another miss.
        json!({"notice": "more/dental.yaml", "rule": "notice-undated", "lines": [[1, 1]], "level": "must"}),
    ];
    let claim = |kind: &str, value: &str, at: usize| json!({"notice": "foodbank.txt", "kind": kind, "value": value, "polarity": "affirmed", "lines": [[at, at]]});
    let claims = [
        claim("transfer", "US", abroad + 1),
        claim("updated", "2026-03-14", at("14 March 2026")),
        claim("updated", "2020", 1),
    ];
    let traps = [
        json!({"id": "F1", "notice": "foodbank.txt", "lines": [[abroad, abroad]], "quote": "words", "why_wrong": "a reason",
            "must_not_find": ["transfer-conflict"], "must_not_claim": [{"kind": "basis", "value": null, "polarity": null}]}),
        json!({"id": "F2", "notice": "foodbank.txt", "lines": [[abroad, abroad]],
            "must_not_find": ["transfer-unsafeguarded"], "must_not_claim": []}),
    ];
    vec![
        ("labels/findings.jsonl", jsonl(&findings)),
        ("labels/claims.jsonl", jsonl(&claims)),
        ("labels/traps.jsonl", jsonl(&traps)),
    ]
}

const LIKELY: [&str; 4] = ["notices", "labels", "--min-confidence", "likely"];

#[test]
fn counts_over_the_corpus() {
    let dir = folder(&all_labels());
    let (code, out, err) = eval(dir.path(), &[&LIKELY[..], &["--claims", "--format", "json", "--extras"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&all["schema"], &all["min_confidence"]), (&json!("candour.eval/1"), &json!("likely")));
    let findings = &all["findings"];
    assert_eq!(of(findings, "total"), (4, 2, 0, 3, 5), "{out}");
    assert_eq!(of(findings, "contact-mismatch"), (1, 0, 0, 0, 0));
    assert_eq!(of(findings, "regulator-contact-wrong"), (0, 0, 0, 1, 1));
    assert_eq!(of(findings, "complaint-regulator-missing"), (1, 0, 0, 0, 0));
    assert_eq!(of(findings, "retention-missing"), (0, 1, 0, 0, 0));
    assert_eq!(of(findings, "notice-undated"), (0, 0, 0, 0, 1));
    let wrong: Vec<&Value> = findings["extras"].as_array().unwrap().iter().map(|e| &e["name"]).collect();
    assert_eq!(wrong, ["retention-missing", "condition-missing"]);
    assert_eq!(findings["severities"][0]["name"], "error");
    assert_eq!((of(&all["claims"], "transfer"), of(&all["claims"], "updated")), ((1, 0, 0, 1, 1), (1, 0, 0, 1, 2)));
    assert_eq!((&all["traps"]["avoided"], &all["traps"]["of"]), (&json!(1), &json!(2)));
    assert_eq!(all["traps"]["fallen"][0]["into"], json!(["transfer-unsafeguarded"]));
    assert!(all["portfolio"].is_null() && findings.get("misses").is_none());
}

#[test]
fn tables_for_people() {
    let dir = folder(&all_labels());
    let (code, out, err) = eval(dir.path(), &[&LIKELY[..], &["--claims", "--misses", "--extras"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    let row = |name: &str| {
        let line = out.lines().find(|l| l.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{name}\n{out}"));
        line.split_whitespace().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("All findings"), "4 2 0 66.7% 3 5 60.0% 63.2%");
    assert_eq!(row("All claims"), "2 0 0 100.0% 2 3 66.7% 80.0%");
    assert_eq!(row("notice-undated"), "0 0 0 – 0 1 0.0% –");
    for words in ["All errors", "Missed findings: 2", "Wrong findings: 2", "Missed claims: 1", "Traps: 1 of 2 avoided"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert!(out.contains("more/dental.yaml:1: notice-undated") && out.contains("“some words”"), "{out}");
    assert!(out.lines().all(|l| l.chars().count() <= 101), "{out}");
}

#[test]
fn some_rules_only() {
    let dir = folder(&all_labels());
    let args = [&LIKELY[..], &["--rule", "basis-missing,automation-conflict", "--format", "json"]].concat();
    let all: Value = serde_json::from_str(&eval(dir.path(), &args).1).unwrap();
    assert_eq!(of(&all["findings"], "total"), (1, 0, 0, 1, 2));
    assert_eq!(all["traps"]["of"], 0);
    let (code, out, err) = eval(dir.path(), &["notices", "labels", "--rule", "basis-misssing"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("basis-misssing"), "{err}");
}

#[test]
fn one_file_of_labels_and_one_notice() {
    let dir = folder(&all_labels());
    // A single file is counted whatever it holds; of a single notice the name counts.
    let (code, out, err) = eval(dir.path(), &[FOODBANK, "labels/claims.jsonl", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(of(&all["claims"], "total"), (2, 0, 0, 2, 3));
    assert!(all["findings"].is_null() && all["traps"].is_null());
    // Labels of notices that are not there are told of, and missed.
    let (code, out, err) = eval(dir.path(), &[FOODBANK, "labels/findings.jsonl", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, of(&all["findings"], "notice-undated")), (0, (0, 0, 0, 0, 1)));
    assert!(err.contains("1 notice is labelled and not read: more/dental.yaml"), "{err}");
}

#[test]
fn malformed_labels_say_where_and_what() {
    let good = foodbank("basis-missing", json!([]), "must").to_string();
    let cases = [
        ("{\"notice\": ", "labels/findings.jsonl:3: not JSON: EOF while parsing"),
        ("[]", "labels/findings.jsonl:3: not a JSON object"),
        ("{\"notice\": \"a\", \"level\": \"must\", \"lines\": []}", "labels/findings.jsonl:3: no `rule`"),
        ("{\"notice\": \"a\", \"rule\": \"r\", \"level\": \"maybe\", \"lines\": []}", "`level` is `maybe`"),
        (
            "{\"notice\": \"a\", \"rule\": \"r\", \"level\": \"may\", \"lines\": [[1, 2], [3]]}",
            "`lines`, entry 2: not two",
        ),
        ("{\"notice\": \"a\", \"rule\": \"r\", \"level\": \"may\", \"lines\": [[4, 3]]}", "4, comes after the last, 3"),
        ("{\"notice\": \"a\", \"rule\": 7, \"level\": \"may\", \"lines\": []}", "`rule` is not a text"),
    ];
    for (line, told) in cases {
        let dir = folder(&[("labels/findings.jsonl", format!("{good}\n\n{line}\n"))]);
        let (code, out, err) = eval(dir.path(), &["notices", "labels"]);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        assert!(err.contains(told) && err.contains("1 label is malformed"), "{line}\n{err}");
    }
    let claims = "{\"notice\": \"a\", \"kind\": \"basis\", \"value\": \"x\", \"polarity\": \"yes\", \"lines\": []}";
    let dir = folder(&[("labels/claims.jsonl", claims.to_owned()), ("labels/empty.jsonl", "{}".to_owned())]);
    assert!(eval(dir.path(), &["notices", "labels"]).2.contains("claims.jsonl:1: `polarity` is `yes`"));
    assert!(eval(dir.path(), &["notices", "labels/empty.jsonl"]).2.contains("empty.jsonl:1: neither a finding"));
}

#[test]
fn nothing_to_count_is_an_error() {
    let dir = folder(&[("labels/findings.jsonl", "\n".to_owned())]);
    for (args, told) in [
        (["notices", "labels"], "no labels here"),
        (["notices", "notices"], "none of findings.jsonl, claims.jsonl"),
        (["notices", "nowhere"], "nowhere"),
        (["nowhere", "labels"], "no such file or folder"),
    ] {
        let (code, out, err) = eval(dir.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(told), "{args:?}\n{err}");
    }
}

#[test]
fn rules_of_your_own_are_counted() {
    let rule = "id: kept-long\ntitle: Kept\nseverity: note\nconfidence: certain\nlaw: [{ cite: \"UK GDPR Art 5\" }]\n\
        for: { kind: transfer }\nmessage: \"Sent\"\nwhy: Because.\nfix: Stop.\nexamples:\n  - bad: |\n      We send your data \
        to the United States.\n    finds: [\"United States\"]\n  - good: |\n      We keep it.\n";
    let abroad = at("United States");
    let labels = jsonl(&[foodbank("kept-long", json!([[abroad, abroad]]), "must")]);
    let dir = folder(&[("labels/findings.jsonl", labels)]);
    fs::create_dir_all(dir.path().join("rules/own")).unwrap();
    fs::write(dir.path().join("rules/own/kept-long.yaml"), rule).unwrap();
    let args = ["notices", "labels", "--rules", "rules", "--rule", "kept-long", "--format", "json"];
    let (code, out, err) = eval(dir.path(), &args);
    assert_eq!(code, 0, "{err}");
    assert_eq!(of(&serde_json::from_str::<Value>(&out).unwrap()["findings"], "total"), (1, 0, 0, 1, 1));
}
