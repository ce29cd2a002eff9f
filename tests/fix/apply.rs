//! Writing: wholly or not at all, and nothing but the words.

use super::aid::{folder, json};
use super::command::{MENDED, WORDS, run};
use super::notice;
use std::fs;
use std::path::Path;

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The names in a folder.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_edits_are_written_once() {
    let dir = folder(&[("a.md", &notice(WORDS)), ("b.md", &notice("We write to nobody."))]);
    let (code, out, err) = run(dir.path(), &["fix", ".", "--apply", "--select", "currency"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.ends_with("2 edits in 1 file, 1 written; 1 suggestion.\n"), "{out}");
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), notice(MENDED));
    let (_, out, _) =
        run(dir.path(), &["fix", ".", "--apply", "--all-files", "--select", "currency", "--format", "json"]);
    assert_eq!(json(&out)["summary"]["edits"], 0);
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), notice(MENDED));
    assert_eq!(names(dir.path()), ["a.md", "b.md"]);
}

#[test]
fn line_endings_and_marks_stay() {
    let crlf = format!("\u{feff}{}", notice(WORDS).replace('\n', "\r\n"));
    let dir = folder(&[("a.md", &crlf)]);
    assert_eq!(run(dir.path(), &["fix", "a.md", "--apply"]).0, 0);
    let expected = format!("\u{feff}{}", notice(MENDED).replace('\n', "\r\n"));
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), expected);
}

