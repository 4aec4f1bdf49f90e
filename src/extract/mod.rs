//! Mentions and sentences → statements: who says what about which corridor, fighting, control.
//!
//! The words that the rules look for are data: `geodata/lexicons`. The rules know roles, lists,
//! chains and frames, and no language.

mod coreference;
mod corridor;
mod drafts;
mod event;
mod frame;
mod groups;
mod items;
mod lexicon;
mod meeting;
mod passage;
mod purpose;
mod record;
mod sentence;
mod speaker;
mod status;
mod time;
mod unlisted;

use jiff::civil::Date;

use crate::model::{ControlClaim, Corridor, Event, Mention, Quote, Report};
use crate::report::CodePoints;

pub use lexicon::{Lexicon, LexiconError};

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
}

/// Reads what a report states, given the places that it mentions in order of the text.
pub fn statements(report: &Report, mentions: &[Mention], lexicon: &Lexicon) -> Statements {
    let mut sentences = sentence::sentences(report, mentions, lexicon);
    let code_points = CodePoints::new(&report.text);
    let unlisted = if frame::Frame::of(&sentences).may_name_passages() {
        unlisted::take_in(&mut sentences, mentions, &code_points)
    } else {
        Vec::new()
    };
    let all_mentions: Vec<Mention>;
    let mentions = if unlisted.is_empty() {
        mentions
    } else {
        all_mentions = mentions.iter().chain(&unlisted).cloned().collect();
        &all_mentions
    };
    let stated = report
        .published
        .as_deref()
        .and_then(|day| day.parse::<Date>().ok());
    let inferred_publication = if stated.is_none() {
        time::inferred_publication(&sentences)
    } else {
        None
    };
    let published = stated.or(inferred_publication);
    let attributions = speaker::attributions(&sentences, mentions);
    let mut corridors = corridor::CorridorReader::new(&sentences, mentions, published);
    let mut found = Statements {
        inferred_publication,
        unlisted,
        ..Statements::default()
    };
    for (index, sentence) in sentences.iter().enumerate() {
        let Some(attribution) = attributions.get(index) else {
            break;
        };
        let source = event::Source {
            quote: Quote {
                exact: report.text[sentence.range.clone()].to_owned(),
                start: code_points.at(sentence.range.start),
                end: code_points.at(sentence.range.end),
            },
            speaker: attribution.said_here.clone(),
        };
        let groups = groups::groups(sentence, mentions);
        let is_headline =
            index == 0 && report.title.as_deref() == Some(&report.text[sentence.range.clone()]);
        corridors.read(&corridor::Heard {
            index,
            sentence,
            groups: &groups,
            source: &source,
            speaker: attribution.speaker.as_ref(),
            is_headline,
        });
        found
            .events
            .extend(event::events(sentence, &groups, mentions, &source));
        found
            .control
            .extend(event::control(sentence, &groups, mentions, &source));
    }
    found.corridors = corridors.finish();
    found
}
