//! The one door for users of the library: text in, findings out.
//!
//! [`Candour`] holds what never changes during a run (law, lexicon, rules) and may be shared between threads.

use crate::audit::coverage::{Covered, coverage};
use crate::audit::portfolio::{self, NoticeFacts, Packed, Portfolio};
use crate::audit::{self, Audited, Finding, Held, Listed, Options};
use crate::change::Side;
use crate::change::mend::{Mended, Part, mend};
use crate::claims::{self, Cells, Claims, Confidence};
use crate::law::{Date, Law, LawError};
use crate::lexicon::{Lexicon, LexiconError};
use crate::notice::{Caps, Format, Notice, Source, Work};
use crate::read::{self, Failure, Limits};
use crate::rules::pack::{Folder, Pack};
use crate::rules::{Asked, RuleError, RuleSet};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

pub mod evidence;
pub mod stored;

/// Why candour could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The law data is malformed.
    #[error("{0}")]
    Law(#[from] LawError),
    /// The phrases are malformed.
    #[error("{0}")]
    Lexicon(#[from] LexiconError),
}

/// Law, lexicon and rules, ready to check notices.
///
/// ```
/// use candour::{Candour, audit::Options};
///
/// let candour = Candour::builtin()?;
/// let options = Options::on("2026-11-26".parse()?);
/// let text = "Privacy notice\n\nWe keep your records for 7 years.\n";
/// for checked in candour.check_text("notice.txt", text, &options) {
///     for finding in &checked.findings {
///         println!("{}: {}", finding.rule, finding.message);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Candour {
    /// What the law says.
    pub law: Law,
    /// The phrases that notices use.
    pub lexicon: Lexicon,
    /// The rules to run.
    pub rules: RuleSet,
}

impl Options {
    /// The usual options: every rule, findings that are likely or certain, privacy notices only.
    pub fn on(as_of: Date) -> Options {
        Options {
            as_of,
            min_confidence: Confidence::Likely,
            select: Vec::new(),
            ignore: Vec::new(),
            all_files: false,
            comments: false,
            evidence: false,
            caps: Caps::default(),
            settings: Arc::default(),
        }
    }
}

/// What a report says of a notice, besides its findings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct About {
    /// The path as given or met.
    pub path: String,
    /// The key path of a notice that is part of a file.
    pub part: Option<String>,
    /// What kind of document it is; none if it could not be read.
    pub kind: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its own date.
    pub date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who is responsible.
    pub controller: Option<String>,
    /// The format that it was read from.
    #[serde(skip)]
    pub format: Option<&'static str>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: Option<String>,
    /// How many claims were read.
    pub claims: usize,
    /// Whether the rules were run on it.
    pub checked: bool,
    /// What reading or checking it had to bend or leave out.
    pub notes: Vec<Trouble>,
    /// Why it could not be read.
    pub error: Option<Trouble>,
}

impl About {
    /// What the facts of a notice tell of it.
    pub fn of_facts(facts: &NoticeFacts) -> About {
        let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        About {
            path: facts.path.clone(),
            part: facts.part.clone(),
            kind: text(&facts.profile.kind),
            language: text(&facts.profile.language),
            date: facts.profile.date.clone(),
            title: text(&facts.profile.title),
            controller: facts.controller.name.clone(),
            format: Format::from_name(&facts.format).map(Format::name),
            sha256: facts.sha256.clone(),
            claims: facts.read,
            checked: true,
            ..About::default()
        }
    }
}

/// What is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Trouble {
    /// What is wrong.
    pub what: String,
    /// The line it is about, from 1, when there is one.
    pub line: Option<u32>,
}

/// A document, with what was found in it.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What it is.
    pub about: About,
    /// The notice; empty if it could not be read.
    pub notice: Notice,
    /// What it claims.
    pub claims: Claims,
    /// What the rules report, by place.
    pub findings: Vec<Finding>,
    /// What they report and is held back.
    pub held: Vec<Held>,
    /// The suppressions that stand in its comments.
    pub suppressions: Vec<Listed>,
    /// By number of the suppressions of the configuration whose rules ran: how many findings each holds back.
    pub standing: Vec<(usize, usize)>,
    /// How it stands to each duty of the law, if that was asked for.
    pub coverage: Vec<Covered>,
}

impl Checked {
    /// A document that could not be read.
    pub fn failed(path: &str, what: impl Into<String>, line: Option<u32>) -> Checked {
        let error = Some(Trouble { what: what.into(), line });
        Checked { about: About { path: path.to_owned(), error, ..About::default() }, ..Checked::default() }
    }
}

