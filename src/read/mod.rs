//! Bytes to notices: what to open, in which encoding and format, and how to cut it up.
//!
//! A reader never panics and never guesses silently: what it cannot read is a [`Failure`], what it had to bend is a
//! [`crate::notice::Note`] of the notice.

mod cells;
mod decode;
mod discover;
mod docx;
mod flow;
mod front;
pub mod git;
mod govspeak;
mod helper;
mod html;
mod jsx;
mod loose;
mod markdown;
mod mhtml;
mod numbered;
mod package;
pub mod pdf;
mod roles;
mod rows;
mod said;
mod scan;
mod schema;
mod shortcode;
mod template;
pub mod text;
mod weave;
mod wrap;
mod yaml;

pub use discover::{CONFIGURATIONS, DiscoverOptions, Discovered, Found, discover};
pub use schema::notice_schema;

use crate::notice::{Format, Notice, Source};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// How much a reader takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Largest file, in bytes.
    pub max_size: u64,
    /// Deepest nesting of lists (deeper ones are flattened) and of YAML (deeper ones are refused).
    pub max_depth: usize,
    /// Most parts of a file: blocks of text, or values of YAML.
    pub max_parts: usize,
    /// How many bytes the aliases of a YAML file may add.
    pub max_expansion: u64,
    /// How many seconds taking one PDF apart may last, where another process does it.
    pub max_pdf_seconds: u64,
    /// How many bytes of memory taking one PDF apart may need, where another process does it.
    pub max_pdf_memory: u64,
    /// How PDFs are taken apart.
    pub pdf: PdfTaker,
}

/// How PDFs are taken apart: right here, unless the caller knows a safer way, such as another process.
#[derive(Clone, Copy)]
pub struct PdfTaker(pub fn(&[u8], &Limits) -> Result<pdf::Apart, String>);

impl PdfTaker {
    fn take_apart(self, bytes: &[u8], limits: &Limits) -> Result<pdf::Apart, String> {
        (self.0)(bytes, limits)
    }
}

/// Whichever way it is done, the same comes of it.
impl PartialEq for PdfTaker {
    fn eq(&self, _other: &PdfTaker) -> bool {
        true
    }
}

impl Eq for PdfTaker {}

impl std::fmt::Debug for PdfTaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PdfTaker")
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_size: 20 << 20,
            max_depth: 64,
            max_parts: 1_000_000,
            max_expansion: 4 << 20,
            max_pdf_seconds: 30,
            max_pdf_memory: 1 << 30,
            pdf: PdfTaker(pdf::take_apart),
        }
    }
}

impl Limits {
    /// # Errors
    /// When a file has more parts than it may.
    fn parts(&self, path: &str, count: usize) -> Result<(), Failure> {
        match count > self.max_parts {
            true => Err(Failure::new(path, self.too_many_parts())),
            false => Ok(()),
        }
    }

    fn too_many_parts(&self) -> String {
        format!("more than {} parts; `max-parts` sets another limit", self.max_parts)
    }
}

/// Why a file could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{path}: {what}")]
pub struct Failure {
    /// The path as given or met.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// The line it is about, from 1, when there is one.
    pub line: Option<u32>,
}

impl Failure {
    /// A failure about the file as a whole.
    pub(crate) fn new(path: &str, what: impl Into<String>) -> Failure {
        Failure { path: path.to_owned(), what: what.into(), line: None }
    }
}

