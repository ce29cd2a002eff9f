//! A document of the editor, with what was found in its text.

use super::desk::Text;
use super::folders::Session;
use super::places::{Lines, bytes};
use candour::audit::Finding;
use candour::change::mend::{Mended, Part, mend_some};
use candour::change::suppress::{Insertion, suppress};
use candour::check::Checked;
use candour::notice::Notice;
use lsp_types::{Position, Range, TextEdit, Uri};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the inserted comment gives as its reason, for the writer to replace.
pub const REASON: &str = "TODO say why";

/// Which finding of a document: of which of its notices, and which of that.
pub type Key = (usize, usize);

/// A document.
pub struct Document {
    /// Its address.
    pub uri: Uri,
    /// What it is called in reports.
    pub name: String,
    /// The folder that it belongs to.
    pub folder: PathBuf,
    /// Its text.
    pub text: Text,
    /// Whether a text of it was a privacy notice.
    pub was_notice: bool,
    /// What was found in its text.
    pub seen: Option<Seen>,
}

impl Document {
    /// A document that nobody has looked at.
    pub fn new(uri: Uri, path: Option<&Path>, folder: PathBuf, text: Text) -> Document {
        let name = match path {
            Some(path) => path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().into_owned(),
            None => untitled(&uri, text.language.as_deref()),
        };
        Document { uri, name, folder, text, was_notice: false, seen: None }
    }
}

/// The name of a document that is no file: its format is what the editor takes it for.
fn untitled(uri: &Uri, language: Option<&str>) -> String {
    let name = uri.as_str().rsplit(['/', ':']).next().unwrap_or_default();
    let ending = match language {
        Some("markdown") => "md",
        Some("html") => "html",
        Some("yaml") => "yaml",
        Some("mdx") => "mdx",
        _ => "txt",
    };
    let told = Path::new(name).extension().is_some();
    if told { name.to_owned() } else { format!("{name}.{ending}") }
}

/// What was found in a text, and what can be done about it as far as that was asked.
pub struct Seen {
    /// Its notices.
    pub checked: Vec<Checked>,
    /// Its lines.
    pub lines: Lines,
    parts: Vec<Part>,
    mended: BTreeMap<Option<Key>, Vec<TextEdit>>,
    comments: BTreeMap<Key, Option<Insertion>>,
}

impl Seen {
    /// What was found, with no question asked.
    pub fn new(checked: Vec<Checked>, lines: Lines) -> Seen {
        let parts = checked.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect();
        Seen { checked, lines, parts, mended: BTreeMap::new(), comments: BTreeMap::new() }
    }

    /// Every finding with its notice, in order.
    pub fn findings(&self) -> impl Iterator<Item = (Key, &Notice, &Finding)> {
        self.checked.iter().enumerate().flat_map(|(number, checked)| {
            let of = checked.findings.iter().enumerate();
            of.map(move |(at, finding)| ((number, at), &checked.notice, finding))
        })
    }

    /// One of them.
    fn finding(&self, (number, at): Key) -> Option<(&Notice, &Finding)> {
        let checked = self.checked.get(number)?;
        Some((&checked.notice, checked.findings.get(at)?))
    }

    /// The findings that have a place there: the first, or any of the others.
    pub fn at(&self, position: Position) -> Vec<(&Notice, &Finding)> {
        let at = self.lines.byte(position);
        let holds = |notice: &Notice, finding: &Finding| {
            let marks = std::iter::once(&finding.primary).chain(&finding.related);
            marks.map(|m| bytes(notice, m.span)).any(|b| b.start <= at && (at < b.end || b.is_empty()))
        };
        self.findings().filter(|(_, notice, finding)| holds(notice, finding)).map(|(_, n, f)| (n, f)).collect()
    }

    /// The place of the words that a finding is about.
    pub fn range(&self, notice: &Notice, finding: &Finding) -> Range {
        self.lines.range(bytes(notice, finding.primary.span))
    }

    /// The edits that can safely be made: all together, or those of one finding by themselves.
    pub fn edits(&mut self, of: Option<Key>, session: &Session, name: &str) -> &[TextEdit] {
        if !self.mended.contains_key(&of) {
            let edits = self.mend(of, session, name);
            self.mended.insert(of, edits);
        }
        self.mended.get(&of).map_or(&[], Vec::as_slice)
    }

    fn mend(&self, of: Option<Key>, session: &Session, name: &str) -> Vec<TextEdit> {
        let wanted = |number: usize, finding: usize| of.is_none_or(|key| key == (number, finding));
        let mut offers = self.parts.iter().enumerate();
        let Some(first) = self.checked.first() else { return Vec::new() };
        if !offers.any(|(number, part)| part.offers.iter().any(|o| wanted(number, o.finding))) {
            return Vec::new();
        }
        let source = &first.notice.source;
        let check = &mut |bytes: &[u8]| session.parts(name, bytes);
        let Mended { made, .. } =
            mend_some(source, &self.parts, true, &|number, offer| wanted(number, offer.finding), check);
        let mut edits: Vec<TextEdit> = Vec::new();
        for (number, offer) in made {
            let Some(offer) = self.parts.get(number).and_then(|p| p.offers.get(offer)) else { continue };
            let at = |byte: u32| source.stored(byte as usize) as usize;
            let range = self.lines.range(at(offer.source.start)..at(offer.source.end));
            let edit = TextEdit { range, new_text: offer.new_text.clone() };
            // Two findings may ask for the same.
            if edits.last() != Some(&edit) {
                edits.push(edit);
            }
        }
        edits
    }

    /// The comment that holds a finding back, if one can.
    pub fn comment(&mut self, key: Key, session: &Session, name: &str) -> Option<TextEdit> {
        if !self.comments.contains_key(&key) {
            let found = self.finding(key).and_then(|pair| {
                let check = &mut |bytes: &[u8]| session.parts(name, bytes);
                suppress(pair, (&self.parts, key.0), REASON, check)
            });
            self.comments.insert(key, found);
        }
        let insertion = self.comments.get(&key)?.as_ref()?;
        let (notice, _) = self.finding(key)?;
        let at = notice.source.stored(insertion.at) as usize;
        Some(TextEdit { range: self.lines.range(at..at), new_text: insertion.text.clone() })
    }
}
