//! A client of the language server: it starts the program, says what it is told to say, and waits for what must come.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than anything may take on a busy machine: a test fails where it would hang.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// What came and was not asked for.
    heard: Vec<Value>,
    next: i64,
}

impl Client {
    /// Starts the server in a folder; nothing is said yet.
    pub fn start(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_candour"))
            .arg("lsp")
            .args(args)
            .env_clear()
            .envs(variables.iter().copied())
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut from = BufReader::new(stdout);
            while let Some(message) = message(&mut from) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Client { child, input, output, heard: Vec::new(), next: 1 }
    }

    /// A server that was told of a folder, by a client with some abilities and options.
    pub fn open(folder: &Path, capabilities: &Value, options: &Value) -> Client {
        let mut client = Client::start(folder, &["--as-of", "2026-11-22"], &[]);
        client.initialize(folder, capabilities, options);
        client
    }

    pub fn initialize(&mut self, folder: &Path, capabilities: &Value, options: &Value) -> Value {
        let root = json!([{ "uri": uri(folder), "name": "x" }]);
        let answer = self.ask(
            "initialize",
            &json!({
                "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": root,
                "initializationOptions": options,
            }),
        );
        self.tell("initialized", &json!({}));
        answer["result"].clone()
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and answers its id.
    pub fn request(&mut self, method: &str, params: &Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request and waits for the answer.
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.request(method, params);
        self.wait(|m| m["id"] == id && m.get("method").is_none())
    }

    /// Waits for a message; what comes before it is kept.
    #[track_caller]
    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.heard.iter().position(&fits) {
            return self.heard.remove(at);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) if fits(&message) => return message,
                Ok(message) => self.heard.push(message),
                Err(RecvTimeoutError::Timeout) => panic!("it never came; heard: {:#?}", self.heard),
                Err(RecvTimeoutError::Disconnected) => panic!("the server went away; heard: {:#?}", self.heard),
            }
        }
    }

    /// Waits for what the user is shown or may look up.
    #[track_caller]
    pub fn told(&mut self, method: &str) -> String {
        self.wait(|m| m["method"] == method)["params"]["message"].as_str().unwrap().to_owned()
    }

    /// What has come and was not waited for, once a question that goes the way of all documents was answered.
    pub fn unasked(&mut self) -> Vec<Value> {
        self.hover("file:///nothing.md", 0, 0);
        std::mem::take(&mut self.heard)
    }

    pub fn open_text(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": item }));
        self.diagnostics(uri)
    }

    /// The next diagnostics of a document.
    #[track_caller]
    pub fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        let published = |m: &Value| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri;
        self.wait(published)["params"]["diagnostics"].as_array().unwrap().clone()
    }

    pub fn change(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    pub fn hover(&mut self, uri: &str, line: u64, character: u64) -> Value {
        let at = json!({ "line": line, "character": character });
        self.ask("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": at }))["result"].clone()
    }

    /// What can be done about a place; `only` are the kinds asked for, all if there is none.
    pub fn actions(&mut self, uri: &str, range: &Value, only: &[&str]) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        let answer = self.ask("textDocument/codeAction", &params);
        answer["result"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
    }

    /// Says goodbye; answers the exit code and what was said on standard error.
    pub fn close(mut self) -> (i32, String) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        self.end()
    }

    /// Waits for the end.
    pub fn end(mut self) -> (i32, String) {
        drop(self.input.take());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code().unwrap(), said)
    }
}

fn message(from: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The address of a file whose path has nothing that must be encoded.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The byte of a place whose column counts UTF-16 units, or bytes.
pub fn byte(text: &str, at: &Value, bytes: bool) -> usize {
    let mut start = 0;
    for _ in 0..at["line"].as_u64().unwrap() {
        let rest = &text[start..];
        let end = rest.find(['\n', '\r']).unwrap();
        start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    let column = at["character"].as_u64().unwrap() as usize;
    if bytes {
        return start + column;
    }
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units == column {
            return start + at;
        }
        units += c.len_utf16();
    }
    assert_eq!(units, column, "a place within the line");
    text.len()
}

/// The words of a range.
pub fn words<'a>(text: &'a str, range: &Value, bytes: bool) -> &'a str {
    &text[byte(text, &range["start"], bytes)..byte(text, &range["end"], bytes)]
}

/// A text with edits made, which are given as places of the text as it was.
pub fn edited(text: &str, edits: &[Value], bytes: bool) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|e| {
            let at = |end: &str| byte(text, &e["range"][end], bytes);
            (at("start"), at("end"), e["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort();
    assert!(edits.windows(2).all(|w| w[0].1 <= w[1].0), "edits overlap: {edits:?}");
    edits.iter().rev().fold(text.to_owned(), |text, (start, end, new)| [&text[..*start], new, &text[*end..]].concat())
}

/// The edits that an action makes in a file, of a client that takes no versions.
pub fn edits_of(action: &Value, uri: &str) -> Vec<Value> {
    let edits = action["edit"]["changes"][uri].as_array();
    edits.unwrap_or_else(|| panic!("no edits of {uri}: {action}")).clone()
}

/// The action whose title begins so, of those on a rule.
#[track_caller]
pub fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|a| a["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("no action `{title}`: {actions:#?}"))
}

/// The first diagnostic of a rule.
#[track_caller]
pub fn of_rule<'a>(found: &'a [Value], rule: &str) -> &'a Value {
    found.iter().find(|d| d["code"] == rule).unwrap_or_else(|| panic!("no {rule}: {found:#?}"))
}

/// The rules of diagnostics.
pub fn rules(found: &[Value]) -> Vec<String> {
    found.iter().filter_map(|d| d["code"].as_str()).map(str::to_owned).collect()
}
