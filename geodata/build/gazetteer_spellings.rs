//! Spellings belong to names, not to places: what is written for one Zaporizhzhia can be written
//! for every other.

use std::collections::{BTreeMap, BTreeSet};

use super::blob::NameClass;
use super::name::folded;
use super::tables::Entry;

/// How much alike a spelling and its name are at least (1 is equal). Below it stand other names
/// of the same place, which its namesakes do not have.
const ALIKE: f64 = 0.6;

/// Gives each settlement the spellings that its namesakes in the same country are known by.
pub fn share(entries: &mut [Entry]) {
    let mut groups: BTreeMap<([u8; 2], String), Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.kind <= 1 && entry.position.is_some() {
            let name = (entry.country, folded(&entry.name));
            groups.entry(name).or_default().push(index);
        }
    }
    groups.retain(|_, members| members.len() > 1);
    for members in groups.values() {
        let mut spellings = BTreeSet::new();
        for member in members {
            spellings.extend(spellings_of(&entries[*member]));
        }
        for member in members {
            let entry = &mut entries[*member];
            let own: BTreeSet<String> = entry.names.iter().map(|(_, name)| folded(name)).collect();
            let others = spellings.iter().filter(|name| !own.contains(&folded(name)));
            let others = others.map(|name| (NameClass::Generated, name.clone()));
            entry.names.extend(others.collect::<Vec<_>>());
        }
    }
}

/// The names of a place that are ways of writing its official name.
fn spellings_of(entry: &Entry) -> impl Iterator<Item = String> {
    let officials = [&entry.name, &entry.name_uk, &entry.name_ru].map(|name| folded(name));
    entry.names.iter().filter_map(move |(_, name)| {
        let form = folded(name);
        let alike = |official: &String| {
            !official.is_empty() && strsim::normalized_levenshtein(official, &form) >= ALIKE
        };
        (form.len() > 2 && officials.iter().any(alike)).then(|| name.clone())
    })
}
