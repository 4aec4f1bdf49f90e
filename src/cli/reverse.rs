//! `korydor reverse`: what lies at a position.

use std::io::{self, Write};
use std::str::FromStr;

use clap::ValueEnum;

use super::CliError;
use crate::gazetteer::Gazetteer;

/// Name the settlement, unit and country at a position.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  korydor reverse 37.54,47.10")]
pub struct Args {
    /// Longitude and latitude in degrees, longitude first.
    #[arg(value_name = "LON,LAT", allow_hyphen_values = true)]
    position: LonLat,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How places are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Table,
    /// GeoJSON with GeocodeJSON properties.
    Geojson,
}

/// Longitude and latitude as they are written on the command line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LonLat {
    pub(super) lon: f64,
    pub(super) lat: f64,
}

impl FromStr for LonLat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = "write longitude and latitude in degrees, such as 37.54,47.10";
        let (lon, lat) = text.split_once(',').ok_or(wanted)?;
        let number = |part: &str| part.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let (Some(lon), Some(lat)) = (number(lon), number(lat)) else {
            return Err(wanted.to_owned());
        };
        if !(-180.0..=180.0).contains(&lon) {
            return Err(format!("longitude {lon} is not between -180 and 180"));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(format!(
                "latitude {lat} is not between -90 and 90; longitude comes first"
            ));
        }
        Ok(Self { lon, lat })
    }
}

/// Runs the command.
///
/// # Errors
/// [`CliError::Failed`] when nothing is known within reach of the position.
pub fn run(args: Args) -> Result<(), CliError> {
    let LonLat { lon, lat } = args.position;
    let gazetteer = Gazetteer::embedded();
    let found = gazetteer.reverse(lon, lat);
    let sentence = gazetteer.reverse_sentence(&found);
    let mut out = io::stdout().lock();
    match args.format {
        Format::Geojson => {
            let answer = gazetteer.reverse_json((lon, lat), &found);
            writeln!(out, "{answer:#}").map_err(CliError::failed)?;
        }
        Format::Table if found.nearest.is_some() => {
            writeln!(out, "{sentence}").map_err(CliError::failed)?;
            if let Some(settlement) = found.settlement {
                let place = gazetteer.place(settlement.place);
                let centre = settlement.distance_m / 1000.0;
                writeln!(out, "{}, {centre:.1} km from its centre", place.id)
                    .map_err(CliError::failed)?;
            }
        }
        Format::Table => {}
    }
    if found.nearest.is_none() {
        return Err(CliError::Failed(sentence));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_longitude_first() {
        for (text, expected) in [
            ("37.54,47.10", Ok((37.54, 47.10))),
            ("-0.12, 51.5", Ok((-0.12, 51.5))),
            ("180,-90", Ok((180.0, -90.0))),
        ] {
            let position = text.parse::<LonLat>().map(|p| (p.lon, p.lat));
            assert_eq!(position, expected, "{text}");
        }
    }

    #[test]
    fn positions_that_are_none_are_refused_with_a_reason() {
        for (text, reason) in [
            ("37.54", "such as 37.54,47.10"),
            ("a,b", "such as 37.54,47.10"),
            ("NaN,inf", "such as 37.54,47.10"),
            ("181,0", "between -180 and 180"),
            ("47.10,137.54", "longitude comes first"),
        ] {
            let refused = text.parse::<LonLat>().err().unwrap_or_default();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
    }
}
