//! Pointers that lead nowhere: a section named by its title that is not there, a web address with a space in it, the
//! text of a link without the link, a sentence that breaks off before the address.

use super::context::Context;
use super::model::{Claim, Confidence, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    for hit in context.reading.hits("pointer") {
        let block = context.block(hit.sentence);
        if context.is_heading(hit.sentence) || matches!(block.kind, BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        let made = match context.reading.name(hit) {
            "titled" => titled(context, hit),
            "relevant" => relevant(context, hit),
            "of-this" => of_this(context, hit),
            "here" => lost(context, hit),
            "form" => form(context, hit),
            _ => None,
        };
        claims.extend(made);
    }
    reachable(context, claims);
    broken(context, claims);
    cut_off(context, claims);
}

/// Links by which people can reach the controller or its officer, though no address stands there.
fn reachable(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let foreign = |target: &str| target.contains("ico.org.uk");
    for link in &context.notice.links {
        let words = context.words(link.span).to_lowercase();
        // An address that is its own text says where it leads, not what for.
        let address = words.contains("://") || words.contains("www.") || words.contains('@');
        let target = link.target.to_lowercase();
        // "general enquiries", or a link whose last part says that people are reached there: "/about#contacts".
        let last = target.trim_end_matches('/').rsplit(['/', '#', '?']).next().unwrap_or("");
        let page = ["contact", "enquir", "get-in-touch", "feedback-form"].iter().any(|p| last.contains(p));
        let says = ["contact", "get in touch", "email us", "enquiries", "enquiry", "write to us"];
        // What a mail link leads to is an address, and a contact of its own.
        let mail = target.starts_with("mailto:") && words.contains('@');
        let leads = !address && !mail && (page || says.iter().any(|w| words.contains(w)));
        let Some(sentence) = context.notice.sentence_at(link.span.start).filter(|_| leads && !foreign(&link.target))
        else {
            continue;
        };
        claims.push(claim(context, sentence as u32, link.span, &words, "contact", "linked"));
    }
    let mut last = None;
    for hit in context.reading.hits("contact") {
        if context.reading.name(hit) != "dpo" || context.is_heading(hit.sentence) {
            continue;
        }
        // Named again in the sentence, or a part of the address itself, it points no further.
        let written = context.notice.text.get(hit.span.end as usize..).is_some_and(|t| t.starts_with('@'));
        if written || last.replace(hit.sentence) == Some(hit.sentence) {
            continue;
        }
        let span = context.sentence_span(hit.sentence);
        // A bare address for a target ("[dpo@hollin.example](dpo@hollin.example)") leads nowhere: what is read is the address.
        let bare = |target: &str| target.contains('@') && !target.contains(':');
        let links = || context.notice.links_over(span).filter(|l| !foreign(&l.target));
        let shown = links().any(|l| bare(&l.target));
        // The officer's own mail address, shown as such, is her contact and no pointer.
        let mail = |l: &crate::notice::Link| l.target.starts_with("mailto:") && context.words(l.span).contains('@');
        let by_link = links().any(|l| !bare(&l.target) && !mail(l));
        let words = context.words(span).to_lowercase();
        let near =
            ["details above", "details below", "address above", "address below", "details given", "same address"];
        if by_link || shown || near.iter().any(|n| words.contains(n)) {
            let reach = if by_link { "linked" } else { "here" };
            claims.push(claim(context, hit.sentence, hit.span, "data protection officer", "dpo", reach));
        }
    }
}

fn claim(context: &Context<'_>, sentence: u32, span: Span, target: &str, item: &str, reach: &str) -> Claim {
    let target = target.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut claim = context
        .claim("reference", target.as_str(), sentence, span)
        .with("target", target.as_str())
        .with("item", item)
        .with("reach", reach);
    claim.force = Force::States;
    claim
}

/// The words that tell of a title.
fn telling(title: &str) -> Vec<String> {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "do", "does", "for", "how", "in", "is", "it", "of", "on", "or", "our", "section",
        "the", "this", "to", "us", "we", "what", "with", "you", "your", "below", "above", "heading", "headed", "can",
        "will", "are", "page", "part", "entitled", "titled",
    ];
    title
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| !w.is_empty() && !SMALL.contains(&w.as_str()))
        .map(|w| w.strip_suffix('s').filter(|s| s.len() > 2).map(str::to_owned).unwrap_or(w))
        .map(|w| w.chars().take(6).collect())
        .collect()
}

