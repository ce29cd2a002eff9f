//! The template for GitLab, as its runner runs it: what comes before and the script, in one shell.

use super::support::*;
use assert_cmd::Command;
use serde_yaml::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TEMPLATE: &str = "ci/gitlab/candour.gitlab-ci.yml";

fn job() -> Value {
    let template: Value = serde_yaml::from_str(&text_of(TEMPLATE)).unwrap();
    let jobs = template.as_mapping().unwrap();
    assert_eq!(jobs.keys().collect::<Vec<_>>(), ["candour"], "one job, and nothing that changes others");
    template["candour"].clone()
}

fn folder(names: &[&str], from: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    for name in names {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(root().join(from), path).unwrap();
    }
    dir
}

/// Runs the job with these variables instead of its own.
fn run_job(dir: &Path, variables: &[(&str, &str)]) -> (i32, String, String) {
    let job = job();
    let lines = ["before_script", "script"].iter().flat_map(|part| job[*part].as_sequence().unwrap());
    let text: Vec<&str> = lines.map(|l| l.as_str().unwrap()).collect();
    let mut all: Vec<(&str, &str)> = Vec::new();
    for (name, value) in job["variables"].as_mapping().unwrap() {
        all.push((name.as_str().unwrap(), value.as_str().unwrap()));
    }
    all.push(("CI_PROJECT_DIR", dir.to_str().unwrap()));
    all.extend(variables);
    let mut sh = Command::new("sh");
    sh.args(["-e", "-c", &text.join("\n")]);
    script(dir, sh, &all)
}

fn quality(dir: &Path) -> Vec<serde_json::Value> {
    let schema = serde_json::from_str(&text_of("tests/schemas/gitlab-code-quality.json")).unwrap();
    let report = serde_json::from_str(&fs::read_to_string(dir.join("candour-quality.json")).unwrap()).unwrap();
    jsonschema::validate(&schema, &report).unwrap();
    report.as_array().unwrap().clone()
}

#[test]
fn its_reports_are_those_that_it_writes() {
    let job = job();
    let dir = folder(&["notices/bad.txt"], BAD);
    let (code, out, err) = run_job(dir.path(), &[("CANDOUR_OPTIONS", "--as-of=2026-11-22")]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(quality(dir.path()).len(), 6);
    assert!(out.contains("notices/bad.txt:2:1: error["), "{out}");
    let reports = &job["artifacts"]["reports"];
    let report = |kind: &str| fs::read_to_string(dir.path().join(reports[kind].as_str().unwrap())).unwrap();
    assert!(report("codequality").starts_with('['));
    let junit = report("junit");
    assert!(junit.contains("<testsuites") && junit.matches("<failure").count() == 6, "{junit}");
    assert_eq!(job["artifacts"]["when"], "always", "a failed job has reports too");
    for report in reports.as_mapping().unwrap().values() {
        assert!(job["artifacts"]["paths"].as_sequence().unwrap().contains(report));
    }
    let (code, _, _) = run_job(dir.path(), &[("CANDOUR_OPTIONS", "--as-of=2026-11-22\n--fail-on\nnever")]);
    assert_eq!(code, 0);
}

#[test]
fn a_value_is_a_value_whatever_it_looks_like() {
    let dir = folder(&NAMES, BAD);
    let paths = format!("\n{}\n", NAMES.join("\n"));
    let (code, out, err) =
        run_job(dir.path(), &[("CANDOUR_OPTIONS", "--as-of=2026-11-22\n--no-portfolio"), ("CANDOUR_PATHS", &paths)]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let issues = quality(dir.path());
    assert_eq!(issues.len(), 6 * NAMES.len());
    for name in NAMES {
        assert!(issues.iter().any(|i| i["location"]["path"] == shown(name)), "{name}");
    }
    let hostile = "$(touch taken.txt)`touch taken.txt`\nEND\ntouch taken.txt";
    for variable in ["CANDOUR_OPTIONS", "CANDOUR_PATHS", "CANDOUR_SOURCE", "CANDOUR_REVISION"] {
        run_job(dir.path(), &[(variable, hostile)]);
        assert!(!dir.path().join("taken.txt").exists(), "{variable}");
    }
}

#[test]
fn candour_is_built_where_the_image_has_none() {
    let dir = folder(&["good.txt"], GOOD);
    let path = stand_in(dir.path());
    let more = [
        ("PATH", path.as_str()),
        ("CANDOUR_SOURCE", "https://git.example/candour"),
        ("CANDOUR_REVISION", "v0.1.0"),
        ("CANDOUR_PATHS", ""),
    ];
    for _ in 0..2 {
        let (code, out, err) = run_job(dir.path(), &more);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
    }
    let said = fs::read_to_string(dir.path().join("cargo-args")).unwrap();
    let home = dir.path().join(".candour");
    let should = format!(
        "install\n--locked\n--git=https://git.example/candour\n--rev=v0.1.0\n--root={}\ncandour\n",
        home.display()
    );
    assert_eq!(said, should, "once, for it is kept in the cache");
    assert_eq!(job()["cache"]["paths"][0], ".candour/");
}
