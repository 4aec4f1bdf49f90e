//! Korydor reads reports about humanitarian corridors and serves the map.
pub mod basemap;
pub mod cli;
pub mod extract;
pub mod format;
pub mod gazetteer;
pub mod geoparse;
pub mod intake;
pub mod layer;
pub mod model;
pub mod read;
pub mod report;
pub mod server;
pub mod shape;
pub mod store;
pub mod world;
