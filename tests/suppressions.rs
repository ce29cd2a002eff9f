//! Suppressions from outside: in comments and in the configuration, obeyed, stale, expired, unknown, without a reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod aid;

use aid::{folder, run};
use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What the notice says before its title, before the section on retention, and behind the words on CCTV.
fn notice(top: &str, section: &str, words: &str) -> String {
    format!(
        "{top}\n\n# Parking: privacy notice\n\nBrook Lane Bakery Ltd is the controller of your personal data.\n\n\
         {section}\n\n## How long we keep it\n\nCCTV footage is kept for 30 days. {words}\n\n\
         Orders are kept for as long as [insert period].\n\n## More on CCTV\n\nCCTV footage is kept for six months.\n\n\
         ## Your rights\n\nYou have the right of access to your data.\n\nLast updated: 1 March 2026\n"
    )
}

/// Exit code, rules of the findings, how many are suppressed, standard error.
fn check(dir: &Path, more: &[&str]) -> (i32, Vec<String>, u64, String) {
    let usual = ["check", "--as-of", "2026-11-22", "--select", "retention,basis,structure", "--format", "json"];
    let args: Vec<&str> = usual.iter().chain(more).copied().collect();
    let (code, out, err) = run(dir, &args);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"));
    let rules = report["findings"].as_array().unwrap().iter();
    let rules = rules.map(|f| f["rule"].as_str().unwrap().to_owned()).collect();
    (code, rules, report["summary"]["suppressed"].as_u64().unwrap(), err)
}

fn listed(dir: &Path, more: &[&str]) -> Value {
    let args: Vec<&str> =
        ["suppressions", "--as-of", "2026-11-22", "--format", "json"].iter().chain(more).copied().collect();
    let (_, out, err) = run(dir, &args);
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"))
}

#[test]
fn a_comment_covers_what_it_stands_behind_or_before() {
    let reason = "reason: agreed with the board";
    let of = |top: &str, section: &str, words: &str| {
        let dir = folder(&[("n.md", &notice(top, section, words))]);
        let (_, rules, suppressed, err) = check(dir.path(), &["n.md"]);
        assert!(!err.contains("not well-formed"), "{err}");
        (rules, suppressed)
    };
    let has = |rules: &[String], rule: &str| rules.iter().any(|r| r == rule);
    let (all, none) = of("", "", "");
    assert!(has(&all, "basis-missing") && has(&all, "retention-conflict") && has(&all, "placeholder-left"), "{all:?}");
    assert_eq!(none, 0);
    let whole = format!("<!-- candour: ignore basis-missing; {reason} -->");
    let (rules, count) = of(&whole, "", "");
    assert!(!has(&rules, "basis-missing") && count == 1, "at the top it covers the whole notice");
    let (rules, count) = of("", &whole, "");
    assert!(has(&rules, "basis-missing") && count == 0, "elsewhere it covers what stands there");
    let both = format!("<!-- candour: ignore retention-conflict, placeholder-left;\n  {reason} -->");
    let (rules, count) = of("", &both, "");
    assert!(!has(&rules, "retention-conflict") && !has(&rules, "placeholder-left"), "a section: {rules:?}");
    assert_eq!(count, 2);
    let (rules, count) = of("", "", &both.replace('\n', " "));
    assert!(!has(&rules, "retention-conflict") && has(&rules, "placeholder-left"), "one paragraph: {rules:?}");
    assert_eq!(count, 1);
}

#[test]
fn other_formats_have_comments_too() {
    let reason = "candour: ignore placeholder-left; reason: agreed";
    let html = "<html><head><title>Privacy notice</title></head><body><h1>Privacy notice</h1><p>Brook Lane Bakery Ltd is \
                the controller of your personal data.</p>\n<!-- WHAT -->\n<p>Orders are kept for as long as \
                [insert period].</p><p>You have the right of access to your data.</p></body></html>";
    let structured = "candour: notice/1\ntitle: Privacy notice\nlanguage: en\ncontroller: {name: Brook Lane Bakery Ltd}\n\
                      activities:\n  # WHAT\n  - name: Orders\n    purpose: to send [insert what]\n    lawful-basis: ['6(1)(b)']\n";
    for (name, text) in [("n.html", html), ("n.yaml", structured)] {
        let with = |what: &str| {
            let dir = folder(&[(name, &text.replace("WHAT", what))]);
            let (_, rules, suppressed, err) = check(dir.path(), &[name, "--all-files", "--min-confidence", "possible"]);
            (rules.iter().filter(|r| *r == "placeholder-left").count(), suppressed, err)
        };
        let (plain, none, err) = with("nothing");
        assert_eq!(none, 0);
        assert_eq!(plain, 1, "{name}: {err}");
        let (left, suppressed, err) = with(reason);
        assert_eq!((left, suppressed), (0, 1), "{name}: {err}");
    }
}

