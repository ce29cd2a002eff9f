//! E-mail addresses, web addresses, phone numbers and postcodes, wherever they stand in a text.

use crate::notice::Span;

/// What kind of address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Email,
    Web,
    Phone,
    Postal,
}

impl Kind {
    /// The word used for the detail `type`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Email => "email",
            Kind::Web => "web",
            Kind::Phone => "phone",
            Kind::Postal => "postal",
        }
    }
}

/// An address found in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Address {
    pub kind: Kind,
    pub span: Span,
    /// E-mail in lower case; web without scheme, `www.` and closing slash; the digits of a phone; a postcode in capitals.
    pub value: String,
}

impl Address {
    /// The domain of an e-mail or web address.
    pub fn domain(&self) -> Option<&str> {
        match self.kind {
            Kind::Email => self.value.split_once('@').map(|(_, domain)| domain),
            Kind::Web => self.value.split(['/', '?', '#']).next(),
            Kind::Phone | Kind::Postal => None,
        }
    }

    /// The mailbox of an e-mail address.
    pub fn mailbox(&self) -> Option<&str> {
        self.value.split_once('@').map(|(mailbox, _)| mailbox)
    }
}

/// Endings of host names that are believed without `www.` or a scheme.
const ENDINGS: &[&str] =
    &["uk", "com", "org", "net", "io", "eu", "info", "scot", "wales", "cymru", "london", "co", "example", "ai", "app"];

/// All addresses of a text, by place.
pub(super) fn scan(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    words(text, &mut found);
    phones(text, &mut found);
    postcodes(text, &mut found);
    found.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end)));
    let mut end = 0;
    found.retain(|a| {
        let clear = a.span.start >= end;
        if clear {
            end = a.span.end;
        }
        clear
    });
    found
}

/// An address that a link leads to.
pub(super) fn target(target: &str, span: Span) -> Option<Address> {
    if let Some(number) = target.strip_prefix("tel:") {
        let digits = national(number);
        return (digits.len() > 8).then_some(Address { kind: Kind::Phone, span, value: digits });
    }
    let bare = target.strip_prefix("mailto:").unwrap_or(target);
    let bare = bare.split('?').next().filter(|b| b.contains('@')).unwrap_or(bare);
    let mut found = Vec::new();
    word(bare, 0, &mut found);
    let mut address = found.into_iter().next()?;
    address.span = span;
    Some(address)
}

fn words(text: &str, found: &mut Vec<Address>) {
    let outside = |b: u8| b.is_ascii_whitespace() || b"()[]<>\"|,;`*".contains(&b);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if outside(bytes[at]) {
            at += 1;
            continue;
        }
        let from = at;
        let mut tell = false;
        while at < bytes.len() && !outside(bytes[at]) {
            tell |= bytes[at] == b'.';
            at += 1;
        }
        // Every address has a full stop inside.
        if tell && at - from > 4 {
            word(&text[from..at], from, found);
        }
    }
}

fn word(written: &str, base: usize, found: &mut Vec<Address>) {
    if let Some(at) = written.find('@') {
        return email(written, at, base, found);
    }
    let trimmed = written.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = base + written.len() - trimmed.len();
    let trimmed = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '=');
    let (scheme, rest) = match trimmed.find("://") {
        Some(at) => (trimmed.get(..at + 3).unwrap_or(""), trimmed.get(at + 3..).unwrap_or("")),
        None => ("", trimmed),
    };
    let www = rest.get(..4).is_some_and(|h| h.eq_ignore_ascii_case("www."));
    let bare = if www { rest.get(4..).unwrap_or("") } else { rest };
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or("");
    let certain = www || !scheme.is_empty();
    let lower = host.to_ascii_lowercase();
    let labels = || host.split('.');
    if labels().count() < 2
        || !labels().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    {
        return;
    }
    let path = bare.contains('/');
    // "GOV.UK" and "Hollin.com" are names; "hollin.com" and "Hollin.com/jam" are addresses.
    let small = host.bytes().next().is_some_and(|b| b.is_ascii_lowercase()) || path && host != host.to_uppercase();
    let suffix = ["gov.uk", "nhs.uk", "co.uk", "org.uk"].contains(&&*lower);
    let believed = ENDINGS.contains(&lower.rsplit('.').next().unwrap_or("")) && small && (path || !suffix);
    if !certain && !believed {
        return;
    }
    let path = bare.get(host.len()..).unwrap_or("");
    let path = path.split('#').next().unwrap_or("").trim_end_matches('/');
    let span = Span::new(start, start + trimmed.len());
    found.push(Address { kind: Kind::Web, span, value: lower + path });
}

