//! The settlement that a report speaks of, for "the city" and "there".

use super::background::{is_dateline, is_headline, names_office};
use super::kinds::{is_settlement, kind_of};
use crate::extract::annotate::{DASHES, PlaceAt, Sentence};
use crate::extract::places::{Group, Role};
use crate::extract::words::{Cue, Movement};
use crate::model::{Mention, PlaceKind};

/// The settlement that a report speaks of: "the city", "there".
#[derive(Debug, Default)]
pub struct Ground {
    /// The settlement named last.
    pub settlement: Option<usize>,
    /// The region named last ("eastern Ghouta"), for "the enclave".
    region: Option<usize>,
    /// The settlement that the whole report is about.
    main: Option<usize>,
    /// Whether this paragraph has named a settlement already.
    is_named_here: bool,
}

impl Ground {
    /// Looks over the report for the settlement that it is about: the only one of its headline, or
    /// the one that it names far more often than any other.
    pub fn of(sentences: &[Sentence<'_>], mentions: &[Mention]) -> Self {
        let id = |mention: usize| {
            let place = mentions.get(mention)?.place.as_ref()?;
            is_settlement(place.kind).then_some(&place.id)
        };
        let only = |mut named: Vec<usize>| {
            named.retain(|mention| id(*mention).is_some());
            let first = *named.first()?;
            named
                .iter()
                .all(|mention| id(*mention) == id(first))
                .then_some(first)
        };
        let of_headline = sentences
            .first()
            .filter(|sentence| is_headline(sentence))
            .and_then(|sentence| only(sentence.places.iter().map(|place| place.mention).collect()));
        let main = of_headline.or_else(|| only(often_named(mentions)));
        // "Talks in Istanbul": the settlement of a report is not yet one where something happens.
        let is_scene = |wanted: &usize| {
            sentences.iter().any(|sentence| {
                let is_named = |place: &PlaceAt| {
                    id(place.mention) == id(*wanted) && !lies_off(sentence, place.start)
                };
                tells_of_war(sentence) && sentence.places.iter().any(is_named)
            })
        };
        Self {
            main: main.filter(is_scene),
            ..Self::default()
        }
    }

    /// The settlement that "the city" is at the start of a paragraph, or what goes on somewhere
    /// that the sentence does not say.
    pub fn main(&self) -> Option<usize> {
        self.main
    }

    pub fn settlement(&self, sentence: &Sentence<'_>) -> Option<usize> {
        let is_new = sentence.starts_paragraph || !self.is_named_here;
        self.main.filter(|_| is_new).or(self.settlement)
    }

    /// Remembers the settlement named last, rather one where something is than one that something
    /// leads to.
    pub fn take_in(&mut self, sentence: &Sentence<'_>, groups: &[Group], mentions: &[Mention]) {
        let has_role = |mention: usize, role: Role| {
            groups
                .iter()
                .any(|group| group.role == role && group.places().contains(&mention))
        };
        // "A – B": the way starts in the one that is spoken of.
        let is_later_stop = |place: &&PlaceAt| {
            let before = place.start.saturating_sub(1);
            sentence.is_mark(before, &DASHES)
                && sentence.places.iter().any(|known| known.end == before)
        };
        let named = || {
            sentence
                .places
                .iter()
                .filter(|place| !is_later_stop(place) && !is_dateline(sentence, place.start))
                .map(|place| place.mention)
        };
        let mut regions = named();
        let region = regions.rfind(|place| kind_of(mentions, *place) == Some(PlaceKind::Region));
        self.region = region.or(self.region);
        let settlements = || {
            named()
                .filter(|place| kind_of(mentions, *place).is_some_and(is_settlement))
                .filter(|place| !names_office(sentence, *place))
        };
        let whole = sentence.whole();
        let brings_aid = sentence.moves(&whole, Movement::Aid)
            && !sentence.moves(&whole, Movement::Evacuation)
            && !sentence.moves(&whole, Movement::Leaving);
        let found = if brings_aid && !groups.is_empty() {
            // Where aid comes from is not where something happens.
            settlements().rfind(|place| !has_role(*place, Role::From))
        } else {
            let rather = settlements().rfind(|place| !has_role(*place, Role::To));
            rather.or_else(|| settlements().next_back())
        };
        self.is_named_here = found.is_some() || self.is_named_here && !sentence.starts_paragraph;
        if let Some(settlement) = found {
            self.settlement = Some(settlement);
        }
    }

    /// What "the enclave" is: the region, where the report speaks of it as much as of the town.
    pub fn enclave(&self, mentions: &[Mention]) -> Option<usize> {
        let place = |at: usize| mentions.get(at)?.place.as_ref().map(|place| &place.id);
        let times = |at: Option<usize>| {
            let wanted = at.and_then(place);
            (0..mentions.len())
                .filter(|at| wanted.is_some() && place(*at) == wanted)
                .count()
        };
        let rather = self.region.is_some() && times(self.region) >= times(self.settlement);
        if rather { self.region } else { self.settlement }
    }
}

/// "Northwest of Kyiv": not in it.
fn lies_off(sentence: &Sentence<'_>, place: usize) -> bool {
    place > 1
        && sentence.is_mark(place - 1, &["of"])
        && ["north", "south", "east", "west"]
            .iter()
            .any(|side| sentence.words[place - 2].ends_with(side))
}

/// Whether fighting or people who are taken away are spoken of.
fn tells_of_war(sentence: &Sentence<'_>) -> bool {
    sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Fighting(_) | Cue::Violence | Cue::Movement(Movement::Evacuation)
        )
    })
}

/// The mentions of the settlement that a report names at least three times, and at least three
/// times as often as any other.
fn often_named(mentions: &[Mention]) -> Vec<usize> {
    const FEWEST: usize = 3;
    let mut counts: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let Some(place) = mention
            .place
            .as_ref()
            .filter(|place| is_settlement(place.kind))
        else {
            continue;
        };
        match counts.iter_mut().find(|(id, _)| *id == place.id) {
            Some((_, named)) => named.push(index),
            None => counts.push((&place.id, vec![index])),
        }
    }
    counts.sort_by_key(|(_, named)| std::cmp::Reverse(named.len()));
    let next = counts.get(1).map_or(0, |(_, named)| named.len());
    match counts.into_iter().next() {
        Some((_, named)) if named.len() >= FEWEST.max(FEWEST * next) => named,
        _ => Vec::new(),
    }
}
