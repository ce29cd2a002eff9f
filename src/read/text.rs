//! Plain text: lines to blocks.
//!
//! Real notices are copied out of web pages and word processors. A heading is a short line; a list item has any of a
//! dozen markers; a table may have lost its cells; a paragraph may be broken in the middle of a sentence.

use crate::notice::{BlockKind, Draft, Span};
use std::collections::{HashMap, HashSet};

/// One line of the text, trimmed, with what stands in front of its words.
struct Line<'a> {
    words: &'a str,
    span: Span,
    marker: &'a str,
    indent: usize,
    shape: Shape,
    /// Blank lines between this line and the one before it.
    gap: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// Bullet, letter or roman numeral in front.
    Item,
    /// "2." or "2.1" in front.
    Numbered,
    /// Could be a heading: short, capital, no full stop.
    Short,
    /// Anything else.
    Prose,
}

/// Reads plain text. The reading text is the file's text itself.
pub fn read(text: &str) -> Draft {
    let mut draft = Draft { text: text.to_owned(), ..Draft::default() };
    draft.blocks = blocks(text, 0..text.len());
    draft
}

/// The blocks of a stretch of plain text.
pub(super) fn blocks(text: &str, range: std::ops::Range<usize>) -> Vec<(BlockKind, Span, String)> {
    let lines = lines(text, range);
    let lines = join(text, lines);
    classify(text, &lines)
}

fn lines(text: &str, range: std::ops::Range<usize>) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut gap = 0;
    let mut at = range.start;
    while at < range.end {
        let start = at;
        let rest = &text[at..range.end];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        at += end + if rest[end..].starts_with("\r\n") { 2 } else { usize::from(end < rest.len()) };
        let raw = &rest[..end];
        let words = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if words.is_empty() {
            gap += 1;
            continue;
        }
        let offset = start + (words.as_ptr() as usize - raw.as_ptr() as usize);
        let (marker, rest, numbered) = marker(words);
        let indent = offset - start;
        let begin = offset + (words.len() - rest.len());
        let shape = match (marker.is_empty(), numbered) {
            (false, true) => Shape::Numbered,
            (false, false) => Shape::Item,
            _ if short(rest) => Shape::Short,
            _ => Shape::Prose,
        };
        out.push(Line { words: rest, span: Span::new(begin, begin + rest.len()), marker, indent, shape, gap });
        gap = 0;
    }
    out
}

/// The marker in front of a line, the words behind it, and whether it is a number.
pub(super) fn marker(line: &str) -> (&str, &str, bool) {
    let mut chars = line.char_indices();
    let Some((_, first)) = chars.next() else { return ("", line, false) };
    let split = |at: usize, numbered: bool| {
        let rest = line[at..].trim_start_matches(|c: char| c.is_whitespace());
        if rest.is_empty() { ("", line, false) } else { (line[..at].trim_end(), rest, numbered) }
    };
    if "•·▪▫◦‣●○■□➢➤✓✔*–—\u{f0b7}\u{f0a7}".contains(first) || first == '-' {
        let after = first.len_utf8();
        let next = line[after..].chars().next();
        let bare = "•·▪▫◦‣●○■□➢➤✓✔\u{f0b7}\u{f0a7}".contains(first);
        return if next.is_some_and(|c| c.is_whitespace()) || bare { split(after, false) } else { ("", line, false) };
    }
    if first == 'o' && line[1..].starts_with(['\t', '\u{a0}']) || line.starts_with("o  ") {
        return split(1, false);
    }
    // "(a)", "a)", "a.", "(iv)", "iv)", "1.", "1)", "(1)", "2.1", "2.1."
    let open = usize::from(first == '(' || first == '[');
    let body = &line[open..];
    let token = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(body.len());
    let word = &body[..token];
    let closed = body[token..].starts_with([')', ']']);
    let end = open + token + usize::from(closed);
    if word.is_empty() || !line[end..].starts_with(char::is_whitespace) {
        return ("", line, false);
    }
    let core = word.trim_end_matches('.');
    let digits = core.split('.').all(|p| !p.is_empty() && p.len() <= 2 && p.chars().all(|c| c.is_ascii_digit()));
    if digits && core.len() <= 8 && (closed || open == 0) {
        let dotted = core.contains('.') || word.ends_with('.');
        return match (dotted, closed) {
            (_, true) => split(end, false),
            (true, _) => split(end, true),
            // A bare number in front of a tab or several spaces.
            _ if line[end..].starts_with(['\t', '\u{a0}']) || line[end..].starts_with("  ") => split(end, true),
            _ => ("", line, false),
        };
    }
    let letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_alphabetic());
    let roman = core.len() <= 5 && core.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let dot = word.ends_with('.');
    if (letter || roman) && (closed || dot && core.chars().all(|c| c.is_ascii_lowercase() || letter)) {
        return split(end, false);
    }
    ("", line, false)
}

