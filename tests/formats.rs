//! The formats for other programs, through the program: valid by their schemas, whole, stable, and safe whatever a
//! notice, a path or a rule says.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use quick_xml::events::Event;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

const ALL: [&str; 11] =
    ["pretty", "concise", "table", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv"];
const BAD: &str = "corpus/foodbank.txt";
const GOOD: &str = "corpus/parish-council.txt";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs candour in a folder, with these variables and no others. Exit code, standard output, standard error.
fn run_with(dir: &Path, variables: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().envs(variables.iter().copied()).current_dir(dir).args(args);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    run_with(dir, &[], args)
}

/// What `candour check` writes about these files of the project.
fn check(format: &str, files: &[&str]) -> String {
    let (code, out, err) = run(root(), &[&["check", "--as-of", "2026-11-22", "--format", format], files].concat());
    assert!(code <= 3, "{err}");
    out
}

fn schema(name: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(root().join("tests/schemas").join(name)).unwrap();
    // One bracket of a pattern in the schema of SARIF has lost its partner, which strict readers refuse.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn valid(name: &str, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let wrong: Vec<String> =
        schema(name).iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    value
}

fn sarif(text: &str) -> Value {
    valid("sarif-schema-2.1.0.json", text)["runs"][0].clone()
}

fn gitlab(text: &str) -> Vec<Value> {
    valid("gitlab-code-quality.json", text).as_array().unwrap().clone()
}

/// The suites of a JUnit report: name, and of each test its name and what it came to. What xmllint says counts where
/// it is installed.
fn junit(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    by_schema(text);
    let mut reader = quick_xml::Reader::from_str(text);
    let mut suites: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut counts = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|e| panic!("{e}\n{text}"));
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            match event {
                Event::Eof => break,
                _ => continue,
            }
        };
        let attribute = |name: &str| {
            let found = tag.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name);
            found.map(|a| quick_xml::escape::unescape(a.value.as_ref()).unwrap().into_owned())
        };
        match tag.name().as_ref() {
            "testsuite" => {
                let number = |name| attribute(name).unwrap().parse::<usize>().unwrap();
                counts.push([number("tests"), number("failures"), number("errors")]);
                suites.push((attribute("name").unwrap(), Vec::new()));
            }
            "testcase" => suites.last_mut().unwrap().1.push((attribute("name").unwrap(), String::new())),
            kind @ ("failure" | "error") => {
                suites.last_mut().unwrap().1.last_mut().unwrap().1 = kind.to_owned();
                assert!(attribute("type").is_some() && attribute("message").is_some());
            }
            "testsuites" | "properties" | "system-out" | "system-err" => {}
            other => panic!("no element {other} in JUnit"),
        }
    }
    for ((name, cases), [tests, failures, errors]) in suites.iter().zip(counts) {
        let of = |kind: &str| cases.iter().filter(|c| c.1 == kind).count();
        assert_eq!((cases.len(), of("failure"), of("error")), (tests, failures, errors), "{name}");
    }
    suites
}

fn by_schema(text: &str) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("report.xml");
    fs::write(&file, text).unwrap();
    let mut xmllint = std::process::Command::new("xmllint");
    xmllint.args(["--nonet", "--noout", "--schema"]).arg(root().join("tests/schemas/junit-10.xsd")).arg(&file);
    // Where it is not installed the structure is looked at all the same.
    if let Ok(output) = xmllint.stdin(Stdio::null()).output() {
        assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A command of a workflow: level, properties, text.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, text) = rest.split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let plain = |t: &str| {
        t.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    };
    let property = |p: &str| p.split_once('=').map(|(k, v)| (k.to_owned(), plain(v))).unwrap();
    (level.to_owned(), properties.split(',').map(property).collect(), plain(text))
}

