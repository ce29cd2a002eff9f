//! Findings that somebody decided to live with: said in a comment of the notice or in the configuration, always with a
//! reason, sometimes until a day. What is held back is counted, and what holds nothing back is told.

mod comment;
mod reach;

pub use comment::read as read_comment;

use super::{Finding, Options};
use crate::law::Date;
use crate::notice::Notice;
use crate::rules::suggest::hint;
use crate::rules::{Rule, RuleSet};
use globset::{GlobMatcher, GlobSet};
use std::ops::Range;

/// A decision to live with findings of some rules.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Suppression {
    /// The rules, by id.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    #[serde(with = "day")]
    pub until: Option<Date>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it is said: file and line.
    pub place: String,
}

/// A day, as text.
mod day {
    use crate::law::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|d| d.to_string()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| t.parse().map_err(D::Error::custom)).transpose()
    }
}

/// A suppression of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What is decided.
    pub suppression: Suppression,
    /// Only in these files; everywhere if there is none.
    pub files: Option<GlobSet>,
    /// Only findings with such a subject.
    pub subject: Option<GlobMatcher>,
    /// Only findings whose first place holds these words.
    pub words: Option<String>,
}

/// Who holds a finding back.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum By {
    /// A suppression.
    Suppression(Suppression),
    /// The baseline.
    Baseline,
    /// It is no news: it was there before the change that is looked at.
    Before,
}

/// A finding that is held back.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Held {
    /// The finding.
    pub finding: Finding,
    /// By whom.
    pub by: By,
}

/// What became of a suppression.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum State {
    /// It holds so many findings back.
    Active(usize),
    /// Its rules ran and found nothing that it covers.
    Stale,
    /// Its last day has passed.
    Expired,
    /// It names something that it cannot; this is what.
    Unknown(String),
    /// It is not well-formed; this is what is wrong.
    Wrong(String),
    /// Its rules did not run here.
    Idle,
}

impl State {
    /// The word used in output.
    pub fn name(&self) -> &'static str {
        match self {
            State::Active(_) => "active",
            State::Stale => "stale",
            State::Expired => "expired",
            State::Unknown(_) => "unknown",
            State::Wrong(_) => "wrong",
            State::Idle => "idle",
        }
    }
}

/// A suppression of a comment, with what became of it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Listed {
    /// What is decided; without rules if it is not well-formed.
    pub suppression: Suppression,
    /// The line of the comment.
    pub line: u32,
    /// What became of it.
    pub state: State,
}

impl Listed {
    /// What is to be told of it, if it is not in order.
    pub fn trouble(&self) -> Option<String> {
        trouble(&self.suppression, &self.state)
    }
}

/// What is to be told of a suppression that is not in order.
pub fn trouble(suppression: &Suppression, state: &State) -> Option<String> {
    let rules = suppression.rules.iter().map(|r| format!("`{r}`")).collect::<Vec<_>>().join(", ");
    let until = suppression.until.map(|d| d.to_string()).unwrap_or_default();
    match state {
        State::Active(_) | State::Idle => None,
        State::Stale => Some(format!("the suppression of {rules} is stale: there is nothing that it holds back")),
        State::Expired => Some(format!("the suppression of {rules} expired: it was to hold until {until}")),
        State::Unknown(what) => Some(format!("the suppression of {rules} names {what}")),
        State::Wrong(what) => Some(format!("a suppression that is not well-formed: {what}")),
    }
}

/// What suppressions came to in one notice, or across notices.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outcome {
    /// What is held back.
    pub held: Vec<Held>,
    /// The suppressions of comments.
    pub listed: Vec<Listed>,
    /// By number of those of the configuration whose rules ran here: how many findings each holds back.
    pub standing: Vec<(usize, usize)>,
}

/// What is wrong with the names that a suppression gives, if anything: it names rules, never families or all.
pub fn misnamed(names: &[String], rules: &RuleSet, in_comment: bool) -> Option<String> {
    names.iter().find_map(|name| match rules.get(name) {
        Some(rule) if rule.across && in_comment => {
            Some(format!("`{name}`, which looks across notices; that belongs into the configuration"))
        }
        Some(_) => None,
        None if rules.families().contains(&name.as_str()) => {
            Some(format!("the family `{name}`; each rule that is meant is named"))
        }
        None => {
            let hint = hint(name, rules.rules.iter().map(|r| r.id.as_str()));
            Some(format!("`{name}`, which is no rule{hint}"))
        }
    })
}

/// What decides of a finding: its rule, subject, words and place in the file.
pub struct Seen<'a> {
    /// The finding's rule.
    pub rule: &'a str,
    /// What it is about.
    pub subject: Option<&'a str>,
    /// The words of its first place.
    pub words: &'a str,
}

