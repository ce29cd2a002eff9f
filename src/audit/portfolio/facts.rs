//! What a notice contributes to a portfolio: the claims that rules across notices ask for, with their places, who the
//! controller is, and the wording in short. Small, and the same whoever gathers it.

use super::Spot;
use super::about::about;
use super::controller::{fold, owned_domain};
use super::sketch::Sketch;
use crate::claims::{Claim, Claims, Confidence, Detail, Force, Place, Polarity, Profile, Scope};
use crate::notice::{Notice, Span};
use crate::rules::{Asked, vocabulary};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash};

/// The kind of the one claim that stands for a notice as a whole.
pub(super) const NOTICE: &str = "notice";
/// So many characters are kept of the words of a place, or of a detail.
const LONGEST: usize = 400;

/// What one notice contributes.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoticeFacts {
    /// The path as given or met.
    pub path: String,
    /// The key path of a notice that is part of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The format that it was read from.
    pub format: String,
    /// How many claims were read in it.
    pub read: usize,
    /// What it is.
    pub profile: Known,
    /// Who is responsible.
    pub controller: Controller,
    /// Its wording in short.
    pub sketch: Sketch,
    /// Its title.
    pub title: Spot,
    /// What it claims, of what was asked for.
    pub claims: Vec<Fact>,
}

/// What is known of a notice as a whole.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Known {
    /// What kind of document it is.
    pub kind: String,
    /// Its language.
    pub language: String,
    /// Its own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its title.
    pub title: String,
    /// `yes`, `likely`, `no`.
    pub public_authority: String,
    /// The sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// What it hands to another notice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands_over: Vec<String>,
}

/// By what a controller is known.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// The name as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Abbreviations that the notice gives for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub short: Vec<String>,
    /// Numbers in the regulator's register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registrations: Vec<String>,
    /// Domains at which it can be reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
}

/// One claim, with its place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    kind: String,
    value: String,
    #[serde(default = "affirmed", skip_serializing_if = "is_affirmed")]
    polarity: String,
    #[serde(default = "states", skip_serializing_if = "is_states")]
    force: String,
    #[serde(default = "certain", skip_serializing_if = "is_certain")]
    confidence: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    section: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<String, Kept>,
    pub(super) at: Spot,
}

/// The value of a detail.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
}

fn affirmed() -> String {
    Polarity::Affirmed.name().to_owned()
}
fn is_affirmed(name: &str) -> bool {
    name == Polarity::Affirmed.name()
}
fn states() -> String {
    Force::States.name().to_owned()
}
fn is_states(name: &str) -> bool {
    name == Force::States.name()
}
fn certain() -> String {
    Confidence::Certain.name().to_owned()
}
fn is_certain(name: &str) -> bool {
    name == Confidence::Certain.name()
}