/// Whether a heading, a bold line or a contents entry has this title, but for a word.
fn headed(context: &Context<'_>, title: &str) -> bool {
    let wanted = telling(title);
    if wanted.is_empty() {
        return true;
    }
    let lower = title.to_lowercase();
    // A notice may point as often as it has blocks.
    context.reading.charge(context.notice.blocks.len());
    context.notice.blocks.iter().any(|b| {
        let words = context.words(b.span);
        let short = words.len() < 120;
        let heading = matches!(b.kind, BlockKind::Heading { .. } | BlockKind::Cell { header: true, .. })
            || short
                && matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. })
                && !words.trim_end().ends_with('.');
        if !heading {
            return false;
        }
        let own = telling(words);
        let both = wanted.iter().filter(|w| own.contains(w)).count();
        words.to_lowercase().contains(&lower)
            || both == wanted.len()
            || both >= 2 && both * 3 >= wanted.len().max(own.len()) * 2
    })
}

/// "see the section headed ‘Your rights’": the quoted words behind the hit.
fn titled(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let sentence = context.sentence_span(hit.sentence);
    if linked(context, sentence) {
        return None;
    }
    let rest = context.words(Span { start: hit.span.end, end: sentence.end });
    let marks = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '*' | '_');
    let skipped = rest.len() - rest.trim_start_matches(marks).len();
    let quoted = rest.get(skipped..)?;
    let open = quoted.chars().next()?;
    let close = match open {
        '\u{2018}' => '\u{2019}',
        '\u{201c}' => '\u{201d}',
        '"' | '\'' => open,
        _ => return None,
    };
    let inner = &quoted[open.len_utf8()..];
    let end = inner
        .match_indices(close)
        .map(|(i, _)| i)
        .find(|&i| inner[i + close.len_utf8()..].chars().next().is_none_or(|c| !c.is_alphanumeric()))?;
    let title = inner.get(..end)?.trim();
    // Words of another document, a page or a button are not sought here.
    let behind: String = inner.get(end..)?.chars().take(48).collect::<String>().to_lowercase();
    let ahead = context.words(Span { start: sentence.start, end: hit.span.start }).to_lowercase();
    let outside = [
        "website", "web site", "gov.uk", "leaflet", "booklet", "button", "menu", "policy", "notice", "footer", "guide",
        "guidance", "page", "app", "tab", "link", "form", "our site", "homepage", "document", "act", "schedule",
    ];
    let of_this = |t: &str| t.contains("this notice") || t.contains("this policy") || t.contains("this page");
    if outside.iter().any(|w| behind.split(|c: char| !c.is_alphanumeric()).any(|b| b == *w)) && !of_this(&behind) {
        return None;
    }
    let last: Vec<&str> = ahead.split_whitespace().rev().take(6).collect();
    if outside.iter().any(|w| last.contains(w)) && !of_this(&ahead) {
        return None;
    }
    let words = title.split_whitespace().count();
    if !(2..=12).contains(&words) || title.contains("://") {
        return None;
    }
    // "see ‘Bells for beginners’" may be a book; a section is called one, or by the words that begin its heading.
    let called = ["section", "part", "heading", "paragraph", "below", "above", "title"]
        .iter()
        .any(|w| context.words(hit.span).to_lowercase().split_whitespace().any(|h| h.trim_end_matches('s') == *w))
        || behind.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("section")
        || behind.contains("above")
        || behind.contains("below");
    let opener = title.split_whitespace().next().unwrap_or("").to_lowercase();
    let heading = ["your", "how", "what", "who", "why", "when", "where", "our", "contact"].contains(&opener.as_str());
    if !called && !heading {
        return None;
    }
    let start = hit.span.end + (skipped + open.len_utf8()) as u32;
    let span = Span { start, end: start + title.len() as u32 };
    let reach = if headed(context, title) { "here" } else { "dangling" };
    Some(claim(context, hit.sentence, span, title, "section", reach))
}

/// "In the cookies section of this policy": the words between the article and "section".
fn of_this(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let section = (hit.first..=hit.last).find(|&i| &*context.token(i) == "section")?;
    let small = |i: u32| matches!(&*context.token(i), "the" | "our" | "in" | "see" | "under" | "visit" | "read");
    let first = (hit.first..section).find(|&i| !small(i))?;
    let span = context.token_span(first, section - 1);
    let title = context.words(span);
    if linked(context, context.sentence_span(hit.sentence)) {
        return None;
    }
    let reach = if headed(context, title) { "here" } else { "dangling" };
    let mut made = claim(context, hit.sentence, span, title, "section", reach);
    made.confidence = Confidence::Likely;
    Some(made)
}

