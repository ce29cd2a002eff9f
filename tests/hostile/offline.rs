//! candour never connects to a network: nothing it is made of can, and no command opens a socket.

use super::*;
use std::process::{Command, Stdio};

/// Crates that speak to a network, or to a server on it.
const CLIENTS: &[&str] = &[
    "actix-web",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "chttp",
    "curl",
    "curl-sys",
    "git2",
    "h2",
    "h3",
    "hickory-resolver",
    "http-client",
    "hyper",
    "hyper-util",
    "isahc",
    "libgit2-sys",
    "libssh2-sys",
    "minreq",
    "mio",
    "native-tls",
    "oauth2",
    "octocrab",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rusoto_core",
    "russh",
    "rustls",
    "schannel",
    "security-framework",
    "self_update",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "tokio-rustls",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webbrowser",
    "websocket",
    "zmq",
];

/// Names of the lock file: crates of the program, of its build and of its tests.
fn locked() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let name = |l: &str| Some(l.strip_prefix("name = \"")?.trim_end_matches('"').to_owned());
    text.lines().filter_map(name).collect()
}

#[test]
fn no_network_client_is_in_the_dependency_tree() {
    let names = locked();
    assert!(names.len() > 100, "{}", names.len());
    let found: Vec<&String> = names.iter().filter(|n| CLIENTS.contains(&n.as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// `gix` has crates for talking to servers whose clients are features; none is switched on.
#[test]
fn the_repository_reader_has_no_transport_switched_on() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-e", "normal,build", "--prefix", "none", "-f", "{p} [{f}]"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let tree = match tree {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).unwrap(),
        _ => return println!("skipped: `cargo tree` cannot tell the features here"),
    };
    assert!(tree.lines().any(|l| l.starts_with("gix ")), "{tree}");
    for line in tree.lines().filter(|l| l.starts_with("gix")) {
        let features = line.split_once('[').map_or("", |p| p.1);
        let on = ["client", "http", "curl", "reqwest", "ssh", "credentials", "async-"];
        assert!(!on.iter().any(|word| features.contains(word)), "{line}");
    }
}

/// No file of the program names what opens a connection.
#[test]
fn the_source_opens_no_connection() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream", "ToSocketAddrs"] {
                assert!(!text.contains(word), "{}: {word}", path.display());
            }
        }
    }
}

/// Every command, with arguments that make it do its work.
const COMMANDS: &[&[&str]] = &[
    &["check", "notices", "--facts-out", "facts.jsonl", "--format", "json"],
    &["check", "https://example.org/notice.html", "notices"],
    &["portfolio", "facts.jsonl"],
    &["diff", "notices/a.md", "notices/b.md"],
    &["diff", "--git", "HEAD", "notices"],
    &["claims", "notices"],
    &["outline", "notices/a.md"],
    &["explain", "retention-conflict"],
    &["eval", "notices", "labels"],
    &["rules", "list"],
    &["rules", "test", "house"],
    &["config", "show"],
    &["suppressions", "notices"],
    &["baseline", "write", "notices"],
    &["baseline", "check", "notices"],
    &["fix", "notices"],
    &["schema", "config"],
    // Nobody speaks to it, and it ends.
    &["lsp"],
];

/// The traced commands run in a repository whose remote, submodule and configuration all ask for a connection.
fn repository() -> TempDir {
    let link = "See [our terms](https://example.org/terms) and ![a picture](http://example.org/a.png).\n";
    let rule = "id: plain-words\ntitle: Words\nseverity: note\nconfidence: likely\ntext: order records\nmessage: \"x\"\n\
                why: Nobody.\nfix: None.\n";
    let dir = folder(&[
        ("notices/a.md", format!("{NOTICE}\n{link}").as_bytes()),
        ("notices/b.md", NOTICE.replace("7 years", "6 years").as_bytes()),
        ("notices/c.html", b"<html><head><script src='http://example.org/x.js'></script><base href='http://example.org/'></head><body><iframe src='http://example.org'></iframe><p>We keep your personal data.</p></body></html>"),
        ("notices/d.xhtml", b"<!DOCTYPE html SYSTEM \"http://example.org/x.dtd\" [<!ENTITY e SYSTEM \"http://example.org/e\">]><p>&e; We keep it.</p>"),
        ("house/plain.yaml", rule.as_bytes()),
        ("labels/findings.jsonl", b"{\"notice\":\"a.md\",\"rule\":\"plain-words\",\"lines\":[7,7],\"level\":\"certain\",\"quote\":\"x\",\"why\":\"x\"}\n"),
    ]);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(args).current_dir(dir.path());
        let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "x"]);
    git(&["remote", "add", "origin", "https://example.org/x.git"]);
    git(&["config", "core.fsmonitor", "curl http://example.org"]);
    dir
}

/// Each command is traced, and none asks the system for a socket.
#[cfg(target_os = "linux")]
#[test]
fn no_command_opens_a_socket() {
    let works = Command::new("strace").args(["-f", "-e", "trace=network", "true"]).output();
    if !works.is_ok_and(|o| o.status.success()) {
        return println!("skipped: strace is missing, or may not trace here");
    }
    let dir = repository();
    for args in COMMANDS {
        let log = dir.path().join("trace.log");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"])
            .arg(&log)
            .arg(assert_cmd::cargo::cargo_bin("candour"))
            .args(*args)
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(output.status.code().is_some_and(|c| c <= 3), "{args:?}");
        let trace = fs::read_to_string(&log).unwrap();
        // What strace was told to show are calls on sockets and nothing else.
        assert_eq!(trace.trim(), "", "{args:?}");
    }
}

/// A socket would be seen: the same trace of a program that opens one.
#[cfg(target_os = "linux")]
#[test]
fn the_trace_sees_a_socket() {
    let code = "import socket; socket.socket()";
    let traced = Command::new("strace").args(["-f", "-qq", "-e", "trace=network", "python3", "-c", code]).output();
    match traced {
        Ok(output) if output.status.success() => {
            assert!(String::from_utf8_lossy(&output.stderr).contains("socket("));
        }
        _ => println!("skipped: strace or python3 is missing"),
    }
}
