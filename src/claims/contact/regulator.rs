//! The regulator's contact details: which of a notice's details are said to be the Information Commissioner's.

use super::slip::distance;
use super::{Address, Context, Kind, force, of_regulator};
use crate::claims::model::Claim;
use crate::law::Standing;
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// How many sentences an address may take up behind the name.
const LINES: u32 = 16;

/// For each sentence: from which byte on its details are the regulator's; none if they are not.
pub(super) type Areas = Vec<Option<u32>>;

/// Pages of the regulator by which it can be reached; others are guidance, its register, its news.
const PAGES: &[&str] = &["make-a-complaint", "concerns", "complain", "contact", "global/contact", "livechat"];

/// Where the regulator's details may stand: in the sentence that names it, and in the short lines behind.
pub(super) fn areas(context: &Context<'_>) -> Areas {
    let count = context.sentence_count();
    let mut areas: Areas = vec![None; count as usize];
    let named =
        |s: u32| context.reading.hits_in(s, "contact").iter().rfind(|h| context.reading.name(h) == "regulator-name");
    for sentence in 0..count {
        let Some(hit) = named(sentence) else { continue };
        let first = context
            .reading
            .hits_in(sentence, "contact")
            .iter()
            .find(|h| context.reading.name(h) == "regulator-name")
            .map_or(hit.span.start, |h| h.span.start);
        areas[sentence as usize] = Some(first);
        let mut section = context.block(sentence).section;
        let heading = context.is_heading(sentence);
        for next in sentence + 1..count.min(sentence + 1 + LINES) {
            let block = context.block(next);
            // "Textphone" alone on its line, taken for a heading, is one more line of the address.
            if matches!(block.kind, BlockKind::Heading { .. }) && label(context, next) {
                section = context.block(next + 1 - u32::from(next + 1 == count)).section;
                continue;
            }
            let other = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Contents);
            if other || block.section != section && !heading || ends(context, next) {
                break;
            }
            areas[next as usize].get_or_insert(context.sentence_span(next).start);
        }
    }
    areas
}

/// Whether a line only says what stands below it: "Email", "Contact form".
fn label(context: &Context<'_>, sentence: u32) -> bool {
    const LABELS: &[&str] = &[
        "email",
        "e-mail",
        "telephone",
        "phone",
        "textphone",
        "minicom",
        "fax",
        "post",
        "address",
        "website",
        "web",
        "helpline",
        "form",
        "chat",
    ];
    let tokens = context.tokens(sentence);
    tokens.len() <= 2 && tokens.end > tokens.start && LABELS.contains(&&*context.token(tokens.end - 1))
}

/// Whether a sentence speaks of somebody else again.
fn ends(context: &Context<'_>, sentence: u32) -> bool {
    let hits = context.reading.hits_in(sentence, "contact");
    let regulator = hits.iter().any(|h| context.reading.name(h) == "regulator-name");
    // "…/contact-us/" is a part of an address, and nobody's word for themselves.
    let inside = |h: &Hit| context.notice.text[..h.span.start as usize].ends_with(['-', '/', '.', '@', '_']);
    let us = hits
        .iter()
        .any(|h| matches!(context.reading.name(h), "us" | "dpo" | "data-protection" | "third-party") && !inside(h));
    us && !regulator
}

/// Whether a place in a sentence lies behind the regulator's name and not behind a word for somebody else.
fn inside(context: &Context<'_>, areas: &Areas, sentence: u32, at: u32) -> bool {
    let Some(from) = areas[sentence as usize] else { return false };
    // A phone number in brackets before the name: "(0303 123 1113) of the ICO" is too rare to look for.
    let own = context.reading.hits_in(sentence, "contact").iter().rfind(|h| {
        h.span.end <= at && matches!(context.reading.name(h), "us" | "dpo" | "data-protection" | "regulator-name")
    });
    at >= from && own.is_none_or(|h| context.reading.name(h) == "regulator-name")
}

