//! Korydor reads reports about humanitarian corridors and serves the map.
pub mod gazetteer;
pub mod model;
pub mod report;
