//! Reading: every format, every bad input, and that no place is lost on the way.

#![allow(clippy::expect_used, clippy::panic)]

use candour::notice::{Block, BlockKind, Encoding, Format, Notice, Span};
use candour::read::{Failure, Limits, notice_schema, read_bytes, read_file};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn all(path: &str, bytes: impl AsRef<[u8]>) -> Vec<Notice> {
    let notices = read_bytes(path, bytes.as_ref(), None, &Limits::default()).expect("it can be read");
    notices.iter().for_each(sound);
    notices
}

fn one(path: &str, bytes: impl AsRef<[u8]>) -> Notice {
    let mut notices = all(path, bytes);
    assert_eq!(notices.len(), 1, "one notice is expected");
    notices.remove(0)
}

fn failure(path: &str, bytes: impl AsRef<[u8]>) -> Failure {
    read_bytes(path, bytes.as_ref(), None, &Limits::default()).expect_err("it cannot be read")
}

/// Every span lies on character boundaries, in the reading text and in the file.
fn sound(notice: &Notice) {
    let blocks = notice.blocks.iter().map(|b| b.span);
    let sentences = notice.sentences.iter().map(|s| s.span);
    let links = notice.links.iter().map(|l| l.span);
    for span in blocks.chain(sentences).chain(links).chain(notice.metadata.iter().map(|m| m.1)) {
        assert!(notice.text.get(span.range()).is_some_and(|w| !w.is_empty() && w.trim() == w), "{span:?}");
        let source = notice.map.source(span);
        assert!(notice.source.text.get(source.range()).is_some(), "{span:?} leads to {source:?}");
        let place = notice.locate(span);
        assert!(place.line >= 1 && place.column >= 1 && place.start_byte <= place.end_byte);
        assert!((place.line, place.column) <= (place.end_line, place.end_column));
    }
    for comment in &notice.comments {
        assert!(notice.source.text.get(comment.source.range()).is_some());
    }
}

/// What stands in the decoded file at a span of the reading text.
fn written(notice: &Notice, span: Span) -> &str {
    &notice.source.text[notice.map.source(span).range()]
}

fn find<'a>(notice: &'a Notice, words: &str) -> &'a Block {
    let found = notice.blocks.iter().find(|b| notice.words(b.span).contains(words));
    found.unwrap_or_else(|| panic!("{words:?} is in no block of {:#?}", outline(notice)))
}

fn outline(notice: &Notice) -> Vec<(BlockKind, String, String)> {
    notice.blocks.iter().map(|b| (b.kind, b.marker.clone(), notice.words(b.span).to_owned())).collect()
}

fn shapes(notice: &Notice) -> Vec<String> {
    let shape = |b: &Block| {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".into(),
            BlockKind::Item { depth } => format!("i{depth}"),
            BlockKind::Cell { row, column, header, .. } => {
                format!("{}{row}.{column}", if header { "th" } else { "td" })
            }
            BlockKind::FlatRow { row, .. } => format!("row{row}"),
            BlockKind::Contents => "toc".into(),
            BlockKind::Aside => "aside".into(),
            BlockKind::Code => "code".into(),
        };
        format!("{kind}|{}|{}", b.marker, notice.words(b.span))
    };
    notice.blocks.iter().map(shape).collect()
}

// Bad input.

#[test]
fn what_is_too_large_is_refused() {
    let limits = Limits { max_size: 10, ..Limits::default() };
    let failure = read_bytes("a.txt", b"eleven chars", None, &limits).expect_err("too large");
    assert_eq!(failure.what, "larger than 10 bytes; `max-size` sets another limit");
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), "eleven chars").expect("written");
    assert!(read_file(file.path(), "shown.txt", &limits).is_err_and(|f| f.path == "shown.txt"));
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(failure("a.md", b"\x00\x01\x02").what, "binary file");
    assert!(failure("a.txt", b"%PDF-1.4\nrest").what.contains("PDF"));
}

#[test]
fn a_missing_file_and_a_folder_are_failures() {
    let dir = tempfile::tempdir().expect("a folder");
    let limits = Limits::default();
    let missing = read_file(&dir.path().join("no.md"), "no.md", &limits).expect_err("missing");
    assert_eq!((missing.path.as_str(), missing.what.as_str()), ("no.md", "cannot be read: no such file"));
    assert!(read_file(dir.path(), "dir", &limits).is_err());
}

