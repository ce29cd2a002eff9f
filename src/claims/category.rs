//! Categories of data: the special categories of Article 9 and criminal offence data.

use super::context::Context;
use super::force;
use super::lists::{continued, duty, handed, introductions, purposes, refused, shared};
use super::model::{Claim, Confidence, Force};
use super::refs;
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Reads the categories that a notice says are collected, used or shared.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "category");
        if hits.is_empty() || context.is_heading(sentence) || duty(context, sentence) {
            continue;
        }
        let place = Surroundings::of(context, sentence, hits);
        let (refusal, handed) = (refused(context, sentence), handed(context, sentence));
        let cites = refs::articles(context, sentence).iter().any(|r| r.value.starts_with("9("));
        for hit in hits {
            let value = context.reading.set(hit, "value").unwrap_or("");
            // "Necessary for medical diagnosis" is the condition's own wording.
            let wording =
                cites && context.reading.hits_in(sentence, "condition").iter().any(|h| h.span.overlaps(hit.span));
            let weak = context.reading.set(hit, "strength") == Some("weak");
            if wording
                || refusal
                || stopped(context, sentence, hit)
                || context.denied(sentence, hit.span)
                || of_denied_class(context, sentence, hit)
                || !place.admits(context, sentence, hit, value, weak)
            {
                continue;
            }
            let mut claim = context.claim("category", value, sentence, hit.span);
            claim.force = force::member(context, sentence, hit.span);
            if place.defines && claim.force.asserts() {
                claim.force = Force::Defines;
            }
            if weak {
                claim.confidence = Confidence::Likely;
            }
            if place.open {
                claim = claim.with("open-list", true);
            }
            let listed = if place.special { "special" } else { "ordinary" };
            // What a definition or the law's words count up is done by nobody.
            let act = match claim.force {
                Force::Defines | Force::QuotesLaw => "defined",
                _ if handed || shared(context, sentence, hit) => "shared",
                _ => "collected",
            };
            out.push(claim.with("listed-as", listed).with("act", act));
        }
    }
    ordinary(context, out);
}

/// "If you wish us to stop processing health data": what ends is no collection.
fn stopped(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let from = hit.first.saturating_sub(8).max(context.tokens(sentence).start);
    (from..hit.first).any(|i| {
        matches!(&*context.token(i), "stop" | "cease")
            && matches!(&*context.token(i + 1), "processing" | "collecting" | "using" | "holding" | "sharing")
    })
}

/// "We do not collect special category data (this includes details of your faith, … and health)": who denies the class
/// denies what it is then said to hold, however long that list is.
fn of_denied_class(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let cues = context.reading.hits_in(sentence, "cue");
    let classes = context.reading.hits_in(sentence, "special").iter();
    classes.filter(|c| c.last < hit.first && context.denied(sentence, c.span)).any(|class| {
        let between = context.notice.text.get(class.span.end as usize..hit.span.start as usize).unwrap_or("");
        let holds = ["(", "includ", "such as", "for example", "e.g", "like ", "namely", "i.e"];
        let on =
            cues.iter().any(|c| context.reading.name(c) == "contrast" && c.first > class.last && c.last < hit.first);
        // ", any information which includes …" begins anew.
        let held = holds.iter().filter_map(|h| between.find(h)).min();
        held.is_some_and(|at| !between[..at].contains(',')) && !between.contains([';', ')']) && !on
    })
}

/// Ordinary data in a list that is said to be one of special categories.
fn ordinary(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "ordinary");
        let kind = context.block(sentence).kind;
        let item = matches!(kind, BlockKind::Item { .. });
        if hits.is_empty() || context.is_heading(sentence) || !context.force(sentence).asserts() {
            continue;
        }
        let lead = context.leads(context.block_index(sentence)).next();
        let heading = context.notice.sections[context.block(sentence).section as usize].heading;
        let led = item && lead.or(heading).is_some_and(|b| special_only(context, b));
        let tokens = context.tokens(sentence).len();
        for hit in hits
            .iter()
            .filter(|h| (led && tokens <= 14 || such_as(context, sentence, h)) && !context.denied(sentence, h.span))
        {
            let value = context.reading.set(hit, "value").unwrap_or("");
            let claim = context.claim("category", value, sentence, hit.span);
            out.push(claim.with("listed-as", "special").with("act", "collected"));
        }
    }
}

