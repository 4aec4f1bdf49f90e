//! Check digits of numbers that people carry.

/// The digits of a text of ASCII digits.
fn digits(number: &str) -> Vec<u32> {
    number
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect()
}

/// Bank cards (ISO/IEC 7812-1, the formula of Luhn).
pub(super) fn is_card(number: &str) -> bool {
    let sum: u32 = digits(number)
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => *digit,
            _ if *digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Bank accounts (ISO 13616, remainder 97), without spaces.
pub(super) fn is_iban(number: &str) -> bool {
    let Some((head, rest)) = number.split_at_checked(4) else {
        return false;
    };
    let mut remainder = 0;
    for character in rest.chars().chain(head.chars()) {
        let Some(value) = character.to_digit(36) else {
            return false;
        };
        let by = if value < 10 { 10 } else { 100 };
        remainder = (remainder * by + value) % 97;
    }
    remainder == 1
}

/// Ukrainian numbers of taxpayers: ten digits, the first five are the day of birth counted from the last day of 1899.
pub(super) fn is_ukrainian_taxpayer(number: &str) -> bool {
    const WEIGHTS: [u32; 9] = [10, 5, 7, 9, 4, 6, 10, 5, 7]; // The first is -1, which is 10 of 11.
    /// Days of birth from 1930 to 2010.
    const BORN: std::ops::Range<u32> = 10_958..40_544;
    let digits = digits(number);
    let [numbered @ .., check] = digits.as_slice() else {
        return false;
    };
    let born = numbered
        .iter()
        .take(5)
        .fold(0, |days, digit| days * 10 + digit);
    numbered.len() == WEIGHTS.len()
        && BORN.contains(&born)
        && weighted(numbered, &WEIGHTS) % 11 % 10 == *check
}

/// Russian tax numbers of people: twelve digits, the last two check the others.
pub(super) fn is_russian_taxpayer(number: &str) -> bool {
    const FIRST: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const SECOND: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits = digits(number);
    let check = |weights: &[u32]| {
        Some(weighted(&digits, weights) % 11 % 10) == digits.get(weights.len()).copied()
    };
    digits.len() == 12 && check(&FIRST) && check(&SECOND)
}

/// Russian insurance numbers (СНИЛС): eleven digits, the last two check the others.
pub(super) fn is_insurance_number(number: &str) -> bool {
    const WEIGHTS: [u32; 9] = [9, 8, 7, 6, 5, 4, 3, 2, 1];
    let digits = digits(number);
    let check = digits
        .iter()
        .skip(9)
        .fold(0, |check, digit| check * 10 + digit);
    digits.len() == 11 && weighted(&digits, &WEIGHTS) % 101 % 100 == check
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_are_right_and_others_wrong() {
        assert!(is_card("4111111111111111") && !is_card("4111111111111112"));
        assert!(is_iban("UA213223130000026007233566001"));
        assert!(is_iban("GB29NWBK60161331926819") && !is_iban("GB29NWBK60161331926818"));
        assert!(is_ukrainian_taxpayer("3184710691") && !is_ukrainian_taxpayer("3184710692"));
        assert!(is_russian_taxpayer("500100732259") && !is_russian_taxpayer("500100732258"));
        assert!(is_insurance_number("11223344595") && !is_insurance_number("11223344596"));
    }
}