#[test]
fn empty_files_hold_no_notice() {
    for path in ["a.txt", "a.md", "a.yaml"] {
        for bytes in [&b""[..], b"  \n\n", b"\xef\xbb\xbf", b"\xff\xfe"] {
            assert!(all(path, bytes).is_empty(), "{path} {bytes:?}");
        }
    }
    assert!(all("a.yaml", "# only a comment\n").is_empty());
    assert!(all("a.yaml", "version: 3\nname: x\n").is_empty());
}

#[test]
fn broken_utf8_is_read_as_windows_1252() {
    let notice = one("a.txt", b"Our privacy notice\n\nIt costs \xa35 \x96 or nothing.\n");
    assert_eq!(notice.source.encoding, Encoding::Windows1252);
    assert_eq!(notice.notes.len(), 1);
    let block = find(&notice, "It costs");
    assert_eq!(notice.words(block.span), "It costs \u{a3}5 \u{2013} or nothing.");
    let place = notice.locate(block.span);
    assert_eq!((place.line, place.start_byte, place.end_byte), (3, 20, 45));
}

#[test]
fn utf16_and_byte_order_marks_keep_places() {
    let text = "Title\r\n\r\nWe keep \u{1f512} caf\u{e9} data.\r\n";
    let little: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    for (bytes, start, end) in [(little, 20, 62), (big, 20, 62), (marked, 12, 36), (text.into(), 9, 33)] {
        let notice = one("a.txt", &bytes);
        let place = notice.locate(find(&notice, "We keep").span);
        assert_eq!((place.line, place.column), (3, 1));
        assert_eq!((place.start_byte, place.end_byte), (start, end));
    }
}

#[test]
fn line_ends_make_no_difference() {
    let text = "Privacy notice\n\nWho we are\n\nWe are Example Ltd and keep\nyour data safe.\n- one\n- two\n";
    let plain = one("a.txt", text);
    for end in ["\r\n", "\r"] {
        let other = one("a.txt", text.replace('\n', end));
        let kinds = |n: &Notice| n.blocks.iter().map(|b| (b.kind, b.lead)).collect::<Vec<_>>();
        assert_eq!(kinds(&plain), kinds(&other));
        assert_eq!(other.locate(find(&other, "two").span).line, 8);
    }
}

fn quickly(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < Duration::from_secs(20), "{what} took {:?}", start.elapsed());
}

#[test]
fn five_megabytes_on_one_line_are_survived() {
    let words = "We keep caf\u{e9} data for six years. ".repeat(160_000);
    for path in ["a.txt", "a.md", "a.yaml"] {
        quickly(path, || {
            let text = if path == "a.yaml" { format!("en:\n  privacy: \"{words}\"\n") } else { words.clone() };
            let notices = read_bytes(path, text.as_bytes(), None, &Limits::default()).expect("read");
            let notice = &notices[0];
            assert_eq!(notice.sentences.len(), 160_000);
            let last = notice.sentences[159_999].span;
            for _ in 0..1000 {
                assert_eq!(notice.locate(last).end_byte as usize, text.trim_end_matches(['"', '\n', ' ']).len());
            }
        });
    }
}

#[test]
fn lines_that_join_for_ever_are_survived() {
    for line in
        ["we go on and on without a stop\n", "a.Ba", "'.'.", "....", "**a", "- ", "> ", "<a ", "&am", "| ", "[x]("]
    {
        let text = line.repeat(1_000_000 / line.len()) + "x";
        for path in ["a.txt", "a.md"] {
            quickly(line, || drop(read_bytes(path, text.as_bytes(), None, &Limits::default())));
        }
    }
}

#[test]
fn ten_thousand_nested_lists_are_flattened() {
    quickly("nested lists", || {
        let notice = one("a.md", "- ".repeat(10_000) + "the end");
        assert!(notice.notes.iter().any(|n| n.what.contains("flattened")), "{:?}", notice.notes);
        assert!(matches!(find(&notice, "the end").kind, BlockKind::Item { depth } if depth <= 64));
        drop(one("a.txt", (0..3000).map(|i| format!("{}- x\n", " ".repeat(i))).collect::<String>()));
        assert!(failure("a.yaml", "- ".repeat(10_000) + "the end").what.contains("nested deeper"));
        assert!(!failure("a.yaml", "[".repeat(10_000)).what.is_empty());
    });
}

