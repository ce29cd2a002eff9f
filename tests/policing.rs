//! Rules that police rules: how they are worded, what they carry, and that each earns its place.
#![allow(clippy::unwrap_used, clippy::panic)]

use candour::Candour;
use candour::audit::{Finding, Options};
use candour::claims::Confidence;
use candour::law::Date;
use candour::rules::docs::{Cite, families};
use candour::rules::{Place, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().unwrap());

/// Pairs of rules that may point at the same words, each because the defects are different ones and both must be mended.
const TOGETHER: &[(&str, &str, &str)] = &[
    (
        "basis-unlisted",
        "obligation-unnamed",
        "the list of bases is one place to mend, the law behind the basis another",
    ),
    ("law-unnamed", "schedule1-missing", "a condition can be named without the Act, and the Act without a condition"),
    ("legitimate-interests-public-authority", "retention-incomplete", "a basis is the place of its activity"),
    ("policy-document-missing", "schedule1-mislabelled", "the document is missing whatever the condition is called"),
    ("policy-document-missing", "schedule1-wrong-part", "the document is missing whatever the condition is"),
    ("schedule1-conflict", "schedule1-wrong-part", "that two places differ does not say which of them is wrong"),
];

fn rules() -> &'static [Rule] {
    assert!(CANDOUR.rules.errors.is_empty(), "{:?}", CANDOUR.rules.errors);
    &CANDOUR.rules.rules
}

/// Every rule of which `wrong` says something.
#[track_caller]
fn police(wrong: impl Fn(&Rule) -> Vec<String>) {
    let all: Vec<String> =
        rules().iter().flat_map(|r| wrong(r).into_iter().map(|w| format!("{}: {w}", r.file))).collect();
    assert!(all.is_empty(), "{} in all:\n{}", all.len(), all.join("\n"));
}

/// The messages that a rule can give, as written.
fn messages(rule: &Rule) -> Vec<String> {
    let cases = rule.cases.iter().filter_map(|c| c.message.as_ref());
    std::iter::once(&rule.message).chain(cases).map(ToString::to_string).collect()
}

#[test]
fn a_message_is_one_sentence_without_a_full_stop() {
    police(|rule| {
        let mut wrong = Vec::new();
        for message in messages(rule) {
            let begins = message.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '{' | '"' | '“'));
            if !begins {
                wrong.push(format!("begins with a small letter: {message}"));
            }
            if message.ends_with(['.', '!', ':', ';']) {
                wrong.push(format!("ends with a mark: {message}"));
            }
            let sentences = message.match_indices(". ").filter(|(i, _)| {
                let next = message[i + 2..].chars().next();
                next.is_some_and(char::is_uppercase)
            });
            if sentences.count() > 0 {
                wrong.push(format!("more than one sentence: {message}"));
            }
            if message.contains('\n') || message.contains("  ") {
                wrong.push(format!("white space: {message:?}"));
            }
            if message.chars().count() > 260 {
                wrong.push(format!("{} characters long: {message}", message.chars().count()));
            }
        }
        if rule.title.ends_with('.') || !rule.title.starts_with(|c: char| c.is_uppercase()) {
            wrong.push(format!("title: {}", rule.title));
        }
        wrong
    });
}

/// What was looked for and not found is not said to be against the law: it may stand in words that nobody thought of.
#[test]
fn not_found_is_never_unlawful() {
    const VERDICTS: &[&str] =
        &["unlawful", "illegal", "breach", "violat", "infring", "non-complian", "contrary to", "you must", "fails to"];
    police(|rule| {
        let mut wrong = Vec::new();
        for message in messages(rule) {
            let lower = message.to_lowercase();
            wrong.extend(VERDICTS.iter().filter(|v| lower.contains(**v)).map(|v| format!("`{v}` in: {message}")));
        }
        let absence = rule.queries.iter().any(|q| !q.absent.is_empty());
        let says = |m: &str| m.contains("found") || m.contains("not") || m.contains("no ") || m.contains("never");
        if absence && !says(&rule.message.to_string()) {
            wrong.push(format!("does not say what was not found: {}", rule.message));
        }
        wrong
    });
}

