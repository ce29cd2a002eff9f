//! A run that was saved gives the reports that it would have given at once.

use super::support::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A notice of the same controller as the charity of the corpus, which it contradicts, with a suppression.
const SECOND: &str = "<!-- candour: ignore notice-undated; reason: the board decides; owner: DPO -->\n\
# Privacy notice\n\nLanternbridge Advice is the controller. This privacy notice explains how we use your personal data.\n\n\
We keep case files for 9 years. We keep your records only for as long as is necessary.\n\n| Record | Kept |\n|---|---|\n\
| Call recordings | 30 days |\n";

/// A folder with notices of several forms, one that is suppressed in part, one that is none and one that cannot be read.
fn notices() -> TempDir {
    let dir = TempDir::new().unwrap();
    for name in ["charity-advice.txt", "foodbank.txt", "museum-trust.md", "recruiter.yaml", "pancakes.md"] {
        fs::copy(root().join("corpus").join(name), dir.path().join(name)).unwrap();
    }
    fs::write(dir.path().join("second.md"), SECOND).unwrap();
    fs::write(dir.path().join("wide.txt"), b"\xff\xfeP\0r\0i\0v\0a\0c\0y\0 \0n\0o\0t\0i\0c\0e\0").unwrap();
    fs::write(dir.path().join("binary.txt"), [0, 1, 2, 3, 0, 255, 0, 0]).unwrap();
    dir
}

const EVERY: [&str; 17] = {
    let mut every = ["xlsx"; 17];
    let mut at = 0;
    while at < ALL.len() {
        every[at] = ALL[at];
        at += 1;
    }
    every
};

/// Runs a command that writes every format to a file of its own, and answers what they hold.
fn every(dir: &Path, command: &[&str], formats: &[&str]) -> Vec<Vec<u8>> {
    let out = TempDir::new().unwrap();
    let file = |f: &str| out.path().join(f);
    let mut args: Vec<String> = command.iter().map(|a| (*a).to_owned()).collect();
    args.extend(formats.iter().flat_map(|f| ["--format".to_owned(), format!("{f}={}", file(f).display())]));
    let (code, _, err) = run(dir, &args.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(code <= 2, "{err}");
    formats.iter().map(|f| fs::read(file(f)).unwrap_or_else(|_| panic!("{command:?} {f}: {err}"))).collect()
}

fn save(dir: &Path, format: &str, extra: &[&str]) {
    let file = format!("{format}=../{format}.saved");
    run(dir, &[&["check", ".", "--as-of", "2026-11-22", "--format", &file], extra].concat());
}

#[test]
fn a_run_saved_with_evidence_gives_every_report_byte_for_byte() {
    let dir = notices();
    let inner = dir.path().join("n");
    fs::create_dir(&inner).unwrap();
    for file in fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().path()).filter(|f| f.is_file()) {
        fs::rename(&file, inner.join(file.file_name().unwrap())).unwrap();
    }
    let direct = every(&inner, &["check", ".", "--as-of", "2026-11-22"], &EVERY);
    for format in ["json", "jsonl"] {
        save(&inner, format, &["--evidence"]);
        let saved = format!("../{format}.saved");
        let later = every(&inner, &["report", &saved], &EVERY);
        for ((name, direct), later) in EVERY.iter().zip(&direct).zip(&later) {
            assert!(direct == later, "{name} from {format}");
        }
        // What was saved can be saved again.
        let (code, again, err) = run(&inner, &["report", &saved, "--format", format, "--evidence"]);
        assert_eq!((code, again), (0, fs::read_to_string(inner.join(&saved)).unwrap()), "{err}");
    }
}

#[test]
fn without_evidence_the_findings_are_told_and_what_is_lacking_is_said() {
    let dir = notices();
    let inner = dir.path().join("n");
    fs::create_dir(&inner).unwrap();
    fs::copy(root().join(BAD), inner.join("a.txt")).unwrap();
    fs::write(inner.join("b.md"), SECOND).unwrap();
    // Of these formats the findings are all.
    let formats = ["concise", "table", "json", "jsonl", "github", "gitlab", "junit", "markdown", "csv", "csv-summary"];
    let direct = every(&inner, &["check", ".", "--as-of", "2026-11-22"], &formats);
    for format in ["json", "jsonl"] {
        save(&inner, format, &[]);
        let saved = format!("../{format}.saved");
        let later = every(&inner, &["report", &saved, "--as-of", "2026-11-22"], &formats);
        for ((name, direct), later) in formats.iter().zip(&direct).zip(&later) {
            assert!(direct == later, "{name} from {format}");
        }
        let (code, page, err) = run(&inner, &["report", &saved, "--as-of", "2026-11-22", "--format", "html"]);
        assert_eq!(code, 0);
        assert!(err.contains("saved without --evidence: of 2 notices there is no text"), "{err}");
        assert!(page.contains("Of this notice only the findings are known") && page.contains("hello@brackenfolfood"));
        let (_, pretty, _) = run(&inner, &["report", &saved, "--as-of", "2026-11-22"]);
        assert!(pretty.contains("a.txt:42:68") && pretty.contains("hello@brackenfolfood.example"), "{pretty}");
        sarif(&run(&inner, &["report", &saved, "--as-of", "2026-11-22", "--format", "sarif"]).1);
    }
}

