//! What the places of road lines can mean: settlements of the gazetteer and the nodes of
//! `geodata/roads/nodes.tsv`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::Failure;
use super::index::{NodeKind, straight_km};

/// Stored positions are rounded as the gazetteer rounds them, so that a settlement lies exactly on
/// its node.
const DEGREE: f64 = 100_000.0;

/// A place that a name can mean.
#[derive(Debug, Clone)]
pub struct Candidate<'p> {
    pub id: String,
    pub name: &'p str,
    pub kind: NodeKind,
    pub geonames: u32,
    pub position: (f64, f64),
    pub closed_from: &'p str,
    pub open_again: &'p str,
    pub note: &'p str,
    admin1: &'p str,
}

/// Settlements by name, nodes by key.
pub struct Places {
    settlements: Vec<Row>,
    by_name: HashMap<String, Vec<usize>>,
    nodes: HashMap<String, Row>,
}

struct Row {
    id: String,
    name: String,
    admin1: String,
    kind: NodeKind,
    geonames: u32,
    position: (f64, f64),
    closed_from: String,
    open_again: String,
    note: String,
}

impl Places {
    pub fn read(geodata: &Path) -> Result<Self, Failure> {
        let mut settlements = Vec::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for line in table(&geodata.join("gazetteer/places/UA.tsv"))? {
            if line["kind"] == "district" {
                continue;
            }
            by_name
                .entry(line["name"].clone())
                .or_default()
                .push(settlements.len());
            settlements.push(Row {
                id: line["geonameid"].clone(),
                name: line["name"].clone(),
                admin1: line["admin1"].clone(),
                kind: NodeKind::Settlement,
                geonames: line["geonameid"].parse()?,
                position: position(&line)?,
                closed_from: String::new(),
                open_again: String::new(),
                note: String::new(),
            });
        }
        let mut nodes = HashMap::new();
        for line in table(&geodata.join("roads/nodes.tsv"))? {
            let key = &line["key"];
            let told = |what: String| format!("nodes.tsv, {key}: {what}");
            let row = Row {
                id: format!("@{key}"),
                name: line["name"].clone(),
                admin1: String::new(),
                kind: kind(&line["kind"]).map_err(told)?,
                geonames: 0,
                position: position(&line)?,
                closed_from: day(&line["closed_from"]).map_err(told)?.to_owned(),
                open_again: opened(&line).map_err(told)?.to_owned(),
                note: line["note"].clone(),
            };
            if nodes.insert(key.clone(), row).is_some() {
                return Err(told("the key stands twice".to_owned()).into());
            }
        }
        Ok(Self {
            settlements,
            by_name,
            nodes,
        })
    }

    /// What `@key`, `Name`, `Name/14` (oblast UA-14) or `Name~lon,lat` (the namesake nearest to it)
    /// can mean.
    pub fn called(&self, written: &str) -> Result<Vec<Candidate<'_>>, Failure> {
        if let Some(key) = written.strip_prefix('@') {
            let node = self.nodes.get(key);
            let node = node.ok_or_else(|| format!("nodes.tsv has no key {key:?}"))?;
            return Ok(vec![node.candidate()]);
        }
        let (written, near) = match written.split_once('~') {
            Some((written, near)) => (written, Some(pair(near)?)),
            None => (written, None),
        };
        let (name, oblast) = match written.split_once('/') {
            Some((name, oblast)) => (name, Some(format!("UA-{oblast}"))),
            None => (written, None),
        };
        let Some(known) = self.by_name.get(name) else {
            return Err(self.unknown(name).into());
        };
        let mut candidates: Vec<Candidate<'_>> = known
            .iter()
            .map(|at| self.settlements[*at].candidate())
            .filter(|place| {
                oblast
                    .as_deref()
                    .is_none_or(|oblast| place.admin1 == oblast)
            })
            .collect();
        if candidates.is_empty() {
            let oblasts: Vec<&str> = known
                .iter()
                .map(|at| self.settlements[*at].admin1.as_str())
                .collect();
            return Err(format!("{written}: {name} is in {}", oblasts.join(", ")).into());
        }
        if let Some(near) = near {
            candidates.sort_by(|a, b| {
                straight_km(a.position, near).total_cmp(&straight_km(b.position, near))
            });
            candidates.truncate(1);
        }
        Ok(candidates)
    }

    fn unknown(&self, name: &str) -> String {
        let mut alike: Vec<&String> = self
            .by_name
            .keys()
            .filter(|known| strsim::jaro_winkler(known, name) > 0.9)
            .collect();
        alike.sort_by(|a, b| {
            let likeness = |known: &str| strsim::jaro_winkler(known, name);
            likeness(b).total_cmp(&likeness(a)).then_with(|| a.cmp(b))
        });
        alike.truncate(3);
        let alike: Vec<&str> = alike.into_iter().map(String::as_str).collect();
        let hint = if alike.is_empty() {
            "write its name as in the column name of gazetteer/places/UA.tsv, or add a node to nodes.tsv".to_owned()
        } else {
            format!("is it {}?", alike.join(" or "))
        };
        format!("the gazetteer has no settlement of Ukraine called {name:?}; {hint}")
    }
}

