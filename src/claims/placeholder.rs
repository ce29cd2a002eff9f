//! Anomalies: placeholders and template code that were never filled in.

use super::context::Context;
use super::model::{Claim, Force};
use crate::notice::{BlockKind, Format, Span};

/// Words that name what is to be filled in.
const NOUNS: &str = "name names address date dates email e-mail telephone phone number details title url link \
    website postcode period periods year years months month days contact amount hyperlink logo text \
    here dd/mm/yyyy list";

/// Words that may stand beside them, or alone when written in capitals.
const BESIDE: &str = "organisation organization organisation's company company's school school's trust practice \
    council department service business charity club your of the insert full data protection \
    officer dpo controller ico registration job role contact legal nhs trading postal web \
    registered office and or retention third party provider supplier country person lead team \
    headteacher manager relevant current last updated effective review specific local authority \
    email phone telephone x xx xxx a b c recipient purpose site app product client customer \
    employer staff board employee member page policy privacy notice version month day year in for \
    company/organisation clinic surgery pharmacy hospital hospice home firm shop";

/// Words that tell the writer to fill in.
const ORDERS: &str = "insert enter add input specify state describe complete delete";

/// Reads placeholders.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let mut spans: Vec<Span> = Vec::new();
    brackets(context, &mut spans);
    code(&context.notice.text, context.notice.format, &mut spans);
    words(context, &mut spans);
    phrases(context, &mut spans);
    spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut end = 0;
    for span in spans {
        if span.start < end {
            continue;
        }
        let Some(sentence) = context.notice.sentence_at(span.start) else { continue };
        if context.notice.block_of(sentence).kind == BlockKind::Code {
            continue;
        }
        let span = with_unit(&context.notice.text, span);
        end = span.end;
        let mut claim = context.claim("anomaly", "placeholder", sentence as u32, span);
        claim.force = Force::States;
        claims.push(claim);
    }
}

/// "[number] years": the unit belongs to what is to be filled in.
fn with_unit(text: &str, span: Span) -> Span {
    let rest = text.get(span.end as usize..).unwrap_or("");
    let word = rest.strip_prefix(' ').unwrap_or("");
    let unit = ["years", "months", "weeks", "days", "year", "month"].iter().find(|u| word.starts_with(**u));
    unit.map_or(span, |u| Span::new(span.start as usize, span.end as usize + 1 + u.len()))
}

/// `[insert name]`, `<name of school>`, `(insert date)`.
fn brackets(context: &Context<'_>, spans: &mut Vec<Span>) {
    let text = &context.notice.text;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'[', b'<', b'(', rest)) {
        let open = at + found;
        at = open + 1;
        let shut = match bytes[open] {
            b'[' => b']',
            b'<' => b'>',
            _ => b')',
        };
        if bytes[open] == b'[' && examples(text, open) {
            let line = text[open..].find('\n').unwrap_or(text.len() - open);
            spans.push(Span::new(open, open + text[open..open + line].find(']').map_or(line, |end| end + 1)));
            continue;
        }
        let window = bytes.get(open + 1..bytes.len().min(open + 90)).unwrap_or(&[]);
        let Some(length) = window.iter().position(|b| *b == shut) else { continue };
        let Some(inside) = text.get(open + 1..open + 1 + length) else { continue };
        let next = bytes.get(open + length + 2).copied().unwrap_or(b' ');
        let link = bytes[open] == b'[' && (next == b'(' || next == b'[' || next == b':');
        if !link && !short_form(&text[..open], inside) && blank(inside, bytes[open]) {
            // "[[NAME]]": the second bracket is part of it.
            let twice = inside.starts_with('[') && next == b']';
            spans.push(Span::new(open, open + length + 2 + usize::from(twice)));
        }
    }
}

/// Whether the bracket holds the initials of the words before it: "Data Protection Officer [DPO]".
fn short_form(before: &str, inside: &str) -> bool {
    let count = inside.chars().count();
    if !(2..=6).contains(&count) {
        return false;
    }
    // As far back as a few words are long.
    let mut from = before.len().saturating_sub(200);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let initials: Vec<char> = before[from..]
        .split_whitespace()
        .rev()
        .filter(|w| w.chars().any(char::is_alphabetic))
        .take(count)
        .filter_map(|w| w.chars().find(|c| c.is_alphabetic()))
        .collect();
    initials.into_iter().rev().eq(inside.chars())
}

