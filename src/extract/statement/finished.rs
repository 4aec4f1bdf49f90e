//! What the statements of a report make of each other once all of it is read: summaries are left aside, ends inferred.

use crate::extract::discourse::{Draft, Drafts};
use crate::model::{Corridor, CorridorField, PlaceKind, PlaceRef};

/// The statements of a report, with summaries that others spell out left aside and ends inferred.
pub fn finished(drafts: Drafts) -> Vec<Draft> {
    let mut drafts = drafts.0;
    take_ends_of_headlines(&mut drafts);
    drop_spelled_out_headlines(&mut drafts);
    drop_summaries(&mut drafts);
    drop_yielding(&mut drafts);
    infer_ends(&mut drafts);
    drafts
}

/// "Two convoys take people from A to B", above a text that only says how A is left.
fn take_ends_of_headlines(drafts: &mut [Draft]) {
    let headlines: Vec<Corridor> = drafts
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
        if drafts
            .iter()
            .any(|draft| !draft.is_headline && leads_there(draft))
        {
            continue;
        }
        let meant = drafts.iter_mut().find(|draft| {
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
fn drop_spelled_out_headlines(drafts: &mut Vec<Draft>) {
    let ends = |draft: &Draft| -> Vec<String> {
        let corridor = &draft.corridor;
        let places = corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to);
        places.map(|place| place.place.id.clone()).collect()
    };
    let of_text: Vec<String> = drafts
        .iter()
        .filter(|draft| !draft.is_headline)
        .flat_map(ends)
        .collect();
    let named: Vec<PlaceRef> = drafts
        .iter()
        .filter(|draft| !draft.is_headline)
        .flat_map(|draft| draft.corridor.from.iter().chain(&draft.corridor.to))
        .cloned()
        .collect();
    let is_of_text = |place: &PlaceRef| {
        of_text.contains(&place.place.id)
            || is_area(place) && named.iter().any(|named| holds(place, named))
    };
    drafts.retain(|draft| {
        let corridor = &draft.corridor;
        let mut places = corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to);
        !draft.is_headline || !places.any(is_of_text)
    });
}

/// "A corridor to Rakhine from Bangladesh" is spelled out by one from Cox's Bazar.
fn is_spelled_out(drafts: &[Draft], general: &Corridor) -> bool {
    let ids = |places: &[PlaceRef]| -> Vec<String> {
        places.iter().map(|place| place.place.id.clone()).collect()
    };
    let [area] = &general.from[..] else {
        return false;
    };
    is_area(area)
        && !general.to.is_empty()
        && drafts.iter().any(|draft| {
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
fn drop_yielding(drafts: &mut Vec<Draft>) {
    let stated: Vec<String> = drafts
        .iter()
        .filter(|draft| !draft.yields)
        .flat_map(|draft| &draft.corridor.from)
        .map(|from| from.place.id.clone())
        .collect();
    let is_stated = |from: &PlaceRef| stated.contains(&from.place.id);
    drafts.retain(|draft| !draft.yields || !draft.corridor.from.iter().all(is_stated));
}

/// "Three corridors from the Zaporizhzhia region" is a summary once corridors from places of
/// that region are stated.
fn drop_summaries(drafts: &mut Vec<Draft>) {
    let origins: Vec<PlaceRef> = drafts
        .iter()
        .filter(|draft| draft.corridor.settlements.is_none())
        .flat_map(|draft| &draft.corridor.from)
        .filter(|place| !is_area(place))
        .cloned()
        .collect();
    drafts.retain(|draft| {
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
    let spelled_out: Vec<bool> = drafts
        .iter()
        .map(|draft| is_spelled_out(drafts, &draft.corridor))
        .collect();
    let mut spelled_out = spelled_out.into_iter();
    drafts.retain(|_| !spelled_out.next().unwrap_or_default());
}

/// An end that is not stated is the one that the speaker's other corridors of the same
/// sentence or day share, if they share one. It is marked as inferred.
fn infer_ends(drafts: &mut [Draft]) {
    let ends: Vec<(Option<String>, Option<String>, PlaceRef)> = drafts
        .iter()
        .filter_map(|draft| match &draft.corridor.to[..] {
            [end]
                if draft.corridor.settlements.is_none()
                    && !draft.corridor.inferred.contains(&CorridorField::To) =>
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
    for draft in drafts {
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
            corridor.inferred.push(CorridorField::To);
            corridor.complete_by("end-of-the-others");
        }
    }
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
