//! `candour serve`, spoken to over plain TCP: whom it answers, what it refuses, and what it leaves behind.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod answers;
mod gate;
mod opened;
#[path = "../documents/paper.rs"]
mod paper;
mod talk;
#[path = "../documents/word.rs"]
mod word;

use serde_json::{Value, json};
use std::fs;
use std::net::TcpStream;
use talk::{Reply, Served, draft, exchange};

const FOODBANK: &str = include_str!("../../corpus/foodbank.txt");

/// Every answer forbids the browser what the page does not need.
fn guarded(reply: &Reply) {
    let policy = reply.header("content-security-policy").unwrap();
    let parts: Vec<&str> = policy.split("; ").collect();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(parts.contains(&part), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"));
    assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{:?}", reply.headers);
}
