//! `edit:` of a rule: which words to put in the place of those that it reports.

use super::load::{Read, Wrong, flag, known_keys, mapping, text, texts};
use super::model::Rule;
use super::parse::Parser;
use super::pattern::Clause;
use super::phrasing::clause_words;
use super::template::{Name, Template};
use super::vocabulary;
use serde_yaml::Value;

/// The text edit that a rule proposes, as data.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// When; always, where it is empty.
    pub circumstance: Clause,
    /// The words to replace, within those of the claim that the rule is about; all of them, where it is left out.
    pub replace: Option<Template>,
    /// The words to put there. A "the" in front stays out where the text has none, or has one already.
    pub with: Template,
    /// Whether both are proper names, each with or without an article: the "the" of the old one goes where the new one
    /// has none.
    pub name: bool,
    /// Words that make the edit uncertain where they stand in the same sentence.
    pub not_beside: Vec<String>,
}

/// Reads `edit:`: the new words, or a mapping.
pub(super) fn rewrite(
    parser: &mut Parser<'_>,
    value: &Value,
    template: &dyn Fn(&str, &Value) -> Read<Template>,
) -> Read<Rewrite> {
    if !matches!(value, Value::Mapping(_)) {
        let with = template("edit", value).map_err(|mut wrong| {
            // The caller knows the key.
            wrong.path.clear();
            wrong
        })?;
        return Ok(Rewrite {
            with,
            circumstance: Clause::default(),
            replace: None,
            name: false,
            not_beside: Vec::new(),
        });
    }
    let entries = mapping(value)?;
    known_keys(&entries, vocabulary::EDIT, "`edit`")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let with = get("with").ok_or_else(|| Wrong::new("an edit needs the words to write, `with`"))?;
    if text(with)?.is_empty() {
        return Err(Wrong::new("no words to write").under("with"));
    }
    Ok(Rewrite {
        circumstance: match get("where") {
            Some(value) => parser.clause(value, "where", false).map_err(|w| w.under("where"))?,
            None => Clause::default(),
        },
        replace: get("replace").map(|v| template("replace", v)).transpose()?,
        with: template("with", with)?,
        name: get("name").map_or(Ok(false), |v| flag(v).map_err(|w| w.under("name")))?,
        not_beside: get("not-beside").map_or(Ok(Vec::new()), |v| texts(v).map_err(|w| w.under("not-beside")))?,
    })
}

/// Whether a rule can have an edit at all: there must be a claim whose words are replaced, in one notice.
pub(super) fn check(rule: &Rule) -> Read<()> {
    if rule.rewrite.is_none() {
        return Ok(());
    }
    if rule.across {
        return Err(Wrong::new("a rule across notices has no text to edit").under("edit"));
    }
    if rule.queries.iter().any(|q| q.subject.is_none()) {
        return Err(Wrong::new("an edit needs `for` or `text`: the words of that claim are replaced").under("edit"));
    }
    Ok(())
}

impl Rewrite {
    /// The facts of the law that it asks for.
    pub(super) fn facts(&self) -> impl Iterator<Item = &str> {
        self.with.names().chain(self.replace.iter().flat_map(Template::names)).filter_map(|name| match name {
            Name::Fact(fact) => Some(fact.as_str()),
            _ => None,
        })
    }

    /// What it does, in words.
    pub(super) fn words(&self) -> String {
        let what = self.replace.as_ref().map_or_else(|| "the words reported".to_owned(), |r| format!("“{r}”"));
        let mut words = format!("`candour fix` writes “{}” in the place of {what}", self.with);
        if !self.circumstance.is_empty() {
            words += &format!(", where it is about {}", clause_words(&self.circumstance));
        }
        if !self.not_beside.is_empty() {
            let beside: Vec<String> = self.not_beside.iter().map(|w| format!("“{w}”")).collect();
            words += &format!(", unless one of these stands in the same sentence: {}", beside.join(", "));
        }
        words + ". Where that is not certain it is a suggestion."
    }
}
