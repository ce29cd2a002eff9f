//! The phrase language: parsing, and expansion into plain sequences.
//!
//! Words match token by token. `a|b` offers words, `(a b|c)` groups of words, `[x]` may be left out, `word*` is a
//! beginning, `word(s)` an optional ending, `<3>` up to three words between, `{n}` a number. A short word in capitals
//! (`US`, `CCG`) asks for capitals in the notice.

/// One step of an expanded phrase.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Step {
    /// One token, any of these words.
    Words(Vec<Word>),
    /// Up to so many tokens between.
    Gap(u8),
    /// A number, in digits or words.
    Number,
}

/// One word of a step.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Word {
    /// Folded, lower case.
    pub text: String,
    /// Whether any ending may follow.
    pub prefix: bool,
    /// Whether the notice must write it in capitals.
    pub capitals: bool,
}

/// The most sequences that one phrase may stand for.
const MOST: usize = 4096;

/// All sequences that a phrase stands for.
///
/// # Errors
/// A sentence saying what is wrong with the phrase.
pub(super) fn expand(phrase: &str) -> Result<Vec<Vec<Step>>, String> {
    let mut parser = Parser { chars: phrase.chars().collect(), at: 0, depth: 0 };
    let sequences = parser.alternatives(None)?;
    if sequences.is_empty() || sequences.iter().any(Vec::is_empty) {
        return Err(format!("the phrase {phrase:?} can be empty"));
    }
    if sequences.iter().any(|s| !matches!(s.first(), Some(Step::Words(_))) && !matches!(s.get(1), Some(Step::Words(_))))
    {
        return Err(format!("the phrase {phrase:?} must begin with a word"));
    }
    Ok(sequences)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    /// Sequences parted by `|`, up to the closing character.
    fn alternatives(&mut self, close: Option<char>) -> Result<Vec<Vec<Step>>, String> {
        let mut all = Vec::new();
        loop {
            all.extend(self.sequence(close)?);
            match self.chars.get(self.at) {
                Some('|') => self.at += 1,
                Some(c) if Some(*c) == close => {
                    self.at += 1;
                    return Ok(all);
                }
                None if close.is_none() => return Ok(all),
                None => return Err("a bracket is not closed".to_owned()),
                Some(c) => return Err(format!("unexpected {c:?}")),
            }
        }
    }

    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Vec<Step>>, String> {
        let mut done: Vec<Vec<Step>> = vec![Vec::new()];
        while let Some(&c) = self.chars.get(self.at) {
            let options = match c {
                c if c.is_whitespace() => {
                    self.at += 1;
                    continue;
                }
                '|' => break,
                c if Some(c) == close => break,
                '(' => {
                    self.at += 1;
                    self.depth += 1;
                    let inner = self.alternatives(Some(')'))?;
                    self.depth -= 1;
                    inner
                }
                '[' => {
                    self.at += 1;
                    self.depth += 1;
                    let mut inner = self.alternatives(Some(']'))?;
                    self.depth -= 1;
                    inner.push(Vec::new());
                    inner
                }
                '<' => vec![vec![Step::Gap(self.gap()?)]],
                '{' => {
                    self.literal("{n}")?;
                    vec![vec![Step::Number]]
                }
                ')' | ']' | '>' | '}' => return Err(format!("unexpected {c:?}")),
                _ => self.words()?,
            };
            done = join(&done, &merge(options))?;
        }
        Ok(done)
    }

    fn gap(&mut self) -> Result<u8, String> {
        let digits: String = self.chars[self.at + 1..].iter().take_while(|c| c.is_ascii_digit()).collect();
        self.at += digits.len() + 1;
        if self.chars.get(self.at) != Some(&'>') {
            return Err("a gap is written <3>".to_owned());
        }
        self.at += 1;
        digits.parse().map_err(|_| "a gap is written <3>".to_owned())
    }

    fn literal(&mut self, word: &str) -> Result<(), String> {
        if self.chars[self.at..].iter().take(word.len()).collect::<String>() == word {
            self.at += word.len();
            return Ok(());
        }
        Err(format!("expected {word}"))
    }

    /// Words written together with bars: `is|are`, `third-party|parties`.
    fn words(&mut self) -> Result<Vec<Vec<Step>>, String> {
        let mut single: Vec<Word> = Vec::new();
        let mut several: Vec<Vec<Step>> = Vec::new();
        loop {
            let word: String = self.chars[self.at..]
                .iter()
                .take_while(|c| !c.is_whitespace() && !"()[]<>{}|*".contains(**c))
                .collect();
            self.at += word.chars().count();
            let prefix = self.chars.get(self.at) == Some(&'*');
            self.at += usize::from(prefix);
            let mut forms = vec![word.clone()];
            if self.chars.get(self.at) == Some(&'(') && !prefix {
                let ending: String = self.chars[self.at + 1..].iter().take_while(|c| c.is_ascii_lowercase()).collect();
                if self.chars.get(self.at + 1 + ending.len()) == Some(&')') {
                    forms.push(format!("{word}{ending}"));
                    self.at += ending.len() + 2;
                }
            }
            for form in forms {
                let mut tokens = super::tokens::plain(&form);
                if let Some(last) = tokens.last_mut() {
                    last.prefix = prefix;
                }
                match tokens.len() {
                    0 => return Err(format!("{form:?} holds no word")),
                    1 => single.append(&mut tokens),
                    _ => several.push(tokens.into_iter().map(|w| Step::Words(vec![w])).collect()),
                }
            }
            // Outside brackets a bar glued to words on both sides offers words; within, bars part groups.
            let glued = self.depth == 0
                && self.chars.get(self.at) == Some(&'|')
                && self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace() && !"()[]<>{}|".contains(*c));
            if !glued {
                break;
            }
            self.at += 1;
        }
        if !single.is_empty() {
            single.sort();
            single.dedup();
            several.push(vec![Step::Words(single)]);
        }
        Ok(several)
    }
}