/// Whether a line without marker could be a heading.
pub(super) fn short(words: &str) -> bool {
    if words.len() > 110 {
        return false;
    }
    let count = words.split_whitespace().count();
    let Some(first) = words.chars().find(|c| c.is_alphanumeric()) else { return false };
    let Some(last) = words.chars().next_back() else { return false };
    let leads_in = last == ':' && (starts_statement(words) || states(words));
    count <= 14
        && !leads_in
        && (first.is_uppercase() || first.is_ascii_digit())
        && !matches!(last, '.' | ';' | ',' | '"' | '\u{201d}')
        && !key_value(words)
        && !words.contains('@')
        && !words.contains("://")
        && !words.starts_with("www.")
}

/// Whether a line begins as a statement to the reader does, not as a heading.
fn starts_statement(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    matches!(first.as_str(), "we" | "you" | "if" | "please" | "by" | "this" | "these" | "they" | "it" | "under" | "for")
}

/// Whether a line that is no question holds a verb of its own: "The information we hold includes:".
fn states(words: &str) -> bool {
    const ASKING: &[&str] = &["how", "what", "why", "who", "where", "when", "which"];
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "will", "may", "can", "must", "have", "has", "include", "includes", "use",
        "collect", "keep", "process", "rely",
    ];
    let lower = words.to_ascii_lowercase();
    let mut all = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    !all.clone().next().is_some_and(|w| ASKING.contains(&w)) && all.any(|w| VERBS.contains(&w))
}

/// Whether a line is "Key: value".
pub(super) fn key_value(words: &str) -> bool {
    words
        .find(':')
        .is_some_and(|at| at + 1 < words.len() && words[at + 1..].starts_with(char::is_whitespace) && at < 40)
}

/// Joins lines that one sentence was broken into.
fn join<'a>(text: &'a str, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let width = wrap_width(&lines);
    let mut out: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut last_len = 0;
    for line in lines {
        let joins = match out.last() {
            Some(previous) if line.marker.is_empty() && line.gap <= 1 => {
                let open = !previous.words.ends_with(['.', ':', ';', '?', '!', '|']);
                let first = line.words.trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}', '(']).chars().next();
                let lower = first.is_some_and(char::is_lowercase);
                let quoted = line.words.starts_with(['"', '\u{201c}', '\u{2018}']);
                let wrapped = width.is_some_and(|w| last_len + 22 >= w && last_len <= w + 4) && line.gap == 0;
                let long = previous.words.chars().take(45).count() == 45;
                let item = previous.shape == Shape::Item || previous.shape == Shape::Numbered;
                (wrapped && (open || !short(line.words) || lower))
                    || (open
                        && lower
                        && (long || line.gap == 0 && (item || previous.shape == Shape::Prose))
                        && !web(line.words))
                    || (open && quoted && line.gap == 1 && long && lower)
            }
            _ => false,
        };
        last_len = line.words.chars().count() + line.indent;
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

fn web(words: &str) -> bool {
    words.starts_with("http") || words.starts_with("www.")
}

/// The column at which the text was hard-wrapped, when it was.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let lengths: Vec<usize> = lines.iter().map(|l| l.words.chars().count() + l.indent).collect();
    let longest = lengths.iter().copied().max()?;
    let full = lengths.iter().filter(|&&n| n + 18 >= longest).count();
    let follow = lines.iter().skip(1).filter(|l| l.gap == 0 && l.marker.is_empty()).count();
    (lines.len() >= 8 && longest <= 110 && longest >= 55 && full * 4 >= lines.len() && follow * 3 >= lines.len())
        .then_some(longest)
}

