//! Several reports of one run, and where they go.

use super::support::*;
use std::fs;
use tempfile::TempDir;

#[test]
fn several_reports_come_out_of_one_run() {
    let dir = TempDir::new().unwrap();
    let file = |name: &str| dir.path().join(name).display().to_string();
    let mut args = vec!["check".to_owned(), BAD.to_owned(), GOOD.into(), "--as-of".into(), "2026-11-22".into()];
    for format in ALL.iter().filter(|f| **f != "concise") {
        args.extend(["--format".to_owned(), format!("{format}={}", file(format))]);
    }
    args.extend(["--format".to_owned(), "concise".to_owned()]);
    let (code, out, err) = run(root(), &args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code, 1, "{err}");
    assert_eq!(out, check("concise", &[BAD, GOOD]));
    for format in ALL.iter().filter(|f| **f != "concise") {
        let alone = dir.path().join("alone");
        let args = ["check", BAD, GOOD, "--as-of", "2026-11-22", "--format", format, "--output", &file("alone")];
        assert_eq!(run(root(), &args).0, 1);
        assert_eq!(fs::read(dir.path().join(format)).unwrap(), fs::read(alone).unwrap(), "{format}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), ALL.len(), "nothing else is left behind");
}

#[test]
fn all_reports_may_go_to_files_and_a_dash_is_standard_output() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("n.txt")).unwrap();
    let args =
        ["check", "n.txt", "--as-of", "2026-11-22", "--format", "sarif=a b.sarif", "--format", "gitlab=c=d.json"];
    assert_eq!(run(dir.path(), &args), (1, String::new(), String::new()));
    sarif(&fs::read_to_string(dir.path().join("a b.sarif")).unwrap());
    gitlab(&fs::read_to_string(dir.path().join("c=d.json")).unwrap());
    let (_, out, _) = run(dir.path(), &["check", "n.txt", "--as-of", "2026-11-22", "--format", "gitlab=-"]);
    gitlab(&out);
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("n.txt")).unwrap();
    fs::write(dir.path().join("old"), "old").unwrap();
    let cases: [(&[&str], &str); 9] = [
        (&["--format", "json", "--format", "pretty"], "json and pretty cannot both go to standard output"),
        (&["--format", "json=old", "--output", "b"], "--output goes with one format"),
        (&["--format", "json=old", "--format", "csv", "--output", "b"], "--output goes with one format"),
        (&["--format", "json=old", "--format", "csv=./old"], "two reports cannot go to one file"),
        (&["--format", "json=old", "--facts-out", "old"], "two reports cannot go to one file"),
        (&["--format", "json=new", "--format", "csv=no/such/folder"], "no/such/folder: cannot be written"),
        (&["--format", "github", "--github-summary", "."], ": is a folder"),
        (&["--format", "xml=old"], "invalid value 'xml'"),
        (&["--format", "json="], "name a file"),
    ];
    for (extra, told) in cases {
        let (code, out, err) = run(dir.path(), &[&["check", "n.txt"], extra].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{extra:?}\n{err}");
        assert!(err.contains(told), "{extra:?}\n{err}");
        assert_eq!(fs::read_to_string(dir.path().join("old")).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "{extra:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_replaces_nothing() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("n.txt")).unwrap();
    fs::write(dir.path().join("old"), "old").unwrap();
    let args = ["check", "n.txt", "--format", "json=old", "--format", "sarif=/dev/full", "--format", "concise"];
    let (code, _, err) = run(dir.path(), &args);
    assert_eq!(code, 2);
    assert!(err.contains("/dev/full"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("old")).unwrap(), "old");
}

#[test]
fn reports_are_the_same_whatever_the_number_of_workers() {
    let dir = TempDir::new().unwrap();
    let bad = fs::read_to_string(root().join(BAD)).unwrap();
    for i in 0..12 {
        fs::write(dir.path().join(format!("{i}.txt")), format!("{bad}\nPage {i}.\n")).unwrap();
    }
    let reports = |jobs: &str| -> Vec<Vec<u8>> {
        let out = TempDir::new().unwrap();
        let file = |format: &str| format!("{format}={}", out.path().join(format).display());
        let mut args: Vec<String> = ["check", ".", "--as-of", "2026-11-22", "--jobs", jobs].map(str::to_owned).into();
        args.extend(ALL.iter().flat_map(|f| ["--format".to_owned(), file(f)]));
        let (code, _, err) = run(dir.path(), &args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(code, 1, "{err}");
        ALL.iter().map(|f| fs::read(out.path().join(f)).unwrap()).collect()
    };
    assert!(reports("1") == reports("2"));
}
