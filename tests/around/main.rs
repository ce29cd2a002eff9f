//! What stands around the program: completions and manual pages, a configuration to begin with, the hook, the Action and
//! the template of GitLab, and what is packed. What needs a network is in `scripts/`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod action;
mod gitlab;
mod hooks;
mod init;
mod made;
mod packed;
mod shells;
mod support;

use serde_yaml::Value;

/// The block of YAML in the README that begins with this line.
fn shown(first: &str) -> Value {
    let page = support::text_of("README.md");
    let blocks = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut found = blocks.filter(|block| block.starts_with(first));
    let block = found.next().unwrap_or_else(|| panic!("the README shows no `{first}`"));
    assert!(found.next().is_none(), "{first}");
    serde_yaml::from_str(block).unwrap()
}

#[test]
fn what_the_readme_shows_names_what_there_is() {
    let read = |path: &str| serde_yaml::from_str::<Value>(&support::text_of(path)).unwrap();
    let steps = shown("# Steps of a job on GitHub\n");
    let action = read("action.yml");
    for input in steps[1]["with"].as_mapping().unwrap().keys() {
        assert!(action["inputs"].get(input).is_some(), "{input:?}");
    }
    assert!(steps[2]["if"].as_str().unwrap().contains("steps.candour.outputs.sarif") && steps[1]["id"] == "candour");
    assert!(action["outputs"].get("sarif").is_some());

    let pipeline = shown("# .gitlab-ci.yml\n");
    let file = pipeline["include"][0]["file"].as_str().unwrap();
    let template = read(file.trim_start_matches('/'));
    for variable in pipeline["candour"]["variables"].as_mapping().unwrap().keys() {
        assert!(template["candour"]["variables"].get(variable).is_some(), "{variable:?}");
    }

    let hooks = shown("# .pre-commit-config.yaml\n");
    let ids = read(".pre-commit-hooks.yaml");
    for hook in hooks["repos"][0]["hooks"].as_sequence().unwrap() {
        assert!(ids.as_sequence().unwrap().iter().any(|h| h["id"] == hook["id"]), "{hook:?}");
    }
}
