//! The facts of a notice as they are held while the others are read: who the controller is in the open, the rest
//! compressed, for a portfolio has many notices and only those of one controller are looked at together.

use super::NoticeFacts;
use super::sketch::Sketch;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use std::cell::RefCell;
use std::io::{self, Write};

thread_local! {
    // Their tables are some hundred thousand bytes: made anew for each notice they cost more than the notice.
    // What is kept is copied out at its own size: a larger piece of memory, cut down to it, would leave a hole that the
    // next does not fit into, and the holes would be more than what is kept.
    static COMPRESS: RefCell<(Compress, Vec<u8>)> = RefCell::new((Compress::new(Compression::best(), false), Vec::new()));
    static DECOMPRESS: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// The facts of one notice, packed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Packed {
    /// The facts without claims and wording.
    head: NoticeFacts,
    /// All of them, as JSON, compressed.
    body: Box<[u8]>,
}

impl Packed {
    /// Packs facts; the same facts give the same bytes.
    ///
    /// # Errors
    /// When they cannot be written as JSON, which no facts of a notice are known to do.
    pub fn of(mut facts: NoticeFacts) -> io::Result<Packed> {
        let body = COMPRESS.with_borrow_mut(|(compress, out)| squeezed(compress, out, &serde_json::to_vec(&facts)?))?;
        (facts.claims, facts.sketch) = (Vec::new(), Sketch::default());
        Ok(Packed { head: facts, body })
    }

    /// The facts without claims and wording.
    pub fn head(&self) -> &NoticeFacts {
        &self.head
    }

    /// The facts without claims and wording, and the bytes of all.
    pub fn parts(&self) -> (&NoticeFacts, &[u8]) {
        (&self.head, &self.body)
    }

    /// Facts from their parts.
    pub fn from_parts(head: NoticeFacts, body: &[u8]) -> Packed {
        Packed { head, body: body.into() }
    }

    /// All facts.
    ///
    /// # Errors
    /// When the bytes are not those that were packed.
    pub fn unpack(&self) -> io::Result<NoticeFacts> {
        Ok(serde_json::from_slice(&self.json()?)?)
    }

    /// Writes all facts as one line of JSON.
    ///
    /// # Errors
    /// When the writer fails, or the bytes are not those that were packed.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.json()?)?;
        writeln!(out)
    }

    fn json(&self) -> io::Result<Vec<u8>> {
        DECOMPRESS.with_borrow_mut(|decompress| whole(decompress, &self.body))
    }
}

fn squeezed(compress: &mut Compress, out: &mut Vec<u8>, bytes: &[u8]) -> io::Result<Box<[u8]>> {
    compress.reset();
    out.clear();
    out.reserve(bytes.len() / 2 + 64);
    loop {
        let read = bytes.get(compress.total_in() as usize..).unwrap_or_default();
        match compress.compress_vec(read, out, FlushCompress::Finish)? {
            Status::StreamEnd => return Ok(out.as_slice().into()),
            Status::Ok | Status::BufError => out.reserve(out.capacity()),
        }
    }
}

fn whole(decompress: &mut Decompress, body: &[u8]) -> io::Result<Vec<u8>> {
    decompress.reset(false);
    let mut out = Vec::with_capacity(6 * body.len() + 64);
    loop {
        let (read, given) = (decompress.total_in(), out.len());
        let rest = body.get(read as usize..).unwrap_or_default();
        match decompress.decompress_vec(rest, &mut out, FlushDecompress::None)? {
            Status::StreamEnd => return Ok(out),
            _ if out.len() < out.capacity() && decompress.total_in() == read && out.len() == given => {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Status::Ok | Status::BufError => out.reserve(out.capacity()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let line = r#"{"path":"a.md","format":"markdown","read":3,"profile":{"kind":"privacy-notice","language":"en",
            "title":"Parking","public-authority":"yes"},"controller":{"name":"Fell Council"},"sketch":"","title":{"line":1,
            "column":1,"end_line":1,"end_column":8,"start_byte":0,"end_byte":7,"text":"Parking"},"claims":[{"kind":
            "retention","value":"P6Y","at":{"line":2,"column":1,"end_line":2,"end_column":5,"start_byte":9,"end_byte":13,
            "text":"six years"}}]}"#;
        let facts: NoticeFacts = serde_json::from_str(line).unwrap();
        let packed = Packed::of(facts.clone()).unwrap();
        assert_eq!(packed.unpack().unwrap(), facts);
        assert_eq!((packed.head().path.as_str(), packed.head().claims.len()), ("a.md", 0));
        let mut written = Vec::new();
        packed.write(&mut written).unwrap();
        assert_eq!(serde_json::from_slice::<NoticeFacts>(&written).unwrap(), facts);
        assert_ne!(Packed::of(NoticeFacts { read: 4, ..facts }).unwrap(), packed);
    }

    #[test]
    fn what_is_cut_off_or_foreign_is_an_error() {
        let packed = Packed::of(NoticeFacts { path: "a".repeat(10_000), ..NoticeFacts::default() }).unwrap();
        let body = &packed.body;
        for wrong in [&body[..body.len() - 3], &[][..], b"no facts"] {
            assert!(Packed { body: wrong.into(), ..packed.clone() }.unpack().is_err());
        }
        assert!(packed.unpack().is_ok());
    }
}
