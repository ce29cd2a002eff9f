//! The text of a notice in rows: what stands there, cut where marks begin and end, and the findings that belong beside it.

use crate::audit::{Finding, Mark};
use crate::check::Checked;
use crate::notice::{Block, BlockKind, Notice, Span};
use crate::report::clean::{clean, disarmed, one_line};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One row: a block of the notice or a table of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowView {
    /// `heading`, `paragraph`, `item`, `table`, `contents`, `aside` or `code`.
    pub kind: &'static str,
    /// Of a heading how deep it is, from 1; of an item how deep it is nested, from 0.
    pub depth: usize,
    /// Its number or mark, as written.
    pub marker: String,
    /// The line of its first words.
    pub line: u32,
    /// Its words; of a table none.
    pub runs: Vec<RunView>,
    /// The rows of a table.
    pub table: Vec<TableRowView>,
    /// The findings beside it.
    pub margin: Vec<MarginView>,
}

/// A row of a table: whether it is one of heads, and the words of each cell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableRowView {
    /// Whether its cells head their columns.
    pub header: bool,
    /// Its cells.
    pub cells: Vec<Vec<RunView>>,
}

/// Words between two places at which something begins or ends.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunView {
    /// The words.
    pub text: String,
    /// The anchor at their beginning.
    pub id: Option<String>,
    /// The worst severity of the findings whose marks cover them.
    pub severity: Option<&'static str>,
    /// The findings whose marks end with them: number and anchor.
    pub ends: Vec<(usize, String)>,
}

/// A finding beside a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MarginView {
    /// Its number.
    pub number: usize,
    /// The anchor of the finding.
    pub href: String,
    /// Whether its first place is in this row; else this is another side of it.
    pub primary: bool,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The rule.
    pub rule: String,
    /// What it says; of another side, the label.
    pub message: String,
    /// The other places of it: line and anchor.
    pub others: Vec<(u32, Option<String>)>,
}

/// So many other places are linked to beside a row.
const OTHERS: usize = 8;
/// A finding has so many marks at most in the text.
const MARKS: usize = 200;

/// Where anchors stand: at each place that something in the report leads to.
#[derive(Default)]
pub(super) struct Anchors {
    id: String,
    blocks: Vec<Span>,
}

impl Anchors {
    pub fn of(id: &str, notice: &Notice) -> Anchors {
        let mut blocks: Vec<Span> = shown(notice).iter().map(|b| b.span).filter(|s| !s.is_empty()).collect();
        blocks.sort_unstable();
        Anchors { id: id.to_owned(), blocks }
    }

    /// The anchor of the words, where the text that is shown holds them.
    pub fn href(&self, span: Span) -> Option<String> {
        let at = self.blocks.partition_point(|b| b.start <= span.start).checked_sub(1)?;
        let held = self.blocks.get(at)?;
        (span.start < held.end).then(|| format!("{}-p{}", self.id, span.start))
    }
}

/// The blocks to show; of a notice that has text and no blocks, its text as it stands.
fn shown(notice: &Notice) -> Vec<Block> {
    if !notice.blocks.is_empty() || notice.text.trim().is_empty() {
        return notice.blocks.clone();
    }
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in notice.text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.trim().is_empty() {
            let span = Span::new(start, start + words.len());
            let (kind, marker) = (BlockKind::Code, String::new());
            blocks.push(Block { kind, span, marker, section: 0, lead: None, sentences: 0..0 });
        }
        start += line.len();
    }
    blocks
}

/// A mark of a finding in the text.
struct Shown<'a> {
    span: Span,
    number: usize,
    primary: bool,
    mark: &'a Mark,
    finding: &'a Finding,
}

/// The rows of a notice.
pub(super) fn rows(id: &str, checked: &Checked, anchors: &Anchors) -> Vec<RowView> {
    let notice = &checked.notice;
    let marks: Vec<Shown<'_>> = checked
        .findings
        .iter()
        .zip(1..)
        .flat_map(|(finding, number)| {
            let all = std::iter::once((true, &finding.primary)).chain(finding.related.iter().map(|m| (false, m)));
            all.take(MARKS).map(move |(primary, mark)| Shown { span: mark.span, number, primary, mark, finding })
        })
        .collect();
    let claims = checked.claims.claims.iter().map(|c| c.span);
    let told = checked.coverage.iter().filter_map(|c| c.at);
    let starts = marks.iter().map(|m| m.span).chain(claims).chain(told).map(|s| s.start).collect();
    let mut over: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (number, mark) in marks.iter().enumerate() {
        let first = anchors.blocks.partition_point(|b| b.end <= mark.span.start);
        let held = anchors.blocks.iter().skip(first).take_while(|b| b.start < mark.span.end);
        held.for_each(|block| over.entry(block.start).or_default().push(number));
    }
    let writer = Writer { id, notice, anchors, marks: &marks, over: &over, starts: &starts };
    let mut rows: Vec<RowView> = Vec::new();
    let mut levels: Vec<u8> = Vec::new();
    let mut table = None;
    for block in shown(notice) {
        let own = match block.kind {
            BlockKind::Cell { table, .. } => Some(table),
            _ => None,
        };
        if own.is_none() || own != table {
            rows.push(writer.row(&block, &mut levels));
        }
        table = own;
        if let (Some(row), true) = (rows.last_mut(), own.is_some()) {
            writer.cell(row, &block);
        }
        if let Some(row) = rows.last_mut() {
            writer.margin(row, block.span);
        }
    }
    rows
}

