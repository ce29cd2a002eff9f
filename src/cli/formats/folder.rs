//! The folder of pages beside a report: it takes the place of the one of an earlier report when all is written, and no
//! other folder is ever touched.

use candour::report::html::{Beside, Pages};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a folder holds that candour made.
const MARK: &str = "made-by-candour.txt";
const SAYS: &str = "Pages of a report of candour. The next report of that name takes the place of this folder.\n";

/// A folder as it grows.
pub struct Folder {
    place: PathBuf,
    beside: PathBuf,
    made: bool,
}

/// Where the pages of a report go that is written to this file; nothing where it is no file in a folder.
pub fn beside(file: &Path) -> Option<Beside> {
    let special = file.exists() && !file.is_file();
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let index = file.file_name().filter(|_| !special)?.to_str()?.to_owned();
    let folder = format!("{}_files", Path::new(&index).file_stem()?.to_str()?);
    let place = file.with_file_name(&folder);
    let beside = file.with_file_name(format!(".{folder}.{}.part", std::process::id()));
    Some(Beside { folder, index, pages: Box::new(Folder { place, beside, made: false }) })
}

impl Folder {
    /// Whether what lies there is a folder of an earlier report.
    fn is_ours(&self) -> bool {
        self.place.join(MARK).is_file()
    }

    fn make(&mut self) -> io::Result<()> {
        if fs::symlink_metadata(&self.place).is_ok() && !self.is_ours() {
            let what = format!("{}: lies where the pages of the report go, and candour did not make it", self.shown());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, what));
        }
        fs::create_dir(&self.beside)?;
        self.made = true;
        fs::write(self.beside.join(MARK), SAYS)
    }

    fn shown(&self) -> String {
        self.place.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

impl Pages for Folder {
    fn page(&mut self, name: &str, text: &str) -> io::Result<()> {
        if !self.made {
            self.make()?;
        }
        fs::write(self.beside.join(name), text)
    }

    fn finish(&mut self) -> io::Result<()> {
        let old = self.beside.with_extension("old");
        let there = self.is_ours();
        if there {
            fs::rename(&self.place, &old)?;
        }
        if self.made {
            if let Err(e) = fs::rename(&self.beside, &self.place) {
                // What was there before is there again.
                if there {
                    fs::rename(&old, &self.place)?;
                }
                return Err(e);
            }
            self.made = false;
        }
        if there { fs::remove_dir_all(&old) } else { Ok(()) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            let _ = fs::remove_dir_all(&self.beside);
        }
    }
}
