//! Reading an OpenStreetMap extract: the ways that cars take and the positions of their nodes.
//!
//! The file is read in two passes, a block at a time and several blocks at once: first the ways,
//! then the nodes that they name. Only those nodes are kept.

use std::io::{BufReader, Read, Seek, SeekFrom};

use osmpbf::{BlobReader, BlobType, ByteOffset, PrimitiveBlock};
use rayon::prelude::*;

use super::error::ImportError;
use super::labels::Labels;
use super::tags::{Drive, Rules, Tags};
use super::{Observer, Stage};

/// Blocks that are held in memory at the same time, each up to 32 MB unpacked.
const BLOCKS_AT_ONCE: usize = 32;

/// What this reader understands of what a file may demand.
const FEATURES: &[&str] = &["OsmSchema-V0.6", "DenseNodes", "HistoricalInformation"];

/// A position in millionths of a degree: longitude, latitude.
pub(super) type Micro = [i32; 2];

/// The position of a node that the file does not hold.
pub(super) const UNKNOWN: Micro = [i32::MIN; 2];

/// A way that cars take.
#[derive(Debug, Clone)]
pub(super) struct RawWay {
    pub drive: Drive,
    /// Its name in [`RawRoads::labels`].
    pub label: u32,
    /// Its nodes are this many of [`RawRoads::nodes`], after those of the ways before.
    pub length: usize,
}

/// The roads of a file, as it has them.
#[derive(Debug, Default)]
pub(super) struct RawRoads {
    pub ways: Vec<RawWay>,
    /// The nodes of all ways, one way after the other, as places in `positions`.
    pub nodes: Vec<u32>,
    /// Positions of the nodes that ways name; [`UNKNOWN`] where the file has none.
    pub positions: Vec<Micro>,
    /// Whether a barrier closes the node.
    pub closed: Vec<bool>,
    pub labels: Labels,
    /// As of when the data are, seconds since 1970, where the file says.
    pub timestamp: Option<i64>,
    /// Ways of any kind in the file.
    pub ways_seen: u64,
}

/// Reads a file that `open` opens as often as it is asked.
pub(super) fn read<R, F>(
    open: &F,
    rules: &Rules,
    observer: &Observer<'_>,
) -> Result<RawRoads, ImportError>
where
    R: Read + Seek + Send,
    F: Fn() -> std::io::Result<R> + Sync,
{
    let blocks = Blocks::find(open()?)?;
    let mut roads = RawRoads {
        timestamp: blocks.timestamp,
        ..RawRoads::default()
    };
    let mut ids: Vec<i64> = Vec::new();
    let mut with_nodes: Vec<u64> = Vec::new();
    blocks.each(
        open,
        &blocks.data,
        |block| ways_of(block, rules),
        |at, part: Ways| {
            roads.ways_seen += part.seen;
            for (mut drive, length) in part.ways {
                let label = roads.labels.number(drive.label.take());
                roads.ways.push(RawWay {
                    drive,
                    label,
                    length,
                });
            }
            ids.extend(part.nodes);
            if part.block_has_nodes {
                with_nodes.push(at);
            }
            observer(Stage::Ways, at, blocks.length);
        },
    )?;
    if roads.ways.is_empty() {
        return Err(ImportError::NoRoads {
            ways: roads.ways_seen,
        });
    }
    let named = ids;
    let mut ids = named.clone();
    ids.par_sort_unstable();
    ids.dedup();
    ids.shrink_to_fit();
    let count = u32::try_from(ids.len()).map_err(|_| ImportError::TooLarge)?;
    // Every name is in the list that was made of them.
    roads.nodes = named
        .par_iter()
        .map(|id| u32::try_from(ids.partition_point(|known| known < id)).unwrap_or(count))
        .collect();
    drop(named);

    roads.positions = vec![UNKNOWN; ids.len()];
    roads.closed = vec![false; ids.len()];
    blocks.each(
        open,
        &with_nodes,
        |block| nodes_of(block, &ids, rules),
        |at, nodes| {
            for (node, position, closed) in nodes {
                roads.positions[node] = position;
                roads.closed[node] = closed;
            }
            observer(Stage::Nodes, at, blocks.length);
        },
    )?;
    Ok(roads)
}

/// Where the blocks of a file begin.
struct Blocks {
    data: Vec<u64>,
    length: u64,
    timestamp: Option<i64>,
}

