//! Whether the properties of a feature fulfil a filter, in the three-valued logic of CQL2.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{Comparison, Filter, Literal, Operand, Pattern, PatternPart};
use crate::layer::PropertyType;

impl Filter {
    /// Whether a feature with these properties is found.
    pub fn finds(&self, properties: &Map<String, Value>) -> bool {
        self.holds(properties) == Some(true)
    }

    /// `None` where a property that it rests on is not stated.
    fn holds(&self, properties: &Map<String, Value>) -> Option<bool> {
        match self {
            Self::And(parts) => all(parts.iter().map(|part| part.holds(properties))),
            Self::Or(parts) => all(parts
                .iter()
                .map(|part| part.holds(properties).map(|held| !held)))
            .map(|none| !none),
            Self::Not(inner) => inner.holds(properties).map(|held| !held),
            Self::Compare(left, comparison, right) => {
                Some(comparison.is(order(left.value(properties)?, right.value(properties)?)?))
            }
            Self::Between(operand, low, high) => {
                let value = operand.value(properties)?;
                let above = order(value, low.value(properties)?).map(Ordering::is_ge);
                let below = order(value, high.value(properties)?).map(Ordering::is_le);
                all([above, below].into_iter())
            }
            Self::In(operand, values) => {
                let value = operand.value(properties)?;
                let differ =
                    |other: &Operand| Some(order(value, other.value(properties)?)?.is_ne());
                all(values.iter().map(differ)).map(|none| !none)
            }
            Self::Like(operand, pattern) => match operand.value(properties)? {
                Compared::Text(text) => Some(pattern.matches(text)),
                _ => None,
            },
            Self::IsNull(property) => {
                Some(properties.get(property.name).is_none_or(Value::is_null))
            }
        }
    }
}

/// Whether all hold: not, as soon as one does not; unknown where one is unknown.
fn all(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    parts
        .try_fold(Some(true), |so_far, part| match part {
            Some(false) => Err(()),
            Some(true) => Ok(so_far),
            None => Ok(None),
        })
        .unwrap_or(Some(false))
}

/// A value as it is compared.
#[derive(Debug, Clone, Copy)]
enum Compared<'a> {
    Text(&'a str),
    Number(f64),
    Boolean(bool),
    Date(Date),
}

impl Operand {
    fn value<'a>(&'a self, properties: &'a Map<String, Value>) -> Option<Compared<'a>> {
        match self {
            Self::Literal(Literal::Text(text)) => Some(Compared::Text(text)),
            Self::Literal(Literal::Number(number)) => Some(Compared::Number(*number)),
            Self::Literal(Literal::Boolean(value)) => Some(Compared::Boolean(*value)),
            Self::Literal(Literal::Date(day)) => Some(Compared::Date(*day)),
            Self::Property(property) => match (property.kind, properties.get(property.name)?) {
                (PropertyType::Date, Value::String(day)) => day.parse().ok().map(Compared::Date),
                (_, Value::String(text)) => Some(Compared::Text(text)),
                (_, Value::Number(number)) => number.as_f64().map(Compared::Number),
                (_, Value::Bool(value)) => Some(Compared::Boolean(*value)),
                _ => None,
            },
        }
    }
}

fn order(left: Compared<'_>, right: Compared<'_>) -> Option<Ordering> {
    match (left, right) {
        (Compared::Text(a), Compared::Text(b)) => Some(a.cmp(b)),
        (Compared::Number(a), Compared::Number(b)) => a.partial_cmp(&b),
        (Compared::Boolean(a), Compared::Boolean(b)) => Some(a.cmp(&b)),
        (Compared::Date(a), Compared::Date(b)) => Some(a.cmp(&b)),
        _ => None,
    }
}

