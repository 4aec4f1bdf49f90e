//! Which parts of the geoparser take part.

use crate::gazetteer::NameClass;

/// Parts that can be left out to measure what they bring. All take part by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The words around a name say whether it is a place's; without them every name of the gazetteer in capitals is.
    pub context: bool,
    /// Names are also known in their case forms and as adjectives of units.
    pub inflection: bool,
    /// Areas that the text states for a place: "Paris, Texas", a heading.
    pub containers: bool,
    /// The report's other names are witnesses for what a name means.
    pub witnesses: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            context: true,
            inflection: true,
            containers: true,
            witnesses: true,
        }
    }
}

impl Options {
    /// Whether names of a class are known.
    pub fn knows(self, class: NameClass) -> bool {
        let is_inflected = matches!(
            class,
            NameClass::Inflected | NameClass::InflectedAlias | NameClass::Adjective
        );
        self.inflection || !is_inflected
    }

    /// Every part left out by turns, with a name for it.
    pub fn ablations() -> [(&'static str, Self); 5] {
        let all = Self::default();
        [
            ("everything", all),
            (
                "without context",
                Self {
                    context: false,
                    ..all
                },
            ),
            (
                "without inflection",
                Self {
                    inflection: false,
                    ..all
                },
            ),
            (
                "without containers",
                Self {
                    containers: false,
                    ..all
                },
            ),
            (
                "without witnesses",
                Self {
                    witnesses: false,
                    ..all
                },
            ),
        ]
    }
}
