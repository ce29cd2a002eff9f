//! What the documents are checked with: the configuration beside them, and what the editor asks for.

use super::support::{Client, rules, uri};
use super::{LEFT, RULE, folder, notice};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn has(found: &[Value]) -> bool {
    rules(found).contains(&RULE.to_owned())
}

/// Says that a file was changed.
fn changed(client: &mut Client, path: &Path) {
    client.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": uri(path), "type": 2 }] }));
}

#[test]
fn the_configuration_is_obeyed_and_its_changes_too() {
    let dir = folder(&[("candour.yaml", "ignore: placeholder-left\n"), ("notices/a.md", "")]);
    let (config, path) = (dir.path().join("candour.yaml"), uri(&dir.path().join("notices/a.md")));
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    assert!(!has(&client.open_text(&path, "markdown", &notice(LEFT))));
    fs::write(&config, "severities: {placeholder-left: note}\n").unwrap();
    changed(&mut client, &config);
    let found = client.diagnostics(&path);
    assert!(has(&found) && found.iter().any(|d| d["code"] == RULE && d["severity"] == 3), "{found:?}");
    // One that is wrong is told of, and what held before holds on.
    fs::write(&config, "ignroe: placeholder-left\nfail-on: never, ever\n").unwrap();
    client.tell("textDocument/didSave", &json!({ "textDocument": { "uri": uri(&config) } }));
    let told = client.told("window/showMessage");
    assert!(told.contains("candour.yaml:1: ignroe: there is no such key; did you mean `ignore`?"), "{told}");
    assert!(client.told("window/showMessage").contains("candour.yaml:2: fail-on"));
    assert!(client.told("window/showMessage").ends_with("candour.yaml cannot be used"));
    assert_eq!(client.diagnostics(&path), found);
    fs::remove_file(&config).unwrap();
    changed(&mut client, &config);
    assert!(client.diagnostics(&path).iter().any(|d| d["code"] == RULE && d["severity"] != 3));
    // Another file is no reason to look again.
    changed(&mut client, &dir.path().join("other.yaml"));
    assert!(client.unasked().is_empty());
    client.close();
}

#[test]
fn a_configuration_that_is_wrong_from_the_start_is_told_of_and_nothing_is_shown() {
    let dir = folder(&[("candour.yaml", "select: [no-such-rule]\n")]);
    let path = uri(&dir.path().join("a.md"));
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    assert_eq!(client.open_text(&path, "markdown", &notice(LEFT)), Vec::<Value>::new());
    let told = client.told("window/showMessage");
    assert!(told.contains("candour.yaml:1: ") && told.contains("no-such-rule"), "{told}");
    // The configuration itself is no notice, whatever stands in it.
    assert_eq!(client.open_text(&uri(&dir.path().join("candour.yaml")), "yaml", "x: ["), Vec::<Value>::new());
    client.close();
}

#[test]
fn the_editor_says_on_which_day_and_how_sure() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let text = notice("We share data with NHS Digital. Privacy Shield covers what we send to the United States.");
    let found = |options: Value| {
        let mut client = Client::open(dir.path(), &json!({}), &options);
        let found = rules(&client.open_text(&path, "markdown", &text));
        client.close();
        found
    };
    let dissolved = |found: &[String]| found.contains(&"body-dissolved".to_owned());
    assert!(dissolved(&found(Value::Null)));
    assert!(!dissolved(&found(json!({ "as-of": "2019-06-01" }))));
    assert!(!dissolved(&found(json!({ "candour": { "ignore": ["body-dissolved"] } }))));
    assert_eq!(found(json!({ "select": ["body-dissolved"] })), ["body-dissolved"]);
    let (sure, all) = (found(json!({ "min-confidence": "certain" })), found(json!({ "min-confidence": "possible" })));
    assert!(sure.len() < all.len(), "{sure:?} {all:?}");
    // What is wrong is told, and the rest goes on without it.
    for (options, what) in [
        (json!({ "as-of": "soon" }), "as-of: `soon` is no date"),
        (json!({ "min-confidence": "sure" }), "min-confidence: expected certain, likely or possible, found `sure`"),
        (json!({ "asof": "2026-01-01" }), "unknown field `asof`"),
        (json!(["x"]), "expected keys with values"),
    ] {
        let mut client = Client::open(dir.path(), &json!({}), &options);
        let told = client.told("window/showMessage");
        assert!(told.starts_with("candour: initializationOptions: ") && told.contains(what), "{told}");
        assert!(dissolved(&rules(&client.open_text(&path, "markdown", &text))));
        client.close();
    }
    // Settings that come later count as well, where they are for candour.
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    client.open_text(&path, "markdown", &text);
    client.tell("workspace/didChangeConfiguration", &json!({ "settings": { "other": { "as-of": 3 } } }));
    let settings = json!({ "settings": { "candour": { "as-of": "2019-06-01" } } });
    client.tell("workspace/didChangeConfiguration", &settings);
    assert!(!dissolved(&rules(&client.diagnostics(&path))));
    client.close();
}

#[test]
fn a_baseline_is_obeyed_unless_settings_beside_notices_are_not() {
    let text = notice(LEFT);
    let dir = folder(&[("a.md", &text)]);
    let mut command = assert_cmd::Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(dir.path()).args(["baseline", "write", ".", "--as-of", "2026-11-22"]);
    command.assert().success();
    let path = uri(&dir.path().join("a.md"));
    for (args, count) in [(&["--as-of", "2026-11-22"][..], 0), (&["--as-of", "2026-11-22", "--isolated"], 1)] {
        let mut client = Client::start(dir.path(), args, &[]);
        client.initialize(dir.path(), &json!({}), &Value::Null);
        let found = client.open_text(&path, "markdown", &text);
        assert_eq!(found.iter().filter(|d| d["code"] == RULE).count(), count, "{args:?}");
        client.close();
    }
}

#[test]
fn a_client_that_watches_files_is_asked_to() {
    let dir = folder(&[]);
    let can = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::open(dir.path(), &can, &Value::Null);
    let asked = client.wait(|m| m["method"] == "client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    assert!(registration["registerOptions"]["watchers"].to_string().contains("**/candour-baseline.yaml"));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    assert_eq!(client.close().0, 0);
}

#[test]
fn each_folder_has_its_own_configuration() {
    let dir = folder(&[("one/candour.yaml", "ignore: placeholder-left\n"), ("two/.keep", "")]);
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    let mut client = Client::open(&two, &json!({}), &Value::Null);
    let paths = [uri(&one.join("a.md")), uri(&two.join("a.md"))];
    assert!(has(&client.open_text(&paths[1], "markdown", &notice(LEFT))));
    // A document outside of all folders is checked as in its own.
    assert!(!has(&client.open_text(&paths[0], "markdown", &notice(LEFT))));
    fs::write(two.join("candour.yaml"), "ignore: placeholder-left\n").unwrap();
    let event =
        json!({ "added": [{ "uri": uri(dir.path()), "name": "x" }], "removed": [{ "uri": uri(&two), "name": "x" }] });
    client.tell("workspace/didChangeWorkspaceFolders", &json!({ "event": event }));
    // Now both are below a folder that has none.
    assert!(has(&client.diagnostics(&paths[0])) && has(&client.diagnostics(&paths[1])));
    client.close();
}
