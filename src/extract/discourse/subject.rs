//! Whether a report speaks of humanitarian passages: what its words and its layout say for and
//! against, added up. No word decides alone.

use crate::extract::annotate::Sentence;
use crate::extract::facts::heads_a_list;
use crate::extract::places::joins_chain;
use crate::extract::words::{Cue, Movement, Passage, RoleCue, Topic};
use crate::model::Mode;

/// A name for what a sentence may show, and whether it does.
type Feature = (&'static str, fn(&Sentence<'_>) -> bool);

/// What speaks for or against humanitarian passages; each is counted in sentences.
const FEATURES: [Feature; 30] = [
    ("names_humanitarian_passage", |it| {
        it.has(Cue::Passage(Passage::Humanitarian)) && !it.speaks_of_other_passages()
    }),
    ("names_evacuation", |it| {
        it.has(Cue::Movement(Movement::Evacuation)) && !it.speaks_of_other_passages()
    }),
    ("names_corridor", |it| it.has(Cue::Topic(Topic::Corridor))),
    ("names_way", |it| it.has(Cue::Passage(Passage::General))),
    ("people_move", |it| {
        (it.has(Cue::Movement(Movement::People)) || it.has(Cue::Movement(Movement::Medical)))
            && [
                Movement::Leaving,
                Movement::Evacuation,
                Movement::Carrying,
                Movement::Going,
                Movement::Fetching,
            ]
            .iter()
            .any(|movement| it.has(Cue::Movement(*movement)))
    }),
    ("goods_move", |it| {
        it.has(Cue::Movement(Movement::Aid))
            && [
                Movement::Carrying,
                Movement::Going,
                Movement::Trucks,
                Movement::Fetching,
            ]
            .iter()
            .any(|movement| it.has(Cue::Movement(*movement)))
    }),
    ("takes_way", |it| {
        it.has(Cue::Passage(Passage::General))
            && (it.has(Cue::Movement(Movement::People)) || it.has(Cue::Movement(Movement::Aid)))
    }),
    ("people_take_named_way", |it| {
        (it.has(Cue::Movement(Movement::People)) || it.has(Cue::Movement(Movement::Medical)))
            && names_way(it)
    }),
    ("goods_take_named_way", |it| {
        it.has(Cue::Movement(Movement::Aid)) && names_way(it)
    }),
    ("vehicles_take_named_way", |it| {
        (by_road(it) || it.has(Cue::Movement(Movement::Trucks))) && names_way(it)
    }),
    ("people", |it| it.has(Cue::Movement(Movement::People))),
    ("leaving", |it| it.has(Cue::Movement(Movement::Leaving))),
    ("aid", |it| it.has(Cue::Movement(Movement::Aid))),
    ("medical", |it| it.has(Cue::Movement(Movement::Medical))),
    ("fetching", |it| it.has(Cue::Movement(Movement::Fetching))),
    ("by_road", by_road),
    ("by_rail", |it| it.has(Cue::Mode(Mode::Rail))),
    ("conflict", |it| it.has(Cue::Conflict)),
    ("fighting", |it| {
        it.cues
            .iter()
            .any(|found| matches!(found.cue, Cue::Fighting(_)))
    }),
    ("forces", |it| it.has(Cue::Forces)),
    ("ceasefire", |it| {
        it.cues
            .iter()
            .any(|found| matches!(found.cue, Cue::Arrangement(_)))
    }),
    ("meeting_point", |it| it.has(Cue::Assembly)),
    ("line_of_list_is_a_way", is_way_in_list),
    ("other_passage", |it| it.has(Cue::Passage(Passage::Other))),
    ("disaster", |it| it.has(Cue::Disaster)),
    ("trade", |it| it.has(Cue::Topic(Topic::Trade))),
    ("traffic", |it| it.has(Cue::Topic(Topic::Traffic))),
    ("wildlife_or_sport", |it| {
        it.has(Cue::Topic(Topic::Wildlife)) || it.has(Cue::Topic(Topic::Sport))
    }),
    ("epidemic", |it| it.has(Cue::Topic(Topic::Epidemic))),
    ("exchange_or_diplomacy", |it| {
        it.has(Cue::Topic(Topic::Exchange)) || it.has(Cue::Topic(Topic::Diplomacy))
    }),
];

