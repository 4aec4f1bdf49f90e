//! Runs of digits that are telephone, card, tax or insurance numbers.

use super::Find;
use super::checksums;
use super::cued::{self, Between};
use super::pieces::{Gap, Pieces};
use super::rules::{Phrases, Rules, Words};
use crate::model::PersonalData;

/// What stands between two groups of digits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Space,
    Line,
    Dash,
    SpacedDash,
    Dot,
    Slash,
    Bracket,
}

/// Some digits of a run.
#[derive(Debug, Clone, Copy)]
struct Group<'p> {
    piece: usize,
    digits: &'p str,
    /// What stands before it; of the first group it says nothing.
    separator: Separator,
    /// Whether a bracket opens before it.
    in_brackets: bool,
}

/// A run of digits with what stands before it.
struct Run<'p> {
    groups: Vec<Group<'p>>,
    /// Whether a plus stands before it.
    has_plus: bool,
    /// Whether letters stand before its first digit without a space.
    is_glued: bool,
    /// Whether letters stand behind its last digit without a space.
    ends_glued: bool,
    /// Whether it is part of a web address.
    in_address: bool,
    /// Whether it stands in a web address as the value of something, or with a plus.
    is_value: bool,
    /// Whether it has a number sign before it.
    is_numbered: bool,
    /// "38,0674417223": whether it is what stands behind a decimal comma.
    is_fraction: bool,
}

/// No number of a person has more groups.
const MOST_GROUPS: usize = 15;
const FEWEST_LOCAL: usize = 5;
const MOST_LOCAL: usize = 7;
const MOST_DIGITS: usize = 15;

/// Finds the numbers. `in_address` says of each piece whether it is part of a web address.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    let mut at = 0;
    let mut before: Option<PhoneBefore> = None;
    while at < pieces.len() {
        if !pieces.is_digits(at) {
            at += 1;
            continue;
        }
        let (run, end) = Run::starting_at(pieces, at, in_address);
        before = run.find(pieces, rules, before, finds);
        at = end;
    }
}

/// The phone found last: others may follow it in short.
struct PhoneBefore {
    /// One past its last piece.
    end: usize,
    /// How many digits its groups have.
    lengths: Vec<usize>,
}

impl<'p> Run<'p> {
    /// The run whose first digits are piece `first`, and the piece behind it.
    fn starting_at(pieces: &'p Pieces, first: usize, in_address: &[bool]) -> (Self, usize) {
        let mut groups = vec![Group {
            piece: first,
            digits: pieces.word(first),
            separator: Separator::Line,
            in_brackets: first > 0 && pieces.is_mark(first - 1, &["("]),
        }];
        let mut at = first;
        while let Some((next, separator)) = next_group(pieces, at) {
            groups.push(Group {
                piece: next,
                digits: pieces.word(next),
                separator,
                in_brackets: pieces.is_mark(next - 1, &["("]),
            });
            at = next;
        }
        let marks = (0..first)
            .rev()
            .take(2)
            .take_while(|mark| pieces.is_mark(*mark, &["+", "("]));
        let has_plus = marks.into_iter().any(|mark| pieces.is_mark(mark, &["+"]));
        let run = Self {
            groups,
            has_plus,
            is_glued: pieces.gap(first) == Gap::None && first > 0 && pieces.is_word(first - 1),
            ends_glued: pieces.gap(at + 1) == Gap::None && pieces.is_word(at + 1),
            in_address: in_address.get(first).copied().unwrap_or(false),
            is_value: has_plus
                || first > 0
                    && (pieces.is_mark(first - 1, &["=", ":"]) || pieces.word(first - 1) == "b"),
            is_numbered: first > 0 && pieces.is_mark(first - 1, &["№", "#"]),
            is_fraction: first > 1
                && pieces.is_mark(first - 1, &[","])
                && pieces.gap(first) == Gap::None
                && pieces.gap(first - 1) == Gap::None
                && pieces.is_digits(first - 2)
                && pieces.word(first - 2).len() <= 3,
        };
        (run, at + 1)
    }

