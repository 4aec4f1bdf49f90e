//! Where a way goes on: from the end of the leg before, with whom it began, with whom the vehicles carry.

use std::ops::Range;

use super::further_passage::goes_on_there;
use super::group::{Group, Role};
use super::item::Item;
use super::verbs::departs_for;
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, RoleCue};
use crate::model::Mode;

/// "to Bakhmut, from where they go on to Lviv", "to Gomel and then by air to Russia".
pub fn leads_on_from(sentence: &Sentence<'_>, group: &Group, between: &Range<usize>) -> bool {
    let flies = || {
        sentence
            .cues_in(between)
            .any(|found| found.cue == Cue::Mode(Mode::Air))
    };
    group.role == Role::To
        && (is_from_there(sentence, between) || flies() || goes_on_there(sentence, between))
}

/// Whether "from there" stands within some tokens.
pub fn is_from_there(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::There))
}

/// "Those who got to A found no transport on to B": a further leg of people of whom nothing else is said than
/// how far they came.
pub fn is_led_on(sentence: &Sentence<'_>, current: &Item, group: &Group) -> bool {
    !current.to.is_empty() && current.origins().is_empty() && is_onward(sentence, group)
}

/// "Depart for A, daily, and for B": a further destination of the same vehicles.
pub fn also_departs_for(sentence: &Sentence<'_>, current: &Item, group: &Group) -> bool {
    group.role == Role::To
        && !current.to.is_empty()
        && sentence.token_has_role(group.start, RoleCue::For)
        && departs_for(sentence, group.start)
}

fn is_onward(sentence: &Sentence<'_>, group: &Group) -> bool {
    group.role == Role::To
        && sentence.is_one_of(group.start, ClosedSet::Onward)
        && sentence.is_one_of(group.start + 1, ClosedSet::Towards)
}

/// "A's stadium is full: buses take people on to B": who is taken on starts at the one place of which
/// the sentence spoke before.
pub fn starts_where_the_last_ended(sentence: &Sentence<'_>, groups: &[Group], items: &mut [Item]) {
    for item in items.iter_mut() {
        let leads_on = groups.iter().any(|group| {
            group.places() == item.to
                && item.tokens.contains(&group.first_place)
                && is_onward(sentence, group)
        });
        if let ([_], true) = (&item.located[..], leads_on)
            && item.origins().is_empty()
            && !item.is_chain
        {
            item.from = std::mem::take(&mut item.located);
        }
    }
}

/// "A column reached B with 88 people from C": whether what stands between a destination and an origin
/// is whom the vehicles carry.
pub fn brings_with_it(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    let parts = |at: &usize| {
        sentence.is_mark(*at, &[",", ";", ":", "(", "–", "—"])
            || sentence.token_has_role(*at, RoleCue::ClauseBreak)
    };
    let mut nearest = between.clone().rev().take_while(|at| !parts(at));
    nearest.any(|at| sentence.is_one_of(at, ClosedSet::Carrying))
}

/// "17 people out of A; they were driven on to B": whether a clause opens with a word for those of whom the
/// one before tells.
pub fn goes_on_with_them(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    let mut marks = between.clone();
    marks.any(|at| sentence.is_mark(at, &[";"]) && sentence.is_one_of(at + 1, ClosedSet::Pronoun))
}