/// "[e.g. other controllers, such as local authorities …]" at the beginning of a line: what a template gives for an example,
/// to be replaced by what is so. Within a sentence such a bracket tells the reader something.
fn examples(text: &str, open: usize) -> bool {
    let inside = text.get(open + 1..).unwrap_or("").trim_start();
    let begins = ["e.g.", "E.g.", "eg.", "e.g ", "for example"].iter().any(|o| inside.starts_with(o));
    let line = text[..open].rsplit('\n').next().unwrap_or("");
    begins && !line.contains(char::is_alphanumeric)
}

/// Whether a list holds the word.
fn listed(words: &str, word: &str) -> bool {
    words.split(' ').any(|w| w == word)
}

/// Whether the words within brackets are there to be replaced.
fn blank(inside: &str, open: u8) -> bool {
    if inside.contains(['/', '=', '@', ':']) && open == b'<' || inside.contains('\n') && inside.contains("\n\n") {
        return false;
    }
    let words: Vec<String> = inside
        .split(|c: char| c.is_whitespace() || ",:".contains(c))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase().replace('\u{2019}', "'"))
        .filter(|w| !w.is_empty())
        .collect();
    let Some(first) = words.first() else { return false };
    let noun = |w: &String| listed(NOUNS, w);
    let known = |w: &String| noun(w) || listed(BESIDE, w) || w.chars().all(|c| c == 'x');
    let crosses = words.len() <= 3 && words.iter().any(|w| w.len() >= 2 && w.chars().all(|c| c == 'x'));
    let order = listed(ORDERS, first) || matches!(first.as_str(), "please" | "tbc" | "tba" | "tbd");
    match open {
        b'(' => {
            matches!(first.as_str(), "insert" | "tbc" | "tba")
                && (words.len() == 1 || words[1..].iter().any(known))
                && words.len() <= 10
        }
        b'<' => {
            (words.len() >= 2 && (order || words.iter().all(known) && words.iter().any(noun)) && words.len() <= 8)
                || words.len() == 1
                    && matches!(first.as_str(), "name" | "date" | "email" | "organisation" | "company" | "school")
        }
        _ => {
            let capitals = !inside.chars().any(char::is_lowercase) && inside.chars().any(char::is_uppercase);
            // "[name, address, e-mail]" lists what is held.
            let list = inside.contains(',') || words == ["nhs", "number"];
            let plain = !list
                && words.len() <= 7
                && words.iter().all(known)
                && first != "the"
                && first != "and"
                && first != "of"
                && first != "in";
            crosses
                || variable(inside)
                || unfinished(&words)
                || order && words.len() > 1 && words.iter().any(|w| known(w) && !listed(ORDERS, w))
                || first == "insert"
                || matches!(first.as_str(), "tbc" | "tba" | "tbd")
                || plain && (words.iter().any(noun) || capitals || inside.to_lowercase().starts_with("your "))
        }
    }
}

/// `[[ICO_NUMBER]]`: the name of a variable, in capitals parted by underscores.
fn variable(inside: &str) -> bool {
    let name = inside.trim_matches(['[', ']', '{', '}', ' ']);
    name.contains('_')
        && name.len() > 3
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && name.chars().any(|c| c.is_ascii_uppercase())
}

/// "[Address to be added once we are registered]": what is still to be done to the text. "[to be discussed]" is no such.
fn unfinished(words: &[String]) -> bool {
    let done = "completed added inserted confirmed filled supplied provided registered updated agreed decided advised announced determined";
    let told = words.windows(3).any(|w| w[0] == "to" && w[1] == "be" && listed(done, &w[2]));
    let pending =
        matches!(words, [.., a, b] if a == "once" && matches!(b.as_str(), "registered" | "known" | "confirmed"));
    told && words.len() <= 12 || pending
}

/// How many bytes a piece of code has at most.
const REACH: usize = 300;