/// "Please see the relevant section of the notice": a section on what the sentence before speaks of.
fn relevant(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let block = context.block(hit.sentence).sentences.clone();
    let before = hit.sentence.checked_sub(1).filter(|s| block.contains(s))?;
    if linked(context, context.sentence_span(hit.sentence)) {
        return None;
    }
    // The matter: the words between "for" or "about" and "purposes" of a condition.
    let range = context.tokens(before);
    let purposes = range.clone().find(|&i| matches!(&*context.token(i), "purposes" | "purpose"))?;
    let mut from = purposes;
    while from > range.start
        && purposes - from < 4
        && !matches!(&*context.token(from - 1), "for" | "of" | "about" | "to")
    {
        from -= 1;
    }
    let matter = context.words(context.token_span(from, purposes.saturating_sub(1)));
    let wanted: Vec<String> = telling(matter);
    if wanted.len() < 2 {
        return None;
    }
    context.reading.charge(context.notice.sections.len());
    let here = context.notice.sections.iter().skip(1).any(|s| {
        let own = telling(&s.title);
        wanted.iter().filter(|w| own.contains(w)).count() * 2 > wanted.len()
    });
    let reach = if here { "here" } else { "dangling" };
    Some(claim(context, hit.sentence, hit.span, context.words(hit.span), "section", reach))
}

/// "You can read more about this here", with no link there.
fn lost(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let index = context.block_index(hit.sentence) as usize;
    // A link in the block, or in one of its neighbours, may be the one that is meant.
    let near = |i: usize| context.notice.blocks.get(i).is_some_and(|b| linked(context, b.span));
    if near(index) || near(index + 1) || index > 0 && near(index - 1) {
        return None;
    }
    let mut made = claim(context, hit.sentence, hit.span, "here", "link", "dangling");
    made.confidence = Confidence::Possible;
    Some(made)
}

/// A contact form, with the link to it.
fn form(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let below = |s: Span| linked(context, s) && !context.words(s).contains('@');
    let reach = if linked(context, context.sentence_span(hit.sentence)) || address_below(context, hit.sentence, below) {
        "linked"
    } else {
        "outside"
    };
    // "The feedback form is made with …" tells of a form, and points to none.
    if reach == "outside" && !offered(context, hit) {
        return None;
    }
    let officer = context.reading.has(hit.sentence, "contact", "dpo");
    let item = if officer { "dpo" } else { "contact" };
    Some(claim(context, hit.sentence, hit.span, context.words(hit.span), item, reach))
}

/// Whether people are told to use a form: "fill in our form", "through the form on our website".
fn offered(context: &Context<'_>, hit: &Hit) -> bool {
    let optional = context.tokens(hit.sentence).any(|i| &*context.token(i) == "optional");
    !optional && context.reading.has(hit.sentence, "pointer", "form-use")
}

/// Whether the place that a sentence points to stands on the next line: behind a colon, or below a label.
pub(super) fn address_below(context: &Context<'_>, sentence: u32, reaches: impl Fn(Span) -> bool) -> bool {
    let block = context.block(sentence);
    let words = context.words(context.sentence_span(sentence)).trim_end();
    let label = context.tokens(sentence).len() <= LABEL && !words.ends_with(['.', '!', '?']);
    if !words.ends_with(':') && !label {
        return false;
    }
    let next = sentence + 1;
    let heading = next >= context.sentence_count() || context.is_heading(next);
    let near = !heading && (block.sentences.contains(&next) || sentence + 1 == block.sentences.end);
    near && context.block(next).section == block.section && reaches(context.sentence_span(next))
}

/// So many words a label has at most: "Contact form", "Our online form for complaints".
const LABEL: usize = 6;

/// Whether a link or an address stands there.
fn linked(context: &Context<'_>, span: Span) -> bool {
    context.notice.has_link(span) || {
        let words = context.words(span);
        words.contains("://") || words.contains("www.") || words.contains('@')
    }
}

