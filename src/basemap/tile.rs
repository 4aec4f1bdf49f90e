//! One tile of the basemap, encoded as a Mapbox Vector Tile 2.1.

use mvt::{GeomData, GeomEncoder, GeomType, Layer, Tile};

use super::clip::{self, Point, Window};
use super::prepared::{
    BorderKind, Bounds, Label, LabelKind, MAX_ZOOM, Names, Path, Prepared, Ring, WORLD, WORLD_BITS,
    z_order,
};

/// Width of a tile in tile units.
pub const EXTENT: i32 = 1 << EXTENT_BITS;
const EXTENT_BITS: u32 = 12;
/// How far geometry reaches over the border of the tile, in tile units.
pub const BUFFER: i32 = 64;
/// Rings smaller than this, in square tile units, are not drawn: a quarter of a pixel.
const MIN_AREA: u64 = 16;
const WINDOW: Window = Window {
    min: -BUFFER,
    max: EXTENT + BUFFER,
};

/// Address of a tile: zoom level 0 to [`MAX_ZOOM`], column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// The tile at this address; `None` where there is none.
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        (z <= MAX_ZOOM && x < 1 << z && y < 1 << z).then_some(Self { z, x, y })
    }

    /// The tile of zoom level `z` that holds a position in degrees; `None` below [`MAX_ZOOM`].
    pub fn at(z: u8, lon: f64, lat: f64) -> Option<Self> {
        let (x, y) = super::prepared::project(lon, lat);
        let shift = WORLD_BITS.checked_sub(u32::from(z))?;
        let index = |units: i32| (units.clamp(0, WORLD - 1) >> shift) as u32;
        Self::new(z, index(x), index(y))
    }

    /// Zoom level.
    pub fn z(self) -> u8 {
        self.z
    }

    /// Column.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row.
    pub fn y(self) -> u32 {
        self.y
    }

    /// Bits by which a world unit is finer than a tile unit.
    fn shift(self) -> u32 {
        WORLD_BITS - EXTENT_BITS - u32::from(self.z)
    }

    /// North-west corner in world units.
    fn origin(self) -> (i32, i32) {
        let shift = WORLD_BITS - u32::from(self.z);
        ((self.x as i32) << shift, (self.y as i32) << shift)
    }
}

/// The world as one tile sees it.
struct View {
    tile: TileId,
    /// How far the world is moved to the east: tiles at the 180th meridian see it twice.
    moved: i32,
}

impl View {
    /// The views in which something of the world may fall into the tile.
    fn all(tile: TileId) -> impl Iterator<Item = Self> {
        let last = (1 << tile.z) - 1;
        let west = (tile.x == 0).then_some(-WORLD);
        let east = (tile.x == last).then_some(WORLD);
        [Some(0), west, east]
            .into_iter()
            .flatten()
            .map(move |moved| Self { tile, moved })
    }

    /// The tile with its buffer, in world units.
    fn bounds(&self) -> Bounds {
        let (x, y) = self.tile.origin();
        let side = 1 << (WORLD_BITS - u32::from(self.tile.z));
        let buffer = BUFFER << self.tile.shift();
        let x = x - self.moved;
        Bounds {
            min_x: x - buffer,
            min_y: y - buffer,
            max_x: x + side + buffer,
            max_y: y + side + buffer,
        }
    }

    fn point(&self, x: i32, y: i32) -> Point {
        let (left, top) = self.tile.origin();
        let shift = self.tile.shift();
        let half = 1 << (shift - 1);
        Point::new(
            (x + self.moved - left + half) >> shift,
            (y - top + half) >> shift,
        )
    }

    /// The corners of a path that the zoom level needs, in tile units.
    fn corners(&self, path: &Path) -> Vec<Point> {
        let mut corners: Vec<Point> = Vec::new();
        for v in &path.vertices {
            if v.from_zoom > self.tile.z {
                continue;
            }
            let p = self.point(v.x, v.y);
            if corners.last() != Some(&p) {
                corners.push(p);
            }
        }
        corners
    }

    fn rings(&self, rings: &[Ring], into: &mut Vec<Vec<Point>>) {
        let bounds = self.bounds();
        for ring in rings {
            if ring.from_zoom <= self.tile.z && ring.path.bounds.intersects(&bounds) {
                let cut = clip::ring(self.corners(&ring.path), WINDOW);
                if cut.len() > 2 {
                    into.push(cut);
                }
            }
        }
    }

    fn lines(&self, path: &Path) -> Vec<Vec<Point>> {
        if path.bounds.intersects(&self.bounds()) {
            clip::line(&self.corners(path), WINDOW)
        } else {
            Vec::new()
        }
    }
}

/// The tile as protocol buffer; empty where the base geometry has nothing.
pub fn encode(world: &Prepared<'_>, id: TileId) -> Result<Vec<u8>, mvt::Error> {
    let mut tile = Tile::new(EXTENT as u32);
    for layer in [
        land(&tile, world, id)?,
        water(&tile, world, id)?,
        rivers(&tile, world, id)?,
        borders(&tile, world, id)?,
        places(&tile, world, id)?,
    ] {
        if layer.num_features() > 0 {
            tile.add_layer(layer)?;
        }
    }
    tile.to_bytes()
}

