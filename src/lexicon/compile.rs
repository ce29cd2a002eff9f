//! From files of phrases to what a lexicon holds. The build does this for the phrases that ship.

use super::automaton::Automaton;
use super::builder::Builder;
use super::phrase::parse;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// Why a lexicon could not be built: names file and entry.
#[derive(Debug)]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

impl std::error::Error for LexiconError {}

/// An entry: phrases that say the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The group that it belongs to: a claim kind, or a kind of cue.
    pub group: u16,
    /// Its name within the group.
    pub name: String,
    /// Facts of the entry that an extractor may ask for.
    pub set: BTreeMap<String, String>,
}

/// A file of phrases.
#[derive(PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub group: String,
    pub entries: BTreeMap<String, Phrases>,
}

/// What an entry says, and what only looks like it.
#[derive(PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub say: Vec<String>,
    #[serde(default)]
    pub not: Vec<String>,
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

/// Phrases put together.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Compiled {
    pub automaton: Automaton,
    pub entries: Vec<Entry>,
    pub groups: Vec<String>,
}

/// Putting phrases together.
#[derive(Default)]
pub(super) struct Loading {
    builder: Builder,
    pub entries: Vec<Entry>,
    pub groups: Vec<String>,
}

impl Loading {
    pub fn file(&mut self, name: &str, file: File) -> Result<(), LexiconError> {
        for (entry, phrases) in file.entries {
            self.entry(name, &file.group, &entry, &phrases.say, &phrases.not, phrases.set)?;
        }
        Ok(())
    }

    /// Names that the law gives something.
    pub fn names(&mut self, group: &str, name: &str, say: &[String], not: &[String]) -> Result<(), LexiconError> {
        self.entry("rules/law", group, name, say, not, BTreeMap::new())
    }

    pub fn entry(
        &mut self,
        file: &str,
        group: &str,
        name: &str,
        say: &[String],
        not: &[String],
        set: BTreeMap<String, String>,
    ) -> Result<(), LexiconError> {
        let group = match self.groups.iter().position(|g| g == group) {
            Some(i) => i,
            None => {
                self.groups.push(group.to_owned());
                self.groups.len() - 1
            }
        };
        let index = self.entries.len() as u32;
        self.entries.push(Entry { group: group as u16, name: name.to_owned(), set });
        for (phrases, negative) in [(say, 0), (not, 1)] {
            for phrase in phrases {
                let error =
                    |what: String| LexiconError { file: file.to_owned(), what: format!("{name}: {phrase:?}: {what}") };
                let parts = parse(phrase).map_err(error)?;
                self.builder.add(index * 2 + negative, &parts).map_err(error)?;
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Compiled {
        Compiled { automaton: self.builder.build(), entries: self.entries, groups: self.groups }
    }
}
