//! The facts of a notice as they are held while the others are read: who the controller is in the open, the rest
//! compressed, for a portfolio has many notices and only those of one controller are looked at together.

use super::NoticeFacts;
use super::sketch::Sketch;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{self, Read, Write};

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
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut encoder, &facts)?;
        let body = encoder.finish()?.into_boxed_slice();
        (facts.claims, facts.sketch) = (Vec::new(), Sketch::default());
        Ok(Packed { head: facts, body })
    }

    /// The facts without claims and wording.
    pub fn head(&self) -> &NoticeFacts {
        &self.head
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
        let mut json = Vec::with_capacity(4 * self.body.len());
        DeflateDecoder::new(&*self.body).read_to_end(&mut json)?;
        Ok(json)
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
}
