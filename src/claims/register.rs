//! The register: what a notice says, activity by activity. One record is a row of a record of processing (Article 30).

use super::{Claim, Claims, Polarity};
use std::collections::BTreeMap;

/// The columns of a record: the heading for people, and the kinds of claim that fill it.
pub const COLUMNS: &[(&str, &[&str])] = &[
    ("purpose", &["purpose"]),
    ("data", &["category"]),
    ("lawful basis", &["basis", "ground"]),
    ("condition", &["condition"]),
    ("Schedule 1", &["schedule-1", "policy-document"]),
    ("retention", &["retention"]),
    ("recipients", &["recipient", "processor"]),
    ("source", &["source"]),
    ("transfers", &["transfer", "storage", "mechanism"]),
];

/// What is said of one activity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record<'a> {
    /// The activity; none for what is said of the notice as a whole.
    pub activity: Option<&'a str>,
    /// Whom it is about; none means everybody.
    pub audience: Option<&'a str>,
    /// The claims of each of [`COLUMNS`], in document order, each value once.
    pub cells: Vec<Vec<&'a Claim>>,
}

/// The records of a notice, in the order in which the activities are first spoken of; what concerns the whole notice
/// comes first. Only what the notice asserts is told.
pub fn register(claims: &Claims) -> Vec<Record<'_>> {
    let mut records: Vec<Record<'_>> = Vec::new();
    let mut places: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
    let columns = claims.claims.iter().filter(|c| c.force.asserts()).filter_map(|claim| {
        COLUMNS.iter().position(|(_, kinds)| kinds.contains(&claim.kind)).map(|column| (claim, column))
    });
    for (claim, column) in columns {
        let key = (claim.scope.activity.as_deref(), claim.scope.audience.as_deref());
        let at = *places.entry(key).or_insert_with(|| {
            records.push(Record { activity: key.0, audience: key.1, cells: vec![Vec::new(); COLUMNS.len()] });
            records.len() - 1
        });
        let cell = &mut records[at].cells[column];
        let told = |c: &&Claim| c.kind == claim.kind && c.value == claim.value && c.polarity == claim.polarity;
        // A notice repeats itself; the register does not. Retention is told for each kind of record.
        let same_records = |c: &&Claim| c.details.get("record-words") == claim.details.get("record-words");
        if !cell.iter().any(|c| told(c) && same_records(c)) {
            cell.push(claim);
        }
    }
    records.sort_by_key(|r| r.activity.is_some() || r.audience.is_some());
    records
}

/// A claim as one entry of a record.
pub fn entry(claim: &Claim) -> String {
    let mut text = match (claim.kind, claim.text("record-words")) {
        ("retention", Some(records)) => {
            format!("{}: {}", records.split_whitespace().collect::<Vec<_>>().join(" "), claim.value)
        }
        _ => claim.value.clone(),
    };
    if claim.polarity == Polarity::Denied {
        text.insert_str(0, "not ");
    }
    if let Some(trigger) = claim.text("trigger") {
        text += &format!(" ({trigger})");
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn claim(kind: &'static str, value: &str, activity: Option<&str>) -> Claim {
        let mut claim = Claim { kind, value: value.to_owned(), ..Claim::default() };
        claim.scope.activity = activity.map(str::to_owned);
        claim
    }

    #[test]
    fn what_belongs_to_one_activity_is_one_record() {
        let claims = Claims {
            claims: vec![
                claim("basis", "6(1)(b)", Some("recruitment")),
                claim("retention", "P1Y", Some("recruitment")).with("record-words", "interview notes"),
                claim("basis", "6(1)(b)", Some("recruitment")),
                claim("right", "access", None),
                claim("transfer", "uk-only", None),
            ],
            ..Claims::default()
        };
        let records = register(&claims);
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].activity, None);
        assert_eq!(records[1].activity, Some("recruitment"));
        assert_eq!(records[1].cells[2].len(), 1, "a basis said twice is told once");
        assert_eq!(entry(records[1].cells[5][0]), "interview notes: P1Y");
    }
}
