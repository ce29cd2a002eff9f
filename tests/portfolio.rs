//! Notices of one controller looked at together: in one run, and in several that are joined.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A small generator of numbers that is the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const CONTROLLERS: &[&str] = &[
    "Hazelrigg District Council",
    "Hazelrigg District Council (HDC)",
    "Farlow Textiles Ltd",
    "The Farlow Textiles Limited",
    "Moorfoot Ramblers",
    "Pendle Brook School",
    "Aldgill Surgery",
];

/// A notice in which some things depend on the numbers.
fn notice(numbers: &mut Numbers) -> String {
    let controller = numbers.of(CONTROLLERS);
    let service = numbers.of(&["Parking", "Allotments", "Newsletter", "Recruitment", "Walks", "Library"]);
    let mut text = format!("# {service}: privacy notice\n\n{controller} is the controller of your personal data.\n");
    let cctv = numbers.of(&["30 days", "30 days", "six months"]);
    let complaints = numbers.of(&["three years", "six years"]);
    let phone = numbers.of(&["0303 123 1113", "0303 123 1113", "0303 123 1133"]);
    let basis = numbers.of(&["your consent, Article 6(1)(a)", "legitimate interests, Article 6(1)(f)"]);
    let place = numbers.of(&[
        "We do not transfer your personal data outside the United Kingdom.",
        "Your personal data is transferred to the United States.",
        "Ask us where your data is.",
    ]);
    let document = numbers.of(&["We have an appropriate policy document in place.", "Ask us for more."]);
    let right = numbers.of(&["You have the right to erasure.", "You have the right to rectification."]);
    let _ = write!(
        text,
        "\n## How long we keep it\n\nCCTV footage is kept for {cctv}.\nComplaints are kept for {complaints}.\n\n\
         ## {service}\n\nOur lawful basis is {basis} of the UK GDPR.\n{place}\n\n## Special category data\n\n\
         We rely on Article 9(2)(g) with Schedule 1, Part 2, paragraph 18 of the Data Protection Act 2018.\n{document}\n\n\
         ## Your rights\n\nYou have the right of access to your data.\n{right}\n\
         You can complain to the Information Commissioner on {phone}.\n"
    );
    text
}

/// A folder of so many generated notices; one in twenty is a copy of another.
fn portfolio(count: usize, seed: u64) -> TempDir {
    let dir = TempDir::new().unwrap();
    let mut numbers = Numbers(seed);
    let mut last = notice(&mut numbers);
    for i in 0..count {
        if numbers.below(20) > 0 {
            last = notice(&mut numbers);
        }
        fs::write(dir.path().join(format!("n{i:04}.md")), &last).unwrap();
    }
    dir
}

/// Exit code, standard output, standard error.
fn candour(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    let output = command.env_clear().current_dir(dir).args(args).args(["--as-of", "2026-11-22"]).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn check<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["check", "--min-confidence", "possible", "--select", "portfolio", "--quiet"];
    args.extend(more);
    args
}

/// The bytes of the findings in a report of the whole run, by format.
fn findings(format: &str, report: &str) -> String {
    match format {
        "json" => report.split_once("\"findings\":[").unwrap().1.split_once("\n],").unwrap().0.to_owned(),
        "jsonl" => report.lines().find(|l| l.starts_with("{\"portfolio\"")).unwrap().to_owned(),
        _ => report.to_owned(),
    }
}

