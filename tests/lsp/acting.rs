//! What can be done about findings: each edit is made, and the finding must be gone.

use super::support::{Client, edited, edits_of, of_rule, rules, titled, uri, words};
use super::{LEFT, RULE, folder, long, notice};
use serde_json::{Value, json};
use std::fs;

/// Two edits of two rules.
const WORDS: &str =
    "\u{1f512} We share data with NHS Digital. We keep to the General Data Protection Regulations. That is all.";
/// What is left to people.
const DOUBTFUL: &str = "The General Data Protection Regulations require it.";

#[test]
fn a_quick_fix_mends_its_finding_and_no_other() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    for line_break in ["\n", "\r\n"] {
        let text = notice(WORDS).replace('\n', line_break);
        let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
        let found = client.open_text(&path, "markdown", &text);
        let misnamed = of_rule(&found, "law-misnamed");
        let actions = client.actions(&path, &misnamed["range"], &["quickfix"]);
        let fix = titled(&actions, "Write “UK General Data Protection Regulation”");
        assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
        assert_eq!(&fix["diagnostics"][0]["range"], &misnamed["range"]);
        let mended = edited(&text, &edits_of(fix, &path), false);
        assert!(
            mended.contains("We keep to the UK General Data Protection Regulation.") && mended.contains("NHS Digital")
        );
        client.change(&path, 2, &mended);
        let after = client.diagnostics(&path);
        let gone = |rule: &str| {
            rules(&found).iter().filter(|r| *r == rule).count() - rules(&after).iter().filter(|r| *r == rule).count()
        };
        assert_eq!((gone("law-misnamed"), gone("body-dissolved")), (1, 0), "{after:#?}");
        assert_eq!(rules(&after).len() + 1, rules(&found).len());
        client.close();
    }
}

#[test]
fn all_safe_edits_are_made_at_once() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let text = notice(&format!("{WORDS}\n\n{DOUBTFUL}"));
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let found = client.open_text(&path, "markdown", &text);
    let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let actions = client.actions(&path, &nowhere, &["source.fixAll"]);
    assert_eq!(actions.len(), 1, "{actions:#?}");
    assert_eq!(actions[0]["kind"], "source.fixAll.candour");
    let mended = edited(&text, &edits_of(&actions[0], &path), false);
    assert!(mended.contains("NHS England. We keep to the UK General Data Protection Regulation."), "{mended}");
    assert!(mended.contains(DOUBTFUL));
    client.change(&path, 2, &mended);
    // The doubtful place is what the second finding is about now.
    assert_eq!(client.diagnostics(&path).len() + 1, found.len());
    assert!(client.actions(&path, &nowhere, &["source.fixAll"]).is_empty());
    assert!(client.actions(&path, &nowhere, &["refactor"]).is_empty());
    // The command for files makes the same edits.
    fs::write(dir.path().join("b.md"), &text).unwrap();
    let mut command = assert_cmd::Command::cargo_bin("candour").unwrap();
    command.env_clear().current_dir(dir.path()).args(["fix", "b.md", "--apply", "--as-of", "2026-11-22"]);
    command.assert().success();
    assert_eq!(fs::read_to_string(dir.path().join("b.md")).unwrap(), mended);
    client.close();
}

#[test]
fn edits_are_of_one_version_where_the_client_can_tell() {
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.md"));
    let can = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut client = Client::open(dir.path(), &can, &Value::Null);
    let found = client.open_text(&path, "markdown", &notice(WORDS));
    client.change(&path, 5, &notice(WORDS));
    // The question is about the text that was typed, whether or not it has been looked at.
    let actions = client.actions(&path, &of_rule(&found, "law-misnamed")["range"], &[]);
    let changes = &titled(&actions, "Write")["edit"]["documentChanges"];
    assert_eq!(changes[0]["textDocument"], json!({ "uri": path, "version": 5 }));
    assert_eq!(changes[0]["edits"].as_array().unwrap().len(), 1);
    client.close();
}

/// Applies the comment that holds the finding back and answers the text.
#[track_caller]
fn suppressed(name: &str, text: &str, quote: &str) -> String {
    let dir = folder(&[]);
    let path = uri(&dir.path().join(name));
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let found = client.open_text(&path, "x", text);
    let left = found.iter().find(|d| d["code"] == RULE && words(text, &d["range"], false) == quote);
    let left = left.unwrap_or_else(|| panic!("{name}: {found:#?}"));
    let actions = client.actions(&path, &left["range"], &[]);
    let ignore = titled(&actions, &format!("Ignore {RULE} here, with a reason"));
    assert_eq!(ignore["kind"], "quickfix");
    let text = edited(text, &edits_of(ignore, &path), false);
    client.change(&path, 2, &text);
    let after = client.diagnostics(&path);
    let (before, after) = (rules(&found), rules(&after));
    assert_eq!(after.len() + 1, before.len(), "{name}: {after:?}\n{text}");
    client.close();
    text
}

