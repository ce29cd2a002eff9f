//! What is compared: which file of the one side belongs to which of the other, and where their bytes lie.

use crate::cli::Stop;
use candour::change::{MOST_RENAMES, Print, renames};
use candour::read::git::{Repository, Stored};
use candour::read::{self, DiscoverOptions, Discovered, Failure};
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where a version lies.
enum Place {
    File(PathBuf),
    Stored(Stored),
}

/// A file in two versions, of which one may be missing.
pub struct Couple {
    /// What the file is called.
    pub path: String,
    /// Whether the file itself was named.
    pub named: bool,
    /// What it was called in the old version, if it was given another name.
    pub renamed: Option<String>,
    old: Option<(String, Place)>,
    new: Option<(String, Place)>,
}

impl Couple {
    /// What the old version is called.
    pub fn old_name(&self) -> &str {
        self.old.as_ref().map_or("", |o| &o.0)
    }

    /// What the new version is called.
    pub fn new_name(&self) -> &str {
        self.new.as_ref().map_or("", |n| &n.0)
    }
}

/// All that is compared.
pub struct Sides {
    /// The files, by path.
    pub couples: Vec<Couple>,
    /// What could not be found.
    pub failures: Vec<Failure>,
    repository: Option<Repository>,
}

/// One version of a file: what it is called, where it lies, and whether it was named.
type Version = (String, Place, bool);

impl Sides {
    /// Two files or two folders.
    ///
    /// # Errors
    /// When there are not two, or a file is set against a folder.
    pub fn paths(paths: &[PathBuf], globs: &DiscoverOptions) -> Result<Sides, Stop> {
        let [old, new] = paths else {
            return Err(Stop::Failed("name two files or two folders to compare, or a revision with --git".to_owned()));
        };
        let mut failures = Vec::new();
        for path in paths {
            if !path.exists() {
                return Err(Stop::Failed(format!("{}: no such file or folder", path.display())));
            }
        }
        if old.is_dir() != new.is_dir() {
            return Err(Stop::Failed(format!(
                "{} and {}: a file cannot be compared with a folder",
                old.display(),
                new.display()
            )));
        }
        if !old.is_dir() {
            let name = |p: &Path| p.to_string_lossy().into_owned();
            let version = |p: &Path| Some((name(p), Place::File(p.to_owned())));
            let couple = Couple { path: name(new), named: true, renamed: None, old: version(old), new: version(new) };
            return Ok(Sides { couples: vec![couple], failures, repository: None });
        }
        let mut side = |root: &PathBuf| {
            let Discovered { found, failures: wrong, .. } = read::discover(std::slice::from_ref(root), globs);
            failures.extend(wrong);
            let below = |f: read::Found| {
                let path = f.path.strip_prefix(root).unwrap_or(&f.path).to_string_lossy().replace('\\', "/");
                (path, (f.shown, Place::File(f.path), false))
            };
            found.into_iter().map(below).collect::<BTreeMap<String, Version>>()
        };
        let (old, new) = (side(old), side(new));
        Ok(Sides { couples: couples(old, new, |path| path.to_owned()), failures, repository: None })
    }

