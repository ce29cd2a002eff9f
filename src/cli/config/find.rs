//! Where the configuration lies.

use candour::read::CONFIGURATIONS;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The configuration that lies nearest, from a folder upwards: as far as the root of the repository and no further,
/// and in the folder alone where there is no repository.
pub fn upwards(here: &Path) -> Option<PathBuf> {
    let root = here.ancestors().find(|p| p.join(".git").exists()).unwrap_or(here);
    let depth = here.ancestors().take_while(|p| *p != root).count();
    here.ancestors().take(depth + 1).find_map(beside)
}

fn beside(folder: &Path) -> Option<PathBuf> {
    CONFIGURATIONS.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// The text of a file of the user, as far as it is not too large.
///
/// # Errors
/// Says what is wrong, without the file's name.
pub fn text_of(path: &Path, most: u64) -> Result<String, String> {
    if path.is_dir() {
        return Err("is a folder; name a file".to_owned());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|f| f.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => e.to_string(),
    })?;
    if bytes.len() as u64 > most {
        return Err(format!("larger than {most} bytes"));
    }
    String::from_utf8(bytes).map_err(|_| "not written in UTF-8".to_owned())
}

/// A path as it is told from a folder: with `..` where it lies above.
pub fn told_from(here: &Path, path: &Path) -> String {
    for (up, folder) in here.ancestors().enumerate() {
        if let Ok(below) = path.strip_prefix(folder) {
            return Path::new(&"../".repeat(up)).join(below).display().to_string();
        }
    }
    path.display().to_string()
}
