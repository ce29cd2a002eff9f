//! Inputs that once brought something down, or looked as if they could. `cases/README.md` says what each of them was.

use super::*;
use candour::Candour;
use candour::audit::Options;
use candour::read::Limits;

#[test]
fn kept_cases_are_survived_under_every_ending() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/cases");
    let told = fs::read_to_string(folder.join("README.md")).unwrap();
    let candour = Candour::builtin().unwrap();
    let options = Options { all_files: true, comments: true, ..Options::on("2026-11-22".parse().unwrap()) };
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names.iter().filter(|n| *n != "README.md") {
        assert!(told.contains(&format!("`{name}`")), "README.md does not say what {name} is");
        let bytes = fs::read(folder.join(name)).unwrap();
        for ending in ["txt", "md", "html", "yaml", "json", "html.erb", "njk", "hbs", "tsx", "mdx", "liquid"] {
            let begun = worked();
            for checked in candour.check_bytes(&format!("a.{ending}"), &bytes, None, &Limits::default(), &options) {
                sound::notice(&checked.notice);
                sound::claims(&checked.notice, &checked.claims);
            }
            let taken = worked() - begun;
            assert!(taken < Duration::from_secs(30), "{name} as {ending} took {taken:?}");
        }
    }
}
