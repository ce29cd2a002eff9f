//! Web pages as browsers save them: in one file, and with what stands around the notice.

use super::{read, refused, shapes};
use candour::notice::{Format, Span};

const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://pendle.example/privacy\r\nSubject: Privacy\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Mark--x1\"\r\n\r\n\r\n";

fn saved(headers: &str, body: &str) -> String {
    format!(
        "{HEAD}------Mark--x1\r\nContent-Type: text/css\r\n\r\np {{ content: \"We keep it for 40 years\" }}\r\n\
         ------Mark--x1\r\n{headers}\r\nContent-Location: https://pendle.example/privacy\r\n\r\n{body}\r\n------Mark--x1--\r\n"
    )
}

#[test]
fn a_page_in_one_file_is_read_and_its_places_are_true() {
    let body = "<!DOCTYPE html><html><body><h1>Privacy notice</h1><p>We keep it for =C2=A3=\r\n7 years=E2=80=99 time.</p></body></html>";
    let file = saved("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable", body);
    for path in ["page.mhtml", "page.mht", "-"] {
        let notice = read(path, file.as_bytes());
        assert_eq!(notice.format, Format::Html);
        assert_eq!(shapes(&notice), ["h1||Privacy notice", "p||We keep it for £7 years\u{2019} time."]);
        let at = notice.text.find("£7 years\u{2019}").unwrap();
        let place = notice.locate(Span::new(at, at + "£7 years\u{2019}".len()));
        assert_eq!(&file[place.start_byte as usize..place.end_byte as usize], "=C2=A3=\r\n7 years=E2=80=99");
    }
}

#[test]
fn pages_in_one_file_are_encoded_in_many_ways() {
    let word = "Content-Type: text/html; charset=\"windows-1252\"\r\nContent-Transfer-Encoding: quoted-printable";
    let packed = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64";
    let plain = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit";
    for (headers, body) in [
        (word, "<p>Caf=E9 data =96 kept.</p>"),
        // "<p>Café data – kept.</p>"
        (packed, "PHA+Q2Fmw6kgZGF0YSDigJMg\r\na2VwdC48L3A+"),
        (plain, "<p>Café data – kept.</p>"),
    ] {
        let notice = read("n.mhtml", saved(headers, body).as_bytes());
        assert_eq!(shapes(&notice), ["p||Café data – kept."], "{headers}");
    }
}

#[test]
fn a_file_without_a_page_is_told() {
    assert!(refused("n.mht", saved("Content-Type: image/png", "x").as_bytes()).contains("no web page"));
    assert!(refused("n.mhtml", b"only words").contains("no web page"));
    let odd = saved("Content-Type: text/html\r\nContent-Transfer-Encoding: x-rot13", "x");
    assert!(refused("n.mht", odd.as_bytes()).contains("x-rot13"));
    let broken = saved("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", "PHA+*");
    assert!(refused("n.mht", broken.as_bytes()).contains("broken"));
}

#[test]
fn what_stands_around_a_notice_is_left_out_and_what_opens_in_it_is_not() {
    let page = "<html><body><header><p>Pendle</p></header><nav><a href=\"/\">Home</a></nav>\
        <div hidden class=\"newsletter\"><p>Sign up and we keep your address for ever.</p></div>\
        <main><h1>Privacy notice</h1><p>We look after your data with care, and this page tells you how we do it.</p>\
        <h2>Your rights</h2><div style=\"display: none\"><p>You may object.</p></div>\
        <button aria-controls=\"more\">More</button><div id=\"more\" hidden><p>You may complain.</p></div>\
        <div style=\"display:none\"><p>Loading the chat.</p></div></main>\
        <aside><h2>Related</h2><p>We keep recipes for 3 years.</p></aside>\
        <div role=\"dialog\"><p>We use cookies.</p></div><footer><p>Last updated 3 May 2026</p></footer></body></html>";
    assert_eq!(
        shapes(&read("n.html", page.as_bytes())),
        [
            "h1||Privacy notice",
            "p||We look after your data with care, and this page tells you how we do it.",
            "h2||Your rights",
            "p||You may object.",
            "p||You may complain.",
            "aside||Last updated 3 May 2026",
        ]
    );
}
