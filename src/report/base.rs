//! The names of files as a repository knows them, whatever the folder in which the program runs.

use super::clean::single;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::{Component, Path, PathBuf};

/// What a segment of a URI may not hold as it is: all but letters, digits and the marks that never mean anything.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// From where files are named. The usual one names them as they were given.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// The folder in which the program runs; empty if it does not matter.
    pub folder: PathBuf,
    /// The folder from which files are named: that one, or one above it.
    pub root: PathBuf,
}

/// A file's name as a URI.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Uri {
    /// The reference.
    pub text: String,
    /// Whether it is to be resolved against the root.
    pub relative: bool,
}

impl Base {
    /// The path from the root, with `/` between its parts; nothing if the file is not below the root.
    fn within(&self, path: &str) -> Option<String> {
        let whole = normal(&self.folder.join(path));
        let rest = whole.strip_prefix(normal(&self.root)).ok()?;
        let part = |c: Component<'_>| match c {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        };
        let parts: Option<Vec<String>> = rest.components().map(part).collect();
        parts.filter(|p| !p.is_empty()).map(|p| p.join("/"))
    }

    /// The file's name, on one line: from the root if it is below it, else as given.
    pub fn name(&self, path: &str) -> String {
        single(&self.within(path).unwrap_or_else(|| path.to_owned()))
    }

    /// The file's name as a URI: relative if it is below the root.
    pub(super) fn uri(&self, path: &str) -> Uri {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        if let Some(path) = self.within(path) {
            return Uri { text: encoded(&path), relative: true };
        }
        let whole = normal(&self.folder.join(path));
        let text = encoded(&whole.to_string_lossy().replace('\\', "/"));
        match whole.is_absolute() {
            true => Uri { text: format!("file:///{}", text.trim_start_matches('/')), relative: false },
            false => Uri { text, relative: true },
        }
    }
}

/// The path without `.`, and without `..` where there is something for it to take away.
fn normal(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_root() {
        let plain = Base::default();
        assert_eq!(plain.name("./a/../b/./c.md"), "b/c.md");
        assert_eq!(plain.name("../c.md"), "../c.md");
        assert_eq!(plain.uri("a b/£#%.md"), Uri { text: "a%20b/%C2%A3%23%25.md".into(), relative: true });
        assert_eq!(plain.uri("http://x").text, "http%3A/x");
        assert_eq!(plain.name("a\u{1b}[31m\n.md"), "a␛[31m .md");
    }

    #[cfg(unix)]
    #[test]
    fn a_root_above_the_folder_is_part_of_the_name() {
        let base = Base { folder: "/w/repo/site".into(), root: "/w/repo".into() };
        assert_eq!(base.name("notice.md"), "site/notice.md");
        assert_eq!(base.name("../n.md"), "n.md");
        assert_eq!(base.name("/w/repo/n.md"), "n.md");
        assert_eq!(base.uri("/elsewhere/n m.md"), Uri { text: "file:///elsewhere/n%20m.md".into(), relative: false });
        assert_eq!(base.uri("-"), Uri { text: "site/-".into(), relative: true });
    }
}
