//! Which requests are let in, and what becomes of the others.

use super::*;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::time::{Duration, Instant};

#[test]
fn the_page_and_its_parts_are_served_and_nothing_in_it_is_inline() {
    let served = Served::new(&[]);
    let page = served.get("/");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    guarded(&page);
    let html = page.text();
    let parts: Vec<&str> = html.split(['"']).filter(|w| w.starts_with('/') && w.len() > 1).collect();
    assert!(parts.len() >= 3, "{parts:?}");
    let mut scripts = vec!["/main.js".to_owned()];
    for part in parts {
        let reply = served.get(part);
        assert_eq!(reply.status, 200, "{part}");
        guarded(&reply);
    }
    let mut seen = 0;
    while let Some(path) = scripts.get(seen).cloned() {
        let script = served.get(&path);
        assert_eq!(
            (script.status, script.header("content-type")),
            (200, Some("text/javascript; charset=utf-8")),
            "{path}"
        );
        let text = script.text();
        let imports = text.split("from \"./").skip(1).map(|rest| format!("/{}", rest.split('"').next().unwrap()));
        let new: Vec<String> = imports.filter(|path| !scripts.contains(path)).collect();
        scripts.extend(new);
        for word in [
            "innerHTML",
            "outerHTML",
            "eval(",
            "insertAdjacentHTML",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
            "https:",
        ] {
            assert!(!text.contains(word), "{path}: {word}");
        }
        seen += 1;
    }
    assert!(seen >= 6, "{scripts:?}");
    let inline = ["<style", " style=", " onclick=", " onload=", "javascript:", "<script>"];
    assert!(inline.iter().all(|word| !html.contains(word)), "{html}");
}

#[test]
fn requests_for_other_hosts_and_from_other_pages_are_refused() {
    let served = Served::new(&[]);
    let port = served.port;
    let body = draft(FOODBANK, json!({})).to_string();
    let ask = |host: &str, more: &str| {
        let json = "content-type: application/json\r\nx-candour: 1\r\n";
        let head = format!("POST /api/check HTTP/1.1\r\n{host}{json}{more}content-length: {}\r\n\r\n", body.len());
        exchange(port, format!("{head}{body}").as_bytes())
    };
    let ours = format!("host: 127.0.0.1:{port}\r\n");
    for (host, more) in [
        (ours.clone(), String::new()),
        (format!("host: LOCALHOST:{port}\r\n"), String::new()),
        (ours.clone(), format!("origin: http://127.0.0.1:{port}\r\nsec-fetch-site: same-origin\r\n")),
    ] {
        assert_eq!(ask(&host, &more).status, 200, "{host}{more}");
    }
    for (host, more) in [
        // A name of somebody else that was made to lead here.
        (format!("host: rebound.example:{port}\r\n"), String::new()),
        (format!("host: 127.0.0.1.rebound.example:{port}\r\n"), String::new()),
        ("host: 127.0.0.1\r\n".to_owned(), String::new()),
        (format!("host: 127.0.0.1:{}\r\n", port ^ 1), String::new()),
        (format!("host: 0.0.0.0:{port}\r\n"), String::new()),
        (format!("{ours}host: rebound.example\r\n"), String::new()),
        (String::new(), String::new()),
        // A page of somebody else.
        (ours.clone(), "origin: https://page.example\r\n".to_owned()),
        (ours.clone(), format!("origin: http://127.0.0.1:{}\r\n", port ^ 1)),
        (ours.clone(), format!("origin: http://localhost:{port}\r\n")),
        (ours.clone(), format!("origin: https://127.0.0.1:{port}\r\n")),
        (ours.clone(), "origin: null\r\n".to_owned()),
        (ours.clone(), format!("origin: http://127.0.0.1:{port}\r\norigin: https://page.example\r\n")),
        (ours.clone(), "sec-fetch-site: cross-site\r\n".to_owned()),
        (ours.clone(), "sec-fetch-site: same-site\r\n".to_owned()),
        (ours.clone(), "sec-fetch-site: cross-site\r\nsec-fetch-mode: navigate\r\n".to_owned()),
    ] {
        let reply = ask(&host, &more);
        assert!(matches!(reply.status, 400 | 403), "{host}{more}: {}", reply.status);
        assert!(!reply.text().contains("findings"), "{host}{more}");
    }
    let absolute = format!("GET http://page.example/ HTTP/1.1\r\n{ours}\r\n");
    assert_eq!(exchange(port, absolute.as_bytes()).status, 403);
    let embedded =
        format!("GET /main.js HTTP/1.1\r\n{ours}sec-fetch-site: cross-site\r\nsec-fetch-mode: no-cors\r\n\r\n");
    assert_eq!(exchange(port, embedded.as_bytes()).status, 403);
    let linked = format!("GET / HTTP/1.1\r\n{ours}sec-fetch-site: cross-site\r\nsec-fetch-mode: navigate\r\n\r\n");
    assert_eq!(exchange(port, linked.as_bytes()).status, 200);
}

