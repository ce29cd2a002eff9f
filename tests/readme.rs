//! The README and the pages of `docs` tell the truth: what they show is what the program prints, and tables are complete.
//!
//! In a `console` block every command is run and its output compared; a line `…` stands for lines left out, and lines of
//! more than [`WIDEST`] characters are cut. The README is run where it lies, and a block marked `yaml PATH` holds that
//! file. A page of `docs` is followed from top to bottom in a copy of `docs/example` that is a repository of its own: there
//! a block marked `yaml PATH` is written to that file, one marked `diff PATH` is applied to it, and what a `yaml` block of
//! a CI job runs is run as well. After a change that is wanted, `UPDATE_README=1 cargo test --test readme` writes the
//! output anew.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scratch;

use scratch::Scratch;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// Longer lines of output are cut, for a page is no terminal.
const WIDEST: usize = 160;
/// Stands for lines that are left out, or for the rest of a line.
const LEFT_OUT: &str = "…";
/// Options that are shown and are not of candour.
const OF_OTHERS: &[&str] = &["--release", "--test", "--path", "--locked", "--create", "--quiet", "--all", "--message"];
/// Pages that are not followed, for they need what no test has; what they name is there.
const NAMING: &[&str] = &["docs/at-scale.md"];
/// The pages besides the README.
const PAGES: &[&str] = &["docs/auditors.md", "docs/ci.md", "docs/dpos.md", "docs/editors.md"];
/// What a CI server sets, as the examples have it.
const SET: &[(&str, &str)] = &[("origin/$GITHUB_BASE_REF", "main"), ("$CI_MERGE_REQUEST_DIFF_BASE_SHA", "main")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}")).replace("\r\n", "\n")
}

/// Where a page is followed.
enum At {
    /// In the repository, as it is.
    Here,
    /// In a copy of the example.
    Copy(Box<Scratch>),
}

impl At {
    fn of(page: &str) -> At {
        if page == "README.md" {
            return At::Here;
        }
        let copy = Scratch::new();
        let mut folders = vec![root().join("docs/example")];
        while let Some(folder) = folders.pop() {
            for file in fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(root().join("docs/example")).unwrap().to_str().unwrap().to_owned();
                    copy.write(&name, &fs::read_to_string(path).unwrap());
                }
            }
        }
        copy.commit();
        At::Copy(Box::new(copy))
    }

    fn folder(&self) -> &Path {
        match self {
            At::Here => root(),
            At::Copy(copy) => copy.path(),
        }
    }

    /// Does what a command of Git would do, without Git; tells whether it was one.
    fn git(&self, shown: &str) -> bool {
        let At::Copy(copy) = self else { return false };
        if let Some(branch) = shown.strip_prefix("git switch --quiet --create ") {
            copy.branch(branch);
        } else if shown.starts_with("git commit --quiet --all --message ") {
            copy.commit();
        } else if shown != "git add candour-baseline.yaml" {
            return false;
        }
        true
    }

    /// Applies a difference to a file: the words must be there once.
    fn apply(&self, path: &str, block: &[&str]) {
        let At::Copy(copy) = self else { panic!("a difference in the README") };
        let side = |left_out: char| {
            let lines = block.iter().filter(|l| !l.starts_with(left_out)).map(|l| l.get(1..).unwrap_or_default());
            lines.map(|l| format!("{l}\n")).collect::<String>()
        };
        let text = fs::read_to_string(copy.path().join(path)).unwrap();
        assert_eq!(text.matches(&side('+')).count(), 1, "{path} holds not just once:\n{}", side('+'));
        copy.write(path, &text.replace(&side('+'), &side('-')));
    }

    /// Runs what a CI job of a block runs.
    fn job(&self, block: &[&str]) {
        for line in block {
            let Some((start, command)) = line.split_once("candour ").filter(|(s, _)| !s.contains('#')) else {
                continue;
            };
            if !matches!(
                start.trim_start().trim_end_matches(['"', '\'']).trim_end(),
                "" | "-" | "- run:" | "run:" | "script:"
            ) {
                continue;
            }
            let set = |text: String, (name, value): &(&str, &str)| text.replace(name, value);
            let command = SET.iter().fold(command.to_owned(), set).replace('"', "");
            let args = command.split_whitespace().chain(["--as-of", "2026-11-22"]).map(str::to_owned);
            let (output, code) = run(&args.collect::<Vec<_>>(), self.folder());
            assert_ne!(code, 2, "{line}\n{output}");
        }
    }
}

