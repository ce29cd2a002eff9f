//! The one automaton: every word is looked up once, and all phrases are followed together.

use super::tokens::{NONE, Token};

/// Marks a symbol that asks for capitals.
pub(super) const CAPITALS: u32 = 1 << 31;

/// All phrases as one graph over symbols; a symbol is a known word or beginning of a word. From each node a symbol leads
/// to one node at most. The parts of a node are ranges of the lists here: they end where those of the next node begin.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Automaton {
    pub words: Words,
    /// For each known word: the symbols of a token that equals it, and of one that only begins with it.
    pub sets: Lists,
    pub nodes: Vec<Node>,
    /// Symbol and node, by symbol.
    pub edges: Vec<(u32, u32)>,
    /// How many tokens may stand between, and the node behind them.
    pub gaps: Vec<(u32, u32)>,
    /// The phrases that end at a node.
    pub accepts: Vec<u32>,
    /// For each symbol the node that it begins with, and the one that it begins with in capitals; `NONE` for none.
    pub root: Vec<u32>,
    /// The node that a number begins with.
    pub number: u32,
    /// For each node, what can lead on from it; for each set of symbols, the same marks. Nearly all nodes that stand behind
    /// a gap are at a dead end, which this tells without a search.
    pub ahead: Vec<u64>,
    pub marks: Vec<u64>,
}

/// A node from which something leads on, or at which a phrase ends, whatever stands there.
const ALWAYS: u64 = 1 << 63;
/// A node that goes on with a number.
const COUNT: u64 = 1 << 62;

/// One of the other bits, for a symbol with or without capitals.
fn mark(symbol: u32) -> u64 {
    1 << ((symbol & !CAPITALS) % 62)
}

/// Lists, one after the other.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Lists {
    pub items: Vec<u32>,
    /// Where each ends.
    pub ends: Vec<u32>,
}

impl Lists {
    pub fn push(&mut self, list: &[u32]) {
        self.items.extend_from_slice(list);
        self.ends.push(self.items.len() as u32);
    }

    fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    fn get(&self, index: u32) -> &[u32] {
        let from = index.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.items[from as usize..self.ends[index as usize] as usize]
    }
}

/// Where the parts of a node begin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Node {
    pub edges: u32,
    pub gaps: u32,
    pub accepts: u32,
    /// The node behind a number.
    pub number: u32,
}

/// Second letters: none, one before `a`, `a` to `z`, one behind `z`.
const SECONDS: usize = 29;
/// How many beginnings are told apart.
const BEGINNINGS: usize = 256 * SECONDS;

/// The number of a word's beginning, its first byte and its second letter, in alphabetical order.
fn beginning(word: &str) -> usize {
    let mut bytes = word.bytes();
    let first = bytes.next().map_or(0, usize::from);
    let second = match bytes.next() {
        None => 0,
        Some(b) if b < b'a' => 1,
        Some(b) if b <= b'z' => 2 + usize::from(b - b'a'),
        Some(_) => SECONDS - 1,
    };
    first * SECONDS + second
}

/// The known words in alphabetical order, one after the other.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Words {
    pub text: String,
    /// Where each ends.
    pub ends: Vec<u32>,
    /// For each, the longest other one that it begins with; itself where there is none.
    pub shorter: Vec<u32>,
    /// For each beginning, in order, the first word that has it or a later one.
    pub first: Vec<u32>,
    /// The first letters of each word as a number, in the order of the words.
    pub heads: Vec<u64>,
}

/// The first eight bytes of a word, as a number that is the greater the later the word stands in the alphabet.
fn head(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if let Some(first) = bytes.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    bytes.iter().rev().fold(0, |head, byte| head >> 8 | u64::from(*byte) << 56)
}

