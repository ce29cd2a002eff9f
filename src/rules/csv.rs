//! Comma-separated values, as spreadsheets write them.

/// One record: the line that it begins on, from 1, and its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The line.
    pub line: u32,
    /// The cells, without the space around them.
    pub cells: Vec<String>,
}

/// The records of a text; lines without anything are left out.
///
/// # Errors
/// With the line, where a quotation mark is never closed or closes in the middle of a cell.
pub fn records(text: &str) -> Result<Vec<Record>, (u32, &'static str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    let mut reader = Reader { line: 1, began: 1, ..Reader::default() };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, reader.state) {
            ('"', State::Inside) if chars.peek() == Some(&'"') => {
                chars.next();
                reader.cell.push('"');
            }
            ('"', State::Inside) => reader.state = State::Closed,
            (_, State::Inside) => reader.cell.push(c),
            (',', _) => reader.end_cell(),
            ('\n', _) => reader.end_record(&mut found),
            ('"', State::Open) if reader.cell.trim().is_empty() => {
                reader.cell.clear();
                reader.opened = reader.line;
                reader.state = State::Inside;
            }
            (c, State::Closed) if !c.is_whitespace() => {
                return Err((reader.line, "text behind a closing quotation mark"));
            }
            (_, State::Closed) => {}
            _ => reader.cell.push(c),
        }
        if c == '\n' {
            reader.line += 1;
            if reader.state != State::Inside {
                reader.began = reader.line;
            }
        }
    }
    if reader.state == State::Inside {
        return Err((reader.opened, "a quotation mark that is never closed"));
    }
    reader.end_record(&mut found);
    Ok(found)
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    /// In a cell without quotation marks.
    #[default]
    Open,
    /// Between quotation marks.
    Inside,
    /// Behind the closing one.
    Closed,
}

#[derive(Default)]
struct Reader {
    line: u32,
    /// The line on which the last quotation mark was opened.
    opened: u32,
    /// The line on which the record begins.
    began: u32,
    state: State,
    cell: String,
    cells: Vec<String>,
}

impl Reader {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell).trim().to_owned());
        self.state = State::Open;
    }

    fn end_record(&mut self, found: &mut Vec<Record>) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|c| !c.is_empty()) {
            found.push(Record { line: self.began, cells });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        records(text).unwrap().into_iter().map(|r| (r.line, r.cells)).collect()
    }

    #[test]
    fn quotation_marks_commas_and_line_breaks() {
        let text = "\u{feff}name,job\r\n\"Brook, Lane & Co\", \"says \"\"hello\"\"\"\r\n\n,,\nlast,one";
        let row = |line, a: &str, b: &str| (line, vec![a.to_owned(), b.to_owned()]);
        assert_eq!(
            cells(text),
            [row(1, "name", "job"), row(2, "Brook, Lane & Co", "says \"hello\""), row(5, "last", "one")]
        );
        assert_eq!(cells("a\n\"b\nc\"\nd")[1..], [(2, vec!["b\nc".to_owned()]), (4, vec!["d".to_owned()])]);
    }

    #[test]
    fn what_is_malformed_is_told_with_its_line() {
        assert_eq!(records("a,b\n\"c,d\n"), Err((2, "a quotation mark that is never closed")));
        assert_eq!(records("a\n\"b\"c\n"), Err((2, "text behind a closing quotation mark")));
    }
}
