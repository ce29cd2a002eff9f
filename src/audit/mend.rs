//! Text edits: the words that a rule writes in the place of those that it reports, and whether that is certain.

use super::engine::{self, Candidate};
use super::fields::squeeze;
use super::finding::{Doubt, Edit, Finding};
use super::grammar::{Around, cased, parts, short, stands_for};
use super::phrases::occurs;
use super::words::plain_name;
use super::world::World;
use crate::claims::{Claim, Confidence};
use crate::notice::{Notice, Span};
use crate::rules::{Rewrite, Rule};
use std::collections::BTreeMap;

/// The edits of one finding, by place.
pub fn edits(world: &World<'_>, rule: &Rule, group: &[&Candidate<'_>]) -> Vec<Edit> {
    let Some(rewrite) = &rule.rewrite else { return Vec::new() };
    let mut edits: Vec<Edit> = group.iter().filter_map(|c| edit(world, rewrite, c)).collect();
    edits.sort_by_key(|e| e.span);
    edits.dedup_by_key(|e| e.span);
    edits
}

fn edit(world: &World<'_>, rewrite: &Rewrite, candidate: &Candidate<'_>) -> Option<Edit> {
    let claim = world.claim(candidate.bound.subject?).filter(|c| !c.span.is_empty())?;
    if !rewrite.circumstance.is_empty() && !engine::fits(world, &rewrite.circumstance, &candidate.bound) {
        return None;
    }
    let mut fill = |name: &_| plain_name(world, name, candidate);
    let with = rewrite.with.fill(&mut fill);
    let with = with.split_whitespace().collect::<Vec<_>>().join(" ");
    let replaced = rewrite.replace.as_ref().map(|t| t.fill(&mut fill)).unwrap_or_default();
    let span = within(world.notice, claim, &replaced, &with)?;
    if with.is_empty() {
        return None;
    }
    let mut edit = placed(world, rewrite, claim, span, &with);
    if squeeze(world.notice.words(edit.span)) == squeeze(&edit.new_text) {
        return None;
    }
    if candidate.confidence != Confidence::Certain {
        edit.doubt = Some(Doubt::Unsure);
    }
    edit.doubt = edit.doubt.or_else(|| literal(world.notice, edit.span));
    Some(edit)
}

/// Where within the words of a claim those stand that are replaced: all of them where none are said. A possessive ending
/// stays.
fn within(notice: &Notice, claim: &Claim, replaced: &str, with: &str) -> Option<Span> {
    let words = notice.words(claim.span);
    if replaced.is_empty() || squeeze(replaced) == squeeze(words) {
        let ending = if possessive(with).1.is_empty() { possessive(words).1 } else { "" };
        return Some(Span { end: claim.span.end - ending.len() as u32, ..claim.span });
    }
    let mut found = super::phrases::spans(replaced, words).into_iter();
    let only = found.next().filter(|_| found.next().is_none())?;
    Some(Span { start: claim.span.start + only.start, end: claim.span.start + only.end })
}

/// Words and their possessive ending.
fn possessive(words: &str) -> (&str, &str) {
    let ending = ["'s", "’s"].into_iter().find(|e| words.ends_with(e)).map_or(0, str::len);
    words.split_at(words.len() - ending)
}