fn commands(text: &str) -> Vec<(String, Vec<(String, String)>, String)> {
    text.lines().filter(|l| l.starts_with("::")).map(command).collect()
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn every_format_tells_the_same_findings_at_the_same_places() {
    let json: Value = serde_json::from_str(&check("json", &[BAD, GOOD])).unwrap();
    let told: Vec<(String, u64, String)> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["rule"].to_string(), f["spans"][0]["line"].as_u64().unwrap(), f["fingerprint"].to_string()))
        .collect();
    assert!(told.len() > 3);
    let places: Vec<(String, u64)> = told.iter().map(|(rule, line, _)| (rule.replace('"', ""), *line)).collect();

    let run = sarif(&check("sarif", &[BAD, GOOD]));
    let results: Vec<(String, u64, String)> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let region = &r["locations"][0]["physicalLocation"]["region"];
            let print = &r["partialFingerprints"]["candour/v1"];
            (r["ruleId"].to_string(), region["startLine"].as_u64().unwrap(), print.to_string())
        })
        .collect();
    assert_eq!(results, told);

    let line = |v: &str| v.parse::<u64>().unwrap();
    let issues = gitlab(&check("gitlab", &[BAD, GOOD]));
    let issue =
        |i: &Value| (i["check_name"].as_str().unwrap().to_owned(), i["location"]["lines"]["begin"].as_u64().unwrap());
    assert_eq!(issues.iter().map(issue).collect::<Vec<_>>(), places);

    let annotations = commands(&check("github", &[BAD, GOOD]));
    let get = |p: &[(String, String)], key: &str| p.iter().find(|x| x.0 == key).unwrap().1.clone();
    let annotated: Vec<_> = annotations.iter().map(|a| (get(&a.1, "title"), line(&get(&a.1, "line")))).collect();
    assert_eq!(annotated, places);
    assert!(annotations.iter().all(|a| get(&a.1, "file") == BAD));

    let rows = rows(&check("csv", &[BAD, GOOD]));
    assert_eq!(rows.iter().map(|r| (r[8].to_owned(), line(&r[2]))).collect::<Vec<_>>(), places);

    let suites = junit(&check("junit", &[BAD, GOOD]));
    assert_eq!(suites.iter().map(|s| s.0.as_str()).collect::<Vec<_>>(), [BAD, GOOD]);
    let names: Vec<_> = suites[0].1.iter().map(|c| c.0.clone()).collect();
    assert_eq!(names.len(), places.len());
    for ((rule, line), name) in places.iter().zip(names) {
        assert!(name.starts_with(rule.as_str()) && name.ends_with(&format!("line {line}")), "{name}");
    }
    assert_eq!(suites[1].1, [("no findings".to_owned(), String::new())]);

    let page = check("markdown", &[BAD, GOOD]);
    assert_eq!(page.matches("\n### ").count(), places.len(), "{page}");
    assert!(page.contains(&format!("\n## {BAD}\n")) && !page.contains(GOOD), "{page}");
}

#[test]
fn sarif_has_what_code_scanning_needs() {
    let run = sarif(&check("sarif", &[BAD]));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        let help = &rule["help"];
        assert!(help["text"].as_str().unwrap().len() > 60 && help["markdown"].as_str().unwrap().contains("**Why:**"));
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
        assert!(rule["properties"]["confidence"].is_string() && rule["properties"]["law"].is_array());
    }
    for result in run["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], BAD);
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        assert_eq!(result["suppressions"], Value::Array(Vec::new()));
        // Each place that the text links to is there.
        let text = result["message"]["text"].as_str().unwrap();
        for id in text.split("](").skip(1).map(|t| t.split_once(')').unwrap().0.parse::<u64>().unwrap()) {
            let related = result["relatedLocations"].as_array().unwrap();
            assert!(related.iter().any(|l| l["id"] == id && l["message"]["text"].is_string()), "{text}");
        }
    }
    let related = run["results"].as_array().unwrap().iter().filter(|r| r["relatedLocations"].is_array()).count();
    assert!(related > 0);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let lines: Vec<u64> = run["results"][0]["properties"]["law"].as_array().unwrap().iter().map(|_| 1).collect();
    assert!(!lines.is_empty());
}

