//! The words of days and hours, read from `geodata/languages/*/times.tsv`.

use crate::language::language_files;
use crate::report::{FoundPhrases, PhraseTableError, Phrasebook, Words, phrase_rows};

/// What a phrase says of days or hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A month, 1 to 12.
    Month(i8),
    /// A month's name that without a capital is another word ("may").
    CapitalMonth(i8),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(i8),
    /// So many days after the day of publication.
    Relative(i32),
    /// So many days after a day named before ("the next day").
    Anaphor(i32),
    /// Days that are not told ("this weekend").
    Vague,
    /// Before a weekday: last (-1), this (0), next (1).
    Turn(i8),
    /// A unit of so many days.
    Unit(i32),
    /// A unit that is longer.
    LongUnit,
    /// One of a unit ("a week ago").
    One,
    /// Behind a number of units: back from the day of publication.
    Ago,
    /// Behind a number of units: from a day told before ("two days later").
    Apart,
    /// Before a number of units: at some time of them ("within").
    Within,
    /// A month as a Roman number.
    Roman(i8),
    /// Before a number of units: on from the day of publication.
    Ahead,
    /// The beginning follows.
    From,
    /// The end follows.
    Until,
    /// Beginning and end follow.
    Between,
    /// The end follows a beginning.
    To,
    /// A further day follows.
    List,
    /// Another day follows, of which one is meant.
    Either,
    /// The day that follows is not the one.
    Not,
    /// Leads a day.
    On,
    /// Between the number of a day and its month.
    Of,
    /// Behind a year.
    YearWord,
    /// The year of publication.
    ThisYear,
    /// A number of a day, of the month of publication.
    OfMonth,
    /// Leads a month without a day.
    MonthLead,
    /// The half of the day: hours to add, 0 or 12.
    Half(u16),
    /// The early afternoon («дня»).
    Afternoon,
    /// The night («ночі»).
    Night,
    /// Behind the hour of a clock.
    HourWord,
    /// Behind four digits of a clock ("0900 hours").
    Hours24,
    /// A time of its own, minutes from midnight.
    Fixed(u16),
    /// Before an hour: minutes to add ("half past").
    Past(i16),
    /// Leads the hour of a clock.
    At,
    /// Hours that are counted.
    Hours,
    /// Minutes behind the hour of a clock.
    Minutes,
    /// Hours that are not told ("at dawn", "in a few hours").
    VagueHours,
    /// How long follows.
    Duration,
    /// A zone: its number among the names.
    Zone(usize),
    /// Universal time; an offset may follow.
    Universal,
    /// The time of the place.
    Local,
}

/// The words of times of all languages together.
#[derive(Debug)]
pub struct Calendar {
    book: Phrasebook<Sense>,
    zones: Vec<String>,
    day_words: Vec<(String, DayWord)>,
}

impl Sense {
    /// Whether a day or an hour may begin with a word of that sense; few words of a text are any.
    pub(super) fn opens_time(self) -> bool {
        matches!(
            self,
            Self::Relative(_)
                | Self::Anaphor(_)
                | Self::Vague
                | Self::Weekday(_)
                | Self::Turn(_)
                | Self::Month(_)
                | Self::CapitalMonth(_)
                | Self::Ahead
                | Self::Within
                | Self::VagueHours
                | Self::One
                | Self::Unit(_)
                | Self::LongUnit
                | Self::Fixed(_)
                | Self::Past(_)
        )
    }
}

/// A word that names a day, for those who only ask whether one is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayWord {
    /// A month, 1 to 12.
    Month(i8),
    /// A day of the week, 1 to 7.
    Weekday(i8),
    /// So many days from another day.
    Offset(i32),
}

