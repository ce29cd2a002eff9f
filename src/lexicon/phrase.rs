//! The phrase language.
//!
//! Words match token by token. `a|b` offers words, `(a b|c)` groups of words, `[x]` may be left out, `word*` is a
//! beginning, `word(s)` an optional ending, `<3>` up to three words between, `{n}` a number. A short word in capitals
//! (`US`, `CCG`) asks for capitals in the notice. Within brackets a bar parts groups; outside, glued to words on both
//! sides, it offers words.

/// One part of a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// One token, any of these words.
    Words(Vec<Word>),
    /// Up to so many tokens between.
    Gap(u8),
    /// A number, in digits or words.
    Number,
    /// Any of these sequences; an empty one means that all may be left out.
    Choice(Vec<Vec<Part>>),
}

/// A word of a phrase.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Word {
    /// Folded, lower case.
    pub text: String,
    /// Whether any ending may follow.
    pub prefix: bool,
    /// Whether the notice must write it in capitals.
    pub capitals: bool,
}

/// The parts of a phrase.
///
/// # Errors
/// A sentence saying what is wrong with the phrase.
pub(super) fn parse(phrase: &str) -> Result<Vec<Part>, String> {
    let mut parser = Parser { rest: phrase, depth: 0 };
    let mut sequences = parser.alternatives(None)?;
    let parts = if sequences.len() == 1 { sequences.remove(0) } else { vec![Part::Choice(sequences)] };
    if may_be_empty(&parts) {
        return Err(format!("the phrase {phrase:?} can be empty"));
    }
    if !begins_with_word(&parts) {
        return Err(format!("the phrase {phrase:?} must begin with a word"));
    }
    Ok(parts)
}

fn may_be_empty(parts: &[Part]) -> bool {
    parts.iter().all(|part| match part {
        Part::Choice(all) => all.iter().any(|a| may_be_empty(a)),
        Part::Gap(_) => true,
        Part::Words(_) | Part::Number => false,
    })
}

/// Whether every way through the parts begins with a word.
fn begins_with_word(parts: &[Part]) -> bool {
    for part in parts {
        match part {
            Part::Words(_) => return true,
            Part::Number | Part::Gap(_) => return matches!(part, Part::Number) && parts.len() > 1,
            Part::Choice(all) => {
                if !all.iter().filter(|a| !a.is_empty()).all(|a| begins_with_word(a)) {
                    return false;
                }
                if !all.iter().any(|a| may_be_empty(a)) {
                    return true;
                }
            }
        }
    }
    false
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    /// Sequences parted by `|`, up to the closing character.
    fn alternatives(&mut self, close: Option<char>) -> Result<Vec<Vec<Part>>, String> {
        let mut all = Vec::new();
        loop {
            all.push(self.sequence(close)?);
            match self.peek() {
                Some('|') => self.skip(1),
                Some(c) if Some(c) == close => {
                    self.skip(1);
                    return Ok(all);
                }
                None if close.is_none() => return Ok(all),
                None => return Err("a bracket is not closed".to_owned()),
                Some(c) => return Err(format!("unexpected {c:?}")),
            }
        }
    }

    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Part>, String> {
        let mut done = Vec::new();
        while let Some(c) = self.peek() {
            match c {
                c if c.is_whitespace() => self.skip(c.len_utf8()),
                '|' => break,
                c if Some(c) == close => break,
                '(' | '[' => {
                    self.skip(1);
                    self.depth += 1;
                    let mut inner = self.alternatives(Some(if c == '(' { ')' } else { ']' }))?;
                    self.depth -= 1;
                    if c == '[' {
                        inner.push(Vec::new());
                    }
                    done.push(choice(inner));
                }
                '<' => {
                    let digits = self.rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                    let gap = self.rest[1..=digits].parse().ok().filter(|_| self.rest[1 + digits..].starts_with('>'));
                    done.push(Part::Gap(gap.ok_or_else(|| "a gap is written <3>".to_owned())?));
                    self.skip(digits + 2);
                }
                '{' if self.rest.starts_with("{n}") => {
                    self.skip(3);
                    done.push(Part::Number);
                }
                ')' | ']' | '>' | '{' | '}' => return Err(format!("unexpected {c:?}")),
                _ => done.push(self.words()?),
            }
        }
        Ok(done)
    }

    /// Words written together with bars: `is|are`, `third-party|parties`.
    fn words(&mut self) -> Result<Part, String> {
        let mut all = Vec::new();
        loop {
            let end =
                self.rest.find(|c: char| c.is_whitespace() || "()[]<>{}|*".contains(c)).unwrap_or(self.rest.len());
            let word = &self.rest[..end];
            self.skip(end);
            let prefix = self.rest.starts_with('*');
            self.skip(usize::from(prefix));
            let mut forms = vec![word.to_owned()];
            if !prefix && self.rest.starts_with('(') {
                let letters = self.rest[1..].bytes().take_while(u8::is_ascii_lowercase).count();
                if letters > 0 && self.rest[1 + letters..].starts_with(')') {
                    forms.push(format!("{word}{}", &self.rest[1..=letters]));
                    self.skip(letters + 2);
                }
            }
            for form in forms {
                let mut tokens = super::tokens::plain(&form);
                match tokens.last_mut() {
                    Some(last) => last.prefix = prefix,
                    None => return Err(format!("{form:?} holds no word")),
                }
                all.push(tokens.into_iter().map(|w| Part::Words(vec![w])).collect());
            }
            let next = self.rest.strip_prefix('|').and_then(|r| r.chars().next());
            if self.depth > 0 || next.is_none_or(|c| c.is_whitespace() || "()[]<>{}|".contains(c)) {
                break;
            }
            self.skip(1);
        }
        Ok(choice(all))
    }
}

