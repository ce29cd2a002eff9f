//! What is found and shown: the same as `check` finds, at places in the units that were agreed on.

use super::support::{Client, byte, of_rule, rules, uri, words};
use super::{LEFT, RULE, folder, long, notice};
use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Columns count bytes.
fn in_bytes() -> Value {
    json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } })
}

/// What `check` finds: file, rule, severity, message, first and last byte.
type Found = (String, String, u64, String, usize, usize);

fn checked(root: &Path, path: &str) -> Vec<Found> {
    let mut command = Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(root).args(["check", path, "--no-portfolio", "--format", "json"]);
    let output = command.args(["--as-of", "2026-11-22"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["findings"].as_array().unwrap().iter().map(|f| {
        let text = |key: &str| f[key].as_str().unwrap().to_owned();
        let severity = ["error", "warning", "note"].iter().position(|s| *s == f["severity"]).unwrap() as u64 + 1;
        let at = |key: &str| f["spans"][0][key].as_u64().unwrap() as usize;
        (text("notice"), text("rule"), severity, text("message"), at("start_byte"), at("end_byte"))
    });
    let mut found: Vec<Found> = found.collect();
    found.sort();
    found
}

fn shown(name: &str, text: &str, found: &[Value], bytes: bool) -> Vec<Found> {
    let mut all: Vec<Found> = found
        .iter()
        .filter(|d| d["code"].is_string())
        .map(|d| {
            assert_eq!(d["source"], "candour");
            let at = |key: &str| byte(text, &d["range"][key], bytes);
            let of = |key: &str| d[key].as_str().unwrap().to_owned();
            (name.to_owned(), of("code"), d["severity"].as_u64().unwrap(), of("message"), at("start"), at("end"))
        })
        .collect();
    all.sort();
    all
}

/// Over the corpus, in both units; it holds every format.
#[test]
fn an_editor_is_shown_what_check_finds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = checked(root, "corpus");
    assert!(expected.len() > 40, "{}", expected.len());
    let files: Vec<_> = fs::read_dir(root.join("corpus")).unwrap().map(|e| e.unwrap().path()).collect();
    for (capabilities, bytes) in [(json!({}), false), (in_bytes(), true)] {
        let mut client = Client::open(root, &capabilities, &Value::Null);
        let mut all = Vec::new();
        for path in files.iter().filter(|p| p.is_file() && !p.to_string_lossy().ends_with(".expected.yaml")) {
            // An editor hands over text; what is no UTF-8 is for `check` alone.
            let Ok(text) = fs::read_to_string(path) else { continue };
            let found = client.open_text(&uri(path), "x", &text);
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            all.extend(shown(name, &text, &found, bytes));
        }
        all.sort();
        let read: Vec<&Found> = expected.iter().filter(|f| fs::read_to_string(root.join(&f.0)).is_ok()).collect();
        assert_eq!(all.len(), read.len());
        for (one, other) in all.iter().zip(read) {
            assert_eq!(one, other);
        }
        assert_eq!(client.close().0, 0);
    }
}

#[test]
fn every_format_is_read_by_its_ending() {
    let dir = folder(&[]);
    let page = |open: &str, close: &str| {
        format!(
            "{open}<h1>Privacy notice</h1><p>Fern Ltd is the controller of your personal data.</p><p>{LEFT}</p>{close}"
        )
    };
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    for (name, text) in [
        ("a.md", notice(LEFT)),
        ("a.txt", notice(LEFT).replace('#', "")),
        ("a.html", page("<html><body>", "</body></html>")),
        ("a.html.erb", page("<% if x %>", "<% end %>")),
        ("a.html.j2", page("{% block x %}", "{% endblock %}")),
        ("a.mdx", format!("import X from 'x'\n\n{}", notice(LEFT))),
        ("a.yaml", format!("notice: |\n{}", long(LEFT).lines().map(|l| format!("  {l}\n")).collect::<String>())),
    ] {
        let found = client.open_text(&uri(&dir.path().join(name)), "plaintext", &text);
        let left = of_rule(&found, RULE);
        assert_eq!(words(&text, &left["range"], false), "[insert period]", "{name}");
    }
    // What was never saved is what the editor takes it for.
    let text = notice(LEFT).replace("[insert", "<!-- no --> [insert");
    let found = client.open_text("untitled:Untitled-1", "markdown", &text);
    assert_eq!(words(&text, &of_rule(&found, RULE)["range"], false), "[insert period]");
    assert_eq!(client.close().0, 0);
}

#[test]
fn places_are_true_behind_letters_of_two_units_and_other_line_breaks() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let words_of = |text: &str, capabilities: &Value, bytes: bool| {
        let mut client = Client::open(dir.path(), capabilities, &Value::Null);
        let found = client.open_text(&path, "markdown", text);
        let left = of_rule(&found, RULE)["range"].clone();
        assert_eq!(words(text, &left, bytes), "[insert period]");
        client.close();
        left
    };
    let text = notice(&format!("\u{1f512}\u{1f512} Caf\u{e9}: {LEFT}"));
    let before = LEFT.find('[').unwrap();
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let units = words_of(&text, &json!({}), false);
        assert_eq!(units["start"], json!({ "line": 6, "character": before + 4 + 7 }));
        let bytes = words_of(&text, &in_bytes(), true);
        assert_eq!(bytes["start"], json!({ "line": 6, "character": before + 8 + 8 }));
    }
}

