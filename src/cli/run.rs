//! Checking many files at once, in order, without holding more than a few of them.

use super::bar::Bar;
use super::cache::Cache;
use super::config::Config;
use super::gather::{Gathering, together};
use super::guard::{check, guarded};
use super::ledger::Ledger;
use super::options::Input;
use super::output::{Output, Sink};
use super::since::{self, Before, Reader, Since};
use super::{Stop, complain, tell};
use candour::Candour;
use candour::audit::portfolio::{Packed, Portfolio};
use candour::audit::{Listed, Options, Severity, State};
use candour::check::stored::Documents;
use candour::check::{Checked, Trouble};
use candour::read::{self, Discovered, Limits};
use candour::report::{Report, Summary};
use candour::rules::Asked;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// At most so many files are looked at ahead of the report.
pub const AHEAD: usize = 128;
/// Nor more bytes than this, if there is more than one file.
pub const AHEAD_BYTES: u64 = 16 << 20;
/// Stack of a worker: notices may be deeply nested.
pub const STACK: usize = 16 << 20;

/// One file to check.
struct Job {
    shown: String,
    from: From,
    named: bool,
    size: u64,
}

enum From {
    Path(PathBuf),
    Stdin,
    /// A path that cannot be opened, and why.
    Nowhere(String),
}

/// What a run came to.
#[derive(Clone, Copy, Default)]
pub struct Totals {
    /// The counts.
    pub summary: Summary,
    /// The worst severity among the findings.
    pub worst: Option<Severity>,
}

/// How to run.
pub struct Runner<'a> {
    /// Law, lexicon, rules.
    pub candour: &'a Candour,
    /// The options of the audit.
    pub options: &'a Options,
    /// What to read.
    pub input: &'a Input,
    /// Where the report goes.
    pub output: &'a Output,
    /// Tell nothing but errors.
    pub quiet: bool,
    /// Whether documents that are no privacy notice go into the report as well.
    pub any_document: bool,
    /// Whether notices are looked at together as well.
    pub portfolio: bool,
    /// Where to write what notices contribute to a portfolio.
    pub facts_out: Option<&'a Path>,
    /// The configuration; nothing where none is obeyed in any case.
    pub config: Option<&'a Config>,
    /// What came of earlier runs; not asked where only what is new is reported, which takes more than is kept.
    pub cache: Option<&'a Cache>,
    /// Report only what is new since a revision.
    pub since: Option<&'a str>,
}

/// A file that has been looked at.
struct Done {
    /// Whether it was named.
    named: bool,
    /// Its documents, each with what it contributes to a portfolio.
    documents: Documents,
    /// What was there before.
    before: Before,
}

/// How the files of a run are looked at.
struct Looking<'a> {
    limits: Limits,
    asked: Option<Asked>,
    since: Option<Since>,
    bar: &'a Bar,
}