#[test]
fn spelling_is_british() {
    // One way to write "email", too.
    #[rustfmt::skip]
    const AMERICAN: &[&str] = &[
        "organiz", "recogniz", "authoriz", "analyz", "minimiz", "summariz", "realiz", "categoriz", "anonymiz",
        "pseudonymiz", "customiz", "behavior", "color", "favor", "honor", "labor ", "center", "fulfill ", "catalog ",
        "judgment", "program ", "defense", "offense", "traveled", "canceled", "labeled", "gray ",
        "zip code", "toward ", "e-mail",
    ];
    police(|rule| {
        let mut texts = vec![rule.title.clone(), rule.why.clone(), rule.fix.clone()];
        texts.extend(messages(rule));
        texts.extend(rule.false_alarms.iter().cloned());
        let text = texts.join(" \n").to_lowercase();
        AMERICAN.iter().filter(|w| text.contains(**w)).map(|w| format!("`{}` is not British", w.trim())).collect()
    });
}

#[test]
fn every_rule_says_why_and_what_to_do_and_how_it_can_be_wrong() {
    police(|rule| {
        let mut wrong = Vec::new();
        if rule.why.split_whitespace().count() < 8 {
            wrong.push("`why` says little".to_owned());
        }
        if rule.fix.split_whitespace().count() < 5 {
            wrong.push("`fix` says little".to_owned());
        }
        for (name, text) in [("why", &rule.why), ("fix", &rule.fix)] {
            if !text.trim_end().ends_with(['.', '"', '”', ')', '?', '…']) {
                wrong.push(format!(
                    "`{name}` ends in the middle: …{}",
                    text.chars().rev().take(30).collect::<String>().chars().rev().collect::<String>()
                ));
            }
        }
        if rule.false_alarms.is_empty() {
            wrong.push("no `false-alarms`".to_owned());
        }
        wrong
    });
}

#[test]
fn the_law_is_cited_in_a_form_that_the_index_knows() {
    police(|rule| {
        let mut wrong: Vec<String> = rule.law.iter().filter_map(|c| Cite::parse(&c.cite).err()).collect();
        if rule.law.is_empty() {
            wrong.push("no law".to_owned());
        }
        let unique: BTreeSet<_> = rule.law.iter().collect();
        if unique.len() != rule.law.len() {
            wrong.push("a law twice".to_owned());
        }
        wrong
    });
}

#[test]
fn every_rule_has_examples_of_both_kinds() {
    police(|rule| {
        let count = |bad: bool| rule.examples.iter().filter(|e| e.bad == bad).count();
        let mut wrong = Vec::new();
        for (bad, name) in [(true, "bad"), (false, "good")] {
            if count(bad) < 2 {
                wrong.push(format!("{} {name} example(s)", count(bad)));
            }
        }
        let mut seen = BTreeSet::new();
        for example in &rule.examples {
            if !seen.insert((&example.texts, example.given.as_of)) {
                wrong.push(format!("an example twice: {:.40}", example.texts.join(" ")));
            }
        }
        wrong
    });
}

/// A rule about what a notice lacks points at where a reader would look for it.
#[test]
fn rules_about_the_whole_notice_have_a_place() {
    /// What is missing here has no place of its own: the title is as good as any.
    const TITLE: &[&str] = &["notice-undated"];
    police(|rule| {
        let lacking = rule.queries.iter().filter(|q| q.subject.is_none() || q.each.is_some());
        let bare = lacking.filter(|q| q.place.is_empty()).count();
        let unfit =
            rule.queries.iter().flat_map(|q| &q.place).filter(|p| matches!(p, Place::Heading(h) if h.is_empty()));
        let excused = TITLE.contains(&rule.id.as_str());
        match (bare > 0 && !excused, unfit.count()) {
            (false, 0) => Vec::new(),
            (true, _) => vec!["looks for something and has no `place`".to_owned()],
            (false, n) => vec![format!("{n} empty headings as `place`")],
        }
    });
}

/// An edit that is never made is only a promise.
#[test]
fn edits_are_of_certain_rules_and_are_shown_in_examples() {
    police(|rule| {
        if rule.rewrite.is_none() {
            return Vec::new();
        }
        let mut wrong = Vec::new();
        if rule.confidence != Confidence::Certain {
            wrong.push("has an edit and is not certain".to_owned());
        }
        if !rule.examples.iter().any(|e| e.edits.as_ref().is_some_and(|edits| !edits.is_empty())) {
            wrong.push("no example has `edits`".to_owned());
        }
        wrong
    });
    assert!(rules().iter().filter(|r| r.rewrite.is_some()).count() > 4);
}

