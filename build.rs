//! Rules, law and lexicon are compiled in: a change to one of them must lead to a new build. YAML is slow to read, so it
//! is turned into JSON here, once, in the files that the program carries; and the phrases are compiled, by the same code as
//! those of users. That all this says what the YAML says, and that it is right, is for the tests to find.

#[path = "src/lexicon/automaton.rs"]
#[allow(dead_code)]
mod automaton;
#[path = "src/lexicon/builder.rs"]
mod builder;
#[path = "src/lexicon/compile.rs"]
mod compile;
#[path = "src/notice/fold.rs"]
mod fold;
#[path = "src/lexicon/phrase.rs"]
mod phrase;
#[path = "src/lexicon/tokens.rs"]
#[allow(dead_code)]
mod tokens;

/// The room of that name, as far as phrases need it.
mod notice {
    pub use crate::fold::fold_char;
}

use automaton::Automaton;
use compile::{Compiled, Loading};
use serde_yaml::{Deserializer, Value};
use std::error::Error;
use std::path::{Path, PathBuf};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
    for file in ["automaton", "builder", "compile", "packed", "phrase", "tokens"] {
        println!("cargo:rerun-if-changed=src/lexicon/{file}.rs");
    }
    println!("cargo:rerun-if-changed=src/notice/fold.rs");
    let root = Path::new("rules");
    let mut files = Vec::new();
    gather(root, &mut files)?;
    files.sort_unstable();
    let (mut rules, mut law, mut lexicon) = (Vec::new(), Vec::new(), Vec::new());
    for file in &files {
        let name = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        for document in documents(file).map_err(|e| format!("{}: {e}", file.display()))? {
            match name.split_once('/') {
                // What lies beside the families is about them all, and no rule.
                None => {}
                Some(("law", _)) => law.push((name.clone(), document)),
                Some(("lexicon", _)) => lexicon.push((name.clone(), worded(document))),
                Some(_) => {
                    let (document, examples) = parted(document)?;
                    rules.push((name.clone(), document, examples));
                }
            }
        }
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("rules.json"), serde_json::to_string(&rules)?)?;
    std::fs::write(out.join("law.json"), serde_json::to_string(&law)?)?;
    std::fs::write(out.join("lexicon.json"), serde_json::to_string(&lexicon)?)?;
    // What is malformed is told by the program.
    std::fs::write(out.join("lexicon.bin"), compiled(&lexicon, &law).unwrap_or_default())?;
    Ok(())
}

/// The YAML files below a folder.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}

fn documents(file: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let values = Deserializer::from_str(&text).map(serde::Deserialize::deserialize);
    Ok(values.collect::<Result<_, _>>()?)
}

/// A rule, and the JSON of its examples, which stays as it is until somebody asks.
fn parted(mut document: Value) -> Result<(Value, String), Box<dyn Error>> {
    let examples = document.as_mapping_mut().and_then(|rule| rule.remove("examples"));
    Ok((document, examples.map_or_else(|| Ok(String::new()), |e| serde_json::to_string(&e))?))
}

/// The same with every scalar as text: what phrases are made of.
fn worded(value: Value) -> Value {
    match value {
        Value::Mapping(map) => Value::Mapping(map.into_iter().map(|(k, v)| (worded(k), worded(v))).collect()),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(worded).collect()),
        Value::Bool(b) => Value::String(b.to_string()),
        Value::Number(n) => Value::String(n.to_string()),
        other => other,
    }
}

/// The phrases of the lexicon and the names in the law, compiled.
fn compiled(lexicon: &[(String, Value)], law: &[(String, Value)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut loading = Loading::default();
    for (name, document) in lexicon {
        loading.file(name, serde_yaml::from_value(document.clone())?)?;
    }
    for citation in law.iter().filter_map(|(_, d)| d.get("citations")?.as_sequence()).flatten() {
        let id = citation.get("id").and_then(Value::as_str).unwrap_or_default();
        loading.names("citation", id, &texts(citation.get("names")), &texts(citation.get("not")))?;
    }
    let code = |value: &str| value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase());
    for kind in ["place", "provider"] {
        for (_, document) in law.iter().filter(|(_, d)| texts(d.get("kind")).iter().any(|k| k == kind)) {
            for (value, facts) in document.get("values").and_then(Value::as_mapping).into_iter().flatten() {
                let value = value.as_str().unwrap_or_default();
                if !value.contains('*') && (kind != "place" || code(value)) {
                    let names = texts(facts.get("names"));
                    let names = if names.is_empty() { texts(facts.get("name")) } else { names };
                    loading.names(kind, value, &names, &[])?;
                }
            }
        }
    }
    Ok(packed(&loading.finish()))
}

/// A text, or a list of texts.
fn texts(value: Option<&Value>) -> Vec<String> {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    match value {
        Some(Value::Sequence(items)) => items.iter().filter_map(text).collect(),
        Some(one) => text(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A lexicon as bytes, as `src/lexicon/packed.rs` reads it.
fn packed(compiled: &Compiled) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    out.texts(compiled.groups.iter().map(String::as_str));
    out.number(compiled.entries.len());
    for entry in &compiled.entries {
        out.number(entry.group.into());
        out.text(&entry.name);
        out.texts(entry.set.iter().flat_map(|(k, v)| [k.as_str(), v.as_str()]));
    }
    let Automaton { words, sets, nodes, edges, gaps, accepts, root, number, .. } = &compiled.automaton;
    out.text(&words.text);
    let nodes: Vec<u32> = nodes.iter().flat_map(|n| [n.edges, n.gaps, n.accepts, n.number]).collect();
    let (edges, gaps) = (pairs(edges), pairs(gaps));
    let lists: [&[u32]; 11] = [
        &words.ends,
        &words.shorter,
        &words.first,
        &sets.items,
        &sets.ends,
        &nodes,
        &edges,
        &gaps,
        accepts,
        root,
        &[*number],
    ];
    lists.into_iter().for_each(|list| out.list(list));
    out.0
}

fn pairs(pairs: &[(u32, u32)]) -> Vec<u32> {
    pairs.iter().flat_map(|p| [p.0, p.1]).collect()
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u32).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str> + Clone) {
        self.number(texts.clone().count());
        texts.for_each(|t| self.text(t));
    }

    fn list(&mut self, list: &[u32]) {
        self.number(4 * list.len());
        list.iter().for_each(|n| self.0.extend_from_slice(&n.to_le_bytes()));
    }
}