#[test]
fn no_findings_and_no_notices_are_whole_reports_too() {
    for files in [&[GOOD][..], &["corpus/pancakes.md"]] {
        assert_eq!(sarif(&check("sarif", files))["results"], Value::Array(Vec::new()));
        assert_eq!(gitlab(&check("gitlab", files)).len(), 0);
        assert_eq!(commands(&check("github", files)).len(), 0);
        assert_eq!(rows(&check("csv", files)).len(), 0);
        assert!(check("markdown", files).contains("\nNo findings in "));
        let suites = junit(&check("junit", files));
        assert_eq!(suites.iter().flat_map(|s| &s.1).filter(|c| !c.1.is_empty()).count(), 0);
        assert_eq!(suites.len(), usize::from(files == [GOOD]));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_every_format() {
    let files = ["corpus/gone.md", GOOD];
    let run = sarif(&check("sarif", &files));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let note = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(note["level"], "error");
    assert_eq!(note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "corpus/gone.md");
    let issues = gitlab(&check("gitlab", &files));
    assert_eq!((issues[0]["severity"].as_str(), issues.len()), (Some("blocker"), 1));
    let annotations = commands(&check("github", &files));
    assert_eq!((annotations.len(), annotations[0].0.as_str()), (1, "error"));
    assert_eq!(&rows(&check("csv", &files))[0][6], "not read");
    assert_eq!(junit(&check("junit", &files))[0].1, [("can be read".to_owned(), "error".to_owned())]);
    assert!(check("markdown", &files).contains("## corpus/gone.md\n\n**Not read:** "));
    for format in ALL {
        let args = ["check", "--as-of", "2026-11-22", "--format", format, files[0], files[1]];
        assert_eq!(self::run(root(), &args).0, 2, "{format}");
    }
}

/// A rule whose words take in what stands between them in a notice.
const RULE: &str = "id: odd-words\ntitle: \"Odd [words](https://evil.example) <b>\"\nseverity: warning\n\
confidence: likely\ntext: [order x evil records, order b s 0A records, order 31m records, order error x records]\nsubject: \"{value}\"\nmessage: \"say what {value} are, ::error::100% | a@b.example\"\n\
why: \"Nobody says `so`.\"\nfix: \"=Say @orders, see www.evil.example: <script>alert(1)</script>\"\n";

const HOSTILE: &str = "# Privacy notice\n\nThis privacy notice explains how we use your personal data.\n\n\
We keep order [x](//evil) records for 7 years. We keep order <b>|`${{s}}]]>%0A records too. We keep order \
\u{1b}[31m\u{9b}\u{202e}\u{ffff} records. For as long as we need it we also keep the order ::error::x\nrecords of you.\n";

#[cfg(unix)]
#[test]
fn nothing_in_a_notice_or_a_name_is_obeyed() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("house")).unwrap();
    fs::write(dir.path().join("house/odd.yaml"), RULE).unwrap();
    let name = "=a,b:c\n::error::%0A  |<b>`[x](y)\u{1b}[2J\u{202e}.txt";
    fs::write(dir.path().join(name), HOSTILE).unwrap();
    let args = ["check", name, "--all-files", "--rules", "house", "--select", "odd-words", "--as-of", "2026-11-22"];
    let show = |format: &str| {
        let (code, out, err) = run(dir.path(), &[&args[..], &["--format", format]].concat());
        assert!(code <= 1, "{format}: {err}");
        let plain = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'));
        if !["json", "jsonl"].contains(&format) {
            assert_eq!(out.chars().find(|c| !plain(*c)), None, "{format}: {out:?}");
        }
        out
    };
    for format in ALL {
        assert!(!show(format).is_empty());
    }

    let run = sarif(&show("sarif"));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4, "{results:#?}");
    let uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!(uri, "%3Da%2Cb%3Ac%0A%3A%3Aerror%3A%3A%250A%20%20%7C%3Cb%3E%60%5Bx%5D%28y%29%1B%5B2J%E2%80%AE.txt");
    for result in results {
        let text = result["message"]["text"].as_str().unwrap().replace("\\]", "");
        assert!(!text.contains("]("), "{text}");
    }
    let help = run["tool"]["driver"]["rules"][0]["help"]["markdown"].as_str().unwrap().replace("\\]", "");
    assert!(!help.contains("](") && !help.contains("<script") && !help.contains("<b>"), "{help}");

    let text = show("github");
    assert!(text.lines().all(|l| l.starts_with("::warning file=") || l.ends_with("privacy notice.")), "{text}");
    let annotations = commands(&text);
    assert_eq!(annotations.len(), 4);
    assert!(annotations[0].1.iter().any(|(k, v)| k == "file" && v.starts_with("=a,b:c ::error::%0A  |<b>")));
    assert_eq!(
        annotations[0].1.iter().map(|p| p.0.as_str()).collect::<Vec<_>>(),
        ["file", "line", "endLine", "col", "endColumn", "title"]
    );

    for row in rows(&show("csv")) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        assert!(row.iter().all(|cell| !cell.contains('\n')), "{row:?}");
    }
    let suites = junit(&show("junit"));
    assert_eq!((suites.len(), suites[0].1.len()), (1, 4));
    assert_eq!(gitlab(&show("gitlab")).len(), 4);

    let page = show("markdown").replace("\\]", "");
    for bad in ["](", "<b>", "<script", "www.evil", "a@b", "https://evil"] {
        assert!(!page.contains(bad), "{bad}\n{page}");
    }
    assert_eq!(page.matches("\n## ").count(), 1, "{page}");
    assert_eq!(page.matches("\n### ").count(), 4, "{page}");
}

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
fn the_worst_is_annotated_first() {
    let (_, out, _) = run(
        root(),
        &["check", "corpus", "--as-of", "2026-11-22", "--min-confidence", "possible", "--format", "github"],
    );
    let levels: Vec<usize> = commands(&out)
        .iter()
        .map(|(level, ..)| ["error", "warning", "notice"].iter().position(|l| l == level).unwrap())
        .collect();
    assert!(levels.is_sorted() && levels.contains(&0) && levels.contains(&2));
    let files = commands(&out);
    let errors: Vec<&String> = files.iter().filter(|c| c.0 == "error").map(|c| &c.1[0].1).collect();
    assert!(errors.len() > 20);
}

