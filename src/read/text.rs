//! Plain text: lines to blocks.
//!
//! Real notices are copied out of web pages and word processors. A heading is a short line; a list item has any of a
//! dozen markers; a table may have lost its cells; a paragraph may be broken in the middle of a sentence.

use super::cells::{self, Cell};
use super::roles::{Role, counts, levels, roles};
use super::rows::{self, pipe_row};
use super::weave::{inline_items, unbroken, unmarked_items};
use super::wrap;
use crate::notice::{BlockKind, Draft, Span};

/// One line of the text, trimmed, with what stands in front of its words.
pub(super) struct Line<'a> {
    pub words: &'a str,
    pub span: Span,
    pub marker: &'a str,
    pub indent: usize,
    pub shape: Shape,
    /// Blank lines between this line and the one before it.
    pub gap: usize,
    /// Its place in a table that came as one cell a line.
    pub cell: Option<Cell>,
    /// Characters of the line as written, up to its last word.
    pub width: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Bullet, letter or roman numeral in front.
    Item,
    /// "2." or "2.1" in front.
    Numbered,
    /// Could be a heading: short, capital, no full stop.
    Short,
    /// Anything else.
    Prose,
}

/// Reads plain text. The reading text is the file's text itself, with a space where a line was broken within a block.
pub fn read(text: &str) -> Draft {
    let mut blocks = blocks(text, 0..text.len());
    inline_items(text, &mut blocks);
    unmarked_items(text, &mut blocks);
    Draft { text: unbroken(text.to_owned(), &blocks), blocks, ..Draft::default() }
}

/// The blocks of a stretch of plain text.
pub(super) fn blocks(text: &str, range: std::ops::Range<usize>) -> Vec<(BlockKind, Span, String)> {
    let mut lines = lines(text, range);
    cells::mark(&mut lines);
    let lines = wrap::join(text, lines);
    classify(text, &lines)
}

fn lines(text: &str, range: std::ops::Range<usize>) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut gap = 0;
    let mut at = range.start;
    while at < range.end {
        let start = at;
        let rest = &text[at..range.end];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        at += end + if rest[end..].starts_with("\r\n") { 2 } else { usize::from(end < rest.len()) };
        let raw = &rest[..end];
        let words = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if words.is_empty() {
            gap += 1;
            continue;
        }
        let offset = start + (words.as_ptr() as usize - raw.as_ptr() as usize);
        let (marker, rest, numbered) = marker(words);
        let indent = offset - start;
        let begin = offset + (words.len() - rest.len());
        let shape = match (marker.is_empty(), numbered) {
            (false, true) => Shape::Numbered,
            (false, false) => Shape::Item,
            _ if short(rest) => Shape::Short,
            _ => Shape::Prose,
        };
        out.push(Line {
            words: rest,
            span: Span::new(begin, begin + rest.len()),
            marker,
            indent,
            shape,
            gap,
            cell: None,
            width: raw.trim_end().chars().count(),
        });
        gap = 0;
    }
    out
}

