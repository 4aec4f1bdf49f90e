//! What joins, leads and ends the words of a numeral: hyphens, "and", "a", full stops; and words
//! that say only how many about.

use super::row::Row;
use super::vocabulary::Sense;
use crate::report::{Run, TokenKind};

/// Behind the hyphen of "twenty-one" or the "and" of "three hundred and twelve".
pub(super) fn behind_joint(row: Row<'_>, at: usize) -> usize {
    let run = row.run;
    let is_small = |at: usize| {
        let small = |sense| match sense {
            Sense::Number(1..100) => Some(()),
            Sense::Ordinal(1..100) => Some(()),
            _ => None,
        };
        run.kind(at) == Some(TokenKind::Word) && row.phrases.find(at, small).is_some()
    };
    let is_multiplied = at > 0
        && row
            .phrases
            .find(at - 1, |sense| {
                matches!(sense, Sense::Multiplier(100..)).then_some(())
            })
            .is_some();
    if is_multiplied && row.starts(at, Sense::And) == Some(1) && is_small(at + 1) {
        return at + 1;
    }
    let is_hyphen = matches!(run.word(at), "-" | "‑")
        && at > 0
        && run.touches_next(at - 1)
        && run.touches_next(at)
        && run.kind(at - 1) == Some(TokenKind::Word);
    if is_hyphen { at + 1 } else { at }
}

/// Whether a phrase multiplies the number before it.
pub(super) fn is_multiplier(sense: Sense) -> Option<()> {
    matches!(sense, Sense::Multiplier(_) | Sense::PluralMultiplier(_)).then_some(())
}

/// Behind the full stop of «тис.», an abbreviation.
pub(super) fn behind_full_stop(run: Run<'_>, end: usize) -> usize {
    const LONGEST: usize = 4;
    let Some(last) = end.checked_sub(1) else {
        return end;
    };
    let is_abbreviated = run.word(end) == "."
        && run.touches_next(last)
        && (2..=LONGEST).contains(&run.word(last).chars().count())
        && end + 1 < run.len();
    end + usize::from(is_abbreviated)
}

/// "A hundred", "a dozen": where the multiplier stands.
pub(super) fn article_end(row: Row<'_>, at: usize) -> Option<usize> {
    let end = at + row.starts(at, Sense::Article)?;
    let is_one = |sense| matches!(sense, Sense::Multiplier(_)).then_some(());
    row.phrases.find(end, is_one).map(|_| end)
}

/// "Several hundred", "tens of thousands": where they end.
pub(super) fn vague_end(row: Row<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    if let Some(length) = row.starts(at, Sense::VagueAmount) {
        return Some(at + length);
    }
    let multiplier_end = |at: usize| {
        let (length, ()) = row.phrases.find(at, is_multiplier)?;
        Some(at + length)
    };
    let further_end = |at: usize| {
        let of = row.starts(at, Sense::VagueOf).unwrap_or(0);
        multiplier_end(at + of)
    };
    let mut end = match row.starts(at, Sense::Vague) {
        Some(length) => multiplier_end(at + length)?,
        // «Сотні тисяч»; one alone is another matter.
        None => further_end(multiplier_end(at)?)?,
    };
    while end < at + LONGEST
        && let Some(further) = further_end(end)
    {
        end = further;
    }
    Some(end)
}

/// "T-72", "COVID-19", «Мі-8»: a hyphen joins the digits to a name.
pub(super) fn is_in_name(run: Run<'_>, at: usize) -> bool {
    at >= 2
        && run.touches_next(at - 1)
        && matches!(run.word(at - 1), "-" | "‑")
        && run.touches_next(at - 2)
        && run.kind(at - 2) == Some(TokenKind::Word)
}
