//! What is said of those whom a number counts: by the nearest word of its own clause that governs
//! it, in front or behind.

use std::ops::Range;

use super::comes_about::{comes_about, is_denied};
use super::count_walk::{CLAUSE_MARKS, Mark, Walk, is_aside, mark};
use crate::extract::annotate::Sentence;
use crate::extract::words::{CountWord, RoleCue};
use crate::quantity::{Counted, Quantity};

/// What is said of those whom a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governed {
    /// They move, or are moved.
    Moved,
    /// A passage or a movement of them, without any verb ("the evacuation of 300 people").
    Named,
    /// Something else.
    Other,
    /// Nothing that is known.
    Open,
}

/// How far from the number is looked.
const REACH: usize = 32;

/// The numbers of a sentence that count the same, each with the tokens of its phrase: the number
/// and what names those who are counted.
#[derive(Debug)]
pub struct Numbers<'s, 'r> {
    pub sentence: &'s Sentence<'r>,
    pub what: Counted,
    pub phrases: Vec<Range<usize>>,
}

impl Numbers<'_, '_> {
    /// What is said of those whom number `at` counts.
    pub fn governed(&self, at: usize) -> Governed {
        let Some(phrase) = self.phrases.get(at) else {
            return Governed::Open;
        };
        if self.is_of_many_days(at) {
            return Governed::Other;
        }
        let sentence = self.sentence;
        let words = sentence.count_words();
        let before = words.ending_at(phrase.start);
        if self.what == Counted::People
            && before.is_some_and(|(_, word)| word == CountWord::Recipient)
        {
            return Governed::Other;
        }
        match (self.in_front(at), self.behind(at)) {
            (Some((_, one)), Some((_, other))) if one == other => one,
            (Some((near, one)), Some((far, other))) => match near.cmp(&far) {
                std::cmp::Ordering::Less => one,
                std::cmp::Ordering::Greater => other,
                std::cmp::Ordering::Equal => Governed::Other,
            },
            (Some((_, only)), None) | (None, Some((_, only))) => only,
            (None, None) if self.follows_noun(phrase) || self.stands_alone(phrase) => {
                Governed::Named
            }
            (None, None) => Governed::Open,
        }
    }

    /// The tokens of the clause in which number `at` stands: up to the next marks.
    pub fn clause(&self, at: usize) -> Range<usize> {
        let Some(phrase) = self.phrases.get(at) else {
            return 0..0;
        };
        let sentence = self.sentence;
        let parts = |at: &usize| sentence.is_mark(*at, &CLAUSE_MARKS);
        let first = phrase.start.saturating_sub(REACH);
        let last = (phrase.end + REACH).min(sentence.tokens.len());
        let start = (first..phrase.start)
            .rev()
            .find(parts)
            .map_or(first, |mark| mark + 1);
        let end = (phrase.end..last).find(parts).unwrap_or(last);
        start..end
    }

    /// "Yesterday, 300 people left": what leads the clause of number `at` and is parted from it
    /// by a comma.
    pub fn lead(&self, at: usize) -> Range<usize> {
        const LONGEST: usize = 5;
        let clause = self.clause(at);
        let comma = clause.start.saturating_sub(1);
        if clause.start == 0 || !self.sentence.is_mark(comma, &[","]) {
            return 0..0;
        }
        let parts = |at: &usize| self.sentence.is_mark(*at, &CLAUSE_MARKS);
        let first = comma.saturating_sub(LONGEST + 1);
        match (first..comma).rev().find(parts) {
            Some(mark) => mark + 1..comma,
            None if first == 0 => 0..comma,
            None => 0..0,
        }
    }

    /// "Since the start of the war 40,000 people": a sum of many days.
    fn is_of_many_days(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let Some(phrase) = self.phrases.get(at) else {
            return false;
        };
        let ends = |at: &usize| !sentence.is_mark(*at, &[".", ";", ":", "!", "?"]);
        let before = at
            .checked_sub(1)
            .and_then(|before| self.phrases.get(before))
            .map_or(0, |before| before.end)
            .max(phrase.start.saturating_sub(REACH));
        let next = self
            .phrases
            .get(at + 1)
            .map_or(sentence.tokens.len(), |next| next.start)
            .min(phrase.end + REACH);
        let says_so = |at: usize| {
            let word = sentence.count_words().find(at, Some);
            word.is_some_and(|(_, word)| word == CountWord::AllTime)
        };
        let in_front = (before..phrase.start).rev().take_while(ends);
        let behind = (phrase.end..next).take_while(ends);
        in_front.chain(behind).any(says_so)
    }

