//! What the command shows, and its exit codes.

use super::aid::{self, AS_OF, folder, json};
use super::notice;
use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Two edits and something that is left to people.
pub const WORDS: &str = "We share data with NHS Digital. We keep to the General Data Protection Regulations.\n\n\
                         The General Data Protection Regulations require it.";
pub const MENDED: &str = "We share data with NHS England. We keep to the UK General Data Protection Regulation.\n\n\
                          The General Data Protection Regulations require it.";

pub fn command(dir: &Path, args: &[&str]) -> Command {
    aid::command(dir, &[args, &AS_OF].concat())
}

/// Exit code, standard output, standard error.
pub fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    aid::outcome(command(dir, args))
}

#[test]
fn the_edits_are_shown_as_a_diff_and_nothing_is_written() {
    let text = notice(WORDS);
    let dir = folder(&[("notice.md", &text)]);
    let (code, out, err) = run(dir.path(), &["fix", "notice.md", "--select", "currency"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let expected = "--- notice.md\n+++ notice.md\n@@ -4,7 +4,7 @@\n \n ## What we do\n \n\
        -We share data with NHS Digital. We keep to the General Data Protection Regulations.\n\
        +We share data with NHS England. We keep to the UK General Data Protection Regulation.\n \n \
        The General Data Protection Regulations require it.\n \n\
        notice.md: for you to decide\n  \
        9:5 law-misnamed: write \"UK General Data Protection Regulation\" for \"General Data Protection\n    \
        Regulations\"? the words around may not agree with the new ones\n\n\
        2 edits in 1 file, not applied; 1 suggestion. With --apply the edits are written.\n";
    assert_eq!(out, expected);
    assert_eq!(fs::read_to_string(dir.path().join("notice.md")).unwrap(), text);
    let (_, out, _) = run(dir.path(), &["fix", "notice.md", "--select", "currency", "--color", "always"]);
    assert!(out.contains("\u{1b}[31m-We") && out.contains("\u{1b}[32m+We"), "{out}");
    let (_, out, _) = run(dir.path(), &["fix", "notice.md", "--select", "currency", "--quiet"]);
    assert!(out.ends_with("require it.\n \n\n") && !out.contains("decide"), "{out:?}");
}

#[test]
fn exit_codes_say_whether_something_is_left_to_do() {
    let dir = folder(&[("notice.md", &notice(WORDS)), ("recipe.md", "# Bread\n\nMix flour and water. Bake.\n")]);
    let code = |args: &[&str]| run(dir.path(), args).0;
    assert_eq!(code(&["fix", "notice.md"]), 1);
    assert_eq!(code(&["fix", "recipe.md"]), 3);
    assert_eq!(code(&["fix", "missing.md"]), 2);
    assert_eq!(code(&["fix", "notice.md", "--select", "no-such-rule"]), 2);
    assert_eq!(code(&["fix", "notice.md", "--select", "retention"]), 0);
    assert_eq!(code(&["fix", "notice.md", "--apply"]), 0);
    assert_eq!(code(&["fix", "notice.md"]), 0);
    let (_, out, _) = run(dir.path(), &["fix", "notice.md", "--select", "law-misnamed"]);
    assert!(out.ends_with("No edits in 1 privacy notice; 1 suggestion.\n"), "{out}");
}

#[test]
fn json_has_every_edit_and_what_is_left() {
    let text = notice(WORDS);
    let dir = folder(&[("notice.md", &text)]);
    let (code, out, _) = run(dir.path(), &["fix", "notice.md", "--format", "json", "--select", "currency"]);
    assert_eq!(code, 1);
    let value = json(&out);
    let schema = json(&run_plain(dir.path(), &["schema", "fix"]));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let file = &value["files"][0];
    assert_eq!((&file["written"], &value["applied"]), (&Value::Bool(false), &Value::Bool(false)));
    // The edits, from the last to the first, make the new file.
    let mut mended = text.into_bytes();
    for edit in file["edits"].as_array().unwrap().iter().rev() {
        let at = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let range = at("start_byte")..at("end_byte");
        assert_eq!(edit["text"].as_str().unwrap().as_bytes(), &mended[range.clone()]);
        mended.splice(range, edit["new_text"].as_str().unwrap().bytes());
    }
    assert_eq!(String::from_utf8(mended).unwrap(), notice(MENDED));
    let left = &file["suggestions"][0];
    assert_eq!(left["finding"]["rule"], "law-misnamed");
    assert_eq!(left["edit"]["new_text"], "UK General Data Protection Regulation");
    assert!(left["edit"]["why_not"].as_str().unwrap().contains("agree"));
    assert_eq!(value["summary"]["edits"], 2);
}

/// The output of a command that takes no date.
fn run_plain(dir: &Path, args: &[&str]) -> String {
    aid::run(dir, args).1
}

/// The same edits are offered to other programs by `check`.
#[test]
fn check_offers_the_same_edits_in_json_and_sarif() {
    let dir = folder(&[("notice.md", &notice(WORDS))]);
    let (_, out, _) = run(dir.path(), &["check", "notice.md", "--format", "json", "--select", "currency"]);
    let findings = json(&out);
    let mut texts: Vec<String> = Vec::new();
    for finding in findings["findings"].as_array().unwrap() {
        texts.extend(finding["edits"].as_array().unwrap().iter().map(|e| e["new_text"].as_str().unwrap().to_owned()));
        assert_eq!(finding["edits"].get(0).unwrap_or(&Value::Null), &finding["edit"]);
    }
    assert_eq!(texts, ["NHS England", "UK General Data Protection Regulation"]);
    // Two places of one finding are two replacements of one fix.
    let twice = notice("We share data with NHS Digital.\n\nNHS Digital publishes it.");
    fs::write(dir.path().join("notice.md"), twice).unwrap();
    let (_, out, _) = run(dir.path(), &["check", "notice.md", "--format", "sarif", "--select", "body-dissolved"]);
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-schema-2.1.0.json");
    // One bracket of a pattern in the schema has lost its partner, which strict readers refuse.
    let schema = fs::read_to_string(schema).unwrap().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let validator = jsonschema::validator_for(&json(&schema)).unwrap();
    let value = json(&out);
    let wrong: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let fix = &value["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(fix["replacements"][0]["insertedContent"]["text"], "NHS England");
    assert_eq!(fix["replacements"][0]["deletedRegion"]["startLine"], 7);
    assert_eq!(fix["replacements"][1]["deletedRegion"]["startLine"], 9);
}

#[test]
fn suppressed_and_known_findings_are_left_alone() {
    let comment = "<!-- candour: ignore body-dissolved; reason: the old name stays until the merger -->\n";
    let dir = folder(&[("notice.md", &notice(&format!("{comment}We share data with NHS Digital.")))]);
    let edits = |args: &[&str]| json(&run(dir.path(), args).1)["summary"]["edits"].as_u64().unwrap();
    let fix = ["fix", "notice.md", "--format", "json", "--select", "currency"];
    assert_eq!(edits(&fix), 0);
    assert_eq!(edits(&[&fix[..], &["--isolated"]].concat()), 1);

    let dir = folder(&[("notice.md", &notice("We share data with NHS Digital."))]);
    let edits = |args: &[&str]| json(&run(dir.path(), args).1)["summary"]["edits"].as_u64().unwrap();
    assert_eq!(run(dir.path(), &["baseline", "write", "notice.md"]).0, 0);
    assert_eq!(edits(&fix), 0);
    assert_eq!(edits(&[&fix[..], &["--no-baseline"]].concat()), 1);
    fs::remove_file(dir.path().join("candour-baseline.yaml")).unwrap();
    fs::write(dir.path().join("candour.yaml"), "candour: config/1\nignore: [body-dissolved]\n").unwrap();
    assert_eq!(edits(&fix), 0);
}

#[test]
fn a_baseline_still_knows_its_findings_after_an_edit() {
    // The heading is part of what the baseline knows the placeholder by.
    let text = notice("We keep your data for [insert period].").replace("## What we do", "## What NHS Digital gets");
    let dir = folder(&[("notice.md", &text)]);
    assert_eq!(run(dir.path(), &["baseline", "write", "notice.md", "--ignore", "body-dissolved"]).0, 0);
    let (code, out, _) = run(dir.path(), &["fix", "notice.md", "--apply"]);
    assert_eq!(code, 0);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("the baseline would no longer know a finding"), "{out}");
    assert_eq!(fs::read_to_string(dir.path().join("notice.md")).unwrap(), text);
}

#[test]
fn standard_input_is_shown_and_never_written() {
    let dir = folder(&[]);
    let input = notice(WORDS);
    let output = command(dir.path(), &["fix", "-", "--stdin-filename", "draft.md"]).write_stdin(input.clone()).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("--- draft.md\n"));
    let output = command(dir.path(), &["fix", "-", "--apply"]).write_stdin(input).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard input cannot be written to"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn nobody_need_read_to_the_end() {
    let files: Vec<(String, String)> = (0..300).map(|i| (format!("n{i:03}.md"), notice(WORDS))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let dir = folder(&files);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_candour"))
        .args(["fix", ".", "--apply", "--as-of", "2026-11-22"])
        .env_clear()
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("--- "), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    // What was to be written is written, read or not.
    for (name, _) in files {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), notice(MENDED), "{name}");
    }
}

