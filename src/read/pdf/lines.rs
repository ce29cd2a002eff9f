//! Runs of letters to lines in the order in which they are read: columns, and what stands in tables apart.

use super::content::{Rule, Run};
use super::grid::{self, Table};

/// Words, bold or not.
pub(super) type Pieces = Vec<(String, bool)>;

/// Words side by side without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub page: u32,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    pub size: f64,
    pub pieces: Pieces,
    /// Where lines of its column may end at most.
    pub right: f64,
    /// Whether it stands in a column beside others.
    pub column: bool,
}

/// What stands on a page, in order.
#[derive(Clone, Debug)]
pub(super) enum Element {
    Line(Line),
    Table(Table),
}

impl Line {
    pub fn text(&self) -> String {
        self.pieces.iter().map(|p| p.0.as_str()).collect::<String>().trim().to_owned()
    }

    /// Whether all its words are bold.
    pub fn bold(&self) -> bool {
        self.pieces.iter().all(|p| p.1 || p.0.trim().is_empty())
    }
}

/// The lines that runs make, from the top; those side by side from the left, parted where the gap is wide.
pub(super) fn rows(mut runs: Vec<Run>, page: u32) -> Vec<Vec<Line>> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if near(row, &run) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(|row| segments(row, page)).filter(|row| !row.is_empty()).collect()
}

fn near(row: &[Run], run: &Run) -> bool {
    let widest = row.iter().map(|r| r.size).fold(run.size, f64::max);
    row.first().is_some_and(|first| (first.y - run.y).abs() < 0.4 * widest)
}

fn segments(mut row: Vec<Run>, page: u32) -> Vec<Line> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let size = row.iter().map(|r| r.size).fold(0.0, f64::max);
    let base = row.iter().filter(|r| r.size > 0.8 * size).map(|r| r.y).fold(f64::MAX, f64::min);
    let mut out: Vec<Line> = Vec::new();
    let mut before: Option<Run> = None;
    for run in row {
        // The number of a footnote, small and high.
        let raised = run.size < 0.8 * size && run.y > base + 0.15 * size;
        if raised && run.text.trim().bytes().all(|b| b.is_ascii_digit()) && !out.is_empty() {
            continue;
        }
        // Bold letters are sometimes drawn twice.
        let again = |b: &Run| b.text == run.text && (b.x0 - run.x0).abs() < 0.2 * size;
        if before.as_ref().is_some_and(again) {
            continue;
        }
        before = Some(run.clone());
        let fits = out.last().is_some_and(|last| {
            let gap = run.x0 - last.x1;
            gap < 0.9 * size || gap < 5.0 * size && mark(&last.text())
        });
        let Some(last) = out.last_mut().filter(|_| fits) else {
            let pieces = vec![(run.text, run.bold)];
            let (x0, x1, y, size) = (run.x0, run.x1, run.y, run.size);
            out.push(Line { page, x0, x1, y, size, pieces, right: run.x1, column: false });
            continue;
        };
        let spaced = last.pieces.last().is_none_or(|p| p.0.ends_with(' ')) || run.text.starts_with(' ');
        if !spaced
            && run.x0 - last.x1 > 0.12 * size
            && let Some(piece) = last.pieces.last_mut()
        {
            piece.0.push(' ');
        }
        match last.pieces.last_mut() {
            Some(piece) if piece.1 == run.bold => piece.0.push_str(&run.text),
            _ => last.pieces.push((run.text, run.bold)),
        }
        last.x1 = last.x1.max(run.x1);
        last.size = last.size.max(run.size);
    }
    out.retain(|l| !l.text().is_empty());
    out
}

/// Whether some words are no more than the mark of an item: its text may stand far from it.
fn mark(words: &str) -> bool {
    words.chars().count() <= 6 && !crate::read::text::marker(&format!("{words}\u{a0} x")).0.is_empty()
}

/// A row of lines, or a table, by its place from the top.
#[derive(Clone)]
pub(super) enum Item {
    Row(Vec<Line>),
    Table(Table),
}

impl Item {
    fn across(&self, x: f64) -> bool {
        match self {
            Item::Row(row) => row.iter().any(|l| l.x0 < x - 4.0 && l.x1 > x + 1.0),
            Item::Table(table) => table.x0 < x - 4.0 && table.x1 > x + 1.0,
        }
    }
}

/// The order in which a page is read.
pub(super) fn order(items: Vec<Item>, rules: &[Rule], depth: usize, out: &mut Vec<Element>) {
    let gutter = if depth < 3 { gutter(&items) } else { None };
    let Some(x) = gutter else {
        return grid::aligned(items, rules, depth > 0, out);
    };
    let (mut left, mut right): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
    let mut whole = Vec::new();
    let flush = |left: &mut Vec<Item>, right: &mut Vec<Item>, out: &mut Vec<Element>| {
        order(std::mem::take(left), rules, depth + 1, out);
        order(std::mem::take(right), rules, depth + 1, out);
    };
    for item in items {
        if item.across(x) {
            flush(&mut left, &mut right, out);
            whole.push(item);
            continue;
        }
        if !whole.is_empty() {
            grid::aligned(std::mem::take(&mut whole), rules, depth > 0, out);
        }
        match item {
            Item::Table(table) if table.x0 >= x - 4.0 => right.push(Item::Table(table)),
            Item::Table(table) => left.push(Item::Table(table)),
            Item::Row(row) => {
                let (a, b): (Vec<Line>, Vec<Line>) = row.into_iter().partition(|l| l.x0 < x - 4.0);
                left.extend((!a.is_empty()).then_some(Item::Row(a)));
                right.extend((!b.is_empty()).then_some(Item::Row(b)));
            }
        }
    }
    if !whole.is_empty() {
        grid::aligned(whole, rules, depth > 0, out);
    }
    flush(&mut left, &mut right, out);
}

/// Where a second column begins, if the lines stand in columns: on both sides there are several, and they fill it.
fn gutter(items: &[Item]) -> Option<f64> {
    let lines = || items.iter().filter_map(|i| if let Item::Row(row) = i { Some(row) } else { None }).flatten();
    let left = lines().map(|l| l.x0).fold(f64::MAX, f64::min);
    let right = lines().map(|l| l.x1).fold(f64::MIN, f64::max);
    let width = right - left;
    let mut starts: Vec<f64> =
        lines().map(|l| l.x0).filter(|x| *x > left + 0.2 * width && *x < left + 0.75 * width).collect();
    starts.sort_by(f64::total_cmp);
    let mut best: Option<(usize, f64)> = None;
    for (at, &x) in starts.iter().enumerate() {
        let count = starts[at..].iter().take_while(|s| **s < x + 3.0).count();
        if count >= 5 && best.is_none_or(|b| count > b.0) {
            best = Some((count, x));
        }
    }
    let (_, x) = best?;
    let beside: Vec<&Line> = lines().filter(|l| !(l.x0 < x - 4.0 && l.x1 > x + 1.0)).collect();
    let fill = |side: Vec<f64>, room: f64| {
        let mut widths = side;
        widths.sort_by(f64::total_cmp);
        widths.len() >= 5 && widths[widths.len() / 2] >= 0.6 * room
    };
    let (first, second): (Vec<&Line>, Vec<&Line>) = beside.iter().partition(|l| l.x0 < x - 4.0);
    let reach = first.iter().map(|l| l.x1).fold(left, f64::max);
    let full = fill(first.iter().map(|l| l.x1 - l.x0).collect(), reach - left)
        && fill(second.iter().map(|l| l.x1 - l.x0).collect(), right - x);
    (reach < x - 4.0 && full && reach - left > 0.2 * width).then_some(x)
}
