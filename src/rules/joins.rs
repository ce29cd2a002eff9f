//! Reading how claims must stand to each other.

use super::load::{Read, Wrong, known_keys, mapping, text, texts};
use super::pattern::{Join, LikeFact};
use super::suggest;
use super::vocabulary::{self, Words};
use serde_yaml::Value;

/// Two fields to compare within one claim.
pub fn pair(value: &Value, words: Words<'_>) -> Read<(String, String)> {
    let fields = texts(value)?;
    for field in &fields {
        if !field.starts_with("fact.") {
            words.field(field).map_err(Wrong::new)?;
        }
    }
    match <[String; 2]>::try_from(fields) {
        Ok([a, b]) => Ok((a, b)),
        Err(_) => Err(Wrong::new("expected two fields")),
    }
}

/// Whether `alike` is likeness to a fact.
pub fn is_like_fact(value: &Value) -> bool {
    mapping(value).is_ok_and(|entries| entries.iter().any(|(k, _)| k == "to"))
}

/// `{field: sketch, at-least: 0.9}`: how many in a hundred shingles two notices must share.
fn alike_notices(value: &Value) -> Read<Option<u32>> {
    let entries = mapping(value)?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let Some(least) = get("at-least") else { return Ok(None) };
    known_keys(&entries, &["field", "at-least"], "`alike`")?;
    if get("field").map(text).transpose()?.as_deref() != Some("sketch") {
        return Err(Wrong::new("`at-least` needs `field: sketch`").under("field"));
    }
    let share = least.as_f64().filter(|s| (0.6..=1.0).contains(s));
    let share = share.ok_or_else(|| Wrong::new("expected a share between 0.6 and 1").under("at-least"))?;
    Ok(Some((share * 100.0).round() as u32))
}

fn alike(value: &Value, words: Words<'_>) -> Read<(String, usize, Option<String>)> {
    let entries = mapping(value)?;
    known_keys(&entries, &["field", "edits", "to"], "`alike`")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let field = get("field").map_or(Ok("value".to_owned()), text)?;
    words.field(&field).map_err(Wrong::new)?;
    let edits =
        get("edits").and_then(Value::as_u64).and_then(|e| usize::try_from(e).ok()).filter(|e| (1..=3).contains(e));
    let edits = edits.ok_or_else(|| Wrong::new("`edits` must be 1, 2 or 3"))?;
    let fact = match get("to") {
        None => None,
        Some(to) => match mapping(to)?.as_slice() {
            [(key, name)] if key == "fact" => Some(text(name)?),
            _ => return Err(Wrong::new("expected `fact: name`").under("to")),
        },
    };
    Ok((field, edits, fact))
}

/// Likeness to a fact.
pub fn like_fact(value: &Value, words: Words<'_>) -> Read<LikeFact> {
    let (field, edits, fact) = alike(value, words)?;
    let fact = fact.ok_or_else(|| Wrong::new("expected `fact: name`"))?;
    Ok(LikeFact { field, fact, edits })
}

/// How two claims must stand to each other.
pub fn joins(key: &str, value: &Value, words: Words<'_>) -> Read<Vec<Join>> {
    let fields = || {
        let fields = texts(value)?;
        fields.iter().try_for_each(|f| words.field(f)).map_err(Wrong::new)?;
        Ok(fields)
    };
    Ok(match key {
        "same" => fields()?.into_iter().map(Join::Same).collect(),
        "differs" => fields()?.into_iter().map(Join::Differs).collect(),
        "overlaps" => fields()?.into_iter().map(Join::Overlaps).collect(),
        "near" => {
            let levels = texts(value)?;
            if let Some(level) = levels.iter().find(|l| !vocabulary::NEAR.contains(&l.as_str())) {
                let hint = suggest::hint(level, vocabulary::NEAR.iter().copied());
                return Err(Wrong::new(format!("`{level}` is none of {}{hint}", vocabulary::NEAR.join(", "))));
            }
            vec![Join::Near(levels)]
        }
        "link" => vec![Join::Link(text(value)?)],
        "relation" => vec![Join::Relation(text(value)?)],
        "no-relation" => vec![Join::NoRelation(text(value)?)],
        "conflicts" => match text(value)?.as_str() {
            "length" => vec![Join::ConflictingLength],
            other => return Err(Wrong::new(format!("`{other}` cannot conflict; expected `length`"))),
        },
        _ if alike_notices(value)?.is_some() => alike_notices(value)?.map(Join::AlikeNotices).into_iter().collect(),
        _ => match alike(value, words)? {
            (_, 3, None) => return Err(Wrong::new("between claims `edits` is 1 or 2")),
            (field, edits, _) => vec![Join::Alike(field, edits)],
        },
    })
}
