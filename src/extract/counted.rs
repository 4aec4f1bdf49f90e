//! How many people, vehicles and settlements sentences count.

use std::ops::Range;

use super::cue::{Cue, Movement, RoleCue};
use super::sentence::Sentence;
use super::stated::Stated;
use crate::quantity::{Counted, Quantity, counts};

/// How many people or vehicles some tokens count: the first quantity of them.
pub fn counted(sentence: &Sentence<'_>, within: &Range<usize>, what: Counted) -> Stated<u32> {
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
    let quantities = sentence.quantities();
    let first = quantities
        .iter()
        .enumerate()
        .filter(|(_, quantity)| within.contains(&quantity.tokens.start))
        .find(|(at, quantity)| {
            !is_for(quantity) && !is_among(quantity) && what_counts(sentence, *at) == Some(what)
        });
    first.map_or(Stated::Nothing, |(_, quantity)| amount(quantity))
}

/// How many settlements are counted right before the token that names them.
pub fn settlements_before(sentence: &Sentence<'_>, at: usize) -> Stated<u32> {
    const REACH: usize = 4;
    let near = at.saturating_sub(REACH)..=at;
    let mut quantities = sentence.quantities().iter();
    let last = quantities.rfind(|quantity| near.contains(&quantity.tokens.end));
    last.map_or(Stated::Nothing, amount)
}

/// What a quantity counts, by the words behind it.
fn what_counts(sentence: &Sentence<'_>, at: usize) -> Option<Counted> {
    let numbers = sentence.row().numbers;
    let named = |at: usize| {
        let known = numbers.counted_at(at);
        known.or_else(|| {
            sentence
                .moves(&(at..at + 1), Movement::People)
                .then_some(Counted::People)
        })
    };
    counts(numbers, sentence.quantities(), at, named)
}

fn amount(quantity: &Quantity) -> Stated<u32> {
    let number = quantity.amount.number();
    match number.and_then(|number| u32::try_from(number).ok()) {
        Some(number) => Stated::Told(number),
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
