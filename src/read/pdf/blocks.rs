//! Lines to paragraphs, headings, items and tables: what was broken to fit the page is put together again.

use super::grid::Table;
use super::lines::{Element, Line};
use super::{Block, Piece, Words};
use crate::read::{rows, text};
use std::collections::{BTreeMap, BTreeSet};

/// Longest heading, in bytes.
const HEADING: usize = 250;

/// Puts the pages of a document together.
pub(super) fn build(mut pages: Vec<Vec<Element>>) -> Vec<Block> {
    drop_margins(&mut pages);
    let lines = || pages.iter().flatten().filter_map(|e| if let Element::Line(line) = e { Some(line) } else { None });
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for line in lines() {
        *sizes.entry(rounded(line.size)).or_default() += line.text().len();
    }
    let body = sizes.iter().max_by_key(|(size, count)| (**count, -**size)).map_or(22, |s| *s.0);
    let right = lines().filter(|l| !l.column).map(|l| l.x1).fold(f64::MIN, f64::max);
    let mut builder = Builder { body, right, lead: 0.0, words: words(lines()), out: Vec::new(), open: None };
    builder.lead = builder.leading(&pages);
    for element in pages.into_iter().flatten() {
        match element {
            Element::Line(line) => builder.line(line),
            Element::Table(table) => builder.table(&table),
        }
    }
    builder.close();
    let mut blocks = builder.out;
    rank(&mut blocks);
    blocks
}

/// Half points. A matrix can scale a letter beyond any page; no size above a million takes part, so that sums of sizes hold.
fn rounded(size: f64) -> i64 {
    (size * 2.0).round().clamp(-1e6, 1e6) as i64
}

/// All words of the lines in small letters, by which hyphens are judged.
fn words<'l>(lines: impl Iterator<Item = &'l Line>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for line in lines {
        let text = line.text().to_lowercase();
        out.extend(text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()));
    }
    out
}

/// Leaves out heads and feet: lines that stand again at the same height of other pages, and numbers of pages.
fn drop_margins(pages: &mut [Vec<Element>]) {
    let plain = |line: &Line| {
        let mut out = String::new();
        for c in line.text().to_lowercase().chars().filter(|c| !c.is_whitespace()) {
            let c = if c.is_ascii_digit() { '#' } else { c };
            if c != '#' || !out.ends_with('#') {
                out.push(c);
            }
        }
        out
    };
    // The outermost lines of each page: at most four from the top and from the foot.
    let outer = |page: &[Element]| {
        let mut heights: Vec<(f64, usize)> = Vec::new();
        for (at, element) in page.iter().enumerate() {
            if let Element::Line(line) = element {
                heights.push((line.y, at));
            }
        }
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        let count = heights.len();
        let edge = |i: usize| i < 4 || i + 4 >= count;
        heights.into_iter().enumerate().filter(|(i, _)| edge(*i)).map(|(_, h)| h.1).collect::<Vec<_>>()
    };
    let mut seen: BTreeMap<(String, i64), BTreeSet<usize>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for at in outer(page) {
            if let Element::Line(line) = &page[at] {
                let height = (line.y / 6.0).round() as i64;
                for near in [height - 1, height, height + 1] {
                    seen.entry((plain(line), near)).or_default().insert(number);
                }
            }
        }
    }
    let most = pages.len();
    for page in pages.iter_mut() {
        let bottom = page
            .iter()
            .filter_map(|e| if let Element::Line(l) = e { Some(l.y) } else { None })
            .fold(f64::MAX, f64::min);
        let mut gone = Vec::new();
        for at in outer(page) {
            let Element::Line(line) = &page[at] else { continue };
            let key = (plain(line), (line.y / 6.0).round() as i64);
            let times = seen.get(&key).map_or(0, BTreeSet::len);
            let number =
                ["#", "page#", "page#of#", "#of#", "-#-", "–#–", "#/#", "p.#", "|#", "#|"].contains(&key.0.as_str());
            if times >= 2 && times * 2 > most || number && (times >= 2 || (line.y - bottom).abs() < 1.0) {
                gone.push(at);
            }
        }
        gone.sort_unstable();
        for at in gone.into_iter().rev() {
            page.remove(at);
        }
    }
}

struct Builder {
    /// The size of most letters, in half points.
    body: i64,
    /// Where lines end that go across the page.
    right: f64,
    /// The usual distance of two lines, in their size.
    lead: f64,
    words: BTreeSet<String>,
    out: Vec<Block>,
    open: Option<Open>,
}

/// A paragraph that may go on.
struct Open {
    words: Words,
    first: Line,
    last: Line,
    /// Where its second line begins.
    hang: Option<f64>,
}

