//! The GitHub Action, as the runner runs it: the text of its step, with the inputs in the environment.

use super::support::*;
use assert_cmd::Command;
use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn action() -> Value {
    serde_yaml::from_str(&text_of("action.yml")).unwrap()
}

/// A job: what was checked out, and the files and folders of the runner beside it.
struct Job {
    dir: TempDir,
    path: Option<String>,
}

struct Ended {
    code: i32,
    out: String,
    err: String,
    summary: String,
    outputs: Vec<(String, String)>,
}

impl Job {
    fn new(files: &[(&str, &str)]) -> Job {
        let dir = TempDir::new().unwrap();
        ["checked out", "temp"].iter().for_each(|name| fs::create_dir(dir.path().join(name)).unwrap());
        let job = Job { dir, path: None };
        for (name, from) in files {
            let to = job.checked_out().join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root().join(from), to).unwrap();
        }
        job
    }

    fn checked_out(&self) -> PathBuf {
        self.dir.path().join("checked out")
    }

    fn temp(&self) -> PathBuf {
        self.dir.path().join("temp")
    }

    /// Runs the step with these inputs, and the defaults of the others.
    fn run(&self, inputs: &[(&str, &str)]) -> Ended {
        let action = action();
        let step = &action["runs"]["steps"][0];
        let given = |name: &str| {
            let default = action["inputs"][name]["default"].as_str().unwrap();
            inputs.iter().find(|(n, _)| *n == name).map_or(default, |(_, v)| *v).to_owned()
        };
        assert!(inputs.iter().all(|(name, _)| action["inputs"].get(*name).is_some()), "{inputs:?}");
        let mut variables: Vec<(String, String)> = Vec::new();
        for (name, value) in step["env"].as_mapping().unwrap() {
            let input = value.as_str().unwrap().strip_prefix("${{ inputs.").unwrap().strip_suffix(" }}").unwrap();
            variables.push((name.as_str().unwrap().to_owned(), given(input)));
        }
        let file = |name: &str| self.dir.path().join(name).to_str().unwrap().to_owned();
        for name in ["outputs", "summary"] {
            fs::write(file(name), "").unwrap();
        }
        variables.extend([
            ("GITHUB_ACTION_PATH".to_owned(), root().to_str().unwrap().to_owned()),
            ("GITHUB_OUTPUT".to_owned(), file("outputs")),
            ("GITHUB_STEP_SUMMARY".to_owned(), file("summary")),
            ("GITHUB_WORKSPACE".to_owned(), file("checked out")),
            ("RUNNER_TEMP".to_owned(), file("temp")),
        ]);
        if let Some(path) = &self.path {
            variables.push(("PATH".to_owned(), path.clone()));
        }
        let variables: Vec<(&str, &str)> = variables.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
        let (code, out, err) = script(&self.checked_out(), bash, &variables);
        Ended {
            code,
            out,
            err,
            summary: fs::read_to_string(file("summary")).unwrap(),
            outputs: outputs(&fs::read_to_string(file("outputs")).unwrap()),
        }
    }
}

/// The outputs of a step, as the runner reads them.
fn outputs(text: &str) -> Vec<(String, String)> {
    let mut lines = text.lines();
    let mut all = Vec::new();
    while let Some(line) = lines.next() {
        let (name, mark) = line.split_once("<<").unwrap_or_else(|| panic!("{text}"));
        let value: Vec<&str> = lines.by_ref().take_while(|l| *l != mark).collect();
        all.push((name.to_owned(), value.join("\n")));
    }
    all
}

impl Ended {
    fn output(&self, name: &str) -> &str {
        self.outputs.iter().find(|o| o.0 == name).map_or("", |o| &o.1)
    }

    /// The commands that the runner obeys, without what is between `stop-commands` and its end.
    fn commands(&self) -> Vec<&str> {
        let mut all = Vec::new();
        let mut stopped: Option<String> = None;
        for line in self.out.lines() {
            match &stopped {
                Some(end) if line == end => stopped = None,
                Some(_) => {}
                None => match line.strip_prefix("::stop-commands::") {
                    Some(mark) => stopped = Some(format!("::{mark}::")),
                    // The older form counts wherever it stands in a line that is no newer command.
                    None if line.trim_start().starts_with("::") || line.contains("##[") => all.push(line),
                    None => {}
                },
            }
        }
        assert!(stopped.is_none(), "{}", self.out);
        all
    }

