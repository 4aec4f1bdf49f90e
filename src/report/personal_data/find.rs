//! What is found in a stretch of text.

use std::ops::Range;

use crate::model::PersonalData;

/// Something found: a range of pieces and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Find {
    pub pieces: Range<usize>,
    pub kind: PersonalData,
}

/// The finds in order; those that overlap are one, of the kind that was found first.
pub(super) fn apart(mut finds: Vec<Find>) -> Vec<Find> {
    finds.retain(|find| find.pieces.start < find.pieces.end);
    finds.sort_by_key(|find| find.pieces.start);
    let mut apart: Vec<Find> = Vec::with_capacity(finds.len());
    for find in finds {
        match apart.last_mut() {
            Some(last) if find.pieces.start < last.pieces.end => {
                last.pieces.end = last.pieces.end.max(find.pieces.end);
            }
            _ => apart.push(find),
        }
    }
    apart
}
