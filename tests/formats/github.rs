//! Jobs on GitHub and GitLab.

use super::support::*;
use std::fs;
use tempfile::TempDir;

#[test]
fn the_worst_is_annotated_first() {
    let (_, out, _) = run(
        root(),
        &["check", "corpus", "--as-of", "2026-11-22", "--min-confidence", "possible", "--format", "github"],
    );
    let levels: Vec<usize> = commands(&out)
        .iter()
        .map(|(level, ..)| ["error", "warning", "notice"].iter().position(|l| l == level).unwrap())
        .collect();
    assert!(levels.is_sorted() && levels.contains(&0) && levels.contains(&2));
    let files = commands(&out);
    let errors: Vec<&String> = files.iter().filter(|c| c.0 == "error").map(|c| &c.1[0].1).collect();
    assert!(errors.len() > 20);
}

#[test]
fn the_job_has_a_summary() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("summary.md");
    let name = file.to_str().unwrap();
    let args = ["check", BAD, GOOD, "--as-of", "2026-11-22", "--format", "github"];
    let text = || fs::read_to_string(&file).unwrap();

    // Named by the option: the file is replaced.
    run(root(), &[&args[..], &["--github-summary", name]].concat());
    let alone = text();
    assert!(alone.starts_with("## candour: privacy notices\n\n6 errors in 2 privacy notices."), "{alone}");
    assert_eq!(alone.lines().filter(|l| l.starts_with("| **error** | ")).count(), 6);
    run(root(), &[&args[..], &["--github-summary", name]].concat());
    assert_eq!(text(), alone);

    // Named by the environment: what other commands of the step wrote there stays, and only this format writes there.
    fs::write(&file, "before\n").unwrap();
    let step = [("GITHUB_STEP_SUMMARY", name)];
    run_with(root(), &step, &["check", BAD, "--as-of", "2026-11-22"]);
    assert_eq!(text(), "before\n");
    run_with(root(), &step, &args);
    assert_eq!(text(), format!("before\n{alone}"));
    run_with(root(), &step, &[&args[..], &["--github-summary", name]].concat());
    assert_eq!(text(), format!("before\n{alone}{alone}"));

    // Nobody asked for it in so many words: that it cannot be written is told, no more.
    let (code, out, err) = run_with(root(), &[("GITHUB_STEP_SUMMARY", "no/such/folder")], &args);
    assert_eq!((code, commands(&out).len()), (1, 6));
    assert!(err.contains("note: no/such/folder: the summary cannot be written"), "{err}");
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let dir = TempDir::new().unwrap();
    let site = dir.path().join("my site");
    fs::create_dir(&site).unwrap();
    fs::copy(root().join(BAD), site.join("n.txt")).unwrap();
    let workspace = dir.path().to_str().unwrap();
    let args = ["check", "./n.txt", "--as-of", "2026-11-22", "--format"];
    let show =
        |variables: &[(&str, &str)], format: &str| run_with(&site, variables, &[&args[..], &[format]].concat()).1;
    let uri =
        |text: &str| sarif(text)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(uri(&show(&[], "sarif")), "n.txt");
    assert_eq!(uri(&show(&[("GITHUB_WORKSPACE", workspace)], "sarif")), "my%20site/n.txt");
    assert_eq!(gitlab(&show(&[("CI_PROJECT_DIR", workspace)], "gitlab"))[0]["location"]["path"], "my site/n.txt");
    assert_eq!(commands(&show(&[("GITHUB_WORKSPACE", "/no/such")], "github"))[0].1[0].1, "n.txt");
}
