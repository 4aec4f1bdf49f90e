//! The words by which a place is who speaks or acts, or says where another one lies, read from
//! `geodata/languages/*/predicates.tsv`.

use crate::language::language_files;
use crate::report::{PhraseTableError, Phrasebook, Words, phrase_rows};

/// What a word behind a place says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PredicateWord {
    /// Somebody speaks, or does what passages and vehicles do not.
    Acts(Form),
    /// A passage, vehicles or people on the way may do it, or it is done to them.
    Runs(Form),
    /// A verb follows that it helps ("has", "will").
    Auxiliary(Form),
    /// The same, or a state follows ("is").
    Being(Form),
    /// May stand between a place and its verb ("not", "already").
    Beside,
    /// How things stand at the place ("under fire").
    State,
    /// Begins what a verb does something to ("the").
    Object,
    /// Ends like a verb and is none.
    NoVerb,
    /// Those who hold an office of the place that stands before ("Kyiv officials").
    Office,
    /// Measures how far places lie apart.
    Distance,
    /// May stand in what is said of where a place lies ("some", "south").
    Whereabouts,
    /// A kind of place ("a town near").
    Kind,
    /// A part of the place that follows ("a suburb of").
    PartOf,
}

/// The form of a word, and which subjects fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Fits any subject.
    Any,
    /// Fits one.
    Singular,
    /// Fits several.
    Plural,
    /// Fits a masculine one.
    Masculine,
    /// Fits a feminine one.
    Feminine,
    /// Fits a neuter one.
    Neuter,
    /// The ending of the word tells.
    Stem,
    /// May say what was done to something ("announced").
    Participle,
    /// Acts where what it is done to stands behind it ("opened the crossing").
    Transitive,
    /// A verb behind an auxiliary only ("send").
    Bare,
    /// A verb behind a form of being, or of a place alone ("Kyiv blaming Moscow").
    Gerund,
    /// A verb behind a form of being only ("waiting": buses may do it).
    Ongoing,
}

/// The words of all languages together.
#[derive(Debug)]
pub struct PredicateWords {
    book: Phrasebook<PredicateWord>,
    /// Endings of verbs, the longest first.
    endings: Vec<(String, Form)>,
    /// What verbs have behind their endings that tell what becomes of their subject.
    reflexives: Vec<String>,
    /// Endings of names in the nominative, the longest first.
    names: Vec<(String, Form)>,
    /// Endings of names in the accusative that no other case has.
    accusatives: Vec<String>,
}

impl PredicateWords {
    /// The tables that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        Self::parse(&language_files!("predicates.tsv"))
    }

    fn parse(tables: &[(&'static str, &str)]) -> Result<Self, PhraseTableError> {
        let mut phrases = Vec::new();
        let mut endings = Vec::new();
        let (mut reflexives, mut names, mut accusatives) = (Vec::new(), Vec::new(), Vec::new());
        for &(file, table) in tables {
            for row in phrase_rows(file, table) {
                let row = row?;
                let form = form(row.value).ok_or_else(|| row.error("its value is not known"))?;
                match row.kind {
                    "ending" => endings.extend(row.phrases().map(|it| (it.to_owned(), form))),
                    "reflexive" => reflexives.extend(row.phrases().map(str::to_owned)),
                    "name" => names.extend(row.phrases().map(|it| (it.to_owned(), form))),
                    "accusative" => accusatives.extend(row.phrases().map(str::to_owned)),
                    kind => {
                        let word =
                            word(kind, form).ok_or_else(|| row.error("its kind is not known"))?;
                        phrases.extend(row.phrases().map(|phrase| (phrase, word)));
                    }
                }
            }
        }
        let longest_first = |(ending, _): &(String, Form)| std::cmp::Reverse(ending.len());
        endings.sort_by_key(longest_first);
        names.sort_by_key(longest_first);
        Ok(Self {
            book: Phrasebook::of(phrases),
            endings,
            reflexives,
            names,
            accusatives,
        })
    }

    /// What the phrases mean that begin at the first of some words, each with the number of its words.
    pub fn at_start(&self, words: Words<'_>) -> Vec<(PredicateWord, usize)> {
        let mut found = Vec::new();
        self.book.each(words, |standing| {
            let first = standing.iter().filter(|phrase| phrase.start == 0);
            found.extend(first.map(|phrase| (phrase.meaning, phrase.end)));
        });
        found
    }

    /// Which subjects fit a verb by its ending; `None` for what is no verb by its ending.
    pub fn by_ending(&self, word: &str) -> Option<Form> {
        /// A stem has at least two letters.
        const SHORTEST: usize = 2;
        let word = self.without_reflexive(word);
        let (ending, form) = self
            .endings
            .iter()
            .find(|(ending, _)| word.ends_with(ending.as_str()))?;
        let stem = word.strip_suffix(ending.as_str())?;
        (stem.chars().count() >= SHORTEST).then_some(*form)
    }

    /// Whether what a verb does is done to its subject («відкрився»).
    pub fn is_reflexive(&self, word: &str) -> bool {
        self.without_reflexive(word).len() < word.len()
    }

    /// The gender of a name in the nominative by its ending, where that tells.
    pub fn gender(&self, name: &str) -> Option<Form> {
        // An abbreviation.
        if name.ends_with(char::is_uppercase) {
            return None;
        }
        let mut endings = self.names.iter();
        endings
            .find(|(ending, _)| name.ends_with(ending.as_str()))
            .map(|(_, gender)| *gender)
    }

    /// Whether an oblique form of a name may be its accusative.
    pub fn may_be_accusative(&self, name: &str) -> bool {
        let mut endings = self.accusatives.iter();
        endings.any(|ending| name.ends_with(ending.as_str()))
    }

    fn without_reflexive<'w>(&self, word: &'w str) -> &'w str {
        let mut endings = self.reflexives.iter();
        let stripped = endings.find_map(|ending| word.strip_suffix(ending.as_str()));
        stripped.unwrap_or(word)
    }
}

fn word(kind: &str, form: Form) -> Option<PredicateWord> {
    Some(match kind {
        "acts" => PredicateWord::Acts(form),
        "runs" => PredicateWord::Runs(form),
        "auxiliary" => PredicateWord::Auxiliary(form),
        "being" => PredicateWord::Being(form),
        "beside" => PredicateWord::Beside,
        "state" => PredicateWord::State,
        "object" => PredicateWord::Object,
        "no_verb" => PredicateWord::NoVerb,
        "office" => PredicateWord::Office,
        "distance" => PredicateWord::Distance,
        "whereabouts" => PredicateWord::Whereabouts,
        "kind" => PredicateWord::Kind,
        "part_of" => PredicateWord::PartOf,
        _ => return None,
    })
}

fn form(value: &str) -> Option<Form> {
    Some(match value {
        "-" => Form::Any,
        "sg" => Form::Singular,
        "pl" => Form::Plural,
        "m" => Form::Masculine,
        "f" => Form::Feminine,
        "n" => Form::Neuter,
        "stem" => Form::Stem,
        "participle" => Form::Participle,
        "transitive" => Form::Transitive,
        "bare" => Form::Bare,
        "gerund" => Form::Gerund,
        "ongoing" => Form::Ongoing,
        _ => return None,
    })
}
