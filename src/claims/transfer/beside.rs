//! What stands beside a boundary: how much of the data is meant, who keeps it, and what the next sentence adds.

use super::Found;
use super::bounds::{Chain, Side};
use crate::claims::model::Claim;

impl Found<'_, '_> {
    /// Tells that a boundary is that of the UK as well: "outside the UK and EEA".
    pub(super) fn and_uk(&self, chain: &Chain, claim: Claim) -> Claim {
        if chain.uk && (chain.eu || chain.eea) { claim.with("with-uk", true) } else { claim }
    }

    /// Whether the sentence speaks of all data, or draws a line: "all data", "entirely within", "only in".
    pub(super) fn of_all(&self) -> bool {
        self.context.tokens(self.sentence).any(|i| {
            matches!(
                &*self.context.token(i),
                "all"
                    | "any"
                    | "every"
                    | "everything"
                    | "entirely"
                    | "only"
                    | "solely"
                    | "exclusively"
                    | "always"
                    | "never"
                    | "wholly"
            )
        })
    }

    /// Whether no promise is made: "we cannot guarantee that …".
    pub(super) fn unsure(&self) -> bool {
        let tokens = self.context.tokens(self.sentence);
        tokens.clone().any(|i| {
            matches!(&*self.context.token(i), "guarantee" | "ensure" | "promise")
                && self.context.denied(self.sentence, self.span(i, i))
        })
    }

    /// Whether the place is only compared with: "protected as they would be if it was processed in the UK", or where a law asks
    /// for something: "a duty that requires processing in the UK".
    pub(super) fn likened(&self, first: u32) -> bool {
        let start = self.context.tokens(self.sentence).start;
        let word = |i: u32| self.context.token(i);
        let compared = (start..first).any(|i| {
            word(i) == "as"
                && (i + 1..first.min(i + 8)).any(|j| matches!(&*word(j), "if" | "though" | "would" | "were"))
        });
        let asked = (start + 1..first).any(|i| {
            matches!(&*word(i), "requires" | "require" | "requiring")
                && matches!(&*word(i - 1), "that" | "which" | "law" | "obligation" | "obligations" | "duty")
        });
        compared || asked
    }

    /// Whether it is only aimed at, and not said to be so: "we try to ensure that it does not leave the EEA".
    pub(super) fn tries(&self) -> bool {
        let tokens = self.context.tokens(self.sentence);
        let word = |i: u32| self.context.token(i);
        tokens.clone().any(|i| {
            matches!(
                &*word(i),
                "try" | "tries" | "aim" | "aims" | "seek" | "seeks" | "endeavour" | "endeavours" | "strive" | "strives"
            ) && (i + 1..tokens.end.min(i + 4)).any(|j| word(j) == "to")
                || matches!(&*word(i), "where" | "wherever") && i + 1 < tokens.end && word(i + 1) == "possible"
        })
    }

    /// Whether the next sentence says that such a transfer goes to the EU or EEA: "When this is needed, it may be
    /// transferred to the EEA".
    pub(super) fn narrowed(&self) -> bool {
        let next = self.sentence + 1;
        if !self.context.block(self.sentence).sentences.contains(&next) {
            return false;
        }
        let tokens = self.context.tokens(next);
        let word = |i: u32| self.context.token(i);
        let start = tokens.start;
        let refers = match &*word(start) {
            "when" | "where" | "if" => {
                matches!(&*word(start + 1), "this" | "that" | "so" | "necessary" | "needed" | "such" | "it" | "we")
            }
            "in" => matches!(&*word(start + 1), "such" | "these" | "those" | "this" | "that"),
            "this" | "these" | "such" | "any" | "all" => true,
            _ => false,
        };
        let after = Found { context: self.context, sentence: next, claims: Vec::new() };
        let chains = after.chains();
        let to = chains.iter().any(|c| (c.eu || c.eea) && after.side(c) == Some(Side::To));
        refers && to && chains.iter().all(|c| after.side(c) != Some(Side::Outside))
    }

    /// Whether people are to be told of the safeguards when it happens: in the sentence, or in the next of its paragraph.
    pub(super) fn promised(&self) -> bool {
        let block = self.context.block(self.sentence).sentences.clone();
        (self.sentence..block.end.min(self.sentence + 2)).any(|s| self.context.reading.has(s, "flow", "promised"))
    }

    /// Whether data only passes through on its way.
    pub(super) fn transit(&self) -> bool {
        self.context.tokens(self.sentence).any(|i| matches!(&*self.context.token(i), "transit" | "transits" | "routed"))
    }

    /// Whether somebody named keeps the data: "Acme and Bolt hold our data in the UK" draws no boundary for the rest.
    pub(super) fn others(&self) -> bool {
        let start = self.context.tokens(self.sentence).start;
        self.context.reading.hits_in(self.sentence, "flow").iter().any(|h| {
            matches!(
                &*self.context.token(h.first),
                "hold" | "holds" | "store" | "stores" | "keep" | "keeps" | "host" | "hosts"
            ) && h.first > start
                && !(start.max(h.first.saturating_sub(4))..h.first)
                    .any(|i| matches!(&*self.context.token(i), "we" | "to" | "our" | "us" | "data" | "information"))
        })
    }

    /// Whether the same sentence says that data goes outside as well.
    pub(super) fn going_outside(&self, chain: &Chain) -> bool {
        if self.supposed() {
            return false;
        }
        let chains = self.chains();
        chains.iter().any(|c| c.first != chain.first && self.side(c) == Some(Side::Outside) && !self.denied(c.first))
            || chains.iter().any(|c| {
                c.first != chain.first
                    && self.side(c) == Some(Side::Within)
                    && c.bound() != chain.bound()
                    && !self.denied(c.first)
            })
            || self.context.reading.has(self.sentence, "abroad", "abroad")
                && !self.denied(chain.last)
                && self.context.reading.hits_in(self.sentence, "abroad").iter().any(|h| !self.denied(h.first))
    }

    /// Whether the next sentence goes on: "It is also stored in the United States".
    pub(super) fn also_outside(&self) -> bool {
        let next = self.sentence + 1;
        let reading = &self.context.reading;
        self.context.block(self.sentence).sentences.contains(&next)
            && self.context.tokens(next).take(8).any(|i| &*self.context.token(i) == "also")
            && (reading.has(next, "flow", "move") || reading.has(next, "flow", "hold"))
            && (!reading.hits_in(next, "abroad").is_empty()
                || reading.hits_in(next, "place").iter().any(|p| reading.name(p) != "GB")
                || self.context.tokens(next).any(|i| matches!(&*self.context.token(i), "outside" | "beyond")))
    }
}
