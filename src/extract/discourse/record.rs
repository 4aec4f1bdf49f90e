//! Records: passages set out line by line ("From: Sumy", "To: Poltava", "Via: Lubny").

use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, RoleCue};
use crate::model::Quote;

/// Which part of a passage a line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    From,
    To,
    Via,
}

impl Part {
    /// The part that a line's label announces: nothing but the label stands before its colon.
    pub fn of(sentence: &Sentence<'_>) -> Option<Self> {
        let bullet =
            usize::from(sentence.starts_as_list_item() && !sentence.is_mark(1, &[".", ")"]));
        sentence
            .cues
            .iter()
            .filter(|found| found.start == bullet && sentence.is_mark(found.end, &[":"]))
            .find_map(|found| match found.cue {
                Cue::Role(RoleCue::LabelFrom) => Some(Self::From),
                Cue::Role(RoleCue::LabelTo) => Some(Self::To),
                Cue::Role(RoleCue::LabelVia) => Some(Self::Via),
                _ => None,
            })
    }
}

/// The record that is being read: indices into the mentions.
#[derive(Debug, Clone, Default)]
pub struct Record {
    pub from: Vec<usize>,
    pub to: Vec<usize>,
    pub via: Vec<usize>,
    /// Its lines.
    pub lines: Vec<Quote>,
    /// Whether its passage has been stated.
    pub is_stated: bool,
}

impl Record {
    /// Whether no line has told an end.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty() && self.to.is_empty()
    }

    /// Takes a line in; the line that comes again starts another record.
    pub fn take_in(&mut self, part: Part, places: Vec<usize>, line: &Quote) {
        let is_again = match part {
            Part::From => !self.from.is_empty(),
            Part::To => !self.to.is_empty(),
            Part::Via => !self.via.is_empty(),
        };
        if is_again {
            *self = Self::default();
        }
        self.lines.push(line.clone());
        match part {
            Part::From => self.from = places,
            Part::To => self.to = places,
            Part::Via => self.via = places,
        }
    }
}
