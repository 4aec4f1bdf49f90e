//! Compiles `geodata/roads` into the index of the schematic road network.

#[path = "../../src/shape/network/index.rs"]
mod index;
#[path = "roads/lines.rs"]
mod lines;
#[path = "roads/places.rs"]
mod places;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

use index::{EdgeRow, Index, NodeRow, RoadRow, straight_km};
use lines::Line;
use places::{Candidate, Places};

type Failure = Box<dyn Error>;

/// Two places that follow each other on a line are not further apart: a place in between is
/// missing, or a namesake was taken.
const LONGEST_KM: f64 = 60.0;
/// Nor nearer: one of the two is a slip.
const SHORTEST_KM: f64 = 0.3;
/// West, south, east and north of the lakes that matter.
const LAKES_WITHIN: [f64; 4] = [21.0, 44.0, 41.0, 53.0];

/// Writes the index of `geodata/roads` to `output`.
///
/// # Errors
/// A file is missing or says what cannot be; the text names file, line and place.
pub fn compile(geodata: &Path, output: &Path) -> Result<(), Failure> {
    let folder = geodata.join("roads");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=src/shape/network/index.rs");
    let places = Places::read(geodata)?;
    let mut lines = lines::read(&folder)?;
    // Where two roads share a stretch, the higher class comes first.
    lines.sort_by(|a, b| (a.class, &a.number).cmp(&(b.class, &b.number)));
    let mut network = Network::default();
    for line in &lines {
        let stops = chosen(line, &places)?;
        network.add(line, &stops)?;
    }
    network.is_one_piece()?;
    let index = Index {
        nodes: network.nodes.iter().map(|stop| stop.row()).collect(),
        roads: network.roads,
        edges: network
            .edges
            .into_iter()
            .map(|(ends, edge)| EdgeRow { ends, ..edge })
            .collect(),
        lakes: lakes(&geodata.join("boundaries/lakes.geojson"))?,
    };
    fs::write(output, postcard::to_allocvec(&index)?)?;
    Ok(())
}

/// The places of a line: of namesakes those that make the line shortest.
fn chosen<'p>(line: &Line, places: &'p Places) -> Result<Vec<Candidate<'p>>, Failure> {
    let mut best: Vec<(f64, Vec<Candidate<'p>>)> = Vec::new();
    for (at, name) in line.places.iter().enumerate() {
        let candidates = places
            .called(name)
            .map_err(|reason| line.fault(&reason.to_string()))?;
        best = candidates
            .into_iter()
            .map(|candidate| {
                if at == 0 {
                    return (0.0, vec![candidate]);
                }
                let ways = best.iter().filter_map(|(km, way)| {
                    let last = way.last()?;
                    Some((km + straight_km(last.position, candidate.position), way))
                });
                let shortest = ways.min_by(|a, b| a.0.total_cmp(&b.0));
                let (km, mut way) =
                    shortest.map_or((0.0, Vec::new()), |(km, way)| (km, way.clone()));
                way.push(candidate);
                (km, way)
            })
            .collect();
    }
    let shortest = best.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    Ok(shortest.map(|(_, way)| way).unwrap_or_default())
}

#[derive(Default)]
struct Network<'p> {
    nodes: Vec<Candidate<'p>>,
    numbers: HashMap<String, u16>,
    roads: Vec<RoadRow<'p>>,
    edges: BTreeMap<(u16, u16), EdgeRow>,
}

