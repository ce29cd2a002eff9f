//! Numbers of sections and letters of lists that skip one.

use super::{claim, plain};
use crate::claims::context::Context;
use crate::claims::model::Claim;
use crate::notice::{Block, BlockKind, Format, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;

/// How many places a number may skip and still be a gap, not another list.
const SKIP: u32 = 2;

/// How many parts a number has at most: `2.3.1.4`.
const PARTS: usize = 4;

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    sections(context, claims);
    lists(context, claims);
}

/// Headings whose numbers skip: 2.1, 2.2, 2.4.
fn sections(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let numbered: Vec<(usize, Vec<u32>)> = context
        .notice
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(b.kind, BlockKind::Heading { .. }))
        .filter_map(|(i, b)| Some((i, dotted(&b.marker)?)))
        .collect();
    let mut families: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
    for (_, number) in &numbered {
        if let Some((&last, prefix)) = number.split_last() {
            families.entry(prefix).or_default().push(last);
        }
    }
    // A number that stands twice shows that numbers were lost or begin anew: nothing can be told.
    families.retain(|_, family| family.len() >= 3 && family.windows(2).all(|w| w[0] < w[1]));
    let opening = LazyCell::new(|| opening(&context.notice.text));
    for (block, number) in &numbered {
        let Some((&last, prefix)) = number.split_last() else { continue };
        let before = families.get(prefix).and_then(|f| f.iter().rev().find(|n| **n < last));
        let Some(&before) = before.filter(|b| last > *b + 1 && last - *b <= SKIP + 1) else { continue };
        let missing: Vec<String> = (before + 1..last).map(|n| label(prefix, n)).collect();
        // The reader may have taken the heading for something else: then its number stands in the text.
        if missing.iter().any(|m| opening.contains(m.as_str())) {
            continue;
        }
        let heading = &context.notice.blocks[*block];
        if plain(context.words(heading.span)).is_empty() {
            continue;
        }
        claims.extend(
            claim(context, "skipped-number", heading.span)
                .map(|c| c.with("target", missing.join(", ")).with("item", "section")),
        );
    }
}

fn label(prefix: &[u32], last: u32) -> String {
    prefix.iter().chain([&last]).map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// `2`, `2.1`, `2.1.3`, as numbers.
fn dotted(marker: &str) -> Option<Vec<u32>> {
    let bare = marker.trim().trim_end_matches(['.', ')', ':']);
    let parts: Option<Vec<u32>> = bare.split('.').map(|p| p.parse().ok().filter(|n| *n < 100)).collect();
    parts.filter(|p| p.len() <= PARTS)
}

/// The numbers that begin a line or a cell, as that of a heading would: of `2.3.1`, also `2` and `2.3`.
fn opening(text: &str) -> FxHashSet<&str> {
    let mut out = FxHashSet::default();
    let mut put = |at: usize| {
        let rest = &text[at..];
        let (mut end, mut parts) = (0, 0);
        while parts < PARTS {
            let digits = rest[end..].bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                break;
            }
            end += digits;
            parts += 1;
            out.insert(&rest[..end]);
            if !rest[end..].starts_with('.') {
                break;
            }
            end += 1;
        }
    };
    put(0);
    for at in memchr::memchr2_iter(b'\n', b'\t', text.as_bytes()) {
        put(at + 1);
        if text.as_bytes()[at] == b'\n' {
            let rest = &text[at + 1..];
            let bare = rest.trim_start_matches([' ', '*', '#', '_']);
            if bare.len() < rest.len() {
                put(text.len() - bare.len());
            }
        }
    }
    out
}

/// How a list counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Number,
    Letter,
    Roman,
}

/// Lists whose markers skip: (a), (b), (d).
fn lists(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let blocks = &context.notice.blocks;
    let mut run: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Item { depth } = block.kind else {
            judge(context, &run, claims);
            run.clear();
            continue;
        };
        let fits = run.last().is_none_or(|&l| {
            matches!(blocks[l].kind, BlockKind::Item { depth: d } if d == depth) && shape(&blocks[l]) == shape(block)
        });
        if !fits {
            judge(context, &run, claims);
            run.clear();
        }
        run.push(index);
    }
    judge(context, &run, claims);
}

