//! Sentences → statements about corridors.
//!
//! The report is read in order. Sentences that speak of corridors in general set the frame
//! (status, speaker, day, purpose); sentences that name ends make statements within it; later
//! sentences that name a mode or a destination only complete what was stated before.

use std::ops::Range;

use jiff::civil::Date;

use super::event::{Source, place_ref};
use super::groups::Group;
use super::items::{Item, items};
use super::lexicon::{Cue, Modality, Movement, Passage, RoleCue, TimeCue};
use super::sentence::{BULLETS, Sentence};
use super::status::{is_stronger, status_of};
use super::time::{days, hours};
use crate::model::{
    Arrangement, Condition, Corridor, Direction, Inference, Mention, Mode, PlaceKind, PlaceRef,
    Purpose, Status,
};

/// What the sentences before said of all corridors of the report.
#[derive(Debug, Default)]
struct Frame {
    status: Option<Status>,
    speaker: Option<String>,
    day: Option<Date>,
    mode: Option<Mode>,
    arrangement: Option<Arrangement>,
    conditions: Vec<Condition>,
    /// Whether the report can be about humanitarian passages at all.
    announces: bool,
    /// Whether it names passages or an evacuation somewhere: bare pairs of places then count.
    names_passages: bool,
    /// What the heading over a list says of its items.
    section: Section,
    /// Whether people, or goods, are spoken of as what moves.
    people: bool,
    aid: bool,
    /// The last settlement that people are said to leave: "the city" stands for it.
    city: Option<usize>,
}

/// A heading such as "To Bakhmut, by bus:", for the lines of the list below it.
#[derive(Debug, Default)]
struct Section {
    from: Vec<usize>,
    to: Vec<usize>,
    mode: Option<Mode>,
}

/// A corridor with what only the reading itself needs.
#[derive(Debug)]
struct Draft {
    corridor: Corridor,
    /// Index of its sentence.
    sentence: usize,
    status_is_stated: bool,
    /// A headline says in short what the text then states.
    is_headline: bool,
}

/// Reads the corridors of a report, one sentence after the other.
#[derive(Debug)]
pub struct CorridorReader<'m> {
    mentions: &'m [Mention],
    published: Option<Date>,
    frame: Frame,
    drafts: Vec<Draft>,
}

