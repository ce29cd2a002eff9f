//! One pass over a notice: its tokens and every phrase found.

use super::automaton::Match;
use super::load::Lexicon;
use super::tokens::{self, NONE, Token};
use crate::notice::{Notice, Span, Work};
use std::ops::Range;

/// A phrase found in a notice.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Index of the entry.
    pub entry: u32,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// The words.
    pub span: Span,
    /// The sentence.
    pub sentence: u32,
}

/// What one pass over a notice found.
pub struct Reading<'a> {
    lexicon: &'a Lexicon,
    /// What looking things up is charged to.
    work: Option<&'a Work>,
    /// The tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<u32>>,
    /// The hits of each group, by place; of one entry none overlap.
    groups: Vec<Vec<Hit>>,
    /// For each group, the index of the first hit of each sentence, and the number of hits behind the last.
    starts: Vec<Vec<u32>>,
}

impl Lexicon {
    /// Reads a notice once.
    pub fn read<'a>(&'a self, notice: &Notice) -> Reading<'a> {
        self.read_within(notice, None)
    }

    /// The same, as far as there is work left.
    pub fn read_within<'a>(&'a self, notice: &Notice, work: Option<&'a Work>) -> Reading<'a> {
        let charge = |steps: usize| work.is_none_or(|w| w.steps(steps as u64));
        let mut all: Vec<Token> = Vec::with_capacity(notice.text.len() / 5);
        let mut sentences = Vec::with_capacity(notice.sentences.len());
        let mut buffer = String::new();
        for sentence in &notice.sentences {
            let first = all.len() as u32;
            let base = sentence.span.start as usize;
            tokens::cut(notice.words(sentence.span), base, &mut buffer, |start, end, word| {
                let written = &notice.text.as_bytes()[start..end];
                all.push(Token {
                    start: start as u32,
                    end: end as u32,
                    set: self.automaton.classify(word),
                    capitals: written.len() > 1 && written[..2].iter().all(u8::is_ascii_uppercase),
                    digits: written.iter().all(u8::is_ascii_digit),
                    // Folding may have changed a word to one: "one's".
                    number: written.len() == word.len() && tokens::number(word).is_some(),
                });
            });
            sentences.push(first..all.len() as u32);
        }
        let mut groups: Vec<Vec<Hit>> = vec![Vec::new(); self.groups.len()];
        let mut found: Vec<Match> = Vec::new();
        let mut kept: Vec<Hit> = Vec::new();
        for (index, range) in sentences.iter().enumerate() {
            found.clear();
            if !charge(range.len()) {
                break;
            }
            for at in range.clone() {
                // A number may begin a phrase ("6 years ago") though no phrase knows this one.
                let token = all[at as usize];
                if token.set != NONE || token.digits || token.number {
                    self.automaton.find(&all, at as usize, range.end as usize, &mut found);
                }
            }
            charge(found.len());
            Lexicon::settle(&mut found, &all, index as u32, &mut kept);
            for hit in kept.drain(..) {
                groups[self.entries[hit.entry as usize].group as usize].push(hit);
            }
        }
        let count = sentences.len() as u32;
        let starts = groups.iter().map(|hits| starts(hits, count)).collect();
        Reading { lexicon: self, work, tokens: all, sentences, groups, starts }
    }

    /// Of the matches in one sentence: drops what a look-alike covers, and of one entry keeps the longest.
    fn settle(sorted: &mut [Match], tokens: &[Token], sentence: u32, kept: &mut Vec<Hit>) {
        sorted.sort_unstable_by_key(|m| (m.phrase / 2, m.first, std::cmp::Reverse(m.last)));
        let mut at = 0;
        while at < sorted.len() {
            let entry = sorted[at].phrase / 2;
            let end = at + sorted[at..].partition_point(|m| m.phrase / 2 == entry);
            let of = &sorted[at..end];
            at = end;
            // Most entries are met once in a sentence, or not at all.
            if let [only] = of {
                kept.extend((only.phrase % 2 == 0).then(|| hit(entry, *only, tokens, sentence)));
                continue;
            }
            // What only looks alike, by where it begins, each with the furthest end up to it.
            let mut furthest = 0;
            let alike: Vec<(u32, u32)> = of
                .iter()
                .filter(|n| n.phrase % 2 == 1)
                .map(|n| {
                    furthest = furthest.max(n.last);
                    (n.first, furthest)
                })
                .collect();
            let look_alike = |m: &Match| {
                let begun = alike.partition_point(|n| n.0 <= m.last);
                begun.checked_sub(1).is_some_and(|i| alike[i].1 >= m.first)
            };
            let mut last: Option<Match> = None;
            for m in of.iter().filter(|m| m.phrase % 2 == 0 && !look_alike(m)) {
                match &mut last {
                    Some(l) if m.first <= l.last => {
                        if m.last - m.first > l.last - l.first {
                            *l = *m;
                        }
                    }
                    _ => {
                        kept.extend(last.take().map(|l| hit(entry, l, tokens, sentence)));
                        last = Some(*m);
                    }
                }
            }
            kept.extend(last.map(|l| hit(entry, l, tokens, sentence)));
        }
        kept.sort_by_key(|h| (h.first, std::cmp::Reverse(h.last), h.entry));
    }
}

