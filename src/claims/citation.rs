//! Citations: laws, bodies, schemes, events and terms that a notice names, resolved against `rules/law`.

use super::context::Context;
use super::model::{Claim, Force};
use crate::law::{Citation, Date};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// How many words a history cue reaches.
const REACH: u32 = 9;
/// How many words "formerly" reaches: only the name itself.
const NAMED: u32 = 2;
/// Facts of citations have no dates; any day will do to ask for them.
const ANY: Date = Date::constant(2026, 1, 1);

/// Reads the citations of a notice.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let hits = longest(context.reading.hits("citation"));
    if hits.is_empty() {
        return;
    }
    let mut last: Option<&Hit> = None;
    for (index, hit) in hits.iter().enumerate() {
        let id = context.reading.name(hit);
        let Some(citation) = context.law.citation(id) else { continue };
        let again = last.replace(hit).is_some_and(|l| {
            l.entry == hit.entry && l.sentence == hit.sentence && context.between(l.last, hit.first).trim() == "("
        });
        if again || in_address(context, hit) || foreign_article(context, citation, hit, &hits) {
            continue;
        }
        if citation.misnamed && (apart(context, hit) || common(context, hit)) || joined(context, citation, hit) {
            continue;
        }
        let past = past(context, id, hit, index, &hits) || citation.class == "event" && told_as_past(context, hit);
        let mut claim = context
            .claim("citation", id, hit.sentence, extent(context, citation, hit))
            .with("class", citation.class.as_str())
            .with("misnamed", citation.misnamed)
            .with("tense", if past { "past" } else { "present" });
        // To name is to name, in whatever sentence.
        claim.force = match context.block(hit.sentence).kind {
            _ if past => Force::Was,
            BlockKind::Contents => Force::Asks,
            _ => Force::States,
        };
        if context.law.fact("citation", id, "data-protection", ANY).is_some_and(|f| f.value.as_bool() == Some(true)) {
            claim = claim.with("data-protection", true);
        }
        if context.notice.has_link(hit.span) {
            claim = claim.with("link-text", true);
        }
        claims.push(claim);
    }
}

/// The words of a citation: the year of an Act belongs to its name, though the name is told without it.
fn extent(context: &Context<'_>, citation: &Citation, hit: &Hit) -> Span {
    let next = hit.last + 1;
    let year = |word: &str| word.len() == 4 && word.parse().is_ok_and(|y: u16| (1800..=2100).contains(&y));
    let law = matches!(citation.class.as_str(), "act" | "regulation");
    let within = context.tokens(hit.sentence).contains(&next) && context.between(hit.last, next) == " ";
    let dated = law && within && year(&context.token(next)) && !year(&context.token(hit.last));
    if dated { context.token_span(hit.first, next) } else { hit.span }
}

/// The hits without those that a longer one overlaps.
fn longest(hits: &[Hit]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match kept.last_mut() {
            Some(last) if hit.first <= last.last => {
                if hit.last - hit.first > last.last - last.first {
                    *last = *hit;
                }
            }
            _ => kept.push(*hit),
        }
    }
    kept
}

/// Whether the name is only a part of a web or e-mail address.
fn in_address(context: &Context<'_>, hit: &Hit) -> bool {
    let text = &context.notice.text;
    if context.words(hit.span).contains('.') {
        return false;
    }
    let stops = |c: char| c.is_whitespace() || "()[]<>\"".contains(c);
    let before = text.get(..hit.span.start as usize).unwrap_or("");
    let from = before.rfind(stops).map_or(0, |at| before.len() - before[at..].trim_start_matches(stops).len());
    let rest = text.get(hit.span.end as usize..).unwrap_or("");
    let to = hit.span.end as usize + rest.find(stops).unwrap_or(rest.len());
    let word = text.get(from..to).unwrap_or("");
    ["://", "www.", "@", ".uk", ".com", ".org", ".net"].iter().any(|p| word.contains(p))
}

/// Whether a sentence mark parts the words: no name goes across one.
fn apart(context: &Context<'_>, hit: &Hit) -> bool {
    let year = hit.last.checked_sub(1).is_some_and(|i| context.between(i, hit.last).contains(','));
    year || (hit.first..hit.last).any(|i| context.between(i, i + 1).contains([':', ';', '.', '\n']))
}

/// Whether a misspelling lacks only the "and" that stands there as "&".
fn joined(context: &Context<'_>, citation: &Citation, hit: &Hit) -> bool {
    citation.class == "term" && (hit.first..hit.last).any(|i| context.between(i, i + 1).trim() == "&")
}

/// Whether it is written small and without an article, as no name is: "we follow general data protection regulations".
fn common(context: &Context<'_>, hit: &Hit) -> bool {
    let small = !context.words(hit.span).contains(|c: char| c.is_uppercase());
    let range = context.tokens(hit.sentence);
    let article = hit.first > range.start && &*context.token(hit.first - 1) == "the";
    let short = hit.last + 1 < range.end && &*context.token(hit.last + 1) == "gdpr";
    small && !article && !short
}

