//! Where a report goes: standard output, or a file that is there whole or not at all.

use super::Stop;
use clap::{Args, ValueEnum};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The width to write for when no terminal tells.
const USUAL_WIDTH: usize = 100;

/// Options of output.
#[derive(Args)]
pub struct Output {
    /// Write the report to this file instead of the screen
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// `--color`.
#[derive(Clone, Copy, ValueEnum)]
pub enum Colour {
    /// When writing to a terminal that shows colours
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How many columns to write for on standard output.
pub fn screen_width() -> usize {
    let told = || terminal_size::terminal_size_of(io::stdout()).map(|(w, _)| usize::from(w.0));
    if io::stdout().is_terminal() { told().unwrap_or(USUAL_WIDTH).clamp(40, 240) } else { USUAL_WIDTH }
}

impl Output {
    /// Opens the place to write to.
    pub fn open(&self) -> Result<Sink, Stop> {
        match &self.output {
            Some(path) => Sink::file(path),
            None => Ok(Sink { writer: Target::Screen(BufWriter::with_capacity(1 << 16, io::stdout())) }),
        }
    }

    /// Whether the report goes to a terminal.
    pub fn on_terminal(&self) -> bool {
        self.output.is_none() && io::stdout().is_terminal()
    }

    /// How many columns to write for.
    pub fn width(&self) -> usize {
        if self.on_terminal() { screen_width() } else { USUAL_WIDTH }
    }

    /// Whether to colour.
    pub fn colour(&self, choice: Colour) -> bool {
        match choice {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                self.output.is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        }
    }
}

/// A place to write to.
pub struct Sink {
    writer: Target,
}

enum Target {
    Screen(BufWriter<io::Stdout>),
    /// A pipe or a device: nothing that could be put in its place.
    Device(BufWriter<File>),
    File {
        writer: BufWriter<File>,
        beside: PathBuf,
        path: PathBuf,
        done: bool,
    },
}

impl Sink {
    /// A file that is there whole or not at all.
    pub fn file(path: &Path) -> Result<Sink, Stop> {
        let fail = |e: io::Error| Stop::Failed(format!("{}: cannot be written: {e}", path.display()));
        if path.is_dir() {
            return Err(Stop::Failed(format!("{}: is a folder; name a file to write to", path.display())));
        }
        if path.exists() && !path.is_file() {
            let device = OpenOptions::new().write(true).open(path).map_err(fail)?;
            return Ok(Sink { writer: Target::Device(BufWriter::new(device)) });
        }
        // A link stays a link: the file that it leads to is replaced.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(fail)?;
        let writer = BufWriter::with_capacity(1 << 16, file);
        Ok(Sink { writer: Target::File { writer, beside, path: path.to_owned(), done: false } })
    }

    /// Says that all is written. Until then a file keeps its old content.
    pub fn finish(mut self) -> Result<(), Stop> {
        match &mut self.writer {
            Target::Screen(writer) => writer.flush()?,
            Target::Device(writer) => writer.flush()?,
            Target::File { writer, beside, path, done } => {
                writer.flush()?;
                // The new file takes the place of the old when its bytes are there, even if the power fails.
                writer.get_ref().sync_all()?;
                std::fs::rename(&*beside, &*path)?;
                *done = true;
            }
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Target::Screen(writer) => writer.write(bytes),
            Target::Device(writer) | Target::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Target::Screen(writer) => writer.flush(),
            Target::Device(writer) | Target::File { writer, .. } => writer.flush(),
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Target::File { beside, done: false, .. } = &self.writer {
            let _ = std::fs::remove_file(beside);
        }
    }
}
