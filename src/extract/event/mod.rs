//! Fighting and movements of forces, and who holds a place.

mod attach;
mod background;
mod control;
mod ground;
mod happened;
mod kinds;
mod on_ground;
mod places;
mod scene;

use crate::extract::annotate::{Misread, Sentence, Stated};
use crate::extract::discourse::{Source, place_ref};
use crate::extract::facts::{Now, day_of_event};
use crate::extract::places::Group;
use crate::extract::words::{Cue, CueMatch, Lexicon, Modality};
use crate::model::{ControlClaim, Event, EventEvidence, EventKind, Mention, Problem};
use crate::report::Case;
use background::is_headline;
use ground::Ground;
use scene::{Scene, stated_day};

/// From how many words of war on a report is of war, and when all its violence is.
const CERTAIN: usize = 2;
const ALL_OVER: usize = 8;

/// Words of shelling and strikes that reports of crimes have too.
const OF_CRIMES: [&str; 9] = [
    "opened", "open", "opening", "fired", "firing", "fire", "bombs", "bombing", "bombings",
];

/// Whether a sentence may report fighting or who holds a place.
pub fn reports(sentence: &Sentence<'_>) -> bool {
    let cues = || sentence.cues.iter().map(|found| found.cue);
    let names_place = !sentence.places.is_empty()
        || cues().any(|cue| matches!(cue, Cue::Reference(_) | Cue::Modality(Modality::Lasting)));
    names_place
        && cues().any(|cue| {
            matches!(
                cue,
                Cue::Fighting(_) | Cue::Violence | Cue::Control(_) | Cue::Holding(_)
            )
        })
}

/// Reads the fighting and the claims of control of a report, one sentence after the other.
#[derive(Debug)]
pub struct EventReader<'m> {
    mentions: &'m [Mention],
    parties: &'m [String],
    now: Now,
    /// How much the report speaks of forces and war: "clashes" and "fights" are of many kinds.
    war: usize,
    ground: Ground,
    /// Days that were not understood.
    problems: Vec<Problem>,
}

impl<'m> EventReader<'m> {
    /// Looks over the report for what it is about.
    pub fn new(
        sentences: &[Sentence<'_>],
        mentions: &'m [Mention],
        lexicon: &'m Lexicon,
        now: Now,
    ) -> Self {
        let weight = |sentence: &Sentence<'_>, found: &CueMatch| match found.cue {
            // Guns and bombs are also of crimes; «бої» and shelling are of war.
            Cue::Fighting(EventKind::Shelling | EventKind::Strike)
                if !sentence.is_mark(found.start, &OF_CRIMES) =>
            {
                CERTAIN
            }
            Cue::Fighting(_) if !sentence.words[found.start].is_ascii() => CERTAIN,
            Cue::Fighting(_) | Cue::Forces | Cue::Party(_) | Cue::Conflict => 1,
            _ => 0,
        };
        let war: usize = sentences
            .iter()
            .flat_map(|sentence| {
                sentence
                    .cues
                    .iter()
                    .map(move |found| weight(sentence, found))
            })
            .sum();
        Self {
            war,
            mentions,
            parties: lexicon.parties(),
            now,
            problems: Vec::new(),
            ground: Ground::of(sentences, mentions),
        }
    }

    /// The events and the claims of control that the next sentence states.
    pub fn read(
        &mut self,
        sentence: &Sentence<'_>,
        groups: &[Group],
        source: &Source,
    ) -> (Vec<Event>, Vec<ControlClaim>) {
        let scene = Scene {
            sentence,
            groups,
            mentions: self.mentions,
            ground: &self.ground,
        };
        let found = (
            if self.war >= CERTAIN {
                events(&scene, self.war >= ALL_OVER, self.now, source)
            } else {
                Vec::new()
            },
            control::claims(&scene, self.parties, self.now, source),
        );
        self.ground.take_in(sentence, groups, self.mentions);
        let of_events = found.0.iter().map(|event| &event.when);
        let mut days = of_events.chain(found.1.iter().map(|claim| &claim.when));
        if days.any(|when| when.day_not_understood)
            && let Stated::Untold(tokens) = day_of_event(sentence, &sentence.whole(), self.now)
        {
            let problem = Misread::Day.problem(sentence, source.quote.start, tokens);
            self.problems.extend(problem);
        }
        found
    }

