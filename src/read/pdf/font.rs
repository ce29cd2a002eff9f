//! Fonts of a PDF: which letters a code stands for, how wide they are, and whether they are bold.

use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// Most bytes that a table of letters of a font may unpack to.
const TABLE: usize = 8 << 20;

/// Turns the bytes of a code into letters, where it knows them.
type Decoder<'a> = Box<dyn Fn(&[u8]) -> Option<String> + 'a>;

/// A font.
pub(super) struct Font<'a> {
    /// Bytes of a code: one or two.
    pub bytes: usize,
    pub bold: bool,
    /// What knows the letters, the best first.
    decoders: Vec<Decoder<'a>>,
    widths: BTreeMap<u32, f64>,
    usual: f64,
    /// What a width of one stands for, in the font's size.
    unit: f64,
}

/// The object that another leads to.
pub(super) fn at<'a>(doc: &'a Document, object: &'a Object) -> &'a Object {
    doc.dereference(object).map_or(object, |(_, found)| found)
}

/// The object under a key.
pub(super) fn get<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dict.get(key).ok().map(|o| at(doc, o))
}

/// A number, whole or not.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    }
}

impl<'a> Font<'a> {
    /// The font that a dictionary describes.
    pub fn of(doc: &'a Document, dict: &'a Dictionary) -> Font<'a> {
        let kind = get(doc, dict, b"Subtype").and_then(|o| o.as_name().ok()).unwrap_or(b"");
        let wide = kind == b"Type0";
        let below = get(doc, dict, b"DescendantFonts").and_then(|o| o.as_array().ok()).and_then(|a| a.first());
        let inner = below.and_then(|o| at(doc, o).as_dict().ok()).unwrap_or(dict);
        let descriptor = get(doc, inner, b"FontDescriptor").and_then(|o| o.as_dict().ok());
        let matrix = get(doc, dict, b"FontMatrix").and_then(|o| o.as_array().ok());
        let scale = matrix.and_then(|m| m.first()).and_then(number).filter(|_| kind == b"Type3");
        let missing = descriptor.and_then(|d| get(doc, d, b"MissingWidth")).and_then(number).filter(|w| *w > 0.0);
        let mut font = Font {
            bytes: if wide { 2 } else { 1 },
            bold: bold(doc, inner, descriptor),
            decoders: Vec::new(),
            widths: BTreeMap::new(),
            usual: missing.unwrap_or(500.0),
            unit: scale.unwrap_or(0.001),
        };
        let plain = get(doc, dict, PLAIN).and_then(|o| o.as_dict().ok());
        let named = plain.or(Some(dict)).and_then(|d| get(doc, d, b"Encoding")).and_then(|o| o.as_name().ok());
        // Without a table the codes of wide fonts are numbers of glyphs, which say nothing.
        let known = |d: &Dictionary| !wide || d.has(b"ToUnicode") || named.is_some_and(|n| n.starts_with(b"Uni"));
        font.decoders =
            [Some(dict), plain].into_iter().flatten().filter(|d| known(d)).filter_map(|d| decoder(doc, d)).collect();
        if wide {
            font.usual = get(doc, inner, b"DW").and_then(number).unwrap_or(1000.0);
            font.wide_widths(doc, inner);
        } else {
            let first = get(doc, dict, b"FirstChar").and_then(number).unwrap_or(0.0) as u32;
            let widths = get(doc, dict, b"Widths").and_then(|o| o.as_array().ok());
            for (code, width) in (first..).zip(widths.into_iter().flatten().take(256)) {
                if let Some(width) = number(at(doc, width)) {
                    font.widths.insert(code, width);
                }
            }
        }
        font
    }

    /// `[ first [w w w] first last w … ]`
    fn wide_widths(&mut self, doc: &Document, inner: &Dictionary) {
        let Some(all) = get(doc, inner, b"W").and_then(|o| o.as_array().ok()) else { return };
        let mut rest = all.iter().map(|o| at(doc, o));
        while let (Some(first), Some(next)) = (rest.next().and_then(number), rest.next()) {
            let first = first as u32;
            if let Ok(widths) = next.as_array() {
                for (code, width) in (first..).zip(widths) {
                    self.widths.extend(number(at(doc, width)).map(|w| (code, w)));
                }
            } else if let (Some(last), Some(width)) = (number(next), rest.next().and_then(number)) {
                for code in first..=(last as u32).min(first.saturating_add(0xffff)) {
                    self.widths.insert(code, width);
                }
            }
        }
    }

    /// How far a code moves the pen, in the font's size.
    pub fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.usual) * self.unit
    }

    /// The letters of a code.
    pub fn text(&self, raw: &[u8]) -> String {
        let told = self.decoders.iter().find_map(|d| d(raw));
        told.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string())
    }
}

/// The key under which [`prepare`] puts a font without its own table of letters.
const PLAIN: &[u8] = b"CandourPlain";

/// Lets the own tables of letters of all fonts go before the names of their glyphs, which may mean nothing. The library
/// asks the names first.
pub(super) fn prepare(doc: &mut Document) {
    for object in doc.objects.values_mut() {
        let Object::Dictionary(font) = object else { continue };
        if font.has_type(b"Font") && font.has(b"ToUnicode") && font.has(b"Encoding") {
            let mut plain = font.clone();
            plain.remove(b"ToUnicode");
            font.remove(b"Encoding");
            font.set(PLAIN, Object::Dictionary(plain));
        }
    }
}

/// What turns codes into letters, by a font as the library reads it.
fn decoder<'a>(doc: &'a Document, font: &'a Dictionary) -> Option<Decoder<'a>> {
    let encoding = font.get_font_encoding_with_limit(doc, TABLE).ok()?;
    Some(Box::new(move |raw| {
        let text = encoding.bytes_to_string(raw).ok()?;
        (!text.is_empty() && text != "\u{fffd}").then_some(text)
    }))
}

fn bold(doc: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> bool {
    let name = get(doc, font, b"BaseFont").and_then(|o| o.as_name().ok()).unwrap_or(b"");
    let name = String::from_utf8_lossy(name).to_lowercase();
    let said = ["bold", "black", "heavy", "demi"].iter().any(|w| name.contains(w));
    let value = |key: &[u8]| descriptor.and_then(|d| get(doc, d, key)).and_then(number).unwrap_or(0.0);
    said || value(b"FontWeight") >= 600.0 || value(b"Flags") as i64 & (1 << 18) != 0
}
