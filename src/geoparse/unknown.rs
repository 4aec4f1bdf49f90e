//! Names of places that the gazetteer does not know: the words make them one.

use std::ops::Range;

use super::context::type_before;
use super::line::{Line, Usage};
use super::name::{ACCEPTED, Name, without_possessive};
use super::people::is_aged;
use super::words::PlaceWords;
use crate::report::{TokenKind, is_chain_mark};

/// Tokens in the longest name; what goes on for longer is a heading or no prose.
const LONGEST_NAME: usize = 16;

/// A capitalised name that the gazetteer does not know and the words make a place's:
/// "the village of Hirske", «село Рибинське», "the Castello road".
pub fn unknown(
    line: &Line<'_>,
    paragraph: usize,
    at: usize,
    words: &PlaceWords,
    usage: &Usage,
) -> Option<Name> {
    if words.never.contains(line.word(at))
        || words.adjectives_before.contains(line.word(at))
        || words.prepositions.contains(line.word(at))
        || words.titles_before.contains(line.word(at))
        || words.demonyms.contains(line.word(at))
        || line.is_capitals
    {
        return None;
    }
    let is_part = at > 0
        && line.is_capitalised(at - 1)
        && !line.is_plain_capital(at - 1, words)
        && !line.is_possessive(at - 1);
    if is_part {
        return None;
    }
    let is_name = |at: usize| {
        line.is_capitalised(at)
            && !words.never.contains(line.word(at))
            && !words.titles_before.contains(line.word(at))
    };
    let mut end = at + 1;
    // «Деревни Зоряное Сумского района»
    let has_type = type_before(line, at, words);
    let says_unit = |at: usize| {
        let word = line.word(at);
        words.units_after.contains(word) || words.types_before.contains(word)
    };
    let is_area = |at: usize| has_type && line.is_capitalised(at) && says_unit(at + 1);
    while is_name(end) && !is_area(end)
        || (line.word(end) == "-"
            && line.is_joined(end)
            && is_name(end + 1)
            && line.is_joined(end + 1))
    {
        end += if line.word(end) == "-" { 2 } else { 1 };
        if end - at > LONGEST_NAME {
            return None;
        }
    }
    let is_village = has_type
        && at > 0
        && !words.units_after.contains(line.word(at - 1))
        && (line.word(at - 1) == "of" || !line.tokens[at - 1].text(line.text).is_ascii());
    let is_district = is_district(line, at..end, words);
    // «Мешканцям Боровської громади»: the capital of the sentence is no part of the name.
    let at = if is_district { end - 1 } else { at };
    let is_unit = is_district || words.units_after.contains(line.word(end));
    let is_named_area = words.makes_place.contains(line.word(end));
    // "Al-Hol refugee camp"
    let feature_at = end + usize::from(words.before_features.contains(line.word(end)));
    let feature = line.word(feature_at);
    let is_feature = words.features_after.contains(feature) && feature != "corridor";
    let is_village = is_village || area_follows(line, end, words);
    let in_chain = |mark: usize| line.joins_stops(mark);
    let is_stop = line.tokens.len() > 2
        && end - at <= 3
        && ((at > 1 && in_chain(at - 1) && !line.is_upper(at - 2) && ends_stop(line, end, words))
            || in_chain(end));
    // "Several provinces", "CTV News station": no name, or an organisation's.
    let says_nothing = (at..end)
        .all(|at| usage.small.contains(line.word(at)) || words.common.contains(line.word(at)));
    let is_person = usage.people.contains(line.word(at))
        || at > 0 && words.titles_before.contains(line.word(at - 1));
    let is_half = is_second_half(line, at, usage) || is_aged(line, end);
    let last_is_letter = line.tokens[end - 1].end - line.tokens[end - 1].start == 1;
    if says_nothing || line.is_upper(at) || is_half || is_person || last_is_letter {
        return None;
    }
    // Titles in Cyrillic have no more capitals than other lines.
    let is_plain_line = !line.is_title || !line.word(at).is_ascii();
    if !(is_stop || (is_plain_line && (is_village || is_unit || is_named_area || is_feature))) {
        return None;
    }
    // «Агдамский район»: the adjective alone is no name.
    let text_end = line.tokens[end - usize::from(!is_district)].end;
    let length = without_possessive(&line.text[line.tokens[at].start..text_end]).len();
    let start = line.tokens[at].start;
    Some(Name {
        bytes: start..start + length,
        key: None,
        // A stop of a chain is a place beside places, or where a list spells chains out.
        evidence: match (is_stop && !is_village, line.is_list_item()) {
            (true, false) => 0.0,
            (true, true) => ACCEPTED,
            (false, _) => 2.0,
        },
        is_unit,
        is_settlement: is_village,
        is_common: false,
        is_feature,
        is_located: false,
        paragraph,
        after: if is_feature {
            line.tokens[feature_at].end
        } else {
            start + length
        },
    })
}

