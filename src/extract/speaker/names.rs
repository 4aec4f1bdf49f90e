//! Names of people: runs of capitalised words that are no place, title or organisation.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Ending, Endings, SpeakerCue, TimeCue};
use crate::report::{Case, TokenKind};

/// A run of capitalised words that may be a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRun {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Runs of capitalised words that are no place, title, organisation, month or weekday.
pub fn name_runs(sentence: &Sentence<'_>) -> Vec<NameRun> {
    let is_other = |at: usize| {
        sentence.place_at(at).is_some()
            || sentence.cues_at(at).any(|found| {
                matches!(
                    found.cue,
                    Cue::Speaker(
                        SpeakerCue::Title
                            | SpeakerCue::Organisation
                            | SpeakerCue::Institution
                            | SpeakerCue::Pronoun
                            | SpeakerCue::Channel
                            | SpeakerCue::Auxiliary
                            | SpeakerCue::According
                    ) | Cue::Time(TimeCue::Month | TimeCue::Weekday(_))
                        | Cue::Passage(_)
                )
            })
            || sentence.is_one_of(at, ClosedSet::AreaWord)
    };
    let is_name = |at: usize| {
        sentence.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && matches!(token.case, Case::Title | Case::Mixed)
                && !is_other(at)
                && token.text(sentence.text).chars().count() > 1
        })
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        if !is_name(at) {
            at += 1;
            continue;
        }
        let first = at;
        let mut end = at + 1;
        loop {
            let particle = particle(sentence, end);
            if is_name(end) {
                end += 1;
            } else if particle > 0 && is_name(end + particle) {
                end += particle + 1;
            } else if joins_names(sentence, end) && is_name(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        let start = first_word_of_name(sentence, first, end);
        if start < end {
            let text = &sentence.text[sentence.tokens[start].start..sentence.tokens[end - 1].end];
            let text = text.trim_end_matches("'s").trim_end_matches("’s");
            runs.push(NameRun {
                start,
                end,
                text: text.to_owned(),
            });
        }
        at = end;
    }
    runs
}

/// "al-Razami", "Pierre-Louis": a hyphen without spaces.
fn joins_names(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0
        && at + 1 < sentence.tokens.len()
        && sentence.is_mark(at, &["-"])
        && sentence.tokens[at - 1].end == sentence.tokens[at].start
        && sentence.tokens[at].end == sentence.tokens[at + 1].start
}

/// "Toufik al-Shwaihdi", "Ursula von der Leyen": how many tokens a small word inside a name takes,
/// with the hyphen behind it.
fn particle(sentence: &Sentence<'_>, at: usize) -> usize {
    if !sentence.is_one_of(at, ClosedSet::ParticleInName) {
        return 0;
    }
    if joins_names(sentence, at + 1) { 2 } else { 1 }
}

/// Where the name in a run begins: the first word of a sentence is capitalised whatever it is,
/// and «мер Енергодара Дмитро Орлов» names the town before the man.
fn first_word_of_name(sentence: &Sentence<'_>, start: usize, end: usize) -> usize {
    const TOWN_AND_NAME: usize = 3;
    let has =
        |at: usize, wanted: fn(&Cue) -> bool| sentence.cues_at(at).any(|found| wanted(&found.cue));
    if start == 0
        && has(0, |cue| {
            matches!(
                cue,
                Cue::Role(_) | Cue::Speaker(_) | Cue::Modality(_) | Cue::Time(_)
            )
        })
    {
        return 1;
    }
    let follows_title = start > 0
        && has(start - 1, |cue| {
            matches!(cue, Cue::Speaker(SpeakerCue::Title))
        });
    let is_cyrillic = !sentence.words[start].is_ascii();
    let has_patronymic = sentence.ends_as(start + 1, Ending::Patronymic);
    if end - start == TOWN_AND_NAME && follows_title && is_cyrillic && !has_patronymic {
        return start + 1;
    }
    start
}

