//! The file behind a notice: its decoded text, and the way back to lines, columns and stored bytes.

use super::Span;

/// How the file's bytes were turned into text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, little endian, with a byte order mark.
    Utf16Le,
    /// UTF-16, big endian, with a byte order mark.
    Utf16Be,
    /// Windows-1252: one byte a character.
    Windows1252,
    /// No text: the words were taken out of the paragraphs of a document. Places are those of the words taken out.
    Paragraphs,
    /// No text: the words were taken off the pages of a document. Places are those of the words taken off.
    Pages,
}

/// A decoded file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The file's text. Byte order marks are not part of it.
    pub text: String,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// Length in bytes of the byte order mark that was skipped.
    pub mark: u32,
    lines: Vec<u32>,
    /// Characters and UTF-16 units before every [`STEP`] bytes of text; empty when the text is ASCII.
    steps: Vec<(u32, u32)>,
    /// Of text taken out of a document: where in it each paragraph or page begins.
    pub(crate) places: Vec<u32>,
}

/// Bytes between two checkpoints of [`Source`]: what one look-up counts at most.
const STEP: usize = 256;

/// A place in the stored file. Lines and columns count from 1, columns in characters; bytes count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Location {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the last character's end.
    pub end_line: u32,
    /// Column just past the last character.
    pub end_column: u32,
    /// First byte, in the file as stored.
    pub start_byte: u32,
    /// One past the last byte, in the file as stored.
    pub end_byte: u32,
    /// Of text taken off pages: the page, from 1. Lines, columns and bytes are then those of the text taken off.
    pub page: Option<u32>,
    /// Of text taken out of a word processor's document: the paragraph, from 1, empty ones not counted. Lines, columns and
    /// bytes are then those of the text taken out.
    pub paragraph: Option<u32>,
}

impl Location {
    /// Whether line, column and bytes are those of text taken out of a document, not of the file.
    pub fn is_extracted(&self) -> bool {
        self.page.is_some() || self.paragraph.is_some()
    }

    /// The place in a document, in words: "page 3"; nothing for a file that is text itself.
    pub fn place(&self) -> Option<String> {
        let page = self.page.map(|n| format!("page {n}"));
        page.or_else(|| self.paragraph.map(|n| format!("paragraph {n}")))
    }
}

impl Source {
    /// A source with its line index.
    pub fn new(text: String, encoding: Encoding, mark: u32) -> Source {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                lines.push(at as u32 + 1);
            }
        }
        let steps = if text.is_ascii() { Vec::new() } else { steps(bytes) };
        Source { text, encoding, mark, lines, steps, places: Vec::new() }
    }

    /// Text that was taken out of a document: `encoding` tells what its parts are, and `places` where each begins.
    pub fn extracted(text: String, encoding: Encoding, places: Vec<u32>) -> Source {
        Source { places, ..Source::new(text, encoding, 0) }
    }

    /// Whether the text was taken out of a document, so that no place in it is one of the file's bytes.
    pub fn is_extracted(&self) -> bool {
        matches!(self.encoding, Encoding::Paragraphs | Encoding::Pages)
    }

    /// The number of the paragraph or page that a byte stands in.
    fn place(&self, offset: u32, of: Encoding) -> Option<u32> {
        (self.encoding == of).then(|| (self.places.partition_point(|&start| start <= offset) as u32).max(1))
    }

    /// Characters and UTF-16 units before a byte of the text. A line may be megabytes long, so this never counts far.
    fn counts(&self, offset: usize) -> (u32, u32) {
        let offset = offset.min(self.text.len());
        let Some(&(chars, units)) = self.steps.get(offset / STEP) else {
            return (offset as u32, offset as u32);
        };
        let (more_chars, more_units) = count(&self.text.as_bytes()[offset / STEP * STEP..offset]);
        (chars + more_chars, units + more_units)
    }

    /// How many UTF-16 units stand before a byte of the text.
    pub fn units(&self, offset: usize) -> u32 {
        self.counts(offset).1
    }

    /// Number of lines.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line of the decoded text, counted from 1, without its line break.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.lines.get(i).map_or(self.text.len(), |&start| start as usize);
        let (start, next) = (at(line.saturating_sub(1)), at(line));
        let words = self.text.get(start..next).unwrap_or("").trim_end_matches(['\n', '\r']);
        start..start + words.len()
    }

    /// Line and column of a byte of the decoded text.
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start as usize <= offset).saturating_sub(1);
        let start = self.lines[line] as usize;
        let column = self.counts(offset).0.saturating_sub(self.counts(start).0);
        (line as u32 + 1, column + 1)
    }

    /// The byte of the stored file at which a byte of the decoded text stands.
    pub fn stored(&self, offset: usize) -> u32 {
        let length = match self.encoding {
            Encoding::Utf8 | Encoding::Paragraphs | Encoding::Pages => offset.min(self.text.len()) as u32,
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * self.counts(offset).1,
            Encoding::Windows1252 => self.counts(offset).0,
        };
        self.mark + length
    }

    /// The place of a span of the decoded text.
    pub fn locate(&self, span: Span) -> Location {
        let (line, column) = self.position(span.start as usize);
        let (end_line, end_column) = self.position(span.end as usize);
        Location {
            line,
            column,
            end_line,
            end_column,
            start_byte: self.stored(span.start as usize),
            end_byte: self.stored(span.end as usize),
            page: self.place(span.start, Encoding::Pages),
            paragraph: self.place(span.start, Encoding::Paragraphs),
        }
    }
}