#[test]
fn yaml_that_is_no_yaml_fails_with_its_line() {
    let failure = failure("a.yaml", "en:\n  title: x\n  body: \"never closed\n");
    assert!(failure.what.starts_with("YAML syntax"), "{}", failure.what);
    assert!(failure.line.is_some_and(|l| l >= 3));
    assert_eq!(self::failure("a.yaml", "a: 1\nb: [1, 2\nc: }\n").line, Some(3));
}

#[test]
fn alias_bombs_are_refused() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for i in 1..10 {
        let row = vec![format!("*a{}", i - 1); 9].join(", ");
        bomb.push_str(&format!("a{i}: &a{i} [{row}]\n"));
    }
    quickly("alias bomb", || assert!(failure("a.yaml", &bomb).what.starts_with("aliases add more than")));
    let chain: String = (1..500).map(|i| format!("a{i}: &a{i} [*a{}]\n", i - 1)).collect();
    assert!(failure("a.yaml", format!("a0: &a0 [x]\n{chain}")).what.contains("nested deeper"));
    assert!(!failure("a.yaml", "a: &a [*a]\n").what.is_empty());
}

// The structured form.

const FORM: &str = "# from the draft\ncandour: notice/1\ntitle: \"Privacy notice\"\nlanguage: en\ncontroller:\n  name: Example Ltd\n\
    \x20 public-authority: no\nactivities:\n  - name: Recruitment\n    lawful-basis: [\"6(1)(b)\", {basis: \"6(1)(a)\", force: may}]\n\
    \x20   retention:\n      - {records: interview notes, period: P1Y, bound: up-to}\nrights: [access]\n";

#[test]
fn the_structured_form_is_a_tree_with_places() {
    let notice = one("a.yaml", FORM);
    assert_eq!(notice.format, Format::Structured);
    assert_eq!(notice.words(notice.title()), "Privacy notice");
    assert_eq!(notice.locate(notice.title()).line, 3);
    assert_eq!(notice.comments[0].text, "from the draft");
    let tree = notice.tree.as_ref().expect("a tree");
    let activity = &tree.get("activities").expect("activities").items()[0];
    let bases = activity.get("lawful-basis").expect("bases").items();
    assert_eq!(bases[0].text(), Some("6(1)(b)"));
    assert_eq!(notice.words(bases[0].span()), "6(1)(b)");
    assert_eq!(notice.locate(bases[1].get("force").expect("force").span()).line, 10);
}

#[test]
fn the_structured_form_refuses_what_it_does_not_know() {
    let cases = [
        ("titel: x\n", "unknown key `titel` in the notice; did you mean `title`?"),
        ("activities:\n  - nme: x\n", "unknown key `nme` in `activities`; did you mean `name`?"),
        ("controller: Example Ltd\n", "`controller` must be a mapping, not a single value"),
        ("title: [a, b]\n", "`title` must be one word or phrase, not a list"),
        (
            "rights: [{right: access, force: maybe}]\n",
            "`force` must be states, may, only-if, defines, quotes-law, discusses, attributes, asks, announces, was, not `maybe`",
        ),
        ("language: en\nlanguage: cy\n", "key `language` stands twice"),
    ];
    for (more, what) in cases {
        let failure = failure("a.yaml", format!("candour: notice/1\n{more}"));
        assert_eq!(failure.what, what);
        assert_eq!(failure.line, Some(more.matches('\n').count() as u32 + 1), "{more}");
    }
    assert!(failure("a.yaml", "candour: notice/2\n").what.contains("notice/1"));
}

#[test]
fn the_published_schema_knows_the_same_keys() {
    let schema = notice_schema();
    let properties = schema["properties"].as_object().expect("properties");
    for key in ["candour", "title", "controller", "activities", "lawful-basis", "retention", "complaints"] {
        assert!(properties.contains_key(key), "{key}");
        assert!(properties[key]["description"].is_string(), "{key}");
    }
    assert_eq!(schema["additionalProperties"], false);
}

// Markdown.

