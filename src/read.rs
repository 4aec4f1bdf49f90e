//! The main job: a report and the world's knowledge become a reading.

use geo::{Distance, Haversine, Point};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::extract;
use crate::geoparse::Geoparser;
use crate::model::{
    ControlClaim, Corridor, Event, Mention, PlaceRef, Problem, Quote, Reading, Report, SharedText,
    Span, Unplaced,
};
use crate::report::{Cut, LONGEST_SENTENCE, Stretch, Unbroken, stretches};
use crate::world::World;

/// Changes whenever the same report may read differently; stored readings carry it.
pub const VERSION: &str = "7";

/// Reads a report. Reading never fails: what was not understood is listed in the reading.
///
/// ```
/// use korydor::{read::read, report::{from_text, Hint}, world::World};
/// let world = World::embedded().unwrap();
/// let text = "A humanitarian corridor from Enerhodar to Zaporizhzhia has been agreed, Iryna Vereshchuk said.";
/// let reading = read(from_text(text.into(), &Hint::default()).unwrap(), &world);
/// assert_eq!(reading.corridors[0].from[0].place.name, "Enerhodar");
/// assert_eq!(reading.corridors[0].announced_by.as_deref(), Some("Iryna Vereshchuk"));
/// ```
pub fn read(mut report: Report, world: &World) -> Reading {
    let mut found = match stretches(&report) {
        None => Findings::of(&report, world, &mut geoparser(world)),
        Some(stretches) => Findings::of_stretches(stretches, report.text.len(), world),
    };
    found.unplaced.sort_by_key(|name| name.start);
    let problems = problems(&mut report, &mut found);
    Reading {
        doc: report.id.clone(),
        report,
        mentions: found.mentions,
        corridors: found.corridors,
        events: found.events,
        control: found.control,
        unplaced: found.unplaced,
        problems,
    }
}

fn geoparser(world: &World) -> Geoparser<'_> {
    Geoparser::new(&world.gazetteer, &world.place_words)
}

/// What was found in a report or a stretch of it.
#[derive(Debug, Default)]
struct Findings {
    mentions: Vec<Mention>,
    unplaced: Vec<Unplaced>,
    corridors: Vec<Corridor>,
    events: Vec<Event>,
    control: Vec<ControlClaim>,
    inferred_publication: Option<Date>,
    /// Sentences that were too long to be read as one.
    overlong: usize,
    problems: Vec<Problem>,
}

impl Findings {
    fn of(report: &Report, world: &World, geoparser: &mut Geoparser<'_>) -> Self {
        let Some(unbroken) = Unbroken::of(report) else {
            return Self::of_unbroken(report, world, geoparser);
        };
        let mut found = Self::of_unbroken(&unbroken.report, world, geoparser);
        found.relocate(|words| unbroken.place_of(words));
        let code_points: Vec<usize> = report.text.char_indices().map(|(at, _)| at).collect();
        let byte = |code_point: usize| {
            let known = code_points.get(code_point).copied();
            known.unwrap_or(report.text.len())
        };
        let written = |start: usize, end: usize| {
            let words = report.text.get(byte(start)..byte(end));
            words.unwrap_or_default()
        };
        for mention in &mut found.mentions {
            mention.text = written(mention.start, mention.end).into();
        }
        for name in &mut found.unplaced {
            name.text = written(name.start, name.end).into();
        }
        for quote in found.quotes() {
            quote.exact = written(quote.start, quote.end).into();
        }
        found
    }

    /// Reads a text whose words nothing parts.
    fn of_unbroken(report: &Report, world: &World, geoparser: &mut Geoparser<'_>) -> Self {
        let cut = Cut::of(report);
        let (mut mentions, mut unplaced) = geoparser.mentions(&cut);
        let mut statements = extract::statements(&cut, &mentions, &world.lexicon);
        // What only a statement makes a place's name may yet be a place that is known.
        if let Some(again) = geoparser.mentions_with(&cut, &statements.unlisted) {
            (mentions, unplaced) = again;
            statements = extract::statements(&cut, &mentions, &world.lexicon);
        }
        for name in statements.unlisted {
            if name.place.is_none() {
                unplaced.push(Unplaced {
                    text: name.text.clone(),
                    start: name.start,
                    end: name.end,
                    reason: "the gazetteer does not know this name".into(),
                });
            }
            mentions.push(name);
        }
        mentions.sort_by_key(|mention| mention.start);
        let mut corridors = statements.corridors;
        for corridor in &mut corridors {
            refuse_detours(corridor, &mut mentions, &mut unplaced);
            corridor.left_out = left_out(corridor, &mentions);
            give_back_room(corridor);
        }
        Self {
            mentions,
            unplaced,
            corridors,
            events: statements.events,
            control: statements.control,
            inferred_publication: statements.inferred_publication,
            overlong: cut.overlong,
            problems: statements.problems,
        }
    }

