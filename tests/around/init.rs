//! A configuration to begin with.

use super::support::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const NOTICE: &str = "# Privacy notice\n\nThis privacy notice explains how Brook Lane Bakery Ltd uses your personal \
data.\n\n## How long we keep it\n\nWe keep order records for as long as necessary.\n";

fn init(dir: &Path) -> String {
    let (code, out, err) = candour(dir, &["init"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "candour.yaml: written; `candour config show` tells what applies\n", "")
    );
    fs::read_to_string(dir.join("candour.yaml")).unwrap()
}

/// The file with every setting taken in that is commented out: `#` with no space behind it.
fn taken_in(text: &str) -> String {
    let bare = |line: &str| match line.strip_prefix('#').filter(|rest| !rest.is_empty()) {
        Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
        // What belongs to a setting is further in than an explanation.
        Some(rest) if rest.starts_with("  ") => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(bare).collect()
}

/// Every key that a schema knows, with those above it.
fn keys(schema: &Value, above: &str, all: &mut Vec<String>) {
    if let Some(properties) = schema["properties"].as_object() {
        for (key, below) in properties {
            let path = format!("{above}{key}");
            all.push(path.clone());
            keys(below, &format!("{path}."), all);
        }
    }
    if schema["items"].is_object() {
        keys(&schema["items"], above, all);
    }
}

/// Whether a file has a value under these keys, in some item of each list.
fn has(value: &serde_yaml::Value, path: &[&str]) -> bool {
    match (path, value) {
        ([], value) => !value.is_null(),
        (_, serde_yaml::Value::Sequence(items)) => items.iter().any(|item| has(item, path)),
        ([key, rest @ ..], value) => value.get(key).is_some_and(|below| has(below, rest)),
    }
}

#[test]
fn it_parses_and_changes_nothing_at_first() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("notice.md"), NOTICE).unwrap();
    let check = || candour(dir.path(), &["check", ".", "--as-of", "2026-11-22", "--format", "jsonl"]);
    let before = check();
    init(dir.path());
    let (code, out, err) = candour(dir.path(), &["config", "show"]);
    assert!(code == 0 && err.is_empty() && out.starts_with("candour.yaml applies"), "{out}{err}");
    assert_eq!(check(), before);
}

#[test]
fn every_key_of_the_schema_is_in_it_and_every_example_is_valid() {
    let dir = TempDir::new().unwrap();
    let text = taken_in(&init(dir.path()));
    let file = dir.path().join("candour.yaml");
    fs::write(&file, &text).unwrap();
    let house = dir.path().join("house-rules");
    fs::create_dir(&house).unwrap();
    let rule = "tests/house-rules/cctv-kept-long.yaml";
    fs::copy(root().join(rule), house.join("cctv-kept-long.yaml")).unwrap();
    let (code, out, err) = candour(dir.path(), &["config", "show", "archive/members.txt"]);
    assert!(code == 0 && err.is_empty(), "{err}\n{text}");
    assert!(out.contains("archive/members.txt\n  ignore "), "{out}");

    let (_, schema, _) = candour(dir.path(), &["schema", "config"]);
    let mut all = Vec::new();
    keys(&serde_json::from_str(&schema).unwrap(), "", &mut all);
    assert!(all.len() > 25 && all.contains(&"suppressions.reason".to_owned()), "{all:?}");
    let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    all.retain(|key| !has(&value, &key.split('.').collect::<Vec<_>>()));
    assert!(all.is_empty(), "src/cli/config/starter.yaml does not show {all:?}");
}

#[test]
fn what_is_there_stays_unless_it_is_to_be_replaced() {
    let dir = TempDir::new().unwrap();
    let written = init(dir.path());
    for name in ["candour.yaml", "candour.yml"] {
        fs::remove_file(dir.path().join("candour.yaml")).unwrap_or_default();
        let file = dir.path().join(name);
        fs::write(&file, "fail-on: note\n").unwrap();
        let (code, out, err) = candour(dir.path(), &["init"]);
        assert!(code == 2 && out.is_empty(), "{out}");
        assert_eq!(err, format!("candour: error: {name}: is there already and stays as it is; --force replaces it\n"));
        assert_eq!(fs::read_to_string(&file).unwrap(), "fail-on: note\n");
        let (code, out, err) = candour(dir.path(), &["init", "--force"]);
        assert!(code == 0 && err.is_empty() && out.starts_with(&format!("{name}: written;")), "{out}{err}");
        assert_eq!(fs::read_to_string(&file).unwrap(), written);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else is left there");
    }
    let (code, _, err) = candour(dir.path(), &["init", "no/such/folder"]);
    assert!(code == 2 && err == "candour: error: no/such/folder: no such folder\n", "{err}");
}

#[test]
fn one_that_it_takes_the_place_of_is_named() {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join(".git")).unwrap();
    fs::create_dir(dir.path().join("notices")).unwrap();
    init(dir.path());
    let (code, out, err) = candour(dir.path(), &["init", "notices"]);
    assert!(code == 0 && out.starts_with("notices/candour.yaml: written"), "{out}");
    assert!(err.contains("takes the place of ../candour.yaml"), "{err}");
}

#[cfg(unix)]
#[test]
fn all_who_work_on_the_repository_can_read_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = TempDir::new().unwrap();
    init(dir.path());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let plain = dir.path().join("plain");
    fs::write(&plain, "").unwrap();
    assert_eq!(mode(&dir.path().join("candour.yaml")), mode(&plain));
    // A link that leads nowhere is somebody's, too.
    fs::remove_file(dir.path().join("candour.yaml")).unwrap();
    symlink("elsewhere.yaml", dir.path().join("candour.yaml")).unwrap();
    let (code, _, err) = candour(dir.path(), &["init"]);
    assert!(code == 2 && err.contains("is there already"), "{err}");
    assert!(!dir.path().join("elsewhere.yaml").exists());
}
