//! What a notice *says*: claims, read from its words by one extractor a kind.

mod model;

pub use model::{Claim, Claims, Confidence, Detail, Force, Place, Polarity, Profile, Scope};

use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::Notice;

/// Everything that a notice claims, in document order.
pub fn extract(_notice: &Notice, _lexicon: &Lexicon, _law: &Law) -> Claims {
    Claims::default()
}
