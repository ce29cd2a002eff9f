//! One notice, written in several formats.
#![allow(clippy::unwrap_used, dead_code)]

use super::word::{self, Word};
use candour::notice::{Block, BlockKind, Notice};

/// Words, each with where it leads.
type Words = Vec<(String, Option<String>)>;

/// A part of a notice.
enum Part {
    Heading(u8, String, Words),
    /// Lines that stand together.
    Lines(Vec<Words>),
    Item(usize, String, Words),
    /// Rows of cells; whether the first heads the others.
    Table(bool, Vec<Vec<Words>>),
}

/// A notice as its parts.
pub struct Form {
    parts: Vec<Part>,
}

fn plain(words: &Words) -> String {
    words.iter().map(|w| w.0.as_str()).collect()
}

impl Form {
    /// The parts of a notice that has been read.
    pub fn of(notice: &Notice) -> Form {
        let mut parts: Vec<Part> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in &notice.blocks {
            let words = words(notice, block);
            // Lines right below each other are one paragraph.
            let near = before.is_some_and(|b| {
                let (from, to) = (notice.map.source(b.span).end, notice.map.source(block.span).start);
                let between = notice.source.text.get(from as usize..to as usize).unwrap_or("");
                between.matches('\n').count() < 2
            });
            before = Some(block);
            match block.kind {
                BlockKind::Heading { level } => parts.push(Part::Heading(level, block.marker.clone(), words)),
                BlockKind::Item { depth } => parts.push(Part::Item(depth.into(), block.marker.clone(), words)),
                BlockKind::Cell { row, column, header, .. } => {
                    if !matches!(parts.last(), Some(Part::Table(..))) || row == 0 && column == 0 {
                        parts.push(Part::Table(header, Vec::new()));
                    }
                    let Some(Part::Table(_, rows)) = parts.last_mut() else { continue };
                    rows.resize_with(rows.len().max(row as usize + 1), Vec::new);
                    let cells = &mut rows[row as usize];
                    cells.resize_with(cells.len().max(column as usize + 1), Vec::new);
                    let cell = &mut cells[column as usize];
                    if !cell.is_empty() {
                        cell.push((" ".to_owned(), None));
                    }
                    cell.extend(words);
                }
                _ => match parts.last_mut() {
                    Some(Part::Lines(lines)) if near => lines.push(words),
                    _ => parts.push(Part::Lines(vec![words])),
                },
            }
        }
        for part in &mut parts {
            if let Part::Table(_, rows) = part {
                let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
                rows.iter_mut().for_each(|r| r.resize_with(wide, Vec::new));
            }
        }
        Form { parts }
    }

