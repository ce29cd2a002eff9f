//! Rules across the notices of one controller.
//!
//! Each notice is audited by itself and leaves its [`NoticeFacts`]; here the facts of all are sorted, grouped by
//! controller (`controller`), and the rules that look across notices are asked of each group as of one long notice
//! whose words are those of the facts. What comes out depends on the facts alone, not on who gathered them in how many
//! runs.

mod about;
mod controller;
mod facts;
pub mod file;
mod packed;
mod register;
mod sketch;

pub use facts::{Controller, Fact, Known, NoticeFacts};
pub use packed::Packed;
pub use register::{NamedController, Register};
pub use sketch::Sketch;

use super::fields::squeeze;
use super::finding::{Finding, Mark};
use super::suppression::{self, By, Seen};
use super::world::{Member, World};
use super::{Options, Settings, report, yield_to};
use crate::claims::{Claim, Profile};
use crate::law::Law;
use crate::notice::{Location, Notice, Span};
use crate::rules::{Rule, RuleSet};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// So many differences of two notices are told.
const TOLD: usize = 6;

/// A place in a notice, with its words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Line of the first character, from 1.
    pub line: u32,
    /// Column of the first character, from 1.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column just past the last character.
    pub end_column: u32,
    /// First byte, in the file as stored.
    pub start_byte: u32,
    /// One past the last byte, in the file as stored.
    pub end_byte: u32,
    /// The page of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The paragraph of a document of Word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The words, or the beginning of many.
    pub text: String,
}

impl Spot {
    pub(crate) fn of(notice: &Notice, span: Span) -> Spot {
        let Location { line, column, end_line, end_column, start_byte, end_byte, page, paragraph } =
            notice.locate(span);
        let text = facts::beginning(notice.words(span));
        Spot { line, column, end_line, end_column, start_byte, end_byte, page, paragraph, text }
    }
}

/// One place that a finding across notices shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Shown {
    /// The path of the notice.
    pub path: String,
    /// The part of the file that the notice is.
    pub part: Option<String>,
    /// The place in it.
    pub spot: Spot,
    /// What the reader should see there; may be empty.
    pub label: String,
}

/// A finding across notices. The spans of `finding` lead nowhere; its places are `places`, the primary one first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Across {
    /// What is reported.
    pub finding: Finding,
    /// The primary place.
    pub primary: Shown,
    /// The other places.
    pub related: Vec<Shown>,
}

impl Across {
    /// A finding of one notice, with the words of its places.
    pub fn within(notice: &Notice, finding: &Finding) -> Across {
        let show = |mark: &Mark| Shown {
            path: notice.path.clone(),
            part: notice.part.clone(),
            spot: Spot::of(notice, mark.span),
            label: mark.label.clone(),
        };
        let (primary, related) = (show(&finding.primary), finding.related.iter().map(show).collect());
        Across { finding: finding.clone(), primary, related }
    }

    /// All places, the primary one first.
    pub fn places(&self) -> impl Iterator<Item = &Shown> {
        std::iter::once(&self.primary).chain(&self.related)
    }
}

/// What was found across notices.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Portfolio {
    /// The findings, by rule, subject, path.
    pub findings: Vec<Across>,
    /// Controllers with more than one notice: the name that most give, and how many notices.
    pub groups: Vec<(Option<String>, usize)>,
    /// Where a rule did not look at everything, because there was too much of it.
    pub cuts: Vec<String>,
    /// What is held back, and by whom.
    pub held: Vec<(Across, By)>,
    /// By number of the suppressions of the configuration whose rules ran: how many findings each holds back.
    pub standing: Vec<(usize, usize)>,
}

