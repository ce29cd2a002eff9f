//! PDFs.

use super::paper::Paper;
use super::{read, refused, shapes};
use candour::notice::Span;
use candour::read::{Limits, read_bytes};

fn blocks(paper: &Paper) -> Vec<String> {
    shapes(&read("notice.pdf", &paper.bytes()))
}

#[test]
fn paragraphs_headings_and_lists_are_put_together() {
    let paper = Paper::new()
        .page()
        .bold(20, 50, 780, "Privacy notice")
        .bold(14, 50, 740, "1. Who we are")
        .lines(
            50,
            715,
            &[
                "We are the Pendle Mill Trust and we look after the personal data that people here give",
                "to us when they come to the mill.",
            ],
        )
        .bold(10, 50, 670, "Where to write")
        .lines(50, 650, &["Pendle Mill Trust", "1 Mill Street"])
        .at(50, 610, "We keep:")
        .at(50, 590, "•")
        .lines(
            68,
            590,
            &["names and addresses of those who come to the mill, and of those who send us letters", "about it"],
        )
        .at(50, 560, "•")
        .at(68, 560, "gifts");
    assert_eq!(
        blocks(&paper),
        [
            "h1||Privacy notice",
            "h2|1.|Who we are",
            "p||We are the Pendle Mill Trust and we look after the personal data that people here give to us when they come to the mill.",
            "h6||Where to write",
            "p||Pendle Mill Trust",
            "p||1 Mill Street",
            "p||We keep:",
            "i0|•|names and addresses of those who come to the mill, and of those who send us letters about it",
            "i0|•|gifts",
        ]
    );
}

#[test]
fn words_that_were_parted_at_the_end_of_a_line_are_whole_again() {
    let paper = Paper::new().page().lines(
        50,
        780,
        &[
            "This page tells how we use information about those who come to us, and how the infor-",
            "mation is kept. Part of it concerns people who are self-employed, and those who, being self-",
            "employed, send us their accounts. It was written for all of those people by our secretary.",
        ],
    );
    assert_eq!(
        blocks(&paper),
        [
            "p||This page tells how we use information about those who come to us, and how the information is kept. Part of it concerns people who are self-employed, and those who, being self-employed, send us their accounts. It was written for all of those people by our secretary."
        ]
    );
}

#[test]
fn an_address_that_was_broken_at_its_hyphen_keeps_it() {
    let paper = Paper::new().page().lines(
        50,
        780,
        &[
            "Please send all that you want to ask us to the secretary of the trust, office@pendle-",
            "mill.example, or write.",
        ],
    );
    let notice = read("notice.pdf", &paper.bytes());
    assert!(notice.text.contains("office@pendle-mill.example, or"), "{}", notice.text);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "We keep your name and address,",
        "your date of birth and the letters",
        "that you send to us. We keep all",
        "of this for six years after you",
        "leave us, because you could claim",
        "against us for so long.",
    ];
    let right = [
        "We share it with the council and",
        "with the police where the law asks",
        "us to. We share it with nobody else",
        "and we sell it to nobody. Nobody",
        "outside the United Kingdom can see",
        "it, and no computer decides.",
    ];
    let paper = Paper::new()
        .page()
        .bold(20, 50, 800, "Privacy notice of the mill in Pendle")
        .lines(50, 760, &left)
        .lines(310, 760, &right);
    assert_eq!(
        blocks(&paper),
        [
            "h1||Privacy notice of the mill in Pendle".to_owned(),
            format!("p||{}", left.join(" ")),
            format!("p||{}", right.join(" "))
        ]
    );
}

#[test]
fn heads_and_feet_are_left_out() {
    let mut paper = Paper::new();
    let texts = [
        ["We keep the names of all who come to the mill for six years after they were here, and", "then we burn them."],
        ["We share them with the council in Pendle, which pays for the mill and wants to know", "how many come."],
        ["You may object to all of this, and you may complain about it to our chair at any time", "that you like."],
    ];
    for (at, lines) in texts.iter().enumerate() {
        paper = paper
            .page()
            .at(50, 815, "Pendle Mill Trust: privacy notice")
            .lines(50, 700, lines)
            .at(50, 40, "Version 3 of our notice")
            .at(280, 25, &format!("Page {} of 3", at + 1));
    }
    let notice = read("notice.pdf", &paper.bytes());
    let wanted: Vec<String> = texts.iter().map(|l| format!("p||{}", l.join(" "))).collect();
    assert_eq!(shapes(&notice), wanted);
    let at = notice.text.find("council").unwrap();
    let place = notice.locate(Span::new(at, at + 7));
    assert_eq!((place.page, place.paragraph), (Some(2), None));
}