    /// A revision and the working folder, or two revisions.
    ///
    /// # Errors
    /// When there is no repository, or no such revision.
    pub fn revisions(revisions: &str, paths: &[PathBuf], here: &Path, globs: &DiscoverOptions) -> Result<Sides, Stop> {
        let stop = |failure: Failure| Stop::Failed(failure.to_string());
        let here = std::fs::canonicalize(here).unwrap_or_else(|_| here.to_owned());
        let repository = Repository::around(&here).map_err(stop)?;
        let (old, new) = match revisions.split_once("..") {
            Some((_, new)) if new.starts_with('.') => {
                return Err(Stop::Failed(format!("{revisions}: write OLD..NEW, with two dots")));
            }
            Some((old, new)) => (or_head(old), Some(or_head(new))),
            None => (revisions, None),
        };
        let paths = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
        let below = paths.iter().map(|p| inside(&here.join(p), repository.root())).collect::<Result<Vec<_>, _>>()?;
        let chosen = Globs::of(globs)?;
        let of_revision = |revision: &str| -> Result<BTreeMap<String, Version>, Stop> {
            let files = repository.files(revision, &below).map_err(stop)?;
            let kept = files.into_iter().filter(|f| f.named || chosen.take(&f.path));
            Ok(kept.map(|f| (f.path.clone(), (f.path.clone(), Place::Stored(f.clone()), f.named))).collect())
        };
        let old = of_revision(old)?;
        let mut failures = Vec::new();
        let new = match new {
            Some(revision) => of_revision(revision)?,
            None => {
                let there: Vec<PathBuf> = paths.iter().map(|p| here.join(p)).filter(|p| p.exists()).collect();
                let Discovered { found, failures: wrong, .. } = read::discover(&there, globs);
                failures.extend(wrong);
                let file = |f: read::Found| Some((inside(&f.path, repository.root()).ok()?, f));
                let version = |(path, f): (String, read::Found)| (path.clone(), (path, Place::File(f.path), f.named));
                found.into_iter().filter_map(file).map(version).collect()
            }
        };
        for (path, below) in paths.iter().zip(&below) {
            let met = |all: &BTreeMap<String, Version>| {
                all.keys().any(|k| below.is_empty() || k == below || k.starts_with(&format!("{below}/")))
            };
            if !here.join(path).exists() && !met(&old) && !met(&new) {
                failures.push(Failure {
                    path: path.to_string_lossy().into_owned(),
                    what: "no such file or folder, here or in the revision".to_owned(),
                    line: None,
                });
            }
        }
        let root = repository.root().to_owned();
        let shown = |path: &str| {
            let whole = root.join(path);
            whole.strip_prefix(&here).map(|p| p.to_string_lossy().into_owned()).unwrap_or_else(|_| path.to_owned())
        };
        Ok(Sides { couples: couples(old, new, shown), failures, repository: Some(repository) })
    }

    /// Makes one of what went and what came, where both say much the same. Answers what is to be told of it.
    pub fn follow_renames(&mut self, max: u64) -> Option<String> {
        let single = |old: bool| -> Vec<usize> {
            let one = |c: &Couple| if old { c.new.is_none() } else { c.old.is_none() };
            (0..self.couples.len()).filter(|&i| self.couples.get(i).is_some_and(one)).collect()
        };
        let (went, came) = (single(true), single(false));
        if went.is_empty() || came.is_empty() {
            return None;
        }
        if went.len().max(came.len()) > MOST_RENAMES {
            return Some(format!(
                "more than {MOST_RENAMES} files came or went: files given another name are not followed"
            ));
        }
        let prints = |which: &[usize]| -> Vec<(usize, Print)> {
            let print = |&i: &usize| {
                let couple = self.couples.get(i)?;
                let (_, place) = couple.old.as_ref().or(couple.new.as_ref())?;
                // What cannot be read is told of where it is compared.
                Some((i, Print::of(&self.bytes(place, max).ok()?)))
            };
            which.iter().filter_map(print).collect()
        };
        let (went, came) = (prints(&went), prints(&came));
        let named = |all: &[(usize, Print)]| -> Vec<(&str, Print)> {
            all.iter().filter_map(|(i, p)| Some((self.couples.get(*i)?.path.as_str(), p.clone()))).collect()
        };
        let pairs = renames(&named(&went), &named(&came));
        let mut gone = Vec::new();
        for pair in pairs {
            let (Some((old, _)), Some((new, _))) = (went.get(pair.old), came.get(pair.new)) else { continue };
            let Some(was) = self.couples.get_mut(*old) else { continue };
            let (path, version, named) = (was.path.clone(), was.old.take(), was.named);
            if let Some(is) = self.couples.get_mut(*new) {
                (is.renamed, is.old, is.named) = (Some(path), version, is.named || named);
            }
            gone.push(*old);
        }
        let mut at = 0;
        self.couples.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
        None
    }

