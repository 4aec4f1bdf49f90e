//! Fits the weights of `geodata/lexicons/passage_evidence.tsv` to annotated announcements and tells, by cross-validation, how
//! well they tell texts that name humanitarian passages from those that do not: `cargo bench --bench passage_weights`.
//!
//! `KORYDOR_BENCH_ANNOUNCEMENTS` names folders of texts (`NAME.txt`) with answers (`NAME.json`: `corridors` with `from` and
//! `to`), parted by `:`, `KORYDOR_BENCH_OTHER_TEXTS` folders of texts without passages; without them those of the
//! tests are read. Short reports are learned from the sentences of long ones: those that hold both ends of a corridor,
//! and those of other texts that name places.
#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use korydor::extract::passage_features;
use korydor::geoparse::Geoparser;
use korydor::report::{Cut, Hint, from_text};
use korydor::world::World;
use serde_json::Value;

/// What a text shows of each feature, whether it names passages, how much it counts, and which text it is of.
struct Example {
    shown: Vec<f64>,
    names_passages: bool,
    counts: f64,
    text: usize,
    is_whole: bool,
}

const FOLDS: usize = 10;
/// How strongly weights are drawn to zero.
const RIDGE: f64 = 0.001;
const STEPS: usize = 4000;
const RATE: f64 = 0.3;