#[test]
fn what_rules_ask_of_the_law_has_an_answer() {
    let unanswered: Vec<String> = CANDOUR.rules.check_against(&CANDOUR.law).iter().map(ToString::to_string).collect();
    assert!(unanswered.is_empty(), "{}", unanswered.join("\n"));
}

#[test]
fn every_family_is_in_the_catalogue() {
    let known: BTreeSet<String> = families().into_iter().map(|f| f.name).collect();
    assert!(known.len() > 10);
    let strangers: Vec<&str> = CANDOUR.rules.families().into_iter().filter(|f| !known.contains(*f)).collect();
    assert!(strangers.is_empty(), "not in rules/families.yaml: {strangers:?}");
    police(|rule| {
        let folder = rule.file.split('/').next().unwrap();
        if folder == rule.family { Vec::new() } else { vec![format!("lies in {folder}, is of {}", rule.family)] }
    });
}

/// The texts of the corpus.
fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.is_file() && !p.to_string_lossy().ends_with(".expected.yaml"));
    files.retain(|p| p.extension().is_some_and(|e| e == "md" || e == "txt" || e == "yaml" || e == "html"));
    files.sort();
    assert!(files.len() > 15);
    files
}

/// Every finding of every rule on the corpus, notice by notice.
static FOUND: LazyLock<Vec<(String, Vec<Finding>)>> = LazyLock::new(|| {
    let options = Options { min_confidence: Confidence::Possible, ..Options::on(Date::constant(2026, 11, 22)) };
    let one = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let all = CANDOUR.check_bytes(&name, &fs::read(path).unwrap(), None, &Default::default(), &options);
        (name, all.into_iter().flat_map(|c| c.findings).collect())
    };
    corpus().iter().map(one).collect()
});