    fn sarif(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.output("sarif")).unwrap_or_else(|e| panic!("{e}\n{}", self.out));
        serde_json::from_str(&text).unwrap()
    }
}

const HERE: (&str, &str) = ("binary", "candour");
const DATED: (&str, &str) = ("options", "--as-of=2026-11-22\n--no-portfolio");

#[test]
fn nothing_that_is_given_stands_in_the_text_of_a_command() {
    let action = action();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    assert_eq!(steps.len(), 1);
    let run = steps[0]["run"].as_str().unwrap();
    assert!(!run.contains("${{") && steps[0]["shell"] == "bash", "{run}");
    assert!(steps[0].get("working-directory").is_none());
    // Every input goes through the environment, under a name that the script reads.
    let script = text_of("scripts/action");
    let env = steps[0]["env"].as_mapping().unwrap();
    for name in action["inputs"].as_mapping().unwrap().keys() {
        let value = format!("${{{{ inputs.{} }}}}", name.as_str().unwrap());
        let variable = env.iter().find(|(_, v)| v.as_str() == Some(&value)).unwrap_or_else(|| panic!("{value}")).0;
        assert!(script.contains(&format!("${{{}", variable.as_str().unwrap())), "{variable:?}");
    }
    for (name, output) in action["outputs"].as_mapping().unwrap() {
        let name = name.as_str().unwrap();
        assert_eq!(output["value"].as_str().unwrap(), format!("${{{{ steps.check.outputs.{name} }}}}"));
        assert!(script.contains(&format!("output {name} ")), "{name}");
    }
    assert!(!script.contains("eval") && script.contains("-- \"${paths[@]}\""));
    let mut parsed = Command::new("bash");
    parsed.arg("-n").arg(root().join("scripts/action"));
    assert_eq!(super::support::run(parsed), (0, String::new(), String::new()));
}

#[test]
fn it_annotates_and_writes_a_summary_and_sarif() {
    let job = Job::new(&[("site/notices/good.txt", GOOD), ("site/notices/bad.txt", BAD)]);
    let ended = job.run(&[HERE, DATED]);
    assert_eq!((ended.code, ended.output("exit-code"), ended.err.as_str()), (1, "1", ""));
    let commands = ended.commands();
    assert_eq!(commands.len(), 6, "{}", ended.out);
    assert!(commands.iter().all(|c| c.starts_with("::error file=site/notices/bad.txt,line=")), "{commands:?}");
    assert!(ended.summary.starts_with("## candour: privacy notices\n\n6 errors in 2 privacy notices."));
    assert_eq!(ended.output("sarif"), job.temp().join("candour.sarif").to_str().unwrap());
    assert_eq!(ended.sarif()["runs"][0]["results"].as_array().unwrap().len(), 6);

    // From a folder below, files are named from the root of what was checked out all the same.
    let below = [HERE, DATED, ("working-directory", "site"), ("paths", "notices/bad.txt\n"), ("sarif", "my out.sarif")];
    let ended = job.run(&below);
    assert!(ended.commands().iter().all(|c| c.starts_with("::error file=site/notices/bad.txt,")), "{}", ended.out);
    assert_eq!(ended.output("sarif"), job.checked_out().join("site/my out.sarif").to_str().unwrap());
    assert_eq!(ended.sarif()["runs"][0]["results"].as_array().unwrap().len(), 6);

    let passes = [HERE, ("options", "--as-of\n2026-11-22\n--fail-on=never\n"), ("paths", "site")];
    let ended = job.run(&passes);
    assert_eq!((ended.code, ended.output("exit-code"), ended.commands().len()), (0, "0", 6));
}