impl<'a> Runner<'a> {
    /// A run that tells nothing but errors, looks at each notice by itself and writes nothing but its report.
    pub fn silent(candour: &'a Candour, options: &'a Options, input: &'a Input, output: &'a Output) -> Runner<'a> {
        Runner {
            candour,
            options,
            input,
            output,
            quiet: true,
            any_document: true,
            portfolio: false,
            facts_out: None,
            config: None,
            cache: None,
            since: None,
        }
    }

    /// Checks everything and writes the report; nothing is held back.
    pub fn run(&self, report: &mut dyn Report) -> Result<Totals, Stop> {
        self.run_with(report, &mut Ledger::default())
    }

    /// Checks everything and writes the report of what is not held back.
    pub fn run_with(&self, report: &mut dyn Report, ledger: &mut Ledger) -> Result<Totals, Stop> {
        let mut since = match (self.since, self.config) {
            (Some(revision), Some(config)) => {
                Some(Since::open(revision, &config.here, self.input, self.limits().max_size)?)
            }
            _ => None,
        };
        let jobs = self.jobs(since.as_mut())?;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.input.jobs)
            .stack_size(STACK)
            .build()
            .map_err(|e| Stop::Failed(format!("workers could not be started: {e}")))?;
        let mut sink = self.output.open()?;
        let asked = self.candour.rules.asked_across();
        // Facts cost memory for each notice: where no rule asks for them, none are kept.
        let mut chosen = self.candour.rules.chosen(&self.options.select, &self.options.ignore);
        let together = self.portfolio && chosen.any(|rule| rule.across);
        let mut gathering = Gathering::new(asked, self.options.as_of, together, self.facts_out)?;
        let totals = pool.install(|| self.work(&jobs, since, (report, &mut sink), &mut gathering, ledger))?;
        sink.finish()?;
        gathering.finish()?;
        Ok(totals)
    }

    fn jobs(&self, since: Option<&mut Since>) -> Result<Vec<Job>, Stop> {
        let dash = |p: &&PathBuf| p.as_os_str() == "-";
        let paths: Vec<PathBuf> = self.input.paths.iter().filter(|p| !dash(p)).cloned().collect();
        let Discovered { found, mut failures, configurations } = read::discover(&paths, &self.input.discovery());
        if let Some(since) = since {
            failures.retain(|f| !since.is_gone(&f.path));
            let note = since.follow_renames(found.iter())?;
            note.filter(|_| !self.quiet).into_iter().for_each(|note| tell(&format!("note: {note}")));
        }
        if let Some(config) = self.config.filter(|_| !self.quiet) {
            config.tell_of_others(&configurations);
        }
        let mut jobs: Vec<Job> = failures
            .into_iter()
            .map(|f| Job { shown: f.path, from: From::Nowhere(f.what), named: true, size: 0 })
            .collect();
        jobs.extend(found.into_iter().map(|f| {
            let size = std::fs::metadata(&f.path).map_or(0, |m| m.len());
            Job { shown: f.shown, from: From::Path(f.path), named: f.named, size }
        }));
        if self.input.paths.iter().any(|p| dash(&p)) {
            let shown = self.input.stdin_filename.clone().unwrap_or_else(|| "-".to_owned());
            jobs.push(Job { shown, from: From::Stdin, named: true, size: 0 });
        }
        jobs.sort_by(|a, b| a.shown.cmp(&b.shown));
        Ok(jobs)
    }

    /// One chunk is checked while the one before it is written.
    fn work(
        &self,
        jobs: &[Job],
        since: Option<Since>,
        (report, sink): (&mut dyn Report, &mut Sink),
        gathering: &mut Gathering,
        ledger: &mut Ledger,
    ) -> Result<Totals, Stop> {
        let mut totals = Totals::default();
        let bar = Bar::new(jobs.len(), !self.quiet && !self.output.on_terminal());
        let looking = Looking { limits: self.limits(), asked: gathering.asked.clone(), since, bar: &bar };
        report.begin(sink)?;
        // Each by itself: who is ready takes the next, and nobody waits long at the end of a chunk. A reader of old
        // versions opens a repository, which should be worth its while.
        let portion = if looking.since.is_some() { 8 } else { 1 };
        let mut ready: Vec<Done> = Vec::new();
        for chunk in chunks(jobs) {
            bar.look();
            let done = std::mem::take(&mut ready);
            let (next, written) = rayon::join(
                || {
                    let each = chunk.par_iter().with_max_len(portion);
                    each.map_init(Reader::default, |reader, job| self.one(job, &looking, reader)).collect()
                },
                || self.write(done, report, sink, &mut totals, (gathering, ledger)),
            );
            written?;
            ready = next;
        }
        self.write(ready, report, sink, &mut totals, (gathering, ledger))?;
        if let Some(since) = &looking.since {
            gathering.were(since.gone(self.past(&looking)));
        }
        bar.clear();
        if let Some((facts, before)) = gathering.together() {
            let before = looking.since.is_some().then_some(before);
            let run = (self.candour, self.options, self.cache);
            together(run, (facts, before), self.quiet, (report, sink), &mut totals, ledger)?;
        } else if self.portfolio && totals.summary.notices > 1 {
            // Nothing was asked of them together.
            report.portfolio(&Portfolio::default(), sink)?;
        }
        report.end(&totals.summary, sink)?;
        Ok(totals)
    }

    /// How old versions are looked at: as the new ones are.
    /// What a reader takes.
    fn limits(&self) -> Limits {
        self.input.limits.limits(self.config.map(|c| &c.values))
    }

    fn past<'w>(&'w self, looking: &'w Looking<'_>) -> since::Work<'w> {
        let asked = looking.asked.as_ref().filter(|_| self.portfolio);
        since::Work { candour: self.candour, options: self.options, limits: &looking.limits, asked }
    }

    fn one(&self, job: &Job, looking: &Looking<'_>, reader: &mut Reader) -> Done {
        let done = |documents, before| Done { named: job.named, documents, before };
        let failed = |what: String| done(vec![(Checked::failed(&job.shown, what, None), None)], Before::default());
        let with_facts = |mut checked: Checked| {
            let facts = looking.asked.as_ref().and_then(|asked| self.candour.facts(&checked, asked));
            let facts = facts.map(Packed::of).transpose().unwrap_or_else(|e| {
                checked.about.notes.push(Trouble { what: format!("not looked at with others: {e}"), line: None });
                None
            });
            (checked, facts)
        };
        // What comes through a pipe may come from anybody.
        let options = match &job.from {
            From::Stdin => &Options { comments: false, ..self.options.clone() },
            _ => self.options,
        };
        let checked = guarded(|| match load(job, looking.limits.max_size) {
            Ok(bytes) => {
                let check = || check(self.candour, &job.shown, &bytes, &looking.limits, options);
                // What comes through a pipe is checked otherwise, and seldom comes again.
                if let (Some(cache), None, From::Path(_)) = (self.cache, &looking.since, &job.from) {
                    let file = (&*job.shown, &*bytes, looking.asked.as_ref());
                    let kept = cache.file(file, self.candour, || check().into_iter().map(with_facts).collect());
                    return done(kept, Before::default());
                }
                let mut all = check();
                let mut before = match (&looking.since, &job.from) {
                    (Some(since), From::Path(path)) => {
                        since.before(reader, self.past(looking), (path, &job.shown), &bytes, &all)
                    }
                    _ => Before::default(),
                };
                if let (Some(what), Some(first)) = (before.note.take(), all.first_mut()) {
                    first.about.notes.push(Trouble { what, line: None });
                }
                done(all.into_iter().map(with_facts).collect(), before)
            }
            Err(what) => failed(what),
        });
        looking.bar.step();
        checked.unwrap_or_else(failed)
    }

    fn write(
        &self,
        done: Vec<Done>,
        report: &mut dyn Report,
        sink: &mut Sink,
        totals: &mut Totals,
        (gathering, ledger): (&mut Gathering, &mut Ledger),
    ) -> Result<(), Stop> {
        for Done { named, documents, before } in done {
            // Of a file named on the command line it is told once that it is no notice, and only if no part of it is.
            let mut silent = !named || documents.iter().any(|(d, _)| d.about.checked);
            for (number, (mut checked, facts)) in documents.into_iter().enumerate() {
                ledger.take(&mut checked);
                before.hold(number, &mut checked);
                if let Some(facts) = facts {
                    gathering.add(facts)?;
                }
                totals.summary.add(&checked);
                let worst = checked.findings.iter().map(|f| f.severity).max();
                totals.worst = totals.worst.max(worst);
                self.mention(!silent, &checked);
                silent = true;
                let mut buffer = Vec::new();
                match guarded(|| report.document(&checked, &mut buffer)) {
                    Ok(written) => written?,
                    Err(panic) => {
                        // What was half written of it is not shown.
                        buffer.clear();
                        let failed = Checked::failed(&checked.about.path, panic, None);
                        let failed = failed.of_part(checked.about.part.clone());
                        totals.summary.add(&failed);
                        self.mention(false, &failed);
                        let _ = guarded(|| report.document(&failed, &mut buffer)).map_err(|_| buffer.clear());
                    }
                }
                sink.write_all(&buffer)?;
            }
            gathering.were(before.facts);
        }
        Ok(())
    }

    /// Tells of what is not in a report for people: files that failed, and files that are no notice though named.
    fn mention(&self, named: bool, checked: &Checked) {
        let about = &checked.about;
        if let Some(error) = &about.error {
            let line = error.line.map(|l| format!(":{l}")).unwrap_or_default();
            let part = about.part.as_ref().map(|part| format!(" ({part})")).unwrap_or_default();
            complain(&format!("{}{line}{part}: {}", about.path, error.what));
            return;
        }
        for listed in checked.suppressions.iter().filter(|l| matches!(l.state, State::Wrong(_))) {
            complain(&format!("{}: {}", listed.suppression.place, listed.trouble().unwrap_or_default()));
        }
        if about.checked && !self.quiet {
            let told = |what: &str| {
                let wrong = |l: &&Listed| matches!(l.state, State::Wrong(_));
                checked.suppressions.iter().filter(wrong).any(|l| l.trouble().as_deref() == Some(what))
            };
            for note in about.notes.iter().filter(|n| !told(&n.what)) {
                let line = note.line.map(|l| format!(":{l}")).unwrap_or_default();
                tell(&format!("note: {}{line}: {}", about.path, note.what));
            }
        }
        if named && !about.checked && !self.any_document && !self.quiet {
            let what = match (about.kind.as_deref(), about.language.as_deref()) {
                (Some("privacy-notice"), Some(language)) => {
                    format!("a privacy notice, but not in English ({language})")
                }
                (Some("terms"), _) => "not a privacy notice but terms of use or sale".to_owned(),
                (Some("policy-document"), _) => "not a privacy notice but a data protection policy".to_owned(),
                (Some(kind), _) if kind != "other" => format!("not a privacy notice but a {}", kind.replace('-', " ")),
                _ => "not a privacy notice".to_owned(),
            };
            tell(&format!("{}: {what}; not checked (--all-files checks it all the same)", about.path));
        }
    }
}