    /// The days of events that were not understood.
    pub fn finish(self) -> Vec<Problem> {
        self.problems
    }

    /// Remembers what a sentence that states nothing speaks of.
    pub fn pass_over(&mut self, sentence: &Sentence<'_>) {
        self.ground.take_in(sentence, &[], self.mentions);
    }
}

/// The events that a sentence reports.
fn events(scene: &Scene<'_>, all_is_war: bool, now: Now, source: &Source) -> Vec<Event> {
    let sentence = scene.sentence;
    let hedged = sentence.has(Cue::Modality(Modality::Hedge));
    let is_among_forces = all_is_war
        || sentence
            .cues
            .iter()
            .any(|found| matches!(found.cue, Cue::Forces | Cue::Party(_) | Cue::Fighting(_)));
    let mut found: Vec<Event> = Vec::new();
    for cue in &sentence.cues {
        let kind = match cue.cue {
            Cue::Fighting(kind) => kind,
            // "Drones struck the docks in a second attack": the strike is told already.
            Cue::Violence if is_among_forces && !is_shot_at(sentence) => EventKind::Battle,
            _ => continue,
        };
        // Not every withdrawal is one of troops.
        let needs_forces = matches!(kind, EventKind::Withdrawal | EventKind::Advance);
        if (needs_forces && !names_forces(sentence))
            || is_name(sentence, cue)
            || !happened::is_stated(sentence, cue, now.published)
        {
            continue;
        }
        let (when, day) = stated_day(sentence, cue, now);
        let said = sentence.span_of(&(cue.start..cue.end));
        for mention in places::of_event(scene, cue, kind) {
            let Some(place) = place_ref(scene.mentions, mention) else {
                continue;
            };
            let is_area = !kinds::kind_of(scene.mentions, mention).is_some_and(kinds::is_point);
            if is_area && is_headline(sentence) {
                continue;
            }
            let known = found
                .iter_mut()
                .find(|event| event.kind == kind && event.place.place.id == place.place.id);
            if let Some(known) = known {
                known.evidence.kind.extend(said);
            } else {
                found.push(Event {
                    kind,
                    evidence: EventEvidence {
                        kind: said.into_iter().collect(),
                        ..source.evidence(&place, day)
                    },
                    rule: rule_of(cue.cue).into(),
                    place,
                    acled: kind.acled().into(),
                    by: source.name(),
                    when: when.clone(),
                    quote: source.quote.clone(),
                    confidence: if hedged { 0.6 } else { 0.8 },
                });
            }
        }
    }
    found
}

/// The rule by which a word tells an event.
fn rule_of(cue: Cue) -> &'static str {
    match cue {
        Cue::Violence => "violence-among-forces",
        _ => "fighting-at-place",
    }
}

fn is_shot_at(sentence: &Sentence<'_>) -> bool {
    sentence.has(Cue::Fighting(EventKind::Strike))
        || sentence.has(Cue::Fighting(EventKind::Shelling))
}

fn names_forces(sentence: &Sentence<'_>) -> bool {
    let mut cues = sentence.cues.iter();
    cues.any(|found| matches!(found.cue, Cue::Forces | Cue::Party(_)))
}

/// "Treva Battle": a surname that is a word of fighting too.
fn is_name(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    let is_title = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.case == Case::Title)
    };
    cue.start > 0 && cue.end - cue.start == 1 && is_title(cue.start) && is_title(cue.start - 1)
}
