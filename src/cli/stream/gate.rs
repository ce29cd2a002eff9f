//! How much of a stream may be inside at once: read, and its answer not yet written.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A gate that lets in a bounded number of documents, and of bytes unless it is one document alone.
pub struct Gate {
    most: (usize, usize),
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    documents: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    /// A gate for so many documents and bytes.
    pub fn new(documents: usize, bytes: usize) -> Gate {
        Gate { most: (documents, bytes), inside: Mutex::default(), changed: Condvar::new() }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for one document more. Answers whether it may come in: not once the gate is closed.
    pub fn enter(&self, bytes: usize) -> bool {
        let full = |inside: &mut Inside| {
            let room = inside.documents < self.most.0 && inside.bytes.saturating_add(bytes) <= self.most.1;
            !inside.closed && inside.documents > 0 && !room
        };
        let mut inside = self.changed.wait_while(self.inside(), full).unwrap_or_else(PoisonError::into_inner);
        if !inside.closed {
            inside.documents += 1;
            inside.bytes = inside.bytes.saturating_add(bytes);
        }
        !inside.closed
    }

    /// A document is done with.
    pub fn leave(&self, bytes: usize) {
        let mut inside = self.inside();
        inside.documents = inside.documents.saturating_sub(1);
        inside.bytes = inside.bytes.saturating_sub(bytes);
        drop(inside);
        self.changed.notify_one();
    }

    /// Nothing more comes in.
    pub fn close(&self) {
        self.inside().closed = true;
        self.changed.notify_all();
    }

    /// Whether nothing more comes in.
    pub fn is_closed(&self) -> bool {
        self.inside().closed
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;

    #[test]
    fn no_more_come_in_than_there_is_room_for() {
        let gate = Arc::new(Gate::new(2, 10));
        // One alone may be of any size.
        assert!(gate.enter(100));
        let (sender, entered) = channel();
        let other = {
            let gate = Arc::clone(&gate);
            thread::spawn(move || {
                for bytes in [1, 1, 1] {
                    sender.send(gate.enter(bytes)).unwrap();
                }
            })
        };
        assert!(entered.try_recv().is_err());
        gate.leave(100);
        assert_eq!((entered.recv(), entered.recv()), (Ok(true), Ok(true)));
        gate.close();
        assert_eq!(entered.recv(), Ok(false));
        other.join().unwrap();
    }
}
