//! Cookies: what they are set for, whether consent is asked, and whether people can object.

use super::context::Context;
use super::force;
use super::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads the statements on cookies: each says what they are for (`purpose`) and what is done about consent (`consent`).
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("cookies") {
        if hit.sentence == last {
            continue;
        }
        last = hit.sentence;
        read(context, last, out);
    }
    for hit in context.reading.hits("cookie-cue") {
        let name = context.reading.name(hit);
        let alone = context.reading.hits_in(hit.sentence, "cookies").is_empty();
        let told = match name {
            "browser" | "implied" | "object" => about(context, hit.sentence),
            "asked" => refers_back(context, hit.sentence),
            _ => false,
        };
        if alone && told {
            choice(context, hit.sentence, out);
        }
    }
}

/// Whether a section above speaks of cookies.
fn about(context: &Context<'_>, sentence: u32) -> bool {
    context.within_topic(sentence, "cookies")
}

fn stated(context: &Context<'_>, sentence: u32) -> bool {
    let force = context.force(sentence);
    (force.asserts() || matches!(force, Force::Attributes | Force::Announces | Force::Defines | Force::Discusses))
        && !matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
}

/// Reads one sentence; one that sets cookies may point to a policy besides.
fn read(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let asks = context.is_heading(sentence) || context.words(context.sentence_span(sentence)).ends_with('?');
    if !asks && !stated(context, sentence) {
        return;
    }
    let cue = |name: &str| context.reading.has(sentence, "cookie-cue", name);
    let points = context.reading.has(sentence, "cookies", "policy") && !asks && !cue("browser");
    if points {
        // Only a policy elsewhere may say more; a heading of the notice itself is none.
        let span = context.sentence_span(sentence);
        let reach = if linked(context, sentence) { "linked" } else { "outside" };
        let mut claim = context.claim("cookies", "policy", sentence, span).with("reach", reach);
        claim.force = Force::States;
        out.push(claim);
    }
    if !points || cue("we-set") {
        out.extend(statement(context, sentence, asks).filter(|c| !points || c.value != "choice"));
    }
}

/// Whether a link stands in the sentence, or the address of a page.
fn linked(context: &Context<'_>, sentence: u32) -> bool {
    let span = context.sentence_span(sentence);
    context.notice.has_link(span)
        || super::address::scan(context.words(span)).iter().any(|a| a.kind == super::address::Kind::Web)
}

fn statement(context: &Context<'_>, sentence: u32, asks: bool) -> Option<Claim> {
    let cue = |name: &str| context.reading.has(sentence, "cookie-cue", name);
    let cookies = context.reading.find(sentence, "cookies", "cookies");
    let span = context.sentence_span(sentence);
    let led = led(context, sentence);
    if cookies.is_none() && !led && !about(context, sentence) {
        return None;
    }
    let consent = consent(context, sentence);
    let object = cue("object") && !cue("browser");
    if asks {
        // "Do you want to accept analytics cookies?" is a choice, whatever else headings are.
        let choice = context.words(span).ends_with('?') && consent == Some("asked");
        return choice.then(|| context.claim("cookies", "choice", sentence, span).with("consent", "asked"));
    }
    let denied = cue("none") && consent != Some("asked");
    // What people can do about cookies says that they are set only where we say so besides.
    let theirs = cue("theirs") && !cue("we-set");
    let purpose = purpose(context, sentence);
    let sets = (cookies.is_some() || goes_on(context, sentence) || led || measured(context, sentence))
        && (cue("set") || led)
        && !denied
        && !theirs
        && purpose.is_some()
        && !context.denied(sentence, span);
    let value = if sets { purpose.unwrap_or("other") } else { "choice" };
    if !sets && consent.is_none() && !object {
        return None;
    }
    let mut claim = context.claim("cookies", value, sentence, span);
    claim.force = if sets { setting(context, sentence) } else { choosing(context, sentence, consent) };
    if let Some(purpose) = purpose.filter(|_| sets) {
        claim.details.insert("purpose", purpose.into());
    }
    if let Some(consent) = consent.or_else(|| asked_next(context, sentence).filter(|_| sets)) {
        claim.details.insert("consent", consent.into());
    }
    if object {
        claim.details.insert("object", true.into());
    }
    Some(claim)
}