    fn find(
        &self,
        pieces: &Pieces,
        rules: &Rules,
        before: Option<PhoneBefore>,
        finds: &mut Vec<Find>,
    ) -> Option<PhoneBefore> {
        let mut last = before.filter(|before| self.follows(pieces, before.end));
        let mut at = 0;
        let mut is_cued = None;
        while at < self.groups.len() {
            if let Some((length, kind)) = self.other_number(pieces, at, rules) {
                finds.push(self.found(at, length, kind));
                at += length;
                last = None;
                continue;
            }
            let plain = self.phone(at, rules);
            let is_next = at == 0 || last.is_some();
            let length = plain.or_else(|| {
                let cued = is_next && *is_cued.get_or_insert_with(|| self.phone_cue(pieces, rules));
                let length = cued.then(|| self.cued_phone(pieces, at)).flatten();
                length.or_else(|| self.phone_in_short(pieces, at, last.as_ref()?))
            });
            let Some(length) = length else {
                at += 1;
                last = None;
                continue;
            };
            let groups = &self.groups[at..at + length];
            let digits: String = groups.iter().map(|group| group.digits).collect();
            if !is_hot_line(&digits, rules) {
                finds.push(self.found(at, length, PersonalData::PhoneNumber));
            }
            last = Some(PhoneBefore {
                end: groups.last().map_or(0, |group| group.piece + 1),
                lengths: groups.iter().map(|group| group.digits.len()).collect(),
            });
            at += length;
        }
        last
    }

    fn found(&self, at: usize, length: usize, kind: PersonalData) -> Find {
        let groups = &self.groups[at..at + length];
        let first = groups.first().map_or(0, |group| group.piece);
        // The plus and the bracket before belong to the number.
        let has_bracket = groups.first().is_some_and(|group| group.in_brackets);
        let before = usize::from(has_bracket) + usize::from(at == 0 && self.has_plus);
        let end = groups.last().map_or(0, |group| group.piece + 1);
        Find {
            pieces: first - before.min(first)..end,
            kind,
        }
    }

    /// "…, 068", "… / 41-23-46": nothing but a comma or "and" since the last phone.
    fn follows(&self, pieces: &Pieces, end: usize) -> bool {
        const JOINS: [&str; 13] = [
            ",", ";", "/", "(", "+", "and", "or", "та", "і", "й", "и", "або", "или",
        ];
        let first = self.groups.first().map_or(0, |group| group.piece);
        first.saturating_sub(end) <= 3 && (end..first).all(|at| JOINS.contains(&pieces.word(at)))
    }

