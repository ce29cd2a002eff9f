//! Markdown headings that are written as most programs forgive them: without a space behind the marks, or with the text
//! of their section run into their line.

use super::weave::Weave;

/// Bytes beyond which a line of a heading holds more than the heading.
const LONGEST: usize = 200;

/// Most words of a heading that runs into its text.
const MOST: usize = 14;

/// A text whose headings stand on lines of their own; none if they do already.
pub(super) fn mend(text: &str) -> Option<Weave> {
    let mut out = Weave::default();
    let (mut at, mut kept, mut any, mut fence) = (0, 0, false, false);
    for line in text.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_start_matches(' ');
        fence ^= bare.starts_with("```") || bare.starts_with("~~~");
        if fence || line.len() - bare.len() > 3 || !bare.starts_with('#') {
            continue;
        }
        let offset = at - bare.len();
        let marks = bare.bytes().take_while(|b| *b == b'#').count();
        let words = &bare[marks..];
        let tight = (2..=6).contains(&marks) && words.starts_with(char::is_alphabetic);
        let long = (1..=6).contains(&marks) && words.starts_with(' ') && bare.trim_end().len() > LONGEST;
        if !tight && !long {
            continue;
        }
        any = true;
        let mut keep = |to: usize, put: &str| {
            out.push(&text[kept..to], kept..to);
            out.part(put);
            kept = to;
        };
        if tight {
            keep(offset + marks, " ");
        }
        if long {
            for (cut, put) in cuts(bare) {
                keep(offset + cut, put);
            }
        }
    }
    out.push(&text[kept..], kept..text.len());
    any.then_some(out)
}

/// Where a line of headings and text is cut, and what is put there: in front of each further heading, marked or not, and
/// each bullet, and behind each heading's words.
fn cuts(line: &str) -> Vec<(usize, &'static str)> {
    let mut out = Vec::new();
    let mut heads = vec![0];
    heads.extend(line.match_indices(" #").map(|(at, _)| at + 1).filter(|&at| {
        let rest = line[at..].trim_start_matches('#');
        rest.starts_with(' ') && line.len() - at - rest.len() <= 6
    }));
    for (index, &head) in heads.iter().enumerate() {
        let end = heads.get(index + 1).copied().unwrap_or(line.len());
        if head > 0 {
            out.push((head, "\n\n"));
        }
        let Some(body) = body(&line[head..end]).map(|at| head + at) else { continue };
        out.push((body, "\n\n"));
        let bullets: Vec<usize> = line[body..end].match_indices(" * ").map(|(at, _)| body + at + 1).collect();
        if bullets.len() > 1 {
            out.extend(bullets.into_iter().map(|at| (at, "\n\n")));
        }
        unmarked(line, body, end, &mut out);
    }
    out.sort_unstable();
    out.dedup_by_key(|c| c.0);
    out
}

