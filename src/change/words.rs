//! Words as they are compared: folded, without endings, the empty ones left out.

use crate::notice::fold_char;
use std::collections::BTreeSet;

/// Words that carry no meaning of their own in a notice.
const EMPTY: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "being",
    "both", "but", "by", "can", "could", "did", "do", "does", "each", "even", "every", "for", "from", "had", "has",
    "have", "here", "how", "if", "in", "into", "is", "it", "its", "just", "may", "might", "more", "most", "must", "no",
    "nor", "not", "of", "on", "once", "only", "onto", "or", "other", "our", "ours", "out", "over", "own", "same",
    "shall", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "upon", "us", "was", "we", "were", "what", "when",
    "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you",
    "your", "yours",
];

/// Words that nearly every sentence of a notice has: they do not tell one statement from another.
const USUAL: &[&str] = &[
    "data",
    "detail",
    "information",
    "personal",
    "record",
    "file",
    "document",
    "use",
    "process",
    "keep",
    "kept",
    "hold",
    "held",
    "give",
    "get",
    "make",
    "take",
    "need",
    "provide",
    "send",
    "handle",
    "manage",
    "deal",
    "run",
    "carry",
    "help",
    "collect",
    "share",
    "store",
    "receive",
    "ask",
    "tell",
    "way",
    "people",
    "person",
];

const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Forms that no ending tells.
const FORMS: &[(&str, &str)] = &[
    ("bought", "buy"),
    ("gave", "give"),
    ("given", "give"),
    ("got", "get"),
    ("held", "hold"),
    ("kept", "keep"),
    ("left", "leave"),
    ("lent", "lend"),
    ("made", "make"),
    ("paid", "pay"),
    ("ran", "run"),
    ("seen", "see"),
    ("sent", "send"),
    ("sold", "sell"),
    ("taken", "take"),
    ("told", "tell"),
    ("took", "take"),
    ("written", "write"),
];

/// A word and its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word, folded, with numbers in figures.
    pub text: String,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The words of a text, in order. A hyphen joins what would be one word without it (`e-mail`).
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut word = Word { text: String::new(), start: 0, end: 0 };
    for (at, c) in text.char_indices() {
        let mut buffer = [0; 4];
        let folded = fold_char(c).unwrap_or_else(|| c.encode_utf8(&mut buffer));
        let fits = folded.chars().all(char::is_alphanumeric);
        let short = word.text.len() == 1 && folded == "-" && text[at..].chars().nth(1).is_some_and(char::is_alphabetic);
        if fits && !folded.is_empty() {
            if word.text.is_empty() {
                word.start = at;
            }
            word.text.extend(folded.chars().flat_map(char::to_lowercase));
            word.end = at + c.len_utf8();
        } else if !folded.is_empty() && !short && !word.text.is_empty() {
            push(&mut out, &mut word);
        }
    }
    push(&mut out, &mut word);
    out
}

fn push(out: &mut Vec<Word>, word: &mut Word) {
    if word.text.is_empty() {
        return;
    }
    let mut done = std::mem::replace(word, Word { text: String::new(), start: 0, end: 0 });
    if let Some(number) = NUMBERS.iter().position(|n| *n == done.text) {
        done.text = number.to_string();
    }
    // The s of a possessive, the t of "don't".
    match done.text.as_str() {
        "s" => {}
        "t" if out.last().is_some_and(|w| w.text.ends_with('n')) => done.text = "not".to_owned(),
        _ => {}
    }
    if done.text != "s" {
        out.push(done);
    }
}

/// A word without its ending, so that forms of one word are the same.
pub fn stem(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) || !word.is_ascii() {
        return word.to_owned();
    }
    let word = FORMS.iter().find(|f| f.0 == word).map_or(word, |f| f.1);
    let mut stem = word.replace("isation", "ise").replace("ization", "ise").replace("ize", "ise").replace("izi", "isi");
    for (ending, least) in [("ings", 7), ("ing", 6), ("ies", 5), ("ied", 5), ("ed", 5), ("es", 5), ("s", 4)] {
        if stem.len() >= least && stem.ends_with(ending) && !stem.ends_with("ss") && !stem.ends_with("us") {
            stem.truncate(stem.len() - ending.len());
            if ending.starts_with('i') && ending != "ing" && ending != "ings" {
                stem.push('y');
            }
            break;
        }
    }
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 4 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if (doubled && !stem.ends_with("ss") && !stem.ends_with("ll")) || (stem.len() > 3 && stem.ends_with('e')) {
        stem.pop();
    }
    stem
}

/// Whether a word says nothing by itself.
pub fn is_empty(word: &str) -> bool {
    EMPTY.binary_search(&word).is_ok() || word.len() < 2 && !word.chars().all(|c| c.is_ascii_digit())
}

/// The stems of the words of a text that say something.
pub fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().filter(|w| !is_empty(&w.text)).map(|w| stem(&w.text)).collect()
}

/// The stems that tell a statement from others of its kind.
pub fn telling(text: &str) -> BTreeSet<String> {
    let mut all = stems(text);
    for word in USUAL {
        all.remove(&stem(word));
    }
    all
}

/// Whether two texts have a telling word in common, or one has none at all.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (telling(a), telling(b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

/// The words of a text as one line, for equality.
pub fn plain(text: &str) -> String {
    words(text).iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(plain("We don’t keep your E-mails for six\n years."), "we don not keep your emails for 6 years");
        assert_eq!(plain("the company's long-term “plan”"), "the company long term plan");
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (a, b) in [
            ("bookings", "book"),
            ("stored", "stores"),
            ("parties", "party"),
            ("organization", "organisations"),
            ("dropped", "dropping"),
            ("boarding", "board"),
            ("sold", "sell"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert!(alike("to send you our newsletter", "posting newsletters"));
        assert!(!alike("sending newsletters", "sending invoices"));
    }
}
