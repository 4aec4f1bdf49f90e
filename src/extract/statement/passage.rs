//! Whether what a sentence speaks of is a humanitarian passage over land.

use super::goods::{arrives_with_goods, brings_goods, trucks_lead};
use crate::extract::annotate::{DASHES, Sentence};
use crate::extract::discourse::Frame;
use crate::extract::facts::{may_count_people, status_of};
use crate::extract::places::Item;
use crate::extract::words::{
    ClosedSet, Cue, CueMatch, Modality, Movement, Passage, RoleCue, SpeakerCue, Topic,
};
use crate::model::{Mode, PlaceKind, PlaceRef, Status};

/// Whether an item is a humanitarian passage at all.
pub fn is_passage(
    frame: &Frame,
    sentence: &Sentence<'_>,
    item: &Item,
    from: &[PlaceRef],
    to: &[PlaceRef],
) -> bool {
    let whole = sentence.whole();
    let has = |cue: Cue| sentence.has(cue);
    let moves = |movement: Movement| sentence.moves(&whole, movement);
    let named = has(Cue::Passage(Passage::Humanitarian)) || counts_passages(frame, sentence);
    let names_people = moves(Movement::People) || moves(Movement::Medical);
    let people = moves(Movement::Evacuation)
        || (names_people && (moves(Movement::Leaving) || moves(Movement::Carrying)));
    let aid = (moves(Movement::Aid) || (moves(Movement::Trucks) && frame.aid))
        && (moves(Movement::Carrying)
            || has(Cue::Passage(Passage::General))
            || named
            || (!from.is_empty() && brings_goods(sentence, item))
            || arrives_with_goods(sentence, item));
    let has_both_ends = !from.is_empty() && !to.is_empty();
    let is_area_only = |places: &[PlaceRef]| {
        !places.is_empty()
            && places
                .iter()
                .all(|place| matches!(place.place.kind, PlaceKind::Country | PlaceKind::Region))
    };
    let by_land = !sentence
        .cues_in(&item.reach())
        .any(|found| matches!(found.cue, Cue::Mode(Mode::Air | Mode::Water)));
    if !by_land && sentence.first_mode(&item.reach()).is_none() {
        return false;
    }
    let to_countries = !to.is_empty()
        && to
            .iter()
            .all(|place| place.place.kind == PlaceKind::Country);
    let takes_named_way = !item.via.is_empty() && moves(Movement::People);
    let evacuates = takes_named_way
        || named
        || moves(Movement::Evacuation)
        || aid
        || has(Cue::Passage(Passage::General));
    // "We discuss no route that ends in Russia": a stand on all of them.
    let led_to = sentence
        .places
        .iter()
        .find(|place| item.to.contains(&place.mention))
        .map_or(0, |place| place.start);
    let is_of_any =
        from.is_empty() && (0..led_to).any(|at| sentence.is_one_of(at, ClosedSet::AllOrNone));
    if to_countries && (is_of_any || !evacuates) {
        // People who flee abroad use no corridor for that alone.
        return false;
    }
    let goods_travel = aid && moves(Movement::Carrying);
    if is_area_only(from)
        && is_area_only(to)
        && !(named || goods_travel || people || takes_named_way)
    {
        return false;
    }
    // Troops that go from one place to another.
    let forces_move = sentence
        .cues
        .iter()
        .any(|found| found.cue == Cue::Forces && found.start < item.starts_at(sentence));
    let carries_people = sentence.first_mode(&whole).is_some() || moves(Movement::Fetching);
    let is_humanitarian = named
        || moves(Movement::Evacuation)
        || (!item.is_chain && (aid || carries_people || speaks_of_civilians(sentence)));
    if forces_move && !is_humanitarian {
        return false;
    }
    if item.is_chain {
        // "The road A – B is cut": whose road it is must be said somewhere.
        let is_way = has(Cue::Passage(Passage::General))
            && (frame.names_corridors || !has(Cue::Role(RoleCue::Road)));
        // "Then the column goes A – B – C".
        let is_driven =
            moves(Movement::Carrying) && !item.via.is_empty() && !breaks_off(sentence, item);
        return named
            || people
            || aid
            || is_way
            || is_driven
            || stands_as_list_item(sentence, item);
    }
    if has_both_ends {
        // Officials travel by train as well.
        let vehicles = names_people
            || train_leads(sentence, item)
            || (moves(Movement::Carrying) || sentence.first_mode(&whole).is_some())
                && sentence.first_mode(&whole) != Some(Mode::Rail);
        return named
            || people
            || aid
            || vehicles
            || has(Cue::Passage(Passage::General))
            || lets_nobody_through(sentence, item)
            || stands_as_list_item(sentence, item) && !is_of_official(sentence, item);
    }
    let residents_move = !item.residents.is_empty()
        && (moves(Movement::Leaving)
            || moves(Movement::Evacuation)
            || moves(Movement::Fetching)
            || named);
    let goods_leave = aid
        && brings_goods(sentence, item)
        && moves(Movement::Trucks)
        && !item.via.is_empty()
        && !status_of(sentence, &whole).is_some_and(Status::went_wrong)
        && !sentence.has(Cue::Disaster);
    // "Relief, 40 tonnes of flour from A by way of B, has stood at C since Tuesday".
    let goods_are_held = aid
        && brings_goods(sentence, item)
        && status_of(sentence, &whole) == Some(Status::Blocked)
        && !from
            .iter()
            .any(|place| place.place.kind == PlaceKind::Country);
    let goods_leave = goods_leave || goods_are_held;
    let is_turned_back = turns_back(sentence, item);
    let is_fetched = fetches_people_from(sentence, item);
    let of_countries = from
        .iter()
        .all(|place| place.place.kind == PlaceKind::Country);
    if to.is_empty()
        && !from.is_empty()
        && !named
        && !goods_leave
        && !is_turned_back
        && !is_fetched
        && !lists_departure(frame, sentence, item)
        && !people_leave_nearby(sentence, item, of_countries)
    {
        return false;
    }
    if to.is_empty() && of_countries && !from.is_empty() {
        // "Workers from Bangladesh".
        return named || goods_leave || moves(Movement::Evacuation);
    }
    if from.is_empty() {
        named || aid || people
    } else {
        let refers_back = item
            .from
            .iter()
            .all(|origin| sentence.refers_back_to(*origin));
        let takes_people = !forces_move
            && sentence.first_mode(&item.tokens).is_some()
            && may_count_people(sentence, &item.tokens);
        let lets_nobody_out = sentence.first_mode(&whole).is_some()
            && status_of(sentence, &item.tokens) == Some(Status::Blocked);
        let opens_to_people = has(Cue::Passage(Passage::General)) && moves(Movement::People);
        named
            || people
            || residents_move
            || opens_to_people
            || goods_leave
            || takes_people
            || lets_nobody_out
            || is_turned_back
            || is_fetched
            || (item.starts_there && !forces_move && !aid)
            || lists_origins(frame, sentence, item)
            || lists_departure(frame, sentence, item)
            || (moves(Movement::Leaving) && !refers_back)
    }
}

