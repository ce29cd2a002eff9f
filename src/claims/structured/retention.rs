//! Retention in the form: which records, how long, from when.

use super::statement::{given, scalar};
use super::words::{Words, date, period};
use super::{Group, Reader, list};
use crate::claims::model::{Claim, Detail};
use crate::notice::Node;

impl Reader<'_> {
    pub(super) fn retention(&mut self, entry: &Node, group: &Group) {
        let records: Vec<&str> =
            list(entry, "records").iter().filter_map(Node::text).filter(|r| !r.is_empty()).collect();
        let records = records.join(", ");
        let key = if entry.get("keep").is_some() { "keep" } else { "period" };
        let Some((text, value_span)) = given(entry, key) else { return };
        let trigger = entry.get("trigger").and_then(scalar).map(|t| t.0);
        let activity = group.scope.activity.as_deref();
        let Some(mut claim) = kept(self.words, &records, text, activity) else { return };
        let details = &mut claim.details;
        match records.is_empty() {
            true if scalar(entry).is_none() => drop(details.remove("record-words")),
            true => {}
            false => drop(details.insert("record-words", Detail::Text(records.clone()))),
        }
        details.entry("records").or_insert_with(|| {
            let all = records.split(", ").map(str::to_lowercase);
            let whole = activity.map_or("personal data".to_owned(), |a| format!("personal data: {a}"));
            Detail::List(if records.is_empty() { vec![whole] } else { all.collect() })
        });
        if let Some(trigger) = trigger {
            details.insert("trigger", Detail::Text(trigger.to_lowercase()));
        }
        match claim.value.as_str() {
            "criteria" => {
                let stated = trigger.is_some() || details.get("criteria") == Some(&"stated".into());
                details.insert("criteria", Detail::from(if stated { "stated" } else { "none" }));
            }
            "elsewhere" => {}
            _ => {
                details.entry("bound").or_insert("exactly".into());
            }
        }
        // Whose records are given by key is not guessed from their words.
        if entry.get("keys").is_some() {
            details.remove("personal");
        }
        details.entry("personal").or_insert("unknown".into());
        details.insert("declared", Detail::Flag(true));
        // A reader looks for the records with their period.
        let span = entry.get("records").map_or(value_span, |r| r.span().cover(value_span));
        self.add(entry, group, span, claim);
    }
}

/// The claim that records are kept so long, as the extractor reads it in prose.
pub(super) fn kept(words: Words<'_>, records: &str, text: &str, activity: Option<&str>) -> Option<Claim> {
    let what = if records.is_empty() { "your personal data" } else { records };
    let heading = activity.filter(|a| !a.contains('\n')).map_or("How long we keep it", |a| a);
    let read = |sentence: &str| {
        let text = format!("# {heading}\n{}", sentence.split_whitespace().collect::<Vec<_>>().join(" "));
        let found = words.extract("retention", &text).into_iter().find(|c| c.kind == "retention");
        found.map(|c| Claim { links: Vec::new(), ..c })
    };
    let keep = matches!(text, "elsewhere" | "criteria" | "indefinite");
    if keep || canonical(text) {
        let prose = period(text).unwrap_or_else(|| "for 7 years".to_owned());
        let claim = read(&format!("We keep {what} {prose}.")).unwrap_or_default();
        let mut details = claim.details;
        if keep {
            ["days", "bound", "trigger", "year"].iter().for_each(|d| drop(details.remove(d)));
        }
        return Some(Claim { kind: "retention", value: text.to_owned(), details, ..Claim::default() });
    }
    let lower = text.to_lowercase();
    let whole = ["keep", "kept", "retain", "delete", "destroy", "store", "hold "].iter().any(|w| lower.contains(w));
    if whole {
        return read(&format!("{}.", text.trim_end_matches('.')));
    }
    let behind = ["for ", "until ", "up to ", "as long as "].iter().any(|w| lower.starts_with(w));
    read(&format!("We keep {what} {}{}.", if behind { "" } else { "for " }, text.trim_end_matches('.')))
}

/// Whether a period is in canonical form.
fn canonical(text: &str) -> bool {
    date(text) || !text.contains(' ') && period(text).is_some()
}
