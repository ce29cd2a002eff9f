//! `candour diff` follows files that were given another name, and says so.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scratch;

use scratch::Scratch;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn notice(firm: &str) -> String {
    format!(
        "# Privacy notice of {firm}\n\n{firm} Ltd is the controller of your personal data. Write to \
         hello@{firm}.example.\n\nLast updated: 2 March 2026\n\nWe use your name and address to send what you order \
         from {firm}. Our lawful basis is contract, Article 6(1)(b) of the UK GDPR.\n\nWe keep order records for six \
         years after the order, so that {firm} can show its books.\n\nYou have the right of access, and the rights to \
         rectification, erasure, restriction, portability and objection.\n"
    )
}

/// Exit code, standard output, standard error.
fn diff(at: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.arg("diff").args(args).args(["--as-of", "2026-11-22", "--fail-on", "never"]).current_dir(at).env_clear();
    let output = command.env("NO_COLOR", "1").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_notice_of_another_name_is_one_notice() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("sable"));
    repo.write("n/b.md", &notice("quern"));
    repo.write(
        "n/gone.md",
        "# Privacy notice\n\nMill Hill Ltd is the controller of your data. Ask us for a copy of it.\n",
    );
    repo.commit();
    repo.rename("n/a.md", "n/shop.md");
    repo.rename("n/b.md", "moved/b.md");
    repo.remove("n/gone.md");
    repo.write("n/shop.md", &notice("sable").replace("six years", "seven years"));
    let (code, out, err) = diff(repo.path(), &["--git", "HEAD"]);
    assert_eq!(code, 0, "{err}");
    for told in [
        "n/shop.md: material changes (renamed from n/a.md)",
        "~ Retention of order records: 6 years → 7 years",
        "moved/b.md: no word differs (renamed from n/b.md)",
        "n/gone.md: this notice is gone",
        "0 notices added, 1 removed. 2\nnotices given another name.",
    ] {
        assert!(out.contains(told), "{told} is not in {out}");
    }
    let (_, out, _) = diff(repo.path(), &["--git", "HEAD", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> = report["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| (n["path"].as_str().unwrap(), n["status"].as_str().unwrap(), n["renamed_from"].as_str()))
        .collect();
    let should = [
        ("moved/b.md", "unchanged", Some("n/b.md")),
        ("n/gone.md", "removed", None),
        ("n/shop.md", "material", Some("n/a.md")),
    ];
    assert_eq!(told, should);
    assert_eq!(report["summary"]["renamed"], 2);
    let schema = Command::new(env!("CARGO_BIN_EXE_candour")).args(["schema", "diff"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&report), "{report}");
    let (_, out, _) = diff(repo.path(), &["--git", "HEAD", "--format", "markdown"]);
    assert!(out.contains("(moved/b.md, formerly n/b.md)") && out.contains("its words are the same"), "{out}");
    assert!(out.contains("n/shop.md, formerly n/a.md"), "{out}");
}

#[test]
fn between_revisions_and_between_folders() {
    let repo = Scratch::new();
    repo.write("old/a.md", &notice("sable"));
    repo.write("new/z.md", &notice("sable").replace("six years", "seven years"));
    let (_, out, err) = diff(repo.path(), &["old", "new"]);
    assert!(out.starts_with("z.md: material changes (renamed from a.md)"), "{out}{err}");
    repo.commit();
    repo.rename("old/a.md", "old/b.md");
    repo.commit();
    repo.write("old/b.md", &notice("quern"));
    let (_, out, err) = diff(repo.path(), &["--git", "HEAD~1..HEAD"]);
    assert!(out.starts_with("old/b.md: no word differs (renamed from old/a.md)"), "{out}{err}");
}

#[test]
fn what_is_not_alike_is_not_followed() {
    let repo = Scratch::new();
    repo.write("old/a.md", &notice("sable"));
    repo.write(
        "new/b.md",
        "# Privacy notice\n\nMill Hill Ltd is the controller of your data. Ask us for a copy of it.\n",
    );
    let (_, out, _) = diff(repo.path(), &["old", "new"]);
    assert!(out.contains("a.md: this notice is gone") && out.contains("b.md: a new notice"), "{out}");
}

/// Objects under SHA-256 cannot be read yet; that is said.
#[test]
fn a_repository_of_another_kind_is_told_of() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("sable"));
    repo.commit();
    let config = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n";
    std::fs::write(repo.path().join(".git/config"), config).unwrap();
    let (code, out, err) = diff(repo.path(), &["--git", "HEAD"]);
    assert!(code == 2 && out.is_empty() && err.contains("keeps its objects under SHA-256"), "{out}{err}");
    let mut check = Command::new(env!("CARGO_BIN_EXE_candour"));
    let output = check.args(["check", "n", "--changed-since", "HEAD"]).current_dir(repo.path()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && err.contains("keeps its objects under SHA-256"), "{err}");
}
