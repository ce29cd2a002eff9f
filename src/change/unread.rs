//! Words that no claim covers, and that still tell people something: figures, names, denials, promises.
//!
//! Extractors read what notices usually say. An edit may lie beside that, and a comparison that looked at claims alone
//! would call it editorial. So where no claim tells of a change, the words of a sentence are looked at themselves.

use super::align::{Alignment, Line};
use super::words::{Word, is_empty, stem, telling, words};
use super::{Change, Side, Weight, What};
use crate::claims::Claim;
use crate::notice::Span;
use std::collections::BTreeSet;

/// Words that make a denial of what would be a statement. Two of them in one sentence make none.
const DENIALS: &[&str] =
    &["not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "unless", "cannot", "except"];
/// Where a word of one group gave way to one of the other, more or less is promised.
const FIRM: &[&str] = &["always", "must", "will", "never"];
const LOOSE: &[&str] = &["may", "might", "sometimes", "usually", "normally", "try", "aim"];
/// A new sentence without any of these promises nothing.
const TELLING: &[&str] = &[
    "will", "never", "always", "must", "may", "cannot", "not", "free", "charge", "fee", "require", "share", "sell",
    "transfer", "store", "monitor", "record", "profile", "delete", "track", "encrypt", "collect", "receive", "buy",
    "disclose", "pass", "destroy", "keep", "check", "decid", "publish", "film", "scor",
];
/// A figure after one of these is a place in a text, not a figure.
const PLACES: &[&str] = &[
    "section",
    "sections",
    "paragraph",
    "part",
    "clause",
    "page",
    "article",
    "articles",
    "annex",
    "appendix",
    "schedule",
    "step",
    "table",
    "version",
    "no",
    "number",
    "chapter",
];
/// A sentence about the notice itself.
const ITSELF: &[&str] = &["notice", "policy", "page", "document", "statement", "version"];
/// Names that are of nobody.
const NOBODY: &[&str] = &[
    "english",
    "welsh",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "friday",
];
const REVISED: &[&str] =
    &["writ", "review", "updat", "version", "publish", "chang", "revis", "amend", "effectiv", "written", "read"];

/// What differs in words that no change of a claim tells of.
pub fn compare(old: &Side<'_>, new: &Side<'_>, lines: &Alignment, changes: &[Change]) -> Vec<Change> {
    let told: Vec<(Option<Span>, Option<Span>)> =
        changes.iter().filter(|c| c.weight == Weight::Material).map(|c| (c.old, c.new)).collect();
    let told_old = |line: &Line| told.iter().any(|t| t.0.is_some_and(|s| s.overlaps(line.span)));
    let told_new = |line: &Line| told.iter().any(|t| t.1.is_some_and(|s| s.overlaps(line.span)));
    let all = |lines: &[Line]| lines.iter().flat_map(|l| l.stems.iter().cloned()).collect::<BTreeSet<String>>();
    let stems = (all(&lines.old), all(&lines.new));
    let mut out = Vec::new();
    for (at, line) in lines.old.iter().enumerate() {
        let before = Text::of(old, line);
        match lines.forth[at].map(|i| &lines.new[i]) {
            Some(partner) if partner.plain == line.plain => {}
            Some(partner) if told_old(line) || told_new(partner) => {}
            Some(partner) => {
                let after = Text::of(new, partner);
                out.extend(reworded(&before, &after, &stems).map(|why| {
                    let says = format!("{why}: “{}” → “{}”", before.short(), after.short());
                    change(What::Changed, says, Some(line.span), Some(partner.span))
                }));
            }
            None if told_old(line) || Alignment::covered(line, &lines.new) => {}
            None => {
                if let Some(why) = before.alone(&stems.1) {
                    let says = format!("{why} no longer told: “{}”", before.short());
                    out.push(change(What::Removed, says, Some(line.span), None));
                }
            }
        }
    }
    for (at, line) in lines.new.iter().enumerate().filter(|(at, _)| lines.back[*at].is_none()) {
        let after = Text::of(new, line);
        if lines.back[at].is_none()
            && !told_new(line)
            && !Alignment::covered(line, &lines.old)
            && let Some(why) = after.alone(&stems.0)
        {
            let says = format!("New {}: “{}”", why.to_lowercase(), after.short());
            out.push(change(What::Added, says, None, Some(line.span)));
        }
    }
    out
}

fn change(what: What, says: String, old: Option<Span>, new: Option<Span>) -> Change {
    Change { what, weight: Weight::Material, kind: "statement", says, fields: Vec::new(), old, new }
}

/// A sentence, with what claims cover of it.
struct Text<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// For each word whether a claim covers it.
    read: Vec<bool>,
    heading: bool,
    listing: bool,
    claimed: bool,
}

