//! Small files that ask for much: memory and time stay bounded, and what is too much is told.

use super::*;

/// Runs candour with so little address space, and so few seconds of work, that an explosion is a crash. A debug build
/// takes twenty times as long as another; what explodes takes hours.
fn small(dir: &Path, args: &[&str]) -> (i32, String) {
    let binary = assert_cmd::cargo::cargo_bin("candour");
    let script = "ulimit -v 3000000; ulimit -t 90; exec \"$@\"";
    let mut command = std::process::Command::new("sh");
    let output = command.args(["-c", script, "sh"]).arg(binary).args(args).current_dir(dir).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap_or_else(|| panic!("{args:?} was killed: {err}")), err)
}

/// Aliases of aliases: `depth` levels of `width` each.
fn laughs(depth: usize, width: usize) -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..depth {
        text += &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); width].join(", "));
    }
    text
}

/// One large value, and very many aliases of it.
fn wide() -> String {
    format!("a: &a [{}]\nb: [{}]\n", vec!["x"; 60_000].join(","), vec!["*a"; 60_000].join(","))
}

/// A large text, and many aliases of it.
fn heavy() -> String {
    format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(300_000), vec!["*a"; 60_000].join(","))
}

#[cfg(unix)]
#[test]
fn aliases_that_explode_are_refused_in_every_file_that_is_yaml() {
    for bomb in [laughs(9, 9), wide(), heavy()] {
        let dir = folder(&[
            ("a.md", NOTICE.as_bytes()),
            ("n.yaml", bomb.as_bytes()),
            ("config.yaml", bomb.as_bytes()),
            ("rules/rule.yaml", bomb.as_bytes()),
            ("pack/pack.yaml", bomb.as_bytes()),
            ("words/pack.yaml", b"name: x\nversion: '1'\ndescription: x\nlanguage: en\n"),
            ("words/lexicon/a.yaml", bomb.as_bytes()),
            ("words/tables/t.yaml", bomb.as_bytes()),
            ("known/candour-baseline.yaml", bomb.as_bytes()),
            ("known/a.md", NOTICE.as_bytes()),
        ]);
        let (code, err) = small(dir.path(), &["check", "n.yaml"]);
        assert!(code == 2 && err.contains("n.yaml:") && err.contains("aliases add more than"), "{err}");
        for (args, file) in [
            (["--config", "config.yaml"], "config.yaml"),
            (["--rules", "rules"], "rules/rule.yaml"),
            (["--rules", "pack"], "pack/pack.yaml"),
            (["--rules", "words"], "words/lexicon/a.yaml"),
            (["--rules", "words"], "words/tables/t.yaml"),
        ] {
            let (code, err) = small(dir.path(), &[&["check", "a.md"], &args[..]].concat());
            let line = err.lines().find(|l| l.contains(file)).unwrap_or_else(|| panic!("{file}: {err}"));
            assert!(code == 2 && line.contains("aliases expand to too much"), "{file}: {line}");
        }
        let (code, err) = small(&dir.path().join("known"), &["check", "a.md"]);
        assert!(code == 2 && err.contains("candour-baseline.yaml"), "{err}");
        assert!(err.contains("aliases expand to too much"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn nesting_is_refused_or_flattened_in_every_format() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(100_000), close.repeat(100_000));
    for (name, text) in [
        ("a.yaml", deep("[", "]")),
        ("b.yaml", deep("- ", "")),
        ("c.json", deep("{\"a\":", "}")),
        ("d.html", deep("<div>", "</div>")),
        ("e.html", deep("<b><i><ul><li>", "")),
        ("f.md", deep("> ", "")),
        ("g.md", deep("[", "](x)")),
        ("h.md", deep("*", "*")),
        ("i.tsx", deep("<A b={", "}/>")),
        ("j.njk", deep("{% if a %}", "{% endif %}")),
        ("k.md", deep("- ", "")),
        ("l.txt", (0..4000).map(|i| format!("{}- x\n", " ".repeat(i))).collect()),
        ("m.hbs", deep("{{#if a}}", "{{/if}}")),
        ("n.html.erb", deep("<% if a %>", "<% end %>")),
    ] {
        let dir = folder(&[("ok.md", NOTICE.as_bytes()), (name, text.as_bytes())]);
        let (code, err) = small(dir.path(), &["check", ".", "--all-files", "--format", "concise"]);
        assert!(code <= 2 && !err.contains("internal error"), "{name}: {code} {err}");
    }
    for (args, name) in [(["--config", "x.yaml"], "x.yaml"), (["--rules", "r"], "r/x.yaml")] {
        let dir = folder(&[("ok.md", NOTICE.as_bytes()), (name, deep("[", "]").as_bytes())]);
        let (code, err) = small(dir.path(), &[&["check", "ok.md"], &args[..]].concat());
        assert!(code == 2 && err.contains(name), "{name}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn entities_of_xml_and_html_expand_to_nothing() {
    let lol = (1..10).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect::<String>();
    let page = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{lol}]><html><body><p>We keep &l9; data.</p></body></html>");
    let many = format!("<p>{}</p>", "&NotEqualTilde;&#x1F512;&amp;".repeat(30_000));
    let dir = folder(&[("a.html", page.as_bytes()), ("b.xhtml", page.as_bytes()), ("c.html", many.as_bytes())]);
    let (code, err) = small(dir.path(), &["check", ".", "--all-files", "--format", "concise"]);
    assert!(code <= 1, "{err}");
}

#[cfg(unix)]
#[test]
fn an_enormous_line_is_read() {
    let said = "We use your personal data under Article 6(1)(b) and keep it for 6 years. ".repeat(4000);
    let letters = "a".repeat(2_000_000);
    let spaces = " ".repeat(2_000_000);
    let digits = "1".repeat(1_000_000);
    let dir = folder(&[
        ("a.md", said.as_bytes()),
        ("b.txt", letters.as_bytes()),
        ("c.md", letters.as_bytes()),
        ("d.html", letters.as_bytes()),
        ("e.txt", format!("We keep it{spaces}for 6 years.").as_bytes()),
        ("f.txt", format!("We keep it for {digits} years.").as_bytes()),
        ("g.yaml", format!("en:\n  body: \"{}\"\n", "we keep it ".repeat(100_000)).as_bytes()),
    ]);
    for format in ["pretty", "json"] {
        let (code, err) = small(dir.path(), &["check", ".", "--all-files", "--format", format]);
        assert!(code <= 1, "{err}");
    }
}