/// Words that head the columns of a table about records.
const COLUMN_HEADS: &[&str] = &[
    "document",
    "record",
    "records",
    "retention",
    "period",
    "reason",
    "purpose",
    "basis",
    "lawful",
    "legal",
    "category",
    "data",
    "type",
    "description",
    "trigger",
    "action",
    "disposal",
    "condition",
    "recipient",
    "recipients",
    "how",
    "long",
    "of",
    "for",
    "the",
    "we",
    "keep",
    "it",
    "and",
    "what",
    "why",
    "information",
    "kept",
    "held",
    "justification",
    "personal",
    "activity",
    "processing",
    "authority",
    "source",
    "schedule",
    "notes",
    "from",
    "starts",
];

fn flat_header(words: &str) -> bool {
    let all: Vec<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let heads = |w: &str| all.iter().any(|x| x == w);
    (3..=14).contains(&all.len())
        && all.iter().all(|w| COLUMN_HEADS.contains(&w.as_str()))
        && (heads("period") || heads("retention") || heads("basis") || heads("long"))
        && (heads("document")
            || heads("record")
            || heads("records")
            || heads("type")
            || heads("purpose")
            || heads("data")
            || heads("category")
            || heads("activity")
            || heads("description")
            || heads("information"))
        && (heads("retention") || heads("basis") || heads("kept") || heads("keep"))
        && !words.ends_with('?')
}

fn classify(text: &str, lines: &[Line<'_>]) -> Vec<(BlockKind, Span, String)> {
    let counts = counts(lines);
    let roles = roles(lines, &counts);
    let levels = levels(lines, &roles, &counts);
    let mut out = Vec::with_capacity(lines.len());
    let mut table: Option<(u32, u32)> = None;
    let mut tables = 0;
    let mut indents: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let pipes = line.words.matches('|').count() >= 2 || line.words.matches('\t').count() >= 2;
        if flat_header(line.words) && line.marker.is_empty() && !pipes {
            table = Some((tables, 0));
            tables += 1;
        } else if let Some((_, row)) = &mut table {
            // A flat table runs to the next heading or to two blank lines.
            let over = line.gap >= 2 || roles[index] == Role::Heading && line.gap >= 1;
            if over {
                table = None;
            } else {
                *row += 1;
            }
        }
        if let Some((id, row)) = table {
            let full = Span { start: line.span.end - line.words.len() as u32, end: line.span.end };
            out.push((BlockKind::FlatRow { table: id, row, header: row == 0 }, full, line.marker.to_owned()));
            continue;
        }
        if line.shape != Shape::Item {
            indents.clear();
        }
        let kind = match roles[index] {
            Role::Heading => BlockKind::Heading { level: levels[index] },
            Role::Contents => BlockKind::Contents,
            Role::Item => {
                let depth = indents.iter().position(|&i| line.indent <= i + 1).unwrap_or(indents.len());
                indents.truncate(depth);
                indents.push(line.indent);
                BlockKind::Item { depth: depth.min(250) as u8 }
            }
            Role::Body => BlockKind::Paragraph,
        };
        if pipes && matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. }) {
            pipe_row(text, line, &mut tables, &mut out);
            continue;
        }
        out.push((kind, line.span, line.marker.to_owned()));
    }
    out
}

