//! What the sentences before said of all corridors of a report: headlines, summaries, headings.

use std::ops::Range;

use jiff::civil::Date;

use super::subject::Subject;
use crate::extract::annotate::{Sentence, Stated};
use crate::extract::facts::{Now, days, heads_a_list, is_stronger, status_of, words_of_status};
use crate::extract::places::{Group, Item};
use crate::extract::speaker::{Voice, consent};
use crate::extract::words::{Cue, Modality, Movement, Passage, RoleCue, TimeCue, Topic, Worded};
use crate::model::{Arrangement, Condition, Mention, Mode, PlaceKind, Span, Status, kind_of_place};

/// What the sentences before said of all corridors of the report.
#[derive(Debug, Default)]
pub struct Frame {
    pub status: Option<Worded<Status>>,
    pub speaker: Option<Voice>,
    pub agreed_by: Vec<String>,
    pub day: Option<Worded<Date>>,
    /// Whether a day was said for all of them that was not understood.
    pub day_is_untold: bool,
    pub mode: Option<Worded<Mode>>,
    pub arrangement: Option<Arrangement>,
    pub conditions: Vec<Condition>,
    /// What the report is about.
    subject: Subject,
    /// Whether it names corridors, by whatever word: a road alone is then a passage.
    pub names_corridors: bool,
    /// What the heading over a list says of its items.
    pub section: Section,
    /// Whether the lines right before said from where vehicles leave.
    pub follows_departures: bool,
    /// Whether people, or goods, are spoken of as what moves.
    pub people: bool,
    pub aid: bool,
    /// The first words that say so.
    pub words_of_people: Option<Span>,
    pub words_of_aid: Option<Span>,
    /// Whether a passage has been stated already.
    pub has_statements: bool,
}

/// A heading such as "To Bakhmut, by bus:", for the lines of the list below it.
#[derive(Debug, Default)]
pub struct Section {
    pub from: Vec<usize>,
    pub to: Vec<usize>,
    pub mode: Option<Worded<Mode>>,
    /// Whether a line of the list has stated a passage.
    pub states_passages: bool,
    /// Whether its lines say from where vehicles leave ("buses leave at these times:").
    pub lists_departures: bool,
}

