//! A running `candour serve`, and plain requests to it.

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The day of all checks here.
const AS_OF: &str = "2026-11-22";

/// A page that is served; it ends with the value.
pub struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    /// The host, as an address is written.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The folder in which it runs, empty at first.
    pub dir: TempDir,
}

/// An answer.
pub struct Reply {
    /// 0 where the connection was closed without one.
    pub status: u16,
    /// Names are in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

/// A request about a draft.
pub fn draft(text: &str, more: Value) -> Value {
    let mut asked = json!({ "text": text });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    asked
}

/// Sends some bytes, and reads the answer to the end of the connection, or of its body.
pub fn exchange(port: u16, request: &[u8]) -> Reply {
    exchange_with("127.0.0.1", port, request)
}

/// The same with another host.
pub fn exchange_with(host: &str, port: u16, request: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(format!("{host}:{port}")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // Who refuses a request may close before it is all sent.
    let _ = stream.write_all(request);
    let head_only = request.starts_with(b"HEAD ");
    let mut all = Vec::new();
    let mut piece = [0; 8192];
    let reply = |all: &[u8]| {
        let end = all.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
        Some(Reply { status, headers, body: all[end + 4..].to_vec() })
    };
    loop {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(read) => all.extend_from_slice(&piece[..read]),
        }
        if let Some(reply) = reply(&all) {
            let length = reply.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(usize::MAX);
            if head_only || reply.body.len() >= length {
                break;
            }
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
    reply(&all).unwrap_or(Reply { status: 0, headers: Vec::new(), body: Vec::new() })
}

/// Runs candour to its end: exit code, standard output, standard error.
pub fn run(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(cargo_bin("candour")).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

impl Served {
    /// A page that is served with these options.
    pub fn new(args: &[&str]) -> Served {
        Served::with(&[], args)
    }

    /// The same with variables.
    pub fn with(variables: &[(&str, &str)], args: &[&str]) -> Served {
        Served::begin("127.0.0.1", variables, args)
    }

    /// The same at another address.
    pub fn at(host: &str, args: &[&str]) -> Served {
        Served::begin(host, &[], args)
    }

    fn begin(host: &str, variables: &[(&str, &str)], args: &[&str]) -> Served {
        let dir = TempDir::new().unwrap();
        let mut child = Command::new(cargo_bin("candour"))
            .args(["serve", "--as-of", AS_OF])
            .args(args)
            .env_clear()
            .envs(variables.iter().copied())
            .current_dir(dir.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let port = line.strip_prefix(&format!("http://{host}:")).and_then(|l| l.trim_end().strip_suffix('/'));
        Served { child, out, host: host.to_owned(), port: port.unwrap().parse().unwrap(), dir }
    }

    pub fn get(&self, path: &str) -> Reply {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}:{}\r\n\r\n", self.host, self.port);
        exchange_with(&self.host, self.port, request.as_bytes())
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_text(path, &body.to_string())
    }

    pub fn post_text(&self, path: &str, body: &str) -> Reply {
        let (host, length) = (format!("host: 127.0.0.1:{}", self.port), body.len());
        let kind = "content-type: application/json\r\nx-candour: 1";
        let head = format!("POST {path} HTTP/1.1\r\n{host}\r\n{kind}\r\ncontent-length: {length}\r\n\r\n");
        exchange(self.port, format!("{head}{body}").as_bytes())
    }

    /// What another command says of the same draft, on the same day.
    pub fn candour(&self, args: &[&str], files: &[(&str, &str)]) -> String {
        let dir = TempDir::new().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let output = Command::new(cargo_bin("candour"))
            .args(args)
            .args(["--as-of", AS_OF])
            .env_clear()
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(output.status.code().is_some_and(|c| c < 2), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Ends it as Ctrl-C does. Answers what it printed since, and what it told.
    pub fn end(mut self) -> (String, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let (mut out, mut told) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        (out, told)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
