//! The folders of `--rules`: packs, and rules without a pack.
//!
//! They may come from strangers: nothing outside the folder is read, and not more than a pack can need.

use super::Stop;
use candour::Candour;
use candour::rules::RuleError;
use candour::rules::pack::Folder;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// Most bytes of a folder.
const MAX_BYTES: usize = 16 << 20;
/// Most files of a folder.
const MAX_FILES: usize = 2000;
/// Most folders below each other.
const MAX_DEPTH: usize = 8;

/// Adds the rules in folders. What is wrong in one leaves the others.
pub fn add_rules(candour: &mut Candour, folders: &[PathBuf]) -> Result<(), Stop> {
    for path in folders {
        candour.add_rules(&folder(path)?);
    }
    Ok(())
}

/// What stands in a folder, or the one file that was named.
fn folder(path: &Path) -> Result<Folder, Stop> {
    let shown = path.display().to_string();
    let fail = |e: std::io::Error| Stop::Failed(format!("{shown}: {e}"));
    let mut walk =
        Walk { root: path.to_owned(), folder: Folder { shown: shown.clone(), ..Folder::default() }, bytes: 0 };
    if fs::metadata(path).map_err(fail)?.is_dir() {
        walk.enter(path, "", 0);
    } else {
        walk.folder.shown = String::new();
        walk.file(path, shown.clone());
    }
    Ok(walk.folder)
}

struct Walk {
    root: PathBuf,
    folder: Folder,
    bytes: usize,
}

impl Walk {
    fn wrong(&mut self, path: &Path, what: impl Into<String>) {
        let error = RuleError { file: path.display().to_string(), line: None, what: what.into() };
        self.folder.errors.push(error);
    }

    fn enter(&mut self, folder: &Path, below: &str, depth: usize) {
        if depth > MAX_DEPTH {
            return self.wrong(folder, format!("more than {MAX_DEPTH} folders below each other"));
        }
        let read: Result<Vec<_>, _> = fs::read_dir(folder).and_then(Iterator::collect);
        let mut entries = match read {
            Ok(entries) => entries,
            Err(e) => return self.wrong(folder, e.to_string()),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with('.') {
                continue;
            }
            let inner = if below.is_empty() { name } else { format!("{below}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => {
                    self.wrong(&path, "a symbolic link; nothing outside the folder is read, nor linked to");
                }
                Ok(kind) if kind.is_dir() => self.enter(&path, &inner, depth + 1),
                Ok(kind) if kind.is_file() && ours(&path) => self.file(&path, inner),
                Ok(_) => {}
                Err(e) => self.wrong(&path, e.to_string()),
            }
        }
    }

    fn file(&mut self, path: &Path, below: String) {
        if self.folder.files.len() >= MAX_FILES || self.bytes >= MAX_BYTES {
            let root = self.root.clone();
            if !self.folder.errors.iter().any(|e| e.what.starts_with("more than")) {
                self.wrong(&root, format!("more than {MAX_FILES} files or {MAX_BYTES} bytes; the rest is not read"));
            }
            return;
        }
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|f| f.take(MAX_FILE + 1).read_to_end(&mut bytes));
        match read.map_err(|e| e.to_string()) {
            Err(what) => self.wrong(path, what),
            Ok(_) if bytes.len() as u64 > MAX_FILE => {
                self.wrong(path, format!("a file of rules may hold {MAX_FILE} bytes at most"));
            }
            Ok(_) => match String::from_utf8(bytes) {
                Ok(text) => {
                    self.bytes += text.len();
                    self.folder.files.push((below, text));
                }
                Err(_) => self.wrong(path, "not written in UTF-8"),
            },
        }
    }
}

/// Whether a file can belong to a pack.
fn ours(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "yaml" || e == "yml" || e == "csv")
}
