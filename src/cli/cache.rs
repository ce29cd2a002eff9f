//! What came of earlier runs, kept in a folder, so that what is unchanged is not looked at again.
//!
//! An entry is found by what decides it: the program itself, with its rules and law; the rules and phrases of the user; the
//! configuration and the options; the path and the bytes of the file. If any of these changes, another entry is looked for,
//! so none is ever out of date. An entry is believed only if its bytes are those that were written under its key: what is
//! damaged, cut off or of another version is as if it were not there, and is written anew.

use super::config::Config;
use super::{Stop, tell};
use candour::Candour;
use candour::audit::Options;
use candour::audit::portfolio::{Packed, Portfolio};
use candour::check::stored::{self, Documents};
use candour::read::Limits;
use candour::rules::Asked;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// How entries begin.
const MAGIC: &[u8] = b"candour-cache/1\n";
/// Bytes of a checksum.
const SUM: usize = 32;

/// The folder, for one run.
pub struct Cache {
    folder: PathBuf,
    /// Of all that decides what comes of a file, besides the file.
    run: [u8; SUM],
    /// Why an entry could not be written: told once.
    trouble: OnceLock<String>,
}

impl Cache {
    /// The cache in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made, or is none.
    pub fn open(
        folder: &Path,
        candour: &Candour,
        (options, limits): (&Options, &Limits),
        config: &Config,
    ) -> Result<Cache, Stop> {
        let fail = |e: io::Error| Stop::Failed(format!("{}: cannot be used as a cache: {e}", folder.display()));
        fs::create_dir_all(folder).map_err(fail)?;
        let mut hasher = blake3::Hasher::new();
        let program = std::env::current_exe().and_then(fs::File::open).map_err(fail)?;
        hasher.update_reader(program).map_err(fail)?;
        let Options { as_of, min_confidence, select, ignore, all_files, comments, evidence: _, settings: _, caps } =
            options;
        let asked = format!("{:?}", (as_of, min_confidence, select, ignore, all_files, comments, limits, caps));
        let said = format!("{:?}", (&config.here, config.folder(), &config.shown, &config.values));
        let (rules, extra) = (&candour.rules, candour.lexicon.extra());
        let own: Vec<_> = rules.rules.iter().filter(|r| !r.builtin).collect();
        let own = format!("{:?}", (own, &rules.tables, extra));
        for part in [asked, said, own] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        Ok(Cache { folder: folder.to_owned(), run: *hasher.finalize().as_bytes(), trouble: OnceLock::new() })
    }

    /// What came of a file in an earlier run; else it is found out, and kept unless it is an error of candour's own.
    pub fn file(
        &self,
        (path, bytes, asked): (&str, &[u8], Option<&Asked>),
        candour: &Candour,
        find_out: impl FnOnce() -> Documents,
    ) -> Documents {
        let facts = asked.map(|a| format!("{a:?}")).unwrap_or_default();
        let key = self.key(&[b"file", path.as_bytes(), facts.as_bytes(), bytes]);
        let known = self.read(&key).and_then(|stored| stored::restore(&stored, bytes, &candour.rules));
        known.unwrap_or_else(|| {
            let documents = find_out();
            // What went wrong is tried again.
            if documents.iter().all(|(checked, _)| checked.about.error.is_none()) {
                self.write(&key, stored::store(&documents, bytes, &candour.rules));
            }
            documents
        })
    }

    /// What was found across the same notices in an earlier run; else it is found out, and kept.
    ///
    /// # Errors
    /// Those of finding it out.
    pub fn across(
        &self,
        facts: &[Packed],
        find_out: impl FnOnce() -> Result<Portfolio, Stop>,
    ) -> Result<Portfolio, Stop> {
        let bodies = facts.iter().map(|f| f.parts().1);
        let key = self.key(&[&b"across"[..]].into_iter().chain(bodies).collect::<Vec<_>>());
        if let Some(known) = self.read(&key).and_then(|json| serde_json::from_slice(&json).ok()) {
            return Ok(known);
        }
        let found = find_out()?;
        self.write(&key, serde_json::to_vec(&found));
        Ok(found)
    }

    /// Tells if the cache could not be written.
    pub fn close(&self) {
        if let Some(what) = self.trouble.get() {
            tell(&format!("note: {}: the cache could not be written: {what}", self.folder.display()));
        }
    }

    fn key(&self, parts: &[&[u8]]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.run);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize()
    }

    fn place(&self, key: &blake3::Hash) -> PathBuf {
        let name = key.to_hex();
        let (shelf, name) = name.split_at(2);
        self.folder.join(shelf).join(name)
    }

    fn sum(key: &blake3::Hash, body: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(key.as_bytes(), body)
    }

    fn read(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        let mut entry = fs::read(self.place(key)).ok()?;
        let (sum, body) = entry.strip_prefix(MAGIC)?.split_first_chunk::<SUM>()?;
        let whole = Cache::sum(key, body) == *sum;
        whole.then(|| entry.split_off(MAGIC.len() + SUM))
    }

    /// Writes an entry: it is there whole or not at all.
    fn write(&self, key: &blake3::Hash, body: serde_json::Result<Vec<u8>>) {
        let write = || -> io::Result<()> {
            let (place, body) = (self.place(key), body?);
            let shelf = place.parent().unwrap_or(&self.folder);
            fs::create_dir_all(shelf)?;
            let mut beside = tempfile::NamedTempFile::new_in(shelf)?;
            beside.write_all(&[MAGIC, Cache::sum(key, &body).as_bytes(), &body].concat())?;
            beside.persist(&place).map_err(|e| e.error)?;
            Ok(())
        };
        if let Err(e) = write() {
            let _ = self.trouble.set(e.to_string());
        }
    }
}
