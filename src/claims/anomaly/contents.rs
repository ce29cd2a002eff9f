//! Contents lists that name sections which are not there, or are called something else.

use super::{claim, plain};
use crate::claims::context::Context;
use crate::claims::model::Claim;
use crate::notice::{Block, BlockKind};
use std::collections::BTreeSet;

/// So many entries make a contents list.
const LEAST: usize = 4;

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let blocks = &context.notice.blocks;
    let entries: Vec<&Block> = blocks.iter().filter(|b| b.kind == BlockKind::Contents).collect();
    if entries.len() < LEAST {
        return;
    }
    let headings: Vec<(&str, Vec<String>)> = blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Heading { .. }))
        .map(|b| (bare(&b.marker), plain(context.words(b.span))))
        .collect();
    let mut odd: Vec<(&Block, &str)> = Vec::new();
    for entry in &entries {
        let title = plain(context.words(entry.span));
        let number = bare(&entry.marker);
        if title.is_empty() || headings.iter().any(|(_, h)| same(&title, h)) {
            continue;
        }
        // A number with a point is that of one heading; a single number may have begun anew.
        let numbered = number.contains('.') && headings.iter().any(|(n, _)| *n == number);
        let close = headings.iter().any(|(_, h)| alike(&title, h));
        match (numbered, close) {
            (true, _) => odd.push((entry, "called something else")),
            (false, false) => odd.push((entry, "not there")),
            (false, true) => {}
        }
    }
    // Where most entries have no heading, the list is about something else or the headings were not read.
    if odd.is_empty() || odd.len() * 3 > entries.len() {
        return;
    }
    for (entry, what) in odd {
        let target = context.words(entry.span).split_whitespace().collect::<Vec<_>>().join(" ");
        claims.extend(
            claim(context, "contents-mismatch", entry.span).map(|c| c.with("target", target).with("item", what)),
        );
    }
}

fn bare(marker: &str) -> &str {
    marker.trim().trim_end_matches(['.', ')', ':'])
}

/// Whether two titles are the same, but for plural, case, marks, and words added at the end of one.
fn same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let within = || long.windows(short.len()).any(|w| w == short);
    !short.is_empty() && (a == b || short.len() >= 2 && within() || long.starts_with(short))
}

/// Whether two titles share most of their words.
fn alike(a: &[String], b: &[String]) -> bool {
    let left: BTreeSet<&String> = a.iter().collect();
    let right: BTreeSet<&String> = b.iter().collect();
    let both = left.intersection(&right).count();
    both * 2 >= left.len().max(right.len())
}
