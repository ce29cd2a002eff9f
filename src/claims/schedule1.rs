//! Schedule 1 to the Data Protection Act 2018: conditions by paragraph or by name.

use super::context::Context;
use super::model::{Claim, Detail};
use super::refs::{self, ScheduleRef};
use crate::lexicon::Hit;
use rustc_hash::FxHashMap;

/// Reads the Schedule 1 conditions of a notice.
///
/// The conditions that they may be stated for stand in `out` from `first` on.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>, first: usize) {
    for sentence in 0..context.sentence_count() {
        let led = context.lead_texts(sentence).find_map(|s| refs::schedule_part(context, s));
        let hits = context.reading.hits_in(sentence, "schedule-1");
        let speaks = context.reading.has(sentence, "special", "schedule");
        let nine = refs::articles(context, sentence).iter().any(|r| r.value.starts_with("9("));
        if context.is_heading(sentence) || hits.is_empty() && !speaks && led.is_none() && !nine {
            continue;
        }
        read(context, sentence, led, hits, out);
    }
    state_what_for(context, &mut out[first..]);
}

fn read(context: &Context<'_>, sentence: u32, led: Option<Option<u32>>, hits: &[Hit], out: &mut Vec<Claim>) {
    let cited = refs::schedule(context, sentence, led);
    let speaks = context.reading.has(sentence, "special", "schedule");
    let first_claim = out.len();
    for r in &cited {
        let Some(paragraph) = r.paragraph else { continue };
        let span = refs::span(context, r.first, r.last);
        if context.denied(sentence, span) {
            continue;
        }
        let part = part_of(paragraph);
        let mut claim = context
            .claim("schedule-1", format!("{part}/{paragraph}"), sentence, span)
            .with("paragraph", format!("{part}/{paragraph}"))
            .with("part", i64::from(part));
        if let Some(cited) = r.part {
            claim = claim.with("cited-part", i64::from(cited));
            // A paragraph cited under another Part does not exist there.
            if cited != part && cited <= 3 {
                claim.value = format!("{cited}/{paragraph}");
                claim = claim.with("paragraph", format!("{cited}/{paragraph}"));
            }
        }
        if let Some(name) = name_beside(context, &cited, r, hits, part) {
            claim = claim.with("named", name);
        }
        out.push(claim);
    }
    if cited.iter().any(|r| r.paragraph.is_some()) {
        return;
    }
    let points = refs::articles(context, sentence).iter().any(|r| r.value.starts_with("9("));
    for r in cited.iter().filter(|r| points && hits.is_empty() && r.part.is_some_and(|p| p <= 3)) {
        // A Part alone, offered for a point of Article 9.
        let (part, span) = (r.part.unwrap_or_default(), refs::span(context, r.first, r.last));
        if !context.denied(sentence, span) {
            let claim = context.claim("schedule-1", format!("{part}/?"), sentence, span);
            out.push(claim.with("part", i64::from(part)).with("cited-part", i64::from(part)));
        }
    }
    let part = cited.iter().find_map(|r| r.part).or(led.flatten());
    let substantial = context.block_has(sentence, "condition", "substantial")
        || context.lead_sentences(sentence).any(|s| {
            context.reading.has(s, "condition", "substantial")
                || refs::articles(context, s).iter().any(|r| r.value == "9(2)(g)")
        });
    let cites_g = refs::articles(context, sentence).iter().any(|r| r.value == "9(2)(g)");
    for hit in hits {
        let value = context.reading.name(hit);
        let of_part = value.starts_with(|c: char| part.and_then(|p| char::from_digit(p, 10)) == Some(c));
        let own_words = statutory(context, sentence, hit) || of_act(context, sentence, hit);
        let admitted = match value.as_bytes().first() {
            Some(b'2') => {
                speaks && (part.is_none() || of_part)
                    || led.is_some() && (part.is_none() || of_part)
                    || substantial
                    || cites_g
                    || own_words
            }
            Some(b'1') => speaks && (part.is_none() || of_part) || led.is_some() && of_part,
            _ => led.is_some() && of_part,
        };
        let taken =
            out[first_claim..].iter().any(|c| c.value == value || c.span.overlaps(hit.span) && c.value != "2/?");
        // Told with its paragraph in the same block already: "… (Part 2, paragraph 8). This is done for equality of opportunity."
        let block = context.block_index(sentence);
        let told = out[..first_claim]
            .iter()
            .rev()
            .take_while(|c| c.place.block == block)
            .any(|c| c.kind == "schedule-1" && c.value == value && c.text("paragraph").is_some());
        if !admitted || taken || told || context.denied(sentence, hit.span) || value == "2/?" && !speaks {
            continue;
        }
        let number = i64::from(value.as_bytes()[0] - b'0');
        let mut claim = context.claim("schedule-1", value, sentence, hit.span).with("part", number);
        // Words of the Act that tell why convictions are asked for name no condition by its title.
        if own_words && matches!(value, "2/10" | "2/12") && !speaks {
            claim = claim.with("stated-for", "criminal");
        } else {
            claim = claim.with("named", value);
        }
        if paragraph_of_act(context, sentence, hit) {
            claim = claim.with("paragraph", value);
        }
        out.push(claim);
    }
}