impl Frame {
    /// Looks over a whole report for what it is about.
    pub fn of(sentences: &[Sentence<'_>]) -> Self {
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
        Self {
            subject: Subject::of(sentences),
            names_corridors: humanitarian || has(Cue::Topic(Topic::Corridor)),
            people: evacuates
                || moves(Movement::Leaving)
                || !moves(Movement::Aid)
                || sentences
                    .iter()
                    .any(|sentence| sentence.first_mode(&sentence.whole()).is_some()),
            aid: moves(Movement::Aid),
            // A humanitarian corridor of which nothing else is said is one for people.
            words_of_people: first_words(sentences, is_of_people)
                .or_else(|| first_words(sentences, |cue| matches!(cue, Cue::Passage(_)))),
            words_of_aid: first_words(sentences, |cue| cue == Cue::Movement(Movement::Aid)),
            ..Frame::default()
        }
    }

    /// Whether statements about passages are to be looked for at all.
    pub fn may_name_passages(&self) -> bool {
        self.subject != Subject::Other
    }

    /// Whether a sentence may name passages.
    pub fn may_name_passage(&self, sentence: &Sentence<'_>) -> bool {
        self.subject.admits(sentence)
    }

    /// What a sentence that states no passage says of all of them; the tokens of a day that it
    /// names and that is not understood.
    pub fn take_in(
        &mut self,
        sentence: &Sentence<'_>,
        speaker: Option<&Voice>,
        now: Now,
        mentions: &[Mention],
    ) -> Option<Range<usize>> {
        let names_passages = sentence.names_passage()
            || sentence.has(Cue::Movement(Movement::Evacuation))
            || sentence.has(Cue::Arrangement(Arrangement::Ceasefire))
            || sentence.has(Cue::Arrangement(Arrangement::HumanitarianPause))
            || heads_a_list(sentence);
        let is_of_another_day = sentence.has(Cue::Time(TimeCue::Earlier))
            || sentence.has(Cue::Time(TimeCue::Yesterday));
        if !names_passages || is_of_another_day || sentence.has(Cue::Modality(Modality::Promise)) {
            return None;
        }
        if let Some(status) = status_of(sentence, &sentence.whole()) {
            // That some corridors have worked, or how people are driven, says nothing of the others.
            let names_corridors = sentence.names_passage();
            let holds_for_all = match status {
                Status::Completed => false,
                // "Ten corridors, passage from Izium refused".
                Status::Rejected => !names_origin(sentence, mentions),
                Status::Open => names_corridors || self.status.is_none(),
                _ => true,
            };
            if holds_for_all
                && self
                    .status
                    .is_none_or(|known| is_stronger(status, known.value))
            {
                self.status = Some(Worded {
                    value: status,
                    words: words_of_status(sentence, &[sentence.whole()], status),
                });
            }
        }
        self.speaker = speaker.cloned().or(self.speaker.take());
        let (agreed, _) = consent::sides(sentence, mentions);
        self.agreed_by.extend(agreed);
        let untold = match days(sentence, &sentence.whole(), now) {
            Stated::Nothing => None,
            Stated::Told(days) => {
                let words = sentence.span_of(&days.tokens);
                self.day = days.named().map(|value| Worded { value, words });
                self.day_is_untold = false;
                None
            }
            Stated::Untold(tokens) => {
                self.day_is_untold = self.day.is_none();
                self.day_is_untold.then_some(tokens)
            }
        };
        for found in &sentence.cues {
            match found.cue {
                Cue::Arrangement(arrangement) => self.arrangement = Some(arrangement),
                Cue::Condition(condition) if !self.conditions.contains(&condition) => {
                    self.conditions.push(condition);
                }
                _ => {}
            }
        }
        untold
    }

    /// Takes a heading ("To Bakhmut:", «Из Киева:», "residents of the region are taken to Bakhmut
    /// from") in; whether the sentence is one.
    pub fn opens_section(
        &mut self,
        sentence: &Sentence<'_>,
        items: &[Item],
        mentions: &[Mention],
    ) -> bool {
        let end = sentence.tokens.len();
        let ends_with_colon = sentence.is_mark(end.saturating_sub(1), &[":"]);
        let last_word = end.saturating_sub(usize::from(ends_with_colon));
        let asks_for_origins = sentence
            .role_ending_at(last_word)
            .any(|(role, start)| role == RoleCue::From && start + 1 == last_word);
        if !ends_with_colon && !asks_for_origins {
            return false;
        }
        let [item] = items else { return false };
        let one_sided = item.from.is_empty() != item.to.is_empty() && item.residents.is_empty();
        // The lines of the list name the places of the area.
        let is_area = |mention: &usize| {
            matches!(
                kind_of_place(mentions, *mention),
                Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region)
            )
        };
        let of_area = !item.to.is_empty() && item.origins().iter().all(is_area);
        if !(one_sided || of_area) || item.is_chain {
            return false;
        }
        if of_area {
            self.section = Section {
                to: item.to.clone(),
                mode: sentence.mode_in(&sentence.whole()),
                ..Section::default()
            };
            return true;
        }
        self.section = Section {
            from: item.from.clone(),
            to: item.to.clone(),
            mode: sentence.mode_in(&sentence.whole()),
            ..Section::default()
        };
        true
    }

    /// Takes in that a line of its own is no line of the list before it; it may be the heading of
    /// another.
    pub fn leave_section(&mut self, sentence: &Sentence<'_>) {
        let before = std::mem::take(&mut self.section);
        self.follows_departures = before.lists_departures && before.states_passages;
        if sentence.places.is_empty() && heads_a_list(sentence) && lists_departures(sentence) {
            self.section.mode = sentence.mode_in(&sentence.whole());
            self.section.lists_departures = true;
        }
    }

    /// Fills the end that the heading gives into the items of a line of its list.
    pub fn apply_section(&self, items: &mut [Item], groups: &[Group]) {
        let section = &self.section;
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
}

/// Whether a word tells that people move.
fn is_of_people(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::People) | Cue::Mode(_)
    )
}

/// The first words of a report that are of some kind.
fn first_words(sentences: &[Sentence<'_>], is_wanted: impl Fn(Cue) -> bool) -> Option<Span> {
    sentences.iter().find_map(|sentence| {
        let mut cues = sentence.cues.iter();
        let found = cues.find(|found| is_wanted(found.cue))?;
        sentence.span_of(&(found.start..found.end))
    })
}

/// "Buses leave at these times:", «виїзд автобусів:».
fn lists_departures(sentence: &Sentence<'_>) -> bool {
    let whole = sentence.whole();
    let has_vehicles =
        sentence.first_mode(&whole).is_some() || sentence.moves(&whole, Movement::Carrying);
    let leaves = [Movement::Leaving, Movement::Evacuation, Movement::Going]
        .iter()
        .any(|movement| sentence.moves(&whole, *movement))
        || whole
            .clone()
            .any(|at| sentence.token_has_role(at, RoleCue::Start));
    has_vehicles && leaves
}

/// Whether a settlement is named from which a passage leads.
fn names_origin(sentence: &Sentence<'_>, mentions: &[Mention]) -> bool {
    sentence.places.iter().any(|place| {
        kind_of_place(mentions, place.mention) == Some(PlaceKind::PopulatedPlace)
            && sentence
                .role_ending_at(place.start)
                .any(|(role, _)| role == RoleCue::From)
    })
}
