//! Data that a word before them tells: documents, tax numbers, accounts, plates of any kind.

use super::checksums;
use super::find::Find;
use super::phrases::{Phrases, Words};
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// How far before its data a cue may stand, in pieces.
const REACH: usize = 10;

/// What else than marks and fillers may stand between a cue and its data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    /// Capitalised words, at most.
    pub names: usize,
    /// Words in small letters, at most.
    pub words: usize,
    /// Whether hours of the day may: "call from 9 to 18".
    pub hours: bool,
}

impl Between {
    /// Nothing.
    pub const NOTHING: Self = Self {
        names: 0,
        words: 0,
        hours: false,
    };
    /// A name: "call Olena Kovalenko".
    pub const NAMES: Self = Self {
        names: 3,
        words: 0,
        hours: false,
    };
    /// A name or a few words: "phone of the officer on duty".
    pub const WORDS: Self = Self {
        names: 3,
        words: 4,
        hours: false,
    };

    /// The same, and hours.
    pub fn or_hours(self) -> Self {
        Self {
            hours: true,
            ..self
        }
    }
}

/// Whether one of `cues` stands before piece `at` with nothing but marks, `fillers` and what is said between.
pub(super) fn stands_before(
    pieces: &Pieces,
    at: usize,
    cues: &Phrases,
    fillers: &Words,
    mut between: Between,
) -> bool {
    const MARKS: [&str; 14] = [
        ":", ".", ",", "№", "#", "(", ")", "-", "\"", "«", "»", "+", "/", "=",
    ];
    for before in (0..at).rev().take(REACH) {
        if cues.ending_at(pieces, before) > 0 {
            return true;
        }
        let word = pieces.word(before);
        match pieces.kind(before) {
            Some(Kind::Mark) if MARKS.contains(&word) => {}
            Some(Kind::Digits) if between.hours && word.len() <= 2 => {}
            Some(Kind::Lower | Kind::Title | Kind::Upper) if fillers.has(word) => {}
            Some(Kind::Title | Kind::Upper) if between.names > 0 => between.names -= 1,
            Some(Kind::Lower) if between.words > 0 => between.words -= 1,
            _ => return false,
        }
    }
    false
}

/// Finds documents and tax numbers behind their cues.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    for at in 0..pieces.len() {
        if in_address.get(at).copied().unwrap_or(false) {
            continue;
        }
        if rules.passport.cues.ending_at(pieces, at) > 0 {
            finds.extend(document(pieces, at + 1, &rules.passport.fillers));
        }
        if rules.tax.cues.ending_at(pieces, at) > 0 {
            finds.extend(tax_number(pieces, at + 1, &rules.tax.fillers));
        }
        if rules.plate.cues.ending_at(pieces, at) > 0 {
            finds.extend(plate(pieces, at + 1, &rules.plate.fillers));
        }
        if rules.device.cues.ending_at(pieces, at) > 0 {
            finds.extend(device(pieces, at + 1, &rules.device.fillers));
        }
        finds.extend(bare_document(pieces, at));
    }
}

/// Letters and digits from piece `at` on, `fillers` and marks left out.
#[derive(Debug, Default)]
struct Value {
    /// Pieces that hold it.
    pieces: Vec<usize>,
    letters: usize,
    digits: usize,
}

impl Value {
    /// Collects at most `letters` letters in capitals, then digits, `digits` of them at most. Behind the digits of a
    /// series, `series` of them, a number sign or a word may stand; `words` words that are no fillers before them.
    fn behind(
        pieces: &Pieces,
        from: usize,
        fillers: &Words,
        letters: usize,
        digits: usize,
        series: usize,
        mut words: usize,
    ) -> Self {
        const MARKS: [&str; 8] = [":", ".", "№", "#", "-", "(", "«", ","];
        let mut value = Self::default();
        for at in from..from + REACH {
            let word = pieces.word(at);
            match pieces.kind(at) {
                Some(Kind::Digits) => {
                    let is_near = value.digits == 0 || pieces.gap(at) != Gap::Line;
                    if !is_near || value.digits + word.len() > digits {
                        break;
                    }
                    value.digits += word.len();
                    value.pieces.push(at);
                }
                Some(Kind::Mark) if value.is_begun(series) && MARKS.contains(&word) => {}
                Some(Kind::Mark) if word == "-" && pieces.is_digits(at + 1) => {}
                Some(Kind::Lower | Kind::Title | Kind::Upper)
                    if value.is_begun(series) && fillers.has(word) => {}
                Some(Kind::Lower | Kind::Title) if value.is_begun(series) && words > 0 => {
                    words -= 1
                }
                Some(Kind::Upper)
                    if value.digits == 0 && value.letters + word.chars().count() <= letters =>
                {
                    value.letters += word.chars().count();
                    value.pieces.push(at);
                }
                _ => break,
            }
        }
        value
    }

