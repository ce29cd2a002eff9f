//! Differences for people at a terminal.

use super::{Compared, DiffReport, DiffSummary, Status};
use crate::audit::Finding;
use crate::change::{Change, Fate, Hunk, Weight, What};
use crate::check::Checked;
use crate::notice::Span;
use crate::report::clean::wrap;
use crate::report::one_line;
use std::io::{self, Write};

/// Lines are never made narrower than this.
const NARROWEST: usize = 40;

/// The report for people: what is told differently, the findings, and the words.
pub struct DiffPretty {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Leave out the closing sentence.
    pub quiet: bool,
}

impl DiffReport for DiffPretty {
    fn notice(&mut self, compared: &Compared<'_>, out: &mut dyn Write) -> io::Result<()> {
        let name = one_line(&compared.name());
        let what = match compared.status() {
            Status::Added => "a new notice",
            Status::Removed => "this notice is gone",
            Status::Material => "material changes",
            Status::Editorial => "editorial changes only",
            Status::Unchanged if compared.renamed.is_some() => "no word differs",
            // The last sentence counts them.
            Status::Unchanged => return Ok(()),
        };
        let was = compared.renamed.map(|old| format!(" (renamed from {})", one_line(old))).unwrap_or_default();
        writeln!(out, "{}", self.bold(&format!("{name}: {what}{was}")))?;
        for weight in [Weight::Material, Weight::Editorial] {
            let changes: Vec<&Change> = compared.difference.changes.iter().filter(|c| c.weight == weight).collect();
            if !changes.is_empty() {
                writeln!(out, "  {}", weight.name())?;
            }
            for change in changes {
                self.change(compared, change, out)?;
            }
        }
        self.findings(compared, out)?;
        if !compared.difference.text.is_empty() {
            writeln!(out, "  words")?;
        }
        for hunk in &compared.difference.text {
            self.hunk(compared, hunk, out)?;
        }
        writeln!(out)
    }

    fn end(&mut self, summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        for line in wrap(&summary.sentence(), self.width.max(NARROWEST)) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

fn line(side: Option<&Checked>, span: Option<Span>) -> Option<u32> {
    Some(side?.notice.locate(span?).line)
}

impl DiffPretty {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    /// A line with a mark before it, wrapped and set in.
    fn entry(&self, (mark, colour): (&str, &str), text: &str, out: &mut dyn Write) -> io::Result<()> {
        // Room for the mark is left in the first line by wrapping it with the text.
        let lines = wrap(&format!("{mark} {text}"), self.width.max(NARROWEST) - 6);
        for (at, part) in lines.iter().enumerate() {
            match part.strip_prefix(mark).filter(|_| at == 0) {
                Some(rest) => writeln!(out, "    {}{rest}", self.paint(colour, mark))?,
                None => writeln!(out, "      {part}")?,
            }
        }
        Ok(())
    }

    fn change(&self, compared: &Compared<'_>, change: &Change, out: &mut dyn Write) -> io::Result<()> {
        let (old, new) = (line(compared.old, change.old), line(compared.new, change.new));
        let at = match (old, new) {
            (Some(old), Some(new)) if old == new => format!(" (line {new})"),
            (Some(old), Some(new)) => format!(" (line {new}, was {old})"),
            (Some(old), None) => format!(" (was line {old})"),
            (None, Some(new)) => format!(" (line {new})"),
            (None, None) => String::new(),
        };
        let mark = match change.what {
            What::Added => ("+", "32"),
            What::Removed => ("-", "31"),
            What::Changed => ("~", "33"),
        };
        self.entry(mark, &one_line(&format!("{}{at}", change.says)), out)
    }

    fn findings(&self, compared: &Compared<'_>, out: &mut dyn Write) -> io::Result<()> {
        let findings = &compared.difference.findings;
        let told = findings.introduced.len() + findings.fixed.len() + findings.moved.len();
        if told == 0 {
            return Ok(());
        }
        writeln!(out, "  findings")?;
        let text = |checked: Option<&Checked>, finding: &Finding| {
            let at = line(checked, Some(finding.primary.span)).map(|l| format!(" (line {l})")).unwrap_or_default();
            one_line(&format!("{}[{}] {}{at}", finding.severity.name(), finding.rule, finding.message))
        };
        for (mark, colour, side, list) in
            [("introduced", "31", compared.new, &findings.introduced), ("fixed", "32", compared.old, &findings.fixed)]
        {
            let all = side.map(|c| c.findings.as_slice()).unwrap_or_default();
            for finding in list.iter().filter_map(|&i| all.get(i)) {
                self.entry((mark, colour), &text(side, finding), out)?;
            }
        }
        let all = compared.new.map(|c| c.findings.as_slice()).unwrap_or_default();
        for finding in findings.moved.iter().filter_map(|&(_, i)| all.get(i)) {
            self.entry(("moved", "33"), &text(compared.new, finding), out)?;
        }
        Ok(())
    }

    fn hunk(&self, compared: &Compared<'_>, hunk: &Hunk, out: &mut dyn Write) -> io::Result<()> {
        let (old, new) = (line(compared.old, Some(hunk.old)), line(compared.new, Some(hunk.new)));
        if let (Some(old), Some(new)) = (old, new) {
            writeln!(out, "    @ line {old} → {new}")?;
        }
        let mut words: Vec<(Fate, String)> = Vec::new();
        for piece in &hunk.pieces {
            let marked = piece.text.replace('\n', " ¶ ");
            let mut all: Vec<String> = marked.split_whitespace().map(one_line).collect();
            let (open, close) = match piece.fate {
                Fate::Kept => ("", ""),
                Fate::Removed => ("[-", "-]"),
                Fate::Added => ("{+", "+}"),
            };
            if let Some(first) = all.first_mut() {
                first.insert_str(0, open);
            }
            if let Some(last) = all.last_mut() {
                last.push_str(close);
            }
            words.extend(all.into_iter().map(|w| (piece.fate, w)));
        }
        let plain: Vec<&str> = words.iter().map(|w| w.1.as_str()).collect();
        let lines = wrap(&plain.join(" "), self.width.max(NARROWEST) - 6);
        if !self.colour {
            return lines.iter().try_for_each(|l| writeln!(out, "      {l}"));
        }
        let mut fates = words.iter();
        for line in &lines {
            let painted: Vec<String> = line
                .split(' ')
                .map(|word| match fates.next().map(|w| w.0) {
                    Some(Fate::Removed) => self.paint("31", word),
                    Some(Fate::Added) => self.paint("32", word),
                    _ => word.to_owned(),
                })
                .collect();
            writeln!(out, "      {}", painted.join(" "))?;
        }
        Ok(())
    }
}
