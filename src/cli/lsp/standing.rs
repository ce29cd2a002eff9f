//! A decision to live with a finding where the notice has no comments: an entry of the configuration.

use super::actions::of_file;
use super::client::Client;
use super::document::{Document, Key, REASON};
use super::folders::Session;
use super::places::{Lines, uri_of};
use crate::cli::config::Config;
use candour::read::CONFIGURATIONS;
use lsp_types::{CreateFile, CreateFileOptions, DocumentChangeOperation, ResourceOp, TextEdit, Uri, WorkspaceEdit};

/// Longest words by which a place is known.
const WORDS: usize = 60;
/// The key under which such decisions stand.
const KEY: &str = "suppressions:";

/// The edit of the configuration, which is made if there is none; nothing where it cannot be edited so. `others` gives
/// the text of a file that is open in the editor, and its version.
pub fn edit(
    (document, (number, at)): (&Document, Key),
    session: &Session,
    client: &Client,
    others: &dyn Fn(&Uri) -> Option<(String, i32)>,
) -> Option<WorkspaceEdit> {
    let checked = document.seen.as_ref()?.checked.get(number)?;
    let finding = checked.findings.get(at)?;
    let words = known_by(checked.notice.words(finding.primary.span));
    let name = session.known_as(&document.name);
    let entry = |margin: &str, line_break: &str| {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let files = quoted(&globset::escape(&name));
        let mut lines = vec![format!("- rules: {}", finding.rule), format!("  files: {files}")];
        lines.extend(words.iter().map(|words| format!("  words: {}", quoted(words))));
        lines.push(format!("  reason: {REASON}"));
        lines.iter().map(|line| format!("{margin}{line}{line_break}")).collect::<String>()
    };
    let Some((path, _)) = &session.config.file else {
        let path = document.folder.join(CONFIGURATIONS.first()?);
        let uri = uri_of(&path)?;
        let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
        let create = DocumentChangeOperation::Op(ResourceOp::Create(create));
        let new_text = format!("{KEY}\n{}", entry("  ", "\n"));
        let edits = vec![TextEdit { range: lsp_types::Range::default(), new_text }];
        let can = client.creates && client.versioned_edits && !path.exists();
        return can.then(|| of_file((uri, None), client, edits, vec![create]));
    };
    let uri = uri_of(path)?;
    let (text, version) = match others(&uri) {
        Some((text, version)) => (text, Some(version)),
        None => (std::fs::read_to_string(path).ok()?, None),
    };
    let (at, new_text) = insertion(&text, &entry)?;
    // What cannot be read with the entry, or had another place for it, is left to people.
    let (before, after) = text.split_at_checked(at)?;
    let count = |text: String| Config::parse(String::new(), text).ok().map(|c| c.values.suppressions.len());
    let more = count([before, &new_text, after].concat())? == count(text.clone())? + 1;
    let range = Lines::new(&text, client.bytes).range(at..at);
    more.then(|| of_file((uri, version), client, vec![TextEdit { range, new_text }], Vec::new()))
}

/// Where an entry goes into a configuration, and what is to be written there: first of those that there are, else at
/// the end.
fn insertion(text: &str, entry: &dyn Fn(&str, &str) -> String) -> Option<(usize, String)> {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        at += line.len();
        let Some(rest) = line.strip_prefix(KEY) else { continue };
        let bare = rest.trim();
        if !(bare.is_empty() || bare.starts_with('#')) || !line.ends_with('\n') {
            return None;
        }
        let first = lines.map(|l| (l, l.trim_start_matches(' '))).find(|(_, bare)| bare.starts_with("- "));
        let margin = first.map_or("  ", |(line, bare)| &line[..line.len() - bare.len()]);
        return Some((at, entry(margin, line_break)));
    }
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { line_break };
    Some((text.len(), format!("{gap}{KEY}{line_break}{}", entry("  ", line_break))))
}

/// Words by which a place can be known: its own, cut at a space if there are many. Nothing where there are none.
fn known_by(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = words.char_indices().nth(WORDS).map_or(words.len(), |(at, _)| at);
    let cut = if cut < words.len() { words[..cut].rfind(' ').unwrap_or(cut) } else { cut };
    Some(words[..cut].to_owned()).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(text: &str) -> Option<String> {
        let entry = |margin: &str, line_break: &str| format!("{margin}- rules: x{line_break}");
        let (at, new) = insertion(text, &entry)?;
        Some([&text[..at], &new, &text[at..]].concat())
    }

    #[test]
    fn an_entry_goes_where_others_stand_or_to_the_end() {
        let of = |text: &str| inserted(text).unwrap_or_default();
        assert_eq!(of(""), "suppressions:\n  - rules: x\n");
        assert_eq!(of("a: b"), "a: b\nsuppressions:\n  - rules: x\n");
        assert_eq!(of("a: b\r\n"), "a: b\r\nsuppressions:\r\n  - rules: x\r\n");
        let there = "suppressions: # ours\n- rules: y\n  reason: z\na: b\n";
        assert_eq!(of(there), "suppressions: # ours\n- rules: x\n- rules: y\n  reason: z\na: b\n");
        assert_eq!(inserted("suppressions: []\n"), None);
    }
}
