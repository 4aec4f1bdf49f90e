//! Digits in a row as numbers are written: groups with what stands between them.

use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;

/// A number stands in so many cells of a table at most.
const MOST_CELLS: usize = 2;

/// What stands between two groups of digits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Space,
    Line,
    Dash,
    SpacedDash,
    /// The bar between two cells of a table.
    Cell,
    Dot,
    Slash,
    Bracket,
}

/// Some digits of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'p> {
    pub(super) piece: usize,
    pub(super) digits: &'p str,
    /// What stands before it; of the first group it says nothing.
    pub(super) separator: Separator,
    /// Whether a bracket opens before it.
    pub(super) in_brackets: bool,
}

/// A run of digits with what stands before it.
pub(super) struct Run<'p> {
    pub(super) groups: Vec<Group<'p>>,
    /// Whether a plus stands before it.
    pub(super) has_plus: bool,
    /// Whether letters stand before its first digit without a space.
    pub(super) is_glued: bool,
    /// Whether letters stand behind its last digit without a space.
    pub(super) ends_glued: bool,
    /// Whether it is part of a web address.
    pub(super) in_address: bool,
    /// Whether it stands in a web address as the value of something, or with a plus.
    pub(super) is_value: bool,
    /// Whether it stands in a path behind somebody's name, or a word for a phone: "/olena-0671239013".
    pub(super) is_part_of_path: bool,
    /// Whether it has a number sign before it.
    pub(super) is_numbered: bool,
    /// "38,0674417223": whether it is what stands behind a decimal comma.
    pub(super) is_fraction: bool,
}

impl<'p> Run<'p> {
    /// The run whose first digits are piece `first`, and the piece behind it.
    pub(super) fn starting_at(
        pieces: &'p Pieces,
        first: usize,
        in_address: &[bool],
        rules: &Rules,
    ) -> (Self, usize) {
        let mut groups = vec![Group {
            piece: first,
            digits: pieces.word(first),
            separator: Separator::Line,
            in_brackets: first > 0 && pieces.is_mark(first - 1, &["("]),
        }];
        let mut at = first;
        let mut cells = 1;
        while let Some((next, separator)) = next_group(pieces, at) {
            // A number may stand in two cells; more of them are a row of counts.
            cells += usize::from(separator == Separator::Cell);
            if cells > MOST_CELLS {
                break;
            }
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
            is_part_of_path: in_address.get(first).copied().unwrap_or(false)
                && is_behind_person(pieces, first, rules),
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

    /// "41-23-45": two groups of two digits at the end, as nothing but phones are written.
    pub(super) fn is_dashed(&self) -> bool {
        let mut groups = self.groups.iter().skip(1);
        self.groups.len() >= 3
            && groups.all(|group| group.digits.len() == 2 && group.separator == Separator::Dash)
    }

    /// "25 000": groups of three as in a count.
    pub(super) fn is_count(&self) -> bool {
        let mut groups = self.groups.iter();
        let first = groups.next().map_or(0, |group| group.digits.len());
        self.groups.len() > 1
            && first <= 3
            && groups.all(|group| group.digits.len() == 3 && group.separator == Separator::Space)
    }

    pub(super) fn lengths(&self, at: usize, most: usize) -> Vec<usize> {
        let groups = self.groups.iter().skip(at).take(most);
        groups.map(|group| group.digits.len()).collect()
    }
}

/// Whether a given name or a word for a phone stands before piece `at` in the same part of a path.
fn is_behind_person(pieces: &Pieces, at: usize, rules: &Rules) -> bool {
    const REACH: usize = 10;
    let mut before = (0..at).rev().take(REACH).take_while(|before| {
        !pieces.is_mark(*before, &["/"]) && pieces.gap(before + 1) == Gap::None
    });
    before.any(|before| {
        rules.name.is_nominative(pieces.word(before))
            || rules.phone.cues.ending_at(pieces, before) > 0
    })
}

/// The next group of digits behind piece `at`, where it belongs to the same run.
fn next_group(pieces: &Pieces, at: usize) -> Option<(usize, Separator)> {
    const MOST_MARKS: usize = 3;
    let mut next = at + 1;
    while pieces.is_mark(next, &["-", ".", "/", "(", ")", "_", "*", "|", "'", "…"])
        && next - at <= MOST_MARKS
    {
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
            "|" if is_spaced(next) && is_spaced(at + 1) => Separator::Cell,
            "_" | "*" | "|" | "'" | "…" if is_spaced(next) || is_spaced(at + 1) => return None,
            "_" | "*" | "|" | "'" | "…" => Separator::Dash,
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
pub(super) fn counts(pieces: &Pieces, at: usize) -> bool {
    pieces.kind(at + 1) == Some(Kind::Lower) && pieces.gap(at + 1) != Gap::Line
}

pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// "47.09514" and "48.123456789": two groups joined by a point, the first a degree.
pub(super) fn is_decimal(groups: &[Group<'_>]) -> bool {
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
pub(super) fn starts_with_date(groups: &[Group<'_>]) -> bool {
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
pub(super) fn is_uniform(groups: &[Group<'_>]) -> bool {
    let mut separators = groups.iter().skip(1).map(|group| group.separator);
    let first = separators.next();
    separators.all(|separator| Some(separator) == first)
}
