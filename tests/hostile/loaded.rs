//! What else candour reads, of any shape: facts, labels, configurations, baselines; and versions that are compared or
//! mended.

use super::properties::{CANDOUR, few, notice, spoil, spoilt, yaml};
use super::*;
use candour::audit::Options;
use candour::audit::portfolio::Packed;
use candour::audit::portfolio::file::{self, Gathered};
use candour::change::compare;
use candour::change::mend::Part;
use candour::check::Checked;
use candour::eval::Labels;
use candour::law::Date;
use candour::read::Limits;
use candour::rules::Asked;
use proptest::prelude::*;
use serde_json::{Value, json};

const DAY: Date = Date::constant(2026, 11, 22);

static ASKED: LazyLock<Asked> = LazyLock::new(|| CANDOUR.rules.asked_across());

fn checked(name: &str, text: &str) -> Vec<Checked> {
    let options = Options { all_files: true, ..Options::on(DAY) };
    CANDOUR.check_bytes(name, text.as_bytes(), None, &Limits::default(), &options)
}

/// A file of facts of two notices, as candour writes it.
static FACTS: LazyLock<String> = LazyLock::new(|| {
    let mut out = Vec::new();
    file::begin(&ASKED, DAY, &mut out).unwrap();
    for (name, years) in [("a.md", "7 years"), ("b.md", "8 years")] {
        for one in checked(name, &NOTICE.replace("7 years", years)) {
            file::write(&Packed::of(CANDOUR.facts(&one, &ASKED).unwrap()).unwrap(), &mut out).unwrap();
        }
    }
    file::end(2, &mut out).unwrap();
    String::from_utf8(out).unwrap()
});

const LABELS: &str = r#"{"notice":"a.md","rule":"x","also":["y"],"subject":null,"lines":[[7,7],[9,9]],"level":"must","quote":"x","why":"x"}
{"notice":"a.md","kind":"retention","value":"P7Y","polarity":"affirmed","lines":[[1,1]],"quote":"x"}
{"id":"F1","notice":"a.md","lines":[[1,2]],"quote":"x","why_wrong":"x","must_not_find":["x"],"must_not_claim":[{"kind":"basis","value":null,"polarity":null}]}"#;

/// What may stand where something else is expected.
fn odd_value() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(4_294_967_296_u64),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("\u{0}\u{202e}"),
        json!("0000-00-00"),
        json!("P99999999999Y"),
        json!("9(2)("),
        json!([]),
        json!([[[]]]),
        json!({}),
        json!([9, 1]),
        json!([0, u32::MAX]),
    ])
}

/// Puts a value in the place of the `at`th in a tree; answers how many are left to count.
fn put(tree: &mut Value, at: usize, value: &Value) -> usize {
    if at == 0 {
        *tree = value.clone();
    }
    let mut left = at.wrapping_sub(1);
    let mut inside = |inner: &mut Value| {
        if left != usize::MAX {
            left = put(inner, left, value);
        }
    };
    match tree {
        _ if at == 0 => {}
        Value::Array(items) => items.iter_mut().for_each(&mut inside),
        Value::Object(fields) => fields.values_mut().for_each(&mut inside),
        _ => {}
    }
    left
}

/// Lines of JSON with some values changed; at times a line is cut, doubled or lost.
fn changed(lines: &str, how: &[(prop::sample::Index, u16, Value, u8)]) -> String {
    let mut all: Vec<String> = lines.lines().map(str::to_owned).collect();
    for (line, at, value, cut) in how {
        let line = line.index(all.len());
        if let Ok(mut tree) = serde_json::from_str::<Value>(&all[line]) {
            put(&mut tree, usize::from(*at) % all[line].matches([',', '{', '[']).count().max(1), value);
            all[line] = tree.to_string();
        }
        match cut {
            0 => all[line] = all[line].chars().take(usize::from(*at)).collect(),
            1 => all.insert(line, all[line].clone()),
            2 if all.len() > 1 => drop(all.remove(line)),
            _ => {}
        }
    }
    all.join("\n")
}

fn change() -> impl Strategy<Value = Vec<(prop::sample::Index, u16, Value, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u16>(), odd_value(), 0..20u8), 1..4)
}

