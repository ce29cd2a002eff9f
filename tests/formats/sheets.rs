//! The workbook and its tables as CSV.

use super::support::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

/// The files of a workbook, which is an archive.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let two = |at: usize| usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()));
    let four = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut parts = BTreeMap::new();
    let mut at = four(end + 16);
    for _ in 0..two(end + 10) {
        let (method, packed, name) = (two(at + 10), four(at + 20), two(at + 28));
        let local = four(at + 42);
        let from = local + 30 + two(local + 26) + two(local + 28);
        let body = &bytes[from..from + packed];
        let mut text = String::new();
        match method {
            0 => text = String::from_utf8(body.to_vec()).unwrap(),
            _ => drop(flate2::read::DeflateDecoder::new(body).read_to_string(&mut text).unwrap()),
        }
        parts.insert(String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap(), text);
        at += 46 + name + two(at + 30) + two(at + 32);
    }
    parts
}

fn workbook(dir: &Path, args: &[&str]) -> Vec<u8> {
    let (code, _, err) = run(dir, &[&["check", "--as-of", "2026-11-22", "--format", "xlsx=w.xlsx"], args].concat());
    assert!(code <= 2, "{err}");
    fs::read(dir.join("w.xlsx")).unwrap()
}

/// The words of the cells of a sheet, row by row; numbers as they are written.
fn cells(sheet: &str) -> Vec<Vec<String>> {
    let cell = |c: &str| {
        let value = |tag: &str, end: &str| Some(c.split_once(tag)?.1.split_once('>')?.1.split_once(end)?.0.to_owned());
        value("<t", "</t>").or_else(|| value("<v", "</v>")).unwrap_or_default()
    };
    let row = |r: &str| r.split("</row>").next().unwrap().split("<c ").skip(1).map(cell).collect();
    sheet.split("<row ").skip(1).map(row).collect()
}

#[test]
fn a_workbook_has_the_five_tables_with_filters_and_heads_that_stay() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("a.txt")).unwrap();
    fs::copy(root().join(GOOD), dir.path().join("b.txt")).unwrap();
    let first = workbook(dir.path(), &["a.txt", "b.txt"]);
    let parts = parts(&first);
    let book = &parts["xl/workbook.xml"];
    let names: Vec<&str> = book.split("<sheet name=\"").skip(1).map(|s| s.split('"').next().unwrap()).collect();
    assert_eq!(names, ["Summary", "Findings", "Claims", "Register", "Coverage"]);
    for sheet in 1..=5 {
        let text = &parts[&format!("xl/worksheets/sheet{sheet}.xml")];
        assert!(text.contains("<autoFilter ref=\"A") && text.contains("state=\"frozen\""), "{sheet}");
        assert!(text.contains("customWidth=\"1\"") && !text.contains("<f>"), "{sheet}");
    }
    let findings = cells(&parts["xl/worksheets/sheet2.xml"]);
    let told = check("concise", &[BAD, GOOD]);
    assert_eq!(findings.len() - 1, told.lines().count() - 1);
    assert_eq!(findings[0][0], "notice");
    assert!(findings[1..].iter().all(|row| row[0] == "a.txt"));
    let summary = cells(&parts["xl/worksheets/sheet1.xml"]);
    assert_eq!(summary[0], ["law as of", "2026-11-22"]);
    let head = summary.iter().position(|row| row.first().is_some_and(|c| c == "notice")).unwrap();
    assert_eq!(summary[head + 1..].iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    // Nothing of the day on which it was written is in it.
    assert!(parts["docProps/core.xml"].contains("2026-11-22T00:00:00Z"));
    assert!(first == workbook(dir.path(), &["a.txt", "b.txt"]));
}

#[test]
fn no_cell_is_a_formula_or_longer_than_a_cell_may_be() {
    let dir = TempDir::new().unwrap();
    let long = "a".repeat(40_000);
    let rule = format!(
        "id: odd-words\ntitle: Odd\nseverity: warning\nconfidence: likely\ntext: [order evil records]\n\
         message: \"=HYPERLINK(1)\"\nwhy: \"+1 {long}\"\nfix: \"@SUM(1) <b> & \\u001b[31m\"\n"
    );
    fs::write(dir.path().join("rule.yaml"), rule).unwrap();
    fs::write(dir.path().join("=1+1.txt"), "Privacy notice\n\nWe keep order evil records for 7 years.\n").unwrap();
    let bytes = workbook(dir.path(), &["=1+1.txt", "--all-files", "--rules", "rule.yaml", "--select", "odd-words"]);
    let parts = parts(&bytes);
    let rows = cells(&parts["xl/worksheets/sheet2.xml"]);
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1][0].as_str(), rows[1].iter().any(|c| c == "=HYPERLINK(1)")), ("=1+1.txt", true));
    assert_eq!(rows[1].iter().map(|c| c.chars().count()).max(), Some(32_767));
    assert!(rows[1].iter().any(|c| c.contains("&lt;b&gt; &amp; ␛[31m")), "{:?}", rows[1].last());
    for (name, text) in parts.iter().filter(|p| p.0.starts_with("xl/worksheets")) {
        assert!(!text.contains("<f") && !text.contains("\u{1b}"), "{name}");
    }
}

#[test]
fn a_workbook_is_not_put_on_the_screen_half() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("n.txt")).unwrap();
    fs::write(dir.path().join("w.xlsx"), "old").unwrap();
    let args = ["check", "n.txt", "gone.txt", "--format", "xlsx=no/w.xlsx"];
    assert_eq!(run(dir.path(), &args).0, 2);
    assert_eq!(fs::read_to_string(dir.path().join("w.xlsx")).unwrap(), "old");
}

#[test]
fn the_tables_of_the_workbook_come_as_csv_too() {
    let table = |name: &str| -> Vec<BTreeMap<String, String>> {
        let text = check(&format!("csv-{name}"), &[BAD, "corpus/charity-advice.txt"]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        let row = |r: csv::StringRecord| head.iter().map(str::to_owned).zip(r.iter().map(str::to_owned)).collect();
        reader.records().map(|r| row(r.unwrap())).collect()
    };
    let summary = table("summary");
    assert_eq!((summary.len(), summary[1]["errors"].as_str()), (2, "6"));
    assert_eq!(summary[1]["controller"], "Brackenfold Food Bank");
    assert_eq!(summary[0]["sha256"].len(), 64);
    let claims = table("claims");
    let kept = claims.iter().find(|c| c["kind"] == "retention" && c["value"] == "P7Y").unwrap();
    assert_eq!((kept["line"].as_str(), kept["notice"].as_str()), ("52", "corpus/charity-advice.txt"));
    assert_eq!(kept["words"], "7 years");
    let register = table("register");
    assert!(register.iter().any(|r| r["retention"].contains("P6Y") && r["notice"] == "corpus/charity-advice.txt"));
    let coverage = table("coverage");
    let basis = "the lawful basis (UK GDPR Art 13(1)(c), 14(1)(c))";
    assert_eq!((coverage[1][basis].as_str(), coverage.len()), ("not found, 1 finding", 2));
    assert!(coverage[0][basis].starts_with("told"));
    // A duty that was not yet the law is none.
    let (_, early, _) = run(root(), &["check", BAD, "--as-of", "2026-06-18", "--format", "csv-coverage", "--isolated"]);
    let complaint = "the right to complain to the controller";
    assert!(coverage[0].keys().any(|k| k.starts_with(complaint)) && !early.contains(complaint));
}