#[test]
fn both_sides_of_a_contradiction_are_shown_to_clients_that_can() {
    let dir = folder(&[]);
    let text = notice("CCTV footage is kept for 30 days.\n\n## More\n\nCCTV footage is kept for six months.");
    let path = uri(&dir.path().join("a.md"));
    let can =
        json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true, "versionSupport": true } } });
    let mut client = Client::open(dir.path(), &can, &Value::Null);
    let found = client.open_text(&path, "markdown", &text);
    let conflict = of_rule(&found, "retention-conflict");
    let other = &conflict["relatedInformation"][0];
    assert_eq!(other["location"]["uri"], path.as_str());
    let pair = [&conflict["range"], &other["location"]["range"]].map(|r| words(&text, r, false));
    assert!(pair.contains(&"30 days") && pair.contains(&"six months"), "{pair:?}");
    client.change(&path, 7, &text);
    let published = client.wait(|m| m["method"] == "textDocument/publishDiagnostics");
    assert_eq!(published["params"]["version"], 7);
    client.close();
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let found = client.open_text(&path, "markdown", &text);
    assert!(of_rule(&found, "retention-conflict").get("relatedInformation").is_none());
    client.close();
}

#[test]
fn what_is_typed_last_is_what_counts_and_a_closed_document_shows_nothing() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let can = json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true } } });
    let mut client = Client::open(dir.path(), &can, &Value::Null);
    assert!(rules(&client.open_text(&path, "markdown", &notice(LEFT))).contains(&RULE.to_owned()));
    for version in 2..60 {
        client.change(&path, version, &notice(&LEFT[..version as usize / 2]));
    }
    client.change(&path, 60, &notice("We keep your records for six years."));
    let last = client.wait(|m| m["params"]["version"] == 60);
    let found = last["params"]["diagnostics"].as_array().unwrap();
    assert!(!rules(found).contains(&RULE.to_owned()), "{found:?}");
    // Nobody looks at all that was typed in passing.
    let seen = client.unasked().iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").count();
    assert!(seen < 58, "{seen} of 58 were looked at");
    client.tell("textDocument/didClose", &json!({ "textDocument": { "uri": path } }));
    assert_eq!(client.diagnostics(&path), Vec::<Value>::new());
    assert_eq!(client.hover(&path, 0, 3), Value::Null);
    client.close();
}