/// The phone numbers that are given where the regulator is not spoken of: they are somebody else's everywhere.
pub(super) fn elsewhere(context: &Context<'_>, areas: &Areas, addresses: &[(Address, u32)]) -> Vec<String> {
    let apart = addresses.iter().filter(|(a, s)| a.kind == Kind::Phone && !inside(context, areas, *s, a.span.start));
    apart.map(|(a, _)| a.value.clone()).collect()
}

/// Makes a claim of an address that is the regulator's, and says whether it was.
pub(super) fn take(
    context: &Context<'_>,
    areas: &Areas,
    elsewhere: &[String],
    address: &Address,
    sentence: u32,
    claims: &mut Vec<Claim>,
) -> bool {
    let known = context
        .law
        .regulator_contacts()
        .iter()
        .any(|c| c.kind_of == address.kind.name() && c.value.eq_ignore_ascii_case(&address.value));
    let near = inside(context, areas, sentence, address.span.start);
    let taken = match address.kind {
        Kind::Email | Kind::Web => known || of_regulator(address),
        Kind::Phone => known || near && !elsewhere.contains(&address.value) || slipped(context, address),
        Kind::Postal => near || known,
    };
    let path = address.value.split_once('/').map_or("", |p| p.1).to_ascii_lowercase();
    let page = known || path.is_empty() || PAGES.iter().any(|p| path.starts_with(p));
    if taken && page && address.kind != Kind::Postal {
        push(context, claims, address.value.clone(), address.kind, sentence, address.span);
    }
    taken
}

/// Whether a phone number differs from the regulator's own by a slip, in a notice that names the regulator.
fn slipped(context: &Context<'_>, address: &Address) -> bool {
    let own = context.law.regulator_contacts().iter().filter(|c| c.kind_of == "phone" && c.standing == Standing::High);
    own.into_iter().any(|c| distance(&c.value, &address.value, 2) <= 2)
        && context.reading.hits("contact").iter().any(|h| context.reading.name(h) == "regulator-name")
}

fn push(context: &Context<'_>, claims: &mut Vec<Claim>, value: String, kind: Kind, sentence: u32, span: Span) {
    // "By fax on …": the channel is named right before the number.
    let first = context.tokens(sentence).find(|&i| context.token_span(i, i).end > span.start).unwrap_or(0);
    let fax = kind == Kind::Phone
        && (first.saturating_sub(3)..first).any(|i| matches!(&*context.token(i), "fax" | "facsimile"));
    let told = if fax { "fax" } else { kind.name() };
    let mut claim = context.claim("regulator", value, sentence, span).with("type", told);
    claim.force = force(context, sentence);
    claims.push(claim);
}

/// The regulator's postal address, with its slips.
pub(super) fn postal(context: &Context<'_>, areas: &Areas, claims: &mut Vec<Claim>) {
    let parts: Vec<Part<'_>> = context
        .law
        .regulator_contacts()
        .iter()
        .filter(|c| c.kind_of == "postal")
        .map(|c| Part {
            value: &c.value,
            letters: letters(&c.value),
            folded: fold(&c.value),
            words: c.value.split([' ', '.', '-']).filter(|w| !w.is_empty()).count() as u32,
            slips: c.standing == Standing::High && !c.former,
            former: c.former,
        })
        .collect();
    let mut run: Vec<Piece> = Vec::new();
    for sentence in 0..context.sentence_count() {
        let Some(from) = areas[sentence as usize] else { continue };
        let range = context.tokens(sentence);
        let mut at = range.start;
        while at < range.end {
            let start = context.token_span(at, at).start;
            let found = if start >= from && inside(context, areas, sentence, start) {
                best(context, &parts, at, range.end)
            } else {
                None
            };
            let Some((value, last)) = found else {
                at += 1;
                continue;
            };
            let known = parts.iter().find(|p| p.value == value);
            let piece =
                Piece { sound: known.is_some(), former: known.is_some_and(|p| p.former), value, sentence, at, last };
            if run.last().is_some_and(|p| at - p.last > PARTED) {
                address(context, &run, claims);
                run.clear();
            }
            run.push(piece);
            at = last + 1;
        }
    }
    address(context, &run, claims);
}

