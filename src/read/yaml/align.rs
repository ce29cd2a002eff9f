//! A scalar's value laid beside the lines that it was written in.

use saphyr_parser::ScalarStyle;
use std::ops::Range;

/// For each piece of a scalar's value the stretch of the file that it was written from. Pieces copied as they stand
/// have stretches of their own length; an escape or a folded line break maps to the whole of what was written.
pub(super) fn align(
    value: &str,
    source: &str,
    span: &Range<usize>,
    style: ScalarStyle,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Pieces::default();
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let end = span.end - usize::from(quoted && span.len() > 1);
    let mut at = span.start + usize::from(quoted);
    let mut words = 0;
    let bytes = value.as_bytes();
    while words < value.len() {
        let space = value[words..].len() - value[words..].trim_start().len();
        if space > 0 {
            let gap = gap(source, at..end, style);
            out.push(words..words + space, at..at + gap, value, source);
            words += space;
            at += gap;
            continue;
        }
        // Escaped line breaks stand between words without being space.
        at += joint(source, at..end, style);
        let Some((len, written)) = step(&value[words..], &source[at.min(end)..end], style) else {
            // Not what was expected: the rest maps to the rest.
            out.push(words..value.len(), at.min(end)..end, value, source);
            return out.pieces;
        };
        debug_assert!(bytes.len() >= words + len);
        out.push(words..words + len, at..at + written, value, source);
        words += len;
        at += written;
    }
    out.pieces
}

#[derive(Default)]
struct Pieces {
    pieces: Vec<(Range<usize>, Range<usize>)>,
    /// Whether the last piece was copied as it stands.
    exact: bool,
}

impl Pieces {
    fn push(&mut self, words: Range<usize>, written: Range<usize>, value: &str, source: &str) {
        let exact = value.get(words.clone()) == source.get(written.clone());
        if let Some((last_words, last_written)) = self.pieces.last_mut()
            && exact
            && self.exact
            && last_words.end == words.start
            && last_written.end == written.start
        {
            last_words.end = words.end;
            last_written.end = written.end;
            return;
        }
        self.exact = exact;
        self.pieces.push((words, written));
    }
}

/// Length of the white space at the start of what is written, escaped white space included.
fn gap(source: &str, range: Range<usize>, style: ScalarStyle) -> usize {
    let text = &source[range];
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let space = rest.len() - rest.trim_start().len();
        if space > 0 {
            at += space;
            continue;
        }
        let escaped = style == ScalarStyle::DoubleQuoted
            && rest.starts_with('\\')
            && rest[1..].starts_with(['n', 't', 'r', ' ', '\n', '\r', '\t', '_', 'N', 'L', 'P']);
        if !escaped {
            return at;
        }
        at += 2;
    }
}

/// Length of a line break that was written for the reader of the file only.
fn joint(source: &str, range: Range<usize>, style: ScalarStyle) -> usize {
    let rest = &source[range.clone()];
    match style {
        ScalarStyle::DoubleQuoted if rest.starts_with("\\\n") || rest.starts_with("\\\r") => gap(source, range, style),
        // White space in front of the first word.
        ScalarStyle::Literal | ScalarStyle::Folded => rest.len() - rest.trim_start().len(),
        _ => 0,
    }
}

/// The next piece of a word: its length in the value and in what is written.
fn step(value: &str, source: &str, style: ScalarStyle) -> Option<(usize, usize)> {
    let c = value.chars().next()?;
    let written = source.chars().next()?;
    match (style, written) {
        (ScalarStyle::SingleQuoted, '\'') => (c == '\'' && source.starts_with("''")).then_some((1, 2)),
        (ScalarStyle::DoubleQuoted, '\\') => {
            let code = source[1..].chars().next()?;
            let digits = match code {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            Some((c.len_utf8(), (1 + code.len_utf8() + digits).min(source.len())))
        }
        _ if c == written => {
            let stop = |c: char| c.is_whitespace() || c == '\'' || c == '\\';
            let run = value.find(stop).unwrap_or(value.len()).max(c.len_utf8());
            // Copied as it stands as far as both agree.
            let same = value.as_bytes()[..run].iter().zip(source.as_bytes()).take_while(|(a, b)| a == b).count();
            let mut len = same;
            while len > 0 && !(value.is_char_boundary(len) && source.is_char_boundary(len)) {
                len -= 1;
            }
            (len > 0).then_some((len, len))
        }
        _ => None,
    }
}