impl Words {
    pub fn of<'a>(sorted: impl Iterator<Item = &'a &'a str>) -> Words {
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
        let mut first = Vec::with_capacity(BEGINNINGS + 1);
        let mut at = 0;
        for begins in 0..BEGINNINGS {
            while at < count && beginning(words.get(at)) < begins {
                at += 1;
            }
            first.push(at);
        }
        first.push(count);
        words.first = first;
        words.index();
        words
    }

    /// Makes what is found from the rest.
    pub fn index(&mut self) {
        self.heads = (0..self.ends.len() as u32).map(|i| head(self.get(i))).collect();
    }

    fn get(&self, index: u32) -> &str {
        let from = index.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[from as usize..self.ends[index as usize] as usize]
    }

    /// The longest known word that this one begins with.
    fn longest(&self, word: &str) -> Option<u32> {
        let begins = beginning(word);
        let head = head(word);
        let (mut low, mut high) = (self.first[begins], self.first[begins + 1]);
        while low < high {
            let middle = low.midpoint(high);
            let order = self.heads[middle as usize].cmp(&head);
            let before = order.is_lt() || order.is_eq() && self.get(middle) <= word;
            if before { low = middle + 1 } else { high = middle }
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

/// A phrase found: which, and its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub phrase: u32,
    pub first: u32,
    pub last: u32,
}

impl Automaton {
    /// Makes what is found from the rest.
    pub fn index(&mut self) {
        let marks = |symbols: &mut dyn Iterator<Item = u32>| symbols.fold(0, |all, symbol| all | mark(symbol));
        self.marks = (0..self.sets.count()).map(|set| marks(&mut self.sets.get(set).iter().copied())).collect();
        let ahead = |(node, next): (&Node, &Node)| {
            let always = next.accepts > node.accepts || next.gaps > node.gaps;
            let edges = &self.edges[node.edges as usize..next.edges as usize];
            let number = if node.number == NONE { 0 } else { COUNT };
            marks(&mut edges.iter().map(|e| e.0)) | number | if always { ALWAYS } else { 0 }
        };
        self.ahead = self.nodes.iter().zip(self.nodes.iter().skip(1)).map(ahead).collect();
    }

    /// Which set of known words a folded word belongs to.
    pub fn classify(&self, word: &str) -> u32 {
        let Some(known) = self.words.longest(word) else { return NONE };
        let set = 2 * known + u32::from(self.words.get(known).len() != word.len());
        if self.sets.get(set).is_empty() { NONE } else { set }
    }

    /// Every phrase that begins at a token and ends before `to`.
    pub fn find(&self, tokens: &[Token], at: usize, to: usize, out: &mut Vec<Match>) {
        let token = tokens[at];
        let walk = Walk { automaton: self, tokens: &tokens[..to], first: at as u32 };
        if token.digits || token.number {
            walk.number(self.number, at, out);
        }
        if token.set == NONE {
            return;
        }
        for &symbol in self.sets.get(token.set) {
            let begins = 2 * symbol as usize;
            walk.step(self.root[begins], at + 1, out);
            if token.capitals {
                walk.step(self.root[begins + 1], at + 1, out);
            }
        }
    }
}

/// Following all phrases that begin at one token.
struct Walk<'a> {
    automaton: &'a Automaton,
    /// The tokens up to the end of the sentence.
    tokens: &'a [Token],
    first: u32,
}

impl Walk<'_> {
    /// Goes on from a node, if anything can be found there.
    fn step(&self, node: u32, at: usize, out: &mut Vec<Match>) {
        let Some(ahead) = self.automaton.ahead.get(node as usize) else { return };
        let mut here = ALWAYS;
        if let Some(token) = self.tokens.get(at) {
            here |= if token.digits || token.number { COUNT } else { 0 };
            here |= self.automaton.marks.get(token.set as usize).copied().unwrap_or_default();
        }
        if ahead & here != 0 {
            self.from(node, at, out);
        }
    }

    fn from(&self, node: u32, at: usize, out: &mut Vec<Match>) {
        let graph = self.automaton;
        let (Some(node), Some(next)) = (graph.nodes.get(node as usize), graph.nodes.get(node as usize + 1)) else {
            return;
        };
        for &phrase in &graph.accepts[node.accepts as usize..next.accepts as usize] {
            out.push(Match { phrase, first: self.first, last: at as u32 - 1 });
        }
        let Some(token) = self.tokens.get(at) else { return };
        let edges = &graph.edges[node.edges as usize..next.edges as usize];
        if token.set != NONE && !edges.is_empty() {
            for &symbol in graph.sets.get(token.set) {
                if let Ok(i) = edges.binary_search_by_key(&symbol, |e| e.0) {
                    self.step(edges[i].1, at + 1, out);
                }
                if token.capitals
                    && let Ok(i) = edges.binary_search_by_key(&(symbol | CAPITALS), |e| e.0)
                {
                    self.step(edges[i].1, at + 1, out);
                }
            }
        }
        if token.digits || token.number {
            self.number(node.number, at, out);
        }
        for &(most, child) in &graph.gaps[node.gaps as usize..next.gaps as usize] {
            for skip in 0..=most as usize {
                if at + skip <= self.tokens.len() {
                    self.step(child, at + skip, out);
                }
            }
        }
    }

    /// Goes on behind the number that stands there.
    fn number(&self, child: u32, at: usize, out: &mut Vec<Match>) {
        if child == NONE {
            return;
        }
        self.step(child, at + 1, out);
        // "Twenty one".
        let words = |t: &Token| !t.digits && t.number;
        if self.tokens.get(at).is_some_and(|t| !t.digits) && self.tokens.get(at + 1).is_some_and(words) {
            self.step(child, at + 2, out);
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
        assert_eq!((longest("b-"), longest("béa"), longest("çà")), (Some("b"), Some("b"), None));
        assert_eq!((longest("a"), longest("d"), longest("")), (None, None, None));
    }
}