impl<'m> CorridorReader<'m> {
    /// Looks over the whole report for what it is about.
    pub fn new(
        sentences: &[Sentence<'_>],
        mentions: &'m [Mention],
        published: Option<Date>,
    ) -> Self {
        let has = |cue: Cue| sentences.iter().any(|sentence| sentence.has(cue));
        let moves = |movement: Movement| has(Cue::Movement(movement));
        let humanitarian = sentences.iter().any(|sentence| {
            sentence.has(Cue::Passage(Passage::Humanitarian))
                && !sentence.speaks_of_other_passages()
        });
        let evacuates = sentences.iter().any(|sentence| {
            sentence.has(Cue::Movement(Movement::Evacuation))
                && !sentence.speaks_of_other_passages()
        });
        let lets_people_leave = sentences.iter().any(|sentence| {
            sentence.has(Cue::Passage(Passage::General))
                && sentence.has(Cue::Movement(Movement::People))
                && sentence.has(Cue::Movement(Movement::Leaving))
        });
        let carries_people = sentences.iter().any(|sentence| {
            sentence.has(Cue::Passage(Passage::General))
                && sentence.has(Cue::Movement(Movement::Evacuation))
        });
        let evacuates = evacuates || lets_people_leave || carries_people;
        let count = |passage: Passage| {
            let cues = sentences.iter().flat_map(|sentence| &sentence.cues);
            cues.filter(|found| found.cue == Cue::Passage(passage))
                .count()
        };
        let of_other_passages = count(Passage::Other) > count(Passage::Humanitarian)
            && count(Passage::Other) > 1
            || has(Cue::Passage(Passage::Other)) && !humanitarian && !evacuates;
        let of_conflict = sentences
            .iter()
            .flat_map(|sentence| &sentence.cues)
            .any(|found| {
                matches!(
                    found.cue,
                    Cue::Conflict | Cue::Forces | Cue::Fighting(_) | Cue::Arrangement(_)
                )
            });
        let frame = Frame {
            announces: of_conflict && !of_other_passages,
            names_passages: humanitarian
                || evacuates
                || (moves(Movement::People) && has(Cue::Passage(Passage::General)))
                || (moves(Movement::Aid) && has(Cue::Passage(Passage::General))),
            people: evacuates
                || moves(Movement::Leaving)
                || !moves(Movement::Aid)
                || sentences
                    .iter()
                    .any(|sentence| first_mode(sentence, &sentence.whole()).is_some()),
            aid: moves(Movement::Aid),
            ..Frame::default()
        };
        Self {
            mentions,
            published,
            frame,
            drafts: Vec::new(),
        }
    }

    /// Takes in the next sentence.
    pub fn read(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        groups: &[Group],
        source: &Source,
        speaker: Option<&String>,
        is_headline: bool,
    ) {
        let stated_before = self.drafts.len();
        self.read_sentence(index, sentence, groups, source, speaker);
        for draft in self.drafts.iter_mut().skip(stated_before) {
            draft.is_headline = is_headline;
        }
    }

    fn read_sentence(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        groups: &[Group],
        source: &Source,
        speaker: Option<&String>,
    ) {
        if !self.frame.announces || sentence.has(Cue::Modality(Modality::Caption)) {
            return;
        }
        if sentence.speaks_of_other_passages() || self.explains(sentence) {
            return;
        }
        let mut stated = false;
        let mut items = items(sentence, groups);
        if self.opens_section(sentence, &items) {
            return;
        }
        if sentence.starts_as_list_item() {
            self.apply_section(&mut items, groups);
        } else {
            self.frame.section = Section::default();
        }
        self.apply_there(sentence, &mut items);
        for item in &items {
            stated |= self.read_item(index, sentence, item, items.len(), source, speaker);
        }
        if !stated {
            stated = self.read_counted_areas(index, sentence, groups, source, speaker)
                || self.read_city(index, sentence, source, speaker);
        }
        if !stated {
            self.set_frame(sentence, speaker);
            self.complete_modes(sentence, groups);
        }
        if let Some(city) = self.city_left(sentence, groups) {
            self.frame.city = Some(city);
        }
    }

    /// The statements, with summaries that others spell out left aside and the same passage
    /// stated twice made one.
    pub fn finish(mut self) -> Vec<Corridor> {
        self.drop_spelled_out_headlines();
        self.drop_summaries();
        self.infer_ends();
        self.drafts
            .into_iter()
            .map(|draft| draft.corridor)
            .collect()
    }

    /// Takes a heading ("To Bakhmut:", «Из Киева:») in; whether the sentence is one.
    fn opens_section(&mut self, sentence: &Sentence<'_>, items: &[Item]) -> bool {
        let ends_with_colon = sentence.is_mark(sentence.tokens.len().saturating_sub(1), &[":"]);
        let [item] = items else { return false };
        let one_sided = item.from.is_empty() != item.to.is_empty() && item.residents.is_empty();
        if !ends_with_colon || !one_sided || item.is_chain {
            return false;
        }
        self.frame.section = Section {
            from: item.from.clone(),
            to: item.to.clone(),
            mode: first_mode(sentence, &sentence.whole()),
        };
        true
    }

    /// Fills the end that the heading gives into the items of a line of its list.
    fn apply_section(&self, items: &mut [Item], groups: &[Group]) {
        let section = &self.frame.section;
        let Some(item) = items.first_mut() else {
            return;
        };
        if !section.to.is_empty() && item.to.is_empty() && !item.is_chain {
            if item.from.is_empty() {
                item.from = groups.first().map(Group::places).unwrap_or_default();
                item.residents.clear();
            }
            item.to.clone_from(&section.to);
        } else if !section.from.is_empty() && item.origins().is_empty() && !item.is_chain {
            if item.to.is_empty() {
                item.to = groups.first().map(Group::places).unwrap_or_default();
            }
            item.from.clone_from(&section.from);
        }
    }

    /// "From there": the settlement named last is the origin.
    fn apply_there(&self, sentence: &Sentence<'_>, items: &mut [Item]) {
        let (Some(city), true) = (self.frame.city, sentence.has(Cue::Role(RoleCue::There))) else {
            return;
        };
        for item in items {
            if item.origins().is_empty() && !item.to.is_empty() && !item.to.contains(&city) {
                item.from = vec![city];
            }
        }
    }

    fn explains(&self, sentence: &Sentence<'_>) -> bool {
        sentence.has(Cue::Passage(Passage::Explanation)) && sentence.places.is_empty()
    }

    /// What a sentence that states no passage says of all of them.
    fn set_frame(&mut self, sentence: &Sentence<'_>, speaker: Option<&String>) {
        let names_passages = sentence.has(Cue::Passage(Passage::Humanitarian))
            || sentence.has(Cue::Passage(Passage::General))
            || sentence.has(Cue::Movement(Movement::Evacuation))
            || sentence.has(Cue::Arrangement(Arrangement::Ceasefire))
            || sentence.has(Cue::Arrangement(Arrangement::HumanitarianPause));
        let is_of_another_day = sentence.has(Cue::Time(TimeCue::Earlier))
            || sentence.has(Cue::Time(TimeCue::Yesterday));
        if !names_passages || is_of_another_day || sentence.has(Cue::Modality(Modality::Promise)) {
            return;
        }
        if let Some(status) = status_of(sentence, &sentence.whole()) {
            // That some corridors have worked says nothing of the others.
            let holds_for_all = status != Status::Completed;
            if holds_for_all
                && self
                    .frame
                    .status
                    .is_none_or(|known| is_stronger(status, known))
            {
                self.frame.status = Some(status);
            }
        }
        self.frame.speaker = speaker.cloned().or(self.frame.speaker.take());
        if let Some(day) = days(sentence, &sentence.whole(), self.published).first() {
            self.frame.day = Some(day.date);
        }
        for found in &sentence.cues {
            match found.cue {
                Cue::Arrangement(arrangement) => self.frame.arrangement = Some(arrangement),
                Cue::Condition(condition) if !self.frame.conditions.contains(&condition) => {
                    self.frame.conditions.push(condition);
                }
                _ => {}
            }
        }
    }

    /// "All of these run by bus": a sentence about modes completes the statements before it.
    fn complete_modes(&mut self, sentence: &Sentence<'_>, groups: &[Group]) {
        let Some(mode) = first_mode(sentence, &sentence.whole()) else {
            return;
        };
        if !groups.is_empty()
            && !groups
                .iter()
                .all(|group| group.role == super::groups::Role::In)
        {
            return;
        }
        let is_about_passages = [Movement::People, Movement::Evacuation, Movement::Carrying]
            .iter()
            .any(|movement| sentence.has(Cue::Movement(*movement)));
        if !is_about_passages {
            return;
        }
        if self.drafts.is_empty() {
            self.frame.mode = Some(mode);
        }
        for draft in &mut self.drafts {
            draft.corridor.mode.get_or_insert(mode);
        }
    }

    fn read_item(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        item: &Item,
        items: usize,
        source: &Source,
        speaker: Option<&String>,
    ) -> bool {
        let (from, to) = match (item.origins(), &item.to[..]) {
            // "Aid comes into Melitopol and people leave the city": it is where people start.
            ([], [city]) if lets_people_out_of_the_city(sentence, item) => {
                (self.refs(&[*city]), Vec::new())
            }
            (origins, destinations) => (self.refs(origins), self.refs(destinations)),
        };
        if from.is_empty() && to.is_empty() {
            return false;
        }
        let moves_somebody = [
            Movement::Carrying,
            Movement::People,
            Movement::Leaving,
            Movement::Evacuation,
        ]
        .iter()
        .any(|movement| sentence.moves(&item.tokens, *movement))
            || sentence.has(Cue::Passage(Passage::General));
        if from.is_empty() && moves_somebody && self.completes_last(index, sentence, item, &to) {
            return true;
        }
        if !self.is_passage(sentence, item, &from, &to) {
            return false;
        }
        if from.is_empty() && !self.leads_goods_in(sentence, item) {
            return false;
        }
        if !from.is_empty() && self.reports_earlier_days(sentence, item, &from) {
            return true;
        }
        let mut draft = self.draft(index, sentence, item, items, source, speaker);
        draft.corridor.via = self.refs(&item.via);
        // Two destinations of one passage are two passages; areas that are counted stay one.
        let destinations: Vec<Vec<PlaceRef>> = if to.len() > 1 {
            to.into_iter().map(|place| vec![place]).collect()
        } else {
            vec![to]
        };
        for destination in destinations {
            let corridor = Corridor {
                from: from.clone(),
                to: destination,
                ..draft.corridor.clone()
            };
            self.add(Draft {
                corridor,
                sentence: draft.sentence,
                status_is_stated: draft.status_is_stated,
                is_headline: false,
            });
        }
        true
    }

    fn refs(&self, mentions: &[usize]) -> Vec<PlaceRef> {
        let mut found: Vec<PlaceRef> = Vec::new();
        for &mention in mentions {
            let Some(named) = self.mentions.get(mention) else {
                continue;
            };
            let place = place_ref(self.mentions, mention)
                .unwrap_or_else(|| PlaceRef::unplaced(&named.text));
            if !found.iter().any(|known| known.place.id == place.place.id) {
                found.push(place);
            }
        }
        found
    }

    /// Whether an item is a humanitarian passage at all.
    fn is_passage(
        &self,
        sentence: &Sentence<'_>,
        item: &Item,
        from: &[PlaceRef],
        to: &[PlaceRef],
    ) -> bool {
        let whole = sentence.whole();
        let has = |cue: Cue| sentence.has(cue);
        let moves = |movement: Movement| sentence.moves(&whole, movement);
        let named = has(Cue::Passage(Passage::Humanitarian)) || self.counts_passages(sentence);
        let people = moves(Movement::Evacuation)
            || (moves(Movement::People) && (moves(Movement::Leaving) || moves(Movement::Carrying)));
        let aid = moves(Movement::Aid)
            && (moves(Movement::Carrying)
                || has(Cue::Passage(Passage::General))
                || named
                || !from.is_empty());
        let has_both_ends = !from.is_empty() && !to.is_empty();
        let is_area_only = |places: &[PlaceRef]| {
            !places.is_empty()
                && places
                    .iter()
                    .all(|place| matches!(place.place.kind, PlaceKind::Country | PlaceKind::Region))
        };
        let by_land = !sentence
            .cues
            .iter()
            .any(|found| matches!(found.cue, Cue::Mode(Mode::Air | Mode::Water)));
        if !by_land && first_mode(sentence, &whole).is_none() {
            return false;
        }
        if is_area_only(from) && is_area_only(to) && !(named || aid || people) {
            return false;
        }
        if has(Cue::Forces) && !(named || moves(Movement::Evacuation) || (people && !item.is_chain))
        {
            return false;
        }
        if !(self.frame.names_passages || named || people || aid) {
            return false;
        }
        if item.is_chain {
            return named
                || people
                || aid
                || has(Cue::Passage(Passage::General))
                || self.stands_as_list_item(sentence, item);
        }
        if has_both_ends {
            let vehicles = moves(Movement::Carrying)
                || moves(Movement::People)
                || first_mode(sentence, &whole).is_some();
            return named
                || people
                || aid
                || vehicles
                || has(Cue::Passage(Passage::General))
                || self.stands_as_list_item(sentence, item);
        }
        let residents_move = !item.residents.is_empty()
            && (moves(Movement::Leaving) || moves(Movement::Evacuation) || named);
        if from.is_empty() {
            named || aid || people
        } else {
            named || people || residents_move || moves(Movement::Leaving)
        }
    }

    /// "The second brings aid into Melitopol": an ordinal counts the corridors spoken of before.
    fn counts_passages(&self, sentence: &Sentence<'_>) -> bool {
        const FIRST_WORDS: usize = 3;
        self.frame.status.is_some()
            && sentence
                .cues
                .iter()
                .any(|found| found.start < FIRST_WORDS && matches!(found.cue, Cue::Count(_)))
    }

    /// Whether the item is a line of a list: it starts its line, after a bullet or a heading.
    fn stands_as_list_item(&self, sentence: &Sentence<'_>, item: &Item) -> bool {
        const LONGEST_HEADING: usize = 8;
        let first = (0..item.first_place)
            .find(|at| {
                !sentence.is_mark(*at, &BULLETS)
                    && !is_number(sentence, *at)
                    && !sentence.is_mark(*at, &[".", ")"])
            })
            .unwrap_or(item.first_place);
        let starts_line = item.first_place - first <= 3
            || sentence.token_has_role(first, RoleCue::From)
            || (first..item.first_place)
                .any(|at| sentence.is_mark(at, &[":"]) && at - first <= LONGEST_HEADING);
        starts_line
    }

    /// A sentence that only says where people got to completes the statement before it.
    fn completes_last(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        item: &Item,
        to: &[PlaceRef],
    ) -> bool {
        const REACH: usize = 2;
        let status = status_of(sentence, &item.tokens);
        let mode = first_mode(sentence, &item.tokens);
        let names_passage = sentence.has(Cue::Passage(Passage::Humanitarian))
            || sentence.has(Cue::Passage(Passage::General));
        let Some(last) = self.drafts.last() else {
            return false;
        };
        let last_sentence = last.sentence;
        let may_complete = !last.is_headline
            && last.corridor.to.is_empty()
            && last.sentence < index
            && index - last.sentence <= REACH
            && !last
                .corridor
                .from
                .iter()
                .any(|place| to.iter().any(|end| end.place.id == place.place.id));
        let arrives = matches!(
            status,
            Some(Status::Completed | Status::Open | Status::Planned)
        ) || names_passage;
        if !may_complete || !arrives || sentence.has(Cue::Movement(Movement::Aid)) {
            return false;
        }
        let open_ended = self
            .drafts
            .iter_mut()
            .filter(|draft| draft.sentence == last_sentence && draft.corridor.to.is_empty());
        for draft in open_ended {
            draft.corridor.to = to.iter().take(1).cloned().collect();
            draft.corridor.mode = draft.corridor.mode.or(mode);
            if !draft.status_is_stated {
                draft.corridor.status = status.unwrap_or(draft.corridor.status);
            }
        }
        true
    }

    /// A destination without an origin is a passage only for goods on their way, or when the
    /// passage itself is named.
    fn leads_goods_in(&self, sentence: &Sentence<'_>, item: &Item) -> bool {
        let in_item = |movement: Movement| sentence.moves(&item.tokens, movement);
        (in_item(Movement::Aid) && in_item(Movement::Carrying))
            || self.counts_passages(sentence)
            || sentence
                .cues_in(&item.tokens)
                .any(|found| found.cue == Cue::Passage(Passage::Humanitarian))
    }

    /// "On 28 March 880 people were brought out": what happened before is no corridor of this
    /// report's day when the report states one from there; the count is kept.
    fn reports_earlier_days(
        &mut self,
        sentence: &Sentence<'_>,
        item: &Item,
        from: &[PlaceRef],
    ) -> bool {
        let named_day = days(sentence, &sentence.whole(), self.published)
            .first()
            .map(|day| day.date);
        let of_report = self.frame.day.or(self.published);
        let is_earlier = match (named_day, of_report) {
            (Some(day), Some(report_day)) => day < report_day,
            _ => false,
        } || sentence.has(Cue::Time(TimeCue::Earlier));
        is_earlier
            && status_of(sentence, &item.tokens) == Some(Status::Completed)
            && self.drafts.iter().any(|draft| {
                draft
                    .corridor
                    .from
                    .iter()
                    .any(|known| from.iter().any(|place| place.place.id == known.place.id))
            })
    }

    fn draft(
        &self,
        index: usize,
        sentence: &Sentence<'_>,
        item: &Item,
        items: usize,
        source: &Source,
        speaker: Option<&String>,
    ) -> Draft {
        let stated_status = status_of(sentence, &item.tokens)
            .or_else(|| status_of(sentence, &(0..item.head)))
            .or_else(|| status_of(sentence, &sentence.whole()));
        let status = match (stated_status, self.frame.status) {
            // Plans and movements within an agreement do not undo it.
            (Some(Status::Planned), Some(Status::Agreed)) => Status::Agreed,
            (Some(status), _) => status,
            (None, Some(status)) => status,
            (None, None) => Status::Unknown,
        };
        let mut inferred = Vec::new();
        let purpose = self.purpose(sentence, item, &mut inferred);
        let mode = first_mode(sentence, &item.tokens)
            .or_else(|| first_mode(sentence, &(0..item.head)))
            .or(self.frame.section.mode)
            .or_else(|| {
                if items == 1 {
                    first_mode(sentence, &sentence.whole())
                } else {
                    None
                }
            })
            .or(self.frame.mode);
        let day = days(sentence, &item.tokens, self.published)
            .first()
            .or(days(sentence, &sentence.whole(), self.published).first())
            .map(|day| day.date)
            .or(self.frame.day);
        let mut conditions = self.frame.conditions.clone();
        let mut arrangement = Arrangement::HumanitarianCorridor;
        for found in &sentence.cues {
            if let Cue::Condition(condition) = found.cue {
                if !conditions.contains(&condition) {
                    conditions.push(condition);
                }
            }
        }
        if !sentence.has(Cue::Passage(Passage::Humanitarian))
            && self.frame.arrangement.is_none()
            && self.frame.status.is_none()
        {
            arrangement = Arrangement::EvacuationRoute;
        }
        let hedged = sentence.has(Cue::Modality(Modality::Hedge));
        let confidence = if hedged { 0.7 } else { 0.9 };
        let (people_moved, vehicles) = counts(sentence, &item.tokens);
        Draft {
            corridor: Corridor {
                from: Vec::new(),
                via: Vec::new(),
                to: Vec::new(),
                direction: direction(&purpose),
                purpose,
                mode,
                status,
                arrangement,
                announced_by: speaker.cloned().or_else(|| self.frame.speaker.clone()),
                agreed_by: Vec::new(),
                disputed_by: Vec::new(),
                conditions,
                valid_from: day.map(|day| day.to_string()),
                valid_to: None,
                time_window: hours(sentence, &item.tokens)
                    .or_else(|| hours(sentence, &sentence.whole())),
                meeting_points: Vec::new(),
                settlements: None,
                people_moved,
                vehicles,
                inferred,
                left_out: Vec::new(),
                confidence,
                quote: source.quote.clone(),
            },
            sentence: index,
            status_is_stated: stated_status.is_some(),
            is_headline: false,
        }
    }

    /// What an item's passage is for, by its own words, its sentence's, or the report's.
    fn purpose(
        &self,
        sentence: &Sentence<'_>,
        item: &Item,
        inferred: &mut Vec<Inference>,
    ) -> Vec<Purpose> {
        let stated = |within: &Range<usize>| {
            let moves = |movement: Movement| sentence.moves(within, movement);
            let has_bus = first_mode(sentence, within)
                .is_some_and(|mode| matches!(mode, Mode::Bus | Mode::OwnVehicle));
            let mut purpose = Vec::new();
            if moves(Movement::Evacuation)
                || moves(Movement::People)
                || moves(Movement::Leaving)
                || (has_bus && self.frame.people)
            {
                purpose.push(Purpose::CivilianEvacuation);
            }
            if moves(Movement::Aid) {
                purpose.push(Purpose::AidDelivery);
            }
            if moves(Movement::Dead) && purpose.is_empty() {
                purpose.push(Purpose::RecoveryOfDead);
            }
            purpose
        };
        let own = stated(&item.tokens);
        if !own.is_empty() {
            return own;
        }
        let of_sentence = stated(&(0..item.head));
        if !of_sentence.is_empty() {
            return of_sentence;
        }
        match (self.frame.people, self.frame.aid) {
            (false, true) => vec![Purpose::AidDelivery],
            (true, _) => vec![Purpose::CivilianEvacuation],
            (false, false) => {
                inferred.push(Inference::Purpose);
                vec![Purpose::CivilianEvacuation]
            }
        }
    }

    /// Takes a draft in, or lets it complete the same passage stated before.
    fn add(&mut self, draft: Draft) {
        let same_places = |one: &[PlaceRef], other: &[PlaceRef]| {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|a| other.iter().any(|b| a.place.id == b.place.id))
        };
        let spelled_out = self.drafts.iter().position(|known| {
            let (known, new) = (&known.corridor, &draft.corridor);
            known.to.is_empty()
                && !new.to.is_empty()
                && new.settlements.is_none()
                && same_places(&known.from, &new.from)
                && (known.mode.is_none() || new.mode.is_none() || known.mode == new.mode)
                && known.status.class() == new.status.class()
                && (new.announced_by.is_none() || known.announced_by == new.announced_by)
        });
        if let Some(index) = spelled_out {
            let before = self.drafts.remove(index).corridor;
            let mut draft = draft;
            draft.corridor.mode = draft.corridor.mode.or(before.mode);
            draft.corridor.time_window = draft.corridor.time_window.or(before.time_window);
            draft.corridor.valid_from = draft.corridor.valid_from.or(before.valid_from);
            self.drafts.insert(index, draft);
            return;
        }
        let counted = self.drafts.iter_mut().find(|known| {
            let origin = |place: &PlaceRef| {
                known
                    .corridor
                    .from
                    .iter()
                    .any(|from| from.place.id == place.place.id)
            };
            draft.corridor.to.is_empty()
                && draft.corridor.status == Status::Completed
                && draft.corridor.people_moved.is_some()
                && !known.corridor.to.is_empty()
                && draft.corridor.from.iter().all(origin)
        });
        if let Some(known) = counted {
            known.corridor.people_moved =
                known.corridor.people_moved.or(draft.corridor.people_moved);
            return;
        }
        let known = self.drafts.iter_mut().find(|known| {
            let same_from = same_places(&known.corridor.from, &draft.corridor.from);
            let same_to =
                same_places(&known.corridor.to, &draft.corridor.to) || draft.corridor.to.is_empty();
            let modes_agree = known.corridor.mode.is_none()
                || draft.corridor.mode.is_none()
                || known.corridor.mode == draft.corridor.mode;
            let statuses_agree = !draft.status_is_stated
                || known.corridor.status.class() == draft.corridor.status.class();
            let speakers_agree = draft.corridor.announced_by.is_none()
                || known.corridor.announced_by == draft.corridor.announced_by;
            same_from && same_to && modes_agree && statuses_agree && speakers_agree
        });
        match known {
            None => self.drafts.push(draft),
            Some(known) => {
                let (known, new) = (&mut known.corridor, draft.corridor);
                known.mode = known.mode.or(new.mode);
                known.valid_from = known.valid_from.take().or(new.valid_from);
                known.time_window = known.time_window.take().or(new.time_window);
                known.people_moved = known.people_moved.or(new.people_moved);
                known.vehicles = known.vehicles.or(new.vehicles);
                if known.via.is_empty() {
                    known.via = new.via;
                }
                for purpose in new.purpose {
                    if !known.purpose.contains(&purpose) && known.status == new.status {
                        known.purpose.push(purpose);
                    }
                }
                known.direction = direction(&known.purpose);
            }
        }
    }