/// "https://hollin.example/about/ rights-and-requests/notice": a space where the address goes on.
fn broken(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let text = &context.notice.text;
    for (at, _) in text.match_indices("://") {
        let start = text[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        let first = text[start..].find(char::is_whitespace).map_or(text.len(), |i| start + i);
        let address = &text[start..first];
        let rest = &text[first..];
        let Some(next) = rest.strip_prefix([' ', '\u{a0}']) else { continue };
        let word = next.split(char::is_whitespace).next().unwrap_or("");
        let path = word.contains('/') && !word.starts_with('/') && !word.contains("://") && !word.starts_with("www.");
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_/.".contains(&b));
        let slips = word.matches('-').count() + word.matches('/').count() >= 2;
        if !(address.ends_with(['/', '-']) && path && plain && slips) {
            continue;
        }
        let end = first + 1 + word.trim_end_matches(['.', ',']).len();
        let Some(sentence) = context.notice.sentence_at(start as u32) else { continue };
        let span = Span::new(start, end);
        claims.push(claim(context, sentence as u32, span, "web address", "web", "malformed"));
    }
}

/// A paragraph that breaks off where an address should stand.
fn cut_off(context: &Context<'_>, claims: &mut Vec<Claim>) {
    for hit in context.reading.hits("cut-off") {
        let index = context.block_index(hit.sentence);
        let block = context.block(hit.sentence);
        let rest = context.words(Span { start: hit.span.end, end: block.span.end });
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. });
        if !prose || !rest.trim_matches([' ', '.', '\n']).is_empty() || linked(context, block.span) {
            continue;
        }
        // The address may stand on a line of its own.
        let follows = context.notice.blocks.get(index as usize + 1).is_some_and(|b| {
            let words = context.words(b.span);
            !matches!(b.kind, BlockKind::Heading { .. })
                && (linked(context, b.span)
                    || words.bytes().any(|c| c.is_ascii_digit())
                    || words.starts_with(char::is_uppercase) && words.len() < 60
                    || matches!(b.kind, BlockKind::Item { .. }))
        });
        if follows {
            continue;
        }
        let mut made = claim(context, hit.sentence, hit.span, "address", "address", "dangling");
        made.confidence = Confidence::Possible;
        claims.push(made);
    }
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    fn read(text: &str) -> Vec<String> {
        let seen = fixture::read(text, super::extract);
        let show = |c: &crate::claims::Claim| format!("{} {}", c.text("reach").unwrap_or(""), c.value);
        seen.iter().map(|(c, _)| show(c)).collect()
    }

    #[test]
    fn pointers() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Notice\n\nFor more, see \u{2018}Your choices and limits\u{2019}.\n\nYour rights\n\nAsk us.\n",
                &["dangling Your choices and limits"],
            ),
            (
                "Notice\n\nPlease see the section headed \"How long we keep it\".\n\nHow long we keep data\n\nA year.\n",
                &["here How long we keep it"],
            ),
            (
                "Notice\n\nSee the section on \u{201c}Sharing with others\u{201d} below.\n\nWho we are\n\nHollin.\n",
                &["dangling Sharing with others"],
            ),
            ("Notice\n\nYou can read more about this here.\n\nWe keep names.\n", &["dangling here"]),
            ("Notice\n\nClick here for our notice on bells.\n\nWe keep names.\n", &["dangling here"]),
            (
                "Notice\n\nRead https://hollin.example/about/ your-rights/how-to-ask for more.\n",
                &["malformed web address"],
            ),
            ("Notice\n\nYou can exercise your rights by emailing us at\n\n", &["dangling address"]),
            (
                "Notice\n\nUse our online contact form at https://hollin.example/ask to reach us.\n",
                &["linked online contact form"],
            ),
            ("Notice\n\nYou can use our contact form:\n\nhttps://hollin.example/ask\n", &["linked contact form"]),
            ("Notice\n\nFill in our contact form to reach us.\n", &["outside contact form"]),
            // They lead somewhere, or are no pointers.
            ("Notice\n\nThe feedback form is made by another firm.\n", &[]),
            ("Notice\n\nAfter you use the shop you can fill in an optional feedback form.\n", &[]),
            ("Notice\n\nYou can read more here: https://hollin.example/more\n", &[]),
            ("Notice\n\nWe are here to help you.\n", &[]),
            ("Notice\n\nSee the guide \u{2018}Bells for beginners\u{2019} on our website.\n", &[]),
            ("Notice\n\nRead https://hollin.example/about/ and then ask us.\n", &[]),
            ("Notice\n\nWrite to us at\n\nHollin Hall\n4 Mill Lane\n", &[]),
            ("Notice\n\nBy \u{2018}personal data\u{2019} we mean what is about you.\n", &[]),
            ("Notice\n\nYou may see \u{2018}cookies\u{2019} mentioned.\n", &[]),
            ("Notice\n\nSee https://hollin.example/a/ https://hollin.example/b/c-d-e\n", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text}");
        }
    }
}
