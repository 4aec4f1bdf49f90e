//! How a place is attached to words of fighting: by what stands between them.

use std::ops::Range;

use crate::extract::annotate::Sentence;
use crate::extract::places::{Group, Role};
use crate::extract::words::{
    ClosedSet, Cue, CueMatch, Ending, Holding, Modality, Movement, RoleCue, SpeakerCue,
};
use crate::model::EventKind;

/// Whether a group follows a cue so closely that it says where: "clashes in", «обстріл».
pub fn is_attached(
    sentence: &Sentence<'_>,
    cue: &CueMatch,
    kind: EventKind,
    group: &Group,
) -> bool {
    const CLOSE: usize = 10;
    const CLOSEST: usize = 3;
    let reach = if leads_on(sentence, cue) {
        CLOSEST
    } else {
        CLOSE
    };
    if group.first_place < cue.end || group.first_place - cue.end > reach {
        return false;
    }
    let between = cue.end..group.first_place;
    let leads = match group.role {
        Role::From => kind == EventKind::Withdrawal,
        Role::To | Role::Via => between.len() <= CLOSEST,
        _ => true,
    };
    let other_verb = sentence.cues_in(&between).any(|found| {
        match found.cue {
            // "Clashes are reported around X".
            Cue::Speaker(SpeakerCue::Say) => !sentence.is_mark(found.start.saturating_sub(1), &BE),
            Cue::Passage(_)
            | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Carrying) => true,
            _ => false,
        }
    });
    leads && !other_verb && !breaks(sentence, between)
}

/// «Били по»: words whose place follows at once.
pub fn leads_on(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    sentence.is_one_of(cue.end - 1, ClosedSet::LeadsOn)
}

/// Whether a group names a place where something is, in a clause that may speak of journeys too.
pub fn tells_where(
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    group: &Group,
    kind: EventKind,
) -> bool {
    let moves = sentence.cues_in(clause).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(_)
                | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Carrying)
        )
    });
    match group.role {
        Role::In | Role::None => !group.is_chain(),
        Role::To | Role::Between => !moves && !group.is_chain(),
        // "A column that set out from Lozova came under fire" on its way.
        Role::From => kind == EventKind::Withdrawal && !group.is_chain(),
        // "Near X", not "the bridge across X".
        Role::Via => !moves && !sentence.is_one_of(group.start, ClosedSet::Across),
        Role::Residents => false,
    }
}

/// "Where", "from which", «в якому»: the token at which words that go back to a place begin.
pub fn relative_at(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    if sentence.is_one_of(at, ClosedSet::Where) {
        return Some(at);
    }
    let before = at.checked_sub(1)?;
    let is_pronoun = sentence.is_one_of(at, ClosedSet::RelativeOfPlace);
    let leads = sentence.is_one_of(before, ClosedSet::PrepositionOfPlace);
    (is_pronoun && leads).then_some(before)
}

/// Whether words that go back to a place begin right behind it, or behind what a comma says it is:
/// "Debaltseve, the rail hub around which".
pub fn explains(sentence: &Sentence<'_>, place: usize, relative: usize) -> bool {
    const LONGEST: usize = 7;
    let between = relative - place;
    if between <= 1 {
        return true;
    }
    let is_apposition = sentence.is_mark(place, &[","])
        && (!sentence.words[place + 1].is_ascii()
            || sentence.is_mark(place + 1, &["the", "a", "an", "another"]));
    is_apposition
        && between <= LONGEST
        && !breaks(sentence, place + 1..relative)
        && !sentence
            .places
            .iter()
            .any(|other| (place..relative).contains(&other.start))
        && !(place + 1..relative).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// "The army captured the last district", "captured Mesraba": the verb's object follows, and what
/// stands before it is who takes.
pub fn takes_object(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    let takes = matches!(
        cue.cue,
        Cue::Fighting(EventKind::Occupation | EventKind::Liberation) | Cue::Holding(Holding::Takes)
    );
    let is_object = sentence.is_mark(cue.end, &["the", "its", "their", "a"])
        || sentence.is_word(cue.end)
            && sentence.tokens[cue.end].is_capitalised()
            && !sentence
                .cues_at(cue.end)
                .any(|found| matches!(found.cue, Cue::Time(_)));
    takes
        && is_object
        && !is_passive(sentence, cue)
        && !(cue.start > 0 && sentence.is_mark(cue.start - 1, &[","]))
}

/// Whether a verb of taking stands at a token: "Baku retook the territory in an assault".
pub fn is_taker(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut cues = sentence.cues.iter();
    cues.any(|found| found.start == at && takes_object(sentence, found))
}

/// "X was shelled", "In X there is fighting": not a place that a clause further ahead names.
pub fn is_subject_or_place(sentence: &Sentence<'_>, group: &Group, cue: &CueMatch) -> bool {
    const REACH: usize = 10;
    cue.start - group.end <= REACH
        && !(group.end..cue.start).any(|at| sentence.is_mark(at, &[";", ":", ")"]))
}

/// Whether a group continues the list of the one before it.
pub fn goes_on(sentence: &Sentence<'_>, before: &Group, next: &Group) -> bool {
    const LONGEST: usize = 6;
    let is_listed = sentence.is_mark(before.end, &[","]);
    next.first_place >= before.end
        && next.first_place - before.end <= LONGEST
        && (before.end..next.first_place).all(|at| {
            sentence.is_mark(at, &[","])
                // A name that nobody knows: "Gaza city, the Shati camp and Jabalia".
                || is_listed && sentence.tokens[at].is_capitalised()
                || sentence.cues_at(at).any(|found| matches!(found.cue,
                            Cue::Role(
                                RoleCue::And
                                    | RoleCue::In
                                    | RoleCue::Via
                                    | RoleCue::Filler
                                    | RoleCue::Checkpoint
                                    | RoleCue::Site
                            )
                        ))
        })
}

/// «Через обстріл», "because of the shelling": the cause of what the clause says of its places.
pub fn is_cause(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    const REACH: usize = 4;
    let before = cue.start.saturating_sub(REACH)..cue.start;
    sentence.cues_in(&before).any(|found| {
        found.cue == Cue::Modality(Modality::Cause)
            && sentence.is_one_of(found.start, ClosedSet::BecauseOf)
    })
}

/// "Was shelled", "under siege", «обстріляно»: the place is the subject.
pub fn is_passive(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    const REACH: usize = 2;
    let near = cue.start.saturating_sub(REACH)..cue.start;
    let word = &sentence.words[cue.start];
    let is_participle = sentence.ends_as(cue.start, Ending::Participle);
    sentence.is_one_of(cue.start.saturating_sub(1), ClosedSet::LedInto)
        || sentence.is_one_of(cue.start, ClosedSet::LedInto)
        || is_participle
            && (!word.is_ascii() || near.into_iter().any(|at| sentence.is_mark(at, &BE)))
}

const BE: [&str; 6] = ["was", "were", "been", "being", "is", "are"];
/// Whether a mark parts some tokens.
pub fn breaks(sentence: &Sentence<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|at| sentence.is_mark(at, &[",", ";", ":", "—", "–", "”", "»"]))
}