impl<'a> Text<'a> {
    fn of(side: &Side<'a>, line: &Line) -> Text<'a> {
        let text = side.notice.words(line.span);
        let words = words(text);
        let inside: Vec<_> = side.claims.claims.iter().filter(|c| line.span.overlaps(c.span)).collect();
        let narrow =
            |c: &&&Claim| c.force.asserts() && !matches!(c.kind, "purpose" | "sharing" | "cookies" | "enactment");
        let covers: Vec<Span> = inside.iter().filter(narrow).map(|c| c.span).collect();
        let read = |w: &Word| {
            let start = line.span.start + w.start as u32;
            covers.iter().any(|s| s.start <= start && start < s.end)
        };
        let read = words.iter().map(read).collect();
        let listing = inside.iter().any(|c| matches!(c.kind, "category" | "recipient" | "source"));
        let claimed = inside.iter().any(|c| c.force.asserts());
        Text { text, words, read, heading: line.heading, listing, claimed }
    }

    /// The sentence, cut if it is long.
    fn short(&self) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(90) {
            Some((at, _)) => format!("{}…", line[..at].trim_end()),
            None => line,
        }
    }

    fn has(&self, any: &[&str]) -> bool {
        self.words.iter().any(|w| any.contains(&w.text.as_str()))
    }

    fn about_itself(&self) -> bool {
        let revised = self.words.iter().any(|w| REVISED.contains(&stem(&w.text).as_str()));
        revised && (self.has(ITSELF) || self.words.len() < 8)
    }

    /// Figures that are no places in a text and that no claim covers.
    fn figures(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let digits = word.text.chars().next().is_some_and(|c| c.is_ascii_digit());
            let place = at > 0 && PLACES.contains(&self.words[at - 1].text.as_str());
            // "one" is seldom a number.
            let one = word.text == "1" && !self.text[word.start..].starts_with('1');
            if digits && !place && !one && !self.read[at] {
                all.push(&word.text);
            }
        }
        all.sort_unstable();
        all
    }

    /// Names that no claim covers: words with a capital letter within a sentence that is not all capitals.
    fn names(&self) -> BTreeSet<String> {
        let capital = |w: &Word| {
            let mut chars = self.text[w.start..w.end].chars();
            chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
        };
        let telling: Vec<&Word> = self.words.iter().filter(|w| !is_empty(&w.text)).collect();
        let capitals = telling.iter().filter(|w| capital(w)).count();
        if self.heading || capitals * 5 > telling.len() * 4 {
            return BTreeSet::new();
        }
        let begins = |w: &Word| {
            let before = self.text[..w.start].trim_end().chars().next_back();
            before.is_none_or(|c| matches!(c, '.' | ':' | '?' | '!' | '•' | '(' | '"' | '“'))
        };
        let named = |(at, w): &(usize, &Word)| {
            capital(w) && !NOBODY.contains(&w.text.as_str()) && !begins(w) && !self.read[*at] && !is_empty(&w.text)
        };
        self.words.iter().enumerate().filter(named).map(|(_, w)| stem(&w.text)).collect()
    }

    fn denies(&self) -> bool {
        let not_only = |at: usize| self.words.get(at + 1).is_some_and(|w| matches!(w.text.as_str(), "only" | "just"));
        let denial = |(at, w): &(usize, &Word)| DENIALS.contains(&w.text.as_str()) && !not_only(*at);
        self.words.iter().enumerate().filter(denial).count() % 2 == 1
    }

    /// What a sentence without fellow tells that nothing else tells.
    fn alone(&self, elsewhere: &BTreeSet<String>) -> Option<&'static str> {
        if self.heading || self.about_itself() || self.text.trim_end().ends_with('?') {
            return None;
        }
        let subject = self.has(&["we", "our", "us", "you", "your"]);
        let verb =
            self.words.iter().any(|w| TELLING.contains(&w.text.as_str()) || TELLING.contains(&stem(&w.text).as_str()));
        if !self.names().is_subset(elsewhere) && subject {
            return Some("Statement");
        }
        if !self.figures().is_empty() {
            return Some("Statement");
        }
        let said = telling(self.text).is_subset(elsewhere);
        (subject && verb && !said && !self.has(ITSELF)).then_some("Statement")
    }

    /// The members of its list.
    fn members(&self) -> Vec<(BTreeSet<String>, bool)> {
        let mut members: Vec<(BTreeSet<String>, bool)> = Vec::new();
        let mut current = (BTreeSet::new(), false);
        let mut last = 0;
        for (at, word) in self.words.iter().enumerate() {
            let between = &self.text[last..word.start];
            let joins = matches!(word.text.as_str(), "and" | "or");
            if between.contains([',', ';', ':']) || joins {
                members.push(std::mem::take(&mut current));
            }
            if !is_empty(&word.text) {
                current.0.insert(stem(&word.text));
            }
            current.1 |= self.read[at];
            last = word.end;
        }
        members.push(current);
        members.retain(|m| !m.0.is_empty());
        members
    }
}

