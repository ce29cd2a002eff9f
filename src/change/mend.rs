//! Edits that mend: which of those that findings offer can be made together, and the file with them.
//!
//! Nothing is taken on trust: the edited file is read and checked again, and an edit after which the file would read
//! otherwise than with the new words in the place of the old, or would get a finding that it had not, is refused.

use crate::audit::{By, Finding, Held};
use crate::notice::{Notice, Source, Span};
use crate::read::encode;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many edits are tried one by one where they cannot be made together.
const TRIED: usize = 100;

/// A certain edit of a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// Which finding of the notice.
    pub finding: usize,
    /// Which of its edits.
    pub edit: usize,
    /// The rule.
    pub rule: String,
    /// What to replace, in the notice's reading text.
    pub span: Span,
    /// The same in the decoded file.
    pub source: Span,
    /// The words to put there.
    pub new_text: String,
}

/// One notice of a file, as far as its edits are concerned.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Part {
    /// The key path of a notice that is part of a file.
    pub part: Option<String>,
    /// The edits that its findings offer.
    pub offers: Vec<Offer>,
    pub(super) text: String,
    /// How often each rule reports each subject, what the baseline holds back included.
    pub(super) counts: BTreeMap<(String, Option<String>), usize>,
    /// The findings that a baseline knows, by fingerprint.
    known: BTreeSet<String>,
    prints: BTreeSet<String>,
    /// How many edits are offered besides that are not to be made: those that the baseline holds back, for instance.
    held: usize,
}

impl Part {
    /// What there is to say of a notice, of which these findings are reported and these held back.
    pub fn of(notice: &Notice, findings: &[Finding], held: &[Held]) -> Part {
        let mut part = Part { part: notice.part.clone(), text: notice.text.clone(), ..Part::default() };
        for (at, finding) in findings.iter().enumerate() {
            for (number, edit) in finding.edits.iter().enumerate().filter(|(_, e)| e.doubt.is_none()) {
                part.offers.push(Offer {
                    finding: at,
                    edit: number,
                    rule: finding.rule.clone(),
                    span: edit.span,
                    source: notice.map.source(edit.span),
                    new_text: edit.new_text.clone(),
                });
            }
        }
        let baseline = held.iter().filter(|h| matches!(h.by, By::Baseline)).map(|h| &h.finding);
        part.known = baseline.clone().map(|f| f.fingerprint.clone()).collect();
        part.held = baseline.clone().map(|f| f.certain_edits().count()).sum();
        for finding in findings.iter().chain(baseline) {
            *part.counts.entry((finding.rule.clone(), finding.subject.clone())).or_default() += 1;
            part.prints.insert(finding.fingerprint.clone());
        }
        part
    }

    /// Leaves only the edits that are wanted. The others are not made, and are offered as before when the file is
    /// checked again.
    pub fn only(&mut self, wanted: impl Fn(&Offer) -> bool) {
        let before = self.offers.len();
        self.offers.retain(wanted);
        self.held += before - self.offers.len();
    }
}

/// Why an edit is not made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Another edit changes some of the same words.
    Overlap,
    /// The file's bytes would not stay what they are: its encoding is broken.
    Encoding,
    /// The encoding of the file lacks a letter of the new words.
    Letter,
    /// The file would no longer read as before but for the new words.
    Reread,
    /// A finding would come of it.
    Introduces(String),
    /// A finding would no longer be known to the baseline.
    Baseline,
    /// The new words would be edited again.
    Again,
    /// There are too many to try.
    Many,
}

impl Refusal {
    /// The reason, for people.
    pub fn words(&self) -> String {
        match self {
            Refusal::Overlap => "another edit changes the same words".to_owned(),
            Refusal::Encoding => "the file's encoding is broken and could not be kept".to_owned(),
            Refusal::Letter => "the file's encoding lacks a letter of the new words".to_owned(),
            Refusal::Reread => "the file would be read otherwise with the new words".to_owned(),
            Refusal::Introduces(rule) => format!("the new words would be reported by {rule}"),
            Refusal::Baseline => "the baseline would no longer know a finding".to_owned(),
            Refusal::Again => "the new words would have to be edited again".to_owned(),
            Refusal::Many => "too many edits of this file cannot be made together".to_owned(),
        }
    }
}

/// What becomes of the edits of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mended {
    /// The edits that are made, by place: which notice, and which of its offers. An edit that two findings offer is
    /// there twice.
    pub made: Vec<(usize, usize)>,
    /// The edits that are not made, and why.
    pub refused: Vec<(usize, usize, Refusal)>,
    /// The decoded file with the edits.
    pub text: String,
    /// The bytes of the file with the edits; the same as before where none is made.
    pub bytes: Vec<u8>,
}

/// One edit of the file, with all that offer it.
struct Edit<'a> {
    source: Span,
    new_text: &'a str,
    offers: Vec<(usize, usize)>,
}

/// Chooses among the edits of a file. `whole` says whether the file's bytes are those that its text gives when it is
/// encoded again; `check` reads and checks other bytes of the same file.
pub fn mend(source: &Source, parts: &[Part], whole: bool, check: &mut dyn FnMut(&[u8]) -> Vec<Part>) -> Mended {
    mend_some(source, parts, whole, &|_, _| true, check)
}

