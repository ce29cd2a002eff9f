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

/// Names that a careless script would take for options, for several names, or for commands.
pub const NAMES: [&str; 7] = [
    "two words.txt",
    "-q.txt",
    "--output=taken.txt",
    "$(touch taken.txt).txt",
    "`touch taken.txt`;touch taken.txt.txt",
    "it's \"so\".txt",
    "##[error]::error::no.txt",
];
/// A name that holds a line break, and something that looks like a command of GitHub behind it.
pub const BROKEN: &str = "a line\n::error::break.txt";
/// The name as reports show it: what the runner of GitHub would obey is not told in so many words.
pub fn shown(name: &str) -> String {
    name.replace("##[", "##⁅")
}

pub const GOOD: &str = "corpus/parish-council.txt";
pub const BAD: &str = "corpus/foodbank.txt";

/// What a script came to, run in a folder with these variables and a usual path.
pub fn script(dir: &Path, mut command: Command, variables: &[(&str, &str)]) -> (i32, String, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_candour")).parent().unwrap();
    let path = std::env::join_paths([bin, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    command.env_clear().env("PATH", path).envs(variables.iter().copied()).current_dir(dir);
    run(command)
}

/// Takes the place of Cargo: notes its arguments, a line each, and installs the candour of these tests.
pub fn stand_in(dir: &Path) -> String {
    let bin = dir.join("stand-in");
    fs::create_dir(&bin).unwrap();
    let text = r#"#!/bin/sh
printf '%s\n' "$@" >>'NOTES'
for argument in "$@"; do
  case $argument in --root=*) folder=${argument#--root=} ;; esac
  if [ "$before" = --root ]; then folder=$argument; fi
  before=$argument
done
mkdir -p "$folder/bin"
cp 'CANDOUR' "$folder/bin/candour"
"#;
    let text = text.replace("NOTES", dir.join("cargo-args").to_str().unwrap());
    let text = text.replace("CANDOUR", env!("CARGO_BIN_EXE_candour"));
    let cargo = bin.join("cargo");
    fs::write(&cargo, text).unwrap();
    let mut chmod = Command::new("chmod");
    chmod.arg("+x").arg(&cargo);
    assert_eq!(run(chmod).0, 0);
    format!("{}:/usr/bin:/bin", bin.display())
}
