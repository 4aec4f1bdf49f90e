//! Readings of short texts on a day, for tests of what they say.
#![allow(dead_code, clippy::unwrap_used)]

use std::sync::LazyLock;

use korydor::model::{PlaceRef, Reading};
use korydor::read::read;
use korydor::report::{Hint, from_bytes};
use korydor::world::World;

/// The knowledge, loaded once for all tests of a file.
pub static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

/// What a text published on a day says.
pub fn reading_on(day: &str, text: &str) -> Reading {
    let hint = Hint {
        published: Some(day.to_owned()),
        ..Hint::default()
    };
    read(from_bytes(text, &hint).unwrap(), &WORLD)
}

/// The names of places as the report writes them, joined by "+"; "-" for none.
pub fn words(places: &[PlaceRef]) -> String {
    let names: Vec<&str> = places.iter().map(|place| &*place.text).collect();
    match names[..] {
        [] => "-".to_owned(),
        _ => names.join("+"),
    }
}
