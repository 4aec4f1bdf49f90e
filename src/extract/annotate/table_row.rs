//! The row of a table: its cells and what they hold.

use std::ops::Range;

/// What a cell of a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Where people leave.
    From,
    /// Where they are taken.
    To,
    /// What they pass.
    Via,
    /// The whole way ("A - B").
    Way,
}

/// The row of a table as far as it tells of passages; a head, and a row of a table of another kind, has no cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// What cells hold, with their tokens.
    pub cells: Vec<(Cell, Range<usize>)>,
    /// Mentions that only say in which area the others of their cell lie.
    pub areas: Vec<usize>,
}

impl TableRow {
    /// The tokens of the cells that hold something.
    pub fn holding(&self, wanted: Cell) -> impl Iterator<Item = &Range<usize>> {
        let cells = self.cells.iter();
        cells.filter_map(move |(cell, tokens)| (*cell == wanted).then_some(tokens))
    }
}
