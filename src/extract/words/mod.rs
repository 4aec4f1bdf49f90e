//! What words mean: the kinds of words, and the tables of `geodata/lexicons` that say which words are of which kind.

mod claim_words;
mod closed_sets;
mod column_words;
mod count_words;
mod cue;
mod cue_names;
mod endings;
mod lexicon;
mod parted_cue;
mod party_cue;
mod passage_weights;
mod phrases;
mod predicate_words;
mod worded;

pub use claim_words::ClaimCue;
pub use closed_sets::{ClosedSet, Memberships};
pub use column_words::ColumnWord;
pub use count_words::CountWord;
pub use cue::{
    ClauseCue, Cue, CueMatch, Governing, Modality, Movement, Passage, Reference, RoleCue,
    SpeakerCue, TimeCue, Topic,
};
pub use endings::{Ending, Endings};
pub use lexicon::{Lexicon, LexiconError};
pub use parted_cue::Parted;
pub use party_cue::{Consent, Holding, Party};
pub use predicate_words::{Form, PredicateWord};
pub use worded::Worded;
