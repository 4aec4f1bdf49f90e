//! The main job: a report and the world's knowledge become a reading.

use geo::{Distance, Haversine, Point};

use crate::extract;
use crate::geoparse;
use crate::model::{Corridor, Mention, PlaceRef, Problem, Reading, Report, Unplaced};
use crate::world::World;

/// Changes whenever the same report may read differently; stored readings carry it.
pub const VERSION: &str = "2";

/// Reads a report. Reading never fails: what was not understood is listed in the reading.
///
/// ```
/// use korydor::{read::read, report::{from_text, Hint}, world::World};
/// let world = World::embedded().unwrap();
/// let text = "A humanitarian corridor from Enerhodar to Zaporizhzhia has been agreed, Iryna Vereshchuk said.";
/// let reading = read(&from_text(text.into(), &Hint::default()).unwrap(), &world);
/// assert_eq!(reading.corridors[0].from[0].place.name, "Enerhodar");
/// assert_eq!(reading.corridors[0].announced_by.as_deref(), Some("Iryna Vereshchuk"));
/// ```
pub fn read(report: &Report, world: &World) -> Reading {
    let (mut mentions, mut unplaced) =
        geoparse::mentions(report, &world.gazetteer, &world.place_words);
    let statements = extract::statements(report, &mentions, &world.lexicon);
    for name in statements.unlisted {
        unplaced.push(Unplaced {
            text: name.text.clone(),
            start: name.start,
            end: name.end,
            reason: "the gazetteer does not know this name".into(),
        });
        mentions.push(name);
    }
    mentions.sort_by_key(|mention| mention.start);
    let mut report = report.clone();
    let mut problems = Vec::new();
    match (&report.published, statements.inferred_publication) {
        (Some(_), _) => {}
        (None, Some(day)) => {
            report.published = Some(day.to_string());
            problems.push(Problem {
                code: "published_inferred".into(),
                detail: format!(
                    "the report came without a day of publication; {day} is inferred from the days it names"
                ),
            });
        }
        (None, None) => problems.push(Problem {
            code: "undated".into(),
            detail: "the report has no day of publication and names none; say it with the report"
                .into(),
        }),
    }
    if mentions.is_empty() {
        problems.push(Problem {
            code: "no_places".into(),
            detail: "no name of a place was found in the text".into(),
        });
    }
    let mut corridors = statements.corridors;
    for corridor in &mut corridors {
        refuse_detours(corridor, &mut mentions, &mut unplaced);
        corridor.left_out = left_out(corridor, &mentions);
    }
    unplaced.sort_by_key(|name| name.start);
    Reading {
        doc: report.id.clone(),
        report,
        mentions,
        corridors,
        events: statements.events,
        control: statements.control,
        unplaced,
        problems,
    }
}

/// A stop that takes a corridor far out of its way is a namesake of the one that is meant: it
/// loses its position and is listed, for wrong is worse than missing.
fn refuse_detours(corridor: &mut Corridor, mentions: &mut [Mention], unplaced: &mut Vec<Unplaced>) {
    /// How many times as long as the straight line a way may be, and how much is free.
    const LONGEST_DETOUR: f64 = 1.8;
    const FREE_METRES: f64 = 40_000.0;
    let ([from, ..], [to, ..]) = (&corridor.from[..], &corridor.to[..]) else {
        return;
    };
    let (Some(from), Some(to)) = (from.place.position(), to.place.position()) else {
        return;
    };
    let length = |via: &[PlaceRef], without: Option<usize>| {
        let stops = via
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != without);
        let positions = stops.filter_map(|(_, stop)| stop.place.position());
        let (mut metres, mut last) = (0.0, from);
        for next in positions.chain([to]) {
            metres += Haversine.distance(Point::from(last), Point::from(next));
            last = next;
        }
        metres
    };
    let most = length(&[], None) * LONGEST_DETOUR + FREE_METRES;
    while length(&corridor.via, None) > most {
        let placed =
            (0..corridor.via.len()).filter(|stop| corridor.via[*stop].place.position().is_some());
        let Some(worst) = placed.min_by(|a, b| {
            length(&corridor.via, Some(*a)).total_cmp(&length(&corridor.via, Some(*b)))
        }) else {
            return;
        };
        let nameless = PlaceRef::unplaced(&corridor.via[worst].text);
        let refused = std::mem::replace(&mut corridor.via[worst], nameless);
        let quoted = mentions.iter_mut().filter(|mention| {
            mention.start >= corridor.quote.start
                && mention.end <= corridor.quote.end
                && mention
                    .place
                    .as_ref()
                    .is_some_and(|place| place.id == refused.place.id)
        });
        for mention in quoted {
            mention.place = None;
            unplaced.push(Unplaced {
                text: mention.text.clone(),
                start: mention.start,
                end: mention.end,
                reason: "the places known by this name lie far off the way of the corridor".into(),
            });
        }
    }
}

/// The places that a corridor's quote names and the corridor does not hold: text and map can be
/// held against each other.
fn left_out(corridor: &Corridor, mentions: &[Mention]) -> Vec<String> {
    let held = |text: &str| {
        corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to)
            .any(|place| place.text == text)
    };
    let mut names: Vec<String> = Vec::new();
    for mention in mentions {
        let in_quote = mention.start >= corridor.quote.start && mention.end <= corridor.quote.end;
        if in_quote && !held(&mention.text) && !names.contains(&mention.text) {
            names.push(mention.text.clone());
        }
    }
    names
}
