//! `korydor export`: a layer of the store as a file.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use super::{CliError, atlas};
use crate::format::{format_named, formats};
use crate::layer::{layer_named, layers};
use crate::model::Feature;
use crate::store::{Archive, BoundingBox, GeoPackage, Interval, Query};

/// Write a layer of the store as a file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The layer: corridors, events, control, front_lines, places or proposals.
    layer: String,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
    /// The format: geojson or csv.
    #[arg(long, default_value = "geojson")]
    format: String,
    /// Only features in this area: west,south,east,north in degrees.
    #[arg(long, allow_hyphen_values = true)]
    bbox: Option<BoundingBox>,
    /// Only features of this time: a day, or an interval as 2022-03-01/2022-03-31.
    #[arg(long)]
    datetime: Option<Interval>,
    /// The file to write; standard output where it is not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the layer.
///
/// # Errors
/// [`CliError`] when there is no such layer or format, or something cannot be read or written.
pub fn run(args: Args) -> Result<(), CliError> {
    let layer = layer_named(&args.layer).ok_or_else(|| {
        let known: Vec<&str> = layers().iter().map(|layer| layer.name).collect();
        let known = known.join(", ");
        CliError::Usage(format!(
            "there is no layer \"{}\"; there are: {known}",
            args.layer
        ))
    })?;
    let format = format_named(&args.format).ok_or_else(|| {
        let known: Vec<&str> = formats().iter().map(|format| format.name).collect();
        let known = known.join(", ");
        CliError::Usage(format!(
            "there is no format \"{}\"; there are: {known}",
            args.format
        ))
    })?;
    let mut store = GeoPackage::open_read_only(&args.store).map_err(CliError::failed)?;
    let snapshot = Archive::snapshot_of(&mut store, &atlas::beside_quietly(&args.store))
        .map_err(CliError::failed)?;
    let query = Query {
        bbox: args.bbox,
        datetime: args.datetime,
        offset: 0,
        limit: usize::MAX,
    };
    let held = snapshot.layer(layer);
    let selection = held.select(&query);
    let features: Vec<Feature> = selection.page.iter().map(|e| held.feature(e)).collect();
    let features: Vec<&Feature> = features.iter().collect();
    let bytes =
        (format.write)(layer, &features, snapshot.changed_at()).map_err(CliError::failed)?;
    match &args.output {
        Some(path) => fs::write(path, bytes).map_err(|error| {
            CliError::failed(format!("{} cannot be written: {error}", path.display()))
        }),
        None => match io::stdout().lock().write_all(&bytes) {
            // The reader has seen enough (`| head`).
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(CliError::failed),
        },
    }
}
