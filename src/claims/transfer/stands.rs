//! Whether data goes to a place, may go, or goes on a condition.

use super::Found;
use crate::claims::force;
use crate::claims::model::Force;
use crate::notice::Span;

impl Found<'_, '_> {
    /// How it is said that data goes to a place: a "may" of the laws there is none of the transfer, and what the sentence
    /// before calls possible stays so ("where this is done abroad").
    pub(super) fn sent(&self, place: Span) -> Force {
        let context = self.context;
        let start = context.tokens(self.sentence).start;
        let back = matches!(&*context.token(start), "where" | "when" | "if")
            && matches!(&*context.token(start + 1), "this" | "that" | "it" | "such" | "they" | "these");
        let before = self.sentence.checked_sub(1).filter(|s| context.block(self.sentence).sentences.contains(s));
        if back && before.is_some_and(|s| context.force(s) == Force::May) {
            return Force::May;
        }
        // A verb behind the place has its own "may": "to countries abroad your data may be sent".
        let moved = context.reading.hits_in(self.sentence, "flow").iter();
        let mut moved = moved.filter(|h| context.reading.name(h) == "move" && h.span.start >= place.end);
        // So has what is done there: "all processing outside the EEA may take place in …"; laws there may be others.
        let laws = |i: u32| matches!(&*context.token(i), "law" | "laws" | "rules" | "legislation" | "protections");
        let tokens = context.tokens(self.sentence);
        let done = !tokens.clone().any(laws)
            && context.reading.hits_in(self.sentence, "cue").iter().any(|h| {
                let near = h.span.start >= place.end && h.span.start - place.end < 24;
                context.reading.name(h) == "may"
                    && near
                    && !matches!(&*context.token(h.first.saturating_sub(1)), "it" | "they")
            });
        if done || moved.any(|h| force::possible_at(context, self.sentence, h.span)) {
            return Force::May;
        }
        // "When data is sent abroad, we …" says nothing of when that is.
        let supposes = matches!(&*context.token(start), "where" | "when" | "whenever" | "if")
            && !(start + 1..tokens.end)
                .take_while(|&i| context.token_span(i, i).start <= place.start)
                .any(|i| context.between(i - 1, i).contains(','));
        if supposes || force::consented(context, self.sentence, place) {
            Force::OnlyIf
        } else if force::possible_at(context, self.sentence, place) || self.led_may() {
            Force::May
        } else if force::conditional(context, self.sentence, place) {
            Force::OnlyIf
        } else {
            Force::States
        }
    }

    /// Whether what introduces the sentence makes it possible only.
    fn led_may(&self) -> bool {
        self.context.lead_sentences(self.sentence).any(|s| self.context.reading.has(s, "cue", "may"))
    }

    /// To whom: the words behind "to" or "with".
    pub(super) fn flow(&self) -> Option<String> {
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
        let place = |t: &str| {
            matches!(
                t,
                "countries"
                    | "country"
                    | "locations"
                    | "location"
                    | "territories"
                    | "places"
                    | "jurisdictions"
                    | "overseas"
            )
        };
        let words: Vec<_> =
            (at + 1..tokens.end).map(|i| self.context.token(i)).take_while(|t| !stop(t)).take(6).collect();
        // A place is where it goes, not to whom; "with your and our suppliers" names nobody yet.
        let whom = words.last().is_some_and(|t| !matches!(&**t, "your" | "our" | "the" | "any" | "other"))
            && !words.iter().any(|t| place(t))
            && !["bound", "place", "abroad"].iter().any(|g| {
                self.context
                    .reading
                    .hits_in(self.sentence, g)
                    .iter()
                    .any(|h| h.first > at && h.first <= at + words.len() as u32)
            });
        (whom && words.len() < 6).then(|| words.join(" "))
    }
}
