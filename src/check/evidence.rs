//! All that reports ask for of a checked document, in a form that is kept with the findings: so that a report can be made
//! later, and be the one that would have been made at once.

use super::{About, Checked};
use crate::audit::coverage::Covered;
use crate::audit::{Finding, Held, Listed};
use crate::claims::{Claim, Claims, Confidence, Detail, Force, Polarity, Profile, Scope, intern};
use crate::notice::{Block, BlockKind, Encoding, Format, Notice, Source, SourceMap, Span};
use crate::rules::vocabulary::{DETAILS, KINDS};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is kept of a document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// The text of the file, without a byte order mark.
    file: String,
    encoding: Encoding,
    mark: u32,
    /// The reading text, where it is not that of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "SourceMap::is_empty")]
    map: SourceMap,
    blocks: Vec<KeptBlock>,
    claims: Vec<KeptClaim>,
    coverage: Vec<Covered>,
    findings: Vec<Finding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    held: Vec<Held>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Listed>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptBlock {
    #[serde(flatten)]
    kind: KeptKind,
    span: Span,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    marker: String,
}

/// A kind of block, by name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum KeptKind {
    Heading { level: u8 },
    Paragraph,
    Item { depth: u8 },
    Cell { table: u32, row: u32, column: u32, header: bool },
    FlatRow { table: u32, row: u32, header: bool },
    Contents,
    Aside,
    Code,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptClaim {
    kind: String,
    value: String,
    polarity: String,
    force: String,
    confidence: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    section: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<String, KeptDetail>,
    span: Span,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum KeptDetail {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
    Span(Span),
}

impl Evidence {
    /// The evidence of a document; nothing where there is no text to keep.
    pub fn of(checked: &Checked) -> Option<Evidence> {
        let notice = &checked.notice;
        if !checked.about.checked || checked.about.error.is_some() || notice.source.text.is_empty() {
            return None;
        }
        let Source { text, encoding, mark, .. } = &*notice.source;
        let block = |b: &Block| KeptBlock { kind: kept(b.kind), span: b.span, marker: b.marker.clone() };
        Some(Evidence {
            file: text.clone(),
            encoding: *encoding,
            mark: *mark,
            text: (notice.text != *text).then(|| notice.text.clone()),
            map: notice.map.clone(),
            blocks: notice.blocks.iter().map(block).collect(),
            claims: checked.claims.claims.iter().map(KeptClaim::of).collect(),
            coverage: checked.coverage.clone(),
            findings: checked.findings.clone(),
            held: checked.held.clone(),
            suppressions: checked.suppressions.clone(),
        })
    }

    /// The document that this is the evidence of.
    ///
    /// # Errors
    /// Says what of it cannot be: spans that lead out of the text, kinds of claim that there are not.
    pub fn checked(self, about: About) -> Result<Checked, String> {
        let text = self.text.unwrap_or_else(|| self.file.clone());
        let sound = |s: Span| s.start <= s.end && text.get(s.range()).is_some();
        let marks = |f: &Finding| std::iter::once(&f.primary).chain(&f.related).all(|m| sound(m.span));
        let found = self.findings.iter().chain(self.held.iter().map(|h| &h.finding));
        let spans = self.blocks.iter().map(|b| b.span).chain(self.claims.iter().map(|c| c.span));
        let spans = spans.chain(self.coverage.iter().filter_map(|c| c.at));
        if !spans.into_iter().all(sound) || !found.clone().all(marks) {
            return Err("a place of the evidence lies outside of its text".to_owned());
        }
        if found.clone().flat_map(|f| &f.edits).any(|e| !sound(e.span)) {
            return Err("an edit of the evidence lies outside of its text".to_owned());
        }
        let claims: Result<Vec<Claim>, String> = self.claims.into_iter().map(KeptClaim::claim).collect();
        let block = |b: KeptBlock| Block {
            kind: b.kind.kind(),
            span: b.span,
            marker: b.marker,
            section: 0,
            lead: None,
            sentences: 0..0,
        };
        let notice = Notice {
            path: about.path.clone(),
            part: about.part.clone(),
            format: about.format.and_then(Format::from_name).unwrap_or_default(),
            source: Arc::new(Source::new(self.file, self.encoding, self.mark)),
            text,
            map: self.map,
            blocks: self.blocks.into_iter().map(block).collect(),
            ..Notice::default()
        };
        Ok(Checked {
            about,
            notice,
            claims: Claims { profile: Profile::default(), claims: claims? },
            findings: self.findings,
            held: self.held,
            suppressions: self.suppressions,
            standing: Vec::new(),
            coverage: self.coverage,
        })
    }
}

impl KeptClaim {
    fn of(claim: &Claim) -> KeptClaim {
        let detail = |(name, detail): (&&'static str, &Detail)| {
            let kept = match detail {
                Detail::Flag(yes) => KeptDetail::Flag(*yes),
                Detail::Text(text) => KeptDetail::Text(text.clone()),
                Detail::List(list) => KeptDetail::List(list.clone()),
                Detail::Number(number) => KeptDetail::Number(*number),
                Detail::Span(span) => KeptDetail::Span(*span),
            };
            ((*name).to_owned(), kept)
        };
        KeptClaim {
            kind: claim.kind.to_owned(),
            value: claim.value.clone(),
            polarity: claim.polarity.name().to_owned(),
            force: claim.force.name().to_owned(),
            confidence: claim.confidence.name().to_owned(),
            section: claim.scope.section.clone(),
            audience: claim.scope.audience.clone(),
            activity: claim.scope.activity.clone(),
            details: claim.details.iter().filter(|d| DETAILS.contains(d.0)).map(detail).collect(),
            span: claim.span,
        }
    }

    fn claim(self) -> Result<Claim, String> {
        let KeptClaim { kind, value, polarity, force, confidence, section, audience, activity, details, span } = self;
        let unknown = |what: &str, word: &str| format!("`{word}` is no {what} of a claim");
        // Names are kept for good once they are known, so only those that there are become known.
        let kind = KINDS.iter().find(|k| **k == kind).copied().ok_or_else(|| unknown("kind", &kind))?;
        let detail = |(name, detail): (String, KeptDetail)| {
            let name = DETAILS.iter().find(|d| **d == name).map(|d| intern(d))?;
            let detail = match detail {
                KeptDetail::Flag(yes) => Detail::Flag(yes),
                KeptDetail::Text(text) => Detail::Text(text),
                KeptDetail::List(list) => Detail::List(list),
                KeptDetail::Number(number) => Detail::Number(number),
                KeptDetail::Span(span) => Detail::Span(span),
            };
            Some((name, detail))
        };
        Ok(Claim {
            kind,
            value,
            polarity: Polarity::from_name(&polarity).ok_or_else(|| unknown("polarity", &polarity))?,
            force: Force::from_name(&force).ok_or_else(|| unknown("force", &force))?,
            confidence: Confidence::from_name(&confidence).ok_or_else(|| unknown("confidence", &confidence))?,
            scope: Scope { section, audience, activity },
            details: details.into_iter().filter_map(detail).collect(),
            span,
            ..Claim::default()
        })
    }
}

fn kept(kind: BlockKind) -> KeptKind {
    match kind {
        BlockKind::Heading { level } => KeptKind::Heading { level },
        BlockKind::Paragraph => KeptKind::Paragraph,
        BlockKind::Item { depth } => KeptKind::Item { depth },
        BlockKind::Cell { table, row, column, header } => KeptKind::Cell { table, row, column, header },
        BlockKind::FlatRow { table, row, header } => KeptKind::FlatRow { table, row, header },
        BlockKind::Contents => KeptKind::Contents,
        BlockKind::Aside => KeptKind::Aside,
        BlockKind::Code => KeptKind::Code,
    }
}

impl KeptKind {
    fn kind(self) -> BlockKind {
        match self {
            KeptKind::Heading { level } => BlockKind::Heading { level },
            KeptKind::Paragraph => BlockKind::Paragraph,
            KeptKind::Item { depth } => BlockKind::Item { depth },
            KeptKind::Cell { table, row, column, header } => BlockKind::Cell { table, row, column, header },
            KeptKind::FlatRow { table, row, header } => BlockKind::FlatRow { table, row, header },
            KeptKind::Contents => BlockKind::Contents,
            KeptKind::Aside => BlockKind::Aside,
            KeptKind::Code => BlockKind::Code,
        }
    }
}
