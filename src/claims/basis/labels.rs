//! Headings that are the basis of the list below them: "Contract:" and, as items, what is done for it.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::notice::BlockKind;
use std::collections::BTreeSet;

/// The most words of a label.
const LABEL: usize = 4;

/// Reads the labels: short headings within the notice's own statement of its bases that name one, with a list of items right
/// below, where nothing in that list says it again.
pub(super) fn extract(context: &Context<'_>, first: usize, out: &mut Vec<Claim>) {
    let mut found = Vec::new();
    let mut labelled: BTreeSet<u32> = BTreeSet::new();
    let told: BTreeSet<(u32, String)> = out[first..].iter().map(|c| (c.place.section, c.value.clone())).collect();
    for sentence in 0..context.sentence_count() {
        let block = context.block(sentence);
        if !matches!(block.kind, BlockKind::Heading { .. }) || context.tokens(sentence).len() > LABEL {
            continue;
        }
        let parent = context.notice.sections[block.section as usize].parent;
        let next = context.notice.blocks.get(context.block_index(sentence) as usize + 1);
        let lists = next.is_some_and(|b| b.section == block.section && matches!(b.kind, BlockKind::Item { .. }));
        if parent == 0 || context.section_topic(parent) != Some("bases") || !lists {
            continue;
        }
        let hits = context.reading.hits_in(sentence, "basis").iter();
        let Some((hit, value)) = hits.filter_map(|h| Some((h, context.reading.set(h, "value")?))).next() else {
            continue;
        };
        if context.denied(sentence, hit.span) {
            continue;
        }
        labelled.insert(block.section);
        if told.contains(&(block.section, value.to_owned())) {
            continue;
        }
        let mut claim = context.claim("basis", value, sentence, hit.span);
        claim.force = Force::States;
        claim = claim.with("named", value).with("article", 6).with("declared", true).with("exhaustive", true);
        found.push(claim.with("list", -1 - i64::from(parent)).with("label", true));
    }
    if found.is_empty() {
        return;
    }
    // What the items below say again in other words is part of the same statement.
    for claim in out[first..].iter_mut().filter(|c| c.flag("declared")) {
        if labelled.contains(&claim.place.section) {
            let parent = context.notice.sections[claim.place.section as usize].parent;
            claim.details.insert("list", (-1 - i64::from(parent)).into());
        }
    }
    out.extend(found);
    out[first..].sort_by_key(|c| (c.span.start, c.span.end));
}
