//! Files as a revision of a Git repository holds them.
//!
//! Objects are read by a library and nothing else is done: no hook, filter, pager or helper is run, no configuration but
//! the repository's own is looked at, and nothing is written.

use super::Failure;
use super::discover::may_be_notice;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use std::path::{Path, PathBuf};

/// Folders nested deeper than this are not looked into.
const DEEPEST: usize = 64;

/// A repository to read from.
pub struct Repository {
    inner: gix::Repository,
    root: PathBuf,
}

/// A file of a revision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    /// Its path from the root of the repository, with strokes.
    pub path: String,
    /// Whether the file itself was named, not a folder above it.
    pub named: bool,
    id: gix::ObjectId,
}

impl Stored {
    /// Whether it holds just these bytes, which can be told without reading it.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let id = gix::objs::compute_hash(self.id.kind(), gix::objs::Kind::Blob, bytes);
        id.is_ok_and(|id| id == self.id)
    }
}

impl Repository {
    /// The repository that a folder lies in. The folder must be a whole path.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn around(folder: &Path) -> Result<Repository, Failure> {
        let shown = folder.to_string_lossy().into_owned();
        let root = folder.ancestors().find(|f| f.join(".git").exists());
        let root = root.ok_or_else(|| Failure::new(&shown, "lies in no Git repository"))?;
        let cannot = |what: String| Failure::new(&root.to_string_lossy(), format!("the Git repository {what}"));
        let options = gix::open::Options::isolated();
        let opened = gix::open_opts(root, options).map_err(|e| {
            let of_format = |e: &(dyn std::error::Error + 'static)| e.to_string().starts_with("Object format");
            match e.is_unsupported() && e.iter_errors().any(of_format) {
                true => cannot("keeps its objects under SHA-256, which candour does not read yet".to_owned()),
                false => cannot(format!("cannot be read: {e}: {}", e.probable_cause())),
            }
        })?;
        Ok(Repository { inner: opened, root: root.to_owned() })
    }

    /// The folder that paths are told from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files of a revision that may hold a notice: those at some paths and below, by path; all for an empty path.
    ///
    /// # Errors
    /// When there is no such revision, or it cannot be read.
    pub fn files(&self, revision: &str, below: &[String]) -> Result<Vec<Stored>, Failure> {
        let none = || Failure::new(revision, "there is no such revision in this repository");
        let broken = |what: &dyn std::fmt::Display| Failure::new(revision, format!("cannot be read: {what}"));
        let id = self.inner.rev_parse_single(revision).map_err(|_| none())?;
        let object = id.object().map_err(|e| broken(&e))?;
        let tree =
            object.peel_to_tree().map_err(|_| Failure::new(revision, "is neither a commit nor a folder of one"))?;
        let mut files = Vec::new();
        for path in below {
            if path.is_empty() {
                self.walk(&tree, "", 0, &mut files).map_err(|e| broken(&e))?;
                continue;
            }
            let Some(entry) = tree.lookup_entry_by_path(path).map_err(|e| broken(&e))? else { continue };
            match entry.mode().kind() {
                EntryKind::Tree => {
                    let folder = entry.object().map_err(|e| broken(&e))?.into_tree();
                    self.walk(&folder, path, 0, &mut files).map_err(|e| broken(&e))?;
                }
                EntryKind::Blob | EntryKind::BlobExecutable => {
                    files.push(Stored { path: path.clone(), named: true, id: entry.object_id() });
                }
                EntryKind::Link | EntryKind::Commit => {}
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path).then(b.named.cmp(&a.named)));
        files.dedup_by(|a, b| a.path == b.path);
        Ok(files)
    }

    fn walk(&self, tree: &gix::Tree<'_>, at: &str, depth: usize, out: &mut Vec<Stored>) -> Result<(), gix::Error> {
        for entry in tree.iter() {
            let entry = entry?;
            // A name that is no text cannot be told of; no notice has one.
            let Ok(name) = entry.filename().to_str() else { continue };
            if name.starts_with('.') {
                continue;
            }
            let path = if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
            match entry.mode().kind() {
                EntryKind::Tree if depth < DEEPEST => {
                    self.walk(&entry.object()?.into_tree(), &path, depth + 1, out)?;
                }
                EntryKind::Blob | EntryKind::BlobExecutable if may_be_notice(Path::new(name)) => {
                    out.push(Stored { path, named: false, id: entry.object_id() });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The bytes of a file, as they are stored.
    ///
    /// # Errors
    /// When it is too large, or the repository is damaged.
    pub fn bytes(&self, file: &Stored, max: u64) -> Result<Vec<u8>, Failure> {
        let broken = |what: &dyn std::fmt::Display| Failure::new(&file.path, format!("cannot be read: {what}"));
        let header = self.inner.find_header(file.id).map_err(|e| broken(&e))?;
        if header.size() > max {
            return Err(Failure::new(&file.path, format!("larger than {max} bytes; --max-size sets another limit")));
        }
        let mut object = self.inner.find_object(file.id).map_err(|e| broken(&e))?;
        Ok(std::mem::take(&mut object.data))
    }
}
