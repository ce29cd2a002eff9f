//! Edits are safe: a fix twice is a fix once, no finding comes of one, and all but the words stays as it was.

use super::{check, mend};
use candour::check::Checked;
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// Sentences with something to mend, or that only seem to have.
#[rustfmt::skip]
const SENTENCES: &[&str] = &[
    "We process your data in accordance with the Data Protection Act 1998.",
    "We ask the Criminal Records Bureau (CRB) for a certificate, and the CRB sends it to you.",
    "Staff need a CRB check before they start.",
    "We share statistics with NHS Digital, and NHS Digital's partners see them.",
    "The Health and Social Care Information Centre receives a copy.",
    "We follow the General Data Protection Regulations.",
    "Your rights under the GDPR 2018 are set out below.",
    "You can complain to the Information Commissioner's Office (ICO), telephone 0303 123 1133.",
    "We report accidents under RIDDOR 1995.",
    "Reports go to the Education and Skills Funding Agency (ESFA).",
    "We are bound by the Data Protection Act 2017 and by the Freedom of Information Act 2005.",
    "We answer to Her Majesty's Revenue and Customs.",
    "The General Data Protection Regulations require this of us.",
    "Copies go to the HSCIC, to NHS Digital and to Health Education England.",
    "DATA PROTECTION ACT 1998",
    "Adjustments are made under the Disability Discrimination Act 1995.",
    "Planning data goes to the Department for Communities and Local Government (DCLG).",
    "Complaints about a council go to the Local Government Ombudsman.",
    "See section 7 of the Data Protection Act 1998.",
    "We check with the Disclosure Barring Service.",
    "We keep to the General Data Protection\nRegulations and ask the Criminal  Records Bureau.",
    "Visit the café & ask “NHS Digital” – or not.",
];

/// The texts of the corpus, those in HTML and YAML among them: name and text.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for folder in ["corpus", "corpus/layouts"] {
        let all = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        files.extend(all.map(|e| e.unwrap().path()).filter(|p| p.is_file()));
    }
    files.sort();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    let read = |p: std::path::PathBuf| (name(&p), std::fs::read_to_string(&p).unwrap());
    files.into_iter().map(read).filter(|(n, _)| !n.ends_with(".expected.yaml") && !n.starts_with('.')).collect()
});

/// How often each rule reports each subject in each notice of a file.
fn reported(checked: &[Checked]) -> BTreeMap<(Option<String>, String, Option<String>), usize> {
    let mut reported = BTreeMap::new();
    for one in checked {
        for finding in &one.findings {
            let key = (one.about.part.clone(), finding.rule.clone(), finding.subject.clone());
            *reported.entry(key).or_default() += 1;
        }
    }
    reported
}

/// Mends a file and looks at what came of it. Answers how many edits were made.
#[track_caller]
fn holds(name: &str, bytes: &[u8]) -> usize {
    let (before, mended) = mend(name, bytes);
    if before.iter().any(|c| c.about.error.is_some()) {
        return 0;
    }
    if mended.made.is_empty() {
        assert!(mended.bytes == bytes, "{name}");
        return 0;
    }
    assert!(mended.bytes != bytes, "{name}");
    let after = check(name, &mended.bytes);
    let old = reported(&before);
    for (key, count) in reported(&after) {
        assert!(old.get(&key).is_some_and(|o| *o >= count), "{name}: {key:?} is new\n{}", mended.text);
    }
    let (_, again) = mend(name, &mended.bytes);
    assert!(again.made.is_empty(), "{name}: {:?}", again.made);
    assert!(again.bytes == mended.bytes, "{name}");
    // All but the words is as it was.
    let count = |bytes: &[u8], what: u8| bytes.iter().filter(|b| **b == what).count();
    for mark in [b'\r', b'\n'] {
        assert_eq!(count(bytes, mark), count(&mended.bytes, mark), "{name}");
    }
    assert_eq!(bytes.get(..2), mended.bytes.get(..2), "{name}");
    let (old, new) = (&before[0].notice.source, &after[0].notice.source);
    assert_eq!((old.encoding, old.mark), (new.encoding, new.mark), "{name}");
    mended.made.len()
}

fn sixteen(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
}

/// The text in an encoding, by number.
fn encoded(text: &str, how: usize) -> Vec<u8> {
    match how {
        0 => text.as_bytes().to_vec(),
        1 => text.replace('\n', "\r\n").into_bytes(),
        2 => format!("\u{feff}{text}").into_bytes(),
        3 => sixteen(text, u16::to_le_bytes),
        4 => sixteen(&text.replace('\n', "\r\n"), u16::to_be_bytes),
        // One letter makes it no UTF-8.
        _ => WINDOWS_1252.encode(&text.replacen(" the ", " th\u{e9} ", 1)).0.into_owned(),
    }
}

/// The text with sentences put behind some of its paragraphs.
fn with(text: &str, places: &[(usize, usize)]) -> String {
    let mut parts: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    for (place, sentence) in places {
        let at = 1 + place % parts.len();
        parts.insert(at, SENTENCES[sentence % SENTENCES.len()].to_owned());
    }
    parts.join("\n\n")
}

/// The text as a page of HTML, or as an entry of YAML.
fn form(text: &str, how: usize) -> (&'static str, String) {
    match how {
        0 => ("notice.txt", text.to_owned()),
        1 => ("notice.md", text.to_owned()),
        2 => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            let body: String = escaped.split("\n\n").map(|p| format!("<p>{p}</p>\n")).collect();
            ("notice.html", format!("<html><body><main><h1>Privacy notice</h1>\n{body}</main></body></html>\n"))
        }
        _ => {
            let body: String = text.lines().map(|l| format!("    {l}\n")).collect();
            ("notice.yaml", format!("privacy:\n  title: Privacy notice\n  body: |\n{body}"))
        }
    }
}

#[test]
fn the_corpus_as_it_is() {
    for (name, text) in CORPUS.iter() {
        for how in 0..3 {
            holds(name, &encoded(text, how));
        }
    }
}

#[test]
fn every_sentence_in_every_form_and_encoding() {
    let made: Vec<Vec<usize>> = (0..4)
        .map(|shape| {
            (0..6)
                .map(|how| {
                    let all: Vec<(usize, usize)> = (0..SENTENCES.len()).map(|i| (2 + i, i)).collect();
                    let text = "Privacy notice\n\nHarebell Surgery is the controller of your personal data.\n\n\
                                Last updated: 1 October 2026\n";
                    let (name, text) = form(&with(text, &all), shape);
                    holds(name, &encoded(&text, how))
                })
                .collect()
        })
        .collect();
    // Entities and escapes keep some from being made, never most of them.
    assert!(made.iter().flatten().all(|n| *n >= 12), "{made:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn notices_with_defects_are_mended_safely(
        which in any::<prop::sample::Index>(),
        places in prop::collection::vec((0usize..400, 0usize..100), 1..7),
        shape in 0usize..5,
        how in 0usize..6,
    ) {
        let (name, text) = which.get(&CORPUS);
        // Shape 4: as the corpus has it, its own HTML, YAML and templates included.
        let (name, text) = match shape {
            4 => (name.as_str(), with(text, &places)),
            _ => form(&with(text, &places), shape),
        };
        holds(name, &encoded(&text, how));
    }
}
