//! Korydor reads reports about humanitarian corridors and serves the map.
//!
//! ```text
//!  bytes ─▶ report ─▶ geoparse ─▶ extract ─▶ layer ─▶ store ─▶ server ─▶ map page, GIS
//!           text      mentions    statements features  kept     HTTP     static/
//!                        ▲                      ▲
//!                    gazetteer             shape (roads, boundaries)
//!                        └────── geodata/ (embedded) ──────┘
//! ```
//!
//! A report goes in as prose. The reader finds the places that it names, what it states about
//! passages, fighting and control, and who says so; each statement keeps its sentence. Layers
//! are derived from the statements, kept in one file and served to the map page and to other map
//! tools. The main job is one function, [`read::read`]: a [`Report`](model::Report) and the
//! [`World`](world::World)'s knowledge become a [`Reading`](model::Reading). It never fails and
//! never guesses: what was not understood or could not be placed is listed in the reading.
//!
//! The modules, in the order in which a report passes through them; an arrow never runs back:
//!
//! - [`model`]: the nouns, plain data that every other module passes on.
//! - [`report`]: bytes → text with title, day, language, paragraphs, sentences and offsets.
//! - [`quantity`], [`time`]: how many, on which days and at which hours, as whole phrases.
//! - [`gazetteer`]: places by name, identifier and position; the index inside the binary.
//! - [`geoparse`]: a report → the places that it mentions, each name resolved among its namesakes.
//! - [`extract`]: mentions and sentences → statements about corridors, fighting, control.
//! - [`world`]: the knowledge that reading rests on, loaded once and shared.
//! - [`mod@read`]: the main job, hands the mentions of `geoparse` to `extract`.
//! - [`shape`]: statements → lines along roads and areas, and how each came about.
//! - [`layer`]: the registry of layers, and readings → features.
//! - [`format`](mod@format): features → GeoJSON and CSV.
//! - [`filter`]: which features a CQL2 text finds by their properties.
//! - [`store`]: reports, statements and layers in a GeoPackage; the snapshot that is read.
//! - [`fault`]: what goes wrong in us while one thing is read stays an error of that one.
//! - [`intake`]: the way in, from bytes to the store.
//! - [`routing`]: proposals of ways by road, and areas to avoid for other routing programs.
//! - [`basemap`]: land, water, borders and names as vector tiles, and the style of the map.
//! - [`server`]: the HTTP API and the map page.
//! - [`cli`]: the command line, one file a subcommand.
//!
//! `ARCHITECTURE.md` tells the same at more length, with a report followed on its way.
pub mod basemap;
pub mod cli;
pub mod extract;
pub mod fault;
pub mod filter;
pub mod format;
pub mod gazetteer;
pub mod geoparse;
pub mod intake;
mod language;
pub mod layer;
pub mod model;
pub mod quantity;
pub mod read;
pub mod report;
pub mod routing;
pub mod server;
pub mod shape;
pub mod store;
pub mod time;
pub mod world;
