//! A report taken apart into its sentences.

use std::cell::OnceCell;

use super::{PlaceAt, Sentence, is_inside};
use crate::extract::annotate::parted::add_parted;
use crate::extract::clause::{Stance, claim};
use crate::extract::words::{Cue, CueMatch, Lexicon, Modality, SpeakerCue};
use crate::model::Mention;
use crate::report::{Cut, Token, TokenKind, Words};

/// Takes the sentences of a report apart. Mentions must be in order of the text.
pub fn sentences<'r>(
    cut: &'r Cut<'r>,
    mentions: &[Mention],
    lexicon: &'r Lexicon,
) -> Vec<Sentence<'r>> {
    let report = cut.report;
    let mut next_mention = 0;
    let mut paragraph = 0;
    let (mut byte, mut code_point) = (0, 0);
    let mut sentences: Vec<Sentence<'r>> = cut
        .sentences
        .iter()
        .map(|range| {
            let is_past = |at: usize| {
                let known = report.paragraphs.get(at);
                known.is_some_and(|known| known.end <= range.start)
            };
            while is_past(paragraph) {
                paragraph += 1;
            }
            let (tokens, words) =
                cut.paragraphs
                    .get(paragraph)
                    .map_or_else(Default::default, |paragraph| {
                        let tokens = paragraph.tokens.as_slice();
                        let within = tokens.partition_point(|token| token.start < range.start)
                            ..tokens.partition_point(|token| token.start < range.end);
                        (
                            &tokens[within.clone()],
                            paragraph.folded.words().slice(within),
                        )
                    });
            let mut places = Vec::new();
            while let Some(mention) = mentions.get(next_mention) {
                let bytes = mention.bytes.start as usize..mention.bytes.end as usize;
                if bytes.start >= range.end {
                    break;
                }
                let start = tokens.partition_point(|token| token.end <= bytes.start);
                let end = tokens.partition_point(|token| token.start < bytes.end);
                if end > start {
                    places.push(PlaceAt {
                        start,
                        end,
                        mention: next_mention,
                        refers_back: false,
                    });
                }
                next_mention += 1;
            }
            leave_out_positions(&mut places, words, mentions);
            let cues = cues(lexicon, tokens, words);
            // "The Red Crescent" is an organisation unless a place of that name is known.
            places.retain(|place: &PlaceAt| {
                mentions[place.mention].place.is_some()
                    || !cues.iter().any(|found| {
                        matches!(
                            found.cue,
                            Cue::Conflict | Cue::Speaker(SpeakerCue::Organisation)
                        ) && found.start <= place.start
                            && found.end >= place.end
                    })
            });
            let mut cues = cues;
            // "Train No. 147": a number, and nothing denied.
            let numbers = |found: &CueMatch| {
                found.cue == Cue::Modality(Modality::Not)
                    && words.bytes(found.end) == b"."
                    && (tokens.get(found.end + 1))
                        .is_some_and(|next| next.kind == TokenKind::Number)
            };
            cues.retain(|found| !numbers(found));
            cues.retain(|found| !places.iter().any(|place| is_inside(found, place)));
            add_parted(&mut cues);
            let starts_paragraph = report
                .paragraphs
                .get(paragraph)
                .is_some_and(|paragraph| paragraph.start == range.start);
            let between = report.text.get(byte..range.start).unwrap_or_default();
            code_point += between.chars().count();
            byte = range.start;
            Sentence {
                starts_paragraph,
                text: &report.text,
                range: range.clone(),
                first_code_point: code_point,
                tokens,
                words,
                table_row: None,
                kinds: cues.iter().fold(0, |kinds, found| kinds | found.cue.bit()),
                longest_cue: cues
                    .iter()
                    .map(|found| found.end - found.start)
                    .max()
                    .unwrap_or_default(),
                cues,
                longest_place: places
                    .iter()
                    .map(|place| place.end - place.start)
                    .max()
                    .unwrap_or_default(),
                places,
                language: report.language,
                lexicon,
                phrases: OnceCell::new(),
                days: OnceCell::new(),
                hours: OnceCell::new(),
                quantities: OnceCell::new(),
                clauses: OnceCell::new(),
                stances: OnceCell::new(),
                judged: Stance::Asserted,
                count_words: OnceCell::new(),
                closed_sets: OnceCell::new(),
            }
        })
        .collect();
    let answers = sentences.iter().skip(1);
    let judged: Vec<Stance> = answers
        .map(|answer| claim::stance_to_sentence_before(answer.words, &answer.cues))
        .collect();
    for (sentence, stance) in sentences.iter_mut().zip(judged) {
        sentence.judged = stance;
    }
    sentences
}

/// "Mariupol (47.0971, 37.5434)", "Kyiv FG2F+43": coordinates right behind a name say where it lies, and are no further
/// place.
fn leave_out_positions(places: &mut Vec<PlaceAt>, words: Words<'_>, mentions: &[Mention]) {
    let is_point = |place: &PlaceAt| {
        let mention = mentions.get(place.mention);
        let place = mention.and_then(|mention| mention.place.as_ref());
        place.is_some_and(|place| place.is_point())
    };
    let mut before: Option<PlaceAt> = None;
    places.retain(|place| {
        let is_position = is_point(place)
            && before.is_some_and(|before| {
                let between = place.start.saturating_sub(before.end);
                between == 0 || between == 1 && matches!(&words[before.end], "(" | "[")
            });
        before = (!is_point(place)).then_some(*place);
        !is_position
    });
}

/// The cues of a sentence; quotation marks do not part the words of a phrase (six "green"
/// corridors).
fn cues(lexicon: &Lexicon, tokens: &[Token], words: Words<'_>) -> Vec<CueMatch> {
    let is_quotation_mark =
        |at: &usize| tokens[*at].kind == TokenKind::Mark && QUOTATION_MARKS.contains(&&words[*at]);
    if !(0..words.len()).any(|at| is_quotation_mark(&at)) {
        return lexicon.cues(words);
    }
    let (kept, unquoted) = words.picked(|at| !is_quotation_mark(&at));
    lexicon
        .cues(unquoted.words())
        .into_iter()
        .map(|found| CueMatch {
            start: kept[found.start],
            end: kept[found.end - 1] + 1,
            cue: found.cue,
        })
        .collect()
}

const QUOTATION_MARKS: [&str; 7] = ["\"", "“", "”", "„", "«", "»", "'"];
