//! The baseline: findings that were there when the tool was taken up. They are known by what they say, never by their
//! line, and each counts in its own notice alone.

use super::{By, Finding, Held};
use crate::claims::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One finding that is known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The notice, from the folder of the baseline; nothing for a finding across notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// The part of the file that the notice is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The rule.
    pub rule: String,
    /// What the finding is about; for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What the finding is known by.
    pub fingerprint: String,
}

impl Entry {
    /// The entry of a finding.
    pub fn of(notice: Option<&str>, part: Option<&str>, finding: &Finding) -> Entry {
        Entry {
            notice: notice.map(str::to_owned),
            part: part.map(str::to_owned),
            rule: finding.rule.clone(),
            subject: finding.subject.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }

    /// What tells it from others.
    fn key(&self) -> Key {
        (self.notice.clone(), self.part.clone(), self.rule.clone(), self.fingerprint.clone())
    }
}

/// Notice, part, rule, fingerprint.
type Key = (Option<String>, Option<String>, String, String);

/// All findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// How sure the findings were that were written down.
    pub min_confidence: Option<Confidence>,
    entries: BTreeMap<Key, (Entry, bool)>,
}

impl Baseline {
    /// A baseline of these.
    pub fn new(min_confidence: Confidence, entries: Vec<Entry>) -> Baseline {
        let entries = entries.into_iter().map(|e| (e.key(), (e, false))).collect();
        Baseline { min_confidence: Some(min_confidence), entries }
    }

    /// The entries, in order, each with whether a finding met it.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, bool)> {
        self.entries.values().map(|(entry, met)| (entry, *met))
    }

    /// Whether a finding is known, which is noted.
    pub fn knows(&mut self, notice: Option<&str>, part: Option<&str>, finding: &Finding) -> bool {
        let known = self.entries.get_mut(&Entry::of(notice, part, finding).key());
        known.map(|(_, met)| *met = true).is_some()
    }

    /// Takes what is known out of the findings of a notice.
    pub fn hold(&mut self, notice: &str, part: Option<&str>, findings: &mut Vec<Finding>) -> Vec<Held> {
        let (known, new) = std::mem::take(findings).into_iter().partition(|f| self.knows(Some(notice), part, f));
        *findings = new;
        let held = |finding| Held { finding, by: By::Baseline };
        Vec::into_iter(known).map(held).collect()
    }
}