impl Checked {
    /// The same, as a part of its file.
    pub fn of_part(mut self, part: Option<String>) -> Checked {
        self.about.part = part;
        self
    }

    /// The document as one version of a notice.
    pub fn side(&self) -> Side<'_> {
        Side { notice: &self.notice, claims: &self.claims, findings: &self.findings }
    }
}

impl From<Failure> for Checked {
    fn from(failure: Failure) -> Checked {
        Checked::failed(&failure.path, failure.what, failure.line)
    }
}

impl Candour {
    /// Everything that ships with candour.
    ///
    /// # Errors
    /// When the law or the lexicon that were compiled in are malformed. A malformed rule is listed in `rules.errors`.
    pub fn builtin() -> Result<Candour, SetupError> {
        let law = Law::builtin()?;
        let lexicon = Lexicon::builtin(&law)?;
        Ok(Candour { law, lexicon, rules: RuleSet::builtin() })
    }

    /// Adds the rules of a folder, with its tables and phrases if it is a pack. A rule whose id is there already takes
    /// the place of the old one. What is wrong is listed in `rules.errors`, and the rest is added.
    pub fn add_rules(&mut self, folder: &Folder) {
        let pack = Pack::read(folder);
        if !pack.lexicon.is_empty() {
            let wrong = match self.lexicon.with(&self.law, &pack.lexicon) {
                Ok((lexicon, wrong)) => {
                    self.lexicon = lexicon;
                    wrong
                }
                Err(error) => vec![error],
            };
            let error = |e: LexiconError| RuleError { file: e.file, line: None, what: e.what };
            self.rules.errors.extend(wrong.into_iter().map(error));
        }
        self.rules.extend(pack.rules(&Cells::new(&self.lexicon, &self.law)));
    }

    /// Adds a house retention schedule, against which notices are checked: records, how long they are kept, and the line
    /// of the file on which that is said. Answers what cannot be read; the rest is added.
    pub fn add_schedule(&mut self, file: &str, rows: &[(String, String, Option<u32>)]) -> Vec<RuleError> {
        self.rules.add_schedule(file, rows, &Cells::new(&self.lexicon, &self.law))
    }

    /// Runs the rules on their own examples, each taken for a privacy notice.
    pub fn selftest(&self, as_of: Date) -> Vec<audit::Outcome> {
        let extract = |notice: &Notice| claims::extract(notice, &self.lexicon, &self.law);
        let read = |text: &str, format: &str| {
            let (name, format) = match format {
                "yaml" => ("example.yaml", None),
                "text" => ("example.txt", Some(Format::Text)),
                "html" => ("example.html", Some(Format::Html)),
                _ => ("example.md", Some(Format::Markdown)),
            };
            let notices = read::read_bytes(name, text.as_bytes(), format, &Limits::default());
            notices.ok().and_then(|all| all.into_iter().next()).unwrap_or_default()
        };
        let cells = Cells::new(&self.lexicon, &self.law);
        audit::selftest(&self.rules, (&self.law, &cells), as_of, &read, &extract)
    }

    /// Checks a text. The ending of the name chooses the format (`.md`, `.yaml`; anything else is plain text).
    pub fn check_text(&self, name: &str, text: &str, options: &Options) -> Vec<Checked> {
        self.check_bytes(name, text.as_bytes(), None, &Limits::default(), options)
    }

    /// Checks the bytes of a file, which may hold several notices. A file that cannot be read gives one result that
    /// says why.
    pub fn check_bytes(
        &self,
        path: &str,
        bytes: &[u8],
        format: Option<Format>,
        limits: &Limits,
        options: &Options,
    ) -> Vec<Checked> {
        self.check_each(path, bytes, format, limits, &|notice| self.check_notice(notice, options))
    }

    /// The same, each notice checked by `check`: a file may hold several, and who wants to outlive a panic in one of
    /// them guards it there.
    pub fn check_each(
        &self,
        path: &str,
        bytes: &[u8],
        format: Option<Format>,
        limits: &Limits,
        check: &dyn Fn(Notice) -> Checked,
    ) -> Vec<Checked> {
        let sha256 = sha256(bytes);
        let mut all: Vec<Checked> = match read::read_bytes(path, bytes, format, limits) {
            Ok(notices) => notices.into_iter().map(check).collect(),
            Err(failure) => vec![failure.into()],
        };
        if all.is_empty() {
            let kind = Some("other".to_owned());
            let about = About { path: path.to_owned(), kind, ..About::default() };
            all.push(Checked { about, ..Checked::default() });
        }
        for checked in &mut all {
            checked.about.sha256 = Some(sha256.clone());
        }
        all
    }

