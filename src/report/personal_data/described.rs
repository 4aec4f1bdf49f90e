//! Private persons whom no number stands beside: who is told with an age or a day of birth, is looked for, is somebody's
//! relative.

use std::ops::Range;

use super::ages::{self, Age};
use super::births;
use super::names::{Names, OFFICE_REACH};
use super::pieces::{Gap, Kind};

/// How far before a name the word may stand that says whose relative that is, or that it is looked for, in pieces.
const REACH: usize = 6;

/// What is told of whoever is named.
#[derive(Debug, Clone, Copy)]
struct Told {
    age: Option<Age>,
    /// An age stands before the name, or behind it in words.
    is_age_said: bool,
    is_birth: bool,
    is_sought: bool,
    kin: Option<Kin>,
}

/// Whose relative somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// Of who writes.
    Own,
    /// Of others.
    Others,
    /// "Grandmother …"
    Nobody,
}

/// The names of private persons of whom enough is told.
pub(super) fn people(names: &Names<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < names.pieces.len() {
        if !names.is_name_end(at) {
            found.extend(in_small(names, at));
            at += 1;
            continue;
        }
        let run = at..names.run_end(at);
        at = run.end;
        let run = with_surname_before(names, names.without_place(run));
        if is_private(names, run.clone()) {
            found.push(run);
        }
    }
    found
}

/// «олена петренко, 72 роки»: a whole name in small letters that ends with piece `last`, with an age.
fn in_small(names: &Names<'_>, last: usize) -> Option<Range<usize>> {
    let has_age = names.pieces.kind(last) == Some(Kind::Lower)
        && ages::behind(names.pieces, last + 1, &names.rules.age) == Some(Age::Said);
    let run = has_age.then(|| names.run_in_small_ending(last)).flatten()?;
    (run.len() > 1).then_some(run)
}

/// "Kovalenko, Olena (34)": a given name with the family name before its comma.
fn with_surname_before(names: &Names<'_>, run: Range<usize>) -> Range<usize> {
    let name = &names.rules.name;
    let surname = run.start.checked_sub(2).filter(|surname| {
        run.len() == 1
            && names.pieces.is_mark(surname + 1, &[","])
            && names.pieces.gap(run.start) != Gap::Line
            && names.is_name_word(*surname)
            && name.is_surname(names.pieces.word(*surname))
            && name.is_nominative(names.pieces.word(run.start))
    });
    surname.unwrap_or(run.start)..run.end
}

fn is_private(names: &Names<'_>, run: Range<usize>) -> bool {
    let told = Told {
        age: ages::behind(names.pieces, run.end, &names.rules.age),
        is_age_said: ages::is_told_before(names.pieces, run.start, &names.rules.age),
        is_birth: births::is_told_behind(names.pieces, run.end, names.rules),
        is_sought: is_sought(names, run.start),
        kin: kin(names, run.start),
    };
    let is_told = told.age.is_some() || told.is_age_said || told.is_birth;
    let is_somebodys = matches!(told.kin, Some(Kin::Own | Kin::Others));
    (is_told || told.is_sought || is_somebodys)
        && is_enough(names, run.clone(), told)
        && !has_rank(names, run.clone())
        && !is_street(names, run.clone())
        && (!names.is_place(run.clone()) || is_given_with_age(names, run.clone(), told))
        && !is_body(names, run)
}

/// «Марія, 72 роки»: whatever village has the same name.
fn is_given_with_age(names: &Names<'_>, run: Range<usize>, told: Told) -> bool {
    let is_said = told.is_age_said || told.age == Some(Age::Said);
    let is_known = is_said || matches!(told.kin, Some(Kin::Own | Kin::Others));
    is_known && run.len() == 1 && names.rules.name.is_nominative(names.pieces.word(run.start))
}

fn is_enough(names: &Names<'_>, run: Range<usize>, told: Told) -> bool {
    let name = &names.rules.name;
    let words: Vec<&str> = run
        .clone()
        .filter(|at| names.is_name_word(*at))
        .map(|at| names.pieces.word(at))
        .collect();
    let has_given = words.iter().any(|word| name.is_given(word));
    let has_nominative = words.iter().any(|word| name.is_nominative(word));
    let is_person = names.is_person(run.clone());
    let is_whole = words.len() > 1 || words.len() == 1 && run.len() > 1;
    let is_where = run
        .start
        .checked_sub(1)
        .is_some_and(|before| name.prepositions.has(names.pieces.word(before)));
    let is_said = told.is_age_said || told.age == Some(Age::Said);
    let is_known = told.is_sought || told.kin.is_some();
    if is_where && !has_given {
        return false;
    }
    let by_age = is_said
        && (is_person && (is_whole || has_nominative) || is_rare(names, run.clone(), told))
        || told.age == Some(Age::Bare) && is_whole && has_nominative && !is_where;
    let by_birth = told.is_birth && is_person && is_whole;
    let by_search = told.is_sought && is_person && is_whole;
    let by_kin = told.kin == Some(Kin::Own) && is_person && is_whole;
    let has_any = told.age.is_some() || told.is_age_said || told.is_birth;
    let by_both = is_known && has_any && (has_given || is_person || names.is_rare_name(run));
    by_age || by_birth || by_search || by_kin || by_both
}

