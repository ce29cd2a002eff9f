//! The baseline from outside: what was there is known, what is new is told, what is mended is taken out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod aid;

use aid::{AS_OF, folder};
use serde_json::Value;
use std::fs;
use std::path::Path;

const FILE: &str = "candour-baseline.yaml";

fn notice(more: &str) -> String {
    format!(
        "# Parking: privacy notice\n\nBrook Lane Bakery Ltd is the controller of your personal data.\n\n\
         ## How long we keep it\n\nOrders are kept for as long as [insert period].\n\n{more}\n\n\
         ## Your rights\n\nYou have the right of access to your data.\n\nLast updated: 1 March 2026\n"
    )
}

/// Exit code, standard output, standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    aid::run(dir, &[args, &AS_OF].concat())
}

/// Exit code, rules, how many are in the baseline, standard error.
fn check(dir: &Path, more: &[&str]) -> (i32, Vec<String>, u64, String) {
    let args: Vec<&str> = ["check", "--format", "json"].iter().chain(more).copied().collect();
    let (code, out, err) = run(dir, &args);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}\n{out}\n{err}"));
    let rules = report["findings"].as_array().unwrap().iter();
    let rules = rules.map(|f| f["rule"].as_str().unwrap().to_owned()).collect();
    (code, rules, report["summary"]["baselined"].as_u64().unwrap(), err)
}

#[test]
fn what_was_there_is_known_and_what_is_new_is_told() {
    let dir = folder(&[("n/a.md", &notice("")), ("n/b.md", &notice(""))]);
    let at = dir.path();
    let (code, all, _, _) = check(at, &["n"]);
    assert!(code == 1 && all.len() > 4);
    let (code, out, err) = run(at, &["baseline", "write", "n"]);
    assert_eq!((code, out), (0, format!("{FILE}: {} findings written down\n", all.len())), "{err}");
    let (code, left, known, err) = check(at, &["n"]);
    assert_eq!((code, left.len(), known as usize, err.as_str()), (0, 0, all.len(), ""));
    assert_eq!(check(at, &["n", "--no-baseline"]).1, all);
    assert_eq!(check(at, &["n", "--isolated"]).1, all);
    // Lines move; what is said stays.
    let moved = notice("CCTV footage is kept for 30 days.").replace("# Parking", "\n\n\n# Parking");
    fs::write(at.join("n/a.md"), &moved).unwrap();
    assert_eq!(check(at, &["n"]).1, Vec::<String>::new());
    fs::write(at.join("n/a.md"), notice("CCTV footage is kept for 30 days.\n\nCCTV footage is kept for six months."))
        .unwrap();
    let (code, new, _, _) = check(at, &["n", "--no-portfolio"]);
    assert_eq!((code, new), (1, vec!["retention-conflict".to_owned()]));
    // The same in another notice is new there.
    fs::write(at.join("n/c.md"), notice("")).unwrap();
    assert!(check(at, &["n"]).1.len() > 1);
}

