//! `candour eval`.

use super::options::{Input, Selection, Sureness, date, tell_errors};
use super::output::Output;
use super::packs::add_rules;
use super::rules::EXAMPLE_DAY;
use super::run::Runner;
use super::{Outcome, Stop, complain, tell};
use candour::Candour;
use candour::audit::portfolio::Portfolio;
use candour::check::Checked;
use candour::claims::Confidence;
use candour::eval::{self, Kind, Labels, Seen};
use candour::law::Date;
use candour::report::{EvalView, Report, Summary};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// So many malformed labels are told of, one by one.
const TOLD: usize = 20;

const AFTER: &str = "\
Labels are lines of JSON, in a folder with some of these files, or in one such file:
  findings.jsonl   {\"notice\", \"rule\", \"also\", \"subject\", \"lines\", \"level\", \"quote\", \"why\"}
  portfolio.jsonl  the same, and \"other\": [{\"notice\", \"lines\"}]
  claims.jsonl     {\"notice\", \"kind\", \"value\", \"polarity\", \"lines\", \"quote\"}
  traps.jsonl      {\"id\", \"notice\", \"lines\", \"quote\", \"why_wrong\", \"must_not_find\", \"must_not_claim\"}

Examples:
  candour eval notices/ labels/
      Precision and recall of every rule.
  candour eval notices/ labels/ --claims --misses --extras
      Claims as well, and what was missed or is wrong.
  candour eval notices/ labels/ --rule RULE,RULE --extras
      What two rules report that nobody labelled.
  candour eval notices/ labels/ --rules our-rules/
      Rules of your own together with those of candour.";

/// Arguments of `eval`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct EvalArgs {
    /// Folder of notices, or one notice
    #[arg(value_name = "NOTICES")]
    notices: PathBuf,
    /// Folder of labels, or one file of labels
    #[arg(value_name = "LABELS")]
    labels: PathBuf,
    /// Count claims as well
    #[arg(long)]
    claims: bool,
    /// Count findings across notices as well
    #[arg(long)]
    portfolio: bool,
    /// List the labels that were missed
    #[arg(long)]
    misses: bool,
    /// List what was reported and is not labelled, and the traps that candour fell into
    #[arg(long)]
    extras: bool,
    /// Count only these rules, separated by commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    rule: Vec<String>,
    /// Add the rules in this folder to those of candour (may be given several times)
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Count only findings that are at least this sure
    #[arg(long, value_name = "LEVEL", default_value = "possible")]
    min_confidence: Sureness,
    /// Day whose law holds, as YEAR-MONTH-DAY. The default does not move with the calendar, so that counts of two runs
    /// can be compared
    #[arg(long, value_name = "DATE", value_parser = date, default_value_t = EXAMPLE_DAY)]
    as_of: Date,
    /// How to show the counts
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Tables
    Table,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(args: &EvalArgs) -> Result<Outcome, Stop> {
    if !args.notices.exists() {
        return Err(Stop::Failed(format!("{}: no such file or folder", args.notices.display())));
    }
    let labels = load(&args.labels)?;
    let mut candour = Candour::builtin()?;
    add_rules(&mut candour, &args.rules)?;
    let valid = tell_errors(&candour.rules);
    for rule in &args.rule {
        let known = candour.rules.rules.iter().any(|r| r.id == *rule) || labels.names_rule(rule);
        if !known {
            return Err(Stop::Failed(format!("--rule: no rule is called `{rule}`, and no label names it")));
        }
    }
    // A single file of labels is there to be counted, whatever it holds.
    let alone = |others_empty: bool| args.labels.is_file() && others_empty;
    let options = eval::Options {
        rules: args.rule.iter().cloned().collect(),
        claims: args.claims || alone(!labels.claims.is_empty()),
        portfolio: args.portfolio || alone(!labels.portfolio.is_empty()),
        ..eval::Options::new(&candour.rules)
    };
    for (asked, empty, what) in [
        (args.claims, labels.claims.is_empty(), "claims"),
        (args.portfolio, labels.portfolio.is_empty(), "findings across notices"),
    ] {
        if asked && empty {
            tell(&format!("{}: no labels of {what} here", args.labels.display()));
        }
    }
    let selection =
        Selection { as_of: Some(args.as_of), min_confidence: Some(args.min_confidence), ..Selection::none() };
    let audit = selection.options(false);
    let input = Input::of(args.notices.clone());
    let runner = Runner {
        candour: &candour,
        options: &audit,
        input: &input,
        output: &args.output,
        quiet: true,
        any_document: true,
        portfolio: options.portfolio,
        facts_out: None,
        config: None,
        cache: None,
        since: None,
    };
    let mut report = Evaluator { args, options, seen: Seen::of(&labels), labels, width: args.output.width() };
    let summary = runner.run(&mut report)?.summary;
    let unread = report.seen.unread();
    if !unread.is_empty() {
        tell(&format!("{} labelled and not read: {}", notices(unread.len()), unread.join(", ")));
    }
    Ok(match () {
        () if summary.unreadable > 0 || !valid => Outcome::Failed,
        () if report.seen.read.is_empty() => Outcome::Nothing,
        () => Outcome::Clean,
    })
}

fn notices(count: usize) -> String {
    if count == 1 { "1 notice is".to_owned() } else { format!("{count} notices are") }
}

/// The labels in a folder or a file.
fn load(path: &Path) -> Result<Labels, Stop> {
    let kinds = Kind::ALL.map(|kind| (path.join(kind.file_name()), Some(kind)));
    let files: Vec<(PathBuf, Option<Kind>)> = match path.is_dir() {
        true => kinds.into_iter().filter(|(file, _)| file.exists()).collect(),
        false => vec![(path.to_owned(), None)],
    };
    if files.is_empty() {
        let names = Kind::ALL.map(Kind::file_name).join(", ");
        return Err(Stop::Failed(format!("{}: no labels here (none of {names})", path.display())));
    }
    let mut labels = Labels::default();
    let mut wrong = Vec::new();
    for (file, kind) in files {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|e| Stop::Failed(format!("{shown}: {e}")))?;
        wrong.extend(labels.add(&shown, &text, kind));
    }
    for malformed in wrong.iter().take(TOLD) {
        complain(&malformed.to_string());
    }
    match wrong.len() {
        0 if labels.is_empty() => Err(Stop::Failed(format!("{}: no labels here", path.display()))),
        0 => Ok(labels),
        1 => Err(Stop::Failed("1 label is malformed; nothing was counted".to_owned())),
        n => Err(Stop::Failed(format!("{n} labels are malformed; nothing was counted"))),
    }
}

/// Keeps what is reported of labelled notices, and counts at the end.
struct Evaluator<'a> {
    args: &'a EvalArgs,
    options: eval::Options,
    labels: Labels,
    seen: Seen,
    width: usize,
}

impl Report for Evaluator<'_> {
    fn document(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        self.seen.add(&name(&self.args.notices, &checked.about.path), checked);
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _out: &mut dyn Write) -> io::Result<()> {
        for across in &portfolio.findings {
            self.seen.add_across(across, |path| name(&self.args.notices, path));
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let evaluation = eval::evaluate(&self.labels, &self.seen, &self.options);
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        let view = EvalView { width, misses: self.args.misses, extras: self.args.extras };
        match self.args.format {
            Format::Table => view.table(&evaluation, out),
            Format::Json => {
                let confidence = Confidence::from(self.args.min_confidence).name();
                view.json(&evaluation, self.args.as_of, confidence, out)
            }
        }
    }
}

/// What labels call a notice: its path below the folder, with `/`; of a single notice its name.
fn name(root: &Path, path: &str) -> String {
    let path = Path::new(path);
    let below = match root.is_dir() {
        true => path.strip_prefix(root).unwrap_or(path),
        false => path.file_name().map_or(path, Path::new),
    };
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_below_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/");
        assert_eq!(name(&root, &root.join("cli/eval.rs").to_string_lossy()), "cli/eval.rs");
        assert_eq!(name(Path::new("."), "./raw/a.txt"), "raw/a.txt");
        assert_eq!(name(Path::new("some/notice.md"), "some/notice.md"), "notice.md");
    }
}
