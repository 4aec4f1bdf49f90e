//! Lines of a list that name their origin at the head and say the rest in words: "🚌 Lysychansk,
//! Sievierodonetsk – 9:00, leaving for Bakhmut".

use super::group::{Group, Role};
use super::item::Item;
use crate::extract::annotate::{DASHES, Sentence};

/// Takes the places at the head of a line for the origins of its passage.
pub fn start_at_head(sentence: &Sentence<'_>, groups: &[Group], items: &mut [Item]) {
    let (Some(head), Some(item)) = (groups.first(), items.first_mut()) else {
        return;
    };
    let is_head = !head.is_chain()
        && matches!(head.role, Role::None)
        && (0..head.first_place).all(|at| !sentence.is_word(at))
        && (sentence.is_mark(head.end, &DASHES) || sentence.is_mark(head.end, &[":", "("]));
    if !is_head || item.is_chain || !item.origins().is_empty() {
        return;
    }
    let places = head.places();
    item.located.retain(|place| !places.contains(place));
    item.from = places;
}