/// "Spokesman Nabil Abdallah": a first name that is a place's name too, behind a title.
pub fn take_in_first_name(sentence: &Sentence<'_>, run: &mut NameRun) {
    let before = run
        .start
        .checked_sub(1)
        .and_then(|at| sentence.place_at(at));
    let Some(place) = before.filter(|place| place.end == run.start) else {
        return;
    };
    let is_word = place.end - place.start == 1 && sentence.words[place.start].is_ascii();
    let follows_title = sentence.cues_ending_at(place.start).any(|found| {
        found.cue == Cue::Speaker(SpeakerCue::Title)
            && sentence.words[found.start].len() > LONGEST_SMALL_WORD
    });
    if is_word && follows_title {
        run.start = place.start;
        let from = sentence.tokens[run.start].start;
        run.text = sentence.text[from..sentence.tokens[run.end - 1].end].to_owned();
    }
}

/// "of", "the".
const LONGEST_SMALL_WORD: usize = 3;

/// Letters that all forms of a surname share.
pub const SHORTEST_STEM: usize = 4;

/// «Конашенков» and «Конашенкова»: one is the other with a case ending.
pub fn same_surname(one: &str, other: &str) -> bool {
    const LONGEST_ENDING: usize = 2;
    if one == other {
        return true;
    }
    if one.is_ascii() || other.is_ascii() {
        return false;
    }
    let stem = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let ending = |name: &str| name.chars().count() - stem;
    stem >= SHORTEST_STEM && ending(one) <= LONGEST_ENDING && ending(other) <= LONGEST_ENDING
        // «Гайдай» and «Гайдая» differ in a last vowel, «Орлов» and «Орлик» in a stem.
        && ending(one).min(ending(other)) <= 1
}

/// Whether a pronoun of this gender may stand for a name: Cyrillic given names tell, others do not.
pub fn may_be(name: &str, is_hers: bool, endings: &Endings) -> bool {
    let given = name.split(' ').next().unwrap_or(name);
    if given.is_ascii() || !name.contains(' ') {
        return true;
    }
    let is_feminine =
        endings.has(given, Ending::WomansName) && !endings.has(given, Ending::MansName);
    is_feminine == is_hers
}

/// The name of a person in the nominative, given in the genitive as after «за словами»: «Сергія
/// Гайдая» is «Сергій Гайдай». What no rule knows stays as it is.
pub fn nominative(name: &str, endings: &Endings) -> String {
    let Some((given, surname)) = name.split_once(' ') else {
        return name.to_owned();
    };
    if given.is_ascii() || surname.contains(' ') {
        return name.to_owned();
    }
    let feminine = || {
        let given = endings.nominative(given, Ending::FeminineGiven)?;
        Some((given, Ending::FeminineSurname))
    };
    let masculine = || {
        let given = endings
            .nominative(given, Ending::GivenName)
            .or_else(|| endings.nominative_in(name, given, Ending::MasculineGiven))?;
        Some((given, Ending::MasculineSurname))
    };
    let Some((given, of_surname)) = feminine().or_else(masculine) else {
        return name.to_owned();
    };
    match endings.nominative(surname, of_surname) {
        Some(surname) => format!("{given} {surname}"),
        None => format!("{given} {surname}"),
    }
}

/// «Министр по вопросам реинтеграции Ирина Верещук»: whether nothing but small words stands between
/// the word of an office and a name.
pub fn spells_office_out(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 8;
    !sentence.words[to].is_ascii()
        && to - from <= LONGEST
        && (from..to).all(|at| {
            let is_small = sentence.is_word(at) && !sentence.tokens[at].is_capitalised();
            let says = sentence
                .cues_at(at)
                .any(|found| matches!(found.cue, Cue::Speaker(SpeakerCue::Say)));
            (is_small || sentence.place_at(at).is_some()) && !says
        })
}

/// The surname of a full name.
pub fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}
