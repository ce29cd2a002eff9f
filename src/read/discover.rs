//! What to read: the files named, and those below the folders named.

use super::{Failure, reason};
use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The path to show: the argument as given, joined with the path below it.
    pub shown: String,
    /// The path to open.
    pub path: PathBuf,
    /// Whether the file itself was named, not a folder above it.
    pub named: bool,
}

/// What was met.
#[derive(Clone, Debug, Default)]
pub struct Discovered {
    /// The files to read, by path.
    pub found: Vec<Found>,
    /// Paths that stand for nothing.
    pub failures: Vec<Failure>,
    /// Configurations that lie beside the files.
    pub configurations: Vec<PathBuf>,
}

/// How to walk.
#[derive(Clone, Debug, Default)]
pub struct DiscoverOptions {
    /// Only files that one of these globs matches; all when there is none. Files named are taken in any case.
    pub include: Vec<String>,
    /// No file that one of these globs matches. Files named are taken in any case.
    pub exclude: Vec<String>,
}

/// Endings of files that a walk takes for notices.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "mdx", "yaml", "yml", "html", "htm", "xhtml", "erb", "ejs", "njk", "hbs",
    "liquid", "mht", "mhtml", "docx", "pdf",
];

/// Endings of files that are mostly code: a walk takes those whose name says that they are about privacy.
const CODE: &[&str] = &["jsx", "tsx", "j2", "jinja", "jinja2", "twig", "nunjucks", "handlebars", "mustache"];

/// What configurations are called; the first goes before the second.
pub const CONFIGURATIONS: &[&str] = &["candour.yaml", "candour.yml"];

/// Files that lie beside notices and are none.
const BESIDE: &[&str] = &["candour.yaml", "candour.yml", "candour-baseline.yaml", "robots.txt", "requirements.txt"];

/// The files that some paths stand for, sorted by path, each once; and the paths that stand for nothing.
///
/// Folders are walked as ripgrep does: ignore files are obeyed, hidden files skipped, symbolic links not followed.
pub fn discover(args: &[PathBuf], options: &DiscoverOptions) -> Discovered {
    let mut met = Discovered::default();
    let globs = (globs(&options.include, &mut met.failures), globs(&options.exclude, &mut met.failures));
    let (Some(include), Some(exclude)) = globs else {
        return met;
    };
    for arg in args {
        let shown = arg.to_string_lossy().into_owned();
        match std::fs::metadata(arg) {
            Ok(data) if data.is_dir() => walk(arg, &include, &exclude, &mut met),
            Ok(_) => met.found.push(Found { shown, path: arg.clone(), named: true }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                met.failures.push(Failure::new(&shown, "no such file or folder"));
            }
            Err(error) => met.failures.push(Failure::new(&shown, format!("cannot be read: {}", reason(&error)))),
        }
    }
    // A file that is both named and met counts as named.
    let found = &mut met.found;
    found.sort_by(|a, b| a.path.cmp(&b.path).then(b.named.cmp(&a.named)).then_with(|| a.shown.cmp(&b.shown)));
    found.dedup_by(|a, b| a.path == b.path);
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    met.configurations.sort();
    met
}

fn globs(patterns: &[String], failures: &mut Vec<Failure>) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    let before = failures.len();
    for pattern in patterns {
        match Glob::new(pattern) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => failures.push(Failure::new(pattern, format!("not a glob: {}", error.kind()))),
        }
    }
    match set.build() {
        Ok(set) if failures.len() == before => Some(set),
        Ok(_) => None,
        Err(error) => {
            failures.push(Failure::new("", format!("globs: {error}")));
            None
        }
    }
}

fn walk(root: &Path, include: &GlobSet, exclude: &GlobSet, met: &mut Discovered) {
    let wanted = |e: &ignore::DirEntry| e.depth() == 0 || !parts_of_page(e.path());
    for entry in WalkBuilder::new(root).follow_links(false).filter_entry(wanted).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                met.failures.push(walk_failure(root, &error));
                continue;
            }
        };
        let path = entry.path();
        if path.file_name().is_some_and(|n| CONFIGURATIONS.iter().any(|c| n == *c)) {
            met.configurations.push(path.to_owned());
        }
        if !entry.file_type().is_some_and(|t| t.is_file()) || !may_be_notice(path) {
            continue;
        }
        // A glob may be meant from the folder named, or from where the command runs.
        let below = path.strip_prefix(root).unwrap_or(path);
        let plain = path.strip_prefix(".").unwrap_or(path);
        let matches = |set: &GlobSet| {
            set.is_match(below) || set.is_match(plain) || below.file_name().is_some_and(|n| set.is_match(n))
        };
        if (!include.is_empty() && !matches(include)) || matches(exclude) {
            continue;
        }
        met.found.push(Found { shown: path.to_string_lossy().into_owned(), path: path.to_owned(), named: false });
    }
}

