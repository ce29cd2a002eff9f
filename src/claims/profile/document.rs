//! What kind of document it is.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// What a privacy notice tells: entries of the lexicon, each counted once.
const TELLS: &[&str] =
    &["t-collect", "t-use", "t-personal", "t-share", "t-keep", "t-rights", "t-regulator", "t-controller", "t-law"];

/// How many blocks from the top a title may stand.
const TOP: u32 = 4;

/// The kind of document.
pub(super) fn kind(context: &Context<'_>, title: &str) -> &'static str {
    let told = TELLS.iter().filter(|t| hits(context).any(|h| context.reading.name(h) == **t)).count();
    let personal = hits(context).any(|h| context.reading.name(h) == "t-personal");
    let does = ["t-collect", "t-use", "t-share", "t-keep", "t-rights"];
    let acts = does.iter().any(|t| hits(context).any(|h| context.reading.name(h) == *t));
    let words = context.reading.tokens.len();
    let titled = titled(context, title);
    let enough = match words {
        0..=150 => 2,
        151..=400 => 3,
        _ => 5,
    };
    if context.notice.text.split_whitespace().next() == Some("Dear") {
        return "other";
    }
    match titled {
        Some("privacy-notice") if inward(context) && (told < 7 || !outward(context)) => "policy-document",
        // Pupils' data, members' data: what says the rest of a notice need not say "personal".
        Some("privacy-notice") if (personal || told >= 5) && acts && told + 1 >= enough => "privacy-notice",
        Some("privacy-notice") => "other",
        // A policy on data protection that speaks to the people themselves is a notice under another name.
        Some(other) => other,
        None if retention(context) => "retention-schedule",
        None if personal && told >= enough.max(5) && !inward(context) => "privacy-notice",
        None => "other",
    }
}

fn hits<'a>(context: &'a Context<'_>) -> impl Iterator<Item = &'a Hit> {
    context.reading.hits("document").iter()
}

/// The kind that the title tells, or else what stands at the top.
fn titled(context: &Context<'_>, title: &str) -> Option<&'static str> {
    const KINDS: &[&str] =
        &["privacy-notice", "policy-document", "retention-schedule", "cookie-notice", "terms", "other"];
    let mut best: Option<&'static str> = None;
    let count = context.sentence_count();
    for sentence in 0..count {
        let index = context.block_index(sentence);
        let block = context.block(sentence);
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let words = context.tokens(sentence).len();
        if index >= TOP && !(heading && index < TOP * 2 && best.is_none()) {
            break;
        }
        if !heading && (words > 14 || index > 1) && !says_what_it_is(context, sentence) {
            continue;
        }
        for kind in KINDS {
            let found = context.reading.has(sentence, "document", kind);
            if found && (best.is_none() || heading && *kind == "privacy-notice" && best == Some("terms")) {
                best = Some(kind);
            }
            if found {
                break;
            }
        }
        if best.is_some_and(|b| b != "terms") {
            break;
        }
    }
    if best.is_none() || best == Some("privacy-notice") {
        // "Informed consent form: how we use your data" is a form.
        let lower = title.to_lowercase();
        if lower.contains("consent form") || lower.contains("informed consent") {
            return Some("other");
        }
    }
    best
}

/// "This privacy notice explains …".
fn says_what_it_is(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let near = |h: &Hit| {
        context.reading.name(h) == "privacy-notice"
            && (range.start.max(h.first.saturating_sub(3))..h.first).any(|i| &*context.token(i) == "this")
    };
    context.reading.hits_in(sentence, "document").iter().any(near)
}

/// Whether it speaks to the staff.
fn inward(context: &Context<'_>) -> bool {
    hits(context).filter(|h| context.reading.name(h) == "inward").count() >= 3
}

/// Whether it speaks to the people whose data it is at least as often as to the staff.
fn outward(context: &Context<'_>) -> bool {
    let count = |name: &str| hits(context).filter(|h| context.reading.name(h) == name).count();
    count("outward") >= count("inward")
}

/// Whether most of its headings are about how long things are kept.
fn retention(context: &Context<'_>) -> bool {
    let sections = context.notice.sections.len().saturating_sub(1);
    let about = (1..=sections).filter(|s| context.section_topic(*s as u32) == Some("retention")).count();
    about >= 3 && about * 4 >= sections
}
