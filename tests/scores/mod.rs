//! How much of annotated announcements the reader understands, by language and by field.
//!
//! A folder holds texts (`NAME.txt`) and answers (`NAME.json`): the corridors that a text states, one origin or several to a
//! line, with what else is said of them. `*_accept` lists further right answers; an `optional` corridor may be missed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use korydor::model::{Corridor, CorridorField, PlaceRef};
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Expected {
    language: String,
    published: String,
    corridors: Vec<ExpectedCorridor>,
}

#[derive(Deserialize)]
struct ExpectedCorridor {
    from: Vec<String>,
    to: Vec<String>,
    via: Vec<String>,
    purpose: Vec<String>,
    status: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    from_accept: Vec<String>,
    #[serde(default)]
    to_accept: Vec<String>,
    #[serde(default)]
    status_accept: Vec<String>,
    #[serde(default)]
    mode_accept: Vec<Option<String>>,
    #[serde(default)]
    optional: bool,
}

/// One origin and the destinations, folded for comparison; an empty set means "not stated".
type Ends = (BTreeSet<String>, BTreeSet<String>);

fn folded(name: &str) -> String {
    let lower = name.to_lowercase().replace(['’', 'ʼ', '\''], "");
    let units = [" region", " oblast", " область", " області", " области"];
    units
        .iter()
        .find_map(|unit| lower.strip_suffix(unit))
        .unwrap_or(&lower)
        .to_owned()
}

fn set(names: &[String]) -> BTreeSet<String> {
    names
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| folded(name))
        .collect()
}

/// A field's value as it is written in JSON.
fn written<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap();
    value.as_str().unwrap_or_default().to_owned()
}

/// The places of a field that are stated and not inferred.
fn stated(corridor: &Corridor, places: &[PlaceRef], field: CorridorField) -> Vec<String> {
    if corridor.inferred.contains(&field) {
        return Vec::new();
    }
    places.iter().map(|place| place.text.to_string()).collect()
}

fn each_origin(from: &[String]) -> Vec<BTreeSet<String>> {
    if from.is_empty() {
        return vec![BTreeSet::new()];
    }
    from.iter()
        .map(|origin| set(std::slice::from_ref(origin)))
        .collect()
}

fn ends(corridor: &Corridor) -> Vec<Ends> {
    let from = stated(corridor, &corridor.from, CorridorField::From);
    let to = set(&stated(corridor, &corridor.to, CorridorField::To));
    each_origin(&from)
        .into_iter()
        .map(|from| (from, to.clone()))
        .collect()
}

fn agrees(expected: &Ends, alternatives: &ExpectedCorridor, found: &Ends) -> bool {
    let fits = |expected: &BTreeSet<String>, accept: &[String], found: &BTreeSet<String>| {
        expected == found
            || accept
                .iter()
                .any(|other| set(std::slice::from_ref(other)) == *found)
    };
    fits(&expected.0, &alternatives.from_accept, &found.0)
        && fits(&expected.1, &alternatives.to_accept, &found.1)
}

/// Counts of what was found right, missed and found wrongly.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    hits: usize,
    missed: usize,
    invented: usize,
}

impl Counts {
    fn share(self, of: usize) -> f64 {
        self.hits as f64 / (self.hits + of).max(1) as f64
    }

    /// Share of what is found that is right, 0 to 1.
    pub fn precision(self) -> f64 {
        self.share(self.invented)
    }

    /// Share of what is stated that is found, 0 to 1.
    pub fn recall(self) -> f64 {
        self.share(self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }

    fn of_sets(expected: &BTreeSet<String>, found: &BTreeSet<String>) -> Self {
        Self {
            hits: expected.intersection(found).count(),
            missed: expected.difference(found).count(),
            invented: found.difference(expected).count(),
        }
    }

    fn of_one(is_right: bool) -> Self {
        Self {
            hits: usize::from(is_right),
            missed: usize::from(!is_right),
            invented: usize::from(!is_right),
        }
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.missed += other.missed;
        self.invented += other.invented;
    }
}

/// How a folder of announcements is read.
#[derive(Debug, Default)]
pub struct Scores {
    /// Corridors with both ends right, by language.
    pub by_language: BTreeMap<String, Counts>,
    /// Fields of the corridors with both ends right: `status`, `speaker`, `purpose`, `mode` where they are stated, `via` by
    /// its places.
    pub by_field: BTreeMap<&'static str, Counts>,
    /// Texts without corridors for which none is given, and those for which one is, by name.
    pub clean: usize,
    /// Texts without corridors for which one is given.
    pub unclean: Vec<String>,
    /// All texts.
    pub texts: usize,
}

impl Scores {
    /// Reads the announcements of a folder.
    pub fn of(folder: &Path, world: &World) -> Self {
        let mut scores = Self::default();
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|file| file.extension().is_some_and(|ending| ending == "txt"))
            .collect();
        files.sort();
        for file in files {
            let answers = fs::read_to_string(file.with_extension("json")).unwrap();
            let expected: Expected = serde_json::from_str(&answers).unwrap();
            let hint = Hint {
                published: Some(expected.published.clone()),
                ..Hint::default()
            };
            let report = from_text(fs::read_to_string(&file).unwrap(), &hint).unwrap();
            let corridors = read(report, world).corridors;
            scores.texts += 1;
            if expected.corridors.is_empty() {
                match corridors.is_empty() {
                    true => scores.clean += 1,
                    false => scores.unclean.push(file.display().to_string()),
                }
            }
            scores.take_in(&expected, &corridors);
        }
        scores
    }