    /// "Corridors to the 97 most affected settlements in Kharkiv, Kyiv … regions".
    fn read_counted_areas(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        groups: &[Group],
        source: &Source,
        speaker: Option<&String>,
    ) -> bool {
        const REACH: usize = 4;
        let Some(settlements) = sentence
            .cues
            .iter()
            .find(|found| found.cue == Cue::Settlements)
        else {
            return false;
        };
        let before = settlements.start.saturating_sub(REACH)..settlements.start;
        let Some((_, count)) = sentence.numbers(&before).last() else {
            return false;
        };
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
        let item = Item {
            to: areas,
            tokens: sentence.whole(),
            first_place: settlements.start,
            ..Item::default()
        };
        let mut draft = self.draft(index, sentence, &item, 1, source, speaker);
        draft.corridor.to = self.refs(&item.to);
        draft.corridor.settlements = Some(count);
        if !draft.status_is_stated {
            draft.corridor.status = Status::Proposed;
        }
        self.drafts.push(draft);
        true
    }

    /// "Corridors for civilians to leave the city": the city is the one spoken of before.
    fn read_city(
        &mut self,
        index: usize,
        sentence: &Sentence<'_>,
        source: &Source,
        speaker: Option<&String>,
    ) -> bool {
        let Some(city) = self.frame.city else {
            return false;
        };
        let spoken = sentence.words.join(" ");
        let names_city = THE_CITY.iter().any(|city| spoken.contains(city));
        let names_passage = sentence.has(Cue::Passage(Passage::Humanitarian))
            || sentence.has(Cue::Passage(Passage::General));
        let people_leave = sentence.has(Cue::Movement(Movement::Leaving))
            || sentence.has(Cue::Movement(Movement::Evacuation));
        let leaves_city = LEAVING_THE_CITY.iter().any(|words| spoken.contains(words))
            && (people_leave || sentence.has(Cue::Movement(Movement::People)));
        if !(leaves_city || (names_city && names_passage && people_leave)) {
            return false;
        }
        let item = Item {
            from: vec![city],
            tokens: sentence.whole(),
            ..Item::default()
        };
        let mut draft = self.draft(index, sentence, &item, 1, source, speaker);
        draft.corridor.from = self.refs(&item.from);
        self.add(draft);
        true
    }