#[test]
fn the_job_has_a_summary() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("summary.md");
    let name = file.to_str().unwrap();
    let args = ["check", BAD, GOOD, "--as-of", "2026-11-22", "--format", "github"];
    let text = || fs::read_to_string(&file).unwrap();

    // Named by the option: the file is replaced.
    run(root(), &[&args[..], &["--github-summary", name]].concat());
    let alone = text();
    assert!(alone.starts_with("## candour: privacy notices\n\n6 errors in 2 privacy notices."), "{alone}");
    assert_eq!(alone.lines().filter(|l| l.starts_with("| **error** | ")).count(), 6);
    run(root(), &[&args[..], &["--github-summary", name]].concat());
    assert_eq!(text(), alone);

    // Named by the environment: what other commands of the step wrote there stays, and only this format writes there.
    fs::write(&file, "before\n").unwrap();
    let step = [("GITHUB_STEP_SUMMARY", name)];
    run_with(root(), &step, &["check", BAD, "--as-of", "2026-11-22"]);
    assert_eq!(text(), "before\n");
    run_with(root(), &step, &args);
    assert_eq!(text(), format!("before\n{alone}"));
    run_with(root(), &step, &[&args[..], &["--github-summary", name]].concat());
    assert_eq!(text(), format!("before\n{alone}{alone}"));

    // Nobody asked for it in so many words: that it cannot be written is told, no more.
    let (code, out, err) = run_with(root(), &[("GITHUB_STEP_SUMMARY", "no/such/folder")], &args);
    assert_eq!((code, commands(&out).len()), (1, 6));
    assert!(err.contains("note: no/such/folder: the summary cannot be written"), "{err}");
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let dir = TempDir::new().unwrap();
    let site = dir.path().join("my site");
    fs::create_dir(&site).unwrap();
    fs::copy(root().join(BAD), site.join("n.txt")).unwrap();
    let workspace = dir.path().to_str().unwrap();
    let args = ["check", "./n.txt", "--as-of", "2026-11-22", "--format"];
    let show =
        |variables: &[(&str, &str)], format: &str| run_with(&site, variables, &[&args[..], &[format]].concat()).1;
    let uri =
        |text: &str| sarif(text)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(uri(&show(&[], "sarif")), "n.txt");
    assert_eq!(uri(&show(&[("GITHUB_WORKSPACE", workspace)], "sarif")), "my%20site/n.txt");
    assert_eq!(gitlab(&show(&[("CI_PROJECT_DIR", workspace)], "gitlab"))[0]["location"]["path"], "my site/n.txt");
    assert_eq!(commands(&show(&[("GITHUB_WORKSPACE", "/no/such")], "github"))[0].1[0].1, "n.txt");
}

