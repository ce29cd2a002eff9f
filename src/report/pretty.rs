//! For people at a terminal: the words with marks beneath them, then law, why and fix.

use super::across::Excerpts;
use super::clean::{clean, one_line, shorten, width, wrap};
use super::rows::Rows;
use super::{Report, Summary};
use crate::audit::portfolio::{Across, Portfolio};
use crate::audit::{Finding, Mark, Severity};
use crate::check::Checked;
use crate::claims::Confidence;
use crate::notice::{Notice, Span};
use codespan_reporting::diagnostic::{self, Diagnostic, Label, LabelStyle};
use codespan_reporting::files::Files;
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_write_style, termcolor};
use std::io::{self, Write};

/// Rows are never made narrower than this, however long the labels are.
const NARROWEST: usize = 32;
/// A label over more rows than this is drawn as a bracket, not as underlined words.
const UNDERLINED: usize = 4;

/// The report for people.
pub struct Pretty {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Leave out the closing sentence.
    pub quiet: bool,
}

impl Report for Pretty {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for finding in &checked.findings {
            let text = match checked.notice.places.is_empty() {
                true => self.render(&checked.notice, finding)?,
                // Of the file only these words are known.
                false => self.render_across(&Across::within(&checked.notice, finding))?,
            };
            out.write_all(&text)?;
        }
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            let text = self.render_across(across)?;
            out.write_all(&text)?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        for line in wrap(&summary.sentence(), self.width.max(NARROWEST)) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

impl Pretty {
    /// One finding, drawn.
    fn render(&self, notice: &Notice, finding: &Finding) -> io::Result<Vec<u8>> {
        let marks: Vec<(LabelStyle, &Mark, Span)> = std::iter::once((LabelStyle::Primary, &finding.primary))
            .chain(finding.related.iter().map(|mark| (LabelStyle::Secondary, mark)))
            .map(|(style, mark)| (style, mark, notice.map.source(mark.span)))
            .collect();
        let spans: Vec<Span> = marks.iter().map(|m| m.2).collect();
        let last_line = spans.iter().map(|s| notice.source.position(s.end as usize).0).max().unwrap_or(1);
        let gutter = last_line.to_string().len() + 3;
        let room = self.width.saturating_sub(gutter + 1).max(NARROWEST + 8);
        let labels: Vec<String> = marks.iter().map(|m| one_line(&m.1.label)).collect();
        let longest = labels.iter().map(|l| width(l)).max().unwrap_or(0).min((room * 2 / 5).min(room - NARROWEST));
        let place = notice.part.clone().or_else(|| notice.locate(finding.primary.span).place());
        let name = one_line(&match place {
            Some(place) => format!("{} ({place})", notice.path),
            None => notice.path.clone(),
        });
        let rows = Rows::new(name, &notice.source, &spans, room - longest);

        let mut diagnostic = Diagnostic::new(severity(finding.severity)).with_code(one_line(&finding.rule));
        for ((style, _, span), label) in marks.iter().zip(&labels) {
            let range = rows.range(*span);
            let message = shorten(label, longest);
            let mut parts = rows.parts(range.clone());
            if parts.len() > UNDERLINED {
                parts = vec![range];
            }
            let last = parts.pop().unwrap_or(rows.range(*span));
            diagnostic.labels.extend(parts.into_iter().map(|part| Label::new(*style, (), part)));
            diagnostic.labels.push(Label::new(*style, (), last).with_message(message));
        }
        let header = width(&finding.rule) + finding.severity.name().len() + 4;
        diagnostic.message = hang(&finding.message, self.width, header);
        diagnostic.notes = self.notes(notice, finding, gutter, &labels, longest, &marks);
        self.emit(&rows, &diagnostic)
    }

