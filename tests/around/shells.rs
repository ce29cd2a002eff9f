//! Completions and manual pages, from the same description of the command line as the help.

use super::support::*;
use assert_cmd::Command;
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use tempfile::TempDir;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn every_shell_has_a_script_that_knows_every_command_and_format() {
    for shell in SHELLS {
        let (code, script, err) = candour(root(), &["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        for word in ["fail-on", "min-confidence"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let (code, _, err) = candour(root(), &["completions", "tcsh"]);
    assert!(code == 2 && err.contains("possible values: bash"), "{err}");
}

#[test]
fn bash_takes_the_script_and_completes_with_it() {
    let (_, script, _) = candour(root(), &["completions", "bash"]);
    let mut parsed = Command::new("bash");
    parsed.arg("-n").write_stdin(script.clone());
    let (code, _, err) = run(parsed);
    assert_eq!((code, err.as_str()), (0, ""));
    let mut completed = Command::new("bash");
    completed.args(["--norc", "-s"]).write_stdin(format!(
        "{script}\nCOMP_WORDS=(candour check --fail-on '')\nCOMP_CWORD=3\n_candour candour '' --fail-on\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    ));
    let (code, out, err) = run(completed);
    let words: Vec<&str> = out.lines().collect();
    assert_eq!((code, words), (0, vec!["error", "warning", "note", "never"]), "{err}");
}

#[test]
fn the_page_names_every_command_and_each_has_its_own() {
    let (code, page, err) = candour(root(), &["man"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("man/man1");
    let (code, out, err) = candour(root(), &["man", folder.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""));
    let files: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(out, format!("{} pages in {}\n", files.len(), folder.display()));
    assert_eq!(fs::read_to_string(folder.join("candour.1")).unwrap(), page);
    for command in commands() {
        // A hyphen is no place to break a name at.
        assert!(page.contains(&format!("candour\\-{command}(1)")), "{command} is not on the page");
        assert!(files.contains(&format!("candour-{command}.1")), "{command} has no page");
    }
    assert!(files.contains("candour-baseline-write.1"), "commands of commands have theirs");

    let check = fs::read_to_string(folder.join("candour-check.1")).unwrap();
    for heading in ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "\"EXIT STATUS\"", "\"SEE ALSO\""] {
        assert!(check.contains(&format!(".SH {heading}\n")), "{heading}:\n{check}");
    }
    assert!(check.contains("\\-\\-fail\\-on"), "{check}");
    // The same again: nothing of the day or the machine is in it.
    candour(root(), &["man", folder.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(folder.join("candour-check.1")).unwrap(), check);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), files.len(), "nothing else is left there");
}

#[test]
fn pages_that_cannot_be_written_are_told() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("man1"), "a file").unwrap();
    let (code, out, err) = candour(dir.path(), &["man", "man1"]);
    assert!(code == 2 && out.is_empty() && err.starts_with("candour: error: man1: "), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("man1")).unwrap(), "a file");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    for args in [["completions", "bash"].as_slice(), &["man"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_candour"));
        let mut child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.code() == Some(0) && output.stderr.is_empty(), "{output:?}");
    }
}
