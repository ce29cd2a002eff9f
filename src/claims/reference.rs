//! References: pointers to other parts of the notice and to other documents, and whether they lead anywhere.

use super::address;
use super::context::Context;
use super::model::{Claim, Force};
use super::pointer::address_below;
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;

/// Reads the references of a notice.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    // A notice may point as often as it has parts: what is asked of all of them is asked once.
    let parts = LazyCell::new(|| Parts::of(context));
    let scheduled = LazyCell::new(|| is_schedule(context) || has_schedule(context));
    let mut leads: Option<(u32, bool)> = None;
    let mut document = |hit: &Hit, own: bool| {
        let known = leads.filter(|l| l.0 == hit.sentence).map(|l| l.1);
        let leads = leads.insert((hit.sentence, known.unwrap_or_else(|| leads_on(context, hit.sentence)))).1;
        match leads {
            true => "linked",
            false if own && *scheduled => "here",
            false => "outside",
        }
    };
    for hit in context.reading.hits("reference") {
        let block = context.block(hit.sentence);
        if context.is_heading(hit.sentence) || block.kind == BlockKind::Contents {
            continue;
        }
        let (item, reach) = match context.reading.name(hit) {
            "section" => match numbered(context, &parts, hit) {
                Some(true) => ("section", "here"),
                // Without a word that points, "section 47" is one of an Act that was named before.
                Some(false) if !of_another(context, hit) && points(context, hit) => ("section", "dangling"),
                Some(false) | None => continue,
            },
            "retention" => ("retention", document(hit, true)),
            "policy" => ("policy", document(hit, false)),
            "above" => ("section", "here"),
            _ => continue,
        };
        let words = context.words(hit.span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let mut claim = context
            .claim("reference", words.as_str(), hit.sentence, hit.span)
            .with("target", words.as_str())
            .with("item", item)
            .with("reach", reach);
        claim.force = Force::States;
        claims.push(claim);
    }
}

/// The parts of a notice, as they are pointed to.
struct Parts {
    /// The markers of blocks, bare and in small letters.
    markers: FxHashSet<String>,
    /// The words of headings in small letters, sorted.
    titles: Vec<String>,
    /// Whether a heading has a number for its marker.
    numbered: bool,
}

impl Parts {
    fn of(context: &Context<'_>) -> Parts {
        let bare = |marker: &str| marker.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let blocks = &context.notice.blocks;
        let headings = || blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. }));
        let mut titles: Vec<String> = headings().map(|b| context.words(b.span).to_lowercase()).collect();
        titles.sort_unstable();
        Parts {
            markers: blocks.iter().map(|b| bare(&b.marker)).collect(),
            titles,
            numbered: headings().any(|b| b.marker.chars().any(|c| c.is_ascii_digit())),
        }
    }

    /// Whether a heading begins so.
    fn titled(&self, front: &str) -> bool {
        let at = self.titles.partition_point(|t| t.as_str() < front);
        self.titles.get(at).is_some_and(|t| t.starts_with(front))
    }
}

/// Whether a numbered part that is pointed to is there; none where the notice's parts have no numbers.
fn numbered(context: &Context<'_>, parts: &Parts, hit: &Hit) -> Option<bool> {
    let words = context.words(hit.span);
    let number = words.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "section 3.2" is read as its first number only; the rest stands behind.
    let rest = context.notice.text.get(hit.span.end as usize..)?;
    let tail: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let full = format!("{number}{}", tail.trim_end_matches('.'));
    let kind = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let titled = [format!("{kind} {full}"), format!("{full} "), format!("{full}.")].iter().any(|t| parts.titled(t));
    (titled || parts.markers.contains(&full) || parts.numbered).then_some(titled || parts.markers.contains(&full))
}

/// Whether the part is one of something else: "section 30 of the Societies Act", "Part 2 to that agreement".
fn of_another(context: &Context<'_>, hit: &Hit) -> bool {
    let end = context.tokens(hit.sentence).end;
    let mut at = hit.last + 1;
    // "section 30(2)": the rest of the number.
    while at < end && (context.token(at).len() <= 2 && !matches!(&*context.token(at), "of" | "to" | "in")) {
        at += 1;
    }
    if at + 1 >= end || !matches!(&*context.token(at), "of" | "to" | "in") {
        return false;
    }
    let own = |i: u32| matches!(&*context.token(i), "this" | "our" | "here");
    let document = |i: u32| matches!(&*context.token(i), "notice" | "policy" | "statement" | "document");
    !(own(at + 1) || at + 2 < end && document(at + 2))
}

