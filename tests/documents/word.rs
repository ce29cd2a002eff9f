//! A writer of small documents of Word, for tests: what stands in them is written by hand.
#![allow(clippy::unwrap_used, dead_code)]

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An element that is the root of a part of word processing.
pub fn root(name: &str, inner: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{name} {SPACES}>{inner}</w:{name}>")
}

/// A document in the making.
#[derive(Default)]
pub struct Word {
    body: String,
    parts: Vec<(String, String)>,
    links: Vec<String>,
}

impl Word {
    pub fn new() -> Word {
        Word::default()
    }

    /// Adds markup to the body.
    pub fn add(mut self, markup: &str) -> Word {
        self.body.push_str(markup);
        self
    }

    /// Adds a part, or puts one in the place of the usual.
    pub fn part(mut self, name: &str, markup: String) -> Word {
        self.parts.push((name.to_owned(), markup));
        self
    }

    /// Makes a target for links: the id of its relation.
    pub fn link(&mut self, target: &str) -> String {
        self.links.push(target.to_owned());
        format!("L{}", self.links.len())
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let relations = |inner: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
            )
        };
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
            <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
            <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
            <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
            <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
            <Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
            </Types>";
        let mut links = format!(
            "<Relationship Id=\"S\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/><Relationship Id=\"N\" Type=\"{RELATIONS}/numbering\" Target=\"numbering.xml\"/>"
        );
        for (at, target) in self.links.iter().enumerate() {
            let target = escape(target);
            write!(
                links,
                "<Relationship Id=\"L{}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>",
                at + 1
            )
            .unwrap();
        }
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), types.to_owned()),
            (
                "_rels/.rels".to_owned(),
                relations(&format!(
                    "<Relationship Id=\"D\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>"
                )),
            ),
            ("word/_rels/document.xml.rels".to_owned(), relations(&links)),
            ("word/document.xml".to_owned(), root("document", &format!("<w:body>{}</w:body>", self.body))),
            ("word/styles.xml".to_owned(), styles()),
            ("word/numbering.xml".to_owned(), numbering()),
        ];
        for (name, markup) in &self.parts {
            parts.retain(|p| p.0 != *name);
            parts.push((name.clone(), markup.clone()));
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, m)| (n.as_str(), m.as_bytes())).collect();
        archive(&parts)
    }
}

/// Text as it stands in markup.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A run of words.
pub fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A run of bold words.
pub fn bold(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A paragraph of runs.
pub fn runs(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// A paragraph.
pub fn p(text: &str) -> String {
    runs(&run(text))
}

/// A paragraph in a style.
pub fn styled(style: &str, inner: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}</w:p>")
}

/// An item of a list. List 1 has bullets, 2 numbers and letters, 3 numbers of several parts.
pub fn item(list: u32, level: u32, inner: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{inner}</w:p>"
    )
}

/// A table; the first row says that it heads the others if `head`.
pub fn table(head: bool, rows: &[&[&str]]) -> String {
    let mut out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders><w:top w:val=\"single\"/><w:insideH w:val=\"single\"/><w:insideV w:val=\"single\"/></w:tblBorders></w:tblPr>".to_owned();
    let wide = rows.iter().map(|r| r.len()).max().unwrap_or(0);
    out += &format!("<w:tblGrid>{}</w:tblGrid>", "<w:gridCol w:w=\"2400\"/>".repeat(wide));
    for (at, row) in rows.iter().enumerate() {
        let first = head && at == 0;
        out += "<w:tr>";
        if first {
            out += "<w:trPr><w:tblHeader/></w:trPr>";
        }
        for cell in *row {
            let words = if first { bold(cell) } else { run(cell) };
            out += &format!("<w:tc><w:tcPr><w:tcW w:w=\"2400\" w:type=\"dxa\"/></w:tcPr><w:p>{words}</w:p></w:tc>");
        }
        out += "</w:tr>";
    }
    out + "</w:tbl>"
}

fn styles() -> String {
    let mut inner = String::from(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:sz w:val=\"48\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/><w:basedOn w:val=\"Normal\"/></w:style>",
    );
    for level in 1..=6u32 {
        // As a Word that was set up in German names them.
        write!(
            inner,
            "<w:style w:type=\"paragraph\" w:styleId=\"berschrift{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{}\"/></w:rPr></w:style>",
            level - 1,
            40 - 3 * level
        )
        .unwrap();
    }
    root("styles", &inner)
}

fn numbering() -> String {
    let level = |n: u32, format: &str, text: &str| {
        let left = 720 * (n + 1);
        format!(
            "<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let kind = |id: u32, levels: &[String]| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
            levels.concat()
        )
    };
    let mut inner = String::new();
    inner += &kind(0, &(0..4).map(|n| level(n, "bullet", "\u{2022}")).collect::<Vec<_>>());
    inner += &kind(1, &[level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")]);
    inner += &kind(2, &[level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")]);
    for (list, kind) in [(1, 0), (2, 1), (3, 2)] {
        write!(inner, "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{kind}\"/></w:num>").unwrap();
    }
    inner += "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
    root("numbering", &inner)
}
