//! Endings of words by what they tell, read from `geodata/languages/*/endings.tsv`.

use crate::language::language_files;
use crate::report::{PhraseTableError, phrase_rows};

/// What an ending tells of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// An adjective that may stand between a role's word and its place.
    Adjective,
    /// An adjective of a place, which is no name by itself.
    AdjectiveOfPlace,
    /// An adjective before the noun of a road.
    AdjectiveOfRoad,
    /// A noun in the instrumental: the road by which one goes.
    Instrumental,
    /// An adjective before the noun of an organisation.
    AdjectiveOfOrganisation,
    /// What follows an organisation in the genitive.
    Genitive,
    /// A verb in the past, several: no genitive.
    PastOfSeveral,
    /// A place in the accusative.
    AccusativePlace,
    /// A masculine place in the dative or locative, which looks like an accusative.
    MasculineDative,
    /// A place in the nominative whose accusative is told by its ending.
    FemininePlace,
    /// A place in the locative.
    LocativePlace,
    /// A noun in the dative, several: to whom. «мешканцям».
    Recipient,
    /// A noun for a site in the accusative: whither.
    AccusativeSite,
    /// A noun for a site in the locative: where.
    LocativeSite,
    /// A place whose nominative may be a locative too.
    NeuterPlace,
    /// A name in a case other than the accusative.
    NoAccusative,
    /// A verb that tells what was done to the place beside it.
    Participle,
    /// A patronymic.
    Patronymic,
    /// A given name of a woman, in the nominative.
    WomansName,
    /// A given name that ends like a woman's and is a man's.
    MansName,
    /// A given name with a nominative of its own.
    GivenName,
    /// A woman's given name in the genitive.
    FeminineGiven,
    /// A woman's surname in the genitive.
    FeminineSurname,
    /// A man's given name in the genitive.
    MasculineGiven,
    /// A man's surname in the genitive.
    MasculineSurname,
    /// No ending: a letter that none of the other languages has.
    OwnLetter,
    /// No ending: a letter that tells Russian from Ukrainian.
    LetterOfRussian,
}

fn ending(kind: &str) -> Option<Ending> {
    Some(match kind {
        "adjective" => Ending::Adjective,
        "adjective_of_place" => Ending::AdjectiveOfPlace,
        "adjective_of_road" => Ending::AdjectiveOfRoad,
        "instrumental" => Ending::Instrumental,
        "adjective_of_organisation" => Ending::AdjectiveOfOrganisation,
        "genitive" => Ending::Genitive,
        "past_of_several" => Ending::PastOfSeveral,
        "accusative_place" => Ending::AccusativePlace,
        "recipient" => Ending::Recipient,
        "accusative_site" => Ending::AccusativeSite,
        "locative_site" => Ending::LocativeSite,
        "masculine_dative" => Ending::MasculineDative,
        "feminine_place" => Ending::FemininePlace,
        "locative_place" => Ending::LocativePlace,
        "neuter_place" => Ending::NeuterPlace,
        "no_accusative" => Ending::NoAccusative,
        "participle" => Ending::Participle,
        "patronymic" => Ending::Patronymic,
        "womans_name" => Ending::WomansName,
        "mans_name" => Ending::MansName,
        "given_name" => Ending::GivenName,
        "feminine_given" => Ending::FeminineGiven,
        "feminine_surname" => Ending::FeminineSurname,
        "masculine_given" => Ending::MasculineGiven,
        "masculine_surname" => Ending::MasculineSurname,
        "own_letter" => Ending::OwnLetter,
        "letter_of_russian" => Ending::LetterOfRussian,
        _ => return None,
    })
}

/// An ending of a language, and what the nominative has in its place.
#[derive(Debug)]
struct Row {
    language: &'static str,
    letters: &'static str,
    nominative: &'static str,
}

/// The endings of all languages.
#[derive(Debug)]
pub struct Endings {
    /// By what they tell, in the order of the enum.
    rows: Vec<Vec<Row>>,
}

impl Endings {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        let mut rows = Vec::new();
        for (file, table) in language_files!("endings.tsv") {
            for row in phrase_rows(file, table) {
                let row = row?;
                let ending = ending(row.kind).ok_or_else(|| row.error("its kind is not known"))?;
                if rows.len() <= ending as usize {
                    rows.resize_with(ending as usize + 1, Vec::new);
                }
                let of_ending: &mut Vec<Row> = &mut rows[ending as usize];
                of_ending.extend(row.phrases().map(|letters| Row {
                    language: file,
                    letters,
                    nominative: row.value.trim_matches('-'),
                }));
            }
        }
        Ok(Self { rows })
    }

    fn of(&self, ending: Ending) -> &[Row] {
        self.rows.get(ending as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a word has an ending that tells something.
    pub fn has(&self, word: &str, ending: Ending) -> bool {
        let mut rows = self.of(ending).iter();
        rows.any(|row| word.ends_with(row.letters))
    }

    /// Whether one of the words or letters of a kind stands anywhere in a text.
    pub fn stands_in(&self, text: &str, ending: Ending) -> bool {
        let mut rows = self.of(ending).iter();
        rows.any(|row| text.contains(row.letters))
    }

    /// A word with its longest ending of a kind replaced by that of the nominative.
    pub fn nominative(&self, word: &str, ending: Ending) -> Option<String> {
        replaced(self.of(ending).iter(), word)
    }

    /// The same by the endings of the language of a name: the first that has a letter of its own in
    /// it, or else the last one.
    pub fn nominative_in(&self, name: &str, word: &str, ending: Ending) -> Option<String> {
        let mut letters = self.of(Ending::OwnLetter).iter();
        let own = letters.find(|row| name.contains(row.letters));
        let rows = self.of(ending).iter();
        let language = own.or(rows.clone().last())?.language;
        replaced(rows.filter(|row| row.language == language), word)
    }
}

fn replaced<'e>(rows: impl Iterator<Item = &'e Row>, word: &str) -> Option<String> {
    let fitting = rows.filter_map(|row| Some((word.strip_suffix(row.letters)?, row)));
    let (stem, row) = fitting.max_by_key(|(_, row)| row.letters.len())?;
    Some(format!("{stem}{}", row.nominative))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_longest_ending_decides() {
        let endings = Endings::embedded().unwrap();
        for (surname, nominative) in [
            ("Гайдая", "Гайдай"),
            ("Зеленського", "Зеленський"),
            ("Кириленка", "Кириленко"),
            ("Резникова", "Резников"),
        ] {
            let found = endings.nominative(surname, Ending::MasculineSurname);
            assert_eq!(found.as_deref(), Some(nominative));
        }
    }

    #[test]
    fn a_name_is_declined_by_the_language_whose_letters_it_has() {
        let endings = Endings::embedded().unwrap();
        for (name, given, nominative) in [
            ("Ігоря Терехова", "Ігоря", Some("Ігор")),
            ("Игоря Терехова", "Игоря", Some("Игорь")),
            ("Михайла", "Ярослав", None),
        ] {
            let found = endings.nominative_in(name, given, Ending::MasculineGiven);
            assert_eq!(found.as_deref(), nominative);
        }
    }
}
