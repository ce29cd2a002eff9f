//! Complaints: the right to complain to the regulator, and to the controller itself.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// How many blocks further on the regulator's name alone is another offer.
const CLOSE: u32 = 40;
/// The same where the sentence itself speaks of complaining.
const NEXT: u32 = 8;

/// What a sentence and what introduces it say about complaining.
struct Said {
    /// It, or its lead-in, speaks of complaints or concerns.
    complain: bool,
    /// It, or its lead-in, or the sentence before speaks of being unhappy, or of a breach.
    unhappy: bool,
    /// The section is about complaints.
    topic: bool,
    /// The person is spoken to, or of.
    person: bool,
    /// Whom to turn to, or how.
    contact: bool,
}

impl Said {
    fn of(context: &Context<'_>, sentence: u32) -> Said {
        let near = |name: &str| {
            context.led_by(sentence, "complaint", name)
                || before(context, sentence).is_some_and(|s| context.reading.has(s, "complaint", name))
        };
        let addressed = |s: u32| {
            context.tokens(s).any(|i| matches!(&*context.token(i), "you" | "your" | "anyone" | "yourself" | "please"))
                || context.reading.has(s, "complaint", "third")
        };
        let start = context.tokens(sentence).start;
        let imperative = context.tokens(sentence).contains(&start)
            && matches!(
                &*context.token(start),
                "make" | "to" | "complain" | "contact" | "lodge" | "raise" | "file" | "please" | "complaint"
            );
        Said {
            complain: near("complain"),
            unhappy: near("unhappy"),
            topic: within_complaints(context, sentence),
            person: imperative
                || addressed(sentence)
                || context.lead_sentences(sentence).any(addressed)
                || matches!(context.block(sentence).kind, BlockKind::Item { .. })
                    && context.within_topic(sentence, "rights"),
            contact: context.led_by(sentence, "complaint", "contact"),
        }
    }
}

/// Reads the rights to complain: each at most once a section.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let mut regulator: Option<(u32, u32)> = None;
    let mut controller: Option<u32> = None;
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "complaint");
        let heading = matches!(context.block(sentence).kind, BlockKind::Heading { .. })
            && context.tokens(sentence).len() <= super::TITLE
            && !(context.tokens(sentence).len() >= 8 && context.words(context.sentence_span(sentence)).ends_with(':'));
        if hits.is_empty() || matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        let section = context.block(sentence).section;
        if heading && regulator.is_none_or(|(s, _)| s != section) && led_to(context, sentence, hits) {
            regulator = Some((section, context.block_index(sentence)));
            let offer = claim(context, "complain-regulator", sentence, context.sentence_span(sentence));
            let after = sentence > 0 && after_stages(context, sentence - 1);
            out.push(if after { offer.with("after", order(context, sentence)) } else { offer });
        }
        if heading || super::offer::announced(context, sentence) {
            continue;
        }
        if let Some(span) = told_on_request(context, sentence, hits) {
            let mut told = claim(context, "complain-controller", sentence, span);
            told.force = Force::Announces;
            out.push(told);
        }
        let said = Said::of(context, sentence);
        let authority = hits.iter().find(|h| context.reading.name(h) == "regulator");
        let authority = authority.or_else(|| named_before(context, sentence));
        if let Some(hit) = authority
            && regulator.is_none_or(|(s, b)| {
                let far = context.block_index(sentence) > b + CLOSE;
                s != section
                    && (far
                        || context.block_index(sentence) > b + NEXT
                            && own(context, sentence)
                            && !context.words(hit.span).contains('.'))
            })
            && to_regulator(context, sentence, hit, &said)
        {
            regulator = Some((section, context.block_index(sentence)));
            let own = hit.sentence == sentence;
            let span = if own { hit.span } else { context.sentence_span(sentence) };
            let mut offer = claim(context, "complain-regulator", sentence, span);
            if after_stages(context, sentence) {
                offer = offer.with("after", order(context, sentence));
            }
            out.push(offer);
        }
        if controller != Some(section)
            && let Some(span) = to_controller(context, sentence, authority, &said)
        {
            controller = Some(section);
            out.push(claim(context, "complain-controller", sentence, span));
        }
    }
}

