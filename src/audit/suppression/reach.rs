//! What a comment covers: the words that it stands behind, else what comes next, as far as that goes.

use crate::notice::{BlockKind, Comment, Format, Notice, Span};
use std::ops::Range;

/// The part of the file that a comment covers, in bytes; nothing means the whole notice.
pub fn of(notice: &Notice, comment: &Comment) -> Option<Range<u32>> {
    match notice.format {
        Format::Yaml | Format::Structured => entry(&notice.source.text, comment.source),
        _ => block(notice, comment.source),
    }
}

/// In YAML: the entry that the comment stands behind, else the one that begins below it, with all that is indented
/// deeper.
fn entry(text: &str, comment: Span) -> Option<Range<u32>> {
    let at = comment.start as usize;
    let begin = text.get(..at)?.rfind('\n').map_or(0, |i| i + 1);
    let behind = text.get(begin..at)?.chars().any(char::is_alphanumeric);
    let before = text.get(..begin)?.lines().any(|l| !empty(l));
    if !behind && !before {
        return None;
    }
    let mut lines = Vec::new();
    let mut start = begin;
    for line in text.get(begin..)?.split_inclusive('\n') {
        lines.push((start, line));
        start += line.len();
    }
    let mut lines = lines.into_iter().skip_while(|(_, line)| !behind && empty(line));
    let (from, first) = lines.next()?;
    let depth = indent(first);
    let inside = lines.take_while(|(_, line)| empty(line) || indent(line) > depth);
    let end = inside.last().map_or(from + first.len(), |(start, line)| start + line.len());
    Some(u32::try_from(from).ok()?..u32::try_from(end).ok()?)
}

/// Whether a line of YAML says nothing.
fn empty(line: &str) -> bool {
    let bare = line.trim();
    bare.is_empty() || bare.starts_with('#') || bare == "---"
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// In running text: the block that the comment stands in or behind on its line, else the next; a heading with all that
/// stands beneath it. A comment before everything covers everything.
fn block(notice: &Notice, comment: Span) -> Option<Range<u32>> {
    let places: Vec<Span> = notice.blocks.iter().map(|b| notice.map.source(b.span)).collect();
    let one = |i: usize| places.get(i).map(|p| p.start..p.end.max(p.start + 1));
    let around = places.iter().position(|p| p.start <= comment.start && comment.end <= p.end);
    let line =
        |from: u32| notice.source.text.get(from as usize..comment.start as usize).is_some_and(|t| !t.contains('\n'));
    let behind = || places.iter().rposition(|p| p.end <= comment.start && line(p.end));
    if let Some(i) = around.or_else(behind) {
        return one(i);
    }
    let next = places.iter().position(|p| p.start >= comment.end)?;
    if next == 0 {
        return None;
    }
    let heading = notice.blocks.get(next).filter(|b| matches!(b.kind, BlockKind::Heading { .. }));
    let Some(heading) = heading else { return one(next) };
    let within = |section: u32| {
        let mut at = section;
        while at != heading.section && at != 0 {
            at = notice.sections.get(at as usize).map_or(0, |s| s.parent);
        }
        at == heading.section
    };
    let count = notice.blocks.iter().skip(next).take_while(|b| within(b.section)).count();
    let last = next + count.saturating_sub(1);
    Some(one(next)?.start..one(last)?.end)
}