    /// Which of the edits that findings offer can be made in a file, and the file with them. `parts` are all of its
    /// notices; `sha256` is that of its bytes, and `limits` and `options` are those that it was checked with.
    pub fn mend(
        &self,
        (path, sha256): (&str, &str),
        source: &Source,
        parts: &[Part],
        limits: &Limits,
        options: &Options,
    ) -> Mended {
        let same = |bytes: Vec<u8>| self::sha256(&bytes) == sha256;
        let whole = read::encode(source, &source.text).is_some_and(same);
        let part = |c: Checked| Part::of(&c.notice, &c.findings, &c.held);
        mend(source, parts, whole, &mut |bytes| {
            self.check_bytes(path, bytes, None, limits, options).into_iter().map(part).collect()
        })
    }

    /// What a checked notice contributes to a portfolio; nothing if it was not checked, or is no privacy notice.
    pub fn facts(&self, checked: &Checked, asked: &Asked) -> Option<NoticeFacts> {
        let wanted = checked.about.checked && checked.about.error.is_none();
        wanted.then(|| NoticeFacts::of(&checked.notice, &checked.claims, asked, checked.about.sha256.as_deref()))
    }

    /// What the rules across notices report of these together.
    pub fn portfolio(&self, facts: &[Packed], options: &Options) -> Portfolio {
        portfolio::audit(facts, &self.rules, &self.law, options)
    }

    /// Checks a notice that has been read.
    pub fn check_notice(&self, notice: Notice, options: &Options) -> Checked {
        let work = Work::new(options.caps);
        let mut claims = claims::extract_within(&notice, &self.lexicon, &self.law, &work);
        let authority = options.settings.authority(&notice.path, || portfolio::Controller::of(&claims));
        if let Some(authority) = authority {
            authority.clone_into(&mut claims.profile.public_authority);
        }
        let checked = options.all_files || claims.profile.is_notice();
        let audited = match checked && work.exceeded().is_none() {
            true => audit::audit_within(&notice, &claims, &self.rules, &self.law, options, &work),
            false => Audited::default(),
        };
        // Of what was not read or asked to the end nothing is told: a part of it would be taken for the whole.
        if let Some(what) = work.exceeded() {
            return Checked::failed(&notice.path, what, None).of_part(notice.part);
        }
        let bent = notice.notes.iter().map(|n| Trouble { what: n.what.clone(), line: n.line });
        let cut = audited.cuts.into_iter().map(|what| Trouble { what, line: None });
        let suppressed = audited.suppressed;
        let coverage = match checked && options.evidence {
            true => {
                let held = suppressed.held.iter().map(|h| &h.finding);
                let all: Vec<&Finding> = audited.findings.iter().chain(held).collect();
                coverage((&notice, &claims), &all, &self.rules, &self.law, options.as_of)
            }
            false => Vec::new(),
        };
        let decided = suppressed.listed.iter();
        let decided = decided.filter_map(|l| Some(Trouble { what: l.trouble()?, line: Some(l.line) }));
        let profile = &claims.profile;
        let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        let about = About {
            path: notice.path.clone(),
            part: notice.part.clone(),
            kind: text(&profile.kind),
            language: text(&profile.language),
            date: profile.date.clone(),
            title: text(&profile.title),
            controller: profile.controller.clone(),
            format: Some(notice.format.name()),
            sha256: None,
            claims: claims.claims.len(),
            checked,
            notes: bent.chain(cut).chain(decided).collect(),
            error: None,
        };
        Checked {
            about,
            notice,
            claims,
            findings: audited.findings,
            held: suppressed.held,
            suppressions: suppressed.listed,
            standing: suppressed.standing,
            coverage,
        }
    }
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 0xf].into_iter().filter_map(|d| char::from_digit(d.into(), 16));
    Sha256::digest(bytes).iter().flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let candour = Candour::builtin().unwrap();
        let limits = Limits { max_size: 3, ..Limits::default() };
        let options = Options::on(Date::constant(2026, 11, 26));
        let all = candour.check_bytes("a.txt", b"Privacy notice", None, &limits, &options);
        assert_eq!(all.len(), 1);
        assert!(all[0].about.error.is_some());
        assert_eq!(all[0].about.sha256.as_deref().map(str::len), Some(64));
    }
}
