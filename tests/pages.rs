//! HTML and templates: what is read as the notice's text, and that no place is lost.

#![allow(clippy::expect_used, clippy::panic)]

use candour::Candour;
use candour::audit::Options;
use candour::notice::{Block, BlockKind, Format, Notice, Span};
use candour::read::{Limits, read_bytes};
use proptest::prelude::*;

fn one(path: &str, text: &str) -> Notice {
    let mut notices = read_bytes(path, text.as_bytes(), None, &Limits::default()).expect("it can be read");
    assert_eq!(notices.len(), 1, "one notice is expected");
    let notice = notices.remove(0);
    sound(&notice);
    notice
}

fn sound(notice: &Notice) {
    let spans = notice.blocks.iter().map(|b| b.span).chain(notice.sentences.iter().map(|s| s.span));
    for span in spans.chain(notice.links.iter().map(|l| l.span)).chain(notice.metadata.iter().map(|m| m.1)) {
        assert!(notice.text.get(span.range()).is_some_and(|w| !w.is_empty() && w.trim() == w), "{span:?}");
        let source = notice.map.source(span);
        assert!(
            notice.source.text.get(source.range()).is_some_and(|w| !w.is_empty()),
            "{}: {span:?} leads to {source:?} in {:?}",
            notice.path,
            notice.source.text
        );
    }
    for comment in &notice.comments {
        assert!(notice.source.text.get(comment.source.range()).is_some());
    }
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

fn written<'a>(notice: &'a Notice, words: &str) -> &'a str {
    let at = notice.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", notice.text));
    &notice.source.text[notice.map.source(Span::new(at, at + words.len())).range()]
}

const PAGE: &str = r##"<!DOCTYPE html>
<html lang="en"><head><title>Privacy notice &ndash; Example</title>
<meta name="govuk:public-updated-at" content="2026-03-01T10:00:00+00:00"><style>p { color: red }</style></head>
<body class="no-nav">
<a class="govuk-skip-link" href="#main">Skip to main content</a>
<div id="cookie-banner"><h2>Cookies</h2><p>We use cookies. <button>Accept</button></p></div>
<header role="banner"><p>Example</p><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<div class="siteBreadcrumbs breadcrumb"><a href="/">Home</a></div>
<main id="main">
<!-- candour: ignore -->
<h1>Privacy notice</h1>
<div role="heading" aria-level="3">Who we&#8217;re</div>
<p>We are <b>Example
   Ltd</b> &amp; we keep caf&eacute; data &CounterClockwiseContourIntegral;.<br>Write to <a href="mailto:a@example.org">us</a>.
<p>We use it to:
<ul><li>help you<ol start="3"><li>deep<li>deeper</ol><li>go</ul>
<section id="consent"><p>Consent is asked for.</p></section>
<dl><dt>Name</dt><dd>One year</dd><div><dt>Age</dt><dd><p>Two</p></dd></div></dl>
<table><caption>Periods</caption><thead><tr><th>Purpose<th>Basis<th>Time</tr></thead>
<tr><td rowspan="2">Payroll<td>Law<td>7 years<tr><td>Contract<td>1 year<tr><td colspan="2">Both<td>2 years</table>
<details><summary>More</summary><p>Open words.</p></details>
<p>After.</p>
<div><details><summary>First</summary>Inside.</details></div>
<script>var x = "<p>no</p>";</script>
</main>
<footer><p>Contact: dpo@example.org</p><ul><li>Last updated 2 March 2026</li></ul></footer>
</body></html>
"##;

