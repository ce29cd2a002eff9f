//! Words of a notice and names of files are shown and never obeyed: by a terminal, a spreadsheet, a page or a job.

use super::*;
use pulldown_cmark::{Event, Options, Parser};
use serde_json::Value;

/// What a terminal, a spreadsheet, a page, XML, or a job of GitHub or GitLab would obey.
const PAYLOADS: &[&str] = &[
    "\u{1b}]0;owned\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\x\u{1b}]8;;\u{1b}\\",
    "\u{1b}[2J\u{1b}[31m",
    "\u{9b}31m\u{90}q\u{9c}\u{85}",
    "\u{8}\u{8}\u{8}\u{7f}\r",
    "\u{202e}gnp.exe\u{202c}",
    "\u{2066}a\u{2069}\u{200f}\u{200e}\u{61c}",
    "\u{2028}\u{2029}\u{fff9}x\u{fffb}\u{e0041}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "`code` **bold** # head ~~~ ``` | cell | <!-- x --> &lt; @someone #1 http://evil.example www.evil.example",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "::error file=x,line=1::owned",
    "##[error]owned ##[group]x",
    "%0A::warning::owned%0D%25",
    "]]></system-out><testcase/>&entity;",
    "${{ secrets.TOKEN }} $(id) `id` ; rm -rf /",
    "\",\"rule\":\"owned\"}]}",
];

/// A notice that says the same thing in many places, so that it comes out wherever candour shows words.
fn notice(evil: &str) -> String {
    format!(
        "Privacy notice of {evil} Ltd\n\nThis privacy notice explains how {evil} Ltd uses your personal data. {evil} \
         Ltd is the controller.\n\n{evil}\n\nWe keep order {evil} records for 7 years. We share your data with {evil} \
         Insurers.\n\nHow long we keep it: {evil}\n\n- {evil}\n- order {evil} records: 6 years\n\nFor {evil} customers \
         we rely on Privacy Shield {evil} and on Article 6(1)(b). Write to {evil} a@b.example or [NAME]. Order {evil} \
         records are kept for 5 years.\n"
    )
}

/// A house rule whose finding shows what stands between two words.
const RULE: &str = "id: odd-words\ntitle: Odd words\nseverity: warning\nconfidence: likely\n\
for: { kind: retention }\nsubject: \"{value} {for.span}\"\nmessage: \"say {for.span}, {for.record-words}, {for.activity}\"\n\
why: Nobody says so.\nfix: \"=Say it\"\n";

fn hostile() -> TempDir {
    let dir = folder(&[]);
    for (i, evil) in PAYLOADS.iter().enumerate() {
        // A name cannot hold a stroke, nor be longer than the system allows.
        let name: String = evil.chars().filter(|c| *c != '/' && *c != '\0').take(60).collect();
        let name = format!("{name}\n{i}.txt");
        fs::write(dir.path().join(name), notice(evil)).unwrap();
    }
    dir
}

/// What is shown in a format, on standard output and standard error; neither holds what a terminal obeys.
fn shown(dir: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(dir, args);
    assert!(code <= 3 && !err.contains("internal error"), "{args:?} {err}");
    plain(args, &out);
    plain(args, &err);
    out
}