/// Headings that lost their marks in such a line: words that only a heading begins with where no sentence does.
fn unmarked(line: &str, from: usize, end: usize, out: &mut Vec<(usize, &'static str)>) {
    const FIRST: &[&str] = &[
        "How to ",
        "How we ",
        "How is ",
        "How long ",
        "How your ",
        "How do ",
        "What we ",
        "What is ",
        "What information we ",
        "What information do ",
        "What data we ",
        "What data do ",
        "Who we ",
        "Who has ",
        "Why we ",
        "Your rights ",
        "Your right ",
        "Changes to ",
        "Contacting us ",
        "Contact us ",
        "Complaints ",
        "Keeping your ",
        "Sharing your ",
        "Cookies ",
    ];
    for (space, _) in line[from..end].match_indices(' ') {
        let at = from + space + 1;
        let rest = &line[at..end];
        if !FIRST.iter().any(|f| rest.starts_with(f)) {
            continue;
        }
        let Some(body) = body(rest) else { continue };
        let words = rest[..body].trim_end();
        // The words of a heading end in no full stop; one that is a question may be a sentence all the same.
        if body < LONGEST && !words.contains(['.', ',', ';', ':', '[']) {
            out.push((at, "\n\n## "));
            out.push((at + body, "\n\n"));
        }
    }
}

/// Where the text begins that runs on behind a heading's words: at the first word that opens a sentence, or whose verb
/// follows it.
fn body(piece: &str) -> Option<usize> {
    const OPENERS: &[&str] = &[
        "We", "You", "The", "This", "These", "Our", "Your", "If", "When", "Where", "In", "It", "They", "There", "For",
        "From", "To", "As", "All", "Any", "By", "Please", "Under", "Personal", "Some", "Most", "Only", "Once", "Each",
        "Every", "No", "A", "An", "At", "On", "With", "While", "Although", "Data",
    ];
    const VERBS: &[&str] = &[
        "is",
        "are",
        "was",
        "were",
        "will",
        "may",
        "can",
        "must",
        "has",
        "have",
        "uses",
        "use",
        "collects",
        "collect",
        "processes",
        "holds",
        "keeps",
        "shares",
        "acts",
        "does",
        "do",
        "means",
        "takes",
        "provides",
        "runs",
    ];
    let from = piece.len() - piece.trim_start_matches('#').trim_start().len();
    let asks = || piece[from..].find("? ").map(|at| from + at + 2);
    let mut words = piece[from..].split_ascii_whitespace().peekable();
    let place = |word: &str| word.as_ptr() as usize - piece.as_ptr() as usize;
    let mut count = 0;
    let mut opener = None;
    while let Some(word) = words.next() {
        if count > MOST {
            break;
        }
        let verb = words.peek().is_some_and(|next| VERBS.contains(next));
        let capital = word.starts_with(char::is_uppercase);
        if count > 0 && (OPENERS.contains(&word) || capital && verb) {
            opener = Some(place(word));
            break;
        }
        count += 1;
    }
    match (asks(), opener) {
        (Some(ask), Some(open)) if ask < open => Some(ask),
        (Some(ask), None) if ask < LONGEST => Some(ask),
        (_, open) => open,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::notice::Span;

    #[test]
    fn marks_get_their_space() {
        for (text, expected) in [
            ("##Keeping it\nA year.\n", "## Keeping it\nA year.\n"),
            ("One.\n####Your rights\n", "One.\n#### Your rights\n"),
        ] {
            assert_eq!(mend(text).unwrap().text, expected);
        }
        for text in ["#tag of a post\n", "## Fine\n", "```\n##code\n```\n", "Call ##12\n", "##12\n", "    ##Indented\n"]
        {
            assert!(mend(text).is_none(), "{text}");
        }
    }

    #[test]
    fn text_that_runs_on_behind_a_heading_is_cut_off() {
        let pad = "and so it goes on until the line is long enough to hold no heading alone. ".repeat(3);
        for (head, body) in [
            ("What we keep", "We keep your name"),
            ("Use of the Portal", "You must be an adult"),
            ("Suppliers", "Brackley uses a host"),
            ("Who sees it?", "Staff of ours do"),
            ("Who looks after Brackley Direct", "The council does"),
        ] {
            let text = format!("## {head} {body} {pad}## Your rights You may object.\n");
            let out = mend(&text).unwrap();
            let expected = format!("## {head} \n\n{body} {pad}\n\n## Your rights \n\nYou may object.\n");
            assert_eq!(out.text, expected);
            let at = out.text.find("You may object").unwrap();
            assert_eq!(&text[out.map.source(Span::new(at, at + 14)).range()], "You may object");
        }
    }

    #[test]
    fn headings_that_lost_their_marks_in_such_a_line_are_headings() {
        let pad = "This is told at some length so that the line is longer than any heading. ".repeat(3);
        let text = format!(
            "# Use {pad}Complaints If you are unhappy, ring us. We tell you What we do. How is it kept? Safely.\n"
        );
        let out = mend(&text).unwrap().text;
        assert!(out.contains("\n\n## Complaints \n\nIf you are unhappy, ring us."), "{out}");
        assert!(out.contains("What we do. \n\n## How is it kept? \n\nSafely."), "{out}");
    }

    #[test]
    fn bullets_of_such_a_line_are_items() {
        let pad = "This is told at some length so that the line is longer than any heading. ".repeat(3);
        let text = format!("# Use {pad}We use it to: * help you * pay you\n");
        assert!(mend(&text).unwrap().text.ends_with("We use it to: \n\n* help you \n\n* pay you\n"));
    }
}
