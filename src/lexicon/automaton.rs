//! The one automaton: every word is looked up once, and all phrases are followed together.

use super::phrase::{Step, Word};
use super::tokens::{NONE, Token, number};
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use std::collections::{BTreeMap, HashMap};

/// Marks a symbol that asks for capitals.
const CAPITALS: u32 = 1 << 31;

/// All phrases as one graph over symbols; a symbol is a known word or beginning of a word.
pub(super) struct Automaton {
    words: AhoCorasick,
    /// For each known word: the symbols of a token that equals it, and of one that only begins with it.
    sets: Vec<Vec<u32>>,
    lengths: Vec<u32>,
    nodes: Vec<Node>,
    /// The children of the root, by symbol without its capitals mark.
    root: Vec<Vec<(u32, u32)>>,
}

#[derive(Default)]
struct Node {
    edges: Vec<(u32, u32)>,
    gaps: Vec<(u8, u32)>,
    number: Option<u32>,
    accepts: Vec<u32>,
}

/// A phrase found: which, and its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub phrase: u32,
    pub first: u32,
    pub last: u32,
}

/// Collects phrases, then compiles them.
#[derive(Default)]
pub(super) struct Builder {
    symbols: BTreeMap<Word, u32>,
    nodes: Vec<Node>,
    children: HashMap<(u32, Step), u32>,
}

impl Builder {
    pub fn new() -> Builder {
        Builder { nodes: vec![Node::default()], ..Builder::default() }
    }

    /// Adds one sequence of a phrase.
    pub fn add(&mut self, phrase: u32, steps: &[Step]) {
        let mut at = 0u32;
        for step in steps {
            at = match self.children.get(&(at, step.clone())) {
                Some(&child) => child,
                None => self.grow(at, step),
            };
        }
        let accepts = &mut self.nodes[at as usize].accepts;
        if !accepts.contains(&phrase) {
            accepts.push(phrase);
        }
    }

    fn grow(&mut self, at: u32, step: &Step) -> u32 {
        let child = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        self.children.insert((at, step.clone()), child);
        match step {
            Step::Words(words) => {
                for word in words {
                    let next = self.symbols.len() as u32;
                    let symbol = *self.symbols.entry(Word { capitals: false, ..word.clone() }).or_insert(next);
                    let mark = if word.capitals { CAPITALS } else { 0 };
                    self.nodes[at as usize].edges.push((symbol | mark, child));
                }
            }
            Step::Gap(most) => self.nodes[at as usize].gaps.push((*most, child)),
            Step::Number => self.nodes[at as usize].number = Some(child),
        }
        child
    }

    pub fn build(mut self) -> Result<Automaton, String> {
        // One pattern for each distinct text; a text may be a whole word, a beginning, or both.
        let mut texts: BTreeMap<&str, (Option<u32>, Option<u32>)> = BTreeMap::new();
        for (word, &symbol) in &self.symbols {
            let entry = texts.entry(&word.text).or_default();
            if word.prefix { entry.1 = Some(symbol) } else { entry.0 = Some(symbol) }
        }
        let mut sets = Vec::with_capacity(texts.len() * 2);
        for (text, (whole, _)) in &texts {
            let beginnings: Vec<u32> =
                (1..=text.len()).filter_map(|n| text.get(..n).and_then(|t| texts.get(t)).and_then(|t| t.1)).collect();
            sets.push(whole.iter().copied().chain(beginnings.iter().copied()).collect());
            sets.push(beginnings);
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(texts.keys())
            .map_err(|e| e.to_string())?;
        let lengths = texts.keys().map(|t| t.len() as u32).collect();
        let mut root = vec![Vec::new(); self.symbols.len()];
        for &(symbol, child) in &self.nodes[0].edges {
            root[(symbol & !CAPITALS) as usize].push((symbol, child));
        }
        for node in &mut self.nodes {
            node.edges.sort_unstable();
        }
        Ok(Automaton { words, sets, lengths, nodes: self.nodes, root })
    }
}

impl Automaton {
    /// Which set of known words a folded word belongs to.
    pub fn classify(&self, word: &str) -> u32 {
        let Some(found) = self.words.find(Input::new(word).anchored(Anchored::Yes)) else { return NONE };
        let pattern = found.pattern().as_u32();
        let set = if self.lengths[pattern as usize] as usize == word.len() { 2 * pattern } else { 2 * pattern + 1 };
        if self.sets[set as usize].is_empty() { NONE } else { set }
    }

    /// Every phrase that begins at a token and ends before `to`.
    pub fn find(&self, tokens: &[Token], text: &str, at: usize, to: usize, out: &mut Vec<Match>) {
        let token = tokens[at];
        if token.set == NONE {
            return;
        }
        for &symbol in &self.sets[token.set as usize] {
            for &(marked, child) in &self.root[symbol as usize] {
                if marked & CAPITALS == 0 || token.capitals {
                    self.walk(tokens, text, child, at as u32, at + 1, to, out);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn walk(&self, tokens: &[Token], text: &str, node: u32, first: u32, at: usize, to: usize, out: &mut Vec<Match>) {
        let node = &self.nodes[node as usize];
        for &phrase in &node.accepts {
            out.push(Match { phrase, first, last: at as u32 - 1 });
        }
        if at >= to {
            return;
        }
        let token = tokens[at];
        if token.set != NONE && !node.edges.is_empty() {
            for &symbol in &self.sets[token.set as usize] {
                let from = node.edges.partition_point(|e| e.0 < symbol);
                for &(_, child) in node.edges[from..].iter().take_while(|e| e.0 == symbol) {
                    self.walk(tokens, text, child, first, at + 1, to, out);
                }
                if token.capitals {
                    let marked = symbol | CAPITALS;
                    let from = node.edges.partition_point(|e| e.0 < marked);
                    for &(_, child) in node.edges[from..].iter().take_while(|e| e.0 == marked) {
                        self.walk(tokens, text, child, first, at + 1, to, out);
                    }
                }
            }
        }
        if let Some(child) = node.number {
            let word = |t: Token| number(&text[t.start as usize..t.end as usize].to_ascii_lowercase());
            if token.digits || word(token).is_some() {
                self.walk(tokens, text, child, first, at + 1, to, out);
                if !token.digits && at + 1 < to && !tokens[at + 1].digits && word(tokens[at + 1]).is_some() {
                    self.walk(tokens, text, child, first, at + 2, to, out);
                }
            }
        }
        for &(most, child) in &node.gaps {
            for skip in 0..=most as usize {
                if at + skip <= to {
                    self.gap(tokens, text, child, first, at + skip, to, out);
                }
            }
        }
    }

    /// Behind a gap a word must follow at once: accepting here would end a phrase with words that it does not name.
    #[allow(clippy::too_many_arguments)]
    fn gap(&self, tokens: &[Token], text: &str, node: u32, first: u32, at: usize, to: usize, out: &mut Vec<Match>) {
        let before = out.len();
        self.walk(tokens, text, node, first, at, to, out);
        out.truncate(out.len().max(before));
    }
}
