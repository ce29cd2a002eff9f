//! Documents of Word.

use super::word::{Word, archive, bold, item, p, root, run, runs, styled, table};
use super::{read, refused, shapes};
use candour::notice::Span;
use candour::read::{Limits, read_bytes};

fn blocks(word: &Word) -> Vec<String> {
    shapes(&read("notice.docx", &word.bytes()))
}

fn body(markup: &str) -> Vec<String> {
    blocks(&Word::new().add(markup))
}

#[test]
fn headings_are_told_by_style_by_outline_level_and_by_look() {
    let direct = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Your rights</w:t></w:r></w:p>";
    let markup = [
        styled("Title", &run("Privacy notice")),
        styled("berschrift1", &run("Who we are")),
        p("We are Pendle Mill Trust."),
        direct.to_owned(),
        p("You may object."),
        runs(&bold("How to reach us")),
        p("Write to us."),
    ];
    assert_eq!(
        body(&markup.concat()),
        [
            "h1||Privacy notice",
            "h2||Who we are",
            "p||We are Pendle Mill Trust.",
            "h3||Your rights",
            "p||You may object.",
            "h6||How to reach us",
            "p||Write to us.",
        ]
    );
}

#[test]
fn lists_are_numbered_as_word_shows_them() {
    let markup = [
        item(2, 0, &run("first")),
        item(2, 1, &run("below it")),
        item(2, 1, &run("and this")),
        item(2, 2, &run("deeper")),
        item(2, 0, &run("second")),
        item(2, 1, &run("begins again")),
        p("Between them."),
        item(2, 0, &run("third goes on")),
        item(4, 0, &run("another list from one")),
        item(1, 0, &run("a bullet")),
        item(1, 0, &run("2.7 a number typed behind one")),
        item(3, 2, &run("numbers of three parts")),
    ];
    assert_eq!(
        body(&markup.concat()),
        [
            "i0|1.|first",
            "i1|(a)|below it",
            "i1|(b)|and this",
            "i2|(i)|deeper",
            "i0|2.|second",
            "i1|(a)|begins again",
            "p||Between them.",
            "i0|3.|third goes on",
            "i0|1.|another list from one",
            "i0|•|a bullet",
            "i0|2.7|a number typed behind one",
            "i1|1.1.1|numbers of three parts",
        ]
    );
}