/// Template code that was not rendered: `{{ name }}`, `<%= name %>`, `${name}`, `%{name}`.
fn code(text: &str, format: Format, spans: &mut Vec<Span>) {
    const PAIRS: &[(&str, &str)] =
        &[("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("${", "}"), ("%{", "}"), ("#{", "}"), ("<?php", "?>")];
    razor(text, spans);
    // Texts of an application hold its variables.
    if format == Format::Yaml || memchr::memchr2(b'{', b'<', text.as_bytes()).is_none() {
        return;
    }
    for (open, shut) in PAIRS {
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(open)) {
            let start = at + found;
            at = start + open.len();
            // No further than code reaches: what opens may stand at every other letter, and nowhere what closes.
            let near = &text.as_bytes()[at..text.len().min(at + REACH + shut.len())];
            let Some(length) = memchr::memmem::find(near, shut.as_bytes()) else { continue };
            let inside = text.get(at..at + length).unwrap_or("").trim();
            at += length + shut.len();
            // What the generator of a site of Markdown pages fills in.
            let site = ["site.", "page.", "config.", "<", "%", "'", "\"", "/", "include", "url"];
            let rendered = format == Format::Markdown
                && (*open == "{%" || inside.contains('(') || site.iter().any(|p| inside.starts_with(p)));
            if !rendered && !inside.is_empty() {
                spans.push(Span::new(start, at));
            }
        }
    }
}

/// Razor code: `@(RetentionYears)`, `@Pages.Privacy.Title`. An address has a letter, a digit or a dot before its `@`.
fn razor(text: &str, spans: &mut Vec<Span>) {
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        let free =
            text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '>' | ','));
        let rest = &text[at + 1..];
        let name = |s: &str| s.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')).count();
        if !free {
            continue;
        }
        let length = if let Some(inside) = rest.strip_prefix('(') {
            let length = name(inside);
            if length > 2 && inside[length..].starts_with(')') { length + 2 } else { 0 }
        } else {
            let length = name(rest);
            let path = rest[..length].trim_end_matches('.');
            // "@Model.Name" is code; "@example.org" and "@name" are addresses.
            let parts = path.split('.').all(|p| p.len() > 1 && p.starts_with(|c: char| c.is_ascii_uppercase()));
            if parts && path.contains('.') { path.len() } else { 0 }
        };
        if length > 0 {
            spans.push(Span::new(at, at + 1 + length));
        }
    }
}

/// "XX years", "xx/xx/xxxx", "dd/mm/yyyy", "TBC", "INSERT".
fn words(context: &Context<'_>, spans: &mut Vec<Span>) {
    for sentence in 0..context.sentence_count() {
        let range = context.tokens(sentence);
        let written = |i: u32| context.words(context.token_span(i, i));
        for at in range.clone() {
            let word = written(at);
            let crosses = word.len() >= 2 && word.len() <= 8 && word.bytes().all(|b| b == b'x' || b == b'X');
            let alone = word == "X" || word == "x";
            let next = if at + 1 < range.end { context.token(at + 1) } else { "".into() };
            let joined = at + 1 < range.end && context.between(at, at + 1).trim().is_empty();
            if (crosses || alone)
                && joined
                && matches!(&*next, "year" | "years" | "month" | "months" | "weeks" | "days")
            {
                let follows = at > range.start && context.between(at - 1, at).trim().is_empty();
                let before = if follows { context.token(at - 1) } else { "".into() };
                if !alone || matches!(&*before, "for" | "after" | "to" | "than" | "within" | "of" | "least") {
                    spans.push(context.token_span(at, at + 1));
                }
                continue;
            }
            let date = (crosses || matches!(word, "dd" | "DD" | "mm" | "MM"))
                && at + 2 < range.end
                && matches!(context.between(at, at + 1), "/" | "." | "-")
                && matches!(context.between(at + 1, at + 2), "/" | "." | "-")
                && written(at + 2).bytes().all(|b| b"xXyY".contains(&b));
            if date && !context.reading.has(sentence, "placeholder", "format") {
                spans.push(context.token_span(at, at + 2));
                continue;
            }
            let before = context
                .notice
                .text
                .get(..context.token_span(at, at).start as usize)
                .and_then(|t| t.chars().next_back());
            let sum = crosses && matches!(before, Some('£' | '$'));
            if sum {
                spans.push(context.token_span(at, at));
            }
            // "We are registered under number XXXXXXXX".
            if word.len() >= 5 && word.bytes().all(|b| b == b'X') && !sum {
                spans.push(context.token_span(at, at));
            }
            // "INSERT NAME", in capitals.
            if word == "INSERT" && at + 1 < range.end && joined {
                let mut last = at + 1;
                while last + 1 < range.end
                    && written(last + 1).chars().all(|c| !c.is_lowercase())
                    && context.between(last, last + 1).trim().is_empty()
                {
                    last += 1;
                }
                spans.push(context.token_span(at, last));
            }
        }
    }
}

