//! Which names are people's, by the words around them: titles and verbs stand elsewhere, here are first names,
//! ages, relations.

use super::line::{Line, Usage};
use super::prior::Prior;
use super::words::PlaceWords;
use crate::report::TokenKind;

/// Notes the names of people in a line: "Georgia Stevens", "Burton, 39,", "Brent told".
pub fn note_people(line: &Line<'_>, words: &PlaceWords, usage: &mut Usage) {
    if line.is_title || line.is_capitals {
        return;
    }
    for at in 0..line.tokens.len() {
        if !line.is_capitalised(at) {
            continue;
        }
        let word = line.word(at);
        let is_first_name = words.also_people.contains(word)
            && !line.is_possessive(at)
            && line.is_capitalised(at + 1)
            && !line.is_capitalised(at + 2)
            && !usage.small.contains(line.word(at + 1))
            && !words.common.contains(line.word(at + 1))
            && !names_organisation(line, at + 1, words);
        if (is_first_name || is_aged(line, at + 1) || is_related(line, at, words))
            && !line.is_located(at, words)
            && !usage.people.contains(word)
        {
            usage.people.insert(word.to_owned());
        }
    }
}

/// What speaks for a person: the verbs and numbers beside a single word, and the rest of the report.
pub fn doubt_of_person(
    line: &Line<'_>,
    start: usize,
    after: usize,
    prior: &Prior,
    words: &PlaceWords,
    usage: &Usage,
) -> f64 {
    let name = line.word(start);
    let may_be_person = words.also_people.contains(name);
    let is_first_name = words.given_names.contains(name) && !prior.is_major;
    let speaks = words.says_after.contains(line.word(after));
    let is_quoted = start > 0 && words.says_after.contains(line.word(start - 1));
    let is_located = line.is_located(start, words);
    if (may_be_person || is_first_name) && speaks {
        return 6.0;
    }
    if usage.people.contains(name) && (may_be_person || !prior.is_area) {
        return if is_located { 1.0 } else { 5.0 };
    }
    let has_surname = line.is_capitalised(after)
        && !line.is_possessive(after - 1)
        && !line.is_title
        && !names_organisation(line, after, words);
    if is_first_name {
        return match (has_surname, is_located) {
            (true, _) => 4.0,
            (false, true) => 0.5,
            (false, false) if prior.is_city => 0.5,
            (false, false) => 2.0,
        };
    }
    if may_be_person {
        return if prior.is_area { 0.5 } else { 1.0 };
    }
    if (speaks || is_quoted) && !prior.is_area && !prior.is_city {
        return 1.5;
    }
    0.0
}

/// "Burton, 39,": an age follows.
pub fn is_aged(line: &Line<'_>, at: usize) -> bool {
    const OLDEST: u32 = 110;
    let age = || {
        let token = line.tokens.get(at + 1)?;
        (token.kind == TokenKind::Number).then(|| token.text(line.text).parse::<u32>().ok())?
    };
    line.word(at) == ","
        && age().is_some_and(|age| age <= OLDEST)
        && matches!(
            line.word(at + 2),
            "," | "." | "and" | ")" | ";" | "who" | "from" | "of" | "was" | "is"
        )
}

/// "his wife, Dora", "daughters, Malia and Sasha".
fn is_related(line: &Line<'_>, at: usize, words: &PlaceWords) -> bool {
    const FARTHEST: usize = 4;
    // "her husband, Leonard of Ada": Ada is where he lives.
    if at > 1 && line.word(at - 1) == "of" && line.is_capitalised(at - 2) {
        return false;
    }
    (at.saturating_sub(FARTHEST)..at)
        .rev()
        .find(|&before| {
            !(line.is_capitalised(before)
                || line.word(before) == ","
                || words.joining_people.contains(line.word(before)))
        })
        .is_some_and(|before| words.relations.contains(line.word(before)))
}

/// Whether capitalised words from a token on name an organisation and no person.
fn names_organisation(line: &Line<'_>, at: usize, words: &PlaceWords) -> bool {
    let word = line.word(at);
    line.is_plain_capital(at, words)
        || words.organisations_after.contains(word)
        || words.institutions_after.contains(word)
        || words.never.contains(word)
        || words.streets.contains(word)
        || words.sites.contains(word)
        || word.contains('\'')
}
