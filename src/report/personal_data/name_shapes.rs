//! What a name of a person looks like: capitalised words, initials, particles; given names in small letters.

use std::ops::Range;

use super::names::{LONGEST_NAME, Names};
use super::pieces::{Gap, Kind};

/// Arabic and Hebrew have no capitals.
fn is_of_script_without_case(word: &str) -> bool {
    word.chars()
        .all(|letter| matches!(letter, '\u{590}'..='\u{6ff}'))
}

impl Names<'_> {
    /// One past the name that starts with piece `start`.
    pub(super) fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end - start < 2 * LONGEST_NAME
            && self.pieces.gap(end) != Gap::Line
            && self.continues(end)
        {
            end += 1;
        }
        end
    }

    /// A capitalised word that may be part of a name, or an initial.
    pub(super) fn is_name_word(&self, at: usize) -> bool {
        let word = self.pieces.word(at);
        let is_capitalised = match self.pieces.kind(at) {
            Some(Kind::Title) => true,
            Some(Kind::Lower) => is_of_script_without_case(word),
            // Whole lists are written in capitals.
            Some(Kind::Upper) => word.chars().count() > 2,
            _ => false,
        };
        is_capitalised
            && !self.is_found(at)
            && !self.rules.name.not_names.has(word)
            && !self.rules.name.between.has(word)
            && !self.rules.account.is_bank(word)
            && self.rules.name.offices.ending_at(self.pieces, at) == 0
            && self.rules.name.roles.ending_at(self.pieces, at) == 0
            && (self.rules.phone.cues.ending_at(self.pieces, at) == 0
                || self.rules.name.is_given(word))
    }

    /// Whether piece `at` is a word with a capital.
    pub(super) fn has_capital(&self, at: usize) -> bool {
        matches!(self.pieces.kind(at), Some(Kind::Title | Kind::Upper))
    }

    /// An initial: one capital with a full stop.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        self.pieces.kind(at) == Some(Kind::Upper)
            && self.pieces.word(at).chars().count() == 1
            && self.pieces.is_mark(at + 1, &["."])
            && self.pieces.gap(at + 1) == Gap::None
    }

    /// Whether a name goes on with piece `at`: a further word, an initial, its full stop, a hyphen.
    pub(super) fn continues(&self, at: usize) -> bool {
        let is_hyphen_of_particle =
            self.pieces.is_mark(at, &["-"]) && at > 0 && self.is_particle(at - 1);
        let is_stop = self.pieces.is_mark(at, &["."]) && at > 0 && self.is_initial(at - 1);
        let is_hyphen = self.pieces.is_mark(at, &["-"])
            && self.pieces.gap(at) == Gap::None
            && self.pieces.gap(at + 1) == Gap::None
            && self.is_name_word(at + 1);
        self.is_name_word(at)
            || self.is_initial(at)
            || is_stop && self.pieces.gap(at) == Gap::None
            || is_hyphen
            || is_hyphen_of_particle
            || self.is_particle(at)
    }

    /// The longest name that ends with piece `last`.
    pub(super) fn run_ending(&self, last: usize) -> Range<usize> {
        let mut start = last;
        while start > 0 && last - start < 2 * LONGEST_NAME {
            let is_joined = self.pieces.gap(start) != Gap::Line && self.continues(start - 1);
            if !is_joined {
                break;
            }
            start -= 1;
        }
        let end = if self.is_initial(last) {
            last + 2
        } else {
            last + 1
        };
        start..end
    }

    /// "Wojciech Nowak", "Mahmoud al-Najjar": two words or more as of a name, none of them a town's.
    pub(super) fn is_rare_name(&self, run: Range<usize>) -> bool {
        let words: Vec<usize> = run.clone().filter(|at| self.is_name_word(*at)).collect();
        let are_titles = words
            .iter()
            .all(|at| self.pieces.kind(*at) != Some(Kind::Upper));
        let begins_with_town = words
            .first()
            .is_some_and(|first| self.has_case(*first) && self.is_place(*first..first + 1));
        (2..=LONGEST_NAME).contains(&words.len()) && are_titles && !begins_with_town
    }

    /// Given names of scripts without capitals are those of towns too often.
    pub(super) fn has_case(&self, at: usize) -> bool {
        self.pieces.kind(at) == Some(Kind::Title)
    }

    /// Whether a town has the whole run for its name.
    pub(super) fn is_place(&self, run: Range<usize>) -> bool {
        const FEWEST_INHABITANTS: u32 = 500;
        let mut written = String::new();
        for at in run.clone() {
            if at > run.start && self.pieces.gap(at) != Gap::None {
                written.push(' ');
            }
            written.push_str(self.pieces.word(at));
        }
        self.places.key(&written).is_some_and(|key| {
            self.places.candidates(key).any(|candidate| {
                self.places.facts(candidate.place).population >= FEWEST_INHABITANTS
            })
        })
    }

    /// "Bakhmut Olha Petrenko": the name without a town before it.
    pub(super) fn without_place(&self, run: Range<usize>) -> Range<usize> {
        const LONGEST: usize = 2;
        (run.start + 1..run.start + 1 + LONGEST)
            .rev()
            .find(|start| {
                start + 1 < run.end
                    && self.is_name_word(*start)
                    && self.is_place(run.start..*start)
                    && !(run.start..*start)
                        .any(|at| self.rules.name.is_surname(self.pieces.word(at)))
                    && !self.is_person(run.start..*start)
                    && self.is_person(*start..run.end)
            })
            .map_or(run.clone(), |start| start..run.end)
    }

    /// A word or an initial that a name may end with.
    pub(super) fn is_name_end(&self, at: usize) -> bool {
        self.is_name_word(at) || self.is_initial(at)
    }

    /// Whether piece `at` stands between the names of several people.
    pub(super) fn is_joint(&self, at: usize) -> bool {
        self.rules.name.joins.has(self.pieces.word(at))
    }

    /// A word in small letters within a name: "van", "al-".
    pub(super) fn is_particle(&self, at: usize) -> bool {
        let is_listed = |at| {
            self.pieces.kind(at) == Some(Kind::Lower)
                && self.rules.name.particles.has(self.pieces.word(at))
        };
        // "van der Berg"
        let last = at + usize::from(is_listed(at + 1));
        let next = last + 1 + usize::from(self.pieces.is_mark(last + 1, &["-"]));
        is_listed(at) && self.is_name_word(next)
    }

    /// Whether the words of a run are a person's by themselves.
    pub(super) fn is_person(&self, run: Range<usize>) -> bool {
        let name = &self.rules.name;
        let words = || run.clone().filter(|at| self.is_name_word(*at));
        let has_given = words().any(|at| name.is_given(self.pieces.word(at)));
        let has_initial = run.clone().any(|at| self.is_initial(at));
        let has_surname = words().any(|at| name.is_surname(self.pieces.word(at)));
        let words = words().count();
        has_given || has_initial && words > 0 || has_surname && words > 1
    }

    /// «олена гриценко 067…»: a name in small letters that ends with piece `last`.
    pub(super) fn run_in_small_ending(&self, last: usize) -> Option<Range<usize>> {
        let first = last
            .checked_sub(1)
            .filter(|first| self.is_small(*first) && self.pieces.gap(last) == Gap::Space);
        let hyphenated = (last > 1 && self.pieces.is_mark(last - 1, &["-"]))
            .then_some(last.saturating_sub(2))
            .filter(|first| self.is_small(*first));
        if !self.is_small(last) {
            return None;
        }
        if let Some(first) = first.or(hyphenated)
            && self.are_given_and_surname(first, last)
        {
            return Some(first..last + 1);
        }
        let name = &self.rules.name;
        name.is_given_in_small(self.pieces.word(last))
            .then_some(last..last + 1)
    }

    /// «067…, оленка»: the same from piece `first` on.
    pub(super) fn run_in_small_starting(&self, first: usize) -> Option<Range<usize>> {
        if !self.is_small(first) {
            return None;
        }
        let last = first + 1;
        if self.is_small(last)
            && self.pieces.gap(last) == Gap::Space
            && self.are_given_and_surname(first, last)
        {
            return Some(first..last + 1);
        }
        let name = &self.rules.name;
        name.is_given_in_small(self.pieces.word(first))
            .then_some(last - 1..last)
    }

    fn are_given_and_surname(&self, first: usize, last: usize) -> bool {
        let name = &self.rules.name;
        let (one, other) = (self.pieces.word(first), self.pieces.word(last));
        let is_surname = |word: &str| {
            word.chars().count() > 3 && name.is_surname(word) && !name.is_given_in_small(word)
        };
        name.is_nominative(one) && is_surname(other) || is_surname(one) && name.is_nominative(other)
    }

    /// A word in small letters that is no role, office or cue.
    fn is_small(&self, at: usize) -> bool {
        let name = &self.rules.name;
        self.pieces.kind(at) == Some(Kind::Lower)
            && !self.is_found(at)
            && name.roles.ending_at(self.pieces, at) == 0
            && name.offices.ending_at(self.pieces, at) == 0
            && self.rules.phone.cues.ending_at(self.pieces, at) == 0
    }
}