    /// All words that are quoted.
    fn quotes(&mut self) -> impl Iterator<Item = &mut Quote> {
        let problems = self.problems.iter_mut();
        (self.corridors.iter_mut())
            .flat_map(|corridor| std::iter::once(&mut corridor.quote).chain(&mut corridor.context))
            .chain(self.events.iter_mut().map(|event| &mut event.quote))
            .chain(self.control.iter_mut().map(|claim| &mut claim.quote))
            .chain(problems.filter_map(|problem| problem.quote.as_mut()))
    }

    /// Says where all words stand in another text, given where some words do.
    fn relocate(&mut self, place_of: impl Fn(Span) -> Span) {
        let moved = |start: &mut usize, end: &mut usize| {
            let words = place_of(Span {
                start: *start,
                end: *end,
            });
            (*start, *end) = (words.start, words.end);
        };
        for mention in &mut self.mentions {
            moved(&mut mention.start, &mut mention.end);
        }
        for name in &mut self.unplaced {
            moved(&mut name.start, &mut name.end);
        }
        for corridor in &mut self.corridors {
            corridor.evidence.relocate(&place_of);
        }
        let of_events = self.events.iter_mut().map(|event| &mut event.evidence);
        let of_claims = self.control.iter_mut().map(|claim| &mut claim.evidence);
        for evidence in of_events.chain(of_claims) {
            evidence.relocate(&place_of);
        }
        for quote in self.quotes() {
            moved(&mut quote.start, &mut quote.end);
        }
    }

    /// Reads the stretches of a report of so many bytes, as many at a time as there are cores.
    fn of_stretches(stretches: impl Iterator<Item = Stretch>, whole: usize, world: &World) -> Self {
        let mut geoparsers: Vec<Geoparser<'_>> = (0..rayon::current_num_threads().max(1))
            .map(|_| geoparser(world))
            .collect();
        let mut stretches = stretches.peekable();
        let mut found = Self::default();
        while stretches.peek().is_some() {
            let batch: Vec<Stretch> = stretches.by_ref().take(geoparsers.len()).collect();
            let read: Vec<(&Stretch, Self)> = (batch.par_iter())
                .zip(&mut geoparsers)
                .map(|(stretch, geoparser)| (stretch, Self::of(&stretch.report, world, geoparser)))
                .collect();
            for (stretch, findings) in read {
                found.add(stretch, findings, whole);
            }
        }
        found
    }

    /// Adds what was found in a stretch of a report of so many bytes, with offsets in the whole.
    fn add(&mut self, stretch: &Stretch, mut found: Self, whole: usize) {
        let by = stretch.code_point;
        found.relocate(|words| Span {
            start: words.start + by,
            end: words.end + by,
        });
        let read = stretch.byte + stretch.report.text.len();
        let part = read as f64 / whole.max(read) as f64;
        append(&mut self.mentions, found.mentions, part);
        append(&mut self.unplaced, found.unplaced, part);
        append(&mut self.corridors, found.corridors, part);
        append(&mut self.events, found.events, part);
        append(&mut self.control, found.control, part);
        append(&mut self.problems, found.problems, part);
        self.overlong += found.overlong;
        self.inferred_publication = self.inferred_publication.or(found.inferred_publication);
    }
}

