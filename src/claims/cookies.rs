//! Cookies: what they are set for, whether consent is asked, and whether people can object.

use super::context::Context;
use super::model::{Claim, Force};
use crate::notice::BlockKind;

/// Reads the statements on cookies: each says what they are for (`purpose`) and what is done about consent (`consent`).
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("cookies") {
        if hit.sentence == last {
            continue;
        }
        last = hit.sentence;
        if let Some(claim) = read(context, last) {
            out.push(claim);
        }
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

fn read(context: &Context<'_>, sentence: u32) -> Option<Claim> {
    let of = |name: &str| context.reading.has(sentence, "cookies", name);
    let cue = |name: &str| context.reading.has(sentence, "cookie-cue", name);
    let asks = context.is_heading(sentence) || context.words(context.sentence_span(sentence)).ends_with('?');
    if !asks && !stated(context, sentence) {
        return None;
    }
    let cookies = context.reading.find(sentence, "cookies", "cookies");
    let span = context.sentence_span(sentence);
    if of("policy") && !asks && !cue("browser") {
        // Only a policy elsewhere may say more; a heading of the notice itself is none.
        return Some(context.claim("cookies", "policy", sentence, span).with("reach", "linked"));
    }
    let relevant = cookies.is_some() || about(context, sentence);
    if !relevant {
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
    let purpose = purpose(context, sentence);
    let sets = (cookies.is_some() || goes_on(context, sentence))
        && cue("set")
        && !denied
        && purpose.is_some()
        && !context.denied(sentence, span);
    let value = if sets { purpose.unwrap_or("other") } else { "choice" };
    if !sets && consent.is_none() && !object {
        return None;
    }
    let mut claim = context.claim("cookies", value, sentence, span);
    if !claim.force.asserts() {
        claim.force = Force::States;
    }
    if let Some(purpose) = purpose.filter(|_| sets) {
        claim.details.insert("purpose", purpose.into());
    }
    if let Some(consent) = consent {
        claim.details.insert("consent", consent.into());
    }
    if object {
        claim.details.insert("object", true.into());
    }
    Some(claim)
}

/// A sentence of a section on cookies that only speaks of what people can do.
fn choice(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    if !stated(context, sentence)
        || out.iter().rev().take(3).any(|c| c.kind == "cookies" && c.place.sentence == sentence)
    {
        return;
    }
    let mut claim = context.claim("cookies", "choice", sentence, context.sentence_span(sentence));
    if !claim.force.asserts() {
        claim.force = Force::States;
    }
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
    } else if cue("browser") && !consents(context, sentence) {
        Some("browser")
    } else if cue("asked") && !cue("legitimate") {
        Some("asked")
    } else {
        None
    }
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

/// Whether the sentence goes on about the cookies of the one before: "They collect statistical data".
fn goes_on(context: &Context<'_>, sentence: u32) -> bool {
    let they = matches!(&*context.token(context.tokens(sentence).start), "they" | "these");
    they && (about(context, sentence) || sentence > 0 && context.reading.has(sentence - 1, "cookies", "cookies"))
}

/// Whether the word itself is there: "with your consent or through your browser".
fn consents(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| matches!(&*context.token(i), "consent" | "permission" | "banner"))
}

/// What the cookies are for: the one that needs consent most.
fn purpose(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let of = |name: &str| context.reading.has(sentence, "cookies", name);
    let measures = context.block(sentence).sentences.clone().any(|s| {
        s <= sentence
            && s + 2 > sentence
            && context
                .reading
                .hits_in(s, "provider")
                .iter()
                .any(|h| matches!(context.reading.name(h), "google-analytics" | "hotjar" | "microsoft-clarity"))
    });
    if of("marketing") {
        Some("marketing")
    } else if of("analytics") || measures {
        Some("analytics")
    } else if of("essential") {
        Some("essential")
    } else if collects(context, sentence) {
        Some("other")
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