#[test]
fn a_page_becomes_blocks() {
    let notice = one("a.html", PAGE);
    assert_eq!(notice.format, Format::Html);
    assert_eq!(
        shapes(&notice),
        [
            "h1||Privacy notice",
            "h3||Who we\u{2019}re",
            "p||We are Example Ltd & we keep caf\u{e9} data \u{2233}.",
            "p||Write to us.",
            "p||We use it to:",
            "i0|•|help you",
            "i1|3.|deep",
            "i1|4.|deeper",
            "i0|•|go",
            "p||Consent is asked for.",
            "td0.0||Name",
            "td0.1||One year",
            "td1.0||Age",
            "td1.1||Two",
            "p||Periods",
            "th0.0||Purpose",
            "th0.1||Basis",
            "th0.2||Time",
            "td1.0||Payroll",
            "td1.1||Law",
            "td1.2||7 years",
            "td2.0||Payroll",
            "td2.1||Contract",
            "td2.2||1 year",
            "td3.0||Both",
            "td3.2||2 years",
            "p||More",
            "p||Open words.",
            "p||After.",
            "h4||First",
            "p||Inside.",
            "aside||Contact: dpo@example.org",
            "aside||Last updated 2 March 2026",
        ]
    );
    let facts: Vec<_> = notice.metadata.iter().map(|(k, s)| (k.as_str(), notice.words(*s))).collect();
    assert_eq!(facts, [("title", "Privacy notice \u{2013} Example"), ("datemodified", "2026-03-01T10:00:00+00:00")]);
    assert_eq!(notice.comments.len(), 1);
    assert_eq!(notice.comments[0].text, "candour: ignore");
    assert!(notice.links.iter().any(|l| l.target == "mailto:a@example.org" && notice.words(l.span) == "us"));
    assert_eq!(written(&notice, "we\u{2019}re"), "we&#8217;re");
    assert_eq!(written(&notice, "Example Ltd"), "Example\n   Ltd");
    assert_eq!(written(&notice, "caf\u{e9} data \u{2233}"), "caf&eacute; data &CounterClockwiseContourIntegral;");
    let time = notice.blocks.iter().rfind(|b| notice.words(b.span) == "1 year").and_then(|b| b.lead);
    assert_eq!(time.map(|l| notice.words(notice.blocks[l as usize].span)), Some("Time"));
}

#[test]
fn the_foot_counts_for_date_and_contact_only() {
    let candour = Candour::builtin().expect("it is well formed");
    let options = Options::on("2026-11-26".parse().expect("a date"));
    let body = "<main><h1>Privacy notice</h1><p>We keep your name for two years. We are Example Ltd and we look after \
                what you send to us. You can ask us for a copy of your personal data.</p></main>";
    let foot = "<footer><p>We keep recordings for 9 years.</p><p>Email dpo@example.org</p>\
                <p>Last updated: 2 March 2026</p></footer>";
    let all = candour.check_text("a.html", &format!("{body}{foot}"), &options);
    let claims: Vec<_> = all[0].claims.claims.iter().map(|c| (c.kind, c.value.as_str())).collect();
    assert!(claims.contains(&("updated", "2026-03-02")), "{claims:?}");
    assert!(claims.iter().any(|c| matches!(c.0, "contact" | "dpo") && c.1 == "dpo@example.org"), "{claims:?}");
    assert!(!claims.contains(&("retention", "P9Y")), "{claims:?}");
    let head = "<head><title>Privacy</title><meta property='article:modified_time' content='2026-04-05T00:00:00Z'>\
                <script type='application/ld+json'>{\"email\": \"info@example.org\"}</script></head>";
    let all = candour.check_text("a.html", &format!("{head}{body}"), &options);
    let claims: Vec<_> = all[0].claims.claims.iter().map(|c| (c.kind, c.value.as_str())).collect();
    assert!(claims.contains(&("updated", "2026-04-05")), "{claims:?}");
    assert!(claims.contains(&("contact", "info@example.org")), "{claims:?}");
}

#[test]
fn line_ends_and_marks_keep_places() {
    let page = PAGE.replace('\n', "\r\n");
    let notice = one("a.html", &page);
    assert_eq!(shapes(&notice), shapes(&one("a.html", PAGE)));
    assert_eq!(written(&notice, "Consent is asked"), "Consent is asked");
    assert_eq!(notice.locate(notice.blocks[0].span).line, 11);
    let notice = one("a.html", "\u{feff}<p>caf\u{e9} \u{1f512} one</p>\n<p>two</p>");
    assert_eq!(written(&notice, "\u{1f512} one"), "\u{1f512} one");
    assert_eq!(notice.locate(notice.blocks[1].span).line, 2);
}

