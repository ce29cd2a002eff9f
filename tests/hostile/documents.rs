//! Documents of Word, PDFs and saved pages of any shape, made around markup that nobody would write.

#[path = "../documents/paper.rs"]
mod paper;
#[path = "../documents/word.rs"]
mod word;

use super::properties::{few, odd, survive};
use paper::Paper;
use proptest::prelude::*;
use word::{archive, root};

/// Elements of word processing in each other, with attributes and words that may fit or not.
fn markup() -> impl Strategy<Value = String> {
    const TAGS: &[&str] = &[
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "rPr",
        "tcPr",
        "tblPr",
        "numPr",
        "pStyle",
        "ilvl",
        "numId",
        "gridSpan",
        "vMerge",
        "del",
        "ins",
        "hyperlink",
        "footnoteReference",
        "sdt",
        "sdtContent",
        "fldSimple",
        "fldChar",
        "instrText",
        "br",
        "tab",
        "sym",
        "b",
        "outlineLvl",
        "abstractNum",
        "num",
        "lvl",
        "start",
        "numFmt",
        "lvlText",
        "lvlOverride",
        "startOverride",
        "style",
        "name",
        "basedOn",
        "footnote",
        "bookmarkStart",
        "pict",
        "altChunk",
    ];
    const VALUES: &[&str] = &[
        "",
        "0",
        "1",
        "2",
        "-1",
        "9",
        "99999999999",
        "Heading1",
        "heading 1",
        "decimal",
        "lowerRoman",
        "bullet",
        "%1.",
        "%1.%2",
        "%9%",
        "restart",
        "begin",
        "end",
        "separate",
        "none",
        "\u{f0b7}",
    ];
    let tag = prop::sample::select(TAGS);
    let key =
        prop::sample::select(vec!["val", "numId", "abstractNumId", "ilvl", "styleId", "type", "id", "fldCharType"]);
    let attributes = prop::collection::vec((key, prop::sample::select(VALUES)), 0..3);
    let attributes = attributes.prop_map(|all| {
        all.iter()
            .enumerate()
            .filter(|(i, a)| all[..*i].iter().all(|b| b.0 != a.0))
            .map(|(_, (k, v))| format!(" w:{k}=\"{v}\""))
            .collect::<String>()
    });
    let escaped = |t: String| t.replace('&', "&amp;").replace('<', "&lt;");
    let leaf = prop_oneof![
        Just("<w:r><w:t xml:space=\"preserve\">We keep it for 6 years. </w:t></w:r>".to_owned()),
        odd().prop_map(move |o| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(o))),
        odd(),
        Just(String::new()),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        (tag.clone(), attributes.clone(), prop::collection::vec(inner, 0..5))
            .prop_map(|(tag, attributes, inner)| format!("<w:{tag}{attributes}>{}</w:{tag}>", inner.concat()))
    })
}

/// What draws a page, or would.
fn drawing() -> impl Strategy<Value = String> {
    let number =
        prop::sample::select(vec!["0", "1", "-1", "10", "50", "72.5", "595", "780", "1e9", "-99999999999", "0.00001"]);
    let word = prop_oneof![
        prop::sample::select(vec![
            "(We keep it)",
            "(for 6 years.)",
            "(\\225)",
            "()",
            "<0041>",
            "(\\",
            "[(a) -300 (b)]",
            "/F",
            "/B",
            "/X",
            "<<",
            ">>"
        ])
        .prop_map(str::to_owned),
        odd().prop_map(|o| format!("({o})")),
    ];
    let operator = prop::sample::select(vec![
        "BT", "ET", "Tj", "TJ", "Td", "TD", "Tf", "Tm", "T*", "'", "\"", "Tc", "Tw", "Tz", "TL", "Ts", "cm", "q", "Q",
        "re", "f", "m", "l", "S", "h", "W", "n", "Do", "BI", "ID", "EI", "BDC", "EMC",
    ]);
    let whole = prop_oneof![
        (0..600u32, 0..900u32, "[A-Za-z ]{0,20}").prop_map(|(x, y, w)| format!("BT /F 10 Tf {x} {y} Td ({w}) Tj ET")),
        (0..600u32, 0..900u32).prop_map(|(x, y)| format!("{x} {y} m {} {y} l S", x + 200)),
    ];
    let step = (prop::collection::vec(number, 0..7), prop::option::of(word), operator)
        .prop_map(|(n, w, o)| format!("{} {} {o}", n.join(" "), w.unwrap_or_default()));
    prop::collection::vec(prop_oneof![whole, step], 0..60).prop_map(|all| all.join("\n"))
}

