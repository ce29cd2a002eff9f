//! A defect of candour in one notice is told of that notice, and leaves the others alone.

use super::*;

fn pages() -> String {
    let body = |name: &str| NOTICE.replace("Brook Lane Bakery", name).repeat(3).trim_end().replace('\n', "\n    ");
    let page = |name: &str| format!("en:\n  privacy: |\n    {}\n", body(name));
    format!("{}---\n{}", page("Alder Mill"), page("Beech Mill"))
}

/// In builds for tests alone, candour falls over a notice that holds the words of this variable.
#[cfg(debug_assertions)]
#[test]
fn a_panic_in_one_notice_is_told_and_the_others_are_unaffected() {
    let pages = pages();
    let dir = folder(&[
        ("a.md", NOTICE.as_bytes()),
        ("b.md", NOTICE.replace("Brook Lane", "Falling Over").as_bytes()),
        ("c.md", NOTICE.as_bytes()),
        ("d.yaml", pages.as_bytes()),
    ]);
    let args = |format| [&["check", ".", "--format", format, "--no-portfolio"], &AS_OF[..]].concat();
    let fall = |words, format| run_with(dir.path(), &[("CANDOUR_TEST_PANIC_AT", words)], &args(format));
    let (usual, whole, err) = run(dir.path(), &args("concise"));
    assert!(usual == 1 && !err.contains("error"), "{err}");
    let (code, out, err) = fall("Falling Over", "concise");
    assert_eq!(code, 2);
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(told.len(), 1, "{err}");
    assert!(told[0].starts_with("candour: error: ./b.md: internal error: candour failed on this notice"), "{err}");
    let others = |text: &str| text.lines().filter(|l| l.starts_with("./") && !l.contains("b.md")).count();
    assert_eq!((others(&out), out.contains("b.md")), (others(&whole), false), "{out}");
    // A page of a file with several falls, the other stays.
    let (code, out, err) = fall("Beech Mill", "concise");
    assert_eq!(code, 2);
    assert!(err.contains("./d.yaml (2") && err.contains("): internal error"), "{err}");
    assert!(out.contains("./d.yaml"), "{out}");
    // Reports for machines stay well-formed, and say it.
    let (_, out, _) = fall("Falling Over", "json");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    let failed = value["notices"].as_array().unwrap().iter().filter(|n| !n["error"].is_null()).count();
    assert_eq!((failed, value["summary"]["unreadable"].as_u64()), (1, Some(1)));
    for format in ["jsonl", "sarif", "gitlab", "junit", "github", "csv", "markdown", "table", "pretty"] {
        let (code, out, _) = fall("Falling Over", format);
        assert_eq!(code, 2, "{format}");
        let said = out.contains("internal error") || ["table", "pretty"].contains(&format);
        assert!(said && out.contains("c.md"), "{format}: {out}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_a_version_is_told_by_diff() {
    let dir = folder(&[("a/n.md", NOTICE.as_bytes()), ("b/n.md", NOTICE.replace("7 years", "8 years").as_bytes())]);
    let args = [&["diff", "a", "b"], &AS_OF[..]].concat();
    let (code, _, err) = run_with(dir.path(), &[("CANDOUR_TEST_PANIC_AT", "8 years")], &args);
    assert!(code == 2 && err.contains("b/n.md: internal error"), "{err}");
}

#[cfg(debug_assertions)]
#[test]
fn every_command_that_reads_notices_outlives_a_panic_in_one() {
    let bad = NOTICE.replace("Brook Lane", "Falling Over");
    let labels = r#"{"notice":"a.md","rule":"transfer-mechanism-invalid","lines":[[13,13]],"level":"must","quote":"Privacy Shield","why":"x"}"#;
    for args in [
        &["claims", "n"][..],
        &["claims", "n", "--format", "json"],
        &["outline", "n"],
        &["fix", "n", "--all-files"],
        &["fix", "n", "--all-files", "--apply"],
        &["suppressions", "n"],
        &["baseline", "write", "n"],
        &["eval", "n", "labels.jsonl"],
        &["check", "n", "--facts-out", "facts.jsonl"],
    ] {
        let files = [("n/a.md", NOTICE.as_bytes()), ("n/b.md", bad.as_bytes()), ("n/c.md", NOTICE.as_bytes())];
        let dir = folder(&[&files[..], &[("labels.jsonl", labels.as_bytes())]].concat());
        let sound = folder(&[&files[..1], &files[2..], &[("labels.jsonl", labels.as_bytes())]].concat());
        let fallen = run_with(dir.path(), &[("CANDOUR_TEST_PANIC_AT", "Falling Over")], args);
        let usual = run(sound.path(), args);
        assert_eq!(fallen.0, 2, "{args:?} {}", fallen.2);
        let told = fallen.2.lines().filter(|l| l.contains("n/b.md: internal error")).count();
        assert_eq!(told, 1, "{args:?} {}", fallen.2);
        // What is said of the others is what is said without it.
        let others = |text: &str| {
            text.lines().filter(|l| l.contains("a.md") || l.contains("c.md")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(others(&fallen.1), others(&usual.1), "{args:?}");
        assert_eq!(fs::read(dir.path().join("n/b.md")).unwrap(), bad.as_bytes(), "{args:?}");
    }
}