/// Output, both streams as they come, and exit code.
fn run(args: &[String], at: &Path) -> (String, i32) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.args(args).current_dir(at).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
    command.stdin(std::process::Stdio::null()).stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut child = command.spawn().unwrap();
    // The command holds the other end of the pipe; without it the reading would not end.
    drop(command);
    let mut output = String::new();
    reader.read_to_string(&mut output).unwrap();
    (output, child.wait().unwrap().code().unwrap())
}

/// The arguments of a shown command, without `candour` or the cargo form of it.
fn arguments(shown: &str) -> Vec<String> {
    let rest = ["candour ", "cargo run --release -- "].iter().find_map(|start| shown.strip_prefix(start));
    let rest = rest.unwrap_or_else(|| panic!("a console block shows candour, not `{shown}`"));
    assert!(!rest.contains(['|', '>', '\'', '"', '$']), "only plain arguments can be run: {shown}");
    let args: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
    let dated = !["check", "suppressions", "baseline", "fix"].contains(&args[0].as_str())
        || args.iter().any(|a| a == "--as-of");
    assert!(dated, "without --as-of the output would change from day to day: {shown}");
    args
}

/// A line as a page shows it.
fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}{LEFT_OUT}", &line[..end]),
        None => line.to_owned(),
    }
}

/// The output, with as many lines left out as the page leaves out.
fn shorten(output: &str, shown: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = output.lines().map(cut).collect();
    let mut gaps = shown.iter().enumerate().filter(|(_, line)| **line == LEFT_OUT).map(|(i, _)| i);
    let Some(head) = gaps.next() else { return lines };
    assert!(gaps.next().is_none(), "one `{LEFT_OUT}` for one command: {shown:?}");
    let tail = shown.len() - head - 1;
    if lines.len() > head + tail {
        lines.splice(head..lines.len() - tail, [LEFT_OUT.to_owned()]);
    }
    lines
}

/// A console block as it should be.
fn console(block: &[&str], at: &At) -> Vec<String> {
    assert!(block.first().is_some_and(|l| l.starts_with("$ ")), "a console block begins with a command: {block:?}");
    let mut result = Vec::new();
    let mut last = 0;
    let mut rest = block;
    while let Some((first, after)) = rest.split_first() {
        let end = after.iter().position(|l| l.starts_with("$ ")).unwrap_or(after.len());
        result.push((*first).to_owned());
        if *first == "$ echo $?" {
            result.push(last.to_string());
        } else if !at.git(&first[2..]) {
            let (output, code) = run(&arguments(&first[2..]), at.folder());
            assert_ne!(code, 2, "the run itself failed: {first}\n{output}");
            last = code;
            result.extend(shorten(&output, &after[..end]));
        }
        rest = &after[end..];
    }
    result
}

/// The page as it should be.
fn written(page: &str, at: &At) -> String {
    let mut result: Vec<String> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        result.push(line.to_owned());
        let Some(mark) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        match mark.split_once(' ') {
            None if mark == "console" => result.extend(console(&block, at)),
            Some((kind, path)) if matches!(at, At::Copy(_)) => {
                let At::Copy(copy) = at else { continue };
                match kind {
                    "diff" => at.apply(path, &block),
                    _ => copy.write(path, &(block.join("\n") + "\n")),
                }
                result.extend(block.into_iter().map(str::to_owned));
            }
            Some((_, path)) => result.extend(text_of(path).lines().map(str::to_owned)),
            None => {
                if let At::Copy(_) = at {
                    assert!(["yaml", "text"].contains(&mark), "what is shown as `{mark}` is not run");
                    at.job(&block);
                }
                result.extend(block.into_iter().map(str::to_owned));
            }
        }
        result.push("```".to_owned());
    }
    result.join("\n") + "\n"
}

