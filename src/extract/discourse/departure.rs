//! Where those who move were last said to start, for sentences that say only where they go: "They were driven to B".

use std::ops::Range;

use super::heard::Heard;
use super::reference::{refers_to_passage, speaks_of_others};
use crate::extract::annotate::Sentence;
use crate::extract::facts::{is_count, status_of};
use crate::extract::places::{Group, Item, Role};
use crate::extract::words::{ClosedSet, Cue, Movement, Passage, RoleCue};
use crate::model::{Mention, Mode, PlaceKind, Status, kind_of_place};

/// The places at which people were last said to start, or to be taken up.
#[derive(Debug, Default)]
pub struct Departure {
    /// By sentence, those of one paragraph, as long as no sentence between them says something else.
    told: Vec<Starts>,
    /// The mention of the town that the heading of a section is about ("Kramatorsk").
    heading: Option<usize>,
}

#[derive(Debug, Clone)]
struct Starts {
    /// Mentions of the places.
    places: Vec<usize>,
    /// Index of the sentence.
    sentence: usize,
    /// Number of its paragraph.
    paragraph: usize,
    /// Whether it says that people start there, and not only that they are there.
    is_left: bool,
}

/// How many sentences may lie between those that say where people start and where they go.
const REACH: usize = 2;

impl Departure {
    /// Takes in what a sentence, the last one read, says of starts; `items` are as it states them.
    pub fn follow(
        &mut self,
        heard: &Heard<'_>,
        items: &[Item],
        mentions: &[Mention],
        paragraph: usize,
    ) {
        let sentence = heard.sentence;
        let is_left = items.iter().any(|item| !item.from.is_empty());
        let starts = |places| Starts {
            places,
            sentence: heard.index,
            paragraph,
            is_left,
        };
        if let Some(place) = settlement_of_heading(sentence, mentions) {
            self.heading = Some(place);
            self.told.clear();
            return;
        }
        let places = starts_of(sentence, heard.groups, items, mentions);
        if places.is_empty() {
            return;
        }
        let goes_on =
            |last: &Starts| last.paragraph == paragraph && last.sentence + 1 == heard.index;
        if !self.told.last().is_some_and(goes_on) {
            self.told.clear();
        }
        self.told.push(starts(places));
    }

    /// Where the people or vehicles start of which an item says only where they go, as mentions in order; none where it speaks
    /// of others, or of nobody who was named before.
    pub fn starts_for(&self, heard: &Heard<'_>, item: &Item, paragraph: usize) -> Vec<usize> {
        let sentence = heard.sentence;
        if item.is_chain || item.to.is_empty() || !is_on_the_move(sentence, item) {
            return Vec::new();
        }
        let is_linked = stands_for_those_who_move(sentence, item);
        // "The buses", «автобуси» may be others; they are taken for the same right behind those that were said to leave.
        let may_be_linked = || {
            let status = status_of(sentence, &item.tokens);
            let is_told = |status: Status| {
                !status.went_wrong() && !matches!(status, Status::Planned | Status::Proposed)
            };
            refers_to_passage(sentence) && status.is_none_or(is_told)
        };
        let is_near = |starts: &Starts| {
            let between = heard.index - starts.sentence;
            let is_same_paragraph = starts.paragraph == paragraph;
            match is_linked {
                true => between <= REACH && is_same_paragraph,
                false => between == 1 && is_same_paragraph && starts.is_left && may_be_linked(),
            }
        };
        let of_all = sentence
            .cues_in(&item.tokens)
            .any(|found| found.cue == Cue::Role(RoleCue::Everybody));
        let is_listed = sentence.starts_as_list_item();
        let told = self.told.last().filter(|last| !is_listed && is_near(last));
        let places: Vec<usize> = match (told, self.heading) {
            (Some(_), _) if of_all => self
                .told
                .iter()
                .flat_map(|starts| &starts.places)
                .copied()
                .collect(),
            (Some(last), _) => last.places.clone(),
            (None, Some(heading)) if is_linked || names_those_who_move(sentence, item) => {
                vec![heading]
            }
            _ => Vec::new(),
        };
        let is_end = |place: &usize| item.to.contains(place);
        if places.iter().any(is_end) {
            Vec::new()
        } else {
            places
        }
    }
}

/// Whether a word stands, before the first place to which an item leads, for people or vehicles that were named before:
/// "they", "them", "eleven".
fn stands_for_those_who_move(sentence: &Sentence<'_>, item: &Item) -> bool {
    if speaks_of_others(sentence) {
        return false;
    }
    let reach = item.reach();
    let end = sentence
        .places
        .iter()
        .filter(|place| reach.contains(&place.start) && item.to.contains(&place.mention))
        .map(|place| place.start)
        .min()
        .unwrap_or(reach.end);
    let names_others = |at: usize| {
        let mut named = sentence.cues_in(&(reach.start..at));
        named.any(|found| {
            matches!(
                found.cue,
                Cue::Movement(Movement::People | Movement::Carrying | Movement::Trucks)
                    | Cue::Forces
            )
        })
    };
    opens_with_count(sentence, item) && !names_others(end)
        || (reach.start..end)
            .find(|at| sentence.is_one_of(*at, ClosedSet::ThoseWhoMove))
            .is_some_and(|at| !names_others(at))
}

/// Whether an item starts with a number: of people, where it counts nothing else.
fn opens_with_count(sentence: &Sentence<'_>, item: &Item) -> bool {
    let joins = |at: &usize| {
        sentence.is_mark(*at, &[",", ";"]) || sentence.token_has_role(*at, RoleCue::And)
    };
    let first = item.reach().find(|at| !joins(at));
    first.is_some_and(|first| is_count(sentence, first))
}

