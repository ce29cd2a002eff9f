//! Transfers: boundaries within which data stays, and places to which it goes.
//!
//! A boundary counts by what stands before it ("outside the EEA", "within the UK", "to the EU"), by what is done with the
//! data, and by whether the sentence denies, supposes or allows it.

mod mechanism;

use super::context::Context;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// Reads transfers, places of storage and what transfers rest on.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let kind = context.block(sentence).kind;
        let any = ["bound", "abroad", "place"].iter().any(|g| !context.reading.hits_in(sentence, g).is_empty());
        if !any || matches!(kind, BlockKind::Contents | BlockKind::Code) || context.is_heading(sentence) {
            continue;
        }
        if context.words(context.sentence_span(sentence)).ends_with('?') {
            continue;
        }
        if pointer(context, sentence) {
            continue;
        }
        let mut found = Found { context, sentence, claims: Vec::new() };
        found.read();
        out.append(&mut found.claims);
    }
    mechanism::extract(context, out);
}

/// Whether the sentence only points to words on transfers, tells whether it will tell, or commands the reader.
fn pointer(context: &Context<'_>, sentence: u32) -> bool {
    let start = context.tokens(sentence).start;
    let first = context.token(start);
    let second = context.token(start + 1);
    matches!(&*first, "whether" | "how" | "see")
        || first == "you" && matches!(&*second, "must" | "should" | "shall")
        || first == "for"
            && matches!(&*second, "more" | "further")
            && context.tokens(sentence).any(|i| context.token(i) == "see")
}

/// Where a boundary stands to the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Outside,
    /// "Not in the EEA": outside, and the "not" denies nothing else.
    NotIn,
    Within,
    To,
}

/// Boundaries named together: "the UK or EEA".
struct Chain {
    first: u32,
    last: u32,
    uk: bool,
    eu: bool,
    eea: bool,
}

impl Chain {
    /// The value of a denial beyond the boundary, and its name.
    fn bound(&self) -> (&'static str, &'static str) {
        match (self.eea, self.eu) {
            (true, _) => ("eea-only", "eea"),
            (false, true) => ("eu-only", "eu"),
            _ => ("uk-only", "uk"),
        }
    }
}

/// The claims of one sentence.
struct Found<'c, 'a> {
    context: &'c Context<'a>,
    sentence: u32,
    claims: Vec<Claim>,
}

impl Found<'_, '_> {
    fn has(&self, name: &str) -> bool {
        self.context.reading.has(self.sentence, "flow", name)
    }

    fn led(&self, name: &str) -> bool {
        self.context.led_by(self.sentence, "flow", name)
    }

    fn read(&mut self) {
        let chains = self.chains();
        let moves = self.led("move") || self.led("hold") || self.context.within_topic(self.sentence, "transfers");
        if !moves && !self.has("base") || !self.led("data") && !self.has("base") {
            return;
        }
        let places = self.places();
        let inside = chains.iter().any(|c| (c.eu || c.eea) && self.side(c).is_some_and(|s| s != Side::Outside));
        let named = self
            .context
            .reading
            .hits_in(self.sentence, "flow")
            .iter()
            .any(|h| self.context.reading.name(h) == "including");
        for chain in &chains {
            let Some(side) = self.side(chain) else { continue };
            if self.personal(chain.first) {
                continue;
            }
            match side {
                Side::Outside if named && (inside || !places.is_empty()) && !self.denied(chain.first) => {}
                Side::Outside => self.outside(chain, self.denied(chain.first)),
                Side::NotIn => self.outside(chain, false),
                Side::Within => self.within(chain, !places.is_empty()),
                Side::To => self.to(chain),
            }
        }
        self.countries(&places);
        self.abroad(!places.is_empty());
    }

