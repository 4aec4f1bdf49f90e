//! Who holds a place.
//!
//! A party is named beside the word ("held by the RSF", "Houthi-controlled") or as its subject
//! ("the army recaptured"). A word such as "occupied" or "liberated" alone says who holds a place
//! only where the lexicon knows it for the country ([`Cue::Control`]). Nothing else is a claim.

use super::scene::{Scene, stated_day};
use super::{happened, places};
use crate::extract::annotate::Sentence;
use crate::extract::discourse::{Source, place_ref};
use crate::extract::facts::Now;
use crate::extract::words::{Cue, CueMatch, Holding, Modality, Movement, Party, RoleCue};
use crate::model::{ControlClaim, ControlTier, EventEvidence, PlaceKind};

/// The claims of control that a sentence makes.
pub fn claims(
    scene: &Scene<'_>,
    parties: &[String],
    now: Now,
    source: &Source,
) -> Vec<ControlClaim> {
    let sentence = scene.sentence;
    // "Held since 2014": held still.
    let published = now
        .published
        .filter(|_| !sentence.has(Cue::Modality(Modality::Since)));
    let hedged = sentence.has(Cue::Modality(Modality::Hedge));
    let mut found: Vec<ControlClaim> = Vec::new();
    for cue in &sentence.cues {
        let held = match cue.cue {
            Cue::Control(party) => Some((*cue, Holder::OfUkraine(party))),
            Cue::Holding(holding) => {
                holder(sentence, cue, holding).map(|(span, party)| (span, Holder::Named(party)))
            }
            _ => None,
        };
        let Some((span, holder)) = held else { continue };
        if !happened::is_stated(sentence, &span, published) {
            continue;
        }
        let (when, day) = stated_day(sentence, &span, now);
        let said = sentence.span_of(&(span.start..span.end));
        for mention in places::beside(scene, &span) {
            if takes_something_there(sentence, &span, mention) {
                continue;
            }
            let Some(place) = place_ref(scene.mentions, mention) else {
                continue;
            };
            let in_ukraine = place.place.country.as_deref() == Some("UA");
            let party = match holder {
                Holder::OfUkraine(_) if !in_ukraine => continue,
                Holder::OfUkraine(Party::Ukraine) => "ukraine",
                Holder::OfUkraine(Party::Russia) => "russia",
                Holder::Named(party) => match parties.get(party) {
                    // "Government-held" is said in many wars.
                    Some(name) if name == GOVERNMENT && in_ukraine => "ukraine",
                    Some(name) => name,
                    None => continue,
                },
            };
            let is_known = found
                .iter()
                .any(|claim| claim.place.place.id == place.place.id);
            if place.place.kind != PlaceKind::PopulatedPlace || is_known {
                continue;
            }
            found.push(ControlClaim {
                evidence: EventEvidence {
                    party: said.into_iter().collect(),
                    ..source.evidence(&place, day)
                },
                rule: match holder {
                    Holder::OfUkraine(_) => "held-by-word".into(),
                    Holder::Named(_) => "held-by-party".into(),
                },
                place,
                party: party.to_owned(),
                tier: ControlTier::Claimed,
                by: source.name(),
                when: when.clone(),
                quote: source.quote.clone(),
                confidence: if hedged { 0.5 } else { 0.7 },
            });
        }
    }
    found
}

/// "A depot in A was captured", "two volunteers were seized near B": what was taken is not the place.
fn takes_something_there(sentence: &Sentence<'_>, held: &CueMatch, mention: usize) -> bool {
    const OBJECT: usize = 3;
    let mut places = sentence.places.iter();
    let Some(place) = places.find(|place| place.mention == mention) else {
        return false;
    };
    let leads = |wanted: RoleCue| {
        sentence
            .role_ending_at(place.start)
            .any(|(role, _)| role == wanted)
    };
    let is_thing = |at: usize| {
        sentence.is_word(at)
            && sentence.place_at(at).is_none()
            && sentence.cues_at(at).next().is_none()
            || sentence.moves(&(at..at + 1), Movement::People)
            || sentence.moves(&(at..at + 1), Movement::Carrying)
    };
    let is_people = |at: usize| sentence.moves(&(at..at + 1), Movement::People);
    if place.start < held.end {
        // "In A they seized two volunteers".
        let is_count = |found: &CueMatch| matches!(found.cue, Cue::Count(_));
        let behind = held.end..held.end + OBJECT;
        return leads(RoleCue::In)
            && (behind.clone().any(is_people) || sentence.cues_in(&behind).any(is_count));
    }
    leads(RoleCue::Near) || leads(RoleCue::In) && (held.end..place.start).any(is_thing)
}

/// The party that the lexicon calls so.
const GOVERNMENT: &str = "government";

#[derive(Debug, Clone, Copy)]
enum Holder {
    /// Known from the word, for places in Ukraine.
    OfUkraine(Party),
    /// Named in the sentence: a number into the parties of the lexicon.
    Named(usize),
}

/// The party that holds, and the tokens of the whole phrase.
fn holder(sentence: &Sentence<'_>, cue: &CueMatch, holding: Holding) -> Option<(CueMatch, usize)> {
    const FOLLOWS: usize = 5;
    const PRECEDES: usize = 8;
    let parties = || {
        sentence.cues.iter().filter_map(|found| match found.cue {
            Cue::Party(party) => Some((found, party)),
            _ => None,
        })
    };
    let breaks = |from: usize, to: usize| {
        (from..to).any(|at| sentence.is_mark(at, &[",", ";", ":", "—", "–", "but"]))
    };
    let span = |start: usize, end: usize| CueMatch {
        start,
        end,
        cue: cue.cue,
    };
    match holding {
        // "Held by the RSF", "fell to".
        Holding::By => parties()
            .find(|(found, _)| {
                found.start >= cue.end
                    && found.start - cue.end <= FOLLOWS
                    && !breaks(cue.end, found.start)
                    && !sentence
                        .places
                        .iter()
                        .any(|place| (cue.end..found.start).contains(&place.start))
            })
            .map(|(found, party)| (span(cue.start, found.end), party)),
        // "Houthi-controlled", "under RSF control".
        Holding::Of => parties()
            .rfind(|(found, _)| found.end <= cue.start && cue.start - found.end <= 1)
            .map(|(found, party)| (span(found.start, cue.end), party)),
        // "The army recaptured".
        Holding::Takes => parties()
            .rfind(|(found, _)| {
                found.end <= cue.start
                    && cue.start - found.end <= PRECEDES
                    && !breaks(found.end, cue.start)
            })
            .map(|(_, party)| (*cue, party)),
    }
}
