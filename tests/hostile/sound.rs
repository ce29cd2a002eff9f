//! What must hold of every notice, whatever it was read from.

use candour::claims::Claims;
use candour::notice::{Notice, Span};

/// Every span of a notice is on character boundaries and holds words, and leads back to a place of the file.
pub fn notice(notice: &Notice) {
    let spans = notice.blocks.iter().map(|b| b.span).chain(notice.sentences.iter().map(|s| s.span));
    for span in spans.chain(notice.links.iter().map(|l| l.span)).chain(notice.metadata.iter().map(|m| m.1)) {
        let words = notice.text.get(span.range());
        assert!(words.is_some_and(|w| !w.is_empty() && w.trim() == w), "{span:?} is {words:?}");
        place(notice, span);
    }
    let ordered = notice.links.windows(2).all(|w| w[0].span.end <= w[1].span.end);
    assert!(ordered, "{:?}", notice.links);
    for comment in &notice.comments {
        assert!(notice.source.text.get(comment.source.range()).is_some(), "{:?}", comment.source);
    }
    for block in &notice.blocks {
        assert!((block.section as usize) < notice.sections.len());
        assert!(block.lead.is_none_or(|lead| (lead as usize) < notice.blocks.len()));
        assert!(block.sentences.end as usize <= notice.sentences.len());
    }
}

/// Every claim stands on words of its notice.
pub fn claims(notice: &Notice, claims: &Claims) {
    for claim in &claims.claims {
        for span in [claim.span, claim.sentence] {
            assert!(notice.text.get(span.range()).is_some(), "{claim:?}");
            place(notice, span);
        }
    }
}

fn place(notice: &Notice, span: Span) {
    let source = notice.map.source(span);
    assert!(notice.source.text.get(source.range()).is_some(), "{span:?} leads to {source:?}");
    let at = notice.locate(span);
    assert!(at.line >= 1 && at.column >= 1 && (at.line, at.column) <= (at.end_line, at.end_column), "{at:?}");
    assert!(at.start_byte <= at.end_byte, "{at:?}");
}
