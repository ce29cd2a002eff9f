//! The pages of docs/rules say what the rules say.
#![allow(clippy::unwrap_used, clippy::panic)]

use candour::rules::RuleSet;
use candour::rules::docs::docs;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

#[test]
fn pages_are_up_to_date() {
    let pages = docs(&RuleSet::builtin());
    let mut stale: Vec<String> = Vec::new();
    for (name, text) in &pages {
        let written = fs::read_to_string(folder().join(name)).unwrap_or_default();
        if written.replace("\r\n", "\n") != *text {
            stale.push(name.clone());
        }
    }
    let known: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !known.contains(name.as_str()) {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}; run: cargo run -- rules docs docs/rules");
}

#[test]
fn every_link_leads_somewhere() {
    for (name, text) in docs(&RuleSet::builtin()) {
        // What stands in examples is no link.
        let text: String = text.split("```").step_by(2).collect();
        for (_, rest) in text.match_indices("](").map(|(i, _)| text.split_at(i + 2)) {
            let target = rest.split(')').next().unwrap();
            let inside = target.strip_prefix('#').map(|t| text.contains(&format!("## {}", t.replace('-', " "))));
            let there = match inside {
                Some(_) => text.to_lowercase().contains(&format!("## {}", target[1..].replace('-', " "))),
                None => folder().join(target).exists(),
            };
            assert!(there, "{name}: {target}");
        }
    }
}

#[test]
fn the_index_lists_every_rule_by_family_and_every_law() {
    let set = RuleSet::builtin();
    let (_, index) = docs(&set).into_iter().find(|(name, _)| name == "README.md").unwrap();
    for rule in &set.rules {
        assert!(index.contains(&format!("| [{0}]({0}.md) |", rule.id)), "{}: its family is in no index", rule.id);
        for cite in &rule.law {
            let cite = candour::rules::docs::Cite::parse(&cite.cite).unwrap();
            assert!(index.contains(&format!("| {} |", cite.provision())), "{cite:?}");
        }
    }
    assert!(index.contains("## What is not checked\n\ncandour reads what a notice says"));
}