/// What the rules across notices report.
pub fn audit(facts: &[Packed], rules: &RuleSet, law: &Law, options: &Options) -> Portfolio {
    let asked: Vec<&Rule> =
        rules.chosen(&options.select, &options.ignore).filter(|r| r.across && r.applies(options.as_of)).collect();
    let mut portfolio = Portfolio::default();
    if asked.is_empty() {
        return portfolio;
    }
    for facts in facts {
        let name = options.settings.whereabouts.name(&facts.head().path);
        portfolio.standing.extend(suppression::tried(options, &name, &asked));
    }
    portfolio.standing.sort_unstable();
    portfolio.standing.dedup();
    let mut found = Vec::new();
    let mut sorted: Vec<&Packed> = facts.iter().collect();
    sorted.sort_by_key(|p| (&p.head().path, &p.head().part, &p.head().sha256));
    let heads: Vec<&NoticeFacts> = sorted.iter().map(|p| p.head()).collect();
    let groups = controller::groups(&heads, law, &options.settings.controllers);
    let groups: Vec<&Vec<usize>> = groups.iter().filter(|g| g.len() > 1).collect();
    let ask = |group: &&Vec<usize>| {
        let unpacked: io::Result<Vec<NoticeFacts>> =
            group.iter().filter_map(|i| sorted.get(*i)).map(|p| p.unpack()).collect();
        match unpacked {
            Ok(facts) => one_controller(&facts, &asked, law, options),
            Err(e) => Group {
                cuts: vec![format!("facts of {} notices cannot be read back: {e}", group.len())],
                ..Group::default()
            },
        }
    };
    let each: Vec<Group> = groups.par_iter().map(ask).collect();
    for (group, one) in groups.iter().zip(each) {
        portfolio.groups.push((one.name, group.len()));
        portfolio.cuts.extend(one.cuts);
        found.extend(one.found);
    }
    // What is said of some files holds where the first place of a finding is in one of them.
    found.retain_mut(|(across, _)| {
        let path = &across.primary.path;
        let ignored = options.settings.ignored(path);
        let finding = &mut across.finding;
        options.settings.weigh(path, rules, std::iter::once(&mut *finding));
        let unsure = options.settings.sureness(path).is_some_and(|least| finding.confidence < least);
        !unsure && !ignored.iter().any(|n| *n == finding.rule || *n == finding.family)
    });
    found.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    stamp(&mut found);
    for (across, _) in found {
        let (finding, primary) = (&across.finding, &across.primary);
        let seen = Seen { rule: &finding.rule, subject: finding.subject.as_deref(), words: &primary.spot.text };
        let name = options.settings.whereabouts.name(&primary.path);
        let by = suppression::standing(options, &name, &seen);
        match suppression::count(&mut portfolio.standing, by, options) {
            Some(suppression) => portfolio.held.push((across, By::Suppression(suppression))),
            None => portfolio.findings.push(across),
        }
    }
    portfolio
}

type Order<'a> = (&'a str, Option<&'a str>, &'a str, Option<&'a str>, u32, u32, &'a str);

fn order(across: &Across) -> Order<'_> {
    let (finding, primary) = (&across.finding, &across.primary);
    let spot = &primary.spot;
    let part = primary.part.as_deref();
    let subject = finding.subject.as_deref();
    (&finding.rule, subject, &primary.path, part, spot.start_byte, spot.end_byte, &finding.message)
}

/// The name that most notices of a controller give; of equals the first in the alphabet.
fn most_given(group: &[NoticeFacts]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in group.iter().filter_map(|f| f.controller.name.as_deref()) {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == most).map(|(name, _)| name.to_owned())
}

/// The facts of one controller's notices, as one notice.
struct Joined<'f> {
    notice: Notice,
    claims: Vec<Claim>,
    members: Vec<Member>,
    /// By where its words begin, which notice and which place.
    places: BTreeMap<u32, (&'f NoticeFacts, &'f Spot)>,
}

