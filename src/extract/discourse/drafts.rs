//! The statements of a report while it is read: the same passage stated twice becomes one, later
//! sentences complete earlier ones.

use super::draft::{Draft, direction};
use super::told_way;
use crate::model::{Corridor, CorridorField, PlaceRef, Purpose, Status};

/// The statements so far, in order of the text.
#[derive(Debug, Default)]
pub struct Drafts(pub Vec<Draft>);

impl Drafts {
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
                .take_missing(&draft.corridor, &[CorridorField::PeopleMoved]);
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
                        CorridorField::Mode,
                        CorridorField::ValidFrom,
                        CorridorField::TimeWindow,
                        CorridorField::PeopleMoved,
                        CorridorField::Vehicles,
                    ],
                );
                known.day_not_understood |= new.day_not_understood;
                known.day_not_understood &= known.valid_from.is_none();
                told_way::spell_out(known, new.via, &new.quote);
                for purpose in new.purpose {
                    if !known.purpose.contains(&purpose) && known.status == new.status {
                        known.purpose.push(purpose);
                        let words = new.evidence.of(CorridorField::Purpose);
                        known.evidence.add(CorridorField::Purpose, words);
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
                let words = new.evidence.of(CorridorField::Purpose);
                known.corridor.evidence.add(CorridorField::Purpose, words);
                known.corridor.complete_by("serves-both-ways");
            }
            known.corridor.direction = direction(&known.corridor.purpose);
        }
        is_same_way
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
                    .take_over(CorridorField::Status, &known.corridor.evidence);
            }
            new.take_missing(
                &known.corridor,
                &[CorridorField::PeopleMoved, CorridorField::Vehicles],
            );
        }
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
            .take_missing(known, &[CorridorField::Mode, CorridorField::TimeWindow]);
        if !draft.corridor.day_not_understood {
            draft
                .corridor
                .take_missing(known, &[CorridorField::ValidFrom]);
        }
        let new = &draft.corridor;
        let is_new = |place: &PlaceRef| new.from.iter().any(|from| from.place.id == place.place.id);
        known.from.retain(|place| !is_new(place));
        if known.from.is_empty() {
            self.0.remove(index);
        }
        draft
    }
}

/// Whether what was agreed or planned is what then happened.
fn is_carried_out(known: Status, new: Status) -> bool {
    matches!(known, Status::Agreed | Status::Planned | Status::Unknown)
        && matches!(new, Status::Completed | Status::Open)
}
