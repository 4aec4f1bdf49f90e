//! Temporary.
#![allow(missing_docs)]
use super::Gazetteer;
use crate::model::Place;
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub text: String,
    pub country: Option<String>,
    pub near: Option<(f64, f64)>,
    pub limit: usize,
}
#[derive(Debug, Clone)]
pub struct Hit {
    pub place: Place,
    pub confidence: f64,
}
#[derive(Debug, Clone)]
pub struct Reverse {
    pub settlement: Option<Place>,
    pub admin1: Option<Place>,
    pub country: Option<Place>,
}
impl Gazetteer {
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        self.key(&query.text)
            .into_iter()
            .flat_map(|key| self.candidates(key))
            .take(query.limit)
            .map(|c| Hit {
                place: self.place(c.place),
                confidence: 0.9,
            })
            .collect()
    }
    pub fn reverse(&self, _lon: f64, _lat: f64) -> Reverse {
        Reverse {
            settlement: None,
            admin1: None,
            country: None,
        }
    }
}
