//! Mentions as the places of statements.

use crate::model::{Mention, PlaceRef};

/// A mention as a reference, where it was placed.
pub fn place_ref(mentions: &[Mention], mention: usize) -> Option<PlaceRef> {
    let mention = mentions.get(mention)?;
    Some(PlaceRef {
        text: mention.text.clone(),
        place: mention.place.clone()?,
        said_at: mention.said_at(),
    })
}

/// Some mentions as references, placed or not, each place once.
pub fn place_refs(mentions: &[Mention], named: &[usize]) -> Vec<PlaceRef> {
    let mut found: Vec<PlaceRef> = Vec::new();
    for &mention in named {
        let Some(known) = mentions.get(mention) else {
            continue;
        };
        let place = place_ref(mentions, mention).unwrap_or_else(|| PlaceRef {
            said_at: known.said_at(),
            ..PlaceRef::unplaced(&known.text)
        });
        if !found.iter().any(|known| known.place.id == place.place.id) {
            found.push(place);
        }
    }
    found
}
