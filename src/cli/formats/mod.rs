//! Formats of findings, one or several at once, and where each goes.

mod folder;
mod kind;

use super::output::{Colour, Output, Sink};
use super::{Stop, tell};
use candour::Candour;
use candour::audit::Options;
use candour::audit::portfolio::Portfolio;
use candour::check::Checked;
use candour::report::dossier::Reference;
use candour::report::html::{Html, Template};
use candour::report::{
    Annotations, Base, Concise, GitLab, JUnit, JobSummary, Json, JsonLines, Kind, Markdown, Pretty, Report, Sarif,
    Sheet, Summary, Table, TableCsv, Xlsx,
};
use candour::rules::Rule;
use clap::Args;
use kind::{Format, Parser, Wanted};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Columns of a table that goes to a file.
const FILE_WIDTH: usize = 180;

/// How and where findings are shown.
#[derive(Args)]
pub struct Formats {
    /// How to show the findings; may be given several times, as FORMAT=FILE to write to a file
    #[arg(
        long = "format", value_name = "FORMAT[=FILE]", default_value = "pretty", value_parser = Parser,
        help_heading = "Output"
    )]
    wanted: Vec<Wanted>,
    #[command(flatten)]
    output: Output,
    /// When to colour
    #[arg(long, alias = "colour", value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Colour,
    /// Also write a summary of the findings to this file, in Markdown; with `--format github` the file that
    /// GITHUB_STEP_SUMMARY names is added to if this is not given
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    github_summary: Option<PathBuf>,
    /// In json and jsonl, keep with each notice its text, its claims and what of the law's duties it tells, so that
    /// `candour report` can make any report of it later
    #[arg(long, help_heading = "Output")]
    evidence: bool,
    /// For html, use this template instead of candour's own
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    template: Option<PathBuf>,
    /// Show findings and errors, nothing else
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

/// Largest template, in bytes.
const TEMPLATE: u64 = 1 << 20;

/// What reports are told of a run.
pub struct About<'a> {
    /// The law.
    pub candour: &'a Candour,
    /// The rules that run.
    pub rules: &'a [&'a Rule],
    /// The options of the audit.
    pub options: &'a Options,
    /// The template that a configuration names.
    pub template: Option<PathBuf>,
}

impl Formats {
    /// Whether more of notices is asked for than their findings.
    pub fn show_all(&self) -> bool {
        self.evidence || self.wanted.iter().any(|w| w.format.shows_all())
    }

    /// The reports that are asked for, and where the first of them goes. `taken` is a file that the run writes besides.
    pub fn open(&self, about: &About<'_>, taken: Option<&Path>) -> Result<(Reports, Output), Stop> {
        let wanted = self.settled(taken)?;
        let make = |wanted: &Wanted, output: &Output| self.report(wanted.format, output, about);
        let options = about.options;
        // What goes to the screen is written as it comes; else the first file is.
        let main = wanted.iter().position(|w| w.file.is_none()).unwrap_or(0);
        let mut others = Vec::new();
        let mut first = None;
        for (at, one) in wanted.iter().enumerate() {
            let output = Output { output: one.file.clone() };
            let report = make(one, &output)?;
            let lists = one.format.lists_notices();
            match &one.file {
                Some(file) if at != main => {
                    others.push(Other { report, lists, target: Target::File(file.clone(), Sink::file(file)?) });
                }
                _ => first = Some((report, lists, output)),
            }
        }
        let Some((report, lists, output)) = first else {
            return Err(Stop::Failed("no format is asked for".to_owned()));
        };
        let github = wanted.iter().any(|w| w.format == Format::Github);
        if let Some(target) = self.summary(github)? {
            let report = Box::new(JobSummary::new(base(), options.as_of));
            others.push(Other { report, lists: false, target });
        }
        Ok((Reports { first: report, lists, others }, output))
    }

