//! Words of strangers, made safe to show on a terminal.

use std::borrow::Cow;

/// The character to show in place of one that could move the cursor, change colours or turn the direction of text
/// round. Each character becomes exactly one, so that columns stay true.
pub(super) fn clean_char(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        _ => c,
    }
}

/// The characters to show of a text. A job of GitHub obeys `##[command]` anywhere in a line, so it is not let through.
pub(super) fn cleaned(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut marks = 0;
    text.chars().map(move |c| {
        let shown = if c == '[' && marks > 1 { '\u{2045}' } else { clean_char(c) };
        marks = if c == '#' { marks + 1 } else { 0 };
        shown
    })
}

/// The text without control characters, terminal escapes and bidirectional controls; line breaks stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().zip(cleaned(text)).all(|(c, shown)| c == '\n' || shown == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().zip(cleaned(text)).map(|(c, shown)| if c == '\n' { c } else { shown }).collect())
}

/// The same on one line, each character one as before: for names, in which two spaces are not one.
pub(super) fn single(text: &str) -> String {
    cleaned(text).collect()
}

/// The same on one line, with runs of white space made one space. It may stand at the beginning of a line, where a job
/// of GitHub would obey `::command::`.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(cleaned(word));
    }
    disarmed(line)
}

/// A line that is no command of a job.
pub(super) fn disarmed(line: String) -> String {
    match line.strip_prefix("::") {
        Some(rest) => format!("\u{2236}:{rest}"),
        None => line,
    }
}

/// The columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The text cut into lines of at most `columns`, at spaces where there are any. Its own line breaks stay.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let mut word: String = cleaned(word).collect();
            if !line.is_empty() && width(&line) + 1 + width(&word) > columns {
                lines.push(disarmed(std::mem::take(&mut line)));
            }
            while width(&word) > columns {
                let rest = word.split_off(fitting(&word, columns));
                lines.push(std::mem::replace(&mut word, rest));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += &word;
        }
        lines.push(disarmed(line));
    }
    lines
}

/// A page of text for people, each line wrapped to at most `columns` and its rest set in as far as its beginning.
pub fn page(text: &str, columns: usize) -> String {
    let mut page = String::with_capacity(text.len());
    for line in text.trim_end().lines() {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let mark = if words.starts_with("- ") { 2 } else { 0 };
        for (at, part) in wrap(words, columns.saturating_sub(indent + mark).max(20)).iter().enumerate() {
            let spaces = if at == 0 { indent } else { indent + mark };
            page += &" ".repeat(if part.is_empty() { 0 } else { spaces });
            page += part;
            page.push('\n');
        }
    }
    page
}

/// How many bytes of a text fit into so many columns; at least one character.
pub(super) fn fitting(text: &str, columns: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used > columns && at > 0 {
            return at;
        }
    }
    text.len()
}

/// The text, cut with an ellipsis if it takes more than so many columns.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let cut = &text[..fitting(text, columns.saturating_sub(1).max(1))];
    let at_word = cut.rfind(' ').filter(|&at| at > cut.len() / 2).map_or(cut, |at| &cut[..at]);
    format!("{}…", at_word.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_are_shown_not_obeyed() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{9b}d\ne"), "a␛[31mb\u{fffd}c\u{fffd}d\ne");
        assert_eq!(one_line("a\r\n\t b\u{7}"), "a b␇");
    }

    #[test]
    fn no_line_is_a_command_of_a_job() {
        assert_eq!(one_line(" ::error:: a ##[error] #[x]"), "\u{2236}:error:: a ##\u{2045}error] #[x]");
        assert_eq!(clean("a\n###[x]"), "a\n###\u{2045}x]");
        assert_eq!(wrap("one two ::three::", 9), ["one two", "\u{2236}:three::"]);
        assert_eq!(single("::a  b"), "::a  b");
    }

    #[test]
    fn lines_stay_within_the_width() {
        let lines = wrap("one two three four\nfive abcdefghijklmnop", 9);
        assert_eq!(lines, ["one two", "three", "four", "five", "abcdefghi", "jklmnop"]);
        assert_eq!(page("a\n\n  - bb cc dd ee ff gg hh\n", 20), "a\n\n  - bb cc dd ee ff gg\n    hh\n");
        assert_eq!(shorten("the period that is given here", 18), "the period that…");
    }
}
