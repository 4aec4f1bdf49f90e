//! CQL2 text → tokens.

use super::{Comparison, FilterError};

/// A word, sign or literal of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name or keyword.
    Word(String),
    /// A name in double quotes, which is no keyword.
    Quoted(String),
    /// A text in single quotes.
    Text(String),
    Number(f64),
    Comparison(Comparison),
    Open,
    Close,
    Comma,
}

impl Token {
    /// As an error message shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Quoted(name) => format!("the name \"{name}\""),
            Self::Text(text) => format!("the text '{text}'"),
            Self::Number(number) => format!("the number {number}"),
            Self::Comparison(_) => "a comparison".to_owned(),
            Self::Open => "\"(\"".to_owned(),
            Self::Close => "\")\"".to_owned(),
            Self::Comma => "\",\"".to_owned(),
        }
    }
}

/// The tokens of a filter in order.
///
/// # Errors
/// [`FilterError::Unexpected`] at a sign that no token begins with, and at a quote that is left open.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut found = Vec::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let token = match sign {
            _ if sign.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '=' => Token::Comparison(Comparison::Equal),
            '<' if signs.next_if_eq(&'>').is_some() => Token::Comparison(Comparison::NotEqual),
            '<' if signs.next_if_eq(&'=').is_some() => Token::Comparison(Comparison::LessOrEqual),
            '<' => Token::Comparison(Comparison::Less),
            '>' if signs.next_if_eq(&'=').is_some() => {
                Token::Comparison(Comparison::GreaterOrEqual)
            }
            '>' => Token::Comparison(Comparison::Greater),
            '\'' | '"' => {
                let mut inner = String::new();
                loop {
                    match signs.next() {
                        None => {
                            return Err(unexpected(sign.to_string(), "a closing quote after it"));
                        }
                        // A quote within stands twice.
                        Some(end) if end == sign => match signs.next_if_eq(&sign) {
                            Some(quote) => inner.push(quote),
                            None => break,
                        },
                        Some(other) => inner.push(other),
                    }
                }
                if sign == '"' {
                    Token::Quoted(inner)
                } else {
                    Token::Text(inner)
                }
            }
            '0'..='9' | '.' | '-' | '+' => {
                let mut number = sign.to_string();
                let exponent = |number: &str| number.ends_with(['e', 'E']);
                while let Some(next) = signs.next_if(|next| {
                    next.is_ascii_alphanumeric()
                        || *next == '.'
                        || (exponent(&number) && "+-".contains(*next))
                }) {
                    number.push(next);
                }
                let value: Option<f64> =
                    number.parse().ok().filter(|value: &f64| value.is_finite());
                Token::Number(value.ok_or_else(|| unexpected(format!("\"{number}\""), "a number"))?)
            }
            _ if sign.is_alphabetic() || sign == '_' => {
                let mut word = sign.to_string();
                while let Some(next) =
                    signs.next_if(|next| next.is_alphanumeric() || "_.:".contains(*next))
                {
                    word.push(next);
                }
                Token::Word(word)
            }
            other => {
                return Err(unexpected(
                    format!("\"{other}\""),
                    "a property, a literal or a comparison",
                ));
            }
        };
        found.push(token);
    }
    Ok(found)
}

pub(super) fn unexpected(at: String, expected: &'static str) -> FilterError {
    FilterError::Unexpected { at, expected }
}