impl Blocks {
    /// Walks from head to head without reading what is between, which shows at once whether the
    /// file is whole.
    fn find<R: Read + Seek + Send>(mut file: R) -> Result<Self, ImportError> {
        let length = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        let mut reader = BlobReader::new_seekable(BufReader::new(file)).map_err(broken(0))?;
        let mut blocks = Self {
            data: Vec::new(),
            length,
            timestamp: None,
        };
        let mut found = 0;
        let mut before = 0;
        loop {
            let at = reader
                .seek_raw(SeekFrom::Current(0))
                .map_err(broken(before))?;
            if at == length && found > 0 {
                return Ok(blocks);
            }
            let cut_off = ImportError::CutOff {
                blocks: found.max(1) - 1,
                at: before,
                length,
            };
            if at > length {
                return Err(cut_off);
            }
            let head = match reader.next_header_skip_blob() {
                Some(Ok((head, _))) if head.get_blob_size() > 0 => head,
                _ if found == 0 => return Err(ImportError::NotPbf),
                _ => {
                    return Err(ImportError::CutOff {
                        blocks: found,
                        at,
                        length,
                    });
                }
            };
            match head.blob_type() {
                BlobType::OsmData if found > 0 => blocks.data.push(at),
                BlobType::OsmHeader if found == 0 => {
                    let next = reader.seek_raw(SeekFrom::Current(0)).map_err(broken(at))?;
                    if next > length {
                        return Err(ImportError::CutOff {
                            blocks: 0,
                            at,
                            length,
                        });
                    }
                    blocks.timestamp = check_header(&mut reader)?;
                    reader.seek(ByteOffset(next)).map_err(broken(at))?;
                }
                _ if found == 0 => return Err(ImportError::NotPbf),
                _ => {}
            }
            found += 1;
            before = at;
        }
    }

    /// Unpacks the blocks that begin at `begins`, makes something of each, several at once, and
    /// hands the results on in their order with the place where the block begins.
    fn each<R, F, T>(
        &self,
        open: &F,
        begins: &[u64],
        make: impl Fn(&PrimitiveBlock) -> T + Sync,
        mut take: impl FnMut(u64, T),
    ) -> Result<(), ImportError>
    where
        R: Read + Seek + Send,
        F: Fn() -> std::io::Result<R> + Sync,
        T: Send,
    {
        for some in begins.chunks(BLOCKS_AT_ONCE) {
            let made: Vec<T> = some
                .par_iter()
                .map_init(
                    || open().and_then(|file| Ok(BlobReader::new_seekable(BufReader::new(file))?)),
                    |reader, at| match reader {
                        Ok(reader) => reader
                            .blob_from_offset(ByteOffset(*at))
                            .and_then(|blob| blob.to_primitiveblock())
                            .map(|block| make(&block))
                            .map_err(broken(*at)),
                        Err(error) => Err(ImportError::Io(std::io::Error::new(
                            error.kind(),
                            error.to_string(),
                        ))),
                    },
                )
                .collect::<Result<_, _>>()?;
            for (at, part) in some.iter().zip(made) {
                take(*at, part);
            }
        }
        Ok(())
    }
}

fn broken(at: u64) -> impl Fn(osmpbf::Error) -> ImportError {
    move |error| match error.into_kind() {
        osmpbf::ErrorKind::Io(error) => ImportError::Io(error),
        osmpbf::ErrorKind::Blob(osmpbf::BlobError::Empty) => ImportError::Compression { at },
        osmpbf::ErrorKind::Protobuf { err, .. } => ImportError::Damaged {
            at,
            reason: err.to_string(),
        },
        other => ImportError::Damaged {
            at,
            reason: format!("{other:?}"),
        },
    }
}

/// As of when the data are; an error where the file demands what this reader cannot do.
fn check_header<R: Read + Seek + Send>(
    reader: &mut BlobReader<R>,
) -> Result<Option<i64>, ImportError> {
    let header = reader
        .blob_from_offset(ByteOffset(0))
        .and_then(|blob| blob.to_headerblock())
        .map_err(broken(0))?;
    let unknown = header
        .required_features()
        .iter()
        .find(|feature| !FEATURES.contains(&feature.as_str()));
    match unknown {
        Some(feature) => Err(ImportError::Feature(feature.clone())),
        None => Ok(header.osmosis_replication_timestamp()),
    }
}

