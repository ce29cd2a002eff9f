//! Enough English to tell whether one name can stand where another stood. What is not certain is a doubt.

use super::finding::Doubt;
use crate::notice::Span;

/// Words that may be written with a capital and are still no part of the name beside them.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "a", "about", "after", "also", "an", "and", "any", "as", "ask", "at", "because", "before", "but", "by", "call",
    "contact", "for", "from", "her", "his", "how", "if", "in", "into", "is", "it", "its", "like", "may", "of", "on",
    "or", "our", "out", "per", "please", "see", "since", "so", "such", "tell", "than", "that", "the", "their", "then",
    "these", "they", "this", "those", "through", "to", "under", "until", "via", "visit", "we", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "within", "without", "write", "you", "your",
];

/// Behind these words stands an object, with which no verb agrees.
#[rustfmt::skip]
const GOVERNING: &[&str] = &[
    "about", "breach", "by", "following", "follow", "follows", "for", "from", "in", "into", "keep", "meet", "meets",
    "obey", "obeys", "observe", "observes", "of", "on", "per", "respect", "respects", "through", "to", "under", "via",
    "with", "within",
];

/// Words that tell how many are meant.
const COUNTING: &[&str] =
    &["these", "those", "both", "all", "several", "two", "such", "this", "that", "each", "either"];

/// The words around those that are replaced, within their sentence.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What stands in front.
    pub before: &'a str,
    /// What stands behind.
    pub after: &'a str,
}

impl<'a> Around<'a> {
    /// The words of a sentence around a span of the same text.
    pub fn new(text: &'a str, sentence: Span, span: Span) -> Around<'a> {
        let cut = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default();
        Around {
            before: cut(sentence.start.min(span.start), span.start),
            after: cut(span.end, sentence.end.max(span.end)),
        }
    }

    /// The word in front, where only a space parts it from what is replaced.
    pub fn word_before(&self) -> Option<&'a str> {
        let front = self.before.trim_end();
        if front.len() == self.before.len() || !front.ends_with(char::is_alphanumeric) {
            return None;
        }
        front.rsplit(|c: char| c.is_whitespace() || "([{\"“‘—–/".contains(c)).next()
    }

    /// The same without the word in front.
    pub fn further(&self) -> Around<'a> {
        let front = self.before.trim_end();
        let word = self.word_before().map_or(0, str::len);
        Around { before: front.get(..front.len() - word).unwrap_or_default(), ..*self }
    }

    /// The word behind, where only a space parts it from what is replaced.
    fn word_behind(&self) -> Option<&'a str> {
        let rest = self.after.trim_start();
        if rest.len() == self.after.len() || !rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        rest.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').next()
    }

    /// What stands in brackets directly behind, and how many bytes it takes with its brackets and the space.
    pub fn bracket(&self) -> Option<(&'a str, usize)> {
        let rest = self.after.trim_start();
        let inside = rest.strip_prefix('(')?.split_once(')')?.0;
        Some((inside, self.after.len() - rest.len() + inside.len() + 2))
    }

    /// Whether the words are quoted, or run on into another word without a space.
    pub fn edges(&self) -> Option<Doubt> {
        let before = self.before.chars().next_back();
        let mut behind = self.after.chars();
        let (next, after_next) = (behind.next(), behind.next());
        let opens = |c: char| matches!(c, '"' | '\'' | '“' | '‘' | '«' | '`');
        if before.is_some_and(opens) {
            return Some(Doubt::Quoted);
        }
        let glued = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '@' | '_' | '\\' | '&' | '‑' | '#');
        let dotted = next == Some('.') && after_next.is_some_and(char::is_alphanumeric);
        let front = before.is_some_and(|c| glued(c) || c == '.');
        (front || next.is_some_and(glued) || dotted).then_some(Doubt::Longer)
    }

    /// Whether a word beside a name may belong to it.
    pub fn longer(&self, old: &str) -> Option<Doubt> {
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let part = |w: &str| (capital(w) || w.starts_with(|c: char| c.is_ascii_digit())) && !small(w);
        let begins = capital(old) && self.word_before().is_some_and(|w| capital(w) && !small(w));
        let last = old.split_whitespace().next_back().unwrap_or_default();
        let ends = part(last) && self.word_behind().is_some_and(part);
        (begins || ends).then_some(Doubt::Longer)
    }

    /// Whether words around would have to agree with another number.
    pub fn number(&self, old: &str, new: &str) -> Option<Doubt> {
        if plural(old) == plural(new) {
            return None;
        }
        let front =
            if self.word_before().is_some_and(|w| w.eq_ignore_ascii_case("the")) { self.further() } else { *self };
        let rest = self.bracket().and_then(|(_, len)| self.after.get(len..)).unwrap_or(self.after);
        let rest = rest.trim_start_matches([',', ' ', '\n', '\r']).to_lowercase();
        let related = ["which", "that", "who", "whose", "they", "it "].iter().any(|w| rest.starts_with(w));
        let lower = front.word_before().map(str::to_lowercase);
        let fits = match lower.as_deref() {
            Some(word) if COUNTING.contains(&word) => false,
            Some(word) => GOVERNING.contains(&word),
            // A heading or a list item that is the name and nothing else.
            None => front.before.trim().is_empty() && !rest.contains(char::is_alphanumeric),
        };
        (!fits || related).then_some(Doubt::Number)
    }
}

