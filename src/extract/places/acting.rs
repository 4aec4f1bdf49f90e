//! Places that speak or act: the subjects of clauses of their own behind a list of ends ("to Poltava,
//! Kyiv said, is open").

use super::links::joins_chain;
use super::predicate::{Deed, Predicate, has_object, predicate};
use super::verb_before::tells_before;
use super::whereabouts::is_whole_of;
use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{Cue, Form, Movement, RoleCue, SpeakerCue};
use crate::model::{Mention, PlaceKind};

/// What stands between two places that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    Semicolon,
    Dash,
    And,
    /// A comma and "and".
    CommaAnd,
}

/// Places of a sentence that are no part of the list that they stand in, because they are who speaks
/// or acts: indices into the places.
#[derive(Debug, Default)]
pub struct Acting {
    /// Those that are no end at all.
    pub apart: Vec<usize>,
    /// Those that take in the people who leave the places of the list.
    pub receiving: Vec<usize>,
}

/// The places of a sentence that speak or act.
pub fn acting_places(sentence: &Sentence<'_>, mentions: &[Mention]) -> Acting {
    let mut acting = Acting::default();
    // The first place of the list, as it stands before the one looked at.
    let mut first = 0;
    for (at, place) in sentence.places.iter().enumerate().skip(1) {
        let last_end = sentence.places.get(at - 1).map_or(0, |last| last.end);
        if is_whole_of(sentence, last_end, place.start) {
            acting.apart.push(at);
            continue;
        }
        let Some(joint) = joint_before(sentence, at) else {
            first = at;
            continue;
        };
        if acting.apart.contains(&at) {
            continue;
        }
        let list = List {
            sentence,
            mentions,
            first,
            at,
            joint,
        };
        match list.last_subject() {
            Some(_) if list.takes_in() => {
                acting.receiving.push(at);
                first = at;
            }
            Some(last) => acting.apart.extend(at..=last),
            None => {}
        }
    }
    acting
}

/// What joins a place to the one before it, where nothing else stands between them.
fn joint_before(sentence: &Sentence<'_>, at: usize) -> Option<Joint> {
    /// A quotation mark, a comma, "and", "the port city".
    const LONGEST: usize = 6;
    let (last, next) = (
        sentence.places.get(at.checked_sub(1)?)?,
        sentence.places.get(at)?,
    );
    let between = last.end..next.start;
    if between.is_empty() || between.len() > LONGEST {
        return None;
    }
    let mut joint = None;
    for token in between {
        let here = if sentence.is_mark(token, &[","]) {
            Joint::Comma
        } else if sentence.is_mark(token, &[";"]) {
            Joint::Semicolon
        } else if sentence.is_word(token) && sentence.token_has_role(token, RoleCue::And) {
            Joint::And
        } else if joins_chain(sentence, token) {
            Joint::Dash
        } else if sentence.is_mark(token, &["«", "»", "\"", "“", "”", "„", ")"]) {
            continue;
        } else if joint.is_some() && is_apposed(sentence, token) {
            // "The city Kyiv holds".
            continue;
        } else {
            return None;
        };
        joint = Some(match (joint, here) {
            (None, here) => here,
            (Some(Joint::Comma), Joint::And) => Joint::CommaAnd,
            // «…», — заявив.
            (Some(Joint::Comma), Joint::Dash) => Joint::Dash,
            _ => return None,
        });
    }
    joint
}

/// Whether a token may stand in front of a name and gives it no part.
fn is_apposed(sentence: &Sentence<'_>, at: usize) -> bool {
    let has = |role: RoleCue| sentence.token_has_role(at, role);
    sentence.is_word(at)
        && has(RoleCue::Filler)
        && ![
            RoleCue::From,
            RoleCue::To,
            RoleCue::Via,
            RoleCue::In,
            RoleCue::And,
        ]
        .into_iter()
        .any(has)
}

/// A list of places, and one that stands behind it.
struct List<'s, 'r> {
    sentence: &'s Sentence<'r>,
    mentions: &'s [Mention],
    first: usize,
    at: usize,
    joint: Joint,
}

