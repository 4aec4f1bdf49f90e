//! From names to places: the index of folded names and the walk through it along a text.

use std::sync::Arc;

use fst::raw::{CompiledAddr, Fst, Node, Output};

use super::blob::{NameClass, Section, place_and_class, section, u32_at};
use super::name::{Fold, fold, is_apostrophe, is_dropped};

/// A place's number in the gazetteer. Within a kind, lower numbers are more populous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIx(pub u32);

/// What the index holds for a name; [`NameIndex::candidates`] opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NameKey(u64);

/// A name of the gazetteer that a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// Byte offset in the text just after the name, on a word boundary.
    pub end: usize,
    /// The name.
    pub key: NameKey,
}

/// A place that answers to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceIx,
    /// How the name belongs to it.
    pub class: NameClass,
}

/// The names of all places.
#[derive(Clone)]
pub struct NameIndex<'b> {
    fst: Fst<&'b [u8]>,
    postings: &'b [u8],
    /// Where the FST stands after two letters, by their numbers: most words leave it soon after.
    starts: Arc<[Option<(CompiledAddr, Output)>]>,
}

/// The letters with which nearly all names begin, in their folded form.
const FIRST_LETTERS: &str = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяіїє";
const LETTERS: usize = 61;

impl NameKey {
    /// The key of a name that belongs to one place only.
    pub fn of_one(posting: u32) -> Self {
        Self(u64::from(posting) << 1)
    }

    /// The key of a name whose postings stand at `position` (counted in numbers of 32 bits).
    pub fn of_list(position: u32) -> Self {
        Self(u64::from(position) << 1 | 1)
    }

    /// The key that stands behind a number of the FST.
    pub fn from_value(value: u64) -> Self {
        Self(value)
    }

    /// The number the FST holds.
    pub fn value(self) -> u64 {
        self.0
    }
}

impl<'b> NameIndex<'b> {
    /// Opens the index in `blob`; `None` where it holds none.
    pub fn open(blob: &'b [u8]) -> Option<Self> {
        let fst = Fst::new(section(blob, Section::Names)?).ok()?;
        let letters = || FIRST_LETTERS.chars();
        let pairs = letters().flat_map(|first| letters().map(move |second| [first, second]));
        let starts = pairs.map(|pair| {
            let (node, output) = pair
                .iter()
                .try_fold((fst.root(), Output::zero()), |(node, output), letter| {
                    follow(&fst, node, output, *letter)
                })?;
            Some((node.addr(), output))
        });
        Some(Self {
            starts: starts.collect(),
            fst,
            postings: section(blob, Section::Postings)?,
        })
    }

    /// Adds to `out` every name that begins at byte `at` of `text` and ends on a word boundary,
    /// the longest last. `at` should be the start of a word; a name does not reach over a blank
    /// line. Whether the words are used as a name is for the caller to judge: "of" is a town.
    pub fn names_at(&self, text: &str, at: usize, out: &mut Vec<NameMatch>) {
        let Some(rest) = text.get(at..) else { return };
        let mut letters = fold(rest);
        let (mut node, mut output) = (self.fst.root(), Output::zero());
        let mut ahead = letters.clone();
        if let (Some(first), Some(second)) = (ahead.next(), ahead.next())
            && first.end == second.start
            && let (Some(first), Some(last)) = (number(first.letter), number(second.letter))
        {
            let Some((address, begun)) = self.starts[first * LETTERS + last] else {
                return;
            };
            (node, output, letters) = (self.fst.node(address), begun, ahead);
            out.extend(name_ending(&node, output, &letters, rest, second.end, at));
        }
        while let Some(folded) = letters.next() {
            if folded.letter == ' ' && has_blank_line(&rest[folded.start..folded.end]) {
                return;
            }
            let Some(next) = follow(&self.fst, node, output, folded.letter) else {
                return;
            };
            (node, output) = next;
            out.extend(name_ending(&node, output, &letters, rest, folded.end, at));
        }
    }