/// The same with no other edits than those `wanted`: which notice of the file, and what it offers.
pub fn mend_some(
    source: &Source,
    parts: &[Part],
    whole: bool,
    wanted: &dyn Fn(usize, &Offer) -> bool,
    check: &mut dyn FnMut(&[u8]) -> Vec<Part>,
) -> Mended {
    let mut mended = Mended { text: source.text.clone(), ..Mended::default() };
    let mut edits = edits(parts, wanted, &mut mended);
    let refuse = |edit: &Edit<'_>, why: &Refusal, mended: &mut Mended| {
        mended.refused.extend(edit.offers.iter().map(|(part, offer)| (*part, *offer, why.clone())));
    };
    edits.retain(|edit| {
        let why = match () {
            () if !whole => Refusal::Encoding,
            () if encode(source, edit.new_text).is_none() => Refusal::Letter,
            () => return true,
        };
        refuse(edit, &why, &mut mended);
        false
    });
    let mut attempt = |edits: &[&Edit<'_>]| -> Result<(String, Vec<u8>), Refusal> {
        let text = spliced(&source.text, edits.iter().map(|e| (e.source, e.new_text)));
        let bytes = encode(source, &text).ok_or(Refusal::Letter)?;
        let after = if edits.is_empty() { Vec::new() } else { check(&bytes) };
        if !edits.is_empty() {
            judge(parts, edits, &after)?;
        }
        Ok((text, bytes))
    };
    let all: Vec<&Edit<'_>> = edits.iter().collect();
    let mut made: Vec<&Edit<'_>> = Vec::new();
    match attempt(&all) {
        Ok(done) => {
            (mended.text, mended.bytes) = done;
            made = all;
        }
        Err(why) if all.len() == 1 => refuse(all[0], &why, &mut mended),
        Err(_) => {
            for (at, edit) in all.into_iter().enumerate() {
                if at >= TRIED {
                    refuse(edit, &Refusal::Many, &mut mended);
                    continue;
                }
                made.push(edit);
                match attempt(&made) {
                    Ok(done) => (mended.text, mended.bytes) = done,
                    Err(why) => {
                        made.pop();
                        refuse(edit, &why, &mut mended);
                    }
                }
            }
        }
    }
    if made.is_empty() {
        mended.bytes = encode(source, &source.text).unwrap_or_default();
    }
    mended.made = made.iter().flat_map(|e| e.offers.iter().copied()).collect();
    mended
}

/// The edits of a file by place, those that are offered twice once. Of two that overlap the one that begins first is
/// kept, of two that begin together the longer, then that of the rule that comes first by name.
fn edits<'a>(parts: &'a [Part], wanted: &dyn Fn(usize, &Offer) -> bool, mended: &mut Mended) -> Vec<Edit<'a>> {
    let offers =
        parts.iter().enumerate().flat_map(|(p, part)| part.offers.iter().enumerate().map(move |(o, f)| (p, o, f)));
    let mut offers: Vec<(usize, usize, &Offer)> = offers.filter(|(p, _, f)| wanted(*p, f)).collect();
    offers.sort_by_key(|(p, o, f)| (f.source.start, Reverse(f.source.end), f.rule.as_str(), *p, *o));
    let mut edits: Vec<Edit<'a>> = Vec::new();
    for (part, at, offer) in offers {
        match edits.last_mut() {
            Some(last) if last.source == offer.source && last.new_text == offer.new_text => {
                last.offers.push((part, at))
            }
            Some(last) if last.source.overlaps(offer.source) => mended.refused.push((part, at, Refusal::Overlap)),
            _ => edits.push(Edit { source: offer.source, new_text: &offer.new_text, offers: vec![(part, at)] }),
        }
    }
    edits
}