#[test]
fn rules_of_ones_own_can_edit() {
    let rule = "id: plain-words\nseverity: note\nconfidence: certain\ntext: [prior to, data subject]\n\
                subject: '{value}'\nmessage: '\"{value}\" is not plain English'\n\
                edit: {replace: prior to, with: before}\n";
    let words = "Prior to a visit we write to you. We do so prior to others. The data subject decides.";
    let dir = folder(&[("notice.md", &notice(words)), ("rules/plain.yaml", rule)]);
    let args = ["fix", "notice.md", "--rules", "rules", "--select", "plain-words", "--apply"];
    assert_eq!(run(dir.path(), &args).0, 0);
    let text = fs::read_to_string(dir.path().join("notice.md")).unwrap();
    assert!(
        text.contains("Before a visit we write to you. We do so before others. The data subject decides."),
        "{text}"
    );
    for (edit, told) in [
        ("edit: {with: x, instead: y}", "unknown key `instead` in `edit`"),
        ("edit: {replace: x}", "needs the words to write"),
        ("edit: '{vallue}'", "`{vallue}` is no field"),
        ("edit: {with: x, where: {colour: red}}", "`colour` is no field"),
    ] {
        let bad = rule.replace("edit: {replace: prior to, with: before}", edit);
        fs::write(dir.path().join("rules/plain.yaml"), bad).unwrap();
        let (code, _, err) = run(dir.path(), &["check", "notice.md", "--rules", "rules"]);
        assert!(code == 2 && err.contains(told) && err.contains("plain.yaml:"), "{edit}: {err}");
    }
}

