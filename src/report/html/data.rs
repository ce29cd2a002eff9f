//! What the template is given.

use super::chart::{RetentionChart, Timeline};
use super::facts::{ControllerFact, DutyFact, NoticeFact, RuleFact, Trend};
use crate::report::Summary;
use crate::report::dossier::{Dossier, FindingView};
use serde::Serialize;

/// What the template is given for one notice.
#[derive(Serialize)]
pub(super) struct NoticeData<'a> {
    pub kind: &'static str,
    pub notice: &'a Dossier,
    pub as_of: &'a str,
    pub version: &'static str,
    pub since: Vec<(usize, String, &'a [String])>,
}

/// What it is given for a page that stands beside the first.
#[derive(Serialize)]
pub(super) struct PageData<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    pub up: &'a str,
    pub base: &'a str,
    pub body: &'a str,
    pub duties: &'a [DutyFact],
    pub notices: &'a [NoticeFact],
    pub rule: Option<&'a RuleFact>,
    pub files: Vec<String>,
    pub number: usize,
    pub as_of: &'a str,
    pub version: &'static str,
}

/// What it is given for the first page.
#[derive(Serialize)]
pub(super) struct IndexData<'a> {
    pub kind: &'static str,
    pub title: String,
    pub as_of: &'a str,
    pub version: &'static str,
    pub sentence: String,
    pub summary: &'a Summary,
    pub trend: Trend,
    pub notices: &'a [NoticeFact],
    pub lists: Vec<(String, usize, usize)>,
    pub duties: Vec<DutyFact>,
    pub retention: RetentionChart,
    pub timeline: Timeline,
    pub controllers: Vec<ControllerFact>,
    pub controllers_left: usize,
    pub rules: Vec<&'a RuleFact>,
    pub across: &'a [FindingView],
    pub across_left: usize,
    pub notes: &'a [String],
    pub fragments: Vec<&'a str>,
    pub paged: bool,
    pub base: String,
}

impl<'a> PageData<'a> {
    /// A page beside the first, with nothing in it.
    pub fn beside(kind: &'static str, up: &'a str, as_of: &'a str) -> PageData<'a> {
        PageData {
            kind,
            title: "",
            up,
            base: "",
            body: "",
            duties: &[],
            notices: &[],
            rule: None,
            files: Vec::new(),
            number: 0,
            as_of,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
