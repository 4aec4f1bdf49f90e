//! The file of imported roads beside the store: `korydor.roads` next to `korydor.gpkg`.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::shape::osm::{ImportedRoads, RoadFileError};

/// What can go wrong with the file of roads. A file that was there is left as it is.
#[derive(Debug, Error)]
pub enum RoadStoreError {
    /// The folder of the store does not exist.
    #[error("the folder of {} does not exist; make it, or choose another place with --store", .0.display())]
    NoFolder(PathBuf),
    /// It cannot be read or written.
    #[error("{} cannot be {what}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// "read" or "written".
        what: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
    /// It holds no roads that this version can use.
    #[error("{} cannot be used: {source}; import the roads again with `korydor import roads`", .path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: RoadFileError,
    },
}

/// Where the roads of the store at `store` are kept.
pub fn road_file(store: &Path) -> PathBuf {
    store.with_extension("roads")
}

/// The roads that were imported beside the store at `store`; `None` where none were.
///
/// # Errors
/// [`RoadStoreError`] when there is a file that cannot be used.
pub fn read_roads(store: &Path) -> Result<Option<ImportedRoads>, RoadStoreError> {
    let path = road_file(store);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(RoadStoreError::Io {
                path,
                what: "read",
                source,
            });
        }
    };
    match ImportedRoads::from_bytes(&bytes) {
        Ok(roads) => Ok(Some(roads)),
        Err(source) => Err(RoadStoreError::Unusable { path, source }),
    }
}

/// A file of roads that is being written. The one that was there stays until
/// [`finish`](Self::finish), and for good where that is not reached.
#[derive(Debug)]
pub struct NewRoadFile {
    path: PathBuf,
    part: PathBuf,
    file: File,
}

impl NewRoadFile {
    /// Begins a file for the store at `store`, and so shows at once whether one may be written.
    ///
    /// # Errors
    /// [`RoadStoreError`] when none may.
    pub fn begin(store: &Path) -> Result<Self, RoadStoreError> {
        let path = road_file(store);
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(RoadStoreError::NoFolder(folder.to_owned()));
        }
        let part = path.with_extension(format!("roads.{}.part", std::process::id()));
        match File::create_new(&part) {
            Ok(file) => Ok(Self { path, part, file }),
            Err(source) => Err(RoadStoreError::Io {
                path,
                what: "written",
                source,
            }),
        }
    }

    /// Writes the roads and puts them in the place of those that were there; says where.
    ///
    /// # Errors
    /// [`RoadStoreError`] when they cannot be written.
    pub fn finish(mut self, bytes: &[u8]) -> Result<PathBuf, RoadStoreError> {
        let put = |file: &mut File| -> std::io::Result<()> {
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&self.part, &self.path)?;
            // The name is on the disk when its folder is.
            let folder = self
                .path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        put(&mut self.file).map_err(|source| RoadStoreError::Io {
            path: self.path.clone(),
            what: "written",
            source,
        })?;
        Ok(self.path.clone())
    }
}

impl Drop for NewRoadFile {
    fn drop(&mut self) {
        // Gone already where it was finished.
        let _ = fs::remove_file(&self.part);
    }
}
