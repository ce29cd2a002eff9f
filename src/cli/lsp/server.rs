//! The conversation: which message may come when, and what becomes of it. Nothing is analysed here, so that the next
//! message is always heard at once.

use super::LspArgs;
use super::client::{Client, Settings, folders};
use super::desk::{Change, Desk, Question, Text};
use super::folders::Folders;
use super::places::{path_of, tidy};
use super::wire::Outbox;
use super::worker::Worker;
use crate::cli::ledger::BASELINE;
use candour::read::CONFIGURATIONS;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::{
    CancelParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, FileSystemWatcher, GlobPattern, InitializeParams,
    InitializeResult, NumberOrString, Registration, RegistrationParams, ServerInfo,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

/// Stack of the worker: notices may be deeply nested.
const STACK: usize = 16 << 20;

/// How far the conversation has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The client has not said who it is.
    Silent,
    /// Documents come and go.
    Talking,
    /// The client has said that it wants no more.
    Ending,
}

/// What to do after a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Hear the next one.
    Go,
    /// End; whether that was announced.
    End(bool),
}

/// The server.
pub struct Server {
    args: LspArgs,
    outbox: Outbox,
    desk: Arc<Desk>,
    phase: Phase,
    client: Client,
    settings: Settings,
}

impl Server {
    /// A server to which nobody has spoken.
    pub fn new(args: &LspArgs, outbox: Outbox) -> Server {
        let settings = Settings { selection: args.selection.clone(), all_files: args.all_files };
        let desk = Arc::default();
        Server { args: args.clone(), outbox, desk, phase: Phase::Silent, client: Client::default(), settings }
    }

    /// Whether the client has said that it wants no more.
    pub fn is_ending(&self) -> bool {
        self.phase == Phase::Ending
    }

    /// Hears a message.
    pub fn hear(&mut self, message: Message) -> Next {
        match message {
            Message::Request(request) => {
                let Request { id, method, mut params } = request;
                tidy(&mut params);
                self.request(id, &method, params);
                Next::Go
            }
            Message::Notification(Notification { method, .. }) if method == "exit" => Next::End(self.is_ending()),
            Message::Notification(Notification { method, mut params }) if self.phase == Phase::Talking => {
                tidy(&mut params);
                if let Err(what) = self.notified(&method, params) {
                    self.outbox.log(&format!("{method}: {what}"));
                }
                Next::Go
            }
            Message::Notification(_) | Message::Response(_) => Next::Go,
        }
    }

    fn request(&mut self, id: RequestId, method: &str, params: Value) {
        let refused = match (self.phase, method) {
            (Phase::Silent, "initialize") => match read(params) {
                Ok(params) => return self.begin(id, &params),
                Err(what) => (ErrorCode::InvalidParams, what),
            },
            (Phase::Silent, _) => (ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned()),
            (Phase::Ending, _) => (ErrorCode::InvalidRequest, "nothing is asked after `shutdown`".to_owned()),
            (Phase::Talking, "initialize") => (ErrorCode::InvalidRequest, "`initialize` comes once".to_owned()),
            (Phase::Talking, "shutdown") => {
                self.phase = Phase::Ending;
                return self.outbox.answer(id, Value::Null);
            }
            (Phase::Talking, "textDocument/hover") => match read(params) {
                Ok(params) => return self.desk.ask(id, Question::Hover(params)),
                Err(what) => (ErrorCode::InvalidParams, what),
            },
            (Phase::Talking, "textDocument/codeAction") => match read(params) {
                Ok(params) => return self.desk.ask(id, Question::Actions(params)),
                Err(what) => (ErrorCode::InvalidParams, what),
            },
            (Phase::Talking, other) => (ErrorCode::MethodNotFound, format!("there is no `{other}`")),
        };
        self.outbox.refuse(id, refused.0, refused.1);
    }

