//! The pages that people look at, in a real browser: opened, clicked through, typed into, and judged by axe.
//!
//! Each file of `pages/` is one test. It needs Chromium, Node.js and what `tests/browser/set-up` installs; where one of
//! them cannot be had the tests say which and are skipped, unless `CANDOUR_BROWSER=required`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use assert_cmd::cargo::cargo_bin;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// Where Chromium is, or what is missing.
fn browser() -> Result<PathBuf, &'static str> {
    let on_path = |name: &str| {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&paths).map(|dir| dir.join(name)).find(|file| file.is_file())
    };
    let chromium = on_path("chromium").or_else(|| on_path("chromium-browser")).ok_or("Chromium is not installed")?;
    on_path("node").ok_or("Node.js is not installed")?;
    let modules = Path::new(HERE).join("node_modules/playwright-core");
    modules.is_dir().then_some(chromium).ok_or("tests/browser/set-up has not been run")
}

/// Runs one file of `pages/` against the program; it ends with 0 when all that it expects is so.
fn page(name: &str) {
    let chromium = match browser() {
        Ok(chromium) => chromium,
        Err(missing) => {
            let required = std::env::var("CANDOUR_BROWSER").is_ok_and(|value| value == "required");
            assert!(!required, "{missing}");
            eprintln!("skipped: {missing}");
            return;
        }
    };
    let dir = TempDir::new().unwrap();
    let output = Command::new("node")
        .args(["run.mjs", name])
        .current_dir(HERE)
        .env("CANDOUR", cargo_bin("candour"))
        .env("CHROMIUM", chromium)
        .env("SCRATCH", dir.path())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn the_browser_can_tell_a_bad_page_from_a_good_one() {
    page("self");
}

#[test]
fn a_draft_is_reviewed_on_the_page() {
    page("serve");
}

#[test]
fn the_evidence_pack_can_be_read_by_everybody() {
    page("report");
}
