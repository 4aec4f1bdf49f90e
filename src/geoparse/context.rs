//! What the words around a name say for and against a place.

use std::ops::Range;

use super::doubts::{doubt_of_neighbours, doubt_of_word, is_first_half};
use super::knowledge::Knowledge;
use super::line::{Line, Usage};
use super::name::{Name, without_possessive};
use super::people::doubt_of_person;
use super::prior::{Prior, prior};
use super::words::PlaceWords;
use crate::gazetteer::NameKey;
use crate::report::{Case, TokenKind};

pub fn judge(
    line: &Line<'_>,
    paragraph: usize,
    range: Range<usize>,
    key: NameKey,
    known: Knowledge<'_>,
    usage: &mut Usage,
) -> Option<Name> {
    let Knowledge {
        gazetteer,
        words,
        options,
    } = known;
    let mut end = range.end;
    let mut is_unit = false;
    while end > range.start + 1
        && (words.units_after.contains(line.word(end - 1)) || line.word(end - 1) == "river")
    {
        is_unit = line.word(end - 1) != "river";
        end -= 1;
    }
    if end > range.start
        && line.word(end - 1) == "."
        && end < range.end + 1
        && end - 1 > range.start
        && is_unit
    {
        end -= 1;
    }
    let says_nothing = |at: usize| {
        words.never.contains(line.word(at)) || words.prepositions.contains(line.word(at))
    };
    // "The city" is no name, though London has a City.
    let is_empty = end - range.start > 1
        && (range.start..end).all(|at| !line.is_capitalised(at) || says_nothing(at));
    if is_empty {
        return None;
    }
    let (start, after) = (range.start, range.end);
    let is_single = end - start == 1 || is_dotted(line, start..end);
    let prior = prior(gazetteer, key, options);
    if options.context && !prior.is_area {
        if feature_follows(line, start, after, words) {
            return Some(named_feature(line, paragraph, start..end));
        }
        if feature_before(line, start, words) && !goes_on_after_hyphen(line, after) {
            let end = (end..).find(|at| !line.is_capitalised(*at)).unwrap_or(end);
            return Some(named_feature(line, paragraph, start..end));
        }
        let is_part = is_single && goes_on_longer_name(line, start, words);
        if is_part || is_single && opens_unknown_name(line, start, after, &prior, words) {
            return None;
        }
    }
    let mut evidence = prior.weight;
    if prior.adjective_only && !is_unit {
        if !unit_follows_list(line, after, words) {
            return None;
        }
        is_unit = true;
        evidence += 4.0;
    }
    if !is_single {
        evidence += 1.5;
    }
    let is_located = line.is_located(start, words);
    let has_type = type_before(line, start, words);
    let is_settlement = has_type && !unit_before(line, start, words);
    if start > 0 && words.prepositions.contains(line.word(start - 1)) {
        evidence += 1.0;
    }
    if has_type {
        evidence += 3.0;
    }
    if words.units_after.contains(line.word(after)) {
        is_unit = true;
        evidence += 3.0;
    } else if after < line.tokens.len() && words.kinds_after.contains(line.word(after)) {
        evidence += 1.5;
    }
    let name = line.word(start);
    if is_single && !may_stand_alone(line, start, &prior, words) {
        return None;
    }
    if !options.context {
        evidence = prior.weight + if is_single { 0.0 } else { 1.5 };
    }
    let is_dateline = is_dateline(line, start, after)
        && (prior.is_city || prior.is_area || !line.is_capitalised(after));
    if is_dateline && options.context {
        evidence += 3.0;
    } else if options.context {
        if is_single {
            evidence -= doubt_of_word(line, start, name, &prior, words, usage);
            evidence -= doubt_of_person(line, start, after, &prior, words, usage);
        }
        evidence -= doubt_of_neighbours(line, start, after, is_single, &prior, words, usage);
        if is_single && !prior.is_area && is_first_half(line, after, gazetteer) {
            evidence -= 3.0;
        }
    }
    let is_common = !prior.is_major
        && (start..end).all(|at| {
            let word = line.word(at);
            words.common.contains(word)
                || words.adjectives_before.contains(word)
                || words.never.contains(word)
                || words.never_alone.contains(word)
                || usage.small.contains(word)
        });
    if is_common && !is_single && options.context {
        evidence -= 1.0;
    }
    let text = &line.text[line.tokens[start].start..line.tokens[end - 1].end];
    let first_byte = line.tokens[start].start;
    Some(Name {
        bytes: first_byte..first_byte + without_possessive(text).len(),
        key: Some(key),
        evidence,
        is_unit,
        is_settlement,
        is_common,
        is_feature: false,
        is_located: is_located || has_type || is_dateline,
        paragraph,
        after: line.tokens[after - 1].end,
    })
}

/// "the Homs road", "Novotroitske checkpoint": a line or site that is called after a place, and is not the place.
fn feature_follows(line: &Line<'_>, start: usize, after: usize, words: &PlaceWords) -> bool {
    // "Rafah border crossing"
    let at = after + usize::from(words.before_features.contains(line.word(after)));
    let next = line.word(at + 1);
    let goes_on = words.prepositions.contains(next) || matches!(next, "the" | "a" | "an");
    let is_named = start > 0
        && (words.prepositions.contains(line.word(start - 1)) || line.word(start - 1) == "the")
        || line.starts_sentence(start);
    // "Crowds left Rafah crossing into Egypt": a verb.
    let may_be_verb = line.word(after) == "crossing";
    words.named_after.contains(line.word(at))
        && !line.is_joined(after)
        && is_named
        && !(may_be_verb && goes_on)
}