/// «Вдалося забрати 30 людей із Рубіжного»: whether people are fetched, and the origin said behind that.
fn fetches_people_from(sentence: &Sentence<'_>, item: &Item) -> bool {
    let ahead = 0..item.starts_at(sentence);
    let fetches = sentence
        .cues_in(&ahead)
        .find(|found| found.cue == Cue::Movement(Movement::Fetching));
    !item.from.is_empty()
        && status_of(sentence, &sentence.whole()) == Some(Status::Completed)
        && fetches
            .is_some_and(|fetches| sentence.moves(&(fetches.start..ahead.end), Movement::People))
}

/// «Колону з Енергодара завернули на блокпосту»: whether vehicles that no forces drive are held or sent back.
fn turns_back(sentence: &Sentence<'_>, item: &Item) -> bool {
    /// "A column of the army".
    const NEAR: usize = 2;
    let drives = |found: &&CueMatch| {
        found.cue == Cue::Movement(Movement::Carrying)
            && !sentence
                .cues_in(&(found.start.saturating_sub(NEAR)..found.end + NEAR))
                .any(|other| other.cue == Cue::Forces)
    };
    status_of(sentence, &sentence.whole()) == Some(Status::Blocked)
        && sentence.cues_in(&item.reach()).any(|found| drives(&found))
}