impl<'p> Network<'p> {
    fn add(&mut self, line: &'p Line, stops: &[Candidate<'p>]) -> Result<(), Failure> {
        if stops.len() < 2 {
            return Err(line.fault("a line needs two places"));
        }
        let road = RoadRow {
            number: line.number.as_deref().unwrap_or_default(),
            class: line.class,
        };
        let known = self.roads.iter().position(|known| {
            !road.number.is_empty() && known.number == road.number && known.class == road.class
        });
        let road = match known {
            Some(known) => number(known)?,
            None => {
                self.roads.push(road);
                number(self.roads.len() - 1)?
            }
        };
        for pair in stops.windows(2) {
            let (a, b) = (self.node(&pair[0])?, self.node(&pair[1])?);
            let km = straight_km(pair[0].position, pair[1].position);
            let between = format!("{} and {} are {km:.1} km apart", pair[0].name, pair[1].name);
            if km > LONGEST_KM {
                return Err(line.fault(&format!(
                    "{between}, more than {LONGEST_KM}: name a place in between, or say which namesake is meant (Name/14, Name~lon,lat)"
                )));
            }
            if km < SHORTEST_KM {
                return Err(line.fault(&format!("{between}: they are one place")));
            }
            let edge = self.edges.entry((a.min(b), a.max(b))).or_insert(EdgeRow {
                ends: (0, 0),
                roads: Vec::new(),
                straight_km: km,
            });
            if !edge.roads.contains(&road) {
                edge.roads.push(road);
            }
        }
        Ok(())
    }

    fn node(&mut self, stop: &Candidate<'p>) -> Result<u16, Failure> {
        if let Some(known) = self.numbers.get(&stop.id) {
            return Ok(*known);
        }
        let new = number(self.nodes.len())?;
        self.nodes.push(stop.clone());
        self.numbers.insert(stop.id.clone(), new);
        Ok(new)
    }

    fn is_one_piece(&self) -> Result<(), Failure> {
        let mut neighbours: HashMap<u16, Vec<u16>> = HashMap::new();
        for (a, b) in self.edges.keys() {
            neighbours.entry(*a).or_default().push(*b);
            neighbours.entry(*b).or_default().push(*a);
        }
        let mut reached = vec![false; self.nodes.len()];
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[usize::from(node)], true) {
                open.extend(neighbours.get(&node).into_iter().flatten());
            }
        }
        match reached.iter().position(|reached| !reached) {
            None => Ok(()),
            Some(apart) => Err(format!(
                "geodata/roads: no road leads to {}; every road must be joined to the others",
                self.nodes[apart].name
            )
            .into()),
        }
    }
}

fn number(count: usize) -> Result<u16, Failure> {
    Ok(u16::try_from(count).map_err(|_| "geodata/roads: more than 65,536 nodes or roads")?)
}

impl<'p> Candidate<'p> {
    fn row(&self) -> NodeRow<'p> {
        NodeRow {
            name: self.name,
            kind: self.kind,
            geonames: self.geonames,
            lon: self.position.0,
            lat: self.position.1,
            closed_from: self.closed_from,
            open_again: self.open_again,
            note: self.note,
        }
    }
}

/// The outer rings of the lakes around the network.
fn lakes(file: &Path) -> Result<Vec<Vec<(f64, f64)>>, Failure> {
    use geojson::{FeatureCollection, GeometryValue};
    println!("cargo::rerun-if-changed={}", file.display());
    let told = |problem: String| format!("{}: {problem}", file.display());
    let text = fs::read_to_string(file).map_err(|error| told(error.to_string()))?;
    let collection: FeatureCollection = text.parse().map_err(|error| told(format!("{error}")))?;
    let mut rings = Vec::new();
    for feature in collection.features {
        let polygons = match feature.geometry.map(|geometry| geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            _ => return Err(told("a lake is no polygon".to_owned()).into()),
        };
        for outer in polygons
            .into_iter()
            .filter_map(|rings| rings.into_iter().next())
        {
            let ring: Vec<(f64, f64)> = outer.iter().map(|at| (at[0], at[1])).collect();
            let [west, south, east, north] = LAKES_WITHIN;
            let near = |&(lon, lat): &(f64, f64)| {
                (west..=east).contains(&lon) && (south..=north).contains(&lat)
            };
            if ring.iter().any(near) {
                rings.push(ring);
            }
        }
    }
    Ok(rings)
}
