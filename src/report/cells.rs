//! Cells of tables in plain text: lines whose parts stand apart by tabs, by bars or by many spaces.

use std::ops::Range;

/// The mark between the cells of a row.
const WALL: u8 = b'|';

/// So many spaces between words make two cells of them, where the lines beside are set so as well.
const WIDEST_SPACE: &str = "   ";

/// Whether a character stands between two cells of a row.
pub fn is_cell_wall(character: char) -> bool {
    character == char::from(WALL)
}

/// Whether a line may be the row of a table: it is never joined with the next one, and ends no sentence within.
pub(super) fn may_be_row(line: &str) -> bool {
    /// The longest row that is no prose with a bar in it, in bytes.
    const LONGEST: usize = 600;
    let line = line.trim();
    line.len() <= LONGEST
        && (line.contains(['\t', char::from(WALL)]) || line.contains(WIDEST_SPACE))
}

/// Puts a bar, byte for byte, between the cells of lines that tabs or many spaces part, where such
/// lines follow each other, a caption between them or none.
pub(super) fn build_walls(text: &mut [u8], paragraphs: &[Range<usize>]) {
    const FARTHEST: usize = 2;
    let gaps: Vec<Vec<usize>> = paragraphs
        .iter()
        .map(|paragraph| gaps(text, paragraph))
        .collect();
    for (at, own) in gaps.iter().enumerate() {
        let beside = at.saturating_sub(FARTHEST)..at.saturating_add(FARTHEST + 1);
        let beside = gaps.get(beside.start..beside.end.min(gaps.len()));
        let rows = beside.unwrap_or_default().iter();
        if own.is_empty() || rows.filter(|gaps| !gaps.is_empty()).count() < 2 {
            continue;
        }
        for gap in own {
            if let Some(byte) = text.get_mut(*gap) {
                *byte = WALL;
            }
        }
    }
}

/// Where the cells of a line part: each tab, or the middle of many spaces.
fn gaps(text: &[u8], paragraph: &Range<usize>) -> Vec<usize> {
    let line = text.get(paragraph.clone()).unwrap_or_default();
    if memchr::memchr(b'\n', line).is_some() {
        // A paragraph of several lines, however they are indented.
        return Vec::new();
    }
    let tabs = memchr::memchr_iter(b'\t', line).map(|at| paragraph.start + at);
    let tabs: Vec<usize> = tabs.collect();
    if !tabs.is_empty() || memchr::memchr(WALL, line).is_some() {
        return tabs;
    }
    let mut found = Vec::new();
    let mut next = 0;
    for at in memchr::memmem::find_iter(line, WIDEST_SPACE) {
        let before = line.get(..at).unwrap_or_default();
        if at < next || before.ends_with(b".") {
            continue;
        }
        let spaces = line.iter().skip(at).take_while(|byte| **byte == b' ');
        next = at + spaces.count();
        found.push(paragraph.start + at + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::paragraphs;
    use super::*;

    fn walled(text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        build_walls(&mut bytes, &paragraphs(text));
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cells_of_lines_that_follow_each_other_are_parted_by_bars() {
        for (text, expected) in [
            ("From\tTo\nІзюм\t\tЛозова", "From|To\nІзюм||Лозова"),
            (
                "Izium    Lozova   9:00\nSumy     Poltava   9:30",
                "Izium |  Lozova | 9:00\nSumy |   Poltava | 9:30",
            ),
            (
                "Buses leave.\n\tIzium\tLozova\nNobody else.",
                "Buses leave.\n\tIzium\tLozova\nNobody else.",
            ),
            (
                "Buses leave\n      Izium at nine\nand go on\n      to Lozova",
                "Buses leave\n      Izium at nine\nand go on\n      to Lozova",
            ),
            (
                "They left.   Buses came.\nThey ate.   All slept.",
                "They left.   Buses came.\nThey ate.   All slept.",
            ),
        ] {
            assert_eq!(walled(text), expected);
        }
    }
}