#[track_caller]
fn plain(args: &[&str], text: &str) {
    let obeyed = |c: char| {
        c != '\n'
            && (c.is_control()
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
                    | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'))
    };
    let line = text.lines().find(|l| l.chars().any(obeyed));
    assert_eq!(line, None, "{args:?}");
}

/// No line is a command of a job.
#[track_caller]
fn no_command(text: &str) {
    let line = text.lines().find(|l| l.trim_start().starts_with("::") || l.contains("##["));
    assert_eq!(line, None);
}

fn checked(format: &str) -> String {
    let dir = hostile();
    let text = shown(dir.path(), &[&["check", ".", "--all-files", "--format", format], &AS_OF[..]].concat());
    assert!(text.contains("owned") || format == "table", "{text}");
    text
}

/// How many findings there are, and how many files that were not read, for so many control characters are no text.
fn counts() -> (usize, usize) {
    let value: Value = serde_json::from_str(&checked("json")).unwrap();
    let unread = value["notices"].as_array().unwrap().iter().filter(|n| !n["error"].is_null()).count();
    let findings = value["findings"].as_array().unwrap().len();
    assert!(findings > 60 && unread < PAYLOADS.len() / 2, "{findings} {unread}");
    (findings, unread)
}

fn count() -> usize {
    counts().0
}

/// The two together.
fn both() -> usize {
    counts().0 + counts().1
}

#[test]
fn pretty_shows_words_and_obeys_none() {
    no_command(&checked("pretty"));
    // With colour, the only escapes are those of candour: colours.
    let dir = hostile();
    let args = [&["check", ".", "--all-files", "--color", "always"], &AS_OF[..]].concat();
    let (_, out, _) = run(dir.path(), &args);
    assert!(out.contains("\u{1b}["));
    let mut rest = String::new();
    for (i, part) in out.split('\u{1b}').enumerate() {
        let Some(colour) = part.strip_prefix('[').filter(|_| i > 0) else {
            assert_eq!(i, 0, "{part:?}");
            continue;
        };
        let end = colour.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
        assert!(colour[end..].starts_with('m'), "{colour:?}");
        rest += &colour[end + 1..];
    }
    plain(&args, &rest);
}

#[test]
fn concise_shows_words_and_obeys_none() {
    let text = checked("concise");
    no_command(&text);
    let place = |l: &&str| l.contains(": error[") || l.contains(": warning[") || l.contains(": note[");
    assert_eq!(text.lines().filter(place).count(), count());
    assert_eq!(text.lines().count(), count() + 1, "{text}");
}

#[test]
fn table_shows_words_and_obeys_none() {
    no_command(&checked("table"));
}

#[test]
fn json_and_jsonl_escape_what_a_terminal_obeys_and_say_it_all_the_same() {
    let value: Value = serde_json::from_str(&checked("json")).unwrap();
    let paths: Vec<&str> = value["notices"].as_array().unwrap().iter().filter_map(|n| n["path"].as_str()).collect();
    assert_eq!(paths.len(), PAYLOADS.len());
    assert!(paths.iter().any(|p| p.contains('\u{202e}')) && paths.iter().any(|p| p.contains('\u{9b}')), "{paths:?}");
    let lines = checked("jsonl");
    let findings = |l: &str| serde_json::from_str::<Value>(l).unwrap()["findings"].as_array().map_or(0, Vec::len);
    let across = value["findings"].as_array().unwrap().iter().filter(|f| f["family"] == "portfolio").count();
    assert_eq!(lines.lines().map(findings).sum::<usize>() + across, count());
}

#[test]
fn sarif_makes_no_link_of_words() {
    let text = checked("sarif");
    no_command(&text);
    let value: Value = serde_json::from_str(&text).unwrap();
    let results = value["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), count());
    for result in results {
        let message = result["message"]["text"].as_str().unwrap().replace("\\]", "");
        // A place that is told besides is linked to by its number.
        let linked = |part: &str| part.split_once(')').is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
        assert!(message.split("](").skip(1).all(linked), "{message}");
        for location in result["locations"].as_array().unwrap() {
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/%".contains(c)), "{uri}");
        }
    }
}

#[test]
fn github_annotations_are_as_many_as_findings() {
    let text = checked("github");
    let commands: Vec<&str> = text.lines().filter(|l| l.starts_with("::")).collect();
    assert_eq!(commands.len(), both());
    assert_eq!(text.lines().count(), commands.len() + 1);
    for command in commands {
        let (head, _) = command[2..].split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        assert!(matches!(level, "error" | "warning" | "notice"), "{command}");
        let keys: Vec<&str> = properties.split(',').map(|p| p.split_once('=').unwrap().0).collect();
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys.iter().all(|k| known.contains(k)), "{command}");
        assert_eq!(keys.iter().filter(|k| **k == "file").count(), 1, "{command}");
        assert!(!command.contains("##["), "{command}");
    }
}

#[test]
fn the_summary_of_a_job_is_a_table_of_words() {
    let dir = hostile();
    let args = [&["check", ".", "--all-files", "--github-summary", "../summary.md"], &AS_OF[..]].concat();
    let inner = dir.path().join("in");
    fs::create_dir(&inner).unwrap();
    for entry in fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        fs::rename(&entry, inner.join(entry.file_name().unwrap())).unwrap();
    }
    run(&inner, &args);
    let page = fs::read_to_string(dir.path().join("summary.md")).unwrap();
    plain(&args, &page);
    words_alone(&page);
}