/// Whether an article is that of another law than the UK GDPR, or of its European text.
fn foreign_article(context: &Context<'_>, citation: &Citation, hit: &Hit, hits: &[Hit]) -> bool {
    if citation.class != "article" || !citation.id.starts_with("uk-gdpr") {
        return false;
    }
    let range = context.tokens(hit.sentence);
    let law_of = |other: &&Hit| {
        let id = context.reading.name(other);
        matches!(id, "eu-gdpr" | "directive-95-46" | "law-enforcement-directive" | "human-rights-act-1998")
    };
    // The law named just before: "ECHR, Article 8", "EU GDPR Article 22".
    if hits.iter().filter(law_of).any(|o| o.last < hit.first && hit.first - o.last <= 3 && o.sentence == hit.sentence) {
        return true;
    }
    // … or behind: "Article 45 of the Building Order".
    let mut at = hit.last + 1;
    while at < range.end && (context.token(at).len() <= 2 && !matches!(&*context.token(at), "of" | "in" | "eu" | "uk"))
    {
        at += 1;
    }
    if at >= range.end || !matches!(&*context.token(at), "of" | "in") {
        return false;
    }
    at += 1;
    if at < range.end && &*context.token(at) == "the" {
        at += 1;
    }
    let behind = hits.iter().find(|o| o.sentence == hit.sentence && o.first >= at);
    let near = behind.filter(|o| o.first - at <= 1);
    match near {
        Some(other) => {
            law_of(&other)
                || context
                    .law
                    .fact("citation", context.reading.name(other), "data-protection", ANY)
                    .is_none_or(|f| f.value.as_bool() != Some(true))
        }
        None => {
            let next = context.token(at);
            let written = context.words(context.token_span(at, at));
            // A capital begins the name of a law that is not known.
            !matches!(&*next, "regulation" | "gdpr" | "general" | "data" | "uk" | "act" | "law" | "this" | "that")
                && written.starts_with(|c: char| c.is_uppercase())
        }
    }
}

/// Whether the words around say that what is named is over.
fn past(context: &Context<'_>, id: &str, hit: &Hit, index: usize, hits: &[Hit]) -> bool {
    let since = context.law.fact("citation", id, "since", ANY).and_then(|f| f.value.as_date());
    let Some(since) = since else { return false };
    let cues = context.reading.hits_in(hit.sentence, "history");
    cues.iter().any(|cue| match context.reading.name(cue) {
        "named" => cue.last < hit.first && reaches(context, cue.last, hit.first, NAMED, &[')', ';', ':', ',']),
        "object" => cue.last < hit.first && reaches(context, cue.last, hit.first, REACH, &[')', ';', ':']),
        "subject" => {
            cue.first > hit.last
                && reaches(context, hit.last, cue.first, 5, &[';', ':'])
                && !named_between(hits, index, cue.first)
        }
        "before-year" => {
            (cue.first..=cue.last).any(|i| {
                let word = context.token(i);
                word.len() == 4 && word.parse::<i16>().is_ok_and(|y| (1900..=since.year()).contains(&y))
            }) && !within(cue, hit)
        }
        "at-the-time" => true,
        _ => false,
    })
}

fn within(cue: &Hit, hit: &Hit) -> bool {
    cue.span.overlaps(hit.span)
}

/// Whether the sentence tells of an event as over: "during the pandemic we took names at the door".
fn told_as_past(context: &Context<'_>, hit: &Hit) -> bool {
    let tokens = context.tokens(hit.sentence);
    let to_come = ["will", "may", "is", "are", "can", "must", "shall", "do", "might"];
    if tokens.clone().any(|i| to_come.contains(&&*context.token(i))) {
        return false;
    }
    tokens.clone().any(|i| {
        let word = context.token(i);
        let subject = i > tokens.start && matches!(&*context.token(i - 1), "we" | "they" | "it" | "council" | "which");
        matches!(&*word, "was" | "were" | "had" | "did" | "took" | "began" | "became" | "kept" | "held" | "gave")
            || subject && word.len() > 4 && word.ends_with("ed")
    })
}

/// Whether so few words, and none of these marks, stand between two words.
fn reaches(context: &Context<'_>, left: u32, right: u32, most: u32, marks: &[char]) -> bool {
    let mut open = 0i32;
    right - left <= most
        && (left..right).all(|i| {
            let gap = context.between(i, i + 1);
            for c in gap.chars() {
                match c {
                    '(' => open += 1,
                    ')' if open > 0 => open -= 1,
                    _ if marks.contains(&c) => return false,
                    _ => {}
                }
            }
            true
        })
}

/// Whether another name stands between this one and the cue: then the cue speaks of that one.
fn named_between(hits: &[Hit], index: usize, cue: u32) -> bool {
    hits.get(index + 1)
        .is_some_and(|next| next.sentence == hits[index].sentence && next.last < cue && next.entry != hits[index].entry)
}

#[cfg(test)]
mod tests;
