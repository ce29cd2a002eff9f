//! Retention in tables: cells under a head, and rows that lost their cells.

use super::period::{self, Period};
use super::records::{self, Records};
use super::{Statement, hits, reach};
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::notice::{Block, BlockKind};

/// Words of a column head that say how long.
const HEADS: &[&str] = &[
    "retention",
    "retain",
    "kept",
    "keep",
    "how long",
    "period",
    "storage",
    "stored",
    "held",
    "hold",
    "delet",
    "destr",
    "dispos",
    "expir",
    "duration",
    "lifespan",
    "lasts",
];

/// Whether the cell stands in a column that tells how long records are kept.
pub(super) fn tells(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    let BlockKind::Cell { column, header: false, .. } = block.kind else { return false };
    let head = block.lead.map(|l| context.words(context.notice.blocks[l as usize].span).to_lowercase());
    let told = head.as_deref().is_some_and(|h| {
        HEADS.iter().any(|w| h.contains(w))
            && !h.contains("why")
            && !h.contains("reason")
            && h.split_whitespace().count() <= 12
    });
    // A table of two columns without heads, in the notice's part on retention.
    let bare = || column > 0 && context.within_topic(sentence, "retention") && context.tokens(sentence).len() <= 14;
    column > 0 && told || bare()
}

/// The claims of a sentence in such a cell.
pub(super) fn cell(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) {
    let range = context.tokens(sentence);
    let other = hits(context, sentence, "other");
    let found: Vec<Period> = period::all(context, range.start, range.end)
        .into_iter()
        .filter(|p| !other.iter().any(|h| h.first <= p.last && h.last >= p.first))
        .collect();
    let records = row_records(context, sentence);
    let reason = row_reason(context, sentence);
    let mut seen: Vec<&str> = Vec::new();
    for period in &found {
        if seen.contains(&period.value.as_str()) {
            continue;
        }
        seen.push(&period.value);
        let mut statement = Statement::of(context, sentence, period);
        statement.records = own(context, sentence, period).unwrap_or_else(|| records.clone());
        statement.reason.clone_from(&reason);
        out.extend(statement.claim(context));
    }
    if !found.is_empty() {
        return;
    }
    let made = |value: &str, hit: &crate::lexicon::Hit| {
        let mut statement = Statement::new(context, sentence, value, hit.span);
        statement.records = records.clone();
        if statement.force == Force::OnlyIf {
            // "When you close the browser" is the end, not a condition.
            statement.force = Force::States;
        }
        statement.claim(context)
    };
    if let Some(hit) = hits(context, sentence, "pointer").first() {
        let reach = reach::of(context, sentence, hit);
        out.extend(made("elsewhere", hit).map(|c| c.with("reach", reach)));
        return;
    }
    for (name, kind) in [("criteria-stated", "stated"), ("criteria-none", "none")] {
        if let Some(hit) = hits(context, sentence, name).first() {
            out.extend(made("criteria", hit).map(|c| c.with("criteria", kind)));
            return;
        }
    }
}

/// The records that the first cell of the row names.
fn row_records(context: &Context<'_>, sentence: u32) -> Records {
    let row = context.notice.row_of(context.block_index(sentence) as usize);
    let Some(first) = row.first() else { return Records::default() };
    let mut out = block_records(context, first, None);
    let cookie = first
        .lead
        .is_some_and(|l| context.words(context.notice.blocks[l as usize].span).to_lowercase().contains("cookie"));
    if cookie || context.within_topic(sentence, "cookies") {
        for key in &mut out.keys {
            *key = format!("cookie {key}");
        }
    }
    out
}

/// The cell of the row that says why.
fn row_reason(context: &Context<'_>, sentence: u32) -> Option<String> {
    let row = context.notice.row_of(context.block_index(sentence) as usize);
    row.iter().find_map(|block| {
        let head = block.lead.map(|l| context.words(context.notice.blocks[l as usize].span).to_lowercase())?;
        let why = ["reason", "why", "basis", "justification", "authority"].iter().any(|w| head.contains(w));
        why.then(|| super::tidy(context.words(block.span)))
    })
}

/// Records of all sentences of a block, or of those up to a token.
fn block_records(context: &Context<'_>, block: &Block, end: Option<u32>) -> Records {
    let mut out = Records::default();
    for sentence in block.sentences.clone() {
        let range = context.tokens(sentence);
        let stop = end.map_or(range.end, |e| e.min(range.end));
        if range.start >= stop {
            continue;
        }
        let mut found = records::of(context, sentence, range.start, stop);
        if records::personal(context, range.start, stop) {
            found.keys.push(records::GENERIC.to_owned());
        }
        merge(&mut out, found);
    }
    out
}

fn merge(into: &mut Records, other: Records) {
    let first = into.words.is_none();
    for key in other.keys {
        if !into.keys.contains(&key) {
            into.keys.push(key);
        }
    }
    into.personal = if first || into.personal == other.personal { other.personal } else { None };
    into.generic |= other.generic;
    into.words = into.words.or(other.words);
}

/// "Permanently for records relating to hazardous substances": the records named behind the period.
fn own(context: &Context<'_>, sentence: u32, period: &Period) -> Option<Records> {
    let end = context.tokens(sentence).end;
    // "Six years; the final award permanently": the records stand between.
    let start = context.tokens(sentence).start;
    let cut = (start..period.first).rev().find(|&i| context.between(i, i + 1).contains(';'));
    if let Some(cut) = cut.filter(|cut| period.first > cut + 2) {
        let records = records::of(context, sentence, cut + 1, period.first);
        if !records.keys.is_empty() {
            return Some(records);
        }
    }
    let next = period.last + 1;
    if next >= end || context.token(next) != "for" {
        return None;
    }
    let records = records::of(context, sentence, next + 1, reason_start(context, next + 1, end));
    (!records.keys.is_empty()).then_some(records)
}

