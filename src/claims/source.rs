//! Sources: data obtained from somebody else than the person, and whether it is said from whom.

use super::context::Context;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads where data comes from, if not from the person.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut last = u32::MAX;
    for hit in context.reading.hits("source") {
        if hit.sentence == last || !stated(context, hit.sentence) {
            continue;
        }
        if let Some(claim) = read(context, hit) {
            last = hit.sentence;
            out.push(claim);
        }
    }
    listed(context, out);
}

fn stated(context: &Context<'_>, sentence: u32) -> bool {
    let force = context.force(sentence);
    let kind = context.block(sentence).kind;
    (force.asserts() || force == Force::Attributes)
        && !context.words(context.sentence_span(sentence)).ends_with('?')
        && !matches!(context.topic(sentence), Some("rights" | "definitions" | "cookies" | "complaints" | "automated"))
        && !matches!(kind, BlockKind::Contents | BlockKind::Code)
}

fn read(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let sentence = hit.sentence;
    let cue = |name: &str| context.reading.has(sentence, "source-cue", name);
    if context.denied(sentence, hit.span) || !cue("about-you") || told(context, sentence) || not_ours(context, hit) {
        return None;
    }
    if thing(context, hit) || measured(context, hit) {
        return None;
    }
    let own = person(context, hit);
    let gives = context.reading.name(hit) == "give";
    let (named, vague) = if context.reading.name(hit) == "from-them" {
        let partners = context.reading.hits_in(sentence, "recipient").iter().filter(|h| h.last < hit.first);
        let mut partners = partners.map(|h| context.reading.set(h, "vague").is_some()).peekable();
        partners.peek()?;
        (partners.any(|vague| !vague), true)
    } else if gives {
        (giver(context, hit, false), giver(context, hit, true))
    } else {
        (who(context, hit, false, own), who(context, hit, true, own))
    };
    if gives && !named && !vague {
        return None;
    }
    if own.is_some() && !named && !vague {
        return None;
    }
    if !named && !vague && (cue("person") || unknown(context, hit)) {
        return None;
    }
    // "Other organisations, such as your school": the words behind say who they are.
    let explained = context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
        || context
            .tokens(sentence)
            .any(|i| matches!(&*context.token(i), "such" | "including" | "eg" | "namely" | "example"))
        || described(context, hit);
    let only_vague = vague && !named && !explained;
    let value = if only_vague { "unnamed" } else { "others" };
    let mut claim = context.claim("source", value, sentence, hit.span);
    if claim.force == Force::Attributes {
        claim.force = Force::States;
    }
    claim.confidence = Confidence::Likely;
    let referrer = context.tokens(sentence).any(|i| context.token(i).starts_with("referr"));
    Some(claim.with("vague", only_vague).with("named", named || explained).with("from-referrer", referrer))
}

/// Whether words that name nobody are told apart by what they did: "another person who has written of you in a form".
fn described(context: &Context<'_>, hit: &Hit) -> bool {
    let cues = context.reading.hits_in(hit.sentence, "source-cue").iter();
    let vague = cues.filter(|h| context.reading.name(h) == "vague").map(|h| h.last);
    let recipients = context.reading.hits_in(hit.sentence, "recipient").iter();
    let ends = vague.chain(recipients.filter(|h| context.reading.set(h, "vague").is_some()).map(|h| h.last));
    ends.filter(|&last| last >= hit.last).any(|last| {
        matches!(&*context.token(last + 1), "who" | "that" | "which")
            && matches!(
                &*context.token(last + 2),
                "has" | "have" | "completed" | "complete" | "completes" | "referred" | "made"
            )
    })
}

