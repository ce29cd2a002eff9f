//! Web pages with their parts in one file (MHTML), as browsers and word processors save them: the page is taken out, and
//! every place in it leads back to the file.

use super::weave::Weave;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;
use std::ops::Range;

/// Most lines of headers of a part.
const HEADERS: usize = 200;

/// Deepest nesting of parts in parts.
const DEPTH: usize = 4;

/// Whether a text is such a file, by its headers.
pub(super) fn looks_so(text: &str) -> bool {
    let head: String = text.lines().take(40).take_while(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n");
    let lower = head.to_ascii_lowercase();
    lower.contains("mime-version:") && lower.contains("content-type: multipart/related")
}

/// The page in a file, with the map back to it.
///
/// # Errors
/// When there is none, or it is encoded in a way that is not known.
pub(super) fn page(text: &str) -> Result<Weave, String> {
    let whole = Part::of(text, 0..text.len());
    let part = find(text, &whole, 0).ok_or("no web page stands in it")?;
    let mut out = Weave::default();
    let encoding = part.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match encoding.as_str() {
        "" | "7bit" | "8bit" | "binary" => {
            out.push(&text[part.body.clone()], part.body.clone());
            return Ok(out);
        }
        "quoted-printable" => printable(text, part.body.clone()),
        "base64" => sixty_four(text, part.body.clone())?,
        other => return Err(format!("its page is encoded as {other}, which is not known")),
    };
    write(&bytes, part.parameter("charset"), &mut out);
    Ok(out)
}

/// A part: its headers, and where its body stands.
struct Part {
    /// In lower case, each with its value.
    headers: Vec<(String, String)>,
    body: Range<usize>,
}

impl Part {
    fn of(text: &str, range: Range<usize>) -> Part {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = range.start;
        for line in text[range.clone()].split_inclusive('\n').take(HEADERS) {
            at += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                break;
            }
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some(last), _) => last.1 += line.trim_start(),
                (false, _, Some((name, value))) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
                }
                _ => {}
            }
        }
        Part { headers, body: at..range.end }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|h| h.0 == name).map(|h| h.1.trim())
    }

    fn kind(&self) -> String {
        let value = self.header("content-type").unwrap_or("text/plain");
        value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }

    /// A parameter of the type: `charset=utf-8`.
    fn parameter(&self, name: &str) -> Option<&str> {
        let parameters = self.header("content-type")?.split(';').skip(1);
        let mut named = parameters.filter_map(|p| p.split_once('='));
        let found = named.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
        Some(found.1.trim().trim_matches('"'))
    }
}

/// The page: the part that is named as the first, else the first that is HTML.
fn find(text: &str, part: &Part, depth: usize) -> Option<Part> {
    let kind = part.kind();
    if kind == "text/html" || kind == "application/xhtml+xml" {
        return Some(Part { headers: part.headers.clone(), body: part.body.clone() });
    }
    if !kind.starts_with("multipart/") || depth > DEPTH {
        return None;
    }
    let parts = parts(text, part);
    let start = part.parameter("start");
    let own = |p: &&Part| start.is_some() && p.header("content-id") == start;
    let named = parts.iter().find(own).and_then(|p| find(text, p, depth + 1));
    named.or_else(|| parts.iter().find_map(|p| find(text, p, depth + 1)))
}

/// The parts of a part.
fn parts(text: &str, part: &Part) -> Vec<Part> {
    let Some(boundary) = part.parameter("boundary").filter(|b| !b.is_empty()) else { return Vec::new() };
    let mark = format!("--{boundary}");
    let mut out = Vec::new();
    let (mut start, mut at) = (None, part.body.start);
    for line in text[part.body.clone()].split_inclusive('\n') {
        let here = at;
        at += line.len();
        let Some(rest) = line.trim_end().strip_prefix(mark.as_str()) else { continue };
        if !rest.is_empty() && rest != "--" {
            continue;
        }
        if let Some(start) = start.take() {
            out.push(Part::of(text, start..here));
        }
        if rest == "--" {
            return out;
        }
        start = Some(at);
    }
    // A file that was cut off.
    out.extend(start.map(|start| Part::of(text, start..part.body.end)));
    out
}

