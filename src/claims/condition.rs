//! Article 9(2) conditions and Article 10, Schedule 1 conditions, and the appropriate policy document.

use super::basis::consent;
use super::context::Context;
use super::model::{Claim, Force, Polarity};
use super::refs::{self, ArticleRef};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Reads the conditions of a notice.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let from = out.len();
    for sentence in 0..context.sentence_count() {
        let refs: Vec<ArticleRef> =
            refs::articles(context, sentence).into_iter().filter(|r| !r.value.starts_with("6(")).collect();
        let hits = context.reading.hits_in(sentence, "condition");
        if !refs.is_empty() || !hits.is_empty() {
            read(context, sentence, &refs, hits, out);
        }
        policy(context, sentence, out);
    }
    tell_list(context, &mut out[from..]);
}

/// The notice's own list of its conditions: two or more in the items under one lead-in.
fn tell_list(context: &Context<'_>, claims: &mut [Claim]) {
    let listed = |c: &Claim| {
        let item = matches!(context.block(c.place.sentence).kind, BlockKind::Item { .. });
        (item && c.kind == "condition" && c.value.starts_with('9') && c.force.asserts())
            .then_some(c.place.list)
            .flatten()
    };
    let mut lists: std::collections::BTreeMap<u32, Vec<String>> = std::collections::BTreeMap::new();
    for claim in claims.iter() {
        if let Some(list) = listed(claim) {
            lists.entry(list).or_default().push(claim.value.clone());
        }
    }
    lists.retain(|_, values| values.iter().any(|v| *v != values[0]));
    for claim in claims.iter_mut() {
        let Some(list) = listed(claim).filter(|l| lists.contains_key(l)) else { continue };
        let open = context.lead_sentences(claim.place.sentence).any(|s| opens(context, s));
        claim.details.insert("declared", true.into());
        claim.details.insert("exhaustive", (!open).into());
        claim.details.insert("list", i64::from(list).into());
    }
}

/// Whether a sentence, or what introduces it, is about special category data rather than personal data at large.
pub(super) fn about_special(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "special", "special")
        || refs::articles(context, sentence).iter().any(|r| r.value.starts_with("9("))
        || of_that_nature(context, sentence)
}

/// Whether a sentence stands where special category data is spoken of: by its own words, by what introduces it, or under
/// a heading on such data.
pub(super) fn among_special(context: &Context<'_>, sentence: u32) -> bool {
    let has = |s: u32| context.reading.has(s, "special", "special");
    about_special(context, sentence) || context.lead_sentences(sentence).any(has) || {
        let section = &context.notice.sections[context.block(sentence).section as usize];
        let heading = section.heading.map(|b| context.notice.blocks[b as usize].sentences.clone());
        heading.is_some_and(|mut sentences| sentences.any(has))
    }
}

/// "We only use information of that nature with …", behind a sentence on special category data.
fn of_that_nature(context: &Context<'_>, sentence: u32) -> bool {
    let first = context.block(sentence).sentences.start;
    context.reading.has(sentence, "special", "such")
        && (first.max(sentence.saturating_sub(2))..sentence).any(|s| context.reading.has(s, "special", "special"))
}

/// "This is to carry out our obligations …", right behind a sentence on health or the like.
fn carries_on(context: &Context<'_>, sentence: u32) -> bool {
    let first = context.block(sentence).sentences.start;
    let this = &*context.token(context.tokens(sentence).start) == "this";
    let health = |h: &Hit| {
        let set = |name| context.reading.set(h, name);
        set("value").is_some_and(|v| v.starts_with("special/")) && set("strength").is_none()
    };
    this && sentence > first && context.reading.hits_in(sentence - 1, "category").iter().any(health)
}

