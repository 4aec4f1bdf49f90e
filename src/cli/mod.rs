//! The command line, one file a subcommand.
mod atlas;
mod explain;
pub mod export;
pub mod forget;
pub mod geocode;
pub mod import;
pub mod ingest;
mod progress;
pub mod read;
pub mod reports;
pub mod restore;
pub mod reverse;
pub mod route;
pub mod serve;
pub mod withdraw;

use std::path::Path;

use thiserror::Error;

use crate::model::Tombstone;
use crate::store::{Archive, GeoPackage, StoreError};

/// Why a command ended without doing its work.
#[derive(Debug, Error)]
pub enum CliError {
    /// The command was given something it cannot work with (exit code 2).
    #[error("{0}")]
    Usage(String),
    /// The command failed; the message says what to do (exit code 1).
    #[error("{0}")]
    Failed(String),
}

impl CliError {
    /// A failure with this message.
    pub fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }

    /// The exit code of the process.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

/// The archive of a store that is there already: a misspelt name must not make a new one.
fn existing_archive(store: &Path) -> Result<Archive, CliError> {
    if !store.exists() {
        return Err(CliError::failed(StoreError::Missing(store.to_owned())));
    }
    let file = GeoPackage::open(store).map_err(CliError::failed)?;
    Archive::open(Box::new(file), atlas::beside_quietly(store)).map_err(CliError::failed)
}

/// That a text was withdrawn, and how to take it in after all.
fn how_to_take_again(tombstone: &Tombstone) -> String {
    if tombstone.forgotten {
        format!("{tombstone}; it is left out, --again takes it in")
    } else {
        let id = &tombstone.id;
        format!(
            "{tombstone}; it is left out, `korydor restore {id}` brings it back as it was, --again takes it in from here"
        )
    }
}
