use super::super::jsx;
use super::*;

fn page(text: &str) -> String {
    let out = jsx::page(text);
    for (at, c) in out.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        // Whatever was written in the file leads back to itself; tags stand nowhere in it.
        let source = out.map.source(Span::new(at, at + c.len_utf8())).range();
        let tag = out.text[..at].rfind('<').is_some_and(|t| !out.text[t..at].contains('>'));
        let made = out.text[..at].ends_with("Last updated: ")
            || text.get(source.clone()) == Some(&out.text[at..at + c.len_utf8()]);
        assert!(tag || made || out.text.contains("Last updated"), "{text}: {:?}", text.get(source));
    }
    out.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn words_in_constants_are_read() {
    for (code, want) in [
        (
            "const sections = [{ title: \"Who we are\", content: [\"We are Hall Ltd.\", 'You may ask:', \"for a copy\"] }];",
            "<h2>Who we are</h2><p>We are Hall Ltd.</p><p>You may ask:</p><ul><li>for a copy</li></ul>",
        ),
        ("const lastUpdated = \"3 May 2025\";", "<p>Last updated: 3 May 2025</p>"),
        ("x = { h: 'Cookies', p: 'We don\\'t sell it.' }", "<h2>Cookies</h2><p>We don't sell it.</p>"),
        (
            "x = { points: [\"**Post:** [our page](https://example.org)\"] }",
            "<ul><li>Post: <a href=\"https://example.org\">our page</a></li></ul>",
        ),
        ("x = { body: `Write to ${email} about it.` }", "<p>Write to about it.</p>"),
        (
            "const t = `# Privacy\n\nWe hold your name and address for as long as you shop here, and no longer.\n- one thing\n`",
            "<h1>Privacy</h1><p>We hold your name and address for as long as you shop here, and no longer.</p><ul><li>one thing</li></ul>",
        ),
        // What is no text of the page.
        ("const metadata = { title: 'Privacy here', openGraph: { title: 'Privacy here' } }", ""),
        ("import a from 'some file'; f('Words in a call'); const c = ['text-lg font-bold mt-4', '/a b'];", ""),
        ("const k = { href: '/privacy', className: 'Card big red', icon: 'Lock' }", ""),
    ] {
        assert_eq!(page(code), want, "{code}");
    }
}

#[test]
fn words_in_attributes_are_read() {
    for (code, want) in [
        (
            "x = (<Section title=\"Your rights\" id=\"a b\"><p>Ask.</p></Section>)",
            "<div title=\"Your rights\" id=\"a b\"><h2>Your rights</h2><p>Ask.</p></div>",
        ),
        (
            "x = (<Bullets items={['Your name', 'Your address']} />)",
            "<div/><ul><li>Your name</li></ul><ul><li>Your address</li></ul>",
        ),
        ("x = (<p>We {\"don't\"} sell it.</p>)", "<p>We don't sell it.</p>"),
        (
            "x = (<ul>{[\"Your name\", \"Your age\"].map(i => <li>{i}</li>)}</ul>)",
            "<ul><ul><li>Your name</li></ul><ul><li>Your age</li></ul><li></li></ul>",
        ),
        (
            "x = (<PageSEO title=\"Privacy here\" description=\"How we look after it\" />)",
            "<div title=\"Privacy here\" description=\"How we look after it\"/>",
        ),
        (
            "x = (<img alt=\"Our two dogs\" title=\"Our two dogs\"/>)",
            "<img alt=\"Our two dogs\" title=\"Our two dogs\"/>",
        ),
    ] {
        assert_eq!(page(code), want, "{code}");
    }
}