/// "You can get more details on: … how to make a complaint": people are told where to turn to, though not in this line.
fn told_on_request(context: &Context<'_>, sentence: u32, hits: &[Hit]) -> Option<Span> {
    let named = |h: &&Hit| context.reading.name(h) == "how-to";
    let how = hits.iter().find(named)?;
    let ico = |s: u32| context.reading.has(s, "complaint", "regulator");
    let offers = |s: u32| {
        context.tokens(s).any(|i| {
            matches!(
                &*context.token(i),
                "details" | "information" | "contact" | "ask" | "email" | "write" | "help" | "advice" | "call"
            )
        })
    };
    let section = context.notice.sections[context.block(sentence).section as usize].heading;
    let headed = section.map(|b| context.notice.blocks[b as usize].sentences.clone()).into_iter().flatten();
    let told = std::iter::once(sentence).chain(context.lead_sentences(sentence)).chain(headed).any(offers);
    (told && !ico(sentence)).then_some(how.span)
}

/// Whether a heading is the regulator's name that the line before leads to: "You may lodge a complaint with:".
fn led_to(context: &Context<'_>, sentence: u32, hits: &[Hit]) -> bool {
    let Some(before) = sentence.checked_sub(1).filter(|s| !context.is_heading(*s)) else { return false };
    let words = context.words(context.sentence_span(before)).trim_end();
    words.ends_with(':')
        && context.reading.has(before, "complaint", "complain")
        && hits.iter().any(|h| context.reading.name(h) == "regulator")
        && context.tokens(sentence).len() <= 8
}

/// "You may lodge a complaint with them": the regulator that the sentence before names.
fn named_before<'c>(context: &'c Context<'_>, sentence: u32) -> Option<&'c Hit> {
    if !context.reading.has(sentence, "complaint", "them") {
        return None;
    }
    let before = sentence.checked_sub(1)?;
    context.reading.hits_in(before, "complaint").iter().find(|h| context.reading.name(h) == "regulator")
}

fn claim(context: &Context<'_>, value: &str, sentence: u32, span: Span) -> Claim {
    let mut claim = context.claim("right", value, sentence, span);
    if claim.force != Force::Defines {
        claim.force = Force::States;
    }
    claim
}

/// Whether the regulator is offered only to those who have been through the controller's own stages: the sentence, or
/// what leads to it, makes that its condition, and nothing in the paragraph says "at any time".
fn after_stages(context: &Context<'_>, sentence: u32) -> bool {
    let reading = &context.reading;
    let free = |s: u32| reading.has(s, "complaint", "free");
    let opens = |s: u32| {
        let span = context.sentence_span(s);
        reading.hits_in(s, "complaint").iter().any(|h| {
            // A condition, and no wish: "we should like to help before you do".
            reading.name(h) == "exhausted" && (conditional(context, s) || h.span.start - span.start < 40)
        })
    };
    let block = context.block(sentence).sentences.clone();
    !block.into_iter().any(free) && (opens(sentence) || context.lead_sentences(sentence).any(|s| opens(s) && !free(s)))
}

/// How firmly the controller's own stages stand before the regulator: "if you remain unhappy, you can also complain to the
/// ICO", the words of the regulator's own template, tells of the usual order and shuts nobody out.
fn order(context: &Context<'_>, sentence: u32) -> &'static str {
    let also = context.tokens(sentence).skip(1).any(|i| context.token(i) == "also");
    if also { "advised" } else { "internal" }
}

/// Whether the sentence has a condition in it.
fn conditional(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| {
        matches!(&*context.token(i), "if" | "should" | "where" | "once" | "after" | "unless" | "when" | "only")
    })
}

/// The sentence before, in the same block.
fn before(context: &Context<'_>, sentence: u32) -> Option<u32> {
    let range = &context.block(sentence).sentences;
    (sentence > range.start).then(|| sentence - 1)
}

