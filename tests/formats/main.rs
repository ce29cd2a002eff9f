//! The formats for other programs, through the program: valid by their schemas, whole, stable, and safe whatever a
//! notice, a path or a rule says.
#![allow(clippy::unwrap_used, clippy::panic)]

mod across;
mod github;
mod hostile;
mod pack;
mod saved;
mod several;
mod sheets;
mod support;
mod suppressed;

use serde_json::Value;
use std::fs;
use support::*;
use tempfile::TempDir;

#[test]
fn every_format_tells_the_same_findings_at_the_same_places() {
    let json: Value = serde_json::from_str(&check("json", &[BAD, GOOD])).unwrap();
    let told: Vec<(String, u64, String)> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["rule"].to_string(), f["spans"][0]["line"].as_u64().unwrap(), f["fingerprint"].to_string()))
        .collect();
    assert!(told.len() > 3);
    let places: Vec<(String, u64)> = told.iter().map(|(rule, line, _)| (rule.replace('"', ""), *line)).collect();

    let run = sarif(&check("sarif", &[BAD, GOOD]));
    let results: Vec<(String, u64, String)> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let region = &r["locations"][0]["physicalLocation"]["region"];
            let print = &r["partialFingerprints"]["candour/v1"];
            (r["ruleId"].to_string(), region["startLine"].as_u64().unwrap(), print.to_string())
        })
        .collect();
    assert_eq!(results, told);

    let line = |v: &str| v.parse::<u64>().unwrap();
    let issues = gitlab(&check("gitlab", &[BAD, GOOD]));
    let issue =
        |i: &Value| (i["check_name"].as_str().unwrap().to_owned(), i["location"]["lines"]["begin"].as_u64().unwrap());
    assert_eq!(issues.iter().map(issue).collect::<Vec<_>>(), places);

    let annotations = commands(&check("github", &[BAD, GOOD]));
    let get = |p: &[(String, String)], key: &str| p.iter().find(|x| x.0 == key).unwrap().1.clone();
    let annotated: Vec<_> = annotations.iter().map(|a| (get(&a.1, "title"), line(&get(&a.1, "line")))).collect();
    assert_eq!(annotated, places);
    assert!(annotations.iter().all(|a| get(&a.1, "file") == BAD));

    let rows = rows(&check("csv", &[BAD, GOOD]));
    assert_eq!(rows.iter().map(|r| (r[8].to_owned(), line(&r[2]))).collect::<Vec<_>>(), places);

    let suites = junit(&check("junit", &[BAD, GOOD]));
    assert_eq!(suites.iter().map(|s| s.0.as_str()).collect::<Vec<_>>(), [BAD, GOOD]);
    let names: Vec<_> = suites[0].1.iter().map(|c| c.0.clone()).collect();
    assert_eq!(names.len(), places.len());
    for ((rule, line), name) in places.iter().zip(names) {
        assert!(name.starts_with(rule.as_str()) && name.ends_with(&format!("line {line}")), "{name}");
    }
    assert_eq!(suites[1].1, [("no findings".to_owned(), String::new())]);

    let page = check("markdown", &[BAD, GOOD]);
    assert_eq!(page.matches("\n### ").count(), places.len(), "{page}");
    assert!(page.contains(&format!("\n## {BAD}\n")) && !page.contains(GOOD), "{page}");
}

#[test]
fn sarif_has_what_code_scanning_needs() {
    let run = sarif(&check("sarif", &[BAD]));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        let help = &rule["help"];
        assert!(help["text"].as_str().unwrap().len() > 60 && help["markdown"].as_str().unwrap().contains("**Why:**"));
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
        assert!(rule["properties"]["confidence"].is_string() && rule["properties"]["law"].is_array());
    }
    for result in run["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], BAD);
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        assert_eq!(result["suppressions"], Value::Array(Vec::new()));
        // Each place that the text links to is there.
        let text = result["message"]["text"].as_str().unwrap();
        for id in text.split("](").skip(1).map(|t| t.split_once(')').unwrap().0.parse::<u64>().unwrap()) {
            let related = result["relatedLocations"].as_array().unwrap();
            assert!(related.iter().any(|l| l["id"] == id && l["message"]["text"].is_string()), "{text}");
        }
    }
    let related = run["results"].as_array().unwrap().iter().filter(|r| r["relatedLocations"].is_array()).count();
    assert!(related > 0);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn no_findings_and_no_notices_are_whole_reports_too() {
    for files in [&[GOOD][..], &["corpus/pancakes.md"]] {
        assert_eq!(sarif(&check("sarif", files))["results"], Value::Array(Vec::new()));
        assert_eq!(gitlab(&check("gitlab", files)).len(), 0);
        assert_eq!(commands(&check("github", files)).len(), 0);
        assert_eq!(rows(&check("csv", files)).len(), 0);
        assert!(check("markdown", files).contains("\nNo findings in "));
        let suites = junit(&check("junit", files));
        assert_eq!(suites.iter().flat_map(|s| &s.1).filter(|c| !c.1.is_empty()).count(), 0);
        assert_eq!(suites.len(), usize::from(files == [GOOD]));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_every_format() {
    let files = ["corpus/gone.md", GOOD];
    let run = sarif(&check("sarif", &files));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let note = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(note["level"], "error");
    assert_eq!(note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "corpus/gone.md");
    let issues = gitlab(&check("gitlab", &files));
    assert_eq!((issues[0]["severity"].as_str(), issues.len()), (Some("blocker"), 1));
    let annotations = commands(&check("github", &files));
    assert_eq!((annotations.len(), annotations[0].0.as_str()), (1, "error"));
    assert_eq!(&rows(&check("csv", &files))[0][6], "not read");
    assert_eq!(junit(&check("junit", &files))[0].1, [("can be read".to_owned(), "error".to_owned())]);
    assert!(check("markdown", &files).contains("## corpus/gone.md\n\n**Not read:** "));
    for format in ALL {
        let args = ["check", "--as-of", "2026-11-22", "--format", format, files[0], files[1]];
        assert_eq!(self::run(root(), &args).0, 2, "{format}");
    }
}

#[test]
fn the_same_words_in_two_notices_are_two_issues() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("a.txt")).unwrap();
    fs::copy(root().join(BAD), dir.path().join("b.txt")).unwrap();
    let args = ["check", "a.txt", "b.txt", "--as-of", "2026-11-22", "--no-portfolio", "--format", "gitlab"];
    let issues = gitlab(&run(dir.path(), &args).1);
    let mut prints: Vec<String> = issues.iter().map(|i| i["fingerprint"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!((prints.len(), issues.len()), (12, 12));
}
