//! The rules as pages of Markdown, with an index by family and by law.

use super::model::Rule;
use super::page::{Body, Page};
use super::{RuleSet, suggest};
use serde::Deserialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What every page begins with.
pub const MARK: &str = "<!-- Written by `candour rules docs`";

/// The name of the index.
const INDEX: &str = "README.md";

/// A family of rules, as `rules/families.yaml` has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The name of its folder.
    pub name: String,
    /// What its rules are about.
    pub about: String,
}

/// The families that ship, in the order in which readers want them.
pub fn families() -> Vec<Family> {
    serde_yaml::from_str(shipped("families.yaml")).unwrap_or_default()
}

fn shipped(name: &str) -> &'static str {
    crate::RULES.get_file(name).and_then(|f| f.contents_utf8()).unwrap_or_default()
}

/// Every page, as (file name, text): one for each rule, and the index.
pub fn docs(rules: &RuleSet) -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = rules.rules.iter().map(|r| (format!("{}.md", r.id), markdown(r))).collect();
    let mut index = String::new();
    let _ = write_index(&mut index, &rules.rules);
    pages.push((INDEX.to_owned(), index));
    pages
}

/// The page about one rule.
fn markdown(rule: &Rule) -> String {
    let page = Page::of(rule);
    let mut text = String::new();
    let _ = write_rule(&mut text, rule, &page);
    text
}

fn write_rule(text: &mut String, rule: &Rule, page: &Page) -> std::fmt::Result {
    writeln!(text, "{MARK} from rules/{}: change that file. -->\n", rule.file)?;
    writeln!(text, "# {}\n\n{}.\n", rule.id, escaped(&rule.title))?;
    writeln!(text, "| | |\n| --- | --- |")?;
    for (name, value) in &page.facts {
        writeln!(text, "| {name} | {} |", escaped(value))?;
    }
    for section in &page.sections {
        writeln!(text, "\n## {}\n", section.title)?;
        match &section.body {
            Body::Text(paragraph) => writeln!(text, "{}", escaped(paragraph))?,
            Body::Lines(lines) => lines.iter().try_for_each(|line| writeln!(text, "- {}", escaped(line)))?,
            Body::Items(items) => items.iter().try_for_each(|item| writeln!(text, "- {}", escaped(item)))?,
            Body::Example(notices, at) => {
                for (i, notice) in notices.iter().enumerate() {
                    if i > 0 {
                        writeln!(text, "\nAnd in another notice:\n")?;
                    }
                    let fence = if notice.contains("```") { "````" } else { "```" };
                    writeln!(text, "{fence}text\n{notice}\n{fence}")?;
                }
                if !at.is_empty() {
                    let at: Vec<String> = at.iter().map(|a| format!("“{}”", escaped(a))).collect();
                    writeln!(text, "\nReported at {}.", at.join(", "))?;
                }
            }
        }
    }
    writeln!(text, "\n[All rules]({INDEX})")
}

fn write_index(text: &mut String, rules: &[Rule]) -> std::fmt::Result {
    writeln!(text, "{MARK}. -->\n")?;
    writeln!(text, "# The rules of candour\n")?;
    writeln!(
        text,
        "{} rules. `candour explain <rule>` shows a page in the terminal, `candour rules list` this list.",
        rules.len()
    )?;
    writeln!(text, "How to write one: [rules/README.md](../../rules/README.md).\n")?;
    writeln!(text, "- [By family](#by-family)\n- [By law](#by-law)\n- [What is not checked](#what-is-not-checked)\n")?;
    writeln!(text, "## By family")?;
    for family in families() {
        let own: Vec<&Rule> = rules.iter().filter(|r| r.family == family.name).collect();
        if own.is_empty() {
            continue;
        }
        writeln!(text, "\n### {}\n\n{}\n", family.name, family.about)?;
        writeln!(text, "| Rule | Severity | Confidence | Reports |\n| --- | --- | --- | --- |")?;
        for rule in own {
            let (severity, confidence) = (rule.severity.name(), rule.confidence.name());
            writeln!(text, "| {} | {severity} | {confidence} | {} |", link(rule), escaped(&rule.title))?;
        }
    }
    writeln!(text, "\n## By law\n\nWhich provision is checked by which rule.")?;
    let mut instrument = "";
    for (cite, own) in by_law(rules) {
        if cite.instrument() != instrument {
            instrument = cite.instrument();
            writeln!(text, "\n### {instrument}\n\n| Provision | Rules |\n| --- | --- |")?;
        }
        let links: Vec<String> = own.into_iter().map(link).collect();
        writeln!(text, "| {} | {} |", escaped(cite.provision()), links.join(", "))?;
    }
    writeln!(text, "\n## What is not checked\n\n{}", shipped("not-checked.md").trim_end())
}

fn link(rule: &Rule) -> String {
    format!("[{0}]({0}.md)", rule.id)
}

/// Text in which nothing is taken for Markdown that is none.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('*', "\\*").replace("](", "]\\(").replace('\n', " ")
}

/// The instruments that rules cite.
#[rustfmt::skip]
const INSTRUMENTS: &[&str] = &[
    "UK GDPR", "DPA 2018", "PECR", "Data (Use and Access) Act 2025", "Cases", "Other law",
];