/// Options of one word each become one step, so that a phrase of many small choices stays one sequence.
fn merge(options: Vec<Vec<Step>>) -> Vec<Vec<Step>> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = Vec::new();
    for option in options {
        match option.as_slice() {
            [Step::Words(more)] => words.extend(more.iter().cloned()),
            _ => rest.push(option),
        }
    }
    if !words.is_empty() {
        words.sort();
        words.dedup();
        rest.insert(0, vec![Step::Words(words)]);
    }
    rest
}

fn join(left: &[Vec<Step>], right: &[Vec<Step>]) -> Result<Vec<Vec<Step>>, String> {
    if left.len() * right.len() > MOST {
        return Err("the phrase stands for too many sequences".to_owned());
    }
    Ok(left.iter().flat_map(|l| right.iter().map(move |r| [l.as_slice(), r.as_slice()].concat())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(phrase: &str) -> Vec<String> {
        let step = |s: &Step| match s {
            Step::Words(words) => {
                words.iter().map(|w| w.text.clone() + if w.prefix { "*" } else { "" }).collect::<Vec<_>>().join("/")
            }
            Step::Gap(n) => format!("<{n}>"),
            Step::Number => "#".to_owned(),
        };
        let all = expand(phrase).unwrap_or_default();
        all.iter().map(|s| s.iter().map(step).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn words_alternatives_options_and_gaps() {
        assert_eq!(shown("legitimate interest(s)"), ["legitimate interest/interests"]);
        assert_eq!(shown("is|are kept"), ["are/is kept"]);
        assert_eq!(shown("[your] consent"), ["your consent", "consent"]);
        assert_eq!(shown("(a b|c) d"), ["c d", "a b d"]);
        assert_eq!(shown("keep <2> {n} year*"), ["keep <2> # year*"]);
        assert_eq!(shown("opt-out"), ["opt out"]);
        assert_eq!(shown("(x|y z|w)"), ["w/x", "y z"]);
        assert_eq!(shown("a [b c|d]"), ["a d", "a b c", "a"]);
    }

    #[test]
    fn errors_are_told() {
        assert!(expand("(a").is_err());
        assert!(expand("[a]").is_err());
        assert!(expand("<x> a").is_err());
    }
}
