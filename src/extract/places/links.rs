//! How two places that follow each other in a sentence are joined: listed, by a dash, one the area of
//! the other or said to be what the other is.

use std::ops::Range;

use crate::extract::annotate::{DASHES, PlaceAt, Sentence};
use crate::extract::words::{ClosedSet, RoleCue};
use crate::model::{Mention, PlaceKind};
use crate::report::{Case, is_arrow_shaft, is_chain_mark};

/// How two places that follow each other are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    List,
    /// A slash alone: a list, or the stops of a way.
    Slash,
    Dash,
    /// The second is the area that holds the first.
    Container,
    /// The first is the area that holds the second.
    Possessor,
    None,
}

/// How `next` is joined to `last`, by the tokens between them.
pub fn link(sentence: &Sentence<'_>, mentions: &[Mention], last: PlaceAt, next: PlaceAt) -> Link {
    const LONGEST_LINK: usize = 9;
    let between = last.end..next.start;
    if between.len() > LONGEST_LINK || parts_dateline(sentence, last, next) {
        return Link::None;
    }
    if is_possessor(sentence, last, next) && is_within(mentions, next.mention, last.mention)
        || says_what_it_is(sentence, &between)
    {
        return Link::Possessor;
    }
    let (mut dashes, mut joins, mut others) = (0, 0, 0);
    let mut opens_bracket = false;
    let mut names_villages = false;
    for at in between.clone() {
        let has = |role: RoleCue| sentence.token_has_role(at, role);
        let leads_on = dashes > 0 && has(RoleCue::To);
        if joins > 0 && has(RoleCue::Site) {
            names_villages = true;
            continue;
        }
        if names_villages && has(RoleCue::In) {
            // "Irpin and the villages around Borodianka".
            continue;
        }
        if joins_chain(sentence, at) {
            // "->", "-->", "=>" and ">>" are one arrow.
            let is_shaft = at > between.start && joins_chain(sentence, at - 1);
            dashes += usize::from(!is_shaft);
        } else if sentence.is_mark(at, &[",", "/"]) || has(RoleCue::And) {
            joins += 1;
        } else if at == between.start && sentence.is_mark(at, &["("]) {
            opens_bracket = true;
        } else if !(has(RoleCue::Filler) || sentence.is_one_of(at, ClosedSet::AreaWord) || leads_on)
        {
            others += 1;
        }
    }
    if others > 0 {
        return Link::None;
    }
    let is_placed = (mentions.get(last.mention)).is_some_and(|mention| mention.place.is_some());
    let adds = || (between.clone()).any(|at| sentence.token_has_role(at, RoleCue::And));
    if is_within(mentions, last.mention, next.mention)
        && dashes == 0
        && (is_placed || !adds())
        && sentence_joins_container(sentence, &between)
    {
        return Link::Container;
    }
    match (dashes, joins) {
        _ if opens_bracket => Link::None,
        (1, 0) => Link::Dash,
        // "Salah al-Din Road, Gaza's main artery".
        (0, 1) if is_possessive(sentence, next) && sentence.is_mark(between.start, &[","]) => {
            Link::None
        }
        (0, 1) if between.len() == 1 && sentence.is_mark(between.start, &["/"]) => Link::Slash,
        (0, joins) if joins > 0 && directly_listed(sentence, &between) => Link::List,
        _ => Link::None,
    }
}

/// Whether a mark joins the stops of a chain: a dash, an arrow or a part of one.
pub fn joins_chain(sentence: &Sentence<'_>, at: usize) -> bool {
    let mark = &sentence.words[at];
    is_chain_mark(mark) || is_arrow_shaft(mark, &sentence.words[at + 1])
}

/// "GORIS, Armenia – Cars moved": the dash behind the line that says where a report was written.
fn parts_dateline(sentence: &Sentence<'_>, last: PlaceAt, next: PlaceAt) -> bool {
    let is_upper = |at: usize| sentence.tokens[at].case == Case::Upper;
    let first = sentence.places.first().filter(|place| place.start == 0);
    sentence.starts_paragraph
        && first.is_some_and(|first| is_upper(first.start) && first.end + 3 >= last.end)
        && !is_upper(next.start)
        && (sentence.is_mark(next.start - 1, &DASHES) || sentence.is_mark(last.end, &DASHES))
}