/// Whether "an" stands before a word, as far as its letters tell.
fn takes_an(word: &str) -> Option<bool> {
    let first = word.chars().next()?;
    if word.len() > 1 && short(word) {
        // It is spelt out.
        return Some("AEFHILMNORSX".contains(first));
    }
    match first.to_ascii_lowercase() {
        'a' | 'i' => Some(true),
        // "hour", "one", "unit", "euro"
        'h' | 'o' | 'u' | 'e' => None,
        c if c.is_ascii_alphabetic() => Some(false),
        _ => None,
    }
}

/// Whether the "a" or "an" before the old words may not fit the new ones.
pub fn article(old: &str, new: &str) -> Option<Doubt> {
    let first = |name: &str| name.split([' ', '-']).next().unwrap_or_default().to_owned();
    let (old, new) = (first(old), first(new));
    let same = old == new || takes_an(&old).is_some() && takes_an(&old) == takes_an(&new);
    (!same).then_some(Doubt::Article)
}

fn small(word: &str) -> bool {
    SMALL.contains(&word.to_lowercase().as_str())
}

/// Whether a name is a plural by its look, or names two things.
fn plural(name: &str) -> bool {
    let letters = |w: &&str| w.contains(char::is_alphabetic);
    let last = name.split_whitespace().rfind(letters).unwrap_or_default().trim_end_matches(')');
    let ending = last.ends_with('s') && !["ss", "us", "is", "'s", "’s"].iter().any(|e| last.ends_with(e));
    name.contains(" and the ") || ending && last.len() > 3
}

/// Whether a name is a short form: capitals and figures (`DPA 1998`), or one word with two capitals (`DfE`).
pub fn short(name: &str) -> bool {
    let capitals = |w: &str| w.chars().filter(|c| c.is_uppercase()).count();
    let all = |w: &str| w.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [word] => capitals(word) > 1 && word.len() < 8,
        _ => words.iter().all(|w| all(w)) && words.first().is_some_and(|w| capitals(w) > 1),
    }
}

/// A name and its short form: `Disclosure and Barring Service (DBS)`.
pub fn parts(name: &str) -> (&str, Option<&str>) {
    let parted = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    parted.map_or((name, None), |(long, short)| (long, Some(short)))
}

/// Whether letters in brackets are short for the name: `GDPR` for "UK General Data Protection Regulation".
pub fn stands_for(letters: &str, name: &str) -> bool {
    let initials: String = name
        .split_whitespace()
        .filter(|w| w.starts_with(char::is_uppercase))
        .map(|w| if short(w) { w } else { w.get(..1).unwrap_or_default() })
        .collect();
    letters.len() > 1 && letters.chars().all(|c| c.is_uppercase()) && initials.contains(letters)
}