    /// The key of a name that is already folded.
    pub fn key(&self, folded: &str) -> Option<NameKey> {
        self.fst
            .get(folded)
            .map(|output| NameKey::from_value(output.value()))
    }

    /// The places that answer to a name, the closest class first, then by number.
    pub fn candidates(&self, key: NameKey) -> impl Iterator<Item = Candidate> + use<'b> {
        let postings = self.postings;
        let (one, list) = if key.0 & 1 == 0 {
            (Some((key.0 >> 1) as u32), 0..0)
        } else {
            let head = (key.0 >> 1) as usize;
            (None, head + 1..head + 1 + u32_at(postings, head) as usize)
        };
        one.into_iter()
            .chain(list.map(move |index| u32_at(postings, index)))
            .map(|posting| {
                let (place, class) = place_and_class(posting);
                Candidate {
                    place: PlaceIx(place),
                    class,
                }
            })
    }

    /// The FST of folded names, for searches by automaton; its values are
    /// [`NameKey::from_value`]'s.
    pub fn fst(&self) -> &Fst<&'b [u8]> {
        &self.fst
    }
}

/// The number of a letter among [`FIRST_LETTERS`].
fn number(letter: char) -> Option<usize> {
    match letter {
        'a'..='z' => Some(letter as usize - 'a' as usize),
        'а'..='я' => Some(26 + letter as usize - 'а' as usize),
        'і' => Some(58),
        'ї' => Some(59),
        'є' => Some(60),
        _ => None,
    }
}

/// Where a letter leads to.
fn follow<'f>(
    fst: &'f Fst<&[u8]>,
    mut node: Node<'f>,
    mut output: Output,
    letter: char,
) -> Option<(Node<'f>, Output)> {
    let mut utf8 = [0; 4];
    for byte in letter.encode_utf8(&mut utf8).bytes() {
        let transition = node.transition(node.find_input(byte)?);
        output = output.cat(transition.out);
        node = fst.node(transition.addr);
    }
    Some((node, output))
}

/// The name that ends at byte `end` of `rest`, which itself starts at byte `at` of the text.
fn name_ending(
    node: &Node<'_>,
    output: Output,
    letters: &Fold<'_>,
    rest: &str,
    end: usize,
    at: usize,
) -> Option<NameMatch> {
    if !node.is_final() || letters.is_inside_character() {
        return None;
    }
    Some(NameMatch {
        end: at + word_end(rest, end)?,
        key: NameKey::from_value(output.cat(node.final_output()).value()),
    })
}

fn has_blank_line(separator: &str) -> bool {
    separator.len() > 1 && separator.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// Where the word ends whose last letter ends at `end`; `None` inside a word.
///
/// Marks that belong to the letter are taken in. An apostrophe between letters is part of the
/// word (Кам'янка), except for the English possessive (Mariupol's).
fn word_end(text: &str, mut end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(end) {
            None => return Some(end),
            Some(next) if next.is_ascii_alphanumeric() => return None,
            Some(b'.') => return Some(end_of_abbreviation(bytes, end)),
            Some(b'\'' | b'`') => {}
            Some(next) if next.is_ascii() => return Some(end),
            Some(_) => {}
        }
        let mut rest = text.get(end..)?.chars();
        let next = rest.next()?;
        if is_dropped(next) {
            end += next.len_utf8();
            continue;
        }
        if is_apostrophe(next) {
            let inside = rest.next().is_some_and(|letter| {
                let possessive = letter == 's' || letter == 'S';
                letter.is_alphanumeric()
                    && !(possessive && rest.next().is_none_or(|after| !after.is_alphanumeric()))
            });
            return (!inside).then_some(end);
        }
        return (!next.is_alphanumeric()).then_some(end);
    }
}

