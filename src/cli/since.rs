//! What a change introduced: the notices of a Git revision, beside those that are checked.
//!
//! A finding is no news if the notice had it at that revision, wherever it stood there. Objects are read as `candour diff`
//! reads them, and nothing of the repository is run.

use super::Stop;
use super::config::find::told_from;
use super::diff::sides::{Globs, inside};
use super::guard::guarded;
use super::options::Input;
use candour::Candour;
use candour::audit::portfolio::{Across, Packed, Portfolio};
use candour::audit::{By, Held, Options};
use candour::change::{MOST_RENAMES, Print, compare_findings, renames};
use candour::check::Checked;
use candour::read::git::{Repository, Stored};
use candour::read::{Found, Limits};
use candour::rules::Asked;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The state that a change began from.
pub struct Since {
    revision: String,
    /// The folder in which the run began, and the root of the repository.
    here: PathBuf,
    root: PathBuf,
    max: u64,
    /// Every file of the revision that may hold a notice, by its path from the root.
    old: BTreeMap<String, Stored>,
    /// By the path of a file: what it was called.
    renamed: BTreeMap<String, String>,
    /// What was there among the files that are asked for, and is no more.
    gone: Vec<Stored>,
}

/// Reads old versions; opened when the first is asked for, by each worker for itself.
#[derive(Default)]
pub struct Reader(Option<Repository>);

/// What was there of one file.
#[derive(Default)]
pub struct Before {
    /// By number of the document: the findings that it had, by their fingerprints now.
    known: Vec<BTreeSet<String>>,
    /// What the old versions contribute to a portfolio.
    pub facts: Vec<Packed>,
    /// What could not be looked at.
    pub note: Option<String>,
}

/// How notices are checked.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Law, lexicon, rules.
    pub candour: &'a Candour,
    /// The options of the audit.
    pub options: &'a Options,
    /// What a reader takes.
    pub limits: &'a Limits,
    /// What rules across notices ask for.
    pub asked: Option<&'a Asked>,
}

impl Since {
    /// The state at a revision of the repository around a folder.
    ///
    /// # Errors
    /// When there is no repository or no such revision, or something is asked for that lies outside.
    pub fn open(revision: &str, here: &Path, input: &Input, max: u64) -> Result<Since, Stop> {
        if input.paths.iter().any(|p| p.as_os_str() == "-") {
            return Err(Stop::Failed(
                "standard input was not there before; --changed-since goes with files".to_owned(),
            ));
        }
        let stop = |failure: candour::read::Failure| Stop::Failed(format!("--changed-since: {failure}"));
        let here = std::fs::canonicalize(here).unwrap_or_else(|_| here.to_owned());
        let repository = Repository::around(&here).map_err(stop)?;
        let root = repository.root().to_owned();
        let below = input.paths.iter().map(|p| inside(&here.join(p), &root)).collect::<Result<Vec<_>, _>>()?;
        // A file may have come from anywhere.
        let files = repository.files(revision, &[String::new()]).map_err(stop)?;
        let old: BTreeMap<String, Stored> = files.into_iter().map(|f| (f.path.clone(), f)).collect();
        // Those that are named count whatever they are called.
        let named = repository.files(revision, &below).map_err(stop)?;
        let globs = Globs::of(&input.discovery())?;
        let gone = named.iter().filter(|f| (f.named || globs.take(&f.path)) && !there(&root, &f.path));
        let gone = gone.cloned().collect();
        let named = named.into_iter().map(|f| (f.path.clone(), f));
        let old = old.into_iter().chain(named).collect();
        Ok(Since { revision: revision.to_owned(), here, root, max, old, renamed: BTreeMap::new(), gone })
    }

