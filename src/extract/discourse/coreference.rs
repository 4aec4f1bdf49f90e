//! "The city", "the region", "the enclave" after a word of direction: the place said before.

use std::ops::Range;

use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::places::{Item, follows_a_name};
use crate::extract::words::{Cue, Movement, Reference, RoleCue};
use crate::model::{Mention, PlaceKind, kind_of_place};
use crate::report::{Case, TokenKind};

/// The places that "the city" and the like stand for, as far as the report has been read.
#[derive(Debug, Default)]
pub struct Focus {
    /// The settlement that people leave or goods go to; else the one named last.
    pub settlement: Option<usize>,
    /// Whether people leave that settlement, or goods go there.
    pub is_left: bool,
    /// Where a movement led or, failing that, started: "there".
    pub last: Option<usize>,
    /// The region named last.
    pub area: Option<usize>,
    /// The place in need, of whatever kind.
    pub in_need: Option<usize>,
    /// Where the report was written ("this city").
    pub dateline: Option<usize>,
    /// Where the movement stated last led: "the same destination".
    pub ends: Vec<usize>,
}

impl Focus {
    /// The sentence with the places that its references stand for, if it holds any.
    pub fn resolve<'r>(
        &self,
        sentence: &Sentence<'r>,
        mentions: &[Mention],
    ) -> Option<Sentence<'r>> {
        let mut resolved: Option<Sentence<'r>> = None;
        for found in &sentence.cues {
            let Cue::Reference(reference) = found.cue else {
                continue;
            };
            let is_place = !matches!(reference, Reference::SameEnd | Reference::ItsPeople)
                && stands_alone(sentence, found.start, found.end)
                && is_led_to(sentence, found.start);
            if !is_place {
                continue;
            }
            let here = sentence
                .places
                .iter()
                .rev()
                .filter(|place| place.end <= found.start)
                .map(|place| place.mention)
                .find(|mention| reference_fits(reference, mentions, *mention));
            let before = match reference {
                Reference::Dateline => dateline(sentence).or(self.dateline),
                Reference::SameEnd | Reference::ItsPeople => None,
                Reference::Settlement => self.settlement,
                Reference::Area => self.area,
                Reference::Enclave => self.in_need.or(self.settlement),
            };
            let here = here.filter(|_| reference != Reference::Dateline);
            if let Some(mention) = here.or(before) {
                resolved
                    .get_or_insert_with(|| sentence.clone())
                    .name_place(PlaceAt {
                        start: found.start,
                        end: found.end,
                        mention,
                        refers_back: true,
                    });
            }
        }
        resolved
    }

    /// "From there": the settlement named last is the origin.
    pub fn apply_there(&self, sentence: &Sentence<'_>, items: &mut [Item]) {
        let Some(there) = there(sentence) else {
            return;
        };
        // "X and Y are covered by the deal, and people will be taken from there to Z", "A, B: from here people are taken out".
        for item in items.iter_mut() {
            if item.origins().is_empty() && !item.is_chain {
                let here = named_before_there(sentence, item);
                item.located.retain(|place| !here.contains(place));
                item.from = here;
            }
        }
        let Some(city) = self.last else {
            return;
        };
        let is_there = |item: &Item| {
            let before = item.tokens.start..item.first_place;
            sentence
                .cues_in(&before)
                .any(|found| found.cue == Cue::Role(RoleCue::There))
                || item.tokens.end == sentence.tokens.len()
        };
        for item in items.iter_mut().filter(|item| is_there(item)) {
            if item.origins().is_empty() && !item.to.is_empty() && !item.to.contains(&city) {
                item.from = vec![city];
                item.referring.push((city, there.clone()));
            }
        }
    }

    /// "Its inhabitants can leave for B": where people are said to go, of whom only a word tells where they are, they start
    /// at the settlement named before.
    pub fn apply_its_people(&self, sentence: &Sentence<'_>, items: &mut [Item]) {
        let Some(city) = self.settlement else {
            return;
        };
        for item in items.iter_mut() {
            // "The front has reached B, and residents are asked to leave": a clause of its own.
            let clause_of = |at: usize| sentence.clause_at(at).map(|clause| clause.tokens.start);
            let mut ends = sentence.places.iter();
            let end = ends
                .find(|place| item.to.contains(&place.mention))
                .and_then(|place| clause_of(place.start));
            let said = sentence
                .cues_in(&item.reach())
                .filter(|found| clause_of(found.start) == end)
                .find(|found| found.cue == Cue::Reference(Reference::ItsPeople));
            if let Some(said) = said
                && item.origins().is_empty()
                && !item.to.is_empty()
                && !item.to.contains(&city)
                && !item.is_chain
            {
                item.residents = vec![city];
                item.referring.push((city, said.start..said.end));
            }
        }
    }

    /// "Vans collect those left in C for the same destination", «туди ж»: people go where the
    /// passage stated before leads.
    pub fn apply_same_end(&self, sentence: &Sentence<'_>, items: &mut [Item]) {
        let same = |item: &Item| {
            sentence
                .cues_in(&item.tokens)
                .find(|found| found.cue == Cue::Reference(Reference::SameEnd))
                .map(|found| found.start..found.end)
        };
        for at in 0..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let Some((item, same)) = rest
                .first_mut()
                .and_then(|item| same(item).map(|same| (item, same)))
            else {
                continue;
            };
            let ends = before
                .iter()
                .rev()
                .find(|known| !known.to.is_empty())
                .map_or(&self.ends, |known| &known.to);
            if item.to.is_empty() && !item.is_chain {
                if item.origins().is_empty() {
                    item.from = std::mem::take(&mut item.located);
                }
                item.to.clone_from(ends);
                item.referring
                    .extend(ends.iter().map(|end| (*end, same.clone())));
            }
        }
    }

    /// Takes in what a sentence was about.
    pub fn follow(&mut self, sentence: &Sentence<'_>, items: &[Item], mentions: &[Mention]) {
        let whole = sentence.whole();
        let brings_goods = sentence.moves(&whole, Movement::Aid)
            && !sentence.moves(&whole, Movement::Evacuation)
            && !sentence.moves(&whole, Movement::Leaving);
        let ends: Vec<usize> = items
            .iter()
            .flat_map(|item| {
                if brings_goods {
                    item.to.iter().chain(item.origins())
                } else {
                    item.origins().iter().chain(&[])
                }
            })
            .copied()
            .filter(|end| brings_goods || !items.iter().any(|item| item.to.contains(end)))
            .collect();
        let all: Vec<usize> = sentence.places.iter().map(|place| place.mention).collect();
        let settlement = |found: &&usize| reference_fits(Reference::Settlement, mentions, **found);
        let area = |found: &&usize| reference_fits(Reference::Area, mentions, **found);
        // Where people are taken to is not where they are.
        let is_end = |found: &&usize| {
            items
                .iter()
                .any(|item| item.to.contains(found) || item.via.contains(found))
        };
        let mut named = all.iter().filter(|found| !is_end(found)).rev();
        // "In A or B" offers no city to speak of, and a town named by the way is not the one that
        // people leave.
        let named = named
            .find(settlement)
            .filter(|found| !self.is_left && !is_listed(sentence, **found));
        let left = ends.iter().find(settlement);
        self.is_left |= left.is_some();
        if let Some(found) = left.or(named) {
            self.settlement = Some(*found);
        }
        if let Some(found) = ends.iter().find(area).or(all.iter().rfind(area)) {
            self.area = Some(*found);
        }
        let led_to = items.iter().rev().flat_map(|item| item.to.iter().rev());
        if let Some(found) = led_to
            .chain(&ends)
            .find(settlement)
            .or(all.iter().rfind(settlement))
        {
            self.last = Some(*found);
        }
        if let Some(found) = ends.first() {
            self.in_need = Some(*found);
        }
        if let Some(item) = items.iter().rev().find(|item| !item.to.is_empty()) {
            self.ends.clone_from(&item.to);
        }
        self.dateline = self.dateline.or(dateline(sentence));
    }
}

