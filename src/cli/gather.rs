//! What the notices of a run contribute to a portfolio, and looking at them together.

use super::cache::Cache;
use super::guard::guarded;
use super::ledger::Ledger;
use super::output::Sink;
use super::run::Totals;
use super::since::hold_across;
use super::{Stop, tell};
use candour::Candour;
use candour::audit::Options;
use candour::audit::portfolio::{Packed, file};
use candour::law::Date;
use candour::report::Report;
use candour::rules::Asked;
use std::io;
use std::path::{Path, PathBuf};

/// The facts of a run, for this run, for a file, or for both.
pub struct Gathering {
    /// What the rules across notices ask for; nothing if no facts are wanted.
    pub asked: Option<Asked>,
    facts: Option<Vec<Packed>>,
    before: Vec<Packed>,
    notices: usize,
    file: Option<(PathBuf, Sink)>,
}

impl Gathering {
    /// Facts are kept for this run if it looks at notices together, and written if a file is named.
    pub fn new(asked: Asked, as_of: Date, together: bool, path: Option<&Path>) -> Result<Gathering, Stop> {
        let file = match path {
            Some(path) => {
                let mut sink = Sink::file(path)?;
                file::begin(&asked, as_of, &mut sink).map_err(|e| failed(path, e))?;
                Some((path.to_owned(), sink))
            }
            None => None,
        };
        let wanted = together || file.is_some();
        Ok(Gathering {
            asked: wanted.then_some(asked),
            facts: together.then(Vec::new),
            before: Vec::new(),
            notices: 0,
            file,
        })
    }

    /// Takes the facts of one notice more.
    pub fn add(&mut self, facts: Packed) -> Result<(), Stop> {
        self.notices += 1;
        if let Some((path, sink)) = &mut self.file {
            file::write(&facts, sink).map_err(|e| failed(path, e))?;
        }
        if let Some(all) = &mut self.facts {
            all.push(facts);
        }
        Ok(())
    }

    /// Takes the facts of notices as they were before.
    pub fn were(&mut self, facts: Vec<Packed>) {
        if self.facts.is_some() {
            self.before.extend(facts);
        }
    }

    /// The facts of this run, if there are any to look at together; and those of before.
    pub fn together(&mut self) -> Option<(Vec<Packed>, Vec<Packed>)> {
        let facts = self.facts.take().filter(|f| f.len() > 1)?;
        Some((facts, std::mem::take(&mut self.before)))
    }

    /// Says that all is there. Until then the file keeps its old content.
    pub fn finish(self) -> Result<(), Stop> {
        if let Some((path, mut sink)) = self.file {
            file::end(self.notices, &mut sink).map_err(|e| failed(&path, e))?;
            sink.finish()?;
        }
        Ok(())
    }
}

fn failed(path: &Path, error: io::Error) -> Stop {
    Stop::Failed(format!("{}: cannot be written: {error}", path.display()))
}

/// Looks at notices together and writes what was found; with those of before, what of it is new.
pub fn together(
    (candour, options, cache): (&Candour, &Options, Option<&Cache>),
    (facts, before): (Vec<Packed>, Option<Vec<Packed>>),
    quiet: bool,
    (report, sink): (&mut dyn Report, &mut Sink),
    totals: &mut Totals,
    ledger: &mut Ledger,
) -> Result<(), Stop> {
    let find_out = || guarded(|| candour.portfolio(&facts, options)).map_err(Stop::Failed);
    let mut found = match cache {
        Some(cache) => cache.across(&facts, find_out)?,
        None => find_out()?,
    };
    // Nobody asks for them any more, and of a large portfolio they are most of the memory.
    drop(facts);
    ledger.across(&mut found);
    if let Some(before) = before.filter(|_| !found.findings.is_empty()) {
        let before = guarded(|| candour.portfolio(&before, options)).map_err(Stop::Failed)?;
        hold_across(&mut found, &before);
    }
    totals.summary.add_portfolio(&found);
    totals.worst = totals.worst.max(found.findings.iter().map(|a| a.finding.severity).max());
    for cut in found.cuts.iter().filter(|_| !quiet) {
        tell(&format!("note: {cut}"));
    }
    report.portfolio(&found, sink)?;
    Ok(())
}