/// Whether the sentence points: "see section 5", "set out in section 5", "section 5 below".
fn points(context: &Context<'_>, hit: &Hit) -> bool {
    const POINTS: &[&str] = &[
        "see",
        "refer",
        "read",
        "visit",
        "found",
        "set",
        "described",
        "explained",
        "listed",
        "given",
        "shown",
        "detailed",
        "outlined",
        "covered",
        "contained",
        "go",
        "turn",
        "consult",
        "mentioned",
        "tells",
    ];
    let behind = |i: u32| matches!(&*context.token(i), "below" | "above" | "explains" | "sets" | "describes" | "tells");
    let tokens = context.tokens(hit.sentence);
    (hit.last + 1..tokens.end.min(hit.last + 3)).any(behind)
        || (tokens.start.max(hit.first.saturating_sub(8))..hit.first).any(|i| POINTS.contains(&&*context.token(i)))
}

/// Whether a sentence leads to another document, by a link or an address in it or below it.
fn leads_on(context: &Context<'_>, sentence: u32) -> bool {
    let span = context.sentence_span(sentence);
    let leads = |span: Span| {
        context.notice.has_link(span) || address::scan(context.words(span)).iter().any(|a| a.kind == address::Kind::Web)
    };
    // "Our policy can be found here:" with the address on the next line.
    leads(span) || context.words(span).trim_end().ends_with(':') && address_below(context, sentence, leads)
}

/// Whether a part of the notice is a schedule of retention.
fn has_schedule(context: &Context<'_>) -> bool {
    context.notice.sections.iter().enumerate().skip(1).any(|(i, s)| {
        context.section_topic(i as u32) == Some("retention") && s.title.to_lowercase().contains("schedule")
    })
}

/// Whether the document calls itself a retention policy or schedule: what it says of one is of itself.
fn is_schedule(context: &Context<'_>) -> bool {
    let title = context.notice.sections.iter().skip(1).map(|s| s.title.to_lowercase()).find(|t| !t.is_empty());
    let named =
        title.is_some_and(|t| t.contains("retention") && ["policy", "schedule", "guide"].iter().any(|w| t.contains(w)));
    // "This guide explains how long data is kept": it says so of itself in its first sentences.
    let says = |s: u32| {
        let words = context.words(context.sentence_span(s)).to_lowercase();
        let document =
            ["guide", "policy", "schedule", "document"].iter().any(|w| words.starts_with(&format!("this {w}")));
        document && (words.contains("how long") || words.contains("retention")) && !words.contains("privacy")
    };
    named || (0..context.sentence_count().min(4)).any(says)
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    fn reach(text: &str) -> Vec<String> {
        let seen = fixture::read(text, super::extract);
        seen.into_iter().map(|(c, _)| c.text("reach").unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn pointers() {
        let numbered = "Privacy notice\n\n1. Who we are\n\nHollin Hall. See section 2 for more.\n\n2. Your rights\n\nYou may ask. See section 7.\n";
        assert_eq!(reach(numbered), ["here", "dangling"]);
        assert_eq!(reach("We keep it as our retention schedule says."), ["outside"]);
        assert_eq!(reach("See our retention policy at https://hollin.example/keep for this."), ["linked"]);
        assert_eq!(reach("We share it for the purposes listed above."), ["here"]);
        assert_eq!(reach("This rests on section 8 of the Data Protection Act 2018."), Vec::<String>::new());
        assert_eq!(reach("We made a section of it."), Vec::<String>::new());
        assert_eq!(reach("It is not our policy to write to children."), Vec::<String>::new());
        assert_eq!(reach("For more, see our cookie policy."), ["outside"]);
        assert_eq!(
            reach("Our policy on this can be read here:\n\nHollin Hall (https://hollin.example/rules)\n"),
            ["linked"]
        );
        assert_eq!(reach("Our policy on this is strict.\n\nHollin Hall (https://hollin.example/rules)\n"), ["outside"]);
        let own = "# Retention policy of Hollin Hall\n\nA request to delete goes before the retention policy.\n";
        assert_eq!(reach(own), ["here"]);
        let acts = "1. Who we are\n\nHollin Hall. We keep the register that section 30 of the Towers and Belfries Act has us \
            keep.\n\n2. Your rights\n\nAn enquiry under section 47 may follow.\n";
        assert_eq!(reach(acts), Vec::<String>::new());
    }
}