/// The ways of a block.
#[derive(Default)]
struct Ways {
    /// Ways with the number of their nodes.
    ways: Vec<(Drive, usize)>,
    nodes: Vec<i64>,
    seen: u64,
    block_has_nodes: bool,
}

fn ways_of(block: &PrimitiveBlock, rules: &Rules) -> Ways {
    let strings = Strings::of(block);
    let mut found = Ways::default();
    for group in block.groups() {
        found.block_has_nodes |=
            group.dense_nodes().next().is_some() || group.nodes().next().is_some();
        for way in group.ways() {
            found.seen += 1;
            let tags = strings.tags(way.raw_tags());
            let Some(drive) = rules.drive(Tags(&tags)) else {
                continue;
            };
            let before = found.nodes.len();
            // Numbers of nodes stand as differences; a damaged file must not end in an overflow.
            found
                .nodes
                .extend(way.raw_refs().iter().scan(0_i64, |id, difference| {
                    *id = id.wrapping_add(*difference);
                    Some(*id)
                }));
            let length = found.nodes.len() - before;
            found.ways.push((drive, length));
        }
    }
    found
}

/// The nodes of a block that are in `ids`: place there, position, whether a barrier closes it.
fn nodes_of(block: &PrimitiveBlock, ids: &[i64], rules: &Rules) -> Vec<(usize, Micro, bool)> {
    let strings = Strings::of(block);
    let mut found = Vec::new();
    // Blocks hold runs of numbers: most are far from the next node of a road.
    let mut near = 0..0;
    let mut place = |id: i64| {
        let known = ids.get(near.clone()).unwrap_or_default();
        let inside = known.first().is_some_and(|first| *first <= id)
            && known.last().is_some_and(|last| id <= *last);
        if !inside {
            let at = ids.partition_point(|known| *known < id);
            near = at..(at + 4096).min(ids.len());
        }
        let known = ids.get(near.clone()).unwrap_or_default();
        known.binary_search(&id).ok().map(|at| near.start + at)
    };
    for group in block.groups() {
        for node in group.dense_nodes() {
            if let Some(at) = place(node.id()) {
                let closed = rules.closes(Tags(&strings.tags_of_dense(node.raw_tags())));
                found.push((at, micro(node.nano_lon(), node.nano_lat()), closed));
            }
        }
        for node in group.nodes() {
            if let Some(at) = place(node.id()) {
                let closed = rules.closes(Tags(&strings.tags(node.raw_tags())));
                found.push((at, micro(node.nano_lon(), node.nano_lat()), closed));
            }
        }
    }
    found.retain(|(_, position, _)| *position != UNKNOWN);
    found
}

/// Millionths of a degree; [`UNKNOWN`] for a position that is not on the globe.
fn micro(nano_lon: i64, nano_lat: i64) -> Micro {
    let round = |nano: i64, limit: i64| {
        let micro = nano.checked_add(500)?.div_euclid(1000);
        (-limit..=limit).contains(&micro).then_some(micro)
    };
    match (round(nano_lon, 180_000_000), round(nano_lat, 90_000_000)) {
        (Some(lon), Some(lat)) => [
            i32::try_from(lon).unwrap_or(i32::MIN),
            i32::try_from(lat).unwrap_or(i32::MIN),
        ],
        _ => UNKNOWN,
    }
}

/// The texts of a block. Bytes that are not UTF-8 become replacement characters.
struct Strings<'a>(Vec<std::borrow::Cow<'a, str>>);

impl<'a> Strings<'a> {
    fn of(block: &'a PrimitiveBlock) -> Self {
        let strings = block.raw_stringtable();
        Self(
            strings
                .iter()
                .map(|bytes| String::from_utf8_lossy(bytes))
                .collect(),
        )
    }

    fn tags(&self, numbers: impl Iterator<Item = (u32, u32)>) -> Vec<(&str, &str)> {
        numbers
            .filter_map(|(key, value)| {
                let key = self.0.get(usize::try_from(key).ok()?)?;
                let value = self.0.get(usize::try_from(value).ok()?)?;
                Some((key.as_ref(), value.as_ref()))
            })
            .collect()
    }

    fn tags_of_dense(&self, numbers: impl Iterator<Item = (i32, i32)>) -> Vec<(&str, &str)> {
        self.tags(numbers.filter_map(|(key, value)| {
            Some((u32::try_from(key).ok()?, u32::try_from(value).ok()?))
        }))
    }
}
