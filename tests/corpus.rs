//! The corpus: whole notices, each with what an auditor found when reading it, written down without running the tool.
#![allow(clippy::unwrap_used, clippy::panic)]

use candour::Candour;
use candour::audit::{Finding, Options, Severity};
use candour::check::Checked;
use candour::claims::{Claim, Detail};
use candour::law::Date;
use candour::notice::{Notice, Span};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expected {
    as_of: String,
    #[serde(default = "yes")]
    notice: serde_yaml::Value,
    #[serde(default)]
    findings: Vec<ExpectedFinding>,
    #[serde(default)]
    claims: Vec<ExpectedClaim>,
    #[serde(default)]
    not_claims: Vec<ExpectedClaim>,
}

fn yes() -> serde_yaml::Value {
    serde_yaml::Value::Bool(true)
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    rule: String,
    subject: Option<String>,
    quote: Option<String>,
    #[serde(default)]
    may: bool,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ExpectedClaim {
    kind: String,
    value: Option<String>,
    quote: Option<String>,
    polarity: Option<String>,
    details: Option<serde_yaml::Mapping>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Where the words of a quotation stand, spaces and line breaks aside.
fn places(notice: &Notice, quote: &str) -> Vec<Span> {
    let wanted: Vec<char> = quote.chars().filter(|c| !c.is_whitespace()).collect();
    let have: Vec<(usize, char)> = notice.text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    have.windows(wanted.len().max(1))
        .filter(|w| w.iter().map(|p| p.1).eq(wanted.iter().copied()))
        .map(|w| Span::new(w[0].0, w[w.len() - 1].0 + w[w.len() - 1].1.len_utf8()))
        .collect()
}

fn shows(notice: &Notice, finding: &Finding, quote: &str) -> bool {
    let marks = std::iter::once(&finding.primary).chain(&finding.related);
    let places = places(notice, quote);
    marks.into_iter().any(|m| places.iter().any(|p| p.overlaps(m.span)))
}

fn same_value(a: &str, b: &str) -> bool {
    let months = |v: &str| {
        let rest = v.strip_prefix('P')?;
        let (mut total, mut number) = (0, String::new());
        for c in rest.chars() {
            match c {
                'Y' | 'M' => {
                    total += number.parse::<u32>().ok()? * if c == 'Y' { 12 } else { 1 };
                    number.clear();
                }
                'D' => return None,
                _ => number.push(c),
            }
        }
        Some(total)
    };
    a == b || months(a).is_some() && months(a) == months(b)
}

/// Whether a claim is the expected one. `within` is what the quotation must touch: the claim's words or its sentence.
fn says(notice: &Notice, claim: &Claim, expected: &ExpectedClaim, within: fn(&Claim) -> Span) -> bool {
    let detail = |name: &str, value: &serde_yaml::Value| match claim.detail(name) {
        Some(Detail::Flag(f)) => value.as_bool() == Some(*f),
        Some(Detail::Text(t)) => value.as_str() == Some(t),
        Some(Detail::Number(n)) => value.as_i64() == Some(*n),
        Some(Detail::List(l)) => value.as_str().is_some_and(|v| l.iter().any(|x| x == v)),
        _ => false,
    };
    claim.kind == expected.kind
        && claim.force.asserts()
        && expected.value.as_ref().is_none_or(|v| same_value(v, &claim.value))
        && expected.polarity.as_ref().is_none_or(|p| p == claim.polarity.name())
        && expected.quote.as_ref().is_none_or(|q| places(notice, q).iter().any(|p| p.overlaps(within(claim))))
        && expected.details.iter().flatten().all(|(name, value)| detail(name.as_str().unwrap_or(""), value))
}

/// What differs between a notice and what is expected of it.
fn differences(candour: &Candour, expected_path: &Path) -> Vec<String> {
    let stem = expected_path.to_string_lossy().replace(".expected.yaml", "");
    let path = ["txt", "md", "yaml", "html"]
        .iter()
        .map(|e| PathBuf::from(format!("{stem}.{e}")))
        .find(|p| p.exists())
        .unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let expected: Expected = match serde_yaml::from_str(&std::fs::read_to_string(expected_path).unwrap()) {
        Ok(expected) => expected,
        Err(e) => return vec![format!("{name}: expected.yaml: {e}")],
    };
    let options = Options::on(expected.as_of.parse::<Date>().unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let all = candour.check_bytes(&name, &bytes, None, &Default::default(), &options);
    let mut out = Vec::new();
    let is_notice = !matches!(expected.notice.as_str(), Some("no")) && expected.notice.as_bool() != Some(false);
    let checked: Vec<&Checked> = all.iter().filter(|c| c.about.checked).collect();
    if is_notice == checked.is_empty() {
        out.push(format!("{name}: read as {:?}", all.iter().map(|c| &c.about.kind).collect::<Vec<_>>()));
    }
    let Some(checked) = checked.first().copied().or(all.first()) else { return out };
    if let Some(error) = &checked.about.error {
        out.push(format!("{name}: {}", error.what));
    }
    let mut taken = vec![false; checked.findings.len()];
    for wanted in &expected.findings {
        let fits = |f: &Finding| {
            f.rule == wanted.rule
                && wanted.subject.as_ref().is_none_or(|s| f.subject.as_ref() == Some(s))
                && wanted.quote.as_ref().is_none_or(|q| shows(&checked.notice, f, q))
        };
        match (0..taken.len()).find(|&i| !taken[i] && fits(&checked.findings[i])) {
            Some(i) => taken[i] = true,
            None if !wanted.may => out.push(format!("{name}: missed {wanted:?}")),
            None => {}
        }
    }
    for (finding, _) in checked.findings.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let at = checked.notice.locate(finding.primary.span);
        out.push(format!(
            "{name}:{}: unexpected {}[{}] {:?}: {} «{}»",
            at.line,
            finding.severity.name(),
            finding.rule,
            finding.subject,
            finding.message,
            checked.notice.words(finding.primary.span)
        ));
    }
    let claims = &checked.claims.claims;
    for wanted in &expected.claims {
        if !claims.iter().any(|c| says(&checked.notice, c, wanted, |c| c.sentence.cover(c.span))) {
            out.push(format!("{name}: claim not read: {wanted:?}"));
        }
    }
    for unwanted in &expected.not_claims {
        if let Some(claim) = claims.iter().find(|c| says(&checked.notice, c, unwanted, |c| c.span)) {
            out.push(format!("{name}: wrong claim: {} {} for {unwanted:?}", claim.kind, claim.value));
        }
    }
    out
}

fn expected_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_string_lossy().ends_with(".expected.yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_notice_gets_what_is_expected_of_it() {
    let candour = Candour::builtin().unwrap();
    let files = expected_files();
    assert!(files.len() >= 15, "the corpus has {} notices", files.len());
    let all: Vec<String> = files.iter().flat_map(|f| differences(&candour, f)).collect();
    assert!(all.is_empty(), "{} differences:\n{}", all.len(), all.join("\n"));
}

#[test]
fn good_notices_get_nothing_at_warning_or_above() {
    let candour = Candour::builtin().unwrap();
    let mut good = 0;
    for file in expected_files() {
        let expected: Expected = serde_yaml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let is_notice = !matches!(expected.notice.as_str(), Some("no")) && expected.notice.as_bool() != Some(false);
        if !is_notice || !expected.findings.is_empty() {
            continue;
        }
        let stem = file.to_string_lossy().replace(".expected.yaml", "");
        let path =
            ["txt", "md", "yaml"].iter().map(|e| PathBuf::from(format!("{stem}.{e}"))).find(|p| p.exists()).unwrap();
        let options = Options::on(expected.as_of.parse::<Date>().unwrap());
        let bytes = std::fs::read(&path).unwrap();
        for checked in candour.check_bytes(&path.to_string_lossy(), &bytes, None, &Default::default(), &options) {
            let worst = checked.findings.iter().map(|f| f.severity).max();
            assert!(worst < Some(Severity::Warning), "{}: {:?}", path.display(), checked.findings);
        }
        good += 1;
    }
    assert!(good >= 5, "only {good} good notices");
}
