//! Reads the tables of `geodata/gazetteer`.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;
use super::blob::{KINDS, NameClass};

/// A place as the tables describe it.
pub struct Entry {
    pub id: String,
    pub name: String,
    pub name_uk: String,
    pub name_ru: String,
    pub kind: u8,
    /// Longitude and latitude in degrees.
    pub position: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-2 code; zeros where there is none.
    pub country: [u8; 2],
    pub admin1: String,
    pub admin2: String,
    pub katottg: String,
    pub population: u32,
    /// All names, those of the fields above included.
    pub names: Vec<(NameClass, String)>,
}

impl Entry {
    /// The GeoNames number; 0 where the identifier is another one.
    pub fn number(&self) -> u32 {
        self.id
            .strip_prefix("geonames:")
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    }

    /// What the entry is ranked by where nothing else decides: areas, then located settlements
    /// by population, then those known by name only.
    fn rank(&self) -> (bool, bool, std::cmp::Reverse<u32>) {
        (
            self.kind <= 1,
            self.position.is_none(),
            std::cmp::Reverse(self.population),
        )
    }
}

/// All places, the ones that matter more first.
pub fn read(directory: &Path) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for line in Table::open(&directory.join("areas.tsv"))?.lines() {
        entries.push(area(&line?)?);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(directory.join("places"))?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "tsv"));
    files.sort();
    for file in files {
        let country = country_code(&file.file_stem().unwrap_or_default().to_string_lossy());
        for line in Table::open(&file)?.lines() {
            entries.push(settlement(&line?, country)?);
        }
    }
    for line in Table::open(&directory.join("unlocated.tsv"))?.lines() {
        entries.push(unlocated(&line?));
    }
    entries.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.id.cmp(&b.id)));
    Ok(entries)
}

fn area(line: &Line) -> Result<Entry, Failure> {
    let mut entry = Entry {
        id: line.text("id"),
        position: line.position()?,
        country: country_code(line.get("country")),
        ..common(line)?
    };
    entry.admin1 = line.text("admin1");
    Ok(entry)
}

fn settlement(line: &Line, country: [u8; 2]) -> Result<Entry, Failure> {
    Ok(Entry {
        id: format!("geonames:{}", line.get("geonameid")),
        position: line.position()?,
        country,
        admin2: line.text("admin2"),
        katottg: line.text("katottg"),
        ..common(line)?
    })
}

fn common(line: &Line) -> Result<Entry, Failure> {
    let kind = line.get("kind");
    let mut names: Vec<(NameClass, String)> = ["name", "name_uk", "name_ru"]
        .iter()
        .map(|column| (NameClass::Official, line.text(column)))
        .collect();
    for (column, class) in [
        ("alternates", NameClass::Alias),
        ("generated", NameClass::Generated),
    ] {
        let list = line.get(column).split('|');
        names.extend(list.map(|name| (class, name.to_owned())));
    }
    Ok(Entry {
        id: String::new(),
        name: line.text("name"),
        name_uk: line.text("name_uk"),
        name_ru: line.text("name_ru"),
        kind: KINDS
            .iter()
            .position(|known| *known == kind)
            .ok_or_else(|| line.fault(&format!("{kind:?} is not a kind of place")))?
            as u8,
        position: None,
        country: [0; 2],
        admin1: line.text("admin1"),
        admin2: String::new(),
        katottg: String::new(),
        population: match line.get("population") {
            "" => 0,
            number => number
                .parse()
                .map_err(|_| line.fault(&format!("{number:?} is not a population")))?,
        },
        names,
    })
}

/// A settlement of the Ukrainian register whose place on the map is not known.
fn unlocated(line: &Line) -> Entry {
    Entry {
        id: format!("katottg:{}", line.get("katottg")),
        name: line.text("name"),
        name_uk: line.text("name_uk"),
        name_ru: String::new(),
        kind: 0,
        position: None,
        country: *b"UA",
        admin1: line.text("admin1"),
        admin2: line.text("admin2"),
        katottg: line.text("katottg"),
        population: 0,
        names: ["name", "name_uk"]
            .map(|column| (NameClass::Official, line.text(column)))
            .into(),
    }
}

fn country_code(text: &str) -> [u8; 2] {
    text.as_bytes().try_into().unwrap_or_default()
}

/// A file of tab-separated values with a header line.
struct Table {
    file: PathBuf,
    columns: Vec<String>,
    content: String,
}

struct Line<'t> {
    file: &'t Path,
    number: usize,
    columns: &'t [String],
    values: Vec<&'t str>,
}

impl Table {
    fn open(file: &Path) -> Result<Self, Failure> {
        let content = fs::read_to_string(file)
            .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let header = content.lines().next().unwrap_or_default();
        Ok(Self {
            file: file.to_owned(),
            columns: header.split('\t').map(str::to_owned).collect(),
            content,
        })
    }

    fn lines(&self) -> impl Iterator<Item = Result<Line<'_>, Failure>> {
        (2..)
            .zip(self.content.lines().skip(1))
            .map(|(number, line)| {
                let line = Line {
                    file: &self.file,
                    number,
                    columns: &self.columns,
                    values: line.split('\t').collect(),
                };
                if line.values.len() == line.columns.len() {
                    Ok(line)
                } else {
                    let (values, columns) = (line.values.len(), line.columns.len());
                    Err(line.fault(&format!("{values} values in {columns} columns")))
                }
            })
    }
}

impl Line<'_> {
    /// The value in a column; empty where the table has no such column.
    fn get(&self, column: &str) -> &str {
        self.columns
            .iter()
            .position(|name| *name == column)
            .map_or("", |index| self.values[index])
    }

    fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    fn position(&self) -> Result<Option<(f64, f64)>, Failure> {
        let (lon, lat) = (self.get("lon"), self.get("lat"));
        if lon.is_empty() || lat.is_empty() {
            return Ok(None);
        }
        match (lon.parse(), lat.parse()) {
            (Ok(lon), Ok(lat))
                if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) =>
            {
                Ok(Some((lon, lat)))
            }
            _ => Err(self.fault(&format!("{lon:?}, {lat:?} is not a position"))),
        }
    }

    fn fault(&self, what: &str) -> Failure {
        format!("{} line {}: {what}", self.file.display(), self.number).into()
    }
}
