//! The rule language: queries over claims, written as data.
//!
//! Text flows in and [`Rule`]s come out, each checked: a word that is not in the language, a template with an unknown
//! name or an example without findings is an error with its place. What rules *do* is `audit`'s.

mod across;
mod csv;
pub mod docs;
mod example;
mod explain;
mod joins;
mod lawful;
mod load;
mod model;
mod operand;
pub mod pack;
mod page;
mod parse;
pub mod pattern;
pub mod period;
mod phrasing;
mod rewrite;
pub mod suggest;
mod table;
pub mod template;
#[cfg(test)]
mod tests;
pub mod vocabulary;

pub use across::Asked;
pub use explain::explain;
pub use model::{Case, Example, Examples, Given, Overtaken, Place, Query, Rule, Severity, Values};
pub use rewrite::Rewrite;

use crate::claims::{Cells, Claim};
use load::Origin;
use serde_yaml::Value;
use std::collections::BTreeSet;
use table::Table;
use vocabulary::{Tables, Words};

/// The largest rule file that is read, in bytes.
const MOST: usize = 1 << 20;

/// Why a rule cannot be used: names file, place and what was expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}{}: {what}", .line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// Line, from 1, where it can be told.
    pub line: Option<u32>,
    /// What is wrong and what was expected.
    pub what: String,
}

/// The rules of a run. A wrong rule is reported in `errors`; the others still run.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// Rules by id.
    pub rules: Vec<Rule>,
    /// What could not be loaded.
    pub errors: Vec<RuleError>,
    /// What was loaded and still should be looked at.
    pub warnings: Vec<RuleError>,
    /// What users should know: which rules took the place of others.
    pub notes: Vec<String>,
    /// The rows of the tables of packs, as claims that rules reach beside those of the notice.
    pub tables: Vec<Claim>,
}

impl RuleSet {
    /// The rules that ship with candour.
    pub fn builtin() -> RuleSet {
        let mut set = RuleSet::default();
        let documents = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
        let documents: Vec<(String, Value, String)> = match serde_json::from_str(documents) {
            Ok(documents) => documents,
            Err(e) => {
                let what = e.to_string();
                set.errors.push(RuleError { file: "rules".to_owned(), line: None, what });
                return set;
            }
        };
        let tables = Tables::new();
        for (file, value, examples) in documents {
            match Rule::from_yaml(&file, &value, Origin { builtin: true, pack: None, tables: &tables }) {
                Ok(rule) => set.rules.push(Rule { examples: Examples::later(examples, rule.across), ..rule }),
                Err(wrong) => {
                    let text = crate::RULES.get_file(&file).and_then(|f| f.contents_utf8()).unwrap_or_default();
                    let line = locate(text, 0, &wrong.path);
                    set.errors.push(RuleError { file, line, what: message(&wrong) });
                }
            }
        }
        set.finish()
    }

    /// Rules of a user: documents as `(<family>/<file name>, text)`. One file may hold several, parted by `---`.
    pub fn load_dir<N: AsRef<str>, T: AsRef<str>>(documents: impl IntoIterator<Item = (N, T)>) -> RuleSet {
        let mut set = RuleSet::default();
        for (name, text) in documents {
            set.add(name.as_ref(), text.as_ref(), Origin { builtin: false, pack: None, tables: &Tables::new() });
        }
        set.finish()
    }