    /// A card, tax or insurance number from group `at` on: how many groups it takes.
    fn other_number(
        &self,
        pieces: &Pieces,
        at: usize,
        rules: &Rules,
    ) -> Option<(usize, PersonalData)> {
        if self.in_address {
            return None;
        }
        let lengths = self.lengths(at, 5);
        let digits = |length: usize| -> String {
            let groups = self.groups.iter().skip(at).take(length);
            groups.map(|group| group.digits).collect()
        };
        let is_free = at > 0 || !(self.is_glued || self.is_numbered);
        match lengths.as_slice() {
            [4, 4, 4, 4, ..] if is_free => {
                let digits = digits(4);
                let groups = self.groups.iter().skip(at).take(4);
                let are_years = groups.clone().all(|group| is_year(group.digits));
                let is_card = checksums::is_card(&digits)
                    || self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers);
                (is_card && !are_years).then_some((4, PersonalData::BankCard))
            }
            [4, 6, 5, ..] if is_free && checksums::is_card(&digits(3)) => {
                Some((3, PersonalData::BankCard))
            }
            [13..=19, ..] if is_free => {
                let cued =
                    self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers);
                let is_card = checksums::is_card(&digits(1));
                let usual = lengths.first() == Some(&16);
                if is_card && (usual || cued) || usual && cued {
                    Some((1, PersonalData::BankCard))
                } else {
                    cued.then_some((1, PersonalData::BankAccount))
                }
            }
            [20, ..]
                if self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers) =>
            {
                Some((1, PersonalData::BankAccount))
            }
            // Number of a record in the Ukrainian register of people: the day of birth, then five digits.
            [8, 5] if (at > 0 || !self.is_glued) && is_day_of_birth(&digits(1)) => {
                Some((2, PersonalData::Document))
            }
            [3, 3, 3, 2, ..] if checksums::is_insurance_number(&digits(4)) => {
                Some((4, PersonalData::TaxNumber))
            }
            [10, ..] if is_free && checksums::is_ukrainian_taxpayer(&digits(1)) => {
                let is_phone = self.phone(at, rules).is_some();
                (!is_phone).then_some((1, PersonalData::TaxNumber))
            }
            [12, ..] if is_free && checksums::is_russian_taxpayer(&digits(1)) => {
                let is_phone = self.phone(at, rules).is_some();
                (!is_phone).then_some((1, PersonalData::TaxNumber))
            }
            _ => None,
        }
    }

    fn account_cue(&self, pieces: &Pieces, at: usize, cues: &Phrases, fillers: &Words) -> bool {
        let first = self.groups.get(at).map_or(0, |group| group.piece);
        cued::stands_before(pieces, first, cues, fillers, Between::NOTHING)
    }

    fn phone_cue(&self, pieces: &Pieces, rules: &Rules) -> bool {
        let first = self.groups.first().map_or(0, |group| group.piece);
        let between = if self.is_count() {
            Between::NOTHING
        } else if self.is_dashed() {
            Between::WORDS
        } else {
            Between::NAMES
        };
        let phone = &rules.phone;
        !self.in_address && cued::stands_before(pieces, first, &phone.cues, &phone.fillers, between)
    }

    /// "41-23-45": two groups of two digits at the end, as nothing but phones are written.
    fn is_dashed(&self) -> bool {
        let mut groups = self.groups.iter().skip(1);
        self.groups.len() >= 3
            && groups.all(|group| group.digits.len() == 2 && group.separator == Separator::Dash)
    }

    /// "25 000": groups of three as in a count.
    fn is_count(&self) -> bool {
        let mut groups = self.groups.iter();
        let first = groups.next().map_or(0, |group| group.digits.len());
        self.groups.len() > 1
            && first <= 3
            && groups.all(|group| group.digits.len() == 3 && group.separator == Separator::Space)
    }

    fn lengths(&self, at: usize, most: usize) -> Vec<usize> {
        let groups = self.groups.iter().skip(at).take(most);
        groups.map(|group| group.digits.len()).collect()
    }

    /// A number that is a phone by its shape, from group `at` on: how many groups it takes.
    fn phone(&self, at: usize, rules: &Rules) -> Option<usize> {
        if self.is_of_the_one_before(at) {
            return None;
        }
        let is_first = at == 0;
        let mut digits = String::new();
        let mut longest = None;
        for (count, group) in self.groups.iter().skip(at).take(MOST_GROUPS).enumerate() {
            digits.push_str(group.digits);
            if digits.len() > MOST_DIGITS {
                break;
            }
            let groups = &self.groups[at..at + count + 1];
            if self.is_phone(groups, &digits, is_first, rules) {
                longest = Some(count + 1);
            }
        }
        longest
    }

    /// "38.0674417223", "2022-0674417223": group `at` is the fraction of a number, or counted within a year.
    fn is_of_the_one_before(&self, at: usize) -> bool {
        const LONGEST_PART: usize = 7;
        let before = at.checked_sub(1).and_then(|before| self.groups.get(before));
        let (Some(before), Some(group)) = (before, self.groups.get(at)) else {
            return false;
        };
        group.digits.len() > LONGEST_PART
            && match group.separator {
                Separator::Dot => before.digits.len() <= 3,
                Separator::Dash | Separator::Slash => is_year(before.digits),
                _ => false,
            }
    }

    fn is_phone(&self, groups: &[Group<'_>], digits: &str, is_first: bool, rules: &Rules) -> bool {
        if digits.len() < 9 || is_first && self.is_fraction {
            return false;
        }
        let has_plus = is_first && self.has_plus;
        if self.in_address {
            return is_first
                && groups.len() == 1
                && self.is_value
                && (is_international(digits, rules) && (has_plus || is_dialled(digits))
                    || is_ukrainian_mobile(digits, rules));
        }
        if is_decimal(groups) || starts_with_date(groups) {
            return false;
        }
        if has_plus {
            return is_international(digits, rules) || is_with_zero(groups, digits, rules);
        }
        if is_first
            && self.is_glued
            && groups.len() == 1
            && !is_dialled(digits)
            && !is_ukrainian_mobile(digits, rules)
        {
            return false;
        }
        let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
        let in_brackets = groups.iter().any(|group| group.in_brackets);
        let are_single = lengths.iter().all(|length| *length == 1) && is_uniform(groups);
        if let Some(international) = digits.strip_prefix("00")
            && (lengths[0] == 2 || lengths[0] > 4)
        {
            return is_international(international, rules);
        }
        let bare = lengths.len() == 1;
        let is_numbered = is_first && self.is_numbered && bare;
        match digits.as_bytes() {
            // 067 123 45 67, (0629) 41-23-45, 0 (44) 234-56-78
            [b'0', b'1'..=b'9', ..] if !is_numbered => match (digits.len(), lengths.as_slice()) {
                (10, [10]) => !(is_first && self.ends_glued && self.is_glued),
                (10, [3..=6, rest @ ..]) => {
                    rest.iter().all(|length| *length > 1) || is_uniform(groups)
                }
                (10, [1, 2..=5, ..]) => true,
                (10, [2, 2, 2, 2, 2]) => is_uniform(groups),
                (11, [4, 3, 2, 2] | [4, 3, 4] | [4, 7] | [3, 4, 4] | [5, 6]) => true,
                (10 | 11, _) => are_single,
                _ => false,
            },
            // 8 (0629) 41-23-45, 8 900 123-45-67, 8-067-123-45-67
            [b'8', b'0' | b'3' | b'4' | b'7' | b'9', ..] if digits.len() == 11 && !is_numbered => {
                match lengths.as_slice() {
                    [11] => matches!(
                        digits.as_bytes(),
                        [b'8', b'0', b'1'..=b'9', ..]
                            | [b'8', b'9', ..]
                            | [b'8', b'7', b'0' | b'7', ..]
                    ),
                    [1, 3..=5, ..] | [4, 3, 2, 2] | [4, 3, 4] | [4, 7] => true,
                    _ => are_single,
                }
            }
            // 380 67 123 45 67, 38 (067) 123-45-67
            [b'3', b'8', b'0', b'3'..=b'9', ..] if digits.len() == 12 => match lengths.as_slice() {
                [12] | [3, 2, ..] | [3, 9] | [2, 3, ..] | [2, 10] | [5, ..] => true,
                _ => are_single,
            },
            // 7 949 123-45-67
            [b'7', b'4' | b'8' | b'9', ..] if digits.len() == 11 && !is_numbered => {
                match lengths.as_slice() {
                    [11] => digits.starts_with("79"),
                    [1, 3, 3, 4] | [1, 3, 3, 2, 2] | [1, 3, 7] | [1, 10] => true,
                    _ => are_single || in_brackets && lengths.first() == Some(&1),
                }
            }
            // 1-212-555-0123
            [b'1', b'2'..=b'9', ..] if digits.len() == 11 => lengths == [1, 3, 3, 4],
            // (212) 555-0123, (495) 123-45-67, 212-555-0123
            _ if digits.len() == 10 && lengths.first() == Some(&3) => {
                let is_american = lengths == [3, 3, 4] && !digits.starts_with(['0', '1']);
                let has_dashes = groups
                    .iter()
                    .skip(1)
                    .all(|group| matches!(group.separator, Separator::Dash | Separator::Dot))
                    && is_uniform(groups);
                groups[0].in_brackets || is_american && has_dashes
            }
            // (44) 234-56-78, 67 123 45 67
            _ if digits.len() == 9 && lengths.first() == Some(&2) => {
                let is_usual = matches!(lengths.as_slice(), [2, 3, 2, 2] | [2, 3, 4] | [2, 7]);
                let has_dash = groups
                    .iter()
                    .any(|group| group.separator == Separator::Dash);
                is_usual
                    && (groups[0].in_brackets && has_dash
                        || rules.phone.mobile.has(groups[0].digits) && lengths == [2, 3, 2, 2])
            }
            _ => false,
        }
    }

    /// What a word before makes a phone, from group `at` on.
    fn cued_phone(&self, pieces: &Pieces, at: usize) -> Option<usize> {
        let groups = self.groups.get(at..)?;
        if starts_with_date(groups)
            || self.is_glued
                && at == 0
                && pieces.kind(self.groups[0].piece - 1) == Some(super::pieces::Kind::Upper)
        {
            return None;
        }
        if let [first, second, ..] = groups
            && is_year(first.digits)
            && is_year(second.digits)
        {
            return None;
        }
        let (mut count, mut digits) = (0_usize, 0);
        for (number, group) in groups.iter().enumerate() {
            let is_whole = digits >= FEWEST_LOCAL;
            let goes_on = match group.separator {
                _ if number == 0 => true,
                Separator::SpacedDash | Separator::Line => !is_whole,
                // "41-23-45 12 buses": what counts something is another number.
                Separator::Space => !is_whole || !counts(pieces, group.piece),
                _ => true,
            };
            if !goes_on || digits + group.digits.len() > MOST_DIGITS {
                break;
            }
            count += 1;
            digits += group.digits.len();
        }
        let last = groups.get(count.checked_sub(1)?)?;
        let is_short = digits <= MOST_LOCAL;
        let is_count = is_short && (count == 1 && digits == FEWEST_LOCAL || self.is_count());
        if digits < FEWEST_LOCAL || is_count && counts(pieces, last.piece) {
            return None;
        }
        Some(count)
    }

    /// "067 123-45-67, 68" and "41-23-45, 41-23-46": what only the number before makes a phone.
    fn phone_in_short(&self, pieces: &Pieces, at: usize, before: &PhoneBefore) -> Option<usize> {
        let groups = self.groups.get(at..)?;
        let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
        let first = groups.first()?;
        if at > 0 && first.separator == Separator::Space && before.lengths.len() > 1 {
            return None;
        }
        let is_tail = before.lengths.ends_with(&lengths);
        let digits: usize = lengths.iter().sum();
        let has_dash = groups
            .iter()
            .skip(1)
            .any(|group| group.separator == Separator::Dash);
        if is_tail && lengths.len() > 1 || has_dash && (FEWEST_LOCAL..=MOST_LOCAL).contains(&digits)
        {
            return Some(groups.len());
        }
        let next = first.piece + 1;
        let ends_there = pieces.gap(next) == Gap::Line
            || pieces.is_mark(next, &[",", ".", ")", ";"]) && !pieces.is_digits(next + 1);
        let is_last_group = is_tail && groups.len() == 1 && !is_year(first.digits);
        (is_last_group && ends_there).then_some(1)
    }
}

