//! Packs: folders of rules that somebody else wrote, with tables and phrases of their own.
//!
//! Nothing here opens a file: whoever walks the folder hands over what stands in it. A folder without a `pack.yaml` is
//! rules and nothing else.

use super::load::Origin;
use super::table::Table;
use super::vocabulary::Tables;
use super::{RuleError, RuleSet};
use crate::claims::Cells;
use serde::Deserialize;

/// The file that says what a pack is.
const MANIFEST: &str = "pack.yaml";

/// A folder as it was found.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The folder as given, to show before the paths below it; empty for a file that was named itself.
    pub shown: String,
    /// Files: the path below the folder, with `/`, and the text. In order of paths.
    pub files: Vec<(String, String)>,
    /// What could not be read.
    pub errors: Vec<RuleError>,
}

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name: small letters, digits and hyphens. Rules of the pack that name no family belong to one of this name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// The language of the notices that it is for.
    pub language: String,
}

/// A pack, read as far as its rules do not need.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// What it says of itself; none for a folder of rules.
    pub manifest: Option<Manifest>,
    /// Files of phrases, as (path to show, text).
    pub lexicon: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    tables: Vec<Table>,
    errors: Vec<RuleError>,
}

impl Pack {
    /// Sorts what stands in a folder. `tests/` is the pack's own business.
    pub fn read(folder: &Folder) -> Pack {
        let mut pack = Pack { errors: folder.errors.clone(), ..Pack::default() };
        let show = |path: &str| match folder.shown.trim_end_matches(['/', '\\']) {
            "" => path.to_owned(),
            shown => format!("{shown}/{path}"),
        };
        let manifest = folder.files.iter().find(|(path, _)| path == MANIFEST);
        if let Some((path, text)) = manifest {
            match manifest_of(&show(path), text) {
                Ok(manifest) => pack.manifest = Some(manifest),
                Err(error) => pack.errors.push(error),
            }
        }
        for (path, text) in folder.files.iter().filter(|(path, _)| path != MANIFEST) {
            let shown = show(path);
            let (top, rest) = path.split_once('/').unwrap_or(("", path));
            let (stem, ending) = rest.rsplit_once('.').unwrap_or((rest, ""));
            let yaml = matches!(ending, "yaml" | "yml");
            match top {
                "tables" if manifest.is_some() => match Table::read(&shown, stem, !yaml, text) {
                    Ok(table) if pack.tables.iter().any(|t| t.kind == table.kind) => {
                        let what = format!("there is a table `{stem}` already");
                        pack.errors.push(RuleError { file: shown, line: None, what });
                    }
                    Ok(table) => pack.tables.push(table),
                    Err(error) => pack.errors.push(error),
                },
                "lexicon" if manifest.is_some() && yaml => pack.lexicon.push((shown, text.clone())),
                "tests" | "lexicon" if manifest.is_some() => {}
                _ if yaml => pack.rules.push((shown, text.clone())),
                _ => {}
            }
        }
        if pack.rules.is_empty() && pack.tables.is_empty() && pack.lexicon.is_empty() && pack.errors.is_empty() {
            let what = "no rules here (files that end in .yaml)".to_owned();
            pack.errors.push(RuleError { file: folder.shown.clone(), line: None, what });
        }
        pack
    }

    /// The rules of the pack, with its tables.
    pub fn rules(&self, cells: &Cells<'_>) -> RuleSet {
        let mut set = RuleSet { errors: self.errors.clone(), ..RuleSet::default() };
        let tables: Tables = self.tables.iter().map(|t| (t.kind.clone(), t.columns.clone())).collect();
        for table in &self.tables {
            let rows = table.claims(cells, &mut set.errors);
            set.tables.extend(rows);
        }
        let pack = self.manifest.as_ref().map(|m| m.name.as_str());
        for (file, text) in &self.rules {
            set.add(file, text, Origin { builtin: false, pack, tables: &tables });
        }
        set.finish()
    }
}

fn manifest_of(file: &str, text: &str) -> Result<Manifest, RuleError> {
    let error = |line: Option<u32>, what: String| RuleError { file: file.to_owned(), line, what };
    crate::yaml::affordable(text).map_err(|what| error(None, what))?;
    let read: Result<Manifest, _> = serde_yaml::from_str(text);
    let manifest = read.map_err(|e| {
        let line = e.location().and_then(|l| u32::try_from(l.line()).ok());
        error(line, format!("{e}; a pack says its name, version, description and language"))
    })?;
    let named = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if !named(&manifest.name) {
        return Err(error(None, format!("`{}` is no name: small letters, digits and hyphens", manifest.name)));
    }
    if manifest.language != "en" {
        let what = format!("candour reads notices in English (`en`), not in `{}`", manifest.language);
        return Err(error(None, what));
    }
    Ok(manifest)
}
