//! How many people, vehicles and settlements sentences count.

use std::ops::Range;

use jiff::civil::Date;

use super::governed::{Governed, Numbers, phrase};
use super::when::{Days, Now, days};
use crate::extract::annotate::{Sentence, Stated};
use crate::extract::words::{Cue, CueMatch, Movement, Passage, RoleCue, TimeCue, Worded};
use crate::model::Status;
use crate::quantity::{Counted, Quantity, counts};

/// What some tokens count.
#[derive(Debug, PartialEq, Eq)]
pub struct Count {
    /// How many people or vehicles move.
    pub moved: Stated<Worded<u32>>,
    /// The numbers of them that count something else, and nothing of this.
    pub others: Vec<Range<usize>>,
    /// Whether any number of them may be one of those who move.
    pub may_count: bool,
}

/// What is known of a passage whose people and vehicles are counted: its day, what that is seen from,
/// how it stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfPassage {
    pub day: Option<Date>,
    pub now: Now,
    pub status: Option<Status>,
}

impl OfPassage {
    /// Whether nobody has moved by it, or it is not said that anybody has: "the evacuation of 300 people
    /// was called off".
    fn is_idle(self) -> bool {
        let runs = [
            Status::Open,
            Status::PartiallyOpen,
            Status::Completed,
            Status::Unknown,
        ];
        self.status.is_some_and(|status| !runs.contains(&status))
    }
}

/// How many people or vehicles some tokens say to move, by a passage of which so much is known: the one
/// number that they say it of.
pub fn counted(
    sentence: &Sentence<'_>,
    within: &Range<usize>,
    what: Counted,
    of: OfPassage,
) -> Count {
    // "Food for 1,800 people" moves nobody.
    let is_for = |quantity: &Quantity| {
        let at = quantity.tokens.start;
        what == Counted::People
            && (at.saturating_sub(2)..at)
                .any(|before| sentence.token_has_role(before, RoleCue::For))
    };
    // "Among them were 21 children": some of those who are not counted.
    let is_among = |quantity: &Quantity| {
        const REACH: usize = 20;
        let before = quantity.tokens.start.saturating_sub(REACH)..quantity.tokens.start;
        what == Counted::People && sentence.row().numbers.names_some(before)
    };
    let (quantities, numbers) = numbers(sentence, what);
    let mut count = Count {
        moved: Stated::Nothing,
        others: Vec::new(),
        may_count: false,
    };
    let mut fitting: Vec<(&Quantity, &Range<usize>)> = Vec::new();
    for (at, (quantity, tokens)) in quantities.iter().zip(&numbers.phrases).enumerate() {
        if !within.contains(&quantity.tokens.start) || is_among(quantity) {
            continue;
        }
        let governed = match numbers.governed(at) {
            _ if quantity.is_denied => Governed::Other,
            _ if is_for(quantity) || is_of_other_day(&numbers, at, of) => Governed::Other,
            Governed::Named if what == Counted::People && of.is_idle() => Governed::Other,
            Governed::Named => Governed::Moved,
            // What vehicles of a passage do is often not said.
            Governed::Open if what == Counted::Vehicles => Governed::Moved,
            governed => governed,
        };
        count.may_count |= governed != Governed::Other;
        if governed != Governed::Moved {
            count.others.push(quantity.tokens.clone());
            continue;
        }
        // "1,500 people (800 women)": a part.
        let before = fitting.last().map(|(_, before)| before.end);
        let is_part = before.is_some_and(|end| {
            sentence.is_mark(end, &["(", "–", "—", "-"]) && end + 1 == quantity.tokens.start
        });
        if is_part {
            continue;
        }
        // "In all 3,467: 3,071 from A": the sum of what follows.
        let is_led = before.is_some_and(|end| {
            (end..quantity.tokens.start).any(|between| sentence.is_mark(between, &[":"]))
        });
        if is_led {
            let sums = fitting.drain(..).map(|(sum, _)| sum.tokens.clone());
            count.others.extend(sums);
        }
        fitting.push((quantity, tokens));
    }
    count.moved = match &fitting[..] {
        [] => Stated::Nothing,
        [(first, _), others @ ..] => {
            let last = others
                .iter()
                .rfind(|(other, _)| other.amount != first.amount);
            match last {
                None => amount(sentence, first),
                Some((last, _)) => Stated::Untold(first.tokens.start..last.tokens.end),
            }
        }
    };
    count
}