/// "DPA 2018, Part 2(6): government purposes": the name of a condition behind the Act and a
/// Part means Schedule 1, though the citation leaves it out.
fn of_act(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let act = context
        .reading
        .hits_in(sentence, "citation")
        .iter()
        .find(|c| c.last < hit.first && matches!(context.reading.name(c), "dpa" | "dpa-2018"));
    act.is_some_and(|a| (a.last + 1..hit.first).any(|i| &*context.token(i) == "part"))
}

/// Words of the paragraph itself, long enough to be no accident; or such as say "unlawful acts" where criminal data is
/// spoken of.
fn statutory(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    match context.reading.name(hit) {
        "2/8" => context.words(context.sentence_span(sentence)).contains("keeping under review"),
        "2/10" | "2/12" => {
            let criminal = |s| context.reading.has(s, "category", "criminal");
            context.notice.blocks[context.block_index(sentence) as usize].sentences.clone().any(criminal)
        }
        _ => false,
    }
}

/// Whether the name's own number stands before it: "Part 2(6) statutory and government purposes".
fn paragraph_of_act(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let Some((part, paragraph)) = context.reading.name(hit).split_once('/') else { return false };
    let part = (context.tokens(sentence).start..hit.first)
        .rev()
        .find(|&i| &*context.token(i) == "part" && &*context.token(i + 1) == part);
    part.is_some_and(|p| hit.first - p <= 5 && (p + 2..hit.first).any(|i| &*context.token(i) == paragraph))
}

fn part_of(paragraph: u32) -> u32 {
    match paragraph {
        0..=4 => 1,
        5..=28 => 2,
        29..=37 => 3,
        _ => 4,
    }
}

/// The paragraph whose name stands beside a cited one: its own if it does, else the one nearest behind it.
fn name_beside(
    context: &Context<'_>,
    cited: &[ScheduleRef],
    r: &ScheduleRef,
    hits: &[Hit],
    part: u32,
) -> Option<String> {
    let to = cited.iter().map(|c| c.first).filter(|f| *f > r.last).min().unwrap_or(u32::MAX);
    let own = r.paragraph.map(|p| format!("{part}/{p}"))?;
    let behind = |h: &&Hit| h.first >= r.first && h.first < to && h.first <= r.last + 12;
    if hits.iter().any(|h| context.reading.name(h) == own) {
        return Some(own);
    }
    let nearest = hits.iter().filter(behind).find(|h| h.first <= r.last + 8)?;
    let name = context.reading.name(nearest);
    // A name that several paragraphs share tells nothing.
    (!name.ends_with('?') && cited.len() == 1 && name.starts_with(|c: char| char::from_digit(part, 10) == Some(c)))
        .then(|| name.to_owned())
}

