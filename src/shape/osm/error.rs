//! What can be wrong with an extract of OpenStreetMap and with a file of imported roads.

use thiserror::Error;

/// Why roads could not be imported. What was imported before is left as it is.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Another kind of file.
    #[error(
        "it is not an OpenStreetMap extract in PBF; extracts by country end in .osm.pbf, for example those of Geofabrik"
    )]
    NotPbf,
    /// The file ends before its last block does.
    #[error(
        "it is cut off: {blocks} blocks are whole, and the one that begins at byte {at} of {length} is not; fetch the file again"
    )]
    CutOff {
        /// Whole blocks.
        blocks: usize,
        /// Where the block begins that is not whole.
        at: u64,
        /// Length of the file.
        length: u64,
    },
    /// A block cannot be unpacked.
    #[error("its block at byte {at} is damaged ({reason}); fetch the file again")]
    Damaged {
        /// Where the block begins.
        at: u64,
        /// What was seen.
        reason: String,
    },
    /// A block is packed in a way that is not read here.
    #[error(
        "its block at byte {at} is packed in a way that Korydor does not read; write it anew with zlib, for example with `osmium cat`"
    )]
    Compression {
        /// Where the block begins.
        at: u64,
    },
    /// The file demands something that is not read here.
    #[error("it demands \"{0}\", which Korydor does not read; take an extract without it")]
    Feature(String),
    /// Nothing in it that a car could take.
    #[error(
        "there are no roads for cars in it ({ways} ways of other kinds); take an extract with ways and the nodes that they name"
    )]
    NoRoads {
        /// Ways of other kinds.
        ways: u64,
    },
    /// More than the numbers of this program can count.
    #[error("it holds more roads than Korydor can number; take a smaller extract")]
    TooLarge,
    /// A broken build.
    #[error("the rules for tags cannot be read: {0}")]
    Rules(#[from] toml::de::Error),
}

/// Why a file of imported roads cannot be used.
#[derive(Debug, Error)]
pub enum RoadFileError {
    /// Another kind of file.
    #[error("it is not a file of roads")]
    NotRoads,
    /// Written by another version of Korydor.
    #[error(
        "it was written by another version of Korydor (file version {version}, this one reads {known})"
    )]
    OtherVersion {
        /// Version of the file.
        version: u32,
        /// Version of this program.
        known: u32,
    },
    /// Cut off or changed.
    #[error("it is damaged ({0})")]
    Damaged(String),
}
