//! A bare "No" or "Not applicable" under a heading that asks whether data leaves the country.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Confidence, Force};
use crate::notice::BlockKind;

/// The denial that a bare answer makes of its heading: "Is data sent outside the EEA?" – "No."
pub(super) fn read(context: &Context<'_>, sentence: u32) -> Option<Claim> {
    if !bare(context, sentence) {
        return None;
    }
    let block = context.block(sentence);
    let heading = context.notice.sections[block.section as usize].heading?;
    let under = heading + 1 == context.block_index(sentence) && block.sentences.start == sentence;
    let asked = context.notice.blocks[heading as usize].sentences.clone().filter(|_| under);
    let value = asked.into_iter().find_map(|s| boundary(context, s))?;
    let mut claim = context.claim("transfer", value, sentence, context.sentence_span(sentence));
    claim.force = Force::States;
    claim.confidence = Confidence::Likely;
    Some(claim)
}

fn bare(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let cell = matches!(context.block(sentence).kind, BlockKind::Cell { .. } | BlockKind::Contents | BlockKind::Code);
    let first = context.token(tokens.start);
    let no = matches!(&*first, "no" | "none" | "never" | "n/a")
        || &*first == "not" && &*context.token(tokens.start + 1) == "applicable";
    !cell && no && tokens.len() <= 2
}

/// Beyond which boundary the heading asks of: that of the widest area it names, or of the country where it speaks of others.
fn boundary(context: &Context<'_>, heading: u32) -> Option<&'static str> {
    let moves = ["move", "hold"].iter().any(|n| context.reading.has(heading, "flow", n))
        || context.reading.has(heading, "abroad", "transfers");
    let outside = context.tokens(heading).any(|i| matches!(&*context.token(i), "outside" | "beyond"));
    let area = |name: &str| outside && context.reading.has(heading, "bound", name);
    let abroad = !context.reading.hits_in(heading, "abroad").is_empty();
    match () {
        () if !moves => None,
        () if area("eea") => Some("eea-only"),
        () if area("eu") => Some("eu-only"),
        () if area("uk") || abroad => Some("uk-only"),
        () => None,
    }
}
