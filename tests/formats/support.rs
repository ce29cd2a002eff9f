//! Running candour, and reading what it writes as other programs read it.

use assert_cmd::Command;
use quick_xml::events::Event;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

#[rustfmt::skip]
pub const ALL: [&str; 16] = [
    "pretty", "concise", "table", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv",
    "csv-summary", "csv-claims", "csv-register", "csv-coverage", "html",
];
pub const BAD: &str = "corpus/foodbank.txt";
pub const GOOD: &str = "corpus/parish-council.txt";

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs candour in a folder, with these variables and no others. Exit code, standard output, standard error.
pub fn run_with(dir: &Path, variables: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().envs(variables.iter().copied()).current_dir(dir).args(args);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

pub fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    run_with(dir, &[], args)
}

/// What `candour check` writes about these files of the project.
pub fn check(format: &str, files: &[&str]) -> String {
    let (code, out, err) = run(root(), &[&["check", "--as-of", "2026-11-22", "--format", format], files].concat());
    assert!(code <= 3, "{err}");
    out
}

fn schema(name: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(root().join("tests/schemas").join(name)).unwrap();
    // One bracket of a pattern in the schema of SARIF has lost its partner, which strict readers refuse.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn valid(name: &str, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let wrong: Vec<String> =
        schema(name).iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    value
}

pub fn sarif(text: &str) -> Value {
    valid("sarif-schema-2.1.0.json", text)["runs"][0].clone()
}

pub fn gitlab(text: &str) -> Vec<Value> {
    valid("gitlab-code-quality.json", text).as_array().unwrap().clone()
}

/// The suites of a JUnit report: name, and of each test its name and what it came to. What xmllint says counts where
/// it is installed.
pub fn junit(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    by_schema(text);
    let mut reader = quick_xml::Reader::from_str(text);
    let mut suites: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut counts = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|e| panic!("{e}\n{text}"));
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            match event {
                Event::Eof => break,
                _ => continue,
            }
        };
        let attribute = |name: &str| {
            let found = tag.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name);
            found.map(|a| quick_xml::escape::unescape(a.value.as_ref()).unwrap().into_owned())
        };
        match tag.name().as_ref() {
            "testsuite" => {
                let number = |name| attribute(name).unwrap().parse::<usize>().unwrap();
                counts.push([number("tests"), number("failures"), number("errors")]);
                suites.push((attribute("name").unwrap(), Vec::new()));
            }
            "testcase" => suites.last_mut().unwrap().1.push((attribute("name").unwrap(), String::new())),
            kind @ ("failure" | "error") => {
                suites.last_mut().unwrap().1.last_mut().unwrap().1 = kind.to_owned();
                assert!(attribute("type").is_some() && attribute("message").is_some());
            }
            "testsuites" | "properties" | "system-out" | "system-err" => {}
            other => panic!("no element {other} in JUnit"),
        }
    }
    for ((name, cases), [tests, failures, errors]) in suites.iter().zip(counts) {
        let of = |kind: &str| cases.iter().filter(|c| c.1 == kind).count();
        assert_eq!((cases.len(), of("failure"), of("error")), (tests, failures, errors), "{name}");
    }
    suites
}

fn by_schema(text: &str) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("report.xml");
    fs::write(&file, text).unwrap();
    let mut xmllint = std::process::Command::new("xmllint");
    xmllint.args(["--nonet", "--noout", "--schema"]).arg(root().join("tests/schemas/junit-10.xsd")).arg(&file);
    // Where it is not installed the structure is looked at all the same.
    if let Ok(output) = xmllint.stdin(Stdio::null()).output() {
        assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A command of a workflow: level, properties, text.
pub type Annotation = (String, Vec<(String, String)>, String);

fn command(line: &str) -> Annotation {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, text) = rest.split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let plain = |t: &str| {
        t.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    };
    let property = |p: &str| p.split_once('=').map(|(k, v)| (k.to_owned(), plain(v))).unwrap();
    (level.to_owned(), properties.split(',').map(property).collect(), plain(text))
}

pub fn commands(text: &str) -> Vec<Annotation> {
    text.lines().filter(|l| l.starts_with("::")).map(command).collect()
}

pub fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}