/// Nothing of a page is a link, a picture, or HTML but for what keeps words apart.
#[track_caller]
fn words_alone(page: &str) {
    for event in Parser::new_ext(page, Options::all()) {
        match event {
            Event::InlineHtml(html) | Event::Html(html) => assert_eq!(&*html, "<!-- -->"),
            Event::Start(tag) => {
                let tag = format!("{tag:?}");
                let bad = ["Link", "Image", "HtmlBlock", "CodeBlock", "Footnote", "Strikethrough"];
                assert!(!bad.iter().any(|b| tag.starts_with(b)), "{tag}");
            }
            Event::Code(code) => panic!("{code}"),
            Event::InlineMath(_) | Event::DisplayMath(_) => panic!("{event:?}"),
            _ => {}
        }
    }
    for bad in ["<script", "<img", "http://evil", "www.evil"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[test]
fn markdown_shows_words_and_nothing_else() {
    let page = checked("markdown");
    no_command(&page);
    words_alone(&page);
    assert_eq!(page.lines().filter(|l| l.starts_with("### ")).count(), count());
}

#[test]
fn csv_has_no_formula_and_no_row_too_many() {
    let text = checked("csv");
    no_command(&text);
    let rows: Vec<_> = csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), both());
    for cell in rows.iter().flatten() {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{cell:?}");
        assert!(!cell.contains('\n'), "{cell:?}");
    }
}

#[test]
fn the_tables_have_no_formula_and_no_row_too_many() {
    for (format, rows) in [("csv-summary", PAYLOADS.len()), ("csv-claims", 0), ("csv-register", 0), ("csv-coverage", 0)]
    {
        let text = checked(format);
        no_command(&text);
        let read: Vec<_> = csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect();
        assert!(rows == 0 && read.len() > 10 || read.len() == rows, "{format}: {}", read.len());
        for cell in read.iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{cell:?}");
            assert!(!cell.contains('\n'), "{cell:?}");
        }
    }
}

/// Whatever a notice, its name or a rule says, the page has the elements and attributes of the template and no others.
#[track_caller]
fn page_of_words(page: &str) {
    use html5gum::{Token, Tokenizer};
    const ELEMENTS: &[&str] = &[
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p",
        "nav", "ol", "ul", "li", "main", "section", "article", "table", "caption", "thead", "tbody", "tr", "th", "td",
        "dl", "div", "dt", "dd", "span", "br", "svg", "desc", "g", "line", "text", "circle", "path", "rect", "mark",
        "sup", "q", "strong", "code", "fieldset", "legend", "label", "input", "footer",
    ];
    const ATTRIBUTES: &[&str] = &[
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "id",
        "href",
        "tabindex",
        "role",
        "aria-label",
        "aria-labelledby",
        "aria-hidden",
        "scope",
        "viewbox",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "d",
        "width",
        "height",
        "text-anchor",
        "type",
        "checked",
    ];
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
    let mut tags = 0;
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => {
                tags += 1;
                assert!(ELEMENTS.contains(&text(&tag.name).as_str()), "<{}>", text(&tag.name));
                for (name, value) in &tag.attributes {
                    let (name, value) = (text(name), text(value));
                    assert!(ATTRIBUTES.contains(&name.as_str()), "<{} {name}>", text(&tag.name));
                    // A link leads into the report and nowhere else.
                    let inside = value.starts_with('#') || value.ends_with(".html") || value.contains(".html#");
                    assert!(name != "href" || inside && !value.contains(':'), "{value}");
                }
            }
            Token::Comment(_) => panic!("a comment"),
            Token::Error(error) => panic!("not well-formed: {error:?}"),
            _ => {}
        }
    }
    assert!(tags > 500, "{tags}");
}

