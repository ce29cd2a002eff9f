//! Paragraphs and tables to blocks.

use super::body::{Cell, Node, Paragraph, Piece, Row};
use super::numbering::Numbering;
use super::styles::Styles;
use crate::notice::{Draft, SourceMap};
use crate::read::flow::Flow;
use crate::read::{Limits, rows, text};

/// Writes a document down: the draft, and where in its text each paragraph begins.
pub(super) fn emit(nodes: Vec<Node>, styles: &Styles, numbering: &mut Numbering, limits: &Limits) -> (Draft, Vec<u32>) {
    let titled = nodes.iter().any(|n| matches!(n, Node::Paragraph(p) if p.role.title && !p.is_blank()));
    let flow = Flow::new("", limits.max_depth);
    let mut emit = Emit { flow, styles, numbering, places: Vec::new(), open: Vec::new(), titled };
    emit.nodes(&nodes);
    emit.close_list();
    emit.flow.flush();
    let mut draft = emit.flow.out.draft();
    // What was taken out is the text that places are in.
    draft.map = SourceMap::default();
    (draft, emit.places)
}

struct Emit<'a> {
    flow: Flow<'a>,
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    places: Vec<u32>,
    /// The levels of the open items, outermost first.
    open: Vec<u8>,
    /// Whether the document has a title, above its headings.
    titled: bool,
}

