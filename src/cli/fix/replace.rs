//! Putting new bytes in the place of a file's: wholly or not at all.

use candour::check::sha256;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The files that were replaced, for a file may be met under two names.
#[derive(Default)]
pub struct Replaced(BTreeMap<PathBuf, String>);

impl Replaced {
    /// Puts bytes in the place of those whose SHA-256 is `expected`. A link stays a link: the file that it leads to is
    /// replaced, and keeps its permissions and its owner.
    ///
    /// # Errors
    /// What went wrong, for people; the file is then as it was.
    pub fn replace(&mut self, path: &Path, expected: &str, bytes: &[u8]) -> Result<(), String> {
        let whole = fs::canonicalize(path).map_err(|e| reason(&e))?;
        let new = sha256(bytes);
        if self.0.get(&whole) == Some(&new) {
            return Ok(());
        }
        let metadata = fs::metadata(&whole).map_err(|e| reason(&e))?;
        if !metadata.is_file() {
            return Err("it is not a file that could be replaced".to_owned());
        }
        if metadata.permissions().readonly() {
            return Err("it is read-only".to_owned());
        }
        // Whoever may write into the folder could replace a file that he may not write.
        OpenOptions::new().write(true).open(&whole).map_err(|e| reason(&e))?;
        if sha256(&fs::read(&whole).map_err(|e| reason(&e))?) != expected {
            return Err("it changed while it was looked at; run the command again".to_owned());
        }
        put(&whole, &metadata, bytes)?;
        self.0.insert(whole, new);
        Ok(())
    }
}

fn put(path: &Path, metadata: &Metadata, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(|e| format!("its folder: {}", reason(&e)))?;
    beside.write_all(bytes).map_err(|e| reason(&e))?;
    keep_owner(beside.as_file(), metadata).map_err(|e| format!("its owner could not be kept: {}", reason(&e)))?;
    beside.as_file().set_permissions(metadata.permissions()).map_err(|e| reason(&e))?;
    beside.as_file().sync_all().map_err(|e| reason(&e))?;
    beside.persist(path).map_err(|e| reason(&e.error))?;
    Ok(())
}

/// Gives a new file the owner and the group of the one that it replaces.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata()?;
    let owner = (now.uid() != metadata.uid()).then_some(metadata.uid());
    let group = (now.gid() != metadata.gid()).then_some(metadata.gid());
    if owner.is_some() || group.is_some() { fchown(file, owner, group) } else { Ok(()) }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _metadata: &Metadata) -> io::Result<()> {
    Ok(())
}

/// What an error of the operating system says, without its number.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_not_overwritten() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("a.md");
        fs::write(&path, "one").unwrap();
        let mut replaced = Replaced::default();
        let error = replaced.replace(&path, &sha256(b"two"), b"three").unwrap_err();
        assert!(error.contains("changed"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replaced.replace(&path, &sha256(b"one"), b"three").unwrap();
        // Met again under another name, it is done already.
        replaced.replace(&dir.path().join("./a.md"), &sha256(b"one"), b"three").unwrap();
        assert!(replaced.replace(&path, &sha256(b"one"), b"four").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert!(replaced.replace(dir.path(), "", b"").is_err());
        assert_eq!(replaced.replace(&dir.path().join("b.md"), "", b"").unwrap_err(), "no such file");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