/// Whether a lead-in, or the heading of a list, announces special category data and nothing else: "the following special
/// category data:".
fn special_only(context: &Context<'_>, block: u32) -> bool {
    let heading = matches!(context.notice.blocks[block as usize].kind, BlockKind::Heading { .. });
    context.notice.blocks[block as usize].sentences.clone().next_back().is_some_and(|s| {
        let special = context.reading.find(s, "special", "special").filter(|h| class(context, h));
        let words = context.words(context.sentence_span(s)).to_lowercase();
        let mixed = [
            "and special",
            "including special",
            "or special",
            "as well as",
            "including sensitive",
            "and sensitive",
            "and criminal",
            "and other",
        ];
        let announces = words.trim_end().ends_with(':') || heading && context.tokens(s).len() <= 8;
        special.is_some() && announces && !mixed.iter().any(|m| words.contains(m))
    })
}

/// Whether the words are a name of the legal class: "sensitive data" may mean anything.
fn class(context: &Context<'_>, hit: &Hit) -> bool {
    let words = context.words(hit.span).to_lowercase();
    words.contains("special") || words.contains("sensitive personal")
}

/// Whether "special category data such as" leads straight to the words.
fn such_as(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let Some(special) =
        context.reading.find(sentence, "special", "special").filter(|s| s.last < hit.first && class(context, s))
    else {
        return false;
    };
    let between = context.between(special.last, hit.first).to_lowercase();
    let leads = ["such as", "including", "includes", "like", "e.g", "for example", "namely", "("];
    let opened = leads.iter().any(|l| between.contains(l));
    let data = ["personal data", "as well as", "other", "where", "which", "about", "contact"];
    opened && hit.first - special.last <= 16 && !data.iter().any(|d| between.contains(d))
}

struct Surroundings {
    /// The sentence, or what introduces it, speaks of special category data.
    special: bool,
    /// The sentence, or what introduces it, speaks of data that is held.
    data: bool,
    defines: bool,
    shared: bool,
    rights: bool,
    /// The token from which on the sentence speaks of anybody at all: "regardless of race".
    whoever: Option<u32>,
    /// The sentence says what data is for.
    purpose: bool,
    /// The sentence offers a right.
    offers: bool,
    /// A list item or cell: the words themselves are the list.
    listed: bool,
    /// The section says what is collected.
    collection: bool,
    /// Other categories stand in the same sentence.
    company: usize,
    law: bool,
    /// The sentence, or what introduces it, gives examples.
    open: bool,
    /// "We collect", "may process": the sentence says that data is handled.
    collects: bool,
    /// The token from which on the sentence speaks of Schedule 1: its conditions name categories.
    schedule: Option<u32>,
}

impl Surroundings {
    fn of(context: &Context<'_>, sentence: u32, hits: &[Hit]) -> Surroundings {
        let topic = context.topic(sentence);
        let kind = context.block(sentence).kind;
        let listed = matches!(kind, BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::FlatRow { .. });
        // An item that says what the data is for ("to support people who are disabled") names people, not data.
        let purpose = listed && &*context.token(context.tokens(sentence).start) == "to" || purposes(context, sentence);
        let has = |s: u32, name: &str| context.reading.has(s, "data-cue", name);
        let lead = |name: &str| {
            has(sentence, name)
                || !purpose
                    && (introductions(context, sentence).any(|s| has(s, name))
                        || continued(context, sentence).is_some_and(|s| has(s, name)))
        };
        let mut values: Vec<&str> = hits.iter().filter_map(|h| context.reading.set(h, "value")).collect();
        values.sort_unstable();
        values.dedup();
        Surroundings {
            special: context.led_by(sentence, "special", "special") || row_of_special(context, sentence),
            purpose,
            whoever: context.reading.find(sentence, "data-cue", "whoever").map(|h| h.first),
            data: labelled(context, sentence)
                || lead("data")
                || matches!(topic, Some("collection")) && listed && !purpose
                || !purpose && lead("collect"),
            defines: topic == Some("definitions")
                && !context.led_by(sentence, "data-cue", "we-collect")
                && (listed || !context.reading.has(sentence, "cue", "we")),
            shared: context.reading.has(sentence, "data-cue", "share"),
            rights: topic == Some("rights"),
            offers: context.reading.has(sentence, "cue", "right")
                && (topic == Some("rights") || speaks_to_you(context, sentence)),
            listed,
            collection: topic == Some("collection"),
            company: values.len(),
            open: context.led_by(sentence, "reliance", "open"),
            collects: context.reading.has(sentence, "data-cue", "we-collect"),
            schedule: if context.lead_texts(sentence).any(|s| context.reading.has(s, "special", "schedule")) {
                Some(0)
            } else {
                context.reading.find(sentence, "special", "schedule").map(|h| h.first)
            },
            law: context.reading.has(sentence, "data-cue", "purpose-only"),
        }
    }

