//! Rules tested by their own examples.

use super::portfolio::{self, NoticeFacts, Packed};
use super::{Edit, Options, audit};
use crate::claims::{Cells, Claims, Confidence};
use crate::law::{Date, Law};
use crate::notice::Notice;
use crate::rules::{Example, Rule, RuleSet};
use std::borrow::Cow;

/// What became of one example.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: String,
    /// Which of its examples, from 1.
    pub example: usize,
    /// Whether it is one that the rule must report.
    pub bad: bool,
    /// What went wrong; nothing where all is well.
    pub wrong: Option<String>,
}

/// Runs each rule on each of its examples, alone. `read` makes a notice of text in a format (`text`, `markdown`,
/// `yaml`), `extract` its claims; each example is taken for an English privacy notice.
pub fn selftest(
    rules: &RuleSet,
    (law, cells): (&Law, &Cells<'_>),
    default_as_of: Date,
    read: &dyn Fn(&str, &str) -> Notice,
    extract: &dyn Fn(&Notice) -> Claims,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for rule in &rules.rules {
        let tables = if rule.asks_tables() { rules.tables.clone() } else { Vec::new() };
        let alone = RuleSet { rules: vec![rule.clone()], tables, ..RuleSet::default() };
        for (i, example) in rule.examples.iter().enumerate() {
            let (alone, unread) = scheduled(&alone, example, cells);
            let of = |text: &String| {
                let notice = read(text, example.given.format.as_deref().unwrap_or("markdown"));
                let mut claims = extract(&notice);
                suppose(&mut claims, example);
                (notice, claims)
            };
            let notices: Vec<(Notice, Claims)> = example.texts.iter().map(of).collect();
            let options = Options {
                min_confidence: Confidence::Possible,
                all_files: true,
                ..Options::on(example.given.as_of.unwrap_or(default_as_of))
            };
            let found = if rule.across {
                across(&notices, &alone, law, &options)
            } else {
                let of = |(notice, claims): &(Notice, Claims)| {
                    let findings = audit(notice, claims, &alone, law, &options).into_iter();
                    let words = |f: &super::Finding| notice.words(f.primary.span).to_owned();
                    findings
                        .map(|f| Found { words: words(&f), subject: f.subject, message: f.message, edits: f.edits })
                        .collect::<Vec<_>>()
                };
                notices.iter().flat_map(of).collect()
            };
            let wrong = unread.or_else(|| compare(rule, example, &found, &notices));
            outcomes.push(Outcome { rule: rule.id.clone(), example: i + 1, bad: example.bad, wrong });
        }
    }
    outcomes
}

/// The rules with the house retention schedule that an example supposes, and what of it cannot be read.
fn scheduled<'r>(alone: &'r RuleSet, example: &Example, cells: &Cells<'_>) -> (Cow<'r, RuleSet>, Option<String>) {
    if example.given.retention_schedule.is_empty() {
        return (Cow::Borrowed(alone), None);
    }
    let rows: Vec<_> = example.given.retention_schedule.iter().map(|(r, p)| (r.clone(), p.clone(), None)).collect();
    let mut rules = alone.clone();
    let unread = rules.add_schedule("given", &rows, cells).first().map(ToString::to_string);
    (Cow::Owned(rules), unread)
}

/// What was found, as far as examples speak of it.
struct Found {
    words: String,
    subject: Option<String>,
    message: String,
    edits: Vec<Edit>,
}

/// The notices of an example, as facts, together.
fn across(notices: &[(Notice, Claims)], rules: &RuleSet, law: &Law, options: &Options) -> Vec<Found> {
    let asked = rules.asked_across();
    let facts = |(i, (notice, claims)): (usize, &(Notice, Claims))| {
        let mut facts = NoticeFacts::of(notice, claims, &asked, None);
        facts.path = format!("{}-{}", i + 1, facts.path);
        Packed::of(facts).ok()
    };
    let facts: Vec<Packed> = notices.iter().enumerate().filter_map(facts).collect();
    let found = portfolio::audit(&facts, rules, law, options).findings.into_iter();
    found
        .map(|a| Found {
            words: a.primary.spot.text,
            subject: a.finding.subject,
            message: a.finding.message,
            edits: Vec::new(),
        })
        .collect()
}

