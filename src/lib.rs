//! Korydor reads reports about humanitarian corridors and serves the map.
pub mod basemap;
pub mod model;
pub mod server;
