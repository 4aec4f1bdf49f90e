//! Answers until the gazetteer searches by itself.
#![allow(missing_docs)]

use crate::gazetteer::Gazetteer;
use crate::model::Place;

#[derive(Debug, Clone, Default)]
pub struct Query {
    pub text: String,
    pub country: Option<String>,
    pub near: Option<(f64, f64)>,
    pub limit: usize,
}

pub struct Hit {
    pub place: Place,
    pub confidence: f64,
}

pub fn search(gazetteer: &Gazetteer, query: &Query) -> Vec<Hit> {
    let Some(key) = gazetteer.key(&query.text) else {
        return Vec::new();
    };
    gazetteer
        .candidates(key)
        .map(|candidate| gazetteer.place(candidate.place))
        .filter(|place| query.country.is_none() || place.country == query.country)
        .take(query.limit)
        .map(|place| Hit {
            place,
            confidence: 0.9,
        })
        .collect()
}
