//! Whether a reader gets from a pointer to the periods that it points at.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// `here`, `linked`, `on-request` or `outside`.
pub(super) fn of(context: &Context<'_>, sentence: u32, pointer: &Hit) -> &'static str {
    if linked(context, sentence) {
        return "linked";
    }
    if follows(context, sentence)
        || section(context, sentence, pointer)
        || context.reading.has(sentence, "retention", "here")
    {
        return "here";
    }
    if context.reading.has(sentence, "retention", "request") { "on-request" } else { "outside" }
}

fn url(words: &str) -> bool {
    words.contains("http://") || words.contains("https://") || words.contains("www.") || words.contains("](")
}

/// Whether the sentence holds a link, or the line behind it is one.
fn linked(context: &Context<'_>, sentence: u32) -> bool {
    let span = context.sentence_span(sentence);
    let notice = context.notice;
    let link = |span: crate::notice::Span| {
        let mail = |target: &str| target.starts_with("mailto:") || target.starts_with("tel:");
        notice.links_over(span).any(|l| !mail(&l.target))
    };
    let words = context.words(span).to_lowercase();
    // "available here": the copy lost the link.
    let lost = [
        "available here",
        "found here",
        "click here",
        "by clicking",
        "this link",
        "following link",
        "link below",
        "viewed here",
    ];
    if link(span) || url(&words) || lost.iter().any(|w| words.contains(w)) {
        return true;
    }
    // "Our schedule can be seen on our website:" and the address on the next line.
    let block = context.block_index(sentence);
    let mut opens = context.words(span).trim_end().ends_with(':');
    for next in sentence + 1..context.sentence_count().min(sentence + 4) {
        let follow = context.sentence_span(next);
        let words = context.words(follow).trim();
        let here = context.block_index(next) == block;
        let only = url(words) && words.split_whitespace().count() <= 6;
        if only || opens && (link(follow) || url(words)) {
            return true;
        }
        let same = here
            && words
                .split_whitespace()
                .next()
                .is_some_and(|w| matches!(w, "This" | "These" | "It" | "They" | "You" | "Please"));
        if !same {
            return false;
        }
        if link(follow) {
            return true;
        }
        opens = words.ends_with(':');
    }
    false
}

/// Whether the sentence opens a table: "We follow the toolkit for retention periods:", and the periods below it.
fn follows(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block_index(sentence);
    let next = context.notice.blocks.get(block as usize + 1);
    context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
        && next.is_some_and(|b| matches!(b.kind, BlockKind::Cell { .. } | BlockKind::FlatRow { .. }))
}

/// Whether a section of the notice other than the sentence's own is called as the pointer is, and has words of its own.
fn section(context: &Context<'_>, sentence: u32, pointer: &Hit) -> bool {
    let own = context.block(sentence).section;
    let name = context.words(pointer.span).to_lowercase();
    let tail = name.split_whitespace().next_back().unwrap_or("").trim_end_matches('s');
    if name.is_empty() {
        return false;
    }
    // A notice may point as often as it has sections.
    let sections = &context.notice.sections;
    context.reading.charge(sections.len());
    sections.iter().enumerate().skip(1).any(|(index, section)| {
        let title = section.title.to_lowercase();
        index as u32 != own && title.contains("retention") && title.contains(tail)
    })
}
