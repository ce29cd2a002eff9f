//! A rule explained for the terminal.

use super::model::Rule;
use super::page::{Body, Page};
use std::fmt::Write;

/// The page about a rule, as plain text with paragraphs that are not broken into lines.
pub fn explain(rule: &Rule) -> String {
    let mut text = String::new();
    let _ = write_page(&mut text, &Page::of(rule));
    text
}

fn write_page(text: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(text, "{}\n", page.title)?;
    for (name, value) in &page.facts {
        writeln!(text, "{name}: {value}")?;
    }
    for section in &page.sections {
        writeln!(text, "\n{}", section.title)?;
        match &section.body {
            Body::Text(paragraph) => writeln!(text, "  {}", paragraph.replace('\n', "\n  "))?,
            Body::Lines(lines) => lines.iter().try_for_each(|line| writeln!(text, "  {line}"))?,
            Body::Items(items) => items.iter().try_for_each(|item| writeln!(text, "  - {item}"))?,
            Body::Example(notices, at) => {
                for (i, notice) in notices.iter().enumerate() {
                    if i > 0 {
                        writeln!(text, "  and in another notice")?;
                    }
                    writeln!(text, "  | {}", notice.replace('\n', "\n  | "))?;
                }
                at.iter().try_for_each(|words| writeln!(text, "  at: {words}"))?;
            }
        }
    }
    Ok(())
}