#[test]
fn one_without_a_reason_is_not_obeyed_and_ends_the_run() {
    for (comment, told) in [
        ("candour: ignore placeholder-left", "gives no reason"),
        ("candour: ignore; reason: x", "not well-formed"),
        ("candour: ignore placeholder-left; reason: x; until: soon", "`soon` is no date"),
        ("candour: ignroe placeholder-left; reason: x", "expected `candour: ignore RULE"),
    ] {
        let dir = folder(&[("n.md", &notice(&format!("<!-- {comment} -->"), "", ""))]);
        let (code, rules, suppressed, err) = check(dir.path(), &["n.md", "--quiet"]);
        assert!(code == 2 && suppressed == 0 && rules.contains(&"placeholder-left".to_owned()), "{comment}\n{err}");
        assert!(err.contains("n.md:1: ") && err.contains(told), "{err}");
        assert_eq!(listed(dir.path(), &["n.md"])[0]["state"], "wrong");
        assert_eq!(check(dir.path(), &["n.md", "--isolated"]).0, 1, "--isolated pays no heed");
    }
}

#[test]
fn what_is_in_vain_is_told() {
    for (rule, more, told, state) in [
        ("retention-expired", "", "n.md:1: the suppression of `retention-expired` is stale", "stale"),
        ("placeholder-left", "; until: 2026-11-21", "expired: it was to hold until 2026-11-21", "expired"),
        ("placeholder-lfet", "", "which is no rule; did you mean `placeholder-left`?", "unknown"),
        ("retention", "", "the family `retention`; each rule that is meant is named", "unknown"),
        ("portfolio-conflict", "", "names `portfolio-conflict`", "unknown"),
    ] {
        let dir = folder(&[("n.md", &notice(&format!("<!-- candour: ignore {rule}; reason: x{more} -->"), "", ""))]);
        let (code, rules, suppressed, err) = check(dir.path(), &["n.md"]);
        assert!(code == 1 && suppressed == 0 && rules.contains(&"placeholder-left".to_owned()), "{rule}: {err}");
        assert!(err.contains(told), "{err}\n{told}");
        assert_eq!(listed(dir.path(), &["n.md"])[0]["state"], state);
        let (_, _, _, err) = check(dir.path(), &["n.md", "--ignore", "retention"]);
        assert!(state != "stale" || !err.contains("stale"), "what did not run is not stale: {err}");
    }
    let until = "<!-- candour: ignore placeholder-left; reason: x; until: 2026-11-22; owner: DPO -->";
    let dir = folder(&[("n.md", &notice(until, "", ""))]);
    assert_eq!(check(dir.path(), &["n.md"]).2, 1, "the last day is one on which it holds");
    let list = listed(dir.path(), &["n.md"]);
    assert_eq!((list[0]["state"].as_str(), list[0]["holds_back"].as_u64()), (Some("active"), Some(1)));
    assert_eq!((list[0]["owner"].as_str(), list[0]["until"].as_str()), (Some("DPO"), Some("2026-11-22")));
    let (code, out, _) = run(dir.path(), &["suppressions", "n.md", "--as-of", "2026-11-22"]);
    assert!(code == 0 && out.contains("n.md:1") && out.contains("DPO") && out.contains("active"), "{out}");
}

#[test]
fn they_are_obeyed_only_with_consent() {
    let text = notice("<!-- candour: ignore placeholder-left; reason: x -->", "", "");
    let dir = folder(&[("n.md", &text)]);
    let has = |rules: &[String]| rules.contains(&"placeholder-left".to_owned());
    assert!(!has(&check(dir.path(), &["n.md"]).1));
    assert!(has(&check(dir.path(), &["n.md", "--isolated"]).1));
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().args([
        "check",
        "-",
        "--stdin-filename",
        "n.md",
        "--format",
        "concise",
        "--as-of",
        "2026-11-22",
    ]);
    let output = command.write_stdin(text).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("placeholder-left"), "standard input is isolated");
}

#[test]
fn a_configuration_suppresses_where_there_are_no_comments() {
    let text = notice("", "", "");
    let with = |more: &str| {
        let yaml = format!("suppressions:\n  - rules: placeholder-left\n    reason: agreed\n{more}");
        let dir = folder(&[("n.txt", &text), ("candour.yaml", &yaml)]);
        let (code, rules, suppressed, err) = check(dir.path(), &["n.txt"]);
        let list = listed(dir.path(), &["n.txt"]);
        assert!(code < 2, "{err}");
        (rules.contains(&"placeholder-left".to_owned()), suppressed, list[0]["state"].as_str().unwrap().to_owned(), err)
    };
    for (more, state) in [
        ("", "active"),
        ("    files: n.txt\n", "active"),
        ("    words: '[INSERT  period]'\n", "active"),
        ("    files: other.txt\n", "idle"),
        ("    words: for a while\n", "stale"),
        ("    subject: something\n", "stale"),
        ("    until: 2026-11-21\n", "expired"),
    ] {
        let (found, suppressed, is, err) = with(more);
        assert_eq!(
            (found, suppressed, is.as_str()),
            (state != "active", u64::from(state == "active"), state),
            "{more}"
        );
        let told = matches!(state, "stale" | "expired");
        assert_eq!(err.contains("candour.yaml:2: the suppression of `placeholder-left`"), told, "{more}{err}");
    }
    for (yaml, told) in [
        ("suppressions:\n  - rules: placeholder-left\n", "candour.yaml:2: suppressions › 1: lacks `reason`"),
        ("suppressions:\n  - rules: placeholder-lfet\n    reason: x\n", "did you mean `placeholder-left`?"),
        ("suppressions:\n  - rules: retention\n    reason: x\n", "the family `retention`"),
    ] {
        let dir = folder(&[("n.txt", &text), ("candour.yaml", yaml)]);
        let (code, out, err) = run(dir.path(), &["check", "n.txt"]);
        assert!(code == 2 && out.is_empty() && err.contains(told), "{err}");
    }
}