#[test]
fn a_broken_encoding_is_not_touched() {
    let mut bytes: Vec<u8> =
        std::iter::once(0xfeff).chain(notice(WORDS).encode_utf16()).flat_map(u16::to_le_bytes).collect();
    bytes.push(b'x');
    let dir = folder(&[]);
    fs::write(dir.path().join("a.md"), &bytes).unwrap();
    let (code, out, _) = run(dir.path(), &["fix", "a.md", "--apply"]);
    assert_eq!(code, 0);
    assert!(out.contains("encoding is broken and could not be kept"), "{out}");
    assert_eq!(fs::read(dir.path().join("a.md")).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    let dir = folder(&[("a.md", &notice(WORDS)), ("b.md", &notice(WORDS))]);
    for (name, bits) in [("a.md", 0o640), ("b.md", 0o755)] {
        set_mode(&dir.path().join(name), bits);
        assert_eq!(run(dir.path(), &["fix", name, "--apply"]).0, 0);
        assert_eq!(mode(&dir.path().join(name)), bits);
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), notice(MENDED));
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let dir = folder(&[("kept/notice.md", &notice(WORDS))]);
    std::os::unix::fs::symlink("kept/notice.md", dir.path().join("link.md")).unwrap();
    // The same file under two names is edited once.
    assert_eq!(run(dir.path(), &["fix", "link.md", "kept/notice.md", "--apply"]), {
        let again = folder(&[("kept/notice.md", &notice(WORDS))]);
        std::os::unix::fs::symlink("kept/notice.md", again.path().join("link.md")).unwrap();
        run(again.path(), &["fix", "link.md", "kept/notice.md", "--apply"])
    });
    assert!(fs::symlink_metadata(dir.path().join("link.md")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(dir.path().join("kept/notice.md")).unwrap(), notice(MENDED));
    assert_eq!(names(&dir.path().join("kept")), ["notice.md"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stays_and_the_others_are_written() {
    let dir = folder(&[("a.md", &notice(WORDS)), ("b.md", &notice(WORDS)), ("c.md", &notice(WORDS))]);
    set_mode(&dir.path().join("b.md"), 0o444);
    let (code, out, err) = run(dir.path(), &["fix", ".", "--apply", "--select", "currency"]);
    assert_eq!(code, 2);
    assert!(err.contains("b.md: not written: it is read-only"), "{err}");
    assert!(out.contains("not written: it is read-only"), "{out}");
    assert!(out.contains("6 edits in 3 files, 2 written, 1 could not be written"), "{out}");
    let text = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!((text("a.md"), text("b.md"), text("c.md")), (notice(MENDED), notice(WORDS), notice(MENDED)));
    assert_eq!(mode(&dir.path().join("b.md")), 0o444);
    assert_eq!(names(dir.path()), ["a.md", "b.md", "c.md"]);
}

/// As on a full disk: the new file cannot be written to its end.
#[cfg(unix)]
#[test]
fn where_there_is_no_room_nothing_is_lost() {
    let long = notice(&format!("{WORDS}\n\n{}", "We keep what we need and no more. ".repeat(4000)));
    let dir = folder(&[("a.md", &long), ("b.md", &notice(WORDS))]);
    let program = env!("CARGO_BIN_EXE_candour");
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{program}' fix . --apply --as-of 2026-11-22 --format json");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("a.md: not written: ") && !err.contains("b.md"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), long);
    assert_eq!(fs::read_to_string(dir.path().join("b.md")).unwrap(), notice(MENDED));
    assert_eq!(names(dir.path()), ["a.md", "b.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_an_error_and_the_edits_are_there() {
    let dir = folder(&[("a.md", &notice(WORDS))]);
    let (code, _, err) = run(dir.path(), &["fix", "a.md", "--apply", "--output", "/dev/full"]);
    assert_eq!(code, 2);
    assert!(err.contains("the output could not be written"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), notice(MENDED));
}

/// Prose enough for an entry of a file of strings to be taken for a page.
fn prose() -> String {
    "This privacy notice says how we use your personal data. ".repeat(16)
}

/// Several notices in one file.
#[test]
fn parts_of_a_file_are_mended_together() {
    let page = |name: &str, words: &str| {
        let prose = prose();
        format!(
            "{name}_privacy:\n  title: Privacy notice\n  body: |\n    Harebell Surgery is the controller of your data.\n\n    \
             {words}\n  more: '{prose}'\n"
        )
    };
    let patients = page("patients", "We share data with NHS Digital.");
    let text = format!("{patients}{}", page("staff", "We share data with NHS Digital, as 'ever'."));
    let dir = folder(&[("en.yaml", &text)]);
    let (code, out, _) =
        run(dir.path(), &["fix", "en.yaml", "--apply", "--select", "body-dissolved", "--format", "json"]);
    assert_eq!(code, 0, "{out}");
    let parts: Vec<serde_json::Value> =
        json(&out)["files"][0]["edits"].as_array().unwrap().iter().map(|e| e["findings"][0]["part"].clone()).collect();
    assert_eq!(parts, ["patients_privacy", "staff_privacy"]);
    assert_eq!(fs::read_to_string(dir.path().join("en.yaml")).unwrap(), text.replace("NHS Digital", "NHS England"));
}

/// Where the words in the file are not those that are read, or would not stay what they are, nothing is edited.
#[test]
fn quotes_entities_and_commas_of_a_format_are_respected() {
    let yaml = format!(
        "privacy: {{title: Privacy notice, body: 'Harebell Surgery is the controller. We pay Her Majesty''s Revenue \
         what we owe. {}', more: We ask the Department for Communities and Local Government for its advice}}\n",
        prose()
    );
    let html = "<html><body><main><h1>Privacy notice</h1><p>Harebell Surgery is the controller of your personal \
                data.</p><p>We ask the Criminal&nbsp;Records Bureau. We ask NHS <b>Digital</b> too, and the \
                <i>Local Government Ombudsman</i>.</p></main></body></html>";
    let dir = folder(&[("a.yaml", &yaml), ("b.html", html)]);
    let (code, out, _) =
        run(dir.path(), &["fix", ".", "--apply", "--all-files", "--select", "currency", "--format", "json"]);
    assert_eq!(code, 0, "{out}");
    // A comma would begin another entry, and a quote that is doubled is no plain one.
    assert_eq!(fs::read_to_string(dir.path().join("a.yaml")).unwrap(), yaml, "{out}");
    assert!(out.contains("the file would be read otherwise with the new words"), "{out}");
    assert!(out.contains("the file has other characters there"), "{out}");
    let mended = html.replace("Local Government Ombudsman", "Local Government and Social Care Ombudsman");
    assert_eq!(fs::read_to_string(dir.path().join("b.html")).unwrap(), mended);
}
