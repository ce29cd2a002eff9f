//! `candour init`.

use super::config::find;
use super::{Outcome, Stop, tell};
use candour::Candour;
use candour::read::CONFIGURATIONS;
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file, in which an example of a rule with a parameter is to be filled in: no rule is named in the source.
const STARTER: &str = include_str!("config/starter.yaml");

const AFTER: &str = "\
Examples:
  candour init
      Write candour.yaml here, with every key explained.
  candour init notices --force
      Write notices/candour.yaml anew; what it said is gone.

At first it changes nothing about a run: what it sets is what is built in, and all else is commented out.";

/// Arguments of `init`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct InitArgs {
    /// Folder to write it in; the working folder if not given
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Replace a configuration that is there already
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub fn run(args: &InitArgs) -> Result<Outcome, Stop> {
    let folder = &args.folder;
    if !folder.is_dir() {
        return Err(Stop::Failed(format!("{}: no such folder", folder.display())));
    }
    // A second one beside it would be obeyed in its place, or not at all.
    let there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    let old = CONFIGURATIONS.iter().map(|name| folder.join(name)).find(there);
    let path = match &old {
        Some(path) if !args.force => {
            return Err(Stop::Failed(format!(
                "{}: is there already and stays as it is; --force replaces it",
                shown(path).display()
            )));
        }
        Some(path) => path.clone(),
        None => folder.join(CONFIGURATIONS.first().copied().unwrap_or_default()),
    };
    let text = text()?;
    let other = fs::canonicalize(folder).ok().and_then(|whole| Some((find::upwards(&whole)?, whole)));
    write(&path, &text, args.force)?;
    if let Some((other, whole)) = other.filter(|_| old.is_none()) {
        tell(&format!(
            "note: below {} this takes the place of {}, which no longer applies there",
            folder.display(),
            find::told_from(&whole, &other)
        ));
    }
    writeln!(io::stdout(), "{}: written; `candour config show` tells what applies", shown(&path).display())?;
    Ok(Outcome::Clean)
}

/// A path without the `./` that nobody wrote.
fn shown(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// The configuration, with an example of a rule that has a parameter.
fn text() -> Result<String, Stop> {
    let candour = Candour::builtin()?;
    let mut rules: Vec<_> = candour.rules.rules.iter().collect();
    rules.sort_by_key(|rule| &rule.id);
    let with = rules.iter().find_map(|rule| Some((&rule.id, rule.params.iter().next()?)));
    let Some((rule, (param, value))) = with else {
        return Err(Stop::Failed("no rule has a parameter".to_owned()));
    };
    Ok(STARTER.replace("{rule}", rule).replace("{param}", param).replace("{value}", value))
}

/// Writes the file whole or not at all. Unless `replace`, one that has come to be there meanwhile stays.
fn write(path: &Path, text: &str, replace: bool) -> Result<(), Stop> {
    let fail = |e: io::Error| {
        let what = match e.kind() {
            io::ErrorKind::AlreadyExists => "is there already and stays as it is".to_owned(),
            _ => format!("cannot be written: {e}"),
        };
        Stop::Failed(format!("{}: {what}", shown(path).display()))
    };
    if replace {
        let mut sink = super::output::Sink::file(path)?;
        sink.write_all(text.as_bytes()).map_err(fail)?;
        return sink.finish();
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    readable(&mut beside);
    let mut beside = beside.tempfile_in(folder).map_err(fail)?;
    beside.write_all(text.as_bytes()).and_then(|()| beside.as_file().sync_all()).map_err(fail)?;
    beside.persist_noclobber(path).map_err(|e| fail(e.error))?;
    Ok(())
}

/// A temporary file is its owner's alone, but this one is for all who work on the repository, as the mask allows.
#[cfg(unix)]
fn readable(file: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    file.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_file: &mut tempfile::Builder<'_, '_>) {}