/// Cuts the work into chunks that are bounded in number and in bytes.
fn chunks(jobs: &[Job]) -> impl Iterator<Item = &[Job]> {
    let mut rest = jobs;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fitting = rest.iter().take(AHEAD).take_while(|job| {
            bytes += job.size;
            bytes <= AHEAD_BYTES
        });
        let count = fitting.count().max(1).min(rest.len());
        let (chunk, after) = rest.split_at(count);
        rest = after;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// The bytes of a file, as far as it is not too large.
fn load(job: &Job, max: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(job.size.min(max) as usize);
    let read = match &job.from {
        From::Nowhere(what) => return Err(what.clone()),
        From::Stdin => io::stdin().lock().take(max + 1).read_to_end(&mut bytes),
        From::Path(path) => File::open(path).and_then(|f| f.take(max + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|e| e.to_string())?;
    if bytes.len() as u64 > max {
        return Err(format!("larger than {max} bytes; `max-size` sets another limit"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_hold_every_job_once() {
        let job = |size| Job { shown: String::new(), from: From::Stdin, named: false, size };
        let jobs: Vec<Job> = (0..300).map(|i| job(if i == 5 { 1 << 30 } else { 10 })).collect();
        let counts: Vec<usize> = chunks(&jobs).map(<[Job]>::len).collect();
        assert_eq!(counts, [5, 1, 128, 128, 38]);
    }
}