#[test]
fn what_is_changed_in_a_tree_is_what_is_counted_to() {
    let tree = |at| {
        let mut tree = json!({"a": [1, {"b": 2}], "c": 3});
        put(&mut tree, at, &json!("x"));
        tree.to_string()
    };
    let all: Vec<String> = (0..7).map(tree).collect();
    let whole = r#"{"a":[1,{"b":2}],"c":3}"#;
    assert_eq!(all[0], r#""x""#);
    assert_eq!(all[1], r#"{"a":"x","c":3}"#);
    assert_eq!(all[4], r#"{"a":[1,{"b":"x"}],"c":3}"#);
    assert_eq!((all[5].as_str(), all[6].as_str()), (r#"{"a":[1,{"b":2}],"c":"x"}"#, whole));
}

proptest! {
    #![proptest_config(few(150))]

    #[test]
    fn changed_facts_are_read_or_refused_by_file_and_line(how in change()) {
        let text = changed(&FACTS, &how);
        let mut gathered = Gathered::default();
        match gathered.add("some.facts", &text, &ASKED, Some(DAY)) {
            Ok(()) => drop(CANDOUR.portfolio(&gathered.notices, &Options::on(DAY))),
            Err(wrong) => prop_assert!(wrong.to_string().starts_with("some.facts"), "{wrong}"),
        }
    }

    #[test]
    fn changed_labels_are_read_or_refused_by_line(how in change()) {
        let text = changed(LABELS, &how);
        let lines = text.lines().count();
        for line in text.lines() {
            // Each by itself too, for the first line tells of what kind the others are.
            let _ = Labels::default().add("some.jsonl", line, None);
        }
        for wrong in Labels::default().add("some.jsonl", &text, None) {
            prop_assert!((1..=lines).contains(&wrong.line) && !wrong.what.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(few(20))]

    #[test]
    fn versions_are_compared_and_mended_however_they_are_spoilt(
        (name, text) in notice(),
        old in prop::collection::vec(spoil(), 0..3),
        new in prop::collection::vec(spoil(), 0..3),
    ) {
        let [old, new] = [old, new].map(|how| how.iter().fold(text.clone(), |text, how| spoilt(&text, how)));
        let (old, all) = (checked(&name, &old), checked(&name, &new));
        if let (Some(old), Some(new)) = (old.first(), all.first()) {
            compare(&old.side(), &new.side(), &CANDOUR.law);
            compare(&new.side(), &old.side(), &CANDOUR.law);
            let options = Options { all_files: true, ..Options::on(DAY) };
            let parts: Vec<Part> = all.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect();
            let sha256 = new.about.sha256.as_deref().unwrap();
            let mended = CANDOUR.mend((&name, sha256), &new.notice.source, &parts, &Limits::default(), &options);
            if mended.made.is_empty() {
                prop_assert_eq!(mended.text.as_str(), new.notice.source.text.as_str());
            } else {
                let after = CANDOUR.check_bytes(&name, &mended.bytes, None, &Limits::default(), &options);
                let found = |all: &[Checked]| all.iter().map(|c| c.findings.len()).sum::<usize>();
                prop_assert!(found(&after) < found(&all));
            }
        }
    }
}

proptest! {
    // Each starts two programs.
    #![proptest_config(few(25))]

    #[test]
    fn arbitrary_yaml_is_survived_as_configuration_and_baseline(text in yaml(), framed in any::<bool>()) {
        let framed = if framed { format!("candour: baseline/1\nfindings:\n{text}") } else { text.clone() };
        let dir = folder(&[("c.yaml", text.as_bytes()), ("candour-baseline.yaml", framed.as_bytes())]);
        let (code, _, err) = run(dir.path(), &["config", "show", "--config", "c.yaml"]);
        prop_assert!(code == 0 || code == 2 && err.contains("c.yaml"), "{code} {err}");
        fs::write(dir.path().join("a.md"), "We rely on Privacy Shield.\n").unwrap();
        let (code, _, err) = run(dir.path(), &["check", "a.md"]);
        prop_assert!(code != 2 || err.contains("candour-baseline.yaml"), "{code} {err}");
        prop_assert!((0..=3).contains(&code) && !err.contains("panicked"), "{code} {err}");
    }
}

#[test]
fn files_of_facts_and_labels_that_are_nested_or_endless_are_refused() {
    let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
    let long = format!("{{\"notice\": \"{}\"}}", "a".repeat(3_000_000));
    let header = FACTS.lines().next().unwrap();
    for text in [&deep, &long] {
        let facts = format!("{header}\n{text}\n{{\"end\":1}}\n");
        let dir = folder(&[("x.facts", facts.as_bytes()), ("y.facts", text.as_bytes()), ("l.jsonl", text.as_bytes())]);
        fs::write(dir.path().join("a.md"), NOTICE).unwrap();
        for file in ["x.facts", "y.facts"] {
            let (code, out, err) = run(dir.path(), &["portfolio", file]);
            assert!(code == 2 && out.is_empty() && err.contains(file) && err.len() < 2000, "{code} {}", err.len());
        }
        let (code, _, err) = run(dir.path(), &["eval", "a.md", "l.jsonl"]);
        assert!(code == 2 && err.contains("l.jsonl") && err.len() < 2000, "{code} {}", err.len());
    }
}