#[test]
fn no_two_rules_report_the_same_words() {
    let yields = |a: &str, b: &str| CANDOUR.rules.get(a).is_some_and(|r| r.yields_to.iter().any(|o| o == b));
    let looked_for =
        |f: &Finding| f.primary.label.starts_with("looked for") || f.primary.label.starts_with("not found");
    let mut pairs: BTreeMap<(String, String), String> = BTreeMap::new();
    for (name, findings) in FOUND.iter() {
        let findings: Vec<&Finding> = findings.iter().filter(|f| !looked_for(f)).collect();
        for (i, a) in findings.iter().enumerate() {
            for b in &findings[i + 1..] {
                if a.rule == b.rule || a.primary.span != b.primary.span {
                    continue;
                }
                let (x, y) = if a.rule < b.rule { (&a.rule, &b.rule) } else { (&b.rule, &a.rule) };
                let settled = yields(x, y) || yields(y, x);
                let allowed = TOGETHER.iter().any(|(p, q, _)| p == x && q == y);
                if !settled && !allowed {
                    pairs.insert((x.clone(), y.clone()), format!("{name}: {} / {}", a.message, b.message));
                }
            }
        }
    }
    let lines: Vec<String> = pairs.iter().map(|((a, b), at)| format!("{a} and {b}, {at}")).collect();
    assert!(lines.is_empty(), "neither yields to the other:\n{}", lines.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    for (a, b, why) in TOGETHER {
        assert!(a < b && !why.is_empty(), "{a} {b}");
        for rule in [a, b] {
            assert!(CANDOUR.rules.get(rule).is_some(), "no rule {rule}");
        }
    }
}

#[test]
fn no_rule_is_silent_everywhere() {
    let outcomes = CANDOUR.selftest(Date::constant(2026, 11, 22));
    let wrong: Vec<&str> = outcomes.iter().filter_map(|o| o.wrong.as_deref()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let fires: BTreeSet<&str> = outcomes.iter().filter(|o| o.bad).map(|o| o.rule.as_str()).collect();
    let on_corpus: BTreeSet<&str> = FOUND.iter().flat_map(|(_, f)| f.iter().map(|f| f.rule.as_str())).collect();
    police(|rule| {
        let heard = fires.contains(rule.id.as_str()) || on_corpus.contains(rule.id.as_str());
        if heard { Vec::new() } else { vec!["reports nothing, in the corpus or in its examples".to_owned()] }
    });
}

/// Groups whose entries give their names to claims, as the values of a kind or the keys of records.
const VALUES: &[&str] =
    &["mechanism", "ordinary-data", "processor", "purpose", "purpose-object", "recipient", "record", "schedule-1"];

/// A phrase that nobody asks for costs time on every notice and misleads whoever reads the lexicon.
#[test]
fn every_phrase_is_asked_for() {
    fn sources(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                sources(&path, out);
            } else if !name.contains("tests") {
                out.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    sources(&root.join("src/claims"), &mut source);
    let asked = |name: &str| source.contains(&format!("\"{name}\""));
    let mut idle = Vec::new();
    for entry in fs::read_dir(root.join("rules/lexicon")).unwrap() {
        let path = entry.unwrap().path();
        for document in serde_yaml::Deserializer::from_str(&fs::read_to_string(&path).unwrap()) {
            let file: serde_yaml::Value = serde::Deserialize::deserialize(document).unwrap();
            let Some(group) = file["group"].as_str() else { continue };
            if !asked(group) {
                idle.push(format!("the group {group}"));
                continue;
            }
            for (name, phrases) in file["entries"].as_mapping().unwrap() {
                let name = name.as_str().map_or_else(|| name.as_i64().unwrap().to_string(), str::to_owned);
                let set = phrases["set"].as_mapping().into_iter().flatten();
                let told = set.into_iter().any(|(key, _)| key.as_str().is_some_and(asked));
                if !asked(&name) && !told && !VALUES.contains(&group) {
                    idle.push(format!("{group}: {name}"));
                }
            }
        }
    }
    assert!(idle.is_empty(), "nothing in src/claims asks for: {idle:#?}");
}

/// What rules/README.md says of the language is what the language has.
#[test]
fn the_manual_is_true() {
    use candour::rules::pack::{Folder, Pack};
    use candour::rules::vocabulary::{COMPARISONS, EDIT, GIVEN, NEAR, NOTICE, PATTERN, QUERY, RULE};
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md")).unwrap();
    let words = [RULE, QUERY, PATTERN, COMPARISONS, NOTICE, NEAR, GIVEN, EDIT].concat();
    let told = |word: &str| {
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        manual
            .match_indices(word)
            .any(|(i, _)| ends(manual[..i].chars().next_back()) && ends(manual[i + word.len()..].chars().next()))
    };
    let untold: Vec<&&str> = words.iter().filter(|w| !told(w)).collect();
    assert!(untold.is_empty(), "the manual does not tell of {untold:?}");
    let mut blocks = 0;
    for block in manual.split("```yaml\n").skip(1) {
        let text = block.split("```").next().unwrap().to_owned();
        let table = "records,retention\nfiles,6 years\n".to_owned();
        let manifest = "name: ours\nversion: 1.0.0\ndescription: x\nlanguage: en\n".to_owned();
        let files = [("pack.yaml", manifest), ("r.yaml", text), ("tables/schedule.csv", table)];
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        let folder = Folder { shown: "pack".to_owned(), files, errors: Vec::new() };
        let set = Pack::read(&folder).rules(&candour::claims::Cells::new(&CANDOUR.lexicon, &CANDOUR.law));
        assert!(set.errors.is_empty(), "{:?}", set.errors);
        assert_eq!(set.rules.len(), 1);
        let mut candour = Candour::builtin().unwrap();
        candour.rules = set;
        let wrong: Vec<_> =
            candour.selftest(Date::constant(2026, 11, 22)).into_iter().filter_map(|o| o.wrong).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        blocks += 1;
    }
    assert_eq!(blocks, 4);
}

/// A rule is data: the program knows none by its name.
#[test]
fn no_rule_is_named_in_the_source() {
    fn walk(folder: &Path, ids: &[String], found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ids, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            // An id of one word is a word like any other.
            let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            let named = ids.iter().filter(|id| id.contains('-') && words.contains(id.as_str()));
            found.extend(named.map(|id| format!("{}: {id}", path.display())));
        }
    }
    let ids: Vec<String> = CANDOUR.rules.rules.iter().map(|r| r.id.clone()).collect();
    assert!(ids.len() > 50);
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &ids, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}
