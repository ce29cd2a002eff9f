//! What came of a file, as bytes, so that it need not be found out again: for a cache of the caller's.
//!
//! What reports ask for is kept: what is found, and of the notice its text and the way to lines and columns. Its claims are
//! not. What a rule says of all its findings is taken from the rule again.

use super::{About, Checked};
use crate::audit::portfolio::{NoticeFacts, Packed};
use crate::audit::{Finding, Held, Listed};
use crate::notice::{Encoding, Format, Notice, Source, SourceMap};
use crate::rules::RuleSet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The documents of a file, each with what it contributes to a portfolio.
pub type Documents = Vec<(Checked, Option<Packed>)>;

#[derive(Serialize, Deserialize)]
struct Stored {
    sources: Vec<StoredSource>,
    documents: Vec<Document>,
}

#[derive(Serialize, Deserialize)]
struct StoredSource {
    encoding: Encoding,
    mark: u32,
    /// Nothing where it is the file's own bytes behind the mark.
    text: Option<String>,
    /// Of text taken out of a document: where each paragraph or page begins.
    #[serde(default)]
    places: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    about: About,
    format: Option<String>,
    source: usize,
    /// Nothing where it is that of the source.
    text: Option<String>,
    map: SourceMap,
    findings: Vec<Finding>,
    held: Vec<Held>,
    suppressions: Vec<Listed>,
    standing: Vec<(usize, usize)>,
    facts: Option<NoticeFacts>,
    /// So many of the bytes behind all this are the facts, packed.
    packed: usize,
}

/// The bytes for what came of a file with these bytes.
///
/// # Errors
/// When it cannot be written as JSON, which nothing is known not to be.
pub fn store(documents: &Documents, bytes: &[u8], rules: &RuleSet) -> serde_json::Result<Vec<u8>> {
    let mut sources: Vec<&Arc<Source>> = Vec::new();
    let mut bodies: Vec<u8> = Vec::new();
    let mut stored = Stored { sources: Vec::new(), documents: Vec::new() };
    for (checked, packed) in documents {
        let notice = &checked.notice;
        let source = sources.iter().position(|s| Arc::ptr_eq(s, &notice.source)).unwrap_or_else(|| {
            let Source { text, encoding, mark, places, .. } = &*notice.source;
            let own = *encoding == Encoding::Utf8 && bytes.get(*mark as usize..) == Some(text.as_bytes());
            let text = (!own).then(|| text.clone());
            let places = places.clone();
            stored.sources.push(StoredSource { encoding: *encoding, mark: *mark, text, places });
            sources.push(&notice.source);
            sources.len() - 1
        });
        let body = packed.as_ref().map_or(&[][..], |p| p.parts().1);
        bodies.extend_from_slice(body);
        let (mut findings, mut held) = (checked.findings.clone(), checked.held.clone());
        findings.iter_mut().chain(held.iter_mut().map(|h| &mut h.finding)).for_each(|f| shorten(f, rules));
        stored.documents.push(Document {
            about: checked.about.clone(),
            format: checked.about.format.map(str::to_owned),
            source,
            text: (notice.text != notice.source.text).then(|| notice.text.clone()),
            map: notice.map.clone(),
            findings,
            held,
            suppressions: checked.suppressions.clone(),
            standing: checked.standing.clone(),
            facts: packed.as_ref().map(|p| p.parts().0.clone()),
            packed: body.len(),
        });
    }
    let json = serde_json::to_vec(&stored)?;
    let mut out = Vec::with_capacity(8 + json.len() + bodies.len());
    out.extend_from_slice(&(json.len() as u64).to_le_bytes());
    out.extend_from_slice(&json);
    out.extend_from_slice(&bodies);
    Ok(out)
}

/// What came of a file with these bytes; nothing if that is not what was stored.
pub fn restore(stored: &[u8], bytes: &[u8], rules: &RuleSet) -> Option<Documents> {
    let (length, rest) = stored.split_first_chunk::<8>()?;
    let (json, mut bodies) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let stored: Stored = serde_json::from_slice(json).ok()?;
    let mut sources = Vec::with_capacity(stored.sources.len());
    for StoredSource { encoding, mark, text, places } in stored.sources {
        let own = || std::str::from_utf8(bytes.get(mark as usize..)?).ok().map(str::to_owned);
        let text = text.or_else(own)?;
        sources.push(Arc::new(match places.is_empty() {
            true => Source::new(text, encoding, mark),
            false => Source::extracted(text, encoding, places),
        }));
    }
    let mut documents = Vec::with_capacity(stored.documents.len());
    for mut document in stored.documents {
        let (body, rest) = bodies.split_at_checked(document.packed)?;
        bodies = rest;
        let packed = document.facts.map(|head| Packed::from_parts(head, body));
        let source = Arc::clone(sources.get(document.source)?);
        let format = document.format.as_deref().and_then(Format::from_name);
        document.about.format = format.map(Format::name);
        let notice = Notice {
            path: document.about.path.clone(),
            part: document.about.part.clone(),
            format: format.unwrap_or_default(),
            text: document.text.unwrap_or_else(|| source.text.clone()),
            map: document.map,
            source,
            ..Notice::default()
        };
        let held = document.held.iter_mut().map(|h| &mut h.finding);
        document.findings.iter_mut().chain(held).for_each(|f| lengthen(f, rules));
        let checked = Checked {
            about: document.about,
            notice,
            findings: document.findings,
            held: document.held,
            suppressions: document.suppressions,
            standing: document.standing,
            ..Checked::default()
        };
        documents.push((checked, packed));
    }
    bodies.is_empty().then_some(documents)
}

/// Takes out of a finding what is said of all findings of its rule.
fn shorten(finding: &mut Finding, rules: &RuleSet) {
    let Some(rule) = rules.get(&finding.rule) else { return };
    for (own, all) in [(&mut finding.why, &rule.why), (&mut finding.fix, &rule.fix)] {
        if own == all {
            own.clear();
        }
    }
    // What is cited for some days only is kept as it was cited.
    if finding.law.iter().eq(rule.law.iter().map(|l| &l.cite)) {
        finding.law.clear();
    }
}

/// Puts it in again.
fn lengthen(finding: &mut Finding, rules: &RuleSet) {
    let Some(rule) = rules.get(&finding.rule) else { return };
    for (own, all) in [(&mut finding.why, &rule.why), (&mut finding.fix, &rule.fix)] {
        if own.is_empty() {
            own.clone_from(all);
        }
    }
    if finding.law.is_empty() {
        finding.law = rule.law.iter().map(|l| l.cite.clone()).collect();
    }
}