#[test]
fn findings_across_notices_are_suppressed_in_both_commands_alike() {
    let of = |kept: &str| {
        format!(
            "# Privacy notice\n\nFarlow Textiles Ltd is the controller of your personal data.\n\nCCTV footage is kept for {kept}.\n"
        )
    };
    let dir = folder(&[("a.md", &of("30 days")), ("b.md", &of("six months"))]);
    let common = ["--as-of", "2026-11-22", "--format", "json", "--min-confidence", "possible"];
    let both = |dir: &Path| {
        let whole = ["check", "a.md", "b.md", "--select", "portfolio", "--facts-out", "f.facts"];
        let whole: Vec<&str> = whole.iter().chain(&common).copied().collect();
        let joined: Vec<&str> = ["portfolio", "f.facts"].iter().chain(&common).copied().collect();
        let read = |args: &[&str]| -> Value { serde_json::from_str(&run(dir, args).1).unwrap() };
        let (whole, joined) = (read(&whole), read(&joined));
        assert_eq!(whole["findings"], joined["findings"]);
        assert_eq!(whole["summary"], joined["summary"]);
        assert_eq!(whole["suppressed"], joined["suppressed"]);
        (whole["findings"].as_array().unwrap().clone(), whole["summary"]["suppressed"].as_u64().unwrap())
    };
    let (found, _) = both(dir.path());
    assert!(!found.is_empty());
    let rule = found[0]["rule"].as_str().unwrap();
    let count = found.iter().filter(|f| f["rule"] == rule).count();
    let yaml = format!("suppressions:\n  - rules: {rule}\n    reason: two sites, two cameras\n");
    fs::write(dir.path().join("candour.yaml"), yaml).unwrap();
    let (left, suppressed) = both(dir.path());
    assert_eq!((left.len(), suppressed), (found.len() - count, count as u64));
    // One that holds nothing back is told of where everything is looked at together.
    let told = |until: &str| {
        let yaml = format!("suppressions:\n  - rules: {rule}\n    reason: x\n    subject: nothing\n{until}");
        fs::write(dir.path().join("candour.yaml"), yaml).unwrap();
        run(dir.path(), &["portfolio", "f.facts", "--as-of", "2026-11-22"]).2
    };
    assert!(told("").contains(&format!("candour.yaml:2: the suppression of `{rule}` is stale")));
    assert!(told("    until: 2026-11-21\n").contains(&format!("the suppression of `{rule}` expired")));
}

/// Who reads the report later sees what was not reported, and who decided so.
#[test]
fn what_is_held_back_is_in_the_report_with_the_decision() {
    let comment =
        "<!-- candour: ignore placeholder-left; reason: filled in at the next board; until: 2027-01-31; owner: DPO -->";
    let dir = folder(&[
        ("n.md", &notice("", comment, "")),
        ("candour.yaml", "suppressions:\n  - rules: basis-missing\n    reason: counsel is asked\n"),
    ]);
    let args = ["check", "n.md", "--as-of", "2026-11-22", "--select", "structure,basis", "--format"];
    let (_, out, err) = run(dir.path(), &[&args[..], &["json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"));
    let held = report["suppressed"].as_array().unwrap();
    assert_eq!(held.len() as u64, report["summary"]["suppressed"].as_u64().unwrap());
    let of = |rule: &str| held.iter().find(|h| h["rule"] == rule).unwrap_or_else(|| panic!("{rule}: {out}"));
    let left = of("placeholder-left");
    assert_eq!(left["spans"][0]["text"], "[insert period]");
    let decision = &left["suppression"];
    assert_eq!(decision["reason"], "filled in at the next board");
    assert_eq!((&decision["until"], &decision["owner"]), (&Value::from("2027-01-31"), &Value::from("DPO")));
    assert!(decision["place"].as_str().unwrap().starts_with("n.md:"), "{decision}");
    let missing = &of("basis-missing")["suppression"];
    assert_eq!((&missing["until"], &missing["owner"]), (&Value::Null, &Value::Null));
    assert_eq!(missing["place"], "candour.yaml:2");
    let schema: Value = serde_json::from_str(&run(dir.path(), &["schema", "findings"]).1).unwrap();
    let wrong: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The same, a line a notice.
    let (_, out, _) = run(dir.path(), &[&args[..], &["jsonl"]].concat());
    let line: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(line["suppressed"], report["suppressed"]);
}