#[test]
fn a_numbered_bold_line_is_a_heading_and_its_number_is_no_part_of_it() {
    let markup = item(3, 0, &bold("Who we are")) + &p("We are us.") + &item(3, 0, &bold("What we keep")) + &p("Names.");
    assert_eq!(body(&markup), ["h6|1|Who we are", "p||We are us.", "h6|2|What we keep", "p||Names."]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let change = "w:id=\"1\" w:author=\"A\" w:date=\"2026-01-01T00:00:00Z\"";
    let deleted = |text: &str| format!("<w:del {change}><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let gone = format!("<w:rPr><w:del {change}/></w:rPr>");
    let markup = [
        runs(&format!(
            "{}{}<w:ins {change}>{}</w:ins>{}",
            run("We keep it for "),
            deleted("six"),
            run("seven"),
            run(" years.")
        )),
        // The end of this paragraph was deleted, so that it is one with the next.
        format!("<w:p><w:pPr>{gone}</w:pPr>{}</w:p>", run("We share it with the police ")),
        p("where the law says so."),
        runs(&format!("<w:moveFrom {change}>{}</w:moveFrom>", run("Moved away."))),
        runs(&format!("<w:moveTo {change}>{}</w:moveTo>", run("Moved here."))),
        format!(
            "<w:tbl><w:tr><w:tc><w:p>{0}</w:p></w:tc><w:tc><w:p>{0}</w:p></w:tc></w:tr><w:tr><w:trPr><w:del {change}/></w:trPr><w:tc><w:p>{1}</w:p></w:tc><w:tc><w:p>{1}</w:p></w:tc></w:tr></w:tbl>",
            run("kept row"),
            deleted("gone row")
        ),
    ];
    assert_eq!(
        body(&markup.concat()),
        [
            "p||We keep it for seven years.",
            "p||We share it with the police where the law says so.",
            "p||Moved here.",
            "cell 0.0.0||kept row",
            "cell 0.0.1||kept row",
        ]
    );
}

#[test]
fn tables_keep_their_heads_and_cells_that_span() {
    let plain = table(true, &[&["Record", "Kept for"], &["Payroll", "6 years"]]);
    assert_eq!(
        body(&plain),
        ["head 0.0.0||Record", "head 0.0.1||Kept for", "cell 0.1.0||Payroll", "cell 0.1.1||6 years"]
    );
    let cell = |of: &str, text: &str| format!("<w:tc><w:tcPr>{of}</w:tcPr>{}</w:tc>", p(text));
    let merged = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Records of staff and of volunteers"),
        cell("", "six years after they leave us."),
        cell("<w:vMerge w:val=\"restart\"/>", "payroll"),
        cell("", "slips"),
        cell("", "3 years"),
        cell("<w:vMerge/>", ""),
        cell("", "forms"),
        cell("", "2 years"),
    );
    let found = body(&merged);
    assert!(found.contains(&"cell 0.0.2||six years after they leave us.".to_owned()), "{found:#?}");
    assert!(found.contains(&"cell 0.2.0||payroll".to_owned()), "{found:#?}");
    // A frame of one cell only stands around its words.
    assert_eq!(body(&table(false, &[&["Only words in a frame."]])), ["p||Only words in a frame."]);
}

#[test]
fn notes_text_boxes_and_controls_are_read_and_comments_are_not() {
    let word = Word::new()
        .add(&runs(&format!(
            "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}<w:commentRangeStart w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>",
            run("We keep it for six years"),
            run(".")
        )))
        .add(&runs(&format!(
            "{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{1}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            run("Beside it."),
            p("In a box.")
        )))
        .add(&format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", p("In a control.")))
        .part(
            "word/footnotes.xml",
            root(
                "footnotes",
                &format!(
                    "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
                    p("Never referred to."),
                    p("Counted from the last visit.")
                ),
            ),
        )
        .part("word/comments.xml", root("comments", &format!("<w:comment w:id=\"0\">{}</w:comment>", p("Is that so?"))))
        .part("word/header1.xml", root("hdr", &p("DRAFT")));
    assert_eq!(
        blocks(&word),
        [
            "p||We keep it for six years.",
            "p||Beside it.",
            "p||In a box.",
            "p||In a control.",
            "p||Counted from the last visit.",
        ]
    );
}

#[test]
fn fields_show_their_results_and_links_lead_somewhere() {
    let field = |code: &str, shown: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(shown)
        )
    };
    let mut word = Word::new();
    let id = word.link("https://ico.example/complain");
    let word = word
        .add(&runs(&format!("{}{}{}", run("Last updated "), field("DATE \\@ \"d MMMM yyyy\"", "3 May 2026"), run("."))))
        .add(&runs(&format!("{}<w:hyperlink r:id=\"{id}\">{}</w:hyperlink>", run("Complain "), run("here"))))
        .add(&runs(&field("HYPERLINK \"mailto:dpo@pendle.example\"", "dpo@pendle.example")));
    let notice = read("notice.docx", &word.bytes());
    assert_eq!(shapes(&notice), ["p||Last updated 3 May 2026.", "p||Complain here", "p||dpo@pendle.example"]);
    let links: Vec<(&str, &str)> = notice.links.iter().map(|l| (notice.words(l.span), l.target.as_str())).collect();
    assert_eq!(links, [("here", "https://ico.example/complain"), ("dpo@pendle.example", "mailto:dpo@pendle.example")]);
}

#[test]
fn odd_characters_hidden_words_and_breaks() {
    let markup = runs(
        "<w:r><w:t>infor</w:t><w:softHyphen/><w:t>mation &amp; co</w:t><w:noBreakHyphen/><w:t>operation</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r>\
         <m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
    ) + "<w:p><w:r><w:t>1 Mill Street</w:t><w:br/><w:t>Pendle</w:t></w:r></w:p>";
    assert_eq!(body(&markup), ["p||information & co\u{2011}operation", "p||1 Mill Street", "p||Pendle"]);
}