/// The next group of digits behind piece `at`, where it belongs to the same run.
fn next_group(pieces: &Pieces, at: usize) -> Option<(usize, Separator)> {
    const MOST_MARKS: usize = 3;
    let mut next = at + 1;
    while pieces.is_mark(next, &["-", ".", "/", "(", ")", "_", "*"]) && next - at <= MOST_MARKS {
        next += 1;
    }
    if !pieces.is_digits(next) {
        return None;
    }
    let marks = at + 1..next;
    let is_spaced = |at: usize| pieces.gap(at) != Gap::None;
    let separator = match marks.len() {
        0 if pieces.gap(next) == Gap::Line => Separator::Line,
        0 => Separator::Space,
        1 => match pieces.word(at + 1) {
            "-" if is_spaced(at + 1) && is_spaced(next) => Separator::SpacedDash,
            "-" => Separator::Dash,
            "_" | "*" if is_spaced(next) || is_spaced(at + 1) => return None,
            "_" | "*" => Separator::Dash,
            "." if is_spaced(next) => return None,
            "." => Separator::Dot,
            "/" if is_spaced(next) || is_spaced(at + 1) => return None,
            "/" => Separator::Slash,
            _ => Separator::Bracket,
        },
        _ if marks.clone().any(|mark| pieces.is_mark(mark, &["(", ")"])) => Separator::Bracket,
        _ if marks.clone().all(|mark| pieces.is_mark(mark, &["-"])) => Separator::Dash,
        _ => return None,
    };
    Some((next, separator))
}

