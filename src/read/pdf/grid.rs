//! Tables: by the rules around their cells, or by what stands below each other.

use super::content::{Rule, Run};
use super::lines::{Element, Item, Line, rows};

/// Most rules of a page that are looked at.
const RULES: usize = 4000;

/// A table: rows of cells, each its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub x0: f64,
    pub x1: f64,
    pub top: f64,
    /// Whether a rule below its first row says that it heads the others.
    pub head: bool,
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// Takes the tables that rules draw out of a page: what is left, with the tables in their places from the top.
pub(super) fn ruled(mut runs: Vec<Run>, rules: &[Rule], page: u32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (xs, ys) in frames(rules) {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        let within = |r: &Run| r.y < top + 1.0 && r.y > bottom - 1.0 && r.x0 > left - 3.0 && r.x0 < right + 3.0;
        let (inside, outside): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(within);
        runs = outside;
        let (wide, high) = (xs.len() - 1, ys.len() - 1);
        let mut cells: Vec<Vec<Vec<Run>>> = vec![vec![Vec::new(); wide]; high];
        for run in inside {
            let column = xs.iter().filter(|x| **x < run.x0 + 1.5).count().clamp(1, wide) - 1;
            let row = ys.iter().filter(|y| **y > run.y).count().clamp(1, high) - 1;
            cells[row][column].push(run);
        }
        let lines = |runs: Vec<Run>| rows(runs, page).into_iter().flatten().collect::<Vec<Line>>();
        let rows: Vec<Vec<Vec<Line>>> = cells
            .into_iter()
            .map(|row| row.into_iter().map(lines).collect::<Vec<_>>())
            .filter(|row: &Vec<Vec<Line>>| row.iter().any(|c| !c.is_empty()))
            .collect();
        if !rows.is_empty() {
            items.push(Item::Table(Table { x0: left, x1: right, top, head: false, rows }));
        }
    }
    items.extend(rows(runs, page).into_iter().map(Item::Row));
    let top = |item: &Item| match item {
        Item::Row(row) => row.first().map_or(0.0, |l| l.y),
        Item::Table(table) => table.top,
    };
    items.sort_by(|a, b| top(b).total_cmp(&top(a)));
    items
}

