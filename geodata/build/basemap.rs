//! Prepares the geometry of the basemap: `geodata/boundaries` and the gazetteer's tables become
//! the file that `src/basemap` embeds.

#[path = "basemap/features.rs"]
mod features;
#[path = "basemap/labels.rs"]
mod labels;
#[path = "basemap/outlines.rs"]
mod outlines;
#[path = "../../src/basemap/prepared.rs"]
mod prepared;
#[path = "basemap/tables.rs"]
mod tables;
#[path = "basemap/waters.rs"]
mod waters;

use std::error::Error;
use std::fs;
use std::path::Path;

/// Writes `basemap.bin` into `out_dir`, from the folder `geodata`.
///
/// # Errors
/// A file is missing or is not what `geodata/SOURCES.md` says it is; the text names the file.
pub fn compile(geodata: &Path, out_dir: &Path) -> Result<(), Box<dyn Error>> {
    let boundaries = geodata.join("boundaries");
    let gazetteer = geodata.join("gazetteer");
    for input in [&boundaries, &gazetteer, &geodata.join("build")] {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    println!("cargo::rerun-if-changed=src/basemap/prepared.rs");

    let land = features::read(&boundaries.join("land.geojson"))?;
    let lakes = features::read(&boundaries.join("lakes.geojson"))?;
    let rivers = features::read(&boundaries.join("rivers.geojson"))?;
    let borders = features::read(&boundaries.join("borders.geojson"))?;
    let tables = tables::Tables::read(&gazetteer)?;

    let land = outlines::land(&land);
    let lakes = outlines::lakes(&lakes);
    let waters = waters::Waters::read(&tables, &land, &lakes);
    let prepared = prepared::Prepared {
        rivers: outlines::rivers(&rivers, &waters),
        borders: outlines::borders(&borders)?,
        labels: labels::labels(&tables, &waters),
        land,
        lakes,
    };
    let bytes = postcard::to_allocvec(&prepared)?;
    fs::write(out_dir.join("basemap.bin"), bytes)?;
    Ok(())
}
