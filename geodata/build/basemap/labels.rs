//! Which names the map shows from which zoom level on, out of the gazetteer's tables.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use super::prepared::{Label, LabelKind, MAX_ZOOM, Names, WORLD_BITS, project};

/// A tile is divided into this many fields a side, each with room for [`LABELS_A_FIELD`].
const FIELDS: u32 = 4;
/// Labels that a field (128 pixels a side) has room for.
const LABELS_A_FIELD: u32 = 3;

/// The tables, as text.
pub struct Tables {
    areas: String,
    seats: String,
    places: Vec<(String, String)>,
}

impl Tables {
    /// Reads the tables of the folder `gazetteer`.
    pub fn read(gazetteer: &Path) -> Result<Self, Box<dyn Error>> {
        let text =
            |file: &Path| fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()));
        let mut places = Vec::new();
        for entry in fs::read_dir(gazetteer.join("places"))? {
            let file = entry?.path();
            let country = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            places.push((country, text(&file)?));
        }
        places.sort();
        Ok(Self {
            areas: text(&gazetteer.join("areas.tsv"))?,
            seats: text(&gazetteer.join("seats.tsv"))?,
            places,
        })
    }

    /// The labels, in the order that [`super::prepared::Prepared::labels`] asks for.
    pub fn labels(&self) -> Vec<Label<'_>> {
        let mut candidates: Vec<Candidate<'_>> = self.areas().chain(self.settlements()).collect();
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

    fn settlements(&self) -> impl Iterator<Item = Candidate<'_>> {
        let seats: HashMap<&str, &str> = rows(&self.seats)
            .map(|row| (row.text("geonameid"), row.text("seat_of")))
            .collect();
        self.places.iter().flat_map(move |(country, table)| {
            let seats = seats.clone();
            rows(table)
                .filter(|row| row.text("kind") == "populated_place")
                .filter_map(move |row| {
                    let seat_of = seats.get(row.text("geonameid")).copied();
                    Candidate::settlement(&row, country == "UA", seat_of)
                })
        })
    }

    fn areas(&self) -> impl Iterator<Item = Candidate<'_>> {
        rows(&self.areas).filter_map(|row| Candidate::area(&row))
    }
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
        // The map's first theatre: a level earlier, and every village.
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
            always: capital || (in_ukraine && wanted_from >= 9),
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
            "water" => (LabelKind::Water, 2, 4),
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
fn base<'a>(row: &Row<'a>) -> Option<Label<'a>> {
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

/// A line of a tab separated table, with the table's header.
struct Row<'a> {
    header: &'a str,
    line: &'a str,
}

impl<'a> Row<'a> {
    /// The cell under a heading; empty where there is none.
    fn text(&self, heading: &str) -> &'a str {
        let column = self.header.split('\t').position(|h| h == heading);
        column
            .and_then(|c| self.line.split('\t').nth(c))
            .unwrap_or_default()
    }

    /// The cell as a whole number; 0 where it is empty.
    fn number(&self, heading: &str) -> u32 {
        self.text(heading).parse().unwrap_or_default()
    }
}

fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    lines
        .filter(|l| !l.is_empty())
        .map(move |line| Row { header, line })
}