/// Lines of a saved page, in whatever order.
fn saved() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        prop::sample::select(vec![
            "MIME-Version: 1.0",
            "Content-Type: multipart/related; boundary=\"x\"",
            "Content-Type: multipart/related; boundary=x; type=\"text/html\"",
            "Content-Type: text/html; charset=utf-16",
            "Content-Type: text/html; charset=windows-1252",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Transfer-Encoding: base64",
            "Content-Location: a",
            " folded",
            "",
            "--x",
            "--x--",
            "<p>We keep it for 6 years.=",
            "=C3=A9=0=\u{e9}=",
            "PHA+V2Uga2VlcCBpdC48L3A+",
            "P===",
        ])
        .prop_map(str::to_owned),
        odd(),
    ];
    let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n";
    (any::<bool>(), prop::collection::vec(line, 0..25))
        .prop_map(move |(framed, lines)| format!("{}{}", if framed { head } else { "" }, lines.join("\n")))
}

proptest! {
    #![proptest_config(few(100))]

    #[test]
    fn arbitrary_markup_of_word_is_survived(parts in prop::collection::vec(markup(), 4), cut in prop::option::of(any::<prop::sample::Index>())) {
        let names = ["document", "numbering", "styles", "footnotes"];
        let part = |(name, inner): (&str, &String)| {
            let body = if name == "document" { format!("<w:body>{inner}</w:body>") } else { inner.clone() };
            (format!("word/{name}.xml"), root(name, &body).into_bytes())
        };
        let mut parts: Vec<(String, Vec<u8>)> = names.into_iter().zip(&parts).map(part).collect();
        if let Some(cut) = cut {
            let text = &mut parts[0].1;
            text.truncate(cut.index(text.len()));
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        survive("a.docx", &archive(&parts));
    }

    #[test]
    fn arbitrary_drawing_of_pages_is_survived(pages in prop::collection::vec(drawing(), 1..4)) {
        survive("a.pdf", &pages.iter().fold(Paper::new(), |paper, drawn| paper.page().draw(drawn)).bytes());
    }

    #[test]
    fn arbitrary_saved_pages_are_survived(text in saved()) {
        survive("a.mhtml", text.as_bytes());
    }

    #[test]
    fn spoilt_documents_are_survived(
        pdf in any::<bool>(),
        how in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let said = "<w:p><w:r><w:t>We keep it for 6 years.</w:t></w:r></w:p>";
        let mut bytes = match pdf {
            true => Paper::new().page().at(50, 700, "We keep it for 6 years.").bytes(),
            false => archive(&[("word/document.xml", root("document", &format!("<w:body>{said}</w:body>")).as_bytes())]),
        };
        for (at, byte) in how {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        survive(if pdf { "a.pdf" } else { "a.docx" }, &bytes);
    }
}

/// Two matrices, one upon the other, make a letter larger than a count of half points can hold.
#[test]
fn a_letter_scaled_beyond_any_page_is_survived() {
    let drawn = "-99999999999  cm\n-1 0 -99999999999  cm\nBT /F 10 Tf 0 0 Td () Tj ET\nBT /F 10 Tf 0 0 Td (A) Tj ET";
    survive("a.pdf", &Paper::new().page().draw(drawn).bytes());
}
