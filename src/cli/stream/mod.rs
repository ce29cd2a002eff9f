//! `candour check --stdin-jsonl`: one document a line on standard input, one answer a line on standard output, in order.
//!
//! One thread reads, the workers check, this one writes. An answer goes out as soon as those before it are out, and all
//! that is written goes on its way before there is a wait, so that whoever sends a line and waits is answered. What was
//! read and is not yet answered is bounded, and nothing is kept of what was answered.

mod document;
mod gate;
mod lines;

use super::check::Session;
use super::gather::Gathering;
use super::guard::{check_as, guarded};
use super::ledger::Ledger;
use super::output::{Output, Sink};
use super::run::{AHEAD, AHEAD_BYTES, STACK};
use super::{Stop, complain};
use candour::Candour;
use candour::audit::portfolio::file::Contributor;
use candour::audit::portfolio::{NoticeFacts, Packed};
use candour::audit::{Options, Severity};
use candour::check::{Checked, Trouble};
use candour::read::Limits;
use candour::report::{Answer, Id};
use document::{Document, Malformed};
use gate::Gate;
use lines::{Line, Lines};
use std::collections::VecDeque;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// JSON may write each byte of a text as six letters.
const LETTERS: u64 = 6;
/// So much of a line may be something else than the text.
const BESIDES: u64 = 1 << 16;

/// How documents are looked at.
pub struct Stream<'a> {
    /// What a run needs.
    pub session: Session,
    /// What a reader takes.
    pub limits: Limits,
    /// Documents to work on at once; 0 means one for each processor.
    pub jobs: usize,
    /// Whether answers tell what a document contributes to a portfolio.
    pub facts: bool,
    /// A file for what all documents contribute.
    pub facts_out: Option<&'a Path>,
}

/// What a stream came to.
#[derive(Clone, Copy, Default)]
pub struct Outcome {
    /// Documents that could not be checked, or not wholly.
    pub failed: u64,
    /// The worst severity among the findings.
    pub worst: Option<Severity>,
}

/// What happens in a run.
enum Event {
    /// A line was read.
    Line(Line),
    /// There are no more lines, or they can no longer be read.
    End(io::Result<()>),
    /// A document was looked at: the number of its line, and the answer.
    Done(u64, Done),
}

/// An answer that is ready.
struct Done {
    /// The line to write.
    answer: Vec<u8>,
    /// How much the document counted at the gate.
    bytes: usize,
    failed: bool,
    worst: Option<Severity>,
    facts: Vec<Packed>,
}

impl Stream<'_> {
    /// Answers every line of standard input.
    ///
    /// # Errors
    /// When standard input cannot be read to its end, or the answers cannot be written.
    pub fn run(self) -> Result<Outcome, Stop> {
        let Session { candour, options, ledger, .. } = self.session;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs)
            .stack_size(STACK)
            .build()
            .map_err(|e| Stop::Failed(format!("workers could not be started: {e}")))?;
        let mut sink = Output { output: None }.open()?;
        let asked = candour.rules.asked_across();
        let mut gathering = Gathering::new(asked.clone(), options.as_of, false, self.facts_out)?;
        let contributor = Contributor::new(asked, options.as_of);
        let work = Work {
            candour: &candour,
            options: &options,
            limits: &self.limits,
            ledger: &Mutex::new(ledger),
            contributor: self.facts.then_some(&contributor),
            gather: self.facts_out.is_some().then_some(&contributor),
        };
        let gate = Arc::new(Gate::new(AHEAD, AHEAD_BYTES as usize));
        let (sender, events) = channel();
        let most = self.limits.max_size.saturating_mul(LETTERS).saturating_add(BESIDES);
        read(most, Arc::clone(&gate), sender.clone());
        let answered = pool.in_place_scope_fifo(|scope| {
            let look = |line: Line| {
                let (sender, gate) = (sender.clone(), Arc::clone(&gate));
                scope.spawn_fifo(move |_| {
                    // Nobody reads the answers any more.
                    if !gate.is_closed() {
                        let number = line.number;
                        let _ = sender.send(Event::Done(number, work.answer(line)));
                    }
                });
            };
            let answered = answer(&events, look, &gate, &mut sink, &mut gathering);
            gate.close();
            answered
        });
        let outcome = answered?;
        sink.finish()?;
        gathering.finish()?;
        if outcome.failed > 0 {
            let (documents, answers) =
                if outcome.failed == 1 { ("document", "its answer says") } else { ("documents", "their answers say") };
            complain(&format!("{} {documents} could not be checked; {answers} why", outcome.failed));
        }
        Ok(outcome)
    }
}

/// Reads standard input on a thread of its own, which may wait for a line as long as it likes: a run that ends does not
/// wait for it.
fn read(most: u64, gate: Arc<Gate>, sender: Sender<Event>) {
    std::thread::spawn(move || {
        let mut lines = Lines::new(io::stdin().lock(), most);
        let end = loop {
            match lines.next() {
                Ok(Some(line)) => {
                    if !gate.enter(line.bytes.len()) || sender.send(Event::Line(line)).is_err() {
                        return;
                    }
                }
                Ok(None) => break Ok(()),
                Err(e) => break Err(e),
            }
        };
        let _ = sender.send(Event::End(end));
    });
}

