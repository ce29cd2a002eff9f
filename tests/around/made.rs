//! The notices that are made for measuring: `scripts/made_notices.py`.

use super::support;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every file beneath a folder, as (path from the folder, bytes), in order.
fn files(folder: &Path) -> BTreeSet<(String, Vec<u8>)> {
    let mut found = BTreeSet::new();
    for place in fs::read_dir(folder).unwrap() {
        let place = place.unwrap().path();
        for file in fs::read_dir(&place).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            found.insert((name, fs::read(&path).unwrap()));
        }
    }
    found
}

#[test]
#[allow(clippy::print_stdout)]
fn made_notices_are_the_same_every_time_and_no_two_are_alike() {
    let made = |count: &str| {
        let folder = tempfile::tempdir().unwrap();
        let script = support::root().join("scripts/made_notices.py");
        let told = Command::new("python3").arg(script).arg(folder.path()).arg(count).output().ok()?;
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        Some(files(folder.path()))
    };
    let Some(once) = made("400") else {
        println!("skipped: python3 is missing");
        return;
    };
    assert_eq!(once.len(), 400);
    assert!(made("400").is_some_and(|twice| twice == once), "they differ from run to run");
    let few = made("40").unwrap();
    assert!(few.len() == 40 && few.is_subset(&once), "fewer notices are not the first of more");
    // of one source, none has the length of another; sources differ anyway
    let source = |name: &str| name.rsplit('/').next().unwrap().split_once('-').unwrap().1.to_owned();
    let lengths: BTreeSet<(String, usize)> = once.iter().map(|(name, bytes)| (source(name), bytes.len())).collect();
    let texts: BTreeSet<&[u8]> = once.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    assert_eq!((lengths.len(), texts.len()), (400, 400));
}
