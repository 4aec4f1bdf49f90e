//! Events at no named place that happen where the report is.

use super::attach::breaks;
use super::background::names_office;
use super::kinds::{is_settlement, kind_of};
use super::scene::Scene;
use crate::extract::places::Role;
use crate::extract::words::{ClosedSet, Cue, CueMatch, Modality, Reference};
use crate::report::{Case, TokenKind};

/// "Shelling could be heard again", «обстріли не вщухають»: fighting of which nothing but its going
/// on is said is where the report is.
pub fn goes_on_here(scene: &Scene<'_>, cue: &CueMatch) -> Option<usize> {
    const BEFORE: usize = 4;
    const BEHIND: usize = 6;
    let sentence = scene.sentence;
    let near = cue.start.saturating_sub(BEFORE)..cue.end + BEHIND;
    let lasts = sentence
        .cues_in(&near)
        .any(|found| found.cue == Cue::Modality(Modality::Lasting));
    let speaks_of_area = sentence.has(Cue::Reference(Reference::Area));
    if !lasts || speaks_of_area || !sentence.places.is_empty() {
        return None;
    }
    scene.ground.main()
}

/// "The shelling of the city", «там тривають бої»: the settlement that the report speaks of.
pub fn refers_to_ground(
    scene: &Scene<'_>,
    cue: &CueMatch,
    next_place: Option<usize>,
) -> Option<usize> {
    const BEHIND: usize = 8;
    const BEFORE: usize = 12;
    let sentence = scene.sentence;
    let limit = next_place.unwrap_or(usize::MAX).min(cue.end + BEHIND + 1);
    let stands_alone = |end: usize| {
        !sentence.is_mark(end, &["of"])
            && !sentence.places.iter().any(|place| place.start == end)
            && sentence
                .tokens
                .get(end)
                .is_none_or(|token| token.kind != TokenKind::Word || !token.is_capitalised())
    };
    let reference = sentence.cues.iter().find(|found| {
        let is_settlement = matches!(
            found.cue,
            Cue::Reference(Reference::Settlement | Reference::Enclave)
        );
        // "The besieged enclave" holds the cue itself.
        let holds_cue = found.start <= cue.start && found.end >= cue.end;
        let follows = holds_cue
            || found.start >= cue.end
                && found.start < limit
                && !breaks(sentence, cue.end..found.start);
        let precedes = found.end <= cue.start
            && cue.start - found.end <= BEFORE
            && next_place.is_none()
            && !sentence
                .places
                .iter()
                .any(|place| (found.end..cue.start).contains(&place.start));
        // «Бобровицького району» is named in full.
        let is_named = found.start > 0
            && sentence.tokens[found.start].case == Case::Lower
            && sentence.tokens[found.start - 1].is_capitalised()
            && !sentence.words[found.start].is_ascii();
        is_settlement && !is_named && (follows || precedes) && stands_alone(found.end)
    });
    let there = || {
        let near = cue.start.saturating_sub(3)..limit.min(sentence.tokens.len());
        near.into_iter().any(|at| {
            // "Its assault" is the army's, "its districts" are the town's.
            (sentence.is_one_of(at, ClosedSet::There)
                || sentence.is_mark(at, &["its"]) && at + 1 < cue.start)
                && !sentence.is_mark(at + 1, &["is", "are", "was", "were", "has", "have", "had"])
        })
    };
    if reference.is_none() && !there() {
        return None;
    }
    let here = sentence
        .places
        .iter()
        .rfind(|place| {
            let named_by = reference.map_or(cue.start, |found| found.start);
            let before = place.start.saturating_sub(1);
            let is_goal = sentence.is_one_of(before, ClosedSet::Towards)
                || scene
                    .groups
                    .iter()
                    .any(|group| group.role == Role::To && group.places().contains(&place.mention));
            place.end <= named_by
                && kind_of(scene.mentions, place.mention).is_some_and(is_settlement)
                && !names_office(sentence, place.mention)
                && (!is_goal || scene.ground.settlement.is_none())
        })
        .map(|place| place.mention);
    let is_enclave = reference.is_some_and(|found| found.cue == Cue::Reference(Reference::Enclave));
    here.or_else(|| {
        if is_enclave {
            scene.ground.enclave(scene.mentions)
        } else {
            scene.ground.settlement(sentence)
        }
    })
}