#[test]
fn markdown_becomes_blocks() {
    let notice = one(
        "a.md",
        "---\ntitle: \"Our notice\"\nlast-updated: 2026-03-01 # so far\n---\n<!-- candour: ignore -->\n# Privacy notice {#top}\n\n\
         Who &amp; what\\*, see [our site](https://example.org).\n\n**How we use it**\n\nWe use it to:\n\n- help *you*\n  1. deep\n\
         - go\n\n## 2.1 Rights\n\n• one\n• two\n\nEmail: a@example.org\nPhone: 01234 567890\n\n\
         | Data | Basis |\n|---|---|\n| Name<br>- Age | `6(1)(b)` |\n\nFirst line  \nsecond line\n\n```\ncode\n```\n\n> quoted\n",
    );
    assert_eq!(
        shapes(&notice),
        [
            "h1||Privacy notice",
            "p||Who & what*, see our site.",
            "h6||How we use it",
            "p||We use it to:",
            "i0|-|help you",
            "i1|1.|deep",
            "i0|-|go",
            "h2|2.1|Rights",
            "i0|•|one",
            "i0|•|two",
            "p||Email: a@example.org",
            "p||Phone: 01234 567890",
            "th0.0||Data",
            "th0.1||Basis",
            "td1.0||Name",
            "td1.0|-|Age",
            "td1.1||6(1)(b)",
            "p||First line",
            "p||second line",
            "code||code",
            "p||quoted",
        ]
    );
    let facts: Vec<_> = notice.metadata.iter().map(|(k, s)| (k.as_str(), notice.words(*s))).collect();
    assert_eq!(facts, [("title", "Our notice"), ("last_updated", "2026-03-01")]);
    assert_eq!(notice.locate(notice.metadata[1].1).line, 3);
    assert_eq!(notice.comments[0].text, "candour: ignore");
    assert_eq!(
        (notice.words(notice.links[0].span), notice.links[0].target.as_str()),
        ("our site", "https://example.org")
    );
    assert_eq!(
        written(&notice, find(&notice, "Who & what").span),
        "Who &amp; what\\*, see [our site](https://example.org)."
    );
    let cell = find(&notice, "6(1)(b)");
    assert_eq!(written(&notice, cell.span), "6(1)(b)");
    assert_eq!(cell.lead.map(|l| notice.words(notice.blocks[l as usize].span)), Some("Basis"));
}

#[test]
fn two_rules_are_no_front_matter() {
    let notice = one("a.md", "---\n\nWe keep your data for a year.\n\n---\n\nMore.\n");
    assert!(notice.metadata.is_empty());
    assert_eq!(notice.blocks.len(), 2);
}

#[test]
fn html_in_markdown_is_stripped_in_place() {
    let notice = one(
        "a.md",
        "<div class=\"x\">\n<h2>Who we are</h2>\n<p>We are <b>Example</b>&nbsp;Ltd.</p>\n<ul><li>one</li><li>two</li></ul>\n</div>\n\n\
         See <a href='/more'>more</a>.\n\n<script>var x = \"nothing\";</script>\n\n<!-- two\n\nlines -->\n",
    );
    assert_eq!(
        shapes(&notice),
        ["h2||Who we are", "p||We are Example\u{a0}Ltd.", "i0|•|one", "i0|•|two", "p||See more."]
    );
    assert_eq!(notice.links[0].target, "/more");
    assert_eq!(written(&notice, find(&notice, "Example").span), "We are <b>Example</b>&nbsp;Ltd.");
    assert!(notice.comments[0].text.starts_with("two"));
}

#[test]
fn the_text_itself_tells_its_format_on_standard_input() {
    assert_eq!(one("-", "# Privacy\n\nText here.\n").format, Format::Markdown);
    assert_eq!(one("-", "Privacy\n\nText here.\n").format, Format::Text);
    assert_eq!(one("-", FORM).format, Format::Structured);
}

// Files of strings.

fn prose(n: usize) -> String {
    (0..n).map(|i| format!("We keep record number {i} for a year. ")).collect::<String>().trim_end().to_owned()
}