#[test]
fn what_is_mended_is_told_and_taken_out() {
    let dir = folder(&[("n/a.md", &notice("")), ("n/b.md", &notice(""))]);
    let at = dir.path();
    run(at, &["baseline", "write", "n"]);
    let full = fs::read_to_string(at.join(FILE)).unwrap();
    assert!(full.starts_with("# Findings that were there") && !full.contains("line:"), "{full}");
    assert_eq!(run(at, &["baseline", "check", "n"]).0, 0);
    fs::write(at.join("n/a.md"), notice("").replace("as long as [insert period]", "two years")).unwrap();
    let (_, _, _, err) = check(at, &["n"]);
    assert!(err.contains("for nothing any more"), "{err}");
    let (_, _, _, err) = check(at, &["n/b.md"]);
    assert!(!err.contains("for nothing"), "what was not checked is not mended: {err}");
    let (_, _, _, err) = check(at, &["n", "--select", "basis"]);
    assert!(!err.contains("for nothing"), "nor what did not run: {err}");
    let (_, _, _, err) = check(at, &["n", "--min-confidence", "certain"]);
    assert!(!err.contains("for nothing"), "nor what was not sure enough: {err}");
    let (code, _, err) = run(at, &["baseline", "check", "n"]);
    assert!(code == 1 && err.contains("placeholder-left in n/a.md"), "{err}");
    let (code, out, _) = run(at, &["baseline", "prune", "n"]);
    assert!(code == 0 && out.contains(" taken out"), "{out}");
    assert_eq!(run(at, &["baseline", "check", "n"]).0, 0);
    let pruned = fs::read_to_string(at.join(FILE)).unwrap();
    let entries = |text: &str| text.matches("placeholder-left").count();
    assert_eq!((entries(&full), entries(&pruned)), (2, 1));
    run(at, &["baseline", "prune", "n"]);
    assert_eq!(fs::read_to_string(at.join(FILE)).unwrap(), pruned, "twice is once");
    fs::remove_file(at.join("n/b.md")).unwrap();
    run(at, &["baseline", "prune", "n"]);
    assert!(!fs::read_to_string(at.join(FILE)).unwrap().contains("b.md"), "a notice that is gone");
}

#[test]
fn it_lies_beside_the_configuration() {
    let dir = folder(&[("site/candour.yaml", "ignore: basis\n"), ("site/sub/n.md", &notice(""))]);
    fs::create_dir(dir.path().join("site/.git")).unwrap();
    let sub = dir.path().join("site/sub");
    let (code, out, _) = run(&sub, &["baseline", "write", "n.md"]);
    assert!(code == 0 && out.starts_with("../candour-baseline.yaml: "), "{out}");
    assert!(dir.path().join("site").join(FILE).exists() && !sub.join(FILE).exists());
    assert_eq!(check(&sub, &["n.md"]).1, Vec::<String>::new());
    assert_eq!(check(&dir.path().join("site"), &["."]).1, Vec::<String>::new(), "from another folder as well");
}

#[test]
fn suppressed_findings_are_not_written_down() {
    let comment = "<!-- candour: ignore basis-missing; reason: x -->\n\n";
    let dir = folder(&[("n.md", &format!("{comment}{}", notice("")))]);
    run(dir.path(), &["baseline", "write", "n.md"]);
    assert!(!fs::read_to_string(dir.path().join(FILE)).unwrap().contains("basis-missing"));
    let (_, out, _) = run(dir.path(), &["check", "n.md"]);
    assert!(out.contains("Held back: 1 suppressed"), "{out}");
}

#[test]
fn a_wrong_file_ends_the_run_and_nothing_is_half_written() {
    let head = "candour: baseline/1\nmin-confidence: likely\n";
    for (text, told) in [
        ("candour: baseline/2\nother: 1\n".to_owned(), "newer than this candour"),
        (format!("{head}findings:\n  - rule: x\n"), "lacks `fingerprint`"),
        (format!("{head}findings: [\n"), "not well-formed YAML"),
        (format!("{head}findings: []\nmore: 1\n"), "there is no such key"),
        (head.to_owned(), "lacks `findings`"),
    ] {
        let dir = folder(&[("n.md", &notice("")), (FILE, &text)]);
        for args in [&["check", "n.md"][..], &["baseline", "prune", "n.md"], &["baseline", "check", "n.md"]] {
            let (code, out, err) = run(dir.path(), args);
            assert!(code == 2 && out.is_empty() && err.contains(FILE) && err.contains(told), "{args:?} {err}");
        }
        assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), text);
    }
    let dir = folder(&[("n.md", &notice(""))]);
    for what in ["prune", "check"] {
        let (code, _, err) = run(dir.path(), &["baseline", what, "n.md"]);
        assert!(code == 2 && err.contains("no such file; `candour baseline write` writes one"), "{err}");
    }
    let (code, _, err) = run(dir.path(), &["baseline", "write", "n.md", "gone.md"]);
    assert!(code == 2 && err.contains("stays as it is"), "{err}");
    assert!(!dir.path().join(FILE).exists());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing lies about");
}