/// A line whose cells are parted by bars or tabs.
fn pipe_row(text: &str, line: &Line<'_>, tables: &mut u32, out: &mut Vec<(BlockKind, Span, String)>) {
    let (table, row) = match out.last() {
        Some((BlockKind::Cell { table, row, .. }, ..)) if line.gap == 0 => (*table, row + 1),
        _ => {
            *tables += 1;
            (*tables - 1, 0)
        }
    };
    let mut column = 0;
    let mut at = line.span.start as usize;
    for cell in text[line.span.range()].split(['|', '\t']) {
        let words = cell.trim();
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        if !words.is_empty() && !words.chars().all(|c| matches!(c, '-' | ':' | ' ' | '=')) {
            out.push((
                BlockKind::Cell { table, row, column, header: row == 0 },
                Span::new(start, start + words.len()),
                String::new(),
            ));
        }
        column += 1;
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Heading,
    Contents,
    Item,
    Body,
}

/// What each line is, seen with its neighbours.
fn roles(lines: &[Line<'_>], counts: &HashMap<String, u32>) -> Vec<Role> {
    let candidate = |l: &Line<'_>| match l.shape {
        Shape::Short => true,
        Shape::Numbered => short(l.words) || l.words.ends_with(':') && l.words.len() < 110,
        _ => false,
    };
    let mut roles: Vec<Role> = lines
        .iter()
        .map(|l| match l.shape {
            _ if candidate(l) => Role::Heading,
            Shape::Item => Role::Item,
            Shape::Numbered => Role::Item,
            _ => Role::Body,
        })
        .collect();
    let mut at = 0;
    while at < lines.len() {
        if roles[at] != Role::Heading {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < lines.len() && roles[end] == Role::Heading {
            end += 1;
        }
        settle_run(lines, counts, &mut roles, at, end);
        at = end;
    }
    roles
}

/// How often each line's words stand in the text, case aside.
fn counts(lines: &[Line<'_>]) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for line in lines.iter().filter(|l| matches!(l.shape, Shape::Short | Shape::Numbered)) {
        *counts.entry(line.words.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

/// Decides a run of lines that all look like headings: a contents list, an address, or headings one below the other.
fn settle_run(lines: &[Line<'_>], counts: &HashMap<String, u32>, roles: &mut [Role], at: usize, end: usize) {
    let run = end - at;
    let numbered = lines[at..end].iter().filter(|l| l.shape == Shape::Numbered).count();
    if run >= 4 && numbered * 3 >= run * 2 {
        // The heading over the list, and the first headings of the body right behind it, stay headings.
        let again = |line: &Line<'_>| counts.get(&line.words.to_lowercase()).is_some_and(|&n| n > 1);
        let mut seen = HashSet::new();
        let mut taken_up = 0;
        for i in at..end {
            let tail = !seen.insert(lines[i].words.to_lowercase()) && i + 2 >= end;
            if lines[i].shape == Shape::Numbered && !tail || i > at && !tail && again(&lines[i]) {
                roles[i] = Role::Contents;
                taken_up += usize::from(again(&lines[i]));
            }
        }
        // A numbered list that is never taken up again is a list, not a contents list.
        if taken_up * 4 < run {
            for role in &mut roles[at..end] {
                if *role == Role::Contents {
                    *role = Role::Item;
                }
            }
        }
        return;
    }
    let last_heads = end < lines.len();
    for i in at..end {
        let line = &lines[i];
        let closing = i + 1 == end && last_heads && line.gap > 0 || line.words.ends_with('?');
        let opening = i == at && (i == 0 || line.words.ends_with(':'));
        let keep = line.shape == Shape::Numbered || closing || opening || run <= 2 && last_heads;
        // A line that stands closer to what is above than to what is below belongs to the text above.
        let trails =
            line.gap >= 1 && lines.get(i + 1).is_none_or(|next| next.gap > line.gap) && line.shape != Shape::Numbered;
        if !keep || trails || postal(line.words) {
            roles[i] = Role::Body;
        }
    }
}

/// Whether a short line is part of an address.
pub(super) fn postal(words: &str) -> bool {
    let tail: Vec<&str> = words.split_whitespace().rev().take(2).collect();
    let postcode = match tail.as_slice() {
        [inward, outward] => {
            let digit = inward.len() == 3 && inward.starts_with(|c: char| c.is_ascii_digit());
            digit
                && (2..=4).contains(&outward.len())
                && outward.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        }
        _ => false,
    };
    let house = words.starts_with(|c: char| c.is_ascii_digit())
        && ["Street", "Road", "Lane", "Avenue", "Way", "Close", "Square", "Drive", "Place", "Row", "Court"]
            .iter()
            .any(|s| words.contains(s));
    postcode || house
}

/// The level of each heading (0 for other lines): numbers tell; without one, a title is 1, a repeated heading is lowest.
fn levels(lines: &[Line<'_>], roles: &[Role], counts: &HashMap<String, u32>) -> Vec<u8> {
    let mut levels = vec![0; lines.len()];
    let mut numbered = false;
    let mut first = true;
    for (index, line) in lines.iter().enumerate().filter(|(i, _)| roles[*i] == Role::Heading) {
        levels[index] = if line.shape == Shape::Numbered {
            numbered = true;
            line.marker.trim_end_matches('.').split('.').count() as u8 + 1
        } else if first && index < 3 {
            1
        } else if counts.get(&line.words.to_lowercase()).is_some_and(|&n| n > 2) {
            7
        } else if numbered {
            6
        } else {
            5
        };
        first = false;
    }
    levels
}
