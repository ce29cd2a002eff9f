//! Input of every odd kind by the hundred: nothing falls over, places hold, and time stays bounded.

use super::{sound, *};
use candour::Candour;
use candour::audit::Options;
use candour::read::Limits;
use candour::rules::RuleSet;
use candour::rules::pack::Folder;
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

/// One input may take so long: a debug build on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

pub static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().unwrap());

/// Notices of the corpus, cut to a size that a debug build reads in no time: name and text.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    all.sort();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    let cut = |text: String| text.char_indices().nth(3000).map_or(text.clone(), |(at, _)| text[..at].to_owned());
    let kept = all.iter().filter(|p| !name(p).contains(".expected."));
    kept.map(|p| (name(p), cut(fs::read_to_string(p).unwrap()))).collect()
});

/// Checks bytes under a name, as if they were a notice; everything that must hold of the answer is looked at.
pub fn survive(name: &str, bytes: &[u8]) {
    let begun = worked();
    let options = Options { all_files: true, comments: true, ..Options::on("2026-11-22".parse().unwrap()) };
    for checked in CANDOUR.check_bytes(name, bytes, None, &Limits::default(), &options) {
        sound::notice(&checked.notice);
        sound::claims(&checked.notice, &checked.claims);
        for finding in &checked.findings {
            for mark in std::iter::once(&finding.primary).chain(&finding.related) {
                assert!(checked.notice.text.get(mark.span.range()).is_some(), "{finding:?}");
            }
        }
    }
    let taken = worked() - begun;
    assert!(taken < LIMIT, "{name}: {} bytes took {taken:?}", bytes.len());
}

const ENDINGS: [&str; 11] = ["txt", "md", "html", "yaml", "json", "html.erb", "njk", "hbs", "tsx", "mdx", "liquid"];

/// One of the notices of the corpus, and its name.
pub fn notice() -> impl Strategy<Value = (String, String)> {
    any::<prop::sample::Index>().prop_map(|i| i.get(&CORPUS).clone())
}

/// How a text may be spoilt.
#[derive(Clone, Debug)]
pub enum Spoil {
    Cut(prop::sample::Index, prop::sample::Index),
    Shuffle(u64),
    Repeat(prop::sample::Index, u8),
    Insert(prop::sample::Index, String),
    Turn(u8),
    Lookalikes(u8),
    OneLine(u16),
}

pub fn spoil() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(a, b)| Spoil::Cut(a, b)),
        any::<u64>().prop_map(Spoil::Shuffle),
        (any::<prop::sample::Index>(), 1..20u8).prop_map(|(i, n)| Spoil::Repeat(i, n)),
        (any::<prop::sample::Index>(), odd()).prop_map(|(i, s)| Spoil::Insert(i, s)),
        (1..9u8).prop_map(Spoil::Turn),
        (1..9u8).prop_map(Spoil::Lookalikes),
        (1..40u16).prop_map(Spoil::OneLine),
    ]
}

/// Control characters, marks of direction, joined and wide letters, markup cut off.
pub fn odd() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\u{0}",
        "\u{1}",
        "\u{7}",
        "\u{8}",
        "\u{b}",
        "\u{c}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{9b}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "\u{200f}",
        "\u{202e}",
        "\u{2028}",
        "\u{2066}",
        "\u{feff}",
        "\u{fffd}",
        "\u{fb01}",
        "\u{130}",
        "\u{1e9e}",
        "\u{df}",
        "e\u{301}\u{301}",
        "\u{1f468}\u{200d}\u{1f469}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
        "\u{627}\u{644}",
        "\u{ff26}\u{ff55}",
        "\u{1d400}",
        "\r",
        "\r\n",
        "\t",
        "<",
        "</p>",
        "&#",
        "&#0;",
        "&#x110000;",
        "{{",
        "{%",
        "%>",
        "*/",
        "```",
        "---\n",
        "- ",
        "1. ",
        "| ",
        ": ",
        "&a ",
        "*a",
        "!!x ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "Article 6(1)(",
        "99999999999 years",
        "31 February 0000",
        "\u{a3}\u{661}\u{662}",
        "a@",
        "@b",
        "+44",
        "http://",
    ]);
    prop::collection::vec(pieces, 1..6).prop_map(|p| p.concat())
}

