//! Sentences → statements about corridors.
//!
//! The report is read in order. Sentences that speak of corridors in general set the frame
//! (status, speaker, day, purpose); sentences that name ends make statements within it; later
//! sentences that name a mode or a destination only complete what was stated before.

use std::ops::Range;

use super::consent;
use super::coreference::Focus;
use super::counted::{Count, settlements_before};
use super::cue::{Cue, Modality, Movement, Passage, RoleCue, TimeCue};
use super::drafts::{Draft, Drafts};
use super::ends::{self, Told};
use super::frame::Frame;
use super::group::Group;
use super::groups::groups;
use super::heard::Heard;
use super::item::Item;
use super::items::items;
use super::later::restate;
use super::lines::start_at_head;
use super::meeting::meeting_points;
use super::place_refs::place_refs;
use super::record::{Part, Record};
use super::sentence::Sentence;
use super::sharing::is_counted_with;
use super::stated::{Misread, Stated};
use super::status::{heads_a_list, status_of};
use super::told_way::WayAhead;
use super::when::{Now, first_day};
use super::worded::Worded;
use crate::model::{Corridor, Inference, Mention, PlaceKind, PlaceRef, Problem, Status};
use crate::report::CodePoints;

/// Reads the corridors of a report, one sentence after the other.
#[derive(Debug)]
pub struct CorridorReader<'m> {
    pub(super) mentions: &'m [Mention],
    pub(super) code_points: &'m CodePoints<'m>,
    /// The sentences so far.
    pub(super) told: Told,
    pub(super) now: Now,
    pub(super) frame: Frame,
    pub(super) drafts: Drafts,
    pub(super) focus: Focus,
    pub(super) record: Record,
    /// Number of the paragraph that is read.
    pub(super) paragraph: usize,
    /// The settlement in which passages are said to be ("eight corridors in Aleppo").
    pub(super) passages_in: Option<usize>,
    /// The last sentence that says where people arrived, and where.
    pub(super) arrival: Option<(usize, Vec<PlaceRef>)>,
    /// A way that was told before its passage.
    pub(super) way_ahead: Option<WayAhead>,
    /// Counts, days and hours that were not understood.
    pub(super) problems: Vec<Problem>,
}

