//! Processors: firms and products that a notice says do a job for the controller, and which job.

use super::context::Context;
use super::force;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Jobs that one firm does: two firms for one of them are a contradiction.
const GROUP: &str = "processor";

/// Reads the firms that do a job.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for hit in context.reading.hits("provider") {
        if !stated(context, hit.sentence) || alias(context, hit) || !used(context, hit) {
            continue;
        }
        let provider = context.reading.name(hit);
        let mut claim = context.claim("processor", provider, hit.sentence, hit.span);
        claim.force = force::of_act(context, hit.sentence, hit.span);
        claim.details.insert("provider", provider.into());
        if let Some(job) = job_of(context, hit) {
            claim.details.insert("job", job.into());
        }
        if analytics(context, hit) {
            claim.details.insert("job", "analytics".into());
            if anonymous(context, hit) {
                claim.details.insert("identifiable", "no".into());
            }
        }
        out.push(claim);
    }
    for hit in context.reading.hits(GROUP) {
        // "Stored in London": behind these words a name need not be a firm's.
        if !matches!(context.reading.name(hit), "email" | "storage") {
            named(context, hit, out);
        }
    }
}

/// Whether the words are the short form, in brackets, of a firm named right before: "Amazon Web Services (AWS)".
fn alias(context: &Context<'_>, hit: &Hit) -> bool {
    hit.first > context.tokens(hit.sentence).start
        && context.between(hit.first - 1, hit.first).contains('(')
        && context
            .reading
            .hits_in(hit.sentence, "provider")
            .iter()
            .any(|h| h.last + 1 == hit.first && context.reading.name(h) == context.reading.name(hit))
}

/// Whether the sentence says something of this controller.
fn stated(context: &Context<'_>, sentence: u32) -> bool {
    let force = context.force(sentence);
    (force.asserts() || force == Force::Attributes)
        && !matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        && !context.words(context.sentence_span(sentence)).ends_with('?')
        && !context.within_topic(sentence, "rights")
}

/// Whether we use the firm: a verb of use before it, or a firm that does something to our data; no link, no neighbour.
fn used(context: &Context<'_>, hit: &Hit) -> bool {
    let sentence = hit.sentence;
    let cues = context.reading.hits_in(sentence, "processor-cue");
    let named = |name: &'static str| cues.iter().filter(move |h| context.reading.name(h) == name);
    // "Held by Acme, whose terms are on its site": what is said of its terms takes nothing back.
    let held = named("use").any(|h| h.first < hit.first && hit.first - h.last.min(hit.first) <= 4);
    let apart = |h: &&Hit| held && h.first > hit.last && context.between(hit.last, hit.last + 1).contains([',', '(']);
    let clash = named("elsewhere").any(|h| h.first < hit.last + 8 && h.last + 8 > hit.first && !apart(&h))
        || named("others").any(|h| {
            // "We use third-party services such as Acme" is use by us.
            let ours = named("use").any(|u| u.last <= h.first && h.first - u.last <= 1);
            h.last < hit.first && hit.first - h.last < 12 && !ours
        })
        || named("avoid").next().is_some();
    // "acme.github.io" is an address.
    let rest = context.notice.text.get(hit.span.end as usize..).unwrap_or_default();
    let address = rest.strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_lowercase()));
    if clash || address || context.denied(sentence, hit.span) || kept_from(context, hit) || brought(context, hit) {
        return false;
    }
    let before = named("use").any(|h| h.first < hit.first && hit.first - h.last.min(hit.first) <= 9);
    let item = matches!(
        context.block(sentence).kind,
        BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::FlatRow { .. }
    ) && hit.first <= context.tokens(sentence).start + 2
        && context.lead_sentences(sentence).next().is_some_and(|s| {
            context.reading.has(s, "processor-cue", "use") || context.reading.has(s, "sharing", "share")
        });
    // "Google Analytics stores information about your visit": it works for us.
    let works = hit.first <= context.tokens(sentence).start + 1
        && context.tokens(sentence).skip(1).take(5).any(|i| {
            matches!(
                &*context.token(i),
                "stores"
                    | "collects"
                    | "processes"
                    | "holds"
                    | "records"
                    | "uses"
                    | "sets"
                    | "provides"
                    | "acts"
                    | "is"
            )
        });
    before || item || works
}

/// Whether the sentence says what the firm does not get: "we do not store your name or share it with Acme".
fn kept_from(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    let given = hit.first > start && matches!(&*context.token(hit.first - 1), "with" | "to");
    let has = |words: &[&str]| (start..hit.first).any(|i| words.contains(&&*context.token(i)));
    given
        && has(&["not", "never", "don't", "won't"])
        && has(&["share", "pass", "send", "give", "disclose", "sell"])
        && !has(&["but", "except", "only"])
}

/// Whether people come by the firm on their own: "You may give us your details through a platform such as Acme".
fn brought(context: &Context<'_>, hit: &Hit) -> bool {
    let words: Vec<_> = context.tokens(hit.sentence).take(5).map(|i| context.token(i)).collect();
    words.first().is_some_and(|w| &**w == "you")
        && words.iter().any(|w| &**w == "us")
        && words.iter().any(|w| matches!(&**w, "give" | "provide" | "send" | "contact" | "tell"))
}