#[test]
fn a_name_is_a_name_whatever_it_looks_like() {
    let mut files: Vec<(&str, &str)> = NAMES.iter().map(|name| (*name, BAD)).collect();
    let job = Job::new(&files);
    let paths = NAMES.join("\r\n");
    let ended = job.run(&[HERE, DATED, ("paths", &paths)]);
    assert_eq!((ended.code, ended.commands().len()), (1, 6 * NAMES.len()), "{}", ended.out);
    for name in NAMES {
        let name = shown(name).replace('%', "%25").replace(':', "%3A").replace(',', "%2C");
        assert!(ended.out.contains(&format!("::error file={name},line=")), "{name}:\n{}", ended.out);
    }
    // What is not there is told, as words.
    for wrong in ["--version", "$(touch taken.txt)", "##[error]no", "::error::no"] {
        let ended = job.run(&[HERE, DATED, ("paths", wrong)]);
        assert_eq!((ended.code, ended.err.as_str()), (2, ""), "standard error is shown among the rest: {}", ended.out);
        let told = |c: &&str| c.starts_with("::error ") && c.contains("no such file or folder");
        assert!(ended.commands().iter().all(told), "{}", ended.out);
        assert_eq!(ended.output("exit-code"), "2");
    }
    // A line break ends a line of the input; the folder is named instead.
    files.push((BROKEN, BAD));
    let job = Job::new(&files);
    let ended = job.run(&[HERE, DATED]);
    assert_eq!((ended.code, ended.commands().len()), (1, 6 * (NAMES.len() + 1)), "{}", ended.out);
    assert!(ended.commands().iter().all(|c| c.starts_with("::error file=")), "{}", ended.out);
    assert!(!job.checked_out().join("taken.txt").exists());
    assert_eq!(fs::read_dir(job.checked_out()).unwrap().count(), files.len(), "nothing is written beside the notices");
}

#[test]
fn a_value_is_no_command_either() {
    let job = Job::new(&[("good.txt", GOOD)]);
    let hostile = "$(touch taken.txt)`touch taken.txt`; touch taken.txt; x";
    for input in ["options", "working-directory", "sarif", "binary"] {
        let mut inputs = vec![(input, hostile)];
        if input != "binary" {
            inputs.push(HERE);
        }
        let ended = job.run(&inputs);
        assert_eq!(ended.code == 0, input == "sarif", "{input}: {}{}", ended.out, ended.err);
        assert!(!job.checked_out().join("taken.txt").exists(), "{input}");
    }
    // An output is one value, whatever is in it.
    let ended = job.run(&[HERE, DATED, ("sarif", "a\nexit-code<<x\n9\nx\n.sarif")]);
    assert_eq!(ended.output("exit-code"), "0");
    assert!(ended.output("sarif").ends_with("a\nexit-code<<x\n9\nx\n.sarif"), "{:?}", ended.outputs);
}

#[test]
fn a_run_that_fails_says_so_in_an_annotation_and_leaves_no_old_sarif() {
    let job = Job::new(&[("bad.txt", BAD), ("pancakes.md", "corpus/pancakes.md")]);
    job.run(&[HERE, DATED]);
    assert!(job.temp().join("candour.sarif").exists());
    let ended = job.run(&[HERE, ("options", "--as-of=yesterday")]);
    assert_eq!((ended.code, ended.output("exit-code"), ended.output("sarif")), (2, "2", ""));
    assert!(!job.temp().join("candour.sarif").exists());
    let commands = ended.commands();
    assert!(commands.len() == 1 && commands[0].starts_with("::error title=candour::error: "), "{commands:?}");
    assert!(commands[0].contains("write a date as year, month and day"), "{commands:?}");

    let ended = job.run(&[HERE, DATED, ("paths", "pancakes.md")]);
    assert_eq!(ended.code, 3);
    assert!(ended.commands()[0].contains("no privacy notice was found to check"), "{}", ended.out);
}

#[test]
fn candour_is_built_once_a_job_from_the_revision_of_the_action() {
    let mut job = Job::new(&[("good.txt", GOOD)]);
    job.path = Some(stand_in(job.dir.path()));
    for _ in 0..2 {
        let ended = job.run(&[DATED]);
        assert_eq!(ended.code, 0, "{}", ended.out);
    }
    let temp = job.temp().join("candour");
    let said = fs::read_to_string(job.dir.path().join("cargo-args")).unwrap();
    let should = format!(
        "install\n--locked\n--path\n{}\n--root\n{}\n--target-dir\n{}\n",
        root().display(),
        temp.display(),
        temp.join("target").display()
    );
    assert_eq!(said, should);
    assert!(Path::new(&temp).join("bin/candour").exists());
}
