//! `candour check`.

use super::cache::Cache;
use super::config::{Config, ConfigArgs};
use super::formats::{About, Formats};
use super::ledger::Ledger;
use super::options::{FailOn, Input, Selection};
use super::run::Runner;
use super::stream::{self, Stream};
use super::{Outcome, Stop};
use candour::Candour;
use candour::audit::Options;
use candour::rules::Rule;
use clap::Args;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;

const AFTER: &str = "\
Examples:
  candour check notice.md
      Check one draft.
  candour check notices/ --format table
      See where the work is, notice by notice.
  candour check notices/ --format json --output findings.json
      Keep the findings for other programs.
  candour check notices/ --format sarif=out.sarif --format pretty
      Write one report to a file and show another.
  candour check notices/ --as-of 2024-06-30
      Ask what was wrong with the notices under the law of that day.
  candour check notices/ --changed-since main
      Report only what the branch brings.
  candour check notice.md --select retention --ignore RULE
      Run the rules of one family, but for one.
  pandoc notice.docx -t markdown | candour check - --stdin-filename notice.md
      Check what another program writes.
  candour check --stdin-jsonl --facts < documents.jsonl > answers.jsonl
      Check documents in a stream: each line has an `id`, and `text` or `base64`.

Exit codes:
  0  nothing at or above the level of --fail-on
  1  findings
  2  the run failed: bad arguments, a file that cannot be read, a rule that is not valid
  3  no privacy notice was found to check; a stream of documents may have none, and its answers say so";

/// What a stream of documents does without: what is read, and how it is answered, is settled.
const NOT_IN_A_STREAM: [&str; 10] = [
    "paths",
    "stdin_filename",
    "include",
    "exclude",
    "wanted",
    "output",
    "github_summary",
    "changed_since",
    "no_portfolio",
    "cache",
];

/// Arguments of `check`.
#[derive(Args)]
#[command(after_help = AFTER, mut_arg("paths", |paths| paths.required(false).required_unless_present("stdin_jsonl")))]
pub struct CheckArgs {
    #[command(flatten)]
    input: Input,
    /// Read documents from standard input, one a line as JSON, and answer with one line of JSON each; for Spark and other
    /// programs that send many
    #[arg(long, help_heading = "What to read", conflicts_with_all = NOT_IN_A_STREAM)]
    stdin_jsonl: bool,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    formats: Formats,
    /// Findings of this level or worse make the exit code 1; error if not given
    #[arg(long, value_name = "LEVEL", help_heading = "How to run")]
    fail_on: Option<FailOn>,
    /// Report only what is new since this Git revision, such as main or HEAD~1; a file that was given another name is
    /// followed
    #[arg(long, value_name = "REV", help_heading = "How to run")]
    changed_since: Option<String>,
    /// Do not look at the notices of one controller together
    #[arg(long, help_heading = "How to run")]
    no_portfolio: bool,
    /// Also write what the notices contribute to a portfolio, for `candour portfolio`
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    facts_out: Option<PathBuf>,
    /// With --stdin-jsonl: have each answer tell what the document contributes to a portfolio, for `candour portfolio`
    #[arg(long, help_heading = "Output")]
    facts: bool,
    #[command(flatten)]
    config: ConfigArgs,
    /// Keep in this folder what comes of each file, and do not look again at what is unchanged
    #[arg(long, value_name = "DIR", help_heading = "How to run")]
    cache: Option<PathBuf>,
    /// Report what is in the baseline as well
    #[arg(long, help_heading = "Configuration")]
    no_baseline: bool,
}

/// What a run needs: the configuration, the rules, the options, and what is held back.
pub struct Session {
    /// The configuration.
    pub config: Config,
    /// Law, lexicon, rules.
    pub candour: Candour,
    /// The options of the audit; comments are not obeyed unless that is set.
    pub options: Options,
    /// Whether every rule is valid.
    pub valid: bool,
    /// What is held back.
    pub ledger: Ledger,
}