    /// The nearest word behind number `at` that governs it, and how far it stands.
    pub fn behind(&self, at: usize) -> Option<(usize, Governed)> {
        let sentence = self.sentence;
        let from = self.phrases.get(at)?.end;
        let end = (from + REACH).min(sentence.tokens.len());
        let mut walk = Walk::default();
        let mut here = from;
        while here < end {
            if let Some(place) = sentence.place_at(here) {
                here = place.end;
                continue;
            }
            if let Some(next) = self.phrase_at(here) {
                if !self.is_joined(from, next.start) && !self.is_some_of(next.start) {
                    break;
                }
                here = next.end.max(here + 1);
                continue;
            }
            if let Some(behind) = self.behind_other_number(here) {
                here = behind;
                continue;
            }
            match mark(sentence, self.what, here) {
                Some(Mark::End) => break,
                Some(Mark::Opens) => {
                    let closes = (here..end).find(|at| sentence.is_mark(*at, &[")", "]"]));
                    here = closes? + 1;
                    continue;
                }
                Some(Mark::Aside) => walk.passes_mark(here),
                Some(Mark::None) | None => {}
            }
            let word = sentence.count_words().find(here, Some);
            let Some((length, word)) = word else {
                here += 1;
                continue;
            };
            let is_far = walk.is_far(here);
            match word {
                CountWord::Relative => walk.is_relative = true,
                CountWord::Opener => break,
                CountWord::And if !self.goes_on(here, here + length) => break,
                CountWord::Moved if walk.is_aside && (is_far || walk.is_weak) => {}
                CountWord::Moved if walk.is_weak && self.is_infinitive(here) => {}
                CountWord::Moved => {
                    let governed = self.unless_untold(here);
                    return Some((here - from, governed));
                }
                CountWord::Modifier if !self.is_verb(here) => walk.is_weak = true,
                CountWord::Other | CountWord::Modifier | CountWord::Awaited => {
                    let may_be_left =
                        walk.is_aside || walk.is_relative && word != CountWord::Awaited;
                    if !may_be_left {
                        return Some((here - from, Governed::Other));
                    }
                    walk.is_weak = true;
                }
                _ => {}
            }
            here += length;
        }
        walk.is_weak
            .then_some((here.saturating_sub(from), Governed::Other))
    }

    /// The nearest word in front of number `at` that governs it, and how far it stands.
    fn in_front(&self, at: usize) -> Option<(usize, Governed)> {
        let sentence = self.sentence;
        let to = self.phrases.get(at)?.start;
        let first = to.saturating_sub(REACH);
        // "The corridor worked: 300 people left": what leads over is the last to govern.
        let colon = usize::from(to > 0 && sentence.is_mark(to - 1, &[":"])) * REACH;
        let to_here = |here: usize| to - here + colon;
        let mut walk = Walk::default();
        let mut here = to;
        while here > first {
            let last = here - 1;
            if let Some(place) = sentence.place_at(last) {
                here = place.start.min(last);
                continue;
            }
            if let Some(before) = self.phrase_at(last) {
                if !self.is_joined(before.end, to) {
                    return None;
                }
                here = before.start.min(last);
                continue;
            }
            match mark(sentence, self.what, last) {
                // "Evacuated: 300 people".
                Some(Mark::End) if here != to || !sentence.is_mark(last, &[":"]) => return None,
                Some(Mark::Opens) => return None,
                Some(Mark::Aside) => walk.passes_mark(last),
                _ if sentence.is_mark(last, &[")", "]"]) => {
                    let opens = (first..last)
                        .rev()
                        .find(|at| sentence.is_mark(*at, &["(", "["]));
                    here = opens?;
                    continue;
                }
                _ => {}
            }
            let word = sentence.count_words().ending_at(here);
            let Some((start, word)) = word else {
                here = last;
                continue;
            };
            let is_far = walk.is_far(here);
            match word {
                CountWord::Relative | CountWord::Opener => return None,
                CountWord::And if !self.goes_on(start, here) => return None,
                CountWord::Moved if !is_far => {
                    return Some((to_here(here), self.unless_untold(start)));
                }
                CountWord::Awaited if is_aside(sentence, start) => {}
                CountWord::Other | CountWord::Awaited if !is_far => {
                    return Some((to_here(here), Governed::Other));
                }
                // "Wounded 11 people", "11 people were wounded".
                CountWord::Modifier if !is_far && (here == to || self.is_verb(start)) => {
                    return Some((to_here(here), Governed::Other));
                }
                _ => {}
            }
            here = start.min(last);
        }
        None
    }

    /// The phrase of the number to which a token belongs.
    fn phrase_at(&self, at: usize) -> Option<&Range<usize>> {
        let behind = self.phrases.partition_point(|phrase| phrase.end <= at);
        self.phrases
            .get(behind)
            .filter(|phrase| phrase.contains(&at))
    }

    /// "120 people of the planned 500", "of the 500 promised": behind a number that is no count of its
    /// own at a token, with what is said of it alone.
    fn behind_other_number(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence;
        let word = |at: usize| sentence.count_words().find(at, Some);
        let awaited = |at: usize| word(at).filter(|(_, word)| *word == CountWord::Awaited);
        let start = at + awaited(at).map_or(0, |(length, _)| length);
        let quantities = sentence.quantities();
        let next = quantities.partition_point(|quantity| quantity.tokens.start < start);
        let quantity = quantities
            .get(next)
            .filter(|next| next.tokens.start == start)?;
        let end = quantity.tokens.end;
        Some(end + awaited(end).map_or(0, |(length, _)| length))
    }

