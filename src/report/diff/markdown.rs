//! An entry for a change log, ready to be published. Findings are left out: they are for those who write the notice.

use super::{Compared, DiffReport, DiffSummary, Status};
use crate::change::{Change, Weight, What};
use crate::report::markdown::escaped;
use crate::report::one_line;
use std::io::{self, Write};

/// The entry, one heading a notice.
#[derive(Default)]
pub struct DiffMarkdown {
    started: bool,
}

impl DiffReport for DiffMarkdown {
    fn notice(&mut self, compared: &Compared<'_>, out: &mut dyn Write) -> io::Result<()> {
        let status = compared.status();
        if status == Status::Unchanged && compared.renamed.is_none() {
            return Ok(());
        }
        if self.started {
            writeln!(out)?;
        }
        self.started = true;
        let about = compared.new.or(compared.old).map(|c| &c.about);
        let title = about.and_then(|a| a.title.as_deref()).unwrap_or(compared.path);
        writeln!(out, "## {}", escaped(&one_line(title)))?;
        writeln!(out)?;
        let date = |side: Option<&crate::check::Checked>| side.and_then(|c| c.about.date.clone());
        let was = compared.renamed.map(|old| format!(", formerly {}", escaped(&one_line(old)))).unwrap_or_default();
        let name = format!("{}{was}", escaped(&one_line(&compared.name())));
        match (date(compared.old), date(compared.new)) {
            (Some(old), Some(new)) if old != new => {
                writeln!(out, "Version of {new}, which replaces that of {old} ({name}).\n")?;
            }
            (_, Some(new)) => writeln!(out, "Version of {new} ({name}).\n")?,
            _ => writeln!(out, "File: {name}\n")?,
        }
        match status {
            Status::Added => return writeln!(out, "This notice is new."),
            Status::Removed => return writeln!(out, "This notice no longer applies."),
            Status::Unchanged => return writeln!(out, "The notice stands elsewhere; its words are the same."),
            _ => {}
        }
        let changes = &compared.difference.changes;
        let material: Vec<&Change> = changes.iter().filter(|c| c.weight == Weight::Material).collect();
        for (what, heading) in [(What::Changed, "Changed"), (What::Added, "Added"), (What::Removed, "Removed")] {
            let list: Vec<&&Change> = material.iter().filter(|c| c.what == what).collect();
            if list.is_empty() {
                continue;
            }
            writeln!(out, "### {heading}\n")?;
            for change in list {
                writeln!(out, "- {}", escaped(&one_line(&change.says)))?;
            }
            writeln!(out)?;
        }
        let rest =
            if material.is_empty() { "Only the wording was changed." } else { "Other edits are of wording only." };
        writeln!(out, "{rest}")
    }

    fn end(&mut self, _summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()> {
        if self.started { Ok(()) } else { writeln!(out, "No notice was changed.") }
    }
}