/// Tells which suppression of the configuration, by number, holds a finding in a file back.
pub fn standing(options: &Options, name: &str, seen: &Seen<'_>) -> Option<usize> {
    options.settings.suppressions.iter().position(|s| {
        let suppression = &s.suppression;
        suppression.rules.iter().any(|r| r == seen.rule)
            && !expired(suppression, options.as_of)
            && s.files.as_ref().is_none_or(|f| f.is_match(name))
            && s.subject.as_ref().is_none_or(|g| g.is_match(seen.subject.unwrap_or_default()))
            && s.words.as_ref().is_none_or(|w| has_words(seen.words, w))
    })
}

/// Whether the last day of a suppression has passed.
pub fn expired(suppression: &Suppression, as_of: Date) -> bool {
    suppression.until.is_some_and(|until| until < as_of)
}

fn has_words(text: &str, words: &str) -> bool {
    let plain = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}

/// The suppressions of the configuration that are about a file and about rules that ran.
pub fn tried(options: &Options, name: &str, ran: &[&Rule]) -> Vec<(usize, usize)> {
    let about = |s: &Standing| {
        let asked = |id: &String| ran.iter().any(|r| r.id == *id);
        s.files.as_ref().is_none_or(|f| f.is_match(name)) && s.suppression.rules.iter().any(asked)
    };
    let all = options.settings.suppressions.iter().enumerate();
    all.filter(|(_, s)| about(s)).map(|(i, _)| (i, 0)).collect()
}

/// Takes what is suppressed out of the findings of one notice. `below` are rules with findings that were not sure
/// enough to be reported: a suppression of one of them is not called stale.
pub fn hold(
    notice: &Notice,
    findings: &mut Vec<Finding>,
    (rules, ran): (&RuleSet, &[&Rule]),
    below: &[String],
    options: &Options,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut reaches: Vec<Option<Range<u32>>> = Vec::new();
    if options.comments {
        for comment in &notice.comments {
            let Some(read) = comment::read(&comment.text) else { continue };
            let line = notice.source.locate(comment.source).line;
            let (mut suppression, mut state) = match read {
                Ok(suppression) => (suppression, State::Idle),
                Err(what) => (Suppression::default(), State::Wrong(what)),
            };
            suppression.place = format!("{}:{line}", notice.path);
            if let (State::Idle, Some(what)) = (&state, misnamed(&suppression.rules, rules, true)) {
                state = State::Unknown(what);
            }
            let asked = suppression.rules.iter().any(|id| ran.iter().any(|r| r.id == *id));
            state = match state {
                State::Idle if expired(&suppression, options.as_of) => State::Expired,
                State::Idle if asked => State::Active(0),
                state => state,
            };
            outcome.listed.push(Listed { suppression, line, state });
            reaches.push(reach::of(notice, comment));
        }
    }
    let name = options.settings.whereabouts.name(&notice.path);
    outcome.standing = tried(options, &name, ran);
    if outcome.listed.is_empty() && outcome.standing.is_empty() {
        return outcome;
    }
    let mut kept = Vec::new();
    for finding in std::mem::take(findings) {
        let at = notice.map.source(finding.primary.span).start;
        let covers = |(listed, reach): (&mut Listed, &Option<Range<u32>>)| {
            let State::Active(count) = &mut listed.state else { return None };
            let fits =
                listed.suppression.rules.contains(&finding.rule) && reach.as_ref().is_none_or(|r| r.contains(&at));
            fits.then(|| {
                *count += 1;
                listed.suppression.clone()
            })
        };
        let by_comment = outcome.listed.iter_mut().zip(&reaches).find_map(covers);
        let seen = Seen {
            rule: &finding.rule,
            subject: finding.subject.as_deref(),
            words: notice.words(finding.primary.span),
        };
        match by_comment.or_else(|| count(&mut outcome.standing, standing(options, &name, &seen), options)) {
            Some(suppression) => outcome.held.push(Held { finding, by: By::Suppression(suppression) }),
            None => kept.push(finding),
        }
    }
    *findings = kept;
    for listed in outcome.listed.iter_mut().filter(|l| l.state == State::Active(0)) {
        let unsure = listed.suppression.rules.iter().any(|r| below.contains(r));
        listed.state = if unsure { State::Idle } else { State::Stale };
    }
    outcome.standing.retain(|(i, count)| {
        let rules = options.settings.suppressions.get(*i).map(|s| s.suppression.rules.as_slice()).unwrap_or_default();
        *count > 0 || !rules.iter().any(|r| below.contains(r))
    });
    outcome
}

/// Counts a finding for a suppression of the configuration, which it answers.
pub fn count(counts: &mut [(usize, usize)], index: Option<usize>, options: &Options) -> Option<Suppression> {
    let index = index?;
    counts.iter_mut().filter(|(i, _)| *i == index).for_each(|(_, n)| *n += 1);
    options.settings.suppressions.get(index).map(|s| s.suppression.clone())
}
