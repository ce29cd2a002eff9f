//! The profile: what a document is, in which language, of what date, by whom.

mod document;

use super::authority;
use super::context::Context;
use super::model::{Claim, Confidence, Detail, Force, Profile};
use super::name;
use crate::notice::{Block, BlockKind, Span};
use std::collections::BTreeMap;

/// What the notice is, from its words and from the claims read in it.
pub(super) fn profile(context: &Context<'_>, claims: &[Claim]) -> Profile {
    let (title, title_span) = title(context);
    let controller = controller(context, claims, &title);
    let (public, sector) = authority_of(context, controller.as_deref(), &title);
    Profile {
        kind: document::kind(context, &title).to_owned(),
        language: language(context).to_owned(),
        date: date(claims),
        title,
        title_span,
        controller,
        public_authority: public.to_owned(),
        sector: sector.map(str::to_owned),
        hands_over: hands_over(context),
        headings: headings(context),
    }
}

/// Whether a document is taken for a privacy notice, as far as its words alone tell.
pub(super) fn is_notice(context: &Context<'_>) -> bool {
    document::kind(context, &title(context).0) == "privacy-notice"
}

/// The title shown to people: that of the front matter, the line near the top that says what this is, the first heading.
fn title(context: &Context<'_>) -> (String, Span) {
    let given = context.notice.metadata.iter().find(|(key, _)| key.eq_ignore_ascii_case("title")).map(|m| m.1);
    let span = given.filter(|s| !s.is_empty()).or_else(|| named(context)).unwrap_or_else(|| context.notice.title());
    let words = context.words(span).trim_matches(|c: char| c == '#' || c == '*' || c.is_whitespace());
    let mut short: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.chars().count() > 160 {
        short = short.chars().take(159).collect::<String>() + "…";
    }
    (short, span)
}

/// A short block at the top that calls itself a privacy notice.
fn named(context: &Context<'_>) -> Option<Span> {
    (0..context.sentence_count())
        .take_while(|s| context.block_index(*s) < 4)
        .find(|s| {
            let block = context.block(*s);
            let kind = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph);
            let title = context.tokens(*s).len() <= 12
                && !context.words(block.span).trim_end().ends_with(['.', ':'])
                && !context.reading.hits_in(*s, "document").iter().any(|h| context.reading.name(h) == "other");
            kind && title && block.sentences.len() == 1 && context.reading.has(*s, "document", "privacy-notice")
        })
        .map(|s| context.block(s).span)
}

/// The latest date on which the notice says that it was updated, else the latest from which it says that it applies.
fn date(claims: &[Claim]) -> Option<String> {
    let of = |fits: &dyn Fn(&Claim) -> bool| {
        claims.iter().filter(|c| c.force.asserts() && fits(c)).map(|c| c.value.clone()).max()
    };
    of(&|c| c.kind == "updated").or_else(|| of(&|c| c.kind == "date" && c.text("role") == Some("effective")))
}

/// The controller's name: the one stated as such, in full where the notice gives a short form for it.
fn controller(context: &Context<'_>, claims: &[Claim], title: &str) -> Option<String> {
    let named: Vec<&Claim> = claims.iter().filter(|c| c.kind == "controller" && c.force == Force::States).collect();
    let early = |c: &&&Claim| c.place.sentence < 15 && c.flag("as-we") && !common(&c.value);
    let stated = named.iter().find(|c| c.confidence == Confidence::Certain && !common(&c.value));
    // A controller named far down, where the notice began with another name, is often somebody else.
    let late = stated.filter(|c| c.place.sentence > 40).and_then(|_| named.iter().find(early));
    let joint = || claims.iter().find(|c| c.kind == "joint-controller");
    let chosen = late.or(stated).or_else(|| named.iter().find(|c| !common(&c.value))).copied().or_else(joint);
    if let Some(claim) = chosen {
        let full = named.iter().find(|c| {
            c.value.len() > claim.value.len()
                && matches!(c.detail("aliases"), Some(Detail::List(short)) if short.contains(&claim.value))
        });
        let full = full.map(|c| c.value.clone());
        return full.or_else(|| spelt_out(context, &claim.value)).or_else(|| Some(claim.value.clone()));
    }
    of_title(title).or_else(|| headed(context)).or_else(|| named.first().map(|c| c.value.clone()))
}

