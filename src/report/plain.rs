//! JSON that is safe to show: what a terminal would obey is escaped, and says the same to whoever reads the JSON.

use super::clean::clean_char;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes a value as one line of JSON.
///
/// # Errors
/// When the writer fails.
pub(super) fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(text(serde_json::to_string(value)?).as_bytes())
}

/// Writes a value as JSON for people.
///
/// # Errors
/// When the writer fails.
pub fn pretty_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(text(serde_json::to_string_pretty(value)?).as_bytes())
}

/// JSON in which what could move the cursor or turn text round is escaped. Such characters stand in strings alone, for
/// all that makes up JSON is plain.
pub(super) fn text(json: String) -> String {
    let shown = |c: char| matches!(c, ' '..='~' | '\n') || clean_char(c) == c;
    if json.chars().all(shown) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if shown(c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_escaped_says_the_same() {
        let words = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2066}\u{e0041}\u{1f512} \u{e9}\"\\\n";
        let mut out = Vec::new();
        line(&mut out, &words).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, "\"a\\u001b[31m\\u007f\\u009b\\u202e\\u2066\\udb40\\udc41\u{1f512} \u{e9}\\\"\\\\\\n\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), words);
    }
}
