//! Small OpenStreetMap extracts, written byte by byte as the PBF format has them.

use std::io::Cursor;

use korydor::shape::osm::{ImportError, ImportedRoads, Summary};

/// An extract in the making: nodes, then ways.
#[derive(Debug, Clone, Default)]
pub struct Extract {
    nodes: Vec<(i64, f64, f64, String)>,
    ways: Vec<(Vec<i64>, Vec<u8>)>,
    strings: Vec<Vec<u8>>,
    /// Nodes as messages of their own instead of columns.
    pub plain_nodes: bool,
    /// What the file demands of its reader.
    pub demands: Vec<&'static str>,
    /// As of when the data are, seconds since 1970.
    pub as_of: Option<u64>,
}

impl Extract {
    pub fn new() -> Self {
        Self {
            strings: vec![Vec::new()],
            demands: vec!["OsmSchema-V0.6", "DenseNodes"],
            ..Self::default()
        }
    }

    pub fn node(mut self, id: i64, lon: f64, lat: f64, tags: &str) -> Self {
        self.nodes.push((id, lon, lat, tags.to_owned()));
        self
    }

    /// Nodes without tags.
    pub fn nodes(self, nodes: &[(i64, f64, f64)]) -> Self {
        nodes.iter().fold(self, |extract, (id, lon, lat)| {
            extract.node(*id, *lon, *lat, "")
        })
    }

    /// A way with tags like "highway=primary oneway=yes"; an underscore in a value is a space.
    pub fn way(self, nodes: &[i64], tags: &str) -> Self {
        self.way_of_bytes(nodes, tags.as_bytes())
    }

    /// A way whose tags may not be UTF-8.
    pub fn way_of_bytes(mut self, nodes: &[i64], tags: &[u8]) -> Self {
        self.ways.push((nodes.to_vec(), tags.to_vec()));
        self
    }

    fn string(&mut self, text: &[u8]) -> u64 {
        let known = self.strings.iter().position(|string| string == text);
        known.unwrap_or_else(|| {
            self.strings.push(text.to_vec());
            self.strings.len() - 1
        }) as u64
    }

    fn tags(&mut self, tags: &[u8]) -> Vec<(u64, u64)> {
        tags.split(|byte| *byte == b' ')
            .filter(|tag| !tag.is_empty())
            .map(|tag| {
                let at = tag.iter().position(|byte| *byte == b'=').unwrap();
                let value: Vec<u8> = tag[at + 1..]
                    .iter()
                    .map(|byte| if *byte == b'_' { b' ' } else { *byte })
                    .collect();
                (self.string(&tag[..at]), self.string(&value))
            })
            .collect()
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut extract = self.clone();
        let nodes = extract.node_group();
        let nodes = extract.block(&nodes);
        let ways = extract.way_group();
        let ways = extract.block(&ways);
        let mut header = Vec::new();
        for demand in &self.demands {
            bytes(&mut header, 4, demand.as_bytes());
        }
        if let Some(as_of) = self.as_of {
            number(&mut header, 32, as_of);
        }
        let mut file = blob("OSMHeader", &header);
        file.extend(blob("OSMData", &nodes));
        file.extend(blob("OSMData", &ways));
        file
    }

    fn block(&self, group: &[u8]) -> Vec<u8> {
        let mut table = Vec::new();
        for string in &self.strings {
            bytes(&mut table, 1, string);
        }
        let mut block = Vec::new();
        bytes(&mut block, 1, &table);
        bytes(&mut block, 2, group);
        block
    }

    fn node_group(&mut self) -> Vec<u8> {
        let nodes = self.nodes.clone();
        let degrees = |value: f64| (value * 1e7).round() as i64;
        let mut group = Vec::new();
        if self.plain_nodes {
            for (id, lon, lat, tags) in &nodes {
                let tags = self.tags(tags.as_bytes());
                let mut node = Vec::new();
                number(&mut node, 1, zigzag(*id));
                packed(&mut node, 2, tags.iter().map(|tag| tag.0));
                packed(&mut node, 3, tags.iter().map(|tag| tag.1));
                number(&mut node, 8, zigzag(degrees(*lat)));
                number(&mut node, 9, zigzag(degrees(*lon)));
                bytes(&mut group, 1, &node);
            }
            return group;
        }
        let mut dense = Vec::new();
        packed(&mut dense, 1, differences(nodes.iter().map(|node| node.0)));
        packed(
            &mut dense,
            8,
            differences(nodes.iter().map(|node| degrees(node.2))),
        );
        packed(
            &mut dense,
            9,
            differences(nodes.iter().map(|node| degrees(node.1))),
        );
        let mut tags = Vec::new();
        for (_, _, _, text) in &nodes {
            tags.extend(
                self.tags(text.as_bytes())
                    .into_iter()
                    .flat_map(|tag| [tag.0, tag.1]),
            );
            tags.push(0);
        }
        packed(&mut dense, 10, tags.into_iter());
        bytes(&mut group, 2, &dense);
        group
    }

    fn way_group(&mut self) -> Vec<u8> {
        let mut group = Vec::new();
        for (number_of_way, (nodes, tags)) in self.ways.clone().iter().enumerate() {
            let tags = self.tags(tags);
            let mut way = Vec::new();
            number(&mut way, 1, number_of_way as u64 + 1);
            packed(&mut way, 2, tags.iter().map(|tag| tag.0));
            packed(&mut way, 3, tags.iter().map(|tag| tag.1));
            packed(&mut way, 8, differences(nodes.iter().copied()));
            bytes(&mut group, 3, &way);
        }
        group
    }

    /// The file, imported.
    pub fn import(&self) -> Result<(ImportedRoads, Summary), ImportError> {
        import(&self.bytes())
    }

    /// The roads of the file, which must be good.
    pub fn roads(&self) -> ImportedRoads {
        self.import().unwrap().0
    }
}

/// Imports a file that is in memory.
pub fn import(file: &[u8]) -> Result<(ImportedRoads, Summary), ImportError> {
    ImportedRoads::import(|| Ok(Cursor::new(file)), &|_, _, _| {})
}

fn blob(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut blob = Vec::new();
    bytes(&mut blob, 1, content);
    let mut header = Vec::new();
    bytes(&mut header, 1, kind.as_bytes());
    number(&mut header, 3, blob.len() as u64);
    let mut framed = (header.len() as u32).to_be_bytes().to_vec();
    framed.extend(header);
    framed.extend(blob);
    framed
}

fn varint(message: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        message.push(value as u8 | 0x80);
        value >>= 7;
    }
    message.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn differences(values: impl Iterator<Item = i64>) -> impl Iterator<Item = u64> {
    values.scan(0, |before, value| {
        let difference = value - *before;
        *before = value;
        Some(zigzag(difference))
    })
}

fn number(message: &mut Vec<u8>, field: u64, value: u64) {
    varint(message, field << 3);
    varint(message, value);
}

fn bytes(message: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(message, field << 3 | 2);
    varint(message, content.len() as u64);
    message.extend(content);
}

fn packed(message: &mut Vec<u8>, field: u64, values: impl Iterator<Item = u64>) {
    let mut content = Vec::new();
    values.for_each(|value| varint(&mut content, value));
    bytes(message, field, &content);
}
