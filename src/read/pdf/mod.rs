//! PDFs: the letters of their pages, put together into lines, paragraphs and tables again.
//!
//! This is done in two steps, so that the first, which trusts a stranger's file most, can be done by another process:
//! [`take_apart`] makes plain words and tables of the bytes, and [`notice`] makes a notice of these. The notice's text is
//! what was taken off the pages; its places are those of that text, with the number of the page.

mod blocks;
mod content;
mod emit;
mod font;
mod grid;
mod lines;

use super::{Failure, Limits};
use crate::notice::{Encoding, Format, Notice, Source};
use content::Painter;
use lopdf::{Document, LoadOptions};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Most pages of a document.
const PAGES: usize = 5_000;

/// Most steps of drawing: letters, lines and all else.
const STEPS: u64 = 20_000_000;

/// A PDF taken apart: what its pages say.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Apart {
    /// How many pages there are.
    pub pages: u32,
    pub(crate) blocks: Vec<Block>,
}

/// Words of one page, bold or not.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Piece {
    page: u32,
    text: String,
    bold: bool,
}

pub(crate) type Words = Vec<Piece>;

/// Something that stands by itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) enum Block {
    /// A heading and its level, from 1.
    Heading { level: u16, words: Words },
    /// A paragraph or an item, and where it begins from the left, in tenths of a point.
    Text { x: i32, words: Words },
    /// A line of a table of contents.
    Contents { words: Words },
    /// A table: whether its first row heads it, and its rows of cells, each its paragraphs.
    Table { head: bool, rows: Vec<Vec<Vec<Words>>> },
}

/// Why a PDF is not read.
type Wrong = String;

/// What may still be spent on a document.
struct Budget {
    steps: u64,
    bytes: usize,
    most: u64,
}

impl Budget {
    fn step(&mut self) -> Result<(), Wrong> {
        self.steps = self.steps.checked_sub(1).ok_or("its pages draw too much to be text")?;
        Ok(())
    }

    fn unpack(&mut self, stream: &lopdf::Stream) -> Result<Vec<u8>, Wrong> {
        if stream.dict.get(b"Filter").is_err() {
            return Ok(stream.content.clone());
        }
        match stream.decompressed_content_with_limit(self.bytes) {
            Ok(bytes) => {
                self.bytes -= bytes.len().min(self.bytes);
                Ok(bytes)
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                Err(format!("its pages unpack to more than {} bytes; `max-size` sets another limit", self.most))
            }
            // What cannot be unpacked says nothing.
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// Whether bytes are those of a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    // Some programs write a few bytes in front.
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-")
        .is_some_and(|at| at == 0 || !bytes[..at].iter().any(|b| b.is_ascii_alphabetic()))
}

/// Takes a PDF apart.
///
/// # Errors
/// When it is broken, encrypted, or larger than it may be, or holds pictures of pages and no text: tells which.
pub fn take_apart(bytes: &[u8], limits: &Limits) -> Result<Apart, String> {
    let most = limits.max_size.min(u64::from(u32::MAX / 4));
    let options = LoadOptions { max_decompressed_size: Some(most as usize), ..LoadOptions::default() };
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(mut document) => {
            font::prepare(&mut document);
            document
        }
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(ENCRYPTED.to_owned()),
        Err(_) if encrypted(bytes) => return Err(ENCRYPTED.to_owned()),
        Err(error) => return Err(format!("a broken PDF: {}", said(&error))),
    };
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(ENCRYPTED.to_owned());
    }
    let pages: Vec<(u32, u16)> = document.page_iter().take(PAGES + 1).collect();
    if pages.len() > PAGES {
        return Err(format!("a PDF of more than {PAGES} pages; it is not read"));
    }
    if pages.is_empty() && encrypted(bytes) {
        return Err(ENCRYPTED.to_owned());
    }
    if pages.is_empty() {
        return Err("a broken PDF: it has no pages".to_owned());
    }
    let mut budget = Budget { steps: STEPS, bytes: most as usize, most };
    let (mut letters, mut unknown, mut pictures) = (0usize, 0usize, 0usize);
    let mut drawn = Vec::with_capacity(pages.len());
    for id in &pages {
        let Ok(page) = document.get_dictionary(*id) else { continue };
        let streams = document.get_page_contents(*id);
        let page = Painter::new(&document, &mut budget).page(page, &streams)?;
        letters += page.runs.iter().map(|r| r.text.chars().filter(|c| !c.is_whitespace()).count()).sum::<usize>();
        let lost = |c: &char| *c == char::REPLACEMENT_CHARACTER || ('\u{e000}'..='\u{efff}').contains(c);
        unknown += page.runs.iter().map(|r| r.text.chars().filter(lost).count()).sum::<usize>();
        pictures += page.pictures;
        drawn.push(page);
    }
    if letters == 0 && pictures == 0 {
        return Ok(Apart { pages: pages.len() as u32, blocks: Vec::new() });
    }
    if letters < 20 * pages.len() && pictures >= pages.len() {
        return Err(
            "a scanned PDF: pictures of pages without text; run text recognition (OCR) over it first".to_owned()
        );
    }
    if unknown * 3 > letters {
        return Err("a PDF whose fonts do not tell which letters they show; run text recognition (OCR) over it, or \
                    read the document that it was made from"
            .to_owned());
    }
    // If all is marked as ornament, none is.
    let ornaments = drawn.iter().flat_map(|d| &d.runs).filter(|r| !r.artifact).count() == 0;
    let mut laid = Vec::with_capacity(drawn.len());
    for (number, mut page) in (1u32..).zip(drawn) {
        page.runs.retain(|r| ornaments || !r.artifact);
        for run in &mut page.runs {
            run.text.retain(|c| c != char::REPLACEMENT_CHARACTER && (!c.is_control() || c == '\t'));
        }
        let mut elements = Vec::new();
        lines::order(grid::ruled(page.runs, &page.rules, number), &page.rules, 0, &mut elements);
        laid.push(elements);
    }
    Ok(Apart { pages: pages.len() as u32, blocks: blocks::build(laid) })
}

const ENCRYPTED: &str = "an encrypted PDF; save a copy that opens without a password";

/// Whether the trailer names what encrypts the file, as far as it can be told without reading it.
fn encrypted(bytes: &[u8]) -> bool {
    memchr::memmem::rfind(bytes, b"/Encrypt")
        .is_some_and(|at| bytes.get(at + 8).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'<' | b'0'..=b'9')))
}

fn said(error: &lopdf::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(';').next().unwrap_or("").trim().to_owned()
}

/// The notice that a PDF taken apart holds; none if it has no text.
///
/// # Errors
/// When it has more parts than it may.
pub fn notice(path: &str, apart: &Apart, limits: &Limits) -> Result<Vec<Notice>, Failure> {
    let (draft, places) = emit::emit(apart, limits);
    limits.parts(path, draft.blocks.len())?;
    if draft.blocks.is_empty() {
        return Ok(Vec::new());
    }
    let source = Source::extracted(draft.text.clone(), Encoding::Pages, places);
    Ok(vec![Notice::assemble(path, None, Format::Pdf, Arc::new(source), draft)])
}
