//! What is known when names are looked for.

use super::options::Options;
use super::words::PlaceWords;
use crate::gazetteer::Gazetteer;

/// What is known when names are looked for.
#[derive(Clone, Copy)]
pub struct Knowledge<'k> {
    pub gazetteer: &'k Gazetteer,
    pub words: &'k PlaceWords,
    pub options: Options,
}