fn char_at(text: &str, index: prop::sample::Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    *index.get(&places)
}

pub fn spoilt(text: &str, how: &Spoil) -> String {
    match how {
        Spoil::Cut(a, b) => {
            let (a, b) = (char_at(text, *a), char_at(text, *b));
            text[..a.min(b)].to_owned() + &text[a.max(b)..]
        }
        Spoil::Shuffle(seed) => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            let mut state = *seed | 1;
            for i in (1..lines.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                lines.swap(i, (state >> 33) as usize % (i + 1));
            }
            lines.concat()
        }
        Spoil::Repeat(i, times) => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let Some(line) = lines.get(i.index(lines.len().max(1))) else { return text.to_owned() };
            text.replacen(line, &line.repeat(usize::from(*times)), 1)
        }
        Spoil::Insert(i, odd) => {
            let at = char_at(text, *i);
            format!("{}{odd}{}", &text[..at], &text[at..])
        }
        // Words that run from right to left, between others.
        Spoil::Turn(every) => {
            let turn = |(i, word): (usize, &str)| match i % (usize::from(*every) + 1) {
                0 => format!("\u{202e}{}\u{202c} ", word.chars().rev().collect::<String>()),
                _ => format!("{word} "),
            };
            text.lines().map(|l| l.split(' ').enumerate().map(turn).collect::<String>() + "\n").collect()
        }
        // Letters of other scripts that look the same.
        Spoil::Lookalikes(every) => {
            let mut count = 0_usize;
            let other = |c: char| match c {
                'a' => '\u{430}',
                'e' => '\u{435}',
                'o' => '\u{3bf}',
                'i' => '\u{456}',
                'A' => '\u{391}',
                '1' => '\u{661}',
                '(' => '\u{ff08}',
                ' ' => '\u{2003}',
                c => c,
            };
            let mut turn = |c: char| {
                count += 1;
                if count.is_multiple_of(usize::from(*every)) { other(c) } else { c }
            };
            text.chars().map(&mut turn).collect()
        }
        Spoil::OneLine(times) => {
            text.replace(['\n', '\r'], " ").repeat(usize::from(*times).min(1 + 60_000 / text.len().max(1)))
        }
    }
}

/// A text as the bytes of some encoding, which may be wrong for it.
fn encoded(text: &str, how: u8) -> Vec<u8> {
    let sixteen = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match how {
        0 => [&[0xff, 0xfe][..], &sixteen(u16::to_le_bytes)].concat(),
        1 => [&[0xfe, 0xff][..], &sixteen(u16::to_be_bytes)].concat(),
        2 => WINDOWS_1252.encode(text).0.into_owned(),
        3 => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
        // One unit lost, or a byte that belongs to nothing.
        4 => [&[0xff, 0xfe][..], &sixteen(u16::to_le_bytes)[1..]].concat(),
        5 => [text.as_bytes(), &[0xc3]].concat(),
        6 => sixteen(u16::to_le_bytes),
        _ => text.as_bytes().to_vec(),
    }
}

