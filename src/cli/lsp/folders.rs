//! The folders that are open, and for each what `check` would run with if it were run there.

use super::client::Settings;
use super::wire::Outbox;
use crate::cli::check;
use crate::cli::config::{Config, ConfigArgs};
use crate::cli::ledger::{BASELINE, Ledger};
use crate::cli::options::{Input, Selection};
use crate::cli::{Stop, guard};
use candour::Candour;
use candour::audit::Options;
use candour::change::mend::Part;
use candour::check::Checked;
use candour::read::{CONFIGURATIONS, Limits};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What documents of a folder are checked with.
pub struct Session {
    /// The configuration.
    pub config: Config,
    /// Law, lexicon, rules.
    pub candour: Candour,
    /// The options of the audit, but for the day.
    options: Options,
    limits: Limits,
    ledger: Ledger,
    selection: Selection,
    /// Whether settings beside notices are obeyed.
    pub obeys: bool,
}

impl Session {
    fn open(folder: &Path, settings: &Settings, args: &ConfigArgs) -> Result<Session, Stop> {
        let whole = |_: &Path, path: &Path| path.display().to_string();
        let config = Config::load_from(args, true, folder.to_owned(), whole)?;
        let selection = config.settle(&settings.selection)?;
        let input = Input { all_files: settings.all_files, ..Input::of(folder.to_owned()) };
        let obeys = !args.isolated;
        let session = check::Session::new(config, &settings.selection, &input, obeys)?;
        let check::Session { config, candour, mut options, ledger, .. } = session;
        options.comments = obeys;
        let limits = input.limits.limits(Some(&config.values));
        Ok(Session { config, candour, options, limits, ledger, selection, obeys })
    }

    /// The options of the audit, today.
    fn options(&self) -> Options {
        // An editor may be open for weeks.
        Options { as_of: self.selection.day(), ..self.options.clone() }
    }

    /// Whether every document is taken for a privacy notice.
    pub fn all_files(&self) -> bool {
        self.options.all_files
    }

    /// Checks the text of a document, as `check` would.
    pub fn check(&mut self, name: &str, text: &str) -> Vec<Checked> {
        let mut all = guard::check(&self.candour, name, text.as_bytes(), &self.limits, &self.options());
        all.iter_mut().for_each(|checked| self.ledger.take(checked));
        all
    }

    /// Checks another text of a document, to see what would become of it; no baseline is obeyed.
    pub fn parts(&self, name: &str, bytes: &[u8]) -> Vec<Part> {
        let all = guard::check(&self.candour, name, bytes, &self.limits, &self.options());
        all.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect()
    }

    /// The name of a document as the configuration knows it.
    pub fn known_as(&self, name: &str) -> String {
        self.ledger.name(name)
    }
}

/// Whether a file is one of candour's own beside notices.
pub fn is_own(path: &str) -> bool {
    let name = Path::new(path).file_name().unwrap_or_default();
    CONFIGURATIONS.iter().chain([&BASELINE]).any(|own| name == *own)
}

/// A session, once it was opened.
#[derive(Default)]
struct Slot {
    session: Option<Session>,
    /// Whether it is as the files are.
    fresh: bool,
}

/// All of them.
pub struct Folders {
    roots: Vec<PathBuf>,
    settings: Settings,
    args: ConfigArgs,
    here: PathBuf,
    slots: BTreeMap<PathBuf, Slot>,
}

impl Folders {
    /// These folders are open; `here` is that in which the program runs.
    pub fn new(roots: Vec<PathBuf>, settings: Settings, args: ConfigArgs, here: PathBuf) -> Folders {
        Folders { roots, settings, args, here, slots: BTreeMap::new() }
    }

    /// Other folders are open.
    pub fn change(&mut self, came: Vec<PathBuf>, went: &[PathBuf]) {
        self.roots.retain(|root| !went.contains(root));
        self.roots.extend(came);
        self.slots.retain(|folder, _| !went.contains(folder));
    }

    /// Other settings hold.
    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
        self.renew();
    }

    /// Files changed on which the sessions depend: each is opened anew when it is needed.
    pub fn renew(&mut self) {
        self.slots.values_mut().for_each(|slot| slot.fresh = false);
    }

    /// Whether a file is one on which findings in other files depend.
    pub fn depends_on(&self, path: &Path) -> bool {
        let sessions = || self.slots.values().filter_map(|slot| slot.session.as_ref());
        let named = |session: &Session| session.config.file.as_ref().is_some_and(|(file, _)| file == path);
        let rules = |session: &Session| session.selection.rules.iter().any(|f| path.starts_with(self.here.join(f)));
        is_own(&path.to_string_lossy()) || sessions().any(|session| named(session) || rules(session))
    }

    /// The folder that a document belongs to: the innermost that is open, else its own.
    pub fn of(&self, path: Option<&Path>) -> PathBuf {
        let Some(path) = path else { return self.roots.first().unwrap_or(&self.here).clone() };
        let around = self.roots.iter().filter(|root| path.starts_with(root));
        let innermost = around.max_by_key(|root| root.components().count());
        innermost.map(PathBuf::as_path).or(path.parent()).unwrap_or(&self.here).to_owned()
    }

    /// What documents of a folder are checked with. What is wrong is shown, and the session stays as it was before;
    /// nothing if there was none.
    pub fn session(&mut self, folder: &Path, outbox: &Outbox) -> Option<&mut Session> {
        let slot = self.slots.entry(folder.to_owned()).or_default();
        if !slot.fresh {
            slot.fresh = true;
            match Session::open(folder, &self.settings, &self.args) {
                Ok(session) => {
                    session.candour.rules.errors.iter().for_each(|e| outbox.show(&e.to_string()));
                    session.candour.rules.warnings.iter().for_each(|w| outbox.log(&w.to_string()));
                    slot.session = Some(session);
                }
                Err(stop) => stop.messages().iter().for_each(|message| outbox.show(message)),
            }
        }
        slot.session.as_mut()
    }

    /// The session of a folder, if it was opened.
    pub fn opened(&self, folder: &Path) -> Option<&Session> {
        self.slots.get(folder)?.session.as_ref()
    }
}
