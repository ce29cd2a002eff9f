//! Reading writes nothing: only what is asked for is written, and it is there whole or as it was.

use super::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::SystemTime;

fn tree() -> TempDir {
    let rule = "id: plain-words\ntitle: Words\nseverity: note\nconfidence: likely\ntext: order records\nmessage: \"x\"\n\
                why: Nobody.\nfix: None.\n";
    folder(&[
        ("in/a.md", NOTICE.as_bytes()),
        ("in/deep/b.txt", NOTICE.as_bytes()),
        ("in/c.html", b"<p>We keep your personal data.</p>"),
        ("house/plain.yaml", rule.as_bytes()),
        ("candour.yaml", b"candour: config/1\nrules: [house]\n"),
    ])
}

/// Everything below a folder: its bytes, and when it was changed.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, (Option<Vec<u8>>, SystemTime)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let changed = fs::symlink_metadata(&path).unwrap().modified().unwrap();
            let bytes = if path.is_dir() { None } else { Some(fs::read(&path).unwrap()) };
            if path.is_dir() {
                folders.push(path.clone());
            }
            all.insert(path, (bytes, changed));
        }
        all.insert(folder.clone(), (None, fs::metadata(&folder).unwrap().modified().unwrap()));
    }
    all
}

/// Commands that read.
const READING: &[&[&str]] = &[
    &["check", "in", "--rules", "house"],
    &["check", "in", "--format", "table", "--isolated"],
    &["claims", "in"],
    &["claims", "in", "--format", "yaml"],
    &["outline", "in"],
    &["diff", "in/a.md", "in/deep/b.txt"],
    &["explain", "retention-conflict"],
    &["rules", "test", "house"],
    &["rules", "list"],
    &["config", "show", "in/a.md"],
    &["suppressions", "in"],
    &["baseline", "check", "in"],
    &["fix", "in"],
    &["fix", "in", "--format", "json"],
    &["schema", "notice"],
];

#[test]
fn reading_writes_nothing() {
    let dir = tree();
    let before = snapshot(dir.path());
    for args in READING {
        let (code, _, err) = run(dir.path(), args);
        assert!(code <= 3 && !err.contains("internal error"), "{args:?} {err}");
        assert!(snapshot(dir.path()) == before, "{args:?} changed the folder");
    }
}

#[test]
fn only_the_file_that_is_asked_for_is_written() {
    let dir = tree();
    let before = snapshot(&dir.path().join("in"));
    fs::create_dir(dir.path().join("out")).unwrap();
    for (args, file) in [
        (&["check", "in", "--output", "out/a.txt"][..], "a.txt"),
        (&["check", "in", "--format", "pretty", "--format", "sarif=out/b.sarif"], "b.sarif"),
        (&["check", "in", "--facts-out", "out/c.jsonl"], "c.jsonl"),
        (&["claims", "in", "--format", "yaml", "--output", "out/d.yaml"], "d.yaml"),
        (&["check", "in", "--github-summary", "out/e.md"], "e.md"),
    ] {
        run(dir.path(), args);
        let written: Vec<_> = fs::read_dir(dir.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(written, [file], "{args:?}");
        fs::remove_file(dir.path().join("out").join(file)).unwrap();
    }
    assert!(snapshot(&dir.path().join("in")) == before);
}

/// Where the system lets a folder be mounted read-only, every command that reads works there.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_tree_is_read() {
    let dir = tree();
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && cd \"$1\" && shift && exec \"$@\"";
    let inside = |args: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", script, "sh"]).arg(dir.path()).args(args).output()
    };
    if !inside(&["true"]).is_ok_and(|o| o.status.success()) {
        return println!("skipped: nothing can be mounted here");
    }
    let written = inside(&["touch", "in/x"]).unwrap();
    assert!(!written.status.success(), "the tree can be written to");
    let binary = assert_cmd::cargo::cargo_bin("candour");
    for args in READING {
        let output = inside(&[&[binary.to_str().unwrap()], *args].concat()).unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|c| c <= 3), "{args:?} {err}");
        assert!(!err.to_lowercase().contains("read-only") && !err.contains("written:"), "{args:?} {err}");
    }
}