/// The marker in front of a line, the words behind it, and whether it is a number.
pub(super) fn marker(line: &str) -> (&str, &str, bool) {
    let mut chars = line.char_indices();
    let Some((_, first)) = chars.next() else { return ("", line, false) };
    let split = |at: usize, numbered: bool| {
        let rest = line[at..].trim_start_matches(|c: char| c.is_whitespace());
        if rest.is_empty() { ("", line, false) } else { (line[..at].trim_end(), rest, numbered) }
    };
    if "•·▪▫◦‣●○■□➢➤✓✔*–—\u{f0b7}\u{f0a7}".contains(first) || first == '-' {
        let after = first.len_utf8();
        let next = line[after..].chars().next();
        let bare = "•·▪▫◦‣●○■□➢➤✓✔\u{f0b7}\u{f0a7}".contains(first);
        return if next.is_some_and(|c| c.is_whitespace()) || bare { split(after, false) } else { ("", line, false) };
    }
    if first == 'o' && line[1..].starts_with(['\t', '\u{a0}']) || line.starts_with("o  ") {
        return split(1, false);
    }
    // "(a)", "a)", "a.", "(iv)", "iv)", "1.", "1)", "(1)", "2.1", "2.1."
    let open = usize::from(first == '(' || first == '[');
    let body = &line[open..];
    let token = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(body.len());
    let word = &body[..token];
    let closed = body[token..].starts_with([')', ']']);
    let end = open + token + usize::from(closed);
    if word.is_empty() || !line[end..].starts_with(char::is_whitespace) {
        return ("", line, false);
    }
    let core = word.trim_end_matches('.');
    let digits = core.split('.').all(|p| !p.is_empty() && p.len() <= 2 && p.chars().all(|c| c.is_ascii_digit()));
    if digits && core.len() <= 8 && (closed || open == 0) {
        let dotted = core.contains('.') || word.ends_with('.');
        return match (dotted, closed) {
            (_, true) => split(end, false),
            (true, _) => split(end, true),
            // A bare number in front of a tab or several spaces.
            _ if line[end..].starts_with(['\t', '\u{a0}']) || line[end..].starts_with("  ") => split(end, true),
            _ => ("", line, false),
        };
    }
    let letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_alphabetic());
    let roman = core.len() <= 5 && core.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let dot = word.ends_with('.');
    // "s. 10(3)" is a section of an Act.
    if core == "s" && dot && line[end..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return ("", line, false);
    }
    if (letter || roman) && (closed || dot && core.chars().all(|c| c.is_ascii_lowercase() || letter)) {
        return split(end, false);
    }
    ("", line, false)
}

/// Whether a line without marker could be a heading.
pub(super) fn short(words: &str) -> bool {
    if words.len() > 110 {
        return false;
    }
    let count = words.split_whitespace().count();
    let Some(first) = words.chars().find(|c| c.is_alphanumeric()) else { return false };
    let Some(last) = words.chars().next_back() else { return false };
    count <= 14
        && (first.is_uppercase() || first.is_ascii_digit())
        && !matches!(last, '.' | ';' | ',' | '"' | '\u{201d}')
        && !key_value(words)
        && !words.contains('@')
        && !words.contains("://")
        && !words.starts_with("www.")
}

/// Whether a line is "Key: value". The key of a form may be long ("Legal basis for processing special categories of
/// personal data: …") where its value is not; a title may have a colon as well.
pub(super) fn key_value(words: &str) -> bool {
    let Some((key, value)) = words.split_once(':') else { return false };
    let value = value.strip_prefix(char::is_whitespace).map(str::trim).unwrap_or("");
    let short = key.len() < 80 && value.split_whitespace().count() <= 6 && value.starts_with(char::is_uppercase);
    !value.is_empty() && (key.len() < 40 || short && !value.to_lowercase().contains("privacy"))
}

fn classify(text: &str, lines: &[Line<'_>]) -> Vec<(BlockKind, Span, String)> {
    let counts = counts(lines);
    let roles = roles(lines, &counts);
    let levels = levels(lines, &roles, &counts);
    let mut out = Vec::with_capacity(lines.len());
    let mut table: Option<(u32, u32)> = None;
    let mut tables = 0;
    let mut indents: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(cell) = line.cell {
            let new = index == 0 || lines[index - 1].cell.is_none_or(|c| c.table != cell.table);
            tables += u32::from(new);
            let Cell { row, column, header, .. } = cell;
            let start = line.span.end - line.words.len() as u32;
            let kind = BlockKind::Cell { table: tables - 1, row, column, header };
            out.push((kind, Span { start, end: line.span.end }, line.marker.to_owned()));
            (table, indents) = (None, Vec::new());
            continue;
        }
        let pipes = line.words.matches('|').count() >= 2 || tabbed(lines, index);
        if rows::heads(lines, index) && !pipes {
            table = Some((tables, 0));
            tables += 1;
        } else if let Some((_, row)) = &mut table {
            // A flat table runs to the next heading or to two blank lines.
            let over = line.gap >= 2 || roles[index] == Role::Heading && line.gap >= 1;
            if over {
                table = None;
            } else {
                *row += 1;
            }
        }
        if let Some((id, row)) = table {
            let full = Span { start: line.span.end - line.words.len() as u32, end: line.span.end };
            out.push((BlockKind::FlatRow { table: id, row, header: row == 0 }, full, line.marker.to_owned()));
            continue;
        }
        if line.shape != Shape::Item {
            indents.clear();
        }
        let kind = match roles[index] {
            Role::Heading => BlockKind::Heading { level: levels[index] },
            Role::Contents => BlockKind::Contents,
            Role::Item => {
                let depth = indents.iter().position(|&i| line.indent <= i + 1).unwrap_or(indents.len());
                indents.truncate(depth);
                indents.push(line.indent);
                BlockKind::Item { depth: depth.min(250) as u8 }
            }
            Role::Body => BlockKind::Paragraph,
        };
        if pipes && matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. }) {
            pipe_row(text, line, &mut tables, &mut out);
            continue;
        }
        out.push((kind, line.span, line.marker.to_owned()));
    }
    out
}