    fn admits(&self, context: &Context<'_>, sentence: u32, hit: &Hit, value: &str, weak: bool) -> bool {
        if (self.rights || self.purpose) && !self.data
            || self.whoever.is_some_and(|at| hit.first > at && !held_behind(context, sentence, at, hit))
            || self.offers && !self.collects
            || self.schedule.is_some_and(|at| hit.first > at) && !self.collects
        {
            return false;
        }
        if weak {
            // A stronger hit for the same category at the same words says it already.
            let same = context.reading.hits_in(sentence, "category").iter().any(|h| {
                h.entry != hit.entry
                    && context.reading.set(h, "value") == Some(value)
                    && context.reading.set(h, "strength").is_none()
            });
            let tokens = context.tokens(sentence).len();
            let short = self.listed && tokens <= 6 && (self.data || self.special);
            let listed = in_list(context, hit)
                && (self.special || self.company > 1 && (self.data || self.listed) || self.collection);
            // What data is for is told in common words: "to see to your safety and wellbeing".
            let told = !self.purpose || self.special;
            return !same && told && (short || listed);
        }
        if value == "criminal" && self.law {
            return false;
        }
        self.data
            || self.special
            || self.collects && matches!(value, "special/biometric" | "special/genetic")
            || self.collection && in_list(context, hit)
            || self.company > 1 && self.listed
            || self.shared
    }
}

/// Whether "we hold" or the like stands between a token and the words.
fn held_behind(context: &Context<'_>, sentence: u32, at: u32, hit: &Hit) -> bool {
    let cues = context.reading.hits_in(sentence, "data-cue");
    cues.iter().any(|h| context.reading.name(h) == "we-collect" && h.first > at && h.last < hit.first)
}

/// Whether the first cell of the row names special category data.
pub(super) fn row_of_special(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block_index(sentence);
    let BlockKind::Cell { header: false, column: 1.., .. } = context.notice.blocks[block as usize].kind else {
        return false;
    };
    let row = context.notice.row_of(block as usize);
    row.first().is_some_and(|b| b.sentences.clone().any(|s| context.reading.has(s, "special", "special")))
}

/// "You can ask for …": the sentence says what its reader can do.
fn speaks_to_you(context: &Context<'_>, sentence: u32) -> bool {
    &*context.token(context.tokens(sentence).start) == "you"
}

/// Whether the sentence is a line such as "What: your name and address".
fn labelled(context: &Context<'_>, sentence: u32) -> bool {
    let words = context.words(context.sentence_span(sentence));
    let label =
        words.split(':').next().filter(|l| l.len() < words.len() && l.len() <= 40).unwrap_or("").to_ascii_lowercase();
    ["what", "data", "information", "details", "categories", "records"]
        .iter()
        .any(|l| label.split_whitespace().any(|w| w == *l))
}

/// Whether commas, "and", "or" or "such as" stand beside the words: they are part of a list.
fn in_list(context: &Context<'_>, hit: &Hit) -> bool {
    let before = if hit.first > 0 { context.token(hit.first - 1) } else { "".into() };
    let after = context.token(hit.last + 1);
    let left = if hit.first > 0 { context.between(hit.first - 1, hit.first) } else { "" };
    let right = context.between(hit.last, hit.last + 1);
    let joins = |w: &str| matches!(w, "and" | "or" | "as" | "including" | "eg" | "g" | "example" | "like");
    joins(&before) || joins(&after) || left.contains([',', '(', ':', ';', '/']) || right.contains([',', ')', ';', '/'])
}

#[cfg(test)]
mod tests;
