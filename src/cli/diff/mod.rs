//! `candour diff`.

pub(super) mod sides;

use super::config::{Config, ConfigArgs};
use super::guard::{check, guarded};
use super::limits::LimitArgs;
use super::options::{FailOn, Selection};
use super::output::{Colour, Output, Sink};
use super::{Outcome, Stop, complain, tell};
use candour::Candour;
use candour::audit::Options;
use candour::change::{Difference, Findings, compare};
use candour::check::Checked;
use candour::law::Date;
use candour::read::{DiscoverOptions, Limits};
use candour::report::{Compared, DiffJson, DiffMarkdown, DiffPretty, DiffReport, DiffSummary};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use sides::{Couple, Sides};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

const AFTER: &str = "\
Examples:
  candour diff old.md new.md
      What a change to a notice means.
  candour diff released/ draft/
      Folders: notices are paired by their path below each, and where one was given another name, by what they say.
  candour diff --git HEAD notices/
      What the working folder changes against the last commit.
  candour diff --git v1.0..v2.0 --format markdown
      An entry for a change log, from one release to the next.

A change is material when people are told or promised something else, and editorial when they are told the same in
another way: reworded, moved, laid out anew. Of a repository only objects are read; nothing in it is run.

Exit codes:
  0  no new finding at or above the level of --fail-on
  1  new findings
  2  the run failed: bad arguments, a file that cannot be read, a revision that does not exist
  3  no privacy notice was found on either side";

/// Files are looked at in batches of so many.
const BATCH: usize = 64;
/// Stack of a worker: notices may be deeply nested.
const STACK: usize = 16 << 20;

/// Arguments of `diff`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct DiffArgs {
    /// The old version and the new, two files or two folders; with --git what to look at in the repository
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compare this revision with the working folder, or two revisions, as OLD..NEW
    #[arg(long, value_name = "REV", help_heading = "What to read")]
    git: Option<String>,
    /// In folders, read only files that match this pattern (may be given several times)
    #[arg(long, value_name = "GLOB", help_heading = "What to read")]
    include: Vec<String>,
    /// In folders, leave out files that match this pattern (may be given several times)
    #[arg(long, value_name = "GLOB", help_heading = "What to read")]
    exclude: Vec<String>,
    /// Treat every document as a privacy notice, whatever it looks like
    #[arg(long, help_heading = "What to read")]
    all_files: bool,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    selection: Selection,
    /// How to show the differences
    #[arg(long, value_name = "FORMAT", default_value = "pretty", help_heading = "Output")]
    format: Format,
    #[command(flatten)]
    output: Output,
    /// When to colour
    #[arg(long, alias = "colour", value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Colour,
    /// New findings of this level or worse make the exit code 1; error if not given
    #[arg(long, value_name = "LEVEL", help_heading = "How to run")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Show changes and errors, nothing else
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// What is told differently, the findings that come and go, and the words
    Pretty,
    /// An entry for a change log, ready to be published; without findings
    Markdown,
    /// One JSON object
    Json,
}

impl DiffArgs {
    fn report(&self, as_of: Date) -> Box<dyn DiffReport> {
        match self.format {
            Format::Pretty => Box::new(DiffPretty {
                width: self.output.width(),
                colour: self.output.colour(self.color),
                quiet: self.quiet,
            }),
            Format::Markdown => Box::new(DiffMarkdown::default()),
            Format::Json => Box::new(DiffJson::new(as_of)),
        }
    }
}

/// Runs the command.
pub fn run(args: &DiffArgs) -> Result<Outcome, Stop> {
    let config = Config::load(&args.config, true)?;
    let mut candour = Candour::builtin()?;
    let (selection, valid) = config.prepare(&args.selection, &mut candour)?;
    let mut options = selection.options(args.all_files);
    options.settings = Arc::new(config.settings(&candour)?);
    options.comments = !args.config.isolated;
    options.caps = args.limits.caps(Some(&config.values));
    let limits = args.limits.limits(Some(&config.values));
    let globs = DiscoverOptions { include: args.include.clone(), exclude: args.exclude.clone() };
    let mut sides = match &args.git {
        Some(revisions) => Sides::revisions(revisions, &args.paths, &config.here, &globs)?,
        None => Sides::paths(&args.paths, &globs)?,
    };
    if let Some(note) = sides.follow_renames(limits.max_size).filter(|_| !args.quiet) {
        tell(&format!("note: {note}"));
    }
    let mut report = args.report(options.as_of);
    let mut sink = args.output.open()?;
    let mut totals = Totals::default();
    for failure in &sides.failures {
        complain(&failure.to_string());
        totals.summary.unreadable += 1;
    }
    let work = Work { candour: &candour, options: &options, limits: &limits };
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build()
        .map_err(|e| Stop::Failed(format!("workers could not be started: {e}")))?;
    report.begin(&mut sink)?;
    for batch in sides.couples.chunks(BATCH) {
        // A repository is read by one thread; the work is in what follows.
        let loaded: Vec<_> = batch.iter().map(|couple| sides.load(couple, limits.max_size)).collect();
        let done: Vec<_> = pool
            .install(|| loaded.into_par_iter().zip(batch).map(|(bytes, couple)| work.couple(couple, bytes)).collect());
        for (couple, documents) in batch.iter().zip(done) {
            totals.write(couple, documents, args.quiet, report.as_mut(), &mut sink)?;
        }
    }
    report.end(&totals.summary, &mut sink)?;
    sink.finish()?;
    let fails = config.fail_on(args.fail_on).level().is_some_and(|level| totals.summary.worst >= Some(level));
    Ok(match totals.summary {
        summary if summary.unreadable > 0 || !valid => Outcome::Failed,
        _ if fails => Outcome::Findings,
        summary if summary.compared + summary.added + summary.removed == 0 => {
            tell("no privacy notice was found to compare");
            Outcome::Nothing
        }
        _ => Outcome::Clean,
    })
}

