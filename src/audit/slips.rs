//! Values that differ by a slip: compared with each other, the most of them by their letters alone.

use super::fields::field;
use super::relate::slip;
use super::world::World;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// So many pairs of values are compared; whoever writes thousands of addresses into a notice has no slip to fear.
const MOST: usize = 100_000_000;

/// The values of a field of some claims.
pub struct Slips {
    edits: usize,
    /// Each value once, with its letters and the claims that have it.
    values: Vec<(String, Letters, Vec<u32>)>,
    /// What was asked before.
    known: RefCell<FxHashMap<String, Rc<Vec<u32>>>>,
}

impl Slips {
    /// The values of a field of these claims.
    pub fn new(world: &World<'_>, claims: &[u32], name: &str, edits: usize) -> Slips {
        let mut at: FxHashMap<String, usize> = FxHashMap::default();
        let mut values: Vec<(String, Letters, Vec<u32>)> = Vec::new();
        for index in claims {
            let Some(claim) = world.claim(*index) else { continue };
            for word in field(world, claim, name).words() {
                let word = word.to_lowercase();
                let slot = *at.entry(word.clone()).or_insert(values.len());
                if slot == values.len() {
                    let letters = Letters::of(&word);
                    values.push((word, letters, Vec::new()));
                }
                if let Some((_, _, claims)) = values.get_mut(slot) {
                    claims.push(*index);
                }
            }
        }
        Slips { edits, values, known: RefCell::default() }
    }

    /// Whether as many values were compared as may be.
    pub fn is_spent(&self) -> bool {
        self.known.borrow().len() * self.values.len() > MOST
    }

    /// The claims whose value is a slip of this one, in order.
    pub fn of(&self, word: &str) -> Rc<Vec<u32>> {
        let word = word.to_lowercase();
        if let Some(known) = self.known.borrow().get(&word) {
            return Rc::clone(known);
        }
        if self.is_spent() {
            return Rc::default();
        }
        let letters = Letters::of(&word);
        let near = self.values.iter().filter(|(v, l, _)| l.near(letters, self.edits) && slip(v, &word, self.edits));
        let mut claims: Vec<u32> = near.flat_map(|(_, _, claims)| claims.iter().copied()).collect();
        claims.sort_unstable();
        claims.dedup();
        let claims = Rc::new(claims);
        self.known.borrow_mut().insert(word, Rc::clone(&claims));
        claims
    }
}

/// How many letters a word has, and which: tells cheaply that two words are no slips of each other.
#[derive(Clone, Copy)]
struct Letters {
    count: usize,
    which: u64,
}

impl Letters {
    fn of(word: &str) -> Letters {
        word.chars().fold(Letters { count: 0, which: 0 }, |l, c| Letters {
            count: l.count + 1,
            which: l.which | 1 << (u32::from(c) % 64),
        })
    }

    /// Whether so many slips can lie between them: each changes the number by one at most, the letters by two.
    fn near(self, other: Letters, edits: usize) -> bool {
        self.count.abs_diff(other.count) <= edits && (self.which ^ other.which).count_ones() as usize <= 2 * edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_never_part_slips() {
        let near = |a: &str, b: &str, edits| Letters::of(a).near(Letters::of(b), edits);
        assert!(near("harbour.example", "harbuor.example", 2));
        assert!(near("harbour", "harbor", 1));
        assert!(near("harbour", "garbour", 1));
        assert!(!near("harbour", "garden", 2));
    }
}