/// Whether the nearest heading with a topic, or the section's own heading, is about complaints.
fn within_complaints(context: &Context<'_>, sentence: u32) -> bool {
    named(context, sentence) || context.topic(sentence) == Some("complaints")
}

/// Whether the heading of the section speaks of complaints or concerns.
fn named(context: &Context<'_>, sentence: u32) -> bool {
    let section = context.block(sentence).section;
    let heading = context.notice.sections[section as usize].heading;
    heading.is_some_and(|b| {
        context.notice.blocks[b as usize]
            .sentences
            .clone()
            .any(|s| context.reading.has(s, "complaint", "complain") || context.reading.has(s, "complaint", "unhappy"))
    })
}

/// Whether the sentence offers a complaint to the regulator that it names.
fn to_regulator(context: &Context<'_>, sentence: u32, hit: &Hit, said: &Said) -> bool {
    let has = |name: &str| context.reading.has(sentence, "complaint", name);
    let start = context.tokens(sentence).start;
    let ours = context.token(start) != "if"
        && context.tokens(sentence).take(3).any(|i| matches!(&*context.token(i), "we"))
        && !context.tokens(sentence).any(|i| matches!(&*context.token(i), "you"));
    let from = start.max(hit.first.saturating_sub(4));
    if (from..hit.first).any(|i| context.token(i) == "not") {
        return false;
    }
    if ours || context.reading.has(sentence, "complaint", "ours") && !has("complain") {
        return false;
    }
    let advice = context.reading.hits_in(sentence, "complaint").iter().any(|h| context.reading.name(h) == "advice");
    if has("complain") && said.person {
        return !advice || said.topic || near(context, sentence, hit);
    }
    if has("unhappy") && has("contact") && said.person {
        return true;
    }
    if advice && !has("unhappy") {
        return said.topic && said.unhappy;
    }
    (said.complain || said.unhappy) && (said.contact || said.topic) && (said.person || said.topic)
        || said.topic && said.contact && said.person
        || said.topic && context.reading.tokens.len() as u32 > 0 && short(context, sentence)
}

/// Whether the sentence or its lead-in itself speaks of a complaint.
fn own(context: &Context<'_>, sentence: u32) -> bool {
    let speaks =
        |s: u32| context.reading.has(s, "complaint", "complain") || context.reading.has(s, "complaint", "unhappy");
    speaks(sentence)
        || context.lead_sentences(sentence).any(|s| speaks(s) && !context.reading.has(s, "complaint", "regulator"))
}

/// Whether a word of complaining stands close to the regulator's name.
fn near(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    context
        .reading
        .hits_in(sentence, "complaint")
        .iter()
        .any(|h| context.reading.name(h) == "complain" && h.first < hit.last + 14 && hit.first < h.last + 14)
}

/// Whether the sentence is no more than a name or a line of an address.
fn short(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).len() <= 14
}

/// Whether the sentence offers a complaint to the controller; gives the words that say so.
fn to_controller(context: &Context<'_>, sentence: u32, regulator: Option<&Hit>, said: &Said) -> Option<Span> {
    let reading = &context.reading;
    let find = |name: &str| reading.hits_in(sentence, "complaint").iter().find(|h| reading.name(h) == name);
    let word = find("complain").or(find("unhappy"));
    let ours = find("made-to-us");
    let us = context.tokens(sentence).any(|i| context.token(i) == "we" || somebody(context, i))
        || context.tokens(sentence).any(|i| context.token(i).contains('@'));
    if let Some(regulator) = regulator {
        // Both in one sentence: only words before the regulator's can be about the controller.
        let ours = ours.filter(|h| h.first < regulator.first && !context.denied(sentence, h.span));
        // "If it was not handled properly, you can, besides writing to our officer, …": no part of what is denied.
        let ours = ours.or(find("besides"))?;
        return word.is_some().then_some(ours.span);
    }
    if !said.person || opens_on_regulator(context, sentence) {
        return None;
    }
    let to = find("complain-to");
    let about = to.is_some() && !context.tokens(sentence).any(|i| matches!(&*context.token(i), "service" | "services"))
        || reading.has(sentence, "complaint", "about-data")
        // "Your privacy matters to us. If you have concerns, please contact us."
        || before(context, sentence).is_some_and(|s| reading.has(s, "complaint", "about-data") && privacy(context, s))
        // "You may complain to the ICO. Concerns can be raised there (but do contact us first)."
        || after_regulator(context, sentence)
        || said.topic
        || context.within_topic(sentence, "rights");
    let other = |word: &Hit| {
        let contacts = reading.hits_in(sentence, "complaint").iter().filter(|h| reading.name(h) == "contact");
        contacts.into_iter().any(|c| c.span != word.span)
    };
    match word {
        Some(word) if about && (ours.is_some() || to.is_some() || other(word) && (us || said.topic)) => Some(word.span),
        Some(_) => None,
        // "You can complain to the ICO. Please raise it with us first."
        None if ours.is_some() && us && after_regulator(context, sentence) => {
            find("contact").filter(|c| reaches(context, sentence, c)).map(|c| c.span)
        }
        None if named(context, sentence)
            && (us || person(context, find("contact")))
            && !other_matter(context, sentence) =>
        {
            find("contact").filter(|c| reaches(context, sentence, c)).map(|c| c.span)
        }
        None => None,
    }
}

