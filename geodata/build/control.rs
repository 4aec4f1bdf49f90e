//! Compiles the dated facts of `geodata/control`: places become positions, and a line that cannot
//! be understood or a place that the gazetteer does not hold stops the build.

#[path = "../../src/shape/control/compiled.rs"]
mod compiled;

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use compiled::{FactFile, Period, Settlement};

type Failure = Box<dyn Error>;

/// Writes the compiled facts of all files in `geodata/control` to `output`.
pub fn compile(geodata: &Path, output: &Path) -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=geodata/control");
    println!("cargo::rerun-if-changed=src/shape/control/compiled.rs");
    let folder = geodata.join("control");
    let sources = sources(&folder.join("sources.tsv"))?;
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let mut compiled = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path)?;
        compiled.push(
            facts(geodata, &sources, text)
                .map_err(|error| format!("{}: {error}", path.display()))?,
        );
    }
    fs::write(output, postcard::to_allocvec(&compiled)?)?;
    Ok(())
}

/// Address by key.
fn sources(path: &Path) -> Result<HashMap<String, String>, Failure> {
    let table = fs::read_to_string(path)?;
    let pairs = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'));
    let pairs = pairs.map(|(key, address)| (key.to_owned(), address.to_owned()));
    Ok(pairs.collect())
}

fn facts(
    geodata: &Path,
    sources: &HashMap<String, String>,
    text: String,
) -> Result<FactFile, Failure> {
    let head = |name: &str| {
        let prefix = format!("{name}: ");
        let line = text.lines().find_map(|line| line.strip_prefix(&prefix));
        line.map(str::to_owned)
            .ok_or_else(|| format!("the head has no line \"{prefix}…\""))
    };
    let country = head("country")?;
    let places = Places::read(&geodata.join(format!("gazetteer/places/{country}.tsv")))?;
    let mut file = FactFile {
        title: head("title")?,
        country,
        through: day(&head("through")?)?,
        compiled: day(&head("compiled")?)?,
        settlements: Vec::new(),
        text: String::new(),
    };
    let mut section: Option<(&str, &str)> = None;
    let mut seen: HashMap<u32, usize> = HashMap::new();
    let mut start = 0;
    for (number, line) in (1..).zip(text.lines()) {
        let end = start + line.chars().count();
        let fault = |what: String| -> Failure { format!("line {number}: {what}").into() };
        if let Some(head) = line.strip_prefix("== ") {
            let (unit, since) = head
                .split_once(" since ")
                .ok_or_else(|| fault("a section is == OBLAST since DAY".to_owned()))?;
            section = Some((unit, since));
        } else if !line.is_empty() && !line.starts_with('#') && section.is_some() {
            let (unit, since) = section.unwrap_or_default();
            let statement = line.split("  #").next().unwrap_or_default();
            let (name, periods) = statement
                .split_once(": ")
                .ok_or_else(|| fault("a line is Place: WORDS, DAY WORDS, …".to_owned()))?;
            let row = places.find(unit, name).map_err(&fault)?;
            if let Some(earlier) = seen.insert(row.geonames, number) {
                return Err(fault(format!("{name} stands in line {earlier} already")));
            }
            let periods = timeline(periods, since, sources).map_err(&fault)?;
            file.settlements.push(Settlement {
                line: line.to_owned(),
                start,
                end,
                periods,
                ..row.settlement()
            });
        }
        start = end + 1;
    }
    file.text = text;
    Ok(file)
}

fn timeline(
    periods: &str,
    first: &str,
    sources: &HashMap<String, String>,
) -> Result<Vec<Period>, String> {
    let mut timeline: Vec<Period> = Vec::new();
    for part in periods.split(", ") {
        let mut part = part.trim();
        let mut since = first.to_owned();
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let (stated, rest) = part.split_once(' ').ok_or("a day needs words after it")?;
            since = day(stated)?;
            part = rest;
        }
        let mut source = None;
        if let Some((words, key)) = part.split_once(" {") {
            let key = key.trim_end_matches('}');
            let address = sources.get(key);
            source = Some(
                address
                    .ok_or_else(|| format!("sources.tsv has no key {key}"))?
                    .clone(),
            );
            part = words;
        }
        let cut_off = part.strip_suffix(" cut off");
        let claimed = part.strip_suffix(" claimed");
        let party = cut_off.or(claimed).unwrap_or(part);
        if party.is_empty() || !party.chars().all(|c| c.is_ascii_lowercase()) {
            return Err(format!("\"{part}\" is not a party and how it holds"));
        }
        if timeline.last().is_some_and(|before| before.since >= since) {
            return Err(format!("{since} does not come after the day before it"));
        }
        timeline.push(Period {
            since,
            party: party.to_owned(),
            claimed: claimed.is_some(),
            cut_off: cut_off.is_some(),
            source,
        });
    }
    Ok(timeline)
}

