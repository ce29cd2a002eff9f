//! What a transfer rests on.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// How many bytes apart the same mechanism counts as named again.
const APART: u32 = 40;

/// Reads the mechanisms.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for hit in context.reading.hits("mechanism") {
        let kind = context.block(hit.sentence).kind;
        if matches!(kind, BlockKind::Contents | BlockKind::Code) || context.is_heading(hit.sentence) {
            continue;
        }
        let value = context.reading.set(hit, "value").unwrap_or_else(|| context.reading.name(hit));
        let named = matches!(value, "privacy-shield" | "safe-harbor" | "data-bridge" | "idta" | "addendum" | "bcr");
        if !named && !abroad(context, hit.sentence, value) {
            continue;
        }
        let sentence = hit.sentence;
        // Named twice in a sentence, far apart, it stands at both places.
        let apart = |c: &Claim| c.span.end + APART < hit.span.start;
        let generic = matches!(value, "contract" | "adequacy") && covered(context, hit);
        if generic
            || out
                .iter()
                .any(|c| c.kind == "mechanism" && c.value == value && c.place.sentence == sentence && !apart(c))
        {
            continue;
        }
        // The clauses of 2001, 2004 and 2010 are standard clauses of an old generation.
        let made = claim(context, value, hit);
        out.push(if value == "old-scc" {
            Claim { value: "scc".to_owned(), ..made }.with("generation", "old")
        } else {
            made
        });
    }
}

fn claim(context: &Context<'_>, value: &str, hit: &Hit) -> Claim {
    let sentence = hit.sentence;
    let mut claim = context.claim("mechanism", value, sentence, hit.span);
    let over = context.reading.hits_in(sentence, "cue").iter().any(|c| context.reading.name(c) == "was");
    if over && matches!(value, "privacy-shield" | "safe-harbor" | "old-scc") {
        claim.force = Force::Was;
    } else if context.denied(sentence, hit.span) && !double(context, sentence) || without(context, hit) {
        claim.polarity = Polarity::Denied;
    }
    if claim.force == Force::OnlyIf {
        claim.force = Force::States;
    }
    if value == "adequacy" && eea_alone(context, sentence) {
        claim.details.insert("covers", "eea".into());
    }
    claim
}

/// "We will not transfer data unless …": what follows is no denial of the safeguard.
fn double(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "flow", "except")
}

/// Whether adequacy is said of the EEA or the EU and of no other place.
fn eea_alone(context: &Context<'_>, sentence: u32) -> bool {
    let reading = &context.reading;
    (reading.has(sentence, "bound", "eea") || reading.has(sentence, "bound", "eu"))
        && !reading.has(sentence, "abroad", "abroad")
        && !reading.hits_in(sentence, "place").iter().any(|p| reading.name(p) != "GB")
        && !context.tokens(sentence).any(|i| matches!(&*context.token(i), "outside" | "beyond"))
}

/// "Countries without an adequacy decision".
fn without(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    (start.max(hit.first.saturating_sub(4))..hit.first)
        .any(|i| matches!(&*context.token(i), "without" | "no" | "lack" | "lacking"))
}

/// Whether a more telling mechanism stands over the same words.
fn covered(context: &Context<'_>, hit: &Hit) -> bool {
    context
        .reading
        .hits_in(hit.sentence, "mechanism")
        .iter()
        .any(|h| context.reading.name(h) != context.reading.name(hit) && h.first <= hit.last && hit.first <= h.last)
}

/// Whether the passage is about transfers abroad.
fn abroad(context: &Context<'_>, sentence: u32, value: &str) -> bool {
    if context.within_topic(sentence, "transfers") && value != "contract" {
        return true;
    }
    let block = context.block(sentence);
    let speaks = |s: u32| {
        let reading = &context.reading;
        !reading.hits_in(s, "abroad").is_empty()
            || reading.has(s, "bound", "eea")
            || reading.has(s, "bound", "eu") && (reading.has(s, "flow", "move") || reading.has(s, "flow", "hold"))
            || reading.hits_in(s, "place").iter().any(|p| reading.name(p) != "GB")
            || context.tokens(s).any(|i| context.token(i).starts_with("transfer"))
            || context.tokens(s).any(|i| matches!(&*context.token(i), "outside"))
    };
    let before = context.block_index(sentence).checked_sub(1);
    let previous = before
        .map(|b| &context.notice.blocks[b as usize])
        .filter(|b| b.section == block.section && value != "contract")
        .is_some_and(|b| b.sentences.clone().any(speaks));
    block.sentences.clone().any(speaks) || previous || context.lead_sentences(sentence).any(speaks)
}