impl List<'_, '_> {
    /// The last of the places that speak or act together, of which the one behind the list is the
    /// first; `None` where it belongs to the list.
    fn last_subject(&self) -> Option<usize> {
        let end = |at: usize| self.sentence.places.get(at).map(|place| place.end);
        if let Some(found) = predicate(self.sentence, end(self.at)?) {
            return self.acts(&found).then_some(self.at);
        }
        if matches!(self.joint, Joint::And | Joint::CommaAnd) {
            return None;
        }
        // "Kyiv and Moscow agreed"; "Kyiv, Moscow and Minsk agreed".
        let mut last = self.at + 1;
        if joint_before(self.sentence, last) == Some(Joint::Comma) {
            // "Kyiv, Moscow and the UN said".
            let found = predicate(self.sentence, end(last)?);
            if let Some(found) = found.filter(|found| found.shared) {
                return self.act_together(last, &found).then_some(last);
            }
            last += 1;
        }
        if joint_before(self.sentence, last) != Some(Joint::And) {
            return None;
        }
        let found = predicate(self.sentence, end(last)?)?;
        self.act_together(last, &found).then_some(last)
    }

    /// Whether a verb is that of the place, and not that of the sentence in which the list stands.
    fn acts(&self, found: &Predicate) -> bool {
        let clashes = self.clashes(self.at);
        let fits = self.fits(found);
        // «Харків обстріляли»: nobody is said to do it.
        let is_object = clashes && found.form == Form::Plural && found.deed != Deed::Runs;
        if !(fits || is_object) || !clashes && self.names_subject_behind(found) {
            return false;
        }
        match self.joint {
            Joint::Dash if !self.has_preposition() => false,
            Joint::Comma | Joint::Semicolon | Joint::Dash => match found.deed {
                Deed::Acts => !self.is_of_people() || self.tells_before() || self.is_parted(found),
                Deed::Other => {
                    clashes
                        || self.tells_before()
                        || self.at - self.first == 1 && !self.is_of_people()
                }
                Deed::Runs => {
                    self.tells_before()
                        || found.form == Form::Transitive
                            && has_object(self.sentence, found.end)
                            && self.at - self.first == 1
                }
            },
            Joint::And | Joint::CommaAnd if self.is_latin() => {
                let is_finite = !matches!(found.form, Form::Participle | Form::Gerund)
                    || has_object(self.sentence, found.end)
                    || self.is_parted(found);
                is_finite && found.form != Form::Plural && self.tells_before()
            }
            Joint::And | Joint::CommaAnd => match found.deed {
                Deed::Acts => true,
                Deed::Other => clashes || self.joint == Joint::CommaAnd && self.tells_before(),
                Deed::Runs => (clashes || self.joint == Joint::CommaAnd) && self.tells_before(),
            },
        }
    }

    /// Whether a verb is that of several places, of which the one behind the list is the first.
    fn act_together(&self, last: usize, found: &Predicate) -> bool {
        let clash = (self.at..=last).any(|at| self.clashes(at));
        let are_countries = (self.at..=last)
            .all(|at| self.place_kind(at) == Some(PlaceKind::Country))
            && self.place_kind(self.first) != Some(PlaceKind::Country);
        let is_finite =
            || has_object(self.sentence, found.end) || self.tells_before() && self.is_parted(found);
        let is_plural = matches!(found.form, Form::Plural | Form::Any)
            || found.form == Form::Participle && is_finite();
        let has_ends = self.joint != Joint::Dash || self.has_preposition();
        is_plural
            && has_ends
            && match found.deed {
                Deed::Acts => {
                    clash || are_countries || self.tells_before() || !self.speaks_of_people()
                }
                Deed::Other => clash,
                Deed::Runs => false,
            }
    }

    /// Whether the place takes in the people who leave those of the list.
    fn takes_in(&self) -> bool {
        /// "Has received".
        const REACH: usize = 2;
        let Some(place) = self.place(self.at) else {
            return false;
        };
        let takes_in = |at: usize| self.sentence.token_has_role(at, RoleCue::Receives);
        self.preposition() == Some(RoleCue::From) && (place.end..place.end + REACH).any(takes_in)
    }

    fn place(&self, at: usize) -> Option<&PlaceAt> {
        self.sentence.places.get(at)
    }

    fn mention(&self, at: usize) -> Option<&Mention> {
        self.mentions.get(self.place(at)?.mention)
    }

    fn place_kind(&self, at: usize) -> Option<PlaceKind> {
        self.mention(at)?.place.as_ref().map(|place| place.kind)
    }

    fn is_latin(&self) -> bool {
        self.mention(self.at)
            .is_some_and(|mention| mention.text.is_ascii())
    }