impl Builder {
    /// The usual distance of two lines that belong together.
    fn leading(&self, pages: &[Vec<Element>]) -> f64 {
        let mut all: Vec<f64> = Vec::new();
        for page in pages {
            for pair in page.windows(2) {
                let [Element::Line(a), Element::Line(b)] = pair else { continue };
                let apart = (a.y - b.y) / a.size;
                if (0.8..2.6).contains(&apart) && rounded(a.size) == rounded(b.size) && self.fills(a, b) {
                    all.push(apart);
                }
            }
        }
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(1.3)
    }

    /// Whether a line ends where it does because the next word found no room.
    fn fills(&self, line: &Line, next: &Line) -> bool {
        let text = next.text();
        let first = text.split_whitespace().next().unwrap_or("");
        let each = (next.x1 - next.x0) / text.chars().count().max(1) as f64;
        let right = if line.column { line.right } else { self.right };
        line.x1 + each * (first.chars().count() as f64 + 1.0) > right - 0.3 * line.size
    }

    fn goes_on(&self, open: &Open, next: &Line) -> bool {
        let last = &open.last;
        if (last.size - next.size).abs() > 0.08 * last.size || open.first.bold() && !next.bold() {
            return false;
        }
        let fills = self.fills(last, next);
        let (before, after) = (last.text(), next.text());
        let ended = before.ends_with(['.', '?', '!', ':', ';']);
        let apart = (last.y - next.y) / last.size;
        let below = last.page == next.page && apart > 0.0;
        if below && apart > self.lead * 1.22 {
            return false;
        }
        let small = after.starts_with(|c: char| c.is_lowercase());
        // A list within a sentence may go on behind a semicolon.
        if !below && (ended && !(small && before.ends_with(';')) || !small && !fills) {
            return false;
        }
        let (marker, ..) = text::marker(&after);
        if !marker.is_empty() {
            // "… under Article 6(1) / (b) of the UK GDPR": a reference that was broken, not an item.
            let bullet = !marker.contains(|c: char| c.is_alphanumeric());
            let aligned = open.hang.is_none_or(|x| (x - next.x0).abs() < 2.0) && (next.x0 - open.first.x0).abs() > -1.0;
            let stops = ended || before.ends_with(',') || before.ends_with(" and") || before.ends_with(" or");
            return fills && !bullet && aligned && !stops;
        }
        if open.hang.is_some_and(|x| next.x0 > x + 1.5 * next.size) {
            return false;
        }
        fills
    }

    fn line(&mut self, line: Line) {
        if let Some(mut open) = self.open.take() {
            if self.goes_on(&open, &line) {
                self.join(&mut open.words, &line);
                open.hang = open.hang.or(Some(line.x0));
                open.last = line;
                self.open = Some(open);
                return;
            }
            self.settle(open);
        }
        let words = pieces(&line);
        self.open = Some(Open { words, first: line.clone(), last: line, hang: None });
    }

    /// Adds a line to words, with the word that was parted at its end put together.
    fn join(&self, words: &mut Words, line: &Line) {
        let next = line.text();
        if let Some(last) = words.last_mut() {
            let trimmed = last.text.trim_end().len();
            last.text.truncate(trimmed);
            let soft = last.text.ends_with('\u{ad}');
            let hyphen = last.text.ends_with(['-', '\u{2010}', '\u{ad}']) && next.starts_with(char::is_alphanumeric);
            let letter = last.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if hyphen && letter {
                if soft || self.parted(&last.text, &next) {
                    last.text.pop();
                }
            } else if !last.text.ends_with(['-', '\u{2010}', '\u{2011}', '/']) || !letter {
                last.text.push(' ');
            }
        }
        words.extend(pieces(line));
    }

