//! The law by date: what a notice gets depends on the day asked about, from 25 May 2018 to the end of 2026.
#![allow(clippy::unwrap_used, clippy::panic)]

use candour::Candour;
use candour::audit::{Finding, Options, Severity};
use candour::claims::Confidence;
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().unwrap());

/// What one rule reports about a notice on a day.
fn on(day: &str, rule: &str, text: &str) -> Vec<Finding> {
    assert!(CANDOUR.rules.get(rule).is_some(), "there is no rule {rule}");
    let options = Options {
        min_confidence: Confidence::Possible,
        select: vec![rule.to_owned()],
        all_files: true,
        ..Options::on(day.parse().unwrap())
    };
    let who = if text.contains("controller") { "" } else { "Tarnside Housing Ltd is the controller of your data.\n" };
    let text = format!("# Privacy notice\n\n{who}{text}\n");
    CANDOUR.check_text("notice.md", &text, &options).into_iter().flat_map(|c| c.findings).collect()
}

/// The rule reports the notice on these days and on no other.
#[track_caller]
fn walk(rule: &str, text: &str, days: &[(&str, bool)]) {
    for (day, reported) in days {
        let found = on(day, rule, text);
        assert_eq!(!found.is_empty(), *reported, "{rule} on {day}: {text}\n{found:#?}");
    }
}

#[test]
fn safe_harbor_and_privacy_shield() {
    let shield = "We transfer your data to the United States under the EU-US Privacy Shield.";
    walk(
        "transfer-mechanism-invalid",
        shield,
        &[
            ("2018-05-25", false),
            ("2020-07-15", false),
            ("2020-07-16", true),
            ("2020-12-31", true),
            ("2023-10-12", true),
            ("2026-11-22", true),
        ],
    );
    let harbor = "We transfer your data to the United States under the Safe Harbor scheme.";
    walk("transfer-mechanism-invalid", harbor, &[("2018-05-25", true), ("2026-11-22", true)]);
}

#[test]
fn standard_clauses_of_both_generations() {
    let old = "We transfer your data to India under the European Commission's model contract clauses of 2010.";
    walk(
        "transfer-mechanism-invalid",
        old,
        &[
            ("2018-05-25", false),
            ("2022-09-22", false),
            ("2024-03-20", false),
            ("2024-03-21", true),
            ("2026-11-22", true),
        ],
    );
    let agreement = "We transfer your data to India under the International Data Transfer Agreement.";
    walk(
        "transfer-mechanism-invalid",
        agreement,
        &[("2022-03-20", true), ("2022-03-21", false), ("2026-11-22", false)],
    );
    let bare = "We transfer your data to India under standard contractual clauses.";
    walk("transfer-mechanism-invalid", bare, &[("2018-05-25", false), ("2024-03-21", false), ("2026-11-22", false)]);
}

/// Article 44 gave way to Article 44A on 5 February 2026 (Data (Use and Access) Act 2025 Sch 7).
#[test]
fn the_provision_of_the_day_is_cited() {
    let cited = |day: &str| on(day, "transfer-eu-boundary", "We never send your data outside the EEA.")[0].law.clone();
    assert_eq!(cited("2026-02-04"), ["UK GDPR Art 44"]);
    assert_eq!(cited("2026-02-05"), ["UK GDPR Art 44A"]);
}

#[test]
fn the_data_bridge() {
    let bridge = "We transfer your data to the United States under the UK-US data bridge.";
    walk(
        "transfer-mechanism-invalid",
        bridge,
        &[("2023-10-11", true), ("2023-10-12", false), ("2026-02-05", false), ("2026-11-22", false)],
    );
}

#[test]
fn decisions_of_the_commission_before_the_end_of_2020() {
    let adequate = |place: &str, day: &str| {
        let facts = ["adequate", "adequate-in-part"].map(|f| CANDOUR.law.fact("place", place, f, day.parse().unwrap()));
        facts.map(|f| f.is_some())
    };
    assert_eq!(adequate("CH", "2000-07-25"), [false, false]);
    // Those of the Directive were in force for the United Kingdom when the GDPR came, and went on after it had left.
    for place in ["AD", "AR", "CH", "FO", "GG", "GI", "IL", "IM", "JE", "NZ", "UY"] {
        for day in ["2018-05-25", "2020-12-30", "2020-12-31", "2026-11-22"] {
            assert_eq!(adequate(place, day), [true, false], "{place} on {day}");
        }
    }
    assert_eq!(adequate("CA", "2018-05-25"), [false, true]);
    assert_eq!((adequate("JP", "2019-01-22"), adequate("JP", "2019-01-23")), ([false, false], [false, true]));
    let states = ["2015-10-05", "2015-10-06", "2016-07-12", "2020-07-15", "2020-07-16", "2023-10-11", "2023-10-12"];
    let known = states.map(|day| adequate("US", day)[1]);
    assert_eq!(known, [true, false, true, true, false, false, true]);
}

