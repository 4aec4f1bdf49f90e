//! Reads the hand-written lines of roads, `geodata/roads/*.road`; `geodata/roads/README.md` says
//! how they are written.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;
use super::index::RoadClass;

/// A road, or a piece of one.
pub struct Line {
    /// Official number; `None` where none is known.
    pub number: Option<String>,
    pub class: RoadClass,
    /// The places that it passes, in order.
    pub places: Vec<String>,
    file: PathBuf,
    at: usize,
}

impl Line {
    /// What is wrong with the line, with file and line number.
    pub fn fault(&self, what: &str) -> Failure {
        fault(&self.file, self.at, what)
    }
}

fn fault(file: &Path, at: usize, what: &str) -> Failure {
    format!("{} line {at}: {what}", file.display()).into()
}

/// All lines of the folder, in the order of the files' names.
pub fn read(folder: &Path) -> Result<Vec<Line>, Failure> {
    let sources = sources(&folder.join("sources.tsv"))?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "road")
    });
    files.sort();
    let mut lines: Vec<Line> = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        for (at, text) in (1..).zip(text.lines()) {
            let told = |what: &str| fault(&file, at, what);
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            if !text.starts_with(' ') {
                lines.push(head(text, &file, at, &sources).map_err(|what| told(&what))?);
                continue;
            }
            let line = lines.last_mut().filter(|line| line.file == file);
            let line = line.ok_or_else(|| told("places stand below the line of their road"))?;
            let places = text
                .split(';')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            line.places
                .extend(places.map(|name| name.trim_end_matches('*').to_owned()));
        }
    }
    Ok(lines)
}

/// `M18 | international | what it is | key of its source`
fn head(text: &str, file: &Path, at: usize, sources: &HashSet<String>) -> Result<Line, String> {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let (number, class) = match parts.as_slice() {
        [number, class, _] => (*number, *class),
        [number, class, _, source] => {
            if !sources.contains(*source) {
                return Err(format!("sources.tsv has no key {source:?}"));
            }
            (*number, *class)
        }
        _ => {
            return Err(
                "a road is written: number | class | what it is | key of its source".to_owned(),
            );
        }
    };
    let class = match class {
        "international" => RoadClass::International,
        "national" => RoadClass::National,
        "regional" => RoadClass::Regional,
        "territorial" => RoadClass::Territorial,
        "local" => RoadClass::Local,
        other => return Err(format!("{other:?} is not a class of roads")),
    };
    let number = match number {
        "-" => None,
        number if is_official(number) => Some(number.to_owned()),
        other => {
            return Err(format!(
                "{other:?} is not an official number (M01, H08, P47, T0803); write - where none is known"
            ));
        }
    };
    Ok(Line {
        number,
        class,
        places: Vec::new(),
        file: file.to_owned(),
        at,
    })
}

fn is_official(number: &str) -> bool {
    let digits = match number.split_at_checked(1) {
        Some(("M" | "H" | "P", digits)) if digits.len() == 2 => digits,
        Some(("T", digits)) if digits.len() == 4 => digits,
        _ => return false,
    };
    digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn sources(file: &Path) -> Result<HashSet<String>, Failure> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let keys = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    Ok(keys.map(str::to_owned).collect())
}
