//! Documents that are no text: as they come, and made around what the bytes say, for few bytes make an archive by chance.

#[path = "../../tests/documents/paper.rs"]
mod paper;
#[path = "../../tests/documents/word.rs"]
mod word;

use crate::read;
use paper::Paper;
use word::{archive, root};

/// A document of Word: the bytes as an archive, and as the markup of its text, numbering, styles and notes, parted by form
/// feeds.
pub fn read_docx(data: &[u8]) {
    read("a.docx", &[b"PK\x03\x04", data].concat());
    let text = String::from_utf8_lossy(data);
    let mut inner = text.split('\x0c');
    let mut part = |name: &str, open: &str, shut: &str| {
        root(name, &format!("{open}{}{shut}", inner.next().unwrap_or_default())).into_bytes()
    };
    let parts = [
        ("word/document.xml", part("document", "<w:body>", "</w:body>")),
        ("word/numbering.xml", part("numbering", "", "")),
        ("word/styles.xml", part("styles", "", "")),
        ("word/footnotes.xml", part("footnotes", "", "")),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|p| (p.0, p.1.as_slice())).collect();
    read("a.docx", &archive(&parts));
}

/// A PDF: the bytes as a file, and as what draws its pages, parted by form feeds.
pub fn read_pdf(data: &[u8]) {
    read("a.pdf", &[b"%PDF-1.7\n", data].concat());
    let text = String::from_utf8_lossy(data);
    let pages = text.split('\x0c').take(5);
    read("a.pdf", &pages.fold(Paper::new(), |paper, drawn| paper.page().draw(drawn)).bytes());
}

/// A saved page: the bytes as a file, and as its parts.
pub fn read_mhtml(data: &[u8]) {
    read("a.mhtml", data);
    let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html\n";
    read("a.mhtml", &[head.as_bytes(), data].concat());
}
