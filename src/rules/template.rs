//! Templates: text with names in braces (`{value}`, `{with.value}`, `{stated-for|value}`).

use super::suggest;
use super::vocabulary::Words;
use std::fmt;

/// Text with names to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    /// The first of these that is set.
    Name(Vec<Name>),
}

/// What a name in a template stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    /// The value that `each` is at.
    Each,
    /// How many claims the group has.
    Count,
    /// What the group lacks.
    Lacking,
    /// What two notices say differently.
    Differences,
    /// A fact of the claim that the rule is about.
    Fact(String),
    /// A parameter of the rule.
    Param(String),
    /// A field of the claim that the rule is about.
    Field(String),
    /// A field, or a fact, of a claim bound under a name.
    Of(String, Box<Name>),
}

/// The names that a template may use besides the fields of a claim.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// What claims are called.
    pub words: Words<'a>,
    /// Names of bound claims.
    pub bound: &'a [String],
    /// Names of parameters.
    pub params: &'a [String],
    /// Whether the rule has `each`.
    pub each: bool,
    /// Whether the rule has `lacks`.
    pub lacks: bool,
    /// Whether the rule looks across notices.
    pub across: bool,
}

impl Template {
    /// Text without names.
    pub fn plain(text: &str) -> Template {
        Template { parts: vec![Part::Text(text.to_owned())] }
    }

    /// Reads a template; every name in it must be known.
    pub fn parse(text: &str, names: &Names<'_>) -> Result<Template, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, tail) = after.split_once('}').ok_or_else(|| format!("`{{{after}` is never closed"))?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let alternatives: Result<Vec<Name>, String> = inside.split('|').map(|n| name(n.trim(), names)).collect();
            parts.push(Part::Name(alternatives?));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Template { parts })
    }

    /// The one name that is all of it, if it is one.
    pub fn only(&self) -> Option<&Name> {
        match self.parts.as_slice() {
            [Part::Name(names)] => names.first().filter(|_| names.len() == 1),
            _ => None,
        }
    }

    /// The names that occur in it.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.parts.iter().flat_map(|part| match part {
            Part::Text(_) => &[][..],
            Part::Name(names) => names.as_slice(),
        })
    }

    /// The text, with each name given by `look_up`.
    pub fn fill(&self, look_up: &mut dyn FnMut(&Name) -> Option<String>) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(t) => text.push_str(t),
                Part::Name(names) => text.push_str(&names.iter().find_map(&mut *look_up).unwrap_or_default()),
            }
        }
        text
    }
}

/// As it is written in a rule.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Name(names) => {
                let names: Vec<String> = names.iter().map(Name::to_string).collect();
                write!(f, "{{{}}}", names.join("|"))
            }
        })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Each => f.write_str("each"),
            Name::Count => f.write_str("count"),
            Name::Lacking => f.write_str("lacking"),
            Name::Differences => f.write_str("differences"),
            Name::Fact(name) => write!(f, "fact.{name}"),
            Name::Param(name) | Name::Field(name) => f.write_str(name),
            Name::Of(who, name) => write!(f, "{who}.{name}"),
        }
    }
}

fn name(text: &str, names: &Names<'_>) -> Result<Name, String> {
    match text {
        "each" if names.each => return Ok(Name::Each),
        "count" => return Ok(Name::Count),
        "lacking" if names.lacks => return Ok(Name::Lacking),
        "differences" if names.across => return Ok(Name::Differences),
        _ => {}
    }
    if let Some(fact) = text.strip_prefix("fact.") {
        return Ok(Name::Fact(fact.to_owned()));
    }
    if let Some(param) = names.params.iter().find(|p| *p == text) {
        return Ok(Name::Param(param.clone()));
    }
    if let Some((who, field)) = text.split_once('.') {
        if names.bound.iter().any(|b| b == who) {
            let inner = match field.strip_prefix("fact.") {
                Some(fact) => Name::Fact(fact.to_owned()),
                None => Name::Field(field_name(field, names.words)?),
            };
            return Ok(Name::Of(who.to_owned(), Box::new(inner)));
        }
        let known = names.bound.iter().map(String::as_str);
        return Err(format!("`{{{text}}}`: no claim is bound as `{who}`{}", suggest::hint(who, known)));
    }
    if text == "each" {
        return Err("`{each}` needs a rule with `each`".to_owned());
    }
    Ok(Name::Field(field_name(text, names.words)?))
}

fn field_name(text: &str, words: Words<'_>) -> Result<String, String> {
    if words.is_field(text) {
        return Ok(text.to_owned());
    }
    Err(format!("`{{{text}}}` is no field of a claim{}", suggest::hint(text, words.fields())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(tables: &super::super::vocabulary::Tables) -> Names<'_> {
        Names { words: Words::new(tables), bound: &[], params: &[], each: false, lacks: false, across: false }
    }

    #[test]
    fn fills_the_first_name_that_is_set() {
        let tables = Default::default();
        let template = Template::parse("{stated-for|value}: {fact.since}", &names(&tables)).unwrap();
        let text = template.fill(&mut |n| match n {
            Name::Field(f) if f == "value" => Some("2/18".to_owned()),
            Name::Fact(f) => Some(format!("<{f}>")),
            _ => None,
        });
        assert_eq!(text, "2/18: <since>");
    }

    #[test]
    fn unknown_names_are_errors() {
        let tables = Default::default();
        let err = |t| Template::parse(t, &names(&tables)).unwrap_err();
        assert!(err("{vallue}").contains("did you mean `value`"), "{}", err("{vallue}"));
        assert!(err("{with.value}").contains("no claim is bound as `with`"));
        assert!(err("{each}").contains("each"));
        assert!(err("{value").contains("never closed"));
    }
}
