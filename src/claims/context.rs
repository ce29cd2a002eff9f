//! What the extractors share: the reading of the notice, and for each place its topic, scope and force.

use super::force;
use super::model::{Claim, Confidence, Force, Place, Scope};
use super::scope::{STANDING, audiences, topics, unnumbered};
use crate::law::Law;
use crate::lexicon::{Hit, Lexicon, Reading, Token};
use crate::notice::{Block, BlockKind, Notice, Span, Work};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::RefCell;

/// A notice as extractors see it.
pub(crate) struct Context<'a> {
    pub notice: &'a Notice,
    pub law: &'a Law,
    pub reading: Reading<'a>,
    /// The text in small letters, as far as ASCII goes: the same bytes at the same places.
    lower: String,
    /// For each section: its standing topic, if its heading is one.
    topics: Vec<Option<&'a str>>,
    /// For each block: the people it speaks to, as a block index of the line that opens the audience.
    audiences: Vec<Option<Span>>,
    /// For each block of a table: the line that introduces the table.
    tables: Vec<Option<u32>>,
    /// For each sentence: how it stands, before the place of single words is looked at.
    forces: Vec<Force>,
    /// Which blocks were asked for which entry, and whether they hold it: a block may be as long as the notice.
    blocks: RefCell<FxHashMap<BlockHas, bool>>,
}

/// A block, a group and an entry.
type BlockHas = (u32, &'static str, &'static str);

