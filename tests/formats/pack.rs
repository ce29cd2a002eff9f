//! The evidence pack: one page or many, whole or not at all, in a template of one's own.

use super::support::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The values of an attribute in a page that candour wrote.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).map(|rest| rest.split('"').next().unwrap().replace("&#x2f;", "/")).collect()
}

/// Every link of a page leads to a place that there is, and no two places have one name.
#[track_caller]
fn links_lead_somewhere(file: &Path) {
    let page = fs::read_to_string(file).unwrap();
    let ids = values(&page, "id");
    let own: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(own.len(), ids.len(), "{file:?}");
    for href in values(&page, "href") {
        let (path, id) = href.split_once('#').unwrap_or((&href, ""));
        let known = match path {
            "" => own.contains(&id.to_owned()),
            _ => {
                let other = fs::read_to_string(file.parent().unwrap().join(path)).unwrap_or_default();
                !other.is_empty() && (id.is_empty() || values(&other, "id").contains(&id.to_owned()))
            }
        };
        assert!(known, "{file:?}: {href}");
    }
    for attribute in ["aria-labelledby", "for"] {
        for id in values(&page, attribute).iter().flat_map(|v| v.split(' ')) {
            assert!(own.contains(&id.to_owned()), "{attribute} {id}");
        }
    }
}

fn page(dir: &Path, files: &[&str]) -> String {
    let (code, _, err) = run(dir, &[&["check", "--as-of", "2026-11-22", "--format", "html=p.html"], files].concat());
    assert!(code <= 1, "{err}");
    links_lead_somewhere(&dir.join("p.html"));
    fs::read_to_string(dir.join("p.html")).unwrap()
}

/// The text between two marks of a page.
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    let rest = page.split_once(begin).unwrap_or_else(|| panic!("no {begin} in {page}")).1;
    rest.split_once(end).unwrap().0
}

