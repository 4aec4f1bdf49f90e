//! What is passed on the way from a number to the word that governs it.

use crate::extract::annotate::Sentence;
use crate::extract::words::ClosedSet;
use crate::quantity::Counted;

/// What a mark does to the clause in which a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Ends it.
    End,
    /// Opens or closes words aside: a comma, a dash.
    Aside,
    /// Opens a parenthesis.
    Opens,
    /// Nothing.
    None,
}

/// Marks that part clauses.
pub const CLAUSE_MARKS: [&str; 10] = [",", ";", ":", ".", "!", "?", "(", ")", "–", "—"];

/// What was passed on the way from a number to the word that governs it.
#[derive(Debug, Default)]
pub struct Walk {
    /// Whether an odd number of commas and dashes lie between: the words stand aside.
    pub is_aside: bool,
    /// The last of them.
    pub mark: usize,
    /// Whether a clause about those who are counted was opened.
    pub is_relative: bool,
    /// Whether they were called something that does not say what becomes of them.
    pub is_weak: bool,
}

impl Walk {
    /// Takes note of a comma or dash.
    pub fn passes_mark(&mut self, at: usize) {
        self.is_aside = !self.is_aside;
        self.mark = at;
    }

    /// Whether words stand aside, and not right beside the mark.
    pub fn is_far(&self, at: usize) -> bool {
        const NEAR: usize = 3;
        self.is_aside && self.mark.abs_diff(at) > NEAR
    }
}

/// What the mark at a token does, if it is none of a word, to a number that counts `what`.
pub fn mark(sentence: &Sentence<'_>, what: Counted, at: usize) -> Option<Mark> {
    if sentence.is_word(at) {
        return None;
    }
    if sentence.is_mark(at, &[".", ";", ":", "!", "?"]) {
        return Some(Mark::End);
    }
    if sentence.is_mark(at, &["(", "["]) {
        return Some(Mark::Opens);
    }
    let run = sentence.run();
    if run.is_dash(at) && !run.touches_next(at) {
        return Some(Mark::Aside);
    }
    if !sentence.is_mark(at, &[","]) {
        return Some(Mark::None);
    }
    let names = |at: usize| {
        sentence.place_at(at).is_some() || sentence.row().numbers.counted_at(at) == Some(what)
    };
    let joins = at.checked_sub(1).is_some_and(names) && names(at + 1);
    Some(if joins { Mark::None } else { Mark::Aside })
}

/// "As it had promised": whether a word is said of the whole sentence, and of nobody who is counted.
pub fn is_aside(sentence: &Sentence<'_>, word: usize) -> bool {
    const NEAR: usize = 4;
    (word.saturating_sub(NEAR)..word).any(|at| sentence.is_one_of(at, ClosedSet::AsIsSaid))
}
