//! Messages on standard input and output, framed as the protocol has it.
//!
//! `lsp-server` says what a message is. Its own reader gives up at a message that is not well-formed; this one answers
//! it, as JSON-RPC asks, and goes on.

use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};
use lsp_types::{LogMessageParams, MessageType, ShowMessageParams};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, Sender};

/// Longest message, in bytes: more than twice the largest notice, with every letter escaped.
const MOST: usize = 256 << 20;
/// Longest line of a header, in bytes.
const LONGEST: u64 = 4096;

/// What came in.
pub enum Incoming {
    /// A message.
    Message(Box<Message>),
    /// Something that is none: the kind of error, and what is wrong.
    Malformed(ErrorCode, String),
}

/// Reads the next message; nothing at the end of the input.
///
/// # Errors
/// When the input cannot be read, or its frames are broken, so that nobody can tell where the next message begins.
pub fn read(from: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let broken = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if from.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            break;
        }
        let Some((name, value)) = text.split_once(':') else {
            return Err(broken(format!("`{text}` is no header of a message")));
        };
        if name.trim().eq_ignore_ascii_case("content-length") {
            let count = value.trim().parse::<usize>().ok().filter(|n| *n <= MOST);
            length = Some(count.ok_or_else(|| broken(format!("`{}` is no length of a message", value.trim())))?);
        }
    }
    let length = length.ok_or_else(|| broken("a message without its Content-Length".to_owned()))?;
    let mut body = Vec::new();
    if from.by_ref().take(length as u64).read_to_end(&mut body)? < length {
        return Err(broken("the input ended within a message".to_owned()));
    }
    let value: Value = match serde_json::from_slice(&body) {
        Ok(value) => value,
        Err(error) => return Ok(Some(Incoming::Malformed(ErrorCode::ParseError, error.to_string()))),
    };
    Ok(Some(match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(Box::new(message)),
        Err(_) => {
            let what = "neither a request, a notification nor a response".to_owned();
            Incoming::Malformed(ErrorCode::InvalidRequest, what)
        }
    }))
}

/// What goes out.
enum Outgoing {
    /// A message.
    Message(Message),
    /// An answer to something that had no id which could be read.
    Nobody(ErrorCode, String),
    /// Nothing comes after this.
    End,
}

/// The way to the client, for every thread. Nobody waits: messages queue up for the one thread that writes.
#[derive(Clone)]
pub struct Outbox(Sender<Outgoing>);

impl Outbox {
    /// The way, and its end from which [`write_all`] writes.
    pub fn new() -> (Outbox, Pending) {
        let (sender, receiver) = std::sync::mpsc::channel();
        (Outbox(sender), Pending(receiver))
    }

    fn put(&self, out: Outgoing) {
        // Where the writer is gone nobody listens any more, and the input will end as well.
        let _ = self.0.send(out);
    }

    /// Sends a message.
    pub fn send(&self, message: impl Into<Message>) {
        self.put(Outgoing::Message(message.into()));
    }

    /// Sends a notification.
    pub fn notify<N: lsp_types::notification::Notification>(&self, params: impl Serialize) {
        if let Ok(params) = serde_json::to_value(params) {
            self.send(Notification { method: N::METHOD.to_owned(), params });
        }
    }

    /// Answers a request.
    pub fn answer(&self, id: RequestId, result: impl Serialize) {
        match serde_json::to_value(result) {
            Ok(value) => self.send(Response { id, response_result: Ok(value) }),
            Err(error) => self.refuse(id, ErrorCode::InternalError, error.to_string()),
        }
    }

    /// Answers a request with an error.
    pub fn refuse(&self, id: RequestId, code: ErrorCode, what: impl Into<String>) {
        self.send(Response::new_err(id, code as i32, what.into()));
    }

    /// Answers something that had no id which could be read.
    pub fn refuse_nobody(&self, code: ErrorCode, what: String) {
        self.put(Outgoing::Nobody(code, what));
    }

    /// Shows the user an error.
    pub fn show(&self, what: &str) {
        let message = format!("candour: {what}");
        self.notify::<lsp_types::notification::ShowMessage>(ShowMessageParams { typ: MessageType::ERROR, message });
    }

    /// Writes something down where the user looks who wonders.
    pub fn log(&self, what: &str) {
        let message = format!("candour: {what}");
        self.notify::<lsp_types::notification::LogMessage>(LogMessageParams { typ: MessageType::WARNING, message });
    }

    /// Says that nothing comes any more.
    pub fn end(&self) {
        self.put(Outgoing::End);
    }
}

/// What waits to be written.
pub struct Pending(Receiver<Outgoing>);

/// Writes messages until there are no more.
///
/// # Errors
/// When nobody reads any more.
pub fn write_all(pending: Pending, to: &mut impl Write) -> io::Result<()> {
    for out in pending.0 {
        match out {
            Outgoing::Message(message) => message.write(to)?,
            Outgoing::Nobody(code, what) => {
                let error = json!({ "code": code as i32, "message": what });
                let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
                write!(to, "Content-Length: {}\r\n\r\n{text}", text.len())?;
                to.flush()?;
            }
            Outgoing::End => break,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_message_that_is_not_well_formed_does_not_end_the_input() {
        let good = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let frame = |text: &str| format!("Content-Length: {}\r\nContent-Type: x\r\n\r\n{text}", text.len());
        let text = [frame("{"), frame("[]"), frame(good)].concat();
        let mut input = text.as_bytes();
        let mut next = || read(&mut input).unwrap();
        assert!(matches!(next(), Some(Incoming::Malformed(ErrorCode::ParseError, _))));
        assert!(matches!(next(), Some(Incoming::Malformed(ErrorCode::InvalidRequest, _))));
        assert!(matches!(next(), Some(Incoming::Message(_))));
        assert!(next().is_none());
        for broken in ["x\r\n\r\n", "a: b\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "Content-Length: 9\r\n\r\n{}"] {
            assert!(read(&mut broken.as_bytes()).is_err(), "{broken}");
        }
        let vast = format!("Content-Length: {}\r\n\r\n", usize::MAX);
        assert!(read(&mut vast.as_bytes()).is_err());
    }
}
