//! The README tells the truth: what it shows is what the program prints, and its tables are complete.
//!
//! In a `console` block every command is run and its output compared; a line `…` stands for lines left out, and lines of
//! more than [`WIDEST`] characters are cut. A block marked `yaml PATH` holds that file. After a change that is wanted,
//! `UPDATE_README=1 cargo test --test readme` writes both anew.
#![allow(clippy::unwrap_used, clippy::panic)]

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
const OF_CARGO: &[&str] = &["--release", "--test", "--path", "--locked"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}")).replace("\r\n", "\n")
}

/// Output, both streams as they come, and exit code.
fn run(args: &[String]) -> (String, i32) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.args(args).current_dir(root()).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
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
    let dated = !["check", "suppressions"].contains(&args[0].as_str()) || args.iter().any(|a| a == "--as-of");
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
fn console(block: &[&str]) -> Vec<String> {
    assert!(block.first().is_some_and(|l| l.starts_with("$ ")), "a console block begins with a command: {block:?}");
    let mut result = Vec::new();
    let mut last = 0;
    let mut rest = block;
    while let Some((first, after)) = rest.split_first() {
        let end = after.iter().position(|l| l.starts_with("$ ")).unwrap_or(after.len());
        result.push((*first).to_owned());
        if *first == "$ echo $?" {
            result.push(last.to_string());
        } else {
            let (output, code) = run(&arguments(&first[2..]));
            assert_ne!(code, 2, "the run itself failed: {first}\n{output}");
            last = code;
            result.extend(shorten(&output, &after[..end]));
        }
        rest = &after[end..];
    }
    result
}

/// The page as it should be.
fn written(page: &str) -> String {
    let mut result: Vec<String> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        result.push(line.to_owned());
        let Some(mark) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        match mark.split_once(' ') {
            None if mark == "console" => result.extend(console(&block)),
            Some((_, path)) => result.extend(text_of(path).lines().map(str::to_owned)),
            None => result.extend(block.into_iter().map(str::to_owned)),
        }
        result.push("```".to_owned());
    }
    result.join("\n") + "\n"
}

#[test]
fn what_is_shown_is_what_is_printed() {
    let page = text_of("README.md");
    let should = written(&page);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root().join("README.md"), should).unwrap();
        return;
    }
    let difference = TextDiff::from_lines(&page, &should).unified_diff().header("README.md", "what is so").to_string();
    assert!(page == should, "`UPDATE_README=1 cargo test --test readme` mends this:\n{difference}");
}

#[test]
fn the_rule_that_is_shown_does_what_its_examples_say() {
    let args = ["rules", "test", "tests/house-rules"].map(str::to_owned);
    let (output, code) = run(&args);
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
        "explain",
        "eval",
        "rules list",
        "rules test",
        "schema",
        "portfolio",
        "config show",
        "init",
        "completions",
        "man",
    ];
    let help: String = commands
        .iter()
        .map(|command| run(&format!("{command} --help").split(' ').map(str::to_owned).collect::<Vec<_>>()).0)
        .collect();
    let options = |text: &str| -> BTreeSet<String> {
        let part = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        let option = |w: &&str| w.starts_with("--") && w.len() > 3 && !w.ends_with('-');
        text.split(part).filter(option).map(str::to_owned).collect()
    };
    let known = options(&help);
    let page = text_of("README.md").replace("pandoc --", "");
    for option in options(&page) {
        assert!(known.contains(&option) || OF_CARGO.contains(&option.as_str()), "there is no option {option}");
    }
}

#[test]
fn every_file_and_folder_that_is_named_is_there() {
    let page = text_of("README.md");
    let linked = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let quoted = page.split('`').skip(1).step_by(2);
    let ours = |p: &&str| {
        let begin = ["src/", "rules/", "corpus/", "tests/", "benches/", "scripts/", ".ci/"];
        begin.iter().any(|b| p.starts_with(b)) && !p.contains(['<', '*', ' ', '\n'])
    };
    let linked = linked.filter(|t| !t.contains("://") && !t.starts_with('#'));
    for path in linked.chain(quoted.filter(ours)) {
        assert!(root().join(path).exists(), "{path} is not there");
    }
}