/// Ties each Schedule 1 claim to the condition that it is stated for: in its sentence, else in what introduces it, else
/// the last one before it in its section. Part 3 conditions, and those stated of criminal data, are for Article 10.
fn state_what_for(context: &Context<'_>, out: &mut [Claim]) {
    let conditions = Conditions::of(out);
    for claim in out.iter_mut().filter(|c| c.kind == "schedule-1" && c.text("stated-for").is_none()) {
        let (start, block) = (claim.span.start, claim.place.block);
        let own = conditions.last_before(&conditions.sentences, claim.place.sentence, start);
        let own = own.or_else(|| conditions.first(&conditions.sentences, claim.place.sentence));
        let led = context.leads(block).find_map(|lead| conditions.last_before(&conditions.blocks, lead, u32::MAX));
        let same = conditions.last_before(&conditions.blocks, block, start);
        let near = conditions.last_before(&conditions.sections, claim.place.section, start).filter(|c| {
            let gap = block.saturating_sub(c.block);
            gap <= 2 || gap <= 24 && context.leads(block).next().is_some()
        });
        let part_three = claim.details.get("part") == Some(&Detail::Number(3));
        let criminal =
            |s: u32| context.reading.hits_in(s, "category").iter().any(|h| context.reading.name(h) == "criminal");
        let criminal =
            criminal(claim.place.sentence) || context.notice.blocks[block as usize].sentences.clone().any(criminal);
        // A Part 2 condition that is only named, away from any point of Article 9, goes with the one point that it can serve.
        let direct = own.is_some() || led.is_some() || same.is_some();
        let named_alone = claim.text("paragraph").is_none() && claim.value.starts_with("2/") && !direct;
        let value = match own.or(led).or(same).or(near) {
            _ if part_three => "criminal".to_owned(),
            Some(_) if named_alone => "9(2)(g)".to_owned(),
            Some(c) if own.is_some() || !criminal => c.value.clone(),
            _ if criminal => "criminal".to_owned(),
            Some(c) => c.value.clone(),
            None => continue,
        };
        claim.details.insert("stated-for", Detail::Text(value));
    }
}

/// A condition that a Schedule 1 condition may be stated for.
struct Condition {
    value: String,
    start: u32,
    block: u32,
}

/// The conditions of a notice, by place.
#[derive(Default)]
struct Conditions {
    all: Vec<Condition>,
    sentences: FxHashMap<u32, Vec<u32>>,
    blocks: FxHashMap<u32, Vec<u32>>,
    sections: FxHashMap<u32, Vec<u32>>,
}

impl Conditions {
    fn of(claims: &[Claim]) -> Conditions {
        let mut out = Conditions::default();
        for claim in claims.iter().filter(|c| c.kind == "condition") {
            let index = out.all.len() as u32;
            let (value, start, block) = (claim.value.clone(), claim.span.start, claim.place.block);
            out.all.push(Condition { value, start, block });
            out.sentences.entry(claim.place.sentence).or_default().push(index);
            out.blocks.entry(block).or_default().push(index);
            out.sections.entry(claim.place.section).or_default().push(index);
        }
        out
    }

    fn first(&self, by: &FxHashMap<u32, Vec<u32>>, key: u32) -> Option<&Condition> {
        by.get(&key)?.first().map(|&i| &self.all[i as usize])
    }

    /// The last condition at a place that stands before a byte.
    fn last_before(&self, by: &FxHashMap<u32, Vec<u32>>, key: u32, start: u32) -> Option<&Condition> {
        let at = by.get(&key)?;
        let before = at.partition_point(|&i| self.all[i as usize].start < start);
        before.checked_sub(1).map(|i| &self.all[at[i] as usize])
    }
}
