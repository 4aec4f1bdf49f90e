//! The embedded basemap: land, lakes, rivers, borders and names of the world as vector tiles.
//!
//! The build script prepares the geometry (`geodata/build/basemap.rs`); [`Basemap::tile`] cuts a
//! tile out of it. Nothing is read from files and nothing is fetched.

mod clip;
pub mod prepared;
pub mod style;
mod tile;

use prepared::Prepared;
pub use tile::{BUFFER, EXTENT, TileId};

/// What `geodata/build/basemap.rs` wrote.
static PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/basemap.bin"));

/// Why the basemap has no tile to give.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The embedded geometry cannot be read: the build is broken.
    #[error("the embedded basemap cannot be read: {0}")]
    Embedded(#[from] postcard::Error),
    /// The encoder refused the geometry.
    #[error("the tile cannot be encoded: {0}")]
    Encode(#[from] mvt::Error),
}

/// The base geometry, ready to be cut into tiles.
#[derive(Debug)]
pub struct Basemap {
    prepared: Prepared<'static>,
}

impl Basemap {
    /// The geometry inside the binary. Takes tens of milliseconds: call it once.
    ///
    /// # Errors
    /// [`Error::Embedded`] where the build left no readable geometry.
    pub fn embedded() -> Result<Self, Error> {
        Ok(Self {
            prepared: postcard::from_bytes(PREPARED)?,
        })
    }

    /// The tile as Mapbox Vector Tile 2.1, not compressed; empty where nothing is in it.
    ///
    /// Layers: `land`, `water` (name, until), `rivers` (name, rank), `borders` (kind), `places`
    /// (name, kind, rank, pop, capital); names also as `name_uk` and `name_ru` where known.
    ///
    /// # Errors
    /// [`Error::Encode`] where the encoder refuses the geometry.
    pub fn tile(&self, id: TileId) -> Result<Vec<u8>, Error> {
        Ok(tile::encode(&self.prepared, id)?)
    }

    /// The geometry that the tiles are cut from.
    pub fn prepared(&self) -> &Prepared<'static> {
        &self.prepared
    }
}
