//! The line of a place in a YAML file: `serde_yaml` does not keep it.

/// One step on the way to a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Under this key.
    Key(String),
    /// The item with this number, from 0.
    Item(usize),
}

/// The line of a place, from 1: of the last step that can be found.
pub fn line_of(text: &str, path: &[Step]) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    let mut found = None;
    for step in path {
        let rest = lines.get(at..)?;
        let next = match step {
            Step::Key(key) => rest.iter().position(|line| has_key(line, key)),
            Step::Item(n) => item(rest, *n),
        };
        let Some(next) = next else { break };
        at += next;
        found = Some(at + 1);
    }
    found
}

fn has_key(line: &str, key: &str) -> bool {
    line.match_indices(key).any(|(i, _)| {
        let before = line.get(..i).and_then(|b| b.chars().next_back());
        let after = line.get(i + key.len()..).unwrap_or_default().trim_start_matches(['"', '\'']);
        before.is_none_or(|c| matches!(c, ' ' | '{' | ',' | '"' | '\'' | '-')) && after.trim_start().starts_with(':')
    })
}

/// The line of the item with this number, in the list that begins at or after the first line.
fn item(lines: &[&str], number: usize) -> Option<usize> {
    let dashed = |line: &str| {
        let bare = line.trim_start_matches(' ');
        (bare.starts_with("- ") || bare == "-").then(|| line.len() - bare.len())
    };
    let depth = lines.iter().skip(1).find_map(|l| dashed(l))?;
    let mut items = lines.iter().enumerate().skip(1).filter(|(_, l)| dashed(l) == Some(depth)).map(|(i, _)| i);
    items.nth(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_places() {
        let text = "a: 1\nlist:\n  - x: 1\n    y: 2\n  - x: 3\nother: {z: 1}\n";
        let key = |k: &str| Step::Key(k.to_owned());
        assert_eq!(line_of(text, &[key("list"), Step::Item(1), key("x")]), Some(5));
        assert_eq!(line_of(text, &[key("list"), Step::Item(0), key("y")]), Some(4));
        assert_eq!(line_of(text, &[key("other"), key("z")]), Some(6));
        assert_eq!(line_of(text, &[]), None);
    }
}
