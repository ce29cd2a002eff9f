//! Anomalies of the text itself: numbers that skip, contents lists that disagree with the headings, long passages that
//! stand twice, and words that are another organisation's.

mod contents;
mod foreign;
mod numbers;
mod repeated;

pub(super) use foreign::stands;

use super::context::Context;
use super::model::{Claim, Force};
use crate::notice::Span;

/// Reads the anomalies of a notice.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    numbers::extract(context, claims);
    contents::extract(context, claims);
    repeated::extract(context, claims);
    foreign::extract(context, claims);
}

/// A claim that something is odd about these words.
fn claim(context: &Context<'_>, value: &'static str, span: Span) -> Option<Claim> {
    let sentence = context.notice.sentence_at(span.start)? as u32;
    let mut claim = context.claim("anomaly", value, sentence, span);
    claim.force = Force::States;
    Some(claim)
}

/// The words of a title that can be compared: lower case, no marks, no plural.
fn plain(title: &str) -> Vec<String> {
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            let lower = w.to_lowercase();
            lower.strip_suffix('s').filter(|s| s.len() > 2).map(str::to_owned).unwrap_or(lower)
        })
        .collect()
}

#[cfg(test)]
mod tests;