/// Writes answers in the order of their lines until there are no more.
fn answer(
    events: &Receiver<Event>,
    look: impl Fn(Line),
    gate: &Gate,
    sink: &mut Sink,
    gathering: &mut Gathering,
) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::default();
    let mut waiting: VecDeque<Option<Done>> = VecDeque::new();
    // The line whose answer is the next to write.
    let mut next: u64 = 1;
    let mut end: Option<io::Result<()>> = None;
    while end.is_none() || !waiting.is_empty() {
        let event = match events.try_recv() {
            Err(TryRecvError::Empty) => {
                sink.flush()?;
                events.recv().ok()
            }
            other => other.ok(),
        };
        match event {
            Some(Event::Line(line)) => {
                waiting.push_back(None);
                look(line);
            }
            Some(Event::Done(number, done)) => {
                if let Some(place) = waiting.get_mut(number.wrapping_sub(next) as usize) {
                    *place = Some(done);
                }
            }
            Some(Event::End(how)) => end = Some(how),
            None => return Err(Stop::Failed("standard input is no longer read".to_owned())),
        }
        while let Some(Some(_)) = waiting.front() {
            let Some(done) = waiting.pop_front().flatten() else { break };
            next = next.wrapping_add(1);
            sink.write_all(&done.answer)?;
            done.facts.into_iter().try_for_each(|facts| gathering.add(facts))?;
            outcome.failed += u64::from(done.failed);
            outcome.worst = outcome.worst.max(done.worst);
            gate.leave(done.bytes);
        }
    }
    match end {
        Some(Err(e)) => {
            sink.flush()?;
            Err(Stop::Failed(format!("standard input cannot be read: {e}")))
        }
        _ => Ok(outcome),
    }
}

/// What a worker needs.
#[derive(Clone, Copy)]
struct Work<'a> {
    candour: &'a Candour,
    options: &'a Options,
    limits: &'a Limits,
    ledger: &'a Mutex<Ledger>,
    /// For facts in the answers.
    contributor: Option<&'a Contributor>,
    /// For facts in a file.
    gather: Option<&'a Contributor>,
}

impl Work<'_> {
    /// The answer to a line.
    fn answer(&self, line: Line) -> Done {
        let (number, bytes) = (line.number, line.bytes.len());
        // An answer that never comes would hold up all those behind it.
        let looked = guarded(|| self.look(line));
        let (mut answer, packed) = looked.unwrap_or_else(|what| (self.failed(None, what), Vec::new()));
        if answer.id.is_none()
            && let Some(error) = &mut answer.error
        {
            error.line = u32::try_from(number).ok();
        }
        let worst = answer.notices.iter().flat_map(|c| &c.findings).map(|f| f.severity).max();
        let mut out = Vec::new();
        let written = guarded(|| answer.write(&mut out));
        // What was half written is not sent.
        let wrong = match written {
            Ok(Ok(())) => None,
            Ok(Err(e)) => Some(e.to_string()),
            Err(panic) => Some(panic),
        };
        let failed = wrong.is_some() || answer.wrong().is_some();
        if let Some(what) = wrong {
            out.clear();
            let failed = self.failed(answer.id, what);
            let _ = failed.write(&mut out);
        }
        Done { answer: out, bytes, failed, worst, facts: packed }
    }

    /// Looks at the document of a line; with it, what it contributes to a file of facts.
    fn look(&self, line: Line) -> (Answer, Vec<Packed>) {
        let document = match line.long {
            true => {
                let id = Document::id_of(&line.bytes);
                let what = format!(
                    "the document is larger than {} bytes; `max-size` sets another limit",
                    self.limits.max_size
                );
                Err(Malformed { id, what })
            }
            false => Document::parse(&line.bytes),
        };
        drop(line);
        let Document { id, bytes, format } = match document {
            Ok(document) => document,
            Err(Malformed { id, what }) => return (self.failed(id, what), Vec::new()),
        };
        let name = id.to_string();
        let mut notices = check_as(self.candour, (&name, format), &bytes, self.limits, self.options);
        let facts = guarded(|| self.facts(&notices));
        let (facts, packed, error) = match facts {
            Ok((facts, packed)) => (facts, packed, None),
            Err(what) => (Vec::new(), Vec::new(), Some(Trouble { what, line: None })),
        };
        notices.iter_mut().for_each(|checked| self.ledger.lock().unwrap_or_else(PoisonError::into_inner).hold(checked));
        let facts = self.contributor.map(|contributor| contributor.of(facts));
        (Answer { id: Some(id), notices, facts, error }, packed)
    }

    /// What the notices of a document contribute to a portfolio: for the answer, and for a file.
    fn facts(&self, notices: &[Checked]) -> (Vec<NoticeFacts>, Vec<Packed>) {
        let Some(contributor) = self.contributor.or(self.gather) else { return (Vec::new(), Vec::new()) };
        let facts: Vec<NoticeFacts> =
            notices.iter().filter_map(|checked| self.candour.facts(checked, &contributor.asked)).collect();
        let pack = |facts: &NoticeFacts| Packed::of(facts.clone()).ok();
        let packed = self.gather.map(|_| facts.iter().filter_map(pack).collect()).unwrap_or_default();
        (facts, packed)
    }

    /// The answer to a document that cannot be looked at.
    fn failed(&self, id: Option<Id>, what: String) -> Answer {
        let facts = self.contributor.map(|contributor| contributor.of(Vec::new()));
        Answer { id, notices: Vec::new(), facts, error: Some(Trouble { what, line: None }) }
    }
}