#[test]
fn what_a_form_of_another_page_can_send_is_refused() {
    let served = Served::new(&[]);
    let (port, body) = (served.port, draft(FOODBANK, json!({})).to_string());
    let ask = |headers: &str| {
        let host = format!("host: 127.0.0.1:{port}\r\n");
        let head = format!("POST /api/check HTTP/1.1\r\n{host}{headers}content-length: {}\r\n\r\n", body.len());
        exchange(port, format!("{head}{body}").as_bytes()).status
    };
    assert_eq!(ask("content-type: application/json; charset=utf-8\r\nx-candour: 1\r\n"), 200);
    assert_eq!(ask("content-type: application/json\r\n"), 403);
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx"]
    {
        assert_eq!(ask(&format!("content-type: {kind}\r\nx-candour: 1\r\n")), 415, "{kind}");
    }
    assert_eq!(ask("x-candour: 1\r\n"), 415);
    // The browser is not told that another page may send our header.
    let asked = format!(
        "OPTIONS /api/check HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\norigin: https://page.example\r\n\
         access-control-request-method: POST\r\naccess-control-request-headers: x-candour\r\n\r\n"
    );
    let reply = exchange(port, asked.as_bytes());
    assert_eq!(reply.status, 403);
    guarded(&reply);
}

#[test]
fn other_methods_and_addresses_get_nothing() {
    let served = Served::new(&[]);
    let ask = |method: &str, path: &str| {
        let request =
            format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-length: 0\r\n\r\n", served.port);
        exchange(served.port, request.as_bytes())
    };
    for (method, path) in [
        ("POST", "/"),
        ("PUT", "/main.js"),
        ("DELETE", "/api/about"),
        ("GET", "/api/check"),
        ("OPTIONS", "/api/fix"),
        ("TRACE", "/"),
    ] {
        let reply = ask(method, path);
        assert_eq!(reply.status, 405, "{method} {path}");
        assert!(reply.header("allow").is_some());
        guarded(&reply);
    }
    for path in [
        "/../Cargo.toml",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/page/index.html",
        "/main.js/",
        "/main.js%00",
        "/index.html",
        "/src/main.rs",
        "/etc/passwd",
        "/.git/config",
        "/api",
        "/api/",
        "/API/CHECK",
    ] {
        let reply = ask("GET", path);
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
        assert!(!reply.text().contains("root:"), "{path}");
    }
    let head = ask("HEAD", "/");
    assert_eq!((head.status, head.text().as_str()), (200, ""));
}

