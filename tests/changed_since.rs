//! `candour check --changed-since`: what a change introduced, and nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scratch;

use scratch::Scratch;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A notice of a controller with a defect of long standing.
fn notice(title: &str, more: &str) -> String {
    format!(
        "# {title}: privacy notice\n\nBrook Lane Bakery Ltd is the controller of your personal data. Write to \
         hello@brooklane.example.\n\nWe use what you tell us to bake, to deliver and to answer your questions about \
         {title}, and for nothing else.\n\n## How long we keep it\n\nOrders about {title} are kept for as long as \
         [insert period]. Visitor books are kept for one year.\n\n{more}\n\n## Your rights\n\nYou have the right of access to your data, and you may \
         complain to us about {title} at any time.\n\nLast updated: 1 March 2026\n"
    )
}

const WRONG: &str = "CCTV footage is kept for 30 days.\n\nWe keep CCTV footage for six months.";

/// Exit code, standard output, standard error.
fn run(at: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    let output = command.args(args).args(["--as-of", "2026-11-22"]).current_dir(at).env_clear().output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

struct Check {
    code: i32,
    /// Notice and rule of each finding.
    found: Vec<(String, String)>,
    summary: Value,
    err: String,
}

fn check(at: &Path, args: &[&str]) -> Check {
    let (code, out, err) = run(at, &[&["check", "--format", "json"], args].concat());
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"));
    let word = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    let found = report["findings"].as_array().unwrap().iter().map(|f| (word(f, "notice"), word(f, "rule"))).collect();
    Check { code, found, summary: report["summary"].clone(), err }
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(notice, rule)| (notice.as_str(), rule.as_str())).collect()
}

#[test]
fn only_what_is_new_is_reported() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", ""));
    repo.write("n/b.md", &notice("Bread", ""));
    repo.commit();
    let all = check(repo.path(), &["n"]);
    assert!(all.code == 1 && all.found.len() > 4 && all.summary["before"] == 0);
    let none = check(repo.path(), &["n", "--changed-since", "HEAD"]);
    assert_eq!((none.code, none.found.len(), none.err.as_str()), (0, 0, ""));
    assert_eq!(none.summary["before"].as_u64().unwrap() as usize, all.found.len());
    assert_eq!(none.summary["notices"], 2, "all are checked");

    // Lines and headings around what was there are changed, and something new is said.
    repo.branch("change");
    let longer = notice("Cakes", WRONG).replace("## How long", "## Who we are\n\nBakers.\n\n## For how long");
    repo.write("n/a.md", &longer);
    repo.commit();
    for revision in ["main", "HEAD~1", "HEAD^"] {
        let new = check(repo.path(), &["n", "--changed-since", revision]);
        assert_eq!(pairs(&new.found), [("n/a.md", "retention-conflict")], "{revision} {}", new.err);
        assert_eq!(new.code, 1);
    }
    let (code, out, _) = run(repo.path(), &["check", "n", "--changed-since", "main", "--format", "concise"]);
    assert!(code == 1 && out.lines().count() == 2 && out.contains(" findings were there before the change."), "{out}");
    // It is what the files say that counts, committed or not; and from below the root the same.
    repo.write("n/a.md", &notice("Cakes", ""));
    assert_eq!(check(repo.path(), &["n", "--changed-since", "HEAD"]).code, 0);
    let new = check(&repo.path().join("n"), &["a.md", "--changed-since", "main"]);
    assert_eq!((new.code, new.found.len()), (0, 0));
}

#[test]
fn a_file_that_is_new_counts_whole_and_one_that_is_gone_does_not() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", ""));
    repo.write("n/gone.md", "# Pancakes\n\nBeat two eggs and leave the batter to stand in the cold for an hour.\n");
    repo.commit();
    repo.remove("n/gone.md");
    repo.write("n/new.md", &notice("Lectures and outings", WRONG));
    let new = check(repo.path(), &["n", "--changed-since", "HEAD", "--no-portfolio"]);
    assert_eq!(new.code, 1);
    assert!(new.found.iter().all(|(notice, _)| notice == "n/new.md") && new.found.len() > 2, "{:?}", new.found);
    // A script names what a change touched, and what it took away.
    let named = check(repo.path(), &["n/a.md", "n/gone.md", "--changed-since", "HEAD"]);
    assert_eq!((named.code, named.found.len(), named.err.as_str()), (0, 0, ""));
    let (code, _, err) = run(repo.path(), &["check", "n/none.md", "--changed-since", "HEAD"]);
    assert!(code == 2 && err.contains("n/none.md"), "{err}");
}

