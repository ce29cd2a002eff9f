//! A rule, checked and ready to run.

use super::pattern::{Clause, Pattern, Test};
use super::rewrite::Rewrite;
use super::template::Template;
use crate::claims::Confidence;
use crate::law::Date;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A provision that a rule cites, with the days on which it is the law: nothing for those of the rule itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Provision {
    /// The words: `UK GDPR Art 44A`.
    pub cite: String,
    /// The first day.
    pub from: Option<Date>,
    /// The first day on which it no longer is.
    pub until: Option<Date>,
}

impl Provision {
    /// Whether it is the law on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on < until)
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cite)?;
        match (self.from, self.until) {
            (None, None) => Ok(()),
            (Some(from), None) => write!(f, " (from {from})"),
            (None, Some(until)) => write!(f, " (until {until})"),
            (Some(from), Some(until)) => write!(f, " (from {from} until {until})"),
        }
    }
}

/// How much a finding matters by default.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Wording, currency, good practice.
    Note,
    /// Probably wrong, or right in law but unhelpful.
    Warning,
    /// The law is contradicted or a duty is not met.
    Error,
}

impl Severity {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Severity> {
        [Severity::Note, Severity::Warning, Severity::Error].into_iter().find(|s| s.name() == name)
    }
}

/// What becomes of a finding when the law changed after the notice's own date.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Overtaken {
    /// It is a note.
    #[default]
    Note,
    /// It stays what it is: the thing is still done under the notice.
    Same,
}

/// One rule, ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name in findings, suppressions and configuration.
    pub id: String,
    /// The group it belongs to: its folder.
    pub family: String,
    /// Whether it is asked of the notices of one controller together, not of each by itself.
    pub across: bool,
    /// What it reports, in a few words.
    pub title: String,
    /// How much a finding matters.
    pub severity: Severity,
    /// How sure a finding is, at most.
    pub confidence: Confidence,
    /// The law, as cited.
    pub law: Vec<Provision>,
    /// The first day on which it applies.
    pub from: Option<Date>,
    /// The first day on which it no longer applies.
    pub until: Option<Date>,
    /// The shapes of the defect; each is a query of its own.
    pub queries: Vec<Query>,
    /// Whether it is about a privacy notice as a whole, and so silent on other documents.
    pub whole: bool,
    /// What a finding is about; findings with the same subject are one.
    pub subject: Option<Template>,
    /// The sentence for people.
    pub message: Template,
    /// Circumstances that change a finding; the first that fits counts.
    pub cases: Vec<Case>,
    /// What becomes of a finding when the law changed after the notice's date.
    pub overtaken: Overtaken,
    /// Rules that go first where they report the same words.
    pub yields_to: Vec<String>,
    /// What a configuration may set: name and value (a number, or words).
    pub params: BTreeMap<String, String>,
    /// Why it matters.
    pub why: String,
    /// How to put it right.
    pub fix: String,
    /// The words to put in the place of those reported.
    pub rewrite: Option<Rewrite>,
    /// When a finding may be wrong.
    pub false_alarms: Vec<String>,
    /// Text that it must and must not report.
    pub examples: Examples,
    /// The file it came from.
    pub file: String,
    /// The pack that it is part of.
    pub pack: Option<String>,
    /// Whether it ships with candour.
    pub builtin: bool,
}

/// One shape of a defect.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The claims that it is about.
    pub subject: Option<Clause>,
    /// Claims that must stand beside each.
    pub with: Clause,
    /// Claims that excuse it.
    pub unless: Clause,
    /// Claims that the whole notice must lack.
    pub absent: Clause,
    /// What must hold of the whole notice.
    pub when: Clause,
    /// Fields whose values make groups; empty where each claim is judged by itself.
    pub per: Vec<String>,
    /// How many claims a group must have.
    pub count: Option<Test>,
    /// What all claims of a group must be.
    pub every: Clause,
    /// Values of which a group must lack some.
    pub lacks: Option<Values>,
    /// Values for each of which the query is asked.
    pub each: Option<Values>,
    /// Whether to point at the value that occurs less often.
    pub odd: bool,
    /// Where to point when nothing matched.
    pub place: Vec<Place>,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// What the law says of the claim.
    Fact(String),
    /// A set of the law.
    Set(String),
    /// The rule's own list.
    List(Vec<String>),
}

/// Where to point.
#[derive(Clone, Debug)]
pub enum Place {
    /// The heading of a standing topic.
    Heading(String),
    /// The first claim that matches.
    Claim(Box<Pattern>),
    /// A claim bound under this name.
    Bound(String),
}

