//! Time grows with the size of a notice and no faster, whatever there is much of.
#![allow(clippy::unwrap_used)]

use candour::Candour;
use candour::audit::Options;
use candour::law::Date;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const HEAD: &str = "Privacy notice\n\nWe are Alder Vale Council. This privacy notice explains how we use your personal data \
    under Article 6(1)(e). You have the right of access.\n\n";

/// Generous: a debug build. What grows with the square takes minutes.
const LIMIT: Duration = Duration::from_secs(60);

/// How long this thread has worked, on whatever busy machine; where the system does not tell, what the clock says.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

fn check(name: &str, text: &str) {
    let candour = Candour::builtin().unwrap();
    let options = Options { all_files: true, ..Options::on(Date::constant(2026, 11, 22)) };
    let begun = worked();
    let checked = candour.check_text(name, text, &options);
    assert!(checked.iter().all(|c| c.about.checked && c.about.error.is_none()));
    let taken = worked() - begun;
    assert!(taken < LIMIT, "{name}: {} bytes took {taken:?}", text.len());
}

#[test]
fn thousands_of_periods() {
    let line =
        |i: usize| format!("- We keep your application records number {i} for {} years after you leave.\n", i % 9 + 1);
    check("periods.txt", &(HEAD.to_owned() + &(0..4000).map(line).collect::<String>()));
}

#[test]
fn thousands_of_headings() {
    let part = |i: usize| format!("## Use {i} of your data\n\nWe use your personal data under Article 6(1)(b).\n\n");
    check("headings.md", &("# Privacy notice\n\n".to_owned() + &(0..4000).map(part).collect::<String>()));
}

#[test]
fn a_line_without_end() {
    let said =
        "We use your personal data under Article 6(1)(b) and keep it for 6 years, unless the law says otherwise. ";
    check("line.txt", &(HEAD.replace('\n', " ") + &said.repeat(3000)));
}

#[test]
fn a_hundred_thousand_items() {
    let item = |i: usize| format!("- item number {i}\n");
    check("items.txt", &(format!("{HEAD}We collect:\n\n") + &(0..100_000).map(item).collect::<String>()));
}

#[test]
fn a_sentence_without_end() {
    let said =
        "we use your personal data under Article 6(1)(b) and keep it for 6 years unless the law says otherwise and ";
    check("sentence.txt", &(HEAD.replace('\n', " ") + &said.repeat(3000)));
}

#[test]
fn thousands_of_addresses() {
    let line = |i: usize| format!("- write to team{i}@example{}.org\n", i % 77);
    check("addresses.txt", &(HEAD.to_owned() + &(0..3000).map(line).collect::<String>()));
}

#[test]
fn code_that_opens_and_never_closes() {
    let said = "We keep {% it <% for {{ years ${ and #{ days. ";
    check("open.txt", &(HEAD.to_owned() + &said.repeat(20_000)));
}

#[test]
fn thousands_of_numbered_headings() {
    let part = |i: usize| format!("## {}.{}. Use of your data\n\nWe use it.\n\n", i / 3 % 90 + 1, i % 3 * 2 + 1);
    check("numbers.md", &("# Privacy notice\n\n".to_owned() + &(0..60_000).map(part).collect::<String>()));
}

#[test]
fn thousands_of_pointers_to_thousands_of_parts() {
    let part = |i: usize| format!("## {i}. Your data\n\nSee section {}, or our retention policy.\n\n", i + 5000);
    check("pointers.md", &("# Privacy notice\n\n".to_owned() + &(0..6000).map(part).collect::<String>()));
}
