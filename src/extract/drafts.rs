//! The statements of a report while it is read: the same passage stated twice becomes one, later
//! sentences complete earlier ones.

use super::told_way;
use crate::model::{Corridor, Direction, Inference, PlaceKind, PlaceRef, Purpose, Status};

/// A corridor with what only the reading itself needs.
#[derive(Debug)]
pub struct Draft {
    pub corridor: Corridor,
    /// Index of its sentence.
    pub sentence: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    pub status_is_stated: bool,
    /// Whether it tells of a movement that is over, whatever the status of its corridor.
    pub is_over: bool,
    /// A headline says in short what the text then states.
    pub is_headline: bool,
    /// Whether it is dropped where another statement has its origin.
    pub yields: bool,
    /// Whether it counts passages that others do not spell out ("six corridors for civilians").
    pub is_counted: bool,
    /// Whether it says how many people moved, be it understood or not.
    pub counts_people: bool,
}

impl Draft {
    /// Whether an end that is not stated may be inferred.
    pub fn may_infer_ends(&self) -> bool {
        !self.is_over && self.corridor.may_infer_ends()
    }
}

/// The statements so far, in order of the text.
#[derive(Debug, Default)]
pub struct Drafts(pub Vec<Draft>);

impl Drafts {
    /// The statements, with summaries that others spell out left aside and ends inferred.
    pub fn finish(mut self) -> Vec<Draft> {
        self.take_ends_of_headlines();
        self.drop_spelled_out_headlines();
        self.drop_summaries();
        self.drop_yielding();
        self.infer_ends();
        self.0
    }

