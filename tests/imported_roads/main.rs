//! Roads imported from OpenStreetMap: what is read, which ways are found, what bad files do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_files;
mod command;
mod extract;
mod helsinki;
mod topology;
mod ways;

#[path = "../support/mod.rs"]
mod support;