#[test]
fn templates_are_read_without_their_code() {
    let expected = ["h1||Privacy notice", "p||We keep it.", "i0|•|one", "i0|•|two"];
    for (path, text) in [
        (
            "a.html.erb",
            "<% content_for :x do %>\n<h1><%# no %>Privacy notice</h1><p>We <%= whatever %>keep it.</p>\n<ul><% a.each do %><li>one</li><% end %><li>two</li></ul>",
        ),
        (
            "a.njk",
            "{% extends \"x\" %}{% block y %}\n<h1>Privacy notice</h1>{{ govukInset({ text: \"No text.\" }) }}<p>We keep it.</p><ul>{# no #}<li>one</li><li>two</li></ul>{% endblock %}",
        ),
        (
            "a.hbs",
            "{{#if a}}<h1>Privacy notice</h1>{{/if}}<p>We {{!-- no --}}keep it.</p><ul><li>one</li>{{> part}}<li>two</li></ul>",
        ),
        ("a.html", "{% load x %}<h1>Privacy notice</h1><p>We {{ y }}keep it.</p><ul><li>one</li><li>two</li></ul>"),
        (
            "a.tsx",
            "import x from 'x';\nexport const P = () => (<><H1>Privacy notice</H1><p>We{' '}keep it.</p><ul>{a && <li>one</li>}<Item>two</Item></ul></>);",
        ),
    ] {
        assert_eq!(shapes(&one(path, text)), expected, "{path}");
    }
    let expected = ["h1||Privacy notice", "p||We keep it.", "i0|-|one", "i0|-|two"];
    for (path, text) in [
        ("a.md.erb", "<% x %>\n# Privacy notice\n\nWe keep it.<%= y 'no' %>\n\n- one\n<% end %>\n- two\n"),
        ("a.mdx", "import A from 'a'\n\n# Privacy notice\n\nWe {x.y}keep it.\n\n- one\n- two{/* no */}\n"),
    ] {
        assert_eq!(shapes(&one(path, text)), expected, "{path}");
    }
    let notice = one("a.njk", "---\ntitle: X\n---\n<p>{{ a }}We <b>keep</b>\n{% b %} it.</p>");
    assert_eq!(shapes(&notice), ["p||We keep it."]);
    assert_eq!(notice.locate(notice.blocks[0].span).end_line, 5);
    assert_eq!(written(&notice, "We"), "We");
}

#[test]
fn what_was_left_over_in_a_page_is_seen() {
    let notice = one("a.html", "<p>Write to {{ email }}.</p>");
    assert_eq!(shapes(&notice), ["p||Write to {{ email }}."]);
}

#[test]
fn hostile_pages_are_survived() {
    for piece in [
        "<div>",
        "<p>",
        "<b><p>",
        "</div>",
        "<table><tr><td>",
        "<li>",
        "<ul><li>",
        "<td>",
        "<!--",
        "<script>",
        "<a ",
        "&",
        "<header>",
        "<time datetime=2026>x</time>",
        "<div class=consent>",
        "<td rowspan=200>",
        "<td rowspan=999 colspan=999>",
        "<dl><dt>",
        "{{",
        "{%",
        "<%",
        "<A b={",
        "<details>",
    ] {
        let text = format!("<p>x</p>{}", piece.repeat(150_000 / piece.len()));
        for path in ["a.html", "a.njk", "a.tsx", "a.mdx", "a.erb"] {
            let start = std::time::Instant::now();
            if let Ok(all) = read_bytes(path, text.as_bytes(), None, &Limits::default()) {
                all.iter().for_each(sound);
            }
            assert!(start.elapsed().as_secs() < 20, "{piece} in {path}: {:?}", start.elapsed());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_page_keeps_its_places(pieces in proptest::collection::vec(
        "[a-z é🔒]{1,6}|<(/)?(p|b|li|ul|ol|td|tr|table|h2|dl|dt|dd|div|a|br|details|summary|footer|nav|script|title|time)( class='nav'| href=x|/)?>|&amp;|&(#[0-9]{1,4}|eacute|nosuch);|<!-- x -->|\r\n|\\{\\{ x \\}\\}|\\{% y %\\}|<% z %>|[<>&'\"{}%=]",
        0..40,
    )) {
        let text = pieces.concat();
        for path in ["a.html", "a.njk", "a.erb", "a.tsx", "a.mdx", "a.md.njk"] {
            if let Ok(all) = read_bytes(path, text.as_bytes(), None, &Limits::default()) {
                all.iter().for_each(sound);
            }
        }
    }
}