/// The edit as grammar and the words around have it.
fn placed(world: &World<'_>, rewrite: &Rewrite, claim: &Claim, mut span: Span, with: &str) -> Edit {
    let notice = world.notice;
    let old = notice.words(span);
    let near = Around::new(&notice.text, claim.sentence, span);
    let is_name = old.starts_with(char::is_uppercase);
    let all = notice.words(claim.span);
    let partial = old != all && old != possessive(all).0;
    let (full, article) = match with.strip_prefix("the ") {
        Some(rest) => (rest, true),
        None => (with, false),
    };
    let (long, brief) = parts(full);
    // Where a part of a name is replaced, what stands around the whole of it counts.
    let whole = if partial { claim.span } else { span };
    let name = notice.words(whole);
    let around = Around::new(&notice.text, claim.sentence, whole);
    let bracket = around.bracket().filter(|_| is_name);
    let own = bracket.filter(|(inside, _)| whole == span && named(world, claim, inside));
    let mut new = match (own, brief) {
        (Some(_), _) => full,
        (None, Some(brief)) if short(old) => brief,
        _ => long,
    };
    let mut front = near;
    let mut doubts = vec![around.edges()];
    let first = new.split(' ').next().unwrap_or_default();
    match near.word_before() {
        // "the UK General Data Protection Regulations": the word is there already.
        Some(word) if word == first && new.len() > first.len() => {
            new = new.get(first.len() + 1..).unwrap_or(new);
            front = near.further();
        }
        Some(word) if word.eq_ignore_ascii_case("the") && rewrite.name && !article => {
            let begins = near.before.trim_end().len() - word.len();
            span.start -= (near.before.len() - begins) as u32;
        }
        Some(word) if word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") => {
            doubts.push(super::grammar::article(old, new));
        }
        _ if is_name => doubts.push(around.longer(name)),
        _ => {}
    }
    if is_name {
        doubts.push(Around { before: "", ..around }.longer(name));
    }
    doubts.push(front.number(old, new));
    if let Some((inside, len)) = bracket {
        if own.is_some() {
            span.end += len as u32;
        } else if brief != Some(inside) && !stands_for(inside, long) {
            doubts.push(Some(Doubt::Bracket));
        }
    }
    let sentence = notice.words(claim.sentence.cover(claim.span));
    doubts.push(rewrite.not_beside.iter().any(|phrase| occurs(phrase, sentence)).then_some(Doubt::Beside));
    doubts.push(again(&around, bracket.map_or(0, |b| b.1), (long, brief)));
    let link = notice.has_link(span);
    doubts.insert(0, link.then_some(Doubt::Link));
    Edit { span, new_text: cased(old, new, &near), doubt: doubts.into_iter().flatten().next() }
}

/// Whether words in brackets are another name of what is cited.
fn named(world: &World<'_>, claim: &Claim, words: &str) -> bool {
    let cited = world.law.citations().iter().find(|c| claim.kind == "citation" && c.id == claim.value);
    cited.is_some_and(|c| c.names.iter().any(|name| name == words))
}

/// Whether the new words stand in the sentence already, brackets directly behind the old ones apart.
fn again(around: &Around<'_>, bracket: usize, (long, brief): (&str, Option<&str>)) -> Option<Doubt> {
    let behind = around.after.get(bracket..).unwrap_or_default();
    // Everyday words may well stand twice in a sentence, names and numbers seldom do.
    let telling = |name: &&str| name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut names = long.split(" and the ").chain(brief).filter(telling);
    names.any(|name| occurs(name, around.before) || occurs(name, behind)).then_some(Doubt::Named)
}

/// Whether the file has the words as they are read.
fn literal(notice: &Notice, span: Span) -> Option<Doubt> {
    if notice.source.is_extracted() {
        return Some(Doubt::Form);
    }
    let words = notice.words(span);
    let stored = notice.source.text.get(notice.map.source(span).range()).unwrap_or_default();
    let parted = |text: &str| text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
    if stored != words {
        let broken = parted(stored) && squeeze(stored) == squeeze(words);
        return Some(if broken { Doubt::Broken } else { Doubt::Form });
    }
    parted(words).then_some(Doubt::Broken)
}

/// Doubts edits that would write one name twice into a sentence, in the place of two.
pub fn settle(notice: &Notice, findings: &mut [(Finding, bool)]) {
    let key = |edit: &Edit| (notice.sentence_at(edit.span.start), parts(&edit.new_text).0.to_lowercase());
    let mut old: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for edit in findings.iter().flat_map(|(f, _)| f.certain_edits()) {
        old.entry(key(edit)).or_default().push(squeeze(notice.words(edit.span)));
    }
    for edit in findings.iter_mut().flat_map(|(f, _)| &mut f.edits).filter(|e| e.doubt.is_none()) {
        let names = old.get(&key(edit)).map_or(&[][..], Vec::as_slice);
        if names.iter().any(|name| Some(name) != names.first()) {
            edit.doubt = Some(Doubt::Named);
        }
    }
}
