//! Answers about a draft.

use super::draft::{Draft, Packed, Show, To};
use super::gate::{Answer, Ask};
use crate::cli::Stop;
use crate::cli::config::{Config, ConfigArgs};
use crate::cli::guard::{check, guarded};
use crate::cli::limits::LimitArgs;
use crate::cli::options::Selection;
use candour::Candour;
use candour::audit::{Doubt, Options};
use candour::change::mend::Part;
use candour::check::Checked;
use candour::claims::Confidence;
use candour::notice::{Format, Notice};
use candour::read::{Limits, read_bytes};
use candour::report::dossier::Reference;
use candour::report::html::{Html, Template};
use candour::report::{
    ClaimsJson, Json, Markdown, RegisterCsv, RegisterJson, Report, Sheet, Structured, Summary, Xlsx, pretty_json,
};
use hyper::StatusCode;
use serde::Serialize;
use serde_json::json;
use std::io::{self, Write};
use std::sync::Arc;

/// Largest draft, in bytes, unless an option says otherwise: it is sent and checked anew with every change.
const USUAL: u64 = 2 << 20;
/// What a request holds besides the draft, in bytes.
const BESIDES: u64 = 64 << 10;
const JSON: &str = "application/json";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Law, lexicon and rules, and how drafts are checked with them.
pub struct Review {
    candour: Candour,
    options: Options,
    limits: Limits,
    /// Says which day it is.
    selection: Selection,
}

/// Why there is no answer.
enum Refused {
    /// The request is malformed.
    Request(String),
    /// The answer could not be written.
    Answer(io::Error),
}

impl From<String> for Refused {
    fn from(what: String) -> Refused {
        Refused::Request(what)
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Refused {
        Refused::Answer(error)
    }
}

impl From<serde_json::Error> for Refused {
    fn from(error: serde_json::Error) -> Refused {
        Refused::Answer(error.into())
    }
}

/// An edit of the draft, whether it can be made at a click or not.
#[derive(Serialize)]
struct EditLine<'a> {
    /// Which of the findings, from 0.
    finding: usize,
    start_byte: u32,
    end_byte: u32,
    old_text: &'a str,
    new_text: &'a str,
    /// Why it is no more than a suggestion.
    doubt: Option<&'static str>,
}

impl Review {
    /// Sets everything up, as the options, and the configuration from here upwards, say.
    pub fn open(line: &Selection, limits: &LimitArgs, config: &ConfigArgs) -> Result<Review, Stop> {
        let isolated = config.isolated;
        let config = Config::load(config, true)?;
        let mut candour = Candour::builtin()?;
        let (selection, valid) = config.prepare(line, &mut candour)?;
        if !valid {
            return Err(Stop::Failed("the page is not opened with a rule that is not valid".to_owned()));
        }
        // Who reviews a draft on this page takes it for a privacy notice before it reads like one.
        let mut options = selection.options(true);
        options.comments = !isolated;
        options.caps = limits.caps(Some(&config.values));
        options.settings = Arc::new(config.settings(&candour)?);
        let mut usual = limits.limits(Some(&config.values));
        if limits.max_size.is_none() {
            usual.max_size = usual.max_size.min(USUAL);
        }
        Ok(Review { candour, options, limits: usual, selection })
    }

    /// Largest body of a request, in bytes: as JSON, some characters take two.
    pub fn most(&self) -> usize {
        usize::try_from(2 * self.limits.max_size + BESIDES).unwrap_or(usize::MAX)
    }