/// "Abdelwahab Siddig, 54 years old": a name that no list holds, with an age that is nothing else.
fn is_rare(names: &Names<'_>, run: Range<usize>, told: Told) -> bool {
    let old = (run.end..run.end + REACH)
        .take_while(|at| names.pieces.gap(*at) != Gap::Line)
        .any(|at| names.pieces.word(at) == "old");
    (old || told.is_age_said) && names.is_rare_name(run)
}

/// Whether somebody is looked for by the words before piece `start`: "Looking for my aunt …", «Шукаємо: …».
fn is_sought(names: &Names<'_>, start: usize) -> bool {
    let name = &names.rules.name;
    let mut lines = 0;
    for (steps, at) in (0..start).rev().take(REACH).enumerate() {
        lines += usize::from(names.pieces.gap(at + 1) == Gap::Line);
        if lines > 1 {
            return false;
        }
        let is_right_before =
            steps == 0 || steps == 1 && names.pieces.kind(at + 1) == Some(Kind::Mark);
        if name.seeking.ending_at(names.pieces, at) > 0
            || is_right_before && name.missing.ending_at(names.pieces, at) > 0
        {
            return true;
        }
        let word = names.pieces.word(at);
        let is_between = match names.pieces.kind(at) {
            Some(Kind::Mark) => [":", ",", "-", "!", "«", "\"", "'"].contains(&word),
            Some(Kind::Digits) | None => false,
            _ => {
                name.kin.has(word)
                    || name.own.has(word)
                    || name.others.has(word)
                    || name.naming.has(word)
            }
        };
        if !is_between {
            return false;
        }
    }
    false
}

/// Whose relative is named from piece `start` on, by the words before: "my aunt …", "his brother's name is …".
fn kin(names: &Names<'_>, start: usize) -> Option<Kin> {
    let name = &names.rules.name;
    let mut relative = None;
    for at in (0..start).rev().take(REACH) {
        if names.pieces.gap(at + 1) == Gap::Line {
            break;
        }
        let word = names.pieces.word(at);
        let bare = word.strip_suffix("'s").unwrap_or(word);
        if name.kin.has(bare) {
            relative = Some(at);
        } else if relative.is_some() && name.own.has(word) {
            return Some(Kin::Own);
        } else if relative.is_some() && (name.others.has(word) || bare.len() < word.len()) {
            return Some(Kin::Others);
        } else if !(name.naming.has(word) || names.pieces.is_mark(at, &[",", ":", "-", "'"])) {
            break;
        }
    }
    relative.map(|_| Kin::Nobody)
}

/// Whether an office stands beside a name; streets and towns are none.
fn has_rank(names: &Names<'_>, run: Range<usize>) -> bool {
    let is_rank = |at: usize| {
        names.rules.name.offices.ending_at(names.pieces, at) > 0
            && !names.rules.home.streets.has(names.pieces.word(at))
    };
    let before = (0..run.start)
        .rev()
        .take(OFFICE_REACH)
        .take_while(|at| names.pieces.gap(at + 1) != Gap::Line)
        .take_while(|at| !names.ends_sentence(*at) && !names.pieces.is_mark(*at, &[";"]));
    let behind = (run.end..run.end + OFFICE_REACH)
        .take_while(|at| names.pieces.gap(*at) != Gap::Line)
        .take_while(|at| !names.ends_sentence(*at));
    before.chain(run.clone()).chain(behind).any(is_rank)
}

/// "вул. Тараса Шевченка", "Taras Shevchenko Street".
fn is_street(names: &Names<'_>, run: Range<usize>) -> bool {
    let is_type = |at: usize| names.rules.home.streets.has(names.pieces.word(at));
    let before = (0..run.start)
        .rev()
        .take(2)
        .find(|at| !names.pieces.is_mark(*at, &["."]));
    before.is_some_and(is_type) || is_type(run.end) || run.clone().any(is_type)
}

fn is_body(names: &Names<'_>, mut run: Range<usize>) -> bool {
    run.any(|at| names.rules.name.bodies.ending_at(names.pieces, at) > 0)
}