#[test]
fn pages_of_a_locale_file_are_notices() {
    let text = format!(
        "# strings\nen:\n  buttons:\n    ok: Continue\n  pages:\n    privacy:\n      title: Privacy notice\n      intro: \"It\\u2019s ours, \\\n        said <b>us</b> &amp; you.\"\n\
         \x20     body: |\n        ## Who we are\n\n        {}\n\n        * first\n        * second\n      folded: >\n        These words are\n        folded together.\n\
         \x20     # a comment\n      single: 'Don''t worry about this one.'\n      plain: these plain words go\n        on here.\n\
         \x20   terms:\n      title: Terms\n      body: {}\n",
        prose(30),
        prose(40)
    );
    let notices = all("en.yml", &text);
    let parts: Vec<_> = notices.iter().map(|n| n.part.as_deref()).collect();
    assert_eq!(parts, [Some("en.pages.privacy"), Some("en.pages.terms")]);
    let notice = &notices[0];
    assert_eq!(notice.format, Format::Yaml);
    assert_eq!(notice.words(notice.title()), "Privacy notice");
    assert_eq!(notice.words(find(notice, "ours").span), "It\u{2019}s ours, said us & you.");
    assert_eq!(written(notice, find(notice, "first").span), "first");
    assert_eq!(notice.locate(find(notice, "Who we are").span).line, 11);
    let folded = find(notice, "folded together");
    assert_eq!(notice.words(folded.span), "These words are folded together.");
    assert_eq!(written(notice, folded.span), "These words are\n        folded together.");
    assert_eq!(written(notice, find(notice, "worry").span), "Don''t worry about this one.");
    let plain = find(notice, "plain words");
    assert_eq!((notice.locate(plain.span).line, notice.locate(plain.span).end_line), (22, 23));
    let comments: Vec<_> = notice.comments.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(comments, ["strings", "a comment"]);
}

#[test]
fn every_word_of_a_scalar_leads_back_to_itself() {
    let body = prose(30);
    for text in [
        format!("title: Privacy\nbody: |\n  {}\n", body.replace(". ", ".\n  ")),
        format!("title: Privacy\r\nbody: >-\r\n  {}\r\n", body.replace(". ", ".\r\n  ")),
        format!("title: Caf\u{e9}\nbody: {}\n", body.replace(". ", ".\n  ")),
        format!("title: Caf\u{e9} \u{1f512}\nbody: '{}'\n", body.replace(". ", ".\n  ")),
        format!("title: \"x\\ty\"\nbody: \"{}\"\n", body.replace(". ", ".\n  ")),
        format!("{{\"title\": \"x\", \"body\": \"{}\"}}", body.replace(". ", ".\\n")),
    ] {
        let notice = one("a.yaml", &text);
        for at in 0..30 {
            let words = format!("number {at} for");
            let start = notice.text.find(&words).expect("it is there");
            assert_eq!(written(&notice, Span::new(start, start + words.len())), words, "{text}");
        }
    }
}

#[test]
fn several_documents_are_several_notices() {
    let text = format!("title: One\nbody: {}\n---\ntitle: Two\nbody: {}\n---\nshort: x\n", prose(30), prose(30));
    let parts: Vec<_> = all("a.yaml", &text).into_iter().map(|n| n.part).collect();
    assert_eq!(parts, [Some("1".to_owned()), Some("2".to_owned())]);
}

#[test]
fn the_last_of_two_keys_wins_and_is_told() {
    let notice = one("a.yaml", format!("title: One\nbody: {}\ntitle: Two\n", prose(30)));
    assert_eq!(notice.words(notice.title()), "Two");
    assert!(
        notice.notes.iter().any(|n| n.what.contains("`title` stands twice") && n.line == Some(3)),
        "{:?}",
        notice.notes
    );
}