/// A provision as rules cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite(String);

impl Cite {
    /// The citation in a form that is known: `UK GDPR Art 13(1)(c)`, `DPA 2018 s.10(2)`, `DPA 2018 Sch 1 para 5`, `PECR
    /// reg 6`, `Data (Use and Access) Act 2025 s.70`, `C-311/18 Schrems II`, `SI 2023/1028`, `Limitation Act 1980 s.5`.
    pub fn parse(cite: &str) -> Result<Cite, String> {
        let after = |prefix: &str| cite.strip_prefix(prefix).map(str::trim_start);
        let one = |text: &str, forms: &[&str]| forms.iter().any(|f| text.strip_prefix(f).is_some_and(numbered));
        let known = match () {
            () if cite == "the statute named in the message" => true,
            () if after("UK GDPR").is_some() => after("UK GDPR").is_some_and(|t| one(t, &["Art ", "Arts "])),
            () if after("PECR").is_some() => after("PECR").is_some_and(|t| one(t, &["reg ", "regs ", "Sch A"])),
            () if cite.starts_with("C-") || cite.starts_with("T-") => cite.get(2..).is_some_and(numbered),
            () if cite.starts_with("SI ") => cite.get(3..).is_some_and(numbered),
            () => ["s.", "ss.", "Sch ", "reg ", "art "].iter().any(|form| {
                let parts = cite.rsplit_once(&format!(" {form}"));
                parts.is_some_and(|(act, number)| act.contains(|c: char| c.is_ascii_digit()) && numbered(number))
            }),
        };
        let hint = suggest::hint(cite.split(' ').next().unwrap_or_default(), ["UK", "DPA", "PECR"]);
        known.then(|| Cite(cite.to_owned())).ok_or_else(|| format!("`{cite}` is cited in no form that is known{hint}"))
    }

    /// The law that the provision stands in.
    pub fn instrument(&self) -> &'static str {
        let cite = self.0.as_str();
        let known = INSTRUMENTS.iter().find(|i| cite.starts_with(**i)).copied();
        known.unwrap_or(if cite.starts_with("C-") || cite.starts_with("T-") { "Cases" } else { "Other law" })
    }

    /// The provision, within its instrument.
    pub fn provision(&self) -> &str {
        self.0.strip_prefix(self.instrument()).unwrap_or(&self.0).trim_start()
    }
}

/// Whether a text begins with a number.
fn numbered(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The provisions that rules cite, in the order of the law, each with its rules.
fn by_law(rules: &[Rule]) -> Vec<(Cite, Vec<&Rule>)> {
    let mut found: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        for cite in &rule.law {
            found.entry(&cite.cite).or_default().push(rule);
        }
    }
    let mut all: Vec<(Cite, Vec<&Rule>)> = found.into_iter().map(|(c, r)| (Cite(c.to_owned()), r)).collect();
    let place = |c: &Cite| INSTRUMENTS.iter().position(|i| *i == c.instrument());
    all.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then_with(|| natural(a.provision(), b.provision())));
    all
}

/// Numbers within text count as numbers, and `Art` as `Arts`.
fn natural(a: &str, b: &str) -> Ordering {
    let pieces = |text: &str| -> Vec<(u64, String)> {
        let text = text.replace("Arts ", "Art ").replace("ss.", "s.").replace("paras ", "para ");
        let mut found = Vec::new();
        let mut word = String::new();
        let mut number: Option<u64> = None;
        for c in text.chars() {
            match c.to_digit(10) {
                Some(digit) => {
                    if !word.is_empty() {
                        found.push((0, std::mem::take(&mut word)));
                    }
                    number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit)));
                }
                None => {
                    found.extend(number.take().map(|n| (n + 1, String::new())));
                    word.push(c);
                }
            }
        }
        found.extend(number.map(|n| (n + 1, String::new())));
        found.push((0, word));
        found
    };
    pieces(a).cmp(&pieces(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_citation() {
        for cite in [
            "UK GDPR Art 13(1)(c)",
            "UK GDPR Arts 22A-22D",
            "DPA 2018 s.10(2)",
            "DPA 2018 Sch 1 paras 38-41",
            "PECR reg 6",
            "PECR Sch A1",
            "C-311/18 Schrems II",
            "SI 2023/1028",
            "Data (Use and Access) Act 2025 s.70",
            "Limitation Act 1980 s.5",
            "SI 1999/3312 reg 9",
        ] {
            assert!(Cite::parse(cite).is_ok(), "{cite}");
        }
        for cite in ["Art 13", "GDPR 13", "UK GDPR Article 13", "DPA s.10", "PECR", "the law", "DPA 2018 section 10"] {
            assert!(Cite::parse(cite).is_err(), "{cite}");
        }
    }

    #[test]
    fn provisions_come_in_the_order_of_the_law() {
        assert_eq!(natural("Art 9(2)", "Art 13(1)(a)"), Ordering::Less);
        assert_eq!(natural("Arts 22A-22D", "Art 21(1)"), Ordering::Greater);
        assert_eq!(natural("s.3(10)", "s.10"), Ordering::Less);
    }
}
