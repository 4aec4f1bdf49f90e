//! Texts with the places that they name, and how well the geoparser finds them.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use geo::{Distance, Haversine, Point};
use korydor::geoparse::{Geoparser, Options};
use korydor::model::{Mention, Report};
use korydor::report::{Cut, Hint, from_text};
use korydor::world::World;
use serde::Deserialize;

/// A place that a text names, by code points.
#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    doc: String,
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(rename = "type", default)]
    kind: String,
}

/// Texts of one kind with their answers.
pub struct Corpus {
    pub name: &'static str,
    texts: Vec<(Report, Vec<Answer>)>,
}

/// A mention with a position, and whether it names a place within [`NEAR_METRES`] of the right one.
pub struct Judged {
    pub confidence: f64,
    pub is_right: bool,
}

/// Counts of one corpus.
#[derive(Default)]
pub struct Counts {
    answers: usize,
    found: usize,
    exact: usize,
    overlapping: usize,
    placed: usize,
    near: usize,
    pub judged: Vec<Judged>,
}

/// The distance within which the literature counts a place as right (100 miles).
const NEAR_METRES: f64 = 161_000.0;

/// The corpora that are there: the announcements of this repository (those of
/// `kept_back` have made no rules), and beside it in `../shared/corpus` (or the folder
/// in `KORYDOR_CORPORA`) the development texts and world news.
pub fn corpora() -> Vec<Corpus> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("KORYDOR_CORPORA")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let announcements = root.join("tests/announcements");
    let mut found = Vec::new();
    for (name, texts, answers) in [
        (
            "announcements",
            announcements.clone(),
            announcements.join("places.jsonl"),
        ),
        (
            "kept back",
            announcements.join("kept_back"),
            announcements.join("kept_back/places.jsonl"),
        ),
        (
            "development",
            shared.join("gold"),
            shared.join("places_gold.jsonl"),
        ),
        (
            "world news",
            shared.join("tr-news/texts"),
            shared.join("tr-news/gold.jsonl"),
        ),
    ] {
        match corpus(name, &texts, &answers) {
            Some(corpus) => found.push(corpus),
            None => println!("{name}: not there, left out ({})", answers.display()),
        }
    }
    found
}

fn corpus(name: &'static str, texts: &Path, answers: &Path) -> Option<Corpus> {
    let mut all: Vec<Answer> = fs::read_to_string(answers)
        .ok()?
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let mut files: Vec<PathBuf> = fs::read_dir(texts)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let texts = files.iter().filter_map(|file| {
        let doc = file.file_stem()?.to_string_lossy().into_owned();
        let report = from_text(fs::read_to_string(file).ok()?, &Hint::default()).ok()?;
        let own = all.extract_if(.., |answer| answer.doc == doc).collect();
        Some((report, own))
    });
    Some(Corpus {
        name,
        texts: texts.collect(),
    })
}

/// Runs the geoparser over a corpus.
pub fn measure(corpus: &Corpus, world: &World, options: Options) -> Counts {
    let mut counts = Counts::default();
    let mut geoparser = Geoparser::with(&world.gazetteer, &world.place_words, options);
    for (report, answers) in &corpus.texts {
        let (mentions, _) = geoparser.mentions(&Cut::of(report));
        counts.add(answers, &mentions);
    }
    counts
}

impl Counts {
    fn add(&mut self, answers: &[Answer], mentions: &[Mention]) {
        let is_free = |answer: &Answer| answer.kind == "Non_Toponym";
        let mut taken = vec![false; mentions.len()];
        for answer in answers.iter().filter(|answer| !is_free(answer)) {
            self.answers += 1;
            let span = answer.start..answer.end;
            let best = (0..mentions.len())
                .filter(|index| !taken[*index] && shared(&span, &mentions[*index]) > 0)
                .max_by_key(|index| shared(&span, &mentions[*index]));
            let Some(best) = best else { continue };
            taken[best] = true;
            let mention = &mentions[best];
            self.overlapping += 1;
            self.exact += usize::from(mention.start == span.start && mention.end == span.end);
            let place = mention.place.as_ref().and_then(|place| place.position());
            if let (Some(place), Some(lon), Some(lat)) = (place, answer.lon, answer.lat) {
                let distance = Haversine.distance(Point::from(place), Point::new(lon, lat));
                let is_right = distance <= NEAR_METRES;
                self.placed += 1;
                self.near += usize::from(is_right);
                self.judged.push(Judged {
                    confidence: mention.confidence,
                    is_right,
                });
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            let is_ignored = !taken[index]
                && answers.iter().any(|answer| {
                    is_free(answer) && shared(&(answer.start..answer.end), mention) > 0
                });
            if is_ignored {
                continue;
            }
            self.found += 1;
            let has_position = mention
                .place
                .as_ref()
                .is_some_and(|place| place.position().is_some());
            if !taken[index] && has_position {
                self.judged.push(Judged {
                    confidence: mention.confidence,
                    is_right: false,
                });
            }
        }
    }

    /// Harmonic mean of precision and recall, spans exactly alike.
    pub fn exact_f1(&self) -> f64 {
        self.f1(self.exact)
    }

    /// The same, spans that overlap.
    pub fn overlap_f1(&self) -> f64 {
        self.f1(self.overlapping)
    }

    /// Share of the places found and placed that are right.
    pub fn accuracy(&self) -> f64 {
        self.near as f64 / self.placed.max(1) as f64
    }

    fn f1(&self, hits: usize) -> f64 {
        2.0 * hits as f64 / (self.answers + self.found).max(1) as f64
    }
}

fn shared(span: &Range<usize>, mention: &Mention) -> usize {
    span.end
        .min(mention.end)
        .saturating_sub(span.start.max(mention.start))
}
