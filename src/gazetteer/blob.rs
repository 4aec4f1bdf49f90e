//! The layout of the embedded index: written by the build script, read in place at run time.
//!
//! A header (magic number, then offset and length of each section), then the sections, each
//! starting on a multiple of eight bytes. All integers are little-endian.

/// First bytes of the index; the last one is the version of the layout.
const MAGIC: [u8; 8] = *b"KorydG\0\x01";

/// The parts of the index.
#[derive(Debug, Clone, Copy)]
pub enum Section {
    /// FST from folded names to [`NameKey`](super::names::NameKey)s.
    Names,
    /// Lists of candidates of names that several places share: a count, then [`posting`]s.
    Postings,
    /// [`PlaceRow`]s.
    Places,
    /// Texts of places, addressed by [`PlaceRow::texts`]: [`TEXTS`] strings each, every one with
    /// its length in a byte before it.
    Texts,
    /// First-order units, addressed by [`PlaceRow::admin1`]: [`Admin1Row`]s.
    Admin1,
    /// Pairs of GeoNames number and place, in the order of the numbers.
    Numbers,
    /// FST from all other identifiers to places.
    Identifiers,
    /// KD-tree (`geo-index`) over the settlements, coordinates in [`DEGREE`]s; then come the
    /// places in the order of the tree's item numbers in [`Section::PositionPlaces`].
    Positions,
    /// Place of each item of [`Section::Positions`].
    PositionPlaces,
}

const SECTIONS: usize = 9;
const ALIGNMENT: usize = 8;
const HEADER: usize = MAGIC.len() + SECTIONS * 8;

/// Units of stored coordinates in a degree.
pub const DEGREE: f64 = 100_000.0;

/// Stored longitude and latitude of a place without coordinates.
pub const NOWHERE: i32 = i32::MIN;

/// Names of the kinds of places in the order of their codes.
pub const KINDS: [&str; 8] = [
    "populated_place",
    "district",
    "country",
    "admin1",
    "admin2",
    "region",
    "water",
    "feature",
];

/// Strings that each place has in [`Section::Texts`]: English, Ukrainian and Russian name, raion,
/// KATOTTG code, and identifier where it is not a GeoNames number.
pub const TEXTS: usize = 6;

/// How a name belongs to its place, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameClass {
    /// Name in English, Ukrainian or Russian, as the place is shown.
    Official,
    /// Another name or spelling.
    Alias,
    /// A spelling that a rule of romanisation gives; nobody need have used it.
    Generated,
    /// Oblique case of an official name in Cyrillic.
    Inflected,
    /// Oblique case of another name or spelling in Cyrillic.
    InflectedAlias,
    /// Adjective that stands for the unit ("Харківська" for Харківська область).
    Adjective,
}

impl NameClass {
    const ALL: [Self; 6] = [
        Self::Official,
        Self::Alias,
        Self::Generated,
        Self::Inflected,
        Self::InflectedAlias,
        Self::Adjective,
    ];
}

/// A place and the class of its name in one number.
pub fn posting(place: u32, class: NameClass) -> u32 {
    place << 3 | class as u32
}

/// Place and class of a [`posting`].
pub fn place_and_class(posting: u32) -> (u32, NameClass) {
    let class = NameClass::ALL
        .get((posting & 7) as usize)
        .copied()
        .unwrap_or(NameClass::Adjective);
    (posting >> 3, class)
}

/// Joins the sections; those not given are empty.
pub fn assemble(parts: &[(Section, &[u8])]) -> Vec<u8> {
    let mut blob = Vec::from(MAGIC);
    blob.resize(HEADER, 0);
    for (section, bytes) in parts {
        blob.resize(blob.len().next_multiple_of(ALIGNMENT), 0);
        let entry = MAGIC.len() + *section as usize * 8;
        let offset = blob.len() as u32;
        blob[entry..entry + 4].copy_from_slice(&offset.to_le_bytes());
        blob[entry + 4..entry + 8].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        blob.extend(*bytes);
    }
    blob
}

