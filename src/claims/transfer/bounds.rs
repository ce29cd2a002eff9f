//! The boundaries that a sentence names, and on which side of them it puts the data.

use super::Found;
use crate::notice::BlockKind;

/// Where a boundary stands to the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Outside,
    /// "Not in the EEA": outside, and the "not" denies nothing else.
    NotIn,
    Within,
    To,
}

/// Boundaries named together: "the UK or EEA".
pub(super) struct Chain {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) uk: bool,
    pub(super) eu: bool,
    pub(super) eea: bool,
}

impl Chain {
    /// The value of a denial beyond the boundary, and its name.
    pub(super) fn bound(&self) -> (&'static str, &'static str) {
        match (self.eea, self.eu) {
            (true, _) => ("eea-only", "eea"),
            (false, true) => ("eu-only", "eu"),
            _ => ("uk-only", "uk"),
        }
    }
}

impl Found<'_, '_> {
    /// The boundaries of the sentence, those named together as one.
    pub(super) fn chains(&self) -> Vec<Chain> {
        let mut chains: Vec<Chain> = Vec::new();
        for hit in self.context.reading.hits_in(self.sentence, "bound") {
            let name = self.context.reading.name(hit);
            let joined = chains.last().is_some_and(|c| {
                hit.first > c.last
                    && hit.first - c.last <= 4
                    && (c.last + 1..hit.first).all(|i| {
                        matches!(&*self.context.token(i), "and" | "or" | "the" | "both" | "of" | "within" | "in")
                    })
            });
            let chain = match chains.last_mut() {
                Some(chain) if joined => chain,
                _ => {
                    chains.push(Chain { first: hit.first, last: hit.last, uk: false, eu: false, eea: false });
                    match chains.last_mut() {
                        Some(chain) => chain,
                        None => continue,
                    }
                }
            };
            chain.last = hit.last;
            match name {
                "uk" => chain.uk = true,
                "eu" => chain.eu = true,
                _ => chain.eea = true,
            }
        }
        chains
    }

    /// Where a boundary stands, by the words before it.
    pub(super) fn side(&self, chain: &Chain) -> Option<Side> {
        let start = self.context.tokens(self.sentence).start;
        let mut at = chain.first;
        let mut left = 5;
        while at > start && left > 0 {
            at -= 1;
            left -= 1;
            let before = |n: u32| (at >= start + n).then(|| self.context.token(at - n));
            match &*self.context.token(at) {
                "outside" | "beyond" | "non" | "leave" | "leaves" | "leaving" => return Some(Side::Outside),
                "of" if before(1).is_some_and(|t| matches!(&*t, "out" | "outside")) => return Some(Side::Outside),
                "in" | "inside" | "within" | "across" | "throughout" => {
                    let not = before(1).is_some_and(|t| matches!(&*t, "not" | "aren't" | "isn't"));
                    let places = before(1).is_some_and(|t| {
                        matches!(
                            &*t,
                            "locations"
                                | "countries"
                                | "country"
                                | "places"
                                | "recipients"
                                | "organisations"
                                | "location"
                        )
                    });
                    let to = places && (2..4).any(|n| before(n).is_some_and(|t| matches!(&*t, "to")));
                    return Some(match (not, to) {
                        (true, _) => Side::NotIn,
                        (_, true) => Side::To,
                        _ => Side::Within,
                    });
                }
                "to" | "into" => return Some(Side::To),
                "the" | "a" | "of" | "entire" | "whole" | "its" | "countries" | "country" | "locations" | "our"
                | "both" => {}
                "based" | "secure" | "computer" => {}
                _ => break,
            }
        }
        let end = self.context.tokens(self.sentence).end;
        let servers = (chain.last + 1..end.min(chain.last + 4)).any(|i| {
            matches!(&*self.context.token(i), "server" | "servers" | "hosted" | "data-centre" | "centres" | "cloud")
        });
        if servers {
            return Some(Side::Within);
        }
        let cell = matches!(self.context.block(self.sentence).kind, BlockKind::Cell { .. });
        (cell && self.context.tokens(self.sentence).len() <= 3).then_some(Side::Within)
    }
}