fn suppose(claims: &mut Claims, example: &Example) {
    let profile = &mut claims.profile;
    profile.kind = "privacy-notice".to_owned();
    profile.language = "en".to_owned();
    if let Some(date) = &example.given.notice_date {
        profile.date = Some(date.clone());
    }
    if let Some(sector) = &example.given.sector {
        profile.sector = Some(sector.clone());
    }
    if let Some(authority) = &example.given.public_authority {
        profile.public_authority.clone_from(authority);
    }
}

/// What differs between what an example says and what was found.
fn compare(rule: &Rule, example: &Example, findings: &[Found], notices: &[(Notice, Claims)]) -> Option<String> {
    let fits = |words: &str, subject: Option<&String>, finding: &Found| {
        let primary = squash(&finding.words);
        let words = squash(words);
        let place = primary.contains(&words) || words.contains(&primary) && !primary.is_empty();
        place && subject.is_none_or(|s| finding.subject.as_deref().unwrap_or("") == s)
    };
    let subject = |i: usize| example.subjects.as_ref().and_then(|s| s.get(i));
    // One to one: each expectation tries the findings in turn and may move an earlier one on.
    let mut taken: Vec<Option<usize>> = vec![None; findings.len()];
    let mut missing = Vec::new();
    for (i, words) in example.finds.iter().enumerate() {
        let mut seen = vec![false; findings.len()];
        let allowed = |i: usize, f: usize| {
            example.finds.get(i).zip(findings.get(f)).is_some_and(|(w, finding)| fits(w, subject(i), finding))
        };
        if !assign(i, &allowed, &mut taken, &mut seen) {
            let subject = subject(i).map(|s| format!(" (subject {s})")).unwrap_or_default();
            missing.push(format!("not found: “{}”{subject}", shorten(words)));
        }
    }
    let extra = findings.iter().zip(&taken).filter(|(_, t)| t.is_none()).map(|(f, _)| {
        let subject = f.subject.as_ref().map(|s| format!(" (subject {s})")).unwrap_or_default();
        format!("found: “{}”{subject}: {}", shorten(&f.words), f.message)
    });
    let wrong: Vec<String> = missing.into_iter().chain(extra).chain(misedited(example, findings)).collect();
    if wrong.is_empty() {
        return None;
    }
    let read: Vec<String> = notices
        .iter()
        .flat_map(|(notice, claims)| claims.claims.iter().map(move |c| (notice, c)))
        .map(|(notice, c)| {
            let details: Vec<String> = c.details.iter().map(|(k, v)| format!("{k}={v:?}")).collect();
            let words = shorten(notice.words(c.span));
            let (force, polarity) = (c.force.name(), c.polarity.name());
            let about = format!("{:?} {:?}", c.scope.audience, c.scope.activity);
            format!("    {} {} {polarity} {force} “{words}” {about} {}", c.kind, c.value, details.join(" "))
        })
        .collect();
    Some(format!("{}: {}\n  claims read:\n{}", rule.id, wrong.join("\n  "), read.join("\n")))
}

/// What differs between the edits that an example expects and those that are certain.
fn misedited(example: &Example, findings: &[Found]) -> Option<String> {
    let wanted = example.edits.as_ref()?;
    let mut edits: Vec<&Edit> = findings.iter().flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| e.span);
    let certain = edits.iter().filter(|e| e.doubt.is_none()).map(|e| e.new_text.as_str());
    if certain.eq(wanted.iter().map(String::as_str)) {
        return None;
    }
    let all = edits.iter().map(|e| match e.doubt {
        None => format!("“{}”", e.new_text),
        Some(doubt) => format!("(“{}”: {})", e.new_text, doubt.words()),
    });
    Some(format!("edits: {}", all.collect::<Vec<_>>().join(", ")))
}

/// Finds a place for an expectation, moving others on where that helps.
fn assign(i: usize, allowed: &dyn Fn(usize, usize) -> bool, taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for f in 0..taken.len() {
        if seen.get(f) != Some(&false) || !allowed(i, f) {
            continue;
        }
        if let Some(slot) = seen.get_mut(f) {
            *slot = true;
        }
        let free = match taken.get(f).copied().flatten() {
            None => true,
            Some(other) => assign(other, allowed, taken, seen),
        };
        if free {
            if let Some(slot) = taken.get_mut(f) {
                *slot = Some(i);
            }
            return true;
        }
    }
    false
}

fn squash(text: &str) -> String {
    super::fields::squeeze(text)
}

fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(70) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
