//! Mentions and sentences → statements: who says what about which corridor, fighting, control.
//!
//! The words that the rules look for are data: `geodata/languages`. The rules know roles, lists,
//! chains and frames, and no language.

mod annotate;
mod clause;
mod discourse;
mod event;
mod facts;
mod places;
mod speaker;
mod statement;
mod words;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{ControlClaim, Corridor, Event, Mention, Problem, Quote};
use crate::report::{CodePoints, Cut};

pub use words::{Lexicon, LexiconError};

use annotate::{Sentence, sentences, tell_rows};
use discourse::{Frame, Heard, Memory, Source, subject};
use event::EventReader;
use facts::when;
use places::{groups, unlisted};

/// What a report states.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Statements {
    /// About corridors.
    pub corridors: Vec<Corridor>,
    /// About fighting.
    pub events: Vec<Event>,
    /// About control.
    pub control: Vec<ControlClaim>,
    /// Names of places that the sentences make known and the gazetteer does not hold.
    pub unlisted: Vec<Mention>,
    /// The day of publication inferred from the text, where the report came without one.
    pub inferred_publication: Option<Date>,
    /// Counts, days and hours that were stated and not understood.
    pub problems: Vec<Problem>,
}

/// How much a report shows of each feature that speaks for or against humanitarian passages, by the names of
/// `geodata/lexicons/passage_evidence.tsv`: what the weights of that table are fitted to.
pub fn passage_features(
    cut: &Cut<'_>,
    mentions: &[Mention],
    lexicon: &Lexicon,
) -> Vec<(&'static str, f64)> {
    subject::features(&sentences(cut, mentions, lexicon))
}

/// Reads what a report states, given the places that it mentions in order of the text.
pub fn statements(cut: &Cut<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Statements {
    let report = cut.report;
    let mut sentences = sentences(cut, mentions, lexicon);
    tell_rows(&mut sentences, mentions);
    let stated = report
        .published
        .as_deref()
        .and_then(|day| day.parse::<Date>().ok());
    let order = when::order(&sentences, report.language);
    let mut found = Statements {
        inferred_publication: match stated {
            Some(_) => None,
            None => when::inferred_publication(&sentences, order),
        },
        ..Statements::default()
    };
    let code_points = CodePoints::new(&report.text);
    let mut frame = Frame::of(&sentences);
    let mut all_mentions = Cow::Borrowed(mentions);
    if frame.may_name_passages() {
        found.unlisted = unlisted::take_in(&mut sentences, mentions, &code_points);
        if !found.unlisted.is_empty() {
            all_mentions.to_mut().extend_from_slice(&found.unlisted);
            frame = Frame::of(&sentences);
        }
    }
    let mentions = all_mentions.as_ref();
    let may_state = |sentence: &Sentence<'_>| frame.may_name_passages() || event::reports(sentence);
    let may_state: Vec<bool> = sentences.iter().map(may_state).collect();
    if !may_state.contains(&true) {
        return found;
    }
    let attributions = speaker::attributions(&sentences, mentions);
    let published = stated.or(found.inferred_publication);
    let now = when::Now { published, order };
    let mut memory = Memory::new(frame, mentions, &code_points, now);
    let mut events = EventReader::new(&sentences, mentions, lexicon, now);
    for (index, sentence) in sentences.iter().enumerate() {
        if !may_state[index] {
            events.pass_over(sentence);
            continue;
        }
        let Some(attribution) = attributions.get(index) else {
            break;
        };
        let source = Source {
            quote: Quote {
                exact: report.text[sentence.range.clone()].into(),
                start: code_points.at(sentence.range.start),
                end: code_points.at(sentence.range.end),
            },
            speaker: attribution.said_here.clone(),
        };
        let groups = groups(sentence, mentions);
        let is_headline =
            index == 0 && report.title.as_deref() == Some(&report.text[sentence.range.clone()]);
        statement::read(
            &mut memory,
            &Heard {
                index,
                sentence,
                groups: &groups,
                source: &source,
                speaker: attribution.speaker.as_ref(),
                is_headline,
                is_amid_passages: (index.saturating_sub(1)..=index + 1)
                    .filter_map(|near| sentences.get(near))
                    .any(Sentence::names_humanitarian_passage),
            },
        );
        let (events, control) = events.read(sentence, &groups, &source);
        found.events.extend(events);
        found.control.extend(control);
    }
    (found.corridors, found.problems) = statement::finish(memory);
    found.problems.extend(events.finish());
    found
        .problems
        .sort_by_key(|problem| problem.quote.as_ref().map(|quote| quote.start));
    found.problems.dedup();
    found
}