/// «Агдамский район», «Гірська громада»: an adjective in capitals before the word for a district.
pub fn is_district(line: &Line<'_>, name: Range<usize>, words: &PlaceWords) -> bool {
    let ends_so = |ending: &String| line.word(name.end - 1).ends_with(ending.as_str());
    words.districts_after.contains(line.word(name.end))
        && !line.is_capitalised(name.end)
        && words.district_endings.iter().any(ends_so)
}

/// «Новая Богдановка (Мелитопольский район)»: whether a unit in brackets follows.
fn area_follows(line: &Line<'_>, end: usize, words: &PlaceWords) -> bool {
    const LONGEST: usize = 5;
    let inside = end + 1;
    let close = (inside..inside + LONGEST).find(|at| line.word(*at) == ")");
    line.word(end) == "("
        && line.is_capitalised(inside)
        && close.is_some_and(|close| {
            let unit = line.word(close - 1);
            words.units_after.contains(unit) || words.types_before.contains(unit)
        })
}

/// Whether a token is the second half of a word with a hyphen whose first half is no name of a place.
fn is_second_half(line: &Line<'_>, at: usize, usage: &Usage) -> bool {
    at > 1
        && line.word(at - 1) == "-"
        && line.is_joined(at)
        && line.is_joined(at - 1)
        && line.is_capitalised(at - 2)
        && usage.last_name_end != Some(line.tokens[at - 2].end)
}

/// Whether the last stop of a chain may end before a token.
fn ends_stop(line: &Line<'_>, at: usize, words: &PlaceWords) -> bool {
    at >= line.tokens.len()
        || is_chain_mark(line.word(at))
        || matches!(line.word(at), "," | ";" | "." | ":" | ")" | "(" | "=")
        || words.joining.contains(line.word(at))
}

/// "Clarke Road", "Bob Wills Museum": capitalised words that end with the word for a street, building or ground.
/// `known_end` is the token after the name of the gazetteer that begins here.
pub fn street_or_site(
    line: &Line<'_>,
    paragraph: usize,
    at: usize,
    known_end: usize,
    words: &PlaceWords,
    usage: &Usage,
) -> Option<Name> {
    const LONGEST: usize = 5;
    if line.is_title || line.is_capitals {
        return None;
    }
    let says_nothing = |at: usize| {
        let word = line.word(at);
        words.prepositions.contains(word) && !words.adjectives_before.contains(word)
            || words.titles_before.contains(word) && word != "st"
            || words.demonyms.contains(word)
            || words.never.contains(word)
                && !words.adjectives_before.contains(word)
                && !words.prefixes.contains(word)
                && !matches!(line.word(at + 1), "road" | "street" | "avenue" | "lane")
    };
    let follows_name = |at: usize| {
        line.is_capitalised(at) && !line.is_possessive(at) && !line.is_plain_capital(at, words)
    };
    // "Teaching and Referral Hospital", "Macdonald-Cartier Airport"
    let is_part = at > 0 && follows_name(at - 1)
        || at > 1 && line.word(at - 1) == "and" && follows_name(at - 2)
        || is_second_half(line, at, usage);
    if says_nothing(at)
        || is_part
        || matches!(line.word(at), "the" | "a" | "an")
        || line.starts_sentence(at) && usage.small.contains(line.word(at))
    {
        return None;
    }
    let mut end = at + 1;
    let last = loop {
        let is_initial = line.word(end) == "."
            && line.is_joined(end)
            && line.tokens[end - 1].end - line.tokens[end - 1].start <= 2;
        if is_initial && line.is_capitalised(end + 1) {
            end += 1;
            continue;
        }
        if end - at > LONGEST || !line.is_capitalised(end) {
            return None;
        }
        let word = line.word(end);
        let is_end = words.streets.contains(word)
            || words.landforms.contains(word)
            || words.sites.contains(word)
            || word == "st" && line.word(end + 1) == ".";
        if is_end {
            break end;
        }
        if line.is_possessive(end) && !words.titles_before.contains(line.word(at)) {
            return None;
        }
        end += 1;
    };
    let ending = line.word(last);
    // "Wall Street Journal"
    let goes_on = line.is_capitalised(last + 1) && !line.is_plain_capital(last + 1, words);
    let is_site = words.sites.contains(ending);
    let is_common = || {
        let word = line.word(at);
        words.common.contains(word) || usage.small.contains(word) || words.never.contains(word)
    };
    let is_taken = known_end > last;
    let is_empty = is_site && last - at == 1 && is_common();
    // "Drive", "Close" and "Way" end other names too.
    let is_plain = matches!(ending, "drive" | "close" | "way");
    let is_numbered = at > 0 && line.tokens[at - 1].kind == TokenKind::Number;
    let has_preposition = at > 0 && (words.prepositions.contains(line.word(at - 1)) || is_numbered);
    if is_taken
        || is_empty
        || goes_on
        || is_plain && !has_preposition
        || is_site && line.is_possessive(at)
    {
        return None;
    }
    let (start, end) = (line.tokens[at].start, line.tokens[last].end);
    // With the number of a house it is an address and no place of a map.
    let evidence = if is_numbered && !is_site { -9.0 } else { 2.0 };
    Some(Name::of_feature(start..end, evidence, paragraph))
}
