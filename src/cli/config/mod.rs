//! `candour.yaml`: what a run is to do where the command line does not say.
//!
//! `find` says where it lies, `shape` checks it against its schema, `values` is what it says, `settle` turns that into
//! the plain values that the library takes, and `show` tells what applies and whence.

pub mod find;
mod place;
mod settle;
pub mod shape;
pub mod show;
mod values;

pub use find::text_of;
pub use place::Step;
pub use shape::at;
pub use values::Values;

use super::{Stop, tell};
use clap::Args;
use std::path::{Path, PathBuf};

/// The schema of the file.
pub const SCHEMA: &str = include_str!("config.schema.json");

/// So many configurations that are not obeyed are named.
const TOLD: usize = 3;

/// Which configuration to obey.
#[derive(Args, Clone, Default)]
pub struct ConfigArgs {
    /// Obey this configuration; otherwise `candour.yaml` is looked for from the working folder upwards, as far as the
    /// root of the repository
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub config: Option<PathBuf>,
    /// Pay no heed to settings that lie beside the notices: no configuration but that of --config
    #[arg(long, help_heading = "Configuration")]
    pub isolated: bool,
}

/// How a configuration came to be obeyed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// `--config` named it.
    Named,
    /// It lay in the working folder or above.
    Found,
}

/// The configuration of a run; without a file it says nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file, and how it came to be obeyed.
    pub file: Option<(PathBuf, How)>,
    /// The file's name as it is shown.
    pub shown: String,
    /// The folder in which the run began.
    pub here: PathBuf,
    /// What it says.
    pub values: Values,
    text: String,
}

impl Config {
    /// The configuration that these options ask for. `beside` says whether one may be looked for at all.
    ///
    /// # Errors
    /// When it cannot be read or is malformed.
    pub fn load(args: &ConfigArgs, beside: bool) -> Result<Config, Stop> {
        let here = std::env::current_dir().map_err(|e| Stop::Failed(format!("the working folder: {e}")))?;
        Config::load_from(args, beside, here, find::told_from)
    }

    /// The same for a run that is taken to begin in another folder. `name` gives the name to show of a file that is
    /// found, from which its own paths are told: for a folder in which the program does not run, the whole path.
    ///
    /// # Errors
    /// When it cannot be read or is malformed.
    pub fn load_from(
        args: &ConfigArgs,
        beside: bool,
        here: PathBuf,
        name: impl FnOnce(&Path, &Path) -> String,
    ) -> Result<Config, Stop> {
        let found = match &args.config {
            Some(path) => Some((path.clone(), How::Named)),
            None if args.isolated || !beside => None,
            None => find::upwards(&here).map(|path| (path, How::Found)),
        };
        let Some((path, how)) = found else { return Ok(Config { here, ..Config::default() }) };
        let shown = match how {
            How::Named => path.display().to_string(),
            How::Found => name(&here, &path),
        };
        let text = find::text_of(&path, shape::MOST).map_err(|what| Stop::Failed(format!("{shown}: {what}")))?;
        Ok(Config { file: Some((here.join(path), how)), here, ..Config::parse(shown, text)? })
    }

    /// The configuration that a text is. `shown` is the name to show.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn parse(shown: String, text: String) -> Result<Config, Stop> {
        let value = shape::read(&shown, &text, SCHEMA).map_err(|wrong| told(&shown, &wrong))?;
        let values = serde_yaml::from_value(value).map_err(|e| Stop::Failed(format!("{shown}: {e}")))?;
        Ok(Config { shown, values, text, ..Config::default() })
    }

    /// Names configurations that lie beside notices and are not obeyed.
    pub fn tell_of_others(&self, met: &[PathBuf]) {
        let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let obeyed = self.file.as_ref().map(|(path, _)| whole(path));
        let others: Vec<&PathBuf> = met.iter().filter(|path| Some(whole(path)) != obeyed).collect();
        for path in others.iter().take(TOLD) {
            tell(&format!(
                "note: {}: not obeyed; --config names another configuration than that from here",
                path.display()
            ));
        }
        if others.len() > TOLD {
            tell(&format!("note: nor are {} more configurations beside the notices", others.len() - TOLD));
        }
    }

    /// The folder of the file, else that in which the run began.
    pub fn folder(&self) -> &Path {
        self.file.as_ref().and_then(|(path, _)| path.parent()).unwrap_or(&self.here)
    }

    /// File and line of a place, for people.
    pub fn at(&self, path: &[Step]) -> String {
        format!("{}{}", self.shown, at(&self.text, path))
    }

    /// What is wrong at a place.
    pub fn wrong(&self, path: &[Step], what: impl std::fmt::Display) -> Stop {
        Stop::Failed(format!("{}: {what}", self.at(path)))
    }
}

/// What is wrong with a file, and that it cannot be used.
pub fn told(shown: &str, wrong: &[String]) -> Stop {
    match wrong {
        [one] => Stop::Failed(one.clone()),
        many => Stop::Wrong(many.iter().cloned().chain([format!("{shown} cannot be used")]).collect()),
    }
}

/// Steps to a place.
pub fn steps<const N: usize>(keys: [&str; N]) -> [Step; N] {
    keys.map(|key| Step::Key(key.to_owned()))
}
