//! The grounds on which data is handed on, and whether they are said to be the only ones.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::Span;

/// Whether the grounds of a sentence exclude others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Limit {
    /// There is no limit.
    None,
    /// Handing on takes place on these grounds only.
    Only,
    /// The exceptions stand elsewhere, or exclude nothing.
    Open,
}

/// The grounds of which a sentence, or what introduces it, speaks: `consent`, `law`, `danger`.
pub(super) fn of(context: &Context<'_>, sentence: u32) -> Vec<String> {
    within(context, sentence, context.sentence_span(sentence))
}

/// The same for one of the items of a list that has run together into a sentence.
pub(super) fn within(context: &Context<'_>, sentence: u32, item: Span) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for s in std::iter::once(sentence).chain(context.lead_sentences(sentence)) {
        for hit in context.reading.hits_in(s, "sharing-cue").iter().filter(|h| s != sentence || h.span.overlaps(item)) {
            let name = context.reading.name(hit);
            if matches!(name, "consent" | "law" | "danger") && !found.iter().any(|f| f == name) {
                found.push(name.to_owned());
            }
        }
    }
    // "Without asking your permission" is no consent; nor is "we may share it without your consent if …".
    let without = context.tokens(sentence).any(|i| {
        &*context.token(i) == "without"
            && (i + 1..i + 4).any(|j| matches!(&*context.token(j), "consent" | "permission" | "agreement"))
    }) && !context.reading.has(sentence, "cue", "negate");
    if without || context.reading.has(sentence, "sharing-cue", "no-consent") {
        found.retain(|f| f != "consent");
    }
    // The items of a list may give the grounds of what introduces them.
    if context.words(context.sentence_span(sentence)).trim_end().ends_with(':') && !lists_recipients(context, sentence)
    {
        for s in items(context, sentence) {
            for hit in context.reading.hits_in(s, "sharing-cue") {
                let name = context.reading.name(hit);
                if matches!(name, "consent" | "law" | "danger") && !found.iter().any(|f| f == name) {
                    found.push(name.to_owned());
                }
            }
        }
    }
    found
}

/// Whether the items say with whom, not why: "We share your data with:", "These are:".
fn lists_recipients(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let word = |n: u32| if range.len() as u32 >= n { context.token(range.end - n) } else { Default::default() };
    let needs = matches!(
        &*word(2),
        "required" | "need" | "needed" | "have" | "obliged" | "order" | "necessary" | "us" | "able" | "asked"
    );
    matches!(
        &*word(1),
        "with"
            | "include"
            | "includes"
            | "including"
            | "are"
            | "following"
            | "organisations"
            | "parties"
            | "recipients"
            | "by"
    ) || &*word(1) == "to" && !needs
}

/// The sentences of the items that a sentence introduces.
fn items<'c>(context: &'c Context<'_>, sentence: u32) -> impl Iterator<Item = u32> + 'c {
    let block = context.block_index(sentence);
    context.notice.blocks[block as usize + 1..]
        .iter()
        .take(30)
        .take_while(move |b| b.lead.is_some_and(|l| l >= block))
        .flat_map(|b| b.sentences.clone())
}

/// The sentence behind a promise that makes an exception from it: "However, …", "The only exceptions are …".
pub(super) fn exception(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let section = context.block(sentence).section;
    (sentence + 1..context.sentence_count().min(sentence + 3))
        .take_while(|&s| context.block(s).section == section && !context.is_heading(s))
        .find(|&s| {
            let range = context.tokens(s);
            // "We may, however, ask you to confirm your preferences" takes back nothing of what was promised.
            let about = ["share", "give", "sell"].iter().any(|n| context.reading.has(s, "sharing", n))
                || ["law", "danger", "consent"].iter().any(|n| context.reading.has(s, "sharing-cue", n))
                || range.clone().any(|i| {
                    matches!(
                        &*context.token(i),
                        "exception"
                            | "exceptions"
                            | "exceptional"
                            | "exceptionally"
                            | "limits"
                            | "override"
                            | "circumstances"
                            | "cases"
                    )
                });
            if !about || context.reading.has(s, "cue", "right") {
                return false;
            }
            let opens = matches!(
                &*context.token(range.start),
                "however"
                    | "but"
                    | "exceptions"
                    | "nevertheless"
                    | "nonetheless"
                    | "exceptionally"
                    | "except"
                    | "unless"
            );
            opens
                || range.clone().any(|i| {
                    matches!(
                        &*context.token(i),
                        "exception"
                            | "exceptions"
                            | "exceptional"
                            | "rare"
                            | "rarely"
                            | "however"
                            | "limits"
                            | "override"
                    )
                })
        })
}

