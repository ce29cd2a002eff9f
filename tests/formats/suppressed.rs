//! What is held back: told with its reason in SARIF, and nowhere else.

use super::support::*;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const COMMENT: &str = "<!-- candour: ignore retention-missing; reason: see [the](https://evil.example) \u{1b}[31mschedule; \
until: 2027-03-31; owner: DPO -->\n\n";
const NOTICE: &str = "# Privacy notice\n\nBrook Lane Bakery Ltd is the controller of your personal data.\n\n\
We use your e-mail address to tell you when your order is ready.\n";
const STANDING: &str =
    "candour: config/1\nsuppressions:\n  - {rules: basis-missing, files: n.md, reason: a page of its own}\n";

fn results(dir: &TempDir, more: &[&str]) -> Vec<Value> {
    let args = ["check", "n.md", "--as-of", "2026-11-22", "--select", "basis-missing,retention-missing", "--format"];
    let (code, out, err) = run(dir.path(), &[&args[..], &["sarif"], more].concat());
    assert!(code <= 1, "{err}");
    sarif(&out)["results"].as_array().unwrap().clone()
}

/// Rule, kind and justification of what holds it back, sorted.
fn held(results: &[Value]) -> Vec<String> {
    let one = |r: &Value| {
        let by = &r["suppressions"][0];
        format!("{} {} {}", r["ruleId"], by["kind"], by["justification"]).replace('"', "")
    };
    let mut all: Vec<String> = results.iter().map(one).collect();
    all.sort();
    all
}

#[test]
fn a_suppressed_result_says_why() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("n.md"), format!("{COMMENT}{NOTICE}")).unwrap();
    fs::write(dir.path().join("candour.yaml"), STANDING).unwrap();
    let why = "see [the](https://evil.example) ␛[31mschedule (until 2027-03-31) (owner: DPO)";
    let both = ["basis-missing external a page of its own".to_owned(), format!("retention-missing inSource {why}")];
    assert_eq!(held(&results(&dir, &[])), both);
    for format in ["github", "gitlab", "csv", "markdown", "junit"] {
        let args =
            ["check", "n.md", "--as-of", "2026-11-22", "--select", "basis-missing,retention-missing", "--format"];
        let (code, out, _) = run(dir.path(), &[&args[..], &[format]].concat());
        assert_eq!(code, 0, "{format}");
        assert!(!out.contains("basis-missing") && !out.contains("retention-missing"), "{format}\n{out}");
    }
    // Nobody's word is taken for it, and then nothing is held back.
    let neither = ["basis-missing null null", "retention-missing null null"];
    assert_eq!(held(&results(&dir, &["--isolated"])), neither);
}

#[test]
fn what_is_in_the_baseline_is_no_result() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("n.md"), NOTICE).unwrap();
    let (code, _, err) = run(dir.path(), &["baseline", "write", "n.md", "--as-of", "2026-11-22"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(results(&dir, &[]).len(), 0);
    assert_eq!(results(&dir, &["--no-baseline"]).len(), 2);
}
