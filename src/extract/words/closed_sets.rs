//! Closed sets of words that rules ask for one word at a time, read from
//! `geodata/languages/*/closed_sets.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::language::language_files;
use crate::report::{Phrasebook, Words};

/// A small set of words with one part in a sentence. Its name in small letters is its key in the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedSet {
    /// Goes back to the noun before: what follows is about it. "the route that the sides agreed".
    Relative,
    /// Goes back to a noun that says how the clause is meant: "an exercise in which they repelled an attack".
    RelativeOfEvent,
    /// Goes back to a place behind a preposition: "the hub around which fighting goes on".
    RelativeOfPlace,
    /// Goes back to the place that somebody holds: "a city that the army has seized".
    RelativeOfHolder,
    /// Goes back to a place by itself: "the town where shelling goes on".
    Where,
    /// Opens a clause that is still about the same scene: "the town, where two were killed".
    ClauseOfScene,
    /// Parts what one side of a sentence says from the other: "no buses came, but the corridor is open".
    Contrast,
    /// What is denied before it is not denied behind it: "denied it, but its guns fire".
    But,
    /// Opens the words that are said: "said that".
    ThatIsSaid,
    /// Before a verb of saying that goes back to the whole sentence: "as the mayor said".
    AsIsSaid,
    /// What follows came before what else the sentence tells: "taken after a night of fighting".
    After,
    /// Right before a verb: it was not so. «обстрілів не було».
    Not,
    /// Behind a negation: that there was none. «обстрілів не зафіксовано».
    Occurs,
    /// Behind a passage: there is none. «погодженого коридору немає».
    IsNotThere,
    /// Behind a verb of denying: what was said before, so that the rest of the sentence is not denied. "denied the claim and said".
    DeniedThing,
    /// Puts a plan into the past: it may have come to nothing. "were to be taken out".
    PastOfPlan,
    /// A word of cause that may be one of place or of the doer as well: "shelled by tanks".
    PlainCause,
    /// Before fighting: the cause of what the clause says of its places. "because of the shelling".
    BecauseOf,
    /// Before a year: what began then goes on. "besieged since 2013".
    Since,
    /// Before vehicles: others than those named before. "a second convoy".
    Further,
    /// Before a passage or vehicles: not those that were named before. "more buses".
    FurtherOrUncounted,
    /// Speaks of all passages together: "none of the corridors".
    AllOrNone,
    /// Opens a sentence about all passages that were named before: "None worked.".
    NoneAlone,
    /// Opens a sentence about the passage or the people named before: "It was closed.".
    Pronoun,
    /// The taking away of people: "evacuation has begun in".
    Evacuation,
    /// Stands for the people or vehicles named before: "they were driven to".
    ThoseWhoMove,
    /// Before a destination of another passage: "and south to".
    SideOfTheWorld,
    /// A further one of several passages.
    FurtherOne,
    /// Behind a destination: whom the vehicles bring. "arrived in B with 88 people from A".
    Carrying,
    /// Before people who are not among those spoken of: "apart from 17 residents of A".
    Excepting,
    /// Opens the words for a further leg: "on to B".
    Onward,
    /// Before the crossing or town by which somebody gets out: "left A by B".
    ByWayOf,
    /// A verb of those who get out by themselves, or its last word: "left A by B", "got out by B".
    GetsOut,
    /// Belongs to the name of an area beside it: "Sumy region".
    AreaWord,
    /// Before a relative that goes back to a place: "the town from which".
    PrepositionOfPlace,
    /// The place is passed, and nothing happens at it: "the bridge across".
    Across,
    /// The place is where somebody wants to get: "advance towards".
    Towards,
    /// Behind a passage: it leads there. «коридор на Запоріжжя».
    Onto,
    /// Says where, in Russian; in Ukrainian it says whither as well: «у Мариуполя».
    WhereInRussian,
    /// Stands for the place that was named before: "fighting goes on there".
    There,
    /// At the end of a word of fighting: its place follows at once. «били по Харкову».
    LeadsOn,
    /// What is done to the place before it: "came under fire".
    LedInto,
    /// The place goes on to be as it was: "hospitals in X remain blocked".
    Remains,
    /// A part of the place beside it, and not the place: "the outskirts of".
    PartOfPlace,
    /// Before a place: people met there, and did not fight. "signed in Pretoria".
    Talks,
    /// The place beside it belongs to the office: "Darfur governor".
    Office,
    /// Before the site where people gather: "buses wait at".
    LeadsToSite,
    /// Right before a site, without another word: «біля школи».
    AtSite,
    /// Between what leads to a site and the site: "at the school".
    NoPartOfSite,
    /// Behind a comma in a list of sites: a further one follows. "the school, the station".
    OpensSite,
    /// A part of those who are counted, its number unsaid or a word: "the rest from".
    Portion,
    /// Behind a place: its people were taken away. «район евакуйовано».
    Emptied,
    /// Behind a side of the world: where something lies. «на північ від».
    MeasuredFrom,
    /// Before a number that counts: «понад 200 людей».
    BeforeNumber,
    /// An article inside an Arabic name: "al-Bab".
    ArticleInName,
    /// Between parties that do something together: "Russia and Ukraine both".
    JoinsParties,
    /// One of those who agree, and no speaker: "the Russian side".
    SideInTalks,
    /// Before who signed or read out what is quoted: "in a statement read out by".
    SignedBy,
    /// Opens the words that name who says it: "in her words".
    InWordsOf,
    /// Before a place that tells whose spokesman it is: "spokesman in Kyiv".
    Inside,
    /// Stands for a woman: "she said".
    She,
    /// A small word inside a person's name: "Ursula von der Leyen".
    ParticleInName,
    /// What follows came after what was told: "closed, then reopened".
    Then,
    /// Says by itself that it had been stopped: "resumed".
    Resumed,
    /// Before the day to which something is put off: "postponed until Monday".
    PutOffTo,
}

