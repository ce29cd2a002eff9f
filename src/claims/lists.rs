//! What introduces a list of data: the line that says what its items are, and whose list it is.

use super::context::Context;
use crate::notice::BlockKind;

/// The longest line that says nothing of its own: "For example:", "This may include:".
const BARE: usize = 7;

/// The sentences that introduce a sentence, nearest first. A line such as "This includes:" goes on about the sentence
/// before it, so that one counts too.
pub(super) fn introductions<'c>(context: &'c Context<'_>, sentence: u32) -> impl Iterator<Item = u32> + 'c {
    context.lead_sentences(sentence).flat_map(|lead| std::iter::once(lead).chain(continued(context, lead)))
}

/// The sentence that this one goes on about: "We collect data on you. This includes your name."
pub(super) fn continued(context: &Context<'_>, sentence: u32) -> Option<u32> {
    goes_on(context, sentence).then(|| before(context, sentence)).flatten()
}

/// Whether a sentence only goes on with what was said: "This includes", "They are", "For example".
fn goes_on(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let opens = matches!(&*context.token(tokens.start), "this" | "these" | "it" | "they" | "for" | "such" | "examples");
    let names = tokens.clone().skip(1).take(3).any(|i| {
        matches!(&*context.token(i), "include" | "includes" | "including" | "are" | "is" | "example" | "comprises")
    });
    let words = context.words(context.sentence_span(sentence));
    let list = words.trim_end().ends_with(':');
    opens && names && (list && tokens.len() <= BARE || !list && includes(context, sentence))
}

fn includes(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).take(4).any(|i| matches!(&*context.token(i), "include" | "includes"))
}

/// The sentence before, if it stands under the same heading and is no heading itself.
fn before(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let at = sentence.checked_sub(1)?;
    let same = context.block(at).section == context.block(sentence).section;
    (same && !context.is_heading(at)).then_some(at)
}

/// Whether a list is one of purposes: "We use your data to:", "for the following purposes:".
pub(super) fn purposes(context: &Context<'_>, sentence: u32) -> bool {
    let item = matches!(context.block(sentence).kind, BlockKind::Item { .. });
    item && context.lead_sentences(sentence).next().is_some_and(|lead| {
        let tokens = context.tokens(lead);
        let last = context.token(tokens.end.saturating_sub(1));
        let colon = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
        let named = tokens.clone().take(4).chain(tokens.end.saturating_sub(3).max(tokens.start)..tokens.end);
        let purpose = named.into_iter().any(|i| context.token(i).starts_with("purpose"));
        &*last == "to" || colon && purpose
    })
}

/// Whether the sentence says what its reader has to do with data ("Your responsibilities", "When you collect data"), by
/// itself or by what stands above it.
pub(super) fn duty(context: &Context<'_>, sentence: u32) -> bool {
    let has = |s: u32| context.reading.has(s, "data-cue", "duty");
    let mut section = context.block(sentence).section;
    let mut headed = false;
    while section != 0 && !headed {
        let of = &context.notice.sections[section as usize];
        headed = of.heading.is_some_and(|b| context.notice.blocks[b as usize].sentences.clone().any(has));
        section = of.parent;
    }
    headed || has(sentence) || context.lead_sentences(sentence).any(has)
}