#[test]
fn what_is_too_large_is_refused_and_the_rest_is_answered_on() {
    let served = Served::new(&["--max-size", "10K"]);
    // A draft that is too large for candour is an error in place.
    let long = served.post("/api/check", &draft(&"personal data ".repeat(800), json!({}))).json();
    let error = long["findings"]["notices"][0]["error"]["what"].as_str().unwrap();
    assert!(error.contains("larger than 10240 bytes"), "{error}");
    // A body that is too large is not even read: announced, or sent in pieces.
    let head = |length: &str| {
        format!(
            "POST /api/check HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json\r\nx-candour: 1\r\n{length}\r\n\r\n",
            served.port
        )
    };
    assert_eq!(exchange(served.port, head("content-length: 99999999999").as_bytes()).status, 413);
    let piece = format!("8000\r\n{}\r\n", "x".repeat(0x8000)).repeat(8);
    let reply = exchange(served.port, format!("{}{piece}", head("transfer-encoding: chunked")).as_bytes());
    assert_eq!(reply.status, 413);
    let wide = format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nx: {}\r\n\r\n", served.port, "y".repeat(100_000));
    assert_eq!(exchange(served.port, wide.as_bytes()).status, 431);
    let many = "x: y\r\n".repeat(500);
    let many = format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n{many}\r\n", served.port);
    assert_eq!(exchange(served.port, many.as_bytes()).status, 431);
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn malformed_requests_get_an_error_and_harm_nobody() {
    let served = Served::new(&[]);
    let bodies =
        ["", "{", "[]", "null", "{\"text\":7}", "{\"text\":\"a\",\"path\":\"/etc/passwd\"}", "{\"text\":\"\\ud800\"}"];
    for body in bodies {
        let reply = served.post_text("/api/check", body);
        assert_eq!(reply.status, 400, "{body}");
        assert!(reply.json()["error"].as_str().unwrap().starts_with("the request is malformed"), "{body}");
    }
    let wrong = |more: Value| served.post("/api/check", &draft(FOODBANK, more)).status;
    assert_eq!(wrong(json!({ "as_of": "tomorrow" })), 400);
    assert_eq!(wrong(json!({ "min_confidence": "sure" })), 400);
    assert_eq!(wrong(json!({ "format": "docx" })), 400);
    let deep = format!("{{\"text\":{}", "[".repeat(50_000));
    assert_eq!(served.post_text("/api/check", &deep).status, 400);
    let host = format!("host: 127.0.0.1:{}\r\n", served.port);
    for request in [
        "\0\0\0\0\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        format!("GET / HTTP/9.9\r\n{host}\r\n"),
        format!("GET / HTTP/1.1\r\n{host}no colon\r\n\r\n"),
        format!("POST /api/check HTTP/1.1\r\n{host}content-length: x\r\n\r\n"),
        format!("POST /api/check HTTP/1.1\r\n{host}content-length: 1\r\ncontent-length: 2\r\n\r\n"),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
    ] {
        let status = exchange(served.port, request.as_bytes()).status;
        assert!(status == 0 || (400..600).contains(&status), "{request:?}: {status}");
    }
    assert_eq!(served.post("/api/check", &draft(FOODBANK, json!({}))).status, 200);
}

#[test]
fn who_sends_slowly_or_not_at_all_keeps_nobody_waiting() {
    let served = Served::new(&[]);
    let mut slow: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(("127.0.0.1", served.port)).unwrap()).collect();
    for (at, stream) in slow.iter_mut().enumerate() {
        let head = format!(
            "POST /api/check HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json\r\n",
            served.port
        );
        let head = if at % 2 == 0 { head } else { format!("{head}x-candour: 1\r\ncontent-length: 500\r\n\r\n{{") };
        stream.write_all(head.as_bytes()).unwrap();
    }
    let begun = Instant::now();
    assert_eq!(served.get("/").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5));
    // Who breaks off is forgotten.
    slow[1].shutdown(Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    slow[1].set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    slow[1].read_to_end(&mut rest).unwrap();
    // A head that does not come to its end is cut off, though there is time for nobody else.
    slow[0].set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    rest.clear();
    slow[0].read_to_end(&mut rest).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(25), "{:?}", begun.elapsed());
}

#[test]
fn several_requests_go_over_one_connection() {
    let served = Served::new(&[]);
    let one = format!("GET /api/about HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", served.port);
    let last = one.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    stream.write_all(format!("{one}{last}").as_bytes()).unwrap();
    let mut all = String::new();
    stream.read_to_string(&mut all).unwrap();
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 2, "{all}");
    assert!(all.contains("\"as_of\":\"2026-11-22\""));
}

#[test]
fn only_loopback_is_listened_on_and_what_is_wrong_is_told() {
    for address in ["0.0.0.0", "::", "192.168.1.4", "localhost"] {
        let (code, _, err) = talk::run(&["serve", "--bind", address]);
        assert_eq!(code, 2, "{address}");
        assert!(err.contains("127.0.0.1 or ::1"), "{err}");
    }
    let served = Served::new(&[]);
    let (code, out, err) = talk::run(&["serve", "--port", &served.port.to_string()]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains(&format!("127.0.0.1:{}: cannot be listened on", served.port)), "{err}");
    let (code, _, err) = talk::run(&["serve", "--select", "no-such-rule"]);
    assert!(code == 2 && err.contains("no-such-rule"), "{err}");
}

/// The other loopback address, where the machine has it.
#[test]
fn the_page_is_served_over_the_other_protocol_too() {
    if std::net::TcpListener::bind(("::1", 0)).is_err() {
        return println!("skipped: this machine has no address ::1");
    }
    let served = Served::at("[::1]", &["--bind", "::1"]);
    assert_eq!(served.get("/").status, 200);
    let named = format!("GET / HTTP/1.1\r\nhost: localhost:{}\r\n\r\n", served.port);
    assert_eq!(talk::exchange_with(&served.host, served.port, named.as_bytes()).status, 200);
    let other = format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", served.port);
    assert_eq!(talk::exchange_with(&served.host, served.port, other.as_bytes()).status, 403);
}
