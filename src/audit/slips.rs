//! Values that differ by a slip, found without comparing all pairs: two words that differ by so many letters have a word
//! in common that is left when so many of their letters are taken out.

use super::fields::field;
use super::relate::slip;
use super::world::World;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Of longer words the beginning tells.
const LONGEST: usize = 48;

/// The values of a field of some claims.
pub struct Slips {
    edits: usize,
    /// Each value once, with the claims that have it.
    values: Vec<(String, Vec<u32>)>,
    /// By what is left of a value, which values.
    left: HashMap<String, Vec<usize>>,
    /// What was asked before.
    known: RefCell<HashMap<String, Rc<Vec<u32>>>>,
}

impl Slips {
    /// The values of a field of these claims.
    pub fn new(world: &World<'_>, claims: &[u32], name: &str, edits: usize) -> Slips {
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut values: Vec<(String, Vec<u32>)> = Vec::new();
        for index in claims {
            let Some(claim) = world.claim(*index) else { continue };
            for word in field(world, claim, name).words() {
                let word = word.to_lowercase();
                let slot = *at.entry(word.clone()).or_insert(values.len());
                if slot == values.len() {
                    values.push((word, Vec::new()));
                }
                if let Some((_, claims)) = values.get_mut(slot) {
                    claims.push(*index);
                }
            }
        }
        let mut left: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, (word, _)) in values.iter().enumerate() {
            for rest in deletions(word, edits) {
                left.entry(rest).or_default().push(i);
            }
        }
        Slips { edits, values, left, known: RefCell::default() }
    }

    /// The claims whose value is a slip of this one, in order.
    pub fn of(&self, word: &str) -> Rc<Vec<u32>> {
        let word = word.to_lowercase();
        if let Some(known) = self.known.borrow().get(&word) {
            return Rc::clone(known);
        }
        let mut near: Vec<usize> =
            deletions(&word, self.edits).iter().filter_map(|d| self.left.get(d)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let near = near.into_iter().filter_map(|i| self.values.get(i)).filter(|(v, _)| slip(v, &word, self.edits));
        let mut claims: Vec<u32> = near.flat_map(|(_, claims)| claims.iter().copied()).collect();
        claims.sort_unstable();
        claims.dedup();
        let claims = Rc::new(claims);
        self.known.borrow_mut().insert(word, Rc::clone(&claims));
        claims
    }
}

/// The word with up to so many of its letters left out.
fn deletions(word: &str, edits: usize) -> Vec<String> {
    let word: String = word.chars().take(LONGEST).collect();
    let mut found = vec![word];
    let mut from = 0;
    for _ in 0..edits.min(2) {
        let to = found.len();
        for w in from..to {
            let Some(word) = found.get(w).cloned() else { continue };
            for (i, c) in word.char_indices() {
                let mut shorter = String::with_capacity(word.len());
                shorter.push_str(word.get(..i).unwrap_or_default());
                shorter.push_str(word.get(i + c.len_utf8()..).unwrap_or_default());
                found.push(shorter);
            }
        }
        from = to;
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_share_a_deletion() {
        let share = |a: &str, b: &str, edits| {
            let b = deletions(b, edits);
            deletions(a, edits).iter().any(|d| b.contains(d))
        };
        assert!(share("harbour.example", "harbuor.example", 2));
        assert!(share("harbour", "harbor", 1));
        assert!(!share("harbour", "garden", 2));
    }
}
