//! The command line, one file a subcommand.
mod atlas;
pub mod export;
pub mod geocode;
pub mod import;
pub mod ingest;
mod progress;
pub mod read;
pub mod reverse;
pub mod route;
pub mod serve;

use thiserror::Error;

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
