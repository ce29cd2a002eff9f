//! What tests of the command line share: a folder of files, and running candour in it.
#![allow(clippy::unwrap_used, clippy::panic, dead_code)]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The day of checks whose outcome depends on the day.
pub const AS_OF: [&str; 2] = ["--as-of", "2026-11-22"];

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    folder_of(&bytes)
}

/// A folder with these files, which need be no text.
pub fn folder_of(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// candour in a folder, with an empty environment.
pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(dir).args(args);
    command
}

/// Exit code, standard output, standard error.
pub fn outcome(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs candour in a folder. Exit code, standard output, standard error.
pub fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    outcome(command(dir, args))
}

/// What a command printed as JSON.
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}
