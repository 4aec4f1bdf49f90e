//! `korydor import roads`: the roads of an OpenStreetMap extract, for lines along roads.

use std::fs::File;
use std::path::PathBuf;
use std::time::Instant;

use indicatif::{HumanBytes, HumanCount};

use crate::cli::CliError;
use crate::cli::progress::Steps;
use crate::shape::osm::{ImportedRoads, Stage, Summary};
use crate::store::NewRoadFile;

/// Import the roads of an OpenStreetMap extract; corridors then follow them.
///
/// The roads are kept beside the store (korydor.roads next to korydor.gpkg) and take the place of
/// those imported before. Data: © OpenStreetMap contributors, Open Database Licence.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The extract, a file that ends in .osm.pbf.
    #[arg(value_name = "FILE.osm.pbf")]
    file: PathBuf,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
}

/// Imports the roads.
///
/// # Errors
/// [`CliError`] when the extract cannot be read or the roads not be written; those that were
/// imported before are then still there.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let name = args.file.display();
    let begun = Instant::now();
    if !args.file.is_file() {
        return Err(CliError::failed(format!(
            "{name}: there is no such file; give an OpenStreetMap extract, for example ukraine-latest.osm.pbf"
        )));
    }
    let kept = NewRoadFile::begin(&args.store).map_err(CliError::failed)?;
    let steps = Steps::new();
    let imported = ImportedRoads::import(|| File::open(&args.file), &|stage, done, all| {
        steps.at(says(stage), done, all)
    });
    let (roads, summary) =
        imported.map_err(|error| CliError::failed(format!("{name}: {error}")))?;
    steps.at("writing", 0, 0);
    let bytes = roads.to_bytes().map_err(CliError::failed)?;
    let path = kept.finish(&bytes).map_err(CliError::failed)?;
    drop(steps);
    tell(&summary);
    eprintln!(
        "{} holds them ({}, {:.1} s; data {}); `korydor serve` uses them from its next start on",
        path.display(),
        HumanBytes(bytes.len() as u64),
        begun.elapsed().as_secs_f64(),
        roads.attribution(),
    );
    Ok(())
}

fn says(stage: Stage) -> &'static str {
    match stage {
        Stage::Ways => "reading ways",
        Stage::Nodes => "reading their nodes",
        Stage::Graph => "joining roads",
        Stage::Hierarchy => "preparing quick answers",
    }
}

fn tell(summary: &Summary) {
    eprintln!(
        "{} of {} ways are roads for cars: {} pieces between {} junctions, {:.0} km; {} on bridges, {} by ferry",
        HumanCount(summary.roads),
        HumanCount(summary.ways),
        HumanCount(summary.pieces),
        HumanCount(summary.junctions),
        summary.length_km,
        HumanCount(summary.bridges),
        HumanCount(summary.ferries),
    );
    if summary.islands_km >= 0.1 {
        eprintln!(
            "left out: {:.1} km of road that lead to no other road",
            summary.islands_km
        );
    }
    if summary.missing_nodes > 0 {
        eprintln!(
            "{} nodes are not in the file; roads are cut there, as at the border of an extract",
            HumanCount(summary.missing_nodes)
        );
    }
}