    /// What the page has to know.
    pub fn about(&self) -> Answer {
        let levels = [Confidence::Certain, Confidence::Likely, Confidence::Possible];
        let about = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "as_of": self.selection.day().to_string(),
            "min_confidence": self.options.min_confidence.name(),
            "levels": levels.map(Confidence::name),
            "max_size": self.limits.max_size,
            "rules": self.candour.rules.rules.len(),
        });
        Answer::of(JSON, about.to_string().into_bytes())
    }

    /// Answers a request. A panic is an answer as well.
    pub fn answer(&self, ask: Ask, body: &[u8]) -> Answer {
        let answered = guarded(|| {
            if ask == Ask::Open {
                return self.opened(body);
            }
            let draft = Draft::read(body)?;
            match ask {
                Ask::Check => self.check(&draft),
                Ask::Fix => self.fix(&draft),
                Ask::Export | Ask::Open => self.export(&draft),
            }
        });
        match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(Refused::Request(what))) => Answer::refusal(StatusCode::BAD_REQUEST, &what),
            Ok(Err(Refused::Answer(error))) => {
                Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, &format!("the answer could not be written: {error}"))
            }
            Err(panic) => Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, &panic),
        }
    }

    fn checked(&self, draft: &Draft) -> Result<(Vec<Checked>, Options), String> {
        let options = draft.options(&self.options, &self.selection)?;
        let all = check(&self.candour, &draft.path(), draft.text.as_bytes(), &self.limits, &options);
        Ok((all, options))
    }

    fn check(&self, draft: &Draft) -> Result<Answer, Refused> {
        let (all, options) = self.checked(draft)?;
        let mut out = b"{\"schema\":\"candour.review/1\",\n\"findings\":".to_vec();
        written(&mut Json::new(options.as_of, false), &all, &mut out)?;
        let edits: Vec<EditLine> =
            all.iter().flat_map(|c| c.findings.iter().map(move |f| (c, f))).enumerate().flat_map(edits).collect();
        out.write_all(b",\n\"edits\":")?;
        pretty_json(&mut out, &edits)?;
        if draft.show.contains(&Show::Claims) {
            out.write_all(b",\n\"claims\":")?;
            written(&mut ClaimsJson::default(), &all, &mut out)?;
        }
        if draft.show.contains(&Show::Register) {
            out.write_all(b",\n\"register\":")?;
            written(&mut RegisterJson::default(), &all, &mut out)?;
        }
        out.write_all(b"}\n")?;
        Ok(Answer::of(JSON, out))
    }

    /// The edits that can be made together, checked as `candour fix` checks them.
    fn fix(&self, draft: &Draft) -> Result<Answer, Refused> {
        let (all, options) = self.checked(draft)?;
        if let Some(error) = all.iter().find_map(|c| c.about.error.as_ref()) {
            return Err(Refused::Request(error.what.clone()));
        }
        let mut parts: Vec<Part> = all.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect();
        if let Some(wanted) = &draft.apply {
            for (part, checked) in parts.iter_mut().zip(&all) {
                part.only(|o| checked.findings.get(o.finding).is_some_and(|f| wanted.contains(&f.fingerprint)));
            }
        }
        let Some(first) = all.first().filter(|_| parts.iter().any(|p| !p.offers.is_empty())) else {
            return Ok(Answer::of(JSON, json!({ "made": [], "refused": [] }).to_string().into_bytes()));
        };
        let path = draft.path();
        let file = (path.as_str(), first.about.sha256.as_deref().unwrap_or_default());
        let mended = self.candour.mend(file, &first.notice.source, &parts, &self.limits, &options);
        let edit = |part: usize, offer: usize| {
            let (offer, notice) = (parts.get(part)?.offers.get(offer)?, &all.get(part)?.notice);
            let (at, old) = (notice.locate(offer.span), notice.words(offer.span));
            Some((at.start_byte, at.end_byte, old, offer.new_text.as_str()))
        };
        let mut made: Vec<_> = mended.made.iter().filter_map(|&(part, offer)| edit(part, offer)).collect();
        made.dedup();
        let made = made.into_iter().map(|(start_byte, end_byte, old_text, new_text)| {
            json!({ "start_byte": start_byte, "end_byte": end_byte, "old_text": old_text, "new_text": new_text })
        });
        let refused = mended.refused.iter().filter_map(|(part, offer, why)| {
            let (_, _, old_text, new_text) = edit(*part, *offer)?;
            Some(json!({ "old_text": old_text, "new_text": new_text, "why": why.words() }))
        });
        let answer = json!({ "made": made.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>() });
        Ok(Answer::of(JSON, answer.to_string().into_bytes()))
    }

    /// The words of a file of Word or a PDF, read as `candour check` reads it.
    fn opened(&self, body: &[u8]) -> Result<Answer, Refused> {
        let (name, bytes) = Packed::read(body)?;
        let notices = read_bytes(&name, &bytes, None, &self.limits).map_err(|e| e.to_string())?;
        let packed = |n: &&Notice| matches!(n.format, Format::Docx | Format::Pdf);
        let Some(notice) = notices.first().filter(packed) else {
            return Err(Refused::Request(format!("{name}: neither a Word document nor a PDF with words in it")));
        };
        let notes: Vec<&str> = notice.notes.iter().map(|note| note.what.as_str()).collect();
        let answer = json!({ "text": notice.text, "format": notice.format.name(), "notes": notes });
        Ok(Answer::of(JSON, answer.to_string().into_bytes()))
    }

    fn export(&self, draft: &Draft) -> Result<Answer, Refused> {
        let to = draft.to.ok_or_else(|| "the request does not say which report is wanted".to_owned())?;
        let mut options = draft.options(&self.options, &self.selection)?;
        options.evidence = to.shows_all();
        let all = check(&self.candour, &draft.path(), draft.text.as_bytes(), &self.limits, &options);
        let as_of = options.as_of;
        let reference = || {
            let chosen = self.candour.rules.chosen(&options.select, &options.ignore);
            let rules: Vec<_> = chosen.filter(|rule| rule.applies(as_of)).collect();
            Reference::new(&rules, &self.candour.law, as_of)
        };
        let (mut report, kind): (Box<dyn Report>, _) = match to {
            To::Json => (Box::new(Json::new(as_of, false)), JSON),
            To::Markdown => (Box::new(Markdown::new(as_of, false)), "text/markdown; charset=utf-8"),
            To::Csv => (Box::new(Sheet), "text/csv; charset=utf-8"),
            To::Claims => (Box::new(ClaimsJson::default()), JSON),
            To::Notice => (Box::new(Structured::default()), "application/yaml"),
            To::Html => {
                let template = Template::builtin().map_err(io::Error::other)?;
                (Box::new(Html::new(reference(), template, None)), "text/html; charset=utf-8")
            }
            To::Xlsx => (Box::new(Xlsx::in_memory(reference())?), XLSX),
            To::Register => (Box::new(RegisterCsv), "text/csv; charset=utf-8"),
        };
        let mut out = Vec::new();
        written(report.as_mut(), &all, &mut out)?;
        Ok(Answer::of(kind, out))
    }
}

/// The edits of a finding.
fn edits<'a>((number, (checked, finding)): (usize, (&'a Checked, &'a candour::audit::Finding))) -> Vec<EditLine<'a>> {
    let edit = |edit: &'a candour::audit::Edit| {
        let at = checked.notice.locate(edit.span);
        EditLine {
            finding: number,
            start_byte: at.start_byte,
            end_byte: at.end_byte,
            old_text: checked.notice.words(edit.span),
            new_text: &edit.new_text,
            doubt: edit.doubt.map(Doubt::words),
        }
    };
    finding.edits.iter().map(edit).collect()
}

/// Writes a report of a draft.
fn written(report: &mut dyn Report, all: &[Checked], out: &mut Vec<u8>) -> io::Result<()> {
    let mut summary = Summary::default();
    report.begin(out)?;
    for checked in all {
        summary.add(checked);
        report.document(checked, out)?;
    }
    report.end(&summary, out)
}
