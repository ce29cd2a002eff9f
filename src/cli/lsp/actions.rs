//! What can be done about findings: edits that mend, and decisions to live with them.

use super::client::{Client, FIX_ALL};
use super::diagnostics::{diagnostic, touch};
use super::document::{Document, Key};
use super::folders::Session;
use super::standing;
use candour::report::{card, one_line};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Diagnostic, DocumentChangeOperation, DocumentChanges, Hover,
    HoverContents, MarkupContent, MarkupKind, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;

/// Of so many findings at one place it is told how to live with them.
const TOLD: usize = 8;

/// What is told of a place.
pub fn hover(document: &Document, session: &Session, client: &Client, at: Position) -> Option<Hover> {
    let seen = document.seen.as_ref()?;
    let found = seen.at(at);
    let cards: Vec<String> = found
        .iter()
        .map(|(notice, finding)| {
            let rule = session.candour.rules.get(&finding.rule);
            card(notice, finding, rule, client.markdown)
        })
        .collect();
    let value = cards.join(if client.markdown { "\n---\n\n" } else { "\n\n" });
    let kind = if client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let range = found.first().map(|(notice, finding)| seen.range(notice, finding));
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    // Where several are told of, or another place of one, the words under the pointer are not those of the first.
    let range = range.filter(|r| found.len() == 1 && touch(*r, lsp_types::Range { start: at, end: at }));
    (!found.is_empty()).then_some(Hover { contents, range })
}

/// What can be done about a place. `in_vain` says that nobody waits for it any more; then there is nothing to tell.
pub fn actions(
    document: &mut Document,
    session: &Session,
    client: &Client,
    params: &CodeActionParams,
    others: &dyn Fn(&Uri) -> Option<(String, i32)>,
    in_vain: &dyn Fn() -> bool,
) -> Option<Vec<CodeAction>> {
    let name = document.name.clone();
    let found = meant(document, client, params);
    let mut actions = Vec::new();
    if wanted(params, &CodeActionKind::QUICKFIX) {
        for (key, _, diagnostic) in &found {
            let edits = edits(document, Some(*key), session, &name);
            if let Some(title) = title(&edits) {
                actions.push(CodeAction {
                    diagnostics: Some(vec![diagnostic.clone()]),
                    is_preferred: Some(true),
                    ..action(title, CodeActionKind::QUICKFIX, of_document(document, client, edits))
                });
            }
            if in_vain() {
                return None;
            }
        }
        for (key, rule, diagnostic) in found.iter().take(if session.obeys { TOLD } else { 0 }) {
            let comment = document.seen.as_mut().and_then(|seen| seen.comment(*key, session, &name));
            let (title, edit) = match comment {
                Some(edit) => (format!("Ignore {rule} here, with a reason"), of_document(document, client, vec![edit])),
                None => {
                    let Some(edit) = standing::edit((document, *key), session, client, others) else { continue };
                    (format!("Ignore {rule} here, with a reason in the configuration"), edit)
                }
            };
            let diagnostics = Some(vec![diagnostic.clone()]);
            actions.push(CodeAction { diagnostics, ..action(title, CodeActionKind::QUICKFIX, edit) });
            if in_vain() {
                return None;
            }
        }
    }
    if wanted(params, &FIX_ALL) {
        let edits = edits(document, None, session, &name);
        if !edits.is_empty() {
            let title = "Make all safe edits of this document".to_owned();
            actions.push(action(title, FIX_ALL, of_document(document, client, edits)));
        }
    }
    Some(actions)
}

/// The findings that a question is about, with the diagnostic of each: those at the place, and those that the client
/// names.
fn meant(document: &Document, client: &Client, params: &CodeActionParams) -> Vec<(Key, String, Diagnostic)> {
    let Some(seen) = &document.seen else { return Vec::new() };
    let named =
        |own: &Diagnostic| params.context.diagnostics.iter().any(|d| d.range == own.range && d.code == own.code);
    let all = seen.findings().map(|(key, notice, finding)| {
        (key, one_line(&finding.rule), diagnostic((document, seen), notice, finding, client))
    });
    all.filter(|(_, _, own)| touch(own.range, params.range) || named(own)).collect()
}

/// Whether actions of a kind are asked for.
fn wanted(params: &CodeActionParams, kind: &CodeActionKind) -> bool {
    let fits = |only: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(only.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || only.as_str().is_empty())
    };
    params.context.only.as_ref().is_none_or(|only| only.iter().any(fits))
}

fn edits(document: &mut Document, of: Option<Key>, session: &Session, name: &str) -> Vec<TextEdit> {
    document.seen.as_mut().map(|seen| seen.edits(of, session, name).to_vec()).unwrap_or_default()
}

/// What edits of one finding are called.
fn title(edits: &[TextEdit]) -> Option<String> {
    let first = edits.first()?;
    let more = if edits.len() > 1 { format!(" in {} places", edits.len()) } else { String::new() };
    Some(match one_line(&first.new_text) {
        words if words.is_empty() => format!("Take the words out{more}"),
        words => format!("Write “{words}”{more}"),
    })
}

fn action(title: String, kind: CodeActionKind, edit: WorkspaceEdit) -> CodeAction {
    CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
}

/// Edits of the document, of no other version than this if the client can tell.
fn of_document(document: &Document, client: &Client, edits: Vec<TextEdit>) -> WorkspaceEdit {
    of_file((document.uri.clone(), Some(document.text.version)), client, edits, Vec::new())
}

/// Edits of a file, after some steps.
pub fn of_file(
    (uri, version): (Uri, Option<i32>),
    client: &Client,
    edits: Vec<TextEdit>,
    before: Vec<DocumentChangeOperation>,
) -> WorkspaceEdit {
    if !client.versioned_edits {
        #[allow(clippy::mutable_key_type)]
        let changes = HashMap::from([(uri, edits)]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let edit = TextDocumentEdit { text_document, edits };
    let changes = match before.is_empty() {
        true => DocumentChanges::Edits(vec![edit]),
        false => DocumentChanges::Operations(before.into_iter().chain([DocumentChangeOperation::Edit(edit)]).collect()),
    };
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
