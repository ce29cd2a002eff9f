//! Bytes to text that keeps its places.

use crate::notice::{Encoding, Note, Source};
use encoding_rs::WINDOWS_1252;

/// Beginnings of files that are no text, and what they are.
const MAGIC: &[(&[u8], &str)] = &[(b"\x1f\x8b", "a gzip archive"), (b"\x89PNG", "a picture"), (b"{\\rtf", "rich text")];

/// Decodes a file, or says why it is no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(Source, Vec<Note>), String> {
    if let Some((_, what)) = MAGIC.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(format!("binary file ({what})"));
    }
    let mut notes = Vec::new();
    let source = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => eight(rest, 3, &mut notes),
        [0xff, 0xfe, rest @ ..] => sixteen(rest, Encoding::Utf16Le, u16::from_le_bytes, &mut notes),
        [0xfe, 0xff, rest @ ..] => sixteen(rest, Encoding::Utf16Be, u16::from_be_bytes, &mut notes),
        _ => eight(bytes, 0, &mut notes),
    };
    if binary(&source.text) { Err("binary file".to_owned()) } else { Ok((source, notes)) }
}

/// UTF-8, or what is written like it: one wrong byte makes the file Windows-1252.
fn eight(bytes: &[u8], mark: u32, notes: &mut Vec<Note>) -> Source {
    match std::str::from_utf8(bytes) {
        Ok(text) => Source::new(text.to_owned(), Encoding::Utf8, mark),
        Err(error) => {
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count() as u32;
            notes.push(Note { what: "not valid UTF-8; read as Windows-1252".to_owned(), line: Some(line) });
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Source::new(text.into_owned(), Encoding::Windows1252, mark)
        }
    }
}

/// The bytes of a text in the encoding of a file, with the file's byte order mark. Nothing if the encoding lacks a letter.
pub(super) fn encode(source: &Source, text: &str) -> Option<Vec<u8>> {
    let units =
        |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect();
    match source.encoding {
        Encoding::Utf8 if source.mark > 0 => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Some(units(u16::to_le_bytes)),
        Encoding::Utf16Be => Some(units(u16::to_be_bytes)),
        // The words were taken out of a document, which nothing is written back to.
        Encoding::Paragraphs | Encoding::Pages => None,
        Encoding::Windows1252 => {
            let (bytes, _, lossy) = WINDOWS_1252.encode(text);
            (!lossy).then(|| bytes.into_owned())
        }
    }
}

fn sixteen(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16, notes: &mut Vec<Note>) -> Source {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let mut broken = odd;
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        // A lone surrogate is one unit and becomes one unit, so that later places stay true.
        text.push(decoded.unwrap_or_else(|_| {
            broken = true;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if broken {
        notes.push(Note { what: "broken UTF-16".to_owned(), line: None });
    }
    Source::new(text, encoding, 2)
}

/// Whether a text holds what no text holds: a NUL, or more than a stray control character.
fn binary(text: &str) -> bool {
    let bytes = text.as_bytes();
    if memchr::memchr(0, bytes).is_some() {
        return true;
    }
    let controls =
        bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) || b == 0x7f).count();
    controls > 2 && controls * 50 > bytes.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::notice::Span;

    const TEXT: &str = "Caf\u{e9}\r\n\u{1f512} we keep \u{2018}data\u{2019}\nend";

    /// Every character must be found again at its place in the stored bytes.
    fn places_hold(bytes: &[u8], back: impl Fn(&[u8]) -> String) {
        let (source, _) = decode(bytes).unwrap();
        for (at, c) in source.text.char_indices() {
            let place = source.locate(Span::new(at, at + c.len_utf8()));
            let stored = &bytes[place.start_byte as usize..place.end_byte as usize];
            assert_eq!(back(stored), c.to_string(), "at {at}");
        }
    }

    fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    fn from_units(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
        let units: Vec<u16> = bytes.chunks(2).map(|p| unit([p[0], p[1]])).collect();
        String::from_utf16(&units).unwrap()
    }

    #[test]
    fn places_hold_in_every_encoding() {
        let long = format!("{}{TEXT}{}{TEXT}", "caf\u{e9} \u{1f512} ".repeat(700), "\n\u{2019}x".repeat(900));
        for text in [TEXT, long.as_str(), "plain ascii\nonly\n"] {
            let utf8 = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
            places_hold(text.as_bytes(), utf8);
            places_hold(format!("\u{feff}{text}").as_bytes(), utf8);
            places_hold(&units(text, u16::to_le_bytes), |b| from_units(b, u16::from_le_bytes));
            places_hold(&units(text, u16::to_be_bytes), |b| from_units(b, u16::from_be_bytes));
        }
        let western = b"caf\xe9 \x93quoted\x94 \x80 5\r\nnext".repeat(300);
        places_hold(&western, |b| WINDOWS_1252.decode_without_bom_handling(b).0.into_owned());
    }

    #[test]
    fn what_was_decoded_is_encoded_again_as_it_was() {
        let every: Vec<u8> = (1..=255u8).filter(|b| !b.is_ascii_control() || *b == b'\n').collect();
        let files = [
            TEXT.as_bytes().to_vec(),
            format!("\u{feff}{TEXT}").into_bytes(),
            units(TEXT, u16::to_le_bytes),
            units(TEXT, u16::to_be_bytes),
            every,
        ];
        for bytes in files {
            let (source, _) = decode(&bytes).unwrap();
            assert_eq!(encode(&source, &source.text), Some(bytes));
        }
        let western = decode(b"caf\xe9").unwrap().0;
        assert_eq!(encode(&western, "\u{1f512}"), None);
    }

    #[test]
    fn broken_utf8_is_read_as_windows_1252_and_told() {
        let (source, notes) = decode(b"one\ntwo \xa35").unwrap();
        assert_eq!(source.text, "one\ntwo \u{a3}5");
        assert_eq!(notes[0].line, Some(2));
    }

    #[test]
    fn lone_surrogates_and_odd_bytes_are_survived() {
        let (source, notes) = decode(&[0xff, 0xfe, 0x00, 0xd8, b'a', 0, b'b']).unwrap();
        assert_eq!(source.text, "\u{fffd}a");
        assert_eq!(notes.len(), 1);
        assert_eq!(source.stored(3), 4);
    }

    #[test]
    fn binary_files_are_refused() {
        assert!(decode(b"ab\0c").is_err());
        assert!(decode(&[1, 2, 3, 4, 5, b'a']).is_err());
        assert!(decode(b"a\tb\x0cc\r\n\x1b").is_ok());
    }

    #[test]
    fn columns_count_characters() {
        let (source, _) = decode(format!("{}\n\u{e9}\u{e9}x", "\u{1f512}".repeat(3000)).as_bytes()).unwrap();
        let at = source.text.len() - 1;
        assert_eq!(source.position(at), (2, 3));
        assert_eq!(source.position(4 * 2999), (1, 3000));
    }
}