#[test]
fn a_table_of_contents_is_one() {
    let line = |text: &str, page: &str| {
        styled(
            "TOC1",
            &format!(
                "<w:hyperlink w:anchor=\"_Toc{page}\">{}<w:r><w:tab/><w:t>{page}</w:t></w:r></w:hyperlink>",
                run(text)
            ),
        )
    };
    let markup = line("Your rights", "2") + &styled("berschrift1", &run("Your rights")) + &p("You may object.");
    assert_eq!(body(&markup), ["contents||Your rights", "h1||Your rights", "p||You may object."]);
}

#[test]
fn places_are_those_of_the_text_taken_out() {
    let bytes = Word::new().add(&p("First.")).add("<w:p/>").add(&p("Second words.")).bytes();
    let notice = read("notice.docx", &bytes);
    let at = notice.text.find("Second").unwrap();
    let place = notice.locate(Span::new(at, at + 6));
    assert_eq!((place.paragraph, place.page, place.line, place.column), (Some(2), None, 3, 1));
    assert_eq!(&notice.source.text[place.start_byte as usize..place.end_byte as usize], "Second");
}

#[test]
fn what_is_no_document_of_word_is_told() {
    let zip = |parts: &[(&str, &[u8])]| archive(parts);
    let wide = |name: &str| name.bytes().flat_map(|b| [b, 0]).collect::<Vec<u8>>();
    let ole =
        |name: &str| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 600], wide(name), vec![0; 600]].concat();
    for (bytes, told) in [
        (zip(&[("a.txt", b"words")]), "no document of Word"),
        (zip(&[("xl/workbook.xml", b"<x/>")]), "a spreadsheet"),
        (zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]), "OpenDocument"),
        (b"PK\x03\x04 and then nothing of an archive".to_vec(), "a broken zip archive"),
        (ole("EncryptedPackage"), "protected with a password"),
        (ole("WordDocument"), "save it as .docx"),
        (b"only words".to_vec(), "no document of Word by its first bytes"),
        (Vec::new(), "no document of Word by its first bytes"),
    ] {
        let what = refused("notice.docx", &bytes);
        assert!(what.contains(told), "{what}");
    }
    let broken = Word::new().part("word/document.xml", "<w:document><w:body>".to_owned()).bytes();
    assert!(
        refused("n.docx", &broken).contains("its part word/document.xml is broken"),
        "{}",
        refused("n.docx", &broken)
    );
    let mut cut = Word::new().add(&p("Words.")).bytes();
    cut.truncate(cut.len() / 2);
    assert!(refused("n.docx", &cut).contains("broken"));
}

#[test]
fn bombs_are_not_unpacked() {
    let bomb = |size: usize| {
        let text = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(size));
        Word::new().add(&text).bytes()
    };
    assert!(refused("n.docx", &bomb(12 << 20)).contains("250 times its size"));
    // A ratio that markup reaches is no reason, but the size is one.
    let limits = Limits { max_size: 100_000, ..Limits::default() };
    let failure = read_bytes("n.docx", &bomb(200_000), None, &limits).unwrap_err();
    assert!(failure.what.contains("`max-size` sets another limit"), "{}", failure.what);
    let many: Vec<String> = (0..10_001).map(|n| format!("word/media/{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), &b""[..])).collect();
    assert!(refused("n.docx", &archive(&many)).contains("more than 10000 parts"));
    // Nested far deeper than any document is.
    let deep =
        format!("{}{}{}", "<w:sdt><w:sdtContent>".repeat(3_000), p("x"), "</w:sdtContent></w:sdt>".repeat(3_000));
    let read = read_bytes("n.docx", &Word::new().add(&deep).bytes(), None, &Limits::default());
    assert!(read.is_ok_and(|all| all.is_empty()));
}