#[test]
fn one_page_holds_everything_and_asks_for_nothing_else() {
    let dir = TempDir::new().unwrap();
    for name in [BAD, GOOD, "corpus/charity-advice.txt", "corpus/recruiter.yaml"] {
        fs::copy(root().join(name), dir.path().join(Path::new(name).file_name().unwrap())).unwrap();
    }
    let text = page(dir.path(), &["."]);
    for asked in ["<script", "<link", " src=", "url(", "@import", "<iframe", "<object", "javascript:", " style="] {
        assert!(!text.contains(asked), "{asked}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 5, "one file and no folder");
    // Both sides of a contradiction are marked, and each leads to the other.
    let notice = between(&text, "id=\"n1\"", "</article>");
    let finding = between(notice, "The same records (case files)", "</li>\n</ul>");
    assert!(finding.contains("line 49") && finding.contains("line 52"), "{finding}");
    let side = notice.split("(other side)").find(|part| part.contains("kept: 7 years")).unwrap();
    assert!(side.contains("line 49"), "{side}");
    // The matrix: the food bank names no lawful basis, and the cell leads to the finding.
    let matrix = between(&text, "<table class=\"matrix\">", "</table>");
    let row = matrix.split("<tr>").find(|r| r.contains("What we do with your information")).unwrap();
    let basis = row.split("<td").nth(5).unwrap();
    assert!(basis.contains("not found, 1 finding") && basis.contains("href=\"#n2-f1\""), "{basis}");
    // The chart draws the contradiction, and the table says it.
    assert!(between(&text, "id=\"rc-t\"", "</svg>").contains("≠ 6 years, 7 years"));
    let periods = between(&text, "<table class=\"periods\">", "</table>");
    assert!(periods.contains("<span class=\"badge error\">yes</span> 6 years, 7 years"), "{periods}");
    // What was looked for and not found is not said to be against the law.
    let bank = between(&text, "id=\"n2\"", "</article>");
    assert!(between(bank, "Looked for and not found in this text:", "</p>").contains("the lawful basis"));
    assert!(text.contains("“Not found” is not “unlawful”"));
    // The register, and the law with its dates.
    assert!(between(&text, "id=\"n1-register\"", "</section>").contains("<th scope=\"row\">retention</th>"));
    let law = between(&text, "Law behind the findings", "</table>");
    assert!(law.contains("2018-05-25"), "{law}");
    assert!(text.contains("Law as of 2026-11-22"));
}

#[test]
fn many_notices_are_pages_of_their_own_in_a_folder_beside_the_first() {
    let dir = TempDir::new().unwrap();
    let notices = dir.path().join("n");
    fs::create_dir(&notices).unwrap();
    let bad = fs::read_to_string(root().join(BAD)).unwrap();
    for i in 0..53 {
        fs::write(notices.join(format!("{i:02}.txt")), format!("{bad}\nPage {i}.\n")).unwrap();
    }
    let args = ["check", "n", "--as-of", "2026-11-22", "--no-portfolio", "--format", "html=my report.html"];
    let (code, _, err) = run(dir.path(), &args);
    assert_eq!(code, 1, "{err}");
    let folder = dir.path().join("my report_files");
    let files: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files.iter().filter(|f| f.starts_with("notice-")).count(), 53);
    // Links are written for browsers: here the space is put back.
    let index = fs::read_to_string(dir.path().join("my report.html")).unwrap();
    for href in values(&index, "href").iter().filter(|h| !h.starts_with('#')) {
        let path = href.split('#').next().unwrap().replace("%20", " ");
        assert!(dir.path().join(&path).is_file(), "{path}");
    }
    assert!(!index.contains("id=\"n1\""), "the first page holds no notice");
    let list = fs::read_to_string(folder.join("notices-1.html")).unwrap();
    assert!(list.contains("href=\"notice-00053.html#n53\"") && list.contains("href=\"notice-00001.html#n1-f1\""));
    let rule = files.iter().find(|f| f.starts_with("rule-")).unwrap();
    assert_eq!(fs::read_to_string(folder.join(rule)).unwrap().matches("<li>").count(), 53);

    // The next report takes the place of this one, with its folder; of a small one no folder is left.
    fs::remove_file(notices.join("00.txt")).unwrap();
    run(dir.path(), &args);
    assert!(!folder.join("notice-00053.html").exists() && folder.join("notice-00052.html").exists());
    for i in 1..50 {
        fs::remove_file(notices.join(format!("{i:02}.txt"))).unwrap();
    }
    run(dir.path(), &args);
    assert!(!folder.exists());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing else is left behind");
    assert!(fs::read_to_string(dir.path().join("my report.html")).unwrap().contains("id=\"n3\""));
}

#[test]
fn a_folder_that_candour_did_not_make_is_never_touched() {
    let dir = TempDir::new().unwrap();
    let notices = dir.path().join("n");
    fs::create_dir(&notices).unwrap();
    for i in 0..52 {
        fs::copy(root().join(GOOD), notices.join(format!("{i:02}.txt"))).unwrap();
    }
    fs::create_dir(dir.path().join("r_files")).unwrap();
    fs::write(dir.path().join("r_files/mine.txt"), "mine").unwrap();
    fs::write(dir.path().join("r.html"), "old").unwrap();
    let args = ["check", "n", "--as-of", "2026-11-22", "--no-portfolio", "--format", "html=r.html"];
    let (code, _, err) = run(dir.path(), &args);
    assert_eq!(code, 2);
    assert!(err.contains("r_files") && err.contains("candour did not make it"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("r_files/mine.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(dir.path().join("r.html")).unwrap(), "old");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "nothing half-written is left");
}

#[test]
fn a_template_of_ones_own_is_rendered_escaped_and_ends() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("<b>.txt")).unwrap();
    let show = |template: &str| {
        fs::write(dir.path().join("t.html"), template).unwrap();
        run(dir.path(), &["check", "<b>.txt", "--as-of", "2026-11-22", "--format", "html", "--template", "t.html"])
    };
    let template = "{% if kind == 'notice' %}[{{ notice.name }}:{{ notice.counts.errors }}]{% else %}\
                    {{ as_of }} {% for f in fragments %}{{ f|safe }}{% endfor %}{% endif %}";
    let (code, out, err) = show(template);
    assert_eq!((code, out.as_str()), (1, "2026-11-22 [&lt;b&gt;.txt:6]"), "{err}");
    for (template, told) in [
        ("ok\n{% if %}", "t.html:2: "),
        ("a\nb\n{{ nobody.knows.this }}", "t.html:3: "),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}", "too many steps"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "t.html:1: "),
        ("{% include '/etc/hostname' %}", "t.html:1: "),
        ("{% import 'a.html' as a %}", "t.html:1: "),
    ] {
        let (code, out, err) = show(template);
        assert_eq!((code, out.as_str()), (2, ""), "{template}: {err}");
        assert!(err.contains(told), "{template}: {err}");
    }
    let (code, _, err) = run(dir.path(), &["check", "<b>.txt", "--format", "html", "--template", "gone.html"]);
    assert!(code == 2 && err.contains("gone.html: no such file"), "{err}");
    // What candour prints to begin with is the template that it uses.
    let (_, own, _) = run(dir.path(), &["report", "--print-template"]);
    let (_, plain, _) = run(dir.path(), &["check", "<b>.txt", "--as-of", "2026-11-22", "--format", "html"]);
    assert_eq!(show(&own).1, plain);
}

#[test]
fn a_configuration_names_a_template_of_its_own_folder_and_no_other() {
    let dir = TempDir::new().unwrap();
    fs::copy(root().join(BAD), dir.path().join("a.txt")).unwrap();
    fs::write(dir.path().join("t.html"), "{{ kind }}").unwrap();
    let show = |template: &str| {
        fs::write(dir.path().join("candour.yaml"), format!("template: {template}\n")).unwrap();
        run(dir.path(), &["check", "a.txt", "--as-of", "2026-11-22", "--format", "html"])
    };
    assert_eq!(show("t.html").1, "whole");
    let (code, _, err) = show("../t.html");
    assert!(code == 2 && err.contains("candour.yaml:1: `../t.html` does not lie in the folder"), "{err}");
}

#[test]
fn what_the_baseline_holds_is_told_apart_from_what_is_new() {
    let dir = TempDir::new().unwrap();
    let bad = fs::read_to_string(root().join(BAD)).unwrap();
    fs::write(dir.path().join("a.txt"), &bad).unwrap();
    let args = ["--as-of", "2026-11-22"];
    assert_eq!(run(dir.path(), &[&["baseline", "write", "a.txt"], &args[..]].concat()).0, 0);
    fs::write(dir.path().join("a.txt"), bad + "\nWe rely on Privacy Shield for transfers to the United States.\n")
        .unwrap();
    let text = page(dir.path(), &["a.txt"]);
    let totals = between(&text, "<table class=\"totals\">", "</table>");
    let error = totals.split("<tr>").nth(2).unwrap();
    assert!(totals.contains("New since the baseline"), "{totals}");
    let cells: Vec<&str> =
        error.split("<td").skip(1).map(|c| c.split_once('>').unwrap().1.split('<').next().unwrap()).collect();
    let count = |i: usize| cells[i].parse::<usize>().unwrap();
    assert!(count(0) >= 1 && count(1) >= 5 && count(2) == count(0) + count(1), "{cells:?}");
}
