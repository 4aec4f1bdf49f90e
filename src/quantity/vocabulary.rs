//! The words of quantities, read from `geodata/languages/*/quantities.tsv`.

use crate::language::language_files;
use crate::report::{FoundPhrases, PhraseTableError, Phrasebook, Words, phrase_rows};

/// What a phrase says of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A cardinal number ("three", «двадцяти»).
    Number(u64),
    /// One and a half («півтора»), to be multiplied.
    OneAndHalf,
    /// Multiplies the number before it; alone it is one of them ("thousand", «сотня»).
    Multiplier(u64),
    /// Multiplies the number before it; alone it says only how many about ("thousands").
    PluralMultiplier(u64),
    /// A multiplier that is written to the digits ("2k").
    Suffix(u64),
    /// A multiplier that a hyphen joins to the digits («10-тисячний»).
    Joined(u64),
    /// Before a multiplier: one of it ("a hundred").
    Article,
    /// Adds a half («з половиною»).
    AndHalf,
    /// Joins the parts of a number ("three hundred and twelve").
    And,
    /// Before a multiplier: nobody knows how many ("several").
    Vague,
    /// Nobody knows how many («кількасот»).
    VagueAmount,
    /// Between vague multipliers ("hundreds of thousands").
    VagueOf,
    /// An ordinal number.
    Ordinal(u64),
    /// Digits with this ending are an ordinal ("12th", «12-го»).
    OrdinalEnding,
    /// Digits with this ending are a cardinal («15-ти»).
    CardinalEnding,
    /// Governs the genitive: «близько тисячі» is one thousand, «тисячі» alone are thousands.
    AboutGenitive,
    /// May stand before a number and leaves it as it is ("about", "the", "another").
    Filler,
    /// The number is the least.
    AtLeast,
    /// The number is the most.
    AtMost,
    /// The number before is the least ("or more").
    AtLeastBehind,
    /// The number before is the most.
    AtMostBehind,
    /// A part of the number, or a multiple, is meant ("half of").
    Part,
    /// Behind a quantity: the number that follows is what it is a part of ("250 of the 5,000").
    OfWhole,
    /// Some of those spoken of before follow ("among them").
    Among,
    /// What is counted is not named behind it ("2 of them let people out").
    Stop,
    /// The number is not the one.
    Not,
    /// The number names something or is money ("highway", "№", "$").
    Label,
    /// A year may follow ("in 2022").
    InTime,
    /// Joins the ends of a range.
    To,
    /// A range follows whose ends "and" joins.
    Between,
    /// Joins the ends of a range behind "between".
    RangeAnd,
    /// Leads a range; before one number it is the least («від»).
    RangeFrom,
    /// What is measured is nothing that is counted (hours, kilometres, per cent, money).
    Measure,
    /// Multiplies the number before with one behind ("2 x 40").
    Product,
    /// Joins two numbers that add up, where a filler follows ("1,000 and a further 200").
    Plus,
    /// The number behind is taken from the one before, or added to it ("900 people minus 20").
    Adjusts,
    /// What is counted.
    Counted(Counted),
}

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// People.
    People,
    /// Vehicles on roads.
    Vehicles,
    /// Settlements.
    Settlements,
    /// Anything else.
    Other,
}

impl Sense {
    /// Whether a numeral may begin with a word of that sense; few words of a text are any.
    pub(super) fn opens_numeral(self) -> bool {
        matches!(
            self,
            Self::Number(_)
                | Self::OneAndHalf
                | Self::Ordinal(_)
                | Self::AndHalf
                | Self::Multiplier(_)
                | Self::PluralMultiplier(_)
                | Self::Article
                | Self::Vague
                | Self::VagueAmount
        )
    }
}

/// The words of quantities of all languages together.
#[derive(Debug)]
pub struct Vocabulary {
    book: Phrasebook<Sense>,
}

impl Vocabulary {
    /// The tables that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        Self::parse(&language_files!("quantities.tsv"))
    }

    /// Reads tables: kind, value and phrases a line.
    ///
    /// # Errors
    /// [`PhraseTableError`] names the first line that is not understood.
    pub fn parse(tables: &[(&'static str, &str)]) -> Result<Self, PhraseTableError> {
        let mut phrases = Vec::new();
        for &(file, table) in tables {
            for row in phrase_rows(file, table) {
                let row = row?;
                let sense = sense(row.kind, row.value.parse().ok())
                    .ok_or_else(|| row.error("its kind is not known, or lacks its number"))?;
                phrases.extend(row.phrases().map(|phrase| (phrase, sense)));
            }
        }
        Ok(Self {
            book: Phrasebook::of(phrases),
        })
    }

    /// The phrases of quantities in a row of words.
    pub(super) fn found_in(&self, words: Words<'_>) -> FoundPhrases<Sense> {
        self.book.found_in(words)
    }
}

fn sense(kind: &str, value: Option<u64>) -> Option<Sense> {
    Some(match kind {
        "number" => Sense::Number(value?),
        "half" => Sense::OneAndHalf,
        "multiplier" => Sense::Multiplier(value?),
        "plural_multiplier" => Sense::PluralMultiplier(value?),
        "suffix" => Sense::Suffix(value?),
        "joined" => Sense::Joined(value?),
        "article" => Sense::Article,
        "and_half" => Sense::AndHalf,
        "and" => Sense::And,
        "vague" => Sense::Vague,
        "vague_amount" => Sense::VagueAmount,
        "vague_of" => Sense::VagueOf,
        "ordinal" => Sense::Ordinal(value?),
        "ordinal_ending" => Sense::OrdinalEnding,
        "cardinal_ending" => Sense::CardinalEnding,
        "about_genitive" => Sense::AboutGenitive,
        "filler" => Sense::Filler,
        "at_least" => Sense::AtLeast,
        "at_most" => Sense::AtMost,
        "at_least_behind" => Sense::AtLeastBehind,
        "at_most_behind" => Sense::AtMostBehind,
        "part" => Sense::Part,
        "of_whole" => Sense::OfWhole,
        "among" => Sense::Among,
        "stop" => Sense::Stop,
        "not" => Sense::Not,
        "label" => Sense::Label,
        "in_time" => Sense::InTime,
        "to" => Sense::To,
        "between" => Sense::Between,
        "range_and" => Sense::RangeAnd,
        "range_from" => Sense::RangeFrom,
        "measure" => Sense::Measure,
        "product" => Sense::Product,
        "plus" => Sense::Plus,
        "adjusts" => Sense::Adjusts,
        "people" => Sense::Counted(Counted::People),
        "vehicles" => Sense::Counted(Counted::Vehicles),
        "settlements" => Sense::Counted(Counted::Settlements),
        "other" => Sense::Counted(Counted::Other),
        _ => return None,
    })
}