/// "The train leaves A at noon and ends in B": whether a train is what starts there, and no passenger of it.
fn train_leads(sentence: &Sentence<'_>, item: &Item) -> bool {
    let ahead = sentence.cues_in(&(0..item.first_place));
    let mut ahead = ahead.skip_while(|found| found.cue != Cue::Mode(Mode::Rail));
    let starts = |found: &CueMatch| {
        matches!(
            found.cue,
            Cue::Movement(Movement::Leaving)
                | Cue::Role(RoleCue::Start)
                | Cue::Status(Status::Planned | Status::Open)
        )
    };
    ahead.any(starts)
        && !sentence.cues.iter().any(|found| {
            matches!(
                found.cue,
                Cue::Topic(Topic::Traffic | Topic::Diplomacy | Topic::Trade) | Cue::Forces
            )
        })
}

/// "Nothing has moved from A to B since the bridge went": nobody gets along a way, whoever would.
fn lets_nobody_through(sentence: &Sentence<'_>, item: &Item) -> bool {
    sentence.has(Cue::Modality(Modality::Nobody))
        && status_of(sentence, &item.tokens).is_some_and(|status| {
            matches!(status, Status::Blocked | Status::Closed | Status::Suspended)
        })
}

/// "The second brings aid into Melitopol": an ordinal counts the corridors spoken of before.
pub fn counts_passages(frame: &Frame, sentence: &Sentence<'_>) -> bool {
    const FIRST_WORDS: usize = 3;
    (frame.status.is_some() || frame.has_statements)
        && sentence.cues_in(&(0..FIRST_WORDS)).any(|found| {
            let counts_people = || {
                sentence.cues_in(&(found.end..found.end + 2)).any(|next| {
                    matches!(
                        next.cue,
                        Cue::Movement(Movement::People | Movement::Carrying | Movement::Trucks)
                            | Cue::Time(_)
                    )
                })
            };
            matches!(found.cue, Cue::Count(_))
                // "No one was hurt".
                && !sentence.is_mark(found.start.wrapping_sub(1), &["no", "any", "every"])
                && !counts_people()
                && !sentence.is_mark(found.end, &["-"])
        })
}

/// Whether the item stands at the head of a line of a list whose lines are passages ("🚌 Popasna
/// – as soon as it is calmer").
fn lists_origins(frame: &Frame, sentence: &Sentence<'_>, item: &Item) -> bool {
    sentence.starts_as_list_item()
        && (frame.section.states_passages || sentence.first_mode(&(0..1)).is_some())
        && (0..item.first_place).all(|at| !sentence.is_word(at))
}

/// Whether the item is a line below "buses leave at these times:".
fn lists_departure(frame: &Frame, sentence: &Sentence<'_>, item: &Item) -> bool {
    frame.section.lists_departures
        && sentence.starts_as_list_item()
        && (0..item.first_place).all(|at| !sentence.is_word(at))
}

