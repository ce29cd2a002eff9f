//! Tokens: the words of a notice, folded, with their places.

use super::phrase::Word;
use crate::notice::fold_char;

/// A word of a notice.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the reading text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Which set of known words it belongs to; `NONE` for words that no phrase uses.
    pub(super) set: u32,
    /// Whether it is written in capitals.
    pub(super) capitals: bool,
    /// Whether it is a number in digits.
    pub(super) digits: bool,
    /// Whether it is a number in words.
    pub(super) number: bool,
}

impl Token {
    /// Whether it is a number in digits.
    pub fn is_number(&self) -> bool {
        self.digits
    }
}

/// No known word.
pub(super) const NONE: u32 = u32::MAX;

/// Cuts text into words. `each` gets start, end (bytes, from `base`), and the folded word.
pub(super) fn cut(text: &str, base: usize, buffer: &mut String, mut each: impl FnMut(usize, usize, &str)) {
    let mut start = None;
    buffer.clear();
    let mut end = 0;
    let mut next = 0;
    while let Some(c) = text[next..].chars().next() {
        let at = next;
        if c.is_ascii_alphanumeric() {
            // Most words are in ASCII: they are taken whole.
            let run = text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            start.get_or_insert(at);
            let from = buffer.len();
            buffer.push_str(&text[at..at + run]);
            buffer[from..].make_ascii_lowercase();
            next = at + run;
            end = next;
            continue;
        }
        let width = c.len_utf8();
        next = at + width;
        let folded = if c.is_ascii() { None } else { fold_char(c) };
        let apostrophe = c == '\'' || folded == Some("'");
        if apostrophe && start.is_some() && text[next..].starts_with(char::is_alphanumeric) {
            // Kept inside a word ("don't"); a possessive 's is cut off below.
            buffer.push('\'');
            continue;
        }
        match folded {
            Some("") if start.is_some() => continue,
            Some(letters) if letters.as_bytes()[..].first().is_some_and(u8::is_ascii_alphanumeric) => {
                start.get_or_insert(at);
                buffer.push_str(letters);
                end = at + width;
                continue;
            }
            None if c.is_alphanumeric() => {
                start.get_or_insert(at);
                buffer.extend(c.to_lowercase());
                end = at + width;
                continue;
            }
            _ => {}
        }
        if let Some(from) = start.take() {
            each(base + from, base + end, stem(buffer));
            buffer.clear();
        }
    }
    if let Some(from) = start {
        each(base + from, base + end, stem(buffer));
        buffer.clear();
    }
}

/// A word without its possessive.
fn stem(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'')
}

/// The words of a phrase, folded as those of a notice.
pub(super) fn plain(phrase: &str) -> Vec<Word> {
    let mut words = Vec::new();
    cut(phrase, 0, &mut String::new(), |start, end, word| {
        let written = &phrase[start..end];
        let capitals = (2..=4).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_uppercase());
        words.push(Word { text: word.to_owned(), prefix: false, capitals });
    });
    words
}

/// The number that a folded word stands for, from nought to ninety-nine in words.
pub fn number(word: &str) -> Option<u32> {
    if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 6 {
        return word.parse().ok();
    }
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => 100,
        _ => return None,
    })
}