#[test]
fn a_sentence_goes_on_on_the_next_page() {
    let paper = Paper::new()
        .page()
        .lines(50, 100, &["We keep what you tell us about yourself for six years after your last visit and then"])
        .page()
        .lines(50, 780, &["we burn it."]);
    let notice = read("notice.pdf", &paper.bytes());
    assert_eq!(
        shapes(&notice),
        ["p||We keep what you tell us about yourself for six years after your last visit and then we burn it."]
    );
    let at = notice.text.find("burn").unwrap();
    assert_eq!(notice.locate(Span::new(at, at + 4)).page, Some(2));
}

#[test]
fn tables_are_told_by_their_rules_or_by_their_columns() {
    let rules = "50 720 400 0.5 re f 50 700 400 0.5 re f 50 660 400 0.5 re f 250 660 0.5 60 re f";
    let ruled = Paper::new()
        .page()
        .draw(rules)
        .bold(10, 55, 707, "Record")
        .bold(10, 255, 707, "Kept for")
        .lines(55, 687, &["Letters that you", "send to us"])
        .at(255, 687, "6 years");
    assert_eq!(
        blocks(&ruled),
        [
            "head 0.0.0||Record",
            "head 0.0.1||Kept for",
            "cell 0.1.0||Letters that you send to us",
            "cell 0.1.1||6 years"
        ]
    );
    let bare = Paper::new()
        .page()
        .at(50, 700, "Record")
        .at(300, 700, "Retention period")
        .at(50, 680, "Letters")
        .at(300, 680, "6 years")
        .at(50, 660, "Payroll")
        .at(300, 660, "7 years");
    assert_eq!(
        blocks(&bare),
        [
            "head 0.0.0||Record",
            "head 0.0.1||Retention period",
            "cell 0.1.0||Letters",
            "cell 0.1.1||6 years",
            "cell 0.2.0||Payroll",
            "cell 0.2.1||7 years",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let page = || Paper::new().page();
    let locked = page().at(50, 700, "words").trailer(
        "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>/U<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>>>",
    );
    assert!(refused("a.pdf", &locked.bytes()).contains("encrypted"), "{}", refused("a.pdf", &locked.bytes()));
    assert!(refused("a.pdf", &page().picture().bytes()).contains("scanned"));
    assert!(refused("a.pdf", b"%PDF-1.7\nand nothing else").contains("broken"));
    assert!(refused("a.pdf", b"only words").contains("no PDF by its first bytes"));
    let empty = read_bytes("a.pdf", &page().bytes(), None, &Limits::default());
    assert!(empty.is_ok_and(|all| all.is_empty()));
}

#[test]
fn broken_bytes_never_bring_it_down() {
    let whole =
        Paper::new().page().bold(20, 50, 780, "Privacy notice").lines(50, 700, &["We keep it.", "For ever."]).bytes();
    for cut in (0..whole.len()).step_by(97) {
        let _ = read_bytes("a.pdf", &whole[..cut], None, &Limits::default());
        let mut other = whole.clone();
        other[cut] = other[cut].wrapping_add(13);
        let _ = read_bytes("a.pdf", &other, None, &Limits::default());
    }
}

#[test]
fn bombs_are_not_unpacked() {
    let limits = Limits { max_size: 20_000, ..Limits::default() };
    // Ten thousand letters a line would be unpacked from little.
    let text = "BT /F 10 Tf 50 700 Td (a) Tj ET\n".repeat(3_000);
    let packed = {
        use std::io::Write;
        let mut zip = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap()
    };
    let head = "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n";
    let mut bytes = head.as_bytes().to_vec();
    let at = bytes.len();
    bytes.extend(format!("4 0 obj\n<</Length {}/Filter/FlateDecode>>\nstream\n", packed.len()).bytes());
    bytes.extend(&packed);
    bytes.extend(b"\nendstream\nendobj\n");
    let start = bytes.len();
    let offset = |n: &str| head.find(n).unwrap();
    bytes.extend(
        format!(
            "xref\n0 5\n0000000000 65535 f \n{:010} 00000 n \n{:010} 00000 n \n{:010} 00000 n \n{at:010} 00000 n \ntrailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
            offset("1 0 obj"),
            offset("2 0 obj"),
            offset("3 0 obj")
        )
        .bytes(),
    );
    let failure = read_bytes("a.pdf", &bytes, None, &limits).unwrap_err();
    assert!(failure.what.contains("`max-size` sets another limit"), "{}", failure.what);
}