    /// Plain text, tables drawn with bars.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            let listed = matches!(part, Part::Item(..)) && at > 0 && matches!(self.parts[at - 1], Part::Item(..));
            if !listed && at > 0 {
                out.push('\n');
            }
            match part {
                Part::Heading(_, marker, words) => line(&mut out, &[marker, " ", &plain(words)].concat()),
                Part::Lines(lines) => lines.iter().for_each(|l| line(&mut out, &plain(l))),
                Part::Item(depth, marker, words) => {
                    let marker = if marker.is_empty() { "•" } else { marker };
                    out += &"  ".repeat(*depth);
                    line(&mut out, &format!("{marker} {}", plain(words)));
                }
                Part::Table(_, rows) => {
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(plain).collect();
                        line(&mut out, &format!("| {} |", cells.join(" | ")));
                    }
                }
            }
        }
        out
    }

    /// Markdown.
    pub fn markdown(&self) -> String {
        let inline = |words: &Words| {
            let each = words.iter().map(|(w, target)| match target {
                Some(target) => format!("[{}]({target})", escaped(w)),
                None => escaped(w),
            });
            each.collect::<String>()
        };
        let mut out = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            let listed = matches!(part, Part::Item(..)) && at > 0 && matches!(self.parts[at - 1], Part::Item(..));
            if !listed && at > 0 {
                out.push('\n');
            }
            match part {
                Part::Heading(level, marker, words) => {
                    line(&mut out, &format!("{} {marker} {}", "#".repeat((*level).into()), inline(words)));
                }
                Part::Lines(lines) => line(&mut out, &lines.iter().map(inline).collect::<Vec<_>>().join("  \n")),
                Part::Item(depth, marker, words) => {
                    let number = marker.strip_suffix('.').is_some_and(|m| m.bytes().all(|b| b.is_ascii_digit()));
                    let bullet = !marker.starts_with(|c: char| c.is_alphanumeric() || c == '(');
                    out += &"   ".repeat(*depth);
                    let front = match (number, bullet) {
                        (true, _) => format!("{marker} "),
                        (_, true) => "- ".to_owned(),
                        _ => format!("- {marker} "),
                    };
                    line(&mut out, &(front + &inline(words)));
                }
                Part::Table(head, rows) => {
                    let wide = rows.first().map_or(0, Vec::len);
                    let row = |r: &Vec<Words>| {
                        let cells: Vec<String> = r.iter().map(|c| inline(c).replace('|', "\\|")).collect();
                        format!("| {} |", cells.join(" | "))
                    };
                    if !head {
                        line(&mut out, &format!("|{}", "  |".repeat(wide)));
                    }
                    for (number, cells) in rows.iter().enumerate() {
                        if number == usize::from(*head) {
                            line(&mut out, &format!("|{}", " --- |".repeat(wide)));
                        }
                        line(&mut out, &row(cells));
                    }
                }
            }
        }
        out
    }

    /// A web page.
    pub fn html(&self) -> String {
        let inline = |words: &Words| {
            let each = words.iter().map(|(w, target)| match target {
                Some(target) => format!("<a href=\"{}\">{}</a>", word::escape(target), word::escape(w)),
                None => word::escape(w),
            });
            each.collect::<String>()
        };
        let mut out = String::from(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n<main>\n",
        );
        let mut depth = 0;
        for part in &self.parts {
            let wanted = if let Part::Item(depth, ..) = part { depth + 1 } else { 0 };
            while depth > wanted {
                out += "</li>\n</ul>\n";
                depth -= 1;
            }
            match part {
                Part::Heading(level, marker, words) => {
                    line(&mut out, &format!("<h{level}>{marker} {}</h{level}>", inline(words)));
                }
                Part::Lines(lines) => {
                    line(&mut out, &format!("<p>{}</p>", lines.iter().map(inline).collect::<Vec<_>>().join("<br>\n")));
                }
                Part::Item(_, marker, words) => {
                    if depth == wanted {
                        out += "</li>\n";
                    }
                    while depth < wanted {
                        out += "<ul>\n";
                        depth += 1;
                    }
                    let bullet = !marker.starts_with(|c: char| c.is_alphanumeric() || c == '(');
                    let marker = if bullet { String::new() } else { format!("{marker} ") };
                    out += &format!("<li>{marker}{}", inline(words));
                }
                Part::Table(head, rows) => {
                    out += "<table>\n";
                    for (number, row) in rows.iter().enumerate() {
                        let tag = if *head && number == 0 { "th" } else { "td" };
                        let cells = row.iter().map(|c| format!("<{tag}>{}</{tag}>", inline(c)));
                        line(&mut out, &format!("<tr>{}</tr>", cells.collect::<String>()));
                    }
                    out += "</table>\n";
                }
            }
        }
        out + &"</li>\n</ul>\n".repeat(depth) + "</main>\n</body>\n</html>\n"
    }

    /// A document of Word: bullets and tables are its own, numbers were typed.
    pub fn docx(&self) -> Vec<u8> {
        let mut word = Word::new();
        let inline = |word: &mut Word, words: &Words| {
            let mut out = String::new();
            for (w, target) in words {
                match target {
                    Some(target) => {
                        let id = word.link(target);
                        out += &format!("<w:hyperlink r:id=\"{id}\">{}</w:hyperlink>", word::run(w));
                    }
                    None => out += &word::run(w),
                }
            }
            out
        };
        for part in &self.parts {
            let markup = match part {
                Part::Heading(level, marker, words) => {
                    let marker = if marker.is_empty() { String::new() } else { word::run(&format!("{marker} ")) };
                    word::styled(&format!("berschrift{level}"), &(marker + &inline(&mut word, words)))
                }
                Part::Lines(lines) => {
                    let lines: Vec<String> = lines.iter().map(|l| inline(&mut word, l)).collect();
                    word::runs(&lines.join("<w:r><w:br/></w:r>"))
                }
                Part::Item(depth, marker, words) => {
                    let words = inline(&mut word, words);
                    let bullet = !marker.starts_with(|c: char| c.is_alphanumeric() || c == '(');
                    match bullet {
                        true => word::item(1, *depth as u32, &words),
                        false => word::runs(&(word::run(&format!("{marker} ")) + &words)),
                    }
                }
                Part::Table(head, rows) => {
                    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(plain).collect()).collect();
                    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
                    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
                    word::table(*head, &rows)
                }
            };
            word = word.add(&markup);
        }
        word.bytes()
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim());
    out.push('\n');
}

/// The words of a block, those of links with their targets.
fn words(notice: &Notice, block: &Block) -> Words {
    let mut out = Vec::new();
    let mut at = block.span.start;
    let mut say = |from: u32, to: u32, target: Option<String>| {
        let words = notice.text.get(from as usize..to as usize).unwrap_or("").split_whitespace();
        let raw = notice.text.get(from as usize..to as usize).unwrap_or("");
        let mut joined = words.collect::<Vec<_>>().join(" ");
        if raw.starts_with(char::is_whitespace) && !joined.is_empty() {
            joined.insert(0, ' ');
        }
        if raw.ends_with(char::is_whitespace) && !joined.is_empty() {
            joined.push(' ');
        }
        if !joined.is_empty() {
            out.push((joined, target));
        }
    };
    for link in notice.links.iter().filter(|l| block.span.contains(l.span) && !l.target.starts_with('#')) {
        say(at, link.span.start, None);
        say(link.span.start, link.span.end, Some(link.target.clone()));
        at = link.span.end;
    }
    say(at, block.span.end, None);
    out
}

/// Words in Markdown that mean only themselves.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if matches!(c, '*' | '_' | '<' | '[' | ']' | '`' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