/// Checkpoints: characters and UTF-16 units before each step.
fn steps(bytes: &[u8]) -> Vec<(u32, u32)> {
    let mut steps = vec![(0, 0)];
    let mut before = (0, 0);
    for part in bytes.chunks(STEP) {
        let (chars, units) = count(part);
        before = (before.0 + chars, before.1 + units);
        steps.push(before);
    }
    steps
}

/// Characters and UTF-16 units that begin within some bytes of UTF-8.
fn count(bytes: &[u8]) -> (u32, u32) {
    let chars = bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count() as u32;
    let pairs = bytes.iter().filter(|&&b| b >= 0xf0).count() as u32;
    (chars, chars + pairs)
}

/// Leads spans of the reading text back to the decoded file.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct SourceMap {
    /// Empty when the reading text is the decoded file itself.
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
struct Segment {
    text: u32,
    len: u32,
    source: u32,
    source_len: u32,
}

impl SourceMap {
    /// Says that the reading text `text..text+len` was written from `source`. Calls come in the order of the reading text.
    pub fn push(&mut self, text: usize, len: usize, source: std::ops::Range<usize>) {
        if let Some(last) = self.segments.last_mut() {
            // Text copied as it stands right behind text copied as it stands is one segment.
            let exact = last.len == last.source_len && len == source.len();
            if exact
                && (last.text + last.len) as usize == text
                && (last.source + last.source_len) as usize == source.start
            {
                last.len += len as u32;
                last.source_len += len as u32;
                return;
            }
        }
        if len > 0 {
            self.segments.push(Segment {
                text: text as u32,
                len: len as u32,
                source: source.start as u32,
                source_len: source.len() as u32,
            });
        }
    }

    /// Whether nothing was ever pushed: the reading text is the decoded file itself.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The map that leads through this one and then through `under`: reading text to an intermediate text to the file.
    pub fn through(&self, under: &SourceMap) -> SourceMap {
        if under.segments.is_empty() {
            return self.clone();
        }
        if self.segments.is_empty() {
            return under.clone();
        }
        let mut out = SourceMap::default();
        for segment in &self.segments {
            if segment.len != segment.source_len {
                let source = under.source(Span { start: segment.source, end: segment.source + segment.source_len });
                out.push(segment.text as usize, segment.len as usize, source.range());
                continue;
            }
            let (from, to) = (segment.source, segment.source + segment.source_len);
            let first = under.segments.partition_point(|s| s.text + s.len <= from);
            for piece in under.segments[first..].iter().take_while(|s| s.text < to) {
                let (start, end) = (piece.text.max(from), (piece.text + piece.len).min(to));
                let source = match piece.len == piece.source_len {
                    true => piece.source + (start - piece.text)..piece.source + (end - piece.text),
                    false => piece.source..piece.source + piece.source_len,
                };
                let text = segment.text + (start - from);
                out.push(text as usize, (end - start) as usize, source.start as usize..source.end as usize);
            }
        }
        out
    }

    /// The span of the decoded file from which a span of the reading text was written.
    pub fn source(&self, span: Span) -> Span {
        if self.segments.is_empty() {
            return span;
        }
        let start = self.point(span.start, false);
        let end = self.point(span.end, true);
        Span { start, end: end.max(start) }
    }

    fn point(&self, offset: u32, end: bool) -> u32 {
        let probe = if end { offset.saturating_sub(1) } else { offset };
        let at = self.segments.partition_point(|s| s.text <= probe);
        let Some(segment) = at.checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return self.segments.first().map_or(offset, |s| s.source);
        };
        let inside = offset - segment.text.min(offset);
        if inside > segment.len {
            // Between two segments: text that the reader put there (a separator).
            return segment.source + segment.source_len;
        }
        if segment.len == segment.source_len {
            return segment.source + inside;
        }
        if end { segment.source + segment.source_len } else { segment.source }
    }
}