/// YAML of any shape.
pub fn yaml() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        "[a-z -]{0,12}",
        Just("We keep your personal data for 7 years. ".repeat(6)),
        "[0-9.-]{1,6}",
        Just("~".to_owned()),
        "\"[a-z\\\\n]{0,6}\"",
        odd().prop_map(|o| format!("{o:?}")),
    ];
    let key = prop_oneof![
        "[a-z]{1,8}",
        prop::sample::select(vec![
            "candour",
            "title",
            "controller",
            "activities",
            "retention",
            "rights",
            "lawful-basis",
            "name",
            "for",
            "with",
            "unless",
            "id",
            "message",
            "examples",
            "law",
            "text",
            "any-of",
            "value",
            "kind",
            "select",
            "suppressions",
            "params",
            "paths",
            "group",
            "entries",
            "say",
            "not",
            "severity",
            "body",
            "en",
            "<<",
        ])
        .prop_map(str::to_owned),
    ];
    let inline = |t: &str| t.replace(['\n', '\r'], " ");
    let leaf = scalar.prop_map(move |s| inline(&s));
    let tree = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|v| { v.iter().map(|i| format!("- {}\n", i.replace('\n', "\n  "))).collect::<String>() }),
            prop::collection::vec((key.clone(), inner.clone()), 0..6).prop_map(|v| {
                let entry = |(k, i): &(String, String)| match i.contains('\n') {
                    true => format!("{k}:\n  {}\n", i.trim_end().replace('\n', "\n  ")),
                    false => format!("{k}: {i}\n"),
                };
                v.iter().map(entry).collect::<String>()
            }),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| format!("[{}]", v.join(", ").replace('\n', " "))),
            (inner, "[&*!|>#%@`]{1,2}").prop_map(|(i, mark)| format!("{mark}a {i}")),
        ]
    });
    tree.prop_map(|t| t + "\n")
}

pub fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_time: 20_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(few(150))]

    #[test]
    fn arbitrary_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..600), ending in prop::sample::select(&ENDINGS[..])) {
        survive(&format!("a.{ending}"), &bytes);
    }

    #[test]
    fn arbitrary_text_is_survived(pieces in prop::collection::vec(prop_oneof![odd(), "\\PC{0,20}", Just("We keep it for 6 years.\n".to_owned())], 0..30), ending in prop::sample::select(&ENDINGS[..])) {
        survive(&format!("a.{ending}"), pieces.concat().as_bytes());
    }

    #[test]
    fn arbitrary_yaml_is_survived(text in yaml(), structured in any::<bool>()) {
        let text = if structured { format!("candour: notice/1\n{text}") } else { text };
        survive("a.yaml", text.as_bytes());
    }

    #[test]
    fn arbitrary_yaml_is_survived_as_rules_and_packs(text in yaml()) {
        let _ = RuleSet::load_dir([("house/a.yaml", &text)]);
        let manifest = "name: x\nversion: '1'\ndescription: x\nlanguage: en\n".to_owned();
        let files = [("pack.yaml", manifest), ("lexicon/a.yaml", text.clone()), ("tables/a.yaml", text.clone()), ("tables/b.csv", text)];
        let files = files.into_iter().map(|(n, t)| (n.to_owned(), t)).collect();
        let pack = candour::rules::pack::Pack::read(&Folder { shown: "x".to_owned(), files, errors: Vec::new() });
        CANDOUR.lexicon.faults(&pack.lexicon);
        pack.rules(&candour::claims::Cells::new(&CANDOUR.lexicon, &CANDOUR.law));
    }
}

proptest! {
    #![proptest_config(few(40))]

    #[test]
    fn spoilt_notices_are_survived((name, text) in notice(), how in prop::collection::vec(spoil(), 1..4), encoding in 0..12u8) {
        let text = how.iter().fold(text, |text, how| spoilt(&text, how));
        survive(&name, &encoded(&text, encoding));
    }

    #[test]
    fn notices_under_a_wrong_ending_are_survived((_, text) in notice(), ending in prop::sample::select(&ENDINGS[..]), how in spoil()) {
        survive(&format!("a.{ending}"), spoilt(&text, &how).as_bytes());
    }
}

/// Each way of spoiling and each encoding once, on every notice of one format each.
#[test]
fn every_way_to_spoil_a_notice_is_survived() {
    let ways = [
        Spoil::Shuffle(7),
        Spoil::Turn(1),
        Spoil::Turn(5),
        Spoil::Lookalikes(1),
        Spoil::Lookalikes(3),
        Spoil::OneLine(20),
    ];
    for name in ["gp-practice.txt", "online-shop.md", "recruiter.yaml"] {
        let (name, text) = CORPUS.iter().find(|f| f.0 == name).unwrap();
        for way in &ways {
            survive(name, spoilt(text, way).as_bytes());
        }
        for encoding in 0..8 {
            survive(name, &encoded(text, encoding));
        }
    }
}