    /// The last settlement of a sentence, for "the city" in the next one.
    fn city_left(&self, sentence: &Sentence<'_>, groups: &[Group]) -> Option<usize> {
        let _ = sentence;
        groups
            .iter()
            .rev()
            .flat_map(|group| group.places().into_iter().rev())
            .find(|mention| {
                self.mentions
                    .get(*mention)
                    .and_then(|mention| mention.place.as_ref())
                    .is_some_and(|place| place.kind == PlaceKind::PopulatedPlace)
            })
    }

    /// What a headline states is kept only where the text does not state it again.
    fn drop_spelled_out_headlines(&mut self) {
        let ends = |draft: &Draft| -> Vec<String> {
            let corridor = &draft.corridor;
            let places = corridor
                .from
                .iter()
                .chain(&corridor.via)
                .chain(&corridor.to);
            places.map(|place| place.place.id.clone()).collect()
        };
        let of_text: Vec<String> = self
            .drafts
            .iter()
            .filter(|draft| !draft.is_headline)
            .flat_map(ends)
            .collect();
        self.drafts.retain(|draft| {
            !draft.is_headline || !ends(draft).iter().any(|place| of_text.contains(place))
        });
    }

    /// "Three corridors from the Zaporizhzhia region" is a summary once its corridors follow.
    fn drop_summaries(&mut self) {
        let is_area = |place: &PlaceRef| {
            matches!(
                place.place.kind,
                PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Region | PlaceKind::Admin2
            )
        };
        let spelled_out = self.drafts.iter().any(|draft| {
            draft.corridor.settlements.is_none()
                && draft.corridor.from.iter().any(|place| !is_area(place))
        });
        if spelled_out {
            self.drafts.retain(|draft| {
                let corridor = &draft.corridor;
                let names_areas_only = !corridor.from.is_empty()
                    && corridor.from.iter().all(is_area)
                    && corridor.to.iter().all(is_area);
                !(names_areas_only && corridor.settlements.is_none())
            });
        }
    }

