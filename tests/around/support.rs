//! Running things, and reading what lies in the project.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Exit code, standard output, standard error.
pub fn run(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs candour in a folder, with an empty environment.
pub fn candour(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(dir).args(args);
    run(command)
}

/// The commands that the help names, without `help` itself.
pub fn commands() -> Vec<String> {
    let (_, help, _) = candour(root(), &["-h"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let name = |line: &str| line.strip_prefix("  ")?.split(' ').next().filter(|n| !n.is_empty()).map(str::to_owned);
    let all: Vec<String> = list.lines().filter_map(name).filter(|n| n != "help").collect();
    assert!(all.len() > 10 && all.contains(&"check".to_owned()), "{all:?}");
    all
}
