//! What a request says of a draft.

use crate::cli::options::{Selection, Sureness, date};
use candour::audit::Options;
use clap::ValueEnum;
use data_encoding::BASE64;
use serde::Deserialize;
use std::path::Path;

/// Longest name of a draft, in characters.
const LONGEST: usize = 120;

/// A request about a draft.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The words.
    pub text: String,
    /// How to read them.
    #[serde(default)]
    format: Format,
    /// What the draft is called; a file that was dropped has a name.
    #[serde(default)]
    name: Option<String>,
    /// The day whose law holds; else that of the program.
    #[serde(default)]
    as_of: Option<String>,
    /// How sure findings must be; else as the program was told.
    #[serde(default)]
    min_confidence: Option<String>,
    /// What to tell besides the findings.
    #[serde(default)]
    pub show: Vec<Show>,
    /// The fingerprints of the findings whose edits to make; all if not given.
    #[serde(default)]
    pub apply: Option<Vec<String>>,
    /// Which report to write.
    #[serde(default)]
    pub to: Option<To>,
}

/// How to read a draft.
#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Format {
    #[default]
    Text,
    Markdown,
    Html,
    Yaml,
    /// As the ending of its name says.
    Named,
}

/// What can be told besides the findings.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// The claims.
    Claims,
    /// The claims by activity.
    Register,
}

/// A report that can be taken away.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum To {
    /// Findings, for other programs.
    Json,
    /// Findings, as a page of Markdown.
    Markdown,
    /// Findings, for a spreadsheet.
    Csv,
    /// Claims, for other programs.
    Claims,
    /// The structured form of the notice, in YAML.
    Notice,
    /// The register, for a spreadsheet.
    Register,
    /// The evidence pack, as a page.
    Html,
    /// The tables of the evidence pack, as a workbook.
    Xlsx,
}

impl To {
    /// Whether it tells more than the findings: duties, the text and the claims.
    pub fn shows_all(self) -> bool {
        matches!(self, To::Html | To::Xlsx)
    }
}

/// A file that cannot be edited as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// What it is called.
    pub name: String,
    /// Its bytes, in base64.
    pub base64: String,
}

impl Packed {
    /// A file from JSON, and its bytes.
    ///
    /// # Errors
    /// Says what is wrong with it; nothing that it holds is told.
    pub fn read(json: &[u8]) -> Result<(String, Vec<u8>), String> {
        let packed: Packed = serde_json::from_slice(json).map_err(|e| format!("the request is malformed: {e}"))?;
        let wrong =
            |e: data_encoding::DecodeError| format!("`base64` is not base64: {} at byte {}", e.kind, e.position);
        let bytes = BASE64.decode(packed.base64.as_bytes()).map_err(wrong)?;
        Ok((file_name(&packed.name), bytes))
    }
}

/// The last part of a name, without what controls a terminal; it names no place on the disk.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if name.trim_matches(['.', ' ']).is_empty() { "draft".to_owned() } else { name }
}

impl Draft {
    /// A draft from JSON.
    ///
    /// # Errors
    /// Says what is wrong with it; the words of the draft are not in it.
    pub fn read(json: &[u8]) -> Result<Draft, String> {
        serde_json::from_slice(json).map_err(|e| format!("the request is malformed: {e}"))
    }

    /// The name by which it is read, whose ending tells the format. It names no place on the disk.
    pub fn path(&self) -> String {
        let name = file_name(self.name.as_deref().unwrap_or_default());
        let endings: &[&str] = match self.format {
            Format::Named => return name,
            Format::Text => &["txt", "text"],
            Format::Markdown => &["md", "markdown", "mdx"],
            Format::Html => &["html", "htm", "xhtml"],
            Format::Yaml => &["yaml", "yml", "json"],
        };
        let path = Path::new(&name);
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.is_some_and(|e| endings.contains(&e.as_str())) {
            true => name,
            false => path.with_extension(endings[0]).to_string_lossy().into_owned(),
        }
    }

    /// The options to check it with.
    ///
    /// # Errors
    /// When the date or the confidence is none.
    pub fn options(&self, usual: &Options, selection: &Selection) -> Result<Options, String> {
        let as_of = self.as_of.as_deref().filter(|d| !d.is_empty()).map(date).transpose()?;
        let sure = |word: &String| {
            Sureness::from_str(word, false).map_err(|_| "confidence is certain, likely or possible".to_owned())
        };
        let sureness = self.min_confidence.as_ref().map(sure).transpose()?;
        Ok(Options {
            as_of: as_of.unwrap_or_else(|| selection.day()),
            min_confidence: sureness.map_or(usual.min_confidence, Into::into),
            ..usual.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_ending_follows_the_format_and_the_name_is_no_path() {
        let path = |name: &str, format: &str| {
            let json = serde_json::json!({ "text": "", "name": name, "format": format }).to_string();
            Draft::read(json.as_bytes()).unwrap().path()
        };
        assert_eq!(path("", "text"), "draft.txt");
        assert_eq!(path("notice.MD", "markdown"), "notice.MD");
        assert_eq!(path("notice.txt", "markdown"), "notice.md");
        assert_eq!(path("page.html.erb", "named"), "page.html.erb");
        assert_eq!(path("../../etc/passwd", "text"), "passwd.txt");
        assert_eq!(path("C:\\drafts\\a\nb.txt", "text"), "ab.txt");
        assert_eq!(path("..", "html"), "draft.html");
    }
}