/// A text with other words in some places, which come in order.
fn spliced<'a>(text: &str, edits: impl Iterator<Item = (Span, &'a str)>) -> String {
    let mut result = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (span, new_text) in edits {
        result.push_str(text.get(at..span.start as usize).unwrap_or_default());
        result.push_str(new_text);
        at = span.end as usize;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// Whether the notices of the edited file are what they should be.
fn judge(before: &[Part], edits: &[&Edit<'_>], after: &[Part]) -> Result<(), Refusal> {
    if before.len() != after.len() {
        return Err(Refusal::Reread);
    }
    for (number, (old, new)) in before.iter().zip(after).enumerate() {
        let own = edits.iter().flat_map(|e| &e.offers).filter(|(part, _)| *part == number);
        let mut own: Vec<&Offer> = own.filter_map(|(_, offer)| old.offers.get(*offer)).collect();
        own.sort_by_key(|o| o.span);
        own.dedup_by_key(|o| o.span);
        let wanted = spliced(&old.text, own.iter().map(|o| (o.span, o.new_text.as_str())));
        if old.part != new.part || wanted != new.text {
            return Err(Refusal::Reread);
        }
        let more = new.counts.iter().find(|(key, count)| old.counts.get(*key).is_none_or(|before| before < *count));
        if let Some(((rule, _), _)) = more {
            return Err(Refusal::Introduces(rule.clone()));
        }
        if !old.known.is_subset(&new.prints) {
            return Err(Refusal::Baseline);
        }
        let made = |at: usize| edits.iter().any(|e| e.offers.contains(&(number, at)));
        let left = (0..old.offers.len()).filter(|at| !made(*at)).count();
        // What the baseline holds back is offered now, for the new check knows no baseline.
        if new.offers.len() > left + old.held {
            return Err(Refusal::Again);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(rule: &str, start: usize, end: usize, new_text: &str) -> Offer {
        let span = Span::new(start, end);
        Offer { finding: 0, edit: 0, rule: rule.into(), span, source: span, new_text: new_text.into() }
    }

    /// A part of a plain text, of which each rule reports something.
    fn part(text: &str, offers: Vec<Offer>, rules: &[&str]) -> Part {
        let counts = rules.iter().map(|r| (((*r).to_owned(), None), 1)).collect();
        Part { text: text.into(), offers, counts, ..Part::default() }
    }

    fn source(text: &str) -> Source {
        Source::new(text.into(), Default::default(), 0)
    }

    #[test]
    fn what_would_bring_a_finding_is_refused_and_the_rest_is_made() {
        let text = "one two three";
        let offers = vec![offer("a", 0, 3, "1"), offer("b", 4, 7, "bad"), offer("c", 8, 13, "3")];
        let mut checks = 0;
        let mut check = |bytes: &[u8]| {
            checks += 1;
            let text = String::from_utf8_lossy(bytes).into_owned();
            let rules: &[&str] = if text.contains("bad") { &["a", "new"] } else { &["a"] };
            vec![part(&text, Vec::new(), rules)]
        };
        let mended = mend(&source(text), &[part(text, offers, &["a", "b", "c"])], true, &mut check);
        assert_eq!(mended.bytes, b"1 two 3");
        assert_eq!(mended.made, [(0, 0), (0, 2)]);
        assert_eq!(mended.refused, [(0, 1, Refusal::Introduces("new".into()))]);
        assert_eq!(checks, 4);
    }

    #[test]
    fn what_is_not_wanted_is_left_and_may_be_offered_again() {
        let text = "one two";
        let mut before = part(text, vec![offer("a", 0, 3, "1"), offer("b", 4, 7, "2")], &["a", "b"]);
        before.only(|offer| offer.rule == "b");
        let after = part("one 2", vec![offer("a", 0, 3, "1")], &["a"]);
        let mended = mend(&source(text), &[before], true, &mut |_: &[u8]| vec![after.clone()]);
        assert_eq!((mended.text.as_str(), mended.made.as_slice()), ("one 2", [(0, 0)].as_slice()));
        assert!(mended.refused.is_empty());
    }

    #[test]
    fn a_file_that_is_read_otherwise_is_left_as_it_was() {
        let text = "one two";
        let before = [part(text, vec![offer("a", 0, 3, "1")], &["a"])];
        let reasons = |after: Vec<Part>| mend(&source(text), &before, true, &mut |_: &[u8]| after.clone());
        let mended = reasons(vec![part("1, two", Vec::new(), &[])]);
        assert_eq!((mended.bytes.as_slice(), &mended.refused[0].2), (text.as_bytes(), &Refusal::Reread));
        assert_eq!(reasons(Vec::new()).refused[0].2, Refusal::Reread);
        let again = part("1 two", vec![offer("a", 0, 1, "I")], &["a"]);
        assert_eq!(reasons(vec![again]).refused[0].2, Refusal::Again);
        assert!(reasons(vec![part("1 two", Vec::new(), &[])]).refused.is_empty());
    }

    #[test]
    fn a_baseline_must_know_its_findings_again() {
        let text = "one two";
        let known = BTreeSet::from(["f".to_owned()]);
        let before = Part { known: known.clone(), ..part(text, vec![offer("a", 0, 3, "1")], &["a"]) };
        let lost = part("1 two", Vec::new(), &[]);
        let kept = Part { prints: known, ..lost.clone() };
        let refused = |after: Part| {
            mend(&source(text), std::slice::from_ref(&before), true, &mut |_: &[u8]| vec![after.clone()]).refused
        };
        assert_eq!(refused(lost), [(0, 0, Refusal::Baseline)]);
        assert!(refused(kept).is_empty());
    }

    #[test]
    fn an_encoding_that_is_broken_or_lacks_a_letter_is_kept() {
        let text = "one";
        let before = [part(text, vec![offer("a", 0, 3, "\u{1f512}")], &["a"])];
        let never = &mut |_: &[u8]| -> Vec<Part> { Vec::new() };
        assert_eq!(mend(&source(text), &before, false, never).refused[0].2, Refusal::Encoding);
        let western = Source::new(text.into(), crate::notice::Encoding::Windows1252, 0);
        assert_eq!(mend(&western, &before, true, never).refused[0].2, Refusal::Letter);
    }
}
