//! `korydor route`: proposals of ways by road.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{CliError, atlas};
use crate::gazetteer::Gazetteer;
use crate::routing::{
    Avoidance, DISCLAIMER, MOST_ALTERNATIVES, Plan, Question, Trouble, day_of, plan, today,
};
use crate::shape::Route;
use crate::store::{Archive, GeoPackage};

/// Propose ways by road between settlements. Not for navigation; no statement about safety.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  korydor route Mariupol Zaporizhzhia --via Berdiansk --via Tokmak\n  korydor route Melitopol Zaporizhzhia --avoid contested,shelled --datetime 2022-03-30 --alternatives 2\n  korydor route 37.54,47.10 Dnipro --format geojson"
)]
pub struct Args {
    /// Name of a settlement, or LON,LAT.
    #[arg(allow_hyphen_values = true)]
    from: String,
    /// Name of a settlement, or LON,LAT.
    #[arg(allow_hyphen_values = true)]
    to: String,
    /// A stop on the way; give it again for the next one.
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    via: Vec<String>,
    /// Keep away from places that the store's reports call contested, or shelled, or both with a
    /// comma between them.
    #[arg(long, value_name = "WHAT", value_parser = troubles)]
    avoid: Option<Troubles>,
    /// How many days back reports count for --avoid.
    #[arg(long, default_value_t = Avoidance::default().days, value_parser = clap::value_parser!(u16).range(1..=60))]
    days: u16,
    /// How far to keep away from such places, kilometres.
    #[arg(long, value_name = "KM", default_value_t = Avoidance::default().radius_km, value_parser = radius)]
    radius_km: f64,
    /// How many ways at most.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = alternatives)]
    alternatives: usize,
    /// The day of the journey; today where it is not given.
    #[arg(long, value_parser = day)]
    datetime: Option<Date>,
    /// The file that holds the reports, read for --avoid; roads imported beside it are used.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
    /// How to print the ways.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What to keep away from, as the command line gives it.
#[derive(Debug, Clone)]
struct Troubles(BTreeSet<Trouble>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// GeoJSON.
    Geojson,
}

fn troubles(text: &str) -> Result<Troubles, String> {
    let troubles = Trouble::list(text).map_err(|error| error.to_string())?;
    Ok(Troubles(troubles))
}

fn radius(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| (0.5..=50.0).contains(number))
        .ok_or_else(|| "a number of kilometres from 0.5 to 50 is needed".to_owned())
}

fn alternatives(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok();
    number
        .filter(|number| (1..=MOST_ALTERNATIVES).contains(number))
        .ok_or_else(|| format!("a whole number from 1 to {MOST_ALTERNATIVES} is needed"))
}

fn day(text: &str) -> Result<Date, String> {
    day_of(text).ok_or_else(|| "a day such as 2022-03-30 is needed".to_owned())
}

/// Runs the command.
///
/// # Errors
/// [`CliError`] when a stop is not understood, no road leads there, or the store cannot be read.
pub fn run(args: Args) -> Result<(), CliError> {
    let atlas = atlas::beside_quietly(&args.store);
    let troubles = args.avoid.map_or_else(BTreeSet::new, |Troubles(list)| list);
    let snapshot = if troubles.is_empty() {
        None
    } else {
        let mut store = GeoPackage::open_read_only(&args.store).map_err(CliError::failed)?;
        Some(Archive::snapshot_of(&mut store, &atlas).map_err(CliError::failed)?)
    };
    let question = Question {
        from: args.from,
        via: args.via,
        to: args.to,
        day: args.datetime.unwrap_or_else(|| today(Timestamp::now())),
        avoidance: Avoidance {
            troubles,
            days: args.days,
            radius_km: args.radius_km,
        },
        alternatives: args.alternatives,
    };
    let plan = plan(&question, &Gazetteer::embedded(), &atlas, snapshot.as_ref())
        .map_err(CliError::failed)?;
    let text = match args.format {
        Format::Geojson => format!("{:#}\n", plan.to_json()),
        Format::Table => table(&plan),
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        // The reader has seen enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(CliError::failed),
    }
}

fn table(plan: &Plan) -> String {
    let stops: Vec<&str> = plan.stops.iter().map(|stop| stop.label.as_str()).collect();
    let mut text = format!("{}\n", stops.join("\n  → "));
    for (at, route) in plan.routes.iter().enumerate() {
        text.push_str(&format!("\n{}. {}\n", at + 1, summary(route)));
        for part in &route.roads {
            let road = part.road.as_deref().unwrap_or("local road");
            text.push_str(&format!("   {:>7.1} km  {road}\n", part.length_km));
        }
    }
    if let Some(note) = plan.note() {
        text.push_str(&format!("\n! {note}\n"));
    }
    text.push_str(&format!("\n{DISCLAIMER}\n"));
    text
}

fn summary(route: &Route) -> String {
    let minutes = route.duration_s.unwrap_or_default() / 60.0;
    let (hours, minutes) = ((minutes / 60.0).floor(), (minutes % 60.0).floor());
    let cautions: Vec<String> = route
        .cautions
        .iter()
        .map(|caution| format!("\n   ! {caution}"))
        .collect();
    format!(
        "about {:.0} km, {hours:.0} h {minutes:02.0} min without stops{}",
        route.length_km,
        cautions.concat()
    )
}