/// "The Red Sea port of Hodeidah", "the Damascus suburb of Douma": the first place says what the
/// second is.
fn says_what_it_is(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    const LONGEST: usize = 4;
    let noun = between.end.wrapping_sub(2);
    (2..=LONGEST).contains(&between.len())
        && sentence.is_mark(between.end - 1, &["of"])
        && sentence.is_mark(noun, &KINDS_OF_PLACE)
        && between.clone().all(|at| {
            let says_more = sentence.token_has_role(at, RoleCue::Filler)
                || sentence.token_has_role(at, RoleCue::Site);
            says_more
                && !sentence.token_has_role(at, RoleCue::And)
                && !sentence.is_mark(at, &["the", "a", "an", "in"])
        })
}

const KINDS_OF_PLACE: [&str; 14] = [
    "port",
    "city",
    "town",
    "village",
    "suburb",
    "district",
    "neighbourhood",
    "neighborhood",
    "quarter",
    "settlement",
    "camp",
    "enclave",
    "outpost",
    "capital",
];

/// "Syria's eastern Ghouta": whether one place is said to be of the other.
fn is_possessor(sentence: &Sentence<'_>, owner: PlaceAt, place: PlaceAt) -> bool {
    let end = sentence.tokens[owner.end - 1].end;
    let has_mark = sentence.text[..end].ends_with("'s")
        || sentence.text[..end].ends_with("’s")
        || sentence.text[end..].starts_with("'s")
        || sentence.text[end..].starts_with("’s");
    has_mark
        && (owner.end..place.start).all(|at| {
            sentence.token_has_role(at, RoleCue::Filler) || sentence.is_mark(at, &["'s", "s", "'"])
        })
}

/// Whether the tokens between a place and its area are those of an apposition: "Mariupol, Donetsk
/// region", "Bakhmut in Donetsk Oblast", "Irpin (Kyiv region)".
fn sentence_joins_container(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between.clone().all(|at| {
        sentence.is_mark(at, &[",", "("])
            || sentence.token_has_role(at, RoleCue::In)
            || sentence.token_has_role(at, RoleCue::Filler)
    })
}

fn is_possessive(sentence: &Sentence<'_>, place: PlaceAt) -> bool {
    let last = &sentence.tokens[place.end - 1];
    let (name, behind) = (last.text(sentence.text), &sentence.text[last.end..]);
    ["'s", "’s"]
        .iter()
        .any(|ending| name.ends_with(ending) || behind.starts_with(ending))
}

/// A list goes on without a role word of its own: "to A and to B" are two groups.
fn directly_listed(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    !between.clone().any(|at| {
        [RoleCue::From, RoleCue::To, RoleCue::Via]
            .iter()
            .any(|role| {
                sentence.token_has_role(at, *role) && !sentence.token_has_role(at, RoleCue::Filler)
            })
    })
}

fn is_within(mentions: &[Mention], inner: usize, outer: usize) -> bool {
    let place = |at: usize| mentions.get(at).and_then(|mention| mention.place.as_ref());
    let Some(outer) = place(outer) else {
        return false;
    };
    let Some(inner) = place(inner) else {
        // What is not placed lies in the unit behind it.
        return matches!(outer.kind, PlaceKind::Admin1 | PlaceKind::Admin2);
    };
    match outer.kind {
        PlaceKind::Country => {
            let is_region = matches!(inner.kind, PlaceKind::Region | PlaceKind::District);
            inner.kind != PlaceKind::Country
                && (inner.country == outer.country || is_region && inner.country.is_none())
        }
        PlaceKind::Admin1 => {
            !matches!(inner.kind, PlaceKind::Admin1 | PlaceKind::Country)
                && inner.admin1.is_some()
                && inner.admin1 == outer.admin1
        }
        PlaceKind::Admin2 => {
            inner.kind == PlaceKind::PopulatedPlace
                && inner.admin2.is_some()
                && inner.admin1 == outer.admin1
                && inner.admin2.as_deref() == outer.raion()
        }
        _ => false,
    }
}
