//! The clauses of a sentence: what each is to the others, and whether it is said to be so.
//!
//! Their words are data: `geodata/languages/*/clauses.toml`.

use std::ops::Range;

use crate::extract::words::{ClauseCue, Cue, CueMatch, Modality, RoleCue, SpeakerCue};
use crate::report::Words;

/// What a clause is to the rest of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It tells what the sentence tells.
    Main,
    /// It goes on with "and" and a verb of its own.
    And,
    /// It stands against the one before ("but").
    Contrast,
    /// It is about a noun ("which the sides agreed on").
    Relative,
    /// What came before ("after two days of shelling").
    Before,
    /// What is wished for ("so that people can leave").
    Purpose,
    /// What somebody says or denies ("that a corridor is open").
    Content,
}

impl Opening {
    /// Whether what it tells yields to what the rest of the sentence tells.
    pub fn is_background(self) -> bool {
        matches!(self, Self::Relative | Self::Before | Self::Purpose)
    }
}

/// How the one who speaks stands to what a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// It is so.
    Asserted,
    /// It may be so ("perhaps").
    Possible,
    /// It would be so if something else were, or is asked ("had it been").
    Unreal,
    /// Nobody knows ("could not confirm that").
    Doubted,
    /// It is not so ("denied that").
    Denied,
}

/// A piece of a sentence between the marks and words that part clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is to the rest.
    pub opening: Opening,
    /// Whether it is said to be so.
    pub stance: Stance,
}

/// The clauses of a sentence, in order; they cover all its tokens. A clause that another one
/// interrupts ("the road, which was mined, is open") comes as two pieces. `is_place` tells whether
/// a token belongs to a place's name.
pub fn clauses(
    words: Words<'_>,
    cues: &[CueMatch],
    is_place: impl Fn(usize) -> bool,
) -> Vec<Clause> {
    let joints = Joints::of(words, cues, is_place);
    let mut scan = Scan {
        found: Vec::new(),
        start: 0,
        opening: Opening::Main,
        stance: Stance::Asserted,
        outer: (Opening::Main, Stance::Asserted),
        tells: false,
    };
    for at in 0..words.len() {
        let mark = words.get(at).unwrap_or_default();
        if matches!(mark, ";" | ":") {
            scan.begin(at + 1, Opening::Main, Stance::Asserted);
        } else if mark == "," && scan.opening.is_background() {
            let (opening, stance) = scan.outer;
            scan.begin(at + 1, opening, stance);
        } else if scan.tells && joints.goes_on(at) {
            let stance = scan.stance;
            scan.begin(at, Opening::And, stance);
        } else if scan.stance != Stance::Asserted && joints.says(at) {
            // "Denied that … and said that".
            scan.begin(at, Opening::And, Stance::Asserted);
        } else if let Some(cue) = joints.opens(at) {
            scan.meet(&joints, cue, at);
        }
        scan.tells |= joints.is_verb(at);
    }
    scan.begin(words.len(), Opening::Main, Stance::Asserted);
    scan.found
}

/// The clause to which a token belongs.
pub fn clause_at(clauses: &[Clause], at: usize) -> Option<&Clause> {
    let behind = clauses.partition_point(|clause| clause.tokens.end <= at);
    clauses.get(behind)
}

/// What the words of a sentence mean for its clauses, by token.
struct Joints<'w> {
    words: Words<'w>,
    /// What parts clauses, and how many tokens it has.
    opens: Vec<Option<(ClauseCue, usize)>>,
    /// Whether a word of saying or denying ends before the token.
    follows_saying: Vec<bool>,
    /// Whether a verb of what becomes of a passage begins there.
    is_verb: Vec<bool>,
    /// Whether a word of saying begins there that denies nothing.
    says: Vec<bool>,
    /// Whether "and" stands there.
    is_and: Vec<bool>,
    is_place: Vec<bool>,
}

impl<'w> Joints<'w> {
    fn of(words: Words<'w>, cues: &[CueMatch], is_place: impl Fn(usize) -> bool) -> Self {
        let length = words.len();
        let mut joints = Self {
            words,
            opens: vec![None; length],
            follows_saying: vec![false; length + 1],
            is_verb: vec![false; length],
            says: vec![false; length],
            is_and: vec![false; length],
            is_place: (0..length).map(is_place).collect(),
        };
        let set = |flags: &mut Vec<bool>, at: usize| {
            if let Some(flag) = flags.get_mut(at) {
                *flag = true;
            }
        };
        let mut denials = Vec::new();
        for found in cues {
            let tokens = found.end.saturating_sub(found.start);
            match found.cue {
                Cue::Clause(cue) => {
                    // "Was denied access" says what became of a passage.
                    let is_status = || {
                        let mut others = cues.iter().filter(|other| other.start == found.start);
                        others.any(|other| {
                            matches!(other.cue, Cue::Status(_)) && other.end >= found.end
                        })
                    };
                    let parts = cue != ClauseCue::Denies || !is_status();
                    if let (Some(opens), true) = (joints.opens.get_mut(found.start), parts) {
                        *opens = Some((cue, tokens));
                    }
                    if matches!(cue, ClauseCue::Denies | ClauseCue::Doubt) {
                        set(&mut joints.follows_saying, found.end);
                    }
                }
                Cue::Speaker(SpeakerCue::Say) => {
                    set(&mut joints.follows_saying, found.end);
                    set(&mut joints.says, found.start);
                }
                Cue::Speaker(SpeakerCue::Other) => set(&mut joints.follows_saying, found.end),
                Cue::Modality(Modality::Denial) => {
                    set(&mut joints.follows_saying, found.end);
                    denials.push(found.start);
                }
                Cue::Status(_)
                | Cue::Moved
                | Cue::Moves
                | Cue::WillMove
                | Cue::Modality(Modality::Future) => {
                    set(&mut joints.is_verb, found.start);
                }
                Cue::Role(RoleCue::And) => set(&mut joints.is_and, found.start),
                _ => {}
            }
        }
        for at in denials {
            if let Some(says) = joints.says.get_mut(at) {
                *says = false;
            }
        }
        joints
    }

