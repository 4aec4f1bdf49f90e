//! Who says what a sentence states.

mod actor;
mod actors;
mod byline;
pub mod consent;
mod marks;
mod names;
mod organisation;
mod parties;
mod people;
mod saying;
mod speakers;
mod voice;

use crate::extract::annotate::Sentence;
use crate::model::Mention;
pub use voice::Voice;

use saying::sayings;
use speakers::{Named, Speakers};

/// Who says a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Whom the sentence itself names.
    pub said_here: Option<Voice>,
    /// Who says it by its own words or by those around it.
    pub speaker: Option<Voice>,
}

/// How many sentences, the headline first, tell in short what the one named later says at length.
const LEAD: usize = 3;

/// Who says each sentence of a report. What names nobody is said by the one who spoke last; before
/// the first, by the one named next in the paragraph, or, in the lead, by the only one whom the
/// report knows.
pub fn attributions(sentences: &[Sentence<'_>], mentions: &[Mention]) -> Vec<Attribution> {
    let named: Vec<Named> = sentences.iter().map(Named::of).collect();
    let mut speakers = Speakers::new(sentences, &named);
    let said: Vec<Option<Voice>> = sentences
        .iter()
        .zip(&named)
        .map(|(sentence, named)| {
            // "Told by the council" in a cell is said of its row, and by nobody else of the report.
            let is_row = sentence.table_row.is_some();
            (!is_row).then(|| speakers.attribution(sentence, named, mentions))?
        })
        .collect();
    let mut named = said.iter().flatten();
    let only = named
        .next()
        .filter(|first| named.all(|other| other.name == first.name));
    let mut last = None;
    (0..sentences.len())
        .map(|at| {
            last = said[at].as_ref().or(last);
            // What somebody else says is not said by the only one who is known.
            let is_told_by_others = || said[at].is_none() && !sayings(&sentences[at]).is_empty();
            let only = only.filter(|_| at < LEAD && !is_told_by_others());
            let next_of_paragraph = || {
                (at + 1..sentences.len())
                    .take_while(|next| !sentences[*next].starts_paragraph)
                    .find_map(|next| said[next].as_ref())
            };
            Attribution {
                said_here: said[at].clone(),
                speaker: last.or_else(next_of_paragraph).or(only).cloned(),
            }
        })
        .collect()
}
