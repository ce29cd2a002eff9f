//! `candour config show`: what applies, and whence.

use super::{Config, ConfigArgs, How, Step};
use crate::cli::options::Selection;
use crate::cli::output::screen_width;
use crate::cli::{Outcome, Stop};
use candour::Candour;
use candour::report::{grid, one_line};
use clap::{Args, Subcommand};
use serde_yaml::Value;
use std::io::Write;
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  candour config show
      What applies here, and where it is said.
  candour config show notices/archive/old.md
      The same, with what is said of this file.
  candour schema config > candour.schema.json
      For an editor that completes and checks candour.yaml.";

/// Arguments of `config`.
#[derive(Args)]
pub struct ConfigCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show which configuration applies, what it says, and where
    #[command(after_help = AFTER)]
    Show {
        /// Files, to show what is said of each
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        config: ConfigArgs,
    },
}

/// Runs the command.
pub fn run(args: &ConfigCommand) -> Result<Outcome, Stop> {
    let Command::Show { paths, config } = &args.command;
    let config = Config::load(config, true)?;
    let mut candour = Candour::builtin()?;
    config.prepare(&Selection::none(), &mut candour)?;
    let settings = config.settings(&candour)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", one_line(&origin(&config)))?;
    let rows = rows(&config);
    writeln!(out)?;
    let mut table = grid(u16::try_from(screen_width()).unwrap_or(u16::MAX));
    table.set_header(["Key", "Value", "From"]);
    table.add_rows(rows.iter().map(|row| row.iter().map(|cell| one_line(cell))));
    writeln!(out, "{}", table.trim_fmt())?;
    for path in paths {
        let name = settings.whereabouts.name(&path.to_string_lossy());
        writeln!(out, "\n{}", one_line(&name))?;
        let mut told = false;
        for (i, said) in settings.paths.iter().enumerate().filter(|(_, s)| s.files.is_match(&name)) {
            told = true;
            let from = config.at(&[Step::Key("paths".to_owned()), Step::Item(i)]);
            let mut parts = Vec::new();
            if !said.ignore.is_empty() {
                parts.push(format!("ignore {}", said.ignore.join(", ")));
            }
            parts.extend(said.severities.iter().map(|(rule, severity)| format!("{rule} is {}", severity.name())));
            parts.extend(said.min_confidence.map(|c| format!("min-confidence {}", c.name())));
            parts.extend(said.public_authority.as_ref().map(|a| format!("public-authority {a}")));
            writeln!(out, "  {}", one_line(&format!("{} ({from})", parts.join("; "))))?;
        }
        if !told {
            writeln!(out, "  nothing is said of it alone")?;
        }
    }
    Ok(Outcome::Clean)
}

/// Which file applies, and why.
fn origin(config: &Config) -> String {
    match &config.file {
        None => {
            "No configuration applies: there is no candour.yaml from here up to the root of the repository.".to_owned()
        }
        Some((_, How::Named)) => format!("{} applies, for --config names it.", config.shown),
        Some((_, How::Found)) => {
            format!("{} applies: it is the nearest from here up to the root of the repository.", config.shown)
        }
    }
}

/// Every key that can be set: its value and where it is said.
fn rows(config: &Config) -> Vec<Vec<String>> {
    let values = &config.values;
    let mut rows = Vec::new();
    let mut row = |key: &[&str], value: String, usual: &str| {
        let place: Vec<Step> = key.iter().map(|k| Step::Key((*k).to_owned())).collect();
        let said = !value.is_empty();
        let from = if said { config.at(&place) } else { "built in".to_owned() };
        let value = if said { value } else { usual.to_owned() };
        rows.push(vec![key.join(" › "), value, from]);
    };
    let word = |w: &Option<String>| w.clone().unwrap_or_default();
    row(&["select"], values.select.join(", "), "every rule");
    row(&["ignore"], values.ignore.join(", "), "none");
    for (rule, severity) in &values.severities {
        row(&["severities", rule], severity.clone(), "");
    }
    for (rule, params) in &values.params {
        for (name, value) in params {
            let text = serde_yaml::to_string(value).unwrap_or_default();
            row(&["params", rule, name], text.trim().to_owned(), "");
        }
    }
    for (records, period) in &values.retention_schedule {
        row(&["retention-schedule", records], period.clone(), "");
    }
    row(&["rules"], values.rules.join(", "), "those of candour");
    row(&["as-of"], word(&values.as_of), "today");
    row(&["min-confidence"], word(&values.min_confidence), "likely");
    row(&["fail-on"], word(&values.fail_on), "error");
    let size = |v: &Option<Value>| v.as_ref().map(|v| serde_yaml::to_string(v).unwrap_or_default().trim().to_owned());
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    row(&["max-size"], size(&values.max_size).unwrap_or_default(), "20M");
    row(&["max-depth"], number(values.max_depth.map(|n| n as u64)), "64");
    row(&["max-parts"], number(values.max_parts), "1000000");
    row(&["max-expansion"], size(&values.max_expansion).unwrap_or_default(), "4M");
    row(&["max-pdf-seconds"], number(values.max_pdf_seconds), "30");
    row(&["max-pdf-memory"], size(&values.max_pdf_memory).unwrap_or_default(), "1G");
    row(&["max-claims"], number(values.max_claims), "100000");
    row(&["max-work"], number(values.max_work), "500");
    row(&["cache"], word(&values.cache), "none");
    row(&["template"], word(&values.template), "candour's own");
    row(&["public-authority"], word(&values.public_authority), "as the notice reads");
    let list = |key: &str, i: usize, value: String| {
        let place = [Step::Key(key.to_owned()), Step::Item(i)];
        vec![format!("{key} › {}", i + 1), value, config.at(&place)]
    };
    rows.extend(values.controllers.iter().enumerate().map(|(i, body)| {
        let more = [
            ("also", &body.aliases),
            ("at", &body.domains),
            ("registered as", &body.registrations),
            ("not", &body.not),
        ];
        let more = more.iter().filter(|(_, l)| !l.is_empty()).map(|(w, l)| format!("; {w} {}", l.join(", ")));
        let authority = body.public_authority.iter().map(|a| format!("; public authority: {a}"));
        list("controllers", i, body.name.clone() + &more.chain(authority).collect::<String>())
    }));
    rows.extend(values.paths.iter().enumerate().map(|(i, said)| list("paths", i, said.files.join(", "))));
    rows.extend(
        values
            .suppressions
            .iter()
            .enumerate()
            .map(|(i, said)| list("suppressions", i, format!("{}: {}", said.rules.join(", "), said.reason))),
    );
    rows
}
