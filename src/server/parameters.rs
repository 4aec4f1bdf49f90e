//! Query parameters: each is known, stands once and is understood, or the answer is 400.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::error::Problem;

/// The query parameters of a request, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Problem::bad_request(error.body_text()))?;
        Ok(Self { pairs })
    }
}

impl Parameters {
    /// The parameters of a query string without its `?`.
    #[cfg(test)]
    pub fn of_query(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        Self {
            pairs: pairs.collect(),
        }
    }

    /// These parameters, if each is one of `known` and stands once.
    pub fn only(self, known: &[&str]) -> Result<Self, Problem> {
        for (at, (name, _)) in self.pairs.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let known = match known {
                    [] => "this address takes none".to_owned(),
                    known => format!("there are: {}", known.join(", ")),
                };
                return Err(Problem::bad_request(format!(
                    "there is no parameter \"{name}\" here; {known}"
                )));
            }
            if self.pairs[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(Problem::bad_request(format!(
                    "the parameter \"{name}\" stands twice; give it once"
                )));
            }
        }
        Ok(self)
    }

    /// Whether there is any that is none of `known`.
    pub fn has_others_than(&self, known: &[&str]) -> bool {
        let mut names = self.pairs.iter().map(|(name, _)| name.as_str());
        names.any(|name| !known.contains(&name))
    }

    /// Checks that `f` asks for JSON, or for nothing.
    pub fn json_only(&self) -> Result<(), Problem> {
        match self.text("f") {
            None | Some("json") => Ok(()),
            Some(other) => Err(Problem::bad_request(format!(
                "f is json; \"{other}\" is not"
            ))),
        }
    }

    /// The value of a parameter.
    pub fn text(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(known, _)| known == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// The value of a parameter, read as a `T` whose error explains itself.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem>
    where
        Problem: From<T::Err>,
    {
        Ok(self.text(name).map(str::parse).transpose()?)
    }

    /// Whether a parameter is `true`; `false` where it is not given.
    pub fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.text(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(Problem::bad_request(format!(
                "{name} is true or false; \"{other}\" is neither"
            ))),
        }
    }

    /// A whole number between `least` and `most`, `default` where it is not given.
    pub fn number(
        &self,
        name: &str,
        least: usize,
        most: usize,
        default: usize,
    ) -> Result<usize, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        let number = text.parse().ok();
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                Problem::bad_request(format!(
                    "{name} is a whole number from {least} to {most}; \"{text}\" is not"
                ))
            })
    }

    /// A whole number from `least` on, `default` where it is not given; what is above `most` is taken
    /// as `most`.
    pub fn number_up_to(
        &self,
        name: &str,
        least: usize,
        most: usize,
        default: usize,
    ) -> Result<usize, Problem> {
        let digits =
            |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match self.text(name).filter(digits) {
            // So many digits that it does not fit is above all the more.
            Some(text) if text.parse::<usize>().map_or(true, |number| number > most) => Ok(most),
            _ => self.number(name, least, most, default),
        }
    }

    /// A number of kilometres between `least` and `most`, `default` where it is not given.
    pub fn kilometres(
        &self,
        name: &str,
        least: f64,
        most: f64,
        default: f64,
    ) -> Result<f64, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        let number: Option<f64> = text.parse().ok();
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                Problem::bad_request(format!(
                    "{name} is a number of kilometres from {least} to {most}; \"{text}\" is not"
                ))
            })
    }

    /// A finite number between `least` and `most`.
    pub fn degrees(&self, name: &str, most: f64) -> Result<f64, Problem> {
        let text = self.text(name).unwrap_or_default();
        let number: Option<f64> = text.parse().ok();
        number.filter(|number| number.abs() <= most).ok_or_else(|| {
            Problem::bad_request(format!(
                "{name} is a number of degrees from -{most} to {most}; \"{text}\" is not"
            ))
        })
    }

    /// The same parameters with `name` set to `value`, as a query string with its `?`.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (known, old) in &self.pairs {
            if known != name {
                query.append_pair(known, old);
            }
        }
        query.append_pair(name, value);
        format!("?{}", query.finish())
    }

    /// The parameters as a query string with its `?`; empty where there are none.
    pub fn query(&self) -> String {
        if self.pairs.is_empty() {
            return String::new();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        format!("?{}", query.finish())
    }
}
