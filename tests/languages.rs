//! What a language is stands in its folder of `geodata/languages`, not in the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// What folds and declines names of places, and spells them in Latin letters: it works on letters, not on words.
const NORMALISATION: [&str; 7] = [
    "gazetteer/forms.rs",
    "gazetteer/name.rs",
    "gazetteer/names.rs",
    "gazetteer/search.rs",
    "report/words.rs",
    "report/personal_data/phrases.rs",
    "report/personal_data/pieces.rs",
];

/// Files that are compiled for tests only.
const FOR_TESTS: [&str; 2] = ["layer/fixtures.rs", "shape/osm/tags/tests.rs"];

/// Files that still spell words, with how many lines do: the numbers may only fall.
const STILL_SPELLED: [(&str, usize); 2] = [("basemap/style.rs", 2), ("cli/geocode.rs", 1)];

#[test]
fn no_cyrillic_word_stands_in_the_program() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    list(&src, &mut files);
    assert!(files.len() > 100, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let name = file.strip_prefix(&src).unwrap().display().to_string();
        let is_exempt = |list: &[&str]| list.contains(&name.as_str());
        if is_exempt(&NORMALISATION) || is_exempt(&FOR_TESTS) {
            continue;
        }
        let known = STILL_SPELLED.iter().find(|(known, _)| *known == name);
        let text = fs::read_to_string(&file).unwrap();
        let found = spelled(&text);
        let allowed = known.map_or(0, |(_, number)| *number);
        if found.len() != allowed {
            wrong.push(format!("{name}: {allowed} expected, found {found:#?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "words belong into geodata/languages, and a number that fell belongs into the list above:\n{}",
        wrong.join("\n")
    );
}

/// The lines of a program outside comments and test modules that hold a Cyrillic letter.
fn spelled(text: &str) -> Vec<&str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next();
    let lines = program.unwrap_or_default().lines();
    lines
        .filter(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.chars()
                .any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter))
        })
        .collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn words_in_comments_and_tests_are_no_part_of_the_program() {
    let text = "//! «слово»\nlet a = \"b\"; // слово\nlet c = \"слово\";\n#[cfg(test)]\nmod tests {\n\"слово\"";
    assert_eq!(spelled(text), ["let c = \"слово\";"]);
}

#[test]
fn every_language_has_the_same_files() {
    let languages = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/languages");
    let mut folders: Vec<PathBuf> = fs::read_dir(languages)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    // English names are not declined.
    let files = |folder: &Path| {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name != "place_names.tsv")
            .collect();
        names.sort();
        names
    };
    let first = files(&folders[0]);
    assert!(!first.is_empty());
    for folder in &folders {
        assert_eq!(files(folder), first, "{}", folder.display());
    }
}