/// Features of the report as a whole.
const OF_REPORT: [&str; 3] = ["start", "line_below_the_word_corridor", "nothing_is_moved"];

/// How much each feature weighs, or how much of it a report shows: those of sentences, and behind them those of the report.
type Weighed = [f64; FEATURES.len() + OF_REPORT.len()];

/// How often a feature counts that no, one, two, or more sentences show: further ones say less.
const COUNTS: [f64; 4] = [0.0, 1.0, 1.5, 1.75];

/// The names of all features, in their order.
fn names() -> impl Iterator<Item = &'static str> {
    let of_sentences = FEATURES.iter().map(|(name, _)| *name);
    of_sentences.chain(OF_REPORT)
}

/// Which sentences of a report may name humanitarian passages.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// None: the report is about something else.
    #[default]
    Other,
    /// Those that speak of nothing else: the report has several subjects, and what speaks against humanitarian passages
    /// says so of its own sentences only.
    Mixed,
    /// All of them.
    Passages,
}

/// How much must speak for humanitarian passages in a report that speaks of something else as well.
const OF_MIXED: f64 = 1.9;
/// What one sentence of so many says against passages is an aside.
const FEWEST_BESIDE: usize = 5;

impl Subject {
    /// What a report is about.
    pub fn of(sentences: &[Sentence<'_>]) -> Self {
        let all: Vec<&Sentence<'_>> = sentences.iter().collect();
        if evidence_of_passages(&all) > 0.0 {
            return Self::Passages;
        }
        let features = features_against(sentences);
        let apart: Vec<&Sentence<'_>> = all
            .iter()
            .copied()
            .filter(|sentence| !features.iter().any(|says| says(sentence)))
            .collect();
        let against = all.len() - apart.len();
        let is_aside = against > 0 && against * FEWEST_BESIDE <= all.len();
        if is_aside && evidence_of_passages(&apart) > OF_MIXED {
            return Self::Mixed;
        }
        Self::Other
    }

    /// Whether a sentence of the report may name humanitarian passages.
    pub fn admits(self, sentence: &Sentence<'_>) -> bool {
        match self {
            Self::Other => false,
            Self::Mixed => !speaks_against(sentence),
            Self::Passages => true,
        }
    }
}

/// The features of sentences that speak against humanitarian passages.
fn features_against(sentences: &[Sentence<'_>]) -> Vec<fn(&Sentence<'_>) -> bool> {
    let weights = sentences.first().map(|first| &first.lexicon.weights);
    let is_against = |name: &str| weights.is_some_and(|weights| weights.of(name) < 0.0);
    let against = FEATURES.iter().filter(|(name, _)| is_against(name));
    against.map(|(_, says)| *says).collect()
}

/// Whether a sentence speaks of something that speaks against humanitarian passages.
fn speaks_against(sentence: &Sentence<'_>) -> bool {
    let features = features_against(std::slice::from_ref(sentence));
    features.iter().any(|says| says(sentence))
}

/// How much more speaks for humanitarian passages than against them.
fn evidence_of_passages(sentences: &[&Sentence<'_>]) -> f64 {
    let Some(weights) = sentences.first().map(|first| &first.lexicon.weights) else {
        return f64::NEG_INFINITY;
    };
    let shown = shown(sentences);
    let weighed = names().zip(shown);
    weighed.map(|(name, shown)| weights.of(name) * shown).sum()
}

/// How much a report shows of each feature, by name.
pub fn features(sentences: &[Sentence<'_>]) -> Vec<(&'static str, f64)> {
    let all: Vec<&Sentence<'_>> = sentences.iter().collect();
    names().zip(shown(&all)).collect()
}

fn shown(sentences: &[&Sentence<'_>]) -> Weighed {
    let counted = |number: usize| COUNTS.get(number).or(COUNTS.last()).copied().unwrap_or(0.0);
    let most = COUNTS.len() - 1;
    let mut is_moved = false;
    let mut shown = [0.0; FEATURES.len() + OF_REPORT.len()];
    for ((name, says), place) in FEATURES.iter().zip(&mut shown) {
        let saying = sentences.iter().filter(|sentence| says(sentence));
        let number = saying.take(most).count();
        is_moved |= number > 0 && OF_MOVEMENT.contains(name);
        *place = counted(number);
    }
    let listed = lines_below_corridor(sentences);
    let rests = !is_moved && listed == 0;
    let of_report = [1.0, counted(listed.min(most)), f64::from(u8::from(rests))];
    for (place, value) in shown.iter_mut().skip(FEATURES.len()).zip(of_report) {
        *place = value;
    }
    shown
}

/// Whether some place is said to be where something starts, and some to be where it leads.
fn names_way(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let has = |role: RoleCue| {
        let mut places = sentence.places.iter();
        places.any(|place| {
            let near = place.start.saturating_sub(REACH)..place.start;
            near.rev()
                .take_while(|at| sentence.place_at(*at).is_none())
                .any(|at| sentence.token_has_role(at, role))
        })
    };
    has(RoleCue::From) && has(RoleCue::To)
}

/// Features that show that people or goods take a way.
const OF_MOVEMENT: [&str; 10] = [
    "people_take_named_way",
    "goods_take_named_way",
    "vehicles_take_named_way",
    "names_humanitarian_passage",
    "names_evacuation",
    "goods_move",
    "takes_way",
    "medical",
    "fetching",
    "by_road",
];

/// How many lines of lists are ways and stand below a line with the bare word for a corridor, and
/// with no word for corridors of other kinds.
fn lines_below_corridor(sentences: &[&Sentence<'_>]) -> usize {
    let mut lines = 0;
    let mut is_below = false;
    for sentence in sentences {
        if sentence.has(Cue::Topic(Topic::Corridor)) {
            is_below = !sentence.has(Cue::Passage(Passage::Other))
                && AGAINST
                    .iter()
                    .all(|topic| !sentence.has(Cue::Topic(*topic)));
            // "Corridors work today: A – B, C – D".
            lines += usize::from(is_below && lists_ways(sentence));
        } else if is_way_in_list(sentence) {
            lines += usize::from(is_below);
        } else if !sentence.starts_as_list_item() && sentence.places.is_empty() {
            // A heading of another list, or prose.
            is_below &= heads_a_list(sentence);
        }
    }
    lines
}

/// Whether two places behind a colon are joined by a dash or an arrow.
fn lists_ways(sentence: &Sentence<'_>) -> bool {
    let Some(colon) = sentence.whole().find(|at| sentence.is_mark(*at, &[":"])) else {
        return false;
    };
    let listed = sentence.places.windows(2).filter_map(|pair| match pair {
        [one, other] if one.start > colon => Some(one.end..other.start),
        _ => None,
    });
    listed
        .into_iter()
        .any(|mut between| between.any(|at| joins_chain(sentence, at)))
}

const AGAINST: [Topic; 7] = [
    Topic::Trade,
    Topic::Traffic,
    Topic::Wildlife,
    Topic::Sport,
    Topic::Epidemic,
    Topic::Exchange,
    Topic::Diplomacy,
];

fn by_road(sentence: &Sentence<'_>) -> bool {
    [Mode::Bus, Mode::OwnVehicle, Mode::Ambulance]
        .iter()
        .any(|mode| sentence.has(Cue::Mode(*mode)))
}

/// Whether a line of its own is nothing but a way: "A – B", "1. from A to B".
fn is_way_in_list(sentence: &Sentence<'_>) -> bool {
    const MOST_WORDS_AHEAD: usize = 3;
    let [first, second, ..] = sentence.places[..] else {
        return false;
    };
    let words = (0..first.start).filter(|at| sentence.is_word(*at)).count();
    let between = first.end..second.start;
    let is_chain = between.clone().any(|at| joins_chain(sentence, at));
    let leads = between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::To))
        && (0..first.start).any(|at| sentence.token_has_role(at, RoleCue::From));
    // "Ordinary passengers from A to B found no seats": prose.
    let begins = || {
        sentence.starts_as_list_item()
            || (0..first.start)
                .find(|at| sentence.is_word(*at))
                .is_none_or(|at| sentence.token_has_role(at, RoleCue::From))
    };
    sentence.starts_paragraph && words <= MOST_WORDS_AHEAD && (is_chain || leads && begins())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::names;
    use crate::extract::words::Lexicon;

    #[test]
    fn every_weight_is_of_a_feature() {
        let weights = Lexicon::embedded().unwrap().weights;
        for feature in weights.features() {
            assert!(names().any(|name| name == feature), "{feature}");
        }
    }
}