    /// These rules and others. One whose id is there already takes the place of the one that was, which is noted.
    pub fn extend(&mut self, other: RuleSet) {
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings.into_iter().filter(|w| !w.what.starts_with(YIELDS)));
        self.notes.extend(other.notes);
        self.tables.extend(other.tables);
        for mut rule in other.rules {
            let Some(old) = self.rules.iter_mut().find(|r| r.id == rule.id) else {
                self.rules.push(rule);
                continue;
            };
            let of = match (&old.pack, old.builtin) {
                (_, true) => "that of candour".to_owned(),
                (Some(pack), _) => format!("that of the pack `{pack}`"),
                (None, _) => format!("that in {}", old.file),
            };
            self.notes.push(format!("rule `{}` in {} takes the place of {of}", rule.id, rule.file));
            // Unless it says otherwise, it is chosen and counted where the old one was.
            if rule.pack.as_ref() == Some(&rule.family) {
                rule.family.clone_from(&old.family);
            }
            *old = rule;
        }
        *self = std::mem::take(self).finish();
    }

    /// Adds the rows of a house retention schedule: records, how long they are kept, and the line of the file on which
    /// that is said. Answers what cannot be read; those rows are left out.
    pub fn add_schedule(
        &mut self,
        file: &str,
        rows: &[(String, String, Option<u32>)],
        cells: &Cells<'_>,
    ) -> Vec<RuleError> {
        let mut errors = Vec::new();
        self.tables.extend(Table::schedule(file, rows).claims(cells, &mut errors));
        errors
    }

    /// Reads one file.
    fn add(&mut self, file: &str, text: &str, origin: Origin<'_>) {
        let fail = |line: Option<u32>, what: String| RuleError { file: file.to_owned(), line, what };
        if text.len() > MOST {
            self.errors.push(fail(None, format!("larger than {MOST} bytes; no rule is")));
            return;
        }
        if let Err(what) = crate::yaml::affordable(text) {
            self.errors.push(fail(None, what));
            return;
        }
        let starts = documents(text);
        for (i, document) in serde_yaml::Deserializer::from_str(text).enumerate() {
            let value: Value = match serde::Deserialize::deserialize(document) {
                Ok(value) => value,
                Err(e) => {
                    let line = e.location().and_then(|l| u32::try_from(l.line()).ok());
                    self.errors.push(fail(line, e.to_string()));
                    return;
                }
            };
            // Where the documents cannot be told apart, the first is as good as any.
            let from = starts.get(i).copied().unwrap_or_default();
            match Rule::from_yaml(file, &value, origin) {
                Err(wrong) => self.errors.push(fail(locate(text, from, &wrong.path), message(&wrong))),
                Ok(rule) => match missing(&rule) {
                    Some(what) => {
                        self.warnings.push(fail(None, what));
                        self.rules.push(rule);
                    }
                    None => self.rules.push(rule),
                },
            }
        }
    }

    /// Sorts, and looks at what one rule says of another.
    fn finish(mut self) -> RuleSet {
        self.rules.sort_by(|a, b| a.id.cmp(&b.id));
        let mut kept: Vec<Rule> = Vec::with_capacity(self.rules.len());
        for rule in self.rules {
            match kept.last().filter(|k| k.id == rule.id) {
                Some(first) => self.errors.push(RuleError {
                    what: format!("a rule `{}` stands in {} already", rule.id, first.file),
                    file: rule.file,
                    line: None,
                }),
                None => kept.push(rule),
            }
        }
        self.rules = kept;
        self.warnings.retain(|w| !w.what.starts_with(YIELDS));
        let ids: BTreeSet<&str> = self.rules.iter().map(|r| r.id.as_str()).collect();
        for rule in &self.rules {
            for other in rule.yields_to.iter().filter(|o| !ids.contains(o.as_str())) {
                let hint = suggest::hint(other, ids.iter().copied());
                let what = format!("{YIELDS} `{other}`, which is no rule{hint}");
                self.warnings.push(RuleError { file: rule.file.clone(), line: None, what });
            }
        }
        self
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|r| r.id.as_str().cmp(id)).ok().and_then(|i| self.rules.get(i))
    }

    /// The same, to set parameters.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Rule> {
        self.rules.iter_mut().find(|r| r.id == id)
    }

    /// The families, in alphabetical order.
    pub fn families(&self) -> Vec<&str> {
        let families: BTreeSet<&str> = self.rules.iter().map(|r| r.family.as_str()).collect();
        families.into_iter().collect()
    }

    /// Fails, with a suggestion, where a name is neither a rule nor a family.
    pub fn check_names(&self, names: &[String]) -> Result<(), String> {
        let known = || self.rules.iter().flat_map(|r| [r.id.as_str(), r.family.as_str()]);
        match names.iter().find(|n| known().all(|k| k != n.as_str())) {
            None => Ok(()),
            Some(name) => {
                Err(format!("`{name}` is neither a rule nor a family of rules{}", suggest::hint(name, known())))
            }
        }
    }

    /// The rules that are selected (all, where nothing is) and not ignored; names are ids or families.
    pub fn chosen<'a>(&'a self, select: &'a [String], ignore: &'a [String]) -> impl Iterator<Item = &'a Rule> {
        let named = |names: &[String], rule: &Rule| names.iter().any(|n| *n == rule.id || *n == rule.family);
        // An id says more than a family: to select a rule and ignore its family runs the one.
        let by_id = |names: &[String], rule: &Rule| names.contains(&rule.id);
        self.rules.iter().filter(move |r| {
            (select.is_empty() || named(select, r)) && !by_id(ignore, r) && (by_id(select, r) || !named(ignore, r))
        })
    }
}

