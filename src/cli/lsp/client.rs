//! What the client can do, and what it asks for when it begins.

use crate::cli::options::{Selection, Sureness, date};
use clap::ValueEnum;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, DiagnosticTag, HoverProviderCapability,
    InitializeParams, MarkupKind, OneOf, PositionEncodingKind, ResourceOperationKind, SaveOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

use super::places::path_of;

/// All safe edits of a document at once.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.candour");

/// What the client can do.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Columns count bytes, else UTF-16 units.
    pub bytes: bool,
    /// It shows the other places of a finding.
    pub related: bool,
    /// The marks of diagnostics that it knows.
    pub tags: Vec<DiagnosticTag>,
    /// It wants to know which version diagnostics are about.
    pub versions: bool,
    /// It shows Markdown.
    pub markdown: bool,
    /// It takes edits of a version of a document.
    pub versioned_edits: bool,
    /// It makes files.
    pub creates: bool,
    /// It watches files that it is asked to watch.
    pub watches: bool,
}

impl Client {
    /// From what the client says of itself.
    pub fn of(params: &InitializeParams) -> Client {
        let has = |flag: Option<bool>| flag.unwrap_or(false);
        let capabilities = &params.capabilities;
        let text = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let shown = text.publish_diagnostics.unwrap_or_default();
        let edits = workspace.workspace_edit.unwrap_or_default();
        let encodings = capabilities.general.as_ref().and_then(|g| g.position_encodings.clone()).unwrap_or_default();
        let formats = text.hover.and_then(|h| h.content_format).unwrap_or_default();
        Client {
            bytes: encodings.contains(&PositionEncodingKind::UTF8),
            related: has(shown.related_information),
            tags: shown.tag_support.map(|t| t.value_set).unwrap_or_default(),
            versions: has(shown.version_support),
            markdown: formats.contains(&MarkupKind::Markdown),
            versioned_edits: has(edits.document_changes),
            creates: edits.resource_operations.is_some_and(|all| all.contains(&ResourceOperationKind::Create)),
            watches: workspace.did_change_watched_files.is_some_and(|w| has(w.dynamic_registration)),
        }
    }

    /// What candour can do for it.
    pub fn offers(&self) -> ServerCapabilities {
        let encoding = if self.bytes { PositionEncodingKind::UTF8 } else { PositionEncodingKind::UTF16 };
        ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::FULL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
                ..CodeActionOptions::default()
            })),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        }
    }
}

/// The folders that the client has open.
pub fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = params.workspace_folders.iter().flatten().filter_map(|f| path_of(&f.uri)).collect();
    if !folders.is_empty() {
        return folders;
    }
    // What older clients say in its place.
    #[allow(deprecated)]
    let (uri, path) = (&params.root_uri, &params.root_path);
    let root = uri.as_ref().and_then(path_of).or_else(|| path.as_ref().map(PathBuf::from));
    root.into_iter().collect()
}

/// What an editor may set, under the names that the command line and `candour.yaml` have for it.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Wishes {
    as_of: Option<String>,
    min_confidence: Option<String>,
    select: Option<Vec<String>>,
    ignore: Option<Vec<String>>,
    all_files: Option<bool>,
}

/// What to check with: what the command line says, and over it what the editor says.
#[derive(Clone)]
pub struct Settings {
    /// Which rules, on which day's law.
    pub selection: Selection,
    /// Whether every document is taken for a privacy notice.
    pub all_files: bool,
}

impl Settings {
    /// The same with what the editor says. Settings may stand beneath a key `candour`.
    ///
    /// # Errors
    /// Says what is wrong, and where.
    pub fn with(&self, said: &Value) -> Result<Settings, String> {
        let said = said.get("candour").unwrap_or(said);
        if said.is_null() {
            return Ok(self.clone());
        }
        if !said.is_object() {
            return Err("expected keys with values".to_owned());
        }
        let wishes = Wishes::deserialize(said).map_err(|e| e.to_string())?;
        let mut settings = self.clone();
        if let Some(day) = wishes.as_of {
            settings.selection.as_of = Some(date(&day).map_err(|e| format!("as-of: `{day}` is no date; {e}"))?);
        }
        if let Some(word) = wishes.min_confidence {
            let sure = Sureness::from_str(&word, false);
            let what = |_| format!("min-confidence: expected certain, likely or possible, found `{word}`");
            settings.selection.min_confidence = Some(sure.map_err(what)?);
        }
        if let Some(select) = wishes.select {
            settings.selection.select = select;
        }
        if let Some(ignore) = wishes.ignore {
            settings.selection.ignore = ignore;
        }
        settings.all_files = wishes.all_files.unwrap_or(settings.all_files);
        Ok(settings)
    }
}
