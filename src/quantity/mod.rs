//! How many: the quantities that a sentence names, each as a whole phrase.
//!
//! A quantity takes the longest phrase of digits, number words and multipliers. What stands beside
//! it and changes what it says (a bound, the other end of a range, a part, a negation) is taken in
//! as well, and makes of it something else than a plain number: [`Amount`] says what.
//! Ordinals, years, hours, measures, money and numbers that name things are no quantities.

mod decimal;
mod figure;
mod joints;
mod numeral;
mod numerals;
mod row;
mod sums;
mod vocabulary;

use std::ops::Range;

pub use numeral::{Numeral, NumeralKind};
pub use numerals::phrases;
pub use row::{Phrases, Row};
pub use vocabulary::{Counted, Vocabulary};

use crate::report::TokenKind;
use sums::{adds, behind_fillers, is_adjusted, is_break};
use vocabulary::Sense;

/// What a quantity says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many, or about so many.
    Number(u64),
    /// So many or more.
    AtLeast(u64),
    /// So many or fewer.
    AtMost(u64),
    /// From so many to so many.
    Between(u64, u64),
    /// Not to be told from the words.
    Unclear,
}

impl Amount {
    /// The number, where it is one.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A number that it may be; 0 where none can be told.
    pub fn possible(self) -> u64 {
        match self {
            Self::Number(number) | Self::AtLeast(number) | Self::AtMost(number) => number,
            Self::Between(least, _) => least,
            Self::Unclear => 0,
        }
    }
}

/// A quantity in a row of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The tokens of the whole phrase, with what changes its meaning.
    pub tokens: Range<usize>,
    /// The token behind the number itself: where what is counted may be named.
    pub number_end: usize,
    /// What it says.
    pub amount: Amount,
    /// Whether it is the bare word for one, which stands for many things.
    pub is_bare_one: bool,
    /// Whether it is what the quantity before it is a part of ("250 of the 5,000").
    pub is_whole: bool,
    /// Whether the words say that it is not so many ("instead of 500").
    pub is_denied: bool,
}

/// What a quantity counts: the first thing named shortly behind it, before any mark and any other
/// quantity. `named` tells what a token names.
pub fn counts(
    row: Row<'_>,
    quantities: &[Quantity],
    at: usize,
    named: impl Fn(usize) -> Option<Counted>,
) -> Option<Counted> {
    let run = row.run;
    const REACH: usize = 4;
    let quantity = quantities.get(at)?;
    // "250 of the 5,000 people" are people too.
    let whole = quantities.get(at + 1).filter(|next| next.is_whole);
    let next = quantities.get(at + 1 + usize::from(whole.is_some()));
    let is_far = |whole: &&Quantity| whole.tokens.start > quantity.tokens.end + REACH;
    let from = match whole.filter(|whole| !is_far(whole)) {
        Some(whole) => whole.tokens.end,
        None => quantity.tokens.end,
    };
    let nearest = named(quantity.tokens.end).filter(|_| !is_break(run, quantity.tokens.end));
    if let Some(counted) = nearest {
        return Some(counted);
    }
    if quantity.is_bare_one {
        return None;
    }
    let end = next.map_or(from + REACH, |next| next.tokens.start.min(from + REACH));
    (from..end)
        .take_while(|at| !is_break(run, *at) && !row.stops_at(*at))
        .find_map(named)
}

/// The quantities of a row of tokens in order.
pub fn quantities(row: Row<'_>) -> Vec<Quantity> {
    let run = row.run;
    let reader = Reader { row };
    /// How far the number stands from the one that it corrects.
    const CORRECTION: usize = 3;
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    // Where the last numeral of any kind ended.
    let mut behind_numeral = None;
    // Where a bare multiplier ended, with what may stand between it and its number.
    let mut behind_multiplier = None;
    while at < run.len() {
        let Some(numeral) = row.numeral_at(at) else {
            at += 1;
            continue;
        };
        if numeral.kind == NumeralKind::Cardinal {
            let previous = found.last().map(|quantity| quantity.tokens.end);
            let quantity = reader.quantity(at, numeral, previous);
            // «Тисяч зо дві»: about two thousand, and not two.
            let is_crowded = behind_numeral.is_some_and(|end| end == at || adds(row, end, at))
                || behind_multiplier == Some(at);
            behind_multiplier = numeral
                .value
                .is_none()
                .then(|| behind_fillers(row, numeral.end));
            // "Not 200 but 300".
            let is_corrected = found.last().is_some_and(|before: &Quantity| {
                before.is_denied && at - before.tokens.end <= CORRECTION
            });
            at = quantity
                .as_ref()
                .map_or(numeral.end, |q| q.tokens.end.max(numeral.end));
            if let Some(mut quantity) = quantity {
                if is_crowded || is_corrected {
                    // "12 4567": nobody knows what belongs together.
                    quantity.amount = Amount::Unclear;
                }
                if is_adjusted(row, quantity.number_end) {
                    quantity.amount = Amount::Unclear;
                }
                found.push(quantity);
            }
        } else {
            at = numeral.end;
        }
        if found.last().is_none_or(|last| last.tokens.end < at) {
            // "№ 240/239", "T-72-10": what goes on with a number is none either.
            while matches!(run.word(at), "/" | "-" | ":") && run.number(at + 1).is_some() {
                at += 2;
            }
        }
        behind_numeral = Some(at);
    }
    found
}

