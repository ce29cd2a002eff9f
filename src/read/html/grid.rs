//! Tables: which cell stands in which column, when cells span rows and columns.

use super::tree::Tree;
use crate::read::rows;

/// A cell of a table, in one row that it stands in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub element: usize,
    pub row: u32,
    pub column: u32,
    pub header: bool,
}

/// Most rows or columns that a cell may span.
const MOST: u32 = 200;

/// The cells of a table, row by row; a cell that spans several rows stands in each. None for a table that only arranges.
pub(super) fn cells(source: &str, tree: &Tree, table: usize) -> Option<Vec<Place>> {
    if matches!(tree.elements[table].attribute("role"), Some("presentation" | "none")) || tree.holds(table, &["table"])
    {
        return None;
    }
    let mut rows = Vec::new();
    collect(tree, table, false, &mut rows);
    let mut out: Vec<Place> = Vec::new();
    // For each column: the cell from above that still reaches down, and how far.
    let mut above: Vec<Option<(usize, u32)>> = Vec::new();
    let mut widest = 0;
    for (number, (row, head)) in (0u32..).zip(&rows) {
        let own: Vec<(usize, bool, u32, u32)> = tree
            .inside(*row)
            .filter(|(_, e)| matches!(e.name.as_str(), "td" | "th"))
            .map(|(i, e)| (i, e.name == "th", span(e.attribute("colspan")), span(e.attribute("rowspan"))))
            .collect();
        let header = *head || !own.is_empty() && own.iter().all(|c| c.1);
        let mut column = 0u32;
        let mut next = own.iter();
        let mut over = false;
        loop {
            let here = above.get_mut(column as usize).and_then(Option::as_mut);
            if let Some((element, left)) = here {
                let again = out.last().is_none_or(|p| p.row != number || p.element != *element);
                if again && !header {
                    out.push(Place { element: *element, row: number, column, header });
                }
                *left -= 1;
                if *left == 0 {
                    above[column as usize] = None;
                }
                column += 1;
                continue;
            }
            let Some((element, _, wide, high)) = next.next() else {
                // Nothing of its own is left; cells from above may stand further on.
                over = over || above.iter().skip(column as usize).all(Option::is_none);
                if over || column > 4 * MOST {
                    break;
                }
                column += 1;
                continue;
            };
            out.push(Place { element: *element, row: number, column, header });
            for reach in column..column + wide {
                if *high > 1 {
                    above.resize(above.len().max(reach as usize + 1), None);
                    above[reach as usize] = Some((*element, high - 1));
                }
            }
            column += wide;
        }
        widest = widest.max(column);
    }
    if widest < 2 {
        return None;
    }
    if !out.iter().any(|p| p.header) && rows.len() > 1 {
        let heads: Vec<String> = out.iter().filter(|p| p.row == 0).map(|p| text(source, tree, p.element)).collect();
        let bold = out.iter().filter(|p| p.row == 0).all(|p| tree.holds(p.element, &["strong", "b"]));
        if heads.len() > 1 && (bold || heads.iter().all(|h| rows::column_head(h))) {
            out.iter_mut().filter(|p| p.row == 0).for_each(|p| p.header = true);
        }
    }
    Some(out)
}

fn text(source: &str, tree: &Tree, at: usize) -> String {
    let mut words = String::new();
    tree.words(source, at, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn span(value: Option<&str>) -> u32 {
    value.and_then(|v| v.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, MOST)
}

/// The rows of a table, each with whether it stands in its head.
fn collect(tree: &Tree, at: usize, head: bool, out: &mut Vec<(usize, bool)>) {
    for (i, element) in tree.inside(at) {
        match element.name.as_str() {
            "tr" => out.push((i, head)),
            "thead" => collect(tree, i, true, out),
            _ => collect(tree, i, head, out),
        }
    }
}
