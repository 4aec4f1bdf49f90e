//! The people whom a report names in full.

use std::collections::HashMap;

use super::names::{SHORTEST_STEM, last_word, same_surname};
use super::voice::Voice;
use crate::model::Span;
use crate::report::folded;

/// Somebody named in full.
#[derive(Debug)]
pub struct Person {
    /// The name as it stands.
    pub name: String,
    /// The last word of the name, folded.
    pub surname: String,
    /// Words of the titles beside the name ("mayor"), folded.
    titles: Vec<String>,
    /// Where the report names them first.
    words: Option<Span>,
}

impl Person {
    /// They as somebody who speaks.
    pub fn voice(&self) -> Voice {
        Voice {
            name: self.name.clone(),
            words: self.words.into_iter().collect(),
        }
    }
}

/// The people of a report in the order in which it names them. A report may name thousands: who has a surname or a title is
/// looked up by its beginning, which all its forms share.
#[derive(Debug, Default)]
pub struct People {
    all: Vec<Person>,
    by_surname: HashMap<String, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

impl People {
    /// Takes in somebody, or further titles of somebody who is known.
    pub fn remember(&mut self, name: &str, titles: Vec<String>, words: Option<Span>) {
        let surname = folded(last_word(name));
        let known = self.by_surname.entry(beginning(&surname)).or_default();
        let same = known
            .iter()
            .find(|at| self.all.get(**at).is_some_and(|known| known.name == name));
        let at = same.copied().unwrap_or_else(|| {
            known.push(self.all.len());
            self.all.push(Person {
                name: name.to_owned(),
                surname,
                titles: Vec::new(),
                words,
            });
            self.all.len() - 1
        });
        let Some(person) = self.all.get_mut(at) else {
            return;
        };
        for title in titles {
            if !person.titles.contains(&title) {
                let holders = self.by_title.entry(beginning(&title)).or_default();
                if !holders.contains(&at) {
                    holders.push(at);
                }
                person.titles.push(title);
            }
        }
    }

    /// Those whose surname may be this one, folded, in some form.
    pub fn alike(&self, surname: &str) -> impl Iterator<Item = &Person> {
        let known = self.by_surname.get(&beginning(surname));
        let known = known.map(Vec::as_slice).unwrap_or_default();
        known.iter().filter_map(|at| self.all.get(*at))
    }

    /// Where the report names somebody first, whose full name is known.
    pub fn named_at(&self, name: &str) -> Option<Span> {
        let surname = folded(last_word(name));
        let mut alike = self.alike(&surname);
        alike.find(|known| known.name == name)?.words
    }

    /// The one person whom the report gives this title.
    pub fn holder(&self, title: &str) -> Option<&Person> {
        let known = self.by_title.get(&beginning(title))?;
        let mut holders = known
            .iter()
            .filter_map(|at| self.all.get(*at))
            .filter(|person| person.titles.iter().any(|known| same_surname(known, title)));
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder)
    }
}

/// What all forms of a word begin with, as [`same_surname`] compares them: English words have one form.
fn beginning(word: &str) -> String {
    if word.is_ascii() {
        word.to_owned()
    } else {
        word.chars().take(SHORTEST_STEM).collect()
    }
}
