//! From phrases to the automaton.

use super::automaton::{Automaton, CAPITALS, Lists, Node, Words};
use super::phrase::{Part, Word};
use super::tokens::NONE;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A node while phrases are added: of several steps that begin with a symbol each has a child.
#[derive(Default)]
struct Sprout {
    edges: Vec<(u32, u32)>,
    gaps: Vec<(u8, u32)>,
    number: Option<u32>,
    accepts: Vec<u32>,
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
    nodes: Vec<Sprout>,
    children: FxHashMap<(u32, u32), u32>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            symbols: FxHashMap::default(),
            words: Vec::new(),
            steps: FxHashMap::default(),
            nodes: vec![Sprout::default()],
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
        self.nodes.push(Sprout::default());
        self.children.insert((at, id), child);
        let node = &mut self.nodes[at as usize];
        match step {
            Step::Symbols(symbols) => node.edges.extend(symbols.iter().map(|s| (*s, child))),
            Step::Gap(most) => node.gaps.push((*most, child)),
            Step::Number => node.number = Some(child),
        }
        child
    }

    /// The automaton of all phrases.
    pub fn build(self) -> Automaton {
        // A text may be a whole word, a beginning, or both.
        let mut texts: BTreeMap<&str, (Option<u32>, Option<u32>)> = BTreeMap::new();
        for (symbol, word) in self.words.iter().enumerate() {
            let entry = texts.entry(&word.text).or_default();
            let symbol = Some(symbol as u32);
            if word.prefix { entry.1 = symbol } else { entry.0 = symbol }
        }
        let mut sets = Lists::default();
        for (text, (whole, _)) in &texts {
            let beginnings: Vec<u32> =
                (1..=text.len()).filter_map(|n| text.get(..n).and_then(|t| texts.get(t)).and_then(|t| t.1)).collect();
            sets.push(&whole.iter().copied().chain(beginnings.iter().copied()).collect::<Vec<u32>>());
            sets.push(&beginnings);
        }
        let words = Words::of(texts.keys());
        let mut joined = Joined { sprouts: &self.nodes, known: FxHashMap::default(), sets: Vec::new() };
        let mut root = vec![NONE; 2 * self.words.len()];
        let begins = self.nodes.first().map(|r| joined.edges(&[r])).unwrap_or_default();
        for (symbol, node) in begins {
            let place = 2 * (symbol & !CAPITALS) as usize + usize::from(symbol & CAPITALS != 0);
            root[place] = node;
        }
        let number = self.nodes.first().and_then(|r| r.number).map_or(NONE, |child| joined.node(vec![child]));
        let mut automaton = Automaton { words, sets, root, number, ..Automaton::default() };
        let mut at = 0;
        while let Some(set) = joined.sets.get(at).cloned() {
            joined.write(&set, &mut automaton);
            at += 1;
        }
        automaton.end();
        automaton.index();
        automaton
    }
}

/// The nodes of the automaton, each several sprouts that are reached in the same way.
struct Joined<'a> {
    sprouts: &'a [Sprout],
    known: FxHashMap<Vec<u32>, u32>,
    sets: Vec<Vec<u32>>,
}

impl Joined<'_> {
    /// The node of these sprouts.
    fn node(&mut self, mut set: Vec<u32>) -> u32 {
        set.sort_unstable();
        set.dedup();
        if let Some(&known) = self.known.get(&set) {
            return known;
        }
        let node = self.sets.len() as u32;
        self.known.insert(set.clone(), node);
        self.sets.push(set);
        node
    }

    fn edges(&mut self, of: &[&Sprout]) -> Vec<(u32, u32)> {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &(symbol, child) in of.iter().flat_map(|s| &s.edges) {
            children.entry(symbol).or_default().push(child);
        }
        children.into_iter().map(|(symbol, set)| (symbol, self.node(set))).collect()
    }

    fn write(&mut self, set: &[u32], automaton: &mut Automaton) {
        let sprouts = self.sprouts;
        let of: Vec<&Sprout> = set.iter().filter_map(|s| sprouts.get(*s as usize)).collect();
        let numbers: Vec<u32> = of.iter().filter_map(|s| s.number).collect();
        automaton.end();
        if let Some(node) = automaton.nodes.last_mut().filter(|_| !numbers.is_empty()) {
            node.number = self.node(numbers);
        }
        automaton.edges.extend(self.edges(&of));
        let mut gaps: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
        for &(most, child) in of.iter().flat_map(|s| &s.gaps) {
            gaps.entry(most).or_default().push(child);
        }
        for (most, set) in gaps {
            automaton.gaps.push((u32::from(most), self.node(set)));
        }
        let mut accepts: Vec<u32> = of.iter().flat_map(|s| s.accepts.iter().copied()).collect();
        accepts.sort_unstable();
        accepts.dedup();
        automaton.accepts.extend(accepts);
    }
}

impl Automaton {
    /// Ends the parts of the last node: adds one that begins where they end.
    fn end(&mut self) {
        let (edges, gaps, accepts) = (self.edges.len() as u32, self.gaps.len() as u32, self.accepts.len() as u32);
        self.nodes.push(Node { edges, gaps, accepts, number: NONE });
    }
}