/// How it is said that cookies are set: by what is said of the verb, and by the sentence behind ("we only set these if you
/// agree").
fn setting(context: &Context<'_>, sentence: u32) -> Force {
    let hits = context.reading.hits_in(sentence, "cookie-cue");
    let named = |name: &str| hits.iter().find(|h| context.reading.name(h) == name);
    let start = context.tokens(sentence).start;
    // "(for example where you visit our site, which sets cookies)": an example, and no condition.
    if context.reading.find(sentence, "cookies", "cookies").is_some_and(|h| bracketed_example(context, sentence, h)) {
        return Force::States;
    }
    let verb = match led(context, sentence) {
        true => context.token_span(start, start),
        false => named("we-set").or_else(|| named("set")).map_or(context.token_span(start, start), |h| h.span),
    };
    let next =
        || asked_next(context, sentence).is_some() && context.tokens(sentence + 1).any(|i| context.token(i) == "only");
    match force::of_act(context, sentence, verb) {
        Force::States | Force::May if next() => Force::OnlyIf,
        own if own.asserts() => own,
        _ => Force::States,
    }
}

/// Whether words stand in a bracket that gives an example.
fn bracketed_example(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.sentence_span(sentence).start as usize;
    let before = context.notice.text.get(start..hit.span.start as usize).unwrap_or_default();
    let open = before.rfind('(').filter(|at| !before[*at..].contains(')'));
    open.is_some_and(|at| {
        let inside = before[at + 1..].trim_start();
        ["for example", "for instance", "e.g", "eg", "such as"]
            .iter()
            .any(|w| inside.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w)))
    })
}

/// How a choice is offered: "if you wish, you can block them" is there for all, "they are only set if you agree" is a
/// condition, and "some pages may not work then" says nothing of it.
fn choosing(context: &Context<'_>, sentence: u32, consent: Option<&'static str>) -> Force {
    let has = |words: &[&str]| context.tokens(sentence).any(|i| words.contains(&&*context.token(i)));
    let we_may = context.tokens(sentence).skip(1).any(|i| {
        matches!(&*context.token(i), "may" | "might") && matches!(&*context.token(i - 1), "we" | "website" | "site")
    });
    match context.force(sentence) {
        Force::OnlyIf | Force::May if consent == Some("asked") && has(&["only", "unless"]) => Force::OnlyIf,
        Force::May if consent == Some("asked") && we_may => Force::May,
        _ => Force::States,
    }
}

/// Whether the sentence is an item under a line such as "We use cookies to:".
fn led(context: &Context<'_>, sentence: u32) -> bool {
    matches!(context.block(sentence).kind, BlockKind::Item { .. })
        && context.lead_sentences(sentence).next().is_some_and(|lead| {
            let has = |name: &str| context.reading.has(lead, "cookie-cue", name);
            context.reading.has(lead, "cookies", "cookies")
                && context.words(context.sentence_span(lead)).trim_end().ends_with(':')
                && has("set")
                && !has("none")
                && !has("theirs")
        })
}

/// Whether visits are measured in a section on cookies: "Google Analytics" there needs no word of cookies.
fn measured(context: &Context<'_>, sentence: u32) -> bool {
    let section = context.block(sentence).section;
    analyses(context, sentence)
        && context.reading.has(sentence, "data-cue", "we-collect")
        && !context.reading.has(sentence, "cue", "negate")
        && context.notice.section_path(section).iter().any(|h| h.to_ascii_lowercase().contains("cookie"))
}

/// Whether a service that measures visits with cookies is named.
fn analyses(context: &Context<'_>, sentence: u32) -> bool {
    let named = |h: &Hit| matches!(context.reading.name(h), "google-analytics" | "hotjar" | "microsoft-clarity");
    context.reading.hits_in(sentence, "provider").iter().any(named)
}

/// A sentence of a section on cookies that only speaks of what people can do.
fn choice(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    if !stated(context, sentence)
        || out.iter().rev().take(3).any(|c| c.kind == "cookies" && c.place.sentence == sentence)
    {
        return;
    }
    let mut claim = context.claim("cookies", "choice", sentence, context.sentence_span(sentence));
    claim.force = choosing(context, sentence, consent(context, sentence));
    if let Some(consent) = consent(context, sentence) {
        claim.details.insert("consent", consent.into());
    }
    let cue = |name: &str| context.reading.has(sentence, "cookie-cue", name);
    if cue("object") && !cue("browser") {
        claim.details.insert("object", true.into());
    }
    out.push(claim);
}

/// What is done about consent: `asked`, `implied`, `browser`.
fn consent(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let cue = |name: &str| context.reading.has(sentence, "cookie-cue", name);
    if cue("implied") {
        Some("implied")
    } else if (cue("browser") || chosen_in_browser(context, sentence)) && !consents(context, sentence) {
        Some("browser")
    } else if cue("asked") && !cue("legitimate") {
        Some("asked")
    } else {
        None
    }
}