/// Whether a place stands in a list with the one before it.
fn is_listed(sentence: &Sentence<'_>, mention: usize) -> bool {
    let places = &sentence.places;
    let pairs = places.iter().zip(places.iter().skip(1));
    pairs
        .filter(|(_, next)| next.mention == mention)
        .any(|(before, next)| {
            before.end < next.start
                && (before.end..next.start).all(|at| {
                    sentence.is_mark(at, &[","]) || sentence.token_has_role(at, RoleCue::And)
                })
        })
}

/// The tokens of "there", where a sentence holds it.
pub fn there(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    sentence
        .cues
        .iter()
        .find(|found| found.cue == Cue::Role(RoleCue::There))
        .map(|found| found.start..found.end)
}

/// The places of an item that its sentence names first, before "there" or "from there".
fn named_before_there(sentence: &Sentence<'_>, item: &Item) -> Vec<usize> {
    let there = sentence
        .cues_in(&item.tokens)
        .find(|found| found.cue == Cue::Role(RoleCue::There))
        .map_or(0, |found| found.start);
    let is_before = |mention: &usize| {
        sentence
            .places
            .iter()
            .any(|place| place.mention == *mention && place.end <= there && !place.refers_back)
    };
    item.located.iter().copied().filter(is_before).collect()
}

