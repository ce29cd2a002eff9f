//! `candour explain`.

use super::options::add_rules;
use super::{Outcome, Stop, nearest};
use candour::Candour;
use candour::report::clean;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  candour explain retention-vague
  candour explain house-style --rules our-rules/
  candour rules list                      every rule by name";

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
}

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Stop> {
    let mut candour = Candour::builtin()?;
    add_rules(&mut candour, &args.rules)?;
    let rules = &candour.rules.rules;
    let Some(rule) = rules.iter().find(|r| r.id == args.rule) else {
        let hint = match nearest(&args.rule, rules.iter().map(|r| r.id.as_str())) {
            Some(name) => format!("Did you mean {name}?"),
            None => "`candour rules list` shows every rule.".to_owned(),
        };
        return Err(Stop::Failed(format!("there is no rule called {:?}. {hint}", args.rule)));
    };
    let text = candour::rules::explain(rule);
    writeln!(std::io::stdout(), "{}", clean(text.trim_end()))?;
    Ok(Outcome::Clean)
}