/// The tokens of an item that are said of where it leads: those of its clause.
fn clause_of_end(sentence: &Sentence<'_>, item: &Item) -> Range<usize> {
    let reach = item.reach();
    let mut ends = sentence.places.iter();
    let end = ends.find(|place| reach.contains(&place.start) && item.to.contains(&place.mention));
    let clause = end.and_then(|end| sentence.clause_at(end.start));
    clause.map_or(reach.clone(), |clause| {
        reach.start.max(clause.tokens.start)..reach.end.min(clause.tokens.end)
    })
}

/// Whether an item names people or what carries them.
fn names_those_who_move(sentence: &Sentence<'_>, item: &Item) -> bool {
    let reach = clause_of_end(sentence, item);
    sentence.first_mode(&reach).is_some()
        || [Movement::People, Movement::Evacuation, Movement::Carrying]
            .iter()
            .any(|movement| sentence.moves(&reach, *movement))
}

/// Whether an item tells of people or vehicles under way over land, and of no goods and no troops.
pub fn is_on_the_move(sentence: &Sentence<'_>, item: &Item) -> bool {
    // "Eleven were taken to A, four to B": the verb is said once.
    let reach = match opens_with_count(sentence, item) {
        true => 0..item.reach().end,
        false => clause_of_end(sentence, item),
    };
    let moves = [
        Movement::Evacuation,
        Movement::Leaving,
        Movement::Carrying,
        Movement::Fetching,
        Movement::Going,
    ]
    .iter()
    .any(|movement| sentence.moves(&reach, *movement))
        || sentence.cues_in(&reach).any(|found| {
            matches!(
                found.cue,
                Cue::Role(RoleCue::Receives)
                    | Cue::Mode(_)
                    | Cue::Moved
                    | Cue::Moves
                    | Cue::WillMove
                    | Cue::Status(Status::Completed | Status::Open | Status::Planned)
            )
        });
    let is_other = sentence.cues_in(&reach).any(|found| {
        matches!(
            found.cue,
            Cue::Movement(Movement::Aid | Movement::Trucks | Movement::Dead)
                | Cue::Forces
                | Cue::Mode(Mode::Air | Mode::Water)
        )
    });
    moves && !is_other
}

/// Where a sentence says that people start or are taken up, if it does not say where they go.
fn starts_of(
    sentence: &Sentence<'_>,
    groups: &[Group],
    items: &[Item],
    mentions: &[Mention],
) -> Vec<usize> {
    let whole = sentence.whole();
    let moves = |movement: Movement| sentence.moves(&whole, movement);
    let leads_on = items.iter().any(|item| !item.to.is_empty());
    if leads_on || moves(Movement::Aid) {
        return Vec::new();
    }
    let kind =
        |mention: &usize| kind_of_place(mentions, *mention).unwrap_or(PlaceKind::PopulatedPlace);
    let people = moves(Movement::People)
        || moves(Movement::Medical)
        || sentence.names_humanitarian_passage()
        || sentence.first_mode(&whole).is_some();
    let mut origins: Vec<usize> = items.iter().flat_map(Item::origins).copied().collect();
    if !origins.is_empty() {
        let is_country = |origin: &usize| kind(origin) == PlaceKind::Country;
        if !people || origins.iter().any(is_country) {
            return Vec::new();
        }
        origins.sort_unstable();
        origins.dedup();
        return origins;
    }
    let are_moved = moves(Movement::Evacuation)
        || moves(Movement::Leaving)
        || moves(Movement::Fetching)
        || moves(Movement::Carrying)
        || sentence.has(Cue::Moved)
        || sentence.has(Cue::Role(RoleCue::Start))
        || sentence.has(Cue::Passage(Passage::Humanitarian));
    // A place that heads its paragraph may be where the report was written.
    let is_there = |group: &&Group| {
        matches!(group.role, Role::In | Role::Residents)
            || group.role == Role::None && !(group.start == 0 && sentence.starts_paragraph)
    };
    let is_settlement = |mention: &usize| {
        matches!(
            kind(mention),
            PlaceKind::PopulatedPlace | PlaceKind::District
        )
    };
    // "The mayor of Lyman called on the residents to leave": a place that speaks is in no group.
    let located: Vec<usize> = match groups {
        [] => sentence.places.iter().map(|place| place.mention).collect(),
        _ => groups
            .iter()
            .filter(is_there)
            .flat_map(Group::places)
            .collect(),
    };
    let located: Vec<usize> = located.into_iter().filter(is_settlement).collect();
    match located[..] {
        [place] if people && are_moved => vec![place],
        _ => Vec::new(),
    }
}

/// The settlement of a heading that names no more than it, or that people are taken out of it ("Evacuation from Lyman").
fn settlement_of_heading(sentence: &Sentence<'_>, mentions: &[Mention]) -> Option<usize> {
    let [place] = sentence.places[..] else {
        return None;
    };
    let named = mentions.get(place.mention)?.place.as_ref()?;
    let is_settlement = matches!(named.kind, PlaceKind::PopulatedPlace | PlaceKind::District);
    let last = sentence.tokens.len().saturating_sub(1);
    let is_heading = sentence.starts_paragraph && !sentence.is_mark(last, &[".", ",", "!", "?"]);
    let says_no_more = sentence.whole().all(|at| {
        (place.start..place.end).contains(&at)
            || !sentence.is_word(at)
            || sentence.cues_at(at).any(|found| {
                matches!(
                    found.cue,
                    Cue::Movement(Movement::Evacuation)
                        | Cue::Role(RoleCue::From | RoleCue::Filler)
                )
            })
    });
    (is_heading && is_settlement && says_no_more).then_some(place.mention)
}