#[test]
fn a_file_of_another_name_is_followed_by_what_it_says() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", ""));
    repo.write("drafts/b.md", &notice("Bread", ""));
    repo.commit();
    repo.rename("n/a.md", "n/cakes.md");
    repo.rename("drafts/b.md", "n/bread.md");
    let same = check(repo.path(), &["n", "--changed-since", "HEAD"]);
    assert_eq!((same.code, same.found.len(), same.err.as_str()), (0, 0, ""), "{:?}", same.found);
    repo.write("n/cakes.md", &notice("Cakes", WRONG));
    let new = check(repo.path(), &["n", "--changed-since", "HEAD"]);
    assert_eq!(pairs(&new.found), [("n/cakes.md", "retention-conflict")]);
    // To say other things under another name is no new name.
    repo.write("n/cakes.md", &notice("Cakes", WRONG).replace("e", "").replace("  ", " "));
    let new = check(repo.path(), &["n/cakes.md", "--changed-since", "HEAD", "--all-files"]);
    assert!(new.found.len() > 1, "{:?}", new.found);
}

#[test]
fn across_notices_only_what_is_new_is_told() {
    let repo = Scratch::new();
    let kept = |period: &str| format!("CCTV footage is kept for {period}.");
    repo.write("n/a.md", &notice("Cakes", &kept("30 days")));
    repo.write("n/b.md", &notice("Bread", &kept("six months")));
    repo.write("n/c.md", &notice("Rolls", ""));
    repo.commit();
    let args = ["n", "--select", "portfolio-retention-conflict"];
    assert_eq!(check(repo.path(), &args).found.len(), 1);
    let since = [&args[..], &["--changed-since", "HEAD"]].concat();
    let none = check(repo.path(), &since);
    assert_eq!((none.code, none.found.len(), &none.summary["before"]), (0, 0, &Value::from(1)));
    // The one file that is changed contradicts one that is not.
    repo.write("n/c.md", &notice("Rolls", &kept("two years")));
    let new = check(repo.path(), &since);
    assert!(new.code == 1 && new.found.len() == 1, "{:?}", new.found);
    // A contradiction that stays is no news where a file is renamed or another is taken away.
    repo.write("n/c.md", &notice("Rolls", ""));
    repo.rename("n/a.md", "n/cakes.md");
    repo.remove("n/c.md");
    let none = check(repo.path(), &since);
    assert_eq!((none.code, none.found.len()), (0, 0), "{:?}", none.found);
}

#[test]
fn baseline_and_suppressions_count_first() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", ""));
    repo.commit();
    run(repo.path(), &["baseline", "write", "n"]);
    let comment = "<!-- candour: ignore retention-conflict; reason: until the move -->\n\n";
    repo.write("n/a.md", &notice("Cakes", &format!("{comment}{WRONG}")));
    let all = check(repo.path(), &["n", "--changed-since", "HEAD"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""), "nothing of the baseline is called mended");
    assert_eq!((&all.summary["suppressed"], &all.summary["before"]), (&Value::from(1), &Value::from(0)));
    assert!(all.summary["baselined"].as_u64().unwrap() > 2);
    // To take the decision away brings the finding back: that is news.
    repo.commit();
    repo.write("n/a.md", &notice("Cakes", WRONG));
    let new = check(repo.path(), &["n", "--changed-since", "HEAD"]);
    assert_eq!(pairs(&new.found), [("n/a.md", "retention-conflict")]);
}

#[test]
fn what_goes_wrong_is_told() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", ""));
    repo.commit();
    let elsewhere = tempfile::TempDir::new().unwrap();
    std::fs::write(elsewhere.path().join("a.md"), notice("Cakes", "")).unwrap();
    let outside = elsewhere.path().join("a.md");
    for (at, args, told) in [
        (repo.path(), ["n", "v9"], "--changed-since: v9: there is no such revision in this repository"),
        (repo.path(), ["n", "HEAD~7"], "there is no such revision"),
        (repo.path(), ["n", "HEAD:n/a.md"], "is neither a commit nor a folder of one"),
        (repo.path(), ["-", "HEAD"], "standard input was not there before"),
        (repo.path(), [outside.to_str().unwrap(), "HEAD"], "lies outside of the repository"),
        (elsewhere.path(), ["a.md", "HEAD"], "lies in no Git repository"),
    ] {
        let (code, out, err) = run(at, &["check", args[0], "--changed-since", args[1]]);
        assert!(code == 2 && out.is_empty() && err.contains(told), "{args:?}: {out}{err}");
    }
}

/// What cannot be compared is not passed over: all of it counts as new, and that is said.
#[test]
fn an_old_version_that_cannot_be_read_hides_nothing() {
    let repo = Scratch::new();
    repo.write("n/a.md", &notice("Cakes", &"We bake. ".repeat(600)));
    repo.commit();
    repo.write("n/a.md", &notice("Cakes", ""));
    let all = check(repo.path(), &["n", "--changed-since", "HEAD", "--max-size", "3K"]);
    assert!(all.code == 1 && all.found.len() > 2, "{:?}", all.found);
    let told = "note: n/a.md: what it was at HEAD cannot be told, so all in it counts as new: larger than 3072 bytes";
    assert!(all.err.contains(told), "{}", all.err);
}
