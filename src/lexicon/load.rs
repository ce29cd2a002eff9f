//! Loading the lexicon.

use super::automaton::Automaton;
use super::compile::{Compiled, Entry, File, LexiconError, Loading};
use super::phrase::parse;
use crate::law::Law;
use serde::Deserialize;

/// Every phrase that candour knows, compiled.
pub struct Lexicon {
    pub(super) automaton: Automaton,
    pub(super) entries: Vec<Entry>,
    pub(super) groups: Vec<String>,
    /// The number of each group, at the spot of its name or one of the next; `NO_GROUP` where there is none.
    numbers: Vec<u16>,
    /// Files of phrases besides those of candour, as (path, text).
    extra: Vec<(String, String)>,
}

impl Lexicon {
    /// The phrases of `rules/lexicon`, and the names in `rules/law`: of laws and bodies, places and providers.
    ///
    /// # Errors
    /// When a file of phrases is malformed.
    pub fn builtin(law: &Law) -> Result<Lexicon, LexiconError> {
        // Nothing is carried where the files are malformed, which loading them tells.
        let carried = Compiled::read(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
        Ok(Lexicon::of(carried.map_or_else(|| Ok(Loading::builtin(law)?.finish()), Ok)?))
    }

    fn of(Compiled { automaton, entries, groups }: Compiled) -> Lexicon {
        let mut numbers = vec![NO_GROUP; SPOTS.max((2 * groups.len()).next_power_of_two())];
        for (number, group) in (0..NO_GROUP).zip(&groups) {
            // Their count is a power of two.
            let mut at = spot(group) & (numbers.len() - 1);
            while numbers[at] != NO_GROUP {
                at = (at + 1) & (numbers.len() - 1);
            }
            numbers[at] = number;
        }
        Lexicon { automaton, entries, groups, numbers, extra: Vec::new() }
    }

    /// The same phrases and those of these files, given as (path, text). What is malformed is told and left out.
    ///
    /// # Errors
    /// When the phrases cannot be put together.
    pub fn with(&self, law: &Law, files: &[(String, String)]) -> Result<(Lexicon, Vec<LexiconError>), LexiconError> {
        let mut loading = Loading::builtin(law)?;
        let mut errors = Vec::new();
        let extra: Vec<(String, String)> = self.extra.iter().chain(files).cloned().collect();
        for (i, (name, text)) in extra.iter().enumerate() {
            let wrong = loading.add(name, text);
            if i >= self.extra.len() {
                errors.extend(wrong);
            }
        }
        Ok((Lexicon { extra, ..Lexicon::of(loading.finish()) }, errors))
    }

    /// The files of phrases besides those of candour, as (path, text).
    pub fn extra(&self) -> &[(String, String)] {
        &self.extra
    }

    /// What is malformed in files of phrases, given as (path, text), without putting the phrases together.
    pub fn faults(&self, files: &[(String, String)]) -> Vec<LexiconError> {
        let mut loading = Loading::default();
        loading.groups.clone_from(&self.groups);
        files.iter().flat_map(|(name, text)| loading.add(name, text)).collect()
    }

    /// The entry with this index.
    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The number of a group.
    pub(super) fn group(&self, name: &str) -> Option<u16> {
        let last = self.numbers.len() - 1;
        let mut at = spot(name) & last;
        loop {
            let number = self.numbers[at];
            if self.groups.get(usize::from(number))? == name {
                return Some(number);
            }
            at = (at + 1) & last;
        }
    }
}

/// No group.
const NO_GROUP: u16 = u16::MAX;
/// So many spots for groups: more than there are groups.
const SPOTS: usize = 512;

/// Where a name is looked for first. Extractors ask for groups by name all the time: this is quicker than a hash of all
/// letters, and tells the few groups apart as well.
fn spot(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |i: usize| bytes.get(i).copied().map_or(0, usize::from);
    let (middle, last) = (at(bytes.len() / 2), at(bytes.len().saturating_sub(1)));
    bytes.len() + 7 * at(0) + 31 * at(1) + 61 * middle + 131 * last
}

/// The files of `rules/lexicon`, as the build has written them.
fn carried() -> Result<Vec<(String, File)>, LexiconError> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/lexicon.json")))
        .map_err(|e| LexiconError { file: "rules/lexicon".to_owned(), what: e.to_string() })
}

impl Loading {
    /// What ships with candour.
    fn builtin(law: &Law) -> Result<Loading, LexiconError> {
        let mut loading = Loading::default();
        for (name, file) in carried()? {
            loading.file(&name, file)?;
        }
        for citation in law.citations() {
            loading.names("citation", &citation.id, &citation.names, &citation.not)?;
        }
        for place in law.values("place").filter(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase())) {
            let names: Vec<String> = law.names("place", place).into_iter().map(str::to_owned).collect();
            loading.names("place", place, &names, &[])?;
        }
        for provider in law.values("provider") {
            let names: Vec<String> = law.names("provider", provider).into_iter().map(str::to_owned).collect();
            loading.names("provider", provider, &names, &[])?;
        }
        Ok(loading)
    }

    /// A file of somebody else: entries of groups that candour asks for. One that is malformed leaves the others.
    fn add(&mut self, name: &str, text: &str) -> Vec<LexiconError> {
        let error = |what: String| LexiconError { file: name.to_owned(), what };
        if let Err(what) = crate::yaml::affordable(text) {
            return vec![error(what)];
        }
        let mut wrong = Vec::new();
        for document in serde_yaml::Deserializer::from_str(text) {
            let file = match File::deserialize(document) {
                Ok(file) => file,
                Err(e) => {
                    wrong.push(error(e.to_string()));
                    break;
                }
            };
            if !self.groups.contains(&file.group) {
                wrong.push(error(format!("there is no group `{}`; groups are {}", file.group, self.groups.join(", "))));
                continue;
            }
            for (entry, mut phrases) in file.entries {
                // More phrases for an entry that is there say of it what the others say.
                let group = self.groups.iter().position(|g| *g == file.group);
                let known = self.entries.iter().find(|e| Some(usize::from(e.group)) == group && e.name == entry);
                if let Some(known) = known.filter(|_| phrases.set.is_empty()) {
                    phrases.set.clone_from(&known.set);
                }
                let bad = phrases.say.iter().chain(&phrases.not).find_map(|p| Some((p, parse(p).err()?)));
                if let Some((phrase, what)) = bad {
                    wrong.push(error(format!("{entry}: {phrase:?}: {what}")));
                } else if let Err(e) = self.entry(name, &file.group, &entry, &phrases.say, &phrases.not, phrases.set) {
                    wrong.push(e);
                }
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_carried_is_what_the_files_say() {
        let mut files: Vec<_> = crate::RULES.get_dir("lexicon").unwrap().files().collect();
        files.sort_by_key(|f| f.path());
        let mut said = Vec::new();
        for file in files.iter().filter(|f| f.path().extension().is_some_and(|e| e == "yaml")) {
            for document in serde_yaml::Deserializer::from_str(file.contents_utf8().unwrap()) {
                let name = file.path().display().to_string();
                said.push((name.clone(), File::deserialize(document).unwrap_or_else(|e| unreachable!("{name}: {e}"))));
            }
        }
        assert_eq!(carried().unwrap(), said);
    }

    #[test]
    fn what_is_compiled_is_what_the_files_say() {
        let compiled = Loading::builtin(&Law::builtin().unwrap()).unwrap().finish();
        let carried = Compiled::read(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
        assert!(carried == Some(compiled), "the build reads names of the law otherwise than the program does");
    }
}