#[test]
fn what_is_no_notice_shows_nothing_unless_that_is_asked_for() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("bread.md"));
    let text = "# Bread\n\nMix flour and [insert liquid]. Bake.\n";
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    assert_eq!(client.open_text(&path, "markdown", text), Vec::<Value>::new());
    // Nor does a file that cannot be read, as long as it was never seen to be a notice.
    let yaml = uri(&dir.path().join("compose.yaml"));
    assert_eq!(client.open_text(&yaml, "yaml", "a: [b\n"), Vec::<Value>::new());
    assert!(client.told("window/logMessage").contains("compose.yaml: "));
    let good = "candour: notice/1\ntitle: Privacy notice\nlanguage: en\ncontroller: {name: Fern Ltd}\n";
    client.change(&yaml, 2, good);
    assert!(!client.diagnostics(&yaml).is_empty());
    client.change(&yaml, 3, &format!("{good}activities: [\n"));
    let found = client.diagnostics(&yaml);
    assert!(found.len() == 1 && found[0]["severity"] == 1 && found[0].get("code").is_none(), "{found:?}");
    assert!(found[0]["range"]["start"]["line"].as_u64() >= Some(4), "{found:?}");
    client.close();
    let mut client = Client::open(dir.path(), &json!({}), &json!({ "all-files": true }));
    assert!(rules(&client.open_text(&path, "markdown", text)).contains(&RULE.to_owned()));
    client.close();
}

#[test]
fn hover_tells_the_law_its_dates_and_the_remedy() {
    let dir = folder(&[]);
    let text =
        notice("CCTV footage is kept for 30 days.\n\n## More\n\nCCTV footage is kept for **six months**. [x](y)");
    let path = uri(&dir.path().join("a.md"));
    let can = json!({ "textDocument": { "hover": { "contentFormat": ["markdown", "plaintext"] } } });
    let mut client = Client::open(dir.path(), &can, &Value::Null);
    let found = client.open_text(&path, "markdown", &text);
    let conflict = of_rule(&found, "retention-conflict").clone();
    let at = |position: &Value| (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let (line, column) = at(&conflict["range"]["start"]);
    let hover = client.hover(&path, line, column);
    assert_eq!((&hover["contents"]["kind"], &hover["range"]), (&json!("markdown"), &conflict["range"]));
    let told = hover["contents"]["value"].as_str().unwrap();
    for part in [
        "retention-conflict",
        "**Law:** UK GDPR Art",
        "**In force:** from 20",
        "**Why:**",
        "**Fix:**",
        "30 days",
        "six months",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(told.contains("`candour explain retention-conflict`"), "{told}");
    // The other side tells the same.
    let other = text.lines().position(|l| l.contains("six months")).unwrap() as u64;
    assert!(client.hover(&path, other, 28)["contents"]["value"].as_str().unwrap().contains("retention-conflict"));
    assert_eq!(client.hover(&path, 1, 0), Value::Null);
    client.close();
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    client.open_text(&path, "markdown", &text);
    let hover = client.hover(&path, line, column);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap().contains("**"));
    client.close();
}

/// What the law overtook, and a comment that holds nothing back, are marked for clients that know how.
#[test]
fn marks_are_for_clients_that_know_them() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let stale = "<!-- candour: ignore retention-expired; reason: x -->";
    let wrong = "<!-- candour: ignore retention-expired -->";
    let words = format!("{stale}\nWe share data with NHS Digital.\n\n{wrong}\nWe keep it.");
    let text = notice(&words).replace("1 October 2026", "1 October 2020");
    let can = json!({ "textDocument": { "publishDiagnostics": { "tagSupport": { "valueSet": [1, 2] } } } });
    for (capabilities, marked) in [(can, true), (json!({}), false)] {
        let mut client = Client::open(dir.path(), &capabilities, &Value::Null);
        let found = client.open_text(&path, "markdown", &text);
        let tags = |d: &Value| d.get("tags").cloned().unwrap_or_default();
        let line = |words: &str| text.lines().position(|l| l == words).unwrap();
        let at = |words: &str| {
            let on = |d: &&Value| d.get("code").is_none() && d["range"]["start"]["line"] == line(words);
            found.iter().find(on).unwrap_or_else(|| panic!("{found:#?}"))
        };
        assert!(at(stale)["message"].as_str().unwrap().contains("is stale"));
        assert_eq!(
            (tags(at(stale)), &at(stale)["severity"]),
            (if marked { json!([1]) } else { Value::Null }, &json!(3))
        );
        assert!(at(wrong)["message"].as_str().unwrap().contains("gives no reason"));
        assert_eq!((tags(at(wrong)), &at(wrong)["severity"]), (Value::Null, &json!(1)));
        let overtaken = found.iter().filter(|d| tags(d) == json!([2])).count();
        assert_eq!(overtaken > 0, marked, "{found:#?}");
        client.close();
    }
}
