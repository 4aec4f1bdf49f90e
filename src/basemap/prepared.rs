//! The base geometry as the build script prepares it and the binary embeds it.
//!
//! The build script compiles this file too, so that writer and reader cannot drift apart.
//! Positions are whole numbers on a square [`WORLD`] units wide in Web Mercator: x grows to the
//! east, y to the south. Everything says from which zoom level on it is drawn, down to single
//! vertices, so that a tile reads simplified geometry without simplifying.

use serde::{Deserialize, Serialize};

/// Width of the world, in bits: one unit is 2.4 m at the equator.
pub const WORLD_BITS: u32 = 24;
/// Width of the world in units.
pub const WORLD: i32 = 1 << WORLD_BITS;
/// Deepest zoom level that tiles are made for.
pub const MAX_ZOOM: u8 = 10;
/// Latitude at which the square of Web Mercator ends.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// World position of a longitude and latitude in degrees (EPSG:3857, scaled to [`WORLD`]).
pub fn project(lon: f64, lat: f64) -> (i32, i32) {
    let world = f64::from(WORLD);
    let sine = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
    let x = lon / 360.0 + 0.5;
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI);
    ((x * world).round() as i32, (y * world).round() as i32)
}

/// A corner of a line or ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vertex {
    /// World units to the east.
    pub x: i32,
    /// World units to the south.
    pub y: i32,
    /// First zoom level that needs it.
    pub from_zoom: u8,
}

/// Extent of a line or ring in world units, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// West.
    pub min_x: i32,
    /// North.
    pub min_y: i32,
    /// East.
    pub max_x: i32,
    /// South.
    pub max_y: i32,
}

impl Bounds {
    /// Whether the two share a point.
    pub fn intersects(&self, other: &Self) -> bool {
        self.min_x <= other.max_x
            && self.max_x >= other.min_x
            && self.min_y <= other.max_y
            && self.max_y >= other.min_y
    }
}

/// A line, or a ring without its closing vertex.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(i32, i32, u8)>", into = "Vec<(i32, i32, u8)>")]
pub struct Path {
    /// The corners in order.
    pub vertices: Vec<Vertex>,
    /// What they span.
    pub bounds: Bounds,
}

impl Path {
    /// The path through `vertices`.
    pub fn new(vertices: Vec<Vertex>) -> Self {
        let mut bounds = Bounds {
            min_x: i32::MAX,
            min_y: i32::MAX,
            max_x: i32::MIN,
            max_y: i32::MIN,
        };
        for v in &vertices {
            bounds.min_x = bounds.min_x.min(v.x);
            bounds.min_y = bounds.min_y.min(v.y);
            bounds.max_x = bounds.max_x.max(v.x);
            bounds.max_y = bounds.max_y.max(v.y);
        }
        Self { vertices, bounds }
    }
}

impl From<Vec<(i32, i32, u8)>> for Path {
    fn from(steps: Vec<(i32, i32, u8)>) -> Self {
        let (mut x, mut y) = (0_i32, 0_i32);
        let vertices = steps
            .into_iter()
            .map(|(dx, dy, from_zoom)| {
                x = x.wrapping_add(dx);
                y = y.wrapping_add(dy);
                Vertex { x, y, from_zoom }
            })
            .collect();
        Self::new(vertices)
    }
}

impl From<Path> for Vec<(i32, i32, u8)> {
    /// Steps from corner to corner: small numbers, which the encoding stores in few bytes.
    fn from(path: Path) -> Self {
        let (mut x, mut y) = (0_i32, 0_i32);
        path.vertices
            .into_iter()
            .map(|v| {
                let step = (v.x.wrapping_sub(x), v.y.wrapping_sub(y), v.from_zoom);
                (x, y) = (v.x, v.y);
                step
            })
            .collect()
    }
}

/// A ring of a polygon: outer rings have a positive area in (x, y), holes a negative one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ring {
    /// First zoom level at which it is large enough to be seen.
    pub from_zoom: u8,
    /// Its corners.
    pub path: Path,
}

/// A name in the languages of the map; empty where not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names<'a> {
    /// For readers of English.
    pub en: &'a str,
    /// Ukrainian.
    pub uk: &'a str,
    /// Russian.
    pub ru: &'a str,
}

/// A lake or reservoir.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lake<'a> {
    /// Its name.
    #[serde(borrow)]
    pub names: Names<'a>,
    /// Day from which it is no more, ISO 8601; empty for all that still are.
    pub until: &'a str,
    /// Shore and islands.
    pub rings: Vec<Ring>,
}

/// A stretch of a river.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct River<'a> {
    /// First zoom level that shows it.
    pub from_zoom: u8,
    /// Its name.
    #[serde(borrow)]
    pub names: Names<'a>,
    /// Rank, 0 for the largest rivers of the world.
    pub rank: u8,
    /// Its course.
    pub path: Path,
}

/// What a border divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BorderKind {
    /// Two countries.
    Country,
    /// Two first-order units of one country.
    Admin1,
    /// Areas of which it is not settled whose they are.
    Disputed,
}

/// A stretch of border between the same two neighbours, on land.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Border {
    /// First zoom level that shows it.
    pub from_zoom: u8,
    /// What it divides.
    pub kind: BorderKind,
    /// Its course.
    pub path: Path,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelKind {
    /// Country.
    Country,
    /// First-order unit.
    Admin1,
    /// Sea, gulf, strait, large lake.
    Water,
    /// Capital, seat of a first-order unit or 100,000 people and more.
    City,
    /// 10,000 people and more.
    Town,
    /// Any smaller settlement.
    Village,
}

/// A name on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label<'a> {
    /// First zoom level that shows it.
    pub from_zoom: u8,
    /// World units to the east.
    pub x: i32,
    /// World units to the south.
    pub y: i32,
    /// What it names.
    pub kind: LabelKind,
    /// 0 for the most important, 10 for the least.
    pub rank: u8,
    /// Whether it is the capital of its country.
    pub capital: bool,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// The name.
    #[serde(borrow)]
    pub names: Names<'a>,
}

impl Label<'_> {
    /// Place on the Z-order curve: the labels of a tile are neighbours on it.
    pub fn z_order(&self) -> u64 {
        z_order(self.x as u32, self.y as u32)
    }
}

/// Bits of `x` and `y` interleaved (Morton order), `y` in the higher bit of each pair.
pub fn z_order(x: u32, y: u32) -> u64 {
    spread(x) | (spread(y) << 1)
}

fn spread(bits: u32) -> u64 {
    let mut b = u64::from(bits);
    b = (b | (b << 16)) & 0x0000_FFFF_0000_FFFF;
    b = (b | (b << 8)) & 0x00FF_00FF_00FF_00FF;
    b = (b | (b << 4)) & 0x0F0F_0F0F_0F0F_0F0F;
    b = (b | (b << 2)) & 0x3333_3333_3333_3333;
    (b | (b << 1)) & 0x5555_5555_5555_5555
}

/// All base geometry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prepared<'a> {
    /// Rings of all land.
    pub land: Vec<Ring>,
    /// Lakes and reservoirs.
    #[serde(borrow)]
    pub lakes: Vec<Lake<'a>>,
    /// Rivers.
    pub rivers: Vec<River<'a>>,
    /// Borders on land.
    pub borders: Vec<Border>,
    /// Labels, in the order of `from_zoom`, then of [`Label::z_order`].
    pub labels: Vec<Label<'a>>,
}
