//! Numerals: digits, number words and multipliers put together.

use super::decimal::Decimal;
use super::figure::{Figure, figure_at};
use super::joints::{
    article_end, behind_full_stop, behind_joint, is_in_name, is_multiplier, vague_end,
};
use super::numeral::{Numeral, NumeralKind};
use super::row::{Phrases, Row};
use super::vocabulary::{Sense, Vocabulary};
use crate::model::Language;
use crate::report::{Run, TokenKind};

/// Looks the phrases and the numerals of some tokens of a text in a language up.
pub fn phrases(run: Run<'_>, vocabulary: &Vocabulary, language: Language) -> Phrases {
    let mut phrases = Phrases {
        found: vocabulary.found_in(run.words),
        numerals: Vec::new(),
        language,
    };
    let words = phrases.found.beginnings(Sense::opens_numeral);
    let words = words.filter(|at| run.kind(*at) == Some(TokenKind::Word));
    let mut openings: Vec<usize> = run.numbers().chain(words).collect();
    openings.sort_unstable();
    openings.dedup();
    let row = phrases.row(run);
    let numerals = openings
        .into_iter()
        .filter_map(|at| Some((at, numeral(row, at)?)));
    phrases.numerals = numerals.collect();
    phrases
}

/// What stands since the last multiplier.
#[derive(Debug, Clone, Copy)]
struct Part {
    number: Decimal,
    /// A number word that follows must be less ("twenty" leaves room for "one").
    room: u64,
    /// Whether digits were parted so that they may be groups or a decimal; with which mark.
    either: Option<bool>,
}

/// The sum so far.
#[derive(Debug)]
struct Sum {
    /// What multipliers of a thousand and more have closed.
    closed: u64,
    part: Option<Part>,
    /// The last such multiplier; what follows must be less.
    last: u64,
    multiplier: Option<u64>,
    digits: Option<usize>,
    /// Whether something did not fit.
    is_unclear: bool,
    /// Whether the next token must be a multiplier ("two and a half").
    awaits_multiplier: bool,
}

/// The numeral that begins at a number or at a word that opens one.
fn numeral(row: Row<'_>, at: usize) -> Option<Numeral> {
    let run = row.run;
    if let Some(end) = vague_end(row, at) {
        return Some(Numeral::unclear(end));
    }
    // «Пів-мільйона»: a part of another word says how much of it.
    if run.kind(at) == Some(TokenKind::Word) && is_in_name(run, at) && !ends_number(row, at - 1) {
        return Some(Numeral::unclear(at + 1));
    }
    let start = article_end(row, at).unwrap_or(at);
    let mut sum = Sum {
        closed: 0,
        part: None,
        last: u64::MAX,
        multiplier: None,
        digits: None,
        is_unclear: false,
        awaits_multiplier: false,
    };
    let mut end = start;
    loop {
        let next = if end == start {
            end
        } else {
            behind_joint(row, end)
        };
        if run.kind(next) == Some(TokenKind::Number) {
            match sum.take_figure(row, next, start) {
                Taken::Up(to) => end = to,
                Taken::Ends(to, kind) => return sum.finish(to, kind),
                Taken::Not => break,
            }
            continue;
        }
        match sum.take_word(row, next, start) {
            Taken::Up(to) => end = to,
            Taken::Ends(to, kind) => return sum.finish(to, kind),
            Taken::Not => break,
        }
    }
    (end > start).then(|| sum.finish(end, NumeralKind::Cardinal))?
}

/// Whether a number word ends right before a token.
fn ends_number(row: Row<'_>, end: usize) -> bool {
    let number = |sense| {
        let is_one = matches!(
            sense,
            Sense::Number(_) | Sense::Multiplier(_) | Sense::PluralMultiplier(_)
        );
        is_one.then_some(())
    };
    let last = end.checked_sub(1);
    last.is_some_and(|last| row.phrases.find(last, number).is_some())
}

enum Taken {
    /// The numeral goes on behind.
    Up(usize),
    /// It ends there.
    Ends(usize, NumeralKind),
    Not,
}

