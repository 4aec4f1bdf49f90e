//! The quickest way by contraction hierarchies (Geisberger et al. 2008), as the crate
//! `fast_paths` has them.

use std::fmt;
use std::sync::{Mutex, MutexGuard};

use fast_paths::{FastGraph, InputGraph, PathCalculator};
use serde::{Deserialize, Serialize};

use super::graph::{Arc, Graph};

/// How many questions are answered at once; more wait. A workspace takes 72 bytes a node.
const WORKSPACES: usize = 2;

/// The prepared graph.
#[derive(Serialize, Deserialize)]
pub(super) struct Hierarchy {
    #[serde(
        serialize_with = "fast_paths::serialize_32",
        deserialize_with = "fast_paths::deserialize_32"
    )]
    graph: FastGraph,
    #[serde(skip)]
    workspaces: [Mutex<Option<PathCalculator>>; WORKSPACES],
}

impl fmt::Debug for Hierarchy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hierarchy")
            .field("nodes", &self.graph.get_num_nodes())
            .finish_non_exhaustive()
    }
}

/// A node where a way may begin or end, and what it costs to get there from the stop.
pub(super) type Gate = (u32, u64);

impl Hierarchy {
    /// Takes seconds to minutes: about twelve for a million arcs.
    pub fn prepare(graph: &Graph) -> Self {
        let mut input = InputGraph::new();
        for number in 0..graph.edges.len() as u32 {
            for arc in [Arc::new(number, false), Arc::new(number, true)] {
                if let Some(cost) = graph.cost_ms(arc) {
                    let cost = usize::try_from(cost).unwrap_or(usize::MAX);
                    input.add_edge(graph.tail(arc) as usize, graph.head(arc) as usize, cost);
                }
            }
        }
        input.freeze();
        Self {
            graph: fast_paths::prepare(&input),
            workspaces: Default::default(),
        }
    }

    pub fn nodes(&self) -> usize {
        self.graph.get_num_nodes()
    }

    /// The nodes of the cheapest way from one of `starts` to one of `ends`, with its cost.
    pub fn way(&self, starts: &[Gate], ends: &[Gate]) -> Option<(Vec<u32>, u64)> {
        if starts.is_empty() || ends.is_empty() {
            return None;
        }
        let gates = |gates: &[Gate]| {
            let gates = gates
                .iter()
                .map(|(node, cost)| (*node as usize, *cost as usize));
            gates.collect()
        };
        let mut workspace = self.workspace();
        let path = workspace
            .get_or_insert_with(|| fast_paths::create_calculator(&self.graph))
            .calc_path_multiple_sources_and_targets(&self.graph, gates(starts), gates(ends));
        drop(workspace);
        let path = path?;
        let nodes = path.get_nodes().iter().map(|node| *node as u32).collect();
        Some((nodes, path.get_weight() as u64))
    }

    /// A workspace that nobody uses, or the first that becomes free.
    fn workspace(&self) -> MutexGuard<'_, Option<PathCalculator>> {
        let free = self
            .workspaces
            .iter()
            .find_map(|workspace| workspace.try_lock().ok());
        free.unwrap_or_else(|| {
            self.workspaces[0].lock().unwrap_or_else(|spoilt| {
                // Half an answer may stand in it.
                let mut workspace = spoilt.into_inner();
                *workspace = None;
                workspace
            })
        })
    }
}