    /// Takes a draft in, or lets it complete the same passage stated before.
    pub fn add(&mut self, draft: Draft) {
        let same_places = |one: &[PlaceRef], other: &[PlaceRef]| {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|a| other.iter().any(|b| a.place.id == b.place.id))
        };
        if self.serves_both_ways(&draft) {
            return;
        }
        let mut draft = self.spell_out(draft);
        self.name_origin(&mut draft);
        let counted = self.0.iter_mut().find(|known| {
            let origin = |place: &PlaceRef| {
                known
                    .corridor
                    .from
                    .iter()
                    .any(|from| from.place.id == place.place.id)
            };
            draft.corridor.to.is_empty()
                && draft.corridor.status == Status::Completed
                && draft.counts_people
                && !known.corridor.to.is_empty()
                && draft.corridor.from.iter().all(origin)
        });
        if let Some(known) = counted {
            known
                .corridor
                .take_missing(&draft.corridor, &[Inference::PeopleMoved]);
            known.counts_people = true;
            return;
        }
        let known = self.0.iter_mut().find(|known| {
            let same_from = same_places(&known.corridor.from, &draft.corridor.from);
            let same_to =
                same_places(&known.corridor.to, &draft.corridor.to) || draft.corridor.to.is_empty();
            let modes_agree = known.corridor.mode.is_none()
                || draft.corridor.mode.is_none()
                || known.corridor.mode == draft.corridor.mode;
            let statuses_agree = !draft.status_is_stated
                || known.corridor.status.class() == draft.corridor.status.class()
                    && known.corridor.status.went_wrong() == draft.corridor.status.went_wrong();
            let speakers_agree = draft.corridor.announced_by.is_none()
                || known.corridor.announced_by == draft.corridor.announced_by;
            !known.is_headline
                && same_from
                && same_to
                && modes_agree
                && statuses_agree
                && speakers_agree
        });
        match known {
            None => self.0.push(draft),
            Some(known) => {
                known.counts_people |= draft.counts_people;
                let (known, new) = (&mut known.corridor, draft.corridor);
                known.take_missing(
                    &new,
                    &[
                        Inference::Mode,
                        Inference::ValidFrom,
                        Inference::TimeWindow,
                        Inference::PeopleMoved,
                        Inference::Vehicles,
                    ],
                );
                known.day_not_understood |= new.day_not_understood;
                known.day_not_understood &= known.valid_from.is_none();
                told_way::spell_out(known, new.via, &new.quote);
                for purpose in new.purpose {
                    if !known.purpose.contains(&purpose) && known.status == new.status {
                        known.purpose.push(purpose);
                        let words = new.evidence.of(Inference::Purpose);
                        known.evidence.add(Inference::Purpose, words);
                    }
                }
                known.direction = direction(&known.purpose);
            }
        }
    }

    /// A column that takes goods along the way on which the line of a list brings people out serves
    /// the same passage, which then works both ways.
    fn serves_both_ways(&mut self, draft: &Draft) -> bool {
        let new = &draft.corridor;
        let ids = |places: &[PlaceRef]| -> Vec<String> {
            places.iter().map(|place| place.place.id.clone()).collect()
        };
        let Some(known) = self.0.last_mut() else {
            return false;
        };
        let is_same_way = new.purpose.contains(&Purpose::AidDelivery)
            && draft.sentence == known.sentence + 1
            && draft.paragraph == known.paragraph
            && !known.is_headline
            && !new.from.is_empty()
            && ids(&new.from) == ids(&known.corridor.to)
            && ids(&new.to) == ids(&known.corridor.from);
        if is_same_way {
            let purpose = &mut known.corridor.purpose;
            if !purpose.contains(&Purpose::AidDelivery) {
                purpose.push(Purpose::AidDelivery);
                let words = new.evidence.of(Inference::Purpose);
                known.corridor.evidence.add(Inference::Purpose, words);
                known.corridor.complete_by("serves-both-ways");
            }
            known.corridor.direction = direction(&known.corridor.purpose);
        }
        is_same_way
    }

    /// "Two convoys take people from A to B", above a text that only says how A is left.
    fn take_ends_of_headlines(&mut self) {
        let headlines: Vec<Corridor> = self
            .0
            .iter()
            .filter(|draft| draft.is_headline && !draft.corridor.to.is_empty())
            .map(|draft| draft.corridor.clone())
            .collect();
        for headline in headlines {
            let starts_there = |place: &PlaceRef| {
                headline
                    .from
                    .iter()
                    .any(|from| from.place.id == place.place.id)
            };
            let leads_there = |draft: &Draft| {
                draft
                    .corridor
                    .to
                    .iter()
                    .any(|end| headline.to.iter().any(|to| to.place.id == end.place.id))
            };
            if self
                .0
                .iter()
                .any(|draft| !draft.is_headline && leads_there(draft))
            {
                continue;
            }
            let meant = self.0.iter_mut().find(|draft| {
                let corridor = &draft.corridor;
                !draft.is_headline
                    && corridor.to.is_empty()
                    && !corridor.from.is_empty()
                    && corridor.from.iter().all(starts_there)
                    && corridor.status.went_wrong() == headline.status.went_wrong()
            });
            if let Some(draft) = meant {
                draft.corridor.to.clone_from(&headline.to);
                draft.corridor.context.push(headline.quote);
                draft.corridor.complete_by("end-of-headline");
            }
        }
    }

    /// What a headline states is kept only where the text does not state it again.
    fn drop_spelled_out_headlines(&mut self) {
        let ends = |draft: &Draft| -> Vec<String> {
            let corridor = &draft.corridor;
            let places = corridor
                .from
                .iter()
                .chain(&corridor.via)
                .chain(&corridor.to);
            places.map(|place| place.place.id.clone()).collect()
        };
        let of_text: Vec<String> = self
            .0
            .iter()
            .filter(|draft| !draft.is_headline)
            .flat_map(ends)
            .collect();
        let named: Vec<PlaceRef> = self
            .0
            .iter()
            .filter(|draft| !draft.is_headline)
            .flat_map(|draft| draft.corridor.from.iter().chain(&draft.corridor.to))
            .cloned()
            .collect();
        let is_of_text = |place: &PlaceRef| {
            of_text.contains(&place.place.id)
                || is_area(place) && named.iter().any(|named| holds(place, named))
        };
        self.0.retain(|draft| {
            let corridor = &draft.corridor;
            let mut places = corridor
                .from
                .iter()
                .chain(&corridor.via)
                .chain(&corridor.to);
            !draft.is_headline || !places.any(is_of_text)
        });
    }

    /// Goods that a place was said to get come from the origin that is said after ("the trucks
    /// came from Damascus").
    fn name_origin(&mut self, draft: &mut Draft) {
        let new = &mut draft.corridor;
        let brings_goods = |corridor: &Corridor| corridor.purpose == [Purpose::AidDelivery];
        if new.from.is_empty() || new.to.is_empty() || !brings_goods(new) {
            return;
        }
        let same = self.0.iter().position(|known| {
            let known_corridor = &known.corridor;
            known_corridor.from.is_empty()
                && brings_goods(known_corridor)
                && !known.is_headline
                && known.sentence < draft.sentence
                && draft.sentence - known.sentence <= 2
                && !known_corridor.status.went_wrong()
                && known_corridor.to.len() == 1
                && new
                    .to
                    .iter()
                    .all(|end| end.place.id == known_corridor.to[0].place.id)
        });
        if let Some(index) = same {
            let known = self.0.remove(index);
            if known.status_is_stated && !draft.status_is_stated {
                new.status = known.corridor.status;
                new.evidence
                    .take_over(Inference::Status, &known.corridor.evidence);
            }
            new.take_missing(
                &known.corridor,
                &[Inference::PeopleMoved, Inference::Vehicles],
            );
        }
    }

    /// "A corridor to Rakhine from Bangladesh" is spelled out by one from Cox's Bazar.
    fn is_spelled_out(&self, general: &Corridor) -> bool {
        let ids = |places: &[PlaceRef]| -> Vec<String> {
            places.iter().map(|place| place.place.id.clone()).collect()
        };
        let [area] = &general.from[..] else {
            return false;
        };
        is_area(area)
            && !general.to.is_empty()
            && self.0.iter().any(|draft| {
                let closer = &draft.corridor;
                ids(&closer.to) == ids(&general.to)
                    && !closer.from.is_empty()
                    && closer
                        .from
                        .iter()
                        .all(|place| !is_area(place) && holds(area, place))
            })
    }

    /// "Mariupol is blocked" says nothing new where a passage from Mariupol is stated.
    fn drop_yielding(&mut self) {
        let stated: Vec<String> = self
            .0
            .iter()
            .filter(|draft| !draft.yields)
            .flat_map(|draft| &draft.corridor.from)
            .map(|from| from.place.id.clone())
            .collect();
        let is_stated = |from: &PlaceRef| stated.contains(&from.place.id);
        self.0
            .retain(|draft| !draft.yields || !draft.corridor.from.iter().all(is_stated));
    }

    /// A passage with both ends replaces what was said of its origins without an end, and takes
    /// over what it says itself nothing of.
    fn spell_out(&mut self, mut draft: Draft) -> Draft {
        let new = &draft.corridor;
        if new.to.is_empty() || new.settlements.is_some() || new.from.is_empty() {
            return draft;
        }
        let spells_out = |known: &Corridor| {
            known.to.is_empty()
                && !known.from.is_empty()
                && new.from.iter().all(|from| {
                    known
                        .from
                        .iter()
                        .any(|place| place.place.id == from.place.id)
                })
                && (known.mode.is_none() || new.mode.is_none() || known.mode == new.mode)
                && (known.status.class() == new.status.class()
                    || known.from.len() > 1
                    || is_carried_out(known.status, new.status))
                && (new.announced_by.is_none()
                    || known.announced_by.is_none()
                    || known.announced_by == new.announced_by)
        };
        let Some(index) = self.0.iter().position(|known| {
            !known.is_counted && !known.counts_people && spells_out(&known.corridor)
        }) else {
            return draft;
        };
        let known = &mut self.0[index].corridor;
        draft
            .corridor
            .take_missing(known, &[Inference::Mode, Inference::TimeWindow]);
        if !draft.corridor.day_not_understood {
            draft.corridor.take_missing(known, &[Inference::ValidFrom]);
        }
        let new = &draft.corridor;
        let is_new = |place: &PlaceRef| new.from.iter().any(|from| from.place.id == place.place.id);
        known.from.retain(|place| !is_new(place));
        if known.from.is_empty() {
            self.0.remove(index);
        }
        draft
    }

    /// "Three corridors from the Zaporizhzhia region" is a summary once corridors from places of
    /// that region are stated.
    fn drop_summaries(&mut self) {
        let origins: Vec<PlaceRef> = self
            .0
            .iter()
            .filter(|draft| draft.corridor.settlements.is_none())
            .flat_map(|draft| &draft.corridor.from)
            .filter(|place| !is_area(place))
            .cloned()
            .collect();
        self.0.retain(|draft| {
            let corridor = &draft.corridor;
            let is_summary = !corridor.from.is_empty()
                && corridor.settlements.is_none()
                && !draft.counts_people
                && corridor.to.is_empty()
                && corridor
                    .from
                    .iter()
                    .all(|area| is_area(area) && origins.iter().any(|place| holds(area, place)));
            !is_summary
        });
        let spelled_out: Vec<bool> = self
            .0
            .iter()
            .map(|draft| self.is_spelled_out(&draft.corridor))
            .collect();
        let mut spelled_out = spelled_out.into_iter();
        self.0.retain(|_| !spelled_out.next().unwrap_or_default());
    }

    /// An end that is not stated is the one that the speaker's other corridors of the same
    /// sentence or day share, if they share one. It is marked as inferred.
    fn infer_ends(&mut self) {
        let ends: Vec<(Option<String>, Option<String>, PlaceRef)> = self
            .0
            .iter()
            .filter_map(|draft| match &draft.corridor.to[..] {
                [end]
                    if draft.corridor.settlements.is_none()
                        && !draft.corridor.inferred.contains(&Inference::To) =>
                {
                    Some((
                        draft.corridor.announced_by.clone(),
                        draft.corridor.valid_from.clone(),
                        end.clone(),
                    ))
                }
                _ => None,
            })
            .collect();
        for draft in &mut self.0 {
            let may_infer = draft.may_infer_ends();
            let corridor = &mut draft.corridor;
            let may_lack_end = corridor.to.is_empty() && !corridor.from.is_empty() && may_infer;
            if !may_lack_end || corridor.from.iter().any(is_area) {
                continue;
            }
            // The nearest hub that others lead to and that is no origin here.
            let candidates: Vec<&PlaceRef> = ends
                .iter()
                .filter(|(speaker, day, end)| {
                    *speaker == corridor.announced_by
                        && *day == corridor.valid_from
                        && matches!(end.place.kind, PlaceKind::PopulatedPlace)
                        && end.place.admin1.is_some()
                        && end.place.admin1
                            == corridor
                                .from
                                .first()
                                .and_then(|from| from.place.admin1.clone())
                        && !corridor
                            .from
                            .iter()
                            .any(|from| from.place.id == end.place.id)
                })
                .map(|(.., end)| end)
                .collect();
            let is_centre = |place: &&PlaceRef| {
                candidates
                    .iter()
                    .all(|other| other.place.population <= place.place.population)
            };
            if let Some(end) = candidates.iter().copied().find(is_centre) {
                corridor.to = vec![end.clone()];
                corridor.inferred.push(Inference::To);
                corridor.complete_by("end-of-the-others");
            }
        }
    }
}

/// Whether what was agreed or planned is what then happened.
fn is_carried_out(known: Status, new: Status) -> bool {
    matches!(known, Status::Agreed | Status::Planned | Status::Unknown)
        && matches!(new, Status::Completed | Status::Open)
}

/// Whether a place is an area and no settlement.
fn is_area(place: &PlaceRef) -> bool {
    matches!(
        place.place.kind,
        PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Region | PlaceKind::Admin2
    )
}

/// Whether an area holds a place.
fn holds(area: &PlaceRef, place: &PlaceRef) -> bool {
    let (area, place) = (&area.place, &place.place);
    match area.kind {
        PlaceKind::Admin1 => place.admin1.is_some() && area.admin1 == place.admin1,
        PlaceKind::Admin2 => place.admin2.is_some() && area.admin2 == place.admin2,
        _ => area.country.is_some() && area.country == place.country,
    }
}

/// Which way passages of these purposes work.
pub fn direction(purpose: &[Purpose]) -> Option<Direction> {
    let out = purpose
        .iter()
        .any(|purpose| *purpose != Purpose::AidDelivery);
    let aid = purpose.contains(&Purpose::AidDelivery);
    match (out, aid) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Out),
        (false, true) => Some(Direction::In),
        (false, false) => None,
    }
}
