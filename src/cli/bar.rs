//! How far a long run is.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A bar is shown when the work takes longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// A progress bar on standard error, once the work has taken a while.
pub struct Bar {
    bar: ProgressBar,
    begun: Instant,
    wanted: bool,
}

impl Bar {
    /// For so many files.
    pub fn new(length: usize, wanted: bool) -> Bar {
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} files, {eta} left") {
            bar.set_style(style);
        }
        Bar { bar, begun: Instant::now(), wanted: wanted && io::stderr().is_terminal() }
    }

    /// Shows the bar if it is time.
    pub fn look(&self) {
        if self.wanted && self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// One file more is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
