//! Where the ends of a passage are said. Every place carries the words that it comes from; what
//! the sentences that a statement rests on do not hold is inferred, or left out.

use crate::extract::discourse::{Draft, Heard, Memory, Told};
use crate::extract::places::Item;
use crate::model::{Corridor, CorridorField, PlaceRef, Quote, Span};

/// The heading over a list, where a line of it takes an end from there.
pub fn lead_of(memory: &Memory<'_>, heard: &Heard<'_>, item: &Item) -> Vec<Quote> {
    if !heard.sentence.starts_as_list_item() {
        return Vec::new();
    }
    let section = &memory.frame.section;
    let of_heading = |taken: &[usize], given: &[usize]| -> Vec<usize> {
        let mut taken = taken.to_vec();
        taken.retain(|mention| given.contains(mention));
        taken
    };
    let mut ends = of_heading(&item.from, &section.from);
    ends.extend(of_heading(&item.to, &section.to));
    memory.told.naming(&memory.refs(&ends))
}

/// The places of a passage, each with the words by which its sentence says it: its name, or
/// what stands there for a name said before.
pub fn refs_in(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    mentions: &[usize],
) -> Vec<PlaceRef> {
    let mut found = memory.refs(mentions);
    let quote = heard.source.quote.span();
    let is_elsewhere =
        |place: &&mut PlaceRef| place.said_at.name.is_some_and(|name| !name.lies_in(quote));
    for place in found.iter_mut().filter(is_elsewhere) {
        let stands_for_it = |mention: usize| {
            let named = memory.mentions.get(mention);
            named.is_some_and(|named| named.said_at().name == place.said_at.name)
        };
        let places = &heard.sentence.places;
        let by_name = places
            .iter()
            .find(|at| at.refers_back && stands_for_it(at.mention))
            .map(|at| at.start..at.end);
        let by_word = || {
            let mut referring = item.referring.iter();
            referring
                .find(|(mention, _)| stands_for_it(*mention))
                .map(|(_, tokens)| tokens.clone())
        };
        if let Some(tokens) = by_name.or_else(by_word)
            && let Some(words) = heard.sentence.tokens.get(tokens)
            && let (Some(first), Some(last)) = (words.first(), words.last())
        {
            place.said_at.reference = Some(Span {
                start: memory.code_points.at(first.start),
                end: memory.code_points.at(last.end),
            });
        }
    }
    found
}

/// Keeps of the ends of a statement what its sentences say, with the words as evidence. An end that
/// they do not say is named in `inferred`, or left out where nothing may be inferred.
///
/// Says whether an end is left.
pub fn settle(draft: &mut Draft, told: &Told) -> bool {
    let may_infer = draft.may_infer_ends();
    let corridor = &mut draft.corridor;
    let quote = corridor.quote.span();
    let rests_on: Vec<Span> = std::iter::once(quote)
        .chain(corridor.context.iter().map(Quote::span))
        .collect();
    let is_said = |place: &PlaceRef| {
        let mut words = place.said_at.spans();
        words.any(|words| rests_on.iter().any(|sentence| words.lies_in(*sentence)))
    };
    for (field, places) in [
        (CorridorField::From, &mut corridor.from),
        (CorridorField::Via, &mut corridor.via),
        (CorridorField::To, &mut corridor.to),
    ] {
        let is_assumed = corridor.inferred.contains(&field);
        corridor.inferred.retain(|known| *known != field);
        if !may_infer {
            places.retain(|place| !is_assumed && is_said(place));
        } else if is_assumed || !places.iter().all(is_said) {
            corridor.inferred.push(field);
            continue;
        }
        let words = places.iter().flat_map(|place| place.said_at.spans());
        corridor.evidence.set(field, words);
    }
    let named_elsewhere = corridor
        .evidence
        .of_places()
        .filter(|words| !rests_on.iter().any(|sentence| words.lies_in(*sentence)))
        .filter_map(|words| told.holding(words).cloned());
    corridor.context.extend(named_elsewhere);
    let evidence = &corridor.evidence;
    corridor.context.retain(|sentence| {
        let span = sentence.span();
        span != quote && evidence.of_places().any(|words| words.lies_in(span))
    });
    corridor.context.sort_by_key(|quote| quote.start);
    corridor.context.dedup();
    own_up_to_inferences(corridor);
    !(corridor.from.is_empty() && corridor.to.is_empty())
}

/// Names every field in `inferred` that says something and has no words, and no other.
fn own_up_to_inferences(corridor: &mut Corridor) {
    for field in CorridorField::ALL {
        let is_place = matches!(
            field,
            CorridorField::From | CorridorField::Via | CorridorField::To
        );
        if !corridor.says(field) {
            corridor.evidence.set(field, None);
        }
        let has_words = corridor.evidence.of(field).next().is_some();
        let is_inferred = corridor.says(field) && !has_words;
        let is_listed = corridor.inferred.contains(&field);
        if is_inferred && !is_listed {
            corridor.inferred.push(field);
        } else if !is_inferred && is_listed && !is_place {
            corridor.inferred.retain(|known| *known != field);
        }
    }
}
