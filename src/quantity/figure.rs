//! Digits → numbers, told apart by their form: groups of three, decimals, and what is no number.

use crate::report::{Run, TokenKind};

/// What digits with their separators say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// A whole number; `digits` as written, where nothing parts them.
    Whole { value: u64, digits: usize },
    /// A decimal: `value` over ten to the power of `scale`.
    Decimal { value: u64, scale: u32 },
    /// One separator before three digits ("12,345"): groups, or a decimal where a multiplier
    /// follows.
    Either { value: u64, point: bool },
    /// Hours, dates, versions, numbers too long or with a zero first.
    Other,
}

/// Digits longer than this are no number that reports count with.
const LONGEST: usize = 24;

/// The figure that begins at a token, and one past its last token. Groups may be parted by any
/// space or by an apostrophe, and are then tokens of their own.
pub fn figure_at(run: Run<'_>, at: usize) -> Option<(Figure, usize)> {
    let first = run.number(at)?;
    let mut end = at + 1;
    let may_have_groups = first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_digit());
    if !may_have_groups || first.starts_with('0') {
        return Some((figure(first), end));
    }
    let mut digits = first.to_owned();
    let mut fraction = None;
    while fraction.is_none()
        && digits.len() < LONGEST
        && let Some((group, behind)) = group_after(run, end)
    {
        let (whole, decimals) = match group.split_once([',', '.']) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (group, None),
        };
        let is_group = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        let is_fraction = |text: &str| text.len() < 3 && text.bytes().all(|b| b.is_ascii_digit());
        if !is_group(whole) || !decimals.is_none_or(is_fraction) {
            break;
        }
        digits.push_str(whole);
        fraction = decimals;
        end = behind;
    }
    if end == at + 1 {
        return Some((figure(first), end));
    }
    Some((join(&digits, fraction.unwrap_or_default()), end))
}

/// The number token that goes on with the groups before token `at`, and one past it.
fn group_after<'t>(run: Run<'t>, at: usize) -> Option<(&'t str, usize)> {
    let last = at.checked_sub(1)?;
    let gap = run.gap_after(last)?;
    if let Some(number) = run.number(at) {
        let mut spaces = gap.chars();
        let is_one_space = matches!(
            spaces.next(),
            Some(
                ' ' | '\u{a0}'
                    | '\u{202f}'
                    | '\u{2009}'
                    | '\u{2007}'
                    | '\u{2008}'
                    | '\u{200a}'
                    | '\u{2006}'
            )
        ) && spaces.next().is_none();
        return is_one_space.then_some((number, at + 1));
    }
    let is_apostrophe = matches!(run.word(at), "'" | "’" | "‘" | "ʼ" | "′")
        && run.kind(at) == Some(TokenKind::Mark);
    (is_apostrophe && gap.is_empty() && run.touches_next(at))
        .then(|| Some((run.number(at + 1)?, at + 2)))?
}

/// What the characters of a number token say.
pub fn figure(text: &str) -> Figure {
    if text.len() > LONGEST * 2 {
        return Figure::Other;
    }
    let is_separator = |character: char| !character.is_ascii_digit();
    let separators: Vec<char> = text.chars().filter(|c| is_separator(*c)).collect();
    let groups: Vec<&str> = text.split(is_separator).collect();
    let is_grouped = |groups: &[&str]| {
        groups.iter().skip(1).all(|group| group.len() == 3)
            && groups
                .first()
                .is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'))
    };
    let is_space = |separator: &char| matches!(separator, '\u{a0}' | '\u{202f}');
    match (&separators[..], &groups[..]) {
        ([], [digits]) if digits.starts_with('0') && digits.len() > 1 => Figure::Other,
        ([], [digits]) => match digits.parse() {
            Ok(value) => Figure::Whole {
                value,
                digits: digits.len(),
            },
            Err(_) => Figure::Other,
        },
        ([separator @ (',' | '.')], [whole, rest]) => {
            let value = format!("{whole}{rest}").parse();
            match value {
                Ok(value) if is_grouped(&groups) => Figure::Either {
                    value,
                    point: *separator == '.',
                },
                _ if whole.starts_with('0') && whole.len() > 1 => Figure::Other,
                _ => join(whole, rest),
            }
        }
        // All of one kind: groups.
        ([first, rest @ ..], _)
            if *first != ':'
                && is_grouped(&groups)
                && rest
                    .iter()
                    .all(|next| next == first || (is_space(next) && is_space(first))) =>
        {
            join(&groups.concat(), "")
        }
        // Groups of one kind, then a decimal of another.
        ([first, .., last], [whole @ .., rest])
            if *first != ':'
                && matches!(last, ',' | '.')
                && last != first
                && is_grouped(whole)
                && separators[..separators.len() - 1]
                    .iter()
                    .all(|next| next == first) =>
        {
            join(&whole.concat(), rest)
        }
        _ => Figure::Other,
    }
}

/// A whole number, or a decimal where there are digits behind the separator.
fn join(whole: &str, fraction: &str) -> Figure {
    const FINEST: usize = 6;
    if fraction.len() > FINEST {
        return Figure::Other;
    }
    let Ok(value) = format!("{whole}{fraction}").parse() else {
        return Figure::Other;
    };
    if fraction.is_empty() {
        let digits = whole.len();
        Figure::Whole { value, digits }
    } else {
        Figure::Decimal {
            value,
            scale: fraction.len() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_digits_tells_groups_from_decimals_and_hours() {
        let whole = |value: u64| move |figure| matches!(figure, Figure::Whole { value: v, .. } if v == value);
        for (text, value) in [
            ("7", 7),
            ("12\u{a0}345", 12_345),
            ("1,234,567", 1_234_567),
            ("1.234.567", 1_234_567),
        ] {
            assert!(whole(value)(figure(text)), "{text}");
        }
        for text in [
            "10:30",
            "12.06.2023",
            "007",
            "1,23,456",
            "1,234.567,8",
            "1:234:567",
        ] {
            assert_eq!(figure(text), Figure::Other, "{text}");
        }
        assert_eq!(
            figure("2,5"),
            Figure::Decimal {
                value: 25,
                scale: 1
            }
        );
        assert_eq!(
            figure("1.234,5"),
            Figure::Decimal {
                value: 12_345,
                scale: 1
            }
        );
        assert_eq!(
            figure("12.345"),
            Figure::Either {
                value: 12_345,
                point: true
            }
        );
    }
}