fn main() {
    let world = World::embedded().expect("the embedded knowledge is well formed");
    let folders =
        std::env::var("KORYDOR_BENCH_ANNOUNCEMENTS").unwrap_or("tests/announcements".into());
    let others = std::env::var("KORYDOR_BENCH_OTHER_TEXTS").unwrap_or("tests/other_texts".into());
    let mut names = Vec::new();
    let mut examples = Vec::new();
    let mut number = 0;
    for file in folders
        .split(':')
        .chain(others.split(':'))
        .flat_map(|folder| texts(Path::new(folder)))
    {
        let text = fs::read_to_string(&file).expect("a text can be read");
        let answers = fs::read_to_string(file.with_extension("json")).ok();
        let answers: Value = answers.map_or(Value::Null, |answers| {
            serde_json::from_str(&answers).expect("answers are JSON")
        });
        number += 1;
        take_in(&text, &answers, number, &world, &mut names, &mut examples);
    }
    let whole = examples.iter().filter(|example| example.is_whole).count();
    println!(
        "{whole} texts, {} short ones made of them",
        examples.len() - whole
    );
    report("cross-validated", &examples, |text| {
        fit(
            &names,
            examples
                .iter()
                .filter(|example| example.text % FOLDS != text % FOLDS),
        )
    });
    let weights = fit(&names, examples.iter());
    report("in sample", &examples, |_| weights.clone());
    for (name, weight) in names.iter().zip(&weights) {
        println!("{name}\t{weight:.1}");
    }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

/// Takes a text in as a whole, and its sentences as short texts that together count as much.
fn take_in(
    text: &str,
    answers: &Value,
    number: usize,
    world: &World,
    names: &mut Vec<&'static str>,
    examples: &mut Vec<Example>,
) {
    let corridors = answers["corridors"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let names_passages = !corridors.is_empty();
    let mut shown = |text: &str| {
        let report = from_text(text.to_owned(), &Hint::default()).ok()?;
        let cut = Cut::of(&report);
        let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
        let (mentions, _) = geoparser.mentions(&cut);
        let features = passage_features(&cut, &mentions, &world.lexicon);
        *names = features.iter().map(|(name, _)| *name).collect();
        let sentences: Vec<(String, usize)> = cut
            .sentences
            .iter()
            .map(|range| {
                let within = |at: usize| range.contains(&at);
                let places = mentions
                    .iter()
                    .filter(|mention| within(mention.bytes.start as usize))
                    .count();
                (report.text[range.clone()].to_owned(), places)
            })
            .collect();
        Some((
            features
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<f64>>(),
            sentences,
        ))
    };
    let Some((whole, sentences)) = shown(text) else {
        return;
    };
    let holds = |sentence: &str, ends: &Value| {
        let mut ends = ends
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        ends.any(|end| sentence.contains(end))
    };
    let is_told = |sentence: &str| {
        corridors
            .iter()
            .any(|corridor| holds(sentence, &corridor["from"]) && holds(sentence, &corridor["to"]))
    };
    let short: Vec<Vec<f64>> = sentences
        .iter()
        .filter(|(sentence, places)| {
            if names_passages {
                is_told(sentence)
            } else {
                *places > 1
            }
        })
        .filter_map(|(sentence, _)| Some(shown(sentence)?.0))
        .collect();
    let counts = 1.0 / short.len().max(1) as f64;
    examples.extend(short.into_iter().map(|shown| Example {
        shown,
        names_passages,
        counts,
        text: number,
        is_whole: false,
    }));
    examples.push(Example {
        shown: whole,
        names_passages,
        counts: 1.0,
        text: number,
        is_whole: true,
    });
}

fn score(weights: &[f64], shown: &[f64]) -> f64 {
    weights
        .iter()
        .zip(shown)
        .map(|(weight, shown)| weight * shown)
        .sum()
}

/// Topics that few of the texts have and that always speak against passages, at least so much. Fires and floods empty
/// towns in the same words as wars do.
const OTHER_TOPICS: [(&str, f64); 7] = [
    ("other_passage", 1.5),
    ("disaster", 3.5),
    ("trade", 1.5),
    ("traffic", 1.5),
    ("wildlife_or_sport", 2.0),
    ("epidemic", 2.0),
    ("exchange_or_diplomacy", 1.5),
];
/// Passages lead out of fighting, and timetables list ways: what the texts without passages happen to lack, or to be
/// full of, says nothing of others.
const SILENT: [&str; 4] = ["fighting", "forces", "by_rail", "line_of_list_is_a_way"];
const NOTHING_MOVES: &str = "nothing_is_moved";
const START: &str = "start";

/// A weight that says what its feature can say; most can only speak for passages.
fn sensible(name: &str, weight: f64) -> f64 {
    let topic = OTHER_TOPICS.iter().find(|(topic, _)| *topic == name);
    match (name, topic) {
        (_, Some((_, least))) => weight.min(-least),
        (START, None) => weight,
        (NOTHING_MOVES, None) => weight.min(0.0),
        (name, None) if SILENT.contains(&name) => 0.0,
        _ => weight.max(0.0),
    }
}

/// Logistic regression with a ridge, by projected gradient descent; texts with passages count as much as those
/// without.
fn fit<'e>(names: &[&str], examples: impl Iterator<Item = &'e Example> + Clone) -> Vec<f64> {
    let sum = |names: bool| -> f64 {
        let alike = examples
            .clone()
            .filter(|example| example.names_passages == names);
        alike.map(|example| example.counts).sum()
    };
    let (with, without) = (sum(true), sum(false));
    let features = examples
        .clone()
        .next()
        .map_or(0, |example| example.shown.len());
    let mut weights = vec![0.0; features];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| RIDGE * weight).collect();
        for example in examples.clone() {
            let share = example.counts
                / if example.names_passages {
                    with
                } else {
                    without
                }
                / 2.0;
            let likely = 1.0 / (1.0 + (-score(&weights, &example.shown)).exp());
            let error = share * (likely - f64::from(u8::from(example.names_passages)));
            for (slope, shown) in slope.iter_mut().zip(&example.shown) {
                *slope += error * shown;
            }
        }
        for ((weight, slope), name) in weights.iter_mut().zip(slope).zip(names) {
            *weight = sensible(name, *weight - RATE * slope);
        }
    }
    weights
}

/// How many texts the weights, which may depend on the text, tell rightly.
fn report(title: &str, examples: &[Example], weights: impl Fn(usize) -> Vec<f64>) {
    let by_fold: Vec<Vec<f64>> = (0..FOLDS).map(&weights).collect();
    println!("{title}:");
    for (kind, is_whole) in [("whole texts", true), ("sentences", false)] {
        for names in [true, false] {
            let of_kind = examples
                .iter()
                .filter(|example| example.is_whole == is_whole && example.names_passages == names);
            let told = of_kind.clone().filter(|example| {
                (score(&by_fold[example.text % FOLDS], &example.shown) > 0.0) == names
            });
            println!(
                "  {kind} {} passages: {} of {} told",
                if names { "with" } else { "without" },
                told.count(),
                of_kind.count()
            );
        }
    }
}
