//! Tables that reached us as one cell a line: first the heads of the columns, then the cells, row by row.

use super::rows::column_head;
use super::text::Line;

/// Where a line stands in such a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cell {
    pub table: u32,
    pub row: u32,
    pub column: u32,
    pub header: bool,
}

/// Most columns of such a table.
const WIDEST: usize = 7;

/// What a column holds, as far as its head tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    Basis,
    Period,
    Anything,
}

/// Marks the lines that are cells of tables.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let mut table = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some(columns) = heads(lines, at) else {
            at += 1;
            continue;
        };
        let found = rows(lines, at, &columns);
        let bodies = found.iter().filter(|c| !c.1.header && c.1.column > 0).count();
        if bodies < (columns.len() - 1) * if columns.len() == 2 { 2 } else { 1 } {
            at += columns.len();
            continue;
        }
        for (line, cell) in &found {
            lines[*line].cell = Some(Cell { table, ..*cell });
        }
        table += 1;
        at = found.last().map_or(at + 1, |last| last.0 + 1);
    }
}

/// The columns whose heads begin at a line.
fn heads(lines: &[Line<'_>], at: usize) -> Option<Vec<Holds>> {
    if !lines[at].marker.is_empty() || !column_head(lines[at].words) {
        return None;
    }
    let gap = lines.get(at + 1)?.gap;
    let more =
        lines[at + 1..].iter().take_while(|l| l.marker.is_empty() && l.gap == gap && column_head(l.words)).count();
    let count = more + 1;
    if !(2..=WIDEST).contains(&count) || gap > 1 {
        return None;
    }
    let run = &lines[at..at + count];
    let columns: Vec<Holds> = run.iter().map(|l| holds(l.words)).collect();
    let typed = columns.iter().filter(|c| **c != Holds::Anything).count();
    // A name for the rows, and a basis or a period for each.
    let sound = columns[0] == Holds::Anything && typed > 0 && !run.iter().skip(1).any(|l| l.words == run[0].words);
    sound.then_some(columns)
}

fn words(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn holds(head: &str) -> Holds {
    let has = |list: &[&str]| words(head).any(|w| list.contains(&w.as_str()));
    if has(&["basis", "lawful", "legal"]) {
        Holds::Basis
    } else if has(&["retention", "period", "long", "keep", "kept"]) && !has(&["why", "what", "reason"]) {
        Holds::Period
    } else {
        Holds::Anything
    }
}

/// Whether a cell looks like what its column holds.
fn fits(cell: &str, holds: Holds) -> bool {
    let has = |list: &[&str]| words(cell).any(|w| list.contains(&w.as_str()));
    match holds {
        Holds::Anything => true,
        Holds::Basis => has(&[
            "article",
            "contract",
            "contractual",
            "consent",
            "legal",
            "legitimate",
            "public",
            "vital",
            "statutory",
            "law",
            "gdpr",
            "obligation",
            "interests",
            "task",
            "6",
        ]),
        Holds::Period => {
            has(&[
                "year",
                "years",
                "month",
                "months",
                "day",
                "days",
                "week",
                "weeks",
                "hours",
                "until",
                "permanent",
                "permanently",
                "indefinitely",
                "necessary",
                "required",
                "needed",
                "schedule",
                "duration",
                "forever",
                "ever",
                "immediately",
            ]) || cell.chars().any(|c| c.is_ascii_digit())
        }
    }
}

/// The cells of the table whose heads begin at a line: line and place of each.
fn rows(lines: &[Line<'_>], from: usize, columns: &[Holds]) -> Vec<(usize, Cell)> {
    let width = columns.len();
    let inner = lines[from + 1].gap;
    let head: Vec<&str> = lines[from..from + width].iter().map(|l| l.words).collect();
    let mut out = Vec::new();
    let mut row = 0;
    let mut place = |at: usize, columns: &mut dyn Iterator<Item = usize>, header: bool, row: &mut u32| {
        for (line, column) in columns.enumerate() {
            out.push((at + line, Cell { table: 0, row: *row, column: column as u32, header }));
        }
        *row += 1;
    };
    place(from, &mut (0..width), true, &mut row);
    let mut at = from + width;
    let mut outer: Option<usize> = None;
    while at < lines.len() {
        // All cells from a column on, as far apart as the heads are.
        let together = |first: usize| {
            let count = width - first;
            lines.len() >= at + count && lines[at + 1..at + count].iter().all(|l| l.gap == inner)
        };
        let cells =
            |first: usize| (first..width).map(move |column| (lines[at + column - first].words, columns[column]));
        if together(0) && cells(0).zip(&head).all(|((words, _), head)| words.eq_ignore_ascii_case(head)) {
            // The heads again, on the next page.
            place(at, &mut (0..width), true, &mut row);
            at += width;
            outer = None;
            continue;
        }
        let gap = lines[at].gap;
        let apart = gap > 2 || outer.is_some_and(|o| gap > o);
        let typed = |first: usize| cells(first).filter(|c| c.1 != Holds::Anything);
        let told = |first: usize| typed(first).filter(|(words, holds)| fits(words, *holds)).count();
        let all = |first: usize| together(first) && told(first) == typed(first).count();
        if all(0) || !apart && inner == 0 && together(0) && told(0) > 0 && !all(1) {
            place(at, &mut (0..width), false, &mut row);
            at += width;
        } else if width > 2 && row > 1 && !apart && all(1) {
            // The first cell reaches down from the row above.
            place(at, &mut (1..width), false, &mut row);
            at += width - 1;
        } else if let Some(empty) = (!apart).then(|| empty_cell(lines, at, columns, inner)).flatten() {
            // The copy has no line for a cell with nothing in it.
            place(at, &mut (0..width).filter(|c| *c != empty), false, &mut row);
            at += width - 1;
        } else {
            break;
        }
        outer = Some(outer.unwrap_or(gap).max(gap.min(1)));
    }
    out
}

/// The column whose cell has no line of its own in the row that begins here: the other cells fit theirs, and a whole row
/// follows.
fn empty_cell(lines: &[Line<'_>], at: usize, columns: &[Holds], inner: usize) -> Option<usize> {
    let width = columns.len();
    let whole = |from: usize| {
        lines.get(from..from + width).is_some_and(|row| {
            row[1..].iter().all(|l| l.gap == inner)
                && row.iter().zip(columns).all(|(l, c)| fits(l.words, *c))
                && !row[0].words.ends_with(['.', '?'])
        })
    };
    // With two columns a lone line may as well be a heading: then two rows must follow.
    let follows = whole(at + width - 1) && (width > 2 || whole(at + 2 * width - 1));
    let last = lines.len() == at + width - 1;
    let row = lines.get(at..at + width - 1)?;
    let sound = row[1..].iter().all(|l| l.gap == inner) && !row[0].words.ends_with(['.', '?']);
    (1..width).find(|&empty| {
        let others = (0..width).filter(|c| *c != empty);
        let mut typed = row.iter().zip(others).filter(|(_, c)| columns[*c] != Holds::Anything).peekable();
        let told = typed.peek().is_some();
        sound && typed.all(|(l, c)| fits(l.words, columns[c])) && (follows || told && last)
    })
}
