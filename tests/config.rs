//! The configuration from outside: where it is found, what it says, what is wrong with it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod aid;

use aid::{folder, run};
use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A notice of a controller, which is kept so long.
fn notice(controller: &str, more: &str, kept: &str) -> String {
    format!(
        "# Parking: privacy notice\n\n{controller} is the controller of your personal data. {more}\n\n\
         ## How long we keep it\n\nCCTV footage is kept for {kept}.\n\n## Your rights\n\n\
         You have the right of access to your data.\n\nLast updated: 1 March 2026\n"
    )
}

fn check(dir: &Path, more: &[&str]) -> (i32, Value, String) {
    let args: Vec<&str> = ["check", "--format", "json"].iter().chain(more).copied().collect();
    let (code, out, err) = run(dir, &args);
    (code, serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}")), err)
}

fn rules(report: &Value) -> Vec<String> {
    report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn it_says_what_the_command_line_does_not() {
    let text = notice("Brook Lane Bakery Ltd", "", "30 days");
    let yaml =
        "select: [basis-missing, retention]\nseverities:\n  basis-missing: note\nas-of: 2026-04-01\nfail-on: note\n";
    let dir = folder(&[("n.md", &text), ("candour.yaml", yaml)]);
    let (code, report, err) = check(dir.path(), &["n.md"]);
    assert_eq!((code, rules(&report)), (1, vec!["basis-missing".to_owned()]), "{err}");
    assert_eq!(report["findings"][0]["severity"], "note");
    assert_eq!(report["as_of"], "2026-04-01");
    let (code, report, _) = check(dir.path(), &["n.md", "--fail-on", "error", "--as-of", "2026-05-01"]);
    assert_eq!((code, report["as_of"].as_str()), (0, Some("2026-05-01")), "the command line goes first");
    let (code, report, _) = check(dir.path(), &["n.md", "--isolated"]);
    assert!(code == 1 && rules(&report).len() > 1, "--isolated takes none");
    let (_, report, _) = check(dir.path(), &["n.md", "--ignore", "basis-missing"]);
    assert!(rules(&report).is_empty());
    fs::write(dir.path().join("candour.yaml"), "ignore: basis-missing\n").unwrap();
    assert!(!rules(&check(dir.path(), &["n.md"]).1).contains(&"basis-missing".to_owned()));
    let (_, report, _) = check(dir.path(), &["n.md", "--select", "basis-missing"]);
    assert_eq!(rules(&report), ["basis-missing"], "who asks for a rule by name wants it run");
}

#[test]
fn it_is_found_upwards_as_far_as_the_root_of_the_repository() {
    let text = notice("Brook Lane Bakery Ltd", "", "30 days");
    let dir = folder(&[
        ("candour.yaml", "ignore: basis-missing\n"),
        ("repo/sub/deep/n.md", &text),
        ("repo/sub/deep/candour.yaml", "ignore: basis-missing\n"),
        ("repo/other/n.md", &text),
    ]);
    let sub = dir.path().join("repo/sub");
    let other = dir.path().join("repo/other");
    let found = |at: &Path, args: &[&str]| rules(&check(at, args).1).contains(&"basis-missing".to_owned());
    assert!(found(&other, &["n.md"]), "without a repository only the working folder is looked at");
    fs::create_dir(dir.path().join("repo/.git")).unwrap();
    assert!(found(&other, &["n.md"]), "what lies above the repository is not obeyed");
    let (_, _, err) = check(&sub, &["."]);
    assert!(err.contains("deep/candour.yaml: not obeyed"), "{err}");
    assert!(found(&sub, &["."]), "what lies deeper is not obeyed");
    fs::write(dir.path().join("repo/candour.yaml"), "ignore: basis-missing\n").unwrap();
    assert!(!found(&other, &["n.md"]), "found at the root of the repository");
    let (_, out, _) = run(&other, &["config", "show"]);
    assert!(out.starts_with("../candour.yaml applies"), "{out}");
    fs::write(other.join("candour.yaml"), "ignore: retention\n").unwrap();
    assert!(found(&other, &["n.md"]), "the nearest counts");
    assert!(!found(&other, &["n.md", "--config", "../candour.yaml"]), "--config pins one");
}

#[test]
fn standard_input_is_isolated_unless_a_configuration_is_named() {
    let dir = folder(&[("candour.yaml", "ignore: basis-missing\n")]);
    let found = |more: &[&str]| {
        let args: Vec<&str> = ["check", "-", "--format", "concise"].iter().chain(more).copied().collect();
        let mut command = Command::cargo_bin("candour").unwrap();
        command.env_clear().current_dir(dir.path()).args(&args);
        let output = command.write_stdin(notice("Brook Lane Bakery Ltd", "", "30 days")).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains("basis-missing")
    };
    assert!(found(&[]));
    assert!(!found(&["--config", "candour.yaml"]));
}

#[test]
fn mistakes_are_told_with_their_place_and_end_the_run() {
    let text = notice("Brook Lane Bakery Ltd", "", "30 days");
    for (yaml, told) in [
        ("selct: retention\n", "candour.yaml:1: selct: there is no such key; did you mean `select`?"),
        (
            "select:\n  - retention-vauge\n",
            "candour.yaml:1: `retention-vauge` is neither a rule nor a family of rules; did you",
        ),
        ("fail-on: eror\n", "did you mean `error`?"),
        ("as-of: yesterday\n", "`yesterday` is no date"),
        ("select: [a\n", "not well-formed YAML"),
        ("retention-schedule: [a]\n", "retention-schedule: expected keys with values, found a list"),
        (
            "ignore: basis\nretention-schedule:\n  CCTV: 30 days\n  complaint files: a good while\n",
            "candour.yaml:4: `a good while` is no period that candour can read; write such as `6 years`",
        ),
        ("retention-schedule:\n  complaint files: 6\n", "expected words, found a whole number"),
        ("candour: config/9\nlater: 1\n", "`config/9` is newer than this candour"),
        ("a: &a [x, x]\nb: [*a, *a]\n", "there is no such key"),
        (
            "params:\n  notice-outdated:\n    mnths: 3\n",
            "candour.yaml:3: rule `notice-outdated` has no parameter `mnths`",
        ),
        ("params: {notice-outdated: {months: soon}}\n", "is like"),
        ("severities: {retentoin: note}\n", "did you mean `retention`?"),
        ("paths:\n  - ignore: retention\n", "lacks `files`"),
        ("paths:\n  - files: 'a{'\n", "`a{` is no pattern"),
        ("rules: no-such-folder\n", "no-such-folder"),
        (
            "controllers:\n  - {name: A, aliases: [C]}\n  - {name: B, aliases: [C]}\n",
            "candour.yaml:3: the name `C` is given to `A`",
        ),
        ("controllers: [{name: A, domains: [a.b.example]}]\n", "write `b.example`"),
        ("controllers: [{name: A, not: [a]}]\n", "not to be it"),
        ("- a\n", "expected keys with values, found a list"),
    ] {
        let dir = folder(&[("n.md", &text), ("candour.yaml", yaml)]);
        for args in [&["check", "n.md"][..], &["config", "show"]] {
            let (code, out, err) = run(dir.path(), args);
            assert_eq!((code, out.as_str()), (2, ""), "{yaml}\n{err}");
            assert!(err.contains(told), "{err}\n{told}");
        }
    }
    let dir = folder(&[("n.md", &text)]);
    for missing in ["gone.yaml", "."] {
        let (code, _, err) = run(dir.path(), &["check", "n.md", "--config", missing]);
        assert!(code == 2 && err.contains(missing), "{err}");
    }
    fs::write(dir.path().join("large.yaml"), "#".repeat(2 << 20)).unwrap();
    let (code, _, err) = run(dir.path(), &["check", "n.md", "--config", "large.yaml"]);
    assert!(code == 2 && err.contains("larger than"), "{err}");
}

#[test]
fn some_files_have_settings_of_their_own() {
    let text = notice("Brook Lane Bakery Ltd", "", "30 days");
    let yaml = "paths:\n  - files: old/\n    ignore: [basis-missing]\n    severities: {complaint: note}\n  - files: '*.draft.md'\n    min-confidence: certain\n";
    let dir = folder(&[("candour.yaml", yaml), ("n.md", &text), ("old/n.md", &text), ("old/a.draft.md", &text)]);
    let (_, report, _) = check(dir.path(), &["."]);
    let of = |path: &str| -> Vec<&Value> {
        report["findings"].as_array().unwrap().iter().filter(|f| f["notice"] == path).collect()
    };
    let has = |path: &str, rule: &str| of(path).iter().any(|f| f["rule"] == rule);
    assert!(has("./n.md", "basis-missing") && !has("./old/n.md", "basis-missing"));
    assert!(of("./n.md").iter().any(|f| f["family"] == "complaint" && f["severity"] != "note"));
    assert!(of("./old/n.md").iter().filter(|f| f["family"] == "complaint").all(|f| f["severity"] == "note"));
    assert!(of("./old/a.draft.md").iter().all(|f| f["confidence"] == "certain"));
    // The same from another folder of the repository.
    fs::create_dir(dir.path().join(".git")).unwrap();
    let (_, report, _) = check(&dir.path().join("old"), &["n.md"]);
    assert!(!rules(&report).contains(&"basis-missing".to_owned()));
    let (_, out, _) = run(dir.path(), &["config", "show", "old/n.md"]);
    assert!(out.contains("ignore basis-missing; complaint is note (candour.yaml:2)"), "{out}");
}

#[test]
fn parameters_of_rules_and_packs_can_be_set() {
    let text = notice("Brook Lane Bakery Ltd", "", "90 days");
    let house = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/house-rules/cctv-kept-long.yaml"));
    let yaml = "rules: ours\nselect: [cctv-kept-long, notice-outdated]\nas-of: 2028-06-01\n";
    let dir = folder(&[("candour.yaml", yaml), ("n.md", &text), ("ours/cctv-kept-long.yaml", &house.unwrap())]);
    let (_, report, err) = check(dir.path(), &["n.md"]);
    assert_eq!(rules(&report), ["cctv-kept-long", "notice-outdated"], "{err}");
    fs::write(dir.path().join("candour.yaml"), format!("{yaml}params:\n  notice-outdated: {{months: 60}}\n")).unwrap();
    assert_eq!(rules(&check(dir.path(), &["n.md"]).1), ["cctv-kept-long"]);
}

#[test]
fn whether_somebody_is_a_public_authority_can_be_said() {
    let text = notice("Brook Lane Bakery Ltd", "Our lawful basis is legitimate interests, Article 6(1)(f).", "30 days");
    let with = |yaml: &str| {
        let dir = folder(&[("candour.yaml", yaml), ("n.md", &text)]);
        let (_, report, _) = check(dir.path(), &["n.md", "--select", "basis", "--min-confidence", "possible"]);
        rules(&report).contains(&"legitimate-interests-public-authority".to_owned())
    };
    assert!(!with(""));
    assert!(with("public-authority: yes\n") && with("public-authority: true\n"));
    assert!(with("controllers:\n  - name: Brook Lane Bakery\n    public-authority: yes\n"));
    assert!(!with("public-authority: yes\npaths:\n  - files: n.md\n    public-authority: no\n"));
    assert!(!with("public-authority: yes\ncontrollers:\n  - name: Brook Lane Bakery\n    public-authority: no\n"));
}

/// Runs `check` over all notices, and over each by itself and then `portfolio`, and makes sure that both say the same.
fn together(dir: &Path, files: &[&str]) -> (usize, Vec<(String, u64)>) {
    let common = ["--as-of", "2026-11-22", "--min-confidence", "possible"];
    let mut args: Vec<&str> = files.iter().copied().chain(["--select", "portfolio"]).chain(common).collect();
    args.push("--quiet");
    let (_, whole, _) = check(dir, &args);
    let mut facts = Vec::new();
    for (i, file) in files.iter().enumerate() {
        let out = format!("{i}.facts");
        let (_, _, err) = run(dir, &["check", file, "--facts-out", &out, "--no-portfolio", "--as-of", "2026-11-22"]);
        assert!(dir.join(&out).exists(), "{err}");
        facts.push(out);
    }
    let args = ["portfolio"].into_iter().chain(facts.iter().map(String::as_str));
    let args: Vec<&str> = args.chain(common).chain(["--quiet", "--format", "json"]).collect();
    let (_, out, err) = run(dir, &args);
    let joined: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"));
    assert_eq!(whole["findings"], joined["findings"]);
    assert_eq!(whole["portfolio"], joined["portfolio"]);
    let groups = whole["portfolio"]["controllers"].as_array().unwrap().iter();
    let groups = groups.map(|g| (g["name"].as_str().unwrap_or("").to_owned(), g["notices"].as_u64().unwrap()));
    (whole["findings"].as_array().unwrap().len(), groups.collect())
}

#[test]
fn a_configuration_says_who_is_one_controller_and_who_is_not() {
    let files = ["a.md", "b.md", "c.md"];
    let texts = [
        notice("Fell County Council", "Write to us at post@fell.gov.uk.", "30 days"),
        notice("Fell County Council Libraries", "Write to us at post@fell.gov.uk.", "six months"),
        notice("Moor and Dale Services", "Write to us at post@moordale.example.", "a year"),
    ];
    let notices: Vec<(&str, &str)> = files.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let with = |yaml: &str| {
        let dir = folder(&notices);
        fs::write(dir.path().join("candour.yaml"), yaml).unwrap();
        together(dir.path(), &files)
    };
    let (usual, groups) = with("");
    assert!(usual > 0, "two names under one domain, one longer than the other, are one body");
    assert_eq!(groups, [("Fell County Council".to_owned(), 2)]);
    let (apart, groups) =
        with("controllers:\n  - name: Fell County Council\n    not: [Fell County Council Libraries]\n");
    assert_eq!((apart, groups), (0, vec![]), "what is not the same is not looked at together");
    let (apart, _) = with("controllers:\n  - name: Fell County Council\n  - name: Fell County Council Libraries\n");
    assert_eq!(apart, 0, "two that are named are two");
    let all = "controllers:\n  - name: Fell Group\n    aliases: [Fell County Council, Moor and Dale Services]\n";
    let (more, groups) = with(all);
    assert!(more >= usual);
    assert_eq!(groups, [("Fell Group".to_owned(), 3)], "names that are told to be one, and what is like them");
    let (_, groups) = with("controllers:\n  - name: Fell Group\n    domains: [fell.gov.uk, moordale.example]\n");
    assert_eq!(groups, [("Fell Group".to_owned(), 3)], "by domain");
    let lighter = "severities: {portfolio: note}\npaths:\n  - files: a.md\n    ignore: portfolio\n";
    let (fewer, _) = with(lighter);
    assert!(fewer < usual, "settings of files hold across notices as well");
}

#[test]
fn what_applies_is_shown_with_its_place() {
    let yaml = "# ours\nfail-on: warning\n\nseverities:\n  retention: note\ncontrollers:\n  - name: A\n    not: [B]\n";
    let dir = folder(&[("candour.yaml", yaml)]);
    let (code, out, _) = run(dir.path(), &["config", "show"]);
    assert_eq!(code, 0);
    for (start, end) in [
        ("fail-on ", "candour.yaml:2"),
        ("severities › retention ", "candour.yaml:5"),
        ("controllers › 1 ", "candour.yaml:7"),
        ("as-of ", "built in"),
    ] {
        assert!(out.lines().any(|l| l.trim().starts_with(start) && l.trim().ends_with(end)), "{start} {end}\n{out}");
    }
    let (code, out, _) = run(dir.path(), &["config", "show", "--isolated"]);
    assert!(code == 0 && out.starts_with("No configuration applies"), "{out}");
}

#[test]
fn the_schema_for_editors_is_the_one_that_is_checked() {
    let dir = folder(&[]);
    let (code, out, _) = run(dir.path(), &["schema", "config"]);
    let schema: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    for (key, value) in schema["properties"].as_object().unwrap() {
        assert!(value["description"].is_string(), "{key} is explained");
    }
}

/// The house schedule, over every notice, without a rule of one's own.
#[test]
fn a_house_retention_schedule_is_held_against_every_notice() {
    let text = notice("Brook Lane Bakery Ltd", "", "six months");
    let yaml = "retention-schedule:\n  CCTV footage: 31 days\n  complaint files: 6 years after the case closes\n";
    let dir = folder(&[("n.md", &text), ("candour.yaml", yaml)]);
    let (code, report, err) = check(dir.path(), &["n.md", "--select", "retention"]);
    assert_eq!((code, rules(&report)), (1, vec!["retention-schedule-conflict".to_owned()]), "{err}");
    let found = &report["findings"][0];
    let told = "The house retention schedule keeps cctv footage for 31 days, the notice says 6 months";
    assert_eq!(found["message"].as_str().unwrap().to_lowercase(), told.to_lowercase());
    assert_eq!((found["spans"][0]["text"].as_str(), found["spans"][0]["line"].as_u64()), (Some("six months"), Some(7)));
    let (code, report, _) = check(dir.path(), &["n.md", "--select", "retention", "--isolated"]);
    assert_eq!((code, rules(&report).len()), (0, 0));
    fs::write(dir.path().join("n.md"), notice("Brook Lane Bakery Ltd", "", "31 days")).unwrap();
    assert_eq!(check(dir.path(), &["n.md", "--select", "retention"]).0, 0);
    let (_, out, _) = run(dir.path(), &["config", "show"]);
    assert!(out.contains("retention-schedule › CCTV") && out.contains("candour.yaml:2"), "{out}");
}

/// The rules that run here are those that are listed and explained here.
#[test]
fn rules_and_explain_obey_the_packs_of_the_configuration() {
    let rule = "id: no-blame\ntitle: Blame\nseverity: note\ntext: [your fault]\nmessage: Blame\nwhy: It hurts.\n";
    let yaml = "rules: house\nparams:\n  notice-outdated: { months: 7 }\n";
    let dir = folder(&[("candour.yaml", yaml), ("house/no-blame.yaml", rule), ("sub/n.md", "x")]);
    fs::create_dir(dir.path().join(".git")).unwrap();
    let sub = dir.path().join("sub");
    let (code, out, err) = run(&sub, &["explain", "no-blame"]);
    assert!(code == 0 && out.contains("It hurts."), "{out}{err}");
    let (_, out, _) = run(&sub, &["explain", "notice-outdated"]);
    assert!(out.contains('7'), "{out}");
    let (code, out, _) = run(&sub, &["rules", "list"]);
    assert!(code == 0 && out.contains("no-blame"), "{out}");
    for args in [&["explain", "no-blame", "--isolated"][..], &["rules", "list", "--isolated"]] {
        let (_, out, _) = run(&sub, args);
        assert!(!out.contains("no-blame"), "{out}");
    }
    let (code, out, _) = run(
        dir.path().parent().unwrap(),
        &["rules", "list", "--config", &format!("{}/candour.yaml", dir.path().display())],
    );
    assert!(code == 0 && out.contains("no-blame"), "{out}");
    fs::write(dir.path().join("candour.yaml"), "rulse: house\n").unwrap();
    let (code, out, err) = run(&sub, &["explain", "retention-vague"]);
    assert!(code == 2 && out.is_empty() && err.contains("did you mean `rules`?"), "{err}");
}
