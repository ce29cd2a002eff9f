//! YAML that the project owns or a user wrote for it: rules, phrases, configuration. It is read with `serde_yaml`, which
//! makes a copy of what an alias stands for; here it is told beforehand whether those copies would be too many.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::fmt;

/// What is told of a file whose aliases stand for too much.
const TOO_MUCH: &str = "aliases expand to too much";

/// A value and a little of its text cost one; a file may cost so much for each of its bytes, and so much in any case.
const EACH: usize = 4;
const ANYWAY: usize = 100_000;

/// Whether the aliases of a text stay within what its size allows. What else is wrong with it is for its reader to tell.
///
/// # Errors
/// When they do not.
pub fn affordable(text: &str) -> Result<(), String> {
    // Without an alias nothing stands for anything else.
    if !text.contains('*') {
        return Ok(());
    }
    let mut left = text.len() * EACH + ANYWAY;
    for document in serde_yaml::Deserializer::from_str(text) {
        match (Count { left: &mut left }).deserialize(document) {
            Err(e) if e.to_string().contains(TOO_MUCH) || e.to_string().contains("repetition limit") => {
                return Err(TOO_MUCH.to_owned());
            }
            Err(_) => return Ok(()),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Counts values and keeps none.
struct Count<'a> {
    left: &'a mut usize,
}

impl Count<'_> {
    fn take<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        *self.left = self.left.checked_sub(1 + bytes / 16).ok_or_else(|| E::custom(TOO_MUCH))?;
        Ok(())
    }

    fn inner(&mut self) -> Count<'_> {
        Count { left: self.left }
    }
}

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E: Error>(mut self) -> Result<(), E> {
        self.take(0)
    }

    fn visit_bool<E: Error>(mut self, _: bool) -> Result<(), E> {
        self.take(0)
    }

    fn visit_i64<E: Error>(mut self, _: i64) -> Result<(), E> {
        self.take(0)
    }

    fn visit_u64<E: Error>(mut self, _: u64) -> Result<(), E> {
        self.take(0)
    }

    fn visit_i128<E: Error>(mut self, _: i128) -> Result<(), E> {
        self.take(0)
    }

    fn visit_u128<E: Error>(mut self, _: u128) -> Result<(), E> {
        self.take(0)
    }

    fn visit_f64<E: Error>(mut self, _: f64) -> Result<(), E> {
        self.take(0)
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.take(text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.take(0)?;
        while items.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        self.take(0)?;
        while entries.next_key_seed(self.inner())?.is_some() {
            entries.next_value_seed(self.inner())?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(mut self, tagged: A) -> Result<(), A::Error> {
        self.take(0)?;
        let ((), value) = tagged.variant_seed(self.inner())?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_may_stand_for_something_but_not_for_everything() {
        assert!(affordable("a: &a [x, y]\nb: *a\nc: !tag {d: *a}\n").is_ok());
        assert!(affordable("text: 2 * 3 ** 4\n").is_ok());
        assert!(affordable("a: [*nothing\n").is_ok());
        let many = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(2000), "*a,".repeat(2000));
        assert_eq!(affordable(&many), Err(TOO_MUCH.to_owned()));
        let heavy = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(20_000), "*a,".repeat(2000));
        assert_eq!(affordable(&heavy), Err(TOO_MUCH.to_owned()));
    }
}
