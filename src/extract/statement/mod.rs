//! Sentences → statements about corridors, within what the discourse has told.

mod completion;
mod corridor;
mod counted_passages;
mod ends;
mod ends_told_before;
mod evacuated_places;
mod fields;
mod finished;
mod goods;
mod meeting;
mod origin_only;
mod passage;
mod purpose;
mod way;

pub use corridor::{finish, read};