struct Reader<'t> {
    row: Row<'t>,
}

impl Reader<'_> {
    /// The quantity that a numeral is, with what stands around it; `previous` is where the
    /// quantity before it ends.
    fn quantity(&self, at: usize, numeral: Numeral, previous: Option<usize>) -> Option<Quantity> {
        let (range, number_end) = self.range(numeral);
        let (before, start, is_whole) = self.before(at, previous, numeral);
        if before == Before::Name {
            return None;
        }
        let behind = self.behind(number_end);
        if behind.0 == Behind::Measure {
            return None;
        }
        let amount = match (range, before, behind.0) {
            (Ends::Broken, ..)
            | (_, Before::Changed | Before::Denied, _)
            | (_, _, Behind::Broken) => Amount::Unclear,
            (Ends::One(value), Before::Plain, Behind::Nothing) => Amount::Number(value),
            (Ends::One(value), Before::AtLeast, Behind::Nothing | Behind::AtLeast)
            | (Ends::One(value), Before::Plain, Behind::AtLeast) => Amount::AtLeast(value),
            (Ends::One(value), Before::AtMost, Behind::Nothing | Behind::AtMost)
            | (Ends::One(value), Before::Plain, Behind::AtMost) => Amount::AtMost(value),
            (Ends::One(value), Before::From, Behind::Nothing) => Amount::AtLeast(value),
            (
                Ends::Two(least, most),
                Before::Plain | Before::Range | Before::From,
                Behind::Nothing,
            ) => Amount::Between(least, most),
            _ => Amount::Unclear,
        };
        let is_bare_one = numeral.value == Some(1)
            && numeral.end == at + 1
            && self.row.run.kind(at) == Some(TokenKind::Word);
        Some(Quantity {
            tokens: start..behind.1,
            number_end,
            amount,
            is_bare_one,
            is_whole,
            is_denied: before == Before::Denied,
        })
    }

    /// The other end of a range, if one follows, and where the numbers end.
    fn range(&self, first: Numeral) -> (Ends, usize) {
        let run = self.row.run;
        let alone = first.value.map_or(Ends::Broken, Ends::One);
        let joint = first.end;
        let is_dash = run.is_dash(joint);
        let length = self.row.starts(joint, Sense::To).or_else(|| {
            self.row
                .starts(joint, Sense::RangeAnd)
                .filter(|_| self.is_between(first))
        });
        let Some(length) = length.or_else(|| is_dash.then_some(1)) else {
            let is_slash = run.word(joint) == "/" && run.number(joint + 1).is_some();
            return match is_slash {
                true => (Ends::Broken, joint + 2),
                false => (alone, joint),
            };
        };
        let Some(second) = (self.row.numeral_at(joint + length))
            .filter(|second| second.kind == NumeralKind::Cardinal)
        else {
            return (alone, joint);
        };
        let mut end = second.end;
        // "40-50-60": no range.
        let mut is_chain = false;
        while run.is_dash(end) && run.number(end + 1).is_some() {
            is_chain = true;
            end += 2;
        }
        let (Some(least), Some(most)) = (first.value, second.value) else {
            return (Ends::Broken, end);
        };
        // "2-3 thousand": the multiplier is of both.
        let multiplied = match (first.multiplier, second.multiplier) {
            (None, Some(by)) => least.checked_mul(by).filter(|least| *least < most),
            _ => None,
        };
        let least = multiplied.unwrap_or(least);
        if is_chain || least >= most {
            return (Ends::Broken, end);
        }
        (Ends::Two(least, most), end)
    }

    /// Whether "between" stands before a numeral that ends there.
    fn is_between(&self, numeral: Numeral) -> bool {
        const REACH: usize = 6;
        let near = numeral.end.saturating_sub(REACH)..numeral.end;
        near.into_iter()
            .any(|at| self.row.starts(at, Sense::Between).is_some())
    }

    /// What stands before a numeral, where the phrase begins with it, and whether the quantity before is a part of it.
    fn before(
        &self,
        at: usize,
        previous: Option<usize>,
        numeral: Numeral,
    ) -> (Before, usize, bool) {
        const FILLERS: usize = 4;
        const WHOLE_REACH: usize = 4;
        let row = self.row;
        let ends = |end: usize, sense: Sense| row.ends(end, sense);
        if ends(at, Sense::Label).is_some() || self.is_year(at, numeral) {
            return (Before::Name, at, false);
        }
        let mut end = at;
        for _ in 0..FILLERS {
            let whole = ends(end, Sense::OfWhole).filter(|start| {
                previous
                    .is_some_and(|previous| previous <= *start && *start - previous <= WHOLE_REACH)
            });
            // «Третина від 3000», "a part of".
            let part_of = ends(end, Sense::OfWhole)
                .and_then(|of| Some((ends(of, Sense::Part)?, Before::Changed)));
            let found = [
                (Sense::Part, Before::Changed),
                (Sense::AtMost, Before::AtMost),
                (Sense::AtLeast, Before::AtLeast),
                (Sense::Not, Before::Denied),
                (Sense::Between, Before::Range),
                (Sense::RangeFrom, Before::From),
            ]
            .into_iter()
            .filter_map(|(sense, before)| Some((ends(end, sense)?, before)))
            .chain(whole.map(|start| (start, Before::Changed)))
            .chain(part_of)
            .min_by_key(|(start, _)| *start);
            let filler = ends(end, Sense::Filler);
            match (found, filler) {
                (Some((start, before)), filler) if filler.is_none_or(|filler| start <= filler) => {
                    return (before, start, whole == Some(start));
                }
                (_, Some(filler)) => end = filler,
                _ => break,
            }
        }
        (Before::Plain, at, false)
    }

    /// "In 2022": four digits that a year may be, behind a word that leads years.
    fn is_year(&self, at: usize, numeral: Numeral) -> bool {
        let may_be = numeral.digits == Some(4)
            && numeral
                .value
                .is_some_and(|value| (1900..2200).contains(&value));
        may_be && self.row.ends(at, Sense::InTime).is_some()
    }

    /// What stands behind a number, and where the phrase ends with it.
    fn behind(&self, end: usize) -> (Behind, usize) {
        let (row, run) = (self.row, self.row.run);
        let starts = |at: usize, sense: Sense| row.starts(at, sense);
        if run.word(end) == "+" {
            return (Behind::AtLeast, end + 1);
        }
        let joined = usize::from(run.is_dash(end) && run.touches_next(end));
        if starts(end + joined, Sense::Measure).is_some() {
            return (Behind::Measure, end);
        }
        if let Some(length) = starts(end, Sense::AtLeastBehind) {
            return (Behind::AtLeast, end + length);
        }
        if let Some(length) = starts(end, Sense::AtMostBehind) {
            return (Behind::AtMost, end + length);
        }
        // "12,5": what is no whole number of anything.
        let is_fraction = run.word(end) == "/" && run.number(end + 1).is_some();
        if is_fraction {
            return (Behind::Broken, end + 2);
        }
        if let Some(length) = starts(end, Sense::Product)
            && let Some(other) = row.numeral_at(end + length)
        {
            return (Behind::Broken, other.end);
        }
        (Behind::Nothing, end)
    }
}

#[derive(Debug, Clone, Copy)]
enum Ends {
    One(u64),
    Two(u64, u64),
    /// The numbers are none, or do not go together.
    Broken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Plain,
    AtLeast,
    AtMost,
    /// "Between".
    Range,
    /// «Від»: the least, or the first of two.
    From,
    /// A part of the number is meant, or another number.
    Changed,
    /// It is not so many.
    Denied,
    /// The number names something.
    Name,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    AtLeast,
    AtMost,
    Measure,
    Broken,
}
