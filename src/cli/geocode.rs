//! `korydor geocode`: the places that a name can mean.

use std::io::{self, Write};

use super::CliError;
use super::reverse::{Format, LonLat};
use crate::gazetteer::{Gazetteer, Hit, Query};

/// Find places by name, the likeliest first.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  korydor geocode Zaporozhye\n  korydor geocode \"Vasylivka, Zaporizhzhia oblast\"\n  korydor geocode Paris --near=-96,33 --format geojson"
)]
pub struct Args {
    /// Name in Latin or Cyrillic letters; what stands after a comma is the unit or country.
    name: String,
    /// Only places of this country (ISO 3166-1 alpha-2, such as UA).
    #[arg(long, value_parser = country)]
    country: Option<[u8; 2]>,
    /// Longitude and latitude that the place is thought to be near.
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    near: Option<LonLat>,
    /// Most places to print.
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// How to print the places.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn country(code: &str) -> Result<[u8; 2], String> {
    let letters: Option<[u8; 2]> = code.to_ascii_uppercase().as_bytes().try_into().ok();
    letters
        .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
        .ok_or_else(|| "a country is a code of two letters, such as UA".to_owned())
}

/// Runs the command.
///
/// # Errors
/// [`CliError::Failed`] when no place answers to the name.
pub fn run(args: Args) -> Result<(), CliError> {
    let gazetteer = Gazetteer::embedded();
    let hits = gazetteer.search(&Query {
        country: args.country,
        near: args.near.map(|near| (near.lon, near.lat)),
        limit: args.limit,
        ..Query::new(&args.name)
    });
    let mut out = io::stdout().lock();
    match args.format {
        Format::Geojson => {
            let answer = gazetteer.search_json(&args.name, &hits);
            writeln!(out, "{answer:#}").map_err(CliError::failed)?;
        }
        Format::Table => {
            for hit in &hits {
                writeln!(out, "{}", row(&gazetteer, hit)).map_err(CliError::failed)?;
            }
        }
    }
    if hits.is_empty() {
        let name = &args.name;
        return Err(CliError::Failed(format!(
            "no place is known by the name \"{name}\"; try another spelling, or leave out --country"
        )));
    }
    Ok(())
}

fn row(gazetteer: &Gazetteer, hit: &Hit) -> String {
    let place = gazetteer.place(hit.place);
    let position = match place.position() {
        Some((lon, lat)) => format!("{lon:.5},{lat:.5}"),
        None => "no coordinates".to_owned(),
    };
    let label = gazetteer.label(hit.place);
    let raion = place.admin2.map(|raion| format!(" ({raion} район)"));
    let raion = raion.unwrap_or_default();
    format!(
        "{:.2}  {position:<20}  {}  {label}{raion}",
        hit.confidence, place.id
    )
}
