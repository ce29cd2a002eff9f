//! The controller on a card of details: "Name: Hollin Hall Limited" under "Our contact details", or the line below "The
//! data controller is:".

use crate::claims::context::Context;
use crate::claims::name::{self, Name};
use crate::lexicon::Hit;

/// So many sentences from the top such a card stands.
const OPENING: u32 = 15;

/// The name that a label gives under a heading on who the writer is and how to reach them.
pub(super) fn named(context: &Context<'_>) -> Option<Name> {
    (0..context.sentence_count().min(OPENING)).find_map(|sentence| {
        let range = context.tokens(sentence);
        let label = range.len() > 1
            && matches!(&*context.token(range.start), "name" | "organisation" | "company")
            && context.between(range.start, range.start + 1).contains(':');
        if !label || context.is_heading(sentence) {
            return None;
        }
        let path = context.notice.section_path(context.block(sentence).section);
        let title = path.last()?.to_lowercase();
        let own = (title.contains("our ") || title.contains("my ")) && title.contains("contact details")
            || title.contains("who we are")
            || title.contains("who i am")
            || title.contains("controller");
        let other = ["officer", "dpo", "regulator", "commissioner", "ico"]
            .iter()
            .any(|w| title.split(|c: char| !c.is_alphanumeric()).any(|t| t == *w));
        (own && !other).then(|| name::from(context, range.start + 1, range.end)).flatten()
    })
}

/// The name that the line below "The data controller is:" opens with.
pub(super) fn below(context: &Context<'_>, hit: &Hit) -> Option<Name> {
    let next = hit.sentence + 1;
    let ends = hit.last + 1 >= context.tokens(hit.sentence).end;
    let colon = context.words(context.sentence_span(hit.sentence)).trim_end().ends_with(':');
    if !ends || !colon || next >= context.sentence_count() {
        return None;
    }
    let range = context.tokens(next);
    let name = name::from(context, range.start, range.end).filter(|n| n.words.0 == range.start)?;
    // In plain text a line that is only a name looks like a heading.
    let last = context.words(name.span).split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let firm = matches!(last.trim_end_matches('.'), "ltd" | "limited" | "llp" | "plc" | "cic");
    (firm || !context.is_heading(next)).then_some(name)
}
