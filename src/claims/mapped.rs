//! What an item of a list of bases says that its basis is for.

use super::context::Context;
use super::reliance::behind;
use crate::notice::{BlockKind, Span};

/// The group of the lexicon.
const GROUP: &str = "reliance";

/// Before the basis of an item stand no more words than these, unless they say what it is for.
const LEAD: usize = 7;

/// What is told of the purpose: `label` where it stands behind the basis itself, or `stated` in other words of the item or
/// before the list.
pub(super) fn purpose(context: &Context<'_>, sentence: u32, span: Span) -> Option<&'static str> {
    if told_behind(context, sentence, span) || labels(context, sentence, span) {
        return Some("label");
    }
    mapped(context, sentence, span).then_some("stated")
}

/// Whether an item of a list of bases says what the basis is for, or what leads to the list does.
fn mapped(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let has = |s: u32, name: &str| context.reading.has(s, GROUP, name);
    let before = Span::new(context.block(sentence).span.start as usize, span.start as usize);
    if context.words(before).split_whitespace().nth(LEAD).is_some() {
        return true;
    }
    let own = context.block(sentence).sentences.clone().any(|s| has(s, "mapped") || has(s, "mapped-to"));
    own || context.lead_sentences(sentence).any(|s| has(s, "mapped-to"))
}

/// Whether what the item says behind the name of a basis and a colon or a dash is a thing to be done: "Legitimate interests:
/// fraud detection", "Consent – to send you news", and not the basis once more: "Contract: it is necessary for a contract".
fn told_behind(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    if !matches!(context.block(sentence).kind, BlockKind::Item { .. }) {
        return false;
    }
    let end = context.block(sentence).span.end;
    let rest = context.words(Span { start: span.end.min(end), end });
    let marks = [": ", ":** ", " – ", " — ", " - "];
    let Some(at) = marks.iter().filter_map(|m| rest.find(m).map(|at| at + m.len())).min().filter(|at| *at <= 40) else {
        return false;
    };
    let words: Vec<String> = rest[at..]
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .take(5)
        .collect();
    let (Some(first), Some(second)) = (words.first(), words.get(1)) else { return false };
    // What the law says of every basis: it is necessary, for a contract, an obligation, an interest.
    const AGAIN: [&str; 22] = [
        "necessary",
        "needed",
        "required",
        "consent",
        "contract",
        "contractual",
        "obligation",
        "obligations",
        "law",
        "legal",
        "legally",
        "interest",
        "interests",
        "public",
        "vital",
        "task",
        "life",
        "individual",
        "subject",
        "controller",
        "performance",
        "compliance",
    ];
    if words.iter().any(|w| AGAIN.contains(&w.as_str())) {
        return false;
    }
    match first.as_str() {
        "to" => !matches!(
            second.as_str(),
            "comply"
                | "perform"
                | "fulfil"
                | "fulfill"
                | "meet"
                | "carry"
                | "protect"
                | "pursue"
                | "enter"
                | "take"
                | "save"
        ),
        "for" => true,
        word => ![
            "you",
            "we",
            "it",
            "this",
            "these",
            "the",
            "your",
            "our",
            "processing",
            "that",
            "there",
            "where",
            "when",
            "if",
            "a",
            "an",
            "as",
            "in",
            "is",
            "see",
            "article",
            "gdpr",
            "uk",
            "with",
            "by",
            "under",
            "they",
            "i",
        ]
        .contains(&word),
    }
}

/// "Consent – newsletters and photographs": the name of the basis is a label of what stands behind the dash or colon, and
/// that is no definition of it ("Contract: the processing is necessary for a contract that you have with us").
pub(super) fn labels(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let last = behind(context, tokens.clone(), span);
    let parted = last + 1 < tokens.end && context.between(last, last + 1).contains([':', '–', '—', '-']);
    let front = context.words(Span::new(context.sentence_span(sentence).start as usize, span.start as usize));
    let defines = |i: u32| {
        matches!(
            &*context.token(i),
            "necessary"
                | "need"
                | "consent"
                | "consented"
                | "permission"
                | "agreed"
                | "contract"
                | "law"
                | "laws"
                | "legal"
                | "legally"
                | "statutory"
                | "obligation"
                | "obligations"
                | "interest"
                | "interests"
                | "life"
                | "task"
                | "tasks"
                | "authority"
                | "public"
                | "article"
                | "basis"
                | "we"
                | "individual"
                | "subject"
        )
    };
    let rest = last + 1..tokens.end;
    // "Contract (Article 6(1)(b)) — paying our staff": the name of the basis, and its letter.
    let name = |w: &str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        w.is_empty()
            || matches!(
                &*w,
                "contract"
                    | "consent"
                    | "legal"
                    | "obligation"
                    | "vital"
                    | "interests"
                    | "legitimate"
                    | "public"
                    | "task"
            )
    };
    let named = front.trim_end().ends_with(['(', '[']) && front.split_whitespace().all(name);
    parted && (named || front.chars().all(|c| !c.is_alphanumeric())) && rest.len() >= 2 && !rest.clone().any(defines)
}
