//! Filters over the properties of features, written as CQL2 text (OGC 21-065r2).
//!
//! Read are comparisons of properties and literals, `LIKE`, `BETWEEN`, `IN`, `IS NULL`, and these
//! joined by `AND`, `OR` and `NOT`. Days are written `DATE('2022-03-30')`, or as text of that form
//! beside a property that is a day. A property that is not stated is null: every comparison with
//! it is unknown, and what is unknown is not found.

mod evaluate;
mod text;
mod token;

pub use text::queryables;

use jiff::civil::Date;
use thiserror::Error;

use crate::layer::Property;

/// A condition that features of a layer fulfil or not.
#[derive(Debug, Clone)]
pub enum Filter {
    /// All of these hold.
    And(Vec<Filter>),
    /// One of these holds.
    Or(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// Two operands stand to each other as the comparison says.
    Compare(Operand, Comparison, Operand),
    /// The operand lies between two others, ends included.
    Between(Operand, Operand, Operand),
    /// The operand is one of these.
    In(Operand, Vec<Operand>),
    /// The text matches a pattern.
    Like(Operand, Pattern),
    /// The property is not stated.
    IsNull(&'static Property),
}

/// What is compared.
#[derive(Debug, Clone)]
pub enum Operand {
    /// The value of a property.
    Property(&'static Property),
    /// A value that the filter states.
    Literal(Literal),
}

/// A value that a filter states.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
}

/// How two operands stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A pattern of `LIKE`: `%` stands for any characters, `_` for one, `\` before a sign for the sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<PatternPart>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PatternPart {
    Any,
    One,
    Sign(char),
}

/// Why a filter was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilterError {
    /// It is longer than filters may be.
    #[error("a filter has at most {} characters", text::LONGEST)]
    TooLong,
    /// It is nested more deeply than filters may be.
    #[error("a filter is nested at most {} deep", text::DEEPEST)]
    TooDeep,
    /// Something else was expected.
    #[error(
        "the filter is not understood at {at}: expected {expected}; CQL2 text is read, such as status = 'agreed' AND people_moved > 500"
    )]
    Unexpected {
        /// What stands there, or "its end".
        at: String,
        /// What should.
        expected: &'static str,
    },
    /// A property that the layer does not have, or that cannot be compared.
    #[error("there is no property \"{name}\" to filter by; there are: {known}")]
    UnknownProperty {
        /// What was written.
        name: String,
        /// What could have been.
        known: String,
    },
    /// A comparison of things that are not alike.
    #[error("{0}")]
    NotAlike(String),
}
