//! `--cache`: what is unchanged is not looked at again, and what is not believed is as if it were not there.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

const NOTICE: &str = "# Privacy notice\n\nThis privacy notice explains how Brook Lane Bakery Ltd uses your personal \
data.\n\n## Who we are\n\nBrook Lane Bakery Ltd is the controller of your personal data.\n\n## How long we keep it\n\n\
We keep order records for PERIOD.\n\n## Your rights\n\nYou have the right to ask for a copy of your personal \
data. Article 6(1)(b) “contract”.\n\nLast updated: 1 March 2026\n";

/// Two notices of one controller that contradict each other, and one in another format and encoding.
fn site() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("site")).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(dir.path().join("site").join(name), bytes).unwrap();
    write("orders.md", NOTICE.replace("PERIOD", "7 years").as_bytes());
    write("shop.md", NOTICE.replace("PERIOD", "2 years").as_bytes());
    let html = "<title>Privacy notice</title><h1>Privacy notice</h1><p>We rely on the Data Protection Act 1998 &amp; \
                the Privacy Shield to send your personal data abroad.</p>";
    let wide: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write("old.html", &[&[0xff, 0xfe], wide.as_slice()].concat());
    dir
}

/// Exit code, standard output, standard error.
fn check(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(dir).args(["check", "site"]).args(args);
    if !args.contains(&"--as-of") {
        command.args(["--as-of", "2026-11-26"]);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The entries of a cache: when each was written.
fn entries(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let shelves = fs::read_dir(folder).unwrap().map(|s| s.unwrap().path());
    let files = shelves.flat_map(|s| fs::read_dir(s).unwrap().map(|f| f.unwrap()));
    files.map(|f| (f.path(), f.metadata().unwrap().modified().unwrap())).collect()
}

#[test]
fn what_is_unchanged_is_not_looked_at_again() {
    let dir = site();
    for format in ["json", "jsonl", "sarif", "pretty", "csv", "markdown"] {
        let cached = ["--cache", "kept", "--format", format];
        let plain = check(dir.path(), &["--format", format]);
        assert!(plain.0 == 1 && plain.1.contains("order") || format == "csv", "{plain:?}");
        assert_eq!(check(dir.path(), &cached), plain);
        // Three notices, and what was found across them.
        let kept = entries(&dir.path().join("kept"));
        assert_eq!(kept.len(), 4);
        assert_eq!(check(dir.path(), &cached), plain);
        assert_eq!(entries(&dir.path().join("kept")), kept);
    }
    // What a notice contributes to a portfolio is kept as well.
    check(dir.path(), &["--facts-out", "plain.jsonl"]);
    check(dir.path(), &["--facts-out", "kept.jsonl", "--cache", "kept"]);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(read("plain.jsonl"), read("kept.jsonl"));
}

#[test]
fn what_decides_an_outcome_decides_which_entry_is_looked_for() {
    let dir = site();
    let kept = dir.path().join("kept");
    let mut count = 0;
    let mut differs = |args: &[&str], what: &str| {
        let plain = check(dir.path(), args);
        let cached = check(dir.path(), &[args, &["--cache", "kept"]].concat());
        assert!(plain.0 < 2, "{plain:?}");
        assert_eq!(cached, plain, "{what}");
        assert!(entries(&kept).len() > count, "{what}");
        count = entries(&kept).len();
    };
    differs(&[], "nothing before");
    differs(&["--as-of", "2017-01-01"], "the day");
    differs(&["--min-confidence", "possible"], "how sure");
    differs(&["--ignore", "retention"], "the rules");
    differs(&["--isolated"], "comments");
    fs::write(dir.path().join("site/shop.md"), NOTICE.replace("PERIOD", "3 years")).unwrap();
    differs(&[], "a notice");
    fs::write(dir.path().join("candour.yaml"), "public-authority: yes\n").unwrap();
    differs(&[], "the configuration");
    let rule = "id: house-orders\ntitle: Orders\nmessage: Orders are kept.\nfor:\n  kind: retention\n";
    fs::create_dir(dir.path().join("rules")).unwrap();
    fs::write(dir.path().join("rules/house-orders.yaml"), rule).unwrap();
    differs(&["--rules", "rules"], "rules of the house");
    fs::write(dir.path().join("rules/house-orders.yaml"), rule.replace("kept", "stored")).unwrap();
    differs(&["--rules", "rules"], "what they say");
}

#[test]
fn what_is_damaged_or_foreign_is_not_believed() {
    let dir = site();
    let plain = check(dir.path(), &["--format", "json"]);
    let cached = || check(dir.path(), &["--format", "json", "--cache", "kept"]);
    assert_eq!(cached(), plain);
    let kept: Vec<PathBuf> = entries(&dir.path().join("kept")).into_keys().collect();
    let whole: Vec<Vec<u8>> = kept.iter().map(|p| fs::read(p).unwrap()).collect();
    let damages: [&dyn Fn(usize) -> Vec<u8>; 6] = [
        &|_| Vec::new(),
        &|_| b"somebody else's file\n".to_vec(),
        &|i| whole[i][..whole[i].len() / 2].to_vec(),
        &|i| [&whole[i][..], b"more"].concat(),
        &|i| {
            let mut bytes = whole[i].clone();
            let at = bytes.len() * 2 / 3;
            bytes[at] ^= 1;
            bytes
        },
        // A whole entry, but that of another file.
        &|i| whole[(i + 1) % whole.len()].clone(),
    ];
    for damage in damages {
        for (i, path) in kept.iter().enumerate() {
            fs::write(path, damage(i)).unwrap();
        }
        assert_eq!(cached(), plain);
        for (path, whole) in kept.iter().zip(&whole) {
            assert_eq!(&fs::read(path).unwrap(), whole, "it is written anew");
        }
    }
    // Where nothing can be written, the run is the same but for a note.
    for path in &kept {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    }
    let (code, out, told) = cached();
    assert_eq!((code, out), (plain.0, plain.1));
    assert_eq!(told.matches("the cache could not be written").count(), 1, "{told}");
}

#[test]
fn a_configuration_names_a_folder_below_its_own() {
    let dir = site();
    fs::write(dir.path().join("candour.yaml"), "cache: .candour-cache\n").unwrap();
    check(dir.path(), &[]);
    assert_eq!(entries(&dir.path().join(".candour-cache")).len(), 4);
    for wrong in ["../elsewhere", "/elsewhere"] {
        fs::write(dir.path().join("candour.yaml"), format!("cache: {wrong}\n")).unwrap();
        let (code, _, told) = check(dir.path(), &[]);
        assert!(code == 2 && told.contains("candour.yaml:1") && told.contains("--cache"), "{told}");
    }
    fs::write(dir.path().join("file"), "").unwrap();
    fs::remove_file(dir.path().join("candour.yaml")).unwrap();
    let (code, _, told) = check(dir.path(), &["--cache", "file"]);
    assert!(code == 2 && told.contains("cannot be used as a cache"), "{told}");
}
