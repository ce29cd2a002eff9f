//! Words and names that other programs would obey.

use super::support::*;
use std::fs;
use tempfile::TempDir;

/// A rule whose words take in what stands between them in a notice.
const RULE: &str = "id: odd-words\ntitle: \"Odd [words](https://evil.example) <b>\"\nseverity: warning\n\
confidence: likely\ntext: [order x evil records, order b s 0A records, order 31m records, order error x records]\n\
subject: \"{value}\"\nmessage: \"say what {value} are, ::error::100% | a@b.example\"\n\
why: \"Nobody says `so`.\"\nfix: \"=Say @orders, see www.evil.example: <script>alert(1)</script>\"\n";

const HOSTILE: &str = "# Privacy notice\n\nThis privacy notice explains how we use your personal data.\n\n\
We keep order [x](//evil) records for 7 years. We keep order <b>|`${{s}}]]>%0A records too. We keep order \
\u{1b}##[31m\u{9b}\u{202e}\u{ffff} records. For as long as we need it we also keep the order ::error::x\nrecords of you.\n";

#[cfg(unix)]
#[test]
fn nothing_in_a_notice_or_a_name_is_obeyed() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("house")).unwrap();
    fs::write(dir.path().join("house/odd.yaml"), RULE).unwrap();
    let name = "=a,b:c\n::error::%0A  |<b>`[x](y)\u{1b}[2J\u{202e}.txt";
    fs::write(dir.path().join(name), HOSTILE).unwrap();
    let args = ["check", name, "--all-files", "--rules", "house", "--select", "odd-words", "--as-of", "2026-11-22"];
    let show = |format: &str| {
        let (code, out, err) = run(dir.path(), &[&args[..], &["--format", format]].concat());
        assert!(code <= 1, "{format}: {err}");
        let plain = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'));
        if !["json", "jsonl"].contains(&format) {
            assert_eq!(out.chars().find(|c| !plain(*c)), None, "{format}: {out:?}");
            // A job of GitHub reads what it prints.
            let obeyed = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
            assert!(format == "github" || !out.lines().any(obeyed), "{format}: {out}");
        }
        out
    };
    for format in ALL {
        assert!(!show(format).is_empty());
    }

    let run = sarif(&show("sarif"));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4, "{results:#?}");
    let uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!(uri, "%3Da%2Cb%3Ac%0A%3A%3Aerror%3A%3A%250A%20%20%7C%3Cb%3E%60%5Bx%5D%28y%29%1B%5B2J%E2%80%AE.txt");
    for result in results {
        let text = result["message"]["text"].as_str().unwrap().replace("\\]", "");
        assert!(!text.contains("]("), "{text}");
    }
    let help = run["tool"]["driver"]["rules"][0]["help"]["markdown"].as_str().unwrap().replace("\\]", "");
    assert!(!help.contains("](") && !help.contains("<script") && !help.contains("<b>"), "{help}");

    let text = show("github");
    assert!(text.lines().all(|l| l.starts_with("::warning file=") || l.ends_with("privacy notice.")), "{text}");
    let annotations = commands(&text);
    assert_eq!(annotations.len(), 4);
    assert!(annotations[0].1.iter().any(|(k, v)| k == "file" && v.starts_with("=a,b:c ::error::%0A  |<b>")));
    assert_eq!(
        annotations[0].1.iter().map(|p| p.0.as_str()).collect::<Vec<_>>(),
        ["file", "line", "endLine", "col", "endColumn", "title"]
    );

    for row in rows(&show("csv")) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        assert!(row.iter().all(|cell| !cell.contains('\n')), "{row:?}");
    }
    let suites = junit(&show("junit"));
    assert_eq!((suites.len(), suites[0].1.len()), (1, 4));
    assert_eq!(gitlab(&show("gitlab")).len(), 4);

    let page = show("markdown").replace("\\]", "");
    for bad in ["](", "<b>", "<script", "www.evil", "a@b", "https://evil"] {
        assert!(!page.contains(bad), "{bad}\n{page}");
    }
    assert_eq!(page.matches("\n## ").count(), 1, "{page}");
    assert_eq!(page.matches("\n### ").count(), 4, "{page}");
}