/// «КПВВ «Новотроїцьке»», «вулиця Сумська», «пункт пропуску Мар'їнка».
fn feature_before(line: &Line<'_>, start: usize, words: &PlaceWords) -> bool {
    let mut at = start;
    while at > 0 && matches!(line.word(at - 1), "«" | "\"" | "“" | "„" | ".") {
        at -= 1;
    }
    at > 0 && words.named_before.contains(line.word(at - 1))
}

fn goes_on_after_hyphen(line: &Line<'_>, after: usize) -> bool {
    line.word(after) == "-" && line.is_joined(after)
}

/// «Новая Богдановка»: what is a town far away by a spelling in another tongue is here the first word of a longer name
/// that the gazetteer does not hold.
fn opens_unknown_name(
    line: &Line<'_>,
    start: usize,
    after: usize,
    prior: &Prior,
    words: &PlaceWords,
) -> bool {
    let opens = prior.is_alias_only || words.opens_longer_name.contains(line.word(start));
    let is_plain_line = !line.is_title || words.opens_longer_name.contains(line.word(start));
    opens
        && !prior.is_city
        && is_plain_line
        && !line.word(start).is_ascii()
        && line.is_capitalised(after)
}

/// «Богданівка» of «Нова Богданівка».
fn goes_on_longer_name(line: &Line<'_>, start: usize, words: &PlaceWords) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        line.is_capitalised(before) && words.opens_longer_name.contains(line.word(before))
    })
}

/// A line or site by the words for its name, which the gazetteer does not hold.
fn named_feature(line: &Line<'_>, paragraph: usize, range: Range<usize>) -> Name {
    let first_byte = line.tokens[range.start].start;
    let text = &line.text[first_byte..line.tokens[range.end - 1].end];
    let last_byte = first_byte + without_possessive(text).len();
    Name::of_feature(first_byte..last_byte, 2.0, paragraph)
}

/// "U.S.", "U.N.": letters with dots count as one word.
fn is_dotted(line: &Line<'_>, range: Range<usize>) -> bool {
    range.len() > 1
        && range
            .clone()
            .all(|at| line.word(at) == "." || line.tokens[at].end - line.tokens[at].start == 1)
}

/// Whether a single word can name a place at all: "The", "Russian" cannot, and "us" only as "US".
fn may_stand_alone(line: &Line<'_>, at: usize, prior: &Prior, words: &PlaceWords) -> bool {
    let word = line.word(at);
    let is_country_code = prior.is_country
        && line.tokens[at].case == Case::Upper
        && !line.is_capitals
        && word == "us";
    is_country_code
        || !(words.never.contains(word)
            || words.never_alone.contains(word)
            || words.demonyms.contains(word))
}

/// Whether a name opens a line as the place that a report comes from: "BERLIN — ", "GLASGOW, Ky. (AP) -",
/// "Cairo, Nov 10 -", «Горис, 25 сентября.».
pub fn is_dateline(line: &Line<'_>, start: usize, after: usize) -> bool {
    const LONGEST_DATELINE: usize = 14;
    let is_upper = (start..after).all(|at| line.is_upper(at) || line.word(at) == ".");
    let next = line.word(after);
    let is_dash = |at: usize| matches!(line.word(at), "—" | "–" | "-") && !line.is_joined(at);
    if start != 0 {
        // A headline may stand before it.
        return is_upper && !line.is_capitals && line.starts_sentence(start) && is_dash(after);
    }
    if line.is_title && !is_upper {
        return false;
    }
    if is_upper && !line.is_capitals {
        return is_dash(after) || matches!(next, "," | "(") || line.is_capitalised(after);
    }
    if is_upper {
        return false;
    }
    next == ","
        && (after + 1..line.tokens.len().min(after + LONGEST_DATELINE))
            .take_while(|at| line.word(*at) != "." || line.is_joined(*at))
            .any(is_dash)
        && (after + 1..after + 3).any(|at| {
            line.tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Number)
        })
}

/// "the city of", «місто», "the towns of" right before a name.
pub fn type_before(line: &Line<'_>, start: usize, words: &PlaceWords) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let at = if matches!(line.word(before), "of" | ".") {
        before.checked_sub(1)
    } else {
        Some(before)
    };
    at.is_some_and(|at| {
        words.types_before.contains(line.word(at)) && line.tokens[at].case == Case::Lower
    })
}

/// "a region of", "the republic of" right before a name.
fn unit_before(line: &Line<'_>, start: usize, words: &PlaceWords) -> bool {
    let is_unit = |at: usize| words.units_before.contains(line.word(at));
    start > 0 && is_unit(start - 1)
        || start > 1 && line.word(start - 1) == "of" && is_unit(start - 2)
}

/// «Сумської, Київської та Донецької областей»: adjectives joined by commas before a unit.
fn unit_follows_list(line: &Line<'_>, after: usize, words: &PlaceWords) -> bool {
    const LONGEST_LIST: usize = 24;
    (after..line.tokens.len().min(after + LONGEST_LIST))
        .find(|&at| {
            !(line.is_capitalised(at)
                || line.word(at) == ","
                || words.joining_units.contains(line.word(at)))
        })
        .is_some_and(|at| words.units_after.contains(line.word(at)))
}