/// The quantities of a sentence that count people, or vehicles.
fn numbers<'s, 'r>(
    sentence: &'s Sentence<'r>,
    what: Counted,
) -> (Vec<&'s Quantity>, Numbers<'s, 'r>) {
    let quantities = sentence.quantities();
    let counting: Vec<&Quantity> = quantities
        .iter()
        .enumerate()
        .filter(|(at, quantity)| !quantity.is_whole && what_counts(sentence, *at) == Some(what))
        .map(|(_, quantity)| quantity)
        .collect();
    let phrases = counting
        .iter()
        .map(|quantity| phrase(quantity, |at| names(sentence, at) == Some(what)))
        .collect();
    let numbers = Numbers {
        sentence,
        what,
        phrases,
    };
    (counting, numbers)
}

/// "On 28 March 880 people were brought out": whether a number is told of another day than a
/// passage.
fn is_of_other_day(numbers: &Numbers<'_, '_>, at: usize, of: OfPassage) -> bool {
    let Some(day) = of.day else {
        return false;
    };
    let sentence = numbers.sentence;
    for within in [numbers.clause(at), numbers.lead(at)] {
        if let Stated::Told(Days { first, last, .. }) = days(sentence, &within, of.now) {
            return first.is_some_and(|first| first > day) || last.or(first) < Some(day);
        }
        let is_earlier = sentence
            .cues_in(&within)
            .any(|found| found.cue == Cue::Time(TimeCue::Earlier));
        if is_earlier {
            return true;
        }
    }
    false
}

/// How many settlements are counted right before the words that name them; nothing where something
/// else is said of them ("97 settlements are without power").
pub fn settlements_before(sentence: &Sentence<'_>, named: &CueMatch) -> Stated<Worded<u32>> {
    const REACH: usize = 4;
    const LEAD: usize = 4;
    let near = named.start.saturating_sub(REACH)..=named.start;
    let mut quantities = sentence.quantities().iter();
    let Some(last) = quantities.rfind(|quantity| near.contains(&quantity.tokens.end)) else {
        return Stated::Nothing;
    };
    let numbers = Numbers {
        sentence,
        what: Counted::Settlements,
        phrases: std::iter::once(last.tokens.start..named.end).collect(),
    };
    // "Proposals on corridors to the 97 settlements": what stands in front says something of the corridors.
    let lead = last.tokens.start.saturating_sub(LEAD)..last.tokens.start;
    let is_of_passage = sentence.cues_in(&lead).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
                | Cue::Movement(Movement::Evacuation)
        )
    });
    let governed = match is_of_passage {
        true => numbers.behind(0).map(|(_, governed)| governed),
        false => Some(numbers.governed(0)),
    };
    match governed {
        Some(Governed::Other) => Stated::Nothing,
        _ => amount(sentence, last),
    }
}

/// What a token names that may be counted.
fn names(sentence: &Sentence<'_>, at: usize) -> Option<Counted> {
    let known = sentence.row().numbers.counted_at(at);
    known.or_else(|| {
        sentence
            .moves(&(at..at + 1), Movement::People)
            .then_some(Counted::People)
    })
}

/// What a quantity counts, by the words behind it.
fn what_counts(sentence: &Sentence<'_>, at: usize) -> Option<Counted> {
    let numbers = sentence.row().numbers;
    counts(numbers, sentence.quantities(), at, |at| names(sentence, at))
}

fn amount(sentence: &Sentence<'_>, quantity: &Quantity) -> Stated<Worded<u32>> {
    let number = quantity.amount.number();
    match number.and_then(|number| u32::try_from(number).ok()) {
        Some(value) => Stated::Told(Worded {
            value,
            words: sentence.span_of(&quantity.tokens),
        }),
        None => Stated::Untold(quantity.tokens.clone()),
    }
}

/// Whether some tokens may count people that they do not name: a quantity of neither vehicles nor
/// days ("buses from Bucha and Irpin delivered roughly 20,000 to the capital").
pub fn may_count_people(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    const FEWEST: u64 = 20;
    const REACH: usize = 2;
    let quantities = sentence.quantities().iter();
    let mut quantities = quantities.filter(|quantity| within.contains(&quantity.tokens.start));
    quantities.any(|quantity| {
        let near = quantity.tokens.start.saturating_sub(1)..quantity.number_end + REACH;
        let counts_others = sentence.cues_in(&near).any(|found| {
            matches!(
                found.cue,
                Cue::Movement(Movement::Carrying | Movement::Aid | Movement::Dead)
                    | Cue::Mode(_)
                    | Cue::Time(_)
            )
        });
        let possible = quantity.amount.possible();
        possible >= FEWEST && !counts_others && !(1900..2100).contains(&possible)
    })
}

/// Whether token `at` is a number, in digits or as a word.
pub fn is_count(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut cues = sentence.cues_starting_at(at);
    sentence.has_number(&(at..at + 1)) || cues.any(|found| matches!(found.cue, Cue::Count(_)))
}
