//! One notice in every layout that people use: each is read as its plain form is.

#![allow(clippy::expect_used, clippy::panic)]

use candour::Candour;
use candour::audit::Options;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The kinds of claims compared.
const KINDS: &[&str] =
    &["basis", "condition", "schedule-1", "category", "retention", "right", "transfer", "automation", "updated"];

/// How often each claim is made: kind, value, polarity.
type Said = BTreeMap<(String, String, String), u32>;

fn said(candour: &Candour, path: &Path) -> Said {
    let options = Options::on("2026-11-22".parse().expect("a date"));
    let bytes = std::fs::read(path).expect("it can be opened");
    let all = candour.check_bytes(&path.to_string_lossy(), &bytes, None, &Default::default(), &options);
    assert_eq!(all.len(), 1, "{}", path.display());
    let mut said = Said::new();
    for claim in all[0].claims.claims.iter().filter(|c| KINDS.contains(&c.kind)) {
        *said.entry((claim.kind.to_owned(), claim.value.clone(), claim.polarity.name().to_owned())).or_default() += 1;
    }
    said
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/layouts")
}

#[test]
fn every_layout_says_what_the_plain_form_says() {
    let candour = Candour::builtin().expect("it is well formed");
    let plain = said(&candour, &folder().join("plain.md"));
    assert!(plain.values().sum::<u32>() >= 18, "{plain:#?}");
    let mut layouts: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    layouts.sort();
    assert!(layouts.len() >= 27, "{} layouts", layouts.len());
    let mut wrong = Vec::new();
    for path in layouts {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let layout = said(&candour, &path);
        for claim in plain.keys().chain(layout.keys().filter(|k| !plain.contains_key(k))) {
            let (want, got) = (plain.get(claim).unwrap_or(&0), layout.get(claim).unwrap_or(&0));
            if want != got {
                wrong.push(format!("{name}: {} {} {}: {got}, not {want}", claim.0, claim.1, claim.2));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
