//! Claims one by one, claims by activity, and duties.

use super::{Places, Reference};
use crate::audit::coverage::Told;
use crate::claims::register::{COLUMNS, entry, register};
use crate::claims::{Claim, Detail};
use crate::notice::Span;
use crate::report::clean::{one_line, shorten};
use crate::rules::vocabulary::DETAILS;
use serde::Serialize;

/// Longer words are cut.
const WORDS: usize = 300;

/// What a notice says of one activity.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordView {
    /// The activity; none for the notice as a whole.
    pub activity: Option<String>,
    /// Whom it is about; none for everybody.
    pub audience: Option<String>,
    /// By column of the register, what is said.
    pub cells: Vec<Vec<EntryView>>,
}

/// One entry of a register.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EntryView {
    /// The column of the register.
    pub column: &'static str,
    /// The entry.
    pub text: String,
    /// Its words, where the report has them.
    pub href: Option<String>,
    /// The line of its words.
    pub line: u32,
    /// Its words, in the reading text.
    #[serde(skip)]
    pub span: Span,
}

impl RecordView {
    /// What the record is about, for people.
    pub fn heading(&self) -> String {
        match (&self.activity, &self.audience) {
            (Some(activity), Some(audience)) => format!("{activity} ({audience})"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "the notice as a whole".to_owned(),
        }
    }
}

/// A claim.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClaimView {
    /// Its kind.
    pub kind: &'static str,
    /// Its value, in canonical form.
    pub value: String,
    /// `affirmed` or `denied`.
    pub polarity: &'static str,
    /// How firmly it is said.
    pub force: &'static str,
    /// How sure the reading is.
    pub confidence: &'static str,
    /// The activity.
    pub activity: String,
    /// Whom it is about.
    pub audience: String,
    /// The headings above it.
    pub section: String,
    /// What else is known.
    pub details: String,
    /// Its words.
    pub words: String,
    /// Line of the words.
    pub line: u32,
    /// Column of the words.
    pub column: u32,
}

/// How a notice stands to a duty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DutyView {
    /// The item, as `rules/law` calls it.
    pub item: String,
    /// What must be told.
    pub name: String,
    /// Where the law says so.
    pub cite: String,
    /// `told`, `not-found`, `elsewhere` or `not-asked`.
    pub state: &'static str,
    /// The same for people.
    pub words: &'static str,
    /// How many claims tell it.
    pub claims: usize,
    /// The first words that tell it, where the report has them.
    pub href: Option<String>,
    /// The line of those words.
    pub line: Option<u32>,
    /// Numbers of the findings about it.
    pub findings: Vec<usize>,
    /// Where its cell leads.
    pub target: Option<String>,
}

pub(super) fn register_of(places: &Places<'_>) -> Vec<RecordView> {
    let entry = |column: &'static str, claim: &Claim| EntryView {
        column,
        text: one_line(&entry(claim)),
        href: places.href(claim.span),
        line: places.at(claim.span).line,
        span: claim.span,
    };
    register(&places.checked.claims)
        .iter()
        .map(|record| RecordView {
            activity: record.activity.map(one_line),
            audience: record.audience.map(one_line),
            cells: COLUMNS
                .iter()
                .zip(&record.cells)
                .map(|(column, cell)| cell.iter().map(|claim| entry(column.0, claim)).collect())
                .collect(),
        })
        .collect()
}

/// The headings of the register.
pub fn columns() -> Vec<&'static str> {
    COLUMNS.iter().map(|c| c.0).collect()
}

pub(super) fn claims_of(places: &Places<'_>) -> Vec<ClaimView> {
    let notice = &places.checked.notice;
    let detail = |(name, detail): (&&'static str, &Detail)| {
        let value = match detail {
            Detail::Flag(true) => return (*name).to_owned(),
            Detail::Flag(false) => return format!("not {name}"),
            Detail::Text(text) => one_line(text),
            Detail::List(list) => one_line(&list.join(", ")),
            Detail::Number(number) => number.to_string(),
            Detail::Span(span) => one_line(notice.words(*span)),
        };
        format!("{name}: {value}")
    };
    let view = |claim: &Claim| {
        let at = places.at(claim.span);
        let known = claim.details.iter().filter(|d| DETAILS.contains(d.0));
        let said: Vec<String> = known.map(detail).collect();
        ClaimView {
            kind: claim.kind,
            value: one_line(&claim.value),
            polarity: claim.polarity.name(),
            force: claim.force.name(),
            confidence: claim.confidence.name(),
            activity: one_line(claim.scope.activity.as_deref().unwrap_or_default()),
            audience: one_line(claim.scope.audience.as_deref().unwrap_or_default()),
            section: one_line(&claim.scope.section.join(" › ")),
            details: said.join("; "),
            words: shorten(&places.words(claim.span), WORDS),
            line: at.line,
            column: at.column,
        }
    };
    places.checked.claims.claims.iter().map(view).collect()
}

pub(super) fn duties_of(id: &str, places: &Places<'_>, reference: &Reference) -> Vec<DutyView> {
    let covered = |item: &str| places.checked.coverage.iter().find(|c| c.item == item);
    let duty = |head: &super::DutyHead| {
        let covered = covered(&head.item)?;
        let findings: Vec<usize> = covered.findings.iter().filter_map(|f| places.finding(f)).collect();
        let href = covered.at.and_then(|span| places.href(span));
        let target = findings.first().map(|n| format!("{id}-f{n}")).or_else(|| href.clone());
        let state = match covered.told {
            Told::Told => "told",
            Told::NotFound => "not-found",
            Told::Elsewhere => "elsewhere",
            Told::NotAsked => "not-asked",
        };
        Some(DutyView {
            item: head.item.clone(),
            name: head.name.clone(),
            cite: head.cite.clone(),
            state,
            words: covered.told.name(),
            claims: covered.claims,
            href,
            line: covered.at.map(|span| places.at(span).line),
            target: target.or_else(|| Some(format!("{id}-d-{}", head.item))),
            findings,
        })
    };
    reference.duties.iter().filter_map(duty).collect()
}