impl Comparison {
    fn is(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Pattern {
    /// Whether the whole text matches. After a `%` the shortest stretch is tried first, and only the
    /// last `%` is ever gone back to: time is at most text times pattern.
    fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while let Some(sign) = text.get(at) {
            match self.0.get(part) {
                Some(PatternPart::Any) => {
                    back = Some((at, part));
                    part += 1;
                }
                Some(PatternPart::One) => (at, part) = (at + 1, part + 1),
                Some(PatternPart::Sign(wanted)) if wanted == sign => {
                    (at, part) = (at + 1, part + 1)
                }
                _ => match &mut back {
                    Some((start, any)) => {
                        *start += 1;
                        (at, part) = (*start, *any + 1);
                    }
                    None => return false,
                },
            }
        }
        let rest = self.0.get(part..).unwrap_or_default();
        rest.iter().all(|part| *part == PatternPart::Any)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::FilterError;
    use super::*;
    use crate::layer::LayerId;

    fn corridor() -> Map<String, Value> {
        let properties = json!({
            "name": "Mariupol → Zaporizhzhia", "status": "agreed", "valid_from": "2022-03-30", "valid_to": null,
            "people_moved": 1_250, "vehicles": null, "confidence": 0.9, "announced_by": "Olena O'Hara",
        });
        properties.as_object().unwrap().clone()
    }

    fn found(text: &str) -> Result<bool, FilterError> {
        Filter::from_text(text, LayerId::Corridors.layer()).map(|filter| filter.finds(&corridor()))
    }

    #[test]
    fn what_is_said_of_a_corridor_finds_it() {
        let cases = [
            ("status = 'agreed'", true),
            ("status <> 'agreed'", false),
            ("'agreed' = status", true),
            ("\"status\" = 'agreed' and people_moved > 500", true),
            ("people_moved > 500 AND people_moved <= 1249.5", false),
            ("people_moved = 1.25e3", true),
            ("people_moved > -1", true),
            ("valid_from = DATE('2022-03-30')", true),
            ("valid_from >= '2022-03-30'", true),
            ("valid_from < '2022-03-30'", false),
            (
                "valid_from BETWEEN '2022-03-01' AND DATE('2022-03-31')",
                true,
            ),
            ("confidence NOT BETWEEN 0.5 AND 0.8", true),
            ("status IN ('open', 'agreed')", true),
            ("status NOT IN ('open', 'agreed')", false),
            ("name LIKE 'Mariupol%'", true),
            ("name LIKE '%→ Z_porizhzhia'", true),
            ("name NOT LIKE '%Lviv%'", true),
            ("name LIKE 'Mariupol'", false),
            ("announced_by = 'Olena O''Hara'", true),
            ("vehicles IS NULL", true),
            ("people_moved IS NOT NULL", true),
            ("NOT (status = 'open' OR status = 'failed')", true),
            // What is not stated is neither found nor found not to be.
            ("vehicles > 10", false),
            ("NOT vehicles > 10", false),
            ("vehicles > 10 OR status = 'agreed'", true),
            ("NOT (vehicles > 10 AND status = 'open')", true),
            ("valid_to > valid_from", false),
            ("vehicles IN (1, 2)", false),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let cases = [
            ("", "its end"),
            ("status", "a comparison"),
            ("status = ", "its end"),
            ("status = 'agreed", "closing quote"),
            ("status = 'agreed' people_moved > 1", "AND, OR"),
            ("(status = 'agreed'", "\")\""),
            ("colour = 'red'", "there is no property \"colour\""),
            ("history = 'x'", "there is no property \"history\""),
            (
                "people_moved > 'many'",
                "people_moved (a number) cannot be compared with the text 'many'",
            ),
            ("status = 5", "cannot be compared"),
            ("valid_from > 'yesterday'", "is no day"),
            ("valid_from > DATE('2022-13-01')", "a day in single quotes"),
            ("people_moved > 1.2.3", "a number"),
            ("people_moved LIKE '1%'", "LIKE compares"),
            ("status ; 'x'", "\";\""),
            ("1 IS NULL", "IS NULL asks"),
            ("status IS agreed", "NULL"),
            ("status IN ()", "a property or a literal"),
        ];
        for (text, says) in cases {
            let error = found(text).expect_err(text).to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
        let deep = format!("{}status = 'x'{}", "(".repeat(2000), ")".repeat(2000));
        assert_eq!(found(&deep), Err(FilterError::TooDeep));
        assert_eq!(found(&"NOT ".repeat(1000)), Err(FilterError::TooDeep));
        assert_eq!(found(&"x".repeat(5000)), Err(FilterError::TooLong));
    }

    #[test]
    fn a_property_that_says_yes_or_no_may_stand_alone() {
        let layer = LayerId::Control.layer();
        let properties = json!({ "cut_off": true }).as_object().unwrap().clone();
        for (text, expected) in [
            ("cut_off", true),
            ("NOT cut_off", false),
            ("cut_off = FALSE", false),
        ] {
            let filter = Filter::from_text(text, layer).unwrap();
            assert_eq!(filter.finds(&properties), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
            let _ = found(&text);
        }

        #[test]
        fn no_row_of_words_makes_the_parser_panic(words in prop::collection::vec(
            prop::sample::select(vec!["status", "people_moved", "=", "<", "(", ")", "'x'", "5", "AND", "OR", "NOT", "IN", "LIKE", "IS", "NULL", "BETWEEN", ",", "DATE", "\""]), 0..20,
        )) {
            let _ = found(&words.join(" "));
        }
    }
}