impl Session {
    /// Sets a run up. Without `baseline` none is obeyed.
    pub fn new(config: Config, selection: &Selection, input: &Input, baseline: bool) -> Result<Session, Stop> {
        let ledger = Ledger::open(&config, baseline)?;
        let mut candour = Candour::builtin()?;
        let (selection, valid) = config.prepare(selection, &mut candour)?;
        let mut options = selection.options(input.all_files);
        options.caps = input.limits.caps(Some(&config.values));
        options.settings = Arc::new(config.settings(&candour)?);
        Ok(Session { config, candour, options, valid, ledger })
    }

    /// The same from what the command line says of the configuration.
    ///
    /// # Errors
    /// When the configuration, the baseline or a rule pack is not valid.
    pub fn open(of: &ConfigArgs, selection: &Selection, input: &Input, no_baseline: bool) -> Result<Session, Stop> {
        // What comes through a pipe may come from anybody: nothing is looked for beside it.
        let beside = !input.only_stdin();
        let config = Config::load(of, beside)?;
        let baseline = !no_baseline && !of.isolated && (beside || of.config.is_some());
        let mut session = Session::new(config, selection, input, baseline)?;
        session.options.comments = !of.isolated;
        Ok(session)
    }
}

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<Outcome, Stop> {
    let session = Session::open(&args.config, &args.selection, &args.input, args.no_baseline)?;
    if args.facts && !args.stdin_jsonl {
        return Err(Stop::Failed("--facts goes with --stdin-jsonl; for files it is --facts-out FILE".to_owned()));
    }
    if args.stdin_jsonl {
        return stream(args, session);
    }
    let Session { config, candour, mut options, valid, mut ledger } = session;
    options.evidence = args.formats.show_all();
    // The program ends soon, and with it all memory: to give thousands of phrases and rules back one by one takes longer
    // than to read a notice.
    let candour = ManuallyDrop::new(candour);
    let quiet = args.formats.quiet;
    let (mut reports, output) = {
        let runs = |r: &&Rule| r.applies(options.as_of) && !(r.across && args.no_portfolio);
        let rules: Vec<&Rule> = candour.rules.chosen(&options.select, &options.ignore).filter(runs).collect();
        let template = config.template()?;
        let about = About { candour: &candour, rules: &rules, options: &options, template };
        args.formats.open(&about, args.facts_out.as_deref())?
    };
    let folder = args.cache.clone().map_or_else(|| config.cache(), |folder| Ok(Some(folder)))?;
    // What is kept of a file is what most reports ask for: no claims.
    let folder = folder.filter(|_| !options.evidence);
    let limits = args.input.limits.limits(Some(&config.values));
    let cache = folder.map(|folder| Cache::open(&folder, &candour, (&options, &limits), &config)).transpose()?;
    let runner = Runner {
        candour: &candour,
        options: &options,
        input: &args.input,
        output: &output,
        quiet,
        any_document: false,
        portfolio: !args.no_portfolio,
        facts_out: args.facts_out.as_deref(),
        config: Some(&config),
        cache: cache.as_ref(),
        since: args.changed_since.as_deref(),
    };
    let totals = runner.run_with(&mut reports, &mut ledger)?;
    reports.finish()?;
    if !quiet {
        ledger.close(&candour, &options, runner.portfolio);
        cache.iter().for_each(Cache::close);
    }
    let fails = config.fail_on(args.fail_on).level().is_some_and(|level| totals.worst >= Some(level));
    Ok(match totals.summary {
        summary if summary.unreadable > 0 || !valid || ledger.wrong => Outcome::Failed,
        _ if fails => Outcome::Findings,
        summary if summary.notices == 0 => {
            super::tell("no privacy notice was found to check");
            Outcome::Nothing
        }
        _ => Outcome::Clean,
    })
}

/// Answers the documents of standard input.
fn stream(args: &CheckArgs, session: Session) -> Result<Outcome, Stop> {
    let (valid, fails) = (session.valid, session.config.fail_on(args.fail_on).level());
    let limits = args.input.limits.limits(Some(&session.config.values));
    let (jobs, facts, facts_out) = (args.input.jobs, args.facts, args.facts_out.as_deref());
    let stream::Outcome { failed, worst } = Stream { session, limits, jobs, facts, facts_out }.run()?;
    Ok(match () {
        () if failed > 0 || !valid => Outcome::Failed,
        () if fails.is_some_and(|level| worst >= Some(level)) => Outcome::Findings,
        () => Outcome::Clean,
    })
}
