//! Roads imported from an OpenStreetMap extract.
//!
//! `tags` says what a way means to somebody in a car, `pbf` reads the file, `build` makes a graph
//! of its ways, `hierarchy` prepares it for quick answers and `file` lays it out as bytes.
//! `ImportedRoads` answers: `snap` puts stops on roads, `search` finds ways that keep out of some
//! roads, `route` puts them together.

mod build;
mod components;
mod error;
mod file;
mod geometry;
mod graph;
mod hierarchy;
mod labels;
mod pbf;
mod prices;
mod route;
mod search;
mod snap;
mod tags;
mod zones;

use std::io::{Read, Seek};

pub use error::{ImportError, RoadFileError};

use graph::Graph;
use hierarchy::Hierarchy;
use snap::Index;
use tags::Rules;

/// Who made the data, in the words that its licence asks for.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL";

/// A step of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading ways; counted in bytes of the file.
    Ways,
    /// Reading the nodes of ways; counted in bytes of the file.
    Nodes,
    /// Joining ways to a graph; not counted.
    Graph,
    /// Preparing the graph for quick answers; not counted.
    Hierarchy,
}

/// Told how far an import has come: step, how much of it is done, how much there is.
pub type Observer<'a> = dyn Fn(Stage, u64, u64) + Sync + 'a;

/// Roads of an OpenStreetMap extract, ready to be asked for ways.
#[derive(Debug)]
pub struct ImportedRoads {
    graph: Graph,
    hierarchy: Hierarchy,
    index: Index,
}

/// What an import took from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Ways of any kind in the file.
    pub ways: u64,
    /// Ways that cars take.
    pub roads: u64,
    /// Places where roads meet or end.
    pub junctions: u64,
    /// Pieces of road between them.
    pub pieces: u64,
    /// Kilometres of road.
    pub length_km: f64,
    /// Pieces on bridges.
    pub bridges: u64,
    /// Pieces that are ferries.
    pub ferries: u64,
    /// Kilometres left out, because they lead to no other road.
    pub islands_km: f64,
    /// Nodes of roads that the file lacks: roads are cut there, as at the border of an extract.
    pub missing_nodes: u64,
}

impl ImportedRoads {
    /// Reads an extract that `open` opens as often as it is asked (several readers at once).
    ///
    /// # Errors
    /// [`ImportError`] where the file is broken or holds no roads.
    pub fn import<R, F>(open: F, observer: &Observer<'_>) -> Result<(Self, Summary), ImportError>
    where
        R: Read + Seek + Send,
        F: Fn() -> std::io::Result<R> + Sync,
    {
        let rules = Rules::embedded()?;
        let raw = pbf::read(&open, &rules, observer)?;
        observer(Stage::Graph, 0, 0);
        let (graph, summary) = build::build(raw, &rules)?;
        observer(Stage::Hierarchy, 0, 0);
        let hierarchy = Hierarchy::prepare(&graph);
        let index = Index::of(&graph);
        let roads = Self {
            graph,
            hierarchy,
            index,
        };
        Ok((roads, summary))
    }

    /// Who made the data, in the words that its licence asks for.
    pub fn attribution(&self) -> &str {
        &self.graph.source.attribution
    }

    /// As of when the data are, seconds since 1970, where the extract said.
    pub fn as_of(&self) -> Option<i64> {
        self.graph.source.timestamp
    }

    /// Pieces of road between junctions.
    pub fn pieces(&self) -> usize {
        self.graph.edges.len()
    }
}
