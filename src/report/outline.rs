//! What was understood of a notice: its sections, blocks and lead-ins, and whom and what each part is about.

use super::clean::shorten;
use super::{Report, Summary, one_line};
use crate::check::Checked;
use crate::notice::{Block, BlockKind, Notice};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How much of a block's words is shown.
const WORDS: usize = 72;

/// The outline of each notice.
#[derive(Default)]
pub struct Outline;

impl Report for Outline {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        outline(checked, out)
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn outline(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let (notice, about) = (&checked.notice, &checked.about);
    write!(out, "{}", one_line(&about.path))?;
    if let Some(part) = &about.part {
        write!(out, " ({})", one_line(part))?;
    }
    writeln!(out)?;
    if let Some(error) = &about.error {
        return writeln!(out, "  could not be read: {}", one_line(&error.what));
    }
    let kind = about.kind.as_deref().unwrap_or("not told");
    let language = about.language.as_deref().unwrap_or("not told");
    writeln!(out, "  read as {}; kind: {kind}; language: {language}", about.format.unwrap_or("text"))?;
    for (name, value) in [("title", &about.title), ("date", &about.date), ("controller", &about.controller)] {
        writeln!(out, "  {name}: {}", value.as_deref().map_or("not told".to_owned(), one_line))?;
    }
    let (sections, blocks) = (notice.sections.len().saturating_sub(1), notice.blocks.len());
    writeln!(
        out,
        "  {sections} sections, {blocks} blocks, {} sentences, {} claims",
        notice.sentences.len(),
        about.claims
    )?;
    for note in &about.notes {
        let line = note.line.map(|l| format!("line {l}: ")).unwrap_or_default();
        writeln!(out, "  note: {line}{}", one_line(&note.what))?;
    }
    writeln!(out)?;
    let scopes = scopes(checked);
    for (at, block) in notice.blocks.iter().enumerate() {
        write_block(notice, at, block, scopes.get(&(at as u32)), out)?;
    }
    writeln!(out)
}

/// For each block the scope of its claims, where they have one.
fn scopes(checked: &Checked) -> BTreeMap<u32, String> {
    let mut scopes: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for claim in &checked.claims.claims {
        let known = scopes.entry(claim.place.block).or_default();
        for (name, value) in [("audience", &claim.scope.audience), ("activity", &claim.scope.activity)] {
            let Some(value) = value else { continue };
            let text = format!("{name} \"{}\"", shorten(&one_line(value), 40));
            if !known.contains(&text) {
                known.push(text);
            }
        }
    }
    scopes.into_iter().filter(|s| !s.1.is_empty()).map(|(block, known)| (block, known.join(", "))).collect()
}

fn write_block(
    notice: &Notice,
    at: usize,
    block: &Block,
    scope: Option<&String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = notice.sections.get(block.section as usize).map_or(0, |s| s.level) as usize;
    let (kind, depth) = match block.kind {
        BlockKind::Heading { level } => (format!("heading {level}"), level.saturating_sub(1) as usize),
        BlockKind::Paragraph => ("paragraph".to_owned(), level),
        BlockKind::Item { depth } => ("item".to_owned(), level + 1 + depth as usize),
        BlockKind::Cell { table, row, column, header } => {
            let head = if header { " head" } else { "" };
            (format!("cell{head} {}.{}.{}", table + 1, row + 1, column + 1), level + 1)
        }
        BlockKind::FlatRow { table, row, header } => {
            let head = if header { " head" } else { "" };
            (format!("row{head} {}.{}", table + 1, row + 1), level + 1)
        }
        BlockKind::Contents => ("contents".to_owned(), level),
        BlockKind::Aside => ("aside".to_owned(), level),
        BlockKind::Code => ("code".to_owned(), level),
    };
    let line = notice.locate(block.span).line;
    let marker = one_line(&block.marker);
    let marker = if marker.is_empty() { marker } else { format!("{marker} ") };
    let words = shorten(&one_line(notice.words(block.span)), WORDS);
    write!(out, "{line:>5}  {:indent$}[{kind}] {marker}{words}", "", indent = 2 * depth.min(12))?;
    let sentences = block.sentences.len();
    if sentences > 1 {
        write!(out, "  ({sentences} sentences)")?;
    }
    let far = |lead: &u32| *lead as usize + 1 != at;
    if let Some(lead) = block.lead.filter(far).and_then(|lead| notice.blocks.get(lead as usize)) {
        write!(out, "  <- line {}", notice.locate(lead.span).line)?;
    } else if block.lead.is_some() {
        write!(out, "  <- the line above")?;
    }
    if let Some(scope) = scope {
        write!(out, "  {{{scope}}}")?;
    }
    writeln!(out)
}