    /// Whether no digits were met, or those of a series.
    fn is_begun(&self, series: usize) -> bool {
        self.digits == 0 || self.letters == 0 && self.digits == series
    }

    fn found(&self, kind: PersonalData) -> Option<Find> {
        Some(Find {
            pieces: *self.pieces.first()?..self.pieces.last()? + 1,
            kind,
        })
    }
}

/// «паспорт СН 123456», "passport No. FB123456", «серія АА № 654321», an identity card of nine digits.
fn document(pieces: &Pieces, from: usize, fillers: &Words) -> Option<Find> {
    let mut value = Value::behind(pieces, from, fillers, 5, 16, 4, 0);
    if value.digits == 0 {
        // «паспорт громадянки Молдови …»: behind words that are not known, a whole number alone.
        value = Value::behind(pieces, from, fillers, 0, 16, 4, 2);
        if value.digits < 9 {
            return None;
        }
    }
    let is_number = match value.letters {
        0 => (8..=16).contains(&value.digits) || value.digits == 6 && !is_counted(pieces, &value),
        _ => (5..=10).contains(&value.digits),
    };
    let mut found = value.found(PersonalData::Document).filter(|_| is_number)?;
    // «УБД № 123456 АА»
    let end = found.pieces.end;
    let has_series = value.letters == 0
        && pieces.kind(end) == Some(Kind::Upper)
        && pieces.word(end).chars().count() == 2
        && pieces.gap(end) != Gap::Line;
    found.pieces.end += usize::from(has_series);
    Some(found)
}

/// "IMEI: 35 693803 564380 9": fourteen digits to seventeen (3GPP TS 23.003).
fn device(pieces: &Pieces, from: usize, fillers: &Words) -> Option<Find> {
    let value = Value::behind(pieces, from, fillers, 0, 17, 0, 0);
    value
        .found(PersonalData::Device)
        .filter(|_| (14..=17).contains(&value.digits))
}

/// "700 000 people".
fn is_counted(pieces: &Pieces, value: &Value) -> bool {
    let last = value.pieces.last().copied().unwrap_or_default();
    value.pieces.len() > 1 && pieces.kind(last + 1) == Some(Kind::Lower)
}

/// «СН 123456» without a word before it: two letters of the Cyrillic script and six digits.
fn bare_document(pieces: &Pieces, at: usize) -> Option<Find> {
    let word = pieces.word(at);
    let is_series = pieces.kind(at) == Some(Kind::Upper)
        && word.chars().count() == 2
        && word
            .chars()
            .all(|letter| matches!(letter, '\u{400}'..='\u{4ff}'));
    let numbered = usize::from(pieces.is_mark(at + 1, &["№"]));
    let number = at + 1 + numbered;
    let is_number = pieces.is_digits(number)
        && pieces.word(number).len() == 6
        && pieces.gap(number) != Gap::Line
        && !(pieces.gap(number + 1) == Gap::None && pieces.is_word(number + 1));
    let is_part = at > 0
        && pieces.gap(at) == Gap::None
        && !pieces.is_mark(at - 1, &["(", "\"", "«", ":", ","]);
    (is_series && is_number && !is_part).then_some(Find {
        pieces: at..number + 1,
        kind: PersonalData::Document,
    })
}

fn tax_number(pieces: &Pieces, from: usize, fillers: &Words) -> Option<Find> {
    let value = Value::behind(pieces, from, fillers, 0, 12, 0, 2);
    let is_number = (10..=12).contains(&value.digits);
    value.found(PersonalData::TaxNumber).filter(|_| is_number)
}