/// Takes in the last dot of an abbreviation whose letters all have one (U.S.).
fn end_of_abbreviation(bytes: &[u8], end: usize) -> usize {
    let dotted = end >= 3 && bytes[end - 2] == b'.' && bytes[end - 3].is_ascii_alphabetic();
    if dotted { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::gazetteer::blob::{assemble, posting};
    use proptest::prelude::*;

    /// An index of one place for each name, numbered in the order given (which must be sorted).
    fn index_of(names: &[&str]) -> Vec<u8> {
        let pairs = names.iter().enumerate().map(|(number, name)| {
            let key = NameKey::of_one(posting(number as u32, NameClass::Official));
            (*name, key.value())
        });
        let fst = Fst::from_iter_map(pairs).unwrap().into_inner();
        assemble(&[(Section::Names, &fst)])
    }

    #[test]
    fn first_letters_are_numbered_in_order() {
        assert_eq!(FIRST_LETTERS.chars().count(), LETTERS);
        for (at, letter) in FIRST_LETTERS.chars().enumerate() {
            assert_eq!(number(letter), Some(at));
        }
    }

    #[test]
    fn names_end_on_word_boundaries_the_longest_last() {
        let blob = index_of(&[
            "grossbeeren",
            "los",
            "los angeles",
            "mariupol",
            "sana",
            "sanaa",
            "us",
            "біла",
            "біла церква",
            "камянка",
            "киев",
            "ростов",
            "ростов на дону",
        ]);
        let index = NameIndex::open(&blob).unwrap();
        for (text, expected) in [
            ("Mariupol's mayor", vec!["Mariupol"]),
            ("MARIUPOL’S MAYOR", vec!["MARIUPOL"]),
            ("Mariupolites", vec![]),
            ("Mariupol-based", vec!["Mariupol"]),
            ("Mariupol.", vec!["Mariupol"]),
            ("Los Angeles", vec!["Los", "Los Angeles"]),
            ("Los\nAngeles", vec!["Los", "Los\nAngeles"]),
            ("Los\n\nAngeles", vec!["Los"]),
            ("Sana'a today", vec!["Sana'a"]),
            ("Sana' today", vec!["Sana"]),
            ("U.S. troops", vec!["U.S."]),
            ("US. Then", vec!["US"]),
            ("Großbeeren", vec!["Großbeeren"]),
            ("Кам'янка", vec!["Кам'янка"]),
            ("Ростов-на-Дону", vec!["Ростов", "Ростов-на-Дону"]),
            ("Біла Церква,", vec!["Біла", "Біла Церква"]),
            ("Ки\u{301}ев", vec!["Ки\u{301}ев"]),
            ("", vec![]),
        ] {
            let mut found = Vec::new();
            index.names_at(text, 0, &mut found);
            let found: Vec<&str> = found.iter().map(|name| &text[..name.end]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn a_key_opens_to_the_places_that_share_the_name() {
        let postings: Vec<u8> = [
            2,
            posting(7, NameClass::Official),
            posting(3, NameClass::Inflected),
        ]
        .iter()
        .flat_map(|number: &u32| number.to_le_bytes())
        .collect();
        let fst = Fst::from_iter_map([("sumy", NameKey::of_list(0).value())]).unwrap();
        let blob = assemble(&[
            (Section::Names, fst.as_bytes()),
            (Section::Postings, &postings),
        ]);
        let index = NameIndex::open(&blob).unwrap();
        let places: Vec<Candidate> = index.candidates(index.key("sumy").unwrap()).collect();
        let expected =
            [(7, NameClass::Official), (3, NameClass::Inflected)].map(|(place, class)| Candidate {
                place: PlaceIx(place),
                class,
            });
        assert_eq!(places, expected);
    }

    proptest! {
        #[test]
        fn any_text_at_any_offset_is_walked_without_panic(text in any::<String>(), at in 0usize..64) {
            let blob = index_of(&["a", "mariupol", "ss"]);
            let index = NameIndex::open(&blob).unwrap();
            let mut found = Vec::new();
            index.names_at(&text, at, &mut found);
            for name in found {
                prop_assert!(text.get(at..name.end).is_some());
            }
        }
    }
}
