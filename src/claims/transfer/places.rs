//! Countries, and places abroad without a name.

use super::Found;
use crate::claims::context::Context;
use crate::claims::model::{Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

impl Found<'_, '_> {
    /// The countries of the sentence, as places to which data goes; the UK is none.
    pub(super) fn places(&self) -> Vec<Hit> {
        let tokens = self.context.tokens(self.sentence);
        let hits = self.context.reading.hits_in(self.sentence, "place");
        let cell = matches!(self.context.block(self.sentence).kind, BlockKind::Cell { .. } | BlockKind::Item { .. })
            && (self.context.within_topic(self.sentence, "transfers") || self.destination());
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
            let whole = cell && (tokens.len() <= 6 || self.destination());
            if led || chained || whole {
                last = Some(hit.last);
                if self.context.reading.name(hit) != "GB" {
                    kept.push(*hit);
                }
            }
        }
        kept
    }

    pub(super) fn countries(&mut self, places: &[Hit]) {
        let listed = self.destination();
        let moves =
            listed || self.has("move") || self.has("hold") || self.context.within_topic(self.sentence, "transfers");
        if !moves && !self.has("base") || !(listed || self.about(u32::MAX) || self.has("base")) {
            return;
        }
        for hit in places {
            if self.denied(hit.first) || self.personal(hit.first) || !moves && self.owner(hit.first) {
                continue;
            }
            let code = self.context.reading.name(hit);
            let value = destination(self.context, code);
            if self.kept() {
                self.held(code, hit.span, hit.first);
            }
            let mut claim = self.going(&value, hit.first, hit.last).with("country", code);
            if !self.has("move") && !self.context.within_topic(self.sentence, "transfers") {
                claim.confidence = Confidence::Likely;
            }
            self.push(claim);
        }
    }

    /// Whether it is said where those are at home to whom the controller belongs: "owned by a firm based in South Africa".
    fn owner(&self, first: u32) -> bool {
        let start = self.context.tokens(self.sentence).start;
        (start..first)
            .any(|i| matches!(&*self.context.token(i), "owned" | "owner" | "owners" | "parent" | "subsidiary"))
    }

    /// Where data goes that is said to be none about people. Nothing is asserted of personal data, but the reader is told.
    pub(super) fn no_ones(&mut self, places: &[Hit]) {
        for hit in places {
            let code = self.context.reading.name(hit);
            if !self.denied(hit.first) {
                let mut claim = self.going(&destination(self.context, code), hit.first, hit.last);
                claim.force = Force::Discusses;
                self.push(claim.with("country", code).with("impersonal", true));
            }
        }
    }

    /// Where data is held. A "may" behind the place is said of something else.
    pub(super) fn held(&mut self, place: &str, span: Span, first: u32) {
        let mut claim = self.context.claim("storage", place, self.sentence, span);
        let may = |i: u32| matches!(&*self.context.token(i), "may" | "might" | "can" | "could" | "sometimes" | "some");
        let start = self.context.tokens(self.sentence).start;
        if claim.force == Force::May && !(start..first).any(may) {
            claim.force = Force::States;
        }
        self.push(claim);
    }

    /// Whether data is said to lie there: not where it is only seen from there, or where its recipient is at home.
    fn kept(&self) -> bool {
        let reading = &self.context.reading;
        let names = |h: &Hit, words: &[&str]| words.contains(&&*self.context.token(h.first));
        let seen = ["access", "accessed", "accessible", "viewed", "see", "seen", "managed", "maintained"];
        let mut holds = reading.hits_in(self.sentence, "flow").iter().filter(|h| reading.name(h) == "hold");
        let by_people = self.context.tokens(self.sentence).any(|i| {
            matches!(
                &*self.context.token(i),
                "staff" | "team" | "teams" | "engineers" | "agents" | "personnel" | "colleagues"
            )
        });
        let hosts = self.context.tokens(self.sentence).any(|i| {
            matches!(&*self.context.token(i), "hosting" | "host" | "hosts" | "cloud" | "server" | "servers" | "storage")
        });
        if by_people && !hosts {
            return false;
        }
        holds.any(|h| !names(h, &seen)) && (hosts || !self.has("base") || self.has("stored"))
            || hosts && self.has("base")
    }

    /// "Overseas", "third countries", and what is said of transfers there.
    pub(super) fn abroad(&mut self, named: bool) {
        let context = self.context;
        let title = self.title();
        for hit in context.reading.hits_in(self.sentence, "abroad") {
            if title.is_some_and(|t| hit.first <= t)
                && self.context.tokens(self.sentence).any(|i| &*context.token(i) == "we")
            {
                continue;
            }
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
            if name != "transfers" && !(flows && self.about(hit.first)) {
                continue;
            }
            if denied && !supposed {
                let mut claim = context.claim("transfer", "uk-only", self.sentence, hit.span);
                if claim.force.asserts() {
                    claim.force = Force::States;
                }
                self.push(claim.with("boundary", "uk"));
            } else if !named {
                let value = if self.narrowed() { "eu" } else { "third-country" };
                let mut claim = self.going(value, hit.first, hit.last);
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