/// Whether a word in small letters follows piece `at`: "12 buses".
fn counts(pieces: &Pieces, at: usize) -> bool {
    pieces.kind(at + 1) == Some(super::pieces::Kind::Lower) && pieces.gap(at + 1) != Gap::Line
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// "19880412": a day of the last century or this one.
fn is_day_of_birth(digits: &str) -> bool {
    let within = |part: std::ops::Range<usize>, values: std::ops::RangeInclusive<u16>| {
        let value = digits.get(part).and_then(|part| part.parse().ok());
        value.is_some_and(|value| values.contains(&value))
    };
    within(0..4, 1900..=2099) && within(4..6, 1..=12) && within(6..8, 1..=31)
}

/// "47.09514" and "48.123456789": two groups joined by a point, the first a degree.
fn is_decimal(groups: &[Group<'_>]) -> bool {
    let is_degree =
        |digits: &str| digits.len() <= 3 && digits.parse::<u16>().is_ok_and(|value| value <= 180);
    match groups {
        [whole, part, ..] if part.separator == Separator::Dot => {
            let trunk =
                whole.digits.starts_with('0') && whole.digits.len() == 3 && groups.len() == 2;
            is_degree(whole.digits) && part.digits.len() >= 5 && !(trunk && part.digits.len() == 7)
        }
        _ => false,
    }
}

/// "12.03.1956", "2022-03-30".
fn starts_with_date(groups: &[Group<'_>]) -> bool {
    let [first, second, third, ..] = groups else {
        return false;
    };
    let is_joined = second.separator == third.separator
        && matches!(
            second.separator,
            Separator::Dot | Separator::Dash | Separator::Slash
        );
    let value = |digits: &str| digits.parse::<u16>().unwrap_or(u16::MAX);
    let is_day = |digits: &str| digits.len() <= 2 && (1..=31).contains(&value(digits));
    let is_month = |digits: &str| digits.len() <= 2 && (1..=12).contains(&value(digits));
    is_joined
        && is_month(second.digits)
        && (is_day(first.digits) && is_year(third.digits)
            || is_year(first.digits) && is_day(third.digits))
}

/// Whether the same stands between all groups.
fn is_uniform(groups: &[Group<'_>]) -> bool {
    let mut separators = groups.iter().skip(1).map(|group| group.separator);
    let first = separators.next();
    separators.all(|separator| Some(separator) == first)
}

/// A whole number with the code of a country.
fn is_international(digits: &str, rules: &Rules) -> bool {
    let codes = rules.phone.countries.iter();
    let mut known = codes
        .filter(|(code, ..)| digits.starts_with(code.as_str()))
        .peekable();
    if known.peek().is_none() {
        return (10..=14).contains(&digits.len()) && !digits.starts_with('0');
    }
    known.any(|(_, fewest, most)| (*fewest..=*most).contains(&digits.len()))
}

/// "+44 (0)20 7946 0958": a zero in brackets that is not dialled.
fn is_with_zero(groups: &[Group<'_>], digits: &str, rules: &Rules) -> bool {
    groups
        .iter()
        .any(|group| group.in_brackets && group.digits.starts_with('0'))
        && digits.find('0').is_some_and(|at| {
            is_international(&format!("{}{}", &digits[..at], &digits[at + 1..]), rules)
        })
}

/// Digits that are a number with the code of Ukraine or of Russia's mobile operators.
fn is_dialled(digits: &str) -> bool {
    digits.len() == 12 && digits.starts_with("380")
        || digits.len() == 11 && (digits.starts_with("79") || digits.starts_with("89"))
}

fn is_ukrainian_mobile(digits: &str, rules: &Rules) -> bool {
    digits.len() == 10
        && digits
            .strip_prefix('0')
            .and_then(|digits| digits.get(..2))
            .is_some_and(|code| rules.phone.mobile.has(code))
}

fn is_hot_line(digits: &str, rules: &Rules) -> bool {
    let begins = |lines: &[String]| lines.iter().any(|line| digits.starts_with(line.as_str()));
    begins(&rules.phone.hot_lines) && digits.len() >= 9
        || digits.len() == 6 && begins(&rules.phone.short_hot_lines)
}
