//! CQL2 text → filter, by recursive descent.

use super::token::{Token, tokens, unexpected};
use super::{Comparison, Filter, FilterError, Literal, Operand, Pattern, PatternPart};
use crate::layer::{Layer, Property, PropertyType};

/// The longest filter that is read, characters.
pub(super) const LONGEST: usize = 4096;
/// How deep a filter may be nested.
pub(super) const DEEPEST: usize = 32;

impl Filter {
    /// Reads a filter over the properties of a layer from CQL2 text.
    ///
    /// # Errors
    /// [`FilterError`] that says what was expected where.
    pub fn from_text(text: &str, layer: &Layer) -> Result<Self, FilterError> {
        if text.chars().nth(LONGEST).is_some() {
            return Err(FilterError::TooLong);
        }
        let mut parser = Parser {
            tokens: tokens(text)?.into_iter().rev().collect(),
            layer,
            depth: 0,
        };
        let filter = parser.any_of()?;
        match parser.tokens.last() {
            None => Ok(filter),
            Some(more) => Err(unexpected(more.shown(), "AND, OR or the end")),
        }
    }
}

/// The properties that filters over a layer may name: those with one value a feature.
pub fn queryables(layer: &Layer) -> impl Iterator<Item = &'static Property> + use<> {
    layer
        .properties()
        .filter(|property| !matches!(property.kind, PropertyType::List | PropertyType::Objects))
}

struct Parser<'a> {
    /// The tokens that are left, the next one last.
    tokens: Vec<Token>,
    layer: &'a Layer,
    depth: usize,
}

impl Parser<'_> {
    fn any_of(&mut self) -> Result<Filter, FilterError> {
        let mut parts = vec![self.all_of()?];
        while self.takes("OR") {
            parts.push(self.all_of()?);
        }
        Ok(one_or(parts, Filter::Or))
    }

    fn all_of(&mut self) -> Result<Filter, FilterError> {
        let mut parts = vec![self.condition()?];
        while self.takes("AND") {
            parts.push(self.condition()?);
        }
        Ok(one_or(parts, Filter::And))
    }

    fn condition(&mut self) -> Result<Filter, FilterError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(FilterError::TooDeep);
        }
        let found = if self.takes("NOT") {
            Filter::Not(Box::new(self.condition()?))
        } else if self.tokens.last() == Some(&Token::Open) {
            self.tokens.pop();
            let inner = self.any_of()?;
            self.take_only(&Token::Close, "\")\"")?;
            inner
        } else {
            self.predicate()?
        };
        self.depth -= 1;
        Ok(found)
    }

    fn predicate(&mut self) -> Result<Filter, FilterError> {
        let left = self.operand()?;
        if let Some(Token::Comparison(comparison)) = self.tokens.last() {
            let comparison = *comparison;
            self.tokens.pop();
            let right = self.operand()?;
            let (left, right) = alike(left, right)?;
            return Ok(Filter::Compare(left, comparison, right));
        }
        if self.takes("IS") {
            let negated = self.takes("NOT");
            if !self.takes("NULL") {
                return Err(self.not("NULL"));
            }
            let Operand::Property(property) = left else {
                return Err(FilterError::NotAlike(
                    "IS NULL asks whether a property is stated".to_owned(),
                ));
            };
            return Ok(not_if(negated, Filter::IsNull(property)));
        }
        let negated = self.takes("NOT");
        let found = if self.takes("LIKE") {
            self.like(left)?
        } else if self.takes("BETWEEN") {
            let low = self.operand()?;
            if !self.takes("AND") {
                return Err(self.not("AND"));
            }
            let high = self.operand()?;
            let (left, low) = alike(left, low)?;
            let (left, high) = alike(left, high)?;
            Filter::Between(left, low, high)
        } else if self.takes("IN") {
            self.one_of(left)?
        } else if let (false, Operand::Property(property)) = (negated, &left) {
            // A property that says yes or no may stand alone.
            if property.kind != PropertyType::Boolean {
                return Err(self.not("a comparison, LIKE, BETWEEN, IN or IS NULL"));
            }
            Filter::Compare(
                left,
                Comparison::Equal,
                Operand::Literal(Literal::Boolean(true)),
            )
        } else {
            return Err(self.not("a comparison, LIKE, BETWEEN, IN or IS NULL"));
        };
        Ok(not_if(negated, found))
    }

    fn like(&mut self, left: Operand) -> Result<Filter, FilterError> {
        if kind(&left) != PropertyType::Text {
            return Err(FilterError::NotAlike(
                "LIKE compares a text with a pattern".to_owned(),
            ));
        }
        match self.tokens.pop() {
            Some(Token::Text(pattern)) => Ok(Filter::Like(left, Pattern::of(&pattern))),
            other => Err(shown_or_end(other, "a pattern in single quotes")),
        }
    }

    fn one_of(&mut self, left: Operand) -> Result<Filter, FilterError> {
        self.take_only(&Token::Open, "\"(\"")?;
        let mut left = left;
        let mut values = Vec::new();
        loop {
            let value = self.operand()?;
            let pair = alike(left, value)?;
            left = pair.0;
            values.push(pair.1);
            match self.tokens.pop() {
                Some(Token::Comma) => {}
                Some(Token::Close) => return Ok(Filter::In(left, values)),
                other => return Err(shown_or_end(other, "\",\" or \")\"")),
            }
        }
    }

    fn operand(&mut self) -> Result<Operand, FilterError> {
        let literal = match self.tokens.pop() {
            Some(Token::Text(text)) => Literal::Text(text),
            Some(Token::Number(number)) => Literal::Number(number),
            Some(Token::Quoted(name)) => return self.property(name),
            Some(Token::Word(word)) => match word.to_ascii_uppercase().as_str() {
                "TRUE" => Literal::Boolean(true),
                "FALSE" => Literal::Boolean(false),
                "DATE" if self.tokens.last() == Some(&Token::Open) => self.date()?,
                _ => return self.property(word),
            },
            other => return Err(shown_or_end(other, "a property or a literal")),
        };
        Ok(Operand::Literal(literal))
    }

    fn date(&mut self) -> Result<Literal, FilterError> {
        const WANTED: &str = "a day in single quotes, as DATE('2022-03-30')";
        self.take_only(&Token::Open, "\"(\"")?;
        let day = match self.tokens.pop() {
            Some(Token::Text(text)) => text
                .parse()
                .map_err(|_| unexpected(format!("'{text}'"), WANTED))?,
            other => return Err(shown_or_end(other, WANTED)),
        };
        self.take_only(&Token::Close, "\")\"")?;
        Ok(Literal::Date(day))
    }

    fn property(&self, name: String) -> Result<Operand, FilterError> {
        let found = queryables(self.layer).find(|property| property.name == name);
        found.map(Operand::Property).ok_or_else(|| {
            let known: Vec<&str> = queryables(self.layer)
                .map(|property| property.name)
                .collect();
            FilterError::UnknownProperty {
                name,
                known: known.join(", "),
            }
        })
    }

    /// Takes the keyword if it is next.
    fn takes(&mut self, keyword: &str) -> bool {
        let is_next = matches!(self.tokens.last(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        if is_next {
            self.tokens.pop();
        }
        is_next
    }

    fn take_only(&mut self, token: &Token, expected: &'static str) -> Result<(), FilterError> {
        match self.tokens.pop() {
            Some(found) if found == *token => Ok(()),
            other => Err(shown_or_end(other, expected)),
        }
    }

    fn not(&self, expected: &'static str) -> FilterError {
        shown_or_end(self.tokens.last().cloned(), expected)
    }
}

fn shown_or_end(token: Option<Token>, expected: &'static str) -> FilterError {
    unexpected(
        token.map_or_else(|| "its end".to_owned(), |token| token.shown()),
        expected,
    )
}

fn one_or(mut parts: Vec<Filter>, joined: fn(Vec<Filter>) -> Filter) -> Filter {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            joined(parts)
        }
    }
}