fn read(context: &Context<'_>, sentence: u32, refs: &[ArticleRef], hits: &[Hit], out: &mut Vec<Claim>) {
    if context.is_heading(sentence) {
        return;
    }
    let first_claim = out.len();
    let words = |name: &str| context.reading.has(sentence, "reliance", name);
    let basis_words =
        context.reading.hits_in(sentence, "reliance").iter().any(|h| {
            context.reading.name(h) == "own-list" && !context.words(h.span).to_ascii_lowercase().contains("rel")
        });
    // "A lawful basis, as set out above, and one of the following conditions": what follows are conditions.
    let called = context.tokens(sentence).any(|i| {
        matches!(&*context.token(i), "condition" | "conditions")
            && matches!(
                &*context.token(i.saturating_sub(1)),
                "following" | "these" | "additional" | "further" | "special"
            )
    });
    let basis_words = basis_words && !called;
    // "We rely on public task for personal data, and on research for special category data": each in its place.
    let told = || {
        refs.is_empty()
            && about_special(context, sentence)
            && context.reading.hits_in(sentence, "basis").iter().any(|h| {
                context.reading.set(h, "strength") == Some("strong")
                    && context.reading.set(h, "value") != Some("6(1)(a)")
            })
    };
    let beside = refs::articles(context, sentence).iter().any(|r| r.value.starts_with("6(")) || basis_words && told();
    let dress = |claim: Claim| {
        let offered = if basis_words && !beside && claim.value != "10" { "basis" } else { "condition" };
        let mut claim = claim.with("offered-as", offered).with("article", 9);
        let ten = refs.iter().any(|r| r.value == "10");
        if claim.value != "10"
            && !ten
            && context.reading.hits_in(sentence, "category").iter().any(|h| context.reading.name(h) == "criminal")
        {
            claim = claim.with("with-criminal", true);
        }
        if claim.value == "9(2)(a)" {
            let span = claim.span;
            claim = consent(context, sentence, span, claim);
        }
        if words("hedge") {
            claim = claim.with("hedged", true);
        }
        claim
    };
    for (index, r) in refs.iter().enumerate() {
        let span = refs::span(context, r.first, r.last);
        let disclaimed = super::relied::pointed_at(context, sentence, r.first)
            || context.denied(sentence, span)
            || context.after(sentence, span, "cue", "disclaim");
        if disclaimed || r.value == "10" && !context.force(sentence).asserts() {
            continue;
        }
        let mut claim =
            dress(context.claim_at("condition", r.value.clone(), sentence, span)).with("cited", r.value.clone());
        if let Some(name) = named(context, refs, index, hits) {
            claim = claim.with("named", name);
        }
        out.push(claim);
    }
    let special = among_special(context, sentence);
    let rights = context.within_topic(sentence, "rights") && !words("as-we");
    let led = context.led_by(sentence, "reliance", "basis") || context.topic(sentence) == Some("bases");
    for hit in hits {
        let value = context.reading.set(hit, "value").unwrap_or("");
        let strength = context.reading.set(hit, "strength").unwrap_or("");
        if !value.starts_with('9')
            || out[first_claim..].iter().any(|c| c.value == value)
            || !refs.is_empty() && strength != "statutory" && !alternative(context, refs, hit)
        {
            continue;
        }
        // "Shared in an emergency without prior consent" rests on something else.
        let without = value == "9(2)(a)" && {
            let before = (hit.first.saturating_sub(2).max(context.tokens(sentence).start)..=hit.first)
                .any(|i| &*context.token(i) == "without");
            before && !context.before(sentence, hit.span, "cue", "negate")
        };
        if without {
            continue;
        }
        let others = super::relied::left_to_others(context, sentence, hit);
        if others
            || context.denied(sentence, hit.span)
            || rights
            || context.reading.has(sentence, "cue", "condition-of-right")
                && context.reading.has(sentence, "cue", "right")
        {
            continue;
        }
        let admitted = match (strength, value) {
            ("statutory", "9(2)(g)") => {
                refs.is_empty() && !in_part_three(context, sentence) && !of_offences(context, sentence)
            }
            ("statutory", _) => refs.is_empty() && (special || led || carries_on(context, sentence)),
            // Consent for special category data is the condition, not the basis.
            (_, "9(2)(a)") => special && !withdrawn_only(context, sentence),
            _ => special && led,
        };
        if !admitted
            || value == "9(2)(h)"
                && strength == "weak"
                && !words("basis")
                && context.lead_sentences(sentence).next().is_none()
        {
            continue;
        }
        let mut claim = dress(context.claim_at("condition", value, sentence, hit.span)).with("named", value);
        if let Some(wording) = context.reading.set(hit, "wording") {
            claim = claim.with("wording", wording).with("offered-as", "basis");
        }
        out.push(claim);
    }
}

/// "With your explicit consent or for reasons of substantial public interest (Article 9(2)(g))": a condition of its own
/// beside the one that is cited.
fn alternative(context: &Context<'_>, refs: &[ArticleRef], hit: &Hit) -> bool {
    let explicit = (hit.first..=hit.last).any(|i| &*context.token(i) == "explicit");
    let parted = |r: &ArticleRef| {
        r.first > hit.last + 4 && (hit.last + 1..r.first).any(|i| matches!(&*context.token(i), "or" | "otherwise"))
    };
    explicit && refs.iter().all(parted)
}

