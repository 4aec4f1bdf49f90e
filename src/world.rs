//! The knowledge that reading rests on, loaded once and shared.

use crate::extract::{Lexicon, LexiconError};
use crate::gazetteer::Gazetteer;
use crate::geoparse::PlaceWords;

/// Gazetteer and lexicons. Immutable; share it by `Arc`.
pub struct World {
    /// Places by name, identifier and position.
    pub gazetteer: Gazetteer,
    /// Words of corridors and fighting.
    pub lexicon: Lexicon,
    /// Words around names of places.
    pub place_words: PlaceWords,
}

/// Why the embedded knowledge cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// A lexicon is malformed.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The lists of words around places are malformed.
    #[error("lexicon places: {0}")]
    PlaceWords(#[from] toml::de::Error),
}

impl World {
    /// The knowledge that the binary carries.
    ///
    /// # Errors
    /// [`WorldError`] when a file of `geodata` was broken at build time.
    pub fn embedded() -> Result<Self, WorldError> {
        Ok(Self {
            gazetteer: Gazetteer::embedded(),
            lexicon: Lexicon::embedded()?,
            place_words: PlaceWords::embedded()?,
        })
    }
}