    /// What is asked for, if it can be done.
    fn settled(&self, taken: Option<&Path>) -> Result<Vec<Wanted>, Stop> {
        let wrong = |what: String| Err(Stop::Failed(what));
        let mut wanted = self.wanted.clone();
        if let Some(file) = &self.output.output {
            match wanted.as_mut_slice() {
                [one] if one.file.is_none() => one.file = Some(file.clone()),
                _ => {
                    return wrong(
                        "--output goes with one format that names no file; write --format FORMAT=FILE".into(),
                    );
                }
            }
        }
        let screen: Vec<String> = wanted.iter().filter(|w| w.file.is_none()).map(|w| w.format.name()).collect();
        if let [one, two, ..] = screen.as_slice() {
            return wrong(format!(
                "{one} and {two} cannot both go to standard output; write --format {two}=FILE to have it in a file"
            ));
        }
        let files = wanted.iter().filter_map(|w| w.file.as_deref());
        let mut seen: Vec<PathBuf> = Vec::new();
        for file in files.chain(self.github_summary.as_deref()).chain(taken) {
            let real = real(file);
            if seen.contains(&real) {
                return wrong(format!("{}: two reports cannot go to one file", file.display()));
            }
            seen.push(real);
        }
        Ok(wanted)
    }

    fn report(&self, format: Format, output: &Output, about: &About<'_>) -> Result<Box<dyn Report>, Stop> {
        let About { candour, rules, options, .. } = about;
        let (width, quiet, as_of) = (output.width(), self.quiet, options.as_of);
        let reference = || Reference::new(rules, &candour.law, as_of);
        let table = |kind| Box::new(TableCsv::new(kind, reference()));
        Ok(match format {
            Format::Pretty => Box::new(Pretty { width, colour: output.colour(self.color), quiet }),
            Format::Concise => Box::new(Concise { quiet }),
            Format::Table => {
                // A file has no edge at which a line would break.
                let width = if output.on_terminal() { width } else { FILE_WIDTH };
                Box::new(Table::new(u16::try_from(width).unwrap_or(u16::MAX), quiet))
            }
            Format::Json => Box::new(Json::new(as_of, self.evidence)),
            Format::Jsonl => Box::new(JsonLines::new(as_of, self.evidence)),
            Format::Sarif => Box::new(Sarif::new(rules.iter().copied(), base(), as_of)),
            Format::Github => Box::new(Annotations::new(base(), quiet)),
            Format::Gitlab => Box::new(GitLab::new(base())),
            Format::Junit => Box::new(JUnit::new(base(), as_of)),
            Format::Markdown => Box::new(Markdown::new(as_of, quiet)),
            Format::Csv => Box::new(Sheet),
            Format::CsvSummary => table(Kind::Summary),
            Format::CsvClaims => table(Kind::Claims),
            Format::CsvRegister => table(Kind::Register),
            Format::CsvCoverage => table(Kind::Coverage),
            Format::Xlsx if output.on_terminal() => {
                return Err(Stop::Failed("a workbook is not for the screen; write --format xlsx=FILE".to_owned()));
            }
            Format::Xlsx => {
                let xlsx = Xlsx::new(reference(), &std::env::temp_dir());
                Box::new(xlsx.map_err(|e| Stop::Failed(format!("the workbook cannot be made: {e}")))?)
            }
            Format::Html => {
                let beside = output.output.as_deref().and_then(folder::beside);
                Box::new(Html::new(reference(), self.template(about)?, beside))
            }
        })
    }

    /// The template of the evidence pack.
    fn template(&self, about: &About<'_>) -> Result<Template, Stop> {
        let wrong = |e: candour::report::html::TemplateError| Stop::Failed(e.to_string());
        let Some(path) = self.template.as_ref().or(about.template.as_ref()) else {
            return Template::builtin().map_err(wrong);
        };
        let shown = path.display().to_string();
        let text = super::config::text_of(path, TEMPLATE).map_err(|what| Stop::Failed(format!("{shown}: {what}")))?;
        Template::parse(&shown, &text).map_err(wrong)
    }

