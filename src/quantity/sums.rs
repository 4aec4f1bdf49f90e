//! Numbers that add up with another one near them, or are taken from it.

use super::row::Row;
use super::vocabulary::{Counted, Sense};
use crate::report::{Run, TokenKind};

/// One past the words at a token that change nothing of a number behind them.
pub fn behind_fillers(row: Row<'_>, at: usize) -> usize {
    let mut end = at;
    while let Some(length) = row.starts(end, Sense::Filler) {
        end += length;
    }
    end
}

/// «Тисячу і ще» двісті, "1,000 and a further" 200: whether what stands between two numerals adds them up.
pub fn adds(row: Row<'_>, end: usize, at: usize) -> bool {
    let Some(plus) = row.starts(end, Sense::Plus) else {
        return false;
    };
    let first = end + plus;
    let next = behind_fillers(row, first);
    next == at && next > first
}

/// "900 people minus 20": whether a number shortly behind one that ends at a token changes how many it
/// says, and does not count something else ("plus 12 buses").
pub fn is_adjusted(row: Row<'_>, end: usize) -> bool {
    /// "900 elderly people".
    const REACH: usize = 3;
    let adjusts = |at: usize| Some(at + row.starts(at, Sense::Adjusts)?);
    let Some(behind) = (end..end + REACH).find_map(adjusts) else {
        return false;
    };
    let Some(other) = row.numeral_at(behind_fillers(row, behind)) else {
        return false;
    };
    let counted = (other.end..other.end + REACH)
        .take_while(|at| !is_break(row.run, *at))
        .find_map(|at| row.counted_at(at));
    counted.is_none_or(|counted| counted == Counted::People)
}

/// Whether a mark parts what stands before it from what stands behind: all but hyphens and
/// quotation marks.
pub fn is_break(run: Run<'_>, at: usize) -> bool {
    run.kind(at).is_none_or(|kind| kind == TokenKind::Mark)
        && !matches!(run.word(at), "-" | "‑" | "\"" | "“" | "”" | "«" | "»" | "'")
}
