//! What passes from one sentence to the next: the only memory of a report.

mod coreference;
mod departure;
mod draft;
mod drafts;
mod frame;
mod heard;
mod later;
mod memory;
mod place_refs;
mod record;
mod reference;
pub mod subject;
mod told;
pub mod told_way;

pub use coreference::there;
pub use departure::is_on_the_move;
pub use draft::{Draft, direction, share_counts};
pub use drafts::Drafts;
pub use frame::Frame;
pub use heard::{Heard, Source};
pub use later::restate;
pub use memory::Memory;
pub use place_refs::place_ref;
pub use record::Part;
pub use reference::{
    an_official_travels, refers_to_passage, speaks_of_all, speaks_of_others, speaks_of_passage,
};
pub use told::Told;
pub use told_way::{WayAhead, give};