fn email(written: &str, at: usize, base: usize, found: &mut Vec<Address>) {
    let bytes = written.as_bytes();
    let from = (0..at)
        .rev()
        .take_while(|&i| bytes[i].is_ascii_alphanumeric() || b"._%+-'&".contains(&bytes[i]))
        .last()
        .unwrap_or(at);
    let to = (at + 1..bytes.len())
        .take_while(|&i| bytes[i].is_ascii_alphanumeric() || b".-".contains(&bytes[i]))
        .last()
        .map_or(at, |i| i + 1);
    let mailbox = written.get(from..at).unwrap_or("");
    let tidy = mailbox.trim_start_matches(['.', '\'', '-']);
    let domain = written.get(at + 1..to).unwrap_or("").trim_end_matches(['.', '-']);
    let ending = domain.rsplit('.').next().unwrap_or("");
    if tidy.is_empty() || !domain.contains('.') || ending.len() < 2 || ending.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let start = base + from + mailbox.len() - tidy.len();
    let span = Span::new(start, base + at + 1 + domain.len());
    found.push(Address { kind: Kind::Email, span, value: format!("{tidy}@{domain}").to_ascii_lowercase() });
}

/// The digits of a phone number as dialled within the country; of a foreign number with its country's code.
fn national(written: &str) -> String {
    let written = written.trim();
    let digits: String = written.replace("(0)", "").bytes().filter(u8::is_ascii_digit).map(char::from).collect();
    let abroad = written.trim_start_matches('(').starts_with('+');
    match digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|_| abroad)) {
        Some(rest) if rest.starts_with('0') => rest.to_owned(),
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

fn phones(text: &str, found: &mut Vec<Address>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'0', b'+', rest)) {
        let first = at + next;
        let before = first.checked_sub(1).map_or(b' ', |i| bytes[i]);
        if before.is_ascii_alphanumeric() || b"-./_=#%&@".contains(&before) || !begins(&bytes[first..]) {
            at = first + 1;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            continue;
        }
        let end = number_end(bytes, first);
        let start = if before == b'(' { first - 1 } else { first };
        let value = national(text.get(first..end).unwrap_or(""));
        if (10..=13).contains(&value.len()) || value.len() == 9 && value.starts_with("0") {
            found.push(Address { kind: Kind::Phone, span: Span::new(start, end), value });
        }
        at = end.max(first + 1);
    }
}

/// Whether a phone number can begin so: `01`, `02`, `03`, `05`, `07`, `08`, `09`, `00`, `+`.
fn begins(rest: &[u8]) -> bool {
    let mut digits = rest.iter().filter(|b| b.is_ascii_digit());
    match rest.first() {
        Some(b'+') => rest.get(1).is_some_and(u8::is_ascii_digit),
        _ => digits.nth(1).is_some_and(|d| b"01235789".contains(d)),
    }
}

/// The end of a number that begins at `first`: groups of digits with space, hyphen or brackets between.
fn number_end(bytes: &[u8], first: usize) -> usize {
    let mut end = first;
    let mut digits = 0;
    let mut at = first;
    let most = if bytes[first] == b'+' || bytes[first..].starts_with(b"0044") { 12 } else { 11 };
    loop {
        let group = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() || at == first && bytes[at] == b'+' {
            at += 1;
        }
        let length = at - group;
        let follows = bytes.get(at).copied().unwrap_or(b' ');
        if length == 0 || follows.is_ascii_alphabetic() || follows == b'/' || follows == b':' {
            return end;
        }
        digits += length;
        end = at;
        if digits >= most {
            return end;
        }
        // What may stand between groups.
        let gap = at;
        while at < bytes.len()
            && at - gap < 3
            && (b" -()".contains(&bytes[at]) || bytes[at] == 0xC2 || bytes[at] == 0xA0 && at > gap)
        {
            at += 1;
        }
        let again = bytes.get(at) == Some(&b'0') && digits >= 10;
        if at == gap || again {
            return end;
        }
    }
}

