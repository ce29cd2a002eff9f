//! The caps on what one file or notice may cost: options, keys of the configuration, and their way to plain values.

use super::config::Values;
use candour::notice::Caps;
use candour::read::{Limits, PdfTaker};
use clap::Args;
use serde_yaml::Value;

/// A million steps.
const MILLION: u64 = 1_000_000;

/// The caps. What goes beyond one is told and fails the run; the other files are checked all the same.
#[derive(Args, Clone, Default)]
pub struct LimitArgs {
    /// Largest file to read: a number of bytes, or such as 500K; 20M if not given
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_size: Option<u64>,
    /// Deepest nesting: lists are flattened below it, YAML is refused; 64 if not given, 200 at most
    #[arg(long, value_name = "N", value_parser = depth, help_heading = "Limits")]
    pub max_depth: Option<usize>,
    /// Most parts of a file, blocks of text or values of YAML; 1000000 if not given
    #[arg(long, value_name = "N", value_parser = count, help_heading = "Limits")]
    pub max_parts: Option<u64>,
    /// Most that the aliases of a YAML file may add to it; 4M if not given
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_expansion: Option<u64>,
    /// Most seconds that taking one PDF apart may last; 30 if not given
    #[arg(long, value_name = "N", value_parser = count, help_heading = "Limits")]
    pub max_pdf_seconds: Option<u64>,
    /// Most memory that taking one PDF apart may need; 1G if not given
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_pdf_memory: Option<u64>,
    /// Most claims of one notice; 100000 if not given
    #[arg(long, value_name = "N", value_parser = count, help_heading = "Limits")]
    pub max_claims: Option<u64>,
    /// Most work on one notice, in millions of steps: counted and not timed, so that it is the same on any machine; 500
    /// if not given
    #[arg(long, value_name = "N", value_parser = count, help_heading = "Limits")]
    pub max_work: Option<u64>,
}

impl LimitArgs {
    /// What a reader takes: what the command line says, else what the configuration says.
    pub fn limits(&self, values: Option<&Values>) -> Limits {
        let usual = Limits::default();
        let said = values;
        let read = |own: Option<u64>, other: Option<u64>, usual: u64| own.or(other).unwrap_or(usual);
        Limits {
            max_size: read(self.max_size, said.and_then(|s| bytes(s.max_size.as_ref())), usual.max_size),
            max_depth: self.max_depth.or(said.and_then(|s| s.max_depth)).unwrap_or(usual.max_depth),
            max_parts: read(self.max_parts, said.and_then(|s| s.max_parts), usual.max_parts as u64) as usize,
            max_expansion: read(
                self.max_expansion,
                said.and_then(|s| bytes(s.max_expansion.as_ref())),
                usual.max_expansion,
            ),
            max_pdf_seconds: read(self.max_pdf_seconds, said.and_then(|s| s.max_pdf_seconds), usual.max_pdf_seconds),
            max_pdf_memory: read(
                self.max_pdf_memory,
                said.and_then(|s| bytes(s.max_pdf_memory.as_ref())),
                usual.max_pdf_memory,
            ),
            pdf: PdfTaker(super::pdf::take),
        }
    }

    /// What may be done on one notice.
    pub fn caps(&self, values: Option<&Values>) -> Caps {
        let usual = Caps::default();
        let said = values;
        let millions = self.max_work.or(said.and_then(|s| s.max_work));
        Caps {
            work: millions.map_or(usual.work, |n| n.saturating_mul(MILLION)),
            claims: self.max_claims.or(said.and_then(|s| s.max_claims)).unwrap_or(usual.claims),
        }
    }
}

/// A size as a configuration gives it; its shape has been checked.
fn bytes(value: Option<&Value>) -> Option<u64> {
    match value? {
        Value::Number(n) => n.as_u64(),
        Value::String(text) => size(text).ok(),
        _ => None,
    }
}

/// A size in bytes.
///
/// # Errors
/// Tells what is expected.
pub fn size(text: &str) -> Result<u64, String> {
    let upper = text.trim().to_ascii_uppercase();
    let digits = upper.trim_end_matches("IB").trim_end_matches('B');
    let (number, unit) = match digits.chars().last() {
        Some('K') => (&digits[..digits.len() - 1], 1 << 10),
        Some('M') => (&digits[..digits.len() - 1], 1 << 20),
        Some('G') => (&digits[..digits.len() - 1], 1 << 30),
        _ => (digits, 1),
    };
    let bytes = number.parse::<u64>().ok().and_then(|n| n.checked_mul(unit)).filter(|&n| n > 0);
    bytes
        .filter(|&n| n < u64::from(u32::MAX))
        .ok_or_else(|| "write a size below 4G as a number of bytes, or such as 500K or 20M".to_owned())
}

fn count(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| "write a whole number, 1 at least".to_owned())
}

fn depth(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=200).contains(n)).ok_or_else(|| "write a whole number from 1 to 200".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sizes_and_counts() {
        assert_eq!(size("20M"), Ok(20 << 20));
        assert_eq!(size("500kb"), Ok(500 << 10));
        assert_eq!(size("12"), Ok(12));
        assert!(size("0").is_err() && size("4G").is_err() && size("x").is_err() && size("\u{e9}").is_err());
        assert!(count("0").is_err() && count("-1").is_err() && count("7") == Ok(7));
        assert!(depth("0").is_err() && depth("201").is_err() && depth("200") == Ok(200));
    }

    #[test]
    fn an_option_takes_the_place_of_the_key() {
        let values: Values =
            serde_yaml::from_str("max-size: 1K\nmax-claims: 5\nmax-work: 7\nmax-expansion: 9\n").unwrap();
        let none = LimitArgs::default();
        assert_eq!((none.limits(None), none.caps(None)), (Limits::default(), Caps::default()));
        let (limits, caps) = (none.limits(Some(&values)), none.caps(Some(&values)));
        assert_eq!((limits.max_size, limits.max_expansion, limits.max_depth), (1024, 9, 64));
        assert_eq!(caps, Caps { work: 7_000_000, claims: 5 });
        let own = LimitArgs { max_size: Some(3), max_claims: Some(4), ..LimitArgs::default() };
        assert_eq!((own.limits(Some(&values)).max_size, own.caps(Some(&values)).claims), (3, 4));
    }
}
