//! What a notice *says*: claims, read from its words by one extractor a kind.
//!
//! An extractor is a function from [`context::Context`] to claims. It asks the lexicon's reading for hits of its own
//! group, looks at the place of each (topic, lead-in, force, negation), and makes a claim or leaves it.

mod address;
mod anomaly;
mod authority;
mod automation;
mod basis;
mod category;
mod cells;
mod citation;
mod condition;
mod contact;
mod context;
mod controller;
mod cookies;
mod dates;
mod deadline;
mod enactment;
mod force;
pub mod form;
mod lists;
mod model;
mod name;
mod named;
mod offered;
mod ordinary;
mod placeholder;
mod pointer;
mod points;
mod processor;
mod profile;
mod promise;
mod provision;
mod purpose;
mod reference;
mod refs;
pub mod register;
mod reliance;
mod relied;
mod retention;
mod right;
mod schedule1;
mod scope;
mod series;
mod sharing;
mod source;
mod structured;
mod transfer;
mod updated;

#[cfg(test)]
mod bases_tests;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod terms_tests;
#[cfg(test)]
mod testing;

pub use cells::{Cells, intern};
pub use model::{Claim, Claims, Confidence, Detail, Force, Place, Polarity, Profile, Scope};

use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{BlockKind, Notice, Span, Work};
use context::Context;

/// An extractor: reads the claims of its kinds.
type Extractor = fn(&Context<'_>, &mut Vec<Claim>);

/// The extractors. Their order does not matter: claims are sorted by place.
const EXTRACTORS: &[Extractor] = &[
    anomaly::extract,
    automation::extract,
    basis::extract,
    category::extract,
    citation::extract,
    conditions,
    contact::extract,
    controllers,
    cookies::extract,
    deadline::extract,
    enactment::extract,
    ordinary::extract,
    placeholder::extract,
    pointer::extract,
    processor::extract,
    promise::extract,
    provision::extract,
    purpose::extract,
    reference::extract,
    retention::extract,
    right::extract,
    sharing::extract,
    source::extract,
    transfer::extract,
    updated::extract,
];

/// Controllers come before the organisations that are only named.
fn controllers(context: &Context<'_>, out: &mut Vec<Claim>) {
    let first = out.len();
    controller::extract(context, out);
    named::mark(context, &mut out[first..]);
    named::providers(context, &mut out[first..]);
    named::extract(context, out);
}

/// Conditions come before the Schedule 1 conditions that are stated for them.
fn conditions(context: &Context<'_>, out: &mut Vec<Claim>) {
    let first = out.len();
    condition::extract(context, out);
    schedule1::extract(context, out, first);
}

/// Everything that a notice claims, in document order.
pub fn extract(notice: &Notice, lexicon: &Lexicon, law: &Law) -> Claims {
    read(notice, lexicon, law, None)
}

/// The same, as far as there is work left. Where there is none ([`Work::exceeded`]), the claims are not all, and nothing
/// should be made of them.
pub fn extract_within(notice: &Notice, lexicon: &Lexicon, law: &Law, work: &Work) -> Claims {
    read(notice, lexicon, law, Some(work))
}

fn read(notice: &Notice, lexicon: &Lexicon, law: &Law, work: Option<&Work>) -> Claims {
    if let Some(tree) = &notice.tree {
        return structured::extract(notice, tree, (lexicon, law), work);
    }
    let context = Context::new(notice, lexicon, law, work);
    let mut claims = gather(&context, EXTRACTORS);
    claims.retain(|c| counts(notice, c));
    let profile = profile::profile(&context, &claims);
    claims.retain(|c| anomaly::stands(c, &profile));
    Claims { profile, claims }
}

/// What some extractors read, in document order.
fn gather(context: &Context<'_>, extractors: &[Extractor]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for extractor in extractors {
        if !context.reading.charge(1) {
            break;
        }
        extractor(context, &mut claims);
    }
    for claim in &mut claims {
        claim.span = closed(&context.notice.text, claim.span);
    }
    settle(&mut claims);
    claims
}

/// Words with their closing bracket, where they hold the opening one: "European Economic Area (EEA)".
fn closed(text: &str, span: Span) -> Span {
    let words = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let open = words.rfind('(').is_some_and(|at| !words[at..].contains(')'));
    let next = text.as_bytes().get(span.end as usize) == Some(&b')');
    if open && next { Span { start: span.start, end: span.end + 1 } } else { span }
}

/// Whether a claim counts where it stands: beside the notice's text, only who, when and how to reach them does.
fn counts(notice: &Notice, claim: &Claim) -> bool {
    let aside = notice.blocks.get(claim.place.block as usize).is_some_and(|b| b.kind == BlockKind::Aside);
    !aside || matches!(claim.kind, "controller" | "contact" | "dpo" | "updated" | "date")
}

/// Sorts claims by place and drops those that say the same at the same place.
fn settle(claims: &mut Vec<Claim>) {
    claims.sort_by(|a, b| {
        (a.span.start, a.span.end, a.kind, &a.value).cmp(&(b.span.start, b.span.end, b.kind, &b.value))
    });
    claims.dedup_by(|a, b| a.span == b.span && a.kind == b.kind && a.value == b.value && a.polarity == b.polarity);
}
