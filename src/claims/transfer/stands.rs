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
}
