//! One document, as a line of JSON gives it.

use candour::notice::Format;
use candour::report::Id;
use data_encoding::BASE64_MIME;
use serde::Deserializer;
use serde::de::{Deserialize, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The keys of a line.
const KEYS: [&str; 4] = ["id", "text", "base64", "format"];

/// One document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What it is called.
    pub id: Id,
    /// Its bytes, as a file would hold them.
    pub bytes: Vec<u8>,
    /// Its format; without one its name tells.
    pub format: Option<Format>,
}

/// Why a line is no document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// What the document is called, if the line tells.
    pub id: Option<Id>,
    /// What is wrong.
    pub what: String,
}

impl Document {
    /// The document that a line gives.
    ///
    /// # Errors
    /// When it is not JSON, lacks something, or has something that is not known. The id is told if it stands before what
    /// is wrong.
    pub fn parse(line: &[u8]) -> Result<Document, Malformed> {
        let mut found = Found::default();
        let mut from = serde_json::Deserializer::from_slice(line);
        let parsed = found.deserialize(&mut from).and_then(|()| from.end());
        let id = found.id();
        let told = |what: String| Malformed { id: id.clone().ok(), what };
        if let Err(e) = parsed {
            return Err(told(match line.iter().all(u8::is_ascii_whitespace) {
                true => "the line is empty".to_owned(),
                false => not_json(&e),
            }));
        }
        if let Some(what) = found.wrong.take() {
            return Err(told(what));
        }
        let format = found.format().map_err(told)?;
        let bytes = found.bytes().map_err(told)?;
        match id {
            Ok(id) => Ok(Document { id, bytes, format }),
            Err(what) => Err(Malformed { id: None, what }),
        }
    }

    /// What the document of a line is called of which only the beginning is there.
    pub fn id_of(beginning: &[u8]) -> Option<Id> {
        let mut found = Found::default();
        let _ = found.deserialize(&mut serde_json::Deserializer::from_slice(beginning));
        found.id().ok()
    }
}

/// What an error of the parser says; that it is on line 1 is no news.
fn not_json(error: &serde_json::Error) -> String {
    let what = error.to_string();
    let plain = what.split(" at line ").next().unwrap_or_default();
    let place = match error.column() {
        0 => String::new(),
        column => format!(" (column {column})"),
    };
    format!("not a document: {plain}{place}")
}

/// What stands under the keys of a line.
#[derive(Default)]
struct Found {
    items: [Option<Item>; KEYS.len()],
    wrong: Option<String>,
}

/// What stands under one key.
enum Item {
    Null,
    Text(String),
    Number(serde_json::Number),
    Other,
}

impl Found {
    fn item(&self, key: &str) -> Option<&Item> {
        let at = KEYS.iter().position(|k| *k == key)?;
        self.items.get(at)?.as_ref().filter(|item| !matches!(item, Item::Null))
    }

    fn id(&self) -> Result<Id, String> {
        match self.item("id") {
            Some(Item::Text(text)) if text.is_empty() => Err("`id` is empty".to_owned()),
            Some(Item::Text(text)) => Ok(Id::Text(text.clone())),
            Some(Item::Number(number)) => Ok(Id::Number(number.clone())),
            Some(_) => Err("`id` is neither words nor a whole number".to_owned()),
            None => Err("`id` is missing".to_owned()),
        }
    }

    fn format(&self) -> Result<Option<Format>, String> {
        let name = match self.item("format") {
            None => return Ok(None),
            Some(Item::Text(name)) => name,
            Some(_) => return Err("`format` is not words".to_owned()),
        };
        let names = || Format::ALL.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
        Format::from_name(name).map(Some).ok_or_else(|| format!("`format` is `{name}`; known are {}", names()))
    }

