//! What the words around a name say against a place: common words, people, organisations, papers.

use super::line::{Line, Usage};
use super::prior::Prior;
use super::words::PlaceWords;
use crate::gazetteer::Gazetteer;
use crate::report::{Case, TokenKind};

/// What speaks against a single word by itself.
pub fn doubt_of_word(
    line: &Line<'_>,
    at: usize,
    name: &str,
    prior: &Prior,
    words: &PlaceWords,
    usage: &Usage,
) -> f64 {
    let token = &line.tokens[at];
    let letters = token.text(line.text).chars().count();
    let mut doubt = 0.0;
    let is_common = words.common.contains(name) || usage.small.contains(name);
    if is_common && !prior.is_major {
        let is_stop =
            |mark: usize| matches!(line.word(mark), "–" | "—" | "→") || line.joins_stops(mark);
        let has_preposition = at > 0
            && (words.prepositions.contains(line.word(at - 1)) || (at > 1 && is_stop(at - 1)))
            || (is_stop(at + 1) && line.is_capitalised(at + 2));
        doubt += match (line.starts_sentence(at) || line.is_title, has_preposition) {
            (true, false) => 3.5,
            (true, true) => 2.0,
            (false, false) => 2.0,
            (false, true) => 0.5,
        };
    }
    let is_abbreviation = token.case == Case::Upper && !line.is_capitals && letters <= 5;
    if is_abbreviation && !prior.is_area {
        doubt += 6.0;
    }
    // «Обстріл Сум»
    let has_happened = prior.is_city
        && at > 0
        && (words.happenings.contains(line.word(at - 1))
            || !name.is_ascii() && line.is_capitalised(at - 1) && line.starts_sentence(at - 1));
    if letters <= 3 && !prior.is_area && !has_happened {
        doubt += 1.5;
    }
    if line.starts_sentence(at) && !prior.is_area {
        doubt += 0.5;
    }
    doubt
}

/// What the words right beside a name say against it: people, organisations, papers.
pub fn doubt_of_neighbours(
    line: &Line<'_>,
    start: usize,
    after: usize,
    is_single: bool,
    prior: &Prior,
    words: &PlaceWords,
    usage: &mut Usage,
) -> f64 {
    const OFFICE: f64 = 1.5;
    if has_office(line, start, after, words) {
        return -OFFICE;
    }
    let mut doubt = doubt_of_title(line, start, after, is_single, prior, words);
    let Some(before) = start.checked_sub(1) else {
        return doubt;
    };
    let word_before = line.word(before);
    if words.titles_before.contains(word_before) && line.is_capitalised(before) && is_single {
        doubt += if prior.is_major { 1.0 } else { 4.0 };
    }
    // «С. Іваненко», and not «с. Іванівка».
    let is_initial = word_before == "."
        && before > 0
        && line.is_capitalised(before - 1)
        && line.tokens[before - 1].kind == TokenKind::Word
        && line.tokens[before - 1].text(line.text).chars().count() == 1;
    // "CTV Winnipeg": letters before a name are no first name.
    let is_name_before = line.is_capitalised(before)
        && !line.is_capitals
        && !line.is_upper(before)
        && !line.is_possessive(before)
        && word_before != "a"
        && !line.is_plain_capital(before, words)
        && !(line.starts_sentence(before)
            && (usage.small.contains(word_before)
                || words.prepositions.contains(word_before)
                || words.never.contains(word_before)
                || may_open_sentence(line, before, prior, words)));
    if (is_name_before && !line.is_title || is_initial) && is_single {
        doubt += match (prior.is_major, prior.is_area || prior.is_city) {
            (true, _) => 1.5,
            (_, true) => 2.0,
            _ => 3.5,
        };
        if !prior.is_area && !prior.is_city {
            usage.surnames.insert(line.word(start).to_owned());
        }
    }
    if is_name_before && !line.is_title && !is_single && !prior.is_area && !prior.is_city {
        doubt += 2.0;
    }
    // "@Kyiv", "#Mariupol", "www.kyiv.ua"
    // "Izium/Lozova" are names beside each other, "t.me/kyiv" is an address.
    let is_address = word_before == "/"
        && line.is_joined(start)
        && before
            .checked_sub(1)
            .is_some_and(|at| !line.is_capitalised(at));
    if word_before == "@" || is_address || (word_before == "." && line.is_joined(start)) {
        doubt += 3.0;
    }
    // "Al-Ahram", "John-Paul": half of a name.
    let is_half = word_before == "-"
        && line.is_joined(start)
        && line.is_joined(before)
        && before > 0
        && line.is_capitalised(before - 1)
        && usage.last_name_end != Some(line.tokens[before - 1].end);
    if is_half && is_single && !prior.is_area {
        doubt += 3.0;
    }
    doubt
}

/// "Shelling", «Обстріл»: the capital of a word that opens a sentence says nothing of a person beside a town, unless
/// the word is a first name or a title. In English first names are many, and the town must be a city.
fn may_open_sentence(line: &Line<'_>, at: usize, prior: &Prior, words: &PlaceWords) -> bool {
    let word = line.word(at);
    let is_person = words.given_names.contains(word)
        || words.also_people.contains(word)
        || words.titles_before.contains(word);
    words.happenings.contains(word)
        || !is_person
            && (prior.is_city || prior.is_area || prior.is_town && prior.is_inflected_only)
}

/// "Abu-Zeidin": the name is but the first half of a word whose second half names no place.
pub fn is_first_half(line: &Line<'_>, after: usize, gazetteer: &Gazetteer) -> bool {
    let is_halved = line.word(after) == "-"
        && line.is_joined(after)
        && line.is_joined(after + 1)
        && line.is_capitalised(after + 1);
    is_halved && {
        let mut names = Vec::new();
        gazetteer.names_at(line.text, line.tokens[after + 1].start, &mut names);
        names.is_empty()
    }
}

/// Capitalised words after a name: it may be the name of an organisation or a person.
fn doubt_of_title(
    line: &Line<'_>,
    start: usize,
    after: usize,
    is_single: bool,
    prior: &Prior,
    words: &PlaceWords,
) -> f64 {
    const LONGEST_NAME: usize = 4;
    let is_possessive = line.is_possessive(after - 1);
    if !line.is_capitalised(after) || is_possessive || line.is_capitals {
        return 0.0;
    }
    let run = || {
        (after..after + LONGEST_NAME)
            .take_while(|at| line.is_capitalised(*at))
            .map(|at| line.word(at))
    };
    if run().any(|word| words.organisations_after.contains(word)) {
        return 6.0;
    }
    // "Kharkiv Shelling: five dead"
    if words.happenings.contains(line.word(after)) {
        return 0.0;
    }
    let opens_line = start == 0 && line.is_upper(start);
    if prior.is_major || line.is_title || opens_line || line.is_plain_capital(after, words) {
        return 0.0;
    }
    if run().any(|word| words.institutions_after.contains(word)) {
        return if prior.is_city { 0.0 } else { 0.7 };
    }
    match (prior.is_city || prior.is_area, is_single) {
        (true, _) => 1.0,
        (_, true) => 2.5,
        (_, false) => 1.5,
    }
}

/// «мер Мелітополя Іван Федоров»: a place between an office and the name of its holder.
fn has_office(line: &Line<'_>, start: usize, after: usize, words: &PlaceWords) -> bool {
    let is_cyrillic = !line.word(start).is_ascii();
    is_cyrillic
        && start > 0
        && words.offices_before.contains(line.word(start - 1))
        && line.is_capitalised(after)
        && line.is_capitalised(after + 1)
}