#[test]
fn what_is_shown_is_what_is_printed() {
    for name in PAGES.iter().chain(&["README.md"]) {
        let page = text_of(name);
        let should = written(&page, &At::of(name));
        if std::env::var_os("UPDATE_README").is_some() {
            fs::write(root().join(name), should).unwrap();
            continue;
        }
        let difference = TextDiff::from_lines(&page, &should).unified_diff().header(name, "what is so").to_string();
        assert!(page == should, "`UPDATE_README=1 cargo test --test readme` mends this:\n{difference}");
    }
}

#[test]
fn the_rule_that_is_shown_does_what_its_examples_say() {
    let args = ["rules", "test", "tests/house-rules"].map(str::to_owned);
    let (output, code) = run(&args, root());
    assert_eq!(code, 0, "{output}");
}

/// Names of the dependencies under a heading of Cargo.toml.
fn declared(section: &str) -> Vec<String> {
    let manifest = text_of("Cargo.toml");
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == section;
            assert!(
                !line.ends_with("dependencies]")
                    || ["[dependencies]", "[build-dependencies]", "[dev-dependencies]"].contains(&line),
                "the README has no table for {line}"
            );
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| inside) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    names
}

/// The rows of the table under a heading: name and reason.
fn table(heading: &str) -> Vec<(String, String)> {
    let page = text_of("README.md");
    let start = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let body = &page[start + heading.len() + 2..];
    let body = &body[..body.find("\n#").unwrap_or(body.len())];
    let row = |line: &str| {
        let (name, reason) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some((name.to_owned(), reason.trim_end_matches(" |").to_owned()))
    };
    body.lines().filter_map(row).collect()
}

#[test]
fn every_dependency_has_its_reason() {
    for (section, heading) in [
        ("[dependencies]", "### Of the program"),
        ("[build-dependencies]", "### Of the build"),
        ("[dev-dependencies]", "### Of the tests and benchmarks"),
    ] {
        let rows = table(heading);
        let names: Vec<&str> = rows.iter().map(|r| r.0.as_str()).collect();
        assert_eq!(names, declared(section), "left the README, right Cargo.toml; in alphabetical order");
        assert!(rows.iter().all(|r| r.1.len() > 10), "each row gives a reason: {rows:?}");
    }
}

#[test]
fn every_option_that_is_named_exists() {
    let commands = [
        "check",
        "claims",
        "diff",
        "fix",
        "outline",
        "serve",
        "explain",
        "eval",
        "rules list",
        "rules test",
        "schema",
        "portfolio",
        "report",
        "config show",
        "init",
        "lsp",
        "completions",
        "man",
        "baseline write",
        "suppressions",
    ];
    let help: String = commands
        .iter()
        .map(|command| run(&format!("{command} --help").split(' ').map(str::to_owned).collect::<Vec<_>>(), root()).0)
        .collect();
    let options = |text: &str| -> BTreeSet<String> {
        let part = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        let option = |w: &&str| w.starts_with("--") && w.len() > 3 && !w.ends_with('-');
        text.split(part).filter(option).map(str::to_owned).collect()
    };
    let known = options(&help);
    let pages: String = PAGES.iter().chain(&["README.md"]).map(|page| text_of(page)).collect();
    for option in options(&pages.replace("pandoc --", "")) {
        assert!(known.contains(&option) || OF_OTHERS.contains(&option.as_str()), "there is no option {option}");
    }
}

#[test]
fn every_file_and_folder_that_is_named_is_there() {
    for name in PAGES.iter().chain(NAMING).chain(&["README.md"]) {
        let page = text_of(name);
        let linked = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        let quoted = page.split('`').skip(1).step_by(2);
        let ours = |p: &&str| {
            let begin = ["src/", "rules/", "corpus/", "tests/", "benches/", "scripts/", ".ci/", "docs/", "examples/"];
            begin.iter().any(|b| p.starts_with(b)) && !p.contains(['<', '*', ' ', '\n'])
        };
        let linked = linked.filter(|t| !t.contains("://") && !t.starts_with('#'));
        // A link leads on from the page, a name that is quoted from the root.
        let beside = root().join(name).parent().unwrap().to_owned();
        let linked = linked.map(|t| beside.join(t.split_once('#').map_or(t, |(file, _)| file)));
        for path in linked.chain(quoted.filter(ours).map(|p| root().join(p))) {
            assert!(path.exists(), "{name}: {} is not there", path.display());
        }
    }
}
