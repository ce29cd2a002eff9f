//! Each cap is told when it is hit, by file and name, can be set in two ways, and leaves the other files alone.

use super::*;
use candour::Candour;
use candour::audit::{self, Options};
use candour::claims::extract_within;
use candour::notice::{Caps, Work};
use candour::read::{Limits, read_bytes};

/// A small value for a cap, what is told when it is hit, and a file that hits it.
struct Cap {
    option: &'static str,
    small: &'static str,
    told: &'static str,
    file: (&'static str, String),
}

fn caps() -> Vec<Cap> {
    let yaml =
        |words: &str| format!("en:\n  privacy:\n    body: |\n      {}\n", words.trim().replace('\n', "\n      "));
    let long = "We keep order records for 7 years after the order. ".repeat(40);
    let list = "- a\n".repeat(400);
    let aliases = format!("a: &a \"{}\"\nb: *a\nc: *a\n", "x".repeat(3000));
    let deep = format!("a:\n  b:\n    c:\n      d:\n        e: \"{long}\"\n");
    let cap = |option, small, told, file: (&'static str, String)| Cap { option, small, told, file };
    vec![
        cap("max-size", "2K", "larger than 2048 bytes; `max-size`", ("big.txt", NOTICE.repeat(10))),
        cap("max-depth", "3", "nested deeper than 3 levels; `max-depth`", ("big.yaml", deep)),
        cap("max-parts", "300", "more than 300 parts; `max-parts`", ("big.md", format!("{NOTICE}\n\n{list}"))),
        cap("max-parts", "3", "more than 3 parts; `max-parts`", ("big.yml", yaml(NOTICE) + "a: [1, 2, 3, 4]\n")),
        cap("max-expansion", "5000", "aliases add more than 5000 bytes; `max-expansion`", ("big.yaml", aliases)),
        cap("max-claims", "30", "makes more than 30 claims; `max-claims`", ("big.md", NOTICE.to_owned() + &long)),
        cap(
            "max-work",
            "1",
            "takes more than 1 million steps; `max-work`",
            ("big.md", NOTICE.to_owned() + &long.repeat(100)),
        ),
    ]
}

fn tells(cap: &Cap, (code, out, err): (i32, String, String)) {
    assert_eq!(code, 2, "{}: {err}", cap.option);
    let line = err.lines().find(|l| l.contains(cap.told)).unwrap_or_else(|| panic!("{}: {err}", cap.told));
    assert!(line.starts_with(&format!("candour: error: {}", cap.file.0)), "{line}");
    assert!(!err.contains("small.md"), "{err}");
    // The other file is checked all the same, and nothing is told of a part of this one.
    assert!(out.contains("small.md") && !out.contains(cap.file.0), "{out}");
}

#[test]
fn every_cap_is_told_with_the_file_and_the_limit() {
    let concise = ["--all-files", "--format", "concise", "-q"];
    for cap in caps() {
        let files = [("small.md", "We rely on Privacy Shield.\n".as_bytes()), (cap.file.0, cap.file.1.as_bytes())];
        let dir = folder(&files);
        let option = format!("--{}", cap.option);
        tells(&cap, check(dir.path(), &[&[".", &option, cap.small], &concise[..]].concat()).strip());
        // Without it, the file is read.
        let (_, _, err) = check(dir.path(), &[&["."], &concise[..]].concat());
        assert!(!err.contains(cap.option), "{err}");
        // The same from a configuration.
        fs::write(dir.path().join("candour.yaml"), format!("{}: {}\n", cap.option, cap.small)).unwrap();
        tells(&cap, check(dir.path(), &[&["."], &concise[..]].concat()).strip());
        // The command line takes its place.
        let large = if cap.option == "max-depth" { "64" } else { "10000000" };
        let (_, _, err) = check(dir.path(), &[&[".", &option, large], &concise[..]].concat());
        assert!(!err.contains(cap.option), "{err}");
    }
}

/// Without the `./` of files below a folder.
trait Strip {
    fn strip(self) -> Self;
}

impl Strip for (i32, String, String) {
    fn strip(self) -> Self {
        (self.0, self.1.replace("./", ""), self.2.replace("./", ""))
    }
}

#[test]
fn every_command_that_reads_notices_keeps_the_caps() {
    for cap in caps() {
        let files = [("n/small.md", "We rely on Privacy Shield.\n".as_bytes())];
        let big = format!("n/{}", cap.file.0);
        let dir = folder(&[&files[..], &[(big.as_str(), cap.file.1.as_bytes())]].concat());
        let option = format!("--{}={}", cap.option, cap.small);
        for args in [
            &["claims", "n"][..],
            &["outline", "n"],
            &["fix", "n", "--all-files"],
            &["suppressions", "n"],
            &["baseline", "write", "n"],
            &["diff", "n", "n"],
        ] {
            let (code, _, err) = run(dir.path(), &[args, &[option.as_str()]].concat());
            let told = err.lines().any(|l| l.contains(&big) && l.contains(cap.told));
            assert!(code == 2 && told, "{args:?} {}: {code} {err}", cap.option);
        }
    }
}

#[test]
fn a_cap_that_is_no_number_is_refused() {
    let dir = folder(&[("a.md", NOTICE.as_bytes())]);
    for (option, wrong) in [
        ("--max-size", "0"),
        ("--max-depth", "201"),
        ("--max-parts", "0"),
        ("--max-expansion", "much"),
        ("--max-pdf-seconds", "0"),
        ("--max-pdf-memory", "much"),
        ("--max-claims", "-1"),
        ("--max-work", "1.5"),
    ] {
        let (code, out, err) = check(dir.path(), &["a.md", &format!("{option}={wrong}")]);
        assert_eq!((code, out.as_str()), (2, ""), "{option} {err}");
        fs::write(dir.path().join("c.yaml"), format!("{}: {wrong}\n", &option[2..])).unwrap();
        let (code, _, err) = check(dir.path(), &["a.md", "--config", "c.yaml"]);
        assert!(code == 2 && err.contains("c.yaml:1"), "{option} {err}");
    }
}

/// How many steps a text takes, all told.
fn steps(candour: &Candour, name: &str, text: &str) -> u64 {
    let work = Work::new(Caps::NONE);
    let options = Options { all_files: true, ..Options::on("2026-11-22".parse().unwrap()) };
    for notice in read_bytes(name, text.as_bytes(), None, &Limits::default()).unwrap() {
        let claims = extract_within(&notice, &candour.lexicon, &candour.law, &work);
        audit::audit_within(&notice, &claims, &candour.rules, &candour.law, &options, &work);
    }
    work.done()
}

#[test]
fn work_is_counted_the_same_and_a_notice_of_people_takes_little() {
    let candour = Candour::builtin().unwrap();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gp-practice.txt")).unwrap();
    let one = steps(&candour, "a.txt", &text);
    assert_eq!(one, steps(&candour, "a.txt", &text));
    let usual = Caps::default().work;
    assert!(one < usual / 1000, "{one} of {usual} steps for {} bytes", text.len());
    // It grows with the text and no faster.
    let ten = steps(&candour, "a.txt", &format!("{text}\n\n").repeat(10));
    assert!(ten > 5 * one && ten < 40 * one, "{one} {ten}");
}

#[test]
fn whatever_is_left_when_work_is_spent_nothing_falls_over() {
    let candour = Candour::builtin().unwrap();
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/university-admissions.md")).unwrap();
    let most = steps(&candour, "a.md", &text);
    let options = |work| Options {
        all_files: true,
        caps: Caps { work, ..Caps::default() },
        ..Options::on("2026-11-22".parse().unwrap())
    };
    for part in 0..60 {
        let work = most * part / 60;
        for checked in candour.check_text("a.md", &text, &options(work)) {
            assert!(checked.about.error.as_ref().is_some_and(|e| e.what.contains("max-work")), "{work} of {most}");
            assert!(checked.findings.is_empty() && checked.claims.claims.is_empty());
        }
    }
    assert!(candour.check_text("a.md", &text, &options(2 * most)).iter().all(|c| c.about.error.is_none()));
}