const YIELDS: &str = "yields to";

fn message(wrong: &load::Wrong) -> String {
    if wrong.path.is_empty() { wrong.what.clone() } else { format!("{}: {}", wrong.path.join(" › "), wrong.what) }
}

/// What a complete rule would have.
fn missing(rule: &Rule) -> Option<String> {
    let example = |bad: bool| rule.examples.iter().any(|e| e.bad == bad);
    let mut lacks = Vec::new();
    if !example(true) {
        lacks.push("a bad example");
    }
    if !example(false) {
        lacks.push("a good example");
    }
    if rule.builtin {
        for (empty, what) in
            [(rule.law.is_empty(), "its law"), (rule.why.is_empty(), "why"), (rule.fix.is_empty(), "fix")]
        {
            if empty {
                lacks.push(what);
            }
        }
    }
    (!lacks.is_empty()).then(|| format!("rule `{}` lacks {}", rule.id, lacks.join(" and ")))
}

/// Where the documents of a file begin.
fn documents(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = text.get(starts.last().copied().unwrap_or(0)..at).unwrap_or_default();
        let bare = content.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#') || l.trim() == "---");
        if line.trim_end() == "---" && !bare {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}

/// The line of a place in a document that begins there, found by its keys in turn.
fn locate(text: &str, from: usize, path: &[String]) -> Option<u32> {
    let mut at = from;
    let mut found = None;
    for key in path {
        let rest = text.get(at..)?;
        let next = rest.match_indices(key.as_str()).find(|(i, _)| {
            let before = rest.get(..*i).and_then(|b| b.chars().next_back());
            let after = rest.get(i + key.len()..).map(str::trim_start);
            before.is_none_or(|c| !c.is_alphanumeric() && c != '-') && after.is_some_and(|a| a.starts_with(':'))
        });
        let Some((i, _)) = next else { break };
        at += i;
        found = Some(at);
        at += key.len();
    }
    let lines = text.get(..found?)?.bytes().filter(|b| *b == b'\n').count();
    u32::try_from(lines + 1).ok()
}

/// The pattern that a mapping of YAML says; for data of the law that is written in the rule language.
pub fn pattern_of(value: &Value) -> Result<pattern::Pattern, RuleError> {
    let (params, tables) = (std::collections::BTreeMap::new(), Tables::new());
    let read = parse::Parser::new(&params, Words::new(&tables)).alone(value);
    let error = |what: String| RuleError { file: "law".to_owned(), line: None, what };
    let pattern = read.map_err(|wrong| error(message(&wrong)))?;
    if pattern.met_by.is_some() { Err(error("a duty cannot be met by a duty".to_owned())) } else { Ok(pattern) }
}