/// Whether a sentence gave way to one of other words, most of which stand nowhere else.
fn replaced(old: &Text<'_>, new: &Text<'_>, stems: &(BTreeSet<String>, BTreeSet<String>)) -> bool {
    let (before, after) = (telling(old.text), telling(new.text));
    let shared = before.intersection(&after).count();
    let strange = before.difference(&stems.1).count() + after.difference(&stems.0).count();
    strange > 1 && shared * 5 < before.len() + after.len()
}

/// How the words of a sentence tell something else, if they do.
fn reworded(old: &Text<'_>, new: &Text<'_>, stems: &(BTreeSet<String>, BTreeSet<String>)) -> Option<&'static str> {
    if old.heading || new.heading || (old.about_itself() && new.about_itself()) {
        return None;
    }
    if old.figures() != new.figures() {
        return Some("Another figure");
    }
    let strange = |text: &Text<'_>, elsewhere: &BTreeSet<String>| text.names().iter().any(|n| !elsewhere.contains(n));
    if strange(old, &stems.1) || strange(new, &stems.0) {
        return Some("Another name");
    }
    if old.denies() != new.denies() {
        return Some("A denial came or went");
    }
    let turned = |a: &Text<'_>, b: &Text<'_>| a.has(FIRM) && !a.has(LOOSE) && b.has(LOOSE) && !b.has(FIRM);
    let right = old.has(&["you"]) && new.has(&["you"]) && old.has(&["may"]) != new.has(&["may"]);
    if (turned(old, new) || turned(new, old)) && !right {
        return Some("More or less is promised");
    }
    let more = |a: &Text<'_>, b: &Text<'_>, known: &BTreeSet<String>| {
        let (a, b) = (telling(a.text), telling(b.text));
        a.difference(&b).count() == 0 && b.difference(known).count() > 1
    };
    if !old.denies() && more(old, new, &stems.0) {
        return Some("More is said");
    }
    if !old.denies() && more(new, old, &stems.1) {
        return Some("Less is said");
    }
    if !old.claimed && !new.claimed && replaced(old, new, stems) {
        return Some("Another statement");
    }
    if old.listing && new.listing {
        let (before, after) = (old.members(), new.members());
        let all =
            |members: &[(BTreeSet<String>, bool)]| members.iter().flat_map(|m| m.0.clone()).collect::<BTreeSet<_>>();
        let (words_before, words_after) = (all(&before), all(&after));
        let fresh = |members: &[(BTreeSet<String>, bool)], known: &BTreeSet<String>| {
            members.iter().any(|m| !m.1 && m.0.is_disjoint(known))
        };
        let (came, went) = (fresh(&after, &words_before), fresh(&before, &words_after));
        if came || went {
            return Some("Another member of a list");
        }
    }
    None
}
