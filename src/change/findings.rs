//! Which findings an edit brings, and which it mends.

use super::Side;
use super::align::Alignment;
use super::words::plain;
use crate::audit::Finding;

/// What became of the findings; the numbers are places in the lists of the two notices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings {
    /// In the new notice only.
    pub introduced: Vec<usize>,
    /// In the old notice only.
    pub fixed: Vec<usize>,
    /// In both, though at another place or in other words: old and new.
    pub moved: Vec<(usize, usize)>,
    /// In both, as they were.
    pub kept: Vec<(usize, usize)>,
}

/// Compares findings by fingerprint, then by what they say of which words.
pub fn compare(old: &Side<'_>, new: &Side<'_>, lines: &Alignment) -> Findings {
    let mut open_old: Vec<usize> = (0..old.findings.len()).collect();
    let mut open_new: Vec<usize> = (0..new.findings.len()).collect();
    let mut pair = |same: &dyn Fn(&Finding, &Finding) -> bool| {
        let mut pairs = Vec::new();
        open_old.retain(|&o| {
            let found = open_new.iter().position(|&n| same(&old.findings[o], &new.findings[n]));
            if let Some(at) = found {
                pairs.push((o, open_new.remove(at)));
            }
            found.is_none()
        });
        pairs
    };
    let kept = pair(&|a, b| a.fingerprint == b.fingerprint);
    let about = |a: &Finding, b: &Finding| a.rule == b.rule && a.subject == b.subject;
    let words = |side: &Side<'_>, f: &Finding| plain(side.notice.words(f.primary.span));
    let mut moved = pair(&|a, b| about(a, b) && words(old, a) == words(new, b));
    let sentence = |side: &Side<'_>, f: &Finding| side.notice.sentence_at(f.primary.span.start).unwrap_or(0) as u32;
    moved.extend(pair(&|a, b| about(a, b) && lines.together(sentence(old, a), sentence(new, b))));
    moved.sort_by_key(|&(_, n)| n);
    Findings { introduced: open_new, fixed: open_old, moved, kept }
}