#[test]
fn two_halves_joined_are_one_run() {
    let dir = portfolio(1000, 7);
    let mut numbers = Numbers(11);
    let (mut north, mut south) = (Vec::new(), Vec::new());
    for i in 0..1000 {
        let half = if numbers.below(2) == 0 { &mut north } else { &mut south };
        half.push(format!("n{i:04}.md"));
    }
    for (half, file) in [(&north, "north.facts"), (&south, "south.facts")] {
        let mut more: Vec<&str> = half.iter().map(String::as_str).collect();
        more.extend(["--facts-out", file, "--no-portfolio", "--format", "json"]);
        let (_, out, err) = candour(dir.path(), &check(&more));
        assert_eq!(findings("json", &out), "", "{err}");
    }
    for format in ["json", "jsonl", "concise", "pretty"] {
        let (code, whole, _) = candour(dir.path(), &check(&[".", "--include", "*.md", "--format", format]));
        let whole = whole.replace("./n", "n");
        let args = ["--min-confidence", "possible", "--quiet", "--format", format];
        // In whichever order the halves are given.
        for files in [["north.facts", "south.facts"], ["south.facts", "north.facts"]] {
            let args: Vec<&str> = ["portfolio"].into_iter().chain(files).chain(args).collect();
            let (joined_code, joined, err) = candour(dir.path(), &args);
            assert_eq!(joined_code, code, "{err}");
            let (a, b) = (findings(format, &whole), findings(format, &joined));
            assert!(a == b, "{format}:\n{}\n---\n{}", &a[..a.len().min(3000)], &b[..b.len().min(3000)]);
        }
        assert_eq!(code, 1);
    }
    let (_, out, _) = candour(dir.path(), &["portfolio", "north.facts", "south.facts", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["notices"], 1000);
    let rules: std::collections::BTreeSet<&str> =
        report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert!(rules.len() >= 5, "{rules:?}");
}

const TWO: &[(&str, &str)] = &[
    (
        "a.md",
        "# Parking: privacy notice\n\nHazelrigg District Council is the controller of your personal data.\n\
         CCTV footage is kept for 30 days.\n",
    ),
    (
        "b.md",
        "# Leisure: privacy notice\n\nHazelrigg District Council is the controller of your personal data.\n\
         CCTV footage is kept for six months.\n",
    ),
];

fn two() -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, text) in TWO {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

#[test]
fn check_reports_across_notices_after_all_others() {
    let dir = two();
    let (code, out, _) = candour(dir.path(), &["check", "a.md", "b.md", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let found = report["findings"].as_array().unwrap();
    let last = found.last().unwrap();
    assert_eq!((code, last["family"].as_str()), (1, Some("portfolio")));
    assert!(found.len() > 1 && found.iter().rev().skip(1).all(|f| f["family"] != "portfolio"));
    let places: Vec<(&str, u64)> = last["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["notice"].as_str().unwrap(), s["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(places, [("a.md", 4), ("b.md", 4)]);
    assert_eq!(last["spans"][1]["text"], "six months");
    assert_eq!(report["portfolio"]["controllers"][0]["notices"], 2);
    let bytes = fs::read(dir.path().join("b.md")).unwrap();
    let at = |key: &str| last["spans"][1][key].as_u64().unwrap() as usize;
    assert_eq!(&bytes[at("start_byte")..at("end_byte")], b"six months");

    let (_, out, _) = candour(dir.path(), &["check", "a.md", "b.md", "--format", "json", "--no-portfolio"]);
    assert!(!out.contains("\"portfolio"), "{out}");
    let (_, out, _) = candour(dir.path(), &["check", "a.md", "--format", "json"]);
    assert!(!out.contains("portfolio-"), "{out}");
    let (_, out, _) = candour(dir.path(), &["check", "a.md", "b.md", "--format", "jsonl"]);
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[2]["portfolio"].as_array().unwrap().len(), 1);
}

#[test]
fn files_that_hold_no_facts_are_errors() {
    let dir = two();
    let (_, _, err) = candour(dir.path(), &["check", "a.md", "b.md", "--facts-out", "good.facts", "--quiet"]);
    assert_eq!(err, "");
    let good = fs::read_to_string(dir.path().join("good.facts")).unwrap();
    let (code, out, _) = candour(dir.path(), &["portfolio", "good.facts", "good.facts", "--format", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
    let (_, report, _) = candour(dir.path(), &["check", "a.md", "--format", "json"]);
    let cut = good.trim_end().rsplit_once('\n').unwrap().0.to_owned();
    let short: String = good.lines().enumerate().filter(|(i, _)| *i != 1).map(|(_, l)| format!("{l}\n")).collect();
    let cases: &[(&str, String, &str)] = &[
        ("empty", String::new(), "is empty"),
        ("notice", TWO[0].1.to_owned(), "is no file of facts"),
        ("report", report.replace('\n', ""), "is a report"),
        ("cut", cut, "breaks off"),
        ("short", short, "should hold 2"),
        ("twice", format!("{good}{good}"), "more follows"),
        ("later", good.replacen("candour.facts/2", "candour.facts/9", 1), "format candour.facts/9"),
        ("other", good.replacen("\"version\":\"", "\"version\":\"9.", 1), "was written by candour 9."),
        ("rules", good.replacen("\"retention\":", "\"purpose\":", 1), "other rules"),
        ("word", good.replacen("\"kind\":\"retention\"", "\"kind\":\"retetion\"", 1), "`retetion`"),
        ("json", good.replacen("\"path\"", "\"pth\"", 1), "is not the facts of a notice"),
    ];
    for (name, text, what) in cases {
        fs::write(dir.path().join(name), text).unwrap();
        let (code, out, err) = candour(dir.path(), &["portfolio", name]);
        assert_eq!((code, out.as_str()), (2, ""), "{name}: {err}");
        assert!(err.contains(what) && err.contains(name), "{name}: {err}");
    }
    fs::write(dir.path().join("a.md"), TWO[1].1).unwrap();
    candour(dir.path(), &["check", "a.md", "--facts-out", "changed.facts"]);
    let (code, _, err) = candour(dir.path(), &["portfolio", "good.facts", "changed.facts"]);
    assert!(code == 2 && err.contains("`a.md` is another notice in good.facts:2"), "{err}");
    let (code, _, err) = candour(dir.path(), &["portfolio", "absent.facts"]);
    assert!(code == 2 && err.contains("absent.facts"), "{err}");
}

#[test]
fn each_place_is_drawn_with_its_notice() {
    let dir = two();
    let (_, out, _) = candour(dir.path(), &check(&["a.md", "b.md"]));
    for words in ["┌─ a.md:4:26", "┌─ b.md:4:26", "4 │ 30 days", "4 │ six months", "= law: UK GDPR Art 5(1)(e)"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
}

#[test]
fn what_grows_is_reported_as_cut() {
    let dir = TempDir::new().unwrap();
    for i in 0..520 {
        let text = TWO[i % 2].1;
        fs::write(dir.path().join(format!("n{i:03}.md")), text).unwrap();
    }
    let args = ["check", ".", "--select", "portfolio-retention-conflict", "--format", "json"];
    let (_, out, err) = candour(dir.path(), &args);
    assert!(err.contains("claims to compare with, 500 looked at"), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["portfolio"]["notes"].as_array().map(Vec::len), Some(1));
}
