//! Files that were given another name: what went and what came are paired where they say much the same.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Where more files than this came, or went, renames are not looked for: each would be set against each.
pub const MOST_RENAMES: usize = 1000;
/// Of its words in threes a file keeps so many, enough to tell how much two files share within a few hundredths.
const KEPT: usize = 512;
/// Two files are one when they share so many hundredths of their words in threes. Notices from one mould share less.
const ALIKE: u32 = 60;
/// Words that stand together in a mark.
const TOGETHER: usize = 3;

/// What a file is compared by: small marks of its words in threes, and of the whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    whole: blake3::Hash,
    /// The smallest marks, in order, each once.
    marks: Vec<u64>,
    /// How many there are in all.
    count: usize,
}

impl Print {
    /// The print of a file's bytes.
    pub fn of(bytes: &[u8]) -> Print {
        let words: Vec<&[u8]> = bytes.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).collect();
        let mark = |together: &[&[u8]]| {
            let mut hasher = FxHasher::default();
            for word in together {
                hasher.write(word);
                hasher.write_u8(b' ');
            }
            // The smallest are kept, so all bits have to count alike.
            hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
        };
        let mut marks: Vec<u64> = words.windows(TOGETHER.min(words.len()).max(1)).map(mark).collect();
        marks.sort_unstable();
        marks.dedup();
        let count = marks.len();
        marks.truncate(KEPT);
        Print { whole: blake3::hash(bytes), marks, count }
    }

    /// How much two files share of their words in threes, in hundredths; files without words share nothing.
    fn likeness(&self, other: &Print) -> u32 {
        let (less, more) = (self.count.min(other.count), self.count.max(other.count));
        if less == 0 {
            return 0;
        }
        if self.whole == other.whole {
            return 100;
        }
        // However alike, so much longer a text shares too little.
        if 200 * less < ALIKE as usize * (less + more) {
            return 0;
        }
        // Of the smallest marks of both together: those that both have. Of two files this is what they share of all.
        let (mut a, mut b, mut all, mut both) = (0, 0, 0_u64, 0_u64);
        while all < KEPT as u64
            && let (Some(x), Some(y)) = (self.marks.get(a), other.marks.get(b))
        {
            both += u64::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
            all += 1;
        }
        // Where one of them is at its end and nothing was cut, the rest of the other is its own.
        if all < KEPT as u64 {
            all += (self.marks.len().saturating_sub(a) + other.marks.len().saturating_sub(b)) as u64;
        }
        // What both share, against the mean of what each has.
        u32::try_from(200 * both / (all + both).max(1)).unwrap_or(0).min(99)
    }
}

/// A file that was given another name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Renamed {
    /// Which of the files that went.
    pub old: usize,
    /// Which of the files that came.
    pub new: usize,
    /// How much both share, in hundredths.
    pub likeness: u32,
}

/// Pairs files that went with files that came, each given by path and print: those most alike first, of equals those
/// of one file name, then by path. What comes out depends on the files alone, not on their order.
pub fn renames(old: &[(&str, Print)], new: &[(&str, Print)]) -> Vec<Renamed> {
    let mut pairs = Vec::new();
    for (o, (_, was)) in old.iter().enumerate() {
        for (n, (_, is)) in new.iter().enumerate() {
            let likeness = was.likeness(is);
            if likeness >= ALIKE {
                pairs.push(Renamed { old: o, new: n, likeness });
            }
        }
    }
    let name = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let paths = |pair: &Renamed| {
        let was = old.get(pair.old).map_or("", |f| f.0);
        (was, new.get(pair.new).map_or("", |f| f.0))
    };
    pairs.sort_by_cached_key(|pair| {
        let (was, is) = paths(pair);
        (u32::MAX - pair.likeness, name(was) != name(is), was.to_owned(), is.to_owned())
    });
    let (mut went, mut came) = (vec![false; old.len()], vec![false; new.len()]);
    pairs.retain(|pair| {
        let (Some(went), Some(came)) = (went.get_mut(pair.old), came.get_mut(pair.new)) else { return false };
        let free = !*went && !*came;
        if free {
            (*went, *came) = (true, true);
        }
        free
    });
    pairs.sort_by_key(|pair| pair.new);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, words: usize) -> String {
        (from..from + words).map(|i| format!("word{i} ")).collect()
    }

    fn prints<'a>(files: &[(&'a str, &str)]) -> Vec<(&'a str, Print)> {
        files.iter().map(|(path, text)| (*path, Print::of(text.as_bytes()))).collect()
    }

    fn pairs(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(usize, usize, u32)> {
        renames(&prints(old), &prints(new)).iter().map(|r| (r.old, r.new, r.likeness)).collect()
    }

    #[test]
    fn what_says_much_the_same_is_one() {
        let (long, other) = (text(0, 900), text(5000, 900));
        let edited = format!("{} some other words {}", text(0, 500), text(520, 380));
        let found = pairs(&[("a.md", &long), ("b.md", &other)], &[("c.md", "pancakes with eggs"), ("d.md", &edited)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == 0 && found[0].1 == 1 && found[0].2 > 90 && found[0].2 < 100, "{found:?}");
        // The half of it is another.
        assert_eq!(pairs(&[("a.md", &long)], &[("b.md", &text(450, 900))]), []);
        assert_eq!(pairs(&[("a.md", "")], &[("b.md", "")]), [], "nothing is like nothing");
        assert_eq!(pairs(&[("a.md", "one")], &[("b.md", "one")]), [(0, 0, 100)]);
    }

    #[test]
    fn of_equals_the_one_of_the_same_name() {
        let long = text(0, 50);
        let old = [("x/b.md", long.as_str()), ("x/a.md", &long)];
        let new = [("y/a.md", long.as_str()), ("y/b.md", &long)];
        assert_eq!(pairs(&old, &new), [(1, 0, 100), (0, 1, 100)]);
        // Else by path; each once.
        assert_eq!(pairs(&old, &[("y/c.md", &long)]), [(1, 0, 100)]);
    }

    #[test]
    fn likeness_is_the_share_of_what_is_said() {
        for (shared, own) in [(900, 100), (3000, 1000), (50, 10)] {
            let one = format!("{}{}", text(0, shared), text(10_000, own));
            let two = format!("{}{}", text(0, shared), text(20_000, own));
            let (one, two) = (Print::of(one.as_bytes()), Print::of(two.as_bytes()));
            let should = 100.0 * shared as f64 / (shared + own) as f64;
            let is = f64::from(one.likeness(&two));
            assert!((is - should).abs() < 6.0 && one.likeness(&two) == two.likeness(&one), "{is} for {should}");
        }
    }
}
