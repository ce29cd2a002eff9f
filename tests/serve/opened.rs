//! Files of Word and PDFs that are opened in the page, and the evidence pack that is taken from it.

use super::*;
use data_encoding::BASE64;
use paper::Paper;
use word::{Word, p, styled};

fn open(served: &Served, name: &str, bytes: &[u8]) -> Reply {
    served.post("/api/open", &json!({ "name": name, "base64": BASE64.encode(bytes) }))
}

#[test]
fn the_words_of_word_documents_and_pdfs_become_the_draft() {
    let served = Served::new(&[]);
    let said = "We sell your personal data to anyone.";
    let word = Word::new().add(&styled("berschrift1", &word::run("Privacy notice"))).add(&p(said)).bytes();
    let paper = Paper::new().page().bold(18, 50, 760, "Privacy notice").at(50, 700, said).bytes();
    for (name, bytes, format) in [("C:\\drafts\\a.docx", word, "docx"), ("b.pdf", paper, "pdf")] {
        let reply = open(&served, name, &bytes);
        guarded(&reply);
        let opened = reply.json();
        assert_eq!((reply.status, &opened["format"]), (200, &json!(format)), "{opened}");
        let text = opened["text"].as_str().unwrap();
        assert!(text.starts_with("Privacy notice\n") && text.contains(said), "{text:?}");
        assert!(opened["notes"].is_array());
        // It can be checked as any draft.
        let answer = served.post("/api/check", &draft(text, json!({ "show": ["claims"] }))).json();
        let claims = answer["claims"]["notices"][0]["claims"].as_array().unwrap().clone();
        assert!(claims.iter().any(|c| c["kind"] == "sharing" && c["span"]["text"].is_string()), "{answer}");
    }
    let left: Vec<_> = fs::read_dir(served.dir.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn why_a_file_cannot_be_opened_is_told() {
    let served = Served::new(&[]);
    let lock = "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard/V 2/R 3\
        /Length 128/P -44/O<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>\
        /U<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>>>";
    let page = || Paper::new().page();
    for (name, bytes, why) in [
        ("locked.pdf", page().at(50, 700, "words").trailer(lock).bytes(), "encrypted"),
        ("scan.pdf", page().picture().bytes(), "scanned"),
        ("cut.docx", b"PK\x03\x04 cut off".to_vec(), "broken zip archive"),
        ("bare.pdf", page().bytes(), "neither a Word document nor a PDF with words in it"),
        ("words.docx", b"only words".to_vec(), "no document of Word"),
        ("words.txt", b"only words".to_vec(), "neither a Word document nor a PDF"),
    ] {
        let reply = open(&served, name, &bytes);
        let told = reply.json()["error"].as_str().unwrap().to_owned();
        assert_eq!(reply.status, 400, "{told}");
        assert!(told.starts_with(name) && told.contains(why), "{told}");
    }
    for body in [json!({ "name": "a.pdf", "base64": "%%%" }), json!({ "name": "a.pdf" }), json!({ "text": "words" })] {
        assert_eq!(served.post("/api/open", &body).status, 400, "{body}");
    }
    // The limits are those of the page.
    let small = Served::new(&["--max-size", "1K"]);
    let reply = open(&small, "a.pdf", &page().at(50, 700, &"words ".repeat(300)).bytes());
    assert!(reply.status == 400 && reply.json()["error"].as_str().unwrap().contains("larger than 1024 bytes"));
    assert_eq!(served.get("/api/open").status, 405);
}

#[test]
fn the_evidence_pack_is_that_of_the_command_line() {
    let served = Served::new(&[]);
    let export = |to: &str| served.post("/api/export", &draft(FOODBANK, json!({ "to": to })));
    let page = export("html");
    guarded(&page);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let file = [("draft.txt", FOODBANK)];
    assert_eq!(page.text(), served.candour(&["check", "draft.txt", "--format", "html", "--isolated"], &file));
    let book = export("xlsx");
    assert_eq!(book.header("content-type"), Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    // The claims and the register are in it, and not their headings alone.
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book.body)).unwrap();
    for sheet in 3..=4 {
        let mut text = String::new();
        let part = zip.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap();
        std::io::Read::read_to_string(&mut std::io::BufReader::new(part), &mut text).unwrap();
        assert!(text.matches("<row ").count() > 1, "{sheet}: {text}");
    }
}

#[test]
fn there_is_one_register() {
    let served = Served::new(&[]);
    let text = include_str!("../../corpus/theatre.md");
    let file = [("draft.md", text)];
    let rows = served.candour(&["claims", "draft.md", "--by", "activity", "--format", "csv"], &file);
    assert!(rows.lines().count() > 2, "{rows}");
    assert_eq!(rows, served.candour(&["check", "draft.md", "--format", "csv-register", "--isolated"], &file));
    let asked = draft(text, json!({ "to": "register", "format": "markdown" }));
    assert_eq!(served.post("/api/export", &asked).text(), rows);
}
