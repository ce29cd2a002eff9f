//! The body of a document as paragraphs and tables, with tracked changes as their final text.

use super::styles::{self, Role, Styles};
use super::xml::Element;
use std::collections::BTreeMap;
use std::mem::take;

/// A paragraph or a table.
pub(super) enum Node {
    Paragraph(Paragraph),
    Table(Vec<Row>),
}

/// A row of a table.
pub(super) struct Row {
    /// Whether it heads the table.
    pub head: bool,
    pub cells: Vec<Cell>,
}

/// A cell of a table.
pub(super) struct Cell {
    /// How many columns it spans, from 1.
    pub wide: u32,
    /// Whether it is the cell above, reaching down.
    pub goes_on: bool,
    pub nodes: Vec<Node>,
}

/// A paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    pub role: Role,
    /// The name of its style in the file.
    pub style: Option<String>,
    pub pieces: Vec<Piece>,
}

/// What a paragraph is made of.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Piece {
    /// Words: whether they are bold, and where they lead.
    Words(String, bool, Option<String>),
    /// The end of a line.
    Break,
}

impl Paragraph {
    /// Whether it holds no word.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|p| match p {
            Piece::Words(words, ..) => words.trim().is_empty(),
            Piece::Break => true,
        })
    }

    /// Whether all its words are bold.
    pub fn is_bold(&self) -> bool {
        self.pieces.iter().all(|p| match p {
            Piece::Words(words, bold, _) => *bold || words.trim().is_empty(),
            Piece::Break => true,
        })
    }

    /// Its words on one line.
    pub fn text(&self) -> String {
        let piece = |p: &Piece| match p {
            Piece::Words(words, ..) => words.clone(),
            Piece::Break => " ".to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// A field that is open: its instruction, and whether what it makes has begun.
struct Field {
    instruction: String,
    made: bool,
}

/// Reads the parts of a document that hold text.
pub(super) struct Reader<'a> {
    pub styles: &'a Styles,
    /// Where links lead, by their number in the part.
    pub targets: BTreeMap<String, String>,
    fields: Vec<Field>,
    /// The words of a paragraph whose end was deleted: they belong to the next one.
    left: Vec<Piece>,
    /// The text boxes that hang on the paragraph being read.
    boxes: Vec<Node>,
    /// Footnotes and endnotes in the order in which they are referred to.
    pub notes: Vec<(&'static str, String)>,
    /// Whether a part in another format stands in the document.
    pub foreign: bool,
}

impl<'a> Reader<'a> {
    pub fn new(styles: &'a Styles, targets: BTreeMap<String, String>) -> Reader<'a> {
        let (fields, left, boxes, notes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Reader { styles, targets, fields, left, boxes, notes, foreign: false }
    }

    /// The paragraphs and tables in an element.
    pub fn nodes(&mut self, of: &Element) -> Vec<Node> {
        let mut out = Vec::new();
        self.collect(of, &mut out);
        let pieces = take(&mut self.left);
        if !pieces.is_empty() {
            out.push(Node::Paragraph(Paragraph { pieces, ..Paragraph::default() }));
        }
        out
    }

    fn collect(&mut self, of: &Element, out: &mut Vec<Node>) {
        for child in &of.children {
            match child.name.as_str() {
                "p" => self.paragraph(child, out),
                "tbl" => {
                    let rows = self.rows(child);
                    out.push(Node::Table(rows));
                }
                "altChunk" => self.foreign = true,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => self.collect(child, out),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, p: &Element, out: &mut Vec<Node>) {
        let own = p.child("pPr");
        let style = own.and_then(|o| o.value("pStyle"));
        let mut role = self.styles.role(style);
        if let Some(level) = own.and_then(|o| o.number::<u8>("outlineLvl")).filter(|_| !role.contents) {
            role.heading = (level < 9).then(|| level + 1);
        }
        if let Some((list, depth)) = own.and_then(|o| o.child("numPr")).map(styles::list) {
            role.list = (list.or(role.list.0), depth.or(role.list.1));
        }
        // List nought is none.
        role.list.0 = role.list.0.filter(|l| l != "0");
        let mut pieces = take(&mut self.left);
        let around = take(&mut self.boxes);
        self.pieces(p, &role, None, &mut pieces);
        let boxes = std::mem::replace(&mut self.boxes, around);
        let mark = own.and_then(|o| o.child("rPr"));
        if mark.is_some_and(|m| m.child("del").is_some() || m.child("moveFrom").is_some()) {
            self.left = pieces;
        } else {
            let style = style.map(str::to_owned);
            out.push(Node::Paragraph(Paragraph { role, style, pieces }));
        }
        out.extend(boxes);
    }

    fn pieces(&mut self, of: &Element, role: &Role, link: Option<&str>, out: &mut Vec<Piece>) {
        for child in &of.children {
            match child.name.as_str() {
                "r" => self.run(child, role, link, out),
                "hyperlink" => {
                    let part = child.attribute("r:id").and_then(|id| self.targets.get(id)).cloned();
                    let anchor = child.attribute("anchor").map(|a| format!("#{a}"));
                    let target = match (part, anchor) {
                        (Some(part), Some(anchor)) if !part.contains('#') => Some(part + &anchor),
                        (part, anchor) => part.or(anchor),
                    };
                    self.pieces(child, role, target.as_deref().or(link), out);
                }
                "fldSimple" => {
                    let target = child.attribute("instr").and_then(leads_to);
                    self.pieces(child, role, target.as_deref().or(link), out);
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "dir" | "bdo" => {
                    self.pieces(child, role, link, out);
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element, role: &Role, link: Option<&str>, out: &mut Vec<Piece>) {
        let own = run.child("rPr");
        let style = own.and_then(|o| o.value("rStyle")).map_or((None, None), |s| self.styles.run(s));
        let bold = own.and_then(|o| o.switch("b")).or(style.0).unwrap_or(role.bold);
        let hidden = own.and_then(|o| o.switch("vanish")).or(style.1).unwrap_or(role.hidden);
        for child in &run.children {
            match child.name.as_str() {
                "fldChar" => self.field(child.attribute("fldCharType").unwrap_or("")),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.made) {
                        field.instruction.push_str(&child.text);
                    }
                }
                "drawing" | "pict" | "object" | "txbxContent" => self.text_boxes(child),
                "ruby" => {
                    for base in child.all("rubyBase") {
                        self.pieces(base, role, link, out);
                    }
                }
                _ if hidden || self.fields.iter().any(|f| !f.made) => {}
                name => {
                    let words = match name {
                        "t" => child.text.replace(['\n', '\r', '\t'], " "),
                        "tab" | "ptab" => "\t".to_owned(),
                        "noBreakHyphen" => "\u{2011}".to_owned(),
                        "sym" => symbol(child.attribute("char").unwrap_or("")).to_owned(),
                        "br" | "cr" => {
                            out.push(Piece::Break);
                            continue;
                        }
                        "footnoteReference" | "endnoteReference" => {
                            let kind = if name == "footnoteReference" { "footnote" } else { "endnote" };
                            let note = (kind, child.attribute("id").unwrap_or("").to_owned());
                            if !self.notes.contains(&note) {
                                self.notes.push(note);
                            }
                            continue;
                        }
                        _ => continue,
                    };
                    let field = self.fields.iter().rev().find_map(|f| leads_to(&f.instruction));
                    say(out, &words, bold, field.as_deref().or(link));
                }
            }
        }
    }

    /// The text in boxes that hang on a paragraph: it is read behind the paragraph.
    fn text_boxes(&mut self, of: &Element) {
        if of.name != "txbxContent" {
            return of.children.iter().for_each(|c| self.text_boxes(c));
        }
        let left = take(&mut self.left);
        let nodes = self.nodes(of);
        self.left = left;
        self.boxes.extend(nodes);
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field { instruction: String::new(), made: false }),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.made = true;
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn rows(&mut self, table: &Element) -> Vec<Row> {
        let mut out = Vec::new();
        let mut rows = Vec::new();
        within(table, "tr", &mut rows);
        for row in rows {
            let own = row.child("trPr");
            if own.is_some_and(|o| o.child("del").is_some()) {
                continue;
            }
            let mut cells = Vec::new();
            let before = own.and_then(|o| o.number("gridBefore")).unwrap_or(0u32).min(100);
            if before > 0 {
                cells.push(Cell { wide: before, goes_on: false, nodes: Vec::new() });
            }
            let mut found = Vec::new();
            within(row, "tc", &mut found);
            for cell in found {
                let of = cell.child("tcPr");
                if of.is_some_and(|o| o.child("cellDel").is_some()) {
                    continue;
                }
                let merge = of.and_then(|o| o.child("vMerge"));
                cells.push(Cell {
                    wide: of.and_then(|o| o.number("gridSpan")).unwrap_or(1u32).clamp(1, 100),
                    goes_on: merge.is_some_and(|m| m.attribute("val") != Some("restart")),
                    nodes: self.nodes(cell),
                });
            }
            out.push(Row { head: own.and_then(|o| o.switch("tblHeader")).unwrap_or(false), cells });
        }
        out
    }
}

/// The elements of a name in another, also those in controls and changes around them.
fn within<'e>(of: &'e Element, name: &str, out: &mut Vec<&'e Element>) {
    for child in &of.children {
        match child.name.as_str() {
            own if own == name => out.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => within(child, name, out),
            _ => {}
        }
    }
}

/// Adds words to a paragraph, to the piece before if they are of its kind.
fn say(out: &mut Vec<Piece>, words: &str, bold: bool, link: Option<&str>) {
    if words.is_empty() {
        return;
    }
    if let Some(Piece::Words(before, b, l)) = out.last_mut()
        && *b == bold
        && l.as_deref() == link
    {
        before.push_str(words);
        return;
    }
    out.push(Piece::Words(words.to_owned(), bold, link.map(str::to_owned)));
}

/// Where a field leads that is a link: `HYPERLINK "https://…" \l "place"`.
fn leads_to(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let mut parts = rest.split('"');
    let (before, first) = (parts.next()?, parts.next()?);
    let place = |before: &str| before.trim_end().ends_with("\\l");
    if place(before) {
        return Some(format!("#{first}"));
    }
    match (parts.next(), parts.next()) {
        (Some(between), Some(anchor)) if place(between) => Some(format!("{first}#{anchor}")),
        _ => Some(first.to_owned()),
    }
}

/// What a letter of a font of pictures shows, as far as it stands for a word or a bullet.
fn symbol(code: &str) -> &'static str {
    match code.trim_start_matches(['0', 'x', 'X']).to_ascii_uppercase().as_str() {
        "F0A7" | "F0B7" | "F0D8" | "F076" | "F06C" | "F06E" | "F0A8" => "•",
        "F0FC" | "F0FE" => "✓",
        "F0E0" | "F0AE" => "→",
        "F02D" => "–",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_leads_somewhere() {
        for (field, target) in [
            (" HYPERLINK \"https://a.example\" \\h", Some("https://a.example")),
            ("HYPERLINK \\l \"_Toc1\"", Some("#_Toc1")),
            ("HYPERLINK \"b.docx\" \\l \"x\"", Some("b.docx#x")),
            (" PAGEREF _Toc1 \\h ", None),
        ] {
            assert_eq!(leads_to(field).as_deref(), target, "{field}");
        }
    }
}
