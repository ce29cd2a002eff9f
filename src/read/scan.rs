//! Skipping code without understanding it: to its closing mark, past strings and brackets.

/// How far a piece of code may reach.
const REACH: usize = 20_000;

/// The length of a stretch up to and with its closing mark.
pub(super) fn close(text: &str, shut: &str) -> Option<usize> {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].get(2..)?.find(shut).map(|at| at + 2 + shut.len())
}

/// Finds closing braces, and gives up on a text in which they are missing again and again.
#[derive(Default)]
pub(super) struct Braces {
    misses: u32,
}

impl Braces {
    /// The length of a stretch that begins with a brace, up to the brace that closes it.
    pub fn balanced(&mut self, text: &str) -> Option<usize> {
        let found = if self.misses < 100 { balanced(text) } else { None };
        self.misses += u32::from(found.is_none());
        found
    }
}

/// The length of a stretch that begins with a brace, up to the brace that closes it. Strings and comments are skipped.
fn balanced(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(REACH)];
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' | b'\'' | b'`' => at += string(&bytes[at..]),
            b'/' if bytes[at..].starts_with(b"/*") => at += until(&bytes[at..], b"*/"),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How many bytes behind its opening quote a string closes; 0 where it does not close.
pub(super) fn string(bytes: &[u8]) -> usize {
    let Some(&quote) = bytes.first() else { return 0 };
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return 0,
            b if b == quote => return at,
            _ => {}
        }
        at += 1;
    }
    0
}

/// How many bytes on the last byte of a mark stands; 0 where it does not come.
pub(super) fn until(bytes: &[u8], shut: &[u8]) -> usize {
    let window = &bytes[..bytes.len().min(REACH)];
    memchr::memmem::find(window, shut).map_or(0, |at| at + shut.len() - 1)
}