/// The name for which the notice gives this short form: "Ministry of Weather (MoW)".
fn spelt_out(context: &Context<'_>, short: &str) -> Option<String> {
    if short.len() > 6 || short.contains(' ') {
        return None;
    }
    for sentence in 0..context.sentence_count() {
        let range = context.tokens(sentence);
        for at in range.start + 1..range.end {
            let here = context.words(context.token_span(at, at)) == short;
            if here && context.between(at - 1, at).contains('(') {
                let name = name::ending(context, at - 1, range.start)?;
                return Some(name::plain(context, &name));
            }
        }
    }
    None
}

/// A line at the top that is no more than the name of an organisation, first of all one that is written as a name:
/// "Council contact details" is none.
fn headed(context: &Context<'_>) -> Option<String> {
    let small = ["of", "and", "the", "for", "in", "on", "with", "upon", "by", "at", "to", "de"];
    let capitals = |n: &String| n.split(' ').all(|w| !w.starts_with(char::is_lowercase) || small.contains(&w));
    let lines = || context.notice.blocks.iter().take(3).filter_map(|block| line_of_name(context, block));
    lines().find(capitals).or_else(|| lines().next())
}

fn line_of_name(context: &Context<'_>, block: &Block) -> Option<String> {
    let words = context.words(block.span).trim_start_matches(['#', '*', ' ']);
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = words.split(' ').count() <= 8 && !words.ends_with(['.', ':', '?']);
    let heading = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph);
    let names = short && heading && authority::sector(&words).is_some();
    let about = block.sentences.clone().any(|s| !context.reading.hits_in(s, "document").is_empty());
    (names && !about).then_some(words)
}

/// "The Council", "The Trust": a name that needs a fuller one.
fn common(name: &str) -> bool {
    name.starts_with("The ") && name.split_whitespace().count() == 2
}

/// "Hollin Hall privacy notice", "Privacy notice of Hollin Hall".
fn of_title(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        return None;
    }
    let words = ["privacy notice", "privacy policy", "privacy statement", "privacy promise", "fair processing notice"];
    let (at, length) = words.iter().find_map(|w| lower.find(w).map(|at| (at, w.len())))?;
    let rest = title.get(at + length..).unwrap_or("").trim();
    let behind = ["for ", "of ", "- ", "– ", "— ", "| "].iter().find_map(|p| rest.strip_prefix(p));
    let front = title.get(..at).unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let told = |name: &str| authority::sector(name).is_some() && name.split_whitespace().count() <= 10;
    [front, behind.unwrap_or("")].into_iter().map(str::trim).find(|n| !n.is_empty() && told(n)).map(str::to_owned)
}

/// Whether the controller is a public authority, and its sector.
fn authority_of(context: &Context<'_>, controller: Option<&str>, title: &str) -> (&'static str, Option<&'static str>) {
    let says = |name: &str| {
        context.reading.hits("controller").iter().any(|h| {
            context.reading.name(h) == name
                && (name != "public" || !context.denied(h.sentence, h.span))
                && matches!(context.force(h.sentence), Force::States | Force::May | Force::OnlyIf)
        })
    };
    let name = controller.unwrap_or(title);
    let sector = authority::sector(name);
    let by_name = authority::of(name);
    // Parish councils and companies are none, whatever the notice says of itself.
    let settled = by_name == "no" && sector.is_some();
    if by_name != "yes" && !settled && says("public") {
        return ("yes", sector);
    }
    if by_name == "likely" && says("not-public") {
        return ("no", sector);
    }
    (by_name, sector)
}