impl Sum {
    fn take_figure(&mut self, row: Row<'_>, at: usize, start: usize) -> Taken {
        let run = row.run;
        if self.part.is_some() || self.awaits_multiplier {
            return Taken::Not;
        }
        if at == start && is_in_name(run, at) {
            return Taken::Ends(at + 1, NumeralKind::Name);
        }
        let Some((figure, end)) = figure_at(run, at) else {
            return Taken::Not;
        };
        let (number, either) = match figure {
            Figure::Whole { value, digits } => {
                self.digits = (at == start).then_some(digits);
                (Decimal::whole(value), None)
            }
            Figure::Decimal { value, scale } => (Decimal { value, scale }, None),
            Figure::Either { value, point } => (Decimal::whole(value), Some(point)),
            Figure::Other if at == start => {
                // "1½ thousand", "10.12.5 million": whatever it is, it is of so many.
                if let Some((length, ())) = row.phrases.find(end, is_multiplier) {
                    self.is_unclear = true;
                    return Taken::Ends(end + length, NumeralKind::Cardinal);
                }
                return Taken::Ends(end, NumeralKind::Name);
            }
            Figure::Other => return Taken::Not,
        };
        // «2 тисячі 300».
        let is_rest = number.scale == 0 && number.value < self.last && number.value < 1000;
        if at != start && !is_rest {
            return Taken::Not;
        }
        self.part = Some(Part {
            number,
            room: 1,
            either,
        });
        self.ending(row, end)
    }

    /// What is written to the digits: "2k", "12th", «15-ти», «10-тисячний».
    fn ending(&mut self, row: Row<'_>, end: usize) -> Taken {
        let run = row.run;
        let touches = end > 0 && run.touches_next(end - 1);
        if !touches {
            return Taken::Up(end);
        }
        // "1½": the mark is a part of the number.
        if run.kind(end) == Some(TokenKind::Mark) && run.word(end).chars().all(char::is_numeric) {
            self.is_unclear = true;
            return Taken::Up(end + 1);
        }
        let is_joined = run.word(end) == "-" || run.word(end) == "‑";
        let at = match run.kind(end) {
            Some(TokenKind::Word) => end,
            Some(TokenKind::Mark) if is_joined && run.touches_next(end) => end + 1,
            _ => return Taken::Up(end),
        };
        if run.kind(at) != Some(TokenKind::Word) {
            return Taken::Up(end);
        }
        let by = row.phrases.find(at, |sense| match sense {
            Sense::Suffix(by) if at == end => Some(by),
            Sense::Joined(by) if at > end => Some(by),
            _ => None,
        });
        // "1.5m people", and not "200m from the crossing".
        let is_metre = |by: u64| {
            by > 1000 && run.word(at).chars().count() == 1 && row.counted_at(at + 1).is_none()
        };
        if let Some((_, by)) = by.filter(|(_, by)| !is_metre(*by)) {
            self.read_either(row.language);
            self.multiply(by);
            return Taken::Up(behind_full_stop(run, at + 1));
        }
        if row.starts(at, Sense::CardinalEnding).is_some() {
            return Taken::Up(at + 1);
        }
        if row.starts(at, Sense::OrdinalEnding).is_some() {
            return Taken::Ends(at + 1, NumeralKind::Ordinal);
        }
        // «40тисяч» is a slip, "2-thousand" usual.
        if row.phrases.find(at, is_multiplier).is_some() {
            return Taken::Up(end);
        }
        Taken::Ends(at + 1, NumeralKind::Name)
    }

