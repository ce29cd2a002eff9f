//! Documents that are archives of parts, and what else word processors write.

use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Most parts of a document: pictures and all, those of long reports stay far below.
const PARTS: usize = 10_000;

/// How many times its own size a part may have when unpacked, beyond [`SMALL`]. Markup of long tables reaches sixty.
const RATIO: u64 = 250;

/// Up to this size nothing is asked of the ratio.
const SMALL: u64 = 1 << 20;

/// An archive of parts, of which no more is unpacked than it may cost.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    most: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive, of which so many bytes may be unpacked in all.
    ///
    /// # Errors
    /// When the bytes are no sound archive, or hold too many parts.
    pub fn open(bytes: &'a [u8], most: u64) -> Result<Package<'a>, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("a broken zip archive: {}", told(&e)))?;
        if archive.len() > PARTS {
            return Err(format!("an archive of more than {PARTS} parts; it is not unpacked"));
        }
        Ok(Package { archive, left: most, most })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of the parts, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|n| n.ok().map(|n| n.into_owned())).collect()
    }

    /// The bytes of a part; nothing if there is none of this name.
    ///
    /// # Errors
    /// When it is encrypted or broken, or unpacks to more than it may.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(|e| match e {
            ZipError::UnsupportedArchive(what) if what.contains("assword") => {
                "protected with a password; save a copy without one".to_owned()
            }
            e => format!("its part {name} cannot be unpacked: {}", told(&e)),
        })?;
        let packed = file.compressed_size();
        // What a part says of its own size is not trusted: one byte more than the cap tells that there is more.
        let cap = self.left.min(packed.saturating_mul(RATIO).max(SMALL));
        let mut bytes = Vec::new();
        file.take(cap.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|e| format!("its part {name} is broken: {}", e.to_string().to_lowercase()))?;
        if bytes.len() as u64 > cap {
            return Err(match cap < self.left {
                true => format!("its part {name} unpacks to more than {RATIO} times its size; it is not read"),
                false => format!("unpacks to more than {} bytes; `max-size` sets another limit", self.most),
            });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => error.to_string().to_lowercase(),
        ZipError::InvalidArchive(what) => what.to_lowercase(),
        ZipError::UnsupportedArchive(what) => format!("unsupported: {}", what.to_lowercase()),
        other => other.to_string().to_lowercase(),
    }
}

/// What a container of old word processors holds, as far as it can be told, and what to do.
pub(super) fn container(bytes: &[u8]) -> &'static str {
    let wide = |name: &str| name.bytes().flat_map(|b| [b, 0]).collect::<Vec<u8>>();
    let holds = |name: &str| memchr::memmem::find(bytes, &wide(name)).is_some();
    if holds("EncryptedPackage") {
        "protected with a password; save a copy without one"
    } else if holds("WordDocument") {
        "an old document of Word (.doc), which is not read; save it as .docx"
    } else {
        "binary file (an old word processor's file)"
    }
}
