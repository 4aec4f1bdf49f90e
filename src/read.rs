//! The main job: a report and the world's knowledge become a reading.

use crate::extract;
use crate::geoparse;
use crate::model::{Corridor, Mention, Problem, Reading, Report};
use crate::world::World;

/// Changes whenever the same report may read differently; stored readings carry it.
pub const VERSION: &str = "1";

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
    let (mentions, unplaced) = geoparse::mentions(report, &world.gazetteer, &world.place_words);
    let statements = extract::statements(report, &mentions, &world.lexicon);
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
        corridor.left_out = left_out(corridor, &mentions);
    }
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
