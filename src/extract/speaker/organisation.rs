//! Organisations that speak: the words of the lexicon with those that narrow them down.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Ending, RoleCue, SpeakerCue};
use crate::report::{Case, TokenKind};

/// An organisation named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The words, as far as they name it.
    pub text: String,
    /// "The ministry": nothing narrows it down, it stands for one named before.
    pub is_bare: bool,
    /// Whether it passes on what others say: agencies, papers, broadcasters.
    pub is_media: bool,
}

/// How many words may narrow an organisation down on either side.
const LONGEST: usize = 5;

/// The organisations of a sentence in order, each with its longest name.
pub fn organisations(sentence: &Sentence<'_>) -> Vec<Organisation> {
    let mut found: Vec<Organisation> = Vec::new();
    for cue in &sentence.cues {
        let kind = match cue.cue {
            Cue::Speaker(
                kind @ (SpeakerCue::Organisation | SpeakerCue::Institution | SpeakerCue::Media),
            ) => kind,
            _ => continue,
        };
        if found.last().is_some_and(|known| cue.start < known.end) {
            continue;
        }
        let from = left_end(
            sentence,
            cue.start,
            found.last().map_or(0, |known| known.end),
        );
        let to = right_end(sentence, cue.end);
        let text = &sentence.text[sentence.tokens[from].start..sentence.tokens[to - 1].end];
        let is_bare = kind == SpeakerCue::Organisation
            && from == cue.start
            && to == cue.end
            && cue.end - cue.start == 1
            && sentence.tokens[cue.start].case == Case::Lower;
        found.push(Organisation {
            start: from,
            end: to,
            text: text
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_owned(),
            is_bare,
            is_media: kind == SpeakerCue::Media,
        });
    }
    found
}

/// "Sudan's foreign ministry", «Харківській ОВА»: names and adjectives before.
fn left_end(sentence: &Sentence<'_>, start: usize, limit: usize) -> usize {
    let mut from = start;
    while from > limit && start - from < LONGEST && narrows_from_before(sentence, from - 1) {
        from -= 1;
    }
    from
}

fn narrows_from_before(sentence: &Sentence<'_>, at: usize) -> bool {
    let token = &sentence.tokens[at];
    if token.kind != TokenKind::Word {
        // "counter-terrorism service"
        return sentence.is_mark(at, &["-"])
            && at > 0
            && token.start == sentence.tokens[at - 1].end
            && narrows_from_before(sentence, at - 1);
    }
    let word = &sentence.words[at];
    if is_determiner(word) || says(sentence, at) || is_time(sentence, at) {
        return false;
    }
    if is_place(sentence, at) {
        // «з Маріуполя ОВА»: an oblique name before a Cyrillic word narrows nothing down.
        return word.is_ascii();
    }
    if word.is_ascii() {
        let is_function_word = sentence.cues_at(at).any(|found| {
            matches!(found.cue, Cue::Role(role) if role != RoleCue::Filler)
                || matches!(found.cue, Cue::Modality(_))
        });
        let is_office = sentence
            .cues_at(at)
            .any(|found| found.cue == Cue::Speaker(SpeakerCue::Pronoun));
        return !is_function_word
            && !is_office
            && !ENGLISH_BREAKS.contains(&word)
            && (at > 0 || token.case == Case::Title);
    }
    sentence.ends_as(at, Ending::AdjectiveOfOrganisation)
}

/// "Ministry of Reintegration", «Минобороны РФ», «пресслужба міськради»: what follows.
fn right_end(sentence: &Sentence<'_>, end: usize) -> usize {
    let is_word = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && !says(sentence, at)
            && !is_time(sentence, at)
    };
    let is_name = |at: usize| is_word(at) && sentence.tokens[at].case != Case::Lower;
    let is_cyrillic = !sentence.words[end - 1].is_ascii();
    let mut to = end;
    while to < sentence.tokens.len() && to - end < LONGEST {
        // «Міжнародний комітет Червоного Хреста»: one is part of the other's name.
        let inner = sentence.cues_starting_at(to).find(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Organisation | SpeakerCue::Institution)
            )
        });
        if let (true, Some(inner)) = (is_cyrillic, inner) {
            to = inner.end;
            continue;
        }
        if is_cyrillic {
            let is_genitive = |at: usize| {
                is_word(at)
                    && !sentence.ends_as(at, Ending::PastOfSeveral)
                    && sentence.ends_as(at, Ending::Genitive)
            };
            let is_abbreviation = is_word(to) && sentence.tokens[to].case == Case::Upper;
            let is_place_or_name = is_name(to) && (is_abbreviation || is_genitive(to));
            let is_person = is_name(to)
                && is_name(to + 1)
                && !is_place(sentence, to)
                && sentence.tokens[to].case == Case::Title
                && sentence.tokens[to + 1].case == Case::Title;
            if is_person || !(is_place_or_name || is_genitive(to)) {
                break;
            }
            to += 1;
        } else {
            let links = sentence.is_mark(to, &["of", "for"]);
            let behind = to + 1 + usize::from(sentence.is_mark(to + 1, &["the"]));
            if links && is_name(behind) {
                to = behind + 1;
                // "The press service of the Pokrovske community".
                while is_place(sentence, to) {
                    to += 1;
                }
                to += usize::from(is_word(to) && is_kind_of_body(sentence, to));
            } else if is_name(to) && to > end && !is_place(sentence, to) {
                to += 1;
            } else {
                break;
            }
        }
    }
    to
}

/// "Community", "administration", "region" behind the name of one.
fn is_kind_of_body(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is_one_of(at, ClosedSet::AreaWord)
        || sentence.cues_at(at).any(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Organisation) | Cue::Role(RoleCue::Filler)
            )
        })
}

fn is_place(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.place_at(at).is_some()
}

fn is_time(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .cues_at(at)
        .any(|found| matches!(found.cue, Cue::Time(_)))
}

fn says(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.cues_at(at).any(|found| {
        matches!(
            found.cue,
            Cue::Speaker(
                SpeakerCue::Say
                    | SpeakerCue::According
                    | SpeakerCue::Auxiliary
                    | SpeakerCue::Channel
            )
        )
    })
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "of"
            | "to"
    )
}

/// English words that belong to no organisation's name.
const ENGLISH_BREAKS: [&str; 24] = [
    "by", "and", "or", "as", "if", "with", "when", "which", "who", "whom", "than", "then", "but",
    "is", "are", "was", "were", "has", "had", "have", "where", "while", "said", "told",
];