impl<'f> Joined<'f> {
    fn of(group: &'f [NoticeFacts], settings: &Settings) -> Joined<'f> {
        let mut joined =
            Joined { notice: Notice::default(), claims: Vec::new(), members: Vec::new(), places: BTreeMap::new() };
        for (number, facts) in (0_u32..).zip(group) {
            let title = joined.write(facts, &facts.title);
            let mut profile = facts.profile();
            if let Some(authority) = settings.authority(&facts.path, || facts.controller.clone()) {
                authority.clone_into(&mut profile.public_authority);
            }
            joined.members.push(Member {
                name: facts.name(),
                start: title.start,
                profile,
                about: facts.about(),
                sketch: facts.sketch.clone(),
            });
            joined.claims.push(facts.whole(title));
            for fact in &facts.claims {
                let span = joined.write(facts, &fact.at);
                joined.claims.extend(fact.claim(span, number));
            }
        }
        joined
    }

    /// Adds the words of a place. What has no words gets a blank, so that no two places are the same.
    fn write(&mut self, facts: &'f NoticeFacts, spot: &'f Spot) -> Span {
        let text = &mut self.notice.text;
        let start = text.len();
        text.push_str(if spot.text.is_empty() { " " } else { &spot.text });
        let span = Span::new(start, text.len());
        text.push('\n');
        self.places.insert(span.start, (facts, spot));
        span
    }

    fn show(&self, mark: Mark) -> Option<Shown> {
        let (facts, spot) = self.places.get(&mark.span.start)?;
        Some(Shown { path: facts.path.clone(), part: facts.part.clone(), spot: (*spot).clone(), label: mark.label })
    }
}

/// What came of the notices of one controller.
#[derive(Default)]
struct Group {
    name: Option<String>,
    /// Each finding with whose notice it points into, and its title.
    found: Vec<(Across, String)>,
    cuts: Vec<String>,
}

/// Asks the rules of the notices of one controller.
fn one_controller(group: &[NoticeFacts], asked: &[&Rule], law: &Law, options: &Options) -> Group {
    let joined = Joined::of(group, &options.settings);
    let profile = Profile::default();
    let mut world = World::new(&joined.notice, &joined.claims, &profile, law, options.as_of);
    world.members = &joined.members;
    let mut findings = Vec::new();
    for rule in asked {
        findings.extend(report(&world, rule).into_iter().filter(|(f, _)| f.confidence >= options.min_confidence));
    }
    let mut found = Vec::new();
    for (mut finding, _) in yield_to::settle(asked, findings) {
        let related = std::mem::take(&mut finding.related).into_iter().filter_map(|m| joined.show(m)).collect();
        let at = joined.places.get(&finding.primary.span.start);
        let whose = at.map(|(facts, _)| format!("{:?} {}", facts.controller.name, facts.profile.title));
        if let Some(primary) = joined.show(finding.primary.clone()) {
            found.push((Across { finding, primary, related }, whose.unwrap_or_default()));
        }
    }
    let register = &options.settings.controllers;
    let named = group.iter().find_map(|f| register.name(register.of(&f.controller)?));
    let name = named.map(str::to_owned).or_else(|| most_given(group));
    let shown = name.as_deref().unwrap_or("a controller without a name");
    let cuts = world.cuts.take().into_iter().map(|cut| format!("notices of {shown}: {cut}")).collect();
    Group { name, found, cuts }
}

/// Sets the fingerprints: of rule, subject, the words of the primary place, whose notice that is and its title (never a
/// path, which depends on where the run was started), and an ordinal among equals.
fn stamp(findings: &mut [(Across, String)]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (across, whose) in findings {
        let mut hasher = blake3::Hasher::new();
        let (finding, primary) = (&mut across.finding, &across.primary);
        let subject = finding.subject.as_deref().unwrap_or("");
        for part in [&finding.rule, subject, whose, &squeeze(&primary.spot.text)] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        let plain = hasher.finalize().to_hex();
        let ordinal = seen.entry(plain.to_string()).or_insert(0);
        if *ordinal > 0 {
            hasher.update(&ordinal.to_le_bytes());
        }
        *ordinal += 1;
        finding.fingerprint = hasher.finalize().to_hex().chars().take(32).collect();
    }
}

/// What the notices of two claims say differently, of what is kept of them.
pub(super) fn differences(world: &World<'_>, a: &Claim, b: &Claim) -> String {
    let of = |claim: &Claim| {
        let start = world.member(claim).map(|m| m.start);
        let own =
            world.claims.iter().filter(move |c| c.kind != facts::NOTICE && world.member(c).map(|m| m.start) == start);
        let said = own.map(|c| super::words::describe(world, c)).filter(|s| !s.is_empty());
        said.collect::<std::collections::BTreeSet<String>>()
    };
    let (first, second) = (of(a), of(b));
    let mut told: Vec<String> = Vec::new();
    let date = |claim: &Claim| world.member(claim).and_then(|m| m.profile.date.clone());
    if date(a) != date(b) {
        let words = |d: Option<String>| d.unwrap_or_else(|| "none".to_owned());
        told.push(format!("their dates ({} and {})", words(date(a)), words(date(b))));
    }
    told.extend(first.difference(&second).map(|s| format!("“{s}” was found in one only")));
    told.extend(second.difference(&first).map(|s| format!("“{s}” was found in the other only")));
    let more = told.len().saturating_sub(TOLD);
    told.truncate(TOLD);
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    if told.is_empty() { "none".to_owned() } else { told.join("; ") }
}
