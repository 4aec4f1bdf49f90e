//! A way that another sentence tells than the one that states its passage.

use crate::model::{Corridor, PlaceKind, PlaceRef, Quote};

/// A way that a sentence tells before the passage that takes it ("a corridor was opened along the
/// A road. People left B for C").
#[derive(Debug, Clone)]
pub struct WayAhead {
    /// Its places, in order.
    pub stops: Vec<PlaceRef>,
    /// Index of its sentence.
    pub sentence: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Whether only a word for it ("by this road") leads back to it.
    pub is_object: bool,
}

/// Takes a way over that another sentence spells out.
pub fn spell_out(known: &mut Corridor, new: Vec<PlaceRef>, quote: &Quote) {
    let is_in_new = |stop: &PlaceRef| new.iter().any(|other| other.place.id == stop.place.id);
    if known.via.iter().all(is_in_new) && new.len() > known.via.len() {
        known.via = new;
        known.context.push(quote.clone());
    }
}

/// Gives a passage the way that another sentence tells, without its ends.
pub fn give(corridor: &mut Corridor, way: &[PlaceRef], quote: &Quote) {
    let ends: Vec<&PlaceRef> = corridor.from.iter().chain(&corridor.to).collect();
    let is_end = |stop: &PlaceRef| ends.iter().any(|end| end.place.id == stop.place.id);
    let stops: Vec<PlaceRef> = way.iter().filter(|stop| !is_end(stop)).cloned().collect();
    let is_road =
        |stop: &PlaceRef| stop.place.lon.is_none() || stop.place.kind == PlaceKind::Feature;
    if !corridor.via.is_empty() && corridor.via.iter().all(is_road) {
        // "By the Lachin corridor … they came through Kornidzor": the road leads through places.
        for stop in stops {
            if !corridor
                .via
                .iter()
                .any(|known| known.place.id == stop.place.id)
            {
                corridor.via.push(stop);
            }
        }
        corridor.context.push(quote.clone());
    } else {
        spell_out(corridor, stops, quote);
    }
}