    /// Whether a hyphen at the end of a line only parts a word: "infor-" "mation", and not "self-" "employed".
    fn parted(&self, before: &str, after: &str) -> bool {
        const FIRST: &[&str] = &[
            "self", "non", "co", "third", "long", "short", "part", "full", "well", "high", "low", "cross", "anti",
            "multi", "ex", "e", "follow", "opt", "day", "face", "up", "on", "in", "off", "pre", "post", "sub", "re",
        ];
        // A hyphen in an address is part of it.
        let token = before.rsplit(char::is_whitespace).next().unwrap_or("");
        if token.contains(['@', '/']) || token.starts_with("www.") {
            return false;
        }
        let first = before.trim_end_matches(['-', '\u{2010}']).rsplit(|c: char| !c.is_alphanumeric()).next();
        let first = first.unwrap_or("").to_lowercase();
        let second = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        if self.words.contains(&format!("{first}{second}")) {
            return true;
        }
        let kept = self.words.contains(&format!("{first}-{second}")) || FIRST.contains(&first.as_str());
        !kept && after.starts_with(char::is_lowercase)
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.settle(open);
        }
    }

    fn settle(&mut self, open: Open) {
        let Open { words, first, .. } = open;
        let whole: String = words.iter().map(|p| p.text.as_str()).collect();
        let whole = whole.trim();
        if let Some(title) = contents(whole) {
            let page = first.page;
            self.out.push(Block::Contents { words: vec![Piece { page, text: title.to_owned(), bold: false }] });
            return;
        }
        let size = rounded(first.size);
        let large = size * 100 > self.body * 107 && whole.len() <= HEADING;
        let (marker, rest, _) = text::marker(whole);
        let bold = words.iter().all(|p| p.bold || p.text.trim().is_empty());
        let numbered = marker.starts_with(|c: char| c.is_ascii_digit());
        if large && (marker.is_empty() || numbered || bold) {
            self.out.push(Block::Heading { level: size.clamp(0, 4000) as u16, words });
        } else if bold && numbered && text::short(rest) {
            self.out.push(Block::Heading { level: 0, words });
        } else {
            self.out.push(Block::Text { x: (first.x0 * 10.0).round() as i32, words });
        }
    }

    fn table(&mut self, table: &Table) {
        self.close();
        let wide = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |lines: &Vec<Line>| {
            let mut out: Vec<Words> = Vec::new();
            let mut before: Option<&Line> = None;
            for line in lines {
                let apart = before.map_or(0.0, |b| (b.y - line.y) / b.size);
                let marked = !text::marker(&line.text()).0.is_empty();
                match out.last_mut() {
                    Some(words) if apart < self.lead.max(1.1) * 1.25 && !marked => self.join(words, line),
                    _ => out.push(pieces(line)),
                }
                before = Some(line);
            }
            out
        };
        let mut rows: Vec<Vec<Vec<Words>>> = table.rows.iter().map(|r| r.iter().map(cell).collect()).collect();
        let said =
            |cell: &Vec<Words>| cell.iter().flatten().map(|p| p.text.trim().to_owned()).collect::<Vec<_>>().join(" ");
        // A table that goes on on the next page, with its head once more.
        if let Some(Block::Table { rows: above, .. }) = self.out.last_mut()
            && above.first().is_some_and(|r| r.len() == wide)
        {
            let again = rows.len() > 1
                && above.first().zip(rows.first()).is_some_and(|(a, b)| a.iter().map(said).eq(b.iter().map(said)));
            if again {
                rows.remove(0);
            }
            // A row that was broken has no first cell on the next page, or goes on in the middle of its words.
            let goes_on = |row: &Vec<Vec<Words>>| {
                let words: Vec<String> = row.iter().map(said).collect();
                let small = |w: &String| w.is_empty() || w.starts_with(char::is_lowercase);
                words.first().is_some_and(String::is_empty) || words.iter().all(small)
            };
            if rows.first().is_some_and(goes_on)
                && let (Some(last), false) = (above.last_mut(), rows.is_empty())
            {
                for (cell, more) in last.iter_mut().zip(rows.remove(0)) {
                    match (cell.last_mut(), more) {
                        (Some(words), mut more) if !more.is_empty() => {
                            if let Some(piece) = words.last_mut() {
                                piece.text.push(' ');
                            }
                            words.extend(more.remove(0));
                            cell.extend(more);
                        }
                        (None, more) => cell.extend(more),
                        _ => {}
                    }
                }
            }
            above.extend(rows);
            return;
        }
        let looks = rows.len() > 1
            && rows.first().is_some_and(|first| {
                let full = first.iter().filter(|c| !c.is_empty()).count() > 1;
                let bold = first.iter().flatten().flatten().all(|p| p.bold || p.text.trim().is_empty());
                full && (bold || first.iter().map(said).filter(|t| !t.is_empty()).all(|t| rows::column_head(&t)))
            });
        self.out.push(Block::Table { head: table.head || looks, rows });
    }
}

fn pieces(line: &Line) -> Words {
    line.pieces.iter().map(|(text, bold)| Piece { page: line.page, text: text.clone(), bold: *bold }).collect()
}

/// The title in a line of a table of contents: "Your rights ........ 3".
fn contents(line: &str) -> Option<&str> {
    let front = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let title = front.trim_end().trim_end_matches(['.', '…', ' ', '\u{2024}']);
    let dots = front.len() - title.len();
    (front.len() < line.len() && dots >= 4 && front[title.len()..].contains("...")).then_some(title)
}

/// Turns the sizes of headings into their levels: the largest is the first.
fn rank(blocks: &mut [Block]) {
    let size = |b: &Block| if let Block::Heading { level, .. } = b { Some(*level).filter(|l| *l > 0) } else { None };
    let sizes: BTreeSet<u16> = blocks.iter().filter_map(size).collect();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = match *level {
                0 => 6,
                own => (sizes.iter().rev().position(|s| *s == own).unwrap_or(5) as u16 + 1).min(6),
            };
        }
    }
}