    /// Whether the place is in the nominative, and a case stands before it in which it would look
    /// different: «до Полтави, Київ».
    fn clashes(&self, at: usize) -> bool {
        let (Some(before), Some(next)) = (self.mention(self.at - 1), self.mention(at)) else {
            return false;
        };
        // «Из населённых пунктов Арбил, Сакба»: the noun has the case, the names need not.
        let is_named = !before.oblique && self.follows_kind();
        if next.oblique || next.place.is_none() || !self.has_preposition() || is_named {
            return false;
        }
        let words = &self.sentence.lexicon.predicate_words;
        match words.gender(&next.text) {
            // A feminine name would end otherwise in any case that a preposition asks for.
            Some(Form::Feminine) => {
                before.oblique || words.gender(&before.text) != Some(Form::Feminine)
            }
            // A masculine name is the same in the accusative.
            Some(Form::Masculine) => before.oblique && !words.may_be_accusative(&before.text),
            _ => false,
        }
    }

    /// Whether a noun for places stands right before the list («населених пунктів»).
    fn follows_kind(&self) -> bool {
        self.place(self.first)
            .and_then(|first| first.start.checked_sub(1))
            .is_some_and(|before| {
                let has = |role: RoleCue| self.sentence.token_has_role(before, role);
                self.sentence.is_word(before)
                    && (has(RoleCue::Filler) || has(RoleCue::Site))
                    && ![RoleCue::From, RoleCue::To, RoleCue::Via, RoleCue::In]
                        .into_iter()
                        .any(has)
            })
    }

    fn fits(&self, found: &Predicate) -> bool {
        if found.shared {
            return matches!(found.form, Form::Plural | Form::Any);
        }
        let Some(mention) = self.mention(self.at) else {
            return false;
        };
        let gender = self.sentence.lexicon.predicate_words.gender(&mention.text);
        match found.form {
            Form::Any | Form::Participle | Form::Transitive | Form::Gerund => true,
            Form::Singular => !mention.oblique,
            Form::Plural => !self.is_latin() && !mention.oblique && gender.is_none(),
            form @ (Form::Masculine | Form::Feminine | Form::Neuter) => {
                !mention.oblique && gender.is_none_or(|gender| gender == form)
            }
            Form::Stem | Form::Bare | Form::Ongoing => false,
        }
    }

    /// «Киев подтвердил министр»: the place is what it is done to.
    fn names_subject_behind(&self, found: &Predicate) -> bool {
        !self.is_latin()
            && (self.sentence.place_at(found.end).is_some()
                || self.sentence.cues_starting_at(found.end).any(|cue| {
                    matches!(
                        cue.cue,
                        Cue::Speaker(
                            SpeakerCue::Title
                                | SpeakerCue::Organisation
                                | SpeakerCue::Institution
                                | SpeakerCue::Media
                                | SpeakerCue::Pronoun
                        )
                    )
                }))
    }

    /// Whether a word stands before the list that gives its places their part.
    fn has_preposition(&self) -> bool {
        self.preposition().is_some()
    }

    fn preposition(&self) -> Option<RoleCue> {
        /// "From the besieged city of".
        const REACH: usize = 5;
        let first = self.place(self.first)?;
        (first.start.saturating_sub(REACH)..first.start)
            .rev()
            .take_while(|at| !self.sentence.is_mark(*at, &[",", ":", ";", "."]))
            .find_map(|at| {
                [RoleCue::From, RoleCue::To, RoleCue::Via]
                    .into_iter()
                    .find(|role| self.sentence.token_has_role(at, *role))
            })
    }

    /// "Residents of Irpin, Bucha told": people are spoken of before the list, who may be those who
    /// act.
    fn is_of_people(&self) -> bool {
        /// "People who fled from".
        const REACH: usize = 4;
        let Some(first) = self.place(self.first) else {
            return false;
        };
        let before = first.start.saturating_sub(REACH)..first.start;
        let leads_to = before
            .clone()
            .any(|at| self.sentence.token_has_role(at, RoleCue::To));
        !leads_to && self.sentence.moves(&before, Movement::People)
    }

    /// "People evacuated from A to B, C and D said": whether people are spoken of anywhere before the
    /// list.
    fn speaks_of_people(&self) -> bool {
        self.place(self.first)
            .is_some_and(|first| self.sentence.moves(&(0..first.start), Movement::People))
    }

    /// Whether the clause ends right behind a verb ("Kyiv said, ").
    fn is_parted(&self, found: &Predicate) -> bool {
        found.end >= self.sentence.tokens.len()
            || self
                .sentence
                .is_mark(found.end, &[",", ".", ";", ":", ")", "—", "–", "!", "?"])
    }

    /// Whether the clause of the list has its verb already, so that another one needs a subject.
    fn tells_before(&self) -> bool {
        self.place(self.first)
            .is_some_and(|first| tells_before(self.sentence, first.start))
    }
}
