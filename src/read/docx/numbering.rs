//! Numbering: what Word writes in front of the items of lists and of headings.

use super::styles::Styles;
use super::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far each was counted.
#[derive(Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<String, Kind>,
    lists: BTreeMap<String, List>,
    /// By kind: the last number of each level.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<String>,
}

#[derive(Default)]
struct Kind {
    levels: BTreeMap<u8, Level>,
    /// The style of lists that tells its levels.
    style: Option<String>,
}

#[derive(Default)]
struct List {
    kind: String,
    levels: BTreeMap<u8, Level>,
    starts: BTreeMap<u8, u32>,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// The style of the paragraphs that stand on this level.
    style: Option<String>,
    /// All numbers in figures.
    legal: bool,
    /// After which level the count begins again; none: after any above.
    restart: Option<u8>,
}

impl Numbering {
    /// The lists of the part that holds them.
    pub fn of(root: &Element) -> Numbering {
        let mut numbering = Numbering::default();
        let Some(part) = root.child("numbering") else { return numbering };
        for kind in part.all("abstractNum") {
            let Some(id) = kind.attribute("abstractNumId") else { continue };
            let style = kind.value("numStyleLink").map(str::to_owned);
            numbering.kinds.insert(id.to_owned(), Kind { levels: levels(kind), style });
        }
        for list in part.all("num") {
            let (Some(id), Some(kind)) = (list.attribute("numId"), list.value("abstractNumId")) else { continue };
            let mut read = List { kind: kind.to_owned(), ..List::default() };
            for other in list.all("lvlOverride") {
                let Some(level) = depth(other) else { continue };
                read.levels.extend(levels(other));
                if let Some(start) = other.number("startOverride") {
                    read.starts.insert(level, start);
                }
            }
            numbering.lists.insert(id.to_owned(), read);
        }
        numbering
    }

    /// The level of a list on which paragraphs of a style stand.
    pub fn level_of(&self, list: &str, style: &str) -> Option<u8> {
        let kind = self.kinds.get(&self.lists.get(list)?.kind)?;
        kind.levels.iter().find(|(_, l)| l.style.as_deref() == Some(style)).map(|(n, _)| *n)
    }

    /// What stands in front of the next paragraph of a list, which is counted by this; nothing if there is no such list.
    /// Bullets of any shape are `•`.
    pub fn next(&mut self, list: &str, level: u8, styles: &Styles) -> Option<String> {
        let own = self.lists.get(list)?;
        let mut kind_id = &own.kind;
        let mut kind = self.kinds.get(kind_id)?;
        if let Some(other) = kind.style.as_deref().and_then(|s| styles.list(s)).and_then(|l| self.lists.get(l))
            && kind.levels.is_empty()
        {
            kind_id = &other.kind;
            kind = self.kinds.get(kind_id)?;
        }
        let at = |n: u8| own.levels.get(&n).or_else(|| kind.levels.get(&n));
        let here = at(level)?;
        let counts = self.counts.entry(kind_id.clone()).or_default();
        if self.begun.insert(list.to_owned()) {
            for (n, start) in &own.starts {
                if let Some(count) = counts.get_mut(usize::from(*n)) {
                    *count = start.checked_sub(1);
                    if count.is_none() {
                        // Counted from nought: the next number is the first.
                        *count = Some(u32::MAX);
                    }
                }
            }
        }
        let next = |count: Option<u32>, start: u32| count.map_or(start, |n| n.wrapping_add(1));
        for (n, count) in (0u8..).zip(counts.iter_mut()) {
            if n == level {
                *count = Some(next(*count, here.start));
            } else if n < level && count.is_none() {
                *count = at(n).map(|l| l.start);
            } else if n > level && at(n).and_then(|l| l.restart).is_none_or(|after| level < after) {
                *count = None;
            }
        }
        if here.format == "bullet" {
            return Some(bullet(&here.text).to_owned());
        }
        let mut out = String::new();
        let mut rest = here.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            out.push_str(before);
            let digit = after.chars().next().and_then(|c| c.to_digit(10)).filter(|d| (1..=9).contains(d));
            let Some(digit) = digit else {
                out.push('%');
                rest = after;
                continue;
            };
            rest = &after[1..];
            let n = digit as u8 - 1;
            let format = at(n).map_or("decimal", |l| if here.legal { "decimal" } else { l.format.as_str() });
            let count = counts.get(usize::from(n)).copied().flatten().unwrap_or(1);
            out.push_str(&number(count, format));
        }
        out.push_str(rest);
        Some(out.trim().to_owned())
    }
}

fn depth(of: &Element) -> Option<u8> {
    of.attribute("ilvl")?.trim().parse().ok().filter(|l| usize::from(*l) < LEVELS)
}

fn levels(of: &Element) -> BTreeMap<u8, Level> {
    let level = |l: &Element| {
        let read = Level {
            start: l.number("start").unwrap_or(0),
            format: l.value("numFmt").unwrap_or("decimal").to_owned(),
            text: l.value("lvlText").unwrap_or("").to_owned(),
            style: l.value("pStyle").map(str::to_owned),
            legal: l.switch("isLgl").unwrap_or(false),
            restart: l.number("lvlRestart"),
        };
        Some((depth(l)?, read))
    };
    of.all("lvl").filter_map(level).collect()
}

/// A bullet as it is shown. Most are letters of a font of pictures, which mean nothing without it.
fn bullet(text: &str) -> &str {
    match text.trim() {
        "" => "",
        shown @ ("-" | "\u{2013}" | "\u{2014}" | "*") => shown,
        _ => "•",
    }
}

/// A number in a format of Word's.
fn number(n: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "lowerLetter" => letters(n),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "ordinal" => {
            let ending = match (n % 100, n % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{n}{ending}")
        }
        _ => n.to_string(),
    }
}

/// a to z, then aa, bb and so on, as Word counts.
fn letters(n: u32) -> String {
    let Some(n) = n.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (n % 26) as u8);
    std::iter::repeat_n(letter, (n / 26 + 1).min(30) as usize).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    let mut left = n;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_word_writes_them() {
        for (n, format, shown) in [
            (4, "lowerRoman", "iv"),
            (49, "upperRoman", "XLIX"),
            (28, "lowerLetter", "bb"),
            (3, "upperLetter", "C"),
            (7, "decimalZero", "07"),
            (12, "ordinal", "12th"),
            (23, "ordinal", "23rd"),
            (5, "chicago", "5"),
        ] {
            assert_eq!(number(n, format), shown);
        }
    }
}
