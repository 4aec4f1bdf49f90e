//! Which names the map shows from which zoom level on, out of the gazetteer's tables.

use std::collections::HashMap;

use super::prepared::{Label, LabelKind, MAX_ZOOM, Names, WORLD_BITS, project};
use super::tables::{Row, Tables, rows};
use super::waters::Waters;

/// A tile is divided into this many fields a side, each with room for [`LABELS_A_FIELD`].
const FIELDS: u32 = 4;
/// Labels that a field (128 pixels a side) has room for.
const LABELS_A_FIELD: u32 = 3;

/// The labels, in the order that [`super::prepared::Prepared::labels`] asks for.
pub fn labels<'a>(tables: &'a Tables, waters: &Waters<'a>) -> Vec<Label<'a>> {
    let areas = rows(&tables.areas).filter_map(|row| Candidate::area(&row));
    let mut candidates: Vec<Candidate<'_>> = areas.chain(settlements(tables)).collect();
    candidates.extend(waters.labels.iter().map(|label| Candidate {
        wanted_from: label.from_zoom,
        label: label.clone(),
        always: true,
    }));
    candidates.sort_by_key(Candidate::importance);
    let mut room = Room::default();
    let mut labels = Vec::new();
    for zoom in 0..=MAX_ZOOM {
        candidates.retain_mut(|candidate| {
            if candidate.wanted_from > zoom {
                return true;
            }
            if !candidate.always && !room.take(zoom, &candidate.label) {
                return true;
            }
            candidate.label.from_zoom = zoom;
            labels.push(candidate.label.clone());
            false
        });
        room.carry_over(zoom, &labels);
    }
    labels.sort_by_key(|l| (l.from_zoom, l.z_order()));
    labels
}

fn settlements(tables: &Tables) -> impl Iterator<Item = Candidate<'_>> {
    let seats: HashMap<&str, &str> = rows(&tables.seats)
        .map(|row| (row.text("geonameid"), row.text("seat_of")))
        .collect();
    tables.places.iter().flat_map(move |(country, table)| {
        let seats = seats.clone();
        rows(table)
            .filter(|row| row.text("kind") == "populated_place")
            .filter_map(move |row| {
                let seat_of = seats.get(row.text("geonameid")).copied();
                Candidate::settlement(&row, country == "UA", seat_of)
            })
    })
}

/// A label that waits for the zoom level at which there is room for it.
struct Candidate<'a> {
    label: Label<'a>,
    /// First zoom level at which it may appear.
    wanted_from: u8,
    /// Whether it appears there even in a crowd.
    always: bool,
}

impl<'a> Candidate<'a> {
    fn settlement(row: &Row<'a>, in_ukraine: bool, seat_of: Option<&str>) -> Option<Self> {
        let population = row.number("population");
        let capital = seat_of == Some("country");
        let seat = seat_of.is_some();
        let kind = match population {
            _ if capital => LabelKind::City,
            20_000.. if seat => LabelKind::City,
            100_000.. => LabelKind::City,
            10_000.. => LabelKind::Town,
            _ if seat => LabelKind::Town,
            _ => LabelKind::Village,
        };
        let rank = match population {
            1_000_000.. if capital => 0,
            _ if capital => 1,
            1_000_000.. => 2,
            300_000.. => 3,
            _ if seat && in_ukraine => 3,
            100_000.. => 4,
            _ if seat => 5,
            50_000.. => 5,
            20_000.. => 6,
            10_000.. => 7,
            3_000.. => 8,
            1_000.. => 9,
            _ => 10,
        };
        let wanted_from = match rank {
            0 => 3,
            1 => 4,
            2 => 4,
            3 => 5,
            4 => 6,
            5 => 7,
            6 => 8,
            7 | 8 => 9,
            _ => 10,
        };
        // The map's first theatre: a level earlier, every large city and every village.
        let wanted_from = if in_ukraine && rank > 3 {
            wanted_from - 1
        } else {
            wanted_from
        };
        let label = Label {
            kind,
            rank,
            capital,
            population,
            ..base(row)?
        };
        Some(Self {
            label,
            wanted_from,
            always: capital || (in_ukraine && (rank <= 4 || wanted_from >= 9)),
        })
    }

    fn area(row: &Row<'a>) -> Option<Self> {
        let population = row.number("population");
        let in_ukraine = row.text("country") == "UA";
        let (kind, rank, wanted_from) = match row.text("kind") {
            "country" => match population {
                30_000_000.. => (LabelKind::Country, 0, 2),
                5_000_000.. => (LabelKind::Country, 1, 3),
                1_000_000.. => (LabelKind::Country, 2, 4),
                _ => (LabelKind::Country, 4, 5),
            },
            "admin1" if in_ukraine => (LabelKind::Admin1, 3, 5),
            "admin1" => (LabelKind::Admin1, 6, 6),
            _ => return None,
        };
        // The two cities of Ukraine that are units of their own are labelled as cities.
        if matches!(row.text("admin1"), "UA-30" | "UA-40") {
            return None;
        }
        let label = Label {
            kind,
            rank,
            population,
            ..base(row)?
        };
        Some(Self {
            label,
            wanted_from,
            always: kind == LabelKind::Country || in_ukraine,
        })
    }

    /// Smaller is placed first.
    fn importance(&self) -> (u8, std::cmp::Reverse<u32>, u64) {
        (
            self.label.rank,
            std::cmp::Reverse(self.label.population),
            self.label.z_order(),
        )
    }
}

/// Name and position of a row; `None` where it has no position.
pub fn base<'a>(row: &Row<'a>) -> Option<Label<'a>> {
    let lat = row.text("lat").parse().ok()?;
    let lon = row.text("lon").parse().ok()?;
    let (x, y) = project(lon, lat);
    Some(Label {
        from_zoom: 0,
        x,
        y,
        kind: LabelKind::Village,
        rank: 10,
        capital: false,
        population: 0,
        names: Names {
            en: row.text("name"),
            uk: row.text("name_uk"),
            ru: row.text("name_ru"),
        },
    })
}

/// How many labels stand in each field of the zoom level at hand.
#[derive(Default)]
struct Room {
    taken: HashMap<(u32, u32), u32>,
}

impl Room {
    fn field(zoom: u8, label: &Label<'_>) -> (u32, u32) {
        let shift = WORLD_BITS - u32::from(zoom) - FIELDS.ilog2();
        ((label.x as u32) >> shift, (label.y as u32) >> shift)
    }

    fn take(&mut self, zoom: u8, label: &Label<'_>) -> bool {
        let taken = self.taken.entry(Self::field(zoom, label)).or_default();
        let free = *taken < LABELS_A_FIELD;
        *taken += u32::from(free);
        free
    }

    /// Counts what is already shown anew, for the fields of the next zoom level.
    fn carry_over(&mut self, zoom: u8, labels: &[Label<'_>]) {
        self.taken.clear();
        for label in labels {
            *self.taken.entry(Self::field(zoom + 1, label)).or_default() += 1;
        }
    }
}