    /// The bytes of the document, taken out of what was found.
    fn bytes(&mut self) -> Result<Vec<u8>, String> {
        if self.item("text").is_some() && self.item("base64").is_some() {
            return Err("has both `text` and `base64`".to_owned());
        }
        let [_, text, base64, _] = &mut self.items;
        match (text.take(), base64.take()) {
            (Some(Item::Text(text)), _) => Ok(text.into_bytes()),
            (_, Some(Item::Text(base64))) => BASE64_MIME
                .decode(base64.as_bytes())
                .map_err(|e| format!("`base64` is not base64: {} at character {}", e.kind, e.position + 1)),
            (None | Some(Item::Null), None | Some(Item::Null)) => Err("has neither `text` nor `base64`".to_owned()),
            (Some(Item::Number(_) | Item::Other), _) => Err("`text` is not words".to_owned()),
            (_, Some(_)) => Err("`base64` is not words".to_owned()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Found {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Found {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `id` and `text` or `base64`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let place = KEYS.iter().position(|k| *k == key).and_then(|at| self.items.get_mut(at));
            let what = match place {
                Some(place @ None) => {
                    *place = Some(map.next_value()?);
                    continue;
                }
                Some(Some(_)) => format!("`{key}` is said twice"),
                None => format!("`{key}` is no key of a document; known are {}", KEYS.join(", ")),
            };
            map.next_value::<IgnoredAny>()?;
            self.wrong.get_or_insert(what);
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Item, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Item, E> {
                Ok(Item::Null)
            }
            fn visit_str<E>(self, text: &str) -> Result<Item, E> {
                Ok(Item::Text(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Item, E> {
                Ok(Item::Text(text))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Item, E> {
                Ok(Item::Number(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Item, E> {
                Ok(Item::Number(number.into()))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Item, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Item::Other)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Item::Other)
            }
        }
        from.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(line: &str) -> Result<Document, Malformed> {
        Document::parse(line.as_bytes())
    }

    fn text(id: &str) -> Option<Id> {
        Some(Id::Text(id.to_owned()))
    }

    #[test]
    fn documents() {
        let document = parse(r#"{"id":"a","text":"b\n\u00e9","format":"markdown"}"#).unwrap();
        assert_eq!((document.bytes, document.format), ("b\n\u{e9}".into(), Some(Format::Markdown)));
        let document = parse(r#" {"format":null,"base64":"YQ==","text":null,"id":-7} "#).unwrap();
        assert_eq!((document.id.to_string().as_str(), document.bytes.as_slice()), ("-7", &b"a"[..]));
        // As programs break it that write for mail.
        assert_eq!(parse(r#"{"id":1,"base64":"YWJj\r\nZGVm\r\n"}"#).unwrap().bytes, b"abcdef");
        assert_eq!(parse(r#"{"id":18446744073709551615,"text":""}"#).unwrap().id.to_string(), "18446744073709551615");
    }

    #[test]
    fn what_is_malformed_says_why_and_whose_it_is() {
        let wrong = |line: &str| parse(line).unwrap_err();
        for (line, id, what) in [
            ("", None, "the line is empty"),
            ("[1]", None, "an object with `id`"),
            (r#"{"id":"a","text":"b"#, text("a"), "EOF while parsing a string (column 19)"),
            (r#"{"id":"a","text":"b"} {}"#, text("a"), "trailing characters"),
            (r#"{"id":"a"}"#, text("a"), "has neither `text` nor `base64`"),
            (r#"{"id":"a","text":"b","base64":"YQ=="}"#, text("a"), "has both"),
            (r#"{"text":"b"}"#, None, "`id` is missing"),
            (r#"{"id":"","text":"b"}"#, None, "`id` is empty"),
            (r#"{"id":1.5,"text":"b"}"#, None, "`id` is neither words nor a whole number"),
            (r#"{"fromat":[{"x":1}],"id":"a","text":"b"}"#, text("a"), "`fromat` is no key"),
            (r#"{"id":"a","text":"b","id":"c"}"#, text("a"), "`id` is said twice"),
            (r#"{"text":{"a":[1]},"id":"a"}"#, text("a"), "`text` is not words"),
            (r#"{"id":"a","text":"b","format":"docket"}"#, text("a"), "known are text, markdown"),
            (r#"{"id":"a","text":"b","format":3}"#, text("a"), "`format` is not words"),
            (r#"{"id":"a","base64":"YQ=*"}"#, text("a"), "`base64` is not base64"),
            (r#"{"id":"a","text":"\ud800"}"#, text("a"), "not a document"),
        ] {
            let Malformed { id: told, what: said } = wrong(line);
            assert!(told == id && said.contains(what), "{line}: {told:?}, {said}");
        }
        assert_eq!(Document::id_of(br#"{"id":"a","text":"bbb"#), text("a"));
        assert_eq!(Document::id_of(br#"{"text":"bbb"#), None);
    }

    #[test]
    fn nesting_without_end_is_no_danger() {
        let deep = format!(r#"{{"id":"a","text":{}"#, "[".repeat(1_000_000));
        assert!(parse(&deep).is_err());
        let deep = format!(r#"{{"x":{}{},"id":"a"}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert!(parse(&deep).is_err());
    }
}