#[test]
fn places_that_were_no_third_countries() {
    let worst = |place: &str, day: &str| {
        let text = format!("We transfer your data to {place}.");
        on(day, "transfer-unsafeguarded", &text).iter().map(|f| f.severity).max()
    };
    for place in ["France", "New Zealand", "Jersey"] {
        for day in ["2020-12-31", "2023-10-12", "2026-11-22"] {
            assert_eq!(worst(place, day), Some(Severity::Note), "{place} {day}");
        }
    }
    for day in ["2018-05-25", "2020-12-31", "2026-11-22"] {
        assert_eq!(worst("India", day), Some(Severity::Error), "{day}");
    }
}

#[test]
fn the_uk_gdpr_from_the_end_of_2020() {
    let eu = "We handle your data under the EU General Data Protection Regulation (GDPR).";
    walk(
        "law-eu-only",
        eu,
        &[("2018-05-25", false), ("2020-12-30", false), ("2020-12-31", true), ("2026-11-22", true)],
    );
    let both = "We handle your data under the UK GDPR and the Data Protection Act 2018.";
    walk("law-eu-only", both, &[("2020-12-31", false), ("2026-11-22", false)]);
    let state = "We may have to by a duty under Member State law.";
    walk("term-outdated", state, &[("2020-12-30", false), ("2020-12-31", true)]);
    let exit = "This page will be reviewed when the UK leaves the EU.";
    walk("event-past", exit, &[("2019-06-01", false), ("2026-11-22", true)]);
}

#[test]
fn the_act_of_1998() {
    let old = "We handle your data under the Data Protection Act 1998.";
    walk("law-repealed", old, &[("2018-05-24", false), ("2018-05-25", true), ("2026-11-22", true)]);
}

#[test]
fn recognised_legitimate_interests() {
    let known = "Our lawful basis for reporting neglect is recognised legitimate interests, Article 6(1)(ea).";
    let days = [("2025-06-19", true), ("2026-02-04", true), ("2026-02-05", false), ("2026-11-22", false)];
    walk("law-miscited", known, &days);
    let council = "Dunmere City Council is the controller of your data.\nOur lawful basis is recognised legitimate interests, \
        Article 6(1)(ea).";
    walk("legitimate-interests-public-authority", council, &[("2026-02-05", true), ("2026-11-22", true)]);
}

#[test]
fn automated_decisions_under_articles_22a_to_22d() {
    let old = "You have rights under Article 22 of the UK GDPR.";
    walk("law-repealed", old, &[("2018-05-25", false), ("2026-02-04", false), ("2026-02-05", true)]);
    let new = "You have rights under Article 22C of the UK GDPR.";
    walk("law-miscited", new, &[("2025-12-31", true), ("2026-02-04", true), ("2026-02-05", false)]);
    walk("law-repealed", new, &[("2026-02-05", false), ("2026-11-22", false)]);
    let complaints = "You may complain to us under section 164A of the Data Protection Act 2018.";
    walk("law-miscited", complaints, &[("2026-06-18", true), ("2026-06-19", false)]);
    let range = "Automated decisions are governed by Articles 22A to 22D of the UK GDPR.";
    walk("law-miscited", range, &[("2026-02-04", true), ("2026-02-05", false)]);
}

#[test]
fn articles_that_moved_on_the_same_day() {
    for text in [
        "We rely on Article 89 of the UK GDPR for our research.",
        "Transfers comply with Article 45 of the UK GDPR.",
        "We weigh further use under Article 6(4) of the UK GDPR.",
    ] {
        walk("law-repealed", text, &[("2026-02-04", false), ("2026-02-05", true)]);
    }
}

#[test]
fn complaints_to_the_controller() {
    let regulator = "You may complain to the Information Commissioner.";
    let days = [("2018-05-25", false), ("2026-06-18", false), ("2026-06-19", true), ("2026-11-22", true)];
    walk("complaint-controller-missing", regulator, &days);
    let old = "You may complain to the regulator under Article 77 of the UK GDPR.";
    walk("law-repealed", old, &[("2026-06-18", false), ("2026-06-19", true)]);
}

