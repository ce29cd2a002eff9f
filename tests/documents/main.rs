//! Documents that are no text files: of Word, web pages as browsers save them, PDFs. All are made by the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command;
mod docx;
mod paper;
mod pdf;
mod saved;
mod word;

use candour::notice::{BlockKind, Notice};
use candour::read::{Limits, read_bytes};

/// The one notice of a file.
#[track_caller]
fn read(path: &str, bytes: &[u8]) -> Notice {
    let mut all = read_bytes(path, bytes, None, &Limits::default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(all.len(), 1, "{path}");
    all.remove(0)
}

/// Why a file is not read.
#[track_caller]
fn refused(path: &str, bytes: &[u8]) -> String {
    let failure = read_bytes(path, bytes, None, &Limits::default()).expect_err("it is refused");
    assert_eq!(failure.path, path);
    failure.what
}

/// The blocks of a notice: kind, marker and words.
fn shapes(notice: &Notice) -> Vec<String> {
    let shape = |b: &candour::notice::Block| {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Item { depth } => format!("i{depth}"),
            BlockKind::Cell { table, row, column, header } => {
                format!("{} {table}.{row}.{column}", if header { "head" } else { "cell" })
            }
            BlockKind::FlatRow { .. } => "row".to_owned(),
            BlockKind::Contents => "contents".to_owned(),
            BlockKind::Aside => "aside".to_owned(),
            BlockKind::Code => "code".to_owned(),
        };
        format!("{kind}|{}|{}", b.marker, notice.words(b.span))
    };
    notice.blocks.iter().map(shape).collect()
}
