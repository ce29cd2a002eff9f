//! Which web addresses are a way to reach somebody: most links of a notice lead to something to read.

use super::{Address, Context};
use crate::notice::BlockKind;

/// How many words before a web address can offer it.
const REACH: u32 = 10;
/// A label is so many words long at most: "Our website:".
const LABEL: u32 = 4;

/// Whether a web address is offered as a way to reach somebody: by the words before it or of its link, by its label among
/// other contact details, or by the page that it leads to.
pub(super) fn offered(context: &Context<'_>, address: &Address, sentence: u32) -> bool {
    let hits = context.reading.hits_in(sentence, "contact");
    let span = address.span;
    let tokens = context.tokens(sentence);
    let at = tokens.clone().find(|&i| context.token_span(i, i).end > span.start).unwrap_or(tokens.end);
    let reading = hits
        .iter()
        .any(|h| context.reading.name(h) == "to-read" && (h.span.overlaps(span) || h.last < at && at - h.last <= 3));
    if reading {
        return false;
    }
    let words = |name: &str| {
        hits.iter()
            .any(|h| context.reading.name(h) == name && (h.span.overlaps(span) || h.last < at && at - h.last <= REACH))
    };
    if words("channel") || page(&address.value) {
        return true;
    }
    let label = at - tokens.start <= LABEL && short(context, sentence, address);
    let topic = matches!(context.topic(sentence), Some("contact" | "complaints"))
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "contact", "channel"));
    label && (topic && at == tokens.start || words("web-label") && (topic || line(context, sentence)))
}

/// Whether the sentence is hardly more than the address.
fn short(context: &Context<'_>, sentence: u32, address: &Address) -> bool {
    let rest = context.sentence_span(sentence);
    rest.end.saturating_sub(address.span.end) < 24 && rest.end - rest.start < address.span.end - address.span.start + 60
}

/// Whether the sentence is a line of its own: an item, a cell, a line among others.
fn line(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Contents) && context.tokens(sentence).len() <= 12
}

/// Whether the address is that of a page to write from: its last part is "contact-us" or "complaints".
fn page(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    let Some((_, last)) = path.rsplit_once('/') else { return false };
    let last = last.to_ascii_lowercase();
    ["contact", "complain", "make-a-complaint", "subject-access", "feedback", "get-in-touch"]
        .iter()
        .any(|p| last.starts_with(p))
}

/// Whether an offered address is the controller's own: by its domain, or because the words say "us" or "our" of it.
pub(super) fn ours(context: &Context<'_>, address: &Address, sentence: u32, domain: bool) -> bool {
    domain
        || context
            .tokens(sentence)
            .take_while(|&i| context.token_span(i, i).start < address.span.end)
            .any(|i| matches!(&*context.token(i), "us" | "our"))
            && !context.reading.has(sentence, "contact", "third-party")
}
