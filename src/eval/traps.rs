//! Passages that are easily misread, and whether candour misread them.

use super::values::{same_value, within};
use super::{Options, Place, Reported, Said, Seen, Shape, Trap};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the traps in notices that were read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Traps {
    /// How many there are.
    pub count: usize,
    /// Those that candour fell into.
    pub fallen: Vec<Fallen>,
}

impl Traps {
    /// How many were avoided.
    pub fn avoided(&self) -> usize {
        self.count - self.fallen.len()
    }
}

/// A trap that candour fell into.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fallen {
    /// The notice.
    pub notice: String,
    /// The line of the first thing reported.
    pub line: u32,
    /// The name of the trap.
    pub id: String,
    /// What was reported: rules, and claims as kind and value.
    pub into: BTreeSet<String>,
    /// The words that are misread.
    pub words: String,
    /// Why it is wrong.
    pub remark: String,
}

/// Counts the traps that no finding and no claim fell into. Where only some rules are asked for, only their findings
/// and their traps count.
pub fn score(traps: &[Trap], seen: &Seen, options: &Options) -> Traps {
    let mut found: BTreeMap<&str, Vec<(&Reported, &Place)>> = BTreeMap::new();
    for report in seen.findings.iter().filter(|r| options.takes(&r.rule)) {
        if let Some(primary) = report.places.first() {
            found.entry(&primary.notice).or_default().push((report, primary));
        }
    }
    let mut said: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    if options.rules.is_empty() {
        for (notice, claims) in &seen.claims {
            said.entry(notice).or_default().extend(claims);
        }
    }
    let counts = |trap: &&Trap| {
        seen.read.contains(&trap.notice)
            && (options.rules.is_empty() || trap.must_not_find.iter().any(|r| options.rules.contains(r)))
    };
    let mut result = Traps::default();
    for trap in traps.iter().filter(counts) {
        result.count += 1;
        let found = found.get(trap.notice.as_str()).map(Vec::as_slice).unwrap_or_default();
        let findings = found
            .iter()
            .filter(|(report, primary)| trap.must_not_find.contains(&report.rule) && within(primary.lines, &trap.lines))
            .map(|(report, primary)| (primary.lines.0, report.rule.clone()));
        let said = said.get(trap.notice.as_str()).map(Vec::as_slice).unwrap_or_default();
        let claims = said
            .iter()
            .filter(|c| within(c.lines, &trap.lines) && trap.must_not_claim.iter().any(|shape| has_shape(c, shape)))
            .map(|c| (c.lines.0, format!("{} {}", c.kind, c.value)));
        let into: Vec<(u32, String)> = findings.chain(claims).collect();
        if let Some(&(line, _)) = into.first() {
            result.fallen.push(Fallen {
                notice: trap.notice.clone(),
                line,
                id: trap.id.clone(),
                into: into.into_iter().map(|(_, what)| what).collect(),
                words: trap.quote.clone(),
                remark: trap.why_wrong.clone(),
            });
        }
    }
    result.fallen.sort();
    result
}

fn has_shape(claim: &Said, shape: &Shape) -> bool {
    claim.kind == shape.kind
        && shape.value.as_ref().is_none_or(|v| same_value(&claim.value, v))
        && shape.polarity.is_none_or(|p| p == claim.polarity)
}