/// The frames that rules make: where their columns and rows part, from the left and from the top.
fn frames(rules: &[Rule]) -> Vec<(Vec<f64>, Vec<f64>)> {
    let rules = &rules[..rules.len().min(RULES)];
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let touch =
        |a: &Rule, b: &Rule| a.x0 <= b.x1 + 3.0 && b.x0 <= a.x1 + 3.0 && a.y0 <= b.y1 + 3.0 && b.y0 <= a.y1 + 3.0;
    // Rules from the left: none behind one that begins too far right touches it.
    let mut sorted: Vec<usize> = (0..rules.len()).collect();
    sorted.sort_by(|&a, &b| rules[a].x0.total_cmp(&rules[b].x0));
    for (at, &i) in sorted.iter().enumerate() {
        for &j in sorted[at + 1..].iter().take_while(|&&j| rules[j].x0 <= rules[i].x1 + 3.0) {
            if touch(&rules[i], &rules[j]) {
                let (a, b) = (root(&mut group, i), root(&mut group, j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut all: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (i, rule) in rules.iter().enumerate() {
        all.entry(root(&mut group, i)).or_default().push(*rule);
    }
    all.into_values().filter_map(|of| frame(&of)).collect()
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn frame(rules: &[Rule]) -> Option<(Vec<f64>, Vec<f64>)> {
    let extent = |of: fn(&Rule) -> f64, start: f64, pick: fn(f64, f64) -> f64| rules.iter().map(of).fold(start, pick);
    let (left, right) = (extent(|r| r.x0, f64::MAX, f64::min), extent(|r| r.x1, f64::MIN, f64::max));
    let (bottom, top) = (extent(|r| r.y0, f64::MAX, f64::min), extent(|r| r.y1, f64::MIN, f64::max));
    let upright = rules.iter().filter(|r| !r.level()).map(|r| (r.x0 + r.x1) / 2.0);
    let level = rules.iter().filter(|r| r.level()).map(|r| (r.y0 + r.y1) / 2.0);
    let xs = cuts(upright.collect(), left, right);
    let mut ys = cuts(level.collect(), bottom, top);
    ys.reverse();
    (xs.len() > 2 && ys.len() > 2).then_some((xs, ys))
}

/// The places where something parts, with both ends.
fn cuts(mut of: Vec<f64>, from: f64, to: f64) -> Vec<f64> {
    of.extend([from, to]);
    of.sort_by(f64::total_cmp);
    of.dedup_by(|b, a| *b - *a < 5.0);
    of
}

/// Lines of one column; rows whose parts stand below each other again and again are a table.
pub(super) fn aligned(items: Vec<Item>, rules: &[Rule], column: bool, out: &mut Vec<Element>) {
    let right = items
        .iter()
        .filter_map(|i| if let Item::Row(row) = i { row.last().map(|l| l.x1) } else { None })
        .fold(f64::MIN, f64::max);
    let mut at = 0;
    while at < items.len() {
        if let Some((table, end)) = table_at(&items, at, rules) {
            out.push(Element::Table(table));
            at = end;
            continue;
        }
        match &items[at] {
            Item::Table(table) => out.push(Element::Table(table.clone())),
            Item::Row(row) => {
                let mut row = row.clone();
                // Parts of one line that stand far apart are one line all the same.
                let Some(mut first) = (!row.is_empty()).then(|| row.remove(0)) else { continue };
                for part in row {
                    if let Some(piece) = first.pieces.last_mut() {
                        piece.0.push(' ');
                    }
                    first.pieces.extend(part.pieces);
                    first.x1 = part.x1;
                }
                out.push(Element::Line(Line { right, column, ..first }));
            }
        }
        at += 1;
    }
}

/// The table without rules around its cells that begins at a row: three rows or more of as many parts, each below its like.
fn table_at(items: &[Item], at: usize, rules: &[Rule]) -> Option<(Table, usize)> {
    let Item::Row(first) = &items[at] else { return None };
    if first.len() < 2 {
        return None;
    }
    let starts: Vec<f64> = first.iter().map(|l| l.x0).collect();
    let column = |line: &Line| starts.iter().position(|x| (line.x0 - x).abs() < 4.0);
    let mut taken: Vec<(&Vec<Line>, Vec<usize>)> = Vec::new();
    for item in &items[at..] {
        let Item::Row(row) = item else { break };
        let Some(places) = row.iter().map(column).collect::<Option<Vec<usize>>>() else { break };
        if taken.last().is_some_and(|(above, _)| above[0].y - row[0].y > 3.0 * row[0].size) {
            break;
        }
        taken.push((row, places));
    }
    let apart = |pair: &[(&Vec<Line>, Vec<usize>)]| pair[0].0[0].y - pair[1].0[0].y;
    let least = taken.windows(2).map(apart).fold(f64::MAX, f64::min);
    // What stands well below the last row, in its first column only, is text behind the table.
    while let [.., above, (row, places)] = taken.as_slice() {
        if row.len() > 1 || places[0] != 0 || above.0[0].y - row[0].y < 1.3 * least {
            break;
        }
        taken.pop();
    }
    let full = taken.iter().filter(|(row, _)| row.len() == starts.len()).count();
    if full < 3 {
        return None;
    }
    let gaps: Vec<f64> = taken.windows(2).map(apart).collect();
    // Where lines are not all as far apart, the wider gaps part the rows.
    let parted = gaps.iter().any(|gap| *gap > 1.12 * least);
    let ruled = |above: f64, below: f64| {
        let across = |r: &&Rule| r.level() && r.y0 < above && r.y0 > below && r.x0 < starts[1] && r.x1 > starts[1];
        rules.iter().any(|r| across(&r))
    };
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    let mut head = false;
    for (number, (row, places)) in taken.iter().enumerate() {
        let above = number.checked_sub(1).map(|n| (gaps[n], taken[n].0[0].y));
        let begins = above.is_none_or(|(gap, y)| {
            let line = ruled(y, row[0].y);
            head |= line && rows.len() == 1;
            line || if parted { gap > 1.12 * least } else { places.first() == Some(&0) && row.len() > 1 }
        });
        if begins {
            rows.push(vec![Vec::new(); starts.len()]);
        }
        if let Some(cells) = rows.last_mut() {
            for (line, place) in row.iter().zip(places) {
                cells[*place].push(line.clone());
            }
        }
    }
    let (left, right) = (first[0].x0, first[first.len() - 1].x1);
    let head = head && rows.len() > 2;
    Some((Table { x0: left, x1: right, top: first[0].y, head, rows }, at + taken.len()))
}