    /// A finding across notices, drawn from the words that are kept of each place.
    fn render_across(&self, across: &Across) -> io::Result<Vec<u8>> {
        let finding = &across.finding;
        let last_line = across.places().map(|p| p.spot.line).max().unwrap_or(1);
        let gutter = last_line.to_string().len() + 3;
        let room = self.width.saturating_sub(gutter + 1).max(NARROWEST + 8);
        let excerpts = Excerpts::new(across, room);
        let mut diagnostic = Diagnostic::new(severity(finding.severity)).with_code(one_line(&finding.rule));
        for (at, place) in across.places().enumerate() {
            let style = if at == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
            let (range, left) = excerpts.room(at, room);
            diagnostic.labels.push(Label::new(style, at, range).with_message(shorten(&one_line(&place.label), left)));
        }
        let header = width(&finding.rule) + finding.severity.name().len() + 4;
        diagnostic.message = hang(&finding.message, self.width, header);
        diagnostic.notes = said(finding, self.width.saturating_sub(gutter).max(NARROWEST));
        self.emit(&excerpts, &diagnostic)
    }

    fn notes(
        &self,
        notice: &Notice,
        finding: &Finding,
        gutter: usize,
        labels: &[String],
        longest: usize,
        marks: &[(LabelStyle, &Mark, Span)],
    ) -> Vec<String> {
        let room = self.width.saturating_sub(gutter).max(NARROWEST);
        let mut notes = Vec::new();
        let mut note = |name: &str, text: &str| {
            if !text.trim().is_empty() {
                notes.push(note_text(name, text, room));
            }
        };
        for ((_, _, span), label) in marks.iter().zip(labels).filter(|(_, label)| width(label) > longest) {
            note(&format!("line {}", notice.source.position(span.start as usize).0), label);
        }
        notes.extend(said(finding, room));
        notes
    }

    fn emit<'f, F: Files<'f>>(&self, rows: &'f F, diagnostic: &Diagnostic<F::FileId>) -> io::Result<Vec<u8>> {
        let config = Config::default();
        let mut buffer = Vec::new();
        let result = if self.colour {
            let styles = Styles::default();
            emit_to_write_style(
                &mut StylesWriter::new(termcolor::Ansi::new(&mut buffer), &styles),
                &config,
                rows,
                diagnostic,
            )
        } else {
            let styles = Styles::no_color();
            let writer = termcolor::NoColor::new(&mut buffer);
            emit_to_write_style(&mut StylesWriter::new(writer, &styles), &config, rows, diagnostic)
        };
        result.map_err(io::Error::other)?;
        Ok(buffer)
    }
}

/// Law, reason and remedy, and what qualifies a finding.
fn said(finding: &Finding, room: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |name: &str, text: &str| {
        if !text.trim().is_empty() {
            notes.push(note_text(name, text, room));
        }
    };
    note("law", &finding.law.join("; "));
    note("why", &finding.why);
    note("fix", &finding.fix);
    if let Some(since) = &finding.overtaken {
        note("overtaken", &format!("the law changed on {since}, after the date of this notice"));
    }
    if finding.confidence != Confidence::Certain {
        note("confidence", finding.confidence.name());
    }
    notes
}

fn severity(severity: Severity) -> diagnostic::Severity {
    match severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Note => diagnostic::Severity::Note,
    }
}

/// A message after a header of so many columns; lines after the first stand a little in.
fn hang(message: &str, columns: usize, header: usize) -> String {
    let words = one_line(message);
    let first = shorten_at_word(&words, columns.saturating_sub(header).max(20));
    let mut text = first.to_owned();
    let rest = words[first.len()..].trim_start();
    if !rest.is_empty() {
        for line in wrap(rest, columns.saturating_sub(4).max(20)) {
            text += "\n    ";
            text += &line;
        }
    }
    text
}

/// As many whole words of a line as fit, and at least one.
fn shorten_at_word(words: &str, columns: usize) -> &str {
    if width(words) <= columns {
        return words;
    }
    let mut end = words.find(' ').unwrap_or(words.len());
    for (at, _) in words.match_indices(' ') {
        if width(&words[..at]) > columns {
            break;
        }
        end = at;
    }
    &words[..end]
}

/// `name: text`, wrapped, with the lines after the first aligned beneath the text.
fn note_text(name: &str, text: &str, room: usize) -> String {
    let indent = name.len() + 2;
    let text = clean(text);
    let paragraphs: Vec<String> = text.split("\n\n").map(one_line).collect();
    let lines = wrap(&paragraphs.join("\n"), room.saturating_sub(indent + 1).max(20));
    let mut note = format!("{name}: ");
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            note.push('\n');
            note += &" ".repeat(indent);
        }
        note += line;
    }
    note
}
