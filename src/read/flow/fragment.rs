//! The little HTML that stands in Markdown: tags in the stream of words.

use super::Flow;
use crate::notice::{Comment, Span};
use crate::read::html::{self, Effect, Piece};
use std::ops::Range;

impl Flow<'_> {
    /// Raw HTML: its tags go, its words and comments stay.
    pub fn html(&mut self, range: Range<usize>) {
        let source = self.source;
        for piece in html::pieces(source, range) {
            match piece {
                Piece::Words(range) => self.words(&source[range.clone()], range),
                Piece::Character(c, range) => self.words(c.encode_utf8(&mut [0; 4]), range),
                Piece::Comment(text, range) => {
                    self.out.comments.push(Comment { text: text.to_owned(), source: Span::new(range.start, range.end) })
                }
                Piece::Tag { name, closing, rest } => self.tag(&name, closing, rest),
            }
        }
    }

    fn tag(&mut self, name: &str, closing: bool, rest: &str) {
        match html::effect(name) {
            Effect::Inline => match (name, closing) {
                ("strong" | "b", _) => self.strong(!closing),
                ("a", false) => self.open_link(html::attribute(rest, "href").unwrap_or("")),
                ("a", true) => self.close_link(),
                _ => {}
            },
            Effect::Break => self.hard_break(0..0),
            Effect::Block => match (name, closing) {
                ("table", false) => self.open_table(),
                ("table", true) => self.close_table(),
                ("tr", true) => self.next_row(false),
                _ if self.heading.is_some() => {}
                _ => self.flush(),
            },
            Effect::Heading(level) if !closing => self.open_heading(level),
            Effect::Heading(_) => self.close_heading(),
            Effect::Item if self.cell.is_some() => self.flush(),
            Effect::Item if !closing => self.open_item("•"),
            Effect::Item => self.close_item(),
            Effect::List => self.flush(),
            Effect::Cell if closing => self.next_cell(),
            Effect::Cell => {
                self.flush();
                if let Some(cell) = &mut self.cell {
                    cell.header &= name == "th";
                }
            }
            Effect::Hidden => {
                self.flush();
                self.hide(!closing);
            }
        }
    }
}