impl<'m> CorridorReader<'m> {
    /// A reader of a report, given what the report as a whole is about.
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
            record: Record::default(),
            paragraph: 0,
            passages_in: None,
            arrival: None,
            way_ahead: None,
            problems: Vec::new(),
        }
    }
    /// Takes in the next sentence.
    pub fn read(&mut self, heard: &Heard<'_>) {
        self.paragraph += usize::from(heard.sentence.starts_paragraph);
        self.told.hear(&heard.source.quote);
        let stated_before = self.drafts.0.len();
        match self.focus.resolve(heard.sentence, self.mentions) {
            Some(sentence) => self.read_sentence(&Heard {
                sentence: &sentence,
                groups: &groups(&sentence, self.mentions),
                ..*heard
            }),
            None => self.read_sentence(heard),
        }
        for draft in self.drafts.0.iter_mut().skip(stated_before) {
            draft.is_headline = heard.is_headline;
        }
    }
    fn read_sentence(&mut self, heard: &Heard<'_>) {
        let (sentence, groups) = (heard.sentence, heard.groups);
        if !self.frame.may_name_passages() || sentence.has(Cue::Modality(Modality::Caption)) {
            return;
        }
        if sentence.speaks_of_other_passages() || self.explains(sentence) {
            return;
        }
        let mut stated = false;
        let mut items = items(sentence, groups);
        if self.frame.opens_section(sentence, &items, self.mentions) {
            return;
        }
        if sentence.starts_as_list_item() {
            self.frame.apply_section(&mut items, groups);
            start_at_head(sentence, groups, &mut items);
        } else if sentence.starts_paragraph || heads_a_list(sentence) {
            self.frame.leave_section(sentence);
        }
        let as_stated = items.clone();
        if let Some(part) = Part::of(sentence) {
            if part != Part::Via || !self.record.is_empty() {
                self.read_part(heard, part, groups);
                return;
            }
            if self.add_stops(heard) {
                return;
            }
        }
        let points = meeting_points(sentence);
        let states_ends = items
            .iter()
            .any(|item| !item.to.is_empty() || !item.origins().is_empty());
        if !points.is_empty() && !states_ends {
            // Where people gather nobody passes; it belongs to what was stated before.
            self.add_meeting_points(sentence, points);
            return;
        }
        self.focus.apply_there(sentence, &mut items);
        self.focus.apply_same_end(sentence, &mut items);
        let sides = consent::sides(sentence, self.mentions);
        for item in &items {
            let stated_before = self.drafts.0.len();
            stated |= self.read_item(heard, item, items.len(), &sides);
            if items
                .first()
                .is_some_and(|first| is_counted_with(sentence, first, item))
            {
                for draft in self.drafts.0.iter_mut().skip(stated_before) {
                    draft.corridor.shares_counts = true;
                }
            }
        }
        self.frame.has_statements |= stated;
        self.frame.section.states_passages |= stated && sentence.starts_as_list_item();
        if !points.is_empty() {
            self.add_meeting_points(sentence, points);
        }
        if !stated {
            stated = self.read_counted_areas(heard)
                || self.read_further_passage(heard, &items)
                || self.read_origin_only(heard, &items);
        }
        if !stated {
            restate(&mut self.drafts, heard, self.mentions, self.now);
            let untold = self
                .frame
                .take_in(sentence, heard.speaker, self.now, self.mentions);
            self.list(heard, Misread::Day, untold);
            self.complete_modes(sentence, groups);
            self.complete_details(heard, &items);
            self.complete_way(heard, &items);
        }
        self.focus.follow(sentence, &as_stated, self.mentions);
    }
    /// The statements of the report, and what was not understood of them.
    pub fn finish(self) -> (Vec<Corridor>, Vec<Problem>) {
        let published = self.now.published.map(|day| day.to_string());
        let mut drafts = self.drafts.finish();
        drafts.retain_mut(|draft| {
            infer_plan(draft, published.as_deref());
            ends::settle(draft, &self.told)
        });
        let corridors = drafts.into_iter().map(|draft| draft.corridor);
        (corridors.collect(), self.problems)
    }

    /// Lists words that state something and were not understood.
    pub(super) fn list(
        &mut self,
        heard: &Heard<'_>,
        misread: Misread,
        tokens: Option<Range<usize>>,
    ) {
        let start = heard.source.quote.start;
        let problem = tokens.and_then(|tokens| misread.problem(heard.sentence, start, tokens));
        self.problems.extend(problem);
    }

    /// What words state; what they do not tell is listed.
    pub(super) fn understood<T>(
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
    pub(super) fn count(
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
    fn explains(&self, sentence: &Sentence<'_>) -> bool {
        sentence.has(Cue::Passage(Passage::Explanation)) && sentence.places.is_empty()
    }
    fn read_item(
        &mut self,
        heard: &Heard<'_>,
        item: &Item,
        items: usize,
        sides: &consent::Sides,
    ) -> bool {
        let sentence = heard.sentence;
        let mut from = self.refs_in(heard, item, item.origins());
        let mut to = self.refs_in(heard, item, &item.to);
        let mut inferred = Vec::new();
        let mut context = self.lead_of(heard, item);
        self.take_from_last(heard, item, &mut from, &mut to, &mut inferred);
        self.take_ends_told_before(heard, item, &mut from, &mut to, &mut context);
        // "Aid comes into Melitopol and people leave the city": it is where people start.
        to.retain(|end| !from.iter().any(|start| start.place.id == end.place.id));
        if from.is_empty() && to.is_empty() {
            return false;
        }
        let moves_somebody = [
            Movement::Carrying,
            Movement::People,
            Movement::Leaving,
            Movement::Evacuation,
            Movement::Going,
        ]
        .iter()
        .any(|movement| sentence.moves(&item.tokens, *movement))
            || sentence.has(Cue::Passage(Passage::General))
            || sentence.has(Cue::Role(RoleCue::Receives))
            || sentence.has(Cue::Role(RoleCue::Everybody));
        if from.is_empty() && moves_somebody && self.completes_last(heard, item, &to) {
            return true;
        }
        if !self.frame.is_passage(sentence, item, &from, &to) {
            self.remember_arrival(heard, item, &to);
            return false;
        }
        // "Buses left Zaporizhzhia to collect people": where vehicles start nobody leaves.
        let up_to_place = 0..item.first_place.max(item.tokens.end);
        let comes_for_people = sentence.cues_in(&up_to_place).any(|found| {
            found.cue == Cue::Movement(Movement::Fetching)
                && (found.start == 0 || found.start > item.starts_at(sentence))
        });
        if to.is_empty()
            && item.residents.is_empty()
            && comes_for_people
            && sentence.moves(&up_to_place, Movement::Carrying)
        {
            return false;
        }
        if from.is_empty() && !self.frame.leads_goods_in(sentence, item) {
            self.remember_arrival(heard, item, &to);
            return false;
        }
        if from.is_empty()
            && (self.reports_progress(heard, &to) || self.brings_goods_back(heard, item, &to))
        {
            return true;
        }
        if !from.is_empty() && self.reports_earlier_days(sentence, item, &from) {
            return true;
        }
        let mut draft = self.draft(heard, item, items);
        let is_stopped = status_of(sentence, &item.tokens) == Some(Status::Blocked);
        let may_be_held = !from.is_empty() && (!to.is_empty() || is_stopped);
        draft.corridor.via = self.way_of(heard, item, may_be_held, &mut context);
        // "From A: A – B – C" names the start again.
        let is_end = |stop: &PlaceRef| {
            from.iter()
                .chain(&to)
                .any(|end| end.place.id == stop.place.id)
        };
        draft.corridor.via.retain(|stop| !is_end(stop));
        draft.corridor.inferred.append(&mut inferred);
        draft.corridor.context = context;
        consent::take_in(&mut draft.corridor, sides);
        // Two destinations of one passage are two passages; areas that are counted stay one.
        let destinations: Vec<Vec<PlaceRef>> = if to.len() > 1 {
            to.into_iter().map(|place| vec![place]).collect()
        } else {
            vec![to]
        };
        for (index, destination) in destinations.into_iter().enumerate() {
            let mut corridor = Corridor {
                from: from.clone(),
                to: destination,
                ..draft.corridor.clone()
            };
            if index > 0 {
                share_counts(&mut corridor);
            }
            self.drafts.add(Draft {
                corridor,
                sentence: draft.sentence,
                paragraph: draft.paragraph,
                status_is_stated: draft.status_is_stated,
                is_over: draft.is_over,
                is_headline: false,
                yields: false,
                is_counted: false,
                counts_people: draft.counts_people,
            });
        }
        true
    }
    /// "A fourth, for fighters, will be opened in the north": a further passage whose ends are not
    /// said starts where the one before did.
    fn read_further_passage(&mut self, heard: &Heard<'_>, items: &[Item]) -> bool {
        let sentence = heard.sentence;
        let is_further = self.frame.counts_passages(sentence)
            && items
                .iter()
                .all(|item| item.origins().is_empty() && item.to.is_empty())
            && sentence.moves(&sentence.whole(), Movement::People)
            && status_of(sentence, &sentence.whole()).is_some();
        let Some(last) = self.drafts.0.last().filter(|_| is_further) else {
            return false;
        };
        let from = last.corridor.from.clone();
        if from.is_empty() || last.sentence + 2 < heard.index {
            return false;
        }
        let located: Vec<usize> = items.iter().flat_map(|item| item.located.clone()).collect();
        let item = Item {
            tokens: sentence.whole(),
            ..Item::default()
        };
        let mut named = self.refs_in(heard, &item, &located);
        named.retain(|place| from.iter().any(|start| start.place.id == place.place.id));
        let is_stated = !named.is_empty();
        let mut draft = self.draft(heard, &item, 1);
        draft.corridor.rule = "further-passage".into();
        draft.corridor.from = if is_stated { named } else { from };
        draft.corridor.via = self.refs(
            &items
                .iter()
                .flat_map(|item| item.via.clone())
                .collect::<Vec<_>>(),
        );
        if !is_stated {
            draft.corridor.inferred.push(Inference::From);
        }
        self.drafts.0.push(draft);
        true
    }
    pub(super) fn refs(&self, mentions: &[usize]) -> Vec<PlaceRef> {
        place_refs(self.mentions, mentions)
    }
    /// "On 28 March 880 people were brought out": what happened before is no corridor of this
    /// report's day when the report states one from there; the count is kept.
    fn reports_earlier_days(
        &mut self,
        sentence: &Sentence<'_>,
        item: &Item,
        from: &[PlaceRef],
    ) -> bool {
        let named_day = first_day(sentence, self.now);
        let of_report = self.frame.day.map(|day| day.value).or(self.now.published);
        let is_earlier = match (named_day, of_report) {
            (Some(day), Some(report_day)) => day < report_day,
            _ => false,
        } || sentence.has(Cue::Time(TimeCue::Earlier));
        is_earlier
            && status_of(sentence, &item.tokens) == Some(Status::Completed)
            // "To Lviv from Sloviansk and Bakhmut" says something of Bakhmut.
            && from.iter().all(|place| {
                self.drafts.0.iter().any(|draft| {
                    // That it worked the day before says something where it fails now.
                    !draft.corridor.status.went_wrong()
                        && draft
                            .corridor
                            .from
                            .iter()
                            .any(|known| place.place.id == known.place.id)
                })
            })
    }
    /// "Corridors to the 97 most affected settlements in Kharkiv, Kyiv … regions".
    fn read_counted_areas(&mut self, heard: &Heard<'_>) -> bool {
        let (sentence, groups) = (heard.sentence, heard.groups);
        let Some(settlements) = sentence
            .cues
            .iter()
            .find(|found| found.cue == Cue::Settlements)
        else {
            return false;
        };
        /// Fewer can be named one by one.
        const FEWEST: u32 = 10;
        let count = settlements_before(sentence, settlements);
        if count == Stated::Nothing
            || matches!(
                count,
                Stated::Told(Worded {
                    value: ..FEWEST,
                    ..
                })
            )
        {
            return false;
        }
        let is_area = |mention: &usize| {
            self.mentions
                .get(*mention)
                .and_then(|mention| mention.place.as_ref())
                .is_some_and(|place| {
                    matches!(
                        place.kind,
                        PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region
                    )
                })
        };
        let areas: Vec<usize> = groups
            .iter()
            .filter(|group| group.first_place >= settlements.end)
            .flat_map(Group::places)
            .filter(is_area)
            .collect();
        let names_passages = sentence.has(Cue::Passage(Passage::Humanitarian))
            || sentence.has(Cue::Movement(Movement::Evacuation));
        if areas.is_empty() || !names_passages {
            return false;
        }
        let Some(count) = self.understood(heard, Misread::Count, count) else {
            return false;
        };
        let item = Item {
            to: areas,
            tokens: sentence.whole(),
            first_place: settlements.start,
            ..Item::default()
        };
        let mut draft = self.draft(heard, &item, 1);
        draft.corridor.rule = "counted-areas".into();
        draft.corridor.to = self.refs(&item.to);
        draft.corridor.settlements = Some(count.value);
        draft
            .corridor
            .evidence
            .set(Inference::Settlements, count.words);
        if !draft.status_is_stated {
            draft.corridor.status = Status::Proposed;
        }
        self.drafts.0.push(draft);
        true
    }
}

/// Leaves the counts of a sentence to the statement before, whose passage they are given for too.
pub(super) fn share_counts(corridor: &mut Corridor) {
    let counts = [
        corridor.people_moved.take(),
        corridor.vehicles.take(),
        corridor.settlements.take(),
    ];
    corridor.shares_counts |= counts.iter().any(Option::is_some);
}

/// An announcement that lists ways and says nothing of how they stand is a plan, unless it speaks
/// of a day before or counts who came through.
fn infer_plan(draft: &mut Draft, published: Option<&str>) {
    let corridor = &mut draft.corridor;
    let is_past = corridor
        .valid_from
        .as_deref()
        .zip(published)
        .is_some_and(|(day, published)| day < published);
    let is_unsaid = corridor.status == Status::Unknown && !draft.status_is_stated;
    if is_unsaid && !is_past && !draft.counts_people {
        corridor.status = Status::Planned;
        corridor.inferred.push(Inference::Status);
    }
}
