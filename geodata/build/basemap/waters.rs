//! Names of waters: seas and lakes as labels, rivers in the languages of the map.

use std::collections::HashMap;

use super::labels::base;
use super::prepared::{Label, LabelKind, Lake, Names, Ring, Vertex};
use super::tables::{Tables, rows};

/// The waters that the gazetteer names.
pub struct Waters<'a> {
    /// Labels of seas and lakes.
    pub labels: Vec<Label<'a>>,
    rivers: HashMap<&'a str, Names<'a>>,
}

impl<'a> Waters<'a> {
    /// Sorts the waters by where their position lies: off the land they are seas, in a lake they
    /// are lakes, on land they are rivers.
    pub fn read(tables: &'a Tables, land: &[Ring], lakes: &[Lake<'_>]) -> Self {
        let mut waters = Self {
            labels: Vec::new(),
            rivers: HashMap::new(),
        };
        let waters_of_table = rows(&tables.areas).filter(|row| row.text("kind") == "water");
        for label in waters_of_table.filter_map(|row| base(&row)) {
            let lake = lakes
                .iter()
                .find(|lake| encloses(&lake.rings, label.x, label.y));
            match lake {
                Some(lake) if lake.until.is_empty() => waters.label(label, 6, 3),
                Some(_) => {}
                None if encloses(land, label.x, label.y) => waters.river(&label),
                None => {
                    let (from_zoom, rank) = size_of_sea(label.names.en);
                    waters.label(label, from_zoom, rank);
                }
            }
        }
        waters
    }

    /// The river's name in all languages known of it.
    pub fn river_names<'b>(&self, name: &'b str) -> Names<'b>
    where
        'a: 'b,
    {
        let known = self.rivers.get(name).copied().unwrap_or_default();
        Names { en: name, ..known }
    }

    fn label(&mut self, label: Label<'a>, from_zoom: u8, rank: u8) {
        let kind = LabelKind::Water;
        self.labels.push(Label {
            from_zoom,
            rank,
            kind,
            ..label
        });
    }

    fn river(&mut self, label: &Label<'a>) {
        let Names { en, uk, ru } = label.names;
        let names = Names {
            en,
            uk: uk.strip_prefix("річка ").unwrap_or(uk),
            ru: ru.strip_prefix("река ").unwrap_or(ru),
        };
        self.rivers
            .insert(en.strip_suffix(" River").unwrap_or(en), names);
    }
}

/// From which zoom level on a sea is named, and its rank, as its name tells.
fn size_of_sea(name: &str) -> (u8, u8) {
    let has = |word| name.split(' ').any(|w| w == word);
    if has("Ocean") {
        (1, 0)
    } else if has("Sea") {
        (4, 1)
    } else if has("Gulf") {
        (5, 2)
    } else {
        (7, 3)
    }
}

/// Whether rings enclose a position (even-odd rule).
fn encloses(rings: &[Ring], x: i32, y: i32) -> bool {
    let crossed = |a: &Vertex, b: &Vertex| {
        (a.y > y) != (b.y > y) && {
            let share = (f64::from(y) - f64::from(a.y)) / (f64::from(b.y) - f64::from(a.y));
            f64::from(x) < f64::from(a.x) + share * (f64::from(b.x) - f64::from(a.x))
        }
    };
    let crossings: usize = rings
        .iter()
        .map(|ring| {
            let corners = &ring.path.vertices;
            let next = corners.iter().cycle().skip(1);
            corners
                .iter()
                .zip(next)
                .filter(|(a, b)| crossed(a, b))
                .count()
        })
        .sum();
    crossings % 2 == 1
}