/// The new words in the letters of the old: capitals throughout where the whole sentence is, a capital first where the
/// old words have one, and the apostrophes that the old words have.
pub fn cased(old: &str, new: &str, around: &Around<'_>) -> String {
    let new = &if old.contains('’') { new.replace('\'', "’") } else { new.to_owned() };
    let small = |text: &str| text.contains(char::is_lowercase);
    let shouted = old.split(|c: char| !c.is_alphabetic()).any(|w| w.chars().count() > 4);
    if shouted && !small(old) && !small(around.before) && !small(around.after) {
        return new.to_uppercase();
    }
    let mut letters = new.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && old.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => new.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn around<'a>(text: &'a str, old: &str) -> Around<'a> {
        let at = text.find(old).unwrap();
        Around::new(text, Span::new(0, text.len()), Span::new(at, at + old.len()))
    }

    #[test]
    fn a_name_with_a_name_beside_it_is_left_alone() {
        let longer = |text: &str, old: &str| around(text, old).longer(old).is_some();
        for (text, old, doubted) in [
            ("We ask the Criminal Records Bureau for it.", "Criminal Records Bureau", false),
            ("The Scottish Criminal Records Bureau", "Criminal Records Bureau", true),
            ("See NHS Digital Academy", "NHS Digital", true),
            ("Contact NHS Digital or us", "NHS Digital", false),
            ("Sharing With NHS Digital And Others", "NHS Digital", false),
            ("EU GDPR 2016", "GDPR 2016", true),
            ("Data Protection Act 2017 Schedule", "Data Protection Act 2017", true),
            ("Telephone 0303 123 1133", "0303 123 1133", false),
        ] {
            assert_eq!(longer(text, old), doubted, "{text}");
        }
        assert_eq!(around("the “NHS Digital” of", "NHS Digital").edges(), Some(Doubt::Quoted));
        assert_eq!(around("a CRB-check", "CRB").edges(), Some(Doubt::Longer));
        assert_eq!(around("(NHS Digital).", "NHS Digital").edges(), None);
    }

    #[test]
    fn verbs_agree_or_there_is_a_doubt() {
        let old = "General Data Protection Regulations";
        let doubted = |text: &str| around(text, old).number(old, "UK General Data Protection Regulation").is_some();
        for text in [
            "We follow the General Data Protection Regulations.",
            "under the General Data Protection Regulations (GDPR) we must",
            "General Data Protection Regulations",
            "the General Data Protection Regulations.",
        ] {
            assert!(!doubted(text), "{text}");
        }
        for text in [
            "The General Data Protection Regulations require it.",
            "under these General Data Protection Regulations",
            "What are the General Data Protection Regulations?",
            "under the General Data Protection Regulations, which require it",
            "both Acts and the General Data Protection Regulations",
        ] {
            assert!(doubted(text), "{text}");
        }
        let act = "Data Protection Act 1998";
        let both = "UK GDPR and the Data Protection Act 2018";
        assert!(around("the Data Protection Act 1998 requires", act).number(act, both).is_some());
        assert!(around("under the Data Protection Act 1998 you may", act).number(act, both).is_none());
    }

    #[test]
    fn an_article_fits_by_sound() {
        for (old, new, fits) in [
            ("CRB check", "DBS check", true),
            ("NHS Digital", "NHS England", true),
            ("HSCIC", "NHS England", true),
            ("IPCC", "Independent Office", true),
            ("DfES", "HM Prison", false),
            ("utility", "service", false),
        ] {
            assert_eq!(article(old, new).is_none(), fits, "{old} {new}");
        }
    }

    #[test]
    fn short_forms() {
        for (name, is) in
            [("DPA 1998", true), ("DfE", true), ("GDPR 2016", true), ("NHS Digital", false), ("Jisc", false)]
        {
            assert_eq!(short(name), is, "{name}");
        }
        assert_eq!(parts("Disclosure and Barring Service (DBS)"), ("Disclosure and Barring Service", Some("DBS")));
        assert!(stands_for("GDPR", "UK General Data Protection Regulation"));
        assert!(stands_for("DPA", "UK GDPR and the Data Protection Act 2018"));
        assert!(!stands_for("CRB", "Disclosure and Barring Service"));
    }

    #[test]
    fn letters_keep_their_size() {
        let cased = |text: &str, old: &str, new: &str| cased(old, new, &around(text, old));
        assert_eq!(cased("Prior to that", "Prior to", "before"), "Before");
        assert_eq!(cased("THE CRIMINAL RECORDS BUREAU", "CRIMINAL RECORDS BUREAU", "Board of X"), "BOARD OF X");
        assert_eq!(cased("the DPA 1998 says", "DPA 1998", "Data Act"), "Data Act");
        assert_eq!(cased("Her Majesty’s Revenue", "Her Majesty’s", "His Majesty's"), "His Majesty’s");
        assert_eq!(cased("the data act", "data act", "Data Act 2018"), "Data Act 2018");
    }
}
