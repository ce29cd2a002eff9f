//! Whether words that name a basis are this controller's ground for what it does: not a duty of the reader, not the length
//! of time for which a law wants records kept, not a list in which two words happen to meet.

use super::context::Context;
use super::model::{Claim, Detail};
use crate::lexicon::Hit;
use crate::notice::{Block, BlockKind, Span};
use std::collections::BTreeSet;

/// How far behind "our lawful basis is" the basis may stand, in words.
const NEXT: u32 = 5;

/// How many blocks from an item another may stand that is like it.
const BESIDE: usize = 8;

/// Whether the basis is what the reader, or somebody else, has to see to: "you must obtain consent from parents".
pub(super) fn left_to_others(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.tokens(sentence).start;
    let ours = |from: u32| (from..=hit.last).any(|i| matches!(&*context.token(i), "we" | "us" | "our" | "your"));
    let own = context
        .reading
        .hits_in(sentence, "reliance")
        .iter()
        .rfind(|h| matches!(context.reading.name(h), "their-duty") && h.last < hit.first);
    if own.is_some_and(|duty| !ours(duty.last + 1)) {
        return true;
    }
    let named = hit.first > start && ours(hit.first - 1) || ours(hit.first);
    let led = context.lead_sentences(sentence).any(|s| context.reading.has(s, "reliance", "their-duty"));
    let headed = || {
        let section = context.block(sentence).section;
        context.notice.section_path(section).iter().any(|title| {
            let title = title.to_ascii_lowercase();
            title.contains("your responsibilities")
                || title.contains("your obligations")
                || title.contains("your duties")
        })
    };
    !named && (led || headed())
}

/// Whether the sentence is an item of what an interest is in: "we have a legitimate interest in: – compliance with all legal
/// obligations". The basis there is the interest.
pub(super) fn an_interest(context: &Context<'_>, sentence: u32) -> bool {
    let item = matches!(context.block(sentence).kind, BlockKind::Item { .. });
    let leads = |s: u32| {
        let hits = context.reading.hits_in(s, "basis");
        let interest = |h: &Hit| context.reading.set(h, "value") == Some("6(1)(f)");
        let end = context.tokens(s).end;
        !hits.is_empty()
            && hits.iter().all(interest)
            && hits.iter().any(|h| matches!(&*context.token(h.last + 1), "in" | "of") && h.last + 2 >= end)
    };
    item && context.lead_sentences(sentence).next().is_some_and(leads)
}

/// Whether all data that the sentence speaks of is anonymous, which needs no basis: "we share your anonymised data only
/// where there is a legal requirement".
pub(super) fn of_no_person(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let start = range.start;
    let mut anonymous = false;
    for i in range {
        let word = context.token(i);
        let data = matches!(
            &*word,
            "data" | "information" | "details" | "records" | "statistics" | "name" | "names" | "address" | "email"
        );
        if !data || matches!(&*context.token(i + 1), "protection" | "controller" | "subject") {
            continue;
        }
        let before = (start.max(i.saturating_sub(2))..i).any(|j| {
            let near = context.token(j);
            near.starts_with("anonym") || near.starts_with("aggregate")
        });
        if !before {
            return false;
        }
        anonymous = true;
    }
    anonymous
}

/// Whether the words only say how long: "as long as the law requires it".
pub(super) fn says_how_long(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.tokens(sentence).start;
    let long = |at: u32| context.token(at) == "long" && context.token(at + 1) == "as";
    let own = (start.max(hit.first.saturating_sub(24))..hit.first).any(|i| {
        long(i)
            && (i..hit.first).all(|j| !matches!(&*context.token(j), "unless" | "comply" | "because"))
            && !context.words(context.token_span(i, hit.first)).contains(['.', ';', ':'])
    });
    let led = context.lead_sentences(sentence).any(|s| {
        let range = context.tokens(s);
        range.len() >= 3 && long(range.end - 2)
    });
    own || led
}

/// Whether the words of a short name are parted by a comma: "legal, compliance and regulatory interests".
pub(super) fn parted(context: &Context<'_>, hit: &Hit) -> bool {
    hit.last - hit.first <= 2 && (hit.first..hit.last).any(|i| context.between(i, i + 1).contains([',', ';', '/', ':']))
}

/// Whether the notice says right before the words that this is its basis: "our lawful basis is public task".
pub(super) fn named_as_basis(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    context.force(sentence).asserts()
        && context
            .reading
            .hits_in(sentence, "reliance")
            .iter()
            .any(|h| context.reading.name(h) == "basis-is" && h.last < hit.first && hit.first - h.last <= NEXT)
}

/// "To send your order (contract)": whether the words are what a bracket of an item names, beside an item that does the same.
pub(super) fn tagged(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let item = |b: &Block| matches!(b.kind, BlockKind::Item { .. });
    let block = context.block(sentence);
    if !item(block) || !context.force(sentence).asserts() || !bracketed(context, hit) {
        return false;
    }
    let own = context.block_index(sentence) as usize;
    let blocks = &context.notice.blocks;
    let near = own.saturating_sub(BESIDE)..blocks.len().min(own + BESIDE + 1);
    near.into_iter().filter(|&at| at != own).any(|at| {
        let other = &blocks[at];
        let hits = other.sentences.clone().flat_map(|s| context.reading.hits_in(s, "basis"));
        item(other) && other.section == block.section && hits.into_iter().any(|h| bracketed(context, h))
    })
}