/// Whether the sentence before offers a complaint to the regulator.
fn after_regulator(context: &Context<'_>, sentence: u32) -> bool {
    before(context, sentence)
        .is_some_and(|s| ["complain", "regulator"].iter().all(|n| context.reading.has(s, "complaint", n)))
}

/// Whether a word names somebody of the controller's own.
fn somebody(context: &Context<'_>, token: u32) -> bool {
    matches!(&*context.token(token), "us" | "our" | "dpo" | "officer" | "manager" | "team" | "secretary" | "lead")
}

/// Whether a word of contact has somebody behind it: to "inform improvements" is none.
fn reaches(context: &Context<'_>, sentence: u32, contact: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    context.token(contact.first) != "inform" || (contact.first..end.min(contact.last + 4)).any(|i| somebody(context, i))
}

/// Whether the sentence is about privacy or data protection as such.
fn privacy(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| context.token(i) == "privacy" || context.token(i) == "protection")
}

/// Whether the sentence opens a list in which the regulator stands: "you may complain to:".
fn opens_on_regulator(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block_index(sentence);
    // A title or a line of its own, right behind, is led to as much as an item is.
    let next = |at: usize| at == 0 && !context.tokens(sentence).any(|i| somebody(context, i));
    context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
        && context.notice.blocks.iter().skip(block as usize + 1).take(6).enumerate().any(|(at, b)| {
            (b.lead == Some(block) || next(at))
                && b.sentences.clone().any(|s| context.reading.has(s, "complaint", "regulator"))
        })
}

/// Whether a person's name follows a word of contact: "please contact Ruth Marlow".
fn person(context: &Context<'_>, contact: Option<&Hit>) -> bool {
    let capital = |i: u32| context.words(context.token_span(i, i)).starts_with(char::is_uppercase);
    contact
        .is_some_and(|c| capital(c.last + 1) && capital(c.last + 2) && context.between(c.last + 1, c.last + 2) == " ")
}

/// Whether the sentence is about the exercise of rights or a question; under a heading that is of complaints alone, who
/// has a question is one who may complain.
fn other_matter(context: &Context<'_>, sentence: u32) -> bool {
    let asks = |s: u32| {
        context.tokens(s).any(|i| matches!(&*context.token(i), "question" | "questions" | "query" | "queries"))
    };
    let rights = |s: u32| {
        context.tokens(s).any(|i| {
            matches!(&*context.token(i), "exercise" | "withdraw" | "rights" | "request" | "requests" | "access")
        })
    };
    let contact = |s: u32| context.tokens(s).any(|i| context.token(i).starts_with("contact"));
    let section = context.block(sentence).section;
    let heading = context.notice.sections[section as usize].heading;
    let alone = heading.is_some_and(|b| {
        !context.notice.blocks[b as usize].sentences.clone().any(|s| asks(s) || rights(s) || contact(s))
    });
    rights(sentence) || asks(sentence) && !alone
}