fn phrases(context: &Context<'_>, spans: &mut Vec<Span>) {
    for hit in context.reading.hits("placeholder") {
        let words = context.tokens(hit.sentence).len() as u32;
        let taken = match context.reading.name(hit) {
            "filler" => true,
            "mark" => words > 1 || context.block(hit.sentence).kind != BlockKind::Paragraph,
            // "Review date: to be confirmed" and nothing more.
            "pending" => {
                let range = context.tokens(hit.sentence);
                let gap = if hit.first > range.start { context.between(hit.first - 1, hit.first) } else { ":" };
                hit.last + 1 == range.end && gap.contains([':', '[', '(', '|', '–', '-']) && words <= 10
            }
            _ => false,
        };
        if taken {
            spans.push(hit.span);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::claims::fixture;

    fn found(text: &str) -> Vec<String> {
        fixture::read(text, super::extract).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn placeholders() {
        for (text, words) in [
            ("[Insert name of school] is the controller.", "[Insert name of school]"),
            ("The controller is [Organisation Name].", "[Organisation Name]"),
            ("Write to [email address] with questions.", "[email address]"),
            ("Last updated: [date]", "[date]"),
            ("We keep them for [number] years.", "[number] years"),
            ("We keep them for @(RetentionYears) years.", "@(RetentionYears) years"),
            ("@Pages.Privacy.Title", "@Pages.Privacy.Title"),
            ("We keep them for XX years after that.", "XX years"),
            ("We keep them for X years.", "X years"),
            ("We keep them for [XX] months.", "[XX] months"),
            ("Last updated: xx/xx/xxxx", "xx/xx/xxxx"),
            ("Last updated: DD/MM/YYYY", "DD/MM/YYYY"),
            ("Review date: TBC", "TBC"),
            ("Review date: to be confirmed", "to be confirmed"),
            ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
            ("Ask <name of officer> for a copy.", "<name of officer>"),
            ("Dear {{ customer_name }}, we use your details.", "{{ customer_name }}"),
            ("Dear <%= name %>, we use your details.", "<%= name %>"),
            ("The fee is £XX for a copy.", "£XX"),
            ("We work with:\n\n[e.g. other controllers\nCharities\nContractors]\n", "[e.g. other controllers"),
            ("Details of your pets (delete if not applicable)", "delete if not applicable"),
            ("You can customise the parts in [square brackets].", "customise the parts in [square brackets"),
            ("Ring INSERT NUMBER for help.", "INSERT NUMBER"),
            ("Ask our officer (insert name) for a copy.", "(insert name)"),
            ("Our office: [street to be added later]", "[street to be added later]"),
            ("Our number: [to be registered \u{2014} before we open]", "[to be registered \u{2014} before we open]"),
        ] {
            let seen = found(text);
            assert_eq!(seen.len(), 1, "{text}: {seen:?}");
            assert!(words.contains(&seen[0]), "{text}: {seen:?}");
        }
    }

    #[test]
    fn what_is_no_placeholder() {
        for text in [
            "See [our retention schedule](https://hollin.example/retention).",
            "The court explained it in Bell v Hollin [2021] EWHC 4400.",
            "The reader notes [the number and the time] and nothing else.",
            "Read the guide [opens in a new tab] first.",
            "They wrote that it was thier [sic] choice.",
            "See the footnote [1] and [12].",
            "- [ ] not done\n- [x] done",
            "Insert your membership card into the reader.",
            "We record whether your chromosomes are XX or XY.",
            "A date for your visit is to be confirmed with you by telephone.",
            "Enter your date of birth in the format dd/mm/yyyy.",
            "He said that \"[the council] knew\" about it.",
            "Write to us (name and address below) for a copy.",
            "We set <em>no</em> cookies.",
            "The panel [to be chaired by a doctor] reads your record.",
            "We hold your details [name, address, e-mail] for a year.",
            "Write to [email protected] with questions.",
            "We are known to the Information Commissioner’s Office [ICO].",
            "Ask the Data Protection Officer [DPO] of Hollin for a copy.",
            "The website (your name is not shown) lists members.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
