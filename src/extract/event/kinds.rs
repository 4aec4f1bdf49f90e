//! The kinds of places of mentions.

use crate::model::{Mention, PlaceKind};

/// Whether a place is a town or a part of one.
pub fn is_settlement(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::District)
}

/// Whether a place is more of a point than of an area.
pub fn is_point(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
    )
}

/// What kind of place a mention is.
pub fn kind_of(mentions: &[Mention], mention: usize) -> Option<PlaceKind> {
    mentions
        .get(mention)?
        .place
        .as_ref()
        .map(|place| place.kind)
}