/// Whether a source is named (or, with `vague`, given in words that name nobody) behind the verb.
/// Where the person is named first (`own` is the last word of that), somebody else has to be joined to it.
fn who(context: &Context<'_>, hit: &Hit, vague: bool, own: Option<u32>) -> bool {
    let behind = |h: &Hit| h.last >= hit.first && own.is_none_or(|own| h.first > own && joined(context, h, own));
    let cues = context.reading.hits_in(hit.sentence, "source-cue");
    let cued = cues.iter().any(|h| behind(h) && context.reading.name(h) == if vague { "vague" } else { "named" });
    cued || context
        .reading
        .hits_in(hit.sentence, "recipient")
        .iter()
        .any(|h| behind(h) && context.reading.set(h, "vague").is_some() == vague)
        || !vague && context.reading.hits_in(hit.sentence, "provider").iter().any(behind)
}

/// The furthest that a giver stands before its verb, in words.
const GIVER: u32 = 8;

/// Whether somebody named (or, with `vague`, nobody in particular) stands before the verb and gives data to us.
fn giver(context: &Context<'_>, hit: &Hit, vague: bool) -> bool {
    let between = |h: &Hit| {
        (h.last + 1..hit.first).all(|i| {
            !matches!(
                &*context.token(i),
                "you" | "we" | "i" | "who" | "which" | "if" | "with" | "to" | "where" | "when"
            )
        }) && (h.last..hit.first).all(|i| !context.between(i, i + 1).contains([';', ':', '.']))
    };
    let before = |h: &Hit| h.last < hit.first && hit.first - h.last <= GIVER && between(h);
    let addressed = |h: &Hit| h.first > context.tokens(hit.sentence).start && with(context, h.first - 1);
    context
        .reading
        .hits_in(hit.sentence, "recipient")
        .iter()
        .any(|h| before(h) && context.reading.set(h, "vague").is_some() == vague && !addressed(h))
        || vague
            && context
                .reading
                .hits_in(hit.sentence, "source-cue")
                .iter()
                .any(|h| before(h) && context.reading.name(h) == "vague" && !addressed(h))
}

/// Whether a word makes the next one somebody that is given to, or spoken about.
fn with(context: &Context<'_>, token: u32) -> bool {
    matches!(&*context.token(token), "with" | "to" | "of" | "about" | "for" | "from" | "by")
}

/// The last word of the person, where data is said to come from them: "collected from you", "from people who apply".
fn person(context: &Context<'_>, hit: &Hit) -> Option<u32> {
    let cues = context.reading.hits_in(hit.sentence, "source-cue");
    let at = |h: &&Hit| context.reading.name(h) == "person" && h.first <= hit.last + 1 && h.first >= hit.first;
    cues.iter().filter(at).map(|h| h.last).min()
}

/// Whether words are joined to the person as a further source: "from you or from your GP", "and, where …, by".
fn joined(context: &Context<'_>, words: &Hit, own: u32) -> bool {
    // "From: • You … • Your GP": in a list in one line the next source stands behind a bullet.
    let start = context.tokens(words.sentence).start;
    if own > start && context.between(own - 1, own).contains(':') {
        return context.between(words.first.saturating_sub(1), words.first).contains(['•', '*', ';']);
    }
    (own.max(words.first.saturating_sub(5)) + 1..words.first)
        .any(|i| matches!(&*context.token(i), "and" | "or" | "from" | "by" | "also"))
        || context.between(words.first.saturating_sub(1), words.first).contains([',', ':', ';', '('])
}

/// Whether a thing, not data, is what is provided: "the service is provided by the Department".
fn thing(context: &Context<'_>, hit: &Hit) -> bool {
    let verb = context.token(hit.first);
    let passive = matches!(&*verb, "provided" | "given" | "supplied" | "sent" | "passed" | "shared" | "referred");
    let start = context.tokens(hit.sentence).start;
    passive
        && hit.first > start
        && !(start.max(hit.first.saturating_sub(8))..hit.first).any(|i| {
            matches!(
                &*context.token(i),
                "data"
                    | "information"
                    | "details"
                    | "record"
                    | "records"
                    | "report"
                    | "reports"
                    | "reference"
                    | "references"
                    | "referral"
                    | "referrals"
                    | "number"
                    | "name"
                    | "names"
                    | "address"
                    | "it"
                    | "they"
                    | "this"
                    | "these"
                    | "you"
                    | "form"
                    | "forms"
                    | "lists"
                    | "list"
                    | "documents"
                    | "photographs"
                    | "results"
            )
        })
}

