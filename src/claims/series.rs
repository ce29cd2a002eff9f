//! A list of bases that was not written as one: paragraphs that each open with the name of a basis.

use super::context::Context;
use super::model::Claim;
use crate::notice::BlockKind;

/// What a statement of bases says of itself.
const DETAILS: [&str; 4] = ["declared", "exhaustive", "list", "led"];

/// "Our lawful bases are:", then a paragraph for each: all of them are of the one statement, not the first alone.
pub(super) fn join(context: &Context<'_>, claims: &mut [Claim]) {
    // Where a basis opens its paragraph.
    let opens: Vec<(u32, usize)> = claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.kind == "basis" && c.force.asserts())
        .filter_map(|(i, c)| {
            let sentence = context.notice.sentence_at(c.span.start)? as u32;
            let block = context.block(sentence);
            let front = context.notice.text.get(block.span.start as usize..c.span.start as usize)?;
            let first = block.kind == BlockKind::Paragraph && front.chars().all(|c| !c.is_alphanumeric());
            first.then(|| (context.block_index(sentence), i))
        })
        .collect();
    let found = |block: u32| opens.iter().find(|o| o.0 == block).map(|o| o.1);
    for &(start, index) in &opens {
        let led = context.leads(start).next().is_some_and(|lead| {
            let lead = &context.notice.blocks[lead as usize];
            lead.kind == BlockKind::Paragraph && context.words(lead.span).trim_end().ends_with(':')
        });
        if !led || !claims[index].flag("declared") {
            continue;
        }
        let section = context.notice.blocks[start as usize].section;
        let details: Vec<_> =
            DETAILS.iter().filter_map(|d| Some((*d, claims[index].details.get(d)?.clone()))).collect();
        for (at, block) in context.notice.blocks.iter().enumerate().skip(start as usize + 1) {
            let next = found(at as u32);
            // The items of a paragraph stand between it and the next.
            let between = matches!(block.kind, BlockKind::Item { .. });
            if block.section != section || next.is_none() && !between {
                break;
            }
            for (name, detail) in next.iter().flat_map(|_| details.iter()) {
                if let Some(next) = next {
                    claims[next].details.insert(name, detail.clone());
                }
            }
        }
    }
}
