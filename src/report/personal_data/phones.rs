//! Which runs of digits are telephone numbers: by their shape, by a word before, or after another one.

use super::cued::{self, Between};
use super::digit_runs::{
    Group, Run, Separator, counts, is_decimal, is_uniform, is_year, starts_with_date,
};
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;

/// No number of a person has more groups.
const MOST_GROUPS: usize = 15;
const FEWEST_LOCAL: usize = 5;
const MOST_LOCAL: usize = 7;
const MOST_DIGITS: usize = 15;
/// "Call from 9 to 18: …": with fewer digits, what stands behind hours may be a count.
const FEWEST_BEHIND_HOURS: usize = 9;

/// The phone found last: others may follow it in short.
pub(super) struct PhoneBefore {
    /// One past its last piece.
    pub(super) end: usize,
    /// How many digits its groups have.
    pub(super) lengths: Vec<usize>,
}

impl Run<'_> {
    pub(super) fn phone_cue(&self, pieces: &Pieces, rules: &Rules) -> bool {
        let first = self.groups.first().map_or(0, |group| group.piece);
        let between = if self.is_count() {
            Between::NOTHING
        } else if self.is_dashed() {
            Between::WORDS
        } else {
            Between::NAMES
        };
        let length: usize = self.groups.iter().map(|group| group.digits.len()).sum();
        let between = if length >= FEWEST_BEHIND_HOURS {
            between.or_hours()
        } else {
            between
        };
        let phone = &rules.phone;
        !self.in_address && cued::stands_before(pieces, first, &phone.cues, &phone.fillers, between)
    }

    /// A number that is a phone by its shape, from group `at` on: how many groups it takes.
    pub(super) fn phone(&self, at: usize, rules: &Rules) -> Option<usize> {
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
            let is_of_ukraine = is_ukrainian_mobile(digits, rules)
                || digits
                    .strip_prefix("38")
                    .is_some_and(|local| is_ukrainian_mobile(local, rules));
            return is_first
                && groups.len() == 1
                && (self.is_part_of_path && self.groups.len() == 1 && is_of_ukraine
                    || self.is_value
                        && (is_international(digits, rules) && (has_plus || is_dialled(digits))
                            || is_ukrainian_mobile(digits, rules)));
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
    pub(super) fn cued_phone(&self, pieces: &Pieces, at: usize) -> Option<usize> {
        let groups = self.groups.get(at..)?;
        if starts_with_date(groups)
            || self.is_glued
                && at == 0
                && pieces.kind(self.groups[0].piece - 1) == Some(Kind::Upper)
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
                Separator::SpacedDash | Separator::Line | Separator::Cell => !is_whole,
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
    pub(super) fn phone_in_short(
        &self,
        pieces: &Pieces,
        at: usize,
        before: &PhoneBefore,
    ) -> Option<usize> {
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

pub(super) fn is_hot_line(digits: &str, rules: &Rules) -> bool {
    let begins = |lines: &[String]| lines.iter().any(|line| digits.starts_with(line.as_str()));
    begins(&rules.phone.hot_lines) && digits.len() >= 9
        || digits.len() == 6 && begins(&rules.phone.short_hot_lines)
}
