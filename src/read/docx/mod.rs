//! Documents of Word (DOCX): their text as it would be printed with all changes accepted, without comments, heads and feet.
//!
//! The notice's text is what was taken out: one line a paragraph, with the numbers that Word shows. Its places are those of
//! that text, with the number of the paragraph.

mod body;
mod emit;
mod numbering;
mod styles;
mod xml;

use super::package::Package;
use super::{Failure, Limits};
use crate::notice::{Encoding, Format, Note, Notice, Source};
use body::{Node, Reader};
use numbering::Numbering;
use std::collections::BTreeMap;
use std::sync::Arc;
use styles::Styles;
use xml::Element;

/// What an archive is by its parts, if it is no document of Word.
fn other(package: &mut Package<'_>) -> &'static str {
    let names = package.names();
    let holds = |name: &str| names.iter().any(|n| n.starts_with(name));
    if holds("EncryptedPackage") {
        "protected with a password; save a copy without one"
    } else if package.has("mimetype") && holds("content.xml") {
        "an OpenDocument file, which is not read; save it as .docx"
    } else if holds("xl/") || holds("ppt/") {
        "a spreadsheet or slides, which are not read; save the text as .docx"
    } else {
        "binary file (a zip archive that is no document of Word)"
    }
}

/// Reads a document. Gives no notice if it has no text.
///
/// # Errors
/// When it is no document of Word, broken, protected, or larger than it may be.
pub(super) fn read(path: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Notice>, Failure> {
    let fail = |what: String| Failure::new(path, what);
    let mut package = Package::open(bytes, limits.max_size).map_err(fail)?;
    let main = main_part(&mut package).map_err(fail)?;
    let Some(main) = main else { return Err(fail(other(&mut package).to_owned())) };
    let mut document = Document::open(&mut package, &main).map_err(fail)?;
    let nodes = document.nodes(&mut package).map_err(fail)?;
    let (draft, places) = emit::emit(nodes, &document.styles, &mut document.numbering, limits);
    limits.parts(path, draft.blocks.len())?;
    if draft.blocks.is_empty() {
        return Ok(Vec::new());
    }
    let source = Source::extracted(draft.text.clone(), Encoding::Paragraphs, places);
    let mut notice = Notice::assemble(path, None, Format::Docx, Arc::new(source), draft);
    if document.foreign {
        let what = "a part in another format stands in the document and was not read".to_owned();
        notice.notes.push(Note { what, line: None });
    }
    Ok(vec![notice])
}

/// The name of the part that holds the text; nothing if this is no document of Word.
fn main_part(package: &mut Package<'_>) -> Result<Option<String>, String> {
    let relations = relations(package, "_rels/.rels")?;
    let named = relations.into_iter().find(|r| r.kind.ends_with("/officeDocument")).map(|r| r.target);
    let name = named.unwrap_or_else(|| "word/document.xml".to_owned());
    let name = name.trim_start_matches('/').to_owned();
    let word = name.starts_with("word/") || package.has("word/document.xml");
    Ok((word && package.has(&name)).then_some(name))
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>, name: &str) -> Result<Vec<Relation>, String> {
    let Some(root) = tree(package, name, &["Relationships", "Relationship"])? else { return Ok(Vec::new()) };
    let relation = |e: &Element| {
        let of = |key: &str| e.attribute(key).unwrap_or("").to_owned();
        Relation { id: of("Id"), kind: of("Type"), target: of("Target") }
    };
    Ok(root.child("Relationships").into_iter().flat_map(|r| r.all("Relationship")).map(relation).collect())
}

/// The tree of a part; nothing if there is no such part.
fn tree(package: &mut Package<'_>, name: &str, kept: &[&str]) -> Result<Option<Element>, String> {
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    xml::parse(&bytes, kept).map(Some).map_err(|e| format!("its part {name} is broken: {e}"))
}

/// A document that is open.
struct Document {
    styles: Styles,
    numbering: Numbering,
    main: Element,
    /// The folder of the part that holds the text, with its stroke.
    folder: String,
    /// The part itself, within its folder.
    file: String,
    foreign: bool,
}

impl Document {
    fn open(package: &mut Package<'_>, main: &str) -> Result<Document, String> {
        let (folder, file) = main.rsplit_once('/').map_or(("", main), |(f, n)| (f, n));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let part = |package: &mut Package<'_>, name: &str| tree(package, &format!("{folder}{name}"), &[]);
        let styles = part(package, "styles.xml")?.map(|root| Styles::of(&root)).unwrap_or_default();
        let numbering = part(package, "numbering.xml")?.map(|root| Numbering::of(&root)).unwrap_or_default();
        let main = part(package, file)?.unwrap_or_default();
        Ok(Document { styles, numbering, main, file: file.to_owned(), folder, foreign: false })
    }

    /// The text, and behind it the notes that it refers to.
    fn nodes(&mut self, package: &mut Package<'_>) -> Result<Vec<Node>, String> {
        let styles = &self.styles;
        let mut reader = Reader::new(styles, targets(package, &self.folder, &self.file)?);
        let body = self.main.child("document").and_then(|d| d.child("body"));
        let mut nodes = body.map(|b| reader.nodes(b)).unwrap_or_default();
        self.foreign = reader.foreign;
        let wanted = std::mem::take(&mut reader.notes);
        for (kind, file) in [("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")] {
            if !wanted.iter().any(|w| w.0 == kind) {
                continue;
            }
            let Some(root) = tree(package, &format!("{}{file}", self.folder), &[])? else { continue };
            let targets = targets(package, &self.folder, file)?;
            let all = root.children.first();
            let by_id: BTreeMap<&str, &Element> = all
                .into_iter()
                .flat_map(|a| &a.children)
                .filter(|n| n.name == kind)
                .filter_map(|n| Some((n.attribute("id")?, n)))
                .collect();
            for (_, id) in wanted.iter().filter(|w| w.0 == kind) {
                if let Some(note) = by_id.get(id.as_str()) {
                    nodes.extend(Reader::new(styles, targets.clone()).nodes(note));
                }
            }
        }
        Ok(nodes)
    }
}

/// Where the links of a part lead.
fn targets(package: &mut Package<'_>, folder: &str, file: &str) -> Result<BTreeMap<String, String>, String> {
    let relations = relations(package, &format!("{folder}_rels/{file}.rels"))?;
    let links = relations.into_iter().filter(|r| r.kind.ends_with("/hyperlink"));
    Ok(links.map(|r| (r.id, r.target)).collect())
}