    /// Takes a number word or a multiplier.
    fn take_word(&mut self, row: Row<'_>, at: usize, start: usize) -> Taken {
        let run = row.run;
        let is_first = at == start;
        let wanted = |sense| match sense {
            Sense::Number(_) | Sense::OneAndHalf if !self.awaits_multiplier => Some(sense),
            Sense::Ordinal(_) | Sense::AndHalf if !self.awaits_multiplier => Some(sense),
            Sense::Multiplier(_) | Sense::PluralMultiplier(_) => Some(sense),
            _ => None,
        };
        let Some((length, sense)) = row.phrases.find(at, wanted) else {
            return Taken::Not;
        };
        let end = at + length;
        match sense {
            Sense::Number(value) => {
                if !self.add(value) {
                    return Taken::Not;
                }
                Taken::Up(end)
            }
            Sense::Ordinal(value) => {
                if !self.add(value) {
                    return Taken::Not;
                }
                Taken::Ends(end, NumeralKind::Ordinal)
            }
            Sense::OneAndHalf if self.part.is_none() => {
                self.part = Some(Part {
                    number: Decimal {
                        value: 15,
                        scale: 1,
                    },
                    room: 1,
                    either: None,
                });
                Taken::Up(end)
            }
            Sense::AndHalf => {
                let half = self.part.and_then(|part| part.number.and_half());
                let (Some(part), Some(half)) = (self.part.as_mut(), half) else {
                    return Taken::Not;
                };
                part.number = half;
                self.awaits_multiplier = true;
                Taken::Up(end)
            }
            Sense::Multiplier(by) | Sense::PluralMultiplier(by) => {
                if self.part.is_none() {
                    if !is_first || self.closed > 0 {
                        return Taken::Not;
                    }
                    let is_one = matches!(sense, Sense::Multiplier(_))
                        || row.ends(at, Sense::AboutGenitive).is_some();
                    self.is_unclear |= !is_one;
                } else if !self.may_multiply(by) {
                    return Taken::Not;
                }
                self.read_either(row.language);
                self.multiply(by);
                self.awaits_multiplier = false;
                Taken::Up(behind_full_stop(run, end))
            }
            _ => Taken::Not,
        }
    }

    /// Adds a number word where there is room for it.
    fn add(&mut self, value: u64) -> bool {
        let magnitude = match value {
            100.. => 100,
            20.. if value.is_multiple_of(10) => 10,
            _ => 1,
        };
        match &mut self.part {
            None if value >= self.last => false,
            None => {
                self.part = Some(Part {
                    number: Decimal::whole(value),
                    room: magnitude,
                    either: None,
                });
                true
            }
            Some(part) if value < part.room && value > 0 && part.number.scale == 0 => {
                part.number.value += value;
                part.room = part.room.min(magnitude);
                true
            }
            Some(_) => false,
        }
    }

    fn may_multiply(&self, by: u64) -> bool {
        let Some(part) = self.part else { return false };
        if by < 1000 {
            part.number.value < 1000 && self.digits.is_none_or(|digits| digits < 3)
        } else {
            by < self.last
        }
    }

    fn multiply(&mut self, by: u64) {
        let number = self
            .part
            .take()
            .map_or(Decimal::whole(1), |part| part.number);
        let product = number.times(by);
        self.is_unclear |= product.is_none();
        let product = product.unwrap_or_default();
        self.digits = None;
        self.multiplier = Some(by);
        if by < 1000 {
            self.part = Some(Part {
                number: Decimal::whole(product),
                room: if by == 100 { 100 } else { 1 },
                either: None,
            });
            return;
        }
        let sum = self.closed.checked_add(product);
        self.is_unclear |= sum.is_none();
        self.closed = sum.unwrap_or_default();
        self.last = by;
    }

    /// "1.125 million", «2,125 млн»: behind the mark stands a decimal; "2,125 million" may be
    /// either in English.
    fn read_either(&mut self, language: Language) {
        if let Some(part) = &mut self.part
            && let Some(point) = part.either.take()
        {
            part.number.scale = 3;
            self.is_unclear |= !point && language == Language::En;
        }
    }

    fn finish(self, end: usize, kind: NumeralKind) -> Option<Numeral> {
        let rest = match self.part {
            Some(part) => part.number.times(1),
            None => Some(0),
        };
        let value = rest
            .and_then(|rest| self.closed.checked_add(rest))
            .filter(|_| !self.is_unclear && !self.awaits_multiplier);
        Some(Numeral {
            end,
            value,
            kind,
            multiplier: self.multiplier,
            digits: self.digits,
        })
    }
}