/// Whether a bracket opens with the words, and says no more than them or goes on behind a colon, comma or dash.
pub(super) fn bracketed(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    let front = (start.max(hit.first.saturating_sub(3))..hit.first).rev().find(|&i| {
        context.between(i, i + 1).contains('(')
            || !matches!(
                &*context.token(i),
                "our" | "your" | "a" | "the" | "legal" | "lawful" | "basis" | "with" | "for"
            )
    });
    let opens = front.is_some_and(|i| context.between(i, i + 1).contains('('));
    let rest = context.notice.text.get(hit.span.end as usize..).unwrap_or_default().trim_start();
    opens && rest.starts_with([')', ':', ',', ';', '-', '\u{2013}', '\u{2014}'])
}

/// "If the lawful basis is consent, you do not have this right": said of a case, and not of what this notice does.
pub(super) fn supposed(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let from = context.tokens(sentence).start.max(hit.first.saturating_sub(6));
    let basis = (from..=hit.last).rfind(|&i| matches!(&*context.token(i), "basis" | "bases" | "ground"));
    let when = |to: u32| {
        (from..to).any(|i| {
            matches!(&*context.token(i), "if" | "where" | "when" | "whenever") && !context.between(i, to).contains(',')
        })
    };
    context.within_topic(sentence, "rights") && basis.is_some_and(when)
}

/// "Our legitimate interests as a buyer of goods": what a public body does like any other, and an interest that is told.
pub(super) fn as_trader(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let end = context.tokens(sentence).end;
    let last = context.tokens(sentence).rfind(|&i| context.token_span(i, i).start < span.end).unwrap_or(end);
    (last + 1..end.min(last + 4)).any(|i| {
        &*context.token(i) == "as"
            && i + 2 < end
            && matches!(
                &*context.token(i + 2),
                "buyer" | "purchaser" | "employer" | "landlord" | "trader" | "seller" | "customer"
            )
    })
}

/// "For common law purposes we share it on the basis of implied consent": consent in the law of confidence, which the
/// sentence or what leads to it speaks of, and data protection law in neither.
pub(super) fn confided(context: &Context<'_>, sentence: u32) -> bool {
    let gdpr = |s: u32| context.tokens(s).any(|i| matches!(&*context.token(i), "gdpr" | "article" | "lawful"));
    std::iter::once(sentence)
        .chain(context.lead_sentences(sentence))
        .any(|s| context.reading.has(s, "reliance", "confidence") && !gdpr(s) && !gdpr(sentence))
}

/// "With your consent we write to you. Under the GDPR this is known as legitimate interest": what the sentence before rests
/// on consent is called another basis.
pub(super) fn points_back(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let this = range.clone().take(5).find(|&i| matches!(&*context.token(i), "this" | "it" | "that"));
    let before = sentence > context.block(sentence).sentences.start
        && context.reading.hits_in(sentence - 1, "basis").iter().any(|h| {
            context.reading.set(h, "value") == Some("6(1)(a)") && context.reading.set(h, "strength") != Some("denied")
        });
    // "Under the GDPR", "again", "too" may stand around it.
    let around = |i: u32| {
        matches!(&*context.token(i), "under" | "the" | "uk" | "gdpr" | "again" | "too" | "also" | "in" | "law")
    };
    before
        && this.is_some_and(|this| {
            let verb = (this + 1..range.end.min(this + 4)).find(|&i| !around(i));
            (range.start..this).all(around)
                && verb.is_some_and(|v| {
                    matches!(&*context.token(v), "constitutes" | "is" | "falls" | "comes" | "counts" | "amounts")
                })
        })
}

/// Whether a law is only pointed at: "for more, refer to Article 6".
pub(super) fn pointed_at(context: &Context<'_>, sentence: u32, first: u32) -> bool {
    let start = context.tokens(sentence).start;
    (start.max(first.saturating_sub(5))..first)
        .any(|i| context.token(i) == "refer" && context.token(i + 1) == "to" || context.token(i) == "consult")
}

/// Whether consent is asked for here, and the right to take it back only told behind it.
pub(super) fn asked_first(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let asks = (hit.first..=hit.last)
        .any(|i| matches!(&*context.token(i), "ask" | "need" | "seek" | "obtain" | "request" | "require" | "get"));
    let withdraw = context.after(sentence, hit.span, "cue", "withdraw");
    asks && withdraw
        && !context.before(sentence, hit.span, "cue", "condition-of-right")
        && !context.before(sentence, hit.span, "cue", "withdraw")
}

/// A public function named beside the article ("section 8(d) of the Act") tells the same basis once more and is no list of
/// its own; a task that is named alone ("the administration of justice") does not say that there is no other basis.
pub(super) fn again(context: &Context<'_>, claims: &mut [Claim]) {
    let words = |c: &Claim| context.words(c.span).to_lowercase();
    let statute = |c: &Claim| {
        let words = words(c);
        c.value == "6(1)(e)"
            && (words.starts_with("section") || words.starts_with("s ") || words.starts_with("exercise of a function"))
    };
    let told: BTreeSet<u32> =
        claims.iter().filter(|c| c.value == "6(1)(e)" && !statute(c)).map(|c| c.place.section).collect();
    for claim in claims.iter_mut() {
        if statute(claim) && told.contains(&claim.place.section) {
            for detail in ["declared", "exhaustive", "list", "led"] {
                claim.details.remove(detail);
            }
        } else if words(claim).ends_with("administration of justice") && claim.flag("declared") {
            claim.details.insert("exhaustive", Detail::Flag(false));
        }
    }
}
