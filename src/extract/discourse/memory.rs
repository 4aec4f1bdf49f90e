//! What is known of a report's corridors when the turn of a sentence comes: the only thing that passes from one sentence to the next.

use std::ops::Range;

use super::coreference::Focus;
use super::departure::Departure;
use super::drafts::Drafts;
use super::frame::Frame;
use super::heard::Heard;
use super::place_refs::place_refs;
use super::record::Record;
use super::told::Told;
use super::told_way::WayAhead;
use crate::extract::annotate::{Misread, Stated};
use crate::extract::facts::{Count, Now};
use crate::extract::words::Worded;
use crate::model::{Mention, PlaceRef, Problem};
use crate::report::CodePoints;

/// What the rules for corridors know of a report up to the sentence whose turn it is.
#[derive(Debug)]
pub struct Memory<'m> {
    pub mentions: &'m [Mention],
    pub code_points: &'m CodePoints<'m>,
    /// The sentences so far.
    pub told: Told,
    pub now: Now,
    pub frame: Frame,
    pub drafts: Drafts,
    pub focus: Focus,
    /// Where those who move were said to start.
    pub departure: Departure,
    pub record: Record,
    /// Number of the paragraph that is read.
    pub paragraph: usize,
    /// The settlement in which passages are said to be ("eight corridors in Aleppo").
    pub passages_in: Option<usize>,
    /// The last sentence that says where people arrived, and where.
    pub arrival: Option<(usize, Vec<PlaceRef>)>,
    /// A way that was told before its passage.
    pub way_ahead: Option<WayAhead>,
    /// Counts, days and hours that were not understood.
    pub problems: Vec<Problem>,
}

impl<'m> Memory<'m> {
    /// What is known before the first sentence: what the report as a whole is about.
    pub fn new(
        frame: Frame,
        mentions: &'m [Mention],
        code_points: &'m CodePoints<'m>,
        now: Now,
    ) -> Self {
        Self {
            mentions,
            code_points,
            told: Told::default(),
            now,
            frame,
            drafts: Drafts::default(),
            focus: Focus::default(),
            departure: Departure::default(),
            record: Record::default(),
            paragraph: 0,
            passages_in: None,
            arrival: None,
            way_ahead: None,
            problems: Vec::new(),
        }
    }

    /// Lists words that state something and were not understood.
    pub fn list(&mut self, heard: &Heard<'_>, misread: Misread, tokens: Option<Range<usize>>) {
        let start = heard.source.quote.start;
        let problem = tokens.and_then(|tokens| misread.problem(heard.sentence, start, tokens));
        self.problems.extend(problem);
    }

    /// What words state; what they do not tell is listed.
    pub fn understood<T>(
        &mut self,
        heard: &Heard<'_>,
        misread: Misread,
        stated: Stated<T>,
    ) -> Option<T> {
        match stated.told() {
            Ok(told) => told,
            Err(tokens) => {
                self.list(heard, misread, Some(tokens));
                None
            }
        }
    }

    /// How many move; numbers that count something else are listed.
    pub fn count(
        &mut self,
        heard: &Heard<'_>,
        misread: Misread,
        count: Count,
    ) -> Option<Worded<u32>> {
        for tokens in count.others {
            self.list(heard, misread, Some(tokens));
        }
        self.understood(heard, Misread::Count, count.moved)
    }

    /// Some mentions as references.
    pub fn refs(&self, mentions: &[usize]) -> Vec<PlaceRef> {
        place_refs(self.mentions, mentions)
    }
}