/// "You may choose whether to accept cookies. Most browsers accept them, …": the choice is told in the next sentence.
fn chosen_in_browser(context: &Context<'_>, sentence: u32) -> bool {
    let next = sentence + 1;
    let same = next < context.sentence_count() && context.block_index(next) == context.block_index(sentence);
    let yours = context
        .tokens(sentence)
        .any(|i| &*context.token(i) == "you" && matches!(&*context.token(i + 1), "may" | "can"));
    same && yours
        && !context.reading.has(sentence, "cue", "we")
        && context.reading.has(next, "cookie-cue", "browser")
        && !context.reading.has(next, "cookie-cue", "asked")
}

/// Whether data on people is collected by the cookies: "we collect personal data by using cookies".
fn collects(context: &Context<'_>, sentence: u32) -> bool {
    let has = |words: &[&str]| context.tokens(sentence).any(|i| words.contains(&&*context.token(i)));
    has(&["we", "website", "site", "our"])
        && has(&["collect", "collects", "collected", "gather", "gathers", "track", "tracks", "obtain"])
        && has(&["data", "information", "details"])
}

/// Whether the sentence is about what the one before says that cookies collect: "It is only collected if you consent".
fn refers_back(context: &Context<'_>, sentence: u32) -> bool {
    let it = matches!(&*context.token(context.tokens(sentence).start), "it" | "this" | "they" | "these");
    let before = sentence.checked_sub(1).filter(|s| context.block_index(*s) == context.block_index(sentence));
    it && before.is_some_and(|s| context.reading.has(s, "cookies", "cookies"))
}

/// Whether the sentence behind asks for consent to the cookies of this one: "We only set these if you agree".
fn asked_next(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let next = sentence + 1;
    if !context.block(sentence).sentences.contains(&next) {
        return None;
    }
    let these = |i: u32| matches!(&*context.token(i), "these" | "they" | "them" | "those");
    let back = context.tokens(next).take(6).any(these);
    (back && consent(context, next) == Some("asked")).then_some("asked")
}

/// Whether the sentence goes on about the cookies of the one before: "They collect statistical data".
fn goes_on(context: &Context<'_>, sentence: u32) -> bool {
    let they = matches!(&*context.token(context.tokens(sentence).start), "they" | "these");
    let before = |s: u32| about(context, sentence) || context.reading.has(s, "cookies", "cookies");
    they && sentence.checked_sub(1).is_some_and(before)
}

/// Whether the word itself is there: "with your consent or through your browser".
fn consents(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| matches!(&*context.token(i), "consent" | "permission" | "banner"))
}

/// What the cookies are for: the one that needs consent most, of those that are not denied.
fn purpose(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let of = |name: &str| {
        let hits = context.reading.hits_in(sentence, "cookies");
        hits.iter()
            .any(|h| context.reading.name(h) == name && (name == "essential" || !context.denied(sentence, h.span)))
    };
    // The sentence before may name who measures: "We use Google Analytics. This sets cookies".
    let this = || matches!(&*context.token(context.tokens(sentence).start), "they" | "these" | "this" | "it");
    let measures = analyses(context, sentence) || sentence > 0 && this() && analyses(context, sentence - 1);
    if needed(context, sentence) {
        Some("essential")
    } else if of("marketing") {
        Some("marketing")
    } else if of("analytics") || measures {
        Some("analytics")
    } else if of("unneeded") {
        Some("other")
    } else if of("essential") {
        Some("essential")
    } else if of("preferences") {
        Some("preferences")
    } else if collects(context, sentence) {
        Some("other")
    } else {
        None
    }
}

/// Whether the sentence behind says that the cookies of this one are needed: "This type of cookie is strictly necessary".
fn needed(context: &Context<'_>, sentence: u32) -> bool {
    let behind = sentence + 1;
    let block = context.block(sentence);
    if !block.sentences.contains(&behind) || analyses(context, sentence) {
        return false;
    }
    let mut words = context.tokens(behind).map(|i| context.token(i));
    let this = words.next().is_some_and(|w| matches!(&*w, "this" | "these" | "such" | "they" | "it"));
    let cookie = words.take(4).any(|w| matches!(&*w, "cookie" | "cookies" | "is" | "are"));
    let has = |name: &str| context.reading.has(behind, "cookies", name);
    let not = context.reading.has(behind, "cue", "negate");
    this && cookie && !not && has("essential") && !["analytics", "marketing", "unneeded"].iter().any(|n| has(n))
}

#[cfg(test)]
mod tests;
