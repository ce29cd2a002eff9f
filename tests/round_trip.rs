//! Text → claims → the structured form → the same claims.
#![allow(clippy::unwrap_used)]

use candour::Candour;
use candour::audit::Options;
use candour::check::Checked;
use candour::claims::{Claim, Detail};
use candour::report::{Report, Structured};
use std::path::{Path, PathBuf};

/// The kinds that the form holds.
const KINDS: &[&str] = &[
    "basis",
    "ground",
    "condition",
    "schedule-1",
    "category",
    "retention",
    "transfer",
    "mechanism",
    "right",
    "automation",
    "updated",
    "date",
    "policy-document",
];

/// The details that rules ask for.
const DETAILS: &[&str] = &[
    "declared",
    "exhaustive",
    "explicit",
    "hedged",
    "manner",
    "wording",
    "offered-as",
    "with-criminal",
    "stated-for",
    "records",
    "record-words",
    "trigger",
    "bound",
    "year",
    "criteria",
    "reach",
    "flow",
    "boundary",
    "hypothetical",
    "decision",
    "personal",
    "whole",
    "except",
];

fn check(candour: &Candour, name: &str, text: &str) -> Vec<Checked> {
    candour.check_text(name, text, &Options::on("2026-11-22".parse().unwrap()))
}

fn written(checked: &Checked) -> String {
    let mut out = Vec::new();
    let mut report = Structured::default();
    report.document(checked, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What is said, of whom and what, and how firmly.
fn said(claim: &Claim) -> String {
    let scope = (claim.scope.audience.as_deref(), claim.scope.activity.as_deref());
    let (polarity, force) = (claim.polarity.name(), claim.force.name());
    format!("{} {} {polarity} {force} {} {scope:?}", claim.kind, claim.value, claim.confidence.name())
}

/// The details of a claim that rules ask for: of retention none asks whether it stands in the notice's own statement.
fn details(claim: &Claim) -> String {
    let asked = DETAILS.iter().filter(|d| claim.kind != "retention" || **d != "declared");
    let said_of = |d: &str| claim.detail(d).filter(|v| **v != Detail::Flag(false)).map(|v| format!(" {d}={v:?}"));
    let named = claim.text("cited").zip(claim.text("named")).filter(|(cited, named)| cited != named);
    let named = named.map_or(String::new(), |n| format!(" named={}", n.1));
    said(claim) + &asked.filter_map(|d| said_of(d)).collect::<String>() + &named
}

fn sorted(checked: &Checked, line: fn(&Claim) -> String) -> Vec<String> {
    let of_form = checked.claims.claims.iter().filter(|c| KINDS.contains(&c.kind));
    let mut all: Vec<String> = of_form.map(line).collect();
    all.sort();
    all
}

/// What only one of two sorted lists has.
fn differences(before: &[String], after: &[String]) -> Vec<String> {
    let (mut out, mut left) = (Vec::new(), after.to_vec());
    for line in before {
        match left.iter().position(|l| l == line) {
            Some(at) => drop(left.remove(at)),
            None => out.push(format!("  - {line}")),
        }
    }
    out.extend(left.iter().map(|line| format!("  + {line}")));
    out
}

fn notices() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| {
        let name = p.to_string_lossy();
        !name.contains(".expected.") && ["txt", "md", "yaml"].iter().any(|e| name.ends_with(e))
    });
    files.sort();
    files
}

/// What is lost or made up on the way, over the whole corpus.
fn lost(line: fn(&Claim) -> String) -> Vec<String> {
    let candour = Candour::builtin().unwrap();
    let mut all = Vec::new();
    for path in notices() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for before in check(&candour, &name, &std::fs::read_to_string(&path).unwrap()) {
            let yaml = written(&before);
            let after = check(&candour, "notice.yaml", &yaml);
            assert_eq!(after.len(), 1, "{name}\n{yaml}");
            assert_eq!(after[0].about.error, None, "{name}\n{yaml}");
            let found = differences(&sorted(&before, line), &sorted(&after[0], line));
            if !found.is_empty() {
                all.push(format!("{name}:"));
                all.extend(found);
            }
        }
    }
    all
}

#[test]
fn claims_survive_the_structured_form() {
    let lost = lost(said);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn the_details_that_rules_ask_for_survive() {
    let lost = lost(details);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn the_form_of_the_form_is_the_same() {
    let candour = Candour::builtin().unwrap();
    for path in notices() {
        for first in check(&candour, &path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap()) {
            let once = written(&first);
            let twice = written(&check(&candour, "a.yaml", &once)[0]);
            let again = written(&check(&candour, "a.yaml", &twice)[0]);
            assert_eq!(twice, again, "{}", path.display());
        }
    }
}

/// Rules that look at the wording itself, which the form does not hold.
const WORDING: &[&str] = &[
    "law-eu-only",
    "law-misnamed",
    "law-repealed",
    "body-dissolved",
    "placeholder-left",
    "basis-unmapped",
    "legitimate-interests-unstated",
    "obligation-unnamed",
    "special-definition-incomplete",
    "special-misclassified",
    "automation-unexplained",
    "retention-unintelligible",
    "right-deadline",
    "right-fee",
    "right-misstated",
    "right-qualified",
    "analytics-anonymous",
    "anonymity-conflict",
    "cookies-consent",
    "marketing-conflict",
    "processor-conflict",
    "provision-missing",
    "purpose-conflict",
    "recipients-missing",
    "recipients-vague",
    "sharing-conflict",
    "source-missing",
    "transfer-provider-abroad",
];

/// Findings of all other rules.
fn found(checked: &Checked) -> Vec<String> {
    let mut all: Vec<String> = checked
        .findings
        .iter()
        .filter(|f| !WORDING.contains(&f.rule.as_str()))
        .map(|f| format!("{} {:?} {} {}", f.rule, f.subject, f.severity.name(), f.confidence.name()))
        .collect();
    all.sort();
    all
}

#[test]
fn findings_survive_the_structured_form() {
    let candour = Candour::builtin().unwrap();
    let mut all = Vec::new();
    for path in notices() {
        for before in check(&candour, &path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap()) {
            let after = check(&candour, "a.yaml", &written(&before));
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            all.extend(differences(&found(&before), &found(&after[0])).into_iter().map(|d| format!("{name} {d}")));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_form_has_a_key_for_every_detail_that_it_holds() {
    let schema = candour::read::notice_schema();
    for (kind, key) in [
        ("basis", "lawful-basis"),
        ("ground", "lawful-basis"),
        ("condition", "condition"),
        ("schedule-1", "schedule-1"),
        ("retention", "retention"),
        ("transfer", "transfers"),
        ("mechanism", "transfers"),
        ("automation", "automated-decisions"),
        ("right", "rights"),
        ("date", "dates"),
    ] {
        let shape = schema["properties"][key].to_string();
        for held in candour::claims::form::details(kind) {
            assert!(shape.contains(&format!("\"{}\":", held.key)), "{kind}: {}", held.key);
        }
    }
}