fn postcodes(text: &str, found: &mut Vec<Address>) {
    let bytes = text.as_bytes();
    let upper = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_uppercase);
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let letter_or_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphanumeric);
    // The inward part: a digit and two capitals.
    for at in 2..bytes.len().saturating_sub(2) {
        if !(digit(at) && upper(at + 1) && upper(at + 2)) || letter_or_digit(at + 3) {
            continue;
        }
        let space = usize::from(bytes[at - 1] == b' ');
        let outward = at - space;
        let from = (outward.saturating_sub(5)..outward).rev().take_while(|&i| upper(i) || digit(i)).last();
        let Some(from) = from else { continue };
        let length = outward - from;
        let letters = (from..outward).take_while(|&i| upper(i)).count();
        let tail = (from + letters..outward).take_while(|&i| digit(i)).count();
        let last = length - letters - tail;
        if !(2..=4).contains(&length) || !(1..=2).contains(&letters) || !(1..=2).contains(&tail) || last > 1 {
            continue;
        }
        if let (Some(out), Some(inward)) = (text.get(from..outward), text.get(at..at + 3)) {
            let value = format!("{out} {inward}");
            found.push(Address { kind: Kind::Postal, span: Span::new(from, at + 3), value });
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        scan(text).into_iter().map(|a| format!("{} {}", a.kind.name(), a.value)).collect()
    }

    #[test]
    fn addresses_are_found() {
        for (text, expected) in [
            ("Write to Privacy@Hollin.Example.", "email privacy@hollin.example"),
            ("(mailto:data.requests@hollin.org.uk)", "email data.requests@hollin.org.uk"),
            ("email:hello@hollin.co.uk;", "email hello@hollin.co.uk"),
            ("see https://www.hollin.org.uk/contact/.", "web hollin.org.uk/contact"),
            ("visit WWW.Hollin.org.uk, please", "web hollin.org.uk"),
            ("or hollin.gov.uk/privacy", "web hollin.gov.uk/privacy"),
            ("ring 01632 960 123 today", "phone 01632960123"),
            ("ring (01632) 960123.", "phone 01632960123"),
            ("ring +44 (0)1632 960123", "phone 01632960123"),
            ("ring 0044 1632 960123", "phone 01632960123"),
            ("ring 0303 123 111", "phone 0303123111"),
            ("Tel: 0303-123-1113 9am to 5pm", "phone 03031231113"),
            ("Leeds LS1 4AP", "postal LS1 4AP"),
            ("London SW1A 2AS.", "postal SW1A 2AS"),
            ("SK95AF", "postal SK9 5AF"),
        ] {
            assert_eq!(seen(text), [expected], "{text}");
        }
        assert_eq!(seen("0303 123 1113 or 01625 545 745"), ["phone 03031231113", "phone 01625545745"]);
        assert_eq!(seen("0303 123 1113 01625 545 745"), ["phone 03031231113", "phone 01625545745"]);
    }

    #[test]
    fn what_is_no_address() {
        for text in [
            "on 01/02/2020 and 01.02.2020",
            "company number 09876543",
            "e.g. this, and/or that. Next",
            "reference ZA012345",
            "the GOV.UK pages",
            "follow @hollin on it",
            "Article 6(1)(a) and 2016/679",
            "from 0.5 to 0.75 per cent",
            "in 2021 and 1999",
            "a file policy.pdf",
            "COVID19 vaccine",
            "NHS number 943 476 5919",
        ] {
            assert_eq!(seen(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn link_targets() {
        let to = |t| target(t, Span::default()).map(|a| a.value);
        assert_eq!(to("mailto:a@b.org?subject=x").as_deref(), Some("a@b.org"));
        assert_eq!(to("tel:+441632960123").as_deref(), Some("01632960123"));
        assert_eq!(to("https://b.org/x").as_deref(), Some("b.org/x"));
        assert_eq!(to("#top"), None);
    }
}
