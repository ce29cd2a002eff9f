//! Findings across notices.

use super::support::*;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// Two notices of one controller that contradict each other, and the facts of both.
fn two() -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, period) in [("north office.md", "30 days"), ("south.md", "six months")] {
        let text = format!(
            "# Privacy notice\n\nHazelrigg District Council is the controller of your personal data.\n\n\
             ## How long we keep it\n\nCCTV footage is kept for {period}.\n\n## Your rights\n\nYou have the right of \
             access to your data.\n\nYou can complain to the Information Commissioner.\n"
        );
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

#[test]
fn findings_across_notices_have_their_places_too() {
    let dir = two();
    let common = ["--as-of", "2026-11-22", "--min-confidence", "possible", "--select", "portfolio"];
    let (_, json, err) =
        run(dir.path(), &[&["check", ".", "--facts-out", "facts", "--format", "json"], &common[..]].concat());
    let json: Value = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e} {err}"));
    let count = json["findings"].as_array().unwrap().len();
    assert!(count > 0, "{json}");
    for command in [["check", "."], ["portfolio", "facts"]] {
        let show = |format: &str| {
            let (code, out, err) = run(dir.path(), &[&command[..], &common[..], &["--format", format]].concat());
            assert!(code <= 1, "{err}");
            out
        };
        let run = sarif(&show("sarif"));
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), count);
        for result in results {
            let uri = |l: &Value| l["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
            let mut uris: Vec<String> = vec![uri(&result["locations"][0])];
            uris.extend(result["relatedLocations"].as_array().unwrap().iter().map(uri));
            uris.sort();
            uris.dedup();
            assert_eq!(uris, ["north%20office.md", "south.md"]);
            assert!(result["ruleIndex"].is_u64());
        }
        assert_eq!(gitlab(&show("gitlab")).len(), count);
        assert_eq!(commands(&show("github")).len(), count);
        assert_eq!(rows(&show("csv")).len(), count);
        let suites = junit(&show("junit"));
        let across = suites.iter().find(|s| s.0 == "across notices").unwrap();
        assert_eq!(across.1.len(), count);
        assert_eq!(show("markdown").matches("\n### ").count(), count);
    }
    let args =
        ["portfolio", "facts", "--format", "sarif=out.sarif", "--format", "json=out.json", "--format", "concise"];
    let (_, out, _) = run(dir.path(), &[&args[..], &common[..]].concat());
    assert!(out.lines().count() > count.min(1));
    sarif(&fs::read_to_string(dir.path().join("out.sarif")).unwrap());
    let json: Value = serde_json::from_slice(&fs::read(dir.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(json["notices"].as_array().unwrap().len(), 2);
}