    /// The client says who it is.
    fn begin(&mut self, id: RequestId, params: &InitializeParams) {
        self.client = Client::of(params);
        let said = params.initialization_options.as_ref().unwrap_or(&Value::Null);
        let wrong = self.settings.with(said).map(|settings| self.settings = settings).err();
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
        let (settings, config) = (self.settings.clone(), self.args.config.clone());
        let folders = Folders::new(folders(params), settings, config, here);
        let worker = Worker::new(Arc::clone(&self.desk), self.outbox.clone(), self.client.clone(), folders);
        let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || worker.run());
        if let Err(error) = worker {
            let what = format!("the worker could not be started: {error}");
            return self.outbox.refuse(id, ErrorCode::InternalError, what);
        }
        self.phase = Phase::Talking;
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        self.outbox.answer(
            id,
            InitializeResult {
                capabilities: self.client.offers(),
                server_info: Some(ServerInfo { name: "candour".to_owned(), version }),
            },
        );
        if let Some(what) = wrong {
            self.outbox.show(&format!("initializationOptions: {what}; they are left out of account"));
        }
    }

    fn notified(&self, method: &str, params: Value) -> Result<(), String> {
        match method {
            "initialized" => self.watch(),
            "textDocument/didOpen" => {
                let item = read::<DidOpenTextDocumentParams>(params)?.text_document;
                let language = Some(item.language_id);
                let text = Text { words: item.text.into(), version: item.version, language };
                self.desk.put(item.uri, Some(text), false);
            }
            "textDocument/didChange" => {
                let mut params = read::<DidChangeTextDocumentParams>(params)?;
                let last = params.content_changes.pop().ok_or("a change without a text")?;
                if last.range.is_some() {
                    return Err("a part of a text, where the whole was agreed on".to_owned());
                }
                let document = params.text_document;
                let text = Text { words: last.text.into(), version: document.version, language: None };
                self.desk.put(document.uri, Some(text), true);
            }
            "textDocument/didClose" => {
                self.desk.put(read::<DidCloseTextDocumentParams>(params)?.text_document.uri, None, false);
            }
            "textDocument/didSave" => {
                self.file_changed(path_of(&read::<DidSaveTextDocumentParams>(params)?.text_document.uri));
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = read::<DidChangeWatchedFilesParams>(params)?.changes;
                changes.iter().for_each(|change| self.file_changed(path_of(&change.uri)));
            }
            "workspace/didChangeWorkspaceFolders" => {
                let event = read::<DidChangeWorkspaceFoldersParams>(params)?.event;
                let paths = |all: &[lsp_types::WorkspaceFolder]| all.iter().filter_map(|f| path_of(&f.uri)).collect();
                self.desk.change(Change::Folders(paths(&event.added), paths(&event.removed)));
            }
            "workspace/didChangeConfiguration" => {
                let said = read::<DidChangeConfigurationParams>(params)?.settings;
                // Some clients send all that they know; what is not for candour is no matter here.
                if said.get("candour").is_some_and(Value::is_object) {
                    match self.settings.with(&said) {
                        Ok(settings) => self.desk.change(Change::Settings(settings)),
                        Err(what) => self.outbox.show(&format!("settings: {what}; they are left out of account")),
                    }
                }
            }
            "$/cancelRequest" => self.desk.withdraw(match read::<CancelParams>(params)?.id {
                NumberOrString::Number(number) => RequestId::from(number),
                NumberOrString::String(text) => RequestId::from(text),
            }),
            _ => {}
        }
        Ok(())
    }

    fn file_changed(&self, path: Option<PathBuf>) {
        if let Some(path) = path {
            self.desk.change(Change::File(path));
        }
    }

    /// Asks the client to tell when a configuration or a baseline changes.
    fn watch(&self) {
        if !self.client.watches || self.args.config.isolated {
            return;
        }
        let watcher =
            |name: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None };
        let watchers = CONFIGURATIONS.iter().chain([&BASELINE]).map(|name| watcher(name)).collect();
        let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers }).ok();
        let registration = Registration {
            id: "candour-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: options,
        };
        if let Ok(params) = serde_json::to_value(RegistrationParams { registrations: vec![registration] }) {
            let id = RequestId::from("candour-files".to_owned());
            self.outbox.send(Request { id, method: "client/registerCapability".to_owned(), params });
        }
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|e| e.to_string())
}