/// A trace of the system's calls shows each file that is opened to be written, made, renamed or taken away.
#[cfg(target_os = "linux")]
#[test]
fn the_system_is_asked_to_write_nothing() {
    const CALLS: &str = "trace=open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,\
                         symlink,symlinkat,truncate,ftruncate,chmod,fchmod,fchmodat,utimensat";
    let works = Command::new("strace").args(["-f", "-e", "trace=open", "true"]).output();
    if !works.is_ok_and(|o| o.status.success()) {
        return println!("skipped: strace is missing, or may not trace here");
    }
    let dir = tree();
    let log = TempDir::new().unwrap();
    for args in READING {
        let file = log.path().join("log");
        let status = Command::new("strace")
            .args(["-f", "-qq", "-e", CALLS, "-e", "signal=none", "-o"])
            .arg(&file)
            .arg(assert_cmd::cargo::cargo_bin("candour"))
            .args(*args)
            .current_dir(dir.path())
            .output()
            .unwrap()
            .status;
        assert!(status.code().is_some_and(|c| c <= 3), "{args:?}");
        let trace = fs::read_to_string(&file).unwrap();
        // Where two threads call at once, a call is told in two lines; its arguments are in the first.
        let resumed = |l: &&str| l.contains(" resumed>");
        let opens = |l: &&str| l.contains(" open(") || l.contains(" openat(");
        let writes = |l: &&str| ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|f| l.contains(f));
        let told = trace.lines().filter(|l| !resumed(l));
        let bad: Vec<&str> = told.filter(|l| !opens(l) || writes(l)).filter(|l| !l.contains("/dev/")).collect();
        assert!(bad.is_empty(), "{args:?} {bad:#?}");
    }
}

/// A run that is killed while it writes leaves the old report.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_file_whole() {
    let dir = TempDir::new().unwrap();
    for i in 0..400 {
        fs::write(dir.path().join(format!("{i}.md")), NOTICE.repeat(20)).unwrap();
    }
    let out = TempDir::new().unwrap();
    let files: Vec<PathBuf> = ["a.json", "b.sarif", "c.jsonl"].iter().map(|f| out.path().join(f)).collect();
    for file in &files {
        fs::write(file, "what was there before\n").unwrap();
    }
    let [a, b, c] = files.each_ref_paths();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("candour"))
        .args(["check", ".", "--format", &format!("json={a}"), "--format", &format!("sarif={b}"), "--facts-out", &c])
        .current_dir(dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It is killed when it has begun to write.
    let begun = Instant::now();
    let begins = || fs::read_dir(out.path()).unwrap().count() > files.len();
    while !begins() && begun.elapsed() < Duration::from_secs(30) && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(begins(), "it has not begun to write beside the file");
    child.kill().unwrap();
    child.wait().unwrap();
    for file in &files {
        assert_eq!(fs::read_to_string(file).unwrap(), "what was there before\n", "{}", file.display());
    }
}

/// Paths as text.
trait Paths {
    fn each_ref_paths(&self) -> [String; 3];
}

impl Paths for Vec<PathBuf> {
    fn each_ref_paths(&self) -> [String; 3] {
        [0, 1, 2].map(|i| self[i].to_str().unwrap().to_owned())
    }
}

/// A run that fails on the way writes nothing either, and leaves nothing beside the file.
#[test]
fn a_run_that_fails_leaves_the_old_file_whole() {
    let dir = tree();
    fs::write(dir.path().join("old.json"), "old\n").unwrap();
    fs::write(dir.path().join("candour.yaml"), "candour: config/1\nseverities: { no-such-rule: note }\n").unwrap();
    let (code, _, _) = run(dir.path(), &["check", "in", "--format", "json", "--output", "old.json"]);
    assert_eq!((code, fs::read_to_string(dir.path().join("old.json")).unwrap().as_str()), (2, "old\n"));
    let names = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().all(|n| !n.contains(".part")));
}