/// The bytes of a section; `None` where `blob` is not such an index.
pub fn section(blob: &[u8], which: Section) -> Option<&[u8]> {
    if !blob.starts_with(&MAGIC) {
        return None;
    }
    let entry = blob.get(MAGIC.len() + which as usize * 8..)?.get(..8)?;
    let offset = u32_at(entry, 0) as usize;
    blob.get(offset..offset + u32_at(entry, 1) as usize)
}

/// The `index`-th 32-bit number in `bytes`.
pub fn u32_at(bytes: &[u8], index: usize) -> u32 {
    let b = &bytes[index * 4..index * 4 + 4];
    u32::from_le_bytes([b[0], b[1], b[2], b[3]])
}

/// The fixed part of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRow {
    /// GeoNames number; 0 where the identifier is another one.
    pub number: u32,
    /// Longitude in [`DEGREE`]s, or [`NOWHERE`].
    pub lon: i32,
    /// Latitude in [`DEGREE`]s, or [`NOWHERE`].
    pub lat: i32,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Offset into [`Section::Texts`].
    pub texts: u32,
    /// One more than the index into [`Section::Admin1`]; 0 where unknown.
    pub admin1: u16,
    /// ISO 3166-1 alpha-2 code; zeros where there is none.
    pub country: [u8; 2],
    /// Index into [`KINDS`].
    pub kind: u8,
}

impl PlaceRow {
    /// Bytes of a row.
    pub const SIZE: usize = 25;

    /// The row as it is stored.
    pub fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[0..4].copy_from_slice(&self.number.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.lon.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.lat.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.population.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.texts.to_le_bytes());
        bytes[20..22].copy_from_slice(&self.admin1.to_le_bytes());
        bytes[22..24].copy_from_slice(&self.country);
        bytes[24] = self.kind;
        bytes
    }

    /// The `index`-th row of [`Section::Places`].
    pub fn read(rows: &[u8], index: usize) -> Option<Self> {
        let b = rows.get(index * Self::SIZE..(index + 1) * Self::SIZE)?;
        Some(Self {
            number: u32_at(b, 0),
            lon: u32_at(b, 1).cast_signed(),
            lat: u32_at(b, 2).cast_signed(),
            population: u32_at(b, 3),
            texts: u32_at(b, 4),
            admin1: u16::from_le_bytes([b[20], b[21]]),
            country: [b[22], b[23]],
            kind: b[24],
        })
    }
}

/// The strings at `offset` of [`Section::Texts`].
pub fn texts(section: &[u8], offset: usize) -> Option<[&str; TEXTS]> {
    let mut rest = section.get(offset..)?;
    let mut found = [""; TEXTS];
    for text in &mut found {
        let (length, after) = rest.split_first()?;
        let (bytes, after) = after.split_at_checked(usize::from(*length))?;
        *text = std::str::from_utf8(bytes).ok()?;
        rest = after;
    }
    Some(found)
}

/// A first-order unit: its code and the place that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admin1Row {
    /// ISO 3166-2 code, filled up with zeros.
    pub code: [u8; 8],
    /// The unit as a place; `u32::MAX` where there is none.
    pub place: u32,
}

impl Admin1Row {
    /// Bytes of a row.
    pub const SIZE: usize = 12;

    /// The row as it is stored.
    pub fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&self.code);
        bytes[8..].copy_from_slice(&self.place.to_le_bytes());
        bytes
    }

    /// The `index`-th row of [`Section::Admin1`]: code and place.
    pub fn read(rows: &[u8], index: usize) -> Option<(&str, Option<u32>)> {
        let row = rows.get(index * Self::SIZE..(index + 1) * Self::SIZE)?;
        let code = std::str::from_utf8(&row[..8]).ok()?;
        let place = u32_at(row, 2);
        Some((
            code.trim_end_matches('\0'),
            (place != u32::MAX).then_some(place),
        ))
    }
}