impl Row {
    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.id.clone(),
            name: &self.name,
            kind: self.kind,
            geonames: self.geonames,
            position: self.position,
            closed_from: &self.closed_from,
            open_again: &self.open_again,
            note: &self.note,
            admin1: &self.admin1,
        }
    }
}

fn kind(text: &str) -> Result<NodeKind, String> {
    match text {
        "settlement" => Ok(NodeKind::Settlement),
        "bridge" => Ok(NodeKind::Bridge),
        "crossing" => Ok(NodeKind::Crossing),
        "checkpoint" => Ok(NodeKind::Checkpoint),
        "junction" => Ok(NodeKind::Junction),
        other => Err(format!("{other:?} is not a kind of node")),
    }
}

/// A day, a month or a year.
fn day(text: &str) -> Result<&str, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_date = matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2])
        && parts
            .iter()
            .all(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
    if text.is_empty() || is_date {
        Ok(text)
    } else {
        Err(format!(
            "closed_from is a day, a month or a year (2022-03-23, 2022-03, 2022); {text:?} is not"
        ))
    }
}

/// A whole day after the closure: the first day of a month would be too early.
fn opened(line: &HashMap<String, String>) -> Result<&str, String> {
    let (closed, opened) = (&line["closed_from"], &line["open_again"]);
    if opened.is_empty() || (day(opened)?.len() == 10 && !closed.is_empty() && closed < opened) {
        Ok(opened)
    } else {
        Err(format!(
            "open_again is a day after closed_from (2022-04-18); {opened:?} is not"
        ))
    }
}

fn pair(text: &str) -> Result<(f64, f64), Failure> {
    let numbers = text.split_once(',').and_then(|(lon, lat)| {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        Some((number(lon)?, number(lat)?))
    });
    Ok(numbers.ok_or_else(|| format!("~{text} is not ~longitude,latitude"))?)
}

fn position(line: &HashMap<String, String>) -> Result<(f64, f64), Failure> {
    let degrees = |column: &str| -> Result<f64, Failure> {
        let value: f64 = line[column]
            .parse()
            .map_err(|_| format!("{:?} is not a number of degrees", line[column]))?;
        Ok((value * DEGREE).round() / DEGREE)
    };
    Ok((degrees("lon")?, degrees("lat")?))
}

/// The lines of a file of tab-separated values as values by column.
fn table(file: &Path) -> Result<Vec<HashMap<String, String>>, Failure> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut lines = (1..).zip(text.lines());
    let header: Vec<&str> = lines
        .next()
        .map_or("", |(_, line)| line)
        .split('\t')
        .collect();
    lines
        .map(|(at, line)| {
            let values: Vec<&str> = line.split('\t').collect();
            if values.len() != header.len() {
                let (found, asked) = (values.len(), header.len());
                return Err(format!(
                    "{} line {at}: {found} values in {asked} columns",
                    file.display()
                )
                .into());
            }
            let pairs = header.iter().zip(values);
            Ok(pairs
                .map(|(name, value)| ((*name).to_owned(), value.to_owned()))
                .collect())
        })
        .collect()
}