fn land(tile: &Tile, world: &Prepared<'_>, id: TileId) -> Result<Layer, mvt::Error> {
    let mut layer = tile.create_layer("land");
    let mut rings = Vec::new();
    for view in View::all(id) {
        view.rings(&world.land, &mut rings);
    }
    for polygon in clip::polygons(&rings, MIN_AREA) {
        layer = layer.into_feature(polygon_geometry(polygon)?).into_layer();
    }
    Ok(layer)
}

fn water(tile: &Tile, world: &Prepared<'_>, id: TileId) -> Result<Layer, mvt::Error> {
    let mut layer = tile.create_layer("water");
    for lake in &world.lakes {
        let mut rings = Vec::new();
        for view in View::all(id) {
            view.rings(&lake.rings, &mut rings);
        }
        for polygon in clip::polygons(&rings, MIN_AREA) {
            let mut feature = layer.into_feature(polygon_geometry(polygon)?);
            add_names(&mut feature, &lake.names);
            if !lake.until.is_empty() {
                feature.add_tag_string("until", lake.until);
            }
            layer = feature.into_layer();
        }
    }
    Ok(layer)
}

fn rivers(tile: &Tile, world: &Prepared<'_>, id: TileId) -> Result<Layer, mvt::Error> {
    let mut layer = tile.create_layer("rivers");
    for river in world.rivers.iter().filter(|r| r.from_zoom <= id.z) {
        for line in View::all(id).flat_map(|view| view.lines(&river.path)) {
            let mut feature = layer.into_feature(line_geometry(&line)?);
            add_names(&mut feature, &river.names);
            feature.add_tag_uint("rank", u64::from(river.rank));
            layer = feature.into_layer();
        }
    }
    Ok(layer)
}

fn borders(tile: &Tile, world: &Prepared<'_>, id: TileId) -> Result<Layer, mvt::Error> {
    let mut layer = tile.create_layer("borders");
    for border in world.borders.iter().filter(|b| b.from_zoom <= id.z) {
        for line in View::all(id).flat_map(|view| view.lines(&border.path)) {
            let mut feature = layer.into_feature(line_geometry(&line)?);
            feature.add_tag_string(
                "kind",
                match border.kind {
                    BorderKind::Country => "country",
                    BorderKind::Admin1 => "admin1",
                    BorderKind::Disputed => "disputed",
                },
            );
            layer = feature.into_layer();
        }
    }
    Ok(layer)
}

fn places(tile: &Tile, world: &Prepared<'_>, id: TileId) -> Result<Layer, mvt::Error> {
    let mut layer = tile.create_layer("places");
    let view = View { tile: id, moved: 0 };
    for label in labels_in(&world.labels, id) {
        let p = view.point(label.x, label.y);
        let point = GeomEncoder::new(GeomType::Point).point(f64::from(p.x), f64::from(p.y))?;
        let mut feature = layer.into_feature(point.encode()?);
        add_names(&mut feature, &label.names);
        feature.add_tag_string("kind", kind_name(label.kind));
        feature.add_tag_uint("rank", u64::from(label.rank));
        if label.population > 0 {
            feature.add_tag_uint("pop", u64::from(label.population));
        }
        if label.capital {
            feature.add_tag_bool("capital", true);
        }
        layer = feature.into_layer();
    }
    Ok(layer)
}

/// The labels within a tile, the most important first.
fn labels_in<'w>(labels: &'w [Label<'w>], id: TileId) -> Vec<&'w Label<'w>> {
    let (x, y) = id.origin();
    let first = z_order(x as u32, y as u32);
    let length = 1_u64 << (2 * (WORLD_BITS - u32::from(id.z)));
    let mut found = Vec::new();
    for from_zoom in 0..=id.z {
        let start = labels.partition_point(|l| (l.from_zoom, l.z_order()) < (from_zoom, first));
        found.extend(
            labels[start..]
                .iter()
                .take_while(|l| l.from_zoom == from_zoom && l.z_order() < first + length),
        );
    }
    found.sort_by_key(|l| (l.rank, std::cmp::Reverse(l.population)));
    found
}

fn kind_name(kind: LabelKind) -> &'static str {
    match kind {
        LabelKind::Country => "country",
        LabelKind::Admin1 => "admin1",
        LabelKind::Water => "water",
        LabelKind::City => "city",
        LabelKind::Town => "town",
        LabelKind::Village => "village",
    }
}

fn add_names(feature: &mut mvt::Feature, names: &Names<'_>) {
    for (key, name) in [
        ("name", names.en),
        ("name_uk", names.uk),
        ("name_ru", names.ru),
    ] {
        if !name.is_empty() {
            feature.add_tag_string(key, name);
        }
    }
}

fn line_geometry(line: &[Point]) -> Result<GeomData, mvt::Error> {
    let mut encoder = GeomEncoder::new(GeomType::Linestring);
    for p in line {
        encoder.add_point(f64::from(p.x), f64::from(p.y))?;
    }
    encoder.encode()
}

fn polygon_geometry(polygon: clip::Polygon) -> Result<GeomData, mvt::Error> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut previous_end = None;
    for mut ring in polygon {
        // The encoder takes a ring that starts where the one before ended for its continuation.
        if ring.first() == previous_end.as_ref() {
            ring.rotate_left(1);
        }
        for p in &ring {
            encoder.add_point(f64::from(p.x), f64::from(p.y))?;
        }
        encoder.complete_geom()?;
        previous_end = ring.last().copied();
    }
    encoder.encode()
}