/// Whether the grounds are said to be the only ones.
pub(super) fn limit(context: &Context<'_>, sentence: u32, verb: &Hit, denied: bool, grounds: &[String]) -> Limit {
    let cue = |name: &str| context.reading.has(sentence, "sharing-cue", name);
    if cue("asks") && grounds.iter().any(|g| g == "consent") && asks_to_share(context, sentence) {
        return Limit::Only;
    }
    // "We only share it when: • the service needs it • …": one of the items excludes nothing.
    let wide = context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
        && items(context, sentence).any(|s| context.reading.has(s, "sharing-cue", "for-service"));
    if wide {
        return if denied { Limit::Open } else { Limit::None };
    }
    let excepted = context
        .reading
        .hits_in(sentence, "sharing-cue")
        .iter()
        .any(|h| context.reading.name(h) == "except" && h.first > verb.first.saturating_sub(12));
    if denied {
        if !excepted {
            // "Nor with anyone else": besides those who are named elsewhere.
            let end = context.tokens(sentence).end;
            let others = (verb.first..end.min(verb.last + 10)).any(|i| {
                matches!(
                    (&*context.token(i), &*context.token(i + 1)),
                    ("any" | "no", "other") | ("anyone" | "anybody" | "one" | "nobody", "else")
                )
            });
            return if others { Limit::Open } else { Limit::None };
        }
        if cue("elsewhere") || cue("open") || grounds.is_empty() {
            return Limit::Open;
        }
        return Limit::Only;
    }
    // "We only share it with your consent": what is only is the ground, not the recipient or the amount.
    let only = context.reading.hits_in(sentence, "sharing-cue").iter().any(|h| {
        context.reading.name(h) == "only"
            && matches!(&*context.token(h.first), "only" | "solely" | "exclusively")
            && (h.last < verb.first && verb.first - h.last <= 2 || h.first > verb.last && ground_follows(context, h))
    });
    if only && !grounds.is_empty() && !cue("open") && !cue("elsewhere") && conditional(context, sentence, verb) {
        return Limit::Only;
    }
    Limit::None
}

/// Whether a ground follows right behind "only": "only with your consent", "only if the law requires it".
fn ground_follows(context: &Context<'_>, only: &Hit) -> bool {
    matches!(&*context.token(only.last + 1), "with" | "if" | "where" | "when" | "after" | "on" | "once")
}

/// Whether the ground is a condition of the sharing ("if", "with your consent", "where"), not its subject.
fn conditional(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    (verb.last + 1..end).any(|i| {
        matches!(&*context.token(i), "if" | "where" | "when" | "unless")
            || &*context.token(i) == "with"
                && (i + 1..end.min(i + 5)).any(|j| matches!(&*context.token(j), "consent" | "permission" | "agreement"))
    })
}

/// Whether consent is asked for sharing in general: "we will ask your permission before we share".
fn asks_to_share(context: &Context<'_>, sentence: u32) -> bool {
    let starts = context.tokens(sentence);
    let general = starts.clone().any(|i| matches!(&*context.token(i), "always" | "any" | "before" | "first" | "never"));
    let limited = starts
        .clone()
        .any(|i| matches!(&*context.token(i), "may" | "might" | "sometimes" | "usually" | "normally" | "possible"))
        && !starts.clone().any(|i| &*context.token(i) == "always");
    let narrow = context.reading.has(sentence, "sharing-cue", "part");
    general && !limited && !narrow
}