/// A circumstance that changes a finding.
#[derive(Clone, Debug)]
pub struct Case {
    /// When.
    pub circumstance: Clause,
    /// The severity then.
    pub severity: Option<Severity>,
    /// The confidence then.
    pub confidence: Option<Confidence>,
    /// The message then.
    pub message: Option<Template>,
    /// How to put it right then: that of the first case that fits and has one.
    pub fix: Option<String>,
}

/// The examples of a rule: a list, which is read when it is first looked at.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// JSON, where they are to be read.
    later: String,
    /// Whether each is about several notices.
    across: bool,
    read: OnceLock<Vec<Example>>,
}

impl Examples {
    /// Examples of a rule that ships, in JSON. Those that are malformed are none, which a test finds.
    pub(super) fn later(json: String, across: bool) -> Examples {
        Examples { later: json, across, read: OnceLock::new() }
    }
}

impl From<Vec<Example>> for Examples {
    fn from(examples: Vec<Example>) -> Examples {
        Examples { read: OnceLock::from(examples), ..Examples::default() }
    }
}

impl Deref for Examples {
    type Target = [Example];

    fn deref(&self) -> &[Example] {
        self.read.get_or_init(|| {
            let values: Vec<serde_yaml::Value> = serde_json::from_str(&self.later).unwrap_or_default();
            let read = |v| super::example::example(v, self.across);
            values.iter().map(read).collect::<Result<_, _>>().unwrap_or_default()
        })
    }
}

impl<'a> IntoIterator for &'a Examples {
    type Item = &'a Example;
    type IntoIter = std::slice::Iter<'a, Example>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Text that a rule must or must not report.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The notices; several for a rule across notices, else one.
    pub texts: Vec<String>,
    /// Whether the rule must report it.
    pub bad: bool,
    /// Words in the primary span of each finding.
    pub finds: Vec<String>,
    /// The subject of each finding, where the example says it.
    pub subjects: Option<Vec<String>>,
    /// The words that edits write, in the order of their places, where the example says it.
    pub edits: Option<Vec<String>>,
    /// The circumstances.
    pub given: Given,
}

/// The circumstances of an example.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The date whose law holds.
    pub as_of: Option<Date>,
    /// The notice's own date.
    pub notice_date: Option<String>,
    /// The sector.
    pub sector: Option<String>,
    /// `yes`, `likely` or `no`.
    pub public_authority: Option<String>,
    /// `text`, `markdown`, `html` or `yaml`.
    pub format: Option<String>,
    /// The house retention schedule: records and how long they are kept.
    pub retention_schedule: Vec<(String, String)>,
}

impl Rule {
    /// The rule that a mapping of YAML says, or why it cannot be used. `file` is `<family>/<id>.yaml`.
    pub(super) fn from_yaml(
        file: &str,
        document: &Value,
        origin: super::load::Origin<'_>,
    ) -> Result<Rule, super::load::Wrong> {
        super::load::rule(file, document, origin)
    }

    /// Whether the rule applies on a day.
    pub fn applies(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether it is about a privacy notice as a whole: what is missing from another document is not missing.
    pub fn is_about_whole_notice(&self) -> bool {
        self.whole || self.queries.iter().any(|q| !q.absent.is_empty() || q.each.is_some())
    }

    /// Sets a parameter, where the rule has it and the value is of the same kind.
    pub fn set_param(&mut self, name: &str, value: &str) -> Result<(), String> {
        let Some(old) = self.params.get_mut(name) else {
            let known: Vec<&str> = self.params.keys().map(String::as_str).collect();
            let hint = super::suggest::hint(name, known.iter().copied());
            return Err(format!("rule `{}` has no parameter `{name}`{hint}", self.id));
        };
        if old.parse::<i64>().is_ok() != value.parse::<i64>().is_ok() {
            return Err(format!("parameter `{name}` of `{}` is like `{old}`, not like `{value}`", self.id));
        }
        value.clone_into(old);
        Ok(())
    }

    /// All patterns of the rule.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.queries.iter().flat_map(|q| {
            let clauses = [q.subject.as_ref(), Some(&q.with), Some(&q.unless), Some(&q.absent), Some(&q.when)];
            clauses.into_iter().flatten().flat_map(|c| c.0.iter().flatten()).chain(q.every.0.iter().flatten())
        })
    }

    /// Whether it asks for the rows of a table.
    pub fn asks_tables(&self) -> bool {
        let table = |p: &Pattern| p.kinds.iter().any(|k| k.starts_with(super::vocabulary::TABLE));
        self.patterns().any(table)
    }

    /// Whether the rule finds the same in the structured form that candour writes: it asks for nothing that lives in
    /// the wording alone.
    pub fn survives_yaml(&self) -> bool {
        self.patterns().all(Pattern::survives_yaml)
    }
}
