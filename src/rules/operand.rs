//! Reading what values are compared with.

use super::load::{Read, Wrong, mapping, text};
use super::pattern::{Amount, Comparison, Operand, Shift};
use super::period::{self, Days, Period};
use super::suggest;
use serde_yaml::Value;
use std::collections::BTreeMap;

type Params = BTreeMap<String, String>;

/// What a value is compared with.
pub fn read(params: &Params, bound: &[String], comparison: Comparison, value: &Value) -> Read<Operand> {
    if let Value::Mapping(_) = value {
        let entries = mapping(value)?;
        let [(key, inner)] = entries.as_slice() else {
            return Err(Wrong::new("expected one of `fact`, `param` or the name of a bound claim"));
        };
        let name = text(inner)?;
        return match key.as_str() {
            "fact" => Ok(Operand::Fact(name)),
            "param" => param(params, &name).map(Operand::Param),
            _ if key == "for" || bound.contains(key) => Ok(Operand::Of(key.clone(), name)),
            _ => Err(Wrong::new(format!("`{key}` is neither `fact` nor `param` nor a bound claim"))),
        };
    }
    let words = text(value)?;
    for (base, make) in [("as-of", Operand::AsOf as fn(_) -> _), ("notice-date", Operand::NoticeDate)] {
        if let Some(rest) = words.strip_prefix(base) {
            return shift(params, rest.trim()).map(make);
        }
    }
    let fits = match comparison {
        Comparison::Earlier | Comparison::Later => Days::parse(&words).is_some(),
        Comparison::Longer | Comparison::Shorter => {
            Period::parse_words(&words).is_some() || period::age(&words).is_some()
        }
        Comparison::AtLeast | Comparison::AtMost => {
            words.parse::<i64>().is_ok() || Period::parse_words(&words).is_some() || period::age(&words).is_some()
        }
    };
    if !fits {
        return Err(Wrong::new(format!("`{words}` cannot be compared with; expected a date, period or number")));
    }
    Ok(Operand::Literal(words))
}

fn param(params: &Params, name: &str) -> Read<String> {
    if params.contains_key(name) {
        return Ok(name.to_owned());
    }
    let hint = suggest::hint(name, params.keys().map(String::as_str));
    Err(Wrong::new(format!("the rule has no parameter `{name}`{hint}")))
}

/// `- 24 months`, `+ P6M`, `- {months} months`, or nothing.
fn shift(params: &Params, words: &str) -> Read<Option<Shift>> {
    if words.is_empty() {
        return Ok(None);
    }
    let (sign, amount) = match (words.strip_prefix('-'), words.strip_prefix('+')) {
        (Some(amount), _) => (-1, amount.trim()),
        (_, Some(amount)) => (1, amount.trim()),
        _ => return Err(Wrong::new(format!("`{words}`: expected `-` or `+` and a period"))),
    };
    let by = match amount.strip_prefix('{').and_then(|a| a.split_once('}')) {
        Some((name, unit)) => {
            Period::of(1, unit.trim()).ok_or_else(|| Wrong::new(format!("`{unit}` is no unit of time")))?;
            Amount::Param(param(params, name)?, unit.trim().to_owned())
        }
        None => {
            Amount::Fixed(Period::parse_words(amount).ok_or_else(|| Wrong::new(format!("`{amount}` is no period")))?)
        }
    };
    Ok(Some(Shift { sign, by }))
}
