//! Runs of digits that are telephone, card, tax or insurance numbers.

use super::checksums;
use super::cued::{self, Between};
use super::digit_runs::{Run, is_year};
use super::find::Find;
use super::phones::{PhoneBefore, is_hot_line};
use super::phrases::{Phrases, Words};
use super::pieces::Pieces;
use super::rules::Rules;
use crate::model::PersonalData;

/// Finds the numbers. `in_address` says of each piece whether it is part of a web address.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    let mut at = 0;
    let mut before: Option<PhoneBefore> = None;
    while at < pieces.len() {
        if !pieces.is_digits(at) {
            at += 1;
            continue;
        }
        let (run, end) = Run::starting_at(pieces, at, in_address, rules);
        before = run.find(pieces, rules, before, finds);
        at = end;
    }
}

impl Run<'_> {
    fn find(
        &self,
        pieces: &Pieces,
        rules: &Rules,
        before: Option<PhoneBefore>,
        finds: &mut Vec<Find>,
    ) -> Option<PhoneBefore> {
        let mut last = before.filter(|before| self.follows(pieces, before.end, rules));
        let mut at = 0;
        let mut is_cued = None;
        while at < self.groups.len() {
            if let Some((length, kind)) = self.other_number(pieces, at, rules) {
                finds.push(self.found(at, length, kind));
                at += length;
                last = None;
                continue;
            }
            let plain = self.phone(at, rules);
            let is_next = at == 0 || last.is_some();
            let length = plain.or_else(|| {
                let cued = is_next && *is_cued.get_or_insert_with(|| self.phone_cue(pieces, rules));
                let length = cued.then(|| self.cued_phone(pieces, at)).flatten();
                length.or_else(|| self.phone_in_short(pieces, at, last.as_ref()?))
            });
            let Some(length) = length else {
                at += 1;
                last = None;
                continue;
            };
            let groups = &self.groups[at..at + length];
            let digits: String = groups.iter().map(|group| group.digits).collect();
            if !is_hot_line(&digits, rules) {
                finds.push(self.found(at, length, PersonalData::PhoneNumber));
            }
            last = Some(PhoneBefore {
                end: groups.last().map_or(0, |group| group.piece + 1),
                lengths: groups.iter().map(|group| group.digits.len()).collect(),
            });
            at += length;
        }
        last
    }

    fn found(&self, at: usize, length: usize, kind: PersonalData) -> Find {
        let groups = &self.groups[at..at + length];
        let first = groups.first().map_or(0, |group| group.piece);
        // The plus and the bracket before belong to the number.
        let has_bracket = groups.first().is_some_and(|group| group.in_brackets);
        let before = usize::from(has_bracket) + usize::from(at == 0 && self.has_plus);
        let end = groups.last().map_or(0, |group| group.piece + 1);
        Find {
            pieces: first - before.min(first)..end,
            kind,
        }
    }

    /// "…, 068", "… / 41-23-46": nothing but a comma or "and" since the last phone.
    fn follows(&self, pieces: &Pieces, end: usize, rules: &Rules) -> bool {
        let joins = |at| {
            let word = pieces.word(at);
            matches!(word, "," | ";" | "/" | "(" | "+") || rules.phone.joins.has(word)
        };
        let first = self.groups.first().map_or(0, |group| group.piece);
        first.saturating_sub(end) <= 3 && (end..first).all(joins)
    }

    /// A card, tax or insurance number from group `at` on: how many groups it takes.
    fn other_number(
        &self,
        pieces: &Pieces,
        at: usize,
        rules: &Rules,
    ) -> Option<(usize, PersonalData)> {
        if self.in_address {
            return None;
        }
        let lengths = self.lengths(at, 5);
        let digits = |length: usize| -> String {
            let groups = self.groups.iter().skip(at).take(length);
            groups.map(|group| group.digits).collect()
        };
        let is_free = at > 0 || !(self.is_glued || self.is_numbered);
        match lengths.as_slice() {
            [4, 4, 4, 4, ..] if is_free => {
                let digits = digits(4);
                let groups = self.groups.iter().skip(at).take(4);
                let are_years = groups.clone().all(|group| is_year(group.digits));
                let is_card = checksums::is_card(&digits)
                    || self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers);
                (is_card && !are_years).then_some((4, PersonalData::BankCard))
            }
            [4, 6, 5, ..] if is_free && checksums::is_card(&digits(3)) => {
                Some((3, PersonalData::BankCard))
            }
            [13..=19, ..] if is_free => {
                let cued =
                    self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers);
                let is_card = checksums::is_card(&digits(1));
                let usual = lengths.first() == Some(&16);
                if is_card && (usual || cued) || usual && cued {
                    Some((1, PersonalData::BankCard))
                } else {
                    cued.then_some((1, PersonalData::BankAccount))
                }
            }
            [20, ..]
                if self.account_cue(pieces, at, &rules.account.cues, &rules.account.fillers) =>
            {
                Some((1, PersonalData::BankAccount))
            }
            // Number of a record in the Ukrainian register of people: the day of birth, then five digits.
            [8, 5] if (at > 0 || !self.is_glued) && is_day_of_birth(&digits(1)) => {
                Some((2, PersonalData::Document))
            }
            [3, 3, 3, 2, ..] if checksums::is_insurance_number(&digits(4)) => {
                Some((4, PersonalData::TaxNumber))
            }
            [10, ..] if is_free && checksums::is_ukrainian_taxpayer(&digits(1)) => {
                let is_phone = self.phone(at, rules).is_some();
                (!is_phone).then_some((1, PersonalData::TaxNumber))
            }
            [12, ..] if is_free && checksums::is_russian_taxpayer(&digits(1)) => {
                let is_phone = self.phone(at, rules).is_some();
                (!is_phone).then_some((1, PersonalData::TaxNumber))
            }
            _ => None,
        }
    }

    fn account_cue(&self, pieces: &Pieces, at: usize, cues: &Phrases, fillers: &Words) -> bool {
        let first = self.groups.get(at).map_or(0, |group| group.piece);
        cued::stands_before(pieces, first, cues, fillers, Between::NOTHING)
    }
}

/// "19880412": a day of the last century or this one.
fn is_day_of_birth(digits: &str) -> bool {
    let within = |part: std::ops::Range<usize>, values: std::ops::RangeInclusive<u16>| {
        let value = digits.get(part).and_then(|part| part.parse().ok());
        value.is_some_and(|value| values.contains(&value))
    };
    within(0..4, 1900..=2099) && within(4..6, 1..=12) && within(6..8, 1..=31)
}