    fn take_in(&mut self, expected: &Expected, corridors: &[Corridor]) {
        let mut found: Vec<(Ends, &Corridor)> = corridors
            .iter()
            .flat_map(|corridor| ends(corridor).into_iter().map(move |ends| (ends, corridor)))
            .collect();
        let mut counts = Counts::default();
        for wanted in &expected.corridors {
            for from in each_origin(&wanted.from) {
                let ends = (from, set(&wanted.to));
                let hit = found
                    .iter()
                    .position(|(found, _)| agrees(&ends, wanted, found));
                match hit {
                    Some(index) => {
                        let (_, corridor) = found.remove(index);
                        counts.hits += 1;
                        self.judge_fields(wanted, corridor);
                    }
                    None if wanted.optional => {}
                    None => counts.missed += 1,
                }
            }
        }
        counts.invented = found.len();
        self.by_language
            .entry(expected.language.clone())
            .or_default()
            .add(counts);
    }

    fn judge_fields(&mut self, wanted: &ExpectedCorridor, found: &Corridor) {
        let mut judge = |field, counts| self.by_field.entry(field).or_default().add(counts);
        let is_among = |found: &str, wanted: &str, others: &[String]| {
            found == wanted || others.iter().any(|other| other == found)
        };
        let status = written(&found.status);
        judge(
            "status",
            Counts::of_one(is_among(&status, &wanted.status, &wanted.status_accept)),
        );
        let purposes: BTreeSet<String> = found.purpose.iter().map(written).collect();
        let is_stated = !found.inferred.contains(&CorridorField::Purpose);
        judge(
            "purpose",
            Counts::of_one(is_stated && purposes == wanted.purpose.iter().cloned().collect()),
        );
        if let Some(mode) = &wanted.mode {
            let found = found.mode.as_ref().map(written);
            let is_right = found.as_ref() == Some(mode) || wanted.mode_accept.contains(&found);
            judge("mode", Counts::of_one(is_right));
        }
        if let Some(speaker) = &wanted.speaker {
            let last = folded(speaker);
            let last = last.split(' ').next_back().unwrap_or_default();
            let said = found.announced_by.as_deref().map(folded);
            judge(
                "speaker",
                Counts::of_one(said.is_some_and(|said| said.contains(last))),
            );
        }
        if !wanted.via.is_empty() {
            let found = stated(found, &found.via, CorridorField::Via);
            judge("via", Counts::of_sets(&set(&wanted.via), &set(&found)));
        }
    }

    /// Corridors with both ends right, in all languages.
    pub fn pairs(&self) -> Counts {
        let mut all = Counts::default();
        for counts in self.by_language.values() {
            all.add(*counts);
        }
        all
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |out: &mut fmt::Formatter<'_>, name: &str, counts: Counts| {
            writeln!(
                out,
                "  {name:<10} F1 {:.3}  precision {:.3}  recall {:.3}  ({} right, {} missed, {} invented)",
                counts.f1(),
                counts.precision(),
                counts.recall(),
                counts.hits,
                counts.missed,
                counts.invented
            )
        };
        writeln!(out, "  {} texts", self.texts)?;
        line(out, "all", self.pairs())?;
        for (language, counts) in &self.by_language {
            line(out, language, *counts)?;
        }
        for (field, counts) in &self.by_field {
            line(out, field, *counts)?;
        }
        let without = self.clean + self.unclean.len();
        writeln!(
            out,
            "  {} of {without} texts without corridors are read so",
            self.clean
        )
    }
}