/// Letters in capitals and digits in turns.
fn plate(pieces: &Pieces, from: usize, fillers: &Words) -> Option<Find> {
    let mut at = from;
    while pieces.is_mark(at, &[":", ".", "№", "#", "-", "(", "«"])
        || pieces.is_word(at) && fillers.has(pieces.word(at))
    {
        at += 1;
        if at - from > REACH {
            return None;
        }
    }
    let first = at;
    let (mut letters, mut digits) = (0, 0);
    while at - first < 7 && (at == first || pieces.gap(at) != Gap::Line) {
        let length = pieces.word(at).chars().count();
        match pieces.kind(at) {
            Some(Kind::Upper) if length <= 3 => letters += length,
            Some(Kind::Digits) if length <= 5 => digits += length,
            Some(Kind::Mark) if pieces.word(at) == "-" && at > first => {}
            _ => break,
        }
        at += 1;
    }
    let is_plate = letters > 0 && digits > 1 && (4..=10).contains(&(letters + digits));
    is_plate.then_some(Find {
        pieces: first..at,
        kind: PersonalData::NumberPlate,
    })
}

/// Finds bank accounts: IBAN, and cards of which a part is starred.
pub(super) fn find_accounts(
    pieces: &Pieces,
    in_address: &[bool],
    rules: &Rules,
    finds: &mut Vec<Find>,
) {
    let mut at = 0;
    while at < pieces.len() {
        let is_in_address = in_address.get(at).copied().unwrap_or(false);
        let found = if is_in_address {
            None
        } else {
            iban(pieces, at, rules).or_else(|| starred_card(pieces, at, rules))
        };
        match found {
            Some(found) => {
                at = found.pieces.end.max(at + 1);
                finds.push(found);
            }
            None => at += 1,
        }
    }
}

/// Two letters, two check digits, then up to thirty characters, often in groups of four.
fn iban(pieces: &Pieces, at: usize, rules: &Rules) -> Option<Find> {
    const SHORTEST: usize = 15;
    const LONGEST: usize = 34;
    const UKRAINIAN: usize = 29;
    let has_head = pieces.kind(at) == Some(Kind::Upper)
        && pieces.word(at).len() == 2
        && pieces.is_digits(at + 1)
        && pieces.word(at + 1).len() >= 2;
    if !has_head {
        return None;
    }
    let is_cued = stands_before(
        pieces,
        at,
        &rules.account.cues,
        &rules.account.fillers,
        Between::NOTHING,
    );
    let is_ukrainian = pieces.word(at) == "ua";
    let mut end = at;
    let mut best = None;
    while end - at < LONGEST {
        let is_part = pieces.is_digits(end) || pieces.is_word(end) && pieces.word(end).is_ascii();
        let is_near = end == at || pieces.gap(end) != Gap::Line;
        let number = pieces.folded_of(at..end + 1);
        if !is_part || !is_near || number.len() > LONGEST {
            break;
        }
        end += 1;
        let is_long = number.len() >= SHORTEST;
        let is_right = is_long && checksums::is_iban(number)
            || is_ukrainian && number.len() == UKRAINIAN
            || is_cued && is_long && pieces.is_digits(end - 1);
        if is_right {
            best = Some(end);
        }
    }
    Some(Find {
        pieces: at..best?,
        kind: PersonalData::BankAccount,
    })
}

/// "4149 **** **** 1234"; behind a word for a card also "card 5168 …".
fn starred_card(pieces: &Pieces, at: usize, rules: &Rules) -> Option<Find> {
    const FEWEST_STARS: usize = 4;
    let has_head = pieces.is_digits(at) && matches!(pieces.word(at).len(), 4 | 6);
    if !has_head {
        return None;
    }
    // "5168 75** **** 1234"
    let is_more = pieces.is_digits(at + 1) && pieces.word(at + 1).len() == 2;
    let mut end = at + 1 + usize::from(is_more);
    let mut stars = 0;
    while rules.account.hidden_digits.has(pieces.word(end)) && end - at < 20 {
        stars += pieces.word(end).chars().count();
        end += 1;
    }
    let has_tail = pieces.is_digits(end) && matches!(pieces.word(end).len(), 2..=4);
    let account = &rules.account;
    let is_card = has_tail && stars >= FEWEST_STARS
        || stars > 0
            && stands_before(
                pieces,
                at,
                &account.cues,
                &account.fillers,
                Between::NOTHING,
            );
    is_card.then_some(Find {
        pieces: at..end + usize::from(has_tail),
        kind: PersonalData::BankCard,
    })
}
