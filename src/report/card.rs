//! One finding as a short page, for an editor to show beside the words.

use super::clean::{one_line, shorten};
use crate::audit::Finding;
use crate::notice::{Notice, Span};
use crate::rules::Rule;
use std::fmt::Write;

/// Longer quotations are cut.
const QUOTED: usize = 120;

/// The page: what is found, the other places, the law and its dates, why it matters and how to put it right. `rule` is
/// that of the finding, where it is known; `markdown` says whether it may have emphasis.
pub fn card(notice: &Notice, finding: &Finding, rule: Option<&Rule>, markdown: bool) -> String {
    let words = |text: &str| if markdown { escaped(&one_line(text)) } else { one_line(text) };
    let strong = |text: &str| if markdown { format!("**{text}**") } else { text.to_owned() };
    let mut page =
        format!("{} {}: {}\n", strong(finding.severity.name()), words(&finding.rule), words(&finding.message));
    let quoted = |span: Span| words(&shorten(&one_line(notice.words(span)), QUOTED));
    for mark in std::iter::once(&finding.primary).chain(&finding.related) {
        let line = notice.locate(mark.span).line;
        let label = if mark.label.is_empty() { String::new() } else { format!(" ({})", words(&mark.label)) };
        let _ = write!(page, "\n- line {line}: “{}”{label}", quoted(mark.span));
    }
    page.push('\n');
    let mut said = |name: &str, text: &str| {
        if !text.trim().is_empty() {
            let _ = write!(page, "\n{} {}\n", strong(&format!("{name}:")), words(text));
        }
    };
    said("Law", &finding.law.join("; "));
    let dates = rule.map(|r| match (r.from, r.until) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    });
    said("In force", &dates.unwrap_or_default());
    if let Some(since) = &finding.overtaken {
        said("Overtaken", &format!("the law changed on {since}, after the date of this notice"));
    }
    said("Why", &finding.why);
    said("Fix", &finding.fix);
    said("Confidence", finding.confidence.name());
    said("May be wrong", &rule.map(|r| r.false_alarms.join(" ")).unwrap_or_default());
    let tick = if markdown { "`" } else { "" };
    let _ = write!(page, "\n{tick}candour explain {}{tick} tells more.\n", one_line(&finding.rule));
    page
}

/// Words in which nothing is taken for Markdown. Editors differ in what else they show as it is, so no more is marked
/// than must be.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Candour;
    use crate::audit::Options;
    use crate::law::Date;

    #[test]
    fn words_of_a_notice_are_no_markup() {
        use pulldown_cmark::{Event, Options, Parser};
        for text in ["[a](https://evil.example)", "![a](b)", "<img src=x>", "**a** _b_ `c` ~~d~~ &lt; \\[x]"] {
            let page = format!("x {}", escaped(text));
            let events = Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION);
            let words: String = events
                .map(|e| match e {
                    Event::Text(words) => words.to_string(),
                    Event::Start(_) | Event::End(_) => String::new(),
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(words, format!("x {text}"), "{page}");
        }
    }

    #[test]
    fn a_card_holds_law_dates_reason_and_remedy() {
        let candour = Candour::builtin().unwrap();
        let text =
            "# Privacy notice\n\nFern Ltd is the controller. We keep your personal data for as long as [insert].\n";
        let all = candour.check_text("a.md", text, &Options::on(Date::constant(2026, 11, 22)));
        let (notice, findings) = (&all[0].notice, &all[0].findings);
        let finding = findings.iter().find(|f| !f.law.is_empty()).unwrap();
        let rule = candour.rules.get(&finding.rule).unwrap();
        let page = card(notice, finding, Some(rule), true);
        for part in ["**Law:**", "**Why:**", "**Fix:**", "`candour explain "] {
            assert!(page.contains(part), "{page}");
        }
        assert_eq!(page.contains("**In force:**"), rule.from.is_some() || rule.until.is_some());
        let plain = card(notice, finding, Some(rule), false);
        assert!(!plain.contains("**") && !plain.contains('`') && plain.contains(&finding.law.join("; ")), "{plain}");
    }
}