fn not_if(negated: bool, filter: Filter) -> Filter {
    if negated {
        Filter::Not(Box::new(filter))
    } else {
        filter
    }
}

fn kind(operand: &Operand) -> PropertyType {
    match operand {
        Operand::Property(property) if property.kind == PropertyType::Integer => {
            PropertyType::Number
        }
        Operand::Property(property) => property.kind,
        Operand::Literal(Literal::Text(_)) => PropertyType::Text,
        Operand::Literal(Literal::Number(_)) => PropertyType::Number,
        Operand::Literal(Literal::Boolean(_)) => PropertyType::Boolean,
        Operand::Literal(Literal::Date(_)) => PropertyType::Date,
    }
}

/// Both operands, if they can be compared; a text beside a day is read as a day.
fn alike(left: Operand, right: Operand) -> Result<(Operand, Operand), FilterError> {
    let (left, right) = match (kind(&left), kind(&right)) {
        (PropertyType::Date, PropertyType::Text) => (left, as_day(right)?),
        (PropertyType::Text, PropertyType::Date) => (as_day(left)?, right),
        _ => (left, right),
    };
    if kind(&left) == kind(&right) {
        return Ok((left, right));
    }
    Err(FilterError::NotAlike(format!(
        "{} cannot be compared with {}",
        named(&left),
        named(&right)
    )))
}

fn as_day(operand: Operand) -> Result<Operand, FilterError> {
    match &operand {
        Operand::Literal(Literal::Text(text)) => match text.parse() {
            Ok(day) => Ok(Operand::Literal(Literal::Date(day))),
            Err(_) => Err(FilterError::NotAlike(format!(
                "'{text}' is no day; write DATE('2022-03-30')"
            ))),
        },
        _ => Ok(operand),
    }
}

fn named(operand: &Operand) -> String {
    match operand {
        Operand::Property(property) => {
            let what = match property.kind {
                PropertyType::Text => "a text",
                PropertyType::Date => "a day",
                PropertyType::Integer | PropertyType::Number => "a number",
                PropertyType::Boolean => "yes or no",
                PropertyType::List | PropertyType::Objects => "a list",
            };
            format!("{} ({what})", property.name)
        }
        Operand::Literal(Literal::Text(text)) => format!("the text '{text}'"),
        Operand::Literal(Literal::Number(number)) => format!("the number {number}"),
        Operand::Literal(Literal::Boolean(value)) => value.to_string(),
        Operand::Literal(Literal::Date(day)) => format!("the day {day}"),
    }
}

impl Pattern {
    fn of(text: &str) -> Self {
        let mut signs = text.chars();
        let mut parts = Vec::new();
        while let Some(sign) = signs.next() {
            parts.push(match sign {
                '%' => PatternPart::Any,
                '_' => PatternPart::One,
                '\\' => PatternPart::Sign(signs.next().unwrap_or('\\')),
                other => PatternPart::Sign(other),
            });
        }
        Self(parts)
    }
}
