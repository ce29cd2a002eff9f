//! Places as editors have them: addresses of files, and lines and columns from 0 in the units that were agreed on.

use candour::notice::{Encoding, Notice, Source, Span};
use lsp_types::{Position, Range, Uri};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Marks that some editors leave as they are in addresses, where no address may have them.
const STRAY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a path may have in an address as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Keys of messages whose values are addresses.
const ADDRESSES: [&str; 3] = ["uri", "rootUri", "baseUri"];

/// Encodes what editors leave unencoded in the addresses of a message.
pub fn tidy(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(tidy),
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if ADDRESSES.contains(&key.as_str()) && Uri::from_str(text).is_err() => {
                        *text = utf8_percent_encode(text, STRAY).to_string();
                    }
                    value => tidy(value),
                }
            }
        }
        _ => {}
    }
}

/// The path of a file's address; nothing for what is no file.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // A host stands before the path; it is that of this machine.
    let path = rest.find('/').and_then(|at| rest.get(at..))?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// The address of a file.
pub fn uri_of(path: &Path) -> Option<Uri> {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = utf8_percent_encode(&text, ENCODED).to_string();
    Uri::from_str(&format!("file:///{}", text.trim_start_matches('/'))).ok()
}

/// A document's text with its lines.
pub struct Lines {
    source: Source,
    bytes: bool,
}

impl Lines {
    /// The lines of a text; `bytes` says that columns count bytes, else they count UTF-16 units.
    pub fn new(text: &str, bytes: bool) -> Lines {
        Lines { source: Source::new(text.to_owned(), Encoding::Utf8, 0), bytes }
    }

    /// The place of a byte.
    pub fn position(&self, byte: usize) -> Position {
        let (line, _) = self.source.position(byte);
        let start = self.source.line_range(line as usize).start;
        let column = match self.bytes {
            true => byte.saturating_sub(start) as u32,
            false => self.source.units(byte).saturating_sub(self.source.units(start)),
        };
        Position { line: line - 1, character: column }
    }

    /// The byte at a place. A column beyond the line's end is its end; a line beyond the last is the end of the text.
    pub fn byte(&self, at: Position) -> usize {
        if at.line as usize >= self.source.line_count() {
            return self.source.text.len();
        }
        let range = self.source.line_range(at.line as usize + 1);
        let line = self.source.text.get(range.clone()).unwrap_or_default();
        let mut left = at.character as usize;
        for (byte, c) in line.char_indices() {
            let units = if self.bytes { c.len_utf8() } else { c.len_utf16() };
            if left < units {
                return range.start + byte;
            }
            left -= units;
        }
        range.end
    }

    /// The place of some bytes.
    pub fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    /// The words of a line, counted from 1, without the space around them.
    pub fn line(&self, line: u32) -> Range {
        let range = self.source.line_range(line.max(1) as usize);
        let words = self.source.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (words.len() - words.trim_start().len());
        self.range(start..start.max(range.start + words.trim_end().len()))
    }
}

/// The bytes of a document that words of a notice stand at. The document has the mark in front that the notice's file
/// may begin with; the notice has not.
pub fn bytes(notice: &Notice, span: Span) -> std::ops::Range<usize> {
    let span = notice.map.source(span);
    let at = |byte: u32| notice.source.stored(byte as usize) as usize;
    at(span.start)..at(span.end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn places_count_the_units_that_were_agreed_on() {
        let text = "a\r\n\u{1f512}é b\rc";
        let at = |line, character| Position { line, character };
        let b = text.find('b').unwrap();
        for (bytes, column) in [(false, 4), (true, 7)] {
            let lines = Lines::new(text, bytes);
            assert_eq!(lines.position(b), at(1, column));
            assert_eq!(lines.byte(at(1, column)), b);
            assert_eq!(lines.position(text.len()), at(2, 1));
            assert_eq!(lines.byte(at(2, 9)), text.len());
            assert_eq!(lines.byte(at(0, 9)), 1, "the break is no part of the line");
            assert_eq!(lines.byte(at(9, 0)), text.len());
            // Within a letter of two units is before it.
            assert_eq!(lines.byte(at(1, 1)), 3);
        }
    }

    #[test]
    fn addresses_and_paths() {
        let uri = |text: &str| Uri::from_str(text).unwrap();
        for path in ["/a b/ü#1?.md", "/plain/notice.md", "/a[1]/%41.md"] {
            assert_eq!(path_of(&uri_of(Path::new(path)).unwrap()).unwrap(), Path::new(path));
        }
        assert_eq!(path_of(&uri("file:///c%3A/x.md")).unwrap(), Path::new("c:/x.md"));
        assert_eq!(path_of(&uri("file://localhost/x.md")).unwrap(), Path::new("/x.md"));
        assert!(path_of(&uri("untitled:Untitled-1")).is_none());
        let mut value = serde_json::json!({ "a": [{ "uri": "file:///a[1] b.md", "text": "[x]" }] });
        tidy(&mut value);
        assert_eq!(value, serde_json::json!({ "a": [{ "uri": "file:///a%5B1%5D%20b.md", "text": "[x]" }] }));
    }
}