impl Emit<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => self.paragraph(paragraph),
                Node::Table(rows) => self.table(rows),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let role = &paragraph.role;
        let list = role.list.0.as_deref();
        let style = paragraph.style.as_deref();
        let level = |emit: &Emit<'_>| {
            let by_style = || emit.numbering.level_of(list?, style?);
            role.list.1.or_else(by_style).unwrap_or(0)
        };
        if paragraph.is_blank() {
            // Word numbers an empty paragraph as well, which then shows a number and nothing else.
            if let Some(list) = list {
                let level = level(self);
                self.numbering.next(list, level, self.styles);
            }
            return;
        }
        let level = level(self);
        let marker = list.and_then(|l| self.numbering.next(l, level, self.styles));
        self.flow.flush();
        self.places.push(self.flow.out.at() as u32);
        let mark = marker.as_deref().unwrap_or("");
        if role.contents {
            self.close_list();
            self.flow.contents = true;
            self.pieces(paragraph, mark);
            self.flow.flush();
            self.flow.contents = false;
        } else if let Some(level) = self.heading(paragraph, mark) {
            self.close_list();
            self.flow.open_heading(level);
            self.pieces(paragraph, mark);
            self.flow.close_heading();
        } else if self.flow.in_cell() {
            self.pieces(paragraph, mark);
            self.flow.flush();
        } else if let Some(marker) = marker.filter(|m| !m.is_empty()) {
            while self.open.last().is_some_and(|&l| l >= level) {
                self.close_item();
            }
            self.open.push(level);
            self.flow.open_item(&marker);
            self.flow.bullet(&format!("{marker} "));
            self.pieces(paragraph, "");
            self.flow.flush();
        } else {
            // A paragraph of a list without a bullet of its own goes on with the item before.
            let goes_on = list.is_some() || role.continues;
            while self.open.last().is_some_and(|&l| !goes_on || list.is_some() && l > level) {
                self.close_item();
            }
            self.pieces(paragraph, "");
            self.flow.flush();
        }
    }

    /// The level of a paragraph that is a heading: by its style, or by how it looks.
    fn heading(&self, paragraph: &Paragraph, mark: &str) -> Option<u8> {
        let role = &paragraph.role;
        if self.flow.in_cell() {
            return None;
        }
        if role.title {
            return Some(1);
        }
        if let Some(level) = role.heading {
            return Some(level.saturating_add(u8::from(self.titled)).min(6));
        }
        // "3. Your rights", all bold: a heading that was numbered as a list is.
        let numbered = mark.starts_with(|c: char| c.is_ascii_digit());
        (numbered && self.open.len() <= 1 && paragraph.is_bold() && text::short(paragraph.text().trim())).then_some(6)
    }

    /// The words of a paragraph, behind its number.
    fn pieces(&mut self, paragraph: &Paragraph, mark: &str) {
        if !mark.is_empty() {
            // A bare number is one only in front of a wide space.
            let bare = mark.bytes().all(|b| b.is_ascii_digit());
            self.flow.mark(&format!("{mark}{}", if bare { "\u{a0}" } else { " " }));
        }
        let mut ended = paragraph.pieces.iter().rposition(|p| *p != Piece::Break).map_or(0, |at| at + 1);
        if self.flow.contents {
            // Behind the last tab stands the number of the page.
            ended = ended.min(paragraph.pieces.len());
        }
        for piece in &paragraph.pieces[..ended] {
            match piece {
                Piece::Break => self.flow.hard_break(0..0),
                Piece::Words(words, bold, link) => {
                    let words = match self.flow.contents {
                        true => words
                            .split('\t')
                            .filter(|w| !w.trim().is_empty() && !number(w))
                            .collect::<Vec<_>>()
                            .join(" "),
                        false => words.clone(),
                    };
                    if let Some(target) = link {
                        self.flow.open_link(target);
                    }
                    if *bold {
                        self.flow.strong(true);
                    }
                    let at = self.flow.out.at();
                    self.flow.words(&words, at..at);
                    if *bold {
                        self.flow.strong(false);
                    }
                    if link.is_some() {
                        self.flow.close_link();
                    }
                }
            }
        }
    }

    fn close_item(&mut self) {
        self.open.pop();
        self.flow.close_item();
    }

    fn close_list(&mut self) {
        while !self.open.is_empty() {
            self.close_item();
        }
    }

    fn table(&mut self, rows: &[Row]) {
        let widest = rows.iter().map(|r| r.cells.iter().map(|c| c.wide).sum::<u32>()).max().unwrap_or(0);
        let nested = rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.nodes).any(|n| matches!(n, Node::Table(_)));
        if self.flow.in_cell() || widest < 2 || nested {
            // A frame, or a table within a cell: what stands in it is read in order.
            for cell in rows.iter().flat_map(|r| &r.cells).filter(|c| !c.goes_on) {
                self.nodes(&cell.nodes);
            }
            return;
        }
        self.close_list();
        let heads = heads(rows);
        self.flow.open_table();
        // For each column: the cell that reaches down from above.
        let mut above: Vec<Option<&Cell>> = Vec::new();
        for (number, row) in (0u32..).zip(rows) {
            let mut column = 0u32;
            let header = (number as usize) < heads;
            for cell in &row.cells {
                let at = column as usize;
                above.resize(above.len().max(at + 1), None);
                let shown = match cell.goes_on {
                    true => above[at],
                    false => {
                        above[at] = Some(cell);
                        Some(cell)
                    }
                };
                // A head that reaches down is one head.
                if let Some(shown) = shown.filter(|_| !(header && cell.goes_on)) {
                    self.flow.place_cell(number, column, header);
                    self.nodes(&shown.nodes);
                    self.flow.flush();
                }
                column += cell.wide;
            }
        }
        self.flow.close_table();
    }
}

/// How many rows head a table: those that say so, or the first where it looks so.
fn heads(rows: &[Row]) -> usize {
    let said = rows.iter().take_while(|r| r.head).count();
    if said > 0 || rows.len() < 2 {
        return said.min(rows.len().saturating_sub(1));
    }
    let Some(first) = rows.first() else { return 0 };
    let words = |c: &Cell| {
        let texts = c.nodes.iter().filter_map(|n| match n {
            Node::Paragraph(p) if !p.is_blank() => Some(p.text()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let texts: Vec<String> = first.cells.iter().map(words).filter(|t| !t.is_empty()).collect();
    let bold = first.cells.iter().flat_map(|c| &c.nodes).all(|n| matches!(n, Node::Paragraph(p) if p.is_bold()));
    usize::from(texts.len() > 1 && (bold || texts.iter().all(|t| rows::column_head(t))))
}

fn number(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'i' | b'v' | b'x'))
}