/// How many words further the next part of one address begins, at most.
const PARTED: u32 = 3;

/// A part of the regulator's address as a notice has it.
struct Piece {
    value: String,
    /// Whether it is without a slip.
    sound: bool,
    /// Whether it is of an address that was left.
    former: bool,
    sentence: u32,
    at: u32,
    last: u32,
}

/// One claim for an address as a whole; a part with a slip, or of an office that was left, is told by itself. A place alone
/// ("in Wilmslow") is no address.
fn address(context: &Context<'_>, run: &[Piece], claims: &mut Vec<Claim>) {
    let [first, .., last] = run else {
        let told = |p: &&Piece| !p.sound || p.former || p.value.contains(|c: char| c.is_ascii_digit());
        if let Some(only) = run.first().filter(told) {
            let span = context.token_span(only.at, only.last);
            push(context, claims, only.value.clone(), Kind::Postal, only.sentence, span);
        }
        return;
    };
    let mut alone = false;
    for piece in run.iter().filter(|p| !p.sound || p.former) {
        let span = context.token_span(piece.at, piece.last);
        push(context, claims, piece.value.clone(), Kind::Postal, piece.sentence, span);
        alone = true;
    }
    if !alone {
        let value = run.iter().map(|p| p.value.as_str()).collect::<Vec<_>>().join(", ");
        push(context, claims, value, Kind::Postal, first.sentence, context.token_span(first.at, last.last));
    }
}

/// A part of the regulator's address.
struct Part<'a> {
    value: &'a str,
    folded: String,
    letters: (usize, u64),
    words: u32,
    /// Whether a slip in it can be told.
    slips: bool,
    former: bool,
}

/// The part that begins at this word: its value, or the words as written where they hold a slip.
fn best(context: &Context<'_>, parts: &[Part<'_>], at: u32, end: u32) -> Option<(String, u32)> {
    let mut found: Option<(usize, String, u32)> = None;
    // By the number of words: nearly all parts are told apart by the letters.
    let mut counted: [Option<(usize, u64)>; 8] = [None; 8];
    for part in parts {
        // A postcode may be written in one word.
        for words in [part.words, 1] {
            let last = at + words - 1;
            if last >= end || (words == 1 && part.words > 1 && part.folded.len() > 7) {
                continue;
            }
            let written = context.words(context.token_span(at, last));
            let most = if part.slips { allowed(&part.folded) } else { 0 };
            let letters = match counted.get_mut(words as usize) {
                Some(counted) => *counted.get_or_insert_with(|| letters(written)),
                None => letters(written),
            };
            let other = written.contains(',') && !part.value.contains(',');
            if !may_be(letters, part.letters, most) || other {
                continue;
            }
            let folded = fold(written);
            let off = distance(&folded, &part.folded, most);
            let sound = off == 0 || written.starts_with(|c: char| c.is_uppercase());
            if off <= most && sound && found.as_ref().is_none_or(|f| off < f.0 || off == f.0 && last > f.2) {
                let value = if off == 0 { part.value.to_owned() } else { tidy(written) };
                found = Some((off, value, last));
            }
        }
    }
    found.map(|f| (f.1, f.2))
}

/// How many slips a word of this length may hold.
fn allowed(folded: &str) -> usize {
    match folded.len() {
        0..=5 => 0,
        6..=7 => 1,
        _ => 2,
    }
}

fn fold(written: &str) -> String {
    written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters and digits the words have, and which.
fn letters(written: &str) -> (usize, u64) {
    let folded = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    folded.fold((0, 0), |(count, which), c| (count + 1, which | 1 << (u32::from(c) % 64)))
}

/// Whether so many slips can lie between two words: each changes the number of letters by one at most, the set of them by
/// two.
fn may_be(a: (usize, u64), b: (usize, u64), most: usize) -> bool {
    a.0.abs_diff(b.0) <= most && (a.1 ^ b.1).count_ones() as usize <= 2 * most
}

fn tidy(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