/// Whether a lead-in says of the conditions, and not of the data before them, that they are examples.
fn opens(context: &Context<'_>, lead: u32) -> bool {
    let hits = context.reading.hits_in(lead, "reliance");
    let last = |n: &str| hits.iter().filter(|h| context.reading.name(h) == n).map(|h| h.last).max();
    let list = last("own-list").unwrap_or(0);
    last("hedge").is_some() || last("open").is_some_and(|open| open > list)
}

/// "You may withdraw your explicit consent" alone relies on nothing.
fn withdrawn_only(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "withdraw") && !context.reading.has(sentence, "reliance", "as-we")
}

/// Whether the sentence is an item of a list of Part 3 conditions: "substantial public interest" is paragraph 36 there.
fn in_part_three(context: &Context<'_>, sentence: u32) -> bool {
    context.lead_texts(sentence).any(|s| refs::schedule_part(context, s) == Some(Some(3)))
        || matches!(context.block(sentence).kind, BlockKind::Item { .. })
            && context.words(context.sentence_span(sentence)).to_ascii_lowercase().starts_with("paragraph")
}

/// Whether "substantial public interest" is said of criminal offence data alone, beside a condition of Schedule 1: Part 2
/// of the Schedule goes by that name, and serves Article 10 as well as Article 9.
fn of_offences(context: &Context<'_>, sentence: u32) -> bool {
    let categories = context.reading.hits_in(sentence, "category");
    let criminal = |h: &Hit| context.reading.name(h) == "criminal";
    !categories.is_empty()
        && categories.iter().all(criminal)
        && !context
            .reading
            .hits_in(sentence, "schedule-1")
            .iter()
            .all(|h| matches!(context.reading.name(h), "2/?" | "3/36"))
        && !about_special(context, sentence)
}

/// The condition that the words beside a letter name. Names of Article 6 bases count: they are a mislabelling too.
fn named(context: &Context<'_>, refs: &[ArticleRef], index: usize, hits: &[Hit]) -> Option<String> {
    let r = &refs[index];
    let from = index.checked_sub(1).map_or(0, |i| refs[i].last);
    let to = refs.get(index + 1).map_or(u32::MAX, |n| n.first);
    let mut all: Vec<(u32, &str)> = hits
        .iter()
        .filter(|h| h.first > from && h.last < to)
        .filter_map(|h| {
            let distance = if h.first > r.last { h.first - r.last } else { r.first.saturating_sub(h.last) };
            Some((distance, context.reading.set(h, "value")?))
        })
        .collect();
    all.sort_unstable();
    if all.iter().any(|n| n.1 == r.value) {
        return Some(r.value.clone());
    }
    // Beside a letter of Article 6 the name of a basis is that letter's.
    let article_six =
        refs::articles(context, context.notice.sentence_at(context.token_span(r.first, r.last).start)? as u32)
            .iter()
            .any(|a| a.value.starts_with("6("));
    all.retain(|n| !(article_six && n.1.starts_with('6')));
    let tight = all.first().filter(|n| n.0 <= 8 && r.value != "10")?;
    (refs.len() == 1 && all.iter().all(|n| n.1 == tight.1)).then(|| tight.1.to_owned())
}

/// Whether the sentence leads to another place: by its own link, or by the address that stands below its colon.
fn linked(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let notice = context.notice;
    if notice.has_link(span) {
        return true;
    }
    let block = context.block_index(sentence);
    let below = notice.blocks.get(block as usize + 1).filter(|b| !matches!(b.kind, BlockKind::Heading { .. }));
    let last = context.block(sentence).sentences.end == sentence + 1;
    let ends = last && context.words(span).trim_end().ends_with(':');
    below.filter(|_| ends).is_some_and(|b| {
        let words = notice.words(b.span);
        let address = ["http://", "https://", "www."].iter().any(|a| words.contains(a));
        address || notice.has_link(b.span)
    })
}

/// Mentions of the appropriate policy document.
fn policy(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    for hit in context.reading.hits_in(sentence, "special") {
        if context.reading.name(hit) == "policy" && !context.is_heading(sentence) {
            let mut claim = context.claim("policy-document", "mentioned", sentence, hit.span);
            claim.force = Force::States;
            if context.denied(sentence, hit.span) {
                claim.polarity = Polarity::Denied;
            }
            let linked = linked(context, sentence, claim.sentence);
            out.push(claim.with("linked", linked));
        }
    }
}
