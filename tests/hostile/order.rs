//! The same notices give the same bytes: in every run, with any number of workers, in whatever order they are named.

use super::*;

const FORMATS: [&str; 11] =
    ["pretty", "concise", "table", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv"];

fn notices() -> TempDir {
    let mut files: Vec<(String, String)> = Vec::new();
    for i in 0..9 {
        let text = NOTICE.replace("7 years", &format!("{} years", i % 5 + 1));
        let name = ["n", "N", "\u{e9}", "a b"][i % 4];
        files.push((format!("{}/{name}{i}.md", ["one", "two"][i % 2]), text));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    folder(&files)
}

#[test]
fn output_is_the_same_in_every_run_with_any_jobs_and_in_any_order() {
    let dir = notices();
    for format in FORMATS {
        let show = |jobs: &str, paths: &[&str]| {
            let (code, out, err) = check(dir.path(), &[&["--format", format, "--jobs", jobs], paths].concat());
            assert!(code <= 1, "{err}");
            (out, err)
        };
        let once = show("1", &["one", "two"]);
        assert!(!once.0.is_empty());
        assert_eq!(once, show("1", &["one", "two"]), "{format}: another run");
        assert_eq!(once, show("2", &["one", "two"]), "{format}: two workers");
        assert_eq!(once, show("7", &["two", "one"]), "{format}: seven workers, another order");
        assert_eq!(once, show("0", &["two/N1.md", "one", "two"]), "{format}: a file named twice");
    }
}

#[test]
fn facts_and_claims_are_the_same_with_any_jobs() {
    let dir = notices();
    let write = |jobs: &str, paths: &[&str]| {
        let out = TempDir::new().unwrap();
        let file = out.path().join("facts.jsonl");
        check(dir.path(), &[&["--jobs", jobs, "--facts-out", file.to_str().unwrap(), "-q"], paths].concat());
        fs::read_to_string(file).unwrap()
    };
    assert_eq!(write("1", &["one", "two"]), write("5", &["two", "one"]));
    let claims = |jobs: &str, paths: &[&str]| {
        run(dir.path(), &[&["claims", "--format", "json", "--jobs", jobs], paths].concat())
    };
    assert_eq!(claims("1", &["one", "two"]), claims("5", &["two", "one"]));
}
