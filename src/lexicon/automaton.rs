//! The one automaton: every word is looked up once, and all phrases are followed together.

use super::phrase::{Part, Word};
use super::tokens::{NONE, Token};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Marks a symbol that asks for capitals.
const CAPITALS: u32 = 1 << 31;

/// All phrases as one graph over symbols; a symbol is a known word or beginning of a word.
pub(super) struct Automaton {
    words: Words,
    /// For each known word: the symbols of a token that equals it, and of one that only begins with it.
    sets: Vec<Vec<u32>>,
    nodes: Vec<Node>,
    /// The children of the root, by symbol without its capitals mark.
    root: Vec<Vec<(u32, u32)>>,
}

/// The known words in alphabetical order, one after the other.
#[derive(Default)]
struct Words {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// For each, the longest other one that it begins with; itself where there is none.
    shorter: Vec<u32>,
    /// For each byte, the first word that begins with it or a later one.
    first: Vec<u32>,
}

impl Words {
    fn of<'a>(sorted: impl Iterator<Item = &'a &'a str>) -> Words {
        let mut words = Words::default();
        let mut open: Vec<u32> = Vec::new();
        for (i, word) in (0_u32..).zip(sorted) {
            while open.last().is_some_and(|o| !word.starts_with(words.get(*o))) {
                open.pop();
            }
            words.shorter.push(open.last().copied().unwrap_or(i));
            open.push(i);
            words.text.push_str(word);
            words.ends.push(words.text.len() as u32);
        }
        let count = words.ends.len() as u32;
        let begins = |i: u32| words.get(i).as_bytes().first().copied().unwrap_or_default();
        let mut first = Vec::with_capacity(257);
        let mut at = 0;
        for byte in 0..=255 {
            while at < count && begins(at) < byte {
                at += 1;
            }
            first.push(at);
        }
        first.push(count);
        words.first = first;
        words
    }

    fn get(&self, index: u32) -> &str {
        let from = index.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[from as usize..self.ends[index as usize] as usize]
    }

    /// The longest known word that this one begins with.
    fn longest(&self, word: &str) -> Option<u32> {
        let byte = usize::from(*word.as_bytes().first()?);
        let (mut low, mut high) = (self.first[byte], self.first[byte + 1]);
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) <= word { low = middle + 1 } else { high = middle }
        }
        // What stands last before the word begins with every known beginning of it.
        let mut at = low.checked_sub(1)?;
        while !word.starts_with(self.get(at)) {
            let shorter = self.shorter[at as usize];
            if shorter == at {
                return None;
            }
            at = shorter;
        }
        Some(at)
    }
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

/// One step from node to node: symbols, a gap, or a number.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Step {
    Symbols(Vec<u32>),
    Gap(u8),
    Number,
}

/// The most ways that the parts of one phrase may branch into.
const MOST: usize = 2048;

/// Collects phrases, then compiles them.
pub(super) struct Builder {
    symbols: FxHashMap<Word, u32>,
    /// The words of the symbols, in order.
    words: Vec<Word>,
    steps: FxHashMap<Step, u32>,
    nodes: Vec<Node>,
    children: FxHashMap<(u32, u32), u32>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            symbols: FxHashMap::default(),
            words: Vec::new(),
            steps: FxHashMap::default(),
            nodes: vec![Node::default()],
            children: FxHashMap::default(),
        }
    }
}

impl Builder {
    /// Adds a phrase.
    ///
    /// # Errors
    /// When the phrase branches too often.
    pub fn add(&mut self, phrase: u32, parts: &[Part]) -> Result<(), String> {
        for end in self.insert(vec![0], parts)? {
            let accepts = &mut self.nodes[end as usize].accepts;
            if !accepts.contains(&phrase) {
                accepts.push(phrase);
            }
        }
        Ok(())
    }

    /// Adds parts behind nodes; gives the nodes at which they end.
    fn insert(&mut self, from: Vec<u32>, parts: &[Part]) -> Result<Vec<u32>, String> {
        let mut at = from;
        for part in parts {
            at = match part {
                Part::Words(words) => {
                    let mut symbols: Vec<u32> = words.iter().map(|w| self.symbol(w)).collect();
                    symbols.sort_unstable();
                    self.step(&at, Step::Symbols(symbols))
                }
                Part::Gap(most) => self.step(&at, Step::Gap(*most)),
                Part::Number => self.step(&at, Step::Number),
                Part::Choice(all) => {
                    let mut ends = Vec::new();
                    for sequence in all {
                        ends.extend(self.insert(at.clone(), sequence)?);
                    }
                    ends.sort_unstable();
                    ends.dedup();
                    ends
                }
            };
            if at.len() > MOST {
                return Err("the phrase branches too often".to_owned());
            }
        }
        Ok(at)
    }

    /// The symbol of a word, with the mark of capitals.
    fn symbol(&mut self, word: &Word) -> u32 {
        let mark = if word.capitals { CAPITALS } else { 0 };
        let plain = Word { capitals: false, ..word.clone() };
        if let Some(&symbol) = self.symbols.get(&plain) {
            return mark | symbol;
        }
        let symbol = self.words.len() as u32;
        self.words.push(plain.clone());
        self.symbols.insert(plain, symbol);
        mark | symbol
    }

