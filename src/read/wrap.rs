//! Lines that one paragraph was broken into, and how they are told from lines of their own.

use super::roles::postal;
use super::text::{Line, Shape, key_value, short};
use crate::notice::Span;

/// Joins lines that one sentence was broken into.
pub(super) fn join<'a>(text: &'a str, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let width = wrap_width(&lines);
    let mut out: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut last_len = 0;
    // Within a list that lost its bullets: "We keep:" and then lines in lower case.
    let mut listing = false;
    let runs = runs(&lines);
    for (line, goes_on) in lines.into_iter().zip(runs) {
        let small = line.words.starts_with(char::is_lowercase);
        listing = small && (listing || out.last().is_some_and(|p| p.words.ends_with(':')));
        let member = listing && (line.gap == 1 || width.is_none());
        let joins = match out.last() {
            Some(_) if goes_on => true,
            Some(previous)
                if line.marker.is_empty()
                    && line.gap <= 1
                    && !member
                    && line.cell.is_none()
                    && previous.cell.is_none() =>
            {
                let open = !previous.words.ends_with(['.', ':', ';', '?', '!', '|']);
                let first = line.words.trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}', '(']).chars().next();
                let lower = first.is_some_and(char::is_lowercase);
                let quoted = line.words.starts_with(['"', '\u{201c}', '\u{2018}']);
                // A line was broken where the next word no longer fitted.
                let next = line.words.split_whitespace().next().unwrap_or("").chars().count();
                let wrapped = width.is_some_and(|w| last_len + 1 + next >= w) && line.gap == 0;
                let long = previous.words.chars().take(45).count() == 45;
                let item = previous.shape == Shape::Item || previous.shape == Shape::Numbered;
                (wrapped && (open || !short(line.words) || lower))
                    || (open
                        && lower
                        && (long || line.gap == 0 && (item || previous.shape == Shape::Prose || begun(previous.words)))
                        && !web(line.words))
                    || (open && quoted && line.gap == 1 && long && lower)
            }
            _ => false,
        };
        last_len = line.width;
        match out.last_mut() {
            Some(previous) if joins => {
                previous.span = Span { start: previous.span.start, end: line.span.end };
                previous.words = &text[previous.span.range()];
                if previous.shape == Shape::Short && !short(previous.words) {
                    previous.shape = Shape::Prose;
                }
            }
            _ => out.push(line),
        }
    }
    out
}

/// Whether a sentence has ended in the line, and another begun: "Speak to us. If that does not help".
fn begun(words: &str) -> bool {
    words.split_once(". ").is_some_and(|(one, two)| one.len() >= 8 && two.starts_with(char::is_uppercase))
}

fn web(words: &str) -> bool {
    words.starts_with("http") || words.starts_with("www.")
}

/// The column at which the text was hard-wrapped, when it was.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let lengths: Vec<usize> = lines.iter().map(|l| l.width).collect();
    let longest = lengths.iter().copied().max()?;
    let full = lengths.iter().filter(|&&n| n + 18 >= longest).count();
    let follow = lines.iter().skip(1).filter(|l| l.gap == 0 && l.marker.is_empty()).count();
    (lines.len() >= 8 && (55..=110).contains(&longest) && full * 4 >= lines.len() && follow * 3 >= lines.len())
        .then_some(longest)
}

/// For each line whether it goes on with a paragraph that was wrapped: no line of it had room for the first word of the
/// next.
fn runs(lines: &[Line<'_>]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let plain = |l: &Line<'_>| l.cell.is_none() && !l.words.contains(['|', '\t']);
        let follows = |i: &usize| {
            let line = &lines[*i];
            line.gap == 0 && (line.marker.is_empty() || refers(lines[*i - 1].words)) && plain(line)
        };
        let count = 1 + (at + 1..lines.len()).take_while(follows).count();
        let run = &lines[at..at + count];
        // The first line may be a heading that stands right on its paragraph.
        let from = (0..count.min(2)).find(|&from| plain(&run[from]) && wrapped(&run[from..]));
        if let Some(from) = from {
            out[at + from + 1..at + count].fill(true);
        }
        at += count;
    }
    out
}

/// Words behind which no line ends of itself.
const DANGLING: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "your",
    "our",
    "their",
    "its",
    "is",
    "are",
    "was",
    "be",
    "we",
    "you",
    "it",
    "that",
    "which",
    "who",
    "this",
    "these",
    "any",
    "under",
    "as",
    "if",
    "not",
    "may",
    "will",
    "can",
    "have",
    "has",
    "uk",
    "article",
    "paragraph",
    "section",
    "than",
    "into",
    "about",
    "us",
];

fn wrapped(run: &[Line<'_>]) -> bool {
    // A long address stands on a line of its own, however wide that is.
    let several = |l: &&Line<'_>| l.words.contains(char::is_whitespace);
    let Some(widest) = run.iter().filter(several).map(|l| l.width).max().filter(|w| run.len() > 1 && *w >= 25) else {
        return false;
    };
    let pairs = || run.iter().zip(&run[1..]);
    let full = pairs().all(|(line, next)| {
        let word = if next.marker.is_empty() { next.words } else { next.marker };
        let word = word.split_whitespace().next().unwrap_or("").chars().count();
        line.width + 1 + word > widest
    });
    if !full || widest < 45 && run.iter().any(|l| postal(l.words)) {
        return false;
    }
    let open = |line: &Line<'_>| !line.words.ends_with(['.', ':', ';', '?', '!']);
    // The sentence plainly goes on in the next line.
    let broken = |line: &Line<'_>, next: &Line<'_>| {
        let last = line.words.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let first = next.words.trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}', '(']).chars().next();
        let small = first.is_some_and(char::is_lowercase) && !web(next.words);
        open(line) && (small || DANGLING.contains(&last.as_str()) || line.words.ends_with(','))
    };
    let sentences = pairs().filter(|(line, next)| broken(line, next)).count();
    let ended = pairs().filter(|(line, _)| !open(line)).count();
    match run {
        [line, next] => {
            let prose =
                !short(line.words) || widest >= 60 && line.words.contains([',', '.']) && !line.words.contains('?');
            let stated = widest >= 38 && states(line.words);
            // One line behind a colon is no list.
            let rest =
                line.words.ends_with(':') && next.words.starts_with(char::is_lowercase) && next.words.ends_with('.');
            sentences > 0 || rest || open(line) && (stated || prose && !key_value(next.words))
        }
        _ => ended * 2 < run.len() && (sentences > 0 || widest >= 60 || run.iter().any(|l| states(l.words))),
    }
}

/// Whether a line ends in words that want a number: "as we say in section".
fn refers(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or("");
    ["section", "sections", "paragraph", "article", "articles", "clause", "part", "annex", "schedule", "regulation"]
        .iter()
        .any(|w| last.eq_ignore_ascii_case(w))
}

/// Whether a line says something, as no title does: it has a verb, and does not ask.
fn states(words: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "will", "may", "must", "can", "have", "has", "do", "does", "use", "collect",
        "keep", "process", "rely", "share", "hold", "store", "send", "ask", "contact", "write", "call", "ring",
        "complain", "follow",
    ];
    const TITLES: &[&str] = &["how", "what", "why", "where", "who", "when", "which", "if", "your"];
    let lower = words.to_lowercase();
    let mut all = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let first = all.next().unwrap_or("");
    !TITLES.contains(&first) && (VERBS.contains(&first) || all.any(|w| VERBS.contains(&w)))
}