/// The job that the sentence gives to the firm.
fn job_of<'a>(context: &Context<'a>, hit: &Hit) -> Option<&'a str> {
    let jobs = context.reading.hits_in(hit.sentence, GROUP);
    let near = |h: &&Hit| h.first <= hit.last + 8 && hit.first <= h.last + 3;
    let named = || jobs.iter().filter(near).map(|h| context.reading.name(h)).filter(|name| *name != "any");
    // A website's host keeps data too: the narrower job is told.
    named().find(|name| !matches!(*name, "email" | "storage")).or_else(|| named().next())
}

/// Whether the firm measures visits.
fn analytics(context: &Context<'_>, hit: &Hit) -> bool {
    matches!(
        context.reading.name(hit),
        "google-analytics"
            | "hotjar"
            | "matomo"
            | "plausible"
            | "microsoft-clarity"
            | "adobe-analytics"
            | "fathom"
            | "mixpanel"
            | "heap"
    ) || context.reading.has(hit.sentence, "processor-cue", "analytics")
        && matches!(context.reading.name(hit), "wordpress-com" | "adobe" | "cloudflare" | "new-relic" | "firebase")
}

/// Whether what the firm measures is said to identify nobody: in the sentence or in one of the two behind.
fn anonymous(context: &Context<'_>, hit: &Hit) -> bool {
    let section = context.block(hit.sentence).section;
    let near = hit.sentence..context.sentence_count().min(hit.sentence + 3);
    near.into_iter().take_while(|&s| context.block(s).section == section).any(|s| {
        // What is not sent or looked up is another matter: "we do not pass your name to it".
        let verb = context.tokens(s).any(|i| {
            matches!(
                &*context.token(i),
                "pass" | "send" | "store" | "share" | "combine" | "combined" | "allow" | "enter" | "ip"
            )
        });
        context.reading.has(s, "processor-cue", "anonymous") && !verb
    }) || context.lead_sentences(hit.sentence).any(|s| context.reading.has(s, "processor-cue", "anonymous"))
        || again(context, hit)
}

/// Whether another sentence of the section says of the same firm that it identifies nobody.
fn again(context: &Context<'_>, hit: &Hit) -> bool {
    let section = context.block(hit.sentence).section;
    context.reading.hits("provider").iter().any(|h| {
        h.entry == hit.entry
            && h.sentence != hit.sentence
            && context.block(h.sentence).section == section
            && context.reading.has(h.sentence, "processor-cue", "anonymous")
            && context.tokens(h.sentence).any(|i| {
                matches!(&*context.token(i), "collect" | "collects" | "stores" | "gathers" | "records" | "use")
            })
            && !context.tokens(h.sentence).any(|i| {
                matches!(
                    &*context.token(i),
                    "pass" | "send" | "share" | "combine" | "combined" | "allow" | "enter" | "ip" | "settings" | "set"
                )
            })
    })
}

/// A firm that the law's lists do not know, behind words that give it a job: "Our website is hosted by Acme".
fn named(context: &Context<'_>, hit: &Hit, out: &mut Vec<Claim>) {
    let sentence = hit.sentence;
    if !stated(context, sentence) || context.denied(sentence, hit.span) {
        return;
    }
    let known = context.reading.hits_in(sentence, "provider");
    let job = Some(context.reading.name(hit)).filter(|j| *j != "any");
    let end = context.tokens(sentence).end;
    // "Data processors: Acme Ltd, Bolt": several, where the words are a label or say that they are these.
    let label = context.between(hit.last, hit.last + 1).contains(':');
    let are = matches!(&*context.token(hit.last), "is" | "are");
    if job.is_none() && !label && !are {
        return;
    }
    let mut at = hit.last;
    while let Some((span, words, last)) = name(context, at, end) {
        if !known.iter().any(|k| k.span.overlaps(span)) {
            let mut claim = context.claim("processor", words.as_str(), sentence, span).with("provider", words);
            claim.confidence = Confidence::Likely;
            if let Some(job) = job {
                claim.details.insert("job", job.into());
            }
            out.push(claim);
        }
        let more = job.is_none() && last + 1 < end && {
            let comma = context.between(last, last + 1).trim() == ",";
            comma || context.between(last, last + 1).trim().is_empty() && &*context.token(last + 1) == "and"
        };
        if !more {
            break;
        }
        at = if &*context.token(last + 1) == "and" { last + 1 } else { last };
    }
}

/// The name behind a word, and its last word: what is written with capitals or with a digit, up to four words.
fn name(context: &Context<'_>, at: u32, end: u32) -> Option<(Span, String, u32)> {
    let proper = |i: u32| {
        let words = context.words(context.token_span(i, i));
        words.starts_with(|c: char| c.is_uppercase()) || words.bytes().any(|b| b.is_ascii_digit())
    };
    let first = (at + 1..end.min(at + 3)).find(|&i| proper(i))?;
    if first > at + 1 && !matches!(&*context.token(at + 1), "the" | "a" | "an" | "with") {
        return None;
    }
    // "Open Data Co-operative": a hyphen goes on with a word written small.
    let plain = |i: u32| match context.between(i, i + 1) {
        "-" => true,
        gap => gap.trim().is_empty() && proper(i + 1),
    };
    let mut last = first;
    while last + 1 < end && last < first + 5 && plain(last) {
        last += 1;
    }
    let span = context.token_span(first, last);
    let words = context.words(span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (words.len() > 1).then_some((span, words, last))
}

#[cfg(test)]
mod tests;
