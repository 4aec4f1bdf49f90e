//! What a sentence says of a passage besides its places: how it stands, when, how many.

mod assertion;
mod comes_about;
mod count_walk;
mod counted;
mod ellipsis;
mod governed;
mod status;
mod status_words;
pub mod when;

pub use assertion::leaves_open;
pub use counted::{Count, OfPassage, counted, is_count, may_count_people, settlements_before};
pub use ellipsis::status_by_ellipsis;
pub use status::{
    heads_a_list, is_over, is_past_plan, is_stronger, status_by_tense, status_of, status_of_passage,
};
pub use status_words::words_of_status;
pub use when::{Now, day_of_event, days, first_day, hours};
