//! The identity of a finding, which survives edits elsewhere in the file.

use super::fields::squeeze;
use super::finding::Finding;
use crate::notice::Notice;
use std::collections::BTreeMap;

/// Sets the fingerprints of the findings of one notice: of rule, subject, the words (none for an absence, which has no
/// place of its own either) and the headings above them, and an ordinal only among equals.
pub fn stamp(notice: &Notice, findings: &mut [(Finding, bool)]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (finding, absence) in findings {
        let mut hasher = blake3::Hasher::new();
        let mut part = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        };
        part(&finding.rule);
        part(finding.subject.as_deref().unwrap_or(""));
        if !*absence {
            part(&squeeze(notice.words(finding.primary.span)));
            for heading in headings(notice, finding) {
                part(&squeeze(heading));
            }
        }
        let plain = hex(&hasher);
        let ordinal = seen.entry(plain.clone()).or_insert(0);
        finding.fingerprint = if *ordinal == 0 {
            plain
        } else {
            hasher.update(&ordinal.to_le_bytes());
            hex(&hasher)
        };
        *ordinal += 1;
    }
}

fn hex(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex().chars().take(32).collect()
}

fn headings<'a>(notice: &'a Notice, finding: &Finding) -> Vec<&'a str> {
    let sentence = notice.sentence_at(finding.primary.span.start).and_then(|i| notice.sentences.get(i));
    let block = sentence.and_then(|s| notice.blocks.get(s.block as usize));
    block.map(|b| notice.section_path(b.section)).unwrap_or_default()
}