#[test]
fn the_evidence_pack_shows_words_and_nothing_else() {
    let page = checked("html");
    no_command(&page);
    page_of_words(&page);
    // The words themselves are there to read.
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("=HYPERLINK"));
    // So it is when a run is read back, and when a rule speaks.
    let dir = hostile();
    fs::write(dir.path().join("house.yaml"), RULE.replace("Nobody says so.", "<script>alert(1)</script> & \\\"'"))
        .unwrap();
    let args = ["check", ".", "--all-files", "--rules", "house.yaml", "--format", "jsonl=saved", "--evidence"];
    run(dir.path(), &[&args[..], &AS_OF[..]].concat());
    let (code, page, err) = run(dir.path(), &["report", "saved", "--format", "html"]);
    assert_eq!(code, 0, "{err}");
    plain(&["report"], &page);
    page_of_words(&page);
}

#[test]
fn junit_has_no_element_too_many() {
    use quick_xml::events::Event as Xml;
    let text = checked("junit");
    no_command(&text);
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut cases = 0;
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(e) if e.name().as_ref() == "testcase" => cases += 1,
            Xml::CData(_) | Xml::DocType(_) | Xml::PI(_) | Xml::Comment(_) => panic!("more than elements and text"),
            Xml::Eof => break,
            _ => {}
        }
    }
    assert_eq!(cases, both());
}

#[test]
fn gitlab_has_no_issue_too_many() {
    let text = checked("gitlab");
    no_command(&text);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value.as_array().unwrap().len(), both());
    for issue in value.as_array().unwrap() {
        let path = issue["location"]["path"].as_str().unwrap();
        plain(&["gitlab"], path);
        assert!(!path.contains('\n'), "{path:?}");
        plain(&["gitlab"], issue["description"].as_str().unwrap());
    }
}

#[test]
fn other_commands_obey_no_words_either() {
    let dir = hostile();
    fs::create_dir(dir.path().join("old")).unwrap();
    for (i, evil) in PAYLOADS.iter().enumerate() {
        let name: String = evil.chars().filter(|c| *c != '/').take(60).collect();
        fs::write(dir.path().join("old").join(format!("{name}\n{i}.txt")), notice(evil).replace("7 years", "8 years"))
            .unwrap();
    }
    fs::write(dir.path().join("house.yaml"), RULE).unwrap();
    for args in [
        &["claims", "."][..],
        &["claims", ".", "--format", "json"],
        &["claims", ".", "--format", "csv"],
        &["claims", ".", "--format", "register"],
        &["outline", "."],
        &["diff", "old", "."],
        &["diff", "old", ".", "--format", "json"],
        &["diff", "old", ".", "--format", "markdown"],
        &["suppressions", "."],
        &["fix", ".", "--all-files"],
        &["fix", ".", "--all-files", "--format", "json"],
        &["check", ".", "--all-files", "--rules", "house.yaml"],
        &["check", "no\u{1b}[31m such\u{202e} file.md"],
        &["explain", "no\u{1b}[31m-such\u{202e}-rule"],
    ] {
        let (_, out, err) = run(dir.path(), args);
        plain(args, &out);
        plain(args, &err);
    }
    let page = shown(dir.path(), &["diff", "old", ".", "--format", "markdown"]);
    words_alone(&page);
}

#[test]
fn what_a_suppression_or_a_configuration_says_is_shown_and_not_obeyed() {
    let comment = "<!-- candour: ignore retention-vague; reason: \u{1b}[31m\u{202e}=1 ::error::x; owner: \u{9b}31m -->";
    let config =
        "suppressions:\n  - rules: retention-vague\n    reason: \"\\e]0;x\\a ::error::y\"\n    owner: \"\\u202e=2\"\n";
    let dir = folder(&[("a.md", format!("{comment}\n{NOTICE}").as_bytes()), ("candour.yaml", config.as_bytes())]);
    for args in [
        &["suppressions", "."][..],
        &["suppressions", ".", "--format", "json"],
        &["config", "show"],
        &["check", "."],
        &["check", ".", "--format", "sarif"],
        &["check", ".", "--format", "github"],
    ] {
        let (_, out, err) = run(dir.path(), args);
        plain(args, &out);
        plain(args, &err);
        assert!(args.contains(&"github") || !out.lines().any(|l| l.starts_with("::")), "{out}");
    }
}
