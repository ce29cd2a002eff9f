//! Purposes: what data is used for, whether that is said to be all, and whether the data identifies anybody.

use super::context::Context;
use super::model::{Claim, Confidence, Detail, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// The longest purpose, in words: what is longer is told by its beginning.
const LONGEST: u32 = 14;

/// Reads what data is used for.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("purpose-cue") {
        if hit.sentence == last || context.reading.name(hit) != "use" {
            continue;
        }
        last = hit.sentence;
        if stated(context, last) && ours(context, hit) {
            sentence(context, hit, out);
        }
    }
    listed(context, out);
}

fn stated(context: &Context<'_>, sentence: u32) -> bool {
    context.force(sentence).asserts()
        && !matches!(
            context.topic(sentence),
            Some("rights" | "definitions" | "retention" | "complaints" | "security" | "contact")
        )
        && !matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        && !context.words(context.sentence_span(sentence)).ends_with('?')
        && !context.reading.has(sentence, "cue", "right")
}

/// Whether it is we who use the data, not you or a law.
fn ours(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    let before = |n: u32, words: &[&str]| {
        (start.max(hit.first.saturating_sub(n))..hit.first).any(|i| words.contains(&&*context.token(i)))
    };
    let data = (start..hit.last).any(|i| {
        matches!(
            &*context.token(i),
            "data"
                | "information"
                | "details"
                | "it"
                | "this"
                | "them"
                | "address"
                | "email"
                | "number"
                | "cookies"
                | "records"
                | "photographs"
        )
    });
    data && !before(2, &["you", "they", "who", "can't"])
        && before(6, &["we", "be", "is", "are", "also", "will", "data", "information", "only", "details"])
}

/// A sentence that says what data is used for: the words behind "to" or "for".
fn sentence(context: &Context<'_>, hit: &Hit, out: &mut Vec<Claim>) {
    let sentence = hit.sentence;
    let range = context.tokens(sentence);
    if hit.last + 1 >= range.end || context.words(context.sentence_span(sentence)).trim_end().ends_with(':') {
        // The items behind the line are the purposes; a limit stands in the line.
        return;
    }
    // The phrase reaches to the last "to"; the purpose begins behind the first.
    let at =
        (hit.first + 1..=hit.last).find(|&i| matches!(&*context.token(i), "to" | "for" | "so")).unwrap_or(hit.last);
    let first = at + 1;
    let none = matches!(
        &*context.token(first),
        "identify"
            | "personally"
            | "uniquely"
            | "doing"
            | "this"
            | "which"
            | "share"
            | "collect"
            | "be"
            | "it"
            | "us"
            | "you"
            | "your"
            | "them"
    );
    if none || first >= range.end {
        return;
    }
    let span = context.token_span(first, (range.end - 1).min(first + LONGEST));
    push(context, sentence, span, (hit.first, first), out);
}

/// Items and cells under a line or a head that speaks of use.
fn listed(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let block = context.block(sentence);
        let cell = matches!(block.kind, BlockKind::Cell { header: false, .. });
        if !cell && !matches!(block.kind, BlockKind::Item { .. })
            || block.sentences.start != sentence
            || !stated(context, sentence)
        {
            continue;
        }
        let Some(lead) = context.lead_sentences(sentence).next() else { continue };
        let uses = context
            .reading
            .find(lead, "purpose-cue", "use")
            .is_some_and(|h| ours(context, h) || context.is_heading(lead))
            && context.tokens(lead).rev().take(4).any(|i| {
                matches!(
                    &*context.token(i),
                    "to" | "for" | "purposes" | "reasons" | "ways" | "purpose" | "can" | "following" | "order" | "uses"
                )
            });
        let head = context.is_heading(lead)
            && context.tokens(lead).len() <= 6
            && context.tokens(lead).any(|i| matches!(&*context.token(i), "purpose" | "purposes" | "why" | "reason"))
            && cell;
        let range = context.tokens(sentence);
        if !uses && !head || range.is_empty() {
            continue;
        }
        let span = context.token_span(range.start, (range.end - 1).min(range.start + LONGEST));
        push(context, sentence, span, (range.start, range.start), out);
    }
}

/// The claim of one purpose; `verb` and `first` are where its verb and its words begin.
fn push(context: &Context<'_>, sentence: u32, span: Span, (verb, first): (u32, u32), out: &mut Vec<Claim>) {
    let words = context.words(span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut claim = context.claim("purpose", words, sentence, span);
    claim.confidence = Confidence::Likely;
    if context.denied(sentence, span) {
        claim.polarity = Polarity::Denied;
    }
    if claim.force == Force::OnlyIf {
        claim.force = Force::May;
    }
    let classes = classes(context, sentence, first);
    if !classes.is_empty() {
        claim.details.insert("kind-of", Detail::List(classes));
    }
    let lead = context.lead_sentences(sentence).next();
    let either = |name: &str| {
        context.reading.has(sentence, "purpose-cue", name)
            || lead.is_some_and(|l| context.reading.has(l, "purpose-cue", name))
    };
    let open = context.tokens(sentence).any(|i| matches!(&*context.token(i), "unless" | "compatible" | "except"));
    if either("only") && claim.polarity == Polarity::Affirmed && !open {
        claim.details.insert("limit", true.into());
    }
    if context.reading.has(sentence, "purpose-cue", "identifiable") {
        claim.details.insert("identifiable", "yes".into());
    } else if context.reading.has(sentence, "purpose-cue", "anonymous") || next_anonymous(context, sentence) {
        claim.details.insert("identifiable", "no".into());
    }
    if let Some(object) = object(context, sentence, verb).or_else(|| lead.and_then(|l| object(context, l, u32::MAX))) {
        claim.details.insert("object", object.into());
    }
    out.push(claim);
}

/// The classes of the purposes that the words name.
fn classes(context: &Context<'_>, sentence: u32, from: u32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in context.reading.hits_in(sentence, "purpose").iter().filter(|h| h.first >= from) {
        let name = context.reading.name(hit);
        if !found.iter().any(|f| f == name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// The kind of data that the sentence singles out, before the purpose.
fn object<'a>(context: &Context<'a>, sentence: u32, before: u32) -> Option<&'a str> {
    let hits = context.reading.hits_in(sentence, "purpose-object");
    let limit = before.saturating_add(6);
    hits.iter().find(|h| h.first < limit).map(|h| context.reading.name(h))
}

/// "This uses aggregated statistics": the next sentence says in which form.
fn next_anonymous(context: &Context<'_>, sentence: u32) -> bool {
    let next = sentence + 1;
    next < context.block(sentence).sentences.end
        && matches!(&*context.token(context.tokens(next).start), "this" | "these" | "it" | "such")
        && context.reading.has(next, "purpose-cue", "anonymous")
}

#[cfg(test)]
mod tests;
