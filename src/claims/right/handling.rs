//! How requests are handled: what they cost, and how long an answer takes; and where a right is said to be something else
//! than the law gives.
//!
//! A fee or a time limit is no offer of a right: it is a claim of force `discusses`, which only rules that ask for it see.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Confidence, Force};
use crate::lexicon::{Hit, number};
use crate::notice::{BlockKind, Span};

/// The group of the lexicon.
const GROUP: &str = "request";
/// The longest month.
const MONTH: i64 = 31;
/// The days within which the Act of 1998 had a request answered.
const FORTY: i64 = 40;

/// Reads fees and time limits of requests.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, GROUP);
        let kind = context.block(sentence).kind;
        if hits.is_empty()
            || context.is_heading(sentence)
            || foreign(context, sentence)
            || matches!(kind, BlockKind::Contents | BlockKind::Code)
        {
            continue;
        }
        if let Some(fee) =
            find(context, hits, "fee").filter(|h| about_request(context, sentence) && !free(context, sentence, h))
        {
            let case = case(context, sentence);
            let mut claim = said(context, sentence, fee.span).with("fee-case", case);
            if case != "always" {
                claim.confidence = Confidence::Likely;
            }
            out.push(claim);
        }
        let about = about_request(context, sentence) || context.within_topic(sentence, "rights");
        let other = ["other", "longer"].iter().any(|n| find(context, hits, n).is_some());
        let answers = !other && find(context, hits, "answer").is_some();
        // Forty days from a request are the limit of the Act of 1998, and of no other law.
        let old = |days: i64| {
            days == FORTY && context.tokens(sentence).any(|i| matches!(&*context.token(i), "request" | "requests"))
        };
        if let Some((span, days)) = limit(context, sentence).filter(|l| answers && l.1 > MONTH && (about || old(l.1))) {
            out.push(said(context, sentence, span).with("limit", format!("P{days}D")));
        }
    }
}

/// So many sentences before belong to the same passage.
const PASSAGE: u32 = 40;

/// Whether the passage is one for the residents of another country, whose law sets other limits.
fn foreign(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let heading = context.notice.sections[block.section as usize].heading;
    let head = heading.into_iter().flat_map(|b| context.notice.blocks[b as usize].sentences.clone());
    head.chain(block.sentences.start.max(sentence.saturating_sub(PASSAGE))..=sentence).any(|s| {
        context.tokens(s).any(|i| {
            let next = || context.token(i + 1).starts_with("resident");
            match &*context.token(i) {
                "ccpa" | "cpra" | "californian" | "californians" | "lgpd" | "pipeda" => true,
                "california" | "virginia" | "colorado" | "nevada" | "utah" | "texas" | "swiss" | "brazilian" => next(),
                _ => false,
            }
        })
    })
}

fn said(context: &Context<'_>, sentence: u32, span: Span) -> Claim {
    let mut claim = context.claim("right", "access", sentence, span);
    claim.force = Force::Discusses;
    claim
}

fn find<'h>(context: &Context<'_>, hits: &'h [Hit], name: &str) -> Option<&'h Hit> {
    hits.iter().find(|h| context.reading.name(h) == name)
}

/// Whether the sentence, or the one before it in its paragraph or list, speaks of a request for one's own data.
fn about_request(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let item = |b: &crate::notice::Block| matches!(b.kind, BlockKind::Item { .. });
    let listed = |s: u32| {
        let above = context.block(s);
        item(block) && item(above) && above.section == block.section
    };
    let before = sentence.checked_sub(1).filter(|&s| block.sentences.contains(&s) || listed(s));
    let names = |s: u32| {
        let has = |n: &str| context.reading.has(s, GROUP, n);
        has("request") && !has("other") || !context.reading.hits_in(s, "right").is_empty()
    };
    // Under "Access to your information" a fee is one for that.
    let heading = context.notice.sections[block.section as usize].heading;
    let headed = || {
        let head = heading.into_iter().flat_map(|b| context.notice.blocks[b as usize].sentences.clone());
        head.into_iter()
            .any(|s| context.reading.hits_in(s, "right").iter().any(|h| context.reading.name(h) == "access"))
    };
    // "For such a request we charge …": the paragraph before says which.
    let such = context.tokens(sentence).any(|i| {
        matches!(&*context.token(i), "such" | "this" | "that" | "your")
            && (i + 1..i + 4).any(|j| matches!(&*context.token(j), "request" | "requests"))
    });
    let above = || {
        let blocks = &context.notice.blocks;
        let index = context.block_index(sentence) as usize;
        let before = index.checked_sub(1).map(|i| &blocks[i]).filter(|b| b.section == block.section);
        such && before.is_some_and(|b| b.sentences.clone().any(names))
    };
    let has = |n: &str| context.reading.has(sentence, GROUP, n);
    let measured = || has("unfounded") || has("manifest");
    let led = || has("asked") && (context.within_topic(sentence, "rights") || measured());
    names(sentence) || before.is_some_and(names) || led() || !has("other") && (headed() || above())
}