/// Of edits that overlap the one that begins first is made; the same edit of two rules is made once.
#[test]
fn edits_that_overlap_are_settled() {
    let rule = |id: &str, text: &str, with: &str| {
        format!("id: {id}\nconfidence: certain\ntext: [{text}]\nmessage: '{{value}}'\nedit: {with}\n")
    };
    let words = "We ask the big red barn owner today. We ask the small shed owner.";
    let rules = [
        ("rules/a.yaml", rule("a-barn", "red barn owner", "farmer")),
        ("rules/b.yaml", rule("b-big", "big red", "large")),
        ("rules/c.yaml", rule("c-shed", "small shed", "hut")),
        ("rules/d.yaml", rule("d-shed", "small shed", "hut")),
        ("rules/e.yaml", rule("e-shed", "small shed", "cabin")),
    ];
    let mut files: Vec<(&str, &str)> = rules.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let text = notice(words);
    files.push(("notice.md", &text));
    let dir = folder(&files);
    let select = "a-barn,b-big,c-shed,d-shed,e-shed";
    let args = ["fix", "notice.md", "--rules", "rules", "--select", select, "--format", "json", "--apply"];
    let (code, out, _) = run(dir.path(), &args);
    assert_eq!(code, 0);
    let file = &json(&out)["files"][0];
    let rules = |edit: &Value| -> Vec<String> {
        edit["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
    };
    let made: Vec<(String, Vec<String>)> = file["edits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["new_text"].as_str().unwrap().to_owned(), rules(e)))
        .collect();
    let expected = [("large", vec!["b-big"]), ("hut", vec!["c-shed", "d-shed"])];
    let expected = expected.map(|(t, r)| (t.to_owned(), r.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    assert_eq!(made, expected);
    let left: Vec<&str> =
        file["suggestions"].as_array().unwrap().iter().map(|s| s["edit"]["why_not"].as_str().unwrap()).collect();
    assert_eq!(left, ["another edit changes the same words"; 2]);
    let text = fs::read_to_string(dir.path().join("notice.md")).unwrap();
    assert!(text.contains("We ask the large barn owner today. We ask the hut owner."), "{text}");
}
