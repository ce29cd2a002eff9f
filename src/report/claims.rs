//! What notices claim, as a table for people and as `candour.claims/1` for machines.

use super::clean::shorten;
use super::json::{SpanLine, span_line};
use super::{Report, Summary, grid, one_line};
use crate::check::Checked;
use crate::claims::{Claim, Detail, Polarity};
use crate::notice::Notice;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct ClaimsLine<'a> {
    path: &'a str,
    part: Option<&'a str>,
    kind: Option<&'a str>,
    language: Option<&'a str>,
    date: Option<&'a str>,
    title: Option<&'a str>,
    controller: Option<&'a str>,
    error: Option<&'a str>,
    claims: Vec<ClaimLine<'a>>,
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    kind: &'a str,
    value: &'a str,
    polarity: &'static str,
    force: &'static str,
    confidence: &'static str,
    scope: ScopeLine<'a>,
    details: BTreeMap<&'a str, DetailLine<'a>>,
    span: SpanLine<'a>,
    links: Vec<LinkLine<'a>>,
}

#[derive(Serialize)]
struct ScopeLine<'a> {
    section: &'a [String],
    audience: Option<&'a str>,
    activity: Option<&'a str>,
}

#[derive(Serialize)]
struct LinkLine<'a> {
    name: &'a str,
    claim: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DetailLine<'a> {
    Flag(bool),
    Text(&'a str),
    List(&'a [String]),
    Number(i64),
}

/// The claims of all notices as one JSON object: the contract `candour.claims/1`.
#[derive(Default)]
pub struct ClaimsJson {
    started: bool,
}

impl Report for ClaimsJson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\":\"candour.claims/1\",\"notices\":[")
    }

    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.started { b",\n" } else { b"\n" })?;
        self.started = true;
        let about = &checked.about;
        let line = ClaimsLine {
            path: &about.path,
            part: about.part.as_deref(),
            kind: about.kind.as_deref(),
            language: about.language.as_deref(),
            date: about.date.as_deref(),
            title: about.title.as_deref(),
            controller: about.controller.as_deref(),
            error: about.error.as_ref().map(|e| e.what.as_str()),
            claims: checked.claims.claims.iter().map(|c| claim_line(&checked.notice, c)).collect(),
        };
        super::plain::line(out, &line)?;
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

fn claim_line<'a>(notice: &'a Notice, claim: &'a Claim) -> ClaimLine<'a> {
    let detail = |detail: &'a Detail| match detail {
        Detail::Flag(yes) => DetailLine::Flag(*yes),
        Detail::Text(text) => DetailLine::Text(text),
        Detail::List(list) => DetailLine::List(list),
        Detail::Number(number) => DetailLine::Number(*number),
        Detail::Span(span) => DetailLine::Text(notice.words(*span)),
    };
    ClaimLine {
        kind: claim.kind,
        value: &claim.value,
        polarity: claim.polarity.name(),
        force: claim.force.name(),
        confidence: claim.confidence.name(),
        scope: ScopeLine {
            section: &claim.scope.section,
            audience: claim.scope.audience.as_deref(),
            activity: claim.scope.activity.as_deref(),
        },
        details: claim.details.iter().map(|(name, value)| (*name, detail(value))).collect(),
        span: span_line(notice, claim.span),
        links: claim.links.iter().map(|&(name, claim)| LinkLine { name, claim }).collect(),
    }
}

/// The claims of each notice as a table.
pub struct ClaimsTable {
    /// Columns of the terminal.
    pub width: u16,
}

impl Report for ClaimsTable {
    fn document(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let about = &checked.about;
        if about.error.is_some() {
            return Ok(());
        }
        writeln!(out, "{}", one_line(&about.path))?;
        let facts = [
            ("kind", &about.kind),
            ("language", &about.language),
            ("title", &about.title),
            ("date", &about.date),
            ("controller", &about.controller),
        ];
        for (name, value) in facts {
            writeln!(out, "  {name}: {}", value.as_deref().map_or("not told".to_owned(), one_line))?;
        }
        if checked.claims.claims.is_empty() {
            return writeln!(out, "  no claims were read\n");
        }
        let mut table = grid(self.width);
        table.set_header(["Line", "Kind", "Value", "Force", "For", "Words"]);
        for claim in &checked.claims.claims {
            table.add_row(row(checked, claim));
        }
        writeln!(out, "{}\n", table.trim_fmt())
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn row(checked: &Checked, claim: &Claim) -> [String; 6] {
    let line = checked.notice.locate(claim.span).line.to_string();
    let not = if claim.polarity == Polarity::Denied { "not: " } else { "" };
    let scope = [&claim.scope.audience, &claim.scope.activity];
    let scope: Vec<String> = scope.into_iter().flatten().map(|s| shorten(&one_line(s), 40)).collect();
    let words = shorten(&one_line(checked.notice.words(claim.span)), 60);
    let value = format!("{not}{}", one_line(&claim.value));
    [line, claim.kind.to_owned(), value, claim.force.name().to_owned(), scope.join(" / "), words]
}
