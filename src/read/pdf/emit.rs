//! What a PDF says to blocks.

use super::{Apart, Block, Words};
use crate::notice::{Draft, SourceMap};
use crate::read::flow::Flow;
use crate::read::{Limits, text};

/// Writes a document down: the draft, and where in its text each page begins.
pub(super) fn emit(apart: &Apart, limits: &Limits) -> (Draft, Vec<u32>) {
    let mut emit = Emit { flow: Flow::new("", limits.max_depth), places: vec![0], open: Vec::new() };
    for block in &apart.blocks {
        emit.block(block);
    }
    emit.close_list();
    emit.flow.flush();
    let end = emit.flow.out.at() as u32;
    // Pages behind the last words begin where these end.
    let pages = (apart.pages as usize).clamp(1, 100_000);
    emit.places.resize(emit.places.len().max(pages), end);
    let mut draft = emit.flow.out.draft();
    // What was taken off is the text that places are in.
    draft.map = SourceMap::default();
    (draft, emit.places)
}

struct Emit<'a> {
    flow: Flow<'a>,
    places: Vec<u32>,
    /// Where the open items begin from the left, outermost first.
    open: Vec<i32>,
}

impl Emit<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => {
                self.close_list();
                self.flow.open_heading((*level).clamp(1, 6) as u8);
                self.words(words, 0);
                self.flow.close_heading();
            }
            Block::Contents { words } => {
                self.close_list();
                self.flow.flush();
                self.flow.contents = true;
                self.words(words, 0);
                self.flow.flush();
                self.flow.contents = false;
            }
            Block::Text { x, words } => self.text(*x, words),
            Block::Table { head, rows } => {
                self.close_list();
                self.flow.open_table();
                for (number, row) in (0u32..).zip(rows) {
                    for (column, cell) in (0u32..).zip(row) {
                        self.flow.place_cell(number, column, *head && number == 0);
                        for words in cell {
                            self.words(words, 0);
                            self.flow.flush();
                        }
                    }
                }
                self.flow.close_table();
            }
        }
    }

    fn text(&mut self, x: i32, words: &Words) {
        let whole: String = words.iter().map(|w| w.text.as_str()).collect();
        let (marker, rest, _) = text::marker(whole.trim_start());
        if marker.is_empty() {
            // What stands below the words of an item goes on with it.
            while self.open.last().is_some_and(|item| x < item + 60) {
                self.close_item();
            }
            self.flow.flush();
            self.words(words, 0);
            return self.flow.flush();
        }
        while self.open.last().is_some_and(|item| *item > x - 40) {
            self.close_item();
        }
        self.open.push(x);
        self.flow.open_item(marker);
        self.flow.bullet(&format!("{marker} "));
        self.words(words, whole.len() - rest.len());
        self.flow.flush();
    }

    /// Words, without so many bytes at their beginning.
    fn words(&mut self, words: &Words, mut skip: usize) {
        for piece in words {
            let left = skip.min(piece.text.len());
            skip -= left;
            let text = piece.text.get(left..).unwrap_or("");
            let at = self.flow.out.at();
            while self.places.len() < piece.page as usize {
                self.places.push(at as u32);
            }
            if piece.bold {
                self.flow.strong(true);
            }
            self.flow.words(text, at..at);
            if piece.bold {
                self.flow.strong(false);
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
}
