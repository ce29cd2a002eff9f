//! What introduces a list of data: the line that says what its items are, and whose list it is.

use super::context::Context;
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

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
    if matches!(context.block(sentence).kind, BlockKind::Cell { header: false, .. }) {
        return context.lead_sentences(sentence).next().is_some_and(|head| column_of_purposes(context, head));
    }
    let item = matches!(context.block(sentence).kind, BlockKind::Item { .. });
    item && context.lead_sentences(sentence).next().is_some_and(|lead| {
        let tokens = context.tokens(lead);
        let last = context.token(tokens.end.saturating_sub(1));
        let colon = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
        let named = tokens.clone().take(4).chain(tokens.end.saturating_sub(3).max(tokens.start)..tokens.end);
        let purpose = named.into_iter().any(|i| context.token(i).starts_with("purpose"));
        // "It includes, but is not limited to:" and "data relating to:" lead to data.
        let open = tokens.len() > 1
            && matches!(
                &*context.token(tokens.end - 2),
                "limited" | "restricted" | "confined" | "relating" | "relates" | "related" | "pertaining"
            );
        &*last == "to" && !open || colon && purpose
    })
}

/// Whether the head of a column says that its cells tell what data is for: "How we use it", "Purpose".
fn column_of_purposes(context: &Context<'_>, head: u32) -> bool {
    let tokens = context.tokens(head);
    let first = context.token(tokens.start);
    let data =
        tokens.clone().any(|i| matches!(&*context.token(i), "data" | "information" | "details" | "what" | "held"));
    let use_of = matches!(&*first, "how" | "why")
        && tokens.clone().any(|i| matches!(&*context.token(i), "use" | "uses" | "used" | "need" | "needed"));
    context.is_heading(head) && tokens.len() <= 8 && (use_of || !data && first.starts_with("purpose"))
}

/// The line that introduces an item, or the table in which a cell stands, and those that this one is an item of.
fn leads<'c>(context: &'c Context<'_>, sentence: u32) -> impl Iterator<Item = u32> + 'c {
    context.table_lead(sentence).into_iter().chain(context.lead_sentences(sentence))
}

/// How far behind a verb of sharing the word may stand that says what is shared: "share (when appropriate) about you includes".
const TOLD_WITHIN: u32 = 8;

/// Whether a sentence says what the data is that is shared, and so nothing of who gets it: "The information that we collect,
/// hold and share includes your name".
pub(super) fn tells_data(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let is = |i: u32, words: &[&str]| words.contains(&&*context.token(i));
    let Some(share) = context.reading.hits_in(sentence, "sharing").iter().rfind(|h| {
        context.reading.name(h) == "share"
            && (h.last + 1..tokens.end.min(h.last + TOLD_WITHIN))
                .any(|i| is(i, &["include", "includes", "is", "are", "comprises", "consists"]))
    }) else {
        return false;
    };
    let told = (share.last + 1..tokens.end)
        .find(|&i| is(i, &["include", "includes", "is", "are", "comprises", "consists"]))
        .unwrap_or(tokens.end);
    let others = context.reading.hits_in(sentence, "recipient").iter().any(|h| h.first > share.last && h.last < told);
    let whom = ["with", "to", "by", "who", "whom", "whose", "those", "that", "which", "it"];
    // "Your data is shared": the verb of the clause itself stands before, and what follows begins another.
    let of_us = (tokens.start..=share.last).rfind(|&i| is(i, &["we", "i", "school", "council", "trust"]));
    let data = of_us.and_then(|we| {
        (tokens.start..we).rfind(|&i| is(i, &["data", "information", "details", "categories", "types", "records"]))
    });
    let (Some(we), Some(data)) = (of_us, data) else { return false };
    let clause = (data + 1..we).all(|i| !is(i, &["with", "to", "by", "who", "whom", "when", "where", "if"]));
    clause && !others && !(share.last + 1..told).any(|i| is(i, &whom) || context.token(i) == "recipients")
}

/// Whether a line introduces a list of data that is handed on, whether or not to somebody whom it names: "We share the
/// following information with the school:", "The information that we hold and share includes:".
pub(super) fn hands_data(context: &Context<'_>, lead: u32) -> bool {
    if tells_data(context, lead) {
        return true;
    }
    let tokens = context.tokens(lead);
    let is = |i: u32, words: &[&str]| words.contains(&&*context.token(i));
    let Some(list) = tokens.clone().find(|&i| is(i, &["following", "these"])) else { return false };
    let data = (list + 1..tokens.end.min(list + 6)).find(|&i| is(i, &["data", "information", "details", "categories"]));
    let to = data.and_then(|d| (d + 1..tokens.end).find(|&i| is(i, &["with", "to"])));
    let whom = to.is_none_or(|t| t + 1 < tokens.end && !(t..tokens.end).any(|i| is(i, &["following", "these"])));
    data.is_some()
        && whom
        && context.reading.has(lead, "sharing", "share")
        && context.words(context.sentence_span(lead)).trim_end().ends_with(':')
}

/// Whether what introduces a list or a table says that its data is handed on, and not that it is collected: "We may share the
/// following with:". A table that has a column for recipients in the part on sharing says so too.
pub(super) fn handed(context: &Context<'_>, sentence: u32) -> bool {
    let collects = |s: u32| context.reading.has(s, "data-cue", "we-collect");
    let shares =
        |s: u32| context.reading.has(s, "sharing", "share") && !context.words(context.sentence_span(s)).ends_with('?');
    let own = collects(sentence);
    let told = leads(context, sentence).find(|&s| collects(s) || shares(s));
    let cell = matches!(context.block(sentence).kind, BlockKind::Cell { header: false, .. });
    let column = cell && context.topic(sentence) == Some("sharing") && {
        let row = context.notice.row_of(context.block_index(sentence) as usize);
        let heads = row.iter().filter_map(|b| b.lead).map(|b| context.notice.blocks[b as usize].sentences.clone());
        heads.flatten().any(|s| context.reading.has(s, "sharing", "recipients"))
    };
    !own && told.map_or(column, |s| !collects(s))
}

/// Whether data named in a sentence is handed on by it, and not what it says that we collect: "we collect your name and share
/// your address with …".
pub(super) fn shared(context: &Context<'_>, sentence: u32, data: &Hit) -> bool {
    let named = |group: &'static str, name: &'static str| {
        context.reading.hits_in(sentence, group).iter().filter(move |h| context.reading.name(h) == name)
    };
    let Some(collect) = named("data-cue", "we-collect").rfind(|h| h.last < data.first) else {
        return named("sharing", "share").next().is_some();
    };
    let first = |h: &&Hit| h.first > collect.last && h.last < data.first;
    named("sharing", "share").filter(first).any(|share| {
        ["ordinary-data", "category"].iter().any(|g| {
            context.reading.hits_in(sentence, g).iter().any(|d| d.first > collect.last && d.last < share.first)
        })
    })
}

/// Whether what introduces a list or a table says that its data is not collected: "We do not collect:".
pub(super) fn refused(context: &Context<'_>, sentence: u32) -> bool {
    leads(context, sentence).any(|s| {
        let verb = context.reading.find(s, "data-cue", "we-collect");
        let colon = context.words(context.sentence_span(s)).trim_end().ends_with(':');
        colon && verb.is_some_and(|v| context.denied(s, Span { start: v.span.end.max(1) - 1, end: v.span.end }))
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