/// Two notices of one controller that contradict each other, and the facts of both.
fn two() -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, period) in [("north office.md", "30 days"), ("south.md", "six months")] {
        let text = format!(
            "# Privacy notice\n\nHazelrigg District Council is the controller of your personal data.\n\n\
             ## How long we keep it\n\nCCTV footage is kept for {period}.\n\n## Your rights\n\nYou have the right of \
             access to your data.\n\nYou can complain to the Information Commissioner.\n"
        );
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

#[test]
fn findings_across_notices_have_their_places_too() {
    let dir = two();
    let common = ["--as-of", "2026-11-22", "--min-confidence", "possible", "--select", "portfolio"];
    let (_, json, err) =
        run(dir.path(), &[&["check", ".", "--facts-out", "facts", "--format", "json"], &common[..]].concat());
    let json: Value = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e} {err}"));
    let count = json["findings"].as_array().unwrap().len();
    assert!(count > 0, "{json}");
    for command in [["check", "."], ["portfolio", "facts"]] {
        let show = |format: &str| {
            let (code, out, err) = run(dir.path(), &[&command[..], &common[..], &["--format", format]].concat());
            assert!(code <= 1, "{err}");
            out
        };
        let run = sarif(&show("sarif"));
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), count);
        for result in results {
            let uri = |l: &Value| l["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
            let mut uris: Vec<String> = vec![uri(&result["locations"][0])];
            uris.extend(result["relatedLocations"].as_array().unwrap().iter().map(uri));
            uris.sort();
            uris.dedup();
            assert_eq!(uris, ["north%20office.md", "south.md"]);
            assert!(result["ruleIndex"].is_u64());
        }
        assert_eq!(gitlab(&show("gitlab")).len(), count);
        assert_eq!(commands(&show("github")).len(), count);
        assert_eq!(rows(&show("csv")).len(), count);
        let suites = junit(&show("junit"));
        let across = suites.iter().find(|s| s.0 == "across notices").unwrap();
        assert_eq!(across.1.len(), count);
        assert_eq!(show("markdown").matches("\n### ").count(), count);
    }
    let args =
        ["portfolio", "facts", "--format", "sarif=out.sarif", "--format", "json=out.json", "--format", "concise"];
    let (_, out, _) = run(dir.path(), &[&args[..], &common[..]].concat());
    assert!(out.lines().count() > count.min(1));
    sarif(&fs::read_to_string(dir.path().join("out.sarif")).unwrap());
    let json: Value = serde_json::from_slice(&fs::read(dir.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(json["notices"].as_array().unwrap().len(), 2);
}

#[test]
fn the_same_words_in_two_notices_are_two_issues() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("a.txt")).unwrap();
    fs::copy(root().join(BAD), dir.path().join("b.txt")).unwrap();
    let args = ["check", "a.txt", "b.txt", "--as-of", "2026-11-22", "--no-portfolio", "--format", "gitlab"];
    let issues = gitlab(&run(dir.path(), &args).1);
    let mut prints: Vec<String> = issues.iter().map(|i| i["fingerprint"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!((prints.len(), issues.len()), (12, 12));
}