    /// Where the summary of the job goes, if it is wanted.
    fn summary(&self, github: bool) -> Result<Option<Target>, Stop> {
        let step = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|s| !s.is_empty()).map(PathBuf::from);
        let asked = self.github_summary.as_deref();
        match (asked, step) {
            // Other commands of the step write there too.
            (Some(file), Some(step)) if real(file) == real(&step) => Ok(Some(Target::Added(step, true, Vec::new()))),
            (Some(file), _) => Ok(Some(Target::File(file.to_owned(), Sink::file(file)?))),
            (None, Some(step)) if github => Ok(Some(Target::Added(step, false, Vec::new()))),
            _ => Ok(None),
        }
    }
}

/// The file itself, whichever way it is named.
fn real(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = || Some(std::fs::canonicalize(folder).ok()?.join(file.file_name()?));
    std::fs::canonicalize(file).ok().or_else(beside).unwrap_or_else(|| file.to_owned())
}

/// From where files are named: the root of what a job of GitHub or GitLab checked out, else the working folder.
fn base() -> Base {
    let folder = std::env::current_dir().unwrap_or_default();
    let root = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].iter().find_map(|name| {
        let root = std::fs::canonicalize(std::env::var_os(name).filter(|v| !v.is_empty())?).ok()?;
        folder.starts_with(&root).then_some(root)
    });
    Base { root: root.unwrap_or_else(|| folder.clone()), folder }
}

/// Several reports of one run. The first is written to where the run writes, the others each to a place of its own.
pub struct Reports {
    first: Box<dyn Report>,
    lists: bool,
    others: Vec<Other>,
}

struct Other {
    report: Box<dyn Report>,
    lists: bool,
    target: Target,
}

/// Where another report goes.
enum Target {
    /// A file that is there whole or not at all.
    File(PathBuf, Sink),
    /// The end of a file that others write to as well, and whether it was asked for by name.
    Added(PathBuf, bool, Vec<u8>),
}

impl Target {
    /// Writes, and tells in which file it failed.
    fn with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match self {
            Target::Added(_, _, buffer) => write(buffer),
            Target::File(path, sink) => write(sink).map_err(|e| named(path, &e)),
        }
    }

    fn finish(self) -> Result<(), Stop> {
        match self {
            Target::File(_, sink) => sink.finish(),
            Target::Added(path, asked, text) => {
                let file = OpenOptions::new().append(true).create(true).open(&path);
                match file.and_then(|mut file| file.write_all(&text)) {
                    Ok(()) => Ok(()),
                    Err(e) if asked => Err(Stop::Failed(format!("{}: cannot be written: {e}", path.display()))),
                    // Nobody asked for it in so many words.
                    Err(e) => {
                        tell(&format!("note: {}: the summary cannot be written: {e}", path.display()));
                        Ok(())
                    }
                }
            }
        }
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl Reports {
    /// Writes a notice that has no findings of its own to the reports that list all notices.
    pub fn list(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if self.lists {
            self.first.document(checked, out)?;
        }
        for Other { report, target, .. } in self.others.iter_mut().filter(|o| o.lists) {
            target.with(|out| report.document(checked, out))?;
        }
        Ok(())
    }

    /// Says that all is written. Until then the other files keep their old content.
    pub fn finish(self) -> Result<(), Stop> {
        self.others.into_iter().try_for_each(|other| other.target.finish())
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Report, &mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        for Other { report, target, .. } in &mut self.others {
            // What a report could not write whole it has not written.
            let mut buffer = Vec::new();
            write(report.as_mut(), &mut buffer)?;
            target.with(|out| out.write_all(&buffer))?;
        }
        Ok(())
    }
}

impl Report for Reports {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.first.begin(out)?;
        self.each(|report, out| report.begin(out))
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        self.first.document(checked, out)?;
        self.each(|report, out| report.document(checked, out))
    }

    fn portfolio(&mut self, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
        self.first.portfolio(portfolio, out)?;
        self.each(|report, out| report.portfolio(portfolio, out))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.first.end(summary, out)?;
        self.each(|report, out| report.end(summary, out))?;
        self.others.iter_mut().try_for_each(|other| other.target.with(|out| out.flush()))
    }
}
