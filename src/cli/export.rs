//! `korydor export`: a layer of the store as a file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{CliError, atlas};
use crate::filter::Filter;
use crate::format::{format_named, formats};
use crate::layer::{Layer, LayerId, changes, layer_named, layers};
use crate::model::Feature;
use crate::store::{Archive, BoundingBox, GeoPackage, Interval, Query, Snapshot};

/// Write a layer of the store as a file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The layer: corridors, events, control, control_areas, front_lines, places, proposals or
    /// crossing_points.
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
    /// Only features of this time: a day, or an interval as 2022-03-01/2022-03-31. Control, held
    /// areas and front lines are those at its end.
    #[arg(long)]
    datetime: Option<Interval>,
    /// Only features whose properties fulfil this, as CQL2 text: "status = 'agreed'".
    #[arg(long, value_name = "CQL2")]
    filter: Option<String>,
    /// What changed in control between the two days of --datetime, as GeoJSON, instead of the layer.
    #[arg(long, requires = "datetime")]
    changes: bool,
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
    let filter = args
        .filter
        .map(|text| Filter::from_text(&text, layer))
        .transpose()
        .map_err(|error| CliError::Usage(error.to_string()))?;
    let mut store = GeoPackage::open_read_only(&args.store).map_err(CliError::failed)?;
    let snapshot = Archive::snapshot_of(&mut store, &atlas::beside_quietly(&args.store))
        .map_err(CliError::failed)?;
    if args.changes {
        let document = changed(&snapshot, layer, args.datetime)?;
        return write(args.output.as_deref(), document.to_string().as_bytes());
    }
    let query = Query {
        bbox: args.bbox,
        datetime: args.datetime,
        filter,
        offset: 0,
        limit: usize::MAX,
    };
    let (held, query) = snapshot.answering(layer, query);
    let selection = held.select(&query);
    let features: Vec<Feature> = selection.page.iter().map(|e| held.feature(e)).collect();
    let features: Vec<&Feature> = features.iter().collect();
    let bytes =
        (format.write)(layer, &features, snapshot.changed_at()).map_err(CliError::failed)?;
    write(args.output.as_deref(), &bytes)
}

fn changed(
    snapshot: &Snapshot,
    layer: &Layer,
    days: Option<Interval>,
) -> Result<serde_json::Value, CliError> {
    if layer.id != LayerId::Control {
        return Err(CliError::Usage(
            "--changes goes with the layer control".to_owned(),
        ));
    }
    let ends = days.and_then(|days| Some((days.start?, days.end?)));
    let (first, last) = ends.ok_or_else(|| {
        CliError::Usage(
            "--changes needs --datetime with two days, as 2022-03-16/2022-03-30".to_owned(),
        )
    })?;
    let state = |end| {
        let until = Interval {
            start: None,
            end: Some(end),
        };
        snapshot.states().at(Some(&until))
    };
    let (before, after) = (state(first), state(last));
    Ok(changes(
        (&before.control, before.day),
        (&after.control, after.day),
    ))
}

fn write(output: Option<&Path>, bytes: &[u8]) -> Result<(), CliError> {
    match output {
        Some(path) => fs::write(path, bytes).map_err(|error| {
            CliError::failed(format!("{} cannot be written: {error}", path.display()))
        }),
        None => match io::stdout().lock().write_all(bytes) {
            // The reader has seen enough (`| head`).
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(CliError::failed),
        },
    }
}
