//! Moments as RFC 3339 writes them.

use jiff::Timestamp;

/// The moment of a date-time of RFC 3339 (`2022-03-30T10:00:00Z`, `2022-03-30T12:00:00.5+02:00`): each part in
/// its range, the offset from -23:59 to +23:59. `None` for anything else, other forms of ISO 8601 as well.
pub fn moment(text: &str) -> Option<Timestamp> {
    is_date_time(text).then(|| text.parse().ok())?
}

/// Whether the text has the form `date-time` of RFC 3339, 5.6. What the calendar says is not looked at.
fn is_date_time(text: &str) -> bool {
    const DATE_AND_TIME: &[u8] = b"0000-00-00T00:00:00";
    let Some((head, rest)) = text.as_bytes().split_at_checked(DATE_AND_TIME.len()) else {
        return false;
    };
    let has_form = |bytes: &[u8], form: &[u8]| {
        bytes.len() == form.len()
            && bytes.iter().zip(form).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                form => byte.eq_ignore_ascii_case(form),
            })
    };
    let offset = match rest.strip_prefix(b".") {
        Some(rest) => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match rest.split_at_checked(digits) {
                Some((digits, offset)) if !digits.is_empty() => offset,
                _ => return false,
            }
        }
        None => rest,
    };
    let is_offset = match offset {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', time @ ..] => {
            // Digits compare as their numbers do.
            has_form(time, b"00:00")
                && time.get(..2).is_some_and(|hours| hours <= b"23".as_slice())
                && time
                    .get(3..)
                    .is_some_and(|minutes| minutes <= b"59".as_slice())
        }
        _ => false,
    };
    has_form(head, DATE_AND_TIME) && is_offset
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_moment_is_a_date_time_of_rfc_3339() {
        for (text, utc) in [
            ("2022-03-30T10:00:00Z", "2022-03-30T10:00:00Z"),
            ("2022-03-30t10:00:00z", "2022-03-30T10:00:00Z"),
            ("2022-03-30T10:00:00.25+02:00", "2022-03-30T08:00:00.25Z"),
            ("2022-03-30T10:00:00-23:59", "2022-03-31T09:59:00Z"),
            ("2022-03-30T10:00:00-00:00", "2022-03-30T10:00:00Z"),
        ] {
            assert_eq!(moment(text).unwrap().to_string(), utc, "{text}");
        }
        for text in [
            "2022-03-30T10:00:00+25:00",
            "2022-03-30T10:00:00+24:00",
            "2022-03-30T10:00:00-99:99",
            "2022-03-30T10:00:00+02:60",
            "2022-03-30T10:00:00+02",
            "2022-03-30T10:00:00+0200",
            "2022-03-30T10:00:00+02:00:30",
            "2022-03-30T10:00:00+02:00[Europe/Kyiv]",
            "2022-03-30T10:00:00Z[UTC]",
            "2022-03-30T10:00:00",
            "2022-03-30T10:00Z",
            "2022-03-30T24:00:00Z",
            "2022-03-30T25:00:00Z",
            "2022-03-30T10:60:00Z",
            "2022-03-30T10:00:61Z",
            "2022-03-30T10:00:00.Z",
            "2022-03-30T10:00:00,5Z",
            "2022-03-30 10:00:00Z",
            "2022-02-30T10:00:00Z",
            "20220330T100000Z",
            "+002022-03-30T10:00:00Z",
            "-02022-03-30T10:00:00Z",
            "2022-03-30",
            "2022-03-30T10:00:00\u{437}",
            "",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
