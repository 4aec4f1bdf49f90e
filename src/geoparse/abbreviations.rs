//! Units as datelines abbreviate them: "Glasgow, Ky.", "in B.C.".

use super::line::Line;
use super::name::Name;
use super::words::PlaceWords;
use crate::gazetteer::Gazetteer;
use crate::report::TokenKind;

/// Bytes of the longest abbreviation ("N.W.T.").
const LONGEST: usize = 6;

/// The abbreviation of a unit that begins at a token.
pub fn abbreviated_unit(
    line: &Line<'_>,
    paragraph: usize,
    at: usize,
    gazetteer: &Gazetteer,
    words: &PlaceWords,
) -> Option<Name> {
    let token = &line.tokens[at];
    let follows_comma = at > 1 && line.word(at - 1) == "," && line.is_capitalised(at - 2);
    let is_dotted = line.word(at + 1) == "." && line.is_joined(at + 1);
    if token.end - token.start > LONGEST || !(follows_comma || is_dotted) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || ",;:()[]\"'’”—–-/".contains(c);
    let rest = line.text.get(token.start..)?;
    // A full stop may follow the longest one; what is longer is none.
    let beyond = (rest.char_indices().nth(LONGEST + 2)).map_or(rest.len(), |(at, _)| at);
    let near = rest.get(..beyond)?;
    let end = near
        .find(ends)
        .or((near.len() == rest.len()).then_some(near.len()))?;
    let written = near.get(..end)?;
    let (written, unit) = [written, written.trim_end_matches('.')]
        .into_iter()
        .find_map(|form| Some((form, words.unit_abbreviations.get(form)?)))?;
    let end = token.start + written.len();
    let is_year = at > 0 && line.tokens[at - 1].kind == TokenKind::Number;
    let is_initial = || {
        let next = line.tokens.partition_point(|token| token.start < end);
        line.is_capitalised(next) && !line.is_located(at, words)
    };
    if !follows_comma && (!unit.alone || is_year || is_initial()) {
        return None;
    }
    Some(Name {
        bytes: token.start..end,
        key: Some(gazetteer.key_of(gazetteer.find(&unit.id)?)),
        evidence: 4.0,
        is_unit: true,
        is_settlement: false,
        is_common: false,
        is_feature: false,
        is_located: true,
        paragraph,
        after: end,
    })
}
