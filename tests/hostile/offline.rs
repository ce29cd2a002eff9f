//! candour never connects to a network: nothing it is made of is a client, no command opens a socket but `serve`, and
//! that one only listens, on a loopback address.

use super::*;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
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
    "isahc",
    "libgit2-sys",
    "libssh2-sys",
    "minreq",
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
    "ssh2",
    "surf",
    "tiny_http",
    "tokio-rustls",
    "tokio-native-tls",
    "hyper-rustls",
    "hyper-tls",
    "tower-http",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webbrowser",
    "websocket",
    "zmq",
];

/// What `candour serve` listens with. These crates could be clients too: which of their features are on says what they
/// are here.
const SERVER: &[(&str, &[&str])] = &[("hyper", &["default", "http1", "server"]), ("hyper-util", &["default", "tokio"])];

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

/// The crates of the program with the features that are on; nothing where Cargo cannot tell.
fn features() -> Option<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-e", "normal,build", "--prefix", "none", "-f", "{p} [{f}]"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    match tree {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        _ => None,
    }
}

/// Nothing of HTTP that could ask is switched on: what listens is a server and no client.
#[test]
fn what_listens_is_no_client() {
    let Some(tree) = features() else { return println!("skipped: `cargo tree` cannot tell the features here") };
    for (name, allowed) in SERVER {
        let lines: Vec<&str> = tree.lines().filter(|l| l.starts_with(&format!("{name} v"))).collect();
        assert!(!lines.is_empty(), "{name}: {tree}");
        for line in lines {
            let on = line.split_once('[').map_or("", |p| p.1).split(']').next().unwrap_or_default();
            assert!(on.split(',').all(|feature| allowed.contains(&feature)), "{line}");
        }
    }
}

/// `gix` has crates for talking to servers whose clients are features; none is switched on.
#[test]
fn the_repository_reader_has_no_transport_switched_on() {
    let Some(tree) = features() else { return println!("skipped: `cargo tree` cannot tell the features here") };
    assert!(tree.lines().any(|l| l.starts_with("gix ")), "{tree}");
    for line in tree.lines().filter(|l| l.starts_with("gix")) {
        let features = line.split_once('[').map_or("", |p| p.1);
        let on = ["client", "http", "curl", "reqwest", "ssh", "credentials", "async-"];
        assert!(!on.iter().any(|word| features.contains(word)), "{line}");
    }
}

/// No file of the program names what opens a connection; what listens is in one folder.
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
            let listens = path.components().any(|c| c.as_os_str() == "serve");
            let never =
                ["TcpStream", "TcpSocket", "UdpSocket", "UnixStream", "UnixDatagram", "ToSocketAddrs", "lookup_host"];
            let elsewhere = ["std::net", "tokio::", "hyper::"];
            for word in never.iter().chain(elsewhere.iter().filter(|_| !listens)) {
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
        // What strace was told to show are calls on sockets; it says as well when a thread that it follows was gone.
        let calls: Vec<&str> = trace.lines().filter(|line| !line.contains("<detached ...>")).collect();
        assert!(calls.is_empty(), "{args:?}: {calls:?}");
    }
}

/// The page is served and asked, and what the program does with sockets meanwhile is to listen on loopback.
#[cfg(target_os = "linux")]
#[test]
fn the_review_page_listens_on_loopback_and_connects_to_nothing() {
    let works = Command::new("strace").args(["-f", "-e", "trace=network", "true"]).output();
    if !works.is_ok_and(|o| o.status.success()) {
        return println!("skipped: strace is missing, or may not trace here");
    }
    let dir = folder(&[]);
    let log = dir.path().join("trace.log");
    let mut child = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"])
        .arg(&log)
        .arg(assert_cmd::cargo::cargo_bin("candour"))
        .args(["serve", "--isolated"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").and_then(|l| l.strip_suffix('/')).unwrap().to_owned();
    let body = format!("{{\"text\":{:?},\"show\":[\"claims\",\"register\"]}}", NOTICE);
    let head = "content-type: application/json\r\nx-candour: 1\r\nconnection: close\r\n";
    for path in ["/api/check", "/api/fix"] {
        let mut stream = TcpStream::connect(&address).unwrap();
        let length = body.len();
        write!(stream, "POST {path} HTTP/1.1\r\nhost: {address}\r\n{head}content-length: {length}\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let trace = fs::read_to_string(&log).unwrap();
    // The traced program is the one that ends; strace ends with it.
    let traced = trace.split(' ').next().unwrap();
    assert!(Command::new("kill").args(["-INT", traced]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let trace = fs::read_to_string(&log).unwrap();
    let calls = |name: &str| trace.lines().filter(|l| l.contains(&format!(" {name}("))).collect::<Vec<_>>();
    let bound = calls("bind");
    assert_eq!(bound.len(), 1, "{trace}");
    assert!(bound[0].contains("inet_addr(\"127.0.0.1\")"), "{bound:?}");
    assert_eq!(calls("listen").len(), 1, "{trace}");
    // One socket to listen with; the pair is how the program hears of Ctrl-C, and joins nothing but itself.
    assert_eq!(calls("socket").len(), 1, "{trace}");
    assert!(calls("socketpair").iter().all(|l| l.contains("AF_UNIX")), "{trace}");
    for name in ["connect", "sendto", "sendmsg", "sendmmsg"] {
        let out: Vec<&str> =
            calls(name).into_iter().filter(|l| l.contains("sin_addr") || l.contains("sun_path")).collect();
        assert!(out.is_empty(), "{out:?}");
    }
    assert_eq!(calls("connect"), Vec::<&str>::new());
    assert!(!calls("accept4").is_empty(), "{trace}");
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
