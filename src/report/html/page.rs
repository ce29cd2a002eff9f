//! The template: a file that a user can replace. It sees plain data, escapes every word by itself, reads no file, and
//! ends.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use std::io::{self, Write};

/// The template that ships with candour.
pub const TEMPLATE: &str = include_str!("report.html");
/// The style of its pages.
const STYLE: &str = include_str!("report.css");
/// What every page may cost, whatever is in it.
const FUEL: u64 = 5_000_000;
/// What it may cost besides for each byte of what it shows.
const FUEL_PER_BYTE: u64 = 50;
/// The most that one page may be, in bytes.
const LARGEST: usize = 256 << 20;
/// How deep macros may call each other.
const DEPTH: usize = 64;

/// What is wrong with a template, and where.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {what}")]
pub struct TemplateError {
    /// File and line.
    place: String,
    /// What is wrong.
    what: String,
}

/// A template, ready to render.
#[derive(Debug)]
pub struct Template {
    name: String,
    engine: Environment<'static>,
}

impl Template {
    /// The template that ships with candour.
    ///
    /// # Errors
    /// None in fact: a test renders it.
    pub fn builtin() -> Result<Template, TemplateError> {
        Template::parse("report.html", TEMPLATE)
    }

    /// A template of the user's. `name` is the file, for messages.
    ///
    /// # Errors
    /// When it is no template, with file and line.
    pub fn parse(name: &str, text: &str) -> Result<Template, TemplateError> {
        let mut engine = Environment::new();
        engine.set_auto_escape_callback(|_| AutoEscape::Html);
        engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        engine.set_recursion_limit(DEPTH);
        // A line that holds only a tag of the template leaves no empty line behind.
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        syntax.map(|syntax| engine.set_syntax(syntax)).unwrap_or_default();
        engine.add_global("style", STYLE);
        let template = Template { name: name.to_owned(), engine };
        let mut ready = template.engine.clone();
        ready.add_template_owned("report", text.to_owned()).map_err(|e| template.wrong(&e))?;
        Ok(Template { engine: ready, ..template })
    }

    /// A page with this in it, in which there are about so many bytes to show.
    ///
    /// # Errors
    /// When the template fails, takes too many steps or writes too much, with file and line.
    pub fn render(&self, data: &impl Serialize, bytes: usize) -> io::Result<String> {
        let fail = |e: &Error| io::Error::other(self.wrong(e).to_string());
        let mut engine = self.engine.clone();
        engine.set_fuel(Some(FUEL.saturating_add(FUEL_PER_BYTE.saturating_mul(bytes as u64))));
        let template = engine.get_template("report").map_err(|e| fail(&e))?;
        let mut page = Page { text: Vec::with_capacity(bytes), over: false };
        let rendered = template.render_captured_to(Value::from(Serde(data)), &mut page).map(drop);
        if page.over {
            let what = format!("{}: a page of more than {} bytes was written", self.name, LARGEST);
            return Err(io::Error::other(what));
        }
        rendered.map_err(|e| fail(&e))?;
        String::from_utf8(page.text).map_err(io::Error::other)
    }

    fn wrong(&self, error: &Error) -> TemplateError {
        let line = error.line().map(|l| format!(":{l}")).unwrap_or_default();
        let what = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => "the template takes too many steps; does a loop of it end?".to_owned(),
            (kind, Some(detail)) => format!("{kind}: {detail}"),
            (kind, None) => kind.to_string(),
        };
        TemplateError { place: format!("{}{line}", self.name), what }
    }
}

/// A page as it grows.
struct Page {
    text: Vec<u8>,
    over: bool,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > LARGEST {
            self.over = true;
            return Err(io::Error::other("too much"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