#[test]
fn aliases_are_read_where_they_stand() {
    let notice = one("a.yaml", format!("first: &x {}\ntitle: Privacy\nagain: *x\n", prose(20)));
    assert_eq!(notice.text.matches("record number 7 ").count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn plain_text_keeps_every_place(text in "([a-zA-Zé🔒 .:;•|\t()*#-]{0,30}(\n|\r\n){0,2}){0,12}") {
        for notice in all("a.txt", &text) {
            for span in notice.blocks.iter().map(|b| b.span).chain(notice.sentences.iter().map(|s| s.span)) {
                let place = notice.locate(span);
                let stored = &text.as_bytes()[place.start_byte as usize..place.end_byte as usize];
                // Line breaks within a block are read as spaces.
                let stored = std::str::from_utf8(stored).ok().map(|s| s.replace(['\n', '\r'], " "));
                prop_assert_eq!(stored.as_deref(), Some(notice.words(span)));
            }
        }
    }

    #[test]
    fn markdown_keeps_every_place(text in "([a-z é🔒.*_`#>|&;:<>/!\\[\\]()\\\\-]{0,20}(\n|\r\n|\n\n|  \n|&amp;|<br>|<!-- x -->|- |1\\. ){0,2}){0,12}") {
        all("a.md", &text);
    }

    #[test]
    fn yaml_never_panics(text in "([a-z: é'\"|>\\[\\]{}&*#,?!\\\\-]{0,12}(\n|\n  |\n    |- |: ){0,2}){0,12}") {
        if let Ok(notices) = read_bytes("a.yaml", text.as_bytes(), None, &Limits::default()) {
            notices.iter().for_each(sound);
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for path in ["a.txt", "a.md", "a.yaml", "-"] {
            if let Ok(notices) = read_bytes(path, &bytes, None, &Limits::default()) {
                notices.iter().for_each(sound);
            }
        }
    }

    #[test]
    fn prose_in_yaml_keeps_every_place(words in proptest::collection::vec("[a-z]{1,8}|é🔒|it's|<b>x</b>|a&amp;b|\\*|\n|\n\n", 160..200), style in 0..3) {
        let text = words.join(" ").replace("\n ", "\n");
        let yaml = match style {
            0 => format!("title: T\nbody: |\n  {}\n", text.replace('\n', "\n  ")),
            1 => format!("title: T\nbody: '{}'\n", text.replace('\'', "''").replace('\n', "\n  ")),
            _ => format!("title: T\nbody: \"{}\"\n", text.replace('\n', "\\n")),
        };
        for notice in all("a.yaml", &yaml) {
            for (at, word) in notice.text.split(char::is_whitespace).filter(|w| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase())).map(|w| (w.as_ptr() as usize - notice.text.as_ptr() as usize, w)) {
                prop_assert_eq!(written(&notice, Span::new(at, at + word.len())), word);
            }
        }
    }
}

#[test]
fn links_into_the_page_are_contents() {
    let text = "# Privacy\n\n- [Who we are](#who)\n- [Your health](#health)\n\n[Top](#top) | [End](#end)\n\n## Who we are\n\n\
        Rowan School. See [contact us](#contact).\n\n[Ask us](#ask)\n\n- [Bells](https://bells.example/)\n";
    let notice = one("a.md", text);
    let contents: Vec<&str> =
        notice.blocks.iter().filter(|b| b.kind == BlockKind::Contents).map(|b| notice.words(b.span)).collect();
    assert_eq!(contents, ["Who we are", "Your health", "Top | End"]);
}

#[test]
fn bold_words_that_run_into_a_paragraph_are_its_heading() {
    let heading = |text: &str| {
        let notice = one("a.md", format!("# Privacy\n\n{text}\n"));
        let block = &notice.blocks[1];
        matches!(block.kind, BlockKind::Heading { .. }).then(|| notice.words(block.span).to_owned())
    };
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(
        heading("**Information about your health.** The nurse keeps it."),
        some("Information about your health")
    );
    assert_eq!(heading("**Who sees it**. The nurse does."), some("Who sees it"));
    assert_eq!(heading("**Do you send it abroad?** No."), some("Do you send it abroad?"));
    // Sentences, labels and stressed words are none.
    for text in
        ["**We never sell your data.** Ask us.", "**Nurse:** Jo Rowan.", "**The nurse** keeps it.", "**Note.** Ask us."]
    {
        assert_eq!(heading(text), None, "{text}");
    }
}

#[test]
fn a_row_may_lack_a_cell() {
    let text = "Privacy notice\n\nRecord\nNotes\nRetention period\nComplaints\nFrom the last letter\n6 years\n\
        Visitors\nSigned at the door\nPayroll\nFrom the end of the tax year\n7 years\n";
    let notice = one("a.txt", text);
    let rows: Vec<(u32, u32, &str)> = notice
        .blocks
        .iter()
        .filter_map(|b| match b.kind {
            BlockKind::Cell { row, column, header: false, .. } if row > 1 => Some((row, column, notice.words(b.span))),
            _ => None,
        })
        .collect();
    let expected = [
        (2, 0, "Visitors"),
        (2, 1, "Signed at the door"),
        (3, 0, "Payroll"),
        (3, 1, "From the end of the tax year"),
        (3, 2, "7 years"),
    ];
    assert_eq!(rows, expected);
}
