//! The thread that looks at documents and answers questions about them, so that whoever types never waits.

use super::actions;
use super::client::Client;
use super::desk::{Change, Desk, Question, Task, Text};
use super::diagnostics;
use super::document::{Document, Seen};
use super::folders::{Folders, is_own};
use super::places::{Lines, path_of};
use super::wire::Outbox;
use crate::cli::guard::guarded;
use lsp_server::{ErrorCode, RequestId};
use lsp_types::notification::PublishDiagnostics;
use lsp_types::{CodeAction, Diagnostic, Hover, PublishDiagnosticsParams, Uri};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The worker.
pub struct Worker {
    desk: Arc<Desk>,
    outbox: Outbox,
    client: Client,
    folders: Folders,
    open: BTreeMap<String, Document>,
}

impl Worker {
    /// A worker with no document open.
    pub fn new(desk: Arc<Desk>, outbox: Outbox, client: Client, folders: Folders) -> Worker {
        Worker { desk, outbox, client, folders, open: BTreeMap::new() }
    }

    /// Works for as long as the program runs.
    pub fn run(mut self) {
        loop {
            let task = self.desk.next();
            if let Err(panic) = guarded(|| self.work(task)) {
                self.outbox.show(&panic);
            }
        }
    }

    fn work(&mut self, task: Task) {
        match task {
            Task::Change(change) => self.change(change),
            Task::Text(uri, Some(text)) => self.take(&uri, text),
            Task::Text(uri, None) => {
                self.open.remove(uri.as_str());
                self.publish(uri, None, Vec::new());
            }
            Task::Question(id, question) => {
                if let Err(panic) = guarded(|| self.answer(&id, question)) {
                    self.outbox.refuse(id.clone(), ErrorCode::InternalError, panic);
                }
                self.desk.answered(&id);
            }
        }
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Folders(came, went) => self.folders.change(came, &went),
            Change::Settings(settings) => self.folders.set(settings),
            Change::File(path) if self.folders.depends_on(&path) => self.folders.renew(),
            Change::File(_) => return,
        }
        for mut document in std::mem::take(&mut self.open).into_values() {
            let path = path_of(&document.uri);
            let folder = self.folders.of(path.as_deref());
            if folder != document.folder {
                document = Document::new(document.uri, path.as_deref(), folder, document.text);
            }
            self.look(document);
        }
    }

    /// A document has a new text.
    fn take(&mut self, uri: &Uri, text: Text) {
        let document = match self.open.remove(uri.as_str()) {
            Some(before) if text.language.is_none() => {
                let language = before.text.language.clone();
                Document { text: Text { language, ..text }, ..before }
            }
            _ => {
                let path = path_of(uri);
                Document::new(uri.clone(), path.as_deref(), self.folders.of(path.as_deref()), text)
            }
        };
        self.look(document);
    }

    /// Looks at a document and tells what was found, unless it has changed in the meantime.
    fn look(&mut self, mut document: Document) {
        let checked = match self.folders.session(&document.folder, &self.outbox) {
            Some(session) if !is_own(&document.name) => {
                let words = &document.text.words;
                let name = &document.name;
                guarded(|| session.check(name, words)).map(|checked| (checked, session.all_files()))
            }
            _ => Ok((Vec::new(), false)),
        };
        let (checked, all_files) = checked.unwrap_or_else(|panic| {
            self.outbox.show(&panic);
            (Vec::new(), false)
        });
        document.was_notice |= checked.iter().any(|c| c.about.checked);
        let failures = document.was_notice || all_files;
        for error in checked.iter().filter_map(|c| c.about.error.as_ref()).filter(|_| !failures) {
            self.outbox.log(&format!("{}: {}", document.name, error.what));
        }
        document.seen = Some(Seen::new(checked, Lines::new(&document.text.words, self.client.bytes)));
        if !self.desk.has_newer(&document.uri) {
            let found = diagnostics::of(&document, &self.client, failures);
            self.publish(document.uri.clone(), Some(document.text.version), found);
        }
        self.open.insert(document.uri.as_str().to_owned(), document);
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let version = version.filter(|_| self.client.versions);
        self.outbox.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    fn answer(&mut self, id: &RequestId, question: Question) {
        if self.desk.is_withdrawn(id) {
            return self.outbox.refuse(id.clone(), ErrorCode::RequestCanceled, "taken back");
        }
        match question {
            Question::Hover(params) => {
                let place = params.text_document_position_params;
                let document = self.open.get(place.text_document.uri.as_str());
                let answer: Option<Hover> = document.and_then(|document| {
                    let session = self.folders.opened(&document.folder)?;
                    actions::hover(document, session, &self.client, place.position)
                });
                self.outbox.answer(id.clone(), answer);
            }
            Question::Actions(params) => match self.actions(id, &params) {
                Some(actions) => self.outbox.answer(id.clone(), actions),
                None if self.desk.is_withdrawn(id) => {
                    self.outbox.refuse(id.clone(), ErrorCode::RequestCanceled, "taken back");
                }
                None => self.outbox.refuse(id.clone(), ErrorCode::ContentModified, "the document has changed"),
            },
        }
    }

    /// What can be done about a place; nothing if the question was taken back, or the document has changed since: each
    /// edit is tried, and whoever types on is not kept waiting for that.
    fn actions(&mut self, id: &RequestId, params: &lsp_types::CodeActionParams) -> Option<Vec<CodeAction>> {
        let uri = &params.text_document.uri;
        let Some(mut document) = self.open.remove(uri.as_str()) else { return Some(Vec::new()) };
        let text = |uri: &Uri| {
            let other = self.open.get(uri.as_str())?;
            Some((other.text.words.to_string(), other.text.version))
        };
        let in_vain = || self.desk.is_withdrawn(id) || self.desk.has_newer(uri);
        let session = self.folders.opened(&document.folder);
        let actions = session
            .map(|session| guarded(|| actions::actions(&mut document, session, &self.client, params, &text, &in_vain)));
        self.open.insert(uri.as_str().to_owned(), document);
        match actions {
            Some(Ok(actions)) => actions,
            Some(Err(panic)) => {
                self.outbox.show(&panic);
                Some(Vec::new())
            }
            None => Some(Vec::new()),
        }
    }
}