/// A choice; where all that it offers is one word each, one part.
fn choice(all: Vec<Vec<Part>>) -> Part {
    let mut words: Vec<Word> = Vec::new();
    let mut rest: Vec<Vec<Part>> = Vec::new();
    for sequence in all {
        match sequence.as_slice() {
            [Part::Words(more)] => words.extend(more.iter().cloned()),
            _ => rest.push(sequence),
        }
    }
    words.sort();
    words.dedup();
    match (words.is_empty(), rest.is_empty()) {
        (false, true) => Part::Words(words),
        (false, false) => {
            rest.insert(0, vec![Part::Words(words)]);
            Part::Choice(rest)
        }
        _ => Part::Choice(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(phrase: &str) -> String {
        fn one(part: &Part) -> String {
            match part {
                Part::Words(words) => {
                    let word = |w: &Word| w.text.clone() + if w.prefix { "*" } else { "" };
                    words.iter().map(word).collect::<Vec<_>>().join("/")
                }
                Part::Gap(n) => format!("<{n}>"),
                Part::Number => "#".to_owned(),
                Part::Choice(all) => format!("({})", all.iter().map(|a| many(a)).collect::<Vec<_>>().join("|")),
            }
        }
        fn many(parts: &[Part]) -> String {
            parts.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        parse(phrase).map_or_else(|e| e, |p| many(&p))
    }

    #[test]
    fn words_alternatives_options_and_gaps() {
        assert_eq!(shown("legitimate interest(s)"), "legitimate interest/interests");
        assert_eq!(shown("is|are kept"), "are/is kept");
        assert_eq!(shown("[your] consent"), "(your|) consent");
        assert_eq!(shown("(a b|c) d"), "(c|a b) d");
        assert_eq!(shown("keep <2> {n} year*"), "keep <2> # year*");
        assert_eq!(shown("opt-out"), "(opt out)");
        assert_eq!(shown("(x|y z|w)"), "(w/x|y z)");
        assert_eq!(shown("a [b c|d]"), "a (d|b c|)");
    }

    #[test]
    fn errors_are_told() {
        for wrong in ["(a", "[a]", "<x> a", "a )", "<2> a", "", "[a] <2>"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse("[a] {n} b").is_ok());
    }
}