/// The language, by words that only one has.
fn language(context: &Context<'_>) -> &'static str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for hit in context.reading.hits("language") {
        *counts.entry(context.reading.name(hit)).or_default() += 1;
    }
    let words = context.reading.tokens.len();
    let count = |l: &str| counts.get(l).copied().unwrap_or(0);
    let best = ["en", "cy", "de", "fr"].into_iter().max_by_key(|l| (count(l), *l == "en"));
    match best {
        Some("en") if count("en") * 12 >= words && count("en") > 0 => "en",
        Some("cy") if count("cy") * 12 >= words => "cy",
        Some("de") if count("de") * 12 >= words => "de",
        Some("fr") if count("fr") * 12 >= words => "fr",
        _ => "unknown",
    }
}

/// The first heading of each standing topic.
fn headings(context: &Context<'_>) -> BTreeMap<String, Span> {
    let mut first = BTreeMap::new();
    for (index, section) in context.notice.sections.iter().enumerate().skip(1) {
        let Some(block) = section.heading.map(|b| &context.notice.blocks[b as usize]) else { continue };
        if let Some(topic) = context.section_topic(index as u32) {
            first.entry(topic.to_owned()).or_insert(block.span);
        }
    }
    first
}

/// The Article 13 items that the notice hands over to another one.
fn hands_over(context: &Context<'_>) -> Vec<String> {
    const ITEMS: &[&str] = &[
        "controller",
        "dpo",
        "rights",
        "complaints",
        "transfers",
        "retention",
        "basis",
        "condition",
        "recipients",
        "security",
    ];
    let mut items: Vec<&str> = Vec::new();
    for hit in context.reading.hits("hand-over") {
        if context.reading.name(hit) != "other-notice" {
            continue;
        }
        let sentence = hit.sentence;
        if context.is_heading(sentence) || context.block(sentence).kind == BlockKind::Contents {
            continue;
        }
        let has = |name: &str| context.reading.has(sentence, "hand-over", name);
        // "You may complain to us. For how to do this see our corporate notice": the matter is that of the sentence before.
        let before = context.block(sentence).sentences.contains(&sentence.wrapping_sub(1)) && has("how-to");
        // "Our charter explains:" what the items say.
        let items_of = |block: u32| {
            let led = move |b: &&crate::notice::Block| {
                b.lead.is_some_and(|l| l == block || context.leads(l).any(|o| o == block))
            };
            context.notice.blocks.iter().skip(block as usize + 1).take(20).filter(led).flat_map(|b| b.sentences.clone())
        };
        if context.words(context.sentence_span(sentence)).trim_end().ends_with(':') {
            for item in items_of(context.block_index(sentence)) {
                items.extend(ITEMS.iter().filter(|i| context.reading.has(item, "hand-over", i)));
            }
        }
        if before {
            items.extend(ITEMS.iter().filter(|i| context.reading.has(sentence - 1, "hand-over", i)));
        }
        if has("together") {
            items.extend(["controller", "dpo", "rights", "complaints"]);
        }
        if !has("pointer") && !has("together") {
            continue;
        }
        let named: Vec<&str> = ITEMS.iter().copied().filter(|i| has(i)).collect();
        // "Read our personal information charter": what such a statement is for.
        let words = context.words(hit.span).to_lowercase();
        let statement = ["charter", "corporate", "overarching", "primary", "council's privacy", "council’s privacy"]
            .iter()
            .any(|w| words.contains(w));
        if named.is_empty() && statement && context.topic(sentence).is_none_or(|t| matches!(t, "about" | "other")) {
            items.extend(["controller", "dpo", "rights", "complaints", "transfers"]);
        }
        items.extend(named);
        // In a section of its own: "Your rights: see our corporate privacy notice."
        if let Some(topic) = context.topic(sentence) {
            items.extend(match topic {
                "rights" => &["rights"][..],
                "complaints" => &["complaints"],
                "retention" => &["retention"],
                "transfers" => &["transfers"],
                "bases" => &["basis", "condition"],
                "contact" => &["dpo"],
                "sharing" => &["recipients"],
                _ => &[],
            });
        }
    }
    let mut ordered: Vec<String> = ITEMS.iter().filter(|i| items.contains(i)).map(|i| (*i).to_owned()).collect();
    ordered.dedup();
    ordered
}

#[cfg(test)]
mod tests;
