//! A rule as SARIF has it, with help for people.

use super::super::clean::{clean, one_line};
use super::super::markdown;
use super::escaped;
use super::model::{Configuration, ReportingDescriptor, RuleProperties, Text};
use crate::claims::Confidence;
use crate::rules::{Rule, Severity};

pub(super) fn descriptor(rule: &Rule) -> ReportingDescriptor {
    ReportingDescriptor {
        id: one_line(&rule.id),
        short_description: Text::plain(escaped(&one_line(&rule.title))),
        full_description: Text::plain(escaped(&one_line(if rule.why.is_empty() { &rule.title } else { &rule.why }))),
        help: help(rule),
        default_configuration: Configuration { level: super::level(rule.severity) },
        properties: RuleProperties {
            family: one_line(&rule.family),
            confidence: rule.confidence.name(),
            law: rule.law.iter().map(|law| one_line(&law.to_string())).collect(),
            tags: vec!["privacy".to_owned(), one_line(&rule.family)],
            precision: match rule.confidence {
                Confidence::Certain => "very-high",
                Confidence::Likely => "high",
                Confidence::Possible => "medium",
            },
            problem: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
        },
    }
}

/// Why, what to do, when it may be wrong, and the law: as text and as Markdown.
fn help(rule: &Rule) -> Text {
    let message = rule.message.to_string();
    let alarms = rule.false_alarms.join("\n");
    let law = rule.law.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let sections =
        [("Why", &rule.why), ("How to put it right", &rule.fix), ("When it may be wrong", &alarms), ("Law", &law)];
    let mut text = one_line(&rule.title) + ".";
    let mut page = format!("**{}.**", markdown::escaped(&one_line(&rule.title)));
    if !message.is_empty() {
        text += &format!("\n\nReports: {}", one_line(&message));
        page += &format!("\n\n**Reports:** {}", markdown::escaped(&one_line(&message)));
    }
    for (title, body) in sections.into_iter().filter(|(_, body)| !body.trim().is_empty()) {
        text += &format!("\n\n{title}: {}", clean(body.trim()));
        let lines: Vec<String> = body.trim().lines().map(|l| markdown::escaped(&one_line(l))).collect();
        match lines.as_slice() {
            [one] => page += &format!("\n\n**{title}:** {one}"),
            // A list has an item a line; prose is broken anywhere.
            several if title == "Law" || title.starts_with("When") => {
                page += &format!("\n\n**{title}:**\n");
                several.iter().for_each(|line| page += &format!("\n- {ITEM}{line}"));
            }
            several => page += &format!("\n\n**{title}:** {}", several.join(" ")),
        }
    }
    Text { text: escaped(&text), markdown: Some(page) }
}

/// Begins an item, so that what follows is not the first thing in it.
const ITEM: &str = "<!-- -->";