    fn opens(&self, at: usize) -> Option<ClauseCue> {
        self.opens.get(at).copied().flatten().map(|(cue, _)| cue)
    }

    /// How many tokens part the clauses at a token.
    fn length(&self, at: usize) -> usize {
        self.opens
            .get(at)
            .copied()
            .flatten()
            .map_or(0, |(_, tokens)| tokens)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.is_verb.get(at).copied().unwrap_or_default()
    }

    fn says(&self, at: usize) -> bool {
        self.says.get(at).copied().unwrap_or_default()
    }

    fn follows_saying(&self, at: usize) -> bool {
        self.follows_saying.get(at).copied().unwrap_or_default()
    }

    fn is_comma(&self, at: usize) -> bool {
        self.words.get(at) == Some(",")
    }

    fn is_ascii(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(str::is_ascii)
    }

    /// "… and are now on their way to B": whether "and" at a token leads to a verb.
    fn goes_on(&self, at: usize) -> bool {
        /// "And are now on their way".
        const REACH: usize = 3;
        let has = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or_default();
        has(&self.is_and, at)
            && self.words.get(at) != Some("or")
            && (at + 1..at + 1 + REACH)
                .take_while(|at| !has(&self.is_and, *at) && !has(&self.is_place, *at))
                .any(|at| self.is_verb(at))
    }
}

/// A walk along a sentence: the clause that is open, and the one to which it returns.
struct Scan {
    found: Vec<Clause>,
    start: usize,
    opening: Opening,
    stance: Stance,
    outer: (Opening, Stance),
    /// Whether the open clause has had a verb.
    tells: bool,
}

impl Scan {
    /// Ends the open clause before a token, at which the next begins.
    fn begin(&mut self, at: usize, opening: Opening, stance: Stance) {
        if at > self.start {
            self.found.push(Clause {
                tokens: self.start..at,
                opening: self.opening,
                stance: self.stance,
            });
        }
        (self.start, self.opening, self.stance) = (at, opening, stance);
        self.tells = false;
    }

    /// Begins a clause that ends at the next comma.
    fn begin_inner(&mut self, at: usize, opening: Opening) {
        if !self.opening.is_background() {
            self.outer = (self.opening, self.stance);
        }
        // What is told within the background, or right behind its comma, belongs to it.
        let around = match self.found.last() {
            Some(last) if self.start == at => last.opening,
            _ => self.opening,
        };
        let opening = match around {
            Opening::Before | Opening::Purpose => around,
            _ => opening,
        };
        let stance = self.stance;
        self.begin(at, opening, stance);
    }

    /// Takes in a word that says how clauses stand to each other.
    fn meet(&mut self, joints: &Joints<'_>, cue: ClauseCue, at: usize) {
        let follows_comma = at > 0 && joints.is_comma(at - 1);
        match cue {
            ClauseCue::Contrast
                if at == 0 || follows_comma || joints.length(at) > 1 || joints.is_ascii(at) =>
            {
                self.begin(at, Opening::Contrast, Stance::Asserted);
            }
            ClauseCue::Relative if at > 0 => self.begin_inner(at, Opening::Relative),
            ClauseCue::Before => self.begin_inner(at, Opening::Before),
            ClauseCue::Purpose => self.begin_inner(at, Opening::Purpose),
            ClauseCue::That => {
                let before = at - usize::from(follows_comma);
                if joints.follows_saying(before) {
                    let stance = self.stance;
                    self.begin(at, Opening::Content, stance);
                } else if at > 0 && (follows_comma || joints.is_ascii(at)) {
                    self.begin_inner(at, Opening::Relative);
                }
            }
            ClauseCue::Denies => self.begin(at, self.opening, Stance::Denied),
            ClauseCue::Doubt => self.begin(at, self.opening, Stance::Doubted),
            ClauseCue::DeniedBefore => {
                self.stance = Stance::Denied;
                self.begin(at, Opening::Main, Stance::Asserted);
            }
            ClauseCue::Contrast | ClauseCue::Relative => {}
        }
    }
}