    fn step(&mut self, from: &[u32], step: Step) -> Vec<u32> {
        let next = self.steps.len() as u32;
        let id = *self.steps.entry(step.clone()).or_insert(next);
        from.iter()
            .map(|&at| match self.children.get(&(at, id)) {
                Some(&child) => child,
                None => self.grow(at, id, &step),
            })
            .collect()
    }

    fn grow(&mut self, at: u32, id: u32, step: &Step) -> u32 {
        let child = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        self.children.insert((at, id), child);
        let node = &mut self.nodes[at as usize];
        match step {
            Step::Symbols(symbols) => node.edges.extend(symbols.iter().map(|s| (*s, child))),
            Step::Gap(most) => node.gaps.push((*most, child)),
            Step::Number => node.number = Some(child),
        }
        child
    }

    pub fn build(mut self) -> Automaton {
        // One pattern for each distinct text; a text may be a whole word, a beginning, or both.
        let mut texts: BTreeMap<&str, (Option<u32>, Option<u32>)> = BTreeMap::new();
        for (symbol, word) in self.words.iter().enumerate() {
            let entry = texts.entry(&word.text).or_default();
            let symbol = Some(symbol as u32);
            if word.prefix { entry.1 = symbol } else { entry.0 = symbol }
        }
        let mut sets = Vec::with_capacity(texts.len() * 2);
        for (text, (whole, _)) in &texts {
            let beginnings: Vec<u32> =
                (1..=text.len()).filter_map(|n| text.get(..n).and_then(|t| texts.get(t)).and_then(|t| t.1)).collect();
            sets.push(whole.iter().copied().chain(beginnings.iter().copied()).collect());
            sets.push(beginnings);
        }
        let words = Words::of(texts.keys());
        let mut root = vec![Vec::new(); self.words.len()];
        for &(symbol, child) in &self.nodes[0].edges {
            root[(symbol & !CAPITALS) as usize].push((symbol, child));
        }
        for node in &mut self.nodes {
            node.edges.sort_unstable();
        }
        Automaton { words, sets, nodes: self.nodes, root }
    }
}

impl Automaton {
    /// Which set of known words a folded word belongs to.
    pub fn classify(&self, word: &str) -> u32 {
        let Some(known) = self.words.longest(word) else { return NONE };
        let set = 2 * known + u32::from(self.words.get(known).len() != word.len());
        if self.sets[set as usize].is_empty() { NONE } else { set }
    }

    /// Every phrase that begins at a token and ends before `to`.
    pub fn find(&self, tokens: &[Token], at: usize, to: usize, out: &mut Vec<Match>) {
        let token = tokens[at];
        if let Some(child) = self.nodes[0].number
            && (token.digits || token.number)
        {
            self.walk(tokens, child, at as u32, at + 1, to, out);
            // "Twenty one".
            if !token.digits && at + 1 < to && !tokens[at + 1].digits && tokens[at + 1].number {
                self.walk(tokens, child, at as u32, at + 2, to, out);
            }
        }
        if token.set == NONE {
            return;
        }
        for &symbol in &self.sets[token.set as usize] {
            for &(marked, child) in &self.root[symbol as usize] {
                if marked & CAPITALS == 0 || token.capitals {
                    self.walk(tokens, child, at as u32, at + 1, to, out);
                }
            }
        }
    }

    fn walk(&self, tokens: &[Token], node: u32, first: u32, at: usize, to: usize, out: &mut Vec<Match>) {
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
                    self.walk(tokens, child, first, at + 1, to, out);
                }
                if token.capitals {
                    let marked = symbol | CAPITALS;
                    let from = node.edges.partition_point(|e| e.0 < marked);
                    for &(_, child) in node.edges[from..].iter().take_while(|e| e.0 == marked) {
                        self.walk(tokens, child, first, at + 1, to, out);
                    }
                }
            }
        }
        if let Some(child) = node.number.filter(|_| token.digits || token.number) {
            self.walk(tokens, child, first, at + 1, to, out);
            if !token.digits && at + 1 < to && !tokens[at + 1].digits && tokens[at + 1].number {
                self.walk(tokens, child, first, at + 2, to, out);
            }
        }
        for &(most, child) in &node.gaps {
            for skip in 0..=most as usize {
                if at + skip <= to {
                    self.walk(tokens, child, first, at + skip, to, out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_beginning_is_found() {
        let words = Words::of(["b", "be", "bear", "beard", "c", "ça"].iter());
        let longest = |word| words.longest(word).map(|i| words.get(i));
        assert_eq!(longest("beards"), Some("beard"));
        assert_eq!(longest("beast"), Some("be"));
        assert_eq!(longest("be"), Some("be"));
        assert_eq!(longest("bzz"), Some("b"));
        assert_eq!(longest("ça va"), Some("ça"));
        assert_eq!((longest("a"), longest("d"), longest("")), (None, None, None));
    }
}
