//! A list of bases that was not written as one: paragraphs that each open with the name of a basis.

use super::context::Context;
use super::model::Claim;
use crate::notice::BlockKind;

/// What a statement of bases says of itself.
const DETAILS: [&str; 4] = ["declared", "exhaustive", "list", "led"];

/// "Our lawful bases are:", then a paragraph for each: all of them are of the one statement, not the first alone.
pub(super) fn join(context: &Context<'_>, claims: &mut [Claim]) {
    let mut done = 0;
    for index in 0..claims.len() {
        let start = claims[index].place.block;
        if start < done || !claims[index].flag("declared") || !opens(context, start) || !led(context, start) {
            continue;
        }
        let section = context.notice.blocks[start as usize].section;
        let details: Vec<_> =
            DETAILS.iter().filter_map(|d| Some((*d, claims[index].details.get(d)?.clone()))).collect();
        done = start + 1;
        for (at, block) in context.notice.blocks.iter().enumerate().skip(start as usize + 1) {
            // The items of a paragraph stand between it and the next.
            let between = matches!(block.kind, BlockKind::Item { .. });
            if block.section != section || !between && !opens(context, at as u32) {
                break;
            }
            done = at as u32 + 1;
            for claim in claims.iter_mut().filter(|c| !between && c.place.block == at as u32 && c.force.asserts()) {
                claim.details.extend(details.iter().cloned());
            }
        }
    }
}

/// Whether a paragraph opens with the name of a basis.
fn opens(context: &Context<'_>, block: u32) -> bool {
    let block = &context.notice.blocks[block as usize];
    let first = block.sentences.start;
    let front = |start: u32| {
        let front = context.notice.text.get(block.span.start as usize..start as usize);
        front.is_some_and(|f| f.chars().all(|c| !c.is_alphanumeric()))
    };
    block.kind == BlockKind::Paragraph
        && !block.sentences.is_empty()
        && context.reading.hits_in(first, "basis").iter().any(|h| front(h.span.start))
}

/// Whether a paragraph that ends in a colon leads to this one.
fn led(context: &Context<'_>, block: u32) -> bool {
    context.leads(block).next().is_some_and(|lead| {
        let lead = &context.notice.blocks[lead as usize];
        lead.kind == BlockKind::Paragraph && context.words(lead.span).trim_end().ends_with(':')
    })
}
