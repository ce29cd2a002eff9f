//! Transfers: boundaries within which data stays, and places to which it goes.
//!
//! A boundary counts by what stands before it ("outside the EEA", "within the UK", "to the EU"), by what is done with the
//! data, and by whether the sentence denies, supposes or allows it.

mod answer;
mod beside;
mod bounds;
mod mechanism;
mod places;
mod stands;

use super::context::Context;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use bounds::{Chain, Side};

/// Reads transfers, places of storage and what transfers rest on.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let kind = context.block(sentence).kind;
        out.extend(answer::read(context, sentence));
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
    // "You have the right to: – request a copy of the agreement under which data leaves the EU".
    let asked = context.offered_by_lead(sentence) && matches!(&*first, "request" | "ask" | "obtain" | "receive");
    asked
        || matches!(&*first, "whether" | "how" | "see")
        || first == "you" && matches!(&*second, "must" | "should" | "shall")
        || first == "for"
            && matches!(&*second, "more" | "further")
            && context.tokens(sentence).any(|i| context.token(i) == "see")
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
        let moves = self.led("move")
            || self.led("hold")
            || self.transit()
            || self.context.within_topic(self.sentence, "transfers");
        // "Our supplier is in the United States", under a heading on transfers.
        let sits = self.has("is-in") && self.context.within_topic(self.sentence, "transfers") && !self.has("person");
        if self.destination() {
            let places = self.places();
            self.countries(&places);
            return;
        }
        let impersonal = self.impersonal();
        let data = self.led("data")
            || impersonal
            || self.context.lead_texts(self.sentence).any(|s| self.context.reading.has(s, "flow", "data"));
        if !moves && !sits && !self.has("base") || !data && !sits && !self.has("base") {
            return;
        }
        let places = self.places();
        if impersonal {
            self.no_ones(&places);
            return;
        }
        let inside = chains.iter().any(|c| (c.eu || c.eea) && self.side(c).is_some_and(|s| s != Side::Outside));
        let named = self
            .context
            .reading
            .hits_in(self.sentence, "flow")
            .iter()
            .any(|h| self.context.reading.name(h) == "including");
        let title = self.title();
        for chain in chains.iter().filter(|c| title.is_none_or(|t| c.first > t)) {
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

    /// The last word of a title that runs into its sentence: "Transfers outside the UK: we send none".
    fn title(&self) -> Option<u32> {
        let tokens = self.context.tokens(self.sentence);
        let named = matches!(
            &*self.context.token(tokens.start),
            "transfer"
                | "transfers"
                | "transferring"
                | "international"
                | "overseas"
                | "sharing"
                | "storing"
                | "sending"
        );
        let near = (tokens.start..tokens.end.min(tokens.start + 10)).take_while(|_| named);
        near.filter(|&i| i + 1 < tokens.end).find(|&i| {
            let mark = self.context.between(i, i + 1);
            mark.contains(':') || mark.contains(" – ") || mark.contains(" - ") || mark.contains(" — ")
        })
    }

    /// Whether it is a cell of a table on transfers, or on who is given data, whose column is that of the places.
    fn destination(&self) -> bool {
        let block = self.context.block(self.sentence);
        let says = |span: Span, words: &[&str]| {
            let head = self.context.words(span).to_ascii_lowercase();
            words.iter().any(|w| head.contains(w))
        };
        let places = ["country", "countries", "destination", "location", "territory"];
        let takers = ["recipient", "provider", "processor", "supplier", "third part", "vendor"];
        matches!(block.kind, BlockKind::Cell { header: false, .. })
            && block.lead.is_some_and(|head| {
                let heads = self.context.notice.row_of(head as usize);
                says(self.context.notice.blocks[head as usize].span, &places)
                    && (self.context.within_topic(self.sentence, "transfers")
                        || heads.iter().any(|h| says(h.span, &takers)))
            })
    }

    /// Whether it is people who are there, not data.
    fn personal(&self, first: u32) -> bool {
        if self.received(first) {
            return true;
        }
        let hits = self.context.reading.hits_in(self.sentence, "flow");
        let word = |h: &Hit, words: &[&str]| words.contains(&&*self.context.token(h.first));
        // Those to whom it is given: "shared with courts and authorities outside the EU".
        let given = |at: u32| {
            hits.iter().any(|h| {
                h.last < at
                    && self.context.reading.name(h) == "move"
                    && word(
                        h,
                        &[
                            "share",
                            "shared",
                            "disclose",
                            "disclosed",
                            "transfer",
                            "transferred",
                            "send",
                            "sent",
                            "pass",
                            "passed",
                        ],
                    )
            })
        };
        let bodies = ["authorities", "courts", "schools", "charities", "charity", "regulator"];
        hits.iter().any(|h| {
            self.context.reading.name(h) == "person"
                && h.first < first
                && h.last + 6 >= first
                && !(word(h, &bodies) && given(h.first))
        })
    }

    fn span(&self, first: u32, last: u32) -> Span {
        self.context.token_span(first, last)
    }

    fn denied(&self, first: u32) -> bool {
        let start = self.context.tokens(self.sentence).start;
        // "We send nothing abroad."
        let nothing = (start..first).any(|i| matches!(&*self.context.token(i), "nothing" | "nowhere"));
        nothing || self.context.denied(self.sentence, self.span(first, first))
    }

    /// Whether the words are about the rest: "no other data leaves the UK".
    fn of_the_rest(&self) -> bool {
        let tokens = self.context.tokens(self.sentence);
        tokens.clone().any(|i| {
            self.context.token(i) == "otherwise"
                || i + 1 < tokens.end && self.context.token(i) == "no" && self.context.token(i + 1) == "other"
        })
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

    /// "Generally, we do not send data outside the UK. Where we do, …": the next sentence is the exception.
    fn excepted_next(&self) -> bool {
        let general = self
            .context
            .tokens(self.sentence)
            .any(|i| matches!(&*self.context.token(i), "generally" | "normally" | "usually" | "ordinarily"));
        let next = self.sentence + 1;
        if !general || !self.context.block(self.sentence).sentences.contains(&next) {
            return false;
        }
        let start = self.context.tokens(next).start;
        let does = |i: u32| {
            matches!(&*self.context.token(i), "where" | "if" | "when" | "should")
                && matches!(&*self.context.token(i + 1), "we" | "this" | "it")
                && matches!(&*self.context.token(i + 2), "do" | "does" | "happens" | "is")
        };
        (start..start + 6).any(does)
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
            claim.details.insert("transit", true.into());
            if self.unsure() {
                claim.force = Force::May;
            }
        } else if claim.force.asserts() && !(claim.force == Force::OnlyIf && self.excepted()) {
            claim.force = self.sent(claim.span);
        }
        if let Some(flow) = self.flow() {
            claim.details.insert("flow", flow.into());
        }
        if self.promised() {
            claim.details.insert("promised", true.into());
        }
        claim
    }

    /// "Outside the EEA": a denial, or data that goes there.
    fn outside(&mut self, chain: &Chain, denied: bool) {
        if self.law(chain.first) && !self.ours() {
            return;
        }
        let (denial, name) = chain.bound();
        let supposed = self.supposed() || self.excepted() || self.excepted_next();
        let boundary = if chain.uk { "uk" } else { name };
        if denied && (self.of_the_rest() || self.tries()) {
            return;
        }
        if denied && !supposed {
            let mut claim = self.context.claim("transfer", denial, self.sentence, self.span(chain.first, chain.last));
            if claim.force.asserts() {
                claim.force = Force::States;
            }
            // "Data is not stored in a non-EEA country" says where it lies, not whether it is sent on.
            let lies = !self.has("move");
            let claim = if lies { claim.with("storage", true).with("all", true) } else { claim };
            self.push(self.and_uk(chain, claim.with("boundary", name)));
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
        // "We cannot guarantee that it will be routed within the EEA."
        if self.transit() && self.unsure() {
            let claim = self.going("third-country", chain.first, chain.last);
            self.push(claim);
            return;
        }
        if self.law(chain.first)
            || self.likened(chain.first)
            || self.denied(chain.first)
            || !(near("hold") || near("base") && self.has("hold"))
            || !self.about(chain.first)
        {
            return;
        }
        let (denial, name) = chain.bound();
        let may = self.context.force(self.sentence) == Force::May;
        let partly =
            self.has("partly") || self.tries() || may || abroad || self.going_outside(chain) || self.also_outside();
        let adequate = self.block_has("mechanism", "adequacy");
        if chain.uk {
            self.held("GB", self.span(chain.first, chain.last), chain.first);
        }
        if chain.eu || chain.eea {
            let place = if chain.eea { "eea" } else { "eu" };
            self.held(place, self.span(chain.first, chain.last), chain.first);
            if partly || adequate {
                let claim = self.going("eu", chain.first, chain.last);
                self.push(claim);
                return;
            }
        }
        // "Our provider keeps it on their UK servers" bounds what this provider does.
        let theirs = chain.first.checked_sub(1).is_some_and(|at| &*self.context.token(at) == "their");
        if partly || theirs {
            return;
        }
        let mut claim = self.context.claim("transfer", denial, self.sentence, self.span(chain.first, chain.last));
        if claim.force == Force::OnlyIf {
            claim.force = Force::States;
        }
        claim.confidence = if self.others() { Confidence::Possible } else { Confidence::Likely };
        let claim = claim.with("boundary", name).with("storage", true).with("all", self.of_all());
        self.push(self.and_uk(chain, claim));
    }

    /// Whether the place is that of those from whom data comes: "We receive data from third parties: … from firms outside the UK".
    fn received(&self, first: u32) -> bool {
        let context = self.context;
        let led =
            context.lead_sentences(self.sentence).next().is_some_and(|s| context.reading.has(s, "source", "from"));
        let from = (context.tokens(self.sentence).start..first).any(|i| context.token(i) == "from");
        led && from && !self.has("move") && !self.has("hold")
    }

    /// Whether the data is said to be none about people: "non-personal", "anonymised".
    fn impersonal(&self) -> bool {
        let reading = &self.context.reading;
        let said = |s: u32| reading.has(s, "flow", "impersonal") && !reading.has(s, "flow", "personal");
        // "It is also stored in …", said of the same.
        let again = &*self.context.token(self.context.tokens(self.sentence).start) == "it"
            && self
                .sentence
                .checked_sub(1)
                .is_some_and(|s| self.context.block(self.sentence).sentences.contains(&s) && said(s));
        said(self.sentence) || again
    }

    /// Whether the sentence is about the data, before the place is named.
    fn about(&self, first: u32) -> bool {
        let reading = &self.context.reading;
        self.context.within_topic(self.sentence, "transfers")
            || reading.hits_in(self.sentence, "flow").iter().any(|h| reading.name(h) == "data" && h.first < first)
            || self.context.lead_texts(self.sentence).any(|s| reading.has(s, "flow", "data"))
    }

    fn block_has(&self, group: &'static str, name: &'static str) -> bool {
        self.context.block_has(self.sentence, group, name)
    }

    /// "To the EEA": data that goes there.
    fn to(&mut self, chain: &Chain) {
        if (chain.eu || chain.eea) && self.has("move") && !self.denied(chain.first) && self.about(chain.first) {
            let claim = self.going("eu", chain.first, chain.last);
            self.push(claim);
        }
    }
}

#[cfg(test)]
mod tests;
