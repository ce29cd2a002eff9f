//! `candour diff` as a user runs it: files, folders, revisions, and what goes wrong.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const OLD: &str = "\
# Privacy notice

Sable Row Bakery Ltd is the controller of your personal data. Write to hello@sablerow.example.

Last updated: 2 March 2026

We use your name and address to send your order. Our lawful basis is contract, Article 6(1)(b) of the UK GDPR.

We keep order records for six years after the order. We share your address with our courier.

We do not transfer your data outside the United Kingdom.

You have the right of access, and the rights to rectification, erasure, restriction, portability and objection.

You can complain to the Information Commission at ico.org.uk.
";

/// A notice that is like no other, so that none is taken for it under another name.
const GONE: &str = "\
# Privacy notice for anglers

Mill Hill Ponds Ltd is the data controller of what you tell us when you buy a day ticket. Ring 01632 960345.

We ask for your name and the number of your rod licence. You have a right to see the personal data that we hold.

Day tickets are kept for two years, to show to the water bailiff.
";

struct Run {
    out: String,
    err: String,
    code: i32,
}

fn candour(here: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.arg("diff").args(args).current_dir(here).env_clear().env("NO_COLOR", "1");
    if !args.contains(&"--as-of") {
        command.args(["--as-of", "2026-11-22"]);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().unwrap() }
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn longer() -> String {
    OLD.replace("six years", "seven years")
}

#[test]
fn two_files() {
    let dir = TempDir::new().unwrap();
    let worse = OLD.replace("six years after the order", "as long as necessary").replace("United Kingdom", "UK");
    write(dir.path(), &[("old.md", OLD), ("new.md", &longer()), ("worse.md", &worse)]);
    let run = candour(dir.path(), &["old.md", "new.md"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("new.md: material changes"), "{}", run.out);
    assert!(run.out.contains("~ Retention of order records: 6 years → 7 years (line 9)"), "{}", run.out);
    assert!(run.out.contains("order records for [-six-] {+seven+} years"), "{}", run.out);
    assert!(run.out.contains("1 notice compared: 1 with material changes"), "{}", run.out);
    let run = candour(dir.path(), &["old.md", "old.md"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 1), "{}", run.out);
    // A new finding fails the run from the level asked for on; one that was there does not.
    assert_eq!(candour(dir.path(), &["old.md", "worse.md", "--fail-on", "note"]).code, 1);
    assert_eq!(candour(dir.path(), &["worse.md", "worse.md", "--fail-on", "note"]).code, 0);
    assert_eq!(candour(dir.path(), &["worse.md", "old.md", "--fail-on", "note"]).code, 0);
    assert_eq!(candour(dir.path(), &["old.md", "worse.md", "--fail-on", "never"]).code, 0);
}

#[test]
fn a_finding_that_moved_is_not_a_new_one() {
    let dir = TempDir::new().unwrap();
    let old = OLD.replace("six years after the order", "as long as necessary");
    let part = "We keep order records for as long as necessary. We share your address with our courier.\n\n";
    let moved = old.replace(part, "").replace("You can complain", &format!("## Storage\n\n{part}You can complain"));
    write(dir.path(), &[("old.md", &old), ("new.md", &moved)]);
    let run = candour(dir.path(), &["old.md", "new.md", "--fail-on", "note", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(json["summary"]["introduced"], 0);
    assert!(json["summary"]["moved"].as_u64().unwrap() > 0);
    assert_eq!(json["notices"][0]["status"], "editorial", "{}", run.out);
}

#[test]
fn folders_are_paired_by_path() {
    let dir = TempDir::new().unwrap();
    let (shop, gone) = (OLD.replace("Sable Row", "Old Quay"), GONE);
    write(
        dir.path(),
        &[("a/shop.md", OLD), ("a/sub/gone.md", gone), ("a/same.md", OLD), ("a/pancakes.md", "# Eggs\n")],
    );
    write(
        dir.path(),
        &[("b/shop.md", &longer()), ("b/came.md", &shop), ("b/same.md", OLD), ("b/pancakes.md", "# Milk\n")],
    );
    let run = candour(dir.path(), &["a", "b", "--format", "json", "--fail-on", "never"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let told: Vec<(&str, &str)> = json["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| (n["path"].as_str().unwrap(), n["status"].as_str().unwrap()))
        .collect();
    let should = [("came.md", "added"), ("same.md", "unchanged"), ("shop.md", "material"), ("sub/gone.md", "removed")];
    assert_eq!(told, should);
    let run = candour(dir.path(), &["a", "b", "--fail-on", "never"]);
    assert!(run.out.contains("came.md: a new notice"), "{}", run.out);
    assert!(run.out.contains("sub/gone.md: this notice is gone"), "{}", run.out);
    assert!(!run.out.contains("same.md") && !run.out.contains("pancakes"), "{}", run.out);
}

#[test]
fn markdown_is_an_entry_to_publish() {
    let dir = TempDir::new().unwrap();
    let new = longer().replace("2 March", "9 May").replace("our courier", "our courier and <b>Post*Haste</b> Ltd");
    write(dir.path(), &[("old.md", OLD), ("new.md", &new), ("words.md", &OLD.replace("Write to", "You can write to"))]);
    let run = candour(dir.path(), &["old.md", "new.md", "--format", "markdown"]);
    assert!(run.out.starts_with("## Privacy notice\n\nVersion of 2026-05-09, which replaces that of 2026-03-02 (new.md).\n\n### Changed\n\n- Retention of order records: 6 years → 7 years\n"), "{}", run.out);
    assert!(!run.out.contains("<b>") && !run.out.contains("error"), "{}", run.out);
    let run = candour(dir.path(), &["old.md", "words.md", "--format", "markdown"]);
    assert!(run.out.ends_with("Only the wording was changed.\n"), "{}", run.out);
    let run = candour(dir.path(), &["old.md", "old.md", "--format", "markdown"]);
    assert_eq!(run.out, "No notice was changed.\n");
}

#[test]
fn json_is_as_its_schema_says() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), &[("old.md", OLD), ("new.md", &longer().replace("erasure, ", ""))]);
    let run = candour(dir.path(), &["old.md", "new.md", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let schema = Command::new(env!("CARGO_BIN_EXE_candour")).args(["schema", "diff"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert_eq!(json["schema"], schema["properties"]["schema"]["const"]);
    let wrong: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let changes = json["notices"][0]["changes"].as_array().unwrap();
    let says: Vec<&str> = changes.iter().map(|c| c["says"].as_str().unwrap()).collect();
    assert_eq!(says, ["Retention of order records: 6 years → 7 years", "Right no longer told: erasure"]);
    assert_eq!(changes[0]["fields"][0], serde_json::json!({"field": "value", "old": "6 years", "new": "7 years"}));
    assert_eq!(changes[0]["old"]["text"], "six years");
    assert_eq!(changes[0]["new"]["line"], 9);
}

#[test]
fn what_goes_wrong_is_told() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), &[("old.md", OLD), ("folder/new.md", OLD), ("eggs.md", "# Eggs\n\nBeat two eggs.\n")]);
    write(
        dir.path(),
        &[("bad/a.yaml", "a: [\n"), ("bad/b.md", OLD), ("good/a.yaml", "a: b\n"), ("good/b.md", &longer())],
    );
    for (args, says) in [
        (&["old.md"][..], "name two files or two folders"),
        (&["old.md", "none.md"], "none.md: no such file or folder"),
        (&["old.md", "folder"], "a file cannot be compared with a folder"),
        (&["--git", "HEAD"], "lies in no Git repository"),
        (&["old.md", "old.md", "--max-size", "10"], "larger than 10 bytes"),
        (&["old.md", "old.md", "--select", "nothing-such"], "nothing-such"),
        (&["folder", "folder", "--include", "a{"], "not a glob"),
    ] {
        let run = candour(dir.path(), args);
        assert_eq!(run.code, 2, "{args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    let run = candour(dir.path(), &["eggs.md", "eggs.md"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("not a privacy notice") && run.err.contains("no privacy notice was found"), "{}", run.err);
    // One file that cannot be read does not hide the others.
    let run = candour(dir.path(), &["bad", "good"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.out.contains("6 years → 7 years") && run.err.contains("bad/a.yaml"), "{}{}", run.out, run.err);
}

/// A repository made with the library that reads it.
struct Scratch {
    dir: TempDir,
    repo: gix::Repository,
}

impl Scratch {
    fn new() -> Scratch {
        let dir = TempDir::new().unwrap();
        let repo = gix::init(dir.path()).unwrap();
        Scratch { dir, repo }
    }

    /// A commit of these files, all in the folder `notices`, one of them beside it.
    fn commit(&self, files: &[(&str, &str)]) {
        use gix::objs::tree::{Entry, EntryKind};
        let tree = |files: &[(&str, &str)]| {
            let blob = |(name, text): &(&str, &str)| Entry {
                mode: EntryKind::Blob.into(),
                filename: (*name).into(),
                oid: self.repo.write_blob(text).unwrap().detach(),
            };
            let mut entries: Vec<Entry> = files.iter().map(blob).collect();
            entries.sort();
            self.repo.write_object(gix::objs::Tree { entries }).unwrap().detach()
        };
        let folder = Entry { mode: EntryKind::Tree.into(), filename: "notices".into(), oid: tree(files) };
        let root = self.repo.write_object(gix::objs::Tree { entries: vec![folder] }).unwrap().detach();
        let who = gix::actor::SignatureRef { name: "A".into(), email: "a@b.example".into(), time: "1767225600 +0000" };
        let parent = self.repo.head_id().ok().map(|id| id.detach());
        self.repo.commit_as(who, who, "HEAD", "x", root, parent).unwrap();
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }
}

#[test]
fn a_revision_and_the_working_folder() {
    let scratch = Scratch::new();
    scratch.commit(&[("shop.md", OLD), ("gone.md", GONE)]);
    write(scratch.path(), &[("notices/shop.md", &longer()), ("notices/came.md", OLD)]);
    let run = candour(scratch.path(), &["--git", "HEAD", "--fail-on", "never"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for told in [
        "notices/shop.md: material changes",
        "6 years → 7 years",
        "notices/came.md: a new notice",
        "notices/gone.md: this notice is gone",
    ] {
        assert!(run.out.contains(told), "{told} is not in {}", run.out);
    }
    // Below the root paths are told from here, and only what is named is looked at.
    let run = candour(&scratch.path().join("notices"), &["--git", "HEAD", "shop.md"]);
    assert!(run.out.starts_with("shop.md: material changes") && !run.out.contains("came.md"), "{}", run.out);
    let run = candour(&scratch.path().join("notices"), &["--git", "HEAD", "gone.md"]);
    assert!(run.out.starts_with("gone.md: this notice is gone"), "{}{}", run.out, run.err);
    let run = candour(scratch.path(), &["--git", "HEAD", "--exclude", "gone.md", "--include", "*o*.md"]);
    assert!(run.out.contains("shop.md") && !run.out.contains("gone.md"), "{}", run.out);
}

#[test]
fn two_revisions() {
    let scratch = Scratch::new();
    scratch.commit(&[("shop.md", OLD)]);
    scratch.commit(&[("shop.md", &longer())]);
    scratch.commit(&[("shop.md", &longer().replace("our courier", "our courier and our insurer"))]);
    let run = candour(scratch.path(), &["--git", "HEAD~2..HEAD~1"]);
    assert!(run.out.contains("6 years → 7 years") && !run.out.contains("insurer"), "{}{}", run.out, run.err);
    let run = candour(scratch.path(), &["--git", "HEAD~1.."]);
    assert!(run.out.contains("New recipient: insurer") && !run.out.contains("7 years ("), "{}{}", run.out, run.err);
}

#[test]
fn revisions_that_are_none() {
    let scratch = Scratch::new();
    scratch.commit(&[("shop.md", OLD)]);
    for (args, says) in [
        (&["--git", "v9"][..], "v9: there is no such revision"),
        (&["--git", "HEAD..v9"], "v9: there is no such revision"),
        (&["--git", "HEAD~5"], "there is no such revision"),
        (&["--git", "HEAD...HEAD"], "two dots"),
        (&["--git", "HEAD", "none.md"], "none.md: no such file or folder"),
        (&["--git", "HEAD", "/"], "lies outside of the repository"),
        (&["--git", "HEAD:notices/shop.md"], "is neither a commit nor a folder"),
    ] {
        let run = candour(scratch.path(), args);
        assert_eq!(run.code, 2, "{args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(says) && run.out.is_empty() || run.err.contains("none.md"), "{args:?}: {}", run.err);
    }
}

/// What a hostile repository asks to be run is not run.
#[test]
fn nothing_of_a_repository_is_run() {
    let scratch = Scratch::new();
    scratch.commit(&[("shop.md", OLD), (".gitattributes", "* filter=evil diff=evil\n")]);
    let mark = scratch.path().join("RAN");
    let touch = format!("touch {}", mark.display());
    let config = format!(
        "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = {touch}\n\tpager = {touch}\n\tsshCommand = {touch}\n\thooksPath = {}\n\
         [filter \"evil\"]\n\tsmudge = {touch}\n\tclean = {touch}\n\tprocess = {touch}\n\trequired = true\n\
         [diff]\n\texternal = {touch}\n[diff \"evil\"]\n\ttextconv = {touch}\n\tcommand = {touch}\n\
         [credential]\n\thelper = !{touch}\n[include]\n\tpath = /dev/zero\n",
        scratch.path().display()
    );
    fs::write(scratch.path().join(".git/config"), config).unwrap();
    write(scratch.path(), &[("notices/shop.md", &longer()), (".gitattributes", "* filter=evil diff=evil\n")]);
    let run = candour(scratch.path(), &["--git", "HEAD"]);
    assert!(run.out.contains("6 years → 7 years"), "{}{}", run.out, run.err);
    assert!(!mark.exists());
}