/// Bytes, each with where it stands in the file: the byte of a character of more than one, where that character does.
type Placed = Vec<(u8, Range<usize>)>;

/// Undoes quoted-printable: `=C2=A3`, and a stroke at the end of a line that goes on.
fn printable(text: &str, range: Range<usize>) -> Placed {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(range.len());
    let mut at = range.start;
    let digit = |i: usize| bytes.get(i).filter(|_| i < range.end).and_then(|b| char::from(*b).to_digit(16));
    while at < range.end {
        if bytes[at] != b'=' {
            // A place is of whole characters, whatever character set their bytes are read in.
            let end = (at + 1..range.end).find(|i| text.is_char_boundary(*i)).unwrap_or(range.end);
            out.extend(bytes[at..end].iter().map(|b| (*b, at..end)));
            at = end;
        } else if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            out.push(((high * 16 + low) as u8, at..at + 3));
            at += 3;
        } else {
            let blank = bytes[at + 1..range.end].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
            if bytes.get(at + 1 + blank).is_none_or(|b| *b == b'\n') {
                at = (at + 2 + blank).min(range.end);
            } else {
                out.push((b'=', at..at + 1));
                at += 1;
            }
        }
    }
    out
}

/// Undoes base64. A place in it is that of the whole.
fn sixty_four(text: &str, range: Range<usize>) -> Result<Placed, String> {
    let packed: String = text[range.clone()].split_whitespace().collect();
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let config = config.with_decode_allow_trailing_bits(true);
    let bytes = GeneralPurpose::new(&STANDARD, config).decode(packed).map_err(|e| {
        let what = e.to_string().to_lowercase();
        format!("its page is broken: {what}")
    })?;
    Ok(bytes.into_iter().map(|b| (b, range.clone())).collect())
}

/// Writes bytes in a character set down as text.
fn write(bytes: &Placed, charset: Option<&str>, out: &mut Weave) {
    let plain: Vec<u8> = bytes.iter().map(|b| b.0).collect();
    let place = |range: Range<usize>| match (bytes.get(range.start), bytes.get(range.end.saturating_sub(1))) {
        (Some(first), Some(last)) => first.1.start..last.1.end.max(first.1.start),
        _ => 0..0,
    };
    if let Ok(text) = std::str::from_utf8(&plain) {
        for (at, c) in text.char_indices() {
            out.push(c.encode_utf8(&mut [0; 4]), place(at..at + c.len_utf8()));
        }
        return;
    }
    let named = charset.and_then(|c| Encoding::for_label(c.as_bytes()));
    let encoding = named.filter(|e| *e != encoding_rs::UTF_8).unwrap_or(encoding_rs::WINDOWS_1252);
    let text = encoding.decode_without_bom_handling(&plain).0;
    if encoding.is_single_byte() {
        for (at, c) in text.chars().enumerate() {
            out.push(c.encode_utf8(&mut [0; 4]), place(at..at + 1));
        }
    } else {
        out.push(&text, place(0..plain.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_keeps_its_places() {
        let text = "caf=C3=A9 =\r\nand = 7=";
        let mut out = Weave::default();
        write(&printable(text, 0..text.len()), None, &mut out);
        assert_eq!(out.text, "caf\u{e9} and = 7");
        let at = out.text.find("\u{e9}").unwrap_or_default();
        let place = out.map.source(crate::notice::Span::new(at, at + 2));
        assert_eq!(&text[place.range()], "=C3=A9");
    }

    #[test]
    fn a_character_that_stands_as_itself_beside_a_byte_of_another_set_has_one_place() {
        let text = "x \u{2039}y\u{c3} =A3";
        let mut out = Weave::default();
        write(&printable(text, 0..text.len()), None, &mut out);
        for (at, c) in out.text.char_indices() {
            let place = out.map.source(crate::notice::Span::new(at, at + c.len_utf8()));
            assert!(text.get(place.range()).is_some_and(|stood| !stood.is_empty()), "{c:?} leads to {place:?}");
        }
    }
}
