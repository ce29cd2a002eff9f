//! Words that are offered as a lawful basis and are none: a law, a purpose, or nothing that can be read.

use super::context::Context;
use super::model::Claim;
use crate::lexicon::Hit;
use std::collections::BTreeSet;

/// Under a heading that speaks of the lawful basis something is offered as one, even where none can be read.
pub(super) fn sections_without_a_basis(context: &Context<'_>, out: &mut Vec<Claim>, first: usize) {
    let mut told: BTreeSet<u32> = out[first..].iter().map(|c| c.place.section).collect();
    for sentence in 0..context.sentence_count() {
        let section = context.block(sentence).section;
        let own = context.section_topic(section) == Some("bases")
            && !context.is_heading(sentence)
            && !context.words(context.sentence_span(sentence)).trim_end().ends_with(':');
        let about_nine = super::condition::about_special(context, sentence);
        let offers = context.reading.has(sentence, "reliance", "offers");
        let named = !context.reading.hits_in(sentence, "condition").is_empty();
        if !own || about_nine || named || !context.force(sentence).asserts() {
            continue;
        }
        // "We collect and use member information under the GDPR": a law, and no basis of it.
        let law = context.reading.find(sentence, "reliance", "under-law");
        if let Some(law) = law.filter(|_| told.insert(section)) {
            out.push(context.claim("ground", "statute", sentence, law.span).with("declared", true));
        } else if offers && told.insert(section) {
            let statute = context.reading.has(sentence, "reliance", "legal-act");
            let value = if statute { "statute" } else { "other" };
            let claim = context.claim("ground", value, sentence, context.sentence_span(sentence));
            // Under such a heading a law on its own is all that is offered, and nothing is said of a duty under it.
            let alone = statute && context.tokens(sentence).len() <= 24 && !says(context, sentence);
            out.push(if alone { claim.with("declared", true) } else { claim });
        }
    }
}

/// Whether the sentence says something of a law, and does not only name it.
fn says(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    // "The Equality Act 2010 lists nine characteristics": words behind the name.
    let year = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    let name = |i: &u32| {
        let word = context.token(*i);
        year(&word) || matches!(&*word, "act" | "acts" | "regulations" | "order" | "code")
    };
    let behind = tokens.clone().rev().find(name).map_or(0, |i| tokens.end - i - 1);
    behind > 3
        || tokens.clone().any(|i| {
            matches!(
                &*context.token(i),
                "we" | "our"
                    | "is"
                    | "are"
                    | "must"
                    | "lists"
                    | "defines"
                    | "sets"
                    | "protects"
                    | "prohibits"
                    | "provides"
                    | "has"
                    | "have"
                    | "requires"
                    | "require"
                    | "required"
                    | "necessary"
                    | "gives"
                    | "allows"
                    | "duty"
                    | "duties"
                    | "power"
                    | "powers"
                    | "function"
                    | "functions"
                    | "obligation"
                    | "task"
                    | "us"
                    | "under"
            )
        })
}

/// "Our lawful basis is the Care Act": words offered as a basis in which none can be read.
pub(super) fn ground(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let Some(hit) = context.reading.find(sentence, "reliance", "basis-is") else { return };
    let words = context.words(context.sentence_span(sentence)).trim_end();
    let rest = context.tokens(sentence).end.saturating_sub(hit.last + 1);
    let firm = |h: &Hit| matches!(context.reading.set(h, "strength"), Some("statutory")) || h.first <= hit.last + 4;
    let about_nine = context.reading.hits_in(sentence, "condition").iter().any(firm)
        || super::condition::about_special(context, sentence);
    let asserted =
        context.force(sentence).asserts() && !context.is_heading(sentence) && !context.denied(sentence, hit.span);
    // "… is explained below" offers nothing yet.
    let announced = matches!(
        &*context.token(hit.last + 1),
        "explained" | "described" | "set" | "listed" | "given" | "outlined" | "shown" | "detailed" | "below" | "as"
    ) && (hit.last + 1..(hit.last + 8).min(context.tokens(sentence).end)).any(|i| {
        matches!(&*context.token(i), "below" | "above" | "follows" | "here" | "following" | "table" | "section")
    });
    if announced
        || rest < 2
        || words.ends_with(':')
        || about_nine
        || !asserted
        || context.within_topic(sentence, "rights")
    {
        return;
    }
    let statute = context.reading.has(sentence, "reliance", "act");
    let claim = context.claim("ground", if statute { "statute" } else { "other" }, sentence, hit.span);
    let claim = claim.with("declared", true);
    let purpose = context.token(hit.last + 1) == "to" && hit.last + 3 < context.tokens(sentence).end;
    out.push(if purpose { claim.with("wording", "purpose") } else { claim });
}