impl Calendar {
    /// The tables that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        Self::parse(&language_files!("times.tsv"))
    }

    /// Reads tables: kind, value and phrases a line.
    ///
    /// # Errors
    /// [`PhraseTableError`] names the first line that is not understood.
    pub fn parse(tables: &[(&'static str, &str)]) -> Result<Self, PhraseTableError> {
        let (mut phrases, mut zones, mut day_words) = (Vec::new(), Vec::new(), Vec::new());
        for &(file, table) in tables {
            for row in phrase_rows(file, table) {
                let row = row?;
                let sense = sense(row.kind, row.value, &mut zones)
                    .ok_or_else(|| row.error("its kind is not known, or its value is none"))?;
                for phrase in row.phrases() {
                    phrases.push((phrase, sense));
                    if let Some(word) = day_word(sense) {
                        day_words.push((phrase.to_owned(), word));
                    }
                }
            }
        }
        Ok(Self {
            book: Phrasebook::of(phrases),
            zones,
            day_words,
        })
    }

    /// The phrases that name days, and what each names.
    pub fn day_words(&self) -> impl Iterator<Item = (&str, DayWord)> {
        let words = self.day_words.iter();
        words.map(|(phrase, word)| (phrase.as_str(), *word))
    }

    /// The phrases of times in a row of words.
    pub(super) fn found_in(&self, words: Words<'_>) -> FoundPhrases<Sense> {
        self.book.found_in(words)
    }

    /// The name or the offset of a zone.
    pub(super) fn zone(&self, number: usize) -> Option<&str> {
        self.zones.get(number).map(String::as_str)
    }
}

/// The sense of a kind of phrases with its value; a zone that is not known yet is added.
fn sense(kind: &str, value: &str, zones: &mut Vec<String>) -> Option<Sense> {
    let small = || value.parse::<i8>().ok();
    Some(match kind {
        "month" => Sense::Month(small()?),
        "capital_month" => Sense::CapitalMonth(small()?),
        "weekday" => Sense::Weekday(small()?),
        "relative" => Sense::Relative(value.parse().ok()?),
        "anaphor" => Sense::Anaphor(value.parse().ok()?),
        "vague" => Sense::Vague,
        "turn" => Sense::Turn(small()?),
        "unit" => Sense::Unit(value.parse().ok()?),
        "long_unit" => Sense::LongUnit,
        "one" => Sense::One,
        "ago" => Sense::Ago,
        "apart" => Sense::Apart,
        "within" => Sense::Within,
        "roman_month" => Sense::Roman(small()?),
        "ahead" => Sense::Ahead,
        "from" => Sense::From,
        "until" => Sense::Until,
        "between" => Sense::Between,
        "to" => Sense::To,
        "list" => Sense::List,
        "either" => Sense::Either,
        "not" => Sense::Not,
        "on" => Sense::On,
        "of" => Sense::Of,
        "year_word" => Sense::YearWord,
        "this_year" => Sense::ThisYear,
        "of_month" => Sense::OfMonth,
        "month_lead" => Sense::MonthLead,
        "half" => Sense::Half(value.parse().ok()?),
        "day" => Sense::Afternoon,
        "night" => Sense::Night,
        "hour_word" => Sense::HourWord,
        "hours_24" => Sense::Hours24,
        "fixed" => Sense::Fixed(value.parse().ok()?),
        "half_past" => Sense::Past(value.parse().ok()?),
        "at" => Sense::At,
        "hours" => Sense::Hours,
        "minutes" => Sense::Minutes,
        "vague_hours" => Sense::VagueHours,
        "duration" => Sense::Duration,
        "universal" => Sense::Universal,
        "local" => Sense::Local,
        "zone" => {
            let known = zones.iter().position(|zone| zone == value);
            Sense::Zone(known.unwrap_or_else(|| {
                zones.push(value.to_owned());
                zones.len() - 1
            }))
        }
        _ => return None,
    })
}

fn day_word(sense: Sense) -> Option<DayWord> {
    match sense {
        Sense::Month(month) | Sense::CapitalMonth(month) => Some(DayWord::Month(month)),
        Sense::Weekday(number) => Some(DayWord::Weekday(number)),
        Sense::Relative(days) | Sense::Anaphor(days) => Some(DayWord::Offset(days)),
        _ => None,
    }
}