    /// The boundaries of the sentence, those named together as one.
    fn chains(&self) -> Vec<Chain> {
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
    fn side(&self, chain: &Chain) -> Option<Side> {
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

    /// Whether it is people who are there, not data.
    fn personal(&self, first: u32) -> bool {
        self.context
            .reading
            .hits_in(self.sentence, "flow")
            .iter()
            .any(|h| self.context.reading.name(h) == "person" && h.first < first && h.last + 6 >= first)
    }

    fn span(&self, first: u32, last: u32) -> Span {
        self.context.token_span(first, last)
    }

    fn denied(&self, first: u32) -> bool {
        self.context.denied(self.sentence, self.span(first, first))
    }

    fn push(&mut self, claim: Claim) {
        if !self.claims.iter().any(|c| c.kind == claim.kind && c.value == claim.value) {
            self.claims.push(claim);
        }
    }

    fn supposed(&self) -> bool {
        self.context.reading.has(self.sentence, "cue", "hypothetical")
    }

    /// Whether an exception follows the words: "unless …", "without your consent".
    fn excepted(&self) -> bool {
        self.has("except")
    }

    /// Whether a law is spoken of before the words.
    fn law(&self, first: u32) -> bool {
        self.context.tokens(self.sentence).take_while(|&i| i < first).any(|i| {
            matches!(
                &*self.context.token(i),
                "gdpr" | "regulation" | "act" | "laws" | "law" | "legislation" | "directive"
            )
        })
    }

    /// Whether the sentence speaks of what "we" do, or of "your" data.
    fn ours(&self) -> bool {
        self.context.tokens(self.sentence).any(|i| matches!(&*self.context.token(i), "we" | "our" | "us" | "your"))
    }

    /// A claim that data goes to a place, with what is known of how.
    fn going(&self, value: &str, first: u32, last: u32) -> Claim {
        let mut claim = self.context.claim("transfer", value, self.sentence, self.span(first, last));
        if self.supposed() {
            claim.details.insert("hypothetical", true.into());
            claim.force = Force::OnlyIf;
        } else if self.transit() {
            claim.details.insert("hypothetical", true.into());
        } else if claim.force == Force::OnlyIf && !self.excepted() {
            claim.force = Force::States;
        }
        if let Some(flow) = self.flow() {
            claim.details.insert("flow", flow.into());
        }
        claim
    }

    /// Whether data only passes through on its way.
    fn transit(&self) -> bool {
        self.context.tokens(self.sentence).any(|i| matches!(&*self.context.token(i), "transit" | "transits" | "routed"))
    }

    /// To whom: the words behind "to" or "with".
    fn flow(&self) -> Option<String> {
        let moved = self.context.reading.find(self.sentence, "flow", "move")?;
        let tokens = self.context.tokens(self.sentence);
        let at = (moved.last + 1..tokens.end).find(|&i| matches!(&*self.context.token(i), "to" | "with"))?;
        let stop = |t: &str| {
            matches!(
                t,
                "which"
                    | "who"
                    | "that"
                    | "and"
                    | "outside"
                    | "in"
                    | "for"
                    | "where"
                    | "when"
                    | "if"
                    | "based"
                    | "located"
                    | "a"
            )
        };
        let words: Vec<_> =
            (at + 1..tokens.end).map(|i| self.context.token(i)).take_while(|t| !stop(t)).take(6).collect();
        (!words.is_empty() && words.len() < 6).then(|| words.join(" "))
    }

    /// "Outside the EEA": a denial, or data that goes there.
    fn outside(&mut self, chain: &Chain, denied: bool) {
        if self.law(chain.first) && !self.ours() {
            return;
        }
        let (denial, name) = chain.bound();
        let supposed = self.supposed() || self.excepted();
        let boundary = if chain.uk { "uk" } else { name };
        if denied && !supposed {
            let mut claim = self.context.claim("transfer", denial, self.sentence, self.span(chain.first, chain.last));
            if claim.force.asserts() {
                claim.force = Force::States;
            }
            self.push(claim.with("boundary", name));
            return;
        }
        let mut claim = self.going("third-country", chain.first, chain.last).with("boundary", boundary);
        if denied {
            claim.force = Force::OnlyIf;
            claim.details.insert("hypothetical", true.into());
        }
        self.push(claim);
    }

    /// "Within the EEA": data that stays there, or some of it that goes there.
    fn within(&mut self, chain: &Chain, abroad: bool) {
        let reading = &self.context.reading;
        let near = |name: &str| {
            reading
                .hits_in(self.sentence, "flow")
                .iter()
                .any(|h| reading.name(h) == name && h.first < chain.last + 5 && chain.first <= h.last + 12)
        };
        if self.law(chain.first)
            || self.denied(chain.first)
            || !(near("hold") || near("base") && self.has("hold"))
            || !self.about(chain.first)
        {
            return;
        }
        let (denial, name) = chain.bound();
        let may = self.context.force(self.sentence) == Force::May;
        let partly = self.has("partly") || may || abroad || self.going_outside(chain);
        let adequate = self.block_has("mechanism", "adequacy");
        if chain.eu || chain.eea {
            let place = if chain.eea { "eea" } else { "eu" };
            let storage = self.context.claim("storage", place, self.sentence, self.span(chain.first, chain.last));
            self.push(storage);
            if partly || adequate {
                let claim = self.going("eu", chain.first, chain.last);
                self.push(claim);
                return;
            }
        }
        if partly {
            return;
        }
        let mut claim = self.context.claim("transfer", denial, self.sentence, self.span(chain.first, chain.last));
        if claim.force == Force::OnlyIf {
            claim.force = Force::States;
        }
        claim.confidence = Confidence::Likely;
        self.push(claim.with("boundary", name).with("storage", true));
    }

    /// Whether the same sentence says that data goes outside as well.
    fn going_outside(&self, chain: &Chain) -> bool {
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

    /// Whether the sentence is about the data, before the place is named.
    fn about(&self, first: u32) -> bool {
        let reading = &self.context.reading;
        self.context.within_topic(self.sentence, "transfers")
            || reading.hits_in(self.sentence, "flow").iter().any(|h| reading.name(h) == "data" && h.first < first)
            || self.context.lead_sentences(self.sentence).any(|s| reading.has(s, "flow", "data"))
    }

    fn block_has(&self, group: &str, name: &str) -> bool {
        self.context.block(self.sentence).sentences.clone().any(|s| self.context.reading.has(s, group, name))
    }

    /// "To the EEA": data that goes there.
    fn to(&mut self, chain: &Chain) {
        if (chain.eu || chain.eea) && self.has("move") && !self.denied(chain.first) && self.about(chain.first) {
            let claim = self.going("eu", chain.first, chain.last);
            self.push(claim);
        }
    }

    /// The countries of the sentence, as places to which data goes; the UK is none.
    fn places(&self) -> Vec<Hit> {
        let tokens = self.context.tokens(self.sentence);
        let hits = self.context.reading.hits_in(self.sentence, "place");
        let cell = matches!(self.context.block(self.sentence).kind, BlockKind::Cell { .. } | BlockKind::Item { .. })
            && self.context.within_topic(self.sentence, "transfers");
        let mut kept: Vec<Hit> = Vec::new();
        let mut last: Option<u32> = None;
        for hit in hits {
            let covered = hits
                .iter()
                .any(|h| h.first <= hit.first && h.last >= hit.last && h.last - h.first > hit.last - hit.first);
            let before = (hit.first > tokens.start).then(|| self.context.token(hit.first - 1));
            let other = before.as_deref().is_some_and(|t| {
                matches!(t, "north" | "northern" | "south" | "latin" | "new" | "central" | "mr" | "mrs")
            });
            if covered || other {
                continue;
            }
            let led = (tokens.start.max(hit.first.saturating_sub(5))..hit.first).any(|i| {
                matches!(
                    &*self.context.token(i),
                    "in" | "to" | "within" | "including" | "into" | "from" | "namely" | "outside"
                )
            });
            let chained = last.is_some_and(|l| hit.first - l <= 4);
            let whole = cell && tokens.len() as u32 <= 6;
            if led || chained || whole {
                last = Some(hit.last);
                if self.context.reading.name(hit) != "GB" {
                    kept.push(*hit);
                }
            }
        }
        kept
    }

    fn countries(&mut self, places: &[Hit]) {
        let moves = self.has("move") || self.has("hold") || self.context.within_topic(self.sentence, "transfers");
        if !moves && !self.has("base") || !(self.about(u32::MAX) || self.has("base")) {
            return;
        }
        for hit in places {
            if self.denied(hit.first) || self.personal(hit.first) {
                continue;
            }
            let code = self.context.reading.name(hit);
            let value = destination(self.context, code);
            if self.has("hold") || self.has("base") {
                self.push(self.context.claim("storage", code, self.sentence, hit.span));
            }
            let mut claim = self.going(&value, hit.first, hit.last).with("country", code);
            if !self.has("move") && !self.context.within_topic(self.sentence, "transfers") {
                claim.confidence = Confidence::Likely;
            }
            self.push(claim);
        }
    }

    /// "Overseas", "third countries", and what is said of transfers there.
    fn abroad(&mut self, named: bool) {
        let context = self.context;
        for hit in context.reading.hits_in(self.sentence, "abroad") {
            let name = context.reading.name(hit);
            let denied = self.denied(hit.first);
            let supposed = self.supposed() || self.excepted();
            if self.claims.iter().any(|c| c.kind == "transfer") || self.personal(hit.first) {
                return;
            }
            if name == "transfers" && !denied {
                continue;
            }
            let flows = self.has("move") || self.has("hold") || self.has("base") && self.led("data");
            if !(flows || name == "transfers") || !self.about(hit.first) && name != "transfers" {
                continue;
            }
            if denied && !supposed {
                let mut claim = context.claim("transfer", "uk-only", self.sentence, hit.span);
                if claim.force.asserts() {
                    claim.force = Force::States;
                }
                self.push(claim.with("boundary", "uk"));
            } else if !named {
                let mut claim = self.going("third-country", hit.first, hit.last);
                if denied {
                    claim.force = Force::OnlyIf;
                    claim.details.insert("hypothetical", true.into());
                }
                self.push(claim);
            }
        }
    }
}

/// A country as a destination: itself where it is covered by adequacy or is the United States, else its region.
fn destination(context: &Context<'_>, code: &str) -> String {
    let set = |name: &str| context.law.set(name).iter().any(|m| m == code);
    if set("eu-members") || set("eea-beside-the-eu") {
        return "eu".to_owned();
    }
    let adequate = context.law.fact("place", code, "adequate", jiff::civil::date(2021, 1, 1)).is_some();
    if code == "US" || adequate { code.to_owned() } else { "third-country".to_owned() }
}

#[cfg(test)]
mod tests;