/// Whether the item is a line of a list: it starts its line, after a bullet or a heading.
fn stands_as_list_item(sentence: &Sentence<'_>, item: &Item) -> bool {
    if sentence.table_row.is_some() {
        return true;
    }
    const LONGEST_HEADING: usize = 8;
    const MOST_WORDS: usize = 3;
    // "On A they advance from B": no list of passages.
    let is_fought = |found: &crate::extract::words::CueMatch| matches!(found.cue, Cue::Fighting(_));
    if sentence.cues_in(&item.reach()).any(is_fought) {
        return false;
    }
    let begins = if item.tokens.start <= item.head {
        0
    } else {
        item.tokens.start
    };
    let is_word = |at: &usize| sentence.is_word(*at);
    let first = (begins..item.first_place)
        .find(is_word)
        .unwrap_or(item.first_place);
    // Bullets, hours and the numbers of trains or routes may be any number.
    let words = (first..item.first_place).filter(is_word).count();
    // "The president left A for B": prose.
    let tells = sentence
        .cues_in(&(first..item.first_place))
        .any(|found| matches!(found.cue, Cue::Status(_) | Cue::Moved));
    words <= MOST_WORDS && !tells
        || sentence.token_has_role(first, RoleCue::From)
        || (first..item.first_place)
            .any(|at| sentence.is_mark(at, &[":"]) && at - first <= LONGEST_HEADING)
}

/// «Президент виїхав із Києва до Варшави»: whether somebody of rank, or one person, is spoken of before the places.
fn is_of_official(sentence: &Sentence<'_>, item: &Item) -> bool {
    sentence
        .cues_in(&(0..item.first_place))
        .any(|found| found.cue == Cue::Speaker(SpeakerCue::Pronoun))
}

/// A destination without an origin is a passage only for goods on their way, or when the
/// passage itself is named.
pub fn leads_goods_in(frame: &Frame, sentence: &Sentence<'_>, item: &Item) -> bool {
    let in_item = |movement: Movement| sentence.moves(&item.tokens, movement);
    // "Whoever gets there is taken on by lorry": people, whatever else the report speaks of.
    let takes_goods = || frame.aid && trucks_lead(sentence, item) && !in_item(Movement::People);
    ((in_item(Movement::Aid) || takes_goods())
        && (in_item(Movement::Carrying)
            || in_item(Movement::Evacuation)
            || in_item(Movement::Going)))
        || arrives_with_goods(sentence, item)
        || counts_passages(frame, sentence)
        || sentence
            .cues_in(&item.tokens)
            .any(|found| found.cue == Cue::Passage(Passage::Humanitarian))
}

/// Whether a chain goes on with a name that is no known place.
fn breaks_off(sentence: &Sentence<'_>, item: &Item) -> bool {
    let mut ends = sentence
        .places
        .iter()
        .filter(|place| item.to.contains(&place.mention));
    ends.any(|place| {
        sentence.is_mark(place.end, &DASHES)
            && sentence
                .tokens
                .get(place.end + 1)
                .is_some_and(crate::report::Token::is_capitalised)
    })
}

/// Whether people are spoken of who are no forces: "rebels and their families", not "rebels".
fn speaks_of_civilians(sentence: &Sentence<'_>) -> bool {
    let are_forces = |person: &CueMatch| {
        sentence.cues.iter().any(|found| {
            found.cue == Cue::Forces && found.start <= person.start && found.end >= person.end
        })
    };
    sentence
        .cues
        .iter()
        .any(|found| found.cue == Cue::Movement(Movement::People) && !are_forces(found))
}

/// Whether people leave, or are taken away, near the place that an item starts from.
fn people_leave_nearby(sentence: &Sentence<'_>, item: &Item, of_countries: bool) -> bool {
    const BEFORE: usize = 12;
    const AFTER: usize = 14;
    let at = item.starts_at(sentence);
    // A list of origins may run on for long, a list of countries does not.
    let first = if of_countries {
        at.saturating_sub(BEFORE)
    } else {
        0
    };
    let near = first..at + AFTER;
    sentence.cues_in(&near).any(|found| {
        matches!(
            found.cue,
            Cue::Movement(
                Movement::Evacuation | Movement::Leaving | Movement::Medical | Movement::Fetching
            ) | Cue::Passage(_)
                | Cue::Mode(_)
                | Cue::Role(RoleCue::ResidentsBefore)
        )
    })
}
