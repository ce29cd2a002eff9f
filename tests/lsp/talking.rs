//! The conversation itself: what may come when, what is answered to what makes no sense, and the end.

use super::support::Client;
use super::{LEFT, folder, notice};
use serde_json::{Value, json};

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
}

#[test]
fn it_says_what_it_can_do_and_ends_as_it_is_told() {
    let dir = folder(&[]);
    let mut client = Client::start(dir.path(), &["--stdio"], &[]);
    assert_eq!(code(&client.ask("textDocument/hover", &json!({}))), -32002, "before `initialize`");
    let capabilities = client.initialize(dir.path(), &json!({}), &Value::Null)["capabilities"].clone();
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["hoverProvider"], true);
    assert_eq!(capabilities["textDocumentSync"]["change"], 1);
    assert_eq!(capabilities["codeActionProvider"]["codeActionKinds"], json!(["quickfix", "source.fixAll.candour"]));
    assert_eq!(code(&client.ask("initialize", &json!({ "capabilities": {} }))), -32600);
    assert_eq!(code(&client.ask("textDocument/rename", &json!({}))), -32601);
    let wrong = client.ask("textDocument/hover", &json!({ "textDocument": 3 }));
    assert_eq!(code(&wrong), -32602, "{wrong}");
    // What is not known and asks for no answer is passed over.
    client.tell("$/setTrace", &json!({ "value": "off" }));
    assert_eq!(client.ask("shutdown", &Value::Null)["result"], Value::Null);
    assert_eq!(code(&client.ask("textDocument/hover", &json!({}))), -32600, "after `shutdown`");
    client.tell("exit", &Value::Null);
    assert_eq!(client.end(), (0, String::new()));
}

#[test]
fn an_end_without_a_word_has_its_own_code() {
    let dir = folder(&[]);
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    client.tell("exit", &Value::Null);
    assert_eq!(client.end().0, 1);
    let client = Client::open(dir.path(), &json!({}), &Value::Null);
    assert_eq!(client.end().0, 1, "the input is closed");
}

#[test]
fn what_is_not_well_formed_is_answered_and_the_next_message_heard() {
    let dir = folder(&[]);
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    for (text, kind) in [("{\"jsonrpc\": ", -32700), ("\u{fe}", -32700), ("[]", -32600), ("{\"id\":{}}", -32600)] {
        client.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
        let answer = client.wait(|m| m.get("error").is_some());
        assert_eq!((code(&answer), &answer["id"]), (kind, &Value::Null), "{text}");
    }
    client.send_raw(b"Content-Length: 2\r\n\r\n\xff\xfe");
    assert_eq!(code(&client.wait(|m| m.get("error").is_some())), -32700);
    client.tell("textDocument/didChange", &json!({ "textDocument": { "uri": "file:///a.md" } }));
    assert!(client.told("window/logMessage").contains("textDocument/didChange: missing field"));
    let found = client.open_text("file:///a.md", "markdown", &notice(LEFT));
    assert!(!found.is_empty());
    assert_eq!(client.close().0, 0);
}

#[test]
fn broken_frames_end_the_run_with_a_message() {
    let dir = folder(&[]);
    for (bytes, told) in [
        (&b"hello\r\n\r\n"[..], "`hello` is no header of a message"),
        (b"Content-Length: many\r\n\r\n", "`many` is no length of a message"),
        (b"Content-Length: 99999999999999\r\n\r\n", "is no length of a message"),
        (b"Content-Length: 9\r\n\r\n{}", "the input ended within a message"),
    ] {
        let mut client = Client::start(dir.path(), &[], &[]);
        client.send_raw(bytes);
        let (code, said) = client.end();
        assert!(code == 2 && said.contains("candour: error: standard input: ") && said.contains(told), "{code} {said}");
    }
}

#[test]
fn a_panic_is_told_and_the_next_text_is_looked_at() {
    let dir = folder(&[]);
    let mut client = Client::start(dir.path(), &["--all-files"], &[("CANDOUR_TEST_PANIC_AT", "fall over")]);
    client.initialize(dir.path(), &json!({}), &Value::Null);
    let uri = "file:///a.md";
    let found = client.open_text(uri, "markdown", &notice("Here we fall over."));
    assert_eq!(found.len(), 1);
    assert!(found[0]["message"].as_str().unwrap().starts_with("internal error: "), "{found:?}");
    client.change(uri, 2, &notice(LEFT));
    let found = client.diagnostics(uri);
    assert!(found.iter().all(|d| d["code"].is_string()) && !found.is_empty(), "{found:?}");
    assert_eq!(client.close().0, 0);
}

#[test]
fn a_question_that_was_taken_back_is_answered_so() {
    let dir = folder(&[]);
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let uri = "file:///a.md";
    client.open_text(uri, "markdown", &notice(LEFT));
    // A long text keeps the worker busy for so long that the question is still waiting.
    let section = |i: usize| format!("## Part {i}\n\nWe keep your records for {i} years.\n\n");
    client.change(uri, 2, &notice(&(1..400).map(section).collect::<String>()));
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let id = client.request("textDocument/codeAction", &params);
    client.tell("$/cancelRequest", &json!({ "id": id }));
    let answer = client.wait(|m| m["id"] == id);
    assert_eq!(code(&answer), -32800, "{answer}");
    assert_eq!(client.close().0, 0);
}

/// Edits are tried one by one, which takes its time; who types on does not wait for that.
#[test]
fn a_question_about_a_text_that_has_changed_holds_nothing_up() {
    let dir = folder(&[]);
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let uri = "file:///a.md";
    let section = |i: usize| format!("## Part {i}\n\nWe keep your records for {i} years, or [insert period].\n\n");
    let text = notice(&(1..200).map(section).collect::<String>());
    client.open_text(uri, "markdown", &text);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 500, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let id = client.request("textDocument/codeAction", &params);
    client.change(uri, 2, &notice(LEFT));
    let answer = client.wait(|m| m["id"] == id);
    // Where the change was quicker than the worker, the answer is about it.
    assert!(answer["result"].is_array() || code(&answer) == -32801, "{answer}");
    assert!(!client.diagnostics(uri).is_empty());
    assert_eq!(client.close().0, 0);
}
