//! Bytes to notices.

pub mod text;

// A stand-in until the readers are here: plain text only.

use crate::notice::{Encoding, Format, Notice, Source};
use std::path::PathBuf;
use std::sync::Arc;

/// How much a reader takes.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest file, in bytes.
    pub max_size: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_size: 16 << 20 }
    }
}

/// Why a file could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The path as given or met.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// The line it is about, when there is one.
    pub line: Option<u32>,
}

/// A file to read.
#[derive(Clone, Debug)]
pub struct Found {
    /// The path to show.
    pub shown: String,
    /// The path to open.
    pub path: PathBuf,
    /// Whether it was named on the command line.
    pub named: bool,
}

/// How to walk.
#[derive(Clone, Debug, Default)]
pub struct DiscoverOptions {
    /// Only files that one of these globs matches.
    pub include: Vec<String>,
    /// No file that one of these globs matches.
    pub exclude: Vec<String>,
}

/// Notices from the bytes of a file.
///
/// # Errors
/// When the bytes cannot be read as a notice at all.
pub fn read_bytes(path: &str, bytes: &[u8], _hint: Option<Format>, limits: &Limits) -> Result<Vec<Notice>, Failure> {
    let fail = |what: String| Failure { path: path.to_owned(), what, line: None };
    if bytes.len() as u64 > limits.max_size {
        return Err(fail(format!("larger than {} bytes", limits.max_size)));
    }
    let text = String::from_utf8(bytes.to_vec()).map_err(|e| fail(e.to_string()))?;
    let draft = text::read(&text);
    Ok(vec![Notice::assemble(path, None, Format::Text, Arc::new(Source::new(text, Encoding::Utf8, 0)), draft)])
}

/// The files below the arguments.
pub fn discover(args: &[PathBuf], _options: &DiscoverOptions) -> (Vec<Found>, Vec<Failure>) {
    let mut found = Vec::new();
    let mut failures = Vec::new();
    for arg in args {
        let shown = arg.display().to_string();
        if !arg.exists() {
            failures.push(Failure { path: shown, what: "no such file or folder".into(), line: None });
            continue;
        }
        for entry in ignore::Walk::new(arg).flatten().filter(|e| e.file_type().is_some_and(|t| t.is_file())) {
            let path = entry.path().to_owned();
            found.push(Found { shown: path.display().to_string(), named: path == *arg, path });
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    found.dedup_by(|a, b| a.path == b.path);
    (found, failures)
}

/// The JSON Schema of the structured notice form.
pub fn notice_schema() -> serde_json::Value {
    serde_json::json!({"type": "object"})
}
