//! The wording of a notice in short: MinHash over shingles of words, with bands to find those that are alike.
//! Each shingle is hashed once and counts in one place (one-permutation hashing).
//!
//! Two sketches agree in as many of their places as the shingles of the two notices have in common, give or take a few
//! in a hundred. Notices that share a band are compared; others are not, so that no pair is looked at without reason.
//! The hashes are fixed: sketches made on two machines can be compared.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Words of a shingle.
const WORDS: usize = 5;
/// Places of a sketch.
const PLACES: usize = 128;
/// Places of a band.
const BAND: usize = 4;

/// The wording of a notice in short; empty where there are too few words to tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sketch(Vec<u16>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Sketch {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| match w.is_ascii() {
                true => w.bytes().fold(OFFSET, |h, b| step(h, u64::from(b.to_ascii_lowercase()))),
                false => w.chars().flat_map(char::to_lowercase).fold(OFFSET, |h, c| step(h, u64::from(c))),
            })
            .collect();
        if words.len() < 4 * WORDS {
            return Sketch::default();
        }
        let mut least = [u64::MAX; PLACES];
        for shingle in words.windows(WORDS) {
            let hash = mix(shingle.iter().fold(OFFSET, |h, w| step(h, *w)));
            if let Some(slot) = least.get_mut(hash as usize % PLACES) {
                *slot = (*slot).min(hash);
            }
        }
        Sketch((0..PLACES).map(|place| low(&least, place)).collect())
    }

    /// How many in a hundred shingles the two have in common, about.
    pub fn share(&self, other: &Sketch) -> u32 {
        if self.0.len() != PLACES || other.0.len() != PLACES {
            return 0;
        }
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        (equal * 100 / PLACES) as u32
    }

    /// The names of its bands.
    pub fn buckets(&self) -> Vec<String> {
        let name = |(i, band): (usize, &[u16])| {
            band.iter().fold(i.to_string(), |mut name, v| {
                name.push('-');
                write(&mut name, *v);
                name
            })
        };
        self.0.chunks(BAND).enumerate().map(name).collect()
    }
}

/// What stands for the least hash of a place; where no hash fell, that of another place, which depends on the place alone,
/// so that two notices with few words borrow alike.
fn low(least: &[u64; PLACES], place: usize) -> u16 {
    let own = std::iter::once(place);
    let others = (1_u64..=8 * PLACES as u64).map(|n| mix(n << 32 | place as u64) as usize % PLACES);
    let found = own.chain(others).find_map(|p| least.get(p).copied().filter(|l| *l != u64::MAX));
    found.map_or(0, |l| (l >> 48) as u16 ^ (l >> 16) as u16)
}

/// Writes a number in four hexadecimal digits.
fn write(text: &mut String, number: u16) {
    text.extend([12, 8, 4, 0].iter().filter_map(|shift| char::from_digit(u32::from(number >> shift & 0xf), 16)));
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(17)
}

/// Spreads a hash over all bits.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.iter().fold(String::with_capacity(4 * PLACES), |mut text, v| {
            write(&mut text, *v);
            text
        });
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sketch, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom("a sketch is none or 512 hexadecimal digits");
        if !(text.is_empty() || text.len() == 4 * PLACES) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let place = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
        (0..text.len()).step_by(4).map(place).collect::<Option<Vec<u16>>>().map(Sketch).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|w| format!("word{w} ")).collect()
    }

    #[test]
    fn tells_how_much_is_alike() {
        let whole = Sketch::of(&text(0..1000));
        assert_eq!(whole.share(&Sketch::of(&text(0..1000).to_uppercase())), 100);
        let most = whole.share(&Sketch::of(&text(0..950)));
        assert!((88..=100).contains(&most), "{most}");
        let half = whole.share(&Sketch::of(&text(333..1333)));
        assert!((36..=64).contains(&half), "{half}");
        assert_eq!(whole.share(&Sketch::of(&text(2000..3000))), 0);
        let bands = whole.buckets();
        assert!(Sketch::of(&text(0..950)).buckets().iter().any(|b| bands.contains(b)));
    }

    #[test]
    fn short_texts_are_never_alike() {
        let short = Sketch::of("Privacy notice. We keep data.");
        assert_eq!((short.share(&short), short.buckets().len()), (0, 0));
    }

    #[test]
    fn survives_being_written() {
        for sketch in [Sketch::of(&text(0..100)), Sketch::default()] {
            let line = serde_json::to_string(&sketch).unwrap();
            assert_eq!(serde_json::from_str::<Sketch>(&line).unwrap(), sketch);
        }
        assert!(serde_json::from_str::<Sketch>("\"00ff\"").is_err());
    }
}
