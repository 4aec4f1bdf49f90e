//! Imported roads ↔ bytes.
//!
//! Sixteen bytes of magic and version, then sections, each with its length and check sum before
//! it. All numbers are little-endian; a section is encoded with `postcard`.

use flate2::Crc;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ImportedRoads;
use super::error::RoadFileError;
use super::graph::{Costs, Edge, Graph, Source};
use super::hierarchy::Hierarchy;
use super::pbf::Micro;
use super::snap::Index;

const MAGIC: &[u8; 12] = b"korydorroads";
/// Raised with every change of what follows.
const VERSION: u32 = 1;

/// The first section.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    source: Source,
    costs: Costs,
    labels: Vec<String>,
}

impl ImportedRoads {
    /// The roads as bytes that [`ImportedRoads::from_bytes`] reads.
    ///
    /// # Errors
    /// [`RoadFileError::Damaged`] where something cannot be encoded; a bug.
    pub fn to_bytes(&self) -> Result<Vec<u8>, RoadFileError> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        let head = Head {
            source: self.graph.source.clone(),
            costs: self.graph.costs,
            labels: self.graph.labels.clone(),
        };
        put(&mut bytes, &encode(&head)?);
        put(&mut bytes, &encode(&self.graph.nodes)?);
        put(&mut bytes, &encode(&self.graph.edges)?);
        put(&mut bytes, &self.graph.geometry);
        put(&mut bytes, &encode(&self.hierarchy)?);
        Ok(bytes)
    }

    /// Reads what [`ImportedRoads::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`RoadFileError`] for other bytes, another version and bytes that were cut off or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RoadFileError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(RoadFileError::NotRoads)?;
        let (version, mut rest) = rest
            .split_first_chunk()
            .ok_or_else(|| RoadFileError::Damaged("it ends after its name".to_owned()))?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            return Err(RoadFileError::OtherVersion {
                version,
                known: VERSION,
            });
        }
        let head: Head = decode(take(&mut rest)?)?;
        let nodes: Vec<Micro> = decode(take(&mut rest)?)?;
        let edges: Vec<Edge> = decode(take(&mut rest)?)?;
        let geometry = take(&mut rest)?.to_vec();
        let hierarchy: Hierarchy = decode(take(&mut rest)?)?;
        let fits = hierarchy.nodes() == nodes.len()
            && edges.iter().all(|edge| {
                let ends = [edge.from, edge.to];
                ends.iter().all(|end| (*end as usize) < nodes.len())
            });
        if !fits {
            return Err(RoadFileError::Damaged(
                "its sections do not fit together".to_owned(),
            ));
        }
        let graph = Graph::new(head.source, head.costs, nodes, edges, head.labels, geometry);
        let index = Index::of(&graph);
        Ok(Self {
            graph,
            hierarchy,
            index,
        })
    }
}

fn encode<T: Serialize>(section: &T) -> Result<Vec<u8>, RoadFileError> {
    postcard::to_allocvec(section).map_err(|error| RoadFileError::Damaged(error.to_string()))
}

fn decode<T: DeserializeOwned>(section: &[u8]) -> Result<T, RoadFileError> {
    postcard::from_bytes(section).map_err(|error| RoadFileError::Damaged(error.to_string()))
}

fn put(bytes: &mut Vec<u8>, section: &[u8]) {
    bytes.extend((section.len() as u64).to_le_bytes());
    bytes.extend(sum(section).to_le_bytes());
    bytes.extend(section);
}

fn take<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], RoadFileError> {
    let cut_off = || RoadFileError::Damaged("it is cut off".to_owned());
    let (length, rest) = bytes.split_first_chunk().ok_or_else(cut_off)?;
    let (check, rest) = rest.split_first_chunk().ok_or_else(cut_off)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| cut_off())?;
    let (section, rest) = rest.split_at_checked(length).ok_or_else(cut_off)?;
    if sum(section) != u32::from_le_bytes(*check) {
        return Err(RoadFileError::Damaged(
            "bytes of it were changed".to_owned(),
        ));
    }
    *bytes = rest;
    Ok(section)
}

fn sum(section: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(section);
    crc.sum()
}