#[test]
fn the_information_commission() {
    let office = "Last updated: 1 November 2026\nYou may complain to the Information Commissioner.";
    walk("term-outdated", office, &[("2026-09-29", false), ("2026-09-30", true), ("2026-11-22", true)]);
    let earlier = "Last updated: 1 March 2026\nYou may complain to the Information Commissioner.";
    walk("term-outdated", earlier, &[("2026-09-30", false), ("2026-11-22", false)]);
    let short = "Last updated: 1 November 2026\nYou may complain to the ICO.";
    walk("term-outdated", short, &[("2026-09-29", false), ("2026-09-30", false)]);
    let address = "You may complain to the Information Commissioner's Office, Wycliffe House, Water Lane, Wilmslow, \
        Cheshire, SK9 5AF, telephone 0303 123 1113.";
    walk("regulator-contact-wrong", address, &[("2018-05-25", false), ("2026-09-30", false), ("2026-11-22", false)]);
}

#[test]
fn bodies_that_ended() {
    let digital = "We share data with NHS Digital.";
    walk("body-dissolved", digital, &[("2023-01-31", false), ("2023-02-01", true)]);
    let health = "We share data with Public Health England.";
    walk("body-dissolved", health, &[("2021-09-30", false), ("2021-10-01", true)]);
}

#[test]
fn rules_of_the_regime_are_silent_before_it() {
    let bare = "We collect your name.\nYou may ask for a copy of it.";
    for rule in ["retention-missing", "complaint-regulator-missing", "right-missing"] {
        let text =
            if rule == "right-missing" { "We rely on your consent.\nYou have the right of access." } else { bare };
        walk(rule, text, &[("2018-05-24", false), ("2018-05-25", true), ("2026-11-22", true)]);
    }
}

/// A notice older than the change: the name of the law is a note, what is still done under the notice stays an error.
#[test]
fn what_was_overtaken_says_since_when() {
    let dated = |date: &str, text: &str| format!("Last updated: {date}\n{text}");
    let act = "We handle your data under the Data Protection Act 1998.";
    let shield = "We transfer your data to the United States under the EU-US Privacy Shield.";
    let one = |day: &str, rule: &str, text: &str| {
        let found = on(day, rule, text);
        assert_eq!(found.len(), 1, "{rule}: {found:#?}");
        found.into_iter().next().unwrap()
    };
    let old = one("2026-11-22", "law-repealed", &dated("1 March 2017", act));
    assert_eq!((old.severity, old.overtaken.as_deref()), (Severity::Note, Some("2018-05-25")));
    assert!(old.message.ends_with("(since 25 May 2018, after the notice's own date)"), "{}", old.message);
    // What the GDPR asks for was known from the day it was made.
    let ready =
        one("2026-11-22", "retention-vague", &dated("1 May 2018", "We keep your data for as long as necessary."));
    assert_eq!(ready.overtaken, None);
    let before =
        one("2026-11-22", "retention-vague", &dated("1 May 2015", "We keep your data for as long as necessary."));
    assert_eq!(before.overtaken.as_deref(), Some("2018-05-25"));
    assert!(before.message.ends_with("(the law has asked this since 25 May 2018, after the notice's own date)"));
    let new = one("2026-11-22", "law-repealed", &dated("1 March 2019", act));
    assert_eq!((new.severity, new.overtaken), (Severity::Error, None));
    let unknown = one("2026-11-22", "law-repealed", act);
    assert_eq!((unknown.severity, unknown.overtaken), (Severity::Error, None));
    let old = one("2026-11-22", "transfer-mechanism-invalid", &dated("1 March 2019", shield));
    assert_eq!((old.severity, old.overtaken.as_deref()), (Severity::Error, Some("2020-07-16")));
    let new = one("2026-11-22", "transfer-mechanism-invalid", &dated("1 March 2021", shield));
    assert_eq!((new.severity, new.overtaken), (Severity::Error, None));
    let old = one("2026-11-22", "complaint-controller-missing", &dated("1 March 2026", "You may complain to the ICO."));
    assert_eq!((old.severity, old.overtaken.as_deref()), (Severity::Note, Some("2026-06-19")));
    let body = one("2026-11-22", "body-dissolved", &dated("1 March 2020", "We share data with NHS Digital."));
    assert_eq!((body.severity, body.overtaken.as_deref()), (Severity::Note, Some("2023-02-01")));
}
