//! A Git repository for a test, made with the library that candour reads repositories with: no `git` is needed.
#![allow(clippy::unwrap_used, clippy::panic, dead_code)]

use gix::objs::tree::{Entry, EntryKind};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a repository in it.
pub struct Scratch {
    dir: TempDir,
    repo: gix::Repository,
}

impl Scratch {
    /// An empty repository, on the branch `main`.
    pub fn new() -> Scratch {
        let dir = TempDir::new().unwrap();
        let repo = gix::init(dir.path()).unwrap();
        let scratch = Scratch { dir, repo };
        scratch.on("main");
        scratch
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Takes a file away.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path().join(name)).unwrap();
    }

    /// Gives a file another name.
    pub fn rename(&self, from: &str, to: &str) {
        let to = self.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path().join(from), to).unwrap();
    }

    /// Everything in the folder as a commit on the branch.
    pub fn commit(&self) {
        let root = self.tree(self.path());
        let who = gix::actor::SignatureRef { name: "A".into(), email: "a@b.example".into(), time: "1767225600 +0000" };
        let parent = self.repo.head_id().ok().map(|id| id.detach());
        self.repo.commit_as(who, who, "HEAD", "x", root, parent).unwrap();
    }

    /// Begins a branch here, as `git switch --create` does.
    pub fn branch(&self, name: &str) {
        let here = self.repo.head_id().unwrap().detach();
        self.point(&format!("refs/heads/{name}"), here);
        self.on(name);
    }

    /// Lets a name, such as `refs/tags/v1`, stand for the last commit.
    pub fn name(&self, reference: &str) {
        self.point(reference, self.repo.head_id().unwrap().detach());
    }

    fn point(&self, reference: &str, at: gix::ObjectId) {
        self.repo.reference(reference, at, gix::refs::transaction::PreviousValue::Any, "x").unwrap();
    }

    fn on(&self, branch: &str) {
        fs::write(self.path().join(".git/HEAD"), format!("ref: refs/heads/{branch}\n")).unwrap();
    }

    fn tree(&self, folder: &Path) -> gix::ObjectId {
        let mut entries = Vec::new();
        for file in fs::read_dir(folder).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            let (mode, oid) = match file.file_type().unwrap().is_dir() {
                _ if name == ".git" => continue,
                true => (EntryKind::Tree, self.tree(&file.path())),
                false => (EntryKind::Blob, self.repo.write_blob(fs::read(file.path()).unwrap()).unwrap().detach()),
            };
            entries.push(Entry { mode: mode.into(), filename: name.into(), oid });
        }
        entries.sort();
        self.repo.write_object(gix::objs::Tree { entries }).unwrap().detach()
    }
}