    /// An end that is not stated is the one that the speaker's other corridors of the same
    /// sentence or day share, if they share one. It is marked as inferred.
    fn infer_ends(&mut self) {
        let ends: Vec<(Option<String>, Option<String>, PlaceRef)> = self
            .drafts
            .iter()
            .filter_map(|draft| match &draft.corridor.to[..] {
                [end]
                    if draft.corridor.settlements.is_none()
                        && !draft.corridor.inferred.contains(&Inference::To) =>
                {
                    Some((
                        draft.corridor.announced_by.clone(),
                        draft.corridor.valid_from.clone(),
                        end.clone(),
                    ))
                }
                _ => None,
            })
            .collect();
        for draft in &mut self.drafts {
            let corridor = &mut draft.corridor;
            let may_lack_end = corridor.to.is_empty()
                && !corridor.from.is_empty()
                && matches!(
                    corridor.status,
                    Status::Agreed
                        | Status::Planned
                        | Status::Open
                        | Status::Proposed
                        | Status::PartiallyOpen
                );
            if !may_lack_end {
                continue;
            }
            // The nearest hub that others lead to and that is no origin here.
            let candidates: Vec<&PlaceRef> = ends
                .iter()
                .filter(|(speaker, day, end)| {
                    *speaker == corridor.announced_by
                        && *day == corridor.valid_from
                        && matches!(end.place.kind, PlaceKind::PopulatedPlace)
                        && end.place.admin1.is_some()
                        && end.place.admin1
                            == corridor
                                .from
                                .first()
                                .and_then(|from| from.place.admin1.clone())
                        && !corridor
                            .from
                            .iter()
                            .any(|from| from.place.id == end.place.id)
                })
                .map(|(.., end)| end)
                .collect();
            let is_centre = |place: &&PlaceRef| {
                candidates
                    .iter()
                    .all(|other| other.place.population <= place.place.population)
            };
            if let Some(end) = candidates.iter().copied().find(is_centre) {
                corridor.to = vec![end.clone()];
                corridor.inferred.push(Inference::To);
            }
        }
    }
}

