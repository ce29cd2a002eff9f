//! Which requests are let in, and what every answer says to the browser.
//!
//! Any page that is open in a browser can send requests to this machine, and a name of its own that leads here makes
//! them look like ours. So the host and the origin must be ours, and who asks about a draft must send JSON and a header
//! that no page of others can send without being asked first.

use super::assets::{ASSETS, Asset};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use std::net::SocketAddr;

/// The header that requests about drafts carry.
const OURS: &str = "x-candour";

/// What the browser is told with every answer: load nothing but what is ours, run nothing that stands in the page, show
/// the page in no other, keep nothing, and tell nobody where one came from.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex"),
];

/// What is asked about a draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// What is found in it.
    Check,
    /// Which edits can be made.
    Fix,
    /// A report of it.
    Export,
    /// The words of a file of Word or a PDF, of which it is made.
    Open,
}

/// Where a request leads.
#[derive(Clone, Copy, Debug)]
pub enum Route {
    /// To a part of the page.
    Asset(&'static Asset),
    /// To what the page has to know.
    About,
    /// To an answer about a draft.
    Ask(Ask),
}

/// Lets requests in.
pub struct Gate {
    hosts: Vec<String>,
    /// Largest body, in bytes.
    pub most: usize,
}

impl Gate {
    /// A gate for who listens at this address and takes bodies of so many bytes.
    pub fn new(address: SocketAddr, most: usize) -> Gate {
        let names = [
            if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() },
            "localhost".to_owned(),
        ];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{}", address.port())).collect();
        if address.port() == 80 {
            hosts.extend(names);
        }
        Gate { hosts, most }
    }

    /// Where a request leads, or why it is refused.
    pub fn route(&self, head: &Parts) -> Result<Route, Answer> {
        self.ours(head)?;
        let path = head.uri.path();
        let route = match path {
            "/api/about" => Route::About,
            "/api/check" => Route::Ask(Ask::Check),
            "/api/fix" => Route::Ask(Ask::Fix),
            "/api/open" => Route::Ask(Ask::Open),
            "/api/export" => Route::Ask(Ask::Export),
            _ => match ASSETS.iter().find(|asset| asset.path == path) {
                Some(asset) => Route::Asset(asset),
                None => return Err(Answer::refusal(StatusCode::NOT_FOUND, "there is nothing at this address")),
            },
        };
        let allowed: &[Method] = match route {
            Route::Ask(_) => &[Method::POST],
            _ => &[Method::GET, Method::HEAD],
        };
        if !allowed.contains(&head.method) {
            let mut answer = Answer::refusal(StatusCode::METHOD_NOT_ALLOWED, "this address is not asked like this");
            answer.allow = Some(if allowed.len() == 1 { "POST" } else { "GET, HEAD" });
            return Err(answer);
        }
        if let Route::Ask(_) = route {
            self.asked_by_the_page(&head.headers)?;
        }
        Ok(route)
    }

    /// Whether a request is for this host, and comes from its own page if it comes from any.
    fn ours(&self, head: &Parts) -> Result<(), Answer> {
        let refuse = |what: &str| Err(Answer::refusal(StatusCode::FORBIDDEN, what));
        let headers = &head.headers;
        let host = one(headers, &header::HOST).filter(|host| self.hosts.iter().any(|h| h.eq_ignore_ascii_case(host)));
        let Some(host) = host else { return refuse("the request is for another host") };
        if head.uri.authority().is_some_and(|a| !a.as_str().eq_ignore_ascii_case(host)) {
            return refuse("the request is for another host");
        }
        if headers.contains_key(header::ORIGIN) {
            let ours = format!("http://{host}");
            if !one(headers, &header::ORIGIN).is_some_and(|origin| origin.eq_ignore_ascii_case(&ours)) {
                return refuse("the request comes from another page");
            }
        }
        let said = |name: &'static str| headers.get(name).map_or("", |v| v.to_str().unwrap_or("?"));
        match said("sec-fetch-site") {
            "" | "same-origin" | "none" => Ok(()),
            // A link elsewhere that leads to the page shows it, empty.
            _ if said("sec-fetch-mode") == "navigate" && head.method == Method::GET && head.uri.path() == "/" => Ok(()),
            _ => refuse("the request comes from another page"),
        }
    }

    /// What a page of others cannot send without the browser asking first, which is refused.
    fn asked_by_the_page(&self, headers: &HeaderMap) -> Result<(), Answer> {
        let kind = one(headers, &header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Answer::refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the request must be application/json"));
        }
        if !headers.contains_key(OURS) {
            return Err(Answer::refusal(StatusCode::FORBIDDEN, "the request lacks the header X-Candour"));
        }
        let length = one(headers, &header::CONTENT_LENGTH).and_then(|l| l.parse::<u64>().ok());
        match length.is_some_and(|length| length > self.most as u64) {
            true => Err(self.too_large()),
            false => Ok(()),
        }
    }

    /// The answer to a body that is too large.
    pub fn too_large(&self) -> Answer {
        let mut answer = Answer::refusal(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the draft is too large for this page; `candour check` takes larger ones",
        );
        // What is left of the body is not read.
        answer.close = true;
        answer
    }
}

/// The value of a header that must stand there once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    kind: &'static str,
    body: Bytes,
    allow: Option<&'static str>,
    close: bool,
}

impl Answer {
    /// Something that was asked for; `kind` is its media type.
    pub fn of(kind: &'static str, body: Vec<u8>) -> Answer {
        Answer { status: StatusCode::OK, kind, body: body.into(), allow: None, close: false }
    }

    /// A part of the page.
    pub fn asset(asset: &'static Asset) -> Answer {
        let body = Bytes::from_static(asset.text.as_bytes());
        Answer { status: StatusCode::OK, kind: asset.kind, body, allow: None, close: false }
    }

    /// Why there is no answer, as JSON.
    pub fn refusal(status: StatusCode, what: &str) -> Answer {
        let body = serde_json::json!({ "error": what }).to_string();
        Answer { status, kind: "application/json", body: body.into(), allow: None, close: false }
    }

    /// The answer with all that the browser is told.
    pub fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in HEADERS {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(allow) = self.allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        if self.close {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