/// The first characters of a text.
pub(super) fn beginning(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl NoticeFacts {
    /// What a notice contributes to rules that ask so much.
    pub fn of(notice: &Notice, claims: &Claims, asked: &Asked, sha256: Option<&str>) -> NoticeFacts {
        let profile = &claims.profile;
        let title = if profile.title_span.is_empty() { notice.title() } else { profile.title_span };
        let mut seen: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut kept: Vec<Fact> = Vec::new();
        for claim in claims.claims.iter().filter(|c| asked.kinds.contains_key(c.kind)) {
            let fact = Fact::of(notice, claim, asked);
            // What is said twice in one notice counts once.
            let alike = seen.entry(FxBuildHasher.hash_one(fact.said())).or_default();
            if !alike.iter().filter_map(|i| kept.get(*i)).any(|k| k.said() == fact.said()) {
                alike.push(kept.len());
                kept.push(fact);
            }
        }
        NoticeFacts {
            path: notice.path.clone(),
            part: notice.part.clone(),
            sha256: sha256.map(str::to_owned),
            format: notice.format.name().to_owned(),
            read: claims.claims.len(),
            profile: Known {
                kind: profile.kind.clone(),
                language: profile.language.clone(),
                date: profile.date.clone(),
                title: beginning(&profile.title),
                public_authority: profile.public_authority.clone(),
                sector: profile.sector.clone(),
                hands_over: profile.hands_over.clone(),
            },
            controller: Controller::of(claims),
            sketch: Sketch::of(&notice.text),
            title: Spot::of(notice, title),
            claims: kept,
        }
    }

    /// Path, and the part of the file that it is.
    pub fn name(&self) -> String {
        match &self.part {
            Some(part) => format!("{}#{part}", self.path),
            None => self.path.clone(),
        }
    }

    /// What it is about, by its title.
    pub(super) fn about(&self) -> String {
        about(&self.profile.title, self.controller.name.as_deref())
    }

    /// What is known of it, as rules ask.
    pub(super) fn profile(&self) -> Profile {
        let known = self.profile.clone();
        Profile {
            kind: known.kind,
            language: known.language,
            date: known.date,
            title: known.title,
            controller: self.controller.name.clone(),
            public_authority: known.public_authority,
            sector: known.sector,
            hands_over: known.hands_over,
            ..Profile::default()
        }
    }

    /// The claim that stands for the notice as a whole.
    pub(super) fn whole(&self, span: Span) -> Claim {
        let mut claim = Claim { kind: NOTICE, value: self.name(), span, sentence: span, ..Claim::default() };
        if let Some(date) = &self.profile.date {
            claim.details.insert("date", Detail::from(date.as_str()));
        }
        claim
    }

    /// Whether all its names are names that candour knows, else the first that is not.
    pub fn unknown_name(&self) -> Option<&str> {
        self.claims.iter().find_map(Fact::unknown_name)
    }
}

impl Controller {
    /// What the claims of a notice tell of it.
    pub fn of(claims: &Claims) -> Controller {
        let name = claims.profile.controller.clone();
        let folded = name.as_deref().map(fold).unwrap_or_default();
        let own = |claim: &&Claim| claim.kind == "controller" && fold(&claim.value).words == folded.words;
        let all = || claims.claims.iter().filter(|c| c.force.asserts());
        let only = all().filter(|c| c.kind == "controller").map(|c| fold(&c.value).words).collect::<BTreeSet<_>>();
        let mut short: BTreeSet<String> = folded.short.iter().cloned().collect();
        let mut registrations: BTreeSet<String> = BTreeSet::new();
        for claim in claims.claims.iter().filter(own) {
            if let Some(Detail::List(aliases)) = claim.detail("aliases") {
                let letters = |a: &&String| {
                    (2..=8).contains(&a.len()) && a.chars().filter(|c| c.is_uppercase()).count() > 1 && !a.contains(' ')
                };
                short.extend(aliases.iter().filter(letters).map(|a| a.to_lowercase()));
            }
            let number = claim.text("registration").filter(|_| only.len() == 1);
            registrations.extend(number.map(str::to_owned));
        }
        let letters: String = folded.words.split(' ').collect();
        let mut domains: BTreeMap<String, bool> = BTreeMap::new();
        for claim in all().filter(|c| matches!(c.kind, "contact" | "dpo") && c.text("role") != Some("other")) {
            let domain = match claim.text("type") {
                Some("email") => claim.value.rsplit_once('@').map(|(_, d)| d),
                Some("web") => claim.value.split('/').next(),
                _ => None,
            };
            let Some(domain) = domain.map(owned_domain).filter(|d| d.contains('.')) else { continue };
            // The address of an officer for hire is not the controller's own.
            let label = domain.split('.').next().unwrap_or_default();
            let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
            let like = label.len() > 2 && (letters.contains(&label) || short.contains(&label));
            let own = claim.kind == "contact" && claim.text("role") != Some("dpo") || like;
            *domains.entry(domain).or_default() |= own;
        }
        Controller {
            name,
            short: short.into_iter().collect(),
            registrations: registrations.into_iter().collect(),
            domains: domains.into_iter().filter(|(_, own)| *own).map(|(d, _)| d).collect(),
        }
    }
}

impl Fact {
    fn of(notice: &Notice, claim: &Claim, asked: &Asked) -> Fact {
        let kept = |detail: &Detail| match detail {
            Detail::Flag(b) => Kept::Flag(*b),
            Detail::Number(n) => Kept::Number(*n),
            Detail::Text(t) => Kept::Text(beginning(t)),
            Detail::Span(s) => Kept::Text(beginning(notice.words(*s))),
            Detail::List(l) => Kept::List(l.iter().take(LONGEST).map(|t| beginning(t)).collect()),
        };
        let details = claim.details.iter().filter(|(name, _)| asked.has(claim.kind, name));
        Fact {
            kind: claim.kind.to_owned(),
            value: beginning(&claim.value),
            polarity: claim.polarity.name().to_owned(),
            force: claim.force.name().to_owned(),
            confidence: claim.confidence.name().to_owned(),
            section: claim.scope.section.iter().map(|s| beginning(s)).collect(),
            audience: claim.scope.audience.as_deref().map(beginning),
            activity: claim.scope.activity.as_deref().map(beginning),
            details: details.map(|(name, detail)| ((*name).to_owned(), kept(detail))).collect(),
            at: Spot::of(notice, claim.span),
        }
    }

    /// What it says, wherever.
    fn said(&self) -> impl Hash + Eq {
        let (words, how) = ((&self.kind, &self.value), (&self.polarity, &self.force, &self.confidence));
        (words, how, (&self.audience, &self.activity, &self.details))
    }

    fn unknown_name(&self) -> Option<&str> {
        let words = [
            Polarity::from_name(&self.polarity).is_none().then_some(self.polarity.as_str()),
            Force::from_name(&self.force).is_none().then_some(self.force.as_str()),
            Confidence::from_name(&self.confidence).is_none().then_some(self.confidence.as_str()),
        ];
        let names = std::iter::once(&self.kind).chain(self.details.keys()).map(String::as_str);
        words.into_iter().flatten().next().or_else(|| names.into_iter().find(|n| vocabulary::known(n).is_none()))
    }

    /// The claim, with its words at this place among those of all notices.
    pub(super) fn claim(&self, span: Span, member: u32) -> Option<Claim> {
        let detail = |kept: &Kept| match kept {
            Kept::Flag(b) => Detail::Flag(*b),
            Kept::Number(n) => Detail::Number(*n),
            Kept::Text(t) => Detail::Text(t.clone()),
            Kept::List(l) => Detail::List(l.clone()),
        };
        let details = self.details.iter().filter_map(|(n, d)| Some((vocabulary::known(n)?, detail(d))));
        Some(Claim {
            kind: vocabulary::known(&self.kind)?,
            value: self.value.clone(),
            polarity: Polarity::from_name(&self.polarity)?,
            force: Force::from_name(&self.force)?,
            confidence: Confidence::from_name(&self.confidence)?,
            scope: Scope {
                section: self.section.clone(),
                audience: self.audience.clone(),
                activity: self.activity.clone(),
            },
            details: details.collect(),
            span,
            sentence: span,
            place: Place { sentence: member, block: member, row: member, section: member, list: None },
            links: Vec::new(),
        })
    }
}
