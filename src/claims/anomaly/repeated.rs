//! Long passages that stand twice, almost word for word: found by shingles of words, in linear time.

use super::claim;
use crate::claims::context::Context;
use crate::claims::model::Claim;
use crate::notice::{BlockKind, Span};
use rustc_hash::FxHashMap;

/// How many words a shingle has.
const SHINGLE: usize = 8;
/// So many words make a passage long enough to be told.
const LEAST: usize = 60;
/// So many words of either place may differ before the passage ends.
const GAP: usize = 24;

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    // Words of prose only; each as a hash.
    let mut words: Vec<(u64, u32)> = Vec::with_capacity(context.reading.tokens.len());
    for sentence in 0..context.sentence_count() {
        if matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        words.extend(context.tokens(sentence).map(|i| (hash(context.token(i).bytes()), i)));
    }
    if words.len() < LEAST * 2 {
        return;
    }
    let mut first: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(words.len(), Default::default());
    let mut run: Option<Run> = None;
    let mut found: Vec<Run> = Vec::new();
    for at in 0..=words.len() - SHINGLE {
        let shingle =
            words[at..at + SHINGLE].iter().fold(0u64, |h, w| h.rotate_left(7).wrapping_mul(0x9E37_79B9) ^ w.0);
        let Some(&earlier) = first.get(&shingle) else {
            first.insert(shingle, at as u32);
            continue;
        };
        let earlier = earlier as usize;
        // What repeats itself at once is a list, not a passage.
        if earlier + LEAST > at {
            continue;
        }
        run = Some(match run.take() {
            Some(mut r) if r.goes_on(earlier, at) => {
                let new = (at + SHINGLE).saturating_sub(r.to.max(at));
                r.same += new.min(SHINGLE);
                r.earlier_to = earlier + SHINGLE;
                r.to = at + SHINGLE;
                r
            }
            other => {
                found.extend(other);
                Run { earlier_from: earlier, earlier_to: earlier + SHINGLE, from: at, to: at + SHINGLE, same: SHINGLE }
            }
        });
    }
    found.extend(run);
    let long = found.into_iter().filter(|r| r.same >= LEAST && r.earlier_to <= r.from);
    // Passages that repeat the same earlier one belong together.
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for run in long {
        let known = groups.iter().position(|g| run.earlier_from < g.1 && g.0 < run.earlier_to);
        let group = known.unwrap_or_else(|| {
            groups.push((run.earlier_from, run.earlier_to));
            groups.len() - 1
        });
        let group = (group + 1).to_string();
        let span = |from: usize, to: usize| {
            let start = context.token_span(words[from].1, words[from].1).start;
            Span { start, end: context.token_span(words[to - 1].1, words[to - 1].1).end }
        };
        for place in [span(run.earlier_from, run.earlier_to), span(run.from, run.to)] {
            let made = claim(context, "repeated-block", place);
            claims.extend(made.map(|c| c.with("words", run.same as i64).with("places", group.clone())));
        }
    }
}

/// A stretch of words and an earlier one like it.
struct Run {
    earlier_from: usize,
    earlier_to: usize,
    from: usize,
    to: usize,
    same: usize,
}

impl Run {
    /// Whether the next shingle carries the passage on, in both places.
    fn goes_on(&self, earlier: usize, at: usize) -> bool {
        at <= self.to + GAP && earlier + SHINGLE > self.earlier_to && earlier <= self.earlier_to + GAP
    }
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}