impl ClosedSet {
    fn bit(self) -> u128 {
        1 << self as u32
    }
}

/// The sets of all languages together.
#[derive(Debug)]
pub struct ClosedSets {
    book: Phrasebook<ClosedSet>,
}

impl ClosedSets {
    /// The sets that are compiled in.
    ///
    /// # Errors
    /// The file and what the TOML reader says of it; a test guards against it.
    pub fn embedded() -> Result<Self, (&'static str, toml::de::Error)> {
        let mut words = Vec::new();
        for (file, text) in language_files!("closed_sets.toml") {
            let sets: BTreeMap<ClosedSet, Vec<String>> =
                toml::from_str(text).map_err(|error| (file, error))?;
            for (set, of_set) in sets {
                words.extend(of_set.into_iter().map(|word| (word, set)));
            }
        }
        Ok(Self {
            book: Phrasebook::of(words),
        })
    }

    /// The sets to which each of some words belongs.
    pub fn of_each(&self, words: Words<'_>) -> Memberships {
        let mut sets = Vec::new();
        self.book.each(words, |found| {
            for found in found.iter().filter(|found| found.end == found.start + 1) {
                sets.resize(words.len(), 0);
                if let Some(sets) = sets.get_mut(found.start) {
                    *sets |= found.meaning.bit();
                }
            }
        });
        Memberships(sets)
    }
}

/// The sets to which the words of a sentence belong, a bit a set; empty where none belongs to any.
#[derive(Debug, Clone)]
pub struct Memberships(Vec<u128>);

impl Memberships {
    /// Whether word `at` belongs to a set.
    #[inline]
    pub fn has(&self, at: usize, set: ClosedSet) -> bool {
        self.0.get(at).is_some_and(|sets| sets & set.bit() != 0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::report::{FoldedText, tokens};

    #[test]
    fn words_of_all_languages_belong_to_their_sets() {
        let sets = ClosedSets::embedded().unwrap();
        let text = "Buses left, але потім областями, Which";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let found = sets.of_each(folded.words());
        for (at, set, is_one) in [
            (1, ClosedSet::Contrast, false),
            (3, ClosedSet::Contrast, true),
            (3, ClosedSet::But, true),
            (3, ClosedSet::Relative, false),
            (5, ClosedSet::AreaWord, true),
            (7, ClosedSet::Relative, true),
            (8, ClosedSet::Relative, false),
        ] {
            assert_eq!(found.has(at, set), is_one, "{at} {set:?}");
        }
    }

    #[test]
    fn a_set_is_one_word_at_a_time_and_says_what_it_is_for() {
        for (file, text) in language_files!("closed_sets.toml") {
            let mut before = "";
            for line in text.lines() {
                let is_set = line.contains(" = [");
                assert!(!is_set || before.starts_with('#'), "{file}: {line}");
                before = line;
            }
            let sets: BTreeMap<ClosedSet, Vec<String>> = toml::from_str(text).unwrap();
            for word in sets.values().flatten() {
                let stem = word.trim_end_matches('*');
                let whole = FoldedText::of(stem, &tokens(stem, 0, stem.len()));
                assert_eq!(whole.words().iter().collect::<Vec<_>>(), [stem], "{file}");
            }
        }
    }
}