impl<'a> Context<'a> {
    /// As far as there is work left.
    pub fn new(notice: &'a Notice, lexicon: &'a Lexicon, law: &'a Law, work: Option<&'a Work>) -> Context<'a> {
        let reading = lexicon.read_within(notice, work);
        let topics = topics(notice, &reading);
        let audiences = audiences(notice);
        let lower = notice.text.to_ascii_lowercase();
        let (tables, forces, blocks) = (tables(notice), Vec::new(), RefCell::default());
        let mut context = Context { notice, law, reading, lower, topics, audiences, tables, forces, blocks };
        context.forces = force::sentences(&context);
        context
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        self.notice.words(span)
    }

    /// A token in lower case, folded only as far as ASCII case goes.
    pub fn token(&self, index: u32) -> Cow<'_, str> {
        let token = self.reading.tokens.get(index as usize).filter(|_| self.reading.charge(1));
        Cow::Borrowed(token.map_or("", |t| &self.lower[t.start as usize..t.end as usize]))
    }

    /// Whether a token of a sentence is, or is part of, words of this entry.
    pub fn is(&self, sentence: u32, token: u32, group: &str, name: &str) -> bool {
        let mut hits = self.reading.hits_in(sentence, group).iter();
        hits.any(|h| h.first <= token && token <= h.last && self.reading.name(h) == name)
    }

    /// Whether a token is a number in digits.
    pub fn is_number(&self, index: u32) -> bool {
        self.reading.tokens.get(index as usize).is_some_and(Token::is_number)
    }

    /// The tokens of a sentence, as a range of indices.
    pub fn tokens(&self, sentence: u32) -> std::ops::Range<u32> {
        self.reading.sentences[sentence as usize].clone()
    }

    /// The span of a range of tokens (`first..=last`).
    pub fn token_span(&self, first: u32, last: u32) -> Span {
        let at = |i: u32| self.reading.tokens.get(i as usize).copied();
        let start = at(first).map_or(0, |t: Token| t.start);
        Span { start, end: at(last).map_or(start, |t| t.end) }
    }

    /// The words between two tokens: punctuation and space.
    pub fn between(&self, left: u32, right: u32) -> &'a str {
        let at = |i: u32| self.reading.tokens.get(i as usize).copied();
        match (at(left), at(right)) {
            (Some(l), Some(r)) if l.end <= r.start => &self.notice.text[l.end as usize..r.start as usize],
            _ => "",
        }
    }

    /// The block of a sentence.
    pub fn block(&self, sentence: u32) -> &'a Block {
        self.notice.block_of(sentence as usize)
    }

    /// The block's index of a sentence.
    pub fn block_index(&self, sentence: u32) -> u32 {
        self.notice.sentences[sentence as usize].block
    }

    /// The number of sentences.
    pub fn sentence_count(&self) -> u32 {
        self.notice.sentences.len() as u32
    }

    /// The whole sentence.
    pub fn sentence_span(&self, sentence: u32) -> Span {
        self.notice.sentences[sentence as usize].span
    }

    /// Whether the sentence is a heading or the head of a column.
    pub fn is_heading(&self, sentence: u32) -> bool {
        matches!(
            self.block(sentence).kind,
            BlockKind::Heading { .. } | BlockKind::Cell { header: true, .. } | BlockKind::FlatRow { header: true, .. }
        )
    }

    /// The blocks that introduce a block, nearest first.
    pub fn leads(&self, block: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.notice.blocks[block as usize].lead;
        let mut left = 6;
        std::iter::from_fn(move || {
            let lead = at.filter(|_| left > 0)?;
            left -= 1;
            at = self.notice.blocks[lead as usize].lead;
            Some(lead)
        })
    }

    /// The sentences that introduce a sentence: the last one of each block that leads to its own.
    pub fn lead_sentences(&self, sentence: u32) -> impl Iterator<Item = u32> + '_ {
        self.leads(self.block_index(sentence)).filter_map(|b| {
            let range = &self.notice.blocks[b as usize].sentences;
            (!range.is_empty()).then(|| range.end - 1)
        })
    }

    /// The last sentence of the line that introduces the table in which a sentence stands: "We may share your data with:".
    pub fn table_lead(&self, sentence: u32) -> Option<u32> {
        let lead = self.tables[self.block_index(sentence) as usize]?;
        let range = &self.notice.blocks[lead as usize].sentences;
        (!range.is_empty()).then(|| range.end - 1)
    }

    /// All sentences of the blocks that introduce a sentence.
    pub fn lead_texts(&self, sentence: u32) -> impl Iterator<Item = u32> + '_ {
        self.leads(self.block_index(sentence)).flat_map(|b| self.notice.blocks[b as usize].sentences.clone())
    }

    /// Whether any sentence of the block holds a hit of the entry.
    pub fn block_has(&self, sentence: u32, group: &'static str, name: &'static str) -> bool {
        let known = (self.block_index(sentence), group, name);
        if let Some(has) = self.blocks.borrow().get(&known) {
            return *has;
        }
        let has = self.block(sentence).sentences.clone().any(|s| self.reading.has(s, group, name));
        self.blocks.borrow_mut().insert(known, has);
        has
    }

    /// Whether the sentence, or what introduces it, holds a hit of the entry.
    pub fn led_by(&self, sentence: u32, group: &str, name: &str) -> bool {
        self.reading.has(sentence, group, name)
            || self.lead_sentences(sentence).any(|s| self.reading.has(s, group, name))
    }

    /// The first hit of the entry in what introduces the sentence.
    pub fn lead_hit(&self, sentence: u32, group: &str, name: &str) -> Option<&Hit> {
        self.lead_sentences(sentence).find_map(|s| self.reading.find(s, group, name))
    }

    /// The standing topic of the nearest heading that has one (`rights`, `retention` …).
    pub fn topic(&self, sentence: u32) -> Option<&'a str> {
        let mut at = self.block(sentence).section;
        while at != 0 {
            if let Some(topic) = self.topics[at as usize].filter(|t| *t != STANDING) {
                return Some(topic);
            }
            at = self.notice.sections[at as usize].parent;
        }
        None
    }

    /// Whether any heading above the sentence has the topic.
    pub fn within_topic(&self, sentence: u32, topic: &str) -> bool {
        let mut at = self.block(sentence).section;
        while at != 0 {
            if self.topics[at as usize] == Some(topic) {
                return true;
            }
            at = self.notice.sections[at as usize].parent;
        }
        false
    }

    /// Whether the sentence is an item of what people have a right to: "Individuals have the right to: – ask for …".
    pub fn offered_by_lead(&self, sentence: u32) -> bool {
        let item = matches!(self.block(sentence).kind, BlockKind::Item { .. });
        item && self.lead_sentences(sentence).next().is_some_and(|lead| {
            let tokens = self.tokens(lead);
            let ends = self.words(self.sentence_span(lead)).trim_end().ends_with(':');
            let near = tokens.end.saturating_sub(4).max(tokens.start)..tokens.end;
            ends && near.into_iter().any(|i| matches!(&*self.token(i), "right" | "rights" | "entitled"))
        })
    }

    /// The standing topic of a section's own heading.
    pub fn section_topic(&self, section: u32) -> Option<&'a str> {
        self.topics[section as usize]
    }

    /// How the sentence stands.
    pub fn force(&self, sentence: u32) -> Force {
        self.forces[sentence as usize]
    }

    /// Whether a word before the span denies it: a negation in the same clause.
    pub fn denied(&self, sentence: u32, span: Span) -> bool {
        force::denied(self, sentence, span)
    }

    /// Whether a hit of the entry stands in the sentence and ends before the span begins.
    pub fn before(&self, sentence: u32, span: Span, group: &str, name: &str) -> bool {
        self.reading.hits_in(sentence, group).iter().any(|h| h.span.end <= span.start && self.reading.name(h) == name)
    }

    /// Whether a hit of the entry stands in the sentence and begins behind the span.
    pub fn after(&self, sentence: u32, span: Span, group: &str, name: &str) -> bool {
        self.reading.hits_in(sentence, group).iter().any(|h| h.span.start >= span.end && self.reading.name(h) == name)
    }

    /// The scope of a sentence.
    pub fn scope(&self, sentence: u32) -> Scope {
        let block = self.block(sentence);
        Scope {
            section: self.notice.section_path(block.section).into_iter().map(str::to_owned).collect(),
            audience: self.audience(sentence),
            activity: self.activity(sentence),
        }
    }

    fn audience(&self, sentence: u32) -> Option<String> {
        let span = self.audiences[self.block_index(sentence) as usize]?;
        Some(
            self.words(span)
                .trim_end_matches([':', ',', ' '])
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase(),
        )
    }

    /// The activity: the row's first cell, else the nearest heading that is not a standing topic.
    fn activity(&self, sentence: u32) -> Option<String> {
        let tidy = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let block = self.block_index(sentence);
        if let BlockKind::Cell { header: false, .. } = self.notice.blocks[block as usize].kind {
            let row = self.notice.row_of(block as usize);
            // The first cell's own words are of the same activity as the rest of the row.
            let first = row.first().filter(|_| row.len() > 1)?;
            return Some(tidy(self.words(first.span)));
        }
        let mut at = self.notice.blocks[block as usize].section;
        while at != 0 {
            let section = &self.notice.sections[at as usize];
            let title = section.parent == 0 && section.level <= 1 || self.is_subtitle(at);
            let speaks_to = section.title.get(..7).is_some_and(|t| t.eq_ignore_ascii_case("if you "));
            if self.topics[at as usize].is_none() && !title && !speaks_to {
                return Some(unnumbered(&section.title).to_lowercase());
            }
            at = section.parent;
        }
        None
    }

    /// The first lines of a notice are its title, its subtitle, the name of who gives it: headings of one level, or with
    /// no text of their own.
    fn is_subtitle(&self, section: u32) -> bool {
        let blocks = &self.notice.blocks;
        let heading = |b: u32| blocks.get(b as usize).is_some_and(|b| matches!(b.kind, BlockKind::Heading { .. }));
        let first = self.notice.sections.iter().find(|s| s.heading == Some(0)).map_or(u8::MAX, |s| s.level);
        let of = &self.notice.sections[section as usize];
        of.heading.is_some_and(|b| b < 3 && (b == 0 || of.level <= first || heading(b + 1)))
    }

    /// Where a sentence stands.
    pub fn place(&self, sentence: u32) -> Place {
        let block = self.block_index(sentence);
        let b = &self.notice.blocks[block as usize];
        let row = match b.kind {
            BlockKind::Cell { table, row, .. } | BlockKind::FlatRow { table, row, .. } => table << 16 | row & 0xffff,
            _ => block | 1 << 31,
        };
        Place { sentence, block, row, section: b.section, list: b.lead }
    }

    /// A claim at a span whose force is that of its own clause.
    pub fn claim_at(&self, kind: &'static str, value: impl Into<String>, sentence: u32, span: Span) -> Claim {
        Claim { force: force::at(self, sentence, span), ..self.claim(kind, value, sentence, span) }
    }

    /// A claim at a span: scope, place and the sentence's force are filled in.
    pub fn claim(&self, kind: &'static str, value: impl Into<String>, sentence: u32, span: Span) -> Claim {
        self.reading.count_claim();
        Claim {
            kind,
            value: value.into(),
            force: self.force(sentence),
            confidence: Confidence::Certain,
            scope: self.scope(sentence),
            span,
            sentence: self.sentence_span(sentence),
            place: self.place(sentence),
            ..Claim::default()
        }
    }
}

/// The line that introduces the table of each block: it stands right before the table and ends in a colon.
fn tables(notice: &Notice) -> Vec<Option<u32>> {
    let mut out = Vec::with_capacity(notice.blocks.len());
    let mut running: Option<(u32, Option<u32>)> = None;
    for (index, block) in notice.blocks.iter().enumerate() {
        let (BlockKind::Cell { table, .. } | BlockKind::FlatRow { table, .. }) = block.kind else {
            running = None;
            out.push(None);
            continue;
        };
        if running.is_none_or(|r| r.0 != table) {
            let lead = index.checked_sub(1).filter(|&i| {
                let before = &notice.blocks[i];
                matches!(before.kind, BlockKind::Paragraph | BlockKind::Heading { .. })
                    && notice.words(before.span).trim_end().ends_with(':')
            });
            running = Some((table, lead.map(|i| i as u32)));
        }
        out.push(running.and_then(|r| r.1));
    }
    out
}
