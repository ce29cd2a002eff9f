//! The life of a repository that takes candour up: old notices go into a baseline, a branch brings a defect, the job
//! tells of that one alone, the defect is mended, and the job passes. Then the same with a suppression, which expires.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scratch;

use scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// A notice with defects of long standing: no lawful basis, a placeholder, and what else is not told.
const OLD: &str = "\
# Parking: privacy notice

Brook Lane Bakery Ltd is the controller of your personal data. Write to hello@brooklane.example.

## How long we keep it

Orders are kept for as long as [insert period].

CCTV footage is kept for 30 days.

## Your rights

You have the right of access to your data.

Last updated: 1 March 2026
";

/// Another of the same controller, with defects of its own.
const OTHER: &str = "\
# Orders: privacy notice

Brook Lane Bakery Ltd is the controller of your personal data. Write to hello@brooklane.example.

We use your name and address to bake for you and to send what you ordered.

Invoices are kept for six years after the order.

You can complain to us, and ask for your data to be put right.

Last updated: 4 May 2026
";

/// The defect: the footage is kept for two periods.
const WRONG: &str = "CCTV footage is kept for 30 days.\n\nWe keep CCTV footage for six months.";
/// The rule that finds it, at the period that stands first.
const RULE: &str = "retention-conflict";

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs candour in the repository.
fn candour(repo: &Scratch, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.args(args).current_dir(repo.path()).env_clear().env("NO_COLOR", "1");
    if !args.contains(&"--as-of") {
        command.args(["--as-of", "2026-11-22"]);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A repository whose two old notices are in the baseline; the branch `change` has begun.
fn adopted() -> Scratch {
    let repo = Scratch::new();
    repo.write("notices/parking.md", OLD);
    repo.write("notices/orders.md", OTHER);
    repo.commit();
    let run = candour(&repo, &["check", "notices"]);
    assert_eq!(run.code, 1, "the old notices are not in order: {}", run.out);
    let run = candour(&repo, &["baseline", "write", "notices"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("candour-baseline.yaml: ") && run.out.contains("findings written down"), "{}", run.out);
    repo.commit();
    passes(&repo, &[]);
    repo.branch("change");
    repo
}

/// The job of the repository passes: nothing is found, and nothing is in vain.
fn passes(repo: &Scratch, more: &[&str]) {
    let run = candour(repo, &[&["check", "notices"], more].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.starts_with("No findings in 2 privacy notices."), "{}", run.out);
}

/// The one job of the repository, in the three forms: exactly one finding, at this line of that notice.
fn only(repo: &Scratch, line: u64, more: &[&str]) {
    let formats = ["check", "notices", "--format", "sarif=out.sarif", "--format", "pretty=out.txt"];
    let run = candour(repo, &[&formats[..], &["--format", "github"], more].concat());
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let annotations: Vec<&str> = run.out.lines().filter(|l| l.starts_with("::")).collect();
    let [one] = annotations.as_slice() else { panic!("not one annotation: {}", run.out) };
    let start = format!("::error file=notices/parking.md,line={line},");
    assert!(one.starts_with(&start) && one.contains(&format!("title={RULE}::")), "{one}");

    let sarif: Value = serde_json::from_str(&fs::read_to_string(repo.path().join("out.sarif")).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
    // What a suppression holds back is there too, and says so.
    let live: Vec<&Value> = results.filter(|r| r["suppressions"].as_array().is_none_or(Vec::is_empty)).collect();
    let [one] = live.as_slice() else { panic!("not one result: {live:#?}") };
    assert_eq!((one["ruleId"].as_str(), one["level"].as_str()), (Some(RULE), Some("error")));
    let place = &one["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "notices/parking.md");
    assert_eq!(place["region"]["startLine"], line);

    let shown = fs::read_to_string(repo.path().join("out.txt")).unwrap();
    let heads = shown.lines().filter(|l| ["error[", "warning[", "note["].iter().any(|s| l.starts_with(s)));
    let heads: Vec<&str> = heads.collect();
    assert!(heads.len() == 1 && heads[0].starts_with(&format!("error[{RULE}]")), "{shown}");
    assert!(shown.contains(&format!("notices/parking.md:{line}:")), "{shown}");
    assert!(shown.lines().any(|l| l.starts_with("1 error in 2 privacy notices.")), "{shown}");
    for left in ["out.sarif", "out.txt"] {
        repo.remove(left);
    }
}

#[test]
fn a_baseline_a_defect_and_its_repair() {
    let repo = adopted();
    repo.write("notices/parking.md", &OLD.replace("CCTV footage is kept for 30 days.", WRONG));
    repo.commit();
    only(&repo, 9, &[]);
    // What the branch brought is the same without the baseline.
    only(&repo, 9, &["--no-baseline", "--changed-since", "main"]);
    repo.write("notices/parking.md", OLD);
    repo.commit();
    passes(&repo, &[]);
    // One of the old findings is mended: the baseline is told of, and then holds one less.
    repo.write("notices/parking.md", &OLD.replace("as long as [insert period]", "two years"));
    let run = candour(&repo, &["check", "notices"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.err.contains("`candour baseline prune` takes them out") || run.err.contains("takes it out"),
        "{}",
        run.err
    );
    assert_eq!(candour(&repo, &["baseline", "prune", "notices"]).code, 0);
    passes(&repo, &[]);
}

#[test]
fn a_suppression_that_expires() {
    let repo = adopted();
    let comment = "<!-- candour: ignore retention-conflict; reason: the new cameras come in spring; until: 2027-03-31; owner: DPO -->";
    let decided = format!("{comment}\n\n{WRONG}");
    repo.write("notices/parking.md", &OLD.replace("CCTV footage is kept for 30 days.", &decided));
    repo.commit();
    passes(&repo, &[]);
    let run = candour(&repo, &["check", "notices"]);
    assert!(run.out.contains("Held back: 1 suppressed"), "{}", run.out);
    let run = candour(&repo, &["suppressions", "notices", "--format", "json"]);
    let listed: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(listed[0]["state"], "active");
    assert_eq!(listed[0]["reason"], "the new cameras come in spring");
    assert_eq!(listed[0]["until"], "2027-03-31");
    assert_eq!(listed[0]["owner"], "DPO");

    // Its last day is still its own; the day after it is not.
    passes(&repo, &["--as-of", "2027-03-31"]);
    only(&repo, 11, &["--as-of", "2027-04-01"]);
    let run = candour(&repo, &["check", "notices", "--as-of", "2027-04-01"]);
    let told = "notices/parking.md:9: the suppression of `retention-conflict` expired: it was to hold until 2027-03-31";
    assert!(run.err.contains(told), "{}", run.err);
    // To let time pass is no change: it is the whole job that tells, not the look at the branch.
    repo.branch("later");
    let run = candour(&repo, &["check", "notices", "--as-of", "2027-04-01", "--changed-since", "change"]);
    assert_eq!(run.code, 0, "{}", run.out);

    repo.write("notices/parking.md", OLD);
    repo.commit();
    passes(&repo, &["--as-of", "2027-04-01"]);
}