/// Appends what was found in a further stretch. Where room must be made it is made for as much as
/// the whole will hold, by the part of it (0 to 1) that has been read: doubling takes up to twice
/// as much memory, and three times while it copies.
fn append<T>(all: &mut Vec<T>, further: Vec<T>, part: f64) {
    const MARGIN: f64 = 1.05;
    /// The beginning may hold more than the rest does.
    const MOST: usize = 8;
    let known = all.len() + further.len();
    if known > all.capacity() {
        let expected = (known as f64 / part * MARGIN) as usize;
        let room = expected.clamp(known, known.saturating_mul(MOST));
        all.reserve_exact(room - all.len());
    }
    all.extend(further);
}

/// Vectors that grew while a statement was made have room for more than it will ever hold.
fn give_back_room(corridor: &mut Corridor) {
    for places in [
        &mut corridor.from,
        &mut corridor.via,
        &mut corridor.to,
        &mut corridor.meeting_points,
    ] {
        places.shrink_to_fit();
    }
    corridor.evidence.shrink();
    corridor.context.shrink_to_fit();
    corridor.left_out.shrink_to_fit();
}

/// What a person should know of a report; an inferred day of publication is written into it.
fn problems(report: &mut Report, found: &mut Findings) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Problem::masked(&report.masked).into_iter().collect();
    match (&report.published, found.inferred_publication) {
        (Some(_), _) => {}
        (None, Some(day)) => {
            report.published = Some(day.to_string());
            problems.push(Problem {
                code: "published_inferred".into(),
                detail: format!(
                    "the report came without a day of publication; {day} is inferred from the days it names"
                ),
                quote: None,
            });
        }
        (None, None) => problems.push(Problem {
            code: "undated".into(),
            detail: "the report has no day of publication and names none; say it with the report"
                .into(),
            quote: None,
        }),
    }
    if found.overlong > 0 {
        problems.push(Problem {
            code: "long_sentences".into(),
            detail: format!(
                "{} sentences have more than {LONGEST_SENTENCE} words and marks and were read in parts; what one part says of another was not understood",
                found.overlong
            ),
            quote: None,
        });
    }
    if found.mentions.is_empty() {
        problems.push(Problem {
            code: "no_places".into(),
            detail: "no name of a place was found in the text".into(),
            quote: None,
        });
    }
    problems.append(&mut found.problems);
    problems
}

/// A stop that takes a corridor far out of its way is a namesake of the one that is meant: it
/// loses its position and is listed, for wrong is worse than missing.
fn refuse_detours(corridor: &mut Corridor, mentions: &mut [Mention], unplaced: &mut Vec<Unplaced>) {
    /// How far a stop may lead out of the way between the stops beside it: a part of the straight line between the ends,
    /// and what is free.
    const LONGEST_DETOUR: f64 = 0.8;
    const FREE_METRES: f64 = 60_000.0;
    let ([from, ..], [to, ..]) = (&corridor.from[..], &corridor.to[..]) else {
        return;
    };
    let (Some(from), Some(to)) = (from.place.position(), to.place.position()) else {
        return;
    };
    let metres = |a: (f64, f64), b: (f64, f64)| Haversine.distance(Point::from(a), Point::from(b));
    let most = metres(from, to) * LONGEST_DETOUR + FREE_METRES;
    loop {
        let placed: Vec<(usize, (f64, f64))> = corridor
            .via
            .iter()
            .enumerate()
            .filter_map(|(index, stop)| Some((index, stop.place.position()?)))
            .collect();
        let detour = |stop: usize| {
            let before = if stop == 0 { from } else { placed[stop - 1].1 };
            let after = placed.get(stop + 1).map_or(to, |next| next.1);
            let here = placed[stop].1;
            metres(before, here) + metres(here, after) - metres(before, after)
        };
        let Some(farthest) = (0..placed.len()).max_by(|a, b| detour(*a).total_cmp(&detour(*b)))
        else {
            return;
        };
        if detour(farthest) <= most {
            return;
        }
        let worst = placed[farthest].0;
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
fn left_out(corridor: &Corridor, mentions: &[Mention]) -> Vec<SharedText> {
    let held = |text: &SharedText| {
        corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to)
            .any(|place| place.text == *text)
    };
    let mut names: Vec<SharedText> = Vec::new();
    for mention in mentions {
        let in_quote = mention.start >= corridor.quote.start && mention.end <= corridor.quote.end;
        if in_quote && !held(&mention.text) && !names.contains(&mention.text) {
            names.push(mention.text.clone());
        }
    }
    names
}