/// Words with their line breaks, no line of which is a command of a job.
fn lines(words: &str) -> String {
    let cleaned = clean(words);
    let mut text = String::with_capacity(cleaned.len());
    for (at, line) in cleaned.split('\n').enumerate() {
        if at > 0 {
            text.push('\n');
            text += &disarmed(line.trim_start().to_owned());
        } else {
            text += line;
        }
    }
    text
}

struct Writer<'a> {
    id: &'a str,
    notice: &'a Notice,
    anchors: &'a Anchors,
    marks: &'a [Shown<'a>],
    /// By where a block begins, the marks in it.
    over: &'a BTreeMap<u32, Vec<usize>>,
    starts: &'a BTreeSet<u32>,
}

impl Writer<'_> {
    fn row(&self, block: &Block, levels: &mut Vec<u8>) -> RowView {
        let (kind, depth) = match block.kind {
            BlockKind::Heading { level } => {
                // Levels that a notice leaves out are left out here: one below the other is one deeper.
                while levels.last().is_some_and(|l| *l >= level) {
                    levels.pop();
                }
                levels.push(level);
                ("heading", levels.len())
            }
            BlockKind::Paragraph => ("paragraph", 0),
            BlockKind::Item { depth } => ("item", usize::from(depth)),
            BlockKind::Cell { .. } => ("table", 0),
            BlockKind::FlatRow { .. } => ("paragraph", 0),
            BlockKind::Contents => ("contents", 0),
            BlockKind::Aside => ("aside", 0),
            BlockKind::Code => ("code", 0),
        };
        RowView {
            kind,
            depth,
            marker: one_line(&block.marker),
            line: self.notice.locate(block.span).line,
            runs: if kind == "table" { Vec::new() } else { self.runs(block.span) },
            ..RowView::default()
        }
    }

    fn cell(&self, to: &mut RowView, block: &Block) {
        let BlockKind::Cell { row, column, header, .. } = block.kind else { return };
        // Of a hostile table, the number of a row or column may be anything; rows come in order.
        let rows = &mut to.table;
        if to.depth != row as usize + 1 || rows.is_empty() {
            to.depth = row as usize + 1;
            rows.push(TableRowView { header: true, cells: Vec::new() });
        }
        let Some(last) = rows.last_mut() else { return };
        last.header &= header;
        let column = (column as usize).min(last.cells.len() + 40);
        while last.cells.len() <= column {
            last.cells.push(Vec::new());
        }
        let runs = self.runs(block.span);
        if let Some(cell) = last.cells.get_mut(column) {
            if !cell.is_empty() {
                cell.push(RunView { text: "\n".to_owned(), ..RunView::default() });
            }
            cell.extend(runs);
        }
    }

    fn marks_of(&self, block: Span) -> impl Iterator<Item = &Shown<'_>> {
        self.over.get(&block.start).into_iter().flatten().filter_map(|i| self.marks.get(*i))
    }

    /// The words of a block, cut wherever a mark or an anchor begins or a mark ends.
    fn runs(&self, block: Span) -> Vec<RunView> {
        let marks: Vec<&Shown<'_>> = self.marks_of(block).collect();
        let inside = |at: &u32| block.start < *at && *at < block.end;
        let mut cuts: BTreeSet<u32> = self.starts.range(block.start..block.end).copied().filter(inside).collect();
        cuts.extend(marks.iter().flat_map(|m| [m.span.start, m.span.end]).filter(inside));
        cuts.extend([block.start, block.end]);
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let mut runs = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let &[start, end] = pair else { continue };
            let span = Span { start, end };
            let over = marks.iter().filter(|m| m.span.overlaps(span));
            let ends = marks.iter().filter(|m| m.span.end == end || (end == block.end && m.span.end > end));
            let mut numbers: Vec<usize> = ends.filter(|m| m.span.overlaps(span)).map(|m| m.number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            runs.push(RunView {
                text: lines(self.notice.words(span)),
                id: self.starts.contains(&start).then(|| format!("{}-p{start}", self.id)),
                severity: over.map(|m| m.finding.severity).max().map(|s| s.name()),
                ends: numbers.into_iter().map(|n| (n, format!("{}-f{n}", self.id))).collect(),
            });
        }
        runs
    }

    /// Puts the findings beside a row whose marks begin in a block of it.
    fn margin(&self, row: &mut RowView, block: Span) {
        let begins = |m: &&Shown<'_>| block.start <= m.span.start && m.span.start < block.end;
        for mark in self.marks_of(block).filter(begins) {
            if let Some(there) = row.margin.iter_mut().find(|r| r.number == mark.number) {
                there.primary |= mark.primary;
                if mark.primary {
                    there.message = one_line(&mark.finding.message);
                }
                continue;
            }
            let finding = mark.finding;
            let all = std::iter::once(&finding.primary).chain(&finding.related);
            let others = all.filter(|m| m.span != mark.span).take(OTHERS);
            let other = |m: &Mark| (self.notice.locate(m.span).line, self.anchors.href(m.span));
            row.margin.push(MarginView {
                number: mark.number,
                href: format!("{}-f{}", self.id, mark.number),
                primary: mark.primary,
                severity: finding.severity.name(),
                rule: one_line(&finding.rule),
                message: one_line(if mark.primary { &finding.message } else { &mark.mark.label }),
                others: others.map(other).collect(),
            });
        }
    }
}
