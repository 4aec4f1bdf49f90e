//! The places of a sentence: which of them belong together, which part each plays, which passages they make.

mod acting;
mod by_people;
mod capitals;
mod further_passage;
mod group;
mod groups;
mod item;
mod item_parts;
mod items;
mod lines;
mod links;
mod onward;
mod pass;
mod predicate;
mod roles;
mod rows;
mod setting_out;
mod sharing;
pub mod unlisted;
mod verb_before;
mod verbs;
mod way_words;
mod whereabouts;
mod whole_name;

pub use group::{Group, Role};
pub use groups::groups;
pub use item::Item;
pub use items::items;
pub use lines::start_at_head;
pub use links::joins_chain;
pub use pass::{changes_vehicles, is_passed, ordinal};
pub use setting_out::start_where_people_are;
pub use sharing::is_counted_with;
pub use whole_name::follows_a_name;
