//! Where people are before they are taken away: «у Краматорську людей збирають і везуть у Покровськ».

use std::ops::Range;

use super::group::{Group, Role};
use super::item::Item;
use super::pass::is_passed;
use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{Cue, Movement, RoleCue, SpeakerCue};
use crate::model::{Mention, PlaceKind, Status, kind_of_place};

/// Passages without an origin in a sentence that begins with where its people or vehicles are start there.
pub fn start_where_people_are(
    sentence: &Sentence<'_>,
    groups: &[Group],
    items: &mut [Item],
    mentions: &[Mention],
) {
    let Some(first) = groups.first().filter(|first| begins(first)) else {
        return;
    };
    let stays = first
        .places()
        .iter()
        .any(|place| !may_be_left(sentence, *place, mentions));
    if stays {
        return;
    }
    for item in items.iter_mut() {
        let starts_nowhere = item.origins().is_empty() && !item.to.is_empty() && !item.is_chain;
        let Some(end) = end_of(sentence, item).filter(|_| starts_nowhere) else {
            continue;
        };
        if item.to.iter().any(|end| first.places().contains(end))
            || !people_set_out(sentence, &(first.end..end))
        {
            continue;
        }
        item.located.retain(|place| !first.places().contains(place));
        item.from = first.places();
    }
}

/// Whether a group says where something is at the beginning of its sentence.
fn begins(group: &Group) -> bool {
    /// "Yesterday evening in", a bullet.
    const MOST_AHEAD: usize = 3;
    group.role == Role::In && !group.is_chain() && group.start <= MOST_AHEAD
}

/// Whether a place is one that people leave: no country, and not where somebody is only held.
fn may_be_left(sentence: &Sentence<'_>, mention: usize, mentions: &[Mention]) -> bool {
    let is_wide = matches!(
        kind_of_place(mentions, mention),
        Some(PlaceKind::Country | PlaceKind::Region | PlaceKind::Water)
    );
    let is_held = |place: &PlaceAt| place.mention == mention && is_passed(sentence, *place);
    !is_wide && !sentence.places.iter().any(is_held)
}

/// Where the first destination of an item is named.
fn end_of(sentence: &Sentence<'_>, item: &Item) -> Option<usize> {
    let mut places = sentence.places.iter();
    places
        .find(|place| item.to.contains(&place.mention))
        .map(|place| place.start)
}

/// Whether people or vehicles are said to set out between two places, and nobody to speak, fight or arrive.
fn people_set_out(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    let comma = between
        .clone()
        .find(|at| sentence.is_mark(*at, &[","]))
        .unwrap_or(between.end);
    let mut cues = sentence.cues_in(between);
    let is_against = cues.any(|found| match found.cue {
        // "In A, the mayor said, people are …".
        Cue::Speaker(SpeakerCue::Say) => found.start < comma,
        Cue::Status(status) => status == Status::Blocked,
        Cue::Fighting(_) | Cue::Forces | Cue::Role(RoleCue::Receives) => true,
        _ => false,
    });
    let mut cues = sentence.cues_in(between);
    let sets_out = cues.any(|found| {
        matches!(
            found.cue,
            Cue::Movement(
                Movement::Evacuation | Movement::Leaving | Movement::Fetching | Movement::Carrying
            ) | Cue::Mode(_)
                | Cue::Moves
                | Cue::WillMove
        )
    });
    let speaks_of_them = sentence.moves(between, Movement::People)
        || sentence.moves(between, Movement::Medical)
        || sentence.moves(between, Movement::Evacuation)
        || sentence.first_mode(between).is_some();
    !is_against && sets_out && speaks_of_them
}
