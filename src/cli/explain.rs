//! `candour explain`.

use super::config::{Config, ConfigArgs};
use super::options::Selection;
use super::output::screen_width;
use super::{Outcome, Stop};
use candour::Candour;
use candour::report::page;
use candour::rules::suggest::hint;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  candour explain RULE                    why a rule is there, and how to put it right
  candour explain house-style --rules our-rules/
  candour rules list                      every rule by name

The rules and parameters of the configuration that applies here are those that are explained.";

/// Arguments of `explain`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct ExplainArgs {
    /// The rule's id, as shown in square brackets beside a finding
    #[arg(value_name = "RULE")]
    rule: String,
    /// Add the rules in this folder to those of candour (may be given several times)
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Stop> {
    let mut candour = Candour::builtin()?;
    let config = Config::load(&args.config, true)?;
    config.prepare(&Selection { rules: args.rules.clone(), ..Selection::none() }, &mut candour)?;
    let rules = &candour.rules;
    let Some(rule) = rules.get(&args.rule) else {
        let hint = hint(&args.rule, rules.rules.iter().map(|r| r.id.as_str()));
        let hint = if hint.is_empty() { "; `candour rules list` shows every rule".to_owned() } else { hint };
        return Err(Stop::Failed(format!("there is no rule `{}`{hint}", args.rule)));
    };
    let text = page(&candour::rules::explain(rule), screen_width());
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}
