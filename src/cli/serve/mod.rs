//! `candour serve`: a page on this machine alone, on which a draft is reviewed while it is written.
//!
//! `gate` says which requests are let in, `assets` holds the page, `draft` is what a request says of a draft, and
//! `review` answers. Nothing is written to disk, and nothing that a request holds is told anywhere but in its answer.

mod assets;
mod draft;
mod gate;
mod review;

use super::config::ConfigArgs;
use super::limits::LimitArgs;
use super::options::Selection;
use super::{Outcome, Stop, tell};
use clap::Args;
use gate::{Answer, Gate, Route};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use review::Review;
use std::convert::Infallible;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};
use tokio::time::{sleep, timeout};

/// Connections at once; more wait.
const CONNECTIONS: usize = 32;
/// How long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(10);
/// How long its body may take.
const BODY: Duration = Duration::from_secs(20);
/// How long a connection is kept; then it ends after the answer that is on its way, which may take as long as the body.
const LIFE: Duration = Duration::from_secs(300);
/// Largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 << 10;
/// Most fields of a head.
const FIELDS: usize = 64;
/// Stack of a worker: notices may be deeply nested.
const STACK: usize = 16 << 20;

const AFTER: &str = "\
Examples:
  candour serve
      Open the address that it prints in a browser, and paste, type or drop a draft.
  candour serve --port 8137 --as-of 2026-04-01
      Always at the same address, under the law of that day.

The page is for the browsers of this machine alone: candour listens on a loopback address and answers nobody else. It
writes nothing to disk and connects to nothing; a draft is gone when its page is closed, unless you download it. Ctrl-C
ends it.

Exit codes:
  0  ended
  2  it could not be started: bad arguments, a port that is taken, a rule that is not valid";

/// Arguments of `serve`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct ServeArgs {
    /// Address to listen on: 127.0.0.1 or ::1
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = loopback, help_heading = "How to run")]
    bind: IpAddr,
    /// Port to listen on; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 0, help_heading = "How to run")]
    port: u16,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

fn loopback(text: &str) -> Result<IpAddr, String> {
    let ours = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    let address = text.parse().ok().filter(|a| ours.contains(a));
    address.ok_or_else(|| "the page is for this machine alone; write 127.0.0.1 or ::1".to_owned())
}

/// Runs the command.
pub fn run(args: &ServeArgs) -> Result<Outcome, Stop> {
    let review = Review::open(&args.selection, &args.limits, &args.config)?;
    let wanted = SocketAddr::new(args.bind, args.port);
    let failed = |e: std::io::Error| Stop::Failed(format!("{wanted}: cannot be listened on: {e}"));
    let listener = TcpListener::bind(wanted).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build()
        .map_err(|e| Stop::Failed(format!("workers could not be started: {e}")))?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        let end = told_to_end();
        tokio::spawn(accept(listener, Arc::new(Server::new(review, address))));
        writeln!(std::io::stdout(), "http://{address}/")?;
        tell("the review page is at this address, for this machine alone; Ctrl-C ends it");
        end.notified().await;
        Ok(Outcome::Clean)
    });
    // A check that is still at work is nobody's any more.
    runtime.shutdown_background();
    served
}

/// Hears of it when the program is asked to end.
fn told_to_end() -> Arc<Notify> {
    let end = Arc::new(Notify::new());
    let interrupted = Arc::clone(&end);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            interrupted.notify_one();
        }
    });
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        let end = Arc::clone(&end);
        tokio::spawn(async move {
            terminated.recv().await;
            end.notify_one();
        });
    }
    end
}

/// Answers requests.
struct Server {
    gate: Gate,
    review: Review,
    /// As many drafts are looked at at once as there are processors. Who goes away while waiting is forgotten.
    desks: Arc<Semaphore>,
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(slot) = Arc::clone(&slots).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // The system is short of something; in a moment it may not be.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let answer = service_fn(move |request| {
                let server = Arc::clone(&server);
                async move { Ok::<_, Infallible>(server.answer(request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(HEAD_BYTES)
                .max_headers(FIELDS)
                .auto_date_header(false)
                .serve_connection(TokioIo::new(stream), answer);
            let mut connection = std::pin::pin!(connection);
            if timeout(LIFE, connection.as_mut()).await.is_err() {
                connection.as_mut().graceful_shutdown();
                let _ = timeout(BODY, connection).await;
            }
            drop(slot);
        });
    }
}

impl Server {
    fn new(review: Review, address: SocketAddr) -> Server {
        let desks = std::thread::available_parallelism().map_or(1, usize::from);
        Server { gate: Gate::new(address, review.most()), review, desks: Arc::new(Semaphore::new(desks)) }
    }

    async fn answer(self: Arc<Server>, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let answer = match self.gate.route(&head) {
            Ok(Route::Asset(asset)) => Answer::asset(asset),
            Ok(Route::About) => self.review.about(),
            Ok(Route::Ask(what)) => {
                let read = timeout(BODY, Limited::new(body, self.gate.most).collect()).await;
                match read {
                    Ok(Ok(body)) => self.ask(what, body.to_bytes()).await,
                    Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => self.gate.too_large(),
                    Ok(Err(_)) => Answer::refusal(StatusCode::BAD_REQUEST, "the request broke off"),
                    Err(_) => Answer::refusal(StatusCode::REQUEST_TIMEOUT, "the request took too long to come"),
                }
            }
            Err(refusal) => refusal,
        };
        answer.into_response()
    }

    async fn ask(self: Arc<Server>, what: gate::Ask, body: Bytes) -> Answer {
        let Ok(desk) = Arc::clone(&self.desks).acquire_owned().await else {
            return Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, "candour is ending");
        };
        let work = move || {
            let answer = self.review.answer(what, &body);
            // The desk is taken until the work is done, even when nobody waits for it any more.
            drop(desk);
            answer
        };
        let answer = tokio::task::spawn_blocking(work).await;
        answer.unwrap_or_else(|_| Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, "internal error"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_to() {
        assert!(loopback("127.0.0.1").is_ok() && loopback("::1").is_ok());
        for address in ["0.0.0.0", "::", "192.168.0.7", "127.0.0.2", "::ffff:127.0.0.1", "localhost", "", "[::1]"] {
            assert!(loopback(address).is_err(), "{address}");
        }
    }
}