/// Where the hits of each sentence begin; empty where there is no hit at all.
fn starts(hits: &[Hit], sentences: u32) -> Vec<u32> {
    if hits.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(sentences as usize + 1);
    let mut at = 0;
    for sentence in 0..=sentences {
        while at < hits.len() && hits[at].sentence < sentence {
            at += 1;
        }
        out.push(at as u32);
    }
    out
}

fn hit(entry: u32, m: Match, tokens: &[Token], sentence: u32) -> Hit {
    let span = Span { start: tokens[m.first as usize].start, end: tokens[m.last as usize].end };
    Hit { entry, first: m.first, last: m.last, span, sentence }
}

impl<'a> Reading<'a> {
    /// Takes so many steps. Answers whether there were as many left.
    pub fn charge(&self, steps: usize) -> bool {
        self.work.is_none_or(|work| work.steps(steps as u64))
    }

    /// Counts a claim.
    pub(crate) fn count_claim(&self) {
        self.work.iter().for_each(|work| work.claim());
    }

    /// All hits of a group, by place.
    pub fn hits(&self, group: &str) -> &[Hit] {
        let hits: &[Hit] = self.lexicon.group(group).map_or(&[], |g| &self.groups[g as usize]);
        if self.charge(1 + hits.len()) { hits } else { &[] }
    }

    /// The hits of a group in one sentence.
    pub fn hits_in(&self, sentence: u32, group: &str) -> &[Hit] {
        if !self.charge(1) {
            return &[];
        }
        let Some(group) = self.lexicon.group(group) else { return &[] };
        let starts = &self.starts[group as usize];
        if starts.is_empty() {
            return &[];
        }
        &self.groups[group as usize][starts[sentence as usize] as usize..starts[sentence as usize + 1] as usize]
    }

    /// Whether the sentence holds a hit of this entry.
    pub fn has(&self, sentence: u32, group: &str, name: &str) -> bool {
        self.hits_in(sentence, group).iter().any(|h| self.name(h) == name)
    }

    /// The first hit of this entry in a sentence.
    pub fn find(&self, sentence: u32, group: &str, name: &str) -> Option<&Hit> {
        self.hits_in(sentence, group).iter().find(|h| self.name(h) == name)
    }

    /// The name of the entry of a hit.
    pub fn name(&self, hit: &Hit) -> &'a str {
        &self.lexicon.entries[hit.entry as usize].name
    }

    /// A fact of the entry of a hit.
    pub fn set(&self, hit: &Hit, key: &str) -> Option<&'a str> {
        self.lexicon.entries[hit.entry as usize].set.get(key).map(String::as_str)
    }
}