/// Whether tabs part the cells of a line: more than one, or one in a line among others that have one.
fn tabbed(lines: &[Line<'_>], index: usize) -> bool {
    let tabs = |i: usize| lines.get(i).map_or(0, |l| l.words.matches('\t').count());
    let above = index > 0 && lines[index].gap == 0 && tabs(index - 1) > 0;
    let below = tabs(index + 1) > 0 && lines[index + 1].gap == 0;
    tabs(index) > 1 || tabs(index) == 1 && (above || below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::{Encoding, Format, Notice, Source};

    fn read_text(text: &str) -> Notice {
        let source = Source::new(text.to_owned(), Encoding::Utf8, 0);
        Notice::assemble("a.txt", None, Format::Text, source.into(), read(text))
    }

    fn shapes(text: &str) -> Vec<String> {
        let notice = read_text(text);
        let shape = |b: &crate::notice::Block| {
            let kind = match b.kind {
                BlockKind::Heading { .. } => "h",
                BlockKind::Paragraph => "p",
                BlockKind::Item { .. } => "i",
                BlockKind::Cell { .. } => "cell",
                BlockKind::FlatRow { .. } => "row",
                BlockKind::Contents => "toc",
                BlockKind::Aside => "aside",
                BlockKind::Code => "code",
            };
            format!("{kind}|{}|{}", b.marker, notice.words(b.span))
        };
        notice.blocks.iter().map(shape).collect()
    }

    #[test]
    fn markers_of_many_kinds() {
        for (line, expected) in [
            ("• one", ("•", "one")),
            ("•one", ("•", "one")),
            ("- one", ("-", "one")),
            ("(a) one", ("(a)", "one")),
            ("iv) one", ("iv)", "one")),
            ("a. one", ("a.", "one")),
            ("2.1 one", ("2.1", "one")),
            ("1) one", ("1)", "one")),
            ("-one", ("", "-one")),
            ("s. 10(3) applies", ("", "s. 10(3) applies")),
            ("2026 was long", ("", "2026 was long")),
            ("6(1)(b) applies", ("", "6(1)(b) applies")),
        ] {
            let (mark, rest, _) = marker(line);
            assert_eq!((mark, rest), expected, "{line}");
        }
    }

    #[test]
    fn broken_sentences_are_joined_and_headings_are_not() {
        let text = "Who we are\nWe are the controller of the personal data that you give to us when you\nask for help.\n\nYour rights\nYou may object.\n";
        let found = shapes(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[1].ends_with("ask for help."));
        assert!(found[2].starts_with("h|"));
    }

    #[test]
    fn a_contents_list_is_told_from_the_headings_that_it_names() {
        let text = "Privacy notice\n\n1. Who we are\n2. What we keep\n3. Your rights\n4. Contact\n\n1. Who we are\nWe are us.\n\n2. What we keep\nAll of it.\n\n3. Your rights\nYou may object.\n\n4. Contact\nWrite to us.\n";
        let found = shapes(text);
        assert_eq!(found.iter().filter(|s| s.starts_with("toc|")).count(), 4, "{found:#?}");
        assert_eq!(found.iter().filter(|s| s.starts_with("h|")).count(), 5, "{found:#?}");
    }

    #[test]
    fn a_form_with_long_labels_has_no_headings() {
        let text = "Data that we process\n\n• Name\n\nThe condition for the use of special categories of data: Public Health\n\nWho sees it\n\nThe team.\n";
        let expected = [
            "h||Data that we process",
            "i|•|Name",
            "p||The condition for the use of special categories of data: Public Health",
            "h||Who sees it",
            "p||The team.",
        ];
        assert_eq!(shapes(text), expected);
        assert!(!key_value("The way in which Hollin Parish Council handles data: Privacy Notice"));
        assert!(!key_value("How the people of this parish can ask us for things: what to do first"));
    }

    #[test]
    fn an_address_is_no_run_of_headings() {
        let found = shapes(
            "Contact us\n\nWrite to us at:\n\nExample Trust\n1 Example Street\nExampleton\nEX1 2MP\n\nThank you for reading all of it.\n",
        );
        assert_eq!(found.iter().filter(|s| s.starts_with("h|")).count(), 1, "{found:#?}");
    }

    #[test]
    fn a_lead_in_is_no_heading_and_its_list_is_its_own() {
        let text = "How we use it\nWe use your data to:\n- help you\n- pay you\nThe list is complete.\n";
        assert_eq!(
            shapes(text),
            ["h||How we use it", "p||We use your data to:", "i|-|help you", "i|-|pay you", "p||The list is complete."]
        );
        assert_eq!(read_text(text).blocks[3].lead, Some(1));
        let laws = "Our lawful basis\n\nLegal obligation under the following laws:\n\n- Children Act 1989\n";
        let form = shapes("Legal basis\n\nArticle 6.1(e) - Exercise of official authority\nHighways Act 1980 s.32.\n");
        assert_eq!(form[1], "p||Article 6.1(e) - Exercise of official authority");
        assert_eq!(shapes(laws)[1], "p||Legal obligation under the following laws:");
    }

    #[test]
    fn a_list_may_have_lost_its_bullets() {
        let found = shapes(
            "We collect your:\n\nname and address, as you gave them to us on the form\n\ndate of birth\n\nWe keep them.\n",
        );
        assert_eq!(found.iter().filter(|s| s.starts_with("i|")).count(), 2, "{found:#?}");
    }

    #[test]
    fn a_flattened_table_has_a_heading_and_rows() {
        let text = "Retention\n\nThese are our periods.\n\nTax records\nDocument Retention period Reason\nPayroll 7 years Law\nPensions 12 years Law\n\nWhat we do\nWe shred.\n";
        let found = shapes(text);
        assert_eq!(found.iter().filter(|s| s.starts_with("row|")).count(), 3, "{found:#?}");
        assert!(found.contains(&"h||Tax records".to_owned()), "{found:#?}");
        let found =
            shapes("Our books\n\nHow long we keep data\nWe keep bills for 7 years. Rotas are kept for a year.\n");
        assert!(!found.iter().any(|s| s.starts_with("row|")), "{found:?}");
        let found = shapes("About it\n\nPurpose and legal basis for processing\n\nWe process your data to help you.\n");
        assert!(!found.iter().any(|s| s.starts_with("row|")), "{found:#?}");
    }

    #[test]
    fn hard_wrapped_lines_are_joined_and_short_ones_are_not() {
        let long = "We look after the details that people hand over to us and use them for nothing but the work.";
        let wrapped = "We look after the details that people hand over to\nus and use them for nothing but the work.\n";
        let found = shapes(&format!("Our promise\n{}Your side\n{0}", wrapped.repeat(4)));
        assert_eq!(found[0], "h||Our promise");
        assert_eq!(found.iter().filter(|s| s.replace('\n', " ").contains(long)).count(), 8, "{found:#?}");
        assert!(found.contains(&"h||Your side".to_owned()), "{found:#?}");
    }

    #[test]
    fn tabs_part_cells() {
        let found = shapes(
            "Our legal basis\nWhat we do\tBasis\nPayroll\tLaw\nNews\tConsent\n\nA tab\talone says nothing of it.\n",
        );
        assert_eq!(found[0], "h||Our legal basis");
        assert_eq!(found.iter().filter(|s| s.starts_with("cell|")).count(), 6, "{found:#?}");
    }

    #[test]
    fn bars_part_cells() {
        let found = shapes("Name | Basis | Time\n--- | --- | ---\nPayroll | Law | 7 years\n");
        assert_eq!(found.iter().filter(|s| s.starts_with("cell|")).count(), 6, "{found:#?}");
    }
}