    /// Finds out which of the files that are new were there under another name. Answers what is to be told of it.
    ///
    /// # Errors
    /// When a file lies outside of the repository.
    pub fn follow_renames<'f>(&mut self, found: impl Iterator<Item = &'f Found>) -> Result<Option<String>, Stop> {
        let mut came = Vec::new();
        for file in found {
            let path = inside(&file.path, &self.root)?;
            if !self.old.contains_key(&path) {
                came.push((path, &file.path));
            }
        }
        let went: Vec<&Stored> = self.old.values().filter(|f| !there(&self.root, &f.path)).collect();
        if came.is_empty() || went.is_empty() {
            return Ok(None);
        }
        if went.len().max(came.len()) > MOST_RENAMES {
            return Ok(Some(format!(
                "more than {MOST_RENAMES} files came or went since {}: those given another name count as new",
                self.revision
            )));
        }
        let mut reader = Reader::default();
        let mut was = |stored: &&Stored| Some((stored.path.clone(), Print::of(&reader.bytes(self, stored).ok()?)));
        let went: Vec<(String, Print)> = went.iter().filter_map(&mut was).collect();
        let is = |path: &Path| {
            let fits = std::fs::metadata(path).is_ok_and(|m| m.len() <= self.max);
            std::fs::read(path).ok().filter(|_| fits).map(|bytes| Print::of(&bytes))
        };
        let came: Vec<(String, Print)> = came.into_iter().filter_map(|(path, file)| Some((path, is(file)?))).collect();
        fn plain(files: &[(String, Print)]) -> Vec<(&str, Print)> {
            files.iter().map(|(path, print)| (path.as_str(), print.clone())).collect()
        }
        let pairs = renames(&plain(&went), &plain(&came));
        for pair in &pairs {
            if let (Some((was, _)), Some((is, _))) = (went.get(pair.old), came.get(pair.new)) {
                self.renamed.insert(is.clone(), was.clone());
                self.gone.retain(|f| f.path != *was);
            }
        }
        Ok(None)
    }

    /// What was there of a file that has been checked.
    pub fn before(
        &self,
        reader: &mut Reader,
        work: Work<'_>,
        (path, shown): (&Path, &str),
        bytes: &[u8],
        all: &[Checked],
    ) -> Before {
        let every = |c: &Checked| c.findings.iter().map(|f| f.fingerprint.clone()).collect();
        let facts = |checked: &Checked| facts(work, checked, shown);
        let Ok(path) = inside(path, &self.root) else { return Before::default() };
        let renamed = self.renamed.get(&path);
        let Some(stored) = self.old.get(renamed.unwrap_or(&path)) else { return Before::default() };
        if renamed.is_none() && stored.holds(bytes) {
            let known = all.iter().map(every).collect();
            return Before { known, facts: all.iter().filter_map(facts).collect(), note: None };
        }
        let name = renamed.map_or_else(|| shown.to_owned(), |old| self.shown(old));
        let old = match self.check(reader, work, stored, &name) {
            Ok(old) => old,
            Err(what) => {
                let note =
                    format!("what it was at {} cannot be told, so all in it counts as new: {what}", self.revision);
                return Before { note: Some(note), ..Before::default() };
            }
        };
        let facts = old.iter().filter_map(facts).collect();
        let known = |is: &Checked| {
            // Documents are paired as `candour diff` pairs them: the only ones, else those of the same part.
            let one = old.len() == 1 && all.len() == 1;
            let Some(was) = old.iter().find(|was| one || was.about.part == is.about.part) else {
                return BTreeSet::new();
            };
            let same = compare_findings(&was.side(), &is.side());
            let both = same.kept.iter().chain(&same.moved).filter_map(|&(_, i)| is.findings.get(i));
            both.map(|f| f.fingerprint.clone()).collect()
        };
        let known = all.iter().map(known).collect();
        Before { known, facts, note: None }
    }

    /// Whether something that is asked for was there and is no more.
    pub fn is_gone(&self, path: &str) -> bool {
        inside(&self.here.join(path), &self.root)
            .is_ok_and(|path| self.old.contains_key(&path) && !there(&self.root, &path))
    }

    /// What the notices that are gone contributed to a portfolio.
    pub fn gone(&self, work: Work<'_>) -> Vec<Packed> {
        let mut reader = Reader::default();
        let mut all = Vec::new();
        for stored in self.gone.iter().filter(|_| work.asked.is_some()) {
            let name = self.shown(&stored.path);
            // Of what cannot be read nothing is known to have been there.
            let checked = self.check(&mut reader, work, stored, &name).unwrap_or_default();
            all.extend(checked.iter().filter_map(|c| facts(work, c, &name)));
        }
        all
    }

    fn check(&self, reader: &mut Reader, work: Work<'_>, stored: &Stored, name: &str) -> Result<Vec<Checked>, String> {
        let bytes = reader.bytes(self, stored)?;
        let checked = guarded(|| work.candour.check_bytes(name, &bytes, None, work.limits, work.options))?;
        match checked.iter().find_map(|c| c.about.error.as_ref()) {
            Some(error) => Err(error.what.clone()),
            None => Ok(checked),
        }
    }

    /// A path of the repository, as it is told from here.
    fn shown(&self, path: &str) -> String {
        told_from(&self.here, &self.root.join(path))
    }
}

impl Reader {
    fn bytes(&mut self, since: &Since, stored: &Stored) -> Result<Vec<u8>, String> {
        let repository = match self.0.take() {
            Some(open) => open,
            None => Repository::around(&since.root).map_err(|f| f.to_string())?,
        };
        self.0.insert(repository).bytes(stored, since.max).map_err(|f| f.what)
    }
}

impl Before {
    /// Takes what was there out of the findings of a document, which is known by its number.
    pub fn hold(&self, number: usize, checked: &mut Checked) {
        let Some(known) = self.known.get(number) else { return };
        let (old, new) =
            std::mem::take(&mut checked.findings).into_iter().partition(|f| known.contains(&f.fingerprint));
        checked.findings = new;
        let held = |finding| Held { finding, by: By::Before };
        checked.held.extend(Vec::into_iter(old).map(held));
    }
}

/// Takes what notices had together before out of what they have together. A contradiction of which one more place is
/// part, or of which a place says something else, is news.
pub fn hold_across(found: &mut Portfolio, before: &Portfolio) {
    fn places(across: &Across) -> BTreeSet<(&str, Option<&str>, String)> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        across.places().map(|p| (p.path.as_str(), p.part.as_deref(), words(&p.spot.text))).collect()
    }
    let known: BTreeMap<&str, _> =
        before.findings.iter().map(|a| (a.finding.fingerprint.as_str(), places(a))).collect();
    for across in std::mem::take(&mut found.findings) {
        let was = known.get(across.finding.fingerprint.as_str());
        match was.is_some_and(|was| places(&across).is_subset(was)) {
            true => found.held.push((across, By::Before)),
            false => found.findings.push(across),
        }
    }
}

/// What a version contributes to a portfolio, under the name that the notice has now.
fn facts(work: Work<'_>, checked: &Checked, shown: &str) -> Option<Packed> {
    let mut facts = work.candour.facts(checked, work.asked?)?;
    shown.clone_into(&mut facts.path);
    Packed::of(facts).ok()
}

/// Whether a file of the repository is there.
fn there(root: &Path, path: &str) -> bool {
    std::fs::symlink_metadata(root.join(path)).is_ok()
}