/// The marks around a marker: "(", ")" of "(a)".
fn shape(block: &Block) -> (bool, Option<char>) {
    let marker = block.marker.trim();
    (marker.starts_with('('), marker.chars().next_back().filter(|c| !c.is_alphanumeric()))
}

fn judge(context: &Context<'_>, run: &[usize], claims: &mut Vec<Claim>) {
    let blocks = &context.notice.blocks;
    if run.len() < 3 {
        return;
    }
    let cores: Vec<String> =
        run.iter().map(|&i| blocks[i].marker.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let Some(style) = style(&cores) else { return };
    // A Markdown list is numbered anew when it is shown.
    if style == Style::Number && context.notice.format == Format::Markdown {
        return;
    }
    let Some(numbers) = cores.iter().map(|c| value(c, style)).collect::<Option<Vec<u32>>>() else { return };
    let rising = numbers.windows(2).all(|w| w[0] < w[1]);
    let gaps: Vec<usize> = (1..numbers.len()).filter(|&i| numbers[i] > numbers[i - 1] + 1).collect();
    if !rising || numbers.first() != Some(&1) || gaps.len() != 1 {
        return;
    }
    let at = gaps[0];
    if numbers[at] - numbers[at - 1] > SKIP + 1 || of_law(context, run) {
        return;
    }
    let (from, to) = (blocks[run[at - 1]].span, blocks[run[at]].span);
    // Words that lost their line break: the marker stands within the item before.
    let within = context.words(Span { start: from.start, end: to.start });
    let missing: Vec<String> = (numbers[at - 1] + 1..numbers[at]).map(|n| written(n, style)).collect();
    if missing.iter().any(|m| contains_marker(within, m)) {
        return;
    }
    claims.extend(
        claim(context, "skipped-number", to).map(|c| c.with("target", missing.join(", ")).with("item", "list")),
    );
}

/// Whether the letters are those of Article 6 or 9, of which only some apply.
fn of_law(context: &Context<'_>, run: &[usize]) -> bool {
    let about = run.iter().filter(|&&i| {
        context.notice.blocks[i]
            .sentences
            .clone()
            .any(|s| ["basis", "condition", "schedule-1"].iter().any(|g| !context.reading.hits_in(s, g).is_empty()))
    });
    about.count() * 2 >= run.len()
}

fn style(cores: &[String]) -> Option<Style> {
    let digits = |c: &String| !c.is_empty() && c.len() <= 2 && c.bytes().all(|b| b.is_ascii_digit());
    let letter = |c: &String| c.len() == 1 && c.bytes().all(|b| b.is_ascii_lowercase());
    if cores.iter().all(digits) {
        return Some(Style::Number);
    }
    let roman = cores.first().is_some_and(|c| c == "i") && cores.get(1).is_some_and(|c| c == "ii" || c == "iii");
    if roman {
        return Some(Style::Roman);
    }
    cores.iter().all(letter).then_some(Style::Letter)
}

const ROMAN: &[&str] =
    &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"];

fn value(core: &str, style: Style) -> Option<u32> {
    match style {
        Style::Number => core.parse().ok(),
        Style::Letter => core.bytes().next().map(|b| u32::from(b - b'a') + 1),
        Style::Roman => ROMAN.iter().position(|r| *r == core).map(|p| p as u32 + 1),
    }
}

fn written(number: u32, style: Style) -> String {
    match style {
        Style::Number => number.to_string(),
        Style::Letter => char::from(b'a' + (number - 1).min(25) as u8).to_string(),
        Style::Roman => ROMAN.get(number as usize - 1).map_or(String::new(), |r| (*r).to_owned()),
    }
}

fn contains_marker(words: &str, marker: &str) -> bool {
    let lower = words.to_lowercase();
    [format!("({marker})"), format!(" {marker})"), format!(" {marker}."), format!("\n{marker} ")]
        .iter()
        .any(|m| lower.contains(m.as_str()))
}
