//! What a configuration says of an audit, as plain values: who reads the file and where it lies is no matter here.

use super::portfolio::{Controller, Register};
use super::{Finding, Standing};
use crate::claims::Confidence;
use crate::rules::{Overtaken, RuleSet, Severity};
use globset::GlobSet;
use std::collections::BTreeMap;

/// What a configuration says, besides what command lines say as well.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where paths are told from.
    pub whereabouts: Whereabouts,
    /// Which names, domains and numbers are of one controller.
    pub controllers: Register,
    /// Whether those who publish the notices are public authorities: `yes`, `likely` or `no`.
    pub public_authority: Option<String>,
    /// Severities by rule id or family.
    pub severities: BTreeMap<String, Severity>,
    /// What holds for some files, the last that fits first.
    pub paths: Vec<PathSettings>,
    /// Findings to live with.
    pub suppressions: Vec<Standing>,
}

/// What holds for some files.
#[derive(Clone, Debug, Default)]
pub struct PathSettings {
    /// Which.
    pub files: GlobSet,
    /// Rule ids or families not to run there.
    pub ignore: Vec<String>,
    /// Severities by rule id or family.
    pub severities: BTreeMap<String, Severity>,
    /// Findings below this are left out.
    pub min_confidence: Option<Confidence>,
    /// `yes`, `likely` or `no`.
    pub public_authority: Option<String>,
}

/// From where paths are told, and to which folder patterns of paths are related.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Whereabouts {
    /// The folder that relative paths begin in.
    pub here: String,
    /// The folder of the configuration.
    pub folder: String,
}

impl Whereabouts {
    /// A path as it is called from the folder of the configuration; outside of that folder, the whole path.
    pub fn name(&self, path: &str) -> String {
        let path = path.replace('\\', "/");
        let whole = match path.starts_with('/') || self.here.is_empty() {
            true => path,
            false => format!("{}/{path}", self.here),
        };
        let whole = plain(&whole);
        let folder = plain(&self.folder);
        let below = match folder.as_str() {
            "" => None,
            "/" => whole.strip_prefix('/'),
            folder => whole.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
        };
        below.map(str::to_owned).unwrap_or(whole)
    }
}

/// A path without `.`, `..` and doubled strokes.
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{}{}", if path.starts_with('/') { "/" } else { "" }, parts.join("/"))
}

impl Settings {
    /// What holds for a file, the most particular first: the last that fits counts most.
    pub fn of_path<'a>(&'a self, path: &str) -> impl Iterator<Item = &'a PathSettings> + use<'a> {
        let name = if self.paths.is_empty() { String::new() } else { self.whereabouts.name(path) };
        self.paths.iter().rev().filter(move |p| p.files.is_match(&name))
    }

    /// Whether the one who publishes a notice is a public authority, where something is said of it.
    pub fn authority(&self, path: &str, controller: impl FnOnce() -> Controller) -> Option<&str> {
        let of_path = self.of_path(path).find_map(|p| p.public_authority.as_deref());
        let of_controller = || {
            let told = self.controllers.tells_of_authority().then(controller)?;
            self.controllers.authority(&told)
        };
        of_path.or_else(of_controller).or(self.public_authority.as_deref())
    }

    /// The rules not to run on a file, of those that only this file is spared.
    pub fn ignored(&self, path: &str) -> Vec<String> {
        self.of_path(path).flat_map(|p| p.ignore.iter().cloned()).collect()
    }

    /// How sure findings in a file must be.
    pub fn sureness(&self, path: &str) -> Option<Confidence> {
        self.of_path(path).find_map(|p| p.min_confidence)
    }

    /// Gives findings in a file the severity that is wished for. What the law overtook stays a note.
    pub fn weigh<'a>(&self, path: &str, rules: &RuleSet, findings: impl Iterator<Item = &'a mut Finding>) {
        let of_path: Vec<&PathSettings> = self.of_path(path).collect();
        if self.severities.is_empty() && of_path.iter().all(|p| p.severities.is_empty()) {
            return;
        }
        let maps = || of_path.iter().map(|p| &p.severities).chain(std::iter::once(&self.severities));
        for finding in findings {
            let note = |rule: &crate::rules::Rule| rule.overtaken == Overtaken::Note;
            if finding.overtaken.is_some() && rules.get(&finding.rule).is_some_and(note) {
                continue;
            }
            // Within one place an id says more than a family.
            let wished = maps().find_map(|m| m.get(&finding.rule).or_else(|| m.get(&finding.family)));
            if let Some(severity) = wished {
                finding.severity = *severity;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_folder_of_the_configuration() {
        let at = |here: &str, folder: &str| Whereabouts { here: here.to_owned(), folder: folder.to_owned() };
        for (here, folder, path, name) in [
            ("/site/a", "/site", "n.md", "a/n.md"),
            ("/site/a", "/site", "./b/../n.md", "a/n.md"),
            ("/site/a", "/site", "../n.md", "n.md"),
            ("/site/a", "/site", "/site/b/n.md", "b/n.md"),
            ("/site/a", "/site", "../../n.md", "/n.md"),
            ("/site", "/site", "/sites/n.md", "/sites/n.md"),
            ("/", "/", "n.md", "n.md"),
            ("", "", "./a/n.md", "a/n.md"),
        ] {
            assert_eq!(at(here, folder).name(path), name, "{here} {folder} {path}");
        }
    }
}