    /// "300 women and 120 children", "300 women, 120 children".
    fn is_joined(&self, from: usize, to: usize) -> bool {
        let words = self.sentence.count_words();
        to.saturating_sub(from) <= 2
            && (from..to).all(|at| {
                self.sentence.is_mark(at, &[","])
                    || words
                        .find(at, Some)
                        .is_some_and(|(_, word)| word == CountWord::And)
            })
    }

    /// "300 people, among them 20 children".
    fn is_some_of(&self, start: usize) -> bool {
        const NEAR: usize = 3;
        let before = start.saturating_sub(NEAR)..start;
        self.sentence.row().numbers.names_some(before)
    }

    /// Whether "and" goes on with those who are counted, with places or with what becomes of them,
    /// and does not open another clause.
    fn goes_on(&self, and: usize, behind: usize) -> bool {
        let sentence = self.sentence;
        let words = sentence.count_words();
        let joins_places = and
            .checked_sub(1)
            .is_some_and(|before| sentence.place_at(before).is_some())
            && sentence.place_at(behind).is_some();
        let next = words.find(behind, Some).map(|(_, word)| word);
        let joins_verbs = matches!(
            next,
            Some(CountWord::Moved | CountWord::Auxiliary | CountWord::Modifier)
        );
        let names = |at: usize| {
            let counted = sentence.row().numbers.counted_at(at);
            counted == Some(self.what)
        };
        let joins_people = names(behind) && and.checked_sub(1).is_some_and(names);
        let joins_numbers =
            self.phrase_at(behind).is_some() && and.checked_sub(1).is_some_and(names);
        joins_places || joins_verbs || joins_people || joins_numbers
    }

    /// Whether a modifier is the verb of its clause.
    fn is_verb(&self, at: usize) -> bool {
        const NEAR: usize = 2;
        let words = self.sentence.count_words();
        (at.saturating_sub(NEAR)..at).any(|before| {
            words
                .find(before, Some)
                .is_some_and(|(_, word)| word == CountWord::Auxiliary)
        })
    }

    /// "To leave", "to be evacuated": what depends on the verb before it.
    fn is_infinitive(&self, at: usize) -> bool {
        const NEAR: usize = 2;
        (at.saturating_sub(NEAR)..at)
            .any(|before| self.sentence.token_has_role(before, RoleCue::To))
    }

    /// Moved, where the verb at a token comes about; vehicles may still be to come.
    fn unless_untold(&self, verb: usize) -> Governed {
        let sentence = self.sentence;
        // "Plan to evacuate": what stands before the infinitive tells.
        let is_awaited = || {
            let lead = verb
                .checked_sub(1)
                .filter(|at| sentence.is_mark(*at, &["to"]));
            lead.and_then(|lead| sentence.count_words().ending_at(lead))
                .is_some_and(|(_, word)| word == CountWord::Awaited)
        };
        let is_told = match self.what {
            Counted::People => comes_about(sentence, verb) && !is_awaited(),
            _ => !is_denied(sentence, verb),
        };
        match is_told {
            true => Governed::Moved,
            false => Governed::Other,
        }
    }

    /// "The evacuation of 300 people".
    fn follows_noun(&self, phrase: &Range<usize>) -> bool {
        let words = self.sentence.count_words();
        words
            .ending_at(phrase.start)
            .is_some_and(|(_, word)| word == CountWord::MovedNoun)
    }

    /// "300 people from A to B", "A – B: 300 people": a phrase without any verb.
    fn stands_alone(&self, phrase: &Range<usize>) -> bool {
        let sentence = self.sentence;
        let words = sentence.count_words();
        let is_plain = phrase.clone().all(|at| {
            let word = words.find(at, Some);
            word.is_none_or(|(_, word)| !matches!(word, CountWord::Modifier | CountWord::Other))
        });
        let next = phrase.end;
        let leads_on = [RoleCue::From, RoleCue::To, RoleCue::Via]
            .iter()
            .any(|role| sentence.token_has_role(next, *role));
        is_plain
            && (next >= sentence.tokens.len()
                || mark(sentence, self.what, next).is_some()
                || leads_on
                || sentence.place_at(next).is_some())
    }
}

/// The phrase of a quantity: with the word that names those who are counted.
pub fn phrase(quantity: &Quantity, named: impl Fn(usize) -> bool) -> Range<usize> {
    const NEAR: usize = 4;
    let from = quantity.tokens.end;
    let end = (from..from + NEAR).find(|at| named(*at));
    quantity.tokens.start..end.map_or(from, |at| at + 1)
}
