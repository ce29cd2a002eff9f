//! A lexicon as bytes: the build writes one (`build.rs`), the program reads it, so that nothing is compiled when it starts.
//!
//! Lists of numbers are their length and the numbers, each four bytes, the lowest first; a text is its length and its
//! bytes; everything follows in the order of the fields.

use super::automaton::{Automaton, Lists, Node, Words};
use super::compile::{Compiled, Entry};
use std::collections::BTreeMap;

impl Compiled {
    /// What these bytes say; nothing if they are not those of a lexicon.
    pub fn read(bytes: &[u8]) -> Option<Compiled> {
        let mut from = Reader(bytes);
        let groups = from.texts()?;
        let count = from.number()?;
        let mut entries = Vec::with_capacity(count.min(bytes.len()));
        for _ in 0..count {
            let (group, name) = (from.number()? as u16, from.text()?);
            let mut set = BTreeMap::new();
            let mut texts = from.texts()?.into_iter();
            while let (Some(key), Some(value)) = (texts.next(), texts.next()) {
                set.insert(key, value);
            }
            entries.push(Entry { group, name, set });
        }
        let text = from.text()?;
        let mut words =
            Words { text, ends: from.list()?, shorter: from.list()?, first: from.list()?, ..Words::default() };
        words.index();
        let sets = Lists { items: from.list()?, ends: from.list()? };
        let node = |n: &[u8; 16]| {
            let part = |at: usize| n.get(at..at + 4).map_or(0, word);
            Node { edges: part(0), gaps: part(4), accepts: part(8), number: part(12) }
        };
        let nodes = from.bytes()?.as_chunks().0.iter().map(node).collect();
        let pair = |p: &[u8; 8]| (p.get(..4).map_or(0, word), p.get(4..).map_or(0, word));
        let edges = from.bytes()?.as_chunks().0.iter().map(pair).collect();
        let gaps = from.bytes()?.as_chunks().0.iter().map(pair).collect();
        let (accepts, root) = (from.list()?, from.list()?);
        let number = *from.list()?.first()?;
        let mut automaton =
            Automaton { words, sets, nodes, edges, gaps, accepts, root, number, ..Automaton::default() };
        automaton.index();
        from.0.is_empty().then_some(Compiled { automaton, entries, groups })
    }
}

fn word(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        self.take(4).map(|bytes| word(bytes) as usize)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.take(count)
    }

    fn text(&mut self) -> Option<String> {
        std::str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.number()?).map(|_| self.text()).collect()
    }

    fn list(&mut self) -> Option<Vec<u32>> {
        Some(self.bytes()?.as_chunks().0.iter().map(|n: &[u8; 4]| u32::from_le_bytes(*n)).collect())
    }
}
