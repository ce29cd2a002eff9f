//! What a page of a PDF draws: runs of letters with their places, and the rules of tables.

use super::font::{self, Font};
use super::{Budget, Wrong};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Deepest nesting of forms in forms, and of saved states.
const DEPTH: usize = 12;
const STATES: usize = 256;

/// Letters that stand side by side.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Run {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    /// The line on which the letters stand; it grows upwards.
    pub y: f64,
    pub size: f64,
    pub bold: bool,
    /// Whether the page says that this is no part of its text: heads, feet, ornaments.
    pub artifact: bool,
}

/// A straight line, level or upright.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Rule {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Rule {
    pub fn level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// What stands on a page.
#[derive(Default, Debug)]
pub(super) struct Drawn {
    pub runs: Vec<Run>,
    pub rules: Vec<Rule>,
    pub pictures: usize,
}

type Matrix = [f64; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a`, then `b`.
fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn through(m: &Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

#[derive(Clone)]
struct State<'a> {
    place: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    outlined: bool,
}

/// A stretch of content that is marked.
struct Mark {
    artifact: bool,
    /// What it says in letters, whatever is drawn; taken by the first run in it.
    says: Option<Option<String>>,
}

/// Draws pages.
pub(super) struct Painter<'a, 'b> {
    doc: &'a Document,
    budget: &'b mut Budget,
    fonts: BTreeMap<*const Dictionary, Rc<Font<'a>>>,
    out: Drawn,
    marks: Vec<Mark>,
}

impl<'a, 'b> Painter<'a, 'b> {
    pub fn new(doc: &'a Document, budget: &'b mut Budget) -> Painter<'a, 'b> {
        Painter { doc, budget, fonts: BTreeMap::new(), out: Drawn::default(), marks: Vec::new() }
    }

    /// What a page draws.
    pub fn page(mut self, page: &'a Dictionary, streams: &[(u32, u16)]) -> Result<Drawn, Wrong> {
        let mut bytes = Vec::new();
        for id in streams {
            if let Ok(stream) = self.doc.get_object(*id).and_then(Object::as_stream) {
                bytes.extend(self.budget.unpack(stream)?);
                bytes.push(b'\n');
            }
        }
        let turned = self.inherited(page, b"Rotate").and_then(font::number).unwrap_or(0.0);
        let place = match (turned as i64).rem_euclid(360) {
            90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => SAME,
        };
        let resources = self.inherited(page, b"Resources").and_then(|o| o.as_dict().ok());
        self.draw(&bytes, resources, place, 0)?;
        Ok(self.out)
    }

    /// An entry of a page, or of what it stands in.
    fn inherited(&self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut dict = page;
        for _ in 0..32 {
            if let Some(found) = font::get(self.doc, dict, key) {
                return Some(found);
            }
            dict = font::get(self.doc, dict, b"Parent")?.as_dict().ok()?;
        }
        None
    }

    fn draw(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: usize,
    ) -> Result<(), Wrong> {
        let Ok(content) = Content::decode(bytes) else { return Ok(()) };
        let mut state = State {
            place,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            outlined: false,
        };
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut line, mut pen) = (SAME, SAME);
        let mut path: Vec<Rule> = Vec::new();
        let mut point = (0.0, 0.0);
        let marks = self.marks.len();
        for Operation { operator, operands } in &content.operations {
            self.budget.step()?;
            let n = |at: usize| operands.get(at).and_then(font::number).filter(|n| n.is_finite()).unwrap_or(0.0);
            match operator.as_str() {
                "q" if saved.len() < STATES => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.place = times(&[n(0), n(1), n(2), n(3), n(4), n(5)], &state.place),
                "BT" => (line, pen) = (SAME, SAME),
                "Tf" => {
                    state.font = operands.first().and_then(|o| o.as_name().ok()).and_then(|f| self.font(resources, f));
                    state.size = n(1);
                }
                "Tc" => state.letter_space = n(0),
                "Tw" => state.word_space = n(0),
                "Tz" => state.stretch = n(0) / 100.0,
                "TL" => state.leading = n(0),
                "Ts" => state.rise = n(0),
                "Tr" => state.outlined = n(0) == 2.0,
                "Td" | "TD" => {
                    if operator == "TD" {
                        state.leading = -n(1);
                    }
                    line = times(&[1.0, 0.0, 0.0, 1.0, n(0), n(1)], &line);
                    pen = line;
                }
                "Tm" => {
                    line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                    pen = line;
                }
                "T*" | "'" | "\"" => {
                    if operator == "\"" {
                        (state.word_space, state.letter_space) = (n(0), n(1));
                    }
                    line = times(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    pen = line;
                    if let Some(Object::String(words, _)) = operands.last().filter(|_| operator != "T*") {
                        self.show(words, &state, &mut pen)?;
                    }
                }
                "Tj" => {
                    if let Some(Object::String(words, _)) = operands.first() {
                        self.show(words, &state, &mut pen)?;
                    }
                }
                "TJ" => {
                    for part in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                        match part {
                            Object::String(words, _) => self.show(words, &state, &mut pen)?,
                            other => {
                                let back = font::number(other).unwrap_or(0.0) / 1000.0 * state.size * state.stretch;
                                pen = times(&[1.0, 0.0, 0.0, 1.0, -back, 0.0], &pen);
                            }
                        }
                    }
                }
                "m" => point = (n(0), n(1)),
                "l" => {
                    let next = (n(0), n(1));
                    path.push(rule(&state.place, point, next));
                    point = next;
                }
                "re" => {
                    let (x, y, w, h) = (n(0), n(1), n(2), n(3));
                    self.rectangle(&state.place, (x, y), (x + w, y + h), &mut path);
                }
                "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                    let straight = |r: &Rule| (r.x1 - r.x0 < 2.5) != (r.y1 - r.y0 < 2.5);
                    self.out.rules.extend(path.drain(..).filter(straight));
                }
                "n" => path.clear(),
                "BMC" | "BDC" => self.mark(operands, resources),
                "EMC" if self.marks.len() > marks => drop(self.marks.pop()),
                "Do" => self.form(operands, resources, &state, depth)?,
                "BI" => self.out.pictures += 1,
                _ => {}
            }
        }
        self.marks.truncate(marks);
        Ok(())
    }

    /// A rectangle: a thin one is a rule, another has four.
    fn rectangle(&self, place: &Matrix, from: (f64, f64), to: (f64, f64), path: &mut Vec<Rule>) {
        let whole = rule(place, from, to);
        if whole.x1 - whole.x0 < 2.5 || whole.y1 - whole.y0 < 2.5 {
            path.push(whole);
            return;
        }
        let Rule { x0, y0, x1, y1 } = whole;
        path.push(Rule { x0, y0, x1, y1: y0 });
        path.push(Rule { x0, y0: y1, x1, y1 });
        path.push(Rule { x0, y0, x1: x0, y1 });
        path.push(Rule { x0: x1, y0, x1, y1 });
    }

    fn mark(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or(b"");
        let said = match operands.get(1) {
            Some(Object::Dictionary(dict)) => dict.get(b"ActualText").ok().cloned(),
            Some(Object::Name(key)) => resources
                .and_then(|r| font::get(self.doc, r, b"Properties"))
                .and_then(|o| o.as_dict().ok())
                .and_then(|d| font::get(self.doc, d, key))
                .and_then(|o| o.as_dict().ok())
                .and_then(|d| d.get(b"ActualText").ok().cloned()),
            _ => None,
        };
        let says = said.and_then(|o| lopdf::decode_text_string(&o).ok()).map(Some);
        if self.marks.len() < STATES {
            let outer = self.marks.last().is_some_and(|m| m.artifact);
            self.marks.push(Mark { artifact: outer || name == b"Artifact", says });
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font<'a>>> {
        let fonts = font::get(self.doc, resources?, b"Font")?.as_dict().ok()?;
        let dict = font::get(self.doc, fonts, name)?.as_dict().ok()?;
        let doc = self.doc;
        Some(Rc::clone(self.fonts.entry(std::ptr::from_ref(dict)).or_insert_with(|| Rc::new(Font::of(doc, dict)))))
    }

    fn form(
        &mut self,
        operands: &[Object],
        resources: Option<&'a Dictionary>,
        state: &State<'a>,
        depth: usize,
    ) -> Result<(), Wrong> {
        let doc = self.doc;
        let found = operands.first().and_then(|o| o.as_name().ok()).and_then(|name| {
            let all = font::get(doc, resources?, b"XObject")?.as_dict().ok()?;
            font::get(doc, all, name)?.as_stream().ok()
        });
        let Some(stream) = found else { return Ok(()) };
        match font::get(doc, &stream.dict, b"Subtype").and_then(|o| o.as_name().ok()) {
            Some(b"Image") => self.out.pictures += 1,
            Some(b"Form") if depth < DEPTH => {
                let own = font::get(doc, &stream.dict, b"Resources").and_then(|o| o.as_dict().ok()).or(resources);
                let matrix = font::get(doc, &stream.dict, b"Matrix").and_then(|o| o.as_array().ok());
                let mut place = SAME;
                for (to, from) in place.iter_mut().zip(matrix.into_iter().flatten()) {
                    *to = font::number(font::at(doc, from)).unwrap_or(*to);
                }
                let bytes = self.budget.unpack(stream)?;
                self.draw(&bytes, own, times(&place, &state.place), depth + 1)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, words: &[u8], state: &State<'a>, pen: &mut Matrix) -> Result<(), Wrong> {
        let Some(font) = state.font.clone() else { return Ok(()) };
        let own: Matrix = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
        let first = times(&times(&own, pen), &state.place);
        let size = first[2].hypot(first[3]);
        // What is written upwards or aslant is a stamp or a note at the edge.
        let upright = first[1].abs() < 0.05 * size && first[0] > 0.0 && size > 0.5 && size.is_finite();
        let mut run: Option<Run> = None;
        for raw in words.chunks(font.bytes) {
            self.budget.step()?;
            let code = raw.iter().fold(0u32, |code, b| code << 8 | u32::from(*b));
            let text = font.text(raw);
            let space = if raw == b" " { state.word_space } else { 0.0 };
            let wide = font.width(code) * state.size;
            let from = times(&times(&own, pen), &state.place);
            let end = times(&[1.0, 0.0, 0.0, 1.0, wide * state.stretch, 0.0], pen);
            let to = times(&times(&own, &end), &state.place);
            let next = (wide + state.letter_space + space) * state.stretch;
            *pen = times(&[1.0, 0.0, 0.0, 1.0, next, 0.0], pen);
            if text == " " || text == "\u{a0}" {
                // Where words part is told by their distance as well, so that a wide space counts as one.
                if let Some(run) = run.as_mut() {
                    run.text.push(' ');
                }
                continue;
            }
            match run.as_mut() {
                Some(run)
                    if from[4] - run.x1 < 0.9 * size || !run.text.ends_with(' ') && from[4] - run.x1 < 0.2 * size =>
                {
                    if from[4] - run.x1 > 0.2 * size && !run.text.ends_with(' ') {
                        run.text.push(' ');
                    }
                    run.text.push_str(&text);
                    run.x1 = to[4];
                }
                _ => {
                    self.put(run.take(), upright);
                    run = Some(Run {
                        text,
                        x0: from[4],
                        x1: to[4],
                        y: from[5],
                        size,
                        bold: font.bold || state.outlined,
                        artifact: self.marks.last().is_some_and(|m| m.artifact),
                    });
                }
            }
        }
        self.put(run, upright);
        Ok(())
    }

    fn put(&mut self, run: Option<Run>, upright: bool) {
        let Some(mut run) = run.filter(|r| upright && r.x0.is_finite() && r.x1.is_finite() && r.y.is_finite()) else {
            return;
        };
        if let Some(says) = self.marks.iter_mut().rev().find_map(|m| m.says.as_mut()) {
            // The first run says all of it, the others nothing.
            run.text = says.take().unwrap_or_default();
        }
        if !run.text.is_empty() {
            self.out.runs.push(run);
        }
    }
}

/// The rule between two points.
fn rule(place: &Matrix, from: (f64, f64), to: (f64, f64)) -> Rule {
    let ((ax, ay), (bx, by)) = (through(place, from.0, from.1), through(place, to.0, to.1));
    Rule { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
}