/// Endings of the names of folders in which browsers put the parts of a page that they save beside it.
const PARTS: &[&str] = &["_files", "-Dateien", "_fichiers", "_archivos", "-filer", "_bestanden", "_pliki", "_ffeiliau"];

/// Whether a folder holds the parts of a saved page: `notice_files` beside `notice.html`.
fn parts_of_page(folder: &Path) -> bool {
    let Some(name) = folder.file_name().map(|n| n.to_string_lossy()) else { return false };
    let stem = PARTS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    let page =
        |stem: &str| ["html", "htm", "xhtml"].iter().any(|e| folder.with_file_name(format!("{stem}.{e}")).is_file());
    stem.is_some_and(page) && folder.is_dir()
}

fn walk_failure(root: &Path, error: &ignore::Error) -> Failure {
    let mut at = error;
    let mut path = root.to_string_lossy().into_owned();
    loop {
        match at {
            ignore::Error::WithPath { path: inner, err } => {
                path = inner.to_string_lossy().into_owned();
                at = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => at = err,
            ignore::Error::Io(error) => return Failure::new(&path, format!("cannot be read: {}", reason(error))),
            other => return Failure::new(&path, other.to_string()),
        }
    }
}

/// Whether a file met in a walk may hold a notice, by its name.
pub(super) fn may_be_notice(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|n| n.to_string_lossy().to_lowercase()) else { return false };
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let told = ["privacy", "data-protection", "data_protection", "dataprotection", "gdpr", "fair-processing"];
    let code = CODE.contains(&ending) && told.iter().any(|w| stem.contains(w));
    (ENDINGS.contains(&ending) || code)
        && !BESIDE.contains(&name.as_str())
        && !stem.ends_with(".expected")
        && !matches!(stem.rsplit(['-', '.', '_']).next(), Some("lock"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        dir
    }

    fn names(dir: &tempfile::TempDir, options: &DiscoverOptions) -> Vec<String> {
        let Discovered { found, failures, .. } = discover(&[dir.path().to_owned()], options);
        assert!(failures.is_empty(), "{failures:?}");
        let root = format!("{}/", dir.path().display());
        found.iter().map(|f| f.shown.strip_prefix(&root).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_walk_takes_notices_only_and_sorts_them() {
        let dir = tree(&[
            "b.md",
            "a/z.txt",
            "a.yml",
            "page.html",
            "part.tsx",
            "PrivacyNotice.tsx",
            "candour.yaml",
            "b.expected.yaml",
            "pnpm-lock.yaml",
            ".hidden.md",
            "skip/x.md",
            "noending",
        ]);
        std::fs::write(dir.path().join(".ignore"), "skip/\n").unwrap();
        assert_eq!(
            names(&dir, &DiscoverOptions::default()),
            ["PrivacyNotice.tsx", "a.yml", "a/z.txt", "b.md", "page.html"]
        );
    }

    #[test]
    fn the_parts_of_a_saved_page_are_no_pages() {
        let dir =
            tree(&["notice.html", "notice_files/saved_resource.html", "other_files/a.html", "notice.docx", "n.pdf"]);
        assert_eq!(
            names(&dir, &DiscoverOptions::default()),
            ["n.pdf", "notice.docx", "notice.html", "other_files/a.html"]
        );
    }

    #[test]
    fn globs_choose() {
        let dir = tree(&["a.md", "b.md", "sub/c.md", "sub/d.txt"]);
        let options = |i: &[&str], e: &[&str]| DiscoverOptions {
            include: i.iter().map(|&s| s.to_owned()).collect(),
            exclude: e.iter().map(|&s| s.to_owned()).collect(),
        };
        assert_eq!(names(&dir, &options(&["*.txt"], &[])), ["sub/d.txt"]);
        assert_eq!(names(&dir, &options(&[], &["sub/**", "b.md"])), ["a.md"]);
        let Discovered { found, failures, .. } = discover(&[dir.path().to_owned()], &options(&["a{"], &[]));
        assert!(found.is_empty());
        assert_eq!(failures.len(), 1);
    }

    #[test]
    fn named_files_are_taken_as_they_are_and_missing_ones_reported() {
        let dir = tree(&["candour.yaml", "page.html"]);
        let args: Vec<PathBuf> = ["page.html", "candour.yaml", "none.md"].iter().map(|n| dir.path().join(n)).collect();
        let Discovered { found, failures, .. } = discover(&args, &DiscoverOptions::default());
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|f| f.named));
        assert_eq!(failures.len(), 1);
        assert!(failures[0].path.ends_with("none.md"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_in_a_walk() {
        let dir = tree(&["a.md"]);
        let other = tree(&["b.md"]);
        std::os::unix::fs::symlink(other.path(), dir.path().join("link")).unwrap();
        std::os::unix::fs::symlink(other.path().join("b.md"), dir.path().join("c.md")).unwrap();
        assert_eq!(names(&dir, &DiscoverOptions::default()), ["a.md"]);
    }
}
