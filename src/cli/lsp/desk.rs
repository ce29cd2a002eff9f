//! What waits to be done. Whoever types puts the newest text of a document here and goes on; an older text that nobody
//! has looked at is forgotten.

use super::client::Settings;
use lsp_server::RequestId;
use lsp_types::{CodeActionParams, HoverParams, Uri};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A document is looked at when nothing has been typed for so long.
const PAUSE: Duration = Duration::from_millis(40);
/// It is looked at in any case when so much time has passed since the first change.
const PATIENCE: Duration = Duration::from_millis(400);

/// A document as it is in the editor.
#[derive(Clone)]
pub struct Text {
    /// What it says.
    pub words: Arc<str>,
    /// The editor's count of its versions.
    pub version: i32,
    /// What the editor takes it for; nothing if it has said so before.
    pub language: Option<String>,
}

/// A question about a document.
pub enum Question {
    /// What is to be told of a place.
    Hover(HoverParams),
    /// What can be done about a place.
    Actions(CodeActionParams),
}

impl Question {
    fn uri(&self) -> &Uri {
        match self {
            Question::Hover(params) => &params.text_document_position_params.text_document.uri,
            Question::Actions(params) => &params.text_document.uri,
        }
    }
}

/// What changes for all documents.
pub enum Change {
    /// Other folders are open: those that came, and those that went.
    Folders(Vec<PathBuf>, Vec<PathBuf>),
    /// The editor's settings changed.
    Settings(Settings),
    /// A file changed on which findings may depend.
    File(PathBuf),
}

/// One thing to do.
pub enum Task {
    /// Something changed for all documents.
    Change(Change),
    /// A document has a new text, or was closed.
    Text(Uri, Option<Text>),
    /// A question is to be answered.
    Question(RequestId, Question),
}

/// A text that waits.
struct Waiting {
    uri: Uri,
    text: Option<Text>,
    /// When it is looked at.
    due: Instant,
    /// When it is looked at in any case.
    latest: Instant,
}

#[derive(Default)]
struct State {
    changes: VecDeque<Change>,
    texts: BTreeMap<String, Waiting>,
    questions: VecDeque<(RequestId, Question)>,
    withdrawn: BTreeSet<RequestId>,
}

/// The desk.
#[derive(Default)]
pub struct Desk {
    state: Mutex<State>,
    bell: Condvar,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        // What a panic left is in order: each change of it is one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts down the newest text of a document, or that it was closed. What is typed is waited for; the rest is not.
    pub fn put(&self, uri: Uri, text: Option<Text>, typed: bool) {
        let now = Instant::now();
        let mut state = self.state();
        let key = uri.as_str().to_owned();
        let before = state.texts.remove(&key);
        let latest = before.as_ref().map_or(now + PATIENCE, |b| b.latest);
        let due = if typed { (now + PAUSE).min(latest) } else { now };
        // What the editor took it for when it was opened holds for what is typed after that.
        let language = before.and_then(|b| b.text).and_then(|t| t.language);
        let text = text.map(|t| Text { language: t.language.or(language), ..t });
        state.texts.insert(key, Waiting { uri, text, due, latest });
        self.bell.notify_one();
    }

    /// Puts down a change for all documents.
    pub fn change(&self, change: Change) {
        self.state().changes.push_back(change);
        self.bell.notify_one();
    }

    /// Puts down a question.
    pub fn ask(&self, id: RequestId, question: Question) {
        self.state().questions.push_back((id, question));
        self.bell.notify_one();
    }

    /// Takes a question back.
    pub fn withdraw(&self, id: RequestId) {
        self.state().withdrawn.insert(id);
    }

    /// Whether a question was taken back.
    pub fn is_withdrawn(&self, id: &RequestId) -> bool {
        self.state().withdrawn.contains(id)
    }

    /// Says that a question was answered, whether or not it was taken back.
    pub fn answered(&self, id: &RequestId) {
        let mut state = self.state();
        state.withdrawn.remove(id);
        if state.questions.is_empty() {
            // What was taken back too late was answered long ago.
            state.withdrawn.clear();
        }
    }

    /// Whether there is something newer than what is looked at now.
    pub fn has_newer(&self, uri: &Uri) -> bool {
        self.state().texts.contains_key(uri.as_str())
    }

    /// Waits for the next thing to do. Questions are about the newest text, so that comes first.
    pub fn next(&self) -> Task {
        let mut state = self.state();
        loop {
            if let Some(change) = state.changes.pop_front() {
                return Task::Change(change);
            }
            let asked = state.questions.front().map(|(_, q)| q.uri().as_str().to_owned());
            if let Some(waiting) = asked.as_ref().and_then(|key| state.texts.remove(key)) {
                return Task::Text(waiting.uri, waiting.text);
            }
            if let Some((id, question)) = state.questions.pop_front() {
                return Task::Question(id, question);
            }
            let now = Instant::now();
            let first = state.texts.iter().min_by_key(|(_, w)| w.due).map(|(key, w)| (key.clone(), w.due));
            state = match first {
                Some((key, due)) if due <= now => match state.texts.remove(&key) {
                    Some(waiting) => return Task::Text(waiting.uri, waiting.text),
                    None => state,
                },
                Some((_, due)) => self.bell.wait_timeout(state, due - now).unwrap_or_else(PoisonError::into_inner).0,
                None => self.bell.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use std::str::FromStr;

    fn text(version: i32) -> Option<Text> {
        Some(Text { words: "x".into(), version, language: (version == 1).then(|| "markdown".to_owned()) })
    }

    #[test]
    fn of_several_texts_of_a_document_only_the_newest_is_looked_at() {
        let desk = Desk::default();
        let uri = |name: &str| Uri::from_str(&format!("file:///{name}")).unwrap();
        desk.put(uri("a.md"), text(1), false);
        desk.put(uri("a.md"), text(2), true);
        desk.put(uri("b.md"), text(1), true);
        desk.put(uri("a.md"), text(3), true);
        assert!(desk.has_newer(&uri("a.md")) && !desk.has_newer(&uri("c.md")));
        let mut seen = Vec::new();
        for _ in 0..2 {
            let Task::Text(uri, Some(text)) = desk.next() else { panic!("a text") };
            seen.push((uri.as_str().to_owned(), text.version, text.language.unwrap_or_default()));
        }
        seen.sort();
        let known = |name: &str, version| (format!("file:///{name}"), version, "markdown".to_owned());
        assert_eq!(seen, [known("a.md", 3), known("b.md", 1)]);
    }

    #[test]
    fn a_question_waits_for_the_text_that_it_is_about() {
        let desk = Desk::default();
        let params = serde_json::json!({
            "textDocument": { "uri": "file:///a.md" }, "position": { "line": 0, "character": 0 }
        });
        desk.ask(RequestId::from(7), Question::Hover(serde_json::from_value(params).unwrap()));
        desk.put(Uri::from_str("file:///a.md").unwrap(), text(4), true);
        assert!(matches!(desk.next(), Task::Text(_, Some(Text { version: 4, .. }))));
        desk.withdraw(RequestId::from(7));
        let Task::Question(id, _) = desk.next() else { panic!("a question") };
        assert!(desk.is_withdrawn(&id));
        desk.answered(&id);
        assert!(!desk.is_withdrawn(&id));
    }
}
