//! One notice in many forms: as text, Markdown, a web page, a document of Word and a PDF it has the same findings.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "documents/forms.rs"]
mod forms;
#[path = "documents/office.rs"]
mod office;
#[path = "documents/word.rs"]
mod word;

use candour::Candour;
use candour::audit::Options;
use candour::law::Date;
use candour::notice::Notice;
use candour::read::{Limits, read_bytes};
use std::collections::BTreeMap;
use std::path::Path;

/// So many notices are compared.
const NOTICES: usize = 20;

/// What a reader of a report sees of a finding: rule, subject, and the words that it points at, line breaks and quotes aside.
type Seen = (String, String, String);

fn plain(words: &str) -> String {
    let fold = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{a0}' => ' ',
        other => other,
    };
    let folded: String = words.chars().map(fold).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(candour: &Candour, name: &str, bytes: &[u8]) -> BTreeMap<Seen, usize> {
    let mut options = Options::on(Date::constant(2026, 11, 22));
    options.all_files = true;
    let mut seen = BTreeMap::new();
    for checked in candour.check_bytes(name, bytes, None, &Limits::default(), &options) {
        assert_eq!(checked.about.error, None, "{name}");
        for finding in &checked.findings {
            let words = plain(checked.notice.words(finding.primary.span));
            let key = (finding.rule.clone(), finding.subject.clone().unwrap_or_default(), words);
            *seen.entry(key).or_default() += 1;
        }
    }
    seen
}

/// What one form has and the other has not.
fn differences(name: &str, one: &BTreeMap<Seen, usize>, other: &BTreeMap<Seen, usize>) -> Vec<String> {
    let mut out = Vec::new();
    for (sign, these, those) in [("-", one, other), ("+", other, one)] {
        for (seen, count) in these {
            if those.get(seen).is_none_or(|n| n < count) {
                out.push(format!("{name}: {sign} {}[{}] {:?}", seen.0, seen.1, seen.2));
            }
        }
    }
    out
}

/// The notices of the corpus that are prose, by name.
fn notices() -> Vec<(String, Notice)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut names: Vec<String> = std::fs::read_dir(folder.clone())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| {
            (n.ends_with(".txt") || n.ends_with(".md")) && !n.starts_with("pancakes") && !n.starts_with("terms-")
        })
        .collect();
    names.sort();
    let read = |name: String| {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let notice = read_bytes(&name, &bytes, None, &Limits::default()).unwrap().remove(0);
        (name, notice)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn text_markdown_html_and_docx_have_the_same_findings() {
    let candour = Candour::builtin().unwrap();
    let all = notices();
    assert!(all.len() >= NOTICES, "only {} notices", all.len());
    let mut wrong = Vec::new();
    for (name, notice) in &all {
        let form = forms::Form::of(notice);
        let written = [
            ("md", form.markdown().into_bytes()),
            ("txt", form.text().into_bytes()),
            ("html", form.html().into_bytes()),
            ("docx", form.docx()),
        ];
        if let Some(folder) = std::env::var_os("CANDOUR_TEST_KEEP") {
            for (ending, bytes) in &written {
                std::fs::write(Path::new(&folder).join(format!("{name}.{ending}")), bytes).unwrap();
            }
        }
        let original = check(&candour, name, notice.source.text.as_bytes());
        for (ending, bytes) in written {
            let found = check(&candour, &format!("form.{ending}"), &bytes);
            wrong.extend(differences(&format!("{name} as {ending}"), &original, &found));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// The text that is laid out on a page says less than a document does: so many differences in all are allowed.
const ALLOWED: usize = 2;

#[test]
fn a_pdf_has_the_same_findings() {
    if !office::has("soffice") {
        println!("skipped: LibreOffice is not installed, which lays the notices out as PDFs");
        return;
    }
    let candour = Candour::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let all = notices();
    let names: Vec<String> = all.iter().map(|(name, _)| format!("{name}.docx")).collect();
    for ((_, notice), name) in all.iter().zip(&names) {
        std::fs::write(folder.path().join(name), forms::Form::of(notice).docx()).unwrap();
    }
    if !office::convert(folder.path(), &names, "pdf", ".") {
        println!("skipped: LibreOffice is installed and does not run");
        return;
    }
    let mut wrong = Vec::new();
    for (name, notice) in &all {
        let bytes = std::fs::read(folder.path().join(format!("{name}.pdf"))).unwrap();
        if let Some(keep) = std::env::var_os("CANDOUR_TEST_KEEP") {
            std::fs::write(Path::new(&keep).join(format!("{name}.pdf")), &bytes).unwrap();
        }
        let original = check(&candour, name, notice.source.text.as_bytes());
        let found = check(&candour, "form.pdf", &bytes);
        wrong.extend(differences(name, &original, &found));
    }
    println!("{} differences:\n{}", wrong.len(), wrong.join("\n"));
    assert!(wrong.len() <= ALLOWED, "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// The documents of other programs: pandoc makes them of Markdown, LibreOffice of those of pandoc.
#[test]
fn documents_of_other_programs_have_the_same_findings() {
    if !office::has("pandoc") {
        println!("skipped: pandoc is not installed, which makes documents of Word of Markdown");
        return;
    }
    let candour = Candour::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let all = notices();
    for (name, notice) in &all {
        let text = folder.path().join(format!("{name}.md"));
        std::fs::write(&text, forms::Form::of(notice).markdown()).unwrap();
        assert!(office::pandoc(&text, &folder.path().join(format!("{name}.docx"))), "{name}");
    }
    let names: Vec<String> = all.iter().map(|(name, _)| format!("{name}.docx")).collect();
    let second = folder.path().join("second");
    std::fs::create_dir(&second).unwrap();
    let office = office::has("soffice") && office::convert(folder.path(), &names, "docx:MS Word 2007 XML", "second");
    if !office {
        println!("skipped in part: LibreOffice is not installed or does not run");
    }
    let mut wrong = Vec::new();
    for (name, _) in &all {
        let read = |folder: &Path, ending: &str| std::fs::read(folder.join(format!("{name}.{ending}"))).unwrap();
        let original = check(&candour, "form.md", &read(folder.path(), "md"));
        let found = check(&candour, "form.docx", &read(folder.path(), "docx"));
        wrong.extend(differences(&format!("{name} by pandoc"), &original, &found));
        if office {
            let found = check(&candour, "form.docx", &read(&second, "docx"));
            wrong.extend(differences(&format!("{name} by LibreOffice"), &original, &found));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
