//! Rules, law and lexicon are compiled in: a change to one of them must lead to a new build. YAML is slow to read, so it
//! is turned into JSON here, once, in the three files that the program carries. That the JSON says what the YAML says, and
//! that both are right, is for the tests to find.

use serde_yaml::{Deserializer, Value};
use std::error::Error;
use std::path::{Path, PathBuf};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
    let root = Path::new("rules");
    let mut files = Vec::new();
    gather(root, &mut files)?;
    files.sort_unstable();
    let (mut rules, mut law, mut lexicon) = (Vec::new(), Vec::new(), Vec::new());
    for file in &files {
        let name = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        for document in documents(file).map_err(|e| format!("{}: {e}", file.display()))? {
            match name.split('/').next() {
                Some("law") => law.push((name.clone(), document)),
                Some("lexicon") => lexicon.push((name.clone(), worded(document))),
                _ => {
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