/// The bytes of both versions; nothing where there is no such version.
type Bytes = (Option<Result<Vec<u8>, String>>, Option<Result<Vec<u8>, String>>);

/// A document in two versions, of which one may be missing, and what differs.
struct Document {
    old: Option<Checked>,
    new: Option<Checked>,
    difference: Result<Difference, String>,
}

struct Work<'a> {
    candour: &'a Candour,
    options: &'a Options,
    limits: &'a Limits,
}

impl Work<'_> {
    fn couple(&self, couple: &Couple, bytes: Bytes) -> Vec<Document> {
        let read = |bytes: Option<Result<Vec<u8>, String>>, name: &str| -> Vec<Checked> {
            let failed = |what: String| vec![Checked::failed(name, what, None)];
            match bytes {
                None => Vec::new(),
                Some(Err(what)) => failed(what),
                Some(Ok(bytes)) => check(self.candour, name, &bytes, self.limits, self.options),
            }
        };
        let old = read(bytes.0, couple.old_name());
        let new = read(bytes.1, couple.new_name());
        pair(old, new).into_iter().map(|(old, new)| self.document(old, new)).collect()
    }

    fn document(&self, old: Option<Checked>, new: Option<Checked>) -> Document {
        let read = |c: &Checked| c.about.error.is_none();
        let difference = match (&old, &new) {
            (Some(old), Some(new)) if read(old) && read(new) => {
                guarded(|| compare(&old.side(), &new.side(), &self.candour.law))
            }
            (old, new) => {
                let all = |c: &Option<Checked>| (0..c.as_ref().map_or(0, |c| c.findings.len())).collect();
                let findings = Findings { introduced: all(new), fixed: all(old), ..Findings::default() };
                Ok(Difference { findings, ..Difference::default() })
            }
        };
        Document { old, new, difference }
    }
}

/// Pairs the documents of two files: the only ones, else those of the same part.
pub(super) fn pair(old: Vec<Checked>, new: Vec<Checked>) -> Vec<(Option<Checked>, Option<Checked>)> {
    if old.len() == 1 && new.len() == 1 {
        return old.into_iter().map(Some).zip(new.into_iter().map(Some)).collect();
    }
    let mut old: Vec<Option<Checked>> = old.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for checked in new {
        let same = |o: &&mut Option<Checked>| o.as_ref().is_some_and(|o| o.about.part == checked.about.part);
        let partner = old.iter_mut().find(same).and_then(Option::take);
        pairs.push((partner, Some(checked)));
    }
    pairs.extend(old.into_iter().flatten().map(|o| (Some(o), None)));
    pairs
}

#[derive(Default)]
struct Totals {
    summary: DiffSummary,
}

impl Totals {
    fn write(
        &mut self,
        couple: &Couple,
        documents: Vec<Document>,
        quiet: bool,
        report: &mut dyn DiffReport,
        sink: &mut Sink,
    ) -> Result<(), Stop> {
        for document in documents {
            let versions = || [&document.old, &document.new].into_iter().flatten();
            let mut failed = false;
            for error in versions().filter_map(|c| c.about.error.as_ref().map(|e| (c, e))) {
                let line = error.1.line.map(|l| format!(":{l}")).unwrap_or_default();
                complain(&format!("{}{line}: {}", error.0.about.path, error.1.what));
                failed = true;
            }
            let difference = match &document.difference {
                Ok(difference) if !failed => difference,
                Ok(_) => {
                    self.summary.unreadable += 1;
                    continue;
                }
                Err(panic) => {
                    complain(&format!("{}: {panic}", couple.path));
                    self.summary.unreadable += 1;
                    continue;
                }
            };
            if !versions().any(|c| c.about.checked) {
                if couple.named && !quiet {
                    tell(&format!(
                        "{}: not a privacy notice; not compared (--all-files compares it all the same)",
                        couple.path
                    ));
                }
                continue;
            }
            let (old, new) = (document.old.as_ref(), document.new.as_ref());
            let renamed = couple.renamed.as_deref().filter(|_| old.is_some() && new.is_some());
            let compared = Compared { path: &couple.path, renamed, old, new, difference };
            self.summary.add(&compared);
            let mut buffer = Vec::new();
            match guarded(|| report.notice(&compared, &mut buffer)) {
                Ok(written) => written?,
                Err(panic) => {
                    self.summary.unreadable += 1;
                    complain(&format!("{}: {panic}", couple.path));
                }
            }
            sink.write_all(&buffer)?;
        }
        Ok(())
    }
}