#[test]
fn a_comment_in_the_language_of_the_file_holds_a_finding_back() {
    let said = "candour: ignore placeholder-left; reason: TODO say why";
    let html = format!("<!-- {said} -->");
    let of = |words: &str, quote: &str| suppressed("a.md", &notice(words), quote);
    assert!(of(LEFT, "[insert period]").contains(&format!("{html}\nWe keep your records")));
    let list = of("We keep:\n\n- orders for [insert one]\n- letters for a year", "[insert one]");
    assert!(list.contains(&format!("- orders for [insert one] {html}\n- letters")), "{list}");
    let table = of("| Records | Kept |\n|---|---|\n| Orders | a year |\n| Letters | [insert two] |", "[insert two]");
    assert!(table.contains(&format!("| Letters | [insert two] {html} |")), "{table}");
    assert!(of("## How we [insert what]", "[insert what]").contains(&format!("## How we [insert what] {html}\n")));
    let crlf = suppressed("a.md", &notice(LEFT).replace('\n', "\r\n"), "[insert period]");
    assert!(crlf.contains(&format!("{html}\r\nWe keep")) && !crlf.replace("\r\n", "").contains('\n'), "{crlf:?}");
    assert!(suppressed("a.mdx", &notice(LEFT), "[insert period]").contains(&format!("{{/* {said} */}}\nWe keep")));
    let page = |words: &str| {
        format!(
            "{words}<h1>Privacy notice</h1>\n<p>Fern Ltd is the controller of your personal data.</p>\n<p>{LEFT}</p>\n"
        )
    };
    assert!(suppressed("a.html", &page(""), "[insert period]").contains(&html));
    assert!(suppressed("a.html.erb", &page("<% x %>"), "[insert period]").contains(&format!("<%# {said} %>")));
    assert!(suppressed("a.html.j2", &page("{% x %}"), "[insert period]").contains(&format!("{{# {said} #}}")));
    let code = format!("export default function P() {{\n  return (\n    <div>\n{}</div>\n  );\n}}\n", page(""));
    let code = suppressed("privacy.tsx", &code, "[insert period]");
    assert!(code.contains(&format!("[insert period]. {{/* {said} */}}</p>")), "{code}");
    assert!(
        suppressed("a.hbs", &page("{{#if x}}{{/if}}"), "[insert period]").contains(&format!("{{{{!-- {said} --}}}}"))
    );
}

#[test]
fn in_yaml_the_comment_stands_above_the_entry() {
    let said = "# candour: ignore placeholder-left; reason: TODO say why";
    let prose: String = long(LEFT).lines().map(|l| format!("    {l}\n")).collect();
    let text = suppressed("en.yaml", &format!("en:\n  other: x\n  notice: |\n{prose}"), "[insert period]");
    assert!(text.contains(&format!("  other: x\n  {said}\n  notice: |\n")), "{text}");
    let structured = "candour: notice/1\ntitle: Privacy notice\nlanguage: en\ncontroller: {name: Fern Ltd}\n\
                      activities:\n  - name: Orders\n    purpose: to send [insert what]\n    lawful-basis: ['6(1)(b)']\n";
    let text = suppressed("n.yaml", structured, "[insert what]");
    assert!(text.contains(&format!("    {said}\n    purpose: to send")), "{text}");
}

#[test]
fn plain_text_is_suppressed_in_the_configuration() {
    let text = notice(LEFT).replace('#', "");
    let can = json!({ "workspace": { "workspaceEdit": {
        "documentChanges": true, "resourceOperations": ["create", "rename", "delete"]
    } } });
    let told = json!({ "changes": [{ "uri": "", "type": 2 }] });
    for (there, begins) in [
        (
            None,
            "suppressions:\n  - rules: placeholder-left\n    files: \"sub/a [[]1[]].txt\"\n    words: \"[insert period]\"\n",
        ),
        (Some("min-confidence: likely\n"), "min-confidence: likely\nsuppressions:\n  - rules: placeholder-left\n"),
        (Some("suppressions:\n- rules: basis-missing\n  reason: x\n"), "suppressions:\n- rules: placeholder-left\n"),
    ] {
        let dir = folder(&[]);
        let file = dir.path().join("candour.yaml");
        there.iter().for_each(|text| fs::write(&file, text).unwrap());
        let path = format!("{}/sub/a%20%5B1%5D.txt", uri(dir.path()));
        let mut client = Client::open(dir.path(), &can, &Value::Null);
        let found = client.open_text(&path, "plaintext", &text);
        let actions = client.actions(&path, &of_rule(&found, RULE)["range"], &[]);
        let ignore = titled(&actions, "Ignore placeholder-left here, with a reason in the configuration");
        let changes = ignore["edit"]["documentChanges"].as_array().unwrap();
        assert_eq!(changes.len(), if there.is_none() { 2 } else { 1 });
        if there.is_none() {
            assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(uri(&file))));
        }
        let change = changes.last().unwrap();
        assert_eq!(change["textDocument"], json!({ "uri": uri(&file), "version": null }));
        let yaml = edited(there.unwrap_or_default(), change["edits"].as_array().unwrap(), false);
        assert!(yaml.starts_with(begins), "{yaml}");
        fs::write(&file, &yaml).unwrap();
        let mut told = told.clone();
        told["changes"][0]["uri"] = json!(uri(&file));
        client.tell("workspace/didChangeWatchedFiles", &told);
        let after = client.diagnostics(&path);
        assert!(!rules(&after).contains(&RULE.to_owned()), "{yaml}\n{after:#?}");
        client.close();
    }
    // A client that cannot make files is offered nothing that it could not do.
    let dir = folder(&[]);
    let path = uri(&dir.path().join("a.txt"));
    let mut client = Client::open(dir.path(), &json!({}), &Value::Null);
    let found = client.open_text(&path, "plaintext", &text);
    assert!(client.actions(&path, &of_rule(&found, RULE)["range"], &[]).is_empty());
    client.close();
}
