//! Edits for people: a unified diff, and beneath it what is left to them.

use super::{FileFixes, FixReport, FixSummary, Made, Suggestion, Written};
use crate::notice::Span;
use crate::report::clean::{disarmed, fitting, one_line, shorten, single, width, wrap};
use similar::{ChangeTag, TextDiff};
use std::io::{self, Write};

/// Lines are never made narrower than this.
const NARROWEST: usize = 40;
/// Lines of text around a change.
const AROUND: usize = 3;
/// Columns that are shown before and after a change in a line that is too long.
const BESIDE: usize = 40;
/// Lines of more columns are cut.
const LONGEST: usize = 240;
/// Columns of words that are replaced, in a suggestion.
const QUOTED: usize = 60;

/// The report for people.
pub struct FixPretty {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Show the edits and nothing else.
    pub quiet: bool,
    /// Whether files were to be written.
    pub apply: bool,
}

impl FixReport for FixPretty {
    fn write(&self, files: &[FileFixes], summary: &FixSummary, out: &mut dyn Write) -> io::Result<()> {
        for file in files {
            if !file.edits.is_empty() {
                self.difference(file, out)?;
            }
            if let Written::Failed(what) = &file.written {
                writeln!(out, "not written: {}", one_line(what))?;
            }
            if !self.quiet && !file.suggestions.is_empty() {
                self.suggestions(file, out)?;
            }
            let shown = !file.edits.is_empty() || !self.quiet && !file.suggestions.is_empty();
            if shown {
                writeln!(out)?;
            }
        }
        if self.quiet {
            return Ok(());
        }
        wrap(&summary.sentence(self.apply), self.room()).iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

impl FixPretty {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn room(&self) -> usize {
        self.width.max(NARROWEST)
    }

    fn difference(&self, file: &FileFixes, out: &mut dyn Write) -> io::Result<()> {
        let name = single(&file.path);
        writeln!(out, "{}\n{}", self.paint("1", &format!("--- {name}")), self.paint("1", &format!("+++ {name}")))?;
        let diff = TextDiff::from_lines(&file.old, &file.new);
        let (old, new) = changed(&file.edits);
        let old = Lines::new(diff.iter_old_slices(), old);
        let new = Lines::new(diff.iter_new_slices(), new);
        for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
            writeln!(out, "{}", self.paint("36", &hunk.header().to_string()))?;
            for change in hunk.iter_changes() {
                let line = change.value();
                let (code, sign, changed) = match change.tag() {
                    ChangeTag::Equal => ("", ' ', Vec::new()),
                    ChangeTag::Delete => ("31", '-', old.changed(change.old_index(), line)),
                    ChangeTag::Insert => ("32", '+', new.changed(change.new_index(), line)),
                };
                let text = excerpt(line.trim_end_matches(['\n', '\r']), &changed);
                // What looks like a command of a job is none, behind a space as well.
                let text = if sign == ' ' { disarmed(text) } else { text };
                let shown = format!("{sign}{text}");
                writeln!(out, "{}", if code.is_empty() { shown } else { self.paint(code, &shown) })?;
                if change.missing_newline() {
                    writeln!(out, "\\ No newline at end of file")?;
                }
            }
        }
        Ok(())
    }

    fn suggestions(&self, file: &FileFixes, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.paint("1", &format!("{}: for you to decide", one_line(&file.path))))?;
        for Suggestion { finding, at, edit } in &file.suggestions {
            let place = format!("{}:{}", at.line, at.column);
            let words = match edit {
                Some((old, new, why)) => {
                    let quoted = |text: &str| shorten(&one_line(text), QUOTED);
                    format!("{place} {}: write \"{}\" for \"{}\"? {why}", finding.rule, quoted(new), quoted(old))
                }
                None => format!("{place} {}: {}", finding.rule, finding.fix),
            };
            let lines = wrap(&one_line(&words), self.room() - 4);
            for (at, line) in lines.iter().enumerate() {
                writeln!(out, "{}{line}", if at == 0 { "  " } else { "    " })?;
            }
        }
        Ok(())
    }
}

/// Where words changed, in the old file and in the new one.
fn changed(edits: &[Made]) -> (Vec<Span>, Vec<Span>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let mut gained: i64 = 0;
    for edit in edits {
        let start = usize::try_from(i64::from(edit.span.start) + gained).unwrap_or(0);
        old.push(edit.span);
        new.push(Span::new(start, start + edit.new_text.len()));
        gained += edit.new_text.len() as i64 - edit.span.len() as i64;
    }
    (old, new)
}

/// Where the lines of a text begin, and what changed in it.
struct Lines {
    starts: Vec<usize>,
    changed: Vec<Span>,
}

impl Lines {
    fn new<'a>(lines: impl Iterator<Item = &'a str>, changed: Vec<Span>) -> Lines {
        let begin = |at: &mut usize, line: &str| {
            let start = *at;
            *at += line.len();
            Some(start)
        };
        let starts = lines.scan(0, begin).collect();
        Lines { starts, changed }
    }

    /// What changed in a line, counted from its beginning.
    fn changed(&self, number: Option<usize>, line: &str) -> Vec<(usize, usize)> {
        let Some(&start) = number.and_then(|n| self.starts.get(n)) else { return Vec::new() };
        let end = start + line.len();
        let within = |s: &&Span| (s.start as usize) < end && s.end as usize > start;
        let from = |s: &Span| ((s.start as usize).saturating_sub(start), (s.end as usize).min(end) - start);
        self.changed.iter().filter(within).map(from).collect()
    }
}

/// A line, cleaned; of one that is too long, what stands around the changes.
fn excerpt(line: &str, changed: &[(usize, usize)]) -> String {
    // A page of HTML may be one line, which is not measured in full.
    if line.len() <= 4 * LONGEST && width(&single(line)) <= LONGEST {
        return single(line);
    }
    if changed.is_empty() {
        return shorten(&single(line.get(..fitting(line, LONGEST + 1)).unwrap_or(line)), LONGEST);
    }
    let mut shown = String::new();
    let mut at = 0;
    for (start, end) in changed {
        let before = line.get(..*start).unwrap_or_default();
        let from = before.char_indices().rev().nth(BESIDE - 1).map_or(0, |(i, _)| i);
        let behind = line.get(*end..).unwrap_or_default();
        let to = end + behind.char_indices().nth(BESIDE).map_or(behind.len(), |(i, _)| i);
        if from > at {
            shown.push('…');
        }
        shown += &single(line.get(from.max(at)..to).unwrap_or_default());
        at = to.max(at);
    }
    if at < line.len() {
        shown.push('…');
    }
    shown
}