/// Words that give a reason in the last column of a table that lost its cells.
const REASONS: &[&str] = &[
    "legal",
    "obligation",
    "obligations",
    "contract",
    "contractual",
    "consent",
    "historical",
    "purposes",
    "statutory",
    "legitimate",
    "interest",
    "interests",
    "insurance",
    "contact",
    "requirement",
    "public",
    "task",
    "business",
    "need",
    "regulatory",
    "practice",
    "best",
];

/// Where the reason at the end of a flat row begins: a run of such words, the first with a capital.
fn reason_start(context: &Context<'_>, first: u32, end: u32) -> u32 {
    let mut start = end;
    let mut at = end;
    while at > first && end - at < 4 && REASONS.contains(&&*context.token(at - 1)) {
        at -= 1;
        if context.words(context.token_span(at, at)).starts_with(|c: char| c.is_ascii_uppercase()) {
            start = at;
        }
    }
    start
}

/// Whether the block is a row of the same flat table.
fn sibling(a: &Block, b: &Block) -> bool {
    matches!((a.kind, b.kind), (BlockKind::FlatRow { table: s, .. }, BlockKind::FlatRow { table: t, header: false, .. }) if s == t)
}

fn has_period(context: &Context<'_>, block: &Block) -> bool {
    block.sentences.clone().any(|s| !periods(context, s).is_empty())
}

fn periods(context: &Context<'_>, sentence: u32) -> Vec<Period> {
    let range = context.tokens(sentence);
    let other = hits(context, sentence, "other");
    let all = period::all(context, range.start, range.end);
    all.into_iter().filter(|p| !other.iter().any(|h| h.first <= p.last && h.last >= p.first)).collect()
}

/// Whether the row begins with its period.
fn bare(context: &Context<'_>, block: &Block) -> bool {
    let Some(first) = block.sentences.clone().next() else { return false };
    periods(context, first).first().is_some_and(|p| p.first == context.tokens(first).start)
}

/// The claims of a flat row: records in front of the period, trigger and reason behind.
pub(super) fn flat(context: &Context<'_>, index: u32, out: &mut Vec<Claim>) {
    let blocks = &context.notice.blocks;
    let block = &blocks[index as usize];
    let head = block.lead.map(|l| context.words(blocks[l as usize].span).to_lowercase()).unwrap_or_default();
    if !HEADS.iter().any(|w| head.contains(w)) {
        return;
    }
    let mut before = Records::default();
    let mut first = true;
    for sentence in block.sentences.clone() {
        let range = context.tokens(sentence);
        let found = periods(context, sentence);
        let mut from = range.start;
        for period in &found {
            let reason = reason_start(context, period.last + 1, range.end);
            let mut statement = Statement::of(context, sentence, period);
            statement.trigger = super::trigger::trigger(context, sentence, period, reason);
            statement.reason =
                (reason < range.end).then(|| super::tidy(context.words(context.token_span(reason, range.end - 1))));
            if from < period.first && first {
                let end = strip(context, from, period.first);
                merge(&mut before, records::of(context, sentence, from, end));
                if records::personal(context, from, end) {
                    before.keys.push(records::GENERIC.to_owned());
                }
            }
            if first && before.words.is_none() {
                pending(context, index, &mut before);
            }
            if first {
                inherit(context, index, &mut before);
            }
            statement.records = own(context, sentence, period).unwrap_or_else(|| before.clone());
            out.extend(statement.claim(context));
            first = false;
            from = period.last + 1;
        }
        if found.is_empty() && first {
            merge(&mut before, records::of(context, sentence, range.start, range.end));
        }
    }
}

/// The end of the records' words, without "keep", "for up to" in front of the period.
fn strip(context: &Context<'_>, first: u32, end: u32) -> u32 {
    let mut end = end;
    while end > first
        && matches!(
            &*context.token(end - 1),
            "keep"
                | "kept"
                | "retain"
                | "for"
                | "up"
                | "to"
                | "until"
                | "is"
                | "are"
                | "a"
                | "minimum"
                | "maximum"
                | "of"
                | "at"
                | "least"
        )
    {
        end -= 1;
    }
    end
}

/// A row that is only a period ends a run of rows without one: they are its records.
fn pending(context: &Context<'_>, index: u32, records: &mut Records) {
    let blocks = &context.notice.blocks;
    let run = blocks[..index as usize]
        .iter()
        .rev()
        .take_while(|b| sibling(&blocks[index as usize], b) && !has_period(context, b));
    for block in run.take(8) {
        merge(records, row(context, block));
    }
}

/// Rows without a period below a row that has one share it, unless a row that is only a period follows.
fn inherit(context: &Context<'_>, index: u32, records: &mut Records) {
    let blocks = &context.notice.blocks;
    let below = &blocks[index as usize + 1..];
    let run: Vec<&Block> =
        below.iter().take_while(|b| sibling(&blocks[index as usize], b) && !has_period(context, b)).take(12).collect();
    let next = below.get(run.len());
    if next.is_some_and(|b| sibling(&blocks[index as usize], b) && bare(context, b)) {
        return;
    }
    let personal = records.personal;
    for block in run {
        merge(records, row(context, block));
    }
    records.personal = records.personal.filter(|_| personal == Some(false));
}

fn row(context: &Context<'_>, block: &Block) -> Records {
    let end = block.sentences.clone().next_back().map(|s| {
        let range = context.tokens(s);
        reason_start(context, range.start, range.end)
    });
    block_records(context, block, end)
}
