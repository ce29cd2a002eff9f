//! Comments that let a notice live with a finding: where one can stand in the file, and that it holds back that finding
//! and none of another rule.
//!
//! Nothing is taken on trust: the file with the comment is read and checked again.

use super::mend::Part;
use crate::audit::Finding;
use crate::notice::{BlockKind, Format, Notice};
use crate::read::{comment_marks, encode};

/// So many places are tried.
const TRIED: usize = 6;

/// Words to put into a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insertion {
    /// Where, in bytes of the decoded file.
    pub at: usize,
    /// The words.
    pub text: String,
}

/// A comment that holds back a finding, which gives `reason`; nothing where the file has no comments, or none that
/// would do. `parts` are all notices of the file, of which the finding's is `number`; `check` reads and checks other
/// bytes of the same file.
pub fn suppress(
    (notice, finding): (&Notice, &Finding),
    (parts, number): (&[Part], usize),
    reason: &str,
    check: &mut dyn FnMut(&[u8]) -> Vec<Part>,
) -> Option<Insertion> {
    let source = &notice.source;
    let (open, close) = comment_marks(&notice.path, &source.text, notice.format)?;
    let comment = format!("{open}candour: ignore {}; reason: {reason}{close}", finding.rule);
    let mut best: Option<(usize, Insertion)> = None;
    for insertion in places(notice, finding, &comment).into_iter().take(TRIED) {
        let Some((before, after)) = source.text.split_at_checked(insertion.at) else { continue };
        let whole = [before, &insertion.text, after].concat();
        let Some(bytes) = encode(source, &whole) else { continue };
        let read = check(&bytes);
        let same = parts.len() == read.len()
            && parts.iter().zip(&read).all(|(old, new)| reads_alike((old, &source.text), (new, &whole)));
        match also_hidden(parts, &read, number, finding).filter(|_| same) {
            Some(0) => return Some(insertion),
            Some(count) if best.as_ref().is_none_or(|(least, _)| count < *least) => best = Some((count, insertion)),
            _ => {}
        }
    }
    best.map(|(_, insertion)| insertion)
}

/// Whether a notice says the same in two texts of its file.
fn reads_alike((old, before): (&Part, &str), (new, after): (&Part, &str)) -> bool {
    // Spaces around the comment may stay; and some formats are read as they are, comments included.
    let words = |part: &Part| part.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let as_it_is = old.text == before && new.text == after;
    old.part == new.part && (as_it_is || words(old) == words(new))
}

/// How many findings of the rule go with the one that is meant. Nothing if that one stays, or if one of another rule
/// comes or goes.
fn also_hidden(before: &[Part], after: &[Part], number: usize, finding: &Finding) -> Option<usize> {
    let key = (finding.rule.clone(), finding.subject.clone());
    let mut gone = 0;
    for (at, (old, new)) in before.iter().zip(after).enumerate() {
        if new.counts.iter().any(|(key, count)| old.counts.get(key).is_none_or(|was| was < count)) {
            return None;
        }
        for (told, was) in &old.counts {
            let less = was - new.counts.get(told).copied().unwrap_or_default();
            let meant = at == number && *told == key;
            if (less == 0) == meant || (less > 0 && told.0 != finding.rule) {
                return None;
            }
            gone += less;
        }
    }
    gone.checked_sub(1)
}

/// Where the comment can stand, the best place first.
fn places(notice: &Notice, finding: &Finding, comment: &str) -> Vec<Insertion> {
    let at = notice.map.source(finding.primary.span).start as usize;
    match notice.format {
        Format::Yaml | Format::Structured => above(&notice.source.text, at, comment),
        _ => around(notice, at, comment),
    }
}

/// The line break of a file.
fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Where the line begins that a byte stands in.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|t| t.rfind(['\n', '\r'])).map_or(0, |i| i + 1)
}

/// In YAML: a line above the entry of the words, else above one that holds that entry.
fn above(text: &str, at: usize, comment: &str) -> Vec<Insertion> {
    let mut out = Vec::new();
    let mut least = usize::MAX;
    let mut start = line_start(text, at);
    loop {
        let line = text.get(start..).and_then(|t| t.lines().next()).unwrap_or_default();
        let depth = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() && depth < least {
            least = depth;
            let text = format!("{}{comment}{}", " ".repeat(depth), line_break(text));
            out.push(Insertion { at: start, text });
        }
        if start == 0 || least == 0 {
            return out;
        }
        start = line_start(text, start.saturating_sub(1));
    }
}

/// In running text: on a line of its own before a paragraph, behind the words of everything else.
fn around(notice: &Notice, at: usize, comment: &str) -> Vec<Insertion> {
    let text = &notice.source.text;
    let place = |i: usize| notice.blocks.get(i).map(|b| notice.map.source(b.span).range());
    let holds = |i: &usize| place(*i).is_some_and(|p| p.start <= at && at <= p.end);
    let Some(i) = (0..notice.blocks.len()).rev().find(holds) else { return Vec::new() };
    let (Some(range), Some(block)) = (place(i), notice.blocks.get(i)) else { return Vec::new() };
    let behind = Insertion { at: range.end, text: format!(" {comment}") };
    let rest = text.get(range.end..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let at_end = Insertion { at: range.end + line.len(), text: format!(" {comment}") };
    let start = line_start(text, range.start);
    let front = text.get(start..range.start).unwrap_or_default();
    let margin = &front[..front.len() - front.trim_start_matches([' ', '\t']).len()];
    let own = Insertion { at: start, text: format!("{margin}{comment}{}", line_break(text)) };
    // In a page of code a line of its own may stand outside of the markup, where it would be no comment.
    let code = comment.starts_with("{/*") && notice.format == Format::Html;
    match block.kind {
        _ if code => vec![behind],
        BlockKind::Cell { .. } | BlockKind::FlatRow { .. } => vec![behind],
        BlockKind::Paragraph if i > 0 => vec![own, at_end, behind],
        _ if notice.format == Format::Markdown => vec![at_end, behind, own],
        _ => vec![behind, at_end, own],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_yaml_a_comment_stands_above_the_entry_or_one_that_holds_it() {
        let text = "a:\r\n  - b: |\r\n      words\r\n      here\r\n    c: d\r\n";
        let at = text.find("here").unwrap_or_default();
        let found: Vec<(usize, String)> = above(text, at, "# x").into_iter().map(|i| (i.at, i.text)).collect();
        let of = |words: &str| line_start(text, text.find(words).unwrap_or_default());
        let own = |depth: usize| format!("{}# x\r\n", " ".repeat(depth));
        assert_eq!(found, [(of("here"), own(6)), (of("- b"), own(2)), (of("a:"), own(0))]);
    }
}
