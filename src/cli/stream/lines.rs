//! Lines of a stream that may hold anything: none is kept longer than it may be.

use std::io::{self, BufRead, Read};

/// So much is kept of a line that is too long: enough to tell whose it is.
const KEPT: usize = 4096;

/// One line.
#[derive(Debug, Default)]
pub struct Line {
    /// Which it is, from 1.
    pub number: u64,
    /// What it holds, without its end; the beginning only if it is too long.
    pub bytes: Vec<u8>,
    /// Whether it is longer than it may be.
    pub long: bool,
}

/// The lines of a reader.
pub struct Lines<R> {
    from: R,
    /// Most bytes of a line.
    most: u64,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of a reader, none of them longer than so many bytes.
    pub fn new(from: R, most: u64) -> Lines<R> {
        Lines { from, most, number: 0 }
    }

    /// The next line; nothing at the end.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        if self.from.by_ref().take(self.most.saturating_add(1)).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let ended = bytes.last() == Some(&b'\n');
        if ended {
            bytes.pop();
        }
        let long = bytes.len() as u64 > self.most;
        if long {
            bytes.truncate(KEPT);
            bytes.shrink_to_fit();
            self.skip()?;
        }
        // Some programs mark the beginning of a file.
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some(Line { number: self.number, bytes, long }))
    }

    /// Passes over what is left of a line.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let (past, ended) = match self.from.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(held) => match memchr::memchr(b'\n', held) {
                    Some(at) => (at + 1, true),
                    None => (held.len(), false),
                },
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            self.from.consume(past);
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = format!("\u{feff}abcde\n\nabcdef\nx\n{}\ny", "z".repeat(9000));
        // A small buffer, so that a long line is passed over in several steps.
        let mut lines = Lines::new(io::BufReader::with_capacity(16, text.as_bytes()), 8);
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push((line.number, String::from_utf8(line.bytes).unwrap(), line.long));
        }
        let line = |n, text: &str, long| (n, text.to_owned(), long);
        let long = line(5, "zzzzzzzzz", true);
        let other = [line(1, "abcde", false), line(2, "", false), line(3, "abcdef", false), line(4, "x", false)];
        assert_eq!(all, [&other[..], &[long, line(6, "y", false)]].concat());
    }
}