/// "TUZLA, Bosnia (March 29) --", «МОСКВА, 18 октября.»: the place in capitals that a paragraph
/// starts with.
fn dateline(sentence: &Sentence<'_>) -> Option<usize> {
    let first = sentence.places.first().filter(|place| place.start == 0)?;
    let token = sentence.tokens.first()?;
    let is_ahead = sentence.is_mark(first.end, &[",", "(", "-", "–", "—", "."]);
    (sentence.starts_paragraph && token.case == Case::Upper && is_ahead).then_some(first.mention)
}

fn reference_fits(reference: Reference, mentions: &[Mention], mention: usize) -> bool {
    let kind = kind_of_place(mentions, mention).unwrap_or(PlaceKind::PopulatedPlace);
    let is_settlement = matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::District);
    match reference {
        Reference::Settlement => is_settlement,
        Reference::Area => matches!(
            kind,
            PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region | PlaceKind::Country
        ),
        Reference::Enclave => kind != PlaceKind::Water && kind != PlaceKind::Feature,
        Reference::Dateline | Reference::SameEnd | Reference::ItsPeople => false,
    }
}

/// "The city of Mariupol", «з міста Маріуполь», "the city council": no reference.
fn stands_alone(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    let Some(next) = sentence.tokens.get(end) else {
        return true;
    };
    let names_it = sentence.places.iter().any(|place| {
        place.start == end || (place.start == end + 1 && &sentence.words[end] == "of")
    });
    if names_it || next.kind == TokenKind::Word && next.is_capitalised() {
        return false;
    }
    if next.kind != TokenKind::Word {
        return true;
    }
    let is_english = sentence.words[start].is_ascii();
    if !is_english && says_of_which(sentence, end) {
        return false;
    }
    !is_english
        || &sentence.words[end] != "of"
            && sentence.cues.iter().any(|found| {
                found.start == end
                    && !matches!(found.cue, Cue::Speaker(_) | Cue::Role(RoleCue::Filler))
            })
        || follows_a_name(&sentence.words[end])
        || matches!(&sentence.words[end], "as" | "itself")
}

/// «В район города Джераблус», «до передмістя Маріуполя»: whether nouns for places lead on to a name.
fn says_of_which(sentence: &Sentence<'_>, end: usize) -> bool {
    /// "Of the port city of".
    const REACH: usize = 3;
    let is_noun = |at: &usize| {
        sentence.is_word(*at)
            && sentence.token_has_role(*at, RoleCue::Filler)
            && ![RoleCue::From, RoleCue::To, RoleCue::And]
                .into_iter()
                .any(|role| sentence.token_has_role(*at, role))
    };
    let nouns = (end..end + REACH).take_while(is_noun).count();
    let name = end + nouns;
    nouns > 0
        && (sentence.place_at(name).is_some()
            || sentence
                .tokens
                .get(name)
                .is_some_and(crate::report::Token::is_capitalised))
}

/// Whether a word of direction stands before a token.
fn is_led_to(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    loop {
        let leads = sentence.role_ending_at(at).any(|(role, _)| {
            matches!(
                role,
                RoleCue::From | RoleCue::To | RoleCue::ResidentsBefore | RoleCue::For
            )
        });
        if leads {
            return true;
        }
        if at == 0 || !sentence.token_has_role(at - 1, RoleCue::Filler) {
            return false;
        }
        at -= 1;
    }
}
