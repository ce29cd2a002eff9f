//! Which sentence of the new notice stands where a sentence of the old one stood.
//!
//! First what reads the same, in the same section or row before anywhere else; then cells of the same row and column;
//! then what has most words in common; at last what stands between the same neighbours.

use super::words::{plain, stems};
use crate::notice::{BlockKind, Notice, Span};
use std::collections::{BTreeMap, BTreeSet};

/// At least so much of the words must be shared.
const ALIKE: f64 = 0.45;
/// In one section so much will do, if it is more than one word.
const ALIKE_NEAR: f64 = 0.3;
/// A word of more sentences than this is no help.
const COMMON: usize = 400;
/// A cell of fewer words is known by its row and column only.
const CELL: usize = 4;

/// A sentence, made ready to be compared.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// Its words, folded.
    pub plain: String,
    /// The stems of its words.
    pub stems: BTreeSet<String>,
    /// The section, and in a table the row, in words.
    pub place: String,
    /// Row and column, in a table.
    pub cell: Option<String>,
    /// Whether it is a heading, or a cell that heads others.
    pub heading: bool,
}

/// The sentences of a notice.
pub fn lines(notice: &Notice) -> Vec<Line> {
    let line = |sentence: &crate::notice::Sentence| {
        let at = sentence.block as usize;
        let text = notice.words(sentence.span);
        let block = notice.blocks.get(at);
        let section = block.map(|b| notice.section_path(b.section)).unwrap_or_default();
        let mut place = plain(section.last().copied().unwrap_or(""));
        let mut cell = None;
        if let Some(BlockKind::Cell { column, .. }) = block.map(|b| b.kind) {
            let head = notice.row_of(at).first().map(|b| plain(notice.words(b.span))).unwrap_or_default();
            let lead = block.and_then(|b| b.lead).and_then(|l| notice.blocks.get(l as usize));
            let name = lead.map_or_else(|| column.to_string(), |b| plain(notice.words(b.span)));
            if column > 0 {
                cell = Some(format!("{place}/{head}/{name}"));
            }
            place = format!("{place}/{head}");
        }
        let heading = matches!(
            block.map(|b| b.kind),
            Some(
                BlockKind::Heading { .. }
                    | BlockKind::Cell { header: true, .. }
                    | BlockKind::FlatRow { header: true, .. }
            )
        );
        Line { span: sentence.span, plain: plain(text), stems: stems(text), place, cell, heading }
    };
    notice.sentences.iter().map(line).collect()
}

/// The sentences of two notices, and which belong together.
#[derive(Debug)]
pub struct Alignment {
    /// The sentences of the old notice.
    pub old: Vec<Line>,
    /// The sentences of the new notice.
    pub new: Vec<Line>,
    /// For each of the old its partner.
    pub forth: Vec<Option<usize>>,
    /// For each of the new its partner.
    pub back: Vec<Option<usize>>,
}

impl Alignment {
    /// Aligns the sentences of two notices.
    pub fn of(old: &Notice, new: &Notice) -> Alignment {
        let (old, new) = (lines(old), lines(new));
        let (forth, back) = (vec![None; old.len()], vec![None; new.len()]);
        let mut all = Alignment { old, new, forth, back };
        all.by_key(|line| Some(format!("{}|{}", line.place, line.plain)));
        all.by_key(|line| line.cell.clone());
        all.by_key(|line| {
            let short = line.cell.is_some() && line.plain.split(' ').count() < CELL;
            (!short).then(|| line.plain.clone())
        });
        all.by_words();
        all.by_neighbours();
        all
    }

    /// Whether two sentences belong together.
    pub fn together(&self, old: u32, new: u32) -> bool {
        self.forth.get(old as usize).copied().flatten() == Some(new as usize)
    }

    fn tie(&mut self, old: usize, new: usize) {
        self.forth[old] = Some(new);
        self.back[new] = Some(old);
    }

    fn by_key(&mut self, key: impl Fn(&Line) -> Option<String>) {
        let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, line) in self.new.iter().enumerate().rev().filter(|(at, _)| self.back[*at].is_none()) {
            if let Some(key) = key(line) {
                open.entry(key).or_default().push(at);
            }
        }
        for at in 0..self.old.len() {
            if self.forth[at].is_some() {
                continue;
            }
            let partner = key(&self.old[at]).and_then(|k| open.get_mut(&k)?.pop());
            if let Some(partner) = partner {
                self.tie(at, partner);
            }
        }
    }

    fn by_words(&mut self) {
        let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, line) in self.new.iter().enumerate().filter(|(at, _)| self.back[*at].is_none()) {
            for stem in &line.stems {
                index.entry(stem).or_default().push(at);
            }
        }
        let mut scored: Vec<(u32, usize, usize)> = Vec::new();
        for (at, line) in self.old.iter().enumerate().filter(|(at, _)| self.forth[*at].is_none()) {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for stem in &line.stems {
                // A word of very many sentences tells none of them from the others.
                let told = index.get(stem.as_str()).filter(|lines| lines.len() <= COMMON);
                for other in told.into_iter().flatten() {
                    *shared.entry(*other).or_default() += 1;
                }
            }
            for (other, count) in shared {
                let partner = &self.new[other];
                if partner.heading != line.heading {
                    continue;
                }
                let dice = 2.0 * count as f64 / (line.stems.len() + partner.stems.len()) as f64;
                let near = partner.place == line.place;
                if dice >= ALIKE || near && count > 1 && dice >= ALIKE_NEAR {
                    let near = if near { 100 } else { 0 };
                    scored.push(((dice * 1000.0) as u32 + near, at, other));
                }
            }
        }
        scored.sort_by_key(|&(score, old, new)| (std::cmp::Reverse(score), old.abs_diff(new), old, new));
        for (_, old, new) in scored {
            if self.forth[old].is_none() && self.back[new].is_none() {
                self.tie(old, new);
            }
        }
    }

    /// One sentence for one, between the same neighbours.
    fn by_neighbours(&mut self) {
        let mut at = 0;
        while at < self.old.len() {
            if self.forth[at].is_some() {
                at += 1;
                continue;
            }
            let end = (at..self.old.len()).find(|&i| self.forth[i].is_some()).unwrap_or(self.old.len());
            let first = match at.checked_sub(1) {
                Some(before) => self.forth[before].map(|i| i + 1),
                None => Some(0),
            };
            let last = self.forth.get(end).map_or(Some(self.new.len()), |i| *i);
            if let (Some(first), Some(last)) = (first, last)
                && first <= last
                && last - first == end - at
                && (first..last).all(|i| self.back[i].is_none())
            {
                for (old, new) in (at..end).zip(first..last) {
                    if self.old[old].heading == self.new[new].heading {
                        self.tie(old, new);
                    }
                }
            }
            at = end;
        }
    }

    /// Whether some sentence on the other side says most of what a sentence says.
    pub fn covered(line: &Line, others: &[Line]) -> bool {
        if line.stems.is_empty() {
            return true;
        }
        others.iter().any(|other| {
            let shared = line.stems.intersection(&other.stems).count();
            shared * 10 >= line.stems.len() * 7
        })
    }
}