/// The text, if it is a day as YYYY-MM-DD.
fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    let is_day = text.len() == 10
        && parts.len() == 3
        && number(0).is_some()
        && number(1).is_some_and(|month| (1..=12).contains(&month))
        && number(2).is_some_and(|day| (1..=31).contains(&day));
    is_day
        .then(|| text.to_owned())
        .ok_or_else(|| format!("\"{text}\" is not a day as YYYY-MM-DD"))
}

/// A row of the gazetteer, as far as facts need it.
struct PlaceRow {
    geonames: u32,
    cells: HashMap<&'static str, String>,
    lon: f64,
    lat: f64,
}

impl PlaceRow {
    fn cell(&self, column: &str) -> String {
        self.cells.get(column).cloned().unwrap_or_default()
    }

    fn settlement(&self) -> Settlement {
        Settlement {
            geonames: self.geonames,
            name: self.cell("name"),
            name_uk: self.cell("name_uk"),
            name_ru: self.cell("name_ru"),
            lon: self.lon,
            lat: self.lat,
            admin1: self.cell("admin1"),
            admin2: self.cell("admin2"),
            population: self.cell("population").parse().unwrap_or(0),
            line: String::new(),
            start: 0,
            end: 0,
            periods: Vec::new(),
        }
    }
}

/// The settlements of a country by unit and name.
struct Places {
    rows: Vec<PlaceRow>,
    by_name: HashMap<(String, String), Vec<usize>>,
}

impl Places {
    fn read(path: &Path) -> Result<Self, Failure> {
        const COLUMNS: [&str; 7] = [
            "name",
            "name_uk",
            "name_ru",
            "admin1",
            "admin2",
            "population",
            "kind",
        ];
        let table = fs::read_to_string(path)?;
        let mut lines = table.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| {
            let at = header.iter().position(|each| *each == name);
            at.ok_or_else(|| format!("{} has no column {name}", path.display()))
        };
        let wanted: Vec<(&'static str, usize)> = COLUMNS
            .iter()
            .map(|name| Ok((*name, column(name)?)))
            .collect::<Result<_, String>>()?;
        let (geonames, lon, lat) = (column("geonameid")?, column("lon")?, column("lat")?);
        let mut places = Self {
            rows: Vec::new(),
            by_name: HashMap::new(),
        };
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let row = PlaceRow {
                geonames: cells[geonames].parse()?,
                lon: cells[lon].parse()?,
                lat: cells[lat].parse()?,
                cells: wanted
                    .iter()
                    .map(|(name, at)| (*name, cells[*at].to_owned()))
                    .collect(),
            };
            let key = (row.cell("admin1"), row.cell("name"));
            places
                .by_name
                .entry(key)
                .or_default()
                .push(places.rows.len());
            places.rows.push(row);
        }
        Ok(places)
    }

    /// The one settlement of `unit` called `name`, which may end in `@lat` or `@lat,lon`.
    fn find(&self, unit: &str, name: &str) -> Result<&PlaceRow, String> {
        let (bare, position) = name.split_once('@').unwrap_or((name, ""));
        let key = (unit.to_owned(), bare.to_owned());
        let namesakes = self.by_name.get(&key).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&PlaceRow> = namesakes.iter().map(|at| &self.rows[*at]).collect();
        if found.iter().any(|row| row.cell("kind") != "district") {
            found.retain(|row| row.cell("kind") != "district");
        }
        let mut stated = position.split(',').filter(|part| !part.is_empty());
        if let Some(lat) = stated.next() {
            found.retain(|row| format!("{:.2}", row.lat) == lat);
        }
        if let Some(lon) = stated.next() {
            found.retain(|row| format!("{:.2}", row.lon) == lon);
        }
        match found.as_slice() {
            [row] => Ok(row),
            [] => Err(format!("the gazetteer has no {name} in {unit}")),
            several => {
                let at: Vec<String> = several
                    .iter()
                    .map(|row| format!("{bare}@{:.2},{:.2}", row.lat, row.lon))
                    .collect();
                Err(format!(
                    "{name} in {unit} is not one place: {}",
                    at.join(", ")
                ))
            }
        }
    }
}