/// Reads a file. `shown` is the path to show.
///
/// # Errors
/// When the file cannot be opened, is too large, or cannot be read as a notice at all.
pub fn read_file(path: &Path, shown: &str, limits: &Limits) -> Result<Vec<Notice>, Failure> {
    let cannot = |error: std::io::Error| Failure::new(shown, format!("cannot be read: {}", reason(&error)));
    if path.is_dir() {
        return Err(Failure::new(shown, "cannot be read: it is a folder"));
    }
    let file = std::fs::File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    // One byte more than the cap tells that the file is larger, without reading all of it.
    file.take(limits.max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(cannot)?;
    read_bytes(shown, &bytes, None, limits)
}

/// Reads the bytes of a file. Without a format, the ending of the path tells; for `-` the text itself does.
///
/// Gives several notices when the file holds several, and none when it holds none.
///
/// # Errors
/// When the bytes are too many, are no text, or cannot be read in their format.
pub fn read_bytes(path: &str, bytes: &[u8], format: Option<Format>, limits: &Limits) -> Result<Vec<Notice>, Failure> {
    if bytes.len() as u64 > limits.max_size.min(u64::from(u32::MAX / 4)) {
        return Err(Failure::new(
            path,
            format!("larger than {} bytes; `max-size` sets another limit", limits.max_size),
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return docx::read(path, bytes, limits);
    }
    if pdf::is_pdf(bytes) {
        let apart = limits.pdf.take_apart(bytes, limits).map_err(|what| Failure::new(path, what))?;
        return pdf::notice(path, &apart, limits);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Failure::new(path, package::container(bytes)));
    }
    let (source, notes) = decode::decode(bytes).map_err(|what| Failure::new(path, what))?;
    let template = template::of(path, &source.text);
    let format = format.or(template.map(|t| t.1)).unwrap_or_else(|| format_of(path, &source.text));
    if matches!(format, Format::Docx | Format::Pdf) {
        return Err(Failure::new(path, format!("no {} by its first bytes", ending_of(format))));
    }
    let source = Arc::new(source);
    if source.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let read = |text: &str| match format {
        Format::Markdown => markdown::read(text, limits),
        Format::Html => html::read(text, limits),
        _ => text::read(text),
    };
    let mut notices = match format {
        Format::Yaml | Format::Structured => yaml::read(path, &source, limits)?,
        _ => {
            let whole = format == Format::Html && (named_mhtml(path) || mhtml::looks_so(&source.text));
            let draft = match template {
                _ if whole => {
                    let page = mhtml::page(&source.text).map_err(|what| Failure::new(path, what))?;
                    template::through(page, read)
                }
                Some((syntax, _)) => template::read(&source.text, syntax, read),
                None => read(&source.text),
            };
            limits.parts(path, draft.blocks.len())?;
            vec![Notice::assemble(path, None, format, Arc::clone(&source), draft)]
        }
    };
    for notice in &mut notices {
        notice.notes.splice(0..0, notes.iter().cloned());
    }
    Ok(notices)
}

/// How a comment is written in a file of this name and text, read in this format: what stands before and behind its
/// words. Nothing where comments are not read.
pub fn comment_marks(path: &str, text: &str, format: Format) -> Option<(&'static str, &'static str)> {
    match (template::marks(path, text), format) {
        (Some(marks), _) => Some(marks),
        (None, Format::Markdown | Format::Html) => Some(("<!-- ", " -->")),
        (None, Format::Yaml | Format::Structured) => Some(("# ", "")),
        // What is no text itself has none; a suppression of it stands in the configuration.
        (None, Format::Text | Format::Docx | Format::Pdf) => None,
    }
}

/// The bytes of another text in the encoding of a file, with its byte order mark. Nothing if the encoding lacks a letter.
pub fn encode(source: &Source, text: &str) -> Option<Vec<u8>> {
    decode::encode(source, text)
}

/// The format that a path's ending tells; where there is none to tell, what the text looks like.
fn format_of(path: &str, text: &str) -> Format {
    let ending = Path::new(path).extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm" | "xhtml" | "mht" | "mhtml") => Format::Html,
        // JSON is YAML, too; it is read when it is named.
        Some("yaml" | "yml" | "json") => Format::Yaml,
        Some("docx") => Format::Docx,
        Some("pdf") => Format::Pdf,
        None if path == "-" => look(text),
        _ => Format::Text,
    }
}

/// Whether a path's ending tells of a web page with its parts in one file.
fn named_mhtml(path: &str) -> bool {
    let ending = Path::new(path).extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("mht" | "mhtml"))
}

/// What a document is called.
fn ending_of(format: Format) -> &'static str {
    if format == Format::Pdf { "PDF" } else { "document of Word" }
}

/// The format that a text looks like.
fn look(text: &str) -> Format {
    if mhtml::looks_so(text) {
        return Format::Html;
    }
    let lines = || text.lines().take(200);
    if lines().any(|l| l.starts_with("candour: notice/") || l.starts_with("\"candour\": ")) {
        return Format::Yaml;
    }
    let heading = |l: &str| l.trim_start_matches('#').starts_with(' ') && l.starts_with('#');
    if lines().any(heading) || text.starts_with("---\n") { Format::Markdown } else { Format::Text }
}

/// What an error of the operating system says, without its number.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}