/// Whether the fee is none, or one that is denied.
fn free(context: &Context<'_>, sentence: u32, fee: &Hit) -> bool {
    let hits = context.reading.hits_in(sentence, GROUP);
    // "We do not charge for corrections, but may charge for a copy": what is free stands before.
    let but = |h: &Hit| h.last < fee.first && (h.last..fee.first).any(|i| context.token(i) == "but");
    let gratis = |h: &&Hit| context.reading.name(h) == "free" && !but(h);
    let free = hits.iter().any(|h| gratis(&h)) && case(context, sentence) == "always";
    let other = find(context, hits, "other").is_some();
    free || other || context.denied(sentence, fee.span) || !context.force(sentence).asserts()
}

/// In which case a fee is taken.
fn case(context: &Context<'_>, sentence: u32) -> &'static str {
    let block = context.block(sentence);
    let has = |s: u32, n: &str| context.reading.has(s, GROUP, n);
    let all = |n: &str| block.sentences.clone().chain(context.lead_texts(sentence)).any(|s| has(s, n));
    match () {
        () if all("manifest") => "manifest",
        () if has(sentence, "copies") => "copies",
        () if has(sentence, "excessive") && !wider(context, sentence) => "excessive",
        () if has(sentence, "unfounded") || has(sentence, "some") => "unfounded",
        () => "always",
    }
}

/// Whether a sentence names a case of requests beside those that are excessive or repetitive.
fn wider(context: &Context<'_>, sentence: u32) -> bool {
    let hits = context.reading.hits_in(sentence, GROUP);
    let excessive = |h: &Hit| hits.iter().any(|e| context.reading.name(e) == "excessive" && e.first == h.first);
    hits.iter().any(|h| match context.reading.name(h) {
        "some" => true,
        "unfounded" => !excessive(h),
        _ => false,
    })
}

/// The longest time that is said within which something is done, in days.
fn limit(context: &Context<'_>, sentence: u32) -> Option<(Span, i64)> {
    let tokens = context.tokens(sentence);
    let mut found: Option<(Span, i64)> = None;
    for at in tokens.clone() {
        let Some(n) = number(&context.token(at)).filter(|n| (1..=400).contains(n)) else { continue };
        let word = |i: u32| if i < tokens.end { context.token(i) } else { "".into() };
        let working = matches!(&*word(at + 1), "working" | "business");
        let skip = u32::from(working || word(at + 1) == "calendar");
        let n = i64::from(n);
        let days = match &*word(at + 1 + skip) {
            "day" | "days" if working => n * 7 / 5,
            "day" | "days" => n,
            "week" | "weeks" => n * 7,
            "month" | "months" if n > 1 => n * 30,
            _ => continue,
        };
        let led = (at.saturating_sub(3).max(tokens.start)..at).any(|i| {
            matches!(&*context.token(i), "within" | "in" | "to" | "up" | "take" | "takes" | "have" | "has" | "allow")
        });
        let age = word(at + 2 + skip) == "old";
        if led && !age && found.is_none_or(|f| days > f.1) {
            found = Some((context.token_span(at, at + 1 + skip), days));
        }
    }
    found
}

/// What is wrong with the right as the sentence describes it: `narrowed`, `widened`, `promised` or `refusable`.
pub(super) fn fault<'a>(context: &Context<'a>, sentence: u32, value: &str) -> Option<&'a str> {
    let hit = context.reading.hits_in(sentence, "right-fault").iter().find(|h| {
        let of = context.reading.set(h, "right");
        of == Some(value) || of.is_some_and(|of| of.split_whitespace().any(|w| w == value))
    })?;
    context.reading.set(hit, "fault")
}
