//! Findings as a page of Markdown, to read or to hand on.

use super::clean::{clean_char, one_line, shorten, single};
use super::item::{Item, Seen};
use super::{Report, Summary};
use crate::audit::Severity;
use crate::audit::portfolio::Portfolio;
use crate::check::Checked;
use crate::claims::Confidence;
use std::io::{self, Write};

/// Longer quotations are cut.
const QUOTED: usize = 300;

/// The page. It is written notice by notice.
pub struct Markdown {
    as_of: String,
    quiet: bool,
}

impl Markdown {
    /// A page of what was found as of a date.
    pub fn new(as_of: impl ToString, quiet: bool) -> Markdown {
        Markdown { as_of: as_of.to_string(), quiet }
    }

    fn item(&self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        let finding = item.finding;
        writeln!(
            out,
            "\n### {} {}: {}\n",
            mark(finding.severity),
            escaped(&one_line(&finding.rule)),
            escaped(&one_line(&finding.message))
        )?;
        for seen in std::iter::once(&item.primary).chain(&item.related) {
            writeln!(out, "- {}", self.place(&item.primary, seen))?;
        }
        let mut said = |name: &str, text: &str| match text.trim().is_empty() {
            true => Ok(()),
            false => writeln!(out, "- **{name}:** {}", escaped(&one_line(text))),
        };
        said("Law", &finding.law.join("; "))?;
        said("Why", &finding.why)?;
        said("Fix", &finding.fix)?;
        if let Some(since) = &finding.overtaken {
            said("Overtaken", &format!("the law changed on {since}, after the date of this notice"))?;
        }
        if finding.confidence != Confidence::Certain {
            said("Confidence", finding.confidence.name())?;
        }
        Ok(())
    }

    /// Line and words of a place, with its file where that is another than the first.
    fn place(&self, primary: &Seen<'_>, seen: &Seen<'_>) -> String {
        let file = match seen.path == primary.path && seen.part == primary.part {
            true => String::new(),
            false => format!("{}, ", escaped(&single(&seen.name()))),
        };
        let mut text = format!("{file}{}: {}", seen.place(), quoted(seen.words));
        if !seen.label.is_empty() {
            text += &format!(" ({})", escaped(&one_line(seen.label)));
        }
        text
    }
}

impl Report for Markdown {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "# Findings in privacy notices\n\nLaw as of {}, candour {}.",
            self.as_of,
            env!("CARGO_PKG_VERSION")
        )
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if checked.findings.is_empty() && about.error.is_none() {
            return Ok(());
        }
        let part = about.part.as_ref().map(|part| format!(" ({})", escaped(&one_line(part)))).unwrap_or_default();
        writeln!(out, "\n## {}{part}", escaped(&single(&about.path)))?;
        if let Some(error) = &about.error {
            let line = error.line.map(|l| format!("line {l}: ")).unwrap_or_default();
            writeln!(out, "\n**Not read:** {line}{}", escaped(&one_line(&error.what)))?;
        }
        checked.findings.iter().try_for_each(|finding| self.item(&Item::of(&checked.notice, finding), out))
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        if !portfolio.findings.is_empty() {
            writeln!(out, "\n## Across notices")?;
        }
        for across in &portfolio.findings {
            let item = Item::across(across);
            self.item(&item, out)?;
            writeln!(out, "- **First notice:** {}", escaped(&single(&item.primary.name())))?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(out, "\n{}", summary.sentence()) }
    }
}

/// A severity as it is shown on a page.
pub(super) fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**error**",
        Severity::Warning => "**warning**",
        Severity::Note => "note",
    }
}

/// Words of a notice between quotation marks.
fn quoted(words: &str) -> String {
    format!("“{}”", escaped(&shorten(&one_line(words), QUOTED)))
}

/// Text on one line in which nothing is taken for Markdown or HTML, nobody is called and no address becomes a link.
/// It must not be the first thing on a line.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '^' | '$' | '!' | '{' | '}' => safe.extend(['\\', c]),
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '&' => safe += "&amp;",
            // Within a table even code ends at it.
            '|' => safe += "&#124;",
            // What follows these would be a person, an issue or a link, were they not parted by nothing.
            '@' | '#' => safe.extend([c].into_iter().chain(PARTED.chars())),
            ':' if chars.peek() == Some(&'/') => safe.extend([c].into_iter().chain(PARTED.chars())),
            '.' if ends_with_www(&safe) => safe.extend([c].into_iter().chain(PARTED.chars())),
            _ => safe.push(clean_char(c)),
        }
    }
    safe
}

/// Nothing at all, but text before and after it is not read as one.
const PARTED: &str = "<!-- -->";

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3 && text.as_bytes()[text.len() - 3..].eq_ignore_ascii_case(b"www")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a page shows of some text, and which other things are in it.
    fn shown(text: &str) -> (String, bool) {
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let page = format!("- **x:** {}\n", escaped(text));
        let mut words = String::new();
        let mut other = false;
        for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(t) => words += &t,
                Event::InlineHtml(html) if &*html == PARTED => {}
                Event::Start(Tag::List(_) | Tag::Item | Tag::Strong | Tag::Paragraph) => {}
                Event::End(TagEnd::List(_) | TagEnd::Item | TagEnd::Strong | TagEnd::Paragraph) => {}
                _ => other = true,
            }
        }
        (words.strip_prefix("x:").unwrap_or_default().trim_start().to_owned(), other)
    }

    proptest! {
        #[test]
        fn any_words_stay_words(text in r##"[-a1 \\`*_{}\[\]()#+.!|<>&~$@:/^='"£’w]{0,40}"##) {
            let text = one_line(&text);
            prop_assert_eq!(shown(&text), (text.clone(), false), "{}", escaped(&text));
        }
    }

    #[test]
    fn words_of_a_notice_stay_words() {
        for text in [
            "[click](https://evil.example) ![x](y)",
            "<script>alert(1)</script> <!-- & --> &lt;",
            "`code` **bold** _it_ ~~no~~ ||| $x$ \\ {#id}",
            "mail @someone or a@b.example, see #12 and www.evil.example",
            "# not a heading - nor a list 1. nor this",
            "a]( b) ``` ~~~ :smile: [^1] \\` \\| \\[",
        ] {
            assert_eq!(shown(text), (text.to_owned(), false), "{}", escaped(text));
        }
        assert!(!escaped("see http://x and a@b").contains("http://"));
    }
}
