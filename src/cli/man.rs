//! `candour man`.

use super::output::Sink;
use super::{Outcome, Stop};
use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::{self, Write};
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  candour man | man -l -
      Read the page of candour itself.
  candour man ~/.local/share/man/man1
      Write that page, and one for each command, to where `man candour-check` finds them.";

/// Arguments of `man`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct ManArgs {
    /// Write a page for candour and one for each of its commands to this folder; otherwise the first is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Runs the command. `command` is the whole command line, from which the pages are made.
pub fn run(args: &ManArgs, command: Command) -> Result<Outcome, Stop> {
    // `candour help check` says what `candour check --help` says: it needs no page.
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut out = io::stdout().lock();
    let Some(folder) = &args.folder else {
        let (_, page) = page(&command, None)?;
        out.write_all(&page)?;
        out.flush()?;
        return Ok(Outcome::Clean);
    };
    let mut pages = Vec::new();
    gather(&command, None, &mut pages)?;
    let fail = |e: io::Error| Stop::Failed(format!("{}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(fail)?;
    for (name, page) in &pages {
        let mut sink = Sink::file(&folder.join(name))?;
        sink.write_all(page).map_err(fail)?;
        sink.finish()?;
    }
    writeln!(out, "{} pages in {}", pages.len(), folder.display())?;
    Ok(Outcome::Clean)
}

/// The pages of a command and of those below it, with the names of their files.
fn gather(command: &Command, above: Option<&str>, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    pages.push(page(command, above)?);
    let name = name(command);
    let below = command.get_subcommands().filter(|c| !c.is_hide_set());
    below.into_iter().try_for_each(|c| gather(c, Some(&name), pages))
}

fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

/// The page of one command, with the name of its file.
fn page(command: &Command, above: Option<&str>) -> io::Result<(String, Vec<u8>)> {
    let version = command.get_version().unwrap_or_default();
    let man = Man::new(command.clone()).source(format!("candour {version}")).manual("Privacy notices");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().any(|a| !a.is_hide_set()) {
        man.render_options_section(&mut page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut rest = Roff::default();
    if let Some(text) = command.get_after_long_help().or_else(|| command.get_after_help()) {
        sections(&text.to_string(), &mut rest);
    }
    if let Some(above) = above {
        rest.control("SH", ["SEE ALSO"]);
        rest.text([roman(format!("{above}(1)"))]);
    }
    rest.to_writer(&mut page)?;
    Ok((man.get_filename(), page))
}

/// What stands beneath the help of a command: examples and exit codes under headings of their own, line for line as they
/// were written, and remarks as notes.
fn sections(text: &str, page: &mut Roff) {
    let mut noted = false;
    for paragraph in text.split("\n\n") {
        match paragraph.split_once('\n') {
            Some((head, body)) if head.ends_with(':') && body.starts_with(' ') => {
                let head = match head.trim_end_matches(':') {
                    "Exit codes" => "EXIT STATUS".to_owned(),
                    other => other.to_uppercase(),
                };
                page.control("SH", [head.as_str()]);
                page.control("nf", []);
                body.lines().for_each(|line| {
                    page.text([roman(line)]);
                });
                page.control("fi", []);
                noted = false;
            }
            _ => {
                page.control(if noted { "PP" } else { "SH" }, if noted { vec![] } else { vec!["NOTES"] });
                page.text([roman(paragraph.replace('\n', " "))]);
                noted = true;
            }
        }
    }
}