/// Words by which a text speaks again of the place it has named.
const THE_CITY: [&str; 14] = [
    "the city",
    "the town",
    "the enclave",
    "the village",
    "the region",
    "the besieged city",
    "the encircled city",
    "міста",
    "місто",
    "города",
    "город",
    "селища",
    "посёлка",
    "поселка",
];

/// Words by which people leave the place that was named before.
const LEAVING_THE_CITY: [&str; 12] = [
    "out of the city",
    "from the city",
    "left the city",
    "leave the city",
    "out of the town",
    "from the town",
    "leave the town",
    "з міста",
    "із міста",
    "залишити місто",
    "из города",
    "покинуть город",
];

fn lets_people_out_of_the_city(sentence: &Sentence<'_>, item: &Item) -> bool {
    let spoken = sentence.words[item.tokens.clone()].join(" ");
    let moves = |movement: Movement| sentence.moves(&item.tokens, movement);
    THE_CITY.iter().any(|city| spoken.contains(city))
        && (moves(Movement::Evacuation) || (moves(Movement::People) && moves(Movement::Leaving)))
}

fn is_number(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .tokens
        .get(at)
        .is_some_and(|token| token.kind == crate::report::TokenKind::Number)
}

/// The mode that some tokens name first.
fn first_mode(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<Mode> {
    sentence
        .cues_in(within)
        .find_map(|found| match found.cue {
            Cue::Mode(mode) => Some(mode),
            _ => None,
        })
        .filter(|mode| !matches!(mode, Mode::Air | Mode::Water))
}

/// How many people and vehicles some tokens count.
fn counts(sentence: &Sentence<'_>, within: &Range<usize>) -> (Option<u32>, Option<u32>) {
    const REACH: usize = 4;
    let counted = |wanted: Movement| {
        sentence.numbers(within).find_map(|(at, count)| {
            let next = at + 1..(at + 1 + REACH).min(within.end);
            let found = sentence.cues_in(&next).find_map(|found| match found.cue {
                Cue::Movement(movement @ (Movement::People | Movement::Carrying)) => Some(movement),
                _ => None,
            })?;
            (found == wanted).then_some(count)
        })
    };
    (counted(Movement::People), counted(Movement::Carrying))
}

fn direction(purpose: &[Purpose]) -> Option<Direction> {
    let out = purpose
        .iter()
        .any(|purpose| *purpose != Purpose::AidDelivery);
    let aid = purpose.contains(&Purpose::AidDelivery);
    match (out, aid) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Out),
        (false, true) => Some(Direction::In),
        (false, false) => None,
    }
}