#[test]
fn what_is_no_saved_run_or_not_all_of_one_is_refused_and_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("a.txt")).unwrap();
    let args = ["check", "a.txt", "--as-of", "2026-11-22", "--evidence", "--format"];
    let (_, lines, _) = run(dir.path(), &[&args[..], &["jsonl"]].concat());
    let (_, object, _) = run(dir.path(), &[&args[..], &["json"]].concat());
    let mut lines: Vec<&str> = lines.lines().collect();
    let summary = lines.pop().unwrap();
    let notice: Value = serde_json::from_str(lines[1]).unwrap();
    let mut outside = notice.clone();
    outside["notice"]["evidence"]["findings"][0]["primary"]["span"]["end"] = 999_999.into();
    let mut kind = notice.clone();
    kind["notice"]["evidence"]["claims"][0]["kind"] = "horoscope".into();
    let mut map = notice.clone();
    map["notice"]["evidence"]["map"] = serde_json::json!({"segments": [{"text": 4294967295_u32, "len": 4294967295_u32,
        "source": 4294967295_u32, "source_len": 4294967295_u32}]});
    let with = |notice: &Value| format!("{}\n{notice}\n{}\n{summary}\n", lines[0], lines[2]);
    let cases = [
        (lines.join("\n") + "\n", ":4: the file ends before the run did"),
        (with(&outside), ":2: a place of the evidence lies outside of its text"),
        (with(&kind), ":2: `horoscope` is no kind of a claim"),
        (format!("{}\n{{\"odd\":1}}\n", lines[0]), ":2: is no line of a saved run"),
        (lines[0].replace("findings/1", "findings/9") + "\n", "is of the form `candour.findings/9`"),
        (object.replace("findings/1", "findings/9"), "is of the form `candour.findings/9`"),
        (object[..object.len() / 2].to_owned(), "is no run that `candour check` saved"),
        (String::new(), "is no run that `candour check` saved"),
        ("# Privacy notice\n".to_owned(), "is no run that `candour check` saved"),
    ];
    fs::write(dir.path().join("old.html"), "old").unwrap();
    for (text, told) in cases {
        fs::write(dir.path().join("run"), &text).unwrap();
        let (code, out, err) =
            run(dir.path(), &["report", "run", "--as-of", "2026-11-22", "--format", "html=old.html"]);
        assert_eq!((code, out.as_str()), (2, ""), "{told}: {err}");
        assert!(err.contains(told) && err.contains("run"), "{told}: {err}");
        assert_eq!(fs::read_to_string(dir.path().join("old.html")).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "{told}");
    }
    // A way to the file that leads nowhere brings nothing down.
    fs::write(dir.path().join("run"), with(&map)).unwrap();
    let (code, _, err) = run(dir.path(), &["report", "run", "--format", "html=old.html"]);
    assert!(code == 0 || code == 2 && err.contains("run: "), "{err}");
    assert_eq!(run(dir.path(), &["report", "gone.json"]).0, 2);
}

#[test]
fn the_json_with_evidence_keeps_its_contract() {
    let (_, out, _) = run(root(), &["check", BAD, "--as-of", "2026-11-22", "--format", "json", "--evidence"]);
    let (_, schema, _) = run(root(), &["schema", "findings"]);
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let value: Value = serde_json::from_str(&out).unwrap();
    let validator = jsonschema::options().build(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let evidence = &value["notices"][0]["evidence"];
    assert_eq!(evidence["file"].as_str().unwrap(), fs::read_to_string(root().join(BAD)).unwrap());
    assert!(evidence["claims"].as_array().unwrap().len() > 10);
    let basis = evidence["coverage"].as_array().unwrap().iter().find(|c| c["item"] == "basis").unwrap();
    assert_eq!(basis["told"], "not-found");
    let plain: Value = serde_json::from_str(&check("json", &[BAD])).unwrap();
    assert_eq!(plain["notices"][0].get("evidence"), None);
}
