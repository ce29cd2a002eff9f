//! What is packed for the registries. That it installs is for `scripts/crate-test` and `scripts/wheel-test`.

use super::support::*;
use assert_cmd::Command;
use std::collections::BTreeSet;
use std::path::Path;

fn below(folder: &Path, all: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, all);
        } else {
            let name = path.strip_prefix(root()).unwrap();
            all.insert(name.to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn the_crate_holds_what_it_is_built_from_and_no_more() {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["package", "--list", "--allow-dirty", "--offline"]);
    let (code, out, err) = run(command);
    assert_eq!(code, 0, "{err}");
    let packed: BTreeSet<String> = out.lines().map(|l| l.replace('\\', "/")).collect();
    let mut should = BTreeSet::new();
    ["src", "rules"].iter().for_each(|folder| below(&root().join(folder), &mut should));
    should.retain(|name| !name.ends_with(".pending-snap"));
    let more = ["build.rs", "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];
    should.extend(more.map(str::to_owned));
    let lacking: Vec<&String> = should.difference(&packed).collect();
    assert!(lacking.is_empty(), "not packed: {lacking:?}");
    // Those two are made when it is packed.
    let made = ["Cargo.toml.orig", ".cargo_vcs_info.json"];
    let vain: Vec<&String> = packed.difference(&should).filter(|name| !made.contains(&name.as_str())).collect();
    assert!(vain.is_empty(), "packed in vain: {vain:?}");
}

#[test]
fn the_wheel_is_made_of_the_same_versions_as_the_tests() {
    let project = text_of("pyproject.toml");
    for line in ["bindings = \"bin\"", "locked = true", "build-backend = \"maturin\""] {
        assert!(project.lines().any(|l| l == line), "{line}");
    }
    assert!(project.contains("\"version\""), "the version is that of Cargo.toml");
    assert!(!project.lines().any(|l| l.starts_with("version")), "the version is that of Cargo.toml");
}
