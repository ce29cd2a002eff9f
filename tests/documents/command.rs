//! The command line with documents: another process takes PDFs apart, and no place is told that the file does not have.

use super::paper::Paper;
use super::word::{Word, p, run, styled};
use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

fn candour(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    let output = command.current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let lines = ["Privacy notice", "We rely on Privacy Shield to send your data to the United States."];
    let word = Word::new().add(&styled("Title", &run(lines[0]))).add(&p(lines[1]));
    std::fs::write(dir.path().join("a.docx"), word.bytes()).unwrap();
    let paper = Paper::new().page().bold(20, 50, 780, lines[0]).page().at(50, 700, lines[1]);
    std::fs::write(dir.path().join("b.pdf"), paper.bytes()).unwrap();
    dir
}

const ASK: [&str; 6] =
    ["check", ".", "--all-files", "--as-of=2026-11-22", "--select=transfer-mechanism-invalid", "--isolated"];

#[test]
fn findings_name_paragraphs_and_pages_and_offer_no_edit() {
    let dir = folder();
    let (code, out, err) = candour(dir.path(), &[&ASK[..], &["--format=json"]].concat());
    assert_eq!(code, 1, "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 2, "{out}");
    for (finding, key) in findings.iter().zip(["paragraph", "page"]) {
        let span = &finding["spans"][0];
        assert_eq!((&span["text"], &span[key]), (&"Privacy Shield".into(), &2.into()), "{span}");
        assert!(finding["edit"].is_null(), "{finding}");
    }
    let (_, out, _) = candour(dir.path(), &[&ASK[..], &["--format=sarif"]].concat());
    let json: Value = serde_json::from_str(&out).unwrap();
    for (result, place) in json["runs"][0]["results"].as_array().unwrap().iter().zip(["paragraph 2", "page 2"]) {
        let location = &result["locations"][0];
        assert!(location["physicalLocation"]["region"].is_null(), "{location}");
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], place);
    }
    let (_, out, _) = candour(dir.path(), &[&ASK[..], &["--format=github", "-q"]].concat());
    assert!(!out.contains("line=") && out.contains("page 2") && out.contains("paragraph 2"), "{out}");
    let (_, out, _) = candour(dir.path(), &[&ASK[..], &["--format=concise", "-q"]].concat());
    assert!(out.lines().next().is_some_and(|l| l.ends_with("(paragraph 2)")), "{out}");
}

#[test]
fn nothing_is_written_into_a_document() {
    let dir = folder();
    let before: Vec<Vec<u8>> = ["a.docx", "b.pdf"].iter().map(|n| std::fs::read(dir.path().join(n)).unwrap()).collect();
    let (_, out, err) = candour(dir.path(), &["fix", ".", "--all-files", "--apply", "--as-of=2026-11-22"]);
    assert!(!err.contains("internal error"), "{out} {err}");
    let after: Vec<Vec<u8>> = ["a.docx", "b.pdf"].iter().map(|n| std::fs::read(dir.path().join(n)).unwrap()).collect();
    assert!(before == after);
}

#[test]
fn what_a_pdf_may_cost_is_told() {
    let dir = folder();
    // Far more bytes than the process may hold.
    let large = Paper::new().page().at(50, 700, "words").draw(&"% nothing to see\n".repeat(400_000));
    std::fs::write(dir.path().join("c.pdf"), large.bytes()).unwrap();
    let (code, out, err) = candour(dir.path(), &[&ASK[..], &["--format=concise", "--max-pdf-memory=1M"]].concat());
    assert_eq!((code, out.contains("a.docx")), (2, true), "{out} {err}");
    assert!(!cfg!(unix) || err.contains("c.pdf: needs more than 1048576 bytes of memory"), "{err}");
    let wrong = candour(dir.path(), &["check", "b.pdf", "--max-pdf-seconds=0"]);
    assert_eq!(wrong.0, 2);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_hides_no_other() {
    let dir = folder();
    std::fs::write(dir.path().join("c.pdf"), Paper::new().page().picture().bytes()).unwrap();
    std::fs::write(dir.path().join("d.docx"), b"PK\x03\x04 cut off").unwrap();
    let (code, out, err) = candour(dir.path(), &[&ASK[..], &["--format=concise", "-q"]].concat());
    assert_eq!((code, out.lines().count()), (2, 2), "{out}");
    assert!(err.contains("c.pdf: a scanned PDF") && err.contains("d.docx: a broken zip archive"), "{err}");
}

#[test]
fn the_same_comes_of_it_with_and_without_the_other_process() {
    let dir = folder();
    let (_, out, _) = candour(dir.path(), &["claims", "b.pdf", "--format=json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let claims = json["notices"][0]["claims"].as_array().unwrap();
    let candour = candour::Candour::builtin().unwrap();
    let options =
        candour::audit::Options { all_files: true, ..candour::audit::Options::on("2026-11-22".parse().unwrap()) };
    let bytes = std::fs::read(dir.path().join("b.pdf")).unwrap();
    let here = candour.check_bytes("b.pdf", &bytes, None, &Default::default(), &options);
    assert_eq!(claims.len(), here[0].claims.claims.len());
    assert!(!claims.is_empty());
}