/// Whether a firm that works for us is what collects: "information collected by Google Analytics".
fn measured(context: &Context<'_>, hit: &Hit) -> bool {
    let by = &*context.token(hit.last) == "by"
        && (hit.first..=hit.last).any(|i| matches!(&*context.token(i), "collected" | "gathered"));
    by && context.reading.hits_in(hit.sentence, "provider").iter().any(|h| h.first == hit.last + 1)
}

/// Whether what stands behind "from" or "by" cannot be read as somebody: no name with a capital.
fn unknown(context: &Context<'_>, hit: &Hit) -> bool {
    let end = context.tokens(hit.sentence).end;
    !(hit.last + 1..end.min(hit.last + 4)).any(|i| {
        let words = context.words(context.token_span(i, i));
        words.starts_with(|c: char| c.is_uppercase())
    })
}

/// What people do, or what a law or a right says.
fn told(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "right")
        || context.tokens(sentence).any(|i| {
            &*context.token(i) == "regardless" && &*context.token(i + 1) == "of" && &*context.token(i + 2) == "whether"
        })
        || context.tokens(sentence).take(2).any(|i| matches!(&*context.token(i), "you" | "whether" | "how" | "where"))
            && !context.tokens(sentence).any(|i| &*context.token(i) == "we")
}

/// What others collect for themselves, or what we do with somebody else's services.
fn not_ours(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    let verb = !matches!(&*context.token(hit.first), "from" | "by" | "source" | "sources" | "indirectly");
    verb && (start.max(hit.first.saturating_sub(3))..hit.first)
        .any(|i| matches!(&*context.token(i), "you" | "they" | "google" | "who" | "organisation" | "organisations"))
        || (hit.first..hit.last + 2).any(|i| {
            matches!(
                &*context.token(i),
                "servers" | "page" | "pages" | "benefits" | "consent" | "payment" | "payments" | "newsletter"
            )
        })
}

/// Whether a line leads to a list of those from whom data comes, and not of data: "Where we get information from".
pub(super) fn leads_to_sources(context: &Context<'_>, lead: u32) -> bool {
    let last = context.token(context.tokens(lead).end.saturating_sub(1));
    matches!(&*last, "from" | "sources") && context.reading.has(lead, "source", "from")
}

/// Items under a line such as "We also receive information from:".
fn listed(context: &Context<'_>, out: &mut Vec<Claim>) {
    for hit in context.reading.hits("recipient") {
        let sentence = hit.sentence;
        let item = matches!(context.block(sentence).kind, BlockKind::Item { .. } | BlockKind::Cell { .. });
        if !item || !stated(context, sentence) || !context.reading.hits_in(sentence, "source").is_empty() {
            continue;
        }
        let Some(lead) = context.lead_sentences(sentence).next() else { continue };
        let from = context.reading.has(lead, "source", "from")
            && context.tokens(lead).rev().take(4).any(|i| {
                matches!(
                    &*context.token(i),
                    "from" | "by" | "sources" | "parties" | "following" | "organisations" | "include" | "including"
                )
            });
        if !from || out.iter().rev().take(4).any(|c| c.kind == "source" && c.place.sentence == sentence) {
            continue;
        }
        let vague = context.reading.set(hit, "vague").is_some();
        let claim = context.claim("source", if vague { "unnamed" } else { "others" }, sentence, hit.span);
        out.push(claim.with("vague", vague).with("named", !vague));
    }
}

#[cfg(test)]
mod tests;
