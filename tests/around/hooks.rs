//! The hooks of pre-commit. That pre-commit itself runs them is for `scripts/pre-commit-test`.

use super::support::*;
use serde_yaml::Value;
use std::fs;
use tempfile::TempDir;

fn hooks() -> Vec<Value> {
    let hooks: Value = serde_yaml::from_str(&text_of(".pre-commit-hooks.yaml")).unwrap();
    hooks.as_sequence().unwrap().clone()
}

/// Endings that the pattern of a hook names: `(?i)\.(a|b)$`, in which a letter before `?` may be missing.
fn endings(hook: &Value) -> Vec<String> {
    let pattern = hook["files"].as_str().unwrap();
    let list = pattern.strip_prefix(r"(?i)\.(").unwrap().strip_suffix(")$").unwrap();
    let both = |word: &str| match word.find('?') {
        Some(at) => vec![word.replace('?', ""), format!("{}{}", &word[..at - 1], &word[at + 1..])],
        None => vec![word.to_owned()],
    };
    list.split('|').flat_map(both).collect()
}

#[test]
fn each_runs_the_program_on_no_name_of_a_file() {
    let hooks = hooks();
    let ids: Vec<&str> = hooks.iter().map(|h| h["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["candour", "candour-system"]);
    for hook in &hooks {
        assert_eq!(hook["pass_filenames"], false, "a name could look like an option");
        assert_eq!(hook["require_serial"], true);
        let mut args: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
        assert_eq!(args.remove(0), "candour");
        args.extend(hook["args"].as_sequence().unwrap().iter().map(|a| a.as_str().unwrap()));
        let dir = TempDir::new().unwrap();
        fs::copy(root().join(GOOD), dir.path().join("good.txt")).unwrap();
        let (code, out, err) = candour(dir.path(), &args);
        assert_eq!((code, out.as_str(), err.as_str()), (0, "No findings in 1 privacy notice.\n", ""));
        fs::copy(root().join(BAD), dir.path().join("bad.txt")).unwrap();
        assert_eq!(candour(dir.path(), &args).0, 1);
    }
}

#[test]
fn they_run_when_a_file_changes_that_a_folder_is_read_for() {
    // What a walk reads, by ending, as the program itself does it.
    let text = fs::read_to_string(root().join("corpus/online-shop.md")).unwrap();
    for hook in &hooks() {
        let known = endings(hook);
        assert!(known.contains(&"yml".to_owned()) && known.contains(&"yaml".to_owned()), "{known:?}");
        let dir = TempDir::new().unwrap();
        for ending in &known {
            fs::write(dir.path().join(format!("privacy-{ending}.{ending}")), &text).unwrap();
        }
        // No more than that: others are not read, so a change to them changes nothing.
        for other in ["rs", "py", "css", "png", "toml"] {
            assert!(!known.contains(&other.to_owned()));
        }
        let (_, out, _) = candour(dir.path(), &["check", ".", "--all-files", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let read: Vec<&str> =
            report["notices"].as_array().unwrap().iter().map(|n| n["path"].as_str().unwrap()).collect();
        for ending in &known {
            assert!(read.iter().any(|p| p.ends_with(&format!(".{ending}"))), "{ending} is not read: {read:?}");
        }
        // And no less: every ending in the table of the README.
        let page = text_of("README.md");
        let rows = page.split("| Form | Endings | Notes |").nth(1).unwrap().split("\n\n").next().unwrap();
        for row in rows.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| ---")) {
            for ending in row.split('|').nth(2).unwrap().split('`').filter_map(|w| w.strip_prefix('.')) {
                assert!(known.iter().any(|k| k == ending), "the hooks do not know .{ending}");
            }
        }
    }
}
