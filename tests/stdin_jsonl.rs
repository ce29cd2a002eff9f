//! Documents in a stream: one line in, one line out, whatever the line holds.
#![allow(clippy::unwrap_used, clippy::panic)]

use data_encoding::BASE64;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A notice with findings.
const NOTICE: &str = "# Privacy notice\n\nThis privacy notice explains how Brook Lane Bakery Ltd uses your personal \
data.\n\n## How long we keep it\n\nWe keep order records for 7 years.\n\n## Your rights\n\nYou have the right to ask \
for a copy of your personal data. We rely on Article 6(1)(b) and on Privacy Shield.\n\nLast updated: 1 March 2026\n";
/// A line that is never a document.
const NO_DOCUMENT: &str = "no document";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn spawn(at: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.env_clear().current_dir(at).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What came of a run: exit code, answers as they stand, standard error.
struct Ran {
    code: i32,
    lines: Vec<String>,
    err: String,
}

impl Ran {
    fn answers(&self) -> Vec<Value> {
        self.lines.iter().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// What the errors say, by answer.
    fn errors(&self) -> Vec<Option<String>> {
        self.answers().iter().map(|a| a["error"]["what"].as_str().map(str::to_owned)).collect()
    }
}

fn feed(mut child: Child, input: &[u8]) -> Ran {
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // Whoever writes all before reading would wait for ever, and so would the program.
    let writer = thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.is_empty() || out.ends_with('\n'), "{out}");
    Ran {
        code: output.status.code().unwrap(),
        lines: out.lines().map(str::to_owned).collect(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const STREAM: [&str; 4] = ["check", "--stdin-jsonl", "--as-of", "2026-11-22"];

fn stream_bytes(args: &[&str], input: &[u8]) -> Ran {
    feed(spawn(root(), &[&STREAM, args].concat()), input)
}

fn stream(args: &[&str], lines: &[Value]) -> Ran {
    stream_bytes(args, &joined(lines))
}

fn joined(lines: &[Value]) -> Vec<u8> {
    lines.iter().map(|l| format!("{l}\n")).collect::<String>().into_bytes()
}

fn run(at: &Path, args: &[&str], input: &[u8]) -> Ran {
    feed(spawn(at, args), input)
}

/// The notices of the corpus: path from the root, and text.
fn corpus() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for file in fs::read_dir(root().join("corpus")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.contains(".expected") || !name.ends_with("txt") && !name.ends_with("md") && !name.ends_with("yaml") {
            continue;
        }
        all.push((format!("corpus/{name}"), fs::read_to_string(path).unwrap()));
    }
    all.sort();
    assert!(all.len() > 10);
    all
}

/// The notices of an answer as they stand in it.
fn notices_of(line: &str) -> &str {
    let start = line.find("\"notices\":[").unwrap() + "\"notices\":[".len();
    &line[start..line.rfind("],\"error\":").unwrap()]
}

#[test]
fn answers_come_in_order_and_say_what_check_says_of_the_files() {
    let corpus = corpus();
    // Many more documents than are looked at at once.
    let all: Vec<&(String, String)> = corpus.iter().cycle().take(7 * corpus.len()).collect();
    let lines: Vec<Value> = all.iter().map(|(id, text)| json!({"id": id, "text": text})).collect();
    let ran = stream(&["--jobs", "1"], &lines);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let paths: Vec<&str> = corpus.iter().map(|(path, _)| path.as_str()).collect();
    let args = [&["check", "--format", "jsonl", "--as-of", "2026-11-22", "--no-portfolio"], &paths[..]].concat();
    let files = run(root(), &args, b"");
    for (number, answer) in ran.lines.iter().enumerate() {
        assert_eq!(notices_of(answer), files.lines[number % corpus.len()]);
    }
    for (answer, (id, _)) in ran.answers().iter().zip(&all) {
        assert_eq!((answer["id"].as_str(), &answer["error"]), (Some(id.as_str()), &Value::Null));
    }
    assert_eq!(ran.lines.len(), all.len());
    assert!(ran.lines == stream(&["--jobs", "2"], &lines).lines, "two workers give other bytes than one");
}

/// A line, and the answer to it while the stream is open.
struct Talk {
    child: Child,
    answers: std::sync::mpsc::Receiver<String>,
}

impl Talk {
    fn open(args: &[&str]) -> Talk {
        let mut child = spawn(root(), &[&STREAM, args].concat());
        let stdout = child.stdout.take().unwrap();
        let (sender, answers) = channel();
        thread::spawn(move || BufReader::new(stdout).lines().map_while(Result::ok).try_for_each(|l| sender.send(l)));
        Talk { child, answers }
    }

    fn say(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(line.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    fn hear(&self) -> Value {
        let line = self.answers.recv_timeout(Duration::from_secs(120));
        let line = line.unwrap_or_else(|e| panic!("no answer while the stream is open: {e}"));
        serde_json::from_str(&line).unwrap()
    }
}

#[test]
fn whoever_sends_a_line_and_waits_is_answered() {
    for jobs in ["1", "2"] {
        let mut talk = Talk::open(&["--jobs", jobs]);
        for id in 0..3 {
            talk.say(&format!("{}\n", json!({"id": id, "text": NOTICE})));
            assert_eq!(talk.hear()["id"], id);
        }
        talk.say("nonsense\n{\"id\":\"whole\",\"text\":\"a\"}\n{\"id\":\"half\",");
        assert_eq!((talk.hear()["id"].clone(), talk.hear()["id"].clone()), (Value::Null, json!("whole")));
        talk.say("\"text\":\"b\"}");
        drop(talk.child.stdin.take());
        assert_eq!(talk.hear()["id"], "half");
        assert_eq!(talk.child.wait().unwrap().code(), Some(2));
    }
}

#[test]
fn a_closed_output_ends_the_run_quietly() {
    let mut child = spawn(root(), &STREAM);
    drop(child.stdout.take());
    // More is to come, but nobody would read what comes of it.
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{}\n", json!({"id": 1, "text": "a"}));
    stdin.write_all(line.as_bytes()).unwrap();
    stdin.flush().unwrap();
    let code = child.wait().unwrap().code();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((code, err.as_str()), (Some(0), ""));
}

#[test]
fn errors_stand_in_place_and_the_others_go_on() {
    let good = json!({"id": "good", "text": NOTICE}).to_string();
    let cases: &[(&str, Value, &str)] = &[
        ("{\"id\":\"cut\",\"text\":\"abc", json!("cut"), "not a document: EOF"),
        (NO_DOCUMENT, Value::Null, "not a document"),
        ("", Value::Null, "empty"),
        ("{\"text\":\"a\"}", Value::Null, "`id` is missing"),
        ("{\"id\":7}", json!(7), "neither `text` nor `base64`"),
        (
            "{\"id\":\"f\",\"text\":\"a\",\"format\":\"scroll\"}",
            json!("f"),
            "`format` is `scroll`; known are text, markdown",
        ),
        ("{\"id\":\"b\",\"base64\":\"a?==\"}", json!("b"), "`base64` is not base64"),
        ("{\"id\":\"two\",\"text\":\"a\",\"base64\":\"YQ==\"}", json!("two"), "both"),
        ("{\"id\":\"key\",\"text\":\"a\",\"name\":\"b\"}", json!("key"), "`name` is no key"),
        ("{\"id\":\"y.yaml\",\"text\":\"a: [b\\nc: d\"}", json!("y.yaml"), ""),
        ("{\"id\":\"z\",\"base64\":\"AAECAwAA\"}", json!("z"), ""),
    ];
    let input: String = cases.iter().map(|(line, ..)| format!("{line}\n{good}\n")).collect();
    let ran = stream_bytes(&[], input.as_bytes());
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        format!("candour: error: {} documents could not be checked; their answers say why\n", cases.len())
    );
    let answers = ran.answers();
    assert_eq!(answers.len(), 2 * cases.len());
    for (number, (pair, (line, id, what))) in answers.chunks(2).zip(cases).enumerate() {
        let (wrong, right) = (&pair[0], &pair[1]);
        assert_eq!(&wrong["id"], id, "{line}");
        let said = wrong["error"]["what"].as_str().unwrap_or_else(|| panic!("no error for {line}"));
        assert!(said.contains(what), "{line}: {said}");
        if id.is_null() {
            assert_eq!(wrong["error"]["line"], 2 * number + 1, "{line}");
        }
        assert_eq!((&right["id"], &right["error"]), (&json!("good"), &Value::Null));
        assert!(!right["notices"][0]["findings"].as_array().unwrap().is_empty());
    }
    // What is wrong in a document is told with its line in the document.
    let yaml = &answers[2 * 9];
    assert_eq!(yaml["error"], yaml["notices"][0]["notice"]["error"]);
    assert!(yaml["error"]["line"].as_u64().unwrap() > 0, "{yaml}");
}

#[test]
fn exit_codes() {
    let (good, findings) = (json!({"id": 1, "text": "Soup\n\nBoil water.\n"}), json!({"id": 2, "text": NOTICE}));
    assert_eq!(stream(&[], &[]).code, 0);
    assert_eq!(stream(&[], std::slice::from_ref(&good)).code, 0);
    assert_eq!(stream(&[], &[good.clone(), findings.clone()]).code, 1);
    assert_eq!(stream(&["--fail-on", "never"], &[good, findings.clone()]).code, 0);
    let one = stream_bytes(&["--fail-on", "never"], format!("{findings}\n{NO_DOCUMENT}").as_bytes());
    assert_eq!((one.code, one.lines.len()), (2, 2));
    assert!(one.err.contains("1 document could not be checked; its answer says why"), "{}", one.err);
}

#[test]
fn what_is_too_large_is_told_and_passed_over() {
    let (small, long) = (json!({"id": "small", "text": "a"}), "b".repeat(101));
    let lines = [
        json!({"id": "text", "text": long}),
        small.clone(),
        json!({"id": "base64", "base64": BASE64.encode(long.as_bytes())}),
        small.clone(),
        // Longer than any document of a hundred bytes can be as JSON.
        json!({"id": "line", "text": "c".repeat(200_000)}),
        small.clone(),
        json!({"text": "d".repeat(200_000), "id": "behind"}),
        small,
    ];
    // By hand, for the keys are to come in this order.
    let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let ran = stream_bytes(&["--max-size", "100"], text.as_bytes());
    assert_eq!(ran.code, 2);
    let ids: Vec<Value> = ran.answers().iter().step_by(2).map(|a| a["id"].clone()).collect();
    assert_eq!(ids, [json!("text"), json!("base64"), json!("line"), Value::Null]);
    for (number, error) in ran.errors().into_iter().enumerate() {
        let told = error.is_some_and(|e| e.contains("larger than 100 bytes; `max-size` sets another limit"));
        assert_eq!(told, number % 2 == 0, "{number}");
    }
    assert_eq!(ran.answers()[6]["error"]["line"], 7);
}

#[cfg(debug_assertions)]
#[test]
fn a_defect_of_candour_in_one_document_leaves_the_others_alone() {
    let lines: Vec<Value> = ["Brook", "Falling Over", "Alder"]
        .iter()
        .map(|n| json!({"id": n, "text": NOTICE.replace("Brook", n)}))
        .collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.env_clear().env("CANDOUR_TEST_PANIC_AT", "Falling Over").args(STREAM);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let ran = feed(child, &joined(&lines));
    assert_eq!((ran.code, ran.lines.len()), (2, 3));
    let errors = ran.errors();
    assert!(errors[0].is_none() && errors[2].is_none());
    assert!(errors[1].as_ref().unwrap().contains("internal error: candour failed on this notice"), "{errors:?}");
    assert_eq!(ran.answers()[1]["id"], "Falling Over");
}

#[test]
fn bytes_and_formats_are_read_as_those_of_files() {
    let dir = TempDir::new().unwrap();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(NOTICE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let html = "<html><body><h1>Privacy notice</h1><p>We use your personal data, and keep it for as long as \
                necessary.</p></body></html>";
    let latin = [NOTICE.as_bytes(), b"Caf\xe9\n"].concat();
    let files: [(&str, &[u8], &str); 4] = [
        ("utf16.md", &utf16, "markdown"),
        ("latin.txt", &latin, "text"),
        ("page.html", html.as_bytes(), "html"),
        ("plain.txt", NOTICE.as_bytes(), "text"),
    ];
    for (name, bytes, _) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    let names: Vec<&str> = files.iter().map(|f| f.0).collect();
    let args = ["check", "--format", "jsonl", "--as-of", "2026-11-22", "--no-portfolio"];
    let mut whole = run(dir.path(), &[&args, &names[..]].concat(), b"").lines;
    whole.truncate(files.len());
    whole.sort();
    let sorted = |ran: &Ran| {
        let mut all: Vec<String> = ran.lines.iter().map(|l| notices_of(l).to_owned()).collect();
        all.sort();
        all
    };
    // By the ending of the id, and as the line says.
    let by_id = files.map(|(name, bytes, _)| json!({"id": name, "base64": BASE64.encode(bytes)}));
    assert_eq!(sorted(&stream(&[], &by_id)), whole);
    let said = files.map(|(name, bytes, format)| json!({"id": name, "base64": BASE64.encode(bytes), "format": format}));
    assert_eq!(sorted(&stream(&[], &said)), whole);
    // What the line says goes before the ending, and without either it is plain text.
    let format = |line: Value| stream(&[], &[line]).answers()[0]["notices"][0]["notice"]["format"].clone();
    assert_eq!(format(json!({"id": "a.md", "text": NOTICE, "format": "text"})), "text");
    assert_eq!(format(json!({"id": 12, "text": NOTICE, "format": "markdown"})), "markdown");
    assert_eq!(format(json!({"id": 12, "text": NOTICE})), "text");
}

#[test]
fn a_document_may_hold_several_notices_or_none() {
    let body = |name: &str| NOTICE.replace("Brook Lane Bakery", name).repeat(3).trim_end().replace('\n', "\n    ");
    let page = |name: &str| format!("en:\n  privacy: |\n    {}\n", body(name));
    let pages = format!("{}---\n{}", page("Alder Mill"), page("Beech Mill"));
    let ran = stream(
        &["--facts"],
        &[
            json!({"id": "pages.yaml", "text": pages}),
            json!({"id": "empty", "text": ""}),
            json!({"id": "soup.md", "text": "# Soup\n\nBoil water.\n"}),
        ],
    );
    let answers = ran.answers();
    let parts: Vec<&Value> = answers[0]["notices"].as_array().unwrap().iter().map(|n| &n["notice"]["part"]).collect();
    assert!(parts.len() == 2 && parts[0] != parts[1] && !parts[0].is_null(), "{parts:?}");
    assert!(answers[0]["notices"].as_array().unwrap().iter().all(|n| !n["findings"].as_array().unwrap().is_empty()));
    assert_eq!(answers[0]["facts"]["notices"].as_array().unwrap().len(), 2);
    for answer in &answers[1..] {
        let notice = &answer["notices"][0];
        assert_eq!((&notice["notice"]["checked"], &notice["findings"]), (&json!(false), &json!([])));
        assert_eq!(answer["facts"]["notices"], json!([]));
    }
    assert_eq!(ran.code, 1);
}

/// Notices of a few controllers that contradict each other.
fn portfolio(dir: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for i in 0..60 {
        let controller = ["Hazelrigg District Council", "The Farlow Textiles Limited", "Moorfoot Ramblers"][i % 3];
        let (service, kept) =
            (["Parking", "Allotments", "Newsletter", "Library"][i % 4], ["30 days", "six months"][i % 2]);
        let (phone, years) = (["0303 123 1113", "0303 123 1133"][i / 3 % 2], ["three", "six"][i / 7 % 2]);
        let text = format!(
            "# {service} {i}: privacy notice\n\n{controller} is the controller of your personal data.\n\n\
             CCTV footage is kept for {kept}.\nComplaints are kept for {years} years.\n\n## Your rights\n\n\
             You have the right of access. You can complain to the Information Commissioner on {phone}.\n"
        );
        let name = format!("n{i:02}.md");
        fs::write(dir.join(&name), &text).unwrap();
        all.push((name, text));
    }
    all
}

#[test]
fn facts_of_answers_join_to_what_one_run_finds() {
    let dir = TempDir::new().unwrap();
    let all = portfolio(dir.path());
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let sure = ["--min-confidence", "possible"];
    let args = [&["check", "--format", "jsonl", "--as-of", "2026-11-22"], &sure[..], &names[..]].concat();
    let whole = run(dir.path(), &args, b"").lines;
    let found = whole.iter().find(|l| l.starts_with("{\"portfolio\":")).unwrap();
    assert!(found.len() > 1000, "{found}");
    // Two runs, whose answers are shuffled; one more of lines that are no notices.
    let lines: Vec<Value> = all.iter().map(|(id, text)| json!({"id": id, "text": text})).collect();
    let (north, south): (Vec<_>, Vec<_>) = lines.into_iter().enumerate().partition(|(i, _)| i % 5 < 2);
    let half = |half: Vec<(usize, Value)>| {
        let lines: Vec<Value> = half.into_iter().map(|(_, l)| l).collect();
        let args = [&["--facts", "--facts-out", "half.facts"], &sure[..]].concat();
        let ran = run(dir.path(), &[&STREAM, &args[..]].concat(), &joined(&lines));
        fs::rename(dir.path().join("half.facts"), dir.path().join(format!("{}.facts", lines.len()))).unwrap();
        ran.lines
    };
    let (mut north, mut south) = (half(north), half(south));
    north.reverse();
    south.rotate_left(7);
    let soup =
        stream_bytes(&["--facts"], format!("{}\n{NO_DOCUMENT}", json!({"id": "soup.md", "text": "a"})).as_bytes());
    let write = |name: &str, lines: &[String]| fs::write(dir.path().join(name), lines.join("\n")).unwrap();
    write("north", &north);
    write("south", &south);
    write("soup", &soup.lines);
    let join = |files: &[&str], input: &[u8]| {
        let args = [&["portfolio", "--format", "jsonl", "--min-confidence", "possible"], files].concat();
        run(dir.path(), &args, input)
    };
    let portfolio = |ran: &Ran| ran.lines.iter().find(|l| l.starts_with("{\"portfolio\":")).cloned();
    for files in [&["north", "south", "soup"][..], &["soup", "south", "north"], &["24.facts", "36.facts"]] {
        let ran = join(files, b"");
        assert_eq!(portfolio(&ran).as_ref(), Some(found), "{files:?}: {}", ran.err);
        assert_eq!(ran.code, 1);
    }
    // Through a pipe, and with nothing but the facts, as an engine may cut them out.
    let facts = |line: &String| json!({"facts": serde_json::from_str::<Value>(line).unwrap()["facts"]}).to_string();
    let cut: Vec<String> = [north, south].concat().iter().map(facts).collect();
    assert_eq!(portfolio(&join(&["-"], cut.join("\n").as_bytes())).as_ref(), Some(found));
}

#[test]
fn answers_that_cannot_be_joined_are_refused() {
    let dir = TempDir::new().unwrap();
    let notice = json!({"id": "a.md", "text": NOTICE});
    let join = |lines: &[String], args: &[&str]| {
        fs::write(dir.path().join("answers"), lines.join("\n")).unwrap();
        let ran = run(dir.path(), &[&["portfolio", "answers"], args].concat(), b"");
        (ran.code, ran.err)
    };
    let refused = |lines: &[String], what: &str| {
        let (code, err) = join(lines, &[]);
        assert!(code == 2 && err.contains(what), "{code} {err}");
    };
    let plain = stream(&[], std::slice::from_ref(&notice)).lines;
    refused(&plain, "answers:1: has no facts; write them with `candour check --stdin-jsonl --facts`");
    let facts = stream(&["--facts"], std::slice::from_ref(&notice)).lines;
    refused(&[facts[0].clone(), plain[0].clone()], "answers:2: has no facts");
    refused(&[facts[0].clone(), facts[0][..900].to_owned()], "answers:2: is not the answer to a document");
    let other = facts[0].replace("\"asked\":\"", "\"asked\":\"0");
    refused(&[facts[0].clone(), other], "answers:2: was written for other rules");
    refused(&[facts[0].replace("candour.facts/2", "candour.facts/9")], "is of format candour.facts/9");
    let later = facts[0].replace("\"as_of\":\"2026-11-22\"", "\"as_of\":\"2026-11-23\"");
    refused(&[facts[0].clone(), later.clone()], "answers:2: is as of 2026-11-23, a file before it as of 2026-11-22");
    assert_eq!(join(&[facts[0].clone(), later], &["--as-of", "2026-11-22"]).0, 0);
    let same = stream(&["--facts"], &[json!({"id": "a.md", "text": NOTICE.replace("7 years", "8 years")})]).lines;
    refused(&[facts[0].clone(), same[0].clone()], "`a.md` is another notice in answers:1");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for args in [
        &["corpus"][..],
        &["-"],
        &["--format", "json"],
        &["--output", "out"],
        &["--include", "*.md"],
        &["--exclude", "*.md"],
        &["--stdin-filename", "a.md"],
        &["--changed-since", "HEAD"],
        &["--no-portfolio"],
        &["--cache", "cache"],
        &["--github-summary", "summary"],
    ] {
        let ran = stream(args, &[]);
        assert!(ran.code == 2 && ran.err.contains("--stdin-jsonl' cannot be used with"), "{args:?}: {}", ran.err);
    }
    let ran = run(root(), &["check", "corpus", "--facts"], b"");
    assert!(ran.code == 2 && ran.err.contains("--facts goes with --stdin-jsonl"), "{}", ran.err);
    let ran = run(root(), &["check"], b"");
    assert!(ran.code == 2 && ran.err.contains("<PATH>..."), "{}", ran.err);
}

/// What strangers write is not obeyed: no suppression in a document, no configuration beside the run.
#[test]
fn a_stream_is_read_as_that_of_a_stranger() {
    let dir = TempDir::new().unwrap();
    let count = |ran: &Ran| ran.answers()[0]["notices"][0]["findings"].as_array().unwrap().len();
    let line = joined(&[json!({"id": "a.md", "text": NOTICE})]);
    let usual = run(dir.path(), &STREAM, &line);
    let rule = usual.answers()[0]["notices"][0]["findings"][0]["rule"].as_str().unwrap().to_owned();
    fs::write(dir.path().join("candour.yaml"), format!("candour: config/1\nignore: [{rule}]\n")).unwrap();
    let comment = format!("<!-- candour: ignore {rule}: we know -->\n\n{NOTICE}");
    let commented = run(dir.path(), &STREAM, &joined(&[json!({"id": "a.md", "text": comment})]));
    assert_eq!((count(&commented), count(&run(dir.path(), &STREAM, &line))), (count(&usual), count(&usual)));
    // Unless a configuration is named.
    let named = run(dir.path(), &[&STREAM[..], &["--config", "candour.yaml"]].concat(), &line);
    assert!(count(&named) < count(&usual), "{}", named.err);
}

#[test]
fn answers_keep_to_their_schema() {
    let schema: Value = serde_json::from_str(&run(root(), &["schema", "answers"], b"").lines.join("\n")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut lines: Vec<Value> = corpus().iter().take(6).map(|(id, text)| json!({"id": id, "text": text})).collect();
    lines.extend([json!({"id": 3, "text": NOTICE}), json!({"id": 4}), json!("no document")]);
    for args in [&[][..], &["--facts"]] {
        let answers = stream(args, &lines).answers();
        for answer in &answers {
            let errors: Vec<String> = schema.iter_errors(answer).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}: {answer}");
            assert_eq!(answer.as_object().unwrap().keys().next().unwrap(), "id");
            assert_eq!(answer.get("facts").is_some(), !args.is_empty());
        }
    }
    assert!(!schema.is_valid(&json!({"id": 1, "notices": [{}], "error": null})));
    assert!(!schema.is_valid(&json!({"id": 1, "notices": []})));
}

/// The keys and formats that the page on scale lists are those that are known, and its example of an answer has their keys.
#[test]
fn the_page_tells_keys_and_formats() {
    let page = fs::read_to_string(root().join("docs/at-scale.md")).unwrap();
    let keys: Vec<&str> =
        page.lines().filter_map(|l| l.strip_prefix("| `")?.split_once("` |")).map(|(k, _)| k).collect();
    let ran =
        stream(&["--facts"], &[json!({"id": 1, "text": "a", "x": 1}), json!({"id": 1, "text": "a", "format": "x"})]);
    let errors = ran.errors();
    let known = |error: &Option<String>| error.as_ref().unwrap().rsplit_once("known are ").unwrap().1.to_owned();
    assert_eq!(keys.join(", "), known(&errors[0]));
    for format in known(&errors[1]).split(", ") {
        assert!(page.contains(&format!("`{format}`")), "{format}");
    }
    for key in ran.answers()[0].as_object().unwrap().keys() {
        assert!(page.contains(&format!("\"{key}\": ")), "{key}");
    }
}

/// Lines of all kinds, as bytes without a line feed.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let without = |mut bytes: Vec<u8>| {
        bytes.retain(|b| *b != b'\n');
        bytes
    };
    let document = (any::<String>(), any::<String>(), prop::option::of("[a-z]{1,9}"))
        .prop_map(|(id, text, format)| json!({"id": id, "text": text, "format": format}).to_string().into_bytes());
    let cut = (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| {
        let mut line = json!({"id": "a", "text": NOTICE, "format": "markdown"}).to_string().into_bytes();
        let at = at.index(line.len());
        line[at] = byte;
        line
    });
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200).prop_map(without),
        document.prop_map(without),
        cut.prop_map(without),
        "[\\[\\]{}\":,a-z0-9]{0,60}".prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_line_has_an_answer(lines in prop::collection::vec(line(), 1..60)) {
        let last = json!({"id": "last", "text": NOTICE}).to_string().into_bytes();
        let all: Vec<Vec<u8>> = lines.into_iter().chain([last]).collect();
        let ran = stream_bytes(&["--facts"], &all.join(&b'\n'));
        prop_assert_eq!(ran.lines.len(), all.len());
        let answers = ran.answers();
        prop_assert_eq!(&answers[all.len() - 1]["id"], "last");
        prop_assert!(!ran.err.contains("panic") && answers.iter().all(|a| !a.to_string().contains("internal error")));
        let wrong = answers.iter().any(|a| !a["error"].is_null());
        prop_assert_eq!(ran.code, if wrong { 2 } else { 1 });
    }
}
