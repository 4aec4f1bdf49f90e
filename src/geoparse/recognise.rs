//! Which words of a text are names of places: candidates from the gazetteer, judged by the words
//! around them.

use foldhash::HashSet;

use super::abbreviations::abbreviated_unit;
use super::context::{judge, type_before};
use super::knowledge::Knowledge;
use super::line::{Line, Usage};
use super::name::{ACCEPTED, Name, without_possessive};
use super::neighbours::{
    mark_listed_units, support_by_country, support_by_repetition, support_neighbours,
};
use super::options::Options;
use super::people::note_people;
use super::unknown::{is_district, street_or_site, unknown};
use super::words::PlaceWords;
use crate::gazetteer::{Gazetteer, NameKey, NameMatch};
use crate::model::Report;
use crate::report::{Cut, folded};

/// What it counts that a statement has room for nothing but a place.
const ASSURANCE: f64 = 6.0;

/// The names of places in a report, in order of the text.
///
/// `assured` are names, folded, that the statements of the report make places' names.
pub fn names(
    cut: &Cut<'_>,
    gazetteer: &Gazetteer,
    words: &PlaceWords,
    options: Options,
    assured: &HashSet<String>,
) -> Vec<Name> {
    let known = Knowledge {
        gazetteer,
        words,
        options,
    };
    let report = cut.report;
    let paragraphs = cut.paragraphs.iter();
    let lines: Vec<Line<'_>> = paragraphs
        .map(|paragraph| Line::new(&report.text, paragraph, words))
        .collect();
    let mut usage = Usage::default();
    lines.iter().for_each(|line| usage.take_in(line));
    lines
        .iter()
        .for_each(|line| note_people(line, words, &mut usage));
    let mut found: Vec<Name> = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let first = found.len();
        names_of_line(line, paragraph, known, &mut usage, &mut found);
        if !assured.is_empty() {
            for name in &mut found[first..] {
                if assured.contains(&folded(&report.text[name.bytes.clone()])) {
                    name.evidence += ASSURANCE;
                }
            }
        }
        mark_listed_units(line, words, &mut found[first..]);
        if options.context {
            support_neighbours(line, words, &mut found[first..]);
        }
    }
    if !options.context {
        found.retain(|name| name.evidence >= ACCEPTED);
        return found;
    }
    support_by_repetition(report, &mut found);
    support_by_country(gazetteer, &mut found);
    refuse_surnames(report, &usage, &mut found);
    found
}

/// Drops what the evidence does not make a place. A word that is also the last name of a person in the report needs more
/// of it, unless the report says somewhere that something is there.
fn refuse_surnames(report: &Report, usage: &Usage, found: &mut Vec<Name>) {
    const DOUBT: f64 = 2.5;
    let text = |name: &Name| folded(&report.text[name.bytes.clone()]);
    let located: HashSet<String> = found
        .iter()
        .filter(|name| name.is_located && name.evidence >= ACCEPTED)
        .map(text)
        .filter(|name| usage.surnames.contains(name))
        .collect();
    found.retain(|name| {
        let doubt = || {
            let name = text(name);
            let is_surname = usage.surnames.contains(&name) && !located.contains(&name);
            if is_surname { DOUBT } else { 0.0 }
        };
        name.evidence >= ACCEPTED && name.evidence - doubt() >= ACCEPTED
    });
}

fn names_of_line(
    line: &Line<'_>,
    paragraph: usize,
    known: Knowledge<'_>,
    usage: &mut Usage,
    found: &mut Vec<Name>,
) {
    let Knowledge {
        gazetteer,
        words,
        options,
    } = known;
    let mut matches: Vec<NameMatch> = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let starts_name = (line.is_capitalised(at) && !is_contraction(line, at))
            || (line.is_capitalised(at + 2)
                && line.word(at + 1) == "-"
                && words.prefixes.contains(line.word(at)));
        if !starts_name {
            at += 1;
            continue;
        }
        if options.context
            && let Some(name) = abbreviated_unit(line, paragraph, at, gazetteer, words)
        {
            at = token_after(line, &name);
            found.push(name);
            continue;
        }
        if options.context
            && let Some(end) = line.end_of_name_with_article(at, words)
        {
            at = end;
            continue;
        }
        matches.clear();
        gazetteer.names_at(line.text, line.tokens[at].start, &mut matches);
        let chosen = longest_name(line, at, &matches, words);
        let known_end = chosen.map_or(at, |(end, _)| end);
        if options.context
            && let Some(name) = street_or_site(line, paragraph, at, known_end, words, usage)
        {
            usage.last_name_end = Some(name.after);
            at = token_after(line, &name);
            found.push(name);
            continue;
        }
        // «Гірська громада» is no village of that name.
        let is_whole = known_end > at + 1;
        if options.context
            && !is_whole
            && is_district(line, at..at + 1, words)
            && let Some(name) = unknown(line, paragraph, at, words, usage)
        {
            usage.last_name_end = Some(name.after);
            at = token_after(line, &name);
            found.push(name);
            continue;
        }
        match chosen {
            Some((end, key)) => {
                if let Some(name) = judge(line, paragraph, at..end, key, known, usage) {
                    usage.last_name_end = Some(name.after);
                    found.push(name);
                    at = end;
                    continue;
                }
                if options.context
                    && (type_before(line, at, words)
                        || words.opens_longer_name.contains(line.word(at)))
                    && let Some(name) = unknown(line, paragraph, at, words, usage)
                {
                    at = token_after(line, &name);
                    found.push(name);
                    continue;
                }
                // A longer name may have hidden a shorter one: go on with the next word.
                at += 1;
            }
            None => {
                if options.context
                    && let Some(name) = unknown(line, paragraph, at, words, usage)
                {
                    at = token_after(line, &name);
                    found.push(name);
                } else {
                    at += 1;
                }
            }
        }
    }
}

/// The longest name of the gazetteer among the matches at a token that the capitals allow. "Canada's" is Canada,
/// though Cañadas is a town.
fn longest_name(
    line: &Line<'_>,
    at: usize,
    matches: &[NameMatch],
    words: &PlaceWords,
) -> Option<(usize, NameKey)> {
    let start = line.tokens[at].start;
    matches.iter().enumerate().rev().find_map(|(index, found)| {
        let text = &line.text[start..found.end];
        let bare = start + without_possessive(text).len();
        if bare < found.end && matches[..index].iter().any(|other| other.end == bare) {
            return None;
        }
        let end = line.tokens.partition_point(|token| token.start < found.end);
        line.may_be_name(at..end, words).then_some((end, found.key))
    })
}

/// The first token after a name.
fn token_after(line: &Line<'_>, name: &Name) -> usize {
    line.tokens
        .partition_point(|token| token.start < name.bytes.end)
}

/// "I've", "We'll": a pronoun with its verb.
fn is_contraction(line: &Line<'_>, at: usize) -> bool {
    let text = line.tokens[at].text(line.text);
    ["ve", "ll", "re", "m", "d", "t"].iter().any(|verb| {
        text.strip_suffix(verb)
            .is_some_and(|rest| rest.ends_with(['\'', '’']))
    })
}