    /// The bytes of both versions; nothing where there is no such version.
    pub fn load(&self, couple: &Couple, max: u64) -> super::Bytes {
        let load = |version: &Option<(String, Place)>| version.as_ref().map(|(_, place)| self.bytes(place, max));
        (load(&couple.old), load(&couple.new))
    }

    fn bytes(&self, place: &Place, max: u64) -> Result<Vec<u8>, String> {
        match (place, &self.repository) {
            (Place::Stored(stored), Some(repository)) => repository.bytes(stored, max).map_err(|f| f.what),
            (Place::Stored(_), None) => Err("lies in no repository".to_owned()),
            (Place::File(path), _) => {
                let mut bytes = Vec::new();
                let file = File::open(path).map_err(|e| format!("cannot be read: {e}"))?;
                file.take(max + 1).read_to_end(&mut bytes).map_err(|e| format!("cannot be read: {e}"))?;
                let fits = bytes.len() as u64 <= max;
                if fits { Ok(bytes) } else { Err(format!("larger than {max} bytes; `max-size` sets another limit")) }
            }
        }
    }
}

fn or_head(revision: &str) -> &str {
    if revision.is_empty() { "HEAD" } else { revision }
}

/// Pairs what has the same path.
fn couples(
    mut old: BTreeMap<String, Version>,
    new: BTreeMap<String, Version>,
    shown: impl Fn(&str) -> String,
) -> Vec<Couple> {
    let couple = |path: &str, old: Option<Version>, new: Option<Version>| {
        let named = [&old, &new].into_iter().flatten().any(|v| v.2);
        let plain = |v: Option<Version>| v.map(|(name, place, _)| (name, place));
        Couple { path: shown(path), named, renamed: None, old: plain(old), new: plain(new) }
    };
    let mut all: Vec<Couple> =
        new.into_iter().map(|(path, version)| couple(&path, old.remove(&path), Some(version))).collect();
    all.extend(old.into_iter().map(|(path, version)| couple(&path, Some(version), None)));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// A path as it is called from the root of the repository.
///
/// # Errors
/// When it lies outside.
pub fn inside(path: &Path, root: &Path) -> Result<String, Stop> {
    // What a revision holds need not be there any more: then as much of the path as is there is made plain.
    let there = path.ancestors().find_map(|a| Some((std::fs::canonicalize(a).ok()?, path.strip_prefix(a).ok()?)));
    let whole =
        there.map_or_else(|| path.to_owned(), |(a, rest)| if rest.as_os_str().is_empty() { a } else { a.join(rest) });
    let root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let below = whole.strip_prefix(&root);
    let below = below.map_err(|_| Stop::Failed(format!("{}: lies outside of the repository", path.display())))?;
    Ok(below.to_string_lossy().replace('\\', "/"))
}

/// Which files of a revision are wanted.
pub struct Globs {
    include: GlobSet,
    exclude: GlobSet,
}

impl Globs {
    /// # Errors
    /// When a pattern is none.
    pub fn of(options: &DiscoverOptions) -> Result<Globs, Stop> {
        let set = |patterns: &[String]| -> Result<GlobSet, Stop> {
            let wrong = |e: globset::Error| Stop::Failed(format!("not a glob: {e}"));
            let mut builder = GlobSetBuilder::new();
            for pattern in patterns {
                builder.add(Glob::new(pattern).map_err(wrong)?);
            }
            builder.build().map_err(wrong)
        };
        Ok(Globs { include: set(&options.include)?, exclude: set(&options.exclude)? })
    }

    /// Whether a file is wanted.
    pub fn take(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let fits = |set: &GlobSet| set.is_match(path) || set.is_match(name);
        (self.include.is_empty() || fits(&self.include)) && !fits(&self.exclude)
    }
}
